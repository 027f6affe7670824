/* Each answer of the desk: what it looks and sounds like, what it says, and what can be done. */
#include "tui/screens/desk.h"

#include "etape/fees.h"
#include "etape/registration.h"

/* --- what can be done --- */

static void offer(struct desk_state *d, enum desk_offer what, const char *label)
{
	d->notice.offer = what;
	desk_next(d, ACTION_DESK_CHECKIN, label);
}

/* Letting somebody in for whom there may be no room: the coordination may all the same. */
static void offer_room(struct desk_state *d, const struct checkin_answer *a,
	enum desk_offer what, const char *label, const char *beyond)
{
	struct str full = STR_INIT, words = STR_INIT;

	if (a->room.limit == ROOM_FREE) {
		offer(d, what, label);
		return;
	}
	room_say(&full, &a->room);
	if (d->screen.app->may_write) {
		str_addf(&words, "%s (%s)", beyond, full.buf);
		offer(d, what, words.buf);
	} else {
		str_addf(&d->notice.next, _("%s; only the coordination can go beyond"),
			full.buf);
	}
	str_release(&full);
	str_release(&words);
}

/* Those announced together and not yet here. */
static void offer_group(struct desk_state *d, const struct checkin_answer *a)
{
	struct str label = STR_INIT;

	if (!a->delegation_person || a->delegation_missing <= 0)
		return;
	d->notice.announcer = a->delegation_person;
	str_addf(&label,
		P_("check in the %d other announced by %s",
			"check in the %d others announced by %s", a->delegation_missing),
		a->delegation_missing, a->delegation ? a->delegation : "");
	desk_next(d, ACTION_DESK_GROUP, label.buf);
	str_release(&label);
}

/* --- what is said --- */

static void say_present(struct desk_state *d, const struct checkin_answer *a)
{
	struct desk_notice *n = &d->notice;

	str_addf(&n->text, "%s, ", C_("desk", "present"));
	desk_session_words(&n->text, d, a->session);
	desk_add_fee(&n->text, d, a->person);
	if (desk_owes(d, a->person))
		desk_next(d, ACTION_DESK_COLLECT, _("collect"));
	offer_group(d, a);
	desk_next(d, ACTION_DESK_UNDO, _("undo"));
}

static void say_already(struct desk_state *d, const struct checkin_answer *a)
{
	struct desk_notice *n = &d->notice;
	struct str at = STR_INIT;

	desk_add_time(&at, d, a->at);
	str_addf(&n->text, _("already present since %s, %s"), at.buf, a->desk ? a->desk : "");
	if (a->author && *a->author)
		str_addf(&n->text, _(", by %s"), a->author);
	str_add(&n->author, a->author ? a->author : "");
	if (desk_owes(d, a->person)) {
		desk_add_fee(&n->text, d, a->person);
		desk_next(d, ACTION_DESK_COLLECT, _("collect"));
	}
	offer_group(d, a);
	desk_next(d, ACTION_DESK_UNDO, _("undo this check-in"));
	str_release(&at);
}

static void say_left(struct desk_state *d, const struct checkin_answer *a)
{
	struct desk_notice *n = &d->notice;
	struct str at = STR_INIT;

	desk_add_time(&at, d, a->at);
	str_addf(&n->text, _("departure noted, %s"), at.buf);
	desk_next(d, ACTION_DESK_UNDO, _("undo"));
	str_release(&at);
}

static void say_undone(struct desk_state *d, const struct checkin_answer *a)
{
	str_addf(&d->notice.text, "%s, ", _("check-in undone"));
	desk_session_words(&d->notice.text, d, a->session);
}

struct cost {
	enum fee_state state;
	cents_t due;
	int days;
};

static bool take_cost(void *arg, const struct fee_row *row)
{
	struct cost *cost = arg;

	*cost = (struct cost){ row->state, row->due, row->days };
	return false;
}

