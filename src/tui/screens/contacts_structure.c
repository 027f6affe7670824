/* The record of one structure: what it is, its memberships, who works there. */
#include <stdlib.h>

#include "etape/membership.h"
#include "tui/screens/contacts.h"
#include "tui/screens/names.h"
#include "tui/screens/screens.h"
#include "tui/widgets/facts.h"

struct structure_sheet {
	struct screen base;
	int64_t id;
	struct facts sheet;
	struct str name;
	bool gone;	/* deleted, by me or another */
};

static struct structure_sheet *of(struct screen *s)
{
	return (struct structure_sheet *)s;
}

static bool add_membership(void *arg, const struct membership_row *row)
{
	struct structure_sheet *s = arg;
	struct str when = STR_INIT;
	day_t day;

	str_add(&when, civil_parse_iso(row->from, &day) ? "" : _("always"));
	if (when.len == 0)
		civil_format_short(&when, day, s->base.app->lang);
	str_addf(&when, " %s ", term_glyph(GLYPH_ARROW));
	if (civil_parse_iso(row->to, &day))
		civil_format_short(&when, day, s->base.app->lang);
	facts_add(&s->sheet, &(struct facts_line){
		.label = row->in_force ? _("member") : _("was member"),
		.text = when.buf,
		.style = row->in_force ? THEME_NORMAL : THEME_DIM,
	});
	str_release(&when);
	return true;
}

static bool add_person(void *arg, const struct person_row *row)
{
	struct structure_sheet *s = arg;

	facts_add(&s->sheet, &(struct facts_line){
		.label = row->function,
		.text = row->name,
		.detail = names_phone(person_row_phone(row)),
		.copy = row->email,
		.kind = "person",
		.id = row->id,
	});
	return true;
}

static void add_identity(struct structure_sheet *sheet, const struct structure *s)
{
	struct app *app = sheet->base.app;
	char *parent = names_structure(app, s->parent);
	char *cite = names_cite(app, s->cite);
	struct str town = STR_INIT;

	str_addf(&town, "%s %s", s->postcode == NULL ? "" : s->postcode, s->town == NULL ? "" : s->town);
	str_trim(&town);
	facts_add(&sheet->sheet, &(struct facts_line){ .label = _("Kind"),
		.text = vocabulary_label(&structure_kinds, (int)s->kind),
		.detail = structure_kind_is_state(s->kind) ? _("State: free everywhere") : "" });
	if (s->cite != 0)
		facts_add(&sheet->sheet, &(struct facts_line){ .label = _("Cité"), .text = cite,
			.kind = "cite", .id = s->cite });
	if (s->parent != 0)
		facts_add(&sheet->sheet, &(struct facts_line){ .label = _("Part of"), .text = parent,
			.kind = "structure", .id = s->parent });
	facts_add(&sheet->sheet, &(struct facts_line){ .label = _("Address"), .text = s->address });
	facts_add(&sheet->sheet, &(struct facts_line){ .label = _("Town"), .text = town.buf });
	facts_add(&sheet->sheet, &(struct facts_line){ .label = _("Telephone"), .text = names_phone(s->phone == NULL ? "" : s->phone) });
	facts_add(&sheet->sheet, &(struct facts_line){ .label = _("E-mail"), .text = s->email });
	facts_add(&sheet->sheet, &(struct facts_line){ .label = _("SIRET"), .text = s->siret });
	facts_add(&sheet->sheet, &(struct facts_line){ .label = _("Note"), .text = s->note });
	str_release(&town);
	free(parent);
	free(cite);
}

/* Member by itself or through a body above it, today. */
static void add_membership_today(struct structure_sheet *sheet)
{
	struct app *app = sheet->base.app;
	char *via = NULL;
	bool member = false;

	if (!membership_on(app->db, sheet->id, app_today(app), &member, &via, NULL))
		return;
	facts_add(&sheet->sheet, &(struct facts_line){
		.label = _("today"),
		.text = member ? _("member") : _("not a member"),
		.detail = via == NULL || str_eq(via, sheet->name.buf) ? "" : via,
	});
	free(via);
}

#define PEOPLE_MAX 500

