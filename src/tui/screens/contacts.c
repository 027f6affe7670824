/* The directory (F5): people or structures, and, on a wide window, who the selected one is. */
#include <stdlib.h>
#include <string.h>

#include "etape/text.h"
#include "tui/screens/contacts.h"
#include "tui/screens/duplicates.h"
#include "tui/screens/names.h"
#include "tui/screens/screens.h"

#define WIDE	  104	/* columns from which there is a pane beside the list */
#define PANE	  40	/* its columns */

enum { SHOW_PEOPLE, SHOW_STRUCTURES };

struct contacts {
	struct screen base;
	int shown;		/* SHOW_… */
	struct people people;
	struct structures structures;
	struct list lists[2];
	bool opened[2];		/* the list was initialised */
	struct contacts_criteria criteria;
	bool typed;		/* a key came since the last tick */
	struct person_row *brief; /* the selected person, for the pane; owned, a block */
};

static struct contacts *of(struct screen *s)
{
	return (struct contacts *)s;
}

static const struct contacts *peek(const struct screen *s)
{
	return (const struct contacts *)s;
}

static struct list *list_of(struct contacts *c)
{
	return &c->lists[c->shown];
}

/* --- criteria, columns, order --- */

static void show_columns(struct contacts *c)
{
	unsigned char columns[PERSON_COLUMN_COUNT];
	size_t count = people_columns(&c->people, columns);

	list_columns(&c->lists[SHOW_PEOPLE], columns, count, c->people.query.column_count > 0);
}

static void columns_changed(void *arg)
{
	struct contacts *c = arg;

	show_columns(c);
	list_reordered(&c->lists[SHOW_PEOPLE]);
	app_redraw(c->base.app);
}

static void apply_criteria(void *arg)
{
	struct contacts *c = arg;
	struct list *l = &c->lists[SHOW_PEOPLE];

	list_set_filter(l, c->people.query.filter.text);
	people_changed(&c->people, false);
	show_columns(c);
	list_reordered(l);
	c->structures.filter.kinds = c->people.query.filter.kinds;
	structures_refresh(&c->structures);
	if (c->opened[SHOW_STRUCTURES])
		list_reordered(&c->lists[SHOW_STRUCTURES]);
	app_redraw(c->base.app);
}

/* --- the state --- */

static void open_list(struct contacts *c)
{
	if (c->opened[c->shown])
		return;
	list_init(list_of(c), c->shown == SHOW_PEOPLE ? &c->people.model : &c->structures.model);
	c->opened[c->shown] = true;
	if (c->shown == SHOW_PEOPLE)
		show_columns(c);
}

static bool contacts_init(struct screen *s, const void *arg, struct err *err)
{
	struct contacts *c = of(s);

	(void)arg;
	(void)err;
	people_init(&c->people, s->app);
	structures_init(&c->structures, s->app);
	contacts_criteria_init(&c->criteria, &c->people);
	c->criteria.chosen = apply_criteria;
	c->criteria.arg = c;
	open_list(c);
	return true;
}

static void contacts_release(struct screen *s)
{
	struct contacts *c = of(s);

	for (int i = 0; i < 2; i++)
		if (c->opened[i])
			list_release(&c->lists[i]);
	contacts_criteria_release(&c->criteria);
	people_release(&c->people);
	structures_release(&c->structures);
	free(c->brief);
}

static contexts_t contacts_now(const struct screen *s)
{
	const struct list *l = &peek(s)->lists[peek(s)->shown];

	return list_typing(l) ? list_contexts(l) : CONTEXT_CONTACTS | CONTEXT_LIST;
}

static bool contacts_typing(const struct screen *s)
{
	return list_typing(&peek(s)->lists[peek(s)->shown]);
}

static void contacts_heading(struct screen *s, struct str *out)
{
	struct contacts *c = of(s);
	size_t n = list_count(list_of(c));
	const char *typed = list_filter(list_of(c));

	if (n == SIZE_MAX) /* not counted yet, or the database could not be read */
		str_add(out, c->shown == SHOW_PEOPLE ? _("People") : _("Structures"));
	else if (c->shown == SHOW_PEOPLE)
		str_addf(out, P_("%zu person", "%zu people", n), n);
	else
		str_addf(out, P_("%zu structure", "%zu structures", n), n);
	contacts_criteria_words(&c->criteria, out);
	if (typed[0] != '\0')
		str_addf(out, _(" %s filter \"%s\""), term_glyph(GLYPH_DOT), typed);
}

