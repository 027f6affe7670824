/* Invoices: what is to be billed, issued, credited, paid, written, reminded of, collected. */
#include <stdlib.h>

#include "desk_hands.h"

#define INI                                                                                    \
	"printf '[invoice]\\nname = Centre du Nord\\naddress = 1 rue de la Gare\\n"            \
	"postcode = 59000\\ntown = Lille\\nsiret = 732 829 320 00074\\nvat = exempt\\n"
#define ON_INI INI "' > on.ini"
#define TITLES INI "mode = title\\n' > on.ini"
#define ISSUE "etape --config on.ini invoice tour-13 --issue"

/* Opens the invoices of the demo network after some commands, as somebody. */
static void open_invoices(struct desk *d, const struct terminal_options *o, const char *role,
	const char *const commands[], const char *sign)
{
	const char *const args[] = { "--config", "on.ini", role ? "--role" : NULL, role, NULL };

	sandbox_demo(&d->s);
	for (; *commands; commands++)
		beside(d, *commands);
	d->t = sandbox_open(&d->s, o, args);
	assert_shows(d->t, "F3");
	terminal_type(d->t, "<F4>");
	assert_shows(d->t, "Montant");
	terminal_type(d->t, "B");
	assert_shows(d->t, sign);
}

#define ISSUED (const char *const[]){ ON_INI, ISSUE, NULL }

/* The demo has invoices of the year before. */
static void this_year(struct desk *d)
{
	terminal_type(d->t, "<Left>");
	assert_row_shows(d->t, 1, "2026");
}

/* Selects the row of a number. */
static void select_row(struct desk *d, const char *typed, const char *sign)
{
	terminal_type(d->t, "/");
	terminal_type(d->t, typed);
	terminal_type(d->t, "<Enter>");
	assert_row_shows(d->t, 3, sign);
}

static void issued_ones_are_listed_with_their_reasons(void **state)
{
	struct desk d;

	(void)state;
	open_invoices(&d, NULL, NULL, ISSUED, "FA2026-0001");
	this_year(&d);
	assert_shows(d.t, "à régler" NB ":" NB "750,00" NB "€");
	select_row(&d, "soissons", "FA2026-0007");
	assert_shows(d.t, "150,00" NB "€");
	assert_shows(d.t, "1 journée × 150,00");
	/* The paper itself. */
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "FACTURE FA2026-0007");
	assert_shows(d.t, "Centre du Nord");
	terminal_type(d.t, "q");
	assert_shows(d.t, "Factures");
	close_screen(&d);
}

static void the_demo_has_one_of_each(void **state)
{
	struct desk d;

	(void)state;
	open_invoices(&d, NULL, NULL, (const char *const[]){ "touch on.ini", NULL }, "FA2025-0001");
	assert_row_shows(d.t, 3, "annulée par avoir");
	assert_row_shows(d.t, 4, "réglée");
	assert_row_shows(d.t, 5, "AV2025-0001");
	assert_row_shows(d.t, 6, "retard 365 j");
	assert_shows(d.t, "à régler" NB ":" NB "100,00" NB "€");
	terminal_type(d.t, "<End>");
	assert_shows(d.t, "VIR 2025-1187");
	assert_shows(d.t, "relance 1, au téléphone");
	/* Whoever reads it sees that nobody issued it. */
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "Centre de ressources de démonstration");
	assert_shows(d.t, "00016");
	close_screen(&d);
}

static void headings_sort_and_the_order_turns_round(void **state)
{
	struct desk d;
	int row, col;

	(void)state;
	open_invoices(&d, NULL, NULL, ISSUED, "FA2026-0001");
	assert_true(terminal_find(d.t, "Payeur", &row, &col));
	terminal_click(d.t, row, col + 1, 1);
	assert_row_shows(d.t, 2, "Payeur ↑");
	assert_row_shows(d.t, 3, "La Porte du Hainaut");
	terminal_type(d.t, "S");
	assert_row_shows(d.t, 1, "tri" NB ": Payeur ↓");
	assert_row_shows(d.t, 3, "Ville de Soissons");
	terminal_type(d.t, "<Home>");
	select_row(&d, "soissons", "FA2026-0007"); /* the paper is that of the row */
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "FACTURE FA2026-0007");
	close_screen(&d);
}

