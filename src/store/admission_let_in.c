/* Everything is decided, under the lock, before a row is written: who is refused for want of room
 * leaves her refusal and nothing else. */
#include "store/admission_internal.h"

#include <stdlib.h>
#include <string.h>

#include "etape/i18n.h"
#include "etape/registration.h"
#include "etape/structure.h"
#include "etape/text.h"
#include "store/checkin_internal.h"
#include "store/db_internal.h"
#include "store/noun.h"
#include "store/room_internal.h"

struct admission {
	const struct newcomer *n;
	unsigned flags;
	bool added;    /* the person, or her structure, by this */
	struct checkin_query q;
	struct checkin_facts f;
	bool known;    /* has a registration */
	bool waited;   /* whom she replaces had but a place on the waiting list */
	bool place;    /* takes a place in the event */
	int *sessions; /* owned; numbers to be registered for, NULL: all */
	size_t session_count;
};

static bool admission_recognised(struct db *db, struct person *p, struct err *err)
{
	int64_t id;

	if (!admission_recognise(db, p, &id, err))
		return false;
	if (!id)
		return true;
	person_release(p);
	person_init(p);
	return person_get(db, id, p, err);
}

static bool admission_who(struct db *db, const struct admission *x, struct err *err)
{
	struct person *p = x->n->person;

	if (p->id || !(x->flags & ADMISSION_RECOGNISE))
		return true;
	if (!p->structure && x->n->structure && *x->n->structure &&
		!structure_find(db, x->n->structure, 0, &p->structure, err))
		return false;
	return admission_recognised(db, p, err);
}

static bool admission_wants(const struct admission *x, int no)
{
	for (size_t i = 0; i < x->session_count; i++)
		if (x->sessions[i] == no)
			return true;
	return x->session_count == 0;
}

/* The sessions to be registered for: those chosen before and this one; somebody new is not
 * expected in those that are over. */
static bool admission_plan(
	struct db *db, struct admission *x, struct checkin_answer *a, struct err *err)
{
	const int64_t from = x->n->replaces ? x->n->replaces : a->registration;

	if (from && !checkin_sessions(db, from, &x->sessions, &x->session_count, err))
		return false;
	if (x->session_count && !admission_wants(x, a->session))
		x->sessions[x->session_count++] = a->session;
	if (x->session_count || x->n->replaces)
		return true;
	if (x->known && x->f.status != REGISTRATION_INVITED &&
		x->f.status != REGISTRATION_DECLINED)
		return true;
	return checkin_sessions_from(
		db, x->q.event, a->session, &x->sessions, &x->session_count, err);
}

static bool admission_waited(struct db *db, struct admission *x, struct err *err)
{
	int64_t waited;
	const bool ok = noun_ask(db,
		"SELECT status = 'waiting' FROM registration WHERE id = :id", x->n->replaces,
		&waited, err);

	x->waited = ok && waited;
	return ok;
}

/* What the answer is, were it not for letting in: whom one knows, and how she stands. */
static bool admission_look(
	struct db *db, struct admission *x, struct checkin_answer *a, struct err *err)
{
	const struct person *p = x->n->person;
	struct str name = STR_INIT;

	text_person(&name, p->family_name, p->given_name);
	a->name = str_take(&name);
	a->person = p->id;
	if (p->id && !registration_find(db, x->q.event, p->id, &a->registration, err))
		return false;
	x->known = a->registration != 0;
	a->result = p->id ? CHECKIN_NOT_REGISTERED : CHECKIN_UNKNOWN;
	if (x->known && !checkin_read_facts(db, a, &x->f, err))
		return false;
	if (x->known)
		a->result = checkin_decide(&x->f);
	if (x->n->replaces && !admission_waited(db, x, err))
		return false;
	x->place = (!x->n->replaces || x->waited) &&
		   !(x->known && x->f.status == REGISTRATION_REGISTERED);
	return checkin_explain(db, &x->q, &x->f, a, err) && admission_plan(db, x, a, err);
}

