/* What is done with drafts, reminders and sums to collect. */
#include "tui/screens/invoices.h"

#include <stdlib.h>

#include "etape/claim.h"
#include "etape/invoice_payment.h"
#include "tui/widgets/form.h"

/* --- issuing --- */

/* The drafts that are marked, or the selected one; owned. */
static bool *choose(struct invoices *v, size_t *count)
{
	bool *chosen = xcalloc(v->drafts.count + 1, sizeof *chosen);
	const int64_t *ids;
	const size_t n = list_targets(&v->lists[INVOICES_TO_BILL], &ids);

	*count = 0;
	for (size_t i = 0; i < n; i++) {
		const struct invoices_row *row = list_array_row(&v->arrays[INVOICES_TO_BILL], ids[i]);

		if (!row || row->draft >= v->drafts.count || chosen[row->draft])
			continue;
		chosen[row->draft] = true;
		++*count;
	}
	return chosen;
}

static void say_issued(struct app *app, const struct invoice_drafts *drafts, const bool *chosen,
	size_t count)
{
	const char *first = NULL, *last = NULL;

	for (size_t i = 0; i < drafts->count; i++) {
		if (!chosen[i])
			continue;
		first = first ? first : drafts->at[i].number;
		last = drafts->at[i].number;
	}
	if (count == 1)
		app_message(app, THEME_MESSAGE, _("Invoice %s issued"), first);
	else
		app_message(app, THEME_MESSAGE, _("%zu invoices issued: %s to %s"), count, first, last);
}

static bool issue(struct invoices *v, const bool *chosen, size_t count, struct err *err)
{
	struct app *app = v->screen.app;
	const struct invoice_settings *settings = &app->config->invoice;
	size_t made = 0;

	if (settings->titles) {
		if (!claim_make(app->db, settings, &v->scope, &v->drafts, chosen, &made, err))
			return false;
		app_message(app, THEME_MESSAGE,
			P_("Sum to collect drawn up for %zu payer", "Sums to collect drawn up for %zu payers", made),
			made);
		return true;
	}
	if (!invoice_issue(app->db, settings, &v->scope, &v->drafts, chosen, err))
		return false;
	say_issued(app, &v->drafts, chosen, count);
	return true;
}

static unsigned issue_answered(struct screen *below, int answer, void *ctx)
{
	struct invoices *v = ctx;
	struct err err = ERR_INIT;
	size_t count;
	bool *chosen, ok;

	(void)below;
	if (answer != 0)
		return SCREEN_REDRAW;
	chosen = choose(v, &count);
	ok = issue(v, chosen, count, &err);
	free(chosen);
	if (!ok) {
		app_error(v->screen.app, &err);
		return SCREEN_REDRAW;
	}
	list_unmark(&v->lists[INVOICES_TO_BILL]);
	return SCREEN_RELOAD;
}

void invoices_issue(struct invoices *v)
{
	const bool titles = v->screen.app->config->invoice.titles;
	size_t count;
	bool *chosen = choose(v, &count);
	struct str text = STR_INIT, amount = STR_INIT;
	cents_t total = 0;

	for (size_t i = 0; i < v->drafts.count; i++)
		total += chosen[i] ? v->drafts.at[i].total : 0;
	free(chosen);
	if (!count) {
		app_message(v->screen.app, THEME_WARNING, _("Nothing to issue is selected"));
		return;
	}
	money_format(&amount, total, i18n_lang());
	str_addf(&text,
		titles ? P_("Draw up the sum to collect of %zu payer: %s?",
				 "Draw up the sums to collect of %zu payers: %s?", count)
		       : P_("Issue %zu invoice: %s?\nIt does not change any more.",
				 "Issue %zu invoices: %s?\nThey do not change any more.", count),
		count, amount.buf);
	question_confirm(&v->screen, text.buf, issue_answered, v);
	str_release(&text);
	str_release(&amount);
}

/* --- the address of a person who pays herself, which no record has --- */

struct addressing {
	struct invoices *of;
	int64_t row; /* the drafts may have been read again meanwhile */
};

static const struct form_field address_fields[] = {
	{ .name = "address", .label = N_("Address"), .required = true, .max = 200 },
	{ .name = "postcode", .label = N_("Postcode"), .required = true, .max = 10 },
	{ .name = "town", .label = N_("Town"), .required = true, .max = 100 },
};

static enum form_result address_save(struct form *f, int64_t *result, struct err *err)
{
	const struct addressing *a = form_ctx(f);
	struct app *app = form_app(f);
	struct invoices *v = a->of;
	const struct invoices_row *row = list_array_row(&v->arrays[INVOICES_TO_BILL], a->row);
	struct invoice *draft;
	bool *chosen, ok;

	if (!row || row->draft >= v->drafts.count) {
		err_set(err, ERR_CONFLICT, _("this is no longer to be invoiced"));
		return FORM_REFUSED;
	}
	draft = &v->drafts.at[row->draft];
	chosen = xcalloc(v->drafts.count + 1, sizeof *chosen);
	free(draft->buyer.address);
	free(draft->buyer.postcode);
	free(draft->buyer.town);
	draft->buyer.address = xstrdup(form_get(f, "address"));
	draft->buyer.postcode = xstrdup(form_get(f, "postcode"));
	draft->buyer.town = xstrdup(form_get(f, "town"));
	chosen[row->draft] = true;
	*result = 1;
	ok = invoice_issue(app->db, &app->config->invoice, &v->scope, &v->drafts, chosen, err);
	if (ok)
		say_issued(app, &v->drafts, chosen, 1);
	free(chosen);
	return ok ? FORM_SAVED : FORM_REFUSED;
}

