/* Issuing: what is chosen, what is missing of it, and the forms that fill that in. */
#include "tui/screens/invoices.h"

#include <stdlib.h>
#include <string.h>

#include "etape/claim.h"
#include "etape/engagement.h"
#include "tui/widgets/form.h"

/* Sums to collect are drawn up without the mentions of an invoice. */
static bool is_ready(const struct invoices *v, const struct invoice *draft)
{
	return v->screen.app->config->invoice.titles || !draft->missing || !*draft->missing;
}

/* The drafts that are marked, or the selected one, with `ready` those alone that can be issued; owned. */
static bool *choose(const struct invoices *v, bool ready, size_t *count)
{
	bool *chosen = xcalloc(v->drafts.count + 1, sizeof *chosen);
	const struct list *l = &v->lists[INVOICES_TO_BILL];
	const int64_t selected = list_seen(l);

	*count = 0;
	for (size_t i = 0; i < v->count[INVOICES_TO_BILL]; i++) {
		const struct invoices_row *row = &v->rows[INVOICES_TO_BILL][i];

		if (row->draft >= v->drafts.count ||
			!(l->mark_count ? list_marked(l, row->id) : row->id == selected) ||
			(ready && !is_ready(v, &v->drafts.at[row->draft])))
			continue;
		chosen[row->draft] = true;
		++*count;
	}
	return chosen;
}

/* Two drafts of the same lines at the same amounts have the same; `seed` is that of others before. */
static uint64_t fingerprint(uint64_t seed, const struct invoice *draft)
{
	const uint64_t prime = 0x100000001b3;

	seed = (seed ^ (uint64_t)(draft->payer_structure ^ draft->payer_person)) * prime;
	for (size_t i = 0; i < draft->line_count; i++) {
		const struct invoice_line *line = &draft->lines[i];

		seed = (seed ^ (uint64_t)line->registration) * prime;
		seed = (seed ^ (uint64_t)(line->net + line->vat)) * prime;
	}
	return seed;
}

static uint64_t fingerprint_chosen(const struct invoices *v)
{
	size_t count;
	bool *chosen = choose(v, true, &count);
	uint64_t print = 0;

	for (size_t i = 0; i < v->drafts.count; i++)
		if (chosen[i])
			print = fingerprint(print, &v->drafts.at[i]);
	free(chosen);
	return print;
}

static const char *changed_meanwhile(void)
{
	return _("what is to be invoiced has changed meanwhile: nothing was issued, look at it again");
}

