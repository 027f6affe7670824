#include "exchange/structure_index.h"

#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "etape/structure.h"

static struct structure_entry **bucket(const struct structure_index *ix, const char *fold)
{
	uint32_t hash = 2166136261u; /* FNV-1a */

	for (const char *s = fold; *s != '\0'; s++)
		hash = (hash ^ (unsigned char)*s) * 16777619u;
	return &ix->buckets[hash % STRUCTURE_BUCKETS];
}

void structure_index_add(struct structure_index *ix, int64_t id, const char *name,
	const char *town, int64_t cite, const char *cite_code)
{
	struct structure_entry *e = xcalloc(1, sizeof(*e));
	struct structure_entry **end;

	e->id = id;
	e->cite = cite;
	e->fold = fold_dup(name);
	e->town = xstrdup(town != NULL ? town : "");
	e->town_fold = fold_dup(town);
	e->cite_fold = fold_dup(cite_code);
	for (end = bucket(ix, e->fold); *end != NULL; end = &(*end)->next)
		;
	*end = e;
}

static bool add_row(void *arg, const struct structure_row *row)
{
	structure_index_add(arg, row->id, row->name, row->town, row->cite_id, row->cite_code);
	return true;
}

bool structure_index_load(struct structure_index *ix, struct db *db, struct err *err)
{
	const struct structure_filter all = STRUCTURE_FILTER_ALL;
	const struct page page = { .n = INT32_MAX };

	if (ix->buckets != NULL)
		return true;
	ix->buckets = xcalloc(STRUCTURE_BUCKETS, sizeof(*ix->buckets));
	return structure_page(db, &all, &page, add_row, ix, err);
}

void structure_index_release(struct structure_index *ix)
{
	for (size_t i = 0; ix->buckets != NULL && i < STRUCTURE_BUCKETS; i++) {
		struct structure_entry *next;

		for (struct structure_entry *e = ix->buckets[i]; e != NULL; e = next) {
			next = e->next;
			free(e->fold);
			free(e->town);
			free(e->town_fold);
			free(e->cite_fold);
			free(e);
		}
	}
	free(ix->buckets);
	ix->buckets = NULL;
}

/* What narrows a choice between structures of one name. */
struct wanted {
	const char *fold;
	const char *town;   /* folded: of this town or of none; "" for any */
	const char *within; /* folded: of this town or this cité's code exactly; "" for any */
	int64_t cite;	    /* of this cité; 0 for any */
	bool same_town;	    /* the town must be known and the same */
};

static bool answers(const struct structure_entry *e, const struct wanted *w)
{
	if (strcmp(e->fold, w->fold) != 0)
		return false;
	if (*w->town != '\0' && (*e->town_fold != '\0' || w->same_town) &&
		strcmp(e->town_fold, w->town) != 0)
		return false;
	if (*w->within != '\0' && strcmp(e->town_fold, w->within) != 0 &&
		strcmp(e->cite_fold, w->within) != 0)
		return false;
	return w->cite == 0 || e->cite == w->cite;
}

static size_t collect(
	const struct structure_index *ix, const struct wanted *w, int64_t *ids, size_t room)
{
	size_t found = 0;

	for (const struct structure_entry *e = *bucket(ix, w->fold); e != NULL; e = e->next) {
		if (!answers(e, w))
			continue;
		if (found < room)
			ids[found] = e->id;
		found++;
	}
	return found;
}

/* Narrows by the town, then by the cité, as long as something remains. */
static size_t narrow(const struct structure_index *ix, struct wanted w, int64_t cite,
	int64_t *ids, size_t room)
{
	size_t found = collect(ix, &w, ids, room), fewer;

	if (found > 1 && *w.town != '\0') {
		w.same_town = true;
		fewer = collect(ix, &w, ids, room);
		w.same_town = fewer > 0;
		found = fewer > 0 ? fewer : collect(ix, &w, ids, room);
	}
	if (found > 1 && cite != 0) {
		w.cite = cite;
		fewer = collect(ix, &w, ids, room);
		w.cite = fewer > 0 ? cite : 0;
		found = fewer > 0 ? fewer : collect(ix, &w, ids, room);
	}
	return found;
}

/* Splits "name (town)". */
static bool split_label(const char *text, char **name, char **within)
{
	size_t n = strlen(text);
	const char *open = strrchr(text, '(');

	if (open == NULL || open == text || text[n - 1] != ')')
		return false;
	*name = xstrndup(text, (size_t)(open - text));
	*within = xstrndup(open + 1, (size_t)(text + n - 1 - (open + 1)));
	return true;
}

size_t structure_index_find(const struct structure_index *ix, const char *name,
	const char *town, int64_t cite, int64_t *ids, size_t room)
{
	char *fold = fold_dup(name), *town_fold = fold_dup(town), *base, *within;
	struct wanted w = { .fold = fold, .town = town_fold, .within = "" };
	size_t found = 0;

	if (*fold != '\0')
		found = narrow(ix, w, cite, ids, room);
	if (found == 0 && split_label(name, &base, &within)) {
		char *base_fold = fold_dup(base), *within_fold = fold_dup(within);

		w = (struct wanted){ .fold = base_fold, .town = "", .within = within_fold };
		if (*base_fold != '\0' && *within_fold != '\0')
			found = narrow(ix, w, cite, ids, room);
		free(base_fold);
		free(within_fold);
		free(base);
		free(within);
	}
	free(fold);
	free(town_fold);
	return found;
}

void structure_index_label(
	const struct structure_index *ix, int64_t id, const char *name, struct str *out)
{
	char *fold = fold_dup(name);
	const struct structure_entry *self = NULL;
	size_t same = 0;

	for (const struct structure_entry *e = *bucket(ix, fold); e != NULL; e = e->next) {
		same += strcmp(e->fold, fold) == 0;
		if (e->id == id)
			self = e;
	}
	str_add(out, name);
	if (same > 1 && self != NULL && *self->town != '\0')
		str_addf(out, " (%s)", self->town);
	else if (same > 1 && self != NULL && *self->cite_fold != '\0')
		str_addf(out, " (%s)", self->cite_fold);
	free(fold);
}
