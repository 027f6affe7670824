/* Criteria of the directory, chosen by typing: those that are on come first and go when they are
 * chosen again. */
#include <stdlib.h>
#include <string.h>

#include "etape/cite.h"
#include "etape/fold.h"
#include "etape/saved_filter.h"
#include "tui/screens/choose.h"
#include "tui/screens/contacts.h"
#include "tui/screens/contacts_filter.h"

#define CHANGED_DAYS 30

/* --- what is on --- */

bool contacts_query_asks(const struct person_query *q)
{
	return person_query_restricts(q) || q->filter.on != CIVIL_NONE;
}

bool contacts_criteria_on(const struct contacts_criteria *c)
{
	return c->people ? contacts_query_asks(c->query) : c->query->filter.kinds != 0;
}

void contacts_forget_saved(struct contacts_criteria *c)
{
	free(c->saved);
	c->saved = NULL;
	c->saved_id = 0;
}

static void take_off_all(struct person_query *q)
{
	const char *text = q->filter.text;

	q->filter.text = NULL;
	person_query_set(&q->filter.departement, NULL);
	person_query_set(&q->filter.academie, NULL);
	q->filter = PERSON_FILTER_ALL;
	q->filter.text = text;
}

static void look_of(const struct person_query *q, struct contacts_look *look)
{
	memset(look, 0, sizeof *look);
	look->order = q->order;
	look->descending = q->descending;
	look->column_count = q->column_count;
	memcpy(look->columns, q->columns, q->column_count);
}

static void wear(struct person_query *q, const struct contacts_look *look)
{
	q->order = look->order;
	q->descending = look->descending;
	q->column_count = look->column_count;
	memcpy(q->columns, look->columns, sizeof q->columns);
}

/* The look that a saved filter lent goes with it, unless somebody changed it since. */
static void give_back_look(struct contacts_criteria *c)
{
	struct contacts_look now;

	look_of(c->query, &now);
	if (c->lent && memcmp(&now, &c->its, sizeof now) == 0)
		wear(c->query, &c->own);
	c->lent = false;
}

void contacts_lend_look(struct contacts_criteria *c, const struct person_query *from)
{
	give_back_look(c);
	look_of(c->query, &c->own);
	look_of(from, &c->its);
	c->lent = true;
}

void contacts_criteria_clear(struct contacts_criteria *c)
{
	person_query_copy(&c->before, c->query);
	take_off_all(c->query);
	contacts_forget_saved(c);
	give_back_look(c);
	app_message(c->app, THEME_MESSAGE, _("All criteria are off; f brings them back"));
	c->chosen(c->arg);
}

/* The criteria alone: what was typed since, and how it looks, stays. */
static void put_back(struct contacts_criteria *c)
{
	struct contacts_look look;

	look_of(c->query, &look);
	person_query_set(&c->before.filter.text, c->query->filter.text);
	person_query_copy(c->query, &c->before);
	wear(c->query, &look);
}

/* --- one criterion --- */

bool contacts_criterion_on(const struct person_filter *f, const char *kind, int64_t id)
{
	char code[9];

	if (kind == criterion_role)
		return (f->roles & (unsigned)id) == (unsigned)id;
	if (kind == criterion_kind)
		return (f->kinds & (unsigned)id) == (unsigned)id;
	if (kind == criterion_cite)
		return f->cite == id;
	if (kind == criterion_structure)
		return f->structure == id;
	if (kind == criterion_event)
		return f->event != 0;
	if (kind == criterion_day)
		return f->on != CIVIL_NONE;
	if (kind == criterion_departement) {
		contacts_unpack_code(id, code);
		return str_eq(f->departement, code);
	}
	if (kind != criterion_flag)
		return false;
	switch ((enum contacts_flag)id) {
	case FLAG_MEMBER: return f->member == 1;
	case FLAG_NOT_MEMBER: return f->member == 0;
	case FLAG_NEVER_CAME: return f->never_came;
	case FLAG_NO_EMAIL: return f->no_email;
	case FLAG_NO_PHONE: return f->no_phone;
	case FLAG_UNCONFIRMED: return f->unconfirmed;
	case FLAG_CHANGED: return f->changed_since != CIVIL_NONE;
	}
	return false;
}

static void toggle_flag(struct contacts_criteria *c, enum contacts_flag flag)
{
	struct person_filter *f = &c->query->filter;
	bool on = contacts_criterion_on(f, criterion_flag, flag);

	switch (flag) {
	case FLAG_MEMBER: f->member = on ? ANY : 1; break;
	case FLAG_NOT_MEMBER: f->member = on ? ANY : 0; break;
	case FLAG_NEVER_CAME: f->never_came = !on; break;
	case FLAG_NO_EMAIL: f->no_email = !on; break;
	case FLAG_NO_PHONE: f->no_phone = !on; break;
	case FLAG_UNCONFIRMED: f->unconfirmed = !on; break;
	case FLAG_CHANGED:
		f->changed_since = on ? CIVIL_NONE : app_today(c->app) - CHANGED_DAYS;
		break;
	}
}

