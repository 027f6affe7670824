/* How screen 1 looks: its title, the map, the list, the short record. */
#include <stdlib.h>
#include <string.h>

#include "etape/i18n.h"
#include "etape/paths.h"
#include "tui/screens/cites.h"

/* Columns of a title with both names of a place; of one that has a day after it, with the place, and
 * with the counts, too. */
enum { ROOM_FOR_REGION = 70, ROOM_FOR_PLACE = 90, ROOM_FOR_DAY = 110 };

/* --- what the title says -------------------------------------------------------------- */

static const char *place_name(const struct cites *c)
{
	if (c->zoom == MAP_FRANCE)
		return _("France");
	return c->overview.count ? c->overview.rows[0].region_name : c->region;
}

static void add_place(const struct cites *c, struct str *out)
{
	bool area = c->zoom == MAP_AREA && c->map.selected < c->map.count;
	const char *name = area ? departement_name(map_area(&c->map)) : "";

	/* Mayotte is both. */
	if (!area || (term_cols() >= ROOM_FOR_REGION && strcmp(name, place_name(c)) != 0))
		str_addf(out, "%s%s", place_name(c), area ? ", " : "");
	str_add(out, name);
	str_add(out, " · ");
}

void cites_heading(struct screen *s, struct str *out)
{
	const struct cites *c = (const struct cites *)s;
	const char *typed = input_get(&c->list.filter);
	int all = (int)c->overview.count, shown = (int)c->array.shown;
	struct str sum = STR_INIT;
	/* The layer, and the day that stands after the title, matter more than its beginning. */
	bool past = cites_in_past(c);
	bool counts = !past || term_cols() >= ROOM_FOR_DAY;

	if (!past || term_cols() >= ROOM_FOR_PLACE)
		add_place(c, out);
	if (counts && shown == all)
		str_addf(out, P_("%d cité", "%d cités", all), all);
	else if (counts)
		str_addf(out, P_("%d cité of %d", "%d cités of %d", shown), shown, all);
	if (counts)
		str_add(out, " · ");
	str_addf(out, _("layer: %s"), _(layer_info(c->layer)->name));
	if (layer_info(c->layer)->sum)
		layer_info(c->layer)->sum(&sum, &c->overview);
	if (sum.len)
		str_addf(out, " (%s)", sum.buf);
	str_release(&sum);
	if (*typed)
		str_addf(out, _(" · filter “%s”"), typed);
}

void cites_aside(struct screen *s, struct str *out)
{
	const struct cites *c = (const struct cites *)s;

	str_addf(out, _("sort: %s"), cites_sort_word(c->array.sort_field));
}

void cites_warning(struct screen *s, struct str *out)
{
	const struct cites *c = (const struct cites *)s;
	struct str day = STR_INIT;

	if (!cites_in_past(c))
		return;
	civil_format_short(&day, c->on, i18n_lang());
	str_addf(out, _("as on %s"), day.buf);
	str_release(&day);
}

/* --- drawing ---------------------------------------------------------------------------- */

static enum map_look look_of_terminal(void)
{
	const char *name = getenv("TERM");

	if (!term_unicode())
		return MAP_ASCII;
	/* The console's font has blocks and no braille. */
	return name && strncmp(name, "linux", 5) == 0 ? MAP_BLOCKS : MAP_BRAILLE;
}

/* Read when the map is first shown: a small window needs none. */
static void load_outlines(struct cites *c)
{
	struct err err = ERR_INIT;
	char *path;

	if (c->outlines_tried)
		return;
	c->outlines_tried = true;
	path = paths_share_file("map/outlines.bin");
	if (path)
		map_take_outlines(&c->map, outline_open(path, &err));
	else
		err_set(&err, ERR_NOT_FOUND, _("the file of outlines is missing; install the program again"));
	if (err.code != ERR_NONE)
		app_error(c->s.app, &err);
	free(path);
}

static void draw_map(struct cites *c)
{
	load_outlines(c);
	map_set_look(&c->map, look_of_terminal());
	map_set_loupe(&c->map, "75 92 93 94", _("Greater Paris"));
	map_draw(&c->map, c->layout.map, cites_on_map(c));
	layer_draw_legend(c->layer, c->class_counts, c->layout.legend, 0);
}

/* Where a row stands in the list's order. */
static size_t place_of(const struct cites *c, int64_t id)
{
	size_t i = 0;

	while (i < c->array.shown && c->items[c->array.order[i]].row->id != id)
		i++;
	return i;
}

