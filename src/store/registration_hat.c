/* Whom somebody of several hats represents at an event. */
#include "etape/fees.h"
#include "etape/i18n.h"
#include "etape/id.h"
#include "etape/registration.h"
#include "store/noun.h"

/* The cités for which she might come in the name of a structure. */
struct cites_of {
	int64_t structure;
	int64_t cite; /* the last one */
	int count;
	struct str names;
};

static bool add_cite(void *arg, const struct fees_hat *hat)
{
	struct cites_of *of = arg;

	if (hat->structure != of->structure || !hat->cite)
		return true;
	of->cite = hat->cite;
	str_addf(&of->names, "%s%s", of->count++ ? ", " : "", hat->cite_name);
	return true;
}

static bool fill_cite(struct db *db, const struct registration *r, int64_t structure,
	int64_t *cite, struct err *err)
{
	struct cites_of of = { .structure = structure, .names = STR_INIT };
	bool ok = fees_hats(db, r->event, r->person, add_cite, &of, err);

	if (ok && of.count > 1)
		ok = err_set(err, ERR_AMBIGUOUS, _("this structure may stand for several cités here, say which: %s"),
			of.names.buf);
	*cite = of.count == 1 ? of.cite : 0;
	str_release(&of.names);
	return ok;
}

static bool put(struct db *db, int64_t id, int64_t structure, int64_t cite, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"UPDATE registration SET hat_structure = :structure, hat_cite = :cite, rev = :next"
		" WHERE id = :id",
		err);

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	sql_bind_id(stmt, ":structure", structure);
	sql_bind_id(stmt, ":cite", cite);
	sql_bind_int(stmt, ":next", id_new());
	return sql_run(db, stmt, err);
}

bool registration_choose_hat(
	struct db *db, int64_t id, int64_t structure, int64_t cite, struct err *err)
{
	struct registration r;
	bool ok;

	registration_init(&r);
	ok = registration_get(db, id, &r, err) &&
	     (cite || !structure || fill_cite(db, &r, structure, &cite, err));
	if (ok) {
		const struct change_label label = {
			.kind = CHANGE_HAT, .subject = r.person, .object = r.event
		};

		ok = change_begin(db, &label, err) &&
		     noun_end(db, put(db, id, structure, cite, err), true, err);
	}
	registration_release(&r);
	return ok;
}
