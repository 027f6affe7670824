/* Invoices as plain text: every mention, the reasoning, and lines that end where they should. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

#include "etape/invoice_text.h"
#include "etape/paths.h"
#include "etape/text.h"

static char town[] = "Ville de Creil", hall[] = "Hôtel de ville\nPlace François-Mitterrand", code[] = "60100",
	    creil[] = "Creil", siret[] = "21600175200019", none[] = "", centre[] = "Centre de ressources",
	    street[] = "12 rue des Lilas", lille[] = "Lille", lille_code[] = "59000", own[] = "73282932000074",
	    mail[] = "facturation@example.org", number[] = "FA2026-0001", service[] = "SERV-1",
	    engagement[] = "ENG 2026/55", event[] = "Étape 14, Creil, 10 mars 2026", name[] = "DUPRÉ-LEROY Inès",
	    label[] = "non-adhérents",
	    reasons[] = "Creil n'était plus membre du 10 au 11 mars 2026 (adhésion jusqu'au 31/12/2025), ce que dit"
			" une ligne longue\ntarif « Tarif du Tour »",
	    penalties[] = "Pénalités de retard.", recovery[] = "Indemnité de 40 €.", discount[] = "Pas d'escompte.",
	    mention[] = "TVA non applicable, art. 293 B du CGI", iban[] = "FR7630006000011234567890189",
	    bic[] = "AGRIFRPP", credit_number[] = "AV2026-0001", reason[] = "adhésion saisie après coup";

static struct invoice_line lines[2];

static struct invoice sample(void)
{
	lines[0] = (struct invoice_line){ .no = 1, .event = event, .name = name, .label = label,
		.first = civil_day(2026, 3, 10), .last = civil_day(2026, 3, 11), .unit = FEE_PER_DAY,
		.quantity = 200, .unit_cents = 15000, .percent = FEE_WHOLE, .net = 30000, .reasons = reasons };
	lines[1] = lines[0];
	lines[1].no = 2;
	lines[1].quantity = 100;
	lines[1].unit = FEE_PER_HALF_DAY;
	lines[1].percent = 3333;
	lines[1].net = 5000;
	lines[1].reasons = none;
	return (struct invoice){ .kind = INVOICE_INVOICE, .number = number, .day = civil_day(2026, 11, 21),
		.due_day = civil_day(2026, 12, 21), .corrects_number = none, .reason = none,
		.service_from = civil_day(2026, 3, 10), .service_to = civil_day(2026, 3, 11),
		.seller = { centre, street, lille_code, lille, own, none, mail, none },
		.buyer = { town, hall, code, creil, siret, none, none, none }, .service_code = service,
		.engagement = engagement, .vat = VAT_FRANCHISE, .net = 35000, .total = 35000,
		.terms = { penalties, recovery, discount, mention, iban, bic, none }, .lang = LANG_FR, .lines = lines,
		.line_count = 2 };
}

/* A line of the text, blanks at both ends left out. */
static bool has_line(const char *text, const char *wanted)
{
	struct str line = STR_INIT;
	bool found = false;

	while (*text && !found) {
		const size_t n = strcspn(text, "\n");

		str_reset(&line);
		str_addn(&line, text, n);
		str_trim(&line);
		found = str_eq(line.buf, wanted);
		text += n + (text[n] == '\n');
	}
	str_release(&line);
	return found;
}

static void assert_lines(const struct invoice *invoice, const char *const *wanted)
{
	struct str text = STR_INIT;

	invoice_text(invoice, &text);
	for (; *wanted; wanted++)
		if (!has_line(text.buf, *wanted))
			fail_msg("no line '%s' in:\n%s", *wanted, text.buf);
	for (const char *at = text.buf; *at;) {
		const size_t n = strcspn(at, "\n");
		struct str line = STR_INIT;

		str_addn(&line, at, n);
		if (text_width(line.buf) > INVOICE_TEXT_COLUMNS)
			fail_msg("too wide: '%s'", line.buf);
		str_release(&line);
		at += n + (at[n] == '\n');
	}
	str_release(&text);
}

static void an_invoice_has_every_mention(void **state)
{
	static const char *const wanted[] = { "Centre de ressources", "59000 Lille",
		"SIRET : 732\u00A0829\u00A0320\u00A000074", "Ville de Creil", "Place François-Mitterrand", "60100 Creil",
		"SIRET : 216\u00A0001\u00A0752\u00A000019", "Date de la prestation : du 10 au 11 mars 2026", "Code service : SERV-1",
		"Numéro d'engagement : ENG 2026/55", "1. DUPRÉ-LEROY Inès",
		"Étape 14, Creil, 10 mars 2026 · non-adhérents", "- tarif « Tarif du Tour »",
		"TVA non applicable, art. 293 B du CGI", "Échéance : 21 décembre 2026",
		"Par virement, IBAN : FR76 3000 6000 0112 3456 7890 189", "BIC : AGRIFRPP", "Pas d'escompte.",
		"Pénalités de retard.", "Indemnité de 40 €.", NULL };
	const struct invoice invoice = sample();

	(void)state;
	assert_lines(&invoice, wanted);
}

