/* Invoices: drafts by payer, numbers without a gap, what never changes, credit notes. */
#include "billed.h"

#include "etape/journal.h"
#include "etape/payment.h"

/* What no path may do. */
static void never(struct db *db, const char *sql)
{
	char *why = NULL;

	if (sqlite3_exec(db->handle, sql, NULL, NULL, &why) == SQLITE_OK)
		fail_msg("%s: was done", sql);
	sqlite3_free(why);
}

static void a_draft_groups_by_payer_and_takes_no_number(void **state)
{
	struct billed *b = *state;
	const struct invoice *d;

	draft(b);
	assert_int_equal(b->drafts.count, 2);
	assert_int_equal(b->drafts.free, 1); /* of the State */
	assert_int_equal(b->drafts.total, 30000);
	d = &b->drafts.at[0];
	assert_string_equal(d->buyer.name, "ABAD Ana");
	assert_int_equal(d->payer_person, b->ana);
	d = &b->drafts.at[1];
	assert_int_equal(d->payer_structure, b->f->ville);
	assert_string_equal(d->missing, "");
	assert_int_equal(d->line_count, 1);
	assert_string_equal(d->lines[0].name, "DUPRÉ-LEROY Inès");
	assert_int_equal(d->lines[0].quantity, 100);
	assert_int_equal(d->lines[0].unit_cents, 15000);
	assert_int_equal(d->total, 15000);
	assert_null(d->number);
	assert_int_equal(d->day, network_day("2026-03-10"));
	assert_int_equal(d->due_day, network_day("2026-04-09"));
	assert_non_null(strstr(d->terms.vat_mention, "261-7-1°"));
	ASK(b->f->db, "SELECT count(*) FROM invoice", "0\n");
}

static void what_is_missing_is_told_at_once_and_no_number_taken(void **state)
{
	struct billed *b = *state;

	run(b->f->db, "UPDATE structure SET siret = NULL, town = NULL, requires = 'both' WHERE id = %lld",
		(long long)b->f->ville);
	free(b->settings.siret);
	b->settings.siret = NULL;
	b->settings.vat = ANY;
	draft(b);
	REFUSED(invoice_issue(b->f->db, &b->settings, &b->scope, &b->drafts, NULL, &err),
		ERR_INVALID, "(siret)");
	REFUSED(invoice_issue(b->f->db, &b->settings, &b->scope, &b->drafts, NULL, &err),
		ERR_INVALID, "(vat)");
	assert_string_equal(b->drafts.at[1].missing,
		"Ville de Denain: its town\nVille de Denain: its SIRET\n"
		"Ville de Denain: its service code\nVille de Denain: an engagement number");
	assert_string_equal(b->drafts.at[0].missing,
		"ABAD Ana: its address\nABAD Ana: its postcode\nABAD Ana: its town");
	ASK(b->f->db, "SELECT count(*) FROM invoice", "0\n");
}

static void numbers_follow_and_nothing_is_billed_twice(void **state)
{
	struct billed *b = *state;
	struct invoice read;

	issue(b);
	assert_string_equal(b->drafts.at[0].number, "FA2026-0001");
	assert_string_equal(b->drafts.at[1].number, "FA2026-0002");
	invoice_init(&read);
	OK(invoice_get(b->f->db, b->drafts.at[1].id, &read, &err));
	assert_string_equal(read.seller.name, "Centre du Nord");
	assert_string_equal(read.buyer.siret, "21590172900017");
	assert_int_equal(read.state, INVOICE_ISSUED);
	assert_int_equal(read.balance, 15000);
	invoice_release(&read);
	draft(b);
	assert_int_equal(b->drafts.count, 0);
	assert_int_equal(b->drafts.billed, 2);
}

