#include "etape/merge.h"

#include <stdlib.h>
#include <string.h>

#include "etape/i18n.h"
#include "etape/id.h"
#include "etape/text.h"
#include "store/merge_internal.h"

/* --- the fields --- */

static const struct word merge_field_words[] = {
	[MERGE_FAMILY_NAME] = { "family_name", N_("Family name") },
	[MERGE_GIVEN_NAME] = { "given_name", N_("Given name") },
	[MERGE_FUNCTION] = { "function", N_("Function") },
	[MERGE_STRUCTURE] = { "structure", N_("Structure") },
	[MERGE_CITE] = { "cite", N_("Cité") },
	[MERGE_EMAIL] = { "email", N_("E-mail") },
	[MERGE_PHONE] = { "phone", N_("Telephone") },
	[MERGE_MOBILE] = { "mobile", N_("Mobile") },
	[MERGE_NOTE] = { "note", N_("Note") },
};

const struct vocabulary merge_fields = { merge_field_words, MERGE_FIELDS };

/* Where a text lies; NULL for a field that is an id. */
static char **merge_text(struct person *p, enum merge_field field)
{
	switch (field) {
	case MERGE_FAMILY_NAME:
		return &p->family_name;
	case MERGE_GIVEN_NAME:
		return &p->given_name;
	case MERGE_FUNCTION:
		return &p->function;
	case MERGE_EMAIL:
		return &p->email;
	case MERGE_PHONE:
		return &p->phone;
	case MERGE_MOBILE:
		return &p->mobile;
	case MERGE_NOTE:
		return &p->note;
	case MERGE_STRUCTURE:
	case MERGE_CITE:
		break;
	}
	return NULL;
}

static const char *merge_peek(const struct person *p, enum merge_field field)
{
	struct person copy = *p;
	char **text = merge_text(&copy, field);

	return text && *text ? *text : "";
}

static int64_t merge_id(const struct person *p, enum merge_field field)
{
	return field == MERGE_STRUCTURE ? p->structure : field == MERGE_CITE ? p->cite : 0;
}

bool merge_differs(const struct person *a, const struct person *b, enum merge_field field)
{
	return merge_id(a, field) != merge_id(b, field) ||
	       strcmp(merge_peek(a, field), merge_peek(b, field)) != 0;
}

bool merge_empty(const struct person *p, enum merge_field field)
{
	return !merge_id(p, field) && !*merge_peek(p, field);
}

void merge_take(struct person *into, const struct person *from, enum merge_field field)
{
	char **text = merge_text(into, field);

	if (text) {
		char *copy = xstrdup(merge_peek(from, field));

		free(*text);
		*text = copy;
	} else if (field == MERGE_STRUCTURE) {
		into->structure = from->structure;
	} else {
		into->cite = from->cite;
	}
}

void merge_fill(struct person *into, const struct person *from)
{
	for (int i = 0; i < MERGE_FIELDS; i++)
		if (merge_empty(into, (enum merge_field)i))
			merge_take(into, from, (enum merge_field)i);
}

static char *merge_name_of(struct db *db, const char *sql, int64_t id)
{
	sqlite3_stmt *stmt = id ? sql_prepare(db, sql, NULL) : NULL;
	char *name = NULL;

	if (!stmt)
		return xstrdup("");
	sql_bind_int(stmt, ":id", id);
	if (sql_step(db, stmt, NULL) == SQL_ROW)
		name = sql_dup(stmt, 0);
	sql_done(stmt);
	return name ? name : xstrdup("");
}

char *merge_words(struct db *db, const struct person *p, enum merge_field field)
{
	if (field == MERGE_STRUCTURE)
		return merge_name_of(
			db, "SELECT name FROM structure WHERE id = :id", p->structure);
	if (field == MERGE_CITE)
		return merge_name_of(db, "SELECT name FROM cite WHERE id = :id", p->cite);
	return xstrdup(merge_peek(p, field));
}

