/* What fields may hold; and projections. */
#include "core_test.h"

#include "etape/geo.h"
#include "etape/valid.h"

static void expect_all(bool (*valid)(const char *, struct err *), const char *const *texts,
	size_t count, bool expected)
{
	for (size_t i = 0; i < count; i++) {
		struct err err = ERR_INIT;
		if (valid(texts[i], &err) != expected)
			fail_msg("'%s' should be %s", texts[i],
				expected ? "accepted" : "refused");
		if (expected) {
			assert_int_equal(err.code, ERR_NONE);
		} else {
			assert_int_equal(err.code, ERR_INVALID);
			expect_piece(err.message, texts[i]);
			expect_piece(err.message, "expected");
			assert_false(valid(texts[i], NULL));
		}
	}
	assert_true(valid("", NULL));
	assert_true(valid(NULL, NULL));
}

static void checks_emails(void **state)
{
	static const char *const good[] = { "a@b.fr", "ines.dupre-leroy@ac-amiens.fr",
		"o'neill@ville.example.org", "x+tour@example.org", "a_b@x-y.co.uk", "1@1a.com",
		"zZ@zZ.zz",
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@b.fr",
		"a@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.fr" };
	static const char *const bad[] = { "a", "@", "a@", "@b.fr", "a@b", "a@fr",
		"a@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.fr",
		("a@"
		 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa."
		 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa."
		 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa."
		 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.fr"),
		"a b@c.fr", "a@b..fr", "a@.fr", "a@b.fr.", "a..b@c.fr", ".a@c.fr", "a.@c.fr",
		"a@-b.fr", "a@b-.fr", "a@b.f", "a@b.12", "hélène@ville.fr", "a@b@c.fr",
		"a@b.fr, c@d.fr", "<a@b.fr>", "a@b.fr\t", "a@b_c.fr",
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@b.fr" };

	(void)state;
	expect_all(valid_email, good, COUNT(good), true);
	expect_all(valid_email, bad, COUNT(bad), false);
}

static void checks_telephones(void **state)
{
#define NBSP  "\xC2\xA0"
#define NNBSP "\xE2\x80\xAF"
	static const char *const good[] = { "03 20 25 61 53", "0320256153", "03.20.25.61.53",
		"03-20-25-61-53", "03/20/25/61/53", "+33 3 20 25 61 53", "+33 (0)3 20 25 61 53",
		"0033 3 20 25 61 53", "+262 692 12 34 56", "+590 690 12 34 56",
		"00594 594 12 34 56", "+32 2 123 45 67",
		("03" NBSP "20" NBSP "25" NBSP "61" NBSP "53"), ("03" NNBSP "20 25 61 53"),
		"+1 202 555 0100", "+12345678", "+123456789012345" };
	static const char *const bad[] = { "03 20 25 61", "03 20 25 61 531", "13 20 25 61 53",
		"+33 3 20 25 61", "+33 3 20 25 61 531", "+33 03 20 25 61 5", "+123",
		"+12345678901234567", "+0320256153", "abc", "03 20 25 61 5x", "0320256153x",
		"+1234567", "+1234567890123456", "03+20256153", "++33320256153", "0000000000",
		"+", "00", "()" };

	(void)state;
	expect_all(valid_phone, good, COUNT(good), true);
	expect_all(valid_phone, bad, COUNT(bad), false);
}

static void checks_sirets(void **state)
{
	static const char *const good[] = { "73282932000074", "732 829 320 00074",
		"73282932000074 ", "35600000000048", /* La Poste's head office */
		"35600000049837", /* and one of its offices: digits' sum, not Luhn */
		("732" NBSP "829" NBSP "320" NBSP "00074") };
	static const char *const bad[] = { "73282932000075", "73282932000047", "7328293200007",
		"732829320000744", "7328293200007A", "00000000000000", "35600000049838",
		"732-829-320-00074" };
	char text[15];

	(void)state;
	expect_all(valid_siret, good, COUNT(good), true);
	expect_all(valid_siret, bad, COUNT(bad), false);
	/* Luhn's key finds every single wrong digit. */
	for (size_t i = 0; i < 14; i++) {
		for (char c = '0'; c <= '9'; c++) {
			strcpy(text, good[0]);
			text[i] = c;
			assert_int_equal(valid_siret(text, NULL), c == good[0][i]);
		}
	}
}

static void checks_slugs(void **state)
{
	static const char *const good[] = { "tour-01", "a", "1", "cpo-2026-11", "az09-",
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" };
	static const char *const bad[] = { "Tour", "tour 01", "tour_01", "étape", "-a", "a.b",
		"a/b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" };

	(void)state;
	expect_all(valid_slug, good, COUNT(good), true);
	expect_all(valid_slug, bad, COUNT(bad), false);
}

/* --- projections --- */

static void projects_the_reference_points(void **state)
{
	static const struct {
		int32_t lat, lon, x, y;
	} table[] = {
		{ 4650000, 300000, 700000, 6600000 },
		{ 4885660, 235220, 652469, 6862035 },  /* Paris */
		{ 4839040, -448610, 146633, 6836262 }, /* Brest */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		struct geo_point p = geo_lambert93(table[i].lat, table[i].lon);
		assert_int_equal(p.x, table[i].x);
		assert_int_equal(p.y, table[i].y);
	}
}

static void projects_anything_without_overflow(void **state)
{
	static const int32_t extremes[] = { INT32_MIN, -18000000, -9000000, 0, 9000000,
		18000000, INT32_MAX };

	(void)state;
	for (size_t i = 0; i < COUNT(extremes); i++) {
		for (size_t j = 0; j < COUNT(extremes); j++) {
			geo_lambert93(extremes[i], extremes[j]);
			geo_local(extremes[i], extremes[j], extremes[j], extremes[i]);
		}
	}
}

static void projects_islands_true_to_angle(void **state)
{
	/* La Réunion, around -21.13, 55.53 */
	struct geo_point centre = geo_local(-2113000, 5553000, -2113000, 5553000);
	struct geo_point east = geo_local(-2113000, 5563000, -2113000, 5553000);
	struct geo_point north = geo_local(-2103000, 5553000, -2113000, 5553000);

	(void)state;
	assert_int_equal(centre.x, 0);
	assert_int_equal(centre.y, 0);
	/* A tenth of a degree: 10,390 m along the parallel, 11,072 m along the meridian. */
	assert_in_range(east.x, 10385, 10395);
	assert_int_equal(east.y, 0);
	assert_in_range(north.y, 11062, 11082);
	assert_int_equal(north.x, 0);
	/* The same angle at 50 km: a small square stays a square. */
	struct geo_point a = geo_local(-2068000, 5600000, -2113000, 5553000);
	struct geo_point e = geo_local(-2068000, 5601000, -2113000, 5553000);
	struct geo_point n = geo_local(-2067061, 5600000, -2113000, 5553000);
	assert_in_range(e.x - a.x, 1030, 1050);
	assert_in_range(n.y - a.y, 1030, 1050);
}

static void knows_metropolitan_departements(void **state)
{
	static const char *const yes[] = { "01", "02", "19", "21", "2A", "2B", "2a", "59", "75",
		"95" };
	static const char *const no[] = { "", "0", "00", "20", "96", "99", "971", "974", "976",
		"975", "988", "2C", "A2", "1", "5 ", "590" };

	(void)state;
	for (size_t i = 0; i < COUNT(yes); i++)
		assert_true(geo_is_metropolitan(yes[i]));
	for (size_t i = 0; i < COUNT(no); i++)
		assert_false(geo_is_metropolitan(no[i]));
	assert_false(geo_is_metropolitan(NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(checks_emails),
		cmocka_unit_test(checks_telephones),
		cmocka_unit_test(checks_sirets),
		cmocka_unit_test(checks_slugs),
		cmocka_unit_test(projects_the_reference_points),
		cmocka_unit_test(projects_anything_without_overflow),
		cmocka_unit_test(projects_islands_true_to_angle),
		cmocka_unit_test(knows_metropolitan_departements),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
