/* Where an invoice bills, or a claim asks, what the engine doesn't any more. */
#include <stdlib.h>
#include <string.h>

#include "etape/fees.h"
#include "etape/i18n.h"
#include "etape/text.h"
#include "store/invoice_internal.h"

/* What stands billed of one registration. */
struct held {
	int64_t registration;
	int64_t invoice; /* the last one, or 0 and a claim */
	int64_t claim;
	char *number;
	char *name;
	struct str reasons; /* of all its lines, as they were billed */
	int line; /* 0: several */
	cents_t cents;
	bool partly;
	bool listed; /* by the engine */
};

struct proposing {
	struct held *held; /* in order of registration */
	size_t count;
	char *code; /* of the event */
	invoice_proposal_fn each;
	void *arg;
	bool stopped;
};

static void proposing_release(struct proposing *p)
{
	for (size_t i = 0; i < p->count; i++) {
		free(p->held[i].number);
		free(p->held[i].name);
		str_release(&p->held[i].reasons);
	}
	free(p->held);
	free(p->code);
	p->held = NULL;
	p->code = NULL;
	p->count = 0;
}

/* An invoice has it as it was printed; a claim, in two parts. */
static void proposing_set_name(struct held *h, sqlite3_stmt *stmt)
{
	struct str name = STR_INIT;

	if (h->claim)
		text_person(&name, sql_text(stmt, 6), sql_text(stmt, 13));
	else
		str_add(&name, sql_text(stmt, 6));
	invoice_set(&h->name, name.buf);
	str_release(&name);
}

static void proposing_add(struct proposing *p, sqlite3_stmt *stmt)
{
	struct held *h = p->count ? &p->held[p->count - 1] : NULL;
	const cents_t left = sql_int(stmt, 4) - sql_int(stmt, 5);
	/* A gesture or a day less, on an invoice that otherwise stands. */
	const bool partly = sql_int(stmt, 5) > 0 && sql_int(stmt, 8) > 0;

	if (!h || h->registration != sql_int(stmt, 0)) {
		p->held = xrealloc(p->held, (p->count + 1) * sizeof *p->held);
		h = &p->held[p->count++];
		*h = (struct held){ .registration = sql_int(stmt, 0), .reasons = STR_INIT };
	}
	h->partly = h->partly || partly;
	str_addf(&h->reasons, "\n%s\n", sql_text(stmt, 14));
	if (left <= 0)
		return;
	h->line = h->cents ? 0 : (int)sql_int(stmt, 3);
	h->cents += left;
	h->invoice = sql_int(stmt, 1);
	h->claim = sql_int(stmt, 9);
	invoice_set(&h->number, sql_text(stmt, 2));
	proposing_set_name(h, stmt);
}

static const char proposing_rows[] =
	"SELECT l.registration, i.id, i.number, l.no, l.net_cents + l.vat_cents,"
	" coalesce((SELECT sum(c.net_cents + c.vat_cents) FROM invoice_line c WHERE c.corrects = l.id), 0),"
	" l.name, e.code, (SELECT sum(x.net_cents + x.vat_cents - coalesce((SELECT sum(c.net_cents + c.vat_cents)"
	"  FROM invoice_line c WHERE c.corrects = x.id), 0)) FROM invoice_line x"
	"  WHERE x.invoice = l.invoice AND x.registration = l.registration), 0, i.year, i.seq, l.no, '', l.reasons"
	" FROM registration r JOIN invoice_line l ON l.registration = r.id"
	" JOIN invoice i ON i.id = l.invoice JOIN event e ON e.id = r.event"
	" WHERE r.event = :event AND i.kind = 'invoice'"
	" UNION ALL SELECT l.registration, 0, coalesce(c.title, c.id), 0, l.cents, 0,"
	" p.family_name, e.code, l.cents, c.id, 9999, c.id, l.id, p.given_name, l.reasons"
	" FROM registration r JOIN claim_line l ON l.registration = r.id JOIN claim c ON c.id = l.claim"
	" JOIN person p ON p.id = r.person JOIN event e ON e.id = r.event WHERE r.event = :event"
	" ORDER BY 1, 11, 12, 13";

static bool proposing_load(struct db *db, int64_t event, struct proposing *p, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, proposing_rows, err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":event", event);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		if (!p->code)
			p->code = sql_dup(stmt, 7);
		proposing_add(p, stmt);
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

/* Whether a line of reasons stands among others. */
static bool proposing_known(const char *billed, const char *line, size_t n)
{
	for (const char *at = billed; *at;) {
		const size_t len = strcspn(at, "\n");

		if (len == n && !memcmp(at, line, n))
			return true;
		at += len + (at[len] == '\n');
	}
	return false;
}

/* What the reasons of today say that was not known when it was billed, as long as a credit note can. */
static void proposing_why(struct str *why, const char *billed, const char *reasons)
{
	enum { LONGEST = 250 };

	while (*reasons) {
		const size_t n = strcspn(reasons, "\n");

		if (!proposing_known(billed, reasons, n) && !invoice_tells_payment(reasons) &&
			(!why->len || why->len + n < LONGEST)) {
			str_add(why, why->len ? _("; ") : "");
			str_addn(why, reasons, n);
		}
		reasons += n + (reasons[n] == '\n');
	}
}

