/* Payments of invoices, what was too much, reminders, sums to collect. */
#include "network_fixture.h"
#include "raw.h"

#include "etape/claim.h"
#include "etape/fees.h"
#include "etape/invoice_payment.h"
#include "etape/journal.h"
#include "etape/payment.h"
#include "etape/tariff.h"

/* The town owes for two meetings; two invoices of 150 € unless titles are issued. */
struct owed {
	struct fixture *f;
	struct invoice_settings settings;
	int64_t events[2], invoices[2];
};

static int begin(void **state)
{
	struct owed *o = xcalloc(1, sizeof *o);
	void *f = NULL;

	setup(&f);
	o->f = f;
	invoice_settings_init(&o->settings);
	o->settings.name = xstrdup("Centre du Nord");
	o->settings.address = xstrdup("1 rue des Tests");
	o->settings.postcode = xstrdup("59000");
	o->settings.town = xstrdup("Lille");
	o->settings.siret = xstrdup("73282932000074");
	o->settings.vat = VAT_FRANCHISE;
	OK(tariff_install(o->f->db, &err));
	run(o->f->db, "UPDATE structure SET address = 'x', postcode = '59220', town = 'Denain', siret = '21590172900017'");
	o->events[0] = network_event(o->f->db, "etape-1", "2026-03-02", NULL, -1);
	o->events[1] = network_event(o->f->db, "etape-2", "2026-03-03", NULL, -1);
	for (int i = 0; i < 2; i++)
		network_register(o->f->db, o->events[i], o->f->ines);
	*state = o;
	return 0;
}

static int end(void **state)
{
	struct owed *o = *state;
	void *f = o->f;

	setenv("ETAPE_NOW", NETWORK_NOW, 1);
	invoice_settings_release(&o->settings);
	teardown(&f);
	free(o);
	return 0;
}

static void issue(struct owed *o)
{
	for (int i = 0; i < 2; i++) {
		const struct invoice_scope scope = { .event = o->events[i] };
		struct invoice_drafts drafts;

		OK(invoice_draft(o->f->db, &o->settings, &scope, &drafts, &err));
		OK(invoice_issue(o->f->db, &o->settings, &scope, &drafts, NULL, &err));
		o->invoices[i] = drafts.at[0].id;
		invoice_drafts_release(&drafts);
	}
}

static void pay(struct owed *o, int which, cents_t cents)
{
	struct invoice_payment p = {
		.invoice = o->invoices[which], .cents = cents, .means = MEANS_VIREMENT, .day = CIVIL_NONE
	};

	OK(invoice_pay(o->f->db, &p, &err));
	assert_string_not_equal(p.receipt, "");
}

/* State and balance of one. */
static void expect_state(struct owed *o, int which, enum invoice_state state, cents_t balance)
{
	struct invoice v;

	invoice_init(&v);
	OK(invoice_get(o->f->db, o->invoices[which], &v, &err));
	assert_int_equal(v.state, state);
	assert_int_equal(v.balance, balance);
	invoice_release(&v);
}

static void several_payments_settle_an_invoice(void **state)
{
	struct owed *o = *state;

	issue(o);
	expect_state(o, 0, INVOICE_ISSUED, 15000);
	pay(o, 0, 5000);
	expect_state(o, 0, INVOICE_PARTLY_PAID, 10000);
	pay(o, 0, 10000);
	expect_state(o, 0, INVOICE_PAID, 0);
	ASK(o->f->db, "SELECT receipt FROM invoice_payment ORDER BY id", "R2026-0001\nR2026-0002\n");
	OK(journal_undo(o->f->db, 0, true, NULL, &err));
	expect_state(o, 0, INVOICE_PARTLY_PAID, 10000);
}

static void never_more_is_given_back_than_was_paid(void **state)
{
	struct owed *o = *state;
	struct invoice_payment back = { .means = MEANS_VIREMENT, .cents = -10001, .day = CIVIL_NONE };
	struct invoice_payment later = { .means = MEANS_VIREMENT, .cents = 100 };

	issue(o);
	pay(o, 0, 10000);
	back.invoice = later.invoice = o->invoices[0];
	REFUSED(invoice_pay(o->f->db, &back, &err), ERR_REFUSED, "100.00");
	back.cents = INT64_MIN;
	REFUSED(invoice_pay(o->f->db, &back, &err), ERR_REFUSED, "100.00");
	back.cents = -10000;
	OK(invoice_pay(o->f->db, &back, &err));
	expect_state(o, 0, INVOICE_ISSUED, 15000);
	later.day = network_day("2026-03-11");
	REFUSED(invoice_pay(o->f->db, &later, &err), ERR_REFUSED, "today");
}

