/* The fees of a year, read rencontre by rencontre while nobody types. */
#include <stdlib.h>

#include "tui/screens/fees.h"

bool fees_of_year(const struct fees_state *f)
{
	return f->view == FEES_YEAR_EVENTS || f->view == FEES_YEAR_PAYERS;
}

static void forget_next(struct fees_year *y)
{
	fees_parts_clear(&y->next);
	fees_reading_end(&y->event, NULL, NULL);
	free(y->events);
	y->events = NULL;
	y->count = y->at = 0;
	y->reading = false;
}

void fees_year_release(struct fees_state *f)
{
	forget_next(&f->year);
	fees_parts_clear(&f->year.parts);
}

void fees_year_show(struct fees_state *f)
{
	const struct fees_parts *parts = &f->year.parts;
	struct db *db = f->screen.app->db;
	struct fees_group *groups;
	size_t n;

	groups = fees_groups_by_event(db, parts, f->only, &n);
	fees_set_groups(f, FEES_YEAR_EVENTS, groups, n);
	groups = fees_groups_by_payer(db, parts, f->only, &n);
	fees_set_groups(f, FEES_YEAR_PAYERS, groups, n);
}

void fees_year_choose(struct fees_state *f, int year)
{
	struct fees_year *y = &f->year;

	if (!year)
		year = civil_from_day(f->event.id ? f->event.first_day : app_today(f->screen.app)).year;
	if (year == y->year)
		return;
	forget_next(y);
	fees_parts_clear(&y->parts);
	list_unmark(&f->lists[FEES_YEAR_EVENTS]);
	list_unmark(&f->lists[FEES_YEAR_PAYERS]);
	y->year = year;
	y->known = false;
	y->again = true;
	fees_year_show(f);
}

void fees_year_stale(struct fees_state *f)
{
	f->year.again = true;
}

int64_t *fees_year_registrations(
	const struct fees_state *f, const int64_t *events, size_t events_count, size_t *count)
{
	const struct fees_parts *parts = &f->year.parts;
	int64_t *found = NULL;

	*count = 0;
	for (size_t i = 0; i < parts->place_count; i++) {
		size_t k = 0;

		while (k < events_count && events[k] != parts->places[i].event)
			k++;
		if (k == events_count)
			continue;
		if (!found)
			found = xcalloc(parts->place_count, sizeof *found);
		found[(*count)++] = parts->places[i].registration;
	}
	return found;
}

static bool start(struct fees_state *f, struct err *err)
{
	struct fees_year *y = &f->year;

	forget_next(y);
	y->again = false;
	y->reading = true;
	return fees_events(f->screen.app->db, civil_day(y->year, 1, 1), civil_day(y->year, 12, 31),
		&y->events, &y->count, err);
}

/* A step of the rencontre at hand. */
static bool read_on(struct fees_state *f, struct err *err)
{
	struct fees_year *y = &f->year;
	const int64_t event = y->events[y->at];
	struct fees_line *lines = NULL;
	size_t count = 0;
	bool more = true;

	if (!y->event.db)
		return fees_reading_begin(&y->event, f->screen.app->db, event, err);
	if (!fees_reading_step(&y->event, &more, err))
		return false;
	if (more)
		return true;
	fees_reading_end(&y->event, &lines, &count);
	fees_parts_add(&y->next, event, lines, count);
	fees_lines_free(lines, count);
	y->at++;
	return true;
}

static void finish(struct fees_state *f)
{
	struct fees_year *y = &f->year;
	const bool first = !y->known;

	fees_parts_clear(&y->parts);
	y->parts = y->next;
	y->next = (struct fees_parts){ .at = NULL };
	y->known = true;
	forget_next(y);
	fees_year_show(f);
	if (first)
		fees_follow(f);
}

bool fees_year_step(struct fees_state *f)
{
	struct fees_year *y = &f->year;
	struct err err = ERR_INIT;
	bool ok;

	if (!fees_of_year(f) || (!y->reading && !y->again))
		return false;
	if (!y->reading)
		ok = start(f, &err);
	else if (y->at < y->count)
		ok = read_on(f, &err);
	else
		ok = (finish(f), true);
	if (!ok) {
		forget_next(y);
		app_error(f->screen.app, &err);
		return false;
	}
	if (!y->reading || y->at % 16 == 1)
		app_redraw(f->screen.app); /* how far it is, or what was read */
	return true;
}
