/* One tariff: its rules in order, of which the first that matches wins, and what counts. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "etape/fee_rule.h"
#include "etape/i18n.h"
#include "tui/screens/tariffs.h"
#include "tui/widgets/list.h"
#include "tui/widgets/overlay.h"

struct rules_row {
	int64_t id; /* its place, from 1 */
	char no[8];
	char *who;   /* owned, as the texts below */
	char *price;
	char *asks; /* behind a name */
};

struct rules {
	struct screen base;
	struct tariff tariff;
	struct rules_row *rows; /* owned */
	size_t count;
	struct str use;	   /* in use, by what */
	struct str advice; /* lines */
	struct list_array array;
	struct list list;
};

static struct rules *of(struct screen *s)
{
	return (struct rules *)s;
}

/* --- rows --- */

static struct value rules_value(const void *p, size_t i)
{
	const struct rules_row *row = p;

	switch (i) {
	case 0: return value_text(row->no);
	case 1: return value_text(row->who);
	case 2: return value_text(row->price);
	default: return value_text(row->asks);
	}
}

static const struct field rules_fields[] = {
	{ .key = "no", .heading = N_("No."), .min = 3 },
	{ .key = "who", .heading = N_("Who"), .min = 20, .weight = 2 },
	{ .key = "price", .heading = N_("To pay"), .min = 24, .weight = 1 },
	{ .key = "asks", .heading = N_("Asks for"), .min = 16, .weight = 2, .priority = 1 },
};
static const struct record_type rules_type = { "rules", rules_fields,
	sizeof rules_fields / sizeof *rules_fields, rules_value };

static int64_t rules_id(const void *row)
{
	return ((const struct rules_row *)row)->id;
}

static void forget(struct rules *r)
{
	for (; r->count > 0; r->count--) {
		free(r->rows[r->count - 1].who);
		free(r->rows[r->count - 1].price);
		free(r->rows[r->count - 1].asks);
	}
}

static void put_row(struct rules *r, size_t i)
{
	const struct fee_rule *rule = &r->tariff.rules[i];
	struct str who = STR_INIT, price = STR_INIT, asks = STR_INIT;
	struct rules_row *row = &r->rows[i];

	fee_rule_who(&who, rule);
	fee_rule_price(&price, rule);
	if (rule->name)
		fee_rule_asks(&asks, rule);
	*row = (struct rules_row){ .id = (int64_t)i + 1, .who = str_take(&who), .price = str_take(&price),
		.asks = str_take(&asks) };
	snprintf(row->no, sizeof row->no, "%2zu", (i + 1) % 1000);
}

static bool fill(struct rules *r, int64_t id, struct err *err)
{
	struct db *db = r->base.app->db;
	bool ok;

	forget(r);
	str_reset(&r->use);
	str_reset(&r->advice);
	ok = tariff_get(db, id, &r->tariff, err) && tariff_use_words(db, id, &r->use, err) &&
	     tariff_advice(db, &r->tariff, &r->advice, err);
	r->rows = xrealloc(r->rows, (r->tariff.rule_count + 1) * sizeof *r->rows);
	for (; r->count < r->tariff.rule_count; r->count++)
		put_row(r, r->count);
	list_array_set(&r->array, r->rows, r->count);
	return ok;
}

/* --- the state --- */

static bool rules_init(struct screen *s, const void *arg, struct err *err)
{
	struct rules *r = of(s);

	tariff_init(&r->tariff);
	str_init(&r->use);
	str_init(&r->advice);
	list_array_init(&r->array, &rules_type, sizeof *r->rows, rules_id, NULL);
	list_init(&r->list, &r->array.model);
	return fill(r, *(const int64_t *)arg, err);
}

static void rules_release(struct screen *s)
{
	struct rules *r = of(s);

	forget(r);
	list_release(&r->list);
	list_array_release(&r->array);
	tariff_release(&r->tariff);
	str_release(&r->use);
	str_release(&r->advice);
	free(r->rows);
}

