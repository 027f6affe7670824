#include "store/turnover_internal.h"

#include <string.h>

#include "etape/i18n.h"
#include "etape/text.h"

static const char *const turnover_kinds[TURNOVER_KINDS] = {
	[TURNOVER_VACANT] = "vacant",
	[TURNOVER_ENDED] = "ended",
	[TURNOVER_UNCONFIRMED] = "unconfirmed",
	[TURNOVER_DUE] = "due",
};

const char *turnover_kind_name(enum turnover_kind kind)
{
	return turnover_kinds[kind];
}

bool turnover_kind_parse(const char *name, enum turnover_kind *kind)
{
	for (size_t i = 0; i < TURNOVER_KINDS; i++) {
		if (!strcmp(turnover_kinds[i], name)) {
			*kind = (enum turnover_kind)i;
			return true;
		}
	}
	return false;
}

static bool turnover_ask(struct db *db, const char *sql, enum turnover_kind kind,
	const struct turnover_filter *filter, turnover_row_fn each, void *arg, bool *more,
	struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, sql, err);

	if (!stmt)
		return false;
	turnover_bind_there(stmt, filter);
	noun_bind_date(stmt, ":on", noun_on(filter->on));
	if (kind == TURNOVER_VACANT) {
		sql_bind_int(stmt, ":unknown", filter->unknown);
		sql_bind_opt(stmt, ":home", filter->home);
	}
	return turnover_each(db, stmt, kind, CIVIL_NONE, each, arg, more, err);
}

static bool turnover_wants(const struct turnover_filter *filter, enum turnover_kind kind)
{
	return !filter->kinds || (filter->kinds & TURNOVER_ONLY(kind));
}

bool turnover_list(struct db *db, const struct turnover_filter *filter, turnover_row_fn each,
	void *arg, struct err *err)
{
	bool ok = true, more = true;

	if (turnover_wants(filter, TURNOVER_VACANT))
		ok = turnover_ask(db, turnover_vacant_sql, TURNOVER_VACANT, filter, each, arg,
			&more, err);
	if (ok && more && turnover_wants(filter, TURNOVER_ENDED))
		ok = turnover_ask(
			db, turnover_ended_sql, TURNOVER_ENDED, filter, each, arg, &more, err);
	if (ok && more && turnover_wants(filter, TURNOVER_UNCONFIRMED))
		ok = turnover_list_unconfirmed(db, filter, each, arg, &more, err);
	if (ok && more && turnover_wants(filter, TURNOVER_DUE))
		ok = turnover_list_due(db, filter, each, arg, &more, err);
	return ok;
}

/* --- the record -------------------------------------------------------------------------- */

static const char *turnover_kind_words(const char *raw)
{
	static const char *const words[] = {
		[TURNOVER_VACANT] = N_("vacant post"),
		[TURNOVER_ENDED] = N_("mandate ended, still expected"),
		[TURNOVER_UNCONFIRMED] = N_("not confirmed for a year"),
		[TURNOVER_DUE] = N_("silent for years"),
	};
	enum turnover_kind kind;

	return turnover_kind_parse(raw, &kind) ? gettext(words[kind]) : raw;
}

/* Whatever is no status of a registration: who announced others. */
const char *turnover_expected_words(const char *expected)
{
	return str_eq(expected, TURNOVER_ANNOUNCER) ? _("announced others")
						    : noun_label(&registration_statuses, expected);
}

static const char *turnover_role_words(const char *raw)
{
	return noun_label(&mandate_roles, raw);
}

enum {
	TURNOVER_F_KIND,
	TURNOVER_F_CITE_CODE,
	TURNOVER_F_CITE,
	TURNOVER_F_ROLE,
	TURNOVER_F_SINCE,
	TURNOVER_F_NAME,
	TURNOVER_F_PHONE,
	TURNOVER_F_EMAIL,
	TURNOVER_F_EVENT,
	TURNOVER_F_TITLE,
	TURNOVER_F_PERSON,
	TURNOVER_F_UNTIL,
	TURNOVER_F_EXPECTED,
	TURNOVER_F_STRUCTURE,
};

/* Good until the next call. */
static struct value turnover_day(day_t day)
{
	static struct noun_date date;

	date = noun_date(day);
	return value_date(date.iso);
}

static struct value turnover_value(const void *p, size_t i)
{
	const struct turnover_row *row = p;

	switch (i) {
	case TURNOVER_F_KIND:
		return value_text(turnover_kind_name(row->kind));
	case TURNOVER_F_CITE_CODE:
		return value_text(row->cite_code);
	case TURNOVER_F_CITE:
		return value_text(row->cite);
	case TURNOVER_F_ROLE:
		return value_text(vocabulary_name(&mandate_roles, row->role));
	case TURNOVER_F_SINCE:
		return turnover_day(row->since);
	case TURNOVER_F_NAME:
		return value_text(row->name);
	case TURNOVER_F_PHONE:
		return value_text(row->phone);
	case TURNOVER_F_EMAIL:
		return value_text(row->email);
	case TURNOVER_F_EVENT:
		return value_text(row->event);
	case TURNOVER_F_TITLE:
		return value_text(row->title);
	case TURNOVER_F_PERSON:
		return value_id(row->person_id);
	case TURNOVER_F_UNTIL:
		return turnover_day(row->until);
	case TURNOVER_F_EXPECTED:
		return value_text(row->expected);
	default:
		return value_text(row->structure);
	}
}

static const struct field turnover_fields[] = {
	[TURNOVER_F_KIND] =
		NOUN_FIELD_WORDS("kind", N_("What is to be done"), 12, 1, 0, turnover_kind_words),
	[TURNOVER_F_CITE_CODE] = NOUN_FIELD("cite_code", NULL, FIELD_TEXT, 0, 0, 0),
	[TURNOVER_F_CITE] = NOUN_FIELD("cite", N_("Cité"), FIELD_TEXT, 12, 2, 0),
	[TURNOVER_F_ROLE] =
		NOUN_FIELD_WORDS("role", N_("Post"), 12, 1, 2, turnover_role_words),
	[TURNOVER_F_SINCE] = NOUN_FIELD("since", N_("Since"), FIELD_DATE, 10, 0, 1),
	[TURNOVER_F_NAME] = NOUN_FIELD("name", N_("Name"), FIELD_TEXT, 16, 3, 0),
	[TURNOVER_F_PHONE] = NOUN_FIELD("phone", N_("Telephone"), FIELD_TEXT, 14, 0, 4),
	[TURNOVER_F_EMAIL] = NOUN_FIELD("email", N_("E-mail"), FIELD_TEXT, 16, 1, 5),
	[TURNOVER_F_EVENT] = NOUN_FIELD("event", N_("Event"), FIELD_TEXT, 8, 1, 3),
	[TURNOVER_F_TITLE] = NOUN_FIELD("title", NULL, FIELD_TEXT, 0, 0, 0),
	[TURNOVER_F_PERSON] = NOUN_FIELD("person", NULL, FIELD_ID, 0, 0, 0),
	[TURNOVER_F_UNTIL] = NOUN_FIELD("until", NULL, FIELD_DATE, 0, 0, 0),
	[TURNOVER_F_EXPECTED] =
		NOUN_FIELD_WORDS("expected", N_("Expected as"), 10, 0, 6, turnover_expected_words),
	[TURNOVER_F_STRUCTURE] = NOUN_FIELD("structure", NULL, FIELD_TEXT, 0, 0, 0),
};

const struct record_type turnover_type =
	NOUN_RECORD("turnover", turnover_fields, turnover_value);
