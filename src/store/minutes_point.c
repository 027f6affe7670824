#include "etape/minutes_point.h"

#include <stdlib.h>

#include "etape/i18n.h"
#include "store/noun.h"

static const struct word kind_words[] = {
	[MINUTES_DECISION] = { .name = "decision", .label = N_("Decision") },
	[MINUTES_DATE] = { .name = "date", .label = N_("Next date") },
};
const struct vocabulary minutes_point_kinds = { kind_words, sizeof kind_words / sizeof *kind_words };

void minutes_point_init(struct minutes_point *p)
{
	*p = (struct minutes_point){ .kind = MINUTES_DECISION };
}

void minutes_point_release(struct minutes_point *p)
{
	free(p->text);
	free(p->author);
	minutes_point_init(p);
}

static void point_read(sqlite3_stmt *stmt, void *noun)
{
	struct minutes_point *p = noun;

	minutes_point_release(p);
	p->id = sql_int(stmt, 0);
	p->rev = sql_int(stmt, 1);
	p->event = sql_int(stmt, 2);
	p->kind = (enum minutes_point_kind)noun_value(&minutes_point_kinds, stmt, 3);
	p->text = sql_dup(stmt, 4);
	p->author = sql_dup(stmt, 5);
}

static void point_bind(sqlite3_stmt *stmt, const void *noun)
{
	const struct minutes_point *p = noun;

	sql_bind_int(stmt, ":event", p->event);
	sql_bind_text(stmt, ":kind", vocabulary_name(&minutes_point_kinds, (int)p->kind));
	sql_bind_text(stmt, ":text", p->text);
	sql_bind_text(stmt, ":author", p->author);
}

static bool point_allowed(struct db *db, const void *noun, struct err *err)
{
	const struct minutes_point *p = noun;
	int64_t found;

	if (!noun_ask(db, "SELECT 1 FROM event WHERE id = :id", p->event, &found, err))
		return false;
	return found || err_set(err, ERR_NOT_FOUND, _("this rencontre is no longer there"));
}

static const struct noun_table point_table = {
	.select = "SELECT id, rev, event, kind, text, author FROM minutes_point WHERE id = :id",
	.insert = "INSERT INTO minutes_point (id, event, kind, text, author)"
		  " VALUES (:id, :event, :kind, :text, :author)",
	.update = "UPDATE minutes_point SET event = :event, kind = :kind, text = :text,"
		  " author = :author, rev = :next WHERE id = :id AND rev = :rev",
	.remove = "DELETE FROM minutes_point WHERE id = :id",
	.name = N_("line of the minutes"),
	.gone = N_("this line of the minutes is no longer known"),
	.read = point_read,
	.bind = point_bind,
	.allowed = point_allowed,
};

bool minutes_point_get(struct db *db, int64_t id, struct minutes_point *p, struct err *err)
{
	return noun_get(db, &point_table, id, p, err);
}

bool minutes_point_save(struct db *db, struct minutes_point *p, struct err *err)
{
	const struct change_label label = { .kind = CHANGE_MINUTES, .subject = p->event };

	noun_tidy(&p->text, true);
	if (!*p->text)
		return err_set(err, ERR_INVALID, _("a line of the minutes needs a text"));
	noun_sign(db, &p->author);
	return noun_save(db, &point_table, &label, p, &p->id, &p->rev, err);
}

bool minutes_point_delete(struct db *db, int64_t id, struct err *err)
{
	struct change_label label = { .kind = CHANGE_MINUTES };
	struct minutes_point p;
	bool ok;

	minutes_point_init(&p);
	ok = minutes_point_get(db, id, &p, err);
	label.subject = p.event;
	minutes_point_release(&p);
	return ok && noun_delete(db, &point_table, &label, id, err);
}
