/* Rows of invoices, drafts, proposals, reminders and claims, as the stores give them. */
#include "tui/screens/invoices.h"

#include <stdlib.h>
#include <string.h>

#include "etape/claim.h"
#include "etape/invoice_payment.h"

#define AT_ONCE_MS 6 /* of reading before the first frame; the rest while nobody types */
#define PART	   300 /* invoices read at a time */

static struct invoices_row *add_to(struct invoices_row **rows, size_t *count)
{
	const size_t n = (*count)++;
	struct invoices_row *row;

	*rows = xrealloc(*rows, (n + 1) * sizeof *row);
	row = &(*rows)[n];
	*row = (struct invoices_row){ .id = (int64_t)n + 1, .draft = SIZE_MAX };
	return row;
}

static struct invoices_row *add(struct invoices *v, enum invoices_view view)
{
	return add_to(&v->rows[view], &v->count[view]);
}

static char *copy(const char *text)
{
	return xstrdup(text ? text : "");
}

/* The code of a rencontre, or that there are several. */
static char *of_event(int64_t event, const char *code)
{
	return copy(event ? code : _("several"));
}

/* What was not filled in is "". */
static void complete(struct invoices_row *row)
{
	char **const texts[] = { &row->number, &row->payer, &row->who, &row->event_code, &row->day,
		&row->due, &row->words, &row->detail, &row->address,
		&row->postcode, &row->town, &row->siret, &row->service_code, &row->why };

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (!*texts[i])
			*texts[i] = copy("");
}

/* --- issued --- */

static bool shown(const struct invoices *v, const struct invoice_row *row)
{
	switch (v->show) {
	case INVOICES_DUE:
		return row->kind == INVOICE_INVOICE && row->balance > 0;
	case INVOICES_LATE:
		return row->state == INVOICE_LATE;
	case INVOICES_PAID:
		return row->state == INVOICE_PAID || row->state == INVOICE_OVERPAID;
	case INVOICES_CREDIT_NOTES:
		return row->kind == INVOICE_CREDIT_NOTE;
	case INVOICES_ALL:
	case INVOICES_SHOWS:
		break;
	}
	return true;
}

static bool on_invoice(void *arg, const struct invoice_row *from)
{
	struct invoices *v = arg;
	struct invoices_row *row;
	struct str words = STR_INIT;

	if (!shown(v, from))
		return true;
	if (from->kind == INVOICE_CREDIT_NOTE)
		str_add(&words, vocabulary_label(&invoice_kinds, (int)from->kind));
	else if (from->days_late)
		str_addf(&words, P_("late by %d day", "late by %d days", from->days_late), from->days_late);
	else
		str_add(&words, vocabulary_label(&invoice_states, (int)from->state));
	row = add_to(&v->coming, &v->coming_count);
	row->id = row->invoice = from->id;
	row->structure = from->payer_structure;
	row->person = from->payer_person;
	row->event = from->event;
	row->kind = from->kind;
	row->state = from->state;
	row->number = copy(from->number);
	row->payer = copy(from->payer);
	row->event_code = of_event(from->event, from->event_code);
	row->day = copy(from->day);
	row->due = copy(from->due);
	row->words = str_take(&words);
	/* A credit note takes off: its total is below zero among the others. */
	row->total = from->kind == INVOICE_CREDIT_NOTE ? -from->total : from->total;
	row->credited = from->credited;
	row->paid = from->paid;
	row->balance = from->balance;
	row->late = from->days_late;
	row->level = from->reminders;
	complete(row);
	return true;
}

static void forget_coming(struct invoices *v)
{
	invoices_free_rows(v->coming, v->coming_count);
	free(v->coming);
	v->coming = NULL;
	v->coming_count = 0;
	v->seen = 0;
	v->reading = false;
}

