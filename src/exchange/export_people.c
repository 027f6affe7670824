#include "exchange/export_people.h"

#include <string.h>

#include "etape/i18n.h"
#include "etape/person.h"
#include "etape/vcard.h"

struct people_exporter {
	struct output *out;			  /* borrowed */
	struct rows *rows;			  /* borrowed; NULL for vCards */
	const struct structure_index *structures; /* for names that several have */
	struct str label;			  /* of a structure, for the row at hand */
	struct str card;
};

static void add_card(struct people_exporter *ex, const struct person_row *row)
{
	const struct vcard card = {
		.id = row->id,
		.family_name = row->family_name,
		.given_name = row->given_name,
		.email = row->email,
		.phone = row->phone,
		.mobile = row->mobile,
		.structure = row->structure,
		.function = row->function,
		.posts = row->posts,
		.written = row->written,
		.cite = row->cite,
	};

	str_reset(&ex->card);
	vcard_add(&ex->card, &card);
	if (output_is_terminal(ex->out)) {
		for (char *s = ex->card.buf; *s != '\0'; s++) {
			if (*s == '\r')
				memmove(s, s + 1, strlen(s));
		}
		output_text(ex->out, ex->card.buf);
	} else {
		output_write(ex->out, ex->card.buf, ex->card.len);
	}
}

static bool on_person(void *arg, const struct person_row *row)
{
	struct people_exporter *ex = arg;
	struct person_row copy = *row;

	if (ex->rows == NULL) {
		add_card(ex, row);
		return !output_failed(ex->out);
	}
	if (row->structure_id != 0) {
		str_reset(&ex->label);
		structure_index_label(ex->structures, row->structure_id, row->structure, &ex->label);
		copy.structure = ex->label.buf;
	}
	rows_add(ex->rows, &copy);
	return !output_failed(ex->out);
}

bool export_people_to(struct db *db, const int64_t *ids, size_t count, struct rows *rows,
	const struct structure_index *structures, struct output *out, struct err *err)
{
	const struct person_filter all = PERSON_FILTER_ALL;
	const struct page page = { .n = INT32_MAX };
	struct people_exporter ex = {
		.out = out,
		.rows = rows,
		.structures = structures,
		.label = STR_INIT,
		.card = STR_INIT,
	};
	bool ok = ids == NULL ? person_page(db, &all, &page, on_person, &ex, err)
			      : person_rows(db, ids, count, CIVIL_NONE, on_person, &ex, err);

	str_release(&ex.label);
	str_release(&ex.card);
	return ok;
}

bool export_people(struct db *db, const int64_t *ids, size_t count, enum format format,
	struct output *out, struct err *err)
{
	struct structure_index structures = { .buckets = NULL };
	struct rows *rows = NULL;
	bool ok;

	if (format == FORMAT_ICS)
		return err_set(err, ERR_USAGE, _("%s cannot be written as %s"),
			export_kind_name(EXPORT_PEOPLE), format_name(format));
	ok = structure_index_load(&structures, db, err);
	if (ok && format != FORMAT_VCARD)
		rows = rows_new(out, &person_csv_type, format);
	ok = ok && export_people_to(db, ids, count, rows, &structures, out, err);
	rows_end(&rows);
	structure_index_release(&structures);
	return ok;
}
