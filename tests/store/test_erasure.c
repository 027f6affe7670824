/* Erasing somebody: what goes, what stays, and that no byte of her is left in the file. */
#include "office.h"

#include <sqlite3.h>
#include <strings.h>

#include "etape/erasure.h"
#include "etape/find.h"
#include "etape/journal.h"
#include "etape/merge.h"
#include "etape/refusal.h"
#include "store/noun.h"

/* Whether a file beside the database has these bytes, whatever the case of ASCII letters. */
static bool holds(const struct office *o, const char *tail, const char *needle)
{
	const size_t n = strlen(needle);
	struct str path = STR_INIT, bytes = STR_INIT;
	char block[65536];
	bool found = false;
	size_t got;
	FILE *f;

	str_addf(&path, "%s%s", o->path, tail);
	f = fopen(path.buf, "rb");
	while (f && (got = fread(block, 1, sizeof block, f)) > 0)
		str_addn(&bytes, block, got);
	if (f)
		fclose(f);
	for (size_t i = 0; !found && i + n <= bytes.len; i++)
		found = !strncasecmp(bytes.buf + i, needle, n);
	str_release(&path);
	str_release(&bytes);
	return found;
}

static const char *const hers[] = { "Quokkelinck", "quokkelinckottilie", "o.quokkelinck@example.org",
	"99 88 77", "0327998877", "99887", "quokkel", "Ottilia" };

static bool anywhere(const struct office *o, const char *needle)
{
	return holds(o, "", needle) || holds(o, "-wal", needle) || holds(o, "-shm", needle);
}

static void erase(struct office *o)
{
	struct erasure done;

	erasure_init(&done);
	OK(person_erase(o->db, o->her, &done, &err));
	assert_false(done.bytes_left);
	assert_true(done.blanked > 0);
	erasure_release(&done);
}

static void say_nothing(void *arg, const char *line)
{
	(void)arg;
	fail_msg("%s", line);
}

static void no_byte_of_her_is_left(void **state)
{
	struct office *o = *state;
	struct db *other = office_open(o, ROLE_COORDINATION);

	for (size_t i = 0; i < sizeof hers / sizeof *hers; i++)
		if (!anywhere(o, hers[i]))
			fail_msg("'%s' was never there: nothing is tried", hers[i]);
	/* Another program has the database open, and has read her. */
	OK(db_check(other, say_nothing, NULL, &err));
	erase(o);
	for (size_t i = 0; i < sizeof hers / sizeof *hers; i++)
		if (anywhere(o, hers[i]))
			fail_msg("'%s' is still there", hers[i]);
	/* A name that somebody else bears stays hers. */
	assert_true(anywhere(o, "Zwaenepoel"));
	assert_true(anywhere(o, "Ottilie"));
	db_close(&other);
	db_close(&o->db);
	o->db = office_open(o, ROLE_ADMIN);
	for (size_t i = 0; i < sizeof hers / sizeof *hers; i++)
		assert_false(anywhere(o, hers[i]));
}

static bool see_registration(void *arg, const struct registration_row *row)
{
	str_addf(arg, "%s/%s/%s/%s;", row->name, row->structure, row->function, row->cite_code);
	return true;
}

static void presence_stays_without_a_name(void **state)
{
	struct office *o = *state;
	struct registration_filter filter = REGISTRATION_FILTER_ALL;
	struct str seen = STR_INIT;
	int64_t count;

	erase(o);
	OK(db_check(o->db, say_nothing, NULL, &err));
	filter.event = o->event;
	OK(registration_list(o->db, &filter, see_registration, &seen, &err));
	assert_string_equal(seen.buf, "(erased)//Coordonnatrice/denain;ZWAENEPOEL Ottilie/Ville de Denain//denain;");
	str_release(&seen);
	OK(person_count(o->db, &PERSON_FILTER_ALL, &count, &err));
	assert_int_equal(count, 1);
}

static bool see_hit(void *arg, const struct person_row *row)
{
	(void)row;
	++*(int *)arg;
	return true;
}

static void nobody_finds_her(void **state)
{
	struct office *o = *state;
	struct person_filter filter = PERSON_FILTER_ALL;
	struct page page = { .n = 50 };
	int64_t id = 0;
	int seen = 0;

	erase(o);
	OK(person_page(o->db, &filter, &page, see_hit, &seen, &err));
	assert_int_equal(seen, 1);
	filter.text = "coordonnatrice";
	OK(person_page(o->db, &filter, &page, see_hit, &seen, &err));
	assert_int_equal(seen, 1);
	REFUSED(person_resolve(o->db, "o.quokkelinck@example.org", &id, &err), ERR_NOT_FOUND, "");
	REFUSED(person_resolve(o->db, "(erased)", &id, &err), ERR_NOT_FOUND, "");
	REFUSED(person_erase(o->db, o->her, &(struct erasure){ .where = STR_INIT, .copies = STR_INIT, .left = STR_INIT }, &err),
		ERR_NOT_FOUND, "");
}

