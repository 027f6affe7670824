/* People: saved, resolved, paged, filtered. */
#include "network_fixture.h"

#include "etape/journal.h"

static bool see_person(void *arg, const struct person_row *row)
{
	struct seen *seen = arg;

	str_addf(&seen->text, "%s%s", seen->n ? "|" : "", row->name);
	return ++seen->n != seen->most;
}

static bool see_person_fully(void *arg, const struct person_row *row)
{
	struct seen *seen = arg;

	str_addf(&seen->text, "%s/%s/%s/%s", row->name, row->structure, row->cite, row->posts);
	seen->n++;
	return true;
}

static void people_are_saved_with_their_keys(void **state)
{
	struct fixture *f = *state;
	struct person p;
	int64_t id;

	person_init(&p);
	OK(person_get(f->db, f->jean, &p, &err));
	assert_string_equal(p.family_name, "D’Hondt");
	OK(person_find_by_email(f->db, " JP@Example.ORG", &id, &err));
	assert_int_equal(id, f->jean);
	OK(person_find_by_email(f->db, "nobody@example.org", &id, &err));
	assert_int_equal(id, 0);
	OK(person_find_by_email(f->db, "", &id, &err));
	assert_int_equal(id, 0);
	free(p.mobile);
	p.mobile = xstrdup("  +33 6 39 98 01 02\t");
	OK(person_save(f->db, &p, &err));
	assert_string_equal(p.mobile, "+33 6 39 98 01 02");
	assert_true(p.rev > 1);
	person_release(&p);
}

static void a_stale_person_is_refused_and_says_by_whom(void **state)
{
	struct fixture *f = *state;
	struct person mine, theirs;

	person_init(&mine);
	person_init(&theirs);
	OK(person_get(f->db, f->ines, &mine, &err));
	OK(person_get(f->db, f->ines, &theirs, &err));
	OK(person_save(f->db, &theirs, &err));
	REFUSED(person_save(f->db, &mine, &err), ERR_STALE, "claire");
	assert_int_equal(mine.rev, 1);
	OK(person_delete(f->db, f->ines, &err));
	REFUSED(person_save(f->db, &theirs, &err), ERR_NOT_FOUND, "DUPRÉ-LEROY Inès");
	person_release(&mine);
	person_release(&theirs);
}

/* An undo gives the row its old revision back, and what is saved next must not get again
 * the one that was taken back. */
static void a_form_opened_before_an_undo_stays_stale(void **state)
{
	struct fixture *f = *state;
	struct person mine, theirs;

	person_init(&mine);
	person_init(&theirs);
	OK(person_get(f->db, f->ines, &mine, &err));
	free(mine.phone);
	mine.phone = xstrdup("03 00 00 00 01");
	OK(person_save(f->db, &mine, &err));
	OK(journal_undo(f->db, 0, false, NULL, &err));
	OK(person_get(f->db, f->ines, &theirs, &err));
	free(theirs.phone);
	theirs.phone = xstrdup("03 00 00 00 02");
	OK(person_save(f->db, &theirs, &err));
	REFUSED(person_save(f->db, &mine, &err), ERR_STALE, "claire");
	person_release(&mine);
	person_release(&theirs);
}

static void a_person_without_name_or_with_a_wrong_address_is_refused(void **state)
{
	struct fixture *f = *state;
	struct person p;

	person_init(&p);
	p.email = xstrdup("a@example.org");
	REFUSED(person_save(f->db, &p, &err), ERR_INVALID, "name");
	free(p.family_name);
	p.family_name = xstrdup("Petit");
	free(p.email);
	p.email = xstrdup("not an address");
	REFUSED(person_save(f->db, &p, &err), ERR_INVALID, "PETIT");
	assert_int_equal(p.id, 0);
	person_release(&p);
}

