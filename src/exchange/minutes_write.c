#include "etape/minutes.h"

#include <stdlib.h>
#include <string.h>

#include "etape/counters.h"
#include "etape/i18n.h"
#include "etape/session.h"
#include "exchange/markdown.h"

/* The paper being written. */
struct paper {
	struct db *db;
	const struct event_row *event;
	const struct minutes *m;
	const struct minutes_options *options;
	struct str out;
};

static void add_heading(struct paper *p, const char *words)
{
	str_addf(&p->out, "\n## %s\n\n", words);
}

/* "- **Place:** Halle des Embruns"; nothing for nothing. */
static void add_fact(struct paper *p, const char *label, const char *text)
{
	if (!*text)
		return;
	str_addf(&p->out, _("- **%s:** "), label);
	markdown_add(&p->out, text, "  ");
	str_addc(&p->out, '\n');
}

/* "- **Creil**" */
static void add_name(struct paper *p, const char *name)
{
	str_add(&p->out, "- **");
	markdown_add(&p->out, name, "");
	str_add(&p->out, "**");
}

/* --- what it was --- */

static void add_place(struct paper *p)
{
	const struct event_row *e = p->event;
	struct str place = STR_INIT;

	event_row_place(&place, e);
	add_fact(p, _("Place"), place.buf);
	str_release(&place);
}

static void add_date(struct paper *p)
{
	const struct event_row *e = p->event;
	struct str when = STR_INIT;

	civil_format_span(&when, e->start, e->end, e->precision, i18n_lang());
	add_fact(p, _("Date"), when.buf);
	str_release(&when);
}

/* "matin, 09:00–12:30"; how many came to it when it is not the only one. */
static bool add_session(struct paper *p, const struct session *s, bool only, struct err *err)
{
	struct counters c;
	struct str text = STR_INIT;

	if (!counters_get(p->db, p->event->id, s->no, &c, err))
		return false;
	session_words(&text, s, p->event->last_day > p->event->first_day);
	str_add(&text, ", ");
	civil_format_time(&text, s->starts, i18n_lang());
	str_add(&text, "–");
	civil_format_time(&text, s->ends % 1440, i18n_lang());
	if (!only && p->m->people)
		str_addf(&text, P_(": %lld person", ": %lld people", c.present + c.left),
			(long long)(c.present + c.left));
	str_add(&p->out, "  - ");
	markdown_add(&p->out, text.buf, "    ");
	str_addc(&p->out, '\n');
	str_release(&text);
	return true;
}

static bool add_sessions(struct paper *p, struct err *err)
{
	struct session *sessions = NULL;
	size_t count = 0;
	bool ok = session_list(p->db, p->event->id, &sessions, &count, err);

	if (count)
		str_addf(&p->out, _("- **%s:**\n"), C_("minutes", "Sessions"));
	for (size_t i = 0; ok && i < count; i++)
		ok = add_session(p, &sessions[i], count == 1, err);
	session_free_list(&sessions, count);
	return ok;
}

/* What a reader must know before the rest. */
static void add_standing(struct paper *p)
{
	const struct event_row *e = p->event;
	const char *words = NULL;

	if (e->status == EVENT_CANCELLED)
		words = _("This rencontre was called off.");
	else if (e->status == EVENT_POSTPONED)
		words = _("This rencontre was postponed.");
	else if (e->first_day > civil_today(e->zone))
		words = _("This rencontre has not been held yet.");
	if (words)
		str_addf(&p->out, "\n*%s*\n", words);
}

static bool add_head(struct paper *p, struct err *err)
{
	str_addf(&p->out, "# %s ", _("Minutes:"));
	markdown_add(&p->out, p->event->title, "");
	str_add(&p->out, "\n\n");
	add_date(p);
	if (!add_sessions(p, err))
		return false;
	add_place(p);
	add_fact(p, _("Host"), p->event->host_name);
	add_fact(p, _("Cycle"), p->event->cycle);
	add_fact(p, _("Theme"), p->event->theme);
	add_standing(p);
	return true;
}

/* --- who --- */

/* How many of the same function as `i` there are; 0 when one of them was said before. */
static int alike(const struct minutes_cite *c, size_t i)
{
	int n = 0;

	for (size_t j = 0; j < c->count; j++) {
		const struct minutes_person *who = &c->people[j];

		if (who->standing != c->people[i].standing || strcmp(who->function, c->people[i].function) != 0)
			continue;
		if (j < i)
			return 0;
		n++;
	}
	return n;
}

/* "CPO (DUPRÉ-LEROY Inès)", or without names "CPO", "référent·e (2)". */
static void add_person(struct paper *p, const struct minutes_person *who, int count)
{
	struct str text = STR_INIT;

	str_add(&text, *who->function || p->options->names ? who->function : _("function not known"));
	if (p->options->names)
		str_addf(&text, *who->function ? " (%s)" : "%s", who->name);
	else if (count > 1)
		str_addf(&text, " (%d)", count);
	markdown_add(&p->out, text.buf, "  ");
	str_release(&text);
}

/* One line a cité, of its people who stand so. */
static void add_people(struct paper *p, const struct minutes_cite *c, enum minutes_standing standing)
{
	bool first = true;

	add_name(p, c->cite ? c->name : C_("minutes", "Others"));
	for (size_t i = 0; i < c->count; i++) {
		const int count = p->options->names ? 1 : alike(c, i);

		if (c->people[i].standing != standing || !count)
			continue;
		str_add(&p->out, first ? C_("minutes", ": ") : C_("minutes", "; "));
		add_person(p, &c->people[i], count);
		first = false;
	}
	str_addc(&p->out, '\n');
}

