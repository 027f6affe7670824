/* Deleting from the directory: asks once, says what goes with it, can be undone. */
#include <stdlib.h>

#include "etape/mandate.h"
#include "tui/screens/contacts.h"
#include "tui/screens/names.h"
#include "tui/widgets/overlay.h"

/* What the question is about; one at a time: it is modal. */
static int64_t asked_about;

typedef bool (*delete_fn)(struct db *db, int64_t id, struct err *err);

static unsigned delete_if(struct screen *below, int answer, delete_fn remove)
{
	struct app *app = below->app;
	struct err err = ERR_INIT;

	if (answer != 0)
		return SCREEN_REDRAW;
	if (!remove(app->db, asked_about, &err)) {
		app_error(app, &err);
		return SCREEN_REDRAW;
	}
	app_message(app, THEME_MESSAGE, _("Deleted; u brings it back"));
	return SCREEN_RELOAD;
}

static unsigned person_answered(struct screen *below, int answer, void *ctx)
{
	(void)ctx;
	return delete_if(below, answer, person_delete);
}

static unsigned structure_answered(struct screen *below, int answer, void *ctx)
{
	(void)ctx;
	return delete_if(below, answer, structure_delete);
}

static unsigned mandate_answered(struct screen *below, int answer, void *ctx)
{
	(void)ctx;
	return delete_if(below, answer, mandate_delete);
}

static bool count_one(void *arg, const struct mandate_row *row)
{
	size_t *n = arg;

	(void)row;
	(*n)++;
	return true;
}

void person_ask_delete(struct screen *below, int64_t id)
{
	struct mandate_filter filter = MANDATE_FILTER_ALL;
	char *name = names_person(below->app, id);
	struct str text = STR_INIT;
	size_t mandates = 0;

	filter.person = id;
	mandate_list(below->app->db, &filter, count_one, &mandates, NULL);
	str_addf(&text, _("Delete %s?"), name);
	if (mandates > 0)
		str_addf(&text, P_("\n%zu mandate goes with this person.",
			"\n%zu mandates go with this person.", mandates), mandates);
	asked_about = id;
	question_confirm(below, text.buf, person_answered, NULL);
	str_release(&text);
	free(name);
}

void structure_ask_delete(struct screen *below, int64_t id)
{
	char *name = names_structure(below->app, id);
	struct str text = STR_INIT;

	str_addf(&text, _("Delete %s?"), name);
	asked_about = id;
	question_confirm(below, text.buf, structure_answered, NULL);
	str_release(&text);
	free(name);
}

void mandate_ask_delete(struct screen *below, int64_t id)
{
	asked_about = id;
	question_confirm(below,
		_("Delete this mandate?\nFor somebody who has left, give it a last day instead (e)."),
		mandate_answered, NULL);
}
