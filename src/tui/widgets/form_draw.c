/* How a form is drawn: a label and a field a row, what is wrong or worth knowing below. */
#include "etape/text.h"
#include "tui/widgets/form_internal.h"

#define FIELD_WIDEST 60	/* columns of a field on a wide window */
#define SPACIOUS     18	/* rows of a form that has some to spare */
#define FOOT	     3	/* rows below the fields: rule, reason or hint, advice */

struct layout {
	int label;	/* column where labels begin */
	int field;	/* column where fields begin */
	int width;	/* of a field */
	int note;	/* column of what stands beside a field; 0: no room */
};

static struct layout lay_out(const struct form *f, struct area a)
{
	struct layout l = { .label = 2 };
	int widest = 0;

	for (size_t i = 0; i < f->spec->count; i++) {
		int w = area_width(_(f->spec->fields[i].label));

		widest = w > widest ? w : widest;
	}
	if (widest > a.cols * 2 / 5)
		widest = a.cols * 2 / 5;
	l.field = l.label + widest + 3;
	l.width = a.cols - l.field - 1;
	if (l.width > FIELD_WIDEST)
		l.width = FIELD_WIDEST;
	if (a.cols - l.field - l.width > 24)
		l.note = l.field + l.width + 2;
	return l;
}

/* How wide a field is for what it holds: a date needs no sixty columns. */
static int kind_width(const struct form_field *field, int width)
{
	int wish = width;

	if (field->kind == FORM_DATE)
		wish = 20;
	else if (field->kind == FORM_TIME || field->kind == FORM_NUMBER)
		wish = 10;
	else if (field->kind == FORM_MONEY)
		wish = 16;
	else if (field->max > 0 && (int)field->max + 2 < width)
		wish = (int)field->max + 2;
	return wish < width ? wish : width;
}

static void draw_choice(struct area a, int row, const struct layout *l,
	const struct form_field *field, const struct slot *slot, bool open)
{
	const char *label = form_choice_label(field, slot->choice);
	int col = l->field;

	if (open && !field->fixed)
		col = area_put(a, row, col, THEME_KEY, "< ");
	area_cursor(a, row, col, false);
	col = area_put(a, row, col, open ? THEME_FIELD_ON : THEME_FIELD,
		*label == '\0' ? _("(none)") : label);
	if (open && !field->fixed)
		area_put(a, row, col, THEME_KEY, " >");
}

/* Of the last field, which may have all that is left. */
static int rows_of(const struct form_field *field, int room)
{
	return field->rows < room ? field->rows : room;
}

static void draw_field(struct form *f, struct area a, int row, const struct layout *l, size_t i)
{
	const struct form_field *field = &f->spec->fields[i];
	struct slot *slot = &f->slots[i];
	bool open = i == f->at;
	int width = kind_width(field, l->width);

	area_put(a, row, 0, THEME_NORMAL, open ? term_glyph(GLYPH_MARKER) : " ");
	area_fit(a, row, l->label, l->field - l->label - 3, open ? THEME_STRONG : THEME_LABEL,
		_(field->label));
	if (slot->err.code != ERR_NONE && slot->touched)
		area_put(a, row, l->field - 2, THEME_ERROR, term_glyph(GLYPH_WARNING));
	else if (field->required)
		area_put(a, row, l->field - 2, THEME_DIM, "*");
	if (form_has_choices(field))
		draw_choice(a, row, l, field, slot, open);
	else if (field->fixed)
		area_fit(a, row, l->field, width, THEME_DIM, input_get(&slot->input));
	else if (field->rows > 1)
		input_draw_folded(&slot->input,
			area_sub(a, row, l->field, rows_of(field, a.rows - row), width), open);
	else
		input_draw(&slot->input, a, row, l->field, width, open);
	if (l->note > 0 && slot->err.code != ERR_NONE && slot->touched)
		area_fit(a, row, l->note, a.cols - l->note - 1, THEME_ERROR, slot->err.message);
}

