#include "tui/screens/collect_sheet.h"

#include <stdlib.h>

#include "etape/text.h"
#include "tui/widgets/overlay.h"

enum {
	TEXT_COLS = 52,
	KEY_ROWS = 3, /* two actions a row */
};

static const struct {
	enum action action;
	enum payment_means means;
} means_keys[] = {
	{ ACTION_COLLECT_CASH, MEANS_ESPECES },
	{ ACTION_COLLECT_CHEQUE, MEANS_CHEQUE },
	{ ACTION_COLLECT_CARD, MEANS_CARTE },
	{ ACTION_COLLECT_TRANSFER, MEANS_VIREMENT },
	{ ACTION_COLLECT_ORDER, MEANS_MANDAT },
};
#define MEANS_KEYS (sizeof means_keys / sizeof *means_keys)
#define SHEET_KEYS (MEANS_KEYS + 1)

/* In the order in which they are drawn. */
static enum action sheet_keys(size_t i)
{
	return i < MEANS_KEYS ? means_keys[i].action : ACTION_COLLECT_OTHER;
}

struct sheet {
	struct screen base;
	struct screen *below; /* who asks */
	struct collect c;
	char *name; /* owned, those of .c */
	char *text;
	struct area keys; /* where they were last drawn */
};

struct opening {
	struct screen *below;
	const struct collect *c;
};

static struct sheet *sheet_of(struct screen *s)
{
	return (struct sheet *)s;
}

static bool sheet_init(struct screen *s, const void *arg, struct err *err)
{
	struct sheet *sheet = sheet_of(s);
	const struct opening *o = arg;

	(void)err;
	sheet->below = o->below;
	sheet->c = *o->c;
	sheet->c.name = sheet->name = xstrdup(o->c->name);
	sheet->c.text = sheet->text = xstrdup(o->c->text);
	return true;
}

static void sheet_release(struct screen *s)
{
	free(sheet_of(s)->name);
	free(sheet_of(s)->text);
}

static void draw_key(const struct sheet *s, struct area a, int row, int col, enum action act)
{
	const bool off = app_refusal(&s->base, act) != NULL;
	struct str key = STR_INIT;

	key_add_label(&key, keymap_key(&s->base.app->keys, act));
	col = area_put(a, row, col, off ? THEME_OFF : THEME_KEY, key.buf) + 2;
	area_put(a, row, col, off ? THEME_OFF : THEME_NORMAL, _(action_info(act)->label));
	str_release(&key);
}

static void sheet_draw(struct screen *s, struct area area)
{
	struct sheet *sheet = sheet_of(s);
	const int cols = area.cols - 6 < TEXT_COLS ? area.cols - 6 : TEXT_COLS;
	const int lines = area_wrap(
		(struct area){ .cols = cols }, 0, THEME_NORMAL, sheet->c.text);
	const struct area box =
		overlay_sheet(area, lines + KEY_ROWS + 4, cols + 4, _("Collect"));
	const struct area in = area_sub(box, 0, 1, box.rows, box.cols - 2);
	const int keys = in.rows - KEY_ROWS;

	area_fit(in, 0, 0, in.cols, THEME_STRONG, sheet->c.name);
	area_wrap(area_sub(in, 0, 0, keys, in.cols), 1,
		sheet->c.owed ? THEME_DUE : THEME_NORMAL, sheet->c.text);
	sheet->keys = area_sub(in, keys, 0, KEY_ROWS, in.cols);
	for (size_t i = 0; i < SHEET_KEYS; i++)
		draw_key(sheet, sheet->keys, (int)(i / 2), i % 2 ? in.cols / 2 : 0,
			sheet_keys(i));
	area_cursor(in, keys, 0, false);
}

/* The sheet goes first: what follows concerns the state below. */
static unsigned answer(struct sheet *s, const enum payment_means *means)
{
	struct screen *below = s->below;
	struct collect c = s->c;
	char *name = xstrdup(c.name), *text = xstrdup(c.text);

	c.name = name;
	c.text = text;
	app_drop(&s->base);
	app_obey(below, means ? c.taken(below, &c, *means) : c.other(below, &c));
	free(name);
	free(text);
	return SCREEN_REDRAW;
}

static unsigned sheet_action(struct screen *s, enum action a)
{
	for (size_t i = 0; i < MEANS_KEYS; i++)
		if (means_keys[i].action == a)
			return answer(sheet_of(s), &means_keys[i].means);
	if (a == ACTION_COLLECT_OTHER)
		return answer(sheet_of(s), NULL);
	return a == ACTION_COLLECT_CLOSE ? app_leave(s->app, 0) : 0;
}

static unsigned sheet_mouse(struct screen *s, const struct term_event *ev)
{
	const struct area keys = sheet_of(s)->keys;
	int row, col;

	if (ev->mouse == MOUSE_WHEEL_UP || ev->mouse == MOUSE_WHEEL_DOWN ||
		!area_holds(keys, ev->row, ev->col, &row, &col))
		return 0;
	app_do(s->app, sheet_keys((size_t)row * 2 + (col >= keys.cols / 2)));
	return SCREEN_HANDLED;
}

static const char *sheet_disabled(const struct screen *s, enum action a)
{
	const struct sheet *sheet = (const struct sheet *)s;

	for (size_t i = 0; i < MEANS_KEYS && !sheet->c.owed; i++)
		if (means_keys[i].action == a)
			return _("No amount is known to be owed: choose another amount");
	return NULL;
}

static const struct screen_ops sheet_ops = {
	.name = "collect",
	.contexts = CONTEXT_COLLECT,
	.overlay = true,
	.size = sizeof(struct sheet),
	.init = sheet_init,
	.release = sheet_release,
	.draw = sheet_draw,
	.action = sheet_action,
	.mouse = sheet_mouse,
	.disabled = sheet_disabled,
};

bool collect_sheet_open(struct screen *below, const struct collect *c)
{
	return app_push(below->app, &sheet_ops, &(struct opening){ .below = below, .c = c });
}
