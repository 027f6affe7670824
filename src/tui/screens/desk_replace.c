/* ^R at the desk: "she comes in my place". The absent one stays, cancelled and linked to who came. */
#include "tui/screens/desk.h"

#include <stdlib.h>

#include "etape/admission.h"
#include "etape/find.h"
#include "tui/screens/choose.h"

#define NEWCOMER "newcomer" /* kind of the last line: nobody known */

void desk_replacing_init(struct desk_replacing *r)
{
	r->registration = 0;
	str_init(&r->name);
	str_init(&r->title);
	str_init(&r->typed);
}

void desk_replacing_release(struct desk_replacing *r)
{
	str_release(&r->name);
	str_release(&r->title);
	str_release(&r->typed);
	desk_replacing_init(r);
}

static void set_replacing(struct desk_state *d, const struct desk_row *row)
{
	struct desk_replacing *r = &d->replacing;

	desk_replacing_release(r);
	if (!row)
		return;
	r->registration = row->registration;
	str_add(&r->name, row->name);
	str_addf(&r->title, _("Who comes in the place of %s?"), row->name);
}

const struct desk_row *desk_replaceable(const struct desk_state *d)
{
	const struct desk_row *row = desk_found_row(&d->found);

	return row && row->registration && row->status == REGISTRATION_REGISTERED &&
			       !row->present && !row->left
		       ? row
		       : NULL;
}

/* People of the directory, then somebody new: nobody is turned away for being unknown. */
static bool find_substitute(struct app *app, const char *typed, size_t limit, finder_add_fn add,
	void *arg, struct err *err)
{
	struct desk_state *d = desk_below(app);

	str_reset(&d->replacing.typed);
	str_add(&d->replacing.typed, typed);
	if (limit > 1 && !choose_find_person(app, typed, limit - 1, add, arg, err))
		return false;
	add(arg, &(struct finder_row){
			 .glyph = GLYPH_ADD,
			 .style = THEME_ABSENT,
			 .kind = NEWCOMER,
			 .label = _("register on the spot"),
			 .detail = typed,
		 });
	return true;
}

static void say_whose_place(struct desk_state *d)
{
	struct str *text = &d->notice.text;

	str_addf(text, " %s ", term_glyph(GLYPH_DOT));
	str_addf(text, _("in place of %s"), d->replacing.name.buf);
}

static void replace_by(struct desk_state *d, int64_t person)
{
	struct app *app = d->screen.app;
	struct checkin_answer a;
	struct err err = ERR_INIT;
	unsigned then = SCREEN_REDRAW;

	checkin_answer_init(&a);
	if (admission_substitute(app->db, d->replacing.registration, person, d->session, VIA_DESK,
		    &a, &err)) {
		then = desk_answered(d, &a, "");
		if (a.result == CHECKIN_OK)
			say_whose_place(d);
		desk_empty_field(d);
		d->owed_stale = true;
	} else {
		app_error(app, &err);
	}
	checkin_answer_release(&a);
	app_obey(&d->screen, then);
}

static void substitute_chosen(struct app *app, const char *kind, int64_t id, void *ctx)
{
	struct desk_state *d = ctx;

	if (str_eq(kind, NEWCOMER))
		desk_walkin_open(d, d->replacing.typed.buf, d->replacing.registration);
	else
		replace_by(d, id);
	app_redraw(app);
}

unsigned desk_replace(struct desk_state *d)
{
	set_replacing(d, desk_replaceable(d));
	d->choice = (struct finder_spec){
		.title = d->replacing.title.buf,
		.hint = N_("the name of who is here; unknown people are registered on the spot"),
		.find = find_substitute,
		.chosen = substitute_chosen,
		.ctx = d,
	};
	return finder_open(d->screen.app, &d->choice, NULL) ? SCREEN_REDRAW : SCREEN_HANDLED;
}
