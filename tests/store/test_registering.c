/* Registering when places are few: sessions, the waiting list, who replaces whom, who announced. */
#include "today.h"

#include "etape/journal.h"
#include "etape/room.h"
#include "store/db_internal.h"

static void limit(struct fixture *f, int64_t all, int64_t cite, int64_t first, int64_t second)
{
	struct room_capacity before, c;

	OK(room_capacity_get(f->db, f->event, &before, &err));
	OK(room_capacity_get(f->db, f->event, &c, &err));
	c.event = all;
	c.cite = cite;
	c.sessions[0] = first;
	c.sessions[1] = second;
	OK(room_capacity_set(f->db, f->event, &before, &c, &err));
	room_capacity_release(&before);
	room_capacity_release(&c);
}

static bool see(void *arg, const struct registration_row *row)
{
	struct seen *seen = arg;

	str_addf(&seen->text, "%s%s %s", seen->n++ ? "|" : "", row->family_name,
		vocabulary_name(&registration_statuses, (int)row->status));
	if (*row->sessions)
		str_addf(&seen->text, " [%s]", row->sessions);
	if (row->waiting_rank)
		str_addf(&seen->text, " #%d", row->waiting_rank);
	if (*row->registered_by)
		str_addf(&seen->text, " by %s", row->registered_by);
	if (*row->replaces)
		str_addf(&seen->text, " for %s", row->replaces);
	if (*row->replaced_by)
		str_addf(&seen->text, " left to %s", row->replaced_by);
	if (*row->cancelled_by)
		str_addf(&seen->text, " off by %s", row->cancelled_by);
	return true;
}

/* What the list says. */
static void lists(struct fixture *f, struct registration_filter filter, const char *wanted)
{
	struct seen seen = { .text = STR_INIT };

	filter.event = f->event;
	OK(registration_list(f->db, &filter, see, &seen, &err));
	expect(&seen, wanted);
}

#define LISTS(f, wanted) lists(f, REGISTRATION_FILTER_ALL, wanted)

static struct registering who(struct fixture *f, int64_t person, const int *sessions, size_t count)
{
	return (struct registering){
		.event = f->event, .person = person, .sessions = sessions, .session_count = count
	};
}

static const int first[] = { 1 }, second[] = { 2 }, both[] = { 1, 2 };

/* Time goes on: ranks are of when one asked. */
static void at(const char *time)
{
	setenv("ETAPE_NOW", time, 1);
}

/* --- sessions ------------------------------------------------------------------------------ */

static void sessions_stay_when_none_are_given(void **state)
{
	struct fixture *f = *state;
	struct registering what = who(f, f->ines, second, 1);

	OK(registration_add(f->db, &what, NULL, &err));
	what = who(f, f->ines, NULL, 0);
	REFUSED(registration_add(f->db, &what, NULL, &err), ERR_EXISTS, "DUPRÉ-LEROY Inès");
	LISTS(f, "Dupré-Leroy registered [2]");
	OK(registration_cancel(f->db, f->event, f->ines, "x", &err));
	OK(registration_add(f->db, &what, NULL, &err));
	LISTS(f, "Dupré-Leroy registered [2]");
	what.all_sessions = true;
	OK(registration_add(f->db, &what, NULL, &err));
	LISTS(f, "Dupré-Leroy registered");
	REFUSED(registration_add(f->db, &what, NULL, &err), ERR_EXISTS, "");
}

static void a_full_session_is_refused_whole(void **state)
{
	struct fixture *f = *state;
	struct registering what = who(f, f->marc, first, 1);

	limit(f, -1, -1, 1, -1);
	OK(registration_add(f->db, &what, NULL, &err));
	what = who(f, f->ines, second, 1);
	OK(registration_add(f->db, &what, NULL, &err));
	what = who(f, f->ines, both, 2);
	REFUSED(registration_add(f->db, &what, NULL, &err), ERR_REFUSED,
		"DUPRÉ-LEROY Inès: session 1 is full: 1 of 1");
	LISTS(f, "Dupré-Leroy registered [2]|Dupuis registered [1]");
	what.force = true;
	OK(registration_add(f->db, &what, NULL, &err));
	LISTS(f, "Dupré-Leroy registered|Dupuis registered [1]");
}

