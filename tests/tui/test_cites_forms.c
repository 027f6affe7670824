/* Cités, labels, memberships and ends of mandates, typed as a coordinator types them. */
#include <stdlib.h>
#include <string.h>

#include "support/check.h"
#include "support/desk.h"

static struct terminal *open_cites(struct sandbox *s)
{
	struct terminal *t;

	sandbox_demo(s);
	t = sandbox_open(s, NULL, NULL);
	assert_row_shows(t, 1, "34 cités");
	return t;
}

/* The record of a cité, by its name. */
static void open_record(struct terminal *t, const char *name)
{
	terminal_type(t, "/");
	assert_row_shows(t, -1, "garder le filtre");
	terminal_type(t, name);
	assert_row_shows(t, 1, "1 cité");
	terminal_type(t, "<Enter>");
	assert_row_shows(t, -1, "fiche");
	terminal_type(t, "<Enter>");
	assert_row_shows(t, 1, "Cité éducative");
}

/* What `n` in the record adds. */
static void add(struct terminal *t, const char *what, const char *title)
{
	terminal_type(t, "n");
	assert_shows(t, "Qu'ajouter");
	terminal_type(t, what);
	assert_shows(t, what);
	terminal_type(t, "<Enter>");
	assert_row_shows(t, 1, title);
}

static void close_all(struct sandbox *s, struct terminal **t)
{
	desk_check(s);
	terminal_free(t);
	sandbox_release(s);
}

/* What the command line says of it. */
static void said(struct sandbox *s, const char *line, const char *text)
{
	struct outcome o;

	sandbox_shell(s, &o, line);
	if (strstr(o.out, text) == NULL)
		fail_msg("'%s' says\n%s%s\nnot '%s'", line, o.out, o.err, text);
	outcome_release(&o);
}

/* --- a cité ------------------------------------------------------------------------- */

static void a_cite_is_made_with_its_communes(void **state)
{
	struct sandbox s;
	struct terminal *t = open_cites(&s);

	(void)state;
	terminal_type(t, "n");
	assert_row_shows(t, 1, "Nouvelle cité");
	terminal_type(t, "Zone d'essai<Tab>crei");
	assert_shows(t, "Creil");
	terminal_type(t, "l, monta");
	assert_shows(t, "Creil, Montataire");
	terminal_type(t, "<Enter>");
	/* What follows from the main commune. */
	assert_shows(t, "Oise (60)");
	assert_row_shows(t, 6, "Amiens");
	assert_row_shows(t, 9, "49.25");
	terminal_type(t, "<Tab><Tab>1999");
	assert_shows(t, "2018 ou plus tard");
	terminal_type(t, "<C-u>2027<C-s>");
	assert_row_shows(t, -1, "Zone d'essai");
	assert_row_shows(t, 1, "35 cités");
	assert_shows(t, "Zone d'essai · Oise");
	said(&s, "etape cite zone-d-essai", "Creil, Montataire");
	said(&s, "etape cite zone-d-essai", "labellisée à partir de 2027");
	said(&s, "etape export cites | grep ^zone", "60,32,Hauts-de-France,Amiens,2027,49.25");
	terminal_type(t, "u");
	assert_row_shows(t, 1, "34 cités");
	close_all(&s, &t);
}

static void a_commune_that_is_none_is_not_saved(void **state)
{
	struct sandbox s;
	struct terminal *t = open_cites(&s);

	(void)state;
	terminal_type(t, "n");
	assert_row_shows(t, 1, "Nouvelle cité");
	terminal_type(t, "Zone d'essai<Tab>creil, nulle<C-s>");
	assert_shows(t, "choisissez l'une des propositions");
	terminal_type(t, "<C-u><C-s>");
	assert_row_shows(t, -1, "Département");
	/* Without a commune, the rest is typed; the place, too. */
	terminal_type(t, "59");
	assert_shows(t, "Nord (59)");
	terminal_type(t, "<Enter><C-s>");
	assert_row_shows(t, -1, "est-elle");
	terminal_type(t, "<Tab><Tab><Tab>91");
	assert_shows(t, "une latitude va de");
	terminal_type(t, "<C-u>50,36<Tab>3.08<C-s>");
	assert_row_shows(t, -1, "Enregistré");
	said(&s, "etape export cites | grep ^zone", "zone-d-essai,Zone d'essai,,59,32,Hauts-de-France,Lille,,50.36000,3.08000");
	close_all(&s, &t);
}

static void a_cite_is_changed_and_what_is_of_it_keeps_it(void **state)
{
	struct sandbox s;
	struct terminal *t = open_cites(&s);

	(void)state;
	terminal_type(t, "d");
	assert_shows(t, "ne peut être supprimée");
	terminal_type(t, "e");
	assert_row_shows(t, 1, "Amiens Étouvie");
	terminal_type(t, "<Tab><C-u>nulle, amiens<C-s>");
	assert_shows(t, "choisissez l'une des propositions");
	terminal_type(t, "<C-u>amiens, beauvais<Enter><Tab><Tab><C-u>2023<C-s>");
	assert_row_shows(t, -1, "Enregistré");
	said(&s, "etape cite amiens-etouvie", "Amiens, Beauvais");
	said(&s, "etape cite amiens-etouvie", "2023, labellisée");
	close_all(&s, &t);
}

