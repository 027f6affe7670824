#include "etape/cite_overview.h"

#include <stdlib.h>
#include <string.h>

#include "store/cite_label.h"
#include "store/cite_overview_internal.h"
#include "store/cite_tour.h"
#include "store/membership_cover.h"
#include "store/noun.h"
#include "store/presence.h"

/* Days of the year before: an anniversary counts, as people say "in the last year". */
#define YEAR 365

void cite_overview_init(struct cite_overview *o)
{
	*o = (struct cite_overview){ .on = CIVIL_NONE };
}

void cite_overview_release(struct cite_overview *o)
{
	for (size_t i = 0; i < o->text_count; i++)
		free(o->texts[i]);
	free(o->texts);
	free(o->rows);
	cite_overview_init(o);
}

/* Keeps what a row borrows: several texts in one block, each with its NUL. */
static char *keep_block(struct cite_overview *o, struct str *block)
{
	if (o->text_count == o->text_cap) {
		o->text_cap = o->text_cap ? o->text_cap * 2 : 64;
		o->texts = xrealloc(o->texts, o->text_cap * sizeof *o->texts);
	}
	return o->texts[o->text_count++] = str_take(block);
}

static const char *keep(struct cite_overview *o, const char *text)
{
	struct str block = STR_INIT;

	if (!*text)
		return "";
	str_add(&block, text);
	return keep_block(o, &block);
}

/* --- the rows ---------------------------------------------------------------------- */

/* An étape held by the day makes a host; any other that isn't called off and was known, a plan. */
static const char overview_sql[] =
	"SELECT c.id, c.wave, c.lat, c.lon,"
	" (SELECT sum(m.population) FROM cite_commune cc JOIN commune m ON m.insee = cc.insee"
	" WHERE cc.cite = c.id),"
	" (SELECT max(CASE WHEN e.status = 'held' AND e.first_day <= :on THEN 2"
	" WHEN e.status IN ('announced', 'open', 'closed', 'held') AND " CITE_TOUR_KNOWN("e")
	" THEN 1 ELSE 0 END)"
	" FROM event e WHERE e.cite = c.id AND e.kind = 'etape'),"
	" c.code, c.name, c.departement, c.region, c.region_name, c.academie"
	" FROM cite c WHERE :region IS NULL OR c.region = :region ORDER BY c.fold, c.id";

enum { FIRST_TEXT = 6, TEXTS = 6 };

static void read_row(struct cite_overview *o, sqlite3_stmt *stmt)
{
	struct str block = STR_INIT;
	size_t at[TEXTS];

	if ((o->count & (o->count - 1)) == 0)
		o->rows = xrealloc(o->rows, (o->count ? o->count * 2 : 1) * sizeof *o->rows);
	for (int i = 0; i < TEXTS; i++) {
		at[i] = block.len;
		str_add(&block, sql_text(stmt, FIRST_TEXT + i));
		str_addc(&block, '\0');
	}
	const char *texts = keep_block(o, &block);
	o->rows[o->count++] = (struct cite_overview_row){
		.id = sql_int(stmt, 0),
		.wave = (int)sql_int(stmt, 1),
		.lat = (int32_t)sql_int(stmt, 2),
		.lon = (int32_t)sql_int(stmt, 3),
		.population = sql_int(stmt, 4),
		.tour = (enum cite_tour)sql_int(stmt, 5),
		.code = texts + at[0],
		.name = texts + at[1],
		.departement = texts + at[2],
		.region = texts + at[3],
		.region_name = texts + at[4],
		.academie = texts + at[5],
		.member_via = "",
		.seen_day = CIVIL_NONE,
		.communes = "",
		.mood_day = CIVIL_NONE,
		.label = LABEL_LABELLED,
		.label_since = CIVIL_NONE,
	};
}