static void what_is_too_much_pays_another_invoice(void **state)
{
	struct owed *o = *state;
	cents_t moved = 0;

	issue(o);
	REFUSED(invoice_use_credit(o->f->db, o->invoices[0], o->invoices[1], 0, &moved, &err),
		ERR_REFUSED, "FA2026-0001");
	pay(o, 0, 20000);
	expect_state(o, 0, INVOICE_OVERPAID, -5000);
	REFUSED(invoice_use_credit(o->f->db, o->invoices[0], o->invoices[1], 5001, &moved, &err),
		ERR_REFUSED, "50.00");
	OK(invoice_use_credit(o->f->db, o->invoices[0], o->invoices[1], 0, &moved, &err));
	assert_int_equal(moved, 5000);
	expect_state(o, 0, INVOICE_PAID, 0);
	expect_state(o, 1, INVOICE_PARTLY_PAID, 10000);
	OK(journal_undo(o->f->db, 0, true, NULL, &err));
	expect_state(o, 0, INVOICE_OVERPAID, -5000);
	expect_state(o, 1, INVOICE_ISSUED, 15000);
}

static bool last_payment(void *arg, const struct journal_entry *entry)
{
	*(int64_t *)arg = entry->id;
	return false;
}

static void a_payment_used_elsewhere_is_not_undone_alone(void **state)
{
	struct owed *o = *state;
	int64_t paid = 0;

	issue(o);
	pay(o, 0, 20000);
	OK(journal_list(o->f->db, 1, last_payment, &paid, &err));
	OK(invoice_use_credit(o->f->db, o->invoices[0], o->invoices[1], 0, NULL, &err));
	REFUSED(journal_undo(o->f->db, paid, false, NULL, &err), ERR_CONFLICT, "given back");
}

static bool see_balance(void *arg, const struct invoice_balance *b)
{
	str_addf(arg, "%s %d %lld %lld %lld %lld\n", b->name, b->invoices, (long long)b->total,
		(long long)b->paid, (long long)b->due, (long long)b->credit);
	return true;
}

static void balances_add_up_by_payer_event_and_year(void **state)
{
	struct owed *o = *state;
	struct invoice_filter all = INVOICE_FILTER_ALL;
	struct str out = STR_INIT;

	issue(o);
	pay(o, 0, 20000);
	OK(invoice_balances(o->f->db, INVOICE_BY_PAYER, &all, see_balance, &out, &err));
	OK(invoice_balances(o->f->db, INVOICE_BY_EVENT, &all, see_balance, &out, &err));
	OK(invoice_balances(o->f->db, INVOICE_BY_YEAR, &all, see_balance, &out, &err));
	assert_string_equal(out.buf, "Ville de Denain 2 30000 20000 15000 5000\n"
				     "etape-1 1 15000 20000 0 5000\netape-2 1 15000 0 15000 0\n"
				     "2026 2 30000 20000 15000 5000\n");
	str_release(&out);
}

static bool see_number(void *arg, const struct invoice_row *row)
{
	str_addf(arg, "%s ", row->number);
	return true;
}

static void windows_of_a_list_give_it_whole(void **state)
{
	const struct invoice_filter filter = INVOICE_FILTER_ALL;
	struct owed *o = *state;
	struct str whole = STR_INIT, parts = STR_INIT;
	bool more = true;

	issue(o);
	OK(invoice_list(o->f->db, &filter, see_number, &whole, &err));
	assert_string_equal(whole.buf, "FA2026-0001 FA2026-0002 ");
	for (size_t skip = 0; skip < 2; skip++) {
		assert_true(more);
		OK(invoice_list_part(o->f->db, &filter, skip, 1, &more, see_number, &parts, &err));
	}
	assert_false(more);
	assert_string_equal(parts.buf, whole.buf);
	str_release(&whole);
	str_release(&parts);
}

static bool see_reminder(void *arg, const struct invoice_reminder *r)
{
	str_addf(arg, "%s %d %d\n", r->number, r->days_late, r->level);
	return true;
}

