/* Events, their sessions, cycles, reference data. */
#include "network.h"

#include "etape/cycle.h"
#include "etape/cycle_territory.h"
#include "store/sql.h"

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

static void an_event_keeps_its_code_and_refuses_a_taken_one(void **state)
{
	struct event e;
	int64_t id;

	event_init(&e);
	e.title = xstrdup("Tour des Cités éducatives, 2ème étape : l’évaluation");
	e.starts = xstrdup("2026-06-02");
	OK(event_save(*state, &e, EVENT_SESSIONS_AUTO, &err));
	assert_string_equal(e.code, "tour-des-cites-educatives-2eme-etape");
	assert_string_equal(e.zone, "Europe/Paris");
	id = e.id;
	e.id = 0;
	REFUSED(event_save(*state, &e, EVENT_SESSIONS_AUTO, &err), ERR_EXISTS, "tour-des");
	free(e.code);
	e.code = NULL;
	OK(event_save(*state, &e, EVENT_SESSIONS_AUTO, &err));
	assert_string_equal(e.code, "tour-des-cites-educatives-2eme-etape-2");
	assert_int_not_equal(e.id, id);
	event_release(&e);
}

static void wrong_dates_are_refused(void **state)
{
	static const char *const wrong[][2] = { { "2026-02-30", NULL }, { "bientôt", NULL },
		{ "", NULL }, { "2026-03-10", "2026-03-09" }, { "2026-03-10T25:00", NULL },
		{ "2026-03-10T14:00", "2026-03-10T09:00" }, { "2026-03-10", "plus tard" } };
	struct event e;

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		event_init(&e);
		e.title = xstrdup("x");
		e.starts = xstrdup(wrong[i][0]);
		e.ends = wrong[i][1] ? xstrdup(wrong[i][1]) : NULL;
		REFUSED(event_save(*state, &e, EVENT_SESSIONS_AUTO, &err), ERR_INVALID, "");
		assert_int_equal(e.id, 0);
		event_release(&e);
	}
	event_init(&e);
	e.title = xstrdup("x");
	e.starts = xstrdup("2026-03-10");
	e.zone = xstrdup("Europe/Amiens");
	REFUSED(event_save(*state, &e, EVENT_SESSIONS_AUTO, &err), ERR_INVALID,
		"Europe/Amiens");
	event_release(&e);
}

/* Number of the current session of an event at a time in its zone. */
static int current(struct db *db, int64_t event, const char *at, const char *zone)
{
	struct session s;
	instant_t instant;
	int no;

	session_init(&s);
	assert_true(civil_parse_instant(at, zone, &instant));
	OK(session_current(db, event, instant, &s, &err));
	no = s.no;
	session_release(&s);
	return no;
}

static void the_clock_proposes_the_session(void **state)
{
	int64_t id = network_event(*state, "a", "2026-03-10", "2026-03-11", -1);

	assert_int_equal(current(*state, id, "2026-03-09T12:00", CIVIL_ZONE), 1);
	assert_int_equal(current(*state, id, "2026-03-10T06:00", CIVIL_ZONE), 1);
	assert_int_equal(current(*state, id, "2026-03-10T12:29", CIVIL_ZONE), 1);
	assert_int_equal(current(*state, id, "2026-03-10T12:30", CIVIL_ZONE), 2);
	assert_int_equal(current(*state, id, "2026-03-10T16:59", CIVIL_ZONE), 2);
	assert_int_equal(current(*state, id, "2026-03-10T22:00", CIVIL_ZONE), 2);
	assert_int_equal(current(*state, id, "2026-03-11T07:00", CIVIL_ZONE), 3);
	assert_int_equal(current(*state, id, "2026-03-12T07:00", CIVIL_ZONE), 4);
}

