#include <stdlib.h>

#include "etape/document.h"
#include "etape/i18n.h"
#include "tui/screens/document_form.h"

struct section {
	struct app *app;
	struct card *card;
	day_t until;
	bool any;
};

static bool add_document(void *arg, const struct document_row *row)
{
	struct section *to = arg;
	struct str day = STR_INIT;
	struct card_line *l;
	day_t on = CIVIL_NONE;

	if (civil_parse_iso(row->day, &on) && to->until != CIVIL_NONE && on > to->until)
		return true;
	if (!to->any)
		card_heading(to->card, _("Documents"), NULL);
	to->any = true;
	if (on != CIVIL_NONE)
		civil_format_short(&day, on, to->app->lang);
	l = card_add(to->card, CARD_CELLS, (const char *const[CARD_CELLS]){ day.buf,
		vocabulary_label(&document_kinds, (int)row->kind), row->title, row->address, "",
		row->author });
	l->main = 2;
	l->kind = "document";
	l->id = row->id;
	l->copy = xstrdup(row->address);
	str_release(&day);
	return true;
}

bool document_section(struct app *app, struct card *card, int64_t subject, day_t until, struct err *err)
{
	struct section to = { .app = app, .card = card, .until = until };

	return document_list(app->db, subject, add_document, &to, err);
}
