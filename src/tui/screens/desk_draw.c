/* The desk as it is drawn: field, counters, the last answer, candidates. Three layouts: narrow
 * (60×16), usual (80×24), and wide (a second column). */
#include "tui/screens/desk.h"

#include <stdlib.h>
#include <string.h>

#include "etape/text.h"

enum {
	USUAL_COLS = 76, /* from here on counters stand beside the field */
	BOXED_ROWS = 18, /* from here on the field has a box */
	WIDE_COLS = 140, /* from here on there is a second column */
	TALL_ROWS = 30,
	FIELD_COLS = 47,  /* of the box */
	MAIN_COLS = 104,  /* of the first column of a wide window */
	ROOMY_COLS = 100, /* from here on structure and cité of everybody */
	COUNT_COLS = 14,  /* of a counter, label and number */
	FEW_ROWS = 5, /* candidates in a usual window: what the eye takes in, and what a slow
		       * line carries in no time */
};

/* --- counters --- */

static void put_gauge(struct area a, int row, int col, int width, const struct counters *c)
{
	const int percent = c->expected > 0 ? (int)(100 * c->present / c->expected) : 0;
	const int full = percent >= 100 ? width : width * percent / 100;
	struct str bar = STR_INIT;

	for (int i = 0; i < width; i++)
		str_add(&bar, term_glyph(i < full ? GLYPH_BAR_FULL : GLYPH_BAR_EMPTY));
	col = area_put(a, row, col, THEME_PRESENT, bar.buf);
	area_putf(a, row, col, THEME_NORMAL, " %d %%", percent);
	str_release(&bar);
}

static void put_count(struct area a, int row, int col, const char *label, int64_t n)
{
	struct str number = STR_INIT;

	str_addf(&number, "%lld", (long long)n);
	area_put(a, row, col, THEME_LABEL, label);
	area_right_at(a, row, col + COUNT_COLS, THEME_STRONG, number.buf);
	str_release(&number);
}

static void draw_counters(const struct desk_state *d, struct area a)
{
	const struct counters *c = &d->counters;
	const int second = COUNT_COLS + 3;
	struct str owed = STR_INIT;

	put_count(a, 0, 0,
		d->room.limit == ROOM_FREE ? C_("desk", "Expected") : C_("desk", "Full"),
		c->expected);
	if (d->room.limit != ROOM_FREE)
		area_put(a, 0, 0, THEME_WARNING, C_("desk", "Full"));
	put_count(a, 0, second, C_("desk", "Walk-ins"), c->walk_ins);
	put_count(a, 1, 0, C_("desk", "Present"), c->present);
	put_gauge(a, 1, second, 8, c);
	put_count(a, 2, 0, C_("desk", "Waiting"), c->waiting);
	put_count(a, 2, second, C_("desk", "Cancelled"), c->cancelled);
	money_format(&owed, d->owed, i18n_lang());
	area_put(a, 3, 0, THEME_LABEL, _("To collect"));
	area_right_at(
		a, 3, second + COUNT_COLS, d->owed > 0 ? THEME_DUE : THEME_NORMAL, owed.buf);
	str_release(&owed);
}

/* The same in one line. */
static void draw_counters_short(const struct desk_state *d, struct area a, int row)
{
	const struct counters *c = &d->counters;
	struct str text = STR_INIT, owed = STR_INIT;

	str_addf(&text, _("present: %lld of %lld"), (long long)c->present,
		(long long)c->expected);
	if (d->room.limit != ROOM_FREE)
		str_addf(&text, " (%s)", _("full"));
	str_addf(&text, " %s ", term_glyph(GLYPH_DOT));
	str_addf(&text, P_("%lld walk-in", "%lld walk-ins", c->walk_ins),
		(long long)c->walk_ins);
	money_format(&owed, d->owed, i18n_lang());
	str_addf(&text, " %s ", term_glyph(GLYPH_DOT));
	str_addf(&text, _("%s to collect"), owed.buf);
	area_put(a, row, 0, THEME_LABEL, text.buf);
	str_release(&text);
	str_release(&owed);
}

/* --- candidates --- */

static enum glyph row_glyph(const struct desk_row *row)
{
	if (row->present)
		return GLYPH_PRESENT;
	if (row->left)
		return GLYPH_OUT;
	if (!row->registration)
		return GLYPH_ADD;
	switch (row->status) {
	case REGISTRATION_CANCELLED:
	case REGISTRATION_DECLINED:
		return GLYPH_CROSS;
	case REGISTRATION_WAITING:
		return GLYPH_WAITING;
	default:
		return GLYPH_ABSENT;
	}
}

