/* The calendar among 20,000 rencontres of thirty years: from month to month. */
#include "bench.h"

#include <sqlite3.h>
#include <stdio.h>

#include "support/check.h"

#define EVENTS	 20000
#define MOVES	 40
#define QUIET_MS 25
#define TEXT(n)	 #n
#define COUNT(n) TEXT(n)

/* Written straight into the demo network's database, as many.c does with people. Spread over 2011 to
 * 2041, some of two days, some known by their month; each with the sessions that it would have. */
static void fill(const struct sandbox *s)
{
	static const char sql[] =
		"BEGIN;"
		"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < " COUNT(EVENTS) "),"
		" d(i, day) AS (SELECT i, date('2011-01-01', '+' || (i * 7919 % 10957) || ' days') FROM n)"
		" INSERT INTO event (id, code, kind, title, starts, ends, precision, first_day, last_day, town,"
		" cite, status)"
		" SELECT 7000000000000000 + i * 1000, 'b-' || i,"
		" substr('cpo     workshopwebinar visit   ', 1 + i % 4 * 8, 8 - (i % 4 = 0) * 5 - (i % 4 = 2)"
		" - (i % 4 = 3) * 3), 'Rencontre numéro ' || i || ' du réseau des cités éducatives',"
		" CASE i % 50 WHEN 0 THEN substr(day, 1, 7) ELSE day || 'T09:30' END,"
		" CASE WHEN i % 50 AND i % 9 = 0 THEN date(day, '+1 day') END,"
		" CASE i % 50 WHEN 0 THEN 'month' ELSE 'day' END,"
		" CASE i % 50 WHEN 0 THEN date(day, 'start of month') ELSE day END,"
		" CASE WHEN i % 50 = 0 THEN date(day, 'start of month', '+1 month', '-1 day')"
		" WHEN i % 9 = 0 THEN date(day, '+1 day') ELSE day END,"
		" 'Lille', (SELECT min(id) FROM cite), 'announced' FROM d;"
		"INSERT INTO session (id, event, no, day, part, starts, ends)"
		" SELECT e.id + p.no, e.id, p.no, e.first_day, p.part, p.starts, p.ends FROM event e,"
		" (SELECT 1 AS no, 'morning' AS part, 570 AS starts, 750 AS ends"
		" UNION ALL SELECT 2, 'afternoon', 810, 1020) p"
		" WHERE e.code LIKE 'b-%' AND e.precision = 'day';"
		"COMMIT; ANALYZE;";
	sqlite3 *db = NULL;

	if (sqlite3_open(s->db, &db) != SQLITE_OK || sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("filling: %s", sqlite3_errmsg(db));
	sqlite3_close(db);
}

static void measure(const struct sandbox *s, const char *what, const char *open, const char *key,
	double limit_ms, double limit_bytes)
{
	const struct terminal_options o = { .blind = true };
	struct terminal *t = sandbox_open(s, &o, NULL);
	struct series bytes = { 0 }, times = { 0 };
	char name[80];

	bench_settle(t, 200);
	terminal_type(t, open);
	terminal_wait_quiet(t, 200);
	for (int i = 0; i < MOVES; i++) {
		const size_t before = terminal_bytes(t);
		const int64_t began = terminal_clock();

		terminal_type(t, key);
		terminal_wait_quiet(t, QUIET_MS);
		series_add(&bytes, (double)(terminal_bytes(t) - before));
		series_add(&times, (double)(terminal_last_byte(t) - began) / 1e6);
	}
	snprintf(name, sizeof name, "%s, median", what);
	bench_line(name, series_percentile(&bytes, 50), limit_bytes, 0, "B");
	snprintf(name, sizeof name, "%s, most", what);
	bench_line(name, series_percentile(&bytes, 100), limit_bytes, 0, "B");
	snprintf(name, sizeof name, "%s, median time", what);
	bench_line(name, series_percentile(&times, 50), limit_ms, 0, "ms");
	snprintf(name, sizeof name, "%s, longest time", what);
	bench_line(name, series_percentile(&times, 100), 0, 0, "ms");
	series_release(&bytes);
	series_release(&times);
	terminal_free(&t);
}

void bench_agenda(void)
{
	struct sandbox s;

	bench_say("agenda: 20,000 rencontres");
	sandbox_demo(&s);
	measure(&s, "one month on, the demo's rencontres", "<F2>", "<PgDn>", 2, 2000);
	fill(&s);
	measure(&s, "one month on, 20,000 rencontres", "<F2>", "<PgDn>", 2, 2000);
	measure(&s, "one month back, 20,000 rencontres", "<F2>", "<PgUp>", 2, 2000);
	measure(&s, "one year on, 20,000 rencontres", "<F2>v", "<PgDn>", 0, 0);
	measure(&s, "one day on, 20,000 rencontres", "<F2>", "<Right>", 2, 0);
	sandbox_release(&s);
}
