/* Deleting from the cités: asks once, and can be undone. */
#include <stdlib.h>

#include "etape/cite.h"
#include "etape/cite_label.h"
#include "tui/screens/ask_delete.h"
#include "tui/screens/cites.h"
#include "tui/screens/names.h"

void cite_ask_delete(struct screen *below, int64_t id)
{
	struct err err = ERR_INIT;
	struct str text = STR_INIT;
	char *name;

	/* What cannot be is not asked. */
	if (!cite_can_delete(below->app->db, id, &err)) {
		app_error(below->app, &err);
		return;
	}
	name = names_cite(below->app, id);
	str_addf(&text, _("Delete %s?\nIts communes and the history of its label go with it."), name);
	ask_delete(below, id, text.buf, cite_delete);
	str_release(&text);
	free(name);
}

void cite_label_ask_delete(struct screen *below, int64_t id)
{
	ask_delete(below, id,
		_("Delete this status of the label?\nOne that is over keeps its place with a last day (e)."),
		cite_label_delete);
}