static void a_cite_of_nobody_is_deleted(void **state)
{
	struct sandbox s;
	struct terminal *t = open_cites(&s);

	(void)state;
	terminal_type(t, "n");
	assert_row_shows(t, 1, "Nouvelle cité");
	terminal_type(t, "Aaa<Tab>amiens<Enter><C-s>");
	assert_row_shows(t, 1, "35 cités");
	terminal_type(t, "d");
	assert_shows(t, "Supprimer Aaa");
	terminal_type(t, "o");
	assert_row_shows(t, 1, "34 cités");
	terminal_type(t, "u");
	assert_row_shows(t, 1, "35 cités");
	close_all(&s, &t);
}

static void a_stale_cite_shows_both_versions(void **state)
{
	struct sandbox s;
	struct terminal *t = open_cites(&s);
	struct terminal *other = sandbox_open(&s, NULL, NULL);

	(void)state;
	assert_row_shows(other, 1, "34 cités");
	terminal_type(t, "e");
	assert_row_shows(t, 1, "Amiens Étouvie");
	terminal_type(other, "e");
	assert_row_shows(other, 1, "Amiens Étouvie");
	terminal_type(other, "<Tab><C-u>amiens, beauvais<Tab><C-s>");
	assert_row_shows(other, -1, "Enregistré");
	terminal_free(&other);
	terminal_type(t, "<Tab><C-u>amiens, creil<Tab><C-s>");
	assert_shows(t, "Deux versions");
	assert_shows(t, "Amiens, Beauvais");
	assert_shows(t, "Amiens, Creil");
	terminal_type(t, "e"); /* Enregistrer la mienne */
	assert_row_shows(t, -1, "Enregistré");
	said(&s, "etape cite amiens-etouvie", "Amiens, Creil");
	close_all(&s, &t);
}

/* --- the label ---------------------------------------------------------------------- */

static void the_label_is_told_status_by_status(void **state)
{
	struct sandbox s;
	struct terminal *t = open_cites(&s);

	(void)state;
	open_record(t, "lens");
	add(t, "Label", "Lens");
	/* Today is there; what is typed takes its place. */
	terminal_type(t, "l<Tab>05/09/2019<Tab>31/8/2019");
	assert_shows(t, "La fin précède le début");
	terminal_type(t, "<C-s>");
	assert_row_shows(t, -1, "ne peut pas finir avant");
	terminal_type(t, "<C-u><C-s>");
	assert_row_shows(t, -1, "Lens, labellisée");
	add(t, "Label", "Lens");
	terminal_type(t, "<Tab>5/9/19");
	assert_shows(t, "labellisée");
	terminal_type(t, "<C-u>2022-09-01");
	assert_shows(t, "labellisée depuis le 05/09/2019");
	terminal_type(t, "<Tab>hier<Tab>");
	assert_row_shows(t, 6, "18/11/2026");
	terminal_type(t, "non reconduit<C-s>");
	assert_row_shows(t, -1, "Lens, renouvelée");
	said(&s, "etape cite lens", "2019, terminée depuis le 19/11/2026");
	said(&s, "etape export labels | grep lens", "lens,labelled,2019-09-05,,");
	said(&s, "etape export labels | grep lens", "lens,renewed,2022-09-01,2026-11-18,non reconduit");
	close_all(&s, &t);
}

/* --- mandates and memberships --------------------------------------------------------- */

static void a_mandate_ends_on_a_day(void **state)
{
	struct sandbox s;
	struct terminal *t = open_cites(&s);

	(void)state;
	terminal_type(t, "<C-k>");
	assert_row_shows(t, -1, "fermer");
	terminal_type(t, "masson vincent");
	assert_shows(t, "MASSON Vincent");
	terminal_type(t, "<Enter>");
	assert_row_shows(t, 1, "MASSON Vincent");
	terminal_type(t, "t");
	assert_row_shows(t, -1, "Aucun mandat");
	for (int i = 0; i < 12 && !terminal_shows(t, "Dernier jour"); i++) {
		terminal_type(t, "<Down>t");
		terminal_wait_quiet(t, 50);
	}
	assert_shows(t, "Dernier jour");
	assert_shows(t, "copilote préfecture, ");
	assert_shows(t, "vacant depuis le 20/11/2026");
	terminal_type(t, "+15");
	assert_shows(t, "vacant depuis le 05/12/2026");
	terminal_type(t, "<C-u>1/1/2001");
	assert_shows(t, "La fin précède le début");
	terminal_type(t, "<C-u>hier<C-s>");
	assert_row_shows(t, -1, "MASSON Vincent, copilote");
	said(&s, "etape export mandates | grep vincent.masson", ",2026-11-18");
	close_all(&s, &t);
}