static void who_has_a_place_may_change_what_is_not_full(void **state)
{
	struct fixture *f = *state;
	struct registering what = who(f, f->ines, second, 1);

	network_register(f->db, f->event, f->ines);
	network_register(f->db, f->event, f->marc);
	limit(f, 1, 1, 1, 1);
	OK(registration_add(f->db, &what, NULL, &err));
	what.note = "sans gluten";
	OK(registration_add(f->db, &what, NULL, &err));
	REFUSED(registration_add(f->db, &what, NULL, &err), ERR_EXISTS, "");
	LISTS(f, "Dupré-Leroy registered [2]|Dupuis registered");
}

static void a_session_of_somebody_present_is_not_dropped(void **state)
{
	struct fixture *f = *state;
	struct registering what = who(f, f->ines, second, 1);
	struct checkin_query q = { .event = f->event, .text = "ines", .session = 1 };
	struct checkin_answer a;
	struct registration r;

	network_register(f->db, f->event, f->ines);
	checkin_answer_init(&a);
	OK(checkin_do(f->db, &q, &a, &err));
	r = registered(f, f->ines);
	REFUSED(registration_add(f->db, &what, NULL, &err), ERR_REFUSED, "session 1");
	REFUSED(registration_edit(f->db, r.id, r.rev, &what, &err), ERR_REFUSED, "session 1");
	what = who(f, f->ines, NULL, 0);
	what.status = REGISTRATION_WAITING;
	REFUSED(registration_add(f->db, &what, NULL, &err), ERR_REFUSED, "checked in");
	what = who(f, f->ines, first, 1);
	OK(registration_add(f->db, &what, NULL, &err));
	LISTS(f, "Dupré-Leroy registered [1]");
	checkin_answer_release(&a);
}

/* --- the waiting list ---------------------------------------------------------------------- */

static void of_a_full_cite_one_waits(void **state)
{
	struct fixture *f = *state;

	limit(f, -1, 1, -1, -1);
	network_register(f->db, f->event, f->ines);
	network_register(f->db, f->event, f->marc);
	network_register(f->db, f->event, f->claire);
	network_register(f->db, f->event, f->hondt);
	LISTS(f, "D’Hondt registered|Dupont registered|Dupré-Leroy registered|Dupuis waiting #1");
}

static void who_comes_back_waits_at_the_end(void **state)
{
	struct fixture *f = *state;

	limit(f, 1, -1, -1, -1);
	network_register(f->db, f->event, f->ines);
	network_register(f->db, f->event, f->marc);
	at("2026-03-10T09:06:00");
	network_register(f->db, f->event, f->claire);
	at("2026-03-10T09:07:00");
	OK(registration_cancel(f->db, f->event, f->marc, "x", &err));
	network_register(f->db, f->event, f->marc);
	at("2026-03-10T09:08:00");
	network_register(f->db, f->event, f->hondt);
	LISTS(f, "D’Hondt waiting #3|Dupont waiting #1|Dupré-Leroy registered|Dupuis waiting #2");
	/* To ask again loses nothing. */
	at("2026-03-10T09:09:00");
	OK(registration_add(f->db, &(struct registering){ .event = f->event,
					   .person = f->claire,
					   .note = "train de 8 h" },
		NULL, &err));
	LISTS(f, "D’Hondt waiting #3|Dupont waiting #1|Dupré-Leroy registered|Dupuis waiting #2");
}

static int64_t next(struct fixture *f)
{
	struct registration r;
	int64_t id, person;

	OK(registration_promotable(f->db, f->event, &id, &err));
	if (!id)
		return 0;
	registration_init(&r);
	OK(registration_get(f->db, id, &r, &err));
	assert_true(r.waiting_since > 0);
	person = r.person;
	registration_release(&r);
	return person;
}