static bool see_entry(void *arg, const struct journal_entry *entry)
{
	struct str *out = arg;

	assert_null(strstr(entry->label, "uokk"));
	if (entry->kind == CHANGE_ERASE)
		str_addf(out, "%s by %s, %s;", entry->label, entry->author, entry->blanked ? "without what" : "?");
	else if (entry->kind == CHANGE_PERSON_NEW)
		str_addf(out, "%s, %s;", entry->label, entry->blanked ? "blank" : "whole");
	return true;
}

static void the_journal_says_it_without_what(void **state)
{
	struct office *o = *state;
	struct str seen = STR_INIT;

	erase(o);
	OK(journal_list(o->db, 0, see_entry, &seen, &err));
	assert_string_equal(seen.buf, "a person erased by claire, without what;"
		"person added: ZWAENEPOEL Ottilie, whole;person added: (erased), blank;");
	str_release(&seen);
	REFUSED(journal_undo(o->db, 0, false, NULL, &err), ERR_REFUSED, "erased");
}

static void only_the_role_admin_erases(void **state)
{
	struct office *o = *state;
	struct erasure done;
	struct db *db = office_open(o, ROLE_COORDINATION);

	erasure_init(&done);
	REFUSED(person_erase(db, o->her, &done, &err), ERR_FORBIDDEN, "admin");
	erasure_release(&done);
	db_close(&db);
	assert_true(anywhere(o, "Quokkelinck"));
}

static void a_text_about_somebody_else_is_named_not_changed(void **state)
{
	struct office *o = *state;
	struct erasure done;
	struct person p;

	person_init(&p);
	OK(person_get(o->db, o->cousin, &p, &err));
	free(p.note);
	p.note = xstrdup("remplace Ottilie Quokkelinck");
	OK(person_save(o->db, &p, &err));
	person_release(&p);
	erasure_init(&done);
	OK(person_erase(o->db, o->her, &done, &err));
	assert_int_equal(done.mentions, 1);
	assert_non_null(strstr(done.where.buf, "Zwaenepoel"));
	erasure_release(&done);
}

static void type_at_the_desk(struct office *o, const char *text)
{
	struct checkin_query q = { .event = o->event, .text = text };
	struct checkin_answer a;

	checkin_answer_init(&a);
	OK(checkin_do(o->db, &q, &a, &err));
	checkin_answer_release(&a);
}

/* What she was called before, and in a record that was put together with hers. */
static void no_byte_of_a_name_of_before_is_left(void **state)
{
	static const char *const before[] = { "Quokkelinck", "Brzęczyszcz", "brzeczyszcz", "o.brz@", "Szczebr" };
	struct office *o = *state;
	struct person mine, twin;

	type_at_the_desk(o, "Ottilia Brzeczyszcz");
	type_at_the_desk(o, "Ottilie Szczebrzeszyn");
	rename_her(o, "Szczebrzeszyn", "os@example.org");
	rename_her(o, "Vandenplas", "ov@example.org");
	person_init(&mine);
	person_init(&twin);
	OK(person_get(o->db, office_person(o, "Brzęczyszcz", "Odile", "O.Brz@example.org", "03 27 11 11 11"),
		&twin, &err));
	OK(person_get(o->db, o->her, &mine, &err));
	OK(person_merge(o->db, &mine, &twin, NULL, &err));
	person_release(&mine);
	person_release(&twin);
	for (size_t i = 0; i < sizeof before / sizeof *before; i++)
		assert_true(anywhere(o, before[i]));
	erase(o);
	for (size_t i = 0; i < sizeof before / sizeof *before; i++)
		if (anywhere(o, before[i]))
			fail_msg("'%s' is still there", before[i]);
}

#define CROWD 240

/* Bytes that pages of tables and indexes hold between their list of cells and their cells: what
 * SQLite leaves there when it splits a page. */
static size_t beside_cells(const struct office *o)
{
	static unsigned char page[4096];
	FILE *f = fopen(o->path, "rb");
	size_t bytes = 0;

	assert_non_null(f);
	for (size_t head = 100; fread(page, 1, sizeof page, f) == sizeof page; head = 0) {
		const unsigned char kind = page[head];
		size_t at = head + (kind < 10 ? 12u : 8u) + 2u * (page[head + 3] * 256u + page[head + 4]);
		const size_t end = page[head + 5] * 256u + page[head + 6];

		if (kind != 2 && kind != 5 && kind != 10 && kind != 13)
			continue;
		for (; at < end; at++)
			bytes += page[at] != 0;
	}
	fclose(f);
	return bytes;
}

