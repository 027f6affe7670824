/* Words of a question: the little ones, and what people write for one another. */
#include <stdlib.h>
#include <string.h>

#include "store/find_internal.h"

bool find_is_little(const char *word)
{
	static const char *const little[] = { "a", "au", "aux", "chez", "d", "de", "des", "du", "en",
		"est", "et", "l", "la", "le", "les", "of", "qui", "the" };

	for (size_t i = 0; i < sizeof little / sizeof *little; i++)
		if (!strcmp(little[i], word))
			return true;
	return false;
}

bool find_is_of_cite(const char *word)
{
	static const char *const words[] = { "cite", "cites", "educative", "educatives" };

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (!strcmp(words[i], word))
			return true;
	return false;
}

/* Whole words. Plurals are of roles only: "Thomas" has no singular. A feminine that its masculine
 * begins needs no line for the masculine: what is typed is a beginning. */
static const struct {
	const char *typed;
	const char *meant[FIND_SPELLINGS - 1];
} equal_words[] = {
	{ .typed = "adjointe", .meant = { "adjoint" } },
	{ .typed = "chargee", .meant = { "charge" } },
	{ .typed = "cheffe", .meant = { "chef" } },
	{ .typed = "conseillere", .meant = { "conseiller" } },
	{ .typed = "coordinateur", .meant = { "coordonnateur", "coordinatrice" } },
	{ .typed = "coordinatrice", .meant = { "coordonnatrice", "coordinateur" } },
	{ .typed = "copilotes", .meant = { "copilote" } },
	{ .typed = "cpos", .meant = { "cpo" } },
	{ .typed = "deleguee", .meant = { "delegue" } },
	{ .typed = "elues", .meant = { "elue", "elu" } },
	{ .typed = "elus", .meant = { "elu" } },
	{ .typed = "etat", .meant = { "prefecture" } },
	{ .typed = "ien", .meant = { "inspecteur", "inspectrice" } },
	{ .typed = "mairie", .meant = { "ville" } },
	{ .typed = "prefet", .meant = { "prefecture" } },
	{ .typed = "prefete", .meant = { "prefecture", "prefet" } },
	{ .typed = "presidente", .meant = { "president" } },
	{ .typed = "principale", .meant = { "principal" } },
	{ .typed = "principaux", .meant = { "principal" } },
	{ .typed = "referente", .meant = { "referent" } },
	{ .typed = "referentes", .meant = { "referente", "referent" } },
	{ .typed = "referents", .meant = { "referent" } },
	{ .typed = "reunion", .meant = { "rencontre" } },
	{ .typed = "saint", .meant = { "st" } },
	{ .typed = "sainte", .meant = { "ste" } },
	{ .typed = "st", .meant = { "saint" } },
	{ .typed = "ste", .meant = { "sainte" } },
};

static void equal_add(struct find_word *w, char *spelling)
{
	w->whole[w->count] = true;
	w->spelling[w->count++] = spelling;
}

/* "inspectrice" and "inspecteur". */
static void equal_gender(struct find_word *w, const char *word)
{
	enum { SHORTEST = 7 };
	static const char *const endings[][2] = { { "teur", "trice" }, { "trice", "teur" } };
	const size_t n = strlen(word);

	for (size_t i = 0; n >= SHORTEST && i < sizeof endings / sizeof *endings; i++) {
		const size_t end = strlen(endings[i][0]);
		struct str other = STR_INIT;

		if (strcmp(word + n - end, endings[i][0]) != 0)
			continue;
		str_addn(&other, word, n - end);
		str_add(&other, endings[i][1]);
		equal_add(w, str_take(&other));
	}
}

void find_add_equals(struct find_word *w)
{
	const char *word = w->spelling[0];

	for (size_t i = 0; i < sizeof equal_words / sizeof *equal_words; i++) {
		if (strcmp(equal_words[i].typed, word) != 0)
			continue;
		for (size_t j = 0; j < FIND_SPELLINGS - 1 && equal_words[i].meant[j]; j++)
			equal_add(w, xstrdup(equal_words[i].meant[j]));
		return;
	}
	equal_gender(w, word);
}

/* "jp delattre": letters that begin two names. Only where nobody answers to them together. */
bool find_split_initials(struct find_query *q)
{
	bool split = false;

	for (size_t i = 0; q->count > 1 && i < q->count && q->count < WORDS_MOST; i++) {
		char *two = q->words[i].spelling[0];

		if (q->words[i].count != 1 || strlen(two) != 2 || two[0] < 'a' || two[0] > 'z' || two[1] < 'a' ||
			two[1] > 'z')
			continue;
		memmove(&q->words[i + 2], &q->words[i + 1], (q->count - i - 1) * sizeof *q->words);
		q->words[i + 1] = (struct find_word){ .spelling = { xstrdup(two + 1) }, .count = 1 };
		two[1] = '\0';
		q->count++;
		i++;
		split = true;
	}
	return split;
}
