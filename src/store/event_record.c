#include "etape/event.h"
#include "etape/i18n.h"
#include "store/noun.h"

static const char *event_kind_words(const char *raw)
{
	return noun_label(&event_kinds, raw);
}

static const char *event_status_words(const char *raw)
{
	return noun_label(&event_statuses, raw);
}

static const char *event_format_words(const char *raw)
{
	return noun_label(&event_formats, raw);
}

static const char *event_precision_words(const char *raw)
{
	return noun_label(&event_precisions, raw);
}

enum {
	EVENT_FIELD_CODE,
	EVENT_FIELD_KIND,
	EVENT_FIELD_TITLE,
	EVENT_FIELD_START,
	EVENT_FIELD_END,
	EVENT_FIELD_PRECISION,
	EVENT_FIELD_PLACE,
	EVENT_FIELD_HOST,
	EVENT_FIELD_STATUS,
	EVENT_FIELD_REGISTERED,
	EVENT_FIELD_PRESENT,
	EVENT_FIELD_CAPACITY,
};

static struct value event_value(const void *p, size_t i)
{
	const struct event_row *row = p;

	switch (i) {
	case EVENT_FIELD_CODE:
		return value_text(row->code);
	case EVENT_FIELD_KIND:
		return value_text(vocabulary_name(&event_kinds, (int)row->kind));
	case EVENT_FIELD_TITLE:
		return value_text(row->title);
	case EVENT_FIELD_START:
		return value_date(row->start);
	case EVENT_FIELD_END:
		return value_date(row->end);
	case EVENT_FIELD_PRECISION:
		return value_text(vocabulary_name(&event_precisions, (int)row->precision));
	case EVENT_FIELD_PLACE:
		return value_text(*row->place ? row->place : row->town);
	case EVENT_FIELD_HOST:
		return value_text(row->host);
	case EVENT_FIELD_STATUS:
		return value_text(vocabulary_name(&event_statuses, (int)row->status));
	case EVENT_FIELD_REGISTERED:
		return value_int(row->registered);
	case EVENT_FIELD_PRESENT:
		return value_int(row->present);
	default:
		return value_places(row->capacity);
	}
}

static const struct field event_fields[] = {
	[EVENT_FIELD_CODE] = NOUN_FIELD("code", N_("Code"), FIELD_TEXT, 10, 1, 3),
	[EVENT_FIELD_KIND] = NOUN_FIELD_WORDS("kind", N_("Kind"), 8, 1, 4, event_kind_words),
	[EVENT_FIELD_TITLE] = NOUN_FIELD("title", N_("Title"), FIELD_TEXT, 18, 4, 0),
	[EVENT_FIELD_START] = NOUN_FIELD("start", N_("Start"), FIELD_DATE, 10, 0, 1),
	[EVENT_FIELD_END] = NOUN_FIELD("end", N_("End"), FIELD_DATE, 10, 0, 8),
	[EVENT_FIELD_PRECISION] =
		NOUN_FIELD_WORDS("precision", N_("Known"), 6, 0, 9, event_precision_words),
	[EVENT_FIELD_PLACE] = NOUN_FIELD("place", N_("Place"), FIELD_TEXT, 10, 2, 5),
	[EVENT_FIELD_HOST] = NOUN_FIELD("host", N_("Host"), FIELD_TEXT, 8, 1, 6),
	[EVENT_FIELD_STATUS] =
		NOUN_FIELD_WORDS("status", N_("Status"), 8, 1, 2, event_status_words),
	[EVENT_FIELD_REGISTERED] = NOUN_FIELD("registered", N_("Reg."), FIELD_INT, 4, 0, 3),
	[EVENT_FIELD_PRESENT] = NOUN_FIELD("present", N_("Pres."), FIELD_INT, 4, 0, 4),
	[EVENT_FIELD_CAPACITY] = NOUN_FIELD("capacity", N_("Places"), FIELD_INT, 4, 0, 7),
};

