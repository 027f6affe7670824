/* What was decided of others alike: forty of one structure need one decision and one reasoning. */
#include <stdlib.h>
#include <string.h>

#include "store/fees_case.h"

void fees_memo_release(struct fees_facts *f)
{
	for (size_t i = 0; i < f->memo_count; i++)
		fee_result_release(&f->memo[i].result);
	free(f->memo);
	f->memo = NULL;
	f->memo_count = 0;
	idmap_release(&f->memos);
}

/* Whether nothing but the key of a memo, free places and payments tell this case from others. */
static bool is_plain(const struct fees_person *p)
{
	const struct fee_case *c = &p->c;

	return c->hat_count == 1 && !c->chosen && !c->role_count && !c->override &&
	       c->day_count <= FEES_MEMO_DAYS && c->hats->kind >= 0 && p->worn->structure;
}

/* How many rules ask for a registration no earlier than hers: a day more or less matters to few. */
static int early_of(const struct fees_facts *f, const struct fees_person *p)
{
	const struct fees_network *n = f->network;
	int met = 0;

	for (size_t i = 0; n->has_early && i < n->tariff_count; i++)
		for (size_t k = 0; k < n->tariffs[i].rule_count; k++)
			met += n->tariffs[i].rules[k].early_days &&
			       p->c.early >= n->tariffs[i].rules[k].early_days;
	return met;
}

static bool is_alike(const struct fees_memo *m, const struct fees_person *p, int early,
	const struct fee_place *place)
{
	if (m->early != early || m->place.rule != place->rule || m->place.of != place->of ||
		m->structure != p->worn->structure || m->cite != p->worn->cite ||
		m->walk_in != p->c.walk_in || m->day_count != p->c.day_count)
		return false;
	for (size_t i = 0; i < m->day_count; i++)
		if (m->days[i].day != p->days[i].day || m->days[i].over != p->days[i].over ||
			m->days[i].registered != p->days[i].registered ||
			m->days[i].attended != p->days[i].attended)
			return false;
	return true;
}

/* Never 0. */
static int64_t hash_of(const struct fees_person *p, int early, const struct fee_place *place)
{
	uint64_t hash = (uint64_t)p->worn->structure * 31 + (uint64_t)p->worn->cite;

	hash = (hash * 31 + (uint64_t)(unsigned)early) * 31 + (uint64_t)place->of;

	for (size_t i = 0; i < p->c.day_count; i++)
		hash = hash * 31 + p->days[i].registered * 8 + p->days[i].attended;
	return (int64_t)(hash | 1);
}

static struct fees_memo *add(struct fees_facts *f, const struct fees_person *p, int early,
	const struct fee_place *place, size_t next)
{
	struct fees_memo *m;

	if (!(f->memo_count & (f->memo_count - 1)))
		f->memo = xrealloc(
			f->memo, (f->memo_count ? f->memo_count * 2 : 1) * sizeof *f->memo);
	m = &f->memo[f->memo_count++];
	*m = (struct fees_memo){
		.structure = p->worn->structure,
		.cite = p->worn->cite,
		.walk_in = p->c.walk_in,
		.early = early,
		.place = *place,
		.day_count = p->c.day_count,
		.next = next,
	};
	memcpy(m->days, p->days, p->c.day_count * sizeof *m->days);
	fee_result_init(&m->result);
	return m;
}

/* What was decided of somebody alike, or a place to decide in: *known tells which. */
static struct fee_result *recall(struct fees_facts *f, const struct fees_person *p,
	const struct fee_place *granted, bool *known)
{
	const int early = early_of(f, p);
	void **place = idmap_at(&f->memos, hash_of(p, early, granted));
	struct fees_memo *m;

	*known = true;
	for (size_t i = (size_t)(uintptr_t)*place; i; i = f->memo[i - 1].next)
		if (is_alike(&f->memo[i - 1], p, early, granted))
			return &f->memo[i - 1].result;
	*known = false;
	m = add(f, p, early, granted, (size_t)(uintptr_t)*place);
	*place = (void *)(uintptr_t)f->memo_count;
	return &m->result;
}

const struct fee_result *fees_memo_decide(
	struct fees_facts *f, const struct fees_person *p, struct fee_result *scratch)
{
	struct fee_case unpaid = p->c;
	struct fee_result *alike;
	struct fee_place granted;
	bool known;

	if (!is_plain(p) || (f->network->has_places && !f->grants.known) ||
		!fees_grants_one(&f->grants, p->registration, &granted)) {
		fee_decide(&p->c, scratch);
		return scratch;
	}
	alike = recall(f, p, &granted, &known);
	unpaid.paid = 0;
	if (!known)
		fee_decide(&unpaid, alike);
	if (!p->c.paid)
		return alike;
	fee_decide_paid(&p->c, alike, scratch);
	return scratch;
}

/* What was full is full for who comes later, too: only what was taken may be gone. */
static bool still_left(const struct fees_grants *g, const struct fee_result *result)
{
	for (size_t i = 0; i < result->place_count; i++)
		if (!fees_grants_left(g, result->places[i].rule, result->places[i].of))
			return false;
	return true;
}

const struct fee_result *fees_memo_grant(
	struct fees_facts *f, const struct fees_person *p, struct fee_result *scratch)
{
	const struct fee_place none = { .rule = NULL };
	bool known = false;

	if (is_plain(p))
		scratch = recall(f, p, &none, &known);
	if (!known || !still_left(&f->grants, scratch))
		fee_decide(&p->c, scratch);
	return scratch;
}
