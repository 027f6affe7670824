/* T of the fees: the tariffs with their periods; below, what the selected one says. */
#include "tui/screens/tariffs.h"

#include <stdlib.h>
#include <string.h>

#include "etape/i18n.h"
#include "etape/text.h"
#include "tui/screens/ask_delete.h"
#include "tui/widgets/list.h"

struct tariffs_row {
	int64_t id;
	char *name; /* owned, as the texts below */
	char *code;
	char *period;
	char *rules;
	char *use; /* "" when it may be changed */
	bool holds_today;
	bool only_named;
};

struct tariffs {
	struct screen base;
	struct tariffs_row *rows; /* owned */
	size_t count;
	struct list_array array;
	struct list list;
};

static struct tariffs *of(struct screen *s)
{
	return (struct tariffs *)s;
}

/* --- rows --- */

static struct value tariffs_value(const void *p, size_t i)
{
	const struct tariffs_row *row = p;

	switch (i) {
	case 0: return value_text(row->name);
	case 1: return value_text(row->period);
	case 2: return value_text(row->code);
	default: return value_text(row->only_named ? _("only where named") : *row->use ? _("in use") : _("may be changed"));
	}
}

static const struct field tariffs_fields[] = {
	{ .key = "name", .heading = N_("Tariff"), .min = 16, .weight = 2 },
	{ .key = "period", .heading = N_("Period"), .min = 20, .weight = 2 },
	{ .key = "code", .heading = N_("Code"), .min = 10, .priority = 2 },
	{ .key = "state", .heading = N_("State"), .min = 16, .priority = 1 },
};
static const struct record_type tariffs_type = { "tariffs", tariffs_fields,
	sizeof tariffs_fields / sizeof *tariffs_fields, tariffs_value };

static int64_t tariffs_id(const void *row)
{
	return ((const struct tariffs_row *)row)->id;
}

static struct list_sign tariffs_sign(const void *row)
{
	const struct tariffs_row *r = row;

	if (r->only_named)
		return (struct list_sign){ GLYPH_HALF, THEME_DUE, THEME_NORMAL };
	return r->holds_today ? (struct list_sign){ GLYPH_FULL, THEME_PRESENT, THEME_NORMAL }
			      : (struct list_sign){ GLYPH_ABSENT, THEME_ABSENT, THEME_DIM };
}

static void forget(struct tariffs *t)
{
	for (; t->count > 0; t->count--) {
		const struct tariffs_row *row = &t->rows[t->count - 1];

		free(row->name);
		free(row->code);
		free(row->period);
		free(row->rules);
		free(row->use);
	}
}

/* "01/01/2027 – 31/12/2027", "depuis toujours" being an empty end. */
static char *period_of(const struct tariff_row *row)
{
	struct str period = STR_INIT;
	day_t from = CIVIL_NONE, to = CIVIL_NONE;

	civil_parse_iso(row->from, &from);
	civil_parse_iso(row->to, &to);
	if (from == CIVIL_NONE && to == CIVIL_NONE)
		str_add(&period, C_("tariff", "always"));
	civil_format_short(&period, from, i18n_lang());
	if (from != CIVIL_NONE || to != CIVIL_NONE)
		str_add(&period, from == CIVIL_NONE ? "… – " : to == CIVIL_NONE ? " – …" : " – ");
	civil_format_short(&period, to, i18n_lang());
	return str_take(&period);
}

static bool take(void *arg, const struct tariff_row *row)
{
	struct tariffs *t = arg;

	t->rows = xrealloc(t->rows, (t->count + 1) * sizeof *t->rows);
	t->rows[t->count++] = (struct tariffs_row){
		.id = row->id,
		.name = xstrdup(row->name),
		.code = xstrdup(row->code),
		.period = period_of(row),
		.rules = xstrdup(row->rules),
		.use = xstrdup(row->use),
		.holds_today = row->holds_today,
		.only_named = !strcmp(row->scope, "named"),
	};
	return true;
}

