/* The period that the agenda shows, as rows and as marks of days. */
#include <stdlib.h>
#include <string.h>

#include "etape/holidays.h"
#include "etape/i18n.h"
#include "etape/reference.h"
#include "tui/screens/agenda.h"

enum glyph agenda_glyph(enum event_kind kind)
{
	switch (kind) {
	case EVENT_ETAPE: return GLYPH_FULL;
	case EVENT_CPO: return GLYPH_DIAMOND;
	case EVENT_REGIONAL_DAY: return GLYPH_SQUARE;
	case EVENT_WORKSHOP: return GLYPH_TRIANGLE;
	case EVENT_COMMITTEE: return GLYPH_HALF;
	case EVENT_VISIT: return GLYPH_ABSENT;
	case EVENT_WEBINAR: return GLYPH_ADD;
	case EVENT_NATIONAL: return GLYPH_MARK;
	case EVENT_OTHER: return GLYPH_DOT;
	}
	return GLYPH_NONE;
}

enum theme agenda_style(enum event_kind kind)
{
	static const enum theme series[] = { THEME_SERIES_1, THEME_SERIES_2, THEME_SERIES_3, THEME_SERIES_4,
		THEME_SERIES_5, THEME_SERIES_6, THEME_SERIES_7, THEME_SERIES_8, THEME_NORMAL };

	return series[kind];
}

static bool agenda_off(enum event_status status)
{
	return status == EVENT_CANCELLED || status == EVENT_POSTPONED;
}

struct list_sign agenda_sign(const struct event_row *row, day_t today)
{
	const bool off = agenda_off(row->status), dim = off || row->last_day < today;

	return (struct list_sign){
		.glyph = off ? GLYPH_CROSS : agenda_glyph(row->kind),
		.style = dim ? THEME_DIM : agenda_style(row->kind),
		.row_style = dim ? THEME_DIM : THEME_NORMAL,
	};
}

static void agenda_row_release(struct agenda_row *row)
{
	free(row->event);
	free(row->texts->when);
	free(row->texts->day);
	free(row->texts->brief);
	free(row->texts->hours);
	free(row->texts->where);
	free(row->texts->people);
	free(row->texts);
}

static void agenda_rows_free(struct agenda_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		agenda_row_release(&rows[i]);
	free(rows);
}

void agenda_period_release(struct agenda_period *p)
{
	agenda_rows_free(p->rows, p->count);
	free(p->marks);
	for (size_t i = 0; i < p->school_count; i++)
		free(p->school[i].name);
	free(p->school);
	*p = (struct agenda_period){ .first = CIVIL_NONE };
}

/* --- rows --- */

/* "02–03/2019", "12/25–02/26". */
static void agenda_months(struct str *out, struct civil from, struct civil to)
{
	if (from.year != to.year)
		str_addf(out, "%02d/%02d–%02d/%02d", from.month, from.year % 100, to.month, to.year % 100);
	else
		str_addf(out, "%02d–%02d/%d", from.month, to.month, from.year);
}

static void agenda_days(struct str *out, const struct event_row *e, bool weekday)
{
	struct civil c = civil_from_day(e->first_day), to = civil_from_day(e->last_day);

	if ((to.month != c.month || to.year != c.year) && !weekday)
		str_addf(out, "%d/%d–%d", c.day, c.month, to.day);
	else if (to.month != c.month || to.year != c.year)
		str_addf(out, "%02d/%02d–%02d/%02d", c.day, c.month, to.day, to.month);
	else if (e->last_day > e->first_day && !weekday)
		str_addf(out, "%d–%d/%d", c.day, to.day, c.month);
	else if (e->last_day > e->first_day)
		str_addf(out, "%d–%d %s", c.day, to.day, civil_month_short(c.month, i18n_lang()));
	else if (weekday)
		civil_format_day(out, e->first_day, i18n_lang());
	else
		str_addf(out, "%d %s", c.day, civil_month_short(c.month, i18n_lang()));
}

/* Short, for a list: the day, else no more than what is known. */
static char *agenda_when(const struct event_row *e, bool weekday)
{
	struct str out = STR_INIT;
	struct civil c = civil_from_day(e->first_day), to = civil_from_day(e->last_day);

	switch (e->precision) {
	case PRECISION_DAY:
		agenda_days(&out, e, weekday);
		break;
	case PRECISION_PERIOD:
	case PRECISION_MONTH:
		if (to.month != c.month || to.year != c.year)
			agenda_months(&out, c, to);
		else if (weekday)
			str_addf(&out, "%s %d", civil_month_short(c.month, i18n_lang()), c.year);
		else
			str_addf(&out, "%02d/%d", c.month, c.year);
		break;
	case PRECISION_YEAR:
		str_addf(&out, "%d", c.year);
		break;
	}
	return str_take(&out);
}

