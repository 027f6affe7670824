/* The record of a rencontre: adding to it, changing and deleting what its lines are about. */
#include <string.h>

#include "etape/i18n.h"
#include "tui/screens/agenda_event.h"
#include "tui/screens/choose.h"
#include "tui/screens/document_form.h"
#include "tui/screens/minutes.h"

/* --- n: what to add --- */

enum add { ADD_PROGRAMME, ADD_SESSION, ADD_AUDIENCE, ADD_DOCUMENT, ADD_PERSON, ADDS };

static const struct choose_kind adds[ADDS] = {
	[ADD_PROGRAMME] = { N_("Item of the programme"), N_("what happens when, and who speaks"), "programme" },
	[ADD_SESSION] = { N_("Session"), N_("a half-day, an evening, at which people are counted present"), "session" },
	[ADD_AUDIENCE] = { N_("Audience"), N_("which posts of which cités are invited"), "audience" },
	[ADD_DOCUMENT] = { N_("Document"), N_("a file or an address: minutes, slides…"), "document" },
	[ADD_PERSON] = { N_("Registration"), N_("of somebody of the directory"), "person" },
};

static void add_chosen(struct app *app, const char *kind, int64_t id, void *ctx)
{
	struct event_record *r = ctx;

	(void)kind;
	switch ((enum add)id) {
	case ADD_PROGRAMME: programme_form(app, 0, r->id); break;
	case ADD_SESSION: session_form(app, 0, r->id); break;
	case ADD_AUDIENCE: audience_form(app, 0, r->id); break;
	case ADD_DOCUMENT: document_form(app, 0, r->id); break;
	case ADD_PERSON: enrolment_register(&r->enrolment); break;
	case ADDS: break;
	}
}

unsigned event_new(struct event_record *r)
{
	const struct card_line *l = card_selected(&r->card);
	const char *like = l ? l->kind : NULL;

	if (like && strcmp(like, "answers") == 0)
		like = "audience";
	choose_kind(r->s.app, &r->adding, adds, ADDS, like, add_chosen, r);
	return SCREEN_REDRAW;
}

/* --- e, d: the selected line --- */

static void edit_event(struct app *app, int64_t id)
{
	agenda_form_open(app, id, CIVIL_NONE);
}

static void edit_programme(struct app *app, int64_t id)
{
	programme_form(app, id, 0);
}

static void edit_session(struct app *app, int64_t id)
{
	session_form(app, id, 0);
}

static void edit_audience(struct app *app, int64_t id)
{
	audience_form(app, id, 0);
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
	{ "event", edit_event, NULL },
	{ "programme", edit_programme, programme_ask_delete },
	{ "session", edit_session, session_ask_delete },
	{ "audience", edit_audience, audience_ask_delete },
	{ "document", edit_document, document_ask_delete },
	{ "minutes", minutes_open, NULL },
};
#define LINES (sizeof lines / sizeof *lines)

static size_t line_of(const struct card_line *l)
{
	size_t i = 0;

	while (i < LINES && !(l && l->kind && strcmp(l->kind, lines[i].kind) == 0))
		i++;
	return i;
}

unsigned event_edit(struct event_record *r)
{
	const struct card_line *l = card_selected(&r->card);
	const size_t i = line_of(l);

	if (!r->on_card || !l)
		edit_event(r->s.app, r->id);
	else if (i < LINES)
		lines[i].edit(r->s.app, l->id);
	return SCREEN_REDRAW;
}

unsigned event_remove(struct event_record *r)
{
	const struct card_line *l = card_selected(&r->card);
	const size_t i = line_of(l);

	if (i < LINES && lines[i].ask_delete)
		lines[i].ask_delete(&r->s, l->id);
	return SCREEN_REDRAW;
}

const char *event_cannot(const struct event_record *r, enum action a)
{
	const size_t i = line_of(card_selected(&r->card));

	switch ((unsigned)a) {
	case ACTION_LIST_EDIT:
		return !r->on_card || i < LINES ? NULL : _("This line is not changed here");
	case ACTION_LIST_DELETE:
		return i < LINES && lines[i].ask_delete ? NULL : _("This line is not deleted here");
	default:
		return NULL;
	}
}
