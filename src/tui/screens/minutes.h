/* Between the files of the minutes of a rencontre: who is there, moods, news, decisions, dates. */
#ifndef ETAPE_TUI_MINUTES_H
#define ETAPE_TUI_MINUTES_H

#include "etape/minutes.h"
#include "tui/app.h"
#include "tui/widgets/card.h"
#include "tui/widgets/input.h"
#include "tui/widgets/overlay.h"

/* Opens them over the state on top. */
void minutes_open(struct app *app, int64_t event);

/* The line being typed: news of a cité, or a point. */
struct minutes_line {
	bool open;
	int64_t cite;	/* 0: a point */
	enum minutes_point_kind kind; /* of a point */
	int64_t id;	/* of the line that is changed, 0: a new one */
	int64_t rev;
	struct str before; /* the text as it was */
	struct input input;
};

struct minutes_view {
	struct screen s;
	int64_t id;			/* of the event */
	struct event_row *event;	/* owned */
	struct minutes m;
	struct card card;
	int made_for;			/* columns that the card was filled for */
	const char *to;			/* kind and id of the line to select when it is filled next; NULL: as it is */
	int64_t to_id;
	struct minutes_line line;
	struct finder_spec adding;
	bool names; /* of people, in the paper that is asked about */
};

/* Of card lines: "cite", "news", "decision", "date", "event", and "add" (id: a minutes_point_kind). */
bool minutes_line_is(const struct card_line *l, const char *kind);
/* The cité that a line of the card is about, 0 for none. */
int64_t minutes_cite_at(const struct minutes_view *v, const struct card_line *l);
const struct minutes_cite *minutes_cite(const struct minutes_view *v, int64_t cite);

/* --- minutes_card.c --- */

/* Fills the card from what was read, for so many columns; the selection stays. */
void minutes_fill(struct minutes_view *v, int cols);

/* --- minutes_line.c: what is typed; consequences --- */

void minutes_line_init(struct minutes_line *l);
void minutes_line_release(struct minutes_line *l);
/* Opens the field for news of a cité, for a new point, or for what the card's line says. */
unsigned minutes_type_news(struct minutes_view *v, int64_t cite);
unsigned minutes_type_point(struct minutes_view *v, enum minutes_point_kind kind);
unsigned minutes_type_again(struct minutes_view *v, const struct card_line *l);
/* Writes what is typed, if it says something new. False when it could not: the field stays. */
bool minutes_line_write(struct minutes_view *v);
/* Closes the field after writing. */
unsigned minutes_line_close(struct minutes_view *v);
/* What is it that is typed: "Creil · news". */
void minutes_line_label(const struct minutes_view *v, struct str *out);
/* What a lost connection leaves, and gives back. */
void minutes_line_keep(struct minutes_view *v);
void minutes_line_take_back(struct minutes_view *v);

/* --- minutes_paper.c: the compte rendu as a file --- */

/* Asks how, then writes it. What is there and says something else is not replaced without a question. */
unsigned minutes_ask_paper(struct minutes_view *v);

/* --- minutes_mood.c, of the selected cité --- */

unsigned minutes_set_mood(struct minutes_view *v, enum mood_level level);

#endif
