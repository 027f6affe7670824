/* What fees lean on besides the event: tariffs, structures, cités and their memberships, each read
 * once however many people come for it. */
#ifndef STORE_FEES_NETWORK_H
#define STORE_FEES_NETWORK_H

#include "etape/fees.h"
#include "store/idmap.h"
#include "store/sql.h"

/* Memberships that cover a structure or a cité, nearest first. */
struct fees_members {
	struct fee_membership *at; /* owned */
	size_t count;
};

struct fees_structure {
	int64_t id;
	char *name; /* owned; what memberships borrow */
	int kind;   /* enum structure_kind */
	int64_t cite;
	int64_t parent;
	int64_t payer; /* itself when nobody pays for it */
	char departement[4]; /* by its postcode; "" when not known */
	const char *region;  /* of that; the same */
	struct fees_members own;
	struct fees_members all; /* and those of the bodies above */
	bool gathered;		 /* .all is */
};

struct fees_cite {
	int64_t id;
	char *name;	   /* owned */
	char *departement; /* owned */
	char *region;	   /* owned */
	struct fees_members members;
	struct fee_territory territory;
};

struct fees_network {
	struct db *db;
	struct fee_tariff *tariffs;
	size_t tariff_count;
	bool has_places; /* some rule gives free places */
	bool has_early;	 /* some rule asks when somebody registered */
	const struct fees_supposition *supposed;
	size_t supposed_count;
	struct idmap structures; /* to struct fees_structure */
	struct idmap cites;	 /* to struct fees_cite */
};

/* Release even after a failure. `supposed` is borrowed. */
bool fees_network_load(struct fees_network *n, struct db *db,
	const struct fees_supposition *supposed, size_t count, struct err *err);
void fees_network_release(struct fees_network *n);

/* Borrowed until released; NULL on failure. */
const struct fees_structure *fees_network_structure(
	struct fees_network *n, int64_t id, struct err *err);
const struct fees_cite *fees_network_cite(struct fees_network *n, int64_t id, struct err *err);
/* The tariff of an id; NULL when there is none (0, too). */
const struct fee_tariff *fees_network_tariff(const struct fees_network *n, int64_t id);

#endif
