/* The columns of the directory: a sheet over the list, in which each is shown, hidden or moved, and
 * the list follows at once. */
#include <string.h>

#include "etape/text.h"
#include "tui/screens/contacts.h"

struct columns_state {
	struct screen base;
	struct people *people;	 /* borrowed */
	const struct list *list; /* borrowed: its widths */
	void (*changed)(void *arg);
	void *arg;
	unsigned char order[PERSON_COLUMN_COUNT]; /* all: those shown, then those hidden */
	size_t shown;				  /* how many of them */
	size_t at;				  /* selected */
	size_t first;				  /* first row drawn */
	struct area rows;			  /* where they were drawn */
};

struct columns_arg {
	struct people *people;
	const struct list *list;
	void (*changed)(void *arg);
	void *arg;
};

static struct columns_state *of(struct screen *s)
{
	return (struct columns_state *)s;
}

static void read_columns(struct columns_state *c)
{
	size_t n;

	c->shown = n = people_columns(c->people, c->order);
	for (size_t i = 0; i < PERSON_COLUMN_COUNT; i++)
		if (memchr(c->order, (int)i, c->shown) == NULL)
			c->order[n++] = (unsigned char)i;
}

static bool columns_init(struct screen *s, const void *arg, struct err *err)
{
	const struct columns_arg *a = arg;
	struct columns_state *c = of(s);

	(void)err;
	c->people = a->people;
	c->list = a->list;
	c->changed = a->changed;
	c->arg = a->arg;
	read_columns(c);
	return true;
}

/* --- drawing --- */

static void draw_column(const struct columns_state *c, struct area a, size_t i)
{
	const struct person_query *q = &c->people->query;
	size_t field = c->order[i];
	bool on = i < c->shown;
	int row = (int)(i - c->first);
	int col = 4;

	area_put(a, row, 0, THEME_NORMAL, i == c->at ? term_glyph(GLYPH_MARKER) : "");
	area_put(a, row, 2, on ? THEME_PRESENT : THEME_DIM,
		term_glyph(on ? GLYPH_PRESENT : GLYPH_ABSENT));
	col = area_put(a, row, col, i == c->at ? THEME_SELECTED : on ? THEME_NORMAL : THEME_DIM,
		_(contacts_type.fields[field].heading));
	if (field == q->order)
		col = area_put(a, row, col + 1, THEME_KEY,
			term_glyph(q->descending ? GLYPH_DOWN : GLYPH_UP));
	if (on && c->list->widths[field] == 0)
		area_put(a, row, col + 1, THEME_DIM, _("no room in this window"));
	if (i == c->at)
		area_cursor(a, row, 4, false);
}

static void columns_draw(struct screen *s, struct area area)
{
	struct columns_state *c = of(s);
	struct area in = overlay_sheet(area, PERSON_COLUMN_COUNT + 2, 46, _("Columns"));
	struct area rows = area_sub(in, 0, 1, in.rows, in.cols - 2);
	size_t height = rows.rows > 0 ? (size_t)rows.rows : 1;

	c->rows = rows;
	if (c->at < c->first)
		c->first = c->at;
	if (c->at >= c->first + height)
		c->first = c->at - height + 1;
	for (size_t i = c->first; i < PERSON_COLUMN_COUNT && i < c->first + height; i++)
		draw_column(c, rows, i);
}

/* --- keys --- */

static void apply(struct columns_state *c)
{
	c->people->query.column_count = c->shown;
	memcpy(c->people->query.columns, c->order, c->shown);
	c->people->unsaid = true;
	c->changed(c->arg);
}

static void put_at(struct columns_state *c, size_t from, size_t to)
{
	unsigned char field = c->order[from];

	if (from < to)
		memmove(c->order + from, c->order + from + 1, to - from);
	else
		memmove(c->order + to + 1, c->order + to, from - to);
	c->order[to] = field;
}

