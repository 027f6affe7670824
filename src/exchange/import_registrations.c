#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "etape/event.h"
#include "etape/fold.h"
#include "etape/i18n.h"
#include "etape/registration.h"
#include "etape/room.h"
#include "exchange/digits.h"
#include "exchange/importer.h"

#define SESSIONS 64 /* the most sessions one row may name */

/* What a row asks for. */
struct wish {
	int sessions[SESSIONS]; /* in order, without doubles */
	size_t count;		/* 0: all */
	int status;		/* ANY: the row doesn't say */
	int64_t by;		/* who announced, 0: nobody or nobody known yet */
	bool by_later;		/* somebody who is not known yet */
};

/* The event of the row, looked up when it changes. */
static bool take_event(struct importer *im, struct err *err)
{
	const char *text =
		im->options->event != NULL ? im->options->event : importer_cell(im, R_EVENT);
	int64_t id;

	if (*text == '\0')
		return err_set(err, ERR_INVALID, _("the row names no rencontre"));
	if (im->event_text == NULL || strcmp(im->event_text, text) != 0) {
		if (!event_resolve(im->db, text, &id, err))
			return false;
		session_free_list(&im->sessions, im->session_count);
		im->session_count = 0;
		if (!session_list(im->db, id, &im->sessions, &im->session_count, err))
			return false;
		im->event = id;
		free(im->event_text);
		im->event_text = xstrdup(text);
	}
	if (im->only_event == -1)
		im->only_event = im->event;
	else if (im->only_event != im->event)
		im->only_event = 0;
	return true;
}

/* Beside a column of names, "Contact" is who announced them. */
static void spare_contact(struct importer *im, const struct csv_row *headings)
{
	size_t at = im->columns.at[P_FULL];
	char *folded;

	if (!columns_has(&im->columns, P_FAMILY) || !columns_has(&im->columns, P_FULL) ||
		columns_has(&im->columns, R_BY))
		return;
	folded = fold_dup(csv_cell(headings, at));
	if (strcmp(folded, "contact") == 0) {
		im->columns.at[R_BY] = at;
		im->columns.at[P_FULL] = COLUMN_NONE;
	}
	free(folded);
}

/* Who and which event must be known before the first row. */
static bool check_registrations(
	struct importer *im, const struct csv_row *headings, struct err *err)
{
	spare_contact(im, headings);
	if (!columns_has(&im->columns, P_EMAIL) && !columns_has(&im->columns, R_PERSON_ID) &&
		!import_people.check(im, headings, err))
		return false;
	if (im->options->event != NULL)
		return take_event(im, err);
	return columns_has(&im->columns, R_EVENT) ||
	       err_set(err, ERR_USAGE,
		       _("which rencontre? Give --event CODE, or a column 'event'"));
}

static bool wishes(const struct wish *w, int no)
{
	for (size_t i = 0; i < w->count; i++) {
		if (w->sessions[i] == no)
			return true;
	}
	return false;
}

static bool add_number(struct importer *im, struct wish *w, const char *digits, struct err *err)
{
	long no = (long)digits_value(digits);
	bool known = false;

	for (size_t i = 0; i < im->session_count; i++)
		known |= im->sessions[i].no == no;
	if (!known)
		return err_set(err, ERR_INVALID,
			_("sessions: there is no session %ld, only %zu"), no,
			im->session_count);
	if (!wishes(w, (int)no) && w->count < SESSIONS)
		w->sessions[w->count++] = (int)no;
	return true;
}

static void add_part(struct importer *im, struct wish *w, enum session_part part)
{
	for (size_t i = 0; i < im->session_count && w->count < SESSIONS; i++) {
		if (im->sessions[i].part == part && !wishes(w, im->sessions[i].no))
			w->sessions[w->count++] = im->sessions[i].no;
	}
}

/* "matin", "après-midi", "matin et après-midi", "journée entière", "toutes". */
static bool read_parts(struct importer *im, struct wish *w, const char *folded)
{
	bool morning = strstr(folded, "matin") != NULL || strstr(folded, "morning") != NULL;
	bool afternoon = strstr(folded, "apres midi") != NULL ||
			 strstr(folded, "afternoon") != NULL || strcmp(folded, "am") == 0;

	if (strncmp(folded, "tou", 3) == 0 || strncmp(folded, "all", 3) == 0 ||
		strncmp(folded, "journee", 7) == 0 || strncmp(folded, "la journee", 10) == 0)
		return true;
	if (morning)
		add_part(im, w, PART_MORNING);
	if (afternoon)
		add_part(im, w, PART_AFTERNOON);
	return w->count > 0;
}

