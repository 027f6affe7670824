/* Arrivals per ten minutes as a small histogram: rows of text, so that a page and a column of
 * the desk can show the same. */
#include "tui/screens/desk.h"

#include <string.h>

enum {
	WORD_COLS = 5, /* of "09:30" */
	STEPS = 2,     /* a cell is full or half full */
};

static bool take(void *arg, const struct counters_slice *slice)
{
	struct desk_flow *f = arg;

	if (f->count == DESK_SLICES_MAX)
		memmove(f->slices, f->slices + 1, --f->count * sizeof *f->slices);
	f->slices[f->count++] = *slice;
	f->total += slice->arrivals;
	if (slice->arrivals > f->most) {
		f->most = slice->arrivals;
		f->most_at = slice->from;
	}
	return true;
}

bool desk_flow_read(const struct desk_state *d, struct desk_flow *f, struct err *err)
{
	*f = (struct desk_flow){ .count = 0 };
	return !d->event.id ||
	       counters_arrivals(d->screen.app->db, d->event.id, d->session, take, f, err);
}

/* Columns of a slice, and the first slice that there is room for: the last ones stay. */
static int slice_cols(const struct desk_flow *f, int cols)
{
	return 2 * (int)f->count <= cols ? 2 : 1;
}

static size_t first_slice(const struct desk_flow *f, int cols)
{
	const size_t room = cols > 0 ? (size_t)(cols / slice_cols(f, cols)) : 0;

	return f->count > room ? f->count - room : 0;
}

int desk_flow_rows(const struct desk_flow *f, int rows)
{
	const int64_t need = (f->most + STEPS - 1) / STEPS;

	return need < rows ? (int)need : rows;
}

void desk_flow_bars(struct str *out, const struct desk_flow *f, int row, int rows, int cols)
{
	const int64_t below = (int64_t)(rows - 1 - row) * STEPS; /* steps under this row */
	const int wide = slice_cols(f, cols);
	const int64_t all = (int64_t)rows * STEPS;
	const int64_t most = f->most > all ? f->most : all; /* few people make low bars */

	for (size_t i = first_slice(f, cols); i < f->count; i++) {
		const int64_t n = f->slices[i].arrivals;
		/* Whoever came is seen, be it one among a hundred. */
		const int64_t steps = n * all < most && n ? 1 : n * all / most;
		const int64_t here = steps - below;

		str_add(out, here <= 0	    ? " "
			     : here < STEPS ? term_glyph(GLYPH_BAR_HALF)
					    : term_glyph(GLYPH_BAR_FULL));
		if (wide > 1)
			str_addc(out, ' ');
	}
}

void desk_flow_times(
	struct str *out, const struct desk_state *d, const struct desk_flow *f, int cols)
{
	const int wide = slice_cols(f, cols);
	const size_t first = first_slice(f, cols);
	int col = 0;

	for (size_t i = first; i < f->count; i++) {
		const int at = (int)(i - first) * wide;
		const int minutes = desk_minutes(d, f->slices[i].from);

		/* The first one, then whole hours that have room. */
		if ((i > first && (minutes % 60 || at <= col)) || at + WORD_COLS > cols)
			continue;
		for (; col < at; col++)
			str_addc(out, ' ');
		civil_format_time(out, minutes, i18n_lang());
		col += WORD_COLS;
	}
}

void desk_flow_most(struct str *out, const struct desk_state *d, const struct desk_flow *f)
{
	struct str time = STR_INIT;

	if (!f->total)
		return; /* there is no such moment */
	civil_format_time(&time, desk_minutes(d, f->most_at), i18n_lang());
	str_addf(out, _("at most %lld at %s"), (long long)f->most, time.buf);
	str_release(&time);
}
