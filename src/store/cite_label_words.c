#include "etape/cite_label.h"

#include "etape/i18n.h"

/* A label that is only known by its year begins on 1 January: then the year says it. */
static bool is_year(day_t day)
{
	struct civil c = civil_from_day(day);

	return c.month == 1 && c.day == 1;
}

static void add_since(struct str *out, const char *status, day_t since, bool to_come)
{
	struct str day = STR_INIT;

	if (is_year(since)) {
		str_addf(out, to_come ? C_("year", "%s from %d on") : C_("year", "%s since %d"), status,
			civil_from_day(since).year);
		return;
	}
	civil_format_short(&day, since, i18n_lang());
	str_addf(out, to_come ? C_("day", "%s from %s on") : C_("day", "%s since %s"), status, day.buf);
	str_release(&day);
}

void cite_label_words(struct str *out, enum label_status status, day_t since, int wave, day_t on)
{
	const char *word = vocabulary_label(&label_statuses, (int)status);
	bool to_come = since != CIVIL_NONE && since > on;

	if (wave && !to_come && status != LABEL_CANDIDATE)
		str_addf(out, "%d, ", wave);
	else if (!wave && since == CIVIL_NONE && status == LABEL_LABELLED)
		return;
	/* The year of the wave is said already. */
	if (since == CIVIL_NONE || (!to_come && since == civil_day(wave, 1, 1)))
		str_add(out, word);
	else
		add_since(out, word, since, to_come);
}
