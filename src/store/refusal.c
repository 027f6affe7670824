#include "etape/refusal.h"

#include <stdlib.h>
#include <string.h>

#include "etape/checkin.h"
#include "etape/i18n.h"
#include "etape/id.h"
#include "etape/text.h"
#include "store/checkin_internal.h"
#include "store/db_internal.h"
#include "store/noun.h"

/* Bytes of what was typed that are kept: somebody may paste anything. */
enum { TYPED_MOST = 200 };

/* What found nobody in particular, cut at a whole character; owned, "" for none. Of whom somebody
 * was found it would be a second trace of a person, beside her row. */
static char *refusal_typed(const struct checkin_query *q, const struct checkin_answer *a)
{
	const bool found = a->registration || a->person;
	char *typed = noun_clean(found ? NULL : q->text, false);
	size_t n = strlen(typed);

	if (n > TYPED_MOST) {
		n = TYPED_MOST;
		while (n && ((unsigned char)typed[n] & 0xc0) == 0x80)
			n--;
		typed[n] = '\0';
	}
	return typed;
}

static void refusal_note(struct db *db, sqlite3_int64 id, const struct checkin_query *q,
	int64_t session, const struct checkin_answer *a, const char *typed, instant_t at)
{
	const struct change_value row[] = {
		{ .number = id },
		{ .number = q->event },
		{ .number = session, .null = !session },
		{ .number = a->registration, .null = !a->registration },
		{ .number = a->person, .null = !a->person },
		{ .text = vocabulary_name(&desk_outcomes, (int)checkin_outcome(a)) },
		{ .text = typed, .null = !*typed },
		{ .number = at },
		{ .text = db_desk(db) },
		{ .text = db_author(db) },
		{ .text = vocabulary_name(&checkin_vias, (int)q->via) },
	};

	change_note(db, "refusal", row, sizeof row / sizeof *row);
}

bool refusal_add(struct db *db, const struct checkin_query *q, int64_t session,
	const struct checkin_answer *a, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"INSERT INTO refusal (id, event, session, registration, person, outcome, typed, at,"
		" desk, author, via) VALUES (:id, :event, :session, :registration, :person, :outcome,"
		" :typed, :at, :desk, :author, :via)",
		err);
	const int64_t id = id_new();
	const instant_t at = q->at ? q->at : civil_now();
	char *typed;
	bool ok;

	if (!stmt)
		return false;
	typed = refusal_typed(q, a);
	sql_bind_int(stmt, ":id", id);
	sql_bind_int(stmt, ":event", q->event);
	sql_bind_id(stmt, ":session", session);
	sql_bind_id(stmt, ":registration", a->registration);
	sql_bind_id(stmt, ":person", a->person);
	sql_bind_text(stmt, ":outcome", vocabulary_name(&desk_outcomes, (int)checkin_outcome(a)));
	sql_bind_opt(stmt, ":typed", typed);
	sql_bind_int(stmt, ":at", at);
	sql_bind_text(stmt, ":desk", db_desk(db));
	sql_bind_text(stmt, ":author", db_author(db));
	sql_bind_text(stmt, ":via", vocabulary_name(&checkin_vias, (int)q->via));
	ok = sql_run(db, stmt, err);
	if (ok)
		refusal_note(db, id, q, session, a, typed, at);
	free(typed);
	return ok;
}

/* --- rows ------------------------------------------------------------------------------ */

#define REFUSALS                                                                               \
	"SELECT f.id, f.at, e.code, s.no, f.outcome, r.code, p.family_name, p.given_name,"    \
	" f.typed, f.desk, f.author, f.via FROM refusal f JOIN event e ON e.id = f.event"     \
	" LEFT JOIN session s ON s.id = f.session"                                            \
	" LEFT JOIN registration r ON r.id = f.registration"                                  \
	" LEFT JOIN person p ON p.id = f.person"

bool refusal_list(
	struct db *db, int64_t event, refusal_row_fn each, void *arg, struct err *err)
{
	static const char of_event[] = REFUSALS " WHERE f.event = :event ORDER BY f.id";
	static const char of_all[] = REFUSALS " ORDER BY f.id";
	sqlite3_stmt *stmt = sql_prepare(db, event ? of_event : of_all, err);
	struct str name = STR_INIT;
	enum sql_result result;

