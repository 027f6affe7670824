/* The form of an event. What may be in the way (another rencontre that day, a holiday, a host who had
 * its turn) is said while typing and forbids nothing. Its sessions, programme, audience and documents
 * are lines of its record. */
#include <stdlib.h>
#include <string.h>

#include "etape/cite.h"
#include "etape/cycle.h"
#include "etape/i18n.h"
#include "etape/tariff.h"
#include "tui/screens/agenda.h"
#include "tui/screens/lookup.h"
#include "tui/widgets/form.h"

/* The words of the vocabularies, as choices: filled before the first form opens. */
static struct form_choice agenda_kinds[EVENT_OTHER + 1];
static struct form_choice agenda_statuses[EVENT_CANCELLED + 1];
static struct form_choice agenda_precisions[PRECISION_YEAR + 1];
static struct form_choice agenda_formats[FORMAT_HYBRID + 2];

static void agenda_fill(struct form_choice *choices, const struct vocabulary *v)
{
	for (size_t i = 0; i < v->count; i++)
		choices[i] = (struct form_choice){ .value = v->words[i].name, .label = v->words[i].label };
}

static void agenda_fill_choices(void)
{
	agenda_fill(agenda_kinds, &event_kinds);
	agenda_fill(agenda_statuses, &event_statuses);
	agenda_fill(agenda_precisions, &event_precisions);
	agenda_formats[0] = (struct form_choice){ .value = "", .label = N_("not known") };
	agenda_fill(agenda_formats + 1, &event_formats);
}

static bool agenda_check_zone(const char *text, struct err *err)
{
	int minutes;
	day_t day;

	return civil_from_instant(civil_now(), text, &day, &minutes, NULL) ||
	       err_set(err, ERR_INVALID, _("this time zone is not known: expected a name such as Europe/Paris"));
}

#define CHOICES(array) .choices = array, .choice_count = sizeof array / sizeof *array

static const struct form_field agenda_fields[] = {
	{ .name = "title", .label = N_("Title"), .kind = FORM_TEXT, .required = true, .max = 200 },
	{ .name = "kind", .label = N_("Kind"), .kind = FORM_CHOICE, CHOICES(agenda_kinds) },
	{ .name = "start", .label = N_("From"), .kind = FORM_DATE, .required = true,
		.hint = N_("11/02/2027, 11 feb 2027, tomorrow, +15…") },
	{ .name = "from", .label = N_("at"), .kind = FORM_TIME,
		.hint = N_("empty: a morning and an afternoon each day") },
	{ .name = "end", .label = N_("To"), .kind = FORM_DATE, .hint = N_("empty: the same day") },
	{ .name = "until", .label = N_("until"), .kind = FORM_TIME },
	{ .name = "precision", .label = N_("Date known"), .kind = FORM_CHOICE, CHOICES(agenda_precisions) },
	{ .name = "cite", .label = N_("Host cité"), .kind = FORM_LOOKUP, .lookup = lookup_cite },
	{ .name = "place", .label = N_("Place"), .kind = FORM_TEXT },
	{ .name = "address", .label = N_("Address"), .kind = FORM_TEXT },
	{ .name = "town", .label = N_("Town"), .kind = FORM_TEXT },
	{ .name = "zone", .label = N_("Time zone"), .kind = FORM_LOOKUP, .lookup = lookup_zone, .free = true,
		.check = agenda_check_zone, .hint = N_("empty: the host's clock") },
	{ .name = "format", .label = N_("Format"), .kind = FORM_CHOICE, CHOICES(agenda_formats) },
	{ .name = "url", .label = N_("Link"), .max = 500, .hint = N_("of the video meeting, or of a page about it") },
	{ .name = "theme", .label = N_("Theme"), .kind = FORM_TEXT },
	{ .name = "cycle", .label = N_("Cycle"), .kind = FORM_LOOKUP, .lookup = lookup_cycle, .free = true,
		.hint = N_("a name that there is not yet makes a new cycle") },
	{ .name = "stage", .label = N_("Stage of the Tour"), .kind = FORM_NUMBER },
	{ .name = "capacity", .label = N_("Capacity"), .kind = FORM_NUMBER,
		.hint = N_("empty: no limit; that of each half-day is in its record (c)") },
	{ .name = "cite_capacity", .label = N_("Places per cité"), .kind = FORM_NUMBER, .hint = N_("empty: no limit") },
	{ .name = "tariff", .label = N_("Tariff"), .kind = FORM_LOOKUP, .lookup = lookup_tariff,
		.hint = N_("empty: the one in force on the day") },
	{ .name = "status", .label = N_("Status"), .kind = FORM_CHOICE, CHOICES(agenda_statuses) },
	/* Only of one that is there already. */
	{ .name = "reason", .label = N_("Reason"), .max = 200,
		.hint = N_("of another date, a postponement, a cancellation: the record keeps it") },
};

