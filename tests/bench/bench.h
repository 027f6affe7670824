/* What the parts of the bench share: a table of figures, and statistics. */
#ifndef TESTS_BENCH_BENCH_H
#define TESTS_BENCH_BENCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/str.h"

struct sandbox;
struct terminal;

/* Measurements of one thing. */
struct series {
	double *value;
	size_t n;
};

void series_add(struct series *s, double value);
void series_release(struct series *s);

/* p from 0 (least) to 100 (most); 50 is the median. 0 when empty. */
double series_percentile(struct series *s, double p);

/*
 * One line of the table: what, measured, the limit it is held against (0: none)
 * and the baseline of the same run (0: none). unit follows the numbers. What is
 * over its limit is marked, and counted by bench_over.
 */
void bench_line(
	const char *name, double measured, double limit, double baseline, const char *unit);
int bench_over(void);

/* Progress, on standard error. */
void bench_say(const char *what);

/* Resident memory of a process in KiB (VmRSS), and its private part. */
long bench_resident(int pid, long *private_kib);

/* Waits for the first bytes, and until no more come. */
void bench_settle(struct terminal *t, int quiet_ms);

/* Adds 100,000 invented people to the directory, by import. */
void bench_people(const struct sandbox *s);
/* Appends the family name of the i-th of them: syllables, so that beginnings are spread as those of
 * names are. */
void bench_family_name(struct str *out, unsigned i);
/* Adds so many, with structures, functions and telephones, past the library: see many.c. */
void bench_many(const struct sandbox *s, unsigned people);
/* Erases somebody by command while another program writes. */
void bench_erasing(const struct sandbox *s, const char *who, const char *size);
/* Types the words letter by letter into the open field, each letter timed to its last byte, and
 * empties it after each word. `bytes` may be NULL. */
void bench_type(struct terminal *t, const char *const words[], size_t n, struct series *times,
	struct series *bytes);

/* --- the figures, one file each --- */
void bench_start(void);	  /* start to first full frame, silence when idle, memory */
void bench_keys(void);	  /* bytes and time per key on the screens */
void bench_agenda(void);  /* from month to month among 20,000 rencontres */
void bench_calendar(void); /* 20,000 rencontres from .ics and to it */
void bench_finder(void);  /* a finder keystroke among 100,000 people */
void bench_directory(void); /* screen 5 among 100,000 people */
void bench_million(void); /* the finder and screen 5 among a million */
void bench_checkin(void); /* one check-in beside one durable commit */
void bench_desk(void);	  /* the desk's screen at 2,000 registered, 100,000 known */
void bench_fees(void);   /* the fees of a rencontre of 2,000, of a year of 20,000 */
void bench_crowd(void);	  /* eight desks at once: how many, how fair, how long a wait */

#endif
