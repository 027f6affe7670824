/* A cycle as a line of étapes: done, planned, postponed, and the cités that have not had their turn. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "etape/cite.h"
#include "etape/cycle.h"
#include "etape/cycle_territory.h"
#include "etape/i18n.h"
#include "etape/text.h"
#include "tui/screens/agenda.h"
#include "tui/screens/budget.h"
#include "tui/screens/calendar_import.h"
#include "tui/screens/screens.h"

enum step_state { STEP_DONE, STEP_PLANNED, STEP_POSTPONED, STEP_CANCELLED, STEP_TO_HOST, STEP_STATES };

struct cycle_step {
	int64_t id;		/* of the event, or of the cité still to host */
	enum step_state state;
	enum event_status status;
	enum event_kind kind;
	int64_t cite;		/* 0 when none */
	char no[8];		/* of the étape, "" when none; padded, so that 10 follows 9 */
	char *when;		/* owned, as the texts below */
	char *title;
	char *where;
	char region[8];		/* of the host */
	day_t first;
};

struct cycle_view {
	struct screen s;
	struct cycle *cycles;	/* in order of name, owned */
	size_t cycle_count;
	size_t shown;		/* index of the one shown */
	int64_t wanted;		/* to begin with, 0: the Tour */
	struct cycle_step *steps; /* owned */
	size_t count;
	size_t room;
	size_t states[STEP_STATES]; /* how many of each */
	char region[8];		/* whose cités are still to host, "" when none, or when the territory is told */
	struct str territory;	/* it, in words */
	struct list_array array;
	struct list list;
};

static void cycle_forget(struct cycle_view *v)
{
	for (size_t i = 0; i < v->count; i++) {
		free(v->steps[i].when);
		free(v->steps[i].title);
		free(v->steps[i].where);
	}
	v->count = 0;
	memset(v->states, 0, sizeof v->states);
}

/* --- rows --- */

static const struct field cycle_fields[] = {
	{ .key = "no", .heading = N_("No."), .kind = FIELD_TEXT, .min = 3, .priority = 1 },
	{ .key = "when", .heading = N_("When"), .kind = FIELD_TEXT, .min = 12 },
	{ .key = "title", .heading = N_("Rencontre"), .kind = FIELD_TEXT, .min = 16, .weight = 3 },
	{ .key = "where", .heading = N_("Where"), .kind = FIELD_TEXT, .min = 12, .weight = 1, .priority = 2 },
	{ .key = "status", .heading = N_("Status"), .kind = FIELD_TEXT, .min = 14, .priority = 3 },
};

static struct value cycle_value(const void *data, size_t i)
{
	const struct cycle_step *step = data;

	switch (i) {
	case 0: return value_text(step->no);
	case 1: return value_text(step->when);
	case 2: return value_text(step->title);
	case 3: return value_text(step->where);
	default:
		return value_text(step->state == STEP_TO_HOST ? _("still to host") :
				vocabulary_label(&event_statuses, (int)step->status));
	}
}

static const struct record_type cycle_type = {
	.name = "cycle",
	.fields = cycle_fields,
	.count = sizeof cycle_fields / sizeof *cycle_fields,
	.get = cycle_value,
};

static int64_t cycle_row_id(const void *row)
{
	return ((const struct cycle_step *)row)->id;
}

/* The glyphs of the map's layer of the Tour. */
static struct list_sign cycle_sign(const void *row)
{
	switch (((const struct cycle_step *)row)->state) {
	case STEP_DONE: return (struct list_sign){ GLYPH_FULL, THEME_PRESENT, THEME_NORMAL };
	case STEP_PLANNED: return (struct list_sign){ GLYPH_HALF, THEME_DUE, THEME_NORMAL };
	case STEP_POSTPONED:
	case STEP_CANCELLED: return (struct list_sign){ GLYPH_CROSS, THEME_DIM, THEME_DIM };
	case STEP_TO_HOST:
	case STEP_STATES: break;
	}
	return (struct list_sign){ GLYPH_ABSENT, THEME_ABSENT, THEME_NORMAL };
}

/* --- reading --- */

