/* The file as it is, by plain SQL. */
#ifndef TESTS_STORE_RAW_H
#define TESTS_STORE_RAW_H

#include "network.h"

#include "store/db_internal.h"

STATIC_UNUSED char *ask(struct db *db, const char *sql)
{
	struct str out = STR_INIT;
	sqlite3_stmt *stmt = NULL;

	if (sqlite3_prepare_v2(db->handle, sql, -1, &stmt, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db->handle));
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		for (int i = 0; i < sqlite3_column_count(stmt); i++) {
			const unsigned char *text = sqlite3_column_text(stmt, i);

			str_addf(&out, "%s%s", i ? " " : "", text ? (const char *)text : "-");
		}
		str_addc(&out, '\n');
	}
	sqlite3_finalize(stmt);
	return str_take(&out);
}

#define ASK(db, sql, wanted)                                                                   \
	do {                                                                                   \
		char *got_ = ask((db), (sql));                                                 \
		assert_string_equal(got_, (wanted));                                           \
		free(got_);                                                                    \
	} while (0)

STATIC_UNUSED void run(struct db *db, const char *fmt, ...) PRINTF_LIKE(2, 3);
STATIC_UNUSED void run(struct db *db, const char *fmt, ...)
{
	char sql[1024];
	va_list args;

	va_start(args, fmt);
	vsnprintf(sql, sizeof sql, fmt, args);
	va_end(args);
	if (sqlite3_exec(db->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db->handle));
}

#endif
