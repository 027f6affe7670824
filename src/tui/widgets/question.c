#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "etape/text.h"
#include "tui/widgets/overlay.h"

struct question_state {
	struct screen base;
	struct screen *below;	/* who asks */
	struct question q;	/* its texts are owned here */
	int count;		/* answers */
	int at;			/* the selected one */
};

static struct question_state *of(struct screen *s)
{
	return (struct question_state *)s;
}

static char *dup_text(const char *text)
{
	return text == NULL ? NULL : xstrdup(text);
}

struct asking {
	struct screen *below;
	const struct question *q;
};

static bool question_init(struct screen *s, const void *arg, struct err *err)
{
	struct question_state *state = of(s);
	const struct asking *a = arg;

	(void)err;
	state->below = a->below;
	state->q = *a->q;
	state->q.title = dup_text(a->q->title);
	state->q.text = dup_text(a->q->text);
	for (int i = 0; i < QUESTION_MAX && a->q->answers[i] != NULL; i++) {
		state->q.answers[i] = xstrdup(a->q->answers[i]);
		state->count++;
	}
	state->at = a->q->preset < state->count ? a->q->preset : 0;
	return true;
}

static void question_release(struct screen *s)
{
	struct question_state *state = of(s);

	xfree(state->q.title);
	xfree(state->q.text);
	for (int i = 0; i < state->count; i++)
		xfree(state->q.answers[i]);
}

static int widest_line(const char *text)
{
	int widest = 0;

	while (text != NULL && *text != '\0') {
		size_t len = strcspn(text, "\n");
		char *line = xstrndup(text, len);
		int width = area_width(line);

		widest = width > widest ? width : widest;
		free(line);
		text += len + (text[len] == '\n');
	}
	return widest;
}

static int answers_width(const struct question_state *state)
{
	int width = 0;

	for (int i = 0; i < state->count; i++)
		width += area_width(state->q.answers[i]) + 4;
	return width;
}

/* On one row; a row each when they don't fit on one. */
static void draw_answers(const struct question_state *state, struct area in, int row, bool stacked)
{
	int col = 1;

	for (int i = 0; i < state->count; i++) {
		enum theme style = i == state->at ? THEME_SELECTED : THEME_KEY;

		if (i == state->at)
			area_cursor(in, row, col, false);
		area_put(in, row, col, style, i == state->at ? term_glyph(GLYPH_MARKER) : " ");
		col = area_put(in, row, col + 1, style, " ");
		col = area_put(in, row, col, style, state->q.answers[i]) + 2;
		if (stacked) {
			row++;
			col = 1;
		}
	}
}

static void question_draw(struct screen *s, struct area area)
{
	struct question_state *state = of(s);
	const char *text = state->q.text == NULL ? "" : state->q.text;
	const bool stacked = answers_width(state) + 2 > area.cols - 8;
	const int rows = stacked ? state->count : 1;
	int width = widest_line(text);
	int least = stacked ? 0 : answers_width(state) + 2;

	width = width < least ? least : width;
	width = width > area.cols - 8 ? area.cols - 8 : width;
	int lines = area_wrap((struct area){ .cols = width }, 0, THEME_NORMAL, text);
	struct area in = overlay_sheet(area, lines + 3 + rows, width + 4, state->q.title);

	area_wrap(area_sub(in, 0, 1, in.rows - 1 - rows, in.cols - 2), 0, THEME_NORMAL, text);
	draw_answers(state, in, in.rows - rows, stacked);
}

static unsigned answer(struct question_state *state, int which)
{
	struct screen *below = state->below;
	unsigned (*answered)(struct screen *, int, void *) = state->q.answered;
	void *ctx = state->q.ctx;

	app_drop(&state->base);
	if (answered != NULL)
		app_obey(below, answered(below, which, ctx));
	return SCREEN_REDRAW;
}

static unsigned question_action(struct screen *s, enum action a)
{
	struct question_state *state = of(s);

	switch ((int)a) {
	case ACTION_QUESTION_ACCEPT:
		return answer(state, state->at);
	case ACTION_QUESTION_CANCEL:
		return answer(state, -1);
	case ACTION_QUESTION_NEXT:
		state->at = (state->at + 1) % state->count;
		return SCREEN_REDRAW;
	case ACTION_QUESTION_PREV:
		state->at = (state->at + state->count - 1) % state->count;
		return SCREEN_REDRAW;
	default:
		return 0;
	}
}

/* The first letter of an answer chooses it; the same letter twice goes round. */
static unsigned question_text(struct screen *s, const struct term_event *ev)
{
	struct question_state *state = of(s);
	struct str typed = STR_INIT;
	struct str folded = STR_INIT;
	int found = -1;
	int matches = 0;

	str_addcp(&typed, ev->key);
	fold_add(&folded, typed.buf);
	for (int i = 1; i <= state->count && folded.len > 0; i++) {
		int at = (state->at + i) % state->count;
		char *word = fold_dup(state->q.answers[at]);

		if (strncmp(word, folded.buf, folded.len) == 0) {
			matches++;
			if (found < 0)
				found = at;
		}
		free(word);
	}
	str_release(&typed);
	str_release(&folded);
	if (matches == 1)
		return answer(state, found);
	if (found >= 0)
		state->at = found;
	return SCREEN_REDRAW;
}

static const struct screen_ops question_ops = {
	.name = "question",
	.contexts = CONTEXT_QUESTION,
	.overlay = true,
	.modal = true,
	.size = sizeof(struct question_state),
	.init = question_init,
	.release = question_release,
	.draw = question_draw,
	.action = question_action,
	.text = question_text,
};

bool question_ask(struct screen *below, const struct question *q)
{
	return app_push(below->app, &question_ops, &(struct asking){ .below = below, .q = q });
}

bool question_confirm(struct screen *below, const char *text,
	unsigned (*answered)(struct screen *below, int answer, void *ctx), void *ctx)
{
	return question_ask(below, &(struct question){
		.text = text,
		.answers = { _("Yes"), _("No") },
		.preset = 1,
		.answered = answered,
		.ctx = ctx,
	});
}
