/* Duplicates as a coordinator meets them: listed with why, compared, merged, taken back. */
#include <stdlib.h>
#include <string.h>

#include "support/check.h"
#include "support/desk.h"

/* Somebody twice: once with an address, once with a telephone and a compound name. */
static const char twins[] = "family_name,given_name,email,phone,structure,cite\n"
			    "Kerguelen,Maïwenn,maiwenn@example.org,,Ville de Trith,denain\n"
			    "Le Goff-Kerguelen,Maïwenn,,03 20 00 00 07,Ville de Trith,\n"
			    "Marin,Octave,octave@example.org,,,\n"
			    "Octave,Marin,marin@example.org,,,\n";

static struct terminal *open_duplicates(struct sandbox *s, const struct terminal_options *o)
{
	struct terminal *t;

	sandbox_demo(s);
	sandbox_write(s, "twins.csv", twins, strlen(twins));
	sandbox_must(s, "etape import people twins.csv && etape register " TODAY " 'kerguelen maiwenn'"
		 " && etape register " TODAY " 'le goff-kerguelen'");
	t = sandbox_open(s, o, NULL);
	assert_shows(t, "F5 Contacts");
	terminal_type(t, "<F5>");
	assert_row_shows(t, 1, "168 personnes");
	terminal_type(t, "D");
	assert_row_shows(t, 1, "2 doublons probables");
	return t;
}

static void pairs_are_listed_with_their_reasons(void **state)
{
	struct sandbox s;
	struct terminal *t = open_duplicates(&s, NULL);

	(void)state;
	assert_row_shows(t, 3, "KERGUELEN");
	assert_row_shows(t, 3, "nom composé");
	assert_row_shows(t, 4, "MARIN Octave");
	terminal_type(t, "/octave<Enter>");
	assert_row_shows(t, 3, "MARIN Octave");
	terminal_type(t, "<Enter>");
	assert_row_shows(t, 1, "La même personne ? · nom et prénom inversés");
	sandbox_close(&s, &t);
}

static void a_field_is_chosen_and_the_rest_follows(void **state)
{
	struct sandbox s;
	struct terminal *t = open_duplicates(&s, NULL);
	struct outcome o;

	(void)state;
	terminal_type(t, "<Enter>");
	assert_row_shows(t, 3, "◆ Nom          différent  ✓ Kerguelen");
	assert_row_shows(t, 4, "    Prénom                    Maïwenn");
	assert_row_shows(t, 9, "◆ Téléphone    différent    (rien)                  ✓ 03 20 00 00 07");
	assert_shows(t, "1 inscription");
	terminal_type(t, "<Tab>");
	assert_row_shows(t, 3, "  Kerguelen               ✓ Le Goff-Kerguelen");
	terminal_type(t, "<Enter>");
	assert_shows(t, "Réunir ces deux fiches ?");
	assert_shows(t, "Pour 1 rencontre, les deux inscriptions");
	terminal_type(t, "<Enter>"); /* "no" is what Enter takes */
	assert_gone(t, "Réunir ces deux fiches ?");
	terminal_type(t, "<Enter>");
	assert_shows(t, "Réunir ces deux fiches ?");
	terminal_type(t, "o");
	assert_row_shows(t, 1, "1 doublon probable");
	assert_row_shows(t, -1, "Une seule fiche désormais : LE GOFF-KERGUELEN Maïwenn");
	sandbox_etape(&s, &o, "person", "maiwenn@example.org");
	assert_int_equal(o.status, 0);
	assert_non_null(strstr(o.out, "LE GOFF-KERGUELEN"));
	assert_non_null(strstr(o.out, "03 20 00 00 07"));
	outcome_release(&o);
	desk_check(&s);
	terminal_type(t, "u");
	assert_row_shows(t, 1, "2 doublons probables");
	desk_check(&s);
	sandbox_close(&s, &t);
}

/* What neither of the two says is written into the one that stays. */
static void a_value_of_its_own_is_typed(void **state)
{
	struct sandbox s;
	struct terminal *t = open_duplicates(&s, NULL);

	(void)state;
	terminal_type(t, "<Enter>");
	assert_row_shows(t, 3, "◆ Nom          différent  ✓ Kerguelen");
	terminal_type(t, "e");
	assert_row_shows(t, 1, "KERGUELEN Maïwenn");
	terminal_type(t, "<Tab><Tab>Médiatrice<C-s>");
	assert_row_shows(t, 1, "même structure");
	assert_row_shows(t, 5, "✓ Médiatrice");
	terminal_type(t, "<Enter>");
	assert_shows(t, "Réunir ces deux fiches ?");
	terminal_type(t, "o");
	assert_row_shows(t, -1, "Une seule fiche désormais : KERGUELEN Maïwenn");
	sandbox_close(&s, &t);
}

static void two_people_are_remembered_as_two(void **state)
{
	struct sandbox s;
	struct terminal *t = open_duplicates(&s, NULL);

	(void)state;
	terminal_type(t, "n");
	assert_row_shows(t, 1, "1 doublon probable");
	assert_row_shows(t, -1, "ce sont deux personnes");
	terminal_type(t, "<Enter>");
	assert_row_shows(t, 1, "La même personne ?");
	terminal_type(t, "n");
	assert_shows(t, "Aucun doublon probable");
	terminal_type(t, "uu");
	assert_row_shows(t, 1, "2 doublons probables");
	terminal_type(t, "q");
	assert_row_shows(t, 1, "168 personnes");
	sandbox_close(&s, &t);
}

/* Another desk made them one while they were being compared. */
static void a_pair_that_went_meanwhile_is_told(void **state)
{
	struct sandbox s;
	struct terminal *t = open_duplicates(&s, NULL);

	(void)state;
	terminal_type(t, "<Enter>");
	assert_row_shows(t, 1, "La même personne ?");
	sandbox_must(&s, "etape merge 'le goff-kerguelen' maiwenn@example.org");
	assert_row_shows(t, 1, "(supprimé");
	terminal_type(t, "<Enter>");
	assert_row_shows(t, -1, "plus");
	assert_lacks(t, "Réunir ces deux fiches ?");
	terminal_type(t, "<Esc>");
	assert_row_shows(t, 1, "1 doublon probable");
	sandbox_close(&s, &t);
}

static void a_small_window_holds_a_pair(void **state)
{
	struct sandbox s;
	struct terminal *t =
		open_duplicates(&s, &(struct terminal_options){ .rows = 16, .cols = 60 });

	(void)state;
	terminal_type(t, "<Enter>");
	assert_row_shows(t, 3, "✓ Kerguelen");
	terminal_type(t, "<Up>");
	assert_row_shows(t, 11, "▸   Note");
	sandbox_close(&s, &t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pairs_are_listed_with_their_reasons),
		cmocka_unit_test(a_field_is_chosen_and_the_rest_follows),
		cmocka_unit_test(a_value_of_its_own_is_typed),
		cmocka_unit_test(two_people_are_remembered_as_two),
		cmocka_unit_test(a_pair_that_went_meanwhile_is_told),
		cmocka_unit_test(a_small_window_holds_a_pair),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
