/* What holds for few must hold for many: ways of reading that are taken at size give the same.
 */
#include "network.h"

#include "etape/checkin.h"
#include "etape/find.h"
#include "etape/fold.h"
#include "etape/journal.h"
#include "store/db_internal.h"
#include "store/presence.h"
#include "store/words.h"

enum {
	PEOPLE = 4300, /* more than person_page() reads and sorts */
	NAMED = 1200,  /* of one beginning, at the end of the alphabet… */
	OTHERS = 7,    /* … and some who have that word elsewhere */
};

static unsigned seed = 1;

static unsigned some(unsigned n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % n;
}

static int setup(void **state)
{
	static const char *const syllables[] = { "ma", "du", "pont", "le", "roy", "ber",
		"vil" };
	static const char *const given[] = { "Inès", "Marc", "Élodie", "Jean-Pierre" };
	struct db *db = network_empty();
	int64_t ville = network_structure(db, "Ville de Denain", STRUCTURE_COMMUNE, 0, 0);
	char name[64];

	OK(change_begin(db, &(struct change_label){ .kind = CHANGE_IMPORT_PEOPLE }, &err));
	for (int i = 0; i < PEOPLE; i++) {
		snprintf(name, sizeof name, "M%s%s%s", syllables[some(7)], syllables[some(7)],
			syllables[some(7)]);
		network_person(db, name, given[some(4)], NULL, i % 3 ? ville : 0, 0);
	}
	for (int i = 0; i < NAMED; i++) {
		snprintf(name, sizeof name, "Zu%s%s", syllables[some(7)], syllables[some(7)]);
		network_person(db, name, given[some(4)], NULL, 0, 0);
	}
	for (int i = 0; i < OTHERS; i++)
		network_person(db, i % 2 ? "Zz" : "Mmm", "Zulma", NULL, i % 3 ? ville : 0, 0);
	OK(change_commit(db, &err));
	*state = db;
	return 0;
}

static int teardown(void **state)
{
	struct db *db = *state;

	db_close(&db);
	return 0;
}

struct keys {
	struct str text; /* ids, one a line */
	struct str last; /* key of the last row */
	int64_t id;
	const char *wanted; /* folded words of the name; NULL for all */
};

static bool see(void *arg, const struct person_row *row)
{
	struct keys *keys = arg;
	struct words words;
	char *hay;
	struct str all = STR_INIT;

	words_init(&words, keys->wanted);
	str_addf(&all, "%s %s", row->key, row->structure);
	hay = fold_dup(all.buf);
	if (words_all(&words, hay))
		str_addf(&keys->text, "%lld\n", (long long)row->id);
	str_reset(&keys->last);
	str_add(&keys->last, row->key);
	keys->id = row->id;
	free(hay);
	str_release(&all);
	words_release(&words);
	return true;
}

/* Reads page after page of 70. */
static void read_all(struct db *db, const char *text, struct keys *keys, bool backward)
{
	struct person_filter filter = PERSON_FILTER_ALL;
	struct page page = { .n = 70, .backward = backward };
	size_t before;

	filter.text = text;
	do {
		before = keys->text.len;
		keys->id = 0;
		OK(person_page(db, &filter, &page, see, keys, &err));
		page.key = keys->last.buf;
		page.id = keys->id;
	} while (keys->id && (keys->text.len > before || keys->wanted));
}

static void pages_of_a_common_word_leave_nobody_out(void **state)
{
	static const char *const texts[] = { "m", "ma", "mma", "ville den", "ville mpont",
		"jean", "m jean", "zz", "zu", "zu jean", "ines",
		"z", "p", "perso", "denain ine" };

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		for (int backward = 0; backward < 2; backward++) {
			struct keys asked = { .text = STR_INIT, .last = STR_INIT };
			struct keys sifted = {
				.text = STR_INIT, .last = STR_INIT, .wanted = texts[i]
			};
			struct person_filter filter = PERSON_FILTER_ALL;
			int64_t count, lines = 0;

			read_all(*state, texts[i], &asked, backward);
			read_all(*state, NULL, &sifted, backward);
			assert_string_equal(asked.text.buf, sifted.text.buf);
			filter.text = texts[i];
			OK(person_count(*state, &filter, &count, &err));
			for (const char *p = asked.text.buf; *p; p++)
				lines += *p == '\n';
			assert_int_equal(count, lines);
			str_release(&asked.text);
			str_release(&asked.last);
			str_release(&sifted.text);
			str_release(&sifted.last);
		}
	}
}

static bool count_row(void *arg, const struct find_row *row)
{
	assert_int_equal(row->kind, FIND_STRUCTURE);
	++*(int *)arg;
	return true;
}

/* The structure is one among many rows that have the word. */
static void a_kind_asked_for_is_found_among_the_others(void **state)
{
	int n = 0;

	OK(find(*state, "denain", FIND_ONLY(FIND_STRUCTURE), 5, count_row, &n, &err));
	assert_int_equal(n, 1);
}

