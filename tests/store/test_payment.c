/* Payments: receipts, refunds, the till. */
#include "today.h"

#include "etape/journal.h"
#include "etape/payment.h"

static struct payment of(int64_t registration, cents_t cents, enum payment_means means)
{
	return (struct payment){
		.registration = registration, .cents = cents, .means = means, .day = CIVIL_NONE
	};
}

/* Pays and tells the receipt. */
static const char *pay(struct db *db, struct payment p)
{
	static char receipt[sizeof p.receipt];

	OK(payment_add(db, &p, &err));
	memcpy(receipt, p.receipt, sizeof receipt);
	return receipt;
}

static void receipts_are_numbered_by_the_year_of_their_day(void **state)
{
	struct fixture *f = *state;
	int64_t ines = network_register(f->db, f->event, f->ines);
	struct payment earlier = of(ines, 5000, MEANS_CHEQUE);

	assert_string_equal(pay(f->db, of(ines, 15000, MEANS_ESPECES)), "R2026-0001");
	assert_string_equal(pay(f->db, of(ines, 15000, MEANS_CARTE)), "R2026-0002");
	earlier.day = network_day("2025-12-31");
	assert_string_equal(pay(f->db, earlier), "R2025-0001");
	assert_string_equal(pay(f->db, of(ines, -5000, MEANS_ESPECES)), "R2026-0003");
}

static void a_number_once_said_is_never_given_again(void **state)
{
	struct fixture *f = *state;
	int64_t ines = network_register(f->db, f->event, f->ines);
	struct payment refused = of(ines, -20000, MEANS_ESPECES);

	assert_string_equal(pay(f->db, of(ines, 15000, MEANS_ESPECES)), "R2026-0001");
	OK(journal_undo(f->db, 0, true, NULL, &err));
	assert_string_equal(pay(f->db, of(ines, 15000, MEANS_ESPECES)), "R2026-0002");
	/* A refusal was told no number: it makes no gap. */
	REFUSED(payment_add(f->db, &refused, &err), ERR_REFUSED, "150");
	assert_string_equal(refused.receipt, "");
	assert_string_equal(pay(f->db, of(ines, 100, MEANS_ESPECES)), "R2026-0003");
}

static bool first_receipt(void *arg, const struct payment *p)
{
	memcpy(arg, p->receipt, sizeof p->receipt);
	return false;
}

static bool first_entry(void *arg, const struct journal_entry *entry)
{
	*(int64_t *)arg = entry->id;
	return false;
}

static void an_undo_taken_back_brings_the_same_receipt(void **state)
{
	struct fixture *f = *state;
	int64_t ines = network_register(f->db, f->event, f->ines);
	int64_t undo = 0;
	char receipt[sizeof((struct payment){ .id = 0 }).receipt] = "";

	pay(f->db, of(ines, 15000, MEANS_ESPECES));
	OK(journal_undo(f->db, 0, true, NULL, &err));
	OK(payment_list(f->db, 0, 0, first_receipt, receipt, &err));
	assert_string_equal(receipt, "");
	OK(journal_list(f->db, 1, first_entry, &undo, &err));
	OK(journal_undo(f->db, undo, false, NULL, &err));
	OK(payment_list(f->db, 0, 0, first_receipt, receipt, &err));
	assert_string_equal(receipt, "R2026-0001");
}

static void no_more_is_given_back_than_was_paid(void **state)
{
	struct fixture *f = *state;
	int64_t ines = network_register(f->db, f->event, f->ines);
	int64_t marc = network_register(f->db, f->event, f->marc);
	struct payment back = of(ines, -10000, MEANS_ESPECES);
	struct payment all = of(ines, INT64_MIN, MEANS_ESPECES);

	REFUSED(payment_add(f->db, &back, &err), ERR_REFUSED, "0");
	pay(f->db, of(marc, 30000, MEANS_CARTE));
	REFUSED(payment_add(f->db, &back, &err), ERR_REFUSED, "100");
	pay(f->db, of(ines, 15000, MEANS_CARTE));
	pay(f->db, back);
	back.cents = -5001;
	REFUSED(payment_add(f->db, &back, &err), ERR_REFUSED, "50.01");
	REFUSED(payment_add(f->db, &all, &err), ERR_REFUSED, "50");
	back.cents = -5000;
	pay(f->db, back);
}

static void a_payment_given_back_since_is_not_undone_alone(void **state)
{
	struct fixture *f = *state;
	int64_t ines = network_register(f->db, f->event, f->ines);
	int64_t paid = 0;

	pay(f->db, of(ines, 15000, MEANS_CARTE));
	OK(journal_list(f->db, 1, first_entry, &paid, &err));
	pay(f->db, of(ines, -5000, MEANS_CARTE));
	REFUSED(journal_undo(f->db, paid, false, NULL, &err), ERR_CONFLICT, "given back");
	OK(journal_undo(f->db, 0, true, NULL, &err));
	OK(journal_undo(f->db, paid, false, NULL, &err));
}

