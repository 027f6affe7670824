/* Row records: shown, raw, ordered, matched. */
#include "core_test.h"

#include "etape/civil.h"
#include "etape/record.h"

struct row {
	const char *name;
	int64_t count;
	int64_t id;
	int64_t fee;
	const char *date;
	int64_t at;
	bool here;
	const char *cites;
	const char *status;
	const char *secret;
};

enum { NAME, NUMBER, ID, FEE, DATE, AT, HERE, CITES, STATUS, SECRET };

static const char *status_label(const char *raw)
{
	return str_eq(raw, "waiting") ? "liste d'attente"
	       : str_eq(raw, "ok")    ? "Inscription"
				      : NULL;
}

static struct value get(const void *row, size_t i)
{
	const struct row *r = row;

	switch (i) {
	case NAME:
		return value_text(r->name);
	case NUMBER:
		return value_int(r->count);
	case ID:
		return value_id(r->id);
	case FEE:
		return value_cents(r->fee);
	case DATE:
		return value_date(r->date);
	case AT:
		return value_instant(r->at);
	case HERE:
		return value_bool(r->here);
	case CITES:
		return value_list(r->cites);
	case STATUS:
		return value_text(r->status);
	default:
		return value_text(r->secret);
	}
}

static const struct field fields[] = {
	{ .key = "name", .heading = N_("Name"), .kind = FIELD_TEXT },
	{ .key = "count", .heading = N_("Count"), .kind = FIELD_INT },
	{ .key = "id", .kind = FIELD_ID },
	{ .key = "fee_cents", .heading = N_("Fee"), .kind = FIELD_CENTS },
	{ .key = "date", .heading = N_("Date"), .kind = FIELD_DATE },
	{ .key = "at", .heading = N_("At"), .kind = FIELD_INSTANT },
	{ .key = "here", .heading = N_("Here"), .kind = FIELD_BOOL },
	{ .key = "cites", .heading = N_("Cites"), .kind = FIELD_LIST },
	{ .key = "status", .heading = N_("Status"), .kind = FIELD_TEXT, .label = status_label },
	{ .key = "secret", .kind = FIELD_TEXT }, /* machine formats only */
};

static const struct record_type type = {
	.name = "row",
	.fields = fields,
	.count = COUNT(fields),
	.get = get,
};

static const struct row amiens = {
	.name = "Élodie D’HONDT",
	.count = 42,
	.id = INT64_C(9007199254740993),
	.fee = 123450,
	.date = "2020-02-11",
	.at = INT64_C(1581408252345),
	.here = true,
	.cites = "Amiens Nord\nCreil\n\nLens",
	.status = "waiting",
	.secret = "maubeuge",
};

static void shows(void **state)
{
	static const struct {
		size_t field;
		const char *fr, *en, *raw;
	} table[] = {
		{ NAME, "Élodie D’HONDT", "Élodie D’HONDT", "Élodie D’HONDT" },
		{ NUMBER, "42", "42", "42" },
		{ ID, "9007199254740993", "9007199254740993", "9007199254740993" },
		{ FEE,
			"1\xC2\xA0"
			"234,50\xC2\xA0€",
			"€1,234.50", "1234.50" },
		{ DATE, "11/02/2020", "2020-02-11", "2020-02-11" },
		{ AT, "11/02/2020 09:04", "2020-02-11 09:04", "2020-02-11T08:04:12.345Z" },
		{ HERE, "oui", "yes", "true" },
		{ CITES, "Amiens Nord; Creil; Lens", "Amiens Nord; Creil; Lens",
			"Amiens Nord; Creil; Lens" },
		{ STATUS, "liste d'attente", "liste d'attente", "waiting" },
		{ SECRET, "maubeuge", "maubeuge", "maubeuge" },
	};
	struct str out = STR_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		speak_french();
		record_show(&out, &type, &amiens, table[i].field);
		expect_text(&out, table[i].fr, fields[table[i].field].key);
		i18n_init("en", NULL);
		record_show(&out, &type, &amiens, table[i].field);
		expect_text(&out, table[i].en, fields[table[i].field].key);
		record_raw(&out, &type, &amiens, table[i].field);
		expect_text(&out, table[i].raw, fields[table[i].field].key);
	}
	str_release(&out);
}

static void shows_dates_as_far_as_known(void **state)
{
	static const char *const table[][2] = {
		{ "2020-02-01", "01/02/2020" },
		{ "2020-02", "févr. 2020" },
		{ "2021", "2021" },
		{ "2020-02-11T09:30", "11/02/2020 09:30" },
		{ "someday", "someday" },
	};
	struct str out = STR_INIT;

	(void)state;
	speak_french();
	for (size_t i = 0; i < COUNT(table); i++) {
		struct row row = { .date = table[i][0] };
		record_show(&out, &type, &row, DATE);
		expect_text(&out, table[i][1], table[i][0]);
		record_raw(&out, &type, &row, DATE);
		expect_text(&out, table[i][0], "raw");
	}
	i18n_init("en", NULL);
	str_release(&out);
}

