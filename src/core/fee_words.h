/* The fee engine's inside: what is decided of one day, and how it is said. */
#ifndef CORE_FEE_WORDS_H
#define CORE_FEE_WORDS_H

#include "etape/fee.h"

enum why {
	WHY_ABSENT,
	WHY_NO_TARIFF,
	WHY_NO_RULE,	  /* the tariff in force forgot the case */
	WHY_NO_TERRITORY, /* nobody knows for whom the person comes */
	WHY_MANY_TERRITORIES,
	WHY_STATE,
	WHY_MEMBER,  /* .member is in force */
	WHY_ENDED,   /* .member is the last one before the day */
	WHY_NOT_YET, /* .member is the first one after the day */
	WHY_NEVER,
	WHY_ANY, /* the tariff asks for nothing */
};

struct verdict {
	enum why why;
	cents_t per_day;		     /* 0 is free */
	const struct fee_tariff *tariff;     /* in force, NULL when none */
	const struct fee_rule *rule;	     /* that decided; meaningless when undetermined */
	const struct fee_membership *member; /* see enum why, else NULL */
	bool to_come; /* the day is not over: said in the present tense */
};

/* --- fee.c --- */

struct verdict fee_verdict(const struct fee_case *c, const struct fee_day *day);
bool fee_is_undetermined(const struct verdict *v);
/* The only territory that the person can stand for, besides the structure itself; or NULL. */
const struct fee_territory *fee_only_territory(const struct fee_case *c);

/* --- fee_words.c: each appends lines to `reasons` --- */

/* A line, unless it is there already. */
void fee_explain(struct str *reasons, const char *line);
/* One line for each run of days that go together. */
void fee_explain_days(const struct fee_case *c, struct str *reasons);
/* "2 days x €150.00 = €300.00" */
void fee_explain_product(struct str *reasons, int days, cents_t per_day, cents_t cents);
void fee_explain_total(struct str *reasons, cents_t cents);
/* What was paid, what is left or too much; nothing when nothing was paid. */
void fee_explain_payment(
	struct str *reasons, const struct fee_case *c, const struct fee_result *result);

#endif
