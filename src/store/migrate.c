#include "store/db_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "etape/civil.h"
#include "etape/i18n.h"
#include "store/schema.h"

enum {
	HEADER_SIZE = 100,
	HEADER_PAGE_SIZE = 16,
	HEADER_PAGES = 28,
	HEADER_VERSION = 60,
	HEADER_APPLICATION = 68,
};

static uint32_t migrate_big_endian(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static bool migrate_has_wal(const char *path)
{
	struct str wal = STR_INIT;
	struct stat st;
	bool has;

	str_addf(&wal, "%s-wal", path);
	has = stat(wal.buf, &st) == 0 && st.st_size > 0;
	str_release(&wal);
	return has;
}

static bool migrate_damaged(const char *path, struct err *err)
{
	return err_set(err, ERR_DAMAGED,
		_("'%s' is damaged or is not a database of étape: restore the last copy (etape backup)"), path);
}

/* The header is read before SQLite opens the file, so that a file of a newer
 * program, or of another program altogether, is left as it was to the last byte. */
bool migrate_peek(const char *path, int *version, struct err *err)
{
	unsigned char h[HEADER_SIZE];
	struct stat st;
	uint32_t page;
	ssize_t n;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 && errno == ENOENT)
		return err_set(err, ERR_NOT_FOUND,
			_("no database at '%s': make one with 'etape init' (or 'etape init --demo' to try)"), path);
	if (fd < 0)
		return err_sys(err, errno, _("cannot open '%s'"), path);
	n = pread(fd, h, sizeof h, 0);
	if (n < 0 || fstat(fd, &st) < 0) {
		err_sys(err, errno, _("cannot read '%s'"), path);
		close(fd);
		return false;
	}
	close(fd);
	if (n < HEADER_SIZE || memcmp(h, "SQLite format 3", 16) != 0)
		return migrate_damaged(path, err);
	page = (uint32_t)h[HEADER_PAGE_SIZE] << 8 | h[HEADER_PAGE_SIZE + 1];
	page = page == 1 ? 65536 : page;
	if (!migrate_has_wal(path) &&
		(int64_t)migrate_big_endian(h + HEADER_PAGES) * page > (int64_t)st.st_size)
		return migrate_damaged(path, err);
	*version = (int)migrate_big_endian(h + HEADER_VERSION);
	if (migrate_big_endian(h + HEADER_APPLICATION) != DB_APPLICATION_ID && !migrate_has_wal(path))
		return migrate_damaged(path, err);
	if (*version > schema_version)
		return err_set(err, ERR_NEWER,
			_("'%s' was made by a newer étape (schema %d, this one knows %d): install the newer program"),
			path, *version, schema_version);
	return true;
}

static bool migrate_version(struct db *db, int *version, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, "PRAGMA user_version", err);

	if (!stmt || sql_step(db, stmt, err) != SQL_ROW)
		return false;
	*version = (int)sql_int(stmt, 0);
	sql_done(stmt);
	return true;
}

/* The copy is named after the version, the moment and the process, so that no upgrade ever
 * overwrites the copy of another, nor stops at it. */
static bool migrate_copy(struct db *db, int version, struct err *err)
{
	struct str path = STR_INIT;
	struct tm tm;
	time_t now = time(NULL);
	char stamp[32] = "";

	if (gmtime_r(&now, &tm))
		strftime(stamp, sizeof stamp, "%Y%m%dT%H%M%SZ", &tm);
	str_addf(&path, "%s.v%d-%s-%ld.bak", db->path, version, stamp, (long)getpid());
	if (!db_backup(db, path.buf, err)) {
		str_release(&path);
		return err_wrap(err, _("copy before the upgrade"));
	}
	db->upgrade_copy = str_take(&path);
	return true;
}

/* Another process upgraded while this one waited: the copy that matters is its own. */
static void migrate_drop_copy(struct db *db)
{
	if (db->upgrade_copy)
		unlink(db->upgrade_copy);
	free(db->upgrade_copy);
	db->upgrade_copy = NULL;
}

static bool migrate_apply(struct db *db, int from, struct err *err)
{
	struct str set = STR_INIT;
	bool ok = true;

	/* Some change the words of a CHECK, which a defensive connection never does. */
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
	for (int i = from; ok && i < schema_version; i++)
		ok = sql_exec(db, schema_migrations[i], err);
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	str_addf(&set, "PRAGMA user_version = %d; PRAGMA application_id = %d;", schema_version,
		DB_APPLICATION_ID);
	ok = ok && sql_exec(db, set.buf, err);
	str_release(&set);
	return ok;
}

bool migrate_run(struct db *db, struct err *err)
{
	int version;

	if (!migrate_version(db, &version, err))
		return false;
	if (version == schema_version)
		return true;
	if (version > schema_version)
		return err_set(err, ERR_NEWER,
			_("'%s' was made by a newer étape (schema %d, this one knows %d): install the newer program"),
			db->path, version, schema_version);
	if (db->readonly)
		return sql_fail(db, SQLITE_READONLY, err);
	if (!db->fresh && !migrate_copy(db, version, err))
		return false;
	if (!sql_exec(db, "BEGIN IMMEDIATE", err))
		return false;
	if (migrate_version(db, &version, err) && version <= schema_version) {
		if (version == schema_version)
			migrate_drop_copy(db);
		if (migrate_apply(db, version, err) && sql_exec(db, "COMMIT", err))
			return true;
	}
	sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
	return err_wrap(err, _("upgrade of '%s' refused, nothing was changed"), db->path);
}