static enum theme add_present(
	struct str *out, const struct desk_state *d, const struct desk_row *row)
{
	str_addf(out, "%s ", C_("desk", "present"));
	desk_add_time(out, d, row->at);
	if (row->desk && *row->desk)
		str_addf(out, ", %s", row->desk);
	return THEME_PRESENT;
}

static enum theme add_left(
	struct str *out, const struct desk_state *d, const struct desk_row *row)
{
	str_addf(out, "%s ", _("has left"));
	desk_add_time(out, d, row->at);
	if (row->desk && *row->desk)
		str_addf(out, ", %s", row->desk);
	return THEME_MESSAGE;
}

static void add_cancelled(
	struct str *out, const struct desk_state *d, const struct desk_row *row)
{
	struct str on = STR_INIT;

	desk_add_date(&on, d, row->at);
	if (*row->replaced_by)
		str_addf(out, _("replaced by %s"), row->replaced_by);
	else if (on.len)
		str_addf(out, "%s %s", _("cancelled on"), on.buf);
	else
		str_add(out, C_("desk", "cancelled"));
	str_release(&on);
}

/* What stands at the right of a candidate: presence, status, or what is owed. */
static enum theme add_state(struct str *out, struct desk_state *d, const struct desk_row *row)
{
	const struct desk_fee *fee;

	if (row->present)
		return add_present(out, d, row);
	if (row->left)
		return add_left(out, d, row);
	if (!row->registration) {
		str_add(out, _("not registered"));
		return THEME_NORMAL;
	}
	switch (row->status) {
	case REGISTRATION_CANCELLED:
		add_cancelled(out, d, row);
		return THEME_NORMAL;
	case REGISTRATION_WAITING:
		str_add(out, _("waiting list"));
		return THEME_WARNING;
	case REGISTRATION_INVITED:
		str_add(out, _("invited, no answer"));
		return THEME_NORMAL;
	case REGISTRATION_DECLINED:
		str_add(out, C_("desk", "declined"));
		return THEME_NORMAL;
	default:
		break;
	}
	if (!row->this_session) {
		str_add(out, _("another session"));
		return THEME_WARNING;
	}
	fee = desk_fee_of(d, row->person);
	if (!fee)
		return THEME_NORMAL;
	desk_fee_words(out, fee);
	return desk_fee_style(fee);
}

/* Structure and cité in so many columns: the cité is the shorter, so it is cut last. */
static void add_place(struct str *out, const struct desk_row *row, int width)
{
	const size_t room = width > 3 ? (size_t)width - 3 : 0, of_cite = text_width(row->cite);
	const size_t left = room > of_cite ? room - of_cite : 0;
	const size_t most = left > room / 2 ? left : room / 2, all = text_width(row->structure);

	if (!*row->structure || !*row->cite) {
		str_add(out, *row->structure ? row->structure : row->cite);
		return;
	}
	text_fit(out, row->structure, all < most ? all : most);
	str_add(out, " · ");
	str_add(out, row->cite);
}

/* Homonyms are told apart by structure and cité. */
static void add_detail(struct str *out, const struct desk_row *row, bool full, int width)
{
	if (*row->replaces) {
		str_addf(out, _("in place of %s"), row->replaces);
		return;
	}
	if (row->by_announcer) { /* or nobody would see why she is listed */
		str_addf(out, C_("person", "announced by %s"), row->announced_by);
		return;
	}
	if (full)
		add_place(out, row, width);
	if (!out->len)
		str_add(out, row->detail);
}

/* Columns of a candidate: name, who that is, state. */
struct row_columns {
	int name;
	int detail;
	int state;
};

static struct row_columns row_columns(int cols)
{
	if (cols >= ROOMY_COLS)
		return (struct row_columns){ 4, 37, cols - 32 };
	if (cols >= USUAL_COLS)
		return (struct row_columns){ 4, 29, cols - 26 };
	return (struct row_columns){ 4, 4 + (cols - 4) * 3 / 8, cols - (cols - 4) / 3 };
}

/* The same for all that are listed; among homonyms, who that is gets what the names leave. */
static struct row_columns list_columns(const struct desk_found *f, size_t from, size_t to, int cols)
{
	struct row_columns at = row_columns(cols);
	int widest = 0;
	bool homonyms = false;

