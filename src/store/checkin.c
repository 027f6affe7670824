#include "store/checkin_internal.h"

#include <stdlib.h>
#include <string.h>

#include "etape/i18n.h"
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
	free(a->session_name);
	free(a->other_event);
	free(a->reason);
	free(a->replaced_by);
	free(a->delegation);
	for (size_t i = 0; i < a->candidate_count; i++) {
		free(a->candidates[i].name);
		free(a->candidates[i].detail);
	}
	free(a->candidates);
	checkin_answer_init(a);
}

enum desk_outcome checkin_outcome(const struct checkin_answer *a)
{
	if (a->full)
		return OUTCOME_FULL;
	switch (a->result) {
	case CHECKIN_OK:
		return a->kind == CHECKIN_OUT ? OUTCOME_LEFT : OUTCOME_PRESENT;
	case CHECKIN_ALREADY:
		return OUTCOME_ALREADY;
	case CHECKIN_UNDONE:
		return OUTCOME_UNDONE;
	case CHECKIN_CANCELLED:
		return OUTCOME_CANCELLED;
	case CHECKIN_WAITING:
		return OUTCOME_WAITING;
	case CHECKIN_WRONG_SESSION:
		return OUTCOME_OTHER_SESSION;
	case CHECKIN_NOT_REGISTERED:
		return a->other_event ? OUTCOME_OTHER_EVENT : OUTCOME_NOT_REGISTERED;
	case CHECKIN_AMBIGUOUS:
		return OUTCOME_AMBIGUOUS;
	case CHECKIN_UNKNOWN:
		break;
	}
	return a->bad_code ? OUTCOME_WRONG_CODE : OUTCOME_UNKNOWN;
}

bool checkin_is_refusal(const struct checkin_answer *a)
{
	if (a->full)
		return true;
	if (a->result == CHECKIN_ALREADY)
		return a->kind == CHECKIN_IN;
	return a->result != CHECKIN_OK && a->result != CHECKIN_UNDONE;
}

/* --- one step, inside a change --------------------------------------------------------- */

/* When she came, on the wall clock of the event. */
static bool checkin_say_when(struct db *db, const struct checkin_query *q,
	const struct checkin_answer *a, struct str *when, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, "SELECT zone FROM event WHERE id = :id", err);
	day_t day;
	int minutes;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", q->event);
	if (sql_step(db, stmt, err) == SQL_FAILED)
		return false;
	if (civil_from_instant(a->at, sql_text(stmt, 0), &day, &minutes, NULL))
		civil_format_time(when, minutes, i18n_lang());
	sql_done(stmt);
	return true;
}

static bool checkin_refuse_undo(
	struct db *db, const struct checkin_query *q, const struct checkin_answer *a, struct err *err)
{
	struct str when = STR_INIT;

	if (checkin_say_when(db, q, a, &when, err))
		err_set(err, ERR_REFUSED,
			_("%s was checked in by %s at %s (%s): give a reason to take that back"),
			a->name, a->author, when.buf, a->desk);
	str_release(&when);
	return false;
}

/* Told afterwards: neither ahead of time nor, for who leaves, before she came. Only a time that
 * was given is held to that: the clocks of two desks may differ. */
static bool checkin_time_stands(struct db *db, const struct checkin_query *q,
	enum checkin_kind kind, const struct checkin_answer *a, struct err *err)
{
	struct str when = STR_INIT;

	if (!q->at || kind == CHECKIN_UNDO)
		return true;
	if (q->at > civil_now())
		return err_set(err, ERR_INVALID,
			_("this time is still to come: give one that has passed, or none"));
	if (kind == CHECKIN_IN || q->at >= a->at)
		return true;
	if (checkin_say_when(db, q, a, &when, err))
		err_set(err, ERR_INVALID, _("%s came at %s: give a later time of departure"),
			a->name, when.buf);
	str_release(&when);
	return false;
}

static bool checkin_has_reason(const struct checkin_query *q)
{
	char *reason = noun_clean(q->reason, false);
	const bool has = *reason != '\0';

	free(reason);
	return has;
}

static bool checkin_may_undo(struct db *db, const struct checkin_query *q,
	const struct checkin_facts *f, struct checkin_answer *a, struct err *err)
{
	a->result = CHECKIN_ALREADY;
	if (!f->standing)
		return err_set(err, ERR_REFUSED,
			_("%s: nothing to take back, not checked in to session %d"), a->name,
			a->session);
	if (f->mine || !f->present || checkin_has_reason(q))
		return true;
	return checkin_refuse_undo(db, q, a, err);
}

