/* The minutes of a rencontre as lines: cités that are there, what they told, who is missing. */
#include <stdlib.h>
#include <string.h>

#include "etape/i18n.h"
#include "etape/text.h"
#include "tui/screens/cites.h"
#include "tui/screens/minutes.h"

#define CELLS(...)                                                                             \
	(sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *)),                 \
		(const char *const[]){ __VA_ARGS__ }

/* --- cités --- */

/* "CPO DUPRÉ-LEROY Inès, référent·e MARTIN Paul"; of those who did not come, what is known. */
static void add_people(struct str *out, const struct minutes_cite *c, enum minutes_standing standing)
{
	bool first = true;

	for (size_t i = 0; i < c->count; i++) {
		const struct minutes_person *p = &c->people[i];

		if (p->standing != standing)
			continue;
		str_addf(out, first ? "%s%s%s" : ", %s%s%s", p->function, *p->function ? " " : "", p->name);
		first = false;
		if (standing == MINUTES_EXPECTED)
			str_addf(out, " (%s)", vocabulary_label(&registration_statuses, (int)p->status));
		else if (standing == MINUTES_EXCUSED && *p->reason)
			str_addf(out, " (%s)", p->reason);
	}
}

static bool has_people(const struct minutes_cite *c, enum minutes_standing standing)
{
	for (size_t i = 0; i < c->count; i++)
		if (c->people[i].standing == standing)
			return true;
	return false;
}

/* Who of it is there, and who of it is excused. */
static void add_whom(struct str *out, const struct minutes_cite *c)
{
	if (c->standing == MINUTES_HEARD)
		str_add(out, _("nobody is checked in"));
	else
		add_people(out, c, c->standing);
	if (c->standing >= MINUTES_EXCUSED || !has_people(c, MINUTES_EXCUSED))
		return;
	str_addf(out, "; %s ", _("excused:"));
	add_people(out, c, MINUTES_EXCUSED);
}

/* Names of several towns leave room for the rest. */
static void add_name(struct str *out, const struct minutes_view *v, const char *name)
{
	const size_t most = v->made_for >= 150 ? 56 : (size_t)(v->made_for / 3);

	if (text_width(name) <= most)
		str_add(out, name);
	else
		text_fit_mark(out, name, most, term_glyph(GLYPH_ELLIPSIS));
}

static void add_cite(struct minutes_view *v, const struct minutes_cite *c)
{
	struct str name = STR_INIT, whom = STR_INIT;
	const struct layer_class *look = c->mood ? cites_mood_class(c->level) : NULL;
	struct card_line *l;

	str_addf(&name, "%s ", term_glyph(look ? look->glyph : GLYPH_DOT));
	add_name(&name, v, c->cite ? c->name : C_("minutes", "Others"));
	add_whom(&whom, c);
	/* A blank keeps the column of those that are not told yet. */
	l = card_add_text(&v->card, CELLS(name.buf, c->mood ? mood_level_label(c->level) : " "), whom.buf);
	l->style = look ? look->style : THEME_NORMAL;
	if (c->cite) {
		l->kind = "cite";
		l->id = c->cite;
		l->opens = "cite";
		l->opens_id = c->cite;
	}
	for (size_t i = 0; i < c->news.count; i++) {
		const struct minutes_text *t = &c->news.at[i];

		l = card_add_text(&v->card, CELLS("", t->author), t->text);
		l->main = 2;
		l->kind = "news";
		l->id = t->id;
		l->copy = xstrdup(t->text);
	}
	str_release(&name);
	str_release(&whom);
}

static size_t count_cites(const struct minutes_view *v, enum minutes_standing first, enum minutes_standing last)
{
	size_t n = 0;

	for (size_t i = 0; i < v->m.count; i++) {
		const struct minutes_cite *c = &v->m.cites[i];

		n += c->cite && c->standing >= first && c->standing <= last;
	}
	return n;
}

static void add_cites(struct minutes_view *v, const char *heading, enum minutes_standing first,
	enum minutes_standing last)
{
	const size_t n = count_cites(v, first, last);
	struct str note = STR_INIT;
	bool any = false;

