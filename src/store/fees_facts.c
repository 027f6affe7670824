#include "store/fees_facts.h"

#include <stdlib.h>

#include "etape/tariff.h"
#include "store/noun.h"

/* Days of the sessions, each once; without sessions, those of an event known by its day. */
static void fees_facts_days(struct fees_facts *f)
{
	bool held = f->event.status == EVENT_HELD;
	day_t today = CIVIL_NONE;
	int now = 0;

	if (f->event.status == EVENT_CANCELLED || f->event.status == EVENT_POSTPONED)
		return;
	civil_from_instant(civil_now(), f->event.zone, &today, &now, NULL);
	if (!f->session_count && f->event.precision == PRECISION_DAY &&
		f->event.last_day - f->event.first_day < 31) {
		f->day_count = (size_t)(f->event.last_day - f->event.first_day) + 1;
		f->days = xcalloc(f->day_count, sizeof *f->days);
		for (size_t i = 0; i < f->day_count; i++) {
			f->days[i].day = f->event.first_day + (day_t)i;
			f->days[i].over = held || f->days[i].day < today;
		}
		return;
	}
	f->days = xcalloc(f->session_count + 1, sizeof *f->days);
	for (size_t i = 0; i < f->session_count; i++) {
		const struct session *s = &f->sessions[i];
		bool over = held || s->day < today || (s->day == today && now >= s->ends);
		size_t at = 0;

		while (at < f->day_count && f->days[at].day != s->day)
			at++;
		if (at == f->day_count)
			f->days[f->day_count++] =
				(struct fees_day){ .day = s->day, .over = over };
		f->days[at].over = f->days[at].over && over;
	}
}

static bool fees_facts_presence(struct fees_facts *f, struct err *err)
{
	f->came = xcalloc(f->session_count + 1, sizeof *f->came);
	for (size_t i = 0; i < f->session_count; i++)
		if (!presence_read(f->db, f->sessions[i].id, NULL, &f->came[i], err))
			return false;
	return true;
}

bool fees_facts_load(
	struct fees_facts *f, struct db *db, int64_t event, bool everybody, struct err *err)
{
	int64_t anybody = 0;

	*f = (struct fees_facts){ .db = db };
	event_init(&f->event);
	if (!event_get(db, event, &f->event, err) ||
		!session_list(db, event, &f->sessions, &f->session_count, err) ||
		!tariff_load(db, &f->tariffs, &f->tariff_count, err) ||
		!noun_ask(db,
			"SELECT EXISTS (SELECT 1 FROM session s JOIN checkin c ON c.session = s.id"
			" WHERE s.event = :id AND c.kind = 'in')",
			event, &anybody, err))
		return false;
	f->anybody = anybody != 0;
	fees_facts_days(f);
	return !everybody || fees_facts_presence(f, err);
}

static void fees_members_free(struct fees_members *m)
{
	if (!m)
		return;
	for (size_t i = 0; i < m->count; i++)
		free(m->names[i]);
	free(m->names);
	free(m->at);
	free(m->name);
	free(m);
}

static void fees_facts_forget(struct idmap *map)
{
	for (size_t i = 0; i < map->room; i++)
		fees_members_free(map->slots[i].value);
	idmap_release(map);
}

void fees_facts_release(struct fees_facts *f)
{
	for (size_t i = 0; f->came && i < f->session_count; i++)
		free(f->came[i].at);
	free(f->came);
	free(f->days);
	session_free_list(&f->sessions, f->session_count);
	tariff_free(&f->tariffs);
	event_release(&f->event);
	fees_facts_forget(&f->structures);
	fees_facts_forget(&f->cites);
}

/* Bodies above, each met once, and the memberships of all, nearest first. */
#define FEES_ABOVE                                                                             \
	" UNION SELECT s.parent FROM up CROSS JOIN structure s ON s.id = up.id"                \
	" WHERE s.parent IS NOT NULL)"                                                         \
	" SELECT s.name, b.valid_from, b.valid_to FROM up CROSS JOIN membership b"             \
	" ON b.structure = up.id JOIN structure s ON s.id = up.id"

static struct fees_members *fees_facts_read(
	struct db *db, const char *sql, int64_t id, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, sql, err);
	struct fees_members *m;
	enum sql_result result;

	if (!stmt)
		return NULL;
	m = xcalloc(1, sizeof *m);
	sql_bind_int(stmt, ":id", id);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		m->at = xrealloc(m->at, (m->count + 1) * sizeof *m->at);
		m->names = xrealloc(m->names, (m->count + 1) * sizeof *m->names);
		m->names[m->count] = sql_dup(stmt, 0);
		m->at[m->count] = (struct fee_membership){
			.structure = m->names[m->count],
			.from = noun_day(stmt, 1),
			.to = noun_day(stmt, 2),
		};
		m->count++;
	}
	sql_done(stmt);
	if (result == SQL_FAILED) {
		fees_members_free(m);
		return NULL;
	}
	return m;
}

const struct fees_members *fees_facts_structure(
	struct fees_facts *f, int64_t structure, struct err *err)
{
	struct fees_members *m = idmap_get(&f->structures, structure);

	if (m)
		return m;
	m = fees_facts_read(
		f->db, "WITH RECURSIVE up (id) AS (SELECT :id" FEES_ABOVE, structure, err);
	if (m)
		*idmap_at(&f->structures, structure) = m;
	return m;
}

const struct fees_members *fees_facts_cite(struct fees_facts *f, int64_t cite, struct err *err)
{
	struct fees_members *m = idmap_get(&f->cites, cite);
	sqlite3_stmt *stmt;

	if (m)
		return m;
	m = fees_facts_read(f->db,
		"WITH RECURSIVE up (id) AS (SELECT id FROM structure WHERE cite = :id"
		" AND kind IN ('commune', 'epci')" FEES_ABOVE,
		cite, err);
	stmt = m ? sql_prepare(f->db, "SELECT name FROM cite WHERE id = :id", err) : NULL;
	if (!stmt) {
		fees_members_free(m);
		return NULL;
	}
	sql_bind_int(stmt, ":id", cite);
	m->name = sql_step(f->db, stmt, NULL) == SQL_ROW ? sql_dup(stmt, 0) : xstrdup("");
	sql_done(stmt);
	*idmap_at(&f->cites, cite) = m;
	return m;
}

bool fees_facts_present(struct fees_facts *f, size_t session, int64_t registration,
	bool *present, struct err *err)
{
	sqlite3_stmt *stmt;
	enum sql_result result;

	if (f->came) {
		*present = presence_holds(&f->came[session], registration);
		return true;
	}
	stmt = sql_prepare(f->db,
		"SELECT 1 FROM checkin c WHERE c.registration = :registration AND c.session = :session"
		" AND c.kind = 'in' AND NOT EXISTS (SELECT 1 FROM checkin u WHERE u.undoes = c.id)",
		err);
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":registration", registration);
	sql_bind_int(stmt, ":session", f->sessions[session].id);
	result = sql_step(f->db, stmt, err);
	*present = result == SQL_ROW;
	sql_done(stmt);
	return result != SQL_FAILED;
}
