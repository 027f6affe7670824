/* Everything known of a person, and of whom nothing was heard for years. */
#include "office.h"

#include <sqlite3.h>

#include "etape/erasure.h"
#include "etape/journal.h"
#include "etape/known.h"

static bool see_due(void *arg, const struct retention_row *row)
{
	str_addf(arg, "%s %s %d;", row->name, row->because, row->posts);
	return true;
}

static void who_was_silent_for_years_is_listed(void **state)
{
	struct office *o = *state;
	struct str seen = STR_INIT;

	OK(retention_list(o->db, 3, see_due, &seen, &err));
	assert_string_equal(seen.buf, "");
	setenv("ETAPE_NOW", "2033-03-11T09:00:00", 1);
	OK(retention_list(o->db, 3, see_due, &seen, &err));
	assert_string_equal(seen.buf, "QUOKKELINCK Ottilie event 1;ZWAENEPOEL Ottilie event 0;");
	str_release(&seen);
}

/* Whoever was heard of by any way since is not due, whatever else is old. */
static void the_latest_sign_of_life_counts(void **state)
{
	struct office *o = *state;
	struct str seen = STR_INIT;
	sqlite3_stmt *stmt = sql_prepare(o->db, "UPDATE person SET last_contact = '2019-01-01'", NULL);

	OK(sql_run(o->db, stmt, &err));
	OK(retention_list(o->db, 3, see_due, &seen, &err));
	assert_null(strstr(seen.buf, "QUOKKELINCK Ottilie contact"));
	/* Keyed years after the rencontre: she was there when it was. */
	stmt = sql_prepare(o->db, "UPDATE event SET first_day = '2021-02-01', last_day = '2021-02-01'", NULL);
	OK(sql_run(o->db, stmt, &err));
	str_reset(&seen);
	OK(retention_list(o->db, 3, see_due, &seen, &err));
	assert_non_null(strstr(seen.buf, "QUOKKELINCK Ottilie event 1;"));
	OK(person_confirm(o->db, &o->her, 1, &err));
	str_reset(&seen);
	OK(retention_list(o->db, 3, see_due, &seen, &err));
	assert_null(strstr(seen.buf, "QUOKKELINCK Ottilie"));
	str_release(&seen);
}

/* --- everything known ---------------------------------------------------------------- */

struct heap {
	struct str text;
};

static bool begin_part(void *arg, const struct known_part *part)
{
	struct heap *heap = arg;

	str_addf(&heap->text, "%s%s", heap->text.len ? " " : "", part->type->name);
	return true;
}

static bool add_row(void *arg, const struct known_part *part, const struct value *values)
{
	struct heap *heap = arg;

	(void)values;
	assert_true(part->type->count > 0);
	str_addc(&heap->text, '+');
	return true;
}

static bool count_entry(void *arg, const struct journal_entry *entry)
{
	(void)entry;
	++*(int *)arg;
	return true;
}

static void all_that_is_known_is_told(void **state)
{
	struct office *o = *state;
	struct heap heap = { .text = STR_INIT };
	struct known_reader reader = { .begin = begin_part, .row = add_row, .arg = &heap };
	int entries = 0;

	OK(known_read(o->db, o->her, &reader, &err));
	assert_string_equal(heap.text.buf, "person+ mandates+ registrations+ announced checkins+ refusals"
		" messages payments+ overrides invoices claims notes distinct");
	str_release(&heap.text);
	/* Her record twice, a post, a registration, a check-in, a payment, what was typed of her. */
	OK(known_journal(o->db, o->her, count_entry, &entries, &err));
	assert_int_equal(entries, 7);
}

static void take_mention(void *arg, const struct known_mention *mention)
{
	str_addf(arg, "%s: %s;", mention->where, mention->text);
}

static void take_signed(void *arg, const struct known_signed *with)
{
	str_addf(arg, "%s %lld;", with->author, (long long)with->changes);
	assert_true(with->first <= with->last && with->first > 0);
}

/* A note about a town that names her, and what somebody of her name did here. */
static void what_names_her_elsewhere_is_told(void **state)
{
	struct office *o = *state;
	struct str text = STR_INIT;
	sqlite3_stmt *stmt;

	OK(known_signatures(o->db, o->her, take_signed, &text, &err));
	assert_string_equal(text.buf, "");
	stmt = sql_prepare(o->db, "UPDATE journal SET author = 'Ottilie Quokkelinck' WHERE id ="
		" (SELECT min(id) FROM journal)", NULL);
	OK(sql_run(o->db, stmt, &err));
	OK(known_signatures(o->db, o->her, take_signed, &text, &err));
	assert_string_equal(text.buf, "Ottilie Quokkelinck 1;");
	str_reset(&text);
	rename_her(o, "Vandenplas", "ov@example.org");
	stmt = sql_prepare(o->db, "UPDATE cite SET note = 'demander à Ottilie Quokkelinck'", NULL);
	OK(sql_run(o->db, stmt, &err));
	OK(known_mentions(o->db, o->her, take_mention, &text, &err));
	assert_non_null(strstr(text.buf, "demander à Ottilie Quokkelinck;"));
	str_release(&text);
}

/* A table that comes to refer to a person, or to what is hers, is to be told and erased. */
static void no_reference_to_a_person_is_forgotten(void **state)
{
	static const char sql[] =
		"SELECT m.name, f.\"from\" FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f"
		" WHERE m.type = 'table' AND f.\"table\" IN ('person', 'registration', 'mandate', 'payment')";
	struct office *o = *state;
	sqlite3 *raw = NULL;
	sqlite3_stmt *stmt = NULL;
	int references = 0;

	assert_int_equal(sqlite3_open_v2(o->path, &raw, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(raw, sql, -1, &stmt, NULL), SQLITE_OK);
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		const char *table = (const char *)sqlite3_column_text(stmt, 0);
		const char *column = (const char *)sqlite3_column_text(stmt, 1);

		references++;
		if (!known_covers(table, column))
			fail_msg("'etape person --everything' forgets %s.%s", table, column);
	}
	assert_true(references >= 10);
	assert_false(known_covers("person", "id"));
	sqlite3_finalize(stmt);
	sqlite3_close(raw);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		OFFICE(all_that_is_known_is_told),
		OFFICE(what_names_her_elsewhere_is_told),
		OFFICE(no_reference_to_a_person_is_forgotten),
		OFFICE(who_was_silent_for_years_is_listed),
		OFFICE(the_latest_sign_of_life_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
