/* Filters of the directory with a name: saved, applied, deleted. */
#include <stdlib.h>
#include <string.h>

#include "etape/saved_filter.h"
#include "tui/screens/contacts_filter.h"
#include "tui/widgets/form.h"

#define KIND "people"

/* --- applying --- */

void contacts_apply_filter(struct contacts_criteria *c, int64_t id)
{
	struct saved_filter f;
	struct person_query q;
	struct err err = ERR_INIT;

	saved_filter_init(&f);
	person_query_init(&q);
	if (saved_filter_get(c->app->db, id, &f, &err) &&
		person_query_parse(c->app->db, f.query, &q, &err)) {
		contacts_lend_look(c, &q);
		person_query_copy(c->query, &q);
		contacts_forget_saved(c);
		c->saved = xstrdup(f.name);
		c->saved_id = id;
		c->chosen(c->arg);
	} else {
		app_error(c->app, &err);
	}
	person_query_release(&q);
	saved_filter_release(&f);
}

/* --- saving --- */

static bool find(struct form *form, struct saved_filter *f)
{
	struct contacts_criteria *c = form_ctx(form);
	const char *name = form_get(form, "name");

	return name[0] != '\0' && saved_filter_find(c->app->db, KIND, name, f, NULL);
}

static void advise(struct form *form, struct str *out)
{
	struct saved_filter f;

	saved_filter_init(&f);
	if (find(form, &f))
		str_addf(out, _("The filter \"%s\" is replaced"), f.name);
	saved_filter_release(&f);
}

static void take(char **slot, char *text)
{
	free(*slot);
	*slot = text;
}

static enum form_result save(struct form *form, int64_t *result, struct err *err)
{
	struct contacts_criteria *c = form_ctx(form);
	struct saved_filter f;
	struct str line = STR_INIT;
	bool replaced;
	bool ok;

	saved_filter_init(&f);
	replaced = find(form, &f);
	take(&f.name, xstrdup(form_get(form, "name")));
	take(&f.kind, xstrdup(KIND));
	ok = person_query_write(c->app->db, c->query, &line, err);
	take(&f.query, str_take(&line));
	ok = ok && saved_filter_save(c->app->db, &f, err);
	if (ok) {
		contacts_forget_saved(c);
		c->saved = xstrdup(f.name);
		c->saved_id = f.id;
		app_message(c->app, THEME_MESSAGE,
			replaced ? _("Filter replaced: %s; f finds it again")
				 : _("Filter saved: %s; f finds it again"),
			f.name);
	}
	saved_filter_release(&f);
	*result = 1;
	return ok ? FORM_SAVED : FORM_REFUSED;
}

void contacts_save_filter(struct contacts_criteria *c)
{
	static const struct form_field fields[] = {
		{ .name = "name", .label = N_("Name"), .required = true, .max = 60,
			.hint = N_("for everybody: criteria, columns and order") },
	};
	static const struct form_spec spec = {
		.name = "filter",
		.title = N_("Save this filter"),
		.fields = fields,
		.count = sizeof fields / sizeof *fields,
		.save = save,
		.advise = advise,
	};

	form_open(c->app, &spec, "", NULL,
		(const struct form_value[]){ { .name = "name", .text = c->saved }, { .name = NULL } }, c);
}

/* --- deleting --- */

static int64_t asked_about; /* one at a time: it is modal */

static unsigned delete_answered(struct screen *below, int answer, void *ctx)
{
	struct contacts_criteria *c = ctx;
	struct err err = ERR_INIT;

	if (answer != 0)
		return SCREEN_REDRAW;
	if (!saved_filter_delete(below->app->db, asked_about, &err)) {
		app_error(below->app, &err);
		return SCREEN_REDRAW;
	}
	if (c->saved_id == asked_about)
		contacts_forget_saved(c);
	app_message(below->app, THEME_MESSAGE, _("Deleted; u brings it back"));
	return SCREEN_RELOAD;
}

void contacts_delete_filter(struct contacts_criteria *c, int64_t id)
{
	struct saved_filter f;
	struct str text = STR_INIT;
	struct err err = ERR_INIT;

	saved_filter_init(&f);
	if (saved_filter_get(c->app->db, id, &f, &err)) {
		asked_about = id;
		str_addf(&text, _("Delete the filter \"%s\", for everybody?\nThe people stay."), f.name);
		question_confirm(app_top(c->app), text.buf, delete_answered, c);
	} else {
		app_error(c->app, &err);
	}
	str_release(&text);
	saved_filter_release(&f);
}
