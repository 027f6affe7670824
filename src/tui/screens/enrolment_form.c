/* The form of one registration: half-days, status, who announced her, a note. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "etape/registration.h"
#include "etape/room.h"
#include "etape/session.h"
#include "tui/screens/enrolment.h"
#include "tui/screens/lookup.h"
#include "tui/screens/names.h"
#include "tui/widgets/form.h"

#define FIELD_NAME 32
#define MORE_FIELDS 4 /* status, announcer, note, beyond the places */

static const struct form_choice statuses[] = {
	{ "registered", N_("registered") },
	{ "waiting", N_("waiting list") },
	{ "invited", N_("invited") },
	{ "declined", N_("declined") },
};

/* The form's own: its fields depend on the rencontre. */
struct enrolling {
	int64_t registration; /* that is changed; 0: a new one */
	int64_t rev;
	int64_t event;
	int64_t person;
	struct form_spec spec;
	struct form_field *fields; /* owned: the half-days, then the others */
	char (*names)[FIELD_NAME];   /* of the half-days' fields, owned */
	int *numbers;		   /* of the half-days, owned */
	struct form_choice *words; /* their words, owned */
	size_t session_count;	   /* 0 when there is but one: nothing to choose */
	bool limited;		   /* something has so many places, and no more */
};

static void enrolling_release(void *ctx)
{
	struct enrolling *e = ctx;

	names_free_choices(e->words, e->session_count);
	free(e->fields);
	free(e->names);
	free(e->numbers);
	free(e);
}

static bool has_number(const char *list, int no)
{
	for (const char *p = list; *p; p += strcspn(p, "\n"), p += *p == '\n')
		if (strtol(p, NULL, 10) == no)
			return true;
	return false;
}

/* The half-days ticked, as numbers; owned. All of them: none is named. */
static int *chosen_sessions(struct form *f, size_t *count)
{
	const struct enrolling *e = form_ctx(f);
	int *chosen = xcalloc(e->session_count + 1, sizeof *chosen);

	*count = 0;
	for (size_t i = 0; i < e->session_count; i++)
		if (*form_get(f, e->names[i]))
			chosen[(*count)++] = e->numbers[i];
	return chosen;
}

static int status_of(const struct form *f, const struct enrolling *e)
{
	int status = REGISTRATION_REGISTERED;

	if (!e->registration)
		vocabulary_parse(&registration_statuses, form_get(f, "status"), &status);
	return status;
}

/* --- saving --- */

static bool store(struct form *f, struct registering *what, struct err *err)
{
	const struct enrolling *e = form_ctx(f);
	struct app *app = form_app(f);
	struct registration made;
	bool ok;

	if (e->registration) {
		ok = registration_edit(app->db, e->registration, e->rev, what, err);
		if (ok)
			app_message(app, THEME_MESSAGE, _("Registration saved; u to undo"));
		return ok;
	}
	registration_init(&made);
	ok = registration_add(app->db, what, &made, err);
	if (ok)
		enrolment_say(app, &made);
	registration_release(&made);
	return ok;
}

static enum form_result save(struct form *f, int64_t *result, struct err *err)
{
	const struct enrolling *e = form_ctx(f);
	struct registering what = {
		.event = e->event,
		.person = e->person,
		.status = (enum registration_status)status_of(f, e),
		.note = form_get(f, "note"),
		.registered_by = form_id(f, "registered_by"),
		.force = e->limited && *form_get(f, "force"),
	};
	int *sessions = chosen_sessions(f, &what.session_count);
	bool ok;

	*result = 1;
	what.all_sessions = what.session_count == e->session_count;
	what.sessions = what.all_sessions ? NULL : sessions;
	if (what.all_sessions)
		what.session_count = 0;
	if (e->session_count && !what.all_sessions && !what.session_count)
		ok = err_set(err, ERR_INVALID,
			_("choose at least one half-day; to cancel, leave this form and press d"));
	else
		ok = store(f, &what, err);
	free(sessions);
	if (ok)
		return FORM_SAVED;
	return err->code == ERR_STALE ? FORM_STALE : FORM_REFUSED;
}

