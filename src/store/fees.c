#include "etape/fees.h"

#include <stdlib.h>

#include "etape/text.h"
#include "store/fees_internal.h"
#include "store/noun.h"

static const char of_everybody[] = FEES_COLUMNS_OF_MANY
	" FROM registration r JOIN person p ON p.id = r.person"
	" LEFT JOIN fee_override o ON o.registration = r.id"
	" WHERE r.event = :event ORDER BY p.fold, r.id";
/* The same, some at a time, from one person on: in the order of the index of (event, person). */
static const char of_some[] = FEES_COLUMNS_OF_MANY
	" FROM registration r JOIN person p ON p.id = r.person"
	" LEFT JOIN fee_override o ON o.registration = r.id"
	" WHERE r.event = :event AND r.person > :after ORDER BY r.person LIMIT :most";
static const char of_one[] = FEES_COLUMNS
	" FROM person p LEFT JOIN registration r ON r.event = :event AND r.person = p.id"
	" LEFT JOIN fee_override o ON o.registration = r.id WHERE p.id = :person";
/* The columns of somebody of whom nothing but the structure is known. */
static const char of_nobody[] =
	"SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, :structure, NULL,"
	" NULL, 0, NULL, NULL, NULL, NULL, NULL, 0";

/* --- rows ---------------------------------------------------------------------------- */

/* Whose free places are asked about. */
struct fees_asked {
	const struct fees_grants *grants;
	const struct fees_person *person;
};

static bool is_granted(void *arg, const struct fee_rule *rule, int64_t of)
{
	const struct fees_asked *asked = arg;

	return fees_grants_has(asked->grants, asked->person->registration, rule, of);
}

static const struct fee_result *decide(
	struct fees_facts *f, struct fees_person *p, struct fee_result *scratch)
{
	struct fees_asked asked = { .grants = &f->grants, .person = p };

	if (f->grants.known) {
		p->c.place = is_granted;
		p->c.place_arg = &asked;
	}
	return fees_memo_decide(f, p, scratch);
}

static bool hand_over(const struct fees_facts *f, sqlite3_stmt *stmt, const struct fees_person *p,
	const struct fee_result *result, struct str *name, fee_row_fn each, void *arg)
{
	const struct fees_worn *worn = &p->worn[result->hat];
	const bool owes = result->state == FEE_DUE || result->state == FEE_EXPECTED;
	const cents_t due = result->state == FEE_UNDETERMINED ? 0 : result->cents;
	const cents_t owed = owes ? due - p->c.paid : 0;
	const char *structure = p->hats[result->hat].structure;
	struct fee_row row = {
		.registration_id = p->registration,
		.key = sql_text(stmt, FEES_COLUMN_FOLD),
		.registration = sql_text(stmt, FEES_COLUMN_CODE),
		.event_id = f->event.id,
		.event = f->event.code,
		.person_id = p->person,
		.structure_id = worn->structure,
		.structure = structure ? structure : "",
		.cite_id = worn->cite,
		.payer_id = worn->payer,
		.status = p->status,
		.days = result->days,
		.due = due,
		.paid = p->c.paid,
		.balance = owed > 0 ? owed : 0,
		.state = result->state,
		.reasons = result->reasons.buf,
		.lines = result->lines,
		.line_count = result->line_count,
		.hat_chosen = p->c.chosen,
		.payer_open = result->payer_open,
		.overridden = p->c.override != NULL,
		.computed_known = result->computed_known,
		.computed = result->computed,
		.override_reason = sql_text(stmt, FEES_COLUMN_OVERRIDE_REASON),
		.override_author = sql_text(stmt, FEES_COLUMN_OVERRIDE_AUTHOR),
	};

	str_reset(name);
	text_person(name, sql_text(stmt, FEES_COLUMN_FAMILY_NAME),
		sql_text(stmt, FEES_COLUMN_GIVEN_NAME));
	row.name = name->buf;
	return each(arg, &row);
}

