#include "cli/help.h"

#include <string.h>

#include "cli/args.h"
#include "etape/i18n.h"
#include "etape/text.h"

#define HELP_WIDTH 78

/* Adds "  term      phrase", the phrase wrapped beside its column. */
static void help_entry(struct str *out, const char *term, const char *phrase, size_t column)
{
	size_t used = 2 + text_width(term);

	str_addf(out, "  %s", term);
	if (used + 2 > column) {
		str_addc(out, '\n');
		used = 0;
	}
	while (*phrase) {
		size_t fit = text_clip(phrase, HELP_WIDTH - column, NULL);
		size_t cut = fit;

		while (phrase[cut] && cut > 0 && phrase[cut] != ' ')
			cut--;
		cut = cut ? cut : fit;
		str_addf(out, "%*s%.*s\n", (int)(column - used), "", (int)cut, phrase);
		phrase += cut + strspn(phrase + cut, " ");
		used = 0;
	}
}

static void help_option(struct str *out, const struct option *o, size_t column)
{
	struct str term = STR_INIT;

	if (o->letter)
		str_addf(&term, "-%c, ", o->letter);
	str_addf(&term, "--%s", o->name);
	if (o->value)
		str_addf(&term, " %s", gettext(o->value));
	if (o->many)
		str_add(&term, "…");
	help_entry(out, term.buf, gettext(o->help), column);
	str_release(&term);
}

static void help_options(struct str *out, const struct option *table)
{
	for (; table && table->name; table++)
		help_option(out, table, 24);
}

static void help_program(struct str *out)
{
	str_addf(out, "%s\n%s\n\n",
		_("Usage: etape [options]                      the screens"),
		_("       etape COMMAND [words] [options]      a command"));
	str_addf(out, "%s\n", _("Commands:"));
	for (const struct command *const *c = cli_commands; *c; c++)
		help_entry(out, (*c)->name, gettext((*c)->help), 14);
	str_addf(out, "\n%s\n", _("Options, before or after the command:"));
	help_options(out, args_global);
	str_addf(out, "\n%s\n",
		_("'etape COMMAND --help' tells more; everything is in the manual: man "
		  "etape."));
}

/* The usage of a command on one line, from its words and options. */
static void help_usage(struct str *out, const struct command *c)
{
	str_addf(out, _("Usage: etape %s"), c->name);
	if (*c->words)
		str_addf(out, " %s", gettext(c->words));
	for (const struct option *o = c->options; o && o->name; o++) {
		str_addf(out, " [--%s", o->name);
		if (o->value)
			str_addf(out, " %s", gettext(o->value));
		str_addf(out, "]%s", o->many ? "…" : "");
	}
	str_addc(out, '\n');
}

static void help_formats(struct str *out, const struct command *c)
{
	bool first = true;

	str_add(out, _("Formats (--format):"));
	for (int f = FORMAT_TABLE; f <= FORMAT_CII; f++) {
		if (!(c->formats & COMMAND_FORMAT(f)))
			continue;
		str_addf(out, "%s %s", first ? "" : ",", format_name((enum format)f));
		first = false;
	}
	str_addc(out, '\n');
}

static void help_command(struct str *out, const struct command *c)
{
	help_usage(out, c);
	str_addf(out, "\n%s\n", gettext(c->help));
	if (c->more)
		str_addf(out, "\n%s\n", gettext(c->more));
	if (c->options) {
		str_addf(out, "\n%s\n", _("Options:"));
		help_options(out, c->options);
	}
	if (c->formats) {
		str_addc(out, '\n');
		help_formats(out, c);
	}
	str_addf(out, "\n%s\n", _("Options of every command: etape --help."));
}

void help_write(struct output *out, const struct command *command)
{
	struct str text = STR_INIT;

	if (command)
		help_command(&text, command);
	else
		help_program(&text);
	output_text(out, text.buf);
	str_release(&text);
}
