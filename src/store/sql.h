/* SQLite for the store: prepared statements, binding, errors in words. Only this
 * folder sees it. Statements are prepared once per connection, found again by the
 * address of their text: pass string literals only. */
#ifndef STORE_SQL_H
#define STORE_SQL_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

#include "etape/db.h"
#include "etape/err.h"
#include "etape/journal.h"

enum sql_result { SQL_ROW, SQL_DONE, SQL_FAILED };

/* The prepared statement for `sql` (a literal), reset and with every parameter NULL.
 * NULL on failure. bug() when it is still in use further up the call stack. The
 * caller ends with sql_done() as soon as it has what it needs: an unfinished read keeps a snapshot. */
sqlite3_stmt *sql_prepare(struct db *db, const char *sql, struct err *err);

/* Binds by name; bug() when the statement has no such parameter. Text is copied. */
void sql_bind_int(sqlite3_stmt *stmt, const char *name, int64_t value);
void sql_bind_text(sqlite3_stmt *stmt, const char *name, const char *text);
/* NULL when the text is NULL or empty. */
void sql_bind_opt(sqlite3_stmt *stmt, const char *name, const char *text);
/* NULL when the id is 0. */
void sql_bind_id(sqlite3_stmt *stmt, const char *name, int64_t id);

enum sql_result sql_step(struct db *db, sqlite3_stmt *stmt, struct err *err);
void sql_done(sqlite3_stmt *stmt);

/* Steps a statement that returns no row, then ends it. False on failure. */
bool sql_run(struct db *db, sqlite3_stmt *stmt, struct err *err);
/* Rows changed by the last sql_run(). */
int64_t sql_changes(struct db *db);

int64_t sql_int(sqlite3_stmt *stmt, int column);	 /* 0 for NULL */
const char *sql_text(sqlite3_stmt *stmt, int column);	 /* borrowed, "" for NULL */
char *sql_dup(sqlite3_stmt *stmt, int column);		 /* owned, "" for NULL */
bool sql_is_null(sqlite3_stmt *stmt, int column);

/* Runs a text of several statements: for schema and pragmas, never with data in it. */
bool sql_exec(struct db *db, const char *sql, struct err *err);

/* Translates a failure of SQLite into words. Always false. */
bool sql_fail(struct db *db, int rc, struct err *err);

#endif
