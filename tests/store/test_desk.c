/* Registrations and check-ins. */
#include "today.h"

#include "etape/counters.h"
#include "etape/journal.h"
#include "store/db_internal.h"

/* --- registrations ------------------------------------------------------------------- */

static void the_event_full_the_next_wait(void **state)
{
	struct fixture *f = *state;
	struct registering what = { .event = f->event, .person = f->hondt };

	network_register(f->db, f->event, f->ines);
	network_register(f->db, f->event, f->marc);
	network_register(f->db, f->event, f->claire);
	network_register(f->db, f->event, f->hondt);
	assert_int_equal(registered(f, f->claire).status, REGISTRATION_REGISTERED);
	assert_int_equal(registered(f, f->hondt).status, REGISTRATION_WAITING);
	REFUSED(registration_add(f->db, &what, NULL, &err), ERR_EXISTS, "D’HONDT Jean-Pierre");
	what.force = true;
	OK(registration_add(f->db, &what, NULL, &err));
	assert_int_equal(registered(f, f->hondt).status, REGISTRATION_REGISTERED);
}

static void cancelling_keeps_the_row_and_the_code(void **state)
{
	struct fixture *f = *state;
	struct registration before, after;

	network_register(f->db, f->event, f->ines);
	before = registered(f, f->ines);
	assert_int_equal(strlen(before.code), CODE_LENGTH);
	REFUSED(registration_cancel(f->db, f->event, f->ines, " ", &err), ERR_INVALID,
		"reason");
	REFUSED(registration_cancel(f->db, f->event, f->marc, "grippe", &err), ERR_NOT_FOUND,
		"");
	OK(registration_cancel(f->db, f->event, f->ines, "grippe", &err));
	REFUSED(registration_cancel(f->db, f->event, f->ines, "grippe", &err), ERR_EXISTS,
		before.code);
	after = registered(f, f->ines);
	assert_int_equal(after.status, REGISTRATION_CANCELLED);
	assert_true(after.cancelled_at > 0);
	network_register(f->db, f->event, f->ines);
	after = registered(f, f->ines);
	assert_int_equal(after.id, before.id);
	assert_string_equal(after.code, before.code);
	assert_int_equal(after.status, REGISTRATION_REGISTERED);
	assert_int_equal(after.cancelled_at, 0);
}

static bool see_registration(void *arg, const struct registration_row *row)
{
	struct seen *seen = arg;

	str_addf(&seen->text, "%s%s %s [%s] [%s] %s", seen->n++ ? "|" : "", row->name,
		vocabulary_name(&registration_statuses, (int)row->status), row->sessions,
		row->present, row->cite_code);
	return true;
}

static void sessions_may_be_chosen_and_changed(void **state)
{
	struct fixture *f = *state;
	struct registration_filter filter = REGISTRATION_FILTER_ALL;
	struct registering what = { .event = f->event,
		.person = f->ines,
		.sessions = (int[]){ 2 },
		.session_count = 1 };
	struct seen seen = { .text = STR_INIT };

	filter.event = f->event;
	OK(registration_add(f->db, &what, NULL, &err));
	OK(registration_list(f->db, &filter, see_registration, &seen, &err));
	expect(&seen, "DUPRÉ-LEROY Inès registered [2] [] creil");
	REFUSED(registration_add(f->db, &what, NULL, &err), ERR_EXISTS, "");
	what.sessions = (int[]){ 2, 1 };
	what.session_count = 2;
	OK(registration_add(f->db, &what, NULL, &err));
	OK(registration_list(f->db, &filter, see_registration, &seen, &err));
	expect(&seen, "DUPRÉ-LEROY Inès registered [] [] creil");
	what.sessions = (int[]){ 3 };
	what.session_count = 1;
	REFUSED(registration_add(f->db, &what, NULL, &err), ERR_NOT_FOUND, "3");
	what = (struct registering){ .event = f->event, .person = 12 };
	REFUSED(registration_add(f->db, &what, NULL, &err), ERR_NOT_FOUND, "");
}

static void a_code_with_a_wrong_character_is_told(void **state)
{
	struct fixture *f = *state;
	struct registration r;
	int64_t id;

	network_register(f->db, f->event, f->ines);
	r = registered(f, f->ines);
	OK(registration_by_code(f->db, r.code, &id, &err));
	assert_int_equal(id, r.id);
	r.code[2] = r.code[2] == 'A' ? 'B' : 'A';
	REFUSED(registration_by_code(f->db, r.code, &id, &err), ERR_INVALID, r.code);
	OK(registration_by_code(f->db, "x", &id, &err));
	assert_int_equal(id, 0);
}

