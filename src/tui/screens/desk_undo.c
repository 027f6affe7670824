/* ^U and ^X at the desk: check-ins taken back, people who leave, and what was done here. */
#include "tui/screens/desk.h"

#include <stdlib.h>
#include <string.h>

#include "tui/widgets/form.h"

/* --- what was done here --- */

/* The oldest goes, unless it is of the delegation that is being noted, however many they are. */
static void make_room(struct desk_state *d, unsigned group)
{
	if (d->done_count >= DESK_DONE_MAX && (!group || d->done[0].group != group)) {
		free(d->done[0].name);
		memmove(d->done, d->done + 1, --d->done_count * sizeof *d->done);
	}
	if (d->done_count < d->done_room)
		return;
	d->done_room = d->done_room ? d->done_room * 2 : 16;
	d->done = xrealloc(d->done, d->done_room * sizeof *d->done);
}

void desk_note(struct desk_state *d, const struct checkin_answer *a, unsigned group)
{
	make_room(d, group);
	d->done[d->done_count++] = (struct desk_done){
		.registration = a->registration,
		.session = a->session,
		.name = xstrdup(a->name ? a->name : ""),
		.out = a->kind == CHECKIN_OUT,
		.group = group,
	};
	if (a->kind != CHECKIN_OUT)
		desk_aside_arrived(d, a);
}

/* Only the newest: she may have come, left and come again. */
void desk_forget(struct desk_state *d, int64_t registration, int session)
{
	for (size_t i = d->done_count; i-- > 0;) {
		if (d->done[i].registration != registration || d->done[i].session != session)
			continue;
		if (!d->done[i].out)
			desk_aside_left(d, registration, session);
		free(d->done[i].name);
		memmove(d->done + i, d->done + i + 1, (--d->done_count - i) * sizeof *d->done);
		return;
	}
}

void desk_done_release(struct desk_state *d)
{
	while (d->done_count)
		free(d->done[--d->done_count].name);
	free(d->done);
	d->done = NULL;
	d->done_room = 0;
}

/* --- whom ^U is about --- */

/* Whether the keys are about what is typed: after a scan they are about the one scanned. */
static bool typed(const struct desk_state *d)
{
	return *input_get(&d->field) && !d->notice.scanned;
}

struct target {
	int64_t registration; /* 0: nobody */
	int session;
	const char *name;   /* borrowed */
	const char *author; /* who did it; "" for this desk */
	bool out;	    /* a check-out */
	unsigned group;
};

/* With something typed, only the person selected; else the one whom the desk has just been told
 * of, else the last done here. */
static struct target undo_target(const struct desk_state *d)
{
	const struct desk_row *row = desk_found_row(&d->found);
	const struct desk_notice *n = &d->notice;
	const struct desk_done *last = d->done_count ? &d->done[d->done_count - 1] : NULL;

	if (typed(d) && row && (row->present || row->left))
		return (struct target){ .registration = row->registration,
			.session = d->session,
			.name = row->name,
			.author = row->author,
			.out = row->left };
	if (typed(d))
		return (struct target){ .registration = 0 };
	if (n->answer && n->outcome == OUTCOME_ALREADY && n->registration)
		return (struct target){ .registration = n->registration,
			.session = n->session,
			.name = n->name.buf,
			.author = n->author.buf };
	if (!last)
		return (struct target){ .registration = 0 };
	return (struct target){ .registration = last->registration,
		.session = last->session,
		.name = last->name,
		.author = "",
		.out = last->out,
		.group = last->group };
}

bool desk_undoable(const struct desk_state *d)
{
	return undo_target(d).registration != 0;
}

/* Nothing is undone that was not named: says whom ^U would be about. */
static unsigned nobody_to_undo(struct desk_state *d)
{
	const struct desk_row *row = desk_found_row(&d->found);
	struct str text = STR_INIT;

	if (!*input_get(&d->field))
		str_add(&text, _("no check-in to undo at this desk"));
	else if (row)
		str_addf(&text, _("%s is not checked in: nothing to undo"), row->name);
	else
		str_add(&text, _("choose first whose check-in is to be undone"));
	desk_tell_text(d, GLYPH_NONE, THEME_WARNING, text.buf);
	if (*input_get(&d->field) && d->done_count) {
		str_reset(&text);
		str_addf(&text, _("empties the field: the undo is then of %s"),
			d->done[d->done_count - 1].name);
		desk_next(d, ACTION_DESK_CLEAR, text.buf);
	}
	str_release(&text);
	return SCREEN_REDRAW;
}

/* --- taking back --- */