static void amounts_stand_at_the_end_of_their_lines(void **state)
{
	struct invoice invoice = sample();
	struct str text = STR_INIT;

	(void)state;
	invoice.vat = VAT_RATE;
	invoice.vat_rate = 2000;
	invoice.vat_cents = 7000;
	invoice.total = 42000;
	invoice.paid_before = 10000;
	invoice_text(&invoice, &text);
	assert_non_null(strstr(text.buf, "2 journées × 150,00\u00A0€      "));
	assert_non_null(strstr(text.buf, "1 demi-journée × 150,00\u00A0€ × 33,33\u00A0%"));
	assert_non_null(strstr(text.buf, " 300,00\u00A0€\n"));
	assert_non_null(strstr(text.buf, "Total HT "));
	assert_non_null(strstr(text.buf, "TVA 20\u00A0% "));
	assert_non_null(strstr(text.buf, "Total TTC "));
	assert_non_null(strstr(text.buf, " 420,00\u00A0€\n"));
	assert_non_null(strstr(text.buf, " -100,00\u00A0€\n"));
	assert_non_null(strstr(text.buf, "Reste à régler "));
	assert_non_null(strstr(text.buf, " 320,00\u00A0€\n"));
	str_release(&text);
}

static void a_credit_note_cites_its_invoice(void **state)
{
	static const char *const wanted[] = { "Rectifie la facture FA2026-0001 du 20 novembre 2026",
		"Motif : adhésion saisie après coup", NULL };
	struct invoice note = sample();
	struct str text = STR_INIT;

	(void)state;
	note.kind = INVOICE_CREDIT_NOTE;
	note.number = credit_number;
	note.corrects = 1;
	note.corrects_number = number;
	note.corrects_day = civil_day(2026, 11, 20);
	note.due_day = CIVIL_NONE;
	note.reason = reason;
	assert_lines(&note, wanted);
	invoice_text(&note, &text);
	assert_non_null(strstr(text.buf, "AVOIR AV2026-0001 "));
	assert_non_null(strstr(text.buf, "Total de l'avoir "));
	assert_null(strstr(text.buf, "IBAN"));
	str_release(&text);
}

static void a_draft_says_that_it_is_one(void **state)
{
	struct invoice draft = sample();
	struct str text = STR_INIT;

	(void)state;
	draft.number = none;
	invoice_text(&draft, &text);
	assert_non_null(strstr(text.buf, "PROJET, NON ÉMISE"));
	str_release(&text);
}

static void an_english_invoice_is_english_whoever_prints_it(void **state)
{
	struct invoice invoice = sample();
	struct str text = STR_INIT;

	(void)state;
	invoice.lang = LANG_EN;
	invoice_text(&invoice, &text);
	assert_non_null(strstr(text.buf, "INVOICE FA2026-0001"));
	assert_non_null(strstr(text.buf, "2 full days × €150.00"));
	assert_int_equal(i18n_lang(), LANG_FR);
	str_release(&text);
}

/* "100. " is wider than the indent of the lines below it. */
static void the_hundredth_line_and_the_thousandth_have_room(void **state)
{
	struct invoice invoice = sample();
	char guest[] = "Une personne dont le nom est assez long pour que la ligne soit repliée une fois";

	(void)state;
	invoice.lines[0].name = guest;
	invoice.lines[0].no = 100;
	invoice.lines[1].no = 1000;
	assert_lines(&invoice, (const char *const[]){ "Numéro d'engagement : ENG 2026/55", NULL });
	invoice.lines[0].no = 1;
	invoice.lines[1].no = 2;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_invoice_has_every_mention),
		cmocka_unit_test(amounts_stand_at_the_end_of_their_lines),
		cmocka_unit_test(a_credit_note_cites_its_invoice),
		cmocka_unit_test(a_draft_says_that_it_is_one),
		cmocka_unit_test(an_english_invoice_is_english_whoever_prints_it),
		cmocka_unit_test(the_hundredth_line_and_the_thousandth_have_room),
	};

	char *locale = paths_locale();

	i18n_init("fr", locale);
	free(locale);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
