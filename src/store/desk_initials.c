#include "store/desk_initials.h"

#include <string.h>

#include "store/words.h"

/* --- initials ---------------------------------------------------------------------------- */

static bool desk_is_particle(const char *word, size_t n)
{
	static const char *const particles[] = { "d", "da", "de", "del", "della", "den", "der",
		"des", "di", "do", "dos", "du", "el", "l", "la", "las", "le", "les",
		"van", "vande", "vanden", "vander", "von", "y", "zu" };

	for (size_t i = 0; i < sizeof particles / sizeof *particles; i++)
		if (strlen(particles[i]) == n && !strncmp(particles[i], word, n))
			return true;
	return false;
}

/* First letters of the words of a name; without particles unless there is nothing else. */
static void desk_letters(struct str *out, const char *name, bool particles)
{
	const size_t before = out->len;

	while (*name) {
		const size_t n = strcspn(name, " ");

		if (n && (particles || !desk_is_particle(name, n)))
			str_addc(out, *name);
		name += n + (name[n] ? 1 : 0);
	}
	if (out->len == before && !particles)
		desk_letters(out, name, true);
}

static void desk_initials_word(struct str *out, const struct str *one, const struct str *other)
{
	if (one->len && other->len)
		str_addf(out, "%s%s ", one->buf, other->buf);
}

void desk_initials_add(struct str *out, const char *family, const char *given)
{
	struct str f = STR_INIT, g = STR_INIT;
	size_t whole;

	desk_letters(&g, given, true);
	desk_letters(&f, family, true);
	desk_initials_word(out, &f, &g);
	desk_initials_word(out, &g, &f);
	whole = f.len;
	str_reset(&f);
	desk_letters(&f, family, false);
	if (f.len && f.len != whole) {
		desk_initials_word(out, &f, &g);
		desk_initials_word(out, &g, &f);
	}
	str_release(&f);
	str_release(&g);
}

/* --- a beginning and a beginning ------------------------------------------------------------ */

/* How many letters of `typed` the text begins with, at most `most`. */
static size_t desk_common(const char *text, size_t most, const char *typed)
{
	size_t n = 0;

	while (n < most && typed[n] && text[n] == typed[n])
		n++;
	return n;
}

/* Typed is a beginning of one, then a beginning of the other, wherever the one ends. */
static bool desk_mixed(const char *one, size_t one_length, const char *other,
	size_t other_length, const char *typed, size_t length)
{
	const size_t most = desk_common(one, one_length, typed);

	for (size_t k = 1; k <= most && k < length; k++)
		if (desk_common(other, other_length, typed + k) == length - k)
			return true;
	return false;
}

static enum desk_initials desk_better(enum desk_initials a, enum desk_initials b)
{
	return a > b ? a : b;
}

static enum desk_initials desk_mixed_any(
	const struct desk_spelling *n, const char *typed, size_t length)
{
	const char *given = n->squash + n->family;
	const size_t given_length = strlen(given);
	const char *word = n->fold;
	enum desk_initials best = DESK_INITIALS_NOT;
	bool main_seen = false;
	size_t at = 0;

	while (at < n->family && given_length > 0) {
		const char *family = n->squash + at;
		const size_t left = n->family - at, letters = strcspn(word, " ");
		const bool main_word = !main_seen &&
				       (letters == left || !desk_is_particle(word, letters));

		if (desk_mixed(family, left, given, given_length, typed, length))
			best = desk_better(best, main_word ? DESK_INITIALS_MAIN : DESK_INITIALS_ASIDE);
		else if (desk_mixed(given, given_length, family, left, typed, length))
			best = desk_better(best, main_word ? DESK_INITIALS_TURNED : DESK_INITIALS_ASIDE);
		main_seen = main_seen || main_word;
		at += letters;
		word += letters + 1;
	}
	return best;
}

enum desk_initials desk_initials_match(
	const struct desk_spelling *n, const char *typed, size_t length)
{
	enum desk_initials mixed = DESK_INITIALS_NOT;

	if (length < 2 || length > DESK_INITIALS_MOST)
		return DESK_INITIALS_NOT;
	if (length <= DESK_MIX_MOST)
		mixed = desk_mixed_any(n, typed, length);
	switch (words_find(n->initials, typed, length)) {
	case WORDS_EXACT:
		return desk_better(mixed, DESK_INITIALS_TURNED);
	case WORDS_PREFIX:
		return desk_better(mixed, DESK_INITIALS_ASIDE);
	case WORDS_NOT:
		break;
	}
	return mixed;
}

bool desk_begins_inside(const struct desk_spelling *n, const char *squash)
{
	const size_t length = strlen(squash);
	const char *word = n->fold;

	for (size_t at = 0; at < n->family;) {
		const size_t letters = strcspn(word, " ");

		if (!strncmp(n->squash + at, squash, length))
			return true;
		at += letters;
		word += letters + 1;
	}
	return false;
}
