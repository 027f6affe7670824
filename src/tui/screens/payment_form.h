/* The small form that takes money for a registration, at the desk and in the fees. */
#ifndef ETAPE_TUI_SCREENS_PAYMENT_FORM_H
#define ETAPE_TUI_SCREENS_PAYMENT_FORM_H

#include <stdbool.h>
#include <stdint.h>

#include "etape/money.h"
#include "etape/payment.h"
#include "etape/str.h"
#include "tui/app.h"

struct payment_asked {
	int64_t registration;
	const char *name; /* of the person; copied */
	cents_t amount;	  /* proposed; 0: leave it empty */
	bool refund;	  /* the amount is given back, whatever its sign */
	/* Takes what was filled in instead of recording it (.registration may be 0); NULL: it is
	 * recorded, and resumed() of the state below gets the payment's id. */
	void (*keep)(void *ctx, const struct payment *p);
	void *ctx; /* of keep(); borrowed */
};

/* Opens the form. */
bool payment_form_open(struct app *app, const struct payment_asked *asked);

/* Appends "Reçu R2026-0012 : 150,00 €, espèces", as a payment or a refund is said. */
void payment_say(struct str *out, const struct payment *p);

#endif
