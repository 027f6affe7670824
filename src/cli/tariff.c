#include "etape/tariff.h"

#include <stdlib.h>
#include <string.h>

#include "cli/args.h"
#include "cli/commands.h"
#include "cli/sheet.h"
#include "etape/fee_rule.h"
#include "etape/i18n.h"
#include "etape/tariff_ini.h"

/* --- the list, and one ------------------------------------------------------------------- */

struct tariff_listing {
	struct rows *rows;
	int64_t only; /* 0: all */
	size_t count;
};

static bool tariff_add(void *arg, const struct tariff_row *row)
{
	struct tariff_listing *listing = arg;

	if (listing->only && row->id != listing->only)
		return true;
	rows_add(listing->rows, row);
	listing->count++;
	return true;
}

static bool tariff_rows(const struct cli *cli, int64_t only, struct err *err)
{
	struct tariff_listing listing = { .only = only };
	bool ok;

	listing.rows = rows_new(cli->out, &tariff_type, cli->format);
	ok = tariff_list(cli->db, tariff_add, &listing, err);
	rows_end(&listing.rows);
	if (ok && !listing.count)
		cli_note(_("no tariff yet: every amount is to be determined; 'etape tariff import FILE' adds one"));
	return ok;
}

/* Lines of which only the first has a heading. */
static void add_lines(struct sheet *sheet, const char *heading, const char *lines)
{
	while (*lines) {
		const size_t n = strcspn(lines, "\n");
		char *line = xstrndup(lines, n);

		sheet_add(sheet, heading, line);
		free(line);
		heading = "";
		lines += n + (lines[n] == '\n');
	}
}

/* What hides behind the name of a rule. */
static void add_asked(struct sheet *sheet, const char *asks)
{
	struct str line = STR_INIT;

	str_addf(&line, _("   for: %s"), asks);
	sheet_add(sheet, "", line.buf);
	str_release(&line);
}

static void add_rules(struct sheet *sheet, const struct tariff *t)
{
	for (size_t i = 0; i < t->rule_count; i++) {
		struct str words = STR_INIT;

		str_addf(&words, "%zu. ", i + 1);
		fee_rule_words(&words, &t->rules[i]);
		sheet_add(sheet, i ? "" : _("Rules"), words.buf);
		str_reset(&words);
		if (t->rules[i].name)
			fee_rule_asks(&words, &t->rules[i]);
		if (words.len)
			add_asked(sheet, words.buf);
		str_release(&words);
	}
}

static bool tariff_sheet(const struct cli *cli, const struct tariff *t, struct err *err)
{
	const struct fee_tariff view = tariff_view(t);
	struct str use = STR_INIT, counts = STR_INIT, advice = STR_INIT, period = STR_INIT;
	struct tariff before;
	struct sheet sheet;
	bool ok;

	tariff_init(&before);
	sheet_init(&sheet);
	ok = tariff_use_words(cli->db, t->id, &use, err) && tariff_advice(cli->db, t, &advice, err) &&
	     (!t->succeeds || tariff_get(cli->db, t->succeeds, &before, err));
	fee_tariff_counts(&counts, &view);
	sheet_add(&sheet, _("Tariff"), t->name);
	sheet_add(&sheet, _("Code"), t->code);
	fee_tariff_period(&period, t->from, t->to);
	sheet_add(&sheet, _("Period"), period.buf);
	sheet_add(&sheet, _("Holds for"), t->only_named ? _("only where named") : _("all rencontres"));
	add_rules(&sheet, t);
	add_lines(&sheet, _("What counts"), counts.buf);
	sheet_add(&sheet, _("Note"), t->note);
	sheet_add(&sheet, _("Succeeds"), before.code);
	sheet_add(&sheet, _("State"), use.len ? use.buf : _("not in use yet: it may be changed"));
	add_lines(&sheet, _("To know"), advice.buf);
	sheet_write(&sheet, cli->out);
	tariff_release(&before);
	str_release(&use);
	str_release(&counts);
	str_release(&advice);
	str_release(&period);
	return ok;
}

static bool tariff_show(struct cli *cli, const char *code, struct err *err)
{
	struct tariff t;
	int64_t id = 0;
	bool ok;

	if (!tariff_resolve(cli->db, code, &id, err))
		return false;
	if (cli->format != FORMAT_TABLE)
		return tariff_rows(cli, id, err);
	tariff_init(&t);
	ok = tariff_get(cli->db, id, &t, err) && tariff_sheet(cli, &t, err);
	tariff_release(&t);
	return ok;
}

