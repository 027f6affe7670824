/* People as vCard 4 (RFC 6350). */
#ifndef ETAPE_VCARD_H
#define ETAPE_VCARD_H

#include <stdint.h>

#include "etape/str.h"

/* What a card says; NULL or "" for unknown. */
struct vcard {
	int64_t id; /* makes UID: the same person gives the same card */
	const char *family_name;
	const char *given_name;
	const char *email;
	const char *phone; /* fixed line, as typed */
	const char *mobile;
	const char *structure; /* ORG */
	const char *function;  /* TITLE */
	const char *posts;     /* ROLE, one for each line */
	int64_t written;       /* REV: seconds since 2020 UTC; 0 when not known */
	const char *cite;      /* NOTE and CATEGORIES: name of the cité */
};

/* Appends one card: CRLF line ends, values escaped, lines folded at 75 bytes
 * without cutting a character. */
void vcard_add(struct str *out, const struct vcard *card);

#endif
