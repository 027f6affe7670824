/* Which half-day it is at the desk, and who is counted in which: clocks, nights, other zones. */
#include "network.h"

#include "etape/checkin.h"
#include "etape/counters.h"

struct fixture {
	struct db *db;
	int64_t ines, marc;
};

static int setup(void **state)
{
	struct fixture *f = xcalloc(1, sizeof *f);

	f->db = network_empty();
	f->ines = network_person(f->db, "Dupré-Leroy", "Inès", NULL, 0, 0);
	f->marc = network_person(f->db, "Dupuis", "Marc", NULL, 0, 0);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	db_close(&f->db);
	free(f);
	return 0;
}

static int64_t event_in(
	struct fixture *f, const char *code, const char *starts, const char *ends, const char *zone)
{
	struct event e;
	int64_t id;

	event_init(&e);
	e.code = xstrdup(code);
	e.title = xstrdup(code);
	e.starts = xstrdup(starts);
	e.ends = ends ? xstrdup(ends) : NULL;
	e.zone = zone ? xstrdup(zone) : NULL;
	e.status = EVENT_OPEN;
	OK(event_save(f->db, &e, EVENT_SESSIONS_AUTO, &err));
	id = e.id;
	event_release(&e);
	return id;
}

/* The session of the moment, by an instant in UTC. */
static int session_then(struct fixture *f, int64_t event, const char *utc)
{
	struct session s;
	instant_t at;
	int no;

	assert_true(civil_parse_instant(utc, "UTC", &at));
	session_init(&s);
	OK(session_current(f->db, event, at, &s, &err));
	no = s.no;
	session_release(&s);
	return no;
}

static struct checkin_answer arrive(
	struct fixture *f, int64_t event, int64_t person, int session, const char *now)
{
	struct checkin_query q = { .event = event, .person = person, .session = session };
	struct checkin_answer a;

	setenv("ETAPE_NOW", now, 1);
	checkin_answer_init(&a);
	OK(checkin_do(f->db, &q, &a, &err));
	return a;
}

static int present(struct fixture *f, int64_t event, int session)
{
	struct counters c;

	OK(counters_get(f->db, event, session, &c, &err));
	return (int)c.present;
}

static void expect_at(const struct checkin_answer *a, const char *utc, const char *zone,
	const char *clock)
{
	struct str text = STR_INIT;
	instant_t at;
	day_t day;
	int minutes;

	assert_true(civil_parse_instant(utc, "UTC", &at));
	assert_int_equal(a->at, at);
	assert_true(civil_from_instant(a->at, zone, &day, &minutes, NULL));
	civil_format_time(&text, minutes, LANG_EN);
	assert_string_equal(text.buf, clock);
	str_release(&text);
}

/* --- the session of the moment ----------------------------------------------------------- */

static void two_days_are_four_half_days(void **state)
{
	struct fixture *f = *state;
	int64_t event = network_event(f->db, "etape-1", "2026-03-10", "2026-03-11", -1);

	assert_int_equal(session_then(f, event, "2026-03-01T12:00Z"), 1);
	assert_int_equal(session_then(f, event, "2026-03-10T05:00Z"), 1);
	assert_int_equal(session_then(f, event, "2026-03-10T11:29Z"), 1);
	/* 12:30: the morning is over. */
	assert_int_equal(session_then(f, event, "2026-03-10T11:30Z"), 2);
	assert_int_equal(session_then(f, event, "2026-03-10T20:00Z"), 2);
	/* After midnight the next day's comes. */
	assert_int_equal(session_then(f, event, "2026-03-10T23:30Z"), 3);
	assert_int_equal(session_then(f, event, "2026-03-11T13:00Z"), 4);
	assert_int_equal(session_then(f, event, "2026-03-12T09:00Z"), 4);
}

static void numbers_need_not_follow_the_clock(void **state)
{
	struct fixture *f = *state;
	int64_t event = event_in(f, "etape-1", "2026-03-10T14:00", "2026-03-10T17:00", NULL);
	struct session s;

	/* A morning thought of later. */
	session_init(&s);
	s.event = event;
	s.day = network_day("2026-03-10");
	s.part = PART_MORNING;
	s.starts = 9 * 60;
	s.ends = 12 * 60;
	OK(session_save(f->db, &s, &err));
	assert_int_equal(s.no, 2);
	session_release(&s);
	assert_int_equal(session_then(f, event, "2026-03-10T05:00Z"), 2);
	assert_int_equal(session_then(f, event, "2026-03-10T09:00Z"), 2);
	assert_int_equal(session_then(f, event, "2026-03-10T14:00Z"), 1);
	assert_int_equal(session_then(f, event, "2026-03-10T18:00Z"), 1);
}

/* --- nights ------------------------------------------------------------------------------ */

