/* The form of one status of a cité's label: candidate, labelled, renewed, ended, from a day on. */
#include <stdlib.h>

#include "etape/cite_label.h"
#include "tui/screens/cites.h"
#include "tui/screens/names.h"
#include "tui/widgets/form.h"
#include "tui/widgets/overlay.h"

struct editing {
	int64_t id;	/* 0: a new one */
	int64_t rev;
};

enum { FIELD_OF_CITE, FIELD_OF_STATUS };

/* A history is its cité's: it begins in the record. Not const: the choices are those of the
 * vocabulary, filled once. */
static struct form_field label_fields[] = {
	[FIELD_OF_CITE] = { .name = "cite", .label = N_("Cité"), .kind = FORM_LOOKUP,
		.fixed = true },
	[FIELD_OF_STATUS] = { .name = "status", .label = N_("Status"), .kind = FORM_CHOICE,
		.required = true },
	{ .name = "from", .label = N_("From"), .kind = FORM_DATE,
		.hint = N_("First day; empty when it is not known") },
	{ .name = "to", .label = N_("To"), .kind = FORM_DATE,
		.hint = N_("Last day, included; empty while it lasts, or until the next status") },
	{ .name = "note", .label = N_("Note"), .max = 2000 },
};

static enum label_status status_of(const struct form *f)
{
	int status = LABEL_LABELLED;

	vocabulary_parse(&label_statuses, form_get(f, "status"), &status);
	return (enum label_status)status;
}

static enum form_result label_form_save(struct form *f, int64_t *result, struct err *err)
{
	struct editing *e = form_ctx(f);
	struct cite_label l;
	bool saved;

	cite_label_init(&l);
	l.id = e->id;
	l.rev = e->rev;
	l.cite = form_id(f, "cite");
	l.status = status_of(f);
	l.from = form_day(f, "from");
	l.to = form_day(f, "to");
	l.note = xstrdup(form_get(f, "note"));
	saved = cite_label_save(form_app(f)->db, &l, err);
	if (saved) {
		*result = l.id;
		app_message(form_app(f), THEME_MESSAGE, _("Saved: %s, %s"), form_get(f, "cite"),
			vocabulary_label(&label_statuses, (int)l.status));
	}
	cite_label_release(&l);
	if (saved)
		return FORM_SAVED;
	return err->code == ERR_STALE ? FORM_STALE : FORM_REFUSED;
}

static bool label_form_theirs(struct form *f, struct err *err)
{
	struct editing *e = form_ctx(f);
	struct cite_label l;
	bool found;

	cite_label_init(&l);
	found = cite_label_get(form_app(f)->db, e->id, &l, err);
	if (found) {
		char *cite = names_cite(form_app(f), l.cite);
		char *from = names_day(l.from), *to = names_day(l.to);

		e->rev = l.rev;
		form_theirs(f, "cite", cite, l.cite);
		form_theirs(f, "status", vocabulary_name(&label_statuses, (int)l.status), 0);
		form_theirs(f, "from", from, 0);
		form_theirs(f, "to", to, 0);
		form_theirs(f, "note", l.note, 0);
		free(cite);
		free(from);
		free(to);
	}
	cite_label_release(&l);
	return found;
}

/* --- what is worth knowing --- */

/* Another status that begins on the day asked for. */
struct same_day {
	int64_t except;	/* this one */
	const char *from; /* ISO, "" when not known */
	enum label_status status;
	bool found;
};

static bool look_at(void *arg, const struct cite_label_row *row)
{
	struct same_day *s = arg;

	if (row->id == s->except || !str_eq(row->from, s->from))
		return true;
	s->status = row->status;
	s->found = true;
	return false;
}

static void add_until_then(struct form *f, int64_t cite, day_t from, struct str *out)
{
	enum label_status before;
	day_t since;

	if (!cite_label_on(form_app(f)->db, cite, from - 1, &before, &since, NULL) ||
		(since != CIVIL_NONE && since >= from))
		return;
	if (since == CIVIL_NONE) {
		str_addf(out, _("Until then: %s"), vocabulary_label(&label_statuses, (int)before));
		return;
	}
	struct str day = STR_INIT;
	civil_format_short(&day, since, form_app(f)->lang);
	str_addf(out, _("Until then: %s since %s"), vocabulary_label(&label_statuses, (int)before),
		day.buf);
	str_release(&day);
}

static void label_form_advise(struct form *f, struct str *out)
{
	const struct editing *e = form_ctx(f);
	struct same_day same = { .except = e->id, .from = form_get(f, "from") };
	day_t from = form_day(f, "from"), to = form_day(f, "to");
	int64_t cite = form_id(f, "cite");

	if (from != CIVIL_NONE && to != CIVIL_NONE && to < from) {
		str_add(out, _("It ends before it begins"));
		return;
	}
	if (cite == 0 || !cite_label_list(form_app(f)->db, cite, CIVIL_NONE, look_at, &same, NULL))
		return;
	if (same.found)
		str_addf(out, _("Another status begins on that day: %s"),
			vocabulary_label(&label_statuses, (int)same.status));
	else if (e->id == 0 && from != CIVIL_NONE)
		add_until_then(f, cite, from, out);
}

/* --- opening --- */

static struct form_spec label_spec = {
	.name = "label",
	.title = N_("New status of the label"),
	.fields = label_fields,
	.count = sizeof label_fields / sizeof *label_fields,
	.save = label_form_save,
	.advise = label_form_advise,
	.theirs = label_form_theirs,
	.release = free,
};

static void fill_choices(void)
{
	if (label_fields[FIELD_OF_STATUS].choices != NULL)
		return;
	label_fields[FIELD_OF_STATUS].choices = names_choices(&label_statuses);
	label_fields[FIELD_OF_STATUS].choice_count = label_statuses.count;
}

static void open_form(struct app *app, const struct cite_label *l)
{
	struct editing *e = xcalloc(1, sizeof *e);
	char *cite = names_cite(app, l->cite);
	char *from = names_day(l->from), *to = names_day(l->to);
	struct str title = STR_INIT, key = STR_INIT;
	const struct form_value values[] = {
		{ "cite", cite, l->cite },
		{ "status", vocabulary_name(&label_statuses, (int)l->status), 0 },
		{ "from", from, 0 },
		{ "to", to, 0 },
		{ "note", l->note, 0 },
		{ NULL, NULL, 0 },
	};

	*e = (struct editing){ .id = l->id, .rev = l->rev };
	if (l->id != 0)
		str_addf(&key, "%lld", (long long)l->id);
	str_addf(&title, _("Label: %s"), cite);
	form_open(app, &label_spec, key.buf, l->cite == 0 ? NULL : title.buf, values, e);
	str_release(&title);
	str_release(&key);
	free(cite);
	free(from);
	free(to);
}

void cite_label_form(struct app *app, int64_t id, int64_t cite)
{
	struct cite_label l;
	struct err err = ERR_INIT;

	fill_choices();
	cite_label_init(&l);
	l.cite = cite;
	if (id == 0) {
		l.status = LABEL_RENEWED;
		l.from = app_today(app);
	}
	if (id != 0 && !cite_label_get(app->db, id, &l, &err))
		app_error(app, &err);
	else
		open_form(app, &l);
	cite_label_release(&l);
}
