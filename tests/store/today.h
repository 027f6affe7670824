/* A rencontre of today in a small network, for the tests of the desk. */
#ifndef TESTS_STORE_TODAY_H
#define TESTS_STORE_TODAY_H

#include "network.h"

#include "etape/checkin.h"

struct fixture {
	struct db *db;
	int64_t creil, denain;
	int64_t ines, marc, claire, hondt;
	int64_t event; /* today, two half-days, 3 places */
};

STATIC_UNUSED int setup(void **state)
{
	struct fixture *f = xcalloc(1, sizeof *f);
	struct db *db = network_empty();
	int64_t ville;

	f->db = db;
	network_commune(db, "60175", "Creil");
	network_commune(db, "59172", "Denain");
	f->creil = network_cite(db, "creil", "Creil", "60175");
	f->denain = network_cite(db, "denain", "Denain", "59172");
	ville = network_structure(db, "Ville de Creil", STRUCTURE_COMMUNE, f->creil, 0);
	f->ines = network_person(db, "Dupré-Leroy", "Inès", "ines@example.org", ville, 0);
	f->marc = network_person(db, "Dupuis", "Marc", "marc@example.org", ville, 0);
	f->claire = network_person(db, "Dupont", "Claire", "claire@example.org", 0, f->denain);
	f->hondt = network_person(db, "D’Hondt", "Jean-Pierre", "jp@example.org", 0, 0);
	network_mandate(db, f->ines, f->creil, MANDATE_CPO, NULL, NULL);
	f->event = network_event(db, "etape-1", "2026-03-10", NULL, 3);
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

STATIC_UNUSED struct registration registered(struct fixture *f, int64_t person)
{
	struct registration r;
	int64_t id;

	registration_init(&r);
	OK(registration_find(f->db, f->event, person, &id, &err));
	OK(registration_get(f->db, id, &r, &err));
	registration_release(&(struct registration){
		.reason = r.reason, .note = r.note, .cancelled_by = r.cancelled_by });
	r.reason = r.note = r.cancelled_by = NULL;
	return r;
}

struct seen {
	struct str text;
	int n;
};

STATIC_UNUSED void expect(struct seen *seen, const char *text)
{
	assert_string_equal(seen->text.buf, text);
	str_release(&seen->text);
	*seen = (struct seen){ .text = STR_INIT };
}

/* Checks in by text and tells the answer: "ok DUPRÉ-LEROY Inès 1". */
STATIC_UNUSED void expect_checkin(
	struct fixture *f, const char *text, int session, const char *expected)
{
	struct checkin_query q = {
		.event = f->event, .text = text, .session = session, .via = VIA_COMMAND
	};
	struct checkin_answer a;
	struct str told = STR_INIT;

	checkin_answer_init(&a);
	OK(checkin_do(f->db, &q, &a, &err));
	str_addf(&told, "%s", vocabulary_name(&checkin_results, (int)a.result));
	if (a.name)
		str_addf(&told, " %s", a.name);
	if (a.registration)
		str_addf(&told, " %d", a.session);
	assert_string_equal(told.buf, expected);
	str_release(&told);
	checkin_answer_release(&a);
}

#endif
