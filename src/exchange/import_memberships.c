#include <string.h>

#include "etape/i18n.h"
#include "etape/membership.h"
#include "exchange/importer.h"

enum {
	A_STRUCTURE,
	A_FROM,
	A_TO,
	A_YEAR,
	A_COUNT,
};

static const struct column_field membership_fields[A_COUNT] = {
	[A_STRUCTURE] = { .key = "structure",
		.aliases = "adherent|organisme|organisation|collectivite|nom|membre|member|"
			   "nom de la structure|name",
		.required = true },
	[A_FROM] = { .key = "valid_from",
		.aliases = "debut|du|depuis|date de debut|date debut|date d "
			   "adhesion|adhesion|from|"
			   "start" },
	[A_TO] = { .key = "valid_to",
		.aliases = "fin|au|jusqu au|date de fin|date fin|echeance|to|end|until" },
	[A_YEAR] = { .key = "year", .aliases = "annee|annee d adhesion|exercice" },
};

struct known {
	const struct membership *wanted;
	int64_t exact; /* the same days */
	int64_t open;  /* the same start, no end yet */
};

static bool compare(void *arg, const struct membership_row *row)
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

/* A year stands for its first and last days. */
static bool take_dates(struct importer *im, struct membership *m, struct err *err)
{
	if (!importer_date(im, A_FROM, false, &m->from, err) ||
		!importer_date(im, A_TO, true, &m->to, err))
		return false;
	if (im->cells[A_YEAR].len > 0 && im->cells[A_FROM].len == 0 &&
		im->cells[A_TO].len == 0 &&
		(!importer_date(im, A_YEAR, false, &m->from, err) ||
			!importer_date(im, A_YEAR, true, &m->to, err)))
		return false;
	if (m->from != CIVIL_NONE && m->to != CIVIL_NONE && m->to < m->from)
		return err_set(err, ERR_INVALID, _("it ends before it begins"));
	return true;
}

static bool end_open(struct importer *im, int64_t id, day_t to, struct err *err)
{
	struct membership m;
	bool ok;

	membership_init(&m);
	ok = membership_get(im->db, id, &m, err);
	m.to = to;
	ok = ok && membership_save(im->db, &m, err);
	membership_release(&m);
	return ok;
}

static bool save(struct importer *im, struct membership *m, struct err *err)
{
	struct known known = { .wanted = m };
	enum import_outcome outcome = IMPORT_MATCHED;
	bool ok = membership_list(im->db, m->structure, CIVIL_NONE, compare, &known, err);

	if (ok && known.exact == 0 && known.open != 0) {
		outcome = IMPORT_UPDATED;
		ok = end_open(im, known.open, m->to, err);
	} else if (ok && known.exact == 0) {
		outcome = IMPORT_CREATED;
		ok = membership_save(im->db, m, err);
	}
	if (ok)
		importer_say(im, outcome, importer_cell(im, A_STRUCTURE), "%s", "");
	return ok;
}

static bool memberships_row(struct importer *im, struct err *err)
{
	struct membership m;
	bool ok;

	membership_init(&m);
	m.from = m.to = CIVIL_NONE;
	ok = importer_structure(im, A_STRUCTURE, "", 0, &m.structure, err) &&
	     take_dates(im, &m, err);
	if (ok && m.structure == 0)
		ok = err_set(err, ERR_NOT_FOUND,
			_("no structure is called '%s': import the structures first"),
			importer_cell(im, A_STRUCTURE));
	ok = ok && save(im, &m, err);
	membership_release(&m);
	return ok;
}

const struct import_ops import_memberships = {
	.name = "memberships",
	.change = CHANGE_IMPORT_MEMBERSHIPS,
	.fields = membership_fields,
	.field_count = A_COUNT,
	.row = memberships_row,
};
