/* How the calendar looks: what fits where, and what is said of the day and the event selected. */
#include <string.h>

#include "etape/i18n.h"
#include "tui/screens/agenda.h"

/* Below this width the months give way to the list. */
enum { AGENDA_NARROW = 56, AGENDA_LIST_MIN = 27, AGENDA_LIST_WIDE = 100, AGENDA_LIST_WIDEST = 125, AGENDA_DETAIL_ROWS = 3, AGENDA_DETAIL_MOST = 7 };

static int agenda_columns(int cols)
{
	return cols >= 180 ? 3 : cols >= 130 ? 2 : 1;
}

/* No more than a year of months, however large the window. */
static struct area agenda_months_area(const struct agenda *a, struct area area)
{
	int columns = agenda_columns(area.cols);
	int rows = 12 / columns * (MONTH_ROWS + 2);

	if (a->month.year)
		return area_sub(area, 0, 1, area.rows, 36);
	return area_sub(area, 0, 1, area.rows < rows ? area.rows : rows, columns * (MONTH_COLS + 2) - 2);
}

static void agenda_draw_legend(struct area area)
{
	int col = 1;

	for (size_t kind = 0; kind < event_kinds.count; kind++) {
		col = area_put(area, 0, col, agenda_style((enum event_kind)kind),
			term_glyph(agenda_glyph((enum event_kind)kind)));
		col = area_put(area, 0, col + 1, THEME_DIM, vocabulary_label(&event_kinds, (int)kind)) + 2;
	}
}

/* Beside another day than its own, its hours would be read as that day's. */
static void agenda_add_own_day(const struct agenda *a, const struct event_row *e, struct str *out)
{
	const day_t day = a->month.selected;

	if (e->precision != PRECISION_DAY)
		civil_format_span(out, e->start, e->end, e->precision, i18n_lang());
	else if (day < e->first_day || day > e->last_day)
		civil_format_day(out, e->first_day, i18n_lang());
	if (out->len)
		str_addc(out, ' ');
}

/* All that the list has cut: hours, the whole title, the place. */
static void agenda_event_words(struct agenda *a, const struct event_row *e, struct str *out)
{
	agenda_add_own_day(a, e, out);
	agenda_hours_read(&a->hours, a->s.app, e);
	agenda_hours_words(&a->hours, e, a->paris, out);
	str_addf(out, "%s%s", out->len ? "  " : "", e->title);
	if (*e->place)
		str_addf(out, " %s %s", term_glyph(GLYPH_DOT), e->place);
	if (*e->town && !strstr(e->title, e->town) && !strstr(e->place, e->town))
		str_addf(out, " %s %s", term_glyph(GLYPH_DOT), e->town);
}

/* Selected day and selected event; that of the pane in use comes first, should both not fit. */
static void agenda_draw_detail(struct agenda *a, struct area area)
{
	const struct agenda_row *row = agenda_selected(a);
	struct str words[2] = { STR_INIT, STR_INIT };
	struct area text = area_sub(area, 1, 1, area.rows - 1, area.cols - 1);
	const int first = a->list_focus && row ? 1 : 0;
	int next;

	area_rule(area, 0, THEME_OUTLINE);
	if (a->err.code) {
		area_wrap(text, 0, THEME_ERROR, a->err.message);
		return;
	}
	agenda_day_words(&a->period, a->s.app, a->month.selected, a->zones, &words[0]);
	if (row)
		agenda_event_words(a, row->event, &words[1]);
	next = area_wrap(text, 0, THEME_NORMAL, words[first].buf);
	next = area_wrap(text, next, THEME_DIM, words[!first].buf);
	if (area.cols >= 110 && next + 1 < area.rows)
		agenda_draw_legend(area_sub(area, next + 1, 0, 1, area.cols));
	str_release(&words[0]);
	str_release(&words[1]);
}

