/* Everything known of a person, handed over on request: two files in the export folder. */
#include <stdlib.h>

#include "etape/export_file.h"
#include "etape/fold.h"
#include "etape/known_file.h"
#include "tui/screens/contacts.h"
#include "tui/screens/names.h"

static bool write_known(struct app *app, int64_t person, const char *name, enum format format,
	struct str *path, struct err *err)
{
	struct output *out;

	if (!export_file_open_private(&out, app->db, app->config->export_dir, name, path, err))
		return false;
	if (known_write(app->db, person, format, out, err))
		return output_close(&out, err);
	output_abort(&out);
	return false;
}

void contacts_export_known(struct app *app, int64_t person)
{
	char *name = names_person(app, person);
	char *folded = fold_dup(name);
	struct str file = STR_INIT;
	struct str path = STR_INIT;
	struct str other = STR_INIT;
	struct err err = ERR_INIT;
	bool good;

	/* Namesakes are not to take each other's file. */
	str_addf(&file, _("known-%s-%lld"), folded, (long long)person);
	str_add(&file, ".txt");
	good = write_known(app, person, file.buf, FORMAT_TABLE, &path, &err);
	str_truncate(&file, file.len - 4);
	str_add(&file, ".json");
	good = good && write_known(app, person, file.buf, FORMAT_JSON, &other, &err);
	if (good)
		app_message(app, THEME_MESSAGE, _("Written, and the same as .json: %s"), path.buf);
	else
		app_error(app, &err);
	str_release(&file);
	str_release(&path);
	str_release(&other);
	free(folded);
	free(name);
}
