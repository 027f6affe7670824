/* B of the fees: invoices and what is to be invoiced, credited, reminded of, collected. */
#include "tui/screens/invoices.h"

#include <stdlib.h>
#include <string.h>

#include "tui/screens/choose.h"
#include "tui/screens/contacts.h"

#define BRIEF_COLS 76
#define FIRST_YEAR 2000

static struct invoices *of(struct screen *s)
{
	return (struct invoices *)s;
}

/* --- the state --- */

static bool read_event(struct invoices *v, int64_t id, struct err *err)
{
	event_release(&v->event);
	event_init(&v->event);
	return !id || event_get(v->screen.app->db, id, &v->event, err);
}

struct invoices_asked {
	int64_t event;
	const struct invoices_to_bill *bill; /* NULL: whatever there is */
};

static int64_t *copy_ids(const int64_t *ids, size_t count)
{
	int64_t *copy = count ? xcalloc(count, sizeof *copy) : NULL;

	if (copy)
		memcpy(copy, ids, count * sizeof *copy);
	return copy;
}

static int compare_ids(const void *a, const void *b)
{
	const int64_t *one = a, *two = b;

	return (*one > *two) - (*one < *two);
}

static void ask_to_bill(struct invoices *v, const struct invoices_to_bill *what)
{
	v->view = INVOICES_TO_BILL;
	v->of_event = what->event != 0;
	v->year = what->year;
	v->payers = copy_ids(what->payers, what->payer_count);
	v->payer_count = what->payer_count;
	v->registrations = copy_ids(what->registrations, what->registration_count);
	v->registration_count = what->registration_count;
	if (v->registrations)
		qsort(v->registrations, v->registration_count, sizeof *v->registrations,
			compare_ids);
	v->marks = true;
}

static bool invoices_init(struct screen *s, const void *arg, struct err *err)
{
	const struct invoices_asked *asked = arg;
	struct invoices *v = of(s);

	event_init(&v->event);
	invoices_rows_init(v);
	v->view = s->app->config->invoice.titles ? INVOICES_CLAIMS : INVOICES_ISSUED;
	if (asked->bill)
		ask_to_bill(v, asked->bill);
	return read_event(v, asked->event, err) && invoices_read(v, err);
}

static void invoices_release(struct screen *s)
{
	struct invoices *v = of(s);

	invoices_rows_release(v);
	event_release(&v->event);
}

static contexts_t invoices_now(const struct screen *s)
{
	const struct invoices *v = (const struct invoices *)s;
	const struct list *l = &v->lists[v->view];

	return list_typing(l) ? list_contexts(l) : CONTEXT_INVOICES | list_contexts(l);
}

static bool invoices_typing(const struct screen *s)
{
	const struct invoices *v = (const struct invoices *)s;

	return list_typing(&v->lists[v->view]);
}

static void add_progress(struct str *out, const struct invoice_drafting *drafting)
{
	size_t read, of;

	invoice_drafting_progress(drafting, &read, &of);
	str_add(out, " · ");
	str_addf(out, _("reading: %zu rencontres of %zu"), read, of);
}

static void invoices_heading(struct screen *s, struct str *out)
{
	struct invoices *v = of(s);
	const char *filter = list_filter(invoices_list_now(v));

	str_add(out, invoices_view_words(v->view));
	if (v->view == INVOICES_ISSUED && v->show != INVOICES_ALL)
		str_addf(out, " · %s", invoices_show_words(v->show));
	if (v->year && v->view <= INVOICES_TO_BILL)
		str_addf(out, " · %d", v->year);
	if (v->of_event && v->view != INVOICES_REMINDERS) {
		str_add(out, " · ");
		add_event_words(out, &v->event);
	}
	if (v->registrations && v->view == INVOICES_TO_BILL) {
		const size_t n = v->registration_count;

		str_add(out, " · ");
		str_addf(out, P_("only %zu marked registration", "only %zu marked registrations", n), n);
	}
	if (*filter)
		str_addf(out, " · /%s", filter);
	if (v->drafting && v->view == INVOICES_TO_BILL)
		add_progress(out, v->drafting);
	if (v->proposing && v->view == INVOICES_PROPOSED) {
		str_add(out, " · ");
		str_addf(out, _("reading: %zu rencontres of %zu"), v->proposing_at,
			v->proposing_count);
	}
}

static void invoices_aside(struct screen *s, struct str *out)
{
	list_say_order(invoices_list_now(of(s)), out);
}

