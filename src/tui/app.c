/* The loop. */
#include <signal.h>
#include <stdio.h>
#include <time.h>

#include "etape/db.h"
#include "tui/app_internal.h"
#include "tui/screens/screens.h"
#include "tui/signals.h"

#define DATA_CHECK_MS 500	/* how often the database is asked whether others wrote */
#define MESSAGE_READ_MS 2000 /* a message this old goes with the next key */
#define RESIZE_MS     50	/* at most one frame in this time while resizing */
#define EVENTS_MAX    256	/* keys handled before a frame is due */

int64_t loop_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int64_t app_clock_ms(void)
{
	return loop_ms();
}

instant_t app_now(const struct app *app)
{
	(void)app;
	return civil_now();
}

day_t app_today(const struct app *app)
{
	return civil_today(app->zone);
}

/* --- events --- */

static bool too_small(void)
{
	return term_rows() < 10 || term_cols() < 40;
}

/* Who types on has read the message: the keys that work here come back. */
static void put_message_away(struct app_loop *l)
{
	if (l->message_until == 0 || loop_ms() - l->message_since < MESSAGE_READ_MS)
		return;
	l->message_until = 0;
	l->redraw = true;
}

static void on_key(struct app *app, const struct term_event *ev)
{
	struct screen *top = app_top(app);
	enum action a;

	put_message_away(app->loop);
	if (too_small() && (ev->key == 'q' || ev->key == 'Q')) {
		app->loop->gone = true; /* no room for questions: drafts are kept */
		return;
	}
	if (stack_types(top, ev->key)) {
		stack_obey(app, top, top->ops->text(top, ev));
		return;
	}
	stack_settle(top);
	a = keymap_find(&app->keys, app_contexts(top), ev->key);
	if (a != ACTION_NONE)
		app_do(app, a);
	else if (top->ops->text != NULL && top->ops->modal && term_key_is_text(ev->key))
		stack_obey(app, top, top->ops->text(top, ev));
}

/* --- scans: scan.h --- */

static void deliver(struct app *app, const unsigned *keys, size_t count)
{
	for (size_t i = 0; i < count && !app->loop->quit && !app->loop->gone; i++)
		on_key(app, &(struct term_event){ .type = EVENT_KEY, .key = keys[i] });
}

static void flush_held(struct app *app)
{
	unsigned keys[CODE_LENGTH + 1];

	deliver(app, keys, scan_hold_flush(&app->loop->hold, keys));
}

/* A scan goes to the desk, wherever the cursor is: what may begin one is held back for an instant.
 * In the desk's own field nothing waits, the desk finds out by itself. */
static void on_key_or_scan(struct app *app, const struct term_event *ev)
{
	struct app_loop *l = app->loop;
	struct screen *top = app_top(app), *desk = stack_scanning(app);
	unsigned keys[CODE_LENGTH + 1];
	char code[CODE_LENGTH + 1];
	bool commands;
	size_t n;

	if (desk == NULL || (desk == top && l->hold.count == 0 && stack_types(top, ev->key))) {
		l->hold.ended = 0;
		on_key(app, ev);
		return;
	}
	commands = top->ops->typing == NULL || !top->ops->typing(top);
	n = scan_hold_key(&l->hold, ev->key, commands, l->waited, keys, code);
	if (*code != '\0')
		stack_obey(app, desk, desk->ops->scan(desk, code));
	deliver(app, keys, n);
}

int64_t app_waited(const struct app *app)
{
	return app->loop->waited;
}

static void on_paste(struct app *app, const struct term_event *ev)
{
	struct screen *top = app_top(app);

	if (top->ops->typing != NULL && top->ops->typing(top))
		stack_obey(app, top, top->ops->text(top, ev));
	else
		app_message(app, THEME_WARNING, _("Nothing was pasted: no field is open"));
}

static void on_mouse(struct app *app, const struct term_event *ev)
{
	struct screen *top = app_top(app);
	enum action a = frame_action_at(app, ev->row, ev->col);

	stack_settle(top);
	if (ev->mouse == MOUSE_DRAG) {
		if (top->ops->drag != NULL)
			stack_obey(app, top, top->ops->drag(top, ev));
		return;
	}
	if (a != ACTION_NONE && ev->mouse == MOUSE_PRESS &&
		(action_info(a)->contexts & app_contexts(top)))
		app_do(app, a);
	else if (top->ops->mouse != NULL)
		stack_obey(app, top, top->ops->mouse(top, ev));
}

static void on_event(struct app *app, const struct term_event *ev)
{
	struct app_loop *l = app->loop;

	if (ev->type != EVENT_KEY)
		flush_held(app);
	switch (ev->type) {
	case EVENT_KEY:
		on_key_or_scan(app, ev);
		break;
	case EVENT_PASTE:
		on_paste(app, ev);
		break;
	case EVENT_MOUSE:
		on_mouse(app, ev);
		break;
	case EVENT_RESIZE:
		term_repaint();
		l->redraw = true;
		break;
	case EVENT_HANGUP:
		l->gone = true;
		break;
	case EVENT_NONE:
	case EVENT_WAKE:
		break;
	}
}

static void on_signal(struct app *app, int signo)
{
	switch (signo) {
	case SIGHUP:
	case SIGTERM:
	case SIGINT:
		app->loop->gone = true;
		break;
	case SIGTSTP:
		term_suspend();
		stack_reload(app);
		break;
	case SIGCONT:
		term_resume();
		stack_reload(app);
		break;
	default:
		break;
	}
}

