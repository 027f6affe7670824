#include "etape/fees.h"

#include <stdlib.h>
#include <string.h>

#include "cli/args.h"
#include "cli/commands.h"
#include "cli/lines.h"
#include "etape/cite.h"
#include "etape/i18n.h"
#include "etape/money.h"
#include "etape/registration.h"
#include "etape/structure.h"
#include "etape/text.h"

struct fee_listing {
	const struct cli *cli;
	struct rows *rows; /* NULL: explained, one paragraph each */
	cents_t owed;	   /* still to be paid, over all */
	size_t count;
	size_t undetermined;
	bool overflow;
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
	listing->overflow = !money_add(listing->owed, row->balance, &listing->owed);
	return !listing->overflow;
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

/* --- what is asked --------------------------------------------------------------------- */

static bool fee_date(const struct cli *cli, const char *option, day_t *day, struct err *err)
{
	const char *text = args_value(cli->args, option);

	*day = CIVIL_NONE;
	return !text || civil_parse(text, civil_today(CIVIL_ZONE), day, err) || err_wrap(err, "--%s", option);
}

/* "What if Creil joined on 1 May": nothing is written. */
static bool fee_suppose(const struct cli *cli, struct fees_supposition *what, struct err *err)
{
	if (!fee_date(cli, "from", &what->from, err) || !fee_date(cli, "to", &what->to, err))
		return false;
	if (what->from != CIVIL_NONE && what->to != CIVIL_NONE && what->from > what->to)
		return err_set(err, ERR_INVALID, _("the end of a membership comes after its beginning"));
	return structure_resolve(
		cli->db, args_value(cli->args, "if-member"), &what->structure, err);
}

static bool fee_tell(struct cli *cli, int64_t event, int64_t person, struct err *err)
{
	const bool table = cli->format == FORMAT_TABLE;
	const bool supposed = args_has(cli->args, "if-member");
	struct fee_listing listing = { .cli = cli };
	struct fees_supposition what = { .structure = 0 };
	const struct fees_query q = {
		.event = event, .person = person, .supposed = &what, .supposed_count = supposed
	};
	bool ok;

	if (supposed && !fee_suppose(cli, &what, err))
		return false;
	if (!table || !args_has(cli->args, "explain"))
		listing.rows =
			rows_new(cli->out, table ? &line_fee_type : &fee_type, cli->format);
	ok = fees_ask(cli->db, &q, fee_add, &listing, err);
	rows_end(&listing.rows);
	if (ok && listing.overflow)
		return err_set(err, ERR_INVALID, _("the amounts due add up beyond reason"));
	if (ok && table && !person && listing.count)
		fee_total(&listing);
	if (ok && table && supposed)
		cli_note(_("supposing that '%s' were a member: nothing is written"),
			args_value(cli->args, "if-member"));
	return ok;
}

/* --- what is decided ------------------------------------------------------------------- */

static const char *const fee_changes[] = { "set", "unset", "as-structure", "as-cite", "no-hat" };

static bool fee_changes_something(const struct cli *cli)
{
	for (size_t i = 0; i < sizeof fee_changes / sizeof *fee_changes; i++)
		if (args_has(cli->args, fee_changes[i]))
			return true;
	return false;
}

static bool fee_set(struct cli *cli, int64_t registration, struct err *err)
{
	const char *reason = args_value(cli->args, "reason");
	cents_t cents;

	if (args_has(cli->args, "unset"))
		return fees_override_remove(cli->db, registration, err);
	return money_parse(args_value(cli->args, "set"), &cents, err) &&
	       fees_override(cli->db, registration, cents, reason, err);
}

static bool fee_choose_hat(struct cli *cli, int64_t registration, struct err *err)
{
	const char *structure = args_value(cli->args, "as-structure");
	const char *cite = args_value(cli->args, "as-cite");
	int64_t of = 0, in = 0;

	return (!structure || structure_resolve(cli->db, structure, &of, err)) &&
	       (!cite || cite_resolve(cli->db, cite, &in, err)) &&
	       registration_choose_hat(cli->db, registration, of, in, err);
}

static bool fee_change(struct cli *cli, int64_t event, int64_t person, struct err *err)
{
	const bool amount = args_has(cli->args, "set") || args_has(cli->args, "unset");
	const bool hat = args_has(cli->args, "as-structure") || args_has(cli->args, "as-cite");
	int64_t registration = 0;

	if (amount + hat + args_has(cli->args, "no-hat") != 1 ||
		(args_has(cli->args, "set") && args_has(cli->args, "unset")))
		return err_set(err, ERR_USAGE,
			_("one thing at a time: --set, --unset, --as-structure or --no-hat"));
	if (!person)
		return err_set(err, ERR_USAGE, _("say whose fee: EVENT PERSON"));
	if (!registration_find(cli->db, event, person, &registration, err))
		return false;
	if (!registration)
		return err_set(err, ERR_NOT_FOUND,
			_("this person is not registered there: 'etape register' first"));
	return amount ? fee_set(cli, registration, err) : fee_choose_hat(cli, registration, err);
}

/* What would be left aside without a word. */
static bool fee_options_fit(const struct cli *cli, struct err *err)
{
	const bool supposed = args_has(cli->args, "if-member");

	if (!supposed && (args_has(cli->args, "from") || args_has(cli->args, "to")))
		return err_set(err, ERR_USAGE, _("--from and --to are of a supposed membership: --if-member NAME"));
	if (supposed && fee_changes_something(cli))
		return err_set(err, ERR_USAGE, _("--if-member writes nothing: decide something without it"));
	if (args_has(cli->args, "reason") && !args_has(cli->args, "set"))
		return err_set(err, ERR_USAGE, _("--reason is of an amount set by hand: --set AMOUNT"));
	return true;
}

static bool fee_run(struct cli *cli, struct err *err)
{
	int64_t event, person = 0;

	if (!fee_options_fit(cli, err) || !cli_open(cli, err) || !cli_event(cli, 0, &event, err) ||
		(args_word(cli->args, 1) && !cli_person(cli, 1, &person, err)))
		return false;
	if (fee_changes_something(cli) && !fee_change(cli, event, person, err))
		return false;
	return fee_tell(cli, event, person, err);
}

static const struct option fee_options[] = {
	{ .name = "explain", .help = N_("with the reasons, line by line") },
	{ .name = "if-member",
		.value = N_("NAME"),
		.help = N_("what it would be if this structure were a member; nothing is written") },
	{ .name = "from", .value = N_("DATE"), .help = N_("first day of that membership") },
	{ .name = "to", .value = N_("DATE"), .help = N_("last day of that membership") },
	{ .name = "set",
		.value = N_("AMOUNT"),
		.help = N_("set the person's amount by hand, with --reason") },
	{ .name = "reason", .value = N_("TEXT"), .help = N_("why it is set by hand") },
	{ .name = "unset", .help = N_("take back what was set by hand: the tariff holds") },
	{ .name = "as-structure",
		.value = N_("NAME"),
		.help = N_("whom the person represents there") },
	{ .name = "as-cite", .value = N_("CITE"), .help = N_("for which cité") },
	{ .name = "no-hat", .help = N_("take that choice back") },
	{ .name = NULL },
};

const struct command fee_command = {
	.name = "fee",
	.words = N_("EVENT [PERSON]"),
	.help = N_("Say what a rencontre costs each person, and why."),
	.more = N_("Somebody who is not registered is told what it would cost to come. "
		   "Programs always\n"
		   "get the reasons; amounts are in cents there.\n"
		   "Who may represent several structures or cités at different prices is to be determined\n"
		   "until one is chosen. An amount set by hand wants the role coordination.\n"
		   "  etape fee tour-14 --if-member 'Ville de Creil'\n"
		   "  etape fee tour-14 dupont --set 50 --reason 'late registration'"),
	.also = "frais|fees|payer",
	.options = fee_options,
	.min_words = 1,
	.max_words = 2,
	.role = ROLE_LECTURE,
	.flags = COMMAND_JOINS_WORDS,
	.formats = COMMAND_LISTING,
	.format = FORMAT_TABLE,
	.run = fee_run,
};