static void payments_settle_and_too_much_is_said(void **state)
{
	struct desk d;

	(void)state;
	open_invoices(&d, NULL, NULL, ISSUED, "FA2026-0001");
	select_row(&d, "0007", "FA2026-0007");
	terminal_type(d.t, "r");
	assert_shows(d.t, "Règlement de FA2026-0007");
	terminal_type(d.t, "<C-u>200");
	assert_shows(d.t, "50,00" NB "€ de plus que ce qui est dû");
	terminal_type(d.t, "<C-s>");
	assert_shows(d.t, "trop-perçu" NB ":" NB "50,00" NB "€");
	assert_prints(&d, "etape invoices --format csv | grep FA2026-0007", ",overpaid,");
	/* And back. */
	terminal_type(d.t, "R");
	assert_shows(d.t, "Remboursement sur FA2026-0007");
	terminal_type(d.t, "<C-s>");
	assert_shows(d.t, "50,00" NB "€ rendus");
	assert_prints(&d, "etape invoices --format csv | grep FA2026-0007", ",paid,");
	close_screen(&d);
}

static void a_credit_pays_another_invoice_of_the_payer(void **state)
{
	struct desk d;

	(void)state;
	open_invoices(&d, NULL, NULL,
		(const char *const[]){ ON_INI, ISSUE,
			"etape --config on.ini invoice tour-14 --early --payer 'Ville de Maubeuge' --issue",
			"etape pay FA2026-0005 200", NULL },
		"FA2026-0001");
	select_row(&d, "0005", "FA2026-0005");
	terminal_type(d.t, "c");
	assert_shows(d.t, "Quelle facture ce trop-perçu règle-t-il");
	assert_shows(d.t, "FA2026-0008");
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "50,00" NB "€ de l'avoir disponible utilisés");
	assert_prints(&d, "etape invoices --format csv | grep FA2026-0005", ",paid,");
	close_screen(&d);
}

static void a_credit_note_is_seen_first_and_says_its_number(void **state)
{
	struct desk d;

	(void)state;
	open_invoices(&d, NULL, NULL, ISSUED, "FA2026-0001");
	select_row(&d, "0007", "FA2026-0007");
	terminal_type(d.t, "a");
	assert_shows(d.t, "Avoir sur FA2026-0007");
	terminal_type(d.t, "<C-s>"); /* a reason is asked for */
	assert_prints(&d, "etape invoices --kind credit_note --year 2026 --format csv | wc -l", "1");
	terminal_type(d.t, "erreur<Tab><C-u>40<C-s>");
	assert_shows(d.t, "Avoir de 40,00" NB "€ sur FA2026-0007");
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "AVOIR – PROJET");
	terminal_type(d.t, "q");
	assert_shows(d.t, "Avoir sur FA2026-0007");
	terminal_type(d.t, "<C-s>");
	assert_shows(d.t, "Une fois émis");
	terminal_type(d.t, "<Left><Enter>");
	assert_shows(d.t, "Avoir AV2026-0001 émis" NB ": 40,00" NB "€");
	assert_prints(&d, "etape invoices --format csv | grep ^FA2026-0007", ",11000,");
	close_screen(&d);
}

