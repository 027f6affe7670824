/* Turnover: posts that nobody holds, people whose mandate has ended and who are still expected,
 * records that nobody confirmed for a year, people due by the retention rule. */
#ifndef ETAPE_TURNOVER_H
#define ETAPE_TURNOVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/civil.h"
#include "etape/db.h"
#include "etape/page.h"
#include "etape/record.h"

enum turnover_kind {
	/* One of the troïka's three posts, or the CPO's, without anybody; the fourth copilote's where
	 * there was one. Not of cités whose label has ended: nobody is looked for there. */
	TURNOVER_VACANT,
	/* Her last mandate is over, wherever it was, none is in force nor begins before a rencontre
	 * to come ends, and that rencontre still expects her: registered, waiting, invited, or the one
	 * who announced others. */
	TURNOVER_ENDED,
	TURNOVER_UNCONFIRMED, /* neither written, saved nor confirmed for a year */
	TURNOVER_DUE,	      /* silent for longer than the retention rule keeps (erasure.h) */
};
#define TURNOVER_KINDS 4

#define TURNOVER_ONLY(kind) (1u << (kind))

struct turnover_filter {
	unsigned kinds;		 /* TURNOVER_ONLY(…) joined by |; 0 for all */
	const char *region;	 /* INSEE code of the cité, NULL for all */
	const char *departement; /* INSEE code of the cité, NULL for all */
	bool unknown;		 /* vacant posts of cités where nobody ever held one as well */
	const char *home;	 /* posts that nobody ever held: only of this region; NULL: of all */
	int years;		 /* of the retention rule; 0: nobody is due */
	day_t on;		 /* CIVIL_NONE: today */
};

struct turnover_row {
	/* Of the row, whatever its kind: the same at each reading, never 0. TURNOVER_UNCONFIRMED: the
	 * person's; TURNOVER_DUE: the person's, negative. */
	int64_t id;
	const char *key; /* TURNOVER_UNCONFIRMED: with .person_id, the order (page.h); "" else */
	enum turnover_kind kind;
	int64_t cite_id; /* of the post, the mandate, the person or her structure; 0 for none */
	const char *cite_code;
	const char *cite;     /* name */
	int role;	      /* enum mandate_role of the post or of the last mandate; ANY else */
	day_t since;	      /* the first day of it; CIVIL_NONE: never held */
	day_t until;	      /* of a vacant post: a mandate begins that day; CIVIL_NONE: none known */
	int64_t person_id;    /* 0 of a vacant post */
	const char *name;     /* "DUPRÉ-LEROY Inès", "" of a vacant post */
	const char *structure; /* hers, of records to confirm and of who is due; "" else */
	const char *email;
	const char *phone;    /* mobile, else telephone, as typed */
	int64_t event_id;     /* of the rencontre that expects her, 0 else */
	const char *event;    /* its code, "" else */
	const char *title;    /* its title */
	const char *expected; /* "registered", "waiting", "invited", "announcer", "" else */
};

typedef bool (*turnover_row_fn)(void *arg, const struct turnover_row *row);

/* Rows: struct turnover_row; keys kind,cite_code,cite,role,since,name,phone,email,event,title,
 * person,until,expected,structure. */
extern const struct record_type turnover_type;

/* By kind: vacant posts by cité, those who are expected by rencontre, records by name, those who
 * are due by silence, the longest first. See page.h. */
bool turnover_list(struct db *db, const struct turnover_filter *filter, turnover_row_fn each,
	void *arg, struct err *err);

/* A window of the records to confirm, in order of name, and how many there are; `text` as in
 * struct person_filter, NULL for all. */
bool turnover_unconfirmed(struct db *db, const char *text, const struct page *page,
	turnover_row_fn each, void *arg, struct err *err);
bool turnover_unconfirmed_count(struct db *db, const char *text, int64_t *count, struct err *err);

/* One person as a row of a kind, on a day that is known already: what a list asks for the rows in
 * sight. No row when she is no longer known. */
bool turnover_person(struct db *db, enum turnover_kind kind, int64_t person, day_t since,
	turnover_row_fn each, void *arg, struct err *err);

struct turnover_row *turnover_row_dup(const struct turnover_row *row);

/* "vacant", "ended", "unconfirmed", "due". */
const char *turnover_kind_name(enum turnover_kind kind);
bool turnover_kind_parse(const char *name, enum turnover_kind *kind);
/* How somebody is expected, in words: "registered", "announced others"…; translated. */
const char *turnover_expected_words(const char *expected);

#endif
