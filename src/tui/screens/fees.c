/* The fees of a rencontre (F4): who owes what, and why. */
#include "tui/screens/fees.h"

#include <stdlib.h>

#include "etape/text.h"
#include "tui/screens/choose.h"
#include "tui/screens/invoices.h"
#include "tui/screens/payment_form.h"
#include "tui/screens/screens.h"
#include "tui/screens/tariffs.h"

#define BRIEF_COLS 100

static struct fees_state *fees_of(struct screen *s)
{
	return (struct fees_state *)s;
}

static bool open_event(struct fees_state *f, int64_t id, struct err *err)
{
	struct db *db = f->screen.app->db;
	bool ok;

	if (!id && !event_current(db, &id, err))
		return false;
	if (id != f->event.id)
		fees_rows_forget(f);
	event_release(&f->event);
	event_init(&f->event);
	ok = !id || event_get(db, id, &f->event, err);
	if (!ok) { /* somebody deleted it */
		event_release(&f->event);
		event_init(&f->event);
		fees_rows_forget(f);
	}
	return ok && fees_rows_read(f, err);
}

/* --- the state --- */

static bool fees_init(struct screen *s, const void *arg, struct err *err)
{
	struct fees_state *f = fees_of(s);
	const int64_t *event = arg;

	event_init(&f->event);
	fees_rows_init(f);
	return open_event(f, event ? *event : 0, err);
}

static void fees_release(struct screen *s)
{
	struct fees_state *f = fees_of(s);

	fees_rows_release(f);
	event_release(&f->event);
}

static contexts_t fees_now(const struct screen *s)
{
	const struct list *l = fees_shown_now((const struct fees_state *)s);

	/* While a filter is typed its own keys come first. */
	return list_typing(l) ? list_contexts(l) : CONTEXT_FEES | list_contexts(l);
}

static bool fees_typing(const struct screen *s)
{
	return list_typing(fees_shown_now((const struct fees_state *)s));
}

static const char *const view_words[FEES_VIEWS] = {
	[FEES_PEOPLE] = N_("by person"),
	[FEES_PAYERS] = N_("by payer"),
	[FEES_YEAR_EVENTS] = N_("by rencontre"),
	[FEES_YEAR_PAYERS] = N_("by payer"),
};

static void add_subject(struct str *out, const struct fees_state *f)
{
	if (fees_of_year(f))
		str_addf(out, _("Year %d"), f->year.year);
	else
		add_event_words(out, &f->event);
}

void fees_say_where(struct str *out, const struct fees_state *f)
{
	add_subject(out, f);
	str_addf(out, " · %s", _(view_words[f->view]));
}

/* As much of it as leaves room for the rest of the title: what is filtered must be seen.
 * Whether it had room whole. */
static bool add_fitting(struct str *out, const struct str *subject, int rest)
{
	const int cut = area_width(term_glyph(GLYPH_ELLIPSIS)), cols = term_cols() - 2 - rest;

	if (area_width(subject->buf) <= cols || cols <= cut) {
		str_add(out, subject->buf);
		return true;
	}
	str_addn(out, subject->buf, text_clip(subject->buf, (size_t)(cols - cut), NULL));
	while (out->len && out->buf[out->len - 1] == ' ')
		out->buf[--out->len] = '\0';
	str_add(out, term_glyph(GLYPH_ELLIPSIS));
	return false;
}

static void add_date(struct str *out, const struct event *e)
{
	str_add(out, " · ");
	if (term_cols() < BRIEF_COLS && e->first_day == e->last_day)
		civil_format_day(out, e->first_day, i18n_lang());
	else if (term_cols() < BRIEF_COLS && e->precision == PRECISION_DAY)
		civil_format_range(out, e->first_day, e->last_day, i18n_lang());
	else
		civil_format_span(out, e->starts, e->ends, e->precision, i18n_lang());
}

/* How far reading the year is. */
static void add_progress(struct str *out, const struct fees_year *y)
{
	if (y->known || !y->reading)
		return;
	str_addf(out, " · ");
	str_addf(out, _("reading: %zu rencontres of %zu"), y->at, y->count);
}