static bool take_row(void *arg, const struct registration_row *row)
{
	struct registration_row **kept = arg;

	*kept = registration_row_dup(row);
	return false;
}

static struct registration_row *read_row(struct app *app, int64_t registration, struct err *err)
{
	struct registration_filter one = REGISTRATION_FILTER_ALL;
	struct registration_row *row = NULL;

	one.id = registration;
	if (registration_list(app->db, &one, take_row, &row, err) && !row)
		err_set(err, ERR_NOT_FOUND, _("this registration is no longer known"));
	return row;
}

static bool theirs(struct form *f, struct err *err)
{
	struct enrolling *e = form_ctx(f);
	struct registration_row *row = read_row(form_app(f), e->registration, err);
	struct registration now;
	bool ok = row != NULL;

	registration_init(&now);
	ok = ok && registration_get(form_app(f)->db, e->registration, &now, err);
	if (ok) {
		e->rev = now.rev;
		for (size_t i = 0; i < e->session_count; i++)
			form_theirs(f, e->names[i],
				!*row->sessions || has_number(row->sessions, e->numbers[i]) ? "1" : "",
				0);
		form_theirs(f, "registered_by", row->registered_by, row->registered_by_id);
		form_theirs(f, "note", now.note, 0);
	}
	registration_release(&now);
	free(row);
	return ok;
}

/* What it would come to, before it is saved. */
static void advise(struct form *f, struct str *out)
{
	const struct enrolling *e = form_ctx(f);
	struct room room = { .limit = ROOM_FREE };
	size_t count;
	int *sessions;

	if (e->registration || status_of(f, e) != REGISTRATION_REGISTERED)
		return;
	if (e->limited && *form_get(f, "force"))
		return;
	sessions = chosen_sessions(f, &count);
	if (room_for(form_app(f)->db, e->event, e->person, 0,
		    count == e->session_count ? NULL : sessions,
		    count == e->session_count ? 0 : count, &room, NULL) &&
		room.limit != ROOM_FREE) {
		room_say(out, &room);
		str_add(out, _(": goes to the end of the waiting list"));
	}
	free(sessions);
}

/* --- opening --- */

static void add_sessions(struct enrolling *e, const struct session *list, size_t count)
{
	e->session_count = count > 1 ? count : 0;
	e->words = names_session_choices(list, e->session_count);
	e->fields = xcalloc(e->session_count + MORE_FIELDS, sizeof *e->fields);
	e->names = xcalloc(e->session_count + 1, sizeof *e->names);
	e->numbers = xcalloc(e->session_count + 1, sizeof *e->numbers);
	for (size_t i = 0; i < e->session_count; i++) {
		snprintf(e->names[i], FIELD_NAME, "session%d", list[i].no);
		e->numbers[i] = list[i].no;
		e->fields[i] = (struct form_field){ .name = e->names[i],
			.label = e->words[i].label, .kind = FORM_BOOL };
	}
}

static void add_fields(struct enrolling *e)
{
	size_t n = e->session_count;

	if (!e->registration)
		e->fields[n++] = (struct form_field){ .name = "status", .label = N_("Status"),
			.kind = FORM_CHOICE, .required = true, .choices = statuses,
			.choice_count = sizeof statuses / sizeof *statuses };
	e->fields[n++] = (struct form_field){ .name = "registered_by", .label = N_("Announced by"),
		.kind = FORM_LOOKUP, .lookup = lookup_person,
		.hint = N_("who announced this person and perhaps others: they are found together") };
	e->fields[n++] = (struct form_field){ .name = "note", .label = N_("Note"), .max = 2000 };
	if (e->limited)
		e->fields[n++] = (struct form_field){ .name = "force",
			.label = N_("Beyond the places"), .kind = FORM_BOOL,
			.hint = N_("registers even where it is full") };
	e->spec = (struct form_spec){ .name = "registration", .title = N_("Registration"),
		.fields = e->fields, .count = n, .save = save, .advise = advise,
		.theirs = theirs, .release = enrolling_release };
}

