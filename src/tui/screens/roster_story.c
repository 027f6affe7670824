/* One registration in full: who announced her, where it stands, every fact of the desk. */
#include <string.h>

#include "etape/checkin.h"
#include "tui/screens/roster.h"

static void add_when(struct str *out, const struct roster_state *r, instant_t at)
{
	const char *zone = r->event.zone && *r->event.zone ? r->event.zone : CIVIL_ZONE;
	day_t day;
	int minutes;

	if (!civil_from_instant(at, zone, &day, &minutes, NULL))
		return;
	civil_format_day(out, day, i18n_lang());
	str_addc(out, ' ');
	civil_format_time(out, minutes, i18n_lang());
}

static void add_line(struct str *out, const char *label, const char *text)
{
	if (text && *text)
		str_addf(out, "%s\t%s\n", label, text);
}

static void add_registered(struct str *out, const struct roster_state *r,
	const struct registration_row *reg)
{
	struct str when = STR_INIT;

	add_when(&when, r, reg->created_at);
	if (*reg->author)
		str_addf(&when, ", %s", reg->author);
	add_line(out, _("Registered on"), when.buf);
	str_release(&when);
}

/* --- facts --- */

struct telling {
	const struct roster_state *r;
	const char *code;
	struct str *out;
	bool any;
};

static void add_half_day(struct str *out, const struct roster_state *r, int no)
{
	for (size_t i = 0; i < r->session_count; i++)
		if (r->sessions[i].no == no)
			session_words(out, &r->sessions[i],
				r->event.first_day != r->event.last_day);
}

static bool tell_fact(void *arg, const struct checkin_row *fact)
{
	struct telling *t = arg;

	if (strcmp(fact->registration, t->code))
		return true;
	if (!t->any)
		str_addf(t->out, "\n# %s\n", _("At the desk"));
	t->any = true;
	add_when(t->out, t->r, fact->at);
	str_addf(t->out, "\t%s, ", vocabulary_label(&checkin_kinds, (int)fact->kind));
	add_half_day(t->out, t->r, fact->session);
	str_addf(t->out, " · %s · %s · %s", fact->desk, fact->author,
		vocabulary_label(&checkin_vias, (int)fact->via));
	if (fact->undone)
		str_addf(t->out, " · %s", _("taken back since"));
	if (*fact->reason)
		str_addf(t->out, _(": %s"), fact->reason);
	str_addc(t->out, '\n');
	return true;
}

unsigned roster_tell(struct roster_state *r)
{
	const struct roster_row *row = roster_selected(r);
	struct app *app = r->screen.app;
	struct str text = STR_INIT;
	struct err err = ERR_INIT;
	struct telling t = { .r = r, .out = &text };

	if (!row)
		return SCREEN_HANDLED;
	t.code = row->reg->code;
	add_line(&text, _("State"), row->state);
	add_line(&text, _("Function"), row->reg->function);
	add_line(&text, _("Structure"), row->reg->structure);
	add_line(&text, _("Cité"), row->reg->cite);
	add_line(&text, _("Telephone"), names_phone(row->reg->phone));
	add_line(&text, _("E-mail"), row->reg->email);
	add_line(&text, _("Code"), row->reg->code);
	add_line(&text, _("Announced by"), row->reg->registered_by);
	add_line(&text, _("Note"), row->reg->note);
	add_registered(&text, r, row->reg);
	if (!checkin_list(app->db, r->event.id, tell_fact, &t, &err))
		app_error(app, &err);
	else
		page_open(app, row->reg->name, text.buf);
	str_release(&text);
	return SCREEN_REDRAW;
}
