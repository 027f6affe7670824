/* The frame around every screen: tabs, title, content, the bottom line. */
#include <string.h>

#include "etape/text.h"
#include "tui/app_internal.h"
#include "tui/screens/screens.h"

/* Below this nothing sensible can be shown. */
#define LEAST_ROWS 10
#define MESSAGE_ROWS 3 /* of a long message, at most */
#define LEAST_COLS 40

static void add_span(struct app_loop *l, struct area a, int row, int from, int to, enum action act)
{
	if (l->span_count < SPANS_MAX)
		l->spans[l->span_count++] = (struct span){
			.row = a.row + row, .from = a.col + from, .to = a.col + to, .action = act,
		};
}

enum action frame_action_at(const struct app *app, int row, int col)
{
	const struct app_loop *l = app->loop;

	for (size_t i = 0; i < l->span_count; i++)
		if (l->spans[i].row == row && col >= l->spans[i].from && col < l->spans[i].to)
			return l->spans[i].action;
	return ACTION_NONE;
}

/* Who works here, in a word: the role, but the desk's name for those who receive. */
static const char *role_word(const struct app *app)
{
	if (app->readonly)
		return _("read only");
	if (strcmp(app->role, "accueil") == 0)
		return app->desk;
	if (strcmp(app->role, "lecture") == 0)
		return _("read only");
	if (strcmp(app->role, "admin") == 0)
		return _("admin");
	return _("coord.");
}

/* At the registration desk its name, which each check-in bears, and the role when it fits. */
static void add_badge(struct str *out, const struct app *app, int room)
{
	const char *role = role_word(app);
	const bool desk =
		app->may_desk && (app->loop->stack[0]->ops->contexts & CONTEXT_DESK) != 0;

	if (desk && strcmp(role, app->desk) != 0) {
		str_addf(out, "%s %s %s", app->desk, term_glyph(GLYPH_DOT), role);
		if ((int)text_width(out->buf) <= room)
			return;
		str_reset(out);
	}
	str_add(out, desk ? app->desk : role);
}

static int tabs_width(const struct app *app)
{
	struct str key = STR_INIT;
	int width = 0;

	for (size_t i = 0; i < screens_count && screens_table[i].ops->title != NULL; i++) {
		str_reset(&key);
		key_add_label(&key, keymap_key(&app->keys, screens_table[i].action));
		width += (int)text_width(key.buf) + 3 + (int)text_width(_(screens_table[i].ops->title));
	}
	str_release(&key);
	return width;
}

static void draw_tabs(struct app *app, struct area a)
{
	struct app_loop *l = app->loop;
	struct str key = STR_INIT;
	const char *name = _("étape");
	int col = 1;

	if (tabs_width(app) + (int)text_width(name) + 2 <= a.cols)
		col = area_put(a, 0, 1, THEME_STRONG, name) + 2;
	for (size_t i = 0; i < screens_count && screens_table[i].ops->title != NULL; i++) {
		enum theme style = i == l->tab ? THEME_TAB_ON : THEME_TAB;
		int from = col;

		str_reset(&key);
		key_add_label(&key, keymap_key(&app->keys, screens_table[i].action));
		col = area_put(a, 0, col, THEME_KEY, key.buf) + 1;
		col = area_put(a, 0, col, style, _(screens_table[i].ops->title));
		add_span(l, a, 0, from, col, screens_table[i].action);
		col += 2;
	}
	str_reset(&key);
	add_badge(&key, app, a.cols - col - 1);
	if (col + (int)text_width(key.buf) + 1 <= a.cols)
		area_right_at(a, 0, a.cols - 1, THEME_DIM, key.buf);
	str_release(&key);
}

/* The state whose title line is shown: the topmost that covers the content. */
static size_t base_of(const struct app_loop *l)
{
	size_t i = l->depth - 1;

	while (i > 0 && l->stack[i]->ops->overlay)
		i--;
	return i;
}

static void draw_title(struct screen *s, struct area a)
{
	struct str text = STR_INIT, heading = STR_INIT;
	int end = a.cols, col, warning;

	if (s->ops->aside != NULL) {
		s->ops->aside(s, &text);
		if (text.len > 0 && (int)text_width(text.buf) < a.cols / 2)
			end = area_right_at(a, 0, a.cols - 1, THEME_DIM, text.buf) - 2;
		str_reset(&text);
	}
	if (s->ops->warning != NULL)
		s->ops->warning(s, &text);
	warning = text.len > 0 ? (int)text_width(text.buf) + 3 : 0;
	if (warning > 0 && warning < end / 2)
		end -= warning;
	else
		warning = 0;
	s->ops->heading(s, &heading);
	col = 1 + (int)text_width(heading.buf);
	area_fit(a, 0, 1, end - 1, THEME_TITLE, heading.buf);
	if (warning > 0) {
		col = col < end ? col : end;
		col = area_put(a, 0, col + 1, THEME_WARNING, term_glyph(GLYPH_WARNING));
		area_put(a, 0, col + 1, THEME_WARNING, text.buf);
	}
	str_release(&text);
	str_release(&heading);
}

/* --- the bottom line --- */

