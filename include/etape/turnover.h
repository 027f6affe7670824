/* Turnover: posts that nobody holds, people whose mandate has ended and who are still expected,
 * records that nobody confirmed for a year. */
#ifndef ETAPE_TURNOVER_H
#define ETAPE_TURNOVER_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/civil.h"
#include "etape/db.h"
#include "etape/record.h"

enum turnover_kind {
	TURNOVER_VACANT,      /* one of the troïka's three posts, or the CPO's, without anybody */
	TURNOVER_ENDED,	      /* no mandate is left, and a rencontre to come still expects her */
	TURNOVER_UNCONFIRMED, /* neither written, saved nor confirmed for a year */
};

#define TURNOVER_ONLY(kind) (1u << (kind))

struct turnover_filter {
	unsigned kinds;		 /* TURNOVER_ONLY(…) joined by |; 0 for all */
	const char *region;	 /* INSEE code of the cité, NULL for all */
	const char *departement; /* INSEE code of the cité, NULL for all */
	bool unknown;		 /* vacant posts of cités where nobody ever held one as well */
	day_t on;		 /* CIVIL_NONE: today */
};

struct turnover_row {
	enum turnover_kind kind;
	int64_t cite_id; /* of the post, the mandate, the person or her structure; 0 for none */
	const char *cite_code;
	const char *cite;   /* name */
	int role;	    /* enum mandate_role of the post or of the last mandate; ANY else */
	day_t since;	    /* the first day of it; CIVIL_NONE: never held */
	int64_t person_id;  /* 0 of a vacant post */
	const char *name;   /* "DUPRÉ-LEROY Inès", "" of a vacant post */
	const char *email;
	const char *phone;  /* mobile, else telephone, as typed */
	const char *event;  /* code of the rencontre that expects her, "" else */
	const char *title;  /* its title */
};

typedef bool (*turnover_row_fn)(void *arg, const struct turnover_row *row);

/* Rows: struct turnover_row; keys kind,cite_code,cite,role,since,name,phone,email,event,title,
 * person. */
extern const struct record_type turnover_type;

/* By kind: vacant posts by cité, those who are expected by rencontre, records by name.
 * See page.h. */
bool turnover_list(struct db *db, const struct turnover_filter *filter, turnover_row_fn each,
	void *arg, struct err *err);

/* "vacant", "ended", "unconfirmed". */
const char *turnover_kind_name(enum turnover_kind kind);
bool turnover_kind_parse(const char *name, enum turnover_kind *kind);

#endif
