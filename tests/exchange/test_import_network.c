/* Lists of structures, mandates, memberships, cités and rencontres. */
#include "exchange/house.h"

#include "etape/cite.h"
#include "etape/mandate.h"
#include "etape/cite_label.h"
#include "etape/membership.h"
#include "etape/session.h"

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

static struct structure structure_called(const char *name)
{
	struct structure s;
	int64_t id = 0;

	OK(structure_find(h.db, name, 0, &id, &err));
	assert_int_not_equal(id, 0);
	structure_init(&s);
	OK(structure_get(h.db, id, &s, &err));
	return s;
}

static void structures_know_their_kind_cite_and_head(void **state)
{
	static const char list[] =
		"Nom;Type;Cité éducative;Intercommunalité;SIRET;Adresse;CP;Ville;Courriel;Tél\n"
		"Ville d'Arras;Mairie;Arras;Communauté urbaine d'Arras;;1 place "
		"X;62000;Arras;mairie@example.org;03 53 01 10 12\n"
		"Communauté urbaine d'Arras;EPCI;;;;;62000;Arras;;\n"
		"DSDEN de l'Aisne;Éducation nationale;;;;;2000;Laon;;\n";
	struct structure s, head;

	(void)state;
	/* The head stands after its town: it is looked up at the end. */
	assert_import(&h, IMPORT_STRUCTURES, list, 3, 0, 0, 0, 0);
	assert_reports(&h, "postcode: '2000' is read as '02000'");
	assert_import(&h, IMPORT_STRUCTURES, list, 0, 3, 0, 0, 0);
	s = structure_called("ville d arras");
	head = structure_called("communaute urbaine d'Arras");
	assert_int_equal(s.kind, STRUCTURE_COMMUNE);
	assert_int_not_equal(s.cite, 0);
	assert_int_equal(s.parent, head.id);
	assert_int_equal(head.kind, STRUCTURE_EPCI);
	structure_release(&s);
	structure_release(&head);
}

static void a_structure_made_on_the_way_gets_its_kind_later(void **state)
{
	struct structure s;

	(void)state;
	assert_import(
		&h, IMPORT_PEOPLE, "Nom;Structure\nDupré;Préfecture du Nord\n", 1, 0, 0, 0, 0);
	assert_import(&h, IMPORT_STRUCTURES,
		"name,kind,town\nPréfecture du Nord,prefecture,Lille\n", 0, 0, 1, 0, 0);
	s = structure_called("Préfecture du Nord");
	assert_int_equal(s.kind, STRUCTURE_PREFECTURE);
	assert_string_equal(s.town, "Lille");
	structure_release(&s);
	/* A kind that is known stays. */
	assert_import(&h, IMPORT_STRUCTURES, "name,kind\nPréfecture du Nord,association\n", 0,
		1, 0, 0, 0);
	assert_reports(&h, "kind kept");
}

static void the_same_name_in_two_towns_is_two_structures(void **state)
{
	static const char list[] = "Nom;Type;Ville\nCollège Jean Moulin;école;Lens\nCollège "
				   "Jean Moulin;école;Le Portel\n";

	(void)state;
	assert_import(&h, IMPORT_STRUCTURES, list, 2, 0, 0, 1, 0);
	assert_import(&h, IMPORT_STRUCTURES, list, 0, 2, 0, 0, 0);
	assert_false(house_import(&h, IMPORT_PEOPLE, "Nom;Structure\nX;Collège Jean Moulin\n"));
	assert_reports(&h, "2 refused : structure: ");
	assert_import(&h, IMPORT_PEOPLE, "Nom;Structure\nX;Collège Jean Moulin (Lens)\n", 1, 0,
		0, 0, 0);
	assert_import(&h, IMPORT_PEOPLE,
		"Nom;Structure;Ville\nY;Collège Jean Moulin;Le Portel\n", 1, 0, 0, 0, 0);
	assert_int_equal(house_structures(&h), 2);
}

static void wrong_structures_are_refused(void **state)
{
	static const char *const rows[] = { "A;mystère;;", "A;;123;", "A;;;Nulle part SA",
		";;;", "!!;;;" };
	static const char *const says[] = { "kind", "siret", "parent", "name", "name" };
	struct str text = STR_INIT;

	(void)state;
	for (size_t i = 0; i < 3 + 2; i++) {
		str_reset(&text);
		str_addf(&text, "Nom;Type;Siret;Parent\n%s\nZ;;;\n", rows[i]);
		if (i == 3)
			continue; /* an empty row is no row */
		if (house_import(&h, IMPORT_STRUCTURES, text.buf))
			fail_msg("'%s' was taken", rows[i]);
		assert_reports(&h, "2 refused : ");
		assert_reports(&h, says[i]);
	}
	assert_int_equal(house_structures(&h), 0);
	str_release(&text);
}

