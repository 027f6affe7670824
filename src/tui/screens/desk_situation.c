/* ^B at the desk: who is here and who is not, how people arrived, what the till holds. It
 * follows what happens at the other desks while it is open. */
#include "tui/screens/desk.h"

#include <stdlib.h>
#include <string.h>

#include "etape/payment.h"
#include "etape/registration.h"
#include "etape/text.h"
#include "tui/screens/choose.h"
#include "tui/widgets/card.h"
#include "tui/widgets/overlay.h"

enum {
	LEFT_MOST = 66,	 /* columns of the figures */
	USUAL_COLS = 76, /* below, numbers stand closer */
	TALL_ROWS = 30, /* from here on bars are twice as high */
	TILL_DESKS = 16,
};

#define NO_CITE INT64_C(-1) /* the line of people without one */

struct till_desk {
	char *name; /* owned */
	struct payment_till till;
};

struct situation {
	struct screen base;
	const struct desk_state *desk; /* below */
	struct counters session;
	struct counters event;
	cents_t owed;
	struct desk_flow flow;
	struct payment_till till;
	struct till_desk desks[TILL_DESKS];
	size_t desk_count;
	int64_t missing; /* people, over all cités */
	int minute;	 /* the clock as it was drawn */
	struct card figures;
	struct card cites;
};

static struct situation *situation_of(struct screen *s)
{
	return (struct situation *)s;
}

/* --- reading --- */

static void forget_desks(struct situation *s)
{
	while (s->desk_count)
		free(s->desks[--s->desk_count].name);
}

static bool take_desk(void *arg, const char *desk, const struct payment_till *till)
{
	struct situation *s = arg;

	s->desks[s->desk_count++] =
		(struct till_desk){ .name = xstrdup(desk), .till = *till };
	return s->desk_count < TILL_DESKS;
}

struct cites {
	struct situation *to;
	bool complete; /* those of whom everybody is here, after the others */
};

static bool add_cite(void *arg, const struct counters_cite *c)
{
	const struct cites *want = arg;
	struct situation *s = want->to;
	struct str here = STR_INIT;
	struct card_line *line;

	if (!c->expected || (c->missing == 0) != want->complete)
		return true;
	s->missing += c->missing;
	str_addf(&here, "%s ",
		term_glyph(!c->missing	? GLYPH_PRESENT
			   : c->present ? GLYPH_HALF
					: GLYPH_ABSENT));
	str_addf(&here, _("%lld of %lld here"), (long long)(c->expected - c->missing),
		(long long)c->expected);
	line = card_add(&s->cites, 2,
		(const char *const[]){ here.buf, *c->name ? c->name : _("no cité known") });
	line->main = 1;
	line->style = !c->missing ? THEME_DIM : c->present ? THEME_PRESENT : THEME_NORMAL;
	line->kind = "cite";
	line->id = c->cite ? c->cite : NO_CITE;
	str_release(&here);
	return true;
}

static bool read_cites(struct situation *s, struct err *err)
{
	const struct desk_state *d = s->desk;
	const struct card_line *at = card_selected(&s->cites);
	const int64_t id = at ? at->id : 0;
	struct db *db = d->screen.app->db;
	struct cites missing = { .to = s }, complete = { .to = s, .complete = true };
	bool ok;

	card_clear(&s->cites);
	card_heading(&s->cites, _("Who is missing, by cité"), NULL);
	s->missing = 0;
	ok = counters_by_cite(db, d->event.id, d->session, add_cite, &missing, err) &&
	     counters_by_cite(db, d->event.id, d->session, add_cite, &complete, err);
	if (!s->missing && s->cites.count > 1)
		card_heading(&s->cites, _("everybody is here"), NULL);
	card_settle(&s->cites, at ? "cite" : NULL, id);
	return ok;
}

static bool read_money(struct situation *s, struct err *err)
{
	const struct desk_state *d = s->desk;
	struct db *db = d->screen.app->db;
	const struct payment_till_filter filter = {
		.event = d->event.id,
		.day = desk_today(d),
	};

	forget_desks(s);
	return counters_owed(db, d->event.id, &s->owed, err) &&
	       payment_till(db, &filter, &s->till, err) &&
	       payment_till_by_desk(db, &filter, take_desk, s, err);
}

