/* Between the files of the cités' screen and record. */
#ifndef ETAPE_TUI_CITES_H
#define ETAPE_TUI_CITES_H

#include "etape/cite_overview.h"
#include "etape/civil.h"
#include "etape/mandate.h"
#include "etape/mood.h"
#include "etape/str.h"
#include "tui/app.h"
#include "tui/screens/cites_layers.h"
#include "tui/screens/screens.h"
#include "tui/widgets/list.h"
#include "tui/widgets/map.h"

/* --- cites_brief.c: the short record beside the map --- */

enum { BRIEF_LABEL_COLS = 7 };

/* One line: a label, what is said, and where there is room more of it. */
struct brief_line {
	const char *label;	/* translated, static; "" leaves its place blank; NULL: a line across */
	char *text;		/* owned */
	char *more;		/* owned, "" for none */
	enum theme style;	/* of the text */
};

struct brief {
	int64_t cite;		/* whose; 0: nothing loaded */
	char *titles[3];	/* name and département, shorter and shorter, owned */
	struct brief_line *lines; /* those below, owned */
	size_t count;
	char *emails;		/* of the posts, "Name <address>", "; " between; owned, may be NULL */
	int email_count;
};

/* Reads what is said of a cité, unless it is there already. False: err says why. */
bool brief_load(struct brief *b, struct db *db, const struct cite_overview *o, int64_t cite, struct err *err);
/* Forgets, so that the next load reads again. */
void brief_release(struct brief *b);
/* Rows that it would like. */
int brief_rows(const struct brief *b);
void brief_draw(const struct brief *b, struct area a);

/* --- cites_words.c --- */

/* A cité's name as maps write it: "Saint-" cut, what follows " / " or " (" left out. Owned. */
char *cites_short_name(const char *name);
/* A post's short label, translated: "CPO", "Coll.", "Préf."… */
const char *cites_post_label(enum mandate_role role);
/* Appends a date as far as it is known: "04/12/2026", "12/2026", "2026". */
void cites_add_date(struct str *out, const char *iso);
/* Appends a month, "09/2022". */
void cites_add_month(struct str *out, day_t day);
/* Appends "Name <address>" to a list, "; " between; nothing without an address. True when added. */
bool cites_add_address(struct str *out, const char *name, const char *email);

/* --- cites.c --- */

/* A row of the list: a cité as the layer sees it. */
struct cites_item {
	const struct cite_overview_row *row;
	const struct layer_class *class;
	size_t class_index;
	int64_t order;		/* in the layer, what one looks for first: lowest */
	char say[48];		/* what the layer says of it */
};

/* Where the parts of the screen were last drawn; .rows is 0 for what is not shown. */
struct cites_layout {
	struct area map;
	struct area legend;
	struct area list;
	struct area brief;
	int vrules[2];		/* columns, -1 for none */
	int rule;		/* row of the rule above the record, -1 for none */
	int rule_col;		/* where that rule begins */
	bool alone;		/* the map is shown without the list */
};

struct cites {
	struct screen s;
	struct cite_overview overview;
	struct cites_item *items;	/* a row each, owned */
	struct list_array array;
	struct list list;
	struct map map;
	struct map_point *points;	/* of the map, owned */
	char **labels;			/* of the points, by overview row, owned */
	size_t label_count;
	struct brief brief;
	struct cites_layout layout;
	enum cites_layer layer;
	enum map_zoom zoom;
	char region[4];			/* shown unless all of France is; INSEE code */
	day_t on;			/* of which all is told; CIVIL_NONE: today */
	bool outlines_tried;		/* the file of outlines has been looked for */
	bool on_list;			/* arrows move in the list */
	bool map_first;			/* a window too small for both shows the map */
	int again_in;			/* ticks until all is read again; 0: nothing has changed */
	size_t class_counts[LAYER_CLASSES_MAX];
};

