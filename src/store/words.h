/* Typed words against folded texts: every word typed begins a word of the text. */
#ifndef STORE_WORDS_H
#define STORE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "etape/str.h"

enum { WORDS_MOST = 12 }; /* further words are ignored */

struct words {
	char *folded;		    /* owned: the words, blanks turned into NULs */
	const char *at[WORDS_MOST]; /* into .folded */
	size_t length[WORDS_MOST];
	size_t count;
};

/* Folds and splits what was typed. */
void words_init(struct words *w, const char *typed);
/* The same, but a telephone number typed with blanks ("03 20 25") is one word of the index, not
 * three. */
void words_init_or_number(struct words *w, const char *typed);
void words_release(struct words *w);

/* How a word stands in a folded text. */
enum words_match { WORDS_NOT, WORDS_PREFIX, WORDS_EXACT };
enum words_match words_find(const char *folded, const char *word, size_t length);

/* Whether each word begins some word of the folded text. No words: true. */
bool words_all(const struct words *w, const char *folded);
/* The same of a text that is not folded yet. */
bool words_all_of(const struct words *w, const char *text);

/* Appends the words as an FTS5 query, each a quoted prefix, all wanted: "jean"* AND "pier"*.
 * Folded words hold letters and digits only, so that nothing in them is an operator. */
void words_match_query(const struct words *w, struct str *out);

#endif
