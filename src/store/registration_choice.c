#include <stdlib.h>
#include <string.h>

#include "etape/i18n.h"
#include "etape/id.h"
#include "store/noun.h"
#include "store/registration_internal.h"

void choice_release(struct choice *c)
{
	session_free_list(&c->list, c->count);
	free(c->before);
	free(c->wanted);
	free(c->numbers);
	*c = (struct choice){ .count = 0 };
}

static void choice_all(bool *flags, size_t count)
{
	for (size_t i = 0; i < count; i++)
		flags[i] = true;
}

static bool choice_read_before(
	struct db *db, int64_t registration, struct choice *c, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(
		db, "SELECT session FROM registration_session WHERE registration = :id", err);
	enum sql_result result;
	size_t found = 0;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", registration);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		found++;
		for (size_t i = 0; i < c->count; i++)
			c->before[i] |= c->list[i].id == sql_int(stmt, 0);
	}
	sql_done(stmt);
	if (!found)
		choice_all(c->before, c->count);
	return result != SQL_FAILED;
}

bool choice_read(
	struct db *db, int64_t event, int64_t registration, struct choice *c, struct err *err)
{
	*c = (struct choice){ .count = 0 };
	if (!session_list(db, event, &c->list, &c->count, err))
		return false;
	c->before = xcalloc(c->count + 1, sizeof *c->before);
	c->wanted = xcalloc(c->count + 1, sizeof *c->wanted);
	c->numbers = xcalloc(c->count + 1, sizeof *c->numbers);
	if (registration && !choice_read_before(db, registration, c, err))
		return false;
	if (registration)
		memcpy(c->wanted, c->before, c->count * sizeof *c->wanted);
	else
		choice_all(c->wanted, c->count);
	return true;
}

bool choice_want(struct choice *c, const int *sessions, size_t count, struct err *err)
{
	if (!sessions || !count) {
		choice_all(c->wanted, c->count);
		return true;
	}
	memset(c->wanted, 0, c->count * sizeof *c->wanted);
	for (size_t i = 0; i < count; i++) {
		size_t at = 0;

		while (at < c->count && c->list[at].no != sessions[i])
			at++;
		if (at == c->count)
			return err_set(err, ERR_NOT_FOUND,
				_("this event has no session %d: it has %zu, numbered from 1"),
				sessions[i], c->count);
		c->wanted[at] = true;
	}
	return true;
}

bool choice_same(const struct choice *c)
{
	return !memcmp(c->before, c->wanted, c->count * sizeof *c->before);
}

size_t choice_numbers(const struct choice *c, bool added_only)
{
	size_t n = 0;

	for (size_t i = 0; i < c->count; i++)
		if (c->wanted[i] && !(added_only && c->before[i]))
			c->numbers[n++] = c->list[i].no;
	return n;
}

static bool choice_is_present(struct db *db, int64_t registration, int64_t session, bool *present,
	struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT 1 FROM presence WHERE registration = :registration AND session = :session",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":registration", registration);
	sql_bind_int(stmt, ":session", session);
	result = sql_step(db, stmt, err);
	*present = result == SQL_ROW;
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool choice_may_drop(
	struct db *db, const struct choice *c, const struct registration *r, struct err *err)
{
	for (size_t i = 0; i < c->count; i++) {
		bool present;

		if (!c->before[i] || c->wanted[i])
			continue;
		if (!choice_is_present(db, r->id, c->list[i].id, &present, err))
			return false;
		if (present)
			return err_set(err, ERR_REFUSED,
				_("registration %s: the person is checked in to session %d; take the check-in back first"),
				r->code, c->list[i].no);
	}
	return true;
}

static bool choice_write_one(
	struct db *db, int64_t registration, int64_t session, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"INSERT INTO registration_session (id, registration, session)"
		" VALUES (:id, :registration, :session)",
		err);

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id_new());
	sql_bind_int(stmt, ":registration", registration);
	sql_bind_int(stmt, ":session", session);
	return sql_run(db, stmt, err);
}

bool choice_write(struct db *db, const struct choice *c, int64_t registration, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(
		db, "DELETE FROM registration_session WHERE registration = :id", err);

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", registration);
	if (!sql_run(db, stmt, err))
		return false;
	/* All of them is written as none. */
	if (choice_numbers(c, false) == c->count)
		return true;
	for (size_t i = 0; i < c->count; i++)
		if (c->wanted[i] && !choice_write_one(db, registration, c->list[i].id, err))
			return false;
	return true;
}
