/* The minutes of a rencontre: mood and news of the cités as they speak, decisions, next dates. */
#include "tui/screens/minutes.h"

#include <stdlib.h>
#include <string.h>

#include "etape/find.h"
#include "etape/i18n.h"
#include "tui/screens/ask_delete.h"
#include "tui/screens/choose.h"
#include "tui/screens/cites.h"

static struct minutes_view *view_of(struct screen *s)
{
	return (struct minutes_view *)s;
}

static const struct minutes_view *view_peek(const struct screen *s)
{
	return (const struct minutes_view *)s;
}

bool minutes_line_is(const struct card_line *l, const char *kind)
{
	return l && l->kind && strcmp(l->kind, kind) == 0;
}

const struct minutes_cite *minutes_cite(const struct minutes_view *v, int64_t cite)
{
	for (size_t i = 0; i < v->m.count; i++)
		if (cite && v->m.cites[i].cite == cite)
			return &v->m.cites[i];
	return NULL;
}

int64_t minutes_cite_at(const struct minutes_view *v, const struct card_line *l)
{
	if (minutes_line_is(l, "cite"))
		return l->id;
	for (size_t i = 0; minutes_line_is(l, "news") && i < v->m.count; i++) {
		const struct minutes_cite *c = &v->m.cites[i];

		for (size_t k = 0; k < c->news.count; k++)
			if (c->news.at[k].id == l->id)
				return c->cite;
	}
	return 0;
}

/* --- reading --- */

static bool take_event(void *arg, const struct event_row *row)
{
	struct minutes_view *v = arg;

	free(v->event);
	v->event = event_row_dup(row);
	return false;
}

static bool view_read(struct minutes_view *v, struct err *err)
{
	struct event_filter one = EVENT_FILTER_ALL;
	struct minutes m;

	one.id = v->id;
	free(v->event);
	v->event = NULL;
	if (!event_list(v->s.app->db, &one, take_event, v, err))
		return false;
	if (!v->event)
		return err_set(err, ERR_NOT_FOUND, _("this rencontre is no longer there"));
	if (!minutes_read(v->s.app->db, v->event, &m, err)) {
		minutes_release(&m);
		return false;
	}
	minutes_release(&v->m);
	v->m = m;
	minutes_fill(v, v->made_for ? v->made_for : 80);
	return true;
}

static bool view_init(struct screen *s, const void *arg, struct err *err)
{
	struct minutes_view *v = view_of(s);

	card_init(&v->card);
	minutes_line_init(&v->line);
	v->id = *(const int64_t *)arg;
	if (!view_read(v, err))
		return false;
	minutes_line_take_back(v);
	return true;
}

static void view_release(struct screen *s)
{
	struct minutes_view *v = view_of(s);

	card_release(&v->card);
	minutes_line_release(&v->line);
	minutes_release(&v->m);
	free(v->event);
}

static unsigned view_reload(struct screen *s)
{
	struct err err = ERR_INIT;

	if (!view_read(view_of(s), &err)) {
		app_error(s->app, &err);
		return view_of(s)->event ? SCREEN_REDRAW : SCREEN_POP;
	}
	return SCREEN_REDRAW;
}

/* --- drawing --- */

static void view_heading(struct screen *s, struct str *out)
{
	const struct minutes_view *v = view_peek(s);

	if (!v->event)
		return;
	str_addf(out, "%s %s ", _("Mood and news"), term_glyph(GLYPH_DOT));
	civil_format_span(out, v->event->start, v->event->end, v->event->precision, i18n_lang());
	str_addf(out, " %s %s", term_glyph(GLYPH_DOT), v->event->title);
}

static void view_aside(struct screen *s, struct str *out)
{
	const struct minutes *m = &view_peek(s)->m;

	if (!m->people)
		return;
	str_addf(out, P_("%lld person", "%lld people", m->people), (long long)m->people);
	str_addf(out, P_(" of %lld cité", " of %lld cités", m->from), (long long)m->from);
}

