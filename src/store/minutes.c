#include "etape/minutes.h"

#include <stdlib.h>
#include <string.h>

#include "etape/i18n.h"
#include "etape/text.h"
#include "store/noun.h"
#include "store/presence.h"

/* --- cités --- */

static struct minutes_cite *cite_of(struct minutes *m, sqlite3_stmt *stmt)
{
	const int64_t id = sql_int(stmt, 0);
	struct minutes_cite *c;

	for (size_t i = 0; i < m->count; i++)
		if (m->cites[i].cite == id)
			return &m->cites[i];
	m->cites = xrealloc(m->cites, (m->count + 1) * sizeof *m->cites);
	c = &m->cites[m->count++];
	*c = (struct minutes_cite){
		.cite = id,
		.code = sql_dup(stmt, 1),
		.name = sql_dup(stmt, 2),
		.fold = sql_dup(stmt, 3),
		.standing = MINUTES_EXPECTED,
	};
	return c;
}

static int cite_order(const void *a, const void *b)
{
	const struct minutes_cite *x = a, *y = b;
	int order = (x->cite == 0) - (y->cite == 0);

	if (!order)
		order = strcmp(x->fold, y->fold);
	return order ? order : (x->cite > y->cite) - (x->cite < y->cite);
}

/* --- people --- */

/* Posts in a cité on that day make somebody of it; so does her own cité, or her structure's. */
static const char people_sql[] =
	"WITH who (reg, person, status, reason, came, home) AS (SELECT r.id, r.person, r.status, r.reason,"
	" " PRESENCE_CAME("r.id") ", coalesce(p.cite, s.cite) FROM registration r"
	" JOIN person p ON p.id = r.person LEFT JOIN structure s ON s.id = p.structure"
	" WHERE r.event = :event),"
	" post (reg, cite, role) AS (SELECT w.reg, m.cite, m.role FROM who w JOIN mandate m"
	" ON m.person = w.person WHERE " NOUN_IN_FORCE("m") "),"
	" part (reg, cite, role) AS (SELECT reg, cite, role FROM post"
	" UNION ALL SELECT w.reg, w.home, NULL FROM who w WHERE NOT EXISTS (SELECT 1 FROM post"
	" WHERE post.reg = w.reg AND (w.home IS NULL OR post.cite = w.home)))"
	" SELECT t.cite, c.code, c.name, c.fold, w.person, w.came, w.status, p.family_name, p.given_name,"
	" t.role, p.function, s.name, coalesce(s.kind, p.erased_kind), w.reason"
	" FROM part t JOIN who w ON w.reg = t.reg JOIN person p ON p.id = w.person"
	" LEFT JOIN structure s ON s.id = p.structure LEFT JOIN cite c ON c.id = t.cite"
	" ORDER BY t.cite, w.came DESC, t.role IS NULL, t.role <> 'cpo', t.role, p.fold, w.person";

enum { P_PERSON = 4, P_CAME, P_STATUS, P_FAMILY, P_GIVEN, P_ROLE, P_FUNCTION, P_STRUCTURE, P_KIND, P_REASON };

/* Of somebody of no cité the structure says more than the function alone. */
static char *person_function(sqlite3_stmt *stmt, bool of_cite)
{
	struct str out = STR_INIT;

	if (!sql_is_null(stmt, P_ROLE)) {
		str_add(&out, mandate_role_short((enum mandate_role)noun_value(&mandate_roles, stmt, P_ROLE)));
		return str_take(&out);
	}
	str_add(&out, sql_text(stmt, P_FUNCTION));
	if (*sql_text(stmt, P_STRUCTURE) && (!out.len || !of_cite))
		str_addf(&out, "%s%s", out.len ? ", " : "", sql_text(stmt, P_STRUCTURE));
	if (!out.len && !sql_is_null(stmt, P_KIND))
		str_add(&out, vocabulary_label(&structure_kinds, noun_value(&structure_kinds, stmt, P_KIND)));
	return str_take(&out);
}

/* A second post in the same cité. */
static bool person_again(struct minutes_cite *c, sqlite3_stmt *stmt)
{
	for (size_t i = 0; i < c->count; i++) {
		struct minutes_person *p = &c->people[i];
		struct str both = STR_INIT;
		char *more;

		if (p->person != sql_int(stmt, P_PERSON))
			continue;
		more = person_function(stmt, true);
		str_addf(&both, "%s, %s", p->function, more);
		free(more);
		free(p->function);
		p->function = str_take(&both);
		return true;
	}
	return false;
}