static void invoices_status(struct screen *s, struct str *out)
{
	const struct invoices *v = of(s);
	const size_t n = v->arrays[v->view].shown, marked = v->lists[v->view].mark_count;

	if (marked) {
		str_addf(out, P_("%zu marked", "%zu marked", marked), marked);
		str_add(out, " (");
		money_format(out, invoices_marked(v), i18n_lang());
		str_addc(out, ')');
		return;
	}
	str_addf(out, P_("%zu row", "%zu rows", n), n);
}

static unsigned invoices_reload(struct screen *s)
{
	invoices_forget(of(s));
	return SCREEN_REDRAW;
}

static bool invoices_idle(struct screen *s)
{
	struct invoices *v = of(s);
	const bool more = invoices_issued_step(v);

	return invoices_step(v) || more;
}

/* --- what is shown --- */

static unsigned show_view(struct invoices *v, int step)
{
	v->view = (enum invoices_view)(((int)v->view + step + INVOICES_VIEWS) % INVOICES_VIEWS);
	return SCREEN_REDRAW;
}

/* All registrations again, not those alone that were asked for. */
static void widen(struct invoices *v)
{
	invoice_drafting_end(&v->drafting, NULL);
	free(v->registrations);
	v->registrations = NULL;
	v->registration_count = 0;
}

static unsigned show_again(struct invoices *v)
{
	widen(v);
	invoices_forget(v);
	list_restart(invoices_list_now(v));
	return SCREEN_REDRAW;
}

/* From all years to this one, then through the years on either side. */
static unsigned show_year(struct invoices *v, int step)
{
	const int today = civil_from_day(app_today(v->screen.app)).year;

	if (!v->year)
		v->year = step < 0 ? today : FIRST_YEAR;
	else
		v->year += step;
	if (v->year > today || v->year < FIRST_YEAR)
		v->year = 0;
	return show_again(v);
}

static void event_chosen(struct app *app, const char *kind, int64_t id, void *ctx)
{
	struct invoices *v = ctx;
	struct err err = ERR_INIT;

	(void)kind;
	v->of_event = id && read_event(v, id, &err);
	if (err.code)
		app_error(app, &err);
	app_obey(&v->screen, show_again(v));
}

/* --- what can be done --- */

static void show_paper(struct invoices *v, const struct invoices_row *row)
{
	const struct invoice *paper = invoices_paper_of(v, row);

	if (paper)
		invoices_show_paper(v->screen.app, paper);
	else if (row->claim && v->view == INVOICES_CLAIMS)
		invoices_show_claim(v->screen.app, row);
	else if (*row->detail)
		page_open(v->screen.app, *row->payer ? row->payer : row->who, row->detail);
}

/* What was claimed has no credit note: it is withdrawn. */
static void accept(struct invoices *v, const struct invoices_row *row)
{
	if (row->claim) {
		invoices_withdraw(v, row);
		return;
	}
	invoices_credit(v->screen.app, row->invoice, row->registration, row->balance, row->why);
}

/* The record of who pays, at what an invoice lacks of it. */
static void edit_payer(struct invoices *v, const struct invoices_row *row)
{
	const struct invoice *draft = v->view == INVOICES_TO_BILL ? invoices_paper_of(v, row) : NULL;

	structure_form_at(v->screen.app, row->structure, draft ? invoices_lacking_field(draft) : NULL);
}

/* What is missing of a draft is gone to. */
static void complete(struct invoices *v, const struct invoices_row *row)
{
	const struct invoice *draft = invoices_paper_of(v, row);

	if (!row->structure)
		invoices_address(v, row);
	else if (draft && invoices_lacks_engagement(draft))
		invoices_engagement(v, row);
	else
		edit_payer(v, row);
}

/* What stands in the way is gone to; else the paper. */
static unsigned open_row(struct invoices *v, const struct invoices_row *row)
{
	const bool may = v->screen.app->may_write;

	if (may && v->view == INVOICES_TO_BILL && row->warns && row->draft != SIZE_MAX)
		complete(v, row);
	else if (may && v->view == INVOICES_PROPOSED && row->balance > 0)
		accept(v, row);
	else
		show_paper(v, row);
	return SCREEN_REDRAW;
}

