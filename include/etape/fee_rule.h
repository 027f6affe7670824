/* What a rule of a tariff says, in words, and whether it is ever reached. */
#ifndef ETAPE_FEE_RULE_H
#define ETAPE_FEE_RULE_H

#include <stdbool.h>
#include <stddef.h>

#include "etape/fee.h"
#include "etape/str.h"

/* Appends whom a rule is for: its name, else what it asks ("Adhérents", "CPO, en visio"), "Autres"
 * when it asks nothing. In the current language, as the two below. */
void fee_rule_who(struct str *out, const struct fee_rule *rule);
/* Appends only what it asks, whatever its name; nothing when it asks nothing. */
void fee_rule_asks(struct str *out, const struct fee_rule *rule);
/* Appends what is to pay: "gratuit", "150,00 € par jour", "90 % de 150,00 € par jour, 400,00 € au
 * plus", "2 places gratuites par adhérent". */
void fee_rule_price(struct str *out, const struct fee_rule *rule);
/* Both: "Autres : 150,00 € par jour". */
void fee_rule_words(struct str *out, const struct fee_rule *rule);

/* Whether two rules ask the same, for the same, under the same name. */
bool fee_rule_same(const struct fee_rule *a, const struct fee_rule *b);

/* Appends "du 1er janvier 2026 au 31 décembre 2026", "à partir du …", "sans limite de date". */
void fee_tariff_period(struct str *out, day_t from, day_t to);
/* Appends what counts for a tariff, a line each: "les jours de présence comptent"… */
void fee_tariff_counts(struct str *out, const struct fee_tariff *t);

/* "day", "half_day", "event": the stable names of enum fee_unit; -1 for others. */
const char *fee_unit_name(enum fee_unit unit);
int fee_unit_parse(const char *name);

enum fee_reach {
	FEE_REACHED,	     /* somebody may meet it */
	FEE_CONTRADICTS,     /* nobody meets what it asks */
	FEE_HIDDEN,	     /* whoever meets it met the rule *by before */
	FEE_HIDDEN_TOGETHER, /* whoever meets it met one of those up to *by before */
};
/* Whether the rule of index `i` is ever reached, behind those before it. Free places end, and
 * then the next rule holds: such a rule hides none. `by` may be NULL. */
enum fee_reach fee_rule_reach(const struct fee_rule *rules, size_t i, size_t *by);

/* Whether every rule may stand: amounts and lists in order, each reached. Else false, ERR_INVALID with
 * the rule's number and words, and by which it is hidden; `*at` (may be NULL) is its index. */
bool fee_rules_check(const struct fee_rule *rules, size_t count, size_t *at, struct err *err);

#endif
