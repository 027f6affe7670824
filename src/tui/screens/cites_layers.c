#include "tui/screens/cites_layers.h"

#include <stdio.h>

#include "etape/civil.h"
#include "etape/i18n.h"
#include "etape/text.h"
#include "tui/screens/names.h"

/* --- host of the Tour --- */

static size_t tour_of(const struct cite_overview *o, const struct cite_overview_row *row)
{
	(void)o;
	return row->tour == CITE_TOUR_HOSTED ? 0 : row->tour == CITE_TOUR_PLANNED ? 1 : 2;
}

/* --- wave of the label --- */

enum {
	WAVE_CANDIDATE = 5,
	WAVE_ENDED,
	WAVE_TO_COME,
	WAVE_UNKNOWN,
};

static bool label_to_come(const struct cite_overview *o, const struct cite_overview_row *row)
{
	return row->label_since != CIVIL_NONE && row->label_since > o->on;
}

/* The year by which people name a wave: the cité's own, else that of its label; 0. */
static int wave_year(const struct cite_overview_row *row)
{
	if (row->wave || row->label != LABEL_LABELLED || row->label_since == CIVIL_NONE)
		return row->wave;
	return civil_from_day(row->label_since).year;
}

static size_t wave_of(const struct cite_overview *o, const struct cite_overview_row *row)
{
	int year = wave_year(row);

	if (label_to_come(o, row))
		return WAVE_TO_COME;
	if (row->label == LABEL_CANDIDATE)
		return WAVE_CANDIDATE;
	if (row->label == LABEL_ENDED)
		return WAVE_ENDED;
	if (year == 0)
		return WAVE_UNKNOWN;
	if (year <= 2019)
		return 0;
	return year <= 2021 ? 1 : year == 2022 ? 2 : year <= 2024 ? 3 : 4;
}

/* "2019", "2019, renewed 2022", "candidate 2021", "ended 2024". */
static void wave_say(struct str *out, const struct cite_overview *o, const struct cite_overview_row *row)
{
	size_t class = wave_of(o, row);
	bool plain = class < WAVE_CANDIDATE && row->label == LABEL_LABELLED;

	if (class == WAVE_TO_COME || class == WAVE_UNKNOWN) {
		str_add(out, class == WAVE_TO_COME ? _("not yet") : _("not known"));
		return;
	}
	if (class < WAVE_CANDIDATE)
		str_addf(out, "%d%s", wave_year(row), plain ? "" : ", ");
	if (plain)
		return;
	str_add(out, vocabulary_label(&label_statuses, (int)row->label));
	if (row->label_since != CIVIL_NONE)
		str_addf(out, " %d", civil_from_day(row->label_since).year);
}

static int64_t wave_within(const struct cite_overview_row *row)
{
	return wave_year(row);
}

/* --- membership --- */

static size_t member_of(const struct cite_overview *o, const struct cite_overview_row *row)
{
	(void)o;
	return row->member ? 0 : 1;
}

/* --- vacant posts --- */

static int vacant_count(const struct cite_overview_row *row)
{
	unsigned vacant = CITE_OVERVIEW_POSTS_WANTED & ~row->held;
	int n = 0;

	for (; vacant; vacant &= vacant - 1)
		n++;
	return n;
}

static size_t vacant_of(const struct cite_overview *o, const struct cite_overview_row *row)
{
	(void)o;
	if (!row->posts_known)
		return 3;
	int n = vacant_count(row);
	return n == 0 ? 0 : n == 1 ? 1 : 2;
}

static void vacant_say(struct str *out, const struct cite_overview *o, const struct cite_overview_row *row)
{
	static const enum mandate_role roles[] = { MANDATE_CPO, MANDATE_COPILOTE_COLLECTIVITE,
		MANDATE_COPILOTE_PREFECTURE, MANDATE_COPILOTE_ACADEMIE };
	int n = vacant_count(row);

	(void)o;
	if (!row->posts_known) {
		str_add(out, _("not known"));
	} else if (n == 0) {
		str_add(out, _("all filled"));
	} else if (n > 1) {
		str_addf(out, P_("%d vacant", "%d vacant", n), n);
	} else {
		for (size_t i = 0; i < sizeof roles / sizeof *roles; i++) {
			if (!(row->held & 1u << roles[i]))
				str_add(out, mandate_role_short(roles[i]));
		}
	}
}