/* Appends what one half-day more costs, after a dot. */
static void add_cost(struct str *out, const struct desk_state *d, const struct checkin_answer *a)
{
	struct db *db = d->screen.app->db;
	struct cost now, then;

	if (!fees_of_person(db, d->event.id, a->person, take_cost, &now, NULL) ||
		!fees_with_session(db, d->event.id, a->person, a->session, take_cost, &then, NULL))
		return;
	str_addf(out, " %s ", term_glyph(GLYPH_DOT));
	if (then.state == FEE_UNDETERMINED || now.state == FEE_UNDETERMINED) {
		str_add(out, fee_state_label(FEE_UNDETERMINED));
	} else if (then.state == FEE_EXEMPT) {
		str_add(out, fee_state_label(FEE_EXEMPT));
	} else if (then.due > now.due) {
		money_format(out, then.due - now.due, i18n_lang());
		str_addf(out, " %s", _("more to pay"));
	} else if (then.days == now.days) {
		str_add(out, _("nothing more to pay, the day is counted already"));
	} else {
		str_add(out, _("nothing more to pay"));
	}
}

static void say_session(struct desk_state *d, const struct checkin_answer *a)
{
	struct desk_notice *n = &d->notice;
	struct str other = STR_INIT, label = STR_INIT, beyond = STR_INIT;

	desk_session_words(&other, d, a->other_session);
	str_addf(&n->text, _("registered for another session: %s"), other.buf);
	add_cost(&n->text, d, a);
	str_reset(&other);
	desk_session_words(&other, d, a->session);
	str_addf(&label, _("add this one (%s) and check in"), other.buf);
	str_addf(&beyond, _("add this one (%s) beyond the capacity and check in"), other.buf);
	offer_room(d, a, OFFER_SESSION, label.buf, beyond.buf);
	str_release(&beyond);
	str_release(&label);
	str_release(&other);
}

static void say_waiting(struct desk_state *d, const struct checkin_answer *a)
{
	struct desk_notice *n = &d->notice;

	str_add(&n->text, _("on the waiting list"));
	if (a->waiting_rank)
		str_addf(&n->text, _(", rank %d of %d"), a->waiting_rank, a->waiting_count);
	offer_room(d, a, OFFER_LET_IN, _("admit and check in"),
		_("admit beyond the capacity and check in"));
}

static void say_cancelled(struct desk_state *d, const struct checkin_answer *a)
{
	struct desk_notice *n = &d->notice;
	struct str on = STR_INIT;

	str_add(&n->text, _("registration cancelled"));
	desk_add_date(&on, d, a->at);
	if (on.len)
		str_addf(&n->text, _(" on %s"), on.buf);
	str_release(&on);
	if (a->author && *a->author)
		str_addf(&n->text, _(" by %s"), a->author);
	if (a->reason && *a->reason)
		str_addf(&n->text, " (%s)", a->reason);
	if (a->replaced_by && *a->replaced_by)
		str_addf(&n->text, _(", replaced by %s"), a->replaced_by);
	offer_room(d, a, OFFER_LET_IN, _("reactivate and check in"),
		_("reactivate beyond the capacity and check in"));
}

static const char *standing_words(const struct desk_state *d, int64_t registration)
{
	struct registration r;
	enum registration_status status = REGISTRATION_REGISTERED;

	registration_init(&r);
	if (registration && registration_get(d->screen.app->db, registration, &r, NULL))
		status = r.status;
	registration_release(&r);
	if (status == REGISTRATION_INVITED)
		return _("invited, has not answered");
	if (status == REGISTRATION_DECLINED)
		return _("has declined the invitation");
	return _("known, not registered");
}

static void offer_registering(struct desk_state *d, const struct checkin_answer *a)
{
	if (!a->person)
		return;
	desk_add_fee(&d->notice.text, d, a->person);
	offer_room(d, a, OFFER_LET_IN, _("register and check in"),
		_("register beyond the capacity and check in"));
}

static void say_not_registered(struct desk_state *d, const struct checkin_answer *a)
{
	str_add(&d->notice.text, standing_words(d, a->registration));
	offer_registering(d, a);
}

static const char *here_words(enum registration_status status)
{
	switch (status) {
	case REGISTRATION_REGISTERED:
		return _("registered here as well");
	case REGISTRATION_WAITING:
		return _("on the waiting list here");
	case REGISTRATION_CANCELLED:
		return _("registration here cancelled");
	case REGISTRATION_INVITED:
	case REGISTRATION_DECLINED:
		break;
	}
	return NULL;
}

