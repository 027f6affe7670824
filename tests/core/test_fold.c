/* Folding, person keys, telephones, distance. */
#include "core_test.h"

#include "etape/fold.h"

static void folds(void **state)
{
	static const char *const table[][2] = {
		{ "D’HONDT  Jean-Pierre", "d hondt jean pierre" },
		{ "d'Hondt", "d hondt" },
		{ "Hélène", "helene" },
		{ "He\xCC\x81le\xCC\x80ne", "helene" }, /* decomposed */
		{ "ÉLODIE", "elodie" },
		{ "Œuvrard", "oeuvrard" },
		{ "œuf", "oeuf" },
		{ "Æsop Ægir", "aesop aegir" },
		{ "Straße STRASSE ẞ", "strasse strasse ss" },
		{ "Ça Øre Łódź đak Đ", "ca ore lodz dak d" },
		{ "Ǿ ǿ", "o o" },
		{ "Iıİi", "iiii" },
		{ "Ħal Ŧ ŋ Þor", "hal t n thor" },
		{ "ﬁn ﬀ", "fin ff" },
		{ "Ｆｕｌｌ", "full" },
		{ "n° 5 № 7 m²", "n 5 no 7 m2" },
		{ "a\xC2\xA0"
		  "b\xE2\x80\xAF"
		  "c",
			"a b c" },
		{ "co\xC2\xADpilote", "copilote" }, /* soft hyphen */
		{ "coordonnateur·rice", "coordonnateur rice" },
		{ "  --  ", "" },
		{ "", "" },
		{ "'a'", "a" },
		{ "a…b", "a b" },
		{ "l\xCA\xBC"
		  "eau",
			"l eau" }, /* modifier apostrophe */
		{ "a\xFF"
		  "b\xC3",
			"ab" },		  /* invalid bytes are skipped */
		{ "\xED\xA0\x80x", "x" }, /* a surrogate */
		{ "\xC0\xAFx", "x" },	  /* overlong */
		{ "ΑΘΗΝΑΣ Άλφα", "αθηνασ αλφα" },
		{ "Москва Й", "москва и" },
		{ "Nguyễn Văn Ðức", "nguyen van duc" },
		{ "0123456789 AZ az", "0123456789 az az" },
		{ "😀 ok", "ok" },
		{ "e\xCC\x81\xCC\x82\xCC\x83", "e" },
	};
	struct str out = STR_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		for (int twice = 0; twice < 2; twice++) { /* once asked, once kept */
			fold_add(&out, table[i][0]);
			expect_text(&out, table[i][1], table[i][0]);
		}
		fold_add(&out, table[i][1]); /* folding what is folded changes nothing */
		expect_text(&out, table[i][1], table[i][1]);
	}
	str_release(&out);
}

/* Composed and decomposed forms of every Latin letter with marks come to the same. */
static void composed_equals_decomposed(void **state)
{
	static const char *const marks[] = { "\xCC\x80", "\xCC\x81", "\xCC\x82", "\xCC\x83",
		"\xCC\x88", "\xCC\xA7", "\xCC\x8C" };
	struct str out = STR_INIT;

	(void)state;
	for (char c = 'A'; c <= 'Z'; c++) {
		for (size_t m = 0; m < COUNT(marks); m++) {
			char text[8] = { c }, plain[2] = { (char)(c + 32), 0 };
			strcpy(text + 1, marks[m]);
			fold_add(&out, text);
			expect_text(&out, plain, text);
		}
	}
	for (unsigned cp = 0xC0; cp < 0x250; cp++) {
		struct str text = STR_INIT;
		str_addcp(&text, cp);
		fold_add(&out, text.buf);
		for (size_t i = 0; cp < 0x180 && i < out.len; i++)
			assert_true((out.buf[i] >= 'a' && out.buf[i] <= 'z') || cp == 0x138 ||
				    cp == 0x149); /* ĸ and ŉ are nobody's */
		str_reset(&out);
		str_release(&text);
	}
	str_release(&out);
}

static void appends(void **state)
{
	struct str out = STR_INIT;

	(void)state;
	str_add(&out, "x:");
	fold_add(&out, " É ");
	assert_string_equal(out.buf, "x:e");
	fold_add(&out, NULL);
	assert_string_equal(out.buf, "x:e");
	str_reset(&out);
	fold_squash_add(&out, "D’HONDT  Jean-Pierre");
	expect_text(&out, "dhondtjeanpierre", "squash");
	fold_squash_add(&out, NULL);
	expect_text(&out, "", "squash of nothing");
	str_release(&out);
	char *s = fold_dup(NULL), *t = fold_dup("Ça");
	assert_string_equal(s, "");
	assert_string_equal(t, "ca");
	free(s);
	free(t);
}