/* --- check-ins ----------------------------------------------------------------------- */

static void a_registered_person_is_checked_in_once(void **state)
{
	struct fixture *f = *state;
	struct checkin_query q = { .event = f->event, .text = "ines", .via = VIA_DESK };
	struct checkin_answer a;
	struct str told = STR_INIT;

	network_register(f->db, f->event, f->ines);
	checkin_answer_init(&a);
	OK(checkin_do(f->db, &q, &a, &err));
	assert_int_equal(a.result, CHECKIN_OK);
	assert_int_equal(a.session, 1);
	assert_string_equal(a.desk, "accueil 1");
	assert_int_equal(a.at, civil_now());
	assert_string_equal(a.code, registered(f, f->ines).code);
	q.text = "INES@example.org";
	OK(checkin_do(f->db, &q, &a, &err));
	assert_int_equal(a.result, CHECKIN_ALREADY);
	assert_string_equal(a.author, "claire");
	assert_int_equal(a.at, civil_now());
	checkin_say(&told, &a, CIVIL_ZONE);
	assert_string_equal(told.buf,
		"DUPRÉ-LEROY Inès is present already (morning), since 09:05 (accueil 1, claire)");
	str_release(&told);
	/* The afternoon is another presence. */
	expect_checkin(f, a.code, 2, "ok DUPRÉ-LEROY Inès 2");
	checkin_answer_release(&a);
}

static void every_refusal_has_its_name(void **state)
{
	struct fixture *f = *state;
	struct registering what = { .event = f->event,
		.person = f->marc,
		.sessions = (int[]){ 2 },
		.session_count = 1 };
	int64_t other = network_event(f->db, "etape-2", "2026-04-10", NULL, -1);
	struct registration r;
	int64_t id;

	network_register(f->db, f->event, f->ines);
	OK(registration_add(f->db, &what, NULL, &err));
	expect_checkin(f, "dupuis", 1, "wrong_session DUPUIS Marc 1");
	expect_checkin(f, "dupuis", 2, "ok DUPUIS Marc 2");
	expect_checkin(f, "dup", 1, "ambiguous");
	expect_checkin(f, "dhondt", 1, "not_registered D’HONDT Jean-Pierre");
	expect_checkin(f, "jp@example.org", 1, "not_registered D’HONDT Jean-Pierre");
	expect_checkin(f, "Martin", 1, "unknown");
	expect_checkin(f, "", 1, "unknown");
	expect_checkin(f, "nobody@example.org", 1, "unknown");
	OK(registration_cancel(f->db, f->event, f->ines, "grippe", &err));
	expect_checkin(f, "ines", 1, "cancelled DUPRÉ-LEROY Inès 1");
	network_register(f->db, f->event, f->claire);
	what = (struct registering){
		.event = f->event, .person = f->claire, .status = REGISTRATION_WAITING
	};
	OK(registration_add(f->db, &what, NULL, &err));
	expect_checkin(f, "claire", 1, "waiting DUPONT Claire 1");
	what.status = REGISTRATION_INVITED;
	OK(registration_add(f->db, &what, NULL, &err));
	expect_checkin(f, "claire", 1, "not_registered DUPONT Claire 1");
	network_register(f->db, other, f->hondt);
	registration_init(&r);
	OK(registration_find(f->db, other, f->hondt, &id, &err));
	OK(registration_get(f->db, id, &r, &err));
	expect_checkin(f, r.code, 1, "not_registered D’HONDT Jean-Pierre");
	registration_release(&r);
}

static void a_whole_name_goes_before_a_longer_one(void **state)
{
	struct fixture *f = *state;

	network_register(
		f->db, f->event, network_person(f->db, "Dupont", "Clairette", NULL, 0, 0));
	network_register(f->db, f->event, f->claire);
	expect_checkin(f, "dupont cl", 1, "ambiguous");
	expect_checkin(f, "dupont claire", 1, "ok DUPONT Claire 1");
}

static void homonyms_are_told_apart(void **state)
{
	struct fixture *f = *state;
	struct checkin_query q = { .event = f->event, .text = "dupré leroy", .via = VIA_DESK };
	struct checkin_answer a;
	int64_t other = network_person(f->db, "Dupré Leroy", "Inès", NULL, 0, f->denain);

	network_register(f->db, f->event, f->ines);
	network_register(f->db, f->event, other);
	checkin_answer_init(&a);
	OK(checkin_do(f->db, &q, &a, &err));
	assert_int_equal(a.result, CHECKIN_AMBIGUOUS);
	assert_int_equal(a.candidate_count, 2);
	assert_string_equal(a.candidates[0].name, "DUPRÉ-LEROY Inès");
	assert_string_equal(a.candidates[0].detail, "CPO · Creil");
	q.registration = a.candidates[1].registration;
	OK(checkin_do(f->db, &q, &a, &err));
	assert_int_equal(a.result, CHECKIN_OK);
	assert_int_equal(a.person, other);
	checkin_answer_release(&a);
}

