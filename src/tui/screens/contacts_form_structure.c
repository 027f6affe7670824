/* The form of a structure. */
#include <stdlib.h>

#include "etape/valid.h"
#include "tui/screens/contacts.h"
#include "tui/screens/lookup.h"
#include "tui/screens/names.h"

struct editing {
	int64_t id;	/* 0: a new one */
	int64_t rev;
	const char *begin; /* name of the field it opens on; NULL: the first */
};

enum { FIELD_OF_NAME, FIELD_OF_KIND, FIELD_OF_REQUIRES = 10 };

/* Not const: the choices are those of the vocabulary, filled once. */
static struct form_field structure_fields[] = {
	[FIELD_OF_NAME] = { .name = "name", .label = N_("Name"), .required = true, .max = 200 },
	[FIELD_OF_KIND] = { .name = "kind", .label = N_("Kind"), .kind = FORM_CHOICE, .required = true,
		.hint = N_("Préfecture, Éducation nationale and State services come free everywhere") },
	{ .name = "cite", .label = N_("Cité"), .kind = FORM_LOOKUP, .lookup = lookup_cite,
		.hint = N_("The territory it belongs to") },
	{ .name = "parent", .label = N_("Part of"), .kind = FORM_LOOKUP, .lookup = lookup_structure,
		.hint = N_("The inter-communal body or other head: its membership counts for this one") },
	{ .name = "siret", .label = N_("SIRET"), .check = valid_siret, .max = 20 },
	{ .name = "address", .label = N_("Address"), .max = 200 },
	{ .name = "postcode", .label = N_("Postcode"), .max = 12 },
	{ .name = "town", .label = N_("Town"), .max = 100 },
	{ .name = "email", .label = N_("E-mail"), .check = valid_email, .max = 200 },
	{ .name = "phone", .label = N_("Telephone"), .check = valid_phone, .max = 40 },
	[FIELD_OF_REQUIRES] = { .name = "requires", .label = N_("Invoices need"), .kind = FORM_CHOICE,
		.hint = N_("What this payer asks for on an invoice, to be checked before a number is taken") },
	{ .name = "service_code", .label = N_("Service code"), .max = 100,
		.hint = N_("Of the paying service, for a public payer") },
	{ .name = "vat_number", .label = N_("VAT number"), .max = 20 },
	{ .name = "payer", .label = N_("Paid by"), .kind = FORM_LOOKUP, .lookup = lookup_structure,
		.hint = N_("Who is invoiced in its place; nothing: itself") },
	{ .name = "note", .label = N_("Note"), .max = 2000 },
};

static char *taken(const struct form *f, const char *name)
{
	return xstrdup(form_get(f, name));
}

static enum form_result structure_form_save(struct form *f, int64_t *result, struct err *err)
{
	struct editing *e = form_ctx(f);
	struct structure s;
	int kind = STRUCTURE_OTHER, requires = ANY;
	bool saved;

	vocabulary_parse(&structure_kinds, form_get(f, "kind"), &kind);
	vocabulary_parse(&payer_requirements, form_get(f, "requires"), &requires);
	structure_init(&s);
	s = (struct structure){
		.id = e->id,
		.rev = e->rev,
		.name = taken(f, "name"),
		.kind = (enum structure_kind)kind,
		.cite = form_id(f, "cite"),
		.parent = form_id(f, "parent"),
		.siret = taken(f, "siret"),
		.address = taken(f, "address"),
		.postcode = taken(f, "postcode"),
		.town = taken(f, "town"),
		.email = taken(f, "email"),
		.phone = taken(f, "phone"),
		.note = taken(f, "note"),
		.requires = requires,
		.service_code = taken(f, "service_code"),
		.vat_number = taken(f, "vat_number"),
		.payer = form_id(f, "payer"),
	};
	saved = structure_save(form_app(f)->db, &s, err);
	if (saved) {
		*result = s.id;
		app_message(form_app(f), THEME_MESSAGE, _("Saved: %s"), s.name);
	}
	structure_release(&s);
	if (saved)
		return FORM_SAVED;
	return err->code == ERR_STALE ? FORM_STALE : FORM_REFUSED;
}