static void name_of(char name[16], unsigned i)
{
	uint32_t seed = (i + 1) * 2654435761u;

	*name = 'Z';
	for (size_t k = 1; k < 15; k++) {
		seed = seed * 1664525u + 1013904223u;
		name[k] = (char)('a' + (seed >> 24) % 26);
	}
	name[15] = '\0';
}

/* Each page of the file is split again and again while they come: what was copied aside goes too,
 * and nobody else's line with it. */
static void no_byte_is_left_of_any_of_many(void **state)
{
	struct office *o = *state;
	int64_t ids[CROWD];
	char name[16];

	for (unsigned i = 0; i < CROWD; i++) {
		name_of(name, i);
		ids[i] = network_person(o->db, name, "Odile", NULL, i % 3 ? 0 : o->ville, 0);
	}
	OK(db_check(o->db, say_nothing, NULL, &err));
	db_close(&o->db);
	o->db = office_open(o, ROLE_ADMIN);
	assert_true(beside_cells(o) > 0);
	for (unsigned i = 0; i < CROWD; i += 80) {
		o->her = ids[i];
		erase(o);
		assert_int_equal(beside_cells(o), 0);
		for (unsigned k = 0; k <= i + 1; k++) {
			name_of(name, k);
			if (anywhere(o, name) != (k > i || k % 80 != 0))
				fail_msg("after %u: '%s', the %uth", i, name, k);
		}
	}
	OK(db_check(o->db, say_nothing, NULL, &err));
}

/* A given name is many people's, a family name may be a word. */
static void what_is_about_others_stays(void **state)
{
	struct office *o = *state;

	type_at_the_desk(o, "Ottilie Bontempelli");
	type_at_the_desk(o, "denain zzz");
	erase(o);
	assert_true(anywhere(o, "Ottilie Bontempelli"));
	o->her = network_person(o->db, "Denain", "Paule", "pd@example.org", o->ville, 0);
	erase(o);
	assert_true(anywhere(o, "Ville de Denain"));
	assert_false(anywhere(o, "paule"));
}

static void nobody_erased_takes_up_a_post(void **state)
{
	struct office *o = *state;
	int64_t cite, posts;

	OK(cite_resolve(o->db, "denain", &cite, &err));
	network_mandate(o->db, o->her, cite, MANDATE_REFERENT, "2027-01-01", NULL);
	erase(o);
	OK(noun_ask(o->db, "SELECT count(*) FROM mandate WHERE person = :id", o->her, &posts, &err));
	assert_int_equal(posts, 1);
	OK(noun_ask(o->db, "SELECT count(*) FROM mandate WHERE person = :id AND valid_to = '2026-03-10'", o->her,
		&posts, &err));
	assert_int_equal(posts, 1);
}

/* By whatever program or hand they were made; what is no database of ours is not named. */
static void copies_beside_the_database_are_named(void **state)
{
	struct office *o = *state;
	struct str path = STR_INIT;
	struct erasure done;
	FILE *other;

	str_addf(&path, "%s/of-monday.db", o->dir);
	OK(db_backup(o->db, path.buf, &err));
	str_addc(&path, '2');
	other = fopen(path.buf, "w");
	fputs("SQLite format 3 is what this page is about, and it is long enough to be a header", other);
	fclose(other);
	erasure_init(&done);
	OK(person_erase(o->db, o->her, &done, &err));
	str_truncate(&path, path.len - 1);
	assert_string_equal(done.copies.buf, path.buf);
	erasure_release(&done);
	str_release(&path);
}

/* Columns of text in which nobody can have typed a name of hers that stays: lists of words, dates,
 * keys, reference data, who wrote; what the erasure empties; and what it looks into, and tells. A
 * column that comes is to be put into one of the three. */
