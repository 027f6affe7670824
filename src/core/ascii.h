/* Transliteration to ASCII, for terminals without UTF-8. Private to core. */
#ifndef CORE_ASCII_H
#define CORE_ASCII_H

#include <stdint.h>

#include "etape/str.h"

/* Appends what stands for a character above U+007F: "e" for é, "EUR" for €, nothing
 * for a mark that combines, "?" when nothing does. */
void ascii_add(struct str *out, uint32_t cp);

#endif
