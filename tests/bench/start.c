/* Start to first full frame, its bytes, silence when idle, memory at rest. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>

#include "support/check.h"

#define STARTS	 61
#define QUIET_MS 60

/* Milliseconds from the fork to the last byte of the first frame. */
static double start_once(const struct sandbox *s, const char *const argv[], size_t *bytes)
{
	struct terminal_options o = { .home = s->dir, .db = s->db, .blind = true };
	struct terminal *t = terminal_new(&o, argv);
	double ms;

	/* Nothing is sent when idle, so that silence is the end of the frame. */
	bench_settle(t, QUIET_MS);
	ms = (double)(terminal_last_byte(t) - terminal_started(t)) / 1e6;
	*bytes = terminal_bytes(t);
	terminal_free(&t);
	return ms;
}

static void start_idle(const struct sandbox *s)
{
	struct terminal *t = sandbox_open(s, NULL, NULL);
	size_t before;
	long private_kib;
	long rss;

	bench_settle(t, 500);
	before = terminal_bytes(t);
	rss = bench_resident(terminal_pid(t), &private_kib);
	terminal_wait_quiet(t, 5000);
	bench_line("memory at rest", (double)rss / 1024, 10, 0, "MB");
	bench_line("  of it the program's own", (double)private_kib / 1024, 0, 0, "MB");
	bench_line("bytes sent in 5 s of idling", (double)(terminal_bytes(t) - before), 0.5, 0,
		"B");
	terminal_free(&t);
}

void bench_start(void)
{
	struct series etape = { 0 };
	struct series empty = { 0 };
	struct sandbox s;
	size_t bytes = 0;
	size_t bytes_empty = 0;
	const char *beside = getenv("BENCH_EMPTY");
	double base;

	bench_say("start");
	sandbox_demo(&s);
	/* In turn, so that both see the same machine; the first of each warms the caches. */
	for (int i = 0; i < STARTS; i++) {
		double a = start_once(
			&s, (const char *const[]){ beside, s.db, NULL }, &bytes_empty);
		double b = start_once(
			&s, (const char *const[]){ sandbox_program(), NULL }, &bytes);

		if (!i)
			continue;
		series_add(&empty, a);
		series_add(&etape, b);
	}
	base = series_percentile(&empty, 50);
	bench_line("start to first full frame, median", series_percentile(&etape, 50), 2 * base,
		base, "ms");
	bench_line("start to first full frame, 95th percentile", series_percentile(&etape, 95),
		0, series_percentile(&empty, 95), "ms");
	bench_line("bytes of the first frame", (double)bytes, 0, (double)bytes_empty, "B");
	start_idle(&s);
	series_release(&etape);
	series_release(&empty);
	sandbox_release(&s);
}
