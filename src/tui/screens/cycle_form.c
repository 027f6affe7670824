/* The form of a cycle: its name, and the cités it is for. */
#include <stdlib.h>

#include "etape/cycle.h"
#include "etape/cycle_territory.h"
#include "etape/i18n.h"
#include "tui/screens/agenda.h"
#include "tui/widgets/form.h"

static void cycle_free(void *ctx)
{
	cycle_release(ctx);
	free(ctx);
}

static void put(char **to, const char *text)
{
	free(*to);
	*to = xstrdup(text);
}

static enum form_result cycle_form_save(struct form *f, int64_t *result, struct err *err)
{
	struct cycle *c = form_ctx(f);
	struct str territory = STR_INIT;
	bool saved;

	put(&c->name, form_get(f, "name"));
	put(&c->note, form_get(f, "note"));
	saved = cycle_territory_read(form_app(f)->db, form_get(f, "territory"), &territory, err);
	put(&c->territory, territory.buf);
	str_release(&territory);
	saved = saved && cycle_save(form_app(f)->db, c, err);
	if (!saved)
		return err->code == ERR_STALE ? FORM_STALE : FORM_REFUSED;
	*result = c->id;
	app_message(form_app(f), THEME_MESSAGE, _("Saved: %s"), c->name);
	return FORM_SAVED;
}

static bool cycle_form_theirs(struct form *f, struct err *err)
{
	struct cycle *c = form_ctx(f), now;
	struct str words = STR_INIT;
	bool found;

	cycle_init(&now);
	found = cycle_get(form_app(f)->db, c->id, &now, err) &&
		cycle_territory_words(form_app(f)->db, now.territory, &words, err);
	if (found) {
		c->rev = now.rev;
		form_theirs(f, "name", now.name, 0);
		form_theirs(f, "territory", words.buf, 0);
		form_theirs(f, "note", now.note, 0);
	}
	str_release(&words);
	cycle_release(&now);
	return found;
}

static const struct form_field fields[] = {
	{ .name = "name", .label = N_("Name"), .required = true, .max = 200 },
	{ .name = "territory", .label = N_("Territory"), .max = 2000,
		.hint = N_("the cités it is for: régions, départements, cités, with commas; empty: not said") },
	{ .name = "note", .label = N_("Note"), .max = 2000 },
};

static const struct form_spec cycle_form = {
	.name = "cycle",
	.title = N_("Cycle"),
	.fields = fields,
	.count = sizeof fields / sizeof *fields,
	.save = cycle_form_save,
	.theirs = cycle_form_theirs,
	.release = cycle_free,
};

void cycle_form_open(struct app *app, int64_t id)
{
	struct cycle *c = xcalloc(1, sizeof *c);
	struct str words = STR_INIT, key = STR_INIT;
	struct err err = ERR_INIT;

	cycle_init(c);
	if (!cycle_get(app->db, id, c, &err) || !cycle_territory_words(app->db, c->territory, &words, &err)) {
		app_error(app, &err);
		cycle_free(c);
	} else {
		const struct form_value values[] = {
			{ "name", c->name, 0 }, { "territory", words.buf, 0 }, { "note", c->note, 0 }, { NULL, NULL, 0 } };

		str_addf(&key, "%lld", (long long)id);
		form_open(app, &cycle_form, key.buf, NULL, values, c);
	}
	str_release(&key);
	str_release(&words);
}
