#include "store/erasure_internal.h"

#include <stdlib.h>
#include <string.h>

#include "store/changeset.h"

/* Where rows of a table say whose they are: a column's number. */
struct erasure_link {
	char table[32];
	int column;
};

/* Read from the schema, so that a table to come is not forgotten. Whom she announced, and who came
 * in her place, are somebody else's. */
static const char erasure_links_sql[] =
	"SELECT m.name, c.cid FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f"
	" JOIN pragma_table_info(m.name) c ON c.name = f.\"from\""
	" WHERE m.type = 'table' AND f.\"table\" IN ('person', 'mandate', 'registration', 'payment')"
	" AND f.\"from\" NOT IN ('registered_by', 'replaces', 'undoes')"
	" UNION ALL SELECT 'note', cid FROM pragma_table_info('note') WHERE name = 'subject'";

/* Of the table of people; columns are only ever appended (journaled tables). */
enum { PERSON_FOLD_COLUMN = 3, PERSON_GIVEN_COLUMN = 4, PERSON_EMAIL_COLUMN = 7, PERSON_DIGITS_COLUMN = 10 };
/* Of the table of refusals. */
enum { REFUSAL_TYPED_COLUMN = 6 };

struct erasure_walk {
	struct db *db;
	struct erasure_who *who;
	struct erasure_link links[24];
	size_t link_count;
	bool merge;	  /* the entry put two records together */
	bool hit;	  /* the entry holds a row of hers */
	struct idmap live; /* other people who are there: value 1, who are not: 2 */
};