static void the_next_is_the_first_for_whom_there_is_room(void **state)
{
	struct fixture *f = *state;

	limit(f, 1, 1, -1, -1);
	assert_int_equal(next(f), 0);
	network_register(f->db, f->event, f->ines);
	network_register(f->db, f->event, f->marc); /* Creil, as she is */
	network_register(f->db, f->event, f->claire);
	assert_int_equal(next(f), 0);
	limit(f, 2, 1, -1, -1);
	assert_int_equal(next(f), f->claire);
	OK(registration_cancel(f->db, f->event, f->ines, "x", &err));
	assert_int_equal(next(f), f->marc);
	/* Nobody is admitted by that alone. */
	LISTS(f, "Dupont waiting #2|Dupré-Leroy cancelled off by claire|Dupuis waiting #1");
}

static void nobody_of_a_full_cite_is_next(void **state)
{
	struct fixture *f = *state;
	int64_t third = network_person(f->db, "Quint", "Aline", NULL, 0, f->creil);

	limit(f, 1, 1, -1, -1);
	network_register(f->db, f->event, f->ines);
	network_register(f->db, f->event, f->marc);
	network_register(f->db, f->event, third);
	network_register(f->db, f->event, f->hondt);
	limit(f, 4, 1, -1, -1);
	assert_int_equal(next(f), f->hondt);
	limit(f, 4, 2, -1, -1);
	assert_int_equal(next(f), f->marc);
}

static void the_next_may_wait_for_a_session(void **state)
{
	struct fixture *f = *state;
	struct registering what = who(f, f->claire, second, 1);

	limit(f, -1, -1, 1, 1);
	network_register(f->db, f->event, f->ines);
	network_register(f->db, f->event, f->marc);
	network_register(f->db, f->event, f->hondt);
	OK(registration_add(f->db, &what, NULL, &err));
	assert_int_equal(registered(f, f->claire).status, REGISTRATION_WAITING);
	assert_int_equal(next(f), 0);
	limit(f, -1, -1, 1, 2);
	assert_int_equal(next(f), f->claire);
}

static void a_promotion_asks_room_and_is_taken_back(void **state)
{
	struct fixture *f = *state;
	struct registration r;

	limit(f, 1, -1, -1, -1);
	network_register(f->db, f->event, f->ines);
	network_register(f->db, f->event, f->marc);
	r = registered(f, f->marc);
	REFUSED(registration_promote(f->db, r.id, false, &err), ERR_REFUSED,
		"DUPUIS Marc: full: 1 of 1");
	REFUSED(registration_promote(f->db, registered(f, f->ines).id, true, &err), ERR_REFUSED,
		"DUPRÉ-LEROY Inès");
	REFUSED(registration_promote(f->db, 12, true, &err), ERR_NOT_FOUND, "");
	OK(registration_promote(f->db, r.id, true, &err));
	LISTS(f, "Dupré-Leroy registered|Dupuis registered");
	assert_int_equal(registered(f, f->marc).waiting_since, 0);
	OK(journal_undo(f->db, 0, false, NULL, &err));
	LISTS(f, "Dupré-Leroy registered|Dupuis waiting #1");
	OK(registration_cancel(f->db, f->event, f->ines, "x", &err));
	OK(registration_promote(f->db, r.id, false, &err));
	LISTS(f, "Dupré-Leroy cancelled off by claire|Dupuis registered");
}

static bool see_label(void *arg, const struct journal_entry *e)
{
	struct seen *seen = arg;

	str_add(&seen->text, e->label);
	return true;
}

static void the_journal_names_who_was_admitted_and_who_comes(void **state)
{
	struct fixture *f = *state;
	struct seen seen = { .text = STR_INIT };
	struct registration r;
	int64_t id;

	limit(f, 0, -1, -1, -1);
	network_register(f->db, f->event, f->marc);
	r = registered(f, f->marc);
	OK(registration_promote(f->db, r.id, true, &err));
	OK(journal_list(f->db, 1, see_label, &seen, &err));
	expect(&seen, "admitted from the waiting list: DUPUIS Marc, etape-1");
	OK(registration_substitute(f->db, r.id, f->claire, false, &id, &err));
	OK(journal_list(f->db, 1, see_label, &seen, &err));
	expect(&seen, "comes in somebody's place: DUPONT Claire, etape-1");
}

/* --- substitution -------------------------------------------------------------------------- */