static void contacts_aside(struct screen *s, struct str *out)
{
	struct contacts *c = of(s);
	const struct person_query *q = &c->people.query;

	if (c->shown != SHOW_PEOPLE)
		return;
	str_addf(out, _("order: %s"), _(contacts_type.fields[q->order].heading));
	if (q->order != PERSON_BY_NAME && !c->people.sorted)
		str_addf(out, " %s", term_glyph(GLYPH_ELLIPSIS)); /* in a quiet moment */
	else
		str_addf(out, " %s", term_glyph(q->descending ? GLYPH_DOWN : GLYPH_UP));
}

static void contacts_status(struct screen *s, struct str *out)
{
	size_t n = list_of(of(s))->mark_count;

	if (n > 0)
		str_addf(out, P_("%zu marked", "%zu marked", n), n);
}

/* --- drawing --- */

static bool keep_brief(void *arg, const struct person_row *row)
{
	struct contacts *c = arg;

	free(c->brief);
	c->brief = person_row_dup(row);
	return true;
}

static int brief_line(struct area a, int row, const char *label, const char *text)
{
	if (text[0] == '\0')
		return row;
	area_fit(a, row, 0, 8, THEME_DIM, label);
	return area_wrap(area_sub(a, row, 9, a.rows - row, a.cols - 9), 0, THEME_NORMAL, text) + row;
}

static void draw_brief(struct contacts *c, struct area a, int64_t id)
{
	const struct person_row *p;
	int row;

	if (c->brief == NULL || c->brief->id != id)
		if (!person_row_get(c->base.app->db, id, keep_brief, c, NULL) || c->brief == NULL)
			return;
	p = c->brief;
	row = area_wrap(a, 0, THEME_TITLE, p->name);
	if (p->function[0] != '\0')
		row = area_wrap(area_sub(a, row, 0, a.rows - row, a.cols), 0, THEME_NORMAL, p->function) + row;
	row++;
	row = brief_line(a, row, _("Struct."), p->structure);
	row = brief_line(a, row, _("Cité"), p->cite);
	row = brief_line(a, row, _("Posts"), p->posts);
	row++;
	row = brief_line(a, row, _("Mobile"), names_phone(p->mobile));
	row = brief_line(a, row, _("Tel."), names_phone(p->phone));
	brief_line(a, row, _("E-mail"), p->email);
}

static void contacts_draw(struct screen *s, struct area area)
{
	struct contacts *c = of(s);
	bool pane = area.cols >= WIDE && c->shown == SHOW_PEOPLE;
	int cols = pane ? area.cols - PANE - 3 : area.cols;

	list_draw(list_of(c), area_sub(area, 0, 0, area.rows, cols), true,
		contacts_criteria_on(&c->criteria) ? _("Nothing passes all criteria: Esc takes them off")
		: c->shown == SHOW_PEOPLE	   ? _("Nobody yet: n adds a person")
						   : _("No structure yet: n adds one"));
	if (!pane)
		return;
	area_vrule(area_sub(area, 0, cols + 1, area.rows, 1), 0, THEME_DIM);
	int64_t id = list_selected(list_of(c));
	if (id != 0)
		draw_brief(c, area_sub(area, 0, cols + 3, area.rows, PANE), id);
}

/* --- actions --- */

static bool take_structure(void *arg, const struct person_row *row)
{
	int64_t *structure = arg;

	*structure = row->structure_id;
	return true;
}

static void open_structure(struct contacts *c, int64_t person)
{
	int64_t structure = 0;

	person_row_get(c->base.app->db, person, take_structure, &structure, NULL);
	if (structure != 0)
		app_open(c->base.app, "structure", structure);
	else
		app_message(c->base.app, THEME_WARNING, _("No structure is known for this person"));
}

static unsigned copy_targets(struct contacts *c)
{
	const int64_t *ids;
	size_t n = list_targets(list_of(c), &ids);

	contacts_copy(c->base.app, ids, n, c->shown == SHOW_STRUCTURES);
	return SCREEN_REDRAW;
}

/* All who pass the filter, in the order of the list: owned. */
static bool all_of(struct contacts *c, int64_t **ids, size_t *count)
{
	struct err err = ERR_INIT;
	bool ok = c->shown == SHOW_PEOPLE ? people_all(&c->people, ids, count, &err)
					  : structures_all(&c->structures, ids, count, &err);

	if (!ok)
		app_error(c->base.app, &err);
	return ok;
}

