/* The record of a cité: posts, mandates through time, structures, rencontres, people. */
#include <stdlib.h>
#include <string.h>

#include "etape/cite.h"
#include "etape/event.h"
#include "etape/i18n.h"
#include "etape/membership.h"
#include "etape/person.h"
#include "etape/structure.h"
#include "tui/screens/cites.h"
#include "tui/widgets/card.h"

struct record {
	struct screen s;
	int64_t id;
	struct cite cite;
	struct card card;
	struct str emails;	/* of the posts: "Name <address>; …" */
	int email_count;
	struct err err;		/* of a callback: listings go on without */
};

static struct record *record_of(struct screen *s)
{
	return (struct record *)s;
}

#define CELLS(...) (sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *)), (const char *const[]){ __VA_ARGS__ }

/* --- sections ---------------------------------------------------------------------- */

static bool add_communes(void *arg, const struct cite_row *row)
{
	struct str *out = arg;

	for (const char *p = row->communes; *p; p++) {
		if (*p == '\n')
			str_add(out, ", ");
		else
			str_addc(out, *p);
	}
	return false;
}

static bool head(struct record *r, struct err *err)
{
	struct cite_filter filter = { .id = r->id, .on = CIVIL_NONE };
	struct str communes = STR_INIT, label = STR_INIT, where = STR_INIT;
	struct cite_summary sum;
	bool ok = cite_summary(r->s.app->db, r->id, CIVIL_NONE, &sum, err);

	if (!ok)
		return false;
	ok = cite_list(r->s.app->db, &filter, add_communes, &communes, err);
	if (r->cite.wave)
		str_addf(&label, _("label %d"), r->cite.wave);
	else
		str_add(&label, _("label not known"));
	str_addf(&label, ", %s", sum.member ? _("member") : _("not a member"));
	if (sum.member_via) {
		str_add(&label, " ");
		str_addf(&label, _("through %s"), sum.member_via);
	}
	str_addf(&where, _("%s · %s · académie: %s"), departement_name(r->cite.departement),
		r->cite.region_name, r->cite.academie);
	card_add(&r->card, CELLS(communes.buf));
	card_add(&r->card, CELLS(where.buf));
	card_add(&r->card, CELLS(label.buf));
	if (r->cite.note && *r->cite.note)
		card_add(&r->card, CELLS(r->cite.note));
	cite_summary_release(&sum);
	str_release(&communes);
	str_release(&label);
	str_release(&where);
	return ok;
}

static bool add_post(void *arg, const struct post *post)
{
	struct record *r = arg;
	struct str since = STR_INIT;
	bool vacant = post->mandate == 0;

	if (post->since != CIVIL_NONE) {
		str_add(&since, vacant ? "" : _("since "));
		cites_add_month(&since, post->since);
	}
	const char *role = vocabulary_label(&mandate_roles, (int)post->role);
	struct str name = STR_INIT;
	if (vacant && since.len)
		str_addf(&name, _("vacant since %s"), since.buf);
	else
		str_add(&name, vacant ? _("vacant") : post->name);
	struct card_line *l = card_add(&r->card,
		CELLS(role, name.buf, post->phone, post->email, vacant ? "" : since.buf, post->structure));
	l->main = 1;
	l->style = vacant ? THEME_WARNING : THEME_NORMAL;
	if (!vacant) {
		struct str copy = STR_INIT;
		l->kind = "person";
		l->id = post->person;
		if (cites_add_address(&copy, post->name, post->email))
			l->copy = str_take(&copy);
		str_release(&copy);
		r->email_count += cites_add_address(&r->emails, post->name, post->email);
	}
	str_release(&since);
	str_release(&name);
	return true;
}

/* Mandates are drawn over the years from the first one to today. */
struct timeline {
	struct record *r;
	day_t from, to;
	bool measuring;
	bool began;
};

