#include "store/db_internal.h"

#include <string.h>

#include "etape/i18n.h"

static const char *const role_names[] = {
	[ROLE_LECTURE] = "lecture",
	[ROLE_ACCUEIL] = "accueil",
	[ROLE_COORDINATION] = "coordination",
	[ROLE_ADMIN] = "admin",
};

const char *role_name(enum role role)
{
	return role_names[role];
}

bool role_parse(const char *text, enum role *role)
{
	for (size_t i = 0; i < sizeof role_names / sizeof *role_names; i++) {
		if (!strcmp(role_names[i], text)) {
			*role = (enum role)i;
			return true;
		}
	}
	return false;
}

static bool rights_listed(const char *const *tables, const char *table)
{
	for (; *tables; tables++)
		if (!strcmp(*tables, table))
			return true;
	return false;
}

/* The desk adds facts and walk-ins; what stands is not its to change, save a
 * registration that it reactivates or completes. */
static bool rights_of_desk(int action, const char *table, const char *column)
{
	static const char *const adds[] = { "checkin", "payment", "person", "structure", "registration",
		"registration_session", "journal", "numbering", "refusal", NULL };
	static const char *const reactivates[] = { "status", "walk_in", "cancelled_at", "cancelled_by",
		"reason", "note", "registered_by", "replaces", "waiting_since", "rev", NULL };

	if (action == SQLITE_INSERT)
		return rights_listed(adds, table);
	if (action == SQLITE_UPDATE && !strcmp(table, "numbering"))
		return true;
	if (action == SQLITE_UPDATE)
		return !strcmp(table, "registration") && rights_listed(reactivates, column);
	return action == SQLITE_DELETE && !strcmp(table, "registration_session");
}

/* Who was erased is written once, by whoever may erase. */
static bool rights_of_erasure(const char *table, const char *column)
{
	return !strcmp(table, "person") && (!strcmp(column, "erased_at") || !strcmp(column, "erased_kind"));
}

static bool rights_may_write(
	enum role role, int action, const char *table, const char *column)
{
	if (!strncmp(table, "sqlite_", 7))
		return role == ROLE_ADMIN;
	switch (role) {
	case ROLE_LECTURE:
		return false;
	case ROLE_ACCUEIL:
		return rights_of_desk(action, table, column);
	case ROLE_COORDINATION:
		if (!strcmp(table, "setting") ||
			(action == SQLITE_UPDATE && rights_of_erasure(table, column)))
			return false;
		return strcmp(table, "journal") != 0 || action == SQLITE_INSERT;
	case ROLE_ADMIN:
		return true;
	}
	return false;
}

/* The first use of the finder by a connection declares its columns to SQLite, which
 * is asked about as an update of the schema. Real ones begin by an insertion there, and a
 * defensive connection never writes the schema by hand. */
static bool rights_declares_finder(int action, const char *one)
{
	return action == SQLITE_UPDATE && !strcmp(one, "sqlite_master");
}

/* SQLite asks while it compiles a statement. What a trigger does follows from a
 * write that was allowed, and the shadow tables of the finder are written by FTS5 itself. */
static int rights_ask(void *arg, int action, const char *one, const char *two, const char *database,
	const char *trigger)
{
	const struct db *db = arg;

	(void)database;
	if (!db->authorizing)
		return SQLITE_OK;
	if (rights_declares_finder(action, one))
		return SQLITE_OK;
	switch (action) {
	case SQLITE_INSERT:
	case SQLITE_UPDATE:
	case SQLITE_DELETE:
		if ((trigger && !strncmp(trigger, "search_", 7)) ||
			!strncmp(one, "search_", 7))
			return SQLITE_OK;
		return rights_may_write(db->role, action, one, two ? two : "") ? SQLITE_OK : SQLITE_DENY;
	case SQLITE_ATTACH:
	case SQLITE_DETACH:
		return SQLITE_DENY;
	case SQLITE_CREATE_TABLE:
	case SQLITE_DROP_TABLE:
	case SQLITE_DROP_TRIGGER:
	case SQLITE_CREATE_TRIGGER:
	case SQLITE_ALTER_TABLE:
		return db->role == ROLE_ADMIN ? SQLITE_OK : SQLITE_DENY;
	default:
		return SQLITE_OK;
	}
}

void rights_install(struct db *db)
{
	db->authorizing = true;
	sqlite3_set_authorizer(db->handle, rights_ask, db);
}

bool rights_refused(const struct db *db, struct err *err)
{
	return err_set(err, ERR_FORBIDDEN,
		_("the role '%s' may not do this: ask somebody with the role 'coordination' or 'admin'"),
		role_name(db->role));
}
