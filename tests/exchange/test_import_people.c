/* Lists of people, as they come: recognised, completed, doubted, refused. */
#include "exchange/house.h"


#include "etape/cite.h"
#include "etape/journal.h"

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

static bool count_entry(void *arg, const struct journal_entry *e)
{
	(void)e;
	++*(int *)arg;
	return true;
}

static int changes(void)
{
	int n = 0;

	OK(journal_list(h.db, 0, count_entry, &n, &err));
	return n;
}

static void takes_a_french_list_and_the_second_time_adds_nothing(void **state)
{
	static const char list[] =
		"Horodateur;NOM de famille;Prénom;Adresse "
		"mail;Tél.;Portable;Organisme;Fonction;Cité éducative\r\n"
		"01/09/2026 09:12;DUPRÉ-LEROY;Inès;Ines.Dupre@Example.org;03 20 25 61 "
		"53;06.39.98.23.38;\"Ville d'Arras\r\nService jeunesse\";CPO;Arras\r\n"
		"01/09/2026 09:13;Martin;Paul;;;;;;\r\n"
		"01/09/2026 09:14;Martin;Luc;luc@example.org;;;ville d’arras service  "
		"JEUNESSE;;Cité éducative d'Arras\r\n";
	int before;

	(void)state;
	assert_import(&h, IMPORT_PEOPLE, list, 3, 0, 0, 0, 0);
	assert_int_equal(h.s.rows, 3);
	assert_int_equal(h.s.structures, 1);
	assert_reports(&h, "columns ignored: Horodateur");
	assert_reports(&h, "2 note Ville d'Arras Service jeunesse: ");
	assert_reports(&h, "2 created DUPRÉ-LEROY Inès: ");
	assert_reports(&h, "4 created MARTIN Paul: ");
	before = changes();
	assert_import(&h, IMPORT_PEOPLE, list, 0, 3, 0, 0, 0);
	assert_int_equal(h.s.structures, 0);
	assert_int_equal(changes(), before);
	assert_int_equal(house_people(&h), 3);
}

static void a_dry_run_says_the_same_and_writes_nothing(void **state)
{
	static const char list[] =
		"Nom;Prénom;Mail;Structure\nDupré;Inès;ines@example.org;Ville d'Arras\n"
		"Dupré;Inès;INES@example.org;\nX;Y;pas une adresse;\n";
	int before = changes();

	(void)state;
	h.dry_run = true;
	assert_import(&h, IMPORT_PEOPLE, list, 1, 1, 0, 0, 1);
	assert_reports(&h, "4 refused : email: ");
	assert_int_equal(house_people(&h), 0);
	assert_int_equal(house_structures(&h), 0);
	assert_int_equal(changes(), before);
}

static void all_or_nothing_unless_told_to_skip(void **state)
{
	static const char list[] =
		"Nom;Prénom;Mail\nDupré;Inès;ines@example.org\nX;Y;nulle part\nMartin;Luc;\n";
	int before = changes();

	(void)state;
	assert_false(house_import(&h, IMPORT_PEOPLE, list));
	assert_int_equal(h.err.code, ERR_REFUSED);
	assert_non_null(strstr(h.err.message, "--skip-errors"));
	assert_int_equal(house_people(&h), 0);
	assert_int_equal(changes(), before);
	h.skip_errors = true;
	assert_import(&h, IMPORT_PEOPLE, list, 2, 0, 0, 0, 1);
	assert_int_equal(house_people(&h), 2);
	assert_int_equal(changes(), before + 1);
}

static void the_address_recognises_whatever_its_case(void **state)
{
	(void)state;
	assert_import(&h, IMPORT_PEOPLE, "Nom;Prénom;Mail\nDupré;Inès;ines@example.org\n", 1, 0,
		0, 0, 0);
	assert_import(&h, IMPORT_PEOPLE, "Nom;Prénom;Mail\nDUPRE;ines;INES@Example.ORG\n", 0, 1,
		0, 0, 0);
	/* Names the other way round are the same names. */
	assert_import(&h, IMPORT_PEOPLE, "Nom;Prénom;Mail\nInès;Dupré;ines@example.org\n", 0, 1,
		0, 0, 0);
}

