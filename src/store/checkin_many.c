/* Several people at once: marks of a list keyed in from paper, a delegation. */
#include "store/checkin_internal.h"

#include <stdlib.h>

#include "etape/i18n.h"
#include "store/db_internal.h"
#include "store/noun.h"

struct checkin_batch {
	enum checkin_kind kind;
	struct checkin_answer *answers; /* owned */
	size_t count;
	size_t done;
};

static void checkin_batch_release(struct checkin_batch *b)
{
	for (size_t i = 0; i < b->count; i++)
		checkin_answer_release(&b->answers[i]);
	free(b->answers);
}

/* Who is in no state to go out, or to be taken back, is so already: that stops nobody else.
 * What somebody else did and is taken back without a reason stops all of them. */
static bool checkin_batch_step(struct db *db, const struct checkin_query *q,
	enum checkin_kind kind, struct checkin_facts *f, struct checkin_answer *a, struct err *err)
{
	struct err why = ERR_INIT;
	bool touched = false;

	if (checkin_step(db, q, kind, f, a, &touched, &why))
		return true;
	if (why.code == ERR_REFUSED && !touched &&
		(kind == CHECKIN_OUT || (kind == CHECKIN_UNDO && !f->standing)))
		return true;
	if (err)
		*err = why;
	return false;
}

static bool checkin_batch_run(struct db *db, const struct checkin_query *q,
	enum checkin_kind kind, const int64_t *registrations, size_t count,
	struct checkin_batch *b, struct err *err)
{
	struct checkin_query one = *q;
	struct checkin_answer *a;
	bool ok = true;

	b->answers = xcalloc(count ? count : 1, sizeof *b->answers);
	one.person = 0;
	one.text = NULL;
	for (size_t i = 0; ok && i < count; i++) {
		struct checkin_facts f = { .session = 0 };

		a = &b->answers[b->count++];
		checkin_answer_init(a);
		one.registration = a->registration = registrations[i];
		ok = checkin_session(db, q->event, q->session, q->at, a, &f.session, err) &&
		     checkin_of_event(db, q->event, registrations[i], err) &&
		     checkin_batch_step(db, &one, kind, &f, a, err);
		b->done += a->result == CHECKIN_OK || a->result == CHECKIN_UNDONE;
	}
	return ok;
}

static enum change_kind checkin_batch_change(const struct checkin_batch *b)
{
	static const enum change_kind kinds[] = {
		[CHECKIN_IN] = CHANGE_CHECKIN_MANY,
		[CHECKIN_OUT] = CHANGE_CHECKOUT_MANY,
		[CHECKIN_UNDO] = CHANGE_UNDO_MANY,
	};

	return b->done ? kinds[b->kind] : CHANGE_REFUSAL;
}

/* Ends the change and, once all is durable, tells each answer. */
static bool checkin_batch_end(struct db *db, int64_t event, bool ok, struct checkin_batch *b,
	checkin_answer_fn each, void *arg, size_t *done, struct err *err)
{
	change_relabel(db, &(struct change_label){
				   .kind = checkin_batch_change(b),
				   .object = event,
				   .n = (int64_t)b->done,
			   });
	ok = noun_end(db, ok, true, err);
	*done = ok ? b->done : 0;
	for (size_t i = 0; ok && each && i < b->count; i++)
		if (!each(arg, &b->answers[i]))
			break;
	checkin_batch_release(b);
	return ok;
}

bool checkin_many(struct db *db, const struct checkin_query *q, enum checkin_kind kind,
	const int64_t *registrations, size_t count, checkin_answer_fn each, void *arg,
	size_t *done, struct err *err)
{
	const struct change_label label = { .kind = CHANGE_CHECKIN_MANY, .object = q->event };
	struct checkin_batch b = { .kind = kind };
	bool ok;

	*done = 0;
	if (!change_begin(db, &label, err))
		return false;
	ok = checkin_batch_run(db, q, kind, registrations, count, &b, err);
	return checkin_batch_end(db, q->event, ok, &b, each, arg, done, err);
}

/* Those of a delegation who could be checked in now, in order of name. */
static bool checkin_delegates(struct db *db, int64_t event, int64_t session, int64_t announcer,
	int64_t **list, size_t *count, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT r.id FROM registration r JOIN person p ON p.id = r.person"
		" WHERE r.registered_by = :announcer AND r.event = :event"
		" AND r.status = 'registered'"
		" AND (NOT EXISTS (SELECT 1 FROM registration_session x WHERE x.registration = r.id)"
		" OR EXISTS (SELECT 1 FROM registration_session x WHERE x.registration = r.id"
		" AND x.session = :session))"
		" AND NOT EXISTS (SELECT 1 FROM presence c WHERE c.registration = r.id"
		" AND c.session = :session) ORDER BY p.fold, r.id",
		err);
	enum sql_result result;

	*list = NULL;
	*count = 0;
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":event", event);
	sql_bind_int(stmt, ":session", session);
	sql_bind_int(stmt, ":announcer", announcer);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		*list = xrealloc(*list, (*count + 1) * sizeof **list);
		(*list)[(*count)++] = sql_int(stmt, 0);
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool checkin_delegation(struct db *db, const struct checkin_query *q, int64_t announcer,
	checkin_answer_fn each, void *arg, size_t *done, struct err *err)
{
	const struct change_label label = { .kind = CHANGE_CHECKIN_MANY, .object = q->event };
	struct checkin_batch b = { .kind = CHECKIN_IN };
	struct checkin_answer a;
	int64_t session = 0, *list = NULL;
	size_t count = 0;
	bool ok;

	*done = 0;
	if (!change_begin(db, &label, err))
		return false;
	checkin_answer_init(&a);
	ok = checkin_session(db, q->event, q->session, q->at, &a, &session, err) &&
	     checkin_delegates(db, q->event, session, announcer, &list, &count, err) &&
	     checkin_batch_run(db, q, CHECKIN_IN, list, count, &b, err);
	free(list);
	checkin_answer_release(&a);
	return checkin_batch_end(db, q->event, ok, &b, each, arg, done, err);
}