static void undo_and_departure_are_facts(void **state)
{
	struct fixture *f = *state;
	struct checkin_query q = { .event = f->event, .text = "ines", .session = 1 };
	struct checkin_answer a;
	struct counters c;

	checkin_answer_init(&a);
	network_register(f->db, f->event, f->ines);
	REFUSED(checkin_undo(f->db, &q, &a, &err), ERR_REFUSED, "DUPRÉ-LEROY Inès");
	REFUSED(checkin_out(f->db, &q, &a, &err), ERR_REFUSED, "not present");
	OK(checkin_do(f->db, &q, &a, &err));
	REFUSED(registration_cancel(f->db, f->event, f->ines, "x", &err), ERR_REFUSED,
		"checked in");
	OK(checkin_undo(f->db, &q, &a, &err));
	assert_int_equal(a.result, CHECKIN_UNDONE);
	REFUSED(checkin_undo(f->db, &q, &a, &err), ERR_REFUSED, "");
	OK(checkin_do(f->db, &q, &a, &err));
	assert_int_equal(a.result, CHECKIN_OK);
	OK(checkin_out(f->db, &q, &a, &err));
	assert_int_equal(a.kind, CHECKIN_OUT);
	OK(counters_get(f->db, f->event, 1, &c, &err));
	assert_int_equal(c.present, 0);
	/* Taking the departure back: present again. */
	OK(checkin_undo(f->db, &q, &a, &err));
	OK(counters_get(f->db, f->event, 1, &c, &err));
	assert_int_equal(c.present, 1);
	OK(checkin_do(f->db, &q, &a, &err));
	assert_int_equal(a.result, CHECKIN_ALREADY);
	checkin_answer_release(&a);
}

static bool see_fact(void *arg, const struct checkin_row *row)
{
	struct seen *seen = arg;

	str_addf(&seen->text, "%s%s %d%s", seen->n++ ? "|" : "",
		vocabulary_name(&checkin_kinds, (int)row->kind), row->session,
		row->undone ? " undone" : "");
	return true;
}

static void facts_are_listed_in_their_order(void **state)
{
	struct fixture *f = *state;
	struct checkin_query q = { .event = f->event, .text = "ines", .session = 1 };
	struct checkin_answer a;
	struct seen seen = { .text = STR_INIT };
	struct journal_entry undone = { 0 };

	checkin_answer_init(&a);
	network_register(f->db, f->event, f->ines);
	OK(checkin_do(f->db, &q, &a, &err));
	OK(checkin_undo(f->db, &q, &a, &err));
	OK(checkin_do(f->db, &q, &a, &err));
	/* The journal's own undo is one more fact. */
	OK(journal_undo(f->db, 0, true, &undone, &err));
	assert_int_equal(undone.kind, CHANGE_CHECKIN);
	assert_string_equal(undone.label, "checked in: DUPRÉ-LEROY Inès, etape-1");
	journal_entry_release(&undone);
	OK(checkin_list(f->db, f->event, see_fact, &seen, &err));
	expect(&seen, "in 1 undone|undo 1|in 1 undone|undo 1");
	checkin_answer_release(&a);
}

