/* The finder: a field, and results that follow each letter. The palette is a finder over
 * the table of actions. */
#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "etape/text.h"
#include "tui/widgets/input.h"
#include "tui/widgets/overlay.h"

#define FINDER_MAX 100 /* results asked for at most */

/* What the finder keeps of a result. */
struct result {
	enum glyph glyph;
	enum theme style;
	const char *kind;
	int64_t id;
	char *label;
	char *detail;
	char *phone;
	char *email;
};

struct finder_state {
	struct screen base;
	const struct finder_spec *spec;
	contexts_t contexts;	/* of the state below, for the palette */
	const struct screen *below; /* whose commands the palette shows; NULL for a search */
	struct input input;
	struct result rows[FINDER_MAX];
	size_t count;
	size_t at;		/* selected */
	size_t first;		/* first shown */
	size_t height;		/* rows shown */
	struct area list;	/* where the rows were drawn */
	struct err err;
};

struct finder_arg {
	const struct finder_spec *spec;
	const char *typed;
	contexts_t contexts;
	const struct screen *below;
};

static struct finder_state *of(struct screen *s)
{
	return (struct finder_state *)s;
}

static void drop_rows(struct finder_state *f)
{
	for (size_t i = 0; i < f->count; i++) {
		free(f->rows[i].label);
		free(f->rows[i].detail);
		free(f->rows[i].phone);
		free(f->rows[i].email);
	}
	f->count = 0;
}

static char *dup_or_empty(const char *text)
{
	return xstrdup(text == NULL ? "" : text);
}

static void add_row(void *arg, const struct finder_row *row)
{
	struct finder_state *f = arg;

	if (f->count == FINDER_MAX)
		return;
	f->rows[f->count++] = (struct result){
		.glyph = row->glyph,
		.style = row->style,
		.kind = row->kind,
		.id = row->id,
		.label = dup_or_empty(row->label),
		.detail = dup_or_empty(row->detail),
		.phone = dup_or_empty(row->phone),
		.email = dup_or_empty(row->email),
	};
}

static void find_palette(struct finder_state *f, const char *typed);

static void search(struct finder_state *f)
{
	/* What will be shown, and a little more: a keystroke must cost little. */
	size_t limit = f->height < 8 ? 20 : f->height * 2;
	const char *typed = input_get(&f->input);

	drop_rows(f);
	f->at = 0;
	f->first = 0;
	f->err = ERR_INIT;
	if (f->spec->find == NULL)
		find_palette(f, typed);
	else
		f->spec->find(f->base.app, typed, limit > FINDER_MAX ? FINDER_MAX : limit, add_row, f,
			&f->err);
}

static bool finder_init(struct screen *s, const void *arg, struct err *err)
{
	const struct finder_arg *a = arg;
	struct finder_state *f = of(s);

	(void)err;
	f->spec = a->spec;
	f->contexts = a->contexts;
	f->below = a->below;
	input_init(&f->input);
	input_set(&f->input, a->typed);
	/* Nothing typed, nothing asked: the first query of a connection costs milliseconds. */
	if (f->input.text.len > 0 || f->spec->find == NULL || f->spec->at_once)
		search(f);
	return true;
}

static void finder_release(struct screen *s)
{
	drop_rows(of(s));
	input_release(&of(s)->input);
}

/* --- drawing --- */

enum { WIDE_FROM = 90, REACH_FROM = 4 }; /* columns for addresses; rows for a line beneath */

/* The address of the selected one, where the rows have no room for it: nobody opens a record to
 * read it on the telephone. */
static bool has_reach_line(const struct finder_state *f, struct area list)
{
	bool any = false;

	for (size_t i = 0; i < f->count; i++)
		any = any || f->rows[i].email[0] != '\0';
	return any && list.cols < WIDE_FROM && list.rows >= REACH_FROM;
}

static void draw_reach(const struct finder_state *f, struct area list)
{
	const struct result *r = &f->rows[f->at];
	struct str line = STR_INIT;

	str_add(&line, r->email);
	if (r->email[0] != '\0' && r->phone[0] != '\0')
		str_addf(&line, " %s ", term_glyph(GLYPH_DOT));
	str_add(&line, r->phone);
	area_fit(list, list.rows - 1, 4, list.cols - 4, THEME_NORMAL, line.buf);
	str_release(&line);
}

