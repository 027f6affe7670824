/* A place is free and somebody waits: said while the desk is idle, without a name, for whoever
 * stands at the entrance reads the screen as well. Admitting is the list's. */
#include "tui/screens/desk.h"

#include "etape/registration.h"

bool desk_place_read(struct desk_state *d)
{
	struct desk_place *p = &d->place;
	const int64_t before = p->registration;

	p->registration = 0;
	if (d->event.id && d->counters.waiting && d->screen.app->may_desk)
		registration_promotable(d->screen.app->db, d->event.id, &p->registration, NULL);
	return p->registration != before;
}

bool desk_place_told(const struct desk_state *d)
{
	const struct desk_place *p = &d->place;

	return p->registration && p->registration != p->declined && !*input_get(&d->field) &&
	       !d->notice.text.len;
}

void desk_place_decline(struct desk_state *d)
{
	d->place.declined = d->place.registration;
}
