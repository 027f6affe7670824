/* From drafts to invoices: all that were chosen, or none. */
#include <stdlib.h>

#include "etape/i18n.h"
#include "store/invoice_internal.h"

/* Adds what a text lists, one a line, after what is there. */
static void issue_add_missing(struct str *all, const char *missing)
{
	if (!missing || !*missing)
		return;
	if (all->len)
		str_add(all, _("; "));
	for (const char *c = missing; *c; c++) {
		if (*c == '\n')
			str_add(all, _("; "));
		else
			str_addc(all, *c);
	}
}

static bool issue_chosen(const bool *chosen, size_t i)
{
	return !chosen || chosen[i];
}

/* The draft of today that is the same as the one shown. */
static struct invoice *issue_find(struct invoice_drafts *now, const struct invoice *shown)
{
	for (size_t i = 0; i < now->count; i++) {
		struct invoice *draft = &now->at[i];

		if (draft->payer_structure == shown->payer_structure &&
			draft->payer_person == shown->payer_person &&
			str_eq(draft->engagement, shown->engagement))
			return draft;
	}
	return NULL;
}

static bool issue_same_lines(const struct invoice *a, const struct invoice *b)
{
	bool same = a->line_count == b->line_count;

	for (size_t i = 0; same && i < a->line_count; i++)
		same = a->lines[i].registration == b->lines[i].registration &&
		       a->lines[i].net == b->lines[i].net && a->lines[i].vat == b->lines[i].vat &&
		       str_eq(a->lines[i].label, b->lines[i].label);
	return same;
}

struct invoice *invoice_draft_again(
	struct invoice_drafts *now, const struct invoice *shown, struct err *err)
{
	struct invoice *draft = issue_find(now, shown);

	if (draft && issue_same_lines(draft, shown))
		return draft;
	err_set(err, ERR_CONFLICT,
		_("what '%s' owes has changed meanwhile: look at the drafts again"),
		shown->buyer.name);
	return NULL;
}

/* What the person who issues has filled in of a payer without a record of addresses. */
static void issue_take_typed(const struct invoice_settings *settings, struct invoice *draft,
	const struct invoice *shown)
{
	if (!draft->payer_person)
		return;
	invoice_set(&draft->buyer.address, shown->buyer.address);
	invoice_set(&draft->buyer.postcode, shown->buyer.postcode);
	invoice_set(&draft->buyer.town, shown->buyer.town);
	invoice_set(&draft->buyer.siret, shown->buyer.siret);
	invoice_take_terms(draft, settings);
}

/* Whether everything is there; `missing` gets what is not. */
static bool issue_complete(struct db *db, const struct invoice_settings *settings,
	const struct invoice_drafts *shown, const bool *chosen, struct invoice_drafts *now,
	struct str *missing, struct err *err)
{
	issue_add_missing(missing, now->missing);
	for (size_t i = 0; i < shown->count; i++) {
		struct invoice *draft;

		if (!issue_chosen(chosen, i))
			continue;
		draft = invoice_draft_again(now, &shown->at[i], err);
		if (!draft)
			return false;
		issue_take_typed(settings, draft, &shown->at[i]);
		if (!invoice_missing(db, draft, &draft->missing, err))
			return false;
		issue_add_missing(missing, draft->missing);
	}
	return true;
}

static bool issue_ready(struct db *db, const struct invoice_settings *settings,
	const struct invoice_scope *scope, const struct invoice_drafts *shown, const bool *chosen, struct invoice_drafts *now,
	struct err *err)
{
	struct str missing = STR_INIT;
	bool ok = issue_complete(db, settings, shown, chosen, now, &missing, err);

	if (ok && missing.len)
		ok = err_set(err, ERR_INVALID, _("no number was taken; missing: %s"), missing.buf);
	str_release(&missing);
	for (size_t i = 0; ok && !scope->early && i < shown->count; i++)
		if (issue_chosen(chosen, i) && shown->at[i].early)
			ok = err_set(err, ERR_REFUSED,
				_("'%s' would be billed for days that are not over"),
				shown->at[i].buyer.name);
	return ok;
}

static bool issue_write(struct db *db, const struct invoice_settings *settings,
	const struct invoice_drafts *shown, const bool *chosen, struct invoice_drafts *now,
	int64_t *count, struct err *err)
{
	for (size_t i = 0; i < shown->count; i++) {
		if (!issue_chosen(chosen, i))
			continue;
		if (!invoice_write(db, settings, issue_find(now, &shown->at[i]), err))
			return false;
		++*count;
	}
	return true;
}

/* Those issued take the place of the drafts that were shown. */
static void issue_hand_over(
	struct invoice_drafts *shown, const bool *chosen, struct invoice_drafts *now)
{
	for (size_t i = 0; i < shown->count; i++) {
		struct invoice *draft, before;

		if (!issue_chosen(chosen, i))
			continue;
		draft = issue_find(now, &shown->at[i]);
		before = shown->at[i];
		shown->at[i] = *draft;
		shown->at[i].state = invoice_state_of(
			INVOICE_INVOICE, &shown->at[i], noun_on(CIVIL_NONE));
		*draft = before;
	}
}

bool invoice_issue(struct db *db, const struct invoice_settings *settings,
	const struct invoice_scope *scope, struct invoice_drafts *drafts, const bool *chosen,
	struct err *err)
{
	struct change_label label = { .kind = CHANGE_INVOICE, .object = scope->event };
	struct invoice_drafts now = { .at = NULL };
	bool ok, touched = false;

	if (settings->titles)
		return err_set(err, ERR_REFUSED,
			_("the accountant issues titres de recettes here ([invoice] mode = title): see 'etape claim'"));
	if (!change_begin(db, &label, err))
		return false;
	ok = invoice_draft(db, settings, scope, &now, err) &&
	     issue_ready(db, settings, scope, drafts, chosen, &now, err);
	touched = ok;
	ok = ok && issue_write(db, settings, drafts, chosen, &now, &label.n, err);
	if (ok && !label.n)
		ok = err_set(err, ERR_REFUSED, _("there is nothing to invoice"));
	for (size_t i = 0; i < now.count && !label.subject; i++)
		label.subject = now.at[i].id;
	change_relabel(db, &label);
	ok = noun_end(db, ok, touched, err);
	if (ok)
		issue_hand_over(drafts, chosen, &now);
	invoice_drafts_release(&now);
	return ok;
}
