/* One question, six who answer it: does a membership cover this person, this cité, on that day? The fee, the
 * directory's criterion, the map's layer, the listing of cités, a cité's summary and the record of a
 * structure agree, with inheritance on and off. */
#include "network_fixture.h"
#include "raw.h"

#include "etape/cite_overview.h"
#include "etape/counters.h"
#include "etape/fees.h"
#include "etape/tariff.h"

enum { CITES = 4, STRUCTURES = 14, PEOPLE = 24, NETWORKS = 24 };

static unsigned seed = 11;

static unsigned some(unsigned n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % n;
}

struct net {
	struct db *db;
	int64_t cites[CITES], structures[STRUCTURES], people[PEOPLE];
	int64_t of[PEOPLE], at[PEOPLE]; /* structure and cité of each, 0 */
	int64_t event;
	bool free[PEOPLE]; /* by the fee */
	bool asked[PEOPLE]; /* for which of two cités she comes: the fee doesn't guess */
	bool listed[PEOPLE]; /* by the directory as a member */
	bool member[CITES];
};

/* Members are free, everybody else pays, the State as well: the fee says who is a member. */
static void only_members_are_free(struct db *db, bool inherits)
{
	OK(tariff_install(db, &err));
	run(db, "DELETE FROM fee_rule WHERE state = 1");
	run(db, "UPDATE tariff SET inherits = %d", inherits);
}

static void make_network(struct net *n, bool inherits)
{
	char name[24];

	n->db = network_empty();
	only_members_are_free(n->db, inherits);
	for (int i = 0; i < CITES; i++) {
		snprintf(name, sizeof name, "cite-%d", i);
		n->cites[i] = network_cite(n->db, name, name, NULL);
	}
	for (int i = 0; i < STRUCTURES; i++) {
		static const enum structure_kind kinds[] = { STRUCTURE_COMMUNE, STRUCTURE_COMMUNE,
			STRUCTURE_EPCI, STRUCTURE_EPCI, STRUCTURE_DEPARTEMENT, STRUCTURE_ASSOCIATION,
			STRUCTURE_EDUCATION_NATIONALE };

		snprintf(name, sizeof name, "Structure %d", i);
		n->structures[i] = network_structure(n->db, name, kinds[some(7)],
			some(4) ? n->cites[some(CITES)] : 0,
			i && some(4) ? n->structures[some((unsigned)i)] : 0);
		if (!some(4))
			network_membership(n->db, n->structures[i], some(2) ? "2026-01-01" : NULL,
				some(3) ? NULL : "2026-03-08");
	}
	n->event = network_event(n->db, "tour-1", "2026-03-09", NULL, -1);
	for (int i = 0; i < PEOPLE; i++) {
		snprintf(name, sizeof name, "P%02d", i);
		n->of[i] = some(6) ? n->structures[some(STRUCTURES)] : 0;
		n->at[i] = some(3) ? 0 : n->cites[some(CITES)];
		n->people[i] = network_person(n->db, name, name, NULL, n->of[i], n->at[i]);
		network_register(n->db, n->event, n->people[i]);
	}
}

static bool take_fee(void *arg, const struct fee_row *row)
{
	struct net *n = arg;

	for (int i = 0; i < PEOPLE; i++)
		if (n->people[i] == row->person_id) {
			n->free[i] = row->state == FEE_EXEMPT;
			n->asked[i] = row->state == FEE_UNDETERMINED && n->of[i] && n->at[i];
		}
	return true;
}

static bool take_person(void *arg, const struct person_row *row)
{
	struct net *n = arg;

	for (int i = 0; i < PEOPLE; i++)
		if (n->people[i] == row->id)
			n->listed[i] = true;
	return true;
}

static bool take_cite(void *arg, const struct cite_row *row)
{
	struct net *n = arg;

	for (int i = 0; i < CITES; i++)
		if (n->cites[i] == row->id)
			n->member[i] = row->member;
	return true;
}

/* As the records say it: by her structure, else by the cité for which she comes. */
static bool by_record(struct net *n, int i, day_t on)
{
	bool member = false;
	struct structure s;
	int64_t cite = n->at[i];

	if (n->of[i]) {
		OK(membership_on(n->db, n->of[i], on, &member, NULL, &err));
		structure_init(&s);
		OK(structure_get(n->db, n->of[i], &s, &err));
		cite = cite ? cite : s.cite;
		structure_release(&s);
	}
	if (!member && cite)
		OK(membership_of_cite(n->db, cite, on, &member, NULL, &err));
	return member;
}

static void cites_agree(struct net *n, day_t on)
{
	struct cite_overview o;
	struct cite_filter all = { .on = on };

	cite_overview_init(&o);
	OK(cite_overview_load(n->db, &o, NULL, on, CITE_OVERVIEW_MEMBER, &err));
	OK(cite_list(n->db, &all, take_cite, n, &err));
	for (int i = 0; i < CITES; i++) {
		bool member;

		OK(membership_of_cite(n->db, n->cites[i], on, &member, NULL, &err));
		assert_int_equal(member, n->member[i]);
		for (size_t k = 0; k < o.count; k++)
			if (o.rows[k].id == n->cites[i])
				assert_int_equal(member, o.rows[k].member);
	}
	cite_overview_release(&o);
}