/* The event as it was read: what the form does not show is kept. */
struct agenda_draft {
	struct event event;
	struct agenda_moving moving;
};

static void agenda_draft_free(void *ctx)
{
	struct agenda_draft *d = ctx;

	event_release(&d->event);
	free(d);
}

/* --- between the fields and the event --- */

/* "2027-02-11" or "2027-02-11T09:30" or, by the precision, "2027-02", "2027". */
static char *agenda_iso(const struct form *f, const char *date, const char *time)
{
	const char *precision = form_get(f, "precision");
	struct str out = STR_INIT;

	str_add(&out, form_get(f, date));
	if (!out.len)
		return str_take(&out);
	if (str_eq(precision, "year"))
		str_truncate(&out, 4);
	else if (str_eq(precision, "month") || str_eq(precision, "period"))
		str_truncate(&out, 7);
	else if (*form_get(f, time))
		str_addf(&out, "T%s", form_get(f, time));
	return str_take(&out);
}

static void agenda_put(char **member, const char *text)
{
	free(*member);
	*member = xstrdup(text);
}

static void agenda_take(char **member, char *text)
{
	free(*member);
	*member = text;
}

/* An event of one day whose end has a time but no date ends the same day. */
static char *agenda_end(const struct form *f)
{
	struct str out = STR_INIT;

	if (*form_get(f, "end") || !*form_get(f, "until") || !str_eq(form_get(f, "precision"), "day"))
		return agenda_iso(f, "end", "until");
	str_addf(&out, "%sT%s", form_get(f, "start"), form_get(f, "until"));
	return str_take(&out);
}

static int agenda_choice(const struct vocabulary *v, const char *name, int otherwise)
{
	int value = otherwise;

	if (*name)
		vocabulary_parse(v, name, &value);
	return value;
}

static void agenda_collect(const struct form *f, struct event *e)
{
	int64_t stage = form_number(f, "stage");

	agenda_put(&e->title, form_get(f, "title"));
	agenda_put(&e->theme, form_get(f, "theme"));
	agenda_put(&e->place, form_get(f, "place"));
	agenda_put(&e->address, form_get(f, "address"));
	agenda_put(&e->town, form_get(f, "town"));
	agenda_put(&e->zone, form_get(f, "zone"));
	agenda_put(&e->url, form_get(f, "url"));
	agenda_take(&e->starts, agenda_iso(f, "start", "from"));
	agenda_take(&e->ends, agenda_end(f));
	e->kind = (enum event_kind)agenda_choice(&event_kinds, form_get(f, "kind"), EVENT_ETAPE);
	e->status = (enum event_status)agenda_choice(&event_statuses, form_get(f, "status"), EVENT_DRAFT);
	e->precision = (enum precision)agenda_choice(&event_precisions, form_get(f, "precision"), PRECISION_DAY);
	e->format = agenda_choice(&event_formats, form_get(f, "format"), ANY);
	e->cite = form_id(f, "cite");
	e->cycle = agenda_cycle_id(f);
	e->stage_no = stage > 0 && stage < 10000 ? (int)stage : 0;
	e->capacity = form_number(f, "capacity");
	e->cite_capacity = form_number(f, "cite_capacity");
}