/* The date never goes: a title is cut first, and stands whole below the list. */
static void agenda_choose_columns(struct agenda *a, int cols)
{
	static const unsigned char narrow[] = { AGENDA_DAY, AGENDA_BRIEF };
	static const unsigned char small[] = { AGENDA_WHEN, AGENDA_BRIEF };
	static const unsigned char middle[] = { AGENDA_WHEN, AGENDA_BRIEF, AGENDA_WHERE };
	static const unsigned char wide[] = { AGENDA_WHEN, AGENDA_HOURS, AGENDA_BRIEF, AGENDA_WHERE, AGENDA_PEOPLE,
		AGENDA_STATUS };
	static const unsigned char widest[] = { AGENDA_WHEN, AGENDA_HOURS, AGENDA_TITLE, AGENDA_WHERE, AGENDA_PEOPLE,
		AGENDA_STATUS };
	static const struct {
		int cols;
		const unsigned char *fields;
		size_t count;
	} choices[] = { { AGENDA_LIST_WIDEST, widest, sizeof widest }, { AGENDA_LIST_WIDE, wide, sizeof wide }, { 60, middle, sizeof middle }, { 50, small, sizeof small },
		{ 0, narrow, sizeof narrow } };
	size_t i = 0;

	while (choices[i].cols > cols)
		i++;
	if (a->columns == (int)i + 1)
		return;
	a->columns = (int)i + 1;
	list_columns(&a->list, choices[i].fields, choices[i].count, false);
}

static int agenda_detail_rows(int rows)
{
	if (rows > 18)
		return AGENDA_DETAIL_MOST;
	return rows > 12 ? AGENDA_DETAIL_ROWS + 1 : rows > 6 ? AGENDA_DETAIL_ROWS : 0;
}

static void agenda_draw_list(struct agenda *a, struct area area)
{
	int detail = agenda_detail_rows(area.rows);

	agenda_choose_columns(a, area.cols);
	list_draw(&a->list, area_sub(area, 0, 0, area.rows - detail, area.cols), a->list_focus,
		a->cite ? _("Nothing hosted by this cité in this period") : _("No rencontre in this period"));
	if (detail)
		agenda_draw_detail(a, area_sub(area, area.rows - detail, 0, detail, area.cols));
}

/* The title comes before the content: what both tell is read for the first of them. */
static void agenda_prepare(struct agenda *a, struct area area)
{
	const bool wide = area.cols - agenda_months_area(a, area).cols - 3 >= AGENDA_LIST_WIDE;

	a->stale |= wide && !a->counts;
	a->counts = wide;
	month_layout(&a->month, agenda_months_area(a, area));
	agenda_settle(a);
}

void agenda_draw(struct screen *s, struct area area)
{
	struct agenda *a = (struct agenda *)s;
	struct area months = agenda_months_area(a, area);
	bool narrow = area.cols < AGENDA_NARROW || area.cols - months.cols - 3 < AGENDA_LIST_MIN;
	int split = months.cols + 2;

	if (narrow)
		a->list_focus = true;
	agenda_prepare(a, area);
	if (narrow) {
		agenda_draw_list(a, area);
		return;
	}
	/* The blanks beside the rule have its colour, so that a row which crosses it changes none. */
	area_fill(area_sub(area, 0, split - 2, area.rows, 4), THEME_OUTLINE);
	agenda_draw_list(a, area_sub(area, 0, split + 1, area.rows, area.cols - split - 1));
	area_vrule(area, split, THEME_OUTLINE);
	month_draw(&a->month, months, !a->list_focus);
}

static void agenda_add_zone(const struct agenda *a, struct str *out)
{
	for (int zone = 0; zone < 3; zone++)
		if (a->zones == 1u << zone)
			str_addf(out, _(" %s zone %c"), term_glyph(GLYPH_DOT), 'A' + zone);
}

void agenda_heading(struct screen *s, struct str *out)
{
	struct agenda *a = (struct agenda *)s;
	day_t first, last;
	struct civil from, to;

	agenda_prepare(a, area_sub(term_area(), 2, 0, term_rows() - 3, term_cols()));
	month_bounds(&a->month, &first, &last);
	from = civil_from_day(first);
	to = civil_from_day(last);
	if (a->cite_name)
		str_addf(out, "%s %s ", a->cite_name, term_glyph(GLYPH_DOT));
	if (a->month.year) {
		str_addf(out, "%d", month_year(&a->month));
	} else {
		civil_format_month(out, from.year, from.month, i18n_lang());
		if (from.year != to.year || from.month != to.month) {
			str_addf(out, " %s ", term_glyph(GLYPH_ARROW));
			civil_format_month(out, to.year, to.month, i18n_lang());
		}
	}
	str_addf(out, " %s ", term_glyph(GLYPH_DOT));
	str_addf(out, P_("%zu rencontre", "%zu rencontres", a->array.shown), a->array.shown);
	if (*list_filter(&a->list))
		str_addf(out, _(" matching '%s'"), list_filter(&a->list));
	agenda_add_zone(a, out);
	if (a->paris)
		str_addf(out, " %s %s", term_glyph(GLYPH_DOT), _("Paris time"));
}