/* Returns how many are members. */
static int people_agree(struct net *n, day_t on)
{
	struct person_filter members = PERSON_FILTER_ALL;
	const struct page page = { .n = PEOPLE };
	int count = 0;

	members.member = 1;
	members.on = on;
	OK(fees_list(n->db, n->event, take_fee, n, &err));
	OK(person_page(n->db, &members, &page, take_person, n, &err));
	for (int i = 0; i < PEOPLE; i++) {
		const bool record = by_record(n, i, on);

		if (n->listed[i] != record)
			fail_msg("person %d: directory %d, record %d", i, n->listed[i], record);
		if (n->asked[i])
			continue;
		if (n->free[i] != n->listed[i] || n->free[i] != record)
			fail_msg("person %d: free %d, directory %d, record %d", i, n->free[i],
				n->listed[i], record);
		count += record;
	}
	return count;
}

static void all_agree_on_random_networks(void **state)
{
	int members[2] = { 0, 0 };
	cents_t owed;

	(void)state;
	for (int i = 0; i < NETWORKS; i++) {
		struct net n = { .db = NULL };
		const bool inherits = i % 2 == 0;
		int count;

		make_network(&n, inherits);
		count = people_agree(&n, network_day("2026-03-09"));
		cites_agree(&n, network_day("2026-03-09"));
		cites_agree(&n, network_day("2026-03-08"));
		members[inherits] += count;
		OK(counters_owed(n.db, n.event, &owed, &err));
		assert_true(owed <= 15000 * (PEOPLE - count));
		db_close(&n.db);
	}
	/* Both are told apart, and neither is everybody or nobody. */
	assert_true(members[0] > 0 && members[0] < members[1]);
	assert_true(members[1] < PEOPLE * NETWORKS / 2);
}

/* --- by hand, with the words of the issue ---------------------------------------------- */

static bool layer(struct db *db, int64_t cite, const char *on)
{
	struct cite_overview o;
	bool member = false;

	cite_overview_init(&o);
	OK(cite_overview_load(db, &o, NULL, network_day(on), CITE_OVERVIEW_MEMBER, &err));
	for (size_t i = 0; i < o.count; i++)
		member = member || (o.rows[i].id == cite && o.rows[i].member);
	cite_overview_release(&o);
	return member;
}

static bool any(void *arg, const struct membership_row *row)
{
	(void)row;
	++*(int *)arg;
	return true;
}

static bool any_name(void *arg, const char *name)
{
	(void)name;
	++*(int *)arg;
	return true;
}

/* The town of Denain is covered by its agglomeration; which holds is said by the tariff of the day. */
static void a_commune_is_covered_as_the_tariff_of_the_day_says(void **state)
{
	struct fixture *f = *state;
	const int64_t event = network_event(f->db, "tour-1", "2026-02-09", NULL, -1);
	const int64_t later = network_event(f->db, "tour-2", "2026-03-09", NULL, -1);
	cents_t owed;
	int n = 0;

	only_members_are_free(f->db, true);
	network_membership(f->db, f->agglo, NULL, NULL);
	network_register(f->db, event, f->ines);
	assert_true(layer(f->db, f->denain, "2026-03-09"));
	OK(counters_owed(f->db, event, &owed, &err));
	assert_int_equal(owed, 0);
	OK(membership_covers(f->db, f->agglo, CIVIL_NONE, any_name, &n, &err));
	OK(membership_list_of_cite(f->db, f->denain, CIVIL_NONE, any, &n, &err));
	assert_int_equal(n, 2);

	/* From March on it is not; before, it was. */
	run(f->db, "UPDATE tariff SET valid_to = '2026-02-28'");
	run(f->db, "INSERT INTO tariff (id, code, name, valid_from, counts, inherits) SELECT 5, 'new', 'New',"
		   " '2026-03-01', counts, 0 FROM tariff");
	run(f->db, "INSERT INTO fee_rule (id, tariff, rank, member, cents) VALUES (6, 5, 1, 1, 0), (7, 5, 2, NULL, 9000)");
	assert_true(layer(f->db, f->denain, "2026-02-28"));
	assert_false(layer(f->db, f->denain, "2026-03-09"));
	network_register(f->db, later, f->ines);
	OK(counters_owed(f->db, later, &owed, &err));
	assert_int_equal(owed, 9000);
	n = 0;
	OK(membership_covers(f->db, f->agglo, network_day("2026-03-01"), any_name, &n, &err));
	OK(membership_list_of_cite(f->db, f->denain, network_day("2026-03-01"), any, &n, &err));
	assert_int_equal(n, 0);
	OK(membership_covers(f->db, f->agglo, network_day("2026-02-28"), any_name, &n, &err));
	assert_int_equal(n, 1);
	/* A tariff that is only for the rencontres that name it says nothing of the others. */
	run(f->db, "UPDATE tariff SET scope = 'named' WHERE id = 5");
	assert_true(layer(f->db, f->denain, "2026-03-09"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_agree_on_random_networks),
		TEST(a_commune_is_covered_as_the_tariff_of_the_day_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
