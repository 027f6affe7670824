#include "etape/structure.h"

#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "etape/i18n.h"
#include "etape/id.h"
#include "etape/valid.h"
#include "store/noun.h"

void structure_init(struct structure *s)
{
	*s = (struct structure){ .kind = STRUCTURE_ASSOCIATION, .requires = ANY };
}

void structure_release(struct structure *s)
{
	free(s->name);
	free(s->siret);
	free(s->address);
	free(s->postcode);
	free(s->town);
	free(s->email);
	free(s->phone);
	free(s->note);
	free(s->service_code);
	free(s->vat_number);
	structure_init(s);
}

bool structure_get(struct db *db, int64_t id, struct structure *s, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT id, rev, name, kind, cite, parent, siret, address, postcode, town, email,"
		" phone, note, service_code, requires, vat_number, payer FROM structure WHERE id = :id",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW) {
		structure_release(s);
		s->id = sql_int(stmt, 0);
		s->rev = sql_int(stmt, 1);
		s->name = sql_dup(stmt, 2);
		s->kind = (enum structure_kind)noun_value(&structure_kinds, stmt, 3);
		s->cite = sql_int(stmt, 4);
		s->parent = sql_int(stmt, 5);
		s->siret = sql_dup(stmt, 6);
		s->address = sql_dup(stmt, 7);
		s->postcode = sql_dup(stmt, 8);
		s->town = sql_dup(stmt, 9);
		s->email = sql_dup(stmt, 10);
		s->phone = sql_dup(stmt, 11);
		s->note = sql_dup(stmt, 12);
		s->service_code = sql_dup(stmt, 13);
		s->requires = sql_is_null(stmt, 14) ? ANY : noun_value(&payer_requirements, stmt, 14);
		s->vat_number = sql_dup(stmt, 15);
		s->payer = sql_int(stmt, 16);
	}
	sql_done(stmt);
	if (result == SQL_DONE)
		err_set(err, ERR_NOT_FOUND, _("this structure is no longer known"));
	return result == SQL_ROW;
}

static bool structure_valid(struct structure *s, struct err *err)
{
	noun_tidy(&s->name, false);
	noun_tidy(&s->siret, false);
	noun_tidy(&s->address, true);
	noun_tidy(&s->postcode, false);
	noun_tidy(&s->town, false);
	noun_tidy(&s->email, false);
	noun_tidy(&s->phone, false);
	noun_tidy(&s->note, true);
	noun_tidy(&s->service_code, false);
	noun_tidy(&s->vat_number, false);
	if (!*s->name)
		return err_set(err, ERR_INVALID, _("a structure needs a name"));
	if (!valid_siret(s->siret, err) || !valid_email(s->email, err) ||
		!valid_phone(s->phone, err))
		return err_wrap(err, _("structure '%s'"), s->name);
	if (strlen(s->service_code) > 100)
		return err_set(err, ERR_INVALID, _("structure '%s': a service code has 100 characters at most"),
			s->name);
	if (s->payer == s->id)
		s->payer = 0;
	if (s->id && s->parent == s->id)
		return err_set(
			err, ERR_INVALID, _("structure '%s' cannot be above itself"), s->name);
	return true;
}

/* A structure cannot come under one that it heads already. */
static bool structure_no_circle(struct db *db, const struct structure *s, struct err *err)
{
	sqlite3_stmt *stmt;
	enum sql_result result;

	if (!s->id || !s->parent)
		return true;
	stmt = sql_prepare(db,
		"WITH RECURSIVE up (id) AS (SELECT :parent UNION"
		" SELECT s.parent FROM up JOIN structure s ON s.id = up.id WHERE s.parent NOT NULL)"
		" SELECT 1 FROM up WHERE id = :id",
		err);
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":parent", s->parent);
	sql_bind_int(stmt, ":id", s->id);
	result = sql_step(db, stmt, err);
	sql_done(stmt);
	if (result == SQL_ROW)
		return err_set(err, ERR_INVALID,
			_("structure '%s' is above the one that should head it"), s->name);
	return result == SQL_DONE;
}