static bool erasure_links(struct erasure_walk *w, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(w->db, erasure_links_sql, err);
	enum sql_result result;

	if (!stmt)
		return false;
	while ((result = sql_step(w->db, stmt, err)) == SQL_ROW) {
		struct erasure_link *link = &w->links[w->link_count++];

		if (w->link_count > sizeof w->links / sizeof *w->links)
			bug("more links to a person than expected");
		strncpy(link->table, sql_text(stmt, 0), sizeof link->table - 1);
		link->column = (int)sql_int(stmt, 1);
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

static sqlite3_value *erasure_value(const struct changeset_row *row, int column, bool old)
{
	sqlite3_value *value = NULL;

	if (column >= row->columns)
		return NULL;
	if (old && row->op != SQLITE_INSERT)
		sqlite3changeset_old(row->iter, column, &value);
	if (!old && row->op != SQLITE_DELETE)
		sqlite3changeset_new(row->iter, column, &value);
	return value;
}

static const char *erasure_text(sqlite3_value *value)
{
	if (!value || sqlite3_value_type(value) != SQLITE_TEXT)
		return "";
	return (const char *)sqlite3_value_text(value);
}

static bool erasure_is_hers(struct erasure_walk *w, sqlite3_value *value)
{
	return value && sqlite3_value_type(value) == SQLITE_INTEGER && sqlite3_value_int64(value) &&
	       idmap_get(&w->who->rows, sqlite3_value_int64(value));
}

static bool erasure_is_live(struct erasure_walk *w, int64_t person)
{
	static const char sql[] = "SELECT 1 FROM person WHERE id = :id";
	void **known = idmap_at(&w->live, person);
	int64_t found = 0;

	if (!*known) {
		noun_ask(w->db, sql, person, &found, NULL);
		*known = found ? (void *)w : (void *)w->who;
	}
	return *known == (void *)w;
}

/* Records of hers that are gone since: put together with the one that stays, or deleted and made
 * anew. Somebody who is there under another number is somebody else. */
static bool erasure_was_hers(struct erasure_walk *w, const struct changeset_row *row)
{
	const struct erasure_who *who = w->who;

	if (strcmp(row->table, "person") != 0 || erasure_is_live(w, row->id))
		return false;
	if (w->merge && w->hit && row->op == SQLITE_DELETE)
		return true;
	for (int old = 0; old <= 1; old++) {
		const char *fold = erasure_text(erasure_value(row, PERSON_FOLD_COLUMN, old));
		const char *email = erasure_text(erasure_value(row, PERSON_EMAIL_COLUMN, old));

		for (size_t i = 0; i < who->count; i++)
			if ((*fold && !strcmp(fold, who->names[i].fold)) ||
				(*email && !strcmp(email, who->names[i].email)))
				return true;
	}
	return false;
}

static bool erasure_row_tells(struct erasure_walk *w, const struct changeset_row *row)
{
	if (!strcmp(row->table, "person"))
		return false;
	for (int i = 0; i < row->columns; i++)
		for (int old = 0; old <= 1; old++)
			if (erasure_mentions(w->who, erasure_text(erasure_value(row, i, old))))
				return true;
	return !strcmp(row->table, "refusal") &&
	       erasure_means(w->who,
		       erasure_text(erasure_value(row, REFUSAL_TYPED_COLUMN, row->op == SQLITE_DELETE)));
}

/* What she was called before, or in a record that was put together with hers. An update tells
 * only what it changed. */
static bool erasure_learn(struct erasure_walk *w, const struct changeset_row *row)
{
	bool ok = true;

	for (int old = 0; ok && old <= 1; old++) {
		const char *fold = erasure_text(erasure_value(row, PERSON_FOLD_COLUMN, old));
		const char *given = erasure_text(erasure_value(row, PERSON_GIVEN_COLUMN, old));
		const char *email = erasure_text(erasure_value(row, PERSON_EMAIL_COLUMN, old));
		const char *digits = erasure_text(erasure_value(row, PERSON_DIGITS_COLUMN, old));

		if (!*given && row->op == SQLITE_UPDATE)
			given = w->who->names[0].given;
		if (*fold || *email || *digits)
			ok = erasure_who_learn(w->db, w->who, fold, given, email, digits, NULL);
	}
	return ok;
}

static bool erasure_look(void *arg, const struct changeset_row *row)
{
	struct erasure_walk *w = arg;
	bool hers = row->id && idmap_get(&w->who->rows, row->id);

	for (size_t i = 0; !hers && i < w->link_count; i++)
		if (!strcmp(w->links[i].table, row->table))
			hers = erasure_is_hers(w, erasure_value(row, w->links[i].column, false)) ||
			       erasure_is_hers(w, erasure_value(row, w->links[i].column, true));
	if (!hers)
		hers = erasure_was_hers(w, row);
	if (hers && row->id)
		*idmap_at(&w->who->rows, row->id) = w->who;
	if (hers && !strcmp(row->table, "person") && !erasure_learn(w, row))
		return false;
	w->hit = w->hit || hers || erasure_row_tells(w, row);
	return true;
}

static void erasure_look_at(struct erasure_walk *w, sqlite3_stmt *stmt)
{
	struct changeset set = { .size = sqlite3_column_bytes(stmt, 1) };
	bool read;

	w->merge = !strcmp(sql_text(stmt, 2), "merge");
	w->hit = idmap_get(&w->who->rows, sql_int(stmt, 3)) || idmap_get(&w->who->rows, sql_int(stmt, 4));
	set.bytes = xmalloc((size_t)set.size);
	memcpy(set.bytes, sqlite3_column_blob(stmt, 1), (size_t)set.size);
	read = changeset_each(&set, erasure_look, w);
	/* A record that was put together with hers may stand before the row that tells so. */
	if (read && w->merge && w->hit)
		read = changeset_each(&set, erasure_look, w);
	/* Nobody knows whose it is: it could not be taken back either. */
	w->hit = w->hit || !read;
	changeset_release(&set);
}

/* Those that hold a row of hers; `entries` may be NULL: read to learn. */
static bool erasure_walk(struct erasure_walk *w, int64_t **entries, size_t *count, struct err *err)
{
	/* Newest first: how a row went tells whose it was when it came. */
	sqlite3_stmt *stmt = sql_prepare(w->db,
		"SELECT id, changeset, kind, subject, object FROM journal WHERE changeset IS NOT NULL"
		" ORDER BY id DESC",
		err);
	enum sql_result result = SQL_FAILED;
	size_t room = 0;

	if (!stmt)
		return false;
	while ((result = sql_step(w->db, stmt, err)) == SQL_ROW) {
		erasure_look_at(w, stmt);
		if (!w->hit || !entries)
			continue;
		if (*count == room) {
			room = room ? room * 2 : 64;
			*entries = xrealloc(*entries, room * sizeof **entries);
		}
		(*entries)[(*count)++] = sql_int(stmt, 0);
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool erasure_entries(
	struct db *db, struct erasure_who *who, int64_t **entries, size_t *count, struct err *err)
{
	struct erasure_walk w = { .db = db, .who = who, .live = IDMAP_INIT };
	bool ok;

	*entries = NULL;
	*count = 0;
	/* Twice: an old entry may tell what she was called in a new one. */
	ok = erasure_links(&w, err) && erasure_walk(&w, NULL, NULL, err) &&
	     erasure_walk(&w, entries, count, err);
	idmap_release(&w.live);
	return ok;
}
