/* Events moved, postponed, cancelled, copied and numbered again. */
#include "network.h"

#include "etape/audience.h"
#include "etape/checkin.h"
#include "etape/cycle.h"
#include "etape/event_move.h"
#include "etape/journal.h"
#include "etape/programme.h"

struct moving {
	struct db *db;
	int64_t event, ines, paul;
};

static int setup(void **state)
{
	struct moving *t = xcalloc(1, sizeof *t);
	struct programme_item p;

	t->db = network_empty();
	t->event = network_event(t->db, "tour-2", "2026-06-02", "2026-06-03", -1);
	t->ines = network_person(t->db, "DUPRÉ-LEROY", "Inès", NULL, 0, 0);
	t->paul = network_person(t->db, "MARTIN", "Paul", NULL, 0, 0);
	network_register(t->db, t->event, t->ines);
	network_register(t->db, t->event, t->paul);
	programme_item_init(&p);
	p.event = t->event;
	p.day = network_day("2026-06-03");
	p.starts = 540;
	p.title = xstrdup("Ateliers");
	OK(programme_item_save(t->db, &p, &err));
	programme_item_release(&p);
	*state = t;
	return 0;
}

static int teardown(void **state)
{
	struct moving *t = *state;

	db_close(&t->db);
	free(t);
	return 0;
}

/* The event as it is, to be changed; the caller releases it. */
static struct event read_event(struct moving *t, int64_t id)
{
	struct event e;

	event_init(&e);
	OK(event_get(t->db, id, &e, &err));
	return e;
}

static void set_dates(struct event *e, const char *starts, const char *ends)
{
	free(e->starts);
	free(e->ends);
	e->starts = xstrdup(starts);
	e->ends = xstrdup(ends);
}

static bool add_item(void *arg, const struct programme_row *row)
{
	civil_format_iso(arg, row->day);
	str_addf(arg, " %s; ", row->title);
	return true;
}

static bool add_move(void *arg, const struct event_move_row *row)
{
	str_addf(arg, "%s %s..%s %s %s; ", vocabulary_name(&event_statuses, (int)row->status), row->starts,
		row->ends, row->reason, row->author);
	return true;
}

static bool add_status(void *arg, const struct registration_row *row)
{
	str_addf(arg, "%s %s; ", row->name, vocabulary_name(&registration_statuses, (int)row->status));
	return true;
}

enum listing { PROGRAMME, MOVES, STATUSES };

static void expect(struct moving *t, enum listing what, int64_t event, const char *expected)
{
	struct registration_filter filter = REGISTRATION_FILTER_ALL;
	struct str got = STR_INIT;

	filter.event = event;
	if (what == PROGRAMME)
		OK(programme_list(t->db, event, add_item, &got, &err));
	else if (what == MOVES)
		OK(event_move_list(t->db, event, add_move, &got, &err));
	else
		OK(registration_list(t->db, &filter, add_status, &got, &err));
	assert_string_equal(got.buf, expected);
	str_release(&got);
}

static void expect_sessions(struct moving *t, int64_t event, const char *expected)
{
	struct str got = STR_INIT;
	struct session *list;
	size_t count;

	OK(session_list(t->db, event, &list, &count, &err));
	for (size_t i = 0; i < count; i++) {
		civil_format_iso(&got, list[i].day);
		str_addf(&got, " %d; ", list[i].starts);
	}
	session_free_list(&list, count);
	assert_string_equal(got.buf, expected);
	str_release(&got);
}