/* Whether the window has room for the map, and whether arrows go from point to point. */
bool cites_map_shown(const struct cites *c);
bool cites_on_map(const struct cites *c);
/* Id of the selected cité, 0. */
int64_t cites_selected(struct cites *c);
/* Reads all again, and shows it. */
unsigned cites_again(struct cites *c);
/* The rows have changed: the list reads them again and keeps its id. */
unsigned cites_shown_again(struct cites *c);
/* The view of the map was moved, or there is nothing to see that way. */
unsigned cites_moved_view(struct cites *c, bool moved);
/* The list's selection goes where the map's is, and the other way round. */
void cites_follow_map(struct cites *c);
void cites_follow_list(struct cites *c);
/* Before the list itself is worked with. */
void cites_enter_list(struct cites *c);
unsigned cites_open_record(struct cites *c);

/* --- cites_place.c: what part of the country is shown --- */

/* The région of the configuration. */
void cites_place_init(struct cites *c);
/* Zooms by so many steps, round and round. From France one comes to the selected cité's région. */
unsigned cites_zoom_by(struct cites *c, int step);
/* One step nearer or farther, no further than there is. */
unsigned cites_zoom_in(struct cites *c);
unsigned cites_zoom_out(struct cites *c);
/* Selects a cité wherever it is: what hides it gives way, the filter and the région. */
unsigned cites_show(struct screen *s, int64_t id);

/* --- cites_mouse.c --- */

unsigned cites_mouse(struct screen *s, const struct term_event *ev);
unsigned cites_drag(struct screen *s, const struct term_event *ev);

/* --- cites_draw.c --- */

void cites_heading(struct screen *s, struct str *out);
void cites_aside(struct screen *s, struct str *out);
void cites_warning(struct screen *s, struct str *out);
void cites_draw(struct screen *s, struct area a);

/* --- cites_data.c --- */

bool cites_read(struct cites *c, struct err *err);
/* Reads what the layer needs, and gives each item its class. */
bool cites_classify(struct cites *c, struct err *err);
/* The map's points from the rows that pass the filter. */
void cites_make_points(struct cites *c);
void cites_data_release(struct cites *c);
extern const struct record_type cites_type;
/* What the list is sorted by, in the middle of a sentence; the given order is the name's. */
const char *cites_sort_word(size_t field);
/* Orders two rows: by the layer's value, not by its words. */
int cites_item_compare(const void *a, const void *b, size_t field);
int64_t cites_item_id(const void *row);
struct list_sign cites_item_sign(const void *row);

/* --- cites_day.c: the day of which the map tells --- */

bool cites_in_past(const struct cites *c);
/* Asks for a day, in a form. */
unsigned cites_ask_day(struct cites *c);
/* Goes so many months on; never beyond today. */
unsigned cites_step_day(struct cites *c, int months);
unsigned cites_back_to_today(struct cites *c);

/* --- cites_layout.c --- */

/* `map_first`: a window with room for one of both shows the map. */
struct cites_layout cites_layout(struct area a, bool plain, bool map_first, int brief_lines);
/* Whether there is room for the map or the list, not for both. */
bool cites_layout_chooses(struct area a, bool plain);

/* --- cites_record.c --- */

/* Has a record (a state of cite_screen) tell of a day before today. */
void cite_record_tell(struct screen *s, day_t on);

/* --- forms of the record: each opens and returns; `id` 0: a new one --- */

/* cites_form.c: name, communes, département, académie, wave, place. */
void cite_form(struct app *app, int64_t id);
/* cites_form_label.c */
void cite_label_form(struct app *app, int64_t id, int64_t cite);
/* cites_delete.c: asks, or says what is of the cité still. */
void cite_ask_delete(struct screen *below, int64_t id);
void cite_label_ask_delete(struct screen *below, int64_t id);
/* cites_form_mood.c, cites_form_news.c */
void mood_form(struct app *app, int64_t id, int64_t cite);
void mood_ask_delete(struct screen *below, int64_t id);
/* How the map shows a mood; and "● sunshine", appended. */
const struct layer_class *cites_mood_class(enum mood_level level);
void cites_add_mood(struct str *out, enum mood_level level);
void news_form(struct app *app, int64_t id, int64_t cite);
void news_ask_delete(struct screen *below, int64_t id);

#endif
