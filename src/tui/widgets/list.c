#include <stdlib.h>
#include <string.h>

#include "tui/screen.h"
#include "tui/widgets/list_internal.h"

#define DEFAULT_HEIGHT 20 /* before the first draw */
#define MARK_BATCH     200
#define MARK_MAX       5000 /* rows that "mark all" marks at most */

void list_init(struct list *l, const struct list_model *model)
{
	*l = (struct list){ .model = model, .stale = true, .headings = true };
	l->widths = xcalloc(model->type->count, sizeof *l->widths);
	l->widest = xcalloc(model->type->count, sizeof *l->widest);
	l->columns = xcalloc(model->type->count, sizeof *l->columns);
	for (size_t i = 0; i < model->type->count; i++)
		if (model->type->fields[i].heading != NULL)
			l->columns[l->column_count++] = (unsigned char)i;
	input_init(&l->filter);
}

void list_columns(struct list *l, const unsigned char *fields, size_t count, bool by_place)
{
	l->by_place = by_place;
	l->column_count = count < l->model->type->count ? count : l->model->type->count;
	memcpy(l->columns, fields, l->column_count * sizeof *l->columns);
	/* A field that was not shown has no text yet. */
	l->stale = true;
}

static void drop_rows(struct list *l, size_t from, size_t n)
{
	for (size_t i = from; i < from + n; i++)
		free(l->rows[i].block);
	memmove(l->rows + from, l->rows + from + n, (l->count - from - n) * sizeof *l->rows);
	l->count -= n;
}

void list_release(struct list *l)
{
	if (l->model == NULL)
		return;
	if (l->count > 0)
		drop_rows(l, 0, l->count);
	free(l->rows);
	free(l->marks);
	free(l->widths);
	free(l->widest);
	free(l->columns);
	input_release(&l->filter);
	*l = (struct list){ .model = NULL };
}

static const char *row_sort(const struct list_row *row)
{
	return row->block;
}

static struct list_key row_key(const struct list_row *row)
{
	return (struct list_key){ .sort = row_sort(row), .id = row->id };
}

/* --- fetching --- */

struct gathering {
	struct list *list;
	struct list_row *rows;
	size_t count;
	size_t room;
};

static bool shows(const struct list *l, size_t field)
{
	return memchr(l->columns, (int)field, l->column_count) != NULL;
}

static void gather(void *arg, const struct list_key *key, const void *data)
{
	struct gathering *g = arg;
	const struct list_model *m = g->list->model;
	struct str block = STR_INIT;

	if (g->count == g->room)
		return;
	str_addn(&block, key->sort, strlen(key->sort) + 1);
	for (size_t i = 0; i < m->type->count; i++) {
		if (shows(g->list, i))
			record_show(&block, m->type, data, i);
		str_addc(&block, '\0');
	}
	g->rows[g->count++] = (struct list_row){
		.id = key->id,
		.sign = m->sign == NULL ? (struct list_sign){ .glyph = GLYPH_NONE }
					: m->sign(m->ctx, data),
		.block = str_take(&block),
	};
}

/* Puts rows into the window at `at`, in reverse when they came towards the top. */
static void place(struct list *l, size_t at, const struct list_row *rows, size_t n, bool reverse)
{
	if (l->count + n > l->cap) {
		l->cap = (l->count + n) * 2;
		l->rows = xrealloc(l->rows, l->cap * sizeof *l->rows);
	}
	if (l->count > at)
		memmove(l->rows + at + n, l->rows + at, (l->count - at) * sizeof *l->rows);
	for (size_t i = 0; i < n; i++)
		l->rows[at + (reverse ? n - 1 - i : i)] = rows[i];
	l->count += n;
}

/* Fetches at most `n` rows next to `from` and puts them at the window's end (+1)
 * or beginning (-1). How many came. */
static size_t load(struct list *l, const struct list_key *from, int direction, size_t n,
	bool inclusive)
{
	struct gathering g = { .list = l, .room = n };

	if (n == 0)
		return 0;
	g.rows = xcalloc(n, sizeof *g.rows);
	if (!l->model->fetch(l->model->ctx, from, direction, n, inclusive, gather, &g, &l->err) &&
		l->err.code == ERR_NONE)
		err_set(&l->err, ERR_SYSTEM, "%s", l->model->type->name);
	if (g.count > 0)
		place(l, direction > 0 ? l->count : 0, g.rows, g.count, direction < 0);
	free(g.rows);
	return g.count;
}

