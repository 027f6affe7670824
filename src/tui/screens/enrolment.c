#include "tui/screens/enrolment.h"

#include <stdlib.h>
#include <string.h>

#include "etape/registration.h"
#include "etape/room.h"
#include "tui/screens/choose.h"
#include "tui/widgets/form.h"

void enrolment_init(struct enrolment *e, struct screen *screen, int64_t event)
{
	*e = (struct enrolment){ .screen = screen, .event = event };
}

void enrolment_release(struct enrolment *e)
{
	free(e->name);
	e->name = NULL;
}

void enrolment_say(struct app *app, const struct registration *made)
{
	switch (made->status) {
	case REGISTRATION_WAITING:
		app_message(app, THEME_WARNING, _("Put on the waiting list, code %s; u to undo"),
			made->code);
		return;
	case REGISTRATION_REGISTERED:
		app_message(app, THEME_MESSAGE, _("Registered, code %s; u to undo"), made->code);
		return;
	case REGISTRATION_CANCELLED:
	case REGISTRATION_INVITED:
	case REGISTRATION_DECLINED:
		break;
	}
	app_message(app, THEME_MESSAGE, _("Saved: %s, code %s; u to undo"),
		vocabulary_label(&registration_statuses, (int)made->status), made->code);
}

/* --- what a question is about --- */

static bool take_row(void *arg, const struct registration_row *row)
{
	struct registration_row **kept = arg;

	*kept = registration_row_dup(row);
	return false;
}

/* The row of a registration as it is now, which is then what is asked about; owned. NULL, having
 * said why, when there is none. */
static struct registration_row *subject(struct enrolment *e, int64_t registration)
{
	struct registration_filter one = REGISTRATION_FILTER_ALL;
	struct registration_row *row = NULL;
	struct app *app = e->screen->app;
	struct err err = ERR_INIT;

	one.id = registration;
	if (!registration)
		app_message(app, THEME_WARNING, "%s", _("Nobody is selected"));
	else if (!registration_list(app->db, &one, take_row, &row, &err) ||
		 (!row && !err_set(&err, ERR_NOT_FOUND,
				 _("this registration is no longer known"))))
		app_error(app, &err);
	if (!row)
		return NULL;
	e->registration = row->id;
	e->person = row->person_id;
	free(e->name);
	e->name = xstrdup(row->name);
	return row;
}

static size_t parse_sessions(const char *list, int *numbers, size_t most)
{
	size_t n = 0;

	for (const char *p = list; *p && n < most; p += strcspn(p, "\n"), p += *p == '\n')
		numbers[n++] = (int)strtol(p, NULL, 10);
	return n;
}

#define SESSIONS_MAX 64

/* What stands in the way of somebody's registration, in words; nothing when there is room. */
static bool say_full(struct enrolment *e, const struct registration_row *row, struct str *full,
	struct err *err)
{
	int numbers[SESSIONS_MAX];
	const size_t n = parse_sessions(row->sessions, numbers, SESSIONS_MAX);
	struct room room = { .limit = ROOM_FREE };

	if (!room_for(e->screen->app->db, e->event, row->person_id, 0, n ? numbers : NULL, n, &room,
		    err))
		return false;
	if (room.limit != ROOM_FREE)
		room_say(full, &room);
	return true;
}

/* --- registering, changing --- */

static void person_chosen(struct app *app, const char *kind, int64_t person, void *ctx)
{
	const struct enrolment *e = ctx;

	(void)kind;
	enrolment_form_open(app, e->event, 0, person);
}

unsigned enrolment_register(struct enrolment *e)
{
	return choose_person(e->screen->app, &e->choice, N_("Register somebody"), person_chosen, e)
		       ? SCREEN_REDRAW
		       : SCREEN_HANDLED;
}

unsigned enrolment_edit(struct enrolment *e, int64_t registration)
{
	return enrolment_form_open(e->screen->app, e->event, registration, 0) ? SCREEN_REDRAW
									       : SCREEN_HANDLED;
}

