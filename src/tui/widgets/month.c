#include "tui/widgets/month.h"

#include "etape/i18n.h"
#include "etape/str.h"

enum {
	WEEK_COLS = 4,		/* "47  ": set apart by a blank, which costs fewer bytes than a colour */
	DAY_COLS = 3,		/* "11●" */
	ZONE_COL = WEEK_COLS + 7 * DAY_COLS + 1,
	GAP_COLS = 2,		/* between two columns of months */
	YEAR_NAME_COLS = 12,
	YEAR_MONTHS = 12,
	YEAR_WEEK_COLS = 5,	/* "S47● " */
	FIRST_YEAR = 1900,
	LAST_YEAR = 2200,
};

void month_init(struct month *m, day_t today, month_mark_fn mark, void *ctx)
{
	struct civil c = civil_from_day(today);

	*m = (struct month){ .selected = today, .today = today, .first_year = c.year,
		.first_month = c.month, .mark = mark, .ctx = ctx };
}

static int month_index(day_t day)
{
	struct civil c = civil_from_day(day);

	return c.year * 12 + c.month - 1;
}

static int month_columns(struct area area)
{
	int n = (area.cols + GAP_COLS) / (MONTH_COLS + GAP_COLS);

	n = n < YEAR_MONTHS ? n : YEAR_MONTHS;
	return n > 1 ? n : 1;
}

static int month_lines(struct area area)
{
	int n = area.rows / MONTH_ROWS, most = YEAR_MONTHS / month_columns(area);

	n = n < most ? n : most;
	return n > 1 ? n : 1;
}

int month_fit(struct area area)
{
	return month_columns(area) * month_lines(area);
}

void month_select(struct month *m, day_t day)
{
	day_t first = civil_day(FIRST_YEAR, 1, 1), last = civil_day(LAST_YEAR, 12, 31);

	m->selected = day < first ? first : day > last ? last : day;
}

void month_move_days(struct month *m, int days)
{
	month_select(m, m->selected + days);
}

void month_move_months(struct month *m, int months)
{
	m->turn = true;
	month_select(m, civil_add_months(m->selected, months));
}

static day_t week_start(day_t day)
{
	return day - (civil_weekday(day) - 1);
}

/* The Monday a row of the year begins with: a week belongs to the month of its
 * Thursday, as its number does to the year. */
static day_t year_first_week(int year, int month)
{
	day_t monday = week_start(civil_day(year, month, 1));

	return civil_from_day(monday + 3).month == month ? monday : monday + 7;
}

int month_year(const struct month *m)
{
	/* The week that holds 1 January may bear the year before's number. */
	return civil_from_day(week_start(m->selected) + 3).year;
}

void month_bounds(const struct month *m, day_t *first, day_t *last)
{
	int end = m->first_year * 12 + m->first_month - 1 + (m->drawn > 0 ? m->drawn : 1) - 1;

	if (m->year) {
		*first = year_first_week(month_year(m), 1);
		*last = year_first_week(month_year(m) + 1, 1) - 1;
		return;
	}
	*first = civil_day(m->first_year, m->first_month, 1);
	*last = civil_day(end / 12, end % 12 + 1, civil_month_length(end / 12, end % 12 + 1));
}

/* Keeps the selected month among those drawn. */
static void month_scroll(struct month *m, int fit)
{
	int first = m->first_year * 12 + m->first_month - 1;
	int selected = month_index(m->selected);

	if (selected < first)
		first = m->turn ? selected - fit + 1 : selected;
	else if (selected >= first + fit)
		first = m->turn ? selected : selected - fit + 1;
	m->turn = false;
	m->first_year = first / 12;
	m->first_month = first % 12 + 1;
	m->drawn = fit;
}

static enum theme month_day_style(const struct month *m, day_t day, const struct month_mark *mark)
{
	if (day == m->selected)
		return THEME_SELECTED;
	if (day == m->today)
		return THEME_TODAY;
	if (mark->holiday)
		return THEME_HOLIDAY;
	return civil_weekday(day) >= 6 ? THEME_WEEKEND : THEME_NORMAL;
}

/* A raised number is not read with the day's own. A sign has the day's colour: its shape tells the kind,
 * and a page of the months is sent whole at every turn. */