static void add_present(struct paper *p)
{
	const struct minutes *m = p->m;

	add_heading(p, C_("minutes", "Present"));
	if (!m->people) {
		str_addf(&p->out, "%s\n", _("Nobody was checked in."));
		return;
	}
	str_addf(&p->out, P_("%lld person", "%lld people", m->people), (long long)m->people);
	if (m->from)
		str_addf(&p->out, P_(" of %lld cité", " of %lld cités", m->from), (long long)m->from);
	str_add(&p->out, ".\n\n");
	for (size_t i = 0; i < m->count; i++)
		if (m->cites[i].standing == MINUTES_CAME)
			add_people(p, &m->cites[i], MINUTES_CAME);
}

static bool cite_has_excused(const struct minutes_cite *c)
{
	for (size_t i = 0; i < c->count; i++)
		if (c->people[i].standing == MINUTES_EXCUSED)
			return true;
	return false;
}

static void add_excused(struct paper *p)
{
	bool any = false;

	for (size_t i = 0; i < p->m->count; i++) {
		if (!cite_has_excused(&p->m->cites[i]))
			continue;
		if (!any)
			add_heading(p, C_("minutes", "Excused"));
		any = true;
		add_people(p, &p->m->cites[i], MINUTES_EXCUSED);
	}
}

/* --- what was told --- */

static void add_moods(struct paper *p)
{
	bool any = false;

	for (size_t i = 0; i < p->m->count; i++) {
		const struct minutes_cite *c = &p->m->cites[i];

		if (!c->mood)
			continue;
		if (!any)
			add_heading(p, _("Mood of the day"));
		any = true;
		add_name(p, c->name);
		str_addf(&p->out, "%s%s\n", C_("minutes", ": "), mood_level_label(c->level));
	}
}

static void add_texts(struct paper *p, const struct minutes_texts *texts)
{
	for (size_t i = 0; i < texts->count; i++) {
		str_add(&p->out, "- ");
		markdown_add(&p->out, texts->at[i].text, "  ");
		str_addc(&p->out, '\n');
	}
}

static void add_news(struct paper *p)
{
	bool any = false;

	for (size_t i = 0; i < p->m->count; i++) {
		const struct minutes_cite *c = &p->m->cites[i];

		if (!c->news.count)
			continue;
		if (!any)
			add_heading(p, _("News of the cités"));
		str_addf(&p->out, "%s### ", any ? "\n" : "");
		any = true;
		markdown_add(&p->out, c->name, "");
		str_add(&p->out, "\n\n");
		add_texts(p, &c->news);
	}
}

static void add_decisions(struct paper *p)
{
	if (!p->m->decisions.count)
		return;
	add_heading(p, _("Decisions"));
	add_texts(p, &p->m->decisions);
}

/* --- what comes --- */

/* "- mardi 8 décembre 2026 : Réseau des CPO, Lens" */
static bool add_next(void *arg, const struct event_row *row)
{
	struct str *out = arg;
	struct str when = STR_INIT, place = STR_INIT;

	civil_format_span(&when, row->start, row->end, row->precision, i18n_lang());
	str_addf(out, "- %s%s", when.buf, C_("minutes", ": "));
	markdown_add(out, row->title, "  ");
	str_add(&place, *row->town ? row->town : row->place);
	if (place.len && !strstr(row->title, place.buf)) {
		str_add(out, ", ");
		markdown_add(out, place.buf, "  ");
	}
	str_addc(out, '\n');
	str_release(&when);
	str_release(&place);
	return true;
}

static bool add_dates(struct paper *p, struct err *err)
{
	struct str next = STR_INIT;
	const bool ok = minutes_next(p->db, p->event, add_next, &next, err);

	if (next.len || p->m->dates.count)
		add_heading(p, _("Next dates"));
	add_texts(p, &p->m->dates);
	str_add(&p->out, next.buf);
	str_release(&next);
	return ok;
}

/* --- the whole --- */

static bool paper_make(struct paper *p, struct err *err)
{
	if (!add_head(p, err))
		return false;
	add_present(p);
	add_excused(p);
	add_moods(p);
	add_news(p);
	add_decisions(p);
	return add_dates(p, err);
}

static bool take_event(void *arg, const struct event_row *row)
{
	*(struct event_row **)arg = event_row_dup(row);
	return false;
}

static bool read_event(struct db *db, int64_t id, struct event_row **event, struct err *err)
{
	struct event_filter one = EVENT_FILTER_ALL;

	one.id = id;
	if (!event_list(db, &one, take_event, event, err))
		return false;
	return *event || err_set(err, ERR_NOT_FOUND, _("this rencontre is no longer there"));
}

bool minutes_text(struct db *db, int64_t event, const struct minutes_options *options, struct str *out,
	struct err *err)
{
	struct paper p = { .db = db, .options = options, .out = STR_INIT };
	struct event_row *row = NULL;
	struct minutes m;
	enum lang before;
	bool ok;

	if (!read_event(db, event, &row, err))
		return false;
	before = i18n_speak(LANG_FR);
	p.event = row;
	p.m = &m;
	ok = minutes_read(db, row, &m, err) && paper_make(&p, err);
	i18n_speak(before);
	if (ok)
		str_addn(out, p.out.buf, p.out.len);
	minutes_release(&m);
	free(row);
	str_release(&p.out);
	return ok;
}

bool minutes_write(struct db *db, int64_t event, const struct minutes_options *options,
	struct output *out, struct err *err)
{
	struct str text = STR_INIT;
	const bool ok = minutes_text(db, event, options, &text, err);

	if (ok)
		output_text(out, text.buf);
	str_release(&text);
	return ok;
}