static void structure_bind(sqlite3_stmt *stmt, const struct structure *s)
{
	char *fold = fold_dup(s->name);

	sql_bind_text(stmt, ":name", s->name);
	sql_bind_text(stmt, ":fold", fold);
	sql_bind_text(stmt, ":kind", vocabulary_name(&structure_kinds, (int)s->kind));
	sql_bind_id(stmt, ":cite", s->cite);
	sql_bind_id(stmt, ":parent", s->parent);
	sql_bind_opt(stmt, ":siret", s->siret);
	sql_bind_opt(stmt, ":address", s->address);
	sql_bind_opt(stmt, ":postcode", s->postcode);
	sql_bind_opt(stmt, ":town", s->town);
	sql_bind_opt(stmt, ":email", s->email);
	sql_bind_opt(stmt, ":phone", s->phone);
	sql_bind_opt(stmt, ":note", s->note);
	sql_bind_opt(stmt, ":service_code", s->service_code);
	sql_bind_opt(stmt, ":requires", vocabulary_name(&payer_requirements, s->requires));
	sql_bind_opt(stmt, ":vat_number", s->vat_number);
	sql_bind_id(stmt, ":payer", s->payer);
	free(fold);
}

static bool structure_write(struct db *db, struct structure *s, bool *touched, struct err *err)
{
	static const char insert[] =
		"INSERT INTO structure (id, name, fold, kind, cite, parent, siret, address,"
		" postcode, town, email, phone, note, service_code, requires, vat_number, payer) VALUES (:id, :name, :fold, :kind, :cite,"
		" :parent, :siret, :address, :postcode, :town, :email, :phone, :note,"
		" :service_code, :requires, :vat_number, :payer)";
	static const char update[] =
		"UPDATE structure SET name = :name, fold = :fold, kind = :kind, cite = :cite,"
		" parent = :parent, siret = :siret, address = :address, postcode = :postcode,"
		" town = :town, email = :email, phone = :phone, note = :note,"
		" service_code = :service_code, requires = :requires, vat_number = :vat_number, payer = :payer,"
		" rev = :next"
		" WHERE id = :id AND rev = :rev";
	int64_t id = s->id ? s->id : id_new();
	const int64_t next = s->id ? id_new() : 1;
	sqlite3_stmt *stmt = sql_prepare(db, s->id ? update : insert, err);

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	if (s->id) {
		sql_bind_int(stmt, ":rev", s->rev);
		sql_bind_int(stmt, ":next", next);
	}
	structure_bind(stmt, s);
	if (!sql_run(db, stmt, err))
		return false;
	if (s->id && !sql_changes(db))
		return noun_stale(
			db, "SELECT 1 FROM structure WHERE id = :id", s->id, s->name, err);
	*touched = true;
	s->rev = next;
	s->id = id;
	return true;
}

bool structure_save(struct db *db, struct structure *s, struct err *err)
{
	const int64_t id = s->id, rev = s->rev;
	struct change_label label = {
		.kind = id ? CHANGE_STRUCTURE_EDIT : CHANGE_STRUCTURE_NEW,
		.subject = id,
	};
	bool touched = false;
	bool ok;

	if (!structure_valid(s, err) || !change_begin(db, &label, err))
		return false;
	ok = structure_no_circle(db, s, err) && structure_write(db, s, &touched, err);
	label.subject = s->id;
	if (ok)
		change_relabel(db, &label);
	ok = noun_end(db, ok, touched, err);
	if (!ok) {
		s->id = id;
		s->rev = rev;
	}
	return ok;
}

static void structure_add_use(struct str *uses, int what, int64_t n)
{
	const long long many = (long long)n;

	switch (what) {
	case 0:
		str_addf(uses, P_("%lld person", "%lld people", n), many);
		break;
	case 1:
		str_addf(uses, P_("%lld membership", "%lld memberships", n), many);
		break;
	case 2:
		str_addf(uses, P_("%lld mandate", "%lld mandates", n), many);
		break;
	case 3:
		str_addf(uses, P_("%lld structure below", "%lld structures below", n), many);
		break;
	case 4:
		str_addf(uses, P_("%lld structure that it pays for", "%lld structures that it pays for", n), many);
		break;
	case 5:
		str_addf(uses, P_("%lld invoice", "%lld invoices", n), many);
		break;
	case 6:
		str_addf(uses, P_("%lld sum to collect", "%lld sums to collect", n), many);
		break;
	default:
		str_addf(uses, P_("%lld registration in its name", "%lld registrations in its name", n), many);
		break;
	}
}

