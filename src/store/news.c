#include "etape/news.h"

#include <stdlib.h>

#include "etape/i18n.h"
#include "store/noun.h"

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
	struct change_label label = { .kind = CHANGE_NEWS };
	struct news n;
	bool ok;

	news_init(&n);
	ok = news_get(db, id, &n, err);
	label.subject = n.cite;
	label.object = n.event;
	news_release(&n);
	return ok && noun_delete(db, &news_table, &label, id, err);
}

bool news_list(struct db *db, int64_t cite, int64_t event, news_row_fn each, void *arg,
	struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT n.id, n.cite, c.code, c.name, n.event, e.code, e.title, n.day, n.text,"
		" n.author FROM news n JOIN cite c ON c.id = n.cite"
		" LEFT JOIN event e ON e.id = n.event WHERE (:cite IS NULL OR n.cite = :cite)"
		" AND (:event IS NULL OR n.event = :event) ORDER BY n.day DESC, n.id DESC",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_id(stmt, ":cite", cite);
	sql_bind_id(stmt, ":event", event);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		struct news_row row = {
			.id = sql_int(stmt, 0),
			.cite_id = sql_int(stmt, 1),
			.cite_code = sql_text(stmt, 2),
			.cite = sql_text(stmt, 3),
			.event_id = sql_int(stmt, 4),
			.event = sql_text(stmt, 5),
			.title = sql_text(stmt, 6),
			.day = sql_text(stmt, 7),
			.text = sql_text(stmt, 8),
			.author = sql_text(stmt, 9),
		};
		if (!each(arg, &row))
			break;
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

enum { NEWS_CITE, NEWS_DAY, NEWS_EVENT, NEWS_TEXT, NEWS_AUTHOR };

static struct value news_value(const void *p, size_t i)
{
	const struct news_row *row = p;

	switch (i) {
	case NEWS_CITE:
		return value_text(row->cite_code);
	case NEWS_DAY:
		return value_date(row->day);
	case NEWS_EVENT:
		return value_text(row->event);
	case NEWS_TEXT:
		return value_text(row->text);
	default:
		return value_text(row->author);
	}
}

static const struct field news_fields[] = {
	[NEWS_CITE] = NOUN_FIELD("cite", N_("Cité"), FIELD_TEXT, 12, 1, 0),
	[NEWS_DAY] = NOUN_FIELD("day", N_("Day"), FIELD_DATE, 10, 0, 1),
	[NEWS_EVENT] = NOUN_FIELD("event", N_("Rencontre"), FIELD_TEXT, 8, 1, 3),
	[NEWS_TEXT] = NOUN_FIELD("text", N_("News"), FIELD_TEXT, 20, 4, 0),
	[NEWS_AUTHOR] = NOUN_FIELD("author", N_("Author"), FIELD_TEXT, 8, 1, 2),
};

const struct record_type news_type = NOUN_RECORD("news", news_fields, news_value);
