#include "etape/person.h"

#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "etape/i18n.h"
#include "etape/id.h"
#include "etape/text.h"
#include "etape/valid.h"
#include "store/noun.h"

void person_init(struct person *p)
{
	*p = (struct person){ .id = 0 };
}

void person_release(struct person *p)
{
	free(p->family_name);
	free(p->given_name);
	free(p->email);
	free(p->phone);
	free(p->mobile);
	free(p->function);
	free(p->note);
	person_init(p);
}

bool person_get(struct db *db, int64_t id, struct person *p, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT id, rev, family_name, given_name, email, phone, mobile, structure,"
		" function, cite, note FROM person WHERE id = :id",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW) {
		person_release(p);
		p->id = sql_int(stmt, 0);
		p->rev = sql_int(stmt, 1);
		p->family_name = sql_dup(stmt, 2);
		p->given_name = sql_dup(stmt, 3);
		p->email = sql_dup(stmt, 4);
		p->phone = sql_dup(stmt, 5);
		p->mobile = sql_dup(stmt, 6);
		p->structure = sql_int(stmt, 7);
		p->function = sql_dup(stmt, 8);
		p->cite = sql_int(stmt, 9);
		p->note = sql_dup(stmt, 10);
	}
	sql_done(stmt);
	if (result == SQL_DONE)
		err_set(err, ERR_NOT_FOUND, _("this person is no longer known"));
	return result == SQL_ROW;
}

bool person_exists(struct db *db, int64_t id, bool *exists, struct err *err)
{
	int64_t found = 0;
	const bool ok = noun_ask(
		db, "SELECT 1 FROM person WHERE id = :id AND erased_at IS NULL", id, &found, err);

	*exists = found != 0;
	return ok;
}

static char *person_name(const struct person *p)
{
	struct str name = STR_INIT;

	text_person(&name, p->family_name ? p->family_name : "",
		p->given_name ? p->given_name : "");
	return str_take(&name);
}

static bool person_valid(struct person *p, struct err *err)
{
	char *name;
	bool ok;

	noun_tidy(&p->family_name, false);
	noun_tidy(&p->given_name, false);
	noun_tidy(&p->email, false);
	noun_tidy(&p->phone, false);
	noun_tidy(&p->mobile, false);
	noun_tidy(&p->function, false);
	noun_tidy(&p->note, true);
	if (!*p->family_name && !*p->given_name)
		return err_set(err, ERR_INVALID, _("a person needs a name"));
	ok = valid_email(p->email, err) && valid_phone(p->phone, err) &&
	     valid_phone(p->mobile, err);
	if (!ok) {
		name = person_name(p);
		err_wrap(err, "%s", name);
		free(name);
	}
	return ok;
}

static void person_bind_keys(sqlite3_stmt *stmt, const struct person *p)
{
	char *fold = fold_person_key(p->family_name, p->given_name);
	char *given = fold_dup(p->given_name);
	char *email = noun_email_key(p->email);
	struct str s = STR_INIT;

	sql_bind_text(stmt, ":fold", fold);
	sql_bind_text(stmt, ":given_fold", given);
	sql_bind_opt(stmt, ":email_fold", email);
	fold_squash_add(&s, p->family_name);
	fold_squash_add(&s, p->given_name);
	sql_bind_text(stmt, ":squash", s.buf);
	str_reset(&s);
	fold_phone_add(&s, p->phone);
	if (s.len && *p->mobile)
		str_addc(&s, ' ');
	fold_phone_add(&s, p->mobile);
	sql_bind_text(stmt, ":digits", s.buf);
	str_release(&s);
	free(fold);
	free(given);
	free(email);
}