/* What refers to a structure, in the order of structure_add_use(). */
static const char structure_uses_sql[] =
	"SELECT (SELECT count(*) FROM person WHERE structure = :id),"
	" (SELECT count(*) FROM membership WHERE structure = :id),"
	" (SELECT count(*) FROM mandate WHERE structure = :id),"
	" (SELECT count(*) FROM structure WHERE parent = :id),"
	" (SELECT count(*) FROM structure WHERE payer = :id),"
	" (SELECT count(*) FROM invoice WHERE payer_structure = :id),"
	" (SELECT count(*) FROM claim WHERE payer_structure = :id),"
	" (SELECT count(*) FROM registration WHERE hat_structure = :id)";

static bool structure_delete_rows(struct db *db, int64_t id, struct err *err)
{
	static const char *const steps[] = {
		"DELETE FROM note WHERE subject = :id",
		"DELETE FROM engagement WHERE structure = :id",
		"DELETE FROM structure WHERE id = :id",
	};

	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		if (!noun_step(db, steps[i], id, err))
			return false;
	return true;
}

bool structure_delete(struct db *db, int64_t id, struct err *err)
{
	struct structure s;
	struct str uses = STR_INIT;
	bool touched = false;
	bool ok;

	structure_init(&s);
	if (!change_begin(db, &(struct change_label){ .kind = CHANGE_STRUCTURE_DELETE }, err))
		return false;
	ok = structure_get(db, id, &s, err) &&
	     noun_uses(db, structure_uses_sql, id, structure_add_use, &uses, err);
	if (ok && uses.len)
		ok = err_set(err, ERR_REFUSED, _("'%s' cannot be deleted: it has %s"), s.name,
			uses.buf);
	touched = ok;
	ok = ok && structure_delete_rows(db, id, err);
	structure_release(&s);
	str_release(&uses);
	return noun_end(db, ok, touched, err);
}

/* Names of those that answer; *id is the last, *count how many. */
static bool structure_named(struct db *db, const char *fold, int64_t cite, int64_t *id,
	int *count, struct str *names, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT s.id, s.name, coalesce(s.town, c.name, '') FROM structure s"
		" LEFT JOIN cite c ON c.id = s.cite"
		" WHERE s.fold = :fold AND (:cite IS NULL OR s.cite = :cite) LIMIT 8",
		err);
	enum sql_result result;

	*count = 0;
	if (!stmt)
		return false;
	sql_bind_text(stmt, ":fold", fold);
	sql_bind_id(stmt, ":cite", cite);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		*id = sql_int(stmt, 0);
		str_addf(names, "%s%s", (*count)++ ? ", " : "", sql_text(stmt, 1));
		if (*sql_text(stmt, 2))
			str_addf(names, " (%s)", sql_text(stmt, 2));
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool structure_find(struct db *db, const char *name, int64_t cite, int64_t *id, struct err *err)
{
	struct str names = STR_INIT;
	char *fold = fold_dup(name);
	int count = 0;
	bool ok = true;

	*id = 0;
	if (*fold && cite)
		ok = structure_named(db, fold, cite, id, &count, &names, err);
	if (ok && *fold && !count)
		ok = structure_named(db, fold, 0, id, &count, &names, err);
	if (ok && count > 1)
		ok = err_set(err, ERR_AMBIGUOUS, _("'%s' may be several structures: %s"), name,
			names.buf);
	free(fold);
	str_release(&names);
	return ok;
}

bool structure_resolve(struct db *db, const char *text, int64_t *id, struct err *err)
{
	int64_t found = 0;

	if (id_parse(text, id)) {
		if (!noun_ask(db, "SELECT id FROM structure WHERE id = :id", *id, &found, err))
			return false;
		if (found)
			return true;
	}
	if (!structure_find(db, text, 0, id, err))
		return false;
	return *id || err_set(err, ERR_NOT_FOUND,
			      _("no structure '%s' is known: try 'etape find'"), text);
}
