/* What `etape init` and `etape init --demo` put into a new database. */
#include <time.h>

#include "exchange/house.h"

#include "etape/checkin.h"
#include "etape/cite.h"
#include "etape/counters.h"
#include "etape/cycle.h"
#include "etape/journal.h"
#include "etape/mandate.h"
#include "etape/payment.h"
#include "etape/reference.h"
#include "etape/registration.h"
#include "etape/session.h"
#include "etape/tariff.h"

static struct house h;

static void open_at(const char *now)
{
	char *share = paths_share();

	house_open(&h, false);
	setenv("ETAPE_NOW", now, 1);
	OK(init_reference(h.db, share, &err));
	OK(init_demo(h.db, share, &err));
	free(share);
}

static int open_demo(void **state)
{
	(void)state;
	open_at("2026-11-19T09:00:00+01:00");
	return 0;
}

static int close_house(void **state)
{
	(void)state;
	house_close(&h);
	return 0;
}

static bool count_commune(void *arg, const struct commune *c)
{
	(void)c;
	++*(int *)arg;
	return true;
}

static bool count_crpv(void *arg, const struct crpv *c)
{
	(void)c;
	++*(int *)arg;
	return true;
}

static bool count_holiday(void *arg, const struct school_holiday *s)
{
	(void)s;
	++*(int *)arg;
	return true;
}

static bool count_cite(void *arg, const struct cite_row *row)
{
	(void)row;
	++*(int *)arg;
	return true;
}

static bool count_event(void *arg, const struct event_row *row)
{
	(void)row;
	++*(int *)arg;
	return true;
}

static bool hear_label(void *arg, const struct journal_entry *e)
{
	str_addf(arg, "%d;", (int)e->kind);
	return true;
}

static void the_reference_is_whole_and_one_change(void **state)
{
	const struct cite_filter all = { .on = CIVIL_NONE },
				 north = { .region = "32", .on = CIVIL_NONE };
	const struct event_filter events = EVENT_FILTER_ALL;
	struct str kinds = STR_INIT, expected = STR_INIT;
	struct fee_tariff *tariffs;
	size_t tariff_count;
	struct cite c;
	int64_t id;
	int n = 0;

	(void)state;
	OK(reference_communes(h.db, NULL, count_commune, &n, &err));
	assert_int_equal(n, 420);
	n = 0;
	OK(reference_crpvs(h.db, count_crpv, &n, &err));
	assert_int_equal(n, 19);
	n = 0;
	OK(reference_school_holidays(
		h.db, civil_day(2000, 1, 1), civil_day(2100, 1, 1), count_holiday, &n, &err));
	assert_int_equal(n, 132);
	n = 0;
	OK(cite_list(h.db, &all, count_cite, &n, &err));
	assert_int_equal(n, 222);
	n = 0;
	OK(cite_list(h.db, &north, count_cite, &n, &err));
	assert_int_equal(n, 34);
	n = 0;
	OK(event_list(h.db, &events, count_event, &n, &err));
	assert_int_equal(n, 0);
	OK(tariff_load(h.db, &tariffs, &tariff_count, &err));
	assert_int_equal(tariff_count, 1);
	tariff_free(&tariffs);
	OK(cite_resolve(h.db, "amiens-nord", &id, &err));
	cite_init(&c);
	OK(cite_get(h.db, id, &c, &err));
	assert_int_equal(c.wave, 2019);
	assert_int_equal(c.lat, 4990041);
	assert_string_equal(c.academie, "Amiens");
	assert_string_equal(c.source, "anct-2023");
	cite_release(&c);
	OK(journal_list(h.db, 0, hear_label, &kinds, &err));
	str_addf(&expected, "%d;", (int)CHANGE_INIT);
	assert_string_equal(kinds.buf, expected.buf);
	str_release(&kinds);
	str_release(&expected);
}

static int open_reference(void **state)
{
	(void)state;
	house_open(&h, true);
	return 0;
}

static struct event event_of(const char *code)
{
	struct event e;
	int64_t id = 0;

	OK(event_resolve(h.db, code, &id, &err));
	event_init(&e);
	OK(event_get(h.db, id, &e, &err));
	return e;
}

static void assert_host(const struct event *e, const char *code)
{
	int64_t id = 0;

	if (code != NULL)
		OK(cite_resolve(h.db, code, &id, &err));
	assert_int_equal(e->cite, id);
}

