/* All the cités of a région, or of France, at a glance: what the map's layers show, on any day.
 * A part is read when it is asked for, for all of them at once. */
#ifndef ETAPE_CITE_OVERVIEW_H
#define ETAPE_CITE_OVERVIEW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/cite.h"
#include "etape/civil.h"
#include "etape/db.h"
#include "etape/money.h"
#include "etape/vocabulary.h"

enum cite_overview_part {
	CITE_OVERVIEW_MEMBER = 1u << 0,	  /* .member, .member_via */
	CITE_OVERVIEW_POSTS = 1u << 1,	  /* .held, .posts_known */
	CITE_OVERVIEW_SEEN = 1u << 2,	  /* .seen_day, .attended, and .events of the whole */
	CITE_OVERVIEW_COMMUNES = 1u << 3, /* .communes */
	CITE_OVERVIEW_MOOD = 1u << 4,	  /* .mood, .mood_day */
	CITE_OVERVIEW_FEES = 1u << 5,	  /* .owed, .owed_unknown: decides every fee, the dearest part */
	CITE_OVERVIEW_LABEL = 1u << 6,	  /* .label, .label_since, .label_known */
};

struct cite_overview_row {
	int64_t id;
	const char *code;
	const char *name;
	const char *departement; /* INSEE code */
	const char *region;	 /* INSEE code */
	const char *region_name;
	const char *academie;
	int wave;		/* year of the label, 0 when not known */
	int32_t lat, lon;	/* 1e-5 degrees */
	int64_t population;	/* of its communes, 0 when not known */
	enum cite_tour tour;	/* on the day */
	bool member;		/* on the day */
	const char *member_via; /* the member body, "" when none */
	unsigned held;		/* posts held on the day: 1u << enum mandate_role */
	bool posts_known;	/* somebody has ever held a post there */
	day_t seen_day;		/* somebody from there was last present; CIVIL_NONE: never */
	int attended;		/* rencontres of the year before the day where somebody was */
	const char *communes;	/* names, separated by \n, the main one first; "" unless asked */
	int mood;		/* the last one told, 1 storm … 5 sunshine; 0: none */
	day_t mood_day;		/* of it; CIVIL_NONE without */
	cents_t owed;		/* fees of its people at rencontres begun by the day, less what was paid by it */
	int owed_unknown;	/* people whose fee nobody can tell yet */
	enum label_status label; /* on the day, as cite_label_on() */
	day_t label_since;	/* its first day; CIVIL_NONE: not known; after the day: still to come */
	bool label_known;	/* there is a history, or a wave */
};

/* The posts that every cité should have filled, as bits of .held. */
#define CITE_OVERVIEW_POSTS_WANTED                                                             \
	(1u << MANDATE_COPILOTE_COLLECTIVITE | 1u << MANDATE_COPILOTE_PREFECTURE |             \
		1u << MANDATE_COPILOTE_ACADEMIE | 1u << MANDATE_CPO)

struct cite_overview {
	struct cite_overview_row *rows; /* owned, in order of folded name */
	size_t count;
	unsigned parts;	 /* that have been read */
	day_t on;	 /* the day asked for */
	int events;	 /* rencontres held in the year before the day (with SEEN) */
	char region[4];	 /* INSEE code, "" for all */
	char **texts;	 /* what the rows borrow, owned */
	size_t text_count;
	size_t text_cap;
};

void cite_overview_init(struct cite_overview *o);
void cite_overview_release(struct cite_overview *o);

/* Reads the cités of a région (INSEE code; NULL for all) and some parts, in place of what was
 * there. `on`: CIVIL_NONE for today. */
bool cite_overview_load(struct db *db, struct cite_overview *o, const char *region, day_t on,
	unsigned parts, struct err *err);
/* Reads the parts that are not there yet. */
bool cite_overview_add(struct db *db, struct cite_overview *o, unsigned parts, struct err *err);

/* A rencontre where somebody from a cité was present, or where nobody was. */
struct cite_attendance {
	int64_t event;
	const char *code;
	const char *title;
	const char *start; /* ISO, cut to the precision known */
	int people;	   /* distinct people: who came; when missed, who was registered and didn't */
	const char *names; /* of them, "DUPRÉ-LEROY Inès", separated by \n */
};
typedef bool (*cite_attendance_fn)(void *arg, const struct cite_attendance *a);

/* Those begun by a day (CIVIL_NONE: today), newest first. See page.h. */
bool cite_attended(struct db *db, int64_t cite, day_t on, cite_attendance_fn each, void *arg,
	struct err *err);
/* The rencontres of the three years before that day to which cités were expected (étapes, CPO
 * meetings, regional days of its own région, since the year of its label) where presence was
 * recorded, and nobody of this cité's. Newest first. See page.h. */
bool cite_missed(struct db *db, int64_t cite, day_t on, cite_attendance_fn each, void *arg,
	struct err *err);

/* What the people of a cité owe at one rencontre. */
struct cite_fee {
	int64_t event;
	const char *code;
	const char *title;
	const char *start; /* ISO, cut to the precision known */
	int people;	   /* whose fee is due, paid or yet to be determined */
	cents_t due;	   /* of those whose fee is known */
	cents_t paid;
	cents_t balance;   /* still to be paid */
	int unknown;	   /* people whose fee nobody can tell yet */
};

/* Rencontres begun by a day (CIVIL_NONE: today) and not called off, newest first; none where
 * all come free. What was paid is what had been paid by that day. See page.h. */
bool cite_fees(struct db *db, int64_t cite, day_t on,
	bool (*each)(void *arg, const struct cite_fee *fee), void *arg, struct err *err);

#endif
