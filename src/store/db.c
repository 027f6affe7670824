#include "store/db_internal.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "etape/i18n.h"
#include "etape/paths.h"
#include "store/schema.h"

const char *const db_journaled_tables[] = { "cite", "cite_commune", "structure", "person", "mandate",
	"membership", "cycle", "event", "session", "registration", "registration_session", "checkin",
	"tariff", "fee_rule", "payment", "school_holiday", "crpv", "commune", "refusal",
	"cite_label", "note", "mood", "news", "saved_filter", "distinct_pair",
	"programme_item", "audience", "document", "event_move", "badge", "fee_override",
	"engagement", "invoice", "invoice_line", "invoice_payment", "claim", "claim_line", "reminder",
	"mission_part", "milestone", "message_sent", "minutes_point", NULL };

static char *db_account(void)
{
	const struct passwd *pw = getpwuid(getuid());

	return xstrdup(pw && *pw->pw_name ? pw->pw_name : "?");
}

static struct db *db_new(const struct db_options *options)
{
	struct db *db = xcalloc(1, sizeof *db);

	str_init(&db->noted);
	str_init(&db->unfound);
	db->path = xstrdup(options->path);
	db->author = options->author && *options->author ? xstrdup(options->author) : db_account();
	db->desk = xstrdup(options->desk && *options->desk ? options->desk : "accueil 1");
	db->role = options->role;
	db->busy_timeout_ms = options->busy_timeout_ms > 0 ? options->busy_timeout_ms : 5000;
	db->data_version = -1;
	return db;
}

/* synchronous=FULL: what was acknowledged at the desk survives a power cut. */
static bool db_configure(struct db *db, struct err *err)
{
	static const char writer[] = "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
				     "PRAGMA secure_delete = ON;"
				     "PRAGMA cache_size = " DB_CACHE "; PRAGMA temp_store = MEMORY;";
	static const char reader[] = "PRAGMA query_only = ON;";

	sqlite3_extended_result_codes(db->handle, 1);
	sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	busy_install(db);
	return sql_exec(db, db->readonly ? reader : writer, err);
}

static bool db_open_handle(struct db *db, int flags, struct err *err)
{
	int rc;

	/* Nobody asks how much memory SQLite holds, and counting costs a lock at each piece of it. */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	/* Nor has the program threads. */
	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	rc = sqlite3_open_v2(db->path, &db->handle, flags | SQLITE_OPEN_NOMUTEX, NULL);

	return rc == SQLITE_OK || sql_fail(db, rc, err);
}

static bool db_file_exists(const char *path, const char *tail)
{
	struct str file = STR_INIT;
	bool exists;

	str_addf(&file, "%s%s", path, tail);
	exists = access(file.buf, F_OK) == 0;
	str_release(&file);
	return exists;
}

/* A database in WAL is read through two files beside it. Where they are not there and cannot be
 * made, nobody is writing, and the file by itself is all there is. */
static bool db_stands_alone(const char *path)
{
	char *folder = xstrdup(path);
	char *slash = strrchr(folder, '/');
	bool alone;

	if (slash)
		slash[slash == folder] = '\0';
	alone = access(slash ? folder : ".", W_OK) != 0 && !db_file_exists(path, "-wal") &&
		!db_file_exists(path, "-shm");
	free(folder);
	return alone;
}

