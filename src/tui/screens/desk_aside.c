/* Beside the desk in a wide window: who came last, here, and who is still missing by cité. */
#include "tui/screens/desk.h"

#include <stdlib.h>
#include <string.h>

#define FLOW_ROWS 4 /* of bars */

void desk_aside_arrived(struct desk_state *d, const struct checkin_answer *a)
{
	if (d->last_count == DESK_LAST_MAX)
		free(d->last[--d->last_count].name);
	memmove(d->last + 1, d->last, d->last_count++ * sizeof *d->last);
	d->last[0] = (struct desk_arrival){
		.registration = a->registration,
		.session = a->session,
		.name = xstrdup(a->name ? a->name : ""),
		.minutes = desk_minutes(d, a->at),
	};
}

void desk_aside_left(struct desk_state *d, int64_t registration, int session)
{
	size_t kept = 0;

	for (size_t i = 0; i < d->last_count; i++) {
		if (d->last[i].registration == registration && d->last[i].session == session)
			free(d->last[i].name);
		else
			d->last[kept++] = d->last[i];
	}
	d->last_count = kept;
}

static void missing_release(struct desk_state *d)
{
	for (size_t i = 0; i < d->missing_count; i++)
		free(d->missing[i].name);
	free(d->missing);
	d->missing = NULL;
	d->missing_count = 0;
}

void desk_aside_release(struct desk_state *d)
{
	for (size_t i = 0; i < d->last_count; i++)
		free(d->last[i].name);
	d->last_count = 0;
	missing_release(d);
}

static bool missing_add(void *arg, const struct counters_cite *c)
{
	struct desk_state *d = arg;

	if (!c->missing)
		return true;
	d->missing = xrealloc(d->missing, (d->missing_count + 1) * sizeof *d->missing);
	d->missing[d->missing_count++] = (struct desk_missing){
		.name = xstrdup(c->name),
		.expected = c->expected,
		.present = c->expected - c->missing,
	};
	return true;
}

/* Read only when it is drawn: a narrow window never asks. */
static void missing_read(struct desk_state *d)
{
	missing_release(d);
	d->missing_stale = false;
	if (!d->event.id)
		return;
	counters_by_cite(d->screen.app->db, d->event.id, d->session, missing_add, d, NULL);
	desk_flow_read(d, &d->flow, NULL);
}

static int draw_flow(const struct desk_state *d, struct area a)
{
	const int rows = term_plain() ? 0 : desk_flow_rows(&d->flow, FLOW_ROWS);
	struct str text = STR_INIT;
	int at = 1;

	area_put(a, 0, 0, THEME_TITLE, _("Arrivals / 10 min"));
	desk_flow_most(&text, d, &d->flow);
	area_right(a, 0, THEME_DIM, text.buf);
	for (int row = 0; row < rows; row++) {
		str_reset(&text);
		desk_flow_bars(&text, &d->flow, row, rows, a.cols);
		area_put(a, at++, 0, THEME_PRESENT, text.buf);
	}
	str_reset(&text);
	desk_flow_times(&text, d, &d->flow, a.cols);
	area_put(a, at++, 0, THEME_DIM, text.buf);
	str_release(&text);
	return at;
}

static int draw_last(const struct desk_state *d, struct area a)
{
	int at = 1;

	area_put(a, 0, 0, THEME_TITLE, _("Last check-ins here"));
	if (!d->last_count)
		area_put(a, at++, 0, THEME_DIM, _("nobody yet"));
	for (size_t i = 0; i < d->last_count && at < a.rows / 3; i++, at++) {
		struct str time = STR_INIT;

		civil_format_time(&time, d->last[i].minutes, i18n_lang());
		area_put(a, at, 0, THEME_DIM, time.buf);
		area_fit(a, at, 7, a.cols - 7, THEME_NORMAL, d->last[i].name);
		str_release(&time);
	}
	return at;
}

static void draw_missing(const struct desk_state *d, struct area a)
{
	int at = 1;

	area_put(a, 0, 0, THEME_TITLE, _("Still expected, by cité"));
	if (!d->missing_count)
		area_put(a, at, 0, THEME_DIM, _("everybody is here"));
	for (size_t i = 0; i < d->missing_count && at < a.rows; i++, at++) {
		const struct desk_missing *m = &d->missing[i];
		struct str count = STR_INIT;
		int end;

		str_addf(&count, _("%lld of %lld here"), (long long)m->present,
			(long long)m->expected);
		area_put(a, at, 0, m->present ? THEME_PRESENT : THEME_ABSENT,
			term_glyph(m->present ? GLYPH_HALF : GLYPH_ABSENT));
		end = area_right(a, at, m->present ? THEME_DIM : THEME_NORMAL, count.buf);
		area_fit(a, at, 2, end - 3, THEME_NORMAL,
			*m->name ? m->name : _("no cité known"));
		str_release(&count);
	}
}

void desk_aside_draw(struct desk_state *d, struct area area)
{
	const struct area a = area_sub(area, 0, 0, area.rows, 60);
	int at;

	if (d->missing_stale)
		missing_read(d);
	at = draw_last(d, a) + 1;
	if (d->flow.total)
		at += draw_flow(d, area_sub(a, at, 0, a.rows - at, a.cols)) + 1;
	draw_missing(d, area_sub(a, at, 0, a.rows - at, a.cols));
}