static void name_and_structure_recognise_without_an_address(void **state)
{
	(void)state;
	assert_import(&h, IMPORT_PEOPLE,
		"Nom;Prénom;Mail;Structure\nD'Hondt;Élodie;elodie@example.org;Collège "
		"César-Franck\n",
		1, 0, 0, 0, 0);
	assert_import(&h, IMPORT_PEOPLE,
		"Nom;Prénom;Structure\nd’hondt;ELODIE;college cesar franck\n", 0, 1, 0, 0, 0);
	assert_int_equal(house_people(&h), 1);
	assert_int_equal(house_structures(&h), 1);
}

static void the_same_name_elsewhere_is_doubtful_and_never_merged(void **state)
{
	static const char other[] =
		"Nom;Prénom;Structure\nMartin;Sophie;Préfecture du Nord\nMartin;Sophie;\n";

	(void)state;
	assert_import(&h, IMPORT_PEOPLE, "Nom;Prénom;Structure\nMartin;Sophie;Ville de Lille\n",
		1, 0, 0, 0, 0);
	assert_import(&h, IMPORT_PEOPLE, other, 2, 0, 0, 3, 0);
	assert_reports(&h, "2 doubtful MARTIN Sophie: ");
	assert_reports(&h, "Ville de Lille");
	assert_int_equal(house_people(&h), 3);
	/* And the next run finds whom the first one made. */
	assert_import(&h, IMPORT_PEOPLE, other, 0, 2, 0, 0, 0);
	assert_int_equal(house_people(&h), 3);
}

static void another_address_under_the_same_name_and_structure_is_another_person(void **state)
{
	static const char list[] =
		"Nom;Prénom;Mail;Structure\nMartin;Sophie;sm1@example.org;Ville de Lille\n"
		"Martin;Sophie;sm2@example.org;Ville de Lille\n";

	(void)state;
	assert_import(&h, IMPORT_PEOPLE, list, 2, 0, 0, 1, 0);
	assert_import(&h, IMPORT_PEOPLE, list, 0, 2, 0, 0, 0);
	/* Without an address nobody can tell which of the two. */
	assert_false(house_import(
		&h, IMPORT_PEOPLE, "Nom;Prénom;Structure\nMartin;Sophie;Ville de Lille\n"));
	assert_reports(&h, "2 refused : ");
	assert_int_equal(house_people(&h), 2);
}

static void one_address_and_two_spellings_is_one_person_and_said(void **state)
{
	(void)state;
	assert_import(&h, IMPORT_PEOPLE, "Nom;Prénom;Mail\nDupré;Inès;ines@example.org\n", 1, 0,
		0, 0, 0);
	assert_import(&h, IMPORT_PEOPLE,
		"Nom;Prénom;Mail;Portable\nDupré-Leroy;Inès;ines@example.org;0639982338\n", 0,
		1, 0, 1, 0);
	assert_int_equal(house_people(&h), 1);
}

static void a_shared_mailbox_does_not_swallow_a_colleague(void **state)
{
	static const char list[] =
		"Nom;Prénom;Mail;Structure\nDupré;Inès;accueil@example.org;Ville de Creil\n"
		"Martin;Paul;accueil@example.org;Ville de Creil\n";

	(void)state;
	assert_import(&h, IMPORT_PEOPLE, list, 2, 0, 0, 1, 0);
	assert_import(&h, IMPORT_PEOPLE, list, 0, 2, 0, 0, 0);
	assert_int_equal(house_people(&h), 2);
}

