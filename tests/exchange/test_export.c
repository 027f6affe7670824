/* What is exported is read back without a change, whatever the names. */
#include "exchange/house.h"

#include "etape/checkin.h"
#include "etape/registration.h"

static struct house h;

static int open_house(void **state)
{
	(void)state;
	house_open(&h, true);
	return 0;
}

static int close_house(void **state)
{
	(void)state;
	house_close(&h);
	return 0;
}

/* The whole demo network. */
static int open_demo(void **state)
{
	char *share = paths_share();

	(void)state;
	house_open(&h, true);
	OK(init_demo(h.db, share, &err));
	free(share);
	return 0;
}

/* Names that break naive writers, homonyms, shared and missing addresses. */
static void fill_with_traps(void)
{
	assert_import(&h, IMPORT_STRUCTURES,
		"name,kind,cite,parent,town,phone\n"
		"\"Association \"\"Le Pont\"\", Lille\",association,,,Lille,+33 3 20 25 61 53\n"
		"'=cmd|' /C calc'!A0,other,,,,03-20-25-61-53\n"
		"Collège Jean Moulin,education_nationale,,,Lens,\n"
		"Collège Jean Moulin,education_nationale,,,Le Portel,\n"
		"Ville d'Arras,commune,arras,Grand Arras;,,\n"
		"Grand Arras;,epci,,,Arras,\n",
		6, 0, 0, 1, 0);
	assert_import(&h, IMPORT_PEOPLE,
		"family_name,given_name,email,phone,mobile,structure,function,cite\n"
		"Dupré,Inès,ines@example.org,+33 3 20 25 61 53,0639982338,Ville d'Arras,\"CPO, "
		"\"\"cheffe\"\"\",arras\n"
		"Dupré,Inès,,,,Collège Jean Moulin (Lens),@referente,\n"
		"Dupré,Inès,,,,Collège Jean Moulin (Le Portel),-1+1+x,\n"
		"Roy,Luc,accueil@example.org,,,,,amiens-nord\n"
		"Gras,Eva,accueil@example.org,,,,,\n"
		"Nom,,,,,,,\n",
		6, 0, 0, 4, 0);
	assert_import(&h, IMPORT_MANDATES,
		"person_email,cite,role,structure,valid_from,valid_to\n"
		"ines@example.org,arras,cpo,Ville d'Arras,2020-09-01,2022-08-31\n"
		"ines@example.org,arras,cpo,,2023-09-01,\n"
		"GRAS Eva <accueil@example.org>,amiens-nord,elu,,,\n"
		"ROY Luc <accueil@example.org>,amiens-nord,elu,,,\n"
		"NOM,arras,autre,Collège Jean Moulin (Lens),,2024-01-01\n",
		5, 0, 0, 0, 0);
	assert_import(&h, IMPORT_MEMBERSHIPS,
		"structure,valid_from,valid_to\nGrand Arras;,2019-01-01,2019-12-31\nGrand "
		"Arras;,2021-01-01,\n",
		2, 0, 0, 0, 0);
	assert_import(&h, IMPORT_EVENTS,
		"code,kind,title,theme,start,end,precision,place,address,town,cite,format,"
		"capacity,status\n"
		"tour-15,etape,=Quinzième "
		"étape,\"a\nb\",2027-02-11T09:30,2027-02-11T17:00,day,Salle,1 rue "
		"X,Arras,arras,on_site,40,open\n"
		"x-1,national,Un mois,,2027-03,,month,,,,,,,announced\n"
		"x-2,workshop,Une période,,2027-03,2027-05,period,,,,,online,,draft\n",
		3, 0, 0, 0, 0);
	h.event = "tour-15";
	assert_import(&h, IMPORT_REGISTRATIONS,
		"family_name,given_name,email,structure,sessions,status\n"
		"Dupré,Inès,ines@example.org,,1,registered\nDupré,Inès,,Collège Jean Moulin "
		"(Lens),,waiting\n"
		"Dupré,Inès,,Collège Jean Moulin (Le "
		"Portel),\"1,2\",cancelled\nGras,Eva,accueil@example.org,,2,invited\n",
		4, 0, 0, 0, 0);
	h.event = NULL;
}

