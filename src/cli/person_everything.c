#include "cli/person_everything.h"

#include <string.h>

#include "cli/args.h"
#include "cli/lines.h"
#include "cli/log.h"
#include "etape/fees.h"
#include "etape/i18n.h"
#include "etape/known.h"
#include "etape/registration.h"

/* One file with everything: in JSON an object of arrays, for people headings and lines. */
struct everything {
	const struct cli *cli;
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

	return fees_of_person(e->cli->db, row->event_id, row->person_id, everything_fee, e, e->err);
}

static bool everything_fees(struct everything *e, int64_t person, struct err *err)
{
	struct registration_filter filter = REGISTRATION_FILTER_ALL;

	filter.person = person;
	everything_begin(e, &fee_type, _("Fees"));
	return registration_list(e->cli->db, &filter, everything_event, e, err) &&
	       err->code == ERR_NONE;
}

static bool everything_entry(void *arg, const struct journal_entry *entry)
{
	struct everything *e = arg;

	everything_add(e, e->json ? &log_type : &line_change_type, entry);
	return true;
}

static bool everything_write(struct everything *e, int64_t person, struct err *err)
{
	const struct known_reader reader = {
		.begin = everything_part,
		.row = everything_row,
		.arg = e,
	};
	bool ok = known_read(e->cli->db, person, &reader, err) && everything_fees(e, person, err);

	if (ok) {
		everything_begin(e, &log_type, _("Journal"));
		ok = known_journal(e->cli->db, person, everything_entry, e, err);
	}
	rows_end(&e->rows);
	if (e->json)
		output_write(e->out, "}\n", 2);
	return ok;
}

bool person_everything(struct cli *cli, int64_t person, struct err *err)
{
	const char *path = args_value(cli->args, "output");
	const bool file = path && strcmp(path, "-") != 0;
	struct everything e = {
		.cli = cli,
		.out = cli->out,
		.json = cli->format == FORMAT_JSON,
		.err = err,
	};

	if (cli->format == FORMAT_CSV)
		return err_set(err, ERR_USAGE,
			_("everything known of a person is written as table or json, not as csv"));
	if (!file)
		return everything_write(&e, person, err);
	if (!output_open(&e.out, path, 0, err))
		return false;
	if (!everything_write(&e, person, err)) {
		output_abort(&e.out);
		return false;
	}
	if (!output_close(&e.out, err))
		return false;
	cli_note(_("written to '%s'"), path);
	return true;
}
