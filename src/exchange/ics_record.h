/* The records that etape-doc makes of a calendar, read back (src/doc/ics_read.h). Private to exchange. */
#ifndef EXCHANGE_ICS_RECORD_H
#define EXCHANGE_ICS_RECORD_H

#include <stdbool.h>
#include <stddef.h>

#include "etape/str.h"

enum ics_field {
	I_LINE,
	I_WHAT,
	I_TEXT,
	I_UID,
	I_RECURRENCE,
	I_STARTS,
	I_ENDS,
	I_ZONE,
	I_SEQUENCE,
	I_MODIFIED,
	I_TITLE,
	I_LOCATION,
	I_DESCRIPTION,
	I_CATEGORIES,
	I_URL,
	I_STATUS,
	I_KEPT,
	I_XTITLE,
	I_XWHEN,
	I_XCODE,
	I_XKIND,
	I_XSTATUS,
	I_XTHEME,
	I_XSPEAKERS,
	I_XADDRESS,
	I_XTOWN,
	I_XFORMAT,
	I_XSTAGE,
	I_XCYCLE,
	I_XHOST,
	I_GONE,
	I_CANCELS,
	I_COUNT,
};

struct ics_record {
	char type;
	struct str at[I_COUNT];
};

void ics_record_init(struct ics_record *r);
void ics_record_release(struct ics_record *r);
/* Reads one line, replacing what was there. */
void ics_record_read(struct ics_record *r, const char *line, size_t n);
/* A field's text, "" when there is none. */
const char *ics_record_get(const struct ics_record *r, enum ics_field field);
bool ics_record_has(const struct ics_record *r, enum ics_field field);

#endif
