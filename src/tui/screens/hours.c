#include "tui/screens/hours.h"

#include "etape/civil.h"

int hours_of(const struct form *f, const char *name)
{
	int minutes = -1;

	if (*form_get(f, name))
		civil_parse_time(form_get(f, name), &minutes, NULL);
	return minutes;
}

void hours_add(struct str *out, int minutes)
{
	if (minutes >= 0)
		civil_format_time(out, minutes % (24 * 60), i18n_lang());
}