/* --- the waiting list --- */

static unsigned admit(struct enrolment *e, bool force)
{
	struct app *app = e->screen->app;
	struct err err = ERR_INIT;

	if (!registration_promote(app->db, e->registration, force, &err)) {
		app_error(app, &err);
		return SCREEN_REDRAW;
	}
	app_message(app, THEME_MESSAGE, _("Admitted: %s; u to undo"), e->name);
	return SCREEN_RELOAD;
}

static unsigned admit_answered(struct screen *s, int answer, void *ctx)
{
	(void)s;
	return answer == 0 ? admit(ctx, false) : SCREEN_HANDLED;
}

static unsigned force_answered(struct screen *s, int answer, void *ctx)
{
	(void)s;
	return answer == 0 ? admit(ctx, true) : SCREEN_HANDLED;
}

/* A place is free for somebody who waits: proposed, never done by itself. */
static unsigned propose(struct enrolment *e, const struct registration_row *row)
{
	struct str text = STR_INIT;

	str_addf(&text, _("There is room for %s, rank %d of the waiting list."), row->name,
		row->waiting_rank);
	question_ask(e->screen, &(struct question){
					.title = _("Waiting list"),
					.text = text.buf,
					.answers = { _("Admit"), _("Not now") },
					.answered = admit_answered,
					.ctx = e,
				});
	str_release(&text);
	return SCREEN_REDRAW;
}

/* Beyond the capacity: the figures first, and only who may exceed it is asked. */
static unsigned ask_force(
	struct enrolment *e, const struct registration_row *row, const char *full)
{
	struct app *app = e->screen->app;
	struct str text = STR_INIT;

	if (!app->may_write) {
		app_message(app, THEME_WARNING, _("%s: your role may not exceed that"), full);
		return SCREEN_REDRAW;
	}
	str_addf(&text, _("%s.\nAdmit %s (rank %d) all the same?"), full, row->name,
		row->waiting_rank);
	question_ask(e->screen, &(struct question){
					.title = _("Waiting list"),
					.text = text.buf,
					.answers = { _("Admit all the same"), _("No") },
					.preset = 1,
					.answered = force_answered,
					.ctx = e,
				});
	str_release(&text);
	return SCREEN_REDRAW;
}

/* The first of those who wait; 0 when nobody does. */
static bool take_first(void *arg, const struct registration_row *row)
{
	int64_t *id = arg;

	if (row->waiting_rank == 1)
		*id = row->id;
	return !*id;
}

static bool next_waiting(struct enrolment *e, int64_t *id, struct err *err)
{
	struct registration_filter waiting = REGISTRATION_FILTER_ALL;
	struct db *db = e->screen->app->db;

	if (!registration_promotable(db, e->event, id, err))
		return false;
	if (*id)
		return true;
	waiting.event = e->event;
	waiting.status = REGISTRATION_WAITING;
	return registration_list(db, &waiting, take_first, id, err);
}

unsigned enrolment_promote(struct enrolment *e, int64_t registration)
{
	struct app *app = e->screen->app;
	struct registration_row *row = registration ? subject(e, registration) : NULL;
	const bool selected = row && row->status == REGISTRATION_WAITING;
	struct err err = ERR_INIT;
	struct str full = STR_INIT;
	unsigned done = SCREEN_REDRAW;
	int64_t next = 0;

	if (!selected) {
		free(row);
		row = NULL;
		if (!next_waiting(e, &next, &err))
			app_error(app, &err);
		else if (!next)
			app_message(app, THEME_WARNING, "%s", _("Nobody is waiting"));
		if (next)
			row = subject(e, next);
	}
	if (row && !say_full(e, row, &full, &err))
		app_error(app, &err);
	else if (row && full.len)
		done = ask_force(e, row, full.buf);
	else if (row)
		/* Whoever is chosen before others who wait is asked about, with the rank. */
		done = selected && row->waiting_rank <= 1 ? admit(e, false) : propose(e, row);
	str_release(&full);
	free(row);
	return done;
}

