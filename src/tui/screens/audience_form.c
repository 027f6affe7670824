/* The form of a line of an audience: who holds which post, where. */
#include <stdlib.h>
#include <string.h>

#include "etape/audience.h"
#include "tui/screens/agenda_event.h"
#include "tui/screens/ask_delete.h"
#include "tui/screens/lookup.h"
#include "tui/screens/names.h"
#include "tui/widgets/form.h"

struct editing {
	struct audience line;
	struct form_choice *roles; /* owned; the first: any */
	struct form_field fields[4];
	struct form_spec spec;
};

static void editing_free(void *ctx)
{
	struct editing *e = ctx;

	free(e->roles);
	free(e);
}

static void put_code(char to[4], const char *code)
{
	to[0] = '\0';
	strncat(to, code, 3);
}

static enum form_result audience_form_save(struct form *f, int64_t *result, struct err *err)
{
	struct editing *e = form_ctx(f);
	struct audience *a = &e->line;

	a->role = ANY;
	if (*form_get(f, "role"))
		vocabulary_parse(&mandate_roles, form_get(f, "role"), &a->role);
	a->cite = form_id(f, "cite");
	put_code(a->departement, lookup_departement_code(form_id(f, "departement")));
	put_code(a->region, lookup_region_code(form_id(f, "region")));
	if (!audience_save(form_app(f)->db, a, err))
		return err->code == ERR_STALE ? FORM_STALE : FORM_REFUSED;
	*result = 1;
	app_message(form_app(f), THEME_MESSAGE, _("Audience saved"));
	return FORM_SAVED;
}

static void departement_label(struct str *out, const struct audience *a)
{
	if (*a->departement)
		lookup_add_departement(out, a->departement);
}

static const char *post_name(const struct audience *a)
{
	return a->role == ANY ? "" : vocabulary_name(&mandate_roles, a->role);
}

static bool audience_form_theirs(struct form *f, struct err *err)
{
	struct editing *e = form_ctx(f);
	struct audience a;
	struct str departement = STR_INIT;
	char *cite;

	if (!audience_get(form_app(f)->db, e->line.id, &a, err))
		return false;
	cite = names_cite(form_app(f), a.cite);
	departement_label(&departement, &a);
	e->line.rev = a.rev;
	form_theirs(f, "role", post_name(&a), 0);
	form_theirs(f, "cite", cite, a.cite);
	form_theirs(f, "departement", departement.buf, lookup_departement_id(a.departement));
	form_theirs(f, "region", *a.region ? region_name(a.region) : "", lookup_region_id(a.region));
	str_release(&departement);
	free(cite);
	return true;
}

/* Nobody is in two places at once: what contradicts is said. */
static void audience_form_advise(struct form *f, struct str *out)
{
	const char *departement = lookup_departement_code(form_id(f, "departement"));
	const char *region = lookup_region_code(form_id(f, "region"));

	if (*departement && *region && strcmp(departement_region(departement), region) != 0)
		str_addf(out, _("%s is not in %s: nobody would be meant"), departement_name(departement),
			region_name(region));
	else if (form_id(f, "cite") && (*departement || *region))
		str_add(out, _("a cité alone is enough: the place restricts it further"));
}

static struct form_choice *role_choices(void)
{
	struct form_choice *choices = xcalloc(mandate_roles.count + 1, sizeof *choices);

	choices[0] = (struct form_choice){ .value = "", .label = N_("every post") };
	for (size_t i = 0; i < mandate_roles.count; i++)
		choices[i + 1] = (struct form_choice){ .value = mandate_roles.words[i].name,
			.label = mandate_roles.words[i].label };
	return choices;
}

static struct editing *editing_new(const struct audience *a)
{
	struct editing *e = xcalloc(1, sizeof *e);
	const struct form_field fields[] = {
		{ .name = "role", .label = N_("Post"), .kind = FORM_CHOICE },
		{ .name = "cite", .label = N_("Cité"), .kind = FORM_LOOKUP, .lookup = lookup_cite,
			.hint = N_("empty: all of them") },
		{ .name = "departement", .label = N_("Département"), .kind = FORM_LOOKUP,
			.lookup = lookup_departement, .hint = N_("empty: all of them") },
		{ .name = "region", .label = N_("Région"), .kind = FORM_LOOKUP, .lookup = lookup_region,
			.hint = N_("empty: all of them") },
	};

	e->line = *a;
	e->roles = role_choices();
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		e->fields[i] = fields[i];
	e->fields[0].choices = e->roles;
	e->fields[0].choice_count = mandate_roles.count + 1;
	e->spec = (struct form_spec){ .name = "audience", .title = N_("Whom to invite"),
		.fields = e->fields, .count = sizeof fields / sizeof *fields,
		.save = audience_form_save, .advise = audience_form_advise,
		.theirs = audience_form_theirs, .release = editing_free };
	return e;
}

void audience_form(struct app *app, int64_t id, int64_t event)
{
	struct audience a = { .event = event, .role = ANY };
	struct str key = STR_INIT, departement = STR_INIT;
	struct err err = ERR_INIT;
	struct editing *e;
	char *cite;

	if (id != 0 && !audience_get(app->db, id, &a, &err)) {
		app_error(app, &err);
		return;
	}
	e = editing_new(&a);
	cite = names_cite(app, a.cite);
	departement_label(&departement, &a);
	str_addf(&key, id ? "%lld" : "of-%lld", (long long)(id ? id : event));
	form_open(app, &e->spec, key.buf, NULL,
		(const struct form_value[]){
			{ "role", post_name(&a), 0 },
			{ "cite", cite, a.cite },
			{ "departement", departement.buf, lookup_departement_id(a.departement) },
			{ "region", *a.region ? region_name(a.region) : "", lookup_region_id(a.region) },
			{ NULL, NULL, 0 },
		},
		e);
	str_release(&key);
	str_release(&departement);
	free(cite);
}

void audience_ask_delete(struct screen *below, int64_t id)
{
	ask_delete(below, id, _("Take this line out of the audience? Who is invited already stays so."),
		audience_delete);
}
