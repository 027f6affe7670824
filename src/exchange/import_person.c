/* Recognising people: by e-mail, else by folded name and structure; what is doubtful is
 * listed, never merged. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "etape/fold.h"
#include "etape/i18n.h"
#include "etape/id.h"
#include "etape/person.h"
#include "etape/structure.h"
#include "etape/text.h"
#include "exchange/importer.h"

#define LISTED 3 /* doubtful pairs listed for one row */

const struct column_field person_fields[R_COUNT] = {
	[P_FAMILY] = { .key = "family_name",
		.aliases =
			"nom|nom de famille|nom usuel|nom d usage|nom patronymique|last name|"
			"surname|family name|lastname|name" },
	[P_GIVEN] = { .key = "given_name",
		.aliases = "prenom|prenoms|prenom usuel|first name|firstname|given name" },
	[P_FULL] = { .key = "full_name",
		.aliases = "nom complet|nom et prenom|nom prenom|nom prenoms|prenom nom|"
			   "prenom et nom|identite|full name|participant|participante|personne|"
			   "invite|contact" },
	[P_EMAIL] = { .key = "email",
		.aliases = "courriel|e mail|mail|adresse mail|adresse e mail|adresse email|"
			   "adresse electronique|adresse courriel|adresse de "
			   "messagerie|messagerie|"
			   "mel|email address|adresse de courriel|adresse mel" },
	[P_PHONE] = { .key = "phone",
		.aliases = "tel|telephone|tel fixe|telephone fixe|fixe|numero de telephone|"
			   "n de telephone|no de telephone|no tel|n tel|ligne directe|"
			   "telephone bureau|tel bureau|standard|coordonnees telephoniques|"
			   "telephone number|phone number" },
	[P_MOBILE] = { .key = "mobile",
		.aliases =
			"portable|tel portable|telephone portable|tel mobile|telephone mobile|"
			"gsm|numero de portable|mobile phone|cell phone" },
	[P_STRUCTURE] = { .key = "structure",
		.aliases = "organisme|organisation|employeur|etablissement|institution|"
			   "nom de la structure|structure de rattachement|nom de l organisme|"
			   "nom de l etablissement|structure employeur|structure organisme|"
			   "structure d appartenance|societe|entreprise|organization|company|"
			   "employer|etablissement organisme|organisme employeur" },
	[P_FUNCTION] = { .key = "function",
		.aliases =
			"fonction|fonctions|poste|qualite|intitule du poste|metier|"
			"fonction occupee|fonction exercee|poste occupe|profession|job title|position|title" },
	[P_CITE] = { .key = "cite",
		.aliases = "cite educative|cite|territoire|nom de la cite educative|"
			   "nom de la cite|cite educative de rattachement|ce|"
			   "cite educative concernee|territory" },
	[P_TOWN] = { .key = "town",
		.aliases =
			"ville|commune|localite|ville de la structure|commune de la structure|"
			"city" },
	[R_EVENT] = { .key = "event",
		.aliases = "evenement|rencontre|code de la rencontre|code evenement" },
	[R_SESSIONS] = { .key = "sessions",
		.aliases = "seances|seance|session|demi journees|demi journee|presence|"
			   "participation|participera|jours|half days" },
	[R_STATUS] = { .key = "status",
		.aliases = "statut|etat|statut de l inscription|statut inscription" },
	[R_PERSON_ID] = { .key = "person_id", .aliases = NULL },
	[R_BY] = { .key = "registered_by",
		.aliases = "inscrit par|inscrite par|inscrit e par|inscrits par|inscription par|"
			   "inscription faite par|inscripteur|annonce par|annoncee par|"
			   "annonce e par|delegation annoncee par|personne contact|"
			   "contact de la delegation|referent de la delegation|contact|"
			   "announced by" },
};

/* People of the row's name, copied. */
struct candidates {
	struct person_row **rows; /* owned */
	size_t count;
};

static bool keep_candidate(void *arg, const struct person_row *row)
{
	struct candidates *c = arg;

	c->rows = xrealloc(c->rows, (c->count + 1) * sizeof(struct person_row *));
	c->rows[c->count++] = person_row_dup(row);
	return true;
}

static void free_candidates(struct candidates *c)
{
	for (size_t i = 0; i < c->count; i++)
		free(c->rows[i]);
	free(c->rows);
	*c = (struct candidates){ .count = 0 };
}

