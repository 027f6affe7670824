/* T from anywhere: what changes in the network, and what is to be done about it. */
#include "tui/screens/turnover.h"

#include <stdlib.h>

#include "etape/export_file.h"
#include "tui/screens/contacts.h"
#include "tui/screens/screens.h"

struct turnover {
	struct screen base;
	struct turnover_rows rows;
	struct list list;
	bool typed; /* a letter came since the last tick */
};

static struct turnover *of(struct screen *s)
{
	return (struct turnover *)s;
}

static const struct turnover *peek(const struct screen *s)
{
	return (const struct turnover *)s;
}

/* --- the state --- */

static bool turnover_init(struct screen *s, const void *arg, struct err *err)
{
	struct turnover *t = of(s);
	const bool good = turnover_rows_init(&t->rows, s->app, err);

	(void)arg;
	list_init(&t->list, &t->rows.model);
	return good;
}

static void turnover_release(struct screen *s)
{
	list_release(&of(s)->list);
	turnover_rows_release(&of(s)->rows);
}

static contexts_t turnover_now(const struct screen *s)
{
	const struct list *l = &peek(s)->list;

	return list_typing(l) ? list_contexts(l) : CONTEXT_TURNOVER | CONTEXT_LIST;
}

static bool turnover_typing(const struct screen *s)
{
	return list_typing(&peek(s)->list);
}

static void add_count(struct str *out, enum turnover_kind kind, size_t n)
{
	switch (kind) {
	case TURNOVER_VACANT:
		str_addf(out, P_("%zu vacant post", "%zu vacant posts", n), n);
		return;
	case TURNOVER_ENDED:
		str_addf(out, P_("%zu mandate over", "%zu mandates over", n), n);
		return;
	case TURNOVER_UNCONFIRMED:
		if (n == SIZE_MAX)
			str_add(out, _("records to confirm"));
		else
			str_addf(out, P_("%zu record to confirm", "%zu records to confirm", n), n);
		return;
	case TURNOVER_DUE:
	default:
		str_addf(out, P_("%zu silent for too long", "%zu silent for too long", n), n);
	}
}

/* The kinds that there are here: the last only where somebody wrote the rule. */
static bool has_kind(const struct app *app, int kind)
{
	return kind != TURNOVER_DUE || app->config->retention_years != 0;
}

static void turnover_heading(struct screen *s, struct str *out)
{
	struct turnover *t = of(s);
	const char *typed = list_filter(&t->list);

	for (int kind = 0; kind < TURNOVER_KINDS; kind++) {
		if (!has_kind(s->app, kind) || (t->rows.only != ANY && t->rows.only != kind))
			continue;
		if (out->len > 0)
			str_addf(out, " %s ", term_glyph(GLYPH_DOT));
		add_count(out, (enum turnover_kind)kind,
			turnover_rows_count(&t->rows, (enum turnover_kind)kind));
	}
	if (typed[0] != '\0')
		str_addf(out, _(" %s filter \"%s\""), term_glyph(GLYPH_DOT), typed);
}

static void turnover_status(struct screen *s, struct str *out)
{
	const size_t n = of(s)->list.mark_count;

	if (n > 0)
		str_addf(out, P_("%zu marked", "%zu marked", n), n);
}

static void turnover_draw(struct screen *s, struct area area)
{
	list_draw(&of(s)->list, area, true,
		of(s)->rows.only != ANY
			? _("Nothing of this kind is to be done")
			: _("Every post is held, nobody is expected without a mandate, every record is confirmed"));
}

/* --- what a row is about --- */

struct about {
	enum turnover_kind kind;
	int64_t person;
	int64_t cite;
	int role;
};

static bool take_about(void *arg, const struct turnover_row *row)
{
	struct about *a = arg;

	*a = (struct about){
		.kind = row->kind, .person = row->person_id, .cite = row->cite_id, .role = row->role,
	};
	return true;
}

/* What an id of the list is about; neither person nor cité: it is no more. */
static struct about about(const struct turnover *t, int64_t id)
{
	struct about a = { .role = ANY };

	if (id != 0)
		turnover_rows_get(&t->rows, id, take_about, &a);
	return a;
}

