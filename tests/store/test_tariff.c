/* Tariffs: saving, what may stand, what is in use and is succeeded, and back. */
#include "network.h"

#include "etape/journal.h"
#include "etape/payment.h"
#include "etape/tariff.h"
#include "etape/vocabulary.h"

struct fixture {
	struct db *db;
	int64_t tour;
	int64_t past;	/* a rencontre of March, of which somebody is registered */
	int64_t person;
};

static int setup(void **state)
{
	struct fixture *f = xcalloc(1, sizeof *f);
	int64_t ville;

	f->db = network_empty();
	ville = network_structure(f->db, "Ville", STRUCTURE_COMMUNE, 0, 0);
	f->person = network_person(f->db, "DURAND", "Anne", "anne@example.org", ville, 0);
	OK(tariff_install(f->db, &err));
	OK(tariff_resolve(f->db, "tour", &f->tour, &err));
	f->past = network_event(f->db, "etape-1", "2026-03-10", "2026-03-11", -1);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	db_close(&f->db);
	free(f);
	return 0;
}

static void a_tariff_is_saved_and_read_the_same(void **state)
{
	struct fixture *f = *state;
	struct tariff t, again;

	tariff_init(&t);
	tariff_init(&again);
	t.name = xstrdup(" Journées\tde l'été ");
	t.only_named = true;
	t.halves = t.no_show_due = t.no_inheritance = true;
	t.counts = FEE_COUNTS_REGISTERED;
	t.from = network_day("2027-01-01");
	tariff_rule_insert(&t, 0, &(struct fee_rule){ .cents = 9000, .percent = 3333, .cap = 20000 });
	tariff_rule_insert(&t, 0, &(struct fee_rule){ .name = "CPO", .roles = 1u << MANDATE_CPO, .walk_in = FEE_NO,
					  .departements = "59,2A", .regions = "32,94", .early_days = 30,
					  .unit = FEE_PER_EVENT, .cap = 500, .cents = 100, .percent = FEE_WHOLE,
					  .kinds = 1u << STRUCTURE_OTHER, .event_kinds = 1u << EVENT_NATIONAL,
					  .formats = 1u << FORMAT_HYBRID });
	OK(tariff_save(f->db, &t, &err));
	OK(tariff_get(f->db, t.id, &again, &err));
	assert_string_equal(again.name, "Journées de l'été");
	assert_string_equal(again.code, "journees-de-l-ete");
	assert_true(again.halves && again.no_show_due && again.no_inheritance && again.only_named);
	assert_int_equal(again.counts, FEE_COUNTS_REGISTERED);
	assert_int_equal(again.rule_count, 2);
	assert_string_equal(again.rules[0].name, "CPO");
	assert_string_equal(again.rules[0].departements, "59,2A");
	assert_int_equal(again.rules[0].kinds, 1u << STRUCTURE_OTHER);
	assert_int_equal(again.rules[1].percent, 3333);
	assert_int_equal(again.rules[1].cap, 20000);

	/* Its rules in another order, one less; the revision tells a stale save. */
	tariff_rule_insert(&again, 1, &(struct fee_rule){ .member = FEE_YES, .cents = 1 });
	tariff_rule_move(&again, 1, 0);
	OK(tariff_save(f->db, &again, &err));
	REFUSED(tariff_save(f->db, &t, &err), ERR_STALE, "");
	tariff_rule_remove(&again, 0);
	OK(tariff_save(f->db, &again, &err));
	OK(tariff_get(f->db, again.id, &t, &err));
	assert_int_equal(t.rule_count, 2);
	assert_string_equal(t.rules[0].name, "CPO");
	tariff_release(&t);
	tariff_release(&again);
}

