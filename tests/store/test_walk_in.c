/* Letting in at the desk: capacity, substitution, payment, all or nothing. */
#include "today.h"

#include "etape/admission.h"
#include "etape/counters.h"
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

static void name(struct person *p, const char *family, const char *given)
{
	person_init(p);
	p->family_name = xstrdup(family);
	p->given_name = xstrdup(given);
}

/* Lets a person of the directory in; gives the outcome. */
static enum desk_outcome let_in(struct fixture *f, int64_t person, int session)
{
	struct checkin_answer a;
	struct person p;
	enum desk_outcome outcome;

	checkin_answer_init(&a);
	person_init(&p);
	OK(person_get(f->db, person, &p, &err));
	OK(checkin_walk_in(f->db, &p, f->event, session, VIA_DESK, &a, &err));
	outcome = checkin_outcome(&a);
	assert_int_equal(a.full, outcome == OUTCOME_FULL);
	assert_true(!a.full || a.room.limit != ROOM_FREE);
	person_release(&p);
	checkin_answer_release(&a);
	return outcome;
}

static void fill(struct fixture *f)
{
	network_register(f->db, f->event, f->ines);
	network_register(f->db, f->event, f->marc);
	network_register(f->db, f->event, f->claire);
}

static void set_status(struct fixture *f, int64_t person, enum registration_status status)
{
	struct registering what = { .event = f->event, .person = person, .status = status };

	OK(registration_add(f->db, &what, NULL, &err));
}

/* The desk lets nobody exceed, however she stood; the coordination does. */
static void full_is_full_for_the_desk(void **state)
{
	struct fixture *f = *state;
	struct checkin_answer a;
	struct person p;

	fill(f);
	network_register(f->db, f->event, f->hondt);
	assert_int_equal(registered(f, f->hondt).status, REGISTRATION_WAITING);
	f->db->role = ROLE_ACCUEIL;
	assert_int_equal(let_in(f, f->hondt, 1), OUTCOME_FULL);
	assert_int_equal(registered(f, f->hondt).status, REGISTRATION_WAITING);
	/* A newcomer leaves no trace but the refusal. */
	checkin_answer_init(&a);
	name(&p, "Petit", "Léa");
	OK(admission_newcomer(f->db,
		&(struct newcomer){ .person = &p,
			.structure = "Ville de Trith",
			.event = f->event,
			.session = 1 },
		&a, &err));
	assert_int_equal(checkin_outcome(&a), OUTCOME_FULL);
	assert_int_equal(a.result, CHECKIN_UNKNOWN);
	assert_int_equal(a.room.capacity, 3);
	assert_int_equal(p.id, 0);
	assert_int_equal(
		number(f->db, "SELECT count(*) FROM structure WHERE name = 'Ville de Trith'"), 0);
	assert_int_equal(number(f->db, "SELECT count(*) FROM person WHERE family_name = 'Petit'"),
		0);
	assert_int_equal(number(f->db, "SELECT count(*) FROM refusal WHERE outcome = 'full'"), 2);
	assert_int_equal(
		number(f->db, "SELECT count(*) FROM refusal WHERE typed = 'PETIT Léa'"), 1);
	assert_int_equal(number(f->db, "SELECT count(*) FROM checkin"), 0);
	/* Who has her place takes no other. */
	assert_int_equal(let_in(f, f->ines, 1), OUTCOME_PRESENT);
	f->db->role = ROLE_COORDINATION;
	assert_int_equal(let_in(f, f->hondt, 1), OUTCOME_PRESENT);
	OK(admission_newcomer(f->db,
		&(struct newcomer){ .person = &p, .event = f->event, .session = 1 }, &a, &err));
	assert_int_equal(a.result, CHECKIN_OK);
	person_release(&p);
	checkin_answer_release(&a);
}

static void a_place_that_frees_is_the_desks_to_give(void **state)
{
	struct fixture *f = *state;

	fill(f);
	OK(registration_cancel(f->db, f->event, f->claire, "grippe", &err));
	f->db->role = ROLE_ACCUEIL;
	assert_int_equal(let_in(f, f->claire, 1), OUTCOME_PRESENT);
	f->db->role = ROLE_ADMIN;
	network_register(f->db, f->event, f->hondt);
	OK(registration_cancel(f->db, f->event, f->hondt, "x", &err));
	f->db->role = ROLE_ACCUEIL;
	assert_int_equal(let_in(f, f->hondt, 1), OUTCOME_FULL);
}

