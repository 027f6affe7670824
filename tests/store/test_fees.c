/* Fees gathered from facts, tariffs, payments. */
#include "network.h"

#include "etape/checkin.h"
#include "etape/counters.h"
#include "etape/fees.h"
#include "etape/payment.h"
#include "etape/tariff.h"
#include "store/db_internal.h"

struct fixture {
	struct db *db;
	int64_t creil, denain;
	int64_t agglo, ville, prefecture, club, region;
	int64_t event; /* today and tomorrow */
};

static int setup(void **state)
{
	struct fixture *f = xcalloc(1, sizeof *f);

	f->db = network_empty();
	network_commune(f->db, "60175", "Creil");
	network_commune(f->db, "59172", "Denain");
	f->creil = network_cite(f->db, "creil", "Creil", "60175");
	f->denain = network_cite(f->db, "denain", "Denain", "59172");
	f->agglo = network_structure(f->db, "Agglo", STRUCTURE_EPCI, 0, 0);
	f->ville = network_structure(
		f->db, "Ville de Creil", STRUCTURE_COMMUNE, f->creil, f->agglo);
	f->prefecture = network_structure(f->db, "Préfecture", STRUCTURE_PREFECTURE, 0, 0);
	f->club = network_structure(f->db, "Club", STRUCTURE_ASSOCIATION, 0, 0);
	f->region = network_structure(f->db, "Région", STRUCTURE_REGION, 0, 0);
	OK(tariff_install(f->db, &err));
	f->event = network_event(f->db, "etape-1", "2026-03-10", "2026-03-11", -1);
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

struct seen {
	struct str text;
	int n;
};

static bool see_fee(void *arg, const struct fee_row *row)
{
	struct seen *seen = arg;

	str_addf(&seen->text, "%s%s %s %d %d", seen->n++ ? "|" : "", row->name,
		fee_state_name(row->state), row->days, (int)row->due);
	return true;
}

static void expect_fee(struct fixture *f, int64_t person, const char *expected)
{
	struct seen seen = { .text = STR_INIT };

	OK(fees_of_person(f->db, f->event, person, see_fee, &seen, &err));
	assert_string_equal(seen.text.buf, expected);
	str_release(&seen.text);
}

static void expect_list(struct fixture *f, const char *expected)
{
	struct seen seen = { .text = STR_INIT };

	OK(fees_list(f->db, f->event, see_fee, &seen, &err));
	assert_string_equal(seen.text.buf, expected);
	str_release(&seen.text);
}

static int64_t guest(struct fixture *f, const char *name, int64_t structure, int64_t cite)
{
	int64_t id = network_person(f->db, name, "", NULL, structure, cite);

	network_register(f->db, f->event, id);
	return id;
}

static void check_in(struct fixture *f, int64_t person, int session)
{
	struct checkin_query q = { .event = f->event, .session = session };
	struct checkin_answer a;

	checkin_answer_init(&a);
	OK(registration_find(f->db, f->event, person, &q.registration, &err));
	OK(checkin_do(f->db, &q, &a, &err));
	assert_int_equal(a.result, CHECKIN_OK);
	checkin_answer_release(&a);
}

/* A few at a time they are the same, whoever comes and goes meanwhile. */
static void portions_are_the_whole(void **state)
{
	struct fixture *f = *state;
	const struct fees_supposition agglo = { f->agglo, CIVIL_NONE, CIVIL_NONE };
	struct fees_query q = { .event = f->event };
	struct seen seen = { .text = STR_INIT };
	struct fees_walk *walk;
	bool more = true;
	int steps = 0;

	guest(f, "A", f->ville, 0);
	guest(f, "B", f->prefecture, 0);
	guest(f, "C", f->ville, 0);
	OK(fees_walk_begin(&walk, f->db, &q, &err));
	for (; more; steps++) {
		OK(fees_walk_step(walk, 2, see_fee, &seen, &more, &err));
		/* Nothing of the database is held between two steps. */
		network_structure(f->db, steps ? "Une" : "Autre", STRUCTURE_OTHER, 0, 0);
	}
	assert_int_equal(steps, 2);
	assert_int_equal(fees_walk_percent(walk), 100);
	assert_string_equal(seen.text.buf, "A due 2 30000|B exempt 2 0|C due 2 30000");
	expect_list(f, seen.text.buf);
	fees_walk_end(&walk);
	str_reset(&seen.text);
	seen.n = 0;
	q.supposed = &agglo;
	q.supposed_count = 1;
	OK(fees_walk_begin(&walk, f->db, &q, &err));
	OK(fees_walk_step(walk, 9, see_fee, &seen, &more, &err));
	assert_false(more);
	assert_string_equal(seen.text.buf, "A exempt 2 0|B exempt 2 0|C exempt 2 0");
	fees_walk_end(&walk);
	str_release(&seen.text);
}

static void non_members_pay_by_the_day(void **state)
{
	struct fixture *f = *state;

	expect_fee(f, guest(f, "A", f->ville, 0), "A due 2 30000");
	network_membership(f->db, f->agglo, NULL, "2026-03-10");
	expect_fee(f, guest(f, "B", f->ville, 0), "B due 2 15000");
	network_membership(f->db, f->ville, "2026-03-11", NULL);
	expect_fee(f, guest(f, "C", f->ville, 0), "C exempt 2 0");
}

static void a_session_more_costs_its_day(void **state)
{
	struct fixture *f = *state;
	const int64_t person = network_person(f->db, "A", "", NULL, f->ville, 0);
	const struct registering one = { .event = f->event,
		.person = person,
		.sessions = (int[]){ 1 },
		.session_count = 1 };
	struct seen seen = { .text = STR_INIT };

	OK(registration_add(f->db, &one, NULL, &err));
	expect_fee(f, person, "A due 1 15000");
	OK(fees_with_session(f->db, f->event, person, 2, see_fee, &seen, &err));
	OK(fees_with_session(f->db, f->event, person, 3, see_fee, &seen, &err));
	assert_string_equal(seen.text.buf, "A due 1 15000|A due 2 30000");
	str_release(&seen.text);
	expect_fee(f, person, "A due 1 15000");
}

static void the_state_comes_free(void **state)
{
	struct fixture *f = *state;
	int64_t person = guest(f, "A", f->prefecture, 0);

	expect_fee(f, person, "A exempt 2 0");
	network_mandate(f->db, person, f->creil, MANDATE_COPILOTE_PREFECTURE, NULL, NULL);
	network_mandate(f->db, person, f->denain, MANDATE_COPILOTE_PREFECTURE, NULL, NULL);
	expect_fee(f, person, "A exempt 2 0");
}

static void without_a_territory_it_is_undetermined(void **state)
{
	struct fixture *f = *state;
	int64_t person = guest(f, "A", f->club, 0);

	expect_fee(f, person, "A undetermined 2 0");
	network_mandate(f->db, person, f->creil, MANDATE_REFERENT, NULL, "2026-03-09");
	expect_fee(f, person, "A undetermined 2 0");
	network_mandate(f->db, person, f->creil, MANDATE_CPO, "2026-03-10", NULL);
	expect_fee(f, person, "A due 2 30000");
	network_mandate(f->db, person, f->denain, MANDATE_CPO, NULL, NULL);
	expect_fee(f, person, "A due 2 30000"); /* whichever she comes for */
	network_membership(f->db,
		network_structure(f->db, "Ville de Denain", STRUCTURE_COMMUNE, f->denain, 0), NULL,
		"2026-03-10");
	expect_fee(f, person, "A undetermined 2 0");
	expect_fee(f, guest(f, "B", 0, 0), "B undetermined 2 0");
	expect_fee(f, guest(f, "C", f->club, f->denain), "C due 2 15000");
	expect_fee(f, guest(f, "D", f->region, 0), "D due 2 30000");
	network_membership(f->db, f->region, NULL, NULL);
	expect_fee(f, guest(f, "E", f->region, 0), "E exempt 2 0");
}

static void expect_newcomer(
	struct fixture *f, int64_t structure, const char *named, const char *expected)
{
	struct seen seen = { .text = STR_INIT };

	OK(fees_of_newcomer(f->db, f->event, structure, named, see_fee, &seen, &err));
	assert_string_equal(seen.text.buf, expected);
	str_release(&seen.text);
}

/* A structure that is not there yet: its name says what it is. */
static void a_newcomers_fee_is_known_before_she_is(void **state)
{
	struct fixture *f = *state;

	expect_newcomer(f, f->ville, NULL, " due 2 30000");
	expect_newcomer(f, 0, "Ville de Neuville", " due 2 30000");
	expect_newcomer(f, 0, "Préfecture du Nord", " exempt 2 0");
	expect_newcomer(f, 0, "Les Amis du Lundi", " undetermined 2 0");
	expect_newcomer(f, 0, "", " undetermined 2 0");
	/* A structure that is known is what it is, whatever was typed. */
	expect_newcomer(f, f->prefecture, "Ville de Neuville", " exempt 2 0");
}

static void members_of_the_cite_come_free(void **state)
{
	struct fixture *f = *state;

	network_membership(f->db, f->agglo, NULL, NULL);
	expect_fee(f, guest(f, "A", f->club, f->creil), "A exempt 2 0");
	expect_fee(f, guest(f, "B", f->club, f->denain), "B due 2 30000");
}

static void only_days_that_count_are_paid(void **state)
{
	struct fixture *f = *state;
	int64_t a = guest(f, "A", f->ville, 0), b = guest(f, "B", f->ville, 0);
	struct registering what = {
		.event = f->event, .sessions = (int[]){ 3, 4 }, .session_count = 2
	};

	what.person = network_person(f->db, "C", "", NULL, f->ville, 0);
	OK(registration_add(f->db, &what, NULL, &err));
	check_in(f, a, 1);
	expect_list(f, "A due 2 30000|B due 2 30000|C due 1 15000");
	/* The evening of the first day: B did not come. */
	setenv("ETAPE_NOW", "2026-03-10T18:00:00", 1);
	expect_list(f, "A due 2 30000|B due 1 15000|C due 1 15000");
	setenv("ETAPE_NOW", "2026-03-12T09:00:00", 1);
	expect_list(f, "A due 1 15000|B exempt 0 0|C exempt 0 0");
	check_in(f, b, 4);
	expect_list(f, "A due 1 15000|B due 1 15000|C exempt 0 0");
}

static void without_any_presence_the_registered_pay(void **state)
{
	struct fixture *f = *state;

	guest(f, "A", f->ville, 0);
	setenv("ETAPE_NOW", "2026-04-01T09:00:00", 1);
	expect_list(f, "A due 2 30000");
}

static void who_does_not_come_is_left_out_but_may_be_asked_for(void **state)
{
	struct fixture *f = *state;
	int64_t a = guest(f, "A", f->ville, 0), stranger;

	OK(registration_cancel(f->db, f->event, a, "grippe", &err));
	expect_list(f, "");
	expect_fee(f, a, "A due 2 30000");
	stranger = network_person(f->db, "B", "", NULL, f->ville, 0);
	expect_fee(f, stranger, "B due 2 30000");
	expect_fee(f, 42, "");
}

static void payments_are_counted(void **state)
{
	struct fixture *f = *state;
	struct payment p = { .cents = 10000, .means = MEANS_CHEQUE, .day = CIVIL_NONE };
	struct payment_till till;
	cents_t owed;

	guest(f, "A", f->ville, 0);
	OK(counters_owed(f->db, f->event, &owed, &err));
	assert_int_equal(owed, 30000);
	REFUSED(payment_add(f->db, &p, &err), ERR_NOT_FOUND, "");
	OK(registration_find(
		f->db, f->event, guest(f, "B", f->prefecture, 0), &p.registration, &err));
	OK(registration_find(
		f->db, f->event, guest(f, "C", f->ville, 0), &p.registration, &err));
	OK(payment_add(f->db, &p, &err));
	assert_int_equal(p.day, network_day("2026-03-10"));
	OK(counters_owed(f->db, f->event, &owed, &err));
	assert_int_equal(owed, 50000);
	p.cents = 20000;
	p.means = MEANS_ESPECES;
	OK(payment_add(f->db, &p, &err));
	expect_list(f, "A due 2 30000|B exempt 2 0|C paid 2 30000");
	OK(payment_till(f->db, &(struct payment_till_filter){ .event = f->event, .day = CIVIL_NONE }, &till, &err));
	assert_int_equal(till.total, 30000);
	assert_int_equal(till.by_means[MEANS_CHEQUE], 10000);
	p.cents = 0;
	REFUSED(payment_add(f->db, &p, &err), ERR_INVALID, "");
}

static void who_left_early_came_all_the_same(void **state)
{
	struct fixture *f = *state;
	int64_t a = guest(f, "A", f->ville, 0), b = guest(f, "B", f->ville, 0);
	struct checkin_query q = { .event = f->event, .session = 1 };
	struct checkin_answer answer;
	struct counters c;

	check_in(f, a, 1);
	check_in(f, b, 3);
	checkin_answer_init(&answer);
	OK(registration_find(f->db, f->event, a, &q.registration, &err));
	OK(checkin_out(f->db, &q, &answer, &err));
	setenv("ETAPE_NOW", "2026-04-01T09:00:00", 1);
	expect_list(f, "A due 1 15000|B due 1 15000");
	expect_fee(f, a, "A due 1 15000");
	OK(counters_get(f->db, f->event, 0, &c, &err));
	assert_int_equal(c.present, 2);
	checkin_answer_release(&answer);
}

static void an_event_called_off_costs_nothing(void **state)
{
	struct fixture *f = *state;
	struct event e;

	guest(f, "A", f->ville, 0);
	event_init(&e);
	OK(event_get(f->db, f->event, &e, &err));
	e.status = EVENT_CANCELLED;
	OK(event_save(f->db, &e, EVENT_SESSIONS_AUTO, &err));
	event_release(&e);
	expect_list(f, "A exempt 0 0");
}

static void the_tariff_is_read_with_its_rules(void **state)
{
	struct fixture *f = *state;
	struct fee_tariff *tariffs;
	size_t count;

	OK(tariff_load(f->db, &tariffs, &count, &err));
	assert_int_equal(count, 1);
	assert_string_equal(tariffs[0].name, "Tarif du Tour");
	assert_int_equal(tariffs[0].rule_count, 3);
	assert_string_equal(tariffs[0].code, "tour");
	assert_int_equal(tariffs[0].rules[0].state, FEE_YES);
	assert_int_equal(tariffs[0].rules[1].member, FEE_YES);
	assert_int_equal(tariffs[0].rules[2].cents, 15000);
	assert_int_equal(tariffs[0].rules[2].percent, FEE_WHOLE);
	assert_int_equal(tariffs[0].from, CIVIL_NONE);
	tariff_free(&tariffs);
}

/* An inter-communal body that belongs to the cité, too, is above its town: a tariff without inheritance is
 * not got round by it. Its own people are members all the same, and so is who comes for a cité without a town. */
static void a_body_of_the_cite_covers_no_town_without_inheritance(void **state)
{
	struct fixture *f = *state;
	const int64_t metropole = network_structure(f->db, "Métropole", STRUCTURE_EPCI, f->creil, 0);

	network_structure(f->db, "Agglo de Denain", STRUCTURE_EPCI, f->denain, 0);
	network_membership(f->db, metropole, NULL, NULL);
	guest(f, "A", f->ville, 0);
	guest(f, "B", metropole, 0);
	expect_list(f, "A exempt 2 0|B exempt 2 0");
	assert_int_equal(sqlite3_exec(f->db->handle, "UPDATE tariff SET inherits = 0", NULL, NULL, NULL), SQLITE_OK);
	expect_list(f, "A due 2 30000|B exempt 2 0");
	assert_int_equal(sqlite3_exec(f->db->handle, "UPDATE structure SET kind = 'association' WHERE kind = 'commune'",
				 NULL, NULL, NULL),
		SQLITE_OK);
	expect_list(f, "A exempt 2 0|B exempt 2 0");
}

/* A service of a town is of the town, whatever stands above both. */
static void a_town_covers_its_services_without_inheritance(void **state)
{
	struct fixture *f = *state;
	const int64_t service = network_structure(f->db, "Ville de Creil, éducation", STRUCTURE_COMMUNE, 0, f->ville);

	assert_int_equal(sqlite3_exec(f->db->handle, "UPDATE tariff SET inherits = 0", NULL, NULL, NULL), SQLITE_OK);
	network_membership(f->db, f->agglo, NULL, NULL);
	guest(f, "A", service, 0);
	expect_list(f, "A due 2 30000");
	network_membership(f->db, f->ville, NULL, NULL);
	expect_list(f, "A exempt 2 0");
}

static bool see_hat(void *arg, const struct fees_hat *hat)
{
	str_addf(arg, "%s %d|", hat->cite_name, hat->known ? (int)hat->cents : -1);
	return true;
}

static void expect_hats(struct fixture *f, int64_t person, const char *expected)
{
	struct str hats = STR_INIT;

	OK(fees_hats(f->db, f->event, person, see_hat, &hats, &err));
	assert_string_equal(hats.buf, expected);
	str_release(&hats);
}

/* 300 € either way, but of two purses: whose is for her to say. */
static void two_payers_of_one_price_are_to_be_chosen(void **state)
{
	struct fixture *f = *state;
	const int64_t torn = guest(f, "T", f->ville, 0);
	const int64_t post = network_mandate(f->db, torn, f->denain, MANDATE_CPO, NULL, NULL);
	char sql[120];
	int64_t id;

	expect_list(f, "T due 2 30000"); /* of the town all the same */
	snprintf(sql, sizeof sql, "UPDATE mandate SET structure = %lld WHERE id = %lld", (long long)f->club,
		(long long)post);
	assert_int_equal(sqlite3_exec(f->db->handle, sql, NULL, NULL, NULL), SQLITE_OK);
	expect_list(f, "T undetermined 2 0");
	expect_hats(f, torn, "Creil 30000|Denain 30000|");
	OK(registration_find(f->db, f->event, torn, &id, &err));
	OK(registration_choose_hat(f->db, id, f->club, f->denain, &err));
	expect_list(f, "T due 2 30000");
}

/* A free place that she would have under one hat is none under the other: she chooses, until it is gone. */
static void a_free_place_under_one_hat_is_to_be_chosen(void **state)
{
	struct fixture *f = *state;
	const int64_t torn = guest(f, "T", f->club, 0);

	assert_int_equal(sqlite3_exec(f->db->handle,
				 "UPDATE fee_rule SET free_places = 1 WHERE member = 1", NULL, NULL, NULL),
		SQLITE_OK);
	network_membership(f->db, f->ville, NULL, NULL);
	network_mandate(f->db, torn, f->creil, MANDATE_CPO, NULL, NULL);
	network_mandate(f->db, torn, f->denain, MANDATE_CPO, NULL, NULL);
	expect_list(f, "T undetermined 2 0");
	expect_hats(f, torn, "Creil 0|Denain 30000|");
	guest(f, "A", f->ville, 0);
	expect_list(f, "A exempt 2 0|T due 2 30000");
	expect_hats(f, torn, "Creil 30000|Denain 30000|");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

/* The second to register of a member pays, whatever her name; when the first cancels she comes free. */
static void free_places_go_by_order_of_registration(void **state)
{
	struct fixture *f = *state;
	int64_t first;

	assert_int_equal(sqlite3_exec(f->db->handle,
				 "UPDATE fee_rule SET free_places = 1 WHERE member = 1", NULL, NULL, NULL),
		SQLITE_OK);
	network_membership(f->db, f->ville, NULL, NULL);
	first = guest(f, "Z", f->ville, 0);
	guest(f, "A", f->ville, 0);
	expect_list(f, "A due 2 30000|Z exempt 2 0");
	OK(registration_cancel(f->db, f->event, first, "x", &err));
	expect_list(f, "A exempt 2 0");
}

/* What was set by hand for who cancelled is still asked for. */
static void an_amount_set_by_hand_outlives_a_cancellation(void **state)
{
	struct fixture *f = *state;
	const int64_t person = guest(f, "A", f->ville, 0);
	int64_t id;

	OK(registration_find(f->db, f->event, person, &id, &err));
	REFUSED(fees_override(f->db, id, 1000, "  ", &err), ERR_INVALID, "reason");
	REFUSED(fees_override(f->db, id, 100000001, "late", &err), ERR_INVALID, "million");
	OK(fees_override(f->db, id, 1000, "late", &err));
	expect_list(f, "A due 2 1000");
	OK(registration_cancel(f->db, f->event, person, "x", &err));
	expect_list(f, "A due 0 1000");
	OK(fees_override_remove(f->db, id, &err));
	expect_list(f, "");
	REFUSED(fees_override_remove(f->db, id, &err), ERR_REFUSED, "by hand");
}

static void a_supposed_membership_is_not_written(void **state)
{
	struct fixture *f = *state;
	const struct fees_supposition what = { f->agglo, network_day("2026-03-11"), CIVIL_NONE };
	const struct fees_query q = { .event = f->event, .supposed = &what, .supposed_count = 1 };
	struct seen seen = { .text = STR_INIT };

	guest(f, "A", f->ville, 0);
	OK(fees_ask(f->db, &q, see_fee, &seen, &err));
	assert_string_equal(seen.text.buf, "A due 2 15000");
	str_release(&seen.text);
	expect_list(f, "A due 2 30000");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(non_members_pay_by_the_day),
		TEST(portions_are_the_whole),
		TEST(a_session_more_costs_its_day),
		TEST(the_state_comes_free),
		TEST(without_a_territory_it_is_undetermined),
		TEST(a_newcomers_fee_is_known_before_she_is),
		TEST(members_of_the_cite_come_free),
		TEST(only_days_that_count_are_paid),
		TEST(without_any_presence_the_registered_pay),
		TEST(who_does_not_come_is_left_out_but_may_be_asked_for),
		TEST(payments_are_counted),
		TEST(who_left_early_came_all_the_same),
		TEST(an_event_called_off_costs_nothing),
		TEST(the_tariff_is_read_with_its_rules),
		TEST(free_places_go_by_order_of_registration),
		TEST(a_free_place_under_one_hat_is_to_be_chosen),
		TEST(two_payers_of_one_price_are_to_be_chosen),
		TEST(a_town_covers_its_services_without_inheritance),
		TEST(a_body_of_the_cite_covers_no_town_without_inheritance),
		TEST(an_amount_set_by_hand_outlives_a_cancellation),
		TEST(a_supposed_membership_is_not_written),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
