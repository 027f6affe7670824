/* What is done from the list of invitees: answers by telephone, addresses, files, messages. */
#include <stdlib.h>
#include <string.h>

#include "etape/export.h"
#include "etape/export_file.h"
#include "etape/i18n.h"
#include "etape/mailbox.h"
#include "tui/screens/invitees.h"

unsigned invitees_answer(struct invitees *v, enum registration_status answer)
{
	struct app *app = v->base.app;
	const struct invitation_row *row = invitees_row(v, list_selected(&v->list));
	enum registration_status now = answer;
	struct err err = ERR_INIT;

	if (row == NULL)
		return SCREEN_HANDLED;
	if (!invitation_answer(app->db, v->event, row->person_id, answer, &now, &err)) {
		app_error(app, &err);
		return SCREEN_REDRAW;
	}
	app_message(app, now == answer ? THEME_MESSAGE : THEME_WARNING, _("%s: %s; u to undo"), row->name,
		vocabulary_label(&registration_statuses, (int)now));
	return SCREEN_RELOAD;
}

/* --- addresses --- */

struct copying {
	struct str addresses;
	size_t with;
	size_t without;
};

static void copy_one(struct copying *c, const struct invitation_row *row)
{
	mailbox_add(&c->addresses, row->name, row->email);
	*(*row->email ? &c->with : &c->without) += 1;
}

/* The marked ones, else the selected one; `all`: as they are filtered. */
static void copy_rows(struct invitees *v, bool all, struct copying *c)
{
	const int64_t *ids = NULL;
	const size_t n = all ? v->array.shown : list_targets(&v->list, &ids);

	for (size_t i = 0; i < n; i++) {
		const struct invitation_row *row = all ? v->shown[v->array.order[i]] : invitees_row(v, ids[i]);

		if (row != NULL)
			copy_one(c, row);
	}
}

unsigned invitees_copy(struct invitees *v, bool all)
{
	struct copying c = { .addresses = STR_INIT };
	struct str what = STR_INIT;

	copy_rows(v, all, &c);
	if (c.with == 0) {
		app_message(v->base.app, THEME_WARNING, _("No e-mail is known here"));
	} else {
		str_addf(&what, P_("%zu address", "%zu addresses", c.with), c.with);
		if (c.without)
			str_addf(&what, P_(", %zu without", ", %zu without", c.without), c.without);
		app_copy(v->base.app, c.addresses.buf, what.buf);
	}
	str_release(&what);
	str_release(&c.addresses);
	return SCREEN_REDRAW;
}

/* --- files --- */

enum { ANSWER_CSV, ANSWER_VCARD };

/* The marked ones, else all who are shown; owned. */
static size_t people_of(const struct invitees *v, int64_t **people)
{
	const bool marked = v->list.mark_count > 0;
	const size_t n = marked ? v->list.mark_count : v->array.shown;

	*people = xcalloc(n + 1, sizeof **people);
	for (size_t i = 0; i < n; i++)
		(*people)[i] = marked ? v->list.marks[i] : v->shown[v->array.order[i]]->person_id;
	return n;
}

static void write_rows(const struct invitees *v, const int64_t *people, size_t n, struct output *out)
{
	struct rows *rows = rows_new(out, &invitation_type, FORMAT_CSV);

	for (size_t i = 0; i < n; i++) {
		const struct invitation_row *row = invitees_row(v, people[i]);

		if (row != NULL)
			rows_add(rows, row);
	}
	rows_end(&rows);
}

static bool write_people(const struct invitees *v, bool cards, const int64_t *people, size_t n, struct str *path,
	struct err *err)
{
	struct app *app = v->base.app;
	struct output *out = NULL;

	if (!export_file_open_private(&out, app->db, app->config->export_dir,
		    cards ? _("invitees.vcf") : _("invitees.csv"), path, err))
		return false;
	if (!cards) {
		write_rows(v, people, n, out);
	} else if (!export_people(app->db, people, n, FORMAT_VCARD, out, err)) {
		output_abort(&out);
		return false;
	}
	return output_close(&out, err);
}

static unsigned export_answered(struct screen *s, int answer, void *ctx)
{
	const struct invitees *v = ctx;
	struct str path = STR_INIT;
	struct err err = ERR_INIT;
	int64_t *people;
	size_t n;

	if (answer != ANSWER_CSV && answer != ANSWER_VCARD)
		return SCREEN_REDRAW;
	n = people_of(v, &people);
	if (write_people(v, answer == ANSWER_VCARD, people, n, &path, &err))
		app_message(s->app, THEME_MESSAGE, _("Written: %s"), path.buf);
	else
		app_error(s->app, &err);
	free(people);
	str_release(&path);
	return SCREEN_REDRAW;
}

unsigned invitees_export(struct invitees *v)
{
	const size_t n = v->list.mark_count ? v->list.mark_count : v->array.shown;
	struct str text = STR_INIT;

	str_addf(&text, P_("%zu person, in which form?", "%zu people, in which form?", n), n);
	question_ask(&v->base, &(struct question){
		.title = _("Export"),
		.text = text.buf,
		.answers = { _("CSV"), _("vCard") },
		.answered = export_answered,
		.ctx = v,
	});
	str_release(&text);
	return SCREEN_REDRAW;
}

/* --- messages --- */

static unsigned write_answered(struct screen *s, int answer, void *ctx)
{
	struct invitees *v = ctx;
	const struct mailing_wish wish = {
		.event = v->event,
		.kind = (enum message_kind)answer,
		.people = v->list.marks,
		.count = v->list.mark_count,
		.first = list_selected(&v->list),
	};

	if (answer >= 0)
		mailing_open(s->app, &wish);
	return SCREEN_REDRAW;
}

unsigned invitees_write(struct invitees *v)
{
	struct str text = STR_INIT;

	if (v->list.mark_count)
		str_addf(&text, P_("To the %zu marked person, which message?", "To the %zu marked people, which message?",
			v->list.mark_count), v->list.mark_count);
	else
		str_add(&text, _("Which message? It is shown before anything is sent."));
	question_ask(&v->base, &(struct question){
		.title = _("Message"),
		.text = text.buf,
		.answers = { _("Invitation"), _("Reminder"), _("New date"), _("Cancelling") },
		.answered = write_answered,
		.ctx = v,
	});
	str_release(&text);
	return SCREEN_REDRAW;
}
