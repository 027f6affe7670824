#include "etape/note.h"

#include <stdlib.h>

#include "etape/i18n.h"
#include "store/noun.h"

void note_init(struct note *n)
{
	*n = (struct note){ .day = CIVIL_NONE };
}

void note_release(struct note *n)
{
	free(n->author);
	free(n->text);
	note_init(n);
}

static void note_read(sqlite3_stmt *stmt, void *noun)
{
	struct note *n = noun;

	note_release(n);
	n->id = sql_int(stmt, 0);
	n->rev = sql_int(stmt, 1);
	n->subject = sql_int(stmt, 2);
	n->day = noun_day(stmt, 3);
	n->author = sql_dup(stmt, 4);
	n->text = sql_dup(stmt, 5);
}

static void note_bind(sqlite3_stmt *stmt, const void *noun)
{
	const struct note *n = noun;

	sql_bind_int(stmt, ":subject", n->subject);
	noun_bind_date(stmt, ":day", n->day);
	sql_bind_text(stmt, ":author", n->author);
	sql_bind_text(stmt, ":text", n->text);
}

/* No foreign key sees to it: the subject may be of several tables. */
static bool note_allowed(struct db *db, const void *noun, struct err *err)
{
	const struct note *n = noun;
	int64_t found;

	if (!noun_ask(db,
		    "SELECT id FROM person WHERE id = :id AND erased_at IS NULL"
		    " UNION ALL SELECT id FROM cite WHERE id = :id"
		    " UNION ALL SELECT id FROM structure WHERE id = :id"
		    " UNION ALL SELECT id FROM event WHERE id = :id"
		    " UNION ALL SELECT id FROM registration WHERE id = :id"
		    " UNION ALL SELECT id FROM mandate WHERE id = :id",
		    n->subject, &found, err))
		return false;
	return found ||
	       err_set(err, ERR_NOT_FOUND, _("what this note is about is no longer known"));
}

static const struct noun_table note_table = {
	.select = "SELECT id, rev, subject, day, author, text FROM note WHERE id = :id",
	.insert = "INSERT INTO note (id, subject, day, author, text)"
		  " VALUES (:id, :subject, :day, :author, :text)",
	.update = "UPDATE note SET subject = :subject, day = :day, author = :author,"
		  " text = :text, rev = :next WHERE id = :id AND rev = :rev",
	.remove = "DELETE FROM note WHERE id = :id",
	.name = N_("note"),
	.gone = N_("this note is no longer known"),
	.read = note_read,
	.bind = note_bind,
	.allowed = note_allowed,
};

bool note_get(struct db *db, int64_t id, struct note *n, struct err *err)
{
	return noun_get(db, &note_table, id, n, err);
}

bool note_save(struct db *db, struct note *n, struct err *err)
{
	const struct change_label label = { .kind = CHANGE_NOTE, .subject = n->subject };

	noun_tidy(&n->text, true);
	if (!*n->text)
		return err_set(err, ERR_INVALID, _("a note needs a text"));
	n->day = noun_on(n->day);
	noun_sign(db, &n->author);
	return noun_save(db, &note_table, &label, n, &n->id, &n->rev, err);
}

bool note_delete(struct db *db, int64_t id, struct err *err)
{
	struct change_label label = { .kind = CHANGE_NOTE };
	struct note n;
	bool ok;

	note_init(&n);
	ok = note_get(db, id, &n, err);
	label.subject = n.subject;
	note_release(&n);
	return ok && noun_delete(db, &note_table, &label, id, err);
}

bool note_list(struct db *db, int64_t subject, note_row_fn each, void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT id, subject, day, author, text FROM note WHERE subject = :subject"
		" ORDER BY day DESC, id DESC",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":subject", subject);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		struct note_row row = {
			.id = sql_int(stmt, 0),
			.subject = sql_int(stmt, 1),
			.day = sql_text(stmt, 2),
			.author = sql_text(stmt, 3),
			.text = sql_text(stmt, 4),
		};
		if (!each(arg, &row))
			break;
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

enum { NOTE_ID, NOTE_SUBJECT, NOTE_DAY, NOTE_AUTHOR, NOTE_TEXT };

static struct value note_value(const void *p, size_t i)
{
	const struct note_row *row = p;

	switch (i) {
	case NOTE_ID:
		return value_id(row->id);
	case NOTE_SUBJECT:
		return value_id(row->subject);
	case NOTE_DAY:
		return value_date(row->day);
	case NOTE_AUTHOR:
		return value_text(row->author);
	default:
		return value_text(row->text);
	}
}

static const struct field note_fields[] = {
	[NOTE_ID] = NOUN_FIELD("id", NULL, FIELD_ID, 0, 0, 9),
	[NOTE_SUBJECT] = NOUN_FIELD("subject", NULL, FIELD_ID, 0, 0, 9),
	[NOTE_DAY] = NOUN_FIELD("day", N_("Day"), FIELD_DATE, 10, 0, 1),
	[NOTE_AUTHOR] = NOUN_FIELD("author", N_("Author"), FIELD_TEXT, 8, 1, 2),
	[NOTE_TEXT] = NOUN_FIELD("text", N_("Note"), FIELD_TEXT, 20, 4, 0),
};

const struct record_type note_type = NOUN_RECORD("notes", note_fields, note_value);