/* They take the place of those before all at once: what is selected stays so. */
static void show_coming(struct invoices *v)
{
	invoices_drop_rows(v, INVOICES_ISSUED);
	free(v->rows[INVOICES_ISSUED]);
	v->rows[INVOICES_ISSUED] = v->coming;
	v->count[INVOICES_ISSUED] = v->coming_count;
	v->coming = NULL;
	v->coming_count = 0;
	v->reading = false;
	invoices_show_rows(v, INVOICES_ISSUED);
	if (v->issued)
		list_select(&v->lists[INVOICES_ISSUED], v->issued);
	v->issued = 0;
}

static bool issued_part(struct invoices *v, struct err *err)
{
	struct invoice_filter filter = INVOICE_FILTER_ALL;
	bool more;

	filter.year = v->year;
	filter.event = v->of_event ? v->event.id : 0;
	if (!invoice_list_part(v->screen.app->db, &filter, v->seen, PART, &more, on_invoice, v, err)) {
		forget_coming(v);
		return false;
	}
	v->seen += PART;
	if (!more)
		show_coming(v);
	return true;
}

bool invoices_issued_step(struct invoices *v)
{
	struct err err = ERR_INIT;

	if (!v->reading)
		return false;
	if (!issued_part(v, &err))
		app_error(v->screen.app, &err);
	if (!v->reading)
		app_redraw(v->screen.app);
	return v->reading;
}

bool invoices_read_issued(struct invoices *v, struct err *err)
{
	const int64_t until = app_clock_ms() + AT_ONCE_MS;
	bool ok = true;

	forget_coming(v);
	v->reading = true;
	while (ok && v->reading && app_clock_ms() < until)
		ok = issued_part(v, err);
	return ok;
}

/* --- proposed --- */

static bool on_proposal(void *arg, const struct invoice_proposal *p)
{
	struct invoices *v = arg;
	struct invoices_row *row = add(v, INVOICES_VIEWS);
	struct str detail = STR_INIT, id = STR_INIT;

	row->invoice = p->invoice;
	row->claim = p->claim;
	row->registration = p->registration;
	row->why = copy(p->why);
	row->id = (p->invoice ? p->invoice : p->claim) ^ p->registration; /* one each, and the selection stays on it */
	str_addf(&id, "%lld", (long long)p->claim);
	row->number = copy(p->claim && str_eq(p->number, id.buf) ? _("to collect") : p->number);
	str_release(&id);
	row->who = copy(p->name);
	row->event_code = copy(p->event);
	row->total = p->billed;
	row->paid = p->fee;
	row->balance = p->credit;
	row->words = copy(p->credit > 0 ? _("to give back") : _("to bill in addition"));
	if (p->claim)
		str_add(&detail, _("This sum was to be collected: Enter withdraws it, to draw it up anew for what is due."));
	str_addf(&detail, "%s%s", detail.len ? "\n" : "", p->reasons);
	row->detail = str_take(&detail);
	complete(row);
	return true;
}

void invoices_stop_proposing(struct invoices *v)
{
	invoices_drop_rows(v, INVOICES_VIEWS);
	free(v->proposing);
	v->proposing = NULL;
}

/* Those that were read take the place of those that are shown. */
static void show_proposed(struct invoices *v)
{
	struct invoices_row *const rows = v->rows[INVOICES_PROPOSED];

	invoices_drop_rows(v, INVOICES_PROPOSED);
	v->rows[INVOICES_PROPOSED] = v->rows[INVOICES_VIEWS];
	v->count[INVOICES_PROPOSED] = v->count[INVOICES_VIEWS];
	v->rows[INVOICES_VIEWS] = rows;
	v->count[INVOICES_VIEWS] = 0;
	invoices_stop_proposing(v);
	invoices_show_rows(v, INVOICES_PROPOSED);
}

/* One rencontre more. */
static bool propose(struct invoices *v, struct err *err)
{
	if (v->proposing_at == v->proposing_count) {
		show_proposed(v);
		return true;
	}
	if (invoice_proposals(
		    v->screen.app->db, v->proposing[v->proposing_at++], on_proposal, v, err))
		return true;
	invoices_stop_proposing(v);
	return false;
}

