#include <stdlib.h>
#include <string.h>

#include "etape/cite.h"
#include "etape/fold.h"
#include "etape/i18n.h"
#include "etape/structure.h"
#include "etape/valid.h"
#include "exchange/importer.h"

#define SAME_NAME 16 /* structures of one name looked at */

enum {
	S_NAME,
	S_KIND,
	S_CITE,
	S_PARENT,
	S_SIRET,
	S_ADDRESS,
	S_POSTCODE,
	S_TOWN,
	S_EMAIL,
	S_PHONE,
	S_SERVICE,
	S_REQUIRES,
	S_VAT,
	S_PAYER,
	S_COUNT,
};

static const struct column_field structure_fields[S_COUNT] = {
	[S_NAME] = { .key = "name",
		.aliases = "nom|structure|organisme|organisation|raison sociale|denomination|"
			   "nom de la structure|etablissement|libelle|intitule|organization",
		.required = true },
	[S_KIND] = { .key = "kind",
		.aliases = "type|type de structure|nature|categorie|genre|type d organisme" },
	[S_CITE] = { .key = "cite",
		.aliases = "cite educative|territoire|nom de la cite educative|"
			   "cite educative de rattachement|territory" },
	[S_PARENT] = { .key = "parent",
		.aliases =
			"structure mere|structure de rattachement|intercommunalite|epci|tete|"
			"rattachement" },
	[S_SIRET] = { .key = "siret",
		.aliases = "n siret|no siret|numero siret|numero de siret" },
	[S_ADDRESS] = { .key = "address",
		.aliases = "adresse|adresse postale|rue|voie|adresse 1|street" },
	[S_POSTCODE] = { .key = "postcode",
		.aliases = "code postal|cp|zip|zip code|postal code" },
	[S_TOWN] = { .key = "town",
		.aliases = "ville|commune|localite|bureau distributeur|city" },
	[S_EMAIL] = { .key = "email",
		.aliases = "courriel|e mail|mail|adresse mail|adresse e mail|adresse email|"
			   "adresse electronique|mel|email address" },
	[S_PHONE] = { .key = "phone",
		.aliases = "tel|telephone|tel fixe|telephone fixe|standard|numero de telephone|"
			   "phone number" },
	[S_SERVICE] = { .key = "service_code", .aliases = "code service|code du service|service" },
	[S_REQUIRES] = { .key = "requires", .aliases = "exige|exigences|exige sur la facture" },
	[S_VAT] = { .key = "vat_number",
		.aliases = "numero de tva|no tva|n tva|tva intracommunautaire" },
	[S_PAYER] = { .key = "payer", .aliases = "payeur|paye par|structure payeuse" },
};

/* "1 234 567 890 1234" is how people space it. */
static bool take_siret(struct importer *im, struct err *err)
{
	struct str *cell = &im->cells[S_SIRET];
	char *typed = xstrdup(cell->buf);

	str_reset(cell);
	for (const char *s = typed; *s != '\0'; s++) {
		if (*s != ' ' && *s != '.')
			str_addc(cell, *s);
	}
	free(typed);
	return valid_siret(cell->buf, err) || err_wrap(err, "siret");
}

/* Whether the structure is as the row says, wherever the row says something. */
static bool is_as_told(
	const struct importer *im, const struct structure *s, int kind, int64_t cite)
{
	const struct {
		size_t field;
		const char *have;
	} texts[] = {
		{ S_SIRET, s->siret },
		{ S_ADDRESS, s->address },
		{ S_POSTCODE, s->postcode },
		{ S_TOWN, s->town },
		{ S_EMAIL, s->email },
		{ S_PHONE, s->phone },
		{ S_SERVICE, s->service_code },
		{ S_VAT, s->vat_number },
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		const char *cell = importer_cell(im, texts[i].field);

		if (*cell != '\0' && !str_eq(cell, texts[i].have))
			return false;
	}
	return (kind == ANY || kind == (int)s->kind) && (cite == 0 || cite == s->cite);
}

