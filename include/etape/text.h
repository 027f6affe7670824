/* The text gate: nothing reaches a terminal but through here. */
#ifndef ETAPE_TEXT_H
#define ETAPE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "etape/str.h"

enum text_flags {
	TEXT_ASCII = 1u << 0,	/* transliterate to ASCII (é to e, … to ..., ’ to ') */
	TEXT_LINES = 1u << 1,	/* keep line feeds */
	TEXT_CELLS = 1u << 2,	/* leave out what joins pictograms or chooses their form: terminals disagree on how wide
				   the result is */
};

/* Appends `n` bytes of doubtful text to `out` as valid, harmless UTF-8: invalid bytes
 * become U+FFFD each, C0 controls and DEL their pictures (U+2400…; ^X in ASCII), C1, bidi and other
 * format characters (except the zero-width joiner inside emoji) "<U+202E>"; a combining
 * mark with nothing before it gets a dotted circle to sit on. Cleaning twice changes nothing. */
void text_clean(struct str *out, const char *bytes, size_t n, unsigned flags);

/* Columns that clean text takes on a terminal: the C library's wcwidth() per
 * character, zero-width marks counted as none. */
size_t text_width(const char *text);

/* Bytes of the longest prefix of clean `text` that fits in `columns`; never
 * splits a character from its zero-width marks. `*used` gets its columns (may be NULL). */
size_t text_clip(const char *text, size_t columns, size_t *used);

/* Bytes of the part of clean `line` that goes on one row, cut between words where it can be; `*skip`
 * is how many are left out after it (the blank of the cut). */
size_t text_fold(const char *line, size_t columns, size_t *skip);

/* Appends clean `text` in exactly `columns` columns: padded with blanks, or cut with … at the end. */
void text_fit(struct str *out, const char *text, size_t columns);
/* The same with another mark than …, such as "..." on a terminal without UTF-8. */
void text_fit_mark(struct str *out, const char *text, size_t columns, const char *mark);

/* Where the previous/next cursor position is in `text`, in bytes. */
size_t text_next(const char *text, size_t at);
size_t text_prev(const char *text, size_t at);

/* The family name that stands in the database for somebody who was erased. */
#define TEXT_ERASED "(erased)"

/* Appends the person's name as French lists write it: "DUPRÉ-LEROY Inès"; in words of the current
 * language that she was erased. */
void text_person(struct str *out, const char *family_name, const char *given_name);

/* Appends `text` in capitals, accents kept. */
void text_upper(struct str *out, const char *text);

#endif
