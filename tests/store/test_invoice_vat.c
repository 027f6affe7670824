/* VAT out of prices that include it, for any number of lines: EN 16931's BR-CO-10 and BR-CO-17. */
#include "network_fixture.h"
#include "raw.h"

#include "etape/invoice.h"
#include "etape/tariff.h"
#include "store/invoice_internal.h"

static const int rates[] = { 2000, 1000, 550, 210, 1 };
static const size_t counts[] = { 1, 3, 7, 200, 2001, 20000 };

/* An invoice of that many lines: of one price, or of prices that differ. */
static void make(struct invoice *invoice, size_t count, int rate, bool same)
{
	invoice_init(invoice);
	invoice->vat = VAT_RATE;
	invoice->vat_rate = rate;
	for (size_t i = 0; i < count; i++) {
		struct invoice_line *line = invoice_add_line(invoice);

		line->net = same ? 15000 : (cents_t)(1 + i * 7919 % 40009);
		line->quantity = 100;
		line->event = line->name = line->label = line->reasons = NULL;
	}
	OK(invoice_sum(invoice, &err));
	invoice_share_vat(invoice, invoice_net(invoice->total, VAT_RATE, rate));
}

/* The lines add up, no net is a whole cent from its own, and VAT is the rate of the net to a cent. */
static void holds(const struct invoice *invoice, const char *what)
{
	const cents_t by = FEE_WHOLE + invoice->vat_rate;
	cents_t net = 0, off = 0, asked;

	for (size_t i = 0; i < invoice->line_count; i++) {
		const struct invoice_line *line = &invoice->lines[i];
		const cents_t wrong = line->net * by - (line->net + line->vat) * FEE_WHOLE;

		net += line->net;
		off += wrong <= -by || wrong >= by || line->net < 0 || line->vat < 0 ||
		       line->unit_cents != line->net;
	}
	asked = (net * invoice->vat_rate + FEE_WHOLE / 2) / FEE_WHOLE;
	if (net != invoice->net || off)
		fail_msg("%s: %zu lines at %d: %lld lines a cent off, net %lld of %lld", what,
			invoice->line_count, invoice->vat_rate, (long long)off, (long long)net,
			(long long)invoice->net);
	if (invoice->vat_cents < asked - 1 || invoice->vat_cents > asked + 1)
		fail_msg("%s: %zu lines at %d: VAT %lld, the rate of the net is %lld", what,
			invoice->line_count, invoice->vat_rate, (long long)invoice->vat_cents,
			(long long)asked);
}

static void the_rate_of_the_net_is_the_vat_for_any_number_of_lines(void **state)
{
	struct invoice invoice;

	(void)state;
	for (size_t r = 0; r < sizeof rates / sizeof *rates; r++)
		for (size_t n = 0; n < sizeof counts / sizeof *counts; n++)
			for (int same = 0; same < 2; same++) {
				make(&invoice, counts[n], rates[r], same != 0);
				OK(invoice_sum(&invoice, &err));
				holds(&invoice, same ? "one price" : "prices");
				if (same)
					assert_int_equal(invoice.total, 15000 * (cents_t)counts[n]);
				invoice_release(&invoice);
			}
}

/* Each line is rounded half up by itself; a cent that lacks goes where rounding took most of one. */
static void no_more_cents_are_moved_than_lack(void **state)
{
	static const cents_t gross[] = { 15000, 5000, 2500, 7500 };
	static const cents_t nets[] = { 13636, 4545, 2273, 6818 };
	struct invoice invoice;

	(void)state;
	invoice_init(&invoice);
	invoice.vat = VAT_RATE;
	invoice.vat_rate = 1000;
	for (size_t i = 0; i < 4; i++)
		invoice_add_line(&invoice)->net = gross[i];
	invoice_share_vat(&invoice, 27273);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(invoice.lines[i].net, nets[i] + (i == 1));
	invoice_share_vat(&invoice, 27272);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(invoice.lines[i].net, nets[i]);
	invoice_release(&invoice);
}

/* --- an invoice and its credit notes --- */

enum { PEOPLE = 7 };

static void issue_at(struct db *db, int rate, struct invoice_drafts *drafts)
{
	struct invoice_settings s;
	struct invoice_scope scope = { .early = false };

	invoice_settings_init(&s);
	s.name = xstrdup("Centre du Nord");
	s.address = xstrdup("1 rue des Tests");
	s.postcode = xstrdup("59000");
	s.town = xstrdup("Lille");
	s.siret = xstrdup("73282932000074");
	s.iban = xstrdup("FR1420041010050500013M02606");
	s.vat = VAT_RATE;
	s.vat_rate = rate;
	s.vat_number = xstrdup("FR83732829320");
	scope.from = scope.to = network_day("2026-03-09");
	OK(invoice_draft(db, &s, &scope, drafts, &err));
	assert_int_equal(drafts->count, 1);
	OK(invoice_issue(db, &s, &scope, drafts, NULL, &err));
	invoice_settings_release(&s);
}

