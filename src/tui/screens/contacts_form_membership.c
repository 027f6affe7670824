/* The form of a membership: a structure is a member of the centre, from one date to another. */
#include <stdlib.h>
#include <string.h>

#include "etape/membership.h"
#include "tui/screens/contacts.h"
#include "tui/screens/lookup.h"
#include "tui/screens/names.h"

struct editing {
	int64_t id;	/* 0: a new one */
	int64_t rev;
};

static const struct form_field membership_fields[] = {
	{ .name = "structure", .label = N_("Structure"), .kind = FORM_LOOKUP, .required = true,
		.lookup = lookup_structure,
		.hint = N_("The member: its own cité and those of the bodies below it are members through it") },
	{ .name = "from", .label = N_("From"), .kind = FORM_DATE,
		.hint = N_("First day; empty when it is not known") },
	{ .name = "to", .label = N_("To"), .kind = FORM_DATE,
		.hint = N_("Last day, included; empty while it lasts") },
	{ .name = "note", .label = N_("Note"), .max = 2000 },
};

static enum form_result membership_form_save(struct form *f, int64_t *result, struct err *err)
{
	struct editing *e = form_ctx(f);
	struct membership m;
	bool saved;

	membership_init(&m);
	m.id = e->id;
	m.rev = e->rev;
	m.structure = form_id(f, "structure");
	m.from = form_day(f, "from");
	m.to = form_day(f, "to");
	m.note = xstrdup(form_get(f, "note"));
	saved = membership_save(form_app(f)->db, &m, err);
	if (saved) {
		*result = m.id;
		app_message(form_app(f), THEME_MESSAGE, _("Saved: membership of %s"),
			form_get(f, "structure"));
	}
	membership_release(&m);
	if (saved)
		return FORM_SAVED;
	return err->code == ERR_STALE ? FORM_STALE : FORM_REFUSED;
}

static bool membership_form_theirs(struct form *f, struct err *err)
{
	struct editing *e = form_ctx(f);
	struct membership m;
	bool found;

	membership_init(&m);
	found = membership_get(form_app(f)->db, e->id, &m, err);
	if (found) {
		char *structure = names_structure(form_app(f), m.structure);
		char *from = names_day(m.from), *to = names_day(m.to);

		e->rev = m.rev;
		form_theirs(f, "structure", structure, m.structure);
		form_theirs(f, "from", from, 0);
		form_theirs(f, "to", to, 0);
		form_theirs(f, "note", m.note, 0);
		free(structure);
		free(from);
		free(to);
	}
	membership_release(&m);
	return found;
}

/* --- what is worth knowing --- */

/* Another membership of the structure that has days in common. */
struct overlap {
	int64_t except;	/* this one */
	const char *from, *to; /* ISO, "" when open */
	struct str days;
	enum lang lang;
};

static void add_day(struct str *out, const char *iso, enum lang lang)
{
	day_t day;

	if (civil_parse_iso(iso, &day))
		civil_format_short(out, day, lang);
	else
		str_add(out, "…");
}

static bool look_at(void *arg, const struct membership_row *row)
{
	struct overlap *o = arg;
	bool apart = (*o->to != '\0' && *row->from != '\0' && strcmp(o->to, row->from) < 0) ||
		(*o->from != '\0' && *row->to != '\0' && strcmp(row->to, o->from) < 0);

	if (row->id == o->except || apart)
		return true;
	add_day(&o->days, row->from, o->lang);
	str_add(&o->days, " – ");
	add_day(&o->days, row->to, o->lang);
	return false;
}

struct covered {
	struct str names;
	int count;
};

static bool cover(void *arg, const char *cite)
{
	struct covered *c = arg;

	str_addf(&c->names, "%s%s", c->count > 0 ? ", " : "", cite);
	c->count++;
	return true;
}

static void add_line(struct str *out, const struct str *line)
{
	str_addf(out, "%s%s", out->len > 0 ? "\n" : "", line->buf);
}

static void advise_covers(struct form *f, int64_t structure, day_t from, struct str *out)
{
	struct covered c = { .names = STR_INIT };
	struct str line = STR_INIT;

	if (membership_covers(form_app(f)->db, structure, from, cover, &c, NULL)) {
		if (c.count == 0)
			str_add(&line, _("Makes no cité a member: it covers none"));
		else
			str_addf(&line, P_("Makes %d cité a member: %s", "Makes %d cités members: %s", c.count),
				c.count, c.names.buf);
		add_line(out, &line);
	}
	str_release(&line);
	str_release(&c.names);
}

/* A body above it, that is a member on the first day. */
static void advise_above(struct form *f, int64_t structure, day_t from, struct str *out)
{
	const char *own = form_get(f, "structure");
	struct str line = STR_INIT;
	char *via = NULL;
	bool member;

	if (membership_on(form_app(f)->db, structure, from, &member, &via, NULL) && member &&
		via != NULL && !str_eq(via, own)) {
		str_addf(&line, _("Member on that day already, through %s"), via);
		add_line(out, &line);
	}
	free(via);
	str_release(&line);
}

static void membership_form_advise(struct form *f, struct str *out)
{
	const struct editing *e = form_ctx(f);
	struct overlap o = { .except = e->id, .from = form_get(f, "from"), .to = form_get(f, "to"),
		.days = STR_INIT, .lang = form_app(f)->lang };
	day_t from = form_day(f, "from"), to = form_day(f, "to");
	int64_t structure = form_id(f, "structure");

	if (from != CIVIL_NONE && to != CIVIL_NONE && to < from) {
		str_add(out, _("It ends before it begins"));
		return;
	}
	if (structure == 0)
		return;
	if (membership_list(form_app(f)->db, structure, CIVIL_NONE, look_at, &o, NULL) && o.days.len > 0)
		str_addf(out, _("A member on some of these days already: %s"), o.days.buf);
	else
		advise_above(f, structure, from, out);
	advise_covers(f, structure, from, out);
	str_release(&o.days);
}

/* --- opening --- */

static const struct form_spec membership_spec = {
	.name = "membership",
	.title = N_("New membership"),
	.fields = membership_fields,
	.count = sizeof membership_fields / sizeof *membership_fields,
	.save = membership_form_save,
	.advise = membership_form_advise,
	.theirs = membership_form_theirs,
	.release = free,
};

static void open_form(struct app *app, const struct membership *m)
{
	struct editing *e = xcalloc(1, sizeof *e);
	char *structure = names_structure(app, m->structure);
	char *from = names_day(m->from), *to = names_day(m->to);
	struct str title = STR_INIT, key = STR_INIT;
	const struct form_value values[] = {
		{ "structure", structure, m->structure },
		{ "from", from, 0 },
		{ "to", to, 0 },
		{ "note", m->note, 0 },
		{ NULL, NULL, 0 },
	};

	*e = (struct editing){ .id = m->id, .rev = m->rev };
	if (m->id != 0)
		str_addf(&key, "%lld", (long long)m->id);
	str_addf(&title, _("Membership: %s"), structure);
	form_open(app, &membership_spec, key.buf, m->id == 0 ? NULL : title.buf, values, e);
	str_release(&title);
	str_release(&key);
	free(structure);
	free(from);
	free(to);
}

void membership_form(struct app *app, int64_t id, int64_t structure)
{
	struct membership m;
	struct err err = ERR_INIT;

	membership_init(&m);
	m.structure = structure;
	if (id == 0)
		m.from = app_today(app);
	if (id != 0 && !membership_get(app->db, id, &m, &err))
		app_error(app, &err);
	else
		open_form(app, &m);
	membership_release(&m);
}