static void shows_nothing_for_null(void **state)
{
	static const struct row none = { .name = "" };
	struct str out = STR_INIT;

	(void)state;
	record_raw(&out, &type, &none, HERE);
	expect_text(&out, "false", "raw");
	record_show(&out, &type, &none, HERE);
	expect_text(&out, "no", "shown");
	for (size_t i = 0; i < COUNT(fields); i++) {
		bool zero = i == NUMBER || i == FEE || i == HERE;
		record_show(&out, &type, &none, i);
		assert_int_equal(out.len > 0, zero);
		str_reset(&out);
		record_raw(&out, &type, &none, i);
		assert_int_equal(out.len > 0, zero);
		str_reset(&out);
		assert_int_equal(get(&none, i).null, !zero);
	}
	str_release(&out);
}

static void shows_instants_in_the_zone_set(void **state)
{
	struct str out = STR_INIT;

	(void)state;
	record_set_zone("America/Cayenne");
	record_show(&out, &type, &amiens, AT);
	expect_text(&out, "2020-02-11 05:04", "Cayenne");
	record_set_zone("No/Where"); /* better UTC than nothing */
	record_show(&out, &type, &amiens, AT);
	expect_text(&out, "2020-02-11T08:04:12.345Z", "nowhere");
	record_set_zone(NULL);
	record_show(&out, &type, &amiens, AT);
	expect_text(&out, "2020-02-11 09:04", "Paris");
	str_release(&out);
}

static void writes_negative_cents(void **state)
{
	static const struct {
		int64_t cents;
		const char *raw;
	} table[] = { { -5, "-0.05" }, { -123456, "-1234.56" }, { 0, "0.00" }, { 7, "0.07" },
		{ INT64_MIN, "-92233720368547758.08" } };
	struct str out = STR_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct row row = { .fee = table[i].cents };
		record_raw(&out, &type, &row, FEE);
		expect_text(&out, table[i].raw, "cents");
	}
	str_release(&out);
}

static int sign(int n)
{
	return (n > 0) - (n < 0);
}

static void orders(void **state)
{
	static const struct {
		size_t field;
		struct row a, b;
		int order;
	} table[] = {
		{ NAME, { .name = "Élodie" }, { .name = "Fanny" }, -1 },
		{ NAME, { .name = "élodie" }, { .name = "Eloi" }, -1 },
		{ NAME, { .name = "Zoé" }, { .name = "Œuvrard" }, 1 },
		{ NAME, { .name = "Oeuvrard" }, { .name = "Œuvrard" },
			-1 }, /* same key: by bytes */
		{ NAME, { .name = "a" }, { .name = "a" }, 0 },
		{ NAME, { .name = NULL }, { .name = "a" }, 1 },
		{ NAME, { .name = "a" }, { .name = "" }, -1 },
		{ NAME, { .name = NULL }, { .name = NULL }, 0 },
		{ NUMBER, { .count = 9 }, { .count = 10 }, -1 },
		{ NUMBER, { .count = INT64_MIN }, { .count = INT64_MAX }, -1 },
		{ FEE, { .fee = -1 }, { .fee = -2 }, 1 },
		{ AT, { .at = 5 }, { .at = 0 }, -1 },
		{ DATE, { .date = "2020-02" }, { .date = "2020-02-11" }, -1 },
		{ DATE, { .date = "2021" }, { .date = "2020-12-31" }, 1 },
		{ HERE, { .here = true }, { .here = false }, 1 },
		{ STATUS, { .status = "waiting" }, { .status = "ok" },
			1 }, /* by what is shown */
		{ CITES, { .cites = "Arras\nLens" }, { .cites = "Avion" }, -1 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		expect_number(
			sign(record_compare(&type, table[i].field, &table[i].a, &table[i].b)),
			table[i].order, fields[table[i].field].key);
		expect_number(
			sign(record_compare(&type, table[i].field, &table[i].b, &table[i].a)),
			-table[i].order, fields[table[i].field].key);
	}
}

static void matches(void **state)
{
	static const struct {
		const char *needle;
		bool yes;
	} table[] = {
		{ "", true },
		{ "elod", true },
		{ "hondt", true },
		{ "elodie creil", true },
		{ "creil elodie", true }, /* in any order, across fields */
		{ "cre len elo", true },
		{ "dhondt", true }, /* however it is written */
		{ "hondtelo", false }, /* but not across fields */
		{ "ondt", false }, /* words are matched from their beginning */
		{ "elodie beauvais", false },
		{ "liste att", true }, /* what is shown */
		{ "waiting", false },  /* not what is stored */
		{ "maubeuge", false }, /* nor what isn't shown at all */
		{ "9007", false },
		{ "42", true },
		{ "11", true },
		{ "  elodie  ", true },
		{ "elodiee", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++)
		expect_number(record_matches(&type, &amiens, table[i].needle), table[i].yes,
			table[i].needle);
}

static int english(void **state)
{
	(void)state;
	i18n_init("en", NULL);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shows),
		cmocka_unit_test(shows_dates_as_far_as_known),
		cmocka_unit_test(shows_nothing_for_null),
		cmocka_unit_test(shows_instants_in_the_zone_set),
		cmocka_unit_test(writes_negative_cents),
		cmocka_unit_test(orders),
		cmocka_unit_test(matches),
	};

	return cmocka_run_group_tests(tests, english, NULL);
}
