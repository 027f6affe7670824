#include "etape/mood.h"

#include <stdlib.h>

#include "etape/i18n.h"
#include "store/told.h"

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
	return told_delete(db, &mood_table, CHANGE_MOOD, TOLD_ABOUT("mood"), id, err);
}

bool mood_list(struct db *db, int64_t cite, int64_t event, told_row_fn each, void *arg,
	struct err *err)
{
	return told_list(db, TOLD_LIST("mood", "t.level, NULL"), cite, event, each, arg, err);
}

static const struct field mood_fields[] = TOLD_FIELDS(NOUN_FIELD("level", N_("Mood"), FIELD_INT, 1, 0, 0));

const struct record_type mood_type = NOUN_RECORD("moods", mood_fields, told_value);
