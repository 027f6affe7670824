#include "cli/lines.h"

#include <string.h>

#include "etape/cite_label.h"
#include "etape/event.h"
#include "etape/fees.h"
#include "etape/i18n.h"
#include "etape/journal.h"
#include "etape/mandate.h"
#include "etape/registration.h"
#include "etape/structure.h"

#define LINE_TYPE(noun)                                                                        \
	const struct record_type line_##noun##_type = {                                        \
		.name = #noun " line",                                                         \
		.fields = noun##_fields,                                                       \
		.count = sizeof noun##_fields / sizeof *noun##_fields,                         \
		.get = line_##noun,                                                            \
	}

void line_join(struct str *out, const char *items)
{
	for (; *items; items++) {
		if (*items == '\n')
			str_add(out, ", ");
		else
			str_addc(out, *items);
	}
}

/* A stable name stands in the row; people see its words. */
#define LINE_LABEL(noun, words)                                                                \
	static const char *noun##_label(const char *raw)                                       \
	{                                                                                      \
		int value;                                                                     \
                                                                                               \
		return vocabulary_parse(&words, raw, &value) ? vocabulary_label(&words, value) \
							     : NULL;                           \
	}

LINE_LABEL(event_kind, event_kinds)
LINE_LABEL(event_status, event_statuses)
LINE_LABEL(mandate_role, mandate_roles)
LINE_LABEL(structure_kind, structure_kinds)
LINE_LABEL(registration_status, registration_statuses)

/* --- events ---------------------------------------------------------------------- */

static const struct field event_fields[] = {
	{ .key = "start", .heading = N_("Date"), .kind = FIELD_DATE },
	{ .key = "code", .heading = N_("Code"), .kind = FIELD_TEXT, .min = 14 },
	{ .key = "kind",
		.heading = N_("Kind"),
		.kind = FIELD_TEXT,
		.min = 12,
		.priority = 6,
		.label = event_kind_label },
	{ .key = "title", .heading = N_("Title"), .kind = FIELD_TEXT, .min = 26 },
	{ .key = "host", .heading = N_("Host"), .kind = FIELD_TEXT, .min = 12, .priority = 3 },
	{ .key = "status",
		.heading = N_("Status"),
		.kind = FIELD_TEXT,
		.min = 9,
		.priority = 2,
		.label = event_status_label },
	{ .key = "registered", .heading = N_("Registered"), .kind = FIELD_INT, .priority = 4 },
	{ .key = "present", .heading = N_("Present"), .kind = FIELD_INT, .priority = 5 },
};

/* Where nobody is, a blank says it better than a zero. */
static struct value line_count(int64_t n)
{
	struct value v = value_int(n);

	v.null = n <= 0;
	return v;
}

static struct value line_event(const void *row, size_t i)
{
	const struct event_row *e = row;

	switch (i) {
	case 0:
		return value_date(e->start);
	case 1:
		return value_text(e->code);
	case 2:
		return value_text(vocabulary_name(&event_kinds, (int)e->kind));
	case 3:
		return value_text(e->title);
	case 4:
		return value_text(e->host_name);
	case 5:
		return value_text(vocabulary_name(&event_statuses, (int)e->status));
	case 6:
		return line_count(e->registered);
	default:
		return line_count(e->present);
	}
}

LINE_TYPE(event);

/* --- the label of a cité --------------------------------------------------------------- */

static const char *label_status_label(const char *raw)
{
	int status;

	return vocabulary_parse(&label_statuses, raw, &status) ? vocabulary_label(&label_statuses, status)
							      : raw;
}

static const struct field label_fields[] = {
	{ .key = "status",
		.heading = N_("Status"),
		.kind = FIELD_TEXT,
		.min = 10,
		.label = label_status_label },
	{ .key = "valid_from", .heading = N_("From"), .kind = FIELD_DATE, .min = 10 },
	{ .key = "valid_to", .heading = N_("To"), .kind = FIELD_DATE, .min = 10 },
	{ .key = "note", .heading = N_("Note"), .kind = FIELD_TEXT, .min = 8, .weight = 1 },
};

