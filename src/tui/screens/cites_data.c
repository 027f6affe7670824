/* What the cités' screen shows: rows, their classes in the layer, the map's points. */
#include <stdlib.h>
#include <string.h>

#include "etape/i18n.h"
#include "etape/text.h"
#include "tui/screens/cites.h"

/* --- the record of a row --- */

enum {
	FIELD_NAME,
	FIELD_DEPARTEMENT,
	FIELD_WAVE,
	FIELD_STATE,
	FIELD_ACADEMIE,
	FIELD_COMMUNES,
};

static struct value item_value(const void *p, size_t i)
{
	const struct cites_item *item = p;
	struct value wave = value_int(item->row->wave);

	switch (i) {
	case FIELD_NAME:
		return value_text(item->row->name);
	case FIELD_DEPARTEMENT:
		return value_text(item->row->departement);
	case FIELD_WAVE:
		wave.null = item->row->wave == 0;
		return wave;
	case FIELD_STATE:
		return value_text(item->say);
	case FIELD_ACADEMIE:
		return value_text(item->row->academie);
	default:
		return value_list(item->row->communes);
	}
}

static const struct field cites_fields[] = {
	[FIELD_NAME] = { .key = "name", .heading = N_("Cité éducative"), .min = 16, .weight = 3 },
	[FIELD_DEPARTEMENT] = { .key = "departement", .heading = N_("Dép"), .min = 3, .priority = 1 },
	[FIELD_WAVE] = { .key = "wave", .heading = N_("Label"), .kind = FIELD_INT, .min = 5, .priority = 2 },
	[FIELD_STATE] = { .key = "state", .heading = N_("Layer"), .min = 12, .weight = 1, .priority = 3 },
	[FIELD_ACADEMIE] = { .key = "academie", .heading = N_("Académie"), .min = 10, .priority = 5 },
	[FIELD_COMMUNES] = {
		.key = "communes",
		.heading = N_("Communes"),
		.kind = FIELD_LIST,
		.min = 20,
		.weight = 3,
		.priority = 6,
	},
};

const char *cites_sort_word(size_t field)
{
	switch (field) {
	case FIELD_DEPARTEMENT:
		return C_("sort", "département");
	case FIELD_WAVE:
		return C_("sort", "label");
	case FIELD_STATE:
		return C_("sort", "layer");
	case FIELD_ACADEMIE:
		return C_("sort", "académie");
	case FIELD_COMMUNES:
		return C_("sort", "communes");
	default:
		return C_("sort", "name");
	}
}

const struct record_type cites_type = {
	.name = "cites",
	.fields = cites_fields,
	.count = sizeof cites_fields / sizeof *cites_fields,
	.get = item_value,
};

int cites_item_compare(const void *a, const void *b, size_t field)
{
	const struct cites_item *left = a, *right = b;

	if (field != FIELD_STATE)
		return record_compare(&cites_type, field, a, b);
	return left->order < right->order ? -1 : left->order > right->order;
}

int64_t cites_item_id(const void *row)
{
	return ((const struct cites_item *)row)->row->id;
}

struct list_sign cites_item_sign(const void *row)
{
	const struct cites_item *item = row;

	return (struct list_sign){ .glyph = item->class->glyph, .style = item->class->style,
		.row_style = THEME_NORMAL };
}

/* --- reading --- */

static void release_labels(struct cites *c)
{
	for (size_t i = 0; i < c->label_count; i++)
		free(c->labels[i]);
	free(c->labels);
	c->labels = NULL;
	c->label_count = 0;
}

void cites_data_release(struct cites *c)
{
	release_labels(c);
	free(c->points);
	free(c->items);
	c->points = NULL;
	c->items = NULL;
	brief_release(&c->brief);
	cite_overview_release(&c->overview);
}

/* As wide as it will be drawn: "œ" takes two columns in ASCII. */
static char *map_label(const char *name)
{
	char *label = cites_short_name(name);
	struct str ascii = STR_INIT;

	if (term_unicode())
		return label;
	text_clean(&ascii, label, strlen(label), TEXT_ASCII);
	free(label);
	return str_take(&ascii);
}

