#include "etape/i18n.h"
#include "exchange/importer.h"

/* A name comes in one column or in two. */
static bool check_people(struct importer *im, const struct csv_row *headings, struct err *err)
{
	struct columns names = im->columns;
	struct column_field fields[P_GIVEN + 1];

	if (columns_has(&im->columns, P_FAMILY) || columns_has(&im->columns, P_FULL))
		return true;
	for (size_t i = 0; i <= P_GIVEN; i++) {
		fields[i] = person_fields[i];
		fields[i].required = i == P_FAMILY;
	}
	names.fields = fields;
	names.count = P_GIVEN + 1;
	return columns_require(&names, headings, err) || err_wrap(err, "%s", im->options->path);
}

static bool people_row(struct importer *im, struct err *err)
{
	struct importer_person p = { .what = STR_INIT };
	bool ok = importer_person(im, &p, err);

	if (ok)
		importer_say(im,
			p.created   ? IMPORT_CREATED
			: p.updated ? IMPORT_UPDATED
				    : IMPORT_MATCHED,
			p.what.buf, "%s", importer_cell(im, P_EMAIL));
	str_release(&p.what);
	return ok;
}

const struct import_ops import_people = {
	.name = "people",
	.change = CHANGE_IMPORT_PEOPLE,
	.fields = person_fields,
	.field_count = P_COUNT,
	.check = check_people,
	.row = people_row,
};
