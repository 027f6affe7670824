/* The budget of a mission: what each part costs, and the milestones at which it is paid. */
#include "tui/screens/budget.h"

#include <stdlib.h>
#include <string.h>

#include "etape/cycle.h"
#include "etape/export_file.h"
#include "etape/hundredths.h"
#include "etape/i18n.h"
#include "etape/output.h"
#include "tui/screens/ask_delete.h"
#include "tui/widgets/list.h"

struct budget_row {
	int64_t id;
	bool is_milestone;
	bool is_done;
	bool is_late;
	const char *title; /* borrowed of the budget */
	char *how;	   /* owned: "2,5 j × 800,00 €", "30 %" */
	cents_t net;
	cents_t gross;
	char *when;	   /* owned */
};

struct budget_view {
	struct screen base;
	struct cycle cycle;
	struct budget budget;
	struct budget_row *rows; /* owned */
	size_t count;
	struct list_array array;
	struct list list;
};

static struct budget_view *of(struct screen *s)
{
	return (struct budget_view *)s;
}

/* --- rows --- */

static struct value row_value(const void *p, size_t i)
{
	const struct budget_row *row = p;

	switch (i) {
	case 0: return value_text(row->title);
	case 1: return value_text(row->how);
	case 2: return value_cents(row->net);
	case 3: return value_cents(row->gross);
	default: return value_text(row->when);
	}
}

static const struct field row_fields[] = {
	{ .key = "title", .heading = N_("Title"), .min = 14, .weight = 1 },
	{ .key = "how", .heading = N_("Days and rate"), .min = 17 },
	{ .key = "net", .heading = N_("Without VAT"), .kind = FIELD_CENTS, .min = 11, .priority = 2 },
	{ .key = "gross", .heading = N_("With VAT"), .kind = FIELD_CENTS, .min = 11 },
	{ .key = "when", .heading = N_("Date"), .min = 20, .priority = 1 },
};
static const struct record_type row_type = { "budget", row_fields, sizeof row_fields / sizeof *row_fields, row_value };

static int64_t row_id(const void *row)
{
	return ((const struct budget_row *)row)->id;
}

static struct list_sign row_sign(const void *row)
{
	const struct budget_row *r = row;

	if (!r->is_milestone)
		return (struct list_sign){ GLYPH_NONE, THEME_NORMAL, THEME_NORMAL };
	if (r->is_done)
		return (struct list_sign){ GLYPH_FULL, THEME_PRESENT, THEME_NORMAL };
	return r->is_late ? (struct list_sign){ GLYPH_HALF, THEME_DUE, THEME_NORMAL }
			  : (struct list_sign){ GLYPH_ABSENT, THEME_ABSENT, THEME_NORMAL };
}

static char *money(cents_t cents)
{
	struct str amount = STR_INIT;

	money_format(&amount, cents, i18n_lang());
	return str_take(&amount);
}

static struct budget_row part_row(const struct budget_part *p)
{
	struct budget_row row = { .id = p->id, .title = p->title, .net = p->net, .gross = p->gross };
	struct str days = STR_INIT, how = STR_INIT;
	char *rate = money(p->rate);

	hundredths_format(&days, p->days, i18n_lang());
	str_addf(&how, _("%s d × %s"), days.buf, rate);
	row.how = str_take(&how);
	row.when = xstrdup("");
	free(rate);
	str_release(&days);
	return row;
}

static struct budget_row milestone_row(const struct milestone *m, day_t today)
{
	struct budget_row row = { .id = m->id, .title = m->title, .net = m->net, .gross = m->gross,
		.is_milestone = true, .is_done = m->done != CIVIL_NONE };
	struct str how = STR_INIT, when = STR_INIT, day = STR_INIT;

