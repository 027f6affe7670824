#include "etape/journal.h"

#include <stdlib.h>

#include "cli/args.h"
#include "cli/commands.h"
#include "cli/lines.h"
#include "cli/log.h"
#include "etape/i18n.h"

/* How many changes a table shows when nobody says: the newest stay in sight. */
#define LOG_TABLE_LIMIT 50

static const struct field log_fields[] = {
	{ .key = "id", .kind = FIELD_ID },
	{ .key = "at", .kind = FIELD_INSTANT },
	{ .key = "author", .kind = FIELD_TEXT },
	{ .key = "desk", .kind = FIELD_TEXT },
	{ .key = "label", .kind = FIELD_TEXT },
	{ .key = "undone_by", .kind = FIELD_ID },
};

static struct value log_get(const void *row, size_t i)
{
	const struct journal_entry *e = row;

	switch (i) {
	case 0:
		return value_id(e->id);
	case 1:
		return value_instant(e->at);
	case 2:
		return value_text(e->author);
	case 3:
		return value_text(e->desk);
	case 4:
		return value_text(e->label);
	default:
		return value_id(e->undone_by);
	}
}

const struct record_type log_type = {
	.name = "log",
	.fields = log_fields,
	.count = sizeof log_fields / sizeof *log_fields,
	.get = log_get,
};

struct log_listing {
	struct rows *rows;
	size_t count;
	size_t limit; /* 0: all */
	bool more;    /* there are older ones */
};

static bool log_add(void *arg, const struct journal_entry *entry)
{
	struct log_listing *listing = arg;

	if (listing->limit && listing->count == listing->limit) {
		listing->more = true;
		return false;
	}
	listing->count++;
	rows_add(listing->rows, entry);
	return true;
}

static bool log_run(struct cli *cli, struct err *err)
{
	bool table = cli->format == FORMAT_TABLE;
	struct log_listing listing = { .rows = NULL };
	int64_t limit;
	bool ok;

	if (!args_number(cli->args, "limit", 0, 1000000000, table ? LOG_TABLE_LIMIT : 0, &limit,
		    err) ||
		!cli_open(cli, err))
		return false;
	listing.limit = (size_t)limit;
	listing.rows = rows_new(cli->out, table ? &line_change_type : &log_type, cli->format);
	/* One more than is shown tells whether there are older ones. */
	ok = journal_list(
		cli->db, listing.limit ? listing.limit + 1 : 0, log_add, &listing, err);
	rows_end(&listing.rows);
	if (ok && table && listing.more && !args_has(cli->args, "limit"))
		cli_note_later(cli,
			_("these are the last %d changes; all of them: etape log --limit 0"),
			LOG_TABLE_LIMIT);
	return ok;
}

static const struct option log_options[] = {
	{ .name = "limit",
		.value = "N",
		.help = N_("how many at most; 0 for all; a table shows 50 as a rule") },
	{ .name = NULL },
};

const struct command log_command = {
	.name = "log",
	.words = "",
	.help = N_("Say who changed what, the newest change first."),
	.also = "journal|historique|history",
	.options = log_options,
	.role = ROLE_LECTURE,
	.formats = COMMAND_LISTING,
	.format = FORMAT_TABLE,
	.run = log_run,
};
