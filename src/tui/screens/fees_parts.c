/* Fees summed up by payer, event and state. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "etape/structure.h"
#include "tui/screens/choose.h"
#include "tui/screens/fees.h"

void fees_parts_clear(struct fees_parts *parts)
{
	for (size_t i = 0; i < parts->count; i++)
		free(parts->at[i].name);
	free(parts->at);
	free(parts->places);
	*parts = (struct fees_parts){ .at = NULL };
}

static int compare_ids(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int compare_lines(const void *a, const void *b)
{
	const struct fees_line *left = *(const struct fees_line *const *)a;
	const struct fees_line *right = *(const struct fees_line *const *)b;
	const int by_payer = compare_ids(left->payer, right->payer);

	return by_payer ? by_payer : (int)left->is - (int)right->is;
}

/* What a line knows of its payer's name. */
static char *payer_name(const struct fees_line *line)
{
	if (line->payer < 0)
		return xstrdup(line->row->name);
	return line->payer == line->row->structure_id ? xstrdup(line->row->structure) : NULL;
}

static void part_take(struct fees_parts *parts, int64_t event, const struct fees_line *line)
{
	struct fees_part *last = parts->count ? &parts->at[parts->count - 1] : NULL;

	if (!last || last->event != event || last->payer != line->payer || last->is != line->is) {
		if (parts->count == parts->room) {
			parts->room = parts->room ? 2 * parts->room : 16;
			parts->at = xrealloc(parts->at, parts->room * sizeof *parts->at);
		}
		last = &parts->at[parts->count++];
		*last = (struct fees_part){ .event = event, .payer = line->payer, .is = line->is };
	}
	if (!last->name)
		last->name = payer_name(line);
	fees_sums_add_line(&last->sums, line);
}

void fees_parts_add(
	struct fees_parts *parts, int64_t event, const struct fees_line *lines, size_t count)
{
	const struct fees_line **order = xcalloc(count + 1, sizeof *order);

	for (size_t i = 0; i < count; i++)
		order[i] = &lines[i];
	qsort(order, count, sizeof *order, compare_lines);
	for (size_t i = 0; i < count; i++)
		part_take(parts, event, order[i]);
	free(order);
	parts->places = xrealloc(
		parts->places, (parts->place_count + count + 1) * sizeof *parts->places);
	for (size_t i = 0; i < count; i++)
		parts->places[parts->place_count++] = (struct fees_place){
			.event = event, .registration = lines[i].row->registration_id
		};
}

/* --- groups --- */

static int compare_payers(const void *a, const void *b)
{
	const struct fees_part *left = *(const struct fees_part *const *)a;
	const struct fees_part *right = *(const struct fees_part *const *)b;

	return compare_ids(left->payer, right->payer);
}

static int compare_names(const void *a, const void *b)
{
	const struct fees_group *left = a, *right = b;
	const int by_name = strcmp(left->key, right->key);

	return by_name ? by_name : compare_ids(left->id, right->id);
}

char *fees_structure_name(struct db *db, int64_t structure)
{
	struct structure s;
	char *name;

	structure_init(&s);
	name = xstrdup(structure_get(db, structure, &s, NULL) ? s.name : "");
	structure_release(&s);
	return name;
}

struct fees_group *fees_groups_by_payer(
	struct db *db, const struct fees_parts *parts, int only, size_t *count)
{
	const struct fees_part **order = xcalloc(parts->count + 1, sizeof *order);
	struct fees_group *groups = xcalloc(parts->count + 1, sizeof *groups), *g = NULL;
	size_t n = 0;

	for (size_t i = 0; i < parts->count; i++)
		if (only == ANY || only == (int)parts->at[i].is)
			order[n++] = &parts->at[i];
	qsort(order, n, sizeof *order, compare_payers);
	*count = 0;
	for (size_t i = 0; i < n; i++) {
		if (!g || g->id != order[i]->payer) {
			g = &groups[(*count)++];
			g->id = order[i]->payer;
		}
		if (!g->name && order[i]->name)
			g->name = xstrdup(order[i]->name);
		fees_sums_add(&g->sums, &order[i]->sums);
	}
	free(order);
	for (size_t i = 0; i < *count; i++) {
		if (!groups[i].name)
			groups[i].name = fees_structure_name(db, groups[i].id);
		groups[i].key = fold_dup(groups[i].name);
	}
	qsort(groups, *count, sizeof *groups, compare_names);
	return groups;
}

static void name_event(struct db *db, struct fees_group *g)
{
	struct event e;
	struct str name = STR_INIT, day = STR_INIT;

	event_init(&e);
	if (event_get(db, g->id, &e, NULL)) {
		add_event_words(&name, &e);
		civil_format_iso(&day, e.first_day);
		snprintf(g->day, sizeof g->day, "%s", day.buf);
		g->until = e.status == EVENT_HELD ? 0 : e.last_day;
	}
	g->name = xstrdup(name.buf);
	event_release(&e);
	str_release(&name);
	str_release(&day);
}

struct fees_group *fees_groups_by_event(
	struct db *db, const struct fees_parts *parts, int only, size_t *count)
{
	struct fees_group *groups = xcalloc(parts->count + 1, sizeof *groups), *g = NULL;

	*count = 0;
	for (size_t i = 0; i < parts->count; i++) {
		const struct fees_part *p = &parts->at[i];

		if (only != ANY && only != (int)p->is)
			continue;
		if (!g || g->id != p->event) {
			g = &groups[(*count)++];
			g->id = p->event;
			name_event(db, g);
		}
		fees_sums_add(&g->sums, &p->sums);
	}
	return groups;
}

void fees_groups_free(struct fees_group *groups, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(groups[i].name);
		free(groups[i].key);
	}
	free(groups);
}
