#include "etape/cycle_territory.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "etape/i18n.h"
#include "etape/vocabulary.h"
#include "store/noun.h"

static bool same_name(const char *fold, const char *name)
{
	char *other = fold_dup(name);
	const bool same = strcmp(fold, other) == 0;

	free(other);
	return same;
}

/* A région by its name, a département by its name or number: "r:32", "d:59". */
static bool add_area(const char *fold, struct str *out)
{
	const char *code;

	for (size_t i = 0; (code = departement_at(i)) != NULL; i++)
		if (same_name(fold, region_name(departement_region(code)))) {
			str_addf(out, "r:%s", departement_region(code));
			return true;
		}
	for (size_t i = 0; (code = departement_at(i)) != NULL; i++)
		if (same_name(fold, code) || same_name(fold, departement_name(code))) {
			str_addf(out, "d:%s", code);
			return true;
		}
	return false;
}

static bool add_part(struct db *db, const char *part, struct str *out, struct err *err)
{
	struct err why = ERR_INIT;
	char *fold = fold_dup(part);
	int64_t id = 0;
	bool ok;

	if (out->len > 0)
		str_addc(out, ' ');
	ok = add_area(fold, out);
	free(fold);
	if (ok)
		return true;
	if (cite_resolve(db, part, &id, &why)) {
		str_addf(out, "c:%" PRId64, id);
		return true;
	}
	if (why.code == ERR_NOT_FOUND)
		return err_set(err, ERR_INVALID, _("'%s' is no région, no département and no cité that is known"), part);
	return err_set(err, why.code, "%s", why.message);
}

bool cycle_territory_read(struct db *db, const char *text, struct str *territory, struct err *err)
{
	bool ok = true;
	size_t n;

	for (; ok && *text; text += n + (text[n] != '\0')) {
		struct str part = STR_INIT;

		n = strcspn(text, ",;\n");
		str_addn(&part, text, n);
		str_trim(&part);
		ok = part.len == 0 || add_part(db, part.buf, territory, err);
		str_release(&part);
	}
	return ok;
}

static bool add_cite_words(struct db *db, int64_t id, struct str *out, struct err *err)
{
	struct err why = ERR_INIT;
	struct cite c;
	bool ok;

	cite_init(&c);
	ok = cite_get(db, id, &c, &why);
	if (ok)
		str_addf(out, "%s%s", out->len > 0 ? ", " : "", strchr(c.name, ',') ? c.code : c.name);
	cite_release(&c);
	return ok || why.code == ERR_NOT_FOUND || err_set(err, why.code, "%s", why.message);
}

bool cycle_territory_words(struct db *db, const char *territory, struct str *out, struct err *err)
{
	struct str words = STR_INIT;
	bool ok = true;
	size_t n;

	for (; ok && territory && *territory; territory += n + (territory[n] != '\0')) {
		char *part;

		n = strcspn(territory, " ");
		part = xstrndup(territory, n);
		if (n > 2 && *part == 'c')
			ok = add_cite_words(db, strtoll(part + 2, NULL, 10), &words, err);
		else if (n > 2)
			str_addf(&words, "%s%s", words.len > 0 ? ", " : "",
				*part == 'r' ? region_name(part + 2) : departement_name(part + 2));
		free(part);
	}
	str_add(out, words.buf);
	str_release(&words);
	return ok;
}

bool cycle_territory_holds(const char *territory, const struct cite_row *cite)
{
	char key[3][32];
	bool holds = false;
	size_t n;

	snprintf(key[0], sizeof key[0], "r:%s", cite->region);
	snprintf(key[1], sizeof key[1], "d:%s", cite->departement);
	snprintf(key[2], sizeof key[2], "c:%" PRId64, cite->id);
	for (; !holds && *territory; territory += n + (territory[n] != '\0')) {
		n = strcspn(territory, " ");
		for (size_t i = 0; i < 3; i++)
			holds |= strlen(key[i]) == n && strncmp(territory, key[i], n) == 0;
	}
	return holds;
}
