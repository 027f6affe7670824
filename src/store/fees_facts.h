/* The facts of an event that its fees lean on, gathered once for everybody. */
#ifndef STORE_FEES_FACTS_H
#define STORE_FEES_FACTS_H

#include "etape/event.h"
#include "etape/session.h"
#include "store/fees_grant.h"
#include "store/fees_network.h"
#include "store/presence.h"

enum { FEES_MEMO_DAYS = 4 };

struct fees_day {
	day_t day;
	bool over;
};

struct fees_paid {
	int64_t registration;
	cents_t cents; /* payments less refunds */
};

struct fees_facts {
	struct db *db;
	struct fees_network *network; /* borrowed */
	struct event event;
	const struct fee_tariff *tariff; /* that the event names; NULL: by the day */
	struct session *sessions;
	size_t session_count;
	struct presence_ids *came;  /* to each session; NULL: ask one by one */
	struct presence_ids *named; /* registered for each session by name; NULL: the same */
	struct fees_paid *paid;	    /* by those who paid something, in order of registration; with .came */
	size_t paid_count;
	struct presence_ids mandated; /* people of the event who have a mandate, whenever; with .came */
	struct fees_day *days;
	size_t day_count;
	int with;     /* number of a session taken as registered for, too; 0: none */
	bool anybody; /* was ever checked in at this event */
	bool to_come; /* it has not begun */
	bool brief;   /* nobody reads the reasons */
	bool any_hat; /* whatever was chosen */
	const char *newcomer; /* name of a structure that is not there yet; NULL: none */
	struct fees_grants grants;
	struct fees_memo *memo; /* owned: what was decided of others alike */
	size_t memo_count;
	struct idmap memos; /* of a hash to the place in .memo of the last one of it, from 1 */
};

/* A case that says all there is to say by its structure, its cité, its days, how early it was and the free
 * place it has, and what was decided of it. */
struct fees_memo {
	int64_t structure;
	int64_t cite;
	bool walk_in;
	int early; /* rules that ask for no earlier registration */
	struct fee_place place;
	size_t day_count;
	struct fee_day days[FEES_MEMO_DAYS];
	struct fee_result result;
	size_t next; /* of the same hash; 0: the last one */
};

/* `everybody`: who came is read for all at once. Release even after a failure. */
bool fees_facts_load(struct fees_facts *f, struct fees_network *network, int64_t event,
	bool everybody, struct err *err);
void fees_facts_release(struct fees_facts *f);
void fees_memo_release(struct fees_facts *f);

/* Whether a registration (not 0) came to a session of the list: who has left since came, too. */
bool fees_facts_present(struct fees_facts *f, size_t session, int64_t registration,
	bool *present, struct err *err);
/* What was paid of a registration, where it is read for all at once. */
cents_t fees_facts_paid(const struct fees_facts *f, int64_t registration);
/* Whether it was registered for that session by name. */
bool fees_facts_named(struct fees_facts *f, size_t session, int64_t registration, bool *named,
	struct err *err);

#endif
