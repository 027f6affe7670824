/* Drafts: the fees of the scope that are not billed yet, grouped by payer and engagement number. */
#include <stdlib.h>
#include <string.h>

#include "etape/event.h"
#include "etape/fees.h"
#include "etape/fold.h"
#include "etape/i18n.h"
#include "etape/session.h"
#include "store/fees_internal.h"
#include "store/invoice_internal.h"

struct invoice_drafting {
	struct db *db;
	const struct invoice_settings *settings;
	struct invoice_scope scope;
	struct invoice_drafts drafts;
	struct fees_network network; /* of all events: read once */
	bool engagements; /* some payer gave an engagement number */
	int64_t *events; /* owned */
	size_t event_count;
	size_t read;	    /* of them */
	size_t finished;    /* drafts */
	struct event event; /* at hand */
	bool over;
	bool billed; /* somebody of it is on an invoice or in a claim */
	char *title; /* of it, with its date; owned */
	struct err *err;
	bool failed;
};

void invoice_drafts_release(struct invoice_drafts *drafts)
{
	for (size_t i = 0; i < drafts->count; i++)
		invoice_release(&drafts->at[i]);
	for (size_t i = 0; i < drafts->apart_count; i++) {
		struct invoice_apart *a = &drafts->apart[i];

		free(a->event_code);
		free(a->name);
		free(a->structure);
		free(a->reasons);
	}
	free(drafts->at);
	free(drafts->apart);
	free(drafts->missing);
	*drafts = (struct invoice_drafts){ .at = NULL };
}

/* --- who pays ---------------------------------------------------------------------- */

struct draft_payer {
	int64_t structure; /* 0: the person */
	int64_t person;
	char *engagement; /* owned */
};

/* Who pays, and the engagement number given for this event, else for any. */
static bool draft_find_payer(struct invoice_drafting *d, const struct fee_row *row,
	struct draft_payer *payer, struct err *err)
{
	sqlite3_stmt *stmt;
	enum sql_result result = SQL_DONE;

	*payer = (struct draft_payer){
		.structure = row->payer_id,
		.person = row->payer_id ? 0 : row->person_id,
	};
	if (!d->engagements || !row->payer_id) {
		payer->engagement = xstrdup("");
		return true;
	}
	stmt = sql_prepare(d->db,
		"SELECT number FROM engagement WHERE structure = :id AND (event = :event OR event IS NULL)"
		" ORDER BY event IS NULL LIMIT 1",
		err);
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", row->payer_id);
	sql_bind_int(stmt, ":event", d->event.id);
	result = sql_step(d->db, stmt, err);
	payer->engagement = result == SQL_ROW ? sql_dup(stmt, 0) : xstrdup("");
	sql_done(stmt);
	return result != SQL_FAILED;
}

static bool draft_wanted(const struct invoice_drafting *d, const struct draft_payer *payer)
{
	const struct invoice_scope *s = &d->scope;

	if (!s->payer_structure && !s->payer_person)
		return true;
	return payer->structure ? payer->structure == s->payer_structure
				: payer->person == s->payer_person;
}

static int draft_compare_ids(const void *a, const void *b)
{
	const int64_t *one = a, *two = b;

	return (*one > *two) - (*one < *two);
}

static bool draft_asked(const struct invoice_scope *s, const struct fee_row *row)
{
	return !s->registrations || bsearch(&row->registration_id, s->registrations,
					    s->registration_count, sizeof *s->registrations,
					    draft_compare_ids);
}

/* The draft of that payer and engagement number, made when there is none yet. */
static struct invoice *draft_of(struct invoice_drafting *d, const struct draft_payer *payer)
{
	struct invoice_drafts *all = &d->drafts;
	struct invoice *draft;

	for (size_t i = 0; i < all->count; i++) {
		draft = &all->at[i];
		if (draft->payer_structure == payer->structure &&
			draft->payer_person == payer->person &&
			str_eq(draft->engagement, payer->engagement))
			return draft;
	}
	all->at = xrealloc(all->at, (all->count + 1) * sizeof *all->at);
	draft = &all->at[all->count++];
	invoice_init(draft);
	draft->kind = INVOICE_INVOICE;
	draft->payer_structure = payer->structure;
	draft->payer_person = payer->person;
	invoice_set(&draft->engagement, payer->engagement);
	invoice_take_settings(draft, d->settings);
	return draft;
}

/* --- lines ------------------------------------------------------------------------- */

