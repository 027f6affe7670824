/* The minutes of a rencontre: the mood of the selected cité, in one key. */
#include "etape/i18n.h"
#include "etape/mood.h"
#include "tui/screens/minutes.h"

static bool take_id(void *arg, const struct told_row *row)
{
	*(int64_t *)arg = row->id;
	return false;
}

/* Read anew: another desk may have told it a moment ago. */
static bool set_mood(struct minutes_view *v, int64_t cite, enum mood_level level, struct err *err)
{
	struct db *db = v->s.app->db;
	struct mood m;
	int64_t id = 0;
	bool ok;

	mood_init(&m);
	ok = mood_list(db, cite, v->id, take_id, &id, err) && (!id || mood_get(db, id, &m, err));
	m.cite = cite;
	m.event = v->id;
	m.level = level;
	ok = ok && mood_save(db, &m, err);
	mood_release(&m);
	return ok;
}

unsigned minutes_set_mood(struct minutes_view *v, enum mood_level level)
{
	const int64_t cite = minutes_cite_at(v, card_selected(&v->card));
	const struct minutes_cite *c = minutes_cite(v, cite);
	struct err err = ERR_INIT;

	if (!c) {
		app_message(v->s.app, THEME_WARNING, _("Choose a cité first"));
		return SCREEN_REDRAW;
	}
	if (!set_mood(v, cite, level, &err)) {
		app_error(v->s.app, &err);
		return SCREEN_REDRAW;
	}
	app_message(v->s.app, THEME_MESSAGE, _("Mood saved: %s, %s"), c->name, mood_level_label(level));
	return SCREEN_RELOAD | SCREEN_REDRAW;
}
