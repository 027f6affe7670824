/* A form as a state of the stack: keys, saving, the two versions, drafts. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/state_file.h"
#include "tui/widgets/form_internal.h"
#include "tui/widgets/overlay.h"

struct form_state {
	struct screen base;
	struct form *form;
};

static struct form *form_of(struct screen *s)
{
	return ((struct form_state *)s)->form;
}

static const struct form *form_peek(const struct screen *s)
{
	return ((const struct form_state *)s)->form;
}

/* --- drafts: what a lost connection leaves --- */

/* The draft's file: of this author, this database, this form, this record. */
static char *draft_path(const struct form *f)
{
	return state_file_path(f->app, "draft", f->spec->name, f->key);
}

static void keep_draft(const struct form *f)
{
	struct str text = STR_INIT;

	form_export(f, &text);
	if (text.len > 0)
		state_file_keep(draft_path(f), text.buf);
	str_release(&text);
}

static void forget_draft(const struct form *f)
{
	state_file_forget(draft_path(f));
}

static bool read_draft(const struct form *f, struct str *text)
{
	return state_file_read(draft_path(f), text);
}

static unsigned draft_answered(struct screen *s, int answer, void *ctx)
{
	struct form *f = form_of(s);
	struct str text = STR_INIT;

	(void)ctx;
	if (answer == 0 && read_draft(f, &text)) {
		form_import(f, text.buf);
		app_message(f->app, THEME_MESSAGE, _("Taken back; not saved yet"));
	}
	if (answer >= 0)
		forget_draft(f);
	str_release(&text);
	return SCREEN_REDRAW;
}

static void offer_draft(struct screen *s)
{
	struct str text = STR_INIT;

	if (read_draft(form_of(s), &text))
		question_ask(s, &(struct question){
			.title = form_of(s)->title,
			.text = _("The connection was lost while this form was open.\nWhat had been typed was kept."),
			.answers = { _("Take it back"), _("Throw it away") },
			.answered = draft_answered,
		});
	str_release(&text);
}

/* --- saving --- */

static unsigned stale_answered(struct screen *s, int answer, void *ctx)
{
	struct form *f = form_of(s);

	(void)ctx;
	if (answer == 0)
		return form_save(s);
	if (answer == 1) {
		form_take_theirs(f);
		app_message(f->app, THEME_MESSAGE, _("This is the other version; nothing was saved"));
	}
	return SCREEN_REDRAW;
}

/* Somebody else saved first: both versions, and the choice. */
static unsigned show_both(struct screen *s)
{
	struct form *f = form_of(s);
	struct err err = ERR_INIT;
	struct str text = STR_INIT;

	if (f->spec->theirs == NULL || !f->spec->theirs(f, &err)) {
		if (err.code != ERR_NONE)
			app_error(f->app, &err);
		return SCREEN_REDRAW;
	}
	str_add(&text, _("Somebody else has saved this record since you opened it.\n"));
	form_add_differences(f, &text);
	question_ask(s, &(struct question){
		.title = _("Two versions"),
		.text = text.buf,
		.answers = { _("Save mine"), _("Take theirs"), _("Go on editing") },
		.preset = 2,
		.answered = stale_answered,
	});
	str_release(&text);
	return SCREEN_REDRAW;
}

bool form_ready(struct form *f)
{
	size_t wrong = form_first_wrong(f);

	if (wrong == f->spec->count)
		return true;
	f->at = wrong;
	app_message(f->app, THEME_ERROR, _("Not saved. %s: %s"), _(f->spec->fields[wrong].label),
		form_reason(f, wrong));
	return false;
}

unsigned form_save(struct screen *s)
{
	struct form *f = form_of(s);
	struct err err = ERR_INIT;
	int64_t result = 1;

	if (!form_ready(f))
		return SCREEN_REDRAW;
	switch (f->spec->save(f, &result, &err)) {
	case FORM_SAVED:
		forget_draft(f);
		return app_leave(f->app, result) | SCREEN_RELOAD;
	case FORM_STALE:
		return show_both(s);
	case FORM_REFUSED:
		app_error(f->app, &err);
		break;
	case FORM_ASKED:
		break;
	}
	return SCREEN_REDRAW;
}

static unsigned leave_answered(struct screen *s, int answer, void *ctx)
{
	(void)ctx;
	if (answer == 0)
		return form_save(s);
	if (answer == 1) {
		forget_draft(form_of(s));
		return app_leave(s->app, 0);
	}
	return SCREEN_REDRAW;
}

static bool form_holds(struct screen *s)
{
	if (!form_dirty(form_of(s)))
		return false;
	question_ask(s, &(struct question){
		.title = form_of(s)->title,
		.text = _("Something has changed in this form."),
		.answers = { _("Save"), _("Discard"), _("Continue") },
		.answered = leave_answered,
		.preset = 2,
	});
	return true;
}

/* --- keys --- */

static bool form_init(struct screen *s, const void *arg, struct err *err)
{
	struct form *const *form = arg;

	(void)err;
	((struct form_state *)s)->form = *form;
	return true;
}

static void form_release(struct screen *s)
{
	form_free(&((struct form_state *)s)->form);
}

static contexts_t form_now(const struct screen *s)
{
	const struct form *f = form_peek(s);
	const struct form_field *field = &f->spec->fields[f->at];

	return CONTEXT_FORM | f->spec->contexts |
		(form_has_choices(field) ? CONTEXT_CHOICE : CONTEXT_EDIT) |
		(field->rows > 1 ? CONTEXT_LINES : 0);
}

static bool form_typing(const struct screen *s)
{
	(void)s;
	return true;
}

static void form_heading(struct screen *s, struct str *out)
{
	str_add(out, form_of(s)->title);
}

