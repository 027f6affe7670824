/* The fees of a rencontre, read a few milliseconds at a time while nobody types. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "etape/fees_billed.h"
#include "tui/screens/fees.h"

enum {
	ROWS = 250,	/* fees that a step reads */
	BILLED = 100,	/* lines of invoices after which a step ends */
	OF_ROWS = 70,	/* percent of the work */
};

static bool take_fee(void *arg, const struct fee_row *row)
{
	struct fees_reading *r = arg;

	if (r->count == r->room) {
		r->room = r->room ? 2 * r->room : 64;
		r->lines = xrealloc(r->lines, r->room * sizeof *r->lines);
	}
	r->lines[r->count++] = (struct fees_line){
		.row = fee_row_dup(row),
		.payer = row->payer_id ? row->payer_id : -row->person_id,
		.paid = row->paid,
	};
	return true;
}

/* --- order --- */

static int64_t registration_of(const struct fees_line *line)
{
	return line->row->registration_id;
}

static int compare_ids(const void *a, const void *b)
{
	const int64_t left = registration_of(*(struct fees_line *const *)a);
	const int64_t right = registration_of(*(struct fees_line *const *)b);

	return (left > right) - (left < right);
}

static int compare_with_id(const void *key, const void *b)
{
	const int64_t left = *(const int64_t *)key;
	const int64_t right = registration_of(*(struct fees_line *const *)b);

	return (left > right) - (left < right);
}

int fees_compare_rows(const struct fee_row *a, const struct fee_row *b)
{
	const int by_name = strcmp(a->key, b->key);

	return by_name ? by_name
		       : (a->registration_id > b->registration_id) -
				       (a->registration_id < b->registration_id);
}

static int compare_names(const void *a, const void *b)
{
	return fees_compare_rows(
		((const struct fees_line *)a)->row, ((const struct fees_line *)b)->row);
}

/* --- what is billed --- */

static bool take_billed(void *arg, const struct fees_billed *b)
{
	struct fees_reading *r = arg;
	struct fees_line *const *found = bsearch(
		&b->registration, r->by_id, r->count, sizeof *r->by_id, compare_with_id);
	struct fees_line *line;

	r->taken++;
	if (!found)
		return true;
	line = *found;
	fees_add(&line->billed, b->billed);
	fees_add(&line->open, b->open);
	fees_add(&line->paid, b->since);
	line->late = line->late || b->late;
	if (*b->number && (b->billed || !*line->number))
		snprintf(line->number, sizeof line->number, "%s", b->number);
	return true;
}

static enum fees_is state_of(const struct fees_line *line)
{
	if (line->late)
		return FEES_LATE;
	if (line->left > 0 && line->open >= line->left)
		return FEES_BILLED;
	if (line->row->state == FEE_UNDETERMINED)
		return FEES_OPEN;
	if (line->left > 0)
		return line->row->state == FEE_EXPECTED ? FEES_EXPECTED : FEES_TO_PAY;
	return line->owed ? FEES_SETTLED : FEES_FREE;
}

/* What stands billed is owed, also where the fee is another today: a credit note corrects it. */
static void settle(struct fees_line *line)
{
	const cents_t fee = line->row->state == FEE_UNDETERMINED ? 0 : line->row->due;
	const cents_t owed = fee > line->billed ? fee : line->billed;

	line->owed = owed;
	line->left = owed - line->paid;
	if (line->left < 0)
		line->left = 0;
	line->is = state_of(line);
}

/* --- steps --- */

bool fees_reading_begin(struct fees_reading *r, struct db *db, int64_t event, struct err *err)
{
	const struct fees_query query = { .event = event, .brief = true };

	*r = (struct fees_reading){ .db = db, .event = event };
	return fees_walk_begin(&r->walk, db, &query, err);
}

static bool read_rows(struct fees_reading *r, struct err *err)
{
	bool more = true;

	if (!fees_walk_step(r->walk, ROWS, take_fee, r, &more, err))
		return false;
	if (!more)
		fees_walk_end(&r->walk);
	return true;
}

static void sort_rows(struct fees_reading *r)
{
	if (r->count)
		qsort(r->lines, r->count, sizeof *r->lines, compare_names);
	r->sorted = true;
}

static bool find_billed(struct fees_reading *r, struct err *err)
{
	r->by_id = xcalloc(r->count + 1, sizeof *r->by_id);
	for (size_t i = 0; i < r->count; i++)
		r->by_id[i] = &r->lines[i];
	qsort(r->by_id, r->count, sizeof *r->by_id, compare_ids);
	return fees_billed_invoices(r->db, r->event, &r->invoices, &r->invoice_count, err);
}

static bool read_billed(struct fees_reading *r, struct err *err)
{
	r->taken = 0;
	while (r->invoice_at < r->invoice_count && r->taken < BILLED)
		if (!fees_billed_on(r->db, r->event, r->invoices[r->invoice_at++], take_billed, r,
			    err))
			return false;
	return true;
}

bool fees_reading_step(struct fees_reading *r, bool *more, struct err *err)
{
	*more = true;
	if (r->walk)
		return read_rows(r, err);
	if (!r->sorted) {
		sort_rows(r);
		return true;
	}
	if (!r->by_id)
		return find_billed(r, err);
	if (r->invoice_at < r->invoice_count)
		return read_billed(r, err);
	if (!fees_billed_claims(r->db, r->event, take_billed, r, err))
		return false;
	for (size_t i = 0; i < r->count; i++)
		settle(&r->lines[i]);
	*more = false;
	return true;
}

int fees_reading_percent(const struct fees_reading *r)
{
	if (r->walk)
		return fees_walk_percent(r->walk) * OF_ROWS / 100;
	return r->invoice_count ? OF_ROWS + (int)(r->invoice_at * (100 - OF_ROWS) / r->invoice_count)
				: OF_ROWS;
}

void fees_reading_end(struct fees_reading *r, struct fees_line **lines, size_t *count)
{
	fees_walk_end(&r->walk);
	free(r->by_id);
	free(r->invoices);
	if (lines) {
		*lines = r->lines;
		*count = r->count;
	} else {
		fees_lines_free(r->lines, r->count);
	}
	*r = (struct fees_reading){ .db = NULL };
}
