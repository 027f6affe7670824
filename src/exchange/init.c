/* Filling a new database: reference data, then the demo network. */
#include <stdlib.h>
#include <string.h>

#include "etape/demo.h"
#include "etape/geo.h"
#include "etape/i18n.h"
#include "etape/journal.h"
#include "etape/reference.h"
#include "etape/str.h"
#include "etape/tariff.h"
#include "exchange/digits.h"
#include "exchange/importer.h"
#include "exchange/init.h"

static char *join(const char *folder, const char *name)
{
	struct str path = STR_INIT;

	str_addf(&path, "%s/%s", folder, name);
	return str_take(&path);
}

bool sheet_open(struct sheet *sheet, const char *folder, const char *name,
	const struct column_field *fields, size_t count, struct err *err)
{
	char *path = join(folder, name);
	bool ok = csv_read(&sheet->table, path, err);

	free(path);
	if (ok && (!columns_find(&sheet->columns, fields, count, &sheet->table.rows[0], NULL, 0,
			   err) ||
			  !columns_require(&sheet->columns, &sheet->table.rows[0], err))) {
		csv_release(&sheet->table);
		ok = err_wrap(err, "%s", name);
	}
	return ok;
}

void sheet_close(struct sheet *sheet)
{
	csv_release(&sheet->table);
}

const char *sheet_cell(const struct sheet *sheet, size_t i, size_t field)
{
	return columns_cell(&sheet->columns, &sheet->table.rows[i], field);
}

bool sheet_wrap(const struct sheet *sheet, size_t i, const char *name, struct err *err)
{
	return err_wrap(err, _("%s, line %zu"), name, sheet->table.rows[i].line);
}

bool init_import(struct db *db, enum import_kind kind, const char *folder, const char *name,
	bool tokens, struct err *err)
{
	char *path = join(folder, name);
	const struct import_options options = { .kind = kind, .path = path };
	struct import_summary summary;
	struct str bytes = STR_INIT;
	struct err refusal = ERR_INIT;
	bool ok = csv_load(path, &bytes, err) &&
		  importer_run(db, &options, &bytes, tokens, &summary, NULL, &refusal, err);

	if (ok && summary.refused > 0) {
		if (err != NULL)
			*err = refusal;
		ok = err_wrap(err, "%s", name);
	}
	str_release(&bytes);
	free(path);
	return ok;
}

/* --- reference data --- */

enum { M_INSEE, M_NAME, M_DEPARTEMENT, M_LAT, M_LON, M_POPULATION, M_COUNT };
static const struct column_field commune_fields[M_COUNT] = {
	{ .key = "insee_code", .required = true },
	{ .key = "name", .required = true },
	{ .key = "departement", .required = true },
	{ .key = "lat", .required = true },
	{ .key = "lon", .required = true },
	{ .key = "population", .required = true },
};

static bool add_communes(struct db *db, const char *folder, struct err *err)
{
	struct sheet sheet;
	bool ok = sheet_open(&sheet, folder, "communes.csv", commune_fields, M_COUNT, err);

	if (!ok)
		return false;
	for (size_t i = 1; i < sheet.table.count && ok; i++) {
		struct commune c = {
			.insee = sheet_cell(&sheet, i, M_INSEE),
			.name = sheet_cell(&sheet, i, M_NAME),
			.departement = sheet_cell(&sheet, i, M_DEPARTEMENT),
			.population = -1,
		};

		if (*sheet_cell(&sheet, i, M_POPULATION) != '\0')
			c.population = digits_value(sheet_cell(&sheet, i, M_POPULATION));
		ok = geo_parse_degrees(sheet_cell(&sheet, i, M_LAT), &c.lat) &&
		     geo_parse_degrees(sheet_cell(&sheet, i, M_LON), &c.lon);
		if (!ok)
			err_set(err, ERR_INVALID, _("lat, lon: '%s', '%s' are no degrees"),
				sheet_cell(&sheet, i, M_LAT), sheet_cell(&sheet, i, M_LON));
		ok = ok && reference_add_commune(db, &c, err);
		if (!ok)
			sheet_wrap(&sheet, i, "communes.csv", err);
	}
	sheet_close(&sheet);
	return ok;
}

enum { V_CODE, V_SHORT, V_NAME, V_REGIONS, V_DEPARTEMENTS, V_SOURCE, V_NOTE, V_COUNT };
static const struct column_field crpv_fields[V_COUNT] = {
	{ .key = "code", .required = true },
	{ .key = "short_name", .required = true },
	{ .key = "name", .required = true },
	{ .key = "region_codes", .required = true },
	{ .key = "departements", .required = true },
	{ .key = "source", .required = true },
	{ .key = "note", .required = true },
};

