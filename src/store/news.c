#include "etape/news.h"

#include <stdlib.h>

#include "etape/i18n.h"
#include "store/told.h"

void news_init(struct news *n)
{
	*n = (struct news){ .day = CIVIL_NONE };
}

void news_release(struct news *n)
{
	free(n->text);
	free(n->author);
	news_init(n);
}

static void news_read(sqlite3_stmt *stmt, void *noun)
{
	struct news *n = noun;

	news_release(n);
	n->id = sql_int(stmt, 0);
	n->rev = sql_int(stmt, 1);
	n->cite = sql_int(stmt, 2);
	n->event = sql_int(stmt, 3);
	n->day = noun_day(stmt, 4);
	n->text = sql_dup(stmt, 5);
	n->author = sql_dup(stmt, 6);
}

static void news_bind(sqlite3_stmt *stmt, const void *noun)
{
	const struct news *n = noun;

	sql_bind_int(stmt, ":cite", n->cite);
	sql_bind_id(stmt, ":event", n->event);
	noun_bind_date(stmt, ":day", n->day);
	sql_bind_text(stmt, ":text", n->text);
	sql_bind_text(stmt, ":author", n->author);
}

static const struct noun_table news_table = {
	.select = "SELECT id, rev, cite, event, day, text, author FROM news WHERE id = :id",
	.insert = "INSERT INTO news (id, cite, event, day, text, author)"
		  " VALUES (:id, :cite, :event, :day, :text, :author)",
	.update = "UPDATE news SET cite = :cite, event = :event, day = :day, text = :text,"
		  " author = :author, rev = :next WHERE id = :id AND rev = :rev",
	.remove = "DELETE FROM news WHERE id = :id",
	.name = N_("news"),
	.gone = N_("these news are no longer known"),
	.read = news_read,
	.bind = news_bind,
};

bool news_get(struct db *db, int64_t id, struct news *n, struct err *err)
{
	return noun_get(db, &news_table, id, n, err);
}

bool news_save(struct db *db, struct news *n, struct err *err)
{
	const struct change_label label = {
		.kind = CHANGE_NEWS, .subject = n->cite, .object = n->event
	};

	noun_tidy(&n->text, true);
	if (!n->cite)
		return err_set(err, ERR_INVALID, _("news need a cité"));
	if (!*n->text)
		return err_set(err, ERR_INVALID, _("news need a text"));
	if (!noun_day_of_event(db, n->event, &n->day, err))
		return false;
	noun_sign(db, &n->author);
	return noun_save(db, &news_table, &label, n, &n->id, &n->rev, err);
}

bool news_delete(struct db *db, int64_t id, struct err *err)
{
	return told_delete(db, &news_table, CHANGE_NEWS, TOLD_ABOUT("news"), id, err);
}

bool news_list(struct db *db, int64_t cite, int64_t event, told_row_fn each, void *arg,
	struct err *err)
{
	return told_list(db, TOLD_LIST("news", "NULL, t.text"), cite, event, each, arg, err);
}

static const struct field news_fields[] = TOLD_FIELDS(NOUN_FIELD("text", N_("News"), FIELD_TEXT, 20, 4, 0));

const struct record_type news_type = NOUN_RECORD("news", news_fields, told_value);