/* The changeset that SQLite's session makes of a fact, and the one noted by hand. */
static void a_noted_fact_is_what_a_session_records(void **state)
{
	static const char last[] =
		"SELECT changeset FROM journal WHERE kind = 'checkin' ORDER BY id DESC LIMIT 1";
	static const char fact[] =
		"SELECT id, registration, session, at FROM checkin ORDER BY id DESC LIMIT 1";
	struct fixture *f = *state;
	struct checkin_query q = { .event = f->event, .text = "ines", .session = 1 };
	struct checkin_answer a;
	unsigned char recorded[256], noted[256];
	sqlite3_stmt *stmt;
	int n, m;

	network_register(f->db, f->event, f->ines);
	checkin_answer_init(&a);
	OK(change_begin(f->db, &(struct change_label){ .kind = CHANGE_CHECKIN }, &err));
	OK(checkin_do(f->db, &q, &a, &err));
	OK(change_commit(f->db, &err));
	stmt = sql_prepare(f->db, last, NULL);
	assert_int_equal(sql_step(f->db, stmt, NULL), SQL_ROW);
	n = sqlite3_column_bytes(stmt, 0);
	memcpy(recorded, sqlite3_column_blob(stmt, 0), (size_t)n);
	sql_done(stmt);
	/* The same row once more, by hand. */
	stmt = sql_prepare(f->db, fact, NULL);
	assert_int_equal(sql_step(f->db, stmt, NULL), SQL_ROW);
	{
		const struct change_value row[] = {
			{ .number = sql_int(stmt, 0) },
			{ .number = sql_int(stmt, 1) },
			{ .number = sql_int(stmt, 2) },
			{ .text = "in" },
			{ .number = sql_int(stmt, 3) },
			{ .text = "accueil 1" },
			{ .text = "claire" },
			{ .text = "desk" },
			{ .null = true },
			{ .null = true },
		};

		change_note(f->db, "checkin", row, sizeof row / sizeof *row);
	}
	sql_done(stmt);
	m = (int)f->db->noted.len;
	assert_int_equal(m, n);
	memcpy(noted, f->db->noted.buf, (size_t)m);
	str_reset(&f->db->noted);
	assert_memory_equal(noted, recorded, (size_t)n);
	checkin_answer_release(&a);
}

static void what_came_on_paper_has_its_own_time(void **state)
{
	struct fixture *f = *state;
	struct checkin_query q = { .event = f->event, .text = "ines", .via = VIA_PAPER };
	struct checkin_answer a;

	assert_true(civil_parse_instant("2026-03-10T14:00", CIVIL_ZONE, &q.at));
	checkin_answer_init(&a);
	network_register(f->db, f->event, f->ines);
	setenv("ETAPE_NOW", "2026-03-10T18:00:00Z", 1);
	OK(checkin_do(f->db, &q, &a, &err));
	assert_int_equal(a.at, q.at);
	assert_int_equal(a.session, 2);
	checkin_answer_release(&a);
}

static void a_walk_in_is_registered_and_checked_in_at_once(void **state)
{
	struct fixture *f = *state;
	struct checkin_answer a;
	struct counters c;
	struct person p;

	checkin_answer_init(&a);
	person_init(&p);
	p.family_name = xstrdup("Petit");
	p.given_name = xstrdup("Léa");
	OK(checkin_walk_in(f->db, &p, f->event, 0, VIA_DESK, &a, &err));
	assert_int_equal(a.result, CHECKIN_OK);
	assert_true(p.id != 0);
	OK(counters_get(f->db, f->event, 0, &c, &err));
	assert_int_equal(c.walk_ins, 1);
	assert_int_equal(c.present, 1);
	person_release(&p);
	/* Somebody cancelled comes nevertheless; full or not. */
	network_register(f->db, f->event, f->ines);
	network_register(f->db, f->event, f->marc);
	network_register(f->db, f->event, f->claire);
	OK(registration_cancel(f->db, f->event, f->ines, "grippe", &err));
	network_register(f->db, f->event, f->hondt);
	person_init(&p);
	OK(person_get(f->db, f->ines, &p, &err));
	OK(checkin_walk_in(f->db, &p, f->event, 0, VIA_DESK, &a, &err));
	assert_int_equal(a.result, CHECKIN_OK);
	OK(checkin_walk_in(f->db, &p, f->event, 0, VIA_DESK, &a, &err));
	assert_int_equal(a.result, CHECKIN_ALREADY);
	OK(counters_get(f->db, f->event, 0, &c, &err));
	assert_int_equal(c.present, 2);
	assert_int_equal(c.expected, 4);
	checkin_answer_release(&a);
	person_release(&p);
	/* Nothing is left of one that fails. */
	person_init(&p);
	REFUSED(checkin_walk_in(f->db, &p, f->event, 0, VIA_DESK, &a, &err), ERR_INVALID,
		"name");
	person_release(&p);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_event_full_the_next_wait),
		TEST(cancelling_keeps_the_row_and_the_code),
		TEST(sessions_may_be_chosen_and_changed),
		TEST(a_code_with_a_wrong_character_is_told),
		TEST(a_registered_person_is_checked_in_once),
		TEST(every_refusal_has_its_name),
		TEST(a_whole_name_goes_before_a_longer_one),
		TEST(homonyms_are_told_apart),
		TEST(undo_and_departure_are_facts),
		TEST(facts_are_listed_in_their_order),
		TEST(a_noted_fact_is_what_a_session_records),
		TEST(what_came_on_paper_has_its_own_time),
		TEST(a_walk_in_is_registered_and_checked_in_at_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