static void who_replaces_takes_place_sessions_and_announcer(void **state)
{
	struct fixture *f = *state;
	struct registering what = who(f, f->ines, second, 1);
	struct registration r, left;
	int64_t id;

	limit(f, 1, 1, 1, 1);
	what.registered_by = f->marc;
	OK(registration_add(f->db, &what, NULL, &err));
	r = registered(f, f->ines);
	OK(registration_substitute(f->db, r.id, f->claire, false, &id, &err));
	LISTS(f, "Dupont registered [2] by DUPUIS Marc for DUPRÉ-LEROY Inès"
		 "|Dupré-Leroy cancelled [2] by DUPUIS Marc left to DUPONT Claire off by claire");
	assert_int_equal(registered(f, f->claire).id, id);
	assert_int_equal(registered(f, f->claire).replaces, r.id);
	registration_init(&left);
	OK(registration_get(f->db, r.id, &left, &err));
	assert_string_equal(left.reason, "");
	assert_string_equal(left.cancelled_by, "claire");
	registration_release(&left);
	OK(journal_undo(f->db, 0, false, NULL, &err));
	LISTS(f, "Dupré-Leroy registered [2] by DUPUIS Marc");
}

static void the_replaced_one_asks_for_room_as_anybody(void **state)
{
	struct fixture *f = *state;
	int64_t id, last;

	limit(f, 1, -1, -1, -1);
	network_register(f->db, f->event, f->ines);
	OK(registration_substitute(f->db, registered(f, f->ines).id, f->marc, false, &id, &err));
	OK(registration_substitute(f->db, id, f->claire, false, &last, &err));
	LISTS(f, "Dupont registered for DUPUIS Marc"
		 "|Dupré-Leroy cancelled left to DUPUIS Marc off by claire"
		 "|Dupuis cancelled for DUPRÉ-LEROY Inès left to DUPONT Claire off by claire");
	network_register(f->db, f->event, f->ines);
	assert_int_equal(registered(f, f->ines).status, REGISTRATION_WAITING);
	limit(f, 2, -1, -1, -1);
	OK(registration_promote(f->db, registered(f, f->ines).id, false, &err));
	/* She comes herself: nobody stands in for her any more. */
	LISTS(f, "Dupont registered for DUPUIS Marc|Dupré-Leroy registered"
		 "|Dupuis cancelled left to DUPONT Claire off by claire");
}

static void the_first_one_comes_after_all(void **state)
{
	struct fixture *f = *state;
	struct registration r;
	int64_t id, back;

	limit(f, 1, -1, -1, -1);
	network_register(f->db, f->event, f->ines);
	r = registered(f, f->ines);
	OK(registration_substitute(f->db, r.id, f->marc, false, &id, &err));
	OK(registration_substitute(f->db, id, f->ines, false, &back, &err));
	assert_int_equal(back, r.id);
	assert_string_equal(registered(f, f->ines).code, r.code);
	LISTS(f, "Dupré-Leroy registered for DUPUIS Marc"
		 "|Dupuis cancelled left to DUPRÉ-LEROY Inès off by claire");
}

static void who_waits_hands_her_rank_on(void **state)
{
	struct fixture *f = *state;
	int64_t id;

	limit(f, 0, -1, -1, -1);
	network_register(f->db, f->event, f->ines);
	at("2026-03-10T09:06:00");
	network_register(f->db, f->event, f->marc);
	at("2026-03-10T09:07:00");
	OK(registration_substitute(f->db, registered(f, f->ines).id, f->claire, false, &id, &err));
	LISTS(f, "Dupont waiting #1 for DUPRÉ-LEROY Inès"
		 "|Dupré-Leroy cancelled left to DUPONT Claire off by claire|Dupuis waiting #2");
}