static int by_number(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

static bool take_sessions(struct importer *im, struct wish *w, struct err *err)
{
	const char *cell = importer_cell(im, R_SESSIONS);
	char *folded = fold_dup(cell);
	bool ok = true;

	if (strspn(cell, "0123456789 ,;+/") == strlen(cell)) {
		for (const char *s = cell; *s != '\0' && ok;) {
			if (isdigit((unsigned char)*s)) {
				ok = add_number(im, w, s, err);
				s += strspn(s, "0123456789");
			} else {
				s++;
			}
		}
	} else if (!read_parts(im, w, folded)) {
		ok = err_set(err, ERR_INVALID,
			_("sessions: '%s' is not understood: write numbers, as in 1,2"), cell);
	}
	free(folded);
	qsort(w->sessions, w->count, sizeof(w->sessions[0]), by_number);
	if (w->count == im->session_count)
		w->count = 0;
	return ok;
}

/* How the registration stands in the database. */
struct standing {
	enum registration_status status;
	struct wish sessions;
	int64_t by;
	struct str by_name;
	int rank; /* on the waiting list, 0 */
};

static bool read_standing(void *arg, const struct registration_row *row)
{
	struct standing *st = arg;

	st->status = row->status;
	st->by = row->registered_by_id;
	st->rank = row->waiting_rank;
	str_reset(&st->by_name);
	str_add(&st->by_name, row->registered_by);
	st->sessions.count = 0;
	for (const char *s = row->sessions; *s != '\0' && st->sessions.count < SESSIONS;) {
		st->sessions.sessions[st->sessions.count++] = (int)digits_value(s);
		s += strcspn(s, "\n");
		s += *s == '\n';
	}
	qsort(st->sessions.sessions, st->sessions.count, sizeof(int), by_number);
	return true;
}

static bool same_sessions(const struct importer *im, const struct wish *a, const struct wish *b)
{
	size_t na = a->count == im->session_count ? 0 : a->count;
	size_t nb = b->count == im->session_count ? 0 : b->count;

	return na == nb && memcmp(a->sessions, b->sessions, na * sizeof(a->sessions[0])) == 0;
}

static bool add(struct importer *im, int64_t person, const struct wish *w,
	struct registration *r, struct err *err)
{
	int status = w->status == ANY ? REGISTRATION_REGISTERED : w->status;
	struct registering what = {
		.event = im->event,
		.person = person,
		.sessions = w->count > 0 ? w->sessions : NULL,
		.session_count = w->count,
		.status = status == REGISTRATION_CANCELLED ? REGISTRATION_REGISTERED
							   : (enum registration_status)status,
		/* A list that says "registered" knows better than the number of places. */
		.force = w->status != ANY,
		.registered_by = w->by,
	};

	if (!registration_add(im->db, &what, r, err))
		return false;
	return status != REGISTRATION_CANCELLED ||
	       registration_cancel(
		       im->db, im->event, person, _("cancelled in the imported list"), err);
}

static void say_kept(struct importer *im, const char *who, enum registration_status status)
{
	importer_say(im, IMPORT_DOUBTFUL, who, _("status kept: '%s', not '%s'"),
		vocabulary_label(&registration_statuses, (int)status),
		importer_cell(im, R_STATUS));
}

/* Who announced is filled in where nobody was said to. */
static bool compare_announcer(struct importer *im, struct importer_person *p,
	const struct wish *w, const struct standing *st, struct err *err)
{
	if (w->by == 0 || w->by == st->by || w->by == p->id)
		return true;
	if (st->by != 0) {
		importer_say(im, IMPORT_NOTE, p->what.buf, _("%s kept: '%s', not '%s'"),
			"registered_by", st->by_name.buf, importer_cell(im, R_BY));
		return true;
	}
	p->updated = true;
	return importer_announce(im, im->event, p->id, w->by, err);
}

static bool stands(struct importer *im, int64_t registration, struct standing *st,
	struct err *err)
{
	struct registration_filter filter = REGISTRATION_FILTER_ALL;

	filter.id = registration;
	return registration_list(im->db, &filter, read_standing, st, err);
}

/* Which limit was met: by who was put on the waiting list, or by who comes all the same. */
static bool say_full(struct importer *im, const struct importer_person *p,
	const struct wish *w, const struct registration *r, struct err *err)
{
	struct standing st = { .by_name = STR_INIT };
	struct str full = STR_INIT;
	struct room room;
	bool ok = true;

	if (w->status != ANY && w->status != REGISTRATION_REGISTERED)
		return true;
	ok = room_for(im->db, im->event, p->id, 0, w->count > 0 ? w->sessions : NULL, w->count,
		&room, err);
	if (ok && room.limit != ROOM_FREE) {
		room_say(&full, &room);
		ok = stands(im, r->id, &st, err);
	}
	if (ok && r->status == REGISTRATION_WAITING)
		importer_say(im, IMPORT_NOTE, p->what.buf,
			_("put on the waiting list, rank %d (%s)"), st.rank, full.buf);
	else if (ok && room.limit != ROOM_FREE)
		importer_say(im, IMPORT_NOTE, p->what.buf,
			_("registered beyond the capacity (%s)"), full.buf);
	str_release(&full);
	str_release(&st.by_name);
	return ok;
}

/* The answer to an invitation. */
static bool answer(
	struct importer *im, const struct importer_person *p, const struct wish *w, struct err *err)
{
	struct registration r;
	bool ok;

	registration_init(&r);
	ok = add(im, p->id, w, &r, err) && say_full(im, p, w, &r, err);
	if (ok)
		importer_say(im, IMPORT_UPDATED, p->what.buf, "%s", _("was invited"));
	registration_release(&r);
	return ok;
}

/* Somebody registered already: only an invitation is answered, the rest is said. */
static bool compare(struct importer *im, struct importer_person *p, struct standing *st,
	const struct wish *w, struct err *err)
{
	bool answers = st->status == REGISTRATION_INVITED &&
		       (w->status == ANY || w->status == REGISTRATION_REGISTERED ||
			       w->status == REGISTRATION_DECLINED);

	if (answers)
		return answer(im, p, w, err);
	if (w->status != ANY && w->status != (int)st->status)
		say_kept(im, p->what.buf, st->status);
	else if (w->status == ANY && st->status != REGISTRATION_REGISTERED)
		importer_say(im, IMPORT_NOTE, p->what.buf, _("status kept: '%s'"),
			vocabulary_label(&registration_statuses, (int)st->status));
	if (columns_has(&im->columns, R_SESSIONS) && !same_sessions(im, w, &st->sessions))
		importer_say(im, IMPORT_DOUBTFUL, p->what.buf, "%s",
			_("registered for other sessions: kept"));
	if (!compare_announcer(im, p, w, st, err))
		return false;
	importer_say(im, p->updated ? IMPORT_UPDATED : IMPORT_MATCHED, p->what.buf, "%s",
		_("registered already"));
	return true;
}

static bool register_new(struct importer *im, const struct importer_person *p,
	const struct wish *w, struct err *err)
{
	struct registration r;
	bool ok;

	registration_init(&r);
	ok = add(im, p->id, w, &r, err) && say_full(im, p, w, &r, err);
	if (ok)
		importer_say(im, IMPORT_CREATED, p->what.buf, "%s",
			p->created ? _("new person") : r.code);
	registration_release(&r);
	return ok;
}

static bool register_person(struct importer *im, struct importer_person *p,
	const struct wish *w, struct err *err)
{
	struct standing st = { .by_name = STR_INIT };
	int64_t known = 0;
	bool ok;

	if (!registration_find(im->db, im->event, p->id, &known, err))
		return false;
	if (known == 0)
		return register_new(im, p, w, err);
	ok = stands(im, known, &st, err) && compare(im, p, &st, w, err);
	str_release(&st.by_name);
	return ok;
}

static bool take_announcer(
	struct importer *im, const struct importer_person *p, struct wish *w, struct err *err)
{
	if (!importer_announcer(im, p->what.buf, &w->by, err))
		return false;
	w->by_later = w->by == ANNOUNCER_LATER;
	if (w->by_later)
		w->by = 0;
	return true;
}

static bool registrations_row(struct importer *im, struct err *err)
{
	struct importer_person p = { .what = STR_INIT };
	struct wish w = { .status = ANY };
	bool ok = take_event(im, err) && take_sessions(im, &w, err) &&
		  importer_word(im, R_STATUS, &registration_statuses, &w.status, err) &&
		  importer_person(im, &p, err) && take_announcer(im, &p, &w, err) &&
		  register_person(im, &p, &w, err);

	if (ok && w.by_later)
		importer_announcer_later(im, p.id, p.what.buf);
	if (ok && p.created)
		im->summary.people++;
	str_release(&p.what);
	return ok;
}

const struct import_ops import_registrations = {
	.name = "registrations",
	.change = CHANGE_IMPORT_REGISTRATIONS,
	.fields = person_fields,
	.field_count = R_COUNT,
	.check = check_registrations,
	.row = registrations_row,
	.finish = importer_announcers,
};
