/* What is billed already of a registration. */
#include "store/invoice_internal.h"

bool invoice_standing(
	struct db *db, int64_t registration, struct invoice_standing *standing, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT sum(l.net_cents + l.vat_cents), sum(coalesce((SELECT sum(c.net_cents + c.vat_cents)"
		" FROM invoice_line c WHERE c.corrects = l.id), 0)) FROM invoice_line l JOIN invoice i ON i.id = l.invoice"
		" WHERE l.registration = :registration AND i.kind = 'invoice' GROUP BY i.id"
		" UNION ALL SELECT cents, 0 FROM claim_line WHERE registration = :registration",
		err);
	enum sql_result result;

	*standing = (struct invoice_standing){ .cents = 0 };
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":registration", registration);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		const cents_t credited = sql_int(stmt, 1), left = sql_int(stmt, 0) - credited;

		standing->ever = true;
		standing->cents += left;
		standing->partly = standing->partly || (credited > 0 && left > 0);
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}
