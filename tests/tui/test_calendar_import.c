/* Somebody's calendar from the screen: asked for, shown, written as one change or not at all. */
#include "desk_hands.h"

static const char calendar[] =
	"lines() { printf '%s\\r\\n' \"$@\"; };"
	" { lines BEGIN:VCALENDAR BEGIN:VEVENT UID:a@example.org DTSTART:20261123T140000 'SUMMARY:Conseil citoyen'"
	" END:VEVENT BEGIN:VTODO 'SUMMARY:Acheter du pain' END:VTODO END:VCALENDAR; } >bons.ics;"
	" { sed '$d' bons.ics; lines BEGIN:VEVENT UID:b@example.org 'SUMMARY:Sans jour' END:VEVENT END:VCALENDAR; } >voisins.ics;"
	" mkdir -p export; cp bons.ics export/depose.ics; echo texte >note.txt";

static void open_agenda(struct desk *d, const char *const args[])
{
	sandbox_demo(&d->s);
	beside(d, calendar);
	d->t = sandbox_open(&d->s, NULL, args);
	assert_shows(d->t, "F3");
	terminal_type(d->t, "<F2>");
	assert_shows(d->t, "novembre 2026");
}

static void what_it_would_change_is_shown_and_written_as_one_change(void **state)
{
	struct desk d;

	(void)state;
	open_agenda(&d, NULL);
	terminal_type(d.t, "I");
	assert_shows(d.t, "Importer un agenda");
	terminal_type(d.t, "bons.ics<Enter>");
	assert_shows(d.t, "bons.ics · 1 à ajouter · 1 remarque");
	assert_shows(d.t, "laissé de côté (Acheter du pain)");
	assert_shows(d.t, "Conseil citoyen, 2026-11-23T14:00");
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "Agenda importé : 1 ajoutée, 0 mise à jour");
	assert_shows(d.t, "23 nov.");
	/* Again: there is nothing to write. */
	terminal_type(d.t, "Ibons.ics<Enter>");
	assert_shows(d.t, "bons.ics · 1 remarque · 1 inchangée");
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "il n'y a rien à écrire");
	terminal_type(d.t, "<Esc>");
	assert_shows(d.t, "Importer un agenda");
	terminal_type(d.t, "<Esc>");
	assert_shows(d.t, "23 nov.");
	terminal_type(d.t, "u");
	assert_shows(d.t, "import de 1 rencontre");
	terminal_type(d.t, "<Left><Enter>");
	assert_gone(d.t, "23 nov.");
	close_screen(&d);
}

/* All, a cycle, one: each its file, over the one that is there. */
static void calendars_are_written_too(void **state)
{
	struct desk d;

	(void)state;
	open_agenda(&d, NULL);
	beside(&d, "echo vieux >export/agenda.ics");
	terminal_type(d.t, "W");
	assert_row_shows(d.t, -1, "Agenda écrit : ");
	assert_prints(&d, "grep -c ^UID export/agenda.ics", "42");
	terminal_type(d.t, "c");
	assert_shows(d.t, "à accueillir");
	assert_row_shows(d.t, -1, "ouvrir");
	terminal_type(d.t, "W");
	assert_row_shows(d.t, -1, "Agenda écrit : ");
	assert_prints(&d, "grep -c ^X-ETAPE-STAGE export/tour.ics", "6");
	terminal_type(d.t, "<Enter>");
	assert_row_shows(d.t, -1, "partie suivante");
	terminal_type(d.t, "W");
	assert_row_shows(d.t, -1, "Agenda écrit : ");
	assert_prints(&d, "grep -c ^UID export/tour-14.ics", "1");
	close_screen(&d);
}

static void esc_writes_nothing(void **state)
{
	struct desk d;

	(void)state;
	open_agenda(&d, NULL);
	terminal_type(d.t, "Ibons.ics<Enter>");
	assert_shows(d.t, "1 à ajouter");
	terminal_type(d.t, "<Esc>");
	assert_shows(d.t, "Importer un agenda");
	terminal_type(d.t, "<Esc>");
	assert_shows(d.t, "novembre 2026");
	assert_gone(d.t, "Importer un agenda");
	beside(&d, "! etape export events | grep -q 'Conseil citoyen'");
	close_screen(&d);
}

