/* What the facts say of somebody in a session, and adding one. */
#include "store/checkin_internal.h"

#include <stdlib.h>
#include <string.h>

#include "etape/i18n.h"
#include "etape/id.h"
#include "etape/session.h"
#include "etape/text.h"
#include "store/db_internal.h"
#include "store/noun.h"

bool checkin_session(struct db *db, int64_t event, int no, instant_t at,
	struct checkin_answer *a, int64_t *id, struct err *err)
{
	struct session s;
	struct str words = STR_INIT;
	int64_t days = 0;
	bool ok;

	session_init(&s);
	ok = no ? session_get(db, event, no, &s, err)
		: session_current(db, event, at ? at : civil_now(), &s, err);
	ok = ok && noun_ask(db, "SELECT count(DISTINCT day) FROM session WHERE event = :id",
			   event, &days, err);
	if (ok)
		session_words(&words, &s, days > 1);
	free(a->session_name);
	a->session_name = str_take(&words);
	a->session = s.no;
	*id = s.id;
	session_release(&s);
	return ok;
}

static void checkin_take(char **text, sqlite3_stmt *stmt, int column)
{
	free(*text);
	*text = sql_dup(stmt, column);
}

enum {
	FACTS_CODE,
	FACTS_STATUS,
	FACTS_WALK_IN,
	FACTS_PERSON,
	FACTS_FAMILY_NAME,
	FACTS_GIVEN_NAME,
	FACTS_CANCELLED_AT,
	FACTS_CANCELLED_BY,
	FACTS_REASON,
	FACTS_ID,
	FACTS_KIND,
	FACTS_AT,
	FACTS_DESK,
	FACTS_AUTHOR,
	FACTS_THIS_SESSION,
	FACTS_OTHER_SESSION,
	FACTS_LAST,
	FACTS_ANNOUNCER,
};

static const char checkin_facts_sql[] =
	"SELECT r.code, r.status, r.walk_in, r.person, p.family_name, p.given_name,"
	" r.cancelled_at, r.cancelled_by, r.reason, c.id, c.kind, c.at, c.desk, c.author,"
	" NOT EXISTS (SELECT 1 FROM registration_session x WHERE x.registration = r.id)"
	" OR EXISTS (SELECT 1 FROM registration_session x WHERE x.registration = r.id"
	" AND x.session = :session),"
	" (SELECT min(s.no) FROM registration_session x JOIN session s ON s.id = x.session"
	" WHERE x.registration = r.id),"
	" (SELECT max(l.id) FROM checkin l WHERE l.registration = r.id"
	" AND l.session = :session),"
	" coalesce(r.registered_by, (SELECT o.registered_by FROM registration o"
	" WHERE o.registered_by = r.person AND o.event = r.event LIMIT 1))"
	" FROM registration r JOIN person p ON p.id = r.person LEFT JOIN checkin c ON c.id ="
	" (SELECT l.id FROM checkin l WHERE l.registration = r.id AND l.session = :session"
	" AND l.kind <> 'undo' AND NOT EXISTS (SELECT 1 FROM checkin u WHERE u.undoes = l.id)"
	" ORDER BY l.id DESC LIMIT 1)"
	" WHERE r.id = :id";

static void checkin_take_facts(
	struct db *db, sqlite3_stmt *stmt, struct checkin_answer *a, struct checkin_facts *f)
{
	struct str name = STR_INIT;

	a->code[0] = '\0';
	strncat(a->code, sql_text(stmt, FACTS_CODE), CODE_LENGTH);
	a->person = sql_int(stmt, FACTS_PERSON);
	text_person(&name, sql_text(stmt, FACTS_FAMILY_NAME), sql_text(stmt, FACTS_GIVEN_NAME));
	free(a->name);
	a->name = str_take(&name);
	f->status = (enum registration_status)noun_value(
		&registration_statuses, stmt, FACTS_STATUS);
	f->walk_in = sql_int(stmt, FACTS_WALK_IN) != 0;
	f->standing = sql_int(stmt, FACTS_ID);
	f->present = f->standing && str_eq(sql_text(stmt, FACTS_KIND), "in");
	f->mine = f->standing && str_eq(sql_text(stmt, FACTS_AUTHOR), db_author(db));
	f->this_session = sql_int(stmt, FACTS_THIS_SESSION) != 0;
	f->last = sql_int(stmt, FACTS_LAST);
	f->announcer = sql_int(stmt, FACTS_ANNOUNCER);
	a->other_session = f->this_session ? 0 : (int)sql_int(stmt, FACTS_OTHER_SESSION);
	if (f->present) {
		a->checkin = f->standing;
		a->at = sql_int(stmt, FACTS_AT);
		checkin_take(&a->desk, stmt, FACTS_DESK);
		checkin_take(&a->author, stmt, FACTS_AUTHOR);
	} else if (f->status == REGISTRATION_CANCELLED) {
		a->at = sql_int(stmt, FACTS_CANCELLED_AT);
		checkin_take(&a->reason, stmt, FACTS_REASON);
		checkin_take(&a->author, stmt, FACTS_CANCELLED_BY);
	}
}

bool checkin_read_facts(
	struct db *db, struct checkin_answer *a, struct checkin_facts *f, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, checkin_facts_sql, err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", a->registration);
	sql_bind_int(stmt, ":session", f->session);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW)
		checkin_take_facts(db, stmt, a, f);
	sql_done(stmt);
	if (result == SQL_DONE)
		err_set(err, ERR_NOT_FOUND, _("this registration is no longer known"));
	return result == SQL_ROW;
}

enum checkin_result checkin_decide(const struct checkin_facts *f)
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
	const struct checkin_facts *f, const char *reason, const struct checkin_answer *a)
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
		{ .text = reason, .null = !*reason },
	};

	change_note(db, "checkin", row, sizeof row / sizeof *row);
}

/* Its id comes after those of the same presence even when another desk wrote in the same
 * millisecond or its clock is ahead. */
bool checkin_add(struct db *db, const struct checkin_query *q, const struct checkin_facts *f,
	enum checkin_kind kind, struct checkin_answer *a, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"INSERT INTO checkin (id, registration, session, kind, at, desk, author, via,"
		" undoes, reason) VALUES (:id, :registration, :session, :kind, :at, :desk, :author,"
		" :via, :undoes, :reason)",
		err);
	int64_t id = id_new();
	char *reason;

	if (!stmt)
		return false;
	reason = noun_clean(kind == CHECKIN_UNDO ? q->reason : NULL, false);
	a->checkin = id > f->last ? id : f->last + 1;
	a->kind = kind;
	a->at = q->at ? q->at : civil_now();
	free(a->desk);
	free(a->author);
	a->desk = xstrdup(db_desk(db));
	a->author = xstrdup(db_author(db));
	sql_bind_int(stmt, ":id", a->checkin);
	sql_bind_int(stmt, ":registration", a->registration);
	sql_bind_int(stmt, ":session", f->session);
	sql_bind_text(stmt, ":kind", vocabulary_name(&checkin_kinds, (int)kind));
	sql_bind_int(stmt, ":at", a->at);
	sql_bind_text(stmt, ":desk", a->desk);
	sql_bind_text(stmt, ":author", a->author);
	sql_bind_text(stmt, ":via", vocabulary_name(&checkin_vias, (int)q->via));
	sql_bind_id(stmt, ":undoes", kind == CHECKIN_UNDO ? f->standing : 0);
	sql_bind_opt(stmt, ":reason", reason);
	if (!sql_run(db, stmt, err)) {
		free(reason);
		return false;
	}
	checkin_note(db, q, f, reason, a);
	free(reason);
	return true;
}
