/* Codes and scans at the desk, wherever the cursor is. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "desk_hands.h"
#include "etape/code.h"
#include "etape/str.h"
#include "support/desk.h"

#define DESK "<F3>", "Attendus"

static void open_desk(struct desk *d)
{
	open_screen(d, NULL, DESK);
}

/* The code of somebody registered for today's rencontre. */
static void code_of(const struct desk *d, const char *email, char *code, size_t room)
{
	struct outcome o;
	char line[160];

	snprintf(line, sizeof line,
		"etape export registrations --event " TODAY
		" --format csv | grep ,%s, | cut -d, -f1",
		email);
	sandbox_shell(&d->s, &o, line);
	o.out[strcspn(o.out, "\n")] = '\0';
	snprintf(code, room, "%s", o.out);
	outcome_release(&o);
	assert_int_equal(strlen(code), 6);
}

/* A scanner may send CR and LF: only time tells an Enter that accepts what is offered. */
static void let_scanner_end(struct desk *d)
{
	terminal_wait_quiet(d->t, 100);
}

static void a_code_and_enter_check_in(void **state)
{
	struct desk d;
	char code[DESK_CODE];

	(void)state;
	open_desk(&d);
	code_of(&d, SOMEBODY, code, sizeof code);
	terminal_type(d.t, code);
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "DUPRÉ-LEROY Inès  présent·e");
	close_screen(&d);
}

static void a_wrong_check_character_is_said(void **state)
{
	struct desk d;
	char code[DESK_CODE];

	(void)state;
	open_desk(&d);
	code_of(&d, SOMEBODY, code, sizeof code);
	code[0] = code[0] == '7' ? '8' : '7';
	terminal_type(d.t, code);
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "caractère de contrôle faux");
	/* The next one is not stopped by it. */
	code_of(&d, SOMEBODY, code, sizeof code);
	terminal_type(d.t, code);
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "DUPRÉ-LEROY Inès  présent·e");
	close_screen(&d);
}

static void a_code_of_another_rencontre_is_said(void **state)
{
	struct desk d;
	struct outcome o;

	(void)state;
	open_desk(&d);
	sandbox_shell(&d.s, &o,
		"etape export registrations --event cpo-22 --format csv |"
		" grep ledoux | cut -d, -f1 | tr -d '\\n'");
	assert_int_equal(strlen(o.out), 6);
	terminal_type(d.t, o.out);
	terminal_type(d.t, "<Enter>");
	outcome_release(&o);
	assert_shows(d.t, "LEDOUX Camille");
	assert_shows(d.t, "code d'une autre rencontre" NB ": cpo-22");
	let_scanner_end(&d);
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "LEDOUX Camille  présent·e");
	close_screen(&d);
}

/* Whoever shows the code of last month's rencontre is awaited here all the same. */
static void a_code_of_another_rencontre_of_somebody_awaited_checks_in(void **state)
{
	struct desk d;
	struct outcome o;

	(void)state;
	open_desk(&d);
	sandbox_shell(&d.s, &o,
		"etape register cpo-22 thomas.kaczmarek@example.org >/dev/null 2>&1;"
		"etape register cpo-22 pilar.hernandez@example.org >/dev/null 2>&1;"
		"etape export registrations --event cpo-22 --format csv >cpo.csv;"
		"for who in hernandez kaczmarek; do grep $who cpo.csv | cut -c1-6; done |"
		" tr -d '\\n'");
	assert_int_equal(strlen(o.out), 12);
	for (int i = 0; i < 2; i++) {
		char code[7] = "";

		memcpy(code, o.out + 6 * i, 6);
		terminal_type(d.t, code);
		terminal_type(d.t, "<Enter>");
		assert_shows(d.t, i ? "KACZMAREK Thomas" : "HERNANDEZ Pilar");
		assert_shows(d.t, "code d'une autre rencontre");
		assert_shows(d.t, i ? "inscrit·e ici aussi" : "ici en liste");
		assert_lacks(d.t, "inscrire et pointer");
		let_scanner_end(&d);
		terminal_type(d.t, "<Enter>");
		assert_shows(d.t, i ? "KACZMAREK Thomas  présent·e" : "en liste d'attente, rang 2");
	}
	outcome_release(&o);
	close_screen(&d);
}

static void a_burst_of_codes_loses_none(void **state)
{
	struct desk_codes codes;
	struct desk d;
	size_t before;

	(void)state;
	open_desk(&d);
	desk_codes_read(&d.s, &codes);
	before = desk_count(&d.s, "in", NULL);
	assert_true(codes.n >= 25);
	for (size_t i = 0; i < codes.n; i++) {
		terminal_type(d.t, codes.code[i]);
		terminal_type(d.t, "\r");
	}
	terminal_type(d.t, "zzz");
	assert_until(d.t, strstr(terminal_row(d.t, 3), " zzz "));
	assert_int_equal(desk_count(&d.s, "in", NULL), before + codes.n);
	close_screen(&d);
}