static void a_substitution_that_makes_no_sense_is_refused(void **state)
{
	struct fixture *f = *state;
	struct checkin_query q = { .event = f->event, .text = "ines", .session = 1 };
	struct checkin_answer a;
	int64_t ines, id = 1;

	network_register(f->db, f->event, f->ines);
	network_register(f->db, f->event, f->marc);
	ines = registered(f, f->ines).id;
	REFUSED(registration_substitute(f->db, ines, f->ines, false, &id, &err), ERR_INVALID, "");
	assert_int_equal(id, 0);
	REFUSED(registration_substitute(f->db, ines, f->marc, false, &id, &err), ERR_EXISTS,
		"DUPUIS Marc");
	REFUSED(registration_substitute(f->db, ines, 12, false, &id, &err), ERR_NOT_FOUND, "person");
	REFUSED(registration_substitute(f->db, 12, f->marc, false, &id, &err), ERR_NOT_FOUND, "");
	checkin_answer_init(&a);
	OK(checkin_do(f->db, &q, &a, &err));
	REFUSED(registration_substitute(f->db, ines, f->claire, false, &id, &err), ERR_REFUSED,
		"checked in");
	OK(checkin_undo(f->db, &q, &a, &err));
	OK(registration_cancel(f->db, f->event, f->ines, "x", &err));
	REFUSED(registration_substitute(f->db, ines, f->claire, false, &id, &err), ERR_REFUSED,
		"DUPONT Claire");
	LISTS(f, "Dupré-Leroy cancelled off by claire|Dupuis registered");
	checkin_answer_release(&a);
}

/* --- editing ------------------------------------------------------------------------------- */

static void an_edit_sets_what_it_is_given(void **state)
{
	struct fixture *f = *state;
	struct registering what = who(f, f->ines, first, 1);
	struct registration r;

	network_register(f->db, f->event, f->ines);
	r = registered(f, f->ines);
	what.note = "arrive à 10 h";
	what.registered_by = f->marc;
	OK(registration_edit(f->db, r.id, r.rev, &what, &err));
	LISTS(f, "Dupré-Leroy registered [1] by DUPUIS Marc");
	REFUSED(registration_edit(f->db, r.id, r.rev, &what, &err), ERR_STALE, "claire");
	/* The same once more is no change. */
	r = registered(f, f->ines);
	OK(registration_edit(f->db, r.id, r.rev, &what, &err));
	assert_int_equal(registered(f, f->ines).rev, r.rev);
	what = who(f, f->ines, NULL, 0);
	what.registered_by = f->ines; /* herself: nobody */
	OK(registration_edit(f->db, r.id, r.rev, &what, &err));
	LISTS(f, "Dupré-Leroy registered");
	REFUSED(registration_edit(f->db, 12, 1, &what, &err), ERR_NOT_FOUND, "");
}

static void an_edit_asks_room_in_the_sessions_added(void **state)
{
	struct fixture *f = *state;
	struct registering what = who(f, f->ines, second, 1);
	struct registration r;

	limit(f, -1, -1, 1, -1);
	network_register(f->db, f->event, f->marc);
	OK(registration_add(f->db, &what, NULL, &err));
	r = registered(f, f->ines);
	what = who(f, f->ines, NULL, 0);
	REFUSED(registration_edit(f->db, r.id, r.rev, &what, &err), ERR_REFUSED,
		"session 1 is full: 1 of 1");
	LISTS(f, "Dupré-Leroy registered [2]|Dupuis registered");
	what.force = true;
	OK(registration_edit(f->db, r.id, r.rev, &what, &err));
	LISTS(f, "Dupré-Leroy registered|Dupuis registered");
}

/* --- the desk's role ----------------------------------------------------------------------- */

static void the_desk_does_not_exceed(void **state)
{
	struct fixture *f = *state;
	struct registering what = who(f, f->marc, NULL, 0);
	struct registration r;
	int64_t id;

	limit(f, 1, -1, -1, -1);
	network_register(f->db, f->event, f->ines);
	f->db->role = ROLE_ACCUEIL;
	rights_install(f->db); /* what was compiled before is asked about anew */
	what.force = true;
	REFUSED(registration_add(f->db, &what, NULL, &err), ERR_FORBIDDEN, "full: 1 of 1");
	what.force = false;
	OK(registration_add(f->db, &what, NULL, &err));
	r = registered(f, f->marc);
	assert_int_equal(r.status, REGISTRATION_WAITING);
	REFUSED(registration_promote(f->db, r.id, true, &err), ERR_FORBIDDEN, "full: 1 of 1");
	what = who(f, f->ines, NULL, 0);
	what.status = REGISTRATION_DECLINED;
	REFUSED(registration_add(f->db, &what, NULL, &err), ERR_FORBIDDEN, "accueil");
	OK(registration_substitute(f->db, registered(f, f->ines).id, f->claire, false, &id, &err));
	LISTS(f, "Dupont registered for DUPRÉ-LEROY Inès"
		 "|Dupré-Leroy cancelled left to DUPONT Claire off by claire|Dupuis waiting #1");
}

