/* The numbers of a Tour's étapes. */
#include "etape/event_move.h"

#include <stdlib.h>

#include "store/noun.h"

struct stages {
	struct stage_change *all; /* in order of day, to be freed; each .to is what it shall be */
	size_t count;
	size_t room;
};

static bool stage_counts(enum event_status status)
{
	return status != EVENT_CANCELLED && status != EVENT_POSTPONED;
}

static bool stage_take(void *arg, const struct event_row *row)
{
	struct stages *s = arg;

	if (s->count == s->room) {
		s->room = s->room ? s->room * 2 : 16;
		s->all = xrealloc(s->all, s->room * sizeof *s->all);
	}
	s->all[s->count++] = (struct stage_change){
		.event = row->id,
		.status = row->status,
		.from = row->stage_no,
		.over = row->status == EVENT_HELD || row->last_day < civil_today(row->zone),
		.title = xstrdup(*row->host_name ? row->host_name : row->title),
		.starts = xstrdup(row->start),
		.ends = xstrdup(row->end),
		.precision = row->precision,
	};
	return true;
}

static void stages_release(struct stages *s)
{
	for (size_t i = 0; i < s->count; i++) {
		free(s->all[i].title);
		free(s->all[i].starts);
		free(s->all[i].ends);
	}
	free(s->all);
}

/* Where the numbers begin: a network that knows its étapes from the fifth on begins with the fifth. */
static int stages_first(const struct stages *s)
{
	int first = 0;

	for (size_t i = 0; i < s->count; i++) {
		const struct stage_change *c = &s->all[i];

		if (stage_counts(c->status) && c->from > 0 && (first == 0 || c->from < first))
			first = c->from;
	}
	return first > 0 ? first : 1;
}

static bool stage_is_taken(const struct stages *s, int no)
{
	for (size_t i = 0; i < s->count; i++)
		if (stage_counts(s->all[i].status) && s->all[i].to == no)
			return true;
	return false;
}

static bool stage_keeps(const struct stage_change *c)
{
	return c->over && c->from > 0 && stage_counts(c->status);
}

/* Whether an étape keeps this number; of two that bear it, the first one. */
static bool stage_is_kept(const struct stages *s, int no, size_t before)
{
	for (size_t i = 0; i < before; i++)
		if (stage_keeps(&s->all[i]) && s->all[i].from == no)
			return true;
	return false;
}

/* What is over is printed on papers under its number, and étapes that nobody wrote down leave a gap: both stay. */
static void stages_number(struct stages *s)
{
	int last = stages_first(s) - 1;

	for (size_t i = 0; i < s->count; i++) {
		struct stage_change *c = &s->all[i];

		if (!stage_counts(c->status))
			continue;
		if (stage_keeps(c) && !stage_is_kept(s, c->from, i)) {
			c->to = c->from;
		} else {
			for (c->to = last + 1; stage_is_kept(s, c->to, s->count);)
				c->to++;
		}
		last = c->to > last ? c->to : last;
	}
	for (size_t i = 0; i < s->count; i++) {
		struct stage_change *c = &s->all[i];

		if (!stage_counts(c->status))
			c->to = stage_is_taken(s, c->from) ? 0 : c->from;
	}
}

static bool stages_read(struct db *db, int64_t cycle, struct stages *s, struct err *err)
{
	struct event_filter filter = EVENT_FILTER_ALL;

	filter.cycle = cycle;
	filter.kind = EVENT_ETAPE;
	if (!event_list(db, &filter, stage_take, s, err))
		return false;
	stages_number(s);
	return true;
}

bool event_renumber_list(struct db *db, int64_t cycle, bool (*each)(void *arg, const struct stage_change *change),
	void *arg, struct err *err)
{
	struct stages s = { 0 };
	const bool ok = stages_read(db, cycle, &s, err);
	bool more = true;

	for (size_t i = 0; ok && more && i < s.count; i++)
		if (s.all[i].to != s.all[i].from)
			more = each(arg, &s.all[i]);
	stages_release(&s);
	return ok;
}

static bool stage_write(struct db *db, const struct stage_change *change, struct err *err)
{
	struct event e;
	bool ok;

	event_init(&e);
	ok = event_get(db, change->event, &e, err);
	e.stage_no = change->to;
	ok = ok && event_save(db, &e, EVENT_SESSIONS_NONE, err);
	event_release(&e);
	return ok;
}

bool event_renumber(struct db *db, int64_t cycle, int64_t *count, struct err *err)
{
	const struct change_label label = { .kind = CHANGE_RENUMBER, .subject = cycle };
	struct stages s = { 0 };
	int64_t changed = 0;
	bool ok;

	*count = 0;
	if (!change_begin(db, &label, err))
		return false;
	ok = stages_read(db, cycle, &s, err);
	for (size_t i = 0; ok && i < s.count; i++) {
		if (s.all[i].to == s.all[i].from)
			continue;
		ok = stage_write(db, &s.all[i], err);
		changed++;
	}
	ok = noun_end(db, ok, changed > 0, err);
	if (ok)
		*count = changed;
	stages_release(&s);
	return ok;
}
