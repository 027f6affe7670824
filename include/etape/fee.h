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
	int64_t member;	 /* id of the structure: whose free places are used up */
	bool above;	 /* of a body above the commune or collectivité that is covered */
	bool supposed;	 /* in a simulation only: nobody has written it down */
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
	int free_places; /* at an event, free whatever .cents: of each member when the rule asks for members,
			  * else of each payer, as for agents of the State, who take none of the member that
			  * covers their territory; who comes after falls to the next rule; 0: none */
	cents_t cap;	 /* a person and event; 0: none */
};

enum fee_counts { FEE_COUNTS_ATTENDED, FEE_COUNTS_REGISTERED };

/* Which days cost: those attended, or those registered for. A no-show is who came to no day at all:
 * free of all of them, or by .no_show_due asked for those registered. */
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

enum fee_half { FEE_MORNING = 1u << 0, FEE_AFTERNOON = 1u << 1, FEE_EVENING = 1u << 2 };
#define FEE_DAY_LONG (FEE_MORNING | FEE_AFTERNOON)

/* A day of the event for which somebody is registered or to which she came. */
struct fee_day {
	day_t day;
	bool over;
	unsigned registered; /* set of enum fee_half */
	unsigned attended;   /* the same: where she was checked in */
};

/* For whom she comes: a structure and the cité that it stands for. */
struct fee_hat {
	const char *structure;			/* name, NULL when there is none */
	int kind;				/* enum structure_kind, ANY when not known */
	bool own_territory;			/* a collectivité: it is itself the territory */
	const struct fee_membership *own;	/* memberships of the structure and the bodies above it */
	size_t own_count;
	const struct fee_territory *territory;	/* NULL: none */
	const char *departement;		/* of the territory; NULL or "": not known */
	const char *region;			/* the same */
	int64_t payer;				/* whose free places, when no member's; 0: a person's own */
	const char *payer_name;			/* NULL: the structure's */
	day_t from;				/* of the mandate; CIVIL_NONE: open */
	day_t to;
};

/* A mandate, for what rules ask of roles. */
struct fee_role {
	unsigned role; /* 1u << enum mandate_role */
	day_t from;
	day_t to;
};

/* An amount set by hand. */
struct fee_override {
	cents_t cents;
	const char *reason;
	const char *author;
	day_t day;
};

struct fee_case {
	const struct fee_day *days; /* distinct, in order */
	size_t day_count;
	bool recorded; /* somebody was checked in at the event */
	bool to_come;  /* the event has not begun: the amount is expected */
	/* The first is the person's own; the others are those of her mandates, in force on their
	 * days only. At least one. With one that she chose, that one alone. */
	const struct fee_hat *hats;
	size_t hat_count;
	bool chosen; /* the hat was, by somebody */
	const struct fee_role *roles;
	size_t role_count;
	int event_kind;	  /* enum event_kind */
	int event_format; /* enum event_format, ANY when not known */
	bool walk_in;
	int early;			   /* registered that many days before the first one */
	const struct fee_tariff *tariffs;  /* all, whatever their dates */
	size_t tariff_count;
	const struct fee_tariff *tariff;   /* that of the event, whatever its dates; NULL: by the day */
	/* Whether a free place of a rule is left for her, `of` being a member, else a payer, else 0: asked
	 * in order of registration. NULL: there is. */
	bool (*place)(void *arg, const struct fee_rule *rule, int64_t of);
	void *place_arg;
	const struct fee_override *override; /* NULL: none */
	cents_t paid;			     /* sum of payments less refunds */
	bool brief;			     /* nobody reads the reasons: none are given */
};

/* What an invoice bills as one line: units at one price. The sum of the lines is the fee, and .cents
 * is money_share(.unit_cents, .quantity * .percent, 100 * FEE_WHOLE). */
struct fee_line {
	const struct fee_tariff *tariff; /* borrowed of the case; NULL: set by hand */
	const struct fee_rule *rule;	 /* the same */
	day_t first;
	day_t last;
	enum fee_unit unit; /* what a cap has cut down is asked per event */
	int quantity;	    /* hundredths of a unit */
	cents_t unit_cents; /* before .percent */
	int percent;	    /* asked of it: FEE_WHOLE is all */
	cents_t cents;	    /* rounded half up */
};

/* A free place taken. */
struct fee_place {
	const struct fee_rule *rule;
	int64_t of; /* as case.place() was asked */
};

/* FEE_EXPECTED: as due, of an event that has not begun. */
enum fee_state { FEE_DUE, FEE_EXEMPT, FEE_UNDETERMINED, FEE_PAID, FEE_EXPECTED };

struct fee_result {
	enum fee_state state;
	cents_t cents;		/* the fee; meaningless when undetermined */
	bool computed_known;	/* false: what the tariff says is undetermined */
	cents_t computed;	/* what the tariff says, whatever was set by hand */
	int days;		/* days that count */
	size_t hat;		/* for whom she comes: its place in the case */
	bool payer_open;	/* her hats cost differently and have several payers: who pays is not known, even
				 * of an amount set by hand */
	struct fee_line *lines; /* owned; none when undetermined or free */
	size_t line_count;
	size_t line_room;
	struct fee_place *places; /* owned; free places that she takes */
	size_t place_count;
	struct str reasons;	/* one line a reason, separated by \n, in the current language */
};

/* Decides. `result` must be initialised with fee_result_init() and is replaced.
 * Undetermined (never 0) where a rule asks for what nobody knows (the territory of a structure that
 * is neither a member itself nor its own territory, a structure, a format) and the answer matters,
 * where her hats would cost different amounts, or the same of different payers, and where no tariff is in force
 * on a day. Where two
 * tariffs overlap, the one that began last holds. */
void fee_decide(const struct fee_case *c, struct fee_result *result);

/* The same where `unpaid` was decided of a case that is this one but for what was paid: 0 there. */
void fee_decide_paid(
	const struct fee_case *c, const struct fee_result *unpaid, struct fee_result *result);

/* The tariff of a day for what names none, borrowed of `tariffs`; where two overlap, the one that began last
 * replaces the other. NULL when none is in force. */
const struct fee_tariff *fee_tariff_on(const struct fee_tariff *tariffs, size_t count, day_t day);

/* Whether a hat of the case is worn at all: the person's own, of which nobody knows for what cité, is
 * not when a mandate tells. */
bool fee_hat_counts(const struct fee_case *c, const struct fee_hat *hat);

void fee_result_init(struct fee_result *result);
void fee_result_release(struct fee_result *result);

/* "due", "exempt", "undetermined", "paid", "expected": the stable machine word. */
const char *fee_state_name(enum fee_state state);
/* In words for people: "à régler", "gratuit", "à déterminer", "réglé", "prévu". */
const char *fee_state_label(enum fee_state state);

#endif
