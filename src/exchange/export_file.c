#include "etape/export_file.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "etape/paths.h"

static void add_name(struct str *path, const char *name)
{
	for (; *name; name++) {
		const unsigned char c = (unsigned char)*name;

		/* A name that begins with a dot would hide, or climb. */
		if (isalnum(c) || c == '-' || c == '_' ||
			(c == '.' && path->buf[path->len - 1] != '/'))
			str_addc(path, (char)c);
		else
			str_addc(path, '-');
	}
}

void export_file_folder(const struct db *db, const char *folder, struct str *path)
{
	const char *base = db_path(db), *slash = strrchr(base, '/');

	if (!folder)
		folder = "export";
	if (*folder != '/' && slash)
		str_addn(path, base, (size_t)(slash - base) + 1);
	str_add(path, folder);
}

static void add_path(const struct db *db, const char *folder, const char *name, struct str *path)
{
	export_file_folder(db, folder, path);
	str_addc(path, '/');
	add_name(path, name);
}

enum export_file_state export_file_compare(
	const struct db *db, const char *folder, const char *name, const struct str *text)
{
	struct str path = STR_INIT;
	enum export_file_state state = EXPORT_FILE_OTHER;
	char *there = xmalloc(text->len + 1);
	FILE *f;

	add_path(db, folder, name, &path);
	f = fopen(path.buf, "re");
	if (f == NULL && errno == ENOENT)
		state = EXPORT_FILE_NONE;
	else if (f != NULL && fread(there, 1, text->len + 1, f) == text->len && !ferror(f) &&
		 memcmp(there, text->buf, text->len) == 0)
		state = EXPORT_FILE_SAME;
	if (f != NULL)
		fclose(f);
	free(there);
	str_release(&path);
	return state;
}

static bool open_in(struct output **out, const struct db *db, const char *folder, const char *name,
	unsigned flags, struct str *path, struct err *err)
{
	const size_t from = path->len;

	add_path(db, folder, name, path);
	return paths_make_parents(path->buf + from, err) &&
	       output_open(out, path->buf + from, flags, err);
}

bool export_file_open(struct output **out, const struct db *db, const char *folder,
	const char *name, struct str *path, struct err *err)
{
	return open_in(out, db, folder, name, 0, path, err);
}

bool export_file_open_private(struct output **out, const struct db *db, const char *folder,
	const char *name, struct str *path, struct err *err)
{
	return open_in(out, db, folder, name, OUTPUT_PRIVATE, path, err);
}