void invoices_address(struct invoices *v, const struct invoices_row *row)
{
	static const struct form_spec spec = {
		.name = "payer-address",
		.fields = address_fields,
		.count = sizeof address_fields / sizeof *address_fields,
		.save = address_save,
		.release = free,
		.passing = true,
	};
	struct addressing *a = xmalloc(sizeof *a);
	struct str title = STR_INIT, amount = STR_INIT;

	*a = (struct addressing){ v, row->id };
	money_format(&amount, row->total, i18n_lang());
	str_addf(&title, _("Issue to %s, %s: the address"), row->payer, amount.buf);
	form_open(v->screen.app, &spec, "", title.buf, NULL, a);
	str_release(&title);
	str_release(&amount);
}

/* --- reminders --- */

struct reminding {
	int64_t invoice;
};

static const struct form_field remind_fields[] = {
	{ .name = "note",
		.label = N_("Note"),
		.hint = N_("how, who answered; nothing is sent by this program"),
		.max = 300 },
};

static enum form_result remind_save(struct form *f, int64_t *result, struct err *err)
{
	const struct reminding *r = form_ctx(f);
	int level = 0;

	if (!invoice_remind(form_app(f)->db, r->invoice, 0, form_get(f, "note"), &level, err))
		return FORM_REFUSED;
	*result = 1;
	app_message(form_app(f), THEME_MESSAGE, _("Reminder %d noted"), level);
	return FORM_SAVED;
}

void invoices_remind(struct app *app, const struct invoices_row *row, int level)
{
	static const struct form_spec spec = {
		.name = "reminder",
		.fields = remind_fields,
		.count = sizeof remind_fields / sizeof *remind_fields,
		.save = remind_save,
		.release = free,
	};
	struct reminding *r = xmalloc(sizeof *r);
	struct str title = STR_INIT, key = STR_INIT, amount = STR_INIT;

	*r = (struct reminding){ row->invoice };
	money_format(&amount, row->balance, i18n_lang());
	str_addf(&title, _("Reminder %d of %s, %s: %s, %d days late"), level, row->number, row->payer,
		amount.buf, row->late);
	str_addf(&key, "%lld", (long long)row->invoice);
	form_open(app, &spec, key.buf, title.buf, NULL, r);
	str_release(&title);
	str_release(&key);
	str_release(&amount);
}

/* --- titres --- */

struct titling {
	int64_t claim;
	char *title; /* as they were; owned */
	day_t day;
	day_t paid;
};

static void titling_free(void *ctx)
{
	struct titling *t = ctx;

	free(t->title);
	free(t);
}

static const struct form_field title_fields[] = {
	{ .name = "title",
		.label = N_("Number of the title"),
		.hint = N_("as the accountant gave it; empty: none yet"),
		.max = 60 },
	{ .name = "day", .label = N_("Day of the title"), .kind = FORM_DATE },
	{ .name = "paid",
		.label = N_("Paid on"),
		.kind = FORM_DATE,
		.hint = N_("the day the accountant tells; empty: not paid yet") },
};

static enum form_result title_save(struct form *f, int64_t *result, struct err *err)
{
	const struct titling *t = form_ctx(f);
	struct db *db = form_app(f)->db;
	const bool named = !str_eq(t->title, form_get(f, "title")) || t->day != form_day(f, "day");
	const bool paid = t->paid != form_day(f, "paid");

	/* Each is a change of its own, that can be undone. */
	if ((named && !claim_set_title(db, t->claim, form_get(f, "title"), form_day(f, "day"), err)) ||
		(paid && !claim_set_paid(db, t->claim, form_day(f, "paid"), err)))
		return FORM_REFUSED;
	*result = 1;
	app_message(form_app(f), THEME_MESSAGE, _("Title noted"));
	return FORM_SAVED;
}

void invoices_title(struct app *app, const struct invoices_row *row)
{
	static const struct form_spec spec = {
		.name = "title",
		.fields = title_fields,
		.count = sizeof title_fields / sizeof *title_fields,
		.save = title_save,
		.release = titling_free,
	};
	struct titling *t = xmalloc(sizeof *t);
	struct str title = STR_INIT, key = STR_INIT, amount = STR_INIT;

	*t = (struct titling){ row->id, xstrdup(row->number), CIVIL_NONE, CIVIL_NONE };
	civil_parse_iso(row->day, &t->day);
	civil_parse_iso(row->due, &t->paid);
	money_format(&amount, row->total, i18n_lang());
	str_addf(&title, _("Title for %s: %s"), row->payer, amount.buf);
	str_addf(&key, "%lld", (long long)row->id);
	form_open(app, &spec, key.buf, title.buf,
		(const struct form_value[]){ { "title", row->number, 0 }, { "day", row->day, 0 },
			{ "paid", row->due, 0 }, { NULL, NULL, 0 } },
		t);
	str_release(&title);
	str_release(&key);
	str_release(&amount);
}