static contexts_t rules_now(const struct screen *s)
{
	const struct list *l = &((const struct rules *)s)->list;

	return list_typing(l) ? list_contexts(l) : CONTEXT_ORDERED | CONTEXT_LIST;
}

static bool rules_typing(const struct screen *s)
{
	return list_typing(&((const struct rules *)s)->list);
}

static void rules_heading(struct screen *s, struct str *out)
{
	const struct rules *r = of(s);

	str_addf(out, "%s · ", r->tariff.name);
	fee_tariff_period(out, r->tariff.from, r->tariff.to);
	if (r->tariff.only_named)
		str_addf(out, " · %s", _("only where named"));
}

static void rules_draw(struct screen *s, struct area area)
{
	struct rules *r = of(s);
	const struct fee_tariff view = tariff_view(&r->tariff);
	struct str counts = STR_INIT;
	int rows = (int)r->count + 2;

	fee_tariff_counts(&counts, &view);
	if (rows > area.rows - 6)
		rows = area.rows - 6;
	if (rows < 3)
		rows = area.rows;
	list_draw(&r->list, area_sub(area, 0, 0, rows, area.cols), true, _("No rule yet: n makes one"));
	if (rows < area.rows) {
		struct area below = area_sub(area, rows + 1, 0, area.rows - rows - 1, area.cols);
		int at;

		area_rule(area, rows, THEME_OUTLINE);
		at = tariffs_draw_lines(below, 0, THEME_WARNING, r->advice.buf);
		at = tariffs_draw_lines(below, at, THEME_NORMAL, r->use.len ? r->use.buf : _("not in use yet: it may be changed"));
		at = tariffs_draw_lines(below, at, THEME_DIM, counts.buf);
		if (r->tariff.note)
			tariffs_draw_lines(below, at, THEME_DIM, r->tariff.note);
	}
	str_release(&counts);
}

/* --- changes --- */

static unsigned save(struct rules *r, size_t before, size_t after)
{
	const int64_t id = r->tariff.id;
	struct err err = ERR_INIT, again = ERR_INIT;

	if (!tariff_save(r->base.app->db, &r->tariff, &err))
		app_error(r->base.app, &err);
	if (!fill(r, id, &again))
		app_error(r->base.app, &again);
	list_reload(&r->list);
	list_select(&r->list, (int64_t)(err.code == ERR_NONE ? after : before) + 1);
	return err.code == ERR_NONE ? SCREEN_RELOAD : SCREEN_REDRAW;
}

static unsigned move(struct rules *r, size_t at, bool up)
{
	const size_t to = up ? at - 1 : at + 1;

	if (to >= r->tariff.rule_count) /* above the first wraps to a large number */
		return SCREEN_HANDLED;
	tariff_rule_move(&r->tariff, at, to);
	return save(r, at, to);
}

static unsigned removed(struct screen *below, int answer, void *ctx)
{
	struct rules *r = ctx;
	const size_t at = (size_t)list_selected(&r->list) - 1;

	(void)below;
	if (answer != 0 || at >= r->tariff.rule_count)
		return SCREEN_REDRAW;
	tariff_rule_remove(&r->tariff, at);
	return save(r, at, at);
}

static unsigned ask_remove(struct rules *r, size_t at)
{
	struct str text = STR_INIT;

	str_addf(&text, _("Delete rule %zu, '%s'?"), at + 1, r->rows[at].who);
	question_confirm(&r->base, text.buf, removed, r);
	str_release(&text);
	return SCREEN_REDRAW;
}

