/* The text gate: nothing that a terminal would obey comes through. */
#include "core_test.h"

#include <wchar.h>

#include "core/utf8.h"
#include "etape/text.h"

static void expect_clean(const char *bytes, size_t n, unsigned flags, const char *expected)
{
	struct str out = STR_INIT, again = STR_INIT;

	text_clean(&out, bytes, n, flags);
	text_clean(&again, out.buf, out.len, flags);
	if (strcmp(out.buf, again.buf) != 0)
		fail_msg("cleaned twice: '%s' then '%s'", out.buf, again.buf);
	expect_text(&out, expected, bytes);
	str_release(&out);
	str_release(&again);
}

static void expect_clean_text(const char *text, const char *expected)
{
	expect_clean(text, strlen(text), 0, expected);
}

static void passes_plain_text(void **state)
{
	static const char *const table[] = { "", "abc", "Étape 1 · Amiens",
		"« L’œuf », 150,00\xC2\xA0€", "日本語", "e\xCC\x81", "👩‍👩‍👧",
		"👍🏽", "❤️", "العربية", "●◐○ ✓▸│─ ⠿" };

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++)
		expect_clean_text(table[i], table[i]);
}

static void shows_every_control(void **state)
{
	(void)state;
	for (unsigned c = 0; c < 0x20; c++) {
		char byte = (char)c, caret[3] = { '^', (char)(c + 64), 0 };
		struct str picture = STR_INIT;
		str_addcp(&picture, 0x2400 + c);
		expect_clean(&byte, 1, 0, picture.buf);
		expect_clean(&byte, 1, TEXT_LINES, c == '\n' ? "\n" : picture.buf);
		expect_clean(&byte, 1, TEXT_ASCII, caret);
		expect_clean(&byte, 1, TEXT_ASCII | TEXT_LINES, c == '\n' ? "\n" : caret);
		str_release(&picture);
	}
	expect_clean("\x7F", 1, 0, "␡");
	expect_clean("\x7F", 1, TEXT_ASCII, "^?");
	expect_clean_text("\x1B[31mred\x1B]0;title\x07", "␛[31mred␛]0;title␇");
	expect_clean_text("a\r\nb", "a␍␊b");
	expect_clean("a\r\nb", 4, TEXT_LINES, "a␍\nb");
}

static void shows_every_c1(void **state)
{
	(void)state;
	for (unsigned c = 0x80; c < 0xA0; c++) {
		char raw = (char)c;
		struct str encoded = STR_INIT, shown = STR_INIT;
		str_addcp(&encoded, c);
		str_addf(&shown, "<U+%04X>", c);
		expect_clean(encoded.buf, encoded.len, 0, shown.buf);
		expect_clean(encoded.buf, encoded.len, TEXT_ASCII, shown.buf);
		expect_clean(&raw, 1, 0, "\xEF\xBF\xBD"); /* as a byte alone */
		expect_clean(&raw, 1, TEXT_ASCII, "?");
		str_release(&encoded);
		str_release(&shown);
	}
}

/* Bidi overrides and isolates, marks, joiners, tags, separators, fillers of lines. */
static void shows_every_format_character(void **state)
{
	static const struct {
		unsigned first, last;
	} ranges[] = {
		{ 0xAD, 0xAD },
		{ 0x600, 0x605 },
		{ 0x61C, 0x61C },
		{ 0x180E, 0x180E },
		{ 0x200B, 0x200F },
		{ 0x2028, 0x2029 },
		{ 0x202A, 0x202E },
		{ 0x2060, 0x2064 },
		{ 0x2066, 0x206F },
		{ 0xFEFF, 0xFEFF },
		{ 0xFFF9, 0xFFFB },
		{ 0xFFFE, 0xFFFF },
		{ 0x1D173, 0x1D17A },
		{ 0xE0001, 0xE0001 },
		{ 0xE0020, 0xE007F },
	};
	struct str text = STR_INIT, shown = STR_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(ranges); i++) {
		for (unsigned cp = ranges[i].first; cp <= ranges[i].last; cp++) {
			str_addf(&text, "a");
			str_addcp(&text, cp);
			str_addf(&text, "b");
			str_addf(&shown, "a<U+%04X>b", cp);
			expect_clean(text.buf, text.len, 0, shown.buf);
			expect_clean(text.buf, text.len, TEXT_ASCII, shown.buf);
			str_reset(&text);
			str_reset(&shown);
		}
	}
	str_release(&text);
	str_release(&shown);
}