static size_t window(const struct list *l)
{
	return l->height == 0 ? DEFAULT_HEIGHT : l->height;
}

static size_t load_after(struct list *l, size_t n)
{
	if (l->count == 0)
		return load(l, NULL, 1, n, false);
	struct list_key last = row_key(&l->rows[l->count - 1]);
	return load(l, &last, 1, n, false);
}

static size_t load_before(struct list *l, size_t n)
{
	if (l->count == 0)
		return load(l, NULL, -1, n, false);
	struct list_key first = row_key(&l->rows[0]);
	return load(l, &first, -1, n, false);
}

/* Index of a row of the window, SIZE_MAX when it is not in it. */
static size_t index_of(const struct list *l, int64_t id)
{
	for (size_t i = 0; i < l->count; i++)
		if (l->rows[i].id == id)
			return i;
	return SIZE_MAX;
}

/* A window around a key, which becomes its row `index` if possible. */
static void load_around(struct list *l, const struct list_key *key, size_t index)
{
	size_t before;

	if (l->count > 0)
		drop_rows(l, 0, l->count);
	load(l, key, 1, window(l), true);
	before = l->count > 0 ? load_before(l, index) : load(l, key, -1, window(l), false);
	if (l->count < window(l))
		before += load_before(l, window(l) - l->count);
	if (l->count > window(l) && before < window(l))
		drop_rows(l, window(l), l->count - window(l));
}

/* Reads the window again: same top row if it still exists, same selected id. */
static void refresh(struct list *l)
{
	l->stale = false;
	l->err = ERR_INIT;
	if (l->count == 0) {
		load(l, NULL, 1, window(l), false);
		l->selected = 0;
		return;
	}
	size_t index = l->selected;
	int64_t id = l->rows[index].id;
	char *sort = xstrdup(row_sort(&l->rows[0]));
	struct list_key top = { .sort = sort, .id = l->rows[0].id };
	struct str now = STR_INIT;

	drop_rows(l, 0, l->count);
	load(l, &top, 1, window(l), true);
	if (l->count < window(l)) {
		if (l->count > 0)
			load_before(l, window(l) - l->count);
		else
			load(l, &top, -1, window(l), false);
	}
	l->selected = index_of(l, id);
	if (l->selected == SIZE_MAX && l->model->locate != NULL &&
		l->model->locate(l->model->ctx, id, &now)) {
		load_around(l, &(struct list_key){ .sort = now.buf, .id = id }, index);
		l->selected = index_of(l, id);
	}
	if (l->selected == SIZE_MAX)
		l->selected = index < l->count ? index : l->count > 0 ? l->count - 1 : 0;
	free(sort);
	str_release(&now);
}

void list_fit(struct list *l)
{
	size_t excess;

	if (l->count < l->height) {
		load_after(l, l->height - l->count);
		if (l->count < l->height && l->count > 0)
			l->selected += load_before(l, l->height - l->count);
	}
	if (l->count <= l->height)
		return;
	excess = l->count - l->height;
	size_t tail = l->count - 1 - l->selected;
	size_t from_tail = excess < tail ? excess : tail;
	drop_rows(l, l->count - from_tail, from_tail);
	drop_rows(l, 0, excess - from_tail);
	l->selected -= excess - from_tail;
}

void list_ensure(struct list *l)
{
	if (l->stale)
		refresh(l);
}

/* A command is not to be refused, nor a count be wrong, for a row that nobody can see any more. */
static void drop_lost_marks(struct list *l)
{
	size_t kept = 0;

	if (l->model->known == NULL)
		return;
	for (size_t i = 0; i < l->mark_count; i++)
		if (l->model->known(l->model->ctx, l->marks[i]))
			l->marks[kept++] = l->marks[i];
	l->mark_count = kept;
}

void list_reload(struct list *l)
{
	drop_lost_marks(l);
	l->stale = true;
}

void list_restart(struct list *l)
{
	if (l->count > 0)
		drop_rows(l, 0, l->count);
	l->selected = 0;
	l->stale = true;
}

void list_reordered(struct list *l)
{
	int64_t id = l->count == 0 ? 0 : l->rows[l->selected].id;

	list_restart(l);
	if (id != 0)
		list_select(l, id);
}