/* Which structure of the database the row is; .id 0 when it is new. */
static bool recognise(
	struct importer *im, int kind, int64_t cite, struct structure *s, struct err *err)
{
	int64_t ids[SAME_NAME];
	size_t n = structure_index_find(&im->structures, importer_cell(im, S_NAME),
		importer_cell(im, S_TOWN), cite, ids, SAME_NAME);

	if (n == 0)
		return true;
	for (size_t i = 0; i < n && i < SAME_NAME; i++) {
		structure_release(s);
		structure_init(s);
		if (!structure_get(im->db, ids[i], s, err))
			return false;
		if (n == 1 || is_as_told(im, s, kind, cite))
			return true;
	}
	return err_set(err, ERR_AMBIGUOUS, _("%zu structures are called so: give the town"), n);
}

static void set_text(struct importer *im, size_t field, char **text)
{
	free(*text);
	*text = xstrdup(importer_cell(im, field));
}

static void fill_new(struct importer *im, struct structure *s, int kind, int64_t cite)
{
	s->kind = kind == ANY ? STRUCTURE_OTHER : (enum structure_kind)kind;
	s->cite = cite;
	set_text(im, S_NAME, &s->name);
	set_text(im, S_SIRET, &s->siret);
	set_text(im, S_ADDRESS, &s->address);
	set_text(im, S_POSTCODE, &s->postcode);
	set_text(im, S_TOWN, &s->town);
	set_text(im, S_EMAIL, &s->email);
	set_text(im, S_PHONE, &s->phone);
	set_text(im, S_SERVICE, &s->service_code);
	set_text(im, S_VAT, &s->vat_number);
}

static bool complete(struct importer *im, struct structure *s, int kind, int64_t cite)
{
	const char *name = importer_cell(im, S_NAME);
	bool changed = importer_fill(im, name, S_SIRET, &s->siret);

	changed |= importer_fill(im, name, S_ADDRESS, &s->address);
	changed |= importer_fill(im, name, S_POSTCODE, &s->postcode);
	changed |= importer_fill(im, name, S_TOWN, &s->town);
	changed |= importer_fill(im, name, S_EMAIL, &s->email);
	changed |= importer_fill(im, name, S_PHONE, &s->phone);
	changed |= importer_fill(im, name, S_SERVICE, &s->service_code);
	changed |= importer_fill(im, name, S_VAT, &s->vat_number);
	changed |= importer_fill_id(im, name, S_CITE, &s->cite, cite);
	/* "other" is what is not known yet: imports of people say so. */
	if (kind != ANY && s->kind == STRUCTURE_OTHER && kind != STRUCTURE_OTHER) {
		s->kind = (enum structure_kind)kind;
		changed = true;
	} else if (kind != ANY && kind != (int)s->kind) {
		importer_say(im, IMPORT_NOTE, name, _("%s kept: '%s', not '%s'"), "kind",
			vocabulary_label(&structure_kinds, (int)s->kind),
			importer_cell(im, S_KIND));
	}
	return changed;
}

static void remember_above(struct importer *im, int64_t id, size_t field)
{
	if (im->cells[field].len == 0)
		return;
	im->parents = xrealloc(im->parents, (im->parent_count + 1) * sizeof(*im->parents));
	im->parents[im->parent_count++] = (struct later_parent){
		.line = im->line,
		.structure = id,
		.name = xstrdup(importer_cell(im, S_NAME)),
		.parent = xstrdup(importer_cell(im, field)),
		.pays = field == S_PAYER,
	};
}

static bool save(
	struct importer *im, struct structure *s, int kind, int requires, int64_t cite, struct err *err)
{
	enum import_outcome outcome = s->id == 0 ? IMPORT_CREATED : IMPORT_MATCHED;
	bool ok = true;

