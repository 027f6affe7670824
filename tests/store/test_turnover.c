/* Turnover: vacant posts, ended mandates, records to confirm. */
#include "network.h"

#include "etape/journal.h"
#include "etape/turnover.h"
#include "store/db_internal.h"

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

/* What no save of the program's own would write at once. */
static void sql(struct db *db, const char *text)
{
	if (sqlite3_exec(db->handle, text, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", text, sqlite3_errmsg(db->handle));
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

static bool see_expected(void *arg, const struct turnover_row *row)
{
	str_addf(arg, "%s %s\n", row->name, row->expected);
	return true;
}

/* A list is the rencontre's: whoever waits, is invited, or announced others is on it. */
static void lists_other_than_the_registered_are_looked_at(void **state)
{
	struct fixture *f = *state;
	const struct turnover_filter ended = { .kinds = TURNOVER_ONLY(TURNOVER_ENDED),
		.on = CIVIL_NONE };
	struct str text = STR_INIT;

	network_register(f->db, f->event, f->ines);
	sql(f->db, "UPDATE registration SET registered_by = (SELECT id FROM person"
			    " WHERE family_name = 'Le Bihan')");
	OK(turnover_list(f->db, &ended, see_expected, &text, &err));
	assert_string_equal(text.buf, "LE BIHAN Paul announcer\n");
	str_reset(&text);
	network_register(f->db, f->event, f->paul);
	sql(f->db, "UPDATE registration SET status = 'waiting' WHERE registered_by IS NULL");
	OK(turnover_list(f->db, &ended, see_expected, &text, &err));
	assert_string_equal(text.buf, "LE BIHAN Paul waiting\n");
	str_reset(&text);
	sql(f->db, "UPDATE registration SET status = 'declined'");
	OK(turnover_list(f->db, &ended, see_expected, &text, &err));
	assert_string_equal(text.buf, "");
	str_release(&text);
}

/* She comes back in time, or only after. */
static void a_mandate_to_come_counts_when_it_begins_in_time(void **state)
{
	struct fixture *f = *state;
	const struct turnover_filter ended = { .kinds = TURNOVER_ONLY(TURNOVER_ENDED) };

	network_register(f->db, f->event, f->paul);
	network_mandate(f->db, f->paul, f->creil, MANDATE_ELU, "2026-04-02", NULL);
	expect(f, ended, "ended/creil/copilote_academie/2026-03-01/LE BIHAN Paul/tour-20\n");
	sql(f->db, "UPDATE mandate SET valid_from = '2026-04-01' WHERE role = 'elu'");
	expect(f, ended, "");
}

static void a_fourth_copilote_is_missed_where_there_was_one(void **state)
{
	struct fixture *f = *state;
	const unsigned vacant = TURNOVER_ONLY(TURNOVER_VACANT);

	network_mandate(
		f->db, f->paul, f->creil, MANDATE_COPILOTE_AUTRE, "2021-01-01", "2025-12-31");
	expect(f, (struct turnover_filter){ .kinds = vacant },
		"vacant/creil/copilote_collectivite///\n"
		"vacant/creil/copilote_academie/2026-03-01//\n"
		"vacant/creil/copilote_autre/2026-01-01//\n"
		"vacant/denain/cpo///\n");
}

static bool see_until(void *arg, const struct turnover_row *row)
{
	if (row->until != CIVIL_NONE)
		str_addf(arg, "%d ", row->role);
	return true;
}

static void a_successor_to_come_is_told(void **state)
{
	struct fixture *f = *state;
	const struct turnover_filter vacant = { .kinds = TURNOVER_ONLY(TURNOVER_VACANT),
		.on = CIVIL_NONE };
	struct str text = STR_INIT;

	network_mandate(f->db, f->paul, f->creil, MANDATE_COPILOTE_ACADEMIE, "2026-09-01", NULL);
	OK(turnover_list(f->db, &vacant, see_until, &text, &err));
	assert_string_equal(text.buf, "2 ");
	str_release(&text);
}

/* Nobody is looked for where the label is over. */
static void a_label_that_ended_takes_its_posts_along(void **state)
{
	struct fixture *f = *state;
	const struct turnover_filter vacant = { .kinds = TURNOVER_ONLY(TURNOVER_VACANT) };

	sql(f->db, "INSERT INTO cite_label (id, cite, status, valid_from) SELECT 77, id,"
			    " 'ended', '2026-03-11' FROM cite WHERE code = 'creil'");
	expect(f, vacant,
		"vacant/creil/copilote_collectivite///\n"
		"vacant/creil/copilote_academie/2026-03-01//\n"
		"vacant/denain/cpo///\n");
	sql(f->db, "UPDATE cite_label SET valid_from = '2026-03-10'");
	expect(f, vacant, "vacant/denain/cpo///\n");
}

/* Elsewhere, only posts that somebody left. */
static void what_nobody_ever_held_is_told_at_home(void **state)
{
	struct fixture *f = *state;

	expect(f,
		(struct turnover_filter){
			.kinds = TURNOVER_ONLY(TURNOVER_VACANT), .home = "11", .unknown = true },
		"vacant/creil/copilote_academie/2026-03-01//\n");
}

static bool see_id(void *arg, const struct turnover_row *row)
{
	str_addf(arg, "%lld ", (long long)row->id);
	assert_true(row->id != 0);
	return true;
}

static void rows_keep_their_ids(void **state)
{
	struct fixture *f = *state;
	const struct turnover_filter all = { .years = 3, .on = CIVIL_NONE };
	struct str one = STR_INIT, two = STR_INIT;

	network_register(f->db, f->event, f->paul);
	setenv("ETAPE_NOW", "2026-03-20T09:05:00", 1);
	OK(turnover_list(f->db, &all, see_id, &one, &err));
	OK(turnover_list(f->db, &all, see_id, &two, &err));
	assert_true(one.len > 0);
	assert_string_equal(one.buf, two.buf);
	str_release(&one);
	str_release(&two);
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

static bool see_page(void *arg, const struct turnover_row *row)
{
	str_addf(arg, "%s %s %s\n", row->key, row->name, row->cite);
	return true;
}

/* A window is of the directory's order, and holds those alone. */
static void records_to_confirm_are_read_by_windows(void **state)
{
	struct fixture *f = *state;
	const struct page first = { .n = 2 };
	struct page next = { .key = "dupuis marc", .n = 2 };
	struct str text = STR_INIT;
	int64_t count;

	setenv("ETAPE_NOW", LATER, 1);
	OK(turnover_unconfirmed(f->db, NULL, &first, see_page, &text, &err));
	assert_string_equal(
		text.buf, "dupre leroy ines DUPRÉ-LEROY Inès Creil\ndupuis marc DUPUIS Marc Denain\n");
	next.id = f->marc;
	str_reset(&text);
	OK(turnover_unconfirmed(f->db, NULL, &next, see_page, &text, &err));
	assert_string_equal(text.buf, "le bihan paul LE BIHAN Paul \n");
	OK(person_confirm(f->db, &f->ines, 1, &err));
	OK(turnover_unconfirmed_count(f->db, NULL, &count, &err));
	assert_int_equal(count, 2);
	OK(turnover_unconfirmed_count(f->db, "bih", &count, &err));
	assert_int_equal(count, 1);
	str_release(&text);
}

/* Half past midnight in Paris is the evening before in UTC: days are those of the wall. */
static void the_year_ends_at_midnight_where_people_are(void **state)
{
	struct fixture *f = *state;
	const struct turnover_filter filter = { .kinds = TURNOVER_ONLY(TURNOVER_UNCONFIRMED),
		.on = network_day("2025-07-01") };
	/* 2024-07-01T00:30 in Paris, in milliseconds since 2020; then the hour before. */
	const long long late = (1719786600LL - 1577836800LL) * 1000 << 22;
	struct str text = STR_INIT;
	char line[128];

	snprintf(line, sizeof line, "UPDATE person SET id = %lld WHERE family_name = 'Solo'", late);
	network_person(f->db, "Solo", "Ada", NULL, 0, 0);
	sql(f->db, line);
	OK(turnover_list(f->db, &filter, see_row, &text, &err));
	assert_string_equal(text.buf, "unconfirmed///2024-07-01/SOLO Ada/\n");
	str_reset(&text);
	OK(turnover_list(f->db,
		&(struct turnover_filter){ .kinds = filter.kinds, .on = network_day("2025-06-30") },
		see_row, &text, &err));
	assert_string_equal(text.buf, "");
	str_release(&text);
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
		TEST(lists_other_than_the_registered_are_looked_at),
		TEST(a_mandate_to_come_counts_when_it_begins_in_time),
		TEST(a_fourth_copilote_is_missed_where_there_was_one),
		TEST(a_successor_to_come_is_told),
		TEST(a_label_that_ended_takes_its_posts_along),
		TEST(what_nobody_ever_held_is_told_at_home),
		TEST(rows_keep_their_ids),
		TEST(past_rencontres_expect_nobody),
		TEST(records_to_confirm_are_read_by_windows),
		TEST(the_year_ends_at_midnight_where_people_are),
		TEST(confirmed_records_are_left_alone_for_a_year),
		TEST(confirming_is_one_change_that_is_undone),
		TEST(confirming_somebody_unknown_confirms_nobody),
		TEST(confirming_spoils_no_open_form),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
