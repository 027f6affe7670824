/* ^E at the desk: the money of whom the desk has before it. */
#include "tui/screens/desk.h"

#include <stdlib.h>

#include "tui/screens/payment_form.h"

struct desk_payer desk_payer(const struct desk_state *d)
{
	const struct desk_row *row = desk_found_row(&d->found);

	if (row && row->registration)
		return (struct desk_payer){ row->registration, row->person, row->name };
	if (!row && d->notice.registration)
		return (struct desk_payer){ d->notice.registration, d->notice.person,
			d->notice.name.buf };
	return (struct desk_payer){ 0, 0, "" };
}

unsigned desk_collect(struct desk_state *d)
{
	const struct desk_payer payer = desk_payer(d);
	const struct desk_fee *fee = desk_fee_of(d, payer.person);

	if (fee && fee->state == FEE_EXEMPT) {
		char *name = xstrdup(payer.name); /* the notice's own, perhaps */

		desk_tell_text(d, GLYPH_NONE, THEME_NORMAL, _("nothing to pay"));
		str_add(&d->notice.name, name);
		free(name);
		return SCREEN_REDRAW;
	}
	return payment_form_open(
		       d->screen.app, payer.registration, payer.name, fee ? fee->balance : 0)
		       ? SCREEN_REDRAW
		       : SCREEN_HANDLED;
}