static unsigned act_on_row(struct invoices *v, const struct invoices_row *row, enum action a)
{
	struct app *app = v->screen.app;

	switch ((int)a) {
	case ACTION_INVOICES_OPEN:
	case ACTION_LIST_OPEN:
		return open_row(v, row);
	case ACTION_INVOICES_PAPER:
		show_paper(v, row);
		return SCREEN_REDRAW;
	case ACTION_INVOICES_PAY:
		invoices_pay(v, row, false);
		return SCREEN_REDRAW;
	case ACTION_INVOICES_REFUND:
		invoices_pay(v, row, true);
		return SCREEN_REDRAW;
	case ACTION_INVOICES_USE:
		invoices_use_credit(v, row);
		return SCREEN_REDRAW;
	case ACTION_INVOICES_CREDIT:
		if (v->view == INVOICES_PROPOSED)
			accept(v, row);
		else
			invoices_credit(app, row->invoice, 0, 0, "");
		return SCREEN_REDRAW;
	case ACTION_INVOICES_REMIND:
		invoices_remind(app, row, v->view == INVOICES_REMINDERS ? row->level : row->level + 1);
		return SCREEN_REDRAW;
	case ACTION_INVOICES_TITLE:
		invoices_title(app, row);
		return SCREEN_REDRAW;
	case ACTION_INVOICES_ENGAGEMENT:
		invoices_engagement(v, row);
		return SCREEN_REDRAW;
	case ACTION_INVOICES_ISSUE:
		invoices_issue(v);
		return SCREEN_REDRAW;
	case ACTION_INVOICES_WRITE:
		invoices_write(v);
		return SCREEN_REDRAW;
	case ACTION_LIST_DELETE:
		invoices_withdraw(v, row);
		return SCREEN_REDRAW;
	case ACTION_LIST_EDIT:
		edit_payer(v, row);
		return SCREEN_REDRAW;
	default:
		return list_action(invoices_list_now(v), a);
	}
}

static unsigned invoices_action(struct screen *s, enum action a)
{
	struct invoices *v = of(s);
	const struct invoices_row *row;
	struct err err = ERR_INIT;

	if (!invoices_read(v, &err)) /* keys come faster than frames */
		app_error(s->app, &err);
	if (list_typing(invoices_list_now(v)))
		return list_action(invoices_list_now(v), a);
	switch ((int)a) {
	case ACTION_INVOICES_VIEW:
		return show_view(v, 1);
	case ACTION_INVOICES_VIEW_BACK:
		return show_view(v, -1);
	case ACTION_INVOICES_SHOW:
		v->show = (enum invoices_show)(((int)v->show + 1) % INVOICES_SHOWS);
		return show_again(v);
	case ACTION_INVOICES_YEAR:
		return show_year(v, 1);
	case ACTION_INVOICES_YEAR_BACK:
		return show_year(v, -1);
	case ACTION_INVOICES_ONLY:
		v->of_event = v->registrations ? v->of_event : !v->of_event;
		return show_again(v);
	case ACTION_INVOICES_EVENT:
		choose_event(s->app, &v->choice, event_chosen, v);
		return SCREEN_REDRAW;
	case ACTION_LIST_MARK_ALL:
		v->marks = v->every = v->drafting != NULL; /* those that come are marked as they come */
		return v->marks ? SCREEN_REDRAW : list_action(invoices_list_now(v), a);
	default:
		row = invoices_selected(v);
		return row ? act_on_row(v, row, a) : list_action(invoices_list_now(v), a);
	}
}

static unsigned invoices_text(struct screen *s, const struct term_event *ev)
{
	return list_text(invoices_list_now(of(s)), ev);
}

static unsigned invoices_mouse(struct screen *s, const struct term_event *ev)
{
	enum action then = ACTION_NONE;
	const unsigned done = list_mouse(invoices_list_now(of(s)), ev, &then);

	return then != ACTION_NONE ? invoices_action(s, then) : done;
}

/* --- what cannot be done, and why --- */

static const char *why_not_of_invoice(const struct invoices_row *row, enum action a)
{
	if (row->kind == INVOICE_CREDIT_NOTE)
		return _("This is a credit note: choose the invoice");
	switch ((int)a) {
	case ACTION_INVOICES_REFUND:
		return row->paid > 0 ? NULL : _("Nothing was paid of this invoice");
	case ACTION_INVOICES_USE:
		return row->balance ? NULL : _("Nothing is left to pay of this invoice, and nothing was too much");
	case ACTION_INVOICES_CREDIT:
		return row->credited < row->total ? NULL : _("This invoice is wholly credited already");
	case ACTION_INVOICES_REMIND:
		return row->late ? NULL : _("This invoice is not late");
	default:
		return NULL;
	}
}

