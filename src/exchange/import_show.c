/* The report of an import in words. */
#include <string.h>

#include "etape/i18n.h"
#include "etape/import.h"

static const char *outcome_word(enum import_outcome outcome)
{
	switch (outcome) {
	case IMPORT_NOTE:
		return _("note");
	case IMPORT_CREATED:
		return _("created");
	case IMPORT_MATCHED:
		return _("matched");
	case IMPORT_UPDATED:
		return _("completed");
	case IMPORT_DOUBTFUL:
		return _("doubtful");
	case IMPORT_REFUSED:
		return _("refused");
	}
	return "";
}

/* The text in the place of the only conversion of a frame: printf() for each of twenty thousand lines would take as
 * long as it takes to write them. */
static void add_framed(struct str *out, const char *frame, const char *conversion, const char *text)
{
	const char *at = strstr(frame, conversion);

	if (at == NULL)
		bug("'%s' without %s", frame, conversion);
	str_addn(out, frame, (size_t)(at - frame));
	str_add(out, text);
	str_add(out, at + strlen(conversion));
}

static void add_line_number(struct str *out, size_t n)
{
	char digits[24] = "", *at = digits + sizeof(digits) - 1;

	do
		*--at = (char)('0' + n % 10);
	while (n /= 10);
	add_framed(out, _("line %zu"), "%zu", at);
}

void import_line_show(struct str *out, const struct import_line *line)
{
	const char *colon = line->line > 0 ? _(": %s") : "%s";

	if (line->line > 0) {
		add_line_number(out, line->line);
		add_framed(out, colon, "%s", outcome_word(line->outcome));
	}
	if (line->what[0] != '\0')
		add_framed(out, colon, "%s", line->what);
	if (line->detail[0] != '\0')
		add_framed(out, colon, "%s", line->detail);
}

void import_summary_show(struct str *out, const struct import_options *options,
	const struct import_summary *s)
{
	str_addf(out, P_("%zu row: ", "%zu rows: ", s->rows), s->rows);
	str_addf(out, P_("%zu created", "%zu created", s->created), s->created);
	str_addf(out, P_(", %zu matched", ", %zu matched", s->matched), s->matched);
	if (s->updated > 0)
		str_addf(out, P_(", %zu completed", ", %zu completed", s->updated), s->updated);
	str_addf(out, P_(", %zu refused", ", %zu refused", s->refused), s->refused);
	if (s->doubtful > 0)
		str_addf(out, P_(", %zu doubtful", ", %zu doubtful", s->doubtful), s->doubtful);
	if (s->people > 0)
		str_addf(out, P_(", %zu person added", ", %zu people added", s->people),
			s->people);
	if (s->structures > 0)
		str_addf(out,
			P_(", %zu structure added", ", %zu structures added", s->structures),
			s->structures);
	if (options->dry_run)
		str_add(out, _(" (dry run: nothing was written)"));
}
