/* Text that scrolls: help, long messages. */
#include <stdlib.h>
#include <string.h>

#include "etape/text.h"
#include "tui/widgets/overlay.h"

struct page_state {
	struct screen base;
	char *title;
	char *text;
	int first;	/* row of the text at the top */
	int rows;	/* rows of the text at the last width */
	int height;	/* rows shown */
	bool plain;	/* lines as they are, over the whole area */
};

struct page_arg {
	const char *title;
	const char *text;
	bool plain;
};

static struct page_state *of(struct screen *s)
{
	return (struct page_state *)s;
}

static bool page_init(struct screen *s, const void *arg, struct err *err)
{
	const struct page_arg *a = arg;

	(void)err;
	of(s)->title = xstrdup(a->title == NULL ? "" : a->title);
	of(s)->text = xstrdup(a->text);
	of(s)->plain = a->plain;
	return true;
}

static void page_release(struct screen *s)
{
	free(of(s)->title);
	free(of(s)->text);
}

/* Draws from row `row` on; the row after the last. Lines with a tab are two columns: a key and
 * what it does. "# " begins a heading. */
static int draw_lines(struct area a, int row, const char *text, int left)
{
	while (*text != '\0') {
		size_t len = strcspn(text, "\n");
		char *line = xstrndup(text, len);
		char *tab = strchr(line, '\t');

		if (tab != NULL) {
			struct area right = area_sub(a, 0, left, a.rows, a.cols - left);

			*tab = '\0';
			area_fit(a, row, 0, left - 1, THEME_KEY, line);
			row = area_wrap(right, row, THEME_NORMAL, tab + 1);
		} else if (strncmp(line, "# ", 2) == 0) {
			row = area_wrap(a, row, THEME_TITLE, line + 2);
		} else {
			row = area_wrap(a, row, THEME_NORMAL, line);
		}
		free(line);
		text += len + (text[len] == '\n');
	}
	return row;
}

static int left_column(const char *text)
{
	int widest = 0;

	while (*text != '\0') {
		size_t len = strcspn(text, "\n");
		const char *tab = memchr(text, '\t', len);

		if (tab != NULL) {
			char *key = xstrndup(text, (size_t)(tab - text));
			int width = area_width(key);

			widest = width > widest ? width : widest;
			free(key);
		}
		text += len + (text[len] == '\n');
	}
	return widest + 2;
}

static void clamp(struct page_state *p)
{
	if (p->first > p->rows - p->height)
		p->first = p->rows - p->height;
	if (p->first < 0)
		p->first = 0;
}

/* A form feed ends a page of paper: here an empty line does. */
static void draw_plain(struct page_state *p, struct area area)
{
	struct area text = area_sub(area, 1, 0, area.rows - 1, area.cols);
	int row = 0;

	area_fill(area, THEME_NORMAL);
	area_fit(area, 0, 0, area.cols, THEME_TITLE, p->title);
	p->height = text.rows;
	clamp(p);
	for (const char *at = p->text; *at != '\0'; row++) {
		size_t len = strcspn(at, "\n");
		char *line = xstrndup(at + (*at == '\f'), len - (*at == '\f'));

		if (row >= p->first && row < p->first + text.rows)
			area_put(text, row - p->first, 0, THEME_NORMAL, line);
		free(line);
		at += len + (at[len] == '\n');
	}
	area_cursor(area, 0, 0, false);
}

static int count_lines(const char *text)
{
	int n = 0;

	for (const char *at = text; *at != '\0'; n++) {
		at += strcspn(at, "\n");
		at += *at == '\n';
	}
	return n;
}

