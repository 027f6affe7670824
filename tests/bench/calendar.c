/* Taking over a calendar of 20,000 rencontres and giving it back, beside the calendars of the terminal that
 * are installed. Each event of the file has what étape's own have: an hour in a zone, a place, a description. */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>

#include "support/check.h"
#include "support/sandbox.h"
#include "support/terminal.h"

/* khal takes minutes for them all: its time grows with their number, and is told for a few. */
enum { EVENTS = 20000, FEW = 200, TIMES_FASTER = 5 };
enum { RUNS = 3, SHORT_RUNS = 20 }; /* of what takes seconds, of what takes a twentieth of one */

static void write_calendar(const struct sandbox *s, const char *name, int events)
{
	char path[4096];
	FILE *f;

	snprintf(path, sizeof path, "%s/%s", s->dir, name);
	f = fopen(path, "w");
	if (f == NULL)
		fail_msg("cannot write %s", path);
	fputs("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//bench//FR\r\nBEGIN:VTIMEZONE\r\nTZID:Europe/Paris\r\n"
	      "BEGIN:DAYLIGHT\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nDTSTART:19700329T020000\r\n"
	      "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\r\nEND:DAYLIGHT\r\nBEGIN:STANDARD\r\n"
	      "TZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nDTSTART:19701025T030000\r\n"
	      "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n",
		f);
	for (int i = 0; i < events; i++) {
		const int year = 2020 + i % 30, month = 1 + i % 12, day = 1 + i % 28;

		fprintf(f,
			"BEGIN:VEVENT\r\nUID:%d@example.org\r\nDTSTAMP:20260101T000000Z\r\n"
			"DTSTART;TZID=Europe/Paris:%04d%02d%02dT090000\r\n"
			"DTEND;TZID=Europe/Paris:%04d%02d%02dT110000\r\n"
			"SUMMARY:Réunion %d\r\nLOCATION:Salle %d\\, Arras\r\n"
			"DESCRIPTION:Ordre du jour\\nPoint %d\r\nEND:VEVENT\r\n",
			i, year, month, day, year, month, day, i, i % 50, i);
	}
	fputs("END:VCALENDAR\r\n", f);
	fclose(f);
}

static bool has(const struct sandbox *s, const char *program)
{
	char line[200];
	struct outcome o;
	bool found;

	snprintf(line, sizeof line, "command -v %s", program);
	sandbox_shell(s, &o, line);
	found = o.status == 0;
	outcome_release(&o);
	return found;
}

static void must(const struct sandbox *s, const char *line)
{
	struct outcome o;

	sandbox_shell(s, &o, line);
	if (o.status != 0)
		fail_msg("%s: %d, %s", line, o.status, o.err);
	outcome_release(&o);
}

/* The best of some runs in milliseconds, `before` each of them not counted. */
static double best(const struct sandbox *s, int runs, const char *before, const char *line)
{
	struct series times = { 0 };
	double ms;

	for (int i = 0; i < runs; i++) {
		int64_t began;

		must(s, before);
		began = terminal_clock();
		must(s, line);
		series_add(&times, (double)(terminal_clock() - began) / 1e6);
	}
	ms = series_percentile(&times, 0);
	series_release(&times);
	return ms;
}

/* One of theirs: its figure beside nothing, or a word that it is not there. */
static double theirs(const struct sandbox *s, const char *program, const char *what, int runs, const char *before,
	const char *line, double times)
{
	char name[120];
	double ms;

	snprintf(name, sizeof name, "%s, %s", what, program);
	if (!has(s, program)) {
		printf("%s: not installed\n", name);
		return 0;
	}
	ms = best(s, runs, before, line) * times;
	bench_line(name, ms, 0, 0, "ms");
	return ms;
}

static double faster(double a, double b)
{
	if (a == 0 || b == 0)
		return a + b;
	return a < b ? a : b;
}

void bench_calendar(void)
{
	static const char khal[] = "rm -rf khal khal.db; mkdir khal; printf '[calendars]\\n[[c]]\\npath = %s/khal\\n[sqlite]\\n"
				   "path = %s/khal.db\\n[locale]\\nlocal_timezone = Europe/Paris\\n"
				   "default_timezone = Europe/Paris\\n' \"$PWD\" \"$PWD\" >khal.conf";
	struct sandbox s;
	double other;

	bench_say("calendar: 20,000 rencontres in and out");
	sandbox_init(&s);
	write_calendar(&s, "all.ics", EVENTS);
	write_calendar(&s, "few.ics", FEW);
	other = theirs(&s, "calcurse", "import of 20,000 from .ics", RUNS, "rm -rf calcurse; mkdir calcurse",
		"calcurse -q -D calcurse -i all.ics >/dev/null", 1);
	other = faster(other,
		theirs(&s, "khal", "import of 200 from .ics, times 100", RUNS, khal,
			"LC_ALL=C.UTF-8 khal -c khal.conf import --batch -a c few.ics >/dev/null",
			(double)EVENTS / FEW));
	bench_line("import of 20,000 from .ics",
		best(&s, RUNS, "rm -f \"$ETAPE_DB\"*; etape init >/dev/null 2>&1",
			"etape import events all.ics >/dev/null"),
		other / TIMES_FASTER, other, "ms");
	/* khal has no export. */
	other = theirs(&s, "calcurse", "export of 20,000 as .ics", SHORT_RUNS, "true", "calcurse -D calcurse -xical >theirs.ics", 1);
	bench_line("export of 20,000 as .ics", best(&s, SHORT_RUNS, "true", "etape export events --format ics >ours.ics"),
		other / TIMES_FASTER, other, "ms");
	sandbox_release(&s);
}
