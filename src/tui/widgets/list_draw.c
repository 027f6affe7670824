/* How a list is drawn: columns by the width there is, one restrained highlight. */
#include <string.h>

#include "etape/i18n.h"
#include "tui/widgets/list_internal.h"

static const char *row_cell(const struct list_row *row, size_t field)
{
	const char *p = row->block + strlen(row->block) + 1;

	for (size_t i = 0; i < field; i++)
		p += strlen(p) + 1;
	return p;
}

static int total_width(const struct list *l)
{
	int total = 0;

	for (size_t i = 0; i < l->column_count; i++)
		if (l->widths[l->columns[i]] > 0)
			total += l->widths[l->columns[i]] + (total > 0 ? LIST_GAP : 0);
	return total;
}

/* The shown column that goes first; type->count when only those that never go are left. */
static size_t first_to_go(const struct list *l)
{
	const struct record_type *t = l->model->type;
	size_t worst = t->count;

	for (size_t i = l->column_count; l->by_place && i-- > 1;)
		if (l->widths[l->columns[i]] > 0)
			return l->columns[i];
	for (size_t i = 0; i < t->count; i++)
		if (l->widths[i] > 0 && t->fields[i].priority > 0 &&
			(worst == t->count || t->fields[i].priority >= t->fields[worst].priority))
			worst = i;
	return worst;
}

static bool is_number(const struct field *f)
{
	return f->label == NULL && (f->kind == FIELD_INT || f->kind == FIELD_CENTS);
}

/* A number cut short is another number: its column is as wide as any that was shown in it. */
static void measure_numbers(struct list *l)
{
	const struct record_type *t = l->model->type;

	for (size_t k = 0; k < l->column_count; k++) {
		const size_t f = l->columns[k];

		for (size_t i = 0; is_number(&t->fields[f]) && i < l->count; i++) {
			const int width = area_width(row_cell(&l->rows[i], f));

			if (width > l->widest[f])
				l->widest[f] = width;
		}
	}
}

/* Columns that do not fit go by priority; what is left over is shared by weight. */
static void size_columns(struct list *l, int cols)
{
	const struct record_type *t = l->model->type;
	int weights = 0;
	size_t last = t->count;

	memset(l->widths, 0, t->count * sizeof *l->widths);
	for (size_t i = 0; i < l->column_count; i++) {
		const size_t f = l->columns[i];

		l->widths[f] = l->widest[f] > t->fields[f].min ? l->widest[f] : t->fields[f].min;
	}
	while (total_width(l) > cols && first_to_go(l) < t->count)
		l->widths[first_to_go(l)] = 0;
	for (size_t i = 0; i < t->count; i++)
		if (l->widths[i] > 0)
			weights += t->fields[i].weight;
	int left = cols - total_width(l);
	int shared = 0;
	for (size_t i = 0; i < t->count && left > 0 && weights > 0; i++)
		if (l->widths[i] > 0 && t->fields[i].weight > 0) {
			int more = left * t->fields[i].weight / weights;

			l->widths[i] += more;
			shared += more;
			last = i;
		}
	if (last < t->count)
		l->widths[last] += left - shared;
}

static void draw_cell(struct area a, int row, int col, int width, enum theme style,
	const struct field *f, const char *text)
{
	struct area cell = area_sub(a, row, col, 1, width);

	if (is_number(f))
		area_right(cell, 0, style, text);
	else
		area_fit(cell, 0, 0, cell.cols, style, text);
}

/* The heading of the column by which the rows are ordered keeps its arrow, however narrow it is. */
static void draw_heading(struct area a, int col, int width, const struct field *f, enum glyph arrow)
{
	const char *sign = term_glyph(arrow);
	int room = *sign == '\0' ? width : width - area_width(sign) - 1;
	int used = area_width(_(f->heading));

	draw_cell(a, 0, col, room, THEME_HEADING, f, _(f->heading));
	if (room == width)
		return;
	if (is_number(f) || used > room)
		used = room;
	area_put(area_sub(a, 0, col, 1, width), 0, used + 1, THEME_HEADING, sign);
}

static void draw_headings(const struct list *l, struct area a)
{
	const struct record_type *t = l->model->type;
	int col = l->text_col;
	bool descending = false;
	size_t by = l->model->order == NULL ? t->count : l->model->order(l->model->ctx, &descending);
	enum glyph arrow = descending ? GLYPH_DOWN : GLYPH_UP;

	area_fill(area_sub(a, 0, 0, 1, a.cols), THEME_HEADING);
	for (size_t i = 0; i < l->column_count; i++) {
		size_t f = l->columns[i];

		if (l->widths[f] == 0)
			continue;
		draw_heading(a, col, l->widths[f], &t->fields[f], f == by ? arrow : GLYPH_NONE);
		col += l->widths[f] + LIST_GAP;
	}
}

