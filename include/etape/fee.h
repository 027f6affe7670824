/* The fee engine: what a registration costs and why (DOMAIN.md, "Money"). Pure:
 * the store gathers the facts, this decides, and says each step in words. */
#ifndef ETAPE_FEE_H
#define ETAPE_FEE_H

#include <stdbool.h>
#include <stddef.h>

#include "etape/civil.h"
#include "etape/money.h"
#include "etape/str.h"

/* Dates both included; CIVIL_NONE for open. */
struct fee_membership {
	const char *structure;	/* name of the member, for the reasons */
	day_t from;
	day_t to;
};

struct fee_territory {
	const char *name;			/* the cité's (or collectivité's) name */
	const struct fee_membership *members;	/* of its collectivités and the bodies above them */
	size_t member_count;
};

enum fee_condition {	/* what a rule of a tariff asks; the first rule that matches wins */
	FEE_IF_STATE,
	FEE_IF_MEMBER,
	FEE_IF_ANY,
};

struct fee_rule {
	enum fee_condition condition;
	cents_t per_day;	/* 0 is free */
};

struct fee_tariff {
	const char *name;
	day_t from;
	day_t to;
	const struct fee_rule *rules;
	size_t rule_count;
};

enum fee_day_basis {
	FEE_DAY_EXPECTED,	/* registered; the day is not over */
	FEE_DAY_ATTENDED,	/* checked in */
	FEE_DAY_UNRECORDED,	/* registered; the event is over but no presence was recorded for anybody */
	FEE_DAY_ABSENT,		/* registered, the day is over, others were checked in: a no-show is free */
};

struct fee_day {
	day_t day;
	enum fee_day_basis basis;
};

struct fee_case {
	const struct fee_day *days;		/* distinct, in order */
	size_t day_count;
	const char *structure;			/* name, NULL when the person has none */
	bool is_state;
	bool own_territory;			/* a commune or inter-communal body: it is itself the territory */
	const struct fee_membership *own;	/* memberships of the structure and the bodies above it */
	size_t own_count;
	const struct fee_territory *territories; /* distinct cités the person may stand for */
	size_t territory_count;
	const struct fee_tariff *tariffs;	/* all, whatever their dates */
	size_t tariff_count;
	cents_t paid;				/* sum of payments less refunds */
};

enum fee_state { FEE_DUE, FEE_EXEMPT, FEE_UNDETERMINED, FEE_PAID };

struct fee_result {
	enum fee_state state;
	cents_t cents;		/* the fee; meaningless when undetermined */
	int days;		/* days that count */
	struct str reasons;	/* one line a reason, separated by \n, in the current language */
};

/* Decides. `result` must be initialised with fee_result_init() and is replaced.
 * Undetermined (never 0): no territory known, two possible ones, or no tariff in force on a day. The
 * territory is only asked for by a tariff with a rule about members, of a structure that is neither a
 * member itself nor its own territory. Where two tariffs overlap, the one that began last holds. */
void fee_decide(const struct fee_case *c, struct fee_result *result);

void fee_result_init(struct fee_result *result);
void fee_result_release(struct fee_result *result);

/* "due", "exempt", "undetermined", "paid": the stable machine word. */
const char *fee_state_name(enum fee_state state);
/* In words for people: "à régler", "gratuit", "à déterminer", "réglé". */
const char *fee_state_label(enum fee_state state);

#endif
