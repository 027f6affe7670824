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
	struct terminal_options o = { .blind = true };
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
	bench_line(name, series_percentile(&times, 50), 0, 0, "ms");
	series_release(&bytes);
	series_release(&times);
	terminal_free(&t);
}

void bench_keys(void)
{
	static const struct moves all[] = {
		{ "one row down the directory", "<F5>", "<Down>", NULL, 200 },
		{ "one row down and up the list of cités", "<Tab>", "<Down>", "<Up>", 600 },
		{ "one cité on the map", "", "<Right>", "<Left>", 600 },
		{ "one day in the agenda", "<F2>", "<Right>", NULL, 0 },
		{ "one letter at the desk", "<F3>", "d", "<BS>", 600 },
		{ "one letter in the finder", "<C-k>", "m", "<BS>", 0 },
	};
	struct sandbox s;

	bench_say("keys");
	sandbox_demo(&s);
	for (size_t i = 0; i < sizeof(all) / sizeof(all[0]); i++)
		measure(&s, &all[i]);
	sandbox_release(&s);
}
