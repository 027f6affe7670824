/* What was decided of others alike: forty of one structure need one decision and one reasoning. */
#include <stdlib.h>
#include <string.h>

#include "store/fees_case.h"

void fees_memo_release(struct fees_facts *f)
{
	for (size_t i = 0; i < f->memo_count; i++)
		fee_result_release(&f->memo[i].result);
	free(f->memo);
	idmap_release(&f->memos);
}

/* Whether nothing but the key of a memo tells this case from others. */
static bool is_plain(const struct fees_facts *f, const struct fees_person *p)
{
	const struct fee_case *c = &p->c;

	return c->hat_count == 1 && !c->chosen && !c->role_count && !c->override && !c->paid &&
	       c->day_count <= FEES_MEMO_DAYS && c->hats->kind >= 0 && p->worn->structure &&
	       !f->network->has_places && !f->network->has_early;
}

static bool is_alike(const struct fees_memo *m, const struct fees_person *p)
{
	if (m->structure != p->worn->structure || m->cite != p->worn->cite ||
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
static int64_t hash_of(const struct fees_person *p)
{
	uint64_t hash = (uint64_t)p->worn->structure * 31 + (uint64_t)p->worn->cite;

	for (size_t i = 0; i < p->c.day_count; i++)
		hash = hash * 31 + p->days[i].registered * 8 + p->days[i].attended;
	return (int64_t)(hash | 1);
}

static struct fees_memo *add(struct fees_facts *f, const struct fees_person *p, size_t next)
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
		.day_count = p->c.day_count,
		.next = next,
	};
	memcpy(m->days, p->days, p->c.day_count * sizeof *m->days);
	fee_result_init(&m->result);
	return m;
}

const struct fee_result *fees_memo_decide(
	struct fees_facts *f, const struct fees_person *p, struct fee_result *scratch)
{
	struct fees_memo *m;
	void **place;

	if (!is_plain(f, p)) {
		fee_decide(&p->c, scratch);
		return scratch;
	}
	place = idmap_at(&f->memos, hash_of(p));
	for (size_t i = (size_t)(uintptr_t)*place; i; i = f->memo[i - 1].next)
		if (is_alike(&f->memo[i - 1], p))
			return &f->memo[i - 1].result;
	m = add(f, p, (size_t)(uintptr_t)*place);
	*place = (void *)(uintptr_t)f->memo_count;
	fee_decide(&p->c, &m->result);
	return &m->result;
}