	row.is_late = !row.is_done && m->due != CIVIL_NONE && m->due < today;
	hundredths_format(&how, m->percent, i18n_lang());
	str_add(&how, i18n_lang() == LANG_FR ? "\302\240%" : "%");
	civil_format_short(&day, row.is_done ? m->done : m->due, i18n_lang());
	if (row.is_done)
		str_addf(&when, C_("budget", "done %s"), day.buf);
	else if (row.is_late)
		str_addf(&when, C_("budget", "late, %s"), day.buf);
	else
		str_add(&when, day.buf);
	row.how = str_take(&how);
	row.when = str_take(&when);
	str_release(&day);
	return row;
}

static void forget(struct budget_view *v)
{
	for (; v->count > 0; v->count--) {
		free(v->rows[v->count - 1].how);
		free(v->rows[v->count - 1].when);
	}
}

static bool fill(struct budget_view *v, struct err *err)
{
	struct budget *b = &v->budget;
	const day_t today = app_today(v->base.app);
	bool ok;

	forget(v);
	ok = budget_load(v->base.app->db, v->cycle.id, b, err);
	v->rows = xrealloc(v->rows, (b->part_count + b->milestone_count + 1) * sizeof *v->rows);
	for (size_t i = 0; i < b->part_count; i++)
		v->rows[v->count++] = part_row(&b->parts[i]);
	for (size_t i = 0; i < b->milestone_count; i++)
		v->rows[v->count++] = milestone_row(&b->milestones[i], today);
	list_array_set(&v->array, v->rows, v->count);
	return ok;
}

/* --- the state --- */

static bool budget_view_init(struct screen *s, const void *arg, struct err *err)
{
	struct budget_view *v = of(s);

	cycle_init(&v->cycle);
	budget_init(&v->budget);
	list_array_init(&v->array, &row_type, sizeof *v->rows, row_id, row_sign);
	list_init(&v->list, &v->array.model);
	return cycle_get(s->app->db, *(const int64_t *)arg, &v->cycle, err) && fill(v, err);
}

static void budget_view_release(struct screen *s)
{
	struct budget_view *v = of(s);

	forget(v);
	list_release(&v->list);
	list_array_release(&v->array);
	budget_release(&v->budget);
	cycle_release(&v->cycle);
	free(v->rows);
}

static contexts_t budget_view_now(const struct screen *s)
{
	const struct list *l = &((const struct budget_view *)s)->list;

	return list_typing(l) ? list_contexts(l) : CONTEXT_ORDERED | CONTEXT_LIST;
}

static bool budget_view_typing(const struct screen *s)
{
	return list_typing(&((const struct budget_view *)s)->list);
}

static void budget_view_heading(struct screen *s, struct str *out)
{
	str_addf(out, _("Budget · %s"), of(s)->cycle.name);
}

static void say_total(struct str *out, const struct budget *b)
{
	struct str days = STR_INIT;
	char *net = money(b->net), *tax = money(b->tax), *gross = money(b->gross);

	hundredths_format(&days, b->days, i18n_lang());
	str_addf(out,
		P_("Total: %s day · %s without VAT · %s VAT · %s with VAT",
			"Total: %s days · %s without VAT · %s VAT · %s with VAT", hundredths_many(b->days)),
		days.buf, net, tax, gross);
	str_release(&days);
	free(net);
	free(tax);
	free(gross);
}

static void say_schedule(struct str *out, const struct budget *b)
{
	struct str done = STR_INIT;
	char *paid = money(b->done_gross), *left = money(b->gross - b->done_gross);

	hundredths_format(&done, b->percent_done, i18n_lang());
	str_addf(out, _("Reached: %s%%, %s · left: %s"), done.buf, paid, left);
	str_release(&done);
	free(paid);
	free(left);
}

