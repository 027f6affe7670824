/* Several at once, and taking back what others did. */
#include "today.h"

#include "etape/journal.h"
#include "etape/refusal.h"
#include "store/db_internal.h"

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

static bool see_answer(void *arg, const struct checkin_answer *a)
{
	struct seen *seen = arg;

	str_addf(&seen->text, "%s%s %s", seen->n++ ? "|" : "",
		vocabulary_name(&desk_outcomes, (int)checkin_outcome(a)), a->name);
	return true;
}

static void announce(struct fixture *f, int64_t person, int64_t by, int session)
{
	struct registering what = { .event = f->event,
		.person = person,
		.registered_by = by,
		.sessions = session ? &session : NULL,
		.session_count = session != 0 };

	OK(registration_add(f->db, &what, NULL, &err));
}

/* The author is a part of the connection. */
static void be(struct fixture *f, const char *author)
{
	free(f->db->author);
	f->db->author = xstrdup(author);
}

/* --- many ------------------------------------------------------------------------------ */

static void many_are_one_change_and_one_undo(void **state)
{
	struct fixture *f = *state;
	struct checkin_query q = { .event = f->event, .session = 1, .via = VIA_PAPER };
	struct seen seen = { .text = STR_INIT };
	struct journal_entry undone = { 0 };
	int64_t ids[3], changes;
	size_t done;

	ids[0] = network_register(f->db, f->event, f->ines);
	ids[1] = network_register(f->db, f->event, f->marc);
	ids[2] = network_register(f->db, f->event, f->claire);
	OK(registration_cancel(f->db, f->event, f->marc, "grippe", &err));
	changes = number(f->db, "SELECT count(*) FROM journal");
	OK(checkin_many(f->db, &q, CHECKIN_IN, ids, 3, see_answer, &seen, &done, &err));
	expect(&seen, "present DUPRÉ-LEROY Inès|cancelled DUPUIS Marc|present DUPONT Claire");
	assert_int_equal(done, 2);
	assert_int_equal(number(f->db, "SELECT count(*) FROM journal"), changes + 1);
	assert_int_equal(number(f->db, "SELECT count(*) FROM refusal"), 1);
	assert_int_equal(number(f->db, "SELECT count(*) FROM checkin WHERE via = 'paper'"), 2);
	OK(journal_undo(f->db, 0, true, &undone, &err));
	assert_string_equal(undone.label, "2 check-ins: etape-1");
	journal_entry_release(&undone);
	/* As facts: nothing is removed, the refusal neither. */
	assert_int_equal(number(f->db, "SELECT count(*) FROM presence"), 0);
	assert_int_equal(number(f->db, "SELECT count(*) FROM checkin"), 4);
	assert_int_equal(number(f->db, "SELECT count(*) FROM refusal"), 1);
}

static void many_go_out_and_are_taken_back(void **state)
{
	struct fixture *f = *state;
	struct checkin_query q = { .event = f->event, .session = 1 };
	struct seen seen = { .text = STR_INIT };
	int64_t ids[2];
	size_t done;

	ids[0] = network_register(f->db, f->event, f->ines);
	ids[1] = network_register(f->db, f->event, f->marc);
	OK(checkin_many(f->db, &q, CHECKIN_IN, ids, 1, NULL, NULL, &done, &err));
	OK(checkin_many(f->db, &q, CHECKIN_OUT, ids, 2, see_answer, &seen, &done, &err));
	expect(&seen, "left DUPRÉ-LEROY Inès|already DUPUIS Marc");
	assert_int_equal(done, 1);
	assert_int_equal(
		number(f->db, "SELECT kind = 'checkout_many' FROM journal ORDER BY id DESC"), 1);
	OK(checkin_many(f->db, &q, CHECKIN_UNDO, ids, 2, see_answer, &seen, &done, &err));
	expect(&seen, "undone DUPRÉ-LEROY Inès|already DUPUIS Marc");
	assert_int_equal(number(f->db, "SELECT count(*) FROM presence"), 1);
	/* What another one noted stops all of them, unless a reason is given. */
	be(f, "nadia");
	REFUSED(checkin_many(f->db, &q, CHECKIN_UNDO, ids, 2, see_answer, &seen, &done, &err),
		ERR_REFUSED, "claire");
	assert_int_equal(done, 0);
	assert_int_equal(seen.n, 0);
	q.reason = "wrong sheet";
	OK(checkin_many(f->db, &q, CHECKIN_UNDO, ids, 2, NULL, NULL, &done, &err));
	assert_int_equal(done, 1);
}

