/* The record of a cité: making, changing, ending and deleting what its lines are about. */
#include "etape/i18n.h"
#include "tui/screens/choose.h"
#include "tui/screens/cites_record.h"
#include "tui/screens/contacts.h"
#include "tui/screens/document_form.h"

/* --- n: what to add --- */

enum add { ADD_MANDATE, ADD_NOTE, ADD_NEWS, ADD_MOOD, ADD_DOCUMENT, ADD_PERSON, ADD_STRUCTURE, ADD_MEMBERSHIP, ADD_LABEL, ADDS };

static const struct choose_kind adds[ADDS] = {
	[ADD_MANDATE] = { N_("Mandate"), N_("who holds a post, from which day"), "mandate" },
	[ADD_NOTE] = { N_("Note"), N_("for the team, dated and signed"), "note" },
	[ADD_NEWS] = { N_("News"), N_("what the cité told, at a rencontre or not"), "news" },
	[ADD_MOOD] = { N_("Mood"), N_("from storm to sunshine"), "mood" },
	[ADD_DOCUMENT] = { N_("Document"), N_("a file or an address: minutes, slides…"), "document" },
	[ADD_PERSON] = { N_("Person"), N_("somebody new of this cité"), "person" },
	[ADD_STRUCTURE] = { N_("Structure"), N_("a new one of this cité"), "structure" },
	[ADD_MEMBERSHIP] = { N_("Membership"), N_("of a collectivité, from which day"), "membership" },
	[ADD_LABEL] = { N_("Label"), N_("candidate, labelled, renewed, ended"), "cite_label" },
};

static void add_chosen(struct app *app, const char *kind, int64_t id, void *ctx)
{
	struct record *r = ctx;

	(void)kind;
	switch ((enum add)id) {
	case ADD_MANDATE: mandate_form(app, 0, 0, r->id); break;
	case ADD_NOTE: note_form(app, 0, r->id); break;
	case ADD_NEWS: news_form(app, 0, r->id); break;
	case ADD_MOOD: mood_form(app, 0, r->id); break;
	case ADD_DOCUMENT: document_form(app, 0, r->id); break;
	case ADD_PERSON: person_form_of_cite(app, r->id); break;
	case ADD_STRUCTURE: structure_form_of_cite(app, r->id); break;
	case ADD_MEMBERSHIP: membership_form(app, 0, r->collectivite); break;
	case ADD_LABEL: cite_label_form(app, 0, r->id); break;
	case ADDS: break;
	}
}

unsigned record_new(struct record *r)
{
	const struct card_line *l = card_selected(&r->card);

	if (record_line_is(l, "vacancy"))
		return record_new_mandate(r);
	choose_kind(r->s.app, &r->adding, adds, ADDS, l ? l->kind : NULL, add_chosen, r);
	return SCREEN_REDRAW;
}

unsigned record_new_mandate(struct record *r)
{
	const struct card_line *l = card_selected(&r->card);

	if (record_line_is(l, "vacancy"))
		mandate_form_post(r->s.app, r->id, (int)l->id);
	else
		mandate_form(r->s.app, 0, 0, r->id);
	return SCREEN_REDRAW;
}

/* --- e, d, t: the selected line --- */

static void edit_mandate(struct app *app, int64_t id)
{
	mandate_form(app, id, 0, 0);
}

static void edit_person(struct app *app, int64_t id)
{
	person_form(app, id, 0);
}

static void edit_label(struct app *app, int64_t id)
{
	cite_label_form(app, id, 0);
}

static void edit_membership(struct app *app, int64_t id)
{
	membership_form(app, id, 0);
}

static void edit_note(struct app *app, int64_t id)
{
	note_form(app, id, 0);
}

static void edit_news(struct app *app, int64_t id)
{
	news_form(app, id, 0);
}

static void edit_mood(struct app *app, int64_t id)
{
	mood_form(app, id, 0);
}

static void edit_document(struct app *app, int64_t id)
{
	document_form(app, id, 0);
}

static const struct {
	const char *kind;
	void (*edit)(struct app *app, int64_t id);
	void (*ask_delete)(struct screen *below, int64_t id);
} lines[] = {
	{ "cite", cite_form, NULL },
	{ "mandate", edit_mandate, mandate_ask_delete },
	{ "person", edit_person, person_ask_delete },
	{ "structure", structure_form, structure_ask_delete },
	{ "membership", edit_membership, membership_ask_delete },
	{ "cite_label", edit_label, cite_label_ask_delete },
	{ "note", edit_note, note_ask_delete },
	{ "news", edit_news, news_ask_delete },
	{ "mood", edit_mood, mood_ask_delete },
	{ "document", edit_document, document_ask_delete },
};
#define LINES (sizeof lines / sizeof *lines)

static size_t line_of(const struct card_line *l)
{
	size_t i = 0;

	while (i < LINES && !record_line_is(l, lines[i].kind))
		i++;
	return i;
}

unsigned record_edit(struct record *r)
{
	const struct card_line *l = card_selected(&r->card);
	size_t i = line_of(l);

	if (record_line_is(l, "vacancy"))
		return record_new_mandate(r);
	if (i < LINES)
		lines[i].edit(r->s.app, l->id);
	return SCREEN_REDRAW;
}

unsigned record_delete(struct record *r)
{
	const struct card_line *l = card_selected(&r->card);
	size_t i = line_of(l);

	if (i < LINES && lines[i].ask_delete)
		lines[i].ask_delete(&r->s, l->id);
	return SCREEN_REDRAW;
}

unsigned record_end(struct record *r)
{
	const struct card_line *l = card_selected(&r->card);

	if (record_line_is(l, "mandate"))
		mandate_end_form(r->s.app, l->id);
	else if (record_line_is(l, "membership"))
		membership_form(r->s.app, l->id, 0);
	return SCREEN_REDRAW;
}

const char *record_cannot(const struct record *r, enum action a)
{
	const struct card_line *l = card_selected(&r->card);
	size_t i = line_of(l);

	switch ((unsigned)a) {
	case ACTION_LIST_EDIT:
		return i < LINES || record_line_is(l, "vacancy") ? NULL : _("This line is not changed here");
	case ACTION_LIST_DELETE:
		return i < LINES && lines[i].ask_delete ? NULL : _("This line is not deleted here");
	case ACTION_RECORD_END:
		return record_line_is(l, "mandate") || record_line_is(l, "membership")
			? NULL : _("No mandate is selected");
	default:
		return NULL;
	}
}
