/* Probable duplicates: pairs of people who may be one, and why. */
#ifndef ETAPE_DUPLICATE_H
#define ETAPE_DUPLICATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/db.h"
#include "etape/record.h"
#include "etape/vocabulary.h"

/* Why two people may be one: bits. */
enum duplicate_why {
	DUPLICATE_NAME = 1u << 0,      /* the same name, folded */
	DUPLICATE_SWAPPED = 1u << 1,   /* family and given name swapped */
	DUPLICATE_EMAIL = 1u << 2,     /* the same e-mail */
	DUPLICATE_PHONE = 1u << 3,     /* a number in common, and a similar name */
	DUPLICATE_MARRIED = 1u << 4,   /* same e-mail or number and given name, other family name */
	DUPLICATE_COMPOUND = 1u << 5,  /* one of the names is a part of the other's */
	DUPLICATE_LETTER = 1u << 6,    /* one letter apart */
	DUPLICATE_STRUCTURE = 1u << 7, /* the same structure; alone it is no reason */
};

/* Stable names and words of the reasons, in the order of the bits. */
extern const struct vocabulary duplicate_reasons;

struct duplicate_row {
	int64_t one;	 /* the older record */
	int64_t other;
	const char *name;	/* "DUPRÉ-LEROY Inès" */
	const char *other_name;
	const char *structure;	/* name, "" when none */
	const char *other_structure;
	const char *email;
	const char *other_email;
	const char *why;   /* stable names of the reasons, separated by \n */
	unsigned reasons;  /* enum duplicate_why */
	int score;	   /* 1 to 100: how probable */
};

typedef bool (*duplicate_row_fn)(void *arg, const struct duplicate_row *row);

/* Rows: struct duplicate_row. */
extern const struct record_type duplicate_type;

/* The reasons in words, "same name, same e-mail": appended. */
void duplicate_words(unsigned reasons, struct str *out);

/* Calls `each` with the most probable pairs first, at most `limit` (0: all), without those of
 * which somebody said that they are two, nor people who were erased. `total` (may be NULL) gets
 * how many there are. Reads everybody once: a fifth of a second for 100,000. */
bool duplicate_list(struct db *db, size_t limit, duplicate_row_fn each, void *arg, size_t *total,
	struct err *err);
struct duplicate_row *duplicate_row_dup(const struct duplicate_row *row);

/* Remembers that two people are two; can be undone. Said twice, it is done once. */
bool duplicate_distinct(struct db *db, int64_t one, int64_t other, struct err *err);

#endif