static void people_are_resolved_by_id_address_and_name(void **state)
{
	struct fixture *f = *state;
	char text[32];
	int64_t id;

	snprintf(text, sizeof text, "%lld", (long long)f->ines);
	OK(person_resolve(f->db, text, &id, &err));
	assert_int_equal(id, f->ines);
	OK(person_resolve(f->db, "ines.dupre@example.org", &id, &err));
	assert_int_equal(id, f->ines);
	OK(person_resolve(f->db, "inès dupré-leroy", &id, &err));
	assert_int_equal(id, f->ines);
	OK(person_resolve(f->db, "DUPRE LEROY Ines", &id, &err));
	assert_int_equal(id, f->ines);
	OK(person_resolve(f->db, "dhondt", &id, &err));
	assert_int_equal(id, f->jean);
	OK(person_resolve(f->db, "hondt pier", &id, &err));
	assert_int_equal(id, f->jean);
	REFUSED(person_resolve(f->db, "Martin", &id, &err), ERR_NOT_FOUND, "Martin");
	REFUSED(person_resolve(f->db, "x@y.fr", &id, &err), ERR_NOT_FOUND, "x@y.fr");
	REFUSED(person_resolve(f->db, "", &id, &err), ERR_NOT_FOUND, "");
	network_person(f->db, "Dupré", "Marc", NULL, 0, 0);
	REFUSED(person_resolve(f->db, "dup", &id, &err), ERR_AMBIGUOUS, "DUPRÉ Marc");
}

static void words_with_operators_are_only_words(void **state)
{
	struct fixture *f = *state;
	struct person_filter filter = PERSON_FILTER_ALL;
	struct seen seen = { .text = STR_INIT };
	struct page page = { .n = 10 };

	filter.text = "dupre\" OR label:* NOT (";
	OK(person_page(f->db, &filter, &page, see_person, &seen, &err));
	expect(&seen, "");
	filter.text = "du\"pre-l";
	OK(person_page(f->db, &filter, &page, see_person, &seen, &err));
	expect(&seen, "");
	filter.text = "\"inès*";
	OK(person_page(f->db, &filter, &page, see_person, &seen, &err));
	expect(&seen, "DUPRÉ-LEROY Inès");
}

static void candidates_have_the_same_folded_name(void **state)
{
	struct fixture *f = *state;
	struct seen seen = { .text = STR_INIT };

	OK(person_candidates(f->db, "DUPRE LEROY", "ines", f->ville, see_person, &seen, &err));
	expect(&seen, "DUPRÉ-LEROY Inès");
	OK(person_candidates(f->db, "Inès", "Dupré-Leroy", 0, see_person, &seen, &err));
	expect(&seen, "DUPRÉ-LEROY Inès");
	OK(person_candidates(
		f->db, "Dupré-Leroy", "Inès", f->college, see_person, &seen, &err));
	expect(&seen, "");
}

static void pages_go_both_ways(void **state)
{
	struct fixture *f = *state;
	struct person_filter filter = PERSON_FILTER_ALL;
	struct seen seen = { .text = STR_INIT };
	struct page page = { .n = 2 };
	int64_t count, b;

	network_person(f->db, "Aa", "", NULL, 0, 0);
	b = network_person(f->db, "Bb", "", NULL, 0, 0);
	network_person(f->db, "Bb", "", NULL, 0, 0);
	network_person(f->db, "Éa", "", NULL, 0, 0);
	OK(person_page(f->db, &filter, &page, see_person, &seen, &err));
	expect(&seen, "AA|BB");
	page = (struct page){ .key = "bb", .id = b, .n = 2 };
	OK(person_page(f->db, &filter, &page, see_person, &seen, &err));
	expect(&seen, "BB|D’HONDT Jean-Pierre");
	page.inclusive = true;
	OK(person_page(f->db, &filter, &page, see_person, &seen, &err));
	expect(&seen, "BB|BB");
	page.backward = true;
	OK(person_page(f->db, &filter, &page, see_person, &seen, &err));
	expect(&seen, "BB|AA");
	page.inclusive = false;
	OK(person_page(f->db, &filter, &page, see_person, &seen, &err));
	expect(&seen, "AA");
	page = (struct page){ .backward = true, .n = 2 };
	OK(person_page(f->db, &filter, &page, see_person, &seen, &err));
	expect(&seen, "ÉA|DUPRÉ-LEROY Inès");
	page.n = 10;
	seen.most = 1;
	OK(person_page(f->db, &filter, &page, see_person, &seen, &err));
	expect(&seen, "ÉA");
	OK(person_count(f->db, &filter, &count, &err));
	assert_int_equal(count, 6);
}