static void fees_heading(struct screen *s, struct str *out)
{
	struct fees_state *f = fees_of(s);
	const char *filter = list_filter(fees_shown(f));
	struct str subject = STR_INIT, rest = STR_INIT, order = STR_INIT;
	bool whole;

	if (!f->event.id && !fees_of_year(f)) {
		str_add(out, _("No rencontre"));
		return;
	}
	add_subject(&subject, f);
	str_addf(&rest, " · %s", _(view_words[f->view]));
	if (f->only != ANY)
		str_addf(&rest, " · %s", fees_is_words((enum fees_is)f->only));
	if (*filter)
		str_addf(&rest, " · /%s", filter);
	if (f->job || (f->reading.db && !fees_of_year(f)))
		str_addf(&rest, " · %s", fees_progress(f));
	else if (fees_of_year(f))
		add_progress(&rest, &f->year);
	list_say_order(fees_shown(f), &order);
	whole = add_fitting(out, &subject, area_width(rest.buf) +
		(order.len ? area_width(order.buf) + 3 : 0));
	str_add(out, rest.buf);
	if (whole && !fees_of_year(f) && !f->job && !f->reading.db)
		add_date(out, &f->event);
	str_release(&subject);
	str_release(&rest);
	str_release(&order);
}

static void fees_aside(struct screen *s, struct str *out)
{
	list_say_order(fees_shown(fees_of(s)), out);
}

static void fees_status(struct screen *s, struct str *out)
{
	const struct fees_state *f = fees_of(s);
	const struct list *l = fees_shown_now(f);
	const int n = (int)f->arrays[f->view].shown;

	if (l->mark_count) {
		str_addf(out, P_("%zu marked", "%zu marked", l->mark_count), l->mark_count);
		str_add(out, " (");
		money_format(out, fees_sums_marked(f).left, i18n_lang());
		str_addf(out, ") %s ", term_glyph(GLYPH_DOT));
	}
	if (f->view == FEES_PEOPLE)
		str_addf(out, P_("%d person", "%d people", n), n);
	else if (f->view == FEES_YEAR_EVENTS)
		str_addf(out, P_("%d rencontre", "%d rencontres", n), n);
	else
		str_addf(out, P_("%d payer", "%d payers", n), n);
}

static unsigned read_again(struct fees_state *f)
{
	struct err err = ERR_INIT;

	if (f->event.id && !open_event(f, f->event.id, &err))
		app_error(f->screen.app, &err);
	return SCREEN_REDRAW;
}

/* What others write must not hold up who types here. */
static unsigned fees_reload(struct screen *s)
{
	struct fees_state *f = fees_of(s);

	fees_year_stale(f);
	return read_again(f);
}

static bool fees_idle(struct screen *s)
{
	struct fees_state *f = fees_of(s);

	if (f->job)
		return fees_job_step(f);
	return fees_of_year(f) ? fees_year_step(f) : fees_rows_step(f);
}

static unsigned show_event(struct fees_state *f, int64_t id)
{
	struct err err = ERR_INIT;

	if (!open_event(f, id, &err))
		app_error(f->screen.app, &err);
	if (fees_of_year(f))
		f->view = FEES_PEOPLE;
	list_restart(fees_shown(f));
	return SCREEN_REDRAW;
}

static unsigned fees_show(struct screen *s, int64_t id)
{
	return show_event(fees_of(s), id);
}

/* --- what can be done --- */

static void event_chosen(struct app *app, const char *kind, int64_t id, void *ctx)
{
	struct fees_state *f = ctx;

	(void)app;
	(void)kind;
	app_obey(&f->screen, fees_show(&f->screen, id));
}

static unsigned open_reasons(struct fees_state *f)
{
	const struct fees_line *line = fees_person(f);
	const struct fees_group *group = fees_group(f);
	const struct fee_row *row = line ? fees_reasoned(f, line) : NULL;
	struct str text = STR_INIT;
	bool ok = false;

	if (f->view == FEES_YEAR_EVENTS && group)
		return show_event(f, group->id);
	if (row) {
		fees_say_person(&text, row, line);
		fees_say_story(&text, f, line);
	} else if (group && f->view == FEES_YEAR_PAYERS) {
		fees_say_year(&text, f, group, "\t");
	} else if (group) {
		fees_tell_payer(f, group);
		return SCREEN_REDRAW;
	}
	if (text.len)
		ok = page_open(f->screen.app, row ? row->name : group->name, text.buf);
	str_release(&text);
	return ok ? SCREEN_REDRAW : SCREEN_HANDLED;
}

static bool open_simulation(void *arg, const struct fee_row *row)
{
	struct app *app = arg;
	struct str text = STR_INIT;

	if (!row->registration_id)
		str_addf(&text, "%s\n\n",
			_("Not registered. If this person came to every day:"));
	fees_say_person(&text, row, NULL);
	page_open(app, row->name, text.buf);
	str_release(&text);
	return false;
}

