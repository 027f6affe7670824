/* What went wrong, told once, in one line, in the user's language. */
#ifndef ETAPE_ERR_H
#define ETAPE_ERR_H

#include <stdbool.h>
#include <stddef.h>

#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))

enum err_code {
	ERR_NONE,
	ERR_USAGE,	/* the command line or a call is not understood */
	ERR_INVALID,	/* a value is not acceptable */
	ERR_NOT_FOUND,
	ERR_AMBIGUOUS,	/* more than one thing answers to the name */
	ERR_EXISTS,	/* would overwrite or double something */
	ERR_REFUSED,	/* a rule of the domain says no */
	ERR_FORBIDDEN,	/* the role may not do this */
	ERR_STALE,	/* somebody else saved the same record meanwhile */
	ERR_CONFLICT,	/* an undo or a merge met rows that have moved on */
	ERR_BUSY,	/* another process held the write lock past the time-out */
	ERR_READONLY,	/* the file or its folder cannot be written */
	ERR_FULL,	/* no room left on the disk */
	ERR_DAMAGED,	/* the database is damaged or is not a database */
	ERR_NEWER,	/* the database was made by a newer program */
	ERR_SYSTEM,	/* the operating system refused; see .sys */
};

struct err {
	enum err_code code;	/* ERR_NONE when nothing went wrong */
	int sys;		/* errno or SQLite's extended code, 0 when none */
	char message[640];	/* one line, UTF-8, no full stop, translated */
};

#define ERR_INIT ((struct err){ .code = ERR_NONE })

/* Records an error and returns false, so that `return err_set(...)` reads well.
 * `err` may be NULL. Earlier contents are replaced. Line ends in the message
 * become blanks. */
bool err_set(struct err *err, enum err_code code, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* As err_set() with ERR_SYSTEM, errno kept in .sys and its words appended. */
bool err_sys(struct err *err, int sys, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* Adds context in front of the message: "context: message". Returns false. */
bool err_wrap(struct err *err, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* The program's exit status for an error, by DESIGN.md's contract: 0 none,
 * 1 refused or failed, 2 usage, 3 damaged or newer, 4 busy. */
int err_exit_status(const struct err *err);

/* A programming mistake: writes one line to stderr through the hook set with
 * bug_set_hook() (which restores the terminal) and aborts. */
_Noreturn void bug(const char *fmt, ...) PRINTF_LIKE(1, 2);

/* Called before bug() or an allocation failure ends the program; NULL for none. */
void bug_set_hook(void (*restore_terminal)(void));

/* Allocators that never return NULL: out of memory ends the program cleanly. */
void *xmalloc(size_t size);
void *xcalloc(size_t count, size_t size);
void *xrealloc(void *old, size_t size);
char *xstrdup(const char *s);
char *xstrndup(const char *s, size_t n);
/* Frees an owned text that is kept as const, for it is not to be changed. */
void xfree(const char *text);

#endif
