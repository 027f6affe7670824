/* Lists of registrations, as online forms give them. */
#include "exchange/house.h"

#include "etape/registration.h"

static struct house h;

static int open_house(void **state)
{
	(void)state;
	house_open(&h, true);
	assert_import(&h, IMPORT_EVENTS,
		"code,kind,title,start,end,capacity,status\n"
		"tour-15,etape,Quinzième étape,2027-02-11,,,open\n"
		"cpo-30,cpo,Réseau,2027-03-01,2027-03-02,2,open\n",
		2, 0, 0, 0, 0);
	h.event = "tour-15";
	return 0;
}

static int close_house(void **state)
{
	(void)state;
	house_close(&h);
	return 0;
}

struct found {
	const char *email;
	char status[16];
	char sessions[32];
	char by[64];
	int count;
};

static bool look(void *arg, const struct registration_row *row)
{
	struct found *f = arg;

	f->count++;
	if (f->email == NULL || strcmp(row->email, f->email) != 0)
		return true;
	snprintf(f->status, sizeof(f->status), "%s",
		vocabulary_name(&registration_statuses, (int)row->status));
	snprintf(f->sessions, sizeof(f->sessions), "%s", row->sessions);
	snprintf(f->by, sizeof(f->by), "%s", row->registered_by);
	for (char *s = f->sessions; *s != '\0'; s++) {
		if (*s == '\n')
			*s = ',';
	}
	return true;
}

/* How the person of an address stands; .count: registrations of every event. */
static struct found registration_of(const char *email)
{
	const struct registration_filter all = REGISTRATION_FILTER_ALL;
	struct found f = { .email = email };

	OK(registration_list(h.db, &all, look, &f, &err));
	return f;
}

static void a_form_registers_known_and_new_people(void **state)
{
	static const char form[] =
		"Horodateur\tVotre nom\tVotre prénom\tAdresse e-mail\tStructure\tPrésence\n"
		"1/9/2026 10:00\tDupré\tInès\tines@example.org\tVille d'Arras\tMatin\n"
		"1/9/2026 10:01\tMartin\tPaul\tpaul@example.org\tVille d'Arras\tJournée "
		"entière\n"
		"1/9/2026 10:02\tRoy\tLuc\t\tCAF du Nord\tAprès-midi\n";

	(void)state;
	assert_import(&h, IMPORT_PEOPLE, "Nom;Prénom;Mail\nDupré;Inès;ines@example.org\n", 1, 0,
		0, 0, 0);
	assert_import(&h, IMPORT_REGISTRATIONS, form, 3, 0, 0, 0, 0);
	assert_int_equal(h.s.people, 2);
	assert_int_equal(h.s.structures, 2);
	assert_string_equal(registration_of("ines@example.org").sessions, "1");
	assert_string_equal(registration_of("paul@example.org").sessions, "");
	assert_import(&h, IMPORT_REGISTRATIONS, form, 0, 3, 0, 0, 0);
	assert_int_equal(registration_of(NULL).count, 3);
	assert_int_equal(house_people(&h), 3);
}

static void sessions_are_numbers_and_unknown_ones_are_refused(void **state)
{
	(void)state;
	assert_import(&h, IMPORT_REGISTRATIONS,
		"Nom;Mail;Séances\nA;a@example.org;\"1,2\"\nB;b@example.org;2\nC;c@example.org;"
		"\n",
		3, 0, 0, 0, 0);
	assert_string_equal(registration_of("b@example.org").sessions, "2");
	assert_string_equal(registration_of("a@example.org").sessions, "");
	/* All of them in words or in numbers is the same. */
	assert_import(&h, IMPORT_REGISTRATIONS,
		"Nom;Mail;Séances\nC;c@example.org;1,2\nA;a@example.org;toutes\n", 0, 2, 0, 0,
		0);
	/* Others than before: kept and said. */
	assert_import(&h, IMPORT_REGISTRATIONS, "Nom;Mail;Séances\nB;b@example.org;1\n", 0, 1,
		0, 1, 0);
	assert_string_equal(registration_of("b@example.org").sessions, "2");
	assert_false(house_import(
		&h, IMPORT_REGISTRATIONS, "Nom;Mail;Séances\nD;d@example.org;3\n"));
	assert_reports(&h, "2 refused : sessions: ");
	assert_false(house_import(
		&h, IMPORT_REGISTRATIONS, "Nom;Mail;Séances\nD;d@example.org;soirée\n"));
	assert_int_equal(registration_of(NULL).count, 3);
}

