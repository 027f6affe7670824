/* The record of a cité: the rencontres it hosted, came to and missed, and what they cost. */
#include "etape/event.h"
#include "etape/i18n.h"
#include "tui/screens/cites_record.h"

static void opens_event(struct card_line *l, int64_t event)
{
	l->main = 1;
	l->opens = "event";
	l->opens_id = event;
}

static bool add_hosted(void *arg, const struct event_row *row)
{
	struct record *r = arg;
	struct str date = STR_INIT, present = STR_INIT;

	cites_add_date(&date, row->start);
	if (row->present > 0)
		str_addf(&present, P_("%d present", "%d present", row->present), (int)row->present);
	opens_event(record_add(r, "event", row->id,
		CELLS(date.buf, row->title, vocabulary_label(&event_statuses, (int)row->status),
			present.buf)), row->id);
	str_release(&date);
	str_release(&present);
	return true;
}

static bool hosted(struct record *r, struct err *err)
{
	struct event_filter filter = EVENT_FILTER_ALL;

	filter.cite = r->id;
	filter.last = r->on;
	filter.newest_first = true;
	record_section(r, _("Hosted here"));
	return event_list(r->s.app->db, &filter, add_hosted, r, err);
}

/* Names, ", " between. */
static void add_names(struct str *out, const char *names)
{
	for (const char *p = names; *p; p++) {
		if (*p == '\n')
			str_add(out, ", ");
		else
			str_addc(out, *p);
	}
}

static bool add_attended(void *arg, const struct cite_attendance *a)
{
	struct record *r = arg;
	struct str date = STR_INIT, names = STR_INIT;

	cites_add_date(&date, a->start);
	add_names(&names, a->names);
	opens_event(record_add(r, "event", a->event, CELLS(date.buf, a->title, names.buf)), a->event);
	str_release(&date);
	str_release(&names);
	return true;
}

/* Who had said that they would come is told: they are who to call. */
static bool add_missed(void *arg, const struct cite_attendance *a)
{
	struct record *r = arg;
	struct str date = STR_INIT, names = STR_INIT;

	cites_add_date(&date, a->start);
	if (a->people) {
		str_add(&names, _("expected: "));
		add_names(&names, a->names);
	}
	opens_event(record_add(r, "event", a->event, CELLS(date.buf, a->title, names.buf)), a->event);
	str_release(&date);
	str_release(&names);
	return true;
}

bool record_events(struct record *r, struct err *err)
{
	struct db *db = r->s.app->db;

	if (!hosted(r, err))
		return false;
	record_section(r, _("Attended"));
	if (!cite_attended(db, r->id, r->on, add_attended, r, err))
		return false;
	record_section(r, _("Missed in three years: nobody came"));
	return cite_missed(db, r->id, r->on, add_missed, r, err);
}

/* --- fees --- */

static bool add_fee(void *arg, const struct cite_fee *fee)
{
	struct record *r = arg;
	const enum lang lang = i18n_lang();
	struct str date = STR_INIT, due = STR_INIT, paid = STR_INIT, left = STR_INIT;

	cites_add_date(&date, fee->start);
	money_format(&due, fee->due, lang);
	if (fee->unknown)
		str_addf(&left, P_("%d to be decided", "%d to be decided", fee->unknown), fee->unknown);
	if (fee->paid) {
		str_add(&paid, _("paid "));
		money_format(&paid, fee->paid, lang);
	}
	if (fee->balance) {
		str_add(&left, left.len ? ", " : "");
		str_add(&left, _("to be paid "));
		money_format(&left, fee->balance, lang);
	}
	struct card_line *l = record_add(r, "event", fee->event,
		CELLS(date.buf, fee->title, due.buf, left.buf, paid.buf));
	opens_event(l, fee->event);
	l->style = fee->balance || fee->unknown ? THEME_DUE : THEME_NORMAL;
	str_release(&date);
	str_release(&due);
	str_release(&paid);
	str_release(&left);
	return true;
}

bool record_fees(struct record *r, struct err *err)
{
	record_section(r, _("Fees"));
	return cite_fees(r->s.app->db, r->id, r->on, add_fee, r, err);
}