static bool add_mandate(void *arg, const struct mandate_row *row)
{
	struct timeline *t = arg;
	day_t from, to;
	struct str dates = STR_INIT;

	if (!civil_parse_iso(row->from, &from))
		from = CIVIL_NONE;
	if (!civil_parse_iso(row->to, &to))
		to = CIVIL_NONE;
	if (t->measuring) {
		if (from != CIVIL_NONE && from < t->from)
			t->from = from;
		if (to != CIVIL_NONE && to > t->to)
			t->to = to;
		t->began = true;
		return true;
	}
	if (from != CIVIL_NONE)
		cites_add_month(&dates, from);
	str_addf(&dates, " %s ", term_glyph(GLYPH_ARROW));
	if (to != CIVIL_NONE)
		cites_add_month(&dates, to);
	struct card_line *l = card_add(&t->r->card,
		CELLS(vocabulary_label(&mandate_roles, (int)row->role), row->name, dates.buf));
	l->main = 1;
	l->style = row->in_force ? THEME_NORMAL : THEME_DIM;
	l->kind = "person";
	l->id = row->person_id;
	int64_t span = t->to > t->from ? t->to - t->from : 1;
	l->from = from == CIVIL_NONE ? 0 : (int)((from - t->from) * (int64_t)1000 / span);
	l->to = to == CIVIL_NONE ? 1000 : (int)((to - t->from) * (int64_t)1000 / span);
	if (l->to < 1)
		l->to = 1;
	str_release(&dates);
	return true;
}

static bool mandates(struct record *r, struct err *err)
{
	struct mandate_filter filter = MANDATE_FILTER_ALL;
	day_t today = app_today(r->s.app);
	struct timeline t = { .r = r, .from = today, .to = today, .measuring = true };
	struct str span = STR_INIT;
	bool ok;

	filter.cite = r->id;
	if (!mandate_list(r->s.app->db, &filter, add_mandate, &t, err))
		return false;
	if (!t.began)
		return true;
	cites_add_month(&span, t.from);
	str_addf(&span, " %s ", term_glyph(GLYPH_ARROW));
	cites_add_month(&span, t.to);
	card_heading(&r->card, _("Mandates through time"), span.buf);
	t.measuring = false;
	ok = mandate_list(r->s.app->db, &filter, add_mandate, &t, err);
	str_release(&span);
	return ok;
}

static bool add_structure(void *arg, const struct structure_row *row)
{
	struct record *r = arg;
	bool member = false;
	char *via = NULL;
	struct str words = STR_INIT;

	if (!membership_on(r->s.app->db, row->id, app_today(r->s.app), &member, &via, &r->err))
		return false;
	if (member && via && strcmp(via, row->name) != 0)
		str_addf(&words, _("member through %s"), via);
	else if (member)
		str_add(&words, _("member"));
	struct card_line *l = card_add(&r->card,
		CELLS(row->name, vocabulary_label(&structure_kinds, (int)row->kind), words.buf, row->phone, row->email));
	l->kind = "structure";
	l->id = row->id;
	l->copy = *row->email ? xstrdup(row->email) : NULL;
	free(via);
	str_release(&words);
	return true;
}

static bool structures(struct record *r, struct err *err)
{
	struct structure_filter filter = STRUCTURE_FILTER_ALL;
	struct page page = { .n = 200 };
	int64_t n = 0;

	filter.cite = r->id;
	r->err = ERR_INIT;
	if (!structure_count(r->s.app->db, &filter, &n, err))
		return false;
	if (n)
		card_heading(&r->card, _("Structures"), NULL);
	if (!structure_page(r->s.app->db, &filter, &page, add_structure, r, err))
		return false;
	if (r->err.code != ERR_NONE) {
		if (err)
			*err = r->err;
		return false;
	}
	return true;
}

static bool add_hosted(void *arg, const struct event_row *row)
{
	struct record *r = arg;
	struct str date = STR_INIT, present = STR_INIT;

	cites_add_date(&date, row->start);
	if (row->present > 0)
		str_addf(&present, P_("%d present", "%d present", row->present), (int)row->present);
	struct card_line *l = card_add(&r->card,
		CELLS(date.buf, row->title, vocabulary_label(&event_statuses, (int)row->status), present.buf));
	l->main = 1;
	l->kind = "event";
	l->id = row->id;
	str_release(&date);
	str_release(&present);
	return true;
}

static bool hosted(struct record *r, struct err *err)
{
	struct event_filter filter = EVENT_FILTER_ALL;
	int64_t n = 0;

	filter.cite = r->id;
	filter.newest_first = true;
	if (!event_count(r->s.app->db, &filter, &n, err))
		return false;
	if (n)
		card_heading(&r->card, _("Hosted here"), NULL);
	return event_list(r->s.app->db, &filter, add_hosted, r, err);
}

