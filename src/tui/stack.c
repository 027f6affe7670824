/* The stack of states, and what screens ask of the program: messages, sheets, actions. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "etape/text.h"
#include "tui/app_internal.h"
#include "tui/screens/screens.h"
#include "tui/search.h"
#include "tui/undo.h"
#include "tui/widgets/overlay.h"

#define MESSAGE_MS 6000 /* how long a message stays */
#define ERROR_MS   10000
#define RING_MS	   250 /* between two rings: nearer ones are heard as one */

/* --- messages --- */

static void vmessage(struct app *app, enum theme style, int64_t ms, const char *fmt, va_list ap)
	__attribute__((format(printf, 4, 0)));
static void vmessage(struct app *app, enum theme style, int64_t ms, const char *fmt, va_list ap)
{
	struct app_loop *l = app->loop;

	vsnprintf(l->message, sizeof l->message, fmt, ap);
	l->message_style = style;
	l->message_since = loop_ms();
	l->message_until = l->message_since + ms;
	l->redraw = true;
}

void app_message(struct app *app, enum theme style, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vmessage(app, style, style == THEME_ERROR ? ERROR_MS : MESSAGE_MS, fmt, ap);
	va_end(ap);
}

void app_error(struct app *app, const struct err *err)
{
	struct str text = STR_INIT;
	size_t n = err->message[0] == '\0' ? 0 : text_next(err->message, 0);
	char *first = xstrndup(err->message, n);

	text_upper(&text, first);
	str_add(&text, err->message + n);
	app_message(app, THEME_ERROR, "%s", text.buf);
	free(first);
	str_release(&text);
}

void app_ring(struct app *app, int times)
{
	if (times <= 0 || (app->config != NULL && !app->config->bell))
		return;
	term_bell();
	app->loop->rings = times - 1;
	app->loop->ring_at = loop_ms() + RING_MS;
}

void app_redraw(struct app *app)
{
	app->loop->redraw = true;
}

/* --- the stack --- */

struct screen *app_top(const struct app *app)
{
	const struct app_loop *l = app->loop;

	if (l->depth == 0)
		bug("no screen is open");
	return l->stack[l->depth - 1];
}

static size_t place_of(const struct app_loop *l, const struct screen *s)
{
	for (size_t i = l->depth; i-- > 0;)
		if (l->stack[i] == s)
			return i;
	return SIZE_MAX;
}

struct screen *stack_scanning(const struct app *app)
{
	const struct app_loop *l = app->loop;

	for (size_t i = l->depth; i-- > 0;)
		if (l->stack[i]->ops->scan != NULL)
			return l->stack[i];
	for (size_t i = 0; i < TABS_MAX; i++)
		if (l->tabs[i] != NULL && l->tabs[i]->ops->scan != NULL)
			return l->tabs[i];
	return NULL;
}

struct screen *app_below(const struct screen *s)
{
	const struct app_loop *l = s->app->loop;
	size_t at = place_of(l, s);

	return at == SIZE_MAX || at == 0 ? NULL : l->stack[at - 1];
}

static void free_screen(struct screen *s)
{
	if (s->ops->release != NULL)
		s->ops->release(s);
	free(s);
}

static struct screen *new_screen(struct app *app, const struct screen_ops *ops, const void *arg)
{
	struct screen *s = xcalloc(1, ops->size);
	struct err err = ERR_INIT;

	s->ops = ops;
	s->app = app;
	if (ops->init == NULL || ops->init(s, arg, &err))
		return s;
	app_error(app, &err);
	free_screen(s);
	return NULL;
}

/* The state on top has changed: its own clock begins now. */
static void top_changed(struct app *app)
{
	struct app_loop *l = app->loop;
	struct screen *top = app_top(app);

	l->redraw = true;
	l->tick_at = top->ops->tick_ms > 0 ? loop_ms() + top->ops->tick_ms : 0;
}

bool app_push(struct app *app, const struct screen_ops *ops, const void *arg)
{
	struct app_loop *l = app->loop;
	struct screen *s;

	if (l->depth == STACK_MAX) {
		app_message(app, THEME_WARNING, _("Too many sheets are open: close some with Esc"));
		return false;
	}
	s = new_screen(app, ops, arg);
	if (s == NULL)
		return false;
	l->stack[l->depth++] = s;
	top_changed(app);
	return true;
}