static void an_error_among_many_is_nothing_done(void **state)
{
	struct fixture *f = *state;
	struct checkin_query q = { .event = f->event, .session = 1 };
	int64_t other = network_event(f->db, "etape-2", "2026-04-10", NULL, -1);
	int64_t ids[2];
	size_t done;

	ids[0] = network_register(f->db, f->event, f->ines);
	ids[1] = network_register(f->db, other, f->marc);
	REFUSED(checkin_many(f->db, &q, CHECKIN_IN, ids, 2, NULL, NULL, &done, &err),
		ERR_NOT_FOUND, "");
	assert_int_equal(done, 0);
	assert_int_equal(number(f->db, "SELECT count(*) FROM checkin"), 0);
	assert_false(change_is_open(f->db));
}

/* --- delegations ----------------------------------------------------------------------- */

static void a_delegation_comes_together(void **state)
{
	struct fixture *f = *state;
	struct checkin_query q = { .event = f->event, .session = 1, .text = "ines" };
	struct checkin_answer a;
	struct seen seen = { .text = STR_INIT };
	size_t done;

	OK(registration_add(f->db, &(struct registering){ .event = f->event, .person = f->claire },
		NULL, &err));
	announce(f, f->ines, f->claire, 0);
	announce(f, f->marc, f->claire, 0);
	announce(f, f->hondt, f->claire, 2);
	checkin_answer_init(&a);
	OK(checkin_do(f->db, &q, &a, &err));
	assert_string_equal(a.delegation, "DUPONT Claire");
	assert_int_equal(a.delegation_person, f->claire);
	assert_int_equal(a.delegation_missing, 1);
	/* Who announced the others comes with them, too. */
	q.text = "claire";
	OK(checkin_do(f->db, &q, &a, &err));
	assert_int_equal(a.delegation_person, f->claire);
	assert_int_equal(a.delegation_missing, 1);
	q.text = NULL;
	OK(checkin_delegation(f->db, &q, f->claire, see_answer, &seen, &done, &err));
	expect(&seen, "present DUPUIS Marc");
	assert_int_equal(done, 1);
	OK(checkin_delegation(f->db, &q, f->claire, see_answer, &seen, &done, &err));
	assert_int_equal(done, 0);
	assert_int_equal(seen.n, 0);
	/* Of those who are here, the next one is told that nobody is missing. */
	q.text = "marc";
	OK(checkin_do(f->db, &q, &a, &err));
	assert_int_equal(a.result, CHECKIN_ALREADY);
	assert_int_equal(a.delegation_missing, 0);
	checkin_answer_release(&a);
}

static void nobody_announced_no_delegation(void **state)
{
	struct fixture *f = *state;
	struct checkin_query q = { .event = f->event, .session = 1, .text = "ines" };
	struct checkin_answer a;

	network_register(f->db, f->event, f->ines);
	network_register(f->db, f->event, f->marc);
	checkin_answer_init(&a);
	OK(checkin_do(f->db, &q, &a, &err));
	assert_null(a.delegation);
	assert_int_equal(a.delegation_person, 0);
	checkin_answer_release(&a);
}

/* --- by person; why not ----------------------------------------------------------------- */

static void a_person_of_the_directory_is_meant(void **state)
{
	struct fixture *f = *state;
	struct checkin_query q = { .event = f->event, .session = 1 };
	struct checkin_answer a;

	network_register(f->db, f->event, f->ines);
	checkin_answer_init(&a);
	q.person = f->ines;
	OK(checkin_do(f->db, &q, &a, &err));
	assert_int_equal(a.result, CHECKIN_OK);
	q.person = f->marc;
	OK(checkin_do(f->db, &q, &a, &err));
	assert_int_equal(a.result, CHECKIN_NOT_REGISTERED);
	assert_string_equal(a.name, "DUPUIS Marc");
	assert_int_equal(a.room.limit, ROOM_FREE);
	checkin_answer_release(&a);
}

static void who_waits_is_told_her_rank(void **state)
{
	struct fixture *f = *state;
	struct checkin_query q = { .event = f->event, .session = 1 };
	struct checkin_answer a;
	struct str told = STR_INIT;
	int64_t nina = network_person(f->db, "Petit", "Nina", NULL, 0, 0);

	network_register(f->db, f->event, f->ines);
	network_register(f->db, f->event, f->marc);
	network_register(f->db, f->event, f->claire);
	network_register(f->db, f->event, f->hondt);
	network_register(f->db, f->event, nina);
	checkin_answer_init(&a);
	q.person = nina;
	OK(checkin_do(f->db, &q, &a, &err));
	assert_int_equal(a.result, CHECKIN_WAITING);
	assert_int_equal(a.waiting_rank, 2);
	assert_int_equal(a.waiting_count, 2);
	assert_int_equal(a.room.limit, ROOM_EVENT);
	checkin_say(&told, &a, CIVIL_ZONE);
	assert_string_equal(
		told.buf, "PETIT Nina is on the waiting list, number 2 of 2; full: 3 of 3");
	str_release(&told);
	checkin_answer_release(&a);
}

