/* Invitations as rows of listings, and their words. */
#include "etape/i18n.h"
#include "etape/invitation.h"
#include "store/noun.h"

static const struct word invitation_state_words[] = {
	[INVITATION_TO_INVITE] = { .name = "to_invite", .label = N_("to invite") },
	[INVITATION_INVITED] = { .name = "invited", .label = N_("invited") },
	[INVITATION_SILENT] = { .name = "silent", .label = N_("no answer") },
	[INVITATION_REGISTERED] = { .name = "registered", .label = N_("registered") },
	[INVITATION_WAITING] = { .name = "waiting", .label = N_("waiting list") },
	[INVITATION_DECLINED] = { .name = "declined", .label = N_("declined") },
	[INVITATION_CANCELLED] = { .name = "cancelled", .label = N_("cancelled") },
};
const struct vocabulary invitation_states = {
	.words = invitation_state_words,
	.count = sizeof invitation_state_words / sizeof *invitation_state_words,
};

static const struct word message_kind_words[] = {
	[MESSAGE_INVITATION] = { .name = "invitation", .label = N_("invitation") },
	[MESSAGE_REMINDER] = { .name = "reminder", .label = N_("reminder") },
	[MESSAGE_POSTPONED] = { .name = "postponed", .label = N_("change of date") },
	[MESSAGE_CANCELLED] = { .name = "cancelled", .label = N_("calling off") },
};
const struct vocabulary message_kinds = {
	.words = message_kind_words,
	.count = sizeof message_kind_words / sizeof *message_kind_words,
};

static const char *invitation_role_words(const char *raw)
{
	return noun_label(&mandate_roles, raw);
}

static const char *invitation_state_label(const char *raw)
{
	return noun_label(&invitation_states, raw);
}

enum {
	INVITATION_PERSON,
	INVITATION_FAMILY,
	INVITATION_GIVEN,
	INVITATION_ROLE,
	INVITATION_CITE,
	INVITATION_EMAIL,
	INVITATION_PHONE,
	INVITATION_STATUS,
	INVITATION_NO_EMAIL,
	INVITATION_INVITED_AT,
	INVITATION_REMINDED_AT,
};

static struct value invitation_value(const void *p, size_t i)
{
	const struct invitation_row *row = p;

	switch (i) {
	case INVITATION_PERSON: return value_id(row->person_id);
	case INVITATION_FAMILY: return value_text(row->family_name);
	case INVITATION_GIVEN: return value_text(row->given_name);
	case INVITATION_ROLE: return value_text(vocabulary_name(&mandate_roles, row->role));
	case INVITATION_CITE: return value_text(row->cite_code);
	case INVITATION_EMAIL: return value_text(row->email);
	case INVITATION_PHONE: return value_text(row->phone);
	case INVITATION_STATUS: return value_text(vocabulary_name(&invitation_states, (int)row->state));
	case INVITATION_NO_EMAIL: return value_bool(!*row->email);
	case INVITATION_INVITED_AT: return value_instant(row->sent[MESSAGE_INVITATION]);
	default: return value_instant(row->sent[MESSAGE_REMINDER]);
	}
}

static const struct field invitation_fields[] = {
	[INVITATION_PERSON] = NOUN_FIELD("person_id", NULL, FIELD_ID, 0, 0, 0),
	[INVITATION_FAMILY] = NOUN_FIELD("family_name", N_("Family name"), FIELD_TEXT, 10, 2, 0),
	[INVITATION_GIVEN] = NOUN_FIELD("given_name", N_("Given name"), FIELD_TEXT, 8, 1, 0),
	[INVITATION_ROLE] = NOUN_FIELD_WORDS("role", N_("Post"), 10, 1, 3, invitation_role_words),
	[INVITATION_CITE] = NOUN_FIELD("cite", N_("Cité"), FIELD_TEXT, 8, 1, 2),
	[INVITATION_EMAIL] = NOUN_FIELD("email", N_("E-mail"), FIELD_TEXT, 14, 2, 4),
	[INVITATION_PHONE] = NOUN_FIELD("phone", N_("Telephone"), FIELD_TEXT, 10, 0, 6),
	[INVITATION_STATUS] = NOUN_FIELD_WORDS("status", N_("Status"), 10, 0, 0, invitation_state_label),
	[INVITATION_NO_EMAIL] = NOUN_FIELD("no_email", NULL, FIELD_BOOL, 3, 0, 7),
	[INVITATION_INVITED_AT] = NOUN_FIELD("invited_at", N_("Written to"), FIELD_INSTANT, 16, 0, 5),
	[INVITATION_REMINDED_AT] = NOUN_FIELD("reminded_at", N_("Reminded"), FIELD_INSTANT, 16, 0, 7),
};

const struct record_type invitation_type =
	NOUN_RECORD("invitees", invitation_fields, invitation_value);

/* --- for screens --- */

enum { LIST_NAME, LIST_ROLE, LIST_CITE, LIST_STATUS, LIST_EMAIL, LIST_SENT, LIST_PHONE };

static instant_t list_last_sent(const struct invitation_row *row)
{
	instant_t last = 0;

	for (int kind = 0; kind < MESSAGE_KINDS; kind++)
		if (row->sent[kind] > last)
			last = row->sent[kind];
	return last;
}

static struct value invitation_list_value(const void *p, size_t i)
{
	const struct invitation_row *row = p;

	switch (i) {
	case LIST_NAME: return value_text(row->name);
	case LIST_ROLE: return value_text(row->role == ANY ? "" : mandate_role_short((enum mandate_role)row->role));
	case LIST_CITE: return value_text(row->cite);
	case LIST_STATUS: return value_text(vocabulary_name(&invitation_states, (int)row->state));
	case LIST_EMAIL: return value_text(*row->email ? row->email : _("(no e-mail)"));
	case LIST_SENT: return value_instant(list_last_sent(row));
	default: return value_text(row->phone);
	}
}

static const struct field invitation_list_fields[] = {
	[LIST_NAME] = NOUN_FIELD("name", N_("Name"), FIELD_TEXT, 18, 2, 0),
	[LIST_ROLE] = NOUN_FIELD("role", N_("Post"), FIELD_TEXT, 10, 0, 3),
	[LIST_CITE] = NOUN_FIELD("cite", N_("Cité"), FIELD_TEXT, 10, 1, 2),
	[LIST_STATUS] = NOUN_FIELD_WORDS("status", N_("Status"), 15, 0, 0, invitation_state_label),
	[LIST_EMAIL] = NOUN_FIELD("email", N_("E-mail"), FIELD_TEXT, 16, 2, 1),
	[LIST_SENT] = NOUN_FIELD("sent_at", N_("Written to"), FIELD_INSTANT, 16, 0, 4),
	[LIST_PHONE] = NOUN_FIELD("phone", N_("Telephone"), FIELD_TEXT, 14, 0, 5),
};

const struct record_type invitation_list_type =
	NOUN_RECORD("invitees_list", invitation_list_fields, invitation_list_value);
