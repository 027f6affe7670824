/* What is worth knowing before somebody is registered on the spot: who has that name already,
 * whether there is room, what it costs. */
#include "tui/screens/desk_walkin.h"

#include <string.h>

#include "etape/admission.h"
#include "etape/fees.h"
#include "etape/find.h"
#include "etape/registration.h"
#include "etape/room.h"
#include "etape/structure.h"
#include "tui/screens/payment_form.h"

void desk_walkin_new_structure(struct str *out, const char *name)
{
	const enum structure_kind kind = structure_kind_of_name(name);

	if (kind == STRUCTURE_OTHER)
		str_add(out, _("new structure"));
	else
		str_addf(out, _("new structure: %s"),
			vocabulary_label(&structure_kinds, (int)kind));
}

/* --- who that may be --- */

/* The first who is registered, else the first known; whether to go on. */
static bool consider(struct walkin *w, int64_t person)
{
	struct desk_state *d = w->desk;
	int64_t registration = 0;

	registration_find(d->screen.app->db, d->event.id, person, &registration, NULL);
	if (!w->same || registration)
		w->same = person;
	w->same_registration = registration;
	return !registration;
}

static bool namesake(void *arg, const struct person_row *row)
{
	return consider(arg, row->id);
}

static bool lookalike(void *arg, const struct find_row *row)
{
	return consider(arg, row->id);
}

/* Whose name goes on as what is typed, or is spelled nearly so: from two letters of each on. */
static void look_alike(struct walkin *w, const struct person *p)
{
	struct str name = STR_INIT;

	if (strlen(p->family_name) < 2 || strlen(p->given_name) < 2)
		return;
	str_addf(&name, "%s %s", p->family_name, p->given_name);
	find(w->desk->screen.app->db, name.buf, FIND_ONLY(FIND_PERSON), 5, lookalike, w, NULL);
	str_release(&name);
}

static bool say_person(void *arg, const struct person_row *row)
{
	const char *where = *row->structure ? row->structure : row->cite;

	str_addf(arg, "%s%s%s", row->name, *where ? ", " : "", where);
	return false;
}

static void say_known(
	struct str *out, const struct walkin *w, bool exact, const char *who, const char *key)
{
	if (exact)
		str_addf(out,
			w->same_registration ? _("Registered already: %s (%s)")
					     : _("Known already: %s (%s)"),
			who, key);
	else
		str_addf(out,
			w->same_registration ? _("Perhaps registered already: %s (%s)")
					     : _("Perhaps known already: %s (%s)"),
			who, key);
	str_addc(out, '\n');
}

static void advise_namesake(struct walkin *w, const struct person *p, struct str *out)
{
	struct db *db = w->desk->screen.app->db;
	struct str who = STR_INIT, key = STR_INIT;
	bool exact;

	person_candidates(db, p->family_name, p->given_name, 0, namesake, w, NULL);
	exact = w->same != 0;
	if (!exact)
		look_alike(w, p);
	if (!w->same)
		return;
	person_row_get(db, w->same, say_person, &who, NULL);
	desk_add_key(&key, w->desk, ACTION_WALKIN_SAME,
		_(action_info(ACTION_WALKIN_SAME)->label));
	say_known(out, w, exact, who.buf, key.buf);
	str_release(&who);
	str_release(&key);
}

/* --- what it costs --- */

/* The amount, and the reason that is not how it was multiplied. */
static bool take_fee(void *arg, const struct fee_row *row)
{
	struct walkin *w = arg;
	const struct desk_fee fee = { .state = row->state, .balance = row->balance };
	const char *why = row->reasons;

	w->fee_known = true;
	w->fee = row->state;
	w->owed = row->balance;
	desk_fee_words(&w->fee_words, &fee);
	if ((row->state == FEE_DUE || row->state == FEE_EXPECTED) && strchr(why, '\n'))
		why = strchr(why, '\n') + 1;
	if (row->state != FEE_EXEMPT && *why)
		str_addf(&w->fee_words, ", %.*s", (int)strcspn(why, "\n"), why);
	return false;
}

static void advise_fee(struct walkin *w, const struct person *p, const char *structure,
	int64_t known, struct str *out)
{
	struct db *db = w->desk->screen.app->db;
	const int64_t event = w->desk->event.id;

	if (known)
		fees_of_person(db, event, known, take_fee, w, NULL);
	else
		fees_of_newcomer(db, event, p->structure, structure, take_fee, w, NULL);
	if (w->fee_known)
		str_addf(out, "%s %s", _("Fee:"), w->fee_words.buf);
}

/* --- whether there is room --- */

static int64_t cite_of(struct db *db, int64_t structure)
{
	struct structure s;
	int64_t cite;

	structure_init(&s);
	cite = structure && structure_get(db, structure, &s, NULL) ? s.cite : 0;
	structure_release(&s);
	return cite;
}

static void advise_room(
	const struct walkin *w, const struct person *p, int64_t known, struct str *out)
{
	struct app *app = w->desk->screen.app;
	struct room room = { .limit = ROOM_FREE };

	/* Who comes in somebody's place takes no other one. */
	if (w->replaces ||
		!room_for(app->db, w->desk->event.id, known, cite_of(app->db, p->structure),
			NULL, 0, &room, NULL) ||
		room.limit == ROOM_FREE)
		return;
	str_addc(out, '\n');
	room_say(out, &room);
	str_addf(out, "%s%s", _("; "),
		app->may_write ? _("saving goes beyond the capacity")
			       : _("only the coordination can go beyond the capacity"));
}

static void advise_payment(const struct walkin *w, struct str *out)
{
	struct str said = STR_INIT;

	if (!w->payment.cents)
		return;
	payment_say(&said, &w->payment);
	str_addc(out, '\n');
	str_addf(out, _("Taken when this is saved: %s"), said.buf);
	str_release(&said);
}

void desk_walkin_advise(struct form *f, struct str *out)
{
	struct walkin *w = form_ctx(f);
	const char *structure = form_get(f, "structure");
	struct err err = ERR_INIT;
	struct person p;
	int64_t known = 0;

	w->same = w->same_registration = 0;
	w->fee_known = false;
	w->owed = 0;
	str_reset(&w->fee_words);
	desk_walkin_person(f, &p);
	if (*p.family_name) {
		if (!admission_recognise(form_app(f)->db, &p, &known, &err) &&
			err.code == ERR_EXISTS)
			str_addf(out, "%s\n", err.message);
		else
			advise_namesake(w, &p, out);
		if (form_id(f, "structure") == NEW_STRUCTURE) {
			desk_walkin_new_structure(out, structure);
			str_addc(out, '\n');
		}
		advise_fee(w, &p, structure, known, out);
		advise_room(w, &p, known, out);
		advise_payment(w, out);
	}
	person_release(&p);
}