/* Exports a kind and reads it back: `rows` matched, nothing else, nothing written. */
static void round_trip(enum export_kind kind, enum import_kind as, size_t rows)
{
	char *text = house_export(&h, kind, NULL, FORMAT_CSV), *again;

	assert_import(&h, as, text, 0, rows, 0, 0, 0);
	if (strstr(h.report.buf, "note") != NULL && strstr(h.report.buf, "kept") != NULL)
		fail_msg("%s", h.report.buf);
	again = house_export(&h, kind, NULL, FORMAT_CSV);
	assert_string_equal(text, again);
	free(text);
	free(again);
}

static void exports_are_read_back_without_a_change(void **state)
{
	(void)state;
	fill_with_traps();
	round_trip(EXPORT_STRUCTURES, IMPORT_STRUCTURES, 6);
	round_trip(EXPORT_PEOPLE, IMPORT_PEOPLE, 6);
	round_trip(EXPORT_MANDATES, IMPORT_MANDATES, 5);
	round_trip(EXPORT_MEMBERSHIPS, IMPORT_MEMBERSHIPS, 2);
	round_trip(EXPORT_EVENTS, IMPORT_EVENTS, 3);
	round_trip(EXPORT_REGISTRATIONS, IMPORT_REGISTRATIONS, 4);
	round_trip(EXPORT_CITES, IMPORT_CITES, 222);
}

static void an_export_rebuilds_the_network_elsewhere(void **state)
{
	static const struct {
		enum export_kind kind;
		enum import_kind as;
	} kinds[] = {
		{ EXPORT_STRUCTURES, IMPORT_STRUCTURES },
		{ EXPORT_PEOPLE, IMPORT_PEOPLE },
		{ EXPORT_MANDATES, IMPORT_MANDATES },
		{ EXPORT_MEMBERSHIPS, IMPORT_MEMBERSHIPS },
		{ EXPORT_EVENTS, IMPORT_EVENTS },
	};
	char *texts[5];

	(void)state;
	fill_with_traps();
	for (size_t i = 0; i < 5; i++)
		texts[i] = house_export(&h, kinds[i].kind, NULL, FORMAT_CSV);
	house_close(&h);
	house_open(&h, true);
	for (size_t i = 0; i < 5; i++) {
		char *again;

		if (!house_import(&h, kinds[i].as, texts[i]))
			fail_msg("%s\n%s", h.err.message, h.report.buf);
		again = house_export(&h, kinds[i].kind, NULL, FORMAT_CSV);
		assert_string_equal(texts[i], again);
		free(texts[i]);
		free(again);
	}
}

static void formulas_are_defused_in_csv_only(void **state)
{
	char *csv, *json;

	(void)state;
	fill_with_traps();
	csv = house_export(&h, EXPORT_PEOPLE, NULL, FORMAT_CSV);
	json = house_export(&h, EXPORT_PEOPLE, NULL, FORMAT_JSON);
	assert_non_null(strstr(csv, ",'@referente,"));
	assert_non_null(strstr(csv, ",+33 3 20 25 61 53,"));
	assert_int_equal(
		strncmp(csv,
			"family_name,given_name,email,phone,mobile,structure,function,cite\r\n",
			67),
		0);
	assert_non_null(strstr(json, "\"@referente\""));
	free(csv);
	free(json);
}

