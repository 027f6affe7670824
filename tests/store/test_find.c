/* The finder. */
#include "network.h"

#include "etape/bulk.h"
#include "etape/document.h"
#include "etape/find.h"
#include "etape/fold.h"
#include "etape/journal.h"
#include "store/sql.h"

struct fixture {
	struct db *db;
};

static int setup(void **state)
{
	struct fixture *f = xcalloc(1, sizeof *f);
	struct db *db = network_empty();
	int64_t maubeuge, denain, lens, ville, caf, ines, jean, marc, paul;
	struct person p;
	struct event e;

	f->db = db;
	network_commune(db, "59392", "Maubeuge");
	network_commune(db, "59172", "Denain");
	network_commune(db, "59207", "Escautpont");
	network_commune(db, "62498", "Lens");
	maubeuge = network_cite(db, "maubeuge", "Maubeuge", "59392");
	denain = network_cite(db, "denain", "Denain-Escaut", "59207");
	lens = network_cite(db, "lens", "Lens", "62498");
	ville = network_structure(db, "Ville de Maubeuge", STRUCTURE_COMMUNE, maubeuge, 0);
	caf = network_structure(
		db, "Caisse d’allocations familiales du Nord", STRUCTURE_CAF, 0, 0);
	ines = network_person(db, "Dupré-Leroy", "Inès", "ines.dupre@example.org", ville, 0);
	jean = network_person(db, "D’Hondt", "Jean-Pierre", "jp@example.org", caf, 0);
	marc = network_person(db, "Lefèvre", "Marc", NULL, 0, denain);
	paul = network_person(db, "Le Bihan", "Paul", NULL, ville, 0);
	network_person(db, "Lœillet", "Anne", NULL, 0, lens);
	network_mandate(db, ines, maubeuge, MANDATE_CPO, "2025-01-01", NULL);
	network_mandate(db, paul, maubeuge, MANDATE_CPO, "2020-01-01", "2024-12-31");
	network_mandate(db, marc, denain, MANDATE_COPILOTE_ACADEMIE, NULL, NULL);
	person_init(&p);
	OK(person_get(db, jean, &p, &err));
	free(p.mobile);
	p.mobile = xstrdup("06.39.98.01.02");
	OK(person_save(db, &p, &err));
	person_release(&p);
	event_init(&e);
	e.title = xstrdup("Tour des Cités éducatives, 2ème étape : Maubeuge");
	e.code = xstrdup("tour-02");
	e.starts = xstrdup("2026-06-02");
	e.town = xstrdup("Maubeuge");
	e.status = EVENT_ANNOUNCED;
	OK(event_save(db, &e, EVENT_SESSIONS_AUTO, &err));
	event_release(&e);
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
	bool detail;
};

static bool see_row(void *arg, const struct find_row *row)
{
	struct seen *seen = arg;

	str_addf(&seen->text, "%s%s%s", seen->n++ ? "|" : "", row->approximate ? "~" : "",
		row->label);
	if (seen->detail)
		str_addf(&seen->text, "/%s/%s/%s/%s/%s", find_kind_name(row->kind), row->code,
			row->detail, row->email, row->phone);
	return true;
}

static void expect(
	struct db *db, const char *typed, unsigned kinds, size_t limit, const char *expected)
{
	struct seen seen = { .text = STR_INIT };

	OK(find(db, typed, kinds, limit, see_row, &seen, &err));
	assert_string_equal(seen.text.buf, expected);
	str_release(&seen.text);
}

static void first(void **state, const char *typed, const char *expected)
{
	struct fixture *f = *state;

	expect(f->db, typed, FIND_EVERYTHING, 1, expected);
}

static void the_right_one_comes_first(void **state)
{
	first(state, "maub", "Maubeuge");
	first(state, "maub cpo", "DUPRÉ-LEROY Inès");
	first(state, "cpo maubeuge", "DUPRÉ-LEROY Inès");
	first(state, "cpo de Maubeuge", "DUPRÉ-LEROY Inès");
	first(state, "escautpont", "Denain-Escaut");
	first(state, "escautp", "Denain-Escaut");
	first(state, "escaut", "Denain-Escaut");
	first(state, "ville de maub", "Ville de Maubeuge");
	first(state, "copilote académie denain", "LEFÈVRE Marc");
	first(state, "étape maubeuge", "Tour des Cités éducatives, 2ème étape : Maubeuge");
	first(state, "tour 02", "Tour des Cités éducatives, 2ème étape : Maubeuge");
	first(state, "len", "Lens");
}