static void statuses_are_understood_and_kept(void **state)
{
	(void)state;
	assert_import(&h, IMPORT_REGISTRATIONS,
		"Nom;Mail;Statut\nA;a@example.org;Inscrit\nB;b@example.org;Liste d'attente\n"
		"C;c@example.org;Annulé\nD;d@example.org;Invitée\nE;e@example.org;excusé\nF;f@"
		"example.org;\n",
		6, 0, 0, 0, 0);
	assert_string_equal(registration_of("a@example.org").status, "registered");
	assert_string_equal(registration_of("b@example.org").status, "waiting");
	assert_string_equal(registration_of("c@example.org").status, "cancelled");
	assert_string_equal(registration_of("d@example.org").status, "invited");
	assert_string_equal(registration_of("e@example.org").status, "declined");
	assert_string_equal(registration_of("f@example.org").status, "registered");
	/* Only an invitation is answered; the rest is said. */
	assert_import(&h, IMPORT_REGISTRATIONS,
		"Nom;Mail;Statut\nA;a@example.org;annulé\nC;c@example.org;inscrit\nD;d@example."
		"org;inscrite\n",
		0, 2, 1, 2, 0);
	assert_string_equal(registration_of("a@example.org").status, "registered");
	assert_string_equal(registration_of("c@example.org").status, "cancelled");
	assert_string_equal(registration_of("d@example.org").status, "registered");
	assert_import(&h, IMPORT_REGISTRATIONS, "Nom;Mail\nC;c@example.org\nB;b@example.org\n",
		0, 2, 0, 0, 0);
	assert_string_equal(registration_of("c@example.org").status, "cancelled");
}

static void a_full_rencontre_makes_a_waiting_list_unless_told(void **state)
{
	(void)state;
	h.event = "cpo-30";
	assert_import(&h, IMPORT_REGISTRATIONS,
		"Nom;Mail\nA;a@example.org\nB;b@example.org\nC;c@example.org\n", 3, 0, 0, 0, 0);
	assert_reports(&h, "4 note C: put on the waiting list, rank 1 (full: 2 of 2)");
	assert_string_equal(registration_of("c@example.org").status, "waiting");
	assert_import(&h, IMPORT_REGISTRATIONS, "Nom;Mail;Statut\nD;d@example.org;inscrit\n", 1,
		0, 0, 0, 0);
	assert_string_equal(registration_of("d@example.org").status, "registered");
	assert_reports(&h, "2 note D: registered beyond the capacity (full: 2 of 2)");
	/* Once more: nothing moves, and nobody is beyond anything. */
	assert_import(&h, IMPORT_REGISTRATIONS,
		"Nom;Mail\nA;a@example.org\nB;b@example.org\nC;c@example.org\nD;d@example.org\n", 0,
		4, 0, 0, 0);
	assert_string_equal(registration_of("c@example.org").status, "waiting");
}

static void of_a_full_cite_the_row_says_so(void **state)
{
	(void)state;
	assert_import(&h, IMPORT_EVENTS,
		"Code;Type;Titre;Début;Capacité;Capacité par cité;Statut\n"
		"tour-16;etape;Seizième;2027-05-11;40;1;open\n",
		1, 0, 0, 0, 0);
	h.event = "tour-16";
	assert_import(&h, IMPORT_REGISTRATIONS,
		"Nom;Mail;Cité éducative\nA;a@example.org;Denain\nB;b@example.org;Denain\n"
		"C;c@example.org;Calais\n",
		3, 0, 0, 0, 0);
	assert_reports(&h, "3 note B: put on the waiting list, rank 1 (Denain: 1 of 1)");
	assert_string_equal(registration_of("b@example.org").status, "waiting");
	assert_string_equal(registration_of("c@example.org").status, "registered");
}

static void who_announced_is_found_or_added(void **state)
{
	static const char list[] =
		"Nom;Prénom;Mail;Inscrit·e par\n"
		"Roy;Luc;luc@example.org;Inès Dupré\n" /* stands further down */
		"Petit;Zoé;zoe@example.org;INES@example.org\n"
		"Dupré;Inès;ines@example.org;Inès Dupré\n" /* herself: nobody */
		"Marin;Paul;paul@example.org;Nadia Benali (nadia@example.org)\n"
		"Marin;Jean;jean@example.org;BENALI Nadia\n"
		"Morel;Ève;eve@example.org;voir le secrétariat, poste 12\n"
		"Lang;Guy;guy@example.org;\n";

	(void)state;
	assert_import(&h, IMPORT_REGISTRATIONS, list, 7, 0, 0, 1, 0);
	assert_string_equal(registration_of("luc@example.org").by, "DUPRÉ Inès");
	assert_string_equal(registration_of("zoe@example.org").by, "DUPRÉ Inès");
	assert_string_equal(registration_of("ines@example.org").by, "");
	assert_string_equal(registration_of("paul@example.org").by, "BENALI Nadia");
	assert_string_equal(registration_of("jean@example.org").by, "BENALI Nadia");
	assert_string_equal(registration_of("eve@example.org").by, "");
	assert_reports(&h, "5 note MARIN Paul: registered by 'Nadia Benali (nadia@example.org)': "
			   "not known yet, added to the directory");
	assert_reports(&h, "7 doubtful MOREL Ève: registered by 'voir le secrétariat, poste 12': "
			   "nobody is known by that; left empty");
	assert_int_equal(house_people(&h), 8);
	assert_import(&h, IMPORT_REGISTRATIONS, list, 0, 7, 0, 1, 0);
	assert_int_equal(house_people(&h), 8);
	/* Nobody is overwritten; what was empty is filled. */
	assert_import(&h, IMPORT_REGISTRATIONS,
		"Nom;Prénom;Mail;Contact\nRoy;Luc;luc@example.org;nadia@example.org\n"
		"Lang;Guy;guy@example.org;nadia@example.org\n",
		0, 1, 1, 0, 0);
	assert_reports(&h, "2 note ROY Luc: registered_by kept: 'DUPRÉ Inès', not 'nadia@example.org'");
	assert_string_equal(registration_of("luc@example.org").by, "DUPRÉ Inès");
	assert_string_equal(registration_of("guy@example.org").by, "BENALI Nadia");
}

