#include <stdlib.h>

#include "etape/cite.h"
#include "etape/membership.h"
#include "store/cite_tour.h"
#include "store/noun.h"
#include "store/presence.h"

void cite_summary_release(struct cite_summary *summary)
{
	free(summary->member_via);
	free(summary->tour_start);
	free(summary->tour_code);
	*summary = (struct cite_summary){ .tour_day = CIVIL_NONE, .seen_day = CIVIL_NONE };
}

void cite_tour_bind(sqlite3_stmt *stmt, day_t on)
{
	noun_bind_date(stmt, ":on", on);
	sql_bind_int(stmt, ":past", on < noun_on(CIVIL_NONE));
}

/* The last étape held by the day, else the next one, else one that nobody has said was held. */
static bool cite_summary_tour(
	struct db *db, int64_t cite, day_t on, struct cite_summary *summary, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT first_day, starts, code, status = 'held' AND first_day <= :on AS hosted"
		" FROM event AS e WHERE cite = :cite"
		" AND kind = 'etape' AND status IN ('announced', 'open', 'closed', 'held')"
		" AND (hosted OR " CITE_TOUR_KNOWN("e") ")"
		" ORDER BY hosted DESC, hosted OR last_day >= :on DESC,"
		" CASE WHEN hosted THEN -julianday(first_day) ELSE julianday(first_day) END LIMIT 1",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":cite", cite);
	cite_tour_bind(stmt, on);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW) {
		summary->tour_day = noun_day(stmt, 0);
		summary->tour_start = sql_dup(stmt, 1);
		summary->tour_code = sql_dup(stmt, 2);
		summary->tour = sql_int(stmt, 3) ? CITE_TOUR_HOSTED : CITE_TOUR_PLANNED;
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

/* People of a cité: those who name it, and those of its structures who name none. ("+" and
 * CROSS keep SQLite from reading everybody who names none.) */
#define CITE_PEOPLE \
	"SELECT id FROM person WHERE cite = :cite UNION ALL" \
	" SELECT p.id FROM structure s CROSS JOIN person p ON p.structure = s.id" \
	" WHERE s.cite = :cite AND +p.cite IS NULL"

static bool cite_summary_seen(
	struct db *db, int64_t cite, day_t on, struct cite_summary *summary, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT e.last_day, count(DISTINCT r.id) FROM (" CITE_PEOPLE ") p"
		" CROSS JOIN registration r ON r.person = p.id CROSS JOIN event e ON e.id = r.event"
		" WHERE e.first_day <= :on"
		" AND " PRESENCE_CAME("r.id")
		" GROUP BY e.id ORDER BY e.first_day DESC LIMIT 1",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":cite", cite);
	noun_bind_date(stmt, ":on", on);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW) {
		summary->seen_day = noun_day(stmt, 0);
		summary->seen_people = (int)sql_int(stmt, 1);
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

static bool cite_summary_counts(
	struct db *db, int64_t cite, struct cite_summary *summary, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT (SELECT count(*) FROM (" CITE_PEOPLE ")),"
		" (SELECT count(*) FROM structure WHERE cite = :cite)",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":cite", cite);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW) {
		summary->people = (int)sql_int(stmt, 0);
		summary->structures = (int)sql_int(stmt, 1);
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool cite_summary(
	struct db *db, int64_t cite, day_t on, struct cite_summary *summary, struct err *err)
{
	day_t day = noun_on(on);

	*summary = (struct cite_summary){ .tour_day = CIVIL_NONE, .seen_day = CIVIL_NONE };
	if (membership_of_cite(db, cite, day, &summary->member, &summary->member_via, err) &&
		cite_summary_tour(db, cite, day, summary, err) &&
		cite_summary_seen(db, cite, day, summary, err) &&
		cite_summary_counts(db, cite, summary, err))
		return true;
	cite_summary_release(summary);
	return false;
}