static struct value line_label(const void *row, size_t i)
{
	const struct cite_label_row *l = row;

	switch (i) {
	case 0:
		return value_text(vocabulary_name(&label_statuses, (int)l->status));
	case 1:
		return value_date(l->from);
	case 2:
		return value_date(l->to);
	default:
		return value_text(l->note);
	}
}

LINE_TYPE(label);

/* --- posts of a cité ---------------------------------------------------------------- */

static const struct field post_fields[] = {
	{ .key = "role",
		.heading = N_("Post"),
		.kind = FIELD_TEXT,
		.min = 14,
		.label = mandate_role_label },
	{ .key = "name", .heading = N_("Name"), .kind = FIELD_TEXT, .min = 16 },
	{ .key = "since",
		.heading = N_("Since"),
		.kind = FIELD_TEXT,
		.min = 10,
		.priority = 3 },
	{ .key = "phone", .heading = N_("Telephone"), .kind = FIELD_TEXT, .min = 18 },
	{ .key = "email", .heading = N_("E-mail"), .kind = FIELD_TEXT, .min = 26 },
	{ .key = "structure",
		.heading = N_("Structure"),
		.kind = FIELD_TEXT,
		.min = 16,
		.priority = 4 },
};

/* A date as people read it, in a buffer of the caller's. */
static struct value line_day(struct str *buffer, day_t day)
{
	str_reset(buffer);
	if (day != CIVIL_NONE)
		civil_format_short(buffer, day, i18n_lang());
	return value_text(buffer->buf);
}

static struct value line_post(const void *row, size_t i)
{
	static struct str since = STR_STATIC;
	const struct post *p = row;

	switch (i) {
	case 0:
		return value_text(vocabulary_name(&mandate_roles, (int)p->role));
	case 1:
		return value_text(p->person ? p->name : _("vacant"));
	case 2:
		return line_day(&since, p->since);
	case 3:
		return value_text(p->phone);
	case 4:
		return value_text(p->email);
	default:
		return value_text(p->structure);
	}
}

LINE_TYPE(post);

/* --- mandates of a person -------------------------------------------------------------- */

static const struct field mandate_fields[] = {
	{ .key = "role",
		.heading = N_("Post"),
		.kind = FIELD_TEXT,
		.label = mandate_role_label },
	{ .key = "cite", .heading = N_("Cité"), .kind = FIELD_TEXT },
	{ .key = "valid_from", .heading = N_("From"), .kind = FIELD_DATE },
	{ .key = "valid_to", .heading = N_("To"), .kind = FIELD_DATE },
	{ .key = "structure",
		.heading = N_("Structure"),
		.kind = FIELD_TEXT,
		.min = 16,
		.priority = 1 },
};

static struct value line_mandate(const void *row, size_t i)
{
	const struct mandate_row *m = row;

	switch (i) {
	case 0:
		return value_text(vocabulary_name(&mandate_roles, (int)m->role));
	case 1:
		return value_text(m->cite);
	case 2:
		return value_date(m->from);
	case 3:
		return value_date(m->to);
	default:
		return value_text(m->structure);
	}
}

LINE_TYPE(mandate);

/* --- structures of a cité ---------------------------------------------------------------- */

static const struct field structure_fields[] = {
	{ .key = "name", .heading = N_("Name"), .kind = FIELD_TEXT, .min = 20 },
	{ .key = "kind",
		.heading = N_("Kind"),
		.kind = FIELD_TEXT,
		.min = 12,
		.priority = 1,
		.label = structure_kind_label },
	{ .key = "phone", .heading = N_("Telephone"), .kind = FIELD_TEXT, .min = 18 },
	{ .key = "email", .heading = N_("E-mail"), .kind = FIELD_TEXT, .min = 26 },
};

static struct value line_structure(const void *row, size_t i)
{
	const struct structure_row *s = row;

	switch (i) {
	case 0:
		return value_text(s->name);
	case 1:
		return value_text(vocabulary_name(&structure_kinds, (int)s->kind));
	case 2:
		return value_text(s->phone);
	default:
		return value_text(s->email);
	}
}

LINE_TYPE(structure);