static void issued_is_sealed_against_every_statement(void **state)
{
	struct billed *b = *state;
	struct db *db = b->f->db;
	char *sql;

	issue(b);
	never(db, "UPDATE invoice SET total_cents = 1, net_cents = 1");
	never(db, "UPDATE invoice SET buyer = '{}'");
	never(db, "DELETE FROM invoice");
	never(db, "UPDATE invoice_line SET label = 'other'");
	never(db, "UPDATE invoice_line SET registration = NULL");
	never(db, "DELETE FROM invoice_line");
	never(db, "INSERT OR REPLACE INTO invoice SELECT * FROM invoice");
	never(db, "INSERT OR REPLACE INTO invoice_line SELECT * FROM invoice_line");
	/* The next number, and the text of another's. */
	sql = sqlite3_mprintf(
		"BEGIN; INSERT INTO invoice_line (id, invoice, no, event, name, label, first_day, last_day, unit,"
		" quantity, unit_cents, percent, net_cents, reasons) SELECT 77, 78, no, event, name, label, first_day,"
		" last_day, unit, quantity, unit_cents, percent, net_cents, reasons FROM invoice_line LIMIT 1;"
		" INSERT OR REPLACE INTO invoice SELECT 78, kind, year, 3, 'FA2026-0001', day, due_day, at, author, desk,"
		" corrects, reason, event, service_from, service_to, payer_structure, payer_person, seller, buyer,"
		" service_code, engagement, vat, vat_rate, net_cents, vat_cents, total_cents, terms, lang, 0"
		" FROM invoice LIMIT 1; COMMIT");
	never(db, sql);
	sqlite3_free(sql);
	run(db, "ROLLBACK");
	/* A line after the seal. */
	never(db, "INSERT INTO invoice_line (id, invoice, no, event, name, label, first_day, last_day, unit, quantity,"
		  " unit_cents, percent, net_cents, reasons) SELECT 77, invoice, 9, event, name, label, first_day,"
		  " last_day, unit, quantity, unit_cents, percent, net_cents, reasons FROM invoice_line LIMIT 1");
	ASK(db, "SELECT count(*) FROM invoice", "2\n");
	ASK(db, "SELECT sum(total_cents) FROM invoice", "30000\n");
}

static void an_undo_is_refused_and_says_what_to_do(void **state)
{
	struct billed *b = *state;

	issue(b);
	REFUSED(journal_undo(b->f->db, 0, true, NULL, &err), ERR_REFUSED, "credit note");
	ASK(b->f->db, "SELECT count(*) FROM invoice", "2\n");
}

static void a_line_is_credited_up_to_what_is_left(void **state)
{
	struct billed *b = *state;
	struct invoice_credit part = { .no = 1, .cents = 10000 };
	struct invoice note;
	int64_t id;

	issue(b);
	invoice_init(&note);
	OK(invoice_resolve(b->f->db, "FA2026-0002", &id, &err));
	OK(invoice_credit(b->f->db, &b->settings, id, &part, 1, "half", &note, &err));
	REFUSED(invoice_credit(b->f->db, &b->settings, id, &part, 1, "more", &note, &err),
		ERR_REFUSED, "50.00");
	/* What stands is for people to say. */
	draft(b);
	assert_int_equal(b->drafts.count, 0);
	assert_int_equal(b->drafts.apart_count, 1);
	assert_int_equal(b->drafts.apart[0].why, INVOICE_HELD);
	part.cents = 0;
	OK(invoice_credit(b->f->db, &b->settings, id, &part, 1, "the rest", &note, &err));
	assert_int_equal(note.total, 5000);
	invoice_release(&note);
	never(b->f->db,
		"BEGIN; INSERT INTO invoice_line (id, invoice, no, corrects, event, name, label, first_day,"
		" last_day, unit, quantity, unit_cents, percent, net_cents, reasons) SELECT 77, 78, 1, id, event, name,"
		" label, first_day, last_day, unit, quantity, unit_cents, percent, 1, reasons FROM invoice_line"
		" WHERE corrects IS NULL AND invoice = (SELECT id FROM invoice WHERE number = 'FA2026-0002');"
		" INSERT INTO invoice SELECT 78, 'credit_note', year, 3, 'AV2026-0003', day, NULL, at, author, desk,"
		" id, 'x', event, service_from, service_to, payer_structure, payer_person, seller, buyer,"
		" service_code, engagement, vat, vat_rate, 1, 0, 1, terms, lang, 0"
		" FROM invoice WHERE number = 'FA2026-0002'; COMMIT");
	run(b->f->db, "ROLLBACK");
}

