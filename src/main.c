/* etape: language, configuration, options; then a command, or the screens. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/args.h"
#include "cli/cli.h"
#include "cli/help.h"
#include "etape/civil.h"
#include "etape/i18n.h"
#include "etape/paths.h"
#include "etape/record.h"
#include "tui/tui.h"

/* A file opened while one of the standard three is closed would take its place,
 * and be written to by mistake. What stands in refuses what would be asked of it. */
static void main_hold_descriptors(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF &&
			open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) < 0)
			_exit(1);
}

static void main_speak(const char *lang)
{
	char *dir = paths_locale();

	i18n_init(lang, dir);
	free(dir);
}

/* --lang, else $ETAPE_LANG, else etape.ini's (which is read later), else the locale. */
static bool main_language(int argc, char **argv, struct err *err)
{
	const char *lang = args_peek_lang(argc, argv);

	if (!lang || !strcmp(lang, "fr") || !strcmp(lang, "en")) {
		main_speak(lang);
		return true;
	}
	main_speak(NULL);
	return err_set(err, ERR_USAGE, _("option '--lang' wants fr or en, not '%s'"), lang);
}

static void main_language_of_config(const struct cli *cli)
{
	const char *chosen = getenv("ETAPE_LANG");

	if (!cli->config->lang || args_has(cli->args, "lang") || (chosen && *chosen))
		return;
	if ((i18n_lang() == LANG_EN) != !strcmp(cli->config->lang, "en"))
		main_speak(cli->config->lang);
}

/* --- answers that need no database ------------------------------------------------ */

static bool main_help(const struct command *command, struct err *err)
{
	struct output *out;

	if (!output_open(&out, NULL, 0, err))
		return false;
	help_write(out, command);
	return output_close(&out, err);
}

static bool main_version(struct err *err)
{
	struct output *out;

	if (!output_open(&out, NULL, 0, err))
		return false;
	output_text(out, "etape " ETAPE_VERSION "\n");
	return output_close(&out, err);
}

static bool main_keys(struct err *err)
{
	struct output *out;
	struct str table = STR_INIT;

	if (!output_open(&out, NULL, 0, err))
		return false;
	tui_add_actions(&table);
	output_text(out, table.buf);
	str_release(&table);
	return output_close(&out, err);
}

/* --- what every command needs -------------------------------------------------------- */

static bool main_format(struct cli *cli, struct err *err)
{
	const char *text = args_value(cli->args, "format");
	const struct command *c = cli->args->command;

	cli->format_asked = text != NULL;
	if (!text) {
		cli->format = c ? c->format : FORMAT_TABLE;
		return true;
	}
	if (!format_parse(text, &cli->format))
		return err_set(err, ERR_USAGE,
			_("unknown format '%s': there are table, csv, json, ics, vcard, "
			  "mutt, text and cii"),
			text);
	if (!c || !c->formats)
		return err_set(
			err, ERR_USAGE, _("'--format' is for listings: see 'etape --help'"));
	if (!(c->formats & COMMAND_FORMAT(cli->format)))
		return err_set(err, ERR_USAGE,
			_("'etape %s' does not write %s: see 'etape %s --help'"), c->name, text,
			c->name);
	return true;
}

static bool main_options(struct cli *cli, struct err *err)
{
	const char *role = args_value(cli->args, "role");

	cli->role = ROLE_COORDINATION;
	if (role && !role_parse(role, &cli->role))
		return err_set(err, ERR_USAGE,
			_("unknown role '%s': there are lecture, accueil, coordination and "
			  "admin"),
			role);
	cli->author = args_value(cli->args, "as");
	cli->desk = args_value(cli->args, "desk");
	return main_format(cli, err);
}

/* The caller frees the path. */
static char *main_database(const struct cli *cli)
{
	const char *path = args_value(cli->args, "db");

	if (!path)
		path = getenv("ETAPE_DB");
	return path && *path ? xstrdup(path) : paths_database();
}

/* --- the screens ------------------------------------------------------------------------ */

static bool main_screen_exists(const char *name, struct err *err)
{
	static const char *const names[] = { "cites", "agenda", "desk", "fees", "contacts" };

	for (size_t i = 0; name && i < sizeof names / sizeof *names; i++)
		if (!strcmp(names[i], name))
			return true;
	return !name || err_set(err, ERR_USAGE,
				_("unknown screen '%s': there are cites, agenda, desk, fees "
				  "and contacts"),
				name);
}

static bool main_screens(struct cli *cli, int *status, struct err *err)
{
	struct db_options options = cli_db_options(cli);
	const struct tui_options screens = {
		.screen = args_value(cli->args, "screen"),
		.plain = args_has(cli->args, "plain"),
		.confined = args_has(cli->args, "as") || args_has(cli->args, "role"),
	};

	if (!main_screen_exists(screens.screen, err))
		return false;
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return err_set(err, ERR_REFUSED,
			_("the screens need a terminal; without one, give a command: see "
			  "'etape --help'"));
	if (!db_open(&cli->db, &options, err))
		return false;
	*status = tui_run(cli->db, cli->config, &screens);
	db_close(&cli->db);
	return true;
}

static bool main_run(struct cli *cli, int *status, struct err *err)
{
	char *path = main_database(cli);
	bool ok;

	cli->path = path;
	ok = cli->args->command ? cli_run(cli, err) : main_screens(cli, status, err);
	free(path);
	return ok;
}

static bool main_answer(const struct args *args, int *status, struct err *err)
{
	struct config config = { 0 };
	struct cli cli = { .args = args, .config = &config, .later = STR_INIT };
	bool ok;

	if (args_has(args, "help"))
		return main_help(args->command, err);
	if (args_has(args, "version"))
		return main_version(err);
	if (args_has(args, "keys"))
		return main_keys(err);
	if (!main_options(&cli, err) || (args->command && !args_check(args, err)) ||
		!civil_check_now(err))
		return false;
	ok = config_load(&config, args_value(args, "config"), err);
	if (ok) {
		main_language_of_config(&cli);
		record_set_zone(config.zone);
		civil_set_home(config.zone);
		if (!cli.desk)
			cli.desk = config.desk;
		ok = main_run(&cli, status, err);
	}
	civil_set_home(NULL);
	config_release(&config);
	return ok;
}

/* A reader that has seen enough (etape person | head) is no error: the program
 * ends as others do then, by the signal, but only when its work is done. */
static void main_end_by_pipe(void)
{
	signal(SIGPIPE, SIG_DFL);
	raise(SIGPIPE);
}

int main(int argc, char **argv)
{
	struct args args = { 0 };
	struct err err = ERR_INIT;
	int status = 0;
	bool ok;

	main_hold_descriptors();
	signal(SIGPIPE, SIG_IGN);
	ok = main_language(argc, argv, &err) && args_parse(&args, argc, argv, &err) &&
	     main_answer(&args, &status, &err);
	args_release(&args);
	if (ok)
		return status;
	if (err.sys == EPIPE)
		main_end_by_pipe();
	cli_complain(&err);
	return err_exit_status(&err);
}
