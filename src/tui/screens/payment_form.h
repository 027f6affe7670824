/* The small form that takes money for a registration, at the desk and in the fees. */
#ifndef ETAPE_TUI_SCREENS_PAYMENT_FORM_H
#define ETAPE_TUI_SCREENS_PAYMENT_FORM_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/money.h"
#include "tui/app.h"

/* Opens it for a person's registration; `balance` (0: leave it empty) is the amount proposed.
 * resumed() of the state below gets the payment's id. */
bool payment_form_open(
	struct app *app, int64_t registration, const char *name, cents_t balance);

#endif