static bool see_reminded(void *arg, const struct invoice_reminded *r)
{
	str_addf(arg, "%d ", r->level);
	civil_format_iso(arg, r->day);
	str_addf(arg, " %s\n", r->note);
	return true;
}

static void reminders_come_level_by_level_and_send_nothing(void **state)
{
	struct owed *o = *state;
	struct str out = STR_INIT;
	int level = 0;

	issue(o);
	pay(o, 1, 15000);
	REFUSED(invoice_remind(o->f->db, o->invoices[0], 0, "", &level, &err), ERR_REFUSED, "late");
	setenv("ETAPE_NOW", "2026-04-23T09:00:00", 1);
	OK(invoice_reminders(o->f->db, &o->settings, see_reminder, &out, &err));
	assert_string_equal(out.buf, "");
	setenv("ETAPE_NOW", "2026-04-24T09:00:00", 1);
	OK(invoice_reminders(o->f->db, &o->settings, see_reminder, &out, &err));
	assert_string_equal(out.buf, "FA2026-0001 15 1\n");
	OK(invoice_remind(o->f->db, o->invoices[0], 0, "by telephone", &level, &err));
	assert_int_equal(level, 1);
	REFUSED(invoice_remind(o->f->db, o->invoices[0], 1, "", &level, &err), ERR_REFUSED, "already");
	REFUSED(invoice_remind(o->f->db, o->invoices[0], 0, "", &level, &err), ERR_REFUSED, "reminder 1");
	str_reset(&out);
	OK(invoice_reminders(o->f->db, &o->settings, see_reminder, &out, &err));
	assert_string_equal(out.buf, "");
	setenv("ETAPE_NOW", "2026-05-09T09:00:00", 1);
	OK(invoice_reminders(o->f->db, &o->settings, see_reminder, &out, &err));
	assert_string_equal(out.buf, "FA2026-0001 30 2\n");
	OK(invoice_remind(o->f->db, o->invoices[0], 0, "", &level, &err));
	assert_int_equal(level, 2);
	str_reset(&out);
	OK(invoice_reminded(o->f->db, o->invoices[0], see_reminded, &out, &err));
	assert_string_equal(out.buf, "1 2026-04-24 by telephone\n2 2026-05-09 \n");
	str_release(&out);
}

/* Due on 9 April: late from the first minute of the 10th, on the calendar of the centre. */
static void an_invoice_is_late_at_midnight_where_the_centre_is(void **state)
{
	static const struct {
		const char *now, *zone;
		int late;
	} clocks[] = {
		{ "2026-04-09T23:59:59+02:00", NULL, 0 },
		{ "2026-04-10T00:00:00+02:00", NULL, 1 },
		{ "2026-04-09T21:59:59Z", "Indian/Reunion", 1 },
		{ "2026-04-09T19:59:59Z", "Indian/Reunion", 0 },
		{ "2026-04-10T02:59:59Z", "America/Cayenne", 0 },
		{ "2026-04-10T03:00:00Z", "America/Cayenne", 1 },
		{ "2026-10-26T00:30:00+01:00", NULL, 200 }, /* the night after the clocks went back */
	};
	struct owed *o = *state;
	struct invoice invoice;

	issue(o);
	o->settings.reminders[0] = 1;
	o->settings.reminder_count = 1;
	invoice_init(&invoice);
	for (size_t i = 0; i < sizeof clocks / sizeof *clocks; i++) {
		struct str out = STR_INIT, expected = STR_INIT;

		setenv("ETAPE_NOW", clocks[i].now, 1);
		civil_set_home(clocks[i].zone);
		OK(invoice_reminders(o->f->db, &o->settings, see_reminder, &out, &err));
		for (int k = 1; clocks[i].late && k <= 2; k++)
			str_addf(&expected, "FA2026-%04d %d 1\n", k, clocks[i].late);
		assert_string_equal(out.buf, expected.buf);
		OK(invoice_get(o->f->db, o->invoices[0], &invoice, &err));
		assert_int_equal(invoice.state, clocks[i].late ? INVOICE_LATE : INVOICE_ISSUED);
		str_release(&out);
		str_release(&expected);
	}
	civil_set_home(NULL);
	invoice_release(&invoice);
}