static void filters_and_years(void **state)
{
	struct desk d;

	(void)state;
	open_invoices(&d, &(struct terminal_options){ .now = "2027-02-01T09:00" }, NULL,
		(const char *const[]){ ON_INI, ISSUE, "etape credit FA2026-0002 --reason erreur", NULL },
		"FA2026-0001");
	terminal_type(d.t, "<Left><Left>ff"); /* left to pay, then late */
	assert_row_shows(d.t, 1, "en retard · 2026");
	assert_until(d.t, !terminal_find(d.t, "FA2026-0001", NULL, NULL));
	assert_shows(d.t, "retard 44 j");
	terminal_type(d.t, "ff");
	assert_row_shows(d.t, 1, "avoirs");
	assert_shows(d.t, "facture FA2026-0002");
	assert_shows(d.t, "avoirs" NB ":" NB "150,00" NB "€");
	terminal_type(d.t, "f<Left>");
	assert_row_shows(d.t, 1, "2025");
	assert_shows(d.t, "FA2025-0003");
	terminal_type(d.t, "<Right>");
	assert_row_shows(d.t, 1, "2026");
	assert_shows(d.t, "FA2026-0007");
	terminal_type(d.t, "<Right>");
	assert_row_shows(d.t, 1, "2027");
	assert_shows(d.t, "Aucune facture");
	close_screen(&d);
}

static void drafts_are_issued_and_what_is_missing_is_gone_to(void **state)
{
	struct desk d;

	(void)state;
	open_invoices(&d, NULL, NULL, (const char *const[]){ ON_INI, NULL }, "FA2025-0003");
	terminal_type(d.t, "v");
	assert_row_shows(d.t, 1, "À facturer");
	select_row(&d, "soissons", "Ville de Soissons");
	terminal_type(d.t, "p");
	assert_shows(d.t, "FACTURE – PROJET");
	terminal_type(d.t, "q");
	assert_row_shows(d.t, 1, "À facturer");
	terminal_type(d.t, "E");
	assert_shows(d.t, "Émettre 1 facture");
	terminal_type(d.t, "o");
	assert_shows(d.t, "Facture FA2026-0001 émise");
	terminal_type(d.t, "/<C-u>mission sud<Enter>");
	assert_row_shows(d.t, 3, "incomplet");
	/* Its form opens on what is missing, e or Enter alike. */
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "▸ SIRET");
	terminal_type(d.t, "<Esc>");
	assert_row_shows(d.t, 1, "À facturer");
	terminal_type(d.t, "e");
	assert_shows(d.t, "▸ SIRET");
	terminal_type(d.t, "<Esc>");
	assert_row_shows(d.t, 1, "À facturer");
	close_screen(&d);
}

static void what_is_missing_is_listed_before_a_number_is_taken(void **state)
{
	struct desk d;

	(void)state;
	open_invoices(&d, NULL, NULL, (const char *const[]){ ON_INI, NULL }, "FA2025-0003");
	terminal_type(d.t, "vA");
	assert_shows(d.t, "13 marquées (2" NB "550,00" NB "€)");
	terminal_type(d.t, "E");
	assert_shows(d.t, "Émettre 10 factures" NB ": 2" NB "400,00" NB "€");
	assert_shows(d.t, "1 autre est incomplète");
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, ": son SIRET");
	terminal_type(d.t, "qE<Left><Enter>");
	assert_shows(d.t, "10 factures émises" NB ": FA2026-0001 à FA2026-0010");
	/* The one that is not complete stays. */
	assert_row_shows(d.t, 3, "Ville de Tourcoing, m");
	assert_shows(d.t, "à facturer" NB ":" NB "150,00" NB "€");
	close_screen(&d);
}

static void what_another_issues_meanwhile_is_not_marked_any_more(void **state)
{
	struct desk d;

	(void)state;
	open_invoices(&d, NULL, NULL, (const char *const[]){ ON_INI, NULL }, "FA2025-0003");
	terminal_type(d.t, "v/ville<Enter>A");
	assert_shows(d.t, "10 marquées");
	terminal_type(d.t, "/<C-u><Enter>sS"); /* marks stay, however the rows stand */
	assert_shows(d.t, "10 marquées");
	beside(&d, "etape --config on.ini invoice tour-13 --payer 'Ville de Soissons' --issue");
	assert_shows(d.t, "9 marquées");
	close_screen(&d);
}