bool invoices_read_proposed(struct invoices *v, struct err *err)
{
	const int64_t until = app_clock_ms() + AT_ONCE_MS;
	bool ok = true;

	invoices_stop_proposing(v);
	v->proposing_at = 0;
	if (v->of_event) {
		v->proposing = xmalloc(sizeof *v->proposing);
		v->proposing[0] = v->event.id;
		v->proposing_count = 1;
	} else {
		ok = invoice_proposal_events(
			v->screen.app->db, &v->proposing, &v->proposing_count, err);
		if (ok && !v->proposing) /* nothing: shown as such */
			v->proposing = xmalloc(sizeof *v->proposing);
	}
	while (ok && v->proposing && app_clock_ms() < until)
		ok = propose(v, err);
	return ok;
}

/* --- to bill --- */

bool invoices_seller_lacks(const struct invoices *v)
{
	return !v->screen.app->config->invoice.titles && v->drafts.missing && *v->drafts.missing;
}

static void add_draft(struct invoices *v, size_t i)
{
	const struct invoice *d = &v->drafts.at[i];
	struct invoices_row *row = add(v, INVOICES_TO_BILL);

	row->draft = i;
	row->id = d->lines[0].registration; /* a draft has a line, and stays selected by it */
	row->structure = d->payer_structure;
	row->person = d->payer_person;
	row->event = d->event;
	row->state = INVOICE_DRAFT;
	row->payer = copy(d->buyer.name);
	row->event_code = of_event(d->event, d->event_code);
	row->warns = d->missing && *d->missing;
	row->words = copy(row->warns ? _("incomplete") : invoices_seller_lacks(v) ? _("issuer incomplete") : _("ready"));
	row->detail = copy(d->missing);
	row->total = d->total;
	row->paid = d->paid_at_desk;
	row->balance = d->total - d->paid_at_desk;
	complete(row);
}

static void add_apart(struct invoices *v, const struct invoice_apart *a)
{
	struct invoices_row *row = add(v, INVOICES_TO_BILL);
	struct str detail = STR_INIT;

	row->id = a->registration;
	row->event = a->event;
	row->person = a->person;
	row->warns = true;
	row->payer = copy(*a->structure ? a->structure : a->name);
	row->who = copy(a->name);
	row->event_code = copy(a->event_code);
	row->words = copy(a->why == INVOICE_HELD ? _("credited in part") : _("to be determined"));
	str_addf(&detail, "%s\n%s", a->name, a->reasons);
	row->detail = str_take(&detail);
	complete(row);
}

static bool is_wanted(const struct invoices *v, const struct invoices_row *row)
{
	const int64_t payer = row->structure ? row->structure : -row->person;

	if (row->draft == SIZE_MAX)
		return false;
	for (size_t i = 0; i < v->payer_count; i++)
		if (v->payers[i] == payer)
			return true;
	return !v->payer_count && (!row->warns || v->registrations);
}

/* Marks those that were asked for, and selects the first of them. */
static void mark_wanted(struct invoices *v)
{
	struct list *l = &v->lists[INVOICES_TO_BILL];
	const bool asked = v->payer_count || v->registrations;
	const int64_t *first = NULL;

	if (v->every) { /* that is shown: what a filter hides is never marked */
		v->marks = v->every = false;
		list_action(l, ACTION_LIST_MARK_ALL);
		return;
	}
	for (size_t i = 0; i < v->count[INVOICES_TO_BILL]; i++) {
		const struct invoices_row *row = &v->rows[INVOICES_TO_BILL][i];

		if (!is_wanted(v, row))
			continue;
		list_mark(l, row->id);
		first = first ? first : &row->id;
	}
	v->marks = false;
	if (first)
		list_select(l, *first);
	else
		app_message(v->screen.app, THEME_WARNING,
			asked ? _("Nothing is to be invoiced to those who were marked")
			      : _("There is nothing that can be invoiced as it stands"));
}

static void show_drafts(struct invoices *v)
{
	invoices_drop_rows(v, INVOICES_TO_BILL);
	invoice_drafts_release(&v->drafts);
	invoice_drafting_end(&v->drafting, &v->drafts);
	for (size_t i = 0; i < v->drafts.count; i++)
		add_draft(v, i);
	for (size_t i = 0; i < v->drafts.apart_count; i++)
		add_apart(v, &v->drafts.apart[i]);
	invoices_show_rows(v, INVOICES_TO_BILL);
	if (v->marks)
		mark_wanted(v);
}

