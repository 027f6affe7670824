/* The form that repeats a rencontre: how often, and until when. */
#include <stdlib.h>
#include <string.h>

#include "etape/event_move.h"
#include "etape/i18n.h"
#include "tui/screens/agenda.h"
#include "tui/screens/agenda_again.h"
#include "tui/widgets/form.h"

struct repeating {
	struct event_row *event; /* owned */
	struct agenda_series series;
};

static void repeating_free(void *ctx)
{
	struct repeating *r = ctx;

	free(r->event);
	free(r);
}

static const struct form_field repeat_fields[] = {
	{ .name = "rule", .label = N_("Repeat"), .required = true, .max = 200,
		.hint = N_("first Thursday of the month until 30 June 2027; every 2 weeks, 6 times…") },
};

/* Other days than before are all kept at first. */
static void take_days(struct agenda_series *s, const day_t *days, size_t count)
{
	if (count == s->count && memcmp(days, s->days, count * sizeof *days) == 0)
		return;
	memcpy(s->days, days, count * sizeof *days);
	s->count = count;
	memset(s->dropped, 0, sizeof s->dropped);
}

/* Days of the series that are not its own. */
static bool repeat_days(const struct form *f, struct repeating *r, struct recurrence *rule, struct err *err)
{
	day_t days[RECURRENCE_MAX];
	size_t count, kept = 0;

	if (!recurrence_parse(form_get(f, "rule"), r->event->first_day, rule, err))
		return false;
	count = recurrence_days(rule, r->event->first_day, days, RECURRENCE_MAX);
	for (size_t i = 0; i < count; i++)
		if (days[i] != r->event->first_day)
			days[kept++] = days[i];
	take_days(&r->series, days, kept);
	return kept || err_set(err, ERR_INVALID, _("that makes no other day than its own"));
}

/* The series in words, and its first and last days. */
static void repeat_advise(struct form *f, struct str *out)
{
	struct repeating *r = form_ctx(f);
	struct err err = ERR_INIT;
	struct recurrence rule;

	if (!*form_get(f, "rule"))
		return;
	if (!repeat_days(f, r, &rule, &err)) {
		str_add(out, err.message);
		return;
	}
	recurrence_words(out, &rule, r->event->first_day, i18n_lang());
	str_addf(out, P_(": %zu other date, ", ": %zu other dates, ", r->series.count), r->series.count);
	civil_format_day(out, r->series.days[0], i18n_lang());
	if (r->series.count > 1) {
		str_addf(out, " %s ", term_glyph(GLYPH_ELLIPSIS));
		civil_format_date(out, r->series.days[r->series.count - 1], i18n_lang());
	}
}

/* The days that were not left out, at the series' beginning. */
static size_t kept_days(struct agenda_series *s, day_t days[RECURRENCE_MAX])
{
	size_t kept = 0;

	for (size_t i = 0; i < s->count; i++)
		if (!s->dropped[i])
			days[kept++] = s->days[i];
	return kept;
}

static bool repeat_write(struct form *f, struct repeating *r, int64_t *made, struct err *err)
{
	day_t days[RECURRENCE_MAX];
	const size_t count = kept_days(&r->series, days);
	struct event e;
	bool ok;

	event_init(&e);
	ok = event_get(form_app(f)->db, r->event->id, &e, err) &&
	     event_series(form_app(f)->db, &e, days, count, made, err);
	event_release(&e);
	return ok;
}

static enum form_result repeat_save(struct form *f, int64_t *result, struct err *err)
{
	struct repeating *r = form_ctx(f);
	struct recurrence rule;
	int64_t made = 0;

	if (!r->series.decided) {
		if (!repeat_days(f, r, &rule, err))
			return FORM_REFUSED;
		agenda_series_open(form_app(f), &r->series);
		return FORM_ASKED;
	}
	r->series.decided = false;
	if (!repeat_write(f, r, &made, err))
		return FORM_REFUSED;
	*result = r->event->id;
	app_message(form_app(f), THEME_MESSAGE, P_("%lld rencontre made, a draft; u to undo",
		"%lld rencontres made, as drafts; u to undo", made), (long long)made);
	return FORM_SAVED;
}

static const struct form_spec repeat_spec = {
	.name = "event-repeat",
	.title = N_("Repeat a rencontre"),
	.fields = repeat_fields,
	.count = sizeof repeat_fields / sizeof *repeat_fields,
	.save = repeat_save,
	.advise = repeat_advise,
	.release = repeating_free,
};

void agenda_repeat_form(struct app *app, const struct event_row *e)
{
	struct repeating *r;
	struct str key = STR_INIT, title = STR_INIT;

	if (e->precision != PRECISION_DAY) {
		app_message(app, THEME_WARNING, _("A series begins on a day: give this rencontre one first (e)"));
		return;
	}
	r = xcalloc(1, sizeof *r);
	r->event = event_row_dup(e);
	r->series.event = r->event;
	str_addf(&key, "%lld", (long long)e->id);
	str_addf(&title, _("Repeat %s"), e->title);
	form_open(app, &repeat_spec, key.buf, title.buf, (const struct form_value[]){ { NULL, NULL, 0 } }, r);
	str_release(&key);
	str_release(&title);
}