	str_addf(&note, P_("%zu cité", "%zu cités", n), n);
	for (size_t i = 0; i < v->m.count; i++) {
		const struct minutes_cite *c = &v->m.cites[i];

		if (c->standing < first || c->standing > last)
			continue;
		if (!any)
			card_heading(&v->card, heading, note.buf);
		any = true;
		add_cite(v, c);
	}
	str_release(&note);
}

static void add_present(struct minutes_view *v)
{
	add_cites(v, _("Cités present"), MINUTES_CAME, MINUTES_HEARD);
	if (v->card.count)
		return;
	card_heading(&v->card, _("Cités present"), NULL);
	card_add_text(&v->card, 0, NULL, _("Nobody is checked in: cités that are expected can speak all the same"));
}

static void add_missing(struct minutes_view *v)
{
	const bool over = v->event->last_day < civil_today(v->event->zone);

	add_cites(v, over ? C_("minutes", "Absent") : _("Expected, not there yet"), MINUTES_EXPECTED,
		MINUTES_EXPECTED);
	add_cites(v, C_("minutes", "Excused"), MINUTES_EXCUSED, MINUTES_EXCUSED);
}

/* --- decisions, dates --- */

static void add_points(struct minutes_view *v, const struct minutes_texts *texts, const char *kind)
{
	for (size_t i = 0; i < texts->count; i++) {
		const struct minutes_text *t = &texts->at[i];
		struct card_line *l = card_add_text(&v->card, CELLS(t->author), t->text);

		l->main = 1;
		l->kind = kind;
		l->id = t->id;
		l->copy = xstrdup(t->text);
	}
}

static void add_invitation(struct minutes_view *v, enum minutes_point_kind kind, const char *words)
{
	struct str text = STR_INIT;
	struct card_line *l;

	if (!v->s.app->may_write)
		return;
	str_addf(&text, "%s %s", term_glyph(GLYPH_ADD), words);
	l = card_add(&v->card, CELLS(text.buf));
	l->style = THEME_DIM;
	l->kind = "add";
	l->id = (int64_t)kind;
	str_release(&text);
}

static bool add_next(void *arg, const struct event_row *row)
{
	struct minutes_view *v = arg;
	struct str when = STR_INIT;
	struct card_line *l;

	/* In digits: the titles need the room. */
	if (row->precision == PRECISION_DAY) {
		civil_format_short(&when, row->first_day, i18n_lang());
		if (row->last_day > row->first_day) {
			str_add(&when, "–");
			civil_format_short(&when, row->last_day, i18n_lang());
		}
	} else {
		civil_format_span(&when, row->start, row->end, row->precision, i18n_lang());
	}
	l = card_add_text(&v->card, CELLS(when.buf), row->title);
	l->kind = "event";
	l->id = row->id;
	l->opens = "event";
	l->opens_id = row->id;
	str_release(&when);
	return true;
}

static void add_dates(struct minutes_view *v)
{
	struct err err = ERR_INIT;

	card_heading(&v->card, _("Next dates"), NULL);
	if (!minutes_next(v->s.app->db, v->event, add_next, v, &err))
		app_error(v->s.app, &err);
	add_points(v, &v->m.dates, "date");
	add_invitation(v, MINUTES_DATE, _("note a date"));
}

void minutes_fill(struct minutes_view *v, int cols)
{
	const struct card_line *at = card_selected(&v->card);
	const char *kind = v->to ? v->to : at ? at->kind : NULL;
	const int64_t id = v->to ? v->to_id : at ? at->id : 0;

	v->made_for = cols;
	v->to = NULL;
	card_clear(&v->card);
	add_present(v);
	/* Where nobody is checked in, those who are expected speak. */
	if (!v->m.people)
		add_missing(v);
	card_heading(&v->card, _("Decisions"), NULL);
	add_points(v, &v->m.decisions, "decision");
	add_invitation(v, MINUTES_DECISION, _("note a decision"));
	add_dates(v);
	if (v->m.people)
		add_missing(v);
	card_settle(&v->card, kind, id);
}