static void the_clock_is_that_of_the_place_and_passes_midnight(void **state)
{
	struct event e;
	int64_t night;

	event_init(&e);
	e.title = xstrdup("Saint-Denis");
	e.starts = xstrdup("2026-03-10");
	e.zone = xstrdup("Indian/Reunion");
	OK(event_save(*state, &e, EVENT_SESSIONS_AUTO, &err));
	/* 13:00 there is 10:00 in Paris. */
	assert_int_equal(current(*state, e.id, "2026-03-10T10:00", CIVIL_ZONE), 2);
	event_release(&e);
	night = network_event(*state, "n", "2026-03-10T20:00", "2026-03-11T01:00", -1);
	assert_int_equal(current(*state, night, "2026-03-11T00:30", CIVIL_ZONE), 1);
	/* The day the clock goes forward. */
	night = network_event(*state, "p", "2026-03-29", NULL, -1);
	assert_int_equal(current(*state, night, "2026-03-29T12:45", CIVIL_ZONE), 2);
	night = network_event(*state, "q", "2026-12", NULL, -1);
	{
		struct session s;

		session_init(&s);
		REFUSED(session_current(*state, night, civil_now(), &s, &err), ERR_NOT_FOUND,
			"");
	}
}

static void the_current_event_is_todays_else_the_next(void **state)
{
	int64_t id, past, next, later, today;

	OK(event_current(*state, &id, &err));
	assert_int_equal(id, 0);
	REFUSED(event_resolve(*state, NULL, &id, &err), ERR_NOT_FOUND, "");
	past = network_event(*state, "past", "2026-03-01", NULL, -1);
	OK(event_current(*state, &id, &err));
	assert_int_equal(id, past);
	later = network_event(*state, "later", "2026-05-01", NULL, -1);
	next = network_event(*state, "next", "2026-04-01", NULL, -1);
	network_event(*state, "month", "2026-03", NULL, -1);
	OK(event_resolve(*state, "", &id, &err));
	assert_int_equal(id, next);
	network_event(*state, "today-empty", "2026-03-10", NULL, -1);
	today = network_event(*state, "today", "2026-03-09", "2026-03-11", -1);
	network_register(*state, today, network_person(*state, "Petit", "Léa", NULL, 0, 0));
	OK(event_current(*state, &id, &err));
	assert_int_equal(id, today);
	OK(event_resolve(*state, "later", &id, &err));
	assert_int_equal(id, later);
	OK(event_resolve(*state, "nex", &id, &err));
	assert_int_equal(id, next);
	REFUSED(event_resolve(*state, "toda", &id, &err), ERR_AMBIGUOUS, "today-empty");
	REFUSED(event_resolve(*state, "never", &id, &err), ERR_NOT_FOUND, "never");
}

struct seen {
	struct str text;
	int n;
};

static bool see_event(void *arg, const struct event_row *row)
{
	struct seen *seen = arg;

	str_addf(&seen->text, "%s%s %d/%d/%d", seen->n++ ? "|" : "", row->code,
		(int)row->registered, (int)row->present, (int)row->capacity);
	return true;
}

static void events_are_listed_with_their_figures(void **state)
{
	struct event_filter filter = EVENT_FILTER_ALL;
	struct seen seen = { .text = STR_INIT };
	int64_t count;

	network_event(*state, "b", "2026-04-01", NULL, 40);
	network_register(*state, network_event(*state, "a", "2026-03-10", NULL, -1),
		network_person(*state, "Petit", "Léa", NULL, 0, 0));
	OK(event_list(*state, &filter, see_event, &seen, &err));
	assert_string_equal(seen.text.buf, "a 1/0/-1|b 0/0/40");
	str_reset(&seen.text);
	seen.n = 0;
	filter.newest_first = true;
	filter.limit = 1;
	OK(event_list(*state, &filter, see_event, &seen, &err));
	assert_string_equal(seen.text.buf, "b 0/0/40");
	filter = EVENT_FILTER_ALL;
	filter.first = network_day("2026-03-11");
	OK(event_count(*state, &filter, &count, &err));
	assert_int_equal(count, 1);
	filter.text = "nothing";
	OK(event_count(*state, &filter, &count, &err));
	assert_int_equal(count, 0);
	str_release(&seen.text);
}

