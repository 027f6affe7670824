#include "store/journal_kinds.h"

#include <string.h>

#include "etape/i18n.h"
#include "etape/text.h"
#include "store/changeset.h"
#include "store/db_internal.h"

static const struct {
	const char *name;
	const char *words;
	const char *many; /* NULL: the words don't depend on the number */
} journal_kinds[] = {
#define CHANGE(id, stable, text)    [CHANGE_##id] = { stable, text, NULL },
#define CHANGE_N(id, stable, forms) [CHANGE_##id] = { stable, forms },
#include "etape/journal_kinds.def"
#undef CHANGE
};

const char *journal_kind_name(enum change_kind kind)
{
	return journal_kinds[kind].name;
}

bool journal_kind_parse(const char *name, enum change_kind *kind)
{
	for (size_t i = 0; i < sizeof journal_kinds / sizeof *journal_kinds; i++) {
		if (!strcmp(journal_kinds[i].name, name)) {
			*kind = (enum change_kind)i;
			return true;
		}
	}
	return false;
}

const char *journal_kind_words(enum change_kind kind, int64_t n)
{
	const char *one = journal_kinds[kind].words, *many = journal_kinds[kind].many;

	return many ? P_(one, many, n) : gettext(one);
}

/* An id is unique across tables, so that one question finds whatever it names. */
static const char journal_name_sql[] =
	"SELECT 1, family_name, given_name FROM person WHERE id = :id"
	" UNION ALL SELECT 0, name, '' FROM cite WHERE id = :id"
	" UNION ALL SELECT 0, name, '' FROM structure WHERE id = :id"
	" UNION ALL SELECT 0, code, '' FROM event WHERE id = :id"
	" UNION ALL SELECT 0, name, '' FROM cycle WHERE id = :id"
	" UNION ALL SELECT 0, name, '' FROM tariff WHERE id = :id"
	" UNION ALL SELECT 0, number, '' FROM invoice WHERE id = :id"
	" UNION ALL SELECT 0, coalesce(title, '–'), '' FROM claim WHERE id = :id"
	" UNION ALL SELECT 1, p.family_name, p.given_name FROM registration r"
	"  JOIN person p ON p.id = r.person WHERE r.id = :id";

/* What a tariff was called that is gone: its name stands in what its deletion took away. */
struct journal_gone {
	int64_t id;
	int column; /* of the name */
	struct str *out;
};

static bool journal_take_gone(void *arg, const struct changeset_row *row)
{
	struct journal_gone *gone = arg;
	sqlite3_value *name = NULL;

	if (row->op != SQLITE_DELETE || row->id != gone->id || strcmp(row->table, "tariff") != 0 ||
		sqlite3changeset_old(row->iter, gone->column, &name) != SQLITE_OK || !name ||
		sqlite3_value_type(name) != SQLITE_TEXT)
		return true;
	str_add(gone->out, (const char *)sqlite3_value_text(name));
	return false;
}

static bool journal_add_gone(struct db *db, int64_t id, struct str *out)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT j.id, (SELECT cid FROM pragma_table_info('tariff') WHERE name = 'name') FROM journal j"
		" WHERE j.subject = :id AND j.kind IN ('tariff', 'tariff_delete', 'undo')"
		" ORDER BY j.id DESC LIMIT 1",
		NULL);
	struct journal_gone gone = { .id = id, .out = out };
	struct changeset set = { 0 };
	const size_t before = out->len;
	int64_t entry = 0;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	if (sql_step(db, stmt, NULL) == SQL_ROW) {
		entry = sql_int(stmt, 0);
		gone.column = (int)sql_int(stmt, 1);
	}
	sql_done(stmt);
	if (entry && changeset_load(db, entry, &set, NULL))
		changeset_each(&set, journal_take_gone, &gone);
	changeset_release(&set);
	return out->len > before;
}

static void journal_add_name(struct db *db, int64_t id, struct str *out)
{
	sqlite3_stmt *stmt = id ? sql_prepare(db, journal_name_sql, NULL) : NULL;

	if (!stmt) {
		str_add(out, "–");
		return;
	}
	sql_bind_int(stmt, ":id", id);
	if (sql_step(db, stmt, NULL) != SQL_ROW) {
		sql_done(stmt);
		if (!journal_add_gone(db, id, out))
			str_add(out, _("(no longer known)"));
		return;
	}
	if (sql_int(stmt, 0))
		text_person(out, sql_text(stmt, 1), sql_text(stmt, 2));
	else
		str_add(out, sql_text(stmt, 1));
	sql_done(stmt);
}

static void journal_add_undone(struct db *db, int64_t id, struct str *out)
{
	sqlite3_stmt *stmt = sql_prepare(db, "SELECT kind, subject, object, n FROM journal WHERE id = :id", NULL);
	enum change_kind kind;
	int64_t subject, object, n;

	if (!stmt)
		return;
	sql_bind_int(stmt, ":id", id);
	if (sql_step(db, stmt, NULL) != SQL_ROW || !journal_kind_parse(sql_text(stmt, 0), &kind)) {
		sql_done(stmt);
		str_add(out, "?");
		return;
	}
	subject = sql_int(stmt, 1);
	object = sql_int(stmt, 2);
	n = sql_int(stmt, 3);
	sql_done(stmt);
	/* An undo of an undo names the undo, not the whole chain. */
	if (kind == CHANGE_UNDO)
		str_add(out, _("an undo"));
	else
		journal_words(db, kind, subject, object, n, 0, out);
}

void journal_words(struct db *db, enum change_kind kind, int64_t subject, int64_t object, int64_t n,
	int64_t undoes, struct str *out)
{
	const char *words = journal_kind_words(kind, n);

	for (const char *p = words; *p; p++) {
		if (p[0] != '{' || !p[1] || p[2] != '}') {
			str_addc(out, *p);
			continue;
		}
		if (p[1] == 's')
			journal_add_name(db, subject, out);
		else if (p[1] == 'o')
			journal_add_name(db, object, out);
		else if (p[1] == 'n')
			str_addf(out, "%lld", (long long)n);
		else if (p[1] == 'c')
			journal_add_undone(db, undoes, out);
		p += 2;
	}
}
