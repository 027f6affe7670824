/* What the map's points show: a layer gives each cité a class, which has a glyph, a style
 * and a word; the legend says them all. */
#ifndef ETAPE_TUI_CITES_LAYERS_H
#define ETAPE_TUI_CITES_LAYERS_H

#include <stdbool.h>
#include <stddef.h>

#include "etape/cite_overview.h"
#include "etape/str.h"
#include "tui/term/term.h"

enum cites_layer {
	LAYER_TOUR,
	LAYER_WAVE,
	LAYER_MEMBER,
	LAYER_VACANT,
	LAYER_PRESENCE,
	LAYER_SEEN,
	LAYER_FEES,
	LAYER_MOOD,
	LAYER_COUNT
};

#define LAYER_CLASSES_MAX 9

/* A class of a layer. */
struct layer_class {
	const char *word;	/* N_() */
	enum glyph glyph;
	enum theme style;
	bool rare;		/* left out of the legend when no row has it; its labels come last */
};

struct layer {
	const char *name;	/* N_(): "host of the Tour" */
	const char *label;	/* N_(): before what is said of the selected one in its record, a few
				 * columns; NULL where the record says it anyway */
	unsigned parts;		/* of the overview that it needs */
	struct layer_class classes[LAYER_CLASSES_MAX];
	size_t class_count;
	bool last_first;	/* what one looks for is in the last classes: their labels go first */
	/* Class of a row, an index. */
	size_t (*of)(const struct cite_overview *o, const struct cite_overview_row *row);
	/* Order of a row among those of its class, lowest first; may be NULL. */
	int64_t (*within)(const struct cite_overview_row *row);
	/* Appends what is said of a row beyond the class's word; NULL: nothing but the word. */
	void (*say)(struct str *out, const struct cite_overview *o, const struct cite_overview_row *row);
	/* Appends what is said of all in the title, after the layer's name; may be NULL. */
	void (*sum)(struct str *out, const struct cite_overview *o);
};

const struct layer *layer_info(enum cites_layer layer);
/* Whose labels go first on the map, by class: lowest. */
int layer_rank(enum cites_layer layer, size_t class_index);
/* Order of a row in a list sorted by the layer. */
int64_t layer_order(enum cites_layer layer, const struct cite_overview_row *row, size_t class_index);

/* The class of a row in a layer. */
const struct layer_class *layer_class_of(enum cites_layer layer, const struct cite_overview *o,
	const struct cite_overview_row *row, size_t *index);

/* Draws the legend in one line: glyph, word, how many of `rows` rows. Classes that no row has are left
 * out when there is no room for all. */
void layer_draw_legend(enum cites_layer layer, const size_t counts[LAYER_CLASSES_MAX], struct area a, int row);

#endif