/* The field takes the last rows, as many as it needs. */
static void draw_line(struct minutes_view *v, struct area a)
{
	struct str label = STR_INIT;

	area_rule(a, 0, THEME_OUTLINE);
	minutes_line_label(v, &label);
	area_fit(a, 1, 1, a.cols - 1, THEME_LABEL, label.buf);
	input_draw_folded(&v->line.input, area_sub(a, 2, 1, a.rows - 2, a.cols - 2), true);
	str_release(&label);
}

static void view_draw(struct screen *s, struct area a)
{
	struct minutes_view *v = view_of(s);
	int field = v->line.open ? (a.rows >= 12 ? 5 : 3) : 0;

	if (!v->event)
		return;
	if (v->made_for != a.cols)
		minutes_fill(v, a.cols);
	v->card.idle = v->line.open;
	if (field > a.rows)
		field = a.rows;
	card_draw(&v->card, area_sub(a, 0, 1, a.rows - field, a.cols - 2));
	if (field)
		draw_line(v, area_sub(a, a.rows - field, 0, field, a.cols));
}

/* --- n: what to add --- */

enum add { ADD_NEWS, ADD_DECISION, ADD_DATE, ADDS };

static const struct choose_kind adds[ADDS] = {
	[ADD_NEWS] = { N_("News"), N_("of any cité, here or not"), "cite" },
	[ADD_DECISION] = { N_("Decision"), N_("what was agreed"), "decision" },
	[ADD_DATE] = { N_("Next date"), N_("that is no rencontre of the agenda yet"), "date" },
};

static void cite_chosen(struct app *app, const char *kind, int64_t id, void *ctx)
{
	(void)app;
	(void)kind;
	minutes_type_news(ctx, id);
}

static void add_chosen(struct app *app, const char *kind, int64_t id, void *ctx)
{
	struct minutes_view *v = ctx;

	(void)kind;
	switch ((enum add)id) {
	case ADD_NEWS: choose_cite(app, &v->adding, cite_chosen, v); break;
	case ADD_DECISION: minutes_type_point(v, MINUTES_DECISION); break;
	case ADD_DATE: minutes_type_point(v, MINUTES_DATE); break;
	case ADDS: break;
	}
}

/* --- keys --- */

static bool next_cite(struct minutes_view *v, int step)
{
	const struct card_line *at = card_selected(&v->card);
	const int64_t from = v->line.open ? v->line.cite : minutes_cite_at(v, at);
	const struct card_line *lines = v->card.lines;
	const size_t n = v->card.count;
	size_t i = at ? (size_t)(at - lines) : 0;

	/* From where the field is about, which may not be where the list stands. */
	for (size_t k = 0; from && k < n; k++)
		if (minutes_line_is(&lines[k], "cite") && lines[k].id == from)
			i = k;
	if (step < 0 && from && !v->line.open && minutes_line_is(at, "news")) {
		card_settle(&v->card, "cite", from);
		return true;
	}
	for (size_t k = i + (size_t)step; k < n; k += (size_t)step)
		if (minutes_line_is(&lines[k], "cite")) {
			card_settle(&v->card, "cite", lines[k].id);
			return true;
		}
	return false;
}

static unsigned go_to_cite(struct minutes_view *v, int step)
{
	const bool typing = v->line.open;

	if (!minutes_line_write(v))
		return SCREEN_REDRAW;
	if (!next_cite(v, step)) {
		if (!typing)
			return SCREEN_HANDLED;
		return minutes_line_close(v);
	}
	if (typing)
		minutes_type_news(v, card_selected(&v->card)->id);
	return SCREEN_REDRAW | (typing ? SCREEN_RELOAD : 0);
}

/* Enter in the field: the line is written and the next one of the same kind begins; in an empty
 * one, that is all. */
static unsigned next_line(struct minutes_view *v)
{
	const struct minutes_line *l = &v->line;
	const bool more = l->id == 0 && *input_get(&l->input);

	if (!more)
		return minutes_line_close(v);
	if (!minutes_line_write(v))
		return SCREEN_REDRAW;
	if (l->cite)
		minutes_type_news(v, l->cite);
	else
		minutes_type_point(v, l->kind);
	return SCREEN_RELOAD | SCREEN_REDRAW;
}

