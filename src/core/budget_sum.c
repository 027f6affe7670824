#include "etape/budget_sum.h"

#include <stdlib.h>

#include "etape/err.h"

/* a × n ÷ by, rounded half up; nothing is negative. */
static bool scale(cents_t a, int64_t n, int64_t by, cents_t *out)
{
	cents_t product;

	if (!money_mul(a, n, &product) || !money_add(product, by / 2, &product))
		return false;
	*out = product / by;
	return true;
}

static bool sum_parts(struct budget *b)
{
	b->days = b->net = b->tax = b->gross = 0;
	for (size_t i = 0; i < b->part_count; i++) {
		struct budget_part *p = &b->parts[i];

		if (!scale(p->rate, p->days, 100, &p->net) || !scale(p->net, p->vat, BUDGET_WHOLE, &p->tax) ||
			!money_add(p->net, p->tax, &p->gross) || !money_add(b->net, p->net, &b->net) ||
			!money_add(b->tax, p->tax, &b->tax) || !money_add(b->gross, p->gross, &b->gross))
			return false;
		b->days += p->days;
	}
	return true;
}

struct share {
	size_t at;
	cents_t rest; /* what was cut off, in ten-thousandths of a cent */
};

static int by_rest(const void *a, const void *b)
{
	const struct share *x = a, *y = b;

	if (x->rest != y->rest)
		return x->rest < y->rest ? 1 : -1;
	return x->at < y->at ? 1 : -1;
}

bool budget_share(cents_t total, const int *percents, size_t count, cents_t *amounts)
{
	struct share *shares = xcalloc(count + 1, sizeof *shares);
	int64_t percent = 0;
	cents_t left = 0, product;
	bool ok = true;

	for (size_t i = 0; i < count; i++)
		percent += percents[i];
	ok = scale(total, percent, BUDGET_WHOLE, &left);
	for (size_t i = 0; ok && i < count; i++) {
		ok = money_mul(total, percents[i], &product);
		if (!ok)
			break;
		amounts[i] = product / BUDGET_WHOLE;
		shares[i] = (struct share){ .at = i, .rest = product % BUDGET_WHOLE };
		left -= amounts[i];
	}
	if (ok)
		qsort(shares, count, sizeof *shares, by_rest);
	for (size_t i = 0; ok && i < count && left > 0; i++, left--)
		amounts[shares[i].at]++;
	free(shares);
	return ok;
}

bool budget_sum(struct budget *b)
{
	int *percents = xcalloc(b->milestone_count + 1, sizeof *percents);
	cents_t *amounts = xcalloc(2 * b->milestone_count + 1, sizeof *amounts);
	cents_t *nets = amounts + b->milestone_count;
	bool ok = sum_parts(b);

	b->percent = b->percent_done = 0;
	b->done_gross = 0;
	for (size_t i = 0; i < b->milestone_count; i++)
		percents[i] = b->milestones[i].percent;
	ok = ok && budget_share(b->gross, percents, b->milestone_count, amounts) &&
	     budget_share(b->net, percents, b->milestone_count, nets);
	for (size_t i = 0; ok && i < b->milestone_count; i++) {
		struct milestone *m = &b->milestones[i];

		m->gross = amounts[i];
		m->net = nets[i];
		b->percent += m->percent;
		if (m->done == CIVIL_NONE)
			continue;
		b->percent_done += m->percent;
		b->done_gross += m->gross;
	}
	free(percents);
	free(amounts);
	return ok;
}
