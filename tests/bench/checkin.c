/*
 * One check-in with its journal entry, in this process as the desk makes it,
 * beside the least that is as durable: one row, one commit, WAL, FULL.
 */
#include "bench.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "etape/checkin.h"
#include "etape/db.h"
#include "etape/event.h"
#include "etape/registration.h"
#include "support/check.h"
#include "support/desk.h"

#define PAIRS 400

static void must(bool ok, const char *what, const struct err *err)
{
	if (ok)
		return;
	fprintf(stderr, "bench: %s: %s\n", what, err ? err->message : "");
	exit(1);
}

static sqlite3 *bare_open(const struct sandbox *s, sqlite3_stmt **insert)
{
	sqlite3 *db = NULL;
	char path[4096];

	snprintf(path, sizeof(path), "%s/bare.db", s->dir);
	must(sqlite3_open(path, &db) == SQLITE_OK &&
			sqlite3_exec(db,
				"PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
				"CREATE TABLE fact(id INTEGER PRIMARY KEY, what TEXT, at "
				"INTEGER)",
				NULL, NULL, NULL) == SQLITE_OK &&
			sqlite3_prepare_v2(db,
				"INSERT INTO fact(what, at) VALUES('in', 1234567890)", -1,
				insert, NULL) == SQLITE_OK,
		"bare database", NULL);
	return db;
}

static double bare_once(sqlite3 *db, sqlite3_stmt *insert)
{
	int64_t began = terminal_clock();

	must(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK &&
			sqlite3_step(insert) == SQLITE_DONE &&
			sqlite3_reset(insert) == SQLITE_OK &&
			sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK,
		"bare commit", NULL);
	return (double)(terminal_clock() - began) / 1e6;
}

/* Codes of those awaited today, in turn: nobody is checked in hundreds of times. */
struct awaited {
	char code[DESK_PEOPLE][CODE_LENGTH + 1];
	size_t n;
};

static bool await_one(void *arg, const struct registration_row *row)
{
	struct awaited *awaited = arg;

	if (!*row->present && !*row->sessions)
		snprintf(awaited->code[awaited->n++], CODE_LENGTH + 1, "%s", row->code);
	return awaited->n < DESK_PEOPLE;
}

static void await_all(struct db *db, int64_t event, struct awaited *awaited)
{
	struct registration_filter filter = REGISTRATION_FILTER_ALL;
	struct err err = ERR_INIT;

	filter.event = event;
	filter.status = REGISTRATION_REGISTERED;
	must(registration_list(db, &filter, await_one, awaited, &err) && awaited->n > 0,
		"nobody is awaited", &err);
}

/* Checks the person in (timed), once more (refused and recorded: timed), and out of the way again
 * (not timed). */
static double checkin_once(struct db *db, const struct checkin_query *q, struct series *refusals)
{
	struct checkin_answer a;
	struct err err = ERR_INIT;
	int64_t began;
	int64_t took;

	checkin_answer_init(&a);
	began = terminal_clock();
	must(checkin_do(db, q, &a, &err), "check-in", &err);
	took = terminal_clock() - began;
	must(a.result == CHECKIN_OK, "check-in: not ok", NULL);
	began = terminal_clock();
	must(checkin_do(db, q, &a, &err), "second check-in", &err);
	series_add(refusals, (double)(terminal_clock() - began) / 1e6);
	must(a.result == CHECKIN_ALREADY, "second check-in: not already", NULL);
	must(checkin_undo(db, q, &a, &err), "undo", &err);
	checkin_answer_release(&a);
	return (double)took / 1e6;
}

void bench_checkin(void)
{
	struct checkin_query q = { .session = 1 };
	struct awaited awaited = { .n = 0 };
	struct series checkins = { 0 };
	struct series commits = { 0 };
	struct series refusals = { 0 };
	struct err err = ERR_INIT;
	struct db *db = NULL;
	struct sandbox s;
	sqlite3_stmt *insert = NULL;
	sqlite3 *bare;
	double base;

	bench_say("check-in");
	sandbox_demo(&s);
	bare = bare_open(&s, &insert);
	must(db_open(&db,
		     &(struct db_options){
			     .path = s.db, .author = "bench", .role = ROLE_ACCUEIL },
		     &err),
		"database", &err);
	must(event_resolve(db, TODAY, &q.event, &err), "event", &err);
	await_all(db, q.event, &awaited);
	for (size_t i = 0; i < PAIRS; i++) {
		q.text = awaited.code[i % awaited.n];
		series_add(&commits, bare_once(bare, insert));
		series_add(&checkins, checkin_once(db, &q, &refusals));
	}
	base = series_percentile(&commits, 50);
	bench_line("one check-in, median", series_percentile(&checkins, 50), 1.5 * base, base,
		"ms");
	bench_line("one check-in, 95th percentile", series_percentile(&checkins, 95), 0,
		series_percentile(&commits, 95), "ms");
	bench_line("one refusal, recorded, median", series_percentile(&refusals, 50), 1.5 * base,
		base, "ms");
	db_close(&db);
	sqlite3_finalize(insert);
	sqlite3_close(bare);
	series_release(&checkins);
	series_release(&commits);
	series_release(&refusals);
	sandbox_release(&s);
}
