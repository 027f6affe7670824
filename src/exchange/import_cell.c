/* Cells as spreadsheets and forms leave them, made into values. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "etape/cite.h"
#include "etape/fold.h"
#include "etape/i18n.h"
#include "etape/valid.h"
#include "exchange/importer.h"

const char *importer_cell(const struct importer *im, size_t field)
{
	return im->cells[field].buf;
}

/* --- making cells clean --- */

/* Blanks of every kind are one blank; line breaks within a cell too. */
static bool is_blank(int32_t cp)
{
	return cp == ' ' || cp == '\t' || cp == '\n' || cp == '\v' || cp == '\f' ||
	       cp == 0x85 || cp == 0xa0 || cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200a) ||
	       cp == 0x2028 || cp == 0x2029 || cp == 0x202f || cp == 0x205f || cp == 0x3000;
}

/* Controls, bidirectional overrides and invisible characters; joiners are left, scripts
 * and emoji need them. */
static bool is_dropped(int32_t cp)
{
	return cp < 0x20 || (cp >= 0x7f && cp < 0xa0) || cp == 0xad || cp == 0x61c ||
	       cp == 0x200b || cp == 0x200e || cp == 0x200f || (cp >= 0x202a && cp <= 0x202e) ||
	       (cp >= 0x2060 && cp <= 0x206f) || cp == 0xfeff || (cp >= 0xfff9 && cp <= 0xfffb);
}

/* What a spreadsheet leaves where a formula failed. */
static bool is_error_value(const char *s)
{
	static const char *const values[] = { "#N/A", "#REF!", "#NAME?", "#NOM?", "#VALUE!",
		"#VALEUR!", "#DIV/0!", "#NULL!", "#NUL!", "#NUM!", "#NOMBRE!" };

	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		if (strcmp(s, values[i]) == 0)
			return true;
	}
	return false;
}

/* "-", "/", "--": how people say "nothing" where a form wants an answer. */
static bool is_placeholder(const char *s)
{
	static const char *const dashes[] = { "-", "_", "/", ".", " ", "\xe2\x80\x93",
		"\xe2\x80\x94" };

	while (*s != '\0') {
		size_t used = 0;

		for (size_t i = 0; i < sizeof(dashes) / sizeof(dashes[0]) && used == 0; i++) {
			if (strncmp(s, dashes[i], strlen(dashes[i])) == 0)
				used = strlen(dashes[i]);
		}
		if (used == 0)
			return false;
		s += used;
	}
	return true;
}

/* Appends the text without what is_dropped(), blanks run together. Returns how many
 * characters went; `*damaged` is set for characters that could not be read. */
static size_t add_clean(struct str *out, const char *text, bool *damaged, bool *marks)
{
	size_t n = strlen(text), dropped = 0, start = out->len;
	bool blank = false;

	for (size_t i = 0; i < n;) {
		utf8proc_int32_t cp;
		utf8proc_ssize_t used = utf8proc_iterate(
			(const utf8proc_uint8_t *)text + i, (utf8proc_ssize_t)(n - i), &cp);

		if (used <= 0)
			bug("a cell of a table is not UTF-8");
		*damaged |= cp == 0xfffd;
		*marks |= cp >= 0x300 && cp <= 0x36f;
		if (is_blank(cp)) {
			blank = out->len > start;
		} else if (is_dropped(cp)) {
			dropped++;
		} else {
			if (blank)
				str_addc(out, ' ');
			blank = false;
			str_addn(out, text + i, (size_t)used);
		}
		i += (size_t)used;
	}
	return dropped;
}

/* macOS writes é as e and an accent: brought together, or nobody would find Hélène. */
static void compose(struct str *s)
{
	utf8proc_uint8_t *composed = utf8proc_NFC((const utf8proc_uint8_t *)s->buf);

	if (composed == NULL)
		return;
	str_reset(s);
	str_add(s, (const char *)composed);
	free(composed);
}

static bool clean_cell(struct importer *im, size_t field, const char *raw, struct err *err)
{
	struct str *out = &im->cells[field];
	const char *key = im->ops->fields[field].key;
	bool damaged = false, marks = false;
	size_t dropped, n = strlen(raw);
	char *inner = NULL;

	str_reset(out);
	/* ="0320256153" is how people keep Excel from eating a zero. */
	if (n >= 3 && strncmp(raw, "=\"", 2) == 0 && raw[n - 1] == '"')
		raw = inner = xstrndup(raw + 2, n - 3);
	dropped = add_clean(out, raw, &damaged, &marks);
	free(inner);
	if (marks)
		compose(out);
	if (damaged)
		return err_set(err, ERR_INVALID,
			_("%s: it holds characters that cannot be read; save the file as "
			  "UTF-8"),
			key);
	if (out->len > CELL_LIMIT)
		return err_set(
			err, ERR_INVALID, _("%s: longer than %d bytes"), key, CELL_LIMIT);
	if (dropped > 0)
		importer_say(im, IMPORT_NOTE, out->buf,
			P_("%s: %zu control character removed",
				"%s: %zu control characters removed", dropped),
			key, dropped);
	if (is_error_value(out->buf)) {
		importer_say(
			im, IMPORT_NOTE, "", _("%s: '%s' is taken as empty"), key, out->buf);
		str_reset(out);
	} else if (is_placeholder(out->buf)) {
		str_reset(out);
	}
	return true;
}