/* Where an action has a place. */
static bool belongs(enum invoices_view view, enum action a)
{
	switch ((int)a) {
	case ACTION_INVOICES_REFUND:
	case ACTION_INVOICES_USE:
	case ACTION_INVOICES_SHOW:
		return view == INVOICES_ISSUED;
	case ACTION_INVOICES_CREDIT:
		return view == INVOICES_ISSUED || view == INVOICES_PROPOSED;
	case ACTION_INVOICES_PAY:
	case ACTION_INVOICES_REMIND:
		return view == INVOICES_ISSUED || view == INVOICES_REMINDERS;
	case ACTION_INVOICES_YEAR:
	case ACTION_INVOICES_YEAR_BACK:
		return view <= INVOICES_TO_BILL;
	case ACTION_INVOICES_ISSUE:
	case ACTION_INVOICES_ENGAGEMENT:
	case ACTION_LIST_MARK:
	case ACTION_LIST_UNMARK:
	case ACTION_LIST_MARK_ALL:
		return view == INVOICES_TO_BILL;
	case ACTION_INVOICES_TITLE:
		return view == INVOICES_CLAIMS;
	case ACTION_INVOICES_ONLY:
	case ACTION_INVOICES_EVENT:
		return view != INVOICES_REMINDERS;
	case ACTION_INVOICES_WRITE:
		return view != INVOICES_TO_BILL;
	case ACTION_LIST_DELETE: /* nothing issued is deleted: a sum to collect alone can be */
		return view == INVOICES_CLAIMS || view == INVOICES_PROPOSED;
	case ACTION_LIST_NEW:
	case ACTION_LIST_COPY:
	case ACTION_LIST_EXPORT:
	case ACTION_LIST_PRINT:
		return false;
	default:
		return true;
	}
}

static const char *invoices_disabled(const struct screen *s, enum action a)
{
	const struct invoices *v = (const struct invoices *)s;
	const struct invoices_row *row = invoices_seen(v);

	if (!belongs(v->view, a))
		return "";
	switch ((int)a) {
	case ACTION_INVOICES_PAY:
	case ACTION_INVOICES_REFUND:
	case ACTION_INVOICES_USE:
	case ACTION_INVOICES_CREDIT:
	case ACTION_INVOICES_REMIND:
		if (row && v->view == INVOICES_ISSUED)
			return why_not_of_invoice(row, a);
		if (row && a == ACTION_INVOICES_CREDIT && row->balance <= 0)
			return _("There is nothing to give back: it is to be invoiced in addition");
		__attribute__((fallthrough));
	case ACTION_INVOICES_OPEN:
	case ACTION_INVOICES_PAPER:
	case ACTION_INVOICES_ISSUE:
	case ACTION_INVOICES_TITLE:
	case ACTION_INVOICES_WRITE:
		return row ? NULL : _("Nothing is selected");
	case ACTION_LIST_DELETE:
		return row && row->claim ? NULL : _("An invoice is never deleted: a credit note corrects it");
	case ACTION_INVOICES_ENGAGEMENT:
	case ACTION_LIST_EDIT:
		return row && row->structure ? NULL : _("No structure pays this");
	case ACTION_INVOICES_ONLY:
		return v->event.id ? NULL : _("No rencontre is open");
	default:
		return NULL;
	}
}

static const struct screen_ops invoices_screen = {
	.name = "invoices",
	.contexts = CONTEXT_INVOICES | CONTEXT_LIST,
	.size = sizeof(struct invoices),
	.init = invoices_init,
	.release = invoices_release,
	.now = invoices_now,
	.typing = invoices_typing,
	.heading = invoices_heading,
	.aside = invoices_aside,
	.status = invoices_status,
	.draw = invoices_draw,
	.action = invoices_action,
	.text = invoices_text,
	.mouse = invoices_mouse,
	.disabled = invoices_disabled,
	.reload = invoices_reload,
	.idle = invoices_idle,
};

void invoices_open(struct app *app, int64_t event)
{
	const struct invoices_asked asked = { .event = event };

	app_push(app, &invoices_screen, &asked);
}

void invoices_open_to_bill(struct app *app, const struct invoices_to_bill *what)
{
	const struct invoices_asked asked = { .event = what->event, .bill = what };

	app_push(app, &invoices_screen, &asked);
}
