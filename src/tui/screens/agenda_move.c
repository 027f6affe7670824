/* Saving an event whose date or status changes: what becomes of those who are registered is asked. */
#include <string.h>

#include "etape/counters.h"
#include "etape/cycle.h"
#include "etape/event_move.h"
#include "etape/i18n.h"
#include "etape/journal.h"
#include "etape/tariff.h"
#include "tui/screens/agenda.h"
#include "tui/widgets/form.h"
#include "tui/widgets/overlay.h"

/* A draft that goes from day to day is only being planned. */
static bool is_move(const struct event *before, const struct event *after)
{
	const bool ends = after->status == EVENT_POSTPONED || after->status == EVENT_CANCELLED;

	if (before->status == EVENT_DRAFT && !ends)
		return false;
	return (ends && before->status != after->status) || strcmp(before->starts, after->starts) != 0 ||
	       strcmp(before->ends, after->ends) != 0;
}

/* Whether it moves what is saved; *people: how many are registered or wait. */
static bool moves(struct db *db, const struct event *e, int64_t *people, struct err *err, bool *ok)
{
	struct event before;
	struct counters now;
	bool moved;

	event_init(&before);
	*people = 0;
	*ok = event_get(db, e->id, &before, err);
	moved = *ok && is_move(&before, e);
	if (moved && (*ok = counters_get(db, e->id, 0, &now, err)))
		*people = now.expected + now.waiting;
	event_release(&before);
	return *ok && moved;
}

static unsigned answered(struct screen *below, int answer, void *ctx)
{
	struct agenda_moving *m = ctx;
	unsigned did;

	if (answer < 0)
		return SCREEN_REDRAW;
	m->asked = true;
	m->registrations = answer;
	did = form_save(below);
	/* Saved, and `m` is gone with the form; or refused, and it is asked again. */
	if (app_top(below->app) == below && !(did & SCREEN_POP))
		m->asked = false;
	return did;
}

static enum form_result ask(struct form *f, struct agenda_moving *m, const struct event *e, int64_t people)
{
	struct str text = STR_INIT;

	str_addf(&text, P_("'%s' has %lld person registered or waiting. What becomes of the registration?",
			      "'%s' has %lld people registered or waiting. What becomes of the registrations?", people),
		e->title, (long long)people);
	question_ask(app_top(form_app(f)), &(struct question){
		.title = e->status == EVENT_CANCELLED ? _("Called off") :
			e->status == EVENT_POSTPONED ? _("Postponed") : _("Other date"),
		.text = text.buf,
		.answers = { _("Keep them"), _("Invite again"), _("Cancel them") },
		.answered = answered,
		.ctx = m,
	});
	str_release(&text);
	return FORM_ASKED;
}

enum form_result agenda_save_moved(struct form *f, struct agenda_moving *m, struct event *e, struct err *err)
{
	struct db *db = form_app(f)->db;
	int64_t people = 0;
	bool ok = true;

	if (e->id != 0 && moves(db, e, &people, err, &ok)) {
		if (people > 0 && !m->asked)
			return ask(f, m, e, people);
		ok = event_move(db, e, m->asked ? (enum event_move_registrations)m->registrations : MOVE_KEEP,
			form_get(f, "reason"), err);
	} else if (ok) {
		ok = event_save(db, e, EVENT_SESSIONS_AUTO, err);
	}
	if (ok)
		return FORM_SAVED;
	return err->code == ERR_STALE ? FORM_STALE : FORM_REFUSED;
}

int64_t agenda_cycle_id(const struct form *f)
{
	int64_t id = form_id(f, "cycle");

	if (!id && *form_get(f, "cycle"))
		cycle_resolve(form_app(f)->db, form_get(f, "cycle"), &id, NULL);
	return id;
}

/* A name that no cycle has yet. */
static bool make_cycle(const struct form *f, struct event *e, struct err *err)
{
	struct cycle cycle;
	bool ok;

	if (e->cycle || !*form_get(f, "cycle"))
		return true;
	cycle_init(&cycle);
	cycle.name = xstrdup(form_get(f, "cycle"));
	ok = cycle_save(form_app(f)->db, &cycle, err);
	e->cycle = cycle.id;
	cycle_release(&cycle);
	return ok;
}

static enum form_result save_parts(struct form *f, struct agenda_moving *m, struct event *e, int64_t named, struct err *err)
{
	const int64_t tariff = form_id(f, "tariff");
	enum form_result saved;

	if (!make_cycle(f, e, err))
		return FORM_REFUSED;
	saved = agenda_save_moved(f, m, e, err);
	if (saved == FORM_SAVED && tariff != named && !tariff_name_event(form_app(f)->db, e->id, tariff, true, err))
		return FORM_REFUSED;
	return saved;
}

enum form_result agenda_save_all(struct form *f, struct agenda_moving *m, struct event *e, struct err *err)
{
	struct db *db = form_app(f)->db;
	struct change_label label = { .kind = e->id ? CHANGE_EVENT_EDIT : CHANGE_EVENT_NEW, .subject = e->id };
	const int64_t id = e->id, rev = e->rev;
	enum form_result saved;
	int64_t named = 0;

	if (e->id && !tariff_of_event(db, e->id, &named, err))
		return FORM_REFUSED;
	if (named == form_id(f, "tariff") && (e->cycle || !*form_get(f, "cycle")))
		return agenda_save_moved(f, m, e, err);
	if (!change_begin(db, &label, err))
		return FORM_REFUSED;
	saved = save_parts(f, m, e, named, err);
	label.subject = e->id;
	if (saved == FORM_SAVED) {
		change_relabel(db, &label);
		if (change_commit(db, err))
			return FORM_SAVED;
		saved = FORM_REFUSED;
	} else {
		change_rollback(db);
	}
	e->id = id;
	e->rev = rev;
	return saved;
}