/* The people of the marked rows, else of the selected one, each once; owned. */
static size_t people_of(struct turnover *t, int64_t **people)
{
	const int64_t *ids;
	const size_t n = list_targets(&t->list, &ids);
	size_t count = 0;

	*people = xcalloc(n + 1, sizeof **people);
	for (size_t i = 0; i < n; i++) {
		const int64_t person = about(t, ids[i]).person;
		size_t k = 0;

		while (k < count && (*people)[k] != person)
			k++;
		if (person != 0 && k == count)
			(*people)[count++] = person;
	}
	return count;
}

/* --- actions --- */

/* The first row is read at once: the next key may ask what can be done with it. */
static unsigned show_only(struct turnover *t, int kind)
{
	t->rows.only = kind;
	list_restart(&t->list);
	list_selected(&t->list);
	return SCREEN_REDRAW;
}

static unsigned show_kind(struct turnover *t, int by)
{
	struct app *app = t->base.app;
	/* ANY comes before the first and after the last. */
	int kind = t->rows.only == ANY ? (by > 0 ? -1 : TURNOVER_KINDS) : t->rows.only;

	do
		kind += by;
	while (kind >= 0 && kind < TURNOVER_KINDS && !has_kind(app, kind));
	return show_only(t, kind < 0 || kind == TURNOVER_KINDS ? ANY : kind);
}

static unsigned refresh(struct turnover *t)
{
	struct err err = ERR_INIT;

	if (!turnover_rows_refresh(&t->rows, &err))
		app_error(t->base.app, &err);
	list_reload(&t->list);
	return SCREEN_REDRAW;
}

static unsigned show_unknown(struct turnover *t)
{
	t->rows.unknown = !t->rows.unknown;
	app_message(t->base.app, THEME_MESSAGE, "%s",
		t->rows.unknown ? _("With the cités of the region where nobody is known yet")
				: _("Without the cités where nobody is known yet"));
	return refresh(t);
}

static unsigned copy(struct turnover *t)
{
	int64_t *people;
	const size_t n = people_of(t, &people);

	if (n > 0)
		contacts_copy(t->base.app, people, n, false);
	else
		app_message(t->base.app, THEME_WARNING, _("A vacant post has no address"));
	free(people);
	return SCREEN_REDRAW;
}

static unsigned confirm(struct turnover *t)
{
	int64_t *people;
	const size_t n = people_of(t, &people);
	unsigned done = SCREEN_REDRAW;

	if (n > 0) {
		done = contacts_confirm(t->base.app, people, n);
		list_unmark(&t->list);
	} else {
		app_message(t->base.app, THEME_WARNING, _("Nobody holds this post: n names somebody"));
	}
	free(people);
	return done;
}

struct writing {
	struct rows *rows;
	struct output *out;
};

static bool write_row(void *arg, const struct turnover_row *row)
{
	struct writing *w = arg;

	rows_add(w->rows, row);
	return !output_failed(w->out);
}

static unsigned export_rows(struct turnover *t)
{
	struct app *app = t->base.app;
	struct str path = STR_INIT;
	struct err err = ERR_INIT;
	struct writing w = { .out = NULL };
	bool good = export_file_open(
		&w.out, app->db, app->config->export_dir, _("turnover.csv"), &path, &err);

	if (good) {
		w.rows = rows_new(w.out, &turnover_type, FORMAT_CSV);
		good = turnover_rows_each(&t->rows, write_row, &w, &err);
		rows_end(&w.rows);
		if (good)
			good = output_close(&w.out, &err);
		else
			output_abort(&w.out);
	}
	if (good)
		app_message(app, THEME_MESSAGE, _("Written: %s"), path.buf);
	else
		app_error(app, &err);
	str_release(&path);
	return SCREEN_REDRAW;
}

static void row_action(struct turnover *t, enum action a, const struct about *it)
{
	struct app *app = t->base.app;

	switch ((int)a) {
	case ACTION_LIST_OPEN:
		app_open(app, it->person != 0 ? "person" : "cite", it->person != 0 ? it->person : it->cite);
		break;
	case ACTION_TURNOVER_NAME:
		mandate_form_post(app, it->cite, it->role);
		break;
	case ACTION_LIST_EDIT:
		person_form(app, it->person, 0);
		break;
	case ACTION_RECORD_MANDATE:
		mandate_form(app, 0, it->person, 0);
		break;
	default:
		if (it->kind == TURNOVER_DUE)
			person_ask_erase(&t->base, it->person);
	}
}

