/* See newcomer.h. */
#include "newcomer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "check.h"
#include "desk.h"
#include "etape/db.h"
#include "etape/event.h"
#include "etape/journal.h"
#include "etape/payment.h"
#include "etape/person.h"
#include "etape/registration.h"
#include "etape/structure.h"

#define MUST(call)                                                                             \
	do {                                                                                   \
		struct err err = ERR_INIT;                                                     \
		if (!(call))                                                                   \
			fail_msg("%s:%d: %s", __FILE__, __LINE__, err.message);                \
	} while (0)

void newcomer_email(char *text, size_t room, int no)
{
	snprintf(text, room, "passante%d@example.org", no);
}

void newcomer_structure(char *text, size_t room, int no)
{
	snprintf(text, room, "Commune des Passantes %d", no);
}

enum part {
	PART_PERSON = 1,
	PART_STRUCTURE = 2,
	PART_REGISTRATION = 4,
	PART_CHECKIN = 8,
	PART_PAYMENT = 16,
	PART_ALL = 31,
};

static bool part_present(void *arg, const struct registration_row *row)
{
	bool *present = arg;

	*present = strcmp(row->present, "1") == 0 && row->walk_in;
	return true;
}

struct paid {
	int count;
	char receipt[NEWCOMER_RECEIPT];
};

static bool part_paid(void *arg, const struct payment *p)
{
	struct paid *paid = arg;

	assert_int_equal(p->cents, NEWCOMER_FEE);
	paid->count++;
	snprintf(paid->receipt, sizeof(paid->receipt), "%s", p->receipt);
	return true;
}

/* Which parts of a newcomer there are; `receipt` gets her payment's. */
static int newcomer_parts(struct db *db, int64_t event, int no, char receipt[NEWCOMER_RECEIPT])
{
	struct registration_filter filter = REGISTRATION_FILTER_ALL;
	struct paid paid = { .count = 0 };
	char email[64], structure[64];
	int64_t person, house, registration = 0;
	bool present = false;

	newcomer_email(email, sizeof(email), no);
	newcomer_structure(structure, sizeof(structure), no);
	MUST(person_find_by_email(db, email, &person, &err));
	MUST(structure_find(db, structure, 0, &house, &err));
	if (person)
		MUST(registration_find(db, event, person, &registration, &err));
	if (registration) {
		filter.id = registration;
		MUST(registration_list(db, &filter, part_present, &present, &err));
		MUST(payment_list(db, event, registration, part_paid, &paid, &err));
		assert_in_range(paid.count, 0, 1);
	}
	snprintf(receipt, NEWCOMER_RECEIPT, "%s", paid.receipt);
	return (person ? PART_PERSON : 0) | (house ? PART_STRUCTURE : 0) |
	       (registration ? PART_REGISTRATION : 0) | (present ? PART_CHECKIN : 0) |
	       (paid.count ? PART_PAYMENT : 0);
}

static bool count_walk_in(void *arg, const struct journal_entry *entry)
{
	*(int *)arg += entry->kind == CHANGE_WALK_IN;
	return true;
}

int newcomers_whole(const struct sandbox *s, int from, char receipts[][NEWCOMER_RECEIPT])
{
	struct db_options o = { .path = s->db, .author = "test", .role = ROLE_LECTURE };
	struct db *db = NULL;
	char none[NEWCOMER_RECEIPT];
	int64_t event;
	int journal = 0;
	int parts;
	int n = from;

	MUST(db_open(&db, &o, &err));
	MUST(event_resolve(db, TODAY, &event, &err));
	while ((parts = newcomer_parts(db, event, n, receipts[n])) == PART_ALL) {
		assert_in_range(n, 0, NEWCOMERS_MAX - 2);
		if (n > 0 && strcmp(receipts[n - 1], receipts[n]) >= 0)
			fail_msg("receipt %s after %s", receipts[n], receipts[n - 1]);
		n++;
	}
	if (parts || newcomer_parts(db, event, n + 1, none))
		fail_msg("newcomer %d is there in part: %d", n, parts);
	MUST(journal_list(db, 0, count_walk_in, &journal, &err));
	assert_int_equal(journal, n);
	db_close(&db);
	return n;
}
