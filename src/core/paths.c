#include "etape/paths.h"

#include <errno.h>
#include <limits.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "etape/i18n.h"
#include "etape/str.h"

/* Appends the folder of the running program, without a slash at the end. */
static bool add_program_folder(struct str *out)
{
	char path[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", path, sizeof path);
	const char *slash;

	if (n <= 0 || (size_t)n >= sizeof path)
		return false;
	slash = memrchr(path, '/', (size_t)n);
	if (!slash)
		return false;
	str_addn(out, path, (size_t)(slash - path));
	return true;
}

static bool exists(const char *path)
{
	return access(path, R_OK) == 0;
}

/* Looks for `below` in the program's folder (a build), its parent (PREFIX/bin) and
 * the parent of that (the tests of a build); `proof` must be there. Owned, or NULL. */
static char *find_near_program(const char *below, const char *proof)
{
	struct str path = STR_INIT, found = STR_INIT;

	if (!add_program_folder(&path)) {
		str_release(&path);
		return NULL;
	}
	for (int level = 0; level < 3; level++) {
		str_reset(&found);
		str_addf(&found, "%s/%s%s", path.buf, below, proof);
		if (exists(found.buf)) {
			str_truncate(&found, found.len - strlen(proof));
			str_release(&path);
			return str_take(&found);
		}
		const char *slash = memrchr(path.buf, '/', path.len);
		str_truncate(&path, slash ? (size_t)(slash - path.buf) : 0);
	}
	str_release(&path);
	str_release(&found);
	return NULL;
}

char *paths_share(void)
{
	const char *given = getenv("ETAPE_SHARE");

	if (given && *given)
		return exists(given) ? xstrdup(given) : NULL;
	return find_near_program("share/etape", "");
}

char *paths_share_file(const char *relative)
{
	struct str path = STR_INIT;
	char *share = paths_share();

	if (!share)
		return NULL;
	str_addf(&path, "%s/%s", share, relative);
	free(share);
	if (!exists(path.buf)) {
		str_release(&path);
		return NULL;
	}
	return str_take(&path);
}

char *paths_locale(void)
{
	static const char proof[] = "/fr/LC_MESSAGES/etape.mo";
	const char *given = getenv("ETAPE_SHARE");

	if (given && *given) {
		struct str path = STR_INIT;
		str_addf(&path, "%s/../locale%s", given, proof);
		if (exists(path.buf)) {
			str_truncate(&path, path.len - strlen(proof));
			return str_take(&path);
		}
		str_release(&path);
	}
	return find_near_program("share/locale", proof);
}

char *paths_sibling(const char *name)
{
	struct str path = STR_INIT;

	if (add_program_folder(&path)) {
		str_addf(&path, "/%s", name);
		if (access(path.buf, X_OK) == 0)
			return str_take(&path);
	}
	str_release(&path);
	return NULL;
}

/* Appends a folder of the XDG base directory specification: the variable when it
 * holds an absolute path, else `fallback` below the home folder. */
static void add_xdg(struct str *out, const char *variable, const char *fallback)
{
	const char *value = getenv(variable), *home = getenv("HOME");

	if (value && *value == '/') {
		str_add(out, value);
		return;
	}
	if (!home || !*home) {
		const struct passwd *user = getpwuid(getuid());
		home = user && user->pw_dir ? user->pw_dir : "";
	}
	str_addf(out, "%s/%s", home, fallback);
}

char *paths_database(void)
{
	struct str path = STR_INIT;

	add_xdg(&path, "XDG_DATA_HOME", ".local/share");
	str_add(&path, "/etape/etape.db");
	return str_take(&path);
}

char *paths_config(void)
{
	struct str path = STR_INIT;

	add_xdg(&path, "XDG_CONFIG_HOME", ".config");
	str_add(&path, "/etape/etape.ini");
	return str_take(&path);
}

bool paths_make_parents(const char *path, struct err *err)
{
	char *folder = xstrdup(path);
	bool ok = true;

	for (char *slash = strchr(folder + (*folder == '/'), '/'); slash && ok;
		slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		/* A folder that is there may answer EROFS or EACCES first: only its absence
		 * matters. */
		if (mkdir(folder, 0700) != 0 && errno != EEXIST) {
			struct stat st;
			int failed = errno;
			if (stat(folder, &st) != 0)
				ok = err_sys(
					err, failed, _("cannot make the folder '%s'"), folder);
		}
		*slash = '/';
	}
	free(folder);
	return ok;
}
