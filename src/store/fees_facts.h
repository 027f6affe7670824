/* The facts of an event that its fees lean on, gathered once for everybody. */
#ifndef STORE_FEES_FACTS_H
#define STORE_FEES_FACTS_H

#include "etape/event.h"
#include "etape/fee.h"
#include "etape/session.h"
#include "store/idmap.h"
#include "store/presence.h"
#include "store/sql.h"

/* Memberships of a structure and the bodies above it, or of a cité's collectivités. */
struct fees_members {
	struct fee_membership *at; /* owned */
	char **names;		   /* owned, what .at[].structure borrows */
	size_t count;
	char *name; /* of the cité, owned; NULL for a structure */
};

struct fees_day {
	day_t day;
	bool over;
};

struct fees_facts {
	struct db *db;
	struct event event;
	struct session *sessions;
	size_t session_count;
	struct presence_ids *came; /* to each session; NULL: ask one by one */
	struct fees_day *days;
	size_t day_count;
	int with; /* number of a session taken as registered for, too; 0: none */
	bool anybody; /* was ever checked in at this event */
	struct fee_tariff *tariffs;
	size_t tariff_count;
	struct idmap structures; /* to struct fees_members */
	struct idmap cites;
};

/* `everybody`: who came is read for all at once. Release even after a failure. */
bool fees_facts_load(
	struct fees_facts *f, struct db *db, int64_t event, bool everybody, struct err *err);
void fees_facts_release(struct fees_facts *f);

/* Borrowed until released; NULL on failure. */
const struct fees_members *fees_facts_structure(
	struct fees_facts *f, int64_t structure, struct err *err);
const struct fees_members *fees_facts_cite(struct fees_facts *f, int64_t cite, struct err *err);

/* Whether a registration (not 0) came to a session of the list: who has left since came, too. */
bool fees_facts_present(struct fees_facts *f, size_t session, int64_t registration,
	bool *present, struct err *err);

#endif