static void person_chosen(struct app *app, const char *kind, int64_t id, void *ctx)
{
	const struct fees_state *f = ctx;
	struct err err = ERR_INIT;

	(void)kind;
	if (!fees_of_person(app->db, f->event.id, id, open_simulation, app, &err))
		app_error(app, &err);
}

static unsigned pay(struct fees_state *f, bool refund)
{
	const struct fees_line *line = fees_person(f);

	if (!line)
		return SCREEN_HANDLED;
	const struct payment_asked asked = {
		.registration = line->row->registration_id,
		.name = line->row->name,
		.amount = refund ? line->row->paid : line->left,
		.refund = refund,
	};
	return payment_form_open(f->screen.app, &asked) ? SCREEN_REDRAW : SCREEN_HANDLED;
}

static unsigned decide(struct fees_state *f, enum action a)
{
	const struct fees_line *line = fees_person(f);

	if (!line)
		return SCREEN_HANDLED;
	return a == ACTION_FEES_FILL ? fees_fill(f, line) : fees_set_amount(f, line);
}

/* The payer that is selected, or who pays for whom is; 0: none. */
static int64_t selected_payer(struct fees_state *f)
{
	const struct fees_line *line = fees_person(f);
	const struct fees_group *group = fees_group(f);

	if (f->view == FEES_YEAR_EVENTS)
		return 0;
	return line ? line->payer : group ? group->id : 0;
}

/* What is selected stays so, where the other list has it. */
static unsigned turn(struct fees_state *f)
{
	const int64_t payer = selected_payer(f);

	f->payer = payer ? payer : f->payer;
	f->view = (enum fees_view)((f->view + 1) % FEES_VIEWS);
	if (fees_of_year(f) && !f->year.year)
		fees_year_choose(f, 0);
	fees_follow(f);
	list_selected(fees_shown(f));
	return SCREEN_REDRAW;
}

static unsigned other_year(struct fees_state *f, int by)
{
	const int year = f->year.year + by;

	if (fees_of_year(f) && year >= 1900 && year <= 9998)
		fees_year_choose(f, year);
	return SCREEN_REDRAW;
}

static unsigned show_only(struct fees_state *f, int only)
{
	f->only = only;
	fees_rows_show(f);
	list_restart(fees_shown(f));
	list_selected(fees_shown(f));
	return SCREEN_REDRAW;
}

static unsigned scroll(struct fees_state *f, int by)
{
	f->reasons.scroll += by;
	if (f->reasons.scroll < 0)
		f->reasons.scroll = 0;
	return SCREEN_REDRAW;
}

static unsigned fees_action(struct screen *s, enum action a)
{
	struct fees_state *f = fees_of(s);

	fees_job_end(f); /* who goes on does not want it any more */
	switch ((int)a) {
	case ACTION_FEES_OPEN:
		return open_reasons(f);
	case ACTION_FEES_PAY:
		return pay(f, false);
	case ACTION_FEES_REFUND:
		return pay(f, true);
	case ACTION_FEES_FILL:
	case ACTION_FEES_AMOUNT:
		return decide(f, a);
	case ACTION_FEES_SIMULATE:
		choose_person(s->app, &f->choice, N_("What would it cost if … came?"),
			person_chosen, f);
		return SCREEN_REDRAW;
	case ACTION_FEES_SUPPOSE:
		return fees_suppose(f);
	case ACTION_FEES_EVENT:
		choose_event(s->app, &f->choice, event_chosen, f);
		return SCREEN_REDRAW;
	case ACTION_FEES_TARIFFS:
		tariffs_open(s->app);
		return SCREEN_REDRAW;
	case ACTION_FEES_BILL:
		fees_bill(f);
		return SCREEN_REDRAW;
	case ACTION_FEES_INVOICES:
		invoices_open(s->app, f->event.id);
		return SCREEN_REDRAW;
	case ACTION_FEES_BY:
		return turn(f);
	case ACTION_FEES_BEFORE:
		return other_year(f, -1);
	case ACTION_FEES_AFTER:
		return other_year(f, 1);
	case ACTION_FEES_DOWN:
		return scroll(f, 1);
	case ACTION_FEES_UP:
		return scroll(f, -1);
	case ACTION_FEES_SHOW:
		return show_only(f, f->only + 1 == FEES_STATES ? ANY : f->only + 1);
	case ACTION_FEES_SHOW_BACK:
		return show_only(f, f->only == ANY ? FEES_STATES - 1 : f->only - 1);
	case ACTION_APP_BACK:
		return f->only == ANY ? 0 : show_only(f, ANY);
	case ACTION_LIST_EXPORT:
		fees_export(f);
		return SCREEN_REDRAW;
	default:
		return list_action(fees_shown(f), a);
	}
}

