/* The record of a cité: posts, people, notes, rencontres, fees, mandates through time, label,
 * memberships, structures; today's, or those of a day before. */
#include <stdlib.h>
#include <string.h>

#include "etape/i18n.h"
#include "tui/screens/cites_record.h"
#include "tui/screens/contacts.h"

static struct record *record_of(struct screen *s)
{
	return (struct record *)s;
}

day_t record_day(const struct record *r)
{
	return r->on == CIVIL_NONE ? app_today(r->s.app) : r->on;
}

bool record_line_is(const struct card_line *l, const char *kind)
{
	return l && l->kind && strcmp(l->kind, kind) == 0;
}

void record_section(struct record *r, const char *text)
{
	r->head = text;
}

struct card_line *record_add(struct record *r, const char *kind, int64_t id, size_t n,
	const char *const cells[])
{
	if (r->head)
		card_heading(&r->card, r->head, NULL);
	r->head = NULL;
	struct card_line *l = card_add(&r->card, n, cells);
	l->kind = kind;
	l->id = id;
	return l;
}

static bool read_record(struct record *r, struct err *err)
{
	static bool (*const sections[])(struct record *r, struct err *err) = {
		record_head, record_posts, record_people, record_story, record_events, record_fees,
		record_mandates, record_labels, record_memberships, record_structures,
	};
	const struct card_line *at = card_selected(&r->card);
	const char *kind = at ? at->kind : NULL;
	int64_t id = at ? at->id : 0;
	struct cite fresh;
	bool ok = true;

	cite_init(&fresh);
	if (!cite_get(r->s.app->db, r->id, &fresh, err)) {
		cite_release(&fresh);
		return false;
	}
	cite_release(&r->cite);
	r->cite = fresh;
	card_clear(&r->card);
	r->head = NULL;
	for (size_t i = 0; ok && i < sizeof sections / sizeof *sections; i++)
		ok = sections[i](r, err);
	card_settle(&r->card, kind, id);
	return ok;
}

/* --- life ---------------------------------------------------------------------------- */

static bool record_init(struct screen *s, const void *arg, struct err *err)
{
	struct record *r = record_of(s);

	r->id = *(const int64_t *)arg;
	r->on = CIVIL_NONE;
	cite_init(&r->cite);
	card_init(&r->card);
	str_init(&r->emails);
	return read_record(r, err);
}

static void record_release(struct screen *s)
{
	struct record *r = record_of(s);

	cite_release(&r->cite);
	card_release(&r->card);
	str_release(&r->emails);
	free(r->holders);
}

static void record_heading(struct screen *s, struct str *out)
{
	const struct record *r = record_of(s);

	str_addf(out, _("Cité éducative · %s"), r->cite.name);
	if (r->on == CIVIL_NONE)
		return;
	str_add(out, _(", on "));
	civil_format_short(out, r->on, r->s.app->lang);
}

static void record_draw(struct screen *s, struct area a)
{
	card_draw(&record_of(s)->card, area_sub(a, 0, 1, a.rows, a.cols - 2));
}

/* --- actions --------------------------------------------------------------------------- */

static unsigned open_line(struct record *r)
{
	const struct card_line *l = card_selected(&r->card);

	if (l && l->opens)
		app_open(r->s.app, l->opens, l->opens_id);
	else if (l)
		app_do(r->s.app, ACTION_LIST_EDIT);
	return SCREEN_HANDLED;
}

/* The selected person's address; on a line without one, those of all posts. */
static unsigned copy_line(struct record *r)
{
	const struct card_line *l = card_selected(&r->card);
	struct str what = STR_INIT;

	if (l && l->copy) {
		app_copy(r->s.app, l->copy, l->copy);
	} else {
		str_addf(&what, P_("%d address", "%d addresses", r->email_count), r->email_count);
		app_copy(r->s.app, r->emails.buf, what.buf);
	}
	str_release(&what);
	return SCREEN_HANDLED;
}

static unsigned record_action(struct screen *s, enum action a)
{
	struct record *r = record_of(s);

	switch ((unsigned)a) {
	case ACTION_LIST_OPEN:
		return open_line(r);
	case ACTION_LIST_COPY:
		return copy_line(r);
	case ACTION_LIST_NEW:
		return record_new(r);
	case ACTION_LIST_EDIT:
		return record_edit(r);
	case ACTION_LIST_DELETE:
		return record_delete(r);
	case ACTION_RECORD_MANDATE:
		return record_new_mandate(r);
	case ACTION_RECORD_END:
		return record_end(r);
	case ACTION_RECORD_NOTE:
		note_form(r->s.app, 0, r->id);
		return SCREEN_REDRAW;
	case ACTION_RECORD_NEXT:
	case ACTION_RECORD_PREV:
		return card_next_section(&r->card, a == ACTION_RECORD_NEXT ? 1 : -1);
	default:
		return card_action(&r->card, a);
	}
}

static unsigned record_mouse(struct screen *s, const struct term_event *ev)
{
	struct record *r = record_of(s);
	enum action then = ACTION_NONE;
	unsigned did = card_mouse(&r->card, ev, &then);

	if (then == ACTION_LIST_OPEN)
		open_line(r);
	return did;
}

static const char *record_disabled(const struct screen *s, enum action a)
{
	switch ((unsigned)a) {
	case ACTION_LIST_FILTER:
	case ACTION_LIST_SORT:
	case ACTION_LIST_MARK:
	case ACTION_LIST_MARK_ALL:
	case ACTION_LIST_UNMARK:
	case ACTION_LIST_EXPORT:
	case ACTION_LIST_PRINT:
	case ACTION_RECORD_STRUCTURE:
	case ACTION_RECORD_CONFIRM:
	case ACTION_RECORD_ERASE:
	case ACTION_RECORD_KNOWN:
		return "";
	default:
		return record_cannot((const struct record *)s, a);
	}
}

static unsigned record_reload(struct screen *s)
{
	struct record *r = record_of(s);
	struct err err = ERR_INIT;

	if (!read_record(r, &err))
		app_error(s->app, &err);
	return SCREEN_REDRAW;
}

/* A document of it that was found. */
static unsigned record_show_document(struct screen *s, int64_t id)
{
	card_settle(&record_of(s)->card, "document", id);
	return SCREEN_REDRAW;
}

void cite_record_tell(struct screen *s, day_t on)
{
	if (s->ops != &cite_screen)
		return;
	record_of(s)->on = on;
	record_reload(s);
}

const struct screen_ops cite_screen = {
	.name = "cite",
	.contexts = CONTEXT_RECORD | CONTEXT_LIST,
	.size = sizeof(struct record),
	.init = record_init,
	.release = record_release,
	.heading = record_heading,
	.draw = record_draw,
	.action = record_action,
	.mouse = record_mouse,
	.disabled = record_disabled,
	.reload = record_reload,
	.show = record_show_document,
};
