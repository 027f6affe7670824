/* What each role may do with the nouns, on a real file. */
#include "network.h"

#include <unistd.h>

#include "etape/checkin.h"
#include "etape/find.h"
#include "etape/payment.h"
#include "etape/reference.h"
#include "etape/registration.h"

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
		TEST(settings_are_the_administrators),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