static void nothing_is_asked_while_the_issuer_is_not_told(void **state)
{
	struct desk d;

	(void)state;
	open_invoices(&d, NULL, NULL, (const char *const[]){ "touch on.ini", NULL }, "FA2025-0003");
	terminal_type(d.t, "v");
	assert_row_shows(d.t, 3, "émetteur incomplet");
	terminal_type(d.t, "E");
	assert_shows(d.t, "Ce qui manque avant de prendre un numéro");
	assert_shows(d.t, "nom de l'émetteur (name)");
	assert_prints(&d, "etape invoices --year 2026 --format csv | wc -l", "1");
	close_screen(&d);
}

static void a_person_who_pays_herself_is_asked_for_her_address(void **state)
{
	struct desk d;

	(void)state;
	open_invoices(&d, &(struct terminal_options){ .now = "2026-11-20T09:00" }, NULL,
		(const char *const[]){ ON_INI,
			"printf 'family_name,given_name,email,status\nSEUL,Paul,paul@example.org,registered\n' > p.csv",
			"etape import registrations p.csv --event tour-14",
			"etape checkin tour-14 paul@example.org",
			"etape fee tour-14 paul@example.org --set 50 --reason essai", NULL },
		"FA2025-0003");
	terminal_type(d.t, "v");
	select_row(&d, "seul", "incomplet");
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "Émettre pour SEUL Paul, 50,00" NB "€");
	terminal_type(d.t, "1 rue X<Tab>59000<Tab>Lille<C-s>");
	assert_shows(d.t, "Émettre 1 facture" NB ": 50,00" NB "€");
	terminal_type(d.t, "n"); /* nothing is taken unasked */
	assert_prints(&d, "etape invoices --year 2026 --format csv | wc -l", "1");
	terminal_type(d.t, "<C-s>");
	assert_shows(d.t, "Émettre 1 facture");
	terminal_type(d.t, "o");
	assert_shows(d.t, "Facture FA2026-0001 émise");
	assert_prints(&d, "etape invoices FA2026-0001 --format text", "1 rue X");
	terminal_type(d.t, "V"); /* it is the one that is selected among the issued ones */
	assert_shows(d.t, "FA2026-0001 · SEUL Paul");
	close_screen(&d);
}

static void an_engagement_number_is_noted_where_it_is_missing(void **state)
{
	struct desk d;

	(void)state;
	open_invoices(&d, NULL, NULL,
		(const char *const[]){ ON_INI,
			"printf 'name,kind,requires\nVille de Soissons,commune,engagement\n' > s.csv",
			"etape import structures s.csv", NULL },
		"FA2025-0003");
	terminal_type(d.t, "v");
	select_row(&d, "soissons", "incomplet");
	assert_shows(d.t, "un numéro d'engagement");
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "Numéro d'engagement de Ville de Soissons");
	terminal_type(d.t, "BC-2026-7<C-s>");
	assert_row_shows(d.t, 3, "prêt");
	terminal_type(d.t, "p");
	assert_shows(d.t, "BC-2026-7");
	close_screen(&d);
}

static void sums_are_those_of_what_is_shown(void **state)
{
	struct desk d;

	(void)state;
	open_invoices(&d, NULL, NULL, ISSUED, "FA2026-0001");
	this_year(&d);
	assert_shows(d.t, "facturé" NB ":" NB "1" NB "050,00" NB "€");
	select_row(&d, "creil", "FA2026-0003");
	assert_shows(d.t, "facturé" NB ":" NB "150,00" NB "€");
	assert_shows(d.t, "réglé" NB ":" NB "150,00" NB "€");
	close_screen(&d);
}

/* Cents of a column of a CSV, without its credit notes. */
#define CSV_SUM(column_)                                                                       \
	"etape invoices --kind invoice --year 2026 --format csv | awk -F, 'NR == 1 { for (i = 1; i <= NF; i++)"\
	" if ($i == \"" column_ "\") c = i } NR > 1 { s += $c } END { print s }'"

