/* The desk's counters and search. */
#include "today.h"

#include "etape/counters.h"
#include "etape/desk.h"

/* --- counters ------------------------------------------------------------------------- */

static bool see_cite(void *arg, const struct counters_cite *c)
{
	struct seen *seen = arg;

	str_addf(&seen->text, "%s%s %d/%d", seen->n++ ? "|" : "", c->name, (int)c->present,
		(int)c->expected);
	return true;
}

static void counters_count_people_and_sessions(void **state)
{
	struct fixture *f = *state;
	struct registering half = { .event = f->event,
		.person = f->marc,
		.sessions = (int[]){ 2 },
		.session_count = 1 };
	struct seen seen = { .text = STR_INIT };
	struct counters c;

	network_register(f->db, f->event, f->ines);
	OK(registration_add(f->db, &half, NULL, &err));
	network_register(f->db, f->event, f->claire);
	network_register(f->db, f->event, f->hondt);
	OK(registration_cancel(f->db, f->event, f->claire, "x", &err));
	expect_checkin(f, "ines", 1, "ok DUPRÉ-LEROY Inès 1");
	expect_checkin(f, "ines", 2, "ok DUPRÉ-LEROY Inès 2");
	expect_checkin(f, "marc", 2, "ok DUPUIS Marc 2");
	OK(counters_get(f->db, f->event, 1, &c, &err));
	assert_int_equal(c.expected, 1);
	assert_int_equal(c.present, 1);
	assert_int_equal(c.present_any, 2);
	assert_int_equal(c.cancelled, 1);
	assert_int_equal(c.waiting, 1);
	OK(counters_get(f->db, f->event, 2, &c, &err));
	assert_int_equal(c.expected, 2);
	assert_int_equal(c.present, 2);
	OK(counters_get(f->db, f->event, 0, &c, &err));
	assert_int_equal(c.expected, 2);
	assert_int_equal(c.present, 2);
	OK(counters_by_cite(f->db, f->event, 0, see_cite, &seen, &err));
	expect(&seen, "Creil 2/2|Denain 0/0| 0/0");
}

/* --- search --------------------------------------------------------------------------- */

static bool see_row(void *arg, const struct desk_row *row)
{
	static const char groups[] = {
		[DESK_REGISTERED] = 'r', [DESK_KNOWN] = 'k', [DESK_APPROXIMATE] = 'a'
	};
	struct seen *seen = arg;

	str_addf(&seen->text, "%s%c%s %s", seen->n++ ? "|" : "", groups[row->group],
		row->present ? "+" : row->left ? "-" : "", row->name);
	return true;
}

static void expect_search(struct fixture *f, const char *typed, const char *expected)
{
	struct seen seen = { .text = STR_INIT };

	OK(desk_search(f->db, f->event, 1, typed, 8, see_row, &seen, &err));
	expect(&seen, expected);
}

static void the_registered_come_before_the_known(void **state)
{
	struct fixture *f = *state;

	network_register(f->db, f->event, f->marc);
	expect_search(f, "", "");
	expect_search(f, "   ", "");
	expect_search(f, "dup", "r DUPUIS Marc|k DUPONT Claire|k DUPRÉ-LEROY Inès");
	network_register(f->db, f->event, f->ines);
	network_register(f->db, f->event, f->claire);
	expect_search(f, "dup", "r DUPONT Claire|r DUPRÉ-LEROY Inès|r DUPUIS Marc");
	expect_checkin(f, "dupont", 1, "ok DUPONT Claire 1");
	expect_search(f, "dup", "r DUPRÉ-LEROY Inès|r DUPUIS Marc|r+ DUPONT Claire");
}

static void who_left_stands_with_those_to_come(void **state)
{
	struct fixture *f = *state;
	struct checkin_query q = { .event = f->event, .session = 1, .text = "ines" };
	struct checkin_answer a;

	network_register(f->db, f->event, f->ines);
	expect_checkin(f, "ines", 1, "ok DUPRÉ-LEROY Inès 1");
	expect_search(f, "dupre", "r+ DUPRÉ-LEROY Inès");
	checkin_answer_init(&a);
	OK(checkin_out(f->db, &q, &a, &err));
	expect_search(f, "dupre", "r- DUPRÉ-LEROY Inès");
	OK(checkin_undo(f->db, &q, &a, &err));
	checkin_answer_release(&a);
	expect_search(f, "dupre", "r+ DUPRÉ-LEROY Inès");
}

static void everything_known_of_a_person_finds_her(void **state)
{
	struct fixture *f = *state;
	struct registration r;

	network_register(f->db, f->event, f->ines);
	network_register(f->db, f->event, f->hondt);
	expect_search(f, "leroy i", "r DUPRÉ-LEROY Inès");
	expect_search(f, "inès dup", "r DUPRÉ-LEROY Inès");
	expect_search(f, "cpo creil", "r DUPRÉ-LEROY Inès");
	expect_search(f, "ville de creil", "r DUPRÉ-LEROY Inès|k DUPUIS Marc");
	expect_search(f, "ines@ex", "r DUPRÉ-LEROY Inès");
	expect_search(f, "dhondt", "r D’HONDT Jean-Pierre");
	expect_search(f, "d hondt", "r D’HONDT Jean-Pierre");
	expect_search(f, "jean pierre", "r D’HONDT Jean-Pierre");
	r = registered(f, f->hondt);
	r.code[4] = '\0';
	expect_search(f, r.code, "r D’HONDT Jean-Pierre");
}

static void similar_spellings_stand_apart(void **state)
{
	struct fixture *f = *state;

	network_register(f->db, f->event, f->ines);
	expect_search(f, "dupray", "a DUPRÉ-LEROY Inès");
	expect_search(f, "duppont", "a DUPONT Claire");
	expect_search(f, "zzzzzz", "");
}

static void the_desk_sees_what_has_changed(void **state)
{
	struct fixture *f = *state;
	struct person p;

	network_register(f->db, f->event, f->ines);
	expect_search(f, "dupr", "r DUPRÉ-LEROY Inès");
	expect_search(f, "petit", "");
	person_init(&p);
	OK(person_get(f->db, f->ines, &p, &err));
	free(p.family_name);
	p.family_name = xstrdup("Petit");
	OK(person_save(f->db, &p, &err));
	person_release(&p);
	expect_search(f, "petit", "r PETIT Inès");
	network_register(
		f->db, f->event, network_person(f->db, "Petitjean", "Zoé", NULL, 0, 0));
	expect_search(f, "petit", "r PETIT Inès|r PETITJEAN Zoé");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(counters_count_people_and_sessions),
		TEST(the_registered_come_before_the_known),
		TEST(who_left_stands_with_those_to_come),
		TEST(everything_known_of_a_person_finds_her),
		TEST(similar_spellings_stand_apart),
		TEST(the_desk_sees_what_has_changed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
