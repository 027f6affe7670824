#include "etape/cite.h"

#include "etape/i18n.h"
#include "etape/journal.h"
#include "store/noun.h"

/* What is of a cité, in the order of cite_add_use(). */
static const char cite_uses_sql[] =
	"SELECT (SELECT count(*) FROM person WHERE cite = :id),"
	" (SELECT count(*) FROM mandate WHERE cite = :id),"
	" (SELECT count(*) FROM structure WHERE cite = :id),"
	" (SELECT count(*) FROM event WHERE cite = :id),"
	" (SELECT count(*) FROM mood WHERE cite = :id),"
	" (SELECT count(*) FROM news WHERE cite = :id),"
	" (SELECT count(*) FROM document WHERE subject = :id),"
	" (SELECT count(DISTINCT event) FROM audience WHERE cite = :id),"
	" (SELECT count(*) FROM note WHERE subject = :id),"
	" (SELECT count(*) FROM registration WHERE hat_cite = :id)";

static void cite_add_use(struct str *uses, int what, int64_t n)
{
	const long long many = (long long)n;

	switch (what) {
	case 0:
		str_addf(uses, P_("%lld person", "%lld people", n), many);
		break;
	case 1:
		str_addf(uses, P_("%lld mandate", "%lld mandates", n), many);
		break;
	case 2:
		str_addf(uses, P_("%lld structure", "%lld structures", n), many);
		break;
	case 3:
		str_addf(uses, P_("%lld rencontre", "%lld rencontres", n), many);
		break;
	case 4:
		str_addf(uses, P_("%lld mood", "%lld moods", n), many);
		break;
	case 5:
		str_addf(uses, P_("%lld piece of news", "%lld pieces of news", n), many);
		break;
	case 6:
		str_addf(uses, P_("%lld document", "%lld documents", n), many);
		break;
	case 7:
		str_addf(uses, P_("%lld rencontre that invites it", "%lld rencontres that invite it", n), many);
		break;
	case 8:
		str_addf(uses, P_("%lld note", "%lld notes", n), many);
		break;
	default:
		str_addf(uses, P_("%lld registration in its name", "%lld registrations in its name", n), many);
		break;
	}
}

static bool cite_remove(struct db *db, int64_t id, bool *touched, struct err *err)
{
	static const char *const parts[] = {
		"DELETE FROM cite_label WHERE cite = :id",
		"DELETE FROM cite_commune WHERE cite = :id",
		"DELETE FROM cite WHERE id = :id",
	};

	*touched = true;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (!noun_step(db, parts[i], id, err))
			return false;
	return true;
}

bool cite_can_delete(struct db *db, int64_t id, struct err *err)
{
	struct cite c;
	struct str uses = STR_INIT;
	bool ok;

	cite_init(&c);
	ok = cite_get(db, id, &c, err) && noun_uses(db, cite_uses_sql, id, cite_add_use, &uses, err);
	if (ok && uses.len)
		ok = err_set(err, ERR_REFUSED, _("'%s' cannot be deleted: it has %s"), c.name,
			uses.buf);
	cite_release(&c);
	str_release(&uses);
	return ok;
}

bool cite_delete(struct db *db, int64_t id, struct err *err)
{
	bool touched = false;
	bool ok;

	if (!change_begin(db, &(struct change_label){ .kind = CHANGE_CITE_DELETE }, err))
		return false;
	ok = cite_can_delete(db, id, err) && cite_remove(db, id, &touched, err);
	return noun_end(db, ok, touched, err);
}
