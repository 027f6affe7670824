#include <stdio.h>

#include "etape/journal.h"
#include "tui/undo.h"
#include "tui/widgets/overlay.h"

/* Asked about: a change older than this, or made before the screens were opened. */
#define FRESH_MS (10 * 60 * 1000)
#define LOOK_BACK 200		  /* entries of others to pass over */

struct last_change {
	struct app *app;
	int64_t id;	/* 0 when there is none */
	instant_t at;
	struct str label;
};

static bool mine(void *arg, const struct journal_entry *e)
{
	struct last_change *last = arg;

	if (e->undoes != 0 || e->undone_by != 0 || e->blanked ||
		e->kind == CHANGE_REFUSAL || e->kind == CHANGE_MESSAGE ||
		!str_eq(e->author, last->app->author) || !str_eq(e->desk, last->app->desk))
		return true;
	last->id = e->id;
	last->at = e->at;
	str_add(&last->label, e->label);
	return false;
}

static unsigned undo_now(struct app *app, int64_t id)
{
	struct journal_entry undone = { .id = 0 };
	struct err err = ERR_INIT;

	if (!journal_undo(app->db, id, false, &undone, &err)) {
		app_error(app, &err);
		return SCREEN_REDRAW;
	}
	app_message(app, THEME_MESSAGE, _("Undone: %s"), undone.label);
	journal_entry_release(&undone);
	return SCREEN_RELOAD;
}

static int64_t asked_about; /* one question at a time: it is modal */

static unsigned answered(struct screen *below, int answer, void *ctx)
{
	(void)ctx;
	return answer == 0 ? undo_now(below->app, asked_about) : SCREEN_REDRAW;
}

static void ask(struct screen *below, const struct last_change *last)
{
	struct app *app = below->app;
	struct str text = STR_INIT;
	day_t day;
	int minutes;

	if (!civil_from_instant(last->at, app->zone, &day, &minutes, NULL))
		day = CIVIL_NONE;
	str_add(&text, last->label.buf);
	str_add(&text, "\n");
	civil_format_long(&text, day, app->lang);
	str_add(&text, ", ");
	civil_format_time(&text, minutes, app->lang);
	asked_about = last->id;
	question_ask(below, &(struct question){
		.title = _("Undo this change?"),
		.text = text.buf,
		.answers = { _("Undo"), _("Leave it") },
		.preset = 1,
		.answered = answered,
	});
	str_release(&text);
}

void undo_last(struct screen *below)
{
	struct app *app = below->app;
	struct last_change last = { .app = app, .label = STR_INIT };
	struct err err = ERR_INIT;

	if (app->db == NULL)
		return;
	if (!journal_list(app->db, LOOK_BACK, mine, &last, &err))
		app_error(app, &err);
	else if (last.id == 0)
		app_message(app, THEME_WARNING, _("You have changed nothing here that could be undone"));
	else if (last.id <= app->seen_change || app_now(app) - last.at > FRESH_MS)
		ask(below, &last);
	else
		app_obey(below, undo_now(app, last.id));
	str_release(&last.label);
}
