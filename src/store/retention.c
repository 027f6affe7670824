#include "etape/erasure.h"

#include "etape/i18n.h"
#include "etape/id.h"
#include "etape/text.h"
#include "store/noun.h"
#include "store/words.h"

static const struct word retention_words[] = {
	{ .name = "contact", .label = N_("last contact noted") },
	{ .name = "event", .label = N_("last registration or check-in") },
	{ .name = "confirmed", .label = N_("record confirmed") },
	{ .name = "made", .label = N_("record made") },
};
static const struct vocabulary retention_reasons = {
	.words = retention_words,
	.count = sizeof retention_words / sizeof *retention_words,
};

static const char *retention_label(const char *name)
{
	return noun_label(&retention_reasons, name);
}

static struct value retention_value(const void *p, size_t i)
{
	const struct retention_row *row = p;

	switch (i) {
	case 0:
		return value_id(row->id);
	case 1:
		return value_text(row->name);
	case 2:
		return value_text(row->structure);
	case 3:
		return value_date(row->last);
	case 4:
		return value_text(row->because);
	default:
		return value_int(row->posts);
	}
}

static const struct field retention_fields[] = {
	NOUN_FIELD("id", N_("Number"), FIELD_ID, 19, 0, 0),
	NOUN_FIELD("name", N_("Name"), FIELD_TEXT, 16, 3, 0),
	NOUN_FIELD("structure", N_("Structure"), FIELD_TEXT, 10, 2, 2),
	NOUN_FIELD("last_contact", N_("Last contact"), FIELD_DATE, 10, 0, 0),
	NOUN_FIELD_WORDS("because", N_("From"), 12, 1, 1, retention_label),
	NOUN_FIELD("posts", N_("Posts"), FIELD_INT, 5, 0, 1),
};

const struct record_type retention_type =
	NOUN_RECORD("retention", retention_fields, retention_value);

/* An id holds the moment at which it was made (id.h): milliseconds since 2020 above 22 bits. */
#define RETENTION_MADE "date((p.id >> 22) / 1000 + 1577836800, 'unixepoch')"
/* A rencontre's own last day when it was keyed or imported later. */
#define RETENTION_AT(instant) "min(date(" instant " / 1000, 'unixepoch'), e.last_day)"
/* The last of: a registration, a check-in, having announced somebody. */
#define RETENTION_EVENT                                                                        \
	"nullif(max(coalesce((SELECT max(" RETENTION_AT("max(r.created_at, coalesce((SELECT max(k.at)" \
	" FROM checkin k WHERE k.registration = r.id), 0))") ") FROM registration r"           \
	" JOIN event e ON e.id = r.event WHERE r.person = p.id), ''),"                         \
	" coalesce((SELECT max(" RETENTION_AT("a.created_at") ") FROM registration a"          \
	" JOIN event e ON e.id = a.event WHERE a.registered_by = p.id), '')), '')"
/* What is known of her, '' for nothing; whoever was heard of since by any way is not due. */
#define RETENTION_LAST "max(coalesce(contact, ''), coalesce(event, ''), coalesce(confirmed, ''))"

/* Computed once for each: what tells the day is asked for several times. */
#define RETENTION_HEARD                                                                        \
	"WITH heard AS MATERIALIZED (SELECT p.id AS id, p.fold AS fold, p.last_contact AS contact," \
	" " RETENTION_EVENT " AS event, p.confirmed_on AS confirmed, " RETENTION_MADE " AS made" \
	" FROM person p WHERE p.erased_at IS NULL"                                             \
	" AND (p.id < :made OR p.last_contact IS NOT NULL OR p.confirmed_on IS NOT NULL"       \
	" OR EXISTS (SELECT 1 FROM registration r WHERE r.person = p.id)"                      \
	" OR EXISTS (SELECT 1 FROM registration r WHERE r.registered_by = p.id))"              \
	" AND (p.last_contact IS NULL OR p.last_contact < :before)"                            \
	" AND (p.confirmed_on IS NULL OR p.confirmed_on < :before)"                            \
	" AND (:match IS NULL OR p.id IN (SELECT rowid FROM search WHERE search MATCH :match))),"   \
	" due AS MATERIALIZED (SELECT *, coalesce(nullif(" RETENTION_LAST ", ''), made) AS last FROM heard)"

static const char retention_days_sql[] =
	RETENTION_HEARD " SELECT id, last FROM due WHERE last < :before ORDER BY last, fold, id";

static const char retention_sql[] =
	RETENTION_HEARD " SELECT due.id, p.family_name, p.given_name, s.name, last,"
	" CASE last WHEN contact THEN 'contact' WHEN event THEN 'event' WHEN confirmed THEN 'confirmed'"
	" ELSE 'made' END,"
	" (SELECT count(*) FROM mandate m WHERE m.person = due.id AND " NOUN_IN_FORCE("m") ")"
	" FROM due JOIN person p ON p.id = due.id LEFT JOIN structure s ON s.id = p.structure"
	" WHERE last < :before ORDER BY last, due.fold, due.id";

static sqlite3_stmt *retention_ask(
	struct db *db, const char *sql, int years, const char *match, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, sql, err);
	const day_t before = civil_add_months(noun_on(CIVIL_NONE), -12 * years);

	if (!stmt)
		return NULL;
	noun_bind_date(stmt, ":before", before);
	/* Of whom nothing is known but that she was written down since is not looked at further. */
	sql_bind_int(stmt, ":made", id_from((before - civil_day(2020, 1, 1)) * INT64_C(86400)));
	sql_bind_opt(stmt, ":match", match);
	return stmt;
}

bool retention_list(struct db *db, int years, retention_row_fn each, void *arg, struct err *err)
{
	sqlite3_stmt *stmt = retention_ask(db, retention_sql, years, NULL, err);
	struct str name = STR_INIT;
	enum sql_result result;
	bool more = true;

	if (!stmt)
		return false;
	noun_bind_date(stmt, ":on", noun_on(CIVIL_NONE));
	while (more && (result = sql_step(db, stmt, err)) == SQL_ROW) {
		str_reset(&name);
		text_person(&name, sql_text(stmt, 1), sql_text(stmt, 2));
		more = each(arg, &(struct retention_row){
					 .id = sql_int(stmt, 0),
					 .name = name.buf,
					 .structure = sql_text(stmt, 3),
					 .last = sql_text(stmt, 4),
					 .because = sql_text(stmt, 5),
					 .posts = (int)sql_int(stmt, 6),
				 });
	}
	sql_done(stmt);
	str_release(&name);
	return !more || result != SQL_FAILED;
}

bool retention_days(struct db *db, int years, const char *text, struct retention_day **days,
	size_t *count, struct err *err)
{
	struct str match = STR_INIT;
	enum sql_result result = SQL_FAILED;
	struct words words;
	sqlite3_stmt *stmt;
	size_t room = 0;

	*days = NULL;
	*count = 0;
	words_init(&words, text);
	words_match_query(&words, &match);
	stmt = retention_ask(db, retention_days_sql, years, match.buf, err);
	while (stmt && (result = sql_step(db, stmt, err)) == SQL_ROW) {
		if (*count == room) {
			room = room ? room * 2 : 64;
			*days = xrealloc(*days, room * sizeof **days);
		}
		(*days)[(*count)++] =
			(struct retention_day){ .id = sql_int(stmt, 0), .last = noun_day(stmt, 1) };
	}
	if (stmt)
		sql_done(stmt);
	words_release(&words);
	str_release(&match);
	return result != SQL_FAILED;
}
