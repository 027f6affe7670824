/* The words of which a query of the directory is made, for the files that read and write it. */
#ifndef STORE_PERSON_QUERY_NAMES_H
#define STORE_PERSON_QUERY_NAMES_H

#include "etape/person_query.h"

/* What stands before a colon. */
enum query_key {
	QUERY_ROLE,
	QUERY_CITE,
	QUERY_DEPARTEMENT,
	QUERY_ACADEMIE,
	QUERY_STRUCTURE,
	QUERY_KIND,
	QUERY_MEMBER,
	QUERY_PRESENT,
	QUERY_REGISTERED,
	QUERY_ABSENT,
	QUERY_NOT,
	QUERY_CAME,
	QUERY_EMAIL,
	QUERY_PHONE,
	QUERY_CONFIRMED,
	QUERY_NEVER,
	QUERY_UNCONFIRMED,
	QUERY_CHANGED,
	QUERY_ON,
	QUERY_ORDER,
	QUERY_COLUMNS,
	QUERY_KEY_COUNT,
};

#define QUERY_COPILOTES                                                                        \
	(1u << MANDATE_COPILOTE_COLLECTIVITE | 1u << MANDATE_COPILOTE_PREFECTURE |             \
		1u << MANDATE_COPILOTE_ACADEMIE | 1u << MANDATE_COPILOTE_AUTRE)

/* The name that is written. */
const char *query_key_name(enum query_key key);
/* By that name or another that people type, whatever case and accents; the first `n` bytes. */
bool query_key_parse(const char *text, size_t n, enum query_key *key);

/* "name", "post"…: a column, an order. */
const char *query_column_name(enum person_column column);
bool query_column_parse(const char *text, enum person_column *column);

/* Appends the names of the keys and of the columns, ", " between: for messages. */
void query_add_keys(struct str *out);
void query_add_columns(struct str *out);

#endif
