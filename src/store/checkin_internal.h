/* What the files of the desk share: whom it means, what the facts say, how it answers. */
#ifndef STORE_CHECKIN_INTERNAL_H
#define STORE_CHECKIN_INTERNAL_H

#include "etape/checkin.h"
#include "store/sql.h"

/* What the facts say of one registration in one session, read under the write lock. */
struct checkin_facts {
	int64_t session;
	enum registration_status status;
	bool walk_in;
	bool this_session;   /* registered for it */
	int64_t last;	     /* highest id of a fact, 0 */
	int64_t standing;    /* last fact that nobody took back, 0 */
	bool present;	     /* and it is an 'in' */
	bool mine;	     /* and this connection's author made it */
	int64_t announcer;   /* person who registered her, or herself when she did others; 0 */
};

/* Finds the registration of the event that a text means: .registration is set when there is
 * just one (whatever its status); else .result says why not, with what is known. */
bool checkin_find(struct db *db, int64_t event, const char *text, struct checkin_answer *a,
	struct err *err);
/* The same for a person of the directory. */
bool checkin_find_person(
	struct db *db, int64_t event, int64_t person, struct checkin_answer *a, struct err *err);

/* ERR_NOT_FOUND for a registration that is none of this event: the desk is asked about its own. */
bool checkin_of_event(struct db *db, int64_t event, int64_t registration, struct err *err);

/* The session asked for (0: the current one at `at`, 0: now): .session, .session_name and its id. */
bool checkin_session(struct db *db, int64_t event, int no, instant_t at,
	struct checkin_answer *a, int64_t *id, struct err *err);
/* Reads the facts of a->registration in f->session, and who it is. */
bool checkin_read_facts(
	struct db *db, struct checkin_answer *a, struct checkin_facts *f, struct err *err);
enum checkin_result checkin_decide(const struct checkin_facts *f);
/* Adds a fact, inside a change. */
bool checkin_add(struct db *db, const struct checkin_query *q, const struct checkin_facts *f,
	enum checkin_kind kind, struct checkin_answer *a, struct err *err);

/* One registration in or out or back, inside a change: decides, adds the fact, else records the
 * refusal; `touched` when a row was written. */
bool checkin_step(struct db *db, const struct checkin_query *q, enum checkin_kind kind,
	struct checkin_facts *f, struct checkin_answer *a, bool *touched, struct err *err);
/* Whether the answer is a try that was not let through, to be recorded. */
bool checkin_is_refusal(const struct checkin_answer *a);
/* Ends a change that holds but a refusal, `ok` when it was written. The answer stands even when
 * it could not be, but for a lock held too long; `inner` in a change of the caller's. */
bool checkin_end_refused(struct db *db, bool ok, bool inner, struct err *why, struct err *err);

/* What else an answer says: rank, room, who comes instead, the delegation. */
bool checkin_explain(struct db *db, const struct checkin_query *q, const struct checkin_facts *f,
	struct checkin_answer *a, struct err *err);
/* Numbers of the sessions that a registration is for; NULL and 0: all. Owned, with room for one
 * more. */
bool checkin_sessions(
	struct db *db, int64_t registration, int **numbers, size_t *count, struct err *err);
/* Numbers from `session` on to the event's last; NULL and 0 when these are all of them. Owned. */
bool checkin_sessions_from(struct db *db, int64_t event, int session, int **numbers,
	size_t *count, struct err *err);

/* Records a refusal as one row, inside a change: the answer to `q` in the session of that id. */
bool refusal_add(struct db *db, const struct checkin_query *q, int64_t session,
	const struct checkin_answer *a, struct err *err);

#endif
