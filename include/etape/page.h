/* A window of an ordered list (keyset pagination): a screenful costs the same in a
 * list of a hundred rows and of a million. Rows are ordered by a key, then by id. */
#ifndef ETAPE_PAGE_H
#define ETAPE_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct page {
	const char *key; /* .key of the row to start from; NULL: from the list's end in that
			    direction */
	int64_t id;	 /* .id of that row */
	bool backward;	 /* rows come in reverse order, from the start towards the top */
	bool inclusive;	 /* the row to start from comes as well, when it still exists */
	size_t n;	 /* rows at most */
};

/* What every listing shares, said once:
 * - `each` gets one row at a time and returns false to stop, which is no error;
 * - the row and its texts are borrowed until `each` returns; texts are never NULL;
 *   X_row_dup() keeps one: a single block, to be freed with free();
 * - `each` may call other readings, not the same listing again, and must not write;
 * - the listing returns false on an error, never because nothing was found. */

#endif
