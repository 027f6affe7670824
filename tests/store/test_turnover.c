/* Turnover: vacant posts, ended mandates, records to confirm. */
#include "network.h"

#include "etape/journal.h"
#include "etape/turnover.h"

#define LATER "2060-03-10T09:05:00" /* ids have the day of the machine's own clock */

struct fixture {
	struct db *db;
	int64_t creil, ines, paul, marc, event;
};

static int setup(void **state)
{
	struct fixture *f = xcalloc(1, sizeof *f);
	struct db *db = network_empty();
	int64_t denain;

	f->db = db;
	network_commune(db, "60175", "Creil");
	network_commune(db, "59172", "Denain");
	network_commune(db, "59392", "Maubeuge");
	f->creil = network_cite(db, "creil", "Creil", "60175");
	denain = network_cite(db, "denain", "Denain", "59172");
	network_cite(db, "maubeuge", "Maubeuge", "59392");
	f->ines = network_person(db, "Dupré-Leroy", "Inès", "ines@example.org", 0, f->creil);
	f->paul = network_person(db, "Le Bihan", "Paul", "paul@example.org", 0, 0);
	f->marc = network_person(db, "Dupuis", "Marc", NULL, 0, denain);
	network_mandate(db, f->ines, f->creil, MANDATE_CPO, "2025-01-01", NULL);
	network_mandate(db, f->paul, f->creil, MANDATE_CPO, "2020-01-01", "2024-12-31");
	network_mandate(
		db, f->paul, f->creil, MANDATE_COPILOTE_ACADEMIE, "2021-01-01", "2026-02-28");
	network_mandate(db, f->marc, f->creil, MANDATE_COPILOTE_PREFECTURE, NULL, "2026-03-10");
	network_mandate(db, f->marc, denain, MANDATE_COPILOTE_COLLECTIVITE, NULL, NULL);
	network_mandate(db, f->marc, denain, MANDATE_COPILOTE_PREFECTURE, NULL, NULL);
	network_mandate(db, f->marc, denain, MANDATE_COPILOTE_ACADEMIE, NULL, NULL);
	f->event = network_event(db, "tour-20", "2026-04-01", NULL, 0);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	db_close(&f->db);
	free(f);
	return 0;
}

/* "kind cité role since name event" by line, as CSV has them. */
static bool see_row(void *arg, const struct turnover_row *row)
{
	static const size_t shown[] = { 0, 1, 3, 4, 5, 8 };

	for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
		str_add(arg, i ? "/" : "");
		record_raw(arg, &turnover_type, row, shown[i]);
	}
	str_add(arg, "\n");
	return true;
}

static void expect(struct fixture *f, struct turnover_filter filter, const char *expected)
{
	struct str text = STR_INIT;

	if (!filter.on)
		filter.on = CIVIL_NONE;
	OK(turnover_list(f->db, &filter, see_row, &text, &err));
	assert_string_equal(text.buf, expected);
	str_release(&text);
}

/* Since the day after the last one; the last day of a mandate is still held. */
static void posts_are_vacant_since_the_last_holder_left(void **state)
{
	struct fixture *f = *state;
	const unsigned vacant = TURNOVER_ONLY(TURNOVER_VACANT);

	expect(f, (struct turnover_filter){ .kinds = vacant },
		"vacant/creil/copilote_collectivite///\n"
		"vacant/creil/copilote_academie/2026-03-01//\n"
		"vacant/denain/cpo///\n");
	expect(f, (struct turnover_filter){ .kinds = vacant, .on = network_day("2026-03-11") },
		"vacant/creil/copilote_collectivite///\n"
		"vacant/creil/copilote_prefecture/2026-03-11//\n"
		"vacant/creil/copilote_academie/2026-03-01//\n"
		"vacant/denain/cpo///\n");
	expect(f, (struct turnover_filter){ .kinds = vacant, .region = "11" }, "");
	expect(f, (struct turnover_filter){ .kinds = vacant, .departement = "80" }, "");
}

static void where_nobody_ever_was_is_told_when_asked(void **state)
{
	struct fixture *f = *state;
	struct turnover_filter filter = { .unknown = true, .on = CIVIL_NONE };
	struct str text = STR_INIT;

	OK(turnover_list(f->db, &filter, see_row, &text, &err));
	assert_non_null(strstr(text.buf, "vacant/maubeuge/cpo///\n"));
	str_release(&text);
}

