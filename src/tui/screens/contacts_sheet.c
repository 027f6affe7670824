#include "tui/screens/contacts_sheet.h"

#include "etape/note.h"
#include "tui/screens/contacts.h"

static struct contacts_sheet *of(struct screen *s)
{
	return (struct contacts_sheet *)s;
}

bool contacts_sheet_init(
	struct screen *s, const void *arg, bool (*fill)(struct contacts_sheet *sheet, struct err *err), struct err *err)
{
	const int64_t *id = arg;

	of(s)->id = *id;
	of(s)->name = STR_INIT;
	of(s)->fill = fill;
	facts_init(&of(s)->facts);
	return fill(of(s), err);
}

void contacts_sheet_release(struct screen *s)
{
	facts_release(&of(s)->facts);
	str_release(&of(s)->name);
}

void contacts_sheet_heading(struct screen *s, struct str *out)
{
	str_add(out, of(s)->name.buf);
	if (of(s)->gone)
		str_add(out, _(" (deleted)"));
}

void contacts_sheet_draw(struct screen *s, struct area area)
{
	facts_draw(&of(s)->facts, area);
}

unsigned contacts_sheet_mouse(struct screen *s, const struct term_event *ev)
{
	enum action then;
	unsigned done = list_mouse(&of(s)->facts.list, ev, &then);

	return then != ACTION_NONE ? s->ops->action(s, then) : done;
}

unsigned contacts_sheet_reload(struct screen *s)
{
	of(s)->gone = !of(s)->fill(of(s), NULL);
	return SCREEN_REDRAW;
}

const char *contacts_sheet_disabled(const struct screen *s, enum action a)
{
	const struct contacts_sheet *sheet = (const struct contacts_sheet *)s;

	switch ((int)a) {
	case ACTION_LIST_FILTER:
	case ACTION_LIST_SORT:
	case ACTION_LIST_MARK:
	case ACTION_LIST_MARK_ALL:
	case ACTION_LIST_UNMARK:
	case ACTION_LIST_EXPORT:
	case ACTION_LIST_PRINT:
	case ACTION_RECORD_NEXT:
	case ACTION_RECORD_PREV:
		return "";
	default:
		return sheet->gone && action_info(a)->pre == PRE_WRITE_ROW ? _("This record is no more") : NULL;
	}
}

static bool add_note(void *arg, const struct note_row *row)
{
	struct contacts_sheet *sheet = arg;
	struct str when = STR_INIT;
	day_t day;

	if (civil_parse_iso(row->day, &day))
		civil_format_short(&when, day, sheet->base.app->lang);
	facts_add(&sheet->facts, &(struct facts_line){
		.label = when.buf,
		.text = row->text,
		.detail = row->author,
		.copy = row->text,
		.kind = "note",
		.id = row->id,
	});
	str_release(&when);
	return true;
}

static bool is_there(void *arg, const struct note_row *row)
{
	bool *any = arg;

	(void)row;
	*any = true;
	return false;
}

bool contacts_sheet_add_notes(struct contacts_sheet *sheet, struct err *err)
{
	struct db *db = sheet->base.app->db;
	bool any = false;

	if (!note_list(db, sheet->id, is_there, &any, err) || !any)
		return !any;
	facts_section(&sheet->facts, _("Notes"));
	return note_list(db, sheet->id, add_note, sheet, err);
}

int64_t contacts_sheet_selected(struct contacts_sheet *sheet, const char *kind)
{
	const struct facts_line *line = facts_selected(&sheet->facts);

	return line != NULL && line->kind != NULL && str_eq(line->kind, kind) ? line->id : 0;
}

static unsigned note_action(struct contacts_sheet *sheet, int64_t note, enum action a)
{
	switch ((int)a) {
	case ACTION_LIST_OPEN: app_do(sheet->base.app, ACTION_LIST_EDIT); break;
	case ACTION_LIST_EDIT: note_form(sheet->base.app, note, 0); break;
	case ACTION_LIST_DELETE: note_ask_delete(&sheet->base, note); break;
	default: return 0;
	}
	return SCREEN_REDRAW;
}

unsigned contacts_sheet_action(struct contacts_sheet *sheet, enum action a)
{
	const struct facts_line *line = facts_selected(&sheet->facts);
	const int64_t note = contacts_sheet_selected(sheet, "note");
	const unsigned done = note ? note_action(sheet, note, a) : 0;

	if (done)
		return done;
	switch ((int)a) {
	case ACTION_RECORD_NOTE: note_form(sheet->base.app, 0, sheet->id); break;
	case ACTION_LIST_OPEN:
		if (line != NULL && line->kind != NULL)
			app_open(sheet->base.app, line->kind, line->id);
		break;
	case ACTION_LIST_COPY:
		if (line != NULL)
			app_copy(sheet->base.app, line->copy != NULL ? line->copy : line->text,
				line->copy != NULL ? line->copy : line->text);
		break;
	default: return list_action(&sheet->facts.list, a);
	}
	return SCREEN_REDRAW;
}
