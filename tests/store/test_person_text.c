/* What is typed into the directory's filter: by whichever way the store answers (asking people in order,
 * reading the index, from what stays in memory), at whatever moment, also while a second connection
 * writes, it is what a plain look at every person gives. */
#include "network.h"

#include <unistd.h>

#include "etape/fold.h"
#include "etape/id.h"
#include "etape/person_query.h"
#include "store/noun.h"
#include "store/words.h"

enum { MANY = 1200, MOST = MANY + 200, TRIES = 40, ASKED = 9 };

struct two {
	struct db *db;	  /* whose answers are looked at */
	struct db *other; /* of another desk */
	char folder[64];
	int64_t ids[MOST]; /* of those that were ever there */
	size_t count;
};

static unsigned seed = 11;

static unsigned some(unsigned n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % n;
}

static const char *some_name(char name[40])
{
	static const char *const part[] = { "du", "mar", "le", "ber", "pré", "ti", "van", "ho",
		"del", "mau", "x", "pe", "ci" };

	snprintf(name, 40, "%s%s%s%s", part[some(13)], part[some(13)], some(3) ? "" : " ",
		part[some(13)]);
	return name;
}

static const char *some_given(void)
{
	static const char *const given[] = { "Inès", "Marc", "Élodie", "Paul-Henri", "Ève" };

	return given[some(5)];
}

static void fill(struct person *p, unsigned i)
{
	static const char *const posts[] = { "Directrice", "Animateur", "Chargé de mission", "" };
	char text[48];

	free(p->family_name);
	free(p->given_name);
	free(p->email);
	free(p->mobile);
	free(p->function);
	p->family_name = xstrdup(some_name(text));
	p->given_name = xstrdup(some_given());
	snprintf(text, sizeof text, "%s%u@example.org", some(2) ? "p" : "info", i);
	p->email = xstrdup(some(3) ? text : "");
	snprintf(text, sizeof text, "06%08u", i * 7919u % 100000000u);
	p->mobile = xstrdup(some(4) ? "" : text);
	p->function = xstrdup(posts[some(4)]);
}

static void add(struct two *t, struct db *db)
{
	struct person p;

	person_init(&p);
	fill(&p, (unsigned)t->count);
	OK(person_save(db, &p, &err));
	assert_true(t->count < MOST);
	t->ids[t->count++] = p.id;
	person_release(&p);
}

static struct db *opened(const char *path, const char *author)
{
	struct db_options o = { .path = path, .author = author, .role = ROLE_ADMIN };
	struct db *db = NULL;

	if (access(path, F_OK) == 0) {
		OK(db_open(&db, &o, &err));
	} else {
		OK(db_create(&db, &o, &err));
		db_created(db);
	}
	return db;
}

static int setup(void **state)
{
	struct two *t = xcalloc(1, sizeof *t);
	char path[80];

	setenv("ETAPE_NOW", NETWORK_NOW, 1);
	strcpy(t->folder, "/tmp/etape-text-XXXXXX");
	assert_non_null(mkdtemp(t->folder));
	snprintf(path, sizeof path, "%s/a.db", t->folder);
	t->db = opened(path, "claire");
	t->other = opened(path, "paul");
	OK(change_begin(t->db, &(struct change_label){ .kind = CHANGE_IMPORT_PEOPLE }, &err));
	while (t->count < MANY)
		add(t, t->db);
	OK(change_commit(t->db, &err));
	*state = t;
	return 0;
}

static int teardown(void **state)
{
	struct two *t = *state;
	char command[120];

	db_close(&t->other);
	db_close(&t->db);
	snprintf(command, sizeof command, "rm -r '%s'", t->folder);
	assert_int_equal(system(command), 0);
	free(t);
	return 0;
}

/* --- the plain way ------------------------------------------------------------------------- */

struct plain {
	int64_t ids[MOST];
	char keys[MOST][96];
	size_t count;
};

/* In order of name; every word begins a word of what the index is made of. */
static void look_at_everybody(struct db *db, const struct person_filter *f, struct plain *out)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT p.id, p.fold, v.words, p.email IS NULL FROM person p"
		" JOIN search_person v ON v.id = p.id ORDER BY p.fold, p.id",
		NULL);
	struct words words;

	out->count = 0;
	words_init_or_number(&words, f->text);
	while (sql_step(db, stmt, NULL) == SQL_ROW) {
		if (!words_all_of(&words, sql_text(stmt, 2)) ||
			(f->no_email && !sql_int(stmt, 3)))
			continue;
		snprintf(out->keys[out->count], 96, "%s", sql_text(stmt, 1));
		out->ids[out->count++] = sql_int(stmt, 0);
	}
	sql_done(stmt);
	words_release(&words);
}

