/* Deleting from the directory: says what goes with it. */
#include <stdlib.h>

#include "etape/mandate.h"
#include "etape/membership.h"
#include "etape/note.h"
#include "tui/screens/ask_delete.h"
#include "tui/screens/contacts.h"
#include "tui/screens/names.h"

static bool count_one(void *arg, const struct mandate_row *row)
{
	size_t *n = arg;

	(void)row;
	(*n)++;
	return true;
}

static bool count_note(void *arg, const struct note_row *row)
{
	size_t *n = arg;

	(void)row;
	(*n)++;
	return true;
}

static void add_notes(struct app *app, struct str *text, int64_t subject)
{
	size_t notes = 0;

	note_list(app->db, subject, count_note, &notes, NULL);
	if (notes > 0)
		str_addf(text, P_("\n%zu note goes as well.", "\n%zu notes go as well.", notes), notes);
}

void person_ask_delete(struct screen *below, int64_t id)
{
	struct mandate_filter filter = MANDATE_FILTER_ALL;
	char *name = names_person(below->app, id);
	struct str text = STR_INIT;
	size_t mandates = 0;

	filter.person = id;
	mandate_list(below->app->db, &filter, count_one, &mandates, NULL);
	str_addf(&text, _("Delete %s?"), name);
	if (mandates > 0)
		str_addf(&text, P_("\n%zu mandate goes with this person.",
			"\n%zu mandates go with this person.", mandates), mandates);
	add_notes(below->app, &text, id);
	ask_delete(below, id, text.buf, person_delete);
	str_release(&text);
	free(name);
}

void structure_ask_delete(struct screen *below, int64_t id)
{
	char *name = names_structure(below->app, id);
	struct str text = STR_INIT;

	str_addf(&text, _("Delete %s?"), name);
	add_notes(below->app, &text, id);
	ask_delete(below, id, text.buf, structure_delete);
	str_release(&text);
	free(name);
}

void mandate_ask_delete(struct screen *below, int64_t id)
{
	ask_delete(below, id,
		_("Delete this mandate?\nFor somebody who has left, give it a last day instead (e)."),
		mandate_delete);
}

void note_ask_delete(struct screen *below, int64_t id)
{
	ask_delete(below, id, _("Delete this note?"), note_delete);
}

void membership_ask_delete(struct screen *below, int64_t id)
{
	ask_delete(below, id,
		_("Delete this membership?\nOne that is over keeps its place with a last day (e)."),
		membership_delete);
}
