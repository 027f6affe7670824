#include "store/erasure_internal.h"

#include "etape/i18n.h"

/* Texts about something or somebody else that people typed: changed by people, not by a program
 * that cannot know what they mean. Columns: the text, what the record is called. */
static const struct {
	const char *sql;
	const char *words;
} erasure_texts[] = {
	{ "SELECT n.text, coalesce((SELECT name FROM cite WHERE id = n.subject),"
	  " (SELECT name FROM structure WHERE id = n.subject), (SELECT code FROM event WHERE id = n.subject),"
	  " '') FROM note n", N_("note: %s") },
	{ "SELECT w.text, c.name FROM news w JOIN cite c ON c.id = w.cite", N_("news: %s") },
	{ "SELECT m.text, e.code FROM minutes_point m JOIN event e ON e.id = m.event", N_("minutes: %s") },
	{ "SELECT coalesce(note, ''), name FROM cite", N_("cité: %s") },
	{ "SELECT coalesce(note, ''), name FROM cycle", N_("cycle: %s") },
	{ "SELECT name || char(10) || coalesce(address, '') || char(10) || coalesce(email, '') || char(10)"
	  " || coalesce(phone, '') || char(10) || coalesce(note, ''), name FROM structure",
		N_("structure: %s") },
	{ "SELECT title || char(10) || coalesce(theme, '') || char(10) || coalesce(speakers, '') || char(10)"
	  " || coalesce(note, '') || char(10) || coalesce(place, '') || char(10) || coalesce(address, '') || char(10)"
	  " || coalesce(foreign_lines, '') || char(10) || coalesce(url, '') || char(10) || coalesce(decisions, ''), code"
	  " FROM event", N_("event: %s") },
	{ "SELECT i.title || char(10) || coalesce(i.speakers, '') || char(10) || coalesce(i.place, '') || char(10)"
	  " || coalesce(i.note, ''), e.code FROM programme_item i JOIN event e ON e.id = i.event",
		N_("programme: %s") },
	{ "SELECT coalesce(v.reason, ''), e.code FROM event_move v JOIN event e ON e.id = v.event", N_("event: %s") },
	{ "SELECT title || char(10) || address, title FROM document", N_("document: %s") },
	{ "SELECT coalesce(title, ''), (SELECT code FROM event e WHERE e.id = event) FROM session",
		N_("session: %s") },
	{ "SELECT coalesce(note, '') || char(10) || coalesce(function, ''), family_name || ' ' || given_name"
	  " FROM person", N_("person: %s") },
	{ "SELECT coalesce(m.note, ''), c.name FROM mandate m JOIN cite c ON c.id = m.cite", N_("post: %s") },
	{ "SELECT coalesce(b.note, ''), s.name FROM membership b JOIN structure s ON s.id = b.structure",
		N_("membership: %s") },
	{ "SELECT coalesce(l.note, ''), c.name FROM cite_label l JOIN cite c ON c.id = l.cite", N_("label: %s") },
	{ "SELECT coalesce(r.note, '') || char(10) || coalesce(r.reason, ''), r.code FROM registration r",
		N_("registration: %s") },
	{ "SELECT coalesce(k.reason, ''), r.code FROM checkin k JOIN registration r ON r.id = k.registration"
	  " WHERE k.reason IS NOT NULL", N_("check-in: %s") },
	{ "SELECT coalesce(y.reference, ''), coalesce(y.receipt, r.code) FROM payment y"
	  " JOIN registration r ON r.id = y.registration", N_("payment: %s") },
	{ "SELECT query || char(10) || name, name FROM saved_filter", N_("filter: %s") },
	{ "SELECT o.reason, r.code FROM fee_override o JOIN registration r ON r.id = o.registration",
		N_("amount set by hand: %s") },
	{ "SELECT i.buyer || char(10) || coalesce(i.reason, '') || char(10) || (SELECT group_concat(l.name || char(10)"
	  " || l.label || char(10) || l.event || char(10) || l.reasons, char(10)) FROM invoice_line l"
	  " WHERE l.invoice = i.id), i.number FROM invoice i", N_("invoice, which is kept: %s") },
	{ "SELECT coalesce(y.reference, ''), i.number FROM invoice_payment y JOIN invoice i ON i.id = y.invoice",
		N_("payment: %s") },
	{ "SELECT coalesce(m.note, ''), i.number FROM reminder m JOIN invoice i ON i.id = m.invoice",
		N_("reminder: %s") },
	{ "SELECT l.label || char(10) || l.reasons, coalesce(c.title, e.code, '') FROM claim_line l"
	  " JOIN claim c ON c.id = l.claim LEFT JOIN event e ON e.id = c.event", N_("sum to collect: %s") },
	{ "SELECT p.title, c.name FROM mission_part p JOIN cycle c ON c.id = p.cycle", N_("budget: %s") },
	{ "SELECT m.title, c.name FROM milestone m JOIN cycle c ON c.id = m.cycle", N_("budget: %s") },
};

bool erasure_each_text(struct db *db, const struct erasure_who *who, erasure_text_fn each, void *arg,
	struct err *err)
{
	struct str where = STR_INIT;
	bool ok = true;

	for (size_t i = 0; ok && i < sizeof erasure_texts / sizeof *erasure_texts; i++) {
		sqlite3_stmt *stmt = sql_prepare(db, erasure_texts[i].sql, err);
		enum sql_result result = SQL_FAILED;

		while (stmt && (result = sql_step(db, stmt, err)) == SQL_ROW) {
			if (!erasure_mentions(who, sql_text(stmt, 0)))
				continue;
			str_reset(&where);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
			str_addf(&where, gettext(erasure_texts[i].words), sql_text(stmt, 1));
#pragma GCC diagnostic pop
			each(arg, where.buf, sql_text(stmt, 0));
		}
		if (stmt)
			sql_done(stmt);
		ok = result != SQL_FAILED;
	}
	str_release(&where);
	return ok;
}

static void erasure_say_where(void *arg, const char *where, const char *text)
{
	enum { SAID_MOST = 20 };
	struct erasure *done = arg;

	(void)text;
	if (++done->mentions > SAID_MOST)
		return;
	str_addf(&done->where, "%s%s", done->where.len ? "\n" : "", where);
}

bool erasure_look_around(
	struct db *db, const struct erasure_who *who, struct erasure *done, struct err *err)
{
	return erasure_each_text(db, who, erasure_say_where, done, err);
}
