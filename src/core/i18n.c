#include "etape/i18n.h"

#include <langinfo.h>
#include <locale.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define DOMAIN "etape"

/* Until i18n_init() runs, texts come out as they are written: in English. */
static enum lang current = LANG_EN;

static bool says_english(const char *name)
{
	return strncmp(name, "en", 2) == 0 && (name[2] == '\0' || strchr("_.@-", name[2]));
}

/* The first of the locale's variables that is set, as setlocale() reads them. */
static const char *locale_variable(const char *category)
{
	const char *names[] = { "LC_ALL", category, "LANG" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *value = getenv(names[i]);
		if (value && *value)
			return value;
	}
	return "";
}

static enum lang choose(const char *wanted)
{
	if (!wanted || !*wanted)
		wanted = getenv("ETAPE_LANG");
	if (!wanted || !*wanted)
		wanted = locale_variable("LC_MESSAGES");
	return says_english(wanted) ? LANG_EN : LANG_FR;
}

/* The user's own character type when it is UTF-8, else C.UTF-8, which every
 * Debian has. Not LC_ALL: the other categories cost files and are not used. */
static void set_character_type(void)
{
	const char *name = locale_variable("LC_CTYPE");

	if ((strstr(name, "UTF-8") || strstr(name, "utf8")) && setlocale(LC_CTYPE, name) &&
		strcmp(nl_langinfo(CODESET), "UTF-8") == 0)
		return;
	setlocale(LC_CTYPE, "C.UTF-8");
}

enum lang i18n_speak(enum lang lang)
{
	const enum lang before = current;

	current = lang;
	if (lang == LANG_EN) {
		/* In "C", gettext() gives the source strings and opens nothing. */
		setlocale(LC_MESSAGES, "C");
		return before;
	}
	/* glibc obeys LANGUAGE in any locale but "C"; C.UTF-8 is always there. */
	setenv("LANGUAGE", "fr", 1);
	setlocale(LC_MESSAGES, "C.UTF-8");
	return before;
}

void i18n_init(const char *wanted, const char *locale_dir)
{
	const enum lang lang = choose(wanted);

	set_character_type();
	i18n_speak(lang);
	if (!locale_dir) {
		setlocale(LC_MESSAGES, "C");
		return;
	}
	bindtextdomain(DOMAIN, locale_dir);
	bind_textdomain_codeset(DOMAIN, "UTF-8");
	textdomain(DOMAIN);
}

enum lang i18n_lang(void)
{
	return current;
}

const char *i18n_context(const char *key, const char *text)
{
	const char *found = gettext(key);

	return found == key ? text : found;
}
