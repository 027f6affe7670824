/* Counters by cité, and arrivals. */
#include "today.h"

#include "etape/counters.h"

static bool see_cite(void *arg, const struct counters_cite *c)
{
	struct seen *seen = arg;

	str_addf(&seen->text, "%s%s %d+%d present %d missing %d", seen->n++ ? "|" : "", c->name,
		(int)c->expected, (int)c->waiting, (int)c->present, (int)c->missing);
	return true;
}

static bool see_first(void *arg, const struct counters_cite *c)
{
	return see_cite(arg, c) && false;
}

static void expect_cites(struct fixture *f, int session, const char *text)
{
	struct seen seen = { .text = STR_INIT };

	OK(counters_by_cite(f->db, f->event, session, see_cite, &seen, &err));
	expect(&seen, text);
}

static void register_for(struct fixture *f, int64_t person, int session)
{
	struct registering what = {
		.event = f->event, .person = person, .sessions = &session, .session_count = 1
	};

	OK(registration_add(f->db, &what, NULL, &err));
}

static void act(struct fixture *f, int64_t person, int session, const char *at,
	bool (*how)(struct db *db, const struct checkin_query *q, struct checkin_answer *a,
		struct err *err))
{
	struct checkin_query q = { .event = f->event, .session = session };
	struct checkin_answer a;

	checkin_answer_init(&a);
	/* Told afterwards: no time given is still to come. */
	if (at)
		setenv("ETAPE_NOW", "2030-12-31T12:00:00Z", 1);
	if (at)
		assert_true(civil_parse_instant(at, CIVIL_ZONE, &q.at));
	OK(registration_find(f->db, f->event, person, &q.registration, &err));
	OK(how(f->db, &q, &a, &err));
	checkin_answer_release(&a);
}

static bool count_row(void *arg, const struct registration_row *row)
{
	(void)row;
	++*(int *)arg;
	return true;
}

/* How many a list shows as missing: as many as the cités say. */
static int missing(struct fixture *f, int session)
{
	struct registration_filter filter = REGISTRATION_FILTER_ALL;
	int n = 0;

	filter.event = f->event;
	filter.session = session;
	filter.presence = PRESENCE_MISSING;
	OK(registration_list(f->db, &filter, count_row, &n, &err));
	return n;
}

static void cites_are_counted_for_a_half_day_and_for_all(void **state)
{
	struct fixture *f = *state;
	struct seen seen = { .text = STR_INIT };
	struct counters c;

	network_register(f->db, f->event, f->ines);
	register_for(f, f->marc, 2);
	network_register(f->db, f->event, f->claire);
	network_register(f->db, f->event, f->hondt); /* the fourth for three places */
	expect_cites(f, 0, "Creil 2+0 present 0 missing 2|Denain 1+0 present 0 missing 1"
			   "| 0+1 present 0 missing 0");
	expect_cites(f, 1, "Creil 1+0 present 0 missing 1|Denain 1+0 present 0 missing 1"
			   "| 0+1 present 0 missing 0");
	act(f, f->ines, 1, NULL, checkin_do);
	act(f, f->marc, 2, NULL, checkin_do);
	expect_cites(f, 1, "Creil 1+0 present 1 missing 0|Denain 1+0 present 0 missing 1"
			   "| 0+1 present 0 missing 0");
	expect_cites(f, 2, "Creil 2+0 present 1 missing 1|Denain 1+0 present 0 missing 1"
			   "| 0+1 present 0 missing 0");
	expect_cites(f, 0, "Creil 2+0 present 2 missing 0|Denain 1+0 present 0 missing 1"
			   "| 0+1 present 0 missing 0");
	/* Who has left is not there, but is not missing. */
	act(f, f->ines, 1, NULL, checkin_out);
	expect_cites(f, 1, "Creil 1+0 present 0 missing 0|Denain 1+0 present 0 missing 1"
			   "| 0+1 present 0 missing 0");
	expect_cites(f, 0, "Creil 2+0 present 2 missing 0|Denain 1+0 present 0 missing 1"
			   "| 0+1 present 0 missing 0");
	OK(counters_get(f->db, f->event, 1, &c, &err));
	assert_int_equal(c.present, 0);
	assert_int_equal(c.left, 1);
	assert_int_equal(c.present_any, 2);
	assert_int_equal(missing(f, 1), 1); /* Claire */
	assert_int_equal(missing(f, 2), 2);
	assert_int_equal(missing(f, 0), 1);
	OK(counters_get(f->db, f->event, 0, &c, &err));
	assert_int_equal(c.present, 2);
	OK(counters_by_cite(f->db, f->event, 0, see_first, &seen, &err));
	expect(&seen, "Creil 2+0 present 2 missing 0");
	OK(counters_by_cite(f->db, 42, 0, see_cite, &seen, &err));
	expect(&seen, "");
}

