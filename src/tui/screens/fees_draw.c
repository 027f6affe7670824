/* The fees as they are drawn: the list, the selected line's reasons beside or below, sums. */
#include "tui/screens/fees.h"

enum {
	WIDE_COLS = 120, /* from here on reasons stand beside the list */
	ASIDE_LEAST = 44,
	ASIDE_MOST = 72,
	TALL_ROWS = 18, /* from here on there is a rule, and five lines of reasons */
	BAR_COLS = 16,
	BAR_PARTS = 3,
	SUMS_ROWS = 2,
	NAMED_MOST = 40, /* people of a payer that are named beside it */
};

/* --- reasons --- */

/* Each gives the row after its last, drawn or not. */
static int draw_fee(struct fees_state *f, struct area a, int at, const struct fees_line *line)
{
	const struct fee_row *row = fees_reasoned(f, line);
	struct str text = STR_INIT;

	if (*line->number) {
		str_addf(&text, "%s · %s", line->number, fees_is_words(line->is));
		at = area_wrap(a, at, THEME_LABEL, text.buf);
	}
	if (row)
		at = area_wrap(a, at, THEME_NORMAL, row->reasons);
	str_release(&text);
	return at;
}

static int draw_person(struct fees_state *f, struct area a, int at, const struct fees_line *line)
{
	at = area_wrap(a, at, THEME_STRONG, line->row->name);
	if (a.rows > 8 && *line->row->structure)
		at = area_wrap(a, at, THEME_DIM, line->row->structure) + 1;
	return draw_fee(f, a, at, line);
}

/* "12 à régler", each state after `between`. */
static void say_states(struct str *out, const struct fees_sums *s, const char *between)
{
	for (int is = 0; is < FEES_STATES; is++) {
		if (!s->of[is])
			continue;
		str_add(out, out->len ? between : "");
		fees_say_count(out, (enum fees_is)is, s->of[is]);
	}
}

/* Who comes of a payer's: each with what she owes, somebody alone with the reasons. */
static int draw_people(struct fees_state *f, struct area a, int at, const struct fees_group *group)
{
	const bool alone = group->sums.people == 1;
	struct str text = STR_INIT;

	for (size_t i = 0; i < f->arrays[FEES_PEOPLE].count; i++) {
		const struct fees_line *line = f->shown[i];

		if (line->payer != group->id)
			continue;
		if (alone && group->id > 0) /* who pays herself is named above */
			at = area_wrap(a, at, THEME_LABEL, line->row->name);
		if (alone)
			return draw_fee(f, a, at, line);
		str_reset(&text);
		str_addf(&text, "%s · ", line->row->name);
		fees_say_fee(&text, line->row, line);
		at = area_wrap(a, at, THEME_NORMAL, text.buf);
	}
	str_release(&text);
	return at;
}

static int draw_group(struct fees_state *f, struct area a, int at, const struct fees_group *group)
{
	const bool people = f->view == FEES_PAYERS && group->sums.people <= NAMED_MOST;
	const int gap = a.rows > 8;
	struct str sums = STR_INIT, parts = STR_INIT;

	at = area_wrap(a, at, THEME_STRONG, group->name);
	if (!people || group->sums.people > 1)
		fees_say_amounts(&sums, &group->sums);
	if (sums.len)
		at = area_wrap(a, at, THEME_NORMAL, sums.buf);
	if (f->view == FEES_YEAR_PAYERS)
		fees_say_year(&parts, f, group, " · ");
	else if (!people)
		say_states(&parts, &group->sums, gap ? "\n" : " · ");
	at = people ? draw_people(f, a, at + gap, group)
		    : area_wrap(a, at + gap, THEME_NORMAL, parts.buf);
	str_release(&sums);
	str_release(&parts);
	return at;
}

static int draw_selected(struct fees_state *f, struct area a, int at)
{
	const struct fees_line *line = fees_person(f);
	const struct fees_group *group = fees_group(f);

	if (line)
		return draw_person(f, a, at, line);
	return group ? draw_group(f, a, at, group) : at;
}

