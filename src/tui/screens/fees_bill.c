/* From fees to invoices: what is marked, or selected, goes to the list of what is to be billed. */
#include <stdlib.h>

#include "tui/screens/fees.h"
#include "tui/screens/invoices.h"

/* The selected rencontre of the year, or the marked ones. Gives what `what` borrows; owned. */
static int64_t *rencontres_to_bill(struct fees_state *f, struct invoices_to_bill *what)
{
	const struct fees_group *group = fees_group(f);
	const struct list *l = fees_shown(f);
	int64_t *marked = NULL;

	if (l->mark_count > 1)
		marked = fees_year_registrations(
			f, l->marks, l->mark_count, &what->registration_count);
	what->registrations = marked;
	if (!marked)
		what->event = l->mark_count ? l->marks[0] : group ? group->id : 0;
	return marked;
}

/* Days to come are billed of one rencontre alone, never in passing. */
static int going_on(struct fees_state *f)
{
	const day_t today = app_today(f->screen.app);
	int n = 0;

	for (size_t i = 0; i < f->group_count[FEES_YEAR_EVENTS]; i++) {
		const struct fees_group *g = &f->groups[FEES_YEAR_EVENTS][i];

		n += g->until >= today && list_marked(fees_shown(f), g->id);
	}
	return n;
}

/* What would be issued is shown first; nothing is sent. Marked people alone are billed, of marked payers
 * and rencontres all. */
void fees_bill(struct fees_state *f)
{
	const struct list *l = fees_shown(f);
	const bool year = fees_of_year(f);
	int64_t *marked = NULL;
	struct invoices_to_bill what = { .event = year ? 0 : f->event.id,
		.year = year ? f->year.year : 0 };

	if (f->view == FEES_YEAR_EVENTS) {
		marked = rencontres_to_bill(f, &what);
	} else if (f->view == FEES_PEOPLE) {
		what.registrations = l->marks;
		what.registration_count = l->mark_count;
	} else {
		what.payers = l->marks;
		what.payer_count = l->mark_count;
	}
	invoices_open_to_bill(f->screen.app, &what);
	if (marked && going_on(f))
		app_message(f->screen.app, THEME_WARNING,
			P_("%d marked rencontre is not over: F bills it alone",
				"%d marked rencontres are not over: F bills each alone", going_on(f)),
			going_on(f));
	free(marked);
}
