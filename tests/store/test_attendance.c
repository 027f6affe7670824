/* Attendance by person and half-day, with the facts behind it. */
#include "today.h"

#include "etape/attendance.h"
#include "etape/counters.h"
#include "store/sql.h"

struct totals {
	struct seen seen;
	int expected[3], present[3], came;
};

/* "Claire 1 expected present 09:04" and so on; facts without the author and way. */
static bool see_row(void *arg, const struct attendance_row *row)
{
	struct totals *t = arg;

	str_addf(&t->seen.text, "%s%s %d%s%s%s", t->seen.n++ ? "|" : "", row->family_name,
		row->session, row->expected ? " expected" : "", row->present ? " present" : "",
		row->walk_in ? " walk-in" : "");
	t->expected[row->session] += row->expected;
	t->present[row->session] += row->present;
	return true;
}

static bool see_facts(void *arg, const struct attendance_row *row)
{
	struct seen *seen = arg;

	if (!*row->facts)
		return true;
	str_addf(&seen->text, "%s%s", seen->n++ ? "|" : "", row->facts);
	str_addf(&seen->text, " => %d %d %s", row->in_at != 0, row->out_at != 0, row->desk);
	return true;
}

static void expect_rows(struct fixture *f, const char *text)
{
	struct totals t = { .seen = { .text = STR_INIT } };

	OK(attendance_list(f->db, f->event, see_row, &t, &err));
	for (int no = 1; no <= 2; no++) {
		struct counters c;

		OK(counters_get(f->db, f->event, no, &c, &err));
		assert_int_equal(t.expected[no], c.expected);
		assert_int_equal(t.present[no], c.present);
	}
	expect(&t.seen, text);
}

static void act(struct fixture *f, int64_t person, int session, const char *at,
	bool (*how)(struct db *db, const struct checkin_query *q, struct checkin_answer *a,
		struct err *err))
{
	struct checkin_query q = { .event = f->event, .session = session };
	struct checkin_answer a;

	checkin_answer_init(&a);
	/* Told afterwards: no time given is still to come. */
	setenv("ETAPE_NOW", "2030-12-31T12:00:00Z", 1);
	assert_true(civil_parse_instant(at, CIVIL_ZONE, &q.at));
	OK(registration_find(f->db, f->event, person, &q.registration, &err));
	OK(how(f->db, &q, &a, &err));
	checkin_answer_release(&a);
}

static void each_registration_is_there_once_a_half_day(void **state)
{
	struct fixture *f = *state;
	struct registering second = { .event = f->event,
		.person = f->marc,
		.sessions = (int[]){ 2 },
		.session_count = 1 };
	struct person p;
	struct checkin_answer a;

	expect_rows(f, "");
	network_register(f->db, f->event, f->ines);
	OK(registration_add(f->db, &second, NULL, &err));
	network_register(f->db, f->event, f->claire);
	network_register(f->db, f->event, f->hondt); /* waits: was never expected */
	expect_rows(f, "Dupont 1 expected|Dupont 2 expected|Dupré-Leroy 1 expected"
		       "|Dupré-Leroy 2 expected|Dupuis 1|Dupuis 2 expected");
	OK(registration_cancel(f->db, f->event, f->claire, "x", &err));
	act(f, f->ines, 1, "2026-03-10T09:04:12", checkin_do);
	act(f, f->ines, 1, "2026-03-10T11:30:00", checkin_out);
	checkin_answer_init(&a);
	person_init(&p);
	p.family_name = xstrdup("Zwertz");
	OK(checkin_walk_in(f->db, &p, f->event, 1, VIA_DESK, &a, &err));
	checkin_answer_release(&a);
	person_release(&p);
	expect_rows(f, "Dupont 1|Dupont 2|Dupré-Leroy 1 expected|Dupré-Leroy 2 expected"
		       "|Dupuis 1|Dupuis 2 expected|Zwertz 1 expected present walk-in"
		       "|Zwertz 2 expected walk-in");
}

static void every_fact_is_told_in_order(void **state)
{
	struct fixture *f = *state;
	struct seen seen = { .text = STR_INIT };

	network_register(f->db, f->event, f->ines);
	act(f, f->ines, 1, "2026-03-10T09:04:12", checkin_do);
	OK(sql_exec(f->db,
		"INSERT INTO checkin (id, registration, session, kind, at, desk, author, via, undoes,"
		" reason) SELECT id + 1, registration, session, 'undo', at + 48000, desk, author, via,"
		" id, 'erreur' FROM checkin",
		&err));
	act(f, f->ines, 2, "2026-03-29T03:30:00", checkin_do);
	OK(attendance_list(f->db, f->event, see_facts, &seen, &err));
	expect(&seen,
		"in 2026-03-10T09:04:12+01:00 accueil 1 claire desk\n"
		"undo 2026-03-10T09:05:00+01:00 accueil 1 claire desk takes back"
		" in 2026-03-10T09:04:12+01:00: erreur => 0 0 |"
		"in 2026-03-29T03:30:00+02:00 accueil 1 claire desk => 1 0 accueil 1");
	act(f, f->ines, 1, "2026-03-10T09:10:00", checkin_do);
	act(f, f->ines, 1, "2026-03-10T10:00:00", checkin_out);
	act(f, f->ines, 1, "2026-03-10T10:30:00", checkin_do);
	act(f, f->ines, 2, "2026-03-29T04:00:00", checkin_out);
	OK(attendance_list(f->db, f->event, see_facts, &seen, &err));
	expect(&seen,
		"in 2026-03-10T09:04:12+01:00 accueil 1 claire desk\n"
		"undo 2026-03-10T09:05:00+01:00 accueil 1 claire desk takes back"
		" in 2026-03-10T09:04:12+01:00: erreur\n"
		"in 2026-03-10T09:10:00+01:00 accueil 1 claire desk\n"
		"out 2026-03-10T10:00:00+01:00 accueil 1 claire desk\n"
		"in 2026-03-10T10:30:00+01:00 accueil 1 claire desk => 1 0 accueil 1|"
		"in 2026-03-29T03:30:00+02:00 accueil 1 claire desk\n"
		"out 2026-03-29T04:00:00+02:00 accueil 1 claire desk => 1 1 accueil 1");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(each_registration_is_there_once_a_half_day),
		TEST(every_fact_is_told_in_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
