/* A message to invitees: what each would read, then files or sendmail, some at a time so that the screen lives. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "etape/export_file.h"
#include "etape/i18n.h"
#include "etape/message.h"
#include "tui/screens/invitees.h"

enum { TICK_MS = 250, WORK_MS = 150, FAILURES_MOST = 3 };

enum doing { DOING_NOTHING, DOING_FILES, DOING_SENDING };

struct mailing_state {
	struct screen base;
	struct mailing m;
	int64_t *people;	/* only these; owned */
	size_t people_count;
	size_t at;		/* whose message is shown */
	struct str text;	/* what is shown */
	int first, rows, height; /* of it */
	enum doing doing;
	struct str folder;
	size_t next;		/* the first that was not tried */
	size_t done;
	size_t failed, in_row;	/* failures, those without a success since */
	struct str results;	/* what did not go, a line each */
	bool finished;		/* the results are shown */
};

static struct mailing_state *of(struct screen *s)
{
	return (struct mailing_state *)s;
}

/* --- what is shown --- */

static void show(struct mailing_state *p)
{
	str_reset(&p->text);
	p->first = 0;
	if (p->finished)
		str_add(&p->text, p->results.buf);
	else if (p->m.count > 0)
		mailing_preview(&p->m, p->at, &p->text);
	for (size_t i = 0; i < p->m.no_email_count; i++) {
		const struct invitation_row *row = p->m.no_email[i];

		str_addf(&p->text, "%s%s%s%s%s%s", i == 0 ? (p->text.len ? "\n" : "") : "", i == 0 ? _("Without e-mail:\n") : "",
			row->name, *row->phone ? ", " : "", row->phone, "\n");
	}
}

static bool read_mailing(struct mailing_state *p, const struct mailing_choice *choice, struct err *err)
{
	struct mailing m;

	if (!mailing_init(&m, p->base.app->db, p->base.app->config, choice, err)) {
		mailing_release(&m);
		return false;
	}
	if (p->people_count)
		mailing_only(&m, p->people, p->people_count);
	mailing_release(&p->m);
	p->m = m;
	p->at = 0;
	return true;
}

static bool mailing_screen_init(struct screen *s, const void *arg, struct err *err)
{
	const struct mailing_wish *wish = arg;
	const struct mailing_choice choice = { .event = wish->event, .kind = wish->kind };
	struct mailing_state *p = of(s);

	str_init(&p->text);
	str_init(&p->folder);
	str_init(&p->results);
	str_init(&p->m.calendar);
	str_init(&p->m.text.subject);
	str_init(&p->m.text.body);
	p->people = xcalloc(wish->count + 1, sizeof *p->people);
	p->people_count = wish->count;
	if (wish->count)
		memcpy(p->people, wish->people, wish->count * sizeof *p->people);
	if (!read_mailing(p, &choice, err))
		return false;
	while (p->at + 1 < p->m.count && p->m.to[p->at]->person_id != wish->first)
		p->at++;
	if (p->m.count > 0 && p->m.to[p->at]->person_id != wish->first)
		p->at = 0;
	show(p);
	return true;
}

static void mailing_screen_release(struct screen *s)
{
	struct mailing_state *p = of(s);

	mailing_release(&p->m);
	str_release(&p->text);
	str_release(&p->folder);
	str_release(&p->results);
	free(p->people);
}

static void add_part(struct str *out, const char *one)
{
	str_addf(out, " %s %s", term_glyph(GLYPH_DOT), one);
}

static void mailing_heading(struct screen *s, struct str *out)
{
	const struct mailing_state *p = of(s);
	struct str part = STR_INIT;

	str_add(out, vocabulary_label(&message_kinds, (int)p->m.choice.kind));
	str_addf(&part, P_("%zu message", "%zu messages", p->m.count), p->m.count);
	add_part(out, part.buf);
	if (p->m.no_email_count) {
		str_reset(&part);
		str_addf(&part, P_("%zu without e-mail", "%zu without e-mail", p->m.no_email_count), p->m.no_email_count);
		add_part(out, part.buf);
	}
	if (p->m.already) {
		str_reset(&part);
		str_addf(&part, P_("%zu sent already", "%zu sent already", p->m.already), p->m.already);
		add_part(out, part.buf);
	}
	str_release(&part);
}

static void mailing_aside(struct screen *s, struct str *out)
{
	const struct mailing_state *p = of(s);

	if (p->doing != DOING_NOTHING)
		str_addf(out, _("%zu of %zu…"), p->next, p->m.count);
	else if (!p->finished && p->m.count > 0)
		str_addf(out, "%zu / %zu", p->at + 1, p->m.count);
}

