/*
 * The desk's screen when 2,000 are registered and 100,000 known: a letter, a check-in, and a
 * scanner's burst, in time and in bytes.
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "etape/counters.h"
#include "etape/db.h"
#include "etape/event.h"
#include "support/check.h"
#include "support/crowd.h"
#include "support/desk.h"

#define REGISTERED 2000
#define BURST	   100
#define CHECKINS   40
#define CODE_ROOM  16
#define QUIET_MS   25

/* Codes of the crowd, awaited today. */
struct codes {
	char code[REGISTERED][CODE_ROOM];
	size_t n;
};

static void codes_read(const struct sandbox *s, struct codes *codes)
{
	struct outcome o;

	codes->n = 0;
	sandbox_etape(s, &o, "export", "registrations", "--event", TODAY, "--format", "csv");
	for (const char *line = strchr(o.out, '\n'); line && line[1];
		line = strchr(line + 1, '\n')) {
		size_t len = strcspn(line + 1, ",");
		const char *crowd = strstr(line + 1, ",foule");

		if (crowd && crowd < line + 1 + strcspn(line + 1, "\n") &&
			codes->n < REGISTERED && len < CODE_ROOM)
			snprintf(codes->code[codes->n++], CODE_ROOM, "%.*s", (int)len, line + 1);
	}
	outcome_release(&o);
	if (codes->n < REGISTERED)
		fail_msg("only %zu are registered", codes->n);
}

/* Types keys; bytes that came for them and the ms to the last one. */
static void costs(struct terminal *t, const char *keys, struct series *bytes, struct series *ms)
{
	size_t before = terminal_bytes(t);
	int64_t began = terminal_clock();

	terminal_type(t, keys);
	terminal_wait_quiet(t, QUIET_MS);
	series_add(bytes, (double)(terminal_bytes(t) - before));
	if (terminal_bytes(t) > before)
		series_add(ms, (double)(terminal_last_byte(t) - began) / 1e6);
}

static void letters(struct terminal *t)
{
	static const char *const words[] = { "dupre", "maub", "lemar", "bernard", "x", "ducour",
		"vanho", "claire", "creil", "prefet", "jean pierre", "tidelb" };
	struct series bytes = { 0 };
	struct series ms = { 0 };

	for (int round = 0; round < 4; round++)
		for (size_t w = 0; w < sizeof(words) / sizeof(words[0]); w++) {
			for (const char *p = words[w]; *p; p++)
				costs(t, (const char[]){ *p, '\0' }, &bytes, &ms);
			terminal_type(t, "<Esc>");
			terminal_wait_quiet(t, 100);
		}
	bench_line("a letter at the desk, 2,000 of 100,000, median", series_percentile(&ms, 50),
		0, 0, "ms");
	bench_line("a letter at the desk, 95th percentile", series_percentile(&ms, 95), 2, 0,
		"ms");
	bench_line("a letter at the desk, worst", series_percentile(&ms, 100), 0, 0, "ms");
	bench_line("a letter at the desk, bytes, 95th percentile", series_percentile(&bytes, 95),
		600, 0, "B");
	bench_line("a letter at the desk, bytes, worst", series_percentile(&bytes, 100), 0, 0,
		"B");
	series_release(&bytes);
	series_release(&ms);
}

/* A person found by typing (not timed), then Enter: to the last byte of the answer. */
static void checkins(const struct sandbox *s, struct terminal *t, const struct codes *codes)
{
	size_t before = desk_count(s, "in", NULL);
	struct series bytes = { 0 };
	struct series ms = { 0 };

	for (int i = 0; i < CHECKINS; i++) {
		/* By hand, as a person types: a scanner's pace would check in by itself. */
		for (const char *p = codes->code[BURST + i]; *p; p++) {
			terminal_type(t, (const char[]){ *p, '\0' });
			terminal_wait_quiet(t, QUIET_MS);
		}
		terminal_wait_quiet(t, 100);
		costs(t, "<Enter>", &bytes, &ms);
	}
	if (desk_count(s, "in", NULL) != before + CHECKINS)
		fail_msg("not everybody was checked in");
	bench_line("a check-in at the desk, Enter to last byte", series_percentile(&ms, 50), 0, 0,
		"ms");
	bench_line("a check-in at the desk, 95th percentile", series_percentile(&ms, 95), 0, 0,
		"ms");
	bench_line("a check-in at the desk, bytes, 95th percentile",
		series_percentile(&bytes, 95), 1200, 0, "B");
	bench_line("a check-in at the desk, bytes, worst", series_percentile(&bytes, 100), 0, 0,
		"B");
	series_release(&bytes);
	series_release(&ms);
}