unsigned app_leave(struct app *app, int64_t result)
{
	app->loop->result = result;
	return SCREEN_POP | SCREEN_REDRAW;
}

static void take_off(struct screen *s)
{
	struct app_loop *l = s->app->loop;
	size_t at = place_of(l, s);

	if (at == SIZE_MAX || at == 0)
		return;
	memmove(&l->stack[at], &l->stack[at + 1], (l->depth - at - 1) * sizeof *l->stack);
	l->depth--;
	top_changed(s->app);
	free_screen(s);
}

void app_drop(struct screen *s)
{
	take_off(s);
}

void stack_reload(struct app *app)
{
	struct app_loop *l = app->loop;

	for (size_t i = 0; i < TABS_MAX; i++)
		l->stale[i] = l->tabs[i] != NULL && i != l->tab;
	for (size_t i = 0; i < l->depth; i++)
		if (l->stack[i]->ops->reload != NULL)
			l->stack[i]->ops->reload(l->stack[i]);
	l->redraw = true;
}

void stack_obey(struct app *app, struct screen *s, unsigned consequences)
{
	struct app_loop *l = app->loop;

	if (consequences & SCREEN_POP) {
		struct screen *below = app_below(s);
		int64_t result = l->result;

		l->result = 0;
		take_off(s);
		if (below != NULL && below->ops->resumed != NULL)
			app_obey(below, below->ops->resumed(below, result));
	}
	if (consequences & SCREEN_RELOAD)
		stack_reload(app);
	if (consequences & ~(unsigned)SCREEN_HANDLED)
		l->redraw = true;
	if (consequences & SCREEN_QUIT)
		l->quit = true;
}

void app_obey(struct screen *s, unsigned consequences)
{
	stack_obey(s->app, s, consequences);
}

/* Whether a state from the top down to `keep` wants to stay: it has then pushed its question. */
static bool held_back(struct app *app, size_t keep)
{
	struct app_loop *l = app->loop;

	for (size_t i = l->depth; i-- > keep;)
		if (l->stack[i]->ops->holds != NULL && l->stack[i]->ops->holds(l->stack[i]))
			return true;
	return false;
}

static void unwind(struct app *app, size_t keep)
{
	struct app_loop *l = app->loop;

	while (l->depth > keep)
		free_screen(l->stack[--l->depth]);
	top_changed(app);
}

bool stack_go(struct app *app, size_t i)
{
	struct app_loop *l = app->loop;

	if (l->depth > 0 && held_back(app, 1))
		return false;
	if (l->tabs[i] == NULL) {
		l->tabs[i] = new_screen(app, screens_table[i].ops, NULL);
		l->stale[i] = false;
	}
	if (l->tabs[i] == NULL)
		return false;
	if (l->depth > 1)
		unwind(app, 1);
	l->stack[0] = l->tabs[i];
	l->depth = 1;
	l->tab = i;
	if (l->stale[i] && l->tabs[i]->ops->reload != NULL)
		l->tabs[i]->ops->reload(l->tabs[i]);
	l->stale[i] = false;
	top_changed(app);
	return true;
}

void app_goto(struct app *app, const char *screen, int64_t id)
{
	for (size_t i = 0; i < screens_count && i < TABS_MAX; i++) {
		const struct screen_ops *ops = screens_table[i].ops;

		if (ops->title == NULL || strcmp(ops->name, screen) != 0)
			continue;
		if (stack_go(app, i) && id != 0 && ops->show != NULL)
			app_obey(app_top(app), ops->show(app_top(app), id));
		return;
	}
}

void app_open(struct app *app, const char *kind, int64_t id)
{
	for (size_t i = 0; i < screens_count; i++)
		if (screens_table[i].kind != NULL && strcmp(screens_table[i].kind, kind) == 0) {
			app_push(app, screens_table[i].ops, &id);
			return;
		}
	app_message(app, THEME_WARNING, _("This cannot be opened yet"));
}

void stack_close(struct app *app)
{
	struct app_loop *l = app->loop;

	while (l->depth > 1)
		free_screen(l->stack[--l->depth]);
	for (size_t i = 0; i < TABS_MAX; i++)
		if (l->tabs[i] != NULL)
			free_screen(l->tabs[i]);
}