static void people_and_structures(void)
{
	assert_import(&h, IMPORT_STRUCTURES,
		"name,kind,cite,town\nVille d'Arras,commune,arras,Arras\nCreil Sud "
		"Oise,epci,,Creil\n",
		2, 0, 0, 0, 0);
	assert_import(&h, IMPORT_PEOPLE,
		"Nom;Prénom;Mail\nDupré;Inès;ines@example.org\nMartin;Paul;\n"
		"Roy;Luc;accueil@example.org\nGras;Eva;accueil@example.org\n",
		4, 0, 0, 1, 0);
}

static void mandates_follow_one_another(void **state)
{
	static const char list[] =
		"person_email,cite,role,structure,valid_from,valid_to\n"
		"INES@example.org,arras,cpo,Ville d'Arras,2020-09-01,2022-08-31\n"
		"ines@example.org,Arras,CPO,Ville d'Arras,2023-09-01,\n"
		"MARTIN Paul,arras,copilote_prefecture,,,\n"
		"GRAS Eva <accueil@example.org>,arras,elu,,2024,2025\n";

	(void)state;
	people_and_structures();
	assert_import(&h, IMPORT_MANDATES, list, 4, 0, 0, 0, 0);
	assert_import(&h, IMPORT_MANDATES, list, 0, 4, 0, 0, 0);
	/* An end that was not known yet; the same post on some of the same days. */
	assert_import(&h, IMPORT_MANDATES,
		"Courriel;Cité;Fonction;Du;Au\nines@example.org;Arras;Cheffe de "
		"projet;01/09/2023;31/08/2025\n",
		0, 0, 1, 0, 0);
	assert_false(house_import(&h, IMPORT_MANDATES,
		"Courriel;Cité;Fonction;Du;Au\nines@example.org;Arras;CPO;1/1/2022;1/2/24\n"));
	assert_reports(&h, "2 refused : ");
}

static void wrong_mandates_are_refused(void **state)
{
	static const char *const rows[] = {
		"x@example.org;arras;cpo;;;",
		"ines@example.org;Atlantide;cpo;;;",
		"ines@example.org;arras;roi;;;",
		"ines@example.org;;cpo;;;",
		"ines@example.org;arras;;;;",
		"ines@example.org;arras;cpo;Inconnue;;",
		"ines@example.org;arras;cpo;;bientôt;",
		"ines@example.org;arras;cpo;;2022-02-30;",
		"ines@example.org;arras;cpo;;2022-01-01;2021-01-01",
		";arras;cpo;;;",
	};
	struct str text = STR_INIT;

	(void)state;
	people_and_structures();
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		str_reset(&text);
		str_addf(&text, "Mail;Cité;Rôle;Structure;Du;Au\n%s\n", rows[i]);
		if (house_import(&h, IMPORT_MANDATES, text.buf))
			fail_msg("'%s' was taken", rows[i]);
		assert_reports(&h, "2 refused : ");
	}
	str_release(&text);
}

static void memberships_are_by_dates_or_by_year(void **state)
{
	static const char list[] =
		"structure,valid_from,valid_to\nVille d'Arras,2019-01-01,2019-12-31\n"
		"Ville d'Arras,2021-01-01,\n";

	(void)state;
	people_and_structures();
	assert_import(&h, IMPORT_MEMBERSHIPS, list, 2, 0, 0, 0, 0);
	assert_import(&h, IMPORT_MEMBERSHIPS, list, 0, 2, 0, 0, 0);
	assert_import(
		&h, IMPORT_MEMBERSHIPS, "Adhérent;Année\nCreil Sud Oise;2024\n", 1, 0, 0, 0, 0);
	assert_import(&h, IMPORT_MEMBERSHIPS,
		"Adhérent;Du;Au\nCreil Sud Oise;01/01/2024;31/12/2024\n", 0, 1, 0, 0, 0);
	assert_import(&h, IMPORT_MEMBERSHIPS,
		"Adhérent;Du;Au\nVille d'Arras;1/1/2021;31/12/2026\n", 0, 0, 1, 0, 0);
	/* What the store refuses does not spoil the rest. */
	h.skip_errors = true;
	assert_import(&h, IMPORT_MEMBERSHIPS,
		"Adhérent;Du;Au\nCreil Sud Oise;1/1/2025;31/12/2025\nVille d'Arras;1/6/2022;\n"
		"Creil Sud Oise;1/1/2026;31/12/2026\n",
		2, 0, 0, 0, 1);
	assert_import(&h, IMPORT_MEMBERSHIPS,
		"Adhérent;Du;Au\nCreil Sud Oise;1/1/2025;31/12/2025\n"
		"Creil Sud Oise;1/1/2026;31/12/2026\n",
		0, 2, 0, 0, 0);
	h.skip_errors = false;
	/* Overlaps, ends before it begins, nobody knows it. */
	assert_false(house_import(
		&h, IMPORT_MEMBERSHIPS, "Adhérent;Du;Au\nVille d'Arras;1/6/2022;\n"));
	assert_false(house_import(
		&h, IMPORT_MEMBERSHIPS, "Adhérent;Du;Au\nVille d'Arras;1/6/2018;1/5/2018\n"));
	assert_false(house_import(
		&h, IMPORT_MEMBERSHIPS, "Adhérent;Du\nVille de Nulle Part;1/6/2018\n"));
	assert_reports(&h, "2 refused : ");
}