/* --- files ------------------------------------------------------------------------------- */

static bool tariff_export(struct cli *cli, const char *code, struct err *err)
{
	const char *path = args_value(cli->args, "output");
	struct str text = STR_INIT;
	struct output *out = NULL;
	struct tariff t;
	int64_t id = 0;
	bool ok;

	tariff_init(&t);
	ok = tariff_resolve(cli->db, code, &id, err) && tariff_get(cli->db, id, &t, err);
	if (ok)
		tariff_ini_add(&text, &t);
	if (ok && !path)
		output_text(cli->out, text.buf);
	else if (ok && (ok = output_open(&out, path, 0, err))) {
		output_write(out, text.buf, text.len);
		ok = output_close(&out, err);
	}
	str_release(&text);
	tariff_release(&t);
	return ok;
}

static bool read_from(const struct cli *cli, day_t *from, struct err *err)
{
	const char *text = args_value(cli->args, "from");

	*from = CIVIL_NONE;
	return !text || civil_parse(text, civil_today(NULL), from, err) || err_wrap(err, "--from");
}

static void say_done(const struct cli *cli, const struct tariff *t, enum tariff_ini_done done)
{
	switch (done) {
	case TARIFF_ADDED: cli_say(cli, _("Tariff added: %s (%s)."), t->name, t->code); break;
	case TARIFF_REPLACED: cli_say(cli, _("Tariff changed: %s (%s)."), t->name, t->code); break;
	case TARIFF_UNCHANGED: cli_say(cli, _("The tariff '%s' says so already: nothing to do."), t->code); break;
	case TARIFF_SUCCEEDED: {
		struct str day = STR_INIT;

		civil_format_date(&day, t->from, i18n_lang());
		cli_say(cli, _("Tariff '%s' (%s) holds from %s on; the one before ends the day before."), t->name, t->code,
			day.buf);
		str_release(&day);
		break;
	}
	}
}

static bool say_advice(const struct cli *cli, const struct tariff *t, struct err *err)
{
	struct str advice = STR_INIT;
	bool ok = tariff_advice(cli->db, t, &advice, err);

	for (char *line = advice.buf, *end; ok && *line; line = end + (*end == '\n')) {
		end = line + strcspn(line, "\n");
		cli_note("%.*s", (int)(end - line), line);
	}
	str_release(&advice);
	return ok;
}

static bool tariff_import(struct cli *cli, const char *path, struct err *err)
{
	struct tariff_ini_how how = { .succeed = args_value(cli->args, "succeed"),
		.dry_run = args_has(cli->args, "dry-run") };
	enum tariff_ini_done done = TARIFF_ADDED;
	struct tariff t;
	bool ok;

	tariff_init(&t);
	ok = read_from(cli, &how.from, err) && tariff_ini_import(cli->db, path, &how, &t, &done, err);
	if (ok) {
		if (how.dry_run)
			cli_say(cli, _("Nothing is written (--dry-run). What would be said:"));
		say_done(cli, &t, done);
		ok = say_advice(cli, &t, err);
	}
	tariff_release(&t);
	return ok;
}

/* --- changes ----------------------------------------------------------------------------- */

static bool tariff_follow(struct cli *cli, const char *code, struct err *err)
{
	struct tariff next;
	int64_t id = 0;
	day_t from;
	bool ok;

	tariff_init(&next);
	ok = read_from(cli, &from, err);
	if (ok && from == CIVIL_NONE)
		ok = err_set(err, ERR_USAGE, _("from which day on? --from DATE"));
	ok = ok && tariff_resolve(cli->db, code, &id, err) && tariff_copy(cli->db, id, from, &next, err) &&
	     tariff_succeed(cli->db, id, &next, err);
	if (ok)
		say_done(cli, &next, TARIFF_SUCCEEDED);
	tariff_release(&next);
	return ok;
}

static bool tariff_remove(struct cli *cli, const char *code, struct err *err)
{
	int64_t id = 0;

	if (!tariff_resolve(cli->db, code, &id, err) || !tariff_delete(cli->db, id, err))
		return false;
	cli_say(cli, _("Tariff deleted: %s; 'etape undo' brings it back."), code);
	return true;
}

