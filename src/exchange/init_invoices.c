/* Invoices of the demo network: of last year's rencontres, so that the numbers of this year are whole. */
#include "etape/civil.h"
#include "etape/event.h"
#include "etape/invoice.h"
#include "etape/invoice_payment.h"
#include "etape/invoice_settings.h"
#include "etape/structure.h"
#include "etape/vocabulary.h"
#include "exchange/init.h"

#define PAYER "Ville de Denain" /* which never was a member, whatever the clock says */
#define FIRST_DAY_AFTER "2026-01-01" /* a clock set before it has no such last year */

/* What follows is told as of then. */
static void tell_of(const char *when)
{
	instant_t at = 0;

	civil_parse_instant(when, CIVIL_ZONE, &at);
	civil_stop_clock(at);
}

/* An issuer whom nobody can take for one: its SIRET begins as nobody's does. */
static void invent_issuer(struct invoice_settings *s)
{
	invoice_settings_init(s);
	s->name = xstrdup("Centre de ressources de démonstration");
	s->address = xstrdup("1 rue de l'Invention");
	s->postcode = xstrdup("59000");
	s->town = xstrdup("Lille");
	s->siret = xstrdup("00012345500016");
	s->email = xstrdup("comptabilite@example.org");
	s->vat = VAT_OUTSIDE;
}

static bool issue(struct db *db, const struct invoice_settings *s, const char *event,
	struct err *err)
{
	struct invoice_scope scope = { .event = 0 };
	struct invoice_drafts drafts = { .at = NULL };
	bool ok = event_resolve(db, event, &scope.event, err) &&
		  structure_resolve(db, PAYER, &scope.payer_structure, err) &&
		  invoice_draft(db, s, &scope, &drafts, err) &&
		  invoice_issue(db, s, &scope, &drafts, NULL, err);

	invoice_drafts_release(&drafts);
	return ok;
}

static bool credit(struct db *db, const struct invoice_settings *s, const char *number,
	const char *reason, struct err *err)
{
	struct invoice note;
	int64_t id;
	bool ok;

	invoice_init(&note);
	ok = invoice_resolve(db, number, &id, err) &&
	     invoice_credit(db, s, id, NULL, 0, reason, &note, err);
	invoice_release(&note);
	return ok;
}

static bool pay_part(struct db *db, const char *number, cents_t cents, struct err *err)
{
	struct invoice_payment p = {
		.cents = cents, .means = MEANS_VIREMENT, .day = CIVIL_NONE, .reference = "VIR 2025-1187"
	};

	return invoice_resolve(db, number, &p.invoice, err) && invoice_pay(db, &p, err);
}

static bool remind(struct db *db, const char *number, const char *note, struct err *err)
{
	int64_t id;

	return invoice_resolve(db, number, &id, err) && invoice_remind(db, id, 0, note, NULL, err);
}

/* One was wrong: credited whole, and issued again; one is paid in part, late, and was reminded of. */
static bool tell(struct db *db, const struct invoice_settings *s, struct err *err)
{
	tell_of("2025-07-10T10:00+02:00");
	if (!issue(db, s, "tour-11", err))
		return false;
	tell_of("2025-07-15T10:00+02:00");
	if (!credit(db, s, "FA2025-0001", "adresse du service payeur erronée", err) ||
		!issue(db, s, "tour-11", err))
		return false;
	tell_of("2025-10-20T10:00+02:00");
	if (!issue(db, s, "cpo-21", err))
		return false;
	tell_of("2025-12-01T10:00+01:00");
	if (!pay_part(db, "FA2025-0003", 5000, err))
		return false;
	tell_of("2025-12-08T10:00+01:00");
	return remind(db, "FA2025-0003", "au téléphone : le solde suit", err);
}

bool init_invoices(struct db *db, struct err *err)
{
	struct invoice_settings settings;
	day_t first;
	bool ok;

	if (!civil_parse_iso(FIRST_DAY_AFTER, &first) || civil_today(CIVIL_ZONE) < first)
		return true;
	invent_issuer(&settings);
	ok = tell(db, &settings, err);
	civil_stop_clock(0);
	invoice_settings_release(&settings);
	return ok;
}