static void a_membership_entered_late_proposes_a_credit_note(void **state)
{
	struct billed *b = *state;
	struct str out = STR_INIT;

	issue(b);
	OK(invoice_proposals(b->f->db, 0, keep_proposal, &out, &err));
	assert_string_equal(out.buf, "");
	network_membership(b->f->db, b->f->ville, "2026-01-01", NULL);
	OK(invoice_proposals(b->f->db, b->event, keep_proposal, &out, &err));
	/* What happened: which membership, from when. */
	assert_string_equal(out.buf,
		"FA2026-0001/1 ABAD Ana 15000-0=15000: free on 9 March 2026: Ville de Denain was a member"
		" (membership since 2026-01-01) and covered Denain; rule 2 of the tariff 'Tarif du Tour':"
		" Members, free\n"
		"FA2026-0002/1 DUPRÉ-LEROY Inès 15000-0=15000: free on 9 March 2026: Ville de Denain was a"
		" member (membership since 2026-01-01); rule 2 of the tariff 'Tarif du Tour': Members, free\n");
	str_release(&out);
	ASK(b->f->db, "SELECT count(*) FROM invoice", "2\n");
}

static void the_desk_counts(void **state)
{
	struct billed *b = *state;
	struct payment p = {
		.registration = b->r_ines, .cents = 10000, .means = MEANS_ESPECES, .day = CIVIL_NONE
	};
	struct invoice read;

	OK(payment_add(b->f->db, &p, &err));
	draft(b);
	assert_int_equal(b->drafts.at[1].paid_at_desk, 10000);
	assert_int_equal(b->drafts.at[1].balance, 5000);
	issue(b);
	invoice_init(&read);
	OK(invoice_get(b->f->db, b->drafts.at[1].id, &read, &err));
	assert_int_equal(read.paid, 10000);
	assert_int_equal(read.state, INVOICE_PARTLY_PAID);
	/* What comes after it was issued changes what is left, not the paper. */
	p.cents = 3000;
	OK(payment_add(b->f->db, &p, &err));
	OK(invoice_get(b->f->db, b->drafts.at[1].id, &read, &err));
	assert_int_equal(read.paid, 13000);
	assert_int_equal(read.paid_before, 10000);
	p.id = 0;
	p.cents = 9000;
	OK(payment_add(b->f->db, &p, &err));
	OK(invoice_get(b->f->db, b->drafts.at[1].id, &read, &err));
	assert_int_equal(read.balance, -7000);
	assert_int_equal(read.state, INVOICE_OVERPAID);
	/* Nor does it change when a payment from before is taken back. */
	run(b->f->db, "DELETE FROM payment");
	never(b->f->db, "UPDATE invoice SET paid_before_cents = 0");
	OK(invoice_get(b->f->db, b->drafts.at[1].id, &read, &err));
	assert_int_equal(read.paid, 0);
	assert_int_equal(read.paid_before, 10000);
	invoice_release(&read);
}

static void a_day_behind_the_last_one_is_refused(void **state)
{
	struct billed *b = *state;

	issue(b);
	join(b->f, b->event, network_person(b->f->db, "Zed", "Zoé", "z@example.org", b->f->ville, 0));
	setenv("ETAPE_NOW", "2026-03-09T23:00:00", 1);
	draft(b);
	b->scope.early = true;
	REFUSED(invoice_issue(b->f->db, &b->settings, &b->scope, &b->drafts, NULL, &err),
		ERR_REFUSED, "10 March 2026");
	setenv("ETAPE_NOW", NETWORK_NOW, 1);
}

/* The clock was set back since the invoice, and no credit note was issued yet. */
static void a_credit_note_is_not_dated_before_its_invoice(void **state)
{
	struct billed *b = *state;
	struct invoice note;

	issue(b);
	invoice_init(&note);
	setenv("ETAPE_NOW", "2026-03-09T09:00:00", 1);
	REFUSED(invoice_credit(b->f->db, &b->settings, b->drafts.at[0].id, NULL, 0, "early", &note, &err),
		ERR_REFUSED, "10 March 2026");
	setenv("ETAPE_NOW", NETWORK_NOW, 1);
	invoice_release(&note);
	never(b->f->db,
		"BEGIN; INSERT INTO invoice_line (id, invoice, no, corrects, event, name, label, first_day, last_day,"
		" unit, quantity, unit_cents, percent, net_cents, reasons) SELECT 77, 78, 1, id, event, name, label,"
		" first_day, last_day, unit, quantity, unit_cents, percent, 1, reasons FROM invoice_line"
		" WHERE invoice = (SELECT id FROM invoice WHERE number = 'FA2026-0001');"
		" INSERT INTO invoice SELECT 78, 'credit_note', year, 1, 'AV2026-0001', '2026-03-09', NULL, at, author,"
		" desk, id, 'x', event, service_from, service_to, payer_structure, payer_person, seller, buyer,"
		" service_code, engagement, vat, vat_rate, 1, 0, 1, terms, lang, 0"
		" FROM invoice WHERE number = 'FA2026-0001'; COMMIT");
	run(b->f->db, "ROLLBACK");
}

