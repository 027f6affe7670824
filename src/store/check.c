#include "store/db_internal.h"

#include <stdlib.h>
#include <string.h>

#include "etape/code.h"
#include "etape/i18n.h"

struct check {
	struct db *db;
	void (*say)(void *arg, const char *line);
	void *arg;
	bool sound;
};

static void check_say(struct check *check, const char *line)
{
	check->sound = false;
	check->say(check->arg, line);
}

static bool check_structure(struct check *check, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(check->db, "PRAGMA integrity_check(100)", err);
	enum sql_result result;

	if (!stmt)
		return false;
	while ((result = sql_step(check->db, stmt, err)) == SQL_ROW)
		if (strcmp(sql_text(stmt, 0), "ok") != 0)
			check_say(check, sql_text(stmt, 0));
	sql_done(stmt);
	return result == SQL_DONE;
}

static bool check_references(struct check *check, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(check->db, "PRAGMA foreign_key_check", err);
	struct str line = STR_INIT;
	enum sql_result result;

	if (!stmt)
		return false;
	while ((result = sql_step(check->db, stmt, err)) == SQL_ROW) {
		str_reset(&line);
		str_addf(&line, _("%s %lld refers to a %s that is not there"), sql_text(stmt, 0),
			(long long)sql_int(stmt, 1), sql_text(stmt, 2));
		check_say(check, line.buf);
	}
	sql_done(stmt);
	str_release(&line);
	return result == SQL_DONE;
}

/* Each question counts the rows that must not exist. */
static const struct {
	const char *sql;
	const char *words;
} check_rules[] = {
	{ "SELECT count(*) FROM (SELECT id FROM person WHERE erased_at IS NULL UNION ALL SELECT id FROM cite UNION ALL"
	  " SELECT id FROM structure UNION ALL SELECT id FROM event UNION ALL SELECT id FROM document) WHERE id NOT IN (SELECT rowid FROM search)",
		N_("%lld records are missing from the finder") },
	{ "SELECT count(*) FROM search WHERE rowid NOT IN (SELECT id FROM person WHERE erased_at IS NULL UNION ALL SELECT id FROM cite"
	  " UNION ALL SELECT id FROM structure UNION ALL SELECT id FROM event UNION ALL SELECT id FROM document)",
		N_("%lld lines of the finder lead nowhere") },
	{ "SELECT count(*) FROM document WHERE subject NOT IN (SELECT id FROM event UNION ALL SELECT id FROM cite)",
		N_("%lld documents are about nothing") },
	{ "SELECT count(*) FROM checkin c JOIN registration r ON r.id = c.registration"
	  " JOIN session s ON s.id = c.session WHERE r.event <> s.event",
		N_("%lld check-ins stand in a session of another event") },
	{ "SELECT count(*) FROM checkin u JOIN checkin c ON c.id = u.undoes WHERE c.kind = 'undo'"
	  " OR c.registration <> u.registration OR c.session <> u.session",
		N_("%lld check-ins take back something else than a presence") },
	{ "SELECT count(*) FROM registration_session x JOIN registration r ON r.id = x.registration"
	  " JOIN session s ON s.id = x.session WHERE r.event <> s.event",
		N_("%lld registrations are for a session of another event") },
	{ "SELECT count(*) FROM badge b JOIN registration r ON r.code = b.code",
		N_("%lld badges open two registrations") },
	{ "SELECT count(*) FROM (SELECT 1 FROM presence GROUP BY registration, session HAVING count(*) > 1)",
		N_("%lld people are present twice in one session") },
	{ "SELECT count(*) FROM payment y WHERE y.receipt IS NOT NULL AND NOT EXISTS"
	  " (SELECT 1 FROM numbering n WHERE n.series = substr(y.receipt, 1, instr(y.receipt, '-') - 1)"
	  " AND n.last >= CAST(substr(y.receipt, instr(y.receipt, '-') + 1) AS INTEGER))",
		N_("%lld receipts have a number that could be given again") },
	{ "SELECT count(*) FROM (SELECT 1 FROM payment GROUP BY registration HAVING sum(cents) < 0)",
		N_("%lld registrations were given back more than they paid") },
	{ "SELECT count(*) FROM payment WHERE receipt NOT GLOB 'R' || substr(day, 1, 4) || '-[0-9][0-9][0-9][0-9]*'",
		N_("%lld receipts have a number of another year than the payment") },
	{ "SELECT count(*) FROM refusal f LEFT JOIN registration r ON r.id = f.registration"
	  " LEFT JOIN session s ON s.id = f.session"
	  " WHERE r.event <> f.event OR s.event <> f.event OR r.person <> f.person",
		N_("%lld refusals of the desk are of another event or person than they say") },
	{ "SELECT count(*) FROM registration r JOIN registration o ON o.id = r.replaces"
	  " WHERE r.event <> o.event OR r.person = o.person",
		N_("%lld registrations take the place of one that cannot have given it") },
	{ "SELECT count(*) FROM (SELECT 1 FROM journal u WHERE u.undoes IS NOT NULL"
	  " AND NOT EXISTS (SELECT 1 FROM journal r WHERE r.undoes = u.id) GROUP BY u.undoes HAVING count(*) > 1)",
		N_("%lld changes were undone twice") },
	{ "SELECT count(*) FROM person WHERE erased_at IS NOT NULL AND (fold <> '' OR squash <> '' OR digits <> ''"
	  " OR email IS NOT NULL OR phone IS NOT NULL OR mobile IS NOT NULL OR note IS NOT NULL OR structure IS NOT NULL)",
		N_("%lld erased people still have something of theirs") },
};

