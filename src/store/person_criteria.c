/* The criteria of the directory: each is one short question, and they combine as sets. */
#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "store/confirmed.h"
#include "store/membership_cover.h"
#include "store/person_table.h"
#include "store/presence.h"

/* --- questions --------------------------------------------------------------------------- */

/* A set of an enumeration is bound as its names, a blank before and after each. */
#define CRITERIA_HOLDS "instr(:roles, ' ' || m.role || ' ') AND " NOUN_IN_FORCE("m")
#define CRITERIA_PLACE                                                                         \
	"WITH place (id) AS (SELECT id FROM cite WHERE (:cite IS NULL OR id = :cite)"          \
	" AND (:departement IS NULL OR departement = :departement)"                            \
	" AND (:academies IS NULL OR instr(:academies, char(10) || academie || char(10))))"
#define CRITERIA_EXPECTED "r.status IN ('registered', 'waiting')"

enum criterion {
	CRITERION_STRUCTURE,
	CRITERION_ROLE_THERE, /* roles held in a place */
	CRITERION_ROLE,
	CRITERION_PLACE,
	CRITERION_EVENT,
	CRITERION_NOT_THERE, /* left out: those who are in */
	CRITERION_KIND,
	CRITERION_MEMBER,
	CRITERION_NO_MEMBER, /* left out: members */
	CRITERION_NEVER,     /* left out: those who came */
	CRITERION_RECORD,    /* what stands in the person's own row */
	CRITERION_COUNT,
};

static const char criteria_structure[] = "SELECT id FROM person WHERE structure = :structure";
static const char criteria_role[] = "SELECT m.person FROM mandate m WHERE " CRITERIA_HOLDS;
static const char criteria_role_there[] = CRITERIA_PLACE
	" SELECT m.person FROM place CROSS JOIN mandate m ON m.cite = place.id"
	" WHERE " CRITERIA_HOLDS;
static const char criteria_place[] = CRITERIA_PLACE
	" SELECT p.id FROM place CROSS JOIN person p ON p.cite = place.id"
	" UNION ALL SELECT p.id FROM place CROSS JOIN structure o ON o.cite = place.id"
	" CROSS JOIN person p ON p.structure = o.id WHERE p.cite IS NULL"
	" UNION ALL SELECT m.person FROM place CROSS JOIN mandate m ON m.cite = place.id"
	" WHERE " NOUN_IN_FORCE("m");
static const char criteria_kind[] =
	"SELECT p.id FROM structure o CROSS JOIN person p ON p.structure = o.id"
	" WHERE instr(:kinds, ' ' || o.kind || ' ')";
static const char criteria_member[] = COVER_WITH
	" SELECT p.id FROM covered CROSS JOIN person p ON p.structure = covered.id"
	" UNION ALL SELECT p.id FROM territory t CROSS JOIN person p ON p.cite = t.id"
	" UNION ALL SELECT p.id FROM territory t CROSS JOIN structure o ON o.cite = t.id"
	" CROSS JOIN person p ON p.structure = o.id WHERE p.cite IS NULL";
static const char criteria_present[] =
	"SELECT r.person FROM registration r WHERE r.event = :event AND " PRESENCE_CAME("r.id");
static const char criteria_registered[] =
	"SELECT r.person FROM registration r WHERE r.event = :event AND " CRITERIA_EXPECTED;
static const char criteria_absent[] =
	"SELECT r.person FROM registration r WHERE r.event = :event AND r.status = 'registered'"
	" AND NOT " PRESENCE_CAME("r.id");
static const char criteria_there[] =
	"SELECT r.person FROM registration r WHERE r.event = :event"
	" AND (" CRITERIA_EXPECTED " OR " PRESENCE_CAME("r.id") ")";
/* From the facts, through the index that covers them: half of what it takes by registration. */
static const char criteria_came[] =
	"SELECT r.person FROM (SELECT DISTINCT c.registration AS id FROM session d"
	" CROSS JOIN checkin c ON c.session = d.id WHERE c.kind = 'in'"
	" AND NOT EXISTS (SELECT 1 FROM checkin u WHERE u.undoes = c.id)) f"
	" CROSS JOIN registration r ON r.id = f.id";
#define CRITERIA_RECORD                                                                        \
	"SELECT p.id FROM person p WHERE (NOT :no_email OR p.email IS NULL)"                   \
	" AND (NOT :no_phone OR (p.phone IS NULL AND p.mobile IS NULL))"                       \
	" AND (NOT :unconfirmed OR (" CONFIRMED_NOT("p") "))"                                  \
	" AND (:since IS NULL OR p.id >= :since_id OR p.rev >= :since_id"                      \
	" OR p.confirmed_on >= :since)"