bool cite_overview_load(struct db *db, struct cite_overview *o, const char *region, day_t on,
	unsigned parts, struct err *err)
{
	struct cite_overview fresh;
	enum sql_result result;
	sqlite3_stmt *stmt;

	cite_overview_init(&fresh);
	fresh.on = noun_on(on);
	if (region && strlen(region) < sizeof fresh.region)
		memcpy(fresh.region, region, strlen(region) + 1);
	stmt = sql_prepare(db, overview_sql, err);
	if (!stmt)
		return false;
	cite_tour_bind(stmt, fresh.on);
	sql_bind_opt(stmt, ":region", region);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW)
		read_row(&fresh, stmt);
	sql_done(stmt);
	if (result == SQL_FAILED || !cite_overview_add(db, &fresh, parts, err)) {
		cite_overview_release(&fresh);
		return false;
	}
	cite_overview_release(o);
	*o = fresh;
	return true;
}

/* --- the parts ---------------------------------------------------------------------- */

/* Rows stand by name, and there are a few hundred at most. */
struct cite_overview_row *cite_overview_row_of(struct cite_overview *o, int64_t id)
{
	for (size_t i = 0; i < o->count; i++) {
		if (o->rows[i].id == id)
			return &o->rows[i];
	}
	return NULL;
}

enum parameter {
	BY_DAY = 1u << 0,    /* :on */
	BY_YEAR = 1u << 1,   /* :from, a year before */
	BY_REGION = 1u << 2, /* :region */
};

static void bind(sqlite3_stmt *stmt, const struct cite_overview *o, unsigned parameters)
{
	if (parameters & BY_DAY)
		noun_bind_date(stmt, ":on", o->on);
	if (parameters & BY_YEAR)
		noun_bind_date(stmt, ":from", o->on - YEAR + 1);
	if (parameters & BY_REGION)
		sql_bind_opt(stmt, ":region", o->region);
}

/* Steps a statement whose first column is a cité's id; `take` reads the others. */
static bool read_part(struct db *db, struct cite_overview *o, const char *sql, unsigned parameters,
	void (*take)(struct cite_overview *o, struct cite_overview_row *row, sqlite3_stmt *stmt),
	struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, sql, err);
	enum sql_result result;

	if (!stmt)
		return false;
	bind(stmt, o, parameters);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		struct cite_overview_row *row = cite_overview_row_of(o, sql_int(stmt, 0));
		if (row)
			take(o, row, stmt);
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

static const char member_sql[] = COVER_WITH
	" SELECT t.id, min(s.name) FROM territory t JOIN structure s ON s.id = t.via GROUP BY t.id";

static void take_member(struct cite_overview *o, struct cite_overview_row *row, sqlite3_stmt *stmt)
{
	row->member = true;
	row->member_via = keep(o, sql_text(stmt, 1));
}

static const char posts_sql[] =
	"SELECT m.cite, m.role, max(" NOUN_IN_FORCE("m") ") FROM cite c JOIN mandate m ON m.cite = c.id"
	" WHERE (:region IS NULL OR c.region = :region) AND (m.valid_from IS NULL OR m.valid_from <= :on)"
	" GROUP BY m.cite, m.role";

static void take_post(struct cite_overview *o, struct cite_overview_row *row, sqlite3_stmt *stmt)
{
	(void)o;
	row->posts_known = true;
	if (sql_int(stmt, 2))
		row->held |= 1u << noun_value(&mandate_roles, stmt, 1);
}

/* Whom a person counts for: the cité she names, else her structure's. */
static const char seen_sql[] =
	"SELECT coalesce(p.cite, s.cite) AS home, max(e.first_day),"
	" count(DISTINCT CASE WHEN e.first_day >= :from THEN e.id END)"
	" FROM event e JOIN registration r ON r.event = e.id JOIN person p ON p.id = r.person"
	" LEFT JOIN structure s ON s.id = p.structure"
	" WHERE e.first_day <= :on AND coalesce(p.cite, s.cite) IS NOT NULL"
	" AND " PRESENCE_CAME("r.id") " GROUP BY home";