static bool checkin_in(struct db *db, const struct checkin_query *q, struct checkin_facts *f,
	struct checkin_answer *a, bool *touched, struct err *err)
{
	a->result = checkin_decide(f);
	if (!checkin_explain(db, q, f, a, err))
		return false;
	*touched = true;
	if (a->result != CHECKIN_OK)
		return refusal_add(db, q, f->session, a, err);
	return checkin_time_stands(db, q, CHECKIN_IN, a, err) &&
	       checkin_add(db, q, f, CHECKIN_IN, a, err);
}

bool checkin_step(struct db *db, const struct checkin_query *q, enum checkin_kind kind,
	struct checkin_facts *f, struct checkin_answer *a, bool *touched, struct err *err)
{
	a->kind = kind;
	if (!a->registration) {
		*touched = true;
		return checkin_explain(db, q, f, a, err) && refusal_add(db, q, f->session, a, err);
	}
	if (!checkin_read_facts(db, a, f, err))
		return false;
	switch (kind) {
	case CHECKIN_IN:
		return checkin_in(db, q, f, a, touched, err);
	case CHECKIN_OUT:
		a->result = CHECKIN_ALREADY;
		if (!f->present)
			return err_set(err, ERR_REFUSED, _("%s is not present in session %d"),
				a->name, a->session);
		if (!checkin_time_stands(db, q, kind, a, err))
			return false;
		a->result = CHECKIN_OK;
		break;
	case CHECKIN_UNDO:
		if (!checkin_may_undo(db, q, f, a, err))
			return false;
		a->result = CHECKIN_UNDONE;
		break;
	}
	*touched = true;
	return checkin_add(db, q, f, kind, a, err);
}

static bool checkin_fail(const struct err *why, struct err *err)
{
	if (err)
		*err = *why;
	return false;
}

bool checkin_end_refused(struct db *db, bool ok, bool inner, struct err *why, struct err *err)
{
	if (ok)
		ok = change_commit(db, why);
	else
		change_rollback(db);
	return ok || (!inner && why->code != ERR_BUSY) || checkin_fail(why, err);
}

/* --- whom ------------------------------------------------------------------------------ */

bool checkin_of_event(struct db *db, int64_t event, int64_t registration, struct err *err)
{
	int64_t theirs;

	if (!noun_ask(db, "SELECT event FROM registration WHERE id = :id", registration, &theirs,
		    err))
		return false;
	return theirs == event ||
	       err_set(err, ERR_NOT_FOUND, _("this registration is not one of this event"));
}

static bool checkin_who(
	struct db *db, const struct checkin_query *q, struct checkin_answer *a, struct err *err)
{
	if (q->registration) {
		a->registration = q->registration;
		return checkin_of_event(db, q->event, q->registration, err);
	}
	if (q->person)
		return checkin_find_person(db, q->event, q->person, a, err);
	return checkin_find(db, q->event, q->text ? q->text : "", a, err);
}

/* Whom nobody was found by is looked for again once the lock is held, so that what is recorded
 * is so; finding by name takes too long to do it there for everybody. */
static bool checkin_who_locked(
	struct db *db, const struct checkin_query *q, struct checkin_answer *a, struct err *err)
{
	struct checkin_answer again;

	if (a->registration)
		return true;
	checkin_answer_init(&again);
	again.session = a->session;
	again.session_name = a->session_name;
	a->session_name = NULL;
	checkin_answer_release(a);
	*a = again;
	return checkin_who(db, q, a, err);
}

/* Where nothing can be written: a refusal is an answer nevertheless. */
static bool checkin_only_answer(struct db *db, const struct checkin_query *q,
	enum checkin_kind kind, struct checkin_facts *f, struct checkin_answer *a,
	const struct err *why, struct err *err)
{
	if (why->code != ERR_BUSY && kind == CHECKIN_IN) {
		if (a->registration && !checkin_read_facts(db, a, f, err))
			return false;
		if (a->registration)
			a->result = checkin_decide(f);
		if (a->result != CHECKIN_OK)
			return checkin_explain(db, q, f, a, err);
	}
	return checkin_fail(why, err);
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
	struct err why = ERR_INIT;
	const bool inner = change_is_open(db);
	bool touched = false;
	bool ok;

	checkin_answer_release(a);
	if (!checkin_session(db, q->event, q->session, q->at, a, &f.session, err) ||
		!checkin_who(db, q, a, err))
		return false;
	if (!change_begin_noted(db, &label, &why))
		return checkin_only_answer(db, q, kind, &f, a, &why, err);
	ok = checkin_who_locked(db, q, a, &why) &&
	     checkin_step(db, q, kind, &f, a, &touched, &why);
	label.subject = a->registration ? a->registration : a->person;
	if (touched && checkin_is_refusal(a)) {
		label.kind = CHANGE_REFUSAL;
		change_relabel(db, &label);
		return checkin_end_refused(db, ok, inner, &why, err);
	}
	change_relabel(db, &label);
	return noun_end(db, ok, touched, &why) || checkin_fail(&why, err);
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