/* What has no room is scrolled to. */
static void draw_reasons(struct fees_state *f, struct area a)
{
	const int64_t id = list_selected(fees_shown(f));
	struct area text = a;
	int rows;

	if (f->reasons.id != id)
		f->reasons.scroll = 0;
	f->reasons.id = id;
	f->reasons.area = a;
	rows = draw_selected(f, a, a.rows) - a.rows; /* below the area: measured only */
	if (rows > a.rows) {
		text = area_sub(a, 0, 0, a.rows, a.cols - 2);
		rows = draw_selected(f, text, a.rows) - a.rows;
	}
	if (f->reasons.scroll > rows - a.rows)
		f->reasons.scroll = rows > a.rows ? rows - a.rows : 0;
	draw_selected(f, text, -f->reasons.scroll);
	if (f->reasons.scroll)
		area_right(area_sub(a, 0, 0, 1, a.cols), 0, THEME_DIM, term_glyph(GLYPH_UP));
	if (rows > a.rows + f->reasons.scroll)
		area_right(a, a.rows - 1, THEME_DIM, term_glyph(GLYPH_DOWN));
}

/* --- sums --- */

/* Columns of each part; what is not nothing has one at least. */
static void measure_bar(const struct fees_sums *s, int width, int cols[BAR_PARTS])
{
	const cents_t parts[BAR_PARTS] = { s->settled, s->billed, s->left - s->billed };
	cents_t whole = 0, before = 0;
	int used = 0;

	for (int i = 0; i < BAR_PARTS; i++)
		whole += parts[i];
	for (int i = 0; i < BAR_PARTS; i++) {
		cents_t to = 0;

		before += parts[i];
		if (whole > 0 && !money_share(before, width, whole, &to))
			to = used;
		cols[i] = (int)to - used;
		if (parts[i] > 0 && cols[i] < 1 && used < width)
			cols[i] = 1;
		if (cols[i] < 0)
			cols[i] = 0;
		used += cols[i];
	}
}

static int draw_bar(struct area a, int row, int width, const struct fees_sums *s)
{
	static const struct {
		enum glyph glyph;
		enum theme style;
	} parts[BAR_PARTS] = {
		{ GLYPH_BAR_FULL, THEME_PRESENT },
		{ GLYPH_BAR_SOME, THEME_LABEL },
		{ GLYPH_BAR_EMPTY, THEME_DUE },
	};
	int cols[BAR_PARTS], at = 0;

	measure_bar(s, width, cols);
	for (int i = 0; i < BAR_PARTS; i++)
		for (int k = 0; k < cols[i]; k++, at++)
			area_put(a, row, at, parts[i].style, term_glyph(parts[i].glyph));
	return at;
}

/* Beside the list: the bar, what it stands for, the sums. */
static void draw_sums_aside(const struct fees_state *f, struct area a)
{
	const struct fees_sums sums = fees_sums_shown(f);
	struct str text = STR_INIT;
	int at = 1;

	area_put(a, 0, 0, THEME_TITLE,
		f->only != ANY || *list_filter(fees_shown_now(f))
			? _("In all that is shown")
			: _("In all"));
	if (draw_bar(a, at, a.cols, &sums)) {
		fees_say_bar(&text, &sums, FEES_BAR_LINES);
		at = area_wrap(a, at + 1, THEME_NORMAL, text.buf);
	}
	str_reset(&text);
	fees_say_sums_apart(&text, &sums);
	area_wrap(a, at, THEME_LABEL, text.buf);
	str_release(&text);
}

