/* A list under the mouse: rows are selected, headings sort. */
#include "tui/screen.h"
#include "tui/widgets/list_internal.h"

/* The field whose heading stands in a column of the list; the type's count for none. */
static size_t heading_at(const struct list *l, int col)
{
	int from = l->text_col;

	for (size_t i = 0; i < l->column_count; i++) {
		int width = l->widths[l->columns[i]];

		if (width == 0)
			continue;
		if (col >= from && col < from + width)
			return l->columns[i];
		from += width + LIST_GAP;
	}
	return l->model->type->count;
}

static unsigned click_heading(struct list *l, int col)
{
	size_t field = heading_at(l, col);

	if (l->model->sort_by == NULL || field == l->model->type->count)
		return 0;
	list_ensure(l);
	l->sort_name = l->model->sort_by(l->model->ctx, field);
	list_reordered(l);
	return SCREEN_REDRAW;
}

unsigned list_mouse(struct list *l, const struct term_event *ev, enum action *then)
{
	int row;
	int col;

	*then = ACTION_NONE;
	if (!area_holds(l->area, ev->row, ev->col, &row, &col))
		return 0;
	if (ev->mouse == MOUSE_WHEEL_UP)
		return list_action(l, ACTION_LIST_UP);
	if (ev->mouse == MOUSE_WHEEL_DOWN)
		return list_action(l, ACTION_LIST_DOWN);
	row -= l->headings ? 1 : 0;
	if (row < 0)
		return click_heading(l, col);
	if ((size_t)row >= l->count)
		return 0;
	l->selected = (size_t)row;
	if (ev->mouse == MOUSE_DOUBLE)
		*then = ACTION_LIST_OPEN;
	return SCREEN_REDRAW;
}