	for (size_t i = from; i < to; i++) {
		const int width = (int)text_width(f->rows[i]->name);

		widest = width > widest ? width : widest;
		homonyms = homonyms || desk_found_homonym(f, i);
	}
	if (homonyms && at.name + widest + 2 < at.detail)
		at.detail = at.name + widest + 2;
	return at;
}

static void draw_row(struct desk_state *d, struct area a, const struct row_columns *col, int at,
	size_t i)
{
	const struct desk_row *row = d->found.rows[i];
	const enum theme text = row->group == DESK_APPROXIMATE ? THEME_DIM : THEME_NORMAL;
	const int detail = col->state - col->detail - 1;
	const bool full = a.cols >= ROOMY_COLS || desk_found_homonym(&d->found, i);
	struct str words = STR_INIT, state = STR_INIT;
	enum theme style;

	if (d->found.selected == (int)i)
		area_put(a, at, 0, THEME_SELECTED, term_glyph(GLYPH_MARKER));
	area_put(a, at, 2, text,
		term_glyph(row_glyph(row))); /* the state's words have the colour */
	area_fit(a, at, col->name, col->detail - col->name - 1, text, row->name);
	/* The gaps in the same style: each change of it costs a slow line a dozen bytes. */
	area_put(a, at, 3, text, " ");
	area_put(a, at, col->detail - 1, text, " ");
	add_detail(&words, row, full, detail);
	area_fit(a, at, col->detail, detail, text, words.buf);
	style = add_state(&state, d, row);
	area_fit(a, at, col->state, a.cols - col->state, style, state.buf);
	str_release(&words);
	str_release(&state);
}

/* Always on the same row and of the same words: each letter typed costs bytes enough. */
static void draw_walk_in(const struct desk_state *d, struct area a, int at)
{
	if (desk_found_walk_in(&d->found))
		area_put(a, at, 0, THEME_SELECTED, term_glyph(GLYPH_MARKER));
	area_put(a, at, 2, THEME_ABSENT, term_glyph(GLYPH_ADD));
	area_put(a, at, 4, THEME_NORMAL, _("register on the spot"));
}

static void draw_candidates(struct desk_state *d, struct area a)
{
	const struct desk_found *f = &d->found;
	const size_t few = a.rows >= TALL_ROWS ? DESK_ROWS_MAX - 1 : FEW_ROWS;
	const size_t room =
		a.rows > 3 ? (size_t)a.rows - 3 : 1; /* two remarks, the walk-in line */
	const size_t most = room < few ? room : few;
	struct row_columns columns;
	size_t first = 0, end;
	int at = 0;

	if (f->selected > 0 && (size_t)f->selected >= most && (size_t)f->selected < f->count)
		first = (size_t)f->selected - most + 1;
	for (size_t i = 0; i <= f->count; i++)
		d->list_rows[i] = -1;
	end = first + most < f->count ? first + most : f->count;
	columns = list_columns(f, first, end, a.cols);
	for (size_t i = first; i < end; i++) {
		if (i == desk_found_sure(f))
			area_put(a, at++, 2, THEME_DIM, _("Similar spellings"));
		d->list_rows[i] = at;
		draw_row(d, a, &columns, at++, i);
	}
	if (f->count > end)
		area_put(a, at, 4, THEME_NORMAL, _("and others"));
	d->list_rows[f->count] = (int)most + 1;
	draw_walk_in(d, a, d->list_rows[f->count]);
}

int desk_row_at(const struct desk_state *d, int row)
{
	for (size_t i = 0; i <= d->found.count; i++)
		if (d->list_rows[i] == row)
			return (int)i;
	return -1;
}

/* --- the last answer --- */

/* The next steps, three blanks apart, a step never cut in two. Gives the row after them. */
static int draw_next(struct area a, int at, const char *next)
{
	int col = 2;

	while (*next) {
		const char *end = strstr(next, "   ");
		char *step = xstrndup(next, end ? (size_t)(end - next) : strlen(next));
		const int width = (int)text_width(step);

		if (col > 2 && col + width > a.cols) {
			at++;
			col = 2;
		}
		if (width > a.cols - col)
			at = area_wrap(area_sub(a, 0, col, a.rows, a.cols - col), at, THEME_LABEL,
				     step) -
			     1;
		else
			area_put(a, at, col, THEME_LABEL, step);
		col += width + 3;
		free(step);
		next = end ? end + 3 : next + strlen(next);
	}
	return at + 1;
}