static int64_t vacant_within(const struct cite_overview_row *row)
{
	return -vacant_count(row);
}

/* --- presence in the last twelve months --- */

static size_t presence_of(const struct cite_overview *o, const struct cite_overview_row *row)
{
	if (row->attended == 0)
		return 2;
	return row->attended * 2 >= o->events ? 0 : 1;
}

static void presence_say(struct str *out, const struct cite_overview *o, const struct cite_overview_row *row)
{
	if (o->events == 0)
		str_add(out, _("no rencontre"));
	else
		str_addf(out, _("%d of %d"), row->attended, o->events);
}

static void presence_sum(struct str *out, const struct cite_overview *o)
{
	str_addf(out, P_("%d meeting", "%d meetings", o->events), o->events);
}

static int64_t presence_within(const struct cite_overview_row *row)
{
	return row->attended;
}

/* --- when last seen --- */

static size_t seen_of(const struct cite_overview *o, const struct cite_overview_row *row)
{
	if (row->seen_day == CIVIL_NONE)
		return 3;
	if (row->seen_day > civil_add_months(o->on, -6))
		return 0;
	return row->seen_day > civil_add_months(o->on, -12) ? 1 : 2;
}

/* The time since, not the date, which the record beside the map says. */
static void seen_say(struct str *out, const struct cite_overview *o, const struct cite_overview_row *row)
{
	if (row->seen_day == CIVIL_NONE)
		str_add(out, _("never"));
	else
		names_lapse(out, row->seen_day, o->on);
}

static int64_t seen_within(const struct cite_overview_row *row)
{
	return row->seen_day;
}

/* --- fees due --- */

#define MUCH 50000 /* cents: worth a telephone call */

static size_t fees_of(const struct cite_overview *o, const struct cite_overview_row *row)
{
	(void)o;
	if (row->owed == 0)
		return row->owed_unknown ? 3 : 0;
	return row->owed < MUCH ? 1 : 2;
}

static void fees_say(struct str *out, const struct cite_overview *o, const struct cite_overview_row *row)
{
	(void)o;
	if (row->owed)
		money_format(out, row->owed, i18n_lang());
	else if (row->owed_unknown)
		str_addf(out, P_("%d undecided", "%d undecided", row->owed_unknown), row->owed_unknown);
	else
		str_add(out, _("nothing due"));
}

static void fees_sum(struct str *out, const struct cite_overview *o)
{
	cents_t all = 0;

	for (size_t i = 0; i < o->count; i++)
		all += o->rows[i].owed;
	money_format(out, all, i18n_lang());
}

static int64_t fees_within(const struct cite_overview_row *row)
{
	return -row->owed;
}

/* --- mood at the last meeting --- */

static size_t mood_of(const struct cite_overview *o, const struct cite_overview_row *row)
{
	(void)o;
	return row->mood ? (size_t)(5 - row->mood) : 5;
}

static void mood_say(struct str *out, const struct cite_overview *o, const struct cite_overview_row *row)
{
	str_add(out, _(layer_class_of(LAYER_MOOD, o, row, NULL)->word));
}

static void mood_sum(struct str *out, const struct cite_overview *o)
{
	for (size_t i = 0; i < o->count; i++) {
		if (o->rows[i].mood)
			return;
	}
	str_add(out, _("none told yet"));
}

/* --- the table --- */

