/* People as rows or as cards, for the exports. Private to exchange. */
#ifndef EXCHANGE_EXPORT_PEOPLE_H
#define EXCHANGE_EXPORT_PEOPLE_H

#include "etape/export.h"
#include "exchange/structure_index.h"

/* Writes these people, in this order, or everybody by name (`ids` NULL), to `rows`; `rows` NULL: as
 * vCards to `out`. Somebody who is no longer known is passed over. */
bool export_people_to(struct db *db, const int64_t *ids, size_t count, struct rows *rows,
	const struct structure_index *structures, struct output *out, struct err *err);

#endif
