#include "store/journal_internal.h"

#include <stdlib.h>
#include <string.h>

#include "etape/i18n.h"
#include "etape/id.h"
#include "store/changeset.h"
#include "store/journal_kinds.h"
#include "store/noun.h"
#include "store/tariff_internal.h"

static bool undo_row_is(const struct changeset_row *row, const char *table)
{
	return row->op == SQLITE_INSERT && !strcmp(row->table, table);
}

/* What a change holds, as far as taking it back depends on it. */
struct undo_rows {
	bool facts;	    /* check-ins */
	bool others;	    /* rows that are no facts */
	bool registrations; /* one was added: its facts go with it */
	bool payments;
	bool invoices; /* issued */
	bool settled;  /* payments of invoices */
};

static bool undo_look(void *arg, const struct changeset_row *row)
{
	struct undo_rows *rows = arg;
	const bool checkin = undo_row_is(row, "checkin");

	rows->facts |= checkin;
	rows->others |= !checkin && !undo_row_is(row, "refusal");
	rows->registrations |= undo_row_is(row, "registration");
	rows->payments |= !strcmp(row->table, "payment");
	rows->settled |= !strcmp(row->table, "invoice_payment");
	rows->invoices |= undo_row_is(row, "invoice");
	return true;
}

struct undo_fact {
	struct db *db;
	const char *reason;
	struct err *err;
	int64_t added;	/* facts that say the contrary */
};

static bool undo_add_fact(struct undo_fact *undo, const char *sql, bool back, int64_t fact)
{
	struct db *db = undo->db;
	sqlite3_stmt *stmt = sql_prepare(db, sql, undo->err);

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id_new());
	sql_bind_int(stmt, ":fact", fact);
	sql_bind_text(stmt, ":desk", db->desk);
	sql_bind_text(stmt, ":author", db->author);
	if (back) {
		sql_bind_int(stmt, ":at", civil_now());
		sql_bind_opt(stmt, ":reason", undo->reason);
	}
	if (!sql_run(db, stmt, undo->err))
		return false;
	undo->added += sql_changes(db);
	return true;
}

/* After the last fact of the same presence, though another desk's clock be ahead. */
#define UNDO_NEXT(fact)                                                                        \
	"1 + (SELECT max(l.id) FROM checkin l WHERE l.registration = " fact ".registration"   \
	" AND l.session = " fact ".session)"

/* A check-in is taken back by an 'undo' that names it; taking back an 'undo' states
 * the presence again, since when it was. Nothing is removed: presence is read from all of them. */
static bool undo_one_fact(void *arg, const struct changeset_row *row)
{
	static const char take_back[] =
		"INSERT INTO checkin (id, registration, session, kind, at, desk, author, via, undoes,"
		" reason) SELECT max(:id, " UNDO_NEXT("checkin") "), registration, session, 'undo', :at, :desk,"
		" :author, 'desk', id, :reason FROM checkin WHERE id = :fact AND kind IN ('in', 'out')"
		" AND NOT EXISTS (SELECT 1 FROM checkin u WHERE u.undoes = checkin.id)";
	static const char state_again[] =
		"INSERT INTO checkin (id, registration, session, kind, at, desk, author, via)"
		" SELECT max(:id, " UNDO_NEXT("o") "), o.registration, o.session, o.kind, o.at, :desk, :author, 'desk'"
		" FROM checkin u JOIN checkin o ON o.id = u.undoes WHERE u.id = :fact AND u.kind = 'undo'";
	struct undo_fact *undo = arg;

	if (!undo_row_is(row, "checkin"))
		return true;
	return undo_add_fact(undo, take_back, true, row->id) &&
	       undo_add_fact(undo, state_again, false, row->id);
}

static int undo_on_conflict(void *arg, int kind, sqlite3_changeset_iter *iter)
{
	bool *conflict = arg;

	(void)kind;
	(void)iter;
	*conflict = true;
	return SQLITE_CHANGESET_ABORT;
}