static enum form_result agenda_save(struct form *f, int64_t *result, struct err *err)
{
	struct agenda_draft *d = form_ctx(f);
	bool fresh = d->event.id == 0;
	enum form_result saved;

	agenda_collect(f, &d->event);
	saved = agenda_save_all(f, &d->moving, &d->event, err);
	if (saved != FORM_SAVED)
		return saved;
	*result = d->event.id;
	app_message(form_app(f), THEME_MESSAGE, fresh ? _("Made: %s (%s)") : _("Saved: %s (%s)"), d->event.title,
		d->event.code);
	return FORM_SAVED;
}

/* --- values to begin with --- */

struct agenda_texts {
	char date[2][16];
	char time[2][8];
	char number[3][24];
};

/* A date cut to the precision known is shown as its first day; the field "date
 * known" says how much of it counts. */
static void agenda_split(const char *iso, char date[16], char time[8])
{
	struct str out = STR_INIT;
	day_t first, last, day;
	int minutes = -1;

	date[0] = time[0] = '\0';
	if (!iso || !*iso)
		return;
	if (civil_parse_local(iso, &day, &minutes))
		civil_format_iso(&out, day);
	else if (civil_bounds(iso, &first, &last))
		civil_format_iso(&out, first);
	memcpy(date, out.buf, out.len < 15 ? out.len + 1 : 0);
	str_reset(&out);
	if (minutes >= 0) {
		str_addf(&out, "%02d:%02d", minutes / 60, minutes % 60);
		memcpy(time, out.buf, out.len < 7 ? out.len + 1 : 0);
	}
	str_release(&out);
}

static void agenda_number(int64_t n, bool known, char out[24])
{
	struct str text = STR_INIT;

	if (known)
		str_addf(&text, "%lld", (long long)n);
	memcpy(out, text.buf, text.len + 1);
	str_release(&text);
}

#define AGENDA_VALUES 22
static void agenda_values(const struct event *e, const char *cite, const char *cycle, const struct tariff *tariff, struct agenda_texts *t,
	struct form_value values[AGENDA_VALUES])
{
	const struct form_value all[AGENDA_VALUES] = {
		{ .name = "title", .text = e->title },
		{ .name = "kind", .text = vocabulary_name(&event_kinds, (int)e->kind) },
		{ .name = "start", .text = t->date[0] },
		{ .name = "from", .text = t->time[0] },
		{ .name = "end", .text = t->date[1] },
		{ .name = "until", .text = t->time[1] },
		{ .name = "precision", .text = vocabulary_name(&event_precisions, (int)e->precision) },
		{ .name = "cite", .text = cite, .id = e->cite },
		{ .name = "place", .text = e->place },
		{ .name = "address", .text = e->address },
		{ .name = "town", .text = e->town },
		{ .name = "zone", .text = e->zone },
		{ .name = "url", .text = e->url },
		{ .name = "theme", .text = e->theme },
		{ .name = "cycle", .text = cycle, .id = e->cycle },
		{ .name = "stage", .text = t->number[0] },
		{ .name = "format", .text = vocabulary_name(&event_formats, e->format) },
		{ .name = "capacity", .text = t->number[1] },
		{ .name = "cite_capacity", .text = t->number[2] },
		{ .name = "tariff", .text = tariff->name, .id = tariff->id },
		{ .name = "status", .text = vocabulary_name(&event_statuses, (int)e->status) },
		{ .name = NULL },
	};

	agenda_split(e->starts, t->date[0], t->time[0]);
	agenda_split(e->ends, t->date[1], t->time[1]);
	agenda_number(e->stage_no, e->stage_no > 0, t->number[0]);
	agenda_number(e->capacity, e->capacity >= 0, t->number[1]);
	agenda_number(e->cite_capacity, e->cite_capacity >= 0, t->number[2]);
	memcpy(values, all, sizeof all);
}

