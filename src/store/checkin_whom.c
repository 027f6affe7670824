#include "store/checkin_internal.h"

#include <stdlib.h>
#include <string.h>

#include "etape/text.h"
#include "store/noun.h"

bool checkin_whom(struct db *db, int64_t event, const char *text, struct checkin_answer *a,
	struct err *err)
{
	sqlite3_stmt *stmt;
	struct str name = STR_INIT;
	enum sql_result result;

	checkin_answer_release(a);
	if (!checkin_find(db, event, text, a, err))
		return false;
	if (!a->registration)
		return true;
	stmt = sql_prepare(db,
		"SELECT p.id, p.family_name, p.given_name, r.code FROM registration r"
		" JOIN person p ON p.id = r.person WHERE r.id = :id",
		err);
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", a->registration);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW) {
		a->result = CHECKIN_OK;
		a->person = sql_int(stmt, 0);
		text_person(&name, sql_text(stmt, 1), sql_text(stmt, 2));
		free(a->name);
		a->name = str_take(&name);
		strncat(a->code, sql_text(stmt, 3), CODE_LENGTH);
	}
	sql_done(stmt);
	return result == SQL_ROW;
}
