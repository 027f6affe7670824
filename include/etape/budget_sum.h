/* What the budget of a mission (a cycle led by a provider) comes to: parts with days and a daily rate, and milestones at
 * which a share of the whole is paid. Amounts are rounded half up, part by part: net, then its VAT; the sum
 * of the parts is the total. The milestones' amounts are shares of that total by largest remainder: each is
 * at most a cent off, never below 0, and where they make 100 % their sum is the total to the cent. */
#ifndef ETAPE_BUDGET_SUM_H
#define ETAPE_BUDGET_SUM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/civil.h"
#include "etape/money.h"

#define BUDGET_DAYS_MOST 1000000 /* hundredths of a day */
#define BUDGET_WHOLE	 10000	 /* hundredths of a percent */

struct budget_part {
	int64_t id;  /* 0: not saved yet */
	int64_t rev; /* revision read, against lost updates */
	int64_t cycle;
	char *title;  /* owned */
	int days;     /* hundredths */
	cents_t rate; /* a day, without VAT */
	int vat;      /* hundredths of a percent */
	cents_t net, tax, gross; /* by budget_sum() */
};

struct milestone {
	int64_t id;
	int64_t rev;
	int64_t cycle;
	char *title; /* owned */
	int percent; /* of the whole, in hundredths */
	day_t due;   /* CIVIL_NONE: not said */
	day_t done;  /* CIVIL_NONE: not yet */
	cents_t net, gross; /* by budget_sum() */
};

struct budget {
	int64_t cycle;
	struct budget_part *parts; /* owned, in order */
	size_t part_count;
	struct milestone *milestones; /* owned, in order */
	size_t milestone_count;
	int64_t days; /* hundredths */
	cents_t net, tax, gross;
	int percent;	    /* of all milestones */
	int percent_done;   /* of those reached */
	cents_t done_gross; /* what those come to */
};

/* Works out every amount. False when one is too large. */
bool budget_sum(struct budget *b);
/* Shares out `total` by hundredths of a percent, by largest remainder (of equal ones the last first), into
 * amounts of their own. They sum up to the total where the shares make BUDGET_WHOLE, else to its part,
 * rounded half up. False on overflow. */
bool budget_share(cents_t total, const int *percents, size_t count, cents_t *amounts);

#endif