static struct cycle_step *cycle_step_add(struct cycle_view *v, enum step_state state)
{
	if (v->count == v->room) {
		v->room = v->room ? v->room * 2 : 32;
		v->steps = xrealloc(v->steps, v->room * sizeof *v->steps);
	}
	v->steps[v->count] = (struct cycle_step){ .state = state, .first = CIVIL_NONE };
	v->states[state]++;
	return &v->steps[v->count++];
}

static enum step_state cycle_state(const struct event_row *e)
{
	if (e->status == EVENT_CANCELLED || e->status == EVENT_POSTPONED)
		return e->status == EVENT_CANCELLED ? STEP_CANCELLED : STEP_POSTPONED;
	return e->status == EVENT_HELD || e->last_day < civil_today(e->zone) ? STEP_DONE : STEP_PLANNED;
}

static bool cycle_take_event(void *arg, const struct event_row *e)
{
	struct cycle_step *step = cycle_step_add(arg, cycle_state(e));
	struct str when = STR_INIT;

	if (e->precision == PRECISION_DAY)
		civil_format_short(&when, e->first_day, i18n_lang());
	else
		civil_format_span(&when, e->start, e->end, e->precision, i18n_lang());
	step->id = e->id;
	step->status = e->status;
	step->kind = e->kind;
	step->cite = e->cite_id;
	if (e->stage_no)
		snprintf(step->no, sizeof step->no, "%2d", e->stage_no % 10000);
	step->first = e->first_day;
	step->when = str_take(&when);
	/* The étapes of one cycle are told apart by their themes, not by titles that begin alike. */
	step->title = xstrdup(e->stage_no && *e->theme ? e->theme : e->title);
	step->where = xstrdup(*e->host_name ? e->host_name : e->town);
	strncat(step->region, departement_region(e->departement), sizeof step->region - 1);
	return true;
}

static bool cycle_hosted(const struct cycle_view *v, int64_t cite)
{
	for (size_t i = 0; i < v->count; i++)
		if (v->steps[i].cite == cite && v->steps[i].state <= STEP_PLANNED)
			return true;
	return false;
}

static bool cycle_take_cite(void *arg, const struct cite_row *c)
{
	struct cycle_view *v = arg;
	struct cycle_step *step;

	const char *territory = v->cycles[v->shown].territory;

	if (cycle_hosted(v, c->id) || (*territory && !cycle_territory_holds(territory, c)))
		return true;
	step = cycle_step_add(v, STEP_TO_HOST);
	step->id = c->id;
	step->when = xstrdup("");
	step->title = xstrdup(c->name);
	step->where = xstrdup(departement_name(c->departement));
	return true;
}

/* The région where most étapes of the cycle are hosted; "" when it has none. */
static const char *cycle_region(const struct cycle_view *v)
{
	const char *best = "";
	size_t most = 0;

	for (size_t i = 0; i < v->count; i++) {
		size_t n = 0;

		for (size_t k = 0; k < v->count; k++)
			n += !strcmp(v->steps[k].region, v->steps[i].region);
		if (v->steps[i].kind == EVENT_ETAPE && *v->steps[i].region && n > most) {
			most = n;
			best = v->steps[i].region;
		}
	}
	return best;
}

static bool cycle_fill(struct cycle_view *v, struct err *err)
{
	struct event_filter events = EVENT_FILTER_ALL;
	struct cite_filter cites = { .on = CIVIL_NONE };
	bool ok;

	cycle_forget(v);
	*v->region = '\0';
	str_reset(&v->territory);
	if (!v->cycle_count)
		return true;
	events.cycle = v->cycles[v->shown].id;
	ok = event_list(v->s.app->db, &events, cycle_take_event, v, err);
	ok = ok && cycle_territory_words(v->s.app->db, v->cycles[v->shown].territory, &v->territory, err);
	if (!*v->cycles[v->shown].territory) {
		strncat(v->region, cycle_region(v), sizeof v->region - 1);
		cites.region = v->region;
	}
	if (ok && (*v->region || *v->cycles[v->shown].territory))
		ok = cite_list(v->s.app->db, &cites, cycle_take_cite, v, err);
	list_array_set(&v->array, v->steps, v->count);
	list_reload(&v->list);
	return ok;
}