static void what_is_refused_is_named_before_the_rest_is_written(void **state)
{
	struct desk d;

	(void)state;
	open_agenda(&d, NULL);
	terminal_type(d.t, "Ivoisins.ics<Enter>");
	assert_shows(d.t, "elle ne dit pas son jour");
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "1 rencontre est refusée et reste de côté. Écrire l'autre ?");
	terminal_type(d.t, "<Enter>"); /* no */
	assert_shows(d.t, "1 refusée");
	terminal_type(d.t, "<Enter>o");
	assert_shows(d.t, "Agenda importé : 1 ajoutée");
	close_screen(&d);
}

static void a_path_is_completed_and_what_is_no_calendar_said(void **state)
{
	struct desk d;

	(void)state;
	open_agenda(&d, NULL);
	terminal_type(d.t, "Ibo<Down><Enter>");
	assert_shows(d.t, "bons.ics · 1 à ajouter");
	terminal_type(d.t, "<Esc>");
	assert_gone(d.t, "à ajouter");
	terminal_type(d.t, "<C-u>note.txt<Enter>");
	assert_shows(d.t, "« note.txt » n'est pas un fichier .ics");
	terminal_type(d.t, "<C-u>nulle-part.ics<Enter>");
	assert_shows(d.t, "Impossible de lire « nulle-part.ics »");
	terminal_type(d.t, "<Esc>");
	close_screen(&d);
}

/* One account, many keys: what the server has elsewhere is nobody's to read. */
static void under_a_given_name_only_the_export_folder_is_read(void **state)
{
	struct desk d;

	(void)state;
	open_agenda(&d, (const char *const[]){ "--as", "Inès", NULL });
	terminal_type(d.t, "Ibons.ics<Enter>");
	assert_shows(d.t, "export/bons.ics");
	terminal_type(d.t, "<C-u>../bons.ics<Enter>");
	assert_shows(d.t, "export/bons.ics");
	terminal_type(d.t, "<C-u>depose.ics<Enter>");
	assert_shows(d.t, "1 à ajouter");
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "Agenda importé");
	beside(&d, "etape log --limit 1 | grep -q Inès");
	close_screen(&d);
}

static void who_only_reads_imports_nothing(void **state)
{
	struct desk d;

	(void)state;
	open_agenda(&d, (const char *const[]){ "--role", "lecture", NULL });
	terminal_type(d.t, "I");
	assert_gone(d.t, "Importer un agenda");
	close_screen(&d);
}

/* Thousands: read beside the screens, which go on. */
static void a_large_one_does_not_hold_the_screens_up(void **state)
{
	struct desk d;

	(void)state;
	open_agenda(&d, NULL);
	beside(&d, "awk 'BEGIN { print \"BEGIN:VCALENDAR\"; for (i = 0; i < 3000; i++) printf \"BEGIN:VEVENT\\nUID:%d@example.org\\n"
		   "DTSTART:2028%02d%02d\\nSUMMARY:Tas %d\\nEND:VEVENT\\n\", i, 1 + i % 12, 1 + i % 28, i; print \"END:VCALENDAR\" }' >tas.ics");
	terminal_type(d.t, "Itas.ics<Enter>");
	assert_gone(d.t, "Importer un agenda");
	terminal_type(d.t, "?"); /* answered while it is being read, or just after */
	assert_shows(d.t, "agenda d'autrui");
	terminal_type(d.t, "<Esc>");
	assert_shows(d.t, "3000 à ajouter");
	terminal_type(d.t, "<Enter>");
	assert_shows(d.t, "Agenda importé : 3000 ajoutées");
	close_screen(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_it_would_change_is_shown_and_written_as_one_change),
		cmocka_unit_test(calendars_are_written_too),
		cmocka_unit_test(esc_writes_nothing),
		cmocka_unit_test(what_is_refused_is_named_before_the_rest_is_written),
		cmocka_unit_test(a_path_is_completed_and_what_is_no_calendar_said),
		cmocka_unit_test(under_a_given_name_only_the_export_folder_is_read),
		cmocka_unit_test(who_only_reads_imports_nothing),
		cmocka_unit_test(a_large_one_does_not_hold_the_screens_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