static unsigned fees_text(struct screen *s, const struct term_event *ev)
{
	return list_text(fees_shown(fees_of(s)), ev);
}

static unsigned fees_mouse(struct screen *s, const struct term_event *ev)
{
	struct fees_state *f = fees_of(s);
	enum action then = ACTION_NONE;
	int row, col;

	if ((ev->mouse == MOUSE_WHEEL_UP || ev->mouse == MOUSE_WHEEL_DOWN) &&
		area_holds(f->reasons.area, ev->row, ev->col, &row, &col))
		return scroll(f, ev->mouse == MOUSE_WHEEL_UP ? -1 : 1);
	const unsigned done = list_mouse(fees_shown(fees_of(s)), ev, &then);

	return then == ACTION_LIST_OPEN ? open_reasons(fees_of(s)) : done;
}

static const char *fees_disabled(const struct screen *s, enum action a)
{
	const struct fees_state *f = (const struct fees_state *)s;
	const bool selected = fees_shown_now(f)->count > 0;

	switch ((int)a) {
	case ACTION_FEES_BILL:
		return f->event.id || fees_of_year(f) ? NULL : _("No rencontre is open");
	case ACTION_FEES_SUPPOSE:
		return f->event.id || fees_of_year(f) ? NULL : _("No rencontre is open");
	case ACTION_FEES_SIMULATE:
		if (fees_of_year(f))
			return _("Choose the rencontre first: Enter opens it");
		return f->event.id ? NULL : _("No rencontre is open");
	case ACTION_LIST_EXPORT:
		if (fees_of_year(f))
			return f->year.known ? NULL : _("The year is still being read");
		if (f->reading.db)
			return _("The rencontre is still being read");
		return f->event.id ? NULL : _("No rencontre is open");
	case ACTION_FEES_BEFORE:
	case ACTION_FEES_AFTER:
		return fees_of_year(f) ? NULL : _("This is one rencontre: v goes to the year");
	case ACTION_FEES_OPEN:
		return selected ? NULL : _("Nothing is selected");
	case ACTION_FEES_PAY:
	case ACTION_FEES_REFUND:
	case ACTION_FEES_FILL:
	case ACTION_FEES_AMOUNT:
		if (f->view != FEES_PEOPLE)
			return _("For one person at a time only: v goes back to that");
		return selected ? NULL : _("Choose a person first");
	case ACTION_LIST_NEW:
	case ACTION_LIST_EDIT:
	case ACTION_LIST_DELETE:
	case ACTION_LIST_COPY:
	case ACTION_LIST_PRINT:
		return ""; /* fees follow from who comes: there is nothing to make */
	default:
		return NULL;
	}
}

/* The bottom line tells of what this view has a place for. */
static bool fees_shows(const struct screen *s, enum action a)
{
	const struct fees_state *f = (const struct fees_state *)s;

	switch ((int)a) {
	case ACTION_FEES_SIMULATE:
		return !fees_of_year(f);
	case ACTION_FEES_BEFORE:
	case ACTION_FEES_AFTER:
		return fees_of_year(f);
	case ACTION_FEES_PAY:
	case ACTION_FEES_REFUND:
	case ACTION_FEES_FILL:
	case ACTION_FEES_AMOUNT:
		return f->view == FEES_PEOPLE;
	default:
		return true;
	}
}

const struct screen_ops fees_screen = {
	.name = "fees",
	.title = N_("Fees"),
	.contexts = CONTEXT_FEES | CONTEXT_LIST,
	.size = sizeof(struct fees_state),
	.init = fees_init,
	.release = fees_release,
	.now = fees_now,
	.typing = fees_typing,
	.heading = fees_heading,
	.aside = fees_aside,
	.status = fees_status,
	.shows = fees_shows,
	.draw = fees_draw,
	.action = fees_action,
	.text = fees_text,
	.mouse = fees_mouse,
	.disabled = fees_disabled,
	.reload = fees_reload,
	.idle = fees_idle,
	.show = fees_show,
};