/* Calmly, below the hint, in two rows. */
static void draw_place(const struct desk_state *d, struct area a, int at)
{
	const long long n = d->counters.waiting;
	struct str text = STR_INIT, key = STR_INIT, label = STR_INIT, next = STR_INIT;

	str_addf(&text,
		P_("a place is free, %lld person waits", "a place is free, %lld people wait", n),
		n);
	key_add_label(&key, keymap_key(&d->screen.app->keys, ACTION_ROSTER_PROMOTE));
	str_addf(&label, _("list, then %s to admit"), key.buf);
	desk_add_key(&next, d, ACTION_DESK_LIST, label.buf);
	area_put(a, at, 0, THEME_WARNING, term_glyph(GLYPH_WAITING));
	area_fit(a, at, 2, a.cols - 2, THEME_NORMAL, text.buf);
	area_fit(a, at + 1, 2, a.cols - 2, THEME_LABEL, next.buf);
	str_release(&text);
	str_release(&key);
	str_release(&label);
	str_release(&next);
}

/* Gives the row after it. */
static int draw_notice(const struct desk_state *d, struct area a, int at)
{
	const struct desk_notice *n = &d->notice;
	int col = 0;

	if (!n->text.len)
		return at + 2;
	if (n->glyph != GLYPH_NONE)
		col = area_put(a, at, 0, n->style, term_glyph(n->glyph)) + 1;
	if (n->name.len)
		col = area_put(a, at, col, n->style, n->name.buf) + 2;
	if (col + (int)text_width(n->text.buf) > a.cols && n->name.len) {
		at++;
		col = 2;
	}
	at = area_wrap(
		area_sub(a, 0, col, a.rows, a.cols - col), at, THEME_NORMAL, n->text.buf);
	return draw_next(a, at, n->next.buf);
}

static void draw_hint(const struct desk_state *d, struct area a)
{
	struct str text = STR_INIT;
	int at;

	if (!d->event.id) {
		str_add(&text, _("No rencontre is open (F2, then n: make one)."));
		desk_add_key(&text, d, ACTION_DESK_EVENT, _("choose a rencontre"));
	} else if (!d->session) {
		str_add(&text,
			_("This rencontre has no half-day yet: nobody can be checked in."));
	} else {
		str_add(&text, _("Two letters of a name, a structure, a cité or an e-mail are "
				 "enough; or scan a code. Nobody is listed before."));
	}
	at = area_wrap(a, 0, THEME_DIM, text.buf);
	if (desk_place_told(d))
		draw_place(d, a, at + 1);
	str_release(&text);
}

/* --- layouts --- */

static void draw_field(struct desk_state *d, struct area a, bool boxed)
{
	const char *label = _("Name, structure, code or badge");

	if (boxed) {
		const struct area in =
			area_box(area_sub(a, 0, 0, 3, a.cols), THEME_NORMAL, label);

		input_draw(&d->field, in, 0, 1, in.cols - 2, true);
		return;
	}
	area_put(a, 0, 0, THEME_LABEL, label);
	area_put(a, 1, 0, THEME_KEY, ">");
	input_draw(&d->field, a, 1, 2, a.cols - 2, true);
}

static void draw_main(struct desk_state *d, struct area a)
{
	const bool boxed = a.rows >= BOXED_ROWS, usual = a.cols >= USUAL_COLS;
	int at = boxed ? 3 : 2;

	draw_field(d, usual ? area_sub(a, 0, 0, a.rows, FIELD_COLS) : a, boxed);
	if (usual) {
		draw_counters(d, area_sub(a, 0, FIELD_COLS + 2, 4, a.cols));
		at = 4;
	} else {
		draw_counters_short(d, a, at++);
	}
	at = draw_notice(d, a, at);
	d->list = area_sub(a, at + boxed, 0, a.rows - at - boxed, a.cols);
	if (*input_get(&d->field))
		draw_candidates(d, d->list);
	else if (!d->notice.text.len)
		draw_hint(d, d->list);
}

void desk_draw(struct screen *s, struct area area)
{
	struct desk_state *d = desk_of(s);

	d->payer_owes = desk_owes(d, desk_payer(d).person);
	if (area.cols < WIDE_COLS || area.rows < TALL_ROWS) {
		draw_main(d, area);
		return;
	}
	area_vrule(area, MAIN_COLS + 1, THEME_DIM);
	desk_aside_draw(d, area_sub(area, 0, MAIN_COLS + 4, area.rows, area.cols));
	draw_main(d, area_sub(area, 0, 0, area.rows, MAIN_COLS));
}
