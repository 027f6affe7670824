#include "etape/checkin.h"
#include "etape/i18n.h"
#include "etape/text.h"
#include "store/noun.h"

bool checkin_list(struct db *db, int64_t event, checkin_row_fn each, void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT c.id, r.code, s.no, c.kind, c.at, c.desk, c.author, c.via, p.family_name,"
		" p.given_name, EXISTS (SELECT 1 FROM checkin u WHERE u.undoes = c.id), c.undoes,"
		" c.reason"
		" FROM session s CROSS JOIN checkin c ON c.session = s.id"
		" JOIN registration r ON r.id = c.registration JOIN person p ON p.id = r.person"
		" WHERE s.event = :event ORDER BY c.id",
		err);
	struct str name = STR_INIT;
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":event", event);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		struct checkin_row row = {
			.id = sql_int(stmt, 0),
			.registration = sql_text(stmt, 1),
			.session = (int)sql_int(stmt, 2),
			.kind = (enum checkin_kind)noun_value(&checkin_kinds, stmt, 3),
			.at = sql_int(stmt, 4),
			.desk = sql_text(stmt, 5),
			.author = sql_text(stmt, 6),
			.via = (enum checkin_via)noun_value(&checkin_vias, stmt, 7),
			.undone = sql_int(stmt, 10) != 0,
			.undoes = sql_int(stmt, 11),
			.reason = sql_text(stmt, 12),
		};
		str_reset(&name);
		text_person(&name, sql_text(stmt, 8), sql_text(stmt, 9));
		row.name = name.buf;
		if (!each(arg, &row))
			break;
	}
	sql_done(stmt);
	str_release(&name);
	return result != SQL_FAILED;
}

struct checkin_row *checkin_row_dup(const struct checkin_row *row)
{
	static const size_t texts[] = {
		offsetof(struct checkin_row, registration),
		offsetof(struct checkin_row, desk),
		offsetof(struct checkin_row, author),
		offsetof(struct checkin_row, name),
		offsetof(struct checkin_row, reason),
	};

	return NOUN_ROW_DUP(row, texts);
}

static const char *checkin_kind_words(const char *raw)
{
	return noun_label(&checkin_kinds, raw);
}

static const char *checkin_via_words(const char *raw)
{
	return noun_label(&checkin_vias, raw);
}

enum {
	CHECKIN_FIELD_ID,
	CHECKIN_FIELD_REGISTRATION,
	CHECKIN_FIELD_SESSION,
	CHECKIN_FIELD_KIND,
	CHECKIN_FIELD_AT,
	CHECKIN_FIELD_DESK,
	CHECKIN_FIELD_AUTHOR,
	CHECKIN_FIELD_VIA,
	CHECKIN_FIELD_UNDOES,
	CHECKIN_FIELD_REASON,
};

static struct value checkin_value(const void *p, size_t i)
{
	const struct checkin_row *row = p;

	switch (i) {
	case CHECKIN_FIELD_ID:
		return value_id(row->id);
	case CHECKIN_FIELD_REGISTRATION:
		return value_text(row->registration);
	case CHECKIN_FIELD_SESSION:
		return value_int(row->session);
	case CHECKIN_FIELD_KIND:
		return value_text(vocabulary_name(&checkin_kinds, (int)row->kind));
	case CHECKIN_FIELD_AT:
		return value_instant(row->at);
	case CHECKIN_FIELD_DESK:
		return value_text(row->desk);
	case CHECKIN_FIELD_AUTHOR:
		return value_text(row->author);
	case CHECKIN_FIELD_VIA:
		return value_text(vocabulary_name(&checkin_vias, (int)row->via));
	case CHECKIN_FIELD_UNDOES:
		return value_id(row->undoes);
	default:
		return value_text(row->reason);
	}
}

static const struct field checkin_fields[] = {
	[CHECKIN_FIELD_ID] = NOUN_FIELD("id", N_("Fact"), FIELD_ID, 19, 0, 9),
	[CHECKIN_FIELD_REGISTRATION] =
		NOUN_FIELD("registration", N_("Registration"), FIELD_TEXT, 6, 1, 0),
	[CHECKIN_FIELD_SESSION] = NOUN_FIELD("session", N_("Session"), FIELD_INT, 3, 0, 1),
	[CHECKIN_FIELD_KIND] =
		NOUN_FIELD_WORDS("kind", N_("Kind"), 8, 1, 0, checkin_kind_words),
	[CHECKIN_FIELD_AT] = NOUN_FIELD("at", N_("Time"), FIELD_INSTANT, 16, 0, 0),
	[CHECKIN_FIELD_DESK] = NOUN_FIELD("desk", N_("Desk"), FIELD_TEXT, 8, 1, 2),
	[CHECKIN_FIELD_AUTHOR] = NOUN_FIELD("author", N_("By"), FIELD_TEXT, 8, 1, 3),
	[CHECKIN_FIELD_VIA] = NOUN_FIELD_WORDS("via", N_("By way of"), 7, 0, 4, checkin_via_words),
	[CHECKIN_FIELD_UNDOES] = NOUN_FIELD("undoes", N_("Takes back"), FIELD_ID, 19, 0, 8),
	[CHECKIN_FIELD_REASON] = NOUN_FIELD("reason", N_("Reason"), FIELD_TEXT, 8, 1, 5),
};

const struct record_type checkin_type = NOUN_RECORD("checkins", checkin_fields, checkin_value);

/* --- the answer -------------------------------------------------------------------- */

static const char *checkin_result_words(const char *raw)
{
	return noun_label(&checkin_results, raw);
}

enum {
	ANSWER_RESULT,
	ANSWER_REGISTRATION,
	ANSWER_NAME,
	ANSWER_AT,
	ANSWER_DESK,
};

static struct value checkin_answer_value(const void *p, size_t i)
{
	const struct checkin_answer *a = p;

	switch (i) {
	case ANSWER_RESULT:
		return value_text(vocabulary_name(&checkin_results, (int)a->result));
	case ANSWER_REGISTRATION:
		return value_text(a->code);
	case ANSWER_NAME:
		return value_text(a->name);
	case ANSWER_AT:
		return value_instant(a->at);
	default:
		return value_text(a->desk);
	}
}

static const struct field checkin_answer_fields[] = {
	[ANSWER_RESULT] =
		NOUN_FIELD_WORDS("result", N_("Result"), 10, 1, 0, checkin_result_words),
	[ANSWER_REGISTRATION] =
		NOUN_FIELD("registration", N_("Registration"), FIELD_TEXT, 6, 1, 1),
	[ANSWER_NAME] = NOUN_FIELD("name", N_("Name"), FIELD_TEXT, 16, 3, 0),
	[ANSWER_AT] = NOUN_FIELD("at", N_("Time"), FIELD_INSTANT, 16, 0, 2),
	[ANSWER_DESK] = NOUN_FIELD("desk", N_("Desk"), FIELD_TEXT, 8, 1, 3),
};

const struct record_type checkin_answer_type =
	NOUN_RECORD("checkin", checkin_answer_fields, checkin_answer_value);