static const char criteria_record[] = CRITERIA_RECORD;
static const char criteria_record_of_one[] = CRITERIA_RECORD " AND p.id = :id";

static const char *criteria_event(const struct person_filter *f)
{
	static const char *const questions[] = {
		[PERSON_PRESENT] = criteria_present,
		[PERSON_REGISTERED] = criteria_registered,
		[PERSON_ABSENT] = criteria_absent,
		[PERSON_NOT_THERE] = criteria_there,
	};

	return questions[f->at];
}

static bool criteria_has_place(const struct person_filter *f)
{
	return f->cite || !str_eq(f->departement, NULL) || !str_eq(f->academie, NULL);
}

static bool criteria_has_record(const struct person_filter *f)
{
	return f->no_email || f->no_phone || f->unconfirmed || f->changed_since != CIVIL_NONE;
}

/* The question of a criterion; NULL when it isn't asked. */
static const char *criteria_sql(const struct person_filter *f, enum criterion c)
{
	switch (c) {
	case CRITERION_STRUCTURE:
		return f->structure ? criteria_structure : NULL;
	case CRITERION_ROLE_THERE:
		return f->roles && criteria_has_place(f) ? criteria_role_there : NULL;
	case CRITERION_ROLE:
		return f->roles && !criteria_has_place(f) ? criteria_role : NULL;
	case CRITERION_PLACE:
		return !f->roles && criteria_has_place(f) ? criteria_place : NULL;
	case CRITERION_EVENT:
		return f->event && f->at != PERSON_NOT_THERE ? criteria_event(f) : NULL;
	case CRITERION_NOT_THERE:
		return f->event && f->at == PERSON_NOT_THERE ? criteria_event(f) : NULL;
	case CRITERION_KIND:
		return f->kinds ? criteria_kind : NULL;
	case CRITERION_MEMBER:
		return f->member == 1 ? criteria_member : NULL;
	case CRITERION_NO_MEMBER:
		return f->member == 0 ? criteria_member : NULL;
	case CRITERION_NEVER:
		return f->never_came ? criteria_came : NULL;
	case CRITERION_RECORD:
		return criteria_has_record(f) ? criteria_record : NULL;
	case CRITERION_COUNT:
		break;
	}
	return NULL;
}

bool person_has_criteria(const struct person_filter *filter)
{
	for (int c = 0; c < CRITERION_COUNT; c++)
		if (criteria_sql(filter, (enum criterion)c))
			return true;
	return false;
}

/* --- binding ----------------------------------------------------------------------------- */

static bool criteria_asks(sqlite3_stmt *stmt, const char *name)
{
	return sqlite3_bind_parameter_index(stmt, name) != 0;
}

static void criteria_bind_set(
	sqlite3_stmt *stmt, const char *name, const struct vocabulary *words, unsigned set)
{
	struct str names = STR_INIT;

	if (!criteria_asks(stmt, name))
		return;
	for (size_t i = 0; i < words->count; i++)
		if (set & 1u << i)
			str_addf(&names, " %s ", vocabulary_name(words, (int)i));
	sql_bind_opt(stmt, name, names.buf);
	str_release(&names);
}

/* The académies as they are written, each between two line feeds. */
static bool criteria_academies(
	struct db *db, const char *academie, struct str *names, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, "SELECT DISTINCT academie FROM cite", err);
	enum sql_result result;
	char *wanted;

	if (!stmt)
		return false;
	wanted = fold_dup(academie);
	str_addc(names, '\n');
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		char *fold = fold_dup(sql_text(stmt, 0));

		if (!strcmp(fold, wanted))
			str_addf(names, "%s\n", sql_text(stmt, 0));
		free(fold);
	}
	sql_done(stmt);
	free(wanted);
	return result == SQL_DONE;
}

static bool criteria_bind_place(
	struct db *db, sqlite3_stmt *stmt, const struct person_filter *f, struct err *err)
{
	struct str academies = STR_INIT;
	bool ok = true;

	sql_bind_id(stmt, ":cite", f->cite);
	sql_bind_opt(stmt, ":departement", f->departement);
	if (!str_eq(f->academie, NULL))
		ok = criteria_academies(db, f->academie, &academies, err);
	sql_bind_opt(stmt, ":academies", academies.buf);
	str_release(&academies);
	return ok;
}