/* Facts stay, and are taken back by others. */
static int undo_no_fact(void *arg, const char *table)
{
	(void)arg;
	return strcmp(table, "checkin") != 0 && strcmp(table, "refusal") != 0;
}

static bool undo_apply(struct db *db, const struct changeset *set, bool with_facts, bool *conflict,
	struct err *err)
{
	void *inverse = NULL;
	int size = 0;
	int rc = sqlite3changeset_invert(set->size, set->bytes, &size, &inverse);

	if (rc == SQLITE_OK)
		/* Without a savepoint of its own, whose journal in memory costs the square of its
		 * length: the change that is open is rolled back when this fails. */
		rc = sqlite3changeset_apply_v2(db->handle, size, inverse,
			with_facts ? NULL : undo_no_fact, undo_on_conflict,
			conflict, NULL, NULL, SQLITE_CHANGESETAPPLY_NOSAVEPOINT);
	sqlite3_free(inverse);
	if (*conflict)
		return false;
	return rc == SQLITE_OK || sql_fail(db, rc, err);
}

/* Facts stay, and the registration that they are about with them. */
static bool undo_is_of_facts(enum change_kind kind)
{
	return kind == CHANGE_CHECKIN || kind == CHANGE_CHECKIN_MANY || kind == CHANGE_CHECKOUT ||
	       kind == CHANGE_CHECKOUT_MANY || kind == CHANGE_CHECKIN_UNDO ||
	       kind == CHANGE_UNDO_MANY;
}

static void undo_say_who(struct db *db, const struct journal_entry *entry, const struct changeset *set,
	struct err *err)
{
	struct undo_rows rows = { .facts = false };
	struct journal_entry later;
	struct str when = STR_INIT;
	day_t day;
	int minutes, seconds;

	changeset_each(set, undo_look, &rows);
	if (!changeset_find_later(db, entry->id, set, &later)) {
		/* What took a check-in back may itself be undone: that stated another presence. */
		err_set(err, ERR_CONFLICT,
			rows.facts && !rows.others
				? _("cannot undo '%s': it was taken back already; 'etape checkin EVENT NAME --undo' "
				    "takes back the presence that stands")
				: _("cannot undo '%s': its rows have changed since"),
			entry->label);
		return;
	}
	if (civil_from_instant(later.at, CIVIL_ZONE, &day, &minutes, &seconds)) {
		civil_format_short(&when, day, i18n_lang());
		str_addc(&when, ' ');
		civil_format_time(&when, minutes, i18n_lang());
	}
	if (rows.registrations && undo_is_of_facts(later.kind))
		err_set(err, ERR_CONFLICT,
			_("cannot undo '%s': check-ins were noted since by %s on %s, and they stay; cancel the registration instead"),
			entry->label, later.author, when.buf);
	else
		err_set(err, ERR_CONFLICT,
			_("cannot undo '%s': changed since by %s on %s ('%s', change %lld); undo that one first"),
			entry->label, later.author, when.buf, later.label, (long long)later.id);
	str_release(&when);
	journal_entry_release(&later);
}

/* The refusals of somebody who is no longer there after this stay, without her. */
static bool undo_forget_refused(void *arg, const struct changeset_row *row)
{
	static const char registration[] =
		"UPDATE refusal SET registration = NULL WHERE registration = :id";
	static const char person[] = "UPDATE refusal SET person = NULL WHERE person = :id";
	struct undo_fact *undo = arg;
	const char *sql = undo_row_is(row, "registration") ? registration
			  : undo_row_is(row, "person")	   ? person
							   : NULL;
	sqlite3_stmt *stmt = sql ? sql_prepare(undo->db, sql, undo->err) : NULL;

	if (!stmt)
		return sql == NULL;
	sql_bind_int(stmt, ":id", row->id);
	return sql_run(undo->db, stmt, undo->err);
}

/* What a desk did it may take back itself: the rows of its own walk-in are none that it may
 * delete otherwise. Money that was taken stays taken. */
