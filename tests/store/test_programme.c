/* Programmes of events, and the documents attached to events and cités. */
#include "raw.h"

#include "etape/document.h"
#include "etape/event_calendar.h"
#include "etape/journal.h"
#include "etape/programme.h"

static int setup(void **state)
{
	*state = network_empty();
	return 0;
}

static int teardown(void **state)
{
	db_close((struct db **)state);
	return 0;
}

static int64_t add_item(struct db *db, int64_t event, const char *day, int starts, int ends, const char *title)
{
	struct programme_item p;
	int64_t id;

	programme_item_init(&p);
	p.event = event;
	p.day = network_day(day);
	p.starts = starts;
	p.ends = ends;
	p.title = xstrdup(title);
	p.speakers = xstrdup("  Inès DUPRÉ-LEROY ");
	OK(programme_item_save(db, &p, &err));
	id = p.id;
	programme_item_release(&p);
	return id;
}

static bool add_title(void *arg, const struct programme_row *row)
{
	str_addf(arg, "%s %d %s (%s); ", row->starts < 0 ? "?" : "at", row->starts, row->title, row->speakers);
	return true;
}

static void expect_programme(struct db *db, int64_t event, const char *expected)
{
	struct str got = STR_INIT;

	OK(programme_list(db, event, add_title, &got, &err));
	assert_string_equal(got.buf, expected);
	str_release(&got);
}

static void items_stand_in_order_of_time(void **state)
{
	struct db *db = *state;
	const int64_t event = network_event(db, "tour-1", "2026-03-10", "2026-03-11", -1);
	int64_t late;

	add_item(db, event, "2026-03-11", 540, 600, "Ateliers");
	late = add_item(db, event, "2026-03-10", 840, -1, "Visite");
	add_item(db, event, "2026-03-10", 540, 570, "Accueil");
	add_item(db, event, "2026-03-10", -1, -1, "Brise-glace");
	expect_programme(db, event,
		"? -1 Brise-glace (Inès DUPRÉ-LEROY); at 540 Accueil (Inès DUPRÉ-LEROY);"
		" at 840 Visite (Inès DUPRÉ-LEROY); at 540 Ateliers (Inès DUPRÉ-LEROY); ");
	OK(programme_item_delete(db, late, &err));
	OK(event_delete(db, event, &err));
	OK(journal_undo(db, 0, false, NULL, &err));
	expect_programme(db, event,
		"? -1 Brise-glace (Inès DUPRÉ-LEROY); at 540 Accueil (Inès DUPRÉ-LEROY);"
		" at 540 Ateliers (Inès DUPRÉ-LEROY); ");
}

static void what_cannot_be_is_refused(void **state)
{
	struct db *db = *state;
	const int64_t event = network_event(db, "tour-1", "2026-03-28", "2026-03-29", -1);
	struct programme_item p;

	programme_item_init(&p);
	p.event = event;
	p.day = network_day("2026-03-29");
	REFUSED(programme_item_save(db, &p, &err), ERR_INVALID, "title");
	free(p.title);
	p.title = xstrdup("Accueil");
	p.starts = 600;
	p.ends = 540;
	REFUSED(programme_item_save(db, &p, &err), ERR_INVALID, "before it begins");
	p.starts = -1;
	REFUSED(programme_item_save(db, &p, &err), ERR_INVALID, "begins at one");
	p.starts = 150; /* 02:30, the night of the change */
	REFUSED(programme_item_save(db, &p, &err), ERR_INVALID, "02:30 does not exist");
	p.starts = 180;
	p.day = network_day("2026-03-30");
	REFUSED(programme_item_save(db, &p, &err), ERR_INVALID, "not one of");
	p.day = network_day("2026-03-29");
	OK(programme_item_save(db, &p, &err));
	p.rev = 77;
	REFUSED(programme_item_save(db, &p, &err), ERR_STALE, "");
	programme_item_release(&p);
}

static bool add_document(void *arg, const struct document_row *row)
{
	str_addf(arg, "%s %s %s %s; ", row->day, row->title, row->address, row->author);
	return true;
}

static void documents_are_attached_to_events_and_cites(void **state)
{
	struct db *db = *state;
	const int64_t event = network_event(db, "tour-1", "2026-03-10", NULL, -1);
	const int64_t cite = network_cite(db, "creil", "Creil", NULL);
	struct str got = STR_INIT;
	struct document d;

	document_init(&d);
	d.subject = event;
	d.title = xstrdup("Compte rendu");
	REFUSED(document_save(db, &d, &err), ERR_INVALID, "address");
	free(d.address);
	d.address = xstrdup("https://example.org/cr.pdf");
	d.kind = DOCUMENT_MINUTES;
	OK(document_save(db, &d, &err));
	OK(document_list(db, event, add_document, &got, &err));
	assert_string_equal(got.buf, "2026-03-10 Compte rendu https://example.org/cr.pdf claire; ");
	d.subject = cite;
	d.day = network_day("2026-01-05");
	OK(document_save(db, &d, &err));
	str_reset(&got);
	OK(document_list(db, event, add_document, &got, &err));
	assert_string_equal(got.buf, "");
	OK(document_list(db, cite, add_document, &got, &err));
	assert_string_equal(got.buf, "2026-01-05 Compte rendu https://example.org/cr.pdf claire; ");
	d.subject = 12;
	REFUSED(document_save(db, &d, &err), ERR_NOT_FOUND, "no longer known");
	OK(document_delete(db, d.id, &err));
	REFUSED(document_delete(db, d.id, &err), ERR_NOT_FOUND, "no longer known");
	document_release(&d);
	str_release(&got);
}

static bool add_entry(void *arg, const struct event_entry *entry)
{
	str_addf(arg, "%s%s %s %s; ", entry->e->code, entry->programme ? "+" : "",
		entry->version.modified > 0 ? "versioned" : "?", entry->host);
	return true;
}

/* One that is gone leaves its version behind, one of a damaged file has none. */
static void calendars_tell_what_belongs_to_each_event(void **state)
{
	struct db *db = *state;
	const int64_t bare = network_event(db, "bare", "2026-03-12", "2026-03-12", -1);
	const int64_t gone = network_event(db, "gone", "2026-03-11", "2026-03-11", -1);
	const int64_t rich = network_event(db, "rich", "2026-03-10", "2026-03-10", -1);
	struct str got = STR_INIT;

	add_item(db, gone, "2026-03-11", 540, 600, "Ateliers");
	add_item(db, rich, "2026-03-10", 540, 600, "Ateliers");
	add_item(db, rich, "2026-03-10", 600, 660, "Visite");
	OK(event_delete(db, gone, &err));
	run(db, "DELETE FROM event_sequence WHERE event = (SELECT id FROM event WHERE code = 'bare')");
	OK(event_calendar_each(db, 0, 0, add_entry, &got, &err));
	assert_string_equal(got.buf, "bare ? ; rich+ versioned ; ");
	str_reset(&got);
	OK(event_calendar_each(db, rich, 0, add_entry, &got, &err));
	OK(event_calendar_each(db, bare, 0, add_entry, &got, &err));
	assert_string_equal(got.buf, "rich+ versioned ; bare ? ; ");
	str_release(&got);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(items_stand_in_order_of_time, setup, teardown),
		cmocka_unit_test_setup_teardown(what_cannot_be_is_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(calendars_tell_what_belongs_to_each_event, setup, teardown),
		cmocka_unit_test_setup_teardown(documents_are_attached_to_events_and_cites, setup, teardown),
	};

	return cmocka_run_group_tests_name("programmes and documents", tests, NULL, NULL);
}
