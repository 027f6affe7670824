/* The period that the agenda shows, as rows and as marks of days. */
#include <stdlib.h>
#include <string.h>

#include "etape/holidays.h"
#include "etape/i18n.h"
#include "etape/reference.h"
#include "etape/text.h"
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
	}
	return GLYPH_NONE;
}

enum theme agenda_style(enum event_kind kind)
{
	static const enum theme series[] = { THEME_SERIES_1, THEME_SERIES_2, THEME_SERIES_3, THEME_SERIES_4,
		THEME_SERIES_5, THEME_SERIES_6, THEME_SERIES_7, THEME_SERIES_8 };

	return series[kind];
}

static bool agenda_off(enum event_status status)
{
	return status == EVENT_CANCELLED || status == EVENT_POSTPONED;
}

struct list_sign agenda_sign(const struct event_row *row, day_t today)
{
	bool off = agenda_off(row->status);

	return (struct list_sign){
		.glyph = off ? GLYPH_CROSS : agenda_glyph(row->kind),
		.style = off ? THEME_DIM : agenda_style(row->kind),
		.row_style = off || row->last_day < today ? THEME_DIM : THEME_NORMAL,
	};
}

static void agenda_row_release(struct agenda_row *row)
{
	free(row->event);
	free(row->when);
	free(row->where);
	free(row->people);
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
	for (int i = 0; i < 3; i++)
		free(p->holidays[i]);
	*p = (struct agenda_period){ .first = CIVIL_NONE };
}

/* --- rows --- */

/* Short, for a list: the day with its weekday, else no more than what is known. */
static char *agenda_when(const struct event_row *e)
{
	struct str out = STR_INIT;
	struct civil c = civil_from_day(e->first_day), to = civil_from_day(e->last_day);

	switch (e->precision) {
	case PRECISION_DAY:
		if (to.month != c.month) {
			str_addf(&out, "%d %s–%d %s", c.day, civil_month_short(c.month, i18n_lang()), to.day,
				civil_month_short(to.month, i18n_lang()));
			break;
		}
		civil_format_day(&out, e->first_day, i18n_lang());
		if (e->last_day > e->first_day)
			str_addf(&out, "–%d", to.day);
		break;
	case PRECISION_PERIOD:
	case PRECISION_MONTH:
		if (e->precision == PRECISION_PERIOD && (to.month != c.month || to.year != c.year))
			str_addf(&out, "%02d/%d–%02d/%d", c.month, c.year, to.month, to.year);
		else
			civil_format_month(&out, c.year, c.month, i18n_lang());
		break;
	case PRECISION_YEAR:
		str_addf(&out, "%d", c.year);
		break;
	}
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

static const struct field agenda_fields[] = {
	{ .key = "when", .heading = N_("When"), .kind = FIELD_TEXT, .min = 15, .priority = 1 },
	{ .key = "title", .heading = N_("Rencontre"), .kind = FIELD_TEXT, .min = 20, .weight = 3 },
	{ .key = "where", .heading = N_("Where"), .kind = FIELD_TEXT, .min = 8, .weight = 1, .priority = 2 },
	{ .key = "people", .heading = N_("Reg."), .kind = FIELD_TEXT, .min = 5, .priority = 3 },
	{ .key = "status", .heading = N_("Status"), .kind = FIELD_TEXT, .min = 9, .priority = 4 },
};

static struct value agenda_get(const void *data, size_t i)
{
	const struct agenda_row *row = data;

	switch (i) {
	case 0: return value_text(row->when);
	case 1: return value_text(row->event->title);
	case 2: return value_text(row->where);
	case 3: return value_text(row->people);
	default: return value_text(vocabulary_label(&event_statuses, (int)row->event->status));
	}
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
	day_t today;
};

static bool agenda_take(void *arg, const struct event_row *event)
{
	struct reading *r = arg;

	if (r->count == r->room) {
		r->room = r->room ? r->room * 2 : 32;
		r->rows = xrealloc(r->rows, r->room * sizeof *r->rows);
	}
	r->rows[r->count++] = (struct agenda_row){
		.event = event_row_dup(event),
		.when = agenda_when(event),
		.where = agenda_where(event),
		.people = agenda_people(event),
		.over = event->last_day < r->today,
	};
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
		mark->glyph = agenda_glyph(e->kind);
		mark->style = agenda_style(e->kind);
	}
}

