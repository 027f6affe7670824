#include "store/words.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"

void words_init(struct words *w, const char *typed)
{
	char *p;

	*w = (struct words){ .folded = fold_dup(typed) };
	for (p = w->folded; *p && w->count < WORDS_MOST;) {
		size_t n = strcspn(p, " ");
		bool more = p[n] == ' ';

		w->at[w->count] = p;
		w->length[w->count++] = n;
		p[n] = '\0';
		p += n + (more ? 1 : 0);
	}
}

static bool words_typed_number(const char *typed, struct str *digits)
{
	for (const char *p = typed; *p; p++)
		if (!isdigit((unsigned char)*p) && !strchr(" +.-()", *p))
			return false;
	fold_phone_add(digits, typed);
	return digits->len >= 3;
}

void words_init_or_number(struct words *w, const char *typed)
{
	struct str digits = STR_INIT;

	words_init(w, typed && words_typed_number(typed, &digits) ? digits.buf : typed);
	str_release(&digits);
}

void words_release(struct words *w)
{
	free(w->folded);
	*w = (struct words){ .folded = NULL };
}

enum words_match words_find(const char *folded, const char *word, size_t length)
{
	enum words_match best = WORDS_NOT;

	for (const char *p = folded; p;) {
		if (!strncmp(p, word, length)) {
			if (p[length] == ' ' || p[length] == '\0')
				return WORDS_EXACT;
			best = WORDS_PREFIX;
		}
		p = strchr(p, ' ');
		p = p ? p + 1 : NULL;
	}
	return best;
}

bool words_all(const struct words *w, const char *folded)
{
	for (size_t i = 0; i < w->count; i++)
		if (words_find(folded, w->at[i], w->length[i]) == WORDS_NOT)
			return false;
	return true;
}

bool words_all_of(const struct words *w, const char *text)
{
	char *folded = fold_dup(text);
	bool all = words_all(w, folded);

	free(folded);
	return all;
}

/* The index's column of kinds has words, too: "p" is no question for every person; and in that of labels
 * each begins with a 1 (share/schema/004_search.sql). Columns are named only where that matters, for it
 * costs. */
static const char *words_columns(const char *word, size_t length)
{
	static const char *const kinds[] = { "person", "cite", "structure", "event" };

	if (*word == '1')
		return "words : ";
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (!strncmp(kinds[i], word, length))
			return "{label words} : ";
	return "";
}

void words_match_query(const struct words *w, struct str *out)
{
	for (size_t i = 0; i < w->count; i++)
		str_addf(out, "%s%s\"%s\"*", i ? " AND " : "",
			words_columns(w->at[i], w->length[i]), w->at[i]);
}