static void spelling_never_matters(void **state)
{
	first(state, "dhondt", "D’HONDT Jean-Pierre");
	first(state, "d hondt", "D’HONDT Jean-Pierre");
	first(state, "D'HONDT", "D’HONDT Jean-Pierre");
	first(state, "jean pierre", "D’HONDT Jean-Pierre");
	first(state, "lefevre", "LEFÈVRE Marc");
	first(state, "lefe\xcc\x80vre", "LEFÈVRE Marc");
	first(state, "loeillet", "LŒILLET Anne");
	first(state, "lebihan", "LE BIHAN Paul");
	first(state, "le b", "LE BIHAN Paul");
	first(state, "bihan", "LE BIHAN Paul");
	first(state, "ines leroy", "DUPRÉ-LEROY Inès");
	first(state, "leroy ines", "DUPRÉ-LEROY Inès");
}

static void numbers_and_addresses_are_found(void **state)
{
	first(state, "06 39 98", "D’HONDT Jean-Pierre");
	first(state, "+33 6 39 98 01 02", "D’HONDT Jean-Pierre");
	first(state, "ines.dupre@", "DUPRÉ-LEROY Inès");
	first(state, "INES.DUPRE@example.org", "DUPRÉ-LEROY Inès");
}

/* In the index they are the digits of people: in the national form, whatever was typed. */
static void a_structure_is_found_by_its_telephone(void **state)
{
	static const char *const typed[] = { "03 20 25 61 53", "+33 (0)3 20.25.61.53",
		"0033 3-20/25-61-53", "+33\u00a03\u202f20 25 61 53", "+262 320256153", "00590320256153",
		"+32 2 345 67 89", "0032/23456789", "0320256153" };
	struct fixture *f = *state;
	int64_t id = network_structure(f->db, "Le Relais", STRUCTURE_ASSOCIATION, 0, 0);
	struct structure_filter filter = STRUCTURE_FILTER_ALL;
	struct structure s;
	int64_t count;

	structure_init(&s);
	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
		struct str digits = STR_INIT;

		OK(structure_get(f->db, id, &s, &err));
		free(s.phone);
		s.phone = xstrdup(typed[i]);
		OK(structure_save(f->db, &s, &err));
		fold_phone_add(&digits, typed[i]);
		first(state, digits.buf, "Le Relais");
		str_release(&digits);
	}
	structure_release(&s);
	first(state, "03 20 25", "Le Relais");
	first(state, "+33 3 20 25 61", "Le Relais");
	expect(f->db, "03 20 26", FIND_EVERYTHING, 9, "");
	filter.text = "03 20 25"; /* in the directory as well */
	OK(structure_count(f->db, &filter, &count, &err));
	assert_int_equal(count, 1);
}

/* By its title, or by the rencontre's. */
static void a_document_is_found_by_its_title(void **state)
{
	struct fixture *f = *state;
	struct document d;

	document_init(&d);
	d.subject = network_event(f->db, "journee-lecture", "2026-06-02", NULL, -1);
	d.kind = DOCUMENT_SLIDES;
	d.day = network_day("2026-06-03");
	d.title = xstrdup("Diaporama des ambassadrices");
	d.address = xstrdup("https://example.org/a.pdf");
	OK(document_save(f->db, &d, &err));
	first(state, "ambassadrices", "Diaporama des ambassadrices");
	first(state, "diapo ambass", "Diaporama des ambassadrices");
	expect(f->db, "diaporama", FIND_ONLY(FIND_EVENT) | FIND_ONLY(FIND_CITE), 5, "");
	expect(f->db, "diaporama", FIND_ONLY(FIND_DOCUMENT), 5, "Diaporama des ambassadrices");
	expect(f->db, "journee-lecture", FIND_ONLY(FIND_DOCUMENT), 5, "Diaporama des ambassadrices");
	OK(document_delete(f->db, d.id, &err));
	first(state, "ambassadrices", "");
	document_release(&d);
}

static void typos_are_forgiven_and_told(void **state)
{
	first(state, "mobeuge", "~Maubeuge");
	first(state, "maubeuje", "~Maubeuge");
	first(state, "lefevbre", "~LEFÈVRE Marc");
	first(state, "mobeuge cpo", "~DUPRÉ-LEROY Inès");
	first(state, "xqzwkv", "");
	first(state, "xq", "");
}

