/*
 * Eight desks, each a process of its own, check 5,000 people in between them, all writing as fast
 * as they can on one file: none is lost, none is there twice, and whoever stands at all the desks
 * in the same instant is present once.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "etape/checkin.h"
#include "etape/db.h"
#include "etape/event.h"
#include "etape/journal.h"
#include "etape/refusal.h"
#include "etape/registration.h"
#include "support/check.h"
#include "support/crowd.h"
#include "support/desk.h"

#define PEOPLE	  5000
#define CONTESTED 200

#define MUST(call)                                                                             \
	do {                                                                                   \
		struct err err = ERR_INIT;                                                     \
		if (!(call))                                                                   \
			fail_msg("%s:%d: %s", __FILE__, __LINE__, err.message);                \
	} while (0)

/* What was acknowledged to the desks, in order of the fact's id. */
struct acknowledged {
	const struct crowd_try *tries[PEOPLE + 1];
	size_t n;
	size_t already;
};

static int by_fact(const void *a, const void *b)
{
	const struct crowd_try *x = *(const struct crowd_try *const *)a;
	const struct crowd_try *y = *(const struct crowd_try *const *)b;

	return (x->checkin > y->checkin) - (x->checkin < y->checkin);
}

static const struct crowd_try *find_fact(const struct acknowledged *ok, int64_t checkin)
{
	struct crowd_try key = { .checkin = checkin };
	const struct crowd_try *at = &key;
	const struct crowd_try *const *found =
		bsearch(&at, ok->tries, ok->n, sizeof(*ok->tries), by_fact);

	return found ? *found : NULL;
}

/* Each desk's "ok" names itself; what all were told is gathered. */
static void gather(const struct crowd *crowd, struct acknowledged *ok)
{
	*ok = (struct acknowledged){ .n = 0 };
	for (int i = 0; i < CROWD_DESKS; i++) {
		const struct crowd_desk *d = &crowd->desk[i];

		for (size_t k = 0; k < d->n; k++) {
			const struct crowd_try *t = &d->tries[k];

			if (t->result == CHECKIN_ALREADY) {
				ok->already++;
				continue;
			}
			assert_int_equal(t->result, CHECKIN_OK);
			assert_string_equal(t->desk, d->name);
			assert_string_equal(t->author, d->author);
			assert_in_range(ok->n, 0, PEOPLE - 1);
			ok->tries[ok->n++] = t;
		}
	}
	qsort(ok->tries, ok->n, sizeof(*ok->tries), by_fact);
}

/* Who was told "already" was told whose check-in it was, and another's than their own. */
static void already_names_the_first(const struct crowd *crowd, const struct acknowledged *ok)
{
	for (int i = 0; i < CROWD_DESKS; i++)
		for (size_t k = 0; k < crowd->desk[i].n; k++) {
			const struct crowd_try *t = &crowd->desk[i].tries[k];
			const struct crowd_try *first;

			if (t->result != CHECKIN_ALREADY)
				continue;
			first = find_fact(ok, t->checkin);
			assert_non_null(first);
			assert_true(first->registration == t->registration);
			assert_true(first->at == t->at);
			assert_string_equal(first->desk, t->desk);
			assert_string_equal(first->author, t->author);
			assert_string_not_equal(t->desk, crowd->desk[i].name);
		}
}

/* --- what the file says ------------------------------------------------------------ */

struct file_facts {
	const struct acknowledged *ok;
	size_t facts;
	size_t journal;
	size_t present;
	size_t refusals;
};

static bool one_fact(void *arg, const struct checkin_row *row)
{
	struct file_facts *f = arg;
	const struct crowd_try *t = find_fact(f->ok, row->id);

	f->facts++;
	assert_int_equal(row->kind, CHECKIN_IN);
	assert_non_null(t);
	assert_string_equal(row->desk, t->desk);
	assert_string_equal(row->author, t->author);
	return true;
}

/* A registration's check-in has its entry in the journal, by who did it and where. */
static bool one_entry(void *arg, const struct journal_entry *entry)
{
	struct file_facts *f = arg;

	if (entry->kind != CHANGE_CHECKIN)
		return true;
	for (size_t i = 0; i < f->ok->n; i++) {
		const struct crowd_try *t = f->ok->tries[i];

		if (t->registration != entry->subject)
			continue;
		assert_string_equal(entry->desk, t->desk);
		assert_string_equal(entry->author, t->author);
		f->journal++;
		return true;
	}
	fail_msg("the journal has a check-in that nobody was told of");
	return false;
}

static bool one_registration(void *arg, const struct registration_row *row)
{
	struct file_facts *f = arg;

	assert_string_equal(row->present, "1");
	f->present++;
	return true;
}

/* Whoever was told "already" left a trace, too. */
static bool one_refusal(void *arg, const struct refusal_row *row)
{
	struct file_facts *f = arg;

	assert_int_equal(row->outcome, OUTCOME_ALREADY);
	f->refusals++;
	return true;
}

static void file_agrees(const struct sandbox *s, const struct acknowledged *ok)
{
	struct registration_filter filter = REGISTRATION_FILTER_ALL;
	struct db_options o = { .path = s->db, .author = "test", .role = ROLE_LECTURE };
	struct file_facts f = { .ok = ok };
	struct db *db = NULL;

	MUST(db_open(&db, &o, &err));
	MUST(event_resolve(db, CROWD_EVENT, &filter.event, &err));
	MUST(checkin_list(db, filter.event, one_fact, &f, &err));
	MUST(registration_list(db, &filter, one_registration, &f, &err));
	MUST(journal_list(db, 0, one_entry, &f, &err));
	MUST(refusal_list(db, filter.event, one_refusal, &f, &err));
	db_close(&db);
	assert_int_equal(f.facts, PEOPLE);
	assert_int_equal(f.present, PEOPLE);
	assert_int_equal(f.journal, PEOPLE);
	assert_int_equal(f.refusals, ok->already);
}

static void five_thousand_at_eight_desks(void **state)
{
	static const struct crowd_work work = { .contested = CONTESTED };
	static struct acknowledged ok;
	struct crowd crowd;
	struct sandbox s;

	(void)state;
	sandbox_demo(&s);
	crowd_invite(&s, PEOPLE);
	crowd_run(&s, &work, &crowd);
	gather(&crowd, &ok);
	assert_int_equal(ok.n, PEOPLE);
	assert_int_equal(ok.already, CONTESTED * (CROWD_DESKS - 1));
	for (size_t i = 1; i < ok.n; i++)
		assert_true(ok.tries[i - 1]->checkin < ok.tries[i]->checkin);
	already_names_the_first(&crowd, &ok);
	file_agrees(&s, &ok);
	desk_check(&s);
	crowd_release(&crowd);
	sandbox_release(&s);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(five_thousand_at_eight_desks),
	};
	int status;

	if (crowd_is_desk(argc, argv, &status))
		return status;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