static void only_those_unexpected_are_walk_ins(void **state)
{
	struct fixture *f = *state;

	fill(f);
	OK(registration_cancel(f->db, f->event, f->ines, "grippe", &err));
	assert_int_equal(let_in(f, f->ines, 1), OUTCOME_PRESENT);
	assert_false(registered(f, f->ines).walk_in);
	network_register(f->db, f->event, f->hondt);
	assert_int_equal(let_in(f, f->hondt, 1), OUTCOME_PRESENT);
	assert_false(registered(f, f->hondt).walk_in);
	set_status(f, f->marc, REGISTRATION_INVITED);
	assert_int_equal(let_in(f, f->marc, 1), OUTCOME_PRESENT);
	assert_true(registered(f, f->marc).walk_in);
	set_status(f, f->claire, REGISTRATION_DECLINED);
	assert_int_equal(let_in(f, f->claire, 1), OUTCOME_PRESENT);
	assert_true(registered(f, f->claire).walk_in);
	/* Taken back, she has declined as before. */
	OK(journal_undo(f->db, 0, true, NULL, &err));
	assert_int_equal(registered(f, f->claire).status, REGISTRATION_DECLINED);
}

/* Nobody new is expected in what is over. */
static void a_walk_in_of_the_afternoon_is_not_missed_in_the_morning(void **state)
{
	struct fixture *f = *state;
	struct counters c;

	assert_int_equal(let_in(f, f->ines, 2), OUTCOME_PRESENT);
	OK(counters_get(f->db, f->event, 1, &c, &err));
	assert_int_equal(c.expected, 0);
	OK(counters_get(f->db, f->event, 2, &c, &err));
	assert_int_equal(c.expected, 1);
	assert_int_equal(c.present, 1);
}

static void the_log_tells_how_somebody_came_in(void **state)
{
	struct fixture *f = *state;

	fill(f);
	OK(registration_cancel(f->db, f->event, f->ines, "grippe", &err));
	let_in(f, f->ines, 1);
	assert_int_equal(number(f->db, "SELECT kind = 'readmit' FROM journal ORDER BY id DESC"), 1);
	network_register(f->db, f->event, f->hondt);
	let_in(f, f->hondt, 1);
	assert_int_equal(number(f->db, "SELECT kind = 'promote' FROM journal ORDER BY id DESC"), 1);
	/* Undone, she waits again, and that she was here for a moment is a fact. */
	OK(journal_undo(f->db, 0, true, NULL, &err));
	assert_int_equal(registered(f, f->hondt).status, REGISTRATION_WAITING);
	assert_int_equal(number(f->db, "SELECT count(*) FROM checkin WHERE kind = 'undo'"), 1);
	assert_int_equal(number(f->db, "SELECT count(*) FROM presence"), 1);
}

/* --- substitution ---------------------------------------------------------------------- */

static void she_comes_in_my_place(void **state)
{
	struct fixture *f = *state;
	struct checkin_query q = { .event = f->event, .session = 1 };
	struct checkin_answer a;
	int64_t absent, changes;

	fill(f);
	absent = registered(f, f->marc).id;
	changes = number(f->db, "SELECT count(*) FROM journal");
	checkin_answer_init(&a);
	/* Full, but it is his place. */
	f->db->role = ROLE_ACCUEIL;
	OK(admission_substitute(f->db, absent, f->hondt, 1, VIA_DESK, &a, &err));
	assert_int_equal(a.result, CHECKIN_OK);
	assert_int_equal(a.person, f->hondt);
	assert_int_equal(number(f->db, "SELECT count(*) FROM journal"), changes + 1);
	assert_int_equal(registered(f, f->hondt).replaces, absent);
	assert_int_equal(registered(f, f->marc).status, REGISTRATION_CANCELLED);
	q.person = f->marc;
	OK(checkin_do(f->db, &q, &a, &err));
	assert_int_equal(a.result, CHECKIN_CANCELLED);
	assert_string_equal(a.replaced_by, "D’HONDT Jean-Pierre");
	assert_string_equal(a.author, "claire");
	/* Who is registered herself replaces nobody. */
	REFUSED(admission_substitute(f->db, registered(f, f->claire).id, f->ines, 1, VIA_DESK, &a,
			&err),
		ERR_EXISTS, "DUPRÉ-LEROY");
	checkin_answer_release(&a);
}

