/* Folding: what makes searching and sorting blind to case, accents and marks. */
#ifndef ETAPE_FOLD_H
#define ETAPE_FOLD_H

#include <stdbool.h>
#include <stddef.h>

#include "etape/str.h"

/* Appends the folded form of `text` to `out`: NFKD without marks, lower case, œ to
 * oe, æ to ae, ß to ss, ø/ł/đ to o/l/d; every other run of characters that are neither letters
 * nor digits (apostrophes, hyphens, dots) becomes one blank; none at the ends.
 * "D’HONDT  Jean-Pierre" gives "d hondt jean pierre". Invalid bytes are skipped. */
void fold_add(struct str *out, const char *text);

/* The same as an owned string. NULL gives "". */
char *fold_dup(const char *text);

/* Appends the folded form without any blank: "dhondtjeanpierre". */
void fold_squash_add(struct str *out, const char *text);

/* The sort key of a person: folded family name, a blank lower than any letter,
 * folded given name. Particles stay with the name. Owned. */
char *fold_person_key(const char *family_name, const char *given_name);

/* Appends only the digits of a telephone number in national form: "+33 3 20…",
 * "0033 3 20…" and "03.20…" all give "0320…"; so do the overseas prefixes +262, +590, +594
 * and +596 of the same numbering plan; other countries keep their prefix's digits (RULES.md). */
void fold_phone_add(struct str *out, const char *phone);

/* Edit distance between two folded strings (insert, delete, replace, swap of
 * neighbours), at most `limit`; limit + 1 when it is more. Bytes, so that it is for folded text. */
size_t fold_distance(const char *a, const char *b, size_t limit);

#endif