static void of_homonyms_the_one_who_is_registered_announced(void **state)
{
	(void)state;
	assert_import(&h, IMPORT_PEOPLE,
		"Nom;Prénom;Mail\nMartin;Sophie;s1@example.org\nMartin;Sophie;s2@example.org\n", 2, 0,
		0, 1, 0);
	assert_import(&h, IMPORT_REGISTRATIONS,
		"Nom;Prénom;Mail;Inscrit par\nRoy;Luc;luc@example.org;Sophie Martin\n", 1, 0, 0, 1, 0);
	assert_string_equal(registration_of("luc@example.org").by, "");
	assert_import(&h, IMPORT_REGISTRATIONS,
		"Nom;Prénom;Mail;Inscrit par\nMartin;Sophie;s2@example.org;\n"
		"Roy;Luc;luc@example.org;Sophie Martin\n",
		1, 0, 1, 0, 0);
	assert_string_equal(registration_of("luc@example.org").by, "MARTIN Sophie");
}

static void a_column_may_name_the_event(void **state)
{
	static const char list[] =
		"Nom;Mail;Rencontre\nA;a@example.org;tour-15\nA;a@example.org;cpo-30\n";

	(void)state;
	h.event = NULL;
	assert_import(&h, IMPORT_REGISTRATIONS, list, 2, 0, 0, 0, 0);
	assert_import(&h, IMPORT_REGISTRATIONS, list, 0, 2, 0, 0, 0);
	assert_int_equal(house_people(&h), 1);
	assert_false(house_import(
		&h, IMPORT_REGISTRATIONS, "Nom;Mail;Rencontre\nA;a@example.org;tour-99\n"));
	assert_reports(&h, "2 refused : ");
	assert_false(house_import(&h, IMPORT_REGISTRATIONS, "Nom;Mail\nA;a@example.org\n"));
	assert_int_equal(h.err.code, ERR_USAGE);
	assert_non_null(strstr(h.err.message, "--event"));
}

static void an_address_alone_serves_for_somebody_known(void **state)
{
	(void)state;
	assert_import(&h, IMPORT_PEOPLE, "Nom;Prénom;Mail\nDupré;Inès;ines@example.org\n", 1, 0,
		0, 0, 0);
	assert_import(&h, IMPORT_REGISTRATIONS, "Courriel\nINES@example.org\n", 1, 0, 0, 0, 0);
	assert_reports(&h, "2 created DUPRÉ Inès: ");
	assert_false(house_import(&h, IMPORT_REGISTRATIONS, "Courriel\ninconnu@example.org\n"));
	assert_reports(&h, "2 refused : there is no name");
}

static void an_unknown_event_is_refused_before_any_row(void **state)
{
	(void)state;
	h.event = "tour-99";
	assert_false(house_import(&h, IMPORT_REGISTRATIONS, "Nom;Mail\nA;a@example.org\n"));
	assert_int_equal(h.err.code, ERR_NOT_FOUND);
	assert_int_equal(h.s.rows, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_house, close_house)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_form_registers_known_and_new_people),
		TEST(sessions_are_numbers_and_unknown_ones_are_refused),
		TEST(statuses_are_understood_and_kept),
		TEST(a_full_rencontre_makes_a_waiting_list_unless_told),
		TEST(of_a_full_cite_the_row_says_so),
		TEST(who_announced_is_found_or_added),
		TEST(of_homonyms_the_one_who_is_registered_announced),
		TEST(a_column_may_name_the_event),
		TEST(an_address_alone_serves_for_somebody_known),
		TEST(an_unknown_event_is_refused_before_any_row),
	};

	return cmocka_run_group_tests_name("import registrations", tests, NULL, NULL);
}
