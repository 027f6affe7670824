/* The sessions that events get, and what becomes of them. */
#include "network.h"

#include "etape/event_calendar.h"
#include "etape/journal.h"

static int setup(void **state)
{
	*state = network_empty();
	return 0;
}

static int teardown(void **state)
{
	struct db *db = *state;

	db_close(&db);
	return 0;
}

/* The sessions of an event: "1 2026-03-10 morning 09:00-12:30|…". */
static void expect_sessions(struct db *db, int64_t event, const char *expected)
{
	struct session *list;
	struct str text = STR_INIT;
	size_t count;

	OK(session_list(db, event, &list, &count, &err));
	for (size_t i = 0; i < count; i++) {
		str_addf(&text, "%s%d ", i ? "|" : "", list[i].no);
		civil_format_iso(&text, list[i].day);
		str_addf(&text, " %s %02d:%02d-%02d:%02d",
			vocabulary_name(&session_parts, (int)list[i].part), list[i].starts / 60,
			list[i].starts % 60, list[i].ends / 60, list[i].ends % 60);
	}
	assert_string_equal(text.buf, expected);
	str_release(&text);
	session_free_list(&list, count);
}

static void a_day_has_two_halves(void **state)
{
	expect_sessions(*state, network_event(*state, "a", "2026-03-10", NULL, -1),
		"1 2026-03-10 morning 09:00-12:30|2 2026-03-10 afternoon 13:30-17:00");
	expect_sessions(*state, network_event(*state, "b", "2026-03-10", "2026-03-11", -1),
		"1 2026-03-10 morning 09:00-12:30|2 2026-03-10 afternoon 13:30-17:00|"
		"3 2026-03-11 morning 09:00-12:30|4 2026-03-11 afternoon 13:30-17:00");
}

static void times_make_the_sessions(void **state)
{
	expect_sessions(*state,
		network_event(*state, "a", "2026-03-10T09:30", "2026-03-10T16:30", -1),
		"1 2026-03-10 morning 09:30-12:30|2 2026-03-10 afternoon 13:30-16:30");
	expect_sessions(*state,
		network_event(*state, "b", "2026-03-10T14:00", "2026-03-10T16:00", -1),
		"1 2026-03-10 afternoon 14:00-16:00");
	expect_sessions(*state,
		network_event(*state, "c", "2026-03-10T09:00", "2026-03-10T14:00", -1),
		"1 2026-03-10 morning 09:00-14:00");
	/* Three hours later the clock has skipped that hour. */
	expect_sessions(*state, network_event(*state, "nuit", "2026-03-28T23:30", NULL, -1),
		"1 2026-03-28 evening 23:30-27:30");
	expect_sessions(*state, network_event(*state, "d", "2026-03-10T18:30", NULL, -1),
		"1 2026-03-10 evening 18:30-21:30");
	expect_sessions(*state,
		network_event(*state, "e", "2026-03-10T20:00", "2026-03-11T01:00", -1),
		"1 2026-03-10 evening 20:00-25:00");
	expect_sessions(*state,
		network_event(*state, "f", "2026-03-10T14:00", "2026-03-11T12:00", -1),
		"1 2026-03-10 afternoon 14:00-17:00|2 2026-03-11 morning 09:00-12:00");
}

static void a_month_or_a_year_has_none(void **state)
{
	struct event e;
	int64_t id;

	expect_sessions(*state, network_event(*state, "a", "2026-12", NULL, -1), "");
	id = network_event(*state, "b", "2026", NULL, -1);
	expect_sessions(*state, id, "");
	event_init(&e);
	OK(event_get(*state, id, &e, &err));
	assert_int_equal(e.precision, PRECISION_YEAR);
	assert_int_equal(e.first_day, network_day("2026-01-01"));
	assert_int_equal(e.last_day, network_day("2026-12-31"));
	event_release(&e);
}

static void move(struct db *db, int64_t id, const char *starts, const char *ends)
{
	struct event e;

	event_init(&e);
	OK(event_get(db, id, &e, &err));
	free(e.starts);
	free(e.ends);
	e.starts = xstrdup(starts);
	e.ends = xstrdup(ends);
	if (strlen(starts) >= 10)
		e.precision = PRECISION_DAY;
	OK(event_save(db, &e, EVENT_SESSIONS_AUTO, &err));
	event_release(&e);
}

