#include "etape/programme.h"

#include <stdlib.h>

#include "etape/event.h"
#include "etape/i18n.h"
#include "store/noun.h"

enum { NOT_KNOWN = -1, DAY_MINUTES = 1440 };

void programme_item_init(struct programme_item *p)
{
	*p = (struct programme_item){ .day = CIVIL_NONE, .starts = NOT_KNOWN, .ends = NOT_KNOWN };
}

void programme_item_release(struct programme_item *p)
{
	free(p->title);
	free(p->speakers);
	free(p->place);
	free(p->note);
	programme_item_init(p);
}

static int programme_minutes(sqlite3_stmt *stmt, int column)
{
	return sql_is_null(stmt, column) ? NOT_KNOWN : (int)sql_int(stmt, column);
}

static void programme_read(sqlite3_stmt *stmt, void *noun)
{
	struct programme_item *p = noun;

	programme_item_release(p);
	p->id = sql_int(stmt, 0);
	p->rev = sql_int(stmt, 1);
	p->event = sql_int(stmt, 2);
	p->day = noun_day(stmt, 3);
	p->starts = programme_minutes(stmt, 4);
	p->ends = programme_minutes(stmt, 5);
	p->title = sql_dup(stmt, 6);
	p->speakers = sql_dup(stmt, 7);
	p->place = sql_dup(stmt, 8);
	p->note = sql_dup(stmt, 9);
}

static void programme_bind_minutes(sqlite3_stmt *stmt, const char *name, int minutes)
{
	if (minutes >= 0)
		sql_bind_int(stmt, name, minutes);
}

static void programme_bind(sqlite3_stmt *stmt, const void *noun)
{
	const struct programme_item *p = noun;

	sql_bind_int(stmt, ":event", p->event);
	noun_bind_date(stmt, ":day", p->day);
	programme_bind_minutes(stmt, ":starts", p->starts);
	programme_bind_minutes(stmt, ":ends", p->ends);
	sql_bind_text(stmt, ":title", p->title);
	sql_bind_opt(stmt, ":speakers", p->speakers);
	sql_bind_opt(stmt, ":place", p->place);
	sql_bind_opt(stmt, ":note", p->note);
}

static bool programme_within(struct db *db, const void *noun, struct err *err)
{
	const struct programme_item *p = noun;
	struct event e;
	bool ok;

	event_init(&e);
	ok = event_get(db, p->event, &e, err);
	if (ok && (p->day < e.first_day || p->day > e.last_day))
		ok = err_set(err, ERR_INVALID, _("that day is not one of this rencontre's"));
	ok = ok && civil_hour_exists(p->day, p->starts, e.zone, err) && civil_hour_exists(p->day, p->ends, e.zone, err);
	event_release(&e);
	return ok;
}

static const struct noun_table programme_table = {
	.select = "SELECT id, rev, event, day, starts, ends, title, speakers, place, note"
		  " FROM programme_item WHERE id = :id",
	.insert = "INSERT INTO programme_item (id, event, day, starts, ends, title, speakers, place, note)"
		  " VALUES (:id, :event, :day, :starts, :ends, :title, :speakers, :place, :note)",
	.update = "UPDATE programme_item SET event = :event, day = :day, starts = :starts, ends = :ends,"
		  " title = :title, speakers = :speakers, place = :place, note = :note, rev = :next"
		  " WHERE id = :id AND rev = :rev",
	.remove = "DELETE FROM programme_item WHERE id = :id",
	.name = N_("item of the programme"),
	.gone = N_("this item of the programme is no longer known"),
	.read = programme_read,
	.bind = programme_bind,
	.allowed = programme_within,
};

bool programme_item_get(struct db *db, int64_t id, struct programme_item *p, struct err *err)
{
	return noun_get(db, &programme_table, id, p, err);
}

static bool programme_valid(const struct programme_item *p, struct err *err)
{
	if (!p->event)
		return err_set(err, ERR_INVALID, _("an item of the programme needs a rencontre"));
	if (!*p->title)
		return err_set(err, ERR_INVALID, _("an item of the programme needs a title"));
	if (p->day == CIVIL_NONE)
		return err_set(err, ERR_INVALID, _("an item of the programme needs a day"));
	if (p->starts >= DAY_MINUTES || p->ends > 2 * DAY_MINUTES)
		return err_set(err, ERR_INVALID, _("an hour lies between 00:00 and 23:59"));
	if (p->starts < 0 && p->ends >= 0)
		return err_set(err, ERR_INVALID, _("an item that ends at a time begins at one, too"));
	if (p->ends >= 0 && p->ends < p->starts)
		return err_set(err, ERR_INVALID, _("an item cannot end before it begins"));
	return true;
}

bool programme_item_save(struct db *db, struct programme_item *p, struct err *err)
{
	const struct change_label label = { .kind = CHANGE_PROGRAMME, .subject = p->event };

	noun_tidy(&p->title, false);
	noun_tidy(&p->speakers, false);
	noun_tidy(&p->place, false);
	noun_tidy(&p->note, true);
	return programme_valid(p, err) &&
	       noun_save(db, &programme_table, &label, p, &p->id, &p->rev, err);
}

bool programme_item_delete(struct db *db, int64_t id, struct err *err)
{
	struct change_label label = { .kind = CHANGE_PROGRAMME };
	struct programme_item p;
	bool ok;

	programme_item_init(&p);
	ok = programme_item_get(db, id, &p, err);
	label.subject = p.event;
	programme_item_release(&p);
	return ok && noun_delete(db, &programme_table, &label, id, err);
}

bool programme_list(struct db *db, int64_t event, programme_row_fn each, void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT id, event, day, starts, ends, title, coalesce(speakers, ''), coalesce(place, ''),"
		" coalesce(note, '') FROM programme_item WHERE event = :event"
		" ORDER BY day, starts, ends, id",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":event", event);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		const struct programme_row row = {
			.id = sql_int(stmt, 0),
			.event_id = sql_int(stmt, 1),
			.day = noun_day(stmt, 2),
			.starts = programme_minutes(stmt, 3),
			.ends = programme_minutes(stmt, 4),
			.title = sql_text(stmt, 5),
			.speakers = sql_text(stmt, 6),
			.place = sql_text(stmt, 7),
			.note = sql_text(stmt, 8),
		};
		if (!each(arg, &row))
			break;
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}
