/* The record of a rencontre: the list of who is registered. */
#include <stdlib.h>

#include "etape/i18n.h"
#include "etape/mailbox.h"
#include "tui/screens/agenda_event.h"

static const struct field event_fields[] = {
	{ .key = "name", .heading = N_("Name"), .kind = FIELD_TEXT, .min = 20, .weight = 2 },
	{ .key = "function", .heading = N_("Function"), .kind = FIELD_TEXT, .min = 10, .weight = 1, .priority = 4 },
	{ .key = "structure", .heading = N_("Structure"), .kind = FIELD_TEXT, .min = 14, .weight = 2, .priority = 2 },
	{ .key = "cite", .heading = N_("Cité"), .kind = FIELD_TEXT, .min = 10, .weight = 1, .priority = 3 },
	{ .key = "sessions", .heading = N_("Sessions"), .kind = FIELD_LIST, .min = 8, .priority = 5 },
	{ .key = "status", .heading = N_("Status"), .kind = FIELD_TEXT, .min = 11, .weight = 1, .priority = 1 },
	{ .key = "code", .heading = N_("Code"), .kind = FIELD_TEXT, .min = 6, .priority = 6 },
};

static struct value event_value(const void *data, size_t i)
{
	const struct registration_row *r = *(const struct registration_row *const *)data;

	switch (i) {
	case 0: return value_text(r->name);
	case 1: return value_text(r->function);
	case 2: return value_text(r->structure);
	case 3: return value_text(r->cite);
	case 4: return value_list(r->sessions);
	case 5: return value_text(*r->present ? _("present") : vocabulary_label(&registration_statuses, (int)r->status));
	default: return value_text(r->code);
	}
}

static const struct record_type event_people_type = {
	.name = "event_people",
	.fields = event_fields,
	.count = sizeof event_fields / sizeof *event_fields,
	.get = event_value,
};

static int64_t event_registration_id(const void *data)
{
	return (*(const struct registration_row *const *)data)->id;
}

static struct list_sign event_person_sign(const void *data)
{
	const struct registration_row *r = *(const struct registration_row *const *)data;

	if (*r->present)
		return (struct list_sign){ GLYPH_PRESENT, THEME_PRESENT, THEME_NORMAL };
	switch (r->status) {
	case REGISTRATION_REGISTERED: return (struct list_sign){ GLYPH_ABSENT, THEME_ABSENT, THEME_NORMAL };
	case REGISTRATION_WAITING: return (struct list_sign){ GLYPH_WAITING, THEME_WARNING, THEME_NORMAL };
	case REGISTRATION_CANCELLED:
	case REGISTRATION_DECLINED: return (struct list_sign){ GLYPH_CROSS, THEME_DIM, THEME_DIM };
	case REGISTRATION_INVITED: return (struct list_sign){ GLYPH_DOT, THEME_DIM, THEME_DIM };
	}
	return (struct list_sign){ GLYPH_NONE, THEME_NORMAL, THEME_NORMAL };
}

static bool event_take_person(void *arg, const struct registration_row *row)
{
	struct event_record *r = arg;

	if (r->count == r->room) {
		r->room = r->room ? r->room * 2 : 64;
		r->people = xrealloc(r->people, r->room * sizeof *r->people);
	}
	r->people[r->count++] = registration_row_dup(row);
	return true;
}

bool event_people_read(struct event_record *r, struct err *err)
{
	struct registration_filter people = REGISTRATION_FILTER_ALL;
	bool ok;

	for (size_t i = 0; i < r->count; i++)
		free(r->people[i]);
	r->count = 0;
	people.event = r->id;
	ok = registration_list(r->s.app->db, &people, event_take_person, r, err);
	list_array_set(&r->array, r->people, r->count);
	list_reload(&r->list);
	return ok;
}

void event_people_init(struct event_record *r)
{
	list_array_init(&r->array, &event_people_type, sizeof *r->people, event_registration_id, event_person_sign);
	list_init(&r->list, &r->array.model);
}

void event_people_release(struct event_record *r)
{
	list_release(&r->list);
	list_array_release(&r->array);
	for (size_t i = 0; i < r->count; i++)
		free(r->people[i]);
	free(r->people);
}

unsigned event_people_copy(struct event_record *r)
{
	const int64_t *ids;
	size_t n = list_targets(&r->list, &ids), found = 0;
	struct str out = STR_INIT, what = STR_INIT;

	for (size_t i = 0; i < n; i++) {
		const struct registration_row *const *row = list_array_row(&r->array, ids[i]);

		if (!row || !*(*row)->email)
			continue;
		mailbox_add(&out, (*row)->name, (*row)->email);
		found++;
	}
	str_addf(&what, P_("%zu address", "%zu addresses", found), found);
	if (found)
		app_copy(r->s.app, out.buf, what.buf);
	else
		app_message(r->s.app, THEME_WARNING, _("No e-mail is known here"));
	str_release(&out);
	str_release(&what);
	return SCREEN_REDRAW;
}