/* The selected row at the list's upper or lower edge, by where it would be; an ellipsis stands for the
 * rows between, so that it isn't read as the neighbour of the last one. */
static void draw_pinned(struct cites *c, int64_t id)
{
	size_t place = place_of(c, id);
	struct area a = c->layout.list;
	bool above = place < place_of(c, list_selected(&c->list));
	struct str text = STR_INIT;

	if (place == c->array.shown || a.rows < c->list.headings + 3)
		return;
	const struct cites_item *item = &c->items[c->array.order[place]];
	int edge = above ? c->list.headings : a.rows - 1;
	struct area between = area_sub(a, above ? edge + 1 : edge - 1, 0, 1, a.cols);
	area_fill(between, THEME_NORMAL);
	area_put(between, 0, 3, THEME_DIM, term_glyph(GLYPH_ELLIPSIS));
	a = area_sub(a, edge, 0, 1, a.cols);
	area_fill(a, THEME_NORMAL);
	area_put(a, 0, 0, THEME_NORMAL, term_glyph(GLYPH_MARKER));
	area_put(a, 0, 1, item->class->style, term_glyph(item->class->glyph));
	int col = 3;
	for (size_t i = 0; i < cites_type.count; i++) {
		struct area cell = area_sub(a, 0, col, 1, c->list.widths[i]);
		if (c->list.widths[i] == 0)
			continue;
		str_reset(&text);
		record_show(&text, &cites_type, item, i);
		if (cites_type.fields[i].kind == FIELD_INT)
			area_right(cell, 0, THEME_NORMAL, text.buf);
		else
			area_fit(cell, 0, 0, cell.cols, THEME_NORMAL, text.buf);
		col += c->list.widths[i] + 2;
	}
	str_release(&text);
}

/* Highlighted where the arrows work; on the map's side a mark before the row is enough. */
static void draw_rows(struct cites *c, int64_t id)
{
	struct area a = c->layout.list;
	bool on_map = cites_on_map(c);

	list_draw(&c->list, a, !on_map, _("No cité in this région yet"));
	if (on_map && id && list_selected(&c->list) == id)
		area_put(a, (int)c->list.selected + c->list.headings, 0, THEME_NORMAL, term_glyph(GLYPH_MARKER));
}

static void draw_list(struct cites *c, int64_t id)
{
	const struct area *a = &c->layout.list;

	c->list.headings = a->cols >= 40 && a->rows >= 14;
	draw_rows(c, id);
	if (list_selected(&c->list) == id)
		return;
	/* The map is elsewhere; the window may have grown over it, though. */
	if (list_holds(&c->list, id)) {
		list_select(&c->list, id);
		draw_rows(c, id);
	} else {
		draw_pinned(c, id);
	}
}

/* What the layer says of the selected one, below its record: a narrow list leaves it out. */
static void draw_said(const struct cites *c, int64_t id)
{
	const struct cites_item *item = list_array_row(&c->array, id);
	int row = brief_rows(&c->brief);

	if (!item || row >= c->layout.brief.rows)
		return;
	area_put(c->layout.brief, row, 0, THEME_DIM, _(layer_info(c->layer)->label));
	area_put(c->layout.brief, row, BRIEF_LABEL_COLS, THEME_NORMAL, item->say);
}

void cites_draw(struct screen *s, struct area a)
{
	struct cites *c = (struct cites *)s;
	struct err err = ERR_INIT;
	int64_t id = cites_selected(c);

	if (id && !brief_load(&c->brief, s->app->db, &c->overview, id, &err))
		app_error(s->app, &err);
	bool more = id && layer_info(c->layer)->label;
	bool map_first = c->map_first && !list_typing(&c->list);
	c->layout = cites_layout(a, term_plain(), map_first, id ? brief_rows(&c->brief) + more : 0);
	struct cites_layout *l = &c->layout;
	if (!l->alone)
		draw_list(c, id);
	for (int i = 0; i < 2; i++) {
		if (l->vrules[i] >= 0)
			area_vrule(a, l->vrules[i], THEME_DIM);
	}
	if (l->rule >= 0)
		area_rule(area_sub(a, 0, l->rule_col, a.rows, a.cols), l->rule, THEME_DIM);
	if (id)
		brief_draw(&c->brief, l->brief);
	if (more)
		draw_said(c, id);
	if (cites_map_shown(c))
		draw_map(c);
}
