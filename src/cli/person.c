#include "etape/person.h"

#include <stdlib.h>
#include <string.h>

#include "cli/args.h"
#include "cli/commands.h"
#include "cli/lines.h"
#include "cli/person_where.h"
#include "cli/sheet.h"
#include "etape/i18n.h"
#include "etape/known_file.h"
#include "etape/mailbox.h"
#include "etape/mandate.h"
#include "etape/registration.h"
#include "etape/text.h"

/* --- many --------------------------------------------------------------------------------- */

struct person_listing {
	const struct cli *cli;
	struct rows *rows;
};

static bool person_add(void *arg, const struct person_row *row)
{
	struct person_listing *listing = arg;

	rows_add(listing->rows, row);
	return !output_failed(listing->cli->out);
}

static bool person_list(const struct cli *cli, struct err *err)
{
	struct person_listing listing = { .cli = cli };
	struct person_query q;
	int64_t *ids = NULL;
	size_t count;
	bool ok;

	person_query_init(&q);
	ok = person_where_ids(cli, &q, &ids, &count, err);
	if (ok) {
		listing.rows = rows_new(cli->out, &person_type, cli->format);
		ok = person_rows(cli->db, ids, count, q.filter.on, person_add, &listing, err);
		rows_end(&listing.rows);
	}
	free(ids);
	person_query_release(&q);
	return ok;
}

/* --- addresses ---------------------------------------------------------------------------- */

struct person_addresses {
	struct str line;
	size_t with;
};

static bool person_add_address(void *arg, const struct person_row *row)
{
	struct person_addresses *a = arg;
	struct str name = STR_INIT;

	str_add(&name, row->given_name);
	if (*row->given_name && *row->family_name)
		str_addc(&name, ' ');
	text_upper(&name, row->family_name);
	mailbox_add(&a->line, name.buf, row->email);
	a->with += *row->email != '\0';
	str_release(&name);
	return true;
}

static bool person_emails(const struct cli *cli, struct err *err)
{
	struct person_addresses a = { .line = STR_INIT };
	struct str told = STR_INIT;
	struct person_query q;
	int64_t *ids = NULL;
	size_t count;
	bool ok;

	person_query_init(&q);
	ok = person_where_ids(cli, &q, &ids, &count, err) &&
	     person_rows(cli->db, ids, count, q.filter.on, person_add_address, &a, err);
	if (ok && a.with)
		cli_say(cli, "%s", a.line.buf);
	if (ok && count && !a.with)
		ok = err_set(err, ERR_NOT_FOUND, _("nobody of these has an address"));
	if (ok && a.with) {
		str_addf(&told, P_("%zu address", "%zu addresses", a.with), a.with);
		if (a.with < count)
			str_addf(&told, P_(" (%zu has none)", " (%zu have none)", count - a.with),
				count - a.with);
		cli_note("%s", told.buf);
	}
	free(ids);
	person_query_release(&q);
	str_release(&a.line);
	str_release(&told);
	return ok;
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

/* To standard output, or to --output FILE, which appears whole or not at all. */
static bool person_everything(struct cli *cli, int64_t id, struct err *err)
{
	const char *path = args_value(cli->args, "output");
	struct output *out;

	if (!path || !strcmp(path, "-"))
		return known_write(cli->db, id, cli->format, cli->out, err);
	if (!output_open(&out, path, OUTPUT_PRIVATE, err))
		return false;
	if (!known_write(cli->db, id, cli->format, out, err)) {
		output_abort(&out);
		return false;
	}
	if (!output_close(&out, err))
		return false;
	cli_note(_("written to '%s'"), path);
	return true;
}

static bool person_run(struct cli *cli, struct err *err)
{
	const bool many = person_where_asked(cli) || args_has(cli->args, "emails");
	int64_t id;

	if (args_word(cli->args, 0) && many)
		return err_set(err, ERR_USAGE,
			_("a person, or those of '--where', '--filter', '--post', '--cite', "
			  "'--departement': not both"));
	if (args_word(cli->args, 0))
		return cli_open(cli, err) && cli_person(cli, 0, &id, err) &&
		       (args_has(cli->args, "everything") ? person_everything(cli, id, err)
							  : person_show(cli, id, err));
	if (args_has(cli->args, "everything") || args_has(cli->args, "output"))
		return err_set(err, ERR_USAGE,
			_("of whom? '--everything' wants a person: number, e-mail or name"));
	if (!cli_open(cli, err))
		return false;
	return args_has(cli->args, "emails") ? person_emails(cli, err) : person_list(cli, err);
}

static const struct option person_options[] = {
	PERSON_WHERE_OPTIONS,
	{ .name = "post",
		.value = N_("POST"),
		.help = N_("only those who hold this post today: cpo, copilote_prefecture…") },
	{ .name = "cite", .value = N_("CODE"), .help = N_("only those of this cité") },
	{ .name = "departement",
		.value = "INSEE",
		.help = N_("only those of this département, such as 59") },
	{ .name = "emails",
		.help = N_("one line of addresses for a mail program: Name <address>; …") },
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
		   "nobody else has the same.\n"
		   "A query: role: cite: departement: academie: structure: kind: member: present: "
		   "registered:\n"
		   "absent: not: changed: on: order: -came -email -phone -confirmed, and words; "
		   "see 'man etape'."),
	.also = "personne|contact|people|annuaire|gens",
	.options = person_options,
	.max_words = 1,
	.role = ROLE_LECTURE,
	.flags = COMMAND_JOINS_WORDS,
	.formats = COMMAND_LISTING,
	.format = FORMAT_TABLE,
	.run = person_run,
};