void enrolment_propose(struct enrolment *e)
{
	struct err err = ERR_INIT;
	struct registration_row *row;
	int64_t next = 0;

	if (!registration_promotable(e->screen->app->db, e->event, &next, &err)) {
		app_error(e->screen->app, &err);
		return;
	}
	row = next ? subject(e, next) : NULL;
	if (row)
		propose(e, row);
	free(row);
}

/* --- cancelling --- */

static bool cancel(struct enrolment *e, int64_t person, const char *reason, struct err *err)
{
	if (!registration_cancel(e->screen->app->db, e->event, person, reason, err))
		return false;
	app_message(e->screen->app, THEME_MESSAGE, _("Registration cancelled; u to undo"));
	return true;
}

static enum form_result save_reason(struct form *f, int64_t *result, struct err *err)
{
	struct enrolment *e = form_ctx(f);

	*result = 1;
	if (!cancel(e, e->person, form_get(f, "reason"), err))
		return FORM_REFUSED;
	enrolment_propose(e);
	return FORM_SAVED;
}

static unsigned ask_reason(struct enrolment *e)
{
	static const struct form_field fields[] = {
		{ .name = "reason", .label = N_("Reason"), .required = true, .max = 200 },
	};
	static const struct form_spec spec = {
		.name = "cancellation",
		.title = N_("Cancel a registration"),
		.fields = fields,
		.count = sizeof fields / sizeof *fields,
		.save = save_reason,
	};
	const struct form_value none = { .name = NULL };
	struct str title = STR_INIT;
	bool opened;

	str_addf(&title, _("Cancel the registration of %s"), e->name);
	opened = form_open(e->screen->app, &spec, "", title.buf, &none, e);
	str_release(&title);
	return opened ? SCREEN_REDRAW : SCREEN_HANDLED;
}

static unsigned cancel_answered(struct screen *s, int answer, void *ctx)
{
	struct enrolment *e = ctx;
	struct err err = ERR_INIT;

	if (answer == 2)
		return ask_reason(e);
	if (answer < 0 || answer > 1)
		return SCREEN_HANDLED;
	if (!cancel(e, e->person,
		    answer == 0 ? _("at the person's request") : _("registered by mistake"), &err)) {
		app_error(s->app, &err);
		return SCREEN_REDRAW;
	}
	enrolment_propose(e);
	return SCREEN_RELOAD;
}

unsigned enrolment_cancel(struct enrolment *e, int64_t registration)
{
	struct registration_row *row = subject(e, registration);
	struct str text = STR_INIT;

	if (!row)
		return SCREEN_REDRAW;
	free(row);
	str_addf(&text, _("Cancel the registration of %s? The line stays, with the reason."),
		e->name);
	question_ask(e->screen,
		&(struct question){
			.title = _("Cancel a registration"),
			.text = text.buf,
			.answers = { _("At the person's request"), _("Registered by mistake"),
				_("Other reason…"), _("Keep it") },
			.preset = 3,
			.answered = cancel_answered,
			.ctx = e,
		});
	str_release(&text);
	return SCREEN_REDRAW;
}

/* --- coming back --- */

static unsigned come_back(struct enrolment *e, bool force)
{
	struct app *app = e->screen->app;
	struct registration_row *row = subject(e, e->registration);
	int numbers[SESSIONS_MAX];
	struct registering what = { .event = e->event, .person = e->person, .force = force };
	struct registration made;
	struct err err = ERR_INIT;
	bool ok;

	if (!row)
		return SCREEN_REDRAW;
	what.session_count = parse_sessions(row->sessions, numbers, SESSIONS_MAX);
	what.sessions = what.session_count ? numbers : NULL;
	registration_init(&made);
	ok = registration_add(app->db, &what, &made, &err);
	if (ok)
		enrolment_say(app, &made);
	else
		app_error(app, &err);
	registration_release(&made);
	free(row);
	return ok ? SCREEN_RELOAD : SCREEN_REDRAW;
}