/* The two names of the row, from two cells or from one. */
static void take_names(struct importer *im)
{
	struct str *family = &im->cells[P_FAMILY], *given = &im->cells[P_GIVEN];
	size_t source = P_COUNT;
	char *full, *heading;

	if (family->len == 0 && given->len == 0 && im->cells[P_FULL].len > 0)
		source = P_FULL;
	else if (!columns_has(&im->columns, P_GIVEN) && strchr(family->buf, ' ') != NULL)
		source = P_FAMILY;
	if (source == P_COUNT)
		return;
	full = xstrdup(im->cells[source].buf);
	heading = fold_dup(csv_cell(im->headings, im->columns.at[source]));
	str_reset(family);
	str_reset(given);
	name_split(full,
		strncmp(heading, "nom p", 5) == 0 || strncmp(heading, "nom et", 6) == 0, family,
		given);
	free(full);
	free(heading);
}

static bool same_name(const struct importer *im, const char *family, const char *given)
{
	char *a = fold_person_key(importer_cell(im, P_FAMILY), importer_cell(im, P_GIVEN));
	char *b = fold_person_key(family, given), *swapped = fold_person_key(given, family);
	bool same = strcmp(a, b) == 0 || strcmp(a, swapped) == 0;

	free(a);
	free(b);
	free(swapped);
	return same;
}

static bool same_email(const char *a, const char *b)
{
	return *a != '\0' && strcasecmp(a, b) == 0;
}

/* Whether a row of the database says all that the file's row says. */
static bool says_all(const struct importer *im, const struct person_row *row)
{
	const struct {
		size_t field;
		const char *have;
	} texts[] = {
		{ P_EMAIL, row->email },
		{ P_PHONE, row->phone },
		{ P_MOBILE, row->mobile },
		{ P_FUNCTION, row->function },
	};

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		if (strcmp(importer_cell(im, texts[i].field), texts[i].have) != 0)
			return false;
	}
	return true;
}

/* The candidate of the row's structure whose address does not say otherwise. */
static bool pick(struct importer *im, const struct candidates *c, int64_t structure,
	const struct person_row **found, struct err *err)
{
	const char *email = importer_cell(im, P_EMAIL);
	const struct person_row *exact = NULL;
	size_t n = 0, exacts = 0;

	*found = NULL;
	/* A structure that nobody knows yet employs nobody yet. */
	if (structure == 0 && im->cells[P_STRUCTURE].len > 0)
		return true;
	for (size_t i = 0; i < c->count; i++) {
		const struct person_row *row = c->rows[i];

		if (row->structure_id != structure || (*email != '\0' && *row->email != '\0' &&
							      !same_email(email, row->email)))
			continue;
		n++;
		*found = row;
		if (says_all(im, row)) {
			exacts++;
			exact = row;
		}
	}
	if (n > 1)
		*found = exact;
	if (n > 1 && exacts == 0)
		return err_set(err, ERR_AMBIGUOUS,
			_("%zu people answer to this name in this structure: give an e-mail "
			  "address"),
			n);
	return true;
}

static void show_row(const struct person_row *row, struct str *out)
{
	str_add(out, row->name);
	if (*row->structure != '\0')
		str_addf(out, ", %s", row->structure);
	if (*row->email != '\0')
		str_addf(out, ", %s", row->email);
}

static void list_doubtful(
	struct importer *im, const struct importer_person *p, const struct candidates *c)
{
	struct str who = STR_INIT;

	for (size_t i = 0; i < c->count && i < LISTED; i++) {
		str_reset(&who);
		show_row(c->rows[i], &who);
		importer_say(im, IMPORT_DOUBTFUL, p->what.buf,
			_("same name as %s; added as another person"), who.buf);
	}
	str_release(&who);
}

/* Who has the row's address. `*row` (owned) is NULL when nobody has. */
static bool by_email(struct importer *im, const struct candidates *c, struct person_row **row,
	struct err *err)
{
	const char *email = importer_cell(im, P_EMAIL);
	struct candidates one = { .count = 0 };
	int64_t id = 0;

