/* The record of one structure: what it is, its memberships, who works there. */
#include <stdlib.h>

#include "etape/membership.h"
#include "tui/screens/contacts.h"
#include "tui/screens/contacts_sheet.h"
#include "tui/screens/names.h"
#include "tui/screens/screens.h"

static bool add_membership(void *arg, const struct membership_row *row)
{
	struct contacts_sheet *s = arg;
	struct str when = STR_INIT;
	day_t day;

	str_add(&when, civil_parse_iso(row->from, &day) ? "" : _("always"));
	if (when.len == 0)
		civil_format_short(&when, day, s->base.app->lang);
	str_addf(&when, " %s ", term_glyph(GLYPH_ARROW));
	if (civil_parse_iso(row->to, &day))
		civil_format_short(&when, day, s->base.app->lang);
	facts_add(&s->facts, &(struct facts_line){
		.label = row->in_force ? _("member") : _("was member"),
		.text = when.buf,
		.kind = "membership",
		.id = row->id,
		.style = row->in_force ? THEME_NORMAL : THEME_DIM,
	});
	str_release(&when);
	return true;
}

static bool add_person(void *arg, const struct person_row *row)
{
	struct contacts_sheet *s = arg;

	facts_add(&s->facts, &(struct facts_line){
		.label = row->function,
		.text = row->name,
		.detail = names_phone(person_row_phone(row)),
		.copy = row->email,
		.kind = "person",
		.id = row->id,
	});
	return true;
}

static void add_identity(struct contacts_sheet *sheet, const struct structure *s)
{
	struct app *app = sheet->base.app;
	char *parent = names_structure(app, s->parent);
	char *cite = names_cite(app, s->cite);
	struct str town = STR_INIT;

	str_addf(&town, "%s %s", s->postcode == NULL ? "" : s->postcode, s->town == NULL ? "" : s->town);
	str_trim(&town);
	facts_add(&sheet->facts, &(struct facts_line){ .label = _("Kind"),
		.text = vocabulary_label(&structure_kinds, (int)s->kind),
		.detail = structure_kind_is_state(s->kind) ? _("State: free everywhere") : "" });
	if (s->cite != 0)
		facts_add(&sheet->facts, &(struct facts_line){ .label = _("Cité"), .text = cite,
			.kind = "cite", .id = s->cite });
	if (s->parent != 0)
		facts_add(&sheet->facts, &(struct facts_line){ .label = _("Part of"), .text = parent,
			.kind = "structure", .id = s->parent });
	facts_add(&sheet->facts, &(struct facts_line){ .label = _("Address"), .text = s->address });
	facts_add(&sheet->facts, &(struct facts_line){ .label = _("Town"), .text = town.buf });
	facts_add(&sheet->facts, &(struct facts_line){ .label = _("Telephone"), .text = names_phone(s->phone == NULL ? "" : s->phone) });
	facts_add(&sheet->facts, &(struct facts_line){ .label = _("E-mail"), .text = s->email });
	facts_add(&sheet->facts, &(struct facts_line){ .label = _("SIRET"), .text = s->siret });
	facts_add(&sheet->facts, &(struct facts_line){ .label = _("Note"), .text = s->note });
	str_release(&town);
	free(parent);
	free(cite);
}

/* Member by itself or through a body above it, today. */
static void add_membership_today(struct contacts_sheet *sheet)
{
	struct app *app = sheet->base.app;
	char *via = NULL;
	bool member = false;

	if (!membership_on(app->db, sheet->id, app_today(app), &member, &via, NULL))
		return;
	facts_add(&sheet->facts, &(struct facts_line){
		.label = _("today"),
		.text = member ? _("member") : _("not a member"),
		.detail = via == NULL || str_eq(via, sheet->name.buf) ? "" : via,
		.kind = "member_today",
		.id = sheet->id,
	});
	free(via);
}

#define PEOPLE_MAX 500

