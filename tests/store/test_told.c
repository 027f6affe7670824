/* Notes, moods and news: dated, signed, by revision, undone, gone with what they are about. */
#include "network.h"

#include "etape/journal.h"
#include "etape/merge.h"
#include "etape/mood.h"
#include "etape/news.h"
#include "etape/note.h"
#include "store/db_internal.h"

struct fixture {
	struct db *db;
	int64_t denain, creil, ville, ines, paul, event;
};

static int setup(void **state)
{
	struct fixture *f = xcalloc(1, sizeof *f);

	f->db = network_empty();
	network_commune(f->db, "59172", "Denain");
	network_commune(f->db, "60175", "Creil");
	f->denain = network_cite(f->db, "denain", "Denain", "59172");
	f->creil = network_cite(f->db, "creil", "Creil", "60175");
	f->ville = network_structure(f->db, "Caf du Nord", STRUCTURE_CAF, f->denain, 0);
	f->ines = network_person(f->db, "Dupré-Leroy", "Inès", "ines@example.org", 0, f->creil);
	f->paul = network_person(f->db, "Le Bihan", "Paul", "paul@example.org", 0, 0);
	f->event = network_event(f->db, "tour-20", "2026-02-03", NULL, 0);
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

static int64_t add_note(struct fixture *f, int64_t subject, const char *day, const char *text)
{
	struct note n;
	int64_t id;

	note_init(&n);
	n.subject = subject;
	n.day = day ? network_day(day) : CIVIL_NONE;
	n.text = xstrdup(text);
	OK(note_save(f->db, &n, &err));
	id = n.id;
	note_release(&n);
	return id;
}

static bool see_note(void *arg, const struct note_row *row)
{
	str_addf(arg, "%s %s: %s\n", row->day, row->author, row->text);
	return true;
}

static void expect_notes(struct fixture *f, int64_t subject, const char *wanted)
{
	struct str text = STR_INIT;

	OK(note_list(f->db, subject, see_note, &text, &err));
	assert_string_equal(text.buf, wanted);
	str_release(&text);
}

static void a_note_is_dated_and_signed(void **state)
{
	struct fixture *f = *state;

	add_note(f, f->denain, NULL, "  Rappeler la mairie\nen mai ");
	add_note(f, f->denain, "2026-03-12", "Plus tard");
	add_note(f, f->creil, "2026-03-11", "D'une autre");
	add_note(f, f->denain, "2026-03-01", "Noté après coup");
	expect_notes(f, f->denain,
		"2026-03-12 claire: Plus tard\n2026-03-10 claire: Rappeler la mairie\nen mai\n"
		"2026-03-01 claire: Noté après coup\n");
}

static void a_note_wants_a_text_and_a_subject(void **state)
{
	struct fixture *f = *state;
	struct note n;

	note_init(&n);
	n.subject = f->denain;
	n.text = xstrdup(" \n ");
	REFUSED(note_save(f->db, &n, &err), ERR_INVALID, "text");
	free(n.text);
	n.text = xstrdup("x");
	n.subject = 4711;
	REFUSED(note_save(f->db, &n, &err), ERR_NOT_FOUND, "no longer known");
	assert_int_equal(n.id, 0);
	note_release(&n);
	REFUSED(note_delete(f->db, 4711, &err), ERR_NOT_FOUND, "no longer known");
}

static void the_second_to_save_a_note_is_told(void **state)
{
	struct fixture *f = *state;
	int64_t id = add_note(f, f->denain, NULL, "une");
	struct note mine, theirs;

	note_init(&mine);
	note_init(&theirs);
	OK(note_get(f->db, id, &mine, &err));
	OK(note_get(f->db, id, &theirs, &err));
	free(theirs.text);
	theirs.text = xstrdup("deux");
	OK(note_save(f->db, &theirs, &err));
	REFUSED(note_save(f->db, &mine, &err), ERR_STALE, "meanwhile");
	OK(note_delete(f->db, id, &err));
	REFUSED(note_save(f->db, &theirs, &err), ERR_NOT_FOUND, "deleted");
	OK(journal_undo(f->db, 0, false, NULL, &err));
	expect_notes(f, f->denain, "2026-03-10 claire: deux\n");
	note_release(&mine);
	note_release(&theirs);
}

/* Another's note keeps its name when somebody else mends it. */
static void who_wrote_a_note_stays(void **state)
{
	struct fixture *f = *state;
	struct note n;

	note_init(&n);
	n.subject = f->ines;
	n.author = xstrdup("paul");
	n.text = xstrdup("Préfère le matin");
	OK(note_save(f->db, &n, &err));
	OK(note_save(f->db, &n, &err));
	note_release(&n);
	expect_notes(f, f->ines, "2026-03-10 paul: Préfère le matin\n");
}

static int64_t count(struct fixture *f, const char *table)
{
	struct str sql = STR_INIT;
	sqlite3_stmt *stmt;
	int64_t n;

	str_addf(&sql, "SELECT count(*) FROM %s", table);
	assert_int_equal(sqlite3_prepare_v2(f->db->handle, sql.buf, -1, &stmt, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	n = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	str_release(&sql);
	return n;
}

static void notes_go_with_what_they_are_about_and_come_back_with_it(void **state)
{
	struct fixture *f = *state;
	int64_t mandate =
		network_mandate(f->db, f->paul, f->creil, MANDATE_CPO, "2025-01-01", NULL);

	add_note(f, f->paul, NULL, "du");
	add_note(f, mandate, NULL, "poste");
	add_note(f, f->ville, NULL, "de la Caf");
	add_note(f, f->event, NULL, "de la rencontre");
	OK(person_delete(f->db, f->paul, &err));
	assert_int_equal(count(f, "note"), 2);
	OK(journal_undo(f->db, 0, false, NULL, &err));
	assert_int_equal(count(f, "note"), 4);
	OK(structure_delete(f->db, f->ville, &err));
	OK(event_delete(f->db, f->event, &err));
	OK(mandate_delete(f->db, mandate, &err));
	assert_int_equal(count(f, "note"), 1);
}

static void notes_move_when_two_people_become_one(void **state)
{
	struct fixture *f = *state;
	struct person into, from;
	struct merge_moves moved;

	add_note(f, f->paul, NULL, "de Paul");
	person_init(&into);
	person_init(&from);
	OK(person_get(f->db, f->ines, &into, &err));
	OK(person_get(f->db, f->paul, &from, &err));
	OK(person_merge(f->db, &into, &from, &moved, &err));
	assert_int_equal(moved.notes, 1);
	expect_notes(f, f->ines, "2026-03-10 claire: de Paul\n");
	person_release(&into);
	person_release(&from);
}

/* --- moods --- */

static bool see_mood(void *arg, const struct told_row *row)
{
	str_addf(arg, "%s %s %d %s %s\n", row->cite_code, row->day, (int)row->level, row->event,
		row->author);
	return true;
}

static void expect_moods(struct fixture *f, int64_t cite, int64_t event, const char *wanted)
{
	struct str text = STR_INIT;

	OK(mood_list(f->db, cite, event, see_mood, &text, &err));
	assert_string_equal(text.buf, wanted);
	str_release(&text);
}

static int64_t add_mood(struct fixture *f, int64_t cite, int64_t event, enum mood_level level)
{
	struct mood m;
	int64_t id;

	mood_init(&m);
	m.cite = cite;
	m.event = event;
	m.level = level;
	OK(mood_save(f->db, &m, &err));
	id = m.id;
	mood_release(&m);
	return id;
}

static void a_mood_has_the_day_of_its_rencontre(void **state)
{
	struct fixture *f = *state;

	add_mood(f, f->denain, f->event, MOOD_RAIN);
	add_mood(f, f->denain, 0, MOOD_SUN);
	add_mood(f, f->creil, f->event, MOOD_STORM);
	expect_moods(f, f->denain, 0,
		"denain 2026-03-10 5  claire\ndenain 2026-02-03 2 tour-20 claire\n");
	expect_moods(f, 0, f->event,
		"creil 2026-02-03 1 tour-20 claire\ndenain 2026-02-03 2 tour-20 claire\n");
}

static void a_cite_has_one_mood_at_a_rencontre(void **state)
{
	struct fixture *f = *state;
	int64_t id = add_mood(f, f->denain, f->event, MOOD_RAIN);
	struct mood m;

	mood_init(&m);
	m.cite = f->denain;
	m.event = f->event;
	m.level = MOOD_SUN;
	REFUSED(mood_save(f->db, &m, &err), ERR_EXISTS, "rain, by claire");
	m.event = 4711;
	REFUSED(mood_save(f->db, &m, &err), ERR_NOT_FOUND, "rencontre");
	m.event = 0;
	m.level = (enum mood_level)6;
	REFUSED(mood_save(f->db, &m, &err), ERR_INVALID, "1 (storm)");
	OK(mood_get(f->db, id, &m, &err));
	m.level = MOOD_FAIR;
	OK(mood_save(f->db, &m, &err));
	mood_release(&m);
	expect_moods(f, f->denain, 0, "denain 2026-02-03 4 tour-20 claire\n");
	OK(mood_delete(f->db, id, &err));
	expect_moods(f, f->denain, 0, "");
}

/* --- news --- */

static bool see_news(void *arg, const struct told_row *row)
{
	str_addf(arg, "%s %s %s %s\n", row->cite_code, row->day, row->event, row->text);
	return true;
}

static void expect_news(struct fixture *f, int64_t cite, const char *wanted)
{
	struct str text = STR_INIT;

	OK(news_list(f->db, cite, 0, see_news, &text, &err));
	assert_string_equal(text.buf, wanted);
	str_release(&text);
}

static void news_stay_when_their_rencontre_goes(void **state)
{
	struct fixture *f = *state;
	struct news n;

	news_init(&n);
	n.cite = f->denain;
	n.event = f->event;
	n.text = xstrdup("Une classe ouverte");
	OK(news_save(f->db, &n, &err));
	add_mood(f, f->denain, f->event, MOOD_SUN);
	expect_news(f, f->denain, "denain 2026-02-03 tour-20 Une classe ouverte\n");
	OK(event_delete(f->db, f->event, &err));
	expect_news(f, f->denain, "denain 2026-02-03  Une classe ouverte\n");
	expect_moods(f, f->denain, 0, "denain 2026-02-03 5  claire\n");
	OK(journal_undo(f->db, 0, false, NULL, &err));
	expect_news(f, f->denain, "denain 2026-02-03 tour-20 Une classe ouverte\n");
	OK(news_delete(f->db, n.id, &err));
	expect_news(f, f->denain, "");
	free(n.text);
	n.text = xstrdup("");
	n.id = 0;
	REFUSED(news_save(f->db, &n, &err), ERR_INVALID, "text");
	n.cite = 0;
	REFUSED(news_save(f->db, &n, &err), ERR_INVALID, "cité");
	news_release(&n);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
		TEST(a_note_is_dated_and_signed),
		TEST(a_note_wants_a_text_and_a_subject),
		TEST(the_second_to_save_a_note_is_told),
		TEST(who_wrote_a_note_stays),
		TEST(notes_go_with_what_they_are_about_and_come_back_with_it),
		TEST(notes_move_when_two_people_become_one),
		TEST(a_mood_has_the_day_of_its_rencontre),
		TEST(a_cite_has_one_mood_at_a_rencontre),
		TEST(news_stay_when_their_rencontre_goes),
#undef TEST
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