/* "Réseau régional CPO, 23ème rencontre": what it is the column's heading says. */
static char *agenda_brief_title(const char *title)
{
	static const char last[] = " rencontre";
	const size_t n = strlen(title), most = sizeof last - 1;
	char *brief = xstrdup(title);

	if (n > most && !strcmp(title + n - most, last))
		brief[n - most] = '\0';
	return brief;
}

/* The étapes of a cycle have its name in their titles: where there is little room, their number and
 * what follows the colon, or their host, tell them apart. */
static char *agenda_brief(const struct event_row *e)
{
	const char *rest = strchr(e->title, ':');
	struct str out = STR_INIT;

	rest = rest ? rest + 1 + strspn(rest + 1, " ") : e->host_name;
	if (e->kind != EVENT_ETAPE || !e->stage_no || !*rest)
		return agenda_brief_title(e->title);
	str_addf(&out, _("Stage %d: %s"), e->stage_no, rest);
	return str_take(&out);
}

/* "09:30–12:00"; elsewhere than in Paris whose clock it is. */
static char *agenda_row_hours(const struct event_row *e, bool paris)
{
	struct agenda_hours h;
	struct str out = STR_INIT;

	agenda_hours_said(&h, e);
	agenda_hours_words(&h, e, paris, &out);
	return str_take(&out);
}

static char *agenda_where(const struct event_row *e)
{
	if (*e->town)
		return xstrdup(e->town);
	if (*e->host_name)
		return xstrdup(e->host_name);
	return xstrdup(e->format == FORMAT_ONLINE ? _("online") : "");
}

static char *agenda_people(const struct event_row *e)
{
	struct str out = STR_INIT;

	if (e->registered > 0 && e->capacity >= 0)
		str_addf(&out, "%lld/%lld", (long long)e->registered, (long long)e->capacity);
	else if (e->registered > 0)
		str_addf(&out, "%lld", (long long)e->registered);
	else if (e->present > 0)
		str_addf(&out, "%lld", (long long)e->present);
	return str_take(&out);
}

const struct agenda_row_texts *agenda_row_texts(const struct agenda_row *row)
{
	struct agenda_row_texts *t = row->texts;

	if (t->when)
		return t;
	t->when = agenda_when(row->event, true);
	t->day = agenda_when(row->event, false);
	t->brief = agenda_brief(row->event);
	t->hours = agenda_row_hours(row->event, t->paris);
	t->where = agenda_where(row->event);
	t->people = agenda_people(row->event);
	return t;
}

static const struct field agenda_fields[] = {
	[AGENDA_WHEN] = { .key = "when", .heading = N_("When"), .kind = FIELD_TEXT, .min = 13 },
	[AGENDA_DAY] = { .key = "day", .heading = N_("When"), .kind = FIELD_TEXT, .min = 8 },
	[AGENDA_HOURS] = { .key = "hours", .heading = N_("Hours"), .kind = FIELD_TEXT, .min = 11, .priority = 3 },
	[AGENDA_TITLE] = { .key = "title", .heading = N_("Rencontre"), .kind = FIELD_TEXT, .min = 10, .weight = 3 },
	[AGENDA_BRIEF] = { .key = "brief", .heading = N_("Rencontre"), .kind = FIELD_TEXT, .min = 10, .weight = 3 },
	[AGENDA_WHERE] = { .key = "where", .heading = N_("Where"), .kind = FIELD_TEXT, .min = 8, .weight = 1,
		.priority = 2 },
	[AGENDA_PEOPLE] = { .key = "people", .heading = N_("Reg."), .kind = FIELD_TEXT, .min = 5, .priority = 4 },
	[AGENDA_STATUS] = { .key = "status", .heading = N_("Status"), .kind = FIELD_TEXT, .min = 14, .priority = 5 },
};

static struct value agenda_get(const void *data, size_t i)
{
	const struct agenda_row *row = data;

	switch ((enum agenda_field)i) {
	case AGENDA_WHEN: return value_text(agenda_row_texts(row)->when);
	case AGENDA_DAY: return value_text(agenda_row_texts(row)->day);
	case AGENDA_HOURS: return value_text(agenda_row_texts(row)->hours);
	case AGENDA_TITLE: return value_text(row->event->title);
	case AGENDA_BRIEF: return value_text(agenda_row_texts(row)->brief);
	case AGENDA_WHERE: return value_text(agenda_row_texts(row)->where);
	case AGENDA_PEOPLE: return value_text(agenda_row_texts(row)->people);
	case AGENDA_STATUS: return value_text(vocabulary_label(&event_statuses, (int)row->event->status));
	}
	return value_text("");
}

const struct record_type agenda_type = {
	.name = "agenda",
	.fields = agenda_fields,
	.count = sizeof agenda_fields / sizeof *agenda_fields,
	.get = agenda_get,
};

struct reading {
	struct agenda_row *rows;
	size_t count;
	size_t room;
	bool paris;
	char zone[64];		/* that `today` is of: asked once, not for each row */
	day_t today;
};

static day_t agenda_today_there(struct reading *r, const char *zone)
{
	if (strcmp(r->zone, zone) != 0 && strlen(zone) < sizeof r->zone) {
		memcpy(r->zone, zone, strlen(zone) + 1);
		r->today = civil_today(zone);
	}
	return r->today;
}