static bool cycle_take(void *arg, const struct cycle *c)
{
	struct cycle_view *v = arg;

	v->cycles = xrealloc(v->cycles, (v->cycle_count + 1) * sizeof *v->cycles);
	v->cycles[v->cycle_count] = (struct cycle){ .id = c->id, .code = xstrdup(c->code), .name = xstrdup(c->name),
		.territory = xstrdup(c->territory) };
	v->cycle_count++;
	return true;
}

/* The one wanted, else the first that has étapes. */
static bool cycle_choose(struct cycle_view *v, struct err *err)
{
	struct event_filter etapes = EVENT_FILTER_ALL;
	bool ok = true;

	for (size_t i = 0; i < v->cycle_count && v->wanted; i++)
		if (v->cycles[i].id == v->wanted)
			v->shown = i;
	if (v->wanted)
		return true;
	etapes.kind = EVENT_ETAPE;
	for (size_t i = v->cycle_count; ok && i-- > 0;) {
		int64_t n = 0;

		etapes.cycle = v->cycles[i].id;
		ok = event_count(v->s.app->db, &etapes, &n, err);
		if (n)
			v->shown = i;
	}
	return ok;
}

/* The next étape is what one looks for. */
static void cycle_select_next(struct cycle_view *v)
{
	for (size_t i = 0; i < v->count; i++)
		if (v->steps[i].state == STEP_PLANNED) {
			list_select(&v->list, v->steps[i].id);
			return;
		}
}

static bool cycle_init_view(struct screen *s, const void *arg, struct err *err)
{
	struct cycle_view *v = (struct cycle_view *)s;

	v->wanted = *(const int64_t *)arg;
	list_array_init(&v->array, &cycle_type, sizeof(struct cycle_step), cycle_row_id, cycle_sign);
	list_init(&v->list, &v->array.model);
	if (!cycle_list(s->app->db, cycle_take, v, err) || !cycle_choose(v, err) || !cycle_fill(v, err))
		return false;
	cycle_select_next(v);
	return true;
}

static void cycle_forget_names(struct cycle_view *v)
{
	for (size_t i = 0; i < v->cycle_count; i++)
		cycle_release(&v->cycles[i]);
	free(v->cycles);
	v->cycles = NULL;
	v->cycle_count = 0;
}

static void cycle_release_view(struct screen *s)
{
	struct cycle_view *v = (struct cycle_view *)s;

	list_release(&v->list);
	list_array_release(&v->array);
	cycle_forget(v);
	free(v->steps);
	cycle_forget_names(v);
	str_release(&v->territory);
}

/* --- drawing --- */

static void cycle_heading(struct screen *s, struct str *out)
{
	const struct cycle_view *v = (const struct cycle_view *)s;
	const size_t *n = v->states;

	if (!v->cycle_count) {
		str_add(out, _("No cycle yet"));
		return;
	}
	str_addf(out, "%s %s ", v->cycles[v->shown].name, term_glyph(GLYPH_DOT));
	str_addf(out, P_("%zu done", "%zu done", n[STEP_DONE]), n[STEP_DONE]);
	str_addf(out, P_(", %zu planned", ", %zu planned", n[STEP_PLANNED]), n[STEP_PLANNED]);
	if (n[STEP_POSTPONED])
		str_addf(out, P_(", %zu postponed", ", %zu postponed", n[STEP_POSTPONED]), n[STEP_POSTPONED]);
	if (n[STEP_CANCELLED])
		str_addf(out, P_(", %zu called off", ", %zu called off", n[STEP_CANCELLED]), n[STEP_CANCELLED]);
	if (n[STEP_TO_HOST])
		str_addf(out, P_(", %zu still to host", ", %zu still to host", n[STEP_TO_HOST]),
			n[STEP_TO_HOST]);
}

