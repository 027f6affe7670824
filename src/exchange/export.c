#include "etape/export.h"

#include <stdlib.h>
#include <string.h>

#include "etape/attendance.h"
#include "etape/checkin.h"
#include "etape/cite_label.h"
#include "etape/event.h"
#include "etape/fees.h"
#include "etape/i18n.h"
#include "etape/invoice_payment.h"
#include "etape/mandate.h"
#include "etape/membership.h"
#include "etape/payment.h"
#include "etape/person.h"
#include "etape/registration.h"
#include "etape/structure.h"
#include "exchange/export_cites.h"
#include "exchange/export_invoices.h"
#include "exchange/export_people.h"
#include "exchange/structure_index.h"

/* What the rows of one export share. */
struct exporter {
	struct db *db;	    /* borrowed */
	struct output *out; /* borrowed */
	struct rows *rows;  /* NULL for vCards */
	enum format format;
	int64_t event;			   /* 0: all */
	struct structure_index structures; /* for names that several have */
	struct str label;		   /* of a structure, for the row at hand */
	struct str text;
	char **emails; /* owned, sorted: of everybody, for those that several share */
	size_t email_count;
	int64_t *ids; /* of events, owned */
	size_t id_count;
};

static const char *const kinds[] = {
	[EXPORT_CITES] = "cites",
	[EXPORT_STRUCTURES] = "structures",
	[EXPORT_PEOPLE] = "people",
	[EXPORT_MANDATES] = "mandates",
	[EXPORT_MEMBERSHIPS] = "memberships",
	[EXPORT_LABELS] = "labels",
	[EXPORT_EVENTS] = "events",
	[EXPORT_REGISTRATIONS] = "registrations",
	[EXPORT_CHECKINS] = "checkins",
	[EXPORT_FEES] = "fees",
	[EXPORT_PRESENCE] = "presence",
	[EXPORT_PAYMENTS] = "payments",
	[EXPORT_INVOICES] = "invoices",
	[EXPORT_INVOICE_PAYMENTS] = "invoice-payments",
};

bool export_kind_parse(const char *text, enum export_kind *kind)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (strcmp(text, kinds[i]) == 0) {
			*kind = (enum export_kind)i;
			return true;
		}
	}
	return false;
}

const char *export_kind_name(enum export_kind kind)
{
	return kinds[kind];
}

/* The name under which an import finds the structure again. Borrowed until the next call. */
static const char *structure_label(struct exporter *ex, int64_t id, const char *name)
{
	if (id == 0)
		return name;
	str_reset(&ex->label);
	structure_index_label(&ex->structures, id, name, &ex->label);
	return ex->label.buf;
}

static bool on_structure(void *arg, const struct structure_row *row)
{
	struct exporter *ex = arg;
	struct structure_row copy = *row;
	char *payer = xstrdup(structure_label(ex, row->payer_id, row->payer));

	copy.payer = payer;
	copy.parent = structure_label(ex, row->parent_id, row->parent);
	rows_add(ex->rows, &copy);
	free(payer);
	return !output_failed(ex->out);
}

static bool export_structures(struct exporter *ex, struct err *err)
{
	const struct structure_filter all = STRUCTURE_FILTER_ALL;
	const struct page page = { .n = INT32_MAX };

	return structure_page(ex->db, &all, &page, on_structure, ex, err);
}

static bool export_all_people(struct exporter *ex, struct err *err)
{
	return export_people_to(ex->db, NULL, 0, ex->rows, &ex->structures, ex->out, err);
}

