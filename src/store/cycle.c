#include "etape/cycle.h"

#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "etape/i18n.h"
#include "etape/id.h"
#include "etape/valid.h"
#include "store/noun.h"

void cycle_init(struct cycle *c)
{
	*c = (struct cycle){ .id = 0 };
}

void cycle_release(struct cycle *c)
{
	free(c->code);
	free(c->name);
	free(c->note);
	free(c->territory);
	cycle_init(c);
}

static const char cycle_select[] = "SELECT id, rev, code, name, coalesce(note, ''), coalesce(territory, '') FROM cycle"
				   " WHERE :id IS NULL OR id = :id ORDER BY name, id";

static enum sql_result cycle_read(
	struct db *db, sqlite3_stmt *stmt, struct cycle *c, struct err *err)
{
	enum sql_result result = sql_step(db, stmt, err);

	cycle_release(c);
	if (result == SQL_ROW) {
		c->id = sql_int(stmt, 0);
		c->rev = sql_int(stmt, 1);
		c->code = sql_dup(stmt, 2);
		c->name = sql_dup(stmt, 3);
		c->note = sql_dup(stmt, 4);
		c->territory = sql_dup(stmt, 5);
	}
	return result;
}

bool cycle_get(struct db *db, int64_t id, struct cycle *c, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, cycle_select, err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	result = cycle_read(db, stmt, c, err);
	sql_done(stmt);
	if (result == SQL_DONE)
		err_set(err, ERR_NOT_FOUND, _("this cycle is no longer known"));
	return result == SQL_ROW;
}

bool cycle_list(struct db *db, bool (*each)(void *arg, const struct cycle *c), void *arg,
	struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, cycle_select, err);
	enum sql_result result;
	struct cycle c;

	if (!stmt)
		return false;
	cycle_init(&c);
	while ((result = cycle_read(db, stmt, &c, err)) == SQL_ROW)
		if (!each(arg, &c))
			break;
	cycle_release(&c);
	sql_done(stmt);
	return result != SQL_FAILED;
}

static bool cycle_write(struct db *db, struct cycle *c, bool *touched, struct err *err)
{
	static const char insert[] =
		"INSERT INTO cycle (id, code, name, note, territory)"
		" VALUES (:id, :code, :name, :note, :territory)";
	static const char update[] =
		"UPDATE cycle SET code = :code, name = :name, note = :note, territory = :territory,"
		" rev = :next WHERE id = :id AND rev = :rev";
	int64_t id = c->id ? c->id : id_new();
	const int64_t next = c->id ? id_new() : 1;
	sqlite3_stmt *stmt = sql_prepare(db, c->id ? update : insert, err);

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	if (c->id) {
		sql_bind_int(stmt, ":rev", c->rev);
		sql_bind_int(stmt, ":next", next);
	}
	sql_bind_text(stmt, ":code", c->code);
	sql_bind_text(stmt, ":name", c->name);
	sql_bind_opt(stmt, ":note", c->note);
	sql_bind_opt(stmt, ":territory", c->territory);
	if (!sql_run(db, stmt, err))
		return false;
	if (c->id && !sql_changes(db))
		return noun_stale(
			db, "SELECT 1 FROM cycle WHERE id = :id", c->id, c->name, err);
	*touched = true;
	c->rev = next;
	c->id = id;
	return true;
}

bool cycle_save(struct db *db, struct cycle *c, struct err *err)
{
	const struct cycle before = *c;
	bool touched = false;
	bool ok;

	noun_tidy(&c->code, false);
	noun_tidy(&c->name, false);
	noun_tidy(&c->note, true);
	noun_tidy(&c->territory, false);
	if (!*c->name)
		return err_set(err, ERR_INVALID, _("a cycle needs a name"));
	if (!valid_slug(c->code, err))
		return err_wrap(err, _("code of the cycle"));
	if (!change_begin(db, &(struct change_label){ .kind = CHANGE_CYCLE }, err))
		return false;
	ok = noun_code(
		db, &c->code, c->name, "SELECT id FROM cycle WHERE code = :code", c->id, err);
	ok = ok && cycle_write(db, c, &touched, err);
	ok = noun_end(db, ok, touched, err);
	if (!ok) {
		c->id = before.id;
		c->rev = before.rev;
	}
	return ok;
}

struct cycle_wanted {
	const char *text;
	char *fold;
	int64_t id;
};

static bool cycle_is_wanted(void *arg, const struct cycle *c)
{
	struct cycle_wanted *wanted = arg;
	char *fold = fold_dup(c->name);

	if (str_eq(c->code, wanted->text) || str_eq(fold, wanted->fold))
		wanted->id = c->id;
	free(fold);
	return wanted->id == 0;
}

bool cycle_resolve(struct db *db, const char *text, int64_t *id, struct err *err)
{
	struct cycle_wanted wanted = { .text = text, .fold = fold_dup(text) };
	bool ok = cycle_list(db, cycle_is_wanted, &wanted, err);

	free(wanted.fold);
	*id = wanted.id;
	if (ok && !wanted.id)
		return err_set(err, ERR_NOT_FOUND, _("no cycle '%s' is known"), text);
	return ok;
}