static void cycle_step_words(const struct cycle_step *step, struct str *out)
{
	const char *name = step->state == STEP_TO_HOST ? step->title : *step->where ? step->where : step->when;

	const char *and = strstr(name, " / ");

	/* Of a territory of several towns the first is enough to know it by. */
	str_addf(out, "%s%s %.*s", term_glyph(cycle_sign(step).glyph), step->no + strspn(step->no, " "),
		(int)(and ? (size_t)(and - name) : strlen(name)), name);
}

/* "●1 Amiens Nord ─ ✗2 Denain ─ ◐3 Creil ─ ○ Lens" over as many rows as it needs; the rows used.
 * Drawn nowhere with `draw` false: only counted. */
static int cycle_line(struct cycle_view *v, struct area area, bool draw)
{
	const int64_t selected = list_selected(&v->list);
	int row = 0, col = 1;

	for (size_t i = 0; i < v->count; i++) {
		const struct cycle_step *step = &v->steps[i];
		struct str words = STR_INIT;
		int width;

		cycle_step_words(step, &words);
		width = (int)text_width(words.buf);
		if (col > 1 && col + 3 + width > area.cols) {
			row++;
			col = 1;
		} else if (col > 1) {
			if (draw)
				area_put(area, row, col, THEME_OUTLINE, term_glyph(GLYPH_RULE));
			col += 2;
		}
		if (draw)
			area_fit(area, row, col, width < area.cols - col ? width : area.cols - col,
				step->id == selected ? THEME_SELECTED : cycle_sign(step).style, words.buf);
		col += width + 1;
		str_release(&words);
	}
	return v->count ? row + 1 : 0;
}

/* Where nobody told which cités a Tour is for, what is taken for it is said. */
static void cycle_rule(const struct cycle_view *v, struct area area, int row)
{
	struct str words = STR_INIT;

	area_rule(area, row, THEME_OUTLINE);
	if (!v->states[STEP_TO_HOST])
		return;
	str_addc(&words, ' ');
	if (v->territory.len)
		str_addf(&words, _("still to host: cités without an étape, of %s"), v->territory.buf);
	else
		str_addf(&words, _("still to host: cités without an étape, région %s"), region_name(v->region));
	str_addc(&words, ' ');
	area_fit(area, row, 1, area.cols - 2 < (int)text_width(words.buf) ? area.cols - 2 : (int)text_width(words.buf),
		THEME_DIM, words.buf);
	str_release(&words);
}

static void cycle_draw(struct screen *s, struct area area)
{
	struct cycle_view *v = (struct cycle_view *)s;
	int rows = cycle_line(v, area, false);

	/* The list is what arrows move in: it keeps half the window. */
	if (rows > area.rows / 2)
		rows = area.rows / 2;
	cycle_line(v, area_sub(area, 0, 0, rows, area.cols), true);
	if (rows > 0)
		cycle_rule(v, area, rows++);
	list_draw(&v->list, area_sub(area, rows, 0, area.rows - rows, area.cols), true,
		_("Nothing in this cycle yet"));
}

/* --- doing --- */

static unsigned cycle_turn(struct cycle_view *v, size_t by)
{
	struct err err = ERR_INIT;

	if (v->cycle_count < 2)
		return SCREEN_HANDLED;
	v->shown = (v->shown + by) % v->cycle_count;
	if (!cycle_fill(v, &err))
		app_error(v->s.app, &err);
	list_restart(&v->list);
	cycle_select_next(v);
	return SCREEN_REDRAW;
}

static unsigned cycle_open_step(struct cycle_view *v)
{
	int64_t id = list_selected(&v->list);
	const struct cycle_step *step = id ? list_array_row(&v->array, id) : NULL;

	if (!step)
		return 0;
	app_push(v->s.app, step->state == STEP_TO_HOST ? &cite_screen : &event_screen, &id);
	return SCREEN_REDRAW;
}

