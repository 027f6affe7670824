/* Tariffs: what a rencontre costs, with dates of validity. Configuration, not law. A tariff in use is never
 * changed, it is succeeded: in use is one by which an amount was told that somebody may hold on to, that
 * is when a rencontre for which it holds has begun and somebody is registered for it, or when of such a
 * rencontre something was paid, set by hand, invoiced or claimed. It holds for a rencontre that names it, and,
 * unless it is only for those, for the ones that name none and of which a day is in its period. */
#ifndef ETAPE_TARIFF_H
#define ETAPE_TARIFF_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/db.h"
#include "etape/fee.h"
#include "etape/record.h"

/* Adds "Tarif du Tour": the State and members free, others 150 € a day; open at both ends. */
bool tariff_install(struct db *db, struct err *err);

/* All tariffs with their rules, in order of date, in one owned block freed by tariff_free(). */
bool tariff_load(struct db *db, struct fee_tariff **tariffs, size_t *count, struct err *err);
void tariff_free(struct fee_tariff **tariffs);

/* --- one, to be changed --- */

struct tariff {
	int64_t id;  /* 0: not saved yet */
	int64_t rev; /* revision read, against lost updates */
	char *code;  /* slug, unique; made from the name when empty; owned */
	char *name;  /* owned */
	char *note;  /* one line, owned */
	day_t from;  /* both included; CIVIL_NONE: open */
	day_t to;
	int64_t succeeds; /* the tariff before it, 0 */
	enum fee_counts counts;
	bool halves;	     /* as in struct fee_tariff, down to only_named */
	bool no_show_due;
	bool no_inheritance;
	bool only_named;
	struct fee_rule *rules; /* owned; their texts by tariff_keep() */
	size_t rule_count;
	char **texts; /* what the rules borrow, owned */
	size_t text_count;
};

void tariff_init(struct tariff *t);
void tariff_release(struct tariff *t);
/* A copy of a text that lives as long as the tariff, for its rules; NULL for NULL and "". */
const char *tariff_keep(struct tariff *t, const char *text);
/* Puts a rule before the one of index `at` (rule_count: last); takes one out; moves one. Its texts are
 * copied. */
void tariff_rule_insert(struct tariff *t, size_t at, const struct fee_rule *rule);
void tariff_rule_remove(struct tariff *t, size_t at);
void tariff_rule_move(struct tariff *t, size_t from, size_t to);
/* A borrowed view, for the engine; good until `t` changes. */
struct fee_tariff tariff_view(const struct tariff *t);

bool tariff_get(struct db *db, int64_t id, struct tariff *t, struct err *err);
/* By code or name; ERR_NOT_FOUND. */
bool tariff_resolve(struct db *db, const char *text, int64_t *id, struct err *err);

/* Saves with its rules as one change. ERR_INVALID: dates, a rule that may not stand (fee_rules_check());
 * ERR_EXISTS: another one that is for all rencontres holds on some of its days; ERR_REFUSED: in use. */
bool tariff_save(struct db *db, struct tariff *t, struct err *err);
/* What tariff_save() would refuse, without saving: forms say it while typing. */
bool tariff_allowed(struct db *db, const struct tariff *t, struct err *err);
/* The one that it succeeded holds again where it ended the day before. ERR_REFUSED when it is in use, named
 * by a rencontre, or succeeded. */
bool tariff_delete(struct db *db, int64_t id, struct err *err);

/* Saves `next`, a new tariff with a first day, in place of `id` from that day on: the old one ends the day
 * before, when it hadn't yet; `next` ends when the old one would have, unless it says. The first day must lie
 * behind the last one on which the old one is in use. One change. */
bool tariff_succeed(struct db *db, int64_t id, struct tariff *next, struct err *err);
/* The copy to begin with: the same name and rules, from a day, without a code when its own can't be made. */
bool tariff_copy(struct db *db, int64_t id, day_t from, struct tariff *next, struct err *err);

/* Whether it is in use, and by what: appends the last such rencontre's title and days; `*last` (may be NULL)
 * gets the last day, CIVIL_NONE when it is not in use. */
bool tariff_in_use(struct db *db, int64_t id, bool *used, struct str *by, day_t *last, struct err *err);
/* The same in one line for people: "appliqué à « … » (11/02/2020)"; nothing when it is not. */
bool tariff_use_words(struct db *db, int64_t id, struct str *out, struct err *err);

/* What is worth knowing before it is saved, one a line: no rule for everybody, days without a tariff
 * between two. */
bool tariff_advice(struct db *db, const struct tariff *t, struct str *out, struct err *err);

/* What naming another tariff (0: none) would do to the amounts of a rencontre. Those set by hand stay. */
struct tariff_reprice {
	bool told;	/* it has begun: what it costs was told */
	int people;	/* whose amount would be another */
	int unknown;	/* of them, those that would be to be determined */
	cents_t before; /* what they owe */
	cents_t after;	/* what they would */
};
bool tariff_reprice(
	struct db *db, int64_t event, int64_t tariff, struct tariff_reprice *r, struct err *err);
/* The same in one line for people: "12 amounts change, from 1 800,00 € to 0,00 €"; nothing when none
 * would. */
void tariff_reprice_words(const struct tariff_reprice *r, struct str *out);

/* The tariff that a rencontre names: 0 takes the name off. ERR_REFUSED when what was told by another one
 * stands: something was paid, invoiced or claimed; ERR_CONFLICT when it has begun and somebody's amount would be
 * another, unless whoever asks was told so and is `sure`. */
bool tariff_name_event(struct db *db, int64_t event, int64_t tariff, bool sure, struct err *err);

/* The one that it names; *tariff is 0 when it names none. */
bool tariff_of_event(struct db *db, int64_t event, int64_t *tariff, struct err *err);

struct tariff_row {
	int64_t id;
	const char *code;
	const char *name;
	const char *from; /* ISO, "" open */
	const char *to;
	const char *rules; /* in words, one a line */
	const char *use;   /* tariff_use_words() */
	const char *succeeds; /* code, "" */
	const char *scope;    /* "all", "named" */
	bool holds_today;
	int rule_count;
};
typedef bool (*tariff_row_fn)(void *arg, const struct tariff_row *row);
extern const struct record_type tariff_type; /* rows: struct tariff_row */
/* In order of date. The row is borrowed. */
bool tariff_list(struct db *db, tariff_row_fn each, void *arg, struct err *err);

#endif
