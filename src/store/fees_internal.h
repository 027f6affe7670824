/* Fees of some, with facts that are gathered already. */
#ifndef STORE_FEES_INTERNAL_H
#define STORE_FEES_INTERNAL_H

#include "etape/fees.h"
#include "store/fees_facts.h"

/* The row that fees_list() would give for a person; none when it would give none. */
bool fees_listed(
	struct fees_facts *f, int64_t person, fee_row_fn each, void *arg, struct err *err);

#endif