/* The bar and what it stands for, one beside the other: both shorter where there is no room. */
static void draw_bar_told(struct area a, const struct fees_sums *sums)
{
	static const struct {
		enum fees_bar how;
		int cols;
	} forms[] = { { FEES_BAR_LONG, BAR_COLS }, { FEES_BAR_SHORT, BAR_COLS }, { FEES_BAR_SHORT, BAR_COLS / 2 } };
	const size_t last = sizeof forms / sizeof *forms - 1;
	struct str text = STR_INIT;
	int at;

	for (size_t i = 0; i <= last; i++) {
		str_reset(&text);
		fees_say_bar(&text, sums, forms[i].how);
		if (i < last && forms[i].cols + 2 + area_width(text.buf) > a.cols)
			continue;
		at = draw_bar(a, 0, forms[i].cols, sums);
		if (at)
			area_fit(a, 0, at + 2, a.cols - at - 2, THEME_NORMAL, text.buf);
		break;
	}
	str_release(&text);
}

/* Below it, in two lines: the bar and sums, or a short bar and the sums in both. */
static void draw_sums_below(const struct fees_state *f, struct area a, bool tall)
{
	const struct fees_sums sums = fees_sums_shown(f);
	struct str lines[2] = { STR_INIT, STR_INIT };
	int at = 0;

	if (tall) {
		draw_bar_told(a, &sums);
		fees_say_sums(&lines[1], &sums, a.cols);
	} else {
		at = draw_bar(a, 0, BAR_COLS / 2, &sums);
		at += at ? 1 : 0;
		fees_say_halves(lines, &sums, a.cols - at);
	}
	for (int i = tall ? 1 : 0; i < 2; i++)
		area_fit(a, i, at, a.cols - at, THEME_LABEL, lines[i].buf);
	str_release(&lines[0]);
	str_release(&lines[1]);
}

/* --- the whole --- */

static const char *why_empty(const struct fees_state *f)
{
	if (!fees_of_year(f) && f->reading.db)
		return fees_progress(f);
	if (fees_of_year(f) && !f->year.known)
		return _("The year is being read…");
	if (f->only != ANY)
		return _("No fee is in this state");
	if (fees_of_year(f))
		return _("Nobody was registered for a rencontre of this year");
	return f->event.id ? _("Nobody is registered for this rencontre yet")
			   : _("No rencontre is open (F2, then n: make one).");
}

static void draw_list(struct fees_state *f, struct area a)
{
	list_draw(fees_shown(f), a, true, why_empty(f));
}

static void draw_wide(struct fees_state *f, struct area a)
{
	enum { SUMS = 8 };
	const int third = a.cols / 3 > ASIDE_MOST ? ASIDE_MOST : a.cols / 3;
	const int width = third < ASIDE_LEAST ? ASIDE_LEAST : third;
	const int left = a.cols - width - 3;
	const struct area aside = area_sub(a, 0, left + 3, a.rows, width);

	draw_list(f, area_sub(a, 0, 0, a.rows, left));
	area_vrule(a, left + 1, THEME_DIM);
	draw_reasons(f, area_sub(aside, 1, 0, aside.rows - SUMS - 2, aside.cols));
	draw_sums_aside(f, area_sub(aside, aside.rows - SUMS, 0, SUMS, aside.cols));
}

void fees_draw(struct screen *s, struct area area)
{
	struct fees_state *f = (struct fees_state *)s;
	const bool tall = area.rows >= TALL_ROWS;
	const int below = tall ? 5 : 3;
	const int rows = area.rows - below - SUMS_ROWS - tall;

	if (area.cols >= WIDE_COLS && tall) {
		draw_wide(f, area);
		return;
	}
	if (rows < 3) { /* no room for more than the list */
		draw_list(f, area);
		return;
	}
	draw_list(f, area_sub(area, 0, 0, rows, area.cols));
	if (tall)
		area_rule(area, rows, THEME_DIM);
	draw_reasons(f, area_sub(area, rows + tall, 1, below, area.cols - 2));
	draw_sums_below(f,
		area_sub(area, area.rows - SUMS_ROWS, 1, SUMS_ROWS, area.cols - 2), tall);
}
