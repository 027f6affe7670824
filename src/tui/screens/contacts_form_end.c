/* The form that ends a mandate: its last day, and what becomes of the post. */
#include <stdlib.h>

#include "etape/mandate.h"
#include "tui/screens/contacts.h"
#include "tui/screens/names.h"

struct ending {
	struct mandate mandate;	/* as it was read */
};

static const struct form_field end_fields[] = {
	{ .name = "person", .label = N_("Person"), .fixed = true },
	{ .name = "post", .label = N_("Post"), .fixed = true },
	{ .name = "since", .label = N_("Since"), .fixed = true },
	{ .name = "last", .label = N_("Last day"), .kind = FORM_DATE, .required = true,
		.hint = N_("Included: 31/08/2026, 2026-08-31, yesterday, +15…") },
};

static enum form_result end_form_save(struct form *f, int64_t *result, struct err *err)
{
	struct ending *e = form_ctx(f);
	const day_t before = e->mandate.to;

	e->mandate.to = form_day(f, "last");
	/* With the revision read, so that an end that somebody else gave is not lost. */
	if (mandate_save(form_app(f)->db, &e->mandate, err)) {
		*result = e->mandate.id;
		app_message(form_app(f), THEME_MESSAGE, _("Ended: %s, %s"), form_get(f, "person"),
			form_get(f, "post"));
		return FORM_SAVED;
	}
	e->mandate.to = before;
	return err->code == ERR_STALE ? FORM_STALE : FORM_REFUSED;
}

static bool end_form_theirs(struct form *f, struct err *err)
{
	struct ending *e = form_ctx(f);
	char *last;

	if (!mandate_get(form_app(f)->db, e->mandate.id, &e->mandate, err))
		return false;
	last = names_day(e->mandate.to);
	form_theirs(f, "last", last, 0);
	free(last);
	return true;
}

/* Who holds the post on the day after. */
struct next {
	int64_t mandate;	/* the one that ends */
	struct str names;
};

static bool look_at(void *arg, const struct mandate_row *row)
{
	struct next *n = arg;

	if (row->id != n->mandate)
		str_addf(&n->names, "%s%s", n->names.len > 0 ? ", " : "", row->name);
	return true;
}

static void end_form_advise(struct form *f, struct str *out)
{
	const struct ending *e = form_ctx(f);
	struct mandate_filter filter = MANDATE_FILTER_ALL;
	struct next next = { .mandate = e->mandate.id, .names = STR_INIT };
	struct str day = STR_INIT;
	day_t last = form_day(f, "last");

	if (last == CIVIL_NONE)
		return;
	if (e->mandate.from != CIVIL_NONE && last < e->mandate.from) {
		str_add(out, _("It ends before it begins"));
		return;
	}
	filter.cite = e->mandate.cite;
	filter.role = (int)e->mandate.role;
	filter.on = last + 1;
	civil_format_short(&day, last + 1, form_app(f)->lang);
	if (!mandate_list(form_app(f)->db, &filter, look_at, &next, NULL))
		str_reset(out);
	else if (next.names.len > 0)
		str_addf(out, _("From %s on the post is held by %s"), day.buf, next.names.buf);
	else
		str_addf(out, _("The post is then vacant since %s"), day.buf);
	str_release(&next.names);
	str_release(&day);
}

static void end_release(void *ctx)
{
	struct ending *e = ctx;

	mandate_release(&e->mandate);
	free(e);
}

static const struct form_spec end_spec = {
	.name = "mandate-end",
	.title = N_("End of a mandate"),
	.fields = end_fields,
	.count = sizeof end_fields / sizeof *end_fields,
	.save = end_form_save,
	.advise = end_form_advise,
	.theirs = end_form_theirs,
	.release = end_release,
};

static void open_form(struct app *app, struct ending *e)
{
	const struct mandate *m = &e->mandate;
	char *person = names_person(app, m->person), *cite = names_cite(app, m->cite);
	char *last = names_day(m->to == CIVIL_NONE ? app_today(app) : m->to);
	struct str post = STR_INIT, since = STR_INIT, title = STR_INIT, key = STR_INIT;

	str_addf(&post, "%s, %s", vocabulary_label(&mandate_roles, (int)m->role), cite);
	if (m->from == CIVIL_NONE)
		str_add(&since, _("not known"));
	else
		civil_format_short(&since, m->from, app->lang);
	str_addf(&title, _("End of the mandate: %s"), person);
	str_addf(&key, "%lld", (long long)m->id);
	const struct form_value values[] = {
		{ "person", person, 0 },
		{ "post", post.buf, 0 },
		{ "since", since.buf, 0 },
		{ "last", last, 0 },
		{ NULL, NULL, 0 },
	};
	form_open(app, &end_spec, key.buf, title.buf, values, e);
	str_release(&post);
	str_release(&since);
	str_release(&title);
	str_release(&key);
	free(person);
	free(cite);
	free(last);
}

void mandate_end_form(struct app *app, int64_t id)
{
	struct ending *e = xcalloc(1, sizeof *e);
	struct err err = ERR_INIT;

	mandate_init(&e->mandate);
	if (mandate_get(app->db, id, &e->mandate, &err)) {
		open_form(app, e);
		return;
	}
	app_error(app, &err);
	end_release(e);
}