/* "none" takes the name off. */
static bool tariff_use(struct cli *cli, const char *event_word, struct err *err)
{
	const char *code = args_word(cli->args, 2);
	const bool sure = args_has(cli->args, "yes");
	struct tariff_reprice r = { .told = false };
	struct str words = STR_INIT;
	int64_t event = 0, tariff = 0;
	bool ok;

	(void)event_word;
	if (!code)
		return err_set(err, ERR_USAGE, _("which tariff? etape tariff use EVENT CODE, or 'none'"));
	if (!cli_event(cli, 1, &event, err) || (strcmp(code, "none") != 0 && !tariff_resolve(cli->db, code, &tariff, err)))
		return false;
	ok = tariff_reprice(cli->db, event, tariff, &r, err);
	tariff_reprice_words(&r, &words);
	if (ok && !tariff_name_event(cli->db, event, tariff, sure, err)) {
		ok = false;
		if (err->code == ERR_CONFLICT)
			err_set(err, ERR_REFUSED,
				_("this rencontre has begun, and what it costs was told: %s; '--yes' does it"), words.buf);
	}
	if (ok && tariff)
		cli_say(cli, _("This rencontre names the tariff '%s'."), code);
	else if (ok)
		cli_say(cli, _("This rencontre names no tariff: the one of its day holds."));
	if (ok && words.len)
		cli_say(cli, "%s", words.buf);
	str_release(&words);
	return ok;
}

static const struct {
	const char *name;
	bool (*run)(struct cli *cli, const char *word, struct err *err);
} actions[] = {
	{ "show", tariff_show },
	{ "import", tariff_import },
	{ "export", tariff_export },
	{ "succeed", tariff_follow },
	{ "delete", tariff_remove },
	{ "use", tariff_use },
};

static bool tariff_run(struct cli *cli, struct err *err)
{
	const char *action = args_word(cli->args, 0), *word = args_word(cli->args, 1);

	if (!action || !strcmp(action, "list"))
		return word ? err_set(err, ERR_USAGE, _("'etape tariff list' takes no more words"))
			    : cli_open(cli, err) && tariff_rows(cli, 0, err);
	for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
		if (strcmp(actions[i].name, action) != 0)
			continue;
		if (!word)
			return err_set(err, ERR_USAGE, _("'etape tariff %s' wants one word more"), action);
		return cli_open(cli, err) && actions[i].run(cli, word, err);
	}
	return err_set(err, ERR_USAGE, _("'%s' is none of list, show, import, export, succeed, delete, use"), action);
}

static const struct option tariff_options[] = {
	{ .name = "output", .value = N_("FILE"), .help = N_("export into this file, not to standard output") },
	{ .name = "dry-run", .help = N_("import: only say what would be done") },
	{ .name = "succeed", .value = N_("CODE"), .help = N_("import: in place of this tariff, which ends the day before") },
	{ .name = "from", .value = N_("DATE"), .help = N_("succeed, import: first day of the new tariff") },
	{ .name = "yes", .help = N_("use: also where amounts that were told change") },
	{ .name = NULL },
};

const struct command tariff_command = {
	.name = "tariff",
	.words = N_("[list|show|import|export|succeed|delete|use] [CODE|FILE|EVENT]"),
	.help = N_("List the tariffs with their rules, import or succeed one."),
	.more = N_("list                what holds when, with its rules\n"
		   "show CODE           one, its rules, whether it is in use\n"
		   "import FILE         an INI file: a new tariff, or the new text of one not in use\n"
		   "export CODE         the same file again\n"
		   "succeed CODE        a copy from a day on (--from); the old one ends the day before\n"
		   "delete CODE         one that is not in use\n"
		   "use EVENT CODE      the rencontre names this tariff; 'none' takes it back;\n"
		   "                    one that has begun only with --yes when amounts change\n"
		   "A tariff in use, by which somebody was told an amount, is never changed: it is succeeded."),
	.also = "tarif|tarifs|bareme|prix",
	.options = tariff_options,
	.max_words = 3,
	.role = ROLE_LECTURE,
	.formats = COMMAND_LISTING,
	.format = FORMAT_TABLE,
	.run = tariff_run,
};