/* --- scans wherever the cursor is --------------------------------------------------------- */

/* As a scanner sends it: in one go, Enter behind. */
static void scan(struct desk *d, const char *code)
{
	char keys[DESK_CODE + 1];
	const int n = snprintf(keys, sizeof keys, "%s\r", code);

	terminal_send(d->t, keys, (size_t)n);
}

static void scan_of(struct desk *d, const char *email)
{
	char code[DESK_CODE];

	code_of(d, email, code, sizeof code);
	scan(d, code);
}

#define THOMAS "thomas.kaczmarek@example.org"

static void a_scan_leaves_the_field_and_the_list(void **state)
{
	struct desk d;
	int row[2], col[2];

	(void)state;
	open_desk(&d);
	terminal_type(d.t, "dup<Down><Down><Down>");
	assert_shows(d.t, "▸ ○ DUPRÉ-LEROY Inès");
	terminal_wait_quiet(d.t, 100);
	terminal_cursor(d.t, &row[0], &col[0]);
	scan_of(&d, THOMAS);
	assert_shows(d.t, "KACZMAREK Thomas  présent·e");
	assert_shows(d.t, "▸ ○ DUPRÉ-LEROY Inès");
	assert_row_shows(d.t, 3, " dup ");
	terminal_wait_quiet(d.t, 100);
	terminal_cursor(d.t, &row[1], &col[1]);
	assert_int_equal(row[0], row[1]);
	assert_int_equal(col[0], col[1]);
	/* A wrong one neither. */
	scan(&d, "2AAAAB");
	assert_shows(d.t, "«" NB "2AAAAB" NB "»");
	assert_row_shows(d.t, 3, " dup ");
	let_scanner_end(&d);
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "DUPRÉ-LEROY Inès  présent·e");
	close_screen(&d);
}

static void what_a_scan_offers_is_what_enter_does(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	terminal_type(d.t, "kacz");
	assert_shows(d.t, "▸ ○ KACZMAREK Thomas");
	scan_of(&d, "soufiane.el-amrani@example.org");
	assert_shows(d.t, "EL AMRANI Soufiane  ");
	assert_shows(d.t, "admettre et pointer");
	let_scanner_end(&d);
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "EL AMRANI Soufiane  présent·e");
	assert_row_shows(d.t, 3, " kacz ");
	assert_int_equal(desk_count(&d.s, "in", NULL), 1);
	close_screen(&d);
}

static void the_end_of_a_scan_accepts_nothing(void **state)
{
	struct desk d;
	char code[DESK_CODE], keys[DESK_CODE + 2];

	(void)state;
	open_desk(&d);
	code_of(&d, "soufiane.el-amrani@example.org", code, sizeof code);
	snprintf(keys, sizeof keys, "%s\r\n", code);
	terminal_send(d.t, keys, strlen(keys));
	assert_shows(d.t, "admettre et pointer");
	scan_of(&d, THOMAS);
	assert_shows(d.t, "KACZMAREK Thomas  présent·e");
	assert_int_equal(desk_count(&d.s, "in", NULL), 1);
	close_screen(&d);
}

static void a_scan_leaves_a_half_typed_form(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	terminal_type(d.t, "<C-n>");
	assert_shows(d.t, "Prénom");
	terminal_type(d.t, "Zwer");
	assert_shows(d.t, "Zwer");
	scan_of(&d, THOMAS);
	assert_row_shows(d.t, -1, "KACZMAREK Thomas  présent·e");
	scan(&d, "2AAAAB");
	assert_row_shows(d.t, -1, "caractère de contrôle faux");
	assert_shows(d.t, "Zwer");
	assert_lacks(d.t, "Zwer2");
	/* Single capitals and digits arrive all the same. */
	terminal_type(d.t, "TZ 2");
	assert_shows(d.t, "ZwerTZ 2");
	terminal_type(d.t, "<Esc>");
	assert_shows(d.t, "Jeter");
	terminal_type(d.t, "j");
	assert_shows(d.t, "Attendus");
	assert_counts(d.t, "Présents", 1);
	close_screen(&d);
}