static void form_draw_state(struct screen *s, struct area area)
{
	form_draw(form_of(s), area);
}

/* The next field that can be changed; the same one when there is none. */
static size_t next_field(const struct form *f, int by)
{
	size_t n = f->spec->count;
	size_t i = f->at;

	do {
		if (by > 0 ? i + 1 >= n : i == 0)
			return f->at;
		i = by > 0 ? i + 1 : i - 1;
	} while (f->spec->fields[i].fixed);
	return i;
}

static unsigned accept(struct screen *s)
{
	struct form *f = form_of(s);
	size_t next;

	if (f->proposing && f->candidate < f->candidate_count)
		form_take_candidate(f);
	next = next_field(f, 1);
	if (next == f->at)
		return form_save(s);
	form_go(f, next);
	return SCREEN_REDRAW;
}

static unsigned move(struct form *f, int by)
{
	if (f->proposing) {
		size_t n = f->candidate_count;

		if (by > 0)
			f->candidate = f->candidate + 1 < n ? f->candidate + 1 : f->candidate >= n ? 0 : n - 1;
		else if (f->candidate > 0 && f->candidate < n)
			f->candidate--;
		else
			form_close_proposals(f);
		return SCREEN_REDRAW;
	}
	form_go(f, next_field(f, by));
	return SCREEN_REDRAW;
}

static unsigned edit(struct form *f, enum action a)
{
	bool changed = false;

	if (form_has_choices(&f->spec->fields[f->at]) || f->spec->fields[f->at].fixed)
		return 0;
	if (!input_action(&f->slots[f->at].input, a, &changed))
		return 0;
	if (changed)
		form_edited(f);
	return SCREEN_REDRAW;
}

static unsigned cancel(struct screen *s)
{
	struct form *f = form_of(s);

	if (f->proposing) {
		form_close_proposals(f);
		return SCREEN_REDRAW;
	}
	return form_holds(s) ? SCREEN_REDRAW : app_leave(s->app, 0);
}

static unsigned form_action(struct screen *s, enum action a)
{
	struct form *f = form_of(s);

	switch ((int)a) {
	case ACTION_FORM_ACCEPT: return accept(s);
	case ACTION_FORM_SAVE: return form_save(s);
	case ACTION_FORM_NEXT: return move(f, 1);
	case ACTION_FORM_PREV: return move(f, -1);
	case ACTION_FORM_CANCEL: return cancel(s);
	case ACTION_FORM_CHOICE_NEXT: form_step_choice(f, 1); return SCREEN_REDRAW;
	case ACTION_FORM_CHOICE_PREV: form_step_choice(f, -1); return SCREEN_REDRAW;
	case ACTION_FORM_COMPLETE: form_propose(f); return SCREEN_REDRAW;
	case ACTION_FORM_PGUP: form_go(f, 0); return SCREEN_REDRAW;
	case ACTION_FORM_PGDN: form_go(f, f->spec->count - 1); return SCREEN_REDRAW;
	default: break;
	}
	if (f->spec->action != NULL && (action_info(a)->contexts & f->spec->contexts))
		return f->spec->action(f, s, a);
	return edit(f, a);
}

static const char *form_disabled(const struct screen *s, enum action a)
{
	const struct form *f = form_peek(s);

	return f->spec->disabled != NULL ? f->spec->disabled(f, a) : NULL;
}

static unsigned form_text(struct screen *s, const struct term_event *ev)
{
	struct form *f = form_of(s);
	const struct form_field *field = &f->spec->fields[f->at];

	if (form_has_choices(field)) {
		if (ev->type == EVENT_KEY)
			form_letter_choice(f, ev->key);
		return SCREEN_REDRAW;
	}
	form_type_over(f);
	if (!field->fixed && input_type(&f->slots[f->at].input, ev))
		form_edited(f);
	return SCREEN_REDRAW;
}

static unsigned form_mouse(struct screen *s, const struct term_event *ev)
{
	struct form *f = form_of(s);
	int row;
	int col;

	if (ev->mouse == MOUSE_WHEEL_UP || ev->mouse == MOUSE_WHEEL_DOWN)
		return move(f, ev->mouse == MOUSE_WHEEL_UP ? -1 : 1);
	if (!area_holds(f->fields, ev->row, ev->col, &row, &col))
		return 0;
	size_t i = form_field_at(f, row);
	if (i < f->spec->count && !f->spec->fields[i].fixed)
		form_go(f, i);
	return SCREEN_REDRAW;
}

/* What a state above did may be worth knowing here. */
static unsigned form_resumed(struct screen *s, int64_t result)
{
	(void)result;
	form_advise(form_of(s));
	return SCREEN_REDRAW;
}

static void form_hangup(struct screen *s)
{
	if (form_dirty(form_of(s)))
		keep_draft(form_of(s));
}

static const struct screen_ops form_ops = {
	.name = "form",
	.contexts = CONTEXT_FORM | CONTEXT_EDIT,
	.size = sizeof(struct form_state),
	.init = form_init,
	.release = form_release,
	.now = form_now,
	.typing = form_typing,
	.heading = form_heading,
	.draw = form_draw_state,
	.action = form_action,
	.text = form_text,
	.mouse = form_mouse,
	.disabled = form_disabled,
	.resumed = form_resumed,
	.hangup = form_hangup,
	.holds = form_holds,
};

bool form_open(struct app *app, const struct form_spec *spec, const char *key, const char *title,
	const struct form_value *values, void *ctx)
{
	struct form *f = form_new(app, spec, key, title, values, ctx);

	if (!app_push(app, &form_ops, &f)) {
		form_free(&f);
		return false;
	}
	offer_draft(app_top(app));
	return true;
}