	*row = NULL;
	if (*email == '\0')
		return true;
	for (size_t i = 0; i < c->count; i++) {
		if (same_email(email, c->rows[i]->email)) {
			*row = person_row_dup(c->rows[i]);
			return true;
		}
	}
	if (!person_find_by_email(im->db, email, &id, err))
		return false;
	if (id != 0 && !person_row_get(im->db, id, keep_candidate, &one, err))
		return false;
	if (one.count > 0)
		*row = person_row_dup(one.rows[0]);
	free_candidates(&one);
	return true;
}

/* The structure named by the row, made when nobody knows it. */
static bool need_structure(struct importer *im, int64_t *id, struct err *err)
{
	const char *name = importer_cell(im, P_STRUCTURE), *town = importer_cell(im, P_TOWN);
	struct structure s;
	bool ok;

	if (*id != 0 || *name == '\0')
		return true;
	structure_init(&s);
	s.kind = STRUCTURE_OTHER;
	s.name = xstrdup(name);
	s.town = xstrdup(town);
	ok = structure_save(im->db, &s, err);
	if (ok) {
		*id = s.id;
		structure_index_add(&im->structures, s.id, name, town, 0, "");
		im->summary.structures++;
		importer_say(im, IMPORT_NOTE, name,
			_("structure not known yet: added, of kind 'other'"));
	}
	structure_release(&s);
	return ok || err_wrap(err, "structure");
}

static void set_text(struct importer *im, size_t field, char **text)
{
	free(*text);
	*text = xstrdup(importer_cell(im, field));
}

static bool create(struct importer *im, struct importer_person *p, int64_t structure,
	int64_t cite, struct err *err)
{
	struct person person;
	bool ok = need_structure(im, &structure, err);

	if (!ok)
		return false;
	person_init(&person);
	set_text(im, P_FAMILY, &person.family_name);
	set_text(im, P_GIVEN, &person.given_name);
	set_text(im, P_EMAIL, &person.email);
	set_text(im, P_PHONE, &person.phone);
	set_text(im, P_MOBILE, &person.mobile);
	set_text(im, P_FUNCTION, &person.function);
	person.structure = structure;
	person.cite = cite;
	ok = person_save(im->db, &person, err);
	p->id = person.id;
	p->created = ok;
	person_release(&person);
	return ok;
}

/* Whether the structure is of that cité: then the person's need not be written besides. */
static bool follows_structure(struct importer *im, int64_t structure, int64_t cite)
{
	struct structure s;
	bool follows;

	structure_init(&s);
	follows =
		structure != 0 && structure_get(im->db, structure, &s, NULL) && s.cite == cite;
	structure_release(&s);
	return follows;
}

/* Fills what was empty of somebody known. */
static bool complete(struct importer *im, struct importer_person *p, int64_t structure,
	int64_t cite, struct err *err)
{
	struct person person;
	bool ok, changed;

	person_init(&person);
	ok = person_get(im->db, p->id, &person, err);
	if (ok && person.structure == 0)
		ok = need_structure(im, &structure, err);
	if (ok) {
		changed = importer_fill(im, p->what.buf, P_EMAIL, &person.email);
		changed |= importer_fill(im, p->what.buf, P_PHONE, &person.phone);
		changed |= importer_fill(im, p->what.buf, P_MOBILE, &person.mobile);
		changed |= importer_fill(im, p->what.buf, P_FUNCTION, &person.function);
		changed |= importer_fill_id(
			im, p->what.buf, P_STRUCTURE, &person.structure, structure);
		if (person.cite != 0 || !follows_structure(im, person.structure, cite))
			changed |=
				importer_fill_id(im, p->what.buf, P_CITE, &person.cite, cite);
		if (person.structure != 0 && structure == 0 && im->cells[P_STRUCTURE].len > 0)
			importer_say(im, IMPORT_NOTE, p->what.buf,
				_("%s kept as it is, not '%s'"), "structure",
				importer_cell(im, P_STRUCTURE));
		ok = !changed || person_save(im->db, &person, err);
		p->updated = ok && changed;
	}
	person_release(&person);
	return ok;
}

