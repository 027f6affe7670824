/* What is owed is kept between two looks, and is always what the fees say. */
#include "network.h"

#include <unistd.h>

#include "etape/checkin.h"
#include "etape/counters.h"
#include "etape/fees.h"
#include "etape/journal.h"
#include "etape/payment.h"
#include "etape/tariff.h"

#define PEOPLE 12

struct fixture {
	struct db *db, *other; /* two desks */
	char folder[64], path[96];
	int64_t ville, club, prefecture;
	int64_t event, elsewhere;
	int64_t people[PEOPLE];
	int64_t registrations[PEOPLE];
};

static struct db *open_desk(const struct fixture *f, const char *desk)
{
	struct db_options o = {
		.path = f->path, .author = "claire", .desk = desk, .role = ROLE_ADMIN
	};
	struct db *db = NULL;

	OK(db_open(&db, &o, &err));
	return db;
}

static int setup(void **state)
{
	struct fixture *f = xcalloc(1, sizeof *f);
	struct db_options o = { .path = f->path, .author = "claire", .role = ROLE_ADMIN };
	int64_t creil;

	setenv("ETAPE_NOW", NETWORK_NOW, 1);
	snprintf(f->folder, sizeof f->folder, "/tmp/etape-owed-XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	snprintf(f->path, sizeof f->path, "%s/etape.db", f->folder);
	OK(db_create(&f->db, &o, &err));
	network_commune(f->db, "60175", "Creil");
	creil = network_cite(f->db, "creil", "Creil", "60175");
	f->ville = network_structure(f->db, "Ville", STRUCTURE_COMMUNE, creil, 0);
	f->club = network_structure(f->db, "Club", STRUCTURE_ASSOCIATION, creil, 0);
	f->prefecture = network_structure(f->db, "Préfecture", STRUCTURE_PREFECTURE, 0, 0);
	OK(tariff_install(f->db, &err));
	f->event = network_event(f->db, "etape-1", "2026-03-10", "2026-03-11", -1);
	f->elsewhere = network_event(f->db, "etape-2", "2026-03-10", NULL, -1);
	for (int i = 0; i < PEOPLE; i++) {
		f->people[i] = network_person(
			f->db, "Petit", "", NULL, i % 2 ? f->ville : f->club, 0);
		f->registrations[i] = network_register(f->db, f->event, f->people[i]);
		network_register(f->db, f->elsewhere, f->people[i]);
	}
	db_created(f->db);
	db_close(&f->db);
	f->db = open_desk(f, "accueil 1");
	f->other = open_desk(f, "accueil 2");
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	static const char *const ends[] = { "", "-wal", "-shm" };

	db_close(&f->db);
	db_close(&f->other);
	for (size_t i = 0; i < 3; i++) {
		char name[128];

		snprintf(name, sizeof name, "%s%s", f->path, ends[i]);
		unlink(name);
	}
	rmdir(f->folder);
	free(f);
	return 0;
}

static bool add_up(void *arg, const struct fee_row *row)
{
	*(cents_t *)arg += row->balance;
	return true;
}

static cents_t assert_right(struct fixture *f)
{
	cents_t sum = 0, owed;

	OK(fees_list(f->other, f->event, add_up, &sum, &err));
	OK(counters_owed(f->db, f->event, &owed, &err));
	assert_int_equal(owed, sum);
	return owed;
}

static unsigned some(unsigned n)
{
	static unsigned seed = 42;

	seed = seed * 1103515245u + 12345u;
	return (seed >> 16) % n;
}

static void at_the_desk(struct fixture *f, struct db *db, int64_t event)
{
	const unsigned who = some(PEOPLE);
	struct checkin_query q = { .event = event,
		.session = 1 + (int)some(event == f->event ? 4 : 2),
		.reason = "x" };
	struct payment p = { .cents = 5000, .means = MEANS_ESPECES, .day = CIVIL_NONE };
	struct checkin_answer a;

	OK(registration_find(db, event, f->people[who], &q.registration, &err));
	checkin_answer_init(&a);
	switch (some(5)) {
	case 0:
		checkin_out(db, &q, &a, NULL);
		break;
	case 1:
		checkin_undo(db, &q, &a, NULL);
		break;
	case 2:
		p.registration = q.registration;
		p.cents = some(4) ? 5000 : -5000;
		payment_add(db, &p, NULL);
		break;
	default:
		OK(checkin_do(db, &q, &a, &err));
	}
	checkin_answer_release(&a);
}

/* What somebody decides on top of the tariff. */
static void decide_otherwise(struct fixture *f, struct db *db)
{
	const int64_t registration = f->registrations[some(PEOPLE)];

	switch (some(3)) {
	case 0:
		OK(fees_override(db, registration, 1000 * (cents_t)some(9), "agreed", &err));
		break;
	case 1:
		fees_override_remove(db, registration, NULL);
		break;
	default:
		OK(registration_choose_hat(db, registration, some(2) ? f->prefecture : 0, 0, &err));
	}
}

/* What fees lean on besides. */
static void behind_the_desk(struct fixture *f, struct db *db)
{
	struct person p;
	struct checkin_answer a;
	const int64_t person = f->people[some(PEOPLE)];

	switch (some(6)) {
	case 5:
		decide_otherwise(f, db);
		break;
	case 0:
		journal_undo(db, 0, false, NULL, NULL);
		break;
	case 1:
		registration_cancel(db, f->event, person, "x", NULL);
		break;
	case 2:
		person_init(&p);
		OK(person_get(db, person, &p, &err));
		p.structure = some(2) ? f->ville : f->club;
		OK(person_save(db, &p, &err));
		person_release(&p);
		break;
	case 3:
		person_init(&p);
		checkin_answer_init(&a);
		p.family_name = xstrdup("Zwertz");
		p.structure = f->club;
		OK(checkin_walk_in(db, &p, f->event, 1, VIA_DESK, &a, &err));
		checkin_answer_release(&a);
		person_release(&p);
		break;
	default:
		if (!some(4))
			network_membership(db, f->club, "2026-03-11", NULL);
	}
}

static void what_is_owed_is_what_the_fees_say(void **state)
{
	struct fixture *f = *state;
	cents_t first = assert_right(f);
	bool changed = false;

	for (int i = 0; i < 400; i++) {
		struct db *db = some(2) ? f->db : f->other;

		if (!some(8))
			behind_the_desk(f, db);
		else
			at_the_desk(f, db, some(4) ? f->event : f->elsewhere);
		if (some(3))
			changed = assert_right(f) != first || changed;
	}
	assert_true(changed);
}

static void what_was_decided_otherwise_is_owed(void **state)
{
	struct fixture *f = *state;
	const cents_t first = assert_right(f);

	OK(fees_override(f->other, f->registrations[0], 1000, "agreed", &err));
	assert_int_equal(assert_right(f), first - 30000 + 1000);
	OK(registration_choose_hat(f->other, f->registrations[1], f->prefecture, 0, &err));
	assert_int_equal(assert_right(f), first - 60000 + 1000);
	OK(journal_undo(f->other, 0, false, NULL, &err));
	OK(fees_override_remove(f->other, f->registrations[0], &err));
	assert_int_equal(assert_right(f), first);
}

static void a_day_that_ends_changes_what_is_owed(void **state)
{
	struct fixture *f = *state;
	struct checkin_query q = { .event = f->event, .session = 1 };
	struct checkin_answer a;
	cents_t before;

	checkin_answer_init(&a);
	q.registration = f->registrations[1];
	OK(checkin_do(f->db, &q, &a, &err));
	before = assert_right(f);
	setenv("ETAPE_NOW", "2026-03-12T09:00:00", 1);
	assert_true(assert_right(f) < before);
	setenv("ETAPE_NOW", NETWORK_NOW, 1);
	assert_int_equal(assert_right(f), before);
	checkin_answer_release(&a);
}

/* Once somebody was checked in, who was not did not come, and owes nothing. */
static void the_first_of_all_check_ins_changes_what_others_owe(void **state)
{
	struct fixture *f = *state;
	struct checkin_query q = { .event = f->event, .session = 1 };
	struct checkin_answer a;
	cents_t before;

	setenv("ETAPE_NOW", "2026-03-12T09:00:00", 1);
	before = assert_right(f);
	checkin_answer_init(&a);
	q.registration = f->registrations[1];
	OK(checkin_do(f->db, &q, &a, &err));
	assert_true(assert_right(f) < before);
	checkin_answer_release(&a);
}

static void many_changes_at_once_are_read_anew(void **state)
{
	struct fixture *f = *state;

	assert_right(f);
	for (int i = 0; i < 300; i++)
		at_the_desk(f, f->other, f->event);
	assert_right(f);
	at_the_desk(f, f->other, f->event);
	assert_right(f);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_is_owed_is_what_the_fees_say),
		TEST(a_day_that_ends_changes_what_is_owed),
		TEST(what_was_decided_otherwise_is_owed),
		TEST(the_first_of_all_check_ins_changes_what_others_owe),
		TEST(many_changes_at_once_are_read_anew),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