int64_t list_selected(struct list *l)
{
	list_ensure(l);
	return l->count == 0 ? 0 : l->rows[l->selected].id;
}

int64_t list_seen(const struct list *l)
{
	return l->count == 0 ? 0 : l->rows[l->selected].id;
}

bool list_holds(const struct list *l, int64_t id)
{
	return !l->stale && index_of(l, id) != SIZE_MAX;
}

bool list_select(struct list *l, int64_t id)
{
	struct str sort = STR_INIT;
	size_t at;

	list_ensure(l);
	at = index_of(l, id);
	if (at == SIZE_MAX && l->model->locate != NULL && l->model->locate(l->model->ctx, id, &sort)) {
		load_around(l, &(struct list_key){ .sort = sort.buf, .id = id }, window(l) / 3);
		at = index_of(l, id);
		l->selected = 0;
	}
	str_release(&sort);
	if (at == SIZE_MAX)
		return false;
	l->selected = at;
	return true;
}

size_t list_count(const struct list *l)
{
	return l->model->count == NULL ? SIZE_MAX : l->model->count(l->model->ctx);
}

/* --- marks --- */

static size_t mark_place(const struct list *l, int64_t id)
{
	size_t lo = 0;
	size_t hi = l->mark_count;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (l->marks[mid] < id)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

bool list_marked(const struct list *l, int64_t id)
{
	size_t at = mark_place(l, id);

	return at < l->mark_count && l->marks[at] == id;
}

static void toggle_mark(struct list *l, int64_t id)
{
	size_t at = mark_place(l, id);

	if (at < l->mark_count && l->marks[at] == id) {
		l->mark_count--;
		memmove(l->marks + at, l->marks + at + 1, (l->mark_count - at) * sizeof *l->marks);
		return;
	}
	l->marks = xrealloc(l->marks, (l->mark_count + 1) * sizeof *l->marks);
	memmove(l->marks + at + 1, l->marks + at, (l->mark_count - at) * sizeof *l->marks);
	l->marks[at] = id;
	l->mark_count++;
}

void list_mark(struct list *l, int64_t id)
{
	if (!list_marked(l, id))
		toggle_mark(l, id);
}

void list_unmark(struct list *l)
{
	l->mark_count = 0;
}

size_t list_targets(struct list *l, const int64_t **ids)
{
	list_ensure(l);
	if (l->mark_count > 0) {
		*ids = l->marks;
		return l->mark_count;
	}
	if (l->count == 0) {
		*ids = NULL;
		return 0;
	}
	*ids = &l->rows[l->selected].id;
	return 1;
}

/* --- moving --- */

static unsigned go_down(struct list *l, size_t by)
{
	size_t got;

	if (l->selected + by < l->count) {
		l->selected += by;
		return SCREEN_REDRAW;
	}
	got = load_after(l, by == 1 ? 1 : window(l));
	if (l->count > window(l))
		drop_rows(l, 0, l->count - window(l));
	/* A page that moved whole keeps the cursor where it was in the window. */
	if (by == 1 || got < by)
		l->selected = l->count == 0 ? 0 : l->count - 1;
	return SCREEN_REDRAW;
}

static unsigned go_up(struct list *l, size_t by)
{
	size_t got;

	if (l->selected >= by) {
		l->selected -= by;
		return SCREEN_REDRAW;
	}
	got = load_before(l, by == 1 ? 1 : window(l));
	if (l->count > window(l))
		drop_rows(l, window(l), l->count - window(l));
	if (by == 1 || got < by)
		l->selected = 0;
	return SCREEN_REDRAW;
}

static unsigned go_end(struct list *l, bool last)
{
	if (l->count > 0)
		drop_rows(l, 0, l->count);
	load(l, NULL, last ? -1 : 1, window(l), false);
	l->selected = last && l->count > 0 ? l->count - 1 : 0;
	return SCREEN_REDRAW;
}

static unsigned mark_and_go(struct list *l)
{
	if (l->count == 0)
		return SCREEN_HANDLED;
	toggle_mark(l, l->rows[l->selected].id);
	return go_down(l, 1);
}

static void mark_row(void *arg, const struct list_key *key, const void *row)
{
	struct gathering *g = arg;

	(void)row;
	list_mark(g->list, key->id);
	g->count++;
	g->rows[0].id = key->id;
	free(g->rows[0].block);
	g->rows[0].block = xstrdup(key->sort);
}

/* Every row of the model, batch after batch, up to a limit that no screenful of addresses needs. */
static unsigned mark_all(struct list *l)
{
	struct list_row last = { .block = NULL };
	struct gathering g = { .list = l, .rows = &last };
	size_t before;

	do {
		char *sort = last.block;
		struct list_key from = { .sort = sort, .id = last.id };

		last.block = NULL;
		before = g.count;
		if (!l->model->fetch(l->model->ctx, sort == NULL ? NULL : &from, 1, MARK_BATCH, false,
			    mark_row, &g, &l->err))
			g.count = before;
		free(sort);
	} while (g.count - before == MARK_BATCH && l->mark_count < MARK_MAX);
	free(last.block);
	return SCREEN_REDRAW;
}

static unsigned sort_next(struct list *l)
{
	if (l->model->sort == NULL)
		return 0;
	list_ensure(l);
	l->sort_name = l->model->sort(l->model->ctx);
	list_reordered(l);
	return SCREEN_REDRAW;
}

static unsigned turn_round(struct list *l)
{
	bool descending;

	if (l->model->sort_by == NULL || l->model->order == NULL)
		return 0;
	l->sort_name =
		l->model->sort_by(l->model->ctx, l->model->order(l->model->ctx, &descending));
	list_restart(l); /* what was last is what one wants to see */
	return SCREEN_REDRAW;
}

/* --- the filter --- */

static void apply_filter(struct list *l)
{
	l->model->filter(l->model->ctx, input_get(&l->filter));
	list_restart(l);
}

static unsigned clear_filter(struct list *l)
{
	int64_t id = list_selected(l);

	l->filtering = false;
	if (l->filter.text.len == 0)
		return SCREEN_REDRAW;
	input_set(&l->filter, "");
	apply_filter(l);
	if (id != 0)
		list_select(l, id);
	return SCREEN_REDRAW;
}

static unsigned filter_action(struct list *l, enum action a)
{
	bool changed = false;

	if (a == ACTION_FILTER_KEEP || a == ACTION_LIST_OPEN) {
		l->filtering = false;
		return SCREEN_REDRAW;
	}
	if (a == ACTION_FILTER_CLEAR || a == ACTION_APP_BACK)
		return clear_filter(l);
	if (!input_action(&l->filter, a, &changed))
		return 0;
	if (changed)
		apply_filter(l);
	return SCREEN_REDRAW;
}

bool list_typing(const struct list *l)
{
	return l->filtering;
}

contexts_t list_contexts(const struct list *l)
{
	return l->filtering ? CONTEXT_LIST | CONTEXT_EDIT | CONTEXT_FILTER : CONTEXT_LIST;
}

const char *list_filter(const struct list *l)
{
	return input_get(&l->filter);
}

void list_set_filter(struct list *l, const char *typed)
{
	input_set(&l->filter, typed == NULL ? "" : typed);
}

unsigned list_text(struct list *l, const struct term_event *ev)
{
	if (!l->filtering)
		return 0;
	if (input_type(&l->filter, ev))
		apply_filter(l);
	return SCREEN_REDRAW;
}

unsigned list_action(struct list *l, enum action a)
{
	list_ensure(l);
	if (l->filtering) {
		unsigned done = filter_action(l, a);

		if (done != 0)
			return done;
	}
	switch ((int)a) {
	case ACTION_LIST_UP: return go_up(l, 1);
	case ACTION_LIST_DOWN: return go_down(l, 1);
	case ACTION_LIST_PGUP: return go_up(l, window(l));
	case ACTION_LIST_PGDN: return go_down(l, window(l));
	case ACTION_LIST_FIRST: return go_end(l, false);
	case ACTION_LIST_LAST: return go_end(l, true);
	case ACTION_LIST_MARK: return mark_and_go(l);
	case ACTION_LIST_MARK_ALL: return mark_all(l);
	case ACTION_LIST_SORT: return sort_next(l);
	case ACTION_LIST_REVERSE: return turn_round(l);
	case ACTION_LIST_UNMARK:
		l->mark_count = 0;
		return SCREEN_REDRAW;
	case ACTION_LIST_FILTER:
		if (l->model->filter == NULL)
			return 0;
		l->filtering = true;
		return SCREEN_REDRAW;
	case ACTION_APP_BACK:
		return l->filter.text.len > 0 ? clear_filter(l) : 0;
	default:
		return 0;
	}
}
