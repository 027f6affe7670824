#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "etape/i18n.h"
#include "etape/mandate.h"
#include "etape/person.h"
#include "exchange/importer.h"

enum {
	M_PERSON,
	M_CITE,
	M_ROLE,
	M_STRUCTURE,
	M_FROM,
	M_TO,
	M_COUNT,
};

static const struct column_field mandate_fields[M_COUNT] = {
	[M_PERSON] = { .key = "person_email",
		.aliases = "email|courriel|e mail|mail|adresse mail|adresse e mail|"
			   "adresse electronique|mel|person|personne|email address",
		.required = true },
	[M_CITE] = { .key = "cite",
		.aliases = "cite educative|territoire|nom de la cite educative|territory",
		.required = true },
	[M_ROLE] = { .key = "role",
		.aliases = "fonction|mandat|poste|qualite",
		.required = true },
	[M_STRUCTURE] = { .key = "structure",
		.aliases = "organisme|organisation|employeur|institution|etablissement" },
	[M_FROM] = { .key = "valid_from",
		.aliases = "debut|du|depuis|date de debut|date debut|prise de fonction|"
			   "date de prise de fonction|from|start" },
	[M_TO] = { .key = "valid_to",
		.aliases = "fin|au|jusqu au|date de fin|date fin|to|end|until" },
};

/* What the database knows of the person's post in the cité. */
struct known {
	const struct mandate *wanted;
	int64_t exact; /* the same days */
	int64_t open;  /* the same start, no end yet */
};

static bool compare(void *arg, const struct mandate_row *row)
{
	struct known *k = arg;
	day_t from = CIVIL_NONE, to = CIVIL_NONE;

	if (*row->from != '\0')
		civil_parse_iso(row->from, &from);
	if (*row->to != '\0')
		civil_parse_iso(row->to, &to);
	if (from == k->wanted->from && to == k->wanted->to)
		k->exact = row->id;
	else if (from == k->wanted->from && to == CIVIL_NONE)
		k->open = row->id;
	return true;
}

/* Who "NOM Prénom <address>" is: of those of one address, the one of that name. */
struct named {
	const char *address;
	int64_t id;
	size_t count;
};

static bool has_address(void *arg, const struct person_row *row)
{
	struct named *n = arg;

	if (strcasecmp(row->email, n->address) == 0) {
		n->id = row->id;
		n->count++;
	}
	return true;
}

static bool by_name_and_address(
	struct importer *im, const char *cell, const char *open, int64_t *id, struct err *err)
{
	struct str family = STR_INIT, given = STR_INIT;
	char *name = xstrndup(cell, (size_t)(open - cell));
	char *address = xstrndup(open + 1, strcspn(open + 1, ">"));
	struct named found = { .address = address };
	bool ok;

	name_split(name, true, &family, &given);
	ok = person_candidates(im->db, family.buf, given.buf, 0, has_address, &found, err);
	*id = found.count == 1 ? found.id : 0;
	str_release(&family);
	str_release(&given);
	free(name);
	free(address);
	return ok;
}

/* The person of a cell: an address, "NOM Prénom <address>", or a name that one person has. */
static bool take_person(struct importer *im, int64_t *id, struct err *err)
{
	const char *cell = importer_cell(im, M_PERSON), *open = strchr(cell, '<');

	if (*cell == '\0')
		return err_set(err, ERR_INVALID, _("there is no person"));
	if (open != NULL && open != cell) {
		if (!by_name_and_address(im, cell, open, id, err) || *id != 0)
			return *id != 0;
	}
	if (strchr(cell, '@') == NULL)
		return person_resolve(im->db, cell, id, err);
	if (!importer_email(im, M_PERSON, err) ||
		!person_find_by_email(im->db, importer_cell(im, M_PERSON), id, err))
		return false;
	if (*id == 0)
		return err_set(err, ERR_NOT_FOUND,
			_("nobody has the address '%s': import the people first"),
			importer_cell(im, M_PERSON));
	return true;
}

static bool take(struct importer *im, struct mandate *m, struct err *err)
{
	int role = ANY;

	if (!take_person(im, &m->person, err) || !importer_cite(im, M_CITE, &m->cite, err) ||
		!importer_word(im, M_ROLE, &mandate_roles, &role, err) ||
		!importer_structure(im, M_STRUCTURE, "", m->cite, &m->structure, err) ||
		!importer_date(im, M_FROM, false, &m->from, err) ||
		!importer_date(im, M_TO, true, &m->to, err))
		return false;
	if (m->cite == 0)
		return err_set(err, ERR_INVALID, _("there is no cité"));
	if (role == ANY)
		return err_set(err, ERR_INVALID, _("there is no role"));
	m->role = (enum mandate_role)role;
	if (m->structure == 0 && im->cells[M_STRUCTURE].len > 0)
		return err_set(err, ERR_NOT_FOUND,
			_("no structure is called '%s': import the structures first"),
			importer_cell(im, M_STRUCTURE));
	if (m->from != CIVIL_NONE && m->to != CIVIL_NONE && m->to < m->from)
		return err_set(err, ERR_INVALID, _("it ends before it begins"));
	return true;
}

/* Completes a mandate known already: its end, its structure. */
static bool complete(struct importer *im, int64_t id, const struct mandate *wanted,
	const char *what, struct err *err)
{
	struct mandate m;
	bool ok, changed;

	mandate_init(&m);
	ok = mandate_get(im->db, id, &m, err);
	changed =
		ok && importer_fill_id(im, what, M_STRUCTURE, &m.structure, wanted->structure);
	if (ok && m.to == CIVIL_NONE && wanted->to != CIVIL_NONE) {
		m.to = wanted->to;
		changed = true;
	}
	ok = ok && (!changed || mandate_save(im->db, &m, err));
	if (ok)
		importer_say(im, changed ? IMPORT_UPDATED : IMPORT_MATCHED, what, "%s",
			importer_cell(im, M_ROLE));
	mandate_release(&m);
	return ok;
}

static bool save(struct importer *im, struct mandate *m, struct err *err)
{
	struct mandate_filter filter = {
		.person = m->person, .cite = m->cite, .role = (int)m->role, .on = CIVIL_NONE
	};
	struct known known = { .wanted = m };
	struct str what = STR_INIT;
	bool ok;

	str_addf(&what, "%s, %s", importer_cell(im, M_PERSON), importer_cell(im, M_CITE));
	ok = mandate_list(im->db, &filter, compare, &known, err);
	if (ok && (known.exact != 0 || known.open != 0)) {
		ok = complete(
			im, known.exact != 0 ? known.exact : known.open, m, what.buf, err);
	} else if (ok) {
		ok = mandate_save(im->db, m, err);
		if (ok)
			importer_say(
				im, IMPORT_CREATED, what.buf, "%s", importer_cell(im, M_ROLE));
	}
	str_release(&what);
	return ok;
}

static bool mandates_row(struct importer *im, struct err *err)
{
	struct mandate m;
	bool ok;

	mandate_init(&m);
	m.from = m.to = CIVIL_NONE;
	ok = take(im, &m, err) && save(im, &m, err);
	mandate_release(&m);
	return ok;
}

const struct import_ops import_mandates = {
	.name = "mandates",
	.change = CHANGE_IMPORT_MANDATES,
	.fields = mandate_fields,
	.field_count = M_COUNT,
	.row = mandates_row,
};