static void documented_rencontres_are_as_they_are_known(void **state)
{
	struct event e;
	struct cycle c;
	const struct event_filter all = EVENT_FILTER_ALL;
	int n = 0;

	(void)state;
	OK(event_list(h.db, &all, count_event, &n, &err));
	assert_int_equal(n, 34 + 8);
	e = event_of("tour-01");
	assert_int_equal(e.kind, EVENT_ETAPE);
	assert_int_equal(e.stage_no, 1);
	assert_int_equal(e.status, EVENT_HELD);
	assert_int_equal(e.precision, PRECISION_DAY);
	assert_string_equal(e.starts, "2020-02-11");
	assert_string_equal(e.place, "Collège César Franck");
	assert_string_equal(e.address, "1 rue César Franck");
	assert_int_equal(e.format, FORMAT_ON_SITE);
	assert_non_null(strstr(e.source, "doc-tour-2020"));
	assert_host(&e, "amiens-nord");
	cycle_init(&c);
	OK(cycle_get(h.db, e.cycle, &c, &err));
	assert_string_equal(c.code, "tour");
	cycle_release(&c);
	event_release(&e);
	e = event_of("tour-02");
	assert_int_equal(e.status, EVENT_POSTPONED);
	assert_host(&e, "arras");
	event_release(&e);
	e = event_of("cpo-01");
	assert_int_equal(e.precision, PRECISION_PERIOD);
	assert_string_equal(e.starts, "2022-01");
	assert_string_equal(e.ends, "2022-03");
	event_release(&e);
	e = event_of("cpo-03");
	assert_int_equal(e.participants, 11);
	assert_int_equal(e.format, ANY);
	event_release(&e);
	/* Announced and past: nobody said that it was held. */
	e = event_of("Rencontre nationale des cités éducatives");
	assert_int_equal(e.status, EVENT_ANNOUNCED);
	assert_int_equal(e.kind, EVENT_NATIONAL);
	assert_host(&e, NULL);
	event_release(&e);
	e = event_of("Lancement de l'extension de la Cité éducative Amiens Sud-Est");
	assert_int_equal(e.kind, EVENT_VISIT);
	assert_host(&e, "amiens-sud-est");
	event_release(&e);
	e = event_of("Comité technique de validation du contenu de la journée");
	assert_int_equal(e.kind, EVENT_COMMITTEE);
	assert_int_equal(e.precision, PRECISION_MONTH);
	assert_string_equal(e.starts, "2019-01");
	event_release(&e);
	e = event_of("Visioconférence IREV et CRPRS");
	assert_int_equal(e.kind, EVENT_WEBINAR);
	event_release(&e);
	e = event_of("Journée régionale introductive");
	assert_int_equal(e.kind, EVENT_REGIONAL_DAY);
	event_release(&e);
}

static void one_rencontre_is_today_and_three_are_coming(void **state)
{
	struct event e = event_of("tour-14");
	const struct event_filter coming = { .kind = ANY,
		.status = ANY,
		.cite = 0,
		.first = civil_today(CIVIL_ZONE),
		.last = CIVIL_NONE };
	struct session *sessions;
	struct counters c;
	int64_t current = 0;
	size_t count;
	int n = 0;

	(void)state;
	assert_string_equal(e.starts, "2026-11-19");
	assert_int_equal(e.stage_no, 14);
	OK(event_current(h.db, &current, &err));
	assert_int_equal(current, e.id);
	OK(event_list(h.db, &coming, count_event, &n, &err));
	assert_int_equal(n, 3);
	OK(session_list(h.db, e.id, &sessions, &count, &err));
	assert_int_equal(count, 2);
	session_free_list(&sessions, count);
	OK(counters_get(h.db, e.id, 0, &c, &err));
	assert_int_equal(c.expected, 31);
	assert_int_equal(c.waiting, 3);
	assert_int_equal(c.cancelled, 3);
	/* Nobody is there yet. */
	assert_int_equal(c.present, 0);
	event_release(&e);
	e = event_of("atelier-evaluation");
	OK(session_list(h.db, e.id, &sessions, &count, &err));
	assert_int_equal(count, 4);
	assert_int_equal(civil_weekday(sessions[0].day), 4);
	session_free_list(&sessions, count);
	event_release(&e);
}

struct checked {
	int count;
	day_t day;
};

static bool is_of_its_day(void *arg, const struct checkin_row *row)
{
	struct checked *k = arg;
	day_t day;
	int minutes, seconds;

	k->count++;
	assert_true(civil_from_instant(row->at, CIVIL_ZONE, &day, &minutes, &seconds));
	assert_int_equal(day, k->day);
	assert_true(minutes >= 7 * 60 && minutes < 18 * 60);
	assert_int_equal(row->kind, CHECKIN_IN);
	return true;
}

