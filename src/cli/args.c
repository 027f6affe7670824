#include "cli/args.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/nearest.h"
#include "etape/i18n.h"

const struct option args_global[] = {
	{ .name = "db", .value = N_("FILE"), .help = N_("the database ($ETAPE_DB)") },
	{ .name = "config",
		.value = N_("FILE"),
		.help = N_("the configuration ($ETAPE_CONFIG)") },
	{ .name = "lang", .value = "fr|en", .help = N_("the language ($ETAPE_LANG)") },
	{ .name = "as",
		.value = N_("NAME"),
		.help = N_("who is writing; your account's name otherwise") },
	{ .name = "role",
		.value = N_("ROLE"),
		.help = N_("what may be done: lecture, accueil, coordination (as a rule) or "
			   "admin") },
	{ .name = "desk",
		.value = N_("NAME"),
		.help = N_("this desk, written beside each check-in") },
	{ .name = "format",
		.value = N_("FORMAT"),
		.help = N_("how to write a listing: table, csv or json") },
	{ .name = "screen",
		.value = N_("NAME"),
		.help = N_("the screen to begin with: cites, agenda, desk, fees or contacts") },
	{ .name = "plain", .help = N_("screens without map nor rules, statuses as words") },
	{ .name = "keys", .help = N_("list every key of the screens, and stop") },
	{ .name = "help",
		.letter = 'h',
		.help = N_("say how to use étape, or a command, and stop") },
	{ .name = "version", .letter = 'V', .help = N_("say the version, and stop") },
	{ .name = NULL },
};

/* --- finding options ------------------------------------------------------------ */

static const struct option *option_in(const struct option *table, const char *name, size_t len)
{
	for (; table && table->name; table++)
		if (!strncmp(table->name, name, len) && !table->name[len])
			return table;
	return NULL;
}

static const struct option *option_named(const struct args *a, const char *name, size_t len)
{
	const struct option *o = option_in(args_global, name, len);

	return o || !a->command ? o : option_in(a->command->options, name, len);
}

static const struct option *option_lettered(char letter)
{
	for (const struct option *o = args_global; o->name; o++)
		if (o->letter && o->letter == letter)
			return o;
	return NULL;
}

static bool option_unknown(const struct args *a, const char *typed, size_t len, struct err *err)
{
	char *option = xstrndup(typed, len);
	const char *name = option + strspn(option, "-");
	struct nearest n;

	for (const struct command *const *c = cli_commands; !a->command && *c; c++) {
		if (!option_in((*c)->options, name, strlen(name)))
			continue;
		err_set(err, ERR_USAGE, _("'%s' goes after its command: etape COMMAND %s"),
			option, option);
		free(option);
		return false;
	}
	nearest_init(&n, name);
	for (const struct option *o = a->command ? a->command->options : NULL; o && o->name;
		o++)
		nearest_try(&n, o->name, o->name);
	for (const struct option *o = args_global; o->name; o++)
		nearest_try(&n, o->name, o->name);
	if (n.answer)
		err_set(err, ERR_USAGE, _("unknown option '%s': did you mean '--%s'?"), option,
			n.answer);
	else if (a->command)
		err_set(err, ERR_USAGE, _("unknown option '%s': see 'etape %s --help'"), option,
			a->command->name);
	else
		err_set(err, ERR_USAGE, _("unknown option '%s': see 'etape --help'"), option);
	nearest_release(&n);
	free(option);
	return false;
}

static void args_use(struct args *a, const struct option *o, const char *value)
{
	a->uses = xrealloc(a->uses, (a->use_count + 1) * sizeof *a->uses);
	a->uses[a->use_count++] = (struct args_use){ .option = o, .value = value };
}

/* Reads the option argv[*i], and its value, which may be the next one. */
static bool args_option(struct args *a, int argc, char **argv, int *i, struct err *err)
{
	const char *typed = argv[*i];
	size_t len = strcspn(typed, "=");
	const char *value = typed[len] == '=' ? typed + len + 1 : NULL;
	const struct option *o = NULL;

	if (typed[1] == '-')
		o = option_named(a, typed + 2, len - 2);
	else if (len == 2)
		o = option_lettered(typed[1]);
	if (!o)
		return option_unknown(a, typed, len, err);
	if (!o->value && value)
		return err_set(err, ERR_USAGE, _("option '--%s' takes no value"), o->name);
	if (o->value && !value && *i + 1 < argc)
		value = argv[++*i];
	if (o->value && (!value || !*value))
		return err_set(err, ERR_USAGE, _("option '--%s' wants a value: --%s %s"),
			o->name, o->name, gettext(o->value));
	args_use(a, o, value);
	return true;
}

/* --- the command ------------------------------------------------------------------- */

