/* Letting in whom the desk sent back: one change, nobody twice. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "etape/admission.h"
#include "etape/event.h"
#include "etape/journal.h"
#include "etape/registration.h"
#include "etape/structure.h"

#define DAY "2026-11-19"

struct desk {
	struct db *db;
	int64_t event;
};

static struct err err;

#define must(call)                                                                             \
	do {                                                                                   \
		if (!(call))                                                                   \
			fail_msg("%s: %s", #call, err.message);                                \
	} while (0)

static int setup(void **state)
{
	struct db_options o = { .path = ":memory:", .author = "claire", .role = ROLE_ADMIN };
	struct desk *d = calloc(1, sizeof *d);
	struct event e;

	setenv("ETAPE_NOW", DAY "T09:00:00+01:00", 1);
	err = ERR_INIT;
	must(db_create(&d->db, &o, &err));
	event_init(&e);
	e.title = xstrdup("Étape");
	e.starts = xstrdup(DAY);
	e.status = EVENT_OPEN;
	must(event_save(d->db, &e, EVENT_SESSIONS_AUTO, &err));
	d->event = e.id;
	event_release(&e);
	*state = d;
	return 0;
}

static int teardown(void **state)
{
	struct desk *d = *state;

	db_close(&d->db);
	free(d);
	return 0;
}

static void name(struct person *p, const char *family, const char *given, const char *email)
{
	person_init(p);
	p->family_name = xstrdup(family);
	p->given_name = xstrdup(given);
	p->email = xstrdup(email);
}

static bool count_entry(void *arg, const struct journal_entry *entry)
{
	(void)entry;
	++*(int *)arg;
	return true;
}

static int changes(struct desk *d)
{
	int n = 0;

	must(journal_list(d->db, 0, count_entry, &n, &err));
	return n;
}

/* Checks a newcomer in; gives the person. */
static int64_t admit(
	struct desk *d, const char *family, const char *email, const char *structure)
{
	struct checkin_answer a;
	struct person p;
	int64_t id;

	checkin_answer_init(&a);
	name(&p, family, "Aline", email);
	must(admission_newcomer(d->db, &(struct newcomer){ .person = &p, .structure = structure, .event = d->event, .session = 1 }, &a, &err));
	assert_int_equal(a.result, CHECKIN_OK);
	id = a.person;
	person_release(&p);
	checkin_answer_release(&a);
	return id;
}

static void newcomer_and_structure_are_one_change(void **state)
{
	struct desk *d = *state;
	const int before = changes(d);
	struct person p;
	int64_t structure = 0, id;

	id = admit(d, "Zwertz", "aline@example.org", "Maison des inventeurs");
	assert_int_equal(changes(d), before + 1);
	must(structure_find(d->db, "maison des inventeurs", 0, &structure, &err));
	person_init(&p);
	must(person_get(d->db, id, &p, &err));
	assert_int_equal(p.structure, structure);
	person_release(&p);
}

static void a_structure_of_that_name_is_taken(void **state)
{
	struct desk *d = *state;
	int64_t count;
	struct structure_filter all = STRUCTURE_FILTER_ALL;

	admit(d, "Zwertz", "aline@example.org", "Maison des inventeurs");
	admit(d, "Quint", "", "MAISON DES INVENTEURS");
	must(structure_count(d->db, &all, &count, &err));
	assert_int_equal(count, 1);
}

static void a_known_address_is_not_added_again(void **state)
{
	struct desk *d = *state;
	struct checkin_answer a;
	struct person p;
	const int64_t first = admit(d, "Zwertz", "aline@example.org", "");

	checkin_answer_init(&a);
	name(&p, "ZWERTZ", "Aline", "ALINE@example.org");
	must(admission_newcomer(d->db, &(struct newcomer){ .person = &p, .event = d->event, .session = 2 }, &a, &err));
	assert_int_equal(a.result, CHECKIN_OK);
	assert_int_equal(a.person, first);
	person_release(&p);
	checkin_answer_release(&a);
}

static void an_address_of_somebody_else_is_refused(void **state)
{
	struct desk *d = *state;
	struct checkin_answer a;
	struct person p;
	int before;

	admit(d, "Zwertz", "aline@example.org", "");
	before = changes(d);
	checkin_answer_init(&a);
	name(&p, "Quint", "Bruno", "aline@example.org");
	assert_false(admission_newcomer(d->db, &(struct newcomer){ .person = &p, .structure = "Atelier", .event = d->event, .session = 1 }, &a, &err));
	assert_int_equal(err.code, ERR_EXISTS);
	/* Nor is its new structure left behind. */
	assert_int_equal(changes(d), before);
	assert_false(change_is_open(d->db));
	person_release(&p);
	checkin_answer_release(&a);
}

static void another_session_is_added_to_those_registered(void **state)
{
	struct desk *d = *state;
	const int afternoon[] = { 2 };
	struct registering what = {
		.event = d->event, .sessions = afternoon, .session_count = 1
	};
	struct checkin_query q = { .event = d->event, .session = 1 };
	struct checkin_answer a;
	struct person p;

	name(&p, "Zwertz", "Aline", "aline@example.org");
	must(person_save(d->db, &p, &err));
	what.person = p.id;
	must(registration_add(d->db, &what, NULL, &err));
	must(registration_find(d->db, d->event, p.id, &q.registration, &err));
	checkin_answer_init(&a);
	must(checkin_do(d->db, &q, &a, &err));
	assert_int_equal(a.result, CHECKIN_WRONG_SESSION);
	assert_int_equal(a.other_session, 2);

	const int before = changes(d);
	must(admission_session(d->db, d->event, p.id, 1, VIA_DESK, &a, &err));
	assert_int_equal(a.result, CHECKIN_OK);
	assert_int_equal(changes(d), before + 1);
	/* The one registered for is not lost. */
	q.session = 2;
	must(checkin_do(d->db, &q, &a, &err));
	assert_int_equal(a.result, CHECKIN_OK);
	person_release(&p);
	checkin_answer_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			newcomer_and_structure_are_one_change, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_structure_of_that_name_is_taken, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_known_address_is_not_added_again, setup, teardown),
		cmocka_unit_test_setup_teardown(
			an_address_of_somebody_else_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(
			another_session_is_added_to_those_registered, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
