/* People. */
#ifndef ETAPE_PERSON_H
#define ETAPE_PERSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/civil.h"
#include "etape/db.h"
#include "etape/page.h"
#include "etape/record.h"
#include "etape/str.h"
#include "etape/vocabulary.h"

/* Texts are owned; NULL and "" both mean nothing. */
struct person {
	int64_t id;	   /* 0: not saved yet */
	int64_t rev;	   /* revision read, against lost updates */
	char *family_name; /* as typed; one of the two names at least */
	char *given_name;
	char *email;
	char *phone;	   /* as typed */
	char *mobile;	   /* as typed */
	int64_t structure; /* 0 when none */
	char *function;	   /* "CPO", "DASEN adjoint"… */
	int64_t cite;	   /* 0 when none */
	char *note;
};

struct person_row {
	int64_t id;
	const char *key; /* order: fold_person_key() */
	const char *family_name;
	const char *given_name;
	const char *name; /* "DUPRÉ-LEROY Inès" */
	const char *function;
	int64_t structure_id;  /* 0 when none */
	const char *structure; /* name */
	int structure_kind;    /* enum structure_kind, ANY when no structure */
	int64_t cite_id;       /* the person's, else the structure's; 0 when none */
	const char *cite_code;
	const char *cite;  /* name */
	const char *posts; /* mandates in force on the filter's day, "CPO · Creil", separated by
			      \n */
	const char *email;
	const char *phone;  /* as typed */
	const char *mobile; /* as typed */
	const char *departement; /* INSEE code of that cité */
	const char *academie;	 /* of that cité */
	const char *updated; /* ISO day on which the record was last written or confirmed */
	int64_t written;     /* seconds since 2020 UTC: when it was last saved */
	const char *seen;    /* ISO day on which she was last present somewhere, "" for never */
};

/* How somebody stands to an event. */
enum person_at {
	PERSON_PRESENT,	   /* was there, one session at least */
	PERSON_REGISTERED, /* registered or waiting, whether she came or not */
	PERSON_ABSENT,	   /* registered, and never checked in */
	PERSON_NOT_THERE,  /* neither registered nor present */
};

struct person_filter {
	const char *text; /* words that begin words of name, structure, cité, function, posts,
			   * e-mail or digits of a telephone; NULL for all */
	unsigned roles;	  /* one of these held on that day: 1u << enum mandate_role; 0 for all */
	/* A place: with roles, where one of them is held; else her cité, her structure's when she has
	 * none, or that of any mandate of hers. */
	int64_t cite;		 /* 0 for all */
	const char *departement; /* INSEE code of that cité; NULL for all */
	const char *academie;	 /* of that cité, whatever its case and accents; NULL for all */
	int64_t structure;	 /* 0 for all */
	unsigned kinds;		 /* her structure's is one of these: 1u << enum structure_kind; 0 for all */
	int member;	   /* her structure, a body above it or her cité is a member on that day: 1; none
			    * is: 0; ANY */
	int64_t event;	   /* of `at`; 0 for all */
	enum person_at at; /* how she stands to the event */
	bool never_came;   /* no presence at any event */
	bool no_email;	   /* those without an address only */
	bool no_phone;	   /* those without any telephone only */
	bool unconfirmed;  /* neither written, saved nor confirmed for a year before that day */
	day_t changed_since; /* written, saved or confirmed since; CIVIL_NONE for all */
	day_t on;	     /* day of posts, roles and membership; CIVIL_NONE: today */
};
#define PERSON_FILTER_ALL                                                                      \
	((struct person_filter){.member = ANY, .changed_since = CIVIL_NONE, .on = CIVIL_NONE})

typedef bool (*person_row_fn)(void *arg, const struct person_row *row);

/* Rows: struct person_row. The first for screens and `etape person`; the second has the
 * canonical headings family_name,given_name,email,phone,mobile,structure,function,cite. */
extern const struct record_type person_type;
extern const struct record_type person_csv_type;

void person_init(struct person *p);
void person_release(struct person *p);
bool person_get(struct db *db, int64_t id, struct person *p, struct err *err);

/* Adds (id 0) or changes; on success .id and .rev are those saved. ERR_INVALID says
 * which field; ERR_STALE when another saved it since .rev (screens then show both). */
bool person_save(struct db *db, struct person *p, struct err *err);

/* Refuses (ERR_REFUSED) while the person has registrations, and says how many; mandates go with
 * the person. Whom she announced, and her refusals at the desk, stay without her. */
bool person_delete(struct db *db, int64_t id, struct err *err);

/* Somebody has asked: what is written of these people is right today. One change; ERR_NOT_FOUND
 * when one of them is no longer known. No revision changes: an open form stays good. */
bool person_confirm(struct db *db, const int64_t *ids, size_t count, struct err *err);
/* When that was last, and appends who did; CIVIL_NONE: never. */
bool person_confirmed(
	struct db *db, int64_t id, day_t *day, struct str *author, struct err *err);

/* Whether the id is still somebody's: neither deleted, nor erased, nor made one with another. */
bool person_exists(struct db *db, int64_t id, bool *exists, struct err *err);

/* The person who has that address, whatever its case; *id is 0 when there is none. */
bool person_find_by_email(struct db *db, const char *email, int64_t *id, struct err *err);

/* People of the same folded name (family and given, or swapped); with a `structure` not 0 only
 * those of that structure or of none. For recognition at import and before adding. */
bool person_candidates(struct db *db, const char *family_name, const char *given_name,
	int64_t structure, person_row_fn each, void *arg, struct err *err);

/* By id, e-mail or name in any order, whatever its case and accents: exact first, else
 * words that begin words. ERR_NOT_FOUND, ERR_AMBIGUOUS (the message lists who). */
bool person_resolve(struct db *db, const char *text, int64_t *id, struct err *err);

/* One person as a row; ERR_NOT_FOUND. */
bool person_row_get(struct db *db, int64_t id, person_row_fn each, void *arg, struct err *err);

/* In order of folded name. See page.h. */
bool person_page(struct db *db, const struct person_filter *filter, const struct page *page,
	person_row_fn each, void *arg, struct err *err);
/* A millisecond's work towards quick answers to the filter and to longer texts: who moves in what order,
 * who answers to its words. *more while there is any left; nothing needs it to be done. */
bool person_prepare(
	struct db *db, const struct person_filter *filter, bool *more, struct err *err);
bool person_count(
	struct db *db, const struct person_filter *filter, int64_t *count, struct err *err);
/* People by their ids, in that order, with their posts on a day (CIVIL_NONE: today): a window of
 * person_ids(). Who is no longer known is passed over. */
bool person_rows(struct db *db, const int64_t *ids, size_t count, day_t on, person_row_fn each,
	void *arg, struct err *err);
/* Names as lists show them and addresses ("" for none) alone: a third of the time. `each` borrows
 * the texts. */
typedef void (*person_address_fn)(void *arg, const char *name, const char *email);
bool person_addresses(struct db *db, const int64_t *ids, size_t count, person_address_fn each,
	void *arg, struct err *err);
struct person_row *person_row_dup(const struct person_row *row);

#endif
