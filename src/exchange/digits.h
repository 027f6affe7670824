/* Numbers in tables. Private to exchange. */
#ifndef EXCHANGE_DIGITS_H
#define EXCHANGE_DIGITS_H

#include <stdint.h>

/* The value of the digits that a text begins with (a minus may stand before them), the
 * first eighteen of them at most; 0 when it begins with none. */
int64_t digits_value(const char *text);

#endif