static unsigned cycle_action(struct screen *s, enum action action)
{
	struct cycle_view *v = (struct cycle_view *)s;

	if (list_typing(&v->list))
		return list_action(&v->list, action);
	switch ((int)action) {
	case ACTION_CYCLE_OPEN:
	case ACTION_LIST_OPEN: return cycle_open_step(v);
	case ACTION_CYCLE_NEXT: return cycle_turn(v, 1);
	case ACTION_CYCLE_PREV: return cycle_turn(v, v->cycle_count - 1);
	case ACTION_CYCLE_EDIT:
		cycle_form_open(s->app, v->cycles[v->shown].id);
		return SCREEN_REDRAW;
	case ACTION_CYCLE_BUDGET:
		budget_open(s->app, v->cycles[v->shown].id);
		return SCREEN_REDRAW;
	case ACTION_CALENDAR_EXPORT:
		calendar_export(s->app, NULL, v->cycles[v->shown].code);
		return SCREEN_REDRAW;
	case ACTION_EVENT_RENUMBER: return agenda_number_stages(s, v->cycles[v->shown].id);
	case ACTION_CYCLE_AGENDA: app_goto(s->app, "agenda", list_selected(&v->list)); return SCREEN_REDRAW;
	default: return list_action(&v->list, action);
	}
}

static unsigned cycle_text(struct screen *s, const struct term_event *ev)
{
	return list_text(&((struct cycle_view *)s)->list, ev);
}

static unsigned cycle_mouse(struct screen *s, const struct term_event *ev)
{
	enum action then = ACTION_NONE;
	unsigned did = list_mouse(&((struct cycle_view *)s)->list, ev, &then);

	return then != ACTION_NONE ? did | cycle_action(s, then) : did;
}

static contexts_t cycle_now(const struct screen *s)
{
	const struct list *l = &((const struct cycle_view *)s)->list;

	return list_typing(l) ? list_contexts(l) : CONTEXT_CYCLE | CONTEXT_LIST;
}

static bool cycle_typing(const struct screen *s)
{
	return list_typing(&((const struct cycle_view *)s)->list);
}

static const char *cycle_disabled(const struct screen *s, enum action action)
{
	const struct cycle_view *v = (const struct cycle_view *)s;

	switch ((int)action) {
	case ACTION_LIST_NEW: case ACTION_LIST_EDIT: case ACTION_LIST_DELETE: case ACTION_LIST_MARK:
	case ACTION_LIST_MARK_ALL: case ACTION_LIST_UNMARK: case ACTION_LIST_COPY: case ACTION_LIST_EXPORT:
	case ACTION_LIST_PRINT:
		return "";
	case ACTION_EVENT_RENUMBER: case ACTION_CYCLE_EDIT: case ACTION_CALENDAR_EXPORT:
	case ACTION_CYCLE_BUDGET: return v->cycle_count ? NULL : _("No cycle yet");
	case ACTION_CYCLE_OPEN: case ACTION_LIST_OPEN: case ACTION_CYCLE_AGENDA:
		return v->array.shown ? NULL : _("no rencontre is selected");
	default:
		return NULL;
	}
}

static unsigned cycle_reload(struct screen *s)
{
	struct cycle_view *v = (struct cycle_view *)s;
	const int64_t shown = v->cycle_count ? v->cycles[v->shown].id : 0;
	struct err err = ERR_INIT;

	cycle_forget_names(v);
	v->shown = 0;
	if (!cycle_list(s->app->db, cycle_take, v, &err))
		app_error(s->app, &err);
	for (size_t i = 0; i < v->cycle_count; i++)
		if (v->cycles[i].id == shown)
			v->shown = i;
	if (!cycle_fill(v, &err))
		app_error(s->app, &err);
	return SCREEN_REDRAW;
}

static const struct screen_ops cycle_screen = {
	.name = "cycle",
	.contexts = CONTEXT_CYCLE | CONTEXT_LIST,
	.size = sizeof(struct cycle_view),
	.init = cycle_init_view,
	.release = cycle_release_view,
	.now = cycle_now,
	.typing = cycle_typing,
	.heading = cycle_heading,
	.draw = cycle_draw,
	.action = cycle_action,
	.text = cycle_text,
	.mouse = cycle_mouse,
	.disabled = cycle_disabled,
	.reload = cycle_reload,
};

void agenda_cycle_open(struct app *app, int64_t cycle)
{
	app_push(app, &cycle_screen, &cycle);
}
