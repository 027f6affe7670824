/* Everybody as duplicate.c compares them, and the keys by which two meet. */
#ifndef STORE_DUPLICATE_PEOPLE_H
#define STORE_DUPLICATE_PEOPLE_H

#include <stddef.h>
#include <stdint.h>

#include "etape/str.h"
#include "store/sql.h"

/* Texts are offsets into .texts of the crowd. */
struct duplicate_person {
	int64_t id;
	int64_t structure;	/* 0: none */
	uint32_t family, given; /* folded */
	uint32_t family_length, given_length;
	uint32_t email;		/* folded, "" for none */
	uint32_t digits;	/* numbers separated by a blank, "" for none */
	/* How many have the same two names, address, number (the most shared one), herself included:
	 * set by duplicate_meet(). */
	uint32_t name_bearers, email_bearers, number_bearers;
};

struct duplicate_crowd {
	struct duplicate_person *at; /* in order of id, owned */
	size_t count;
	size_t room;
	struct str texts;
};

/* Two people, by their places in the crowd, the lower one in the high bits. */
struct duplicate_pairs {
	uint64_t *at; /* sorted, each once, owned */
	size_t count;
	size_t room;
};

bool duplicate_crowd_read(struct db *db, struct duplicate_crowd *crowd, struct err *err);
void duplicate_crowd_release(struct duplicate_crowd *crowd);

/* Those who have a key in common: candidates, to be judged. Of a key that many share, each
 * meets the next ones only, so that the time grows as the crowd does. */
void duplicate_meet(struct duplicate_crowd *crowd, struct duplicate_pairs *pairs);

#endif
