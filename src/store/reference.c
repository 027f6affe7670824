#include "etape/reference.h"

#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "etape/i18n.h"
#include "etape/id.h"
#include "store/noun.h"

static const struct change_label reference_label = { .kind = CHANGE_INIT };

bool reference_add_commune(struct db *db, const struct commune *c, struct err *err)
{
	sqlite3_stmt *stmt;
	char *fold;
	bool ok;

	if (!c->insee || !*c->insee || !c->name || !*c->name)
		return err_set(
			err, ERR_INVALID, _("a commune needs its INSEE code and its name"));
	if (!change_begin(db, &reference_label, err))
		return false;
	stmt = sql_prepare(db,
		"INSERT INTO commune (insee, name, fold, departement, lat, lon, population)"
		" VALUES (:insee, :name, :fold, :departement, :lat, :lon, :population)"
		" ON CONFLICT (insee) DO UPDATE SET name = excluded.name, fold = excluded.fold,"
		" departement = excluded.departement, lat = excluded.lat, lon = excluded.lon,"
		" population = excluded.population",
		err);
	if (!stmt)
		return noun_end(db, false, false, err);
	fold = fold_dup(c->name);
	sql_bind_text(stmt, ":insee", c->insee);
	sql_bind_text(stmt, ":name", c->name);
	sql_bind_text(stmt, ":fold", fold);
	sql_bind_text(stmt, ":departement", c->departement);
	sql_bind_int(stmt, ":lat", c->lat);
	sql_bind_int(stmt, ":lon", c->lon);
	if (c->population >= 0)
		sql_bind_int(stmt, ":population", c->population);
	free(fold);
	ok = sql_run(db, stmt, err);
	return noun_end(db, ok, true, err);
}

bool reference_add_crpv(struct db *db, const struct crpv *c, struct err *err)
{
	sqlite3_stmt *stmt;
	bool ok;

	if (!c->code || !*c->code || !c->name || !*c->name)
		return err_set(
			err, ERR_INVALID, _("a resource centre needs a code and a name"));
	if (!change_begin(db, &reference_label, err))
		return false;
	stmt = sql_prepare(db,
		"INSERT INTO crpv (id, code, name, short_name, regions, departements, source, note)"
		" VALUES (:id, :code, :name, :short_name, :regions, :departements, :source, :note)"
		" ON CONFLICT (code) DO UPDATE SET name = excluded.name,"
		" short_name = excluded.short_name, regions = excluded.regions,"
		" departements = excluded.departements, source = excluded.source,"
		" note = excluded.note",
		err);
	if (!stmt)
		return noun_end(db, false, false, err);
	sql_bind_int(stmt, ":id", id_new());
	sql_bind_text(stmt, ":code", c->code);
	sql_bind_text(stmt, ":name", c->name);
	sql_bind_text(
		stmt, ":short_name", c->short_name && *c->short_name ? c->short_name : c->name);
	sql_bind_text(stmt, ":regions", c->regions);
	sql_bind_text(stmt, ":departements", c->departements);
	sql_bind_opt(stmt, ":source", c->source);
	sql_bind_opt(stmt, ":note", c->note);
	ok = sql_run(db, stmt, err);
	return noun_end(db, ok, true, err);
}

bool reference_add_school_holiday(
	struct db *db, const struct school_holiday *h, struct err *err)
{
	char zone[2] = { h->zone, '\0' };
	sqlite3_stmt *stmt;
	bool ok;

	if (h->zone < 'A' || h->zone > 'C')
		return err_set(err, ERR_INVALID, _("a school holiday's zone is A, B or C"));
	if (h->first == CIVIL_NONE || h->last < h->first)
		return err_set(err, ERR_INVALID, _("a school holiday ends before it begins"));
	if (!change_begin(db, &reference_label, err))
		return false;
	stmt = sql_prepare(db,
		"INSERT INTO school_holiday (id, zone, name, first_day, last_day)"
		" VALUES (:id, :zone, :name, :first, :last)"
		" ON CONFLICT (zone, first_day) DO UPDATE SET name = excluded.name,"
		" last_day = excluded.last_day",
		err);
	if (!stmt)
		return noun_end(db, false, false, err);
	sql_bind_int(stmt, ":id", id_new());
	sql_bind_text(stmt, ":zone", zone);
	sql_bind_text(stmt, ":name", h->name);
	noun_bind_date(stmt, ":first", h->first);
	noun_bind_date(stmt, ":last", h->last);
	ok = sql_run(db, stmt, err);
	return noun_end(db, ok, true, err);
}