static void say_issued(struct invoices *v, const bool *chosen, size_t count)
{
	const struct invoice_drafts *drafts = &v->drafts;
	struct app *app = v->screen.app;
	const char *first = NULL, *last = NULL;

	for (size_t i = 0; i < drafts->count; i++) {
		if (!chosen[i])
			continue;
		if (!first)
			v->issued = drafts->at[i].id;
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
	say_issued(v, chosen, count);
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
	if (fingerprint_chosen(v) != v->asked) { /* the question said other amounts */
		err_set(&err, ERR_CONFLICT, "%s", changed_meanwhile());
		app_error(v->screen.app, &err);
		return SCREEN_REDRAW;
	}
	chosen = choose(v, true, &count);
	ok = issue(v, chosen, count, &err);
	free(chosen);
	if (!ok) {
		app_error(v->screen.app, &err);
		return SCREEN_REDRAW;
	}
	list_unmark(&v->lists[INVOICES_TO_BILL]);
	return SCREEN_RELOAD;
}

/* What is about to be issued, told apart. */
struct asked {
	size_t count; /* of those chosen */
	size_t ready;
	cents_t total;
	cents_t ready_total;
	struct str missing; /* of those that are not ready, one a line */
};

static struct asked look(const struct invoices *v)
{
	struct asked a = { .missing = STR_INIT };
	size_t count;
	bool *chosen = choose(v, false, &count);

	for (size_t i = 0; i < v->drafts.count; i++) {
		const struct invoice *d = &v->drafts.at[i];

		if (!chosen[i])
			continue;
		a.count++;
		a.total += d->total;
		if (is_ready(v, d)) {
			a.ready++;
			a.ready_total += d->total;
		} else {
			str_addf(&a.missing, "%s\n", d->missing);
		}
	}
	free(chosen);
	return a;
}

/* All that is missing, and where it is filled in. */
static void show_missing(struct invoices *v, const struct asked *a)
{
	struct str text = STR_INIT;

	if (invoices_seller_lacks(v))
		str_addf(&text, "# %s\n%s\n\n", _("Who issues"), v->drafts.missing);
	if (a->missing.len)
		str_addf(&text, "# %s\n%s\n%s\n", _("Who pays"), a->missing.buf,
			_("Enter on the row opens what is to be completed; N is for an engagement number."));
	page_open(v->screen.app, _("No number is taken before this is there"), text.buf);
	str_release(&text);
}

static unsigned ready_answered(struct screen *below, int answer, void *ctx)
{
	struct invoices *v = ctx;
	struct asked a;

	if (answer == 0)
		return issue_answered(below, 0, v);
	if (answer == 1) {
		a = look(v);
		show_missing(v, &a);
		str_release(&a.missing);
	}
	return SCREEN_REDRAW;
}

static void ask_for_ready(struct invoices *v, const struct asked *a)
{
	struct str text = STR_INIT, amount = STR_INIT;

	money_format(&amount, a->ready_total, i18n_lang());
	str_addf(&text, P_("Issue %zu invoice: %s?", "Issue %zu invoices: %s?", a->ready), a->ready, amount.buf);
	str_addc(&text, '\n');
	str_addf(&text,
		P_("%zu other one is not complete and stays to be issued.",
			"%zu other ones are not complete and stay to be issued.", a->count - a->ready),
		a->count - a->ready);
	question_ask(&v->screen, &(const struct question){
					 .text = text.buf,
					 .answers = { _("Issue those"), _("What is missing"), _("Back"), NULL },
					 .preset = 1,
					 .answered = ready_answered,
					 .ctx = v,
				 });
	str_release(&text);
	str_release(&amount);
}

static void ask_for_all(struct invoices *v, const struct asked *a)
{
	const bool titles = v->screen.app->config->invoice.titles;
	struct str text = STR_INIT, amount = STR_INIT;

	money_format(&amount, a->total, i18n_lang());
	str_addf(&text,
		titles ? P_("Draw up the sum to collect of %zu payer: %s?",
				 "Draw up the sums to collect of %zu payers: %s?", a->count)
		       : P_("Issue %zu invoice: %s?\nIt does not change any more.",
				 "Issue %zu invoices: %s?\nThey do not change any more.", a->count),
		a->count, amount.buf);
	question_confirm(&v->screen, text.buf, issue_answered, v);
	str_release(&text);
	str_release(&amount);
}

void invoices_issue(struct invoices *v)
{
	struct asked a = look(v);

	v->asked = fingerprint_chosen(v);
	if (v->drafting)
		app_message(v->screen.app, THEME_WARNING, _("What is to be invoiced is being worked out…"));
	else if (!a.count)
		app_message(v->screen.app, THEME_WARNING,
			_("This cannot be invoiced yet: the fees (F4) say what is to be done"));
	else if (invoices_seller_lacks(v) || !a.ready)
		show_missing(v, &a);
	else if (a.ready < a.count)
		ask_for_ready(v, &a);
	else
		ask_for_all(v, &a);
	str_release(&a.missing);
}

/* --- the address of a person who pays herself, which no record has --- */

struct addressing {
	struct invoices *of;
	int64_t row; /* the drafts may have been read again meanwhile */
	bool sure;   /* the question was answered */
	uint64_t asked; /* fingerprint of the draft it was about */
};

static const struct form_field address_fields[] = {
	{ .name = "address", .label = N_("Address"), .required = true, .max = 200 },
	{ .name = "postcode", .label = N_("Postcode"), .required = true, .max = 10 },
	{ .name = "town", .label = N_("Town"), .required = true, .max = 100 },
};

static unsigned address_answered(struct screen *below, int answer, void *ctx)
{
	struct addressing *a = form_ctx(ctx);

	if (answer != 0)
		return SCREEN_REDRAW;
	a->sure = true;
	return form_save(below);
}

static bool ask_to_issue(struct form *f, const struct invoice *draft)
{
	struct addressing *a = form_ctx(f);
	struct str text = STR_INIT, amount = STR_INIT;
	bool ok;

	a->asked = fingerprint(0, draft);
	money_format(&amount, draft->total, i18n_lang());
	str_addf(&text,
		P_("Issue %zu invoice: %s?\nIt does not change any more.",
			"Issue %zu invoices: %s?\nThey do not change any more.", 1),
		(size_t)1, amount.buf);
	ok = question_confirm(app_top(form_app(f)), text.buf, address_answered, f);
	str_release(&text);
	str_release(&amount);
	return ok;
}

static enum form_result address_save(struct form *f, int64_t *result, struct err *err)
{
	struct addressing *a = form_ctx(f);
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
	if (!a->sure)
		return ask_to_issue(f, draft) ? FORM_ASKED : FORM_REFUSED;
	a->sure = false;
	if (fingerprint(0, draft) != a->asked) {
		err_set(err, ERR_CONFLICT, "%s", changed_meanwhile());
		return FORM_REFUSED;
	}
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
		say_issued(v, chosen, 1);
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

	*a = (struct addressing){ .of = v, .row = row->id };
	money_format(&amount, row->total, i18n_lang());
	str_addf(&title, _("Issue to %s, %s: the address"), row->payer, amount.buf);
	form_open(v->screen.app, &spec, "", title.buf, NULL, a);
	str_release(&title);
	str_release(&amount);
}

/* --- the number that a public payer wants to read on its invoice --- */

/* A mention that every payer's record must have: the first that is empty, in the form's order. */
static const char *lacking_mention(const struct invoice *draft)
{
	const struct invoice_party *p = &draft->buyer;

	if (draft->payer_public && !*p->siret)
		return "siret";
	if (!*p->address)
		return "address";
	if (!*p->postcode)
		return "postcode";
	return *p->town ? NULL : "town";
}

const char *invoices_lacking_field(const struct invoice *draft)
{
	const char *mention = lacking_mention(draft);

	if (mention || !draft->missing || !*draft->missing)
		return mention;
	return *draft->service_code ? NULL : "service_code";
}

bool invoices_lacks_engagement(const struct invoice *draft)
{
	return draft->missing && !lacking_mention(draft) && !*draft->engagement &&
	       strstr(draft->missing, _("an engagement number"));
}

struct engaging {
	int64_t structure;
	int64_t event;
};

static struct form_choice scopes[] = {
	{ "event", N_("this rencontre") },
	{ "all", N_("every rencontre") },
};

static const struct form_field engagement_fields[] = {
	{ .name = "number",
		.label = N_("Engagement number"),
		.hint = N_("order, contract or engagement, as the payer gave it; empty: none"),
		.max = 50 },
	{ .name = "scope",
		.label = N_("Holds for"),
		.kind = FORM_CHOICE,
		.required = true,
		.choices = scopes,
		.choice_count = sizeof scopes / sizeof *scopes },
};

static enum form_result engagement_save(struct form *f, int64_t *result, struct err *err)
{
	const struct engaging *e = form_ctx(f);
	const int64_t event = str_eq(form_get(f, "scope"), "event") ? e->event : 0;

	if (!engagement_set(form_app(f)->db, e->structure, event, form_get(f, "number"), err))
		return FORM_REFUSED;
	*result = 1;
	app_message(form_app(f), THEME_MESSAGE, _("Engagement number noted"));
	return FORM_SAVED;
}

void invoices_engagement(struct invoices *v, const struct invoices_row *row)
{
	static const struct form_spec spec = {
		.name = "engagement",
		.fields = engagement_fields,
		.count = sizeof engagement_fields / sizeof *engagement_fields,
		.save = engagement_save,
		.release = free,
	};
	const struct invoice *draft = invoices_paper_of(v, row);
	struct engaging *e = xmalloc(sizeof *e);
	struct str title = STR_INIT, key = STR_INIT;

	*e = (struct engaging){ row->structure, draft && draft->event ? draft->event : 0 };
	str_addf(&title, _("Engagement number of %s"), row->payer);
	str_addf(&key, "%lld", (long long)row->structure);
	form_open(v->screen.app, &spec, key.buf, title.buf,
		(const struct form_value[]){ { "number", draft ? draft->engagement : "", 0 },
			{ "scope", e->event ? "event" : "all", 0 }, { NULL, NULL, 0 } },
		e);
	str_release(&title);
	str_release(&key);
}
