/* The record of one person: what she does, how to reach her, her mandates, where she came. */
#include <stdlib.h>

#include "etape/event.h"
#include "etape/mandate.h"
#include "etape/registration.h"
#include "etape/text.h"
#include "tui/screens/contacts.h"
#include "tui/screens/contacts_sheet.h"
#include "tui/screens/names.h"
#include "tui/screens/screens.h"

struct person_sheet {
	struct contacts_sheet sheet;
	int64_t structure;
};

static struct person_sheet *of(struct screen *s)
{
	return (struct person_sheet *)s;
}

/* --- filling --- */

static void add_dates(struct app *app, struct str *out, const char *from, const char *to)
{
	struct str first = STR_INIT;
	struct str last = STR_INIT;
	day_t day;

	if (civil_parse_iso(from, &day))
		civil_format_short(&first, day, app->lang);
	if (civil_parse_iso(to, &day))
		civil_format_short(&last, day, app->lang);
	if (first.len > 0 && last.len > 0)
		str_addf(out, _("from %s to %s"), first.buf, last.buf);
	else if (first.len > 0)
		str_addf(out, _("since %s"), first.buf);
	else if (last.len > 0)
		str_addf(out, _("until %s"), last.buf);
	str_release(&first);
	str_release(&last);
}

static bool add_mandate(void *arg, const struct mandate_row *row)
{
	struct person_sheet *p = arg;
	struct str when = STR_INIT;

	add_dates(p->sheet.base.app, &when, row->from, row->to);
	facts_add(&p->sheet.facts, &(struct facts_line){
		.label = mandate_role_short(row->role),
		.text = row->cite,
		.detail = when.buf,
		.kind = "mandate",
		.id = row->id,
		.style = row->in_force ? THEME_NORMAL : THEME_DIM,
	});
	str_release(&when);
	return true;
}

struct coming {
	struct person_sheet *sheet;
	const struct registration_row *row;
};

static bool add_coming(void *arg, const struct event_row *event)
{
	struct coming *c = arg;
	struct str when = STR_INIT;

	civil_format_span(&when, event->start, event->end, event->precision, c->sheet->sheet.base.app->lang);
	facts_add(&c->sheet->sheet.facts, &(struct facts_line){
		.label = c->row->present[0] != '\0'
			? _("present")
			: vocabulary_label(&registration_statuses, (int)c->row->status),
		.text = event->title,
		.detail = when.buf,
		.kind = "event",
		.id = event->id,
		.style = c->row->status == REGISTRATION_CANCELLED ? THEME_DIM : THEME_NORMAL,
	});
	str_release(&when);
	return true;
}

static bool add_registration(void *arg, const struct registration_row *row)
{
	struct person_sheet *p = arg;
	struct coming c = { .sheet = p, .row = row };
	struct event_filter one = EVENT_FILTER_ALL;

	one.id = row->event_id;
	event_list(p->sheet.base.app->db, &one, add_coming, &c, NULL);
	return true;
}

static void add_identity(struct person_sheet *p, const struct person *who)
{
	char *structure = names_structure(p->sheet.base.app, who->structure);
	char *cite = names_cite(p->sheet.base.app, who->cite);
	struct facts *s = &p->sheet.facts;

	facts_add(s, &(struct facts_line){ .label = _("Function"), .text = who->function });
	if (who->structure != 0)
		facts_add(s, &(struct facts_line){ .label = _("Structure"), .text = structure,
			.kind = "structure", .id = who->structure });
	if (who->cite != 0)
		facts_add(s, &(struct facts_line){ .label = _("Cité"), .text = cite, .kind = "cite",
			.id = who->cite });
	facts_add(s, &(struct facts_line){ .label = _("Mobile"), .text = names_phone(who->mobile == NULL ? "" : who->mobile) });
	facts_add(s, &(struct facts_line){ .label = _("Telephone"), .text = names_phone(who->phone == NULL ? "" : who->phone) });
	facts_add(s, &(struct facts_line){ .label = _("E-mail"), .text = who->email });
	facts_add(s, &(struct facts_line){ .label = _("Note"), .text = who->note });
	free(structure);
	free(cite);
}

static bool add_confirmed(struct person_sheet *p, struct err *err)
{
	struct str by = STR_INIT;
	struct str text = STR_INIT;
	day_t day;
	bool good = person_confirmed(p->sheet.base.app->db, p->sheet.id, &day, &by, err);

	if (good && day != CIVIL_NONE) {
		civil_format_short(&text, day, p->sheet.base.app->lang);
		str_addf(&text, ", %s", by.buf);
	}
	facts_add(&p->sheet.facts, &(struct facts_line){ .label = _("Confirmed"), .text = text.buf });
	str_release(&by);
	str_release(&text);
	return good;
}

