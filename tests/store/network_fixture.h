/* The network that the tests of nouns begin with: two cités, three structures, two people. */
#ifndef TESTS_STORE_NETWORK_FIXTURE_H
#define TESTS_STORE_NETWORK_FIXTURE_H

#include "network.h"

struct fixture {
	struct db *db;
	int64_t denain, creil, ville, agglo, college;
	int64_t ines, jean;
};

STATIC_UNUSED int setup(void **state)
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

STATIC_UNUSED int teardown(void **state)
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

STATIC_UNUSED void expect(struct seen *seen, const char *text)
{
	assert_string_equal(seen->text.buf, text);
	str_release(&seen->text);
	*seen = (struct seen){ .text = STR_INIT };
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

#endif