static bool situation_read(struct situation *s, struct err *err)
{
	const struct desk_state *d = s->desk;
	struct db *db = d->screen.app->db;

	return counters_get(db, d->event.id, d->session, &s->session, err) &&
	       counters_get(db, d->event.id, 0, &s->event, err) &&
	       desk_flow_read(d, &s->flow, err) && read_cites(s, err) && read_money(s, err);
}

/* --- the figures --- */

/* Columns of the numbers: what the window leaves. */
struct widths {
	int session;
	int event;
};

/* A text stands at the right end of its column. */
static void add_right(struct str *out, const char *text, int cols)
{
	struct str cut = STR_INIT;

	if ((int)text_width(text) > cols) {
		text_fit_mark(&cut, text, (size_t)cols, term_glyph(GLYPH_ELLIPSIS));
		text = cut.buf;
	}
	for (int width = (int)text_width(text); width < cols; width++)
		str_addc(out, ' ');
	str_add(out, text);
	str_release(&cut);
}

static void add_figures(struct situation *s, const struct widths *w, const char *label,
	const char *session, const char *event)
{
	struct str one = STR_INIT, all = STR_INIT;

	add_right(&one, session, w->session);
	add_right(&all, event, w->event);
	card_add(&s->figures, 3, (const char *const[]){ label, one.buf, all.buf })->main = 1;
	str_release(&one);
	str_release(&all);
}

/* `event`: -1 for what only a half-day has. */
static void add_count(struct situation *s, const struct widths *w, const char *label,
	int64_t session, int64_t event)
{
	struct str one = STR_INIT, all = STR_INIT;

	str_addf(&one, "%lld", (long long)session);
	if (event >= 0)
		str_addf(&all, "%lld", (long long)event);
	add_figures(s, w, label, one.buf, all.buf);
	str_release(&one);
	str_release(&all);
}

static void add_presence(struct situation *s, const struct widths *w)
{
	const struct session *now = desk_session(s->desk, s->desk->session);
	struct str session = STR_INIT;

	if (now)
		session_words(&session, now, false);
	card_heading(&s->figures, _("Presence"), NULL);
	add_figures(s, w, " ", session.buf, C_("situation", "in all"));
	add_count(s, w, C_("desk", "Expected"), s->session.expected, s->event.expected);
	add_count(s, w, C_("desk", "Present"), s->session.present, s->event.present_any);
	add_count(s, w, C_("desk", "Left"), s->session.left, -1);
	add_count(s, w, C_("desk", "Walk-ins"), s->session.walk_ins, s->event.walk_ins);
	add_count(s, w, C_("desk", "Cancelled"), s->session.cancelled, s->event.cancelled);
	add_count(s, w, C_("desk", "Waiting"), s->session.waiting, s->event.waiting);
	str_release(&session);
}

static void add_till_line(
	struct situation *s, const char *label, cents_t cents, int64_t receipts, enum theme style)
{
	struct str amount = STR_INIT, money = STR_INIT, count = STR_INIT;
	struct card_line *line;

	money_format(&money, cents, i18n_lang());
	add_right(&amount, money.buf, 10);
	if (receipts)
		str_addf(&count, P_("%lld receipt", "%lld receipts", receipts),
			(long long)receipts);
	line = card_add(
		&s->figures, 3, (const char *const[]){ label, amount.buf, count.buf });
	line->main = 1;
	line->style = style;
	str_release(&amount);
	str_release(&money);
	str_release(&count);
}

static int64_t receipts_of(const struct payment_till *till)
{
	int64_t sum = 0;

	for (size_t i = 0; i < payment_means.count; i++)
		sum += till->count[i];
	return sum;
}

static void add_till(struct situation *s)
{
	const struct payment_till *t = &s->till;
	struct str day = STR_INIT;

	civil_format_short(&day, desk_today(s->desk), i18n_lang());
	card_heading(&s->figures, _("The day's till"), day.buf);
	str_release(&day);
	add_till_line(s, _("To collect"), s->owed, 0, s->owed ? THEME_DUE : THEME_NORMAL);
	for (size_t i = 0; i < payment_means.count; i++)
		if (t->count[i])
			add_till_line(s, vocabulary_label(&payment_means, (int)i),
				t->by_means[i], t->count[i], THEME_NORMAL);
	add_till_line(s, C_("situation", "in all"), t->total, receipts_of(t), THEME_STRONG);
	if (s->desk_count < 2)
		return;
	for (size_t i = 0; i < s->desk_count; i++)
		add_till_line(s, s->desks[i].name, s->desks[i].till.total,
			receipts_of(&s->desks[i].till), THEME_NORMAL);
}