/* Her registration in this rencontre, if she has one, is what counts. */
static bool offer_here(struct desk_state *d, const struct checkin_answer *a)
{
	struct desk_notice *n = &d->notice;
	struct db *db = d->screen.app->db;
	struct registration r;
	const char *words = NULL;

	registration_init(&r);
	if (a->person && registration_find(db, d->event.id, a->person, &n->here, NULL) && n->here &&
		registration_get(db, n->here, &r, NULL))
		words = here_words(r.status);
	if (words) {
		str_addf(&n->text, " %s %s", term_glyph(GLYPH_DOT), words);
		offer(d, OFFER_HERE,
			r.status == REGISTRATION_REGISTERED ? _("check in")
							    : _("go on with this registration"));
	}
	registration_release(&r);
	return words != NULL;
}

static void say_other_event(struct desk_state *d, const struct checkin_answer *a)
{
	str_addf(&d->notice.text, _("code of another rencontre: %s"),
		a->other_event ? a->other_event : "");
	if (!offer_here(d, a))
		offer_registering(d, a);
}

static void say_ambiguous(struct desk_state *d, const struct checkin_answer *a)
{
	(void)a;
	str_add(&d->notice.text, _("several people: choose one"));
}

static void say_unknown(struct desk_state *d, const struct checkin_answer *a)
{
	struct desk_notice *n = &d->notice;

	(void)a;
	str_addf(&n->text, _("nobody found for \"%s\""), n->typed.buf);
	offer(d, OFFER_WALK_IN, _("register on the spot"));
}

static void say_wrong_code(struct desk_state *d, const struct checkin_answer *a)
{
	(void)a;
	str_addf(&d->notice.text, _("code \"%s\": wrong check character"),
		d->notice.typed.buf);
	str_add(&d->notice.next, _("type or scan it again, or search by name"));
}

static void say_full(struct desk_state *d, const struct checkin_answer *a)
{
	room_say(&d->notice.text, &a->room);
	str_add(&d->notice.next, _("only the coordination can go beyond the capacity"));
}

/* --- the table --- */

static const struct outcome {
	enum glyph glyph;
	enum theme style; /* of glyph and name: a word says the same */
	void (*say)(struct desk_state *d, const struct checkin_answer *a);
} outcomes[OUTCOME_COUNT] = {
	[OUTCOME_PRESENT] = { GLYPH_PRESENT, THEME_PRESENT, say_present },
	[OUTCOME_ALREADY] = { GLYPH_PRESENT, THEME_WARNING, say_already },
	[OUTCOME_LEFT] = { GLYPH_OUT, THEME_MESSAGE, say_left },
	[OUTCOME_UNDONE] = { GLYPH_ABSENT, THEME_MESSAGE, say_undone },
	[OUTCOME_OTHER_SESSION] = { GLYPH_WARNING, THEME_WARNING, say_session },
	[OUTCOME_WAITING] = { GLYPH_WAITING, THEME_WARNING, say_waiting },
	[OUTCOME_CANCELLED] = { GLYPH_CROSS, THEME_ERROR, say_cancelled },
	[OUTCOME_NOT_REGISTERED] = { GLYPH_ADD, THEME_WARNING, say_not_registered },
	[OUTCOME_AMBIGUOUS] = { GLYPH_WARNING, THEME_WARNING, say_ambiguous },
	[OUTCOME_UNKNOWN] = { GLYPH_CROSS, THEME_ERROR, say_unknown },
	[OUTCOME_OTHER_EVENT] = { GLYPH_WARNING, THEME_WARNING, say_other_event },
	[OUTCOME_WRONG_CODE] = { GLYPH_CROSS, THEME_ERROR, say_wrong_code },
	[OUTCOME_FULL] = { GLYPH_CROSS, THEME_ERROR, say_full },
};

void desk_outcome_say(
	struct desk_state *d, enum desk_outcome outcome, const struct checkin_answer *a)
{
	desk_look(&d->notice, outcomes[outcome].glyph, outcomes[outcome].style);
	outcomes[outcome].say(d, a);
}

void desk_ring(struct desk_state *d, enum desk_outcome outcome)
{
	if (!d->silent)
		app_ring(d->screen.app, d->screen.app->config->rings[outcome]);
}
