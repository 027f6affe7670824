/* Tries that the desk did not let through: every one is recorded, none is undone. */
#include "today.h"

#include "etape/admission.h"
#include "etape/journal.h"
#include "etape/refusal.h"
#include "store/db_internal.h"

static bool see_refusal(void *arg, const struct refusal_row *row)
{
	struct seen *seen = arg;

	str_addf(&seen->text, "%s%s %d", seen->n++ ? "|" : "",
		vocabulary_name(&desk_outcomes, (int)row->outcome), row->session);
	if (*row->registration)
		str_add(&seen->text, " R");
	if (*row->name)
		str_addf(&seen->text, " %s", row->name);
	if (*row->typed)
		str_addf(&seen->text, " '%s'", row->typed);
	return true;
}

static void expect_refusals(struct fixture *f, const char *text)
{
	struct seen seen = { .text = STR_INIT };

	OK(refusal_list(f->db, f->event, see_refusal, &seen, &err));
	expect(&seen, text);
}

static int64_t number(struct db *db, const char *sql)
{
	sqlite3_stmt *stmt = NULL;
	int64_t n;

	assert_int_equal(sqlite3_prepare_v2(db->handle, sql, -1, &stmt, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	n = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	return n;
}

static enum desk_outcome try(struct fixture *f, const char *text, int session)
{
	struct checkin_query q = { .event = f->event, .text = text, .session = session };
	struct checkin_answer a;
	enum desk_outcome outcome;

	checkin_answer_init(&a);
	OK(checkin_do(f->db, &q, &a, &err));
	outcome = checkin_outcome(&a);
	checkin_answer_release(&a);
	return outcome;
}

static void every_try_in_vain_is_kept(void **state)
{
	struct fixture *f = *state;
	struct registering what = { .event = f->event,
		.person = f->marc,
		.sessions = (int[]){ 2 },
		.session_count = 1 };
	int64_t other = network_event(f->db, "etape-2", "2026-04-10", NULL, -1);
	struct registration r;
	int64_t id;
	char wrong[] = "222223";

	network_register(f->db, f->event, f->ines);
	network_register(f->db, f->event, f->claire);
	OK(registration_add(f->db, &what, NULL, &err));
	assert_int_equal(try(f, "ines", 1), OUTCOME_PRESENT);
	expect_refusals(f, "");
	assert_int_equal(try(f, "ines", 1), OUTCOME_ALREADY);
	assert_int_equal(try(f, "marc", 1), OUTCOME_OTHER_SESSION);
	OK(registration_cancel(f->db, f->event, f->marc, "grippe", &err));
	assert_int_equal(try(f, "marc", 1), OUTCOME_CANCELLED);
	assert_int_equal(try(f, "dhondt", 1), OUTCOME_NOT_REGISTERED);
	assert_int_equal(try(f, "dup", 1), OUTCOME_AMBIGUOUS);
	assert_int_equal(try(f, "Nemo\tCapitaine", 2), OUTCOME_UNKNOWN);
	assert_int_equal(try(f, wrong, 1), OUTCOME_WRONG_CODE);
	network_register(f->db, other, f->hondt);
	registration_init(&r);
	OK(registration_find(f->db, other, f->hondt, &id, &err));
	OK(registration_get(f->db, id, &r, &err));
	assert_int_equal(try(f, r.code, 1), OUTCOME_OTHER_EVENT);
	registration_release(&r);
	expect_refusals(f,
		"already 1 R DUPRÉ-LEROY Inès|other_session 1 R DUPUIS Marc|"
		"cancelled 1 R DUPUIS Marc|not_registered 1 D’HONDT Jean-Pierre|"
		"ambiguous 1 'dup'|unknown 2 'Nemo Capitaine'|wrong_code 1 '222223'|"
		"other_event 1 D’HONDT Jean-Pierre");
	/* Each is a change of its own. */
	assert_int_equal(
		number(f->db, "SELECT count(*) FROM journal WHERE kind = 'refusal'"), 8);
	assert_int_equal(number(f->db, "SELECT count(*) FROM refusal WHERE desk = 'accueil 1'"
				       " AND author = 'claire'"),
		8);
}

/* The changeset noted by hand is the one that SQLite's session makes. */
static void a_noted_refusal_is_what_a_session_records(void **state)
{
	struct fixture *f = *state;
	sqlite3_session *session;
	sqlite3_stmt *stmt;
	void *recorded = NULL;
	int n = 0;

	network_register(f->db, f->event, f->ines);
	OK(registration_cancel(f->db, f->event, f->ines, "grippe", &err));
	for (int i = 0; i < 2; i++) {
		assert_int_equal(sqlite3session_create(f->db->handle, "main", &session), 0);
		assert_int_equal(sqlite3session_attach(session, "refusal"), 0);
		try(f, i ? "nemo" : "ines", 1);
		assert_int_equal(sqlite3session_changeset(session, &n, &recorded), 0);
		stmt = sql_prepare(f->db,
			"SELECT changeset FROM journal ORDER BY id DESC LIMIT 1", NULL);
		assert_int_equal(sql_step(f->db, stmt, NULL), SQL_ROW);
		assert_int_equal(sqlite3_column_bytes(stmt, 0), n);
		assert_memory_equal(sqlite3_column_blob(stmt, 0), recorded, (size_t)n);
		sql_done(stmt);
		sqlite3_free(recorded);
		sqlite3session_delete(session);
	}
}

static void a_refusal_is_never_undone(void **state)
{
	struct fixture *f = *state;
	struct journal_entry undone = { 0 };
	int64_t refusal;

	network_register(f->db, f->event, f->ines);
	assert_int_equal(try(f, "ines", 1), OUTCOME_PRESENT);
	assert_int_equal(try(f, "ines", 1), OUTCOME_ALREADY);
	assert_int_equal(try(f, "nemo", 1), OUTCOME_UNKNOWN);
	refusal = number(f->db, "SELECT max(id) FROM journal");
	REFUSED(journal_undo(f->db, refusal, false, NULL, &err), ERR_REFUSED, "nothing to undo");
	/* The last change that can be is the check-in before them. */
	OK(journal_undo(f->db, 0, true, &undone, &err));
	assert_int_equal(undone.kind, CHANGE_CHECKIN);
	journal_entry_release(&undone);
	expect_refusals(f, "already 1 R DUPRÉ-LEROY Inès|unknown 1 'nemo'");
	assert_int_equal(number(f->db, "SELECT count(*) FROM presence"), 0);
	assert_int_equal(sqlite3_exec(f->db->handle, "UPDATE refusal SET at = 1", NULL, NULL, NULL),
		SQLITE_CONSTRAINT_TRIGGER);
}

/* A walk-in by mistake can be taken back although she was tried a second time. */
static void a_refusal_does_not_hold_a_walk_in(void **state)
{
	struct fixture *f = *state;
	struct journal_entry undone = { 0 };
	struct checkin_answer a;
	struct person p;
	int64_t undo;

	checkin_answer_init(&a);
	person_init(&p);
	p.family_name = xstrdup("Petit");
	p.given_name = xstrdup("Léa");
	OK(checkin_walk_in(f->db, &p, f->event, 1, VIA_DESK, &a, &err));
	assert_int_equal(try(f, "petit lea", 1), OUTCOME_ALREADY);
	OK(journal_undo(f->db, 0, true, &undone, &err));
	assert_int_equal(undone.kind, CHANGE_WALK_IN);
	journal_entry_release(&undone);
	assert_int_equal(number(f->db, "SELECT count(*) FROM registration"), 0);
	expect_refusals(f, "already 1");
	/* And given back whole. */
	undo = number(f->db, "SELECT max(id) FROM journal");
	OK(journal_undo(f->db, undo, false, NULL, &err));
	expect_refusals(f, "already 1 R PETIT Léa");
	assert_int_equal(number(f->db, "SELECT count(*) FROM presence"), 1);
	person_release(&p);
	checkin_answer_release(&a);
}

static void what_a_refusal_names_can_go(void **state)
{
	struct fixture *f = *state;
	struct session s;
	int64_t other = network_event(f->db, "etape-2", "2026-04-10", NULL, -1);
	struct checkin_query q = { .event = other, .text = "nemo", .session = 1 };
	struct checkin_answer a;

	assert_int_equal(try(f, "dhondt", 2), OUTCOME_NOT_REGISTERED);
	OK(person_delete(f->db, f->hondt, &err));
	expect_refusals(f, "not_registered 2");
	session_init(&s);
	OK(session_get(f->db, f->event, 2, &s, &err));
	OK(session_delete(f->db, s.id, &err));
	session_release(&s);
	expect_refusals(f, "not_registered 0");
	/* Both come back with their refusal. */
	OK(journal_undo(f->db, 0, true, NULL, &err));
	OK(journal_undo(f->db, 0, true, NULL, &err));
	expect_refusals(f, "not_registered 2 D’HONDT Jean-Pierre");
	checkin_answer_init(&a);
	OK(checkin_do(f->db, &q, &a, &err));
	OK(event_delete(f->db, other, &err));
	assert_int_equal(number(f->db, "SELECT count(*) FROM refusal"), 1);
	OK(journal_undo(f->db, 0, true, NULL, &err));
	assert_int_equal(number(f->db, "SELECT count(*) FROM refusal"), 2);
	checkin_answer_release(&a);
}

static void a_long_text_is_cut_at_a_character(void **state)
{
	struct fixture *f = *state;
	struct str text = STR_INIT;
	sqlite3_stmt *stmt;

	str_addc(&text, 'x');
	for (int i = 0; i < 300; i++)
		str_add(&text, "é");
	assert_int_equal(try(f, text.buf, 1), OUTCOME_UNKNOWN);
	stmt = sql_prepare(f->db, "SELECT typed FROM refusal", NULL);
	assert_int_equal(sql_step(f->db, stmt, NULL), SQL_ROW);
	assert_int_equal(strlen(sql_text(stmt, 0)), 199);
	sql_done(stmt);
	str_release(&text);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_try_in_vain_is_kept),
		TEST(a_noted_refusal_is_what_a_session_records),
		TEST(a_refusal_is_never_undone),
		TEST(a_refusal_does_not_hold_a_walk_in),
		TEST(what_a_refusal_names_can_go),
		TEST(a_long_text_is_cut_at_a_character),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
