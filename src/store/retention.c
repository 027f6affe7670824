#include "etape/erasure.h"

#include "etape/i18n.h"
#include "etape/text.h"
#include "store/noun.h"

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
#define RETENTION_EVENT                                                                        \
	"(SELECT date(max(max(r.created_at, coalesce((SELECT max(k.at) FROM checkin k"         \
	" WHERE k.registration = r.id), 0))) / 1000, 'unixepoch') FROM registration r"          \
	" WHERE r.person = p.id)"

static const char retention_sql[] =
	"SELECT id, family_name, given_name, structure, coalesce(contact, event, confirmed, made),"
	" CASE WHEN contact IS NOT NULL THEN 'contact' WHEN event IS NOT NULL THEN 'event'"
	"  WHEN confirmed IS NOT NULL THEN 'confirmed' ELSE 'made' END, posts FROM"
	" (SELECT p.id AS id, p.family_name, p.given_name, s.name AS structure, p.last_contact AS contact, "
	RETENTION_EVENT " AS event, p.confirmed_on AS confirmed, " RETENTION_MADE " AS made, p.fold AS fold,"
	" (SELECT count(*) FROM mandate m WHERE m.person = p.id AND " NOUN_IN_FORCE("m") ") AS posts"
	" FROM person p LEFT JOIN structure s ON s.id = p.structure WHERE p.erased_at IS NULL)"
	" WHERE coalesce(contact, event, confirmed, made) < :before"
	" ORDER BY coalesce(contact, event, confirmed, made), fold, id";

bool retention_list(struct db *db, int years, retention_row_fn each, void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, retention_sql, err);
	const day_t today = noun_on(CIVIL_NONE);
	struct str name = STR_INIT;
	enum sql_result result;
	bool more = true;

	if (!stmt)
		return false;
	noun_bind_date(stmt, ":on", today);
	noun_bind_date(stmt, ":before", civil_add_months(today, -12 * years));
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
