#include "etape/person_query.h"

#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "store/person_query_names.h"
#include "store/person_table.h"

/* --- the query --------------------------------------------------------------------------- */

void person_query_init(struct person_query *q)
{
	*q = (struct person_query){ .filter = PERSON_FILTER_ALL };
}

static void query_texts(struct person_query *q, const char ***texts)
{
	texts[0] = &q->filter.text;
	texts[1] = &q->filter.departement;
	texts[2] = &q->filter.academie;
}

enum { QUERY_TEXTS = 3 };

void person_query_release(struct person_query *q)
{
	const char **texts[QUERY_TEXTS];

	query_texts(q, texts);
	for (size_t i = 0; i < QUERY_TEXTS; i++)
		person_query_set(texts[i], NULL);
	person_query_init(q);
}

void person_query_copy(struct person_query *to, const struct person_query *from)
{
	struct person_query copy = *from;
	const char **texts[QUERY_TEXTS];

	query_texts(&copy, texts);
	for (size_t i = 0; i < QUERY_TEXTS; i++)
		*texts[i] = *texts[i] ? xstrdup(*texts[i]) : NULL;
	person_query_release(to);
	*to = copy;
}

void person_query_set(const char **field, const char *text)
{
	char *old;

	/* What the query owns is only const for those who read it. */
	memcpy(&old, field, sizeof old);
	*field = text && *text ? xstrdup(text) : NULL;
	free(old);
}

bool person_query_restricts(const struct person_query *q)
{
	return person_has_criteria(&q->filter);
}

/* --- words ------------------------------------------------------------------------------- */

struct query_word {
	const char *name;
	const char *also; /* folded, between bars */
};

static const struct query_word query_keys[QUERY_KEY_COUNT] = {
	[QUERY_ROLE] = { "role", "|post|poste|fonction|mandat|" },
	[QUERY_CITE] = { "cite", "|cites|" },
	[QUERY_DEPARTEMENT] = { "departement", "|dept|dep|dpt|" },
	[QUERY_ACADEMIE] = { "academie", "|academy|acad|" },
	[QUERY_STRUCTURE] = { "structure", "|organisme|" },
	[QUERY_KIND] = { "kind", "|type|nature|genre|" },
	[QUERY_MEMBER] = { "member", "|adherent|adherente|adherents|membre|" },
	[QUERY_PRESENT] = { "present", "|presente|presents|presentes|" },
	[QUERY_REGISTERED] = { "registered", "|inscrit|inscrite|inscrits|inscrites|" },
	[QUERY_ABSENT] = { "absent", "|absente|absents|absentes|" },
	[QUERY_NOT] = { "not", "|not there|pas|ni|hors|" },
	[QUERY_CAME] = { "came", "|venu|venue|venus|venues|" },
	[QUERY_EMAIL] = { "email", "|e mail|mail|courriel|adresse|address|" },
	[QUERY_PHONE] = { "phone", "|telephone|tel|" },
	[QUERY_CONFIRMED] = { "confirmed", "|confirme|confirmee|" },
	[QUERY_NEVER] = { "never", "|jamais|" },
	[QUERY_UNCONFIRMED] = { "unconfirmed", "|non confirme|non confirmee|" },
	[QUERY_CHANGED] = { "changed", "|modifie|modifiee|change|updated|" },
	[QUERY_ON] = { "on", "|le|au|date|" },
	[QUERY_ORDER] = { "order", "|tri|ordre|sort|" },
	[QUERY_COLUMNS] = { "columns", "|colonnes|colonne|column|" },
};

static const struct query_word query_columns[PERSON_COLUMN_COUNT] = {
	[PERSON_BY_NAME] = { "name", "|nom|" },
	[PERSON_BY_POST] = { "post", "|poste|role|fonction|function|" },
	[PERSON_BY_STRUCTURE] = { "structure", "|organisme|" },
	[PERSON_BY_KIND] = { "kind", "|type|nature|genre|" },
	[PERSON_BY_CITE] = { "cite", "|cites|" },
	[PERSON_BY_DEPARTEMENT] = { "departement", "|dept|dep|dpt|" },
	[PERSON_BY_ACADEMIE] = { "academie", "|academy|acad|" },
	[PERSON_BY_PHONE] = { "phone", "|telephone|tel|" },
	[PERSON_BY_EMAIL] = { "email", "|e mail|mail|courriel|adresse|address|" },
	[PERSON_BY_UPDATED] = { "updated", "|modifie|modifiee|maj|changed|" },
	[PERSON_BY_SEEN] = { "seen", "|vu|vue|presence|" },
};

static bool query_word_parse(
	const struct query_word *words, size_t count, const char *text, size_t *which)
{
	struct str fold = STR_INIT, also = STR_INIT;
	bool found = false;

	fold_add(&fold, text);
	str_addf(&also, "|%s|", fold.buf);
	for (size_t i = 0; !found && fold.len && i < count; i++) {
		found = !strcmp(words[i].name, fold.buf) || strstr(words[i].also, also.buf);
		*which = i;
	}
	str_release(&fold);
	str_release(&also);
	return found;
}

static void query_add_words(struct str *out, const struct query_word *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		str_addf(out, "%s%s", i ? ", " : "", words[i].name);
}

const char *query_key_name(enum query_key key)
{
	return query_keys[key].name;
}

bool query_key_parse(const char *text, size_t n, enum query_key *key)
{
	char *word = xstrndup(text, n);
	size_t which = 0;
	bool found = query_word_parse(query_keys, QUERY_KEY_COUNT, word, &which);

	free(word);
	*key = (enum query_key)which;
	return found;
}

const char *query_column_name(enum person_column column)
{
	return query_columns[column].name;
}

bool query_column_parse(const char *text, enum person_column *column)
{
	size_t which = 0;
	bool found = query_word_parse(query_columns, PERSON_COLUMN_COUNT, text, &which);

	*column = (enum person_column)which;
	return found;
}

void query_add_keys(struct str *out)
{
	query_add_words(out, query_keys, QUERY_NEVER);
	str_add(out, ", ");
	query_add_words(out, query_keys + QUERY_CHANGED, QUERY_KEY_COUNT - QUERY_CHANGED);
}

void query_add_columns(struct str *out)
{
	query_add_words(out, query_columns, PERSON_COLUMN_COUNT);
}