static void replaces_invalid_bytes(void **state)
{
	static const struct {
		const char *bytes;
		const char *expected; /* R for each U+FFFD */
	} table[] = {
		{ "a\xFF"
		  "b",
			"aRb" },
		{ "\xC3", "R" }, /* cut short */
		{ "\xE2\x82", "RR" }, { "\xF0\x9F\x98", "RRR" },
		{ "\xE2\x82"
		  "a",
			"RRa" },
		{ "\xC0\xAF", "RR" }, /* overlong / */
		{ "\xE0\x80\xAF", "RRR" }, { "\xF0\x80\x80\xAF", "RRRR" }, { "\xC1\xBF", "RR" },
		{ "\xED\xA0\x80", "RRR" },				   /* surrogates */
		{ "\xED\xBF\xBF", "RRR" }, { "\xF4\x90\x80\x80", "RRRR" }, /* above U+10FFFF */
		{ "\xF8\x88\x80\x80\x80", "RRRRR" }, { "\xE9t\xE9", "RtR" }, /* Windows-1252 */
		{ "\xC3\xA9\xC3", "éR" },
		{ "\xFF\xCC\x81", "R\xCC\x81" }, /* something for the mark to sit on */
	};
	struct str expected = STR_INIT, ascii = STR_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		for (const char *p = table[i].expected; *p; p++) {
			if (*p == 'R')
				str_add(&expected, "\xEF\xBF\xBD");
			else
				str_addc(&expected, *p);
		}
		expect_clean_text(table[i].bytes, expected.buf);
		str_reset(&expected);
	}
	str_release(&expected);
	str_release(&ascii);
}

static void keeps_joiners_in_emoji_only(void **state)
{
	(void)state;
	expect_clean_text("👩‍👧", "👩‍👧");
	expect_clean_text("👩🏽‍👧", "👩🏽‍👧");
	expect_clean_text("👩🏻‍👧", "👩🏻‍👧");
	expect_clean_text("👩🏿‍👧", "👩🏿‍👧");
	expect_clean_text("❤️‍🔥", "❤️‍🔥");
	expect_clean_text("❤︎‍🔥", "❤︎‍🔥");
	expect_clean_text("a\xE2\x80\x8D"
			  "b",
		"a<U+200D>b");
	expect_clean_text("👩\xE2\x80\x8D", "👩<U+200D>");
	expect_clean_text("👩\xE2\x80\x8D"
			  "a",
		"👩<U+200D>a");
	expect_clean_text("\xE2\x80\x8D👩", "<U+200D>👩");
	expect_clean_text("👩\xE2\x80\x8D\xE2\x80\x8D👧", "👩<U+200D><U+200D>👧");
}

/* One terminal draws a joined pictogram over two cells, another over four: on a screen each half has its own. */
static void a_screen_has_no_joiners(void **state)
{
	(void)state;
	expect_clean("👩\xE2\x80\x8D🏫\xEF\xB8\x8F!", 15, TEXT_CELLS, "👩🏫!");
	expect_clean("a\xE2\x80\x8D" "b", 5, TEXT_CELLS, "a<U+200D>b");
	expect_clean("e\xCC\x81", 3, TEXT_CELLS, "e\xCC\x81");
}

static void gives_lone_marks_a_base(void **state)
{
	(void)state;
	expect_clean_text("\xCC\x81", "◌\xCC\x81");
	expect_clean_text("\xCC\x81"
			  "a\xCC\x81",
		"◌\xCC\x81"
		"a\xCC\x81");
	expect_clean("a\n\xCC\x81", 4, TEXT_LINES, "a\n◌\xCC\x81");
	expect_clean_text("\xE1\x85\xA0", "◌\xE1\x85\xA0"); /* a jamo of no width */
	expect_clean("\xCC\x81", 2, TEXT_ASCII, "");
}

