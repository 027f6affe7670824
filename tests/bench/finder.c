/* A keystroke in the finder among 100,000 people: from the key sent to the last byte received.
 */
#include "bench.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/check.h"

#define PEOPLE	 100000
#define QUIET_MS 15

void bench_family_name(struct str *out, unsigned i)
{
	static const char *const part[] = { "du", "mar", "le", "ber", "pré", "ti", "roy",
		"nard", "van", "ho", "del", "cour", "mau", "bé", "lin", "ger" };
	/* An odd multiplier: every number once, in no order. */
	unsigned n = i * 40503u % 65536u;

	for (int k = 0; k < 4; k++, n /= 16)
		str_add(out, part[n % 16]);
	if (i >= 65536)
		str_add(out, "-X");
	if (i >= 131072)
		str_add(out, part[i / 65536 % 16]);
}

static void people_write(const struct sandbox *s)
{
	static const char *const given[] = { "Inès", "Marc", "Claire", "Paul", "Élodie", "Zoé",
		"Karim", "Anne", "Sophie", "Léo", "Nadia", "Yann" };
	char *text = NULL;
	size_t len = 0;
	FILE *f = open_memstream(&text, &len);
	struct str family = STR_INIT;

	fputs("family_name,given_name,email,phone,mobile,structure,function,cite\n", f);
	for (unsigned i = 0; i < PEOPLE; i++) {
		str_reset(&family);
		bench_family_name(&family, i);
		fprintf(f, "%s,%s,p%u@example.org,,,,,\n", family.buf, given[i % 12], i);
	}
	str_release(&family);
	fclose(f);
	sandbox_write(s, "people.csv", text, len);
	free(text);
}

void bench_people(const struct sandbox *s)
{
	struct outcome o;

	setenv("ETAPE_TEST_PATIENCE", "600000", 1);
	people_write(s);
	sandbox_etape(s, &o, "import", "people", "people.csv");
	if (o.status)
		fail_msg("import: status %d: %s", o.status, o.err);
	outcome_release(&o);
	unsetenv("ETAPE_TEST_PATIENCE");
}

void bench_type(struct terminal *t, const char *const words[], size_t n, struct series *times,
	struct series *bytes)
{
	for (size_t w = 0; w < n; w++) {
		for (const char *p = words[w]; *p; p++) {
			char key[2] = { *p, '\0' };
			size_t before = terminal_bytes(t);
			int64_t began = terminal_clock();

			terminal_type(t, key);
			terminal_wait_quiet(t, QUIET_MS);
			/* A letter that changes nothing on the screen has nothing to time. */
			if (terminal_bytes(t) == before)
				continue;
			series_add(times, (double)(terminal_last_byte(t) - began) / 1e6);
			if (bytes)
				series_add(bytes, (double)(terminal_bytes(t) - before));
		}
		terminal_type(t, "<C-u>");
		terminal_wait_quiet(t, QUIET_MS);
	}
}

void bench_finder(void)
{
	static const char *const words[] = { "dupre", "maub", "martile", "bernard", "x", "lille",
		"vanho" };
	struct terminal_options options = { .blind = true };
	struct series times = { 0 };
	struct series bytes = { 0 };
	struct terminal *t;
	struct sandbox s;
	long rss;

	bench_say("finder: importing 100,000 people");
	sandbox_demo(&s);
	bench_people(&s);

	bench_say("finder");
	t = sandbox_open(&s, &options, NULL);
	bench_settle(t, 200);
	terminal_type(t, "<C-k>");
	terminal_wait_quiet(t, 200);
	for (int i = 0; i < 6; i++)
		bench_type(t, words, sizeof(words) / sizeof(words[0]), &times, &bytes);
	bench_line("finder keystroke at 100,000 people, median", series_percentile(&times, 50),
		0, 0, "ms");
	bench_line(
		"finder keystroke, 95th percentile", series_percentile(&times, 95), 2, 0, "ms");
	bench_line("finder keystroke, worst", series_percentile(&times, 100), 0, 0, "ms");
	bench_line("finder keystroke, bytes, median", series_percentile(&bytes, 50), 0, 0, "B");
	rss = bench_resident(terminal_pid(t), NULL);
	bench_line("memory after it", (double)rss / 1024, 0, 0, "MB");
	terminal_free(&t);
	series_release(&times);
	series_release(&bytes);
	sandbox_release(&s);
}