static void a_person_owes_no_recovery_fee(void **state)
{
	struct billed *b = *state;
	struct invoice read;

	draft(b);
	assert_string_equal(b->drafts.at[0].terms.recovery, "");
	assert_string_equal(b->drafts.at[0].terms.penalties, "");
	assert_non_null(strstr(b->drafts.at[1].terms.recovery, "40"));
	issue(b);
	invoice_init(&read);
	OK(invoice_get(b->f->db, b->drafts.at[0].id, &read, &err));
	assert_string_equal(read.terms.recovery, "");
	OK(invoice_credit(b->f->db, &b->settings, b->drafts.at[1].id, NULL, 0, "x", &read, &err));
	assert_non_null(strstr(read.terms.recovery, "40"));
	invoice_release(&read);
}

static void a_draft_that_moved_is_refused(void **state)
{
	struct billed *b = *state;

	draft(b);
	type_address(&b->drafts.at[0]);
	network_membership(b->f->db, b->f->ville, "2026-01-01", NULL);
	REFUSED(invoice_issue(b->f->db, &b->settings, &b->scope, &b->drafts, NULL, &err),
		ERR_CONFLICT, "meanwhile");
	ASK(b->f->db, "SELECT count(*) FROM invoice", "0\n");
}

static void with_a_rate_the_fee_is_what_is_paid(void **state)
{
	struct billed *b = *state;
	const struct invoice *d;

	b->settings.vat = VAT_RATE;
	b->settings.vat_rate = 2000;
	b->settings.vat_number = xstrdup("FR00732829320");
	draft(b);
	d = &b->drafts.at[1];
	assert_int_equal(d->net, 12500);
	assert_int_equal(d->vat_cents, 2500);
	assert_int_equal(d->total, 15000);
	assert_int_equal(d->lines[0].unit_cents, 12500);
	issue(b);
}

static bool count_row(void *arg, const struct invoice_row *row)
{
	(void)row;
	++*(int *)arg;
	return true;
}

static void a_list_filters(void **state)
{
	struct billed *b = *state;
	struct invoice_filter filter = INVOICE_FILTER_ALL;
	int n = 0;

	issue(b);
	filter.event = b->event;
	OK(invoice_list(b->f->db, &filter, count_row, &n, &err));
	assert_int_equal(n, 2);
	filter.payer_person = b->ana;
	OK(invoice_list(b->f->db, &filter, count_row, &n, &err));
	assert_int_equal(n, 3);
	filter.states = 1u << INVOICE_LATE;
	OK(invoice_list(b->f->db, &filter, count_row, &n, &err));
	assert_int_equal(n, 3);
	setenv("ETAPE_NOW", "2026-06-01T09:00:00", 1);
	OK(invoice_list(b->f->db, &filter, count_row, &n, &err));
	assert_int_equal(n, 4);
	setenv("ETAPE_NOW", NETWORK_NOW, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BILLED(a_draft_groups_by_payer_and_takes_no_number),
		BILLED(only_chosen_registrations_are_billed),
		BILLED(what_is_missing_is_told_at_once_and_no_number_taken),
		BILLED(numbers_follow_and_nothing_is_billed_twice),
		BILLED(issued_is_sealed_against_every_statement),
		BILLED(an_undo_is_refused_and_says_what_to_do),
		BILLED(a_line_is_credited_up_to_what_is_left),
		BILLED(a_membership_entered_late_proposes_a_credit_note),
		BILLED(the_desk_counts),
		BILLED(a_day_behind_the_last_one_is_refused),
		BILLED(a_credit_note_is_not_dated_before_its_invoice),
		BILLED(a_person_owes_no_recovery_fee),
		BILLED(a_draft_that_moved_is_refused),
		BILLED(with_a_rate_the_fee_is_what_is_paid),
		BILLED(a_list_filters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
