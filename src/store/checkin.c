#include "store/checkin_internal.h"

#include <stdlib.h>
#include <string.h>

#include "etape/i18n.h"
#include "etape/id.h"
#include "etape/registration.h"
#include "etape/session.h"
#include "etape/text.h"
#include "store/db_internal.h"
#include "store/noun.h"

void checkin_answer_init(struct checkin_answer *a)
{
	*a = (struct checkin_answer){ .result = CHECKIN_UNKNOWN };
}

void checkin_answer_release(struct checkin_answer *a)
{
	free(a->name);
	free(a->desk);
	free(a->author);
	free(a->other_event);
	free(a->reason);
	for (size_t i = 0; i < a->candidate_count; i++) {
		free(a->candidates[i].name);
		free(a->candidates[i].detail);
	}
	free(a->candidates);
	checkin_answer_init(a);
}

/* What the facts say of one registration in one session, read under the write lock. */
struct checkin_facts {
	int64_t session;
	enum registration_status status;
	bool this_session; /* registered for it */
	int64_t last;	   /* highest id of a fact, 0 */
	int64_t standing;  /* last fact that nobody took back, 0 */
	bool present;	   /* and it is an 'in' */
};

static bool checkin_read_facts(
	struct db *db, struct checkin_answer *a, struct checkin_facts *f, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT r.code, r.status, r.person, p.family_name, p.given_name, r.cancelled_at,"
		" r.reason, c.id, c.kind, c.at, c.desk, c.author,"
		" NOT EXISTS (SELECT 1 FROM registration_session x WHERE x.registration = r.id)"
		" OR EXISTS (SELECT 1 FROM registration_session x WHERE x.registration = r.id"
		" AND x.session = :session),"
		" (SELECT min(s.no) FROM registration_session x JOIN session s ON s.id = x.session"
		" WHERE x.registration = r.id),"
		" (SELECT max(l.id) FROM checkin l WHERE l.registration = r.id"
		" AND l.session = :session)"
		" FROM registration r JOIN person p ON p.id = r.person LEFT JOIN checkin c ON c.id ="
		" (SELECT l.id FROM checkin l WHERE l.registration = r.id AND l.session = :session"
		" AND l.kind <> 'undo' AND NOT EXISTS (SELECT 1 FROM checkin u WHERE u.undoes = l.id)"
		" ORDER BY l.id DESC LIMIT 1)"
		" WHERE r.id = :id",
		err);
	enum sql_result result;
	struct str name = STR_INIT;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", a->registration);
	sql_bind_int(stmt, ":session", f->session);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW) {
		strncpy(a->code, sql_text(stmt, 0), CODE_LENGTH);
		f->status =
			(enum registration_status)noun_value(&registration_statuses, stmt, 1);
		a->person = sql_int(stmt, 2);
		text_person(&name, sql_text(stmt, 3), sql_text(stmt, 4));
		free(a->name);
		a->name = str_take(&name);
		f->standing = sql_int(stmt, 7);
		f->present = f->standing && str_eq(sql_text(stmt, 8), "in");
		f->this_session = sql_int(stmt, 12) != 0;
		f->last = sql_int(stmt, 14);
		a->other_session = f->this_session ? 0 : (int)sql_int(stmt, 13);
		if (f->present) {
			a->checkin = f->standing;
			a->at = sql_int(stmt, 9);
			a->desk = sql_dup(stmt, 10);
			a->author = sql_dup(stmt, 11);
		} else if (f->status == REGISTRATION_CANCELLED) {
			a->at = sql_int(stmt, 5);
			a->reason = sql_dup(stmt, 6);
		}
	}
	sql_done(stmt);
	if (result == SQL_DONE)
		err_set(err, ERR_NOT_FOUND, _("this registration is no longer known"));
	return result == SQL_ROW;
}

