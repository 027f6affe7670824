#include "etape/turnover.h"

#include <string.h>

#include "etape/i18n.h"
#include "etape/text.h"
#include "store/confirmed.h"
#include "store/noun.h"

static const char *const turnover_kinds[] = {
	[TURNOVER_VACANT] = "vacant",
	[TURNOVER_ENDED] = "ended",
	[TURNOVER_UNCONFIRMED] = "unconfirmed",
};

const char *turnover_kind_name(enum turnover_kind kind)
{
	return turnover_kinds[kind];
}

bool turnover_kind_parse(const char *name, enum turnover_kind *kind)
{
	for (size_t i = 0; i < sizeof turnover_kinds / sizeof *turnover_kinds; i++) {
		if (!strcmp(turnover_kinds[i], name)) {
			*kind = (enum turnover_kind)i;
			return true;
		}
	}
	return false;
}

/* --- questions --------------------------------------------------------------------------- */

/* Columns of every question: cité (id, code, name), role, a day, person (id, names, e-mail,
 * telephone), event (code, title), an id that tells when the person was written. */
#define TURNOVER_CITE "c.id, c.code, c.name"
#define TURNOVER_PERSON                                                                        \
	"p.id, p.family_name, p.given_name, p.email, coalesce(p.mobile, p.phone)"
#define TURNOVER_THERE                                                                         \
	" AND (:region IS NULL OR c.region = :region)"                                         \
	" AND (:departement IS NULL OR c.departement = :departement)"

/* A post is vacant since the day after the last who held it. */
static const char turnover_vacant[] =
	"SELECT " TURNOVER_CITE ", r.role, (SELECT date(max(v.valid_to), '+1 day') FROM mandate v"
	" WHERE v.cite = c.id AND v.role = r.role AND v.valid_to < :on),"
	" 0, '', '', '', '', '', '', 0"
	" FROM cite c CROSS JOIN (SELECT 0 AS rank, 'copilote_collectivite' AS role"
	" UNION ALL SELECT 1, 'copilote_prefecture' UNION ALL SELECT 2, 'copilote_academie'"
	" UNION ALL SELECT 3, 'cpo') r"
	" WHERE NOT EXISTS (SELECT 1 FROM mandate m WHERE m.cite = c.id AND m.role = r.role"
	" AND " NOUN_IN_FORCE("m") ")"
	" AND (:unknown OR EXISTS (SELECT 1 FROM mandate k WHERE k.cite = c.id))" TURNOVER_THERE
	" ORDER BY c.fold, c.id, r.rank";

static const char turnover_ended[] =
	"SELECT " TURNOVER_CITE ", m.role, date(m.valid_to, '+1 day'), " TURNOVER_PERSON
	", e.code, e.title, 0"
	" FROM event e JOIN registration g ON g.event = e.id JOIN person p ON p.id = g.person"
	" JOIN mandate m ON m.id = (SELECT l.id FROM mandate l WHERE l.person = p.id"
	" AND l.valid_to < :on ORDER BY l.valid_to DESC, l.id DESC LIMIT 1)"
	" JOIN cite c ON c.id = m.cite"
	" WHERE e.last_day >= :on AND e.status <> 'cancelled'"
	" AND g.status IN ('registered', 'waiting', 'invited')"
	" AND NOT EXISTS (SELECT 1 FROM mandate h WHERE h.person = p.id"
	" AND (h.valid_to IS NULL OR h.valid_to >= :on))" TURNOVER_THERE
	" ORDER BY e.first_day, e.id, p.fold, p.id";

static const char turnover_unconfirmed[] =
	"SELECT " TURNOVER_CITE ", NULL, p.confirmed_on, " TURNOVER_PERSON
	", '', '', max(p.id, p.rev)"
	" FROM person p LEFT JOIN structure s ON s.id = p.structure"
	" LEFT JOIN cite c ON c.id = coalesce(p.cite, s.cite)"
	" WHERE " CONFIRMED_NOT("p") " AND p.erased_at IS NULL" TURNOVER_THERE " ORDER BY p.fold, p.id";

static bool turnover_ask(struct db *db, const char *sql, enum turnover_kind kind,
	const struct turnover_filter *filter, turnover_row_fn each, void *arg, bool *more,
	struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, sql, err);
	struct str name = STR_INIT;
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_opt(stmt, ":region", filter->region);
	sql_bind_opt(stmt, ":departement", filter->departement);
	if (kind == TURNOVER_UNCONFIRMED)
		confirmed_bind(stmt, filter->on);
	else
		noun_bind_date(stmt, ":on", noun_on(filter->on));
	if (kind == TURNOVER_VACANT)
		sql_bind_int(stmt, ":unknown", filter->unknown);
	while (*more && (result = sql_step(db, stmt, err)) == SQL_ROW) {
		struct turnover_row row = {
			.kind = kind,
			.cite_id = sql_int(stmt, 0),
			.cite_code = sql_text(stmt, 1),
			.cite = sql_text(stmt, 2),
			.role = *sql_text(stmt, 3) ? noun_value(&mandate_roles, stmt, 3) : ANY,
			.since = kind == TURNOVER_UNCONFIRMED
					 ? confirmed_day(sql_int(stmt, 12), noun_day(stmt, 4))
					 : noun_day(stmt, 4),
			.person_id = sql_int(stmt, 5),
			.email = sql_text(stmt, 8),
			.phone = sql_text(stmt, 9),
			.event = sql_text(stmt, 10),
			.title = sql_text(stmt, 11),
		};

		str_reset(&name);
		text_person(&name, sql_text(stmt, 6), sql_text(stmt, 7));
		row.name = name.buf;
		*more = each(arg, &row);
	}
	sql_done(stmt);
	str_release(&name);
	return !*more || result != SQL_FAILED;
}

bool turnover_list(struct db *db, const struct turnover_filter *filter, turnover_row_fn each,
	void *arg, struct err *err)
{
	static const char *const questions[] = {
		[TURNOVER_VACANT] = turnover_vacant,
		[TURNOVER_ENDED] = turnover_ended,
		[TURNOVER_UNCONFIRMED] = turnover_unconfirmed,
	};
	bool ok = true, more = true;

	for (size_t i = 0; ok && more && i < sizeof questions / sizeof *questions; i++)
		if (!filter->kinds || (filter->kinds & TURNOVER_ONLY(i)))
			ok = turnover_ask(db, questions[i], (enum turnover_kind)i, filter, each,
				arg, &more, err);
	return ok;
}

/* --- the record -------------------------------------------------------------------------- */

static const char *turnover_kind_words(const char *raw)
{
	static const char *const words[] = {
		[TURNOVER_VACANT] = N_("vacant post"),
		[TURNOVER_ENDED] = N_("mandate ended, still expected"),
		[TURNOVER_UNCONFIRMED] = N_("not confirmed for a year"),
	};
	enum turnover_kind kind;

	return turnover_kind_parse(raw, &kind) ? gettext(words[kind]) : raw;
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
	default:
		return value_id(row->person_id);
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
};

const struct record_type turnover_type =
	NOUN_RECORD("turnover", turnover_fields, turnover_value);