static bool take_academie(void *arg, const struct cite_row *row)
{
	person_query_set(arg, row->academie);
	return true;
}

/* An académie is told by one of its cités; 0: none any more. */
static void choose_academie(struct contacts_criteria *c, int64_t cite)
{
	struct cite_filter one = { .id = cite, .on = CIVIL_NONE };

	person_query_set(&c->query->filter.academie, NULL);
	if (cite != 0)
		cite_list(c->app->db, &one, take_academie, &c->query->filter.academie, NULL);
}

static void toggle(struct contacts_criteria *c, const char *kind, int64_t id)
{
	struct person_filter *f = &c->query->filter;
	bool on = contacts_criterion_on(f, kind, id);
	unsigned set = (unsigned)id;
	char code[9];

	if (kind == criterion_role)
		f->roles = on ? f->roles & ~set : f->roles | set;
	else if (kind == criterion_kind)
		f->kinds = on ? f->kinds & ~set : f->kinds | set;
	else if (kind == criterion_cite)
		f->cite = on ? 0 : id;
	else if (kind == criterion_structure)
		f->structure = on ? 0 : id;
	else if (kind == criterion_event)
		f->event = 0;
	else if (kind == criterion_day)
		f->on = CIVIL_NONE;
	else if (kind == criterion_flag)
		toggle_flag(c, (enum contacts_flag)id);
	else if (kind == criterion_academie)
		choose_academie(c, id);
	else if (kind == criterion_departement) {
		contacts_unpack_code(id, code);
		person_query_set(&f->departement, on ? NULL : code);
	}
}

/* --- the choice --- */

static void changed(struct contacts_criteria *c)
{
	contacts_forget_saved(c);
	c->chosen(c->arg);
}

static void event_chosen(struct app *app, const char *kind, int64_t id, void *ctx)
{
	struct contacts_criteria *c = ctx;

	(void)app;
	(void)kind;
	c->query->filter.event = id;
	c->query->filter.at = c->at;
	changed(c);
}

static void criterion_chosen(struct app *app, const char *kind, int64_t id, void *ctx)
{
	struct contacts_criteria *c = ctx;

	if (kind == criterion_saved) {
		contacts_apply_filter(c, id);
	} else if (kind == criterion_delete) {
		contacts_delete_filter(c, id);
	} else if (kind == criterion_all) {
		contacts_criteria_clear(c);
	} else if (kind == criterion_at) {
		c->at = (enum person_at)(id - 1);
		choose_event(app, &c->event_spec, event_chosen, c);
	} else {
		if (kind == criterion_again)
			put_back(c);
		else
			toggle(c, kind, id);
		changed(c);
	}
}

void contacts_choose_criteria(struct contacts_criteria *c)
{
	c->spec = (struct finder_spec){
		.title = N_("Show only"),
		.find = contacts_find_criteria,
		.at_once = true,
		.chosen = criterion_chosen,
		.ctx = c,
	};
	contacts_offer_for(c);
	finder_open(c->app, &c->spec, NULL);
}

void contacts_criteria_words(const struct contacts_criteria *c, struct str *out)
{
	struct person_query shown;
	struct str words = STR_INIT;
	struct str dot = STR_INIT;

	if (!contacts_criteria_on(c))
		return;
	person_query_init(&shown);
	person_query_copy(&shown, c->query);
	if (!c->people) {
		take_off_all(&shown);
		shown.filter.kinds = c->query->filter.kinds;
	}
	str_addf(&dot, " %s ", term_glyph(GLYPH_DOT));
	person_query_words(c->app->db, &shown, dot.buf, &words, NULL);
	if (c->saved != NULL)
		str_addf(out, "%s%s", dot.buf, c->saved);
	str_addf(out, "%s%s", c->saved != NULL ? C_("before what it asks", ": ") : dot.buf, words.buf);
	person_query_release(&shown);
	str_release(&words);
	str_release(&dot);
}

void contacts_criteria_init(struct contacts_criteria *c, struct people *p)
{
	*c = (struct contacts_criteria){ .app = p->app, .query = &p->query, .people = true };
	person_query_init(&c->before);
}

void contacts_criteria_release(struct contacts_criteria *c)
{
	if (c->app == NULL)
		return;
	person_query_release(&c->before);
	contacts_forget_saved(c);
	c->app = NULL;
}
