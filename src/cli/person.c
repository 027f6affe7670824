#include "etape/person.h"

#include <stdlib.h>

#include "cli/args.h"
#include "cli/commands.h"
#include "cli/lines.h"
#include "cli/person_everything.h"
#include "cli/sheet.h"
#include "etape/cite.h"
#include "etape/i18n.h"
#include "etape/mandate.h"
#include "etape/registration.h"

/* --- everybody ------------------------------------------------------------------------ */

/* Rows read at a time: a directory of any size costs little memory. */
#define PERSON_PAGE 500

struct person_listing {
	struct rows *rows;
	struct output *out;
	struct person_row *last; /* where the next page begins, owned */
	size_t count;
};

static bool person_add(void *arg, const struct person_row *row)
{
	struct person_listing *listing = arg;

	rows_add(listing->rows, row);
	if (++listing->count == PERSON_PAGE)
		listing->last = person_row_dup(row);
	return true;
}

static bool person_list(
	const struct cli *cli, const struct person_filter *filter, struct err *err)
{
	struct person_listing listing = { .rows = rows_new(
						  cli->out, &person_type, cli->format) };
	struct person_row *from = NULL;
	bool ok;

	do {
		struct page page = { .n = PERSON_PAGE };

		if (from) {
			page.key = from->key;
			page.id = from->id;
		}
		listing.count = 0;
		listing.last = NULL;
		ok = person_page(cli->db, filter, &page, person_add, &listing, err);
		free(from);
		from = listing.last;
	} while (ok && from && !output_failed(cli->out));
	free(from);
	rows_end(&listing.rows);
	return ok;
}

static bool person_filter(struct cli *cli, struct person_filter *filter, struct err *err)
{
	const char *post = args_value(cli->args, "post");
	const char *cite = args_value(cli->args, "cite");

	int role = ANY;

	*filter = PERSON_FILTER_ALL;
	filter->departement = args_value(cli->args, "departement");
	if (post && !vocabulary_parse(&mandate_roles, post, &role)) {
		struct str names = STR_INIT;

		for (size_t i = 0; i < mandate_roles.count; i++)
			str_addf(&names, "%s%s", i ? ", " : "", mandate_roles.words[i].name);
		err_set(err, ERR_USAGE, _("unknown post '%s': there are %s"), post, names.buf);
		str_release(&names);
		return false;
	}
	filter->roles = role == ANY ? 0 : 1u << role;
	return cli_open(cli, err) && (!cite || cite_resolve(cli->db, cite, &filter->cite, err));
}

/* --- one -----------------------------------------------------------------------------------
 */

static bool person_one(void *arg, const struct person_row *row)
{
	rows_add(arg, row);
	return true;
}

static bool person_sheet(void *arg, const struct person_row *row)
{
	const struct cli *cli = arg;
	struct str posts = STR_INIT;
	struct str id = STR_INIT;
	struct sheet sheet;

	line_join(&posts, row->posts);
	str_addf(&id, "%lld", (long long)row->id);
	sheet_init(&sheet);
	sheet_add(&sheet, _("Name"), row->name);
	sheet_add(&sheet, _("Function"), row->function);
	sheet_add(&sheet, _("Structure"), row->structure);
	sheet_add(&sheet, _("Cité"), row->cite);
	sheet_add(&sheet, _("Posts"), posts.buf);
	sheet_add(&sheet, _("E-mail"), row->email);
	sheet_add(&sheet, _("Telephone"), row->phone);
	sheet_add(&sheet, _("Mobile"), row->mobile);
	sheet_add(&sheet, _("Number"), id.buf);
	sheet_write(&sheet, cli->out);
	str_release(&posts);
	str_release(&id);
	return true;
}

struct person_part {
	struct rows *rows;
	size_t count;
};

static bool person_add_mandate(void *arg, const struct mandate_row *row)
{
	struct person_part *part = arg;

	rows_add(part->rows, row);
	part->count++;
	return true;
}

static bool person_add_registration(void *arg, const struct registration_row *row)
{
	struct person_part *part = arg;

	rows_add(part->rows, row);
	part->count++;
	return true;
}

static bool person_mandates(const struct cli *cli, int64_t id, struct err *err)
{
	struct mandate_filter filter = MANDATE_FILTER_ALL;
	struct person_part part = { .rows = rows_new(
					    cli->out, &line_mandate_type, FORMAT_TABLE) };
	bool ok;

	filter.person = id;
	ok = mandate_list(cli->db, &filter, person_add_mandate, &part, err);
	if (part.count)
		cli_heading(cli, _("Posts through time"));
	rows_end(&part.rows);
	return ok;
}

static bool person_registrations(const struct cli *cli, int64_t id, struct err *err)
{
	struct registration_filter filter = REGISTRATION_FILTER_ALL;
	struct person_part part = { .rows = rows_new(
					    cli->out, &line_registration_type, FORMAT_TABLE) };
	bool ok;

	filter.person = id;
	ok = registration_list(cli->db, &filter, person_add_registration, &part, err);
	if (part.count)
		cli_heading(cli, _("Registrations"));
	rows_end(&part.rows);
	return ok;
}

static bool person_show(struct cli *cli, int64_t id, struct err *err)
{
	struct rows *rows;
	bool ok;

	if (cli->format == FORMAT_TABLE)
		return person_row_get(cli->db, id, person_sheet, cli, err) &&
		       person_mandates(cli, id, err) && person_registrations(cli, id, err);
	rows = rows_new(cli->out, &person_type, cli->format);
	ok = person_row_get(cli->db, id, person_one, rows, err);
	rows_end(&rows);
	return ok;
}

static bool person_run(struct cli *cli, struct err *err)
{
	struct person_filter filter;
	int64_t id;

	if (args_word(cli->args, 0))
		return cli_open(cli, err) && cli_person(cli, 0, &id, err) &&
		       (args_has(cli->args, "everything") ? person_everything(cli, id, err)
							  : person_show(cli, id, err));
	if (args_has(cli->args, "everything") || args_has(cli->args, "output"))
		return err_set(err, ERR_USAGE,
			_("of whom? '--everything' wants a person: number, e-mail or name"));
	return person_filter(cli, &filter, err) && person_list(cli, &filter, err);
}

static const struct option person_options[] = {
	{ .name = "post",
		.value = N_("POST"),
		.help = N_("only those who hold this post today: cpo, copilote_prefecture…") },
	{ .name = "cite", .value = N_("CODE"), .help = N_("only those of this cité") },
	{ .name = "departement",
		.value = "INSEE",
		.help = N_("only those of this département, such as 59") },
	{ .name = "everything",
		.help = N_("everything known of the person, as text or json: what to hand over on request") },
	{ .name = "output", .value = N_("FILE"), .help = N_("with --everything: write this file") },
	{ .name = NULL },
};

const struct command person_command = {
	.name = "person",
	.words = N_("[ID|E-MAIL|NAME]"),
	.help = N_("List the people, or show one: posts, telephone, registrations."),
	.more = N_("A name is given in any order, with or without accents; its beginning will "
		   "do when\n"
		   "nobody else has the same."),
	.also = "personne|contact|people|annuaire|gens",
	.options = person_options,
	.max_words = 1,
	.role = ROLE_LECTURE,
	.flags = COMMAND_JOINS_WORDS,
	.formats = COMMAND_LISTING,
	.format = FORMAT_TABLE,
	.run = person_run,
};