static void past_checkins_are_of_their_day(void **state)
{
	struct event e = event_of("tour-11");
	struct checked k = { .day = e.first_day };
	struct payment_till till;

	(void)state;
	OK(checkin_list(h.db, e.id, is_of_its_day, &k, &err));
	assert_true(k.count > 20);
	assert_int_equal(e.first_day, civil_day(2025, 7, 7));
	OK(payment_till(h.db, &(struct payment_till_filter){ .event = e.id, .day = CIVIL_NONE }, &till, &err));
	assert_true(till.by_means[MEANS_VIREMENT] >= 15000);
	event_release(&e);
}

static void the_network_has_its_people(void **state)
{
	struct str kinds = STR_INIT, expected = STR_INIT;

	(void)state;
	assert_in_range(house_people(&h), 155, 170);
	assert_in_range(house_structures(&h), 85, 100);
	OK(journal_list(h.db, 0, hear_label, &kinds, &err));
	str_addf(&expected, "%d;%d;", (int)CHANGE_DEMO, (int)CHANGE_INIT);
	assert_string_equal(kinds.buf, expected.buf);
	str_release(&kinds);
	str_release(&expected);
}

/* Whatever the clock says: leap days, ends of years, Sundays, the first days of the network. */
static void any_day_makes_a_demo_network(void **state)
{
	static const char *const clocks[] = { "2020-01-05T23:30:00+01:00",
		"2024-02-29T08:00:00+01:00", "2026-03-29T01:59:00+01:00",
		"2027-12-31T12:00:00+01:00", "2031-06-15T12:00:00+02:00" };

	(void)state;
	for (size_t i = 0; i < sizeof(clocks) / sizeof(clocks[0]); i++) {
		struct event e;

		open_at(clocks[i]);
		e = event_of("tour-14");
		assert_int_equal(e.first_day, civil_today(CIVIL_ZONE));
		event_release(&e);
		house_close(&h);
	}
}

static void the_past_that_is_told_leaves_the_clock_alone(void **state)
{
	char *share = paths_share();

	(void)state;
	open_at("2026-11-19T09:00:00+01:00");
	assert_string_equal(getenv("ETAPE_NOW"), "2026-11-19T09:00:00+01:00");
	assert_int_equal(civil_today(CIVIL_ZONE), civil_day(2026, 11, 19));
	house_close(&h);
	/* The machine's, too. */
	house_open(&h, false);
	unsetenv("ETAPE_NOW");
	OK(init_reference(h.db, share, &err));
	OK(init_demo(h.db, share, &err));
	assert_null(getenv("ETAPE_NOW"));
	assert_in_range(time(NULL) - civil_now() / 1000, 0, 2);
	house_close(&h);
	free(share);
}

static void say(void *arg, const char *line)
{
	(void)arg;
	fail_msg("%s", line);
}

static void the_result_is_sound_and_quick(void **state)
{
	struct timespec a, b;

	(void)state;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &a);
	open_at("2026-11-19T09:00:00+01:00");
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &b);
	OK(db_check(h.db, say, NULL, &err));
	/* Under sanitizers; as people get it, it is under a second. */
	assert_true(b.tv_sec - a.tv_sec < 8);
	house_close(&h);
}

static void missing_share_files_are_said(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	house_open(&h, false);
	assert_false(init_reference(h.db, "/nowhere", &err));
	assert_non_null(strstr(err.message, "/nowhere/data/communes.csv"));
	assert_false(change_is_open(h.db));
	house_close(&h);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			the_reference_is_whole_and_one_change, open_reference, close_house),
		cmocka_unit_test_setup_teardown(
			documented_rencontres_are_as_they_are_known, open_demo, close_house),
		cmocka_unit_test_setup_teardown(
			one_rencontre_is_today_and_three_are_coming, open_demo, close_house),
		cmocka_unit_test_setup_teardown(
			past_checkins_are_of_their_day, open_demo, close_house),
		cmocka_unit_test_setup_teardown(
			the_network_has_its_people, open_demo, close_house),
		cmocka_unit_test(any_day_makes_a_demo_network),
		cmocka_unit_test(the_past_that_is_told_leaves_the_clock_alone),
		cmocka_unit_test(the_result_is_sound_and_quick),
		cmocka_unit_test(missing_share_files_are_said),
	};

	return cmocka_run_group_tests_name("init", tests, NULL, NULL);
}