static void tell_undone(struct desk_state *d, const struct checkin_answer *a, bool out)
{
	desk_tell(d, a, "");
	if (!out)
		return;
	desk_look(&d->notice, GLYPH_PRESENT, THEME_PRESENT);
	str_reset(&d->notice.text);
	str_addf(&d->notice.text, "%s, ", _("departure undone: present"));
	desk_session_words(&d->notice.text, d, a->session);
}

static bool take_back(
	struct desk_state *d, const struct target *t, const char *reason, struct err *err)
{
	const struct checkin_query q = {
		.event = d->event.id,
		.registration = t->registration,
		.session = t->session,
		.via = VIA_DESK,
		.reason = reason,
	};
	struct checkin_answer a;
	bool ok;

	checkin_answer_init(&a);
	ok = checkin_undo(d->screen.app->db, &q, &a, err);
	/* Refused: somebody else took it back before. */
	if (ok || err->code == ERR_REFUSED)
		desk_forget(d, t->registration, t->session);
	if (ok)
		tell_undone(d, &a, t->out);
	checkin_answer_release(&a);
	return ok;
}

/* --- what somebody else did is only taken back with a reason --- */

struct reason {
	struct desk_state *d;
	int64_t registration;
	int session;
	bool out;
};

static enum form_result save_reason(struct form *f, int64_t *result, struct err *err)
{
	const struct reason *r = form_ctx(f);
	const struct target t = { .registration = r->registration,
		.session = r->session,
		.out = r->out };

	*result = r->registration;
	return take_back(r->d, &t, form_get(f, "reason"), err) ? FORM_SAVED : FORM_REFUSED;
}

static unsigned ask_reason(struct desk_state *d, const struct target *t)
{
	static const struct form_field fields[] = {
		{ .name = "reason",
			.label = N_("Reason"),
			.kind = FORM_TEXT,
			.required = true,
			.hint = N_("why it is taken back: it is kept with the check-in"),
			.max = 200 },
	};
	static const struct form_spec spec = {
		.name = "checkin-undo",
		.title = N_("Undo a check-in"),
		.fields = fields,
		.count = 1,
		.save = save_reason,
		.release = free,
	};
	struct reason *r = xmalloc(sizeof *r);
	struct str title = STR_INIT, key = STR_INIT;
	bool ok;

	*r = (struct reason){ d, t->registration, t->session, t->out };
	str_addf(&title, _("Undo the check-in of %s, made by %s"), t->name, t->author);
	str_addf(&key, "%lld", (long long)t->registration);
	ok = form_open(d->screen.app, &spec, key.buf, title.buf, NULL, r);
	str_release(&title);
	str_release(&key);
	return ok ? SCREEN_REDRAW : SCREEN_HANDLED;
}

unsigned desk_undo(struct desk_state *d)
{
	const struct target t = undo_target(d);
	struct err err = ERR_INIT;

	if (!t.registration)
		return nobody_to_undo(d);
	if (t.group)
		return desk_group_undo(d, t.group, t.session);
	if (*t.author && strcmp(t.author, d->screen.app->author) != 0)
		return ask_reason(d, &t);
	if (take_back(d, &t, NULL, &err))
		return SCREEN_RELOAD;
	app_error(d->screen.app, &err);
	return SCREEN_REDRAW;
}

/* --- leaving --- */

int64_t desk_leaver(const struct desk_state *d)
{
	const struct desk_row *row = desk_found_row(&d->found);
	const struct desk_notice *n = &d->notice;

	if (typed(d))
		return row && row->present ? row->registration : 0;
	if (!n->answer || n->session != d->session)
		return 0;
	return n->outcome == OUTCOME_PRESENT || n->outcome == OUTCOME_ALREADY ? n->registration
									      : 0;
}

static unsigned left(struct desk_state *d, const struct checkin_answer *a)
{
	const bool scanned = d->notice.scanned;
	const unsigned then = desk_answered(d, a, "");

	if (!scanned)
		desk_empty_field(d);
	d->notice.scanned = scanned;
	return then;
}

unsigned desk_leave(struct desk_state *d)
{
	const struct checkin_query q = {
		.event = d->event.id,
		.registration = desk_leaver(d),
		.session = d->session,
		.via = VIA_DESK,
	};
	struct checkin_answer a;
	struct err err = ERR_INIT;
	unsigned then = SCREEN_REDRAW;

	checkin_answer_init(&a);
	if (checkin_out(d->screen.app->db, &q, &a, &err))
		then = left(d, &a);
	else
		app_error(d->screen.app, &err);
	checkin_answer_release(&a);
	return then;
}
