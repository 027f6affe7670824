/* Two records side by side: of each field that differs one says what stays, then they are one. */
#include <stdlib.h>

#include "etape/merge.h"
#include "etape/text.h"
#include "tui/screens/contacts.h"
#include "tui/screens/duplicates.h"
#include "tui/screens/screens.h"
#include "tui/widgets/overlay.h"

enum { LEFT, RIGHT, SIDES };

/* Columns: marker and sign, the field's name, the word, then two halves. */
enum { SIGN = 2, LABEL = 4, LABEL_COLS = 13, WORD = LABEL + LABEL_COLS, WORD_COLS = 11, CELLS = WORD + WORD_COLS };

struct compare {
	struct screen base;
	int64_t id[SIDES]; /* the left one's record stays */
	unsigned reasons;
	struct person who[SIDES];
	char *words[SIDES][MERGE_FIELDS]; /* owned; NULL before reading */
	int chosen[MERGE_FIELDS];	  /* LEFT or RIGHT */
	int selected;			  /* field */
	struct merge_moves moves;
	bool gone; /* one of the two is no more */
};

static struct compare *of(struct screen *s)
{
	return (struct compare *)s;
}

/* --- reading --- */

static void forget_words(struct compare *c)
{
	for (int side = 0; side < SIDES; side++)
		for (int i = 0; i < MERGE_FIELDS; i++) {
			free(c->words[side][i]);
			c->words[side][i] = NULL;
		}
}

static bool differs(const struct compare *c, int field)
{
	return merge_differs(&c->who[LEFT], &c->who[RIGHT], (enum merge_field)field);
}

static bool fill(struct compare *c, struct err *err)
{
	struct db *db = c->base.app->db;

	if (!person_get(db, c->id[LEFT], &c->who[LEFT], err) ||
		!person_get(db, c->id[RIGHT], &c->who[RIGHT], err) ||
		!merge_preview(db, c->id[RIGHT], c->id[LEFT], &c->moves, err))
		return false;
	forget_words(c);
	for (int side = 0; side < SIDES; side++)
		for (int i = 0; i < MERGE_FIELDS; i++)
			c->words[side][i] = merge_words(db, &c->who[side], (enum merge_field)i);
	return true;
}

/* What is known is worth more than nothing. */
static void choose_first(struct compare *c)
{
	bool found = false;

	for (int i = 0; i < MERGE_FIELDS; i++) {
		c->chosen[i] = merge_empty(&c->who[LEFT], (enum merge_field)i) ? RIGHT : LEFT;
		if (!found && differs(c, i)) {
			c->selected = i;
			found = true;
		}
	}
}

static bool compare_init(struct screen *s, const void *arg, struct err *err)
{
	const struct duplicate_row *pair = arg;
	struct compare *c = of(s);

	c->id[LEFT] = pair->one;
	c->id[RIGHT] = pair->other;
	c->reasons = pair->reasons;
	person_init(&c->who[LEFT]);
	person_init(&c->who[RIGHT]);
	if (!fill(c, err))
		return false;
	choose_first(c);
	return true;
}

static void compare_release(struct screen *s)
{
	forget_words(of(s));
	person_release(&of(s)->who[LEFT]);
	person_release(&of(s)->who[RIGHT]);
}

/* --- words --- */

static void compare_heading(struct screen *s, struct str *out)
{
	struct compare *c = of(s);

	str_add(out, _("The same person?"));
	str_addf(out, " %s ", term_glyph(GLYPH_DOT));
	duplicate_words(c->reasons, out);
	if (c->gone)
		str_add(out, _(" (deleted)"));
}

/* "2 mandates, 1 registration": what the right one brings along. */
static void add_moves(const struct merge_moves *m, struct str *out)
{
	const long long n[] = { m->mandates, m->registrations, m->payments, m->notes };
	const size_t before = out->len;

	if (n[0])
		str_addf(out, P_("%lld mandate, ", "%lld mandates, ", n[0]), n[0]);
	if (n[1])
		str_addf(out, P_("%lld registration, ", "%lld registrations, ", n[1]), n[1]);
	if (n[2])
		str_addf(out, P_("%lld payment, ", "%lld payments, ", n[2]), n[2]);
	if (n[3])
		str_addf(out, P_("%lld note, ", "%lld notes, ", n[3]), n[3]);
	if (out->len > before)
		str_truncate(out, out->len - 2);
}

static void say_moves(const struct compare *c, struct str *out)
{
	struct str what = STR_INIT;

	add_moves(&c->moves, &what);
	if (what.len == 0)
		str_add(out, _("Nothing else hangs on the record on the right."));
	else
		str_addf(out, _("From the right to the left go: %s."), what.buf);
	if (c->moves.same_events)
		str_addf(out,
			P_("\nFor %lld rencontre two registrations become one.",
				"\nFor %lld rencontres two registrations become one.",
				c->moves.same_events),
			(long long)c->moves.same_events);
	str_release(&what);
}

/* --- drawing --- */

static int half_cols(struct area a)
{
	return a.cols > CELLS + 2 ? (a.cols - CELLS) / SIDES : 0;
}

static void draw_cell(struct compare *c, struct area a, int row, int field, int side)
{
	const int cols = half_cols(a), at = CELLS + side * cols;
	const bool other = differs(c, field), taken = c->chosen[field] == side;
	const char *words = c->words[side][field];

	if (other && taken)
		area_put(a, row, at, THEME_PRESENT, term_glyph(GLYPH_PRESENT));
	area_fit(a, row, at + 2, cols - 3,
		!other ? THEME_NORMAL : taken ? THEME_STRONG : THEME_DIM,
		*words ? words : other ? _("(nothing)") : "");
}