static void the_csv_agrees_with_the_screen_to_the_cent(void **state)
{
	struct desk d;

	(void)state;
	open_invoices(&d, NULL, NULL,
		(const char *const[]){ ON_INI, ISSUE, "etape pay FA2026-0005 49,99",
			"etape pay FA2026-0006 200,01",
			"etape --config on.ini credit FA2026-0007 --line 1=33,33 --reason essai", NULL },
		"FA2026-0001");
	this_year(&d);
	assert_shows(d.t, "à régler" NB ":" NB "516,68" NB "€");
	assert_shows(d.t, "trop-perçu" NB ":" NB "50,01" NB "€");
	assert_shows(d.t, "facturé" NB ":" NB "1" NB "050,00" NB "€");
	assert_shows(d.t, "avoirs" NB ":" NB "33,33" NB "€");
	assert_shows(d.t, "réglé" NB ":" NB "550,00" NB "€");
	assert_prints(&d, CSV_SUM("total_cents"), "105000\n");
	assert_prints(&d, CSV_SUM("credited_cents"), "3333\n");
	assert_prints(&d, CSV_SUM("paid_cents"), "55000\n");
	assert_prints(&d, CSV_SUM("balance_cents"), "46667\n"); /* 516,68 less 50,01 */
	close_screen(&d);
}

static void the_paper_is_written_as_text_and_as_data(void **state)
{
	struct desk d;

	(void)state;
	open_invoices(&d, NULL, NULL, ISSUED, "FA2026-0001");
	select_row(&d, "hainaut", "FA2026-0001");
	terminal_type(d.t, "x");
	assert_shows(d.t, "FA2026-0001 écrite en texte et en XML");
	assert_prints(&d, "find . -name FA2026-0001.txt -exec cat {} +", "FACTURE FA2026-0001");
	assert_prints(&d, "find . -name FA2026-0001.xml -exec cat {} +", "<ram:ID>FA2026-0001</ram:ID>");
	close_screen(&d);
}

static void reminders_are_noted_once(void **state)
{
	struct desk d;

	(void)state;
	open_invoices(&d, &(struct terminal_options){ .now = "2027-01-10T09:00" }, NULL, ISSUED,
		"FA2026-0001");
	terminal_type(d.t, "vvv");
	assert_row_shows(d.t, 1, "Relances à faire");
	select_row(&d, "0007", "FA2026-0007");
	terminal_type(d.t, "n");
	assert_shows(d.t, "Relance 1 de FA2026-0007");
	terminal_type(d.t, "au telephone<C-s>");
	assert_shows(d.t, "Relance 1 notée");
	assert_shows(d.t, "Rien ne correspond");
	/* Paid by telephone: from the same list. And what was noted is read again. */
	terminal_type(d.t, "/<C-u>0006<Enter>");
	assert_row_shows(d.t, 3, "FA2026-0006");
	terminal_type(d.t, "r");
	assert_shows(d.t, "Règlement de FA2026-0006");
	terminal_type(d.t, "<C-s>");
	assert_shows(d.t, "Reçu R2027-0001");
	terminal_type(d.t, "VVV");
	assert_row_shows(d.t, 1, "Factures");
	select_row(&d, "0007", "FA2026-0007");
	assert_shows(d.t, "relance 1, au telephone");
	assert_prints(&d, "ETAPE_NOW=2027-01-10T09:00 etape invoices --format csv | grep FA2026-0007", ",22,1,");
	close_screen(&d);
}

