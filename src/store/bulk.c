#include "etape/bulk.h"

#include "store/db_internal.h"

/* FTS5 sorts what is new in memory and writes it out when that is full, and again whenever a
 * statement could fail half-way: many small pieces, to be merged. Here there are few, each still small enough for the processor's cache. */
static const char hold[] = "INSERT INTO search_hold (id) VALUES (1)";
static const char take_in[] =
	"INSERT INTO search (search, rank) VALUES ('hashsize', 2097152);"
	"INSERT INTO search (search, rank) VALUES ('automerge', 0);"
	"INSERT INTO search (rowid, label, words, kind)"
	" SELECT id, label, words, 'event' FROM search_event"
	" WHERE id NOT IN (SELECT id FROM search_content);"
	"INSERT INTO search (search, rank) VALUES ('hashsize', 1048576);"
	"INSERT INTO search (search, rank) VALUES ('automerge', 4);"
	"DELETE FROM search_hold";
/* Of pages: what is written once is not read back from the log meanwhile. */
static const char large[] = "PRAGMA cache_size = -32000";
static const char usual[] = "PRAGMA cache_size = " DB_CACHE;

bool bulk_begin(struct db *db, struct err *err)
{
	change_note_inserts(db);
	return sql_exec(db, large, err) && sql_exec(db, hold, err);
}

bool bulk_end(struct db *db, struct err *err)
{
	return sql_exec(db, take_in, err) && sql_exec(db, usual, err);
}
