/* The parts of an erasure. */
#ifndef STORE_ERASURE_INTERNAL_H
#define STORE_ERASURE_INTERNAL_H

#include "etape/erasure.h"
#include "store/idmap.h"
#include "store/noun.h"

/* A name and addresses that she has, or had: what a text is recognised by. */
struct erasure_name {
	char *fold;	   /* of the name, family first; "" for none */
	char *turned;	   /* given name first */
	char *family;	   /* folded */
	char *given;	   /* folded */
	char *email;	   /* lower case, "" for none */
	char *digits;	   /* of one telephone and of the other, "" for none */
	bool namesake;	   /* somebody else bears the same name: the name alone tells nothing */
	bool family_alone; /* nobody else bears the family name */
};

/* Whom it is about. */
struct erasure_who {
	int64_t id;
	struct erasure_name *names; /* today's first, then those the journal knows */
	size_t count;
	struct idmap rows; /* ids of her rows, whatever the table */
};

bool erasure_who_load(struct db *db, int64_t id, struct erasure_who *who, struct err *err);
void erasure_who_release(struct erasure_who *who);
/* Takes in a name of before; `given` is "" where it is not known. */
bool erasure_who_learn(struct db *db, struct erasure_who *who, const char *fold, const char *given,
	const char *email, const char *digits, struct err *err);
/* Whether a text has her whole name, her address or a telephone number of hers. */
bool erasure_mentions(const struct erasure_who *who, const char *text);
/* Whether it has a word of her name at all: for what was written about her alone. */
bool erasure_hints(const struct erasure_who *who, const char *text);
/* Whether it has her family name, which nobody else bears: for what was typed at the desk when
 * nobody was found. A given name is too many people's. */
bool erasure_means(const struct erasure_who *who, const char *text);

/* Entries of the journal that hold a row of hers, as an owned array, newest first; `who->rows`
 * gets the ids of rows that are only there any more, and the names of before. */
bool erasure_entries(
	struct db *db, struct erasure_who *who, int64_t **entries, size_t *count, struct err *err);

/* Calls `each` for every text about somebody or something else that mentions her: where it stands, in
 * words, and the text. */
typedef void (*erasure_text_fn)(void *arg, const char *where, const char *text);
bool erasure_each_text(struct db *db, const struct erasure_who *who, erasure_text_fn each, void *arg,
	struct err *err);

/* Counts the texts about others that mention her, and names the first ones. */
bool erasure_look_around(
	struct db *db, const struct erasure_who *who, struct erasure *done, struct err *err);

/* A write of its own, as short as a desk's, which others may come before and after. */
bool erasure_step_begin(struct db *db, struct err *err);
bool erasure_step_end(struct db *db, bool ok, struct err *err);

/* After a change that set `erasure.unfinished`: takes every byte of what is no longer there out of
 * the file and its log, in short steps, and takes the setting away. `*left`: not all could be done,
 * for somebody reads what was before. */
bool erasure_wipe(struct db *db, bool *left, struct err *err);
/* The part of it that pages hold beside their cells. */
bool erasure_empty_pages(struct db *db, bool *left, struct err *err);

/* Other files of this program beside the database: a path a line, appended. */
void erasure_copies(const struct db *db, struct str *copies);

#endif