static unsigned open_selected(struct minutes_view *v)
{
	const struct card_line *l = card_selected(&v->card);

	if (v->line.open)
		return next_line(v);
	if (minutes_line_is(l, "event") || (l && l->opens && !v->s.app->may_write)) {
		app_open(v->s.app, l->opens, l->opens_id);
		return SCREEN_HANDLED;
	}
	if (!v->s.app->may_write)
		app_do(v->s.app, ACTION_LIST_EDIT); /* says why not */
	if (!l || !v->s.app->may_write)
		return SCREEN_HANDLED;
	if (minutes_line_is(l, "cite"))
		return minutes_type_news(v, l->id);
	if (minutes_line_is(l, "add"))
		return minutes_type_point(v, l->id == MINUTES_DATE ? MINUTES_DATE : MINUTES_DECISION);
	return minutes_type_again(v, l);
}

static unsigned delete_selected(struct minutes_view *v)
{
	const struct card_line *l = card_selected(&v->card);
	const struct minutes_cite *c = minutes_cite(v, minutes_cite_at(v, l));

	if (minutes_line_is(l, "news"))
		news_ask_delete(&v->s, l->id);
	else if (minutes_line_is(l, "cite") && c && c->mood)
		mood_ask_delete(&v->s, c->mood);
	else if (l)
		ask_delete(&v->s, l->id, _("Delete this line of the minutes?"), minutes_point_delete);
	return SCREEN_REDRAW;
}

static unsigned close_view(struct minutes_view *v)
{
	return v->line.open ? minutes_line_close(v) : SCREEN_POP;
}

static unsigned view_edit(struct minutes_view *v, enum action a)
{
	if (a == ACTION_LIST_UP || a == ACTION_LIST_DOWN)
		return go_to_cite(v, a == ACTION_LIST_DOWN ? 1 : -1);
	return input_action(&v->line.input, a, NULL) ? SCREEN_REDRAW : 0;
}

static unsigned copy_line(struct minutes_view *v)
{
	const struct card_line *l = card_selected(&v->card);

	if (l && l->copy)
		app_copy(v->s.app, l->copy, NULL);
	return SCREEN_REDRAW;
}

static unsigned view_action(struct screen *s, enum action a)
{
	struct minutes_view *v = view_of(s);

	switch ((unsigned)a) {
	case ACTION_MINUTES_OPEN: return open_selected(v);
	case ACTION_MINUTES_NEXT: return go_to_cite(v, 1);
	case ACTION_MINUTES_PREV: return go_to_cite(v, -1);
	case ACTION_MINUTES_CLOSE: return close_view(v);
	default: break;
	}
	if (v->line.open)
		return view_edit(v, a);
	switch ((unsigned)a) {
	case ACTION_MINUTES_STORM: return minutes_set_mood(v, MOOD_STORM);
	case ACTION_MINUTES_RAIN: return minutes_set_mood(v, MOOD_RAIN);
	case ACTION_MINUTES_CLOUDS: return minutes_set_mood(v, MOOD_CLOUDS);
	case ACTION_MINUTES_FAIR: return minutes_set_mood(v, MOOD_FAIR);
	case ACTION_MINUTES_SUN: return minutes_set_mood(v, MOOD_SUN);
	case ACTION_MINUTES_DECISION: return minutes_type_point(v, MINUTES_DECISION);
	case ACTION_MINUTES_PAPER: return minutes_ask_paper(v);
	case ACTION_LIST_NEW:
		choose_kind(s->app, &v->adding, adds, ADDS, NULL, add_chosen, v);
		return SCREEN_REDRAW;
	case ACTION_LIST_EDIT: return open_selected(v);
	case ACTION_LIST_DELETE: return delete_selected(v);
	case ACTION_LIST_COPY: return copy_line(v);
	default: return card_action(&v->card, a);
	}
}