static void transliterates(void **state)
{
	static const char *const table[][2] = {
		{ "Étape de Noël à l’Haÿ-les-Roses", "Etape de Noel a l'Hay-les-Roses" },
		{ "Œuvre, œuf, Æ, ß", "OEuvre, oeuf, AE, ss" },
		{ "« mot »", "\" mot \"" },
		{ "1\xC2\xA0"
		  "234,50\xE2\x80\xAF€",
			"1 234,50 EUR" },
		{ "a – b — c…", "a - b - c..." },
		{ "● ○ ◐ ✓ ▸ ×", "* o + v > x" },
		{ "│─┌┐└┘├┤┬┴┼═║╔", "|-+++++++++=|+" },
		{ "███░░ ▏", "###.. |" },
		{ "⠀⠿", " ." },
		{ "n° 5, m², ½, №", "no 5, m2, 1/2, No" },
		{ "⏎ ouvrir ←↑↓→", "Enter ouvrir <^v>" },
		{ "e\xCC\x81", "e" },
		{ "ﬁn", "fin" },
		{ "日本", "??" },
		{ "😀", "?" },
		{ "👩‍👧", "??" },
		{ "a·b", "a.b" },
		{ "Łódź Øre đ ı", "Lodz Ore d i" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++)
		expect_clean(table[i][0], strlen(table[i][0]), TEXT_ASCII, table[i][1]);
}

/* Every character there is: what comes out is valid, harmless, and measured. */
static void lets_nothing_through(void **state)
{
	struct str text = STR_INIT, out = STR_INIT;

	(void)state;
	for (uint32_t cp = 1; cp <= 0x10FFFF; cp += cp < 0x30000 ? 1 : 97) {
		if (cp >= 0xD800 && cp <= 0xDFFF)
			continue;
		str_addcp(&text, cp);
		text_clean(&out, text.buf, text.len, 0);
		for (size_t i = 0; i < out.len;) {
			uint32_t c;
			size_t n = utf8_decode(out.buf + i, out.len - i, &c);
			if (n == 0 || c < 0x20 || (c >= 0x7F && c < 0xA0) ||
				wcwidth((wchar_t)c) < 0)
				fail_msg("U+%04X lets U+%04X through", cp, c);
			i += n;
		}
		str_reset(&out);
		text_clean(&out, text.buf, text.len, TEXT_ASCII);
		for (size_t i = 0; i < out.len; i++) {
			if (out.buf[i] < 0x20 || out.buf[i] >= 0x7F)
				fail_msg("U+%04X gives '%s' in ASCII", cp, out.buf);
		}
		str_reset(&out);
		str_reset(&text);
	}
	str_release(&text);
	str_release(&out);
}

/* --- measuring --- */

static void measures_width(void **state)
{
	static const struct {
		const char *text;
		size_t columns;
	} table[] = {
		{ "", 0 },
		{ "abc", 3 },
		{ "étape", 5 },
		{ "e\xCC\x81tape", 5 },
		{ "日本", 4 },
		{ "a日b", 4 },
		{ "● ✓", 3 },
		{ "…", 1 },
		{ "😀", 2 },
		{ "\xFF", 1 }, /* not clean, but measured all the same */
		{ "⠿", 1 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++)
		expect_number((long long)text_width(table[i].text), (long long)table[i].columns,
			table[i].text);
}

static void clips(void **state)
{
	static const struct {
		const char *text;
		size_t columns, bytes, used;
	} table[] = {
		{ "abc", 2, 2, 2 },
		{ "abc", 3, 3, 3 },
		{ "abc", 9, 3, 3 },
		{ "abc", 0, 0, 0 },
		{ "éa", 1, 2, 1 },
		{ "e\xCC\x81"
		  "a",
			1, 3, 1 }, /* the mark stays with its letter */
		{ "e\xCC\x81\xCC\x82", 1, 5, 1 },
		{ "日本", 3, 3, 2 }, /* half a character is none */
		{ "日本", 1, 0, 0 },
		{ "a日", 2, 1, 1 },
		{ "👩‍👧", 3, 0, 0 }, /* joined: all or nothing */
		{ "👩‍👧", 4, 11, 4 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		size_t used = 99, bytes = text_clip(table[i].text, table[i].columns, &used);
		expect_number((long long)bytes, (long long)table[i].bytes, table[i].text);
		expect_number((long long)used, (long long)table[i].used, table[i].text);
		assert_int_equal(text_clip(table[i].text, table[i].columns, NULL), bytes);
	}
}

static void fits_exactly(void **state)
{
	static const struct {
		const char *text;
		size_t columns;
		const char *expected;
	} table[] = {
		{ "abc", 5, "abc  " },
		{ "abc", 3, "abc" },
		{ "abcd", 3, "ab…" },
		{ "abcd", 1, "…" },
		{ "abcd", 0, "" },
		{ "", 2, "  " },
		{ "日本語", 4, "日… " },
		{ "日本語", 5, "日本…" },
		{ "日本語", 6, "日本語" },
		{ "e\xCC\x81"
		  "ab",
			2, "e\xCC\x81…" },
	};
	struct str out = STR_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		text_fit(&out, table[i].text, table[i].columns);
		assert_int_equal(text_width(out.buf), table[i].columns);
		expect_text(&out, table[i].expected, table[i].text);
	}
	text_fit_mark(&out, "abcdef", 5, "...");
	expect_text(&out, "ab...", "mark");
	text_fit_mark(&out, "abcdef", 2, "...");
	expect_text(&out, "..", "mark");
	str_release(&out);
}

static void moves_the_cursor(void **state)
{
	static const char text[] = "ae\xCC\x81日👩‍👧z";
	static const size_t stops[] = { 0, 1, 4, 7, 18, 19 };

	(void)state;
	for (size_t i = 0; i + 1 < COUNT(stops); i++) {
		assert_int_equal(text_next(text, stops[i]), stops[i + 1]);
		assert_int_equal(text_prev(text, stops[i + 1]), stops[i]);
	}
	assert_int_equal(text_next(text, 19), 19);
	assert_int_equal(text_next(text, 99), 19);
	assert_int_equal(text_prev(text, 0), 0);
	assert_int_equal(text_prev(text, 99), 18);
	assert_int_equal(text_prev(text, 3), 1); /* from inside a character */
	assert_int_equal(text_next("", 0), 0);
	assert_int_equal(text_prev("", 0), 0);
}

/* --- names --- */

static void writes_names(void **state)
{
	static const char *const table[][3] = {
		{ "Dupré-Leroy", "Inès", "DUPRÉ-LEROY Inès" },
		{ "de La Tour d’Auvergne", "Zoé", "DE LA TOUR D’AUVERGNE Zoé" },
		{ "Œuvrard", "ÿ", "ŒUVRARD ÿ" },
		{ "Groß", "", "GROSS" },
		{ "", "Inès", "Inès" },
		{ NULL, NULL, "" },
		{ "e\xCC\x81", NULL, "E\xCC\x81" },
		{ "a\xFF", NULL, "A\xFF" },
		{ "Ñandú", "X", "ÑANDÚ X" },
	};
	struct str out = STR_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		text_person(&out, table[i][0], table[i][1]);
		expect_text(&out, table[i][2], "name");
	}
	str_release(&out);
}

static int utf8(void **state)
{
	(void)state;
	i18n_init("en", NULL);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(passes_plain_text),
		cmocka_unit_test(shows_every_control),
		cmocka_unit_test(shows_every_c1),
		cmocka_unit_test(shows_every_format_character),
		cmocka_unit_test(replaces_invalid_bytes),
		cmocka_unit_test(keeps_joiners_in_emoji_only),
		cmocka_unit_test(a_screen_has_no_joiners),
		cmocka_unit_test(gives_lone_marks_a_base),
		cmocka_unit_test(transliterates),
		cmocka_unit_test(lets_nothing_through),
		cmocka_unit_test(measures_width),
		cmocka_unit_test(clips),
		cmocka_unit_test(fits_exactly),
		cmocka_unit_test(moves_the_cursor),
		cmocka_unit_test(writes_names),
	};

	return cmocka_run_group_tests(tests, utf8, NULL);
}