static void the_demo_network_goes_round(void **state)
{
	char *text;

	(void)state;
	text = house_export(&h, EXPORT_MANDATES, NULL, FORMAT_CSV);
	if (!house_import(&h, IMPORT_MANDATES, text))
		fail_msg("%s\n%s", h.err.message, h.report.buf);
	assert_int_equal(h.s.matched, h.s.rows);
	free(text);
	for (int i = 0; i < 3; i++) {
		static const enum export_kind kinds[] = { EXPORT_STRUCTURES, EXPORT_PEOPLE,
			EXPORT_REGISTRATIONS };
		static const enum import_kind as[] = { IMPORT_STRUCTURES, IMPORT_PEOPLE,
			IMPORT_REGISTRATIONS };

		text = house_export(&h, kinds[i], NULL, FORMAT_CSV);
		if (!house_import(&h, as[i], text))
			fail_msg("%s\n%s", h.err.message, h.report.buf);
		if (h.s.matched != h.s.rows || h.s.doubtful != 0)
			fail_msg("%s", h.report.buf);
		free(text);
	}
	text = house_export(&h, EXPORT_EVENTS, NULL, FORMAT_CSV);
	if (!house_import(&h, IMPORT_EVENTS, text))
		fail_msg("%s\n%s", h.err.message, h.report.buf);
	assert_int_equal(h.s.matched, h.s.rows);
	free(text);
}

static size_t lines(const char *text)
{
	size_t n = 0;

	for (; *text != '\0'; text++)
		n += *text == '\n';
	return n;
}

static void checkins_fees_and_cards_are_written(void **state)
{
	char *text = house_export(&h, EXPORT_CHECKINS, "tour-11", FORMAT_CSV), *all;

	(void)state;
	assert_int_equal(
		strncmp(text, "id,registration,session,kind,at,desk,author,via,undoes,reason\r\n", 62), 0);
	all = house_export(&h, EXPORT_CHECKINS, NULL, FORMAT_CSV);
	assert_int_equal(lines(all), 1 + 143);
	assert_true(lines(text) > 10 && lines(text) < lines(all));
	free(text);
	free(all);
	text = house_export(&h, EXPORT_FEES, "tour-14", FORMAT_JSON);
	assert_non_null(strstr(text, "\"due_cents\":15000"));
	assert_non_null(strstr(text, "\"state\":\"undetermined\""));
	assert_non_null(strstr(text, "\"reasons\":[\""));
	free(text);
	text = house_export(&h, EXPORT_FEES, "tour-14", FORMAT_CSV);
	assert_non_null(strstr(text, ",1,15000,due,"));
	free(text);
	text = house_export(&h, EXPORT_REGISTRATIONS, "tour-14", FORMAT_CSV);
	assert_int_equal(strncmp(text,
				 "code,event,person_id,family_name,given_name,email,structure,"
				 "cite,status,"
				 "sessions,present,registered_by,replaces,walk_in,"
				 "waiting_rank\r\n",
				 134),
		0);
	assert_int_equal(lines(text), 43);
	free(text);
	text = house_export(&h, EXPORT_PEOPLE, NULL, FORMAT_VCARD);
	assert_int_equal(strncmp(text, "BEGIN:VCARD\r\nVERSION:4.0\r\n", 26), 0);
	assert_non_null(strstr(text, "EMAIL;TYPE=work:"));
	free(text);
}

static void what_cannot_be_written_is_refused(void **state)
{
	struct err err = ERR_INIT;
	struct output *out;

	(void)state;
	assert_true(output_open(&out, "/dev/null", 0, &err));
	assert_false(export_rows(h.db, EXPORT_EVENTS, NULL, FORMAT_ICS, out, &err));
	assert_int_equal(err.code, ERR_USAGE);
	assert_false(export_rows(h.db, EXPORT_EVENTS, NULL, FORMAT_VCARD, out, &err));
	assert_false(export_rows(h.db, EXPORT_REGISTRATIONS, "tour-99", FORMAT_CSV, out, &err));
	assert_int_equal(err.code, ERR_NOT_FOUND);
	output_abort(&out);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_house, close_house)
#define DEMO(name) cmocka_unit_test_setup_teardown(name, open_demo, close_house)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(exports_are_read_back_without_a_change),
		TEST(an_export_rebuilds_the_network_elsewhere),
		TEST(formulas_are_defused_in_csv_only),
		DEMO(the_demo_network_goes_round),
		DEMO(checkins_fees_and_cards_are_written),
		DEMO(what_cannot_be_written_is_refused),
	};

	return cmocka_run_group_tests_name("export", tests, NULL, NULL);
}
