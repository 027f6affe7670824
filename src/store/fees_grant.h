/* Free places of an event: who takes them, in order of registration. */
#ifndef STORE_FEES_GRANT_H
#define STORE_FEES_GRANT_H

#include "etape/fee.h"
#include "store/idmap.h"

/* One place taken, or how many of one member: chained by registration and by member. */
struct fees_grant {
	const struct fee_rule *rule;
	int64_t of;
	int taken;
	size_t next; /* of the same registration or member; 0: the last one */
};

struct fees_grants {
	struct fees_grant *at; /* owned; the first is nobody's */
	size_t count;
	struct idmap members;	    /* of whom places are, to the first of its counts */
	struct idmap registrations; /* everybody looked at, to the first of her places + 1 */
	bool known;
};

void fees_grants_release(struct fees_grants *g);
/* Whether a place is left after everybody who was looked at. */
bool fees_grants_left(const struct fees_grants *g, const struct fee_rule *rule, int64_t of);
/* Whether a registration has one, or one is left for her after everybody: who was not looked at comes last,
 * and who has not said yet whom she represents took none. */
bool fees_grants_has(const struct fees_grants *g, int64_t registration, const struct fee_rule *rule,
	int64_t of);
/* The place that a registration has, 0 and NULL for none; false when it has several. */
bool fees_grants_one(const struct fees_grants *g, int64_t registration, struct fee_place *place);
/* Looks at a registration: it takes these. */
void fees_grants_take(struct fees_grants *g, int64_t registration, const struct fee_place *places,
	size_t count);

#endif