static void a_scan_is_taken_in_finder_and_help(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	terminal_type(d.t, "<C-k>");
	assert_shows(d.t, "ouvrir");
	terminal_type(d.t, "maub");
	assert_shows(d.t, "Maubeuge");
	scan_of(&d, THOMAS);
	assert_row_shows(d.t, -1, "KACZMAREK Thomas  présent·e");
	assert_shows(d.t, "Maubeuge");
	terminal_type(d.t, "<Esc>");
	assert_gone(d.t, "Maubeuge");
	terminal_type(d.t, "?");
	assert_shows(d.t, "Touches qui servent ici");
	scan_of(&d, SOMEBODY);
	assert_row_shows(d.t, -1, "DUPRÉ-LEROY Inès  présent·e");
	terminal_type(d.t, "<Esc>");
	assert_counts(d.t, "Présents", 2);
	close_screen(&d);
}

static void a_scan_is_taken_on_other_screens(void **state)
{
	static const char *const screens[] = { "<F1>", "<F2>", "<F4>", "<F5>" };
	struct desk_codes codes;
	struct desk d;

	(void)state;
	open_desk(&d);
	desk_codes_read(&d.s, &codes);
	for (size_t i = 0; i < sizeof screens / sizeof *screens; i++) {
		terminal_type(d.t, screens[i]);
		assert_gone(d.t, "Attendus");
		scan(&d, codes.code[i]);
		assert_row_shows(d.t, -1, "présent·e");
		assert_until(d.t, desk_count(&d.s, "in", NULL) == i + 1);
		terminal_type(d.t, "<F3>");
		assert_shows(d.t, "Attendus");
		assert_counts(d.t, "Présents", (long)i + 1);
	}
	close_screen(&d);
}

/* A letter there takes money: not one of a scan's, with caps lock on either. */
static void a_scan_takes_no_money(void **state)
{
	struct desk_codes codes;
	struct desk d;
	char small[DESK_CODE];

	(void)state;
	open_desk(&d);
	desk_codes_read(&d.s, &codes);
	terminal_type(d.t, "la tour");
	assert_shows(d.t, "▸ ○ DE LA TOUR Béatrice");
	terminal_type(d.t, "<C-e>");
	assert_shows(d.t, "espèces");
	for (size_t i = 0; i < codes.n; i++) {
		for (size_t k = 0; k <= CODE_LENGTH; k++)
			small[k] = (char)tolower((unsigned char)codes.code[i][k]);
		scan(&d, i % 2 ? codes.code[i] : small);
		assert_until(d.t, desk_count(&d.s, "in", codes.code[i]) == 1);
	}
	assert_shows(d.t, "150,00" NB "€ à régler");
	let_scanner_end(&d);
	terminal_type(d.t, "<Esc>");
	assert_gone(d.t, "espèces");
	assert_row_shows(d.t, 3, " la tour ");
	close_screen(&d);
}

static void a_scan_is_taken_over_the_list_and_a_question(void **state)
{
	struct desk d;

	(void)state;
	open_desk(&d);
	terminal_type(d.t, "<C-t>");
	assert_shows(d.t, "Absent·es");
	scan_of(&d, THOMAS);
	assert_row_shows(d.t, -1, "KACZMAREK Thomas  présent·e");
	assert_shows(d.t, "Présents 1");
	terminal_type(d.t, "<Esc>");
	assert_shows(d.t, "Attendus");
	terminal_type(d.t, "<C-n>");
	assert_shows(d.t, "Prénom");
	terminal_type(d.t, "Zwer<Esc>");
	assert_shows(d.t, "Jeter");
	scan_of(&d, SOMEBODY);
	assert_row_shows(d.t, -1, "DUPRÉ-LEROY Inès  présent·e");
	assert_shows(d.t, "Jeter");
	terminal_type(d.t, "j");
	assert_counts(d.t, "Présents", 2);
	close_screen(&d);
}

/* Another bar code, a code in small letters, and a wrong one by hand. */
static void other_things_are_scanned_and_typed(void **state)
{
	struct desk d;
	char code[DESK_CODE];

	(void)state;
	open_desk(&d);
	terminal_type(d.t, "dup");
	assert_shows(d.t, "DUPUIS Marc");
	let_scanner_end(&d);
	scan(&d, "3760123456789");
	assert_shows(d.t, "«" NB "3760123456789" NB "»");
	assert_row_shows(d.t, 3, " dup ");
	code_of(&d, THOMAS, code, sizeof code);
	for (char *c = code; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	scan(&d, code);
	assert_shows(d.t, "KACZMAREK Thomas  présent·e");
	assert_row_shows(d.t, 3, " dup ");
	terminal_type(d.t, "<Esc>");
	/* By hand: it stays, to be mended. */
	for (const char *c = "2AAAAB"; *c; c++) {
		terminal_send(d.t, c, 1);
		terminal_wait_quiet(d.t, 60);
	}
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "caractère de contrôle faux");
	assert_row_shows(d.t, 3, " 2AAAAB ");
	close_screen(&d);
}