static bool fill(struct tariffs *t, struct err *err)
{
	bool ok;

	forget(t);
	ok = tariff_list(t->base.app->db, take, t, err);
	list_array_set(&t->array, t->rows, t->count);
	return ok;
}

/* --- the state --- */

static bool tariffs_init(struct screen *s, const void *arg, struct err *err)
{
	struct tariffs *t = of(s);

	(void)arg;
	list_array_init(&t->array, &tariffs_type, sizeof *t->rows, tariffs_id, tariffs_sign);
	list_init(&t->list, &t->array.model);
	if (!fill(t, err))
		return false;
	for (size_t i = 0; i < t->count; i++)
		if (t->rows[i].holds_today && !t->rows[i].only_named)
			list_select(&t->list, t->rows[i].id);
	return true;
}

static void tariffs_release(struct screen *s)
{
	struct tariffs *t = of(s);

	forget(t);
	list_release(&t->list);
	list_array_release(&t->array);
	free(t->rows);
}

static contexts_t tariffs_now(const struct screen *s)
{
	const struct list *l = &((const struct tariffs *)s)->list;

	return list_typing(l) ? list_contexts(l) : CONTEXT_ORDERED | CONTEXT_LIST;
}

static bool tariffs_typing(const struct screen *s)
{
	return list_typing(&((const struct tariffs *)s)->list);
}

static void tariffs_heading(struct screen *s, struct str *out)
{
	const struct tariffs *t = of(s);

	str_addf(out, P_("%zu tariff", "%zu tariffs", t->count), t->count);
}

static const struct tariffs_row *selected(struct tariffs *t)
{
	const int64_t id = list_selected(&t->list);

	return id ? list_array_row(&t->array, id) : NULL;
}

int tariffs_draw_lines(struct area area, int at, enum theme style, const char *lines)
{
	const int cols = area.cols - 2;

	while (*lines && at < area.rows && cols > 0) {
		const size_t n = strcspn(lines, "\n");
		char *line = xstrndup(lines, n);
		size_t skip = 0;
		const size_t cut = text_fold(line, (size_t)cols, &skip);

		line[cut] = '\0';
		area_fit(area, at++, 1, cols, style, line);
		free(line);
		lines += cut + skip < n ? cut + skip : n + (lines[n] == '\n');
	}
	return at;
}

/* The rules, numbered, as many as there is room for. */
static void draw_rules(const struct tariffs_row *row, struct area area)
{
	const char *line = row->rules;
	struct str words = STR_INIT;
	int at = tariffs_draw_lines(area, 0, THEME_DIM, row->use);

	for (int no = 1; *line; no++) {
		const size_t n = strcspn(line, "\n");

		str_addf(&words, "%2d. %.*s\n", no, (int)n, line);
		line += n + (line[n] == '\n');
	}
	if (!words.len)
		str_add(&words, _("no rule yet: every amount would be to be determined"));
	tariffs_draw_lines(area, at, *row->rules ? THEME_NORMAL : THEME_WARNING, words.buf);
	str_release(&words);
}

static void tariffs_draw(struct screen *s, struct area area)
{
	struct tariffs *t = of(s);
	const struct tariffs_row *row = selected(t);
	int rows = (int)t->count + 2;

	if (rows > area.rows / 2)
		rows = area.rows / 2;
	if (row && area.rows - rows > 2) {
		area_rule(area, rows, THEME_OUTLINE);
		draw_rules(row, area_sub(area, rows + 1, 0, area.rows - rows - 1, area.cols));
	} else {
		rows = area.rows;
	}
	list_draw(&t->list, area_sub(area, 0, 0, rows, area.cols), true,
		_("No tariff yet: n makes one, etape tariff import reads one"));
}

