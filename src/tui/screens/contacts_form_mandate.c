/* The form of a mandate: a post in a cité, from one date to another. */
#include <stdlib.h>

#include "etape/mandate.h"
#include "tui/screens/contacts.h"
#include "tui/screens/lookup.h"
#include "tui/screens/names.h"

struct editing {
	int64_t id;	/* 0: a new one */
	int64_t rev;
};

enum { FIELD_OF_PERSON, FIELD_OF_CITE, FIELD_OF_ROLE };

/* Not const: the choices are those of the vocabulary, filled once. */
static struct form_field mandate_fields[] = {
	[FIELD_OF_PERSON] = { .name = "person", .label = N_("Person"), .kind = FORM_LOOKUP,
		.required = true, .lookup = lookup_person },
	[FIELD_OF_CITE] = { .name = "cite", .label = N_("Cité"), .kind = FORM_LOOKUP,
		.required = true, .lookup = lookup_cite },
	[FIELD_OF_ROLE] = { .name = "role", .label = N_("Post"), .kind = FORM_CHOICE, .required = true },
	{ .name = "structure", .label = N_("Structure"), .kind = FORM_LOOKUP, .lookup = lookup_structure,
		.hint = N_("The institution that the post belongs to; empty: the person's own") },
	{ .name = "from", .label = N_("From"), .kind = FORM_DATE,
		.hint = N_("First day; empty when it is not known") },
	{ .name = "to", .label = N_("To"), .kind = FORM_DATE,
		.hint = N_("Last day, included; empty while it lasts") },
	{ .name = "note", .label = N_("Note"), .max = 2000 },
};

static int role_of(const struct form *f)
{
	int role = ANY;

	vocabulary_parse(&mandate_roles, form_get(f, "role"), &role);
	return role;
}

static enum form_result mandate_form_save(struct form *f, int64_t *result, struct err *err)
{
	struct editing *e = form_ctx(f);
	int role = role_of(f);
	struct mandate m;
	bool saved;

	mandate_init(&m);
	m.id = e->id;
	m.rev = e->rev;
	m.person = form_id(f, "person");
	m.cite = form_id(f, "cite");
	m.role = role == ANY ? MANDATE_AUTRE : (enum mandate_role)role;
	m.structure = form_id(f, "structure");
	m.from = form_day(f, "from");
	m.to = form_day(f, "to");
	m.note = xstrdup(form_get(f, "note"));
	saved = mandate_save(form_app(f)->db, &m, err);
	if (saved) {
		*result = m.id;
		app_message(form_app(f), THEME_MESSAGE, _("Saved: %s, %s"),
			vocabulary_label(&mandate_roles, role), form_get(f, "cite"));
	}
	mandate_release(&m);
	if (saved)
		return FORM_SAVED;
	return err->code == ERR_STALE ? FORM_STALE : FORM_REFUSED;
}

static bool mandate_form_theirs(struct form *f, struct err *err)
{
	struct editing *e = form_ctx(f);
	struct mandate m;
	bool found;

	mandate_init(&m);
	found = mandate_get(form_app(f)->db, e->id, &m, err);
	if (found) {
		char *person = names_person(form_app(f), m.person);
		char *cite = names_cite(form_app(f), m.cite);
		char *structure = names_structure(form_app(f), m.structure);
		char *from = names_day(m.from);
		char *to = names_day(m.to);

		e->rev = m.rev;
		form_theirs(f, "person", person, m.person);
		form_theirs(f, "cite", cite, m.cite);
		form_theirs(f, "role", vocabulary_name(&mandate_roles, (int)m.role), 0);
		form_theirs(f, "structure", structure, m.structure);
		form_theirs(f, "from", from, 0);
		form_theirs(f, "to", to, 0);
		form_theirs(f, "note", m.note, 0);
		free(person);
		free(cite);
		free(structure);
		free(from);
		free(to);
	}
	mandate_release(&m);
	return found;
}

/* --- who holds the post already --- */