static bool undo_as_desk(
	const struct db *db, const struct journal_entry *entry, const struct undo_rows *rows)
{
	return db->role == ROLE_ACCUEIL && !rows->payments && str_eq(entry->author, db->author) &&
	       (entry->kind == CHANGE_WALK_IN || entry->kind == CHANGE_SUBSTITUTE ||
		       entry->kind == CHANGE_PROMOTE || entry->kind == CHANGE_READMIT ||
		       entry->kind == CHANGE_CHECKIN);
}

/* How many registrations and invoices were given back more than was paid of them. */
static bool undo_overdrawn(struct db *db, int64_t *count, struct err *err)
{
	return noun_ask(db,
		"SELECT (SELECT count(*) FROM (SELECT 1 FROM payment WHERE id > :id GROUP BY registration"
		" HAVING sum(cents) < 0)) + (SELECT count(*) FROM invoice_money WHERE desk + since < 0)",
		0, count, err);
}

/* A payment of which something was given back since is not taken back alone. */
static bool undo_money(struct db *db, const struct journal_entry *entry, int64_t before, struct err *err)
{
	int64_t after;

	return undo_overdrawn(db, &after, err) &&
	       (after <= before ||
		       err_set(err, ERR_CONFLICT,
			       _("cannot undo '%s': money was given back since; undo the refund first"),
			       entry->label));
}

static bool undo_mixed(struct db *db, const struct journal_entry *entry,
	const struct changeset *set, const struct undo_rows *rows, const char *reason,
	bool *conflict, struct err *err)
{
	struct undo_fact fact = { .db = db, .reason = reason, .err = err };
	const bool authorizing = db->authorizing;
	/* Those of a registration go with it; a merge stated them again elsewhere. */
	const bool with_facts = rows->registrations || !rows->facts || entry->kind == CHANGE_MERGE;
	int64_t overdrawn = 0;
	bool ok;

	if ((rows->payments || rows->settled) && !undo_overdrawn(db, &overdrawn, err))
		return false;
	if (undo_as_desk(db, entry, rows))
		db->authorizing = false;
	ok = (!rows->registrations || changeset_each(set, undo_forget_refused, &fact)) &&
	     undo_apply(db, set, with_facts, conflict, err);
	db->authorizing = authorizing;
	ok = ok && (!(rows->payments || rows->settled) || undo_money(db, entry, overdrawn, err));
	return ok && (with_facts ||
			     changeset_each(set, undo_one_fact, &fact));
}

/* What somebody else noted at a desk is taken back for a reason, which its fact keeps; facts
 * that go with their registration leave none. */
static bool undo_reasoned(const struct db *db, const struct journal_entry *entry,
	const struct undo_rows *rows, const char *reason, struct err *err)
{
	if (!rows->facts || rows->registrations || entry->undoes || *reason ||
		str_eq(entry->author, db->author))
		return true;
	return err_set(err, ERR_REFUSED,
		_("'%s' was done by %s: give a reason to take it back ('etape undo %lld --reason TEXT')"),
		entry->label, entry->author, (long long)entry->id);
}

/* What has a number stays, whatever change took it. */
static bool undo_sealed(const struct journal_entry *entry, struct err *err)
{
	return err_set(err, ERR_REFUSED,
		_("'%s' cannot be undone: an issued invoice or credit note never changes; correct an invoice by a "
		  "credit note ('etape credit NUMBER --reason TEXT')"),
		entry->label);
}

/* `set` gets the changeset; on a conflict, which is for the caller to tell, the change
 * that is open may be done by half. */
static bool undo_inside(struct db *db, const struct journal_entry *entry, const char *reason,
	struct changeset *set, bool *conflict, struct err *err)
{
	struct undo_fact fact = { .db = db, .reason = reason, .err = err };
	struct undo_rows rows = { .facts = false };
	bool ok;

