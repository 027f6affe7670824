#include "cli/commands.h"
#include "etape/erasure.h"
#include "etape/i18n.h"
#include "etape/record.h"

/* One thing that is wrong. */
struct check_line {
	const char *problem;
};

static const struct field check_fields[] = {
	{ .key = "problem", .heading = N_("Problem"), .kind = FIELD_TEXT },
};

static struct value check_get(const void *row, size_t i)
{
	const struct check_line *line = row;

	(void)i;
	return value_text(line->problem);
}

static const struct record_type check_type = {
	.name = "check",
	.fields = check_fields,
	.count = 1,
	.get = check_get,
};

struct check_listing {
	const struct cli *cli;
	struct rows *rows; /* NULL: plain lines for people */
	unsigned long count;
};

static void check_add(void *arg, const char *line)
{
	struct check_listing *listing = arg;

	listing->count++;
	if (listing->rows)
		rows_add(listing->rows, &(struct check_line){ .problem = line });
	else
		cli_say(listing->cli, "%s", line);
}

/* An erasure that was interrupted left bytes in the file: whoever may, ends it. */
static bool check_finish_erasure(struct cli *cli, struct err *err)
{
	struct erasure left;
	bool ok;

	erasure_init(&left);
	ok = erasure_finish(cli->db, &left, err);
	if (ok && left.bytes_left)
		cli_note(_("an erasure is not finished, the file is not wiped yet: 'etape check' by the role 'admin', "
			   "while nobody reads, ends it"));
	erasure_release(&left);
	return ok;
}

static bool check_run(struct cli *cli, struct err *err)
{
	struct check_listing listing = { .cli = cli };
	bool sound;

	if (!cli_open(cli, err) || !check_finish_erasure(cli, err))
		return false;
	if (cli->format != FORMAT_TABLE)
		listing.rows = rows_new(cli->out, &check_type, cli->format);
	sound = db_check(cli->db, check_add, &listing, err);
	rows_end(&listing.rows);
	if (sound && cli->format == FORMAT_TABLE)
		cli_say(cli, _("'%s' is sound."), cli->path);
	if (sound || err->code != ERR_NONE)
		return sound;
	return err_set(err, ERR_DAMAGED,
		P_("'%s': %lu thing is wrong; go on with the last copy (etape backup)",
			"'%s': %lu things are wrong; go on with the last copy (etape backup)",
			listing.count),
		cli->path, listing.count);
}

const struct command check_command = {
	.name = "check",
	.words = "",
	.help = N_("Examine the whole database, and say whether it is sound."),
	.more = N_("Status 0 when it is sound; 3 when it is not, with one line for each thing "
		   "that is wrong."),
	.also = "verifier|controler|examiner|verify",
	.role = ROLE_LECTURE,
	.formats = COMMAND_LISTING,
	.format = FORMAT_TABLE,
	.run = check_run,
};