/* Calls `use` with the values of an event; names of cité and cycle live as long as that. */
static void agenda_with_values(struct app *app, const struct event *e,
	void (*use)(void *arg, const struct form_value *values), void *arg)
{
	struct form_value values[AGENDA_VALUES];
	struct agenda_texts texts;
	struct cite cite;
	struct cycle cycle;
	struct tariff tariff;
	int64_t named = 0;

	cite_init(&cite);
	cycle_init(&cycle);
	tariff_init(&tariff);
	if (e->cite)
		cite_get(app->db, e->cite, &cite, NULL);
	if (e->cycle)
		cycle_get(app->db, e->cycle, &cycle, NULL);
	if (e->id && tariff_of_event(app->db, e->id, &named, NULL) && named)
		tariff_get(app->db, named, &tariff, NULL);
	agenda_values(e, cite.name, cycle.name, &tariff, &texts, values);
	use(arg, values);
	tariff_release(&tariff);
	cycle_release(&cycle);
	cite_release(&cite);
}

static void agenda_show_theirs(void *arg, const struct form_value *values)
{
	for (; values->name; values++)
		form_theirs(arg, values->name, values->text, values->id);
}

static bool agenda_theirs(struct form *f, struct err *err)
{
	struct agenda_draft *d = form_ctx(f);
	struct event saved;
	bool ok;

	event_init(&saved);
	ok = event_get(form_app(f)->db, d->event.id, &saved, err);
	if (ok) {
		agenda_with_values(form_app(f), &saved, agenda_show_theirs, f);
		d->event.rev = saved.rev;
	}
	event_release(&saved);
	return ok;
}

static void agenda_form_advise(struct form *f, struct str *out)
{
	agenda_advise(f, &((struct agenda_draft *)form_ctx(f))->event, out);
}

/* A host brings its town along, when none was typed. */
static void agenda_changed(struct form *f, size_t field)
{
	struct cite cite;

	if (field != form_index(f, "cite") || !form_id(f, "cite") || *form_get(f, "town"))
		return;
	cite_init(&cite);
	if (cite_get(form_app(f)->db, form_id(f, "cite"), &cite, NULL)) {
		char *end = cite.name + strcspn(cite.name, "/(");

		while (end > cite.name && end[-1] == ' ')
			end--;
		*end = '\0';
		form_set(f, "town", cite.name, 0);
	}
	cite_release(&cite);
}

#define AGENDA_FIELDS (sizeof agenda_fields / sizeof *agenda_fields)
#define AGENDA_SPEC(n)                                                                         \
	{                                                                                      \
		.name = "event", .title = N_("New rencontre"), .fields = agenda_fields, .count = (n), \
		.save = agenda_save, .advise = agenda_form_advise, .changed = agenda_changed,  \
		.theirs = agenda_theirs, .release = agenda_draft_free,                         \
	}
static const struct form_spec agenda_new_form = AGENDA_SPEC(AGENDA_FIELDS - 1);
static const struct form_spec agenda_form = AGENDA_SPEC(AGENDA_FIELDS);

struct agenda_opening {
	struct app *app;
	struct agenda_draft *draft;
	bool opened;
};

static void agenda_open_with(void *arg, const struct form_value *values)
{
	struct agenda_opening *o = arg;
	char key[24];

	agenda_number(o->draft->event.id, o->draft->event.id != 0, key);
	o->opened = form_open(o->app, o->draft->event.id ? &agenda_form : &agenda_new_form, key, o->draft->event.id ? _("Change a rencontre") : NULL,
		values, o->draft);
}

bool agenda_form_open(struct app *app, int64_t id, day_t day)
{
	struct agenda_opening o = { .app = app, .draft = xcalloc(1, sizeof *o.draft) };
	struct event *e = &o.draft->event;
	struct err err = ERR_INIT;
	struct str iso = STR_INIT;

	agenda_fill_choices();
	event_init(e);
	if (id && !event_get(app->db, id, e, &err)) {
		app_error(app, &err);
		agenda_draft_free(o.draft);
		return false;
	}
	if (!id && day != CIVIL_NONE) {
		civil_format_iso(&iso, day);
		agenda_take(&e->starts, str_take(&iso));
	}
	agenda_with_values(app, e, agenda_open_with, &o);
	return o.opened;
}