static void what_may_not_stand_is_refused(void **state)
{
	struct fixture *f = *state;
	struct tariff t;

	tariff_init(&t);
	REFUSED(tariff_save(f->db, &t, &err), ERR_INVALID, "");
	free(t.name);
	t.name = xstrdup("Autre");
	t.from = network_day("2027-01-01");
	REFUSED(tariff_save(f->db, &t, &err), ERR_EXISTS, "Tarif du Tour");
	t.only_named = true;
	tariff_rule_insert(&t, 0, &(struct fee_rule){ .state = FEE_YES });
	tariff_rule_insert(&t, 0, &(struct fee_rule){ .cents = 100 });
	REFUSED(tariff_save(f->db, &t, &err), ERR_INVALID, "");
	tariff_rule_move(&t, 1, 0);
	t.to = network_day("2026-01-01");
	REFUSED(tariff_save(f->db, &t, &err), ERR_INVALID, "");
	t.to = CIVIL_NONE;
	OK(tariff_save(f->db, &t, &err));
	tariff_release(&t);
}

static bool used(struct fixture *f, int64_t id)
{
	struct str by = STR_INIT;
	bool is;

	OK(tariff_in_use(f->db, id, &is, &by, NULL, &err));
	assert_int_equal(is, by.len > 0);
	str_release(&by);
	return is;
}

static bool last_change(void *arg, const struct journal_entry *entry)
{
	int64_t *id = arg;

	*id = entry->id;
	return false;
}

static void a_tariff_in_use_is_succeeded_not_changed(void **state)
{
	struct fixture *f = *state;
	struct tariff t, next;
	int64_t change = 0;

	tariff_init(&t);
	tariff_init(&next);
	OK(tariff_get(f->db, f->tour, &t, &err));
	assert_false(used(f, f->tour));
	t.rules[2].cents = 16000;
	OK(tariff_save(f->db, &t, &err));
	OK(journal_list(f->db, 1, last_change, &change, &err));
	network_register(f->db, f->past, f->person);
	assert_true(used(f, f->tour));
	t.rules[2].cents = 17000;
	REFUSED(tariff_save(f->db, &t, &err), ERR_REFUSED, "");
	REFUSED(tariff_delete(f->db, f->tour, &err), ERR_REFUSED, "");

	/* Nor is its change taken back. */
	REFUSED(journal_undo(f->db, change, false, NULL, &err), ERR_REFUSED, "succeeded");

	/* Not on a day on which it was used; then from the day after. */
	OK(tariff_copy(f->db, f->tour, network_day("2026-03-11"), &next, &err));
	REFUSED(tariff_succeed(f->db, f->tour, &next, &err), ERR_REFUSED, "12");
	next.from = network_day("2026-03-12");
	OK(tariff_succeed(f->db, f->tour, &next, &err));
	assert_string_equal(next.code, "tour-2026");
	OK(tariff_get(f->db, f->tour, &t, &err));
	assert_int_equal(t.to, network_day("2026-03-11"));
	OK(tariff_get(f->db, next.id, &t, &err));
	assert_int_equal(t.succeeds, f->tour);
	assert_int_equal(t.rule_count, 3);
	assert_int_equal(t.rules[2].cents, 16000);
	assert_false(used(f, next.id));

	/* One undo takes both back. */
	OK(journal_undo(f->db, 0, false, NULL, &err));
	REFUSED(tariff_get(f->db, next.id, &t, &err), ERR_NOT_FOUND, "");
	OK(tariff_get(f->db, f->tour, &t, &err));
	assert_int_equal(t.to, CIVIL_NONE);
	tariff_release(&t);
	tariff_release(&next);
}

static void a_successor_that_goes_gives_its_days_back(void **state)
{
	struct fixture *f = *state;
	struct tariff t, next;
	int64_t id;

	tariff_init(&t);
	tariff_init(&next);
	OK(tariff_copy(f->db, f->tour, network_day("2027-01-01"), &next, &err));
	OK(tariff_succeed(f->db, f->tour, &next, &err));
	id = next.id;
	REFUSED(tariff_delete(f->db, f->tour, &err), ERR_REFUSED, "");
	OK(tariff_delete(f->db, id, &err));
	OK(tariff_get(f->db, f->tour, &t, &err));
	assert_int_equal(t.to, CIVIL_NONE);
	OK(journal_undo(f->db, 0, false, NULL, &err));
	OK(tariff_get(f->db, id, &t, &err));
	assert_int_equal(t.rule_count, 3);
	tariff_release(&t);
	tariff_release(&next);
}