static void a_moved_event_takes_all_along_and_keeps_what_it_was(void **state)
{
	struct moving *t = *state;
	struct event e = read_event(t, t->event);

	set_dates(&e, "2026-09-08", "2026-09-09");
	OK(event_move(t->db, &e, MOVE_KEEP, "grève", &err));
	expect_sessions(t, t->event, "2026-09-08 540; 2026-09-08 810; 2026-09-09 540; 2026-09-09 810; ");
	expect(t, PROGRAMME, t->event, "2026-09-09 Ateliers; ");
	expect(t, STATUSES, t->event, "DUPRÉ-LEROY Inès registered; MARTIN Paul registered; ");
	/* On one day less, the second day's workshops are on the last that is left. */
	set_dates(&e, "2026-10-01", "2026-10-01");
	OK(event_move(t->db, &e, MOVE_INVITE, NULL, &err));
	expect(t, PROGRAMME, t->event, "2026-10-01 Ateliers; ");
	expect(t, STATUSES, t->event, "DUPRÉ-LEROY Inès invited; MARTIN Paul invited; ");
	expect(t, MOVES, t->event, "open 2026-06-02..2026-06-03 grève claire;"
				   " open 2026-09-08..2026-09-09  claire; ");
	OK(journal_undo(t->db, 0, false, NULL, &err));
	expect(t, STATUSES, t->event, "DUPRÉ-LEROY Inès registered; MARTIN Paul registered; ");
	expect(t, MOVES, t->event, "open 2026-06-02..2026-06-03 grève claire; ");
	event_release(&e);
}

static void a_cancelled_event_cancels_its_registrations_when_told(void **state)
{
	struct moving *t = *state;
	struct event e = read_event(t, t->event);

	e.status = EVENT_CANCELLED;
	REFUSED(event_move(t->db, &e, MOVE_CANCEL, "", &err), ERR_INVALID, "");
	expect(t, MOVES, t->event, "");
	OK(event_move(t->db, &e, MOVE_CANCEL, "confinement", &err));
	expect(t, STATUSES, t->event, "DUPRÉ-LEROY Inès cancelled; MARTIN Paul cancelled; ");
	expect(t, MOVES, t->event, "open 2026-06-02..2026-06-03 confinement claire; ");
	event_release(&e);
}

static void nobody_who_came_is_moved(void **state)
{
	struct moving *t = *state;
	struct checkin_query came = { .event = t->event, .session = 1, .person = t->paul };
	struct event e = read_event(t, t->event);
	struct checkin_answer answer;

	checkin_answer_init(&answer);
	OK(checkin_do(t->db, &came, &answer, &err));
	checkin_answer_release(&answer);
	REFUSED(event_move(t->db, &e, MOVE_INVITE, NULL, &err), ERR_REFUSED, "checked in");
	set_dates(&e, "2026-09-08", "2026-09-09");
	REFUSED(event_move(t->db, &e, MOVE_KEEP, NULL, &err), ERR_REFUSED, "checked in");
	expect(t, STATUSES, t->event, "DUPRÉ-LEROY Inès registered; MARTIN Paul registered; ");
	expect(t, MOVES, t->event, "");
	event_release(&e);
}

static void a_copy_is_a_draft_on_another_day(void **state)
{
	struct moving *t = *state;
	struct audience cpos = { .event = t->event, .role = MANDATE_CPO };
	int64_t copy = 0, month = 0;
	struct event e;

	OK(audience_save(t->db, &cpos, &err));
	OK(event_copy(t->db, t->event, "2027-01-12", &copy, &err));
	e = read_event(t, copy);
	assert_int_equal(e.status, EVENT_DRAFT);
	assert_string_equal(e.code, "tour-2-2");
	assert_string_equal(e.ends, "2027-01-13");
	event_release(&e);
	expect_sessions(t, copy, "2027-01-12 540; 2027-01-12 810; 2027-01-13 540; 2027-01-13 810; ");
	expect(t, PROGRAMME, copy, "2027-01-13 Ateliers; ");
	expect(t, STATUSES, copy, "");
	REFUSED(event_copy(t->db, t->event, "bientôt", &month, &err), ERR_INVALID, "bientôt");
	OK(event_copy(t->db, t->event, "2027-03", &month, &err));
	expect_sessions(t, month, "");
	expect(t, PROGRAMME, month, "");
}

static int64_t add_stage(struct moving *t, int64_t cycle, const char *code, const char *day, int no,
	enum event_status status)
{
	const int64_t id = network_event(t->db, code, day, NULL, -1);
	struct event e = read_event(t, id);