/* --- registrations of a person ---------------------------------------------------------------
 */

static const struct field registration_fields[] = {
	{ .key = "event", .heading = N_("Rencontre"), .kind = FIELD_TEXT },
	{ .key = "code", .heading = N_("Code"), .kind = FIELD_TEXT },
	{ .key = "status",
		.heading = N_("Status"),
		.kind = FIELD_TEXT,
		.label = registration_status_label },
	{ .key = "sessions", .heading = N_("Sessions"), .kind = FIELD_LIST },
	{ .key = "present", .heading = N_("Present at"), .kind = FIELD_LIST },
};

static struct value line_registration(const void *row, size_t i)
{
	const struct registration_row *r = row;

	switch (i) {
	case 0:
		return value_text(r->event);
	case 1:
		return value_text(r->code);
	case 2:
		return value_text(vocabulary_name(&registration_statuses, (int)r->status));
	case 3:
		return value_list(*r->sessions ? r->sessions : C_("sessions", "all"));
	default:
		return value_list(r->present);
	}
}

LINE_TYPE(registration);

/* --- fees
 * -------------------------------------------------------------------------------------- */

static const char *fee_label(const char *raw)
{
	for (int state = FEE_DUE; state <= FEE_EXPECTED; state++)
		if (!strcmp(fee_state_name((enum fee_state)state), raw))
			return fee_state_label((enum fee_state)state);
	return NULL;
}

static const struct field fee_fields[] = {
	{ .key = "registration", .heading = N_("Code"), .kind = FIELD_TEXT },
	{ .key = "name", .heading = N_("Name"), .kind = FIELD_TEXT, .min = 18 },
	{ .key = "structure",
		.heading = N_("Structure"),
		.kind = FIELD_TEXT,
		.min = 14,
		.priority = 3 },
	{ .key = "days", .heading = N_("Days"), .kind = FIELD_INT, .priority = 4 },
	{ .key = "due_cents", .heading = N_("Fee"), .kind = FIELD_CENTS },
	{ .key = "paid_cents", .heading = N_("Paid"), .kind = FIELD_CENTS, .priority = 2 },
	{ .key = "state", .heading = N_("State"), .kind = FIELD_TEXT, .label = fee_label },
};

static struct value line_fee(const void *row, size_t i)
{
	const struct fee_row *f = row;
	struct value v;

	switch (i) {
	case 0:
		return value_text(f->registration);
	case 1:
		return value_text(f->name);
	case 2:
		return value_text(f->structure);
	case 3:
		return value_int(f->days);
	case 4:
		v = value_cents(f->due);
		v.null = f->state == FEE_UNDETERMINED;
		return v;
	case 5:
		v = value_cents(f->paid);
		v.null = f->paid == 0;
		return v;
	default:
		return value_text(fee_state_name(f->state));
	}
}

LINE_TYPE(fee);

/* --- changes
 * ---------------------------------------------------------------------------------- */

/* The number comes last: it is only for `etape undo`. */
static const struct field change_fields[] = {
	{ .key = "at", .heading = N_("When"), .kind = FIELD_INSTANT },
	{ .key = "author", .heading = N_("Who"), .kind = FIELD_TEXT, .min = 8 },
	{ .key = "desk", .heading = N_("Desk"), .kind = FIELD_TEXT, .min = 9, .priority = 3 },
	{ .key = "label", .heading = N_("What"), .kind = FIELD_TEXT, .min = 24 },
	{ .key = "undone",
		.heading = N_("Undone"),
		.kind = FIELD_TEXT,
		.min = 6,
		.priority = 2 },
	{ .key = "id", .heading = N_("Change"), .kind = FIELD_ID },
};

static struct value line_change(const void *row, size_t i)
{
	const struct journal_entry *e = row;

	switch (i) {
	case 0:
		return value_instant(e->at);
	case 1:
		return value_text(e->author);
	case 2:
		return value_text(e->desk);
	case 3:
		return value_text(e->label);
	case 4:
		return value_text(e->undone_by ? _("undone") : "");
	default:
		return value_id(e->id);
	}
}

LINE_TYPE(change);