static bool fill(struct contacts_sheet *sheet, struct err *err)
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
		facts_clear(&sheet->facts);
		add_identity(sheet, &s);
		good = contacts_sheet_add_notes(sheet, err);
		facts_section(&sheet->facts, _("Membership"));
		add_membership_today(sheet);
		good = good && membership_list(db, sheet->id, CIVIL_NONE, add_membership, sheet, err);
		facts_section(&sheet->facts, _("People"));
		people.structure = sheet->id;
		good = good && person_page(db, &people, &page, add_person, sheet, err);
		facts_ready(&sheet->facts);
	}
	structure_release(&s);
	return good;
}

/* --- the state --- */

static bool structure_sheet_init(struct screen *s, const void *arg, struct err *err)
{
	return contacts_sheet_init(s, arg, fill, err);
}

static unsigned membership_action(struct contacts_sheet *sheet, int64_t membership, enum action a)
{
	switch ((int)a) {
	case ACTION_LIST_NEW: membership_form(sheet->base.app, 0, sheet->id); break;
	case ACTION_LIST_OPEN: app_do(sheet->base.app, ACTION_LIST_EDIT); break;
	case ACTION_RECORD_END:
	case ACTION_LIST_EDIT: membership_form(sheet->base.app, membership, 0); break;
	case ACTION_LIST_DELETE: membership_ask_delete(&sheet->base, membership); break;
	default: return 0;
	}
	return SCREEN_REDRAW;
}

static unsigned own_action(struct contacts_sheet *sheet, enum action a)
{
	struct screen *s = &sheet->base;

	switch ((int)a) {
	case ACTION_LIST_NEW: person_form(s->app, 0, sheet->id); break;
	case ACTION_LIST_EDIT: structure_form(s->app, sheet->id); break;
	case ACTION_LIST_DELETE: structure_ask_delete(s, sheet->id); break;
	default: return 0;
	}
	return SCREEN_REDRAW;
}

static unsigned structure_sheet_action(struct screen *s, enum action a)
{
	struct contacts_sheet *sheet = (struct contacts_sheet *)s;
	const int64_t membership = contacts_sheet_selected(sheet, "membership");
	unsigned done = membership ? membership_action(sheet, membership, a) : 0;

	/* Whether it is a member is changed by a new membership. */
	if (contacts_sheet_selected(sheet, "member_today") && a == ACTION_LIST_OPEN) {
		app_do(s->app, ACTION_LIST_NEW);
		return SCREEN_REDRAW;
	}
	if (contacts_sheet_selected(sheet, "member_today") && a == ACTION_LIST_NEW)
		return membership_action(sheet, 0, a);

	/* A note that is selected is what e and d are about. */
	if (!done && !contacts_sheet_selected(sheet, "note"))
		done = own_action(sheet, a);
	if (!done)
		done = contacts_sheet_action(sheet, a);
	return done ? done : own_action(sheet, a);
}

static const char *structure_sheet_disabled(const struct screen *s, enum action a)
{
	switch ((int)a) {
	case ACTION_RECORD_MANDATE:
	case ACTION_RECORD_STRUCTURE:
	case ACTION_RECORD_CONFIRM:
	case ACTION_RECORD_ERASE:
	case ACTION_RECORD_KNOWN:
	case ACTION_RECORD_END:
		return "";
	default:
		return contacts_sheet_disabled(s, a);
	}
}

const struct screen_ops structure_screen = {
	.name = "structure",
	.contexts = CONTEXT_RECORD | CONTEXT_LIST,
	.size = sizeof(struct contacts_sheet),
	.init = structure_sheet_init,
	.release = contacts_sheet_release,
	.heading = contacts_sheet_heading,
	.draw = contacts_sheet_draw,
	.action = structure_sheet_action,
	.mouse = contacts_sheet_mouse,
	.disabled = structure_sheet_disabled,
	.reload = contacts_sheet_reload,
};