static unsigned copy_all(struct contacts *c)
{
	int64_t *ids = NULL;
	size_t count = 0;

	if (all_of(c, &ids, &count))
		contacts_copy(c->base.app, ids, count, c->shown == SHOW_STRUCTURES);
	free(ids);
	return SCREEN_REDRAW;
}

/* The marked, in the order of their ids; all who pass the filter when none is. */
static void export_shown(struct contacts *c)
{
	const struct list *l = list_of(c);
	int64_t *ids = NULL;
	size_t count = l->mark_count;

	if (count > 0) {
		ids = xcalloc(count, sizeof *ids);
		memcpy(ids, l->marks, count * sizeof *ids);
	} else if (!all_of(c, &ids, &count)) {
		free(ids);
		return;
	}
	if (c->shown == SHOW_STRUCTURES) {
		contacts_export_structures(&c->structures, ids, count);
		free(ids);
	} else if (count > 0) {
		contacts_export_people(&c->base, ids, count);
	} else {
		free(ids);
		app_message(c->base.app, THEME_WARNING, _("Nobody to write"));
	}
}

/* The marked ones, whatever their number: one change. */
static unsigned confirm_targets(struct contacts *c)
{
	const int64_t *ids;
	size_t n = list_targets(list_of(c), &ids);

	return contacts_confirm(c->base.app, ids, n);
}

static unsigned people_action(struct contacts *c, enum action a, int64_t id)
{
	struct app *app = c->base.app;

	switch ((int)a) {
	case ACTION_CONTACTS_OPEN: app_open(app, "person", id); break;
	case ACTION_LIST_NEW: person_form(app, 0, 0); break;
	case ACTION_LIST_EDIT: person_form(app, id, 0); break;
	case ACTION_LIST_DELETE: person_ask_delete(&c->base, id); break;
	case ACTION_LIST_EXPORT: export_shown(c); break;
	case ACTION_RECORD_MANDATE: mandate_form(app, 0, id, 0); break;
	case ACTION_RECORD_STRUCTURE: open_structure(c, id); break;
	case ACTION_RECORD_CONFIRM: return confirm_targets(c);
	default: return 0;
	}
	return SCREEN_REDRAW;
}

static unsigned structures_action(struct contacts *c, enum action a, int64_t id)
{
	struct app *app = c->base.app;

	switch ((int)a) {
	case ACTION_CONTACTS_OPEN: app_open(app, "structure", id); break;
	case ACTION_LIST_NEW: structure_form(app, 0); break;
	case ACTION_LIST_EDIT: structure_form(app, id); break;
	case ACTION_LIST_DELETE: structure_ask_delete(&c->base, id); break;
	case ACTION_LIST_EXPORT: export_shown(c); break;
	default: return 0;
	}
	return SCREEN_REDRAW;
}

/* Marking all has a limit, and nobody should think that more are marked. */
static void say_limit(struct contacts *c)
{
	size_t total = list_count(list_of(c));
	size_t marked = list_of(c)->mark_count;

	if (total != SIZE_MAX && marked < total && list_of(c)->marks != NULL)
		app_message(c->base.app, THEME_WARNING,
			_("%zu are marked: no more than that; without marks, Y and x take all"), marked);
}

static unsigned contacts_action(struct screen *s, enum action a)
{
	struct contacts *c = of(s);
	unsigned done;

	c->typed = true;
	done = list_action(list_of(c), a);
	if (done != 0 && a == ACTION_LIST_MARK_ALL)
		say_limit(c);
	if (done != 0)
		return done;
	switch ((int)a) {
	case ACTION_CONTACTS_KIND:
		c->shown = c->shown == SHOW_PEOPLE ? SHOW_STRUCTURES : SHOW_PEOPLE;
		c->criteria.people = c->shown == SHOW_PEOPLE;
		open_list(c);
		return SCREEN_REDRAW;
	case ACTION_CONTACTS_DUPLICATES:
		duplicates_open(s->app);
		return SCREEN_REDRAW;
	case ACTION_CONTACTS_FILTER:
		contacts_choose_criteria(&c->criteria);
		return SCREEN_REDRAW;
	case ACTION_CONTACTS_SAVE:
		contacts_save_filter(&c->criteria);
		return SCREEN_REDRAW;
	case ACTION_CONTACTS_COLUMNS:
		contacts_choose_columns(&c->people, list_of(c), columns_changed, c);
		return SCREEN_REDRAW;
	case ACTION_CONTACTS_COPY_ALL:
		return copy_all(c);
	case ACTION_APP_BACK:
		if (!contacts_criteria_on(&c->criteria))
			return 0;
		contacts_criteria_clear(&c->criteria);
		return SCREEN_REDRAW;
	case ACTION_LIST_COPY:
		return copy_targets(c);
	default:
		break;
	}
	int64_t id = list_selected(list_of(c));
	return c->shown == SHOW_PEOPLE ? people_action(c, a, id) : structures_action(c, a, id);
}

