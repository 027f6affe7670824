#include "etape/id.h"
#include "etape/person.h"
#include "store/noun.h"

#define DAY_S 86400

static day_t person_made(int64_t id)
{
	return civil_day(2020, 1, 1) + (day_t)(id_seconds(id) / DAY_S);
}

static day_t later(day_t a, day_t b)
{
	if (a == CIVIL_NONE)
		return b;
	return b == CIVIL_NONE || a > b ? a : b;
}

bool person_dates(struct db *db, int64_t id, day_t *updated, day_t *seen, struct err *err)
{
	/* Who came and left was there, too: presence is asked of the facts, not of the view. */
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT max(p.id, p.rev), p.confirmed_on, (SELECT max(s.day) FROM registration r"
		" CROSS JOIN checkin k ON k.registration = r.id JOIN session s ON s.id = k.session"
		" WHERE r.person = p.id AND k.kind = 'in'"
		" AND NOT EXISTS (SELECT 1 FROM checkin u WHERE u.undoes = k.id))"
		" FROM person p WHERE p.id = :id",
		err);
	enum sql_result result;

	*updated = CIVIL_NONE;
	*seen = CIVIL_NONE;
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW) {
		*updated = later(person_made(sql_int(stmt, 0)), noun_day(stmt, 1));
		*seen = noun_day(stmt, 2);
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}
