#include "etape/saved_filter.h"

#include "cli/args.h"
#include "cli/commands.h"
#include "cli/person_where.h"
#include "etape/i18n.h"

/* --- the list ---------------------------------------------------------------------------- */

struct filters_row {
	const char *name;
	const char *query;
	const char *words;
	const char *author;
};

static struct value filters_value(const void *p, size_t i)
{
	const struct filters_row *row = p;

	switch (i) {
	case 0:
		return value_text(row->name);
	case 1:
		return value_text(row->query);
	case 2:
		return value_text(row->words);
	default:
		return value_text(row->author);
	}
}

static const struct field filters_fields[] = {
	{ .key = "name", .heading = N_("Name"), .min = 16, .weight = 1 },
	{ .key = "query", .heading = N_("Query"), .min = 20, .weight = 2, .priority = 2 },
	{ .key = "words", .heading = N_("In words"), .min = 20, .weight = 2, .priority = 1 },
	{ .key = "author", .heading = N_("Saved by"), .min = 8, .weight = 1, .priority = 3 },
};
static const struct record_type filters_type = { "filters", filters_fields,
	sizeof filters_fields / sizeof *filters_fields, filters_value };

struct filters_listing {
	const struct cli *cli;
	struct rows *rows;
	size_t count;
};

/* A query that can't be read any more (its cité has gone) is listed all the same. */
static bool filters_add(void *arg, const struct saved_filter_row *row)
{
	struct filters_listing *listing = arg;
	struct str words = STR_INIT;
	struct person_query q;

	person_query_init(&q);
	if (person_query_parse(listing->cli->db, row->query, &q, NULL))
		person_query_words(listing->cli->db, &q, " · ", &words, NULL);
	if (q.filter.text)
		str_addf(&words, "%s%s", words.len ? " · " : "", q.filter.text);
	rows_add(listing->rows, &(struct filters_row){ .name = row->name, .query = row->query,
					.words = words.buf, .author = row->author });
	listing->count++;
	person_query_release(&q);
	str_release(&words);
	return true;
}

static bool filters_list(const struct cli *cli, struct err *err)
{
	struct filters_listing listing = { .cli = cli };
	bool ok;

	listing.rows = rows_new(cli->out, &filters_type, cli->format);
	ok = saved_filter_list(cli->db, "people", filters_add, &listing, err);
	rows_end(&listing.rows);
	if (ok && !listing.count)
		cli_note(_("no filter is saved yet"));
	return ok;
}

/* --- one --------------------------------------------------------------------------------- */

static bool filters_save(const struct cli *cli, const char *name, struct err *err)
{
	struct saved_filter f;
	struct person_query q;
	struct str line = STR_INIT;
	bool ok;

	saved_filter_init(&f);
	person_query_init(&q);
	ok = person_where(cli, &q, err) && person_query_write(cli->db, &q, &line, err);
	if (ok && !line.len)
		ok = err_set(err, ERR_USAGE, _("what '--save' keeps is told by '--where'"));
	if (ok) {
		f.name = xstrdup(name);
		f.query = str_take(&line);
		ok = saved_filter_save(cli->db, &f, err);
	}
	if (ok)
		cli_note(_("filter '%s' saved: %s"), f.name, f.query);
	saved_filter_release(&f);
	person_query_release(&q);
	str_release(&line);
	return ok;
}

static bool filters_delete(const struct cli *cli, const char *name, struct err *err)
{
	struct saved_filter f;
	bool ok;

	saved_filter_init(&f);
	ok = saved_filter_find(cli->db, "people", name, &f, err) &&
	     saved_filter_delete(cli->db, f.id, err);
	if (ok)
		cli_note(_("filter '%s' deleted; 'etape undo' brings it back"), f.name);
	saved_filter_release(&f);
	return ok;
}

static bool filters_run(struct cli *cli, struct err *err)
{
	const char *save = args_value(cli->args, "save"), *gone = args_value(cli->args, "delete");

	if (save && gone)
		return err_set(err, ERR_USAGE, _("either '--save' or '--delete', not both"));
	if (save && !person_where_asked(cli))
		return err_set(err, ERR_USAGE, _("what '--save' keeps is told by '--where'"));
	if (!cli_open(cli, err))
		return false;
	if (save)
		return filters_save(cli, save, err);
	return gone ? filters_delete(cli, gone, err) : filters_list(cli, err);
}

static const struct option filters_options[] = {
	{ .name = "save",
		.value = N_("NAME"),
		.help = N_("keep what --where says under this name") },
	{ .name = "delete", .value = N_("NAME"), .help = N_("delete the filter of this name") },
	PERSON_WHERE_OPTIONS,
	{ .name = NULL },
};

const struct command filters_command = {
	.name = "filters",
	.words = "",
	.help = N_("List the filters of the directory, save or delete one."),
	.also = "filtres|filtre|requetes",
	.options = filters_options,
	.role = ROLE_LECTURE,
	.formats = COMMAND_LISTING,
	.format = FORMAT_TABLE,
	.run = filters_run,
};