/* --- actions --- */

contexts_t app_contexts(const struct screen *s)
{
	contexts_t contexts = s->ops->now != NULL ? s->ops->now(s) : s->ops->contexts;

	return s->ops->modal ? contexts : contexts | CONTEXT_GLOBAL;
}

void stack_settle(struct screen *s)
{
	if (s->ops->settle != NULL)
		s->ops->settle(s);
}

bool stack_types(const struct screen *s, unsigned key)
{
	if (s->ops->typing == NULL || !s->ops->typing(s) || !term_key_is_text(key))
		return false;
	if (key == ' ' && (app_contexts(s) & CONTEXT_CHOICE))
		return false;
	return s->ops->plain == NULL || !s->ops->plain(s, key);
}

static const char *why_not_write(const struct app *app)
{
	if (app->readonly)
		return _("This database cannot be written: it is only read");
	return app->may_desk ? _("Your role keeps the desk: this is for the coordination")
			     : _("Your role may read, not change");
}

const char *app_refusal(const struct screen *s, enum action a)
{
	enum precondition pre = action_info(a)->pre;

	if ((pre == PRE_WRITE || pre == PRE_WRITE_ROW) && !s->app->may_write)
		return why_not_write(s->app);
	if ((pre == PRE_DESK || pre == PRE_DESK_ROW) && !s->app->may_desk)
		return why_not_write(s->app);
	return s->ops->disabled != NULL ? s->ops->disabled(s, a) : NULL;
}

static bool go_by_action(struct app *app, enum action a)
{
	for (size_t i = 0; i < screens_count; i++)
		if (screens_table[i].action == a && a != ACTION_NONE) {
			const struct screen_ops *ops = screens_table[i].ops;

			if (ops->title != NULL)
				app_goto(app, ops->name, 0);
			else if (app_top(app)->ops != ops)
				app_push(app, ops, NULL);
			return true;
		}
	return false;
}

static void leave(struct app *app)
{
	if (!held_back(app, 0))
		app->loop->quit = true;
}

static void go_back(struct app *app, bool may_leave)
{
	struct screen *top = app_top(app);

	if (app->loop->depth > 1) {
		if (!held_back(app, app->loop->depth - 1))
			app_obey(top, SCREEN_POP);
	} else if (may_leave) {
		leave(app);
	}
}

static void toggle_mouse(struct app *app)
{
	bool on = term_mouse(!term_mouse_is_on());

	app_message(app, THEME_MESSAGE, on ? _("The mouse clicks here")
					   : _("The mouse is left to the terminal"));
}

static void do_global(struct app *app, enum action a)
{
	switch ((int)a) {
	case ACTION_APP_FIND:
		search_open(app);
		break;
	case ACTION_APP_UNDO:
		undo_last(app_top(app));
		break;
	case ACTION_APP_HELP:
		page_open_help(app, app_top(app), app_contexts(app_top(app)));
		break;
	case ACTION_APP_PALETTE:
		palette_open(app, app_contexts(app_top(app)));
		break;
	case ACTION_APP_BACK:
		go_back(app, false);
		break;
	case ACTION_APP_CLOSE:
		go_back(app, true);
		break;
	case ACTION_APP_MOUSE:
		toggle_mouse(app);
		break;
	case ACTION_APP_REPAINT:
		term_repaint();
		break;
	case ACTION_APP_SUSPEND:
		term_suspend();
		stack_reload(app);
		break;
	case ACTION_APP_QUIT:
		leave(app);
		break;
	default:
		go_by_action(app, a);
	}
	app->loop->redraw = true;
}

void app_do(struct app *app, enum action a)
{
	struct screen *top = app_top(app);
	const char *why = app_refusal(top, a);
	unsigned done;

	if (why != NULL) {
		app_message(app, THEME_WARNING, "%s",
			*why != '\0' ? why : _("This key does nothing here: ? tells which do"));
		return;
	}
	done = top->ops->action == NULL ? 0 : top->ops->action(top, a);
	if (done != 0)
		stack_obey(app, top, done);
	else if (action_info(a)->contexts & CONTEXT_GLOBAL)
		do_global(app, a);
}