/* No word of these is near a word of the name. */
static void a_name_run_together_is_forgiven_too(void **state)
{
	struct fixture *f = *state;

	network_person(f->db, "Van der Meersch", "Joris", NULL, 0, 0);
	first(state, "vandermersch", "~VAN DER MEERSCH Joris");
	first(state, "van der mersch", "~VAN DER MEERSCH Joris");
	first(state, "dhontjean", "~D’HONDT Jean-Pierre");
	first(state, "lebiahn paul", "~LE BIHAN Paul");
	expect(f->db, "vandermersch", FIND_ONLY(FIND_STRUCTURE), 5, "");
}

static void initials_find_a_structure(void **state)
{
	first(state, "cafn", "Caisse d’allocations familiales du Nord");
	first(state, "vdm", "");
	first(state, "vm", "");
}

/* A mandate that is over counts no more. */
static void a_departement_stands_for_its_cites(void **state)
{
	struct fixture *f = *state;

	expect(f->db, "cpo nord", FIND_ONLY(FIND_PERSON), 5, "DUPRÉ-LEROY Inès");
	expect(f->db, "copilotes 59", FIND_ONLY(FIND_PERSON), 5, "LEFÈVRE Marc");
	expect(f->db, "cpo somme", FIND_ONLY(FIND_PERSON), 5, "");
	expect(f->db, "cités du nord", FIND_ONLY(FIND_CITE), 5, "Denain-Escaut|Lens|Maubeuge");
}

static void kinds_can_be_chosen(void **state)
{
	struct fixture *f = *state;

	expect(f->db, "maub", FIND_ONLY(FIND_STRUCTURE), 5, "Ville de Maubeuge");
	expect(f->db, "maub", FIND_ONLY(FIND_CITE) | FIND_ONLY(FIND_EVENT), 5,
		"Maubeuge|Tour des Cités éducatives, 2ème étape : Maubeuge");
	expect(f->db, "m", FIND_ONLY(FIND_CITE), 5, "Maubeuge");
	expect(f->db, "m", FIND_ONLY(FIND_PERSON), 5, "LEFÈVRE Marc");
	expect(f->db, "maub", FIND_EVERYTHING, 0, "");
}

static void nothing_or_marks_find_nothing(void **state)
{
	first(state, "", "");
	first(state, "  ", "");
	first(state, "\"*\" OR (", "");
	first(state, "\xff\xfe", "");
	first(state, "a b c d e f g h i j k l m n o p q r s t u v w x y z", "");
}

static void rows_say_what_is_needed_on_the_telephone(void **state)
{
	struct fixture *f = *state;
	struct seen seen = { .text = STR_INIT, .detail = true };

	OK(find(f->db, "dupre", FIND_EVERYTHING, 1, see_row, &seen, &err));
	assert_string_equal(seen.text.buf,
		"DUPRÉ-LEROY Inès/person//CPO · Maubeuge/ines.dupre@example.org/");
	str_reset(&seen.text);
	seen.n = 0;
	OK(find(f->db, "dhondt", FIND_EVERYTHING, 1, see_row, &seen, &err));
	assert_string_equal(seen.text.buf, "D’HONDT Jean-Pierre/person//"
					   "Caisse d’allocations familiales du Nord/"
					   "jp@example.org/06.39.98.01.02");
	str_reset(&seen.text);
	seen.n = 0;
	OK(find(f->db, "lens", FIND_EVERYTHING, 1, see_row, &seen, &err));
	assert_string_equal(seen.text.buf, "Lens/cite/lens/Nord · 2019//");
	str_reset(&seen.text);
	seen.n = 0;
	OK(find(f->db, "caisse", FIND_EVERYTHING, 1, see_row, &seen, &err));
	assert_string_equal(
		seen.text.buf, "Caisse d’allocations familiales du Nord/structure//CAF//");
	str_release(&seen.text);
}

static void a_former_cpo_comes_after_the_present_one(void **state)
{
	struct fixture *f = *state;

	expect(f->db, "cpo maub", FIND_ONLY(FIND_PERSON), 5, "DUPRÉ-LEROY Inès|LE BIHAN Paul");
}

static void save_event(struct db *db, struct event *e, const char *title)
{
	free(e->title);
	e->title = xstrdup(title);
	if (!e->id) {
		e->starts = xstrdup("2027-03-11");
		e->status = EVENT_ANNOUNCED;
	}
	OK(event_save(db, e, EVENT_SESSIONS_AUTO, &err));
}

/* The rencontres that the index itself names. */
static int64_t indexed(struct db *db)
{
	sqlite3_stmt *stmt = sql_prepare(db, "SELECT count(*) FROM search WHERE kind = 'event'", NULL);
	int64_t n;

	assert_int_equal(sql_step(db, stmt, NULL), SQL_ROW);
	n = sql_int(stmt, 0);
	sql_done(stmt);
	return n;
}

