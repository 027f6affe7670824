/* Files beside the database that hold the same people. */
#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/db_internal.h"
#include "store/erasure_internal.h"

/* Whether a file was made by this program: what it says of itself at its beginning. */
static bool copy_is_ours(const char *path)
{
	enum { HEADER = 72, APPLICATION = 68 };
	unsigned char h[HEADER];
	uint32_t application = 0;
	const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	const ssize_t got = fd < 0 ? -1 : read(fd, h, sizeof h);

	if (fd >= 0)
		close(fd);
	if (got < HEADER || memcmp(h, "SQLite format 3", 16) != 0)
		return false;
	for (size_t i = APPLICATION; i < sizeof h; i++)
		application = application << 8 | h[i];
	return application == DB_APPLICATION_ID;
}

/* The database and what SQLite keeps beside it: to close one of them would give up the locks that
 * this process holds on it. */
static bool copy_is_the_database(const char *own, const char *name)
{
	static const char *const tails[] = { "", "-wal", "-shm", "-journal" };
	const size_t n = strlen(own);

	if (strncmp(own, name, n) != 0)
		return false;
	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
		if (!strcmp(name + n, tails[i]))
			return true;
	return false;
}

static bool copy_is_same_file(const struct stat *st, const char *path)
{
	struct stat own;

	return stat(path, &own) == 0 && own.st_dev == st->st_dev && own.st_ino == st->st_ino;
}

void erasure_copies(const struct db *db, struct str *copies)
{
	const char *slash = strrchr(db->path, '/');
	const char *own = slash ? slash + 1 : db->path;
	struct str folder = STR_INIT, path = STR_INIT;
	struct dirent *entry;
	struct stat st;
	DIR *dir;

	str_addn(&folder, db->path, (size_t)(own - db->path));
	dir = opendir(folder.len ? folder.buf : ".");
	while (dir && (entry = readdir(dir))) {
		str_reset(&path);
		str_addf(&path, "%s%s", folder.buf, entry->d_name);
		if (copy_is_the_database(own, entry->d_name) || lstat(path.buf, &st) != 0 ||
			!S_ISREG(st.st_mode) || copy_is_same_file(&st, db->path))
			continue;
		if (copy_is_ours(path.buf))
			str_addf(copies, "%s%s", copies->len ? "\n" : "", path.buf);
	}
	if (dir)
		closedir(dir);
	str_release(&folder);
	str_release(&path);
}
