/* The record of a rencontre: when, where, how many. */
#include <stdlib.h>
#include <string.h>

#include "etape/i18n.h"
#include "etape/minutes.h"
#include "etape/tariff.h"
#include "tui/screens/agenda_event.h"

static void event_add_place(const struct event_row *e, struct str *out)
{
	event_row_place(out, e);
	if (e->format != ANY) {
		str_addf(out, out->len ? " (%s)" : "%s", vocabulary_label(&event_formats, e->format));
	}
}

static void event_session_words(const struct event_record *r, const struct session *s, struct str *out)
{
	str_addf(out, "%d ", s->no);
	session_words(out, s, r->event->last_day > r->event->first_day);
	str_addc(out, ' ');
	civil_format_time(out, s->starts, i18n_lang());
	str_add(out, "–");
	civil_format_time(out, s->ends % 1440, i18n_lang());
	if (s->capacity >= 0)
		str_addf(out, P_(" (%lld place)", " (%lld places)", s->capacity), (long long)s->capacity);
}

static void event_add_counts(const struct event_record *r, struct str *out)
{
	const struct event_row *e = r->event;

	str_addf(out, P_("%lld registered", "%lld registered", e->registered), (long long)e->registered);
	if (e->capacity >= 0)
		str_addf(out, P_(" for %lld place", " for %lld places", e->capacity),
			(long long)e->capacity);
	if (r->limits.cite >= 0)
		str_addf(out, _(", at most %lld of one cité"), (long long)r->limits.cite);
	str_addf(out, P_(", %lld present", ", %lld present", e->present), (long long)e->present);
	if (e->waiting)
		str_addf(out, P_(", %lld waiting", ", %lld waiting", e->waiting), (long long)e->waiting);
	if (r->counters.cancelled)
		str_addf(out, P_(", %lld cancelled", ", %lld cancelled", r->counters.cancelled),
			(long long)r->counters.cancelled);
	if (r->counters.walk_ins)
		str_addf(out, P_(", %lld on the spot", ", %lld on the spot", r->counters.walk_ins),
			(long long)r->counters.walk_ins);
}

static bool event_take_cite(void *arg, const struct counters_cite *c)
{
	struct str *out = arg;

	if (!c->expected && !c->waiting)
		return true;
	str_addf(out, "%s%s %lld", out->len ? ", " : "", *c->name ? c->name : _("no cité"),
		(long long)c->expected);
	if (c->waiting)
		str_addf(out, _(" (+%lld waiting)"), (long long)c->waiting);
	return true;
}

/* How many of each cité, in words. */
static bool event_add_cites(struct event_record *r, struct str *out, struct err *err)
{
	return counters_by_cite(r->s.app->db, r->id, 0, event_take_cite, out, err);
}

/* A line with a label, if there is something to say. */
static struct card_line *event_fact(struct event_record *r, const char *label, const char *text)
{
	struct card_line *l;

	if (!*text)
		return NULL;
	l = event_add(r, NULL, 0, EVENT_CELLS(label));
	l->main = 1;
	l->folded = xstrdup(text);
	return l;
}

/* A line each, to be changed there. */
static void event_add_sessions(struct event_record *r)
{
	if (!r->session_count)
		event_fact(r, _("Sessions"), _("none: the day is not known"));
	for (size_t i = 0; i < r->session_count; i++) {
		struct str words = STR_INIT;
		struct card_line *l;

		event_session_words(r, &r->sessions[i], &words);
		l = event_add(r, "session", r->sessions[i].id, EVENT_CELLS(i ? " " : _("Sessions")));
		l->main = 1;
		l->folded = str_take(&words);
	}
}

/* Of a rencontre by another clock: its hours there, and what time it is in Paris then. */
static void event_add_clock(struct event_record *r)
{
	const struct event_row *e = r->event;
	struct agenda_hours hours = { .event = 0 };
	struct str words = STR_INIT;

	if (!str_eq(e->zone, CIVIL_ZONE)) {
		agenda_hours_read(&hours, r->s.app, e);
		agenda_hours_words(&hours, e, false, &words);
		if (words.len)
			str_add(&words, ", ");
		agenda_hours_words(&hours, e, true, &words);
		event_fact(r, _("Hours"), words.buf);
	}
	str_release(&words);
}

static void event_add_when(struct event_record *r)
{
	const struct event_row *e = r->event;
	struct str when = STR_INIT;
	struct card_line *l;

	civil_format_span(&when, e->start, e->end, e->precision, i18n_lang());
	l = event_fact(r, _("Date"), when.buf);
	if (l) {
		l->kind = "event";
		l->id = r->id;
	}
	str_release(&when);
}

static void event_add_many(struct str *out, int64_t n, const char *words)
{
	if (n)
		str_addf(out, "%s%lld %s", out->len ? ", " : "", (long long)n, words);
}

/* On its days, and once it was held: which key it is. */
static void event_add_untold(struct event_record *r, struct str *out)
{
	struct str key = STR_INIT;

	if (out->len || r->event->first_day > civil_today(r->event->zone) ||
		r->event->status == EVENT_CANCELLED || r->event->status == EVENT_POSTPONED)
		return;
	key_add_label(&key, keymap_key(&r->s.app->keys, ACTION_EVENT_MINUTES));
	str_addf(out, _("nothing noted yet: %s"), key.buf);
	str_release(&key);
}

/* What was told: Enter goes there. */
static bool event_add_told(struct event_record *r, struct err *err)
{
	struct minutes_count c;
	struct str text = STR_INIT;
	struct card_line *l;

	if (!minutes_count(r->s.app->db, r->id, &c, err))
		return false;
	event_add_many(&text, c.moods, P_("mood", "moods", c.moods));
	event_add_many(&text, c.news, P_("piece of news", "pieces of news", c.news));
	event_add_many(&text, c.decisions, P_("decision", "decisions", c.decisions));
	event_add_many(&text, c.dates, P_("next date", "next dates", c.dates));
	event_add_untold(r, &text);
	l = event_fact(r, _("Minutes"), text.buf);
	if (l) {
		l->kind = "minutes";
		l->id = r->id;
	}
	str_release(&text);
	return true;
}

/* Only one that it names: the one in force on the day is what everybody expects. */
static void event_add_tariff(struct event_record *r)
{
	struct tariff tariff;
	int64_t named = 0;

	tariff_init(&tariff);
	if (tariff_of_event(r->s.app->db, r->id, &named, NULL) && named &&
		tariff_get(r->s.app->db, named, &tariff, NULL))
		event_fact(r, _("Tariff"), tariff.name);
	tariff_release(&tariff);
}

bool event_facts(struct event_record *r, struct err *err)
{
	const struct event_row *e = r->event;
	struct str text = STR_INIT;
	bool ok;

	event_add_when(r);
	event_add_clock(r);
	event_fact(r, _("Theme"), e->theme);
	event_add_place(e, &text);
	event_fact(r, _("Place"), text.buf);
	event_fact(r, _("Host"), e->host_name);
	event_fact(r, _("Cycle"), e->cycle);
	event_add_tariff(r);
	event_add_sessions(r);
	ok = event_add_told(r, err);
	str_reset(&text);
	event_add_counts(r, &text);
	event_fact(r, _("People"), text.buf);
	str_reset(&text);
	ok = ok && event_add_cites(r, &text, err);
	event_fact(r, _("Cités"), text.buf);
	str_release(&text);
	return ok;
}
