/* A small invented network in memory, for the tests of the store. */
#ifndef TESTS_STORE_NETWORK_H
#define TESTS_STORE_NETWORK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "etape/cite.h"
#include "etape/db.h"
#include "etape/event.h"
#include "etape/mandate.h"
#include "etape/membership.h"
#include "etape/person.h"
#include "etape/reference.h"
#include "etape/registration.h"
#include "etape/session.h"
#include "etape/structure.h"

#define NETWORK_NOW "2026-03-10T09:05:00" /* a Tuesday */

#define OK(call)                                                                               \
	do {                                                                                   \
		struct err err = ERR_INIT;                                                     \
		if (!(call))                                                                   \
			fail_msg("%s:%d: %s", __FILE__, __LINE__, err.message);                \
	} while (0)

/* The call fails with this code and a message that holds the text. */
#define REFUSED(call, wanted, text)                                                            \
	do {                                                                                   \
		struct err err = ERR_INIT;                                                     \
		if (call)                                                                      \
			fail_msg("%s:%d: was accepted", __FILE__, __LINE__);                   \
		if (err.code != (wanted) || !strstr(err.message, text))                        \
			fail_msg("%s:%d: %d, %s", __FILE__, __LINE__, (int)err.code,           \
				err.message);                                                  \
	} while (0)

#define STATIC_UNUSED __attribute__((unused)) static

STATIC_UNUSED struct db *network_empty(void)
{
	struct db_options o = {
		.path = ":memory:", .author = "claire", .desk = "accueil 1", .role = ROLE_ADMIN
	};
	struct db *db = NULL;

	setenv("ETAPE_NOW", NETWORK_NOW, 1);
	OK(db_create(&db, &o, &err));
	return db;
}

STATIC_UNUSED day_t network_day(const char *iso)
{
	day_t day = CIVIL_NONE;

	assert_true(civil_parse_iso(iso, &day));
	return day;
}

STATIC_UNUSED void network_commune(struct db *db, const char *insee, const char *name)
{
	struct commune c = { .insee = insee,
		.name = name,
		.departement = "59",
		.lat = 5000000,
		.lon = 300000,
		.population = 10000 };

	OK(reference_add_commune(db, &c, &err));
}

STATIC_UNUSED int64_t network_cite(
	struct db *db, const char *code, const char *name, const char *insee)
{
	struct cite c;
	int64_t id;

	cite_init(&c);
	c.code = xstrdup(code);
	c.name = xstrdup(name);
	c.departement = xstrdup("59");
	c.region = xstrdup("32");
	c.region_name = xstrdup("Hauts-de-France");
	c.academie = xstrdup("Lille");
	c.wave = 2019;
	c.lat = 5000000;
	c.lon = 300000;
	OK(cite_save(db, &c, &insee, insee ? 1 : 0, &err));
	id = c.id;
	cite_release(&c);
	return id;
}

STATIC_UNUSED int64_t network_structure(
	struct db *db, const char *name, enum structure_kind kind, int64_t cite, int64_t parent)
{
	struct structure s;
	int64_t id;

	structure_init(&s);
	s.name = xstrdup(name);
	s.kind = kind;
	s.cite = cite;
	s.parent = parent;
	OK(structure_save(db, &s, &err));
	id = s.id;
	structure_release(&s);
	return id;
}

STATIC_UNUSED int64_t network_person(struct db *db, const char *family, const char *given,
	const char *email, int64_t structure, int64_t cite)
{
	struct person p;
	int64_t id;

	person_init(&p);
	p.family_name = xstrdup(family);
	p.given_name = xstrdup(given);
	p.email = email ? xstrdup(email) : NULL;
	p.structure = structure;
	p.cite = cite;
	OK(person_save(db, &p, &err));
	id = p.id;
	person_release(&p);
	return id;
}

STATIC_UNUSED int64_t network_mandate(struct db *db, int64_t person, int64_t cite,
	enum mandate_role role, const char *from, const char *to)
{
	struct mandate m;
	int64_t id;

	mandate_init(&m);
	m.person = person;
	m.cite = cite;
	m.role = role;
	if (from)
		m.from = network_day(from);
	if (to)
		m.to = network_day(to);
	OK(mandate_save(db, &m, &err));
	id = m.id;
	mandate_release(&m);
	return id;
}

STATIC_UNUSED int64_t network_membership(
	struct db *db, int64_t structure, const char *from, const char *to)
{
	struct membership m;
	int64_t id;

	membership_init(&m);
	m.structure = structure;
	if (from)
		m.from = network_day(from);
	if (to)
		m.to = network_day(to);
	OK(membership_save(db, &m, &err));
	id = m.id;
	membership_release(&m);
	return id;
}

STATIC_UNUSED int64_t network_event(
	struct db *db, const char *code, const char *starts, const char *ends, int64_t capacity)
{
	struct event e;
	int64_t id;

	event_init(&e);
	e.code = xstrdup(code);
	e.title = xstrdup(code);
	e.starts = xstrdup(starts);
	e.ends = ends ? xstrdup(ends) : NULL;
	e.capacity = capacity;
	e.status = EVENT_OPEN;
	OK(event_save(db, &e, EVENT_SESSIONS_AUTO, &err));
	id = e.id;
	event_release(&e);
	return id;
}

STATIC_UNUSED int64_t network_register(struct db *db, int64_t event, int64_t person)
{
	struct registering what = { .event = event, .person = person };
	struct registration r;
	int64_t id;

	registration_init(&r);
	OK(registration_add(db, &what, &r, &err));
	id = r.id;
	registration_release(&r);
	return id;
}

#endif
