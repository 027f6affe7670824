#include "etape/document.h"

#include <stdlib.h>

#include "cli/args.h"
#include "cli/commands.h"
#include "etape/cite.h"
#include "etape/event.h"
#include "etape/i18n.h"
#include "etape/id.h"

/* What the words name: a cité, else a rencontre, whose titles hold the names of cités. */
static bool documents_subject(const struct cli *cli, int64_t *subject, struct err *err)
{
	char *words = args_join(cli->args, 0);
	struct err not_cite = ERR_INIT;
	bool ok = cite_resolve(cli->db, words, subject, &not_cite);

	free(words);
	if (ok || not_cite.code == ERR_NOT_FOUND)
		return ok || cli_event(cli, 0, subject, err);
	*err = not_cite;
	return false;
}

static bool documents_add_row(void *arg, const struct document_row *row)
{
	rows_add(arg, row);
	return true;
}

static bool documents_list(const struct cli *cli, int64_t subject, struct err *err)
{
	struct rows *rows = rows_new(cli->out, &document_type, cli->format);
	const bool ok = document_list(cli->db, subject, documents_add_row, rows, err);

	rows_end(&rows);
	return ok;
}

/* --- adding, deleting -------------------------------------------------------------------- */

static bool documents_kind(const struct cli *cli, enum document_kind *kind, struct err *err)
{
	const char *text = args_value(cli->args, "kind");
	struct str kinds = STR_INIT;
	int value;

	*kind = DOCUMENT_OTHER;
	if (!text)
		return true;
	if (vocabulary_parse(&document_kinds, text, &value)) {
		*kind = (enum document_kind)value;
		return true;
	}
	for (size_t i = 0; i < document_kinds.count; i++)
		str_addf(&kinds, "%s%s", i ? ", " : "", vocabulary_name(&document_kinds, (int)i));
	err_set(err, ERR_USAGE, _("no kind of document is called '%s': there are %s"), text, kinds.buf);
	str_release(&kinds);
	return false;
}

/* The newest is the first. */
static bool documents_say_added(void *arg, const struct document_row *row)
{
	(void)arg;
	cli_note(_("document of '%s' added"), row->about);
	return false;
}

static bool documents_add(const struct cli *cli, int64_t subject, struct err *err)
{
	const char *day = args_value(cli->args, "day"), *address = args_value(cli->args, "address");
	struct document d;
	bool ok;

	document_init(&d);
	d.subject = subject;
	d.title = xstrdup(args_value(cli->args, "add"));
	d.address = xstrdup(address ? address : "");
	ok = documents_kind(cli, &d.kind, err) &&
	     (!day || civil_parse(day, civil_today(CIVIL_ZONE), &d.day, err)) &&
	     document_save(cli->db, &d, err);
	document_release(&d);
	return ok && document_list(cli->db, subject, documents_say_added, NULL, err);
}

static bool documents_delete(const struct cli *cli, const char *text, struct err *err)
{
	int64_t id;

	if (!id_parse(text, &id))
		return err_set(err, ERR_USAGE,
			_("'--delete' wants the id of a document: 'etape documents --format json' tells it"));
	if (!document_delete(cli->db, id, err))
		return false;
	cli_note(_("document deleted; 'etape undo' brings it back"));
	return true;
}

static bool documents_run(struct cli *cli, struct err *err)
{
	const char *gone = args_value(cli->args, "delete");
	const bool add = args_has(cli->args, "add"), named = args_word(cli->args, 0) != NULL;
	int64_t subject = 0;

	if (add && gone)
		return err_set(err, ERR_USAGE, _("either '--add' or '--delete', not both"));
	if (add && !named)
		return err_set(err, ERR_USAGE, _("'--add' wants the rencontre or the cité that the document is about"));
	if (!add && (args_has(cli->args, "address") || args_has(cli->args, "kind") || args_has(cli->args, "day")))
		return err_set(err, ERR_USAGE, _("'--address', '--kind' and '--day' go with '--add'"));
	if (!cli_open(cli, err))
		return false;
	if (gone)
		return documents_delete(cli, gone, err);
	if (named && !documents_subject(cli, &subject, err))
		return false;
	return add ? documents_add(cli, subject, err) : documents_list(cli, subject, err);
}

static const struct option documents_options[] = {
	{ .name = "add", .value = N_("TITLE"), .help = N_("attach a document of this title") },
	{ .name = "address",
		.value = N_("ADDRESS"),
		.help = N_("where it is: a file's path, or https://…; étape never opens it") },
	{ .name = "kind",
		.value = N_("KIND"),
		.help = N_("minutes, slides, programme, sheet, convention, photo or other (as a rule)") },
	{ .name = "day", .value = N_("DATE"), .help = N_("its day; today as a rule") },
	{ .name = "delete", .value = N_("ID"), .help = N_("delete the document of this id, not the file") },
	{ .name = NULL },
};

const struct command documents_command = {
	.name = "documents",
	.words = N_("[EVENT|CITE]"),
	.help = N_("List the documents of rencontres and cités, or attach one."),
	.also = "document|pieces|pieces-jointes|fichiers",
	.options = documents_options,
	.max_words = 1,
	.role = ROLE_LECTURE,
	.flags = COMMAND_JOINS_WORDS,
	.formats = COMMAND_LISTING,
	.format = FORMAT_TABLE,
	.run = documents_run,
};
