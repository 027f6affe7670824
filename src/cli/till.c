#include "etape/payment.h"

#include <stdlib.h>

#include "cli/args.h"
#include "cli/commands.h"
#include "etape/event.h"
#include "etape/i18n.h"
#include "etape/money.h"

/* One means at one desk, or at all of them; or a total. */
struct till_line {
	const char *desk;
	int means; /* ANY: all of them together */
	int64_t count;
	cents_t cents;
};

static const char *till_means_words(const char *raw)
{
	int means;

	return vocabulary_parse(&payment_means, raw, &means)
		       ? vocabulary_label(&payment_means, means)
		       : gettext(raw);
}

static struct value till_get(const void *row, size_t i)
{
	const struct till_line *line = row;

	switch (i) {
	case 0:
		return value_text(line->desk);
	case 1:
		return value_text(line->means == ANY
					  ? N_("Total")
					  : vocabulary_name(&payment_means, line->means));
	case 2:
		return value_int(line->count);
	default:
		return value_cents(line->cents);
	}
}

static const struct field till_fields[] = {
	{ .key = "desk", .heading = N_("Desk"), .kind = FIELD_TEXT },
	{ .key = "means",
		.heading = N_("Means"),
		.kind = FIELD_TEXT,
		.label = till_means_words },
	{ .key = "count", .heading = N_("Payments"), .kind = FIELD_INT },
	{ .key = "cents", .heading = N_("Amount"), .kind = FIELD_CENTS },
};

static const struct record_type till_type = {
	.name = "till",
	.fields = till_fields,
	.count = sizeof till_fields / sizeof *till_fields,
	.get = till_get,
};

struct till_listing {
	const struct cli *cli;
	struct payment_till_filter filter;
	struct rows *rows;
	size_t count; /* of desks, or of payments */
	cents_t total;
};

/* Adds a line for each means that was used; in a table the total, too. */
static void till_add(
	struct till_listing *listing, const char *desk, const struct payment_till *till)
{
	struct till_line total = { .desk = desk, .means = ANY, .cents = till->total };

	for (int means = 0; means <= MEANS_MANDAT; means++) {
		const struct till_line line = {
			.desk = desk,
			.means = means,
			.count = till->count[means],
			.cents = till->by_means[means],
		};

		total.count += line.count;
		if (line.count)
			rows_add(listing->rows, &line);
	}
	if (listing->cli->format == FORMAT_TABLE)
		rows_add(listing->rows, &total);
}

static bool till_add_desk(void *arg, const char *desk, const struct payment_till *till)
{
	struct till_listing *listing = arg;

	till_add(listing, desk, till);
	listing->count++;
	return true;
}

static bool till_totals(struct till_listing *listing, struct err *err)
{
	const struct cli *cli = listing->cli;
	struct payment_till till;
	bool ok;

	listing->rows = rows_new(cli->out, &till_type, cli->format);
	ok = payment_till_by_desk(cli->db, &listing->filter, till_add_desk, listing, err);
	if (ok && cli->format == FORMAT_TABLE && listing->count != 1) {
		ok = payment_till(cli->db, &listing->filter, &till, err);
		if (ok)
			till_add(listing, _("all desks"), &till);
	}
	rows_end(&listing->rows);
	return ok;
}

static bool till_add_payment(void *arg, const struct payment *p)
{
	struct till_listing *listing = arg;

	if (listing->filter.day != CIVIL_NONE && p->day != listing->filter.day)
		return true;
	rows_add(listing->rows, p);
	listing->count++;
	return !output_failed(listing->cli->out);
}

static bool till_payments(struct till_listing *listing, struct err *err)
{
	const struct cli *cli = listing->cli;
	struct payment_till till;
	struct str amount = STR_INIT;
	bool ok;

	listing->rows = rows_new(cli->out, &payment_type, cli->format);
	ok = payment_list(cli->db, listing->filter.event, 0, till_add_payment, listing, err);
	rows_end(&listing->rows);
	if (!ok || cli->format != FORMAT_TABLE)
		return ok;
	ok = payment_till(cli->db, &listing->filter, &till, err);
	if (ok) {
		money_format(&amount, till.total, i18n_lang());
		output_text(cli->out, "\n");
		cli_say(cli, _("Total: %s"), amount.buf);
	}
	str_release(&amount);
	return ok;
}

static void till_heading(const struct till_listing *listing)
{
	struct str day = STR_INIT;

	if (listing->cli->format != FORMAT_TABLE)
		return;
	if (listing->filter.day != CIVIL_NONE)
		civil_format_long(&day, listing->filter.day, i18n_lang());
	else
		str_add(&day, _("every day"));
	cli_say(listing->cli, _("Till, %s"), day.buf);
	output_text(listing->cli->out, "\n");
	str_release(&day);
}

/* Of an event every day; without one the till of today, unless a day is given. */
static bool till_run(struct cli *cli, struct err *err)
{
	const char *day = args_value(cli->args, "day");
	const day_t today = civil_today(cli->config->zone);
	const bool alone = args_word(cli->args, 0) == NULL;
	struct till_listing listing = {
		.cli = cli,
		.filter = { .day = alone ? today : CIVIL_NONE },
	};

	if ((day && !civil_parse(day, today, &listing.filter.day, err)) || !cli_open(cli, err) ||
		(!alone && !cli_event(cli, 0, &listing.filter.event, err)))
		return false;
	till_heading(&listing);
	return args_has(cli->args, "list") ? till_payments(&listing, err)
					   : till_totals(&listing, err);
}

static const struct option till_options[] = {
	{ .name = "day",
		.value = N_("DATE"),
		.help = N_("only this day; without an event as a rule today") },
	{ .name = "list", .help = N_("every payment and refund") },
	{ .name = NULL },
};

const struct command till_command = {
	.name = "till",
	.words = N_("[EVENT]"),
	.help = N_("Add up what the desks took, by means of payment."),
	.more = N_("Of a rencontre, every day unless --day; without one, the till of today.\n"
		   "Refunds are taken off. For programs amounts are in cents."),
	.also = "caisse|recette|recettes|encaissements|paiements",
	.options = till_options,
	.max_words = 1,
	.role = ROLE_LECTURE,
	.flags = COMMAND_JOINS_WORDS,
	.formats = COMMAND_LISTING,
	.format = FORMAT_TABLE,
	.run = till_run,
};