/* However far away it began: a month, a period, a year touch the windows that they cover. */
static void a_window_holds_all_that_touches_it(void **state)
{
	struct event_filter filter = EVENT_FILTER_ALL;
	struct seen seen = { .text = STR_INIT };
	sqlite3_stmt *plan;
	bool by_day = false;

	network_event(*state, "year", "2025", "2026", -1);
	network_event(*state, "long", "2026-01-30", "2026-03-03", -1);
	network_event(*state, "month-and-a-day", "2026-01-29", "2026-03-01", -1);
	network_event(*state, "over", "2026-01-29", "2026-02-28", -1);
	network_event(*state, "march", "2026-03", NULL, -1);
	network_event(*state, "day", "2026-03-10", NULL, -1);
	network_event(*state, "next", "2026-04-01", NULL, -1);
	filter.first = network_day("2026-03-01");
	filter.last = network_day("2026-03-31");
	OK(event_list(*state, &filter, see_event, &seen, &err));
	assert_string_equal(seen.text.buf,
		"year 0/0/-1|month-and-a-day 0/0/-1|long 0/0/-1|march 0/0/-1|day 0/0/-1");
	str_release(&seen.text);
	plan = sql_prepare(*state,
		"EXPLAIN QUERY PLAN SELECT id FROM event WHERE first_day <= '2026-03-31'"
		" AND last_day >= '2026-03-01' AND last_day <> first_day AND last_day > date(first_day, '+31 days')",
		NULL);
	while (plan && sql_step(*state, plan, NULL) == SQL_ROW)
		by_day |= strstr(sql_text(plan, 3), "event_long") != NULL;
	sql_done(plan);
	assert_true(by_day);
}

static void expect_zone(struct db *db, int64_t id, const char *zone)
{
	struct event e;

	event_init(&e);
	OK(event_get(db, id, &e, &err));
	assert_string_equal(e.zone, zone);
	event_release(&e);
}

static void host(struct db *db, int64_t id, int64_t cite, const char *zone)
{
	struct event e;

	event_init(&e);
	OK(event_get(db, id, &e, &err));
	e.cite = cite;
	if (zone) {
		free(e.zone);
		e.zone = xstrdup(zone);
	}
	OK(event_save(db, &e, EVENT_SESSIONS_AUTO, &err));
	event_release(&e);
}

static void the_clock_is_the_hosts(void **state)
{
	const int64_t creil = network_cite(*state, "creil", "Creil", NULL);
	const int64_t id = network_event(*state, "a", "2026-03-10T09:30", NULL, -1);
	int64_t cayenne = network_cite(*state, "cayenne", "Cayenne", NULL);
	struct cite c;

	cite_init(&c);
	OK(cite_get(*state, cayenne, &c, &err));
	free(c.departement);
	c.departement = xstrdup("973");
	OK(cite_save(*state, &c, NULL, 0, &err));
	cite_release(&c);
	expect_zone(*state, id, "Europe/Paris");
	host(*state, id, cayenne, NULL);
	expect_zone(*state, id, "America/Cayenne");
	host(*state, id, creil, NULL);
	expect_zone(*state, id, "Europe/Paris");
	/* Said by somebody: kept whoever the host is. */
	host(*state, id, creil, "Indian/Mayotte");
	host(*state, id, cayenne, NULL);
	expect_zone(*state, id, "Indian/Mayotte");
}

static void an_hour_that_the_clock_skips_is_refused(void **state)
{
	struct event e;

	event_init(&e);
	e.title = xstrdup("Nuit");
	e.starts = xstrdup("2027-03-28T02:30");
	REFUSED(event_save(*state, &e, EVENT_SESSIONS_AUTO, &err), ERR_INVALID, "02:30");
	free(e.ends);
	e.ends = e.starts;
	e.starts = xstrdup("2027-03-28T01:30");
	REFUSED(event_save(*state, &e, EVENT_SESSIONS_AUTO, &err), ERR_INVALID, "02:30");
	/* The clock does not change there; and an hour that comes twice is one. */
	free(e.zone);
	e.zone = xstrdup("America/Cayenne");
	OK(event_save(*state, &e, EVENT_SESSIONS_AUTO, &err));
	event_release(&e);
	network_event(*state, "b", "2027-10-31T02:30", "2027-10-31T03:30", -1);
}

