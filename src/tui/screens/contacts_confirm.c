/* "Confirmed today": what is known of somebody is right, and who says so. */
#include "tui/screens/contacts.h"

unsigned contacts_confirm(struct app *app, const int64_t *ids, size_t count)
{
	struct err err = ERR_INIT;

	if (!person_confirm(app->db, ids, count, &err)) {
		app_error(app, &err);
		return SCREEN_REDRAW;
	}
	app_message(app, THEME_MESSAGE,
		P_("%zu record confirmed today; u takes it back",
			"%zu records confirmed today; u takes it back", count),
		count);
	return SCREEN_RELOAD;
}