/* Half past one on New Year's day in La Réunion, while Paris is in the old year. */
static void an_invoice_is_of_the_year_where_the_centre_is(void **state)
{
	struct owed *o = *state;
	struct invoice invoice;

	setenv("ETAPE_NOW", "2026-12-31T21:30:00Z", 1);
	civil_set_home("Indian/Reunion");
	issue(o);
	civil_set_home(NULL);
	invoice_init(&invoice);
	OK(invoice_get(o->f->db, o->invoices[0], &invoice, &err));
	assert_string_equal(invoice.number, "FA2027-0001");
	assert_int_equal(invoice.day, network_day("2027-01-01"));
	invoice_release(&invoice);
}

static bool see_owed(void *arg, const struct invoice_reminder *r)
{
	str_addf(arg, "%s %lld|", r->number, (long long)r->balance);
	return true;
}

/* What was given back and what was paid, at the desk and since, are taken off; nothing left, nobody is asked. */
static void a_reminder_asks_for_what_is_left(void **state)
{
	struct owed *o = *state;
	const struct invoice_credit part = { .no = 1, .cents = 5000 };
	struct payment desk = { .cents = 2000, .means = MEANS_ESPECES, .day = CIVIL_NONE };
	struct str out = STR_INIT;
	struct invoice note;

	issue(o);
	OK(registration_find(o->f->db, o->events[0], o->f->ines, &desk.registration, &err));
	invoice_init(&note);
	OK(invoice_credit(o->f->db, &o->settings, o->invoices[0], &part, 1, "gesture", &note, &err));
	OK(payment_add(o->f->db, &desk, &err));
	pay(o, 0, 1000);
	pay(o, 1, 14999);
	setenv("ETAPE_NOW", "2026-05-30T09:00:00", 1);
	OK(invoice_reminders(o->f->db, &o->settings, see_owed, &out, &err));
	assert_string_equal(out.buf, "FA2026-0001 7000|FA2026-0002 1|");
	OK(invoice_credit(o->f->db, &o->settings, o->invoices[0], &(struct invoice_credit){ 1, 7000 }, 1, "rest",
		&note, &err));
	OK(invoice_credit(o->f->db, &o->settings, o->invoices[1], NULL, 0, "all of it", &note, &err));
	str_reset(&out);
	OK(invoice_reminders(o->f->db, &o->settings, see_owed, &out, &err));
	assert_string_equal(out.buf, "");
	REFUSED(invoice_remind(o->f->db, o->invoices[0], 0, "", NULL, &err), ERR_REFUSED, "late");
	invoice_release(&note);
	str_release(&out);
}

static void a_late_reminder_leaves_the_payer_its_days(void **state)
{
	struct owed *o = *state;
	struct str out = STR_INIT;

	issue(o);
	pay(o, 1, 15000);
	setenv("ETAPE_NOW", "2026-05-16T09:00:00", 1); /* 37 days late: both would be due */
	OK(invoice_remind(o->f->db, o->invoices[0], 0, "", NULL, &err));
	setenv("ETAPE_NOW", "2026-05-30T09:00:00", 1);
	OK(invoice_reminders(o->f->db, &o->settings, see_reminder, &out, &err));
	assert_string_equal(out.buf, "");
	setenv("ETAPE_NOW", "2026-05-31T09:00:00", 1);
	OK(invoice_reminders(o->f->db, &o->settings, see_reminder, &out, &err));
	assert_string_equal(out.buf, "FA2026-0001 52 2\n");
	str_release(&out);
}

static bool see_claim(void *arg, const struct claim_row *row)
{
	str_addf(arg, "%s %lld %s %s\n", row->payer, (long long)row->cents, row->title, row->paid_day);
	return true;
}

