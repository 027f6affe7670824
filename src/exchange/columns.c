#include "etape/columns.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "etape/i18n.h"
#include "etape/text.h"

#define HEADING 60 /* columns of a heading that messages show */

/* Words that say nothing about which field it is, left out on a second look:
 * "Votre adresse e-mail professionnelle *" then reads "adresse e mail". */
static const char *const noise[] = { "a", "au", "aux", "contact", "d", "de", "des", "du",
	"entrez", "est", "et", "indiquer", "indiquez", "l", "la", "le", "les", "merci",
	"obligatoire", "participant", "participante", "personnel", "personnelle", "pro",
	"professionnel", "professionnelle", "quel", "quelle", "rattachement", "s", "saisir",
	"si", "stagiaire", "votre", "vos", "your" };

static bool is_noise(const char *word, size_t n)
{
	for (size_t i = 0; i < sizeof(noise) / sizeof(noise[0]); i++) {
		if (strlen(noise[i]) == n && memcmp(noise[i], word, n) == 0)
			return true;
	}
	return false;
}

/* The words of a folded text without noise; the text itself when nothing else is left. */
static void denoise(struct str *out, const char *folded, size_t n)
{
	size_t start = out->len;

	for (size_t i = 0; i < n;) {
		const char *blank = memchr(folded + i, ' ', n - i);
		size_t len = blank != NULL ? (size_t)(blank - folded) - i : n - i;

		if (!is_noise(folded + i, len)) {
			if (out->len > start)
				str_addc(out, ' ');
			str_addn(out, folded + i, len);
		}
		i += len + 1;
	}
	if (out->len == start)
		str_addn(out, folded, n);
}

/* Whether a folded heading names the field; `loosely` forgets noise on both sides. */
static bool names_field(const struct column_field *field, const char *folded, bool loosely)
{
	struct str a = STR_INIT, b = STR_INIT;
	const char *s = field->aliases != NULL ? field->aliases : "";
	bool found;

	fold_add(&a, field->key);
	found = strcmp(a.buf, folded) == 0;
	str_reset(&a);
	if (loosely)
		denoise(&a, folded, strlen(folded));
	else
		str_add(&a, folded);
	while (!found && *s != '\0') {
		size_t n = strcspn(s, "|");

		str_reset(&b);
		if (loosely)
			denoise(&b, s, n);
		else
			str_addn(&b, s, n);
		found = strcmp(a.buf, b.buf) == 0;
		s += n + (s[n] == '|');
	}
	str_release(&a);
	str_release(&b);
	return found;
}

static size_t field_by_name(const struct columns *c, const char *folded)
{
	for (size_t i = 0; i < c->count; i++) {
		if (names_field(&c->fields[i], folded, false))
			return i;
	}
	return COLUMN_NONE;
}

static bool is_used(const struct columns *c, size_t column)
{
	for (size_t i = 0; i < c->count; i++) {
		if (c->at[i] == column)
			return true;
	}
	return false;
}

static void list_headings(const struct csv_row *row, struct str *out)
{
	for (size_t i = 0; i < row->count; i++) {
		size_t n = strlen(row->cells[i]);

		str_add(out, i > 0 ? ", " : "");
		str_addn(out, row->cells[i],
			n <= HEADING ? n : text_clip(row->cells[i], HEADING, NULL));
		str_add(out, n > HEADING ? "…" : "");
	}
}

static void list_fields(const struct columns *c, struct str *out)
{
	for (size_t i = 0; i < c->count; i++)
		str_addf(out, "%s%s", i > 0 ? ", " : "", c->fields[i].key);
}

/* A heading whatever its case and accents, else a number from 1. */
static size_t find_column(const struct csv_row *row, const char *text)
{
	char *wanted = fold_dup(text);
	size_t found = COLUMN_NONE;
	char *end;

	for (size_t i = 0; i < row->count && found == COLUMN_NONE; i++) {
		char *folded = fold_dup(row->cells[i]);

		if (strcmp(row->cells[i], text) == 0 ||
			(*wanted != '\0' && strcmp(folded, wanted) == 0))
			found = i;
		free(folded);
	}
	free(wanted);
	if (found == COLUMN_NONE && *text >= '1' && *text <= '9') {
		unsigned long n = strtoul(text, &end, 10);

		if (*end == '\0' && n <= row->count)
			found = n - 1;
	}
	return found;
}

