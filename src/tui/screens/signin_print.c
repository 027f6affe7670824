#include "tui/screens/signin_print.h"

#include "etape/export_file.h"
#include "etape/signin_sheet.h"
#include "tui/widgets/overlay.h"

#define BLANK_ROWS 6 /* for those who come unannounced */

static bool make(struct app *app, const struct event *event, int session, struct str *text,
	struct err *err)
{
	struct str organiser = STR_INIT;
	struct signin_sheet sheet = {
		.event = event->id, .session = session, .blank_rows = BLANK_ROWS
	};
	bool ok = signin_sheet_organiser(&organiser, app->db, app->config->region, err);

	sheet.organiser = organiser.buf;
	ok = ok && signin_sheet_add(text, app->db, &sheet, err);
	str_release(&organiser);
	return ok;
}

static bool write_text(struct app *app, const struct event *event, int session,
	const char *text, struct str *path, struct err *err)
{
	struct output *out;
	struct str name = STR_INIT;
	bool ok;

	str_addf(&name, "emargement-%s", event->code);
	if (session)
		str_addf(&name, "-%d", session);
	str_add(&name, ".txt");
	ok = export_file_open(&out, app->db, app->config->export_dir, name.buf, path, err);
	str_release(&name);
	if (!ok)
		return false;
	output_text(out, text);
	return output_close(&out, err);
}

void signin_print_write(struct app *app, const struct event *event, int session)
{
	struct str text = STR_INIT, path = STR_INIT;
	struct err err = ERR_INIT;

	if (make(app, event, session, &text, &err) &&
		write_text(app, event, session, text.buf, &path, &err))
		app_message(app, THEME_MESSAGE, _("Sign-in sheet written: %s"), path.buf);
	else
		app_error(app, &err);
	str_release(&text);
	str_release(&path);
}

void signin_print_show(struct app *app, const struct event *event, int session)
{
	struct str text = STR_INIT;
	struct err err = ERR_INIT;

	if (make(app, event, session, &text, &err))
		page_open_plain(app, _("Sign-in sheet"), text.buf);
	else
		app_error(app, &err);
	str_release(&text);
}