/* How far the rows were read. */
struct fees_seen {
	int64_t person; /* the last one */
	size_t count;
};

static bool each_row_seen(struct fees_facts *f, sqlite3_stmt *stmt, bool everybody, fee_row_fn each,
	void *arg, struct fees_seen *seen, bool *more, struct err *err)
{
	struct fee_result scratch;
	struct fees_person p = { .registration = 0 };
	struct str name = STR_INIT;
	enum sql_result step;
	bool ok = true, wanted;

	fee_result_init(&scratch);
	while ((step = sql_step(f->db, stmt, err)) == SQL_ROW) {
		ok = fees_case_build(f, &p, stmt, everybody, &wanted, err);
		if (!ok)
			break;
		seen->person = p.person;
		seen->count++;
		if (!wanted)
			continue;
		*more = hand_over(
			f, stmt, &p, decide(f, &p, &scratch), &name, each, arg);
		if (!*more)
			break;
	}
	sql_done(stmt);
	fees_case_release(&p);
	fee_result_release(&scratch);
	str_release(&name);
	return ok && step != SQL_FAILED;
}

static bool each_row(struct fees_facts *f, sqlite3_stmt *stmt, bool everybody, fee_row_fn each,
	void *arg, bool *more, struct err *err)
{
	struct fees_seen seen = { .count = 0 };

	return each_row_seen(f, stmt, everybody, each, arg, &seen, more, err);
}

bool fees_each_of(struct fees_facts *f, fee_row_fn each, void *arg, bool *more, struct err *err)
{
	sqlite3_stmt *stmt = fees_grant(f, err) ? sql_prepare(f->db, of_everybody, err) : NULL;
	bool go_on = true, ok;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":event", f->event.id);
	ok = each_row(f, stmt, true, each, arg, &go_on, err);
	if (more)
		*more = go_on;
	return ok;
}

static sqlite3_stmt *select_one(struct fees_facts *f, int64_t person, struct err *err)
{
	sqlite3_stmt *stmt = fees_grant(f, err) ? sql_prepare(f->db, of_one, err) : NULL;

	if (!stmt)
		return NULL;
	sql_bind_int(stmt, ":person", person);
	sql_bind_int(stmt, ":event", f->event.id);
	return stmt;
}

bool fees_listed(
	struct fees_facts *f, int64_t person, fee_row_fn each, void *arg, struct err *err)
{
	sqlite3_stmt *stmt = select_one(f, person, err);
	bool more = true;

	return stmt && each_row(f, stmt, true, each, arg, &more, err);
}

/* --- questions ----------------------------------------------------------------------- */

/* A question, and what only some ask besides. */
struct fees_question {
	struct fees_query query;
	int with; /* number of a session counted as hers, 0: none */
	bool newcomer; /* not in the directory */
	int64_t structure; /* a newcomer's */
	const char *named; /* a structure that is not there yet; NULL or "": none */
};

static bool answer(struct fees_facts *f, const struct fees_question *q, fee_row_fn each, void *arg,
	struct err *err)
{
	sqlite3_stmt *stmt;
	bool more = true;

	if (!q->newcomer && !q->query.person)
		return fees_each_of(f, each, arg, NULL, err);
	if (!q->newcomer)
		stmt = select_one(f, q->query.person, err);
	else
		stmt = fees_grant(f, err) ? sql_prepare(f->db, of_nobody, err) : NULL;
	if (!stmt)
		return false;
	if (q->newcomer)
		sql_bind_id(stmt, ":structure", q->structure);
	return each_row(f, stmt, false, each, arg, &more, err);
}

static bool ask(struct db *db, const struct fees_question *q, fee_row_fn each, void *arg,
	struct err *err)
{
	const bool everybody = !q->newcomer && !q->query.person;
	struct fees_network network;
	struct fees_facts f = { .db = NULL };
	bool ok = fees_network_load(
		&network, db, q->query.supposed, q->query.supposed_count, err);