static void month_draw_sign(struct area a, int row, int col, enum theme day, const struct month_mark *mark)
{
	static const char *const raised[] = { "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };
	const int n = mark->count > 9 ? 9 : mark->count;

	if (n > 1 && term_unicode())
		area_put(a, row, col, day, raised[n - 2]);
	else if (n > 1)
		area_putf(a, row, col, day, "%d", n);
	else if (mark->glyph != GLYPH_NONE)
		area_put(a, row, col, day, term_glyph(mark->glyph));
}

static void month_draw_day(struct month *m, struct area a, int row, day_t day, bool focused, unsigned *zones)
{
	struct month_mark mark = { .glyph = GLYPH_NONE };
	int col = WEEK_COLS + (civil_weekday(day) - 1) * DAY_COLS;

	m->mark(m->ctx, day, &mark);
	*zones |= mark.zones;
	area_putf(a, row, col, month_day_style(m, day, &mark), "%2d", civil_from_day(day).day);
	month_draw_sign(a, row, col + 2, civil_weekday(day) >= 6 ? THEME_WEEKEND : THEME_NORMAL, &mark);
	if (day == m->selected)
		area_cursor(a, row, col, focused);
}

static void month_draw_zones(struct area a, int row, unsigned zones)
{
	struct str text = STR_INIT;

	for (unsigned i = 0; i < 3; i++)
		str_addc(&text, zones & 1u << i ? (char)('A' + i) : ' ');
	/* Blanks go on in the colour of the week-end before them: nothing is sent to take it off. */
	area_put(a, row, ZONE_COL - 1, THEME_WEEKEND, " ");
	area_put(a, row, ZONE_COL, zones ? THEME_HOLIDAY : THEME_WEEKEND, text.buf);
	str_release(&text);
}

/* What is known by its month only stands beside the month's name. */
static void month_draw_head(struct month *m, struct area a, int row, int col, int year, int month)
{
	struct month_mark mark = { .glyph = GLYPH_NONE };

	if (m->head)
		m->head(m->ctx, year, month, &mark);
	month_draw_sign(a, row, col, THEME_NORMAL, &mark);
}

static void month_draw_name(struct month *m, struct area a, int year, int month, bool letters)
{
	struct str name = STR_INIT;
	struct civil selected = civil_from_day(m->selected);
	int end;

	civil_format_month(&name, year, month, i18n_lang());
	end = area_put(a, 0, WEEK_COLS,
		selected.year == year && selected.month == month ? THEME_TITLE : THEME_DIM, name.buf);
	str_release(&name);
	month_draw_head(m, a, 0, end + 1, year, month);
	if (letters)
		area_put(a, 0, ZONE_COL - 1, THEME_DIM, _("Hol."));
}

/* The initials of the weekdays, where a month has a line to spare for them. */
static int month_draw_letters(struct area a)
{
	if (a.rows <= MONTH_ROWS)
		return 1;
	for (int weekday = 1; weekday <= 7; weekday++) {
		const char *name = civil_weekday_name(weekday, i18n_lang());

		area_putf(a, 1, WEEK_COLS + (weekday - 1) * DAY_COLS, THEME_DIM, " %c",
			name[0] >= 'a' ? name[0] - 'a' + 'A' : name[0]);
	}
	return 2;
}

static void month_draw_one(struct month *m, struct area a, int year, int month, bool focused, bool zones_head)
{
	day_t first = civil_day(year, month, 1);
	day_t last = first + civil_month_length(year, month) - 1;
	int row;
	unsigned zones = 0;

	month_draw_name(m, a, year, month, zones_head);
	row = month_draw_letters(a);
	for (day_t day = first; day <= last; day++) {
		if (day == first || civil_weekday(day) == 1)
			area_putf(a, row, 0, THEME_NORMAL, "%2d", civil_iso_week(day, NULL));
		month_draw_day(m, a, row, day, focused, &zones);
		if (civil_weekday(day) == 7 || day == last) {
			month_draw_zones(a, row++, zones);
			zones = 0;
		}
	}
}

/* Rows from one month to the one below it. */
static int month_step(struct area area)
{
	int rows = area.rows / month_lines(area), most = MONTH_ROWS + 2;

	return rows > most ? most : rows > 0 ? rows : 1;
}

void month_layout(struct month *m, struct area area)
{
	m->area = area;
	if (!m->year)
		month_scroll(m, month_fit(area));
}

static void month_draw_months(struct month *m, struct area area, bool focused)
{
	int columns = month_columns(area), lines = month_lines(area);
	int rows = month_step(area);

	for (int i = 0; i < columns * lines; i++) {
		int index = m->first_year * 12 + m->first_month - 1 + i;
		struct area a = area_sub(area, i / columns * rows, i % columns * (MONTH_COLS + GAP_COLS), rows,
			MONTH_COLS);

		month_draw_one(m, a, index / 12, index % 12 + 1, focused, i < columns);
	}
}

/* --- the year, in which the week is the unit --- */

static bool year_holds(day_t monday, int year, int month)
{
	struct civil c = civil_from_day(monday + 3);

	return c.year == year && c.month == month;
}

static void year_draw_week(struct month *m, struct area a, int row, int col, day_t monday, bool focused)
{
	struct month_mark sum = { .glyph = GLYPH_NONE };
	bool selected = week_start(m->selected) == monday;

	for (day_t day = monday; day < monday + 7; day++) {
		struct month_mark mark = { .glyph = GLYPH_NONE };

		m->mark(m->ctx, day, &mark);
		sum.count += day == monday ? mark.count : mark.begin;
		sum.zones |= mark.zones;
		if (mark.glyph != GLYPH_NONE && sum.glyph == GLYPH_NONE) {
			sum.glyph = mark.glyph;
			sum.style = mark.style;
		}
	}
	area_putf(a, row, col, selected ? THEME_SELECTED :
			week_start(m->today) == monday ? THEME_TODAY :
			sum.zones ? THEME_HOLIDAY : THEME_NORMAL,
		"%02d", civil_iso_week(monday, NULL));
	month_draw_sign(a, row, col + 2, THEME_NORMAL, &sum);
	if (selected)
		area_cursor(a, row, col, focused);
}

static int year_step(struct area area)
{
	return area.rows >= 25 ? 2 : 1;
}

static void month_draw_year(struct month *m, struct area area, bool focused)
{
	int year = month_year(m);

	area_putf(area, 0, 0, THEME_TITLE, "%d", year);
	area_put(area, 0, YEAR_NAME_COLS, THEME_DIM, _("weeks"));
	for (int month = 1; month <= 12; month++) {
		int row = 1 + (month - 1) * year_step(area), col = YEAR_NAME_COLS;

		area_put(area, row, 0, THEME_HEADING, civil_month_name(month, i18n_lang()));
		month_draw_head(m, area, row, YEAR_NAME_COLS - 2, year, month);
		for (day_t monday = year_first_week(year, month); year_holds(monday, year, month); monday += 7) {
			year_draw_week(m, area, row, col, monday, focused);
			col += YEAR_WEEK_COLS;
		}
	}
}

void month_draw(struct month *m, struct area area, bool focused)
{
	month_layout(m, area);
	if (m->year)
		month_draw_year(m, area, focused);
	else
		month_draw_months(m, area, focused);
}

/* --- the mouse --- */

static day_t year_at(const struct month *m, int row, int col)
{
	int year = month_year(m);
	int month = (row - 1) / year_step(m->area) + 1;
	day_t monday;

	if (row < 1 || month > 12 || col < YEAR_NAME_COLS)
		return CIVIL_NONE;
	monday = year_first_week(year, month) + (col - YEAR_NAME_COLS) / YEAR_WEEK_COLS * 7;
	return year_holds(monday, year, month) ? monday : CIVIL_NONE;
}

day_t month_at(const struct month *m, int screen_row, int screen_col)
{
	int columns = month_columns(m->area), lines = month_lines(m->area);
	int rows = month_step(m->area);
	int row, col, index, week, weekday;
	day_t first, day;

	if (!area_holds(m->area, screen_row, screen_col, &row, &col))
		return CIVIL_NONE;
	if (m->year)
		return year_at(m, row, col);
	if (row / rows >= lines || col / (MONTH_COLS + GAP_COLS) >= columns)
		return CIVIL_NONE;
	index = m->first_year * 12 + m->first_month - 1 + row / rows * columns + col / (MONTH_COLS + GAP_COLS);
	week = row % rows - (rows > MONTH_ROWS ? 2 : 1);
	weekday = (col % (MONTH_COLS + GAP_COLS) - WEEK_COLS) / DAY_COLS;
	if (week < 0 || col % (MONTH_COLS + GAP_COLS) < WEEK_COLS || weekday > 6)
		return CIVIL_NONE;
	first = civil_day(index / 12, index % 12 + 1, 1);
	day = week_start(first) + week * 7 + weekday;
	return month_index(day) == index ? day : CIVIL_NONE;
}
