#include <stdlib.h>

#include "etape/cite_label.h"
#include "etape/i18n.h"
#include "exchange/importer.h"

enum {
	L_CITE,
	L_STATUS,
	L_FROM,
	L_TO,
	L_NOTE,
	L_COUNT,
};

static const struct column_field label_fields[L_COUNT] = {
	[L_CITE] = { .key = "cite",
		.aliases = "cite educative|code|territoire|nom|nom de la cite|nom de la cite educative|"
			   "territory",
		.required = true },
	[L_STATUS] = { .key = "status",
		.aliases = "statut|etat|label|statut du label|etat du label|situation",
		.required = true },
	[L_FROM] = { .key = "valid_from",
		.aliases = "debut|du|depuis|date de debut|date debut|a partir du|labellisation|"
			   "date de labellisation|date du label|annee|vague|date|from|start|since" },
	[L_TO] = { .key = "valid_to",
		.aliases = "fin|au|jusqu au|date de fin|date fin|echeance|to|end|until" },
	[L_NOTE] = { .key = "note",
		.aliases = "remarque|remarques|commentaire|commentaires|observation|observations|comment" },
};

/* What the database knows of that status. */
struct known {
	const struct cite_label *wanted;
	int64_t exact; /* the same days */
	int64_t open;  /* the same start, no end yet */
};

static bool compare(void *arg, const struct cite_label_row *row)
{
	struct known *k = arg;
	day_t from = CIVIL_NONE, to = CIVIL_NONE;

	civil_parse_iso(row->from, &from);
	civil_parse_iso(row->to, &to);
	if (row->status != k->wanted->status || from != k->wanted->from)
		return true;
	if (to == k->wanted->to)
		k->exact = row->id;
	else if (to == CIVIL_NONE || k->wanted->to == CIVIL_NONE)
		k->open = row->id;
	return true;
}

static bool take(struct importer *im, struct cite_label *l, struct err *err)
{
	int status = ANY;

	if (!importer_cite(im, L_CITE, &l->cite, err) ||
		!importer_word(im, L_STATUS, &label_statuses, &status, err) ||
		!importer_date(im, L_FROM, false, &l->from, err) ||
		!importer_date(im, L_TO, true, &l->to, err))
		return false;
	if (l->cite == 0)
		return err_set(err, ERR_INVALID, _("there is no cité"));
	if (status == ANY)
		return err_set(err, ERR_INVALID, _("there is no status of the label"));
	l->status = (enum label_status)status;
	return true;
}

/* Completes a status known already: its end, its note. */
static bool complete(struct importer *im, int64_t id, const struct cite_label *wanted, struct err *err)
{
	struct cite_label l;
	bool ok, changed;

	cite_label_init(&l);
	ok = cite_label_get(im->db, id, &l, err);
	changed = ok && importer_fill(im, importer_cell(im, L_CITE), L_NOTE, &l.note);
	if (ok && l.to == CIVIL_NONE && wanted->to != CIVIL_NONE) {
		l.to = wanted->to;
		changed = true;
	}
	ok = ok && (!changed || cite_label_save(im->db, &l, err));
	if (ok)
		importer_say(im, changed ? IMPORT_UPDATED : IMPORT_MATCHED, importer_cell(im, L_CITE),
			"%s", vocabulary_label(&label_statuses, (int)wanted->status));
	cite_label_release(&l);
	return ok;
}

static bool save(struct importer *im, struct cite_label *l, struct err *err)
{
	struct known known = { .wanted = l };

	if (!cite_label_list(im->db, l->cite, CIVIL_NONE, compare, &known, err))
		return false;
	if (known.exact != 0 || known.open != 0)
		return complete(im, known.exact != 0 ? known.exact : known.open, l, err);
	if (!cite_label_save(im->db, l, err))
		return false;
	importer_say(im, IMPORT_CREATED, importer_cell(im, L_CITE), "%s",
		vocabulary_label(&label_statuses, (int)l->status));
	return true;
}

static bool labels_row(struct importer *im, struct err *err)
{
	struct cite_label l;
	bool ok;

	cite_label_init(&l);
	l.note = xstrdup(importer_cell(im, L_NOTE));
	ok = take(im, &l, err) && save(im, &l, err);
	cite_label_release(&l);
	return ok;
}

const struct import_ops import_labels = {
	.name = "labels",
	.change = CHANGE_IMPORT_LABELS,
	.fields = label_fields,
	.field_count = L_COUNT,
	.row = labels_row,
};