static bool structure_form_theirs(struct form *f, struct err *err)
{
	struct editing *e = form_ctx(f);
	struct structure s;
	bool found;

	structure_init(&s);
	found = structure_get(form_app(f)->db, e->id, &s, err);
	if (found) {
		char *parent = names_structure(form_app(f), s.parent);
		char *cite = names_cite(form_app(f), s.cite);
		char *payer = names_structure(form_app(f), s.payer);

		e->rev = s.rev;
		form_theirs(f, "name", s.name, 0);
		form_theirs(f, "kind", vocabulary_name(&structure_kinds, (int)s.kind), 0);
		form_theirs(f, "cite", cite, s.cite);
		form_theirs(f, "parent", parent, s.parent);
		form_theirs(f, "siret", s.siret, 0);
		form_theirs(f, "address", s.address, 0);
		form_theirs(f, "postcode", s.postcode, 0);
		form_theirs(f, "town", s.town, 0);
		form_theirs(f, "email", s.email, 0);
		form_theirs(f, "phone", s.phone, 0);
		form_theirs(f, "requires", vocabulary_name(&payer_requirements, s.requires), 0);
		form_theirs(f, "service_code", s.service_code, 0);
		form_theirs(f, "vat_number", s.vat_number, 0);
		form_theirs(f, "payer", payer, s.payer);
		form_theirs(f, "note", s.note, 0);
		free(payer);
		free(parent);
		free(cite);
	}
	structure_release(&s);
	return found;
}

static void structure_form_advise(struct form *f, struct str *out)
{
	const struct editing *e = form_ctx(f);
	const char *name = form_get(f, "name");
	int64_t same = 0;

	if (*name != '\0' && structure_find(form_app(f)->db, name, form_id(f, "cite"), &same, NULL) &&
		same != 0 && same != e->id)
		str_add(out, _("A structure of this name exists already"));
}

static const char *structure_form_begin(const struct form *f)
{
	const struct editing *e = form_ctx(f);

	return e->begin;
}

static struct form_spec structure_spec = {
	.name = "structure",
	.title = N_("New structure"),
	.fields = structure_fields,
	.count = sizeof structure_fields / sizeof *structure_fields,
	.save = structure_form_save,
	.advise = structure_form_advise,
	.theirs = structure_form_theirs,
	.begin = structure_form_begin,
	.release = free,
};

static void fill_choices(void)
{
	if (structure_fields[FIELD_OF_KIND].choices != NULL)
		return;
	structure_fields[FIELD_OF_KIND].choices = names_choices(&structure_kinds);
	structure_fields[FIELD_OF_KIND].choice_count = structure_kinds.count;
	structure_fields[FIELD_OF_REQUIRES].choices = names_choices(&payer_requirements);
	structure_fields[FIELD_OF_REQUIRES].choice_count = payer_requirements.count;
}

static void open_form(struct app *app, const struct structure *s, const char *begin)
{
	struct editing *e = xcalloc(1, sizeof *e);
	char *parent = names_structure(app, s->parent);
	char *cite = names_cite(app, s->cite);
	char *payer = names_structure(app, s->payer);
	struct str title = STR_INIT;
	struct str key = STR_INIT;
	const struct form_value values[] = {
		{ "name", s->name, 0 },
		{ "kind", vocabulary_name(&structure_kinds, (int)s->kind), 0 },
		{ "cite", cite, s->cite },
		{ "parent", parent, s->parent },
		{ "siret", s->siret, 0 },
		{ "address", s->address, 0 },
		{ "postcode", s->postcode, 0 },
		{ "town", s->town, 0 },
		{ "email", s->email, 0 },
		{ "phone", s->phone, 0 },
		{ "requires", vocabulary_name(&payer_requirements, s->requires), 0 },
		{ "service_code", s->service_code, 0 },
		{ "vat_number", s->vat_number, 0 },
		{ "payer", payer, s->payer },
		{ "note", s->note, 0 },
		{ NULL, NULL, 0 },
	};

	*e = (struct editing){ .id = s->id, .rev = s->rev, .begin = begin };
	if (s->id != 0)
		str_addf(&key, "%lld", (long long)s->id);
	str_addf(&title, _("Change: %s"), s->name == NULL ? "" : s->name);
	form_open(app, &structure_spec, key.buf, s->id == 0 ? NULL : title.buf, values, e);
	str_release(&title);
	str_release(&key);
	free(parent);
	free(cite);
	free(payer);
}

void structure_form_at(struct app *app, int64_t id, const char *field)
{
	struct structure s;
	struct err err = ERR_INIT;

	fill_choices();
	structure_init(&s);
	if (id != 0 && !structure_get(app->db, id, &s, &err))
		app_error(app, &err);
	else
		open_form(app, &s, field);
	structure_release(&s);
}

void structure_form(struct app *app, int64_t id)
{
	structure_form_at(app, id, NULL);
}

void structure_form_of_cite(struct app *app, int64_t cite)
{
	struct structure s;

	fill_choices();
	structure_init(&s);
	s.cite = cite;
	open_form(app, &s, NULL);
	structure_release(&s);
}