/* --- what moves --- */

bool merge_preview(
	struct db *db, int64_t from, int64_t into, struct merge_moves *moves, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT (SELECT count(*) FROM mandate WHERE person = :from),"
		" (SELECT count(*) FROM registration WHERE person = :from),"
		" (SELECT count(*) FROM registration a JOIN registration b ON b.event = a.event"
		"  AND b.person = :into WHERE a.person = :from),"
		" (SELECT count(*) FROM payment y JOIN registration r ON r.id = y.registration"
		"  WHERE r.person = :from),"
		" (SELECT count(*) FROM note WHERE subject = :from),"
		" (SELECT count(*) FROM registration WHERE registered_by = :from)",
		err);
	bool ok;

	*moves = (struct merge_moves){ .mandates = 0 };
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":from", from);
	sql_bind_int(stmt, ":into", into);
	ok = sql_step(db, stmt, err) == SQL_ROW;
	if (ok)
		*moves = (struct merge_moves){
			.mandates = sql_int(stmt, 0),
			.registrations = sql_int(stmt, 1),
			.same_events = sql_int(stmt, 2),
			.payments = sql_int(stmt, 3),
			.notes = sql_int(stmt, 4),
			.announced = sql_int(stmt, 5),
		};
	sql_done(stmt);
	return ok;
}

bool merge_step(
	struct db *db, const char *sql, int64_t from, int64_t into, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, sql, err);

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":from", from);
	if (sqlite3_bind_parameter_index(stmt, ":into"))
		sql_bind_int(stmt, ":into", into);
	if (sqlite3_bind_parameter_index(stmt, ":next"))
		sql_bind_int(stmt, ":next", id_new());
	return sql_run(db, stmt, err);
}