static void a_cancellation_says_who_and_when(void **state)
{
	struct fixture *f = *state;
	struct checkin_query q = { .event = f->event, .session = 1 };
	struct checkin_answer a;
	struct str told = STR_INIT;

	network_register(f->db, f->event, f->ines);
	be(f, "nadia");
	OK(registration_cancel(f->db, f->event, f->ines, "grippe", &err));
	be(f, "claire");
	checkin_answer_init(&a);
	q.person = f->ines;
	OK(checkin_do(f->db, &q, &a, &err));
	assert_int_equal(a.result, CHECKIN_CANCELLED);
	assert_string_equal(a.author, "nadia");
	assert_null(a.replaced_by);
	checkin_say(&told, &a, CIVIL_ZONE);
	assert_string_equal(told.buf,
		"DUPRÉ-LEROY Inès: registration cancelled (2026-03-10, nadia, grippe)");
	str_release(&told);
	checkin_answer_release(&a);
}

/* --- taking back ------------------------------------------------------------------------ */

static void what_others_noted_needs_a_reason(void **state)
{
	struct fixture *f = *state;
	struct checkin_query q = { .event = f->event, .text = "ines", .session = 1 };
	struct checkin_answer a;
	sqlite3_stmt *stmt;

	network_register(f->db, f->event, f->ines);
	checkin_answer_init(&a);
	OK(checkin_do(f->db, &q, &a, &err));
	be(f, "nadia");
	REFUSED(checkin_undo(f->db, &q, &a, &err), ERR_REFUSED,
		"claire at 09:05 (accueil 1): give a reason");
	assert_int_equal(a.result, CHECKIN_ALREADY);
	assert_string_equal(a.author, "claire");
	q.reason = " ";
	REFUSED(checkin_undo(f->db, &q, &a, &err), ERR_REFUSED, "reason");
	q.reason = "wrong\tbadge";
	OK(checkin_undo(f->db, &q, &a, &err));
	stmt = sql_prepare(
		f->db, "SELECT reason, author FROM checkin WHERE kind = 'undo'", NULL);
	assert_int_equal(sql_step(f->db, stmt, NULL), SQL_ROW);
	assert_string_equal(sql_text(stmt, 0), "wrong badge");
	assert_string_equal(sql_text(stmt, 1), "nadia");
	sql_done(stmt);
	checkin_answer_release(&a);
}

/* The journal's undo asks for no reason: the desk's role takes back its own only. */
static void the_desk_undoes_its_own_changes(void **state)
{
	struct fixture *f = *state;
	struct checkin_query q = { .event = f->event, .text = "ines", .session = 1 };
	struct checkin_answer a;
	int64_t change;

	network_register(f->db, f->event, f->ines);
	checkin_answer_init(&a);
	OK(checkin_do(f->db, &q, &a, &err));
	change = number(f->db, "SELECT max(id) FROM journal");
	be(f, "nadia");
	f->db->role = ROLE_ACCUEIL;
	REFUSED(journal_undo(f->db, change, false, NULL, &err), ERR_FORBIDDEN, "claire");
	be(f, "claire");
	OK(journal_undo(f->db, change, false, NULL, &err));
	checkin_answer_release(&a);
}

/* A check-in stated again comes after what a desk whose clock is ahead said before. */
static void a_clock_ahead_hides_no_undo(void **state)
{
	struct fixture *f = *state;
	struct checkin_query q = { .event = f->event, .text = "ines", .session = 1 };
	struct checkin_answer a;
	int64_t undo;

	network_register(f->db, f->event, f->ines);
	checkin_answer_init(&a);
	OK(checkin_do(f->db, &q, &a, &err));
	OK(journal_undo(f->db, 0, true, NULL, &err));
	undo = number(f->db, "SELECT max(id) FROM journal");
	assert_int_equal(sqlite3_exec(f->db->handle,
				 "INSERT INTO checkin (id, registration, session, kind, at, desk,"
				 " author) SELECT id + 1000000000000000, registration, session, 'out',"
				 " at, 'accueil 2', 'nadia' FROM checkin WHERE kind = 'in'",
				 NULL, NULL, NULL),
		SQLITE_OK);
	OK(journal_undo(f->db, undo, false, NULL, &err));
	assert_int_equal(number(f->db, "SELECT count(*) FROM presence"), 1);
	checkin_answer_release(&a);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(many_are_one_change_and_one_undo),
		TEST(many_go_out_and_are_taken_back),
		TEST(an_error_among_many_is_nothing_done),
		TEST(a_delegation_comes_together),
		TEST(nobody_announced_no_delegation),
		TEST(a_person_of_the_directory_is_meant),
		TEST(who_waits_is_told_her_rank),
		TEST(a_cancellation_says_who_and_when),
		TEST(what_others_noted_needs_a_reason),
		TEST(the_desk_undoes_its_own_changes),
		TEST(a_clock_ahead_hides_no_undo),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
