/* What Excel and online forms in France really produce, read as one table. */
#include <stdlib.h>
#include <string.h>

#include "support/check.h"

#include "etape/csv_reader.h"
#include "etape/output.h"

static void read_n(struct csv_table *t, const char *bytes, size_t n)
{
	struct err err = ERR_INIT;

	if (!csv_read_bytes(t, bytes, n, "liste.csv", &err))
		fail_msg("%s", err.message);
}

static void read_text(struct csv_table *t, const char *text)
{
	read_n(t, text, strlen(text));
}

static void assert_cell(
	const struct csv_table *t, size_t row, size_t cell, const char *expected)
{
	assert_true(row < t->count);
	assert_string_equal(csv_cell(&t->rows[row], cell), expected);
}

/* Refused, with a line that says `word`. */
static void assert_refused(const char *bytes, size_t n, const char *word)
{
	struct err err = ERR_INIT;
	struct csv_table t;

	assert_false(csv_read_bytes(&t, bytes, n, "liste.csv", &err));
	assert_int_equal(err.code, ERR_INVALID);
	if (strstr(err.message, word) == NULL)
		fail_msg("'%s' does not say '%s'", err.message, word);
	assert_non_null(strstr(err.message, "liste.csv"));
}

static void reads_semicolons_commas_and_tabs(void **state)
{
	static const char *const texts[] = {
		"Nom;Prénom;Fonction, service\r\nDupré;Inès;CPO, ville\r\n",
		"Nom,Prénom,\"Fonction, service\"\nDupré,Inès,\"CPO, ville\"\n",
		"Nom\tPrénom\tFonction, service\nDupré\tInès\tCPO, ville\n",
	};
	static const char separators[] = { ';', ',', '\t' };
	struct csv_table t;

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		read_text(&t, texts[i]);
		assert_int_equal(t.separator, separators[i]);
		assert_int_equal(t.encoding, CSV_UTF8);
		assert_int_equal(t.count, 2);
		assert_int_equal(t.rows[0].count, 3);
		assert_cell(&t, 0, 2, "Fonction, service");
		assert_cell(&t, 1, 1, "Inès");
		assert_cell(&t, 1, 2, "CPO, ville");
		csv_release(&t);
	}
}

static void a_lone_column_has_no_separator(void **state)
{
	struct csv_table t;

	(void)state;
	read_text(&t, "Courriel\nines@example.org\npaul@example.org");
	assert_int_equal(t.count, 3);
	assert_int_equal(t.rows[2].count, 1);
	assert_cell(&t, 2, 0, "paul@example.org");
	csv_release(&t);
}

static void the_headings_decide_when_rows_are_ragged(void **state)
{
	struct csv_table t;

	(void)state;
	read_text(&t, "Nom;Prénom;Courriel;Fonction\nA;B;a@x.fr\nC, D;E\nF;G;g@x.fr;CPO, "
		      "élu;de trop\n");
	assert_int_equal(t.separator, ';');
	assert_int_equal(t.rows[2].count, 2);
	assert_cell(&t, 2, 3, "");
	assert_int_equal(t.rows[3].count, 5);
	csv_release(&t);
}

static void reads_windows_1252(void **state)
{
	struct csv_table t;

	(void)state;
	read_text(&t, "Nom;Pr\xe9nom;Structure\nC\x9cur;In\xe8s;L\x92\xc9"
		      "cole \x96 20 \x80\n");
	assert_int_equal(t.encoding, CSV_WINDOWS_1252);
	assert_string_equal(csv_encoding_name(t.encoding), "Windows-1252");
	assert_cell(&t, 0, 1, "Prénom");
	assert_cell(&t, 1, 0, "Cœur");
	assert_cell(&t, 1, 2, "L’École – 20 €");
	assert_int_equal(t.damaged, 0);
	csv_release(&t);
}

static void a_byte_order_mark_is_no_part_of_the_first_heading(void **state)
{
	struct csv_table t;

	(void)state;
	read_text(&t, "\xef\xbb\xbf\"Nom\";\"Prénom\"\nDupré;Inès\n");
	assert_true(t.bom);
	assert_int_equal(t.encoding, CSV_UTF8);
	assert_cell(&t, 0, 0, "Nom");
	csv_release(&t);
}

