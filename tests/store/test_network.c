/* Cités, structures, people, mandates, memberships. */
#include "network.h"

#include "etape/journal.h"

struct fixture {
	struct db *db;
	int64_t denain, creil, ville, agglo, college;
	int64_t ines, jean;
};

static int setup(void **state)
{
	struct fixture *f = xcalloc(1, sizeof *f);

	f->db = network_empty();
	network_commune(f->db, "59172", "Denain");
	network_commune(f->db, "60175", "Creil");
	network_commune(f->db, "59207", "Escautpont");
	f->denain = network_cite(f->db, "denain", "Denain", "59172");
	f->creil = network_cite(f->db, "creil", "Creil", "60175");
	f->agglo = network_structure(f->db, "Agglo de la Porte", STRUCTURE_EPCI, 0, 0);
	f->ville = network_structure(
		f->db, "Ville de Denain", STRUCTURE_COMMUNE, f->denain, f->agglo);
	f->college = network_structure(
		f->db, "Collège Villars", STRUCTURE_EDUCATION_NATIONALE, f->denain, 0);
	f->ines = network_person(
		f->db, "Dupré-Leroy", "Inès", "Ines.Dupre@example.org", f->ville, 0);
	f->jean = network_person(
		f->db, "D’Hondt", "Jean-Pierre", "jp@example.org", f->college, 0);
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

/* What the rows say, joined by |. */
struct seen {
	struct str text;
	int n;
	int most; /* stop after so many, 0 never */
};

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

static bool see_cite(void *arg, const struct cite_row *row)
{
	struct seen *seen = arg;

	str_addf(&seen->text, "%s%s:%s:%d", seen->n ? "|" : "", row->code, row->communes,
		row->member);
	return ++seen->n != seen->most;
}

static void expect(struct seen *seen, const char *text)
{
	assert_string_equal(seen->text.buf, text);
	str_release(&seen->text);
	*seen = (struct seen){ .text = STR_INIT };
}

static void cites_are_found_by_code_name_and_commune(void **state)
{
	struct fixture *f = *state;
	int64_t id;

	OK(cite_resolve(f->db, "creil", &id, &err));
	assert_int_equal(id, f->creil);
	OK(cite_resolve(f->db, "DENAIN", &id, &err));
	assert_int_equal(id, f->denain);
	OK(cite_resolve(f->db, "59172", &id, &err));
	assert_int_equal(id, f->denain);
	OK(cite_resolve(f->db, "dena", &id, &err));
	assert_int_equal(id, f->denain);
	REFUSED(cite_resolve(f->db, "Maubeuge", &id, &err), ERR_NOT_FOUND, "Maubeuge");
	REFUSED(cite_resolve(f->db, "", &id, &err), ERR_NOT_FOUND, "''");
	network_cite(f->db, "denain-2", "Denain Est", "59172");
	REFUSED(cite_resolve(f->db, "59172", &id, &err), ERR_AMBIGUOUS, "Denain, Denain Est");
	REFUSED(cite_resolve(f->db, "dena", &id, &err), ERR_AMBIGUOUS, "Denain Est");
}

static void a_cite_is_listed_with_communes_and_membership(void **state)
{
	struct fixture *f = *state;
	struct seen seen = { .text = STR_INIT };
	struct cite_filter all = { .on = CIVIL_NONE };

	OK(cite_list(f->db, &all, see_cite, &seen, &err));
	expect(&seen, "creil:Creil:0|denain:Denain:0");
	network_membership(f->db, f->agglo, "2026-01-01", "2026-12-31");
	OK(cite_list(f->db, &all, see_cite, &seen, &err));
	expect(&seen, "creil:Creil:0|denain:Denain:1");
	all.on = network_day("2025-12-31");
	OK(cite_list(f->db, &all, see_cite, &seen, &err));
	expect(&seen, "creil:Creil:0|denain:Denain:0");
	all.text = "den";
	OK(cite_list(f->db, &all, see_cite, &seen, &err));
	expect(&seen, "denain:Denain:0");
	all = (struct cite_filter){ .region = "11", .on = CIVIL_NONE };
	OK(cite_list(f->db, &all, see_cite, &seen, &err));
	expect(&seen, "");
}

static void a_cite_of_the_same_code_is_refused(void **state)
{
	struct fixture *f = *state;
	struct cite c;

	cite_init(&c);
	OK(cite_get(f->db, f->denain, &c, &err));
	assert_string_equal(c.academie, "Lille");
	c.id = 0;
	REFUSED(cite_save(f->db, &c, NULL, 0, &err), ERR_EXISTS, "denain");
	assert_int_equal(c.id, 0);
	free(c.code);
	c.code = NULL;
	OK(cite_save(f->db, &c, NULL, 0, &err));
	assert_string_equal(c.code, "denain-2");
	cite_release(&c);
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
	assert_int_equal(p.rev, 2);
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
	filter.role = MANDATE_CPO;
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
	filter.structure_kind = STRUCTURE_EDUCATION_NATIONALE;
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

static void structures_are_found_by_name_and_cite(void **state)
{
	struct fixture *f = *state;
	int64_t id, other;

	OK(structure_find(f->db, "ville de DENAIN", 0, &id, &err));
	assert_int_equal(id, f->ville);
	OK(structure_find(f->db, "Ville de Lens", 0, &id, &err));
	assert_int_equal(id, 0);
	other = network_structure(
		f->db, "Collège Villars", STRUCTURE_EDUCATION_NATIONALE, f->creil, 0);
	REFUSED(structure_find(f->db, "collège villars", 0, &id, &err), ERR_AMBIGUOUS, "Creil");
	OK(structure_find(f->db, "collège villars", f->creil, &id, &err));
	assert_int_equal(id, other);
	OK(structure_resolve(f->db, "agglo de la porte", &id, &err));
	assert_int_equal(id, f->agglo);
	REFUSED(structure_resolve(f->db, "CAF", &id, &err), ERR_NOT_FOUND, "CAF");
}

static void a_structure_in_use_is_not_deleted(void **state)
{
	struct fixture *f = *state;
	struct structure s;
	int64_t alone;

	REFUSED(structure_delete(f->db, f->ville, &err), ERR_REFUSED, "1 person");
	REFUSED(structure_delete(f->db, f->agglo, &err), ERR_REFUSED, "1 structure below");
	alone = network_structure(f->db, "Club", STRUCTURE_ASSOCIATION, 0, 0);
	OK(structure_delete(f->db, alone, &err));
	structure_init(&s);
	REFUSED(structure_get(f->db, alone, &s, &err), ERR_NOT_FOUND, "");
	REFUSED(structure_delete(f->db, alone, &err), ERR_NOT_FOUND, "");
}

static void heads_make_no_circle(void **state)
{
	struct fixture *f = *state;
	struct structure s;

	structure_init(&s);
	OK(structure_get(f->db, f->agglo, &s, &err));
	s.parent = f->ville;
	REFUSED(structure_save(f->db, &s, &err), ERR_INVALID, "Agglo");
	s.parent = f->agglo;
	REFUSED(structure_save(f->db, &s, &err), ERR_INVALID, "Agglo");
	structure_release(&s);
}

static void membership_climbs_and_has_dates(void **state)
{
	struct fixture *f = *state;
	bool member;
	char *via;

	network_membership(f->db, f->agglo, "2025-06-15", "2025-12-31");
	OK(membership_on(f->db, f->ville, network_day("2025-12-31"), &member, &via, &err));
	assert_true(member);
	assert_string_equal(via, "Agglo de la Porte");
	free(via);
	OK(membership_on(f->db, f->ville, network_day("2026-01-01"), &member, &via, &err));
	assert_false(member);
	assert_null(via);
	OK(membership_on(f->db, f->ville, network_day("2025-06-15"), &member, NULL, &err));
	assert_true(member);
	OK(membership_on(f->db, f->ville, network_day("2025-06-14"), &member, NULL, &err));
	assert_false(member);
	OK(membership_of_cite(
		f->db, f->denain, network_day("2025-07-01"), &member, &via, &err));
	assert_true(member);
	free(via);
	OK(membership_of_cite(f->db, f->creil, network_day("2025-07-01"), &member, NULL, &err));
	assert_false(member);
	/* The collège is of the cité but no collectivité. */
	OK(membership_on(f->db, f->college, network_day("2025-07-01"), &member, NULL, &err));
	assert_false(member);
}

static void memberships_do_not_overlap(void **state)
{
	struct fixture *f = *state;
	struct membership m;

	network_membership(f->db, f->ville, "2025-01-01", "2025-12-31");
	network_membership(f->db, f->ville, "2026-01-01", NULL);
	membership_init(&m);
	m.structure = f->ville;
	m.from = network_day("2026-05-01");
	REFUSED(membership_save(f->db, &m, &err), ERR_EXISTS, "Ville de Denain");
	m.from = network_day("2024-05-01");
	m.to = network_day("2024-04-01");
	REFUSED(membership_save(f->db, &m, &err), ERR_INVALID, "before");
	membership_release(&m);
}

static bool see_post(void *arg, const struct post *post)
{
	struct seen *seen = arg;
	struct str since = STR_INIT;

	civil_format_iso(&since, post->since);
	str_addf(&seen->text, "%s%s %s %s", seen->n++ ? "|" : "",
		vocabulary_name(&mandate_roles, (int)post->role), post->name, since.buf);
	str_release(&since);
	return true;
}

static void the_troika_shows_its_vacancies(void **state)
{
	struct fixture *f = *state;
	struct seen seen = { .text = STR_INIT };

	network_mandate(f->db, f->ines, f->denain, MANDATE_CPO, "2024-01-01", "2025-12-31");
	network_mandate(
		f->db, f->jean, f->denain, MANDATE_COPILOTE_ACADEMIE, "2024-09-01", NULL);
	OK(mandate_posts(f->db, f->denain, CIVIL_NONE, false, see_post, &seen, &err));
	expect(&seen, "copilote_collectivite  |copilote_prefecture  |"
		      "copilote_academie D’HONDT Jean-Pierre 2024-09-01|cpo  2026-01-01");
	OK(mandate_posts(
		f->db, f->denain, network_day("2025-02-01"), false, see_post, &seen, &err));
	expect(&seen, "copilote_collectivite  |copilote_prefecture  |"
		      "copilote_academie D’HONDT Jean-Pierre 2024-09-01|"
		      "cpo DUPRÉ-LEROY Inès 2024-01-01");
}

static void the_same_post_is_not_held_twice(void **state)
{
	struct fixture *f = *state;
	struct mandate m;
	int64_t first;

	first = network_mandate(f->db, f->ines, f->denain, MANDATE_CPO, "2024-01-01", NULL);
	mandate_init(&m);
	m.person = f->ines;
	m.cite = f->denain;
	m.from = network_day("2026-01-01");
	REFUSED(mandate_save(f->db, &m, &err), ERR_EXISTS, "same post");
	OK(mandate_end(f->db, first, network_day("2025-12-31"), &err));
	OK(mandate_save(f->db, &m, &err));
	OK(mandate_delete(f->db, m.id, &err));
	mandate_release(&m);
}

static void a_person_with_registrations_is_not_deleted(void **state)
{
	struct fixture *f = *state;
	int64_t event = network_event(f->db, "etape-1", "2026-03-10", NULL, -1);

	network_register(f->db, event, f->ines);
	REFUSED(person_delete(f->db, f->ines, &err), ERR_REFUSED, "1 registration");
	network_mandate(f->db, f->jean, f->denain, MANDATE_CPO, NULL, NULL);
	OK(person_delete(f->db, f->jean, &err));
}

static void a_refused_row_leaves_the_outer_change_sound(void **state)
{
	struct fixture *f = *state;
	struct membership m;
	struct change_label label = { .kind = CHANGE_IMPORT_MEMBERSHIPS, .n = 2 };
	int64_t id;

	membership_init(&m);
	m.structure = f->ville;
	OK(change_begin(f->db, &label, &err));
	OK(membership_save(f->db, &m, &err));
	id = m.id;
	m.id = 0;
	REFUSED(membership_save(f->db, &m, &err), ERR_EXISTS, "Denain");
	OK(change_commit(f->db, &err));
	OK(membership_get(f->db, id, &m, &err));
	membership_release(&m);
}

static void the_summary_of_a_cite(void **state)
{
	struct fixture *f = *state;
	struct cite_summary summary;
	struct event e;

	event_init(&e);
	e.title = xstrdup("Étape 2");
	e.starts = xstrdup("2026-12");
	e.cite = f->denain;
	e.status = EVENT_ANNOUNCED;
	OK(event_save(f->db, &e, EVENT_SESSIONS_AUTO, &err));
	event_release(&e);
	network_membership(f->db, f->agglo, NULL, NULL);
	OK(cite_summary(f->db, f->denain, CIVIL_NONE, &summary, &err));
	assert_true(summary.member);
	assert_string_equal(summary.member_via, "Agglo de la Porte");
	assert_int_equal(summary.tour, CITE_TOUR_PLANNED);
	assert_string_equal(summary.tour_start, "2026-12");
	assert_string_equal(summary.tour_code, "etape-2");
	assert_int_equal(summary.people, 2);
	assert_int_equal(summary.structures, 2);
	assert_int_equal(summary.seen_day, CIVIL_NONE);
	cite_summary_release(&summary);
}

static void vocabularies_read_names_and_labels(void **state)
{
	int value = ANY;

	(void)state;
	assert_true(vocabulary_parse(&structure_kinds, "epci", &value));
	assert_int_equal(value, STRUCTURE_EPCI);
	assert_true(vocabulary_parse(&structure_kinds, "Inter-Communal Body", &value));
	assert_int_equal(value, STRUCTURE_EPCI);
	assert_true(vocabulary_parse(&structure_kinds, "Education Nationale", &value));
	assert_int_equal(value, STRUCTURE_EDUCATION_NATIONALE);
	assert_false(vocabulary_parse(&structure_kinds, "", &value));
	assert_false(vocabulary_parse(&structure_kinds, "club", &value));
	assert_string_equal(vocabulary_name(&event_kinds, ANY), "");
	assert_string_equal(departement_name("59"), "Nord");
	assert_string_equal(departement_name("2A"), "Corse-du-Sud");
	assert_string_equal(departement_name("99"), "99");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(cites_are_found_by_code_name_and_commune),
		TEST(a_cite_is_listed_with_communes_and_membership),
		TEST(a_cite_of_the_same_code_is_refused),
		TEST(people_are_saved_with_their_keys),
		TEST(a_stale_person_is_refused_and_says_by_whom),
		TEST(a_person_without_name_or_with_a_wrong_address_is_refused),
		TEST(people_are_resolved_by_id_address_and_name),
		TEST(words_with_operators_are_only_words),
		TEST(candidates_have_the_same_folded_name),
		TEST(pages_go_both_ways),
		TEST(the_directory_is_filtered),
		TEST(a_telephone_is_found_as_it_is_dialled),
		TEST(a_row_says_posts_in_words),
		TEST(a_kept_row_outlives_the_listing),
		TEST(structures_are_found_by_name_and_cite),
		TEST(a_structure_in_use_is_not_deleted),
		TEST(heads_make_no_circle),
		TEST(membership_climbs_and_has_dates),
		TEST(memberships_do_not_overlap),
		TEST(the_troika_shows_its_vacancies),
		TEST(the_same_post_is_not_held_twice),
		TEST(a_person_with_registrations_is_not_deleted),
		TEST(a_refused_row_leaves_the_outer_change_sound),
		TEST(the_summary_of_a_cite),
		TEST(vocabularies_read_names_and_labels),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