/* Decides who the row is, once its values are known to be good. */
static bool recognise(struct importer *im, struct importer_person *p,
	const struct candidates *c, int64_t structure, int64_t cite, struct err *err)
{
	const struct person_row *named = NULL;
	struct person_row *mailed = NULL;
	struct str who = STR_INIT;
	bool ok = by_email(im, c, &mailed, err), done = false;

	if (ok && mailed != NULL) {
		show_row(mailed, &who);
		if (im->cells[P_FAMILY].len + im->cells[P_GIVEN].len == 0 ||
			same_name(im, mailed->family_name, mailed->given_name)) {
			p->id = mailed->id;
			ok = complete(im, p, structure, cite, err);
			done = true;
		} else if (names_alike(importer_cell(im, P_FAMILY), importer_cell(im, P_GIVEN),
				   mailed->family_name, mailed->given_name)) {
			p->id = mailed->id;
			importer_say(im, IMPORT_DOUBTFUL, p->what.buf,
				_("same e-mail address as %s: taken for the same person, left "
				  "unchanged"),
				who.buf);
			done = true;
		} else {
			importer_say(im, IMPORT_DOUBTFUL, p->what.buf,
				_("same e-mail address as %s, quite another name: taken for "
				  "two people"),
				who.buf);
		}
	}
	ok = ok && (done || pick(im, c, structure, &named, err));
	if (ok && !done && named != NULL) {
		p->id = named->id;
		ok = complete(im, p, structure, cite, err);
	} else if (ok && !done) {
		list_doubtful(im, p, c);
		ok = create(im, p, structure, cite, err);
	}
	free(mailed);
	str_release(&who);
	return ok;
}

static bool by_id(struct importer *im, struct importer_person *p, bool *found, struct err *err)
{
	struct candidates one = { .count = 0 };
	struct err why = ERR_INIT;
	int64_t id;

	*found = false;
	if (!id_parse(importer_cell(im, R_PERSON_ID), &id))
		return true;
	if (!person_row_get(im->db, id, keep_candidate, &one, &why)) {
		if (why.code != ERR_NOT_FOUND && err != NULL)
			*err = why;
		return why.code == ERR_NOT_FOUND;
	}
	/* An id from another database may be anybody's: the name must agree. */
	if (one.count > 0 && same_name(im, one.rows[0]->family_name, one.rows[0]->given_name)) {
		p->id = id;
		*found = true;
	}
	free_candidates(&one);
	return true;
}

/* An address without a name serves for somebody known. */
static bool by_address_alone(struct importer *im, struct importer_person *p, struct err *err)
{
	const struct candidates nobody = { .count = 0 };
	struct person_row *row;

	if (!by_email(im, &nobody, &row, err))
		return false;
	if (row == NULL)
		return err_set(err, ERR_INVALID, _("there is no name"));
	p->id = row->id;
	str_reset(&p->what);
	str_add(&p->what, row->name);
	free(row);
	return true;
}

static bool has_letters(const char *family, const char *given)
{
	char *key = fold_person_key(family, given);
	bool has = strspn(key, " ") < strlen(key);

	free(key);
	return has;
}

bool importer_person(struct importer *im, struct importer_person *p, struct err *err)
{
	const char *family, *given;
	struct candidates c = { .count = 0 };
	int64_t cite = 0, structure = 0;
	bool ok, found = false;

	take_names(im);
	family = importer_cell(im, P_FAMILY);
	given = importer_cell(im, P_GIVEN);
	text_person(&p->what, family, given);
	if (*family == '\0' && *given == '\0')
		str_add(&p->what, importer_cell(im, P_EMAIL));
	if (im->columns.count > R_PERSON_ID && im->cells[R_PERSON_ID].len > 0) {
		if (!by_id(im, p, &found, err) || found)
			return found;
	}
	if (!importer_email(im, P_EMAIL, err) || !importer_phone(im, P_PHONE, err) ||
		!importer_phone(im, P_MOBILE, err) || !importer_cite(im, P_CITE, &cite, err) ||
		!importer_structure(
			im, P_STRUCTURE, importer_cell(im, P_TOWN), cite, &structure, err))
		return false;
	if (*family == '\0' && *given == '\0')
		return by_address_alone(im, p, err);
	if (!has_letters(family, given))
		return err_set(err, ERR_INVALID, _("'%s' is no name"), p->what.buf);
	ok = person_candidates(im->db, family, given, 0, keep_candidate, &c, err) &&
	     recognise(im, p, &c, structure, cite, err);
	free_candidates(&c);
	return ok;
}
