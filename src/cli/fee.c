#include "etape/fees.h"

#include <stdlib.h>
#include <string.h>

#include "cli/args.h"
#include "cli/commands.h"
#include "cli/lines.h"
#include "etape/i18n.h"
#include "etape/money.h"
#include "etape/text.h"

struct fee_listing {
	const struct cli *cli;
	struct rows *rows; /* NULL: explained, one paragraph each */
	cents_t owed;	   /* still to be paid, over all */
	size_t count;
	size_t undetermined;
};

/* Name, amount and state on one line, then the reasons, one a line. */
static void fee_explain(const struct cli *cli, const struct fee_row *row, bool first)
{
	struct str amount = STR_INIT;
	const char *reason = row->reasons;

	if (row->state != FEE_UNDETERMINED) {
		str_add(&amount, ", ");
		money_format(&amount, row->due, i18n_lang());
	}
	if (!first)
		output_text(cli->out, "\n");
	cli_say(cli, _("%s%s%s%s%s: %s%s"), row->name, *row->structure ? ", " : "", row->structure,
		*row->registration ? ", " : "", row->registration, fee_state_label(row->state),
		amount.buf);
	while (*reason) {
		size_t len = strcspn(reason, "\n");

		cli_say(cli, "    %.*s", (int)len, reason);
		reason += len + (reason[len] == '\n');
	}
	str_release(&amount);
}

static bool fee_add(void *arg, const struct fee_row *row)
{
	struct fee_listing *listing = arg;

	if (listing->rows)
		rows_add(listing->rows, row);
	else
		fee_explain(listing->cli, row, listing->count == 0);
	listing->count++;
	listing->undetermined += row->state == FEE_UNDETERMINED;
	if (!money_add(listing->owed, row->balance, &listing->owed))
		bug("fees overflow");
	return true;
}

/* The last line of a table: what is still to be paid. */
static void fee_total(const struct fee_listing *listing)
{
	struct str amount = STR_INIT;

	money_format(&amount, listing->owed, i18n_lang());
	output_text(listing->cli->out, "\n");
	cli_say(listing->cli, _("To be paid: %s"), amount.buf);
	if (listing->undetermined)
		cli_say(listing->cli,
			P_("%zu fee is to be determined: see --explain",
				"%zu fees are to be determined: see --explain",
				listing->undetermined),
			listing->undetermined);
	str_release(&amount);
}

static bool fee_run(struct cli *cli, struct err *err)
{
	bool table = cli->format == FORMAT_TABLE;
	bool alone = args_word(cli->args, 1) != NULL;
	struct fee_listing listing = { .cli = cli };
	int64_t event, person;
	bool ok;

	if (!cli_open(cli, err) || !cli_event(cli, 0, &event, err) ||
		(alone && !cli_person(cli, 1, &person, err)))
		return false;
	if (!table || !args_has(cli->args, "explain"))
		listing.rows =
			rows_new(cli->out, table ? &line_fee_type : &fee_type, cli->format);
	ok = alone ? fees_of_person(cli->db, event, person, fee_add, &listing, err)
		   : fees_list(cli->db, event, fee_add, &listing, err);
	rows_end(&listing.rows);
	if (ok && table && !alone && listing.count)
		fee_total(&listing);
	return ok;
}

static const struct option fee_options[] = {
	{ .name = "explain", .help = N_("with the reasons, line by line") },
	{ .name = NULL },
};

const struct command fee_command = {
	.name = "fee",
	.words = N_("EVENT [PERSON]"),
	.help = N_("Say what a rencontre costs each person, and why."),
	.more = N_("Somebody who is not registered is told what it would cost to come. "
		   "Programs always\n"
		   "get the reasons; amounts are in cents there."),
	.also = "frais|tarif|fees|payer",
	.options = fee_options,
	.min_words = 1,
	.max_words = 2,
	.role = ROLE_LECTURE,
	.flags = COMMAND_JOINS_WORDS,
	.formats = COMMAND_LISTING,
	.format = FORMAT_TABLE,
	.run = fee_run,
};