static void sums_to_collect_are_drawn_up_once_and_take_a_title(void **state)
{
	struct owed *o = *state;
	const struct invoice_scope scope = { .event = o->events[0] };
	const struct claim_filter all = { .event = 0 };
	struct invoice_drafts drafts;
	struct str out = STR_INIT;
	size_t made = 0;
	int64_t id;

	OK(invoice_draft(o->f->db, &o->settings, &scope, &drafts, &err));
	REFUSED(claim_make(o->f->db, &o->settings, &scope, &drafts, NULL, &made, &err), ERR_REFUSED, "mode");
	o->settings.titles = true;
	REFUSED(invoice_issue(o->f->db, &o->settings, &scope, &drafts, NULL, &err), ERR_REFUSED, "titres");
	OK(claim_make(o->f->db, &o->settings, &scope, &drafts, NULL, &made, &err));
	assert_int_equal(made, 1);
	REFUSED(claim_make(o->f->db, &o->settings, &scope, &drafts, NULL, &made, &err), ERR_CONFLICT, "Denain");
	invoice_drafts_release(&drafts);
	OK(invoice_draft(o->f->db, &o->settings, &scope, &drafts, &err));
	assert_int_equal(drafts.count, 0);
	invoice_drafts_release(&drafts);
	ASK(o->f->db, "SELECT cents, label FROM claim_line",
		"15000 DUPRÉ-LEROY Inès, etape-1, 2 March 2026: Participation (Tarif du Tour)\n");
	OK(claim_list(o->f->db, &all, see_claim, &out, &err));
	assert_string_equal(out.buf, "Ville de Denain 15000  \n");
	{
		char *text = ask(o->f->db, "SELECT id FROM claim");

		id = strtoll(text, NULL, 10);
		free(text);
	}
	OK(claim_set_title(o->f->db, id, " T-12 ", CIVIL_NONE, &err));
	OK(claim_resolve(o->f->db, "T-12", &id, &err));
	OK(claim_set_paid(o->f->db, id, network_day("2026-03-09"), &err));
	str_reset(&out);
	OK(claim_list(o->f->db, &all, see_claim, &out, &err));
	assert_string_equal(out.buf, "Ville de Denain 15000 T-12 2026-03-09\n");
	REFUSED(claim_set_paid(o->f->db, id, network_day("2030-03-09"), &err), ERR_REFUSED, "today");
	/* Both at once are one change, which one undo takes back. */
	OK(claim_set_both(o->f->db, id, "T-13", network_day("2026-03-05"), network_day("2026-03-08"), &err));
	ASK(o->f->db, "SELECT title, title_day, paid_day FROM claim", "T-13 2026-03-05 2026-03-08\n");
	OK(journal_undo(o->f->db, 0, false, NULL, &err));
	ASK(o->f->db, "SELECT title, paid_day FROM claim", "T-12 2026-03-09\n");
	str_release(&out);
}

static bool see_left(void *arg, const struct claim_row *row)
{
	str_addf(arg, "%lld-%lld=%lld\n", (long long)row->cents, (long long)row->paid_at_desk, (long long)row->left);
	return true;
}

static bool see_proposed(void *arg, const struct invoice_proposal *p)
{
	str_addf(arg, "%lld %s %s %lld-%lld=%lld\n", (long long)p->invoice, p->number, p->name, (long long)p->billed,
		(long long)p->fee, (long long)p->credit);
	return p->claim != 0;
}

static void claim_all(struct owed *o, const struct invoice_scope *scope)
{
	struct invoice_drafts drafts;

	OK(invoice_draft(o->f->db, &o->settings, scope, &drafts, &err));
	OK(claim_make(o->f->db, &o->settings, scope, &drafts, NULL, NULL, &err));
	invoice_drafts_release(&drafts);
}

static void a_sum_to_collect_tells_the_desk_and_is_drawn_up_anew(void **state)
{
	struct owed *o = *state;
	const struct invoice_scope scope = { .event = o->events[0] };
	const struct claim_filter all = { .event = 0 };
	struct str out = STR_INIT;
	char *text = ask(o->f->db, "SELECT min(r.id) FROM registration r JOIN event e ON e.id = r.event"
				   " WHERE e.code = 'etape-1'");
	const int64_t registration = strtoll(text, NULL, 10);
	struct payment p = { .registration = registration, .cents = 5000, .means = MEANS_ESPECES, .day = CIVIL_NONE };
	int64_t id;

	free(text);
	o->settings.titles = true;
	OK(payment_add(o->f->db, &p, &err));
	claim_all(o, &scope);
	OK(claim_list(o->f->db, &all, see_left, &out, &err));
	assert_string_equal(out.buf, "15000-5000=10000\n");
	text = ask(o->f->db, "SELECT id FROM claim");
	id = strtoll(text, NULL, 10);
	free(text);
	OK(claim_set_title(o->f->db, id, "T-12", CIVIL_NONE, &err));
	str_reset(&out);
	OK(invoice_proposals(o->f->db, 0, see_proposed, &out, &err));
	assert_string_equal(out.buf, "");
	OK(fees_override(o->f->db, registration, 8000, "late membership", &err));
	OK(invoice_proposals(o->f->db, 0, see_proposed, &out, &err));
	assert_string_equal(out.buf, "0 T-12 DUPRÉ-LEROY Inès 15000-8000=7000\n");
	OK(claim_set_paid(o->f->db, id, network_day("2026-03-09"), &err));
	REFUSED(claim_withdraw(o->f->db, id, &err), ERR_REFUSED, "paid");
	OK(claim_set_paid(o->f->db, id, CIVIL_NONE, &err));
	OK(claim_withdraw(o->f->db, id, &err));
	REFUSED(claim_withdraw(o->f->db, id, &err), ERR_NOT_FOUND, "not known");
	claim_all(o, &scope);
	str_reset(&out);
	OK(claim_list(o->f->db, &all, see_left, &out, &err));
	OK(invoice_proposals(o->f->db, 0, see_proposed, &out, &err));
	assert_string_equal(out.buf, "8000-5000=3000\n");
	str_release(&out);
}

