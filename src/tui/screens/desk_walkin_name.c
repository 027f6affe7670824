/* What was typed at the desk, as a name: a family name, then given names, as people type them. */
#include "tui/screens/desk_walkin.h"

#include <stdlib.h>
#include <string.h>

#include "etape/find.h"
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

/* --- whom the directory knows --- */

enum { SEEN_MOST = 20 };

struct seen {
	int64_t ids[SEEN_MOST];
	size_t count;
	char *word; /* folded, owned */
	bool family; /* somebody's family name */
	bool given;  /* somebody's first name */
};

static bool take_id(void *arg, const struct find_row *row)
{
	struct seen *s = arg;

	if (!row->approximate)
		s->ids[s->count++] = row->id;
	return s->count < SEEN_MOST;
}

static bool take_names(void *arg, const struct person_row *row)
{
	struct seen *s = arg;
	char *family = fold_dup(row->family_name), *given = fold_dup(row->given_name);

	s->family = s->family || !strcmp(family, s->word);
	s->given = s->given || !strcmp(given, s->word);
	free(family);
	free(given);
	return false;
}

static void look_up(struct db *db, const char *word, struct seen *s)
{
	*s = (struct seen){ .word = fold_dup(word) };
	find(db, word, FIND_ONLY(FIND_PERSON), SEEN_MOST, take_id, s, NULL);
	for (size_t i = 0; i < s->count; i++)
		person_row_get(db, s->ids[i], take_names, s, NULL);
	free(s->word);
}

/* "claire dupont": nobody is called Claire by family name, and somebody is by first name. */
static bool given_first(struct db *db, const char *typed)
{
	const size_t n = strcspn(typed, " ");
	struct seen first, second;
	char *word;

	if (!typed[n] || strchr(typed + n + 1, ' '))
		return false;
	word = xstrndup(typed, n);
	look_up(db, word, &first);
	free(word);
	if (!first.given || first.family)
		return false;
	look_up(db, typed + n + 1, &second);
	return !second.given;
}

void desk_walkin_name(
	struct db *db, const char *typed, struct str *family, struct str *given)
{
	struct str one = STR_INIT, other = STR_INIT;

	if (!split_at_comma(typed, &one, &other)) {
		str_reset(&one);
		str_reset(&other);
		if (name_split_certain(typed)) {
			name_split(typed, true, &one, &other);
		} else if (given_first(db, typed)) {
			str_addn(&other, typed, strcspn(typed, " "));
			str_add(&one, strchr(typed, ' ') + 1);
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