static void an_event_with_registrations_is_not_deleted(void **state)
{
	int64_t id = network_event(*state, "a", "2026-03-10", NULL, -1);
	int64_t other = network_event(*state, "b", "2026-03-11", NULL, -1);
	struct event e;

	network_register(*state, id, network_person(*state, "Petit", "Léa", NULL, 0, 0));
	REFUSED(event_delete(*state, id, &err), ERR_REFUSED, "1 registration");
	OK(event_delete(*state, other, &err));
	event_init(&e);
	REFUSED(event_get(*state, other, &e, &err), ERR_NOT_FOUND, "");
}

static void sessions_in_use_are_not_deleted(void **state)
{
	int64_t event = network_event(*state, "a", "2026-03-10", NULL, -1);
	int64_t person = network_person(*state, "Petit", "Léa", NULL, 0, 0);
	struct registering what = {
		.event = event, .person = person, .sessions = (int[]){ 2 }, .session_count = 1
	};
	struct session s;

	OK(registration_add(*state, &what, NULL, &err));
	session_init(&s);
	OK(session_get(*state, event, 2, &s, &err));
	REFUSED(session_delete(*state, s.id, &err), ERR_REFUSED, "");
	OK(session_get(*state, event, 1, &s, &err));
	OK(session_delete(*state, s.id, &err));
	REFUSED(session_get(*state, event, 1, &s, &err), ERR_NOT_FOUND, "1");
	s.id = 0;
	s.no = 0;
	s.ends = s.starts;
	REFUSED(session_save(*state, &s, &err), ERR_INVALID, "");
	s.ends = s.starts + 30;
	s.day++;
	REFUSED(session_save(*state, &s, &err), ERR_INVALID, "that day is none");
	s.day--;
	OK(session_save(*state, &s, &err));
	assert_int_equal(s.no, 3);
	session_release(&s);
}

/* The clocks go forward in the night to 29 March 2026; a night's end counts as well. */
static void a_session_begins_and_ends_at_hours_that_there_are(void **state)
{
	int64_t id = network_event(*state, "nuit", "2026-03-28", "2026-03-29", -1);
	struct session s;

	session_init(&s);
	OK(session_get(*state, id, 2, &s, &err));
	s.starts = 22 * 60;
	s.ends = 26 * 60 + 30;
	REFUSED(session_save(*state, &s, &err), ERR_INVALID, "02:30 does not exist on 29 March 2026");
	s.ends = 27 * 60;
	OK(session_save(*state, &s, &err));
	session_release(&s);
}

static void cycles_have_codes(void **state)
{
	struct cycle c;
	int64_t id;

	cycle_init(&c);
	c.name = xstrdup("Le Tour 2020-2022");
	OK(cycle_save(*state, &c, &err));
	assert_string_equal(c.code, "le-tour-2020-2022");
	OK(cycle_resolve(*state, "le tour 2020 2022", &id, &err));
	assert_int_equal(id, c.id);
	REFUSED(cycle_resolve(*state, "réseau CPO", &id, &err), ERR_NOT_FOUND, "CPO");
	cycle_release(&c);
}

static bool see_holiday(void *arg, const struct school_holiday *h)
{
	struct seen *seen = arg;

	str_addf(&seen->text, "%c %s", h->zone, h->name);
	seen->n++;
	return true;
}

