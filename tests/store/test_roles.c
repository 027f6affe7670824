/* What each role may do with the nouns, on a real file. */
#include "network.h"

#include <unistd.h>

#include "etape/admission.h"
#include "etape/checkin.h"
#include "etape/find.h"
#include "etape/journal.h"
#include "etape/payment.h"
#include "etape/reference.h"
#include "etape/registration.h"
#include "store/sql.h"

struct fixture {
	char folder[64];
	struct str path;
	int64_t event, ines, marc;
};

static int setup(void **state)
{
	struct fixture *f = xcalloc(1, sizeof *f);
	struct db_options o = { .author = "claire", .role = ROLE_ADMIN };
	struct db *db;

	setenv("ETAPE_NOW", NETWORK_NOW, 1);
	snprintf(f->folder, sizeof f->folder, "/tmp/etape-roles-XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	str_init(&f->path);
	str_addf(&f->path, "%s/etape.db", f->folder);
	o.path = f->path.buf;
	OK(db_create(&db, &o, &err));
	db_created(db);
	f->event = network_event(db, "etape-1", "2026-03-10", NULL, 1);
	f->ines = network_person(db, "Dupré-Leroy", "Inès", NULL, 0, 0);
	f->marc = network_person(db, "Dupuis", "Marc", NULL, 0, 0);
	network_register(db, f->event, f->ines);
	db_close(&db);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	static const char *const tails[] = { "", "-wal", "-shm" };
	struct fixture *f = *state;
	struct str file = STR_INIT;

	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
		str_reset(&file);
		str_addf(&file, "%s%s", f->path.buf, tails[i]);
		unlink(file.buf);
	}
	rmdir(f->folder);
	str_release(&file);
	str_release(&f->path);
	free(f);
	return 0;
}

static struct db *open_as(const struct fixture *f, enum role role)
{
	struct db_options o = { .path = f->path.buf, .author = "paul", .role = role };
	struct db *db;

	OK(db_open(&db, &o, &err));
	return db;
}

static bool ignore(void *arg, const struct find_row *row)
{
	(void)row;
	++*(int *)arg;
	return true;
}

static void a_reader_reads_and_writes_nothing(void **state)
{
	struct fixture *f = *state;
	struct db *db = open_as(f, ROLE_LECTURE);
	struct checkin_query q = { .event = f->event, .text = "ines", .session = 1 };
	struct checkin_answer a;
	struct person p;
	int n = 0;

	OK(find(db, "dupre", FIND_EVERYTHING, 5, ignore, &n, &err));
	assert_int_equal(n, 1);
	checkin_answer_init(&a);
	REFUSED(checkin_do(db, &q, &a, &err), ERR_FORBIDDEN, "lecture");
	checkin_answer_release(&a);
	person_init(&p);
	OK(person_get(db, f->ines, &p, &err));
	REFUSED(person_save(db, &p, &err), ERR_FORBIDDEN, "lecture");
	person_release(&p);
	db_close(&db);
}

static void the_desk_does_what_a_desk_does(void **state)
{
	struct fixture *f = *state;
	struct db *db = open_as(f, ROLE_ACCUEIL);
	struct checkin_query q = { .event = f->event, .text = "ines", .session = 1 };
	struct payment pay = { .cents = 15000, .means = MEANS_ESPECES, .day = CIVIL_NONE };
	struct checkin_answer a;
	struct person p;

	checkin_answer_init(&a);
	person_init(&p);
	OK(checkin_do(db, &q, &a, &err));
	assert_int_equal(a.result, CHECKIN_OK);
	OK(checkin_undo(db, &q, &a, &err));
	pay.registration = a.registration;
	OK(payment_add(db, &pay, &err));
	p.family_name = xstrdup("Petit");
	OK(checkin_walk_in(db, &p, f->event, 1, VIA_DESK, &a, &err));
	assert_int_equal(checkin_outcome(&a), OUTCOME_FULL);
	assert_int_equal(p.id, 0);
	OK(person_get(db, f->marc, &p, &err));
	REFUSED(person_save(db, &p, &err), ERR_FORBIDDEN, "accueil");
	REFUSED(registration_cancel(db, f->event, f->ines, "malade", &err), ERR_FORBIDDEN,
		"accueil");
	REFUSED(event_delete(db, f->event, &err), ERR_REFUSED, "registration");
	person_release(&p);
	checkin_answer_release(&a);
	db_close(&db);
}

static int64_t last_change(struct db *db)
{
	sqlite3_stmt *stmt = sql_prepare(db, "SELECT max(id) FROM journal", NULL);
	int64_t id;

	assert_int_equal(sql_step(db, stmt, NULL), SQL_ROW);
	id = sql_int(stmt, 0);
	sql_done(stmt);
	return id;
}

