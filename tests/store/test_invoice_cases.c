/* What tests/core/fees.tsv cannot say: cases of an invoice and its credit notes. */
#include "billed.h"

#include "etape/fees.h"
#include "etape/journal.h"
#include "etape/payment.h"

static void credit_note_then_new_invoice(void **state)
{
	struct billed *b = *state;
	struct invoice note;
	int64_t id;

	issue(b);
	invoice_init(&note);
	OK(invoice_resolve(b->f->db, "fa2026-0002", &id, &err));
	REFUSED(invoice_credit(b->f->db, &b->settings, id, NULL, 0, " ", &note, &err),
		ERR_INVALID, "reason");
	OK(invoice_credit(b->f->db, &b->settings, id, NULL, 0, "wrong payer", &note, &err));
	assert_string_equal(note.number, "AV2026-0001");
	assert_string_equal(note.corrects_number, "FA2026-0002");
	assert_int_equal(note.corrects_day, network_day("2026-03-10"));
	assert_int_equal(note.total, 15000);
	REFUSED(journal_undo(b->f->db, 0, true, NULL, &err), ERR_REFUSED, "credit note");
	OK(invoice_get(b->f->db, id, &note, &err));
	assert_int_equal(note.state, INVOICE_CREDITED);
	invoice_release(&note);
	issue(b);
	assert_int_equal(b->drafts.count, 1);
	assert_string_equal(b->drafts.at[0].number, "FA2026-0003");
}

static void second_credit_note_refused(void **state)
{
	struct billed *b = *state;
	const struct invoice_credit line = { .no = 1 };
	struct invoice note;

	issue(b);
	invoice_init(&note);
	OK(invoice_credit(b->f->db, &b->settings, b->drafts.at[1].id, NULL, 0, "wrong payer", &note, &err));
	REFUSED(invoice_credit(b->f->db, &b->settings, b->drafts.at[1].id, NULL, 0, "again", &note, &err),
		ERR_REFUSED, "FA2026-0002");
	REFUSED(invoice_credit(b->f->db, &b->settings, b->drafts.at[1].id, &line, 1, "again", &note, &err),
		ERR_REFUSED, "FA2026-0002");
	invoice_release(&note);
	ASK(b->f->db, "SELECT count(*) FROM invoice WHERE kind = 'credit_note'", "1\n");
}

/* The rule asks 10 % of 150 € a day: 45 € of three days, not 3 × 15 € each rounded. */
static void ten_percent_on_three_days_of_150(void **state)
{
	struct billed *b = *state;
	const int64_t event = network_event(b->f->db, "etape-3", "2026-03-02", "2026-03-04", -1);
	const struct invoice *d;
	struct invoice read;

	join(b->f, event, b->f->ines);
	run(b->f->db, "UPDATE fee_rule SET percent = 1000 WHERE cents = 15000");
	b->scope.event = event;
	draft(b);
	assert_int_equal(b->drafts.count, 1);
	d = &b->drafts.at[0];
	assert_int_equal(d->line_count, 1);
	assert_int_equal(d->lines[0].quantity, 300);
	assert_int_equal(d->lines[0].unit_cents, 15000);
	assert_int_equal(d->lines[0].percent, 1000);
	assert_int_equal(d->total, 4500);
	issue(b);
	invoice_init(&read);
	OK(invoice_get(b->f->db, b->drafts.at[0].id, &read, &err));
	assert_int_equal(read.total, 4500);
	assert_non_null(strstr(read.lines[0].reasons, "3 days x €150.00 x 10% = €45.00"));
	invoice_release(&read);
}

/* 150 € of 300 € paid at the desk and billed; then she cancels a day: the rest is proposed to be given back. */
static void partial_payment_then_a_day_cancelled(void **state)
{
	struct billed *b = *state;
	const int64_t event = network_event(b->f->db, "etape-3", "2026-03-02", "2026-03-03", -1);
	struct payment p = { .cents = 15000, .means = MEANS_CHEQUE, .day = CIVIL_NONE };
	struct str out = STR_INIT;
	struct invoice read;
	int64_t id;

	p.registration = join(b->f, event, b->f->ines);
	b->scope.event = event;
	OK(payment_add(b->f->db, &p, &err));
	issue(b);
	id = b->drafts.at[0].id;
	assert_int_equal(b->drafts.at[0].total, 30000);
	assert_int_equal(b->drafts.at[0].paid_before, 15000);
	run(b->f->db,
		"INSERT INTO registration_session (registration, session) SELECT %lld, id FROM session"
		" WHERE event = %lld AND day = '2026-03-02'",
		(long long)p.registration, (long long)event);
	OK(invoice_proposals(b->f->db, event, keep_proposal, &out, &err));
	assert_string_equal(out.buf, "FA2026-0001/1 DUPRÉ-LEROY Inès 30000-15000=15000: 1 day x €150.00 = €150.00;"
				     " Denain was not a member on 2 March 2026 (no membership known)\n");
	invoice_init(&read);
	OK(invoice_credit(b->f->db, &b->settings, id, &(struct invoice_credit){ 1, 15000 }, 1, "one day", &read, &err));
	OK(invoice_get(b->f->db, id, &read, &err));
	assert_int_equal(read.credited, 15000);
	assert_int_equal(read.balance, 0);
	assert_int_equal(read.state, INVOICE_PAID);
	invoice_release(&read);
	str_release(&out);
}

/* An amount set by hand says how much, not which of two purses. */
static void an_amount_by_hand_is_billed_to_nobody_while_the_payer_is_open(void **state)
{
	struct billed *b = *state;
	const int64_t club = network_structure(b->f->db, "Club", STRUCTURE_ASSOCIATION, 0, 0);
	const int64_t post = network_mandate(b->f->db, b->f->ines, b->f->creil, MANDATE_CPO, NULL, NULL);

	run(b->f->db, "UPDATE mandate SET structure = %lld WHERE id = %lld", (long long)club, (long long)post);
	OK(fees_override(b->f->db, b->r_ines, 5000, "agreed", &err));
	draft(b);
	assert_int_equal(b->drafts.count, 1); /* Ana's */
	assert_int_equal(b->drafts.apart_count, 1);
	assert_int_equal(b->drafts.apart[0].registration, b->r_ines);
	assert_non_null(strstr(b->drafts.apart[0].reasons, "the payer is not the same"));
	OK(registration_choose_hat(b->f->db, b->r_ines, club, b->f->creil, &err));
	draft(b);
	assert_int_equal(b->drafts.count, 2);
	assert_int_equal(b->drafts.at[1].payer_structure, club);
	assert_int_equal(b->drafts.at[1].total, 5000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BILLED(credit_note_then_new_invoice),
		BILLED(second_credit_note_refused),
		BILLED(ten_percent_on_three_days_of_150),
		BILLED(partial_payment_then_a_day_cancelled),
		BILLED(an_amount_by_hand_is_billed_to_nobody_while_the_payer_is_open),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