static enum checkin_result checkin_decide(const struct checkin_facts *f)
{
	if (f->present)
		return CHECKIN_ALREADY;
	switch (f->status) {
	case REGISTRATION_CANCELLED:
		return CHECKIN_CANCELLED;
	case REGISTRATION_WAITING:
		return CHECKIN_WAITING;
	case REGISTRATION_INVITED:
	case REGISTRATION_DECLINED:
		return CHECKIN_NOT_REGISTERED;
	case REGISTRATION_REGISTERED:
		break;
	}
	return f->this_session ? CHECKIN_OK : CHECKIN_WRONG_SESSION;
}

static void checkin_note(struct db *db, const struct checkin_query *q,
	const struct checkin_facts *f, const struct checkin_answer *a)
{
	const struct change_value row[] = {
		{ .number = a->checkin },
		{ .number = a->registration },
		{ .number = f->session },
		{ .text = vocabulary_name(&checkin_kinds, (int)a->kind) },
		{ .number = a->at },
		{ .text = a->desk },
		{ .text = a->author },
		{ .text = vocabulary_name(&checkin_vias, (int)q->via) },
		{ .number = f->standing, .null = a->kind != CHECKIN_UNDO },
		{ .null = true }, /* reason */
	};

	change_note(db, "checkin", row, sizeof row / sizeof *row);
}

/* Adds a fact. Its id comes after those of the same presence even when another
 * desk wrote in the same millisecond or its clock is ahead. */
static bool checkin_add(struct db *db, const struct checkin_query *q,
	const struct checkin_facts *f, enum checkin_kind kind, struct checkin_answer *a,
	struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"INSERT INTO checkin (id, registration, session, kind, at, desk, author, via, undoes)"
		" VALUES (:id, :registration, :session, :kind, :at, :desk, :author, :via, :undoes)",
		err);
	int64_t id = id_new();

	if (!stmt)
		return false;
	if (id <= f->last)
		id = f->last + 1;
	a->checkin = id;
	a->kind = kind;
	a->at = q->at ? q->at : civil_now();
	free(a->desk);
	free(a->author);
	a->desk = xstrdup(db_desk(db));
	a->author = xstrdup(db_author(db));
	sql_bind_int(stmt, ":id", id);
	sql_bind_int(stmt, ":registration", a->registration);
	sql_bind_int(stmt, ":session", f->session);
	sql_bind_text(stmt, ":kind", vocabulary_name(&checkin_kinds, (int)kind));
	sql_bind_int(stmt, ":at", a->at);
	sql_bind_text(stmt, ":desk", a->desk);
	sql_bind_text(stmt, ":author", a->author);
	sql_bind_text(stmt, ":via", vocabulary_name(&checkin_vias, (int)q->via));
	sql_bind_id(stmt, ":undoes", kind == CHECKIN_UNDO ? f->standing : 0);
	if (!sql_run(db, stmt, err))
		return false;
	checkin_note(db, q, f, a);
	return true;
}

/* What a desk does once it knows whom; `touched` when a fact was added. */
static bool checkin_act(struct db *db, const struct checkin_query *q, enum checkin_kind kind,
	struct checkin_facts *f, struct checkin_answer *a, bool *touched, struct err *err)
{
	switch (kind) {
	case CHECKIN_IN:
		a->result = checkin_decide(f);
		if (a->result != CHECKIN_OK)
			return true;
		break;
	case CHECKIN_OUT:
		if (!f->present)
			return err_set(err, ERR_REFUSED, _("%s is not present in session %d"),
				a->name, a->session);
		a->result = CHECKIN_OK;
		break;
	case CHECKIN_UNDO:
		if (!f->standing)
			return err_set(err, ERR_REFUSED,
				_("%s: nothing to take back, not checked in to session %d"),
				a->name, a->session);
		a->result = CHECKIN_UNDONE;
		break;
	}
	*touched = true;
	return checkin_add(db, q, f, kind, a, err);
}

static bool checkin_session(struct db *db, const struct checkin_query *q,
	struct checkin_answer *a, int64_t *id, struct err *err)
{
	struct session s;
	bool ok;

