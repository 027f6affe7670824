#include "tui/screens/calendar_import.h"

#include <stdlib.h>
#include <string.h>

#include "etape/i18n.h"
#include "etape/import_job.h"
#include "tui/widgets/overlay.h"

/* A small calendar is read before the first frame. */
enum { FIRST_MS = 150, TICK_MS = 250 };

struct calendar_import {
	struct screen base;
	char *path;
	struct import_job *job; /* what runs now; NULL */
	bool writing;		/* and writes */
	struct calendar_lines lines;
	struct list list;
};

static struct calendar_import *of(struct screen *s)
{
	return (struct calendar_import *)s;
}

static const struct calendar_import *peek(const struct screen *s)
{
	return (const struct calendar_import *)s;
}

static size_t to_write(const struct calendar_import *c)
{
	return c->lines.of[CALENDAR_NEW] + c->lines.of[CALENDAR_UPDATED];
}

static bool begin(struct calendar_import *c, bool writing, struct err *err)
{
	c->writing = writing;
	c->job = import_job_new(c->base.app->db,
		&(struct import_job_options){
			.path = c->path, .dry_run = !writing, .skip_errors = writing },
		err);
	return c->job != NULL;
}

/* What the dry run tells becomes the list. */
static bool read_report(struct calendar_import *c, struct err *err)
{
	struct csv_table report = { .count = 0 };
	const bool ok = import_job_report(c->job, &report, err);

	import_job_free(&c->job);
	if (ok)
		calendar_lines_take(&c->lines, &report);
	list_restart(&c->list);
	return ok;
}

static bool calendar_init(struct screen *s, const void *arg, struct err *err)
{
	struct calendar_import *c = of(s);

	c->path = xstrdup(arg);
	calendar_lines_init(&c->lines);
	list_init(&c->list, &c->lines.array.model);
	return begin(c, false, err) && (!import_job_wait(c->job, FIRST_MS) || read_report(c, err));
}

static void calendar_release(struct screen *s)
{
	struct calendar_import *c = of(s);

	import_job_free(&c->job);
	list_release(&c->list);
	calendar_lines_release(&c->lines);
	free(c->path);
}

/* Everything is written: the form that asked for the file has done its work too. */
static unsigned finish(struct calendar_import *c)
{
	struct app *app = c->base.app;
	struct screen *form = app_below(&c->base);
	struct str counts = STR_INIT;

	str_addf(&counts, P_("%zu added", "%zu added", c->lines.of[CALENDAR_NEW]), c->lines.of[CALENDAR_NEW]);
	str_addf(&counts, P_(", %zu updated", ", %zu updated", c->lines.of[CALENDAR_UPDATED]),
		c->lines.of[CALENDAR_UPDATED]);
	app_message(app, THEME_MESSAGE, _("Calendar imported: %s. u undoes it all"), counts.buf);
	str_release(&counts);
	if (form != NULL)
		app_drop(form);
	return app_leave(app, 0) | SCREEN_RELOAD;
}

static unsigned ended(struct calendar_import *c)
{
	struct err err = ERR_INIT;
	struct csv_table report = { .count = 0 };
	const bool writing = c->writing;
	bool ok;

	c->writing = false;
	if (writing) {
		ok = import_job_report(c->job, &report, &err);
		csv_release(&report);
		import_job_free(&c->job);
		if (ok)
			return finish(c);
	} else if (read_report(c, &err)) {
		return SCREEN_REDRAW;
	}
	app_error(c->base.app, &err);
	return writing ? SCREEN_REDRAW : app_leave(c->base.app, 0);
}

static unsigned calendar_tick(struct screen *s)
{
	struct calendar_import *c = of(s);

	if (c->job == NULL)
		return SCREEN_HANDLED;
	return import_job_wait(c->job, 0) ? ended(c) : SCREEN_REDRAW;
}

static void calendar_heading(struct screen *s, struct str *out)
{
	const struct calendar_import *c = of(s);
	const char *slash = strrchr(c->path, '/'), *typed = list_filter(&c->list);
	struct str counts = STR_INIT;

	str_add(out, slash != NULL ? slash + 1 : c->path);
	calendar_lines_counts(&c->lines, &counts);
	if (counts.len > 0)
		str_addf(out, " %s %s", term_glyph(GLYPH_DOT), counts.buf);
	if (*typed != '\0')
		str_addf(out, _(" %s filter \"%s\""), term_glyph(GLYPH_DOT), typed);
	str_release(&counts);
}

static void draw_work(const struct calendar_import *c, struct area area)
{
	const size_t n = import_job_told(c->job);
	struct str words = STR_INIT;

	str_addf(&words,
		c->writing ? P_("Writing… %zu line", "Writing… %zu lines", n)
			   : P_("Reading… %zu line", "Reading… %zu lines", n),
		n);
	area_put(area, area.rows / 2, 2, THEME_DIM, words.buf);
	str_release(&words);
}