/* --- the loop --- */

/* Milliseconds until the next thing to do by the clock, -1 for none. */
static int next_wait(const struct app *app, int64_t now)
{
	const struct app_loop *l = app->loop;
	int64_t at = app->db != NULL ? l->data_check : INT64_MAX;

	if (l->message_until != 0 && l->message_until < at)
		at = l->message_until;
	if (l->rings > 0 && l->ring_at < at)
		at = l->ring_at;
	if (l->tick_at != 0 && l->tick_at < at)
		at = l->tick_at;
	if (l->redraw && l->draw_after < at)
		at = l->draw_after;
	if (l->hold.count > 0 && now + l->hold.until - l->waited < at)
		at = now + l->hold.until - l->waited;
	if (l->idle && l->hold.count == 0)
		return 0;
	if (at == INT64_MAX)
		return -1;
	return at <= now ? 0 : (int)(at - now);
}

static void run_timers(struct app *app, int64_t now)
{
	struct app_loop *l = app->loop;
	struct screen *top;

	if (l->hold.count > 0 && l->waited >= l->hold.until)
		flush_held(app);
	top = app_top(app);
	if (l->message_until != 0 && now >= l->message_until) {
		l->message_until = 0;
		l->redraw = true;
	}
	if (l->rings > 0 && now >= l->ring_at)
		app_ring(app, l->rings);
	if (app->db != NULL && now >= l->data_check) {
		l->data_check = now + DATA_CHECK_MS;
		if (db_changed_elsewhere(app->db))
			stack_reload(app);
	}
	if (l->tick_at != 0 && now >= l->tick_at) {
		l->tick_at = now + top->ops->tick_ms;
		if (top->ops->tick != NULL)
			app_obey(top, top->ops->tick(top));
	}
}

static void read_events(struct app *app, short ready)
{
	struct app_loop *l = app->loop;

	if (ready & (POLLERR | POLLNVAL)) {
		l->gone = true;
		return;
	}
	if (ready & POLLIN)
		term_readable();
	/* What was typed before the line went is still read. */
	for (int n = 0; n < EVENTS_MAX && !l->quit && !l->gone; n++) {
		struct term_event ev = term_read();

		if (ev.type == EVENT_NONE) {
			if (ready & POLLHUP)
				l->gone = true;
			return;
		}
		if (ev.type == EVENT_RESIZE)
			l->draw_after = loop_ms() + RESIZE_MS;
		on_event(app, &ev);
	}
}

/* Who has work for a quiet moment: the topmost, or what is seen beneath a question or a form. */
static struct screen *app_idler(const struct app *app)
{
	const struct app_loop *l = app->loop;
	size_t i = l->depth - 1;

	while (i > 0 && l->stack[i]->ops->overlay && l->stack[i]->ops->idle == NULL)
		i--;
	return l->stack[i];
}

static void draw_if_due(struct app *app)
{
	struct app_loop *l = app->loop;

	if (!l->redraw || loop_ms() < l->draw_after)
		return;
	l->redraw = false;
	stack_settle(app_top(app));
	frame_draw(app);
	l->idle = app_idler(app)->ops->idle != NULL;
}

static void work_idly(struct app *app)
{
	struct app_loop *l = app->loop;
	struct screen *idler = app_idler(app);

	if (l->idle && l->hold.count == 0)
		l->idle = idler->ops->idle != NULL && idler->ops->idle(idler);
}

static void loop(struct app *app)
{
	struct app_loop *l = app->loop;

	l->data_check = loop_ms() + DATA_CHECK_MS;
	while (!l->quit && !l->gone) {
		draw_if_due(app);
		int64_t before = loop_ms();
		short ready = signals_poll(term_fd(), next_wait(app, before));
		l->waited += loop_ms() - before;
		for (int s; (s = signals_next()) != 0;)
			on_signal(app, s);
		if (!l->gone)
			read_events(app, ready);
		if (!l->quit && !l->gone)
			run_timers(app, loop_ms());
		if (!l->quit && !l->gone && !l->redraw && !ready)
			work_idly(app);
	}
}

bool app_run(struct app *app, const struct app_start *start)
{
	struct app_loop l = { .redraw = true, .waited = 1 };
	const char *notice = term_notice();

	app->loop = &l;
	/* What others write while the first screen is read must be seen, too. */
	if (app->db != NULL)
		db_changed_elsewhere(app->db);
	if (!signals_open()) {
		app->loop = NULL;
		return false;
	}
	/* From here on: what others write before the first look counts too. */
	if (app->db != NULL)
		db_changed_elsewhere(app->db);
	if (notice != NULL)
		app_message(app, THEME_WARNING, "%s", notice);
	if (start->screen != NULL)
		app_goto(app, start->screen, start->object);
	for (size_t i = 0; l.depth == 0 && i < screens_count; i++)
		stack_go(app, i);
	if (l.depth > 0)
		loop(app);
	else
		snprintf(app->failure, sizeof app->failure, "%s", l.message);
	for (size_t i = l.depth; l.gone && i-- > 0;)
		if (l.stack[i]->ops->hangup != NULL)
			l.stack[i]->ops->hangup(l.stack[i]);
	stack_close(app);
	signals_close();
	app->loop = NULL;
	return !l.gone;
}
