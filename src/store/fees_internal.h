/* Fees of some, with facts that are gathered already. */
#ifndef STORE_FEES_INTERNAL_H
#define STORE_FEES_INTERNAL_H

#include "etape/fees.h"
#include "store/fees_case.h"

/* The columns of enum fees_column, of a registration r, a person p and an override o; `named` says
 * whether she is registered for some sessions only, `paid` what was paid and `mandates` whether she has
 * any: 0 where the facts tell. */
#define FEES_COLUMNS_WITH(named, paid, mandates)                                                  \
	"SELECT r.id, r.code, r.status, r.walk_in, r.created_at, r.hat_structure, r.hat_cite, p.id,"   \
	" p.fold, p.family_name, p.given_name, p.structure, p.erased_kind, p.cite,"                    \
	" " named ", " paid ", o.cents, o.reason, o.author, o.at, " mandates
#define FEES_COLUMNS                                                                               \
	FEES_COLUMNS_WITH(                                                                         \
		"EXISTS (SELECT 1 FROM registration_session x WHERE x.registration = r.id)",       \
		"(SELECT sum(y.cents) FROM payment y WHERE y.registration = r.id)",                \
		"EXISTS (SELECT 1 FROM mandate m WHERE m.person = p.id)")
/* Where they are read for all at once. */
#define FEES_COLUMNS_OF_MANY FEES_COLUMNS_WITH("0", "0", "0")

/* The row that fees_list() would give for a person; none when it would give none. */
bool fees_listed(
	struct fees_facts *f, int64_t person, fee_row_fn each, void *arg, struct err *err);
/* The rows of an event whose facts are there, of everybody. *more (may be NULL) is false when `each`
 * has had enough. */
bool fees_each_of(struct fees_facts *f, fee_row_fn each, void *arg, bool *more, struct err *err);

/* The same, the facts being read for it. */
bool fees_of_event(struct fees_network *network, int64_t event, bool brief, fee_row_fn each, void *arg,
	bool *more, struct err *err);

#endif
