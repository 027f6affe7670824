/*
 * A temporary folder with a database of its own, and etape run in it as a
 * command: arguments in, status and what it printed out. The program under
 * test is $ETAPE_BIN, else build/etape.
 */
#ifndef TESTS_SUPPORT_SANDBOX_H
#define TESTS_SUPPORT_SANDBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct terminal;
struct terminal_options;

struct sandbox {
	char *dir;	/* HOME and working directory, removed by release */
	char *db;	/* ETAPE_DB, in dir; does not exist after init */
	const char *as; /* passed as --as when not NULL */
	/* Root obeys the files' rights like anybody, in what is run here. */
	bool unprivileged;
	const char *const *env; /* further "NAME=value", NULL last; may be NULL */
};

/* What a command left behind. */
struct outcome {
	int status;	/* exit status, 128 + n for signal n */
	char *out;	/* standard output, NUL-terminated */
	size_t out_len; /* its length, should it hold a NUL */
	char *err;	/* standard error */
};

/* sandbox_demo also puts the demo network there (made once per test program). */
void sandbox_init(struct sandbox *s);
void sandbox_demo(struct sandbox *s);
void sandbox_release(struct sandbox *s);

/* Absolute path of the program under test; static storage. */
const char *sandbox_program(void);

/* Runs etape with args (NULL last) to its end. Release the outcome. */
void sandbox_run(const struct sandbox *s, struct outcome *o, const char *const args[]);
#define sandbox_etape(s, o, ...)                                                               \
	sandbox_run((s), (o), (const char *const[]){ __VA_ARGS__, NULL })

/* Runs a line of shell in the sandbox, etape in its PATH. */
void sandbox_shell(const struct sandbox *s, struct outcome *o, const char *line);
/* The same where the line is to succeed: fails the test, with what was said, when it doesn't. */
void sandbox_must(const struct sandbox *s, const char *line);
void outcome_release(struct outcome *o);

/* Copies the first string that stands under key in JSON output; false when there is none. */
bool outcome_json(const struct outcome *o, const char *key, char *value, size_t room);

/*
 * Starts etape and doesn't wait. The descriptors are its standard input,
 * output and error; a negative one is /dev/null. Reap it.
 */
pid_t sandbox_spawn(
	const struct sandbox *s, const char *const args[], int in, int out, int err);

/* Becomes that program: for a child of the test's own, which may wait for a sign first. */
_Noreturn void sandbox_exec(
	const struct sandbox *s, const char *const args[], int in, int out, int err);

/* Takes root's power over the files' rights from this process and what it becomes. */
void sandbox_drop_power(void);

/*
 * Waits for a child until the deadline (of terminal_clock), then kills it.
 * True when it ended by itself; *status as in struct outcome.
 */
bool sandbox_reap(pid_t pid, int64_t deadline, int *status);

/* Reads what is there, waiting for it until the deadline. 0: the end, or too late; -1: an
 * error. */
ssize_t sandbox_read_until(int fd, char *buf, size_t room, int64_t deadline);

/* Runs a shell script on the sandbox's database, its output going to `out`. It has a process group
 * of its own, so that one kill takes the command under way as well. */
pid_t sandbox_script(const struct sandbox *s, const char *script, int out);
/* Adds what is answered to `text` until `wanted` more answers, which end by `end`, are there, or the
 * deadline has passed. */
void sandbox_answers(
	int fd, char *text, size_t room, char end, unsigned wanted, int64_t deadline);

/* Opens the screens on the sandbox's database; options may be NULL, args too. */
struct terminal *sandbox_open(
	const struct sandbox *s, const struct terminal_options *o, const char *const args[]);
/* Ends both. */
void sandbox_close(struct sandbox *s, struct terminal **t);

/* Files, by a name relative to the sandbox. sandbox_write replaces; sandbox_read returns a
 * copy. */
void sandbox_write(const struct sandbox *s, const char *name, const char *bytes, size_t len);
char *sandbox_read(const struct sandbox *s, const char *name, size_t *len);

/* A new temporary folder (free the name), and its removal with all that it holds. */
char *sandbox_mkdtemp(void);
void sandbox_remove(const char *dir);

#endif
