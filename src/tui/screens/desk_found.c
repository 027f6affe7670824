/* The candidates for what is typed, and which of them Enter would take. */
#include "tui/screens/desk.h"

#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"

void desk_found_clear(struct desk_found *f)
{
	for (size_t i = 0; i < f->count; i++)
		free(f->rows[i]);
	f->count = 0;
	f->selected = -1;
	f->chosen = false;
	f->later = false;
}

static bool found_add(void *arg, const struct desk_row *row)
{
	struct desk_found *f = arg;

	f->rows[f->count++] = desk_row_dup(row);
	return f->count < DESK_ROWS_MAX;
}

size_t desk_found_sure(const struct desk_found *f)
{
	size_t n = 0;

	while (n < f->count && f->rows[n]->group != DESK_APPROXIMATE)
		n++;
	return n;
}

bool desk_found_homonym(const struct desk_found *f, size_t i)
{
	char *name = fold_dup(f->rows[i]->name);
	bool twice = false;

	for (size_t k = 0; k < f->count && !twice; k++) {
		char *other;

		if (k == i || f->rows[k]->group != f->rows[i]->group)
			continue;
		other = fold_dup(f->rows[k]->name);
		twice = !strcmp(name, other);
		free(other);
	}
	free(name);
	return twice;
}

/* Whom Enter takes without a choice: the only candidate, or the best of several after two
 * letters, unless somebody else has the very same name. A similar spelling never. */
static int found_preselected(const struct desk_found *f, const char *typed)
{
	const size_t sure = desk_found_sure(f);
	char *folded;
	bool enough;

	if (sure == 0 || desk_found_homonym(f, 0))
		return -1;
	folded = fold_dup(typed);
	enough = sure == 1 || strlen(folded) > 1;
	free(folded);
	return enough ? 0 : -1;
}

static int found_index(const struct desk_found *f, int64_t person)
{
	for (size_t i = 0; i < f->count; i++)
		if (f->rows[i]->person == person)
			return (int)i;
	return -1;
}

struct desk_choice desk_found_chosen(const struct desk_found *f)
{
	const struct desk_row *row = desk_found_row(f);

	return (struct desk_choice){
		.person = row ? row->person : 0,
		.walk_in = desk_found_walk_in(f),
	};
}

void desk_found_choose(struct desk_found *f, const struct desk_choice *choice)
{
	f->selected = choice->walk_in ? (int)f->count : found_index(f, choice->person);
	f->chosen = f->selected >= 0;
}

void desk_found_search(struct desk_state *d, bool keep)
{
	struct desk_found *f = &d->found;
	const char *typed = input_get(&d->field);
	const struct desk_choice choice = desk_found_chosen(f);
	const bool chosen = keep && f->chosen;
	struct err err = ERR_INIT;

	desk_found_clear(f);
	if (!d->event.id || !*typed)
		return;
	if (!desk_search(d->screen.app->db, d->event.id, d->session, typed, DESK_ROWS_MAX,
		    found_add, f, &err)) {
		app_error(d->screen.app, &err);
		return;
	}
	f->selected = found_preselected(f, typed);
	if (chosen)
		desk_found_choose(f, &choice);
}

void desk_found_later(struct desk_state *d)
{
	desk_found_clear(&d->found);
	d->found.later = true;
}

void desk_found_now(struct desk_state *d)
{
	if (d->found.later)
		desk_found_search(d, false);
}

static bool found_pass(void *arg, const struct desk_row *row)
{
	(void)arg;
	(void)row;
	return true;
}

void desk_found_warm(struct desk_state *d)
{
	if (d->event.id)
		desk_search(d->screen.app->db, d->event.id, d->session, "a", 1, found_pass,
			NULL, NULL);
}

void desk_found_move(struct desk_found *f, int by)
{
	const int last = (int)f->count; /* the walk-in line */

	f->selected += by;
	if (f->selected < 0)
		f->selected = 0;
	if (f->selected > last)
		f->selected = last;
	f->chosen = true;
}

const struct desk_row *desk_found_row(const struct desk_found *f)
{
	if (f->selected < 0 || (size_t)f->selected >= f->count)
		return NULL;
	return f->rows[f->selected];
}

bool desk_found_walk_in(const struct desk_found *f)
{
	return f->selected >= 0 && (size_t)f->selected == f->count;
}