bool cites_read(struct cites *c, struct err *err)
{
	const char *region = c->zoom == MAP_FRANCE ? NULL : c->region;
	/* The communes serve the filter; what other layers have read is theirs to read again. */
	unsigned parts = (c->overview.parts & CITE_OVERVIEW_COMMUNES) | layer_info(c->layer)->parts;

	/* Nothing may point into the rows that go. */
	if (!cite_overview_load(c->s.app->db, &c->overview, region, c->on, parts, err))
		return false;
	map_set_points(&c->map, NULL, 0);
	c->again_in = 0;
	brief_release(&c->brief);
	free(c->items);
	c->items = xcalloc(c->overview.count + 1, sizeof *c->items);
	release_labels(c);
	c->labels = xcalloc(c->overview.count + 1, sizeof *c->labels);
	c->label_count = c->overview.count;
	for (size_t i = 0; i < c->overview.count; i++) {
		c->items[i].row = &c->overview.rows[i];
		c->labels[i] = map_label(c->overview.rows[i].name);
	}
	return cites_classify(c, err);
}

static void say_of(struct cites_item *item, enum cites_layer layer, const struct cite_overview *o)
{
	const struct layer *info = layer_info(layer);
	struct str say = STR_INIT;

	item->class = layer_class_of(layer, o, item->row, &item->class_index);
	item->order = layer_order(layer, item->row, item->class_index);
	if (info->say)
		info->say(&say, o, item->row);
	else
		str_add(&say, _(item->class->word));
	size_t n = text_clip(say.buf, sizeof item->say - 1, NULL);
	/* Columns are never more than bytes: cut bytes at a character as well. */
	while (n >= sizeof item->say)
		n = text_prev(say.buf, n);
	memcpy(item->say, say.buf, n);
	item->say[n] = '\0';
	str_release(&say);
}

bool cites_classify(struct cites *c, struct err *err)
{
	if (!cite_overview_add(c->s.app->db, &c->overview, layer_info(c->layer)->parts, err))
		return false;
	for (size_t i = 0; i < c->overview.count; i++)
		say_of(&c->items[i], c->layer, &c->overview);
	list_array_set(&c->array, c->items, c->overview.count);
	cites_make_points(c);
	return true;
}

static struct map_point point_of(const struct cites *c, size_t at)
{
	const struct cites_item *item = &c->items[at];
	int64_t people = item->row->population < 100000000 ? item->row->population : 100000000;

	return (struct map_point){
		.id = item->row->id,
		.lat_e5 = item->row->lat,
		.lon_e5 = item->row->lon,
		.area = item->row->departement,
		.label = c->labels[at],
		.glyph = item->class->glyph,
		.style = item->class->style,
		/* By status, then by size. */
		.rank = layer_rank(c->layer, item->class_index) * 2000000 - (int)(people / 100),
	};
}

static int by_index(const void *a, const void *b)
{
	size_t left = *(const size_t *)a, right = *(const size_t *)b;

	return left < right ? -1 : left > right;
}

void cites_make_points(struct cites *c)
{
	size_t n = c->array.shown, *rows = xmalloc((n + 1) * sizeof *rows);
	struct map_point *points = xmalloc((n + 1) * sizeof *points);
	bool same = n == c->map.count;

	/* The list's order is nothing to the map. */
	memcpy(rows, c->array.order, n * sizeof *rows);
	qsort(rows, n, sizeof *rows, by_index);
	memset(c->class_counts, 0, sizeof c->class_counts);
	for (size_t i = 0; i < n; i++) {
		points[i] = point_of(c, rows[i]);
		c->class_counts[c->items[rows[i]].class_index]++;
		same = same && points[i].id == c->points[i].id;
	}
	if (same)
		map_restyle(&c->map, points);
	else
		map_set_points(&c->map, points, n);
	free(c->points);
	c->points = points;
	free(rows);
}