static void page_draw(struct screen *s, struct area area)
{
	struct page_state *p = of(s);

	if (p->plain) {
		p->rows = count_lines(p->text);
		draw_plain(p, area);
		return;
	}
	int cols = area.cols > 96 ? 90 : area.cols - 4;
	struct area measure = { .rows = 0, .cols = cols - 4 };
	int left = left_column(p->text);

	left = left > cols / 3 ? cols / 3 : left;
	/* area_sub() of an empty area stays empty: measure with one row that nothing reaches. */
	measure.rows = 1;
	p->rows = draw_lines(measure, 1, p->text, left) - 1;
	struct area in = overlay_sheet(area, p->rows + 2, cols, p->title);
	struct area text = area_sub(in, 0, 1, in.rows, in.cols - 2);

	p->height = text.rows;
	clamp(p);
	draw_lines(text, -p->first, p->text, left);
	if (p->first > 0)
		area_put(in, 0, in.cols - 1, THEME_DIM, term_glyph(GLYPH_UP));
	if (p->first + p->height < p->rows)
		area_put(in, in.rows - 1, in.cols - 1, THEME_DIM, term_glyph(GLYPH_DOWN));
	area_cursor(in, 0, 0, false);
}

/* What is asked for concerns the state below: the page goes first. */
static unsigned give_way(struct screen *s, enum action a)
{
	struct app *app = s->app;

	app_drop(s);
	app_do(app, a);
	return SCREEN_REDRAW;
}

static unsigned page_action(struct screen *s, enum action a)
{
	struct page_state *p = of(s);
	int before = p->first;

	switch ((int)a) {
	case ACTION_PAGE_UP: p->first--; break;
	case ACTION_PAGE_DOWN: p->first++; break;
	case ACTION_PAGE_PGUP: p->first -= p->height - 1; break;
	case ACTION_PAGE_PGDN: p->first += p->height - 1; break;
	case ACTION_PAGE_FIRST: p->first = 0; break;
	case ACTION_PAGE_LAST: p->first = p->rows; break;
	case ACTION_APP_HELP: return SCREEN_POP;
	case ACTION_APP_PALETTE:
	case ACTION_APP_FIND: return give_way(s, a);
	default: return 0;
	}
	clamp(p);
	return p->first == before ? SCREEN_HANDLED : SCREEN_REDRAW;
}

static unsigned page_mouse(struct screen *s, const struct term_event *ev)
{
	if (ev->mouse == MOUSE_WHEEL_UP)
		return page_action(s, ACTION_PAGE_UP);
	if (ev->mouse == MOUSE_WHEEL_DOWN)
		return page_action(s, ACTION_PAGE_DOWN);
	return 0;
}

static const struct screen_ops page_ops = {
	.name = "page",
	.contexts = CONTEXT_PAGE,
	.overlay = true,
	.size = sizeof(struct page_state),
	.init = page_init,
	.release = page_release,
	.draw = page_draw,
	.action = page_action,
	.mouse = page_mouse,
};

bool page_open(struct app *app, const char *title, const char *text)
{
	return app_push(app, &page_ops, &(struct page_arg){ .title = title, .text = text });
}

bool page_open_plain(struct app *app, const char *title, const char *text)
{
	return app_push(app, &page_ops,
		&(struct page_arg){ .title = title, .text = text, .plain = true });
}

/* The keys of one context that are not taken by a more specific one and have a place here. */
static void add_context(struct str *out, const struct screen *on, contexts_t contexts,
	contexts_t one)
{
	const struct keymap *map = &on->app->keys;
	enum action acts[ACTION_COUNT];
	size_t ranked;
	size_t n = keymap_actions(map, contexts, acts, &ranked);
	bool first = true;

	for (size_t i = 0; i < n; i++) {
		contexts_t common = action_info(acts[i])->contexts & contexts;
		const char *why = app_refusal(on, acts[i]);

		/* Each action once, under the most specific of its contexts. */
		if ((common & (~common + 1)) != one)
			continue;
		if (why != NULL && *why == '\0')
			continue;
		if (first)
			str_addf(out, "%s# %s\n", out->len > 0 ? "\n" : "", _(context_name(one)));
		first = false;
		keymap_add_keys(map, out, acts[i]);
		str_addf(out, "\t%s\n", _(action_info(acts[i])->help));
	}
}

bool page_open_help(struct app *app, const struct screen *on, contexts_t contexts)
{
	struct str text = STR_INIT;
	bool done;

	for (unsigned bit = 0; bit < CONTEXT_BITS; bit++)
		if (contexts & (CONTEXT_BIT(bit)))
			add_context(&text, on, contexts, CONTEXT_BIT(bit));
	done = page_open(app, _("Keys that work here"), text.buf);
	str_release(&text);
	return done;
}
