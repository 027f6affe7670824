/* Rencontres written as an iCalendar file of the export folder. */
#include "etape/doc.h"
#include "etape/export_file.h"
#include "etape/i18n.h"
#include "tui/screens/calendar_import.h"
#include "tui/widgets/overlay.h"

static bool write_file(struct app *app, const struct str *text, const char *name, struct str *path, struct err *err)
{
	struct output *out;

	if (!export_file_open(&out, app->db, app->config->export_dir, name, path, err))
		return false;
	output_write(out, text->buf, text->len);
	return output_close(&out, err);
}

void calendar_export(struct app *app, const char *event, const char *cycle)
{
	const struct doc_choice choice = { .event = event, .cycle = cycle };
	const char *what = event != NULL ? event : cycle != NULL ? cycle : "agenda";
	struct str text = STR_INIT, name = STR_INIT, path = STR_INIT;
	struct err err = ERR_INIT;

	str_addf(&name, "%s.ics", what);
	if (doc_make(app->db, "ics", &choice, i18n_lang() == LANG_FR ? "fr" : "en", &text, &err) &&
		write_file(app, &text, name.buf, &path, &err))
		app_message(app, THEME_MESSAGE, _("Calendar written: %s"), path.buf);
	else
		app_error(app, &err);
	str_release(&text);
	str_release(&name);
	str_release(&path);
}