static bool person_write(struct db *db, struct person *p, bool *touched, struct err *err)
{
	static const char insert[] =
		"INSERT INTO person (id, family_name, given_name, fold, given_fold, squash, email,"
		" email_fold, phone, mobile, digits, structure, function, cite, note)"
		" VALUES (:id, :family_name, :given_name, :fold, :given_fold, :squash, :email,"
		" :email_fold, :phone, :mobile, :digits, :structure, :function, :cite, :note)";
	static const char update[] =
		"UPDATE person SET family_name = :family_name, given_name = :given_name,"
		" fold = :fold, given_fold = :given_fold, squash = :squash, email = :email,"
		" email_fold = :email_fold, phone = :phone, mobile = :mobile, digits = :digits,"
		" structure = :structure, function = :function, cite = :cite, note = :note,"
		" rev = :next WHERE id = :id AND rev = :rev AND erased_at IS NULL";
	int64_t id = p->id ? p->id : id_new();
	const int64_t next = p->id ? id_new() : 1;
	sqlite3_stmt *stmt = sql_prepare(db, p->id ? update : insert, err);
	char *name;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	if (p->id) {
		sql_bind_int(stmt, ":rev", p->rev);
		sql_bind_int(stmt, ":next", next);
	}
	sql_bind_text(stmt, ":family_name", p->family_name);
	sql_bind_text(stmt, ":given_name", p->given_name);
	person_bind_keys(stmt, p);
	sql_bind_opt(stmt, ":email", p->email);
	sql_bind_opt(stmt, ":phone", p->phone);
	sql_bind_opt(stmt, ":mobile", p->mobile);
	sql_bind_id(stmt, ":structure", p->structure);
	sql_bind_opt(stmt, ":function", p->function);
	sql_bind_id(stmt, ":cite", p->cite);
	sql_bind_opt(stmt, ":note", p->note);
	if (!sql_run(db, stmt, err))
		return false;
	if (p->id && !sql_changes(db)) {
		name = person_name(p);
		noun_stale(db, "SELECT 1 FROM person WHERE id = :id", p->id, name, err);
		free(name);
		return false;
	}
	*touched = true;
	p->rev = next;
	p->id = id;
	return true;
}

bool person_save(struct db *db, struct person *p, struct err *err)
{
	const int64_t id = p->id, rev = p->rev;
	struct change_label label = {
		.kind = id ? CHANGE_PERSON_EDIT : CHANGE_PERSON_NEW,
		.subject = id,
	};
	bool touched = false;
	bool ok;

	if (!person_valid(p, err) || !change_begin(db, &label, err))
		return false;
	ok = person_write(db, p, &touched, err);
	label.subject = p->id;
	if (ok)
		change_relabel(db, &label);
	ok = noun_end(db, ok, touched, err);
	if (!ok) {
		p->id = id;
		p->rev = rev;
	}
	return ok;
}

/* Whom she announced, and where she was turned away, stays, without her. */
static bool person_delete_rows(struct db *db, int64_t id, struct err *err)
{
	static const char *const steps[] = {
		"UPDATE registration SET registered_by = NULL, rev = rev + 1 WHERE registered_by = :id",
		"UPDATE refusal SET person = NULL WHERE person = :id",
		"DELETE FROM message_sent WHERE person = :id",
		"DELETE FROM note WHERE subject = :id OR subject IN (SELECT id FROM mandate WHERE person = :id)",
		"DELETE FROM distinct_pair WHERE one = :id OR other = :id",
		"DELETE FROM mandate WHERE person = :id",
		"DELETE FROM person WHERE id = :id",
	};

	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		if (!noun_step(db, steps[i], id, err))
			return false;
	return true;
}

bool person_delete(struct db *db, int64_t id, struct err *err)
{
	struct person p;
	int64_t registrations = 0;
	bool touched = false;
	char *name;
	bool ok;

	person_init(&p);
	if (!change_begin(db, &(struct change_label){ .kind = CHANGE_PERSON_DELETE }, err))
		return false;
	ok = person_get(db, id, &p, err) &&
	     noun_ask(db, "SELECT count(*) FROM registration WHERE person = :id", id,
		     &registrations, err);
	name = person_name(&p);
	if (ok && registrations)
		ok = err_set(err, ERR_REFUSED,
			P_("%s has %lld registration: cancel it instead of deleting",
				"%s has %lld registrations: cancel them instead of deleting",
				registrations),
			name, (long long)registrations);
	free(name);
	person_release(&p);
	touched = ok;
	ok = ok && person_delete_rows(db, id, err);
	return noun_end(db, ok, touched, err);
}

bool person_find_by_email(struct db *db, const char *email, int64_t *id, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(
		db, "SELECT id FROM person WHERE email_fold = :email ORDER BY id LIMIT 1", err);
	enum sql_result result;
	char *key;

	*id = 0;
	if (!stmt)
		return false;
	key = noun_email_key(email);
	if (!*key) {
		free(key);
		return true;
	}
	sql_bind_text(stmt, ":email", key);
	free(key);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW)
		*id = sql_int(stmt, 0);
	sql_done(stmt);
	return result != SQL_FAILED;
}