	session_init(&s);
	ok = q->session ? session_get(db, q->event, q->session, &s, err)
			: session_current(db, q->event, q->at ? q->at : civil_now(), &s, err);
	a->session = s.no;
	*id = s.id;
	session_release(&s);
	return ok;
}

/* A registration given by its id is of this event, or it is no query of the desk's. */
static bool checkin_of_event(struct db *db, const struct checkin_query *q, struct err *err)
{
	int64_t event;

	if (!noun_ask(db, "SELECT event FROM registration WHERE id = :id", q->registration,
		    &event, err))
		return false;
	return event == q->event ||
	       err_set(err, ERR_NOT_FOUND, _("this registration is not one of this event"));
}

static bool checkin_run(struct db *db, const struct checkin_query *q, enum checkin_kind kind,
	struct checkin_answer *a, struct err *err)
{
	static const enum change_kind changes[] = {
		[CHECKIN_IN] = CHANGE_CHECKIN,
		[CHECKIN_OUT] = CHANGE_CHECKOUT,
		[CHECKIN_UNDO] = CHANGE_CHECKIN_UNDO,
	};
	struct checkin_facts f = { .session = 0 };
	struct change_label label = { .kind = changes[kind], .object = q->event };
	bool touched = false;
	bool ok;

	checkin_answer_release(a);
	if (!checkin_session(db, q, a, &f.session, err))
		return false;
	if (q->registration) {
		a->registration = q->registration;
		if (!checkin_of_event(db, q, err))
			return false;
	} else if (!checkin_find(db, q->event, q->text ? q->text : "", a, err)) {
		return false;
	}
	if (!a->registration)
		return true;
	label.subject = a->registration;
	if (!change_begin_noted(db, &label, err))
		return false;
	ok = checkin_read_facts(db, a, &f, err) &&
	     checkin_act(db, q, kind, &f, a, &touched, err);
	return noun_end(db, ok, touched, err);
}

bool checkin_do(
	struct db *db, const struct checkin_query *q, struct checkin_answer *a, struct err *err)
{
	return checkin_run(db, q, CHECKIN_IN, a, err);
}

bool checkin_undo(
	struct db *db, const struct checkin_query *q, struct checkin_answer *a, struct err *err)
{
	return checkin_run(db, q, CHECKIN_UNDO, a, err);
}

bool checkin_out(
	struct db *db, const struct checkin_query *q, struct checkin_answer *a, struct err *err)
{
	return checkin_run(db, q, CHECKIN_OUT, a, err);
}

/* --- walk-ins ---------------------------------------------------------------------- */

/* Registers for all sessions; who is so already stays as is. */
static bool checkin_register(
	struct db *db, int64_t person, int64_t event, int64_t *registration, struct err *err)
{
	const struct registering what = {
		.event = event, .person = person, .force = true, .walk_in = true
	};
	struct err why = ERR_INIT;

	if (!registration_add(db, &what, NULL, &why) && why.code != ERR_EXISTS)
		return err_set(err, why.code, "%s", why.message);
	return registration_find(db, event, person, registration, err);
}

bool checkin_walk_in(struct db *db, struct person *p, int64_t event, int session,
	enum checkin_via via, struct checkin_answer *a, struct err *err)
{
	struct change_label label = { .kind = CHANGE_WALK_IN, .object = event };
	struct checkin_query q = { .event = event, .session = session, .via = via };
	const int64_t id = p->id, rev = p->rev;
	bool ok;

	checkin_answer_release(a);
	if (!change_begin(db, &label, err))
		return false;
	ok = id || person_save(db, p, err);
	ok = ok && checkin_register(db, p->id, event, &q.registration, err) &&
	     checkin_do(db, &q, a, err);
	label.subject = p->id;
	if (ok)
		change_relabel(db, &label);
	ok = noun_end(db, ok, true, err);
	if (!ok) {
		p->id = id;
		p->rev = rev;
		checkin_answer_release(a);
	}
	return ok;
}
