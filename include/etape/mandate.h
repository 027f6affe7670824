/* Mandates: who holds which post in which cité, from when to when. */
#ifndef ETAPE_MANDATE_H
#define ETAPE_MANDATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/civil.h"
#include "etape/db.h"
#include "etape/record.h"
#include "etape/vocabulary.h"

struct mandate {
	int64_t id;  /* 0: not saved yet */
	int64_t rev; /* revision read, against lost updates */
	int64_t person;
	int64_t cite;
	enum mandate_role role;
	int64_t structure; /* that the post belongs to, 0 when none */
	day_t from;	   /* CIVIL_NONE: not known, open */
	day_t to;	   /* included; CIVIL_NONE: open */
	char *note;	   /* owned */
};

struct mandate_row {
	int64_t id;
	int64_t person_id;
	const char *name; /* "DUPRÉ-LEROY Inès" */
	const char *email;
	const char *phone; /* mobile, else telephone, as typed */
	int64_t cite_id;
	const char *cite_code;
	const char *cite; /* name */
	enum mandate_role role;
	int64_t structure_id;  /* 0 when none */
	const char *structure; /* name */
	const char *from;      /* ISO, "" when open */
	const char *to;	       /* ISO, included, "" when open */
	bool in_force;	       /* on the filter's day, else today */
};

struct mandate_filter {
	int64_t person; /* 0 for all */
	int64_t cite;	/* 0 for all */
	int role;	/* enum mandate_role or ANY */
	day_t on;	/* in force on that day only; CIVIL_NONE: all of them */
};
#define MANDATE_FILTER_ALL ((struct mandate_filter){.role = ANY, .on = CIVIL_NONE})

typedef bool (*mandate_row_fn)(void *arg, const struct mandate_row *row);

/* Rows: struct mandate_row. The second has the canonical headings
 * person_email,cite,role,structure,valid_from,valid_to. */
extern const struct record_type mandate_type;
extern const struct record_type mandate_csv_type;

void mandate_init(struct mandate *m);
void mandate_release(struct mandate *m);
bool mandate_get(struct db *db, int64_t id, struct mandate *m, struct err *err);
/* Adds or changes. ERR_EXISTS when the same person, cité and role is held on the same days
 * already. */
bool mandate_save(struct db *db, struct mandate *m, struct err *err);
/* Ends a mandate on a day, included: the way people leave. Deleting is for mistakes. */
bool mandate_end(struct db *db, int64_t id, day_t last, struct err *err);
bool mandate_delete(struct db *db, int64_t id, struct err *err);

/* By cité, role (troïka, CPO, others), newest first. See page.h. */
bool mandate_list(struct db *db, const struct mandate_filter *filter, mandate_row_fn each,
	void *arg, struct err *err);
struct mandate_row *mandate_row_dup(const struct mandate_row *row);

/* A post of a cité on a day: who holds it, or that it is vacant. */
struct post {
	enum mandate_role role;
	int64_t mandate;  /* 0: vacant */
	int64_t person;	  /* 0: vacant */
	const char *name; /* "DUPRÉ-LEROY Inès", "" when vacant */
	const char *email;
	const char *phone;     /* mobile, else telephone, as typed */
	const char *structure; /* name */
	day_t since;	       /* held or vacant since; CIVIL_NONE: not known */
};

/* The troïka and CPOs of a cité on a day (CIVIL_NONE: today): each of copilote_collectivite,
 * copilote_prefecture, copilote_academie and cpo comes at least once, vacant or held; the
 * fourth copilote when there is one; two CPOs are two posts. With `others`, then referents,
 * principal, elected… */
bool mandate_posts(struct db *db, int64_t cite, day_t on, bool others,
	bool (*each)(void *arg, const struct post *post), void *arg, struct err *err);

#endif