/* The same post of the same person on days that overlap. */
static bool merge_find_twice(
	struct db *db, int64_t person, int64_t *keep, int64_t *drop, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT a.id, b.id FROM mandate a JOIN mandate b ON b.person = a.person AND b.cite = a.cite"
		" AND b.role = a.role AND b.id > a.id WHERE a.person = :person"
		" AND coalesce(a.valid_from, '0000') <= coalesce(b.valid_to, '9999')"
		" AND coalesce(a.valid_to, '9999') >= coalesce(b.valid_from, '0000') LIMIT 1",
		err);
	enum sql_result result;

	*keep = *drop = 0;
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":person", person);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW) {
		*keep = sql_int(stmt, 0);
		*drop = sql_int(stmt, 1);
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

/* One post has one row, from the first day of both to the last: an open end is the widest. */
static bool merge_mandates(struct db *db, int64_t from, int64_t into, struct err *err)
{
	static const char widen[] =
		"UPDATE mandate SET valid_from = CASE WHEN mandate.valid_from IS NULL OR o.valid_from IS NULL"
		"  THEN NULL ELSE min(mandate.valid_from, o.valid_from) END,"
		" valid_to = CASE WHEN mandate.valid_to IS NULL OR o.valid_to IS NULL"
		"  THEN NULL ELSE max(mandate.valid_to, o.valid_to) END,"
		" structure = coalesce(mandate.structure, o.structure),"
		" note = CASE WHEN mandate.note = o.note THEN mandate.note"
		"  ELSE coalesce(mandate.note || char(10) || o.note, mandate.note, o.note) END,"
		" rev = :next FROM mandate o WHERE o.id = :from AND mandate.id = :into";
	int64_t keep, drop;

	if (!merge_step(db,
		    "UPDATE mandate SET person = :into, rev = :next WHERE person = :from", from,
		    into, err))
		return false;
	while (merge_find_twice(db, into, &keep, &drop, err)) {
		if (!keep)
			return true;
		if (!merge_step(db, widen, drop, keep, err) ||
			!merge_step(db,
				"UPDATE note SET subject = :into, rev = :next WHERE subject = :from",
				drop, keep, err) ||
			!merge_step(db, "DELETE FROM mandate WHERE id = :from", drop,
				keep, err))
			return false;
	}
	return false;
}

/* What else points to a person. A test reads the schema and fails when one is forgotten. */
static bool merge_others(struct db *db, int64_t from, int64_t into, struct err *err)
{
	static const char *const steps[] = {
		"UPDATE registration SET registered_by = :into, rev = :next WHERE registered_by = :from",
		"UPDATE refusal SET person = :into WHERE person = :from",
		"UPDATE message_sent SET person = :into WHERE person = :from",
		"UPDATE note SET subject = :into, rev = :next WHERE subject = :from",
		"UPDATE invoice SET payer_person = :into WHERE payer_person = :from",
		"UPDATE claim SET payer_person = :into, rev = :next WHERE payer_person = :from",
		"UPDATE OR IGNORE distinct_pair SET one = min(:into, CASE one WHEN :from THEN other ELSE one END),"
		" other = max(:into, CASE one WHEN :from THEN other ELSE one END)"
		" WHERE (one = :from AND other <> :into) OR (other = :from AND one <> :into)",
		"DELETE FROM distinct_pair WHERE (one = :from OR other = :from)",
		/* The later word of the two counts. */
		"UPDATE person SET confirmed_by = o.confirmed_by, confirmed_on = o.confirmed_on FROM person o"
		" WHERE o.id = :from AND person.id = :into AND o.confirmed_on > coalesce(person.confirmed_on, '')",
		"UPDATE person SET last_contact = o.last_contact FROM person o"
		" WHERE o.id = :from AND person.id = :into AND o.last_contact > coalesce(person.last_contact, '')",
	};

	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		if (!merge_step(db, steps[i], from, into, err))
			return false;
	return true;
}

/* --- merging --- */

static bool merge_allowed(struct db *db, const struct person *into, const struct person *from,
	struct err *err)
{
	struct person now;
	struct str name = STR_INIT;
	int64_t erased = 0;
	bool ok;

	if (into->id == from->id)
		return err_set(err, ERR_INVALID, _("a person cannot be merged with herself"));
	person_init(&now);
	ok = person_get(db, from->id, &now, err);
	if (ok && now.rev != from->rev) {
		text_person(&name, now.family_name, now.given_name);
		ok = noun_stale(db, "SELECT 1 FROM person WHERE id = :id", from->id, name.buf, err);
	}
	ok = ok && noun_ask(db, "SELECT erased_at FROM person WHERE id = :id", from->id, &erased, err);
	if (ok && !erased)
		ok = noun_ask(db, "SELECT erased_at FROM person WHERE id = :id", into->id, &erased, err);
	if (ok && erased)
		ok = err_set(err, ERR_REFUSED,
			_("one of the two was erased: there is nothing left to merge"));
	person_release(&now);
	str_release(&name);
	return ok;
}

static bool merge_write(struct db *db, struct person *into, int64_t from, struct err *err)
{
	return person_save(db, into, err) && merge_mandates(db, from, into->id, err) &&
	       merge_registrations(db, from, into->id, err) &&
	       merge_others(db, from, into->id, err) &&
	       merge_step(db, "DELETE FROM person WHERE id = :from", from, into->id, err);
}

bool person_merge(struct db *db, struct person *into, const struct person *from,
	struct merge_moves *moved, struct err *err)
{
	const struct change_label label = { .kind = CHANGE_MERGE, .subject = into->id };
	const int64_t rev = into->rev;
	struct merge_moves moves;
	bool touched = false;
	bool ok;

	if (!change_begin(db, &label, err))
		return false;
	ok = merge_allowed(db, into, from, err) &&
	     merge_preview(db, from->id, into->id, &moves, err);
	if (ok) {
		touched = true;
		ok = merge_write(db, into, from->id, err);
	}
	ok = noun_end(db, ok, touched, err);
	if (!ok)
		into->rev = rev;
	else if (moved)
		*moved = moves;
	return ok;
}