/* The fields as they stand, for form_open(); owned. */
static struct form_value *begin_with(const struct enrolling *e, const struct registration_row *row,
	const char *note)
{
	struct form_value *values =
		xcalloc(e->session_count + MORE_FIELDS + 1, sizeof *values);
	const char *sessions = row ? row->sessions : "";
	size_t n = 0;

	for (; n < e->session_count; n++)
		values[n] = (struct form_value){ e->names[n],
			!*sessions || has_number(sessions, e->numbers[n]) ? "1" : "", 0 };
	if (!e->registration)
		values[n++] = (struct form_value){ "status", "registered", 0 };
	values[n++] = (struct form_value){ "registered_by", row ? row->registered_by : "",
		row ? row->registered_by_id : 0 };
	values[n++] = (struct form_value){ "note", note, 0 };
	if (e->limited)
		values[n] = (struct form_value){ "force", "", 0 };
	return values;
}

/* Where nothing is limited, or nobody may exceed it, there is nothing to ask. */
static bool read_limits(struct enrolling *e, struct app *app, struct err *err)
{
	struct room_capacity limits;

	if (!app->may_write)
		return true;
	if (!room_capacity_get(app->db, e->event, &limits, err))
		return false;
	e->limited = limits.event >= 0 || limits.cite >= 0;
	for (size_t i = 0; i < limits.session_count; i++)
		e->limited |= limits.sessions[i] >= 0;
	room_capacity_release(&limits);
	return true;
}

/* Registered or waiting: it is changed; anything else comes back on the same row. */
static bool begin(struct enrolling *e, struct app *app, int64_t registration,
	struct registration_row **row, struct registration *r, struct err *err)
{
	struct session *sessions = NULL;
	size_t count = 0;

	if (!registration && !registration_find(app->db, e->event, e->person, &registration, err))
		return false;
	if (registration) {
		*row = read_row(app, registration, err);
		if (!*row || !registration_get(app->db, registration, r, err))
			return false;
		e->person = r->person;
		e->rev = r->rev;
		if (r->status == REGISTRATION_REGISTERED || r->status == REGISTRATION_WAITING)
			e->registration = registration;
	}
	if (!read_limits(e, app, err) ||
		!session_list(app->db, e->event, &sessions, &count, err))
		return false;
	add_sessions(e, sessions, count);
	session_free_list(&sessions, count);
	add_fields(e);
	return true;
}

bool enrolment_form_open(struct app *app, int64_t event, int64_t registration, int64_t person)
{
	struct enrolling *e = xcalloc(1, sizeof *e);
	struct registration_row *row = NULL;
	struct registration r;
	struct form_value *values;
	struct err err = ERR_INIT;
	struct str key = STR_INIT, title = STR_INIT;
	char *name;
	bool ok;

	e->event = event;
	e->person = person;
	registration_init(&r);
	if (!begin(e, app, registration, &row, &r, &err)) {
		app_error(app, &err);
		registration_release(&r);
		free(row);
		enrolling_release(e);
		return false;
	}
	name = names_person(app, e->person);
	values = begin_with(e, row, r.note);
	str_addf(&title, e->registration ? _("Registration: %s") : _("Register: %s"), name);
	str_addf(&key, "%lld-%lld", (long long)event, (long long)e->person);
	ok = form_open(app, &e->spec, key.buf, title.buf, values, e);
	str_release(&key);
	str_release(&title);
	free(values);
	free(name);
	free(row);
	registration_release(&r);
	return ok;
}
