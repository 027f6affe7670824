/* Cités, structures, mandates, memberships. */
#include "network_fixture.h"

#include "etape/audience.h"
#include "etape/cite_label.h"
#include "etape/document.h"
#include "etape/journal.h"

static bool see_cite(void *arg, const struct cite_row *row)
{
	struct seen *seen = arg;

	str_addf(&seen->text, "%s%s:%s:%d", seen->n ? "|" : "", row->code, row->communes,
		row->member);
	return ++seen->n != seen->most;
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

static bool add_commune(void *arg, const struct commune *c)
{
	str_addf(arg, "%s/%s|", c->insee, c->name);
	return true;
}

static void document_and_invitation(struct fixture *f, int64_t cite)
{
	struct audience line = { .role = ANY, .cite = cite,
		.event = network_event(f->db, "tour-01", "2026-03-10", "2026-03-10", -1) };
	struct document d;

	document_init(&d);
	d.subject = cite;
	d.title = xstrdup("Convention");
	d.address = xstrdup("convention.pdf");
	OK(document_save(f->db, &d, &err));
	document_release(&d);
	OK(audience_save(f->db, &line, &err));
}

/* Only its own parts go with a cité. */
static void a_cite_in_use_is_not_deleted(void **state)
{
	struct fixture *f = *state;
	struct cite_label l;
	struct str communes = STR_INIT;

	REFUSED(cite_delete(f->db, f->denain, &err), ERR_REFUSED, "2 structures");
	network_mandate(f->db, f->ines, f->creil, MANDATE_CPO, "2024-01-01", NULL);
	REFUSED(cite_can_delete(f->db, f->creil, &err), ERR_REFUSED, "'Creil' cannot be deleted: it has 1 mandate");
	OK(journal_undo(f->db, 0, false, NULL, &err));
	document_and_invitation(f, f->creil);
	REFUSED(cite_delete(f->db, f->creil, &err), ERR_REFUSED,
		"it has 1 document, 1 rencontre that invites it");
	OK(journal_undo(f->db, 0, false, NULL, &err));
	OK(journal_undo(f->db, 0, false, NULL, &err));
	cite_label_init(&l);
	l.cite = f->creil;
	OK(cite_label_save(f->db, &l, &err));
	OK(cite_delete(f->db, f->creil, &err));
	REFUSED(cite_delete(f->db, f->creil, &err), ERR_NOT_FOUND, "no longer known");
	REFUSED(cite_label_get(f->db, l.id, &l, &err), ERR_NOT_FOUND, "no longer known");
	OK(journal_undo(f->db, 0, false, NULL, &err));
	OK(cite_label_get(f->db, l.id, &l, &err));
	OK(cite_communes(f->db, f->creil, add_commune, &communes, &err));
	assert_string_equal(communes.buf, "60175/Creil|");
	str_release(&communes);
	cite_label_release(&l);
}

static bool add_name(void *arg, const char *cite)
{
	str_addf(arg, "%s|", cite);
	return true;
}

/* Through the body above; a collège makes nobody a member. */
static void a_membership_covers_cites_below(void **state)
{
	struct fixture *f = *state;
	struct str covered = STR_INIT;

	OK(membership_covers(f->db, f->agglo, CIVIL_NONE, add_name, &covered, &err));
	assert_string_equal(covered.buf, "Denain|");
	str_reset(&covered);
	OK(membership_covers(f->db, f->college, CIVIL_NONE, add_name, &covered, &err));
	assert_string_equal(covered.buf, "");
	str_release(&covered);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(cites_are_found_by_code_name_and_commune),
		TEST(a_cite_is_listed_with_communes_and_membership),
		TEST(a_cite_of_the_same_code_is_refused),
		TEST(structures_are_found_by_name_and_cite),
		TEST(a_structure_in_use_is_not_deleted),
		TEST(a_cite_in_use_is_not_deleted),
		TEST(a_membership_covers_cites_below),
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