static void who_was_taken_back_is_missing_again(void **state)
{
	struct fixture *f = *state;

	network_register(f->db, f->event, f->ines);
	act(f, f->ines, 1, NULL, checkin_do);
	act(f, f->ines, 1, NULL, checkin_undo);
	expect_cites(f, 1, "Creil 1+0 present 0 missing 1");
	expect_cites(f, 0, "Creil 1+0 present 0 missing 1");
}

/* --- arrivals ------------------------------------------------------------------------- */

static bool see_slice(void *arg, const struct counters_slice *s)
{
	struct seen *seen = arg;
	int minutes = 0;
	day_t day;

	civil_from_instant(s->from, CIVIL_ZONE, &day, &minutes, NULL);
	str_addf(&seen->text, "%s%02d:%02d %d", seen->n++ ? "|" : "", minutes / 60, minutes % 60,
		(int)s->arrivals);
	assert_int_equal(s->from % 60000, 0);
	return seen->n < 100;
}

static void expect_arrivals(struct fixture *f, int session, const char *text)
{
	struct seen seen = { .text = STR_INIT };

	OK(counters_arrivals(f->db, f->event, session, see_slice, &seen, &err));
	expect(&seen, text);
}

static void arrivals_come_in_slices_of_ten_minutes(void **state)
{
	struct fixture *f = *state;

	expect_arrivals(f, 0, "");
	network_register(f->db, f->event, f->ines);
	network_register(f->db, f->event, f->marc);
	network_register(f->db, f->event, f->claire);
	act(f, f->marc, 1, "2026-03-10T09:29:59.999", checkin_do);
	act(f, f->ines, 1, "2026-03-10T09:04:12", checkin_do);
	act(f, f->claire, 1, "2026-03-10T09:20:00", checkin_do);
	expect_arrivals(f, 1, "09:00 1|09:10 0|09:20 2");
	/* Each person once, at the first arrival that stands. */
	act(f, f->ines, 1, "2026-03-10T09:40:00", checkin_out);
	act(f, f->ines, 1, "2026-03-10T09:50:00", checkin_do);
	act(f, f->claire, 1, NULL, checkin_undo);
	act(f, f->claire, 2, "2026-03-10T09:31:00", checkin_do);
	act(f, f->marc, 2, "2026-03-10T14:00:00", checkin_do);
	expect_arrivals(f, 1, "09:00 1|09:10 0|09:20 1");
	expect_arrivals(f, 0, "09:00 1|09:10 0|09:20 1|09:30 1");
	expect_arrivals(f, 3, "");
}

static void the_hour_that_comes_twice_is_two_hours(void **state)
{
	struct fixture *f = *state;

	network_register(f->db, f->event, f->ines);
	network_register(f->db, f->event, f->marc);
	act(f, f->ines, 1, "2026-10-25T02:55:00+02:00", checkin_do);
	act(f, f->marc, 1, "2026-10-25T02:05:00+01:00", checkin_do);
	expect_arrivals(f, 1, "02:50 1|02:00 1");
}

static void the_hour_that_is_skipped_is_no_gap(void **state)
{
	struct fixture *f = *state;

	network_register(f->db, f->event, f->ines);
	network_register(f->db, f->event, f->marc);
	act(f, f->ines, 1, "2026-03-29T01:55:00+01:00", checkin_do);
	act(f, f->marc, 1, "2026-03-29T03:00:00+02:00", checkin_do);
	expect_arrivals(f, 1, "01:50 1|03:00 1");
}

static void midnight_is_ten_minutes_like_others(void **state)
{
	struct fixture *f = *state;

	network_register(f->db, f->event, f->ines);
	network_register(f->db, f->event, f->marc);
	network_register(f->db, f->event, f->claire);
	act(f, f->ines, 1, "2026-03-10T23:58:00", checkin_do);
	act(f, f->marc, 1, "2026-03-11T00:10:00", checkin_do);
	/* A paper keyed in with the wrong year is not fifty thousand slices. */
	act(f, f->claire, 1, "2027-03-10T09:00:00", checkin_do);
	expect_arrivals(f, 1, "23:50 1|00:00 0|00:10 1|09:00 1");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(cites_are_counted_for_a_half_day_and_for_all),
		TEST(who_was_taken_back_is_missing_again),
		TEST(arrivals_come_in_slices_of_ten_minutes),
		TEST(the_hour_that_comes_twice_is_two_hours),
		TEST(the_hour_that_is_skipped_is_no_gap),
		TEST(midnight_is_ten_minutes_like_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