static unsigned back_answered(struct screen *s, int answer, void *ctx)
{
	(void)s;
	if (answer < 0 || answer > 1)
		return SCREEN_HANDLED;
	return come_back(ctx, answer == 1);
}

static unsigned ask_back(struct enrolment *e, const char *full)
{
	const bool may = e->screen->app->may_write;
	struct str text = STR_INIT;

	str_addf(&text, _("%s.\nReinstate %s all the same?"), full, e->name);
	question_ask(e->screen,
		&(struct question){
			.title = _("No room"),
			.text = text.buf,
			.answers = { _("On the waiting list"),
				may ? _("Reinstate all the same") : NULL },
			.answered = back_answered,
			.ctx = e,
		});
	str_release(&text);
	return SCREEN_REDRAW;
}

unsigned enrolment_reinstate(struct enrolment *e, int64_t registration)
{
	struct app *app = e->screen->app;
	struct registration_row *row = subject(e, registration);
	struct err err = ERR_INIT;
	struct str full = STR_INIT;
	unsigned done = SCREEN_REDRAW;

	if (!row)
		return SCREEN_REDRAW;
	if (row->status == REGISTRATION_REGISTERED)
		app_message(app, THEME_WARNING, _("%s is registered"), row->name);
	else if (row->status == REGISTRATION_WAITING)
		app_message(app, THEME_WARNING, _("%s is on the waiting list: w admits"), row->name);
	else if (!say_full(e, row, &full, &err))
		app_error(app, &err);
	else
		done = full.len ? ask_back(e, full.buf) : come_back(e, false);
	str_release(&full);
	free(row);
	return done;
}

/* --- in somebody's place --- */

static unsigned substitute(struct enrolment *e, bool force)
{
	struct app *app = e->screen->app;
	struct err err = ERR_INIT;
	int64_t id;

	if (!registration_substitute(
		    app->db, e->registration, e->substitute, force, &id, &err)) {
		app_error(app, &err);
		return SCREEN_REDRAW;
	}
	app_message(app, THEME_MESSAGE, _("%s is replaced; both lines stay, linked; u to undo"),
		e->name);
	return SCREEN_RELOAD;
}

static unsigned substitute_answered(struct screen *s, int answer, void *ctx)
{
	(void)s;
	return answer == 0 ? substitute(ctx, true) : SCREEN_HANDLED;
}

/* Her own cité sends as many as it may: the figures first. */
static void ask_substitute(struct enrolment *e, const struct room *room)
{
	struct str text = STR_INIT;

	room_say(&text, room);
	str_addf(&text, _(".\nReplace %s all the same?"), e->name);
	question_ask(e->screen, &(struct question){
					.title = _("No room"),
					.text = text.buf,
					.answers = { _("Replace all the same"), _("No") },
					.preset = 1,
					.answered = substitute_answered,
					.ctx = e,
				});
	str_release(&text);
}

static void substitute_chosen(struct app *app, const char *kind, int64_t person, void *ctx)
{
	struct enrolment *e = ctx;
	struct err err = ERR_INIT;
	struct room room;

	(void)kind;
	e->substitute = person;
	if (!registration_substitute_room(app->db, e->registration, person, 0, &room, &err))
		app_error(app, &err);
	else if (room.limit != ROOM_FREE && app->may_write)
		ask_substitute(e, &room);
	else
		app_obey(e->screen, substitute(e, false));
}

unsigned enrolment_substitute(struct enrolment *e, int64_t registration)
{
	struct registration_row *row = subject(e, registration);

	if (!row)
		return SCREEN_REDRAW;
	free(row);
	return choose_person(e->screen->app, &e->choice, N_("Who comes instead?"), substitute_chosen,
		       e)
		       ? SCREEN_REDRAW
		       : SCREEN_HANDLED;
}