/* As Excel's "Texte Unicode": little endian with a mark, tabs. */
static size_t utf16(const char *latin, bool big, bool bom, char *out)
{
	size_t n = 0;

	if (bom) {
		out[n++] = big ? '\xfe' : '\xff';
		out[n++] = big ? '\xff' : '\xfe';
	}
	for (const char *s = latin; *s != '\0'; s++) {
		out[n++] = big ? '\0' : *s;
		out[n++] = big ? *s : '\0';
	}
	return n;
}

static void reads_utf16(void **state)
{
	char bytes[256];
	struct csv_table t;

	(void)state;
	for (int i = 0; i < 4; i++) {
		bool big = (i & 1) != 0, bom = (i & 2) != 0;

		read_n(&t, bytes,
			utf16("Nom\tPr\xe9nom\r\nDupr\xe9\tIn\xe8s\r\n", big, bom, bytes));
		assert_int_equal(t.encoding, big ? CSV_UTF16BE : CSV_UTF16LE);
		assert_int_equal(t.bom, bom);
		assert_int_equal(t.separator, '\t');
		assert_int_equal(t.count, 2);
		assert_cell(&t, 1, 0, "Dupré");
		assert_cell(&t, 1, 1, "Inès");
		csv_release(&t);
	}
	/* U+1D11E as a pair, a half without its other, a last half unit. */
	read_n(&t,
		"\xff\xfe\x34\xd8\x1e\xdd;\0\x34\xd8;\0"
		"x",
		13);
	assert_cell(&t, 0, 0, "\xf0\x9d\x84\x9e");
	assert_cell(&t, 0, 1, "\xef\xbf\xbd");
	assert_int_equal(t.damaged, 2);
	csv_release(&t);
}

static void one_bad_byte_does_not_make_it_another_encoding(void **state)
{
	struct csv_table t;

	(void)state;
	read_text(&t, "Nom;Prénom\nDupré;Inès\nL\xe9tourneau;Éric\n");
	assert_int_equal(t.encoding, CSV_UTF8);
	assert_int_equal(t.damaged, 1);
	assert_cell(&t, 1, 1, "Inès");
	assert_cell(&t, 2, 0, "L\xef\xbf\xbdtourneau");
	csv_release(&t);
}

static void every_row_knows_its_line(void **state)
{
	struct csv_table t;

	(void)state;
	read_text(&t, "Nom;Adresse\r\n\r\nDupré;\"1 rue A\r\n59000 Lille\"\r\n;;;\r\n  "
		      "\r\nMartin;x\rDurand;y\n");
	assert_int_equal(t.count, 4);
	assert_int_equal(t.rows[1].line, 3);
	assert_cell(&t, 1, 1, "1 rue A\n59000 Lille");
	assert_int_equal(t.rows[2].line, 7);
	assert_int_equal(t.rows[3].line, 8);
	assert_cell(&t, 3, 0, "Durand");
	csv_release(&t);
}

static void trims_blanks_of_every_kind(void **state)
{
	struct csv_table t;

	(void)state;
	read_text(&t, "Nom;Prénom\n \xc2\xa0 Dupré \xe2\x80\xaf;\"  Inès\n \"\n");
	assert_cell(&t, 1, 0, "Dupré");
	assert_cell(&t, 1, 1, "Inès");
	csv_release(&t);
}

static void quotes_inside_cells_survive(void **state)
{
	struct csv_table t;

	(void)state;
	read_text(&t, "Nom;Structure\nDupré;\"Association \"\"Le \n Pont\"\"; "
		      "Lille\"\nMartin;Lycée \"Jean Moulin\"\n");
	assert_int_equal(t.separator, ';');
	assert_cell(&t, 1, 1, "Association \"Le \n Pont\"; Lille");
	assert_cell(&t, 2, 1, "Lycée \"Jean Moulin\"");
	csv_release(&t);
}

static void excels_separator_line_is_obeyed(void **state)
{
	struct csv_table t;

	(void)state;
	read_text(&t, "sep=,\r\nNom,Fonction; rang\r\nDupré,a; b\r\n");
	assert_int_equal(t.separator, ',');
	assert_int_equal(t.count, 2);
	assert_cell(&t, 0, 1, "Fonction; rang");
	assert_int_equal(t.rows[0].line, 2);
	csv_release(&t);
}

