/* Criteria of the directory, any number together: what the store gives, by page, by count and as ids,
 * is what a plain look at every person gives, in a network made at random. */
#include "network.h"

#include "etape/fold.h"
#include "etape/id.h"
#include "etape/person_query.h"
#include "store/noun.h"
#include "store/words.h"

enum { PEOPLE = 160, CITES = 7, STRUCTURES = 30, EVENTS = 3, MANDATES = 120, TRIES = 700 };
enum { PAGE = 7, MOST_MANDATES = 12 };

static const char *const days[] = { "2021-06-01", "2024-03-10", "2026-03-10" };
static const char *const texts[] = { NULL, "du", "ma ine", "ville", "zz" };
enum { DAYS = sizeof days / sizeof *days, TEXTS = sizeof texts / sizeof *texts };

struct held {
	int64_t cite;
	enum mandate_role role;
	char from[11], to[11]; /* "" for open */
};

struct somebody {
	int64_t id;
	int64_t structure, cite; /* her own, and where she belongs: hers, else her structure's */
	int kind;
	bool email, phone;
	char written[11], confirmed[11];
	struct held held[MOST_MANDATES];
	size_t held_count;
	bool member[DAYS];
	bool registered[EVENTS], waiting[EVENTS], came[EVENTS];
	bool text[TEXTS];
};

struct world {
	struct db *db;
	int64_t cites[CITES], structures[STRUCTURES], events[EVENTS];
	char departements[CITES][4];
	const char *academies[CITES];
	struct somebody people[PEOPLE];
};

static unsigned seed = 7;

static unsigned some(unsigned n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % n;
}

/* --- a network made at random ------------------------------------------------------------- */

static void make_cites(struct world *w)
{
	static const char *const departements[] = { "59", "62", "80" };
	static const char *const academies[] = { "Lille", "Amiens", "Orléans-Tours" };
	char name[24];

	for (int i = 0; i < CITES; i++) {
		struct cite c;

		snprintf(name, sizeof name, "cite-%d", i);
		w->cites[i] = network_cite(w->db, name, name, NULL);
		strcpy(w->departements[i], departements[some(3)]);
		w->academies[i] = academies[some(3)];
		cite_init(&c);
		OK(cite_get(w->db, w->cites[i], &c, &err));
		free(c.departement);
		free(c.academie);
		c.departement = xstrdup(w->departements[i]);
		c.academie = xstrdup(w->academies[i]);
		OK(cite_save(w->db, &c, NULL, 0, &err));
		cite_release(&c);
	}
}

static void some_day(char day[11])
{
	const int month = 1 + (int)some(12);

	strcpy(day, noun_date(civil_day(2020 + (int)some(7), month, 1 + (int)some(28))).iso);
}

/* From one day to a later one, either end perhaps open. */
static void some_dates(char from[11], char to[11])
{
	some_day(from);
	some_day(to);
	if (strcmp(from, to) > 0)
		from[0] = '\0';
	if (!some(2))
		to[0] = '\0';
}

static const char *or_open(const char *day)
{
	return *day ? day : NULL;
}

static void make_structures(struct world *w)
{
	static const char *const names[] = { "Ville de Dunkerque", "Préfecture", "Association" };
	char from[11], to[11];

	for (int i = 0; i < STRUCTURES; i++) {
		const int64_t parent = i && some(3) ? w->structures[some((unsigned)i)] : 0;
		const int64_t cite = some(2) ? w->cites[some(CITES)] : 0;

		w->structures[i] = network_structure(w->db, names[some(3)],
			(enum structure_kind)some((unsigned)structure_kinds.count), cite, parent);
		some_dates(from, to);
		if (!some(4))
			network_membership(
				w->db, w->structures[i], or_open(from), or_open(to));
	}
}

static void make_person(struct world *w, struct somebody *p, int i)
{
	static const char *const family[] = { "Dupré", "Martin", "Duval", "Leroy" };
	static const char *const given[] = { "Inès", "Marc", "Élodie" };
	sqlite3_stmt *stmt = sql_prepare(w->db,
		"INSERT INTO person (id, rev, family_name, given_name, fold, given_fold, squash,"
		" email, email_fold, phone, mobile, structure, cite, confirmed_on) VALUES (:id, 1,"
		" :family, :given, :fold, '', '', :email, :email, :phone, :mobile, :structure,"
		" :cite, :confirmed)",
		NULL);
	const char *f = family[some(4)], *g = given[some(3)];
	char *fold = fold_person_key(f, g);

	some_day(p->written);
	some_day(p->confirmed);
	if (some(2))
		p->confirmed[0] = '\0';
	p->email = some(3) != 0;
	p->phone = some(3) != 0;
	p->structure = some(5) ? w->structures[some(STRUCTURES)] : 0;
	p->cite = some(3) ? 0 : w->cites[some(CITES)];
	p->id = id_from((int64_t)(network_day(p->written) - civil_day(2020, 1, 1)) * 86400) + i + 1;
	sql_bind_int(stmt, ":id", p->id);
	sql_bind_text(stmt, ":family", f);
	sql_bind_text(stmt, ":given", g);
	sql_bind_text(stmt, ":fold", fold);
	sql_bind_opt(stmt, ":email", p->email ? "a@example.org" : NULL);
	sql_bind_opt(stmt, some(2) ? ":phone" : ":mobile", p->phone ? "0320" : NULL);
	sql_bind_id(stmt, ":structure", p->structure);
	sql_bind_id(stmt, ":cite", p->cite);
	sql_bind_opt(stmt, ":confirmed", p->confirmed);
	OK(sql_run(w->db, stmt, &err));
	free(fold);
}

