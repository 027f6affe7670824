/*
 * make bench: the figures that README quotes, each beside the limit it is held
 * against and, where there is one, a baseline measured in the same run.
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/crowd.h"
#include "support/terminal.h"

static int over;

void series_add(struct series *s, double value)
{
	s->value = realloc(s->value, (s->n + 1) * sizeof(*s->value));
	if (!s->value)
		abort();
	s->value[s->n++] = value;
}

void series_release(struct series *s)
{
	free(s->value);
	*s = (struct series){ 0 };
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return (x > y) - (x < y);
}

double series_percentile(struct series *s, double p)
{
	if (!s->n)
		return 0;
	qsort(s->value, s->n, sizeof(*s->value), compare);
	return s->value[(size_t)(p / 100 * (double)(s->n - 1) + 0.5)];
}

static void cell(double value, const char *unit)
{
	char text[40];

	if (value <= 0)
		snprintf(text, sizeof(text), "-");
	else
		snprintf(text, sizeof(text), value < 10 ? "%.2f %s" : "%.0f %s", value, unit);
	printf(" %12s", text);
}

/* Blanks up to column 48, é being one column. */
static int pad(const char *name)
{
	int columns = 0;

	for (; *name; name++)
		columns += (*name & 0xc0) != 0x80;
	return columns < 48 ? 48 - columns : 1;
}

void bench_line(
	const char *name, double measured, double limit, double baseline, const char *unit)
{
	bool bad = limit > 0 && measured > limit;

	printf("%s%*s", name, pad(name), "");
	/* Nothing at all is a figure here, and the best one. */
	if (measured <= 0)
		printf(" %10s 0", "");
	else
		cell(measured, unit);
	cell(limit, unit);
	cell(baseline, unit);
	printf("%s\n", bad ? "  OVER" : "");
	fflush(stdout);
	over += bad;
}

int bench_over(void)
{
	return over;
}

void bench_say(const char *what)
{
	fprintf(stderr, "… %s\n", what);
}

void bench_settle(struct terminal *t, int quiet_ms)
{
	while (!terminal_bytes(t) && terminal_pump(t, terminal_deadline()))
		;
	terminal_wait_quiet(t, quiet_ms);
}

long bench_resident(int pid, long *private_kib)
{
	char path[64];
	char line[256];
	long rss = 0;
	long file = 0;
	long value;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%d/status", pid);
	f = fopen(path, "r");
	while (f && fgets(line, sizeof(line), f)) {
		value = strtol(line + strcspn(line, "0123456789"), NULL, 10);
		if (!strncmp(line, "VmRSS:", 6))
			rss = value;
		if (!strncmp(line, "RssFile:", 8))
			file = value;
	}
	if (f)
		fclose(f);
	if (private_kib)
		*private_kib = rss - file;
	return rss;
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*run)(void);
	} parts[] = {
		{ "start", bench_start },
		{ "keys", bench_keys },
		{ "agenda", bench_agenda },
		{ "calendar", bench_calendar },
		{ "finder", bench_finder },
		{ "directory", bench_directory },
		{ "million", bench_million },
		{ "checkin", bench_checkin },
		{ "desk", bench_desk },
		{ "fees", bench_fees },
		{ "crowd", bench_crowd },
	};
	int status;

	if (crowd_is_desk(argc, argv, &status))
		return status;

	printf("%-48s %12s %12s %12s\n", "", "measured", "limit", "baseline");
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		bool wanted = argc < 2;

		for (int k = 1; k < argc; k++)
			wanted |= !strcmp(argv[k], parts[i].name);
		if (wanted)
			parts[i].run();
	}
	if (over)
		printf("%d over the limit\n", over);
	return over ? 1 : 0;
}