/* What people write is kept by code, and read back in names. */
static void a_cycle_is_for_some_cites(void **state)
{
	struct cite_row there = { .id = 1, .departement = "59", .region = "32" };
	struct str kept = STR_INIT, words = STR_INIT;
	int64_t creil;
	struct cycle c;

	network_commune(*state, "60175", "Creil");
	creil = network_cite(*state, "creil", "Creil", "60175");
	OK(cycle_territory_read(*state, " bretagne,2A ; creil,, Nord\n", &kept, &err));
	OK(cycle_territory_words(*state, kept.buf, &words, &err));
	assert_string_equal(words.buf, "Bretagne, Corse-du-Sud, Creil, Nord");
	assert_true(cycle_territory_holds(kept.buf, &there));
	there.departement = "62";
	assert_false(cycle_territory_holds(kept.buf, &there));
	there.id = creil;
	assert_true(cycle_territory_holds(kept.buf, &there));
	there = (struct cite_row){ .id = 1, .departement = "35", .region = "53" };
	assert_true(cycle_territory_holds(kept.buf, &there));
	cycle_init(&c);
	c.name = xstrdup("Tour");
	c.territory = str_take(&kept);
	OK(cycle_save(*state, &c, &err));
	OK(cycle_get(*state, c.id, &c, &err));
	assert_true(cycle_territory_holds(c.territory, &there));
	cycle_release(&c);
	str_reset(&kept);
	REFUSED(cycle_territory_read(*state, "Bretagne, nulle part", &kept, &err), ERR_INVALID, "nulle part");
	str_release(&kept);
	str_release(&words);
}

static void reference_data_is_replaced_not_doubled(void **state)
{
	struct school_holiday h = { .zone = 'B',
		.name = "Hiver",
		.first = network_day("2026-02-14"),
		.last = network_day("2026-03-01") };
	struct seen seen = { .text = STR_INIT };
	char insee[6];

	OK(reference_add_school_holiday(*state, &h, &err));
	h.name = "Vacances d'hiver";
	OK(reference_add_school_holiday(*state, &h, &err));
	OK(reference_school_holidays(*state, network_day("2026-03-01"),
		network_day("2026-03-31"), see_holiday, &seen, &err));
	assert_string_equal(seen.text.buf, "B Vacances d'hiver");
	OK(reference_school_holidays(*state, network_day("2026-03-02"),
		network_day("2026-03-31"), see_holiday, &seen, &err));
	assert_int_equal(seen.n, 1);
	str_release(&seen.text);
	h.zone = 'D';
	REFUSED(reference_add_school_holiday(*state, &h, &err), ERR_INVALID, "zone");
	network_commune(*state, "59172", "Denain");
	network_commune(*state, "59172", "Denain");
	OK(reference_find_commune(*state, "DENAIN", insee, &err));
	assert_string_equal(insee, "59172");
	REFUSED(reference_find_commune(*state, "Lens", insee, &err), ERR_NOT_FOUND, "Lens");
}

static void settings_are_kept(void **state)
{
	char *value;

	OK(setting_get(*state, "region", &value, &err));
	assert_null(value);
	OK(setting_set(*state, "region", "32", &err));
	OK(setting_set(*state, "region", "84", &err));
	OK(setting_get(*state, "region", &value, &err));
	assert_string_equal(value, "84");
	free(value);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_event_keeps_its_code_and_refuses_a_taken_one),
		TEST(wrong_dates_are_refused),
		TEST(the_clock_proposes_the_session),
		TEST(the_clock_is_that_of_the_place_and_passes_midnight),
		TEST(the_current_event_is_todays_else_the_next),
		TEST(events_are_listed_with_their_figures),
		TEST(a_window_holds_all_that_touches_it),
		TEST(the_clock_is_the_hosts),
		TEST(an_hour_that_the_clock_skips_is_refused),
		TEST(an_event_with_registrations_is_not_deleted),
		TEST(sessions_in_use_are_not_deleted),
		TEST(a_session_begins_and_ends_at_hours_that_there_are),
		TEST(cycles_have_codes),
		TEST(a_cycle_is_for_some_cites),
		TEST(reference_data_is_replaced_not_doubled),
		TEST(settings_are_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