static void make_mandates(struct world *w)
{
	for (int i = 0; i < MANDATES; i++) {
		struct somebody *p = &w->people[some(PEOPLE)];
		struct held *h = &p->held[p->held_count];
		sqlite3_stmt *stmt = sql_prepare(w->db,
			"INSERT INTO mandate (person, cite, role, valid_from, valid_to)"
			" VALUES (:person, :cite, :role, :from, :to)",
			NULL);

		if (p->held_count == MOST_MANDATES)
			continue;
		h->cite = w->cites[some(CITES)];
		h->role = (enum mandate_role)some((unsigned)mandate_roles.count);
		some_dates(h->from, h->to);
		p->held_count++;
		sql_bind_int(stmt, ":person", p->id);
		sql_bind_int(stmt, ":cite", h->cite);
		sql_bind_text(stmt, ":role", vocabulary_name(&mandate_roles, (int)h->role));
		sql_bind_opt(stmt, ":from", h->from);
		sql_bind_opt(stmt, ":to", h->to);
		OK(sql_run(w->db, stmt, &err));
	}
}

static int64_t fact(struct world *w, int64_t registration, int64_t session, int64_t undoes)
{
	sqlite3_stmt *stmt = sql_prepare(w->db,
		"INSERT INTO checkin (registration, session, kind, at, desk, author, undoes)"
		" VALUES (:registration, :session, iif(:undoes IS NULL, 'in', 'undo'), 0, '', '',"
		" :undoes)",
		NULL);

	sql_bind_int(stmt, ":registration", registration);
	sql_bind_int(stmt, ":session", session);
	sql_bind_id(stmt, ":undoes", undoes);
	OK(sql_run(w->db, stmt, &err));
	return sqlite3_last_insert_rowid(sqlite3_db_handle(stmt));
}

static void make_registration(struct world *w, struct somebody *p, int e)
{
	static const char *const statuses[] = { "registered", "registered", "waiting", "cancelled",
		"invited" };
	const unsigned status = some(5);
	sqlite3_stmt *stmt = sql_prepare(w->db,
		"INSERT INTO registration (id, code, event, person, status, created_at)"
		" VALUES (:id, :id, :event, :person, :status, 0)",
		NULL);
	const int64_t id = id_new();
	struct session s;

	sql_bind_int(stmt, ":id", id);
	sql_bind_int(stmt, ":event", w->events[e]);
	sql_bind_int(stmt, ":person", p->id);
	sql_bind_text(stmt, ":status", statuses[status]);
	OK(sql_run(w->db, stmt, &err));
	p->registered[e] = status < 2;
	p->waiting[e] = status == 2;
	session_init(&s);
	OK(session_get(w->db, w->events[e], 1, &s, &err));
	if (some(2)) {
		const int64_t in = fact(w, id, s.id, 0);

		p->came[e] = some(3) != 0;
		if (!p->came[e])
			fact(w, id, s.id, in);
	}
	session_release(&s);
}

/* What the rules of membership say of one person, one question at a time. */
static bool is_member(struct world *w, const struct somebody *p, const char *day)
{
	bool member = false;

	if (p->structure)
		OK(membership_on(w->db, p->structure, network_day(day), &member, NULL, &err));
	if (!member && p->cite)
		OK(membership_of_cite(w->db, p->cite, network_day(day), &member, NULL, &err));
	return member;
}

static bool note_text(void *arg, const struct person_row *row)
{
	const int t = *((const int *)(void *)((void **)arg)[1]);
	struct world *w = ((void **)arg)[0];

	for (int i = 0; i < PEOPLE; i++)
		if (w->people[i].id == row->id)
			w->people[i].text[t] = true;
	return true;
}

static void learn(struct world *w)
{
	const struct page all = { .n = PEOPLE };

	for (int i = 0; i < PEOPLE; i++) {
		struct somebody *p = &w->people[i];
		struct structure s;

		p->kind = ANY;
		structure_init(&s);
		if (p->structure) {
			OK(structure_get(w->db, p->structure, &s, &err));
			p->kind = (int)s.kind;
			p->cite = p->cite ? p->cite : s.cite;
		}
		structure_release(&s);
		for (int d = 0; d < DAYS; d++)
			p->member[d] = is_member(w, p, days[d]);
	}
	for (int t = 0; t < TEXTS; t++) {
		struct person_filter filter = PERSON_FILTER_ALL;
		void *arg[] = { w, &t };

		filter.text = texts[t];
		OK(person_page(w->db, &filter, &all, note_text, arg, &err));
	}
}

static int setup(void **state)
{
	struct world *w = xcalloc(1, sizeof *w);
	char code[24];

	w->db = network_empty();
	OK(change_begin(w->db, &(struct change_label){ .kind = CHANGE_IMPORT_PEOPLE }, &err));
	make_cites(w);
	make_structures(w);
	for (int e = 0; e < EVENTS; e++) {
		snprintf(code, sizeof code, "event-%d", e);
		w->events[e] = network_event(w->db, code, "2026-03-10", NULL, -1);
	}
	for (int i = 0; i < PEOPLE; i++) {
		make_person(w, &w->people[i], i);
		for (int e = 0; e < EVENTS; e++)
			if (some(2))
				make_registration(w, &w->people[i], e);
	}
	make_mandates(w);
	OK(change_commit(w->db, &err));
	learn(w);
	*state = w;
	return 0;
}

static int teardown(void **state)
{
	struct world *w = *state;

	db_close(&w->db);
	free(w);
	return 0;
}

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