static unsigned ask_remove(struct tariffs *t, const struct tariffs_row *row)
{
	struct str text = STR_INIT;

	str_addf(&text, _("Delete the tariff '%s'? What it had succeeded holds again."), row->name);
	ask_delete(&t->base, row->id, text.buf, tariff_delete);
	str_release(&text);
	return SCREEN_REDRAW;
}

static unsigned tariffs_action(struct screen *s, enum action a)
{
	struct tariffs *t = of(s);
	const struct tariffs_row *row = selected(t);

	if (list_typing(&t->list))
		return list_action(&t->list, a);
	if (a == ACTION_LIST_NEW) {
		tariff_form(s->app, 0);
		return SCREEN_REDRAW;
	}
	switch (row ? (int)a : ACTION_NONE) {
	case ACTION_LIST_OPEN: tariff_rules_open(s->app, row->id); return SCREEN_REDRAW;
	case ACTION_LIST_EDIT: tariff_form(s->app, row->id); return SCREEN_REDRAW;
	case ACTION_LIST_DELETE: return ask_remove(t, row);
	case ACTION_TARIFF_SUCCEED: tariff_succeed_form(s->app, row->id); return SCREEN_REDRAW;
	default: return list_action(&t->list, a);
	}
}

static unsigned tariffs_text(struct screen *s, const struct term_event *ev)
{
	return list_text(&of(s)->list, ev);
}

static unsigned tariffs_mouse(struct screen *s, const struct term_event *ev)
{
	enum action then = ACTION_NONE;
	const unsigned done = list_mouse(&of(s)->list, ev, &then);

	return then != ACTION_NONE ? tariffs_action(s, then) : done;
}

static const char *tariffs_disabled(const struct screen *s, enum action a)
{
	const struct tariffs *t = (const struct tariffs *)s;
	const int64_t id = list_seen(&t->list);
	const struct tariffs_row *row = id ? list_array_row(&t->array, id) : NULL;

	switch ((int)a) {
	case ACTION_LIST_MARK: case ACTION_LIST_MARK_ALL: case ACTION_LIST_UNMARK: case ACTION_LIST_COPY:
	case ACTION_LIST_EXPORT: case ACTION_LIST_PRINT: case ACTION_ORDER_UP: case ACTION_ORDER_DOWN:
	case ACTION_BUDGET_DONE: case ACTION_BUDGET_MILESTONE:
		return "";
	case ACTION_LIST_EDIT: case ACTION_LIST_DELETE:
		if (row && *row->use)
			return _("This tariff is in use: S lets another take its place from a day on");
		__attribute__((fallthrough));
	case ACTION_LIST_OPEN: case ACTION_TARIFF_SUCCEED:
		return row ? NULL : _("Nothing is selected");
	default: return NULL;
	}
}

static unsigned tariffs_reload(struct screen *s)
{
	struct tariffs *t = of(s);
	struct err err = ERR_INIT;

	if (!fill(t, &err))
		app_error(s->app, &err);
	list_reload(&t->list);
	return SCREEN_REDRAW;
}

/* What was just made is what one goes on with. */
static unsigned tariffs_resumed(struct screen *s, int64_t result)
{
	struct tariffs *t = of(s);

	if (result > 1)
		tariffs_reload(s);
	if (result > 1 && list_select(&t->list, result))
		tariff_rules_open(s->app, result);
	return SCREEN_REDRAW;
}

static const struct screen_ops tariffs_screen = {
	.name = "tariffs",
	.contexts = CONTEXT_ORDERED | CONTEXT_LIST,
	.size = sizeof(struct tariffs),
	.init = tariffs_init,
	.release = tariffs_release,
	.now = tariffs_now,
	.typing = tariffs_typing,
	.heading = tariffs_heading,
	.draw = tariffs_draw,
	.action = tariffs_action,
	.text = tariffs_text,
	.mouse = tariffs_mouse,
	.disabled = tariffs_disabled,
	.reload = tariffs_reload,
	.resumed = tariffs_resumed,
};

void tariffs_open(struct app *app)
{
	app_push(app, &tariffs_screen, NULL);
}