static char *draft_label(const struct fee_line *of)
{
	struct str label = STR_INIT;

	if (of && of->rule && of->rule->name && *of->rule->name)
		str_add(&label, of->rule->name);
	else if (of && of->tariff && of->tariff->name)
		str_addf(&label, _("Participation (%s)"), of->tariff->name);
	else
		str_add(&label, _("Participation"));
	return str_take(&label);
}

static void draft_price(const struct invoice *draft, struct invoice_line *line, cents_t gross,
	cents_t unit)
{
	line->net = invoice_net(gross, draft->vat, draft->vat_rate);
	line->vat = gross - line->net;
	line->unit_cents = invoice_net(unit, draft->vat, draft->vat_rate);
}

bool invoice_tells_payment(const char *line)
{
	const char *words = _("paid: %s");

	return !strncmp(line, words, strcspn(words, "%"));
}

/* Why it costs so much; what was paid of it an invoice says itself. */
static char *draft_reasons(const char *reasons)
{
	struct str kept = STR_INIT;

	while (*reasons) {
		const size_t n = strcspn(reasons, "\n");

		if (!invoice_tells_payment(reasons)) {
			str_add(&kept, kept.len ? "\n" : "");
			str_addn(&kept, reasons, n);
		}
		reasons += n + (reasons[n] == '\n');
	}
	return str_take(&kept);
}

static struct invoice_line *draft_line(
	const struct invoice_drafting *d, struct invoice *draft, const struct fee_row *row)
{
	struct invoice_line *line = invoice_add_line(draft);

	line->registration = row->registration_id;
	line->event = xstrdup(d->title);
	line->name = xstrdup(row->name);
	line->reasons = draft_reasons(row->reasons);
	line->first = d->event.first_day;
	line->last = d->event.last_day;
	return line;
}

static void draft_add_fee(const struct invoice_drafting *d, struct invoice *draft,
	const struct fee_row *row, const struct fee_line *of)
{
	struct invoice_line *line = draft_line(d, draft, row);

	line->label = draft_label(of);
	line->first = of->first;
	line->last = of->last;
	line->unit = of->unit;
	line->quantity = of->quantity;
	line->percent = of->percent ? of->percent : FEE_WHOLE;
	draft_price(draft, line, of->cents, of->unit_cents);
}

/* One amount in one piece: what no line of the fee tells (an amount set by hand), or the rest of a
 * fee that has grown since it was billed. Days that cost the same are counted where they are. */
static void draft_add_rest(const struct invoice_drafting *d, struct invoice *draft,
	const struct fee_row *row, cents_t cents)
{
	const struct fee_line *of = row->line_count ? row->lines : NULL;
	struct invoice_line *line = draft_line(d, draft, row);
	const bool whole = of && row->line_count == 1 && of->unit_cents > 0 &&
			   of->percent == FEE_WHOLE && cents % of->unit_cents == 0 &&
			   cents / of->unit_cents < 1000;
	char *label = draft_label(of);
	struct str words = STR_INIT;

	if (cents < row->due)
		str_addf(&words, _("%s, in addition"), label);
	else
		str_add(&words, label);
	free(label);
	line->label = str_take(&words);
	line->unit = whole ? of->unit : FEE_PER_EVENT;
	line->quantity = whole ? (int)(cents / of->unit_cents) * 100 : 100;
	draft_price(draft, line, cents, whole ? of->unit_cents : cents);
}

static bool draft_adds_up(const struct fee_row *row)
{
	cents_t sum = 0;

	for (size_t i = 0; i < row->line_count; i++)
		sum += row->lines[i].cents;
	return sum == row->due;
}

/* --- registrations ----------------------------------------------------------------- */

static void draft_apart(struct invoice_drafting *d, const struct fee_row *row, enum invoice_why why,
	cents_t billed)
{
	struct invoice_drafts *all = &d->drafts;

	all->apart = xrealloc(all->apart, (all->apart_count + 1) * sizeof *all->apart);
	all->apart[all->apart_count++] = (struct invoice_apart){
		.why = why,
		.event = d->event.id,
		.registration = row->registration_id,
		.person = row->person_id,
		.event_code = xstrdup(d->event.code),
		.name = xstrdup(row->name),
		.structure = xstrdup(row->structure),
		.reasons = xstrdup(row->reasons),
		.billed = billed,
	};
}

/* What was paid at the desk for what is billed now, above what invoices before have taken. */
static void draft_take_paid(struct invoice *draft, const struct fee_row *row, cents_t standing)
{
	if (row->paid <= standing)
		return;
	draft->paid_at_desk += row->paid - standing;
	draft->paid_before += (row->paid < row->due ? row->paid : row->due) - standing;
}