static void nuls_are_dropped_and_counted(void **state)
{
	static const char bytes[] =
		"Nom;Fonction et structure\nDu\0pr\xc3\xa9;Cheffe de projet\n";
	struct csv_table t;

	(void)state;
	read_n(&t, bytes, sizeof(bytes) - 1);
	assert_int_equal(t.nuls, 1);
	assert_cell(&t, 1, 0, "Dupré");
	csv_release(&t);
}

static void says_what_is_no_table(void **state)
{
	struct str wide = STR_INIT;

	(void)state;
	assert_refused("", 0, "empty");
	assert_refused(" \n;;\n\"\"\n", 8, "empty");
	assert_refused("PK\x03\x04rest of an xlsx", 19, "CSV");
	assert_refused("<!DOCTYPE html><table>", 22, "CSV");
	assert_refused("\x7f"
		       "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0",
		16, "CSV");
	assert_refused("Nom;Note\nA;ok\nB;\"jamais fermé\nC;x\n", 36, "line 3");
	for (int i = 0; i <= CSV_COLUMNS; i++)
		str_add(&wide, "a;");
	assert_refused(wide.buf, wide.len, "512");
	str_release(&wide);
}

static void missing_files_and_folders_are_said(void **state)
{
	struct err err = ERR_INIT;
	struct csv_table t;

	(void)state;
	assert_false(csv_read(&t, "/nowhere/liste.csv", &err));
	assert_int_equal(err.code, ERR_SYSTEM);
	assert_non_null(strstr(err.message, "/nowhere/liste.csv"));
	assert_false(csv_read(&t, "/tmp", &err));
	assert_non_null(strstr(err.message, "/tmp"));
}

static void formulas_are_defused_and_telephones_are_not(void **state)
{
	static const char *const formulas[] = { "=1+1", "=HYPERLINK(\"x\")",
		"+cmd|' /C calc'!A0", "-2+3+cmd", "@SUM(A1)", "\t=1", "\n=1", "+33-3-20", "'=1",
		"''+1+a", "'+33 3", "  =1", "\xef\xbc\x9d(1+1)" };
	static const char *const plain[] = { "+33 3 20 25 61 53", "+33320256153", "-12,50",
		"-5", "+33 (0)3 20.25", "Dupré", "", "'", "l'école", "a=b", "1-2", "03-20-25" };
	struct csv_table t;

	(void)state;
	for (size_t i = 0; i < sizeof(formulas) / sizeof(formulas[0]); i++)
		assert_true(csv_must_defuse(formulas[i]));
	for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++)
		assert_false(csv_must_defuse(plain[i]));
	/* What is written is read back, but for blanks at the ends. */
	for (size_t i = 0; i < sizeof(formulas) / sizeof(formulas[0]); i++) {
		struct str text = STR_INIT, cell = STR_INIT;

		str_add(&text, "Nom,Note\nx,");
		csv_add_cell(&text, formulas[i]);
		assert_true(
			strstr(text.buf, "x,'") != NULL || strstr(text.buf, "x,\"'") != NULL);
		read_text(&t, text.buf);
		str_add(&cell, formulas[i]);
		assert_string_equal(csv_cell(&t.rows[1], 1), cell.buf);
		csv_release(&t);
		str_release(&text);
		str_release(&cell);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_semicolons_commas_and_tabs),
		cmocka_unit_test(a_lone_column_has_no_separator),
		cmocka_unit_test(the_headings_decide_when_rows_are_ragged),
		cmocka_unit_test(reads_windows_1252),
		cmocka_unit_test(a_byte_order_mark_is_no_part_of_the_first_heading),
		cmocka_unit_test(reads_utf16),
		cmocka_unit_test(one_bad_byte_does_not_make_it_another_encoding),
		cmocka_unit_test(every_row_knows_its_line),
		cmocka_unit_test(trims_blanks_of_every_kind),
		cmocka_unit_test(quotes_inside_cells_survive),
		cmocka_unit_test(excels_separator_line_is_obeyed),
		cmocka_unit_test(nuls_are_dropped_and_counted),
		cmocka_unit_test(says_what_is_no_table),
		cmocka_unit_test(missing_files_and_folders_are_said),
		cmocka_unit_test(formulas_are_defused_and_telephones_are_not),
	};

	return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
