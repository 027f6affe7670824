/* The people of a payer, with the reasons of each. */
#include <stdlib.h>

#include "tui/screens/fees.h"

enum { TOLD_MOST = 300 }; /* of one payer: nobody reads more, the list by person finds each */

struct telling {
	int64_t payer;
	char *name;	       /* owned */
	struct fee_row **rows; /* owned */
	size_t count;
	size_t room;
};

static bool take(void *arg, const struct fee_row *row)
{
	struct telling *t = arg;

	if ((row->payer_id ? row->payer_id : -row->person_id) != t->payer)
		return true;
	if (t->count == t->room) {
		t->room = t->room ? 2 * t->room : 16;
		t->rows = xrealloc(t->rows, t->room * sizeof *t->rows);
	}
	t->rows[t->count++] = fee_row_dup(row);
	return true;
}

static int compare(const void *a, const void *b)
{
	return fees_compare_rows(*(struct fee_row *const *)a, *(struct fee_row *const *)b);
}

static int compare_with_line(const void *key, const void *line)
{
	return fees_compare_rows(key, ((const struct fees_line *)line)->row);
}

static void say(struct str *out, const struct fees_state *f, const struct fee_row *row)
{
	const struct fees_line *line =
		f->count ? bsearch(row, f->lines, f->count, sizeof *f->lines, compare_with_line) : NULL;

	str_addf(out, "# %s\n", row->name);
	fees_say_fee(out, row, line);
	str_addf(out, "\n%s\n", row->reasons);
}

static void done(struct fees_state *f, void *ctx)
{
	struct telling *t = ctx;
	const size_t told = t->count < TOLD_MOST ? t->count : TOLD_MOST, more = t->count - told;
	struct str text = STR_INIT;

	if (t->count)
		qsort(t->rows, t->count, sizeof *t->rows, compare);
	for (size_t i = 0; i < told; i++)
		say(&text, f, t->rows[i]);
	if (more) {
		str_addc(&text, '\n');
		str_addf(&text, P_("and %zu more, in the list by person (v)", "and %zu more, in the list by person (v)", more),
			more);
	}
	if (text.len)
		page_open(f->screen.app, t->name, text.buf);
	str_release(&text);
}

static void release(void *ctx)
{
	struct telling *t = ctx;

	for (size_t i = 0; i < t->count; i++)
		free(t->rows[i]);
	free(t->rows);
	free(t->name);
	free(t);
}

void fees_tell_payer(struct fees_state *f, const struct fees_group *g)
{
	static const struct fees_job_ops ops = { .row = take, .done = done, .release = release };
	struct telling *t = xcalloc(1, sizeof *t);

	t->payer = g->id;
	t->name = xstrdup(g->name);
	fees_job_begin(f, &ops, t, &f->event.id, 1, NULL);
}