static bool agenda_mark_holiday(void *arg, const struct school_holiday *h)
{
	struct agenda_period *p = arg;

	p->holidays_known = true;
	for (day_t day = h->first; day <= h->last; day++) {
		struct month_mark *mark = agenda_mark(p, day);

		if (mark)
			mark->zones |= 1u << (h->zone - 'A');
	}
	return true;
}

/* A period without a holiday of its own (most of September and October) is known all
 * the same when holidays stand within the half year around it. */
enum { HOLIDAYS_AROUND = 120 };

static bool agenda_is_known(void *arg, const struct school_holiday *h)
{
	(void)h;
	*(bool *)arg = true;
	return false;
}

static bool agenda_marks_read(struct agenda_period *p, struct app *app, struct err *err)
{
	bool around = false;

	p->marks = xcalloc((size_t)(p->last - p->first + 1), sizeof *p->marks);
	for (day_t day = p->first; day <= p->last; day++) {
		p->marks[day - p->first].glyph = GLYPH_NONE;
		p->marks[day - p->first].holiday = holiday_name(day, NULL) != NULL;
	}
	for (size_t i = 0; i < p->count; i++)
		agenda_mark_event(p, p->rows[i].event);
	if (!reference_school_holidays(app->db, p->first, p->last, agenda_mark_holiday, p, err))
		return false;
	if (!p->holidays_known && !reference_school_holidays(app->db, p->last, p->last + HOLIDAYS_AROUND,
			agenda_is_known, &around, err))
		return false;
	p->holidays_known |= around;
	return true;
}

bool agenda_period_read(struct agenda_period *p, struct app *app, day_t first, day_t last, int64_t cite,
	struct err *err)
{
	struct event_filter filter = EVENT_FILTER_ALL;
	struct reading r = { .today = app_today(app) };
	struct agenda_period fresh = { .first = first, .last = last };

	filter.first = first;
	filter.last = last;
	filter.cite = cite;
	if (!event_list(app->db, &filter, agenda_take, &r, err)) {
		agenda_rows_free(r.rows, r.count);
		return false;
	}
	fresh.rows = r.rows;
	fresh.count = r.count;
	if (!agenda_marks_read(&fresh, app, err)) {
		agenda_period_release(&fresh);
		return false;
	}
	agenda_period_release(p);
	*p = fresh;
	return true;
}

/* --- one day in words --- */

static bool agenda_take_holiday(void *arg, const struct school_holiday *h)
{
	struct agenda_period *p = arg;
	int zone = h->zone - 'A';

	if (zone >= 0 && zone < 3 && !p->holidays[zone])
		p->holidays[zone] = xstrdup(h->name);
	return true;
}

static const char *agenda_holiday_at(const struct agenda_period *p, int zone)
{
	return p->holidays[zone] ? p->holidays[zone] : "";
}

/* "Vacances de Noël (A, B, C)": zones that have the same holiday are said together. */
static void agenda_add_school(struct agenda_period *p, struct str *out)
{
	bool said[3] = { false };

	for (int zone = 0; zone < 3; zone++) {
		const char *name = agenda_holiday_at(p, zone);

		if (said[zone] || !*name)
			continue;
		str_addf(out, " %s %s (", term_glyph(GLYPH_DOT), name);
		for (int same = zone; same < 3; same++) {
			if (strcmp(agenda_holiday_at(p, same), name) != 0)
				continue;
			str_addf(out, same == zone ? "%c" : ", %c", 'A' + same);
			said[same] = true;
		}
		str_addc(out, ')');
	}
}

void agenda_day_words(struct agenda_period *p, struct app *app, day_t day, struct str *out)
{
	const char *holiday = holiday_name(day, NULL);

	civil_format_long(out, day, i18n_lang());
	if (day == app_today(app))
		str_addf(out, " (%s)", _("today"));
	if (holiday)
		str_addf(out, " %s %s", term_glyph(GLYPH_DOT), holiday);
	for (int zone = 0; zone < 3; zone++) {
		free(p->holidays[zone]);
		p->holidays[zone] = NULL;
	}
	if (!reference_school_holidays(app->db, day, day, agenda_take_holiday, p, NULL))
		return;
	agenda_add_school(p, out);
	if (!p->holidays_known)
		str_addf(out, " %s %s", term_glyph(GLYPH_DOT), _("school holidays not known"));
}
