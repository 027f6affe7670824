/* The forms of a tariff: name, period and what counts; and of what takes its place. */
#include <stdlib.h>
#include <string.h>

#include "etape/i18n.h"
#include "etape/valid.h"
#include "tui/screens/names.h"
#include "tui/screens/tariffs.h"
#include "tui/widgets/form.h"

struct editing {
	struct tariff tariff;
	int64_t old; /* what it succeeds; 0: none */
};

static void editing_free(void *ctx)
{
	struct editing *e = ctx;

	tariff_release(&e->tariff);
	free(e);
}

static void put_text(char **to, const char *text)
{
	free(*to);
	*to = xstrdup(text);
}

static bool chosen(const struct form *f, const char *name)
{
	return *form_get(f, name) != '\0';
}

/* What the form says, over what was read. */
static void read_form(struct form *f, struct tariff *t)
{
	put_text(&t->name, form_get(f, "name"));
	put_text(&t->code, form_get(f, "code"));
	put_text(&t->note, form_get(f, "note"));
	t->from = form_day(f, "from");
	t->to = form_day(f, "to");
	t->only_named = chosen(f, "scope");
	t->counts = chosen(f, "counts") ? FEE_COUNTS_REGISTERED : FEE_COUNTS_ATTENDED;
	t->halves = chosen(f, "half");
	t->no_show_due = chosen(f, "no_show");
	t->no_inheritance = chosen(f, "inherits");
}

static enum form_result save(struct form *f, int64_t *result, struct err *err)
{
	struct editing *e = form_ctx(f);
	struct db *db = form_app(f)->db;
	const bool fresh = !e->tariff.id;

	read_form(f, &e->tariff);
	if (e->old ? !tariff_succeed(db, e->old, &e->tariff, err) : !tariff_save(db, &e->tariff, err))
		return err->code == ERR_STALE ? FORM_STALE : FORM_REFUSED;
	*result = fresh ? e->tariff.id : 1;
	app_message(form_app(f), THEME_MESSAGE, _("Tariff saved: %s"), e->tariff.name);
	return FORM_SAVED;
}

static void advise(struct form *f, struct str *out)
{
	struct editing *e = form_ctx(f);
	struct err err = ERR_INIT;

	read_form(f, &e->tariff);
	if (e->old)
		str_add(out, _("The one before ends the day before; its rules are taken over, and may then be changed"));
	else if (*e->tariff.name && !tariff_allowed(form_app(f)->db, &e->tariff, &err))
		str_add(out, err.message);
	else
		tariff_advice(form_app(f)->db, &e->tariff, out, NULL);
}

static bool theirs(struct form *f, struct err *err)
{
	struct editing *e = form_ctx(f);
	struct tariff t;
	bool found;

	tariff_init(&t);
	found = tariff_get(form_app(f)->db, e->tariff.id, &t, err);
	if (found) {
		char *from = names_day(t.from), *to = names_day(t.to);

		form_theirs(f, "name", t.name, 0);
		form_theirs(f, "code", t.code, 0);
		form_theirs(f, "note", t.note, 0);
		form_theirs(f, "from", from, 0);
		form_theirs(f, "to", to, 0);
		form_theirs(f, "scope", t.only_named ? "1" : "", 0);
		form_theirs(f, "counts", t.counts == FEE_COUNTS_REGISTERED ? "1" : "", 0);
		form_theirs(f, "half", t.halves ? "1" : "", 0);
		form_theirs(f, "no_show", t.no_show_due ? "1" : "", 0);
		form_theirs(f, "inherits", t.no_inheritance ? "1" : "", 0);
		free(from);
		free(to);
		tariff_release(&e->tariff); /* its rules and revision with it */
		e->tariff = t;
	} else {
		tariff_release(&t);
	}
	return found;
}

#define CHOICES(no, yes)                                                                       \
	.kind = FORM_CHOICE, .choices = (const struct form_choice[]){ { "", no }, { "1", yes } }, .choice_count = 2