static bool fill(struct contacts_sheet *sheet, struct err *err)
{
	struct person_sheet *p = (struct person_sheet *)sheet;
	struct db *db = p->sheet.base.app->db;
	struct mandate_filter mandates = MANDATE_FILTER_ALL;
	struct registration_filter registrations = REGISTRATION_FILTER_ALL;
	struct person who;
	bool good;

	person_init(&who);
	good = person_get(db, p->sheet.id, &who, err);
	if (good) {
		str_reset(&p->sheet.name);
		text_person(&p->sheet.name, who.family_name, who.given_name);
		p->structure = who.structure;
		facts_clear(&p->sheet.facts);
		add_identity(p, &who);
		good = add_confirmed(p, err);
		good = good && contacts_sheet_add_notes(sheet, err);
		facts_section(&p->sheet.facts, _("Mandates"));
		mandates.person = p->sheet.id;
		good = good && mandate_list(db, &mandates, add_mandate, p, err);
		facts_section(&p->sheet.facts, _("Rencontres"));
		registrations.person = p->sheet.id;
		good = good && registration_list(db, &registrations, add_registration, p, err);
		facts_ready(&p->sheet.facts);
	}
	person_release(&who);
	return good;
}

/* --- the state --- */

static bool person_sheet_init(struct screen *s, const void *arg, struct err *err)
{
	return contacts_sheet_init(s, arg, fill, err);
}

static unsigned mandate_action(struct person_sheet *p, int64_t mandate, enum action a)
{
	struct screen *s = &p->sheet.base;

	switch ((int)a) {
	case ACTION_LIST_OPEN: app_do(s->app, ACTION_LIST_EDIT); break;
	case ACTION_LIST_EDIT: mandate_form(s->app, mandate, 0, 0); break;
	case ACTION_RECORD_END: mandate_end_form(s->app, mandate); break;
	case ACTION_LIST_DELETE: mandate_ask_delete(s, mandate); break;
	default: return 0;
	}
	return SCREEN_REDRAW;
}

/* What is about the person, whatever the line. */
static unsigned own_action(struct person_sheet *p, enum action a)
{
	struct screen *s = &p->sheet.base;

	switch ((int)a) {
	case ACTION_LIST_NEW:
	case ACTION_RECORD_MANDATE: mandate_form(s->app, 0, p->sheet.id, 0); break;
	case ACTION_RECORD_CONFIRM: return contacts_confirm(s->app, &p->sheet.id, 1);
	case ACTION_RECORD_STRUCTURE:
		if (p->structure != 0)
			app_open(s->app, "structure", p->structure);
		break;
	case ACTION_RECORD_END: app_message(s->app, THEME_WARNING, _("No mandate is selected")); break;
	case ACTION_RECORD_ERASE: person_ask_erase(s, p->sheet.id); break;
	case ACTION_RECORD_KNOWN: contacts_export_known(s->app, p->sheet.id); break;
	case ACTION_LIST_EDIT: person_form(s->app, p->sheet.id, 0); break;
	case ACTION_LIST_DELETE: person_ask_delete(s, p->sheet.id); break;
	default: return 0;
	}
	return SCREEN_REDRAW;
}

static unsigned person_sheet_action(struct screen *s, enum action a)
{
	struct person_sheet *p = of(s);
	const int64_t mandate = contacts_sheet_selected(&p->sheet, "mandate");
	unsigned done = mandate ? mandate_action(p, mandate, a) : 0;

	/* A note that is selected is what e and d are about. */
	if (!done && !contacts_sheet_selected(&p->sheet, "note"))
		done = own_action(p, a);
	if (!done)
		done = contacts_sheet_action(&p->sheet, a);
	return done ? done : own_action(p, a);
}

static const char *person_sheet_disabled(const struct screen *s, enum action a)
{
	const struct person_sheet *p = (const struct person_sheet *)s;

	switch ((int)a) {
	case ACTION_LIST_NEW:
		return "";
	case ACTION_RECORD_ERASE:
		return db_role(s->app->db) == ROLE_ADMIN ? NULL : _("Erasing somebody is for the role 'admin'");
	case ACTION_RECORD_KNOWN:
		return p->sheet.gone ? _("This record is no more") : NULL;
	case ACTION_RECORD_STRUCTURE:
		return p->structure == 0 ? _("No structure is known for this person") : NULL;
	default:
		return contacts_sheet_disabled(s, a);
	}
}

const struct screen_ops person_screen = {
	.name = "person",
	.contexts = CONTEXT_RECORD | CONTEXT_LIST,
	.size = sizeof(struct person_sheet),
	.init = person_sheet_init,
	.release = contacts_sheet_release,
	.heading = contacts_sheet_heading,
	.draw = contacts_sheet_draw,
	.action = person_sheet_action,
	.mouse = contacts_sheet_mouse,
	.disabled = person_sheet_disabled,
	.reload = contacts_sheet_reload,
};
