/* The record of a rencontre: whom it invites, and what they answer. */
#include <stdlib.h>
#include <string.h>

#include "etape/audience.h"
#include "etape/i18n.h"
#include "tui/screens/agenda_event.h"
#include "tui/screens/names.h"

/* Where the people of a line are: all it restricts to. */
static void add_where(struct str *out, struct app *app, const struct audience *a)
{
	if (a->cite) {
		char *cite = names_cite(app, a->cite);

		str_add(out, cite);
		free(cite);
	}
	if (*a->departement)
		str_addf(out, "%s%s (%s)", out->len ? ", " : "", departement_name(a->departement), a->departement);
	if (*a->region)
		str_addf(out, "%s%s", out->len ? ", " : "", region_name(a->region));
	if (!out->len)
		str_add(out, _("all cités"));
}

static bool add_line(void *arg, const struct audience *a)
{
	struct event_record *r = arg;
	struct str where = STR_INIT;

	add_where(&where, r->s.app, a);
	event_add(r, "audience", a->id,
		EVENT_CELLS(a->role == ANY ? _("every post") : vocabulary_label(&mandate_roles, a->role),
			where.buf));
	str_release(&where);
	return true;
}

static void join(struct str *out)
{
	if (out->len)
		str_add(out, ", ");
}

/* How many are meant goes without saying where there is one who answered, or did not. */
void event_add_answers(struct str *out, const struct invitee_count *c)
{
	if (c->invited > 1 || (!c->registered && !c->declined && !c->silent && !c->to_invite))
		str_addf(out, P_("%d meant", "%d meant", c->invited), c->invited);
	if (c->registered) {
		join(out);
		str_addf(out, P_("%d registered", "%d registered", c->registered), c->registered);
	}
	if (c->declined) {
		join(out);
		str_addf(out, P_("%d declined", "%d declined", c->declined), c->declined);
	}
	if (c->to_invite) {
		join(out);
		str_addf(out, P_("%d to invite", "%d to invite", c->to_invite), c->to_invite);
	}
	if (c->silent) {
		join(out);
		str_addf(out, P_("%d silent", "%d silent", c->silent), c->silent);
	}
	if (c->no_email) {
		join(out);
		str_addf(out, P_("%d without e-mail", "%d without e-mail", c->no_email), c->no_email);
	}
}

static bool sum_up(void *arg, const struct invitee_count *c)
{
	struct invitee_count *all = arg;

	all->invited += c->invited;
	all->registered += c->registered;
	all->declined += c->declined;
	all->to_invite += c->to_invite;
	all->silent += c->silent;
	all->no_email += c->no_email;
	return true;
}

bool event_audience(struct event_record *r, struct err *err)
{
	struct db *db = r->s.app->db;
	const size_t before = r->card.count;
	struct invitee_count all = { 0 };
	struct str words = STR_INIT;

	event_section(r, _("Audience"));
	if (!audience_list(db, r->id, add_line, r, err) ||
		!invitee_counts(db, r->id, sum_up, &all, err))
		return false;
	if (r->card.count == before)
		return true;
	if (all.invited)
		event_add_answers(&words, &all);
	event_add(r, NULL, 0, EVENT_CELLS(_("Answers")))->folded =
		xstrdup(words.len ? words.buf : _("nobody holds such a post that day"));
	r->card.lines[r->card.count - 1].main = 1;
	str_release(&words);
	return true;
}

static bool add_answers(void *arg, const struct invitee_count *c)
{
	struct event_record *r = arg;
	struct str words = STR_INIT;
	struct card_line *l;

	event_add_answers(&words, c);
	l = event_add(r, "answers", c->cite_id,
		EVENT_CELLS(c->cite, vocabulary_label(&mandate_roles, c->role), words.buf));
	l->main = 2;
	l->style = c->silent || c->to_invite ? THEME_NORMAL : THEME_DIM;
	l->opens = "cite";
	l->opens_id = c->cite_id;
	str_release(&words);
	return true;
}

bool event_answers(struct event_record *r, struct err *err)
{
	event_section(r, _("Answers by cité and post"));
	return invitee_counts(r->s.app->db, r->id, add_answers, r, err);
}