static void fills_what_is_empty_and_keeps_what_is_known(void **state)
{
	struct person p;
	int64_t id = 0;

	(void)state;
	assert_import(&h, IMPORT_PEOPLE,
		"Nom;Prénom;Mail;Tél;Fonction\nDupré;Inès;ines@example.org;03 20 25 61 "
		"53;CPO\n",
		1, 0, 0, 0, 0);
	assert_import(&h, IMPORT_PEOPLE,
		"Nom;Prénom;Mail;Tél;Portable;Fonction;Structure\n"
		"Dupré;Inès;ines@example.org;+33 3 20 25 61 53;06 39 98 23 38;Directrice;Ville "
		"de Loos\n",
		0, 0, 1, 0, 0);
	assert_reports(&h, "2 note DUPRÉ Inès: function kept: 'CPO', not 'Directrice'");
	assert_null(strstr(h.report.buf, "phone kept"));
	OK(person_find_by_email(h.db, "ines@example.org", &id, &err));
	person_init(&p);
	OK(person_get(h.db, id, &p, &err));
	assert_string_equal(p.mobile, "06 39 98 23 38");
	assert_string_equal(p.phone, "03 20 25 61 53");
	assert_string_equal(p.function, "CPO");
	assert_int_not_equal(p.structure, 0);
	person_release(&p);
}

static void whole_names_in_one_column_are_split(void **state)
{
	(void)state;
	assert_import(&h, IMPORT_PEOPLE,
		"Nom et prénom;Courriel\nDUPRÉ-LEROY Inès;ines@example.org\nde la Tour "
		"Jean-Paul;jp@example.org\n",
		2, 0, 0, 0, 0);
	assert_reports(&h, "2 created DUPRÉ-LEROY Inès: ");
	assert_reports(&h, "3 created DE LA TOUR Jean-Paul: ");
	assert_import(&h, IMPORT_PEOPLE,
		"Nom;Courriel\nMme Inès Dupré-Leroy;ines@example.org\n", 0, 1, 0, 0, 0);
}

static void what_spreadsheets_do_to_cells_is_undone(void **state)
{
	struct person p;
	int64_t id = 0;

	(void)state;
	assert_import(&h, IMPORT_PEOPLE,
		"Nom;Prénom;Mail;Tél;Portable;Fonction;Structure\n"
		"Dupré;In\x65\xcc\x80s;<ines@example.org>;320256153;=\"0639982338\";#N/A;-\n",
		1, 0, 0, 0, 0);
	assert_reports(&h, "2 note : phone: '320256153' is read as '0320256153'");
	OK(person_find_by_email(h.db, "ines@example.org", &id, &err));
	assert_int_not_equal(id, 0);
	person_init(&p);
	OK(person_get(h.db, id, &p, &err));
	assert_string_equal(p.given_name, "Inès");
	assert_string_equal(p.phone, "0320256153");
	assert_string_equal(p.mobile, "0639982338");
	assert_true(p.function == NULL || *p.function == '\0');
	assert_int_equal(p.structure, 0);
	person_release(&p);
}

static void control_characters_go_and_are_said(void **state)
{
	(void)state;
	assert_import(&h, IMPORT_PEOPLE,
		"Nom;Prénom;Mail\nDup\x1b[31mré\xe2\x80\xae;I\x07nès;ines@example.org\n", 1, 0,
		0, 0, 0);
	assert_reports(&h, "2 created DUP[31MRÉ Inès: ");
	assert_reports(&h, "family_name: 2 control characters removed");
	/* What cannot be read is refused with its line. */
	assert_false(house_import(&h, IMPORT_PEOPLE, "Nom;Prénom\nDupré;Zoé\nL\xe9on;Éric\n"));
	assert_reports(&h, "3 refused : family_name: ");
	assert_int_equal(house_people(&h), 1);
}

static void rows_that_cannot_be_are_refused_with_their_line(void **state)
{
	static const struct {
		const char *row;
		const char *says;
	} rows[] = {
		{ "X;Y;x@;;;;", "email" },
		{ "X;Y;;12;;;", "phone" },
		{ "X;Y;;;abc;;", "mobile" },
		{ "X;Y;;;;;Atlantide", "cite" },
		{ "X;Y;;;;;Amiens", "cite" },
		{ ";;;;;;Arras", "name" },
		{ "???;;;;;;", "name" },
		{ "X;Y;;;;;;Z", "8 cells for 7 headings" },
	};
	struct str text = STR_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		str_reset(&text);
		str_addf(&text, "Nom;Prénom;Mail;Tél;Portable;Structure;Cité\n\n%s\n",
			rows[i].row);
		if (house_import(&h, IMPORT_PEOPLE, text.buf))
			fail_msg("'%s' was taken", rows[i].row);
		assert_reports(&h, "3 refused : ");
		assert_reports(&h, rows[i].says);
	}
	assert_int_equal(house_people(&h), 0);
	assert_int_equal(house_structures(&h), 0);
	str_release(&text);
}