static bool agenda_take(void *arg, const struct event_row *event)
{
	struct reading *r = arg;

	if (r->count == r->room) {
		r->room = r->room ? r->room * 2 : 32;
		r->rows = xrealloc(r->rows, r->room * sizeof *r->rows);
	}
	r->rows[r->count++] = (struct agenda_row){
		.event = event_row_dup(event),
		.texts = xcalloc(1, sizeof *r->rows->texts),
		.over = event->last_day < agenda_today_there(r, event->zone),
	};
	r->rows[r->count - 1].texts->paris = r->paris;
	return true;
}

/* --- marks --- */

static struct month_mark *agenda_mark(struct agenda_period *p, day_t day)
{
	return day < p->first || day > p->last ? NULL : &p->marks[day - p->first];
}

/* Only what is known by its day has a place on a day: the others stand in the list,
 * at the head of their month. */
static void agenda_mark_event(struct agenda_period *p, const struct event_row *e)
{
	if (e->precision != PRECISION_DAY || agenda_off(e->status))
		return;
	for (day_t day = e->first_day; day <= e->last_day && day <= p->last; day++) {
		struct month_mark *mark = agenda_mark(p, day);

		if (!mark)
			continue;
		mark->count++;
		mark->begin += day == e->first_day;
		mark->glyph = agenda_glyph(e->kind);
		mark->style = agenda_style(e->kind);
	}
}

static void agenda_mark_school(struct agenda_period *p, const struct agenda_school *h)
{
	const day_t first = h->first > p->first ? h->first : p->first;

	for (day_t day = first; day <= h->last && day <= p->last; day++)
		p->marks[day - p->first].zones |= 1u << h->zone;
}

static bool agenda_take_school(void *arg, const struct school_holiday *h)
{
	struct agenda_period *p = arg;

	p->school = xrealloc(p->school, (p->school_count + 1) * sizeof *p->school);
	p->school[p->school_count] = (struct agenda_school){ .zone = h->zone - 'A', .name = xstrdup(h->name),
		.first = h->first, .last = h->last };
	p->school_count++;
	return true;
}

/* A public holiday of the cité asked for, or of the host of what happens that day. */
static void agenda_mark_public(struct agenda_period *p)
{
	for (day_t day = p->first; day <= p->last; day++)
		p->marks[day - p->first].holiday = holiday_name(day, p->departement) != NULL;
	for (size_t i = 0; i < p->count; i++) {
		const struct event_row *e = p->rows[i].event;

		for (day_t day = e->first_day; e->precision == PRECISION_DAY && day <= e->last_day; day++) {
			struct month_mark *mark = agenda_mark(p, day);

			if (mark && *e->departement)
				mark->holiday |= holiday_name(day, e->departement) != NULL;
		}
	}
}

static bool agenda_marks_read(struct agenda_period *p, struct app *app, struct err *err)
{
	p->marks = xcalloc((size_t)(p->last - p->first + 1), sizeof *p->marks);
	for (day_t day = p->first; day <= p->last; day++)
		p->marks[day - p->first].glyph = GLYPH_NONE;
	agenda_mark_public(p);
	for (size_t i = 0; i < p->count; i++)
		agenda_mark_event(p, p->rows[i].event);
	if (!p->school && !reference_school_holidays(app->db, civil_day(1900, 1, 1), civil_day(2200, 12, 31),
			agenda_take_school, p, err))
		return false;
	for (size_t i = 0; i < p->school_count; i++)
		agenda_mark_school(p, &p->school[i]);
	return true;
}

/* School holidays are those of the period before, unless the database has changed. */
static void agenda_keep_school(struct agenda_period *from, struct agenda_period *to)
{
	to->school = from->school;
	to->school_count = from->school_count;
	from->school = NULL;
	from->school_count = 0;
}

bool agenda_period_read(struct agenda_period *p, struct app *app, const struct agenda_wanted *wanted,
	struct err *err)
{
	struct event_filter filter = EVENT_FILTER_ALL;
	struct reading r = { .paris = wanted->paris };
	struct agenda_period fresh = { .first = wanted->first, .last = wanted->last, .paris = wanted->paris };

	filter.first = wanted->first;
	filter.last = wanted->last;
	filter.cite = wanted->cite;
	filter.plain = !wanted->counts;
	if (wanted->departement)
		strncat(fresh.departement, wanted->departement, sizeof fresh.departement - 1);
	if (!event_list(app->db, &filter, agenda_take, &r, err)) {
		agenda_rows_free(r.rows, r.count);
		return false;
	}
	fresh.rows = r.rows;
	fresh.count = r.count;
	if (!wanted->again)
		agenda_keep_school(p, &fresh);
	if (!agenda_marks_read(&fresh, app, err)) {
		agenda_period_release(&fresh);
		return false;
	}
	agenda_period_release(p);
	*p = fresh;
	return true;
}
