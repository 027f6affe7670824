/* Which days of which series a calendar tells, to name those that it no longer does. Private to exchange. */
#ifndef EXCHANGE_ICS_SERIES_SEEN_H
#define EXCHANGE_ICS_SERIES_SEEN_H

#include "exchange/ics_record.h"
#include "exchange/importer.h"

struct ics_series_seen {
	struct ics_occurrence {
		char *key; /* "UID\nRECURRENCE-ID", owned */
		size_t line;
	} *at; /* owned */
	size_t count;
};

/* Remembers a record's day if it is one of a series. Always true. */
bool ics_series_add(struct ics_series_seen *seen, const struct ics_record *r);
/* Remarks on what is here of those series and was not told, up to the last day that was: it is kept, for
 * somebody to look at. */
bool ics_series_say(struct importer *im, struct ics_series_seen *seen, struct err *err);
void ics_series_release(struct ics_series_seen *seen);

#endif
