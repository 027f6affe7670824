/*
 * The directory (screen 5) and the finder at size: opened, scrolled, filtered by each letter, at
 * 100,000 people and at a million.
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "etape/db.h"
#include "etape/duplicate.h"
#include "support/check.h"

#define MANY	 100000
#define MILLION	 1000000
#define QUIET_MS 40
#define OPENINGS 25
#define PAGES	 40

/* What people look for: names and their beginnings, two words, a function, a town, a slip of the
 * finger, a telephone, an address. */
static const char *const looked_for[] = { "dupre", "maub", "martile", "bernard", "mart ines",
	"ville", "direct", "lille", "vanho", "claire d", "berndar", "0612", "p123", "x" };
#define LOOKED_FOR (sizeof(looked_for) / sizeof(*(looked_for)))

/* Types keys; ms to the last byte that came for them, 0 for none. */
static double cost(struct terminal *t, const char *keys)
{
	size_t before = terminal_bytes(t);
	int64_t began = terminal_clock();

	terminal_type(t, keys);
	terminal_wait_quiet(t, QUIET_MS);
	return terminal_bytes(t) > before ? (double)(terminal_last_byte(t) - began) / 1e6 : 0;
}

static struct terminal *opened(const struct sandbox *s)
{
	struct terminal_options o = { .blind = true };
	struct terminal *t = sandbox_open(s, &o, NULL);

	bench_settle(t, 200);
	return t;
}

static void line(const char *what, const char *size, const char *of, struct series *ms, double p,
	double limit)
{
	char name[80];

	snprintf(name, sizeof(name), "%s%s, %s", what, size, of);
	bench_line(name, series_percentile(ms, p), limit, 0, "ms");
}

/* The first time in a run of the program, which reads what it shows: it is a new run each time. */
static void opening(const struct sandbox *s, const char *size, double limit)
{
	struct series ms = { 0 };

	for (int i = 0; i < OPENINGS; i++) {
		struct terminal *t = opened(s);

		series_add(&ms, cost(t, "<F5>"));
		terminal_free(&t);
	}
	line("opening the directory", size, "median", &ms, 50, limit);
	series_release(&ms);
}

static void scrolling(struct terminal *t, const char *size, double limit)
{
	struct series ms = { 0 };
	struct series ends = { 0 };

	for (int i = 0; i < PAGES; i++)
		series_add(&ms, cost(t, "<PgDn>"));
	series_add(&ends, cost(t, "<End>"));
	for (int i = 0; i < PAGES; i++)
		series_add(&ms, cost(t, "<PgUp>"));
	series_add(&ends, cost(t, "<Home>"));
	line("a page of the directory", size, "95th perc.", &ms, 95, limit);
	line("to its end and back", size, "worst", &ends, 100, 0);
	series_release(&ms);
	series_release(&ends);
}

static void filtering(struct terminal *t, const char *size, int rounds, double limit)
{
	struct series ms = { 0 };

	terminal_type(t, "/");
	terminal_wait_quiet(t, QUIET_MS);
	for (int i = 0; i < rounds; i++)
		bench_type(t, looked_for, LOOKED_FOR, &ms, NULL);
	line("a letter of the filter", size, "median", &ms, 50, 0);
	line("a letter of the filter", size, "95th perc.", &ms, 95, limit);
	line("a letter of the filter", size, "worst", &ms, 100, 0);
	series_release(&ms);
	terminal_type(t, "<Esc>");
	terminal_wait_quiet(t, 200);
}

static void finding(struct terminal *t, const char *size, int rounds, double limit)
{
	struct series ms = { 0 };

	terminal_type(t, "<C-k>");
	terminal_wait_quiet(t, QUIET_MS);
	for (int i = 0; i < rounds; i++)
		bench_type(t, looked_for, LOOKED_FOR, &ms, NULL);
	line("a letter of the finder", size, "median", &ms, 50, 0);
	line("a letter of the finder", size, "95th perc.", &ms, 95, limit);
	line("a letter of the finder", size, "worst", &ms, 100, 0);
	series_release(&ms);
	terminal_type(t, "<Esc>");
	terminal_wait_quiet(t, 200);
}

/* --- a text typed over criteria ---------------------------------------------------------------- */

struct condition {
	const char *criteria[3]; /* as they are typed to be chosen */
	const char *said[3];	 /* in the heading, then */
	const char *text;
};

/* Ms from the key that chooses to the screen that shows who passes. */
static double choose(struct terminal *t, const char *criterion, const char *said)
{
	double ms;

	terminal_type(t, "f");
	assert_shows(t, "Ne montrer que");
	terminal_type(t, criterion);
	terminal_wait_quiet(t, QUIET_MS);
	ms = cost(t, "<Enter>");
	assert_gone(t, "Ne montrer que");
	assert_row_shows(t, 1, said);
	return ms;
}

