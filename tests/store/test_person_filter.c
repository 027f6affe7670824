/* Criteria of the directory, any number together: what the store gives, by page, by count and as ids,
 * is what a plain look at every person gives, in a network made at random. */
#include "random_network.h"

enum { TRIES = 700, PAGE = 7 };

/* --- a plain look at every person ---------------------------------------------------------- */

static bool is_there(const struct world *w, const struct person_filter *f, int64_t cite)
{
	for (int i = 0; i < CITES; i++)
		if (w->cites[i] == cite)
			return (!f->cite || f->cite == cite) &&
			       (!f->departement || !strcmp(f->departement, w->departements[i])) &&
			       (!f->academie || !strcmp(f->academie, w->academies[i]));
	return false;
}

static bool has_place(const struct world *w, const struct somebody *p,
	const struct person_filter *f, const char *day)
{
	const bool anywhere = !f->cite && !f->departement && !f->academie;

	if (anywhere && !f->roles)
		return true;
	if (!f->roles && is_there(w, f, p->cite))
		return true;
	for (size_t i = 0; i < p->held_count; i++) {
		const struct held *h = &p->held[i];

		if ((!f->roles || f->roles & 1u << h->role) &&
			(anywhere || is_there(w, f, h->cite)) &&
			(!*h->from || strcmp(h->from, day) <= 0) &&
			(!*h->to || strcmp(h->to, day) >= 0))
			return true;
	}
	return false;
}

static bool stands(const struct world *w, const struct somebody *p, const struct person_filter *f)
{
	int e = 0;

	while (f->event && w->events[e] != f->event)
		e++;
	if (!f->event)
		return true;
	switch (f->at) {
	case PERSON_PRESENT:
		return p->came[e];
	case PERSON_REGISTERED:
		return p->registered[e] || p->waiting[e];
	case PERSON_ABSENT:
		return p->registered[e] && !p->came[e];
	case PERSON_NOT_THERE:
		return !p->registered[e] && !p->waiting[e] && !p->came[e];
	}
	return false;
}

static bool came_ever(const struct somebody *p)
{
	for (int e = 0; e < EVENTS; e++)
		if (p->came[e])
			return true;
	return false;
}

static const char *last_seen_to(const struct somebody *p)
{
	return strcmp(p->written, p->confirmed) > 0 ? p->written : p->confirmed;
}

static bool is_wanted(const struct world *w, const struct somebody *p,
	const struct person_filter *f, int day, int text)
{
	struct noun_date since = noun_date(f->changed_since);
	struct noun_date year_ago = noun_date(civil_add_months(network_day(days[day]), -12));

	return p->text[text] && has_place(w, p, f, days[day]) && stands(w, p, f) &&
	       (!f->structure || f->structure == p->structure) &&
	       (!f->kinds || (p->kind != ANY && f->kinds & 1u << p->kind)) &&
	       (f->member == ANY || p->member[day] == (f->member == 1)) &&
	       (!f->never_came || !came_ever(p)) && (!f->no_email || !p->email) &&
	       (!f->no_phone || !p->phone) &&
	       (!f->unconfirmed || strcmp(last_seen_to(p), year_ago.iso) <= 0) &&
	       (f->changed_since == CIVIL_NONE || strcmp(last_seen_to(p), since.iso) >= 0);
}

/* --- the store against it ------------------------------------------------------------------ */

static struct person_filter some_filter(const struct world *w, int *day, int *text)
{
	struct person_filter f = PERSON_FILTER_ALL;

	*day = (int)some(DAYS);
	*text = some(3) ? 0 : (int)some(TEXTS);
	f.on = network_day(days[*day]);
	f.text = texts[*text];
	for (unsigned n = 1 + some(4); n > 0; n--) {
		switch (some(14)) {
		case 0: f.roles |= 1u << some((unsigned)mandate_roles.count); break;
		case 1: f.roles |= 0xfu; break;
		case 2: f.cite = w->cites[some(CITES)]; break;
		case 3: f.departement = w->departements[some(CITES)]; break;
		case 4: f.academie = w->academies[some(CITES)]; break;
		case 5: f.structure = w->structures[some(STRUCTURES)]; break;
		case 6: f.kinds |= some(0x1000); break;
		case 7: f.member = (int)some(2); break;
		case 8:
		case 9:
			f.event = w->events[some(EVENTS)];
			f.at = (enum person_at)some(4);
			break;
		case 10: f.never_came = true; break;
		case 11: f.no_email = true; break;
		case 12: f.unconfirmed = true; break;
		default:
			if (some(2))
				f.no_phone = true;
			else
				f.changed_since = network_day(days[some(DAYS)]);
		}
	}
	return f;
}

struct seen {
	int64_t ids[PEOPLE + 1];
	size_t count;
	size_t now; /* of this page */
	char key[64];
};

static bool see(void *arg, const struct person_row *row)
{
	struct seen *seen = arg;

	assert_true(seen->count < PEOPLE);
	seen->ids[seen->count++] = row->id;
	seen->now++;
	snprintf(seen->key, sizeof seen->key, "%s", row->key);
	return true;
}

static void read_pages(struct db *db, const struct person_filter *f, bool backward, struct seen *seen)
{
	struct page page = { .n = PAGE, .backward = backward };

	*seen = (struct seen){ .count = 0 };
	do {
		char key[64];

		snprintf(key, sizeof key, "%s", seen->key);
		page.key = seen->count ? key : NULL;
		page.id = seen->count ? seen->ids[seen->count - 1] : 0;
		seen->now = 0;
		OK(person_page(db, f, &page, see, seen, &err));
	} while (seen->now == PAGE);
}