	if (s->id == 0)
		fill_new(im, s, kind, cite);
	else if (complete(im, s, kind, cite))
		outcome = IMPORT_UPDATED;
	if (requires != ANY && s->requires == ANY) {
		s->requires = requires;
		outcome = outcome == IMPORT_MATCHED ? IMPORT_UPDATED : outcome;
	}
	if (outcome != IMPORT_MATCHED)
		ok = structure_save(im->db, s, err);
	if (ok && outcome == IMPORT_CREATED)
		structure_index_add(&im->structures, s->id, s->name, s->town, cite,
			importer_cell(im, S_CITE));
	if (ok) {
		importer_say(im, outcome, s->name, "%s", importer_cell(im, S_TOWN));
		remember_above(im, s->id, S_PARENT);
		remember_above(im, s->id, S_PAYER);
	}
	return ok;
}

/* Somebody of the same name elsewhere may be the same after all. */
static void warn_elsewhere(struct importer *im)
{
	int64_t id;

	if (im->cells[S_TOWN].len > 0 && structure_index_find(&im->structures,
						 importer_cell(im, S_NAME), "", 0, &id, 1) > 0)
		importer_say(im, IMPORT_DOUBTFUL, importer_cell(im, S_NAME),
			_("a structure of this name is known in another town; added as "
			  "another"));
}

static bool structures_row(struct importer *im, struct err *err)
{
	struct structure s;
	int kind = ANY, requires = ANY;
	int64_t cite = 0;
	char *fold = fold_dup(importer_cell(im, S_NAME));
	bool ok = *fold != '\0';

	free(fold);
	if (!ok)
		return err_set(err, ERR_INVALID, _("there is no name"));
	structure_init(&s);
	ok = importer_word(im, S_KIND, &structure_kinds, &kind, err) &&
	     importer_cite(im, S_CITE, &cite, err) && take_siret(im, err) &&
	     importer_postcode(im, S_POSTCODE, err) && importer_email(im, S_EMAIL, err) &&
	     importer_phone(im, S_PHONE, err) && recognise(im, kind, cite, &s, err);
	ok = ok && importer_word(im, S_REQUIRES, &payer_requirements, &requires, err);
	if (ok && s.id == 0)
		warn_elsewhere(im);
	ok = ok && save(im, &s, kind, requires, cite, err);
	structure_release(&s);
	return ok;
}

/* Sets one parent now that every row is there. */
static bool set_parent(struct importer *im, const struct later_parent *later, struct err *err)
{
	struct structure s;
	const char *field = later->pays ? "payer" : "parent";
	int64_t parent = 0, *above = later->pays ? &s.payer : &s.parent;
	size_t n = structure_index_find(&im->structures, later->parent, "", 0, &parent, 1);
	bool ok;

	if (n != 1)
		return err_set(err, n == 0 ? ERR_NOT_FOUND : ERR_AMBIGUOUS,
			n == 0 ? _("%s: no structure is called '%s'")
			       : _("%s: several structures are called '%s'"),
			field, later->parent);
	structure_init(&s);
	ok = structure_get(im->db, later->structure, &s, err);
	if (ok && *above == 0 && parent != s.id) {
		*above = parent;
		ok = structure_save(im->db, &s, err);
	} else if (ok && *above != parent && parent != s.id) {
		importer_say(im, IMPORT_NOTE, later->name, _("%s kept as it is, not '%s'"),
			field, later->parent);
	}
	structure_release(&s);
	return ok;
}

static bool set_parents(struct importer *im, struct err *err)
{
	for (size_t i = 0; i < im->parent_count; i++) {
		struct err why = ERR_INIT;

		im->line = im->parents[i].line;
		if (set_parent(im, &im->parents[i], &why))
			continue;
		if (!importer_is_refusal(&why)) {
			if (err != NULL)
				*err = why;
			return false;
		}
		importer_refuse(im, &why);
	}
	return true;
}

const struct import_ops import_structures = {
	.name = "structures",
	.change = CHANGE_IMPORT_STRUCTURES,
	.fields = structure_fields,
	.field_count = S_COUNT,
	.row = structures_row,
	.finish = set_parents,
};
