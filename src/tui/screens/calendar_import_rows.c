/* The report of an import, line by line. */
#include <stdlib.h>
#include <string.h>

#include "etape/i18n.h"
#include "tui/screens/calendar_import.h"

/* The columns of the report, and how it calls what became of a row. */
enum { CELL_LINE, CELL_OUTCOME, CELL_WHAT, CELL_DETAIL };

static const struct {
	const char *name;
	enum calendar_outcome outcome;
} outcomes[] = {
	{ "refused", CALENDAR_REFUSED },
	{ "note", CALENDAR_NOTED },
	{ "doubtful", CALENDAR_NOTED },
	{ "updated", CALENDAR_UPDATED },
	{ "created", CALENDAR_NEW },
	{ "matched", CALENDAR_SAME },
};

static enum calendar_outcome outcome_of(const struct csv_row *row)
{
	for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++)
		if (strcmp(csv_cell(row, CELL_OUTCOME), outcomes[i].name) == 0)
			return outcomes[i].outcome;
	return CALENDAR_NOTED;
}

enum { FIELD_OUTCOME, FIELD_WHAT, FIELD_DETAIL, FIELD_LINE };

static const struct field fields[] = {
	[FIELD_OUTCOME] = { .key = "outcome", .heading = N_("Outcome"), .min = 11 },
	[FIELD_WHAT] = { .key = "what", .heading = N_("Rencontre"), .min = 14, .weight = 2, .priority = 3 },
	[FIELD_DETAIL] = { .key = "detail", .heading = N_("What the file says"), .min = 24, .weight = 5 },
	[FIELD_LINE] = { .key = "line", .heading = N_("Line"), .kind = FIELD_INT, .min = 6, .priority = 4 },
};

static const char *outcome_word(enum calendar_outcome outcome)
{
	switch (outcome) {
	case CALENDAR_REFUSED: return _("line refused");
	case CALENDAR_NOTED: return _("remark");
	case CALENDAR_UPDATED: return _("to update");
	case CALENDAR_NEW: return _("to add");
	case CALENDAR_SAME:
	case CALENDAR_OUTCOMES:
	default: return _("unchanged");
	}
}

static struct value get(const void *row, size_t i)
{
	const struct calendar_line *l = row;
	struct value line = value_int((int64_t)l->line);

	switch (i) {
	case FIELD_OUTCOME:
		return value_text(outcome_word(l->outcome));
	case FIELD_WHAT:
		return value_text(l->what);
	case FIELD_DETAIL:
		return value_text(l->detail);
	default:
		line.null = l->line == 0;
		return line;
	}
}

static const struct record_type line_type = {
	.name = "calendar-line",
	.fields = fields,
	.count = sizeof fields / sizeof *fields,
	.get = get,
};

static int64_t id_of(const void *row)
{
	return ((const struct calendar_line *)row)->id;
}

static struct list_sign sign_of(const void *row)
{
	static const struct list_sign signs[CALENDAR_OUTCOMES] = {
		[CALENDAR_REFUSED] = { GLYPH_CROSS, THEME_ERROR, THEME_NORMAL },
		[CALENDAR_NOTED] = { GLYPH_WARNING, THEME_WARNING, THEME_NORMAL },
		[CALENDAR_UPDATED] = { GLYPH_ARROW, THEME_PRESENT, THEME_NORMAL },
		[CALENDAR_NEW] = { GLYPH_ADD, THEME_PRESENT, THEME_NORMAL },
		[CALENDAR_SAME] = { GLYPH_DOT, THEME_DIM, THEME_DIM },
	};

	return signs[((const struct calendar_line *)row)->outcome];
}

void calendar_lines_init(struct calendar_lines *lines)
{
	list_array_init(&lines->array, &line_type, sizeof *lines->at, id_of, sign_of);
}

void calendar_lines_release(struct calendar_lines *lines)
{
	list_array_release(&lines->array);
	csv_release(&lines->report);
	free(lines->at);
}

void calendar_lines_take(struct calendar_lines *lines, struct csv_table *report)
{
	lines->report = *report;
	*report = (struct csv_table){ .count = 0 };
	lines->at = xcalloc(lines->report.count + 1, sizeof *lines->at);
	for (int wanted = 0; wanted < CALENDAR_OUTCOMES; wanted++) {
		for (size_t i = 1; i < lines->report.count; i++) {
			const struct csv_row *row = &lines->report.rows[i];

			if ((int)outcome_of(row) != wanted)
				continue;
			lines->at[lines->count] = (struct calendar_line){
				.id = (int64_t)lines->count + 1,
				.outcome = (enum calendar_outcome)wanted,
				.line = (size_t)strtoull(csv_cell(row, CELL_LINE), NULL, 10),
				.what = csv_cell(row, CELL_WHAT),
				.detail = csv_cell(row, CELL_DETAIL),
			};
			lines->count++;
			lines->of[wanted]++;
		}
	}
	list_array_set(&lines->array, lines->at, lines->count);
}

static void add_count(struct str *out, enum calendar_outcome outcome, size_t n)
{
	switch (outcome) {
	case CALENDAR_REFUSED:
		str_addf(out, P_("%zu refused", "%zu refused", n), n);
		break;
	case CALENDAR_NOTED:
		str_addf(out, P_("%zu remark", "%zu remarks", n), n);
		break;
	case CALENDAR_UPDATED:
		str_addf(out, P_("%zu to update", "%zu to update", n), n);
		break;
	case CALENDAR_NEW:
		str_addf(out, P_("%zu to add", "%zu to add", n), n);
		break;
	case CALENDAR_SAME:
	case CALENDAR_OUTCOMES:
	default:
		str_addf(out, P_("%zu unchanged", "%zu unchanged", n), n);
	}
}

void calendar_lines_counts(const struct calendar_lines *lines, struct str *out)
{
	static const enum calendar_outcome order[] = { CALENDAR_NEW, CALENDAR_UPDATED, CALENDAR_REFUSED,
		CALENDAR_NOTED, CALENDAR_SAME };

	for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
		if (lines->of[order[i]] == 0)
			continue;
		if (out->len > 0)
			str_addf(out, " %s ", term_glyph(GLYPH_DOT));
		add_count(out, order[i], lines->of[order[i]]);
	}
}
