#include "etape/cite.h"

#include <stdlib.h>

#include "etape/i18n.h"
#include "etape/reference.h"
#include "store/membership_cover.h"
#include "store/noun.h"
#include "store/words.h"

#define CITE_TOUR                                                                                 \
	"(SELECT max(CASE e.status WHEN 'held' THEN 2 WHEN 'announced' THEN 1 WHEN 'open' THEN 1" \
	" WHEN 'closed' THEN 1 ELSE 0 END) FROM event e WHERE e.cite = c.id AND e.kind = 'etape')"

static const char cite_list_sql[] = COVER_WITH
	" SELECT c.id, c.fold, c.code, c.name, c.departement, c.region, c.region_name, c.academie,"
	" (SELECT group_concat(name, char(10)) FROM (SELECT m.name FROM cite_commune cc"
	" JOIN commune m ON m.insee = cc.insee WHERE cc.cite = c.id ORDER BY cc.rank)),"
	" c.wave, c.lat, c.lon,"
	" c.id IN (SELECT id FROM territory), " CITE_TOUR
	" FROM cite c WHERE (:id IS NULL OR c.id = :id)"
	" AND (:region IS NULL OR c.region = :region)"
	" AND (:departement IS NULL OR c.departement = :departement)"
	" ORDER BY c.fold, c.id";

static bool cite_wanted(const struct cite_row *row, const struct words *words)
{
	struct str hay = STR_INIT;
	bool all;

	if (!words->count)
		return true;
	str_addf(&hay, "%s %s %s %s", row->name, row->code, row->communes,
		departement_name(row->departement));
	all = words_all_of(words, hay.buf);
	str_release(&hay);
	return all;
}

bool cite_list(struct db *db, const struct cite_filter *filter, cite_row_fn each, void *arg,
	struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, cite_list_sql, err);
	enum sql_result result;
	struct words words;

	if (!stmt)
		return false;
	noun_bind_date(stmt, ":on", noun_on(filter->on));
	sql_bind_id(stmt, ":id", filter->id);
	sql_bind_opt(stmt, ":region", filter->region);
	sql_bind_opt(stmt, ":departement", filter->departement);
	words_init(&words, filter->text);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		struct cite_row row = {
			.id = sql_int(stmt, 0),
			.key = sql_text(stmt, 1),
			.code = sql_text(stmt, 2),
			.name = sql_text(stmt, 3),
			.departement = sql_text(stmt, 4),
			.region = sql_text(stmt, 5),
			.region_name = sql_text(stmt, 6),
			.academie = sql_text(stmt, 7),
			.communes = sql_text(stmt, 8),
			.wave = (int)sql_int(stmt, 9),
			.lat = (int32_t)sql_int(stmt, 10),
			.lon = (int32_t)sql_int(stmt, 11),
			.member = sql_int(stmt, 12) != 0,
			.tour = (enum cite_tour)sql_int(stmt, 13),
		};
		if (cite_wanted(&row, &words) && !each(arg, &row))
			break;
	}
	words_release(&words);
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool cite_communes(struct db *db, int64_t cite, bool (*each)(void *arg, const struct commune *c),
	void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT m.insee, m.name, m.departement, m.lat, m.lon, m.population"
		" FROM cite_commune cc JOIN commune m ON m.insee = cc.insee"
		" WHERE cc.cite = :cite ORDER BY cc.rank",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":cite", cite);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		const struct commune c = {
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

struct cite_row *cite_row_dup(const struct cite_row *row)
{
	static const size_t texts[] = {
		offsetof(struct cite_row, key),
		offsetof(struct cite_row, code),
		offsetof(struct cite_row, name),
		offsetof(struct cite_row, departement),
		offsetof(struct cite_row, region),
		offsetof(struct cite_row, region_name),
		offsetof(struct cite_row, academie),
		offsetof(struct cite_row, communes),
	};

	return NOUN_ROW_DUP(row, texts);
}

enum {
	CITE_CODE,
	CITE_NAME,
	CITE_DEPARTEMENT,
	CITE_ACADEMIE,
	CITE_WAVE,
	CITE_MEMBER,
};

static struct value cite_value(const void *p, size_t i)
{
	const struct cite_row *row = p;
	struct value wave = value_int(row->wave);

	switch (i) {
	case CITE_CODE:
		return value_text(row->code);
	case CITE_NAME:
		return value_text(row->name);
	case CITE_DEPARTEMENT:
		return value_text(row->departement);
	case CITE_ACADEMIE:
		return value_text(row->academie);
	case CITE_WAVE:
		wave.null = !row->wave;
		return wave;
	default:
		return value_bool(row->member);
	}
}

static const struct field cite_fields[] = {
	[CITE_CODE] = NOUN_FIELD("code", N_("Code"), FIELD_TEXT, 8, 1, 3),
	[CITE_NAME] = NOUN_FIELD("name", N_("Cité éducative"), FIELD_TEXT, 16, 3, 0),
	[CITE_DEPARTEMENT] = NOUN_FIELD("departement", N_("Dép."), FIELD_TEXT, 4, 0, 1),
	[CITE_ACADEMIE] = NOUN_FIELD("academie", N_("Académie"), FIELD_TEXT, 8, 1, 4),
	[CITE_WAVE] = NOUN_FIELD("wave", N_("Label"), FIELD_INT, 5, 0, 2),
	[CITE_MEMBER] = NOUN_FIELD("member", N_("Member"), FIELD_BOOL, 6, 0, 2),
};

const struct record_type cite_type = NOUN_RECORD("cite", cite_fields, cite_value);