/* The list of everybody: opened, and one row down; from the desk each time. */
static void roster(struct terminal *t)
{
	struct series bytes = { 0 };
	struct series ms = { 0 };
	struct series move = { 0 };
	struct series moved = { 0 };

	for (int i = 0; i < 20; i++) {
		size_t before = terminal_bytes(t);
		int64_t began = terminal_clock();

		terminal_type(t, "<C-t>");
		while (terminal_bytes(t) == before && terminal_pump(t, terminal_deadline()))
			;
		terminal_wait_quiet(t, QUIET_MS);
		series_add(&ms, (double)(terminal_last_byte(t) - began) / 1e6);
		series_add(&bytes, (double)(terminal_bytes(t) - before));
		for (int k = 0; k < 5; k++)
			costs(t, "<Down>", &moved, &move);
		terminal_type(t, "<Esc>");
		terminal_wait_quiet(t, 100);
	}
	bench_line("opening the list of 2,000, median", series_percentile(&ms, 50), 0, 0, "ms");
	bench_line("opening the list, bytes", series_percentile(&bytes, 50), 0, 0, "B");
	bench_line("one row down in it, median", series_percentile(&move, 50), 0, 0, "ms");
	bench_line("one row down in it, bytes", series_percentile(&moved, 50), 200, 0, "B");
	series_release(&bytes);
	series_release(&ms);
	series_release(&move);
	series_release(&moved);
}

static void burst(const struct sandbox *s, struct terminal *t, const struct codes *codes)
{
	size_t before = desk_count(s, "in", NULL);
	size_t bytes = terminal_bytes(t);
	char scan[BURST * CODE_ROOM];
	size_t n = 0;
	int64_t began;

	for (int i = 0; i < BURST; i++)
		n += (size_t)snprintf(scan + n, sizeof(scan) - n, "%s\r", codes->code[i]);
	began = terminal_clock();
	terminal_send(t, scan, n);
	terminal_wait_quiet(t, 500);
	bench_line("a burst of 100 scanned codes, each",
		(double)(terminal_last_byte(t) - began) / 1e6 / BURST, 0, 0, "ms");
	bench_line("a burst of 100 scanned codes, bytes each",
		(double)(terminal_bytes(t) - bytes) / BURST, 0, 0, "B");
	bench_line("codes of the burst that were lost",
		(double)(BURST - (desk_count(s, "in", NULL) - before)), 0, 0, "");
}

/* --- what the screen asks of the store, in this process ----------------------------- */

struct asked {
	struct db *db;
	int64_t event;
};

static bool ask_counters(const struct asked *a, struct err *err)
{
	struct counters c;

	return counters_get(a->db, a->event, 1, &c, err);
}

static bool ask_owed(const struct asked *a, struct err *err)
{
	cents_t owed;

	return counters_owed(a->db, a->event, &owed, err);
}

static bool one_cite(void *arg, const struct counters_cite *c)
{
	(void)arg;
	return c != NULL;
}

static bool ask_cites(const struct asked *a, struct err *err)
{
	return counters_by_cite(a->db, a->event, 1, one_cite, NULL, err);
}

static bool one_slice(void *arg, const struct counters_slice *s)
{
	(void)arg;
	return s != NULL;
}

static bool ask_arrivals(const struct asked *a, struct err *err)
{
	return counters_arrivals(a->db, a->event, 1, one_slice, NULL, err);
}

static void counters(const struct sandbox *s)
{
	static const struct {
		const char *name;
		bool (*ask)(const struct asked *a, struct err *err);
	} all[] = {
		{ "counters of 2,000 registered", ask_counters },
		{ "what 2,000 registered still owe", ask_owed },
		{ "2,000 registered by cité", ask_cites },
		{ "their arrivals by ten minutes", ask_arrivals },
	};
	struct db_options o = { .path = s->db, .author = "bench", .role = ROLE_ACCUEIL };
	struct asked a = { .db = NULL };
	struct err err = ERR_INIT;

	if (!db_open(&a.db, &o, &err) || !event_resolve(a.db, TODAY, &a.event, &err))
		fail_msg("%s", err.message);
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++) {
		struct series ms = { 0 };

		for (int k = 0; k < 25; k++) {
			int64_t began = terminal_clock();

			if (!all[i].ask(&a, &err))
				fail_msg("%s", err.message);
			series_add(&ms, (double)(terminal_clock() - began) / 1e6);
		}
		bench_line(all[i].name, series_percentile(&ms, 50), 0, 0, "ms");
		series_release(&ms);
	}
	db_close(&a.db);
}

void bench_desk(void)
{
	static struct codes codes;
	struct terminal_options o = { .blind = true };
	struct terminal *t;
	struct sandbox s;

	bench_say("desk: importing 100,000 people, 2,000 of them registered");
	sandbox_demo(&s);
	bench_people(&s);
	crowd_register(&s, TODAY, REGISTERED);
	codes_read(&s, &codes);
	bench_say("desk");
	t = sandbox_open(&s, &o, NULL);
	bench_settle(t, 200);
	terminal_type(t, "<F3>");
	terminal_wait_quiet(t, 300);
	letters(t);
	checkins(&s, t, &codes);
	burst(&s, t, &codes);
	roster(t);
	terminal_free(&t);
	counters(&s);
	sandbox_release(&s);
}