/* The lines from..to (1 up), and all that is left for from 0. */
static void credit(struct db *db, int64_t invoice, int from, int to, struct invoice *note)
{
	struct invoice_settings s;
	struct invoice_credit lines[PEOPLE];
	size_t count = 0;

	invoice_settings_init(&s);
	for (int no = from; no && no <= to; no++)
		lines[count++] = (struct invoice_credit){ .no = no };
	OK(invoice_credit(db, &s, invoice, lines, count, "cancelled", note, &err));
	holds(note, "credit note");
	invoice_settings_release(&s);
}

static void bill(struct fixture *f, int people, struct invoice_drafts *drafts)
{
	const int64_t event = network_event(f->db, "tour-1", "2026-03-09", NULL, -1);

	OK(tariff_install(f->db, &err));
	for (int i = 0; i < people; i++) {
		const char name[] = { (char)('A' + i / 26), (char)('A' + i % 26), '\0' };

		network_register(f->db, event, network_person(f->db, name, name, NULL, f->ville, 0));
	}
	run(f->db,
		"UPDATE structure SET address = 'x', postcode = '59220', town = 'Denain', siret = '21590172900017'"
		" WHERE id = %lld", (long long)f->ville);
	issue_at(f->db, 1000, drafts);
}

/* At 10 %, 150 € are 136.3636… each: of seven, 954.55 and not 7 × 136.36 = 954.52. */
static void credit_notes_give_back_the_same_net_and_vat(void **state)
{
	struct fixture *f = *state;
	struct invoice_drafts drafts = { .at = NULL };
	struct invoice note;
	cents_t net = 0, vat = 0;

	bill(f, PEOPLE, &drafts);
	assert_int_equal(drafts.at[0].net, 95455);
	assert_int_equal(drafts.at[0].vat_cents, 9545);
	holds(&drafts.at[0], "invoice");
	invoice_init(&note);
	for (int i = 0; i < 3; i++) {
		static const int from[] = { 1, 4, 0 };

		credit(f->db, drafts.at[0].id, from[i], from[i] + 2, &note);
		assert_int_equal(note.total, i < 2 ? 45000 : 15000);
		net += note.net;
		vat += note.vat_cents;
	}
	assert_int_equal(net, 95455);
	assert_int_equal(vat, 9545);
	invoice_release(&note);
	invoice_drafts_release(&drafts);
}

/* 15 € of 150 € are 13.636… without VAT: rounded as any amount is, and the rest takes what is left. */
static void a_part_given_back_is_rounded_by_itself(void **state)
{
	static const cents_t back[] = { 1500, 0 }, net[] = { 1364, 12272 }, vat[] = { 136, 1228 };
	struct fixture *f = *state;
	struct invoice_drafts drafts = { .at = NULL };
	struct invoice_settings s;
	struct invoice note;

	bill(f, 1, &drafts);
	invoice_settings_init(&s);
	for (int i = 0; i < 2; i++) {
		const struct invoice_credit line = { .no = 1, .cents = back[i] };

		invoice_init(&note);
		OK(invoice_credit(f->db, &s, drafts.at[0].id, &line, 1, "geste", &note, &err));
		assert_int_equal(note.net, net[i]);
		assert_int_equal(note.vat_cents, vat[i]);
		invoice_release(&note);
	}
	invoice_settings_release(&s);
	invoice_drafts_release(&drafts);
}

/* Forty people leave one by one: what rounding forty notes lost was all asked of the last one. */
static void the_last_of_many_credit_notes_has_its_own_vat(void **state)
{
	enum { MANY = 40 };
	struct fixture *f = *state;
	struct invoice_drafts drafts = { .at = NULL };
	struct invoice note;
	cents_t net = 0, vat = 0;

	bill(f, MANY, &drafts);
	invoice_init(&note);
	for (int i = 1; i <= MANY; i++) {
		credit(f->db, drafts.at[0].id, i, i, &note);
		net += note.net;
		vat += note.vat_cents;
	}
	assert_int_equal(net, drafts.at[0].net);
	assert_int_equal(vat, drafts.at[0].vat_cents);
	invoice_release(&note);
	invoice_drafts_release(&drafts);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_rate_of_the_net_is_the_vat_for_any_number_of_lines),
		cmocka_unit_test(no_more_cents_are_moved_than_lack),
		cmocka_unit_test_setup_teardown(
			credit_notes_give_back_the_same_net_and_vat, setup, teardown),
		cmocka_unit_test_setup_teardown(a_part_given_back_is_rounded_by_itself, setup, teardown),
		cmocka_unit_test_setup_teardown(
			the_last_of_many_credit_notes_has_its_own_vat, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
