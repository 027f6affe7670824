/* The fee engine's inside: what is decided of one day, and how it is said. */
#ifndef CORE_FEE_WORDS_H
#define CORE_FEE_WORDS_H

#include "etape/fee.h"

enum why {
	WHY_ABSENT,
	WHY_NO_TARIFF,
	WHY_NO_RULE,	    /* the tariff in force forgot the case */
	WHY_NO_TERRITORY,   /* nobody knows for whom the person comes */
	WHY_NO_STRUCTURE,   /* nor what her structure is */
	WHY_NO_DEPARTEMENT, /* nor where its territory is */
	WHY_NO_FORMAT,	    /* of the event */
	WHY_STATE,
	WHY_MEMBER,	   /* .member is in force */
	WHY_ENDED,	   /* .member is the last one before the day */
	WHY_NOT_YET,	   /* .member is the first one after the day */
	WHY_NOT_INHERITED, /* .member is in force, of a body above that does not cover here */
	WHY_NEVER,
	WHY_ANY, /* the tariff asks for nothing that needs words */
};

enum fee_basis {
	FEE_EXPECTED_DAY, /* registered; the day is not over */
	FEE_ATTENDED,	  /* checked in */
	FEE_UNRECORDED,	  /* registered; the day is over but no presence was recorded for anybody */
	FEE_REGISTERED,	  /* registered and not come, by a tariff of days registered for */
	FEE_NO_SHOW,	  /* never came, and pays all the same */
	FEE_ABSENT,	  /* registered, the day is over, others were checked in: nothing to pay */
};

struct verdict {
	enum why why;
	enum fee_basis basis;
	unsigned halves;		     /* that count: set of enum fee_half */
	bool free;
	bool to_come;			     /* the day is not over: said in the present tense */
	const struct fee_tariff *tariff;     /* in force, NULL when none */
	const struct fee_rule *rule;	     /* that decided; meaningless when undetermined */
	const struct fee_hat *hat;
	const struct fee_membership *member; /* see enum why, else NULL */
	const struct fee_rule *full;	     /* the last rule passed over, its free places being taken */
	const char *full_of;		     /* whose they are */
	int64_t place_of;		     /* of whom a free place is, when .rule gives them */
};

/* --- fee_verdict.c --- */

/* What a day costs under the hat in force on it, `hat` being the one looked at. */
struct verdict fee_verdict(
	const struct fee_case *c, const struct fee_day *day, const struct fee_hat *hat);
bool fee_is_undetermined(const struct verdict *v);
/* Whether halves of this day make a difference. */
bool fee_heeds_halves(const struct verdict *v);
int fee_rule_percent(const struct fee_rule *rule);
bool fee_rule_is_free(const struct fee_rule *rule);

/* --- fee_words.c: each appends lines to `reasons` --- */

/* A line, unless it is there already. */
void fee_explain(struct str *reasons, const char *line);
/* One line for each run of days that go together, and the rules that decided. */
void fee_explain_days(const struct fee_case *c, const struct fee_hat *hat, struct str *reasons);
/* "2 days x €150.00 = €300.00", `whole` being the line as it would be without a cap. */
void fee_explain_line(
	struct str *reasons, const struct fee_line *line, const struct fee_line *whole);
void fee_explain_total(struct str *reasons, cents_t cents);
/* What was set by hand, by whom and why, and what the tariff says: before all other lines. */
void fee_explain_override(
	struct str *reasons, const struct fee_case *c, const struct fee_result *result);
/* What was paid, what is left or too much; nothing when nothing was paid. */
void fee_explain_payment(
	struct str *reasons, const struct fee_case *c, const struct fee_result *result);

/* --- fee_hat_words.c --- */

/* What one of several hats would cost. */
struct fee_alternative {
	const struct fee_hat *hat;
	bool known;
	cents_t cents;
};
/* "two hats: …, free; …, €150.00: choose" */
void fee_explain_hats(
	struct str *reasons, const struct fee_alternative *hats, size_t count, bool same);
/* Whom she represents, when somebody chose. */
void fee_explain_chosen(struct str *reasons, const struct fee_case *c);

#endif