static void a_late_membership_proposes_a_credit_note(void **state)
{
	struct desk d;

	(void)state;
	open_invoices(&d, NULL, NULL,
		(const char *const[]){ ON_INI, ISSUE,
			"printf 'structure,from,to\\nVille de Soissons,2026-01-01,2026-12-31\\n' > m.csv",
			"etape import memberships m.csv", NULL },
		"FA2026-0001");
	terminal_type(d.t, "vv");
	assert_row_shows(d.t, 1, "Avoirs à examiner");
	assert_row_shows(d.t, 3, "FA2026-0007");
	assert_row_shows(d.t, 3, " 0,00" NB "€"); /* due today: nothing */
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "Avoir sur FA2026-0007");
	assert_shows(d.t, "1. 10/09/2026 GÉRARD Antoine"); /* whole */
	assert_shows(d.t, "Adhérents, gratuit");
	terminal_type(d.t, "<C-s>");
	assert_shows(d.t, "Une fois émis");
	terminal_type(d.t, "<Left><Enter>");
	assert_shows(d.t, "Avoir AV2026-0001 émis");
	assert_shows(d.t, "Aucun avoir à examiner");
	assert_prints(&d, "etape invoices AV2026-0001 --format text | tr '\\n' ' '", "01/01/2026 au 31/12/2026");
	close_screen(&d);
}

static void sums_to_collect_take_their_title_back(void **state)
{
	struct desk d;

	(void)state;
	open_invoices(&d, NULL, NULL,
		(const char *const[]){ TITLES, "etape --config on.ini claim cpo-22 --issue", NULL },
		"Sommes à recouvrer");
	assert_row_shows(d.t, 3, "à recouvrer");
	terminal_type(d.t, "t");
	assert_shows(d.t, "Titre pour");
	terminal_type(d.t, "T-2026-12<C-s>");
	assert_shows(d.t, "Titre noté");
	assert_shows(d.t, "titre émis");
	terminal_type(d.t, "<Enter>"); /* the debtor, as the title names it */
	assert_shows(d.t, "2 place de l'Invention");
	assert_shows(d.t, "60100 Creil");
	terminal_type(d.t, "q");
	assert_prints(&d, "etape claim --list --format csv", "T-2026-12");
	terminal_type(d.t, "x");
	assert_shows(d.t, "État des sommes à recouvrer écrit");
	assert_prints(&d, "find . -name etat-des-sommes-a-recouvrer.txt -exec cat {} +", "T-2026-12");
	assert_prints(&d, "find . -name etat-des-sommes-a-recouvrer.txt -exec cat {} +",
		"1. Ville de Creil\n   2 place de l'Invention\n   60100 Creil\n   SIRET");
	assert_prints(&d, "find . -name etat-des-sommes-a-recouvrer.csv -exec cat {} +", "T-2026-12");
	assert_prints(&d, "find . -name etat-des-sommes-a-recouvrer.csv -exec cat {} +",
		",Ville de Creil,00025332800025,2 place de l'Invention,60100,Creil,");
	/* Number and day of payment are one change: one undo takes both back. */
	terminal_type(d.t, "t");
	assert_shows(d.t, "Titre pour");
	terminal_type(d.t, "<C-u>T-2026-13<Tab><Tab>19/11/2026<C-s>");
	assert_shows(d.t, "T-2026-13");
	assert_row_shows(d.t, 3, "réglé");
	terminal_type(d.t, "u");
	assert_shows(d.t, "T-2026-12");
	assert_row_shows(d.t, 3, "titre émis");
	/* What was paid is not to come. */
	terminal_type(d.t, "t");
	assert_shows(d.t, "Titre pour");
	terminal_type(d.t, "<Tab><Tab>30/11/2026<C-s>");
	assert_shows(d.t, "Un règlement est daté d'aujourd'hui au plus tard");
	terminal_type(d.t, "<Esc>");
	assert_shows(d.t, "Ce formulaire a été modifié");
	terminal_type(d.t, "j");
	assert_shows(d.t, "Sommes à recouvrer");
	close_screen(&d);
}