static unsigned contacts_text(struct screen *s, const struct term_event *ev)
{
	of(s)->typed = true;
	return list_text(list_of(of(s)), ev);
}

static unsigned contacts_mouse(struct screen *s, const struct term_event *ev)
{
	enum action then;
	unsigned done = list_mouse(list_of(of(s)), ev, &then);

	return then == ACTION_LIST_OPEN ? contacts_action(s, ACTION_CONTACTS_OPEN) : done;
}

static bool is_of_people(enum action a)
{
	switch ((int)a) {
	case ACTION_RECORD_MANDATE:
	case ACTION_RECORD_STRUCTURE:
	case ACTION_RECORD_CONFIRM:
	case ACTION_LIST_SORT:
	case ACTION_LIST_REVERSE:
	case ACTION_CONTACTS_COLUMNS:
	case ACTION_CONTACTS_SAVE:
		return true;
	default:
		return false;
	}
}

static const char *contacts_disabled(const struct screen *s, enum action a)
{
	const struct contacts *c = peek(s);
	enum precondition pre = action_info(a)->pre;
	bool people = c->shown == SHOW_PEOPLE;

	if (list_typing(&c->lists[c->shown]))
		return NULL;
	if (a == ACTION_LIST_PRINT || a == ACTION_LIST_OPEN)
		return "";
	if (!people && is_of_people(a))
		return "";
	if ((pre == PRE_ROW || pre == PRE_WRITE_ROW) && c->lists[c->shown].count == 0 &&
		!c->lists[c->shown].stale)
		return _("Nothing is selected");
	return NULL;
}

static unsigned contacts_reload(struct screen *s)
{
	struct contacts *c = of(s);

	people_refresh(&c->people);
	structures_refresh(&c->structures);
	for (int i = 0; i < 2; i++)
		if (c->opened[i])
			list_reload(&c->lists[i]);
	free(c->brief);
	c->brief = NULL;
	return SCREEN_REDRAW;
}

/* A quiet moment: what was too slow to count or to order at a keystroke. */
static unsigned contacts_tick(struct screen *s)
{
	struct contacts *c = of(s);
	bool quiet = !c->typed;
	bool sorted = c->people.sorted;

	c->typed = false;
	if (quiet)
		people_remember(&c->people);
	if (!quiet || c->shown != SHOW_PEOPLE || !people_settle(&c->people))
		return SCREEN_HANDLED;
	if (sorted != c->people.sorted)
		list_reordered(list_of(c));
	else
		list_reload(list_of(c));
	return SCREEN_REDRAW;
}

static bool contacts_idle(struct screen *s)
{
	struct contacts *c = of(s);

	return c->shown == SHOW_PEOPLE && people_prepare(&c->people);
}

static unsigned contacts_show(struct screen *s, int64_t id)
{
	struct contacts *c = of(s);

	c->shown = SHOW_PEOPLE;
	c->criteria.people = true;
	list_select(list_of(c), id);
	return SCREEN_REDRAW;
}

/* A form has saved somebody: there she is. */
static unsigned contacts_resumed(struct screen *s, int64_t result)
{
	struct contacts *c = of(s);

	if (result <= 1)
		return SCREEN_REDRAW;
	if (c->shown == SHOW_PEOPLE && c->people.late) {
		people_settle(&c->people);
		list_reload(list_of(c));
	}
	list_select(list_of(c), result);
	return SCREEN_REDRAW;
}

const struct screen_ops contacts_screen = {
	.name = "contacts",
	.title = N_("Contacts"),
	.contexts = CONTEXT_CONTACTS | CONTEXT_LIST,
	.size = sizeof(struct contacts),
	.init = contacts_init,
	.release = contacts_release,
	.now = contacts_now,
	.typing = contacts_typing,
	.heading = contacts_heading,
	.aside = contacts_aside,
	.status = contacts_status,
	.draw = contacts_draw,
	.action = contacts_action,
	.text = contacts_text,
	.mouse = contacts_mouse,
	.disabled = contacts_disabled,
	.reload = contacts_reload,
	.tick_ms = 700,
	.tick = contacts_tick,
	.idle = contacts_idle,
	.show = contacts_show,
	.resumed = contacts_resumed,
};
