/* The record of a rencontre: its programme, its documents, what it was before it was moved. */
#include <stdlib.h>
#include <string.h>

#include "etape/event_move.h"
#include "etape/i18n.h"
#include "etape/programme.h"
#include "tui/screens/agenda_event.h"
#include "tui/screens/document_form.h"

/* --- programme --- */

static void add_hours(struct str *out, const struct programme_row *row)
{
	if (row->starts < 0)
		return;
	civil_format_time(out, row->starts, i18n_lang());
	if (row->ends < 0)
		return;
	str_add(out, "–");
	civil_format_time(out, row->ends % 1440, i18n_lang());
}

static bool add_item(void *arg, const struct programme_row *row)
{
	struct event_record *r = arg;
	struct str when = STR_INIT;

	if (r->event->last_day > r->event->first_day) {
		civil_format_day(&when, row->day, i18n_lang());
		str_addc(&when, ' ');
	}
	add_hours(&when, row);
	struct card_line *l = event_add(r, "programme", row->id,
		EVENT_CELLS(when.buf, row->title, row->speakers, row->place, "", row->note));
	l->main = 1;
	str_release(&when);
	return true;
}

bool event_programme(struct event_record *r, struct err *err)
{
	event_section(r, _("Programme"));
	return programme_list(r->s.app->db, r->id, add_item, r, err);
}

/* --- documents --- */

bool event_documents(struct event_record *r, struct err *err)
{
	return document_section(r->s.app, &r->card, r->id, CIVIL_NONE, err);
}

/* --- moves --- */

/* What an event was, or is now. */
struct state {
	enum event_status status;
	enum precision precision;
	char *starts; /* owned */
	char *ends;
};

struct move {
	day_t on;
	char *author; /* owned */
	char *reason;
	struct state before;
};

struct moves {
	struct move *at; /* owned, and what is in them */
	size_t count;
};

static bool take_move(void *arg, const struct event_move_row *row)
{
	struct moves *m = arg;
	struct move *at;
	int minutes, seconds;

	m->at = xrealloc(m->at, (m->count + 1) * sizeof *m->at);
	at = &m->at[m->count++];
	*at = (struct move){
		.on = CIVIL_NONE,
		.author = xstrdup(row->author),
		.reason = xstrdup(row->reason),
		.before = { .status = row->status,
			.precision = event_move_precision(row),
			.starts = xstrdup(row->starts),
			.ends = xstrdup(row->ends) },
	};
	civil_from_instant(row->at, CIVIL_ZONE, &at->on, &minutes, &seconds);
	return true;
}

static void add_span(struct str *out, const struct state *s)
{
	civil_format_span(out, s->starts, s->ends, s->precision, i18n_lang());
}

/* "planned for Tuesday 11 February 2027, postponed: the hall is flooded". */
static void add_move_words(struct str *out, const struct move *m, const struct state *after)
{
	struct str was = STR_INIT, is = STR_INIT;

	add_span(&was, &m->before);
	add_span(&is, after);
	str_addf(out, _("planned: %s"), was.buf);
	if (after->status == EVENT_CANCELLED && m->before.status != EVENT_CANCELLED)
		str_add(out, _(", called off"));
	else if (after->status == EVENT_POSTPONED && m->before.status != EVENT_POSTPONED)
		str_add(out, _(", postponed"));
	else if (strcmp(was.buf, is.buf) != 0)
		str_addf(out, _(", moved: %s"), is.buf);
	else if (strcmp(m->before.starts, after->starts) != 0)
		str_add(out, _(", other hours"));
	else
		str_addf(out, ", %s", vocabulary_label(&event_statuses, (int)after->status));
	if (*m->reason)
		str_addf(out, _(": %s"), m->reason);
	str_release(&was);
	str_release(&is);
}

static void add_move(struct event_record *r, const struct move *m, const struct state *after)
{
	struct str day = STR_INIT, words = STR_INIT;
	struct card_line *l;

	civil_format_short(&day, m->on, i18n_lang());
	add_move_words(&words, m, after);
	l = event_add(r, NULL, 0, EVENT_CELLS(day.buf, m->author));
	l->main = 2;
	l->folded = xstrdup(words.buf);
	str_release(&day);
	str_release(&words);
}

static void moves_release(struct moves *m)
{
	for (size_t i = 0; i < m->count; i++) {
		free(m->at[i].author);
		free(m->at[i].reason);
		free(m->at[i].before.starts);
		free(m->at[i].before.ends);
	}
	free(m->at);
}

bool event_moves(struct event_record *r, struct err *err)
{
	const struct event_row *e = r->event;
	struct state now = { .status = e->status, .precision = e->precision,
		.starts = xstrdup(e->start), .ends = xstrdup(e->end) };
	struct moves m = { NULL, 0 };
	bool ok = event_move_list(r->s.app->db, r->id, take_move, &m, err);

	event_section(r, _("Moves"));
	for (size_t i = 0; i < m.count; i++)
		add_move(r, &m.at[i], i + 1 < m.count ? &m.at[i + 1].before : &now);
	moves_release(&m);
	free(now.starts);
	free(now.ends);
	return ok;
}
