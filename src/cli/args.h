/* The words of the command line, sorted into a command, its words and options.
 * GNU style: --name value, --name=value, options anywhere, -- ends them. */
#ifndef ETAPE_CLI_ARGS_H
#define ETAPE_CLI_ARGS_H

#include "cli/cli.h"

struct args_use {
	const struct option *option; /* of the command or of every command */
	const char *value;	     /* NULL when it takes none */
};

struct args {
	const struct command *command; /* NULL: none was named */
	const char **words;	       /* the command's, in order; borrowed from argv */
	size_t word_count;
	struct args_use *uses; /* options, in order */
	size_t use_count;
};

/* Those that every command takes. */
extern const struct option args_global[];

/* Reads argv; false with ERR_USAGE and, where something is near, a suggestion. How many words
 * the command wants is told by args_check(). Release `a` in both cases. */
bool args_parse(struct args *a, int argc, char **argv, struct err *err);
/* Whether the command has the words and options that it wants. */
bool args_check(const struct args *a, struct err *err);
void args_release(struct args *a);

/* The value of --lang, before anything else is read: messages about the rest are in
 * that language. NULL when it is not there. */
const char *args_peek_lang(int argc, char **argv);

bool args_has(const struct args *a, const char *option);
/* The last value of an option, NULL when it was not given. */
const char *args_value(const struct args *a, const char *option);
/* Every value of an option, as an owned array of borrowed texts; NULL when there is none. */
const char **args_values(const struct args *a, const char *option, size_t *count);
/* The number that an option gives, `fallback` when it was not given; ERR_USAGE outside
 * min..max. */
bool args_number(const struct args *a, const char *option, int64_t min, int64_t max,
	int64_t fallback, int64_t *number, struct err *err);

/* Word `i`, NULL when there are fewer. */
const char *args_word(const struct args *a, size_t i);
/* Word `i` and those after it, joined by blanks; owned; "" when there is none. */
char *args_join(const struct args *a, size_t i);

#endif
