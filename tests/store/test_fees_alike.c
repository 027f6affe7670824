/* Of people who are alike to a tariff the engine decides once: what each is told is hers all the same. */
#include "network_fixture.h"
#include "raw.h"

#include "etape/fees.h"
#include "etape/tariff.h"

/* Today and tomorrow, by the shipped tariff. */
static int64_t event_at(struct fixture *f)
{
	OK(tariff_install(f->db, &err));
	return network_event(f->db, "etape-1", "2026-03-10", "2026-03-11", -1);
}

static int64_t guest(struct fixture *f, int64_t event, const char *name, int64_t structure)
{
	const int64_t id = network_person(f->db, name, "", NULL, structure, 0);

	network_register(f->db, event, id);
	return id;
}

static bool see_reasons(void *arg, const struct fee_row *row)
{
	struct str *out = arg;

	str_addf(out, "%s %s %lld %lld %lld %zu\n%s\n", row->name, fee_state_name(row->state), (long long)row->due,
		(long long)row->paid, (long long)row->balance, row->line_count, row->reasons);
	return true;
}

/* What was decided of people alike is theirs together, what they paid is not: listed, each is told what she
 * is told alone, whoever of them comes first. */
static void who_is_alike_paid_her_own(void **state)
{
	static const cents_t paid[] = { 10000, 0, 30000, 35000, -500, 0, 10000 };
	struct fixture *f = *state;
	struct str listed = STR_INIT, alone = STR_INIT;
	const size_t count = sizeof paid / sizeof *paid;
	int64_t person[2 * sizeof paid / sizeof *paid];
	const int64_t event = event_at(f);
	const int64_t prefecture = network_structure(f->db, "Préfecture", STRUCTURE_PREFECTURE, 0, 0);
	char name[8];

	for (size_t i = 0; i < 2 * count; i++) {
		snprintf(name, sizeof name, "N%02zu", i);
		person[i] = guest(f, event, name, i < count ? f->ville : prefecture);
		if (paid[i % count])
			run(f->db,
				"INSERT INTO payment (id, registration, cents, means, day, at, desk, author) SELECT id, id, %lld,"
				" 'cheque', '2026-03-10', 0, 'a', 'b' FROM registration WHERE person = %lld",
				(long long)paid[i % count], (long long)person[i]);
	}
	OK(fees_list(f->db, event, see_reasons, &listed, &err));
	for (size_t i = 0; i < 2 * count; i++)
		OK(fees_of_person(f->db, event, person[i], see_reasons, &alone, &err));
	assert_string_equal(listed.buf, alone.buf);
	assert_non_null(strstr(listed.buf, "N00 due 30000 10000 20000 1\n"));
	assert_non_null(strstr(listed.buf, "N01 due 30000 0 30000 1\n"));
	assert_non_null(strstr(listed.buf, "N03 paid 30000 35000 0 1\n"));
	assert_non_null(strstr(listed.buf, "N07 exempt 0 10000 0 0\n"));
	str_release(&listed);
	str_release(&alone);
}

/* Whoever has a mandate is asked for whom she comes, registered or not, also where everybody's facts are at
 * hand because free places are everybody's. */
static void a_mandate_asks_also_of_who_is_not_registered(void **state)
{
	struct fixture *f = *state;
	const int64_t event = event_at(f);
	const int64_t club = network_structure(f->db, "Club", STRUCTURE_ASSOCIATION, f->denain, 0);
	const int64_t jean = guest(f, event, "Jean", club);
	const int64_t ines = network_person(f->db, "Inès", "", NULL, club, 0);
	struct str all = STR_INIT;

	network_membership(f->db, f->ville, NULL, NULL);
	run(f->db, "UPDATE fee_rule SET free_places = 1 WHERE member = 1");
	network_mandate(f->db, jean, f->creil, MANDATE_CPO, NULL, NULL);
	network_mandate(f->db, ines, f->creil, MANDATE_CPO, NULL, NULL);
	OK(fees_list(f->db, event, see_reasons, &all, &err));
	OK(fees_of_person(f->db, event, jean, see_reasons, &all, &err));
	OK(fees_of_person(f->db, event, ines, see_reasons, &all, &err));
	assert_int_equal(strncmp(all.buf, "JEAN undetermined 0 0 0 0\n", 26), 0);
	assert_non_null(strstr(all.buf + 1, "\nJEAN undetermined 0 0 0 0\n"));
	assert_non_null(strstr(all.buf, "\nINÈS undetermined 0 0 0 0\n"));
	str_release(&all);
}

enum { CROWD = 90 };

struct crowd {
	int64_t person[CROWD];
	int expected[CROWD]; /* euros */
	int wrong;
};

static bool see_crowd(void *arg, const struct fee_row *row)
{
	struct crowd *c = arg;

	for (int i = 0; i < CROWD; i++)
		if (c->person[i] == row->person_id && row->due != 100 * (cents_t)c->expected[i])
			c->wrong++;
	return true;
}

/* Two free of each member, then 50 €; 100 € a month before, else 150 €: what the many who are alike cost is
 * what counting them one by one, in order of registration, says. */
static void free_places_and_early_prices_are_those_counted_one_by_one(void **state)
{
	struct fixture *f = *state;
	const int64_t event = event_at(f);
	const int64_t region = network_structure(f->db, "Région", STRUCTURE_REGION, 0, 0);
	const int64_t club = network_structure(f->db, "Club", STRUCTURE_ASSOCIATION, f->creil, 0);
	const int64_t of[] = { f->ville, region, club };
	struct crowd c = { .wrong = 0 };
	int taken[3] = { 0 };
	char name[8];

	network_membership(f->db, f->ville, NULL, NULL);
	network_membership(f->db, region, NULL, NULL);
	run(f->db,
		"DELETE FROM fee_rule;"
		"INSERT INTO fee_rule (id, tariff, rank, member, early_days, unit, cents, free_places)"
		" SELECT id + r.column1, id, r.column1, r.column2, r.column3, 'event', r.column4, r.column5 FROM tariff,"
		" (VALUES (1, 1, NULL, 0, 2), (2, 1, NULL, 5000, NULL), (3, NULL, 30, 10000, NULL),"
		" (4, NULL, NULL, 15000, NULL)) r");
	for (int i = 0; i < CROWD; i++) {
		const int who = i * 7 % 3, early = i * 13 % 60;

		snprintf(name, sizeof name, "N%02d", (i * 37) % CROWD);
		c.person[i] = guest(f, event, name, of[who]);
		/* Registered in this order all the same: the place is by the moment, the price by the day. */
		run(f->db,
			"UPDATE registration SET created_at = (CAST(strftime('%%s', '2026-03-10') AS INTEGER) - %d * 86400 + 3600)"
			" * 1000 + %d WHERE person = %lld",
			early, i, (long long)c.person[i]);
	}
	for (int early = 59; early >= 0; early--)
		for (int i = 0; i < CROWD; i++) {
			const int who = i * 7 % 3;

			if (i * 13 % 60 != early)
				continue;
			c.expected[i] = who == 2 ? (early >= 30 ? 100 : 150) : taken[who]++ < 2 ? 0 : 50;
		}
	OK(fees_list(f->db, event, see_crowd, &c, &err));
	assert_int_equal(c.wrong, 0);
	for (int i = 0; i < CROWD; i++)
		OK(fees_of_person(f->db, event, c.person[i], see_crowd, &c, &err));
	assert_int_equal(c.wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(who_is_alike_paid_her_own),
		TEST(a_mandate_asks_also_of_who_is_not_registered),
		TEST(free_places_and_early_prices_are_those_counted_one_by_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
