#include "store/fees_facts.h"

#include <stdlib.h>
#include <string.h>

#include "store/noun.h"

static void fees_facts_session_days(struct fees_facts *f, bool held, day_t today, int now)
{
	f->days = xcalloc(f->session_count + 1, sizeof *f->days);
	for (size_t i = 0; i < f->session_count; i++) {
		const struct session *s = &f->sessions[i];
		bool over = held || s->day < today || (s->day == today && now >= s->ends);
		size_t at = 0;

		while (at < f->day_count && f->days[at].day < s->day)
			at++;
		if (at == f->day_count || f->days[at].day != s->day) {
			memmove(&f->days[at + 1], &f->days[at],
				(f->day_count++ - at) * sizeof *f->days);
			f->days[at] = (struct fees_day){ .day = s->day, .over = over };
		}
		f->days[at].over = f->days[at].over && over;
	}
}

/* Days of the sessions, each once; without sessions, those of an event known by its day. */
static void fees_facts_days(struct fees_facts *f)
{
	bool held = f->event.status == EVENT_HELD;
	day_t today = CIVIL_NONE;
	int now = 0;

	if (f->event.status == EVENT_CANCELLED || f->event.status == EVENT_POSTPONED)
		return;
	civil_from_instant(civil_now(), f->event.zone, &today, &now, NULL);
	f->to_come = !held && today < f->event.first_day;
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
	fees_facts_session_days(f, held, today, now);
}

static void fees_facts_keep(struct presence_ids *ids, int64_t id)
{
	if (ids->count == ids->room) {
		ids->room = ids->room ? ids->room * 2 : 64;
		ids->at = xrealloc(ids->at, ids->room * sizeof *ids->at);
	}
	ids->at[ids->count++] = id;
}

static bool fees_facts_read_named(struct fees_facts *f, size_t session, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(f->db,
		"SELECT registration FROM registration_session WHERE session = :session"
		" ORDER BY registration",
		err);
	struct presence_ids *ids = &f->named[session];
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":session", f->sessions[session].id);
	while ((result = sql_step(f->db, stmt, err)) == SQL_ROW)
		fees_facts_keep(ids, sql_int(stmt, 0));
	sql_done(stmt);
	return result != SQL_FAILED;
}

static bool fees_facts_read_paid(struct fees_facts *f, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(f->db,
		"SELECT r.id, sum(y.cents) FROM registration r CROSS JOIN payment y ON y.registration = r.id"
		" WHERE r.event = :event GROUP BY r.id ORDER BY r.id",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":event", f->event.id);
	while ((result = sql_step(f->db, stmt, err)) == SQL_ROW) {
		if (!(f->paid_count & (f->paid_count - 1)))
			f->paid = xrealloc(f->paid, (f->paid_count ? f->paid_count * 2 : 1) * sizeof *f->paid);
		f->paid[f->paid_count++] =
			(struct fees_paid){ .registration = sql_int(stmt, 0), .cents = sql_int(stmt, 1) };
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

static bool fees_facts_read_mandated(struct fees_facts *f, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(f->db,
		"SELECT DISTINCT r.person FROM registration r CROSS JOIN mandate m ON m.person = r.person"
		" WHERE r.event = :event ORDER BY r.person",
		err);
	struct presence_ids *ids = &f->mandated;
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":event", f->event.id);
	while ((result = sql_step(f->db, stmt, err)) == SQL_ROW)
		fees_facts_keep(ids, sql_int(stmt, 0));
	sql_done(stmt);
	return result != SQL_FAILED;
}

static int fees_facts_by_registration(const void *a, const void *b)
{
	const struct fees_paid *x = a, *y = b;

	return (x->registration > y->registration) - (x->registration < y->registration);
}

cents_t fees_facts_paid(const struct fees_facts *f, int64_t registration)
{
	const struct fees_paid key = { .registration = registration };
	const struct fees_paid *found = f->paid_count
		? bsearch(&key, f->paid, f->paid_count, sizeof key, fees_facts_by_registration)
		: NULL;

	return found ? found->cents : 0;
}

/* Who came to each session, who was registered for it by name, and what is asked of each row else. */
static bool fees_facts_people(struct fees_facts *f, struct err *err)
{
	f->came = xcalloc(f->session_count + 1, sizeof *f->came);
	f->named = xcalloc(f->session_count + 1, sizeof *f->named);
	for (size_t i = 0; i < f->session_count; i++)
		if (!presence_read(f->db, f->sessions[i].id, NULL, &f->came[i], err) ||
			!fees_facts_read_named(f, i, err))
			return false;
	return fees_facts_read_paid(f, err) && fees_facts_read_mandated(f, err);
}

bool fees_facts_load(struct fees_facts *f, struct fees_network *network, int64_t event,
	bool everybody, struct err *err)
{
	struct db *db = network->db;
	int64_t anybody = 0, tariff = 0;

	*f = (struct fees_facts){ .db = db, .network = network };
	event_init(&f->event);
	if (!event_get(db, event, &f->event, err) ||
		!session_list(db, event, &f->sessions, &f->session_count, err) ||
		!noun_ask(db, "SELECT tariff FROM event WHERE id = :id", event, &tariff, err) ||
		!noun_ask(db,
			"SELECT EXISTS (SELECT 1 FROM session s JOIN checkin c ON c.session = s.id"
			" WHERE s.event = :id AND c.kind = 'in')",
			event, &anybody, err))
		return false;
	f->tariff = fees_network_tariff(network, tariff);
	f->anybody = anybody != 0;
	fees_facts_days(f);
	return !everybody || fees_facts_people(f, err);
}

static void fees_facts_forget(struct presence_ids *of, size_t count)
{
	for (size_t i = 0; of && i < count; i++)
		free(of[i].at);
	free(of);
}

void fees_facts_release(struct fees_facts *f)
{
	fees_facts_forget(f->came, f->session_count);
	fees_facts_forget(f->named, f->session_count);
	free(f->paid);
	free(f->mandated.at);
	free(f->days);
	fees_grants_release(&f->grants);
	fees_memo_release(f);
	session_free_list(&f->sessions, f->session_count);
	event_release(&f->event);
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

bool fees_facts_named(struct fees_facts *f, size_t session, int64_t registration, bool *named,
	struct err *err)
{
	sqlite3_stmt *stmt;
	enum sql_result result;

	if (f->named) {
		*named = presence_holds(&f->named[session], registration);
		return true;
	}
	stmt = sql_prepare(f->db,
		"SELECT 1 FROM registration_session WHERE registration = :registration"
		" AND session = :session",
		err);
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":registration", registration);
	sql_bind_int(stmt, ":session", f->sessions[session].id);
	result = sql_step(f->db, stmt, err);
	*named = result == SQL_ROW;
	sql_done(stmt);
	return result != SQL_FAILED;
}