static void over_criteria(const struct sandbox *s, const char *size, double limit)
{
	static const struct condition conditions[] = {
		{ { "commune" }, { "· commune" }, "mar" },
		{ { "nord (59" }, { "· Nord" }, "claire" },
		{ { "cpo" }, { "· CPO" }, "a" },
		{ { "intercommunal", "nord (59" }, { "· ", "· Nord" }, "dir" },
		{ { "sans téléphone" }, { "· sans téléphone" }, "du" },
		{ { "jamais" }, { "jamais venu" }, "mart" },
	};
	struct terminal *t = sandbox_open(s, &(struct terminal_options){ 0 }, NULL);
	struct series letters = { 0 };
	struct series criteria = { 0 };

	bench_settle(t, 200);
	terminal_type(t, "<F5>");
	assert_row_shows(t, 1, "personnes");
	for (int round = 0; round < 4; round++)
		for (size_t i = 0; i < sizeof(conditions) / sizeof(conditions[0]); i++) {
			const struct condition *c = &conditions[i];

			for (int k = 0; k < 3 && c->criteria[k]; k++)
				series_add(&criteria, choose(t, c->criteria[k], c->said[k]));
			terminal_type(t, "/");
			terminal_wait_quiet(t, QUIET_MS);
			bench_type(t, &c->text, 1, &letters, NULL);
			terminal_type(t, "<Esc>");
			terminal_wait_quiet(t, 200);
			terminal_type(t, "<Esc>");
			assert_until(t, !strstr(terminal_row(t, 1), " · "));
		}
	line("a criterion chosen", size, "median", &criteria, 50, 0);
	line("a criterion chosen", size, "worst", &criteria, 100, 0);
	line("a letter over criteria", size, "95th perc.", &letters, 95, limit);
	series_release(&letters);
	series_release(&criteria);
	terminal_free(&t);
}

static struct db *reader(const struct sandbox *s)
{
	struct db_options o = { .path = s->db, .author = "bench", .role = ROLE_COORDINATION };
	struct err err = ERR_INIT;
	struct db *db = NULL;

	if (!db_open(&db, &o, &err))
		fail_msg("%s", err.message);
	return db;
}

static bool one_pair(void *arg, const struct duplicate_row *row)
{
	(void)arg;
	(void)row;
	return true;
}

static void duplicates(const struct sandbox *s, const char *size)
{
	struct err err = ERR_INIT;
	struct series ms = { 0 };
	struct db *db = reader(s);
	size_t total;

	for (int i = 0; i < 3; i++) {
		int64_t began = terminal_clock();

		if (!duplicate_list(db, 200, one_pair, NULL, &total, &err))
			fail_msg("%s", err.message);
		series_add(&ms, (double)(terminal_clock() - began) / 1e6);
	}
	line("the probable duplicates", size, "median", &ms, 50, 0);
	series_release(&ms);
	db_close(&db);
}

/* --- memory ------------------------------------------------------------------------------------ */

/* The program's own (its private pages, not those of libraries) in MB after screen 5 was opened,
 * scrolled to its end and filtered and somebody was looked for. */
static double memory_after_use(const struct sandbox *s)
{
	struct terminal *t = opened(s);
	struct series ms = { 0 };
	long private_kib;

	cost(t, "<F5>");
	for (int i = 0; i < 10; i++)
		cost(t, "<PgDn>");
	cost(t, "<End>");
	cost(t, "<PgUp>");
	cost(t, "/");
	bench_type(t, looked_for, LOOKED_FOR, &ms, NULL);
	cost(t, "<Esc>");
	cost(t, "<C-k>");
	bench_type(t, looked_for, LOOKED_FOR, &ms, NULL);
	cost(t, "<Esc>");
	bench_resident(terminal_pid(t), &private_kib);
	terminal_free(&t);
	series_release(&ms);
	return (double)private_kib / 1024;
}

static void memory(const struct sandbox *s, const char *size, double demo, double limit)
{
	double used = memory_after_use(s);
	char name[80];

	snprintf(name, sizeof(name), "memory of its own after use%s", size);
	bench_line(name, used, 0, demo, "MB");
	bench_line("  more than with the demo network", used - demo, limit, 0, "MB");
}

/* --- the parts --------------------------------------------------------------------------------- */

void bench_directory(void)
{
	static const char size[] = " of 100,000";
	struct terminal *t;
	struct sandbox s;
	double demo;

	sandbox_demo(&s);
	bench_say("directory: memory with the demo network");
	demo = memory_after_use(&s);
	bench_say("directory: adding 100,000 people");
	bench_many(&s, MANY);
	bench_say("directory");
	opening(&s, size, 10);
	t = opened(&s);
	cost(t, "<F5>");
	scrolling(t, size, 2);
	filtering(t, size, 4, 2);
	terminal_free(&t);
	over_criteria(&s, size, 2);
	duplicates(&s, size);
	memory(&s, size, demo, 4);
	bench_erasing(&s, "p50000@example.org", size);
	sandbox_release(&s);
}

void bench_million(void)
{
	static const char size[] = " of a million";
	struct terminal *t;
	struct sandbox s;

	sandbox_demo(&s);
	bench_say("million: adding a million people (a minute)");
	bench_many(&s, MILLION);
	bench_say("million");
	opening(&s, size, 0);
	t = opened(&s);
	cost(t, "<F5>");
	scrolling(t, size, 0);
	finding(t, size, 3, 5);
	filtering(t, size, 3, 5);
	terminal_free(&t);
	over_criteria(&s, size, 5);
	sandbox_release(&s);
}