/* Tries each of several words separated by |. */
static void nearest_try_all(struct nearest *n, const char *words, const char *answer)
{
	while (words && *words) {
		size_t len = strcspn(words, "|");
		char *word = xstrndup(words, len);

		nearest_try(n, word, answer);
		free(word);
		words += len + (words[len] == '|');
	}
}

static bool args_command(struct args *a, const char *typed, struct err *err)
{
	struct nearest n;

	a->command = cli_command(typed);
	if (a->command)
		return true;
	nearest_init(&n, typed);
	for (const struct command *const *c = cli_commands; *c; c++) {
		nearest_try(&n, (*c)->name, (*c)->name);
		nearest_try_all(&n, (*c)->also, (*c)->name);
	}
	nearest_try_all(&n, "help|aide", "--help");
	if (n.answer)
		err_set(err, ERR_USAGE, _("unknown command '%s': did you mean 'etape %s'?"),
			typed, n.answer);
	else
		err_set(err, ERR_USAGE, _("unknown command '%s': see 'etape --help'"), typed);
	nearest_release(&n);
	return false;
}

bool args_parse(struct args *a, int argc, char **argv, struct err *err)
{
	bool options = true;

	*a = (struct args){ .words = xcalloc((size_t)argc + 1, sizeof *a->words) };
	for (int i = 1; i < argc; i++) {
		if (options && !strcmp(argv[i], "--")) {
			options = false;
		} else if (options && argv[i][0] == '-' && argv[i][1]) {
			if (!args_option(a, argc, argv, &i, err))
				return false;
		} else if (a->command) {
			a->words[a->word_count++] = argv[i];
		} else if (!args_command(a, argv[i], err)) {
			return false;
		}
	}
	return true;
}

bool args_check(const struct args *a, struct err *err)
{
	const struct command *c = a->command;

	/* An empty word is a variable of a script that was not set. */
	for (size_t i = 0; i < a->word_count; i++)
		if (!*a->words[i])
			return err_set(err, ERR_USAGE,
				_("an empty word: see 'etape %s --help'"), c->name);
	if (a->word_count < c->min_words)
		return err_set(err, ERR_USAGE, _("usage: etape %s %s (see 'etape %s --help')"),
			c->name, gettext(c->words), c->name);
	if (a->word_count > c->max_words && !(c->flags & COMMAND_JOINS_WORDS))
		return err_set(err, ERR_USAGE,
			_("'%s' is one word too many: see 'etape %s --help'"),
			a->words[c->max_words], c->name);
	return true;
}

void args_release(struct args *a)
{
	free(a->words);
	free(a->uses);
	*a = (struct args){ 0 };
}

const char *args_peek_lang(int argc, char **argv)
{
	const char *lang = NULL;

	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		if (!strncmp(argv[i], "--lang=", 7))
			lang = argv[i] + 7;
		else if (!strcmp(argv[i], "--lang") && i + 1 < argc)
			lang = argv[++i];
	}
	return lang;
}

/* --- reading what was given ----------------------------------------------------------- */

bool args_has(const struct args *a, const char *option)
{
	for (size_t i = 0; i < a->use_count; i++)
		if (!strcmp(a->uses[i].option->name, option))
			return true;
	return false;
}

const char *args_value(const struct args *a, const char *option)
{
	for (size_t i = a->use_count; i-- > 0;)
		if (!strcmp(a->uses[i].option->name, option))
			return a->uses[i].value;
	return NULL;
}

const char **args_values(const struct args *a, const char *option, size_t *count)
{
	const char **values = NULL;

	*count = 0;
	for (size_t i = 0; i < a->use_count; i++) {
		if (strcmp(a->uses[i].option->name, option) != 0)
			continue;
		values = xrealloc(values, (*count + 1) * sizeof *values);
		values[(*count)++] = a->uses[i].value;
	}
	return values;
}

bool args_number(const struct args *a, const char *option, int64_t min, int64_t max,
	int64_t fallback, int64_t *number, struct err *err)
{
	const char *text = args_value(a, option);
	char *end;
	long long n;

	*number = fallback;
	if (!text)
		return true;
	errno = 0;
	n = strtoll(text, &end, 10);
	if (errno || *end || end == text || n < min || n > max)
		return err_set(err, ERR_USAGE,
			_("option '--%s' wants a number from %lld to %lld, not '%s'"), option,
			(long long)min, (long long)max, text);
	*number = n;
	return true;
}

const char *args_word(const struct args *a, size_t i)
{
	return i < a->word_count ? a->words[i] : NULL;
}

char *args_join(const struct args *a, size_t i)
{
	struct str joined = STR_INIT;

	for (size_t k = i; k < a->word_count; k++) {
		if (k > i)
			str_addc(&joined, ' ');
		str_add(&joined, a->words[k]);
	}
	return str_take(&joined);
}
