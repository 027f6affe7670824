/*
 * Fees: a rencontre of 2,000 registrations decided anew, with the reasons and without, and a year of
 * 20,000 of them; the same by a tariff whose free places go by order of registration, with a price for
 * those who registered early.
 */
#include "bench.h"

#include <sqlite3.h>

#include "etape/db.h"
#include "etape/fees.h"
#include "support/check.h"

#define PEOPLE	5000
#define ROUNDS	15
#define YEARLY	20000
#define LARGEST 2000

/* Written straight into the database, as many.c does: the first rencontre of 2015 has 2,000 people, 90
 * others have 200 each; three in four came, to one of two half-days, and one in nine has paid. */
static void fill(const struct sandbox *s)
{
	static const char sql[] =
		"BEGIN;"
		"CREATE TEMP TABLE who AS SELECT row_number() OVER (ORDER BY id) - 1 AS n, id FROM person;"
		"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 90),"
		" d(i, day) AS (SELECT i, date('2015-01-01', '+' || (i * 4) || ' days') FROM n)"
		" INSERT INTO event (id, code, kind, title, starts, precision, first_day, last_day, status)"
		" SELECT 7000000000000000 + i * 1000, 'f-' || i, 'etape', 'Rencontre ' || i, day, 'day', day, day,"
		" 'closed' FROM d;"
		"INSERT INTO session (id, event, no, day, part, starts, ends)"
		" SELECT e.id + p.no, e.id, p.no, e.first_day, p.part, p.starts, p.ends FROM event e,"
		" (SELECT 1 AS no, 'morning' AS part, 570 AS starts, 750 AS ends"
		" UNION ALL SELECT 2, 'afternoon', 810, 1020) p WHERE e.code LIKE 'f-%';"
		"INSERT INTO registration (id, code, event, person, status, created_at)"
		" SELECT e.id * 10 + w.n + 1, 'F' || e.id || '-' || w.n, e.id, w.id, 'registered', 1420070400000 + w.n"
		" FROM event e JOIN who w ON w.n < CASE e.code WHEN 'f-0' THEN 2000 ELSE 200 END"
		" WHERE e.code LIKE 'f-%';"
		"INSERT INTO checkin (id, registration, session, kind, at, desk, author)"
		" SELECT r.id + 5000, r.id, r.event + 1 + r.id % 2, 'in', 1420070400000, 'a', 'b' FROM registration r"
		" WHERE r.code LIKE 'F7%' AND r.id % 4;"
		"INSERT INTO payment (id, registration, cents, means, day, at, desk, author)"
		" SELECT r.id, r.id, 15000, 'cheque', '2015-12-31', 1420070400000, 'a', 'b' FROM registration r"
		" WHERE r.code LIKE 'F7%' AND r.id % 9 = 0;"
		"COMMIT; ANALYZE;";
	sqlite3 *db = NULL;

	if (sqlite3_open(s->db, &db) != SQLITE_OK || sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("filling: %s", sqlite3_errmsg(db));
	sqlite3_close(db);
}

/* Two places free for each member, and a price for those who registered a month before. */
static void give_places(const struct sandbox *s)
{
	static const char sql[] =
		"BEGIN; DELETE FROM fee_rule;"
		"INSERT INTO fee_rule (id, tariff, rank, state, member, early_days, cents, free_places)"
		" SELECT t.id * 10 + r.column1, t.id, r.column1, r.column2, r.column3, r.column4, r.column5, r.column6"
		" FROM tariff t, (VALUES (1, 1, NULL, NULL, 0, NULL), (2, NULL, 1, NULL, 0, 2),"
		" (3, NULL, 1, NULL, 5000, NULL), (4, NULL, NULL, 30, 10000, NULL), (5, NULL, NULL, NULL, 15000, NULL)) r;"
		"UPDATE registration SET created_at = created_at - (id % 90) * 86400000 WHERE code LIKE 'F7%';"
		"INSERT INTO membership (id, structure) SELECT id, id FROM structure s WHERE id % 3 AND NOT EXISTS"
		" (SELECT 1 FROM membership m WHERE m.structure = s.id);"
		"COMMIT";
	sqlite3 *db = NULL;

	if (sqlite3_open(s->db, &db) != SQLITE_OK || sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("places: %s", sqlite3_errmsg(db));
	sqlite3_close(db);
}

static bool one_fee(void *arg, const struct fee_row *row)
{
	(void)row;
	++*(int *)arg;
	return true;
}

static void expect(bool ok, const struct err *err, int rows, int wanted)
{
	if (!ok)
		fail_msg("%s", err->message);
	if (rows != wanted)
		fail_msg("%d fees instead of %d", rows, wanted);
}

static void of_event(struct db *db, bool brief, const char *name)
{
	const struct fees_query q = { .event = 7000000000000000, .brief = brief };
	struct series ms = { 0 };
	struct err err = ERR_INIT;

	for (int i = 0; i < ROUNDS; i++) {
		const int64_t began = terminal_clock();
		int rows = 0;

		const bool ok = fees_ask(db, &q, one_fee, &rows, &err);

		expect(ok, &err, rows, LARGEST);
		series_add(&ms, (double)(terminal_clock() - began) / 1e6);
	}
	bench_line(name, series_percentile(&ms, 50), 20, 0, "ms");
	series_release(&ms);
}

static void of_year(struct db *db, bool brief, const char *name)
{
	struct series ms = { 0 };
	struct err err = ERR_INIT;
	day_t from, to;

	civil_parse_iso("2015-01-01", &from);
	civil_parse_iso("2015-12-31", &to);
	for (int i = 0; i < ROUNDS; i++) {
		const int64_t began = terminal_clock();
		int rows = 0;

		const bool ok = fees_of_period(db, from, to, brief, one_fee, &rows, &err);

		expect(ok, &err, rows, YEARLY);
		series_add(&ms, (double)(terminal_clock() - began) / 1e6);
	}
	bench_line(name, series_percentile(&ms, 50), 200, 0, "ms");
	series_release(&ms);
}

void bench_fees(void)
{
	struct db_options o = { .author = "bench", .role = ROLE_COORDINATION };
	struct err err = ERR_INIT;
	struct db *db = NULL;
	struct sandbox s;

	sandbox_demo(&s);
	bench_say("fees: adding 5,000 people and 20,000 registrations");
	bench_many(&s, PEOPLE);
	fill(&s);
	bench_say("fees");
	o.path = s.db;
	if (!db_open(&db, &o, &err))
		fail_msg("%s", err.message);
	of_event(db, false, "fees of 2,000 registrations, with the reasons");
	of_event(db, true, "fees of 2,000 registrations");
	of_year(db, false, "fees of a year of 20,000, with the reasons");
	of_year(db, true, "fees of a year of 20,000");
	db_close(&db);
	give_places(&s);
	if (!db_open(&db, &o, &err))
		fail_msg("%s", err.message);
	of_event(db, false, "free places, early: 2,000, with the reasons");
	of_event(db, true, "free places, early prices: 2,000");
	of_year(db, false, "free places, early: a year, with the reasons");
	of_year(db, true, "free places, early prices: a year of 20,000");
	db_close(&db);
	sandbox_release(&s);
}
