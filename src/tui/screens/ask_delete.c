#include "tui/screens/ask_delete.h"

#include "tui/app.h"
#include "tui/widgets/overlay.h"

/* What the question is about; one at a time: it is modal. */
static struct {
	int64_t id;
	ask_delete_fn remove;
} asked;

static unsigned answered(struct screen *below, int answer, void *ctx)
{
	struct app *app = below->app;
	struct err err = ERR_INIT;

	(void)ctx;
	if (answer != 0)
		return SCREEN_REDRAW;
	if (!asked.remove(app->db, asked.id, &err)) {
		app_error(app, &err);
		return SCREEN_REDRAW;
	}
	app_message(app, THEME_MESSAGE, _("Deleted; u brings it back"));
	return SCREEN_RELOAD;
}

void ask_delete(struct screen *below, int64_t id, const char *text, ask_delete_fn remove)
{
	asked.id = id;
	asked.remove = remove;
	question_confirm(below, text, answered, NULL);
}
