/* ^D at the desk: all whom the same contact announced are checked in at once, and by one ^U taken
 * back at once. */
#include "tui/screens/desk.h"

#include <stdlib.h>

#include "etape/person.h"
#include "etape/registration.h"

#define AT_ONCE_MOST 12 /* more are asked about first */

struct answers {
	struct desk_state *d;
	unsigned group;
	struct str refused; /* who was, and why */
};

/* --- who they are --- */

int64_t desk_announcer(const struct desk_state *d)
{
	const struct desk_row *row = desk_found_row(&d->found);

	if (*input_get(&d->field) && !d->notice.scanned)
		return row ? row->announcer : 0;
	return d->notice.announcer;
}

static bool take_name(void *arg, const struct person_row *row)
{
	str_add(arg, row->name);
	return false;
}

static bool count_row(void *arg, const struct registration_row *row)
{
	size_t *n = arg;

	(void)row;
	(*n)++;
	return true;
}

static bool count_missing(const struct desk_state *d, int64_t announcer, size_t *n, struct err *err)
{
	struct registration_filter filter = REGISTRATION_FILTER_ALL;

	*n = 0;
	filter.event = d->event.id;
	filter.status = REGISTRATION_REGISTERED;
	filter.session = d->session;
	filter.presence = PRESENCE_MISSING;
	filter.registered_by = announcer;
	return registration_list(d->screen.app->db, &filter, count_row, n, err);
}

/* --- checking them in --- */

static bool told(void *arg, const struct checkin_answer *a)
{
	struct answers *to = arg;

	if (a->result == CHECKIN_OK) {
		desk_note(to->d, a, to->group);
		return true;
	}
	str_addf(&to->refused, "%s%s (%s)", to->refused.len ? ", " : "", a->name ? a->name : "",
		vocabulary_label(&desk_outcomes, (int)checkin_outcome(a)));
	return true;
}

static void tell_group(
	struct desk_state *d, int64_t announcer, size_t done, const struct answers *answers)
{
	struct desk_notice *n = &d->notice;

	desk_notice_clear(n);
	n->answer = true;
	n->outcome = OUTCOME_PRESENT;
	n->session = d->session;
	desk_look(n, GLYPH_PRESENT, THEME_PRESENT);
	person_row_get(d->screen.app->db, announcer, take_name, &n->name, NULL);
	str_addf(&n->text, P_("%zu of the delegation checked in", "%zu of the delegation checked in",
				   done),
		done);
	if (answers->refused.len)
		str_addf(&n->text, " %s %s", term_glyph(GLYPH_DOT), answers->refused.buf);
	if (done)
		desk_next(d, ACTION_DESK_UNDO, _("undo them all"));
	desk_ring(d, OUTCOME_PRESENT);
}

static unsigned check_in(struct desk_state *d, int64_t announcer)
{
	const struct checkin_query q = {
		.event = d->event.id,
		.session = d->session,
		.via = VIA_DESK,
	};
	struct answers answers = { .d = d, .group = ++d->groups, .refused = STR_INIT };
	struct err err = ERR_INIT;
	size_t done = 0;

	if (checkin_delegation(d->screen.app->db, &q, announcer, told, &answers, &done, &err)) {
		if (!d->notice.scanned)
			desk_empty_field(d);
		tell_group(d, announcer, done, &answers);
		d->owed_stale = true;
	} else {
		app_error(d->screen.app, &err);
	}
	str_release(&answers.refused);
	return done ? SCREEN_RELOAD : SCREEN_REDRAW;
}

static unsigned confirmed(struct screen *below, int answer, void *ctx)
{
	struct desk_state *d = desk_of(below);

	(void)ctx;
	/* Somebody else may have been scanned while it was asked. */
	return answer == 0 ? check_in(d, d->group_asked) : SCREEN_REDRAW;
}

unsigned desk_group(struct desk_state *d)
{
	const int64_t announcer = desk_announcer(d);
	struct str name = STR_INIT, text = STR_INIT;
	struct err err = ERR_INIT;
	size_t missing;
	bool asked;

	if (!count_missing(d, announcer, &missing, &err)) {
		app_error(d->screen.app, &err);
		return SCREEN_REDRAW;
	}
	if (!missing) {
		desk_tell_text(d, GLYPH_NONE, THEME_NORMAL, _("the whole delegation is here"));
		return SCREEN_REDRAW;
	}
	if (missing <= AT_ONCE_MOST)
		return check_in(d, announcer);
	person_row_get(d->screen.app->db, announcer, take_name, &name, NULL);
	str_addf(&text, _("Check in the %zu people whom %s announced?"), missing, name.buf);
	d->group_asked = announcer;
	asked = question_confirm(&d->screen, text.buf, confirmed, NULL);
	str_release(&name);
	str_release(&text);
	return asked ? SCREEN_REDRAW : SCREEN_HANDLED;
}

/* --- taking them back --- */

static bool taken_back(void *arg, const struct checkin_answer *a)
{
	struct answers *to = arg;

	if (a->result == CHECKIN_UNDONE)
		desk_forget(to->d, a->registration, a->session);
	else
		str_addf(&to->refused, "%s%s", to->refused.len ? ", " : "",
			a->name ? a->name : "");
	return true;
}

static void tell_taken_back(struct desk_state *d, size_t done, const struct answers *answers)
{
	struct desk_notice *n = &d->notice;

	desk_notice_clear(n);
	desk_look(n, GLYPH_ABSENT, THEME_MESSAGE);
	str_addf(&n->text, P_("%zu check-in undone", "%zu check-ins undone", done), done);
	if (answers->refused.len)
		str_addf(&n->text, _(", not that of %s"), answers->refused.buf);
}

unsigned desk_group_undo(struct desk_state *d, unsigned group, int session)
{
	const struct checkin_query q = {
		.event = d->event.id,
		.session = session,
		.via = VIA_DESK,
	};
	struct answers answers = { .d = d, .refused = STR_INIT };
	int64_t *list = xcalloc(d->done_count + 1, sizeof *list);
	struct err err = ERR_INIT;
	size_t count = 0, done = 0;

	for (size_t i = 0; i < d->done_count; i++)
		if (d->done[i].group == group)
			list[count++] = d->done[i].registration;
	if (checkin_many(d->screen.app->db, &q, CHECKIN_UNDO, list, count, taken_back, &answers,
		    &done, &err)) {
		tell_taken_back(d, done, &answers);
		for (size_t i = 0; i < count; i++) /* somebody else took it back before */
			desk_forget(d, list[i], session);
	} else {
		app_error(d->screen.app, &err);
	}
	free(list);
	str_release(&answers.refused);
	return done ? SCREEN_RELOAD : SCREEN_REDRAW;
}