bool importer_clean(struct importer *im, const struct csv_row *row, struct err *err)
{
	for (size_t i = 0; i < im->columns.count; i++) {
		if (!clean_cell(im, i, columns_cell(&im->columns, row, i), err))
			return false;
	}
	return true;
}

/* --- values --- */

static bool wrap_field(const struct importer *im, size_t field, struct err *err)
{
	return err_wrap(err, "%s", im->ops->fields[field].key);
}

bool importer_email(struct importer *im, size_t field, struct err *err)
{
	struct str *cell = &im->cells[field];
	char *open = strchr(cell->buf, '<'), *close = open != NULL ? strchr(open, '>') : NULL;
	char *copy = NULL;

	/* "Inès Dupré <ines@exemple.fr>", "mailto:ines@exemple.fr" */
	if (close != NULL)
		copy = xstrndup(open + 1, (size_t)(close - open - 1));
	else if (strncmp(cell->buf, "mailto:", 7) == 0)
		copy = xstrdup(cell->buf + 7);
	if (copy != NULL) {
		str_reset(cell);
		str_add(cell, copy);
		str_trim(cell);
		free(copy);
	}
	if (strchr(cell->buf, '@') != strrchr(cell->buf, '@')) {
		err_set(err, ERR_INVALID, _("'%s': a person has one address here, keep the one that is read"),
			cell->buf);
		return wrap_field(im, field, err);
	}
	return valid_email(cell->buf, err) || wrap_field(im, field, err);
}

static bool all_digits(const char *s, size_t n)
{
	return strlen(s) == n && strspn(s, "0123456789") == n;
}

/* A spreadsheet that took a text for a number has eaten the zero in front. */
static void give_zero_back(struct importer *im, size_t field, size_t short_by_one)
{
	struct str *cell = &im->cells[field];
	char *digits;

	if (!all_digits(cell->buf, short_by_one) || cell->buf[0] == '0')
		return;
	digits = xstrdup(cell->buf);
	str_reset(cell);
	str_addf(cell, "0%s", digits);
	importer_say(im, IMPORT_NOTE, "", _("%s: '%s' is read as '%s'"),
		im->ops->fields[field].key, digits, cell->buf);
	free(digits);
}

bool importer_phone(struct importer *im, size_t field, struct err *err)
{
	give_zero_back(im, field, 9);
	return valid_phone(im->cells[field].buf, err) || wrap_field(im, field, err);
}

bool importer_postcode(struct importer *im, size_t field, struct err *err)
{
	const char *s = im->cells[field].buf;

	give_zero_back(im, field, 4);
	s = im->cells[field].buf;
	if (*s == '\0' || all_digits(s, 5))
		return true;
	/* Foreign partners: their own codes, letters or digits. */
	if (strlen(s) <= 10 && strspn(s, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ -") == strlen(s))
		return true;
	err_set(err, ERR_INVALID, _("'%s' is no postcode"), s);
	return wrap_field(im, field, err);
}

/* Drops the " 00:00[:00]" that spreadsheets put behind a date. */
static void drop_midnight(struct str *text)
{
	static const char *const midnights[] = { " 00:00:00", " 00:00", "T00:00:00", " 0:00" };

	for (size_t i = 0; i < sizeof(midnights) / sizeof(midnights[0]); i++) {
		size_t n = strlen(midnights[i]);

		if (text->len > n && strcmp(text->buf + text->len - n, midnights[i]) == 0) {
			str_truncate(text, text->len - n);
			return;
		}
	}
}

bool importer_date(struct importer *im, size_t field, bool last, day_t *day, struct err *err)
{
	struct str *cell = &im->cells[field];
	day_t from, to;

	if (cell->len == 0)
		return true;
	if (im->tokens && demo_date(cell->buf, im->today, day))
		return true;
	drop_midnight(cell);
	/* A year or a month alone: its first day or its last. */
	if (civil_bounds(cell->buf, &from, &to)) {
		*day = last ? to : from;
		return true;
	}
	if (!isdigit((unsigned char)cell->buf[0]))
		err_set(err, ERR_INVALID, _("'%s' is no date: write 2024-09-01 or 01/09/2024"),
			cell->buf);
	else if (civil_parse(cell->buf, im->today, day, err))
		return true;
	return wrap_field(im, field, err);
}

static void list_words(const struct vocabulary *v, struct str *out)
{
	for (size_t i = 0; i < v->count; i++)
		str_addf(out, "%s%s", i > 0 ? ", " : "", v->words[i].name);
}

bool importer_word(struct importer *im, size_t field, const struct vocabulary *v, int *value,
	struct err *err)
{
	const char *cell = importer_cell(im, field);
	struct str names = STR_INIT;

	if (*cell == '\0' || words_parse(v, cell, value))
		return true;
	list_words(v, &names);
	err_set(err, ERR_INVALID, _("'%s' is none of: %s"), cell, names.buf);
	str_release(&names);
	return wrap_field(im, field, err);
}

/* What follows "cité éducative (de)" in what people type. */
static const char *after_prefix(const char *folded)
{
	static const char *const prefixes[] = { "cite educative ", "cites educatives ", "ce " };
	static const char *const small[] = { "de la ", "de l ", "du ", "des ", "de ", "d " };
	const char *s = folded;

	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]) && s == folded; i++) {
		if (strncmp(s, prefixes[i], strlen(prefixes[i])) == 0)
			s += strlen(prefixes[i]);
	}
	for (size_t i = 0; s != folded && i < sizeof(small) / sizeof(small[0]); i++) {
		if (strncmp(s, small[i], strlen(small[i])) == 0)
			return s + strlen(small[i]);
	}
	return s != folded ? s : NULL;
}