static enum minutes_standing person_standing(const struct minutes_person *p, bool came)
{
	if (came)
		return MINUTES_CAME;
	if (p->status == REGISTRATION_DECLINED || (p->status == REGISTRATION_CANCELLED && *p->reason))
		return MINUTES_EXCUSED;
	return MINUTES_EXPECTED;
}

static void person_add(struct minutes *m, sqlite3_stmt *stmt)
{
	struct minutes_cite *c = cite_of(m, stmt);
	struct str name = STR_INIT;
	struct minutes_person *p;

	if (person_again(c, stmt))
		return;
	text_person(&name, sql_text(stmt, P_FAMILY), sql_text(stmt, P_GIVEN));
	c->people = xrealloc(c->people, (c->count + 1) * sizeof *c->people);
	p = &c->people[c->count++];
	*p = (struct minutes_person){
		.person = sql_int(stmt, P_PERSON),
		.name = str_take(&name),
		.function = person_function(stmt, c->cite != 0),
		.status = (enum registration_status)noun_value(&registration_statuses, stmt, P_STATUS),
		.reason = sql_dup(stmt, P_REASON),
	};
	p->standing = person_standing(p, sql_int(stmt, P_CAME) != 0);
	if (p->standing < c->standing)
		c->standing = p->standing;
}

static bool read_people(struct db *db, const struct event_row *event, struct minutes *m, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, people_sql, err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":event", event->id);
	noun_bind_date(stmt, ":on", event->first_day);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW)
		person_add(m, stmt);
	sql_done(stmt);
	return result == SQL_DONE;
}

static bool count_people(struct db *db, int64_t event, struct minutes *m, struct err *err)
{
	for (size_t i = 0; i < m->count; i++)
		m->from += m->cites[i].cite != 0 && m->cites[i].standing == MINUTES_CAME;
	return noun_ask(db,
		"SELECT count(*) FROM registration r WHERE r.event = :id AND " PRESENCE_CAME("r.id"), event,
		&m->people, err);
}

/* --- what was told --- */

static void texts_add(struct minutes_texts *texts, sqlite3_stmt *stmt, int column)
{
	texts->at = xrealloc(texts->at, (texts->count + 1) * sizeof *texts->at);
	texts->at[texts->count++] = (struct minutes_text){
		.id = sql_int(stmt, column),
		.text = sql_dup(stmt, column + 1),
		.author = sql_dup(stmt, column + 2),
	};
}

static void take_mood(struct minutes *m, sqlite3_stmt *stmt)
{
	struct minutes_cite *c = cite_of(m, stmt);

	c->mood = sql_int(stmt, 4);
	c->level = (enum mood_level)sql_int(stmt, 5);
}

static void take_news(struct minutes *m, sqlite3_stmt *stmt)
{
	texts_add(&cite_of(m, stmt)->news, stmt, 4);
}

static void take_point(struct minutes *m, sqlite3_stmt *stmt)
{
	const enum minutes_point_kind kind =
		(enum minutes_point_kind)noun_value(&minutes_point_kinds, stmt, 0);

	texts_add(kind == MINUTES_DECISION ? &m->decisions : &m->dates, stmt, 1);
}

#define TOLD_BY "SELECT t.cite, c.code, c.name, c.fold, t.id, "

static bool read_told(struct db *db, int64_t event, struct minutes *m, struct err *err)
{
	static const struct {
		const char *sql;
		void (*take)(struct minutes *m, sqlite3_stmt *stmt);
	} parts[] = {
		{ TOLD_BY "t.level FROM mood t JOIN cite c ON c.id = t.cite WHERE t.event = :event", take_mood },
		{ TOLD_BY "t.text, t.author FROM news t JOIN cite c ON c.id = t.cite"
			  " WHERE t.event = :event ORDER BY t.id", take_news },
		{ "SELECT kind, id, text, author FROM minutes_point WHERE event = :event ORDER BY id",
			take_point },
	};

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		sqlite3_stmt *stmt = sql_prepare(db, parts[i].sql, err);
		enum sql_result result;

		if (!stmt)
			return false;
		sql_bind_int(stmt, ":event", event);
		while ((result = sql_step(db, stmt, err)) == SQL_ROW)
			parts[i].take(m, stmt);
		sql_done(stmt);
		if (result != SQL_DONE)
			return false;
	}
	return true;
}