static void draft_bill(struct invoice_drafting *d, const struct draft_payer *payer,
	const struct fee_row *row, cents_t standing)
{
	struct invoice *draft = draft_of(d, payer);

	if (!standing && draft_adds_up(row)) {
		for (size_t i = 0; i < row->line_count; i++)
			if (row->lines[i].cents)
				draft_add_fee(d, draft, row, &row->lines[i]);
	} else {
		draft_add_rest(d, draft, row, row->due - standing);
	}
	if (!draft->event && !draft->event_code)
		draft->event = d->event.id;
	else if (draft->event != d->event.id)
		draft->event = 0;
	invoice_set(&draft->event_code, draft->event ? d->event.code : "");
	draft->early = draft->early || !d->over;
	draft_take_paid(draft, row, standing);
}

static bool draft_row(void *arg, const struct fee_row *row)
{
	struct invoice_drafting *d = arg;
	struct invoice_standing standing = { .cents = 0 };
	struct draft_payer payer;

	if (!draft_asked(&d->scope, row))
		return true;
	d->failed = (d->billed &&
			    !invoice_standing(d->db, row->registration_id, &standing, d->err)) ||
		    !draft_find_payer(d, row, &payer, d->err);
	if (d->failed)
		return false;
	if (!draft_wanted(d, &payer))
		;
	else if (row->state == FEE_UNDETERMINED || (row->payer_open && row->due > standing.cents))
		draft_apart(d, row, INVOICE_UNDETERMINED, standing.cents);
	else if (standing.partly && standing.cents != row->due)
		draft_apart(d, row, INVOICE_HELD, standing.cents);
	else if (row->due > standing.cents)
		draft_bill(d, &payer, row, standing.cents);
	else if (standing.cents > 0)
		d->drafts.billed++;
	else
		d->drafts.free++;
	free(payer.engagement);
	return true;
}

/* --- events ------------------------------------------------------------------------ */

/* Over once its last session is, on the clock of its place. */
static bool draft_over(struct invoice_drafting *d, bool *over, struct err *err)
{
	struct session *sessions = NULL;
	size_t count = 0;
	day_t today = CIVIL_NONE;
	int now = 0;

	civil_from_instant(civil_now(), d->event.zone, &today, &now, NULL);
	*over = d->event.status == EVENT_HELD || d->event.last_day < today;
	if (*over || d->event.last_day > today)
		return true;
	if (!session_list(d->db, d->event.id, &sessions, &count, err))
		return false;
	*over = count > 0;
	for (size_t i = 0; i < count; i++)
		if (sessions[i].day == today && now < sessions[i].ends)
			*over = false;
	session_free_list(&sessions, count);
	return true;
}

/* Most rencontres are looked at before anything of them is billed: what stands is asked of the others. */
static bool draft_look(struct invoice_drafting *d, int64_t id, struct err *err)
{
	int64_t billed = 0;
	const bool ok = noun_ask(d->db,
		"SELECT EXISTS (SELECT 1 FROM registration r WHERE r.event = :id AND ("
		" EXISTS (SELECT 1 FROM invoice_line l WHERE l.registration = r.id)"
		" OR EXISTS (SELECT 1 FROM claim_line c WHERE c.registration = r.id)))",
		id, &billed, err);

	d->billed = billed != 0;
	return ok && draft_over(d, &d->over, err);
}

static bool draft_event(struct invoice_drafting *d, int64_t id, struct err *err)
{
	struct str title = STR_INIT;
	bool ok;

	event_init(&d->event);
	ok = event_get(d->db, id, &d->event, err) && draft_look(d, id, err);
	if (ok && (d->over || d->scope.early || d->scope.event)) {
		str_addf(&title, "%s, ", d->event.title);
		civil_format_range(&title, d->event.first_day, d->event.last_day, i18n_lang());
		d->title = str_take(&title);
		ok = fees_of_event(&d->network, id, false, draft_row, d, NULL, err) && !d->failed;
	}
	free(d->title);
	d->title = NULL;
	event_release(&d->event);
	return ok;
}

