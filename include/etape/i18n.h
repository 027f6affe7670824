/* Languages. Source strings are English; French is complete and the default. */
#ifndef ETAPE_I18N_H
#define ETAPE_I18N_H

#include <libintl.h>

#define _(text)		  gettext(text)
#define N_(text)	  (text)	/* marked for xgettext, translated later with _() */
#define P_(one, many, n)  ngettext(one, many, (unsigned long)(n))
/* The same English word with two French ones: context first. */
#define NP_(one, many)	  (one), (many)	/* marked as P_() is, translated later with P_() */
#define C_(context, text) i18n_context(context "\004" text, text)

enum lang { LANG_FR, LANG_EN };

/* Chooses the language for this process: `wanted` ("fr", "en", a locale name or
 * NULL) else $ETAPE_LANG, else the locale's variables (LC_ALL, LC_MESSAGES,
 * LANG) when they say English, else French. Sets LC_CTYPE to a UTF-8 locale (the
 * user's or C.UTF-8) so that wcwidth() and gettext() work on a machine without
 * fr_FR. `locale_dir` holds fr/LC_MESSAGES/etape.mo; NULL for English only. */
void i18n_init(const char *wanted, const char *locale_dir);

/* The language chosen. */
enum lang i18n_lang(void);

/* Speaks another language from now on, for a paper that has one of its own; gives the language
 * before, to be spoken again after it. */
enum lang i18n_speak(enum lang lang);

/* See C_(). `key` is "context\004text". */
const char *i18n_context(const char *key, const char *text) __attribute__((format_arg(2)));

#endif