static void a_document_is_attached_found_and_deleted(void **state)
{
	struct sandbox s;
	struct terminal *t = open_cites(&s);

	(void)state;
	open_record(t, "Maubeuge");
	add(t, "doc", "Nouveau document");
	terminal_type(t, "Convention triennale<Tab>accord<Tab>https://example.org/c.pdf<C-s>");
	assert_shows(t, "Convention triennale");
	said(&s, "etape documents maubeuge", "https://example.org/c.pdf");
	/* Found by its title, it is the line that is selected. */
	terminal_type(t, "<F2>");
	assert_shows(t, "novembre 2026");
	terminal_type(t, "<C-k>convention");
	assert_shows(t, "Convention triennale");
	terminal_type(t, "<Enter>");
	assert_row_shows(t, 1, "Cité éducative · Maubeuge");
	terminal_type(t, "y");
	assert_until(t, terminal_clipboard(t) && strcmp(terminal_clipboard(t), "https://example.org/c.pdf") == 0);
	terminal_type(t, "e");
	assert_row_shows(t, 1, "Document");
	terminal_type(t, "<End> 2027<C-s>");
	assert_shows(t, "Convention triennale 2027");
	assert_row_shows(t, 1, "Cité éducative · Maubeuge");
	terminal_type(t, "d");
	assert_shows(t, "Supprimer ce document");
	terminal_type(t, "o");
	assert_row_shows(t, -1, "u");
	assert_gone(t, "Convention triennale");
	terminal_type(t, "u");
	assert_shows(t, "Convention triennale 2027");
	close_all(&s, &t);
}

static void a_membership_says_whom_it_covers(void **state)
{
	struct sandbox s;
	struct terminal *t = open_cites(&s);

	(void)state;
	open_record(t, "denain");
	add(t, "Adh", "Nouvelle adhésion");
	terminal_type(t, "<C-u>lens-lié");
	assert_shows(t, "Lens-Liévin");
	terminal_type(t, "<Enter>");
	assert_shows(t, "Avion, Lens, Liévin");
	assert_shows(t, "Déjà membre sur une partie");
	terminal_type(t, "<C-s>");
	assert_row_shows(t, -1, "adhérente à ces dates");
	terminal_type(t, "<S-Tab><C-u>ville de denain");
	assert_shows(t, "Ville de Denain");
	terminal_type(t, "<Enter>");
	assert_shows(t, "membre 1 cité");
	terminal_type(t, "aujourd'hui<Tab>+15<Tab>");
	assert_row_shows(t, 5, "04/12/2026");
	terminal_type(t, "<C-s>");
	assert_row_shows(t, -1, "adhésion de Ville de Denain");
	said(&s, "etape export memberships | grep Denain", "Ville de Denain,2026-11-19,2026-12-04");
	said(&s, "etape cite denain", "oui, Ville de Denain");
	close_all(&s, &t);
}

/* --- a structure: what is checked while it is typed ------------------------------------- */

static void a_structure_is_checked_while_typed(void **state)
{
	struct sandbox s;
	struct terminal *t = open_cites(&s);

	(void)state;
	terminal_type(t, "<F5>");
	assert_row_shows(t, 1, "personnes");
	terminal_type(t, "v");
	assert_row_shows(t, 1, "structures");
	terminal_type(t, "n");
	assert_row_shows(t, 1, "Nouvelle structure");
	terminal_type(t, "Zèbre<Tab><Tab><Tab><Tab>000 123 456 00001");
	assert_shows(t, "n'est pas un SIRET");
	terminal_type(t, "<C-u>732 829 320 00074<Tab><Tab><Tab><Tab>zebre@");
	assert_shows(t, "n'est pas une adresse");
	terminal_type(t, "<C-u>zebre@example.org<Tab>06.39");
	assert_shows(t, "n'est pas un numéro de téléphone");
	terminal_type(t, "<C-u>06.39.98 55-01<C-s>");
	assert_row_shows(t, -1, "Enregistré");
	/* Kept as typed. */
	said(&s, "etape export structures | grep Zèbre", "06.39.98 55-01");
	close_all(&s, &t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_cite_is_made_with_its_communes),
		cmocka_unit_test(a_commune_that_is_none_is_not_saved),
		cmocka_unit_test(a_cite_is_changed_and_what_is_of_it_keeps_it),
		cmocka_unit_test(a_cite_of_nobody_is_deleted),
		cmocka_unit_test(a_stale_cite_shows_both_versions),
		cmocka_unit_test(the_label_is_told_status_by_status),
		cmocka_unit_test(a_mandate_ends_on_a_day),
		cmocka_unit_test(a_document_is_attached_found_and_deleted),
		cmocka_unit_test(a_membership_says_whom_it_covers),
		cmocka_unit_test(a_structure_is_checked_while_typed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
