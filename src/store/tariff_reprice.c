/* What naming another tariff would do to the amounts of a rencontre: nothing changes unsaid. */
#include <stdlib.h>

#include "etape/fees.h"
#include "etape/i18n.h"
#include "etape/tariff.h"
#include "store/idmap.h"
#include "store/noun.h"

struct reprice_fee {
	bool known;
	cents_t cents;
};

struct repricing {
	struct tariff_reprice *r;
	struct reprice_fee *fees; /* owned: as they are */
	size_t count;
	struct idmap at; /* registration to its place in .fees, from 1 */
	bool overflow;
};

static bool reprice_keep(void *arg, const struct fee_row *row)
{
	struct repricing *p = arg;

	if (!(p->count & (p->count - 1)))
		p->fees = xrealloc(p->fees, (p->count ? p->count * 2 : 1) * sizeof *p->fees);
	p->fees[p->count++] = (struct reprice_fee){
		.known = row->state != FEE_UNDETERMINED,
		.cents = row->due,
	};
	*idmap_at(&p->at, row->registration_id) = (void *)(uintptr_t)p->count;
	return true;
}

static bool reprice_compare(void *arg, const struct fee_row *row)
{
	struct repricing *p = arg;
	struct tariff_reprice *r = p->r;
	const size_t at = (size_t)(uintptr_t)idmap_get(&p->at, row->registration_id);
	const struct reprice_fee now = { row->state != FEE_UNDETERMINED, row->due };
	const struct reprice_fee was = at ? p->fees[at - 1] : now;

	if (was.known == now.known && was.cents == now.cents)
		return true;
	r->people++;
	r->unknown += !now.known;
	p->overflow = !money_add(r->before, was.cents, &r->before) ||
		      !money_add(r->after, now.cents, &r->after);
	return !p->overflow;
}

/* What it costs was told once it has begun. */
static bool reprice_told(struct db *db, int64_t event, bool *told, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT 1 FROM event WHERE id = :id AND first_day <= :on"
		" AND status NOT IN ('draft', 'postponed', 'cancelled')",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", event);
	noun_bind_date(stmt, ":on", noun_on(CIVIL_NONE));
	result = sql_step(db, stmt, err);
	*told = result == SQL_ROW;
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool tariff_reprice(
	struct db *db, int64_t event, int64_t tariff, struct tariff_reprice *r, struct err *err)
{
	struct repricing p = { .r = r };
	const struct fees_query as_is = { .event = event, .brief = true };
	const struct fees_query named = { .event = event, .brief = true, .named = &tariff };
	bool ok;

	*r = (struct tariff_reprice){ .told = false };
	ok = reprice_told(db, event, &r->told, err) && fees_ask(db, &as_is, reprice_keep, &p, err) &&
	     fees_ask(db, &named, reprice_compare, &p, err);
	if (ok && p.overflow)
		ok = err_set(err, ERR_INVALID, _("the amounts add up beyond reason"));
	idmap_release(&p.at);
	free(p.fees);
	return ok;
}

void tariff_reprice_words(const struct tariff_reprice *r, struct str *out)
{
	struct str before = STR_INIT, after = STR_INIT;

	if (!r->people)
		return;
	money_format(&before, r->before, i18n_lang());
	money_format(&after, r->after, i18n_lang());
	str_addf(out, P_("%d amount changes, from %s to %s", "%d amounts change, from %s to %s", r->people),
		r->people, before.buf, after.buf);
	if (r->unknown)
		str_addf(out, P_(" and %d to be determined", " and %d to be determined", r->unknown),
			r->unknown);
	str_release(&before);
	str_release(&after);
}