	if (!changeset_load(db, entry->id, set, err))
		return false;
	changeset_each(set, undo_look, &rows);
	if (rows.invoices)
		return undo_sealed(entry, err);
	if (db->role == ROLE_ACCUEIL && rows.payments)
		return err_set(err, ERR_FORBIDDEN,
			_("cannot undo '%s': money was taken, and a receipt given; take the check-in back "
			  "by itself and give the money back ('etape pay --refund')"),
			entry->label);
	ok = rows.others ? undo_mixed(db, entry, set, &rows, reason, conflict, err)
			 : changeset_each(set, undo_one_fact, &fact) &&
				   !(*conflict = fact.added == 0);
	return ok && undo_reasoned(db, entry, &rows, reason, err);
}

static bool undo_allowed(
	const struct db *db, const struct journal_entry *entry, struct err *err)
{
	if (entry->kind == CHANGE_REFUSAL)
		return err_set(err, ERR_REFUSED,
			_("change %lld let nobody in: there is nothing to undo"), (long long)entry->id);
	if (entry->kind == CHANGE_MESSAGE)
		return err_set(err, ERR_REFUSED,
			_("'%s': what was sent stays sent; there is nothing to undo"), entry->label);
	if (db->role == ROLE_ACCUEIL && !str_eq(entry->author, db->author))
		return err_set(err, ERR_FORBIDDEN,
			_("'%s' was done by %s: the role 'accueil' takes back only what it did itself"),
			entry->label, entry->author);
	if (entry->blanked)
		return err_set(err, ERR_REFUSED,
			_("cannot undo change %lld: what it held was erased"), (long long)entry->id);
	if (entry->undone_by)
		return err_set(err, ERR_REFUSED, _("'%s' is already undone (change %lld)"), entry->label,
			(long long)entry->undone_by);
	return true;
}

/* What a tariff told somebody stays told: taking its change back would change it while it is in use. */
static bool undo_tariff(struct db *db, const struct journal_entry *entry, struct err *err)
{
	struct str by = STR_INIT;
	bool used = false, ok = true;

	if (entry->kind == CHANGE_TARIFF && entry->subject)
		ok = tariff_in_use(db, entry->subject, &used, &by, NULL, err);
	if (entry->kind == CHANGE_EVENT_TARIFF)
		ok = tariff_free_event(db, entry->subject, err);
	if (ok && used)
		ok = err_set(err, ERR_REFUSED,
			_("a tariff in use is never changed, it is succeeded: what '%s' cost was told by it"), by.buf);
	str_release(&by);
	return ok;
}

/* Everything is decided under the write lock: two undos at once are one. */
static bool undo_change(struct db *db, int64_t id, bool mine, const char *reason,
	struct journal_entry *undone, struct err *err)
{
	struct change_label label = { .kind = CHANGE_UNDO };
	struct journal_entry entry = { 0 };
	struct changeset set = { 0 };
	bool ok, conflict = false;

	if (!change_begin(db, &label, err))
		return false;
	ok = id != 0 || journal_last(db, mine, &id, err);
	ok = ok && journal_get(db, id, &entry, err) && undo_allowed(db, &entry, err) &&
	     undo_tariff(db, &entry, err);
	label.subject = entry.subject;
	label.object = entry.object;
	change_relabel(db, &label);
	db->undoes = id;
	ok = ok && undo_inside(db, &entry, reason, &set, &conflict, err);
	if (ok)
		ok = change_commit(db, err);
	else
		change_rollback(db);
	/* Told once the rows are again as others see them. */
	if (conflict)
		undo_say_who(db, &entry, &set, err);
	changeset_release(&set);
	if (ok && undone) {
		*undone = entry;
		return true;
	}
	journal_entry_release(&entry);
	return ok;
}

bool journal_undo(struct db *db, int64_t id, bool mine, struct journal_entry *undone, struct err *err)
{
	return undo_change(db, id, mine, "", undone, err);
}

bool journal_undo_because(struct db *db, int64_t id, const char *reason,
	struct journal_entry *undone, struct err *err)
{
	char *clean = noun_clean(reason, false);
	const bool ok = undo_change(db, id, false, clean, undone, err);

	free(clean);
	return ok;
}