static bool admission_cite(
	struct db *db, const struct person *p, int64_t *cite, struct err *err)
{
	*cite = p->cite;
	return *cite || !p->structure ||
	       noun_ask(db, "SELECT cite FROM structure WHERE id = :id", p->structure, cite, err);
}

/* Only the role 'accueil' is held to the capacity. Who has a place already, or takes that of
 * somebody else, needs room in the session that is added alone; and in her cité, if it is
 * another than that of whom she replaces. */
static bool admission_room(
	struct db *db, const struct admission *x, struct checkin_answer *a, struct err *err)
{
	const struct person *p = x->n->person;
	struct room room = { .limit = ROOM_FREE };
	int64_t cite = 0;
	bool ok = true;

	if (db_role(db) != ROLE_ACCUEIL || a->result == CHECKIN_OK)
		return true;
	if (x->place)
		ok = admission_cite(db, p, &cite, err) &&
		     room_for(db, x->q.event, p->id, cite, x->sessions, x->session_count, &room,
			     err);
	if (ok && x->n->replaces && !x->waited)
		ok = admission_cite(db, p, &cite, err) &&
		     registration_substitute_room(
			     db, x->n->replaces, p->id, cite, &room, err);
	if (ok && room.limit == ROOM_FREE && !x->place && x->session_count)
		ok = room_of_sessions(db, x->q.event, p->id, &a->session, 1, &room, err);
	if (room.limit != ROOM_FREE) {
		a->full = true;
		a->room = room;
	}
	return ok;
}

/* --- writing ---------------------------------------------------------------------------- */

/* The structure of a name, added when there is none. */
static bool admission_structure(struct db *db, const char *name, int64_t *id, struct err *err)
{
	struct structure s;
	bool ok;

	if (!structure_find(db, name, 0, id, err))
		return false;
	if (*id)
		return true;
	structure_init(&s);
	s.name = xstrdup(name);
	s.kind = structure_kind_of_name(name);
	ok = structure_save(db, &s, err);
	*id = s.id;
	structure_release(&s);
	return ok;
}

/* *done: she has the place and the sessions of whom she replaces, and needs no others. */
static bool admission_replace(
	struct db *db, const struct admission *x, bool *done, struct err *err)
{
	int *held;
	size_t count;
	int64_t id;

	if (!registration_substitute(db, x->n->replaces, x->n->person->id,
		    db_role(db) != ROLE_ACCUEIL, &id, err) ||
		!checkin_sessions(db, id, &held, &count, err))
		return false;
	free(held);
	*done = !x->waited && count == x->session_count;
	return true;
}

/* Somebody who had her place, or waited for it, did not walk in. */
static bool admission_register(
	struct db *db, const struct admission *x, const struct checkin_answer *a, struct err *err)
{
	const bool was_in = x->known && (x->f.status == REGISTRATION_CANCELLED ||
						x->f.status == REGISTRATION_WAITING ||
						x->f.status == REGISTRATION_REGISTERED);
	struct registering what = {
		.event = x->q.event,
		.person = x->n->person->id,
		.sessions = x->sessions,
		.session_count = x->session_count,
		.all_sessions = !x->session_count,
		.force = true,
		.walk_in = was_in ? x->f.walk_in : true,
	};
	bool done = false;

	if (a->result == CHECKIN_OK && !x->n->replaces)
		return true;
	if (x->n->replaces && !admission_replace(db, x, &done, err))
		return false;
	return done || registration_add(db, &what, NULL, err);
}

static bool admission_write(
	struct db *db, struct admission *x, struct checkin_answer *a, struct err *err)
{
	struct person *p = x->n->person;
	struct checkin_query q = x->q;

