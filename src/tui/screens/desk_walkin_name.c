/* What was typed at the desk, as a name: a family name, then given names, as people type them. */
#include "tui/screens/desk_walkin.h"

#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "etape/name_split.h"
#include "etape/text.h"

/* Words that belong to the family name that follows. */
static bool is_particle(const char *folded)
{
	static const char *const particles[] = { "de", "du", "des", "d", "la", "le", "van",
		"von", "der", "den", "el", "al", "ben", "da", "di", "dos" };

	for (size_t i = 0; i < sizeof particles / sizeof *particles; i++)
		if (!strcmp(folded, particles[i]))
			return true;
	return false;
}

/* Bytes of the family name at the beginning of "van der meersch joris". */
static size_t family_length(const char *typed)
{
	const char *at = typed;

	for (;;) {
		const size_t n = strcspn(at, " ");
		char *word = xstrndup(at, n), *folded = fold_dup(word);
		const bool particle = is_particle(folded);

		free(word);
		free(folded);
		at += n;
		if (!particle || !*at)
			return (size_t)(at - typed);
		at += strspn(at, " ");
	}
}

/* "d'hondt élise" to "D'Hondt Élise", "van der zoek" to "Van der Zoek": nobody types capitals
 * at a desk. */
static void add_capitalised(struct str *out, const char *text)
{
	for (size_t at = 0, next; text[at]; at = next) {
		const size_t word = strcspn(text + at, " -'");
		char *letter, *folded;

		next = at + word + (text[at + word] != '\0');
		letter = xstrndup(text + at, word ? text_next(text, at) - at : 0);
		folded = xstrndup(text + at, word);
		if (at && is_particle(folded)) {
			str_add(out, folded);
		} else {
			text_upper(out, letter);
			str_addn(out, text + at + strlen(letter), word - strlen(letter));
		}
		str_addn(out, text + at + word, next - at - word);
		free(letter);
		free(folded);
	}
}

/* "Dupont, Claire" */
static bool split_at_comma(const char *typed, struct str *family, struct str *given)
{
	const char *comma = strchr(typed, ',');

	if (!comma)
		return false;
	str_addn(family, typed, (size_t)(comma - typed));
	str_add(given, comma + 1);
	str_trim(family);
	str_trim(given);
	return family->len > 0;
}

void desk_walkin_name(const char *typed, struct str *family, struct str *given)
{
	struct str one = STR_INIT, other = STR_INIT;

	if (!split_at_comma(typed, &one, &other)) {
		str_reset(&one);
		str_reset(&other);
		if (name_split_certain(typed)) {
			name_split(typed, true, &one, &other);
		} else {
			const size_t n = family_length(typed);

			str_addn(&one, typed, n);
			str_add(&other, typed + n + strspn(typed + n, " "));
		}
	}
	add_capitalised(family, one.buf);
	add_capitalised(given, other.buf);
	str_release(&one);
	str_release(&other);
}
