/* What moods and news share in the store. */
#ifndef STORE_TOLD_H
#define STORE_TOLD_H

#include "etape/told.h"
#include "store/noun.h"

/* SQL (literals) for told_list() and told_delete(); `own` is "t.level, NULL" or "NULL, t.text". */
#define TOLD_LIST(table, own)                                                                  \
	"SELECT t.id, t.cite, c.code, c.name, t.event, e.code, e.title, t.day, t.author, " own \
	" FROM " table " t JOIN cite c ON c.id = t.cite LEFT JOIN event e ON e.id = t.event"   \
	" WHERE (:cite IS NULL OR t.cite = :cite) AND (:event IS NULL OR t.event = :event)"    \
	" ORDER BY t.day DESC, t.id DESC"
#define TOLD_ABOUT(table) "SELECT cite, event FROM " table " WHERE id = :id"

/* Of a cité (0: all) and of an event (0: all), newest first. */
bool told_list(struct db *db, const char *sql, int64_t cite, int64_t event, told_row_fn each, void *arg,
	struct err *err);
/* Deletes as a change of that kind, about its cité and its event. */
bool told_delete(struct db *db, const struct noun_table *t, enum change_kind kind, const char *about,
	int64_t id, struct err *err);

/* Fields cité, day, event, what was told, author; the getter for all of them. */
#define TOLD_FIELDS(own)                                                                       \
	{                                                                                      \
		NOUN_FIELD("cite", N_("Cité"), FIELD_TEXT, 12, 2, 0),                          \
			NOUN_FIELD("day", N_("Day"), FIELD_DATE, 10, 0, 1),                    \
			NOUN_FIELD("event", N_("Rencontre"), FIELD_TEXT, 8, 1, 3), own,        \
			NOUN_FIELD("author", N_("Author"), FIELD_TEXT, 8, 1, 2),               \
	}
struct value told_value(const void *row, size_t i);

#endif
