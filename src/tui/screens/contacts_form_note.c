/* The form of a note: dated, signed, about a cité, a person, a structure. */
#include <stdlib.h>

#include "etape/note.h"
#include "tui/screens/contacts.h"
#include "tui/screens/names.h"

struct editing {
	int64_t id;	/* 0: a new one */
	int64_t rev;
	int64_t subject;
};

static const struct form_field note_fields[] = {
	{ .name = "day", .label = N_("Day"), .kind = FORM_DATE, .required = true },
	{ .name = "author", .label = N_("Author"), .required = true, .max = 60 },
	{ .name = "text", .label = N_("Note"), .required = true, .max = 4000, .rows = 8,
		.hint = N_("For the team: who erases a person erases the notes about that person") },
};

static enum form_result note_form_save(struct form *f, int64_t *result, struct err *err)
{
	struct editing *e = form_ctx(f);
	struct note n;
	bool saved;

	note_init(&n);
	n.id = e->id;
	n.rev = e->rev;
	n.subject = e->subject;
	n.day = form_day(f, "day");
	n.author = xstrdup(form_get(f, "author"));
	n.text = xstrdup(form_get(f, "text"));
	saved = note_save(form_app(f)->db, &n, err);
	if (saved) {
		*result = n.id;
		app_message(form_app(f), THEME_MESSAGE, _("Note saved"));
	}
	note_release(&n);
	if (saved)
		return FORM_SAVED;
	return err->code == ERR_STALE ? FORM_STALE : FORM_REFUSED;
}

static bool note_form_theirs(struct form *f, struct err *err)
{
	struct editing *e = form_ctx(f);
	struct note n;
	bool found;

	note_init(&n);
	found = note_get(form_app(f)->db, e->id, &n, err);
	if (found) {
		char *day = names_day(n.day);

		e->rev = n.rev;
		form_theirs(f, "day", day, 0);
		form_theirs(f, "author", n.author, 0);
		form_theirs(f, "text", n.text, 0);
		free(day);
	}
	note_release(&n);
	return found;
}

static const struct form_spec note_spec = {
	.name = "note",
	.title = N_("New note"),
	.fields = note_fields,
	.count = sizeof note_fields / sizeof *note_fields,
	.save = note_form_save,
	.theirs = note_form_theirs,
	.release = free,
};

static void open_form(struct app *app, const struct note *n)
{
	struct editing *e = xcalloc(1, sizeof *e);
	char *day = names_day(n->day);
	struct str key = STR_INIT;
	const struct form_value values[] = {
		{ "day", day, 0 },
		{ "author", n->author, 0 },
		{ "text", n->text, 0 },
		{ NULL, NULL, 0 },
	};

	*e = (struct editing){ .id = n->id, .rev = n->rev, .subject = n->subject };
	str_addf(&key, n->id ? "%lld" : "of-%lld", (long long)(n->id ? n->id : n->subject));
	form_open(app, &note_spec, key.buf, n->id == 0 ? NULL : _("Note"), values, e);
	str_release(&key);
	free(day);
}

void note_form(struct app *app, int64_t id, int64_t subject)
{
	struct err err = ERR_INIT;
	struct note n;

	note_init(&n);
	n.subject = subject;
	n.day = app_today(app);
	n.author = xstrdup(app->author);
	if (id != 0 && !note_get(app->db, id, &n, &err))
		app_error(app, &err);
	else
		open_form(app, &n);
	note_release(&n);
}
