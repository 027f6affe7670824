#include "etape/document.h"

#include <stdlib.h>

#include "etape/i18n.h"
#include "store/noun.h"

void document_init(struct document *d)
{
	*d = (struct document){ .kind = DOCUMENT_OTHER, .day = CIVIL_NONE };
}

void document_release(struct document *d)
{
	free(d->title);
	free(d->address);
	free(d->author);
	document_init(d);
}

static void document_read(sqlite3_stmt *stmt, void *noun)
{
	struct document *d = noun;

	document_release(d);
	d->id = sql_int(stmt, 0);
	d->rev = sql_int(stmt, 1);
	d->subject = sql_int(stmt, 2);
	d->title = sql_dup(stmt, 3);
	d->kind = (enum document_kind)noun_value(&document_kinds, stmt, 4);
	d->address = sql_dup(stmt, 5);
	d->day = noun_day(stmt, 6);
	d->author = sql_dup(stmt, 7);
}

static void document_bind(sqlite3_stmt *stmt, const void *noun)
{
	const struct document *d = noun;

	sql_bind_int(stmt, ":subject", d->subject);
	sql_bind_text(stmt, ":title", d->title);
	sql_bind_text(stmt, ":kind", vocabulary_name(&document_kinds, (int)d->kind));
	sql_bind_text(stmt, ":address", d->address);
	noun_bind_date(stmt, ":day", d->day);
	sql_bind_text(stmt, ":author", d->author);
}

/* No foreign key sees to it: the subject may be of two tables. */
static bool document_allowed(struct db *db, const void *noun, struct err *err)
{
	const struct document *d = noun;
	int64_t found;

	if (!noun_ask(db,
		    "SELECT id FROM event WHERE id = :id UNION ALL SELECT id FROM cite WHERE id = :id",
		    d->subject, &found, err))
		return false;
	return found ||
	       err_set(err, ERR_NOT_FOUND, _("the rencontre or cité of this document is no longer known"));
}

static const struct noun_table document_table = {
	.select = "SELECT id, rev, subject, title, kind, address, day, author FROM document"
		  " WHERE id = :id",
	.insert = "INSERT INTO document (id, subject, title, kind, address, day, author)"
		  " VALUES (:id, :subject, :title, :kind, :address, :day, :author)",
	.update = "UPDATE document SET subject = :subject, title = :title, kind = :kind,"
		  " address = :address, day = :day, author = :author, rev = :next"
		  " WHERE id = :id AND rev = :rev",
	.remove = "DELETE FROM document WHERE id = :id",
	.name = N_("document"),
	.gone = N_("this document is no longer known"),
	.read = document_read,
	.bind = document_bind,
	.allowed = document_allowed,
};

bool document_get(struct db *db, int64_t id, struct document *d, struct err *err)
{
	return noun_get(db, &document_table, id, d, err);
}

bool document_save(struct db *db, struct document *d, struct err *err)
{
	const struct change_label label = { .kind = CHANGE_DOCUMENT, .subject = d->subject };

	noun_tidy(&d->title, false);
	noun_tidy(&d->address, false);
	if (!*d->title)
		return err_set(err, ERR_INVALID, _("a document needs a title"));
	if (!*d->address)
		return err_set(err, ERR_INVALID, _("a document needs a file or an address"));
	if (d->day == CIVIL_NONE)
		d->day = noun_on(CIVIL_NONE);
	noun_sign(db, &d->author);
	return noun_save(db, &document_table, &label, d, &d->id, &d->rev, err);
}

bool document_delete(struct db *db, int64_t id, struct err *err)
{
	struct change_label label = { .kind = CHANGE_DOCUMENT };
	struct document d;
	bool ok;

	document_init(&d);
	ok = document_get(db, id, &d, err);
	label.subject = d.subject;
	document_release(&d);
	return ok && noun_delete(db, &document_table, &label, id, err);
}

bool document_list(struct db *db, int64_t subject, document_row_fn each, void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT d.id, d.subject, d.title, d.kind, d.address, d.day, d.author, coalesce(e.code, c.code)"
		" FROM document d LEFT JOIN event e ON e.id = d.subject LEFT JOIN cite c ON c.id = d.subject"
		" WHERE :subject IS NULL OR d.subject = :subject ORDER BY d.day DESC, d.id DESC",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_id(stmt, ":subject", subject);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		const struct document_row row = {
			.id = sql_int(stmt, 0),
			.subject = sql_int(stmt, 1),
			.title = sql_text(stmt, 2),
			.kind = (enum document_kind)noun_value(&document_kinds, stmt, 3),
			.address = sql_text(stmt, 4),
			.day = sql_text(stmt, 5),
			.author = sql_text(stmt, 6),
			.about = sql_text(stmt, 7),
		};
		if (!each(arg, &row))
			break;
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

enum {
	DOCUMENT_ID,
	DOCUMENT_DAY,
	DOCUMENT_ABOUT,
	DOCUMENT_KIND,
	DOCUMENT_TITLE,
	DOCUMENT_ADDRESS,
	DOCUMENT_AUTHOR,
};

static struct value document_value(const void *p, size_t i)
{
	const struct document_row *row = p;

	switch (i) {
	case DOCUMENT_ID:
		return value_id(row->id);
	case DOCUMENT_DAY:
		return value_date(row->day);
	case DOCUMENT_ABOUT:
		return value_text(row->about);
	case DOCUMENT_KIND:
		return value_text(vocabulary_name(&document_kinds, (int)row->kind));
	case DOCUMENT_TITLE:
		return value_text(row->title);
	case DOCUMENT_ADDRESS:
		return value_text(row->address);
	default:
		return value_text(row->author);
	}
}

static const char *document_kind_word(const char *name)
{
	return noun_label(&document_kinds, name);
}

static const struct field document_fields[] = {
	[DOCUMENT_ID] = NOUN_FIELD("id", NULL, FIELD_ID, 0, 0, 9),
	[DOCUMENT_DAY] = NOUN_FIELD("day", N_("Day"), FIELD_DATE, 10, 0, 0),
	[DOCUMENT_ABOUT] = NOUN_FIELD("about", N_("About"), FIELD_TEXT, 8, 1, 1),
	[DOCUMENT_KIND] = NOUN_FIELD_WORDS("kind", N_("Kind"), 10, 1, 2, document_kind_word),
	[DOCUMENT_TITLE] = NOUN_FIELD("title", N_("Title"), FIELD_TEXT, 20, 3, 0),
	[DOCUMENT_ADDRESS] = NOUN_FIELD("address", N_("File or address"), FIELD_TEXT, 16, 3, 0),
	[DOCUMENT_AUTHOR] = NOUN_FIELD("author", N_("Author"), FIELD_TEXT, 8, 1, 3),
};

const struct record_type document_type =
	NOUN_RECORD("document", document_fields, document_value);
