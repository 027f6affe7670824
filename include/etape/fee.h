/* The fee engine: what a registration costs and why (DOMAIN.md, "Money"). Pure:
 * the store gathers the facts, this decides, and says each step in words. */
#ifndef ETAPE_FEE_H
#define ETAPE_FEE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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

enum fee_asked { FEE_WHATEVER, FEE_YES, FEE_NO };
enum fee_unit { FEE_PER_DAY, FEE_PER_HALF_DAY, FEE_PER_EVENT };
#define FEE_WHOLE 10000 /* percent: hundredths of a percent of the amount are asked */

/* What a rule of a tariff asks, all of it, and what then is to pay; the first rule that matches
 * wins. Sets are of 1u << value; 0 asks nothing. */
struct fee_rule {
	const char *name;      /* as an invoice says it; NULL: made from what it asks */
	enum fee_asked state;  /* agent of the State */
	enum fee_asked member; /* its territory, or the structure itself, on that day */
	enum fee_asked walk_in;
	unsigned kinds;		  /* enum structure_kind */
	unsigned roles;		  /* enum mandate_role, in force on that day */
	unsigned event_kinds;	  /* enum event_kind */
	unsigned formats;	  /* enum event_format */
	const char *departements; /* of the territory, "59,62"; NULL: whatever */
	const char *regions;	  /* of the territory, "32"; NULL: whatever */
	int early_days;		  /* registered at least that many days before; 0: whatever */
	enum fee_unit unit;
	cents_t cents;	 /* a unit; 0 is free */
	int percent;	 /* of .cents; 0 stands for FEE_WHOLE */
	int free_places; /* of each member (else each payer) at an event, then the next rule holds; 0: none */
	cents_t cap;	 /* a person and event; 0: none */
};

enum fee_counts { FEE_COUNTS_ATTENDED, FEE_COUNTS_REGISTERED };

struct fee_tariff {
	int64_t id; /* 0 in a simulation */
	const char *code;
	const char *name;
	day_t from;
	day_t to;
	enum fee_counts counts; /* which days cost */
	bool halves;		/* half a day costs half; else it counts as a day */
	bool no_show_due;	/* who registered and did not come pays all the same */
	bool no_inheritance;	/* a commune is not covered by the bodies above it */
	bool only_named;	/* only for the rencontres that name it: passed over by date */
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

/* What an invoice bills as one line: units at one price. The sum of the lines is the fee. */
struct fee_line {
	const struct fee_tariff *tariff; /* borrowed of the case */
	const struct fee_rule *rule;	 /* borrowed of the case */
	day_t first;
	day_t last;
	enum fee_unit unit;
	int quantity;	    /* hundredths of a unit */
	cents_t unit_cents; /* before .percent */
	int percent;	    /* asked of it: FEE_WHOLE is all */
	cents_t cents;	    /* rounded half up */
};

enum fee_state { FEE_DUE, FEE_EXEMPT, FEE_UNDETERMINED, FEE_PAID };

struct fee_result {
	enum fee_state state;
	cents_t cents;		/* the fee; meaningless when undetermined */
	int days;		/* days that count */
	struct fee_line *lines; /* owned; none when undetermined or free */
	size_t line_count;
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