/* Two of them would be more than a sum of the table can hold. */
static void an_amount_beyond_reason_is_no_payment(void **state)
{
	struct owed *o = *state;
	struct invoice_payment p = { .cents = INT64_MAX / 2 + 1, .means = MEANS_VIREMENT, .day = CIVIL_NONE };

	issue(o);
	p.invoice = o->invoices[0];
	REFUSED(invoice_pay(o->f->db, &p, &err), ERR_INVALID, "beyond reason");
	p.cents = -p.cents;
	REFUSED(invoice_pay(o->f->db, &p, &err), ERR_REFUSED, "given back");
}

static void a_payer_with_invoices_is_not_deleted(void **state)
{
	struct owed *o = *state;
	int64_t other = network_structure(o->f->db, "Syndicat mixte", STRUCTURE_EPCI, 0, 0);

	run(o->f->db, "UPDATE structure SET address = 'x', postcode = '59220', town = 'D', siret = '1', payer = %lld"
		      " WHERE id = %lld", (long long)other, (long long)o->f->ville);
	run(o->f->db, "UPDATE structure SET address = 'x', postcode = '59220', town = 'D', siret = '21590172900017'"
		      " WHERE id = %lld", (long long)other);
	issue(o);
	ASK(o->f->db, "SELECT DISTINCT json_extract(buyer, '$.name') FROM invoice", "Syndicat mixte\n");
	run(o->f->db, "UPDATE structure SET payer = NULL");
	REFUSED(structure_delete(o->f->db, other, &err), ERR_REFUSED, "2 invoices");
}

/* 400 invoices of 17,000 lines took four seconds: each line looked through all invoices. */
static void the_money_of_a_line_is_not_sought_in_all_invoices(void **state)
{
	const struct owed *o = *state;
	char *plan = ask(o->f->db, "EXPLAIN QUERY PLAN SELECT * FROM invoice_money");

	assert_non_null(strstr(plan, "SEARCH b USING INDEX invoice_line_registration"));
	assert_non_null(strstr(plan, "SEARCH j USING INTEGER PRIMARY KEY"));
	assert_null(strstr(plan, "SEARCH j USING COVERING INDEX"));
	free(plan);
}

#define OWED(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		OWED(several_payments_settle_an_invoice),
		OWED(never_more_is_given_back_than_was_paid),
		OWED(what_is_too_much_pays_another_invoice),
		OWED(a_payment_used_elsewhere_is_not_undone_alone),
		OWED(balances_add_up_by_payer_event_and_year),
		OWED(windows_of_a_list_give_it_whole),
		OWED(reminders_come_level_by_level_and_send_nothing),
		OWED(a_late_reminder_leaves_the_payer_its_days),
		OWED(an_invoice_is_late_at_midnight_where_the_centre_is),
		OWED(an_invoice_is_of_the_year_where_the_centre_is),
		OWED(a_reminder_asks_for_what_is_left),
		OWED(sums_to_collect_are_drawn_up_once_and_take_a_title),
		OWED(a_sum_to_collect_tells_the_desk_and_is_drawn_up_anew),
		OWED(an_amount_beyond_reason_is_no_payment),
		OWED(a_payer_with_invoices_is_not_deleted),
		OWED(the_money_of_a_line_is_not_sought_in_all_invoices),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
