/* All cités at a glance: host, member, posts and presence as they are on a day. */
#include "network.h"

#include "etape/checkin.h"
#include "etape/cite_label.h"
#include "etape/cite_overview.h"
#include "etape/id.h"
#include "etape/payment.h"
#include "etape/tariff.h"
#include "store/db_internal.h"

struct fixture {
	struct db *db;
	int64_t denain, creil, agglo, ville, ines, jean;
};

static int setup(void **state)
{
	struct fixture *f = xcalloc(1, sizeof *f);

	f->db = network_empty();
	network_commune(f->db, "59172", "Denain");
	network_commune(f->db, "60175", "Creil");
	f->denain = network_cite(f->db, "denain", "Denain", "59172");
	f->creil = network_cite(f->db, "creil", "Creil", "60175");
	f->agglo = network_structure(f->db, "Agglo de la Porte", STRUCTURE_EPCI, 0, 0);
	f->ville = network_structure(f->db, "Ville de Denain", STRUCTURE_COMMUNE, f->denain, f->agglo);
	f->ines = network_person(f->db, "Dupré-Leroy", "Inès", "ines@example.org", f->ville, 0);
	f->jean = network_person(f->db, "D’Hondt", "Jean-Pierre", "jp@example.org", 0, f->creil);
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

static struct cite_overview_row *row_of(struct cite_overview *o, int64_t id)
{
	for (size_t i = 0; i < o->count; i++) {
		if (o->rows[i].id == id)
			return &o->rows[i];
	}
	fail_msg("the cité is not there");
	return o->rows;
}

static void load(struct fixture *f, struct cite_overview *o, const char *on, unsigned parts)
{
	cite_overview_init(o);
	OK(cite_overview_load(f->db, o, "32", on ? network_day(on) : CIVIL_NONE, parts, &err));
	assert_int_equal(o->count, 2);
}

static void reads_a_region_by_name(void **state)
{
	struct fixture *f = *state;
	struct cite_overview o;

	load(f, &o, NULL, 0);
	assert_string_equal(o.rows[0].name, "Creil");
	assert_string_equal(o.rows[1].name, "Denain");
	assert_string_equal(o.rows[1].code, "denain");
	assert_string_equal(o.rows[1].region_name, "Hauts-de-France");
	assert_int_equal(o.rows[1].wave, 2019);
	assert_int_equal(o.rows[1].population, 10000);
	assert_int_equal(o.on, network_day("2026-03-10"));
	OK(cite_overview_add(f->db, &o, CITE_OVERVIEW_COMMUNES, &err));
	assert_string_equal(o.rows[1].communes, "Denain");
	OK(cite_overview_load(f->db, &o, "84", CIVIL_NONE, 0, &err));
	assert_int_equal(o.count, 0);
	OK(cite_overview_load(f->db, &o, NULL, CIVIL_NONE, 0, &err));
	assert_int_equal(o.count, 2);
	cite_overview_release(&o);
}

static void knows_members_through_whom_and_when(void **state)
{
	struct fixture *f = *state;
	struct cite_overview o;

	network_membership(f->db, f->agglo, "2025-01-01", "2025-12-31");
	load(f, &o, "2025-06-01", CITE_OVERVIEW_MEMBER);
	assert_true(row_of(&o, f->denain)->member);
	assert_string_equal(row_of(&o, f->denain)->member_via, "Agglo de la Porte");
	assert_false(row_of(&o, f->creil)->member);
	cite_overview_release(&o);
	load(f, &o, "2026-01-01", CITE_OVERVIEW_MEMBER);
	assert_false(row_of(&o, f->denain)->member);
	assert_string_equal(row_of(&o, f->denain)->member_via, "");
	cite_overview_release(&o);
}

static void knows_posts_held_on_a_day(void **state)
{
	struct fixture *f = *state;
	struct cite_overview o;

	network_mandate(f->db, f->ines, f->denain, MANDATE_CPO, "2024-01-01", "2025-06-30");
	network_mandate(f->db, f->jean, f->denain, MANDATE_COPILOTE_ACADEMIE, NULL, NULL);
	network_mandate(f->db, f->jean, f->denain, MANDATE_REFERENT, NULL, NULL);
	load(f, &o, "2025-06-30", CITE_OVERVIEW_POSTS);
	assert_int_equal(row_of(&o, f->denain)->held & CITE_OVERVIEW_POSTS_WANTED,
		1u << MANDATE_CPO | 1u << MANDATE_COPILOTE_ACADEMIE);
	assert_false(row_of(&o, f->creil)->posts_known);
	cite_overview_release(&o);
	load(f, &o, "2025-07-01", CITE_OVERVIEW_POSTS);
	assert_int_equal(row_of(&o, f->denain)->held & CITE_OVERVIEW_POSTS_WANTED,
		1u << MANDATE_COPILOTE_ACADEMIE);
	assert_true(row_of(&o, f->denain)->posts_known);
	cite_overview_release(&o);
}

static int64_t hosted(struct fixture *f, const char *code, const char *day, int64_t cite,
	enum event_status status)
{
	struct event e;
	int64_t id;

	event_init(&e);
	e.code = xstrdup(code);
	e.title = xstrdup(code);
	e.starts = xstrdup(day);
	e.cite = cite;
	e.status = status;
	e.capacity = -1;
	OK(event_save(f->db, &e, EVENT_SESSIONS_AUTO, &err));
	id = e.id;
	event_release(&e);
	return id;
}

static void knows_hosts_of_the_tour(void **state)
{
	struct fixture *f = *state;
	struct cite_overview o;

	hosted(f, "tour-1", "2025-02-11", f->denain, EVENT_HELD);
	hosted(f, "tour-2", "2026-09-11", f->creil, EVENT_ANNOUNCED);
	load(f, &o, NULL, 0);
	assert_int_equal(row_of(&o, f->denain)->tour, CITE_TOUR_HOSTED);
	assert_int_equal(row_of(&o, f->creil)->tour, CITE_TOUR_PLANNED);
	cite_overview_release(&o);
	/* The day before it was still to come. */
	load(f, &o, "2025-02-10", 0);
	assert_int_equal(row_of(&o, f->denain)->tour, CITE_TOUR_PLANNED);
	cite_overview_release(&o);
}

/* The day on which this machine records what is saved now. */
static day_t recording_day(void)
{
	return civil_day(2020, 1, 1) + (day_t)(id_seconds(id_new()) / 86400);
}

/* An étape was no plan before anybody knew of it: before it was recorded, or half a year before
 * when it was recorded once it was over. */
static void knows_plans_as_they_were(void **state)
{
	struct fixture *f = *state;
	struct cite_overview o;
	struct cite_summary sum;

	hosted(f, "tour-1", "2025-02-11", f->denain, EVENT_HELD);
	hosted(f, "tour-9", "2090-02-11", f->creil, EVENT_ANNOUNCED);
	load(f, &o, "2024-08-11", 0);
	assert_int_equal(row_of(&o, f->denain)->tour, CITE_TOUR_PLANNED);
	assert_int_equal(row_of(&o, f->creil)->tour, CITE_TOUR_NONE);
	cite_overview_release(&o);
	load(f, &o, "2024-08-10", 0);
	assert_int_equal(row_of(&o, f->denain)->tour, CITE_TOUR_NONE);
	cite_overview_release(&o);
	OK(cite_summary(f->db, f->denain, network_day("2024-08-10"), &sum, &err));
	assert_int_equal(sum.tour, CITE_TOUR_NONE);
	assert_null(sum.tour_start);
	cite_summary_release(&sum);
	OK(cite_summary(f->db, f->denain, network_day("2024-08-11"), &sum, &err));
	assert_int_equal(sum.tour, CITE_TOUR_PLANNED);
	cite_summary_release(&sum);
	/* What is recorded is a plan from that day on. */
	setenv("ETAPE_NOW", "2080-01-01T09:00:00+01:00", 1);
	OK(cite_overview_load(f->db, &o, NULL, recording_day(), 0, &err));
	assert_int_equal(row_of(&o, f->creil)->tour, CITE_TOUR_PLANNED);
	OK(cite_overview_load(f->db, &o, NULL, recording_day() - 2, 0, &err));
	assert_int_equal(row_of(&o, f->creil)->tour, CITE_TOUR_NONE);
	setenv("ETAPE_NOW", NETWORK_NOW, 1);
	cite_overview_release(&o);
}

/* Of two that are planned one looks forward to the nearer. */
static void tells_the_next_of_two_plans(void **state)
{
	struct fixture *f = *state;
	struct cite_summary sum;

	hosted(f, "tour-8", "2027-06-11", f->creil, EVENT_ANNOUNCED);
	hosted(f, "tour-7", "2026-09-11", f->creil, EVENT_ANNOUNCED);
	hosted(f, "tour-6", "2026-01-11", f->creil, EVENT_CLOSED);
	OK(cite_summary(f->db, f->creil, CIVIL_NONE, &sum, &err));
	assert_string_equal(sum.tour_code, "tour-7");
	cite_summary_release(&sum);
}

static void check_in(struct fixture *f, int64_t event, int64_t person, bool undo)
{
	struct checkin_query q = { .event = event, .session = 1,
		.registration = network_register(f->db, event, person) };
	struct checkin_answer a;

	checkin_answer_init(&a);
	OK(checkin_do(f->db, &q, &a, &err));
	assert_int_equal(a.result, CHECKIN_OK);
	if (undo)
		OK(checkin_undo(f->db, &q, &a, &err));
	checkin_answer_release(&a);
}

struct names {
	struct str text;
	int people;
};

static bool see_attendance(void *arg, const struct cite_attendance *a)
{
	struct names *n = arg;

	str_addf(&n->text, "%s:%s", a->code, a->names);
	n->people += a->people;
	return true;
}

static void knows_who_came(void **state)
{
	struct fixture *f = *state;
	int64_t old = network_event(f->db, "old", "2024-11-05", NULL, -1);
	int64_t late = network_event(f->db, "late", "2026-01-20", NULL, -1);
	struct names names = { .text = STR_INIT };
	struct cite_overview o;

	check_in(f, old, f->ines, false);
	check_in(f, old, f->jean, false);
	check_in(f, late, f->ines, false);
	/* Taken back: was not there. */
	check_in(f, late, f->jean, true);
	load(f, &o, NULL, CITE_OVERVIEW_SEEN);
	assert_int_equal(o.events, 1);
	/* Inès counts for the cité of her structure, Jean-Pierre for his own. */
	assert_int_equal(row_of(&o, f->denain)->seen_day, network_day("2026-01-20"));
	assert_int_equal(row_of(&o, f->denain)->attended, 1);
	assert_int_equal(row_of(&o, f->creil)->seen_day, network_day("2024-11-05"));
	assert_int_equal(row_of(&o, f->creil)->attended, 0);
	cite_overview_release(&o);
	load(f, &o, "2024-11-04", CITE_OVERVIEW_SEEN);
	assert_int_equal(row_of(&o, f->denain)->seen_day, CIVIL_NONE);
	cite_overview_release(&o);
	OK(cite_attended(f->db, f->denain, CIVIL_NONE, see_attendance, &names, &err));
	assert_string_equal(names.text.buf, "late:DUPRÉ-LEROY Inèsold:DUPRÉ-LEROY Inès");
	assert_int_equal(names.people, 2);
	str_release(&names.text);
}

static void expect_missed(struct fixture *f, int64_t cite, const char *on, const char *wanted)
{
	struct names names = { .text = STR_INIT };

	OK(cite_missed(f->db, cite, on ? network_day(on) : CIVIL_NONE, see_attendance, &names,
		&err));
	assert_string_equal(names.text.buf, wanted);
	str_release(&names.text);
}

static int64_t called(struct fixture *f, const char *code, const char *day, enum event_kind kind)
{
	int64_t id = network_event(f->db, code, day, NULL, -1);
	struct event e;

	event_init(&e);
	OK(event_get(f->db, id, &e, &err));
	e.kind = kind;
	OK(event_save(f->db, &e, EVENT_SESSIONS_AUTO, &err));
	event_release(&e);
	return id;
}

/* Missed is where others were seen and nobody of the cité was, where it was expected. */
static void knows_what_a_cite_missed(void **state)
{
	struct fixture *f = *state;
	int64_t tour = called(f, "tour", "2026-01-20", EVENT_ETAPE);

	check_in(f, tour, f->jean, false);
	check_in(f, called(f, "cpo", "2025-11-05", EVENT_CPO), f->jean, false);
	check_in(f, called(f, "visit", "2025-12-05", EVENT_VISIT), f->jean, false);
	check_in(f, called(f, "long-ago", "2022-12-05", EVENT_CPO), f->jean, false);
	check_in(f, called(f, "unseen", "2025-12-06", EVENT_CPO), f->jean, true);
	called(f, "nobody-recorded", "2025-12-07", EVENT_CPO);
	called(f, "to-come", "2026-12-07", EVENT_CPO);
	/* She said that she would come. */
	network_register(f->db, tour, f->ines);
	expect_missed(f, f->denain, NULL, "tour:DUPRÉ-LEROY Inèsunseen:cpo:");
	expect_missed(f, f->creil, NULL, "unseen:D’HONDT Jean-Pierre");
	expect_missed(f, f->denain, "2025-11-30", "cpo:long-ago:");
	check_in(f, called(f, "first", "2018-05-05", EVENT_CPO), f->jean, false);
	expect_missed(f, f->denain, "2019-01-01", ""); /* labelled in 2019 */
}

static bool see_fee(void *arg, const struct cite_fee *fee)
{
	str_addf(arg, "%s %d %lld-%lld=%lld %d\n", fee->code, fee->people, (long long)fee->due,
		(long long)fee->paid, (long long)fee->balance, fee->unknown);
	return true;
}

static void pay(struct fixture *f, int64_t registration, cents_t cents, const char *day);

static void knows_what_a_cite_owes_by_rencontre(void **state)
{
	struct fixture *f = *state;
	struct str text = STR_INIT;
	int64_t marc = network_person(f->db, "Dupuis", "Marc", NULL, 0, f->denain);

	OK(tariff_install(f->db, &err));
	int64_t one = network_event(f->db, "one", "2025-02-11", NULL, -1);
	int64_t two = network_event(f->db, "two", "2026-01-20", NULL, -1);
	pay(f, network_register(f->db, one, f->ines), 5000, "2025-03-01");
	network_register(f->db, one, marc);
	network_register(f->db, two, f->ines);
	network_register(f->db, two, f->jean);
	network_register(f->db, network_event(f->db, "to-come", "2026-12-07", NULL, -1), f->ines);
	OK(cite_fees(f->db, f->denain, CIVIL_NONE, see_fee, &text, &err));
	assert_string_equal(text.buf, "two 1 15000-0=15000 0\none 2 30000-5000=25000 0\n");
	str_reset(&text);
	OK(cite_fees(f->db, f->denain, network_day("2025-12-31"), see_fee, &text, &err));
	assert_string_equal(text.buf, "one 2 30000-5000=25000 0\n");
	/* The day before it was paid. */
	str_reset(&text);
	OK(cite_fees(f->db, f->denain, network_day("2025-02-28"), see_fee, &text, &err));
	assert_string_equal(text.buf, "one 2 30000-0=30000 0\n");
	str_release(&text);
}

/* The last one told by the day; of two on one day the later. */
static void knows_the_last_mood(void **state)
{
	struct fixture *f = *state;
	struct cite_overview o;
	struct str sql = STR_INIT;

	str_addf(&sql,
		"INSERT INTO mood (id, cite, day, level, author) VALUES (901, %lld, '2025-05-01', 2, 'c'),"
		" (902, %lld, '2026-01-20', 4, 'c'), (903, %lld, '2026-01-20', 5, 'c')",
		(long long)f->denain, (long long)f->denain, (long long)f->denain);
	assert_int_equal(sqlite3_exec(f->db->handle, sql.buf, NULL, NULL, NULL), SQLITE_OK);
	str_release(&sql);
	load(f, &o, NULL, CITE_OVERVIEW_MOOD);
	assert_int_equal(row_of(&o, f->denain)->mood, 5);
	assert_int_equal(row_of(&o, f->denain)->mood_day, network_day("2026-01-20"));
	assert_int_equal(row_of(&o, f->creil)->mood, 0);
	assert_int_equal(row_of(&o, f->creil)->mood_day, CIVIL_NONE);
	cite_overview_release(&o);
	load(f, &o, "2026-01-19", CITE_OVERVIEW_MOOD);
	assert_int_equal(row_of(&o, f->denain)->mood, 2);
	cite_overview_release(&o);
	load(f, &o, "2025-04-30", CITE_OVERVIEW_MOOD);
	assert_int_equal(row_of(&o, f->denain)->mood, 0);
	cite_overview_release(&o);
}

static void pay(struct fixture *f, int64_t registration, cents_t cents, const char *day)
{
	struct payment p = { .registration = registration, .cents = cents, .day = network_day(day) };

	OK(payment_add(f->db, &p, &err));
}

/* What was due on a day: what was held by then, less what was paid by then. */
static void knows_what_is_owed_on_a_day(void **state)
{
	struct fixture *f = *state;
	struct cite_overview o;

	OK(tariff_install(f->db, &err));
	int64_t one = network_event(f->db, "one", "2025-02-11", NULL, -1);
	int64_t two = network_event(f->db, "two", "2026-01-20", NULL, -1);
	int64_t paid = network_register(f->db, one, f->ines);
	network_register(f->db, two, f->ines);
	network_register(f->db, two, f->jean);
	pay(f, paid, 15000, "2025-03-01");
	load(f, &o, "2025-02-10", CITE_OVERVIEW_FEES);
	assert_int_equal(row_of(&o, f->denain)->owed, 0);
	cite_overview_release(&o);
	load(f, &o, "2025-02-28", CITE_OVERVIEW_FEES);
	assert_int_equal(row_of(&o, f->denain)->owed, 15000);
	cite_overview_release(&o);
	load(f, &o, "2025-03-01", CITE_OVERVIEW_FEES);
	assert_int_equal(row_of(&o, f->denain)->owed, 0);
	cite_overview_release(&o);
	load(f, &o, NULL, CITE_OVERVIEW_FEES);
	assert_int_equal(row_of(&o, f->denain)->owed, 15000);
	assert_int_equal(row_of(&o, f->denain)->owed_unknown, 0);
	assert_int_equal(row_of(&o, f->creil)->owed, 15000);
	cite_overview_release(&o);
}

static void tells_the_tour_of_a_day(void **state)
{
	struct fixture *f = *state;
	struct cite_summary s;

	hosted(f, "tour-1", "2025-02-11", f->denain, EVENT_HELD);
	OK(cite_summary(f->db, f->denain, network_day("2025-02-10"), &s, &err));
	assert_int_equal(s.tour, CITE_TOUR_PLANNED);
	cite_summary_release(&s);
	OK(cite_summary(f->db, f->denain, network_day("2025-02-11"), &s, &err));
	assert_int_equal(s.tour, CITE_TOUR_HOSTED);
	cite_summary_release(&s);
}

static void label_of(struct fixture *f, enum label_status status, const char *from, const char *to)
{
	struct cite_label l;

	cite_label_init(&l);
	l.cite = f->denain;
	l.status = status;
	l.from = network_day(from);
	l.to = to ? network_day(to) : CIVIL_NONE;
	OK(cite_label_save(f->db, &l, &err));
	cite_label_release(&l);
}

static void label_is(struct fixture *f, const char *on, enum label_status status, const char *since)
{
	struct cite_overview o;
	const struct cite_overview_row *row;

	load(f, &o, on, CITE_OVERVIEW_LABEL);
	row = row_of(&o, f->denain);
	assert_true(row->label_known);
	assert_int_equal(row->label, status);
	assert_int_equal(row->label_since, network_day(since));
	/* What is told of one is not told of the other. */
	row = row_of(&o, f->creil);
	assert_int_equal(row->label, LABEL_LABELLED);
	assert_int_equal(row->label_since, network_day("2019-01-01"));
	cite_overview_release(&o);
}

static void knows_the_label_on_a_day(void **state)
{
	struct fixture *f = *state;

	label_is(f, "2018-05-01", LABEL_LABELLED, "2019-01-01");
	label_of(f, LABEL_CANDIDATE, "2018-09-01", NULL);
	label_of(f, LABEL_RENEWED, "2022-09-01", "2025-08-31");
	label_is(f, "2018-10-01", LABEL_CANDIDATE, "2018-09-01");
	label_is(f, "2021-03-01", LABEL_LABELLED, "2019-01-01");
	label_is(f, "2025-08-31", LABEL_RENEWED, "2022-09-01");
	label_is(f, NULL, LABEL_ENDED, "2025-09-01");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(reads_a_region_by_name, setup, teardown),
		cmocka_unit_test_setup_teardown(knows_members_through_whom_and_when, setup, teardown),
		cmocka_unit_test_setup_teardown(knows_posts_held_on_a_day, setup, teardown),
		cmocka_unit_test_setup_teardown(knows_hosts_of_the_tour, setup, teardown),
		cmocka_unit_test_setup_teardown(knows_plans_as_they_were, setup, teardown),
		cmocka_unit_test_setup_teardown(tells_the_next_of_two_plans, setup, teardown),
		cmocka_unit_test_setup_teardown(knows_who_came, setup, teardown),
		cmocka_unit_test_setup_teardown(knows_what_a_cite_missed, setup, teardown),
		cmocka_unit_test_setup_teardown(knows_what_a_cite_owes_by_rencontre, setup, teardown),
		cmocka_unit_test_setup_teardown(knows_the_last_mood, setup, teardown),
		cmocka_unit_test_setup_teardown(knows_what_is_owed_on_a_day, setup, teardown),
		cmocka_unit_test_setup_teardown(tells_the_tour_of_a_day, setup, teardown),
		cmocka_unit_test_setup_teardown(knows_the_label_on_a_day, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
