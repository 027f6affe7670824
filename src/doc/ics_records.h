/* The events of a file as records. Private to doc. */
#ifndef DOC_ICS_RECORDS_H
#define DOC_ICS_RECORDS_H

#include "doc/ics_read.h"

/* Writes a record of each event that was read, series spread out. */
void ics_records(struct ics_reader *r);

#endif
