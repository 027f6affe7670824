/* What a key costs on the line: bytes to the terminal, and time to the last of them. */
#include "bench.h"

#include <stdio.h>
#include <string.h>

#include "support/check.h"

#define MOVES	 40
#define QUIET_MS 25

struct moves {
	const char *name; /* in the table */
	const char *open; /* keys from the start to where it is measured */
	const char *key;  /* measured … */
	const char *back; /* … and the way back when not NULL, not measured */
	double limit;	  /* of bytes, 0: none */
	int rows;	  /* of the window; 0: 24 of 80 columns */
	int cols;
	double limit_ms; /* of the time, 0: none */
};

/* Sends a key; bytes that came for it, *ms to the last of them. */
static double key_cost(struct terminal *t, const char *key, double *ms)
{
	size_t before = terminal_bytes(t);
	int64_t began = terminal_clock();

	terminal_type(t, key);
	terminal_wait_quiet(t, QUIET_MS);
	*ms = terminal_bytes(t) > before ? (double)(terminal_last_byte(t) - began) / 1e6 : 0;
	return (double)(terminal_bytes(t) - before);
}

static void measure(const struct sandbox *s, const struct moves *m)
{
	struct terminal_options o = { .blind = true, .rows = m->rows, .cols = m->cols };
	struct terminal *t = sandbox_open(s, &o, NULL);
	struct series bytes = { 0 };
	struct series times = { 0 };
	char name[80];
	double ms;

	bench_settle(t, 200);
	terminal_type(t, m->open);
	terminal_wait_quiet(t, 200);
	for (int i = 0; i < MOVES; i++) {
		series_add(&bytes, key_cost(t, m->key, &ms));
		series_add(&times, ms);
		if (m->back)
			key_cost(t, m->back, &ms);
	}
	snprintf(name, sizeof(name), "%s, median", m->name);
	bench_line(name, series_percentile(&bytes, 50), m->limit, 0, "B");
	snprintf(name, sizeof(name), "%s, median time", m->name);
	bench_line(name, series_percentile(&times, 50), m->limit_ms, 0, "ms");
	series_release(&bytes);
	series_release(&times);
	terminal_free(&t);
}

void bench_keys(void)
{
	static const struct moves all[] = {
		{ .name = "one row down the directory", .open = "<F5>", .key = "<Down>", .limit = 200 },
		{ .name = "one row down and up the list of cités", .open = "<Tab>", .key = "<Down>", .back = "<Up>", .limit = 600 },
		{ .name = "one cité on the map", .open = "", .key = "<Right>", .back = "<Left>", .limit = 600 },
		{ .name = "one cité on the map of 200×60", .open = "", .key = "<Right>", .back = "<Left>",
			.limit = 600, .rows = 60, .cols = 200 },
		{ .name = "the map drawn anew at 200×60", .open = "<F2>", .key = "<F1>", .back = "<F2>",
			.rows = 60, .cols = 200, .limit_ms = 3 },
		{ .name = "one day in the agenda", .open = "<F2>", .key = "<Right>" },
		{ .name = "one letter at the desk", .open = "<F3>", .key = "d", .back = "<BS>", .limit = 600 },
		{ .name = "one letter in the finder", .open = "<C-k>", .key = "m", .back = "<BS>" },
	};
	struct sandbox s;

	bench_say("keys");
	sandbox_demo(&s);
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		measure(&s, &all[i]);
	sandbox_release(&s);
}