static void settle_standing(struct minutes *m)
{
	for (size_t i = 0; i < m->count; i++) {
		struct minutes_cite *c = &m->cites[i];

		if (c->standing != MINUTES_CAME && (c->mood || c->news.count))
			c->standing = MINUTES_HEARD;
	}
}

bool minutes_read(struct db *db, const struct event_row *event, struct minutes *m, struct err *err)
{
	*m = (struct minutes){ .count = 0 };
	if (!read_people(db, event, m, err) || !read_told(db, event->id, m, err) ||
		!count_people(db, event->id, m, err))
		return false;
	settle_standing(m);
	if (m->count)
		qsort(m->cites, m->count, sizeof *m->cites, cite_order);
	return true;
}

static void texts_release(struct minutes_texts *texts)
{
	for (size_t i = 0; i < texts->count; i++) {
		free(texts->at[i].text);
		free(texts->at[i].author);
	}
	free(texts->at);
}

static void cite_release_all(struct minutes_cite *c)
{
	for (size_t i = 0; i < c->count; i++) {
		free(c->people[i].name);
		free(c->people[i].function);
		free(c->people[i].reason);
	}
	free(c->people);
	free(c->code);
	free(c->name);
	free(c->fold);
	texts_release(&c->news);
}

void minutes_release(struct minutes *m)
{
	for (size_t i = 0; i < m->count; i++)
		cite_release_all(&m->cites[i]);
	free(m->cites);
	texts_release(&m->decisions);
	texts_release(&m->dates);
	*m = (struct minutes){ .count = 0 };
}

bool minutes_count(struct db *db, int64_t event, struct minutes_count *c, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT (SELECT count(*) FROM mood WHERE event = :event),"
		" (SELECT count(*) FROM news WHERE event = :event),"
		" (SELECT count(*) FROM minutes_point WHERE event = :event AND kind = 'decision'),"
		" (SELECT count(*) FROM minutes_point WHERE event = :event AND kind = 'date')",
		err);
	bool ok;

	*c = (struct minutes_count){ 0 };
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":event", event);
	ok = sql_step(db, stmt, err) == SQL_ROW;
	if (ok)
		*c = (struct minutes_count){ .moods = sql_int(stmt, 0),
			.news = sql_int(stmt, 1),
			.decisions = sql_int(stmt, 2),
			.dates = sql_int(stmt, 3) };
	sql_done(stmt);
	return ok;
}

/* --- what comes next --- */

enum { NEXT_MOST = 5 };

struct next {
	const struct event_row *after;
	bool others; /* than those of its cycle */
	struct event_row *found[2 * NEXT_MOST]; /* owned */
	size_t count;
	size_t most;
};

static bool next_take(void *arg, const struct event_row *row)
{
	struct next *n = arg;

	if (row->status == EVENT_CANCELLED || row->status == EVENT_POSTPONED || row->status == EVENT_DRAFT ||
		row->first_day <= n->after->last_day)
		return true;
	if (n->others && n->after->cycle_id && row->cycle_id == n->after->cycle_id)
		return true;
	n->found[n->count++] = event_row_dup(row);
	return n->count < n->most;
}

static int next_order(const void *a, const void *b)
{
	const struct event_row *x = *(struct event_row *const *)a, *y = *(struct event_row *const *)b;
	const int order = (x->first_day > y->first_day) - (x->first_day < y->first_day);

	return order ? order : (x->id > y->id) - (x->id < y->id);
}

static bool next_read(struct db *db, struct next *n, struct err *err)
{
	struct event_filter wanted = EVENT_FILTER_ALL;

	wanted.first = n->after->last_day + 1;
	wanted.plain = true;
	wanted.cycle = n->after->cycle_id;
	n->most = NEXT_MOST;
	if (wanted.cycle && !event_list(db, &wanted, next_take, n, err))
		return false;
	wanted.cycle = 0;
	n->others = true;
	n->most = n->count + NEXT_MOST;
	return event_list(db, &wanted, next_take, n, err);
}

bool minutes_next(struct db *db, const struct event_row *event, event_row_fn each, void *arg,
	struct err *err)
{
	struct next n = { .after = event };
	const bool ok = next_read(db, &n, err);
	bool more = ok;

	qsort(n.found, n.count, sizeof *n.found, next_order);
	for (size_t i = 0; i < n.count; i++) {
		more = more && each(arg, n.found[i]);
		free(n.found[i]);
	}
	return ok;
}