static void draw_row(const struct finder_state *f, struct area a, int row, const struct result *r)
{
	bool on = (size_t)row + f->first == f->at;
	int wide = a.cols >= WIDE_FROM;
	int label = wide ? 34 : a.cols * 4 / 10;
	int phone = r->phone[0] != '\0' ? area_width(r->phone) : 0;
	int col = 0;

	area_put(a, row, col, THEME_SELECTED, on ? term_glyph(GLYPH_MARKER) : "");
	area_put(a, row, 2, r->style, term_glyph(r->glyph));
	col = 4;
	/* Only the words are highlighted, not the blanks behind them. */
	if (on && text_width(r->label) <= (size_t)label)
		area_put(a, row, col, THEME_SELECTED, r->label);
	else
		area_fit(a, row, col, label, on ? THEME_SELECTED : THEME_NORMAL, r->label);
	if (on)
		area_cursor(a, row, col, false);
	col += label + 1;
	int end = a.cols;
	if (wide && r->email[0] != '\0') {
		area_fit(a, row, a.cols - 32, 32, THEME_DIM, r->email);
		end = a.cols - 33;
	}
	if (phone > 0 && phone < end - col - 8)
		end = area_right_at(a, row, end, THEME_NORMAL, r->phone) - 1;
	area_fit(a, row, col, end - col, THEME_DIM, r->detail);
}

static void finder_draw(struct screen *s, struct area area)
{
	struct finder_state *f = of(s);
	int cols = area.cols >= 110 ? 104 : area.cols - 2;
	struct area in = overlay_sheet(area, area.rows - (area.rows > 20 ? 4 : 0), cols,
		_(f->spec->title));
	struct area list = area_sub(in, 2, 1, in.rows - 2, in.cols - 2);
	const char *say = NULL;

	f->list = list;
	f->height = list.rows < 1 ? 1 : (size_t)(list.rows - has_reach_line(f, list));
	if (f->at < f->first)
		f->first = f->at;
	if (f->at >= f->first + f->height)
		f->first = f->at - f->height + 1;
	for (size_t i = 0; i < f->height && f->first + i < f->count; i++)
		draw_row(f, list, (int)i, &f->rows[f->first + i]);
	if (has_reach_line(f, list))
		draw_reach(f, list);
	if (f->err.code != ERR_NONE)
		say = f->err.message;
	else if (f->input.text.len == 0 && f->spec->hint != NULL && f->count == 0)
		say = _(f->spec->hint);
	else if (f->count == 0)
		say = _("Nothing found");
	if (say != NULL)
		area_wrap(list, 0, f->err.code != ERR_NONE ? THEME_ERROR : THEME_DIM, say);
	input_draw(&f->input, in, 0, 1, in.cols - 2, true);
}

/* --- keys --- */

static unsigned choose(struct finder_state *f)
{
	const struct finder_spec *spec = f->spec;
	struct app *app = f->base.app;
	const char *kind;
	int64_t id;

	if (f->at >= f->count)
		return SCREEN_HANDLED;
	kind = f->rows[f->at].kind;
	id = f->rows[f->at].id;
	app_drop(&f->base);
	spec->chosen(app, kind, id, spec->ctx);
	return SCREEN_REDRAW;
}

static unsigned copy(struct finder_state *f)
{
	if (f->at >= f->count)
		return SCREEN_HANDLED;
	const struct result *r = &f->rows[f->at];
	const char *what = r->email[0] != '\0' ? r->email : r->phone;

	app_copy(f->base.app, what, what);
	return SCREEN_REDRAW;
}

static unsigned move(struct finder_state *f, long by)
{
	long to = (long)f->at + by;

	if (to >= (long)f->count)
		to = (long)f->count - 1;
	if (to < 0)
		to = 0;
	if ((size_t)to == f->at)
		return SCREEN_HANDLED;
	f->at = (size_t)to;
	return SCREEN_REDRAW;
}

static unsigned finder_action(struct screen *s, enum action a)
{
	struct finder_state *f = of(s);
	bool changed = false;

	switch ((int)a) {
	case ACTION_FINDER_OPEN: return choose(f);
	case ACTION_FINDER_COPY: return copy(f);
	case ACTION_FINDER_NEXT: return move(f, 1);
	case ACTION_FINDER_PREV: return move(f, -1);
	case ACTION_FINDER_PGDN: return move(f, (long)f->height);
	case ACTION_FINDER_PGUP: return move(f, -(long)f->height);
	case ACTION_FINDER_CLOSE: return SCREEN_POP;
	default: break;
	}
	if (!input_action(&f->input, a, &changed))
		return 0;
	if (changed)
		search(f);
	return SCREEN_REDRAW;
}

static unsigned finder_text(struct screen *s, const struct term_event *ev)
{
	if (input_type(&of(s)->input, ev))
		search(of(s));
	return SCREEN_REDRAW;
}

static unsigned finder_mouse(struct screen *s, const struct term_event *ev)
{
	struct finder_state *f = of(s);
	int row;
	int col;

	if (ev->mouse == MOUSE_WHEEL_UP)
		return move(f, -1);
	if (ev->mouse == MOUSE_WHEEL_DOWN)
		return move(f, 1);
	if (!area_holds(f->list, ev->row, ev->col, &row, &col) || (size_t)row >= f->height ||
		f->first + (size_t)row >= f->count)
		return 0;
	f->at = f->first + (size_t)row;
	return ev->mouse == MOUSE_DOUBLE ? choose(f) : SCREEN_REDRAW;
}