static void rencontres_written_in_bulk_are_found_at_its_end(void **state)
{
	const struct change_label label = { .kind = CHANGE_IMPORT_EVENTS };
	struct fixture *f = *state;
	struct event first, second, third;

	event_init(&first);
	event_init(&second);
	event_init(&third);
	OK(change_begin(f->db, &label, &err));
	OK(bulk_begin(f->db, &err));
	save_event(f->db, &first, "Bergamote");
	save_event(f->db, &second, "Cardamome");
	assert_int_equal(indexed(f->db), 1);
	save_event(f->db, &second, "Coriandre"); /* changed again, so that those there are are taken in */
	assert_int_equal(indexed(f->db), 3);
	save_event(f->db, &third, "Estragon");
	assert_int_equal(indexed(f->db), 3);
	OK(bulk_end(f->db, &err));
	expect(f->db, "estragon", FIND_ONLY(FIND_EVENT), 5, "Estragon");
	expect(f->db, "bergamote", FIND_ONLY(FIND_EVENT), 5, "Bergamote");
	expect(f->db, "coriandre", FIND_ONLY(FIND_EVENT), 5, "Coriandre");
	assert_int_equal(indexed(f->db), 4);
	OK(change_commit(f->db, &err));
	event_release(&first);
	event_release(&second);
	event_release(&third);
}

static void asks_without_error(struct db *db, struct str *match, unsigned last)
{
	sqlite3_stmt *stmt = sql_prepare(db, "SELECT 1 FROM search WHERE search MATCH :match", NULL);
	struct err err = ERR_INIT;

	sql_bind_text(stmt, ":match", match->buf);
	if (sql_step(db, stmt, &err) == SQL_FAILED)
		fail_msg("up to U+%04X: %s: %s", last, err.message, match->buf);
	sql_done(stmt);
	str_reset(match);
}

/* A question of the finder is single words: what folding keeps in one word the index must not split. */
static void the_index_splits_no_word_that_folding_keeps(void **state)
{
	enum { AT_ONCE = 2000, IDEOGRAPHS = 0x20000 }; /* bytes; from here on there is nothing else */
	struct fixture *f = *state;
	struct str text = STR_INIT, word = STR_INIT, match = STR_INIT;

	for (unsigned cp = 0x80; cp < IDEOGRAPHS; cp++) {
		if (cp >= 0xd800 && cp < 0xe000)
			continue;
		str_reset(&text);
		str_reset(&word);
		str_addc(&text, 'a');
		str_addcp(&text, cp);
		str_addc(&text, 'b');
		fold_add(&word, text.buf);
		if (strchr(word.buf, ' ') || word.len == 2)
			continue;
		str_addf(&match, "%s\"%s\"", match.len ? " OR " : "", word.buf);
		if (match.len > AT_ONCE)
			asks_without_error(f->db, &match, cp);
	}
	assert_true(match.len > 0);
	asks_without_error(f->db, &match, IDEOGRAPHS);
	str_release(&text);
	str_release(&word);
	str_release(&match);
}

static void a_bulk_taken_back_leaves_the_finder_as_it_was(void **state)
{
	const struct change_label label = { .kind = CHANGE_IMPORT_EVENTS };
	struct fixture *f = *state;
	struct event e;

	event_init(&e);
	OK(change_begin(f->db, &label, &err));
	OK(bulk_begin(f->db, &err));
	save_event(f->db, &e, "Bergamote");
	change_rollback(f->db);
	event_release(&e);
	save_event(f->db, &e, "Cardamome");
	assert_int_equal(indexed(f->db), 2);
	expect(f->db, "cardamome", FIND_ONLY(FIND_EVENT), 5, "Cardamome");
	event_release(&e);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_right_one_comes_first),
		TEST(spelling_never_matters),
		TEST(numbers_and_addresses_are_found),
		TEST(a_structure_is_found_by_its_telephone),
		TEST(a_document_is_found_by_its_title),
		TEST(typos_are_forgiven_and_told),
		TEST(a_name_run_together_is_forgiven_too),
		TEST(initials_find_a_structure),
		TEST(a_departement_stands_for_its_cites),
		TEST(kinds_can_be_chosen),
		TEST(nothing_or_marks_find_nothing),
		TEST(the_index_splits_no_word_that_folding_keeps),
		TEST(rows_say_what_is_needed_on_the_telephone),
		TEST(a_former_cpo_comes_after_the_present_one),
		TEST(rencontres_written_in_bulk_are_found_at_its_end),
		TEST(a_bulk_taken_back_leaves_the_finder_as_it_was),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