static void the_directory_is_filtered(void **state)
{
	struct fixture *f = *state;
	struct person_filter filter = PERSON_FILTER_ALL;
	struct page page = { .n = 10 };
	struct seen seen = { .text = STR_INIT };
	int64_t count;

	network_mandate(f->db, f->ines, f->creil, MANDATE_CPO, "2025-01-01", "2025-12-31");
	network_mandate(f->db, f->ines, f->denain, MANDATE_CPO, "2026-01-01", NULL);
	filter.roles = 1u << MANDATE_CPO;
	OK(person_page(f->db, &filter, &page, see_person, &seen, &err));
	expect(&seen, "DUPRÉ-LEROY Inès");
	filter.cite = f->creil;
	OK(person_page(f->db, &filter, &page, see_person, &seen, &err));
	expect(&seen, "");
	filter.on = network_day("2025-06-01");
	OK(person_page(f->db, &filter, &page, see_person, &seen, &err));
	expect(&seen, "DUPRÉ-LEROY Inès");
	filter = PERSON_FILTER_ALL;
	filter.cite = f->denain;
	OK(person_page(f->db, &filter, &page, see_person, &seen, &err));
	expect(&seen, "D’HONDT Jean-Pierre|DUPRÉ-LEROY Inès");
	filter.kinds = 1u << STRUCTURE_EDUCATION_NATIONALE;
	OK(person_page(f->db, &filter, &page, see_person, &seen, &err));
	expect(&seen, "D’HONDT Jean-Pierre");
	OK(person_count(f->db, &filter, &count, &err));
	assert_int_equal(count, 1);
	filter = PERSON_FILTER_ALL;
	filter.structure = f->ville;
	filter.text = "ines";
	OK(person_page(f->db, &filter, &page, see_person, &seen, &err));
	expect(&seen, "DUPRÉ-LEROY Inès");
	filter.text = "jean";
	OK(person_page(f->db, &filter, &page, see_person, &seen, &err));
	expect(&seen, "");
	filter = PERSON_FILTER_ALL;
	filter.no_email = true;
	OK(person_count(f->db, &filter, &count, &err));
	assert_int_equal(count, 0);
	filter = PERSON_FILTER_ALL;
	filter.departement = "60";
	OK(person_count(f->db, &filter, &count, &err));
	assert_int_equal(count, 0);
}

static void a_telephone_is_found_as_it_is_dialled(void **state)
{
	struct fixture *f = *state;
	struct person_filter filter = PERSON_FILTER_ALL;
	struct seen seen = { .text = STR_INIT };
	struct page page = { .n = 10 };
	struct person p;

	person_init(&p);
	OK(person_get(f->db, f->ines, &p, &err));
	free(p.phone);
	p.phone = xstrdup("0033 3 53 01 62 57");
	OK(person_save(f->db, &p, &err));
	person_release(&p);
	filter.text = "03 53 01";
	OK(person_page(f->db, &filter, &page, see_person, &seen, &err));
	expect(&seen, "DUPRÉ-LEROY Inès");
	filter.text = "+33 3.53.01.62.57";
	OK(person_page(f->db, &filter, &page, see_person, &seen, &err));
	expect(&seen, "DUPRÉ-LEROY Inès");
}

