/* Turning a file's bytes into UTF-8, whatever wrote them. Private to exchange. */
#ifndef EXCHANGE_CSV_DECODE_H
#define EXCHANGE_CSV_DECODE_H

#include <stdint.h>

#include "etape/csv_reader.h"
#include "etape/str.h"

/* Detects the encoding and appends the text, without byte order mark, to `out`:
 * valid UTF-8 without NULs. Fills .encoding, .bom, .nuls and .damaged of `table`. */
void csv_decode(struct csv_table *table, const char *bytes, size_t n, struct str *out);

/* What a byte of Windows-1252 stands for; -1 for nothing. */
int32_t csv_1252(unsigned char c);

/* Says what a file is that is plainly no text ("an Excel or LibreOffice file"), translated, or
 * NULL. */
const char *csv_foreign(const char *bytes, size_t n);

/* Which of ; , and tab separates the cells of decoded text. */
char csv_separator(const char *text, size_t n);

#endif
