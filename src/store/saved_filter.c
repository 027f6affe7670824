#include "etape/saved_filter.h"

#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "etape/i18n.h"
#include "store/noun.h"

void saved_filter_init(struct saved_filter *f)
{
	*f = (struct saved_filter){ 0 };
}

void saved_filter_release(struct saved_filter *f)
{
	free(f->name);
	free(f->kind);
	free(f->query);
	free(f->author);
	saved_filter_init(f);
}

static void saved_filter_read(sqlite3_stmt *stmt, void *noun)
{
	struct saved_filter *f = noun;

	saved_filter_release(f);
	f->id = sql_int(stmt, 0);
	f->rev = sql_int(stmt, 1);
	f->name = sql_dup(stmt, 2);
	f->kind = sql_dup(stmt, 3);
	f->query = sql_dup(stmt, 4);
	f->author = sql_dup(stmt, 5);
}

static void saved_filter_bind(sqlite3_stmt *stmt, const void *noun)
{
	const struct saved_filter *f = noun;

	sql_bind_text(stmt, ":name", f->name);
	sql_bind_text(stmt, ":kind", f->kind);
	sql_bind_text(stmt, ":query", f->query);
	sql_bind_text(stmt, ":author", f->author);
}

/* The one whose name folds the same; *id is 0 when there is none. `names` (may be NULL) gets those
 * of the kind. */
static bool saved_filter_look(struct db *db, const char *kind, const char *name, int64_t *id,
	struct str *names, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT id, name FROM saved_filter WHERE :kind IS NULL OR kind = :kind ORDER BY name",
		err);
	enum sql_result result;
	char *wanted;

	*id = 0;
	if (!stmt)
		return false;
	sql_bind_opt(stmt, ":kind", kind);
	wanted = fold_dup(name);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		char *fold = fold_dup(sql_text(stmt, 1));

		if (!strcmp(fold, wanted))
			*id = sql_int(stmt, 0);
		free(fold);
		if (names)
			str_addf(names, "%s%s", names->len ? ", " : "", sql_text(stmt, 1));
	}
	sql_done(stmt);
	free(wanted);
	return result == SQL_DONE;
}

static bool saved_filter_not_twice(struct db *db, const void *noun, struct err *err)
{
	const struct saved_filter *f = noun;
	int64_t other;

	if (!saved_filter_look(db, NULL, f->name, &other, NULL, err))
		return false;
	return !other || other == f->id ||
	       err_set(err, ERR_EXISTS, _("there is a filter of the name '%s' already: choose another name, or delete that one"),
		       f->name);
}

static const struct noun_table saved_filter_table = {
	.select = "SELECT id, rev, name, kind, query, author FROM saved_filter WHERE id = :id",
	.insert = "INSERT INTO saved_filter (id, name, kind, query, author)"
		  " VALUES (:id, :name, :kind, :query, :author)",
	.update = "UPDATE saved_filter SET name = :name, kind = :kind, query = :query,"
		  " author = :author, rev = :next WHERE id = :id AND rev = :rev",
	.remove = "DELETE FROM saved_filter WHERE id = :id",
	.name = N_("saved filter"),
	.gone = N_("this filter is no longer known"),
	.read = saved_filter_read,
	.bind = saved_filter_bind,
	.allowed = saved_filter_not_twice,
};

bool saved_filter_get(struct db *db, int64_t id, struct saved_filter *f, struct err *err)
{
	return noun_get(db, &saved_filter_table, id, f, err);
}

bool saved_filter_find(struct db *db, const char *kind, const char *name, struct saved_filter *f,
	struct err *err)
{
	struct str names = STR_INIT;
	int64_t id;
	bool ok = saved_filter_look(db, kind, name, &id, &names, err);

	if (ok && id)
		ok = saved_filter_get(db, id, f, err);
	else if (ok && names.len)
		ok = err_set(err, ERR_NOT_FOUND, _("no filter has the name '%s': there are %s"),
			name, names.buf);
	else if (ok)
		ok = err_set(err, ERR_NOT_FOUND,
			_("no filter has the name '%s': none is saved yet"), name);
	str_release(&names);
	return ok;
}

static bool saved_filter_valid(const struct saved_filter *f, struct err *err)
{
	char *fold = fold_dup(f->name);
	const bool named = *fold != '\0';

	free(fold);
	return named || err_set(err, ERR_INVALID, _("a filter needs a name of letters or digits"));
}

bool saved_filter_save(struct db *db, struct saved_filter *f, struct err *err)
{
	const struct change_label label = { .kind = CHANGE_SAVED_FILTER, .subject = f->id };

	noun_tidy(&f->name, false);
	noun_tidy(&f->query, false);
	if (!f->kind)
		f->kind = xstrdup("people");
	free(f->author);
	f->author = xstrdup(db_author(db));
	return saved_filter_valid(f, err) &&
	       noun_save(db, &saved_filter_table, &label, f, &f->id, &f->rev, err);
}

bool saved_filter_delete(struct db *db, int64_t id, struct err *err)
{
	const struct change_label label = { .kind = CHANGE_SAVED_FILTER, .subject = id };

	return noun_delete(db, &saved_filter_table, &label, id, err);
}

/* A row kept until all are read, so that they can be sorted. */
struct saved_filter_kept {
	char *fold; /* owned: the order */
	struct saved_filter filter;
};

static int saved_filter_by_name(const void *a, const void *b)
{
	const struct saved_filter_kept *x = a, *y = b;

	return strcmp(x->fold, y->fold);
}

bool saved_filter_list(
	struct db *db, const char *kind, saved_filter_row_fn each, void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT id, name, kind, query, author FROM saved_filter"
		" WHERE :kind IS NULL OR kind = :kind",
		err);
	struct saved_filter_kept *all = NULL;
	enum sql_result result;
	size_t count = 0;
	bool more = true;

	if (!stmt)
		return false;
	sql_bind_opt(stmt, ":kind", kind);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		all = xrealloc(all, (count + 1) * sizeof *all);
		all[count++] = (struct saved_filter_kept){
			.fold = fold_dup(sql_text(stmt, 1)),
			.filter = { .id = sql_int(stmt, 0), .name = sql_dup(stmt, 1),
				.kind = sql_dup(stmt, 2), .query = sql_dup(stmt, 3),
				.author = sql_dup(stmt, 4) },
		};
	}
	sql_done(stmt);
	if (count)
		qsort(all, count, sizeof *all, saved_filter_by_name);
	for (size_t i = 0; i < count; i++) {
		const struct saved_filter *f = &all[i].filter;

		more = more && result == SQL_DONE &&
		       each(arg, &(struct saved_filter_row){ .id = f->id, .name = f->name,
					 .kind = f->kind, .query = f->query,
					 .author = f->author });
		free(all[i].fold);
		saved_filter_release(&all[i].filter);
	}
	free(all);
	return result == SQL_DONE;
}