static void an_evening_lasts_past_midnight(void **state)
{
	struct fixture *f = *state;
	int64_t event = event_in(f, "nuit", "2026-03-10T20:00", "2026-03-11T02:00", NULL);
	int64_t next = event_in(f, "lendemain", "2026-03-11", NULL, NULL), current;
	struct checkin_answer a;

	network_register(f->db, event, f->ines);
	network_register(f->db, event, f->marc);
	network_register(f->db, next, f->marc);
	assert_int_equal(session_then(f, event, "2026-03-10T18:00Z"), 1);
	/* 00:30 there. */
	a = arrive(f, event, f->ines, 0, "2026-03-11T00:30:00+01:00");
	assert_int_equal(a.result, CHECKIN_OK);
	assert_int_equal(a.session, 1);
	expect_at(&a, "2026-03-10T23:30Z", CIVIL_ZONE, "00:30");
	checkin_answer_release(&a);
	assert_int_equal(present(f, event, 1), 1);
	/* The desk opens on the evening while it lasts, on the next day's after it. */
	OK(event_current(f->db, &current, &err));
	assert_int_equal(current, event);
	setenv("ETAPE_NOW", "2026-03-11T08:30:00+01:00", 1);
	OK(event_current(f->db, &current, &err));
	assert_int_equal(current, next);
}

/* The clock goes from 02:00 to 03:00. */
static void a_night_of_spring_has_an_hour_less(void **state)
{
	struct fixture *f = *state;
	int64_t event = event_in(f, "nuit", "2026-03-28T21:00", "2026-03-29T04:00", NULL);
	int64_t day = event_in(f, "jour", "2026-03-29", NULL, NULL);
	struct checkin_answer a;

	network_register(f->db, event, f->ines);
	network_register(f->db, event, f->marc);
	a = arrive(f, event, f->ines, 0, "2026-03-29T00:59:00Z");
	assert_int_equal(a.result, CHECKIN_OK);
	expect_at(&a, "2026-03-29T00:59Z", CIVIL_ZONE, "01:59");
	checkin_answer_release(&a);
	a = arrive(f, event, f->marc, 0, "2026-03-29T01:00:00Z");
	assert_int_equal(a.result, CHECKIN_OK);
	expect_at(&a, "2026-03-29T01:00Z", CIVIL_ZONE, "03:00");
	checkin_answer_release(&a);
	assert_int_equal(present(f, event, 1), 2);
	/* The day after: 09:00 is 07:00 UTC already, and the desk opens 90 minutes before. */
	assert_int_equal(session_then(f, day, "2026-03-29T10:29Z"), 1);
	assert_int_equal(session_then(f, day, "2026-03-29T10:31Z"), 2);
}

/* The clock goes back from 03:00 to 02:00. */
static void a_night_of_autumn_has_an_hour_more(void **state)
{
	struct fixture *f = *state;
	int64_t event = event_in(f, "nuit", "2026-10-24T21:00", "2026-10-25T04:00", NULL);
	int64_t day = event_in(f, "jour", "2026-10-25", NULL, NULL);
	struct checkin_answer a;

	network_register(f->db, event, f->ines);
	network_register(f->db, event, f->marc);
	/* 02:30 for the first time, and an hour later for the second. */
	a = arrive(f, event, f->ines, 0, "2026-10-25T00:30:00Z");
	expect_at(&a, "2026-10-25T00:30Z", CIVIL_ZONE, "02:30");
	checkin_answer_release(&a);
	a = arrive(f, event, f->marc, 0, "2026-10-25T01:30:00Z");
	assert_int_equal(a.result, CHECKIN_OK);
	expect_at(&a, "2026-10-25T01:30Z", CIVIL_ZONE, "02:30");
	checkin_answer_release(&a);
	assert_int_equal(present(f, event, 1), 2);
	assert_int_equal(session_then(f, day, "2026-10-25T11:29Z"), 1);
	assert_int_equal(session_then(f, day, "2026-10-25T11:31Z"), 2);
}

/* --- other zones ------------------------------------------------------------------------- */

static void the_clock_is_that_of_the_place(void **state)
{
	struct fixture *f = *state;
	int64_t mayotte = event_in(f, "mamoudzou", "2026-03-10", NULL, "Indian/Mayotte");
	int64_t guyane = event_in(f, "cayenne", "2026-03-10", NULL, "America/Cayenne");
	int64_t soir = event_in(
		f, "soir", "2026-03-12T20:00", "2026-03-12T23:00", "America/Cayenne");
	int64_t current;
	struct checkin_answer a;

	network_register(f->db, mayotte, f->ines);
	network_register(f->db, guyane, f->ines);
	/* 12:29 and 12:31 in Mamoudzou. */
	assert_int_equal(session_then(f, mayotte, "2026-03-10T09:29Z"), 1);
	assert_int_equal(session_then(f, mayotte, "2026-03-10T09:31Z"), 2);
	/* The same in Cayenne, six hours later. */
	assert_int_equal(session_then(f, guyane, "2026-03-10T15:29Z"), 1);
	assert_int_equal(session_then(f, guyane, "2026-03-10T15:31Z"), 2);
	a = arrive(f, guyane, f->ines, 0, "2026-03-10T16:45:00Z");
	assert_int_equal(a.session, 2);
	expect_at(&a, "2026-03-10T16:45Z", "America/Cayenne", "13:45");
	checkin_answer_release(&a);
	/* 22:00 in Cayenne is tomorrow in Paris, and the evening there is not over. */
	event_in(f, "paris", "2026-03-13", NULL, NULL);
	setenv("ETAPE_NOW", "2026-03-13T01:00:00Z", 1);
	OK(event_current(f->db, &current, &err));
	assert_int_equal(current, soir);
	assert_int_equal(session_then(f, soir, "2026-03-13T01:00Z"), 1);
}

