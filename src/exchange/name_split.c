/* One cell that holds a whole name, made into family and given names. */
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "etape/fold.h"
#include "etape/name_split.h"
#include "exchange/importer.h"

#define WORDS 16

/* Whether a word is in capitals: two capitals at least, no small letter ("DE", "D'HONDT"; not
 * "É."). */
static bool in_capitals(const char *word, size_t n)
{
	size_t capitals = 0, small = 0;

	for (size_t i = 0; i < n;) {
		utf8proc_int32_t cp;
		utf8proc_ssize_t used = utf8proc_iterate(
			(const utf8proc_uint8_t *)word + i, (utf8proc_ssize_t)(n - i), &cp);
		utf8proc_category_t category;

		if (used <= 0)
			return false;
		category = utf8proc_category(cp);
		capitals += category == UTF8PROC_CATEGORY_LU;
		small += category == UTF8PROC_CATEGORY_LL;
		i += (size_t)used;
	}
	return capitals >= 2 && small == 0;
}

static bool is_title(const char *word, size_t n)
{
	static const char *const titles[] = { "m", "mr", "mme", "mlle", "madame", "monsieur",
		"mademoiselle", "dr", "pr", "me" };
	char *text = xstrndup(word, n), *folded = fold_dup(text);
	bool found = false;

	for (size_t i = 0; i < sizeof(titles) / sizeof(titles[0]) && !found; i++)
		found = strcmp(folded, titles[i]) == 0;
	free(text);
	free(folded);
	return found;
}

struct name_word {
	const char *at;
	size_t n;
	bool capitals;
};

static size_t read_words(const char *full, struct name_word *words)
{
	size_t count = 0;

	for (const char *s = full; *s != '\0' && count < WORDS;) {
		size_t n = strcspn(s, " ");

		if (count == WORDS - 1)
			n = strlen(s);
		if (n > 0 && !(count == 0 && s[n] != '\0' && is_title(s, n)))
			words[count++] = (struct name_word){
				.at = s, .n = n, .capitals = in_capitals(s, n)
			};
		s += n + (s[n] == ' ');
	}
	return count;
}

static void add_word(struct str *out, const struct name_word *w)
{
	if (out->len > 0)
		str_addc(out, ' ');
	str_addn(out, w->at, w->n);
}

bool name_split_certain(const char *full)
{
	struct name_word words[WORDS];
	size_t count = read_words(full, words), capitals = 0;

	for (size_t i = 0; i < count; i++)
		capitals += words[i].capitals;
	return capitals > 0 && capitals < count;
}

void name_split(const char *full, bool family_first, struct str *family, struct str *given)
{
	struct name_word words[WORDS];
	size_t count = read_words(full, words), capitals = 0;

	for (size_t i = 0; i < count; i++)
		capitals += words[i].capitals;
	for (size_t i = 0; i < count; i++) {
		bool is_family;

		/* "DUPRÉ Inès", "Inès DUPRÉ": capitals tell; else the order does. */
		if (capitals > 0 && capitals < count)
			is_family = words[i].capitals;
		else if (family_first)
			is_family = i + 1 < count || count == 1;
		else
			is_family = i > 0 || count == 1;
		add_word(is_family ? family : given, &words[i]);
	}
}

/* Whether a word of three letters or more of `a` is one of `b`'s; both folded. */
static bool share_word(const char *a, const char *b)
{
	while (*a != '\0') {
		size_t n = strcspn(a, " ");

		for (const char *s = b; n >= 3 && *s != '\0';) {
			size_t len = strcspn(s, " ");

			if (len == n && memcmp(a, s, n) == 0)
				return true;
			s += len + (s[len] == ' ');
		}
		a += n + (a[n] == ' ');
	}
	return false;
}

bool names_alike(
	const char *family_a, const char *given_a, const char *family_b, const char *given_b)
{
	char *a = fold_person_key(family_a, given_a), *b = fold_person_key(family_b, given_b);
	bool alike =
		*a == '\0' || *b == '\0' || share_word(a, b) || fold_distance(a, b, 2) <= 2;

	free(a);
	free(b);
	return alike;
}