static bool role_forbids(const struct app *app, enum precondition pre)
{
	if (pre == PRE_WRITE || pre == PRE_WRITE_ROW)
		return !app->may_write;
	return (pre == PRE_DESK || pre == PRE_DESK_ROW) && !app->may_desk;
}

static int hint_width(const struct app *app, struct str *key, enum action a)
{
	str_reset(key);
	key_add_label(key, keymap_key(&app->keys, a));
	return (int)(text_width(key->buf) + 1 + text_width(_(action_info(a)->label)));
}

static int draw_hint(struct app *app, struct area a, int col, struct str *key, enum action act,
	bool off)
{
	int from = col;

	hint_width(app, key, act);
	col = area_put(a, 0, col, off ? THEME_OFF : THEME_KEY, key->buf) + 1;
	col = area_put(a, 0, col, off ? THEME_OFF : THEME_LABEL, _(action_info(act)->label));
	add_span(app->loop, a, 0, from, col, act);
	return col + 2;
}

/* The keys that work here and now, the most useful first; help keeps its place. */
static void draw_hints(struct app *app, struct area a)
{
	struct screen *top = app_top(app);
	contexts_t contexts = app_contexts(top);
	enum action acts[ACTION_COUNT];
	struct str key = STR_INIT;
	size_t ranked;
	int col = 1;
	int help = 0;

	keymap_actions(&app->keys, contexts, acts, &ranked);
	for (size_t i = 0; i < ranked; i++)
		if (acts[i] == ACTION_APP_HELP)
			help = hint_width(app, &key, ACTION_APP_HELP);
	for (size_t i = 0; i < ranked; i++) {
		unsigned k = keymap_key(&app->keys, acts[i]);
		const char *why = app_refusal(top, acts[i]);

		if (why != NULL && *why == '\0')
			continue;
		if (top->ops->shows != NULL && !top->ops->shows(top, acts[i]))
			continue;
		if (role_forbids(app, action_info(acts[i])->pre) || k == TERM_KEY_NONE)
			continue;
		/* Letters do nothing while they are typed into a field. */
		if (stack_types(top, k))
			continue;
		int width = hint_width(app, &key, acts[i]);
		int room = acts[i] == ACTION_APP_HELP ? 0 : help + 2;

		if (acts[i] == ACTION_APP_HELP)
			help = 0;
		else if (help == 0)
			room = 0;
		if (col + width + room <= a.cols)
			col = draw_hint(app, a, col, &key, acts[i], why != NULL);
	}
	str_release(&key);
}

/* What does not fit beside the figures takes their place, then rows above: what was refused is read whole. */
static void draw_message(const struct app_loop *l, struct area all, int room)
{
	const struct area inner = area_sub(all, 0, 1, all.rows, all.cols - 2);
	int rows = 1;

	if (area_width(l->message) <= room) {
		area_fit(inner, all.rows - 1, 0, room, l->message_style, l->message);
		return;
	}
	if (area_width(l->message) > inner.cols)
		rows = area_wrap(area_sub(inner, 0, 0, 0, inner.cols), 0, l->message_style, l->message);
	if (rows > MESSAGE_ROWS)
		rows = MESSAGE_ROWS;
	for (int i = 1; i <= rows; i++)
		area_fit(all, all.rows - i, 0, all.cols, THEME_NORMAL, "");
	area_wrap(area_sub(inner, all.rows - rows, 0, rows, inner.cols), 0, l->message_style, l->message);
}

static void draw_bottom(struct app *app, struct area all)
{
	struct app_loop *l = app->loop;
	struct screen *top = app_top(app);
	struct area a = area_sub(all, all.rows - 1, 0, 1, all.cols);
	struct str text = STR_INIT;
	int end = a.cols;

	if (top->ops->status != NULL)
		top->ops->status(top, &text);
	if (text.len > 0 && (int)text_width(text.buf) < a.cols / 2)
		end = area_right_at(a, 0, a.cols - 1, THEME_DIM, text.buf) - 2;
	if (l->message_until != 0)
		draw_message(l, all, end - 2);
	else
		draw_hints(app, area_sub(a, 0, 0, 1, end));
	str_release(&text);
}

static void draw_states(struct app *app, struct area content, size_t base)
{
	struct app_loop *l = app->loop;

	for (size_t i = base; i < l->depth; i++) {
		l->stack[i]->area = content;
		l->stack[i]->ops->draw(l->stack[i], content);
	}
}

void frame_draw(struct app *app)
{
	struct app_loop *l = app->loop;
	struct area all = term_area();

	l->span_count = 0;
	term_begin();
	if (all.rows < LEAST_ROWS || all.cols < LEAST_COLS) {
		area_wrap(all, 0, THEME_WARNING, _("Window too small (q quits)"));
		term_flush();
		return;
	}
	size_t base = base_of(l);
	struct screen *s = l->stack[base];
	int top = 1;

	draw_tabs(app, area_sub(all, 0, 0, 1, all.cols));
	if (s->ops->heading != NULL)
		draw_title(s, area_sub(all, top++, 0, 1, all.cols));
	draw_states(app, area_sub(all, top, 0, all.rows - top - 1, all.cols), base);
	draw_bottom(app, all);
	term_flush();
}
