/* Copying: through the terminal (OSC 52), or to a file where the terminal would drop it. Whether it
 * obeyed cannot be known, so those that never do are told by their names. */
#include <stdlib.h>
#include <string.h>

#include "etape/export_file.h"
#include "tui/app.h"

#define TAIL_MAX 24 /* a path that is shorter is said whole */

/* The consoles of the kernels, the old terminals. */
static bool terminal_takes_none(void)
{
	static const char *const never[] = { "linux", "vt", "dumb", "cons", "ansi", "sun", "wsvt" };
	const char *term = getenv("TERM");

	for (size_t i = 0; term != NULL && i < sizeof never / sizeof *never; i++)
		if (strncmp(term, never[i], strlen(never[i])) == 0)
			return true;
	return term == NULL || *term == '\0';
}

static bool wants_file(const struct app *app)
{
	switch (app->config == NULL ? CLIPBOARD_AUTO : app->config->clipboard) {
	case CLIPBOARD_FILE: return true;
	case CLIPBOARD_TERMINAL: return false;
	case CLIPBOARD_AUTO: break;
	}
	return terminal_takes_none();
}

bool app_write_text(struct app *app, const char *name, const char *text, struct str *path,
	struct err *err)
{
	struct output *out = NULL;

	if (!export_file_open(&out, app->db, app->config == NULL ? NULL : app->config->export_dir,
		    name, path, err))
		return false;
	output_write(out, text, strlen(text));
	output_write(out, "\n", 1);
	return output_close(&out, err);
}

/* What stands in the bottom line beside other words: the folder and the file. */
static const char *tail_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	while (slash != NULL && slash > path && slash[-1] != '/')
		slash--;
	return slash == NULL || strlen(path) < TAIL_MAX ? path : slash;
}

static void copy_to_file(struct app *app, const char *text, const char *what)
{
	struct str path = STR_INIT;
	struct err err = ERR_INIT;

	if (!app_write_text(app, _("copy.txt"), text, &path, &err))
		app_error(app, &err);
	else if (what != NULL)
		app_message(app, THEME_MESSAGE, _("%s: in the file %s"), what, tail_of(path.buf));
	else
		app_message(app, THEME_MESSAGE, _("Written: %s"), path.buf);
	str_release(&path);
}

void app_copy(struct app *app, const char *text, const char *what)
{
	size_t len = strlen(text);

	if (len == 0)
		app_message(app, THEME_WARNING, _("Nothing to copy here"));
	else if (wants_file(app) || !term_copy(text, len))
		copy_to_file(app, text, what);
	else if (what != NULL)
		app_message(app, THEME_MESSAGE, _("Sent to the terminal's clipboard: %s"), what);
	else
		app_message(app, THEME_MESSAGE, _("Sent to the terminal's clipboard"));
}
