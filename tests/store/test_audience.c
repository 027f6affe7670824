/* Who is invited: the audience of an event, and the people that it means on its day. */
#include "network.h"

#include "etape/audience.h"
#include "etape/invitation.h"
#include "etape/journal.h"
#include "store/sql.h"

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
	str_addf(arg, "%s %s %d/%d/%d/%d/%d no e-mail %d; ", c->cite, vocabulary_name(&mandate_roles, c->role),
		c->invited, c->to_invite, c->registered, c->declined, c->silent, c->no_email);
	return true;
}

static void expect_counts(struct invited *t, const char *expected)
{
	struct str counts = STR_INIT;

	OK(invitee_counts(t->db, t->event, add_count, &counts, &err));
	assert_string_equal(counts.buf, expected);
	str_release(&counts);
}

static void everybody_is_invited_in_one_change(void **state)
{
	struct invited *t = *state;
	struct audience all = line(t, ANY, 0);
	int64_t n = 0;

	OK(audience_save(t->db, &all, &err));
	network_register(t->db, t->event, t->anne);
	/* Who was never invited is not somebody who does not answer. */
	expect_counts(t, "Avion cpo 1/1/0/0/0 no e-mail 1; Avion copilote_prefecture 1/0/1/0/0 no e-mail 0;"
			 " Creil cpo 1/1/0/0/0 no e-mail 0; ");
	OK(invitee_invite_all(t->db, t->event, &n, &err));
	assert_int_equal(n, 2);
	expect_invitees(t, "MARTIN Paul avion cpo invited; LEROY Anne avion copilote_prefecture registered;"
			   " DUPRÉ-LEROY Inès creil cpo invited; ");
	expect_counts(t, "Avion cpo 1/0/0/0/1 no e-mail 1; Avion copilote_prefecture 1/0/1/0/0 no e-mail 0;"
			 " Creil cpo 1/0/0/0/1 no e-mail 0; ");
	/* Nobody is left: nothing is written, and what is undone is the first time. */
	OK(invitee_invite_all(t->db, t->event, &n, &err));
	assert_int_equal(n, 0);
	OK(journal_undo(t->db, 0, false, NULL, &err));
	expect_invitees(t, "MARTIN Paul avion cpo -; LEROY Anne avion copilote_prefecture registered;"
			   " DUPRÉ-LEROY Inès creil cpo -; ");
}

/* --- what becomes of the invitations --- */

static int64_t number(struct db *db, const char *sql)
{
	sqlite3_stmt *stmt = sql_prepare(db, sql, NULL);
	int64_t n = sql_step(db, stmt, NULL) == SQL_ROW ? sql_int(stmt, 0) : -1;

	sql_done(stmt);
	return n;
}

static bool add_invitation(void *arg, const struct invitation_row *row)
{
	str_addf(arg, "%s %s %s%s%s; ", row->name, row->role == ANY ? "-" : vocabulary_name(&mandate_roles, row->role),
		vocabulary_name(&invitation_states, (int)row->state), *row->email ? "" : " no e-mail",
		row->sent[MESSAGE_INVITATION] ? " written" : "");
	return true;
}

static void expect_invitations(struct invited *t, struct invitation_filter filter, const char *expected)
{
	struct str got = STR_INIT;

	filter.event = t->event;
	OK(invitation_list(t->db, &filter, add_invitation, &got, &err));
	assert_string_equal(got.buf, expected);
	str_release(&got);
}

static void everybody_of_the_lists_is_there_with_an_answer(void **state)
{
	struct invited *t = *state;
	struct audience cpos = line(t, MANDATE_CPO, 0);
	struct invitation_filter all = INVITATION_FILTER_ALL, some = all;
	struct invitation_counts counts;
	enum registration_status now;
	int64_t n;

	OK(audience_save(t->db, &cpos, &err));
	network_register(t->db, t->event, t->anne);
	expect_invitations(t, all, "MARTIN Paul cpo to_invite no e-mail; DUPRÉ-LEROY Inès cpo to_invite;"
				   " LEROY Anne - registered; ");
	some.states = 1u << INVITATION_TO_INVITE;
	some.no_email = true;
	expect_invitations(t, some, "MARTIN Paul cpo to_invite no e-mail; ");
	some = all;
	some.cite = t->creil;
	expect_invitations(t, some, "DUPRÉ-LEROY Inès cpo to_invite; ");
	OK(invitee_invite_all(t->db, t->event, &n, &err));
	OK(invitation_note_sent(t->db, t->event, t->ines, MESSAGE_INVITATION, &err));
	OK(invitation_answer(t->db, t->event, t->paul, REGISTRATION_DECLINED, &now, &err));
	assert_int_equal(now, REGISTRATION_DECLINED);
	expect_invitations(t, all, "MARTIN Paul cpo declined no e-mail; DUPRÉ-LEROY Inès cpo silent written;"
				   " LEROY Anne - registered; ");
	OK(invitation_count(t->db, t->event, &counts, &err));
	assert_int_equal(counts.all, 3);
	assert_int_equal(counts.of[INVITATION_SILENT], 1);
	assert_int_equal(counts.no_email, 1);
	OK(invitation_answer(t->db, t->event, t->ines, REGISTRATION_REGISTERED, &now, &err));
	expect_invitations(t, all, "MARTIN Paul cpo declined no e-mail; DUPRÉ-LEROY Inès cpo registered written;"
				   " LEROY Anne - registered; ");
}

static void what_was_sent_is_not_taken_back(void **state)
{
	struct invited *t = *state;
	struct journal_entry undone;
	int64_t id;

	network_register(t->db, t->event, t->anne);
	OK(invitation_note_sent(t->db, t->event, t->anne, MESSAGE_REMINDER, &err));
	assert_int_equal(number(t->db, "SELECT count(*) FROM journal WHERE kind = 'message'"), 1);
	id = number(t->db, "SELECT max(id) FROM journal");
	REFUSED(journal_undo(t->db, id, false, NULL, &err), ERR_REFUSED, "sent");
	/* The last change that can be taken back is the one before. */
	OK(journal_undo(t->db, 0, false, &undone, &err));
	assert_int_equal(undone.kind, CHANGE_REGISTER);
	journal_entry_release(&undone);
	assert_int_equal(number(t->db, "SELECT count(*) FROM message_sent"), 1);
	/* A person or a rencontre that goes takes it along. */
	OK(person_delete(t->db, t->anne, &err));
	assert_int_equal(number(t->db, "SELECT count(*) FROM message_sent"), 0);
	OK(invitation_note_sent(t->db, t->event, t->ines, MESSAGE_INVITATION, &err));
	OK(event_delete(t->db, t->event, &err));
	assert_int_equal(number(t->db, "SELECT count(*) FROM message_sent"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(mandates_of_the_day_make_the_list, setup, teardown),
		cmocka_unit_test_setup_teardown(everybody_is_invited_in_one_change, setup, teardown),
		cmocka_unit_test_setup_teardown(everybody_of_the_lists_is_there_with_an_answer, setup, teardown),
		cmocka_unit_test_setup_teardown(what_was_sent_is_not_taken_back, setup, teardown),
	};

	return cmocka_run_group_tests_name("audiences", tests, NULL, NULL);
}