static bool see_payment(void *arg, const struct payment *p)
{
	struct seen *seen = arg;

	str_addf(&seen->text, "%s", seen->n++ ? "|" : "");
	for (size_t i = 1; i < payment_type.count; i++) {
		if (i == 7)
			continue; /* the time */
		record_raw(&seen->text, &payment_type, p, i);
		str_addc(&seen->text, i + 1 < payment_type.count ? ' ' : ';');
	}
	return true;
}

static void a_list_says_who_paid_what(void **state)
{
	struct fixture *f = *state;
	int64_t other = network_event(f->db, "etape-2", "2026-04-10", NULL, -1);
	int64_t ines = network_register(f->db, f->event, f->ines);
	int64_t marc = network_register(f->db, other, f->marc);
	struct payment cheque = of(ines, 15000, MEANS_CHEQUE);
	struct seen seen = { .text = STR_INIT };

	cheque.reference = " 12\t34 ";
	pay(f->db, cheque);
	pay(f->db, of(marc, 100, MEANS_ESPECES));
	pay(f->db, of(ines, -5000, MEANS_ESPECES));
	OK(payment_list(f->db, f->event, 0, see_payment, &seen, &err));
	expect(&seen,
		"R2026-0001 etape-1 DUPRÉ-LEROY Inès 150.00 cheque 2026-03-10 accueil 1 claire 12 34;|"
		"R2026-0003 etape-1 DUPRÉ-LEROY Inès -50.00 especes 2026-03-10 accueil 1 claire ;");
	OK(payment_list(f->db, 0, marc, see_payment, &seen, &err));
	expect(&seen, "R2026-0002 etape-2 DUPUIS Marc 1.00 especes 2026-03-10 accueil 1 claire ;");
	OK(payment_list(f->db, f->event, marc, see_payment, &seen, &err));
	expect(&seen, "");
	OK(payment_list(f->db, 0, 0, see_payment, &seen, &err));
	assert_int_equal(seen.n, 3);
	str_release(&seen.text);
}

static bool see_till(void *arg, const char *desk, const struct payment_till *till)
{
	struct seen *seen = arg;

	str_addf(&seen->text, "%s%s %lld", seen->n++ ? "|" : "", desk, (long long)till->total);
	return true;
}

static void the_till_adds_up_by_means_day_and_desk(void **state)
{
	struct fixture *f = *state;
	int64_t ines = network_register(f->db, f->event, f->ines);
	struct payment_till_filter filter = { .event = f->event, .day = CIVIL_NONE };
	struct payment yesterday = of(ines, 700, MEANS_ESPECES);
	struct payment_till till;
	struct seen seen = { .text = STR_INIT };

	yesterday.day = network_day("2026-03-09");
	pay(f->db, of(ines, 15000, MEANS_ESPECES));
	pay(f->db, of(ines, -5000, MEANS_ESPECES));
	pay(f->db, of(ines, 2000, MEANS_CARTE));
	pay(f->db, yesterday);
	OK(payment_till(f->db, &filter, &till, &err));
	assert_int_equal(till.total, 12700);
	assert_int_equal(till.by_means[MEANS_ESPECES], 10700);
	assert_int_equal(till.count[MEANS_ESPECES], 3);
	assert_int_equal(till.by_means[MEANS_CARTE], 2000);
	assert_int_equal(till.count[MEANS_CARTE], 1);
	filter.day = network_day("2026-03-10");
	OK(payment_till(f->db, &filter, &till, &err));
	assert_int_equal(till.total, 12000);
	OK(payment_till_by_desk(f->db, &filter, see_till, &seen, &err));
	expect(&seen, "accueil 1 12000");
	filter.desk = "accueil 2";
	OK(payment_till(f->db, &filter, &till, &err));
	assert_int_equal(till.total, 0);
	OK(payment_till_by_desk(f->db, &filter, see_till, &seen, &err));
	expect(&seen, "");
	filter = (struct payment_till_filter){ .event = 42, .day = CIVIL_NONE };
	OK(payment_till(f->db, &filter, &till, &err));
	assert_int_equal(till.total, 0);
}

static void a_till_beyond_reason_is_refused_in_words(void **state)
{
	struct fixture *f = *state;
	int64_t ines = network_register(f->db, f->event, f->ines);
	struct payment_till_filter filter = { .event = f->event, .day = CIVIL_NONE };
	struct payment_till till;

	pay(f->db, of(ines, INT64_MAX - 5, MEANS_ESPECES));
	OK(payment_till(f->db, &filter, &till, &err));
	assert_true(till.total == INT64_MAX - 5);
	pay(f->db, of(ines, 6, MEANS_ESPECES));
	REFUSED(payment_till(f->db, &filter, &till, &err), ERR_INVALID, "beyond reason");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(receipts_are_numbered_by_the_year_of_their_day),
		TEST(a_number_once_said_is_never_given_again),
		TEST(an_undo_taken_back_brings_the_same_receipt),
		TEST(no_more_is_given_back_than_was_paid),
		TEST(a_payment_given_back_since_is_not_undone_alone),
		TEST(a_list_says_who_paid_what),
		TEST(the_till_adds_up_by_means_day_and_desk),
		TEST(a_till_beyond_reason_is_refused_in_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
