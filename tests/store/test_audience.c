/* Who is invited: the audience of an event, and the people that it means on its day. */
#include "network.h"

#include "etape/audience.h"
#include "etape/journal.h"

struct invited {
	struct db *db;
	int64_t creil, avion, event;
	int64_t ines, paul, anne;
};

static int setup(void **state)
{
	struct invited *t = xcalloc(1, sizeof *t);
	int64_t gone;

	t->db = network_empty();
	t->creil = network_cite(t->db, "creil", "Creil", NULL);
	t->avion = network_cite(t->db, "avion", "Avion", NULL);
	t->event = network_event(t->db, "tour-1", "2026-03-10", NULL, -1);
	t->ines = network_person(t->db, "DUPRÉ-LEROY", "Inès", "ines@example.org", 0, 0);
	t->paul = network_person(t->db, "MARTIN", "Paul", NULL, 0, 0);
	t->anne = network_person(t->db, "LEROY", "Anne", "anne@example.org", 0, 0);
	gone = network_person(t->db, "PARTI", "Jean", "jean@example.org", 0, 0);
	network_mandate(t->db, t->ines, t->creil, MANDATE_CPO, "2025-01-01", NULL);
	network_mandate(t->db, t->ines, t->avion, MANDATE_COPILOTE_AUTRE, NULL, NULL);
	network_mandate(t->db, t->paul, t->avion, MANDATE_CPO, NULL, "2026-03-10");
	network_mandate(t->db, t->anne, t->avion, MANDATE_COPILOTE_PREFECTURE, "2026-03-10", NULL);
	network_mandate(t->db, gone, t->creil, MANDATE_CPO, NULL, "2026-03-09");
	*state = t;
	return 0;
}

static int teardown(void **state)
{
	struct invited *t = *state;

	db_close(&t->db);
	free(t);
	return 0;
}

static struct audience line(const struct invited *t, int role, int64_t cite)
{
	return (struct audience){ .event = t->event, .role = role, .cite = cite };
}

static bool add_invitee(void *arg, const struct invitee_row *row)
{
	str_addf(arg, "%s %s %s %s; ", row->name, row->cite_code, vocabulary_name(&mandate_roles, row->role),
		row->status == ANY ? "-" : vocabulary_name(&registration_statuses, row->status));
	return true;
}

static void expect_invitees(struct invited *t, const char *expected)
{
	struct str got = STR_INIT;

	OK(invitee_list(t->db, t->event, add_invitee, &got, &err));
	assert_string_equal(got.buf, expected);
	str_release(&got);
}

static void mandates_of_the_day_make_the_list(void **state)
{
	struct invited *t = *state;
	struct audience all = line(t, ANY, 0), cpos = line(t, MANDATE_CPO, 0), avion = line(t, ANY, t->avion);

	expect_invitees(t, "");
	OK(audience_save(t->db, &cpos, &err));
	expect_invitees(t, "MARTIN Paul avion cpo -; DUPRÉ-LEROY Inès creil cpo -; ");
	/* Two hats, one invitation: hers as CPO. */
	OK(audience_save(t->db, &avion, &err));
	expect_invitees(t, "MARTIN Paul avion cpo -; LEROY Anne avion copilote_prefecture -;"
			   " DUPRÉ-LEROY Inès creil cpo -; ");
	REFUSED(audience_save(t->db, &(struct audience){ .event = t->event, .role = MANDATE_CPO }, &err),
		ERR_EXISTS, "already");
	OK(audience_delete(t->db, cpos.id, &err));
	expect_invitees(t, "MARTIN Paul avion cpo -; LEROY Anne avion copilote_prefecture -;"
			   " DUPRÉ-LEROY Inès avion copilote_autre -; ");
	snprintf(all.departement, sizeof all.departement, "80");
	OK(audience_save(t->db, &all, &err));
	OK(audience_delete(t->db, avion.id, &err));
	expect_invitees(t, "");
}

static bool add_count(void *arg, const struct invitee_count *c)
{
	str_addf(arg, "%s %s %d/%d/%d/%d no e-mail %d; ", c->cite, vocabulary_name(&mandate_roles, c->role),
		c->invited, c->registered, c->declined, c->silent, c->no_email);
	return true;
}

static void everybody_is_invited_in_one_change(void **state)
{
	struct invited *t = *state;
	struct audience all = line(t, ANY, 0);
	struct str counts = STR_INIT;
	int64_t n = 0;

	OK(audience_save(t->db, &all, &err));
	network_register(t->db, t->event, t->anne);
	OK(invitee_invite_all(t->db, t->event, &n, &err));
	assert_int_equal(n, 2);
	expect_invitees(t, "MARTIN Paul avion cpo invited; LEROY Anne avion copilote_prefecture registered;"
			   " DUPRÉ-LEROY Inès creil cpo invited; ");
	OK(invitee_counts(t->db, t->event, add_count, &counts, &err));
	assert_string_equal(counts.buf, "Avion cpo 1/0/0/1 no e-mail 1;"
					" Avion copilote_prefecture 1/1/0/0 no e-mail 0; Creil cpo 1/0/0/1 no e-mail 0; ");
	/* Nobody is left: nothing is written, and what is undone is the first time. */
	OK(invitee_invite_all(t->db, t->event, &n, &err));
	assert_int_equal(n, 0);
	OK(journal_undo(t->db, 0, false, NULL, &err));
	expect_invitees(t, "MARTIN Paul avion cpo -; LEROY Anne avion copilote_prefecture registered;"
			   " DUPRÉ-LEROY Inès creil cpo -; ");
	str_release(&counts);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(mandates_of_the_day_make_the_list, setup, teardown),
		cmocka_unit_test_setup_teardown(everybody_is_invited_in_one_change, setup, teardown),
	};

	return cmocka_run_group_tests_name("audiences", tests, NULL, NULL);
}