static void a_pasted_code_is_no_scan(void **state)
{
	struct desk d;
	char code[DESK_CODE];

	(void)state;
	open_desk(&d);
	code_of(&d, THOMAS, code, sizeof code);
	terminal_type(d.t, "<C-n>");
	assert_shows(d.t, "Prénom");
	terminal_paste(d.t, code);
	assert_shows(d.t, code);
	assert_int_equal(desk_count(&d.s, "in", NULL), 0);
	terminal_free(&d.t);
	sandbox_release(&d.s);
}

/* A scanner set for a US keyboard where the system has a French one. */
static void a_scanner_with_another_keyboard_is_understood(void **state)
{
	static const char *const digits[] = { "é", "\"", "'", "(", "-", "è", "_", "ç" };
	struct desk_codes codes;
	struct desk d;

	(void)state;
	open_desk(&d);
	desk_codes_read(&d.s, &codes);
	for (size_t n = 0; n < codes.n; n++) {
		char keys[64] = "";

		for (const char *c = codes.code[n]; *c; c++) {
			const char *at = strchr("AQZW", *c);

			if (*c >= '2' && *c <= '9')
				strcat(keys, digits[*c - '2']);
			else if (*c == 'M')
				strcat(keys, "?");
			else
				strncat(keys, at ? &"QAWZ"[at - "AQZW"] : c, 1);
		}
		strcat(keys, "\r");
		terminal_send(d.t, keys, strlen(keys));
		assert_until(d.t, desk_count(&d.s, "in", codes.code[n]) == 1);
	}
	close_screen(&d);
}

#define BURST 100

/* Codes of people, of nobody, and wrong ones: a fifth each of the latter. */
static void make_burst(const struct desk_codes *codes, char burst[BURST][CODE_LENGTH + 1])
{
	for (size_t i = 0; i < BURST; i++) {
		code_make((uint32_t)i * 7919, burst[i]);
		if (i % 5 == 4)
			burst[i][5] = burst[i][5] == '2' ? '3' : '2';
		else if (i % 5 != 2)
			memcpy(burst[i], codes->code[i % codes->n], CODE_LENGTH + 1);
	}
}

static void sends_burst(bool at_once)
{
	struct desk_codes codes;
	struct desk d;
	char burst[BURST][CODE_LENGTH + 1];
	struct str all = STR_INIT;

	open_desk(&d);
	desk_codes_read(&d.s, &codes);
	make_burst(&codes, burst);
	for (size_t i = 0; i < BURST; i++)
		str_addf(&all, "%s\r", burst[i]);
	for (size_t i = 0; i < all.len; i += at_once ? all.len : 1)
		terminal_send(d.t, all.buf + i, at_once ? all.len : 1);
	str_release(&all);
	let_scanner_end(&d);
	terminal_type(d.t, "zzz");
	assert_until(d.t, strstr(terminal_row(d.t, 3), " zzz "));
	for (size_t i = 0; i < BURST; i++)
		if (i % 5 != 4 && i % 5 != 2 && desk_count(&d.s, "in", burst[i]) != 1)
			fail_msg("scan %zu, %s, was lost", i, burst[i]);
	assert_int_equal(desk_count(&d.s, "in", NULL), codes.n);
	desk_check(&d.s);
	close_screen(&d);
}

static void a_hundred_scans_at_once_lose_none(void **state)
{
	(void)state;
	sends_burst(true);
}

static void a_hundred_scans_byte_by_byte_lose_none(void **state)
{
	(void)state;
	sends_burst(false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_code_and_enter_check_in),
		cmocka_unit_test(a_wrong_check_character_is_said),
		cmocka_unit_test(a_code_of_another_rencontre_is_said),
		cmocka_unit_test(a_code_of_another_rencontre_of_somebody_awaited_checks_in),
		cmocka_unit_test(a_burst_of_codes_loses_none),
		cmocka_unit_test(a_scan_leaves_the_field_and_the_list),
		cmocka_unit_test(what_a_scan_offers_is_what_enter_does),
		cmocka_unit_test(the_end_of_a_scan_accepts_nothing),
		cmocka_unit_test(a_scan_leaves_a_half_typed_form),
		cmocka_unit_test(a_scan_is_taken_in_finder_and_help),
		cmocka_unit_test(a_scan_is_taken_on_other_screens),
		cmocka_unit_test(a_scan_takes_no_money),
		cmocka_unit_test(a_scan_is_taken_over_the_list_and_a_question),
		cmocka_unit_test(other_things_are_scanned_and_typed),
		cmocka_unit_test(a_pasted_code_is_no_scan),
		cmocka_unit_test(a_scanner_with_another_keyboard_is_understood),
		cmocka_unit_test(a_hundred_scans_at_once_lose_none),
		cmocka_unit_test(a_hundred_scans_byte_by_byte_lose_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