static unsigned rules_action(struct screen *s, enum action a)
{
	struct rules *r = of(s);
	const int64_t id = list_typing(&r->list) ? 0 : list_selected(&r->list);
	const size_t at = id ? (size_t)id - 1 : 0;

	if (list_typing(&r->list))
		return list_action(&r->list, a);
	if (a == ACTION_TARIFF_SUCCEED) {
		tariff_succeed_form(s->app, r->tariff.id);
		return SCREEN_REDRAW;
	}
	if (a == ACTION_LIST_NEW) {
		tariff_rule_form(s->app, r->tariff.id, at, true);
		return SCREEN_REDRAW;
	}
	switch (id ? (int)a : ACTION_NONE) {
	case ACTION_LIST_OPEN:
	case ACTION_LIST_EDIT: tariff_rule_form(s->app, r->tariff.id, at, false); return SCREEN_REDRAW;
	case ACTION_LIST_DELETE: return ask_remove(r, at);
	case ACTION_ORDER_UP: return move(r, at, true);
	case ACTION_ORDER_DOWN: return move(r, at, false);
	default: return list_action(&r->list, a);
	}
}

static unsigned rules_text(struct screen *s, const struct term_event *ev)
{
	return list_text(&of(s)->list, ev);
}

static unsigned rules_mouse(struct screen *s, const struct term_event *ev)
{
	enum action then = ACTION_NONE;
	const unsigned done = list_mouse(&of(s)->list, ev, &then);

	if (then == ACTION_LIST_OPEN && app_refusal(s, ACTION_LIST_OPEN))
		return done;
	return then != ACTION_NONE ? rules_action(s, then) : done;
}

static const char *rules_disabled(const struct screen *s, enum action a)
{
	const struct rules *r = (const struct rules *)s;

	switch ((int)a) {
	case ACTION_LIST_MARK: case ACTION_LIST_MARK_ALL: case ACTION_LIST_UNMARK: case ACTION_LIST_COPY:
	case ACTION_LIST_EXPORT: case ACTION_LIST_PRINT: case ACTION_LIST_SORT:
	case ACTION_BUDGET_DONE: case ACTION_BUDGET_MILESTONE:
		return "";
	case ACTION_LIST_NEW: case ACTION_LIST_EDIT: case ACTION_LIST_DELETE: case ACTION_LIST_OPEN:
	case ACTION_ORDER_UP: case ACTION_ORDER_DOWN:
		if (!s->app->may_write)
			return _("Your role doesn't change tariffs");
		if (r->use.len)
			return _("This tariff is in use: S lets another take its place from a day on");
		return r->count || a == ACTION_LIST_NEW ? NULL : _("Nothing is selected");
	default: return NULL;
	}
}

static unsigned rules_reload(struct screen *s)
{
	struct rules *r = of(s);
	const int64_t id = r->tariff.id;
	struct err err = ERR_INIT;

	if (!fill(r, id, &err)) {
		app_error(s->app, &err);
		return SCREEN_POP;
	}
	list_reload(&r->list);
	return SCREEN_REDRAW;
}

/* The rule just made is selected; a successor is opened in place of what it succeeds. */
static unsigned rules_resumed(struct screen *s, int64_t result)
{
	struct rules *r = of(s);
	struct err err = ERR_INIT;

	if (result > 0 && result <= (int64_t)r->count)
		list_select(&r->list, result);
	else if (result > 0 && !fill(r, result, &err))
		app_error(s->app, &err);
	list_reload(&r->list);
	return SCREEN_REDRAW;
}

static const struct screen_ops rules_screen = {
	.name = "tariff",
	.contexts = CONTEXT_ORDERED | CONTEXT_LIST,
	.size = sizeof(struct rules),
	.init = rules_init,
	.release = rules_release,
	.now = rules_now,
	.typing = rules_typing,
	.heading = rules_heading,
	.draw = rules_draw,
	.action = rules_action,
	.text = rules_text,
	.mouse = rules_mouse,
	.disabled = rules_disabled,
	.reload = rules_reload,
	.resumed = rules_resumed,
};

void tariff_rules_open(struct app *app, int64_t tariff)
{
	app_push(app, &rules_screen, &tariff);
}
