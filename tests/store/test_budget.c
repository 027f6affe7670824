/* Budgets of missions: kept, put in order, undone; never over 100 %. */
#include "network.h"

#include "etape/budget.h"
#include "etape/cycle.h"
#include "etape/journal.h"

struct fixture {
	struct db *db;
	int64_t cycle, other;
};

static int64_t cycle_new(struct db *db, const char *name)
{
	struct cycle c;
	int64_t id;

	cycle_init(&c);
	c.name = xstrdup(name);
	OK(cycle_save(db, &c, &err));
	id = c.id;
	cycle_release(&c);
	return id;
}

static int64_t part(struct fixture *f, const char *title, int days, cents_t rate)
{
	struct budget_part p = { .cycle = f->cycle, .days = days, .rate = rate, .vat = 2000 };
	int64_t id;

	p.title = xstrdup(title);
	OK(budget_part_save(f->db, &p, &err));
	id = p.id;
	budget_part_release(&p);
	return id;
}

static int64_t milestone(struct fixture *f, const char *title, int percent)
{
	struct milestone m = { .cycle = f->cycle, .percent = percent, .due = CIVIL_NONE, .done = CIVIL_NONE };
	int64_t id;

	m.title = xstrdup(title);
	OK(milestone_save(f->db, &m, &err));
	id = m.id;
	milestone_release(&m);
	return id;
}

static int setup(void **state)
{
	struct fixture *f = xcalloc(1, sizeof *f);

	f->db = network_empty();
	f->cycle = cycle_new(f->db, "Mission");
	f->other = cycle_new(f->db, "Autre");
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

static void expect(struct fixture *f, const char *expected)
{
	struct str text = STR_INIT;
	struct budget b;

	budget_init(&b);
	OK(budget_load(f->db, f->cycle, &b, &err));
	for (size_t i = 0; i < b.part_count; i++)
		str_addf(&text, "%s %lld|", b.parts[i].title, (long long)b.parts[i].gross);
	for (size_t i = 0; i < b.milestone_count; i++)
		str_addf(&text, "%s %d %lld|", b.milestones[i].title, b.milestones[i].percent,
			(long long)b.milestones[i].gross);
	assert_string_equal(text.buf, expected);
	str_release(&text);
	budget_release(&b);
}

static void a_budget_is_kept_in_order(void **state)
{
	struct fixture *f = *state;
	int64_t second;

	part(f, "Comité", 250, 80000);
	second = part(f, "Ateliers", 100, 10000);
	milestone(f, "Engagement", 3000);
	milestone(f, "Fin", 7000);
	expect(f, "Comité 240000|Ateliers 12000|Engagement 3000 75600|Fin 7000 176400|");
	OK(budget_move(f->db, second, true, &err));
	expect(f, "Ateliers 12000|Comité 240000|Engagement 3000 75600|Fin 7000 176400|");
	OK(budget_move(f->db, second, true, &err)); /* already the first */
	OK(journal_undo(f->db, 0, false, NULL, &err));
	expect(f, "Comité 240000|Ateliers 12000|Engagement 3000 75600|Fin 7000 176400|");
	OK(budget_part_delete(f->db, second, &err));
	expect(f, "Comité 240000|Engagement 3000 72000|Fin 7000 168000|");
	OK(journal_undo(f->db, 0, false, NULL, &err));
	expect(f, "Comité 240000|Ateliers 12000|Engagement 3000 75600|Fin 7000 176400|");
}

static void what_may_not_stand_is_refused(void **state)
{
	struct fixture *f = *state;
	struct milestone m = { .cycle = f->cycle, .percent = 4001, .due = CIVIL_NONE, .done = CIVIL_NONE };
	struct budget_part p = { .cycle = f->cycle, .days = 100, .rate = INT64_MAX / 2 };
	const int64_t kept = milestone(f, "Engagement", 6000);
	struct milestone stale = { .id = 0 };

	m.title = xstrdup("Fin");
	REFUSED(milestone_save(f->db, &m, &err), ERR_INVALID, "100.01%");
	assert_int_equal(m.id, 0);
	m.percent = 4000;
	OK(milestone_save(f->db, &m, &err));
	p.title = xstrdup("Trop");
	REFUSED(budget_part_save(f->db, &p, &err), ERR_INVALID, "too large");
	p.rate = -1;
	REFUSED(budget_part_save(f->db, &p, &err), ERR_INVALID, "");
	expect(f, "Engagement 6000 0|Fin 4000 0|");
	OK(milestone_get(f->db, kept, &stale, &err));
	stale.rev++;
	REFUSED(milestone_save(f->db, &stale, &err), ERR_STALE, "");
	milestone_release(&stale);
	milestone_release(&m);
	budget_part_release(&p);
}

static void a_whole_budget_is_replaced_in_one_change(void **state)
{
	struct fixture *f = *state;
	struct budget b;

	part(f, "Ancien", 100, 100);
	milestone(f, "Vieux", 10000);
	budget_init(&b);
	b.cycle = f->cycle;
	budget_add_part(&b, &(struct budget_part){ .title = (char[]){ "Neuf" }, .days = 100, .rate = 100 });
	budget_add_milestone(&b, &(struct milestone){ .title = (char[]){ "Tout" }, .percent = 10000, .due = CIVIL_NONE,
					     .done = CIVIL_NONE });
	OK(budget_replace(f->db, &b, &err));
	expect(f, "Neuf 100|Tout 10000 100|");
	OK(journal_undo(f->db, 0, false, NULL, &err));
	expect(f, "Ancien 120|Vieux 10000 120|");

	/* What doesn't fit leaves the old one whole. */
	budget_add_milestone(&b, &(struct milestone){ .title = (char[]){ "Plus" }, .percent = 1, .due = CIVIL_NONE,
					     .done = CIVIL_NONE });
	REFUSED(budget_replace(f->db, &b, &err), ERR_INVALID, "");
	expect(f, "Ancien 120|Vieux 10000 120|");
	budget_release(&b);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(a_budget_is_kept_in_order),
		TEST(what_may_not_stand_is_refused),
		TEST(a_whole_budget_is_replaced_in_one_change),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