static void take_seen(struct cite_overview *o, struct cite_overview_row *row, sqlite3_stmt *stmt)
{
	(void)o;
	row->seen_day = noun_day(stmt, 1);
	row->attended = (int)sql_int(stmt, 2);
}

/* Rencontres of which it is known here who was present. */
static bool count_events(struct db *db, struct cite_overview *o, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT count(*) FROM event e WHERE e.first_day BETWEEN :from AND :on"
		" AND EXISTS (SELECT 1 FROM session s JOIN checkin c ON c.session = s.id"
		" WHERE s.event = e.id)",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	bind(stmt, o, BY_DAY | BY_YEAR);
	result = sql_step(db, stmt, err);
	o->events = result == SQL_ROW ? (int)sql_int(stmt, 0) : 0;
	sql_done(stmt);
	return result != SQL_FAILED;
}

static const char communes_sql[] =
	"SELECT cite, group_concat(name, char(10)) FROM (SELECT cc.cite AS cite, m.name AS name"
	" FROM cite_commune cc JOIN commune m ON m.insee = cc.insee ORDER BY cc.cite, cc.rank)"
	" GROUP BY cite";

static void take_communes(struct cite_overview *o, struct cite_overview_row *row, sqlite3_stmt *stmt)
{
	row->communes = keep(o, sql_text(stmt, 1));
}

/* The last one told by the day, whatever the rencontre. */
static const char mood_sql[] =
	"SELECT m.cite, m.level, m.day FROM mood m WHERE m.day <= :on AND NOT EXISTS (SELECT 1 FROM mood n"
	" WHERE n.cite = m.cite AND n.day <= :on AND (n.day, n.id) > (m.day, m.id))";

static void take_mood(struct cite_overview *o, struct cite_overview_row *row, sqlite3_stmt *stmt)
{
	(void)o;
	row->mood = (int)sql_int(stmt, 1);
	row->mood_day = noun_day(stmt, 2);
}

/* A step of its label; they come oldest first. */
static void take_label(struct cite_overview *o, struct cite_overview_row *row, sqlite3_stmt *stmt)
{
	struct cite_label_state state = {
		.status = row->label,
		.since = row->label_since,
		.known = row->label_known,
	};

	cite_label_take(&state, stmt, o->on);
	row->label = state.status;
	row->label_since = state.since;
	row->label_known = state.known;
}

static const struct {
	unsigned part;
	const char *sql;
	unsigned parameters;
	void (*take)(struct cite_overview *o, struct cite_overview_row *row, sqlite3_stmt *stmt);
} overview_parts[] = {
	{ CITE_OVERVIEW_MEMBER, member_sql, BY_DAY, take_member },
	{ CITE_OVERVIEW_POSTS, posts_sql, BY_DAY | BY_REGION, take_post },
	{ CITE_OVERVIEW_SEEN, seen_sql, BY_DAY | BY_YEAR, take_seen },
	{ CITE_OVERVIEW_COMMUNES, communes_sql, 0, take_communes },
	{ CITE_OVERVIEW_MOOD, mood_sql, BY_DAY, take_mood },
	{ CITE_OVERVIEW_LABEL, CITE_LABEL_STEPS, 0, take_label },
};

bool cite_overview_add(struct db *db, struct cite_overview *o, unsigned parts, struct err *err)
{
	unsigned missing = parts & ~o->parts;

	for (size_t i = 0; i < sizeof overview_parts / sizeof *overview_parts; i++) {
		if ((missing & overview_parts[i].part) &&
			!read_part(db, o, overview_parts[i].sql, overview_parts[i].parameters,
				overview_parts[i].take, err))
			return false;
	}
	if ((missing & CITE_OVERVIEW_SEEN) && !count_events(db, o, err))
		return false;
	if ((missing & CITE_OVERVIEW_FEES) && !cite_overview_fees(db, o, err))
		return false;
	o->parts |= missing;
	return true;
}
