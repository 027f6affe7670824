/* Which language is chosen, on machines with few locales. */
#include "core_test.h"

#include <langinfo.h>
#include <locale.h>
#include <wchar.h>

static void clear(void)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LC_CTYPE", "LANG",
		"LANGUAGE", "ETAPE_LANG" };

	for (size_t i = 0; i < COUNT(names); i++)
		unsetenv(names[i]);
}

static void chooses_a_language(void **state)
{
	static const struct {
		const char *wanted, *variable, *value;
		enum lang lang;
	} table[] = {
		{ NULL, "LANG", "", LANG_FR },
		{ NULL, "LANG", "C", LANG_FR },
		{ NULL, "LANG", "POSIX", LANG_FR },
		{ NULL, "LANG", "C.UTF-8", LANG_FR },
		{ NULL, "LANG", "fr_FR.UTF-8", LANG_FR },
		{ NULL, "LANG", "de_DE.UTF-8", LANG_FR },
		{ NULL, "LANG", "en_US.UTF-8", LANG_EN },
		{ NULL, "LANG", "en_GB", LANG_EN },
		{ NULL, "LANG", "en", LANG_EN },
		{ NULL, "LANG", "enm_XX", LANG_FR },
		{ NULL, "LC_ALL", "en_US.UTF-8", LANG_EN },
		{ NULL, "LC_MESSAGES", "en_US.UTF-8", LANG_EN },
		{ NULL, "LC_CTYPE", "en_US.UTF-8", LANG_FR },
		{ NULL, "LANGUAGE", "en", LANG_FR },
		{ NULL, "ETAPE_LANG", "en", LANG_EN },
		{ NULL, "ETAPE_LANG", "fr", LANG_FR },
		{ "en", "LANG", "fr_FR.UTF-8", LANG_EN },
		{ "fr", "LANG", "en_US.UTF-8", LANG_FR },
		{ "en_GB.UTF-8", "LANG", "C", LANG_EN },
		{ "", "LANG", "en_US.UTF-8", LANG_EN },
		{ "fr", "ETAPE_LANG", "en", LANG_FR },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(table); i++) {
		clear();
		setenv(table[i].variable, table[i].value, 1);
		i18n_init(table[i].wanted, NULL);
		expect_number(i18n_lang(), table[i].lang, table[i].value);
	}
	clear();
	i18n_init(NULL, NULL);
	assert_int_equal(i18n_lang(), LANG_FR);
	setenv("LC_ALL", "fr_FR.UTF-8", 1);
	setenv("LC_MESSAGES", "en_US.UTF-8", 1);
	i18n_init(NULL, NULL);
	assert_int_equal(i18n_lang(), LANG_FR); /* LC_ALL comes first */
	clear();
}

static void always_has_a_utf8_terminal(void **state)
{
	static const char *const locales[] = { "", "C", "POSIX", "C.UTF-8", "fr_FR.UTF-8",
		"fr_FR.ISO-8859-1", "en_US.UTF-8", "no_SUCH.UTF-8", "../../etc.UTF-8" };

	(void)state;
	for (size_t i = 0; i < COUNT(locales); i++) {
		clear();
		setenv("LANG", locales[i], 1);
		i18n_init(NULL, NULL);
		assert_string_equal(nl_langinfo(CODESET), "UTF-8");
		assert_int_equal(wcwidth(0xE9), 1);
		assert_int_equal(wcwidth(0x65E5), 2);
		assert_string_equal(setlocale(LC_NUMERIC, NULL), "C"); /* not touched */
	}
	clear();
}

static void translates(void **state)
{
	static const char *const locales[] = { "", "C", "C.UTF-8", "fr_FR.UTF-8",
		"de_DE.UTF-8" };
	char *dir = paths_locale();
	struct err err = ERR_INIT;

	(void)state;
	if (!dir)
		fail_msg("no catalogue beside the tests");
	for (size_t i = 0; i < COUNT(locales); i++) {
		clear();
		setenv("LANG", locales[i], 1);
		setenv("LANGUAGE", "en", 1); /* the user's own is not ours to obey */
		i18n_init(NULL, dir);
		assert_string_equal(_("yes"), "oui");
		i18n_init("en", dir);
		assert_string_equal(_("yes"), "yes");
	}
	i18n_init("fr", dir);
	assert_string_equal(_("no such message"), "no such message");
	assert_string_equal(C_("fee", "due"), "à régler");
	assert_string_equal(C_("fee", "no such message"), "no such message");
	assert_string_equal(C_("no such context", "due"), "due");
	assert_string_equal(
		P_("%s day", "%s days", 0), "%s journée");
	assert_string_equal(
		P_("%s day", "%s days", 1), "%s journée");
	assert_string_equal(
		P_("%s day", "%s days", 2), "%s journées");
	err_set(&err, ERR_INVALID, "pourquoi");
	err_wrap(&err, "« quoi »");
	assert_string_equal(err.message, "« quoi » : pourquoi"); /* as French is written */
	i18n_init("en", dir);
	assert_string_equal(C_("fee", "due"), "due");
	assert_string_equal(P_("%s day", "%s days", 1), "%s day");
	i18n_init("fr", NULL); /* French without its catalogue: dates and amounts only */
	assert_int_equal(i18n_lang(), LANG_FR);
	assert_string_equal(_("yes"), "yes");
	free(dir);
	clear();
}

static void speaks_english_before_it_is_told(void **state)
{
	(void)state;
	assert_int_equal(i18n_lang(), LANG_EN);
	assert_string_equal(_("yes"), "yes");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(speaks_english_before_it_is_told), /* first */
		cmocka_unit_test(chooses_a_language),
		cmocka_unit_test(always_has_a_utf8_terminal),
		cmocka_unit_test(translates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