/* The desk lets nobody exceed what one cité may send, not even in somebody's place. */
static void who_replaces_somebody_of_another_cite_needs_room_there(void **state)
{
	struct fixture *f = *state;
	int64_t hers = network_person(f->db, "Quint", "Aline", NULL, 0, f->denain);
	struct checkin_answer a;
	int64_t absent;

	fill(f);
	assert_int_equal(sqlite3_exec(f->db->handle, "UPDATE event SET cite_capacity = 0", NULL,
				 NULL, NULL),
		SQLITE_OK);
	absent = registered(f, f->marc).id;
	checkin_answer_init(&a);
	f->db->role = ROLE_ACCUEIL;
	OK(admission_substitute(f->db, absent, hers, 1, VIA_DESK, &a, &err));
	assert_int_equal(checkin_outcome(&a), OUTCOME_FULL);
	assert_int_equal(a.room.limit, ROOM_CITE);
	assert_int_equal(registered(f, f->marc).status, REGISTRATION_REGISTERED);
	f->db->role = ROLE_COORDINATION;
	OK(admission_substitute(f->db, absent, hers, 1, VIA_DESK, &a, &err));
	assert_int_equal(a.result, CHECKIN_OK);
	checkin_answer_release(&a);
}

static void who_replaces_somebody_of_the_afternoon_comes_in_the_morning(void **state)
{
	struct fixture *f = *state;
	struct registering what = { .event = f->event,
		.person = f->marc,
		.sessions = (int[]){ 2 },
		.session_count = 1 };
	struct checkin_answer a;

	OK(registration_add(f->db, &what, NULL, &err));
	checkin_answer_init(&a);
	OK(admission_substitute(
		f->db, registered(f, f->marc).id, f->hondt, 1, VIA_DESK, &a, &err));
	assert_int_equal(a.result, CHECKIN_OK);
	assert_int_equal(a.session, 1);
	checkin_answer_release(&a);
}

static void who_waited_gives_no_place(void **state)
{
	struct fixture *f = *state;
	struct checkin_answer a;
	int64_t nina = network_person(f->db, "Petit", "Nina", NULL, 0, 0);

	fill(f);
	network_register(f->db, f->event, f->hondt);
	checkin_answer_init(&a);
	f->db->role = ROLE_ACCUEIL;
	OK(admission_substitute(
		f->db, registered(f, f->hondt).id, nina, 1, VIA_DESK, &a, &err));
	assert_int_equal(checkin_outcome(&a), OUTCOME_FULL);
	assert_int_equal(registered(f, f->hondt).status, REGISTRATION_WAITING);
	f->db->role = ROLE_COORDINATION;
	OK(admission_substitute(
		f->db, registered(f, f->hondt).id, nina, 1, VIA_DESK, &a, &err));
	assert_int_equal(a.result, CHECKIN_OK);
	checkin_answer_release(&a);
}

/* --- money ----------------------------------------------------------------------------- */

static void a_newcomer_pays_in_the_same_change(void **state)
{
	struct fixture *f = *state;
	struct payment pay = { .cents = 15000, .means = MEANS_CHEQUE, .day = CIVIL_NONE };
	struct checkin_answer a;
	struct person p;
	struct newcomer n = { .person = &p,
		.structure = "Ville de Trith",
		.event = f->event,
		.session = 1,
		.payment = &pay };
	const int64_t changes = number(f->db, "SELECT count(*) FROM journal");

	checkin_answer_init(&a);
	name(&p, "Petit", "Léa");
	OK(admission_newcomer(f->db, &n, &a, &err));
	assert_int_equal(a.result, CHECKIN_OK);
	assert_true(pay.id != 0);
	assert_string_equal(pay.receipt, "R2026-0001");
	assert_int_equal(pay.registration, a.registration);
	assert_int_equal(number(f->db, "SELECT count(*) FROM journal"), changes + 1);
	assert_int_equal(number(f->db, "SELECT kind = 'commune' FROM structure"
				       " WHERE name = 'Ville de Trith'"),
		1);
	/* A second time: she is here, and nothing is paid twice. */
	person_release(&p);
	name(&p, "Petit", "Léa");
	OK(admission_newcomer(f->db, &n, &a, &err));
	assert_int_equal(a.result, CHECKIN_ALREADY);
	assert_int_equal(number(f->db, "SELECT count(*) FROM payment"), 1);
	person_release(&p);
	checkin_answer_release(&a);
}