static bool fill(struct structure_sheet *sheet, struct err *err)
{
	struct db *db = sheet->base.app->db;
	struct person_filter people = PERSON_FILTER_ALL;
	struct page page = { .n = PEOPLE_MAX };
	struct structure s;
	bool good;

	structure_init(&s);
	good = structure_get(db, sheet->id, &s, err);
	if (good) {
		str_reset(&sheet->name);
		str_add(&sheet->name, s.name);
		facts_clear(&sheet->sheet);
		add_identity(sheet, &s);
		facts_section(&sheet->sheet, _("Membership"));
		add_membership_today(sheet);
		good = membership_list(db, sheet->id, CIVIL_NONE, add_membership, sheet, err);
		facts_section(&sheet->sheet, _("People"));
		people.structure = sheet->id;
		good = good && person_page(db, &people, &page, add_person, sheet, err);
		facts_ready(&sheet->sheet);
	}
	structure_release(&s);
	return good;
}

/* --- the state --- */

static bool structure_sheet_init(struct screen *s, const void *arg, struct err *err)
{
	const int64_t *id = arg;

	of(s)->id = *id;
	of(s)->name = STR_INIT;
	facts_init(&of(s)->sheet);
	return fill(of(s), err);
}

static void structure_sheet_release(struct screen *s)
{
	facts_release(&of(s)->sheet);
	str_release(&of(s)->name);
}

static void structure_sheet_heading(struct screen *s, struct str *out)
{
	str_add(out, of(s)->name.buf);
	if (of(s)->gone)
		str_add(out, _(" (deleted)"));
}

static void structure_sheet_draw(struct screen *s, struct area area)
{
	facts_draw(&of(s)->sheet, area);
}

static unsigned structure_sheet_action(struct screen *s, enum action a)
{
	struct structure_sheet *sheet = of(s);
	const struct facts_line *line = facts_selected(&sheet->sheet);

	switch ((int)a) {
	case ACTION_LIST_OPEN:
		if (line != NULL && line->kind != NULL)
			app_open(s->app, line->kind, line->id);
		break;
	case ACTION_LIST_COPY:
		if (line != NULL)
			app_copy(s->app, line->copy != NULL ? line->copy : line->text, line->copy);
		break;
	case ACTION_LIST_NEW: person_form(s->app, 0, sheet->id); break;
	case ACTION_LIST_EDIT: structure_form(s->app, sheet->id); break;
	case ACTION_LIST_DELETE: structure_ask_delete(s, sheet->id); break;
	default: return list_action(&sheet->sheet.list, a);
	}
	return SCREEN_REDRAW;
}

static unsigned structure_sheet_mouse(struct screen *s, const struct term_event *ev)
{
	enum action then;
	unsigned done = list_mouse(&of(s)->sheet.list, ev, &then);

	return then != ACTION_NONE ? structure_sheet_action(s, then) : done;
}

static const char *structure_sheet_disabled(const struct screen *s, enum action a)
{
	const struct structure_sheet *sheet = (const struct structure_sheet *)s;

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
	case ACTION_RECORD_END:
	case ACTION_RECORD_MANDATE:
	case ACTION_RECORD_STRUCTURE:
	case ACTION_RECORD_CONFIRM:
	case ACTION_RECORD_ERASE:
	case ACTION_RECORD_KNOWN:
		return "";
	default:
		return sheet->gone && action_info(a)->pre == PRE_WRITE_ROW ? _("This record is no more") : NULL;
	}
}

static unsigned structure_sheet_reload(struct screen *s)
{
	of(s)->gone = !fill(of(s), NULL);
	return SCREEN_REDRAW;
}

const struct screen_ops structure_screen = {
	.name = "structure",
	.contexts = CONTEXT_RECORD | CONTEXT_LIST,
	.size = sizeof(struct structure_sheet),
	.init = structure_sheet_init,
	.release = structure_sheet_release,
	.heading = structure_sheet_heading,
	.draw = structure_sheet_draw,
	.action = structure_sheet_action,
	.mouse = structure_sheet_mouse,
	.disabled = structure_sheet_disabled,
	.reload = structure_sheet_reload,
};
