#include "etape/cite.h"

#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "etape/i18n.h"
#include "etape/id.h"
#include "etape/valid.h"
#include "store/noun.h"

void cite_init(struct cite *c)
{
	*c = (struct cite){ .id = 0 };
}

void cite_release(struct cite *c)
{
	free(c->code);
	free(c->name);
	free(c->departement);
	free(c->region);
	free(c->region_name);
	free(c->academie);
	free(c->source);
	free(c->note);
	cite_init(c);
}

bool cite_get(struct db *db, int64_t id, struct cite *c, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT id, rev, code, name, departement, region, region_name, academie, wave,"
		" lat, lon, source, note FROM cite WHERE id = :id",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW) {
		cite_release(c);
		c->id = sql_int(stmt, 0);
		c->rev = sql_int(stmt, 1);
		c->code = sql_dup(stmt, 2);
		c->name = sql_dup(stmt, 3);
		c->departement = sql_dup(stmt, 4);
		c->region = sql_dup(stmt, 5);
		c->region_name = sql_dup(stmt, 6);
		c->academie = sql_dup(stmt, 7);
		c->wave = (int)sql_int(stmt, 8);
		c->lat = (int32_t)sql_int(stmt, 9);
		c->lon = (int32_t)sql_int(stmt, 10);
		c->source = sql_dup(stmt, 11);
		c->note = sql_dup(stmt, 12);
	}
	sql_done(stmt);
	if (result == SQL_DONE)
		err_set(err, ERR_NOT_FOUND, _("this cité is no longer known"));
	return result == SQL_ROW;
}

static bool cite_valid(struct cite *c, struct err *err)
{
	noun_tidy(&c->code, false);
	noun_tidy(&c->name, false);
	noun_tidy(&c->departement, false);
	noun_tidy(&c->region, false);
	noun_tidy(&c->region_name, false);
	noun_tidy(&c->academie, false);
	noun_tidy(&c->source, false);
	noun_tidy(&c->note, true);
	if (!*c->name)
		return err_set(err, ERR_INVALID, _("a cité needs a name"));
	if (!valid_slug(c->code, err))
		return err_wrap(err, _("code of the cité"));
	if (c->wave && (c->wave < 2018 || c->wave > 2100))
		return err_set(err, ERR_INVALID,
			_("year of the label '%d': expected 2018 or later"), c->wave);
	if (c->lat < -9000000 || c->lat > 9000000 || c->lon < -18000000 || c->lon > 18000000)
		return err_set(
			err, ERR_INVALID, _("position of '%s': not on the Earth"), c->name);
	return true;
}

static bool cite_write(struct db *db, struct cite *c, bool *touched, struct err *err)
{
	static const char insert[] =
		"INSERT INTO cite (id, code, name, fold, departement, region, region_name, academie,"
		" wave, lat, lon, source, note) VALUES (:id, :code, :name, :fold, :departement,"
		" :region, :region_name, :academie, :wave, :lat, :lon, :source, :note)";
	static const char update[] =
		"UPDATE cite SET code = :code, name = :name, fold = :fold,"
		" departement = :departement, region = :region, region_name = :region_name,"
		" academie = :academie, wave = :wave, lat = :lat, lon = :lon, source = :source,"
		" note = :note, rev = :next WHERE id = :id AND rev = :rev";
	int64_t id = c->id ? c->id : id_new();
	const int64_t next = c->id ? id_new() : 1;
	sqlite3_stmt *stmt = sql_prepare(db, c->id ? update : insert, err);
	char *fold;

	if (!stmt)
		return false;
	fold = fold_dup(c->name);
	sql_bind_int(stmt, ":id", id);
	if (c->id) {
		sql_bind_int(stmt, ":rev", c->rev);
		sql_bind_int(stmt, ":next", next);
	}
	sql_bind_text(stmt, ":code", c->code);
	sql_bind_text(stmt, ":name", c->name);
	sql_bind_text(stmt, ":fold", fold);
	sql_bind_text(stmt, ":departement", c->departement);
	sql_bind_text(stmt, ":region", c->region);
	sql_bind_text(stmt, ":region_name", c->region_name);
	sql_bind_text(stmt, ":academie", c->academie);
	sql_bind_id(stmt, ":wave", c->wave);
	sql_bind_int(stmt, ":lat", c->lat);
	sql_bind_int(stmt, ":lon", c->lon);
	sql_bind_opt(stmt, ":source", c->source);
	sql_bind_opt(stmt, ":note", c->note);
	free(fold);
	if (!sql_run(db, stmt, err))
		return false;
	if (c->id && !sql_changes(db))
		return noun_stale(db, "SELECT 1 FROM cite WHERE id = :id", c->id, c->name, err);
	*touched = true;
	c->rev = next;
	c->id = id;
	return true;
}