static const struct form_field fields[] = {
	{ .name = "name", .label = N_("Name"), .required = true, .max = 200 },
	{ .name = "from", .label = N_("From"), .kind = FORM_DATE, .hint = N_("first day; empty: always") },
	{ .name = "to", .label = N_("To"), .kind = FORM_DATE, .hint = N_("last day, included; empty: no end") },
	{ .name = "scope", .label = N_("Holds for"), CHOICES(N_("all rencontres"), N_("only where named")),
		.hint = N_("only where named: etape tariff use EVENT CODE") },
	{ .name = "counts", .label = N_("Days"), CHOICES(N_("attended"), N_("registered for")) },
	{ .name = "half", .label = N_("Half a day"), CHOICES(N_("counts as a day"), N_("costs half")) },
	{ .name = "no_show", .label = N_("No-show"), CHOICES(N_("pays nothing"), N_("pays")) },
	{ .name = "inherits", .label = N_("Membership"),
		CHOICES(N_("of the inter-communal body covers its towns"), N_("covers the member alone")) },
	{ .name = "code", .label = N_("Code"), .check = valid_slug, .hint = N_("empty: made from the name") },
	{ .name = "note", .label = N_("Note"), .max = 700 },
};

static const struct form_spec spec = {
	.name = "tariff",
	.title = N_("New tariff"),
	.fields = fields,
	.count = sizeof fields / sizeof *fields,
	.save = save,
	.advise = advise,
	.theirs = theirs,
	.release = editing_free,
};

static void open_form(struct app *app, struct editing *e, const char *title)
{
	const struct tariff *t = &e->tariff;
	char *from = names_day(t->from), *to = names_day(t->to);
	struct str key = STR_INIT;

	str_addf(&key, e->old ? "after-%lld" : "%lld", (long long)(e->old ? e->old : t->id));
	form_open(app, &spec, key.buf, title,
		(const struct form_value[]){
			{ "name", t->name, 0 },
			{ "from", from, 0 },
			{ "to", to, 0 },
			{ "scope", t->only_named ? "1" : "", 0 },
			{ "counts", t->counts == FEE_COUNTS_REGISTERED ? "1" : "", 0 },
			{ "half", t->halves ? "1" : "", 0 },
			{ "no_show", t->no_show_due ? "1" : "", 0 },
			{ "inherits", t->no_inheritance ? "1" : "", 0 },
			{ "code", t->code, 0 },
			{ "note", t->note, 0 },
			{ NULL, NULL, 0 },
		},
		e);
	free(from);
	free(to);
	str_release(&key);
}

void tariff_form(struct app *app, int64_t tariff)
{
	struct editing *e = xcalloc(1, sizeof *e);
	struct err err = ERR_INIT;

	tariff_init(&e->tariff);
	if (tariff && !tariff_get(app->db, tariff, &e->tariff, &err)) {
		app_error(app, &err);
		editing_free(e);
		return;
	}
	open_form(app, e, tariff ? _("Tariff") : NULL);
}

/* From the first day that is free, as a rule the first of January. */
static day_t first_day(struct app *app, int64_t old)
{
	struct str by = STR_INIT;
	const struct civil today = civil_from_day(app_today(app));
	day_t last = CIVIL_NONE, day = civil_day(today.year + 1, 1, 1);
	bool used;

	tariff_in_use(app->db, old, &used, &by, &last, NULL);
	str_release(&by);
	return last != CIVIL_NONE && last >= day ? last + 1 : day;
}

void tariff_succeed_form(struct app *app, int64_t old)
{
	struct editing *e = xcalloc(1, sizeof *e);
	struct err err = ERR_INIT;

	tariff_init(&e->tariff);
	if (!tariff_copy(app->db, old, first_day(app, old), &e->tariff, &err)) {
		app_error(app, &err);
		editing_free(e);
		return;
	}
	e->old = old;
	open_form(app, e, _("In the place of this tariff, from a day on"));
}
