/* Which file: its path, completed as far as it goes. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "etape/export_file.h"
#include "etape/i18n.h"
#include "tui/screens/calendar_import.h"
#include "tui/widgets/form.h"

enum { PROPOSED = 12, LOOKED_AT = 5000 };

/* The path meant: "~" is home; whoever works under a name given by the command that opened the screens
 * (one account, many keys) reads in the export folder only. Owned. */
static char *path_meant(const struct app *app, const char *typed)
{
	struct str path = STR_INIT;
	const char *home = getenv("HOME");

	if (app->confined) {
		const char *slash = strrchr(typed, '/');

		export_file_folder(app->db, app->config->export_dir, &path);
		str_addf(&path, "/%s", slash != NULL ? slash + 1 : typed);
	} else if (typed[0] == '~' && typed[1] == '/' && home != NULL) {
		str_addf(&path, "%s%s", home, typed + 1);
	} else {
		str_add(&path, typed);
	}
	return str_take(&path);
}

static bool is_calendar(const char *name)
{
	const size_t n = strlen(name);

	return n > 4 && strcasecmp(name + n - 4, ".ics") == 0;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The calendars and folders of `folder` whose names begin so. */
static size_t look(const char *folder, const char *begins, char **names)
{
	DIR *dir = opendir(*folder != '\0' ? folder : ".");
	const struct dirent *entry;
	size_t n = 0;

	for (int i = 0; dir != NULL && i < LOOKED_AT && n < LOOKED_AT && (entry = readdir(dir)) != NULL; i++) {
		struct str path = STR_INIT;
		struct stat st;

		str_addf(&path, "%s%s", folder, entry->d_name);
		if (entry->d_name[0] != '.' && strncmp(entry->d_name, begins, strlen(begins)) == 0 &&
			stat(path.buf, &st) == 0 && (S_ISDIR(st.st_mode) || is_calendar(entry->d_name))) {
			str_reset(&path);
			str_addf(&path, "%s%s", entry->d_name, S_ISDIR(st.st_mode) ? "/" : "");
			names[n++] = str_take(&path);
		}
		str_release(&path);
	}
	if (dir != NULL)
		closedir(dir);
	qsort(names, n, sizeof *names, by_name);
	return n;
}

static void propose(struct form *f, const char *typed, form_candidate_fn add, void *arg)
{
	const struct app *app = form_app(f);
	char *meant = path_meant(app, typed), *slash = strrchr(meant, '/');
	const char *typed_slash = strrchr(typed, '/');
	const size_t kept = typed_slash != NULL && !app->confined ? (size_t)(typed_slash - typed) + 1 : 0;
	char **names = xcalloc(LOOKED_AT, sizeof *names);
	char *begins = xstrdup(slash != NULL ? slash + 1 : meant);
	size_t n;

	if (slash != NULL)
		slash[1] = '\0';
	else
		meant[0] = '\0';
	n = look(meant, begins, names);
	for (size_t i = 0; i < n; i++) {
		struct str label = STR_INIT;

		str_addn(&label, typed, kept);
		str_add(&label, names[i]);
		if (i < PROPOSED && (!app->confined || is_calendar(names[i])))
			add(arg, 0, label.buf, "");
		str_release(&label);
		free(names[i]);
	}
	free(names);
	free(begins);
	free(meant);
}

static bool can_be_read(const char *path, struct err *err)
{
	struct stat st;

	if (!is_calendar(path))
		return err_set(err, ERR_INVALID, _("'%s' is no .ics file"), path);
	if (stat(path, &st) != 0 || access(path, R_OK) != 0)
		return err_sys(err, errno, _("cannot read '%s'"), path);
	return S_ISREG(st.st_mode) || err_set(err, ERR_INVALID, _("'%s' is no file"), path);
}

/* The list of what would change stands over the form: Esc there comes back here, for another file. */
static enum form_result open_list(struct form *f, int64_t *result, struct err *err)
{
	char *path = path_meant(form_app(f), form_get(f, "file"));
	const bool ok = can_be_read(path, err);

	(void)result;
	if (ok)
		app_push(form_app(f), &calendar_import_screen, path);
	free(path);
	return ok ? FORM_ASKED : FORM_REFUSED;
}

void calendar_import_ask(struct app *app)
{
	static const struct form_field fields[] = {
		{ .name = "file", .label = N_(".ics file"), .kind = FORM_LOOKUP, .required = true, .free = true,
			.lookup = propose, .max = 1000,
			.hint = N_("an .ics file; what it would change is shown before anything is written") },
	};
	static const struct form_spec spec = { .name = "calendar", .title = N_("Import a calendar"),
		.fields = fields, .count = 1, .save = open_list, .passing = true };
	static const struct form_value none[] = { { NULL, NULL, 0 } };

	form_open(app, &spec, "", NULL, none, NULL);
}
