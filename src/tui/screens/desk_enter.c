/* What Enter and ^U do at the desk. */
#include "tui/screens/desk.h"

#include <stdlib.h>
#include <string.h>

#include "etape/admission.h"
#include "etape/registration.h"
#include "etape/text.h"

void desk_note(struct desk_state *d, const struct checkin_answer *a)
{
	if (d->done_count == DESK_DONE_MAX)
		memmove(d->done, d->done + 1, --d->done_count * sizeof *d->done);
	d->done[d->done_count++] = (struct desk_done){
		.registration = a->registration,
		.session = a->session,
	};
	desk_aside_arrived(d, a);
}

static void forget(struct desk_state *d, int64_t registration, int session)
{
	size_t kept = 0;

	for (size_t i = 0; i < d->done_count; i++)
		if (d->done[i].registration != registration || d->done[i].session != session)
			d->done[kept++] = d->done[i];
	d->done_count = kept;
	desk_aside_left(d, registration, session);
}

static unsigned answered(struct desk_state *d, const struct checkin_answer *a, const char *typed)
{
	desk_tell(d, a, typed);
	if (a->result == CHECKIN_OK)
		desk_note(d, a);
	if (a->result == CHECKIN_ALREADY) /* by another desk: count it now, not in a second */
		desk_count(d, false);
	return a->result == CHECKIN_OK ? SCREEN_RELOAD : SCREEN_REDRAW;
}

/* What was typed has had its answer, unless it found nobody: then it can be mended. */
static void empty_field(struct desk_state *d, const struct checkin_answer *a)
{
	if (a->result == CHECKIN_UNKNOWN)
		return;
	if (d->notice.offer == OFFER_WALK_IN) { /* nobody's name */
		d->notice.offer = OFFER_NOTHING;
		str_reset(&d->notice.next);
	}
	input_set(&d->field, "");
	desk_scan_reset(d);
	desk_found_clear(&d->found);
}

static unsigned check_in(struct desk_state *d, int64_t registration, const char *text)
{
	const struct checkin_query q = {
		.event = d->event.id,
		.registration = registration,
		.text = text,
		.session = d->session,
		.via = VIA_DESK,
	};
	struct checkin_answer a;
	struct err err = ERR_INIT;
	unsigned then = SCREEN_HANDLED;

	checkin_answer_init(&a);
	if (checkin_do(d->screen.app->db, &q, &a, &err)) {
		then = answered(d, &a, input_get(&d->field));
		empty_field(d, &a);
	} else {
		app_error(d->screen.app, &err);
	}
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
		then = answered(d, &a, code);
		d->notice.scanned = true;
		if (d->notice.offer == OFFER_WALK_IN) { /* nobody's name */
			d->notice.offer = OFFER_NOTHING;
			str_reset(&d->notice.next);
		}
	} else {
		app_error(d->screen.app, &err);
	}
	checkin_answer_release(&a);
	return then;
}

/* Somebody whom the desk knows and the rencontre doesn't: said first, done by the next Enter.
 */
static unsigned known(struct desk_state *d, const struct desk_row *row)
{
	struct checkin_answer a;
	unsigned then;

	checkin_answer_init(&a);
	a.result = CHECKIN_NOT_REGISTERED;
	a.person = row->person;
	a.name = xstrdup(row->name);
	a.session = d->session;
	then = answered(d, &a, input_get(&d->field));
	empty_field(d, &a);
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
	else
		ok = let_in(d, &a, &err);
	if (ok) {
		then = answered(d, &a, input_get(&d->field));
		if (!scanned)
			empty_field(d, &a);
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
	desk_add_key(&d->notice.next, d, ACTION_DESK_NEXT, _("choose"));
	if (!d->silent)
		app_bell(d->screen.app);
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
		return check_in(d, 0, typed);
	if (desk_found_walk_in(&d->found))
		return desk_walkin_open(d, typed, 0) ? SCREEN_REDRAW : SCREEN_HANDLED;
	if (row)
		return row->registration ? check_in(d, row->registration, NULL) : known(d, row);
	if (d->found.count)
		return choose(d);
	return check_in(d, 0, typed);
}

/* What ^U takes back: the selected person's check-in, the one that the desk has just been told
 * of, else the last made here. */
static struct desk_done undo_target(const struct desk_state *d)
{
	const struct desk_row *row = desk_found_row(&d->found);

	if (row && row->present)
		return (struct desk_done){ row->registration, d->session };
	if (d->notice.result == CHECKIN_ALREADY && d->notice.registration)
		return (struct desk_done){ d->notice.registration, d->session };
	if (d->done_count)
		return d->done[d->done_count - 1];
	return (struct desk_done){ 0, 0 };
}

unsigned desk_undo(struct desk_state *d)
{
	const struct desk_done target = undo_target(d);
	const struct checkin_query q = {
		.event = d->event.id,
		.registration = target.registration,
		.session = target.session,
		.via = VIA_DESK,
	};
	struct checkin_answer a;
	struct err err = ERR_INIT;
	bool ok;

	if (!target.registration) {
		desk_tell_text(
			d, GLYPH_NONE, THEME_WARNING, _("no check-in to undo at this desk"));
		return SCREEN_REDRAW;
	}
	checkin_answer_init(&a);
	ok = checkin_undo(d->screen.app->db, &q, &a, &err);
	/* Refused: somebody else took it back before. */
	if (ok || err.code == ERR_REFUSED)
		forget(d, target.registration, target.session);
	if (ok)
		desk_tell(d, &a, "");
	else
		app_error(d->screen.app, &err);
	checkin_answer_release(&a);
	return ok ? SCREEN_RELOAD : SCREEN_REDRAW;
}