static unsigned view_text(struct screen *s, const struct term_event *ev)
{
	return input_type(&view_of(s)->line.input, ev) ? SCREEN_REDRAW : SCREEN_HANDLED;
}

static unsigned view_mouse(struct screen *s, const struct term_event *ev)
{
	struct minutes_view *v = view_of(s);
	enum action then = ACTION_NONE;
	const bool wheel = ev->mouse == MOUSE_WHEEL_UP || ev->mouse == MOUSE_WHEEL_DOWN;
	unsigned did = card_mouse(&v->card, ev, &then);

	if (!did || wheel)
		return did;
	if (v->line.open) {
		if (!minutes_line_write(v))
			return SCREEN_REDRAW;
		v->line.open = false;
		did |= SCREEN_RELOAD;
	}
	return then == ACTION_LIST_OPEN ? did | open_selected(v) : did;
}

static contexts_t view_now(const struct screen *s)
{
	/* The arrows of LIST go to the next cité while something is typed. */
	return CONTEXT_MINUTES | CONTEXT_LIST |
	       (view_peek(s)->line.open ? CONTEXT_LINES | CONTEXT_EDIT : 0u);
}

static bool view_typing(const struct screen *s)
{
	return view_peek(s)->line.open;
}

static const char *view_disabled(const struct screen *s, enum action a)
{
	const struct minutes_view *v = view_peek(s);
	const struct card_line *l = card_selected(&v->card);
	const bool cite = minutes_cite_at(v, l) != 0;

	switch ((unsigned)a) {
	case ACTION_LIST_FILTER:
	case ACTION_LIST_SORT:
	case ACTION_LIST_MARK:
	case ACTION_LIST_MARK_ALL:
	case ACTION_LIST_UNMARK:
	case ACTION_LIST_OPEN:
	case ACTION_LIST_EXPORT:
	case ACTION_LIST_PRINT:
		return "";
	case ACTION_MINUTES_STORM:
	case ACTION_MINUTES_RAIN:
	case ACTION_MINUTES_CLOUDS:
	case ACTION_MINUTES_FAIR:
	case ACTION_MINUTES_SUN:
		return v->line.open ? "" : cite ? NULL : _("Choose a cité first");
	case ACTION_LIST_COPY:
		return v->line.open ? "" : l && l->copy ? NULL : _("this line has nothing to copy");
	case ACTION_LIST_EDIT:
		return v->line.open ? "" : l && l->copy ? NULL : _("This line is not changed here");
	case ACTION_LIST_DELETE:
		if (v->line.open)
			return "";
		return (l && l->copy) || (cite && minutes_cite(v, l->id) && minutes_cite(v, l->id)->mood)
			? NULL : _("This line is not deleted here");
	case ACTION_MINUTES_PAPER:
	case ACTION_MINUTES_DECISION:
	case ACTION_LIST_NEW:
		return v->line.open ? "" : NULL;
	default:
		return NULL;
	}
}

static void view_hangup(struct screen *s)
{
	minutes_line_keep(view_of(s));
}

/* Leaving writes what is typed; only what could not be written holds back. */
static bool view_holds(struct screen *s)
{
	struct minutes_view *v = view_of(s);

	if (!minutes_line_write(v))
		return true;
	v->line.open = false;
	return false;
}

static const struct screen_ops minutes_screen = {
	.name = "minutes",
	.contexts = CONTEXT_MINUTES | CONTEXT_LIST,
	.size = sizeof(struct minutes_view),
	.init = view_init,
	.release = view_release,
	.now = view_now,
	.typing = view_typing,
	.heading = view_heading,
	.aside = view_aside,
	.draw = view_draw,
	.action = view_action,
	.text = view_text,
	.mouse = view_mouse,
	.disabled = view_disabled,
	.reload = view_reload,
	.hangup = view_hangup,
	.holds = view_holds,
};

void minutes_open(struct app *app, int64_t event)
{
	app_push(app, &minutes_screen, &event);
}
