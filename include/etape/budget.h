/* The budgets of missions, kept: parts, milestones, and both as lines of a table. */
#ifndef ETAPE_BUDGET_H
#define ETAPE_BUDGET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/budget_sum.h"
#include "etape/db.h"
#include "etape/record.h"

void budget_init(struct budget *b);
void budget_release(struct budget *b);
void budget_part_release(struct budget_part *p);
void milestone_release(struct milestone *m);
/* Puts a copy behind the last of a budget in memory. */
void budget_add_part(struct budget *b, const struct budget_part *p);
void budget_add_milestone(struct budget *b, const struct milestone *m);

/* Reads the budget of a cycle, worked out; empty when it has none. */
bool budget_load(struct db *db, int64_t cycle, struct budget *b, struct err *err);
/* Puts a whole budget in the place of the one there, as one change. */
bool budget_replace(struct db *db, const struct budget *b, struct err *err);

bool budget_part_get(struct db *db, int64_t id, struct budget_part *p, struct err *err);
/* Last when new. */
bool budget_part_save(struct db *db, struct budget_part *p, struct err *err);
bool budget_part_delete(struct db *db, int64_t id, struct err *err);
bool milestone_get(struct db *db, int64_t id, struct milestone *m, struct err *err);
/* Last when new. ERR_INVALID when the milestones of the cycle would make more than 100 %. */
bool milestone_save(struct db *db, struct milestone *m, struct err *err);
bool milestone_delete(struct db *db, int64_t id, struct err *err);
/* Moves a part or a milestone among its like; nothing at either end. */
bool budget_move(struct db *db, int64_t id, bool up, struct err *err);

/* --- lines, for listings and files --- */

struct budget_line {
	const char *kind; /* "part", "milestone" */
	const char *title;
	const char *days; /* "2.5", "" of a milestone */
	cents_t rate;
	const char *vat;     /* "20" */
	const char *percent; /* "30", "" of a part */
	cents_t net, tax, gross;
	const char *due; /* ISO */
	const char *done;
	const char *state; /* "done", "late", "to_come", "" of a part */
};
extern const struct record_type budget_type; /* rows: struct budget_line */
/* Every part, then every milestone; the line is borrowed. */
void budget_each_line(const struct budget *b, day_t today, void (*each)(void *arg, const struct budget_line *line),
	void *arg);

#endif