static const struct layer layers[LAYER_COUNT] = {
	[LAYER_TOUR] = {
		.name = N_("host of the Tour"),
		.classes = {
			{ N_("has hosted"), GLYPH_FULL, THEME_PRESENT, false },
			{ N_("planned"), GLYPH_HALF, THEME_DUE, false },
			{ N_("not yet"), GLYPH_ABSENT, THEME_ABSENT, false },
		},
		.class_count = 3,
		.of = tour_of,
	},
	[LAYER_WAVE] = {
		.name = N_("wave of the label"),
		.parts = CITE_OVERVIEW_LABEL,
		.classes = {
			{ "2019", GLYPH_FULL, THEME_SERIES_1, false },
			{ "2021", GLYPH_DIAMOND, THEME_SERIES_2, false },
			{ "2022", GLYPH_SQUARE, THEME_SERIES_3, false },
			{ "2024", GLYPH_TRIANGLE, THEME_SERIES_4, false },
			{ "2025", GLYPH_HALF, THEME_SERIES_5, false },
			[WAVE_CANDIDATE] = { N_("candidate"), GLYPH_ADD, THEME_DUE, .rare = true },
			[WAVE_ENDED] = { N_("ended"), GLYPH_CROSS, THEME_ABSENT, .rare = true },
			[WAVE_TO_COME] = { N_("not yet"), GLYPH_DOT, THEME_DIM, .rare = true },
			[WAVE_UNKNOWN] = { N_("not known"), GLYPH_ABSENT, THEME_DIM, .rare = true },
		},
		.class_count = 9,
		.of = wave_of,
		.within = wave_within,
		.say = wave_say,
	},
	[LAYER_MEMBER] = {
		.name = N_("membership"),
		.parts = CITE_OVERVIEW_MEMBER,
		.classes = {
			{ N_("member"), GLYPH_FULL, THEME_PRESENT, false },
			{ N_("not a member"), GLYPH_ABSENT, THEME_DUE, false },
		},
		.class_count = 2,
		.last_first = true,
		.of = member_of,
	},
	[LAYER_VACANT] = {
		.name = N_("vacant posts"),
		.parts = CITE_OVERVIEW_POSTS,
		.classes = {
			{ N_("all filled"), GLYPH_FULL, THEME_PRESENT, false },
			{ N_("one vacant"), GLYPH_HALF, THEME_DUE, false },
			{ N_("several vacant"), GLYPH_ABSENT, THEME_ERROR, false },
			{ N_("not known"), GLYPH_DOT, THEME_DIM, .rare = true },
		},
		.class_count = 4,
		.last_first = true,
		.of = vacant_of,
		.within = vacant_within,
		.say = vacant_say,
	},
	[LAYER_PRESENCE] = {
		.name = N_("presence over 12 months"),
		.label = N_("Came"),
		.parts = CITE_OVERVIEW_SEEN,
		.classes = {
			{ N_("half or more"), GLYPH_FULL, THEME_PRESENT, false },
			{ N_("less than half"), GLYPH_HALF, THEME_DUE, false },
			{ N_("did not come"), GLYPH_ABSENT, THEME_ERROR, false },
		},
		.class_count = 3,
		.last_first = true,
		.of = presence_of,
		.within = presence_within,
		.say = presence_say,
		.sum = presence_sum,
	},
	[LAYER_SEEN] = {
		.name = N_("last seen"),
		.parts = CITE_OVERVIEW_SEEN,
		.classes = {
			{ N_("within 6 months"), GLYPH_FULL, THEME_PRESENT, false },
			{ N_("within a year"), GLYPH_HALF, THEME_DUE, false },
			{ N_("longer ago"), GLYPH_ABSENT, THEME_ERROR, false },
			{ N_("never"), GLYPH_DOT, THEME_DIM, false },
		},
		.class_count = 4,
		.last_first = true,
		.of = seen_of,
		.within = seen_within,
		.say = seen_say,
	},
	[LAYER_FEES] = {
		.name = N_("fees due"),
		.label = N_("Fees"),
		.parts = CITE_OVERVIEW_FEES,
		.classes = {
			{ N_("nothing due"), GLYPH_FULL, THEME_PRESENT, false },
			{ N_("under €500"), GLYPH_HALF, THEME_DUE, false },
			{ N_("€500 or more"), GLYPH_ABSENT, THEME_ERROR, false },
			{ N_("to be decided"), GLYPH_DOT, THEME_WARNING, .rare = true },
		},
		.class_count = 4,
		.last_first = true,
		.of = fees_of,
		.within = fees_within,
		.say = fees_say,
		.sum = fees_sum,
	},
	[LAYER_MOOD] = {
		.name = N_("mood at the last meeting"),
		.label = N_("Mood"),
		.parts = CITE_OVERVIEW_MOOD,
		.classes = {
			{ N_("sunshine"), GLYPH_FULL, THEME_PRESENT, false },
			{ N_("sunny spells"), GLYPH_HALF, THEME_SERIES_2, false },
			{ N_("clouds"), GLYPH_ABSENT, THEME_NORMAL, false },
			{ N_("rain"), GLYPH_DIAMOND, THEME_DUE, false },
			{ N_("storm"), GLYPH_WARNING, THEME_ERROR, false },
			{ N_("not told"), GLYPH_DOT, THEME_DIM, .rare = true },
		},
		.class_count = 6,
		.last_first = true,
		.of = mood_of,
		.say = mood_say,
		.sum = mood_sum,
	},
};

