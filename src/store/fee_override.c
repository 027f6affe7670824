/* Amounts set by hand. */
#include <stdlib.h>

#include "etape/fees.h"
#include "etape/i18n.h"
#include "etape/id.h"
#include "etape/registration.h"
#include "store/noun.h"

/* What the tariff says now. */
struct said {
	bool known;
	cents_t cents;
};

static bool hear(void *arg, const struct fee_row *row)
{
	struct said *said = arg;

	*said = (struct said){ .known = row->computed_known, .cents = row->computed };
	return false;
}

static bool label_of(
	struct db *db, int64_t registration, struct change_label *label, struct err *err)
{
	struct registration r;
	bool ok;

	registration_init(&r);
	ok = registration_get(db, registration, &r, err);
	*label = (struct change_label){
		.kind = CHANGE_FEE_OVERRIDE, .subject = r.person, .object = r.event
	};
	registration_release(&r);
	return ok;
}

static bool put(struct db *db, int64_t registration, cents_t cents, const char *reason,
	const struct said *said, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"INSERT INTO fee_override (id, registration, cents, computed_cents, reason, at, author, rev)"
		" VALUES (:id, :registration, :cents, :computed, :reason, :at, :author, :id)"
		" ON CONFLICT (registration) DO UPDATE SET cents = excluded.cents,"
		" computed_cents = excluded.computed_cents, reason = excluded.reason, at = excluded.at,"
		" author = excluded.author, rev = excluded.rev",
		err);

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id_new());
	sql_bind_int(stmt, ":registration", registration);
	sql_bind_int(stmt, ":cents", cents);
	if (said->known)
		sql_bind_int(stmt, ":computed", said->cents);
	sql_bind_text(stmt, ":reason", reason);
	sql_bind_int(stmt, ":at", civil_now());
	sql_bind_text(stmt, ":author", db_author(db));
	return sql_run(db, stmt, err);
}

enum { FEE_BY_HAND_MOST = 100 * 1000000 }; /* a slip of the finger would stop every sum it is in */

bool fees_override(
	struct db *db, int64_t registration, cents_t cents, const char *reason, struct err *err)
{
	struct change_label label;
	struct said said = { .known = false };
	struct fees_query q;
	char *why = noun_clean(reason, false);
	bool ok = true;

	if (cents < 0)
		ok = err_set(err, ERR_INVALID, _("a fee is not below 0: give money back by a refund"));
	else if (cents > FEE_BY_HAND_MOST)
		ok = err_set(err, ERR_INVALID, _("no fee is above a million euros: look at the amount again"));
	else if (!*why)
		ok = err_set(err, ERR_INVALID, _("an amount set by hand wants a reason"));
	ok = ok && label_of(db, registration, &label, err) && change_begin(db, &label, err);
	if (ok) {
		q = (struct fees_query){
			.event = label.object, .person = label.subject, .brief = true
		};
		ok = fees_ask(db, &q, hear, &said, err) &&
		     put(db, registration, cents, why, &said, err);
		ok = noun_end(db, ok, true, err);
	}
	free(why);
	return ok;
}

bool fees_override_remove(struct db *db, int64_t registration, struct err *err)
{
	struct change_label label;
	bool ok;

	if (!label_of(db, registration, &label, err) || !change_begin(db, &label, err))
		return false;
	ok = noun_step(db, "DELETE FROM fee_override WHERE registration = :id", registration, err);
	if (ok && !sql_changes(db))
		return noun_end(db,
			err_set(err, ERR_REFUSED, _("no amount was set by hand for this registration")),
			false, err);
	return noun_end(db, ok, true, err);
}