/* Through SQLite's authorizer: substitution, a newcomer who pays, and back again. */
static void the_desk_lets_in_and_takes_its_own_back(void **state)
{
	struct fixture *f = *state;
	struct db *db = open_as(f, ROLE_ACCUEIL);
	struct payment pay = { .cents = 15000, .means = MEANS_ESPECES, .day = CIVIL_NONE };
	struct checkin_answer a;
	struct person p;
	int64_t registration;

	checkin_answer_init(&a);
	person_init(&p);
	OK(registration_find(db, f->event, f->ines, &registration, &err));
	OK(admission_substitute(db, registration, f->marc, 1, VIA_DESK, &a, &err));
	assert_int_equal(a.result, CHECKIN_OK);
	OK(journal_undo(db, 0, false, NULL, &err));
	OK(registration_find(db, f->event, f->marc, &registration, &err));
	assert_int_equal(registration, 0);
	/* In her place once more, somebody new, who pays. */
	OK(registration_find(db, f->event, f->ines, &registration, &err));
	p.family_name = xstrdup("Petit");
	OK(admission_newcomer(db,
		&(struct newcomer){ .person = &p,
			.structure = "Atelier",
			.event = f->event,
			.session = 1,
			.replaces = registration,
			.payment = &pay },
		&a, &err));
	assert_int_equal(a.result, CHECKIN_OK);
	/* Money taken is not made unseen by the desk. */
	REFUSED(journal_undo(db, 0, false, NULL, &err), ERR_FORBIDDEN, "receipt");
	person_release(&p);
	checkin_answer_release(&a);
	db_close(&db);
}

static void the_desk_takes_back_nothing_of_others(void **state)
{
	struct fixture *f = *state;
	struct db *db = open_as(f, ROLE_ACCUEIL);

	/* Claire's, of the setup. */
	REFUSED(journal_undo(db, last_change(db), false, NULL, &err), ERR_FORBIDDEN, "claire");
	/* Nor is it offered. */
	REFUSED(journal_undo(db, 0, false, NULL, &err), ERR_NOT_FOUND, "");
	db_close(&db);
}

static int64_t refusals(const struct fixture *f)
{
	struct db *db = open_as(f, ROLE_ADMIN);
	sqlite3_stmt *stmt = sql_prepare(db, "SELECT count(*) FROM refusal", NULL);
	int64_t n;

	assert_int_equal(sql_step(db, stmt, NULL), SQL_ROW);
	n = sql_int(stmt, 0);
	sql_done(stmt);
	db_close(&db);
	return n;
}

/* A refusal that cannot be written down is one nevertheless. */
static void a_reader_is_told_why_not(void **state)
{
	struct fixture *f = *state;
	struct db *db = open_as(f, ROLE_LECTURE);
	struct checkin_query q = { .event = f->event, .person = f->marc, .session = 1 };
	struct checkin_answer a;

	checkin_answer_init(&a);
	OK(checkin_do(db, &q, &a, &err));
	assert_int_equal(a.result, CHECKIN_NOT_REGISTERED);
	assert_int_equal(a.room.limit, ROOM_EVENT);
	q.person = 0;
	q.text = "nemo";
	OK(checkin_do(db, &q, &a, &err));
	assert_int_equal(a.result, CHECKIN_UNKNOWN);
	checkin_answer_release(&a);
	db_close(&db);
	assert_int_equal(refusals(f), 0);
}

/* Held too long, the lock is told of: the refusal would go unrecorded in silence else. */
static void a_lock_held_is_told(void **state)
{
	struct fixture *f = *state;
	struct db_options o = { .path = f->path.buf,
		.author = "paul",
		.role = ROLE_ACCUEIL,
		.busy_timeout_ms = 20 };
	struct db *holder = open_as(f, ROLE_ADMIN), *db;
	struct checkin_query q = { .event = f->event, .text = "nemo", .session = 1 };
	struct checkin_answer a;

	OK(db_open(&db, &o, &err));
	checkin_answer_init(&a);
	OK(change_begin(holder, &(struct change_label){ .kind = CHANGE_CHECKIN }, &err));
	REFUSED(checkin_do(db, &q, &a, &err), ERR_BUSY, "");
	change_rollback(holder);
	OK(checkin_do(db, &q, &a, &err));
	assert_int_equal(a.result, CHECKIN_UNKNOWN);
	checkin_answer_release(&a);
	db_close(&db);
	db_close(&holder);
	assert_int_equal(refusals(f), 1);
}

static void settings_are_the_administrators(void **state)
{
	struct fixture *f = *state;
	struct db *db = open_as(f, ROLE_COORDINATION);
	struct person p;

	person_init(&p);
	OK(person_get(db, f->ines, &p, &err));
	OK(person_save(db, &p, &err));
	person_release(&p);
	REFUSED(setting_set(db, "region", "32", &err), ERR_FORBIDDEN, "coordination");
	db_close(&db);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_reader_reads_and_writes_nothing),
		TEST(the_desk_does_what_a_desk_does),
		TEST(the_desk_lets_in_and_takes_its_own_back),
		TEST(the_desk_takes_back_nothing_of_others),
		TEST(a_reader_is_told_why_not),
		TEST(a_lock_held_is_told),
		TEST(settings_are_the_administrators),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
