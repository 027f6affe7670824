/* D from Contacts: the pairs of people who may be one, the most probable first, and why. */
#include "tui/screens/duplicates.h"

#include <stdlib.h>

#include "tui/screens/screens.h"
#include "tui/widgets/list.h"

/* As many as anybody goes through at a sitting; the heading says how many there are. */
#define PAIRS_MOST 200

struct duplicates {
	struct screen base;
	struct duplicate_row **kept; /* owned, each a block */
	struct duplicate_row *rows;  /* the same side by side, for .array */
	size_t count;
	size_t total;
	struct list_array array;
	struct list list;
};

static struct duplicates *of(struct screen *s)
{
	return (struct duplicates *)s;
}

/* --- reading --- */

static void forget(struct duplicates *d)
{
	while (d->count > 0)
		free(d->kept[--d->count]);
}

static bool keep(void *arg, const struct duplicate_row *row)
{
	struct duplicates *d = arg;

	d->kept[d->count] = duplicate_row_dup(row);
	d->rows[d->count] = *d->kept[d->count];
	d->count++;
	return true;
}

static bool fill(struct duplicates *d, struct err *err)
{
	bool ok;

	forget(d);
	ok = duplicate_list(d->base.app->db, PAIRS_MOST, keep, d, &d->total, err);
	list_array_set(&d->array, d->rows, d->count);
	return ok;
}

/* Two pairs never have the same two people. */
static int64_t pair_id(const void *row)
{
	const struct duplicate_row *pair = row;

	return pair->one ^ pair->other;
}

/* --- the state --- */

static bool duplicates_init(struct screen *s, const void *arg, struct err *err)
{
	struct duplicates *d = of(s);

	(void)arg;
	d->kept = xcalloc(PAIRS_MOST, sizeof(struct duplicate_row *));
	d->rows = xcalloc(PAIRS_MOST, sizeof *d->rows);
	list_array_init(&d->array, &duplicate_type, sizeof *d->rows, pair_id, NULL);
	list_init(&d->list, &d->array.model);
	return fill(d, err);
}

static void duplicates_release(struct screen *s)
{
	struct duplicates *d = of(s);

	forget(d);
	list_release(&d->list);
	list_array_release(&d->array);
	free(d->kept);
	free(d->rows);
}

static contexts_t duplicates_now(const struct screen *s)
{
	const struct list *l = &((const struct duplicates *)s)->list;

	return list_typing(l) ? list_contexts(l) : CONTEXT_DUPLICATES | CONTEXT_LIST;
}

static bool duplicates_typing(const struct screen *s)
{
	return list_typing(&((const struct duplicates *)s)->list);
}

static void duplicates_heading(struct screen *s, struct str *out)
{
	const struct duplicates *d = of(s);

	str_addf(out, P_("%zu probable duplicate", "%zu probable duplicates", d->total), d->total);
	if (d->total > d->count)
		str_addf(out, _(" · the %zu most probable"), d->count);
}

static void duplicates_draw(struct screen *s, struct area area)
{
	list_draw(&of(s)->list, area, true, _("No two records look like one person"));
}

static const struct duplicate_row *selected(struct duplicates *d)
{
	const int64_t id = list_selected(&d->list);

	return id != 0 ? list_array_row(&d->array, id) : NULL;
}

unsigned duplicates_part(struct app *app, int64_t one, int64_t other, unsigned then)
{
	struct err err = ERR_INIT;

	if (!duplicate_distinct(app->db, one, other, &err)) {
		app_error(app, &err);
		return SCREEN_REDRAW;
	}
	app_message(app, THEME_MESSAGE, _("Remembered: they are two people; u takes it back"));
	return SCREEN_RELOAD | then;
}

static unsigned duplicates_action(struct screen *s, enum action a)
{
	struct duplicates *d = of(s);
	const unsigned done = list_action(&d->list, a);
	const struct duplicate_row *pair;

	if (done != 0)
		return done;
	pair = selected(d);
	if (pair == NULL)
		return 0;
	switch ((int)a) {
	case ACTION_DUPLICATES_OPEN:
	case ACTION_LIST_OPEN:
		duplicates_compare(s->app, pair);
		return SCREEN_REDRAW;
	case ACTION_DUPLICATES_DISTINCT:
		return duplicates_part(s->app, pair->one, pair->other, 0);
	default: return 0;
	}
}

static unsigned duplicates_text(struct screen *s, const struct term_event *ev)
{
	return list_text(&of(s)->list, ev);
}

static unsigned duplicates_mouse(struct screen *s, const struct term_event *ev)
{
	enum action then;
	const unsigned done = list_mouse(&of(s)->list, ev, &then);

	return then != ACTION_NONE ? duplicates_action(s, then) : done;
}

static const char *duplicates_disabled(const struct screen *s, enum action a)
{
	const struct duplicates *d = (const struct duplicates *)s;

	switch ((int)a) {
	case ACTION_LIST_OPEN:
	case ACTION_LIST_NEW:
	case ACTION_LIST_EDIT:
	case ACTION_LIST_DELETE:
	case ACTION_LIST_MARK:
	case ACTION_LIST_MARK_ALL:
	case ACTION_LIST_UNMARK:
	case ACTION_LIST_COPY:
	case ACTION_LIST_EXPORT:
	case ACTION_LIST_PRINT:
		return "";
	case ACTION_DUPLICATES_OPEN:
	case ACTION_DUPLICATES_DISTINCT:
		return d->count == 0 ? _("Nothing is selected") : NULL;
	default:
		return NULL;
	}
}

static unsigned duplicates_reload(struct screen *s)
{
	struct duplicates *d = of(s);
	struct err err = ERR_INIT;

	if (!fill(d, &err))
		app_error(s->app, &err);
	list_reload(&d->list);
	return SCREEN_REDRAW;
}

static const struct screen_ops duplicates_screen = {
	.name = "duplicates",
	.contexts = CONTEXT_DUPLICATES | CONTEXT_LIST,
	.size = sizeof(struct duplicates),
	.init = duplicates_init,
	.release = duplicates_release,
	.now = duplicates_now,
	.typing = duplicates_typing,
	.heading = duplicates_heading,
	.draw = duplicates_draw,
	.action = duplicates_action,
	.text = duplicates_text,
	.mouse = duplicates_mouse,
	.disabled = duplicates_disabled,
	.reload = duplicates_reload,
};

void duplicates_open(struct app *app)
{
	app_push(app, &duplicates_screen, NULL);
}