/* Gives how many rows they take; an area without rows only measures. */
static int draw_sums(const struct budget *b, struct area area)
{
	const struct area inner = area_sub(area, 0, 1, area.rows, area.cols - 2);
	struct str line = STR_INIT, rest = STR_INIT;
	int row;

	area_rule(area, 0, THEME_OUTLINE);
	say_total(&line, b);
	row = area_wrap(inner, 1, THEME_NORMAL, line.buf);
	str_reset(&line);
	say_schedule(&line, b);
	row = area_wrap(inner, row, THEME_NORMAL, line.buf);
	str_reset(&line);
	if (b->milestone_count && b->percent != BUDGET_WHOLE) {
		hundredths_format(&rest, BUDGET_WHOLE - b->percent, i18n_lang());
		str_addf(&line, _("%s%% of the total is in no milestone"), rest.buf);
		row = area_wrap(inner, row, THEME_WARNING, line.buf);
	}
	str_release(&line);
	str_release(&rest);
	return row;
}

static void budget_view_draw(struct screen *s, struct area area)
{
	struct budget_view *v = of(s);
	const int sums = area.rows > 8 ? draw_sums(&v->budget, area_sub(area, 0, 0, 0, area.cols)) : 0;
	int rows = (int)v->count + 2;

	if (rows > area.rows - sums || !v->count)
		rows = area.rows - sums;
	list_draw(&v->list, area_sub(area, 0, 0, rows, area.cols), true,
		_("No budget yet: n adds a part, m a milestone of its payment"));
	if (sums)
		draw_sums(&v->budget, area_sub(area, rows, 0, sums, area.cols));
}

/* --- doing --- */

static const struct budget_row *selected(struct budget_view *v)
{
	const int64_t id = list_selected(&v->list);

	return id ? list_array_row(&v->array, id) : NULL;
}

static unsigned saved(struct budget_view *v, bool ok, struct err *err)
{
	if (ok)
		return SCREEN_RELOAD;
	app_error(v->base.app, err);
	return SCREEN_REDRAW;
}

static unsigned edit(struct budget_view *v, const struct budget_row *row)
{
	if (row->is_milestone)
		milestone_form(v->base.app, row->id, v->cycle.id);
	else
		budget_part_form(v->base.app, row->id, v->cycle.id);
	return SCREEN_REDRAW;
}

static unsigned turn_done(struct budget_view *v, const struct budget_row *row)
{
	struct db *db = v->base.app->db;
	struct milestone m = { .due = CIVIL_NONE, .done = CIVIL_NONE };
	struct err err = ERR_INIT;
	bool ok;

	if (!row->is_milestone)
		return SCREEN_HANDLED;
	ok = milestone_get(db, row->id, &m, &err);
	if (ok) {
		m.done = m.done == CIVIL_NONE ? app_today(v->base.app) : CIVIL_NONE;
		ok = milestone_save(db, &m, &err);
	}
	milestone_release(&m);
	return saved(v, ok, &err);
}

static unsigned ask_remove(struct budget_view *v, const struct budget_row *row)
{
	struct str text = STR_INIT;

	str_addf(&text, _("Delete '%s' from the budget?"), row->title);
	ask_delete(&v->base, row->id, text.buf, row->is_milestone ? milestone_delete : budget_part_delete);
	str_release(&text);
	return SCREEN_REDRAW;
}

static void put_line(void *arg, const struct budget_line *line)
{
	rows_add(arg, line);
}

static unsigned export_csv(struct budget_view *v)
{
	struct app *app = v->base.app;
	struct str name = STR_INIT, path = STR_INIT;
	struct err err = ERR_INIT;
	struct output *out = NULL;
	bool ok;

	str_addf(&name, "budget-%s.csv", v->cycle.code);
	ok = export_file_open(&out, app->db, app->config->export_dir, name.buf, &path, &err);
	if (ok) {
		struct rows *rows = rows_new(out, &budget_type, FORMAT_CSV);

		budget_each_line(&v->budget, app_today(app), put_line, rows);
		rows_end(&rows);
		ok = output_close(&out, &err);
	}
	if (ok)
		app_message(app, THEME_MESSAGE, _("Budget written: %s"), path.buf);
	else
		app_error(app, &err);
	str_release(&name);
	str_release(&path);
	return SCREEN_REDRAW;
}