static void a_payment_that_fails_leaves_nobody(void **state)
{
	struct fixture *f = *state;
	struct payment pay = { .cents = 0, .means = MEANS_CHEQUE, .day = CIVIL_NONE };
	struct checkin_answer a;
	struct person p;
	struct newcomer n = { .person = &p,
		.structure = "Ville de Trith",
		.event = f->event,
		.session = 1,
		.payment = &pay };

	checkin_answer_init(&a);
	name(&p, "Petit", "Léa");
	REFUSED(admission_newcomer(f->db, &n, &a, &err), ERR_INVALID, "");
	assert_int_equal(p.id, 0);
	assert_int_equal(p.structure, 0);
	assert_int_equal(number(f->db, "SELECT count(*) FROM checkin"), 0);
	assert_int_equal(number(f->db, "SELECT count(*) FROM registration"), 0);
	assert_int_equal(
		number(f->db, "SELECT count(*) FROM structure WHERE name = 'Ville de Trith'"), 0);
	person_release(&p);
	checkin_answer_release(&a);
}

/* --- a session more -------------------------------------------------------------------- */

static void a_full_session_is_full(void **state)
{
	struct fixture *f = *state;
	struct registering what = { .event = f->event,
		.person = f->marc,
		.sessions = (int[]){ 2 },
		.session_count = 1 };
	struct room_capacity before, c;
	struct checkin_answer a;

	OK(registration_add(f->db, &what, NULL, &err));
	network_register(f->db, f->event, f->ines);
	OK(room_capacity_get(f->db, f->event, &before, &err));
	OK(room_capacity_get(f->db, f->event, &c, &err));
	c.sessions[0] = 1;
	OK(room_capacity_set(f->db, f->event, &before, &c, &err));
	checkin_answer_init(&a);
	/* Said before anybody asks for it. */
	OK(checkin_do(f->db,
		&(struct checkin_query){ .event = f->event, .person = f->marc, .session = 1 }, &a,
		&err));
	assert_int_equal(a.result, CHECKIN_WRONG_SESSION);
	assert_int_equal(a.room.limit, ROOM_SESSION);
	f->db->role = ROLE_ACCUEIL;
	OK(admission_session(f->db, f->event, f->marc, 1, VIA_DESK, &a, &err));
	assert_int_equal(checkin_outcome(&a), OUTCOME_FULL);
	assert_int_equal(a.result, CHECKIN_WRONG_SESSION);
	assert_int_equal(a.room.limit, ROOM_SESSION);
	f->db->role = ROLE_COORDINATION;
	OK(admission_session(f->db, f->event, f->marc, 1, VIA_DESK, &a, &err));
	assert_int_equal(a.result, CHECKIN_OK);
	/* It lets in nobody who is not registered. */
	OK(admission_session(f->db, f->event, f->hondt, 1, VIA_DESK, &a, &err));
	assert_int_equal(a.result, CHECKIN_NOT_REGISTERED);
	assert_int_equal(number(f->db, "SELECT count(*) FROM registration"), 2);
	room_capacity_release(&before);
	room_capacity_release(&c);
	checkin_answer_release(&a);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(full_is_full_for_the_desk),
		TEST(a_place_that_frees_is_the_desks_to_give),
		TEST(only_those_unexpected_are_walk_ins),
		TEST(a_walk_in_of_the_afternoon_is_not_missed_in_the_morning),
		TEST(the_log_tells_how_somebody_came_in),
		TEST(she_comes_in_my_place),
		TEST(who_replaces_somebody_of_another_cite_needs_room_there),
		TEST(who_replaces_somebody_of_the_afternoon_comes_in_the_morning),
		TEST(who_waited_gives_no_place),
		TEST(a_newcomer_pays_in_the_same_change),
		TEST(a_payment_that_fails_leaves_nobody),
		TEST(a_full_session_is_full),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
