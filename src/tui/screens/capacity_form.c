/* How many may come: to the rencontre, of one cité, to each half-day. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "etape/counters.h"
#include "etape/event_obstacles.h"
#include "etape/room.h"
#include "etape/session.h"
#include "tui/screens/agenda.h"
#include "tui/screens/enrolment.h"
#include "tui/screens/names.h"
#include "tui/widgets/form.h"

#define BEFORE_SESSIONS 2 /* fields: the rencontre, one cité */
#define FIELD_NAME 32

/* The form's own: its fields depend on the rencontre. */
struct capacities {
	int64_t event;
	struct enrolment *enrolment; /* proposes who may come now; of the screen below */
	struct room_capacity before; /* as it was read */
	struct form_spec spec;
	struct form_field *fields;    /* owned */
	char (*names)[FIELD_NAME];      /* of the half-days' fields, owned */
	struct form_choice *sessions; /* their words, owned */
	int *numbers;		      /* theirs, owned */
	struct form_value *values;    /* owned; their texts are .texts */
	char (*texts)[FIELD_NAME];
};

static void capacities_release(void *ctx)
{
	struct capacities *c = ctx;

	names_free_choices(c->sessions, c->before.session_count);
	room_capacity_release(&c->before);
	free(c->fields);
	free(c->names);
	free(c->numbers);
	free(c->values);
	free(c->texts);
	free(c);
}

static int64_t limit_of(const struct room_capacity *c, size_t field)
{
	if (field == 0)
		return c->event;
	return field == 1 ? c->cite : c->sessions[field - BEFORE_SESSIONS];
}

static void say_limit(char text[FIELD_NAME], int64_t limit)
{
	text[0] = '\0';
	if (limit >= 0)
		snprintf(text, FIELD_NAME, "%lld", (long long)limit);
}

/* --- saving --- */

static enum form_result save(struct form *f, int64_t *result, struct err *err)
{
	struct capacities *c = form_ctx(f);
	struct room_capacity after = {
		.event = form_number(f, "event"),
		.cite = form_number(f, "cite"),
		.session_count = c->before.session_count,
		.sessions = xcalloc(c->before.session_count + 1, sizeof *after.sessions),
	};
	bool ok;

	for (size_t i = 0; i < after.session_count; i++)
		after.sessions[i] = form_number(f, c->names[i]);
	ok = room_capacity_set(form_app(f)->db, c->event, &c->before, &after, err);
	room_capacity_release(&after);
	if (!ok)
		return err->code == ERR_STALE ? FORM_STALE : FORM_REFUSED;
	*result = 1;
	app_message(form_app(f), THEME_MESSAGE, _("Capacities saved; u to undo"));
	enrolment_propose(c->enrolment);
	return FORM_SAVED;
}

static bool theirs(struct form *f, struct err *err)
{
	struct capacities *c = form_ctx(f);
	struct room_capacity now = { .event = -1 };

	if (!room_capacity_get(form_app(f)->db, c->event, &now, err))
		return false;
	if (now.session_count != c->before.session_count) {
		room_capacity_release(&now);
		return err_set(err, ERR_STALE,
			_("the half-days have changed meanwhile: leave this form and open it again"));
	}
	room_capacity_release(&c->before);
	c->before = now;
	for (size_t i = 0; i < c->spec.count; i++) {
		char text[FIELD_NAME];

		say_limit(text, limit_of(&now, i));
		form_theirs(f, c->fields[i].name, text, 0);
	}
	return true;
}

/* Nobody is taken off: fewer places than people is worth a word. */
static void advise_places(struct app *app, int64_t event, int no, int64_t limit, struct str *out)
{
	struct counters now;

	if (limit < 0 || !counters_get(app->db, event, no, &now, NULL) || now.expected <= limit)
		return;
	event_obstacle(out, "");
	if (no)
		str_addf(out, P_("session %d has %lld person already: nobody is taken off",
				      "session %d has %lld people already: nobody is taken off", now.expected),
			no, (long long)now.expected);
	else
		str_addf(out, P_("%lld person is registered already: nobody is taken off",
				      "%lld people are registered already: nobody is taken off", now.expected),
			(long long)now.expected);
}

static void advise(struct form *f, struct str *out)
{
	const struct capacities *c = form_ctx(f);
	struct app *app = form_app(f);

	advise_places(app, c->event, 0, form_number(f, "event"), out);
	agenda_advise_cite_capacity(app, c->event, form_number(f, "cite"), out);
	for (size_t i = 0; i < c->before.session_count; i++)
		advise_places(app, c->event, c->numbers[i], form_number(f, c->names[i]), out);
}

/* --- opening --- */

static void add_fields(struct capacities *c)
{
	const size_t count = c->before.session_count + BEFORE_SESSIONS;

	c->fields = xcalloc(count, sizeof *c->fields);
	c->names = xcalloc(count, sizeof *c->names);
	c->values = xcalloc(count + 1, sizeof *c->values);
	c->texts = xcalloc(count, sizeof *c->texts);
	c->fields[0] = (struct form_field){ .name = "event", .label = N_("Rencontre") };
	c->fields[1] = (struct form_field){ .name = "cite", .label = N_("Each cité") };
	for (size_t i = 0; i < c->before.session_count; i++) {
		snprintf(c->names[i], FIELD_NAME, "session%zu", i);
		c->fields[i + BEFORE_SESSIONS] =
			(struct form_field){ .name = c->names[i], .label = c->sessions[i].label };
	}
	for (size_t i = 0; i < count; i++) {
		c->fields[i].kind = FORM_NUMBER;
		c->fields[i].hint = N_("how many may come; empty: no limit");
		say_limit(c->texts[i], limit_of(&c->before, i));
		c->values[i] = (struct form_value){ c->fields[i].name, c->texts[i], 0 };
	}
	c->spec = (struct form_spec){ .name = "capacity", .title = N_("How many may come"),
		.fields = c->fields, .count = count, .save = save, .advise = advise,
		.theirs = theirs, .release = capacities_release };
}

bool capacity_form_open(struct app *app, struct enrolment *e)
{
	const int64_t event = e->event;
	struct capacities *c = xcalloc(1, sizeof *c);
	struct session *sessions = NULL;
	size_t count = 0;
	struct str key = STR_INIT;
	struct err err = ERR_INIT;
	bool ok;

	c->event = event;
	c->enrolment = e;
	ok = room_capacity_get(app->db, event, &c->before, &err) &&
	     session_list(app->db, event, &sessions, &count, &err);
	if (ok && count != c->before.session_count)
		ok = err_set(&err, ERR_STALE, _("the half-days have changed meanwhile: try again"));
	if (!ok) {
		app_error(app, &err);
		session_free_list(&sessions, count);
		room_capacity_release(&c->before);
		free(c);
		return false;
	}
	c->sessions = names_session_choices(sessions, count);
	c->numbers = xcalloc(count + 1, sizeof *c->numbers);
	for (size_t i = 0; i < count; i++)
		c->numbers[i] = sessions[i].no;
	session_free_list(&sessions, count);
	add_fields(c);
	str_addf(&key, "%lld", (long long)event);
	ok = form_open(app, &c->spec, key.buf, NULL, c->values, c);
	str_release(&key);
	return ok;
}
