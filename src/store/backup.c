#include "store/db_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "etape/i18n.h"

/* VACUUM INTO reads one snapshot while others write, and leaves a compact copy. */
static bool backup_copy(struct db *db, const char *part, struct err *err)
{
	sqlite3_stmt *stmt;
	bool was = db->authorizing;
	bool ok;

	/* It attaches the copy; nobody's rights are widened by it. */
	db->authorizing = false;
	stmt = sql_prepare(db, "VACUUM INTO :file", err);
	ok = stmt != NULL;
	if (ok) {
		sql_bind_text(stmt, ":file", part);
		ok = sql_run(db, stmt, err);
	}
	db->authorizing = was;
	return ok;
}

/* VACUUM INTO leaves the copy without a write-ahead log: whoever put it in the place of
 * the database would find that readers hold up writers. */
static bool backup_log_ahead(const char *part)
{
	sqlite3 *copy = NULL;
	bool ok =
		sqlite3_open_v2(part, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
			NULL) == SQLITE_OK &&
		sqlite3_exec(copy, "PRAGMA journal_mode = WAL", NULL, NULL, NULL) == SQLITE_OK;

	return sqlite3_close(copy) == SQLITE_OK && ok;
}

/* Fills the file of that name, which is there and empty, and brings it to the disk. */
static bool backup_fill(struct db *db, int fd, const char *part, struct err *err)
{
	mode_t mask = umask(0);

	umask(mask);
	if (!backup_copy(db, part, err))
		return false;
	if (!backup_log_ahead(part) || fchmod(fd, 0660 & ~mask) != 0 || fsync(fd) != 0)
		return err_sys(err, errno, _("cannot write '%s'"), part);
	return true;
}

/* The copy goes to a name of its own first: one that is there is whole. */
bool db_backup(struct db *db, const char *file, struct err *err)
{
	struct str part = STR_INIT;
	struct stat st;
	bool ok;
	int fd;

	if (lstat(file, &st) == 0)
		return err_set(err, ERR_EXISTS,
			_("'%s' exists already and is left as it is: give another name"), file);
	str_addf(&part, "%s.XXXXXX", file);
	fd = mkostemp(part.buf, O_CLOEXEC);
	if (fd < 0) {
		err_sys(err, errno, _("cannot write '%s'"), file);
		str_release(&part);
		return false;
	}
	ok = backup_fill(db, fd, part.buf, err);
	if (ok && rename(part.buf, file) != 0)
		ok = err_sys(err, errno, _("cannot write '%s'"), file);
	close(fd);
	if (!ok) {
		unlink(part.buf);
		err_wrap(err, _("copy to '%s'"), file);
	}
	str_release(&part);
	return ok;
}
