/* Who is invited to a rencontre: each person, what she answered, what was written to her. */
#include "tui/screens/invitees.h"

#include <stdio.h>
#include <stdlib.h>

#include "etape/i18n.h"
#include "tui/screens/screens.h"

static struct invitees *of(struct screen *s)
{
	return (struct invitees *)s;
}

static const struct invitees *peek(const struct screen *s)
{
	return (const struct invitees *)s;
}

/* --- rows --- */

/* Who has no address is to be telephoned: the number stands in its place. */
static struct value invitees_value(const void *data, size_t i)
{
	static char telephones[2][80]; /* sorting looks at two rows at once */
	static unsigned turn;
	char *telephone = telephones[turn++ % 2];
	const struct invitation_row *row = *(const struct invitation_row *const *)data;

	if (*row->email || !*row->phone || !str_eq(invitation_list_type.fields[i].key, "email"))
		return invitation_list_type.get(row, i);
	snprintf(telephone, sizeof telephones[0], _("%s (no e-mail)"), row->phone);
	return value_text(telephone);
}

static int64_t invitees_id(const void *data)
{
	return (*(const struct invitation_row *const *)data)->person_id;
}

static struct list_sign invitees_sign(const void *data)
{
	switch ((*(const struct invitation_row *const *)data)->state) {
	case INVITATION_REGISTERED: return (struct list_sign){ GLYPH_PRESENT, THEME_PRESENT, THEME_NORMAL };
	case INVITATION_WAITING: return (struct list_sign){ GLYPH_WAITING, THEME_WARNING, THEME_NORMAL };
	case INVITATION_DECLINED:
	case INVITATION_CANCELLED: return (struct list_sign){ GLYPH_CROSS, THEME_DIM, THEME_DIM };
	case INVITATION_INVITED:
	case INVITATION_SILENT: return (struct list_sign){ GLYPH_ABSENT, THEME_ABSENT, THEME_NORMAL };
	case INVITATION_TO_INVITE:
	case INVITATION_STATES: break;
	}
	return (struct list_sign){ GLYPH_NONE, THEME_NORMAL, THEME_NORMAL };
}

static bool take_row(void *arg, const struct invitation_row *row)
{
	struct invitees *v = arg;

	v->all = xrealloc(v->all, (v->count + 1) * sizeof *v->all);
	v->all[v->count++] = invitation_row_dup(row);
	return true;
}

static void forget(struct invitees *v)
{
	for (size_t i = 0; i < v->count; i++)
		free(v->all[i]);
	v->count = 0;
}

static bool is_shown(const struct invitees *v, const struct invitation_row *row)
{
	return v->only == ANY || v->only == (int)row->state ||
	       (v->only == INVITATION_STATES && !*row->email && row->state != INVITATION_CANCELLED);
}

static void show_rows(struct invitees *v)
{
	free(v->shown);
	v->shown = xcalloc(v->count + 1, sizeof(*v->shown));
	v->shown_count = 0;
	for (size_t i = 0; i < v->count; i++)
		if (is_shown(v, v->all[i]))
			v->shown[v->shown_count++] = v->all[i];
	list_array_set(&v->array, v->shown, v->shown_count);
}

static bool read_title(struct invitees *v, struct err *err)
{
	struct event e;
	bool ok;

	event_init(&e);
	ok = event_get(v->base.app->db, v->event, &e, err);
	str_reset(&v->title);
	if (ok)
		str_add(&v->title, e.title);
	event_release(&e);
	return ok;
}

static bool read_rows(struct invitees *v, struct err *err)
{
	struct invitation_filter all = INVITATION_FILTER_ALL;
	bool ok;

	/* The rows shown are freed: the list must not hold them meanwhile. */
	list_array_set(&v->array, NULL, 0);
	forget(v);
	all.event = v->event;
	ok = read_title(v, err) && invitation_list(v->base.app->db, &all, take_row, v, err);
	show_rows(v);
	list_reload(&v->list);
	return ok;
}

const struct invitation_row *invitees_row(const struct invitees *v, int64_t person)
{
	for (size_t i = 0; i < v->count; i++)
		if (v->all[i]->person_id == person)
			return v->all[i];
	return NULL;
}

/* --- the state --- */

static bool invitees_init(struct screen *s, const void *arg, struct err *err)
{
	struct invitees *v = of(s);

	str_init(&v->title);
	v->event = *(const int64_t *)arg;
	v->only = ANY;
	v->type = invitation_list_type;
	v->type.get = invitees_value;
	list_array_init(&v->array, &v->type, sizeof(*v->shown), invitees_id, invitees_sign);
	list_init(&v->list, &v->array.model);
	return read_rows(v, err);
}

static void invitees_release(struct screen *s)
{
	struct invitees *v = of(s);

	list_release(&v->list);
	list_array_release(&v->array);
	forget(v);
	free(v->all);
	free(v->shown);
	str_release(&v->title);
}

static contexts_t invitees_now(const struct screen *s)
{
	const struct list *l = &peek(s)->list;

	return list_typing(l) ? list_contexts(l) : CONTEXT_INVITEES | CONTEXT_LIST;
}

static bool invitees_typing(const struct screen *s)
{
	return list_typing(&peek(s)->list);
}