/* Opens a file that stands alone, which SQLite must be told by a URI. */
static bool db_open_alone(struct db *db, struct err *err)
{
	struct str uri = STR_INIT;
	int rc;

	str_add(&uri, "file:");
	for (const char *p = db->path; *p; p++)
		if (strchr("%?#", *p))
			str_addf(&uri, "%%%02X", (unsigned)*p);
		else
			str_addc(&uri, *p);
	str_add(&uri, "?immutable=1");
	rc = sqlite3_open_v2(uri.buf, &db->handle,
		SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
	str_release(&uri);
	return rc == SQLITE_OK || sql_fail(db, rc, err);
}

static bool db_open_existing(struct db *db, struct err *err)
{
	bool alone = db_stands_alone(db->path);

	struct stat st;

	db->readonly = alone || access(db->path, W_OK) != 0;
	db->alone = (struct timespec){ 0 };
	if (alone && stat(db->path, &st) == 0)
		db->alone = st.st_mtim;
	if (alone)
		return db_open_alone(db, err);
	return db_open_handle(db, db->readonly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE, err);
}

/* Everything that may be wrong with the file shows at the first read of its schema. */
static bool db_first_read(struct db *db, struct err *err)
{
	return sql_exec(db, "SELECT count(*) FROM sqlite_schema", err);
}

bool db_open(struct db **out, const struct db_options *options, struct err *err)
{
	struct db *db;
	int version;

	*out = NULL;
	if (!migrate_peek(options->path, &version, err))
		return false;
	db = db_new(options);
	if (!db_open_existing(db, err) || !db_configure(db, err) || !db_first_read(db, err) || !migrate_run(db, err)) {
		db_close(&db);
		return false;
	}
	rights_install(db);
	*out = db;
	return true;
}

bool db_peek(const char *path, bool *old, struct err *err)
{
	int version;

	if (!migrate_peek(path, &version, err))
		return false;
	*old = version < schema_version;
	return true;
}

bool db_create(struct db **out, const struct db_options *options, struct err *err)
{
	struct db *db;
	struct stat st;
	bool memory = !strcmp(options->path, ":memory:");
	int fd;

	*out = NULL;
	if (!memory && lstat(options->path, &st) == 0)
		return err_set(err, ERR_EXISTS,
			_("'%s' exists already and is left as it is: give another file with --db"), options->path);
	if (!memory && !paths_make_parents(options->path, err))
		return false;
	if (!memory) {
		fd = open(options->path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0660);
		if (fd < 0)
			return err_sys(err, errno, _("cannot make '%s'"), options->path);
		close(fd);
	}
	db = db_new(options);
	db->fresh = true;
	db->unfinished = !memory;
	if (!db_open_handle(db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, err) || !db_configure(db, err) ||
		!sql_exec(db, "PRAGMA journal_mode = WAL", err) || !migrate_run(db, err)) {
		db_close(&db);
		return false;
	}
	rights_install(db);
	*out = db;
	return true;
}

static bool db_copy_pages(struct db *copy, const struct db *db, struct err *err)
{
	sqlite3_backup *pages;
	int rc;

	pages = sqlite3_backup_init(copy->handle, "main", db->handle, "main");
	if (!pages)
		return sql_fail(copy, sqlite3_errcode(copy->handle), err);
	sqlite3_backup_step(pages, -1);
	rc = sqlite3_backup_finish(pages);
	return rc == SQLITE_OK || sql_fail(copy, rc, err);
}

bool db_scratch(struct db **out, const struct db *db, struct err *err)
{
	const struct db_options as_it_is = { .path = db->path, .author = db->author, .desk = db->desk, .role = db->role };
	struct db *copy = db_new(&as_it_is);
	const int rc = sqlite3_open_v2(":memory:", &copy->handle,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);

	*out = NULL;
	copy->readonly = db->readonly;
	if ((rc != SQLITE_OK && !sql_fail(copy, rc, err)) || !db_copy_pages(copy, db, err) || !db_configure(copy, err)) {
		db_close(&copy);
		return false;
	}
	rights_install(copy);
	*out = copy;
	return true;
}

void db_created(struct db *db)
{
	db->unfinished = false;
}

static void db_remove_unfinished(const char *path)
{
	static const char *const tails[] = { "", "-wal", "-shm", "-journal" };
	struct str file = STR_INIT;

	for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
		str_reset(&file);
		str_addf(&file, "%s%s", path, tails[i]);
		unlink(file.buf);
	}
	str_release(&file);
}

static void db_forget_statements(struct db *db)
{
	for (size_t i = 0; i < db->slot_count; i++)
		sqlite3_finalize(db->slots[i].stmt);
	free(db->slots);
	db->slots = NULL;
	db->slot_count = 0;
	db->slot_used = 0;
}

void db_close(struct db **handle)
{
	struct db *db = *handle;

	if (!db)
		return;
	change_forget(db);
	desk_cache_free(&db->desk_cache);
	owed_cache_free(&db->owed_cache);
	person_table_free(&db->person_table);
	person_names_free(&db->person_names);
	db_forget_statements(db);
	sqlite3_close(db->handle);
	if (db->unfinished)
		db_remove_unfinished(db->path);
	str_release(&db->noted);
	free(db->path);
	free(db->author);
	free(db->desk);
	free(db->upgrade_copy);
	free(db);
	*handle = NULL;
}

bool db_is_readonly(const struct db *db)
{
	return db->readonly || db->role == ROLE_LECTURE;
}

enum role db_role(const struct db *db)
{
	return db->role;
}

const char *db_author(const struct db *db)
{
	return db->author;
}

const char *db_desk(const struct db *db)
{
	return db->desk;
}

const char *db_path(const struct db *db)
{
	return db->path;
}

const char *db_upgrade_copy(const struct db *db)
{
	return db->upgrade_copy;
}

/* SQLite never looks again at a file that it was told nobody writes. Where somebody
 * does after all, it is opened anew; while that fails, what was read stands. */
static bool db_written_after_all(struct db *db)
{
	const struct timespec was = db->alone;
	sqlite3 *old = db->handle;
	struct stat st;

	if (!was.tv_sec || stat(db->path, &st) != 0 ||
		(st.st_mtim.tv_sec == was.tv_sec && st.st_mtim.tv_nsec == was.tv_nsec &&
			!db_file_exists(db->path, "-wal")))
		return false;
	db->handle = NULL;
	if (!db_open_existing(db, NULL) || !db_configure(db, NULL) || !db_first_read(db, NULL)) {
		sqlite3_close(db->handle);
		db->handle = old;
		db->alone = was;
		return false;
	}
	db_forget_statements(db);
	sqlite3_close(old);
	desk_cache_free(&db->desk_cache);
	owed_cache_free(&db->owed_cache);
	person_table_free(&db->person_table);
	person_names_free(&db->person_names);
	db->gather_known = false;
	db->entries_known = false;
	rights_install(db);
	db->data_version = -1;
	return true;
}

bool db_changed_elsewhere(struct db *db)
{
	const bool anew = db_written_after_all(db);
	sqlite3_stmt *stmt = sql_prepare(db, "PRAGMA data_version", NULL);
	int64_t before = db->data_version;

	if (!stmt)
		return false;
	if (sql_step(db, stmt, NULL) == SQL_ROW)
		db->data_version = sql_int(stmt, 0);
	sql_done(stmt);
	return anew || (before != -1 && before != db->data_version);
}