static void calendar_draw(struct screen *s, struct area area)
{
	struct calendar_import *c = of(s);
	const struct calendar_line *line;

	if (c->job != NULL) {
		draw_work(c, area);
		return;
	}
	list_draw(&c->list, area_sub(area, 0, 0, area.rows > 8 ? area.rows - 3 : area.rows, area.cols), true,
		_("This calendar holds no rencontre"));
	line = list_array_row(&c->lines.array, list_seen(&c->list));
	if (area.rows <= 8 || line == NULL)
		return;
	/* All that the list has cut. */
	area = area_sub(area, area.rows - 3, 0, 3, area.cols);
	area_rule(area, 0, THEME_OUTLINE);
	area_wrap(area_sub(area, 1, 1, 2, area.cols - 1), 0, THEME_NORMAL, line->detail);
}

static unsigned write_it(struct calendar_import *c)
{
	struct err err = ERR_INIT;

	if (!begin(c, true, &err))
		app_error(c->base.app, &err);
	return SCREEN_REDRAW;
}

static unsigned answered(struct screen *below, int answer, void *ctx)
{
	(void)ctx;
	return answer == 0 ? write_it(of(below)) : SCREEN_REDRAW;
}

static unsigned accept(struct calendar_import *c)
{
	const size_t refused = c->lines.of[CALENDAR_REFUSED];
	struct str text = STR_INIT;

	if (refused == 0)
		return write_it(c);
	str_addf(&text, P_("%zu line is refused and stays out.", "%zu lines are refused and stay out.", refused),
		refused);
	str_addf(&text, P_(" Write the other one?", " Write the %zu others?", to_write(c)), to_write(c));
	question_confirm(&c->base, text.buf, answered, NULL);
	str_release(&text);
	return SCREEN_REDRAW;
}

static const char *calendar_disabled(const struct screen *s, enum action a)
{
	const struct calendar_import *c = peek(s);

	if (a == ACTION_SERIES_DROP || a == ACTION_SERIES_HINDERED || a == ACTION_LIST_OPEN || a == ACTION_LIST_NEW || a == ACTION_LIST_EDIT || a == ACTION_LIST_DELETE ||
		a == ACTION_LIST_MARK || a == ACTION_LIST_MARK_ALL || a == ACTION_LIST_UNMARK ||
		a == ACTION_LIST_COPY || a == ACTION_LIST_EXPORT || a == ACTION_LIST_PRINT)
		return "";
	if (c->job != NULL && !(action_info(a)->contexts & CONTEXT_GLOBAL))
		return c->writing ? _("it is being written") : _("it is being read");
	if (a == ACTION_SERIES_MAKE && to_write(c) == 0)
		return _("there is nothing to write: everything is known here already");
	return NULL;
}

static unsigned calendar_action(struct screen *s, enum action a)
{
	struct calendar_import *c = of(s);
	const unsigned done = c->job == NULL ? list_action(&c->list, a) : 0;

	if (done != 0)
		return done;
	if (a == ACTION_SERIES_MAKE)
		return accept(c);
	if (a != ACTION_APP_BACK)
		return 0;
	if (c->writing) {
		app_message(s->app, THEME_WARNING, _("It is being written: one moment"));
		return SCREEN_REDRAW;
	}
	return app_leave(s->app, 0);
}

static contexts_t calendar_now(const struct screen *s)
{
	const struct list *l = &peek(s)->list;

	return list_typing(l) ? list_contexts(l) : CONTEXT_SERIES | CONTEXT_LIST;
}

static bool calendar_typing(const struct screen *s)
{
	return list_typing(&peek(s)->list);
}

static unsigned calendar_text(struct screen *s, const struct term_event *ev)
{
	return list_text(&of(s)->list, ev);
}

static unsigned calendar_mouse(struct screen *s, const struct term_event *ev)
{
	enum action then = ACTION_NONE;

	return of(s)->job == NULL ? list_mouse(&of(s)->list, ev, &then) : 0;
}

/* What is half written is not left: the other process would be stopped, and nothing kept. */
static bool calendar_holds(struct screen *s)
{
	if (of(s)->writing)
		app_message(s->app, THEME_WARNING, _("It is being written: one moment"));
	return of(s)->writing;
}

const struct screen_ops calendar_import_screen = {
	.name = "calendar-import",
	.contexts = CONTEXT_SERIES | CONTEXT_LIST,
	.size = sizeof(struct calendar_import),
	.tick_ms = TICK_MS,
	.init = calendar_init,
	.release = calendar_release,
	.now = calendar_now,
	.typing = calendar_typing,
	.heading = calendar_heading,
	.draw = calendar_draw,
	.action = calendar_action,
	.text = calendar_text,
	.mouse = calendar_mouse,
	.disabled = calendar_disabled,
	.tick = calendar_tick,
	.holds = calendar_holds,
};