static bool cite_add_commune(
	struct db *db, int64_t cite, const char *insee, int64_t rank, struct err *err)
{
	sqlite3_stmt *known =
		sql_prepare(db, "SELECT 1 FROM commune WHERE insee = :insee", err);
	sqlite3_stmt *stmt;
	enum sql_result result;

	if (!known)
		return false;
	sql_bind_text(known, ":insee", insee);
	result = sql_step(db, known, err);
	sql_done(known);
	if (result == SQL_DONE)
		return err_set(
			err, ERR_INVALID, _("no commune of INSEE code '%s' is known"), insee);
	if (result == SQL_FAILED)
		return false;
	stmt = sql_prepare(db,
		"INSERT OR IGNORE INTO cite_commune (id, cite, insee, rank)"
		" VALUES (:id, :cite, :insee, :rank)",
		err);
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id_new());
	sql_bind_int(stmt, ":cite", cite);
	sql_bind_text(stmt, ":insee", insee);
	sql_bind_int(stmt, ":rank", rank);
	return sql_run(db, stmt, err);
}

static bool cite_set_communes(
	struct db *db, int64_t cite, const char *const *insee, size_t count, struct err *err)
{
	sqlite3_stmt *stmt =
		sql_prepare(db, "DELETE FROM cite_commune WHERE cite = :cite", err);

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":cite", cite);
	if (!sql_run(db, stmt, err))
		return false;
	for (size_t i = 0; i < count; i++)
		if (!cite_add_commune(db, cite, insee[i], (int64_t)i, err))
			return false;
	return true;
}

bool cite_save(struct db *db, struct cite *c, const char *const *insee, size_t insee_count,
	struct err *err)
{
	const struct cite before = *c;
	bool touched = false;
	bool ok;
	const enum change_kind kind = c->id ? CHANGE_CITE_EDIT : CHANGE_CITE_NEW;

	if (!cite_valid(c, err) || !change_begin(db, &(struct change_label){ .kind = kind }, err))
		return false;
	ok = noun_code(db, &c->code, c->name, "SELECT id FROM cite WHERE code = :code", c->id,
		     err) &&
	     cite_write(db, c, &touched, err);
	if (ok && insee)
		ok = cite_set_communes(db, c->id, insee, insee_count, err);
	if (ok)
		change_relabel(db, &(struct change_label){ .kind = kind, .subject = c->id });
	ok = noun_end(db, ok, touched, err);
	if (!ok) {
		c->id = before.id;
		c->rev = before.rev;
	}
	return ok;
}

/* In the order in which people mean it: the code, the name, a commune. */
static const char *const cite_resolutions[] = {
	"SELECT id, name FROM cite WHERE code = :text",
	"SELECT id, name FROM cite WHERE fold = :fold",
	("SELECT DISTINCT c.id, c.name FROM commune m JOIN cite_commune cc ON cc.insee = m.insee"
	 " JOIN cite c ON c.id = cc.cite WHERE m.insee = :text OR m.fold = :fold ORDER BY c.fold"),
	"SELECT id, name FROM cite WHERE fold > :fold AND fold < :fold || 'zzzz' ORDER BY fold",
};

static bool cite_try(struct db *db, const char *sql, const char *text, const char *fold,
	int64_t *id, int *count, struct str *names, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, sql, err);
	enum sql_result result;

	if (!stmt)
		return false;
	if (sqlite3_bind_parameter_index(stmt, ":text"))
		sql_bind_text(stmt, ":text", text);
	if (sqlite3_bind_parameter_index(stmt, ":fold"))
		sql_bind_text(stmt, ":fold", fold);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW && *count < 8) {
		*id = sql_int(stmt, 0);
		str_addf(names, "%s%s", (*count)++ ? ", " : "", sql_text(stmt, 1));
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool cite_resolve(struct db *db, const char *text, int64_t *id, struct err *err)
{
	struct str names = STR_INIT;
	char *fold = fold_dup(text);
	int count = 0;
	bool ok = true;

	*id = 0;
	for (size_t i = 0;
		ok && !count && *fold && i < sizeof cite_resolutions / sizeof *cite_resolutions;
		i++)
		ok = cite_try(db, cite_resolutions[i], text, fold, id, &count, &names, err);
	if (ok && count > 1)
		ok = err_set(err, ERR_AMBIGUOUS, _("'%s' may be several cités: %s"), text,
			names.buf);
	else if (ok && !count)
		ok = err_set(
			err, ERR_NOT_FOUND, _("no cité '%s' is known: try 'etape find'"), text);
	free(fold);
	str_release(&names);
	return ok;
}
