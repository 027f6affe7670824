/* The directory (F5): people or structures, and, on a wide window, who the selected one is. */
#include <stdlib.h>

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
	bool typed;		/* a letter came since the last tick */
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

/* --- criteria --- */

static void apply_criteria(void *arg)
{
	struct contacts *c = arg;

	c->people.filter.roles = c->criteria.role == ANY ? 0 : 1u << c->criteria.role;
	c->people.filter.kinds = c->criteria.structure_kind == ANY ? 0 : 1u << c->criteria.structure_kind;
	c->people.filter.departement = c->criteria.departement[0] == '\0' ? NULL : c->criteria.departement;
	c->people.filter.no_email = c->criteria.no_email;
	c->structures.filter.kind = c->criteria.structure_kind;
	people_refresh(&c->people);
	structures_refresh(&c->structures);
	for (int i = 0; i < 2; i++)
		if (c->opened[i])
			list_restart(&c->lists[i]);
	app_redraw(c->base.app);
}

/* --- the state --- */

static void open_list(struct contacts *c)
{
	if (c->opened[c->shown])
		return;
	list_init(list_of(c), c->shown == SHOW_PEOPLE ? &c->people.model : &c->structures.model);
	c->opened[c->shown] = true;
}

static bool contacts_init(struct screen *s, const void *arg, struct err *err)
{
	struct contacts *c = of(s);

	(void)arg;
	(void)err;
	people_init(&c->people, s->app);
	structures_init(&c->structures, s->app);
	c->criteria = (struct contacts_criteria){
		.role = ANY, .structure_kind = ANY, .chosen = apply_criteria, .arg = c,
	};
	open_list(c);
	return true;
}

static void contacts_release(struct screen *s)
{
	struct contacts *c = of(s);

	for (int i = 0; i < 2; i++)
		if (c->opened[i])
			list_release(&c->lists[i]);
	people_release(&c->people);
	structures_release(&c->structures);
	free(c->brief);
}

static unsigned contacts_now(const struct screen *s)
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

	if (c->shown == SHOW_PEOPLE)
		str_addf(out, _("order: %s"),
			_(contacts_type.fields[c->people.order].heading));
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
		c->shown == SHOW_PEOPLE ? _("Nobody yet: n adds a person")
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
	case ACTION_LIST_EXPORT: contacts_export_people(&c->people); break;
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
	case ACTION_LIST_EXPORT: contacts_export_structures(&c->structures); break;
	default: return 0;
	}
	return SCREEN_REDRAW;
}

static bool has_criteria(const struct contacts *c)
{
	return c->criteria.role != ANY || c->criteria.structure_kind != ANY ||
		c->criteria.departement[0] != '\0' || c->criteria.no_email;
}

static unsigned contacts_action(struct screen *s, enum action a)
{
	struct contacts *c = of(s);
	unsigned done = list_action(list_of(c), a);

	if (done != 0)
		return done;
	switch ((int)a) {
	case ACTION_CONTACTS_KIND:
		c->shown = c->shown == SHOW_PEOPLE ? SHOW_STRUCTURES : SHOW_PEOPLE;
		open_list(c);
		return SCREEN_REDRAW;
	case ACTION_CONTACTS_DUPLICATES:
		duplicates_open(s->app);
		return SCREEN_REDRAW;
	case ACTION_CONTACTS_FILTER:
		contacts_choose_criteria(s->app, &c->criteria);
		return SCREEN_REDRAW;
	case ACTION_APP_BACK:
		if (!has_criteria(c))
			return 0;
		c->criteria = (struct contacts_criteria){
			.role = ANY, .structure_kind = ANY, .chosen = apply_criteria, .arg = c,
		};
		apply_criteria(c);
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

static const char *contacts_disabled(const struct screen *s, enum action a)
{
	const struct contacts *c = peek(s);
	enum precondition pre = action_info(a)->pre;
	bool people = c->shown == SHOW_PEOPLE;

	if (list_typing(&c->lists[c->shown]))
		return NULL;
	if (a == ACTION_LIST_PRINT || a == ACTION_LIST_OPEN)
		return "";
	if (!people && (a == ACTION_RECORD_MANDATE || a == ACTION_RECORD_STRUCTURE ||
			       a == ACTION_RECORD_CONFIRM || a == ACTION_LIST_SORT))
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

/* A quiet moment: what was too slow to count at a keystroke. */
static unsigned contacts_tick(struct screen *s)
{
	struct contacts *c = of(s);

	if (c->typed || c->shown != SHOW_PEOPLE || c->people.total != SIZE_MAX || !c->people.slow) {
		c->typed = false;
		return SCREEN_HANDLED;
	}
	people_count_now(&c->people);
	return SCREEN_REDRAW;
}

static unsigned contacts_show(struct screen *s, int64_t id)
{
	struct contacts *c = of(s);

	c->shown = SHOW_PEOPLE;
	list_select(list_of(c), id);
	return SCREEN_REDRAW;
}

/* A form has saved somebody: there she is. */
static unsigned contacts_resumed(struct screen *s, int64_t result)
{
	if (result > 1)
		list_select(list_of(of(s)), result);
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
	.show = contacts_show,
	.resumed = contacts_resumed,
};