static bool see_change(void *arg, const struct journal_entry *entry)
{
	*(int64_t *)arg = entry->id;
	return true;
}

static void a_rencontre_names_a_tariff(void **state)
{
	struct fixture *f = *state;
	const int64_t later = network_event(f->db, "etape-2", "2027-03-10", "2027-03-10", -1);
	struct tariff t;
	int64_t named, r, named_change = 0;

	tariff_init(&t);
	t.name = xstrdup("Journée régionale");
	t.only_named = true;
	tariff_rule_insert(&t, 0, &(struct fee_rule){ .cents = 2000 });
	OK(tariff_save(f->db, &t, &err));
	r = network_register(f->db, f->past, f->person);
	assert_false(used(f, t.id)); /* passed over by date */
	OK(tariff_name_event(f->db, later, t.id, false, &err));
	REFUSED(tariff_delete(f->db, t.id, &err), ERR_REFUSED, "");
	assert_false(used(f, t.id)); /* to come, and nobody paid */
	REFUSED(tariff_name_event(f->db, f->past, t.id, false, &err), ERR_CONFLICT,
		"1 amount changes, from €300.00 to €40.00");
	OK(tariff_of_event(f->db, f->past, &named, &err));
	assert_int_equal(named, 0);
	OK(tariff_name_event(f->db, f->past, t.id, true, &err));
	OK(journal_list(f->db, 1, see_change, &named_change, &err));
	assert_true(used(f, t.id));
	assert_false(used(f, f->tour));
	/* What was paid by it since keeps it, whoever takes the change back. */
	OK(payment_add(f->db, &(struct payment){ .registration = r, .cents = 100, .means = MEANS_ESPECES,
					  .day = CIVIL_NONE }, &err));
	REFUSED(journal_undo(f->db, named_change, false, NULL, &err), ERR_REFUSED, "stays");
	OK(journal_undo(f->db, 0, false, NULL, &err));
	OK(tariff_name_event(f->db, f->past, 0, true, &err));
	OK(tariff_name_event(f->db, later, 0, false, &err));
	OK(tariff_delete(f->db, t.id, &err));
	tariff_release(&t);
}

struct rows {
	struct str text;
};

static bool see(void *arg, const struct tariff_row *row)
{
	struct rows *rows = arg;

	str_addf(&rows->text, "%s %s-%s %s|", row->code, row->from, row->to, row->scope);
	return true;
}

static void tariffs_are_listed_and_advised(void **state)
{
	struct fixture *f = *state;
	struct rows rows = { .text = STR_INIT };
	struct str advice = STR_INIT;
	struct tariff t;

	tariff_init(&t);
	OK(tariff_get(f->db, f->tour, &t, &err));
	t.to = network_day("2026-12-31");
	OK(tariff_save(f->db, &t, &err));
	OK(tariff_advice(f->db, &t, &advice, &err));
	assert_string_equal(advice.buf, "");
	OK(tariff_copy(f->db, f->tour, network_day("2027-02-01"), &t, &err));
	tariff_rule_remove(&t, 2);
	OK(tariff_advice(f->db, &t, &advice, &err));
	assert_string_equal(advice.buf,
		"the rules are not for everybody: who meets none would be to be determined\n"
		"no tariff holds from 1 to 31 January 2027");
	OK(tariff_save(f->db, &t, &err));
	OK(tariff_list(f->db, see, &rows, &err));
	assert_string_equal(rows.text.buf, "tour -2026-12-31 all|tarif-du-tour 2027-02-01- all|");
	tariff_release(&t);
	str_release(&advice);
	str_release(&rows.text);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(a_tariff_is_saved_and_read_the_same),
		TEST(what_may_not_stand_is_refused),
		TEST(a_tariff_in_use_is_succeeded_not_changed),
		TEST(a_successor_that_goes_gives_its_days_back),
		TEST(a_rencontre_names_a_tariff),
		TEST(tariffs_are_listed_and_advised),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