static bool check_domain(struct check *check, struct err *err)
{
	struct str line = STR_INIT;
	bool ok = true;

	for (size_t i = 0; ok && i < sizeof check_rules / sizeof *check_rules; i++) {
		sqlite3_stmt *stmt = sql_prepare(check->db, check_rules[i].sql, err);

		ok = stmt && sql_step(check->db, stmt, err) == SQL_ROW;
		if (ok && sql_int(stmt, 0) > 0) {
			str_reset(&line);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
			str_addf(&line, gettext(check_rules[i].words), (long long)sql_int(stmt, 0));
#pragma GCC diagnostic pop
			check_say(check, line.buf);
		}
		if (stmt)
			sql_done(stmt);
	}
	str_release(&line);
	return ok;
}

static bool check_codes(struct check *check, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(check->db, "SELECT code FROM registration UNION ALL SELECT code FROM badge", err);
	struct str line = STR_INIT;
	char code[CODE_LENGTH + 1];
	enum sql_result result;

	if (!stmt)
		return false;
	while ((result = sql_step(check->db, stmt, err)) == SQL_ROW) {
		if (code_read(sql_text(stmt, 0), code) == CODE_OK)
			continue;
		str_reset(&line);
		str_addf(&line, _("registration code '%s' has a wrong check character"), sql_text(stmt, 0));
		check_say(check, line.buf);
	}
	sql_done(stmt);
	str_release(&line);
	return result == SQL_DONE;
}

/* FTS5 examines its index by a pseudo write; a file opened for reading cannot. */
static bool check_finder(struct check *check, struct err *err)
{
	struct err why = ERR_INIT;

	if (db_is_readonly(check->db))
		return true;
	if (sql_exec(check->db, "INSERT INTO search (search) VALUES ('integrity-check')", &why))
		return true;
	if (why.code != ERR_DAMAGED) {
		if (err)
			*err = why;
		return false;
	}
	check_say(check, _("the finder's index does not agree with its lines"));
	return true;
}

bool db_check(struct db *db, void (*say)(void *arg, const char *line), void *arg, struct err *err)
{
	struct check check = { .db = db, .say = say, .arg = arg, .sound = true };

	return check_structure(&check, err) && check_references(&check, err) && check_domain(&check, err) &&
	       check_codes(&check, err) && check_finder(&check, err) && check.sound;
}
