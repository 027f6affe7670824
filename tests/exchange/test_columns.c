/* Headings as people write them, found again as fields. */
#include <stdlib.h>
#include <string.h>

#include "support/check.h"

#include "etape/columns.h"
#include "exchange/importer.h"

/* Reads a line of headings and looks for the fields of people and registrations. */
static bool find(struct csv_table *t, struct columns *c, const char *headings,
	const char *const *maps, size_t count, struct err *err)
{
	*err = ERR_INIT;
	assert_true(csv_read_bytes(t, headings, strlen(headings), "liste.csv", NULL));
	return columns_find(c, person_fields, R_COUNT, &t->rows[0], maps, count, err);
}

/* The only field that the heading `text` names is `field` (R_COUNT: none). */
static void assert_names(const char *text, size_t field)
{
	struct csv_table t;
	struct columns c;
	struct err err;

	assert_true(find(&t, &c, text, NULL, 0, &err));
	for (size_t i = 0; i < R_COUNT; i++) {
		if (columns_has(&c, i) != (i == field))
			fail_msg("'%s' %s %s", text, i == field ? "is not" : "is",
				person_fields[i].key);
	}
	csv_release(&t);
}

static void knows_the_usual_headings(void **state)
{
	static const struct {
		const char *text;
		size_t field;
	} headings[] = {
		{ "Nom", P_FAMILY },
		{ "NOM", P_FAMILY },
		{ "Nom de famille", P_FAMILY },
		{ "NOM de famille", P_FAMILY },
		{ "Votre nom", P_FAMILY },
		{ "family_name", P_FAMILY },
		{ "Last name", P_FAMILY },
		{ "Nom *", P_FAMILY },
		{ "Nom du participant", P_FAMILY },
		{ "Prénom", P_GIVEN },
		{ "PRENOM", P_GIVEN },
		{ "Prénom(s)", P_GIVEN },
		{ "First name", P_GIVEN },
		{ "Quel est votre prénom ?", P_GIVEN },
		{ "Nom complet", P_FULL },
		{ "Nom et prénom", P_FULL },
		{ "NOM Prénom", P_FULL },
		{ "Prénom Nom", P_FULL },
		{ "Nom / Prénom", P_FULL },
		{ "Courriel", P_EMAIL },
		{ "E-mail", P_EMAIL },
		{ "Email", P_EMAIL },
		{ "Mail", P_EMAIL },
		{ "Adresse mail", P_EMAIL },
		{ "Adresse e-mail", P_EMAIL },
		{ "Mèl", P_EMAIL },
		{ "Adresse électronique", P_EMAIL },
		{ "Votre adresse mail professionnelle", P_EMAIL },
		{ "Tél.", P_PHONE },
		{ "Téléphone", P_PHONE },
		{ "Tél. fixe", P_PHONE },
		{ "N° de téléphone", P_PHONE },
		{ "Portable", P_MOBILE },
		{ "Mobile", P_MOBILE },
		{ "Tél. portable", P_MOBILE },
		{ "Organisme", P_STRUCTURE },
		{ "Structure", P_STRUCTURE },
		{ "Organisation", P_STRUCTURE },
		{ "Employeur", P_STRUCTURE },
		{ "Établissement", P_STRUCTURE },
		{ "Nom de votre structure", P_STRUCTURE },
		{ "Structure de rattachement", P_STRUCTURE },
		{ "Fonction", P_FUNCTION },
		{ "Poste", P_FUNCTION },
		{ "Qualité", P_FUNCTION },
		{ "Cité", P_CITE },
		{ "Cité éducative", P_CITE },
		{ "Cité Éducative de rattachement", P_CITE },
		{ "Territoire", P_CITE },
		{ "Ville", P_TOWN },
		{ "Commune", P_TOWN },
		{ "Statut", R_STATUS },
		{ "Sessions", R_SESSIONS },
		{ "Séances", R_SESSIONS },
		{ "Demi-journées", R_SESSIONS },
		{ "Horodateur", R_COUNT },
		{ "Régime alimentaire", R_COUNT },
		{ "Adresse", R_COUNT },
		{ "Civilité", R_COUNT },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(headings) / sizeof(headings[0]); i++)
		assert_names(headings[i].text, headings[i].field);
}

