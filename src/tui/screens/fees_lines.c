/* Fees one by one: what the engine says, and what became of it since. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "etape/fees_billed.h"
#include "tui/screens/fees.h"

const char *fees_is_words(enum fees_is is)
{
	static const char *const words[FEES_STATES] = {
		[FEES_BILLED] = N_("invoiced"),
		[FEES_LATE] = N_("late"),
	};

	switch (is) {
	case FEES_EXPECTED:
		return fee_state_label(FEE_EXPECTED);
	case FEES_TO_PAY:
		return fee_state_label(FEE_DUE);
	case FEES_SETTLED:
		return fee_state_label(FEE_PAID);
	case FEES_FREE:
		return fee_state_label(FEE_EXEMPT);
	case FEES_OPEN:
		return fee_state_label(FEE_UNDETERMINED);
	case FEES_BILLED:
	case FEES_LATE:
	case FEES_STATES:
	default:
		return _(words[is]);
	}
}

void fees_say_count(struct str *out, enum fees_is is, int n)
{
	switch (is) {
	case FEES_EXPECTED:
		str_addf(out, P_("%d expected", "%d expected", n), n);
		break;
	case FEES_TO_PAY:
		str_addf(out, P_("%d to pay", "%d to pay", n), n);
		break;
	case FEES_BILLED:
		str_addf(out, P_("%d invoiced", "%d invoiced", n), n);
		break;
	case FEES_LATE:
		str_addf(out, P_("%d late", "%d late", n), n);
		break;
	case FEES_SETTLED:
		str_addf(out, P_("%d paid", "%d paid", n), n);
		break;
	case FEES_FREE:
		str_addf(out, P_("%d free", "%d free", n), n);
		break;
	case FEES_OPEN:
		str_addf(out, _("%d to determine"), n);
		break;
	case FEES_STATES:
	default:
		break;
	}
}

struct list_sign fees_is_sign(enum fees_is is)
{
	static const struct list_sign signs[FEES_STATES] = {
		[FEES_EXPECTED] = { GLYPH_ABSENT, THEME_DUE, THEME_NORMAL },
		[FEES_TO_PAY] = { GLYPH_ABSENT, THEME_DUE, THEME_NORMAL },
		[FEES_BILLED] = { GLYPH_HALF, THEME_DUE, THEME_NORMAL },
		[FEES_LATE] = { GLYPH_TRIANGLE, THEME_ERROR, THEME_NORMAL },
		[FEES_SETTLED] = { GLYPH_PRESENT, THEME_PRESENT, THEME_NORMAL },
		[FEES_FREE] = { GLYPH_DOT, THEME_DIM, THEME_DIM },
		[FEES_OPEN] = { GLYPH_WARNING, THEME_WARNING, THEME_NORMAL },
	};

	return signs[is];
}

/* --- reading --- */

struct reading {
	struct fees_line *lines;
	size_t count;
	struct fees_line **by_id; /* by registration, for what is billed */
};

static bool take_fee(void *arg, const struct fee_row *row)
{
	struct reading *r = arg;

	if ((r->count & (r->count + 1)) == 0) /* room for 1, 3, 7, 15… is used up */
		r->lines = xrealloc(r->lines, 2 * (r->count + 1) * sizeof *r->lines);
	r->lines[r->count++] = (struct fees_line){
		.row = fee_row_dup(row),
		.payer = row->payer_id ? row->payer_id : -row->person_id,
		.paid = row->paid,
	};
	return true;
}

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

static void add(cents_t *sum, cents_t cents)
{
	if (!money_add(*sum, cents, sum))
		bug("fees overflow");
}

static bool take_billed(void *arg, const struct fees_billed *b)
{
	const struct reading *r = arg;
	struct fees_line *const *found = bsearch(
		&b->registration, r->by_id, r->count, sizeof *r->by_id, compare_with_id);
	struct fees_line *line;

	if (!found)
		return true;
	line = *found;
	add(&line->billed, b->billed);
	add(&line->open, b->open);
	add(&line->paid, b->since);
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

bool fees_lines_read(struct db *db, int64_t event, struct fees_line **lines, size_t *count,
	struct err *err)
{
	const struct fees_query query = { .event = event, .brief = true };
	struct reading r = { .lines = NULL };
	bool ok = fees_ask(db, &query, take_fee, &r, err);

	r.by_id = xcalloc(r.count + 1, sizeof *r.by_id);
	for (size_t i = 0; i < r.count; i++)
		r.by_id[i] = &r.lines[i];
	qsort(r.by_id, r.count, sizeof *r.by_id, compare_ids);
	ok = ok && fees_billed(db, event, take_billed, &r, err);
	free(r.by_id);
	for (size_t i = 0; i < r.count; i++)
		settle(&r.lines[i]);
	*lines = r.lines;
	*count = r.count;
	return ok;
}

void fees_lines_free(struct fees_line *lines, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(lines[i].row);
		free(lines[i].reasons);
	}
	free(lines);
}

/* --- sums --- */

void fees_sums_add(struct fees_sums *sums, const struct fees_sums *more)
{
	sums->people += more->people;
	for (size_t i = 0; i < FEES_STATES; i++)
		sums->of[i] += more->of[i];
	add(&sums->fee, more->fee);
	add(&sums->paid, more->paid);
	add(&sums->left, more->left);
	add(&sums->billed, more->billed);
	add(&sums->settled, more->settled);
}

void fees_sums_add_line(struct fees_sums *sums, const struct fees_line *line)
{
	struct fees_sums one = {
		.people = 1,
		.fee = line->row->state == FEE_UNDETERMINED ? 0 : line->row->due,
		.paid = line->paid,
		.left = line->left,
		.billed = line->open < line->left ? line->open : line->left,
		.settled = line->owed - line->left,
	};

	one.of[line->is] = 1;
	fees_sums_add(sums, &one);
}