static bool step(struct invoices *v, struct err *err)
{
	bool more;

	if (!invoice_drafting_step(v->drafting, &more, err)) {
		invoice_drafting_end(&v->drafting, NULL);
		return false;
	}
	if (!more)
		show_drafts(v);
	return true;
}

bool invoices_step(struct invoices *v)
{
	struct err err = ERR_INIT;
	bool ok = true;

	if (v->drafting)
		ok = step(v, &err);
	else if (v->proposing)
		ok = propose(v, &err);
	else
		return false;
	if (!ok)
		app_error(v->screen.app, &err);
	app_redraw(v->screen.app);
	return v->drafting || v->proposing;
}

bool invoices_read_to_bill(struct invoices *v, struct err *err)
{
	const day_t today = app_today(v->screen.app);
	const int64_t until = app_clock_ms() + AT_ONCE_MS;
	bool ok;

	v->scope = (struct invoice_scope){ .event = v->of_event ? v->event.id : 0,
		.registrations = v->registrations,
		.registration_count = v->registration_count };
	v->scope.from = civil_day(v->year ? v->year : 2000, 1, 1);
	v->scope.to = v->year ? civil_day(v->year, 12, 31) : today;
	if (v->scope.to > today)
		v->scope.to = today;
	invoice_drafting_end(&v->drafting, NULL);
	ok = invoice_drafting_begin(&v->drafting, v->screen.app->db,
		&v->screen.app->config->invoice, &v->scope, err);
	while (ok && v->drafting && app_clock_ms() < until)
		ok = step(v, err);
	return ok;
}

/* --- reminders --- */

static bool on_reminder(void *arg, const struct invoice_reminder *r)
{
	struct invoices *v = arg;
	struct invoices_row *row = add(v, INVOICES_REMINDERS);
	struct str detail = STR_INIT;

	row->id = row->invoice = r->invoice;
	row->state = INVOICE_LATE;
	row->number = copy(r->number);
	row->payer = copy(r->payer);
	row->due = copy(r->due);
	row->day = copy(r->last);
	row->balance = r->balance;
	row->late = r->days_late;
	row->level = r->level;
	str_addf(&detail, _("Reminder %d is due: write to %s. Nothing is ever sent by itself; n notes that it was done."),
		r->level, *r->email ? r->email : r->payer);
	row->detail = str_take(&detail);
	complete(row);
	return true;
}

bool invoices_read_reminders(struct invoices *v, struct err *err)
{
	return invoice_reminders(
		v->screen.app->db, &v->screen.app->config->invoice, on_reminder, v, err);
}

/* --- claims --- */

static bool on_claim(void *arg, const struct claim_row *c)
{
	struct invoices *v = arg;
	struct invoices_row *row = add(v, INVOICES_CLAIMS);

	row->id = row->claim = c->id;
	row->structure = c->payer_structure;
	row->person = c->payer_person;
	row->event = c->event;
	row->number = copy(c->title);
	row->payer = copy(c->payer);
	row->event_code = of_event(c->event, c->event_code);
	row->address = copy(c->address);
	row->postcode = copy(c->postcode);
	row->town = copy(c->town);
	row->siret = copy(c->siret);
	row->service_code = copy(c->service_code);
	row->day = copy(c->title_day);
	row->due = copy(c->paid_day);
	row->total = c->cents;
	row->paid = c->cents - c->left;
	row->balance = c->left;
	row->words = copy(*c->paid_day	? _("paid")
			  : !c->left	? _("paid at the desk")
			  : *c->title	? _("title issued")
					: _("to collect"));
	row->detail = copy(c->lines);
	complete(row);
	return true;
}

bool invoices_read_claims(struct invoices *v, struct err *err)
{
	const struct claim_filter filter = { .event = v->of_event ? v->event.id : 0 };

	return claim_list(v->screen.app->db, &filter, on_claim, v, err);
}
