#include "store/fees_grant.h"

#include <stdlib.h>

#include "store/fees_case.h"
#include "store/fees_internal.h"

/* --- places -------------------------------------------------------------------------- */

void fees_grants_release(struct fees_grants *g)
{
	free(g->at);
	idmap_release(&g->members);
	idmap_release(&g->registrations);
	*g = (struct fees_grants){ .at = NULL };
}

static struct fees_grant *find(
	const struct fees_grants *g, size_t first, const struct fee_rule *rule, int64_t of)
{
	for (size_t i = first; i; i = g->at[i].next)
		if (g->at[i].rule == rule && g->at[i].of == of)
			return &g->at[i];
	return NULL;
}

static size_t add(struct fees_grants *g, struct fees_grant one)
{
	if (!(g->count & (g->count - 1)))
		g->at = xrealloc(g->at, (g->count ? g->count * 2 : 1) * sizeof *g->at);
	g->at[g->count] = one;
	return g->count++;
}

static size_t counts_of(const struct fees_grants *g, int64_t of)
{
	return of ? (size_t)(uintptr_t)idmap_get(&g->members, of) : 0;
}

bool fees_grants_left(const struct fees_grants *g, const struct fee_rule *rule, int64_t of)
{
	const struct fees_grant *n = find(g, counts_of(g, of), rule, of);

	return !n || n->taken < rule->free_places;
}

bool fees_grants_has(const struct fees_grants *g, int64_t registration, const struct fee_rule *rule,
	int64_t of)
{
	const size_t first = registration
		? (size_t)(uintptr_t)idmap_get(&g->registrations, registration)
		: 0;

	return (first && find(g, first - 1, rule, of)) || fees_grants_left(g, rule, of);
}

bool fees_grants_one(const struct fees_grants *g, int64_t registration, struct fee_place *place)
{
	const size_t first = registration
		? (size_t)(uintptr_t)idmap_get(&g->registrations, registration)
		: 0;

	*place = (struct fee_place){ .rule = NULL };
	if (first < 2)
		return true; /* not looked at, or nobody's */
	place->rule = g->at[first - 1].rule;
	place->of = g->at[first - 1].of;
	return !g->at[first - 1].next;
}

void fees_grants_take(struct fees_grants *g, int64_t registration, const struct fee_place *places,
	size_t count)
{
	size_t first = 0;

	if (!g->count)
		add(g, (struct fees_grant){ .taken = 0 });
	for (size_t i = 0; i < count; i++) {
		const struct fee_place *p = &places[i];
		const size_t counts = counts_of(g, p->of);
		struct fees_grant *n = find(g, counts, p->rule, p->of);

		if (n)
			n->taken++;
		else if (p->of)
			*idmap_at(&g->members, p->of) = (void *)(uintptr_t)add(g,
				(struct fees_grant){
					.rule = p->rule, .of = p->of, .taken = 1, .next = counts });
		first = add(g, (struct fees_grant){ .rule = p->rule, .of = p->of, .next = first });
	}
	*idmap_at(&g->registrations, registration) = (void *)(uintptr_t)(first + 1);
}

/* --- everybody in order ------------------------------------------------------------------ */

/* Neither names nor what was paid or set by hand give a place, and so many columns less are to be sorted. */
static const char in_order[] =
	"SELECT r.id, NULL, r.status, r.walk_in, r.created_at, r.hat_structure, r.hat_cite, p.id, NULL, NULL, NULL,"
	" p.structure, p.erased_kind, p.cite, 0, NULL, NULL, NULL, NULL, NULL, 0"
	" FROM registration r CROSS JOIN person p ON p.id = r.person"
	" WHERE r.event = :event ORDER BY r.created_at, r.id";

static bool place_left(void *arg, const struct fee_rule *rule, int64_t of)
{
	return fees_grants_left(arg, rule, of);
}

static bool grant_all(struct fees_facts *f, sqlite3_stmt *stmt, struct err *err)
{
	struct fees_person p = { .registration = 0 };
	const struct fee_result *result;
	struct fee_result scratch;
	enum sql_result step = SQL_DONE;
	bool ok = true, wanted;

	fee_result_init(&scratch);
	while (ok && (step = sql_step(f->db, stmt, err)) == SQL_ROW) {
		ok = fees_case_build(f, &p, stmt, true, &wanted, err);
		if (!ok || !wanted)
			continue;
		p.c.brief = true;
		p.c.place = place_left;
		p.c.place_arg = &f->grants;
		result = fees_memo_grant(f, &p, &scratch);
		fees_grants_take(&f->grants, p.registration, result->places, result->place_count);
	}
	sql_done(stmt);
	fees_case_release(&p);
	fee_result_release(&scratch);
	fees_memo_release(f); /* without reasons, and by places that were left then */
	return ok && step != SQL_FAILED;
}

bool fees_grant(struct fees_facts *f, struct err *err)
{
	const int with = f->with;
	sqlite3_stmt *stmt;

	if (!f->network->has_places || f->grants.known)
		return true;
	stmt = sql_prepare(f->db, in_order, err);
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":event", f->event.id);
	f->with = 0; /* only of whom the question is about */
	f->grants.known = grant_all(f, stmt, err);
	f->with = with;
	return f->grants.known;
}