/* The cursor stays where it was: the next one may go, too. */
static unsigned toggle(struct columns_state *c)
{
	if (c->order[c->at] == PERSON_BY_NAME) {
		app_message(c->base.app, THEME_WARNING, _("The name stays: it says who it is"));
		return SCREEN_REDRAW;
	}
	if (c->at < c->shown) {
		put_at(c, c->at, --c->shown);
	} else {
		put_at(c, c->at, c->shown);
		c->at = c->shown++;
	}
	apply(c);
	return SCREEN_REDRAW;
}

static unsigned move(struct columns_state *c, int by)
{
	size_t to = c->at + (size_t)by;

	if (c->at >= c->shown || to >= c->shown) /* below the first wraps round */
		return SCREEN_HANDLED;
	put_at(c, c->at, to);
	c->at = to;
	apply(c);
	return SCREEN_REDRAW;
}

static unsigned go(struct columns_state *c, size_t to)
{
	if (to >= PERSON_COLUMN_COUNT)
		return SCREEN_HANDLED;
	c->at = to;
	return SCREEN_REDRAW;
}

static unsigned sort(struct columns_state *c)
{
	c->people->model.sort_by(c->people, c->order[c->at]);
	c->changed(c->arg);
	return SCREEN_REDRAW;
}

static unsigned take_usual(struct columns_state *c)
{
	c->people->query.column_count = 0;
	c->people->unsaid = true;
	read_columns(c);
	c->changed(c->arg);
	return SCREEN_REDRAW;
}

static unsigned columns_action(struct screen *s, enum action a)
{
	struct columns_state *c = of(s);

	switch ((int)a) {
	case ACTION_COLUMNS_UP: return go(c, c->at - 1);
	case ACTION_COLUMNS_DOWN: return go(c, c->at + 1);
	case ACTION_COLUMNS_FIRST: return go(c, 0);
	case ACTION_COLUMNS_LAST: return go(c, PERSON_COLUMN_COUNT - 1);
	case ACTION_COLUMNS_TOGGLE: return toggle(c);
	case ACTION_COLUMNS_EARLIER: return move(c, -1);
	case ACTION_COLUMNS_LATER: return move(c, 1);
	case ACTION_COLUMNS_SORT: return sort(c);
	case ACTION_COLUMNS_USUAL: return take_usual(c);
	case ACTION_COLUMNS_CLOSE: return SCREEN_POP;
	default: return 0;
	}
}

static unsigned columns_mouse(struct screen *s, const struct term_event *ev)
{
	struct columns_state *c = of(s);
	int row;
	int col;

	if (ev->mouse == MOUSE_WHEEL_UP)
		return go(c, c->at - 1);
	if (ev->mouse == MOUSE_WHEEL_DOWN)
		return go(c, c->at + 1);
	if (!area_holds(c->rows, ev->row, ev->col, &row, &col) ||
		c->first + (size_t)row >= PERSON_COLUMN_COUNT)
		return 0;
	c->at = c->first + (size_t)row;
	return ev->mouse == MOUSE_DOUBLE || col < 4 ? toggle(c) : SCREEN_REDRAW;
}

static const char *columns_disabled(const struct screen *s, enum action a)
{
	const struct columns_state *c = (const struct columns_state *)s;

	if ((a == ACTION_COLUMNS_EARLIER || a == ACTION_COLUMNS_LATER) && c->at >= c->shown)
		return _("Show the column first");
	return NULL;
}

static const struct screen_ops columns_ops = {
	.name = "columns",
	.contexts = CONTEXT_COLUMNS,
	.overlay = true,
	.size = sizeof(struct columns_state),
	.init = columns_init,
	.draw = columns_draw,
	.action = columns_action,
	.mouse = columns_mouse,
	.disabled = columns_disabled,
};

void contacts_choose_columns(struct people *p, const struct list *list, void (*changed)(void *arg),
	void *arg)
{
	app_push(p->app, &columns_ops, &(struct columns_arg){ p, list, changed, arg });
}
