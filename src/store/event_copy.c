/* Another event like one that there is. */
#include <stdlib.h>
#include <string.h>

#include "etape/audience.h"
#include "etape/event_move.h"
#include "etape/programme.h"
#include "etape/session.h"
#include "etape/tariff.h"
#include "store/noun.h"

enum { ISO_DAY = 10 };

struct copying {
	struct db *db;
	const struct event *to;
	day_t later; /* days from the old one to the new */
	struct err *err;
	bool ok;
};

/* The old text on a later day, its hour kept. Owned. */
static char *copy_shifted(const char *iso, day_t later)
{
	struct str out = STR_INIT;
	char date[ISO_DAY + 1] = "";
	day_t day;

	strncat(date, iso, ISO_DAY);
	if (civil_parse_iso(date, &day)) {
		civil_format_iso(&out, day + later);
		str_add(&out, iso + ISO_DAY);
	}
	return str_take(&out);
}

/* The old event's fields on the new day, as a draft. */
static bool copy_fields(struct event *e, const char *starts, day_t *later, struct err *err)
{
	const bool by_day = e->precision == PRECISION_DAY && strlen(starts) >= ISO_DAY;
	const day_t before = e->first_day;
	day_t first, last;
	char *end = NULL;

	if (!civil_bounds(starts, &first, &last))
		return err_set(err, ERR_INVALID, _("'%s' is no date"), starts);
	*later = first - before;
	if (by_day && *e->ends)
		end = copy_shifted(e->ends, *later);
	if (by_day && strlen(starts) == ISO_DAY) {
		char *start = copy_shifted(e->starts, *later);

		free(e->starts);
		e->starts = start;
	} else {
		free(e->starts);
		e->starts = xstrdup(starts);
	}
	free(e->ends);
	e->ends = end;
	free(e->code);
	e->code = NULL;
	free(e->source);
	e->source = NULL;
	/* The copy is another event, and ours. */
	free(e->uid);
	free(e->recurrence);
	free(e->foreign_lines);
	e->uid = e->recurrence = e->foreign_lines = NULL;
	e->id = 0;
	e->stage_no = 0;
	e->precision = PRECISION_DAY;
	e->participants = -1;
	e->status = EVENT_DRAFT;
	return true;
}

static bool copy_sessions(struct copying *c, int64_t from)
{
	struct session *list;
	size_t count;
	bool ok = session_list(c->db, from, &list, &count, c->err);

	if (!ok)
		return false;
	for (size_t i = 0; i < count && ok; i++) {
		list[i].id = 0;
		list[i].rev = 0;
		list[i].event = c->to->id;
		list[i].day += c->later;
		ok = session_save(c->db, &list[i], c->err);
	}
	session_free_list(&list, count);
	return ok;
}

static bool copy_item(void *arg, const struct programme_row *row)
{
	struct copying *c = arg;
	struct programme_item p;

	programme_item_init(&p);
	p.event = c->to->id;
	p.day = row->day + c->later;
	p.starts = row->starts;
	p.ends = row->ends;
	p.title = xstrdup(row->title);
	p.speakers = xstrdup(row->speakers);
	p.place = xstrdup(row->place);
	p.note = xstrdup(row->note);
	c->ok = programme_item_save(c->db, &p, c->err);
	programme_item_release(&p);
	return c->ok;
}

static bool copy_line(void *arg, const struct audience *line)
{
	struct copying *c = arg;
	struct audience a = *line;

	a.id = 0;
	a.rev = 0;
	a.event = c->to->id;
	c->ok = audience_save(c->db, &a, c->err);
	return c->ok;
}

static bool copy_tariff(struct db *db, int64_t from, int64_t to, struct err *err)
{
	int64_t tariff = 0;

	return tariff_of_event(db, from, &tariff, err) && (!tariff || tariff_name_event(db, to, tariff, false, err));
}

/* Times are by the day: what is known by its month only takes neither sessions nor programme. */
static bool copy_around(struct db *db, int64_t from, const struct event *to, day_t later, bool by_day,
	struct err *err)
{
	struct copying c = { .db = db, .to = to, .later = later, .err = err, .ok = true };

	if (by_day && (!copy_sessions(&c, from) || !programme_list(db, from, copy_item, &c, err) || !c.ok))
		return false;
	return audience_list(db, from, copy_line, &c, err) && c.ok && copy_tariff(db, from, to->id, err);
}

bool event_copy(struct db *db, int64_t id, const char *starts, int64_t *copy, struct err *err)
{
	struct change_label label = { .kind = CHANGE_EVENT_COPY, .subject = id };
	struct event e;
	day_t later = 0;
	bool by_day, ok;

	event_init(&e);
	if (!change_begin(db, &label, err))
		return false;
	ok = event_get(db, id, &e, err);
	by_day = e.precision == PRECISION_DAY && strlen(starts) >= ISO_DAY;
	ok = ok && copy_fields(&e, starts, &later, err) &&
	     event_save(db, &e, by_day ? EVENT_SESSIONS_NONE : EVENT_SESSIONS_AUTO, err) &&
	     copy_around(db, id, &e, later, by_day, err);
	label.subject = e.id;
	if (ok)
		change_relabel(db, &label);
	ok = noun_end(db, ok, e.id != id, err);
	if (ok)
		*copy = e.id;
	event_release(&e);
	return ok;
}

/* --- series --------------------------------------------------------------------------------- */

static bool series_copies(struct db *db, const struct event *e, const day_t *days, size_t count, int64_t *made,
	struct err *err)
{
	bool ok = true;

	for (size_t i = 0; i < count && ok; i++) {
		struct str iso = STR_INIT;
		int64_t copy;

		if (days[i] == e->first_day)
			continue;
		civil_format_iso(&iso, days[i]);
		ok = event_copy(db, e->id, iso.buf, &copy, err) || err_wrap(err, "%s", iso.buf);
		*made += ok;
		str_release(&iso);
	}
	return ok;
}

bool event_series(struct db *db, struct event *e, const day_t *days, size_t count, int64_t *made, struct err *err)
{
	struct change_label label = { .kind = CHANGE_SERIES };
	const int64_t id = e->id, rev = e->rev;
	bool ok;

	*made = 0;
	if (e->precision != PRECISION_DAY)
		return err_set(err, ERR_REFUSED, _("a series begins on a day: '%s' is not known by its day"), e->title);
	if (!change_begin(db, &label, err))
		return false;
	ok = e->id != 0 || event_save(db, e, EVENT_SESSIONS_AUTO, err);
	*made = e->id != id;
	ok = ok && series_copies(db, e, days, count, made, err);
	label.n = *made;
	if (ok)
		change_relabel(db, &label);
	ok = noun_end(db, ok, *made > 0, err);
	if (!ok) {
		e->id = id;
		e->rev = rev;
		*made = 0;
	}
	return ok;
}