static void makes_person_keys(void **state)
{
	static const char *const table[][3] = {
		{ "DUPRÉ-LEROY", "Inès", "dupre leroy ines" },
		{ "de La Tour", "Élodie", "de la tour elodie" },
		{ "Dupont", NULL, "dupont" },
		{ NULL, "Marc", "marc" },
		{ "", "", "" },
		{ "Dupont", "-", "dupont" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		char *key = fold_person_key(table[i][0], table[i][1]);
		assert_string_equal(key, table[i][2]);
		free(key);
	}
	char *a = fold_person_key("Dupon", "Zoé"), *b = fold_person_key("Dupond", "Alain");
	assert_true(strcmp(a, b) < 0); /* the blank is lower than any letter */
	free(a);
	free(b);
}

static void reads_telephones(void **state)
{
	static const char *const table[][2] = {
		{ "03 20 25 61 53", "0320256153" },
		{ "03.20.25.61.53", "0320256153" },
		{ "+33 3 20 25 61 53", "0320256153" },
		{ "+33 (0)3 20 25 61 53", "0320256153" },
		{ "0033 3 20 25 61 53", "0320256153" },
		{ "(+33) 320256153", "0320256153" },
		{ "+262 692 12 34 56", "0692123456" },
		{ "00 590 690 12 34 56", "0690123456" },
		{ "+594 594 12 34 56", "0594123456" },
		{ "+596 596 12 34 56", "0596123456" },
		{ "+32 2 123 45 67", "3221234567" },
		{ "0032 2 123 45 67", "3221234567" },
		{ "0320", "0320" }, /* the beginning of one, while typing */
		{ "tél.", "" },
		{ "", "" },
	};
	struct str out = STR_INIT;

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		fold_phone_add(&out, table[i][0]);
		expect_text(&out, table[i][1], table[i][0]);
	}
	fold_phone_add(&out, NULL);
	expect_text(&out, "", "no number");
	str_release(&out);
}

/* --- distance --- */

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* The whole table, as in a textbook. */
static size_t plain_distance(const char *a, const char *b)
{
	size_t d[24][24], la = strlen(a), lb = strlen(b);

	for (size_t i = 0; i <= la; i++) {
		for (size_t j = 0; j <= lb; j++) {
			if (i == 0 || j == 0) {
				d[i][j] = i + j;
				continue;
			}
			d[i][j] = least(d[i - 1][j], d[i][j - 1]) + 1;
			d[i][j] = least(d[i][j], d[i - 1][j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				d[i][j] = least(d[i][j], d[i - 2][j - 2] + 1);
		}
	}
	return d[la][lb];
}

static void measures_distance(void **state)
{
	static const struct {
		const char *a, *b;
		size_t limit, distance;
	} table[] = {
		{ "dupont", "dupont", 2, 0 }, { "dupont", "dupond", 2, 1 },
		{ "dupont", "duppont", 2, 1 }, { "dupont", "dupot", 2, 1 },
		{ "dupont", "dupotn", 2, 1 }, { "dupont", "dpuotn", 2, 2 },
		{ "dupont", "martin", 2, 3 }, { "dupont", "martin", 0, 1 }, { "", "abc", 3, 3 },
		{ "", "abc", 2, 3 }, { "", "", 0, 0 }, { "a", "b", 9, 1 },
		{ "ca", "abc", 9, 3 }, /* optimal string alignment, not 2 */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		assert_int_equal(fold_distance(table[i].a, table[i].b, table[i].limit),
			table[i].distance);
		assert_int_equal(fold_distance(table[i].b, table[i].a, table[i].limit),
			table[i].distance);
	}
}

static void agrees_with_the_textbook(void **state)
{
	uint64_t seed = 7;

	(void)state;
	for (int n = 0; n < 20000; n++) {
		char a[16], b[16];
		size_t la = next_random(&seed) % 12, lb = next_random(&seed) % 12;
		for (size_t i = 0; i < la; i++)
			a[i] = (char)('a' + next_random(&seed) % 3);
		for (size_t i = 0; i < lb; i++)
			b[i] = (char)('a' + next_random(&seed) % 3);
		a[la] = b[lb] = '\0';
		size_t d = plain_distance(a, b), limit = next_random(&seed) % 6;
		size_t got = fold_distance(a, b, limit);
		if (got != (d <= limit ? d : limit + 1))
			fail_msg("'%s' '%s' limit %zu: %zu, not %zu", a, b, limit, got, d);
	}
}

static void measures_long_strings(void **state)
{
	char a[1200], b[1200];

	(void)state;
	for (size_t i = 0; i < sizeof a; i++)
		a[i] = b[i] = (char)('a' + i % 7);
	a[1199] = b[1199] = '\0';
	b[0] = 'z';
	b[600] = 'z';
	b[1198] = 'z';
	assert_int_equal(fold_distance(a, b, 5), 3);
	assert_int_equal(fold_distance(a, b, 2), 3);
	assert_int_equal(fold_distance(a, "", SIZE_MAX - 1), 1199);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folds),
		cmocka_unit_test(composed_equals_decomposed),
		cmocka_unit_test(appends),
		cmocka_unit_test(makes_person_keys),
		cmocka_unit_test(reads_telephones),
		cmocka_unit_test(measures_distance),
		cmocka_unit_test(agrees_with_the_textbook),
		cmocka_unit_test(measures_long_strings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
