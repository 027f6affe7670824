/* Names and words of the kinds of change (include/etape/journal_kinds.def). */
#ifndef STORE_JOURNAL_KINDS_H
#define STORE_JOURNAL_KINDS_H

#include <stdbool.h>

#include "etape/journal.h"

/* The name kept in the database: never change one. */
const char *journal_kind_name(enum change_kind kind);
bool journal_kind_parse(const char *name, enum change_kind *kind);
/* Words for the number n, with {s} {o} {n} {c} for subject, object, number, change. */
const char *journal_kind_words(enum change_kind kind, int64_t n);

#endif