/* --- the store against it ------------------------------------------------------------------ */

struct seen {
	int64_t ids[ASKED];
	size_t count;
};

static bool see(void *arg, const struct person_row *row)
{
	struct seen *seen = arg;

	assert_true(seen->count < ASKED);
	seen->ids[seen->count++] = row->id;
	return true;
}

/* From a row or an end, on or back. */
static void expect_page(struct db *db, const struct person_filter *f, const struct plain *plain)
{
	struct page page = { .n = 1 + some(ASKED), .backward = some(2), .inclusive = some(2) };
	struct seen seen = { .count = 0 };
	const size_t from = plain->count ? some((unsigned)plain->count) : 0;
	int64_t at = page.backward ? (int64_t)plain->count - 1 : 0;

	if (plain->count && some(4)) {
		page.key = plain->keys[from];
		page.id = plain->ids[from];
		at = (int64_t)from + (page.inclusive ? 0 : page.backward ? -1 : 1);
	}
	OK(person_page(db, f, &page, see, &seen, &err));
	for (size_t i = 0; i < page.n; i++, at += page.backward ? -1 : 1) {
		if (at < 0 || at >= (int64_t)plain->count) {
			assert_int_equal(seen.count, i);
			return;
		}
		if (i >= seen.count || seen.ids[i] != plain->ids[at])
			fail_msg("\"%s\": row %zu of a page of %zu is another", f->text, i, page.n);
	}
}

static void expect_same(struct db *db, const struct person_filter *f)
{
	static struct plain plain;
	struct person_query q = { .filter = *f, .descending = some(2) };
	int64_t count, *ids;
	size_t n;

	look_at_everybody(db, f, &plain);
	for (int i = 0; i < 3; i++)
		expect_page(db, f, &plain);
	if (some(3))
		return;
	OK(person_count(db, f, &count, &err));
	if (count != (int64_t)plain.count)
		fail_msg("\"%s\": %d, not %zu", f->text, (int)count, plain.count);
	if (some(3))
		return;
	OK(person_ids(db, &q, &ids, &n, &err));
	assert_int_equal(n, plain.count);
	for (size_t i = 0; i < n; i++)
		assert_true(ids[i] == plain.ids[q.descending ? n - 1 - i : i]);
	free(ids);
}

static void prepare(struct db *db, const struct person_filter *f, unsigned steps)
{
	bool more = true;

	while (more && steps-- > 0)
		OK(person_prepare(db, f, &more, &err));
}

/* --- what happens meanwhile ----------------------------------------------------------------- */

static void rename_somebody(struct two *t, struct db *db)
{
	struct person p;

	person_init(&p);
	if (person_get(db, t->ids[some((unsigned)t->count)], &p, NULL)) {
		fill(&p, some(9000));
		OK(person_save(db, &p, &err));
	}
	person_release(&p);
}

static void delete_somebody(struct two *t, struct db *db)
{
	struct person p;

	person_init(&p);
	if (person_get(db, t->ids[some((unsigned)t->count)], &p, NULL))
		OK(person_delete(db, p.id, &err));
	person_release(&p);
}

/* What is seen within a change, and is not so when it is taken back. */
static void change_their_mind(struct two *t, const struct person_filter *filter)
{
	struct person_filter f = *filter;
	const size_t count = t->count;

	OK(change_begin(t->db, &(struct change_label){ .kind = CHANGE_IMPORT_PEOPLE }, &err));
	for (int i = 0; i < 3; i++)
		add(t, t->db);
	rename_somebody(t, t->db);
	for (int i = 0; i < 2; i++) {
		f.no_email = i;
		expect_same(t->db, &f);
		prepare(t->db, &f, some(3));
		add(t, t->db);
	}
	change_rollback(t->db);
	t->count = count;
}

