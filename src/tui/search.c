#include <string.h>

#include "etape/document.h"
#include "etape/event.h"
#include "etape/find.h"
#include "tui/screens/names.h"
#include "tui/search.h"
#include "tui/widgets/overlay.h"

struct passing {
	finder_add_fn add;
	void *arg;
};

static enum glyph glyph_of(enum find_kind kind)
{
	switch (kind) {
	case FIND_PERSON: return GLYPH_DOT;
	case FIND_CITE: return GLYPH_FULL;
	case FIND_STRUCTURE: return GLYPH_SQUARE;
	case FIND_EVENT: return GLYPH_DIAMOND;
	case FIND_DOCUMENT: return GLYPH_HALF;
	}
	return GLYPH_NONE;
}

static enum theme style_of(enum find_kind kind)
{
	switch (kind) {
	case FIND_PERSON: return THEME_NORMAL;
	case FIND_CITE: return THEME_POINT;
	case FIND_STRUCTURE: return THEME_SERIES_2;
	case FIND_EVENT: return THEME_SERIES_4;
	case FIND_DOCUMENT: return THEME_DIM;
	}
	return THEME_NORMAL;
}

static bool pass_on(void *arg, const struct find_row *row)
{
	struct passing *p = arg;

	p->add(p->arg, &(struct finder_row){
		.glyph = row->approximate ? GLYPH_WAITING : glyph_of(row->kind),
		.style = style_of(row->kind),
		.kind = find_kind_name(row->kind),
		.id = row->id,
		.label = row->label,
		.detail = row->detail,
		.phone = names_phone(row->phone),
		.email = row->email,
	});
	return true;
}

static bool search_find(struct app *app, const char *typed, size_t limit, finder_add_fn add,
	void *arg, struct err *err)
{
	struct passing p = { .add = add, .arg = arg };

	return find(app->db, typed, FIND_EVERYTHING, limit, pass_on, &p, err);
}

/* A document is read in the record of what it is about. */
static void open_document(struct app *app, int64_t id)
{
	struct document d;
	struct event e;
	struct err err = ERR_INIT;
	struct screen *before = app_top(app), *record;

	document_init(&d);
	event_init(&e);
	if (!document_get(app->db, id, &d, &err)) {
		app_error(app, &err);
	} else {
		app_open(app, event_get(app->db, d.subject, &e, NULL) ? "event" : "cite", d.subject);
		record = app_top(app);
		if (record != before && record->ops->show)
			app_obey(record, record->ops->show(record, id));
	}
	event_release(&e);
	document_release(&d);
}

static void search_chosen(struct app *app, const char *kind, int64_t id, void *ctx)
{
	(void)ctx;
	struct screen *below = app_top(app);

	if (below->ops->lists != NULL && strcmp(below->ops->lists, kind) == 0)
		app_obey(below, below->ops->show(below, id));
	if (strcmp(kind, find_kind_name(FIND_DOCUMENT)) == 0)
		open_document(app, id);
	else
		app_open(app, kind, id);
}

static const struct finder_spec search_spec = {
	.title = N_("Find"),
	.hint = N_("A name, a town, a structure, a function, a telephone number, a date…"),
	.find = search_find,
	.chosen = search_chosen,
};

void search_open(struct app *app)
{
	if (app->db != NULL)
		finder_open(app, &search_spec, NULL);
}
