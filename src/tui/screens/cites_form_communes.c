#include "tui/screens/cites_form_communes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "etape/cite.h"
#include "etape/fold.h"
#include "etape/vocabulary.h"

enum { PROPOSALS_MOST = 12 };

static bool keep(void *arg, const struct commune *commune)
{
	struct communes *c = arg;
	struct known_commune *k;

	c->known = xrealloc(c->known, (c->count + 1) * sizeof *c->known);
	k = &c->known[c->count++];
	*k = (struct known_commune){ .name = xstrdup(commune->name),
		.plain = fold_dup(commune->name),
		.lat = commune->lat,
		.lon = commune->lon };
	snprintf(k->insee, sizeof k->insee, "%s", commune->insee);
	snprintf(k->departement, sizeof k->departement, "%s", commune->departement);
	return true;
}

static bool shared(const struct communes *c, const struct known_commune *k)
{
	for (size_t i = 0; i < c->count; i++)
		if (&c->known[i] != k && strcmp(c->known[i].plain, k->plain) == 0)
			return true;
	return false;
}

bool communes_load(struct communes *c, struct db *db, struct err *err)
{
	*c = (struct communes){ .count = 0 };
	if (!reference_communes(db, NULL, keep, c, err)) {
		communes_release(c);
		return false;
	}
	for (size_t i = 0; i < c->count; i++) {
		struct known_commune *k = &c->known[i];
		struct str name = STR_INIT;

		str_add(&name, k->name);
		if (shared(c, k))
			str_addf(&name, " (%s)", k->departement);
		free(k->name);
		k->name = str_take(&name);
		k->fold = fold_dup(k->name);
	}
	return true;
}

void communes_release(struct communes *c)
{
	for (size_t i = 0; i < c->count; i++) {
		free(c->known[i].name);
		free(c->known[i].fold);
		free(c->known[i].plain);
	}
	free(c->known);
	*c = (struct communes){ .count = 0 };
}

struct writing {
	const struct communes *communes;
	struct str *out;
};

static bool add_name(void *arg, const struct commune *commune)
{
	struct writing *w = arg;

	for (size_t i = 0; i < w->communes->count; i++) {
		const struct known_commune *k = &w->communes->known[i];

		if (strcmp(k->insee, commune->insee) == 0)
			str_addf(w->out, "%s%s", w->out->len > 0 ? ", " : "", k->name);
	}
	return true;
}

bool communes_of_cite(
	const struct communes *c, struct db *db, int64_t cite, struct str *out, struct err *err)
{
	struct writing w = { .communes = c, .out = out };

	return cite_communes(db, cite, add_name, &w, err);
}

/* By its name as shown, or by the plain one: the most populous of those that share it. */
static const struct known_commune *named(const struct communes *c, const char *fold)
{
	for (size_t i = 0; i < c->count; i++)
		if (strcmp(c->known[i].fold, fold) == 0)
			return &c->known[i];
	for (size_t i = 0; i < c->count; i++)
		if (strcmp(c->known[i].plain, fold) == 0)
			return &c->known[i];
	return NULL;
}

static bool among(const struct known_commune *const *found, size_t count,
	const struct known_commune *k)
{
	for (size_t i = 0; i < count; i++)
		if (found[i] == k)
			return true;
	return false;
}

size_t communes_read(const struct communes *c, const char *typed,
	const struct known_commune *found[COMMUNES_MOST], struct str *unknown)
{
	size_t count = 0;
	bool told = unknown == NULL;

	while (*typed != '\0' && count < COMMUNES_MOST) {
		size_t n = strcspn(typed, ",;");
		char *text = xstrndup(typed, n);
		char *fold = fold_dup(text);
		const struct known_commune *k = *fold == '\0' ? NULL : named(c, fold);

		if (k != NULL && !among(found, count, k)) {
			found[count++] = k;
		} else if (k == NULL && *fold != '\0' && !told) {
			str_add(unknown, text + strspn(text, " "));
			told = true;
		}
		free(fold);
		free(text);
		typed += n + (typed[n] != '\0');
	}
	return count;
}

/* Whether words of a folded name begin with what was typed, from one of them on. */
static bool fits(const char *name, const char *typed)
{
	const char *at = strstr(name, typed);

	return at != NULL && (at == name || at[-1] == ' ');
}

static void propose(const struct known_commune *k, const struct str *before, form_candidate_fn add,
	void *arg)
{
	struct str label = STR_INIT;

	str_addf(&label, "%s%s%s", before->buf, before->len > 0 ? ", " : "", k->name);
	/* One id for all: what is meant is read from the text. */
	add(arg, 1, label.buf, departement_name(k->departement));
	str_release(&label);
}

void communes_propose(
	const struct communes *c, const char *typed, form_candidate_fn add, void *arg)
{
	const struct known_commune *found[COMMUNES_MOST];
	const char *comma = strrchr(typed, ',');
	char *head = xstrndup(typed, comma == NULL ? 0 : (size_t)(comma - typed));
	char *last = fold_dup(comma == NULL ? typed : comma + 1);
	size_t had = communes_read(c, head, found, NULL), proposed = 0;
	struct str before = STR_INIT;

	for (size_t i = 0; i < had; i++)
		str_addf(&before, "%s%s", i > 0 ? ", " : "", found[i]->name);
	if (*last == '\0' && before.len > 0)
		add(arg, 1, before.buf, "");
	for (size_t i = 0; *last != '\0' && i < c->count && proposed < PROPOSALS_MOST; i++) {
		const struct known_commune *k = &c->known[i];

		if (!fits(k->fold, last) || among(found, had, k))
			continue;
		propose(k, &before, add, arg);
		proposed++;
	}
	str_release(&before);
	free(head);
	free(last);
}
