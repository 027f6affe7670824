/* Registration codes: five random characters and a check character, from an
 * alphabet of 31 without look-alikes (no 0 O 1 I L). 31 is prime, so that the
 * weighted sum finds every single wrong character and every swap of two. */
#ifndef ETAPE_CODE_H
#define ETAPE_CODE_H

#include <stdbool.h>
#include <stdint.h>

#define CODE_LENGTH 6
#define CODE_ALPHABET "23456789ABCDEFGHJKMNPQRSTUVWXYZ"

enum code_check {
	CODE_OK,	/* well formed, check character right */
	CODE_WRONG,	/* six characters of the alphabet, check character wrong */
	CODE_NONE,	/* not a code at all */
};

/* Makes a code from a number below 31^5 (larger ones are reduced). */
void code_make(uint32_t number, char code[CODE_LENGTH + 1]);

/* A code from the system's random source. Uniqueness is the store's business. */
void code_random(char code[CODE_LENGTH + 1]);

/* Normalises what was typed or scanned (case, blanks and dashes dropped) into
 * `code` and says what it is. On CODE_NONE `code` is empty. */
enum code_check code_read(const char *typed, char code[CODE_LENGTH + 1]);

#endif
