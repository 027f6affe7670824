/* Rows as tables for people show them, where that is not what programs are given:
 * names instead of codes, words instead of keys, fewer columns. */
#ifndef ETAPE_CLI_LINES_H
#define ETAPE_CLI_LINES_H

#include "etape/record.h"

extern const struct record_type line_event_type;     /* rows: struct event_row */
extern const struct record_type line_label_type;     /* rows: struct cite_label_row */
extern const struct record_type line_post_type;	     /* rows: struct post */
extern const struct record_type line_mandate_type;   /* rows: struct mandate_row */
extern const struct record_type line_structure_type; /* rows: struct structure_row */
extern const struct record_type
	line_registration_type;		       /* of a person; rows: struct registration_row */
extern const struct record_type line_fee_type; /* rows: struct fee_row */
extern const struct record_type line_change_type; /* rows: struct journal_entry */

/* Appends items separated by \n with commas between. */
void line_join(struct str *out, const char *items);

#endif
