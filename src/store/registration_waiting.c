#include <stdlib.h>

#include "etape/i18n.h"
#include "etape/id.h"
#include "etape/text.h"
#include "store/db_internal.h"
#include "store/noun.h"
#include "store/registration_internal.h"

void waiting_release(struct waiting *w)
{
	free(w->at);
	*w = (struct waiting){ .event = 0 };
}

static int waiting_by_id(const void *a, const void *b)
{
	const struct waiting_place *x = a, *y = b;

	return x->id < y->id ? -1 : x->id > y->id;
}

/* In order of rank. */
static bool waiting_load(struct db *db, int64_t event, struct waiting *w, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT id FROM registration WHERE event = :event AND status = 'waiting'"
		" ORDER BY coalesce(waiting_since, created_at), id",
		err);
	enum sql_result result;
	size_t room = 0;

	waiting_release(w);
	if (!stmt)
		return false;
	w->event = event;
	sql_bind_int(stmt, ":event", event);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		if (w->count == room) {
			room = room ? room * 2 : 16;
			w->at = xrealloc(w->at, room * sizeof *w->at);
		}
		w->at[w->count] = (struct waiting_place){
			.id = sql_int(stmt, 0),
			.rank = (int)w->count + 1,
		};
		w->count++;
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool waiting_read(struct db *db, int64_t event, struct waiting *w, struct err *err)
{
	if (!waiting_load(db, event, w, err))
		return false;
	if (w->count)
		qsort(w->at, w->count, sizeof *w->at, waiting_by_id);
	return true;
}

int waiting_rank(const struct waiting *w, int64_t registration)
{
	const struct waiting_place wanted = { .id = registration };
	const struct waiting_place *found;

	if (!w->count)
		return 0;
	found = bsearch(&wanted, w->at, w->count, sizeof *w->at, waiting_by_id);
	return found ? found->rank : 0;
}

static bool waiting_person(
	struct db *db, int64_t id, int64_t *person, struct str *name, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT p.id, p.family_name, p.given_name FROM registration r"
		" JOIN person p ON p.id = r.person WHERE r.id = :id",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW) {
		*person = sql_int(stmt, 0);
		if (name)
			text_person(name, sql_text(stmt, 1), sql_text(stmt, 2));
	}
	sql_done(stmt);
	if (result == SQL_DONE)
		err_set(err, ERR_NOT_FOUND, _("this registration is no longer known"));
	return result == SQL_ROW;
}

/* Room for one who waits, in the sessions asked for. */
static bool waiting_room(
	struct db *db, int64_t event, int64_t id, struct room *room, struct err *err)
{
	struct choice choice;
	int64_t person;
	bool ok = choice_read(db, event, id, &choice, err) &&
		  waiting_person(db, id, &person, NULL, err);

	ok = ok && room_for(db, event, person, 0, choice.numbers, choice_numbers(&choice, false),
			   room, err);
	choice_release(&choice);
	return ok;
}

/* What was found full on the way down the list: it is so for those further down, too. */
struct waiting_full {
	int sessions[32]; /* numbers */
	size_t session_count;
	int64_t cites[32];
	size_t cite_count;
};

static void waiting_full_add(struct waiting_full *full, const struct room *room)
{
	if (room->limit == ROOM_SESSION && full->session_count < 32)
		full->sessions[full->session_count++] = room->session;
	if (room->limit == ROOM_CITE && full->cite_count < 32)
		full->cites[full->cite_count++] = room->cite;
}

static bool waiting_wants_full(const struct choice *c, const struct waiting_full *full)
{
	for (size_t i = 0; i < c->count; i++)
		for (size_t k = 0; c->wanted[i] && k < full->session_count; k++)
			if (full->sessions[k] == c->list[i].no)
				return true;
	return false;
}

/* Whether what she asks for is known to be full already. */
static bool waiting_in_vain(struct db *db, int64_t event, int64_t id,
	const struct waiting_full *full, bool *vain, struct err *err)
{
	struct choice choice = { .count = 0 };
	int64_t cite = 0;
	bool ok = !full->session_count || choice_read(db, event, id, &choice, err);

	*vain = ok && waiting_wants_full(&choice, full);
	if (ok && !*vain && full->cite_count)
		ok = noun_ask(db,
			"SELECT coalesce(p.cite, s.cite) FROM registration r"
			" JOIN person p ON p.id = r.person"
			" LEFT JOIN structure s ON s.id = p.structure WHERE r.id = :id",
			id, &cite, err);
	for (size_t i = 0; i < full->cite_count; i++)
		*vain |= full->cites[i] == cite;
	choice_release(&choice);
	return ok;
}

bool registration_promotable(struct db *db, int64_t event, int64_t *id, struct err *err)
{
	struct waiting_full full = { .session_count = 0 };
	struct waiting w = { .event = 0 };
	struct room room = { .limit = ROOM_FREE };
	bool ok;

	*id = 0;
	ok = waiting_load(db, event, &w, err);
	/* A full event is full for all; a session or a cité only for some. */
	for (size_t i = 0; ok && !*id && i < w.count && room.limit != ROOM_EVENT; i++) {
		bool vain;

		ok = waiting_in_vain(db, event, w.at[i].id, &full, &vain, err);
		if (!ok || vain)
			continue;
		ok = waiting_room(db, event, w.at[i].id, &room, err);
		if (ok && room.limit == ROOM_FREE)
			*id = w.at[i].id;
		waiting_full_add(&full, &room);
	}
	waiting_release(&w);
	return ok;
}

static bool promote_allowed(struct db *db, const struct registration *r, bool force,
	struct err *err)
{
	struct str name = STR_INIT;
	struct room room;
	int64_t person;
	bool ok = waiting_person(db, r->id, &person, &name, err);

	if (ok && r->status != REGISTRATION_WAITING)
		ok = err_set(err, ERR_REFUSED, _("%s does not wait for a place: %s"), name.buf,
			vocabulary_label(&registration_statuses, (int)r->status));
	ok = ok && waiting_room(db, r->event, r->id, &room, err) &&
	     registration_fits(db, &room, force, name.buf, err);
	str_release(&name);
	return ok;
}

bool registration_promote(struct db *db, int64_t id, bool force, struct err *err)
{
	struct change_label label = { .kind = CHANGE_PROMOTE };
	struct registering as_it_is = { .event = 0 };
	struct registration r;
	bool touched = false;
	bool ok;

	registration_init(&r);
	if (!change_begin(db, &label, err))
		return false;
	ok = registration_get(db, id, &r, err) && promote_allowed(db, &r, force, err);
	if (ok) {
		label.subject = r.person;
		label.object = r.event;
		change_relabel(db, &label);
		touched = true;
		ok = registration_update(db, &as_it_is, REGISTRATION_REGISTERED, id, err) &&
		     registration_returned(db, id, err);
	}
	registration_release(&r);
	return noun_end(db, ok, touched, err);
}