void list_say_order(const struct list *l, struct str *out)
{
	bool descending = false;
	size_t by = l->model->type->count;

	if (l->sort_name == NULL)
		return;
	str_addf(out, _("sorted by: %s"), l->sort_name);
	if (l->model->order != NULL)
		by = l->model->order(l->model->ctx, &descending);
	if (descending || by < l->model->type->count)
		str_addf(out, " %s", term_glyph(descending ? GLYPH_DOWN : GLYPH_UP));
}

/* Blanks between two cells of one colour have it too: taking it off and on again costs bytes. */
static void fill_gaps(const struct list *l, struct area a, int at, const struct list_row *row)
{
	const int from = l->model->sign != NULL && row->sign.style == row->sign.row_style ? 2 : l->text_col;
	int last = l->text_col, col = l->text_col;

	if (row->sign.row_style == THEME_NORMAL)
		return;
	for (size_t i = 0; i < l->column_count; i++) {
		if (l->widths[l->columns[i]] == 0)
			continue;
		last = col;
		col += l->widths[l->columns[i]] + LIST_GAP;
	}
	area_fill(area_sub(a, at, from, 1, last - from), row->sign.row_style);
}

static void draw_row(const struct list *l, struct area a, int at, const struct list_row *row,
	bool selected)
{
	const struct record_type *t = l->model->type;
	int col = l->text_col;
	bool first = true;

	fill_gaps(l, a, at, row);
	if (selected)
		area_put(a, at, 0, THEME_NORMAL, term_glyph(GLYPH_MARKER));
	if (l->model->sign != NULL)
		area_put(a, at, 1, row->sign.style, term_glyph(row->sign.glyph));
	if (list_marked(l, row->id))
		area_put(a, at, l->text_col - 1, THEME_MARKED, term_glyph(GLYPH_MARK));
	for (size_t i = 0; i < l->column_count; i++) {
		size_t f = l->columns[i];

		if (l->widths[f] == 0)
			continue;
		const char *text = row_cell(row, f);
		/* The first cell alone, and only its text: a full reversed row costs bytes. */
		if (first && selected && area_width(text) <= l->widths[f])
			area_put(area_sub(a, at, col, 1, l->widths[f]), 0, 0, THEME_SELECTED,
				*text == '\0' ? " " : text);
		else if (first && selected) /* what is cut says so: "secteur 4…" is not "secteur 4" */
			draw_cell(a, at, col, l->widths[f], THEME_SELECTED, &t->fields[f], text);
		else
			draw_cell(a, at, col, l->widths[f], row->sign.row_style, &t->fields[f], text);
		first = false;
		col += l->widths[f] + LIST_GAP;
	}
}

static void draw_filter(struct list *l, struct area a)
{
	int col = area_put(a, a.rows - 1, 0, THEME_KEY, "/") + 1;

	input_draw(&l->filter, a, a.rows - 1, col, a.cols - col, true);
}

void list_draw(struct list *l, struct area area, bool focused, const char *empty)
{
	struct area rows = area;

	l->area = area;
	if (l->headings && rows.rows > 1)
		rows = area_sub(area, 1, 0, area.rows - 1, area.cols);
	if (l->filtering && rows.rows > 1)
		rows = area_sub(rows, 0, 0, rows.rows - 1, rows.cols);
	l->height = rows.rows > 0 ? (size_t)rows.rows : 1;
	l->text_col = l->model->sign != NULL ? 3 : 2;
	list_ensure(l);
	list_fit(l);
	measure_numbers(l);
	size_columns(l, area.cols - l->text_col);
	if (l->headings && area.rows > 1)
		draw_headings(l, area);
	for (size_t i = 0; i < l->count; i++)
		draw_row(l, rows, (int)i, &l->rows[i], focused && i == l->selected);
	if (l->err.code != ERR_NONE)
		area_wrap(rows, 0, THEME_ERROR, l->err.message);
	else if (l->count == 0)
		area_wrap(area_sub(rows, 0, l->text_col, rows.rows, rows.cols - l->text_col), 0,
			THEME_DIM, l->filter.text.len > 0 ? _("Nothing matches the filter") : empty);
	if (focused)
		area_cursor(rows, (int)l->selected, l->text_col, false);
	if (l->filtering)
		draw_filter(l, area);
}