	if (ok) {
		/* Free places are of everybody. */
		ok = fees_facts_load(
			&f, &network, q->query.event, everybody || network.has_places, err);
		if (q->query.named)
			f.tariff = fees_network_tariff(&network, *q->query.named);
		f.brief = q->query.brief;
		f.with = q->with;
		f.newcomer = q->named;
		ok = ok && answer(&f, q, each, arg, err);
		fees_facts_release(&f);
	}
	fees_network_release(&network);
	return ok;
}

bool fees_ask(
	struct db *db, const struct fees_query *query, fee_row_fn each, void *arg, struct err *err)
{
	const struct fees_question q = { .query = *query };

	return ask(db, &q, each, arg, err);
}

bool fees_list(struct db *db, int64_t event, fee_row_fn each, void *arg, struct err *err)
{
	const struct fees_question q = { .query = { .event = event } };

	return ask(db, &q, each, arg, err);
}

bool fees_of_person(struct db *db, int64_t event, int64_t person, fee_row_fn each, void *arg,
	struct err *err)
{
	const struct fees_question q = { .query = { .event = event, .person = person } };

	return ask(db, &q, each, arg, err);
}

bool fees_with_session(struct db *db, int64_t event, int64_t person, int session, fee_row_fn each,
	void *arg, struct err *err)
{
	const struct fees_question q = { .query = { .event = event, .person = person },
		.with = session };

	return ask(db, &q, each, arg, err);
}

bool fees_of_newcomer(struct db *db, int64_t event, int64_t structure, const char *named,
	fee_row_fn each, void *arg, struct err *err)
{
	const struct fees_question q = { .query = { .event = event },
		.newcomer = true,
		.structure = structure,
		.named = structure ? NULL : named };

	return ask(db, &q, each, arg, err);
}

/* --- some at a time ------------------------------------------------------------------ */

struct fees_walk {
	struct fees_network network;
	struct fees_facts facts;
	struct fees_supposition *supposed; /* owned */
	struct fees_seen seen;
	int64_t of; /* registrations */
};

bool fees_walk_begin(
	struct fees_walk **walk, struct db *db, const struct fees_query *q, struct err *err)
{
	struct fees_walk *w = *walk = xcalloc(1, sizeof *w);

	w->supposed = xcalloc(q->supposed_count + 1, sizeof *w->supposed);
	for (size_t i = 0; i < q->supposed_count; i++)
		w->supposed[i] = q->supposed[i];
	if (!fees_network_load(&w->network, db, w->supposed, q->supposed_count, err) ||
		!fees_facts_load(&w->facts, &w->network, q->event, true, err) ||
		!noun_ask(db, "SELECT count(*) FROM registration WHERE event = :id", q->event, &w->of,
			err))
		return false;
	w->facts.brief = q->brief;
	return true;
}

bool fees_walk_step(struct fees_walk *w, size_t most, fee_row_fn each, void *arg, bool *more,
	struct err *err)
{
	sqlite3_stmt *stmt = fees_grant(&w->facts, err) ? sql_prepare(w->facts.db, of_some, err) : NULL;
	const size_t before = w->seen.count;
	bool go_on = true;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":event", w->facts.event.id);
	sql_bind_int(stmt, ":after", w->seen.person);
	sql_bind_int(stmt, ":most", (int64_t)most);
	if (!each_row_seen(&w->facts, stmt, true, each, arg, &w->seen, &go_on, err))
		return false;
	*more = go_on && w->seen.count - before == most;
	return true;
}

int fees_walk_percent(const struct fees_walk *w)
{
	return w->of ? (int)((int64_t)w->seen.count * 100 / w->of) : 100;
}

void fees_walk_end(struct fees_walk **walk)
{
	struct fees_walk *w = *walk;

	if (!w)
		return;
	fees_facts_release(&w->facts);
	fees_network_release(&w->network);
	free(w->supposed);
	free(w);
	*walk = NULL;
}