static bool keep_email(void *arg, const struct person_row *row)
{
	struct exporter *ex = arg;

	if (*row->email == '\0')
		return true;
	ex->emails = xrealloc(ex->emails, (ex->email_count + 1) * sizeof(*ex->emails));
	ex->emails[ex->email_count] = xstrdup(row->email);
	for (char *s = ex->emails[ex->email_count]; *s != '\0'; s++)
		*s = *s >= 'A' && *s <= 'Z' ? (char)(*s - 'A' + 'a') : *s;
	ex->email_count++;
	return true;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* How many people have an address; the array is sorted. */
static bool is_shared(const struct exporter *ex, const char *email)
{
	struct str lower = STR_INIT;
	const char *key;
	char **found;
	size_t i;
	bool shared = false;

	for (const char *s = email; *s != '\0'; s++)
		str_addc(&lower, *s >= 'A' && *s <= 'Z' ? (char)(*s - 'A' + 'a') : *s);
	key = lower.buf;
	found = ex->email_count > 0 ? bsearch(&key, ex->emails, ex->email_count,
					      sizeof(*ex->emails), by_text)
				    : NULL;
	if (found != NULL) {
		i = (size_t)(found - ex->emails);
		shared = (i > 0 && strcmp(ex->emails[i - 1], key) == 0) ||
			 (i + 1 < ex->email_count && strcmp(ex->emails[i + 1], key) == 0);
	}
	str_release(&lower);
	return shared;
}

static bool on_mandate(void *arg, const struct mandate_row *row)
{
	struct exporter *ex = arg;
	struct mandate_row copy = *row;

	copy.structure = structure_label(ex, row->structure_id, row->structure);
	/* Who has no address, or shares one, is told by name. */
	str_reset(&ex->text);
	if (*row->email == '\0')
		copy.email = row->name;
	else if (is_shared(ex, row->email)) {
		str_addf(&ex->text, "%s <%s>", row->name, row->email);
		copy.email = ex->text.buf;
	}
	rows_add(ex->rows, &copy);
	return !output_failed(ex->out);
}

static bool export_mandates(struct exporter *ex, struct err *err)
{
	const struct mandate_filter all = MANDATE_FILTER_ALL;
	const struct person_filter everybody = PERSON_FILTER_ALL;
	const struct page page = { .n = INT32_MAX };

	if (!person_page(ex->db, &everybody, &page, keep_email, ex, err))
		return false;
	if (ex->email_count > 0)
		qsort(ex->emails, ex->email_count, sizeof(*ex->emails), by_text);
	return mandate_list(ex->db, &all, on_mandate, ex, err);
}

static bool on_membership(void *arg, const struct membership_row *row)
{
	struct exporter *ex = arg;
	struct membership_row copy = *row;

	copy.structure = structure_label(ex, row->structure_id, row->structure);
	rows_add(ex->rows, &copy);
	return !output_failed(ex->out);
}

static bool export_memberships(struct exporter *ex, struct err *err)
{
	return membership_list(ex->db, 0, CIVIL_NONE, on_membership, ex, err);
}

static bool on_label(void *arg, const struct cite_label_row *row)
{
	struct exporter *ex = arg;

	rows_add(ex->rows, row);
	return !output_failed(ex->out);
}

static bool export_labels(struct exporter *ex, struct err *err)
{
	return cite_label_list(ex->db, 0, CIVIL_NONE, on_label, ex, err);
}

static bool on_event(void *arg, const struct event_row *row)
{
	struct exporter *ex = arg;

	rows_add(ex->rows, row);
	return !output_failed(ex->out);
}

static bool export_events(struct exporter *ex, struct err *err)
{
	struct event_filter filter = EVENT_FILTER_ALL;

	filter.id = ex->event;
	return event_list(ex->db, &filter, on_event, ex, err);
}

static bool on_registration(void *arg, const struct registration_row *row)
{
	struct exporter *ex = arg;

	rows_add(ex->rows, row);
	return !output_failed(ex->out);
}

static bool export_registrations(struct exporter *ex, struct err *err)
{
	struct registration_filter filter = REGISTRATION_FILTER_ALL;

	filter.event = ex->event;
	return registration_list(ex->db, &filter, on_registration, ex, err);
}

static bool keep_event(void *arg, const struct event_row *row)
{
	struct exporter *ex = arg;

	ex->ids = xrealloc(ex->ids, (ex->id_count + 1) * sizeof(*ex->ids));
	ex->ids[ex->id_count++] = row->id;
	return true;
}

/* The events of an export: the one asked for, or all. */
static bool load_events(struct exporter *ex, struct err *err)
{
	struct event_filter filter = EVENT_FILTER_ALL;

	filter.id = ex->event;
	return event_list(ex->db, &filter, keep_event, ex, err);
}

static bool on_checkin(void *arg, const struct checkin_row *row)
{
	struct exporter *ex = arg;

	rows_add(ex->rows, row);
	return !output_failed(ex->out);
}

static bool export_checkins(struct exporter *ex, struct err *err)
{
	bool ok = load_events(ex, err);

	for (size_t i = 0; i < ex->id_count && ok; i++)
		ok = checkin_list(ex->db, ex->ids[i], on_checkin, ex, err);
	return ok;
}

static bool on_fee(void *arg, const struct fee_row *row)
{
	struct exporter *ex = arg;

	rows_add(ex->rows, row);
	return !output_failed(ex->out);
}

static bool export_fees(struct exporter *ex, struct err *err)
{
	if (ex->event)
		return fees_list(ex->db, ex->event, on_fee, ex, err);
	return fees_of_period(ex->db, CIVIL_NONE, CIVIL_NONE, false, on_fee, ex, err);
}

static bool on_attendance(void *arg, const struct attendance_row *row)
{
	struct exporter *ex = arg;

	rows_add(ex->rows, row);
	return !output_failed(ex->out);
}

static bool export_presence(struct exporter *ex, struct err *err)
{
	bool ok = load_events(ex, err);

	for (size_t i = 0; i < ex->id_count && ok; i++)
		ok = attendance_list(ex->db, ex->ids[i], on_attendance, ex, err);
	return ok;
}

static bool on_payment(void *arg, const struct payment *p)
{
	struct exporter *ex = arg;

	rows_add(ex->rows, p);
	return !output_failed(ex->out);
}

static bool export_payments(struct exporter *ex, struct err *err)
{
	return payment_list(ex->db, ex->event, 0, on_payment, ex, err);
}

static bool export_invoices(struct exporter *ex, struct err *err)
{
	return export_invoices_to(ex->db, ex->event, ex->rows, ex->out, err);
}

static bool on_invoice_payment(void *arg, const struct invoice_payment *p)
{
	struct exporter *ex = arg;

	rows_add(ex->rows, p);
	return !output_failed(ex->out);
}

static bool export_invoice_payments(struct exporter *ex, struct err *err)
{
	struct invoice_filter filter = INVOICE_FILTER_ALL;

	filter.event = ex->event;
	return invoice_payment_list(ex->db, &filter, on_invoice_payment, ex, err);
}

static bool on_cite(void *arg, const struct cite_row *row)
{
	struct exporter *ex = arg;

	rows_add(ex->rows, row);
	return !output_failed(ex->out);
}

static bool export_cites(struct exporter *ex, struct err *err)
{
	const struct cite_filter all = { .on = CIVIL_NONE };

	return cite_list(ex->db, &all, on_cite, ex, err);
}

static const struct {
	const struct record_type *type;
	bool (*run)(struct exporter *ex, struct err *err);
} exports[] = {
	[EXPORT_CITES] = { &export_cite_type, export_cites },
	[EXPORT_STRUCTURES] = { &structure_csv_type, export_structures },
	[EXPORT_PEOPLE] = { &person_csv_type, export_all_people },
	[EXPORT_MANDATES] = { &mandate_csv_type, export_mandates },
	[EXPORT_MEMBERSHIPS] = { &membership_type, export_memberships },
	[EXPORT_LABELS] = { &cite_label_type, export_labels },
	[EXPORT_EVENTS] = { &event_csv_type, export_events },
	[EXPORT_REGISTRATIONS] = { &registration_type, export_registrations },
	[EXPORT_CHECKINS] = { &checkin_type, export_checkins },
	[EXPORT_FEES] = { &fee_type, export_fees },
	[EXPORT_PRESENCE] = { &attendance_type, export_presence },
	[EXPORT_PAYMENTS] = { &payment_type, export_payments },
	[EXPORT_INVOICES] = { &export_invoice_type, export_invoices },
	[EXPORT_INVOICE_PAYMENTS] = { &invoice_payment_type, export_invoice_payments },
};

static void exporter_release(struct exporter *ex)
{
	structure_index_release(&ex->structures);
	str_release(&ex->label);
	str_release(&ex->text);
	for (size_t i = 0; i < ex->email_count; i++)
		free(ex->emails[i]);
	free(ex->emails);
	free(ex->ids);
}

bool export_rows(struct db *db, enum export_kind kind, const char *event, enum format format,
	struct output *out, struct err *err)
{
	struct exporter ex = {
		.db = db, .out = out, .format = format, .label = STR_INIT, .text = STR_INIT
	};
	bool ok = true;

	if (format == FORMAT_ICS || (format == FORMAT_VCARD && kind != EXPORT_PEOPLE))
		return err_set(err, ERR_USAGE, _("%s cannot be written as %s"), kinds[kind],
			format_name(format));
	if (event != NULL && *event != '\0')
		ok = event_resolve(db, event, &ex.event, err);
	ok = ok && structure_index_load(&ex.structures, db, err);
	if (ok && format != FORMAT_VCARD)
		ex.rows = rows_new(out, exports[kind].type, format);
	ok = ok && exports[kind].run(&ex, err);
	rows_end(&ex.rows);
	exporter_release(&ex);
	return ok;
}
