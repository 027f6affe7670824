/* What the records of a person and of a structure share: a sheet of facts with a name, notes. */
#ifndef ETAPE_TUI_CONTACTS_SHEET_H
#define ETAPE_TUI_CONTACTS_SHEET_H

#include "tui/app.h"
#include "tui/widgets/facts.h"

/* The beginning of the state. */
struct contacts_sheet {
	struct screen base;
	int64_t id;
	struct facts facts;
	struct str name;
	bool gone;	/* deleted, by me or another */
	/* Fills .name and .facts anew. */
	bool (*fill)(struct contacts_sheet *sheet, struct err *err);
};

/* First thing of init(): `arg` is a const int64_t *, the id. */
bool contacts_sheet_init(
	struct screen *s, const void *arg, bool (*fill)(struct contacts_sheet *sheet, struct err *err), struct err *err);
/* For the table of operations. */
void contacts_sheet_release(struct screen *s);
void contacts_sheet_heading(struct screen *s, struct str *out);
void contacts_sheet_draw(struct screen *s, struct area area);
unsigned contacts_sheet_mouse(struct screen *s, const struct term_event *ev);
unsigned contacts_sheet_reload(struct screen *s);
/* Why not, for what is the same in both; NULL when it can be done. */
const char *contacts_sheet_disabled(const struct screen *s, enum action a);

/* Adds the section of notes; nothing without any. */
bool contacts_sheet_add_notes(struct contacts_sheet *sheet, struct err *err);
/* The id of the selected line if it is about that, else 0. */
int64_t contacts_sheet_selected(struct contacts_sheet *sheet, const char *kind);
/* What is the same in both: notes, opening what a line is about, moving. Consequences; 0 when it is
 * for the screen itself. */
unsigned contacts_sheet_action(struct contacts_sheet *sheet, enum action a);

#endif