static bool see_label(void *arg, const struct cite_label_row *row)
{
	str_addf(arg, "%s %s %s %s %s|", row->cite_code,
		vocabulary_name(&label_statuses, (int)row->status), row->from, row->to, row->note);
	return true;
}

static void labels_are(const char *text)
{
	struct str seen = STR_INIT;

	assert_true(cite_label_list(h.db, 0, CIVIL_NONE, see_label, &seen, NULL));
	assert_string_equal(seen.buf, text);
	str_release(&seen);
}

static void labels_are_by_dates_or_by_year(void **state)
{
	(void)state;
	people_and_structures();
	assert_import(&h, IMPORT_LABELS,
		"Cité éducative;Statut du label;Date de début;Fin;Observations\n"
		"Denain;Labellisée;05/09/2019;;\nCreil;candidature;2018;31/12/2018;dossier\n",
		2, 0, 0, 0, 0);
	labels_are("creil candidate 2018-01-01 2018-12-31 dossier|denain labelled 2019-09-05  |");
	/* Again, as canonical headings; what was empty is completed, what is known stays. */
	assert_import(&h, IMPORT_LABELS,
		"cite,status,valid_from,valid_to,note\ndenain,labelled,2019-09-05,2022-08-31,signée\n"
		"creil,candidate,2018-01-01,,autre\n",
		0, 1, 1, 0, 0);
	labels_are("creil candidate 2018-01-01 2018-12-31 dossier|"
		   "denain labelled 2019-09-05 2022-08-31 signée|");
	assert_false(house_import(&h, IMPORT_LABELS, "Cité;Statut;Du\nDenain;renouvelée;5/9/2019\n"));
	assert_reports(&h, "2 refused : ");
	assert_false(house_import(&h, IMPORT_LABELS, "Cité;Statut;Du\nDenain;peut-être;2025\n"));
	assert_false(house_import(&h, IMPORT_LABELS, "Cité;Statut;Du\nDenain;;2025\n"));
	assert_false(house_import(&h, IMPORT_LABELS, "Cité;Statut;Du\n;candidate;2025\n"));
	assert_false(house_import(&h, IMPORT_LABELS, "Cité;Statut;Du;Au\nDenain;fin;2025;2024\n"));
}

static struct event event_called(const char *code)
{
	struct event e;
	int64_t id = 0;

	OK(event_resolve(h.db, code, &id, &err));
	event_init(&e);
	OK(event_get(h.db, id, &e, &err));
	return e;
}