/* What SQLite did since the last time, in steps of its machine: unlike time the same on any computer. */
static long steps_since(struct db *db)
{
	long steps = 0;

	for (sqlite3_stmt *s = sqlite3_next_stmt(db->handle, NULL); s;
		s = sqlite3_next_stmt(db->handle, s))
		steps += sqlite3_stmt_status(s, SQLITE_STMTSTATUS_VM_STEP, 1);
	return steps;
}

static bool any_found(void *arg, const struct find_row *row)
{
	(void)arg;
	(void)row;
	return true;
}

static bool any_person(void *arg, const struct person_row *row)
{
	(void)arg;
	(void)row;
	return true;
}

/* Reading everybody takes some 15 steps a person, putting them in order 40: 82,000 and 220,000 here. Those
 * who begin with z, a fifth, are put in order while there is no table in memory. */
static void a_letter_does_not_read_everybody(void **state)
{
	static const char *const texts[] = { "m", "ma", "mma", "mmapont", "z", "zu", "j", "jean",
		"ville", "v", "i", "d", "den", "zu jean", "zu j", "ville mpont" };
	struct db *db = *state;

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct person_filter filter = PERSON_FILTER_ALL;
		const struct page page = { .n = 20 };

		steps_since(db);
		OK(find(db, texts[i], FIND_EVERYTHING, 20, any_found, NULL, &err));
		assert_in_range(steps_since(db), 1, 30000);
		filter.text = texts[i];
		OK(person_page(db, &filter, &page, any_person, NULL, &err));
		assert_in_range(steps_since(db), 1, 55000);
	}
}

static bool keep_first(void *arg, const struct person_row *row)
{
	int64_t *first = arg;

	if (!*first)
		*first = row->id;
	return true;
}

/* The last who answers, in order of name. */
static int64_t last_of(struct db *db, const char *text)
{
	struct person_filter filter = PERSON_FILTER_ALL;
	const struct page page = { .n = 5, .backward = true };
	int64_t id = 0;

	filter.text = text;
	OK(person_page(db, &filter, &page, keep_first, &id, &err));
	return id;
}

/* Those of "zu" stay known for what is typed after it, until somebody comes or goes. */
static void who_comes_between_two_letters_is_found(void **state)
{
	struct db *db = *state;
	struct person_filter filter = PERSON_FILTER_ALL;
	const struct page page = { .n = 300 };
	int64_t before, id;

	before = last_of(db, "zu jean");
	filter.text = "zu";
	OK(person_page(db, &filter, &page, any_person, NULL, &err));
	id = network_person(db, "Zuzz", "Jeanne", NULL, 0, 0);
	assert_int_equal(last_of(db, "zu jean"), id);
	filter.text = "zu";
	OK(person_page(db, &filter, &page, any_person, NULL, &err));
	OK(person_delete(db, id, &err));
	assert_int_equal(last_of(db, "zu jean"), before);
}

static void presence_is_the_same_from_the_index_and_from_the_view(void **state)
{
	struct db *db = *state;
	int64_t event = network_event(db, "a", "2026-03-10", NULL, -1);
	int64_t registrations[20];
	struct checkin_answer a;
	struct session s;

	checkin_answer_init(&a);
	for (int i = 0; i < 20; i++)
		registrations[i] = network_register(
			db, event, network_person(db, "Petit", "", NULL, 0, 0));
	for (int i = 0; i < 400; i++) {
		struct checkin_query q = { .event = event,
			.session = 1 + (int)some(2),
			.registration = registrations[some(20)] };

		switch (some(3)) {
		case 0:
			checkin_out(db, &q, &a, NULL);
			break;
		case 1:
			checkin_undo(db, &q, &a, NULL);
			break;
		default:
			OK(checkin_do(db, &q, &a, &err));
		}
	}
	checkin_answer_release(&a);
	session_init(&s);
	for (int no = 1; no <= 2; no++) {
		struct str view = STR_INIT, index = STR_INIT;
		sqlite3_stmt *stmt = sql_prepare(db,
			"SELECT registration FROM presence WHERE session = :session"
			" ORDER BY registration",
			NULL);
		struct presence_ids present = { .at = NULL };

		OK(session_get(db, event, no, &s, &err));
		sql_bind_int(stmt, ":session", s.id);
		while (sql_step(db, stmt, NULL) == SQL_ROW)
			str_addf(&view, "%lld\n", (long long)sql_int(stmt, 0));
		sql_done(stmt);
		OK(presence_read(db, s.id, &present, NULL, &err));
		for (size_t i = 0; i < present.count; i++)
			str_addf(&index, "%lld\n", (long long)present.at[i]);
		assert_true(view.len > 0);
		assert_string_equal(index.buf, view.buf);
		free(present.at);
		str_release(&view);
		str_release(&index);
	}
	session_release(&s);
}

#define TEST(name) cmocka_unit_test(name)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(pages_of_a_common_word_leave_nobody_out),
		TEST(a_kind_asked_for_is_found_among_the_others),
		TEST(a_letter_does_not_read_everybody),
		TEST(who_comes_between_two_letters_is_found),
		TEST(presence_is_the_same_from_the_index_and_from_the_view),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
