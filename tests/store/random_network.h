/* A network made at random, and what is so of each person in it, kept plainly beside it. */
#ifndef TESTS_STORE_RANDOM_NETWORK_H
#define TESTS_STORE_RANDOM_NETWORK_H

#include "network.h"

#include "etape/fold.h"
#include "etape/id.h"
#include "etape/person_query.h"
#include "store/noun.h"

enum { PEOPLE = 160, CITES = 7, STRUCTURES = 30, EVENTS = 3, MANDATES = 120 };
enum { MOST_MANDATES = 12 };

static const char *const days[] = { "2021-06-01", "2024-03-10", "2026-03-10" };
static const char *const texts[] = { NULL, "du", "ma ine", "ville", "zz" };
enum { DAYS = sizeof days / sizeof *days, TEXTS = sizeof texts / sizeof *texts };

struct held {
	int64_t cite;
	enum mandate_role role;
	char from[11], to[11]; /* "" for open */
};

struct somebody {
	int64_t id;
	int64_t structure, cite; /* her own, and where she belongs: hers, else her structure's */
	int kind;
	bool email, phone;
	char written[11], confirmed[11];
	struct held held[MOST_MANDATES];
	size_t held_count;
	bool member[DAYS];
	bool registered[EVENTS], waiting[EVENTS], came[EVENTS];
	bool text[TEXTS];
};

struct world {
	struct db *db;
	int64_t cites[CITES], structures[STRUCTURES], events[EVENTS];
	char departements[CITES][4];
	const char *academies[CITES];
	struct somebody people[PEOPLE];
};

static unsigned seed = 7;

static unsigned some(unsigned n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % n;
}

/* --- a network made at random ------------------------------------------------------------- */

static void make_cites(struct world *w)
{
	static const char *const departements[] = { "59", "62", "80" };
	static const char *const academies[] = { "Lille", "Amiens", "Orléans-Tours" };
	char name[24];

	for (int i = 0; i < CITES; i++) {
		struct cite c;

		snprintf(name, sizeof name, "cite-%d", i);
		w->cites[i] = network_cite(w->db, name, name, NULL);
		strcpy(w->departements[i], departements[some(3)]);
		w->academies[i] = academies[some(3)];
		cite_init(&c);
		OK(cite_get(w->db, w->cites[i], &c, &err));
		free(c.departement);
		free(c.academie);
		c.departement = xstrdup(w->departements[i]);
		c.academie = xstrdup(w->academies[i]);
		OK(cite_save(w->db, &c, NULL, 0, &err));
		cite_release(&c);
	}
}

static void some_day(char day[11])
{
	const int month = 1 + (int)some(12);

	strcpy(day, noun_date(civil_day(2020 + (int)some(7), month, 1 + (int)some(28))).iso);
}

/* From one day to a later one, either end perhaps open. */
static void some_dates(char from[11], char to[11])
{
	some_day(from);
	some_day(to);
	if (strcmp(from, to) > 0)
		from[0] = '\0';
	if (!some(2))
		to[0] = '\0';
}

static const char *or_open(const char *day)
{
	return *day ? day : NULL;
}

static void make_structures(struct world *w)
{
	static const char *const names[] = { "Ville de Dunkerque", "Préfecture", "Association" };
	char from[11], to[11];

	for (int i = 0; i < STRUCTURES; i++) {
		const int64_t parent = i && some(3) ? w->structures[some((unsigned)i)] : 0;
		const int64_t cite = some(2) ? w->cites[some(CITES)] : 0;

		w->structures[i] = network_structure(w->db, names[some(3)],
			(enum structure_kind)some((unsigned)structure_kinds.count), cite, parent);
		some_dates(from, to);
		if (!some(4))
			network_membership(
				w->db, w->structures[i], or_open(from), or_open(to));
	}
}

static void make_person(struct world *w, struct somebody *p, int i)
{
	static const char *const family[] = { "Dupré", "Martin", "Duval", "Leroy" };
	static const char *const given[] = { "Inès", "Marc", "Élodie" };
	sqlite3_stmt *stmt = sql_prepare(w->db,
		"INSERT INTO person (id, rev, family_name, given_name, fold, given_fold, squash,"
		" email, email_fold, phone, mobile, structure, cite, confirmed_on) VALUES (:id, 1,"
		" :family, :given, :fold, '', '', :email, :email, :phone, :mobile, :structure,"
		" :cite, :confirmed)",
		NULL);
	const char *f = family[some(4)], *g = given[some(3)];
	char *fold = fold_person_key(f, g);

	some_day(p->written);
	some_day(p->confirmed);
	if (some(2))
		p->confirmed[0] = '\0';
	p->email = some(3) != 0;
	p->phone = some(3) != 0;
	p->structure = some(5) ? w->structures[some(STRUCTURES)] : 0;
	p->cite = some(3) ? 0 : w->cites[some(CITES)];
	p->id = id_from((int64_t)(network_day(p->written) - civil_day(2020, 1, 1)) * 86400) + i + 1;
	sql_bind_int(stmt, ":id", p->id);
	sql_bind_text(stmt, ":family", f);
	sql_bind_text(stmt, ":given", g);
	sql_bind_text(stmt, ":fold", fold);
	sql_bind_opt(stmt, ":email", p->email ? "a@example.org" : NULL);
	sql_bind_opt(stmt, some(2) ? ":phone" : ":mobile", p->phone ? "0320" : NULL);
	sql_bind_id(stmt, ":structure", p->structure);
	sql_bind_id(stmt, ":cite", p->cite);
	sql_bind_opt(stmt, ":confirmed", p->confirmed);
	OK(sql_run(w->db, stmt, &err));
	free(fold);
}

