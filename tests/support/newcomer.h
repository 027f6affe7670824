/* Walk-ins who pay, by number, and what the file says of them: all of one, or nothing. */
#ifndef TESTS_SUPPORT_NEWCOMER_H
#define TESTS_SUPPORT_NEWCOMER_H

#include <stddef.h>

struct sandbox;

#define NEWCOMER_FAMILY	 "Passante"
#define NEWCOMER_GIVEN	 "Camille"
#define NEWCOMER_FEE	 15000 /* of a commune that is no member */
#define NEWCOMER_RECEIPT 32
#define NEWCOMERS_MAX	 4096

/* Her address, and her structure, which nobody knows before her. */
void newcomer_email(char *text, size_t room, int no);
void newcomer_structure(char *text, size_t room, int no);

/*
 * Fails the test unless the newcomers from `from` on are whole (person, structure, registration,
 * check-in and payment) up to some number, and those after it not there in any part, each with one
 * entry in the journal. Returns that number; receipts[] gets each one's, counting up.
 */
int newcomers_whole(const struct sandbox *s, int from, char receipts[][NEWCOMER_RECEIPT]);

#endif