static const char *const texts_safe[] = { "cite.academie", "cite.code", "cite.departement", "cite.fold", "cite.name",
	"cite.region", "cite.region_name", "cite.source", "cite_commune.insee", "cite_label.status", "cite_label.valid_from",
	"cite_label.valid_to", "checkin.author", "checkin.desk", "checkin.kind", "checkin.via", "cycle.code", "cycle.name", "cycle.territory",
	"distinct_pair.author", "event.code", "event.ends", "event.first_day", "event.format", "event.kind",
	"event.last_day", "event.precision", "event.recurrence", "event.source", "event.starts", "event.status",
	"event.town", "event.uid", "event.zone", "mandate.role", "mandate.valid_from", "mandate.valid_to",
	"membership.valid_from", "membership.valid_to", "message_sent.author", "message_sent.kind", "mood.author", "mood.day", "news.author", "news.day",
	"note.author", "note.day", "payment.author", "payment.day", "payment.desk", "payment.means", "payment.receipt",
	"person.erased_kind", "refusal.author", "refusal.desk", "refusal.outcome", "refusal.via", "registration.author",
	"registration.cancelled_by", "registration.status", "saved_filter.author", "saved_filter.kind", "session.day",
	"session.part", "structure.fold", "structure.kind", "structure.postcode", "structure.siret", "structure.town",
	"audience.departement", "audience.region", "audience.role", "document.author", "document.day", "document.kind",
	"event_move.author", "minutes_point.author", "minutes_point.kind", "event_move.ends", "event_move.starts", "event_move.status", "programme_item.day",
	"structure.requires", "structure.service_code", "structure.vat_number", "fee_override.author", "engagement.number",
	"invoice.kind", "invoice.number", "invoice.day", "invoice.due_day", "invoice.author", "invoice.desk",
	"invoice.service_from", "invoice.service_to", "invoice.seller", "invoice.service_code", "invoice.engagement",
	"invoice.vat", "invoice.terms", "invoice.lang", "invoice_line.first_day", "invoice_line.last_day", "invoice_line.unit",
	"invoice_payment.means", "invoice_payment.day", "invoice_payment.desk", "invoice_payment.author",
	"invoice_payment.receipt", "claim.author", "claim.title", "claim.title_day", "claim.paid_day", "reminder.day",
	"reminder.author", "milestone.due_day", "milestone.done_day", NULL };
static const char *const texts_emptied[] = { "badge.code", "checkin.reason", "mandate.note", "payment.reference",
	"person.confirmed_by", "person.confirmed_on", "person.digits", "person.email", "person.email_fold",
	"person.family_name", "person.fold", "person.given_fold", "person.given_name", "person.last_contact",
	"person.mobile", "person.note", "person.phone", "person.squash", "refusal.typed", "registration.code",
	"registration.note", "registration.reason", NULL };
static const char *const texts_told[] = { "cite.note", "cite_label.note", "cycle.note", "document.address",
	"document.title", "event.address", "event.decisions", "event.foreign_lines", "event.note", "event.place",
	"event.speakers", "event.theme", "event.title", "event.url", "event_move.reason", "membership.note", "minutes_point.text", "news.text",
	"note.text", "person.function", "programme_item.note", "programme_item.place", "programme_item.speakers",
	"programme_item.title", "saved_filter.name", "saved_filter.query", "session.title", "structure.address",
	"structure.email", "structure.name", "structure.note", "structure.phone",
	"fee_override.reason", "invoice.buyer", "invoice.reason", "invoice_line.event", "invoice_line.name",
	"invoice_line.label", "invoice_line.reasons", "invoice_payment.reference", "claim_line.label", "claim_line.reasons",
	"reminder.note", "mission_part.title", "milestone.title", NULL };

static bool listed(const char *const *list, const char *column)
{
	for (; *list; list++)
		if (!strcmp(*list, column))
			return true;
	return false;
}

static void no_text_is_forgotten(void **state)
{
	static const char *const others[] = { "commune", "crpv", "school_holiday", "tariff", "fee_rule", NULL };
	struct office *o = *state;
	char column[128];

	for (const char *const *t = db_journaled_tables; *t; t++) {
		sqlite3_stmt *stmt = sql_prepare(o->db,
			"SELECT name FROM pragma_table_info(:table) WHERE type = 'TEXT'", NULL);

		sql_bind_text(stmt, ":table", *t);
		while (!listed(others, *t) && sql_step(o->db, stmt, NULL) == SQL_ROW) {
			snprintf(column, sizeof column, "%s.%s", *t, sql_text(stmt, 0));
			if (!listed(texts_safe, column) && !listed(texts_emptied, column) &&
				!listed(texts_told, column))
				fail_msg("an erasure does not know %s: empty it, or tell of it in erasure_around.c",
					column);
		}
		sql_done(stmt);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		OFFICE(no_byte_of_her_is_left),
		OFFICE(presence_stays_without_a_name),
		OFFICE(nobody_finds_her),
		OFFICE(the_journal_says_it_without_what),
		OFFICE(only_the_role_admin_erases),
		OFFICE(a_text_about_somebody_else_is_named_not_changed),
		OFFICE(no_byte_of_a_name_of_before_is_left),
		OFFICE(no_byte_is_left_of_any_of_many),
		OFFICE(what_is_about_others_stays),
		OFFICE(nobody_erased_takes_up_a_post),
		OFFICE(copies_beside_the_database_are_named),
		OFFICE(no_text_is_forgotten),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