/* A membership entered late: what was claimed is withdrawn, from the list that tells of it. */
static void a_sum_to_collect_is_withdrawn(void **state)
{
	struct desk d;

	(void)state;
	open_invoices(&d, NULL, NULL,
		(const char *const[]){ TITLES, "etape --config on.ini claim cpo-22 --issue",
			"printf 'structure,valid_from,valid_to\\nVille de Creil,2026-01-01,2026-12-31\\n' > m.csv",
			"etape import memberships m.csv", NULL },
		"Ville de Creil");
	terminal_type(d.t, "vvv");
	assert_row_shows(d.t, 1, "Avoirs à examiner");
	assert_shows(d.t, "DUPRÉ-LEROY Inès");
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "Retirer la somme à recouvrer de Ville de Creil");
	terminal_type(d.t, "o");
	assert_shows(d.t, "Aucun avoir à examiner");
	assert_prints(&d, "etape claim --list --format csv | wc -l", "2");
	terminal_type(d.t, "vv");
	assert_row_shows(d.t, 1, "Sommes à recouvrer");
	assert_gone(d.t, "Ville de Creil");
	/* One may be taken out from its own list; nothing is taken out by itself. */
	terminal_type(d.t, "d");
	assert_shows(d.t, "Retirer la somme à recouvrer de Ville de Loos");
	terminal_type(d.t, "n");
	assert_gone(d.t, "Retirer la somme");
	assert_prints(&d, "etape claim --list --format csv", "Ville de Loos");
	close_screen(&d);
}

static void roles_that_may_not(void **state)
{
	static const char *const roles[] = { "lecture", "accueil" };
	struct desk d;

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		open_invoices(&d, NULL, roles[i], ISSUED, "FA2026-0001");
		terminal_type(d.t, "r");
		assert_shows(d.t, "rôle");
		terminal_type(d.t, "a");
		assert_shows(d.t, "rôle");
		assert_prints(&d, "etape invoices --kind credit_note --year 2026 --format csv | wc -l", "1");
		/* The paper may be read. */
		terminal_type(d.t, "<Enter>");
		assert_shows(d.t, "FACTURE FA2025-0001");
		close_screen(&d);
	}
}

static void a_narrow_window_keeps_what_counts(void **state)
{
	struct desk d;

	(void)state;
	open_invoices(&d, &(struct terminal_options){ .rows = 16, .cols = 60 }, NULL, ISSUED,
		"FA2026-0001");
	this_year(&d);
	assert_shows(d.t, "Reste");
	assert_shows(d.t, "émise");
	assert_shows(d.t, "à régler" NB ":" NB "750,00" NB "€");
	close_screen(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(issued_ones_are_listed_with_their_reasons),
		cmocka_unit_test(the_demo_has_one_of_each),
		cmocka_unit_test(headings_sort_and_the_order_turns_round),
		cmocka_unit_test(payments_settle_and_too_much_is_said),
		cmocka_unit_test(a_credit_pays_another_invoice_of_the_payer),
		cmocka_unit_test(a_credit_note_is_seen_first_and_says_its_number),
		cmocka_unit_test(filters_and_years),
		cmocka_unit_test(drafts_are_issued_and_what_is_missing_is_gone_to),
		cmocka_unit_test(what_is_missing_is_listed_before_a_number_is_taken),
		cmocka_unit_test(what_another_issues_meanwhile_is_not_marked_any_more),
		cmocka_unit_test(nothing_is_asked_while_the_issuer_is_not_told),
		cmocka_unit_test(a_person_who_pays_herself_is_asked_for_her_address),
		cmocka_unit_test(an_engagement_number_is_noted_where_it_is_missing),
		cmocka_unit_test(sums_are_those_of_what_is_shown),
		cmocka_unit_test(the_csv_agrees_with_the_screen_to_the_cent),
		cmocka_unit_test(the_paper_is_written_as_text_and_as_data),
		cmocka_unit_test(reminders_are_noted_once),
		cmocka_unit_test(a_late_membership_proposes_a_credit_note),
		cmocka_unit_test(sums_to_collect_take_their_title_back),
		cmocka_unit_test(roles_that_may_not),
		cmocka_unit_test(a_sum_to_collect_is_withdrawn),
		cmocka_unit_test(a_narrow_window_keeps_what_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
