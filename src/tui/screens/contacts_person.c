/* The record of one person: what she does, how to reach her, her mandates, where she came. */
#include <stdlib.h>

#include "etape/event.h"
#include "etape/mandate.h"
#include "etape/registration.h"
#include "etape/text.h"
#include "tui/screens/contacts.h"
#include "tui/screens/names.h"
#include "tui/screens/screens.h"
#include "tui/widgets/facts.h"

struct person_sheet {
	struct screen base;
	int64_t id;
	struct facts sheet;
	struct str name;
	int64_t structure;
	bool gone;	/* deleted, by me or another */
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

	add_dates(p->base.app, &when, row->from, row->to);
	facts_add(&p->sheet, &(struct facts_line){
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

	civil_format_span(&when, event->start, event->end, event->precision, c->sheet->base.app->lang);
	facts_add(&c->sheet->sheet, &(struct facts_line){
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
	event_list(p->base.app->db, &one, add_coming, &c, NULL);
	return true;
}

static void add_identity(struct person_sheet *p, const struct person *who)
{
	char *structure = names_structure(p->base.app, who->structure);
	char *cite = names_cite(p->base.app, who->cite);
	struct facts *s = &p->sheet;

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
	bool good = person_confirmed(p->base.app->db, p->id, &day, &by, err);

	if (good && day != CIVIL_NONE) {
		civil_format_short(&text, day, p->base.app->lang);
		str_addf(&text, ", %s", by.buf);
	}
	facts_add(&p->sheet, &(struct facts_line){ .label = _("Confirmed"), .text = text.buf });
	str_release(&by);
	str_release(&text);
	return good;
}

static bool fill(struct person_sheet *p, struct err *err)
{
	struct db *db = p->base.app->db;
	struct mandate_filter mandates = MANDATE_FILTER_ALL;
	struct registration_filter registrations = REGISTRATION_FILTER_ALL;
	struct person who;
	bool good;

	person_init(&who);
	good = person_get(db, p->id, &who, err);
	if (good) {
		str_reset(&p->name);
		text_person(&p->name, who.family_name, who.given_name);
		p->structure = who.structure;
		facts_clear(&p->sheet);
		add_identity(p, &who);
		good = add_confirmed(p, err);
		facts_section(&p->sheet, _("Mandates"));
		mandates.person = p->id;
		good = good && mandate_list(db, &mandates, add_mandate, p, err);
		facts_section(&p->sheet, _("Rencontres"));
		registrations.person = p->id;
		good = good && registration_list(db, &registrations, add_registration, p, err);
		facts_ready(&p->sheet);
	}
	person_release(&who);
	return good;
}

/* --- the state --- */

static bool person_sheet_init(struct screen *s, const void *arg, struct err *err)
{
	const int64_t *id = arg;

	of(s)->id = *id;
	of(s)->name = STR_INIT;
	facts_init(&of(s)->sheet);
	return fill(of(s), err);
}

static void person_sheet_release(struct screen *s)
{
	facts_release(&of(s)->sheet);
	str_release(&of(s)->name);
}

static void person_sheet_heading(struct screen *s, struct str *out)
{
	str_add(out, of(s)->name.buf);
	if (of(s)->gone)
		str_add(out, _(" (deleted)"));
}

static void person_sheet_draw(struct screen *s, struct area area)
{
	facts_draw(&of(s)->sheet, area);
}

/* The selected mandate's id, 0 when another line is selected. */
static int64_t selected_mandate(struct person_sheet *p)
{
	const struct facts_line *line = facts_selected(&p->sheet);

	return line != NULL && line->kind != NULL && str_eq(line->kind, "mandate") ? line->id : 0;
}

static void open_line(struct person_sheet *p)
{
	const struct facts_line *line = facts_selected(&p->sheet);

	if (selected_mandate(p) != 0)
		mandate_form(p->base.app, line->id, 0, 0);
	else if (line != NULL && line->kind != NULL)
		app_open(p->base.app, line->kind, line->id);
}

static void copy_line(struct person_sheet *p)
{
	const struct facts_line *line = facts_selected(&p->sheet);

	if (line != NULL)
		app_copy(p->base.app, line->text, line->text);
}

static unsigned person_sheet_action(struct screen *s, enum action a)
{
	struct person_sheet *p = of(s);
	int64_t mandate = selected_mandate(p);

	switch ((int)a) {
	case ACTION_LIST_OPEN: open_line(p); break;
	case ACTION_LIST_COPY: copy_line(p); break;
	case ACTION_LIST_NEW:
	case ACTION_RECORD_MANDATE: mandate_form(s->app, 0, p->id, 0); break;
	case ACTION_RECORD_CONFIRM: return contacts_confirm(s->app, &p->id, 1);
	case ACTION_RECORD_STRUCTURE:
		if (p->structure != 0)
			app_open(s->app, "structure", p->structure);
		break;
	case ACTION_RECORD_ERASE: person_ask_erase(s, p->id); break;
	case ACTION_RECORD_KNOWN: contacts_export_known(s->app, p->id); break;
	case ACTION_LIST_EDIT:
		if (mandate != 0)
			mandate_form(s->app, mandate, 0, 0);
		else
			person_form(s->app, p->id, 0);
		break;
	case ACTION_LIST_DELETE:
		if (mandate != 0)
			mandate_ask_delete(s, mandate);
		else
			person_ask_delete(s, p->id);
		break;
	default: return list_action(&p->sheet.list, a);
	}
	return SCREEN_REDRAW;
}

static unsigned person_sheet_mouse(struct screen *s, const struct term_event *ev)
{
	enum action then;
	unsigned done = list_mouse(&of(s)->sheet.list, ev, &then);

	return then != ACTION_NONE ? person_sheet_action(s, then) : done;
}

static const char *person_sheet_disabled(const struct screen *s, enum action a)
{
	const struct person_sheet *p = (const struct person_sheet *)s;

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
	case ACTION_LIST_NEW:
		return "";
	case ACTION_RECORD_ERASE:
		return db_role(s->app->db) == ROLE_ADMIN ? NULL : _("Erasing somebody is for the role 'admin'");
	case ACTION_RECORD_KNOWN:
		return p->gone ? _("This record is no more") : NULL;
	case ACTION_RECORD_STRUCTURE:
		return p->structure == 0 ? _("No structure is known for this person") : NULL;
	default:
		return p->gone && action_info(a)->pre == PRE_WRITE_ROW ? _("This record is no more") : NULL;
	}
}

static unsigned person_sheet_reload(struct screen *s)
{
	of(s)->gone = !fill(of(s), NULL);
	return SCREEN_REDRAW;
}

const struct screen_ops person_screen = {
	.name = "person",
	.contexts = CONTEXT_RECORD | CONTEXT_LIST,
	.size = sizeof(struct person_sheet),
	.init = person_sheet_init,
	.release = person_sheet_release,
	.heading = person_sheet_heading,
	.draw = person_sheet_draw,
	.action = person_sheet_action,
	.mouse = person_sheet_mouse,
	.disabled = person_sheet_disabled,
	.reload = person_sheet_reload,
};