static void make_mandates(struct world *w)
{
	for (int i = 0; i < MANDATES; i++) {
		struct somebody *p = &w->people[some(PEOPLE)];
		struct held *h = &p->held[p->held_count];
		sqlite3_stmt *stmt = sql_prepare(w->db,
			"INSERT INTO mandate (person, cite, role, valid_from, valid_to)"
			" VALUES (:person, :cite, :role, :from, :to)",
			NULL);

		if (p->held_count == MOST_MANDATES)
			continue;
		h->cite = w->cites[some(CITES)];
		h->role = (enum mandate_role)some((unsigned)mandate_roles.count);
		some_dates(h->from, h->to);
		p->held_count++;
		sql_bind_int(stmt, ":person", p->id);
		sql_bind_int(stmt, ":cite", h->cite);
		sql_bind_text(stmt, ":role", vocabulary_name(&mandate_roles, (int)h->role));
		sql_bind_opt(stmt, ":from", h->from);
		sql_bind_opt(stmt, ":to", h->to);
		OK(sql_run(w->db, stmt, &err));
	}
}

static int64_t fact(struct world *w, int64_t registration, int64_t session, int64_t undoes)
{
	sqlite3_stmt *stmt = sql_prepare(w->db,
		"INSERT INTO checkin (registration, session, kind, at, desk, author, undoes)"
		" VALUES (:registration, :session, iif(:undoes IS NULL, 'in', 'undo'), 0, '', '',"
		" :undoes)",
		NULL);

	sql_bind_int(stmt, ":registration", registration);
	sql_bind_int(stmt, ":session", session);
	sql_bind_id(stmt, ":undoes", undoes);
	OK(sql_run(w->db, stmt, &err));
	return sqlite3_last_insert_rowid(sqlite3_db_handle(stmt));
}

static void make_registration(struct world *w, struct somebody *p, int e)
{
	static const char *const statuses[] = { "registered", "registered", "waiting", "cancelled",
		"invited" };
	const unsigned status = some(5);
	sqlite3_stmt *stmt = sql_prepare(w->db,
		"INSERT INTO registration (id, code, event, person, status, created_at)"
		" VALUES (:id, :id, :event, :person, :status, 0)",
		NULL);
	const int64_t id = id_new();
	struct session s;

	sql_bind_int(stmt, ":id", id);
	sql_bind_int(stmt, ":event", w->events[e]);
	sql_bind_int(stmt, ":person", p->id);
	sql_bind_text(stmt, ":status", statuses[status]);
	OK(sql_run(w->db, stmt, &err));
	p->registered[e] = status < 2;
	p->waiting[e] = status == 2;
	session_init(&s);
	OK(session_get(w->db, w->events[e], 1, &s, &err));
	if (some(2)) {
		const int64_t in = fact(w, id, s.id, 0);

		p->came[e] = some(3) != 0;
		if (!p->came[e])
			fact(w, id, s.id, in);
	}
	session_release(&s);
}

/* What the rules of membership say of one person, one question at a time. */
static bool is_member(struct world *w, const struct somebody *p, const char *day)
{
	bool member = false;

	if (p->structure)
		OK(membership_on(w->db, p->structure, network_day(day), &member, NULL, &err));
	if (!member && p->cite)
		OK(membership_of_cite(w->db, p->cite, network_day(day), &member, NULL, &err));
	return member;
}

static bool note_text(void *arg, const struct person_row *row)
{
	const int t = *((const int *)(void *)((void **)arg)[1]);
	struct world *w = ((void **)arg)[0];

	for (int i = 0; i < PEOPLE; i++)
		if (w->people[i].id == row->id)
			w->people[i].text[t] = true;
	return true;
}

static void learn(struct world *w)
{
	const struct page all = { .n = PEOPLE };

	for (int i = 0; i < PEOPLE; i++) {
		struct somebody *p = &w->people[i];
		struct structure s;

		p->kind = ANY;
		structure_init(&s);
		if (p->structure) {
			OK(structure_get(w->db, p->structure, &s, &err));
			p->kind = (int)s.kind;
			p->cite = p->cite ? p->cite : s.cite;
		}
		structure_release(&s);
		for (int d = 0; d < DAYS; d++)
			p->member[d] = is_member(w, p, days[d]);
	}
	for (int t = 0; t < TEXTS; t++) {
		struct person_filter filter = PERSON_FILTER_ALL;
		void *arg[] = { w, &t };

		filter.text = texts[t];
		OK(person_page(w->db, &filter, &all, note_text, arg, &err));
	}
}

STATIC_UNUSED int setup(void **state)
{
	struct world *w = xcalloc(1, sizeof *w);
	char code[24];

	w->db = network_empty();
	OK(change_begin(w->db, &(struct change_label){ .kind = CHANGE_IMPORT_PEOPLE }, &err));
	make_cites(w);
	make_structures(w);
	for (int e = 0; e < EVENTS; e++) {
		snprintf(code, sizeof code, "event-%d", e);
		w->events[e] = network_event(w->db, code, "2026-03-10", NULL, -1);
	}
	for (int i = 0; i < PEOPLE; i++) {
		make_person(w, &w->people[i], i);
		for (int e = 0; e < EVENTS; e++)
			if (some(2))
				make_registration(w, &w->people[i], e);
	}
	make_mandates(w);
	OK(change_commit(w->db, &err));
	learn(w);
	*state = w;
	return 0;
}

STATIC_UNUSED int teardown(void **state)
{
	struct world *w = *state;

	db_close(&w->db);
	free(w);
	return 0;
}

#endif