static void expect_same(struct world *w, const struct person_filter *f, int day, int text)
{
	struct person_query q = { .filter = *f };
	struct seen on, back;
	int64_t *ids, count;
	size_t n = 0, wanted = 0;

	read_pages(w->db, f, false, &on);
	read_pages(w->db, f, true, &back);
	OK(person_count(w->db, f, &count, &err));
	OK(person_ids(w->db, &q, &ids, &n, &err));
	for (int i = 0; i < PEOPLE; i++) {
		const bool is = is_wanted(w, &w->people[i], f, day, text);
		bool there = false;

		for (size_t k = 0; k < on.count; k++)
			there = there || on.ids[k] == w->people[i].id;
		wanted += is;
		assert_int_equal(there, is);
	}
	assert_int_equal(on.count, wanted);
	assert_int_equal(back.count, wanted);
	assert_int_equal(count, wanted);
	assert_int_equal(n, wanted);
	for (size_t k = 0; k < wanted; k++) {
		assert_true(on.ids[k] == back.ids[wanted - 1 - k]);
		assert_true(on.ids[k] == ids[k]);
	}
	free(ids);
}

static void any_criteria_together_give_what_a_look_at_everybody_gives(void **state)
{
	struct world *w = *state;
	int answered = 0;

	for (int i = 0; i < TRIES; i++) {
		int day, text;
		struct person_filter f = some_filter(w, &day, &text);
		int64_t count;

		expect_same(w, &f, day, text);
		OK(person_count(w->db, &f, &count, &err));
		answered += count > 0;
	}
	/* Filters that nobody passes would prove nothing. */
	assert_true(answered > TRIES / 2);
}

static void what_is_written_is_seen_at_once(void **state)
{
	struct world *w = *state;
	struct person_filter f = PERSON_FILTER_ALL;
	int64_t before, within, after;
	struct person p;

	f.no_email = true;
	OK(person_count(w->db, &f, &before, &err));
	OK(change_begin(w->db, &(struct change_label){ .kind = CHANGE_IMPORT_PEOPLE }, &err));
	network_person(w->db, "Neuve", "", NULL, 0, 0);
	OK(person_count(w->db, &f, &within, &err));
	change_rollback(w->db);
	OK(person_count(w->db, &f, &after, &err));
	assert_int_equal(within, before + 1);
	assert_int_equal(after, before);
	person_init(&p);
	p.family_name = xstrdup("Neuve");
	OK(person_save(w->db, &p, &err));
	OK(person_count(w->db, &f, &after, &err));
	assert_int_equal(after, before + 1);
	OK(person_delete(w->db, p.id, &err));
	person_release(&p);
	OK(person_count(w->db, &f, &after, &err));
	assert_int_equal(after, before);
}

struct order_seen {
	enum person_column order;
	char last[160];
	bool none; /* somebody without a value was met */
	int met;
};

static const char *value_of(const struct person_row *row, enum person_column order, char *fold)
{
	const char *text = order == PERSON_BY_STRUCTURE	    ? row->structure
			   : order == PERSON_BY_CITE	    ? row->cite
			   : order == PERSON_BY_DEPARTEMENT ? row->departement
			   : order == PERSON_BY_ACADEMIE    ? row->academie
			   : order == PERSON_BY_EMAIL	    ? row->email
			   : order == PERSON_BY_UPDATED	    ? row->updated
			   : order == PERSON_BY_SEEN	    ? row->seen
			   : order == PERSON_BY_KIND
				   ? vocabulary_label(&structure_kinds, row->structure_kind)
				   : row->key;
	char *folded = fold_dup(text);

	snprintf(fold, 160, "%s", folded);
	free(folded);
	return fold;
}

static bool in_order(void *arg, const struct person_row *row)
{
	struct order_seen *seen = arg;
	char fold[160];

	value_of(row, seen->order, fold);
	if (*fold) {
		assert_false(seen->none);
		if (strcmp(seen->last, fold) > 0)
			fail_msg("order %d: %s before %s", (int)seen->order, seen->last, fold);
		strcpy(seen->last, fold);
	}
	seen->none = !*fold;
	seen->met++;
	return true;
}

static void orders_go_by_value_with_none_last(void **state)
{
	struct world *w = *state;

	for (int order = 0; order < PERSON_COLUMN_COUNT; order++) {
		struct person_query up = { .filter = PERSON_FILTER_ALL,
			.order = (enum person_column)order };
		struct order_seen seen = { .order = up.order };
		struct person_query down = up;
		int64_t *ids, *other;
		size_t n, m, valued = 0;

		down.descending = true;
		OK(person_ids(w->db, &up, &ids, &n, &err));
		OK(person_ids(w->db, &down, &other, &m, &err));
		assert_int_equal(n, PEOPLE);
		assert_int_equal(m, PEOPLE);
		if (order != PERSON_BY_POST && order != PERSON_BY_PHONE)
			OK(person_rows(w->db, ids, n, CIVIL_NONE, in_order, &seen, &err));
		while (order == PERSON_BY_SEEN && valued < n && ids[valued] != other[0])
			valued++;
		/* The last who has a day comes first the other way round, not one without. */
		assert_true(order != PERSON_BY_SEEN || valued < n);
		assert_true(order != PERSON_BY_NAME || ids[0] == other[n - 1]);
		free(ids);
		free(other);
	}
}

#define TEST(name) cmocka_unit_test(name)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(any_criteria_together_give_what_a_look_at_everybody_gives),
		TEST(orders_go_by_value_with_none_last),
		TEST(what_is_written_is_seen_at_once),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