static void cites_are_named_as_people_do(void **state)
{
	struct person p;
	int64_t id = 0, arras = 0;

	(void)state;
	assert_import(&h, IMPORT_PEOPLE,
		"Nom;Mail;Cité\nA;a@example.org;ARRAS\nB;b@example.org;Cité éducative d'Arras\n"
		"C;c@example.org;amiens-nord\nD;d@example.org;Aucune\nE;e@example.org;Cité "
		"éducative Amiens Nord\n",
		5, 0, 0, 0, 0);
	OK(cite_resolve(h.db, "arras", &arras, &err));
	OK(person_find_by_email(h.db, "b@example.org", &id, &err));
	person_init(&p);
	OK(person_get(h.db, id, &p, &err));
	assert_int_equal(p.cite, arras);
	person_release(&p);
}

static void a_missing_column_is_said_with_the_way_to_map(void **state)
{
	(void)state;
	assert_false(
		house_import(&h, IMPORT_PEOPLE, "Qui;Mail\nDupré Inès;ines@example.org\n"));
	assert_int_equal(h.err.code, ERR_INVALID);
	assert_non_null(strstr(h.err.message, "--map family_name="));
	assert_non_null(strstr(h.err.message, "Qui, Mail"));
	h.map = "full_name=Qui";
	assert_import(
		&h, IMPORT_PEOPLE, "Qui;Mail\nInès Dupré;ines@example.org\n", 1, 0, 0, 0, 0);
	assert_reports(&h, "2 created DUPRÉ Inès");
}

/* What grows with the square of the lines ends this suite: it would be over its time. */
static void thousands_of_lines_are_known_again(void **state)
{
	enum { LINES = 6000 };
	struct str text = STR_INIT;

	(void)state;
	str_add(&text, "Nom;Prénom;Mail;Structure\n");
	for (int i = 0; i < LINES; i++)
		str_addf(&text, "Nom%d;Prénom%d;p%d@example.org;Structure %d\n", i % 4000,
			i % 700, i, i % 900);
	assert_import(&h, IMPORT_PEOPLE, text.buf, LINES, 0, 0, h.s.doubtful, 0);
	assert_import(&h, IMPORT_PEOPLE, text.buf, 0, LINES, 0, 0, 0);
	str_release(&text);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_house, close_house)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(takes_a_french_list_and_the_second_time_adds_nothing),
		TEST(a_dry_run_says_the_same_and_writes_nothing),
		TEST(all_or_nothing_unless_told_to_skip),
		TEST(the_address_recognises_whatever_its_case),
		TEST(name_and_structure_recognise_without_an_address),
		TEST(the_same_name_elsewhere_is_doubtful_and_never_merged),
		TEST(another_address_under_the_same_name_and_structure_is_another_person),
		TEST(one_address_and_two_spellings_is_one_person_and_said),
		TEST(a_shared_mailbox_does_not_swallow_a_colleague),
		TEST(fills_what_is_empty_and_keeps_what_is_known),
		TEST(whole_names_in_one_column_are_split),
		TEST(what_spreadsheets_do_to_cells_is_undone),
		TEST(control_characters_go_and_are_said),
		TEST(rows_that_cannot_be_are_refused_with_their_line),
		TEST(cites_are_named_as_people_do),
		TEST(a_missing_column_is_said_with_the_way_to_map),
		TEST(thousands_of_lines_are_known_again),
	};

	return cmocka_run_group_tests_name("import people", tests, NULL, NULL);
}