static unsigned budget_view_action(struct screen *s, enum action a)
{
	struct budget_view *v = of(s);
	const struct budget_row *row = selected(v);
	struct err err = ERR_INIT;

	if (list_typing(&v->list))
		return list_action(&v->list, a);
	switch ((int)a) {
	case ACTION_LIST_NEW: budget_part_form(s->app, 0, v->cycle.id); return SCREEN_REDRAW;
	case ACTION_BUDGET_MILESTONE: milestone_form(s->app, 0, v->cycle.id); return SCREEN_REDRAW;
	case ACTION_LIST_EXPORT: return export_csv(v);
	default: break;
	}
	switch (row ? (int)a : ACTION_NONE) {
	case ACTION_LIST_OPEN: case ACTION_LIST_EDIT: return edit(v, row);
	case ACTION_LIST_DELETE: return ask_remove(v, row);
	case ACTION_BUDGET_DONE: return turn_done(v, row);
	case ACTION_ORDER_UP: return saved(v, budget_move(s->app->db, row->id, true, &err), &err);
	case ACTION_ORDER_DOWN: return saved(v, budget_move(s->app->db, row->id, false, &err), &err);
	default: return list_action(&v->list, a);
	}
}

static unsigned budget_view_text(struct screen *s, const struct term_event *ev)
{
	return list_text(&of(s)->list, ev);
}

static unsigned budget_view_mouse(struct screen *s, const struct term_event *ev)
{
	enum action then = ACTION_NONE;
	const unsigned done = list_mouse(&of(s)->list, ev, &then);

	if (then == ACTION_LIST_OPEN && app_refusal(s, ACTION_LIST_OPEN))
		return done;
	return then != ACTION_NONE ? budget_view_action(s, then) : done;
}

static const char *budget_view_disabled(const struct screen *s, enum action a)
{
	const struct budget_view *v = (const struct budget_view *)s;
	const int64_t id = list_seen(&v->list);
	const struct budget_row *row = id ? list_array_row(&v->array, id) : NULL;

	switch ((int)a) {
	case ACTION_LIST_MARK: case ACTION_LIST_MARK_ALL: case ACTION_LIST_UNMARK: case ACTION_LIST_COPY:
	case ACTION_LIST_PRINT: case ACTION_LIST_SORT: case ACTION_TARIFF_SUCCEED:
		return "";
	case ACTION_BUDGET_DONE:
		return row && row->is_milestone ? NULL : _("Choose a milestone first");
	case ACTION_LIST_OPEN:
		if (!s->app->may_write)
			return _("Your role doesn't change budgets");
		return row ? NULL : _("Nothing is selected");
	case ACTION_LIST_EDIT: case ACTION_LIST_DELETE: case ACTION_ORDER_UP: case ACTION_ORDER_DOWN:
		return row ? NULL : _("Nothing is selected");
	default: return NULL;
	}
}

static unsigned budget_view_reload(struct screen *s)
{
	struct budget_view *v = of(s);
	struct err err = ERR_INIT;

	if (!fill(v, &err))
		app_error(s->app, &err);
	list_reload(&v->list);
	return SCREEN_REDRAW;
}

static unsigned budget_view_resumed(struct screen *s, int64_t result)
{
	struct budget_view *v = of(s);

	if (result > 1) {
		budget_view_reload(s);
		list_select(&v->list, result);
	}
	return SCREEN_REDRAW;
}

static const struct screen_ops budget_screen = {
	.name = "budget",
	.contexts = CONTEXT_ORDERED | CONTEXT_LIST,
	.size = sizeof(struct budget_view),
	.init = budget_view_init,
	.release = budget_view_release,
	.now = budget_view_now,
	.typing = budget_view_typing,
	.heading = budget_view_heading,
	.draw = budget_view_draw,
	.action = budget_view_action,
	.text = budget_view_text,
	.mouse = budget_view_mouse,
	.disabled = budget_view_disabled,
	.reload = budget_view_reload,
	.resumed = budget_view_resumed,
};

void budget_open(struct app *app, int64_t cycle)
{
	app_push(app, &budget_screen, &cycle);
}