static bool add_crpvs(struct db *db, const char *folder, struct err *err)
{
	struct sheet sheet;
	bool ok = sheet_open(&sheet, folder, "crpv.csv", crpv_fields, V_COUNT, err);

	if (!ok)
		return false;
	for (size_t i = 1; i < sheet.table.count && ok; i++) {
		const struct crpv c = {
			.code = sheet_cell(&sheet, i, V_CODE),
			.short_name = sheet_cell(&sheet, i, V_SHORT),
			.name = sheet_cell(&sheet, i, V_NAME),
			.regions = sheet_cell(&sheet, i, V_REGIONS),
			.departements = sheet_cell(&sheet, i, V_DEPARTEMENTS),
			.source = sheet_cell(&sheet, i, V_SOURCE),
			.note = sheet_cell(&sheet, i, V_NOTE),
		};

		ok = reference_add_crpv(db, &c, err) || sheet_wrap(&sheet, i, "crpv.csv", err);
	}
	sheet_close(&sheet);
	return ok;
}

enum { H_ZONE, H_NAME, H_FIRST, H_LAST, H_COUNT };
static const struct column_field holiday_fields[H_COUNT] = {
	{ .key = "zone", .required = true },
	{ .key = "name", .required = true },
	{ .key = "first_day", .required = true },
	{ .key = "last_day", .required = true },
};

static bool add_holidays(struct db *db, const char *folder, struct err *err)
{
	struct sheet sheet;
	bool ok =
		sheet_open(&sheet, folder, "school_holidays.csv", holiday_fields, H_COUNT, err);

	if (!ok)
		return false;
	for (size_t i = 1; i < sheet.table.count && ok; i++) {
		struct school_holiday h = {
			.zone = sheet_cell(&sheet, i, H_ZONE)[0],
			.name = sheet_cell(&sheet, i, H_NAME),
		};

		ok = civil_parse_iso(sheet_cell(&sheet, i, H_FIRST), &h.first) &&
		     civil_parse_iso(sheet_cell(&sheet, i, H_LAST), &h.last);
		if (!ok)
			err_set(err, ERR_INVALID,
				_("'%s' is no date: write 2024-09-01 or 01/09/2024"),
				sheet_cell(&sheet, i, H_FIRST));
		ok = ok && reference_add_school_holiday(db, &h, err);
		if (!ok)
			sheet_wrap(&sheet, i, "school_holidays.csv", err);
	}
	sheet_close(&sheet);
	return ok;
}

/* --- the two fillings --- */

static bool fill(struct db *db, enum change_kind kind, const char *share,
	bool (*steps)(struct db *db, const char *share, struct err *err), struct err *err)
{
	const struct change_label label = { .kind = kind };

	if (!change_begin(db, &label, err))
		return false;
	if (steps(db, share, err))
		return change_commit(db, err);
	change_rollback(db);
	return false;
}

static bool reference_steps(struct db *db, const char *share, struct err *err)
{
	char *data = join(share, "data");
	bool ok = add_communes(db, data, err) && add_crpvs(db, data, err) &&
		  add_holidays(db, data, err) &&
		  init_import(db, IMPORT_CITES, data, "cites.csv", false, err) &&
		  tariff_install(db, err);

	free(data);
	return ok;
}

bool init_reference(struct db *db, const char *share, struct err *err)
{
	return fill(db, CHANGE_INIT, share, reference_steps, err);
}

static bool demo_steps(struct db *db, const char *share, struct err *err)
{
	char *data = join(share, "data"), *demo = join(share, "demo");
	bool ok = init_tour(db, data, err) &&
		  init_import(db, IMPORT_STRUCTURES, demo, "structures.csv", true, err) &&
		  init_import(db, IMPORT_PEOPLE, demo, "people.csv", true, err) &&
		  init_import(db, IMPORT_MANDATES, demo, "mandates.csv", true, err) &&
		  init_import(db, IMPORT_MEMBERSHIPS, demo, "memberships.csv", true, err) &&
		  init_import(db, IMPORT_LABELS, demo, "labels.csv", true, err) &&
		  init_import(db, IMPORT_EVENTS, demo, "events.csv", true, err) &&
		  init_cycles(db, err) &&
		  init_import(db, IMPORT_REGISTRATIONS, demo, "registrations.csv", true, err) &&
		  init_desk(db, demo, err) && init_invoices(db, err);

	free(data);
	free(demo);
	return ok;
}

bool init_demo(struct db *db, const char *share, struct err *err)
{
	return fill(db, CHANGE_DEMO, share, demo_steps, err);
}
