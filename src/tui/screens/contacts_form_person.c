/* The form of a person. */
#include <stdlib.h>

#include "etape/valid.h"
#include "tui/screens/contacts.h"
#include "tui/screens/lookup.h"
#include "tui/screens/names.h"

/* The form's own: which person, and which revision of hers was read. */
struct editing {
	int64_t id;	/* 0: a new one */
	int64_t rev;
};

static const struct form_field person_fields[] = {
	{ .name = "family_name", .label = N_("Family name"), .max = 100 },
	{ .name = "given_name", .label = N_("Given name"), .max = 100 },
	{ .name = "function", .label = N_("Function"), .max = 200,
		.hint = N_("As she says it: CPO, deputy head of education…") },
	{ .name = "structure", .label = N_("Structure"), .kind = FORM_LOOKUP, .lookup = lookup_structure,
		.hint = N_("Type a few letters; a structure that is not known yet is made with v, n") },
	{ .name = "cite", .label = N_("Cité"), .kind = FORM_LOOKUP, .lookup = lookup_cite,
		.hint = N_("Only when it is not her structure's") },
	{ .name = "email", .label = N_("E-mail"), .check = valid_email, .max = 200 },
	{ .name = "mobile", .label = N_("Mobile"), .check = valid_phone, .max = 40 },
	{ .name = "phone", .label = N_("Telephone"), .check = valid_phone, .max = 40 },
	{ .name = "note", .label = N_("Note"), .max = 2000 },
};

static char *taken(const struct form *f, const char *name)
{
	return xstrdup(form_get(f, name));
}

static enum form_result person_form_save(struct form *f, int64_t *result, struct err *err)
{
	struct editing *e = form_ctx(f);
	struct person p;
	bool saved;

	person_init(&p);
	p = (struct person){
		.id = e->id,
		.rev = e->rev,
		.family_name = taken(f, "family_name"),
		.given_name = taken(f, "given_name"),
		.email = taken(f, "email"),
		.phone = taken(f, "phone"),
		.mobile = taken(f, "mobile"),
		.structure = form_id(f, "structure"),
		.function = taken(f, "function"),
		.cite = form_id(f, "cite"),
		.note = taken(f, "note"),
	};
	saved = person_save(form_app(f)->db, &p, err);
	if (saved) {
		*result = p.id;
		app_message(form_app(f), THEME_MESSAGE, _("Saved: %s %s"), p.family_name, p.given_name);
	}
	person_release(&p);
	if (saved)
		return FORM_SAVED;
	return err->code == ERR_STALE ? FORM_STALE : FORM_REFUSED;
}

static bool person_form_theirs(struct form *f, struct err *err)
{
	struct editing *e = form_ctx(f);
	struct person p;
	bool found;

	person_init(&p);
	found = person_get(form_app(f)->db, e->id, &p, err);
	if (found) {
		char *structure = names_structure(form_app(f), p.structure);
		char *cite = names_cite(form_app(f), p.cite);

		e->rev = p.rev;
		form_theirs(f, "family_name", p.family_name, 0);
		form_theirs(f, "given_name", p.given_name, 0);
		form_theirs(f, "function", p.function, 0);
		form_theirs(f, "structure", structure, p.structure);
		form_theirs(f, "cite", cite, p.cite);
		form_theirs(f, "email", p.email, 0);
		form_theirs(f, "mobile", p.mobile, 0);
		form_theirs(f, "phone", p.phone, 0);
		form_theirs(f, "note", p.note, 0);
		free(structure);
		free(cite);
	}
	person_release(&p);
	return found;
}

/* --- people who may be the same --- */

struct twins {
	int64_t self;
	struct str names;
	size_t count;
};

static bool twin(void *arg, const struct person_row *row)
{
	struct twins *t = arg;

	if (row->id == t->self)
		return true;
	if (t->count++ < 3)
		str_addf(&t->names, "%s%s%s%s", t->names.len > 0 ? " ; " : "", row->name,
			row->structure[0] != '\0' ? ", " : "", row->structure);
	return true;
}

static void person_form_advise(struct form *f, struct str *out)
{
	const struct editing *e = form_ctx(f);
	struct twins t = { .self = e->id, .names = STR_INIT };
	const char *family = form_get(f, "family_name");
	const char *given = form_get(f, "given_name");
	const char *email = form_get(f, "email");
	int64_t same = 0;

	if (*email != '\0' && person_find_by_email(form_app(f)->db, email, &same, NULL) && same != 0 &&
		same != e->id) {
		char *name = names_person(form_app(f), same);

		str_addf(out, _("%s has this address already"), name);
		free(name);
	} else if (*family != '\0' && *given != '\0' &&
		person_candidates(form_app(f)->db, family, given, 0, twin, &t, NULL) && t.count > 0) {
		str_addf(out, _("The same name exists: %s"), t.names.buf);
	}
	str_release(&t.names);
}

static const struct form_spec person_spec = {
	.name = "person",
	.title = N_("New person"),
	.fields = person_fields,
	.count = sizeof person_fields / sizeof *person_fields,
	.save = person_form_save,
	.advise = person_form_advise,
	.theirs = person_form_theirs,
	.release = free,
};

static void open_form(struct app *app, const struct person *p)
{
	struct editing *e = xcalloc(1, sizeof *e);
	char *structure = names_structure(app, p->structure);
	char *cite = names_cite(app, p->cite);
	char *name = names_person(app, p->id);
	struct str title = STR_INIT;
	struct str key = STR_INIT;
	const struct form_value values[] = {
		{ "family_name", p->family_name, 0 },
		{ "given_name", p->given_name, 0 },
		{ "function", p->function, 0 },
		{ "structure", structure, p->structure },
		{ "cite", cite, p->cite },
		{ "email", p->email, 0 },
		{ "mobile", p->mobile, 0 },
		{ "phone", p->phone, 0 },
		{ "note", p->note, 0 },
		{ NULL, NULL, 0 },
	};

	*e = (struct editing){ .id = p->id, .rev = p->rev };
	if (p->id != 0)
		str_addf(&key, "%lld", (long long)p->id);
	str_addf(&title, _("Change: %s"), name);
	form_open(app, &person_spec, key.buf, p->id == 0 ? NULL : title.buf, values, e);
	str_release(&title);
	free(name);
	str_release(&key);
	free(structure);
	free(cite);
}

void person_form(struct app *app, int64_t id, int64_t structure)
{
	struct person p;
	struct err err = ERR_INIT;

	person_init(&p);
	p.structure = structure;
	if (id != 0 && !person_get(app->db, id, &p, &err))
		app_error(app, &err);
	else
		open_form(app, &p);
	person_release(&p);
}

void person_form_of_cite(struct app *app, int64_t cite)
{
	struct person p;

	person_init(&p);
	p.cite = cite;
	open_form(app, &p);
	person_release(&p);
}
