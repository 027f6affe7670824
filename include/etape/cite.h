/* Cités éducatives: the labelled territories. */
#ifndef ETAPE_CITE_H
#define ETAPE_CITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/civil.h"
#include "etape/db.h"
#include "etape/record.h"
#include "etape/vocabulary.h"

struct cite {
	int64_t id;  /* 0: not saved yet */
	int64_t rev; /* revision read, against lost updates */
	char *code;  /* slug, unique */
	char *name;
	char *departement; /* INSEE code: "80", "2A", "974" */
	char *region;	   /* INSEE code: "32" */
	char *region_name;
	char *academie;
	int wave;    /* year of the label, 0 when not known */
	int32_t lat; /* 1e-5 degrees */
	int32_t lon; /* 1e-5 degrees */
	char *source;
	char *note;
};

/* How far the Tour is with a cité, of events of kind étape. */
enum cite_tour {
	CITE_TOUR_NONE,
	CITE_TOUR_PLANNED, /* an étape is announced, dated or not */
	CITE_TOUR_HOSTED,  /* one was held */
};

struct cite_row {
	int64_t id;
	const char *key; /* order: folded name */
	const char *code;
	const char *name;
	const char *departement; /* INSEE code */
	const char *region;	 /* INSEE code */
	const char *region_name;
	const char *academie;
	const char *communes; /* names, separated by \n, the main one first */
	int wave;	      /* 0 when not known */
	int32_t lat;	      /* 1e-5 degrees */
	int32_t lon;	      /* 1e-5 degrees */
	bool member;	      /* on the filter's day */
	enum cite_tour tour;
};

struct cite_filter {
	const char *region;	 /* INSEE code, NULL for all */
	const char *departement; /* INSEE code, NULL for all */
	const char *text; /* words that begin words of name, code or communes; NULL for all */
	int64_t id;	  /* this one only; 0 for all */
	day_t on;	  /* day of .member; CIVIL_NONE: today */
};

typedef bool (*cite_row_fn)(void *arg, const struct cite_row *row);

extern const struct record_type
	cite_type; /* rows: struct cite_row; keys code,name,departement,academie,wave,member */

void cite_init(struct cite *c);
void cite_release(struct cite *c);
bool cite_get(struct db *db, int64_t id, struct cite *c, struct err *err);

/* Adds (id 0) or changes a cité; a code is made from the name when there is none.
 * `insee` are its communes, the main one first; NULL leaves them. */
bool cite_save(struct db *db, struct cite *c, const char *const *insee, size_t insee_count,
	struct err *err);

/* Its communes and the history of its label go with it. ERR_REFUSED, saying what, while anything
 * else is of that cité: people, mandates, structures, rencontres, moods, news, notes. */
bool cite_delete(struct db *db, int64_t id, struct err *err);
/* Whether it would be: false with the reason. */
bool cite_can_delete(struct db *db, int64_t id, struct err *err);

/* Its communes, the main one first. See page.h. */
struct commune;
bool cite_communes(struct db *db, int64_t cite, bool (*each)(void *arg, const struct commune *c),
	void *arg, struct err *err);

/* By code, name whatever its case and accents ("Amiens Nord"), commune's name or
 * INSEE code. ERR_NOT_FOUND or ERR_AMBIGUOUS (the message lists the candidates). */
bool cite_resolve(struct db *db, const char *text, int64_t *id, struct err *err);

/* In order of folded name. See page.h. */
bool cite_list(struct db *db, const struct cite_filter *filter, cite_row_fn each, void *arg,
	struct err *err);
struct cite_row *cite_row_dup(const struct cite_row *row);

/* What one looks up beside the map. */
struct cite_summary {
	bool member;	  /* on the day asked for */
	char *member_via; /* name of the member body, owned; NULL when none */
	day_t tour_day;	  /* first day of its étape, held or planned; CIVIL_NONE when none */
	char *tour_start; /* the same, ISO cut to the precision known, owned; NULL when none */
	char *tour_code;  /* event's code, owned; NULL when none */
	enum cite_tour tour;
	day_t seen_day;	 /* last day somebody from there was present; CIVIL_NONE: never */
	int seen_people; /* how many, at that event */
	int people;	 /* people known there (their cité, or their structure's) */
	int structures;
};

/* `on`: CIVIL_NONE for today. Release with cite_summary_release(). */
bool cite_summary(
	struct db *db, int64_t cite, day_t on, struct cite_summary *summary, struct err *err);
void cite_summary_release(struct cite_summary *summary);

#endif