/* "to invite 3 · invited 12 · no e-mail 1" */
static void invitees_heading(struct screen *s, struct str *out)
{
	const struct invitees *v = of(s);
	size_t of_state[INVITATION_STATES + 1] = { 0 };

	for (size_t i = 0; i < v->count; i++) {
		of_state[v->all[i]->state]++;
		of_state[INVITATION_STATES] += !*v->all[i]->email && v->all[i]->state != INVITATION_CANCELLED;
	}
	str_addf(out, P_("%zu invitee", "%zu invitees", v->count), v->count);
	/* Those without an address first: they are lost where only mails are sent. */
	for (int k = 0; k <= INVITATION_STATES; k++) {
		const int i = k == 0 ? INVITATION_STATES : k - 1;

		if (!of_state[i] || (v->only != ANY && v->only != i))
			continue;
		str_addf(out, " %s %s %zu", term_glyph(GLYPH_DOT),
			i == INVITATION_STATES ? _("without e-mail") : vocabulary_label(&invitation_states, i),
			of_state[i]);
	}
	if (*list_filter(&v->list))
		str_addf(out, _(" %s filter \"%s\""), term_glyph(GLYPH_DOT), list_filter(&v->list));
}

static void invitees_status(struct screen *s, struct str *out)
{
	const size_t n = of(s)->list.mark_count;

	if (n > 0)
		str_addf(out, P_("%zu marked", "%zu marked", n), n);
}

static void invitees_draw(struct screen *s, struct area area)
{
	struct invitees *v = of(s);

	area_fit(area, 0, 1, area.cols - 2, THEME_TITLE, v->title.buf);
	list_draw(&v->list, area_sub(area, 1, 0, area.rows - 1, area.cols), true,
		v->count ? _("Nobody of this kind")
			 : _("Nobody is invited: say whom in the audience of the rencontre (Tab, then n)"));
}

/* --- doing --- */

/* All, each state that somebody is in, those without e-mail, all again. */
static unsigned show_next(struct invitees *v, int by)
{
	const int kinds = INVITATION_STATES + 2; /* ANY is the last */
	int at = v->only == ANY ? kinds - 1 : v->only;

	do {
		at = (at + kinds + by) % kinds;
		v->only = at == kinds - 1 ? ANY : at;
		show_rows(v);
	} while (v->only != ANY && v->shown_count == 0);
	list_restart(&v->list);
	list_selected(&v->list);
	return SCREEN_REDRAW;
}

static unsigned invitees_action(struct screen *s, enum action a)
{
	struct invitees *v = of(s);
	const unsigned done = list_action(&v->list, a);
	int64_t person;

	if (done != 0)
		return done;
	switch ((int)a) {
	case ACTION_INVITEES_SHOW: return show_next(v, 1);
	case ACTION_INVITEES_SHOW_BACK: return show_next(v, -1);
	case ACTION_INVITEES_REGISTER: return invitees_answer(v, REGISTRATION_REGISTERED);
	case ACTION_INVITEES_DECLINE: return invitees_answer(v, REGISTRATION_DECLINED);
	case ACTION_INVITEES_INVITE: return event_ask_invite(s, v->event);
	case ACTION_INVITEES_WRITE: return invitees_write(v);
	case ACTION_INVITEES_COPY_ALL: return invitees_copy(v, true);
	case ACTION_LIST_COPY: return invitees_copy(v, false);
	case ACTION_LIST_EXPORT: return invitees_export(v);
	case ACTION_LIST_OPEN:
		person = list_selected(&v->list);
		if (person != 0)
			app_push(s->app, &person_screen, &person);
		return SCREEN_REDRAW;
	case ACTION_APP_BACK:
		if (v->only == ANY)
			return 0;
		v->only = ANY;
		show_rows(v);
		list_reload(&v->list);
		return SCREEN_REDRAW;
	default: return 0;
	}
}

static unsigned invitees_text(struct screen *s, const struct term_event *ev)
{
	return list_text(&of(s)->list, ev);
}

static unsigned invitees_mouse(struct screen *s, const struct term_event *ev)
{
	enum action then;
	const unsigned done = list_mouse(&of(s)->list, ev, &then);

	return then != ACTION_NONE ? invitees_action(s, then) : done;
}

static const char *invitees_disabled(const struct screen *s, enum action a)
{
	const struct invitees *v = peek(s);

	if (list_typing(&v->list))
		return NULL;
	switch ((int)a) {
	case ACTION_MAILING_NEXT:
	case ACTION_MAILING_PREV:
	case ACTION_MAILING_FOLDER:
	case ACTION_MAILING_SEND:
	case ACTION_MAILING_AGAIN:
	case ACTION_LIST_NEW:
	case ACTION_LIST_EDIT:
	case ACTION_LIST_DELETE:
	case ACTION_LIST_PRINT: return "";
	case ACTION_LIST_OPEN:
	case ACTION_LIST_COPY:
	case ACTION_LIST_MARK:
	case ACTION_INVITEES_REGISTER:
	case ACTION_INVITEES_DECLINE: return v->array.shown == 0 ? _("nobody is selected") : NULL;
	default: return NULL;
	}
}

static unsigned invitees_reload(struct screen *s)
{
	struct err err = ERR_INIT;

	if (!read_rows(of(s), &err)) {
		app_error(s->app, &err);
		return SCREEN_POP;
	}
	return SCREEN_REDRAW;
}

static const struct screen_ops invitees_ops = {
	.name = "invitees",
	.contexts = CONTEXT_INVITEES | CONTEXT_LIST,
	.size = sizeof(struct invitees),
	.init = invitees_init,
	.release = invitees_release,
	.now = invitees_now,
	.typing = invitees_typing,
	.heading = invitees_heading,
	.status = invitees_status,
	.draw = invitees_draw,
	.action = invitees_action,
	.text = invitees_text,
	.mouse = invitees_mouse,
	.disabled = invitees_disabled,
	.reload = invitees_reload,
};

void invitees_open(struct app *app, int64_t event)
{
	app_push(app, &invitees_ops, &event);
}
