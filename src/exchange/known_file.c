#include "etape/known_file.h"

#include "etape/fees.h"
#include "etape/i18n.h"
#include "etape/journal.h"
#include "etape/known.h"
#include "etape/registration.h"

/* One file with everything: in JSON an object of arrays, for people headings and lines. */
struct everything {
	struct db *db;
	struct output *out;
	bool json;
	struct rows *rows;   /* JSON: of the part at hand; NULL before the first */
	size_t parts;
	size_t count;	     /* rows of the part */
	const char *heading; /* of the part, not written yet */
	struct err *err;
};

static void everything_text(struct everything *e, const char *text)
{
	output_text(e->out, text);
	output_text(e->out, "\n");
}

static void everything_begin(struct everything *e, const struct record_type *type, const char *heading)
{
	struct str line = STR_INIT;

	e->heading = heading;
	e->count = 0;
	if (e->json) {
		rows_end(&e->rows);
		str_add(&line, e->parts ? ",\n" : "{\n");
		json_add_string(&line, type->name);
		str_add(&line, ": ");
		output_write(e->out, line.buf, line.len);
		e->rows = rows_new(e->out, type, FORMAT_JSON);
	}
	e->parts++;
	str_release(&line);
}

static void everything_add(struct everything *e, const struct record_type *type, const void *row)
{
	if (e->json) {
		rows_add(e->rows, row);
		return;
	}
	if (!e->count++) {
		if (e->parts > 1)
			everything_text(e, "");
		everything_text(e, e->heading);
	}
	everything_text(e, "");
	rows_one(e->out, type, row, FORMAT_TABLE);
}

static bool everything_part(void *arg, const struct known_part *part)
{
	everything_begin(arg, part->type, _(part->heading));
	return true;
}

static bool everything_row(void *arg, const struct known_part *part, const struct value *values)
{
	everything_add(arg, part->type, values);
	return true;
}

static bool everything_fee(void *arg, const struct fee_row *row)
{
	everything_add(arg, &fee_type, row);
	return true;
}

static bool everything_event(void *arg, const struct registration_row *row)
{
	struct everything *e = arg;

	return fees_of_person(e->db, row->event_id, row->person_id, everything_fee, e, e->err);
}

static bool everything_fees(struct everything *e, int64_t person, struct err *err)
{
	struct registration_filter filter = REGISTRATION_FILTER_ALL;

	filter.person = person;
	everything_begin(e, &fee_type, _("Fees"));
	return registration_list(e->db, &filter, everything_event, e, err) &&
	       err->code == ERR_NONE;
}

/* --- beside her own rows --- */

static void everything_mention(void *arg, const struct known_mention *mention)
{
	everything_add(arg, &known_mention_type, mention);
}

static void everything_signed(void *arg, const struct known_signed *with)
{
	everything_add(arg, &known_signed_type, with);
}

static bool everything_around(struct everything *e, int64_t person, struct err *err)
{
	everything_begin(e, &known_mention_type, _("Named in texts about others"));
	if (!known_mentions(e->db, person, everything_mention, e, err))
		return false;
	everything_begin(e, &known_signed_type, _("Changes signed with this name"));
	return known_signatures(e->db, person, everything_signed, e, err);
}

static const struct field everything_log_fields[] = {
	{ .key = "at", .heading = N_("When"), .kind = FIELD_INSTANT },
	{ .key = "author", .heading = N_("Who"), .kind = FIELD_TEXT },
	{ .key = "desk", .heading = N_("Desk"), .kind = FIELD_TEXT },
	{ .key = "label", .heading = N_("What"), .kind = FIELD_TEXT },
	{ .key = "id", .heading = N_("Change"), .kind = FIELD_ID },
	{ .key = "undone_by", .kind = FIELD_ID },
};

static struct value everything_log_value(const void *row, size_t i)
{
	const struct journal_entry *e = row;

	switch (i) {
	case 0:
		return value_instant(e->at);
	case 1:
		return value_text(e->author);
	case 2:
		return value_text(e->desk);
	case 3:
		return value_text(e->label);
	case 4:
		return value_id(e->id);
	default:
		return value_id(e->undone_by);
	}
}

static const struct record_type everything_log = {
	.name = "log",
	.fields = everything_log_fields,
	.count = sizeof everything_log_fields / sizeof *everything_log_fields,
	.get = everything_log_value,
};

static bool everything_entry(void *arg, const struct journal_entry *entry)
{
	everything_add(arg, &everything_log, entry);
	return true;
}

bool known_write(struct db *db, int64_t person, enum format format, struct output *out,
	struct err *err)
{
	struct everything e = { .db = db, .out = out, .json = format == FORMAT_JSON, .err = err };
	const struct known_reader reader = {
		.begin = everything_part,
		.row = everything_row,
		.arg = &e,
	};
	bool ok;

	if (format != FORMAT_JSON && format != FORMAT_TABLE)
		return err_set(err, ERR_USAGE,
			_("everything known of a person is written as table or json, not as %s"),
			format_name(format));
	ok = known_read(db, person, &reader, err) && everything_fees(&e, person, err) &&
	     everything_around(&e, person, err);
	if (ok) {
		everything_begin(&e, &everything_log, _("Journal"));
		ok = known_journal(db, person, everything_entry, &e, err);
	}
	rows_end(&e.rows);
	if (e.json)
		output_write(out, "}\n", 2);
	return ok;
}