struct holders {
	int64_t mandate;	/* this one */
	struct str names;
};

static bool holder(void *arg, const struct mandate_row *row)
{
	struct holders *h = arg;

	if (row->id != h->mandate)
		str_addf(&h->names, "%s%s", h->names.len > 0 ? ", " : "", row->name);
	return true;
}

static void mandate_form_advise(struct form *f, struct str *out)
{
	const struct editing *e = form_ctx(f);
	struct holders h = { .mandate = e->id, .names = STR_INIT };
	day_t from = form_day(f, "from");
	day_t to = form_day(f, "to");
	struct mandate_filter filter = MANDATE_FILTER_ALL;

	if (from != CIVIL_NONE && to != CIVIL_NONE && to < from) {
		str_add(out, _("It ends before it begins"));
		return;
	}
	filter.cite = form_id(f, "cite");
	filter.role = role_of(f);
	filter.on = from == CIVIL_NONE ? app_today(form_app(f)) : from;
	if (filter.cite == 0 || filter.role == ANY)
		return;
	if (mandate_list(form_app(f)->db, &filter, holder, &h, NULL) && h.names.len > 0)
		str_addf(out, _("Held on that day by %s: two may hold it, or end the other mandate"),
			h.names.buf);
	str_release(&h.names);
}

static struct form_spec mandate_spec = {
	.name = "mandate",
	.title = N_("New mandate"),
	.fields = mandate_fields,
	.count = sizeof mandate_fields / sizeof *mandate_fields,
	.save = mandate_form_save,
	.advise = mandate_form_advise,
	.theirs = mandate_form_theirs,
	.release = free,
};

static void fill_choices(void)
{
	if (mandate_fields[FIELD_OF_ROLE].choices != NULL)
		return;
	mandate_fields[FIELD_OF_ROLE].choices = names_choices(&mandate_roles);
	mandate_fields[FIELD_OF_ROLE].choice_count = mandate_roles.count;
}

static void open_form(struct app *app, const struct mandate *m)
{
	struct editing *e = xcalloc(1, sizeof *e);
	char *person = names_person(app, m->person);
	char *cite = names_cite(app, m->cite);
	char *structure = names_structure(app, m->structure);
	char *from = names_day(m->from);
	char *to = names_day(m->to);
	struct str title = STR_INIT;
	struct str key = STR_INIT;
	const struct form_value values[] = {
		{ "person", person, m->person },
		{ "cite", cite, m->cite },
		{ "role", vocabulary_name(&mandate_roles, (int)m->role), 0 },
		{ "structure", structure, m->structure },
		{ "from", from, 0 },
		{ "to", to, 0 },
		{ "note", m->note, 0 },
		{ NULL, NULL, 0 },
	};

	*e = (struct editing){ .id = m->id, .rev = m->rev };
	if (m->id != 0)
		str_addf(&key, "%lld", (long long)m->id);
	str_addf(&title, _("Mandate: %s"), person);
	form_open(app, &mandate_spec, key.buf, m->id == 0 ? NULL : title.buf, values, e);
	str_release(&title);
	str_release(&key);
	free(person);
	free(cite);
	free(structure);
	free(from);
	free(to);
}

void mandate_form(struct app *app, int64_t id, int64_t person, int64_t cite)
{
	struct mandate m;
	struct err err = ERR_INIT;

	fill_choices();
	mandate_init(&m);
	m.person = person;
	m.cite = cite;
	if (id == 0) {
		m.role = MANDATE_CPO;
		m.from = app_today(app);
	}
	if (id != 0 && !mandate_get(app->db, id, &m, &err))
		app_error(app, &err);
	else
		open_form(app, &m);
	mandate_release(&m);
}

void mandate_form_post(struct app *app, int64_t cite, int role)
{
	struct mandate m;

	fill_choices();
	mandate_init(&m);
	m.cite = cite;
	m.role = role == ANY ? MANDATE_CPO : (enum mandate_role)role;
	m.from = app_today(app);
	open_form(app, &m);
	mandate_release(&m);
}