static bool is_none(const char *folded)
{
	static const char *const none[] = { "", "aucun", "aucune", "autre", "hors cite", "n a",
		"na", "neant", "non", "non concerne", "non concernee", "none", "nc", "sans",
		"sans objet" };

	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++) {
		if (strcmp(folded, none[i]) == 0)
			return true;
	}
	return false;
}

bool importer_cite(struct importer *im, size_t field, int64_t *cite, struct err *err)
{
	const char *cell = importer_cell(im, field), *rest;
	char *folded = fold_dup(cell);
	bool ok = is_none(folded);

	if (!ok && strncmp(folded, "cite educative", 14) == 0 && after_prefix(folded) == NULL)
		ok = true;
	if (!ok) {
		ok = cite_resolve(im->db, cell, cite, err);
		rest = after_prefix(folded);
		if (!ok && rest != NULL && (err == NULL || err->code == ERR_NOT_FOUND))
			ok = cite_resolve(im->db, rest, cite, err);
	}
	free(folded);
	return ok || wrap_field(im, field, err);
}

bool importer_structure(struct importer *im, size_t field, const char *town, int64_t cite,
	int64_t *id, struct err *err)
{
	const char *cell = importer_cell(im, field);
	size_t found;

	*id = 0;
	if (*cell == '\0')
		return true;
	found = structure_index_find(&im->structures, cell, town, cite, id, 1);
	if (found <= 1)
		return true;
	err_set(err, ERR_AMBIGUOUS,
		_("%zu structures are called '%s': write the town after it, in brackets"),
		found, cell);
	return wrap_field(im, field, err);
}

/* --- completing records --- */

static void say_kept(struct importer *im, const char *what, size_t field, const char *have)
{
	importer_say(im, IMPORT_NOTE, what, _("%s kept: '%s', not '%s'"),
		im->ops->fields[field].key, have, importer_cell(im, field));
}

/* Whether two texts say the same to people: case, accents, blanks and the way a telephone is
 * written don't count. */
static bool same_text(const char *a, const char *b)
{
	struct str x = STR_INIT, y = STR_INIT;
	bool same = strcmp(a, b) == 0;

	if (!same) {
		fold_add(&x, a);
		fold_add(&y, b);
		same = x.len > 0 && strcmp(x.buf, y.buf) == 0;
	}
	if (!same) {
		str_reset(&x);
		str_reset(&y);
		fold_phone_add(&x, a);
		fold_phone_add(&y, b);
		same = x.len >= 8 && strcmp(x.buf, y.buf) == 0 &&
		       strspn(a, "+0123456789 .()-/") == strlen(a);
	}
	str_release(&x);
	str_release(&y);
	return same;
}

bool importer_fill(struct importer *im, const char *what, size_t field, char **have)
{
	const char *cell = importer_cell(im, field);

	if (*cell == '\0' || (*have != NULL && same_text(*have, cell)))
		return false;
	if (*have != NULL && **have != '\0') {
		say_kept(im, what, field, *have);
		return false;
	}
	free(*have);
	*have = xstrdup(cell);
	return true;
}

bool importer_fill_id(
	struct importer *im, const char *what, size_t field, int64_t *have, int64_t id)
{
	if (id == 0 || id == *have)
		return false;
	if (*have != 0) {
		importer_say(im, IMPORT_NOTE, what, _("%s kept as it is, not '%s'"),
			im->ops->fields[field].key, importer_cell(im, field));
		return false;
	}
	*have = id;
	return true;
}
