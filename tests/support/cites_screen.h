/* Screen 1 in a terminal, on a demo network of its own: what stands in the map. */
#ifndef TESTS_SUPPORT_CITES_SCREEN_H
#define TESTS_SUPPORT_CITES_SCREEN_H

#include <stdbool.h>

#include "support/check.h"

extern struct sandbox cites_sandbox;

/* Setup and teardown of a test. */
int cites_start(void **state);
int cites_stop(void **state);

struct terminal *cites_open(int rows, int cols);
void cites_leave(struct terminal **t);
/* The row and column of a text in the map, left of the rule. False when it is not there. */
bool cites_in_map(struct terminal *t, const char *text, int *row, int *col);
bool cites_braille_on(struct terminal *t, int row);

#endif
