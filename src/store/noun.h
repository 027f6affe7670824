/* What the files of the nouns share: ending changes, cleaning texts, dates, rows kept. */
#ifndef STORE_NOUN_H
#define STORE_NOUN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/civil.h"
#include "etape/page.h"
#include "etape/record.h"
#include "etape/str.h"
#include "etape/vocabulary.h"
#include "store/sql.h"

/* Ends a change. Success commits. A failure takes everything back; but a refusal met before
 * a row was written (not `touched`) leaves a change around this one sound, so that an
 * import can skip the row. */
bool noun_end(struct db *db, bool ok, bool touched, struct err *err);

/* An owned copy fit to be stored: trimmed, control characters turned into blanks. With
 * `lines` line feeds stay. NULL gives "". */
char *noun_clean(const char *text, bool lines);
/* The same in place of an owned text. */
void noun_tidy(char **text, bool lines);

/* An e-mail as it is compared: trimmed, lower case. Owned. */
char *noun_email_key(const char *email);

/* "2020-02-11" in a buffer, for binding; "" for CIVIL_NONE. */
struct noun_date {
	char iso[CIVIL_ISO];
};
struct noun_date noun_date(day_t day);
/* Binds NULL for CIVIL_NONE. */
void noun_bind_date(sqlite3_stmt *stmt, const char *name, day_t day);
/* Reads a column; CIVIL_NONE for NULL. */
day_t noun_day(sqlite3_stmt *stmt, int column);
/* The day itself, or today in the centre's zone for CIVIL_NONE. */
day_t noun_on(day_t day);

/* Why an UPDATE with a revision changed no row: ERR_STALE naming who saved it meanwhile, or
 * ERR_NOT_FOUND when `exists` (a "SELECT 1 … WHERE id = :id") finds nothing. False. */
bool noun_stale(
	struct db *db, const char *exists, int64_t id, const char *name, struct err *err);

/* First column of the only row of a question about one id (parameter :id); 0 when there is no
 * row. */
bool noun_ask(struct db *db, const char *sql, int64_t id, int64_t *answer, struct err *err);

/* Appends "3 people, 1 membership": what refers to an id, as the columns of `sql` count it; `add` puts a
 * column's count (never 0) in words. */
bool noun_uses(struct db *db, const char *sql, int64_t id,
	void (*add)(struct str *uses, int column, int64_t n), struct str *uses, struct err *err);

/* One table's row as a struct of the caller's: what reading, saving and deleting one share. The SQL
 * are literals. */
struct noun_table {
	const char *select; /* one row by :id */
	const char *insert; /* :id, and what bind() binds */
	const char *update; /* the same WHERE id = :id AND rev = :rev, setting rev = :next */
	const char *remove; /* DELETE by :id */
	const char *name;   /* N_(): "note", for ERR_STALE */
	const char *gone;   /* N_(): "this note is no longer known" */
	void (*read)(sqlite3_stmt *stmt, void *noun);
	void (*bind)(sqlite3_stmt *stmt, const void *noun);
	/* What only the database can tell against it, asked inside the change; may be NULL. */
	bool (*allowed)(struct db *db, const void *noun, struct err *err);
};
/* Reads the row of an id into `noun`; ERR_NOT_FOUND. */
bool noun_get(
	struct db *db, const struct noun_table *t, int64_t id, void *noun, struct err *err);
/* Adds (*id 0) or changes by revision, as one change; *id and *rev are those of `noun`, new
 * after success only. */
bool noun_save(struct db *db, const struct noun_table *t, const struct change_label *label,
	const void *noun, int64_t *id, int64_t *rev, struct err *err);
/* ERR_NOT_FOUND when somebody else was quicker. */
bool noun_delete(struct db *db, const struct noun_table *t, const struct change_label *label,
	int64_t id, struct err *err);

/* Who signs: who works here when nobody is named. In place of an owned text. */
void noun_sign(struct db *db, char **author);
/* The day itself; else the first one of an event (0: none), else today. ERR_NOT_FOUND when the
 * event is gone. */
bool noun_day_of_event(struct db *db, int64_t event, day_t *day, struct err *err);

/* Runs a statement (a literal) about one id, its only parameter :id. */
bool noun_step(struct db *db, const char *sql, int64_t id, struct err *err);

/* Copies a row and the texts it borrows into one block, freed by free(). `texts` are the
 * offsets of its const char * members. */
void *noun_row_dup(const void *row, size_t size, const size_t *texts, size_t count);
#define NOUN_ROW_DUP(row, texts)                                                               \
	noun_row_dup((row), sizeof *(row), (texts), sizeof(texts) / sizeof *(texts))

/* Binds :key and :id of a keyset page so that >= (or <= backwards) is right. */
void noun_bind_page(sqlite3_stmt *stmt, const struct page *page);

/* A field of a record: key, heading (NULL: machine formats only), kind, columns at least, share
 * of what is left, priority, words of an enumeration (NULL: none). */
#define NOUN_FIELD(k, h, kd, mn, w, p)                                                         \
	{                                                                                      \
		.key = (k), .heading = (h), .kind = (kd), .min = (mn), .weight = (w),          \
		.priority = (p)                                                                \
	}
#define NOUN_FIELD_WORDS(k, h, mn, w, p, l)                                                    \
	{                                                                                      \
		.key = (k), .heading = (h), .kind = FIELD_TEXT, .min = (mn), .weight = (w),    \
		.priority = (p), .label = (l)                                                  \
	}
#define NOUN_RECORD(called, list, getter)                                                      \
	{                                                                                      \
		.name = (called), .fields = (list), .count = sizeof(list) / sizeof *(list),    \
		.get = (getter)                                                                \
	}

/* Label of a stable name, for record fields; the name itself when not known. */
const char *noun_label(const struct vocabulary *v, const char *name);
/* Value of a stable name read from the database; bug() when a CHECK let it through. */
int noun_value(const struct vocabulary *v, sqlite3_stmt *stmt, int column);
/* The same of its text; NULL is ANY. */
int noun_named(const struct vocabulary *v, const char *name);

/* Appends "CPO · Creil", "copilote, prefecture · Denain"… from group_concat() of role,
 * \037, cité, \036. */
void noun_add_posts(struct str *out, const char *raw, const char *separator);
/* SQL of that group for the person `p`, mandates in force on :on, the CPO's first. */
#define NOUN_POSTS(person)                                                                     \
	"(SELECT group_concat(role || char(31) || name, char(30)) FROM"                        \
	" (SELECT m.role AS role, mc.name AS name FROM mandate m JOIN cite mc ON mc.id = "     \
	"m.cite"                                                                               \
	" WHERE m.person = " person                                                            \
	" AND " NOUN_IN_FORCE("m") " ORDER BY m.role = 'cpo' DESC, m.role, mc.fold))"
#define NOUN_IN_FORCE(t)                                                                       \
	"(" t ".valid_from IS NULL OR " t ".valid_from <= :on)"                                \
	" AND (" t ".valid_to IS NULL OR " t ".valid_to >= :on)"

/* The slug that a text makes: "Étape 2, Creil" gives "etape-2-creil". */
void noun_slug(struct str *slug, const char *text);
/* Sees to it that `*code` is a slug of its own: when empty, one is made from `text`
 * ("etape-2-creil", then "etape-2-creil-2"…); else ERR_EXISTS when another row has it. `taken`
 * is a "SELECT id … WHERE code = :code" literal; the row of id `self` doesn't count. */
bool noun_code(struct db *db, char **code, const char *text, const char *taken, int64_t self,
	struct err *err);

#endif