static void draw_field(struct compare *c, struct area a, int row, int field)
{
	const bool here = c->selected == field;

	if (here)
		area_put(a, row, 0, THEME_SELECTED, term_glyph(GLYPH_MARKER));
	if (differs(c, field)) {
		area_put(a, row, SIGN, THEME_WARNING, term_glyph(GLYPH_DIAMOND));
		area_fit(a, row, WORD, WORD_COLS - 1, THEME_WARNING, _("differs"));
	}
	area_fit(a, row, LABEL, LABEL_COLS - 1, here ? THEME_SELECTED : THEME_LABEL,
		vocabulary_label(&merge_fields, field));
	for (int side = 0; side < SIDES; side++)
		draw_cell(c, a, row, field, side);
	if (here)
		area_cursor(a, row, LABEL, false);
}

static void compare_draw(struct screen *s, struct area area)
{
	struct compare *c = of(s);
	const int cols = half_cols(area);
	struct str text = STR_INIT;

	area_fit(area, 0, CELLS + 2, cols - 3, THEME_HEADING, _("stays"));
	area_fit(area, 0, CELLS + cols + 2, cols - 3, THEME_HEADING, _("goes"));
	for (int i = 0; i < MERGE_FIELDS; i++)
		draw_field(c, area, i + 1, i);
	say_moves(c, &text);
	area_wrap(area_sub(area, 0, 0, area.rows, area.cols), MERGE_FIELDS + 2, THEME_NORMAL, text.buf);
	str_release(&text);
}

/* --- merging --- */

static unsigned merge_now(struct compare *c)
{
	struct app *app = c->base.app;
	struct err err = ERR_INIT;
	struct str name = STR_INIT;
	unsigned then = SCREEN_RELOAD;

	for (int i = 0; i < MERGE_FIELDS; i++)
		if (c->chosen[i] == RIGHT)
			merge_take(&c->who[LEFT], &c->who[RIGHT], (enum merge_field)i);
	if (person_merge(app->db, &c->who[LEFT], &c->who[RIGHT], NULL, &err)) {
		text_person(&name, c->who[LEFT].family_name, c->who[LEFT].given_name);
		app_message(app, THEME_MESSAGE, _("One record now: %s; u brings both back"), name.buf);
		then |= SCREEN_POP;
	} else {
		app_error(app, &err);
	}
	str_release(&name);
	return then;
}

static unsigned answered(struct screen *below, int answer, void *ctx)
{
	(void)ctx;
	return answer == 0 ? merge_now(of(below)) : SCREEN_REDRAW;
}

static void ask(struct compare *c)
{
	struct str text = STR_INIT;

	str_add(&text, _("Make these two records one?"));
	str_addc(&text, '\n');
	say_moves(c, &text);
	question_confirm(&c->base, text.buf, answered, NULL);
	str_release(&text);
}

/* --- actions --- */

static void move(struct compare *c, int by)
{
	c->selected = (c->selected + by + MERGE_FIELDS) % MERGE_FIELDS;
}

static unsigned compare_action(struct screen *s, enum action a)
{
	struct compare *c = of(s);

	switch ((int)a) {
	case ACTION_MERGE_UP: move(c, -1); break;
	case ACTION_MERGE_DOWN: move(c, 1); break;
	case ACTION_MERGE_LEFT: c->chosen[c->selected] = LEFT; break;
	case ACTION_MERGE_RIGHT: c->chosen[c->selected] = RIGHT; break;
	case ACTION_MERGE_CHOOSE: c->chosen[c->selected] = !c->chosen[c->selected]; break;
	case ACTION_MERGE_DO: ask(c); break;
	case ACTION_MERGE_EDIT: person_form(s->app, c->id[LEFT], 0); break;
	case ACTION_DUPLICATES_DISTINCT:
		return duplicates_part(s->app, c->id[LEFT], c->id[RIGHT], SCREEN_POP);
	default: return 0;
	}
	return SCREEN_REDRAW;
}

static const char *compare_disabled(const struct screen *s, enum action a)
{
	const struct compare *c = (const struct compare *)s;

	return c->gone && action_info(a)->pre == PRE_WRITE_ROW ? _("This record is no more") : NULL;
}

static unsigned compare_reload(struct screen *s)
{
	struct compare *c = of(s);
	bool empty[MERGE_FIELDS];

	for (int i = 0; i < MERGE_FIELDS; i++)
		empty[i] = merge_empty(&c->who[LEFT], (enum merge_field)i);
	c->gone = !fill(c, NULL);
	/* What was typed meanwhile was typed to stay. */
	for (int i = 0; !c->gone && i < MERGE_FIELDS; i++)
		if (empty[i] && !merge_empty(&c->who[LEFT], (enum merge_field)i))
			c->chosen[i] = LEFT;
	return SCREEN_REDRAW;
}

static const struct screen_ops compare_screen = {
	.name = "compare",
	.contexts = CONTEXT_MERGE,
	.size = sizeof(struct compare),
	.init = compare_init,
	.release = compare_release,
	.heading = compare_heading,
	.draw = compare_draw,
	.action = compare_action,
	.disabled = compare_disabled,
	.reload = compare_reload,
};

void duplicates_compare(struct app *app, const struct duplicate_row *pair)
{
	app_push(app, &compare_screen, pair);
}
