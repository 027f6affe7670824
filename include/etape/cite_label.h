/* The label of a cité through time: candidate, labelled, renewed, ended. */
#ifndef ETAPE_CITE_LABEL_H
#define ETAPE_CITE_LABEL_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/civil.h"
#include "etape/db.h"
#include "etape/record.h"
#include "etape/str.h"
#include "etape/vocabulary.h"

struct cite_label {
	int64_t id;  /* 0: not saved yet */
	int64_t rev; /* revision read, against lost updates */
	int64_t cite;
	enum label_status status;
	day_t from; /* CIVIL_NONE: not known */
	day_t to;   /* included; CIVIL_NONE: it lasts, or until the next one */
	char *note; /* owned */
};

struct cite_label_row {
	int64_t id;
	int64_t cite_id;
	const char *cite_code;
	const char *cite; /* name */
	enum label_status status;
	const char *from; /* ISO, "" when not known */
	const char *to;	  /* ISO, included, "" when open */
	const char *note;
	bool in_force; /* on the day asked for */
};

typedef bool (*cite_label_row_fn)(void *arg, const struct cite_label_row *row);

/* Rows: struct cite_label_row; keys cite,status,valid_from,valid_to,note. */
extern const struct record_type cite_label_type;

void cite_label_init(struct cite_label *l);
void cite_label_release(struct cite_label *l);
bool cite_label_get(struct db *db, int64_t id, struct cite_label *l, struct err *err);
/* Adds (id 0) or changes. ERR_EXISTS when another status of that cité begins on the same day. */
bool cite_label_save(struct db *db, struct cite_label *l, struct err *err);
/* For a status begun by mistake: one that is over gets a last day. */
bool cite_label_delete(struct db *db, int64_t id, struct err *err);

/* Of one cité (0: all), by cité, oldest first. `on` decides .in_force (CIVIL_NONE: today): the last
 * that has begun, unless it is over. See page.h. */
bool cite_label_list(struct db *db, int64_t cite, day_t on, cite_label_row_fn each, void *arg,
	struct err *err);

/* The status of a cité on a day (CIVIL_NONE: today) and the first day of it (CIVIL_NONE: not
 * known); a `*since` after the day: it is still to come then. The last status that has begun
 * counts; when it is over and nothing follows, the label has ended the day after. A history that
 * doesn't say when the cité was labelled (or no history at all) is completed by its wave: labelled
 * since 1 January of that year; with neither, labelled since nobody knows when. */
bool cite_label_on(struct db *db, int64_t cite, day_t on, enum label_status *status, day_t *since,
	struct err *err);

/* Appends in words what cite_label_on() gave for `on` (a day): "2019, labelled", "2019, renewed since
 * 01/09/2022", "candidate since 06/10/2025", "labelled from 2027 on"; nothing when nothing is known.
 * `wave`: the cité's, 0 when not known. */
void cite_label_words(struct str *out, enum label_status status, day_t since, int wave, day_t on);

#endif