/* --- presence by half-day ------------------------------------------------------------------ */

static void who_comes_late_is_counted_from_then_on(void **state)
{
	struct fixture *f = *state;
	int64_t event = network_event(f->db, "etape-1", "2026-03-10", "2026-03-11", -1);
	struct checkin_answer a;
	struct counters c;

	network_register(f->db, event, f->ines);
	a = arrive(f, event, f->ines, 0, "2026-03-10T15:05:00+01:00");
	assert_int_equal(a.session, 2);
	assert_string_equal(a.session_name, "Tue 10 Mar, afternoon");
	checkin_answer_release(&a);
	assert_int_equal(present(f, event, 1), 0);
	assert_int_equal(present(f, event, 2), 1);
	assert_int_equal(present(f, event, 3), 0);
	OK(counters_get(f->db, event, 1, &c, &err));
	assert_int_equal(c.expected, 1);
	OK(counters_get(f->db, event, 0, &c, &err));
	assert_int_equal(c.present, 1);
}

/* What is keyed in from paper. */
static void a_time_told_is_neither_ahead_nor_before_the_arrival(void **state)
{
	struct fixture *f = *state;
	int64_t event = network_event(f->db, "etape-1", "2026-03-10", NULL, -1);
	struct checkin_query q = { .event = event, .person = f->ines, .session = 1 };
	struct checkin_answer a;

	network_register(f->db, event, f->ines);
	setenv("ETAPE_NOW", "2026-03-10T10:00:00+01:00", 1);
	checkin_answer_init(&a);
	assert_true(civil_parse_instant("2026-03-10T09:01Z", "UTC", &q.at));
	REFUSED(checkin_do(f->db, &q, &a, &err), ERR_INVALID, "");
	assert_int_equal(present(f, event, 1), 0);
	assert_true(civil_parse_instant("2026-03-10T08:05Z", "UTC", &q.at));
	OK(checkin_do(f->db, &q, &a, &err));
	assert_true(civil_parse_instant("2026-03-10T08:04Z", "UTC", &q.at));
	REFUSED(checkin_out(f->db, &q, &a, &err), ERR_INVALID, "09:05");
	assert_int_equal(present(f, event, 1), 1);
	assert_true(civil_parse_instant("2026-03-10T08:05Z", "UTC", &q.at));
	OK(checkin_out(f->db, &q, &a, &err));
	assert_int_equal(present(f, event, 1), 0);
	checkin_answer_release(&a);
}

static void who_leaves_may_come_back(void **state)
{
	struct fixture *f = *state;
	int64_t event = network_event(f->db, "etape-1", "2026-03-10", NULL, -1);
	struct checkin_query q = { .event = event, .person = f->ines };
	struct checkin_answer a;

	network_register(f->db, event, f->ines);
	a = arrive(f, event, f->ines, 0, "2026-03-10T09:05:00+01:00");
	setenv("ETAPE_NOW", "2026-03-10T10:30:00+01:00", 1);
	OK(checkin_out(f->db, &q, &a, &err));
	assert_int_equal(checkin_outcome(&a), OUTCOME_LEFT);
	assert_int_equal(present(f, event, 1), 0);
	checkin_answer_release(&a);
	/* Back in the afternoon: of the two half-days, that one. */
	a = arrive(f, event, f->ines, 0, "2026-03-10T14:00:00+01:00");
	assert_int_equal(a.result, CHECKIN_OK);
	assert_int_equal(present(f, event, 1), 0);
	assert_int_equal(present(f, event, 2), 1);
	checkin_answer_release(&a);
	/* And keyed in for the morning: its last fact is an arrival again. */
	a = arrive(f, event, f->ines, 1, "2026-03-10T14:01:00+01:00");
	assert_int_equal(a.result, CHECKIN_OK);
	assert_int_equal(present(f, event, 1), 1);
	checkin_answer_release(&a);
	/* That taken back, the departure is what stands. */
	q.session = 1;
	OK(checkin_undo(f->db, &q, &a, &err));
	assert_int_equal(present(f, event, 1), 0);
	assert_int_equal(present(f, event, 2), 1);
	checkin_answer_release(&a);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(two_days_are_four_half_days),
		TEST(numbers_need_not_follow_the_clock),
		TEST(an_evening_lasts_past_midnight),
		TEST(a_night_of_spring_has_an_hour_less),
		TEST(a_night_of_autumn_has_an_hour_more),
		TEST(the_clock_is_that_of_the_place),
		TEST(who_comes_late_is_counted_from_then_on),
		TEST(a_time_told_is_neither_ahead_nor_before_the_arrival),
		TEST(who_leaves_may_come_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