static void criteria_bind_record(sqlite3_stmt *stmt, const struct person_filter *f)
{
	sql_bind_int(stmt, ":no_email", f->no_email);
	sql_bind_int(stmt, ":no_phone", f->no_phone);
	sql_bind_int(stmt, ":unconfirmed", f->unconfirmed);
	confirmed_bind(stmt, f->on);
	noun_bind_date(stmt, ":since", f->changed_since);
	if (f->changed_since != CIVIL_NONE)
		sql_bind_int(stmt, ":since_id", confirmed_first_id(f->changed_since));
}

static bool criteria_bind(
	struct db *db, sqlite3_stmt *stmt, const struct person_filter *f, struct err *err)
{
	if (criteria_asks(stmt, ":structure"))
		sql_bind_id(stmt, ":structure", f->structure);
	if (criteria_asks(stmt, ":event"))
		sql_bind_id(stmt, ":event", f->event);
	criteria_bind_set(stmt, ":roles", &mandate_roles, f->roles);
	criteria_bind_set(stmt, ":kinds", &structure_kinds, f->kinds);
	if (criteria_asks(stmt, ":on"))
		noun_bind_date(stmt, ":on", noun_on(f->on));
	if (criteria_asks(stmt, ":no_email"))
		criteria_bind_record(stmt, f);
	return !criteria_asks(stmt, ":cite") || criteria_bind_place(db, stmt, f, err);
}

/* --- sets -------------------------------------------------------------------------------- */

/* Few are looked at one by one: reading every row takes 20 ms for 100,000. */
static bool criteria_record_few(struct db *db, const struct person_table *t, uint64_t *bits,
	const struct person_filter *f, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, criteria_record_of_one, err);

	for (size_t i = 0; stmt && i < t->count; i++) {
		enum sql_result result;

		if (!PERSON_BIT(t->passing, i))
			continue;
		sql_bind_int(stmt, ":id", person_at(t, i));
		criteria_bind_record(stmt, f);
		result = sql_step(db, stmt, err);
		sql_done(stmt);
		if (result == SQL_FAILED)
			return false;
		if (result == SQL_ROW)
			bits[i / 64] |= UINT64_C(1) << (i % 64);
	}
	return stmt != NULL;
}

static bool criteria_read(struct db *db, const struct person_table *t, enum criterion c,
	const struct person_filter *f, uint64_t *bits, struct err *err)
{
	enum { FEW = 4000 };
	sqlite3_stmt *stmt;

	if (c == CRITERION_RECORD && person_bits_count(t, t->passing) < FEW)
		return criteria_record_few(db, t, bits, f, err);
	stmt = sql_prepare(db, criteria_sql(f, c), err);
	if (!stmt || !criteria_bind(db, stmt, f, err))
		return false;
	return person_bits_read(db, t, stmt, bits, err);
}

static bool criteria_apply(struct db *db, struct person_table *t, enum criterion c,
	const struct person_filter *f, struct err *err)
{
	const bool out = c == CRITERION_NOT_THERE || c == CRITERION_NO_MEMBER ||
			 c == CRITERION_NEVER;
	uint64_t *bits = person_bits_new(t);
	const bool ok = criteria_read(db, t, c, f, bits, err);

	for (size_t i = 0; ok && i <= t->count / 64; i++)
		t->passing[i] &= out ? ~bits[i] : bits[i];
	free(bits);
	return ok;
}

/* What the answer depends on. */
static char *criteria_key(const struct person_filter *f)
{
	struct str key = STR_INIT;

	str_addf(&key, "%x %lld %lld %x %d %lld %d %d%d%d%d %d %d %s\n%s", f->roles,
		(long long)f->cite, (long long)f->structure, f->kinds, f->member,
		(long long)f->event, (int)f->at, f->never_came, f->no_email, f->no_phone,
		f->unconfirmed, (int)f->changed_since, (int)noun_on(f->on),
		f->departement ? f->departement : "", f->academie ? f->academie : "");
	return str_take(&key);
}

bool person_criteria_ask(struct db *db, struct person_table *t,
	const struct person_filter *filter, struct err *err)
{
	char *key = criteria_key(filter);
	bool ok = true;

	if (t->criteria && !strcmp(t->criteria, key)) {
		free(key);
		return true;
	}
	free(t->criteria);
	free(t->match);
	free(t->passing);
	free(t->matching);
	t->criteria = t->match = NULL;
	t->matching = NULL;
	t->passing = person_bits_new(t);
	person_bits_fill(t, t->passing);
	for (int c = 0; ok && c < CRITERION_COUNT; c++)
		if (criteria_sql(filter, (enum criterion)c))
			ok = criteria_apply(db, t, (enum criterion)c, filter, err);
	if (ok)
		t->criteria = key;
	else
		free(key);
	return ok;
}
