#include "etape/i18n.h"
#include "etape/text.h"
#include "store/noun.h"
#include "store/registration_internal.h"
#include "store/room_internal.h"

/* Who is absent, and who comes instead. */
struct substituting {
	struct registration absent;
	struct registration here; /* a row of hers from before, .id 0: none */
	struct str name;	  /* of the absent */
	struct str other;	  /* of who comes */
};

static bool substituting_name(
	struct db *db, int64_t person, struct str *name, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(
		db, "SELECT family_name, given_name FROM person WHERE id = :id", err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", person);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW)
		text_person(name, sql_text(stmt, 0), sql_text(stmt, 1));
	sql_done(stmt);
	if (result == SQL_DONE)
		err_set(err, ERR_NOT_FOUND, _("this person is no longer known"));
	return result == SQL_ROW;
}

static bool substituting_read(struct db *db, int64_t registration, int64_t person,
	struct substituting *s, struct err *err)
{
	int64_t id;

	return registration_get(db, registration, &s->absent, err) &&
	       substituting_name(db, s->absent.person, &s->name, err) &&
	       substituting_name(db, person, &s->other, err) &&
	       registration_find(db, s->absent.event, person, &id, err) &&
	       (!id || registration_get(db, id, &s->here, err));
}

static bool substituting_room(struct db *db, const struct registration *absent, int64_t person,
	int64_t cite, struct room *room, struct err *err)
{
	int64_t theirs;

	*room = (struct room){ .limit = ROOM_FREE };
	if (absent->status != REGISTRATION_REGISTERED)
		return true;
	if (!room_cite_of(db, absent->person, &theirs, err) ||
		(person && !room_cite_of(db, person, &cite, err)))
		return false;
	return !cite || cite == theirs ||
	       room_of_cite(db, absent->event, person, cite, room, err);
}

bool registration_substitute_room(struct db *db, int64_t registration, int64_t person, int64_t cite,
	struct room *room, struct err *err)
{
	struct registration absent;
	bool ok;

	registration_init(&absent);
	ok = registration_get(db, registration, &absent, err) &&
	     substituting_room(db, &absent, person, cite, room, err);
	registration_release(&absent);
	return ok;
}

static bool substituting_allowed(struct db *db, const struct substituting *s, int64_t person,
	bool force, struct err *err)
{
	const enum registration_status had = s->absent.status;
	struct room room;

	if (s->absent.person == person)
		return err_set(err, ERR_INVALID, _("nobody replaces herself"));
	if (had != REGISTRATION_REGISTERED && had != REGISTRATION_WAITING)
		return err_set(err, ERR_REFUSED,
			_("%s has no place to give (%s): register %s instead"), s->name.buf,
			vocabulary_label(&registration_statuses, (int)had), s->other.buf);
	if (s->here.id && s->here.status == REGISTRATION_REGISTERED)
		return err_set(err, ERR_EXISTS, _("%s is registered herself"), s->other.buf);
	return registration_absent(db, &s->absent, err) &&
	       substituting_room(db, &s->absent, person, 0, &room, err) &&
	       registration_fits(db, &room, force, s->other.buf, err);
}

/* Both end where the absent one stood: place, sessions, rank, announcer. */
static bool substituting_link(struct db *db, const struct substituting *s, int64_t id,
	struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"UPDATE registration SET replaces = :absent, waiting_since = :since"
		" WHERE id = :id",
		err);

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	sql_bind_int(stmt, ":absent", s->absent.id);
	if (s->absent.status == REGISTRATION_WAITING)
		sql_bind_int(stmt, ":since", s->absent.waiting_since);
	return sql_run(db, stmt, err);
}

static bool substituting_sessions(struct db *db, const struct substituting *s, int64_t id,
	struct err *err)
{
	struct choice choice;
	bool ok = choice_read(db, s->absent.event, s->absent.id, &choice, err) &&
		  choice_write(db, &choice, id, err);

	choice_release(&choice);
	return ok;
}

static bool substituting_write(struct db *db, const struct substituting *s, int64_t person,
	int64_t *id, struct err *err)
{
	const struct registering what = {
		.event = s->absent.event,
		.person = person,
		.registered_by = s->absent.registered_by,
	};

	*id = s->here.id;
	if (!registration_call_off(db, s->absent.id, NULL, err))
		return false;
	if (*id ? !registration_update(db, &what, s->absent.status, *id, err)
		: !registration_insert(db, &what, s->absent.status, id, err))
		return false;
	return registration_returned(db, *id, err) && substituting_link(db, s, *id, err) &&
	       substituting_sessions(db, s, *id, err);
}

bool registration_substitute(struct db *db, int64_t registration, int64_t person, bool force,
	int64_t *id, struct err *err)
{
	struct change_label label = { .kind = CHANGE_SUBSTITUTE, .subject = person };
	struct substituting s = { .name = STR_INIT, .other = STR_INIT };
	bool touched = false;
	bool ok;

	*id = 0;
	registration_init(&s.absent);
	registration_init(&s.here);
	if (!change_begin(db, &label, err))
		return false;
	ok = substituting_read(db, registration, person, &s, err) &&
	     substituting_allowed(db, &s, person, force, err);
	if (ok) {
		label.object = s.absent.event;
		change_relabel(db, &label);
		touched = true;
		ok = substituting_write(db, &s, person, id, err);
	}
	registration_release(&s.absent);
	registration_release(&s.here);
	str_release(&s.name);
	str_release(&s.other);
	ok = noun_end(db, ok, touched, err);
	if (!ok)
		*id = 0;
	return ok;
}
