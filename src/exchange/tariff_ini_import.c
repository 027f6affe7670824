/* A tariff's file into the database, in one change or not at all. */
#include <stdlib.h>

#include "etape/i18n.h"
#include "etape/journal.h"
#include "etape/tariff_ini.h"

/* Whether the file says what is stored already. */
static bool is_same(const struct tariff *a, const struct tariff *b)
{
	struct str one = STR_INIT, other = STR_INIT;
	bool same;

	tariff_ini_add(&one, a);
	tariff_ini_add(&other, b);
	same = str_eq(one.buf, other.buf);
	str_release(&one);
	str_release(&other);
	return same;
}

/* The tariff of the file's code, 0 when there is none. */
static bool find_same_code(struct db *db, const struct tariff *t, struct tariff *before, struct err *err)
{
	struct err none = ERR_INIT;
	int64_t id = 0;

	if (!t->code || !*t->code)
		return true;
	if (!tariff_resolve(db, t->code, &id, &none))
		return none.code == ERR_NOT_FOUND || err_set(err, none.code, "%s", none.message);
	return tariff_get(db, id, before, err);
}

static bool put_successor(struct db *db, const struct tariff_ini_how *how, struct tariff *t,
	enum tariff_ini_done *done, struct err *err)
{
	int64_t id = 0;

	/* The code of the file is that of the old one, most often: it gets one of its own. */
	if (str_eq(t->code, how->succeed)) {
		free(t->code);
		t->code = NULL;
	}
	*done = TARIFF_SUCCEEDED;
	return tariff_resolve(db, how->succeed, &id, err) && tariff_succeed(db, id, t, err);
}

static bool put(struct db *db, const struct tariff_ini_how *how, struct tariff *t, enum tariff_ini_done *done,
	struct err *err)
{
	struct tariff before;
	bool ok;

	if (how->succeed)
		return put_successor(db, how, t, done, err);
	tariff_init(&before);
	ok = find_same_code(db, t, &before, err);
	*done = before.id ? TARIFF_REPLACED : TARIFF_ADDED;
	if (ok && before.id && is_same(t, &before))
		*done = TARIFF_UNCHANGED;
	t->id = before.id;
	t->rev = before.rev;
	t->succeeds = before.succeeds;
	if (ok && *done != TARIFF_UNCHANGED)
		ok = tariff_save(db, t, err);
	tariff_release(&before);
	return ok;
}

bool tariff_ini_import(struct db *db, const char *path, const struct tariff_ini_how *how, struct tariff *t,
	enum tariff_ini_done *done, struct err *err)
{
	bool ok;

	if (!tariff_ini_read(path, t, err))
		return false;
	if (how->from != CIVIL_NONE)
		t->from = how->from;
	if (!how->dry_run)
		return put(db, how, t, done, err) || err_wrap(err, "%s", path);
	if (!change_begin(db, &(struct change_label){ .kind = CHANGE_TARIFF }, err))
		return false;
	ok = put(db, how, t, done, err);
	change_rollback(db);
	return ok || err_wrap(err, "%s", path);
}
