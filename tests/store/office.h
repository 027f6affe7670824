/* A network in a file of its own, and somebody in it of whom much is known. */
#ifndef TESTS_STORE_OFFICE_H
#define TESTS_STORE_OFFICE_H

#include "network_fixture.h"

#include <dirent.h>
#include <unistd.h>

#include "etape/checkin.h"
#include "etape/payment.h"
#include "store/db_internal.h"

/* A network in a file of its own, with somebody to erase, a namesake of her family and a town that
 * has the same name. */
struct office {
	char dir[64];
	char path[80];
	struct db *db;
	int64_t her, cousin, ville, event, reg;
	int64_t last; /* id of the entry before the erasure */
};

STATIC_UNUSED struct db *office_open(struct office *o, enum role role)
{
	struct db_options options = {
		.path = o->path, .author = "claire", .desk = "accueil 1", .role = role
	};
	struct db *db = NULL;

	OK(db_open(&db, &options, &err));
	return db;
}

STATIC_UNUSED int64_t office_person(struct office *o, const char *family, const char *given,
	const char *email, const char *phone)
{
	struct person p;
	int64_t id;

	person_init(&p);
	p.family_name = xstrdup(family);
	p.given_name = xstrdup(given);
	p.email = xstrdup(email);
	p.phone = xstrdup(phone);
	p.function = xstrdup("Coordonnatrice");
	p.structure = o->ville;
	p.note = xstrdup("Quokkelinck aime le thé");
	OK(person_save(o->db, &p, &err));
	/* Saved twice: the older version is in the journal. */
	OK(person_save(o->db, &p, &err));
	id = p.id;
	person_release(&p);
	return id;
}

STATIC_UNUSED void office_desk(struct office *o)
{
	struct checkin_query q = { .event = o->event, .text = "o.quokkelinck@example.org" };
	struct payment pay = { .registration = o->reg, .cents = 15000, .means = MEANS_CHEQUE, .day = CIVIL_NONE };
	struct checkin_answer a;

	checkin_answer_init(&a);
	OK(checkin_do(o->db, &q, &a, &err));
	/* Nobody is found by it: it is kept as it was typed. */
	q.text = "Ottilia Quokkelincks";
	OK(checkin_do(o->db, &q, &a, &err));
	checkin_answer_release(&a);
	pay.reference = "chèque Quokkelinck 12";
	OK(payment_add(o->db, &pay, &err));
}

STATIC_UNUSED int office_setup(void **state)
{
	struct office *o = xcalloc(1, sizeof *o);
	struct db_options options = { .author = "claire", .desk = "accueil 1", .role = ROLE_ADMIN };
	int64_t cite;

	setenv("ETAPE_NOW", NETWORK_NOW, 1);
	strcpy(o->dir, "/tmp/etape-erasure-XXXXXX");
	assert_non_null(mkdtemp(o->dir));
	snprintf(o->path, sizeof o->path, "%s/etape.db", o->dir);
	options.path = o->path;
	OK(db_create(&o->db, &options, &err));
	db_created(o->db);
	network_commune(o->db, "59172", "Denain");
	cite = network_cite(o->db, "denain", "Denain", "59172");
	o->ville = network_structure(o->db, "Ville de Denain", STRUCTURE_COMMUNE, cite, 0);
	o->her = office_person(o, "Quokkelinck", "Ottilie", "O.Quokkelinck@example.org", "03 27 99 88 77");
	o->cousin = network_person(o->db, "Zwaenepoel", "Ottilie", "oz@example.org", o->ville, 0);
	network_mandate(o->db, o->her, cite, MANDATE_CPO, "2024-01-01", NULL);
	o->event = network_event(o->db, "visite", "2026-03-10", NULL, 100);
	o->reg = network_register(o->db, o->event, o->her);
	network_register(o->db, o->event, o->cousin);
	office_desk(o);
	*state = o;
	return 0;
}

STATIC_UNUSED int office_teardown(void **state)
{
	struct office *o = *state;
	struct dirent *entry;
	char path[400];
	DIR *dir;

	db_close(&o->db);
	dir = opendir(o->dir);
	while (dir && (entry = readdir(dir))) {
		snprintf(path, sizeof path, "%s/%s", o->dir, entry->d_name);
		unlink(path);
	}
	closedir(dir);
	rmdir(o->dir);
	free(o);
	return 0;
}

STATIC_UNUSED void rename_her(struct office *o, const char *family, const char *email)
{
	struct person p;

	person_init(&p);
	OK(person_get(o->db, o->her, &p, &err));
	free(p.family_name);
	free(p.email);
	p.family_name = xstrdup(family);
	p.email = xstrdup(email);
	OK(person_save(o->db, &p, &err));
	person_release(&p);
}

#define OFFICE(name) cmocka_unit_test_setup_teardown(name, office_setup, office_teardown)

#endif