static void something_happens(struct two *t, const struct person_filter *f)
{
	struct db *db = some(3) ? t->other : t->db;

	switch (some(9)) {
	case 0:
		add(t, db);
		break;
	case 1:
	case 2:
		rename_somebody(t, db);
		break;
	case 3:
		delete_somebody(t, db);
		break;
	case 4:
		change_their_mind(t, f);
		break;
	default:
		break;
	}
}

/* Letter by letter, as somebody types, with as much time between them as there happens to be. */
static void letters_find_whom_a_look_at_everybody_finds(void **state)
{
	static const char *const typed[] = { "du", "mart ine", "maube", "p1", "p", "person", "cite",
		"0612", "06 12", "1", "12", "x", "animateur ber", "directrice p", "charge mis del",
		"paul henri", "eve", "zzz", "é", "dubermau", "info p", "marmarmar", "example org" };
	struct two *t = *state;

	for (int i = 0; i < TRIES; i++) {
		const char *text = typed[some(sizeof typed / sizeof *typed)];
		struct person_filter f = PERSON_FILTER_ALL;
		char letters[40] = "";

		f.no_email = !some(4);
		f.text = letters;
		for (size_t n = 1; n <= strlen(text); n++) {
			if ((text[n] & 0xc0) == 0x80)
				continue;
			memcpy(letters, text, n);
			letters[n] = '\0';
			if (some(4) == 0)
				something_happens(t, &f);
			expect_same(t->db, &f);
			prepare(t->db, &f, some(3) ? some(4) : 100);
		}
	}
}

static int64_t members(struct two *t)
{
	struct person_filter f = PERSON_FILTER_ALL;
	int64_t count;

	f.member = 1;
	f.text = "m";
	OK(person_count(t->db, &f, &count, &err));
	return count;
}

/* Criteria ask for what the index of names and words knows nothing of. */
static void criteria_follow_what_others_write(void **state)
{
	struct two *t = *state;
	const int64_t town = network_structure(t->db, "Ville de Creil", STRUCTURE_COMMUNE, 0, 0);
	int64_t membership;

	network_person(t->db, "Maube", "Marc", NULL, town, 0);
	assert_int_equal(members(t), 0);
	membership = network_membership(t->other, town, "2020-01-01", NULL);
	assert_int_equal(members(t), 1);
	OK(membership_delete(t->db, membership, &err));
	assert_int_equal(members(t), 0);
}

/* The index looks the same after a change taken back and another like it. */
static void what_was_taken_back_is_not_met_again(void **state)
{
	struct two *t = *state;
	struct person_filter f = PERSON_FILTER_ALL;

	f.text = "zulu";
	f.no_email = true;
	prepare(t->db, &f, 100);
	OK(change_begin(t->db, &(struct change_label){ .kind = CHANGE_PERSON_NEW }, &err));
	network_person(t->db, "Zulu", "Anna", NULL, 0, 0);
	expect_same(t->db, &f);
	prepare(t->db, &f, 100);
	change_rollback(t->db);
	OK(change_begin(t->db, &(struct change_label){ .kind = CHANGE_PERSON_NEW }, &err));
	network_person(t->db, "Zulu", "Anne", NULL, 0, 0);
	OK(change_commit(t->db, &err));
	expect_same(t->db, &f);
}

/* Work in idle moments ends, and where another writes it is begun anew and ends as well. */
static void preparing_ends(void **state)
{
	struct two *t = *state;
	struct person_filter f = PERSON_FILTER_ALL;
	bool more = true;
	int steps = 0;

	f.text = "mar du";
	for (; more && steps < 100; steps++)
		OK(person_prepare(t->db, &f, &more, &err));
	assert_in_range(steps, 1, 99);
	add(t, t->other);
	OK(person_prepare(t->db, &f, &more, &err));
	assert_true(more);
	add(t, t->other);
	/* Reading is dropped until the change is heard of. */
	OK(person_prepare(t->db, &f, &more, &err));
	assert_false(more);
	more = true;
	for (steps = 0; more && steps < 100; steps++)
		OK(person_prepare(t->db, &f, &more, &err));
	assert_in_range(steps, 2, 99);
	expect_same(t->db, &f);
}

#define TEST(name) cmocka_unit_test(name)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(letters_find_whom_a_look_at_everybody_finds),
		TEST(preparing_ends),
		TEST(what_was_taken_back_is_not_met_again),
		TEST(criteria_follow_what_others_write),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