/* Paul has no mandate any more; Inès and Marc have one. */
static void who_has_no_mandate_left_and_is_expected_is_told(void **state)
{
	struct fixture *f = *state;
	const struct turnover_filter ended = { .kinds = TURNOVER_ONLY(TURNOVER_ENDED) };

	expect(f, ended, "");
	network_register(f->db, f->event, f->paul);
	network_register(f->db, f->event, f->ines);
	network_register(f->db, f->event, f->marc);
	expect(f, ended, "ended/creil/copilote_academie/2026-03-01/LE BIHAN Paul/tour-20\n");
	OK(registration_cancel(f->db, f->event, f->paul, "x", &err));
	expect(f, ended, "");
}

static void past_rencontres_expect_nobody(void **state)
{
	struct fixture *f = *state;

	network_register(f->db, f->event, f->paul);
	expect(f,
		(struct turnover_filter){ .kinds = TURNOVER_ONLY(TURNOVER_ENDED),
			.on = network_day("2026-04-02") },
		"");
}

static size_t unconfirmed(struct fixture *f)
{
	const struct turnover_filter filter = {
		.kinds = TURNOVER_ONLY(TURNOVER_UNCONFIRMED), .on = CIVIL_NONE
	};
	struct str text = STR_INIT;
	size_t count = 0;

	OK(turnover_list(f->db, &filter, see_row, &text, &err));
	for (const char *p = text.buf; (p = strchr(p, '\n')); p++)
		count++;
	str_release(&text);
	return count;
}

static void confirmed_records_are_left_alone_for_a_year(void **state)
{
	struct fixture *f = *state;
	const int64_t two[] = { f->ines, f->marc };

	assert_int_equal(unconfirmed(f), 0);
	setenv("ETAPE_NOW", LATER, 1);
	assert_int_equal(unconfirmed(f), 3);
	OK(person_confirm(f->db, two, 2, &err));
	setenv("ETAPE_NOW", "2061-03-09T09:05:00", 1);
	assert_int_equal(unconfirmed(f), 1);
	setenv("ETAPE_NOW", "2061-03-10T09:05:00", 1);
	assert_int_equal(unconfirmed(f), 3);
}

static bool see_label(void *arg, const struct journal_entry *entry)
{
	str_add(arg, entry->label);
	return false;
}

static void confirming_is_one_change_that_is_undone(void **state)
{
	struct fixture *f = *state;
	const int64_t two[] = { f->ines, f->marc };
	struct str label = STR_INIT;

	setenv("ETAPE_NOW", LATER, 1);
	OK(person_confirm(f->db, two, 2, &err));
	OK(journal_list(f->db, 1, see_label, &label, &err));
	assert_string_equal(label.buf, "2 people confirmed");
	str_release(&label);
	OK(journal_undo(f->db, 0, true, NULL, &err));
	assert_int_equal(unconfirmed(f), 3);
}

static void confirming_somebody_unknown_confirms_nobody(void **state)
{
	struct fixture *f = *state;
	const int64_t two[] = { f->ines, 12345 };

	setenv("ETAPE_NOW", LATER, 1);
	REFUSED(person_confirm(f->db, two, 2, &err), ERR_NOT_FOUND, "no longer known");
	assert_int_equal(unconfirmed(f), 3);
}

/* A form that is open keeps its revision. */
static void confirming_spoils_no_open_form(void **state)
{
	struct fixture *f = *state;
	struct person p;

	person_init(&p);
	OK(person_get(f->db, f->ines, &p, &err));
	OK(person_confirm(f->db, &f->ines, 1, &err));
	OK(person_save(f->db, &p, &err));
	person_release(&p);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(posts_are_vacant_since_the_last_holder_left),
		TEST(where_nobody_ever_was_is_told_when_asked),
		TEST(who_has_no_mandate_left_and_is_expected_is_told),
		TEST(past_rencontres_expect_nobody),
		TEST(confirmed_records_are_left_alone_for_a_year),
		TEST(confirming_is_one_change_that_is_undone),
		TEST(confirming_somebody_unknown_confirms_nobody),
		TEST(confirming_spoils_no_open_form),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
