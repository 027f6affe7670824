/* A place is free and somebody waits: proposed while the desk is idle, admitted by one key. */
#include "tui/screens/desk.h"

#include <stdlib.h>

#include "etape/journal.h"
#include "etape/registration.h"

void desk_place_release(struct desk_place *p)
{
	free(p->name);
	*p = (struct desk_place){ .registration = 0 };
}

static bool take_waiting(void *arg, const struct registration_row *row)
{
	struct desk_place *p = arg;

	p->registration = row->id;
	p->person = row->person_id;
	p->rank = row->waiting_rank;
	p->name = xstrdup(row->name);
	return false;
}

bool desk_place_read(struct desk_state *d)
{
	struct registration_filter filter = REGISTRATION_FILTER_ALL;
	struct desk_place *p = &d->place;
	const int64_t before = p->registration, declined = p->declined;
	struct db *db = d->screen.app->db;

	desk_place_release(p);
	p->declined = declined;
	if (!d->event.id || !d->counters.waiting || !d->screen.app->may_desk ||
		!registration_promotable(db, d->event.id, &filter.id, NULL))
		return before != 0;
	if (filter.id && filter.id != declined)
		registration_list(db, &filter, take_waiting, p, NULL);
	return p->registration != before;
}

bool desk_place_offered(const struct desk_state *d)
{
	return d->place.registration && !*input_get(&d->field) && !d->notice.text.len;
}

void desk_place_decline(struct desk_state *d)
{
	const int64_t declined = d->place.registration;

	desk_place_release(&d->place);
	d->place.declined = declined;
}

/* --- admitting, and back --- */

static bool take_change(void *arg, const struct journal_entry *e)
{
	int64_t *id = arg;

	if (e->kind == CHANGE_PROMOTE)
		*id = e->id;
	return false;
}

unsigned desk_place_admit(struct desk_state *d)
{
	struct desk_notice *n = &d->notice;
	struct db *db = d->screen.app->db;
	struct err err = ERR_INIT;

	if (!registration_promote(db, d->place.registration, false, &err)) {
		app_error(d->screen.app, &err);
		return SCREEN_RELOAD; /* somebody else was quicker */
	}
	desk_notice_clear(n);
	desk_look(n, GLYPH_ABSENT, THEME_MESSAGE);
	str_add(&n->name, d->place.name);
	str_add(&n->text, _("admitted from the waiting list"));
	journal_list(db, 1, take_change, &n->change, NULL);
	if (n->change)
		desk_add_key(&n->next, d, ACTION_DESK_UNDO, _("undo"));
	desk_place_release(&d->place);
	return SCREEN_RELOAD;
}

unsigned desk_place_undo(struct desk_state *d)
{
	struct err err = ERR_INIT;

	if (!journal_undo(d->screen.app->db, d->notice.change, false, NULL, &err)) {
		app_error(d->screen.app, &err);
		return SCREEN_REDRAW;
	}
	str_reset(&d->notice.text);
	str_reset(&d->notice.next);
	str_add(&d->notice.text, _("waits again"));
	desk_look(&d->notice, GLYPH_WAITING, THEME_MESSAGE);
	d->notice.change = 0;
	return SCREEN_RELOAD;
}
