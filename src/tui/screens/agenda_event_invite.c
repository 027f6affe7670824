/* The record of a rencontre: inviting whom its audience means, and copying their addresses. */
#include "etape/audience.h"
#include "etape/event_move.h"
#include "etape/i18n.h"
#include "etape/mailbox.h"
#include "tui/screens/agenda_event.h"
#include "tui/screens/invitees.h"

static bool count_new(void *arg, const struct invitee_row *row)
{
	*(int64_t *)arg += row->status == ANY;
	return true;
}

static int64_t asked_about; /* a rencontre; one question at a time: it is modal */

static unsigned invite_answered(struct screen *s, int answer, void *ctx)
{
	struct err err = ERR_INIT;
	int64_t count = 0;

	(void)ctx;
	if (answer != 0)
		return SCREEN_REDRAW;
	if (!invitee_invite_all(s->app->db, asked_about, &count, &err)) {
		app_error(s->app, &err);
		return SCREEN_REDRAW;
	}
	app_message(s->app, THEME_MESSAGE, P_("%lld person invited; u to undo", "%lld people invited; u to undo", count),
		(long long)count);
	return SCREEN_RELOAD;
}

unsigned event_ask_invite(struct screen *below, int64_t event)
{
	struct str text = STR_INIT;
	struct err err = ERR_INIT;
	int64_t count = 0;

	if (!invitee_list(below->app->db, event, count_new, &count, &err)) {
		app_error(below->app, &err);
	} else if (count == 0) {
		app_message(below->app, THEME_WARNING, "%s",
			_("Nobody is left to invite: say whom in the audience (Tab, then n)"));
	} else {
		str_addf(&text, P_("Register %lld person of the audience as invited? Nothing is sent.",
				      "Register %lld people of the audience as invited? Nothing is sent.", count),
			(long long)count);
		asked_about = event;
		question_confirm(below, text.buf, invite_answered, NULL);
	}
	str_release(&text);
	return SCREEN_REDRAW;
}

struct copying {
	struct str all;
	int64_t cite; /* 0: of every one */
	size_t with;
	size_t without;
};

static bool add_invitee(void *arg, const struct invitee_row *row)
{
	struct copying *c = arg;

	if (c->cite && row->cite_id != c->cite)
		return true;
	if (*row->email)
		mailbox_add(&c->all, row->name, row->email);
	*(*row->email ? &c->with : &c->without) += 1;
	return true;
}

unsigned event_copy_invitees(struct event_record *r, int64_t cite)
{
	struct copying c = { .all = STR_INIT, .cite = cite };
	struct str what = STR_INIT;
	struct err err = ERR_INIT;

	if (!invitee_list(r->s.app->db, r->id, add_invitee, &c, &err)) {
		app_error(r->s.app, &err);
	} else if (!c.with) {
		app_message(r->s.app, THEME_WARNING, "%s", _("No e-mail is known here"));
	} else {
		str_addf(&what, P_("%zu address", "%zu addresses", c.with), c.with);
		if (c.without)
			str_addf(&what, P_(", %zu without", ", %zu without", c.without), c.without);
		app_copy(r->s.app, c.all.buf, what.buf);
	}
	str_release(&c.all);
	str_release(&what);
	return SCREEN_REDRAW;
}