static bool add_attended(void *arg, const struct cite_attendance *a)
{
	struct record *r = arg;
	struct str date = STR_INIT, people = STR_INIT, names = STR_INIT;

	if (r->err.code == ERR_NONE) {
		card_heading(&r->card, _("Attended"), NULL);
		r->err.code = ERR_EXISTS;	/* the heading stands */
	}
	cites_add_date(&date, a->start);
	str_addf(&people, "%d %s", a->people, P_("pers.", "pers.", a->people));
	for (const char *p = a->names; *p; p++) {
		if (*p == '\n')
			str_add(&names, ", ");
		else
			str_addc(&names, *p);
	}
	struct card_line *l = card_add(&r->card, CELLS(date.buf, a->title, people.buf, names.buf));
	l->main = 1;
	l->kind = "event";
	l->id = a->event;
	str_release(&date);
	str_release(&people);
	str_release(&names);
	return true;
}

static bool add_person(void *arg, const struct person_row *row)
{
	struct record *r = arg;
	struct str copy = STR_INIT;

	if (r->err.code == ERR_NONE) {
		card_heading(&r->card, _("People"), NULL);
		r->err.code = ERR_EXISTS;
	}
	struct card_line *l = card_add(&r->card, CELLS(row->name, *row->function ? row->function : row->structure,
		*row->mobile ? row->mobile : row->phone, row->email));
	l->kind = "person";
	l->id = row->id;
	if (cites_add_address(&copy, row->name, row->email))
		l->copy = str_take(&copy);
	str_release(&copy);
	return true;
}

static bool people(struct record *r, struct err *err)
{
	struct person_filter filter = PERSON_FILTER_ALL;
	struct page page = { .n = 200 };

	filter.cite = r->id;
	r->err = ERR_INIT;
	return person_page(r->s.app->db, &filter, &page, add_person, r, err);
}

static bool attended(struct record *r, struct err *err)
{
	r->err = ERR_INIT;
	return cite_attended(r->s.app->db, r->id, CIVIL_NONE, add_attended, r, err);
}

static bool posts(struct record *r, struct err *err)
{
	str_reset(&r->emails);
	r->email_count = 0;
	card_heading(&r->card, _("Posts"), NULL);
	return mandate_posts(r->s.app->db, r->id, CIVIL_NONE, true, add_post, r, err);
}

static bool read_record(struct record *r, struct err *err)
{
	struct cite fresh;
	const struct card_line *at = card_selected(&r->card);
	const char *kind = at ? at->kind : NULL;
	int64_t id = at ? at->id : 0;

	cite_init(&fresh);
	if (!cite_get(r->s.app->db, r->id, &fresh, err)) {
		cite_release(&fresh);
		return false;
	}
	cite_release(&r->cite);
	r->cite = fresh;
	card_clear(&r->card);
	bool ok = head(r, err) && posts(r, err) && hosted(r, err) && attended(r, err) && people(r, err) &&
		mandates(r, err) && structures(r, err);
	card_settle(&r->card, kind, id);
	return ok;
}

/* --- life ---------------------------------------------------------------------------- */

static bool record_init(struct screen *s, const void *arg, struct err *err)
{
	struct record *r = record_of(s);

	r->id = *(const int64_t *)arg;
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
}

static void record_heading(struct screen *s, struct str *out)
{
	const struct record *r = record_of(s);

	str_addf(out, _("Cité éducative · %s"), r->cite.name);
}

static void record_draw(struct screen *s, struct area a)
{
	card_draw(&record_of(s)->card, area_sub(a, 0, 1, a.rows, a.cols - 2));
}

/* --- actions --------------------------------------------------------------------------- */

static unsigned open_line(struct record *r)
{
	const struct card_line *l = card_selected(&r->card);

	if (l)
		app_open(r->s.app, l->kind, l->id);
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
	(void)s;
	switch ((unsigned)a) {
	case ACTION_LIST_NEW:
	case ACTION_LIST_EDIT:
	case ACTION_LIST_DELETE:
	case ACTION_LIST_FILTER:
	case ACTION_LIST_SORT:
	case ACTION_LIST_MARK:
	case ACTION_LIST_UNMARK:
	case ACTION_LIST_EXPORT:
	case ACTION_LIST_PRINT:
	case ACTION_RECORD_MANDATE:
	case ACTION_RECORD_STRUCTURE:
	case ACTION_RECORD_CONFIRM:
	case ACTION_RECORD_ERASE:
		return "";
	default:
		return NULL;
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
};
