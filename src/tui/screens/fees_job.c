/* What asks the engine anew for one rencontre or for a year of them: a few milliseconds at a time
 * while nobody types. */
#include <stdlib.h>
#include <string.h>

#include "tui/screens/fees.h"

enum {
	ROWS = 200,	 /* fees that a step decides */
	AT_ONCE_MS = 8, /* of it before the next frame */
};

struct fees_job {
	const struct fees_job_ops *ops;
	void *ctx;	 /* owned */
	int64_t *events; /* owned */
	size_t count;
	size_t at; /* of the events */
	bool twice; /* each as it is, then as it would be */
	bool supposed; /* the second time */
	struct fees_supposition what;
	bool brief;
	struct fees_walk *walk; /* NULL: the next is to be begun */
};

void fees_job_end(struct fees_state *f)
{
	struct fees_job *j = f->job;

	if (!j)
		return;
	f->job = NULL;
	fees_walk_end(&j->walk);
	j->ops->release(j->ctx);
	free(j->events);
	free(j);
}

static bool begin_event(struct fees_state *f, struct err *err)
{
	struct fees_job *j = f->job;
	const struct fees_query query = { .event = j->events[j->at],
		.brief = j->brief,
		.supposed = j->supposed ? &j->what : NULL,
		.supposed_count = j->supposed };

	if (j->ops->event)
		j->ops->event(j->ctx, query.event, j->supposed);
	return fees_walk_begin(&j->walk, f->screen.app->db, &query, err);
}

static void end_event(struct fees_job *j)
{
	fees_walk_end(&j->walk);
	j->supposed = j->twice && !j->supposed;
	j->at += !j->supposed;
}

static bool step(struct fees_state *f, struct err *err)
{
	struct fees_job *j = f->job;
	bool more = true;

	if (j->at == j->count) {
		j->ops->done(f, j->ctx);
		fees_job_end(f);
		return true;
	}
	if (!j->walk)
		return begin_event(f, err);
	if (!fees_walk_step(j->walk, ROWS, j->ops->row, j->ctx, &more, err))
		return false;
	if (!more)
		end_event(j);
	return true;
}

bool fees_job_step(struct fees_state *f)
{
	struct err err = ERR_INIT;

	if (!f->job)
		return false;
	if (!step(f, &err)) {
		fees_job_end(f);
		app_error(f->screen.app, &err);
	}
	app_redraw(f->screen.app);
	return f->job != NULL;
}

bool fees_job_begin(struct fees_state *f, const struct fees_job_ops *ops, void *ctx,
	const int64_t *events, size_t count, const struct fees_supposition *what)
{
	const int64_t until = app_clock_ms() + AT_ONCE_MS;

	fees_job_end(f);
	f->job = xcalloc(1, sizeof *f->job);
	*f->job = (struct fees_job){ .ops = ops,
		.ctx = ctx,
		.events = xcalloc(count + 1, sizeof *events),
		.count = count,
		.brief = what != NULL,
		.twice = what != NULL };
	memcpy(f->job->events, events, count * sizeof *events);
	if (what)
		f->job->what = *what;
	while (fees_job_step(f) && app_clock_ms() < until)
		;
	return !f->job;
}

int fees_job_percent(const struct fees_state *f)
{
	const struct fees_job *j = f->job;
	const size_t passes = j->twice ? 2 : 1;
	const size_t done = (j->at * passes + j->supposed) * 100 +
			    (j->walk ? (size_t)fees_walk_percent(j->walk) : 0);

	return j->count ? (int)(done / (j->count * passes)) : 100;
}
