#include "cli/cli.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/args.h"
#include "cli/commands.h"
#include "etape/civil.h"
#include "etape/event.h"
#include "etape/i18n.h"
#include "etape/person.h"
#include "etape/text.h"

const struct command *const cli_commands[] = {
	&init_command,
	&import_command,
	&export_command,
	&find_command,
	&cite_command,
	&person_command,
	&filters_command,
	&duplicates_command,
	&merge_command,
	&event_command,
	&copy_command,
	&repeat_command,
	&invitees_command,
	&invite_command,
	&register_command,
	&unregister_command,
	&promote_command,
	&checkin_command,
	&walkin_command,
	&refusals_command,
	&sheet_command,
	&minutes_command,
	&documents_command,
	&fee_command,
	&tariff_command,
	&budget_command,
	&pay_command,
	&till_command,
	&invoice_command,
	&invoices_command,
	&credit_command,
	&claim_command,
	&reminders_command,
	&erase_command,
	&retention_command,
	&turnover_command,
	&confirm_command,
	&log_command,
	&undo_command,
	&backup_command,
	&check_command,
	NULL,
};

const struct command *cli_command(const char *name)
{
	for (const struct command *const *c = cli_commands; *c; c++)
		if (!strcmp((*c)->name, name))
			return *c;
	return NULL;
}

struct db_options cli_db_options(const struct cli *cli)
{
	return (struct db_options){
		.path = cli->path,
		.author = cli->author,
		.desk = cli->desk,
		.role = cli->role,
		.busy_timeout_ms = cli->config->busy_timeout_ms,
	};
}

static bool cli_may_run(const struct cli *cli, struct err *err)
{
	const struct command *c = cli->args->command;

	if (cli->role >= c->role)
		return true;
	return err_set(err, ERR_FORBIDDEN,
		_("'etape %s' is for the role '%s', and yours is '%s'"), c->name,
		role_name(c->role), role_name(cli->role));
}

bool cli_open(struct cli *cli, struct err *err)
{
	struct db_options options = cli_db_options(cli);

	if (!db_open(&cli->db, &options, err))
		return false;
	if (db_upgrade_copy(cli->db))
		cli_note(_("the database was upgraded; as it was before, it is in '%s'"),
			db_upgrade_copy(cli->db));
	return true;
}

bool cli_upgrade(struct cli *cli, struct err *err)
{
	bool old;

	return db_peek(cli->path, &old, err) && (!old || cli_open(cli, err));
}

bool cli_run(struct cli *cli, struct err *err)
{
	struct err closing = ERR_INIT;
	bool ok = cli_may_run(cli, err) && output_open(&cli->out, NULL, 0, err);

	ok = ok && cli->args->command->run(cli, err);
	/* What a refused command had to say goes out as well; its own reason comes first. */
	if (cli->out && !output_close(&cli->out, &closing) && ok) {
		*err = closing;
		ok = false;
	}
	if (cli->later.len)
		cli_note("%s", cli->later.buf);
	str_release(&cli->later);
	db_close(&cli->db);
	return ok;
}

/* --- words ---------------------------------------------------------------------- */

void cli_say(const struct cli *cli, const char *fmt, ...)
{
	char line[4096];
	va_list args;

	va_start(args, fmt);
	vsnprintf(line, sizeof line, fmt, args);
	va_end(args);
	output_text(cli->out, line);
	output_write(cli->out, "\n", 1);
}

void cli_say_line(const struct cli *cli, struct str *line)
{
	str_addc(line, '\n');
	output_text(cli->out, line->buf);
}

/* One line through the text gate, in one write. */
static void complain(const char *prefix, const char *line)
{
	struct str clean = STR_INIT;

	str_add(&clean, prefix);
	text_clean(&clean, line, strlen(line), 0);
	str_addc(&clean, '\n');
	for (size_t done = 0; done < clean.len;) {
		ssize_t n = write(STDERR_FILENO, clean.buf + done, clean.len - done);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		done += (size_t)n;
	}
	str_release(&clean);
}

void cli_note(const char *fmt, ...)
{
	char line[4096];
	va_list args;

	va_start(args, fmt);
	vsnprintf(line, sizeof line, fmt, args);
	va_end(args);
	complain("", line);
}

void cli_note_later(struct cli *cli, const char *fmt, ...)
{
	char line[4096];
	va_list args;

	va_start(args, fmt);
	vsnprintf(line, sizeof line, fmt, args);
	va_end(args);
	str_reset(&cli->later);
	str_add(&cli->later, line);
}

void cli_complain(const struct err *err)
{
	if (*err->message)
		complain("etape: ", err->message);
}

void cli_list_one(const struct cli *cli, const struct record_type *type, const void *row)
{
	struct rows *rows = rows_new(cli->out, type, cli->format);

	rows_add(rows, row);
	rows_end(&rows);
}

void cli_heading(const struct cli *cli, const char *heading)
{
	output_write(cli->out, "\n", 1);
	cli_say(cli, "%s", heading);
}

void cli_add_time(struct str *out, int64_t at, const char *zone)
{
	day_t day;
	int minutes, seconds;

	if (!civil_from_instant(at, zone ? zone : CIVIL_ZONE, &day, &minutes, &seconds))
		return;
	civil_format_short(out, day, i18n_lang());
	str_addc(out, ' ');
	civil_format_time(out, minutes, i18n_lang());
}

/* --- what words name --------------------------------------------------------------- */

bool cli_person(const struct cli *cli, size_t i, int64_t *id, struct err *err)
{
	char *name = args_join(cli->args, i);
	bool ok = person_resolve(cli->db, name, id, err);

	free(name);
	return ok;
}

bool cli_event(const struct cli *cli, size_t i, int64_t *id, struct err *err)
{
	const char *word = args_word(cli->args, i);

	if (!word || !*word)
		return err_set(err, ERR_USAGE,
			_("which event? Give its code: 'etape event' lists them"));
	return event_resolve(cli->db, word, id, err);
}

/* Adds the numbers of "1,3". */
static bool sessions_add(const char *text, int **sessions, size_t *count, struct err *err)
{
	const char *p = text;

	do {
		char *end;
		long n = strtol(p, &end, 10);

		if (end == p || n < 1 || n > 999 || (*end && *end != ','))
			return err_set(err, ERR_USAGE,
				_("option '--session' wants numbers such as 2 or 1,3, not "
				  "'%s'"),
				text);
		*sessions = xrealloc(*sessions, (*count + 1) * sizeof **sessions);
		(*sessions)[(*count)++] = (int)n;
		p = *end ? end + 1 : end;
	} while (*p);
	return true;
}

bool cli_sessions(const struct cli *cli, int **sessions, size_t *count, struct err *err)
{
	size_t values;
	const char **texts = args_values(cli->args, "session", &values);
	bool ok = true;

	*sessions = NULL;
	*count = 0;
	for (size_t i = 0; ok && i < values; i++)
		ok = sessions_add(texts[i], sessions, count, err);
	free(texts);
	if (!ok) {
		free(*sessions);
		*sessions = NULL;
	}
	return ok;
}