static void a_moved_event_takes_its_sessions_with_it(void **state)
{
	int64_t id = network_event(*state, "a", "2026-03-10", NULL, -1);
	struct session s;

	session_init(&s);
	OK(session_get(*state, id, 2, &s, &err));
	s.starts = 14 * 60;
	OK(session_save(*state, &s, &err));
	session_release(&s);
	move(*state, id, "2026-03-17", "");
	expect_sessions(*state, id,
		"1 2026-03-17 morning 09:00-12:30|2 2026-03-17 afternoon 14:00-17:00");
	/* A day more, a day less: those that stay keep their hours. */
	move(*state, id, "2026-03-17", "2026-03-18");
	expect_sessions(*state, id,
		"1 2026-03-17 morning 09:00-12:30|2 2026-03-17 afternoon 14:00-17:00|"
		"3 2026-03-18 morning 09:00-12:30|4 2026-03-18 afternoon 13:30-17:00");
	move(*state, id, "2026-03-18", "2026-03-18");
	expect_sessions(*state, id,
		"1 2026-03-18 morning 09:00-12:30|2 2026-03-18 afternoon 14:00-17:00");
	move(*state, id, "2026-04", "");
	expect_sessions(*state, id, "");
	move(*state, id, "2026-04-02T14:00", "2026-04-02T16:00");
	expect_sessions(*state, id, "1 2026-04-02 afternoon 14:00-16:00");
}

/* Hours given by hand are not planned anew when the event's own times change. */
static void sessions_changed_by_hand_stay(void **state)
{
	int64_t id = network_event(*state, "a", "2026-03-10T09:00", "2026-03-10T17:00", -1);
	struct session s;

	session_init(&s);
	OK(session_get(*state, id, 2, &s, &err));
	s.starts = 14 * 60;
	s.ends = 16 * 60;
	OK(session_save(*state, &s, &err));
	session_release(&s);
	move(*state, id, "2026-03-10T10:00", "2026-03-10T18:00");
	expect_sessions(*state, id, "1 2026-03-10 morning 10:00-12:30|2 2026-03-10 afternoon 14:00-16:00");
	/* On another day, too, and on a day more. */
	move(*state, id, "2026-03-17T09:30", "2026-03-17T18:00");
	expect_sessions(*state, id, "1 2026-03-17 morning 09:30-12:30|2 2026-03-17 afternoon 14:00-16:00");
	move(*state, id, "2026-03-17T09:30", "2026-03-18T12:00");
	expect_sessions(*state, id,
		"1 2026-03-17 morning 09:30-12:30|2 2026-03-17 afternoon 14:00-16:00|3 2026-03-18 morning 09:00-12:00");
	/* One that was taken out does not come back. */
	id = network_event(*state, "b", "2026-03-10T09:00", "2026-03-10T17:00", -1);
	OK(session_get(*state, id, 2, &s, &err));
	OK(session_delete(*state, s.id, &err));
	session_release(&s);
	move(*state, id, "2026-03-10T09:30", "2026-03-10T17:30");
	expect_sessions(*state, id, "1 2026-03-10 morning 09:30-12:30");
}

/* Calendars that hold a copy are told when its last session, which is its end, changes. */
static void the_last_session_of_one_without_an_end_counts_as_a_change(void **state)
{
	int64_t id = network_event(*state, "a", "2026-03-10T09:00", NULL, -1);
	struct event_version v;
	struct session s;

	OK(event_version(*state, id, &v, &err));
	assert_int_equal(v.sequence, 0);
	session_init(&s);
	OK(session_get(*state, id, 1, &s, &err));
	s.capacity = 12;
	OK(session_save(*state, &s, &err));
	OK(event_version(*state, id, &v, &err));
	assert_int_equal(v.sequence, 0);
	s.ends = 16 * 60;
	OK(session_save(*state, &s, &err));
	OK(event_version(*state, id, &v, &err));
	assert_int_equal(v.sequence, 1);
	session_release(&s);
	s.event = id;
	s.day = network_day("2026-03-10");
	s.part = PART_EVENING;
	s.starts = 18 * 60;
	s.ends = 20 * 60;
	OK(session_save(*state, &s, &err));
	OK(event_version(*state, id, &v, &err));
	assert_int_equal(v.sequence, 2);
	session_release(&s);
	OK(journal_undo(*state, 0, false, NULL, &err));
	OK(event_version(*state, id, &v, &err));
	assert_int_equal(v.sequence, 3);
	/* Where the end is told, sessions say nothing of it. */
	id = network_event(*state, "b", "2026-03-10T09:00", "2026-03-10T12:00", -1);
	OK(session_get(*state, id, 1, &s, &err));
	s.ends = 11 * 60;
	OK(session_save(*state, &s, &err));
	OK(event_version(*state, id, &v, &err));
	assert_int_equal(v.sequence, 0);
	session_release(&s);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_day_has_two_halves),
		TEST(times_make_the_sessions),
		TEST(a_month_or_a_year_has_none),
		TEST(a_moved_event_takes_its_sessions_with_it),
		TEST(sessions_changed_by_hand_stay),
		TEST(the_last_session_of_one_without_an_end_counts_as_a_change),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
