#include "store/counters_owed.h"

#include <stdlib.h>

#include "etape/counters.h"
#include "etape/i18n.h"
#include "store/db_internal.h"
#include "store/fees_internal.h"
#include "store/noun.h"

void owed_cache_free(struct owed_cache **cache)
{
	struct owed_cache *c = *cache;

	if (!c)
		return;
	str_release(&c->clock);
	free(c->at);
	idmap_release(&c->people);
	free(c);
	*cache = NULL;
}

enum {
	OWED_NEWS_MOST = 128, /* with more of them it is cheaper to read all anew */
};

/* --- balances ------------------------------------------------------------------------ */

/* Where a person's balance stands, a new one of 0 for who has none. */
static struct owed_balance *owed_place(struct owed_cache *c, int64_t person)
{
	void **place = idmap_at(&c->people, person);

	if (*place)
		return &c->at[(uintptr_t)*place - 1];
	if (!(c->count & (c->count - 1)))
		c->at = xrealloc(c->at, (c->count ? c->count * 2 : 1) * sizeof *c->at);
	c->at[c->count++] = (struct owed_balance){ .person = person };
	*place = (void *)(uintptr_t)c->count;
	return &c->at[c->count - 1];
}

static bool owed_set(struct owed_cache *c, int64_t person, cents_t cents)
{
	struct owed_balance *b = owed_place(c, person);

	if (!money_add(c->total, -b->cents, &c->total) || !money_add(c->total, cents, &c->total))
		return false;
	b->cents = cents;
	return true;
}

struct owed_reading {
	struct owed_cache *cache;
	bool overflow;
};

static bool owed_take(void *arg, const struct fee_row *row)
{
	struct owed_reading *r = arg;

	r->overflow = !owed_set(r->cache, row->person_id, row->balance);
	return !r->overflow;
}

static bool owed_sound(const struct owed_reading *r, struct err *err)
{
	return !r->overflow ||
	       err_set(err, ERR_INVALID, _("the amounts due add up beyond reason"));
}

/* --- what has changed ---------------------------------------------------------------- */

/* Fees change with the clock as well, and with the first check-in of an event. */
static void owed_clock(const struct fees_facts *f, struct str *out)
{
	str_addf(out, "%d", f->anybody);
	for (size_t i = 0; i < f->day_count; i++)
		str_addf(out, " %d%s", (int)f->days[i].day, f->days[i].over ? " over" : "");
}

struct owed_news {
	int64_t last;	 /* last change */
	int64_t *people; /* owned: whose check-ins or payments have changed */
	size_t count;
	bool anything; /* another change, which may touch whatever a fee leans on */
};

#define OWED_KINDS "'checkin', 'checkout', 'checkin_undo', 'payment'"

/* A check-in is about a registration, a payment about a person; those of another event, like a
 * refusal, change nothing here. Every other change has all read again. */
static bool owed_look(
	struct db *db, const struct owed_cache *c, struct owed_news *n, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT j.id, j.kind = 'refusal' OR (j.object IS NOT :event AND j.kind IN ("
		OWED_KINDS ")), CASE WHEN j.kind IN (" OWED_KINDS
		") THEN coalesce((SELECT r.person FROM registration r WHERE r.id = j.subject),"
		" j.subject) END FROM journal j WHERE j.id > :seen",
		err);
	enum sql_result result;

	n->last = c->seen;
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":seen", c->seen);
	sql_bind_int(stmt, ":event", c->event);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		n->last = sql_int(stmt, 0);
		if (sql_int(stmt, 1))
			continue;
		n->anything = n->anything || sql_is_null(stmt, 2) || n->count == OWED_NEWS_MOST;
		if (n->anything)
			continue;
		n->people = xrealloc(n->people, (n->count + 1) * sizeof *n->people);
		n->people[n->count++] = sql_int(stmt, 2);
	}
	sql_done(stmt);
	return result == SQL_DONE;
}

/* --- reading ------------------------------------------------------------------------- */

/* Everybody anew. */
static bool owed_read(
	struct db *db, struct owed_cache **cache, int64_t event, struct str *clock, struct err *err)
{
	struct owed_cache *c = xcalloc(1, sizeof *c);
	struct owed_reading r = { .cache = c };

	owed_cache_free(cache);
	*cache = c;
	c->event = event;
	str_add(&c->clock, clock->buf);
	if (noun_ask(db, "SELECT max(id) FROM journal WHERE id > :id", 0, &c->seen, err) &&
		fees_ask(db, &(struct fees_query){ .event = event, .brief = true }, owed_take, &r,
			err) &&
		owed_sound(&r, err))
		return true;
	owed_cache_free(cache);
	return false;
}

/* Those of whom there is news. */
static bool owed_renew(
	struct owed_cache *c, struct fees_facts *f, const struct owed_news *n, struct err *err)
{
	struct owed_reading r = { .cache = c };

	for (size_t i = 0; i < n->count; i++)
		if (!owed_set(c, n->people[i], 0) ||
			!fees_listed(f, n->people[i], owed_take, &r, err) || !owed_sound(&r, err))
			return false;
	c->seen = n->last;
	return true;
}

bool counters_owed(struct db *db, int64_t event, cents_t *owed, struct err *err)
{
	struct owed_news news = { .people = NULL };
	struct str clock = STR_INIT;
	struct fees_network network;
	struct fees_facts f = { .db = NULL };
	bool ok = fees_network_load(&network, db, NULL, 0, err) &&
		  fees_facts_load(&f, &network, event, false, err);
	bool anew = !db->owed_cache || db->owed_cache->event != event;

	*owed = 0;
	f.brief = true;
	if (ok)
		owed_clock(&f, &clock);
	anew = anew || !str_eq(clock.buf, db->owed_cache->clock.buf);
	ok = ok && (anew || owed_look(db, db->owed_cache, &news, err));
	/* Who comes or stays away leaves free places to others. */
	news.anything = news.anything || (network.has_places && news.count);
	if (ok && (anew || news.anything))
		ok = owed_read(db, &db->owed_cache, event, &clock, err);
	else
		ok = ok && owed_renew(db->owed_cache, &f, &news, err);
	if (ok)
		*owed = db->owed_cache->total;
	else
		owed_cache_free(&db->owed_cache); /* renewed by half, perhaps */
	free(news.people);
	fees_facts_release(&f);
	fees_network_release(&network);
	str_release(&clock);
	return ok;
}