const struct record_type event_type = NOUN_RECORD("event", event_fields, event_value);

enum {
	CSV_CODE,
	CSV_KIND,
	CSV_TITLE,
	CSV_THEME,
	CSV_START,
	CSV_END,
	CSV_PRECISION,
	CSV_PLACE,
	CSV_ADDRESS,
	CSV_TOWN,
	CSV_CITE,
	CSV_FORMAT,
	CSV_CAPACITY,
	CSV_CITE_CAPACITY,
	CSV_STATUS,
};

static struct value event_csv_value(const void *p, size_t i)
{
	const struct event_row *row = p;

	switch (i) {
	case CSV_CODE:
		return value_text(row->code);
	case CSV_KIND:
		return value_text(vocabulary_name(&event_kinds, (int)row->kind));
	case CSV_TITLE:
		return value_text(row->title);
	case CSV_THEME:
		return value_text(row->theme);
	case CSV_START:
		return value_date(row->start);
	case CSV_END:
		return value_date(row->end);
	case CSV_PRECISION:
		return value_text(vocabulary_name(&event_precisions, (int)row->precision));
	case CSV_PLACE:
		return value_text(row->place);
	case CSV_ADDRESS:
		return value_text(row->address);
	case CSV_TOWN:
		return value_text(row->town);
	case CSV_CITE:
		return value_text(row->host);
	case CSV_FORMAT:
		return value_text(vocabulary_name(&event_formats, row->format));
	case CSV_CAPACITY:
		return value_places(row->capacity);
	case CSV_CITE_CAPACITY:
		return value_places(row->cite_capacity);
	default:
		return value_text(vocabulary_name(&event_statuses, (int)row->status));
	}
}

static const struct field event_csv_fields[] = {
	[CSV_CODE] = NOUN_FIELD("code", N_("Code"), FIELD_TEXT, 10, 1, 0),
	[CSV_KIND] = NOUN_FIELD_WORDS("kind", N_("Kind"), 8, 1, 1, event_kind_words),
	[CSV_TITLE] = NOUN_FIELD("title", N_("Title"), FIELD_TEXT, 18, 3, 0),
	[CSV_THEME] = NOUN_FIELD("theme", N_("Theme"), FIELD_TEXT, 12, 2, 6),
	[CSV_START] = NOUN_FIELD("start", N_("Start"), FIELD_DATE, 10, 0, 0),
	[CSV_END] = NOUN_FIELD("end", N_("End"), FIELD_DATE, 10, 0, 2),
	[CSV_PRECISION] =
		NOUN_FIELD_WORDS("precision", N_("Known"), 6, 0, 7, event_precision_words),
	[CSV_PLACE] = NOUN_FIELD("place", N_("Place"), FIELD_TEXT, 10, 1, 3),
	[CSV_ADDRESS] = NOUN_FIELD("address", N_("Address"), FIELD_TEXT, 10, 1, 8),
	[CSV_TOWN] = NOUN_FIELD("town", N_("Town"), FIELD_TEXT, 8, 1, 4),
	[CSV_CITE] = NOUN_FIELD("cite", N_("Host"), FIELD_TEXT, 8, 1, 3),
	[CSV_FORMAT] = NOUN_FIELD_WORDS("format", N_("Format"), 8, 0, 5, event_format_words),
	[CSV_CAPACITY] = NOUN_FIELD("capacity", N_("Places"), FIELD_INT, 4, 0, 5),
	[CSV_CITE_CAPACITY] =
		NOUN_FIELD("cite_capacity", N_("Places by cité"), FIELD_INT, 4, 0, 5),
	[CSV_STATUS] = NOUN_FIELD_WORDS("status", N_("Status"), 8, 1, 1, event_status_words),
};

const struct record_type event_csv_type =
	NOUN_RECORD("events", event_csv_fields, event_csv_value);