static bool apply_map(struct columns *c, bool *mapped, const struct csv_row *row,
	const char *map, struct err *err)
{
	struct str names = STR_INIT;
	const char *sign = strchr(map, '=');
	char *name, *folded;
	size_t field, column = COLUMN_NONE;

	if (sign == NULL || sign == map)
		return err_set(err, ERR_USAGE, _("--map '%s': write FIELD=COLUMN"), map);
	name = xstrndup(map, (size_t)(sign - map));
	folded = fold_dup(name);
	field = field_by_name(c, folded);
	if (field != COLUMN_NONE && sign[1] != '\0')
		column = find_column(row, sign + 1);
	if (field == COLUMN_NONE) {
		list_fields(c, &names);
		err_set(err, ERR_USAGE, _("--map: there is no field '%s'; the fields are: %s"),
			name, names.buf);
	} else if (column == COLUMN_NONE && sign[1] != '\0') {
		list_headings(row, &names);
		err_set(err, ERR_USAGE,
			_("--map: there is no column '%s'; the columns are: %s"), sign + 1,
			names.buf);
		field = COLUMN_NONE;
	} else {
		c->at[field] = column;
		mapped[field] = true;
	}
	str_release(&names);
	free(name);
	free(folded);
	return field != COLUMN_NONE;
}

bool columns_find(struct columns *c, const struct column_field *fields, size_t count,
	const struct csv_row *row, const char *const *maps, size_t map_count, struct err *err)
{
	bool mapped[COLUMN_FIELDS] = { false };

	if (count > COLUMN_FIELDS)
		bug("%zu fields in a table of columns", count);
	*c = (struct columns){ .fields = fields, .count = count };
	for (size_t i = 0; i < COLUMN_FIELDS; i++)
		c->at[i] = COLUMN_NONE;
	for (size_t i = 0; i < map_count; i++) {
		if (!apply_map(c, mapped, row, maps[i], err))
			return false;
	}
	/* Exact headings first: a vague one must not take the place of a sure one. */
	for (int loosely = 0; loosely <= 1; loosely++) {
		for (size_t i = 0; i < row->count; i++) {
			/* What is that long is no heading, but a row or worse. */
			char *folded = fold_dup(
				strlen(row->cells[i]) <= HEADING * 4 ? row->cells[i] : "");

			for (size_t f = 0; *folded != '\0' && f < count && !is_used(c, i);
				f++) {
				if (c->at[f] == COLUMN_NONE && !mapped[f] &&
					names_field(&fields[f], folded, loosely != 0))
					c->at[f] = i;
			}
			free(folded);
		}
	}
	return true;
}

bool columns_require(const struct columns *c, const struct csv_row *headings, struct err *err)
{
	struct str missing = STR_INIT, names = STR_INIT;
	const char *first = NULL;

	for (size_t i = 0; i < c->count; i++) {
		if (!c->fields[i].required || c->at[i] != COLUMN_NONE)
			continue;
		str_addf(&missing, "%s%s", first != NULL ? ", " : "", c->fields[i].key);
		if (first == NULL)
			first = c->fields[i].key;
	}
	if (first != NULL) {
		list_headings(headings, &names);
		err_set(err, ERR_INVALID,
			_("no column for: %s; name it with --map %s=COLUMN; the columns are: "
			  "%s"),
			missing.buf, first, names.buf);
	}
	str_release(&missing);
	str_release(&names);
	return first == NULL;
}

const char *columns_cell(const struct columns *c, const struct csv_row *row, size_t field)
{
	return c->at[field] != COLUMN_NONE ? csv_cell(row, c->at[field]) : "";
}

bool columns_has(const struct columns *c, size_t field)
{
	return c->at[field] != COLUMN_NONE;
}

void columns_ignored(const struct columns *c, const struct csv_row *headings, struct str *out)
{
	size_t start = out->len;

	for (size_t i = 0; i < headings->count; i++) {
		if (!is_used(c, i) && headings->cells[i][0] != '\0')
			str_addf(out, "%s%s", out->len > start ? ", " : "", headings->cells[i]);
	}
}