static void the_first_of_two_equal_headings_counts(void **state)
{
	struct str ignored = STR_INIT;
	struct csv_table t;
	struct columns c;
	struct err err;

	(void)state;
	assert_true(
		find(&t, &c, "Horodateur;Nom;Courriel;Courriel;Structure;Nom", NULL, 0, &err));
	assert_int_equal(c.at[P_FAMILY], 1);
	assert_int_equal(c.at[P_EMAIL], 2);
	columns_ignored(&c, &t.rows[0], &ignored);
	assert_string_equal(ignored.buf, "Horodateur, Courriel, Nom");
	str_release(&ignored);
	csv_release(&t);
}

static void an_exact_heading_wins_over_a_vague_one(void **state)
{
	struct csv_table t;
	struct columns c;
	struct err err;

	(void)state;
	assert_true(find(&t, &c, "Votre mail;Votre nom;E-mail;Nom", NULL, 0, &err));
	assert_int_equal(c.at[P_EMAIL], 2);
	assert_int_equal(c.at[P_FAMILY], 3);
	csv_release(&t);
}

static void maps_win_by_heading_or_by_number(void **state)
{
	const char *const maps[] = { "email=contact pro", "given_name=1", "nom=3", "phone=" };
	struct csv_table t;
	struct columns c;
	struct err err;

	(void)state;
	assert_true(find(&t, &c, "Usage;Contact (pro);Qui;Courriel;Tél.;Nom", maps, 4, &err));
	assert_int_equal(c.at[P_EMAIL], 1);
	assert_int_equal(c.at[P_GIVEN], 0);
	assert_int_equal(c.at[P_FAMILY], 2);
	assert_false(columns_has(&c, P_PHONE));
	csv_release(&t);
}

static void wrong_maps_are_refused_with_what_there_is(void **state)
{
	static const struct {
		const char *map;
		const char *says;
	} wrong[] = {
		{ "email", "FIELD=COLUMN" },
		{ "=2", "FIELD=COLUMN" },
		{ "colour=2", "family_name" },
		{ "email=Adresse", "Nom, Prénom" },
		{ "email=3", "Nom, Prénom" },
		{ "email=0", "Nom, Prénom" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		struct csv_table t;
		struct columns c;
		struct err err;

		assert_false(find(&t, &c, "Nom;Prénom", &wrong[i].map, 1, &err));
		assert_int_equal(err.code, ERR_USAGE);
		if (strstr(err.message, wrong[i].says) == NULL)
			fail_msg("%s: '%s'", wrong[i].map, err.message);
		csv_release(&t);
	}
}

static void missing_columns_are_said_with_the_way_to_map(void **state)
{
	static const struct column_field fields[] = {
		{ .key = "structure", .required = true },
		{ .key = "valid_from", .aliases = "debut|du" },
		{ .key = "kind", .required = true },
	};
	struct err err = ERR_INIT;
	struct csv_table t;
	struct columns c;

	(void)state;
	assert_true(csv_read_bytes(&t, "Du;Au", 5, "x", NULL));
	assert_true(columns_find(&c, fields, 3, &t.rows[0], NULL, 0, NULL));
	assert_int_equal(c.at[1], 0);
	assert_false(columns_require(&c, &t.rows[0], &err));
	assert_non_null(strstr(err.message, "structure, kind"));
	assert_non_null(strstr(err.message, "--map structure="));
	assert_non_null(strstr(err.message, "Du, Au"));
	csv_release(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(knows_the_usual_headings),
		cmocka_unit_test(the_first_of_two_equal_headings_counts),
		cmocka_unit_test(an_exact_heading_wins_over_a_vague_one),
		cmocka_unit_test(maps_win_by_heading_or_by_number),
		cmocka_unit_test(wrong_maps_are_refused_with_what_there_is),
		cmocka_unit_test(missing_columns_are_said_with_the_way_to_map),
	};

	return cmocka_run_group_tests_name("columns", tests, NULL, NULL);
}