static bool propose(struct proposing *p, const struct held *h, cents_t fee, const char *reasons)
{
	struct str why = STR_INIT;
	struct invoice_proposal proposal = {
		.invoice = h->invoice,
		.claim = h->claim,
		.number = h->number,
		.line = h->line,
		.registration = h->registration,
		.event = p->code,
		.name = h->name,
		.billed = h->cents,
		.fee = fee,
		.credit = h->cents - fee,
		.reasons = reasons,
	};

	if (!h->cents || h->cents == fee || (h->cents < fee && !h->partly))
		return true;
	proposing_why(&why, h->reasons.buf, reasons);
	proposal.why = why.buf;
	p->stopped = !p->each(p->arg, &proposal);
	str_release(&why);
	return !p->stopped;
}

static int by_registration(const void *a, const void *b)
{
	const struct held *one = a, *two = b;

	return (one->registration > two->registration) - (one->registration < two->registration);
}

static bool proposing_row(void *arg, const struct fee_row *row)
{
	struct proposing *p = arg;
	const struct held key = { .registration = row->registration_id };
	struct held *h = p->count ? bsearch(&key, p->held, p->count, sizeof key, by_registration) : NULL;

	if (!h)
		return true;
	h->listed = true;
	return row->state == FEE_UNDETERMINED || propose(p, h, row->due, row->reasons);
}

static bool proposing_event(struct db *db, int64_t event, struct proposing *p, struct err *err)
{
	bool ok = proposing_load(db, event, p, err) &&
		  (!p->count || fees_list(db, event, proposing_row, p, err));

	/* The engine lists nobody who cancelled and did not come. */
	for (size_t i = 0; ok && !p->stopped && i < p->count; i++)
		if (!p->held[i].listed)
			propose(p, &p->held[i], 0, _("no longer registered"));
	proposing_release(p);
	return ok;
}

static bool proposing_events(
	struct db *db, int64_t event, int64_t **ids, size_t *count, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT e.id FROM event e WHERE (:event IS NULL OR e.id = :event) AND e.id IN"
		" (SELECT r.event FROM invoice_line l JOIN registration r ON r.id = l.registration"
		" UNION SELECT r.event FROM claim_line l JOIN registration r ON r.id = l.registration)"
		" ORDER BY e.first_day, e.id",
		err);
	enum sql_result result;

	*ids = NULL;
	*count = 0;
	if (!stmt)
		return false;
	sql_bind_id(stmt, ":event", event);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		*ids = xrealloc(*ids, (*count + 1) * sizeof **ids);
		(*ids)[(*count)++] = sql_int(stmt, 0);
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool invoice_proposal_events(struct db *db, int64_t **events, size_t *count, struct err *err)
{
	return proposing_events(db, 0, events, count, err);
}

bool invoice_proposals(
	struct db *db, int64_t event, invoice_proposal_fn each, void *arg, struct err *err)
{
	struct proposing p = { .each = each, .arg = arg };
	int64_t *ids;
	size_t count;
	bool ok = proposing_events(db, event, &ids, &count, err);

	for (size_t i = 0; ok && !p.stopped && i < count; i++)
		ok = proposing_event(db, ids[i], &p, err);
	free(ids);
	return ok;
}

/* --- the record -------------------------------------------------------------------- */

enum {
	PROPOSAL_NUMBER,
	PROPOSAL_LINE,
	PROPOSAL_EVENT,
	PROPOSAL_NAME,
	PROPOSAL_BILLED,
	PROPOSAL_FEE,
	PROPOSAL_CREDIT,
	PROPOSAL_REASONS,
};

static struct value proposal_value(const void *row, size_t i)
{
	const struct invoice_proposal *p = row;
	struct value line = value_int(p->line);

	switch (i) {
	case PROPOSAL_NUMBER:
		return value_text(p->number);
	case PROPOSAL_LINE:
		line.null = !p->line;
		return line;
	case PROPOSAL_EVENT:
		return value_text(p->event);
	case PROPOSAL_NAME:
		return value_text(p->name);
	case PROPOSAL_BILLED:
		return value_cents(p->billed);
	case PROPOSAL_FEE:
		return value_cents(p->fee);
	case PROPOSAL_CREDIT:
		return value_cents(p->credit);
	default:
		return value_list(p->reasons);
	}
}

static const struct field proposal_fields[] = {
	[PROPOSAL_NUMBER] = NOUN_FIELD("number", N_("Number"), FIELD_TEXT, 11, 0, 0),
	[PROPOSAL_LINE] = NOUN_FIELD("line", N_("Line"), FIELD_INT, 5, 0, 2),
	[PROPOSAL_EVENT] = NOUN_FIELD("event", N_("Rencontre"), FIELD_TEXT, 8, 1, 3),
	[PROPOSAL_NAME] = NOUN_FIELD("name", N_("Name"), FIELD_TEXT, 16, 3, 0),
	[PROPOSAL_BILLED] = NOUN_FIELD("billed_cents", N_("Billed"), FIELD_CENTS, 10, 0, 0),
	[PROPOSAL_FEE] = NOUN_FIELD("fee_cents", N_("Fee"), FIELD_CENTS, 10, 0, 0),
	[PROPOSAL_CREDIT] = NOUN_FIELD("credit_cents", N_("To credit"), FIELD_CENTS, 10, 0, 0),
	[PROPOSAL_REASONS] = NOUN_FIELD("reasons", N_("Reasons"), FIELD_LIST, 12, 4, 4),
};

const struct record_type invoice_proposal_type =
	NOUN_RECORD("proposals", proposal_fields, proposal_value);