bool reference_communes(struct db *db, const char *departement,
	bool (*each)(void *arg, const struct commune *c), void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT insee, name, departement, lat, lon, population FROM commune"
		" WHERE :departement IS NULL OR departement = :departement"
		" ORDER BY population DESC, fold",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_opt(stmt, ":departement", departement);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		struct commune c = {
			.insee = sql_text(stmt, 0),
			.name = sql_text(stmt, 1),
			.departement = sql_text(stmt, 2),
			.lat = (int32_t)sql_int(stmt, 3),
			.lon = (int32_t)sql_int(stmt, 4),
			.population = sql_is_null(stmt, 5) ? -1 : sql_int(stmt, 5),
		};
		if (!each(arg, &c))
			break;
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool reference_crpvs(struct db *db, bool (*each)(void *arg, const struct crpv *c), void *arg,
	struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT id, code, name, short_name, regions, departements, source, note"
		" FROM crpv ORDER BY name",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		struct crpv c = {
			.id = sql_int(stmt, 0),
			.code = sql_text(stmt, 1),
			.name = sql_text(stmt, 2),
			.short_name = sql_text(stmt, 3),
			.regions = sql_text(stmt, 4),
			.departements = sql_text(stmt, 5),
			.source = sql_text(stmt, 6),
			.note = sql_text(stmt, 7),
		};
		if (!each(arg, &c))
			break;
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool reference_school_holidays(struct db *db, day_t first, day_t last,
	bool (*each)(void *arg, const struct school_holiday *h), void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT zone, name, first_day, last_day FROM school_holiday"
		" WHERE last_day >= :first AND first_day <= :last ORDER BY first_day, zone",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	noun_bind_date(stmt, ":first", first);
	noun_bind_date(stmt, ":last", last);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		struct school_holiday h = {
			.zone = sql_text(stmt, 0)[0],
			.name = sql_text(stmt, 1),
			.first = noun_day(stmt, 2),
			.last = noun_day(stmt, 3),
		};
		if (!each(arg, &h))
			break;
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool reference_find_commune(struct db *db, const char *name, char insee[6], struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT insee FROM commune WHERE fold = :fold ORDER BY population DESC LIMIT 1",
		err);
	enum sql_result result;
	char *fold;

	if (!stmt)
		return false;
	fold = fold_dup(name);
	sql_bind_text(stmt, ":fold", fold);
	free(fold);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW) {
		insee[0] = '\0';
		strncat(insee, sql_text(stmt, 0), 5);
	}
	sql_done(stmt);
	if (result == SQL_DONE)
		err_set(err, ERR_NOT_FOUND, _("no commune named '%s' is known"), name);
	return result == SQL_ROW;
}

bool setting_get(struct db *db, const char *name, char **value, struct err *err)
{
	sqlite3_stmt *stmt =
		sql_prepare(db, "SELECT value FROM setting WHERE name = :name", err);
	enum sql_result result;

	*value = NULL;
	if (!stmt)
		return false;
	sql_bind_text(stmt, ":name", name);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW)
		*value = sql_dup(stmt, 0);
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool setting_set(struct db *db, const char *name, const char *value, struct err *err)
{
	sqlite3_stmt *stmt;
	bool ok;

	if (!change_begin(db, &reference_label, err))
		return false;
	stmt = sql_prepare(db,
		"INSERT INTO setting (name, value) VALUES (:name, :value)"
		" ON CONFLICT (name) DO UPDATE SET value = excluded.value",
		err);
	if (!stmt)
		return noun_end(db, false, false, err);
	sql_bind_text(stmt, ":name", name);
	sql_bind_text(stmt, ":value", value);
	ok = sql_run(db, stmt, err);
	return noun_end(db, ok, true, err);
}
