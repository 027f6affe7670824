#include "etape/mood.h"

#include <stdlib.h>

#include "etape/i18n.h"
#include "store/noun.h"

const char *mood_level_label(enum mood_level level)
{
	static const char *const words[] = {
		[MOOD_STORM] = N_("storm"),
		[MOOD_RAIN] = N_("rain"),
		[MOOD_CLOUDS] = N_("clouds"),
		[MOOD_FAIR] = N_("sunny spells"),
		[MOOD_SUN] = N_("sunshine"),
	};

	return gettext(words[level]);
}

void mood_init(struct mood *m)
{
	*m = (struct mood){ .day = CIVIL_NONE, .level = MOOD_CLOUDS };
}

void mood_release(struct mood *m)
{
	free(m->author);
	mood_init(m);
}

static void mood_read(sqlite3_stmt *stmt, void *noun)
{
	struct mood *m = noun;

	mood_release(m);
	m->id = sql_int(stmt, 0);
	m->rev = sql_int(stmt, 1);
	m->cite = sql_int(stmt, 2);
	m->event = sql_int(stmt, 3);
	m->day = noun_day(stmt, 4);
	m->level = (enum mood_level)sql_int(stmt, 5);
	m->author = sql_dup(stmt, 6);
}

static void mood_bind(sqlite3_stmt *stmt, const void *noun)
{
	const struct mood *m = noun;

	sql_bind_int(stmt, ":cite", m->cite);
	sql_bind_id(stmt, ":event", m->event);
	noun_bind_date(stmt, ":day", m->day);
	sql_bind_int(stmt, ":level", (int64_t)m->level);
	sql_bind_text(stmt, ":author", m->author);
}

static bool mood_not_twice(struct db *db, const void *noun, struct err *err)
{
	const struct mood *m = noun;
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT level, author FROM mood WHERE cite = :cite AND event = :event"
		" AND id IS NOT :id",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":cite", m->cite);
	sql_bind_id(stmt, ":event", m->event);
	sql_bind_id(stmt, ":id", m->id);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW)
		err_set(err, ERR_EXISTS,
			_("the mood at this rencontre was told already: %s, by %s; change that one"),
			mood_level_label((enum mood_level)sql_int(stmt, 0)), sql_text(stmt, 1));
	sql_done(stmt);
	return result == SQL_DONE;
}

static const struct noun_table mood_table = {
	.select = "SELECT id, rev, cite, event, day, level, author FROM mood WHERE id = :id",
	.insert = "INSERT INTO mood (id, cite, event, day, level, author)"
		  " VALUES (:id, :cite, :event, :day, :level, :author)",
	.update = "UPDATE mood SET cite = :cite, event = :event, day = :day, level = :level,"
		  " author = :author, rev = :next WHERE id = :id AND rev = :rev",
	.remove = "DELETE FROM mood WHERE id = :id",
	.name = N_("mood"),
	.gone = N_("this mood is no longer known"),
	.read = mood_read,
	.bind = mood_bind,
	.allowed = mood_not_twice,
};

bool mood_get(struct db *db, int64_t id, struct mood *m, struct err *err)
{
	return noun_get(db, &mood_table, id, m, err);
}

bool mood_save(struct db *db, struct mood *m, struct err *err)
{
	const struct change_label label = {
		.kind = CHANGE_MOOD, .subject = m->cite, .object = m->event
	};

	if (!m->cite)
		return err_set(err, ERR_INVALID, _("a mood needs a cité"));
	if (m->level < MOOD_STORM || m->level > MOOD_SUN)
		return err_set(err, ERR_INVALID, _("a mood goes from 1 (storm) to 5 (sunshine)"));
	if (!noun_day_of_event(db, m->event, &m->day, err))
		return false;
	noun_sign(db, &m->author);
	return noun_save(db, &mood_table, &label, m, &m->id, &m->rev, err);
}

bool mood_delete(struct db *db, int64_t id, struct err *err)
{
	struct change_label label = { .kind = CHANGE_MOOD };
	struct mood m;
	bool ok;

	mood_init(&m);
	ok = mood_get(db, id, &m, err);
	label.subject = m.cite;
	label.object = m.event;
	mood_release(&m);
	return ok && noun_delete(db, &mood_table, &label, id, err);
}

bool mood_list(struct db *db, int64_t cite, int64_t event, mood_row_fn each, void *arg,
	struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT m.id, m.cite, c.code, c.name, m.event, e.code, e.title, m.day, m.level,"
		" m.author FROM mood m JOIN cite c ON c.id = m.cite"
		" LEFT JOIN event e ON e.id = m.event WHERE (:cite IS NULL OR m.cite = :cite)"
		" AND (:event IS NULL OR m.event = :event) ORDER BY m.day DESC, m.id DESC",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_id(stmt, ":cite", cite);
	sql_bind_id(stmt, ":event", event);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		struct mood_row row = {
			.id = sql_int(stmt, 0),
			.cite_id = sql_int(stmt, 1),
			.cite_code = sql_text(stmt, 2),
			.cite = sql_text(stmt, 3),
			.event_id = sql_int(stmt, 4),
			.event = sql_text(stmt, 5),
			.title = sql_text(stmt, 6),
			.day = sql_text(stmt, 7),
			.level = (enum mood_level)sql_int(stmt, 8),
			.author = sql_text(stmt, 9),
		};
		if (!each(arg, &row))
			break;
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

enum { MOOD_CITE, MOOD_DAY, MOOD_EVENT, MOOD_LEVEL, MOOD_AUTHOR };

static struct value mood_value(const void *p, size_t i)
{
	const struct mood_row *row = p;

	switch (i) {
	case MOOD_CITE:
		return value_text(row->cite_code);
	case MOOD_DAY:
		return value_date(row->day);
	case MOOD_EVENT:
		return value_text(row->event);
	case MOOD_LEVEL:
		return value_int((int64_t)row->level);
	default:
		return value_text(row->author);
	}
}

static const struct field mood_fields[] = {
	[MOOD_CITE] = NOUN_FIELD("cite", N_("Cité"), FIELD_TEXT, 12, 2, 0),
	[MOOD_DAY] = NOUN_FIELD("day", N_("Day"), FIELD_DATE, 10, 0, 1),
	[MOOD_EVENT] = NOUN_FIELD("event", N_("Rencontre"), FIELD_TEXT, 8, 1, 3),
	[MOOD_LEVEL] = NOUN_FIELD("level", N_("Mood"), FIELD_INT, 1, 0, 0),
	[MOOD_AUTHOR] = NOUN_FIELD("author", N_("Author"), FIELD_TEXT, 8, 1, 2),
};

const struct record_type mood_type = NOUN_RECORD("moods", mood_fields, mood_value);