static bool draft_events(
	struct db *db, const struct invoice_scope *scope, int64_t **ids, size_t *count, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT id FROM event WHERE last_day BETWEEN :from AND :to AND status <> 'cancelled'"
		" ORDER BY first_day, id",
		err);
	enum sql_result result;

	*ids = NULL;
	*count = 0;
	if (!stmt)
		return false;
	noun_bind_date(stmt, ":from", scope->from);
	noun_bind_date(stmt, ":to", scope->to);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		*ids = xrealloc(*ids, (*count + 1) * sizeof **ids);
		(*ids)[(*count)++] = sql_int(stmt, 0);
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

/* --- drafts ------------------------------------------------------------------------ */

static int draft_compare(const void *pa, const void *pb)
{
	const struct invoice *a = pa, *b = pb;
	char *one = fold_dup(a->buyer.name), *two = fold_dup(b->buyer.name);
	int order = strcmp(one, two);

	free(one);
	free(two);
	return order ? order : strcmp(a->engagement, b->engagement);
}

static bool draft_finish(struct invoice_drafting *d, struct invoice *draft, struct err *err)
{
	const day_t today = noun_on(CIVIL_NONE);

	draft->day = today;
	draft->due_day = today + invoice_settings_due_days(d->settings);
	draft->year = civil_from_day(today).year;
	if (!invoice_sum(draft, err))
		return false;
	invoice_share_vat(draft, invoice_net(draft->total, draft->vat, draft->vat_rate));
	if (!invoice_sum(draft, err) || !invoice_take_buyer(d->db, draft, err) ||
		!invoice_missing(d->db, draft, &draft->missing, err))
		return false;
	invoice_take_terms(draft, d->settings);
	draft->paid = draft->paid_at_desk;
	draft->balance = draft->total - draft->paid;
	draft->state = INVOICE_DRAFT;
	return money_add(d->drafts.total, draft->total, &d->drafts.total) ||
	       err_set(err, ERR_INVALID, _("the amounts add up beyond reason"));
}

bool invoice_drafting_begin(struct invoice_drafting **drafting, struct db *db,
	const struct invoice_settings *settings, const struct invoice_scope *scope, struct err *err)
{
	struct invoice_drafting *d = xcalloc(1, sizeof *d);
	int64_t engagements = 0;

	d->db = db;
	d->settings = settings;
	d->scope = *scope;
	*drafting = d;
	if (!fees_network_load(&d->network, db, NULL, 0, err) ||
		!noun_ask(db, "SELECT EXISTS (SELECT 1 FROM engagement WHERE :id = 0)", 0, &engagements, err))
		return false;
	d->engagements = engagements != 0;
	if (!scope->event)
		return draft_events(db, scope, &d->events, &d->event_count, err);
	d->events = xmalloc(sizeof *d->events);
	d->events[0] = scope->event;
	d->event_count = 1;
	return true;
}

bool invoice_drafting_step(struct invoice_drafting *d, bool *more, struct err *err)
{
	enum { FINISHED = 40 }; /* drafts a step */
	struct err own = ERR_INIT;
	struct str missing = STR_INIT;

	*more = true;
	d->err = err ? err : &own;
	if (d->read < d->event_count)
		return draft_event(d, d->events[d->read++], d->err);
	for (int i = 0; i < FINISHED && d->finished < d->drafts.count; i++)
		if (!draft_finish(d, &d->drafts.at[d->finished++], d->err))
			return false;
	*more = d->finished < d->drafts.count;
	if (*more)
		return true;
	if (d->drafts.count)
		qsort(d->drafts.at, d->drafts.count, sizeof *d->drafts.at, draft_compare);
	invoice_settings_missing(d->settings, &missing);
	d->drafts.missing = str_take(&missing);
	return true;
}

void invoice_drafting_progress(const struct invoice_drafting *d, size_t *read, size_t *of)
{
	*read = d->read;
	*of = d->event_count;
}

void invoice_drafting_end(struct invoice_drafting **drafting, struct invoice_drafts *drafts)
{
	struct invoice_drafting *d = *drafting;

	if (!d)
		return;
	if (drafts)
		*drafts = d->drafts;
	else
		invoice_drafts_release(&d->drafts);
	fees_network_release(&d->network);
	free(d->events);
	free(d);
	*drafting = NULL;
}

bool invoice_draft(struct db *db, const struct invoice_settings *settings,
	const struct invoice_scope *scope, struct invoice_drafts *drafts, struct err *err)
{
	struct invoice_drafting *d;
	bool more = true, ok = invoice_drafting_begin(&d, db, settings, scope, err);

	while (ok && more)
		ok = invoice_drafting_step(d, &more, err);
	invoice_drafting_end(&d, drafts);
	return ok;
}
