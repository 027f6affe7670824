/* What happened at the desks of the demo network: check-ins and payments. */
#include <stdlib.h>
#include <string.h>

#include "etape/checkin.h"
#include "etape/event.h"
#include "etape/i18n.h"
#include "etape/payment.h"
#include "etape/person.h"
#include "etape/registration.h"
#include "etape/session.h"
#include "exchange/init.h"
#include "exchange/digits.h"
#include "exchange/importer.h"

/* The registration that a row names, and its event, kept while the rows stay with it. */
struct place {
	struct db *db;
	char *code; /* of the event, owned */
	struct event event;
	struct session *sessions; /* owned */
	size_t session_count;
	int64_t registration;
};

static void place_release(struct place *p)
{
	free(p->code);
	event_release(&p->event);
	session_free_list(&p->sessions, p->session_count);
}

static bool go_to_event(struct place *p, const char *code, struct err *err)
{
	int64_t id;

	if (p->code != NULL && strcmp(p->code, code) == 0)
		return true;
	session_free_list(&p->sessions, p->session_count);
	p->session_count = 0;
	event_release(&p->event);
	event_init(&p->event);
	free(p->code);
	p->code = xstrdup(code);
	return event_resolve(p->db, code, &id, err) && event_get(p->db, id, &p->event, err) &&
	       session_list(p->db, id, &p->sessions, &p->session_count, err);
}

static bool go_to(struct place *p, const char *code, const char *email, struct err *err)
{
	int64_t person = 0;

	if (!go_to_event(p, code, err) || !person_find_by_email(p->db, email, &person, err) ||
		!registration_find(p->db, p->event.id, person, &p->registration, err))
		return false;
	return p->registration != 0 ||
	       err_set(err, ERR_NOT_FOUND, _("'%s' is not registered for '%s'"), email, code);
}

enum { K_EVENT, K_EMAIL, K_SESSION, K_AT, K_COUNT };
static const struct column_field checkin_fields[K_COUNT] = {
	{ .key = "event", .required = true },
	{ .key = "email", .required = true },
	{ .key = "session", .required = true },
	{ .key = "at", .required = true },
};

/* The instant of a local time on the day of a session. */
static bool instant_of(
	const struct place *p, int no, const char *time, instant_t *at, struct err *err)
{
	int minutes;

	for (size_t i = 0; i < p->session_count; i++) {
		if (p->sessions[i].no == no)
			return civil_parse_time(time, &minutes, err) &&
			       civil_to_instant(p->sessions[i].day, minutes,
				       p->event.zone != NULL && *p->event.zone != '\0'
					       ? p->event.zone
					       : CIVIL_ZONE,
				       at, NULL);
	}
	return err_set(err, ERR_NOT_FOUND, _("sessions: there is no session %ld, only %zu"),
		(long)no, p->session_count);
}

static bool check_in(struct place *p, const struct sheet *sheet, size_t row, struct err *err)
{
	struct checkin_query q = { .via = VIA_IMPORT };
	struct checkin_answer a;
	bool ok;

	if (!go_to(p, sheet_cell(sheet, row, K_EVENT), sheet_cell(sheet, row, K_EMAIL), err))
		return false;
	q.event = p->event.id;
	q.registration = p->registration;
	q.session = (int)digits_value(sheet_cell(sheet, row, K_SESSION));
	if (!instant_of(p, q.session, sheet_cell(sheet, row, K_AT), &q.at, err))
		return false;
	checkin_answer_init(&a);
	ok = checkin_do(p->db, &q, &a, err);
	if (ok && a.result != CHECKIN_OK && a.result != CHECKIN_ALREADY)
		ok = err_set(err, ERR_REFUSED, "%s: %s", sheet_cell(sheet, row, K_EMAIL),
			vocabulary_label(&checkin_results, (int)a.result));
	checkin_answer_release(&a);
	return ok;
}

enum { Y_EVENT, Y_EMAIL, Y_CENTS, Y_MEANS, Y_COUNT };
static const struct column_field payment_fields[Y_COUNT] = {
	{ .key = "event", .required = true },
	{ .key = "email", .required = true },
	{ .key = "cents", .required = true },
	{ .key = "means", .required = true },
};

static bool pay(struct place *p, const struct sheet *sheet, size_t row, struct err *err)
{
	struct payment payment = { .day = CIVIL_NONE };
	int means = ANY;

	if (!go_to(p, sheet_cell(sheet, row, Y_EVENT), sheet_cell(sheet, row, Y_EMAIL), err))
		return false;
	if (!words_parse(&payment_means, sheet_cell(sheet, row, Y_MEANS), &means))
		return err_set(err, ERR_INVALID, _("'%s' is no means of payment"),
			sheet_cell(sheet, row, Y_MEANS));
	payment.registration = p->registration;
	payment.cents = digits_value(sheet_cell(sheet, row, Y_CENTS));
	payment.means = (enum payment_means)means;
	payment.day = p->event.first_day;
	return payment_add(p->db, &payment, err);
}

static bool each_row(struct db *db, const char *folder, const char *name,
	const struct column_field *fields, size_t count,
	bool (*row)(struct place *p, const struct sheet *sheet, size_t row, struct err *err),
	struct err *err)
{
	struct place place = { .db = db };
	struct sheet sheet;
	bool ok = sheet_open(&sheet, folder, name, fields, count, err);

	if (!ok)
		return false;
	event_init(&place.event);
	for (size_t i = 1; i < sheet.table.count && ok; i++)
		ok = row(&place, &sheet, i, err) || sheet_wrap(&sheet, i, name, err);
	place_release(&place);
	sheet_close(&sheet);
	return ok;
}

bool init_desk(struct db *db, const char *folder, struct err *err)
{
	return each_row(db, folder, "checkins.csv", checkin_fields, K_COUNT, check_in, err) &&
	       each_row(db, folder, "payments.csv", payment_fields, Y_COUNT, pay, err);
}