static void mailing_draw(struct screen *s, struct area area)
{
	struct mailing_state *p = of(s);
	const int cols = area.cols > 92 ? 90 : area.cols - 2;
	struct area text = area_sub(area, 0, 1, area.rows, cols);
	struct area measure = { .rows = 1, .cols = cols };

	p->rows = area_wrap(measure, 1, THEME_NORMAL, p->text.buf) - 1;
	p->height = text.rows;
	if (p->first > p->rows - p->height)
		p->first = p->rows - p->height;
	if (p->first < 0)
		p->first = 0;
	area_wrap(text, -p->first, THEME_NORMAL, p->text.len ? p->text.buf : _("There is nobody to write to."));
	if (p->first > 0)
		area_put(area, 0, area.cols - 1, THEME_DIM, term_glyph(GLYPH_UP));
	if (p->first + p->height < p->rows)
		area_put(area, area.rows - 1, area.cols - 1, THEME_DIM, term_glyph(GLYPH_DOWN));
	area_cursor(area, 0, 0, false);
}

/* --- writing and sending --- */

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void begin(struct mailing_state *p, enum doing doing)
{
	p->doing = doing;
	p->next = p->done = p->failed = p->in_row = 0;
	str_reset(&p->results);
}

/* Leaves only those to whom it did not go. */
static void read_rest(struct mailing_state *p)
{
	struct mailing_choice choice = p->m.choice;
	struct err err = ERR_INIT;

	choice.again = false;
	if (!read_mailing(p, &choice, &err))
		app_error(p->base.app, &err);
}

/* Says how it ended; what became of each is shown. */
static unsigned end(struct mailing_state *p)
{
	struct app *app = p->base.app;
	const bool sending = p->doing == DOING_SENDING;

	p->doing = DOING_NOTHING;
	if (!sending)
		app_message(app, THEME_MESSAGE, P_("%zu message written to %s", "%zu messages written to %s", p->done), p->done,
			p->folder.buf);
	else if (p->done == p->m.count)
		app_message(app, THEME_MESSAGE, P_("%zu message sent", "%zu messages sent", p->done), p->done);
	else
		app_message(app, THEME_WARNING, _("Messages sent: %zu of %zu; the next time sends the others"), p->done,
			p->m.count);
	p->finished = p->results.len > 0;
	if (sending)
		read_rest(p);
	show(p);
	return SCREEN_REDRAW | (sending ? SCREEN_RELOAD : 0);
}

static void note_result(struct mailing_state *p, bool ok, const struct err *err)
{
	const struct invitation_row *row = p->m.to[p->next];

	if (ok)
		str_addf(&p->results, _("sent: %s <%s>"), row->name, row->email);
	else
		str_addf(&p->results, _("not sent: %s: %s"), row->name, err->message);
	str_addc(&p->results, '\n');
}

/* One more; false when no other is to be tried. */
static bool step(struct mailing_state *p)
{
	struct err err = ERR_INIT;
	bool handed = false, ok;

	if (p->doing == DOING_FILES) {
		struct str path = STR_INIT;

		ok = mailing_write(&p->m, p->next, p->folder.buf, &path, &err);
		str_release(&path);
	} else {
		ok = mailing_send(&p->m, p->next, &handed, &err);
	}
	if (p->doing == DOING_SENDING || !ok)
		note_result(p, ok, &err);
	p->done += ok;
	p->failed += !ok;
	p->in_row = ok ? 0 : p->in_row + 1;
	p->next++;
	/* What cannot be noted would be sent twice; a folder that takes one not takes none. */
	if (!ok && (handed || p->doing == DOING_FILES || p->in_row == FAILURES_MOST)) {
		app_error(p->base.app, &err);
		return false;
	}
	return p->next < p->m.count;
}

static unsigned mailing_tick(struct screen *s)
{
	struct mailing_state *p = of(s);
	const int64_t until = now_ms() + WORK_MS;

	if (p->doing == DOING_NOTHING)
		return SCREEN_HANDLED;
	do {
		if (!step(p))
			return end(p);
	} while (now_ms() < until);
	return SCREEN_REDRAW;
}

static unsigned send_answered(struct screen *s, int answer, void *ctx)
{
	struct mailing_state *p = ctx;
	struct err err = ERR_INIT;
	int64_t count = 0;

	if (answer != 0)
		return SCREEN_REDRAW;
	if (!mailing_invite(&p->m, &count, &err)) {
		app_error(s->app, &err);
		return SCREEN_REDRAW;
	}
	begin(p, DOING_SENDING);
	return SCREEN_REDRAW | (count ? SCREEN_RELOAD : 0);
}

static unsigned ask_send(struct mailing_state *p)
{
	struct str title = STR_INIT, yes = STR_INIT;
	struct err err = ERR_INIT;

	if (!mailing_can_send(p->base.app->config, &err)) {
		app_error(p->base.app, &err);
		return SCREEN_REDRAW;
	}
	str_addf(&title, P_("Send %zu message?", "Send %zu messages?", p->m.count), p->m.count);
	str_addf(&yes, _("Send %zu"), p->m.count);
	question_ask(&p->base, &(struct question){
		.title = title.buf,
		.text = _("What is sent cannot be taken back. Each one sent is noted."),
		.answers = { yes.buf, _("No, don't") },
		.preset = 1,
		.answered = send_answered,
		.ctx = p,
	});
	str_release(&title);
	str_release(&yes);
	return SCREEN_REDRAW;
}