static bool finder_typing(const struct screen *s)
{
	(void)s;
	return true;
}

static unsigned finder_reload(struct screen *s)
{
	struct finder_state *f = of(s);
	size_t at = f->at;

	if ((f->input.text.len > 0 || f->spec->at_once) && f->spec->find != NULL) {
		search(f);
		f->at = at < f->count ? at : 0;
	}
	return SCREEN_REDRAW;
}

static bool can_copy(const struct finder_state *f, size_t i)
{
	return f->rows[i].email[0] != '\0' || f->rows[i].phone[0] != '\0';
}

/* There is an address or a number to copy; where no row has one the key is not even shown. */
static const char *finder_disabled(const struct screen *s, enum action a)
{
	const struct finder_state *f = (const struct finder_state *)s;
	size_t i = 0;

	if (a != ACTION_FINDER_COPY)
		return NULL;
	if (f->below != NULL)
		return "";
	if (f->at >= f->count)
		return _("Nothing is selected");
	if (can_copy(f, f->at))
		return NULL;
	while (i < f->count && !can_copy(f, i))
		i++;
	return i == f->count ? "" : _("No address and no telephone here");
}

static const struct screen_ops finder_ops = {
	.name = "finder",
	.contexts = CONTEXT_FINDER | CONTEXT_EDIT,
	.overlay = true,
	.size = sizeof(struct finder_state),
	.init = finder_init,
	.release = finder_release,
	.typing = finder_typing,
	.draw = finder_draw,
	.action = finder_action,
	.text = finder_text,
	.mouse = finder_mouse,
	.reload = finder_reload,
	.disabled = finder_disabled,
};

bool finder_open(struct app *app, const struct finder_spec *spec, const char *typed)
{
	return app_push(app, &finder_ops, &(struct finder_arg){ .spec = spec, .typed = typed });
}

/* --- the palette --- */

/* Whether every word typed begins a word of the action's name, label or help. */
static bool action_matches(const struct action_info *info, const char *folded)
{
	struct str all = STR_INIT;
	bool match = true;

	str_add(&all, " ");
	fold_add(&all, info->name);
	str_add(&all, " ");
	fold_add(&all, _(info->label));
	str_add(&all, " ");
	fold_add(&all, _(info->help));
	for (const char *w = folded; *w != '\0' && match;) {
		size_t len = strcspn(w, " ");
		char word[64];

		if (len > sizeof word - 2)
			len = sizeof word - 2;
		word[0] = ' ';
		memcpy(word + 1, w, len);
		word[len + 1] = '\0';
		match = strstr(all.buf, word) != NULL;
		w += len;
		w += strspn(w, " ");
	}
	str_release(&all);
	return match;
}

static void add_command(struct finder_state *f, enum action a)
{
	const struct action_info *info = action_info(a);
	struct str keys = STR_INIT;

	keymap_add_keys(&f->base.app->keys, &keys, a);
	add_row(f, &(struct finder_row){
		.glyph = GLYPH_NONE,
		.kind = info->name,
		.id = (int64_t)a,
		.label = _(info->label),
		.detail = _(info->help),
		.phone = keys.buf,
		.email = info->name,
	});
	str_release(&keys);
}

static void find_palette(struct finder_state *f, const char *typed)
{
	const contexts_t never = CONTEXT_FINDER | CONTEXT_EDIT | CONTEXT_PAGE | CONTEXT_QUESTION;
	enum action acts[ACTION_COUNT];
	char *folded = fold_dup(typed);
	size_t ranked;
	size_t n = keymap_actions(&f->base.app->keys, f->contexts & ~never, acts, &ranked);

	for (size_t i = 0; i < n; i++) {
		const char *why = app_refusal(f->below, acts[i]);

		if (why != NULL && *why == '\0') /* has no place there */
			continue;
		if (acts[i] != ACTION_APP_PALETTE && action_matches(action_info(acts[i]), folded))
			add_command(f, acts[i]);
	}
	free(folded);
}

static void palette_chosen(struct app *app, const char *kind, int64_t id, void *ctx)
{
	(void)kind;
	(void)ctx;
	app_do(app, (enum action)id);
}

static const struct finder_spec palette_spec = {
	.title = N_("Commands"),
	.chosen = palette_chosen,
};

bool palette_open(struct app *app, contexts_t contexts)
{
	return app_push(app, &finder_ops, &(struct finder_arg){
		.spec = &palette_spec,
		.contexts = contexts,
		.below = app_top(app),
	});
}