/* In words for those who hear the screen. */
static void add_slices(struct situation *s)
{
	for (size_t i = 0; i < s->flow.count; i++) {
		struct str time = STR_INIT, count = STR_INIT;

		civil_format_time(
			&time, desk_minutes(s->desk, s->flow.slices[i].from), i18n_lang());
		str_addf(&count, "%lld", (long long)s->flow.slices[i].arrivals);
		card_add(&s->figures, 2, (const char *const[]){ time.buf, count.buf });
		str_release(&time);
		str_release(&count);
	}
}

static void add_arrivals(struct situation *s, int rows, int cols)
{
	const char *title = _("Arrivals / 10 min");
	struct str text = STR_INIT;

	desk_flow_most(&text, s->desk, &s->flow);
	card_heading(&s->figures, title, text_width(title) + 2 + text_width(text.buf) > (size_t)cols ? NULL : text.buf);
	if (!s->flow.total) {
		card_add(&s->figures, 1, (const char *const[]){ _("nobody yet") })->style =
			THEME_DIM;
	} else if (term_plain()) {
		add_slices(s);
	} else {
		rows = desk_flow_rows(&s->flow, rows);
		for (int row = 0; row < rows; row++) {
			struct str bars = STR_INIT;

			desk_flow_bars(&bars, &s->flow, row, rows, cols);
			card_add(&s->figures, 1, (const char *const[]){ bars.buf })->style =
				THEME_PRESENT;
			str_release(&bars);
		}
		str_reset(&text);
		desk_flow_times(&text, s->desk, &s->flow, cols);
		card_add(&s->figures, 1, (const char *const[]){ text.buf })->style = THEME_DIM;
	}
	str_release(&text);
}

/* --- the state --- */

static bool situation_init(struct screen *s, const void *arg, struct err *err)
{
	struct situation *state = situation_of(s);

	state->desk = arg;
	card_init(&state->figures);
	card_init(&state->cites);
	return situation_read(state, err);
}

static void situation_release(struct screen *s)
{
	struct situation *state = situation_of(s);

	forget_desks(state);
	card_release(&state->figures);
	card_release(&state->cites);
}

static void situation_heading(struct screen *s, struct str *out)
{
	const struct desk_state *d = situation_of(s)->desk;

	str_addf(out, "%s · ", _("Situation"));
	add_event_words(out, &d->event);
	str_add(out, " · ");
	desk_session_words(out, d, d->session);
}

static void situation_aside(struct screen *s, struct str *out)
{
	struct situation *state = situation_of(s);

	state->minute = desk_minutes(state->desk, app_now(s->app));
	civil_format_time(out, state->minute, i18n_lang());
}

static unsigned situation_tick(struct screen *s)
{
	const struct situation *state = situation_of(s);
	const int now = desk_minutes(state->desk, app_now(s->app));

	return now == state->minute ? SCREEN_HANDLED : SCREEN_REDRAW;
}

static void situation_status(struct screen *s, struct str *out)
{
	const int64_t n = situation_of(s)->missing;

	if (n)
		str_addf(out, P_("%lld person missing", "%lld people missing", n), (long long)n);
	else
		str_add(out, _("everybody is here"));
}

static void situation_draw(struct screen *s, struct area a)
{
	struct situation *state = situation_of(s);
	const bool narrow = a.cols < USUAL_COLS;
	const int half = a.cols / 2 + (narrow ? 1 : -1);
	const int left = half < LEFT_MOST ? half : LEFT_MOST;
	const struct widths w = { narrow ? 5 : 10, narrow ? 8 : 10 };

	card_clear(&state->figures);
	add_presence(state, &w);
	add_arrivals(state, a.rows >= TALL_ROWS ? 6 : 3, left - 3);
	add_till(state);
	card_draw(&state->figures, area_sub(a, 0, 1, a.rows, left - 1));
	area_vrule(a, left + 1, THEME_DIM);
	card_draw(&state->cites,
		area_sub(a, 0, left + 3, a.rows,
			a.cols - left - 3 < LEFT_MOST ? a.cols - left - 3 : LEFT_MOST));
}

/* --- who is missing, of one cité --- */

struct absentees {
	const struct desk_state *desk;
	int64_t cite;
	struct str *out;
	int count;
};

/* Whether "1\n3" (all, when empty) holds a number. */
static bool holds_session(const char *sessions, int no)
{
	if (!*sessions || !no)
		return true;
	for (char *end; *sessions; sessions = *end ? end + 1 : end)
		if (strtol(sessions, &end, 10) == no)
			return true;
	return false;
}