/* Below the export folder: a folder for each rencontre and message. */
static unsigned write_files(struct mailing_state *p)
{
	struct app *app = p->base.app;

	str_reset(&p->folder);
	export_file_folder(app->db, app->config->export_dir, &p->folder);
	str_addf(&p->folder, "/messages/%s-%s", p->m.code, vocabulary_name(&message_kinds, (int)p->m.choice.kind));
	begin(p, DOING_FILES);
	return mailing_tick(&p->base);
}

static unsigned write_again(struct mailing_state *p)
{
	struct mailing_choice choice = p->m.choice;
	struct err err = ERR_INIT;

	choice.again = !choice.again;
	if (!read_mailing(p, &choice, &err))
		app_error(p->base.app, &err);
	else
		app_message(p->base.app, THEME_MESSAGE, "%s",
			choice.again ? _("Those who were sent it already are written to again")
				     : _("Those who were sent it already are left out"));
	p->finished = false;
	show(p);
	return SCREEN_REDRAW;
}

/* --- keys --- */

static unsigned turn_to(struct mailing_state *p, int by)
{
	if (p->m.count == 0 || (by < 0 && p->at == 0) || (by > 0 && p->at + 1 >= p->m.count))
		return SCREEN_HANDLED;
	p->at = by < 0 ? p->at - 1 : p->at + 1;
	p->finished = false;
	show(p);
	return SCREEN_REDRAW;
}

static unsigned stop(struct mailing_state *p)
{
	app_message(p->base.app, THEME_WARNING, "%s", _("Stopped"));
	str_addf(&p->results, _("Stopped after %zu of %zu\n"), p->next, p->m.count);
	return end(p);
}

static unsigned mailing_action(struct screen *s, enum action a)
{
	struct mailing_state *p = of(s);

	if (p->doing != DOING_NOTHING)
		return a == ACTION_APP_BACK || a == ACTION_APP_CLOSE ? stop(p) : 0;
	switch ((int)a) {
	case ACTION_PAGE_UP: p->first--; return SCREEN_REDRAW;
	case ACTION_PAGE_DOWN: p->first++; return SCREEN_REDRAW;
	case ACTION_PAGE_PGUP: p->first -= p->height - 1; return SCREEN_REDRAW;
	case ACTION_PAGE_PGDN: p->first += p->height - 1; return SCREEN_REDRAW;
	case ACTION_PAGE_FIRST: p->first = 0; return SCREEN_REDRAW;
	case ACTION_PAGE_LAST: p->first = p->rows; return SCREEN_REDRAW;
	case ACTION_MAILING_NEXT: return turn_to(p, 1);
	case ACTION_MAILING_PREV: return turn_to(p, -1);
	case ACTION_MAILING_FOLDER: return write_files(p);
	case ACTION_MAILING_SEND: return ask_send(p);
	case ACTION_MAILING_AGAIN: return write_again(p);
	default: return 0;
	}
}

static unsigned mailing_mouse(struct screen *s, const struct term_event *ev)
{
	if (ev->mouse == MOUSE_WHEEL_UP)
		return mailing_action(s, ACTION_PAGE_UP);
	if (ev->mouse == MOUSE_WHEEL_DOWN)
		return mailing_action(s, ACTION_PAGE_DOWN);
	return 0;
}

static const char *mailing_disabled(const struct screen *s, enum action a)
{
	const struct mailing_state *p = (const struct mailing_state *)s;

	switch ((int)a) {
	case ACTION_INVITEES_REGISTER:
	case ACTION_INVITEES_DECLINE:
	case ACTION_INVITEES_SHOW:
	case ACTION_INVITEES_SHOW_BACK:
	case ACTION_INVITEES_INVITE:
	case ACTION_INVITEES_WRITE:
	case ACTION_INVITEES_COPY_ALL: return "";
	case ACTION_MAILING_NEXT:
	case ACTION_MAILING_PREV: return p->m.count < 2 ? "" : NULL;
	case ACTION_MAILING_AGAIN: return !p->m.already && !p->m.choice.again ? "" : NULL;
	case ACTION_MAILING_SEND:
	case ACTION_MAILING_FOLDER: return p->m.count == 0 ? _("there is nobody to write to") : NULL;
	default: return NULL;
	}
}

/* Leaving in the midst would leave it half done without a word. */
static bool mailing_holds(struct screen *s)
{
	if (of(s)->doing == DOING_NOTHING)
		return false;
	app_message(s->app, THEME_WARNING, "%s", _("Messages are being sent: Esc stops"));
	return true;
}

static const struct screen_ops mailing_ops = {
	.name = "mailing",
	.contexts = CONTEXT_INVITEES | CONTEXT_PAGE,
	.size = sizeof(struct mailing_state),
	.init = mailing_screen_init,
	.release = mailing_screen_release,
	.heading = mailing_heading,
	.aside = mailing_aside,
	.draw = mailing_draw,
	.action = mailing_action,
	.mouse = mailing_mouse,
	.disabled = mailing_disabled,
	.holds = mailing_holds,
	.tick_ms = TICK_MS,
	.tick = mailing_tick,
};

void mailing_open(struct app *app, const struct mailing_wish *wish)
{
	app_push(app, &mailing_ops, wish);
}
