/* The command line: the table of commands, and what they share. A command is one
 * file that ends in one struct command. */
#ifndef ETAPE_CLI_CLI_H
#define ETAPE_CLI_CLI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/config.h"
#include "etape/db.h"
#include "etape/err.h"
#include "etape/output.h"
#include "etape/str.h"

struct args;
struct cli;

struct option {
	const char *name;  /* "dry-run"; NULL ends a table */
	char letter;	   /* 'h' for -h, 0 for none */
	bool many;	   /* may be given several times; else the last one counts */
	const char *value; /* N_(): what its value is called; NULL: it takes none */
	const char *help;  /* N_(): a phrase */
};

enum command_flags {
	COMMAND_JOINS_WORDS = 1u << 0, /* the words past .max_words - 1 are one name */
};

#define COMMAND_FORMAT(format) (1u << (format))
#define COMMAND_LISTING                                                                        \
	(COMMAND_FORMAT(FORMAT_TABLE) | COMMAND_FORMAT(FORMAT_CSV) |                           \
		COMMAND_FORMAT(FORMAT_JSON))

struct command {
	const char *name;
	const char *words; /* N_(): "EVENT PERSON", "" for none */
	const char *help;  /* N_(): one sentence, for the list of commands */
	const char *more;  /* N_(): what else to know, lines; NULL for none */
	const char *also;  /* folded French words for it, separated by |: to suggest it */
	const struct option *options; /* its own; NULL for none */
	size_t min_words;
	size_t max_words;
	enum role role;	    /* the least that may run it */
	unsigned flags;	    /* COMMAND_… */
	unsigned formats;   /* COMMAND_FORMAT()s that it writes, 0: not a listing */
	enum format format; /* when none is asked for */
	/* Does it. What refuses or fails comes back in `err` (false), whose code makes the exit
	 * status. */
	bool (*run)(struct cli *cli, struct err *err);
};

struct cli {
	const struct args *args;     /* what was typed */
	const struct config *config; /* etape.ini */
	const char *path;	     /* of the database */
	const char *author;	     /* --as, NULL: the Unix account */
	const char *desk; /* --desk, else the configuration's, NULL for the default */
	enum role role;
	enum format format;
	bool format_asked;  /* .format comes from --format */
	struct db *db;	    /* NULL until cli_open() */
	struct output *out; /* standard output */
	struct str later;   /* chatter that comes after the result */
};

/* The table, ended by NULL, in the order of help. */
extern const struct command *const cli_commands[];

/* By name; NULL when there is none. */
const struct command *cli_command(const char *name);

/* Runs a command and closes standard output and the database. */
bool cli_run(struct cli *cli, struct err *err);

/* Opens the database, when a command has read its words and options: wrong usage is told
 * before anything else. */
bool cli_open(struct cli *cli, struct err *err);

/* For a program that opens the database itself: it is opened here only when it is to be upgraded, which is told. */
bool cli_upgrade(struct cli *cli, struct err *err);

/* Options to open the command's database with. */
struct db_options cli_db_options(const struct cli *cli);

/* A line of the result for people, through the text gate. */
void cli_say(const struct cli *cli, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* The same of a line that is made already, which gets its end. */
void cli_say_line(const struct cli *cli, struct str *line);
/* Chatter: a line on standard error, at once. */
void cli_note(const char *fmt, ...) PRINTF_LIKE(1, 2);
/* One line of it that comes after the result. */
void cli_note_later(struct cli *cli, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* "etape: reason", one line on standard error; none when it has no message: the command has
 * said it by itself. */
void cli_complain(const struct err *err);

/* A person by id, e-mail or name: the word `i`, or what joins it and those after it. */
bool cli_person(const struct cli *cli, size_t i, int64_t *id, struct err *err);
/* The event that the word `i` names. */
bool cli_event(const struct cli *cli, size_t i, int64_t *id, struct err *err);
/* Every --session, "2" or "1,3", as an owned array; none: NULL and 0. */
bool cli_sessions(const struct cli *cli, int **sessions, size_t *count, struct err *err);

/* Appends an instant on the wall clock of a zone, as people read it: "11/02/2020 09:04". */
void cli_add_time(struct str *out, int64_t at, const char *zone);

/* A listing of one row, in the format asked for. */
void cli_list_one(const struct cli *cli, const struct record_type *type, const void *row);

/* A heading above a part of a detailed answer, an empty line before it. */
void cli_heading(const struct cli *cli, const char *heading);

#endif
