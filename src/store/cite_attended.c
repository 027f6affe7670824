#include "etape/cite_overview.h"
#include "etape/text.h"
#include "store/noun.h"
#include "store/presence.h"

/* Whom a person counts for: the cité she names, else her structure's. */
static const char attended_sql[] =
	"SELECT e.id, e.code, e.title, e.starts, count(DISTINCT r.person),"
	" group_concat(DISTINCT p.family_name || char(31) || p.given_name || char(30))"
	" FROM (SELECT id FROM person WHERE cite = :cite UNION ALL"
	" SELECT q.id FROM structure s CROSS JOIN person q ON q.structure = s.id"
	" WHERE s.cite = :cite AND +q.cite IS NULL) who"
	" CROSS JOIN person p ON p.id = who.id CROSS JOIN registration r ON r.person = p.id"
	" CROSS JOIN event e ON e.id = r.event"
	" WHERE " PRESENCE_CAME("r.id")
	" GROUP BY e.id ORDER BY e.first_day DESC, e.id";

/* Names in the way of group_concat(): family, 31, given, 30, a comma between. */
static void add_names(struct str *out, const char *raw)
{
	struct str family = STR_INIT, given = STR_INIT;

	while (*raw) {
		const char *unit = raw;
		while (*unit && *unit != '\037')
			unit++;
		str_reset(&family);
		str_addn(&family, raw, (size_t)(unit - raw));
		const char *end = *unit ? unit + 1 : unit;
		const char *from = end;
		while (*end && *end != '\036')
			end++;
		str_reset(&given);
		str_addn(&given, from, (size_t)(end - from));
		if (out->len)
			str_addc(out, '\n');
		text_person(out, family.buf, given.buf);
		raw = *end ? end + 1 : end;
		raw += *raw == ',';
	}
	str_release(&family);
	str_release(&given);
}

bool cite_attended(struct db *db, int64_t cite, bool (*each)(void *arg, const struct cite_attendance *a),
	void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, attended_sql, err);
	struct str names = STR_INIT;
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":cite", cite);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		str_reset(&names);
		add_names(&names, sql_text(stmt, 5));
		struct cite_attendance a = {
			.event = sql_int(stmt, 0),
			.code = sql_text(stmt, 1),
			.title = sql_text(stmt, 2),
			.start = sql_text(stmt, 3),
			.people = (int)sql_int(stmt, 4),
			.names = names.buf,
		};
		if (!each(arg, &a))
			break;
	}
	sql_done(stmt);
	str_release(&names);
	return result != SQL_FAILED;
}
