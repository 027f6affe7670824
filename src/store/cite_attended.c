#include "etape/cite_overview.h"
#include "etape/text.h"
#include "store/noun.h"
#include "store/presence.h"

/* The people of the cité, in FROM as `who`: whoever names it, else is of a structure of it. */
#define WHO                                                                                    \
	"(SELECT id FROM person WHERE cite = :cite UNION ALL"                                  \
	" SELECT q.id FROM structure s CROSS JOIN person q ON q.structure = s.id"              \
	" WHERE s.cite = :cite AND +q.cite IS NULL) who"
#define NAMES " group_concat(DISTINCT p.family_name || char(31) || p.given_name || char(30))"

static const char attended_sql[] =
	"SELECT e.id, e.code, e.title, e.starts, count(DISTINCT r.person)," NAMES
	" FROM " WHO
	" CROSS JOIN person p ON p.id = who.id CROSS JOIN registration r ON r.person = p.id"
	" CROSS JOIN event e ON e.id = r.event"
	" WHERE e.first_day <= :on AND " PRESENCE_CAME("r.id")
	" GROUP BY e.id ORDER BY e.first_day DESC, e.id";

/* Where nobody was checked in, nothing is known of who came. */
static const char missed_sql[] =
	"WITH mine (event, person, came) AS (SELECT r.event, r.person, " PRESENCE_CAME("r.id")
	" FROM " WHO " CROSS JOIN registration r ON r.person = who.id WHERE r.status <> 'cancelled'"
	" OR " PRESENCE_CAME("r.id") ")"
	" SELECT e.id, e.code, e.title, e.starts, count(DISTINCT m.person)," NAMES
	" FROM event e JOIN cite c ON c.id = :cite LEFT JOIN cite host ON host.id = e.cite"
	" LEFT JOIN mine m ON m.event = e.id LEFT JOIN person p ON p.id = m.person"
	" WHERE e.kind IN ('etape', 'cpo', 'regional_day') AND e.last_day <= :on"
	" AND e.first_day > :from AND e.status <> 'cancelled'"
	" AND (host.region IS NULL OR host.region = c.region)"
	" AND (c.wave IS NULL OR c.wave <= CAST(substr(e.first_day, 1, 4) AS INTEGER))"
	" AND NOT EXISTS (SELECT 1 FROM mine x WHERE x.event = e.id AND x.came)"
	" AND EXISTS (SELECT 1 FROM session s JOIN checkin k ON k.session = s.id WHERE s.event = e.id)"
	" GROUP BY e.id ORDER BY e.first_day DESC, e.id";

enum { MISSED_YEARS = 3 };

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

static bool attendance_each(
	struct db *db, sqlite3_stmt *stmt, cite_attendance_fn each, void *arg, struct err *err)
{
	struct str names = STR_INIT;
	enum sql_result result;

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

bool cite_attended(struct db *db, int64_t cite, day_t on, cite_attendance_fn each, void *arg,
	struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, attended_sql, err);

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":cite", cite);
	noun_bind_date(stmt, ":on", noun_on(on));
	return attendance_each(db, stmt, each, arg, err);
}

bool cite_missed(struct db *db, int64_t cite, day_t on, cite_attendance_fn each, void *arg,
	struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, missed_sql, err);
	const day_t day = noun_on(on);

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":cite", cite);
	noun_bind_date(stmt, ":on", day);
	noun_bind_date(stmt, ":from", civil_add_months(day, -12 * MISSED_YEARS));
	return attendance_each(db, stmt, each, arg, err);
}