static void a_row_says_posts_in_words(void **state)
{
	struct fixture *f = *state;
	struct seen seen = { .text = STR_INIT };

	network_mandate(f->db, f->ines, f->creil, MANDATE_COPILOTE_PREFECTURE, NULL, NULL);
	network_mandate(f->db, f->ines, f->denain, MANDATE_CPO, NULL, "2026-03-10");
	network_mandate(f->db, f->ines, f->denain, MANDATE_ELU, NULL, "2026-03-09");
	OK(person_row_get(f->db, f->ines, see_person_fully, &seen, &err));
	expect(&seen, "DUPRÉ-LEROY Inès/Ville de Denain/Denain/"
		      "CPO · Denain\ncopilote, prefecture · Creil");
	REFUSED(person_row_get(f->db, 42, see_person_fully, &seen, &err), ERR_NOT_FOUND, "");
}

static bool keep_row(void *arg, const struct person_row *row)
{
	*(struct person_row **)arg = person_row_dup(row);
	return false;
}

static void a_kept_row_outlives_the_listing(void **state)
{
	struct fixture *f = *state;
	struct person_row *row = NULL;
	struct seen seen = { .text = STR_INIT };

	OK(person_row_get(f->db, f->jean, keep_row, &row, &err));
	OK(person_row_get(f->db, f->ines, see_person, &seen, &err));
	str_release(&seen.text);
	assert_string_equal(row->name, "D’HONDT Jean-Pierre");
	assert_string_equal(row->structure, "Collège Villars");
	assert_string_equal(row->mobile, "");
	assert_int_equal(row->id, f->jean);
	free(row);
}

static bool see_covering(void *arg, const struct membership_row *row)
{
	str_addf(arg, "%s %s %s%s\n", row->structure, row->from, row->to, row->in_force ? " *" : "");
	return true;
}

/* Memberships of a cité's collectivités and of what is above them, past ones too; of no other body. */
static void tells_every_membership_that_covers_a_cite(void **state)
{
	struct db *db = network_empty();
	struct str text = STR_INIT;
	int64_t denain, agglo, ville, caf;

	(void)state;
	network_commune(db, "59172", "Denain");
	denain = network_cite(db, "denain", "Denain", "59172");
	agglo = network_structure(db, "Agglo", STRUCTURE_EPCI, 0, 0);
	ville = network_structure(db, "Ville de Denain", STRUCTURE_COMMUNE, denain, agglo);
	caf = network_structure(db, "Caf", STRUCTURE_CAF, denain, 0);
	network_membership(db, ville, "2019-01-01", "2019-12-31");
	network_membership(db, agglo, "2021-01-01", NULL);
	network_membership(db, caf, "2020-01-01", NULL);
	OK(membership_list_of_cite(db, denain, CIVIL_NONE, see_covering, &text, &err));
	assert_string_equal(text.buf,
		"Agglo 2021-01-01  *\nVille de Denain 2019-01-01 2019-12-31\n");
	str_reset(&text);
	OK(membership_list_of_cite(db, denain, network_day("2019-06-01"), see_covering, &text, &err));
	assert_string_equal(text.buf,
		"Agglo 2021-01-01 \nVille de Denain 2019-01-01 2019-12-31 *\n");
	str_release(&text);
	db_close(&db);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tells_every_membership_that_covers_a_cite),
		TEST(people_are_saved_with_their_keys),
		TEST(a_stale_person_is_refused_and_says_by_whom),
		TEST(a_form_opened_before_an_undo_stays_stale),
		TEST(a_person_without_name_or_with_a_wrong_address_is_refused),
		TEST(people_are_resolved_by_id_address_and_name),
		TEST(words_with_operators_are_only_words),
		TEST(candidates_have_the_same_folded_name),
		TEST(pages_go_both_ways),
		TEST(the_directory_is_filtered),
		TEST(a_telephone_is_found_as_it_is_dialled),
		TEST(a_row_says_posts_in_words),
		TEST(a_kept_row_outlives_the_listing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
