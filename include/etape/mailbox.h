/* Addresses as mail programs take them: `Inès DUPRÉ-LEROY <ines@example.org>; …`. */
#ifndef ETAPE_MAILBOX_H
#define ETAPE_MAILBOX_H

#include "etape/str.h"

/* Appends a mailbox, "; " before it when something stands there already. The name is quoted where
 * RFC 5322 (and 6532, for letters beyond ASCII) wants it; without a name, the address alone. An
 * address that is NULL or "" adds nothing. */
void mailbox_add(struct str *out, const char *name, const char *address);

#endif
