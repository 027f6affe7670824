/*
 * Eight desks, each a process of its own, on one file: 5,000 people between them, and then all
 * writing flat out for a fixed time, which shows whether the lock is shared fairly.
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>

#include "support/check.h"
#include "support/crowd.h"

#define PEOPLE	    5000
#define CONTESTED   200
#define FLAT_OUT_MS 4000
#define ROUNDS	    3

/* How long each try took, in ms; the waits for the lock are in it. */
static void waits(const struct crowd *crowd, struct series *s)
{
	for (int i = 0; i < CROWD_DESKS; i++)
		for (size_t k = 0; k < crowd->desk[i].n; k++)
			series_add(s, (double)crowd->desk[i].tries[k].took / 1e6);
}

static void everybody(void)
{
	const struct crowd_work work = { .contested = CONTESTED };
	struct series took = { 0 };
	struct crowd crowd;
	struct sandbox s;

	bench_say("crowd: 5,000 people at eight desks");
	sandbox_demo(&s);
	crowd_invite(&s, PEOPLE);
	crowd_run(&s, &work, &crowd);
	waits(&crowd, &took);
	bench_line("eight desks, 5,000 people: check-in, 95th perc.",
		series_percentile(&took, 95), 0, 0, "ms");
	bench_line("eight desks, 5,000 people: longest wait", series_percentile(&took, 100),
		1000, 0, "ms");
	series_release(&took);
	crowd_release(&crowd);
	sandbox_release(&s);
}

static void line(
	const char *where, const char *what, double measured, double limit, const char *unit)
{
	char name[80];

	snprintf(name, sizeof(name), "%s: %s", where, what);
	bench_line(name, measured, limit, 0, unit);
}

static size_t fewest(const struct crowd *crowd)
{
	size_t n = crowd->desk[0].n;

	for (int i = 1; i < CROWD_DESKS; i++)
		n = crowd->desk[i].n < n ? crowd->desk[i].n : n;
	return n;
}

static size_t most(const struct crowd *crowd)
{
	size_t n = 0;

	for (int i = 0; i < CROWD_DESKS; i++)
		n = crowd->desk[i].n > n ? crowd->desk[i].n : n;
	return n;
}

/* The worst of some rounds: a fair lock is fair every time. */
static void flat_out(const char *where, int sync_ms)
{
	const struct crowd_work work = { .flat_out_ms = FLAT_OUT_MS, .sync_ms = sync_ms };
	struct series took = { 0 };
	struct series rate = { 0 };
	struct series unfair = { 0 };

	for (int round = 0; round < ROUNDS; round++) {
		struct crowd crowd;
		struct sandbox s;
		size_t before = took.n;

		sandbox_demo(&s);
		crowd_invite(&s, PEOPLE / 10);
		crowd_run(&s, &work, &crowd);
		waits(&crowd, &took);
		series_add(&rate, (double)(took.n - before) * 1000 / FLAT_OUT_MS);
		series_add(&unfair,
			fewest(&crowd) ? (double)most(&crowd) / (double)fewest(&crowd) : 1e6);
		crowd_release(&crowd);
		sandbox_release(&s);
	}
	line(where, "commits a second", series_percentile(&rate, 50), 0, "/s");
	line(where, "fastest desk / slowest", series_percentile(&unfair, 100), 2, "×");
	line(where, "wait, median", series_percentile(&took, 50), 0, "ms");
	line(where, "wait, 99th percentile", series_percentile(&took, 99), 0, "ms");
	line(where, "longest wait", series_percentile(&took, 100), 1000, "ms");
	series_release(&took);
	series_release(&rate);
	series_release(&unfair);
}

void bench_crowd(void)
{
	everybody();
	bench_say("crowd: eight desks flat out");
	flat_out("eight desks flat out", 0);
	bench_say("crowd: eight desks flat out on a slow disk");
	flat_out("the same on a slow disk", 10);
}
