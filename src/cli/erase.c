#include "etape/erasure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/args.h"
#include "cli/commands.h"
#include "etape/i18n.h"
#include "etape/id.h"
#include "etape/person.h"
#include "etape/text.h"

/* An id or an e-mail: a name could be somebody else's tomorrow, and this is for good. */
static bool erase_whom(const struct cli *cli, struct person *p, struct err *err)
{
	const char *word = args_word(cli->args, 0);
	int64_t id;

	if (!strchr(word, '@') && !id_parse(word, &id))
		return err_set(err, ERR_USAGE,
			_("whom to erase is said by number or e-mail, never by name: 'etape person %s' shows them"),
			word);
	return person_resolve(cli->db, word, &id, err) && person_get(cli->db, id, p, err);
}

static void erase_say_what(const struct cli *cli, const char *name)
{
	cli_say(cli, _("Erasing %s cannot be undone."), name);
	cli_say(cli, _("Goes: names, e-mail, telephones, notes, what was typed about the person, the badges' codes,"));
	cli_say(cli, _("and what the journal held of it: those changes can no longer be taken back."));
	cli_say(cli, _("Stays, without a name: presence, posts and payments, with cité, function and kind of structure."));
}

static bool erase_confirmed(const struct cli *cli, const char *name, struct err *err)
{
	char *line = NULL, *answer;
	size_t size = 0;
	bool yes;

	if (args_has(cli->args, "yes"))
		return true;
	if (!isatty(STDIN_FILENO) || !output_is_terminal(cli->out))
		return err_set(err, ERR_USAGE,
			_("erasing asks for a confirmation: answer it on a terminal, or add --yes"));
	erase_say_what(cli, name);
	cli_note(_("Erase %s for good? (yes/no)"), name);
	yes = getline(&line, &size, stdin) > 0;
	if (yes) {
		answer = line;
		answer[strcspn(answer, "\r\n")] = '\0';
		yes = str_eq(answer, "yes") || str_eq(answer, _("yes"));
	}
	free(line);
	return yes || err_set(err, ERR_REFUSED, _("nothing was erased"));
}

static void erase_tell(struct cli *cli, const char *name, const struct erasure *done)
{
	cli_say(cli, P_("%s is erased; %zu change of the journal was made unreadable.",
			 "%s is erased; %zu changes of the journal were made unreadable.",
			 (long)done->blanked), name, done->blanked);
	if (done->mentions) {
		cli_say(cli, P_("%lld text about something else may still name the person; change it by hand:",
				 "%lld texts about something else may still name the person; change them by hand:",
				 (long)done->mentions), (long long)done->mentions);
		cli_say(cli, "%s", done->where.buf);
	}
	if (done->copies.len) {
		cli_say(cli, _("These copies beside the database may still hold the person; delete them when you can:"));
		cli_say(cli, "%s", done->copies.buf);
	}
	cli_say(cli, _("Copies kept elsewhere, and what was exported or printed, are not known here."));
	if (done->left.len)
		cli_say(cli, _("The file is not wiped yet (%s): 'etape check --role admin' ends that."), done->left.buf);
	else if (done->bytes_left)
		cli_say(cli, _("Another program is reading the database: the file is not wiped yet; 'etape check' ends that."));
}

static bool erase_one(struct cli *cli, struct person *p, struct err *err)
{
	struct erasure done;
	struct str name = STR_INIT;
	bool ok;

	erasure_init(&done);
	text_person(&name, p->family_name, p->given_name);
	ok = erase_confirmed(cli, name.buf, err) && person_erase(cli->db, p->id, &done, err);
	if (ok)
		erase_tell(cli, name.buf, &done);
	erasure_release(&done);
	str_release(&name);
	return ok;
}

static bool erase_run(struct cli *cli, struct err *err)
{
	struct person p;
	bool ok;

	person_init(&p);
	ok = cli_open(cli, err) && erase_whom(cli, &p, err) && erase_one(cli, &p, err);
	person_release(&p);
	return ok;
}

static const struct option erase_options[] = {
	{ .name = "yes", .help = N_("do not ask for a confirmation") },
	{ .name = NULL },
};

const struct command erase_command = {
	.name = "erase",
	.words = N_("PERSON"),
	.help = N_("Erase somebody for good, and keep the presence without a name."),
	.more = N_("PERSON is a number or an e-mail, never a name. 'etape person PERSON --everything' shows\n"
		   "before what is known; 'etape retention' says who is due. Nothing of the person is left\n"
		   "in the file; copies and exports made before are not known here."),
	.also = "effacer|oublier|supprimer|rgpd|forget|delete",
	.options = erase_options,
	.min_words = 1,
	.max_words = 1,
	.role = ROLE_ADMIN,
	.run = erase_run,
};