static void events_keep_the_precision_known(void **state)
{
	static const char list[] =
		"code;Type;Titre;Début;Fin;Lieu;Ville;Cité;Format;Capacité;Statut\n"
		"tour-15;étape;Quinzième étape;11/02/2027 9h30;11/02/2027 17:00;Salle "
		"X;Arras;arras;présentiel;40;ouverte\n"
		";atelier;Atelier évaluation;2027-03;;;;;;;\n"
		"cpo-30;cpo;Réseau CPO;2027-04-01;2027-04-02;;;;visio;;annoncée\n"
		"national-2027;national;Rencontre;2027;;;Paris;;;;\n";
	struct event e;
	struct session *sessions;
	size_t n;

	(void)state;
	assert_import(&h, IMPORT_EVENTS, list, 4, 0, 0, 0, 0);
	assert_import(&h, IMPORT_EVENTS, list, 0, 4, 0, 0, 0);
	e = event_called("tour-15");
	assert_string_equal(e.starts, "2027-02-11T09:30");
	assert_string_equal(e.ends, "2027-02-11T17:00");
	assert_int_equal(e.stage_no, 15);
	assert_int_equal(e.kind, EVENT_ETAPE);
	assert_int_equal(e.status, EVENT_OPEN);
	assert_int_equal(e.capacity, 40);
	assert_int_equal(e.format, FORMAT_ON_SITE);
	event_release(&e);
	e = event_called("cpo-30");
	OK(session_list(h.db, e.id, &sessions, &n, &err));
	assert_int_equal(n, 4);
	session_free_list(&sessions, n);
	event_release(&e);
	e = event_called("national-2027");
	assert_int_equal(e.precision, PRECISION_YEAR);
	event_release(&e);
	e = event_called("Atelier évaluation");
	assert_int_equal(e.precision, PRECISION_MONTH);
	assert_int_equal(e.status, EVENT_ANNOUNCED);
	event_release(&e);
	/* What is known is kept, what was empty is filled. */
	assert_import(&h, IMPORT_EVENTS,
		"code,kind,title,theme,start,status\ntour-15,etape,Autre titre,Le climat "
		"scolaire,2027-02-12,held\n",
		0, 0, 1, 0, 0);
	assert_reports(&h, "title kept");
	assert_reports(&h, "start kept");
	assert_reports(&h, "status kept");
	e = event_called("tour-15");
	assert_string_equal(e.theme, "Le climat scolaire");
	assert_string_equal(e.starts, "2027-02-11T09:30");
	event_release(&e);
}

static void wrong_events_are_refused(void **state)
{
	static const char *const rows[] = {
		"a;étape;;2027-01-01;;;",
		"a;étape;T;;;;",
		"a;bal;T;2027-01-01;;;",
		"A B;étape;T;2027-01-01;;;",
		"a;étape;T;demain;;;",
		"a;étape;T;2027-13-01;;;",
		"a;étape;T;2027-01-02;2027-01-01;;",
		"a;étape;T;2027-01-01;;beaucoup;",
		"a;étape;T;2027-01-01;;;peut-être",
		"a;;T;2027-01-01;;;",
		"a;étape;T;2027-01-01 25h;;;",
	};
	struct str text = STR_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		str_reset(&text);
		str_addf(&text, "code;Type;Titre;Début;Fin;Capacité;Statut\n%s\n", rows[i]);
		if (house_import(&h, IMPORT_EVENTS, text.buf))
			fail_msg("'%s' was taken", rows[i]);
		assert_reports(&h, "2 refused : ");
	}
	str_release(&text);
}

static void a_new_cite_takes_its_place_from_its_commune(void **state)
{
	struct cite c;
	int64_t id = 0;

	(void)state;
	assert_import(&h, IMPORT_CITES,
		"Nom;Département;Commune;Année\nAbbeville;80;Abbeville;2026\n", 1, 0, 0, 0, 0);
	assert_import(&h, IMPORT_CITES,
		"Nom;Département;Commune;Année\nAbbeville;80;Abbeville;2026\n", 0, 1, 0, 0, 0);
	OK(cite_resolve(h.db, "abbeville", &id, &err));
	cite_init(&c);
	OK(cite_get(h.db, id, &c, &err));
	assert_string_equal(c.region, "32");
	assert_string_equal(c.academie, "Amiens");
	assert_int_equal(c.wave, 2026);
	assert_true(c.lat > 5000000 && c.lat < 5030000);
	cite_release(&c);
	assert_false(house_import(
		&h, IMPORT_CITES, "Nom;Département;Commune\nAtlantide;80;Atlantide\n"));
	assert_reports(&h, "2 refused : ");
	assert_false(house_import(
		&h, IMPORT_CITES, "Nom;Département;Commune;Année\nX;80;Abbeville;demain\n"));
	assert_false(house_import(&h, IMPORT_CITES, "Nom;Département\nNulle part;80\n"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_house, close_house)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(structures_know_their_kind_cite_and_head),
		TEST(a_structure_made_on_the_way_gets_its_kind_later),
		TEST(the_same_name_in_two_towns_is_two_structures),
		TEST(wrong_structures_are_refused),
		TEST(mandates_follow_one_another),
		TEST(wrong_mandates_are_refused),
		TEST(memberships_are_by_dates_or_by_year),
		TEST(labels_are_by_dates_or_by_year),
		TEST(events_keep_the_precision_known),
		TEST(wrong_events_are_refused),
		TEST(a_new_cite_takes_its_place_from_its_commune),
	};

	return cmocka_run_group_tests_name("import network", tests, NULL, NULL);
}
