/* The form that copies a rencontre to another day. */
#include <stdlib.h>

#include "etape/event_move.h"
#include "etape/event_obstacles.h"
#include "etape/i18n.h"
#include "tui/screens/agenda.h"
#include "tui/screens/agenda_again.h"
#include "tui/widgets/form.h"

struct copying {
	struct event_row *event; /* owned */
};

static void copying_free(void *ctx)
{
	struct copying *c = ctx;

	free(c->event);
	free(c);
}

static const struct form_field copy_fields[] = {
	{ .name = "day", .label = N_("Copy to"), .kind = FORM_DATE, .required = true,
		.hint = N_("with sessions, programme and audience, without registrations") },
};

static void copy_advise(struct form *f, struct str *out)
{
	const struct event_row *e = ((struct copying *)form_ctx(f))->event;
	struct event_days d = { .first = form_day(f, "day"), .departement = e->departement };

	if (d.first == CIVIL_NONE)
		return;
	d.last = e->precision == PRECISION_DAY ? d.first + (e->last_day - e->first_day) : d.first;
	event_obstacles(form_app(f)->db, &d, out);
	event_school_unknown(form_app(f)->db, &d, out);
}

static enum form_result copy_save(struct form *f, int64_t *result, struct err *err)
{
	const struct event_row *e = ((struct copying *)form_ctx(f))->event;
	struct str day = STR_INIT;
	int64_t copy = 0;

	if (!event_copy(form_app(f)->db, e->id, form_get(f, "day"), &copy, err))
		return FORM_REFUSED;
	*result = copy;
	civil_format_short(&day, form_day(f, "day"), i18n_lang());
	app_message(form_app(f), THEME_MESSAGE, _("Copied as a draft: %s; u to undo"), day.buf);
	str_release(&day);
	return FORM_SAVED;
}

static const struct form_spec copy_spec = {
	.name = "event-copy",
	.title = N_("Copy a rencontre"),
	.fields = copy_fields,
	.count = sizeof copy_fields / sizeof *copy_fields,
	.save = copy_save,
	.advise = copy_advise,
	.release = copying_free,
};

void agenda_copy_form(struct app *app, const struct event_row *e)
{
	struct copying *c = xcalloc(1, sizeof *c);
	struct str key = STR_INIT, title = STR_INIT;

	c->event = event_row_dup(e);
	str_addf(&key, "%lld", (long long)e->id);
	str_addf(&title, _("Copy %s"), e->title);
	form_open(app, &copy_spec, key.buf, title.buf, (const struct form_value[]){ { NULL, NULL, 0 } }, c);
	str_release(&key);
	str_release(&title);
}