static bool add_absentee(void *arg, const struct registration_row *row)
{
	struct absentees *to = arg;
	struct str *out = to->out;

	if ((to->cite == NO_CITE && *row->cite_code) ||
		!holds_session(row->sessions, to->desk->session))
		return true;
	to->count++;
	str_addf(out, "%s\t%s", row->name,
		*row->phone   ? row->phone
		: *row->email ? row->email
			      : _("no telephone known"));
	if (*row->structure)
		str_addf(out, " · %s", row->structure);
	if (row->registered_by && *row->registered_by)
		str_addf(out, _(", announced by %s"), row->registered_by);
	str_addc(out, '\n');
	return true;
}

static unsigned open_cite(struct situation *s)
{
	const struct card_line *line = card_selected(&s->cites);
	struct app *app = s->base.app;
	struct registration_filter filter = REGISTRATION_FILTER_ALL;
	struct str text = STR_INIT;
	struct err err = ERR_INIT;
	unsigned then = SCREEN_HANDLED;

	if (!line)
		return then;
	struct absentees to = { .desk = s->desk, .cite = line->id, .out = &text };

	filter.event = s->desk->event.id;
	filter.session = s->desk->session;
	filter.status = REGISTRATION_REGISTERED;
	filter.presence = PRESENCE_MISSING;
	filter.cite = line->id == NO_CITE ? 0 : line->id;
	if (!registration_list(app->db, &filter, add_absentee, &to, &err))
		app_error(app, &err);
	else if (!to.count)
		app_message(app, THEME_MESSAGE, "%s", _("everybody is here"));
	else if (page_open(app, line->cells[1], text.buf))
		then = SCREEN_REDRAW;
	str_release(&text);
	return then;
}

/* --- keys --- */

static unsigned situation_action(struct screen *s, enum action a)
{
	struct situation *state = situation_of(s);

	switch ((int)a) {
	case ACTION_SITUATION_OPEN:
		return open_cite(state);
	case ACTION_SITUATION_CLOSE:
		return app_leave(s->app, 0);
	case ACTION_LIST_PGUP:
	case ACTION_LIST_PGDN:
		return card_action(&state->figures, a) | card_action(&state->cites, a);
	default:
		return card_action(&state->cites, a);
	}
}

static unsigned situation_mouse(struct screen *s, const struct term_event *ev)
{
	struct situation *state = situation_of(s);
	enum action then = ACTION_NONE;
	unsigned done = card_mouse(&state->cites, ev, &then);

	if (then == ACTION_LIST_OPEN)
		return open_cite(state);
	return done ? done : card_mouse(&state->figures, ev, &then);
}

static const char *situation_disabled(const struct screen *s, enum action a)
{
	const struct situation *state = (const struct situation *)s;

	switch ((int)a) {
	case ACTION_SITUATION_OPEN:
		return card_selected(&state->cites) ? NULL : _("Nothing is selected");
	case ACTION_LIST_FILTER:
	case ACTION_LIST_NEW:
	case ACTION_LIST_EDIT:
	case ACTION_LIST_DELETE:
	case ACTION_LIST_MARK:
	case ACTION_LIST_MARK_ALL:
	case ACTION_LIST_UNMARK:
	case ACTION_LIST_SORT:
	case ACTION_LIST_COPY:
	case ACTION_LIST_EXPORT:
	case ACTION_LIST_PRINT:
		return ""; /* figures: there is nothing to make or to mark */
	default:
		return NULL;
	}
}

static unsigned situation_reload(struct screen *s)
{
	struct err err = ERR_INIT;

	if (!situation_read(situation_of(s), &err))
		app_error(s->app, &err);
	return SCREEN_REDRAW;
}

static const struct screen_ops situation_screen = {
	.name = "situation",
	.contexts = CONTEXT_SITUATION | CONTEXT_LIST,
	.size = sizeof(struct situation),
	.tick_ms = 1000,
	.init = situation_init,
	.release = situation_release,
	.heading = situation_heading,
	.aside = situation_aside,
	.status = situation_status,
	.draw = situation_draw,
	.action = situation_action,
	.mouse = situation_mouse,
	.disabled = situation_disabled,
	.reload = situation_reload,
	.tick = situation_tick,
};

bool desk_situation_open(struct desk_state *d)
{
	return app_push(d->screen.app, &situation_screen, d);
}
