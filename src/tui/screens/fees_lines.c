/* Fees one by one: what the engine says, and what became of it since. */
#include <stdlib.h>

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

void fees_lines_free(struct fees_line *lines, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(lines[i].row);
		free(lines[i].reasons);
	}
	free(lines);
}

/* --- sums --- */

void fees_add(cents_t *sum, cents_t cents)
{
	if (!money_add(*sum, cents, sum))
		bug("fees overflow");
}

void fees_sums_add(struct fees_sums *sums, const struct fees_sums *more)
{
	sums->people += more->people;
	for (size_t i = 0; i < FEES_STATES; i++)
		sums->of[i] += more->of[i];
	fees_add(&sums->fee, more->fee);
	fees_add(&sums->paid, more->paid);
	fees_add(&sums->left, more->left);
	fees_add(&sums->billed, more->billed);
	fees_add(&sums->settled, more->settled);
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