	if (!stmt)
		return false;
	if (event)
		sql_bind_int(stmt, ":event", event);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		struct refusal_row row = {
			.id = sql_int(stmt, 0),
			.at = sql_int(stmt, 1),
			.event = sql_text(stmt, 2),
			.session = (int)sql_int(stmt, 3),
			.outcome = (enum desk_outcome)noun_value(&desk_outcomes, stmt, 4),
			.registration = sql_text(stmt, 5),
			.typed = sql_text(stmt, 8),
			.desk = sql_text(stmt, 9),
			.author = sql_text(stmt, 10),
			.via = (enum checkin_via)noun_value(&checkin_vias, stmt, 11),
		};

		str_reset(&name);
		text_person(&name, sql_text(stmt, 6), sql_text(stmt, 7));
		row.name = name.buf;
		if (!each(arg, &row))
			break;
	}
	sql_done(stmt);
	str_release(&name);
	return result != SQL_FAILED;
}

enum {
	REFUSAL_AT,
	REFUSAL_EVENT,
	REFUSAL_SESSION,
	REFUSAL_OUTCOME,
	REFUSAL_REGISTRATION,
	REFUSAL_NAME,
	REFUSAL_TYPED,
	REFUSAL_DESK,
	REFUSAL_AUTHOR,
	REFUSAL_VIA,
};

static struct value refusal_value(const void *p, size_t i)
{
	const struct refusal_row *row = p;

	switch (i) {
	case REFUSAL_AT:
		return value_instant(row->at);
	case REFUSAL_EVENT:
		return value_text(row->event);
	case REFUSAL_SESSION:
		return row->session ? value_int(row->session)
				    : (struct value){ .kind = FIELD_INT, .null = true };
	case REFUSAL_OUTCOME:
		return value_text(vocabulary_name(&desk_outcomes, (int)row->outcome));
	case REFUSAL_REGISTRATION:
		return value_text(row->registration);
	case REFUSAL_NAME:
		return value_text(row->name);
	case REFUSAL_TYPED:
		return value_text(row->typed);
	case REFUSAL_DESK:
		return value_text(row->desk);
	case REFUSAL_AUTHOR:
		return value_text(row->author);
	default:
		return value_text(vocabulary_name(&checkin_vias, (int)row->via));
	}
}

static const char *refusal_outcome_words(const char *raw)
{
	return noun_label(&desk_outcomes, raw);
}

static const char *refusal_via_words(const char *raw)
{
	return noun_label(&checkin_vias, raw);
}

static const struct field refusal_fields[] = {
	[REFUSAL_AT] = NOUN_FIELD("at", N_("Time"), FIELD_INSTANT, 16, 0, 0),
	[REFUSAL_EVENT] = NOUN_FIELD("event", N_("Event"), FIELD_TEXT, 8, 1, 6),
	[REFUSAL_SESSION] = NOUN_FIELD("session", N_("Session"), FIELD_INT, 3, 0, 4),
	[REFUSAL_OUTCOME] = NOUN_FIELD_WORDS(
		"outcome", N_("Result"), 12, 2, 0, refusal_outcome_words),
	[REFUSAL_REGISTRATION] =
		NOUN_FIELD("registration", N_("Registration"), FIELD_TEXT, 6, 1, 5),
	[REFUSAL_NAME] = NOUN_FIELD("name", N_("Name"), FIELD_TEXT, 16, 3, 0),
	[REFUSAL_TYPED] = NOUN_FIELD("typed", N_("Typed"), FIELD_TEXT, 8, 2, 1),
	[REFUSAL_DESK] = NOUN_FIELD("desk", N_("Desk"), FIELD_TEXT, 8, 1, 2),
	[REFUSAL_AUTHOR] = NOUN_FIELD("author", N_("By"), FIELD_TEXT, 8, 1, 3),
	[REFUSAL_VIA] = NOUN_FIELD_WORDS("via", N_("By way of"), 6, 1, 7, refusal_via_words),
};

const struct record_type refusal_type =
	NOUN_RECORD("refusals", refusal_fields, refusal_value);
