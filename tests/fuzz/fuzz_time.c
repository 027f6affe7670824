/* Everything that reads a date, a time or an amount from text. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "etape/civil.h"
#include "etape/money.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What must hold: a breach is a crash, which is what a fuzzer looks for. */
static void must(bool holds)
{
	if (!holds)
		abort();
}

/* A date that was understood is a real one, and survives being written and read. */
static void check_day(day_t day)
{
	struct civil c = civil_from_day(day);
	struct str out = STR_INIT;
	day_t again;

	must(c.year >= 1 && c.year <= 9999 && c.month >= 1 && c.month <= 12 && c.day >= 1);
	must(c.day <= civil_month_length(c.year, c.month));
	must(civil_day(c.year, c.month, c.day) == day);
	civil_format_iso(&out, day);
	must(civil_parse_iso(out.buf, &again) && again == day);
	str_reset(&out);
	civil_format_long(&out, day, LANG_FR);
	str_release(&out);
}

static void fuzz_dates(const char *text)
{
	day_t day;
	day_t last;
	int minutes;
	instant_t at;

	if (civil_parse_iso(text, &day))
		check_day(day);
	if (civil_parse(text, civil_day(2026, 11, 19), &day, NULL))
		check_day(day);
	if (civil_bounds(text, &day, &last)) {
		check_day(day);
		check_day(last);
		must(day <= last);
	}
	if (civil_parse_time(text, &minutes, NULL))
		must(minutes >= 0 && minutes < 24 * 60);
	if (civil_parse_local(text, &day, &minutes)) {
		check_day(day);
		must(minutes >= -1 && minutes < 24 * 60);
	}
	if (civil_parse_instant(text, CIVIL_ZONE, &at)) {
		struct str out = STR_INIT;
		instant_t again;

		civil_format_instant(&out, at);
		must(civil_parse_instant(out.buf, CIVIL_ZONE, &again) && again == at);
		str_release(&out);
	}
	/* The name of a zone is text from a file, too. */
	civil_from_instant(0, text, &day, &minutes, &minutes);
}

static void fuzz_money(const char *text)
{
	struct str out = STR_INIT;
	cents_t cents;
	cents_t again;

	if (money_parse(text, &cents, NULL)) {
		money_format(&out, cents, LANG_FR);
		must(money_parse(out.buf, &again, NULL) && again == cents);
	}
	str_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);

	must(text != NULL);
	memcpy(text, data, size);
	text[size] = '\0';
	fuzz_dates(text);
	fuzz_money(text);
	free(text);
	return 0;
}
