/* The form of a document of a rencontre or a cité: a file or an address, never opened here. */
#include <stdlib.h>

#include "etape/document.h"
#include "tui/screens/document_form.h"

#include "tui/screens/ask_delete.h"
#include "tui/screens/names.h"
#include "tui/widgets/form.h"

struct editing {
	int64_t id;	/* 0: a new one */
	int64_t rev;
	int64_t subject;
	struct form_choice *kinds; /* owned */
	struct form_field fields[5];
	struct form_spec spec;
};

static void editing_free(void *ctx)
{
	struct editing *e = ctx;

	free(e->kinds);
	free(e);
}

static enum form_result document_form_save(struct form *f, int64_t *result, struct err *err)
{
	struct editing *e = form_ctx(f);
	struct document d;
	int kind = DOCUMENT_OTHER;
	bool saved;

	document_init(&d);
	vocabulary_parse(&document_kinds, form_get(f, "kind"), &kind);
	d.id = e->id;
	d.rev = e->rev;
	d.subject = e->subject;
	d.kind = (enum document_kind)kind;
	d.day = form_day(f, "day");
	d.title = xstrdup(form_get(f, "title"));
	d.address = xstrdup(form_get(f, "address"));
	d.author = xstrdup(form_get(f, "author"));
	saved = document_save(form_app(f)->db, &d, err);
	if (saved) {
		*result = 1;
		app_message(form_app(f), THEME_MESSAGE, _("Document saved: %s"), d.title);
	}
	document_release(&d);
	if (saved)
		return FORM_SAVED;
	return err->code == ERR_STALE ? FORM_STALE : FORM_REFUSED;
}

static bool document_form_theirs(struct form *f, struct err *err)
{
	struct editing *e = form_ctx(f);
	struct document d;
	bool found;

	document_init(&d);
	found = document_get(form_app(f)->db, e->id, &d, err);
	if (found) {
		char *day = names_day(d.day);

		e->rev = d.rev;
		form_theirs(f, "title", d.title, 0);
		form_theirs(f, "kind", vocabulary_name(&document_kinds, (int)d.kind), 0);
		form_theirs(f, "address", d.address, 0);
		form_theirs(f, "day", day, 0);
		form_theirs(f, "author", d.author, 0);
		free(day);
	}
	document_release(&d);
	return found;
}

static struct editing *editing_new(const struct document *d)
{
	struct editing *e = xcalloc(1, sizeof *e);
	const struct form_field fields[] = {
		{ .name = "title", .label = N_("Title"), .required = true, .max = 200 },
		{ .name = "kind", .label = N_("Kind"), .kind = FORM_CHOICE },
		{ .name = "address", .label = N_("File or address"), .required = true, .max = 1000,
			.hint = N_("where it is: a path, or https://…; shown and copied (y), never opened") },
		{ .name = "day", .label = N_("Day"), .kind = FORM_DATE, .required = true },
		{ .name = "author", .label = N_("Author"), .required = true, .max = 60 },
	};

	*e = (struct editing){ .id = d->id, .rev = d->rev, .subject = d->subject };
	e->kinds = names_choices(&document_kinds);
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		e->fields[i] = fields[i];
	e->fields[1].choices = e->kinds;
	e->fields[1].choice_count = document_kinds.count;
	e->spec = (struct form_spec){ .name = "document", .title = N_("New document"),
		.fields = e->fields, .count = sizeof fields / sizeof *fields,
		.save = document_form_save, .theirs = document_form_theirs, .release = editing_free };
	return e;
}

static void open_form(struct app *app, const struct document *d)
{
	struct editing *e = editing_new(d);
	char *day = names_day(d->day);
	struct str key = STR_INIT;
	const struct form_value values[] = {
		{ "title", d->title, 0 },
		{ "kind", vocabulary_name(&document_kinds, (int)d->kind), 0 },
		{ "address", d->address, 0 },
		{ "day", day, 0 },
		{ "author", d->author, 0 },
		{ NULL, NULL, 0 },
	};

	str_addf(&key, d->id ? "%lld" : "of-%lld", (long long)(d->id ? d->id : d->subject));
	form_open(app, &e->spec, key.buf, d->id ? _("Document") : NULL, values, e);
	str_release(&key);
	free(day);
}

void document_form(struct app *app, int64_t id, int64_t subject)
{
	struct err err = ERR_INIT;
	struct document d;

	document_init(&d);
	d.subject = subject;
	d.day = app_today(app);
	if (id == 0)
		d.author = xstrdup(app->author);
	if (id != 0 && !document_get(app->db, id, &d, &err))
		app_error(app, &err);
	else
		open_form(app, &d);
	document_release(&d);
}

void document_ask_delete(struct screen *below, int64_t id)
{
	ask_delete(below, id, _("Delete this document? The file itself stays where it is."), document_delete);
}
