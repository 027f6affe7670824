/* Minutes of an event: which cités were there and by whom, moods, news, decisions, next dates. */
#ifndef ETAPE_MINUTES_H
#define ETAPE_MINUTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/db.h"
#include "etape/event.h"
#include "etape/minutes_point.h"
#include "etape/mood.h"
#include "etape/output.h"
#include "etape/vocabulary.h"

/* How a cité, or somebody of it, stands; of a cité the first that holds. */
enum minutes_standing {
	MINUTES_CAME,	  /* checked in to some session, gone since or not */
	MINUTES_HEARD,	  /* nobody of the cité was, but it told a mood or news */
	MINUTES_EXCUSED,  /* declined, or cancelled and said why */
	MINUTES_EXPECTED, /* registered, waiting, invited, or cancelled without a word */
};

/* Somebody of a cité: by a post in force on the first day of the event, by her own cité, or by
 * her structure's; who holds posts in two cités stands in both. Texts are owned. */
struct minutes_person {
	int64_t person;
	char *name;	/* "DUPRÉ-LEROY Inès" */
	char *function; /* her posts in that cité ("CPO"), else her function, her structure; "" */
	enum registration_status status;
	enum minutes_standing standing;
	char *reason;	/* of a cancellation, "" */
};

/* A line of news, a decision, a date. Texts are owned. */
struct minutes_text {
	int64_t id;
	char *text;
	char *author;
};

struct minutes_texts {
	struct minutes_text *at; /* owned, in the order told */
	size_t count;
};

struct minutes_cite {
	int64_t cite;	/* 0: people of no cité, the last one */
	char *code;	/* owned */
	char *name;	/* owned */
	enum minutes_standing standing;
	struct minutes_person *people; /* owned; those who came first, the CPO before others */
	size_t count;
	int64_t mood;	/* id, 0: none told */
	enum mood_level level; /* when .mood */
	struct minutes_texts news;
	char *fold;	/* owned: its place in the order */
};

struct minutes {
	struct minutes_cite *cites; /* owned, in order of name */
	size_t count;
	struct minutes_texts decisions;
	struct minutes_texts dates; /* told, beside minutes_next() */
	int64_t people; /* distinct ones who came */
	int64_t from;	/* cités of which somebody came */
};

/* Reads all of it about an event, functions in the current language. The caller releases, in
 * both cases. */
bool minutes_read(struct db *db, const struct event_row *event, struct minutes *m, struct err *err);
void minutes_release(struct minutes *m);

struct minutes_count {
	int64_t moods, news, decisions, dates;
};
/* How much was told at an event. */
bool minutes_count(struct db *db, int64_t event, struct minutes_count *c, struct err *err);

/* What comes next, in order of day: five events of the cycle of this one and five others. Drafts, what
 * is cancelled or postponed are left out. See page.h. */
bool minutes_next(struct db *db, const struct event_row *event, event_row_fn each, void *arg,
	struct err *err);

struct minutes_options {
	bool names; /* of the people present and excused; else functions and cités only */
};

/* Appends the compte rendu as Markdown, in French whatever the language of the program.
 * Why somebody is excused is not told in it. ERR_NOT_FOUND when there is no such event. */
bool minutes_text(struct db *db, int64_t event, const struct minutes_options *options, struct str *out,
	struct err *err);
/* Writes it. */
bool minutes_write(struct db *db, int64_t event, const struct minutes_options *options,
	struct output *out, struct err *err);

#endif