/* --- the list ------------------------------------------------------------------------------ */

static void the_list_is_of_a_session_or_of_a_delegation(void **state)
{
	struct fixture *f = *state;
	struct registration_filter filter = REGISTRATION_FILTER_ALL;
	struct registering what = who(f, f->ines, second, 1);
	struct checkin_query q = { .event = f->event, .text = "marc", .session = 2 };
	struct checkin_answer a;

	what.registered_by = f->marc;
	OK(registration_add(f->db, &what, NULL, &err));
	what = who(f, f->claire, first, 1);
	OK(registration_add(f->db, &what, NULL, &err));
	network_register(f->db, f->event, f->marc);
	checkin_answer_init(&a);
	OK(checkin_do(f->db, &q, &a, &err));
	checkin_answer_release(&a);
	filter.session = 1;
	lists(f, filter, "Dupont registered [1]|Dupuis registered");
	filter.presence = PRESENCE_MISSING;
	lists(f, filter, "Dupont registered [1]|Dupuis registered");
	filter.session = 2;
	lists(f, filter, "Dupré-Leroy registered [2] by DUPUIS Marc");
	filter.presence = PRESENCE_PRESENT;
	lists(f, filter, "Dupuis registered");
	filter.session = 1;
	lists(f, filter, "");
	filter = REGISTRATION_FILTER_ALL;
	filter.registered_by = f->marc;
	lists(f, filter, "Dupré-Leroy registered [2] by DUPUIS Marc");
}

static bool keep(void *arg, const struct registration_row *row)
{
	struct registration_row **kept = arg;

	*kept = registration_row_dup(row);
	return false;
}

static void a_copied_row_says_all(void **state)
{
	struct fixture *f = *state;
	struct registration_filter filter = REGISTRATION_FILTER_ALL;
	struct registering what = who(f, f->ines, NULL, 0);
	struct registration_row *row = NULL;
	struct str text = STR_INIT;

	what.registered_by = f->claire;
	what.note = "végétarienne";
	OK(registration_add(f->db, &what, NULL, &err));
	filter.person = f->ines;
	OK(registration_list(f->db, &filter, keep, &row, &err));
	assert_string_equal(row->registered_by, "DUPONT Claire");
	assert_int_equal(row->registered_by_id, f->claire);
	assert_string_equal(row->note, "végétarienne");
	assert_string_equal(row->author, "claire");
	assert_int_equal(row->waiting_rank, 0);
	for (size_t i = 11; i < registration_type.count; i++)
		str_addf(&text, "%s ", registration_type.fields[i].key);
	record_raw(&text, &registration_type, row, 11);
	assert_string_equal(
		text.buf, "registered_by replaces walk_in waiting_rank claire@example.org");
	str_release(&text);
	free(row);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(sessions_stay_when_none_are_given),
		TEST(a_full_session_is_refused_whole),
		TEST(who_has_a_place_may_change_what_is_not_full),
		TEST(a_session_of_somebody_present_is_not_dropped),
		TEST(of_a_full_cite_one_waits),
		TEST(who_comes_back_waits_at_the_end),
		TEST(the_next_is_the_first_for_whom_there_is_room),
		TEST(nobody_of_a_full_cite_is_next),
		TEST(the_next_may_wait_for_a_session),
		TEST(a_promotion_asks_room_and_is_taken_back),
		TEST(the_journal_names_who_was_admitted_and_who_comes),
		TEST(who_replaces_takes_place_sessions_and_announcer),
		TEST(the_replaced_one_asks_for_room_as_anybody),
		TEST(the_first_one_comes_after_all),
		TEST(who_waits_hands_her_rank_on),
		TEST(a_substitution_that_makes_no_sense_is_refused),
		TEST(an_edit_sets_what_it_is_given),
		TEST(an_edit_asks_room_in_the_sessions_added),
		TEST(the_desk_does_not_exceed),
		TEST(the_list_is_of_a_session_or_of_a_delegation),
		TEST(a_copied_row_says_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