static unsigned turnover_action(struct screen *s, enum action a)
{
	struct turnover *t = of(s);
	const unsigned done = list_action(&t->list, a);
	struct about it;

	if (done != 0)
		return done;
	switch ((int)a) {
	case ACTION_TURNOVER_KIND: return show_kind(t, 1);
	case ACTION_TURNOVER_KIND_BACK: return show_kind(t, -1);
	case ACTION_TURNOVER_UNKNOWN: return show_unknown(t);
	case ACTION_LIST_COPY: return copy(t);
	case ACTION_LIST_EXPORT: return export_rows(t);
	case ACTION_TURNOVER_CONFIRM: return confirm(t);
	case ACTION_LIST_OPEN:
	case ACTION_LIST_EDIT:
	case ACTION_TURNOVER_NAME:
	case ACTION_RECORD_MANDATE:
	case ACTION_RECORD_ERASE:
		it = about(t, list_selected(&t->list));
		if (it.person != 0 || it.cite != 0)
			row_action(t, a, &it);
		return SCREEN_REDRAW;
	case ACTION_APP_BACK:
		if (t->rows.only == ANY)
			return 0;
		return show_only(t, ANY);
	default:
		return 0;
	}
}

static unsigned turnover_text(struct screen *s, const struct term_event *ev)
{
	of(s)->typed = true;
	return list_text(&of(s)->list, ev);
}

static unsigned turnover_mouse(struct screen *s, const struct term_event *ev)
{
	enum action then;
	const unsigned done = list_mouse(&of(s)->list, ev, &then);

	return then != ACTION_NONE ? turnover_action(s, then) : done;
}

/* What cannot be done with a vacant post, or only with one. */
static const char *why_not_this(const struct turnover *t, enum action a)
{
	const struct about it = about(t, list_seen(&t->list));

	if (a == ACTION_TURNOVER_NAME)
		return it.person == 0 ? NULL : "";
	if (a == ACTION_TURNOVER_CONFIRM && t->list.mark_count > 0)
		return NULL;
	if (a == ACTION_RECORD_ERASE && (it.kind != TURNOVER_DUE || it.person == 0))
		return "";
	if (a == ACTION_RECORD_ERASE && db_role(t->base.app->db) != ROLE_ADMIN)
		return _("Erasing somebody is for the role 'admin'");
	return it.person == 0 ? "" : NULL;
}

static const char *turnover_disabled(const struct screen *s, enum action a)
{
	const struct turnover *t = peek(s);
	const bool empty = t->list.count == 0 && !t->list.stale;

	if (list_typing(&t->list))
		return NULL;
	switch ((int)a) {
	case ACTION_LIST_NEW:
	case ACTION_LIST_DELETE:
	case ACTION_LIST_PRINT:
	case ACTION_LIST_SORT:
	case ACTION_RECORD_STRUCTURE:
		return "";
	case ACTION_LIST_EDIT:
	case ACTION_TURNOVER_NAME:
	case ACTION_TURNOVER_CONFIRM:
	case ACTION_RECORD_MANDATE:
	case ACTION_RECORD_ERASE:
		return empty ? "" : why_not_this(t, a);
	case ACTION_LIST_OPEN:
	case ACTION_LIST_COPY:
	case ACTION_LIST_MARK:
		return empty ? _("Nothing is selected") : NULL;
	default:
		return NULL;
	}
}

static unsigned turnover_reload(struct screen *s)
{
	return refresh(of(s));
}

/* A quiet moment: what was too slow to count at a keystroke. */
static unsigned turnover_tick(struct screen *s)
{
	struct turnover *t = of(s);
	struct err err = ERR_INIT;

	if (t->typed || !t->rows.waits) {
		t->typed = false;
		return SCREEN_HANDLED;
	}
	if (!turnover_rows_count_now(&t->rows, &err))
		app_error(s->app, &err);
	list_reload(&t->list);
	return SCREEN_REDRAW;
}

const struct screen_ops turnover_screen = {
	.name = "turnover",
	.contexts = CONTEXT_TURNOVER | CONTEXT_LIST,
	.size = sizeof(struct turnover),
	.init = turnover_init,
	.release = turnover_release,
	.now = turnover_now,
	.typing = turnover_typing,
	.heading = turnover_heading,
	.status = turnover_status,
	.draw = turnover_draw,
	.action = turnover_action,
	.text = turnover_text,
	.mouse = turnover_mouse,
	.disabled = turnover_disabled,
	.reload = turnover_reload,
	.tick_ms = 700,
	.tick = turnover_tick,
};