const struct layer *layer_info(enum cites_layer layer)
{
	return &layers[layer];
}

int layer_rank(enum cites_layer layer, size_t class_index)
{
	const struct layer *l = &layers[layer];

	if (l->classes[class_index].rare)
		return LAYER_CLASSES_MAX;
	return (int)(l->last_first ? l->class_count - class_index : class_index);
}

int64_t layer_order(enum cites_layer layer, const struct cite_overview_row *row, size_t class_index)
{
	const struct layer *l = &layers[layer];

	return layer_rank(layer, class_index) * (INT64_C(1) << 48) + (l->within ? l->within(row) : 0);
}

const struct layer_class *layer_class_of(enum cites_layer layer, const struct cite_overview *o,
	const struct cite_overview_row *row, size_t *index)
{
	size_t i = layers[layer].of(o, row);

	if (index)
		*index = i;
	return &layers[layer].classes[i];
}

/* How much a legend says. */
enum legend { LEGEND_FULL, LEGEND_PRESENT, LEGEND_WORDS };

static bool legend_skips(const struct layer *l, const size_t *counts, size_t i, enum legend how)
{
	return counts[i] == 0 && (how != LEGEND_FULL || l->classes[i].rare);
}

/* Draws it, or only measures: gives the column after it. */
static int legend_line(const struct layer *l, const size_t *counts, enum legend how, struct area a, int row)
{
	char count[24];
	int col = 1;

	for (size_t i = 0; i < l->class_count; i++) {
		const char *word = _(l->classes[i].word);
		if (legend_skips(l, counts, i, how))
			continue;
		snprintf(count, sizeof count, "%zu", counts[i]);
		/* No class by half. */
		if (a.cols > 0 && col + 2 + (int)text_width(word) > a.cols)
			break;
		area_put(a, row, col, l->classes[i].style, term_glyph(l->classes[i].glyph));
		area_put(a, row, col + 2, THEME_NORMAL, word);
		col += 2 + (int)text_width(word);
		if (how != LEGEND_WORDS) {
			area_put(a, row, col + 1, THEME_DIM, count);
			col += 1 + (int)text_width(count);
		}
		col += 2;
	}
	return col - 2;
}

void layer_draw_legend(enum cites_layer layer, const size_t counts[LAYER_CLASSES_MAX], struct area a, int row)
{
	const struct area nowhere = { 0 };
	enum legend how = LEGEND_FULL;

	while (how < LEGEND_WORDS && legend_line(&layers[layer], counts, how, nowhere, 0) > a.cols)
		how++;
	legend_line(&layers[layer], counts, how, a, row);
}