	e.cycle = cycle;
	e.kind = EVENT_ETAPE;
	e.stage_no = no;
	e.status = status;
	OK(event_save(t->db, &e, EVENT_SESSIONS_NONE, &err));
	event_release(&e);
	return id;
}

static int stage_of(struct moving *t, int64_t id)
{
	struct event e = read_event(t, id);
	const int no = e.stage_no;

	event_release(&e);
	return no;
}

static void the_etapes_of_a_tour_are_numbered_again(void **state)
{
	struct moving *t = *state;
	struct cycle tour;
	int64_t a, b, c, n = 0;

	cycle_init(&tour);
	tour.name = xstrdup("Tour 2026");
	OK(cycle_save(t->db, &tour, &err));
	b = add_stage(t, tour.id, "b", "2026-09-01", 0, EVENT_ANNOUNCED);
	a = add_stage(t, tour.id, "a", "2026-04-01", 0, EVENT_HELD);
	c = add_stage(t, tour.id, "c", "2026-05-01", 2, EVENT_POSTPONED);
	OK(event_renumber(t->db, tour.id, &n, &err));
	assert_int_equal(n, 3);
	assert_int_equal(stage_of(t, a), 1);
	assert_int_equal(stage_of(t, b), 2);
	assert_int_equal(stage_of(t, c), 0);
	OK(event_renumber(t->db, tour.id, &n, &err));
	assert_int_equal(n, 0);
	OK(journal_undo(t->db, 0, false, NULL, &err));
	assert_int_equal(stage_of(t, c), 2);
	cycle_release(&tour);
}

static bool write_change(void *arg, const struct stage_change *change)
{
	str_addf(arg, "%d>%d %s; ", change->from, change->to, change->starts);
	return true;
}

static void expect_changes(struct moving *t, int64_t cycle, const char *changes)
{
	struct str out = STR_INIT;

	OK(event_renumber_list(t->db, cycle, write_change, &out, &err));
	assert_string_equal(out.buf, changes);
	str_release(&out);
}

/* Étapes 1 and 11 to 12 were held, 3 to 10 are written down nowhere: their numbers are on papers. */
static void held_etapes_keep_their_numbers(void **state)
{
	struct moving *t = *state;
	struct cycle tour;
	int64_t n = 0, next;

	cycle_init(&tour);
	tour.name = xstrdup("Tour 2020");
	OK(cycle_save(t->db, &tour, &err));
	add_stage(t, tour.id, "un", "2020-02-11", 1, EVENT_HELD);
	add_stage(t, tour.id, "deux", "2020-06-02", 2, EVENT_POSTPONED);
	add_stage(t, tour.id, "onze", "2025-07-09", 11, EVENT_HELD);
	add_stage(t, tour.id, "douze", "2026-01-26", 12, EVENT_HELD);
	add_stage(t, tour.id, "treize", "2027-01-11", 13, EVENT_OPEN);
	expect_changes(t, tour.id, "");
	next = add_stage(t, tour.id, "avant", "2026-12-03", 0, EVENT_DRAFT);
	expect_changes(t, tour.id, "0>13 2026-12-03; 13>14 2027-01-11; ");
	assert_int_equal(stage_of(t, next), 0);
	OK(event_renumber(t->db, tour.id, &n, &err));
	assert_int_equal(n, 2);
	assert_int_equal(stage_of(t, next), 13);
	expect_changes(t, tour.id, "");
	cycle_release(&tour);
}

/* Over, and nobody noted that it was held; two of them out of order. */
static void what_is_over_keeps_its_number(void **state)
{
	struct moving *t = *state;
	struct cycle tour;

	cycle_init(&tour);
	tour.name = xstrdup("Tour 2020");
	OK(cycle_save(t->db, &tour, &err));
	add_stage(t, tour.id, "deux", "2020-02-11", 2, EVENT_ANNOUNCED);
	add_stage(t, tour.id, "un", "2020-06-02", 1, EVENT_HELD);
	add_stage(t, tour.id, "sans", "2020-07-02", 0, EVENT_ANNOUNCED);
	add_stage(t, tour.id, "quatre", "2021-02-11", 4, EVENT_ANNOUNCED);
	add_stage(t, tour.id, "douze", "2199-01-11", 12, EVENT_OPEN);
	expect_changes(t, tour.id, "0>3 2020-07-02; 12>5 2199-01-11; ");
	cycle_release(&tour);
}

