/* The form that puts a rencontre off: to another day, or to one that is not known yet. */
#include <stdlib.h>
#include <string.h>

#include "etape/event_move.h"
#include "etape/event_obstacles.h"
#include "etape/i18n.h"
#include "tui/screens/agenda.h"
#include "tui/screens/agenda_again.h"
#include "tui/widgets/form.h"

enum { ISO_DAY = 10 };

struct postponing {
	struct event_row *row; /* owned: what it was when the form was opened */
	struct event event;
	struct agenda_moving moving;
};

static void postponing_free(void *ctx)
{
	struct postponing *p = ctx;

	free(p->row);
	event_release(&p->event);
	free(p);
}

static const struct form_field postpone_fields[] = {
	{ .name = "day", .label = N_("New day"), .kind = FORM_DATE,
		.hint = N_("empty: not known yet, only postponed") },
	{ .name = "open", .label = N_("To be confirmed"), .kind = FORM_BOOL,
		.hint = N_("yes: it stays postponed until somebody confirms the new day") },
	{ .name = "reason", .label = N_("Reason"), .max = 200, .hint = N_("the record keeps it") },
};

static void postpone_advise(struct form *f, struct str *out)
{
	const struct event_row *e = ((struct postponing *)form_ctx(f))->row;
	struct event_days d = { .id = e->id, .first = form_day(f, "day"), .departement = e->departement };

	if (d.first == CIVIL_NONE)
		return;
	d.last = e->precision == PRECISION_DAY ? d.first + (e->last_day - e->first_day) : d.first;
	event_obstacles(form_app(f)->db, &d, out);
	event_school_unknown(form_app(f)->db, &d, out);
}

/* An ISO text on a later day, its hour kept. */
static void shift(char **iso, day_t later)
{
	char date[ISO_DAY + 1] = "";
	struct str out = STR_INIT;
	day_t day;

	strncat(date, *iso, ISO_DAY);
	if (!civil_parse_iso(date, &day))
		return;
	civil_format_iso(&out, day + later);
	str_add(&out, *iso + ISO_DAY);
	free(*iso);
	*iso = str_take(&out);
}

/* Of what was known by its month only nothing but the new day is known. */
static void put_on(struct event *e, const char *iso, day_t day)
{
	if (e->precision == PRECISION_DAY) {
		const day_t later = day - e->first_day;

		shift(&e->starts, later);
		shift(&e->ends, later);
		return;
	}
	free(e->starts);
	free(e->ends);
	e->starts = xstrdup(iso);
	e->ends = xstrdup("");
	e->precision = PRECISION_DAY;
}

/* What it was when the form was opened, on the new day. */
static bool collect(const struct form *f, struct postponing *p, struct err *err)
{
	const day_t day = form_day(f, "day");
	const int64_t rev = p->event.rev;
	struct event *e = &p->event;

	if (!event_get(form_app(f)->db, p->row->id, e, err))
		return false;
	if (rev && e->rev != rev)
		return err_set(err, ERR_STALE, _("somebody else has changed this rencontre meanwhile"));
	if (day != CIVIL_NONE)
		put_on(e, form_get(f, "day"), day);
	if (day == CIVIL_NONE || *form_get(f, "open"))
		e->status = EVENT_POSTPONED;
	else if (e->status == EVENT_POSTPONED || e->status == EVENT_CANCELLED)
		e->status = EVENT_ANNOUNCED;
	return true;
}

static void say_done(const struct form *f, const struct event *e)
{
	struct str when = STR_INIT;

	civil_format_span(&when, e->starts, e->ends, e->precision, i18n_lang());
	if (form_day(f, "day") == CIVIL_NONE)
		app_message(form_app(f), THEME_MESSAGE, _("Postponed, without a new day yet; u to undo"));
	else
		app_message(form_app(f), THEME_MESSAGE, _("Put off: %s; u to undo"), when.buf);
	str_release(&when);
}

static enum form_result postpone_save(struct form *f, int64_t *result, struct err *err)
{
	struct postponing *p = form_ctx(f);
	enum form_result saved;

	if (!collect(f, p, err))
		return err->code == ERR_STALE ? FORM_STALE : FORM_REFUSED;
	if (p->row->status == EVENT_POSTPONED && form_day(f, "day") == CIVIL_NONE) {
		err_set(err, ERR_INVALID, _("it is postponed already: give it a new day"));
		return FORM_REFUSED;
	}
	saved = agenda_save_moved(f, &p->moving, &p->event, err);
	if (saved != FORM_SAVED)
		return saved;
	*result = p->event.id;
	say_done(f, &p->event);
	return FORM_SAVED;
}

/* The new day is ours; what the other one changed stays as it is. */
static bool postpone_theirs(struct form *f, struct err *err)
{
	struct postponing *p = form_ctx(f);

	return event_get(form_app(f)->db, p->row->id, &p->event, err);
}

static const struct form_spec postpone_spec = {
	.name = "event-postpone",
	.title = N_("Put a rencontre off"),
	.fields = postpone_fields,
	.count = sizeof postpone_fields / sizeof *postpone_fields,
	.save = postpone_save,
	.advise = postpone_advise,
	.theirs = postpone_theirs,
	.release = postponing_free,
};

void agenda_postpone_form(struct app *app, const struct event_row *e)
{
	struct postponing *p = xcalloc(1, sizeof *p);
	struct str key = STR_INIT, title = STR_INIT;
	struct err err = ERR_INIT;

	event_init(&p->event);
	p->row = event_row_dup(e);
	if (!event_get(app->db, e->id, &p->event, &err)) {
		app_error(app, &err);
		postponing_free(p);
		return;
	}
	str_addf(&key, "%lld", (long long)e->id);
	str_addf(&title, _("Put off %s"), e->title);
	form_open(app, &postpone_spec, key.buf, title.buf, (const struct form_value[]){ { NULL, NULL, 0 } }, p);
	str_release(&key);
	str_release(&title);
}
