/* The rows of the fees: read, filtered, selected. */
#include "tui/screens/fees.h"

#include <stdlib.h>

#define AT_ONCE_MS 6 /* of reading before the next frame; the rest while nobody types */

void fees_rows_init(struct fees_state *f)
{
	f->only = ANY;
	fees_lists_init(f);
}

void fees_set_groups(struct fees_state *f, enum fees_view view, struct fees_group *groups, size_t count)
{
	list_array_set(&f->arrays[view], NULL, 0);
	fees_groups_free(f->groups[view], f->group_count[view]);
	f->groups[view] = groups;
	f->group_count[view] = count;
	list_array_set(&f->arrays[view], groups, count);
	list_reload(&f->lists[view]);
}

static void forget_lines(struct fees_state *f)
{
	list_array_set(&f->arrays[FEES_PEOPLE], NULL, 0);
	free(f->shown);
	f->shown = NULL;
	fees_parts_clear(&f->parts);
	fees_lines_free(f->lines, f->count);
	free(f->reasoned);
	f->lines = NULL;
	f->count = 0;
	f->reasoned = NULL;
}

void fees_rows_release(struct fees_state *f)
{
	fees_job_end(f);
	fees_reading_end(&f->reading, NULL, NULL);
	forget_lines(f);
	fees_year_release(f);
	free(f->filling);
	for (int v = 0; v < FEES_VIEWS; v++) {
		fees_set_groups(f, (enum fees_view)v, NULL, 0);
		list_release(&f->lists[v]);
		list_array_release(&f->arrays[v]);
	}
}

static void show_event(struct fees_state *f)
{
	struct fees_group *payers;
	size_t n = 0;

	list_array_set(&f->arrays[FEES_PEOPLE], NULL, 0);
	free(f->shown);
	f->shown = xcalloc(f->count + 1, sizeof *f->shown);
	for (size_t i = 0; i < f->count; i++)
		if (f->only == ANY || f->only == (int)f->lines[i].is)
			f->shown[n++] = &f->lines[i];
	list_array_set(&f->arrays[FEES_PEOPLE], f->shown, n);
	list_reload(&f->lists[FEES_PEOPLE]);
	payers = fees_groups_by_payer(f->screen.app->db, &f->parts, f->only, &n);
	fees_set_groups(f, FEES_PAYERS, payers, n);
}

void fees_rows_show(struct fees_state *f)
{
	show_event(f);
	fees_year_show(f);
}

void fees_rows_forget(struct fees_state *f)
{
	fees_reading_end(&f->reading, NULL, NULL);
	forget_lines(f);
	list_unmark(&f->lists[FEES_PEOPLE]); /* nothing is billed that nobody sees */
	list_unmark(&f->lists[FEES_PAYERS]);
	show_event(f);
}

static void take_lines(struct fees_state *f)
{
	forget_lines(f);
	fees_reading_end(&f->reading, &f->lines, &f->count);
	fees_parts_add(&f->parts, f->event.id, f->lines, f->count);
	show_event(f);
}

static bool step(struct fees_state *f, struct err *err)
{
	bool more;

	if (!fees_reading_step(&f->reading, &more, err)) {
		fees_reading_end(&f->reading, NULL, NULL);
		return false;
	}
	if (!more)
		take_lines(f);
	return true;
}

/* What others write while it is read is read after it: who types is not held up, and it comes to an
 * end. */
bool fees_rows_read(struct fees_state *f, struct err *err)
{
	const int64_t until = app_clock_ms() + AT_ONCE_MS;
	bool ok;

	f->stale = f->reading.db != NULL;
	if (f->stale)
		return true;
	if (!f->event.id) {
		fees_rows_forget(f);
		return true;
	}
	ok = fees_reading_begin(&f->reading, f->screen.app->db, f->event.id, err);
	if (!ok)
		fees_reading_end(&f->reading, NULL, NULL);
	while (ok && f->reading.db && app_clock_ms() < until)
		ok = step(f, err);
	return ok;
}

bool fees_rows_step(struct fees_state *f)
{
	struct err err = ERR_INIT;
	bool ok = true;

	if (f->reading.db)
		ok = step(f, &err);
	else if (f->stale)
		ok = fees_rows_read(f, &err);
	else
		return false;
	if (!ok)
		app_error(f->screen.app, &err);
	app_redraw(f->screen.app);
	return f->reading.db || f->stale;
}

/* --- what is selected --- */

struct list *fees_shown(struct fees_state *f)
{
	return &f->lists[f->view];
}

const struct list *fees_shown_now(const struct fees_state *f)
{
	return &f->lists[f->view];
}

const struct fees_line *fees_person(struct fees_state *f)
{
	struct fees_line *const *line;

	if (f->view != FEES_PEOPLE)
		return NULL;
	line = list_array_row(&f->arrays[FEES_PEOPLE], list_selected(fees_shown(f)));
	return line ? *line : NULL;
}

const struct fees_group *fees_group(struct fees_state *f)
{
	return f->view == FEES_PEOPLE
		       ? NULL
		       : list_array_row(&f->arrays[f->view], list_selected(fees_shown(f)));
}

static bool keep_reasons(void *arg, const struct fee_row *row)
{
	struct fees_state *f = arg;

	f->reasoned = fee_row_dup(row);
	return false;
}

const struct fee_row *fees_reasoned(struct fees_state *f, const struct fees_line *line)
{
	struct err err = ERR_INIT;

	if (f->reasoned && f->reasoned->registration_id == line->row->registration_id)
		return f->reasoned;
	free(f->reasoned);
	f->reasoned = NULL;
	if (!fees_of_person(f->screen.app->db, f->event.id, line->row->person_id, keep_reasons, f,
		    &err))
		app_error(f->screen.app, &err);
	return f->reasoned;
}

void fees_follow(struct fees_state *f)
{
	if (f->view == FEES_YEAR_EVENTS && f->event.id)
		list_select(fees_shown(f), f->event.id);
	else if (f->view != FEES_PEOPLE && f->payer)
		list_select(fees_shown(f), f->payer);
}

/* --- sums --- */

static void add_row(struct fees_sums *sums, const struct fees_state *f, const void *row)
{
	if (f->view == FEES_PEOPLE)
		fees_sums_add_line(sums, *(struct fees_line *const *)row);
	else
		fees_sums_add(sums, &((const struct fees_group *)row)->sums);
}

struct fees_sums fees_sums_shown(const struct fees_state *f)
{
	const struct list_array *a = &f->arrays[f->view];
	struct fees_sums sums = { .people = 0 };

	for (size_t i = 0; i < a->shown; i++)
		add_row(&sums, f, (const char *)a->rows + a->order[i] * a->stride);
	return sums;
}

struct fees_sums fees_sums_marked(const struct fees_state *f)
{
	const struct list_array *a = &f->arrays[f->view];
	struct fees_sums sums = { .people = 0 };

	for (size_t i = 0; i < a->count; i++) {
		const void *row = (const char *)a->rows + i * a->stride;

		if (list_marked(fees_shown_now(f), a->id(row)))
			add_row(&sums, f, row);
	}
	return sums;
}