/* What is known begins with the fifth, and two planned étapes were exchanged. */
static void numbers_begin_with_the_first_known(void **state)
{
	struct moving *t = *state;
	struct cycle tour;

	cycle_init(&tour);
	tour.name = xstrdup("Tour 2024");
	OK(cycle_save(t->db, &tour, &err));
	add_stage(t, tour.id, "six", "2027-02-02", 6, EVENT_DRAFT);
	add_stage(t, tour.id, "cinq", "2027-05-04", 5, EVENT_DRAFT);
	add_stage(t, tour.id, "annulee", "2027-06-01", 7, EVENT_CANCELLED);
	expect_changes(t, tour.id, "6>5 2027-02-02; 5>6 2027-05-04; ");
	cycle_release(&tour);
}

/* The first Thursday of three months, from one that is new: one change, which is taken back whole. */
static void a_series_is_made_at_once(void **state)
{
	struct moving *t = *state;
	const day_t days[] = { network_day("2026-10-01"), network_day("2026-11-05"), network_day("2026-12-03") };
	struct journal_entry undone;
	struct event_filter all = EVENT_FILTER_ALL;
	struct event e, copy;
	int64_t made, before, count;

	OK(event_count(t->db, &all, &before, &err));
	event_init(&e);
	e.title = xstrdup("Réseau des CPO");
	e.kind = EVENT_CPO;
	e.starts = xstrdup("2026-10-01T09:30");
	OK(event_series(t->db, &e, days, 3, &made, &err));
	assert_int_equal(made, 3);
	all.first = all.last = days[2];
	OK(event_count(t->db, &all, &count, &err));
	assert_int_equal(count, 1);
	OK(event_resolve(t->db, "reseau-des-cpo-3", &count, &err));
	copy = read_event(t, count);
	assert_string_equal(copy.starts, "2026-12-03T09:30");
	event_release(&copy);
	OK(journal_undo(t->db, 0, false, &undone, &err));
	assert_int_equal(undone.kind, CHANGE_SERIES);
	assert_int_equal(undone.n, 3);
	journal_entry_release(&undone);
	all.first = all.last = CIVIL_NONE;
	OK(event_count(t->db, &all, &count, &err));
	assert_int_equal(count, before);
	event_release(&e);
}

static void a_series_needs_a_day(void **state)
{
	struct moving *t = *state;
	const day_t day = network_day("2026-10-01");
	struct event e;
	int64_t made;

	event_init(&e);
	e.title = xstrdup("Un jour");
	e.starts = xstrdup("2026-10");
	e.precision = PRECISION_MONTH;
	REFUSED(event_series(t->db, &e, &day, 1, &made, &err), ERR_REFUSED, "by its day");
	assert_int_equal(e.id, 0);
	event_release(&e);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_moved_event_takes_all_along_and_keeps_what_it_was, setup, teardown),
		cmocka_unit_test_setup_teardown(a_cancelled_event_cancels_its_registrations_when_told, setup, teardown),
		cmocka_unit_test_setup_teardown(nobody_who_came_is_moved, setup, teardown),
		cmocka_unit_test_setup_teardown(a_copy_is_a_draft_on_another_day, setup, teardown),
		cmocka_unit_test_setup_teardown(a_series_is_made_at_once, setup, teardown),
		cmocka_unit_test_setup_teardown(a_series_needs_a_day, setup, teardown),
		cmocka_unit_test_setup_teardown(the_etapes_of_a_tour_are_numbered_again, setup, teardown),
		cmocka_unit_test_setup_teardown(held_etapes_keep_their_numbers, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_over_keeps_its_number, setup, teardown),
		cmocka_unit_test_setup_teardown(numbers_begin_with_the_first_known, setup, teardown),
	};

	return cmocka_run_group_tests_name("events moved and copied", tests, NULL, NULL);
}