	x->added = !p->id;
	if (!p->id && !p->structure && x->n->structure && *x->n->structure &&
		!admission_structure(db, x->n->structure, &p->structure, err))
		return false;
	if ((!p->id && !person_save(db, p, err)) || !admission_register(db, x, a, err) ||
		!registration_find(db, q.event, p->id, &q.registration, err) ||
		!checkin_do(db, &q, a, err))
		return false;
	if (!x->n->payment)
		return true;
	x->n->payment->registration = q.registration;
	return payment_add(db, x->n->payment, err);
}

static struct change_label admission_label(
	const struct admission *x, enum checkin_result before, const struct checkin_answer *a)
{
	struct change_label label = {
		.kind = CHANGE_WALK_IN, .subject = a->person, .object = x->q.event
	};

	if (x->n->replaces)
		label.kind = CHANGE_SUBSTITUTE;
	else if (before == CHECKIN_WAITING)
		label.kind = CHANGE_PROMOTE;
	else if (before == CHECKIN_CANCELLED)
		label.kind = CHANGE_READMIT;
	else if (before == CHECKIN_OK || before == CHECKIN_WRONG_SESSION)
		label = (struct change_label){ .kind = CHANGE_CHECKIN,
			.subject = a->registration,
			.object = x->q.event };
	return label;
}

/* `refused`: nothing but the refusal is to be written. */
static bool admission_decide(struct db *db, struct admission *x, struct checkin_answer *a,
	bool *refused, struct err *err)
{
	if (!admission_who(db, x, err) ||
		!checkin_session(db, x->q.event, x->n->session, 0, a, &x->f.session, err) ||
		!admission_look(db, x, a, err) || !admission_room(db, x, a, err))
		return false;
	*refused = a->full || a->result == CHECKIN_ALREADY ||
		   ((x->flags & ADMISSION_SESSION_ONLY) && x->place);
	x->q.session = a->session;
	x->q.text = a->name;
	return !*refused || refusal_add(db, &x->q, x->f.session, a, err);
}

/* Of one that failed nothing is left, in the caller's hands either. */
static bool admission_end(struct db *db, const struct admission *x, bool ok,
	const struct person *before, struct checkin_answer *a, struct err *err)
{
	struct person *p = x->n->person;

	if (noun_end(db, ok, true, err))
		return true;
	if (x->added) {
		p->id = before->id;
		p->rev = before->rev;
		p->structure = before->structure;
	}
	checkin_answer_release(a);
	return false;
}

bool admission_let_in(struct db *db, const struct newcomer *n, unsigned flags,
	struct checkin_answer *a, struct err *err)
{
	struct admission x = {
		.n = n,
		.flags = flags,
		.q = { .event = n->event, .session = n->session, .via = n->via },
	};
	struct change_label label = { .kind = CHANGE_WALK_IN, .object = n->event };
	const struct person before = *n->person;
	const bool inner = change_is_open(db);
	struct err why = ERR_INIT;
	enum checkin_result result;
	bool ok, refused = false;

	checkin_answer_release(a);
	if (!change_begin(db, &label, err))
		return false;
	ok = admission_decide(db, &x, a, &refused, &why);
	result = a->result;
	if (refused) {
		label.kind = CHANGE_REFUSAL;
		label.subject = a->registration ? a->registration : a->person;
		change_relabel(db, &label);
		free(x.sessions);
		return checkin_end_refused(db, ok, inner, &why, err);
	}
	ok = ok && admission_write(db, &x, a, &why);
	label = admission_label(&x, result, a);
	change_relabel(db, &label);
	free(x.sessions);
	if (!ok && err)
		*err = why;
	return admission_end(db, &x, ok, &before, a, err);
}

bool checkin_walk_in(struct db *db, struct person *p, int64_t event, int session,
	enum checkin_via via, struct checkin_answer *a, struct err *err)
{
	const struct newcomer n = {
		.person = p, .event = event, .session = session, .via = via
	};

	return admission_let_in(db, &n, 0, a, err);
}
