/* What Enter does at the desk. */
#include "tui/screens/desk.h"

#include <stdlib.h>
#include <string.h>

#include "etape/admission.h"
#include "etape/registration.h"
#include "etape/text.h"

unsigned desk_answered(
	struct desk_state *d, const struct checkin_answer *a, const char *typed)
{
	const bool done = a->result == CHECKIN_OK;

	desk_tell(d, a, typed);
	if (done)
		desk_note(d, a, 0);
	if (a->result == CHECKIN_ALREADY) /* by another desk: count it now, not in a second */
		desk_count(d, false);
	return done ? SCREEN_RELOAD : SCREEN_REDRAW;
}

void desk_empty_field(struct desk_state *d)
{
	input_set(&d->field, "");
	desk_scan_reset(d);
	desk_found_clear(&d->found);
}

/* The answer to what is in the field: it has had it, unless it found nobody: then it can be
 * mended. */
static unsigned answered(struct desk_state *d, const struct checkin_answer *a)
{
	const unsigned then = desk_answered(d, a, input_get(&d->field));

	if (a->result != CHECKIN_UNKNOWN)
		desk_empty_field(d);
	return then;
}

/* Whom: by registration, by person, or by a text. */
static unsigned check_in(struct desk_state *d, const struct checkin_query *whom)
{
	struct checkin_query q = *whom;
	struct checkin_answer a;
	struct err err = ERR_INIT;
	unsigned then = SCREEN_HANDLED;

	q.event = d->event.id;
	q.session = d->session;
	q.via = VIA_DESK;
	checkin_answer_init(&a);
	if (checkin_do(d->screen.app->db, &q, &a, &err))
		then = answered(d, &a);
	else
		app_error(d->screen.app, &err);
	checkin_answer_release(&a);
	return then;
}

unsigned desk_check_in_scanned(struct desk_state *d, const char *code)
{
	const struct checkin_query q = {
		.event = d->event.id,
		.text = code,
		.session = d->session,
		.via = VIA_SCAN,
	};
	struct checkin_answer a;
	struct err err = ERR_INIT;
	unsigned then = SCREEN_REDRAW;

	checkin_answer_init(&a);
	if (checkin_do(d->screen.app->db, &q, &a, &err)) {
		then = desk_answered(d, &a, code);
		d->notice.scanned = true;
		if (d->notice.offer == OFFER_WALK_IN) { /* nobody's name */
			d->notice.offer = OFFER_NOTHING;
			desk_next_clear(&d->notice);
		}
	} else {
		app_error(d->screen.app, &err);
	}
	checkin_answer_release(&a);
	return then;
}

static bool let_in(struct desk_state *d, struct checkin_answer *a, struct err *err)
{
	struct db *db = d->screen.app->db;
	struct person p;
	bool ok;

	person_init(&p);
	ok = person_get(db, d->notice.person, &p, err) &&
	     checkin_walk_in(db, &p, d->event.id, d->session, VIA_DESK, a, err);
	person_release(&p);
	return ok;
}

/* Her own registration here, as if its code had been shown. */
static bool check_in_here(struct desk_state *d, struct checkin_answer *a, struct err *err)
{
	const struct checkin_query q = {
		.event = d->event.id,
		.registration = d->notice.here,
		.session = d->session,
		.via = d->notice.scanned ? VIA_SCAN : VIA_DESK,
	};

	return checkin_do(d->screen.app->db, &q, a, err);
}

/* Does what the last answer offered. */
static unsigned accept_offer(struct desk_state *d)
{
	const bool scanned = d->notice.scanned;
	struct checkin_answer a;
	struct err err = ERR_INIT;
	unsigned then = SCREEN_HANDLED;
	bool ok;

	if (d->notice.offer == OFFER_WALK_IN)
		return desk_walkin_open(d, d->notice.typed.buf, 0) ? SCREEN_REDRAW
								   : SCREEN_HANDLED;
	checkin_answer_init(&a);
	if (d->notice.offer == OFFER_SESSION)
		ok = admission_session(d->screen.app->db, d->event.id, d->notice.person,
			d->session, VIA_DESK, &a, &err);
	else if (d->notice.offer == OFFER_HERE)
		ok = check_in_here(d, &a, &err);
	else
		ok = let_in(d, &a, &err);
	if (ok) {
		then = scanned ? desk_answered(d, &a, "") : answered(d, &a);
		d->notice.scanned = scanned;
		d->owed_stale = true;
	} else {
		app_error(d->screen.app, &err);
	}
	checkin_answer_release(&a);
	return then;
}

/* Whether the text is the code of a registration, of whatever event. */
static bool is_code(const struct desk_state *d, const char *typed)
{
	char code[CODE_LENGTH + 1];
	int64_t id;

	return code_read(typed, code) == CODE_OK &&
	       registration_by_code(d->screen.app->db, code, &id, NULL) && id != 0;
}

static unsigned choose(struct desk_state *d)
{
	const struct desk_found *f = &d->found;
	const char *why;

	if (desk_found_sure(f) == 0)
		why = _("nobody by that name; similar spellings stand below: choose one, or "
			"register on the spot");
	else if (desk_found_homonym(f, 0))
		why = _("several people of that name: choose one");
	else
		why = _("type one letter more, or choose");
	desk_tell_text(d, GLYPH_WARNING, THEME_WARNING, why);
	desk_next(d, ACTION_DESK_NEXT, _("choose"));
	desk_ring(d, OUTCOME_AMBIGUOUS);
	return SCREEN_REDRAW;
}

unsigned desk_enter(struct desk_state *d)
{
	const unsigned scan = desk_scan_enter(d);
	const char *typed = input_get(&d->field);
	const struct desk_row *row;

	if (scan)
		return scan;
	/* Whatever is typed or chosen takes an offer away: the one in sight is newer. */
	if (d->notice.offer != OFFER_NOTHING)
		return accept_offer(d);
	if (!*typed)
		return SCREEN_HANDLED;
	row = desk_found_row(&d->found);
	if (!d->found.chosen && is_code(d, typed))
		return check_in(d, &(struct checkin_query){ .text = typed });
	if (desk_found_walk_in(&d->found))
		return desk_walkin_open(d, typed, 0) ? SCREEN_REDRAW : SCREEN_HANDLED;
	if (row)
		return check_in(d, &(struct checkin_query){ .registration = row->registration,
					   .person = row->person });
	if (d->found.count)
		return choose(d);
	return check_in(d, &(struct checkin_query){ .text = typed });
}