static void draw_proposals(const struct form *f, struct area a, int below, const struct layout *l)
{
	int rows = (int)f->candidate_count;
	int room = a.rows - below;

	if (rows > room && below - 1 > room) { /* more room above the field */
		rows = rows < below - 1 ? rows : below - 1;
		below = below - 1 - rows;
	} else if (rows > room) {
		rows = room;
	}
	struct area box = area_sub(a, below, l->field - 2, rows, a.cols - l->field + 2);
	area_fill(box, THEME_NORMAL);
	int first = (int)f->candidate >= rows && f->candidate < f->candidate_count
		? (int)f->candidate - rows + 1
		: 0;
	for (int r = 0; r < rows; r++) {
		const struct candidate *c = &f->candidates[first + r];
		bool on = (size_t)(first + r) == f->candidate;
		int col;

		area_put(box, r, 0, THEME_NORMAL, on ? term_glyph(GLYPH_MARKER) : " ");
		col = area_put(box, r, 2, on ? THEME_SELECTED : THEME_NORMAL, c->label) + 2;
		area_fit(box, r, col, box.cols - col, THEME_DIM, c->detail);
	}
}

/* The reason or the hint of the open field, and what is worth knowing about the whole. */
static void draw_foot(const struct form *f, struct area a)
{
	const struct form_field *field = &f->spec->fields[f->at];
	const struct slot *slot = &f->slots[f->at];

	struct area text = area_sub(a, 1, 2, a.rows - 1, a.cols - 3);
	int row = 0;

	area_rule(a, 0, THEME_DIM);
	if (slot->err.code != ERR_NONE && slot->touched)
		row = area_wrap(text, 0, THEME_ERROR, slot->err.message);
	else if (field->hint != NULL)
		row = area_wrap(text, 0, THEME_DIM, _(field->hint));
	if (f->advice.len == 0)
		return;
	/* The last row is the advice's, even below a long reason. */
	row = row >= text.rows ? text.rows - 1 : row;
	area_fill(area_sub(a, row + 1, 0, 1, a.cols), THEME_NORMAL);
	area_put(a, row + 1, 0, THEME_WARNING, term_glyph(GLYPH_WARNING));
	area_wrap(area_sub(text, row, 0, text.rows - row, text.cols), 0, THEME_WARNING,
		f->advice.buf);
}

/* Advice of several lines gets them where fields leave room. */
static int foot_rows(const struct form *f, struct area a)
{
	const int least = a.rows > FOOT + 3 ? FOOT : a.rows > 3 ? 2 : 0;
	const int lines = area_wrap(
		(struct area){ .cols = a.cols - 3 }, 0, THEME_WARNING, f->advice.buf);
	/* A form that scrolls spares a line of its fields for a second one of advice. */
	const int spare = a.rows - (int)f->spec->count - 1;
	const int room = a.rows >= SPACIOUS && spare < FOOT + 1 ? FOOT + 1 : spare;
	const int wish = FOOT - 1 + lines < room ? FOOT - 1 + lines : room;

	return wish > least ? wish : least;
}

void form_draw(struct form *f, struct area a)
{
	struct layout l = lay_out(f, a);
	int foot = foot_rows(f, a);
	int rows = a.rows - foot;

	if (rows < 1 || f->spec->count == 0)
		return;
	/* A blank row above when there is room: calmer. */
	int top = (int)f->spec->count < rows ? 1 : 0;
	rows -= top;
	if (f->at < f->first)
		f->first = f->at;
	if (f->at >= f->first + (size_t)rows)
		f->first = f->at - (size_t)rows + 1;
	if (f->first + (size_t)rows > f->spec->count)
		f->first = f->spec->count > (size_t)rows ? f->spec->count - (size_t)rows : 0;
	f->fields = area_sub(a, top, 0, rows, a.cols);
	/* The open field last: it sets the cursor. */
	for (int r = 0; r < rows && f->first + (size_t)r < f->spec->count; r++)
		if (f->first + (size_t)r != f->at)
			draw_field(f, f->fields, r, &l, f->first + (size_t)r);
	draw_field(f, f->fields, (int)(f->at - f->first), &l, f->at);
	if (f->first > 0)
		area_put(f->fields, 0, a.cols - 1, THEME_DIM, term_glyph(GLYPH_UP));
	if (f->first + (size_t)rows < f->spec->count)
		area_put(f->fields, rows - 1, a.cols - 1, THEME_DIM, term_glyph(GLYPH_DOWN));
	draw_foot(f, area_sub(a, a.rows - foot, 0, foot, a.cols));
	if (f->proposing)
		draw_proposals(f, area_sub(a, 0, 0, a.rows, a.cols),
			top + (int)(f->at - f->first) + 1, &l);
}

size_t form_field_at(const struct form *f, int row)
{
	size_t i = row < 0 ? f->spec->count : f->first + (size_t)row;

	return i < f->spec->count ? i : f->spec->count;
}
