#include "etape/record.h"

#include <string.h>

#include "etape/civil.h"
#include "etape/fold.h"
#include "etape/i18n.h"
#include "etape/money.h"

/* The zone in which instants are shown; empty for CIVIL_ZONE. */
static char zone[64];

void record_set_zone(const char *name)
{
	size_t len = name ? strlen(name) : 0;

	if (len >= sizeof zone)
		len = 0;
	memcpy(zone, name ? name : "", len);
	zone[len] = '\0';
}

/* --- values --- */

static struct value of_text(enum field_kind kind, const char *text)
{
	return (struct value){ .kind = kind, .null = !text || !*text, .text = text };
}

struct value value_text(const char *text)
{
	return of_text(FIELD_TEXT, text);
}

struct value value_date(const char *iso)
{
	return of_text(FIELD_DATE, iso);
}

struct value value_list(const char *items)
{
	return of_text(FIELD_LIST, items);
}

struct value value_int(int64_t n)
{
	return (struct value){ .kind = FIELD_INT, .number = n };
}

struct value value_id(int64_t id)
{
	return (struct value){ .kind = FIELD_ID, .null = id == 0, .number = id };
}

struct value value_cents(int64_t cents)
{
	return (struct value){ .kind = FIELD_CENTS, .number = cents };
}

struct value value_places(int64_t capacity)
{
	return (struct value){ .kind = FIELD_INT, .null = capacity < 0, .number = capacity };
}

struct value value_instant(int64_t ms)
{
	return (struct value){ .kind = FIELD_INSTANT, .null = ms == 0, .number = ms };
}

struct value value_bool(bool b)
{
	return (struct value){ .kind = FIELD_BOOL, .number = b };
}

/* --- in words --- */

/* A date as far as it is known: never a day that nobody said. */
static void show_date(struct str *out, const char *iso)
{
	day_t first, last;
	int minutes;
	enum lang l = i18n_lang();

	if (civil_bounds(iso, &first, &last)) {
		struct civil c = civil_from_day(first);
		size_t len = strlen(iso);
		if (len == 10)
			civil_format_short(out, first, l);
		else if (len == 7)
			str_addf(out, "%s %d", civil_month_short(c.month, l), c.year);
		else
			str_addf(out, "%d", c.year);
	} else if (civil_parse_local(iso, &first, &minutes)) {
		civil_format_short(out, first, l);
		str_addc(out, ' ');
		civil_format_time(out, minutes, l);
	} else {
		str_add(out, iso);
	}
}

static void show_instant(struct str *out, instant_t at)
{
	day_t day;
	int minutes;

	if (!civil_from_instant(at, *zone ? zone : CIVIL_ZONE, &day, &minutes, NULL)) {
		civil_format_instant(out, at);
		return;
	}
	civil_format_short(out, day, i18n_lang());
	str_addc(out, ' ');
	civil_format_time(out, minutes, i18n_lang());
}

/* Items joined by "; ", each in words when the field has some. */
static void add_list(struct str *out, const char *items, const char *(*label)(const char *raw))
{
	struct str item = STR_INIT;
	bool first = true;

	while (*items) {
		size_t len = strcspn(items, "\n");
		str_reset(&item);
		str_addn(&item, items, len);
		const char *words = label ? label(item.buf) : NULL;
		if (len > 0) {
			if (!first)
				str_add(out, "; ");
			str_add(out, words ? words : item.buf);
			first = false;
		}
		items += len + (items[len] == '\n');
	}
	str_release(&item);
}

static void show_value(struct str *out, const struct field *field, const struct value *v)
{
	const char *words;

	if (v->null)
		return;
	switch (v->kind) {
	case FIELD_TEXT:
		words = field->label ? field->label(v->text) : NULL;
		str_add(out, words ? words : v->text);
		break;
	case FIELD_INT:
	case FIELD_ID:
		str_addf(out, "%lld", (long long)v->number);
		break;
	case FIELD_CENTS:
		money_format(out, v->number, i18n_lang());
		break;
	case FIELD_DATE:
		show_date(out, v->text);
		break;
	case FIELD_INSTANT:
		show_instant(out, v->number);
		break;
	case FIELD_BOOL:
		str_add(out, v->number ? _("yes") : _("no"));
		break;
	case FIELD_LIST:
		add_list(out, v->text, field->label);
		break;
	}
}

static const struct field *field_of(const struct record_type *type, size_t i)
{
	if (i >= type->count)
		bug("record '%s' has no field %zu", type->name, i);
	return &type->fields[i];
}

void record_show(struct str *out, const struct record_type *type, const void *row, size_t field)
{
	const struct field *f = field_of(type, field);
	struct value v = type->get(row, field);

	show_value(out, f, &v);
}

/* --- for machines --- */

static void raw_cents(struct str *out, int64_t cents)
{
	uint64_t size = cents < 0 ? 0 - (uint64_t)cents : (uint64_t)cents;

	str_addf(out, "%s%llu.%02u", cents < 0 ? "-" : "", (unsigned long long)(size / 100),
		(unsigned)(size % 100));
}

void record_raw(struct str *out, const struct record_type *type, const void *row, size_t field)
{
	field_of(type, field);
	struct value v = type->get(row, field);

	if (v.null)
		return;
	switch (v.kind) {
	case FIELD_TEXT:
	case FIELD_DATE:
		str_add(out, v.text);
		break;
	case FIELD_INT:
	case FIELD_ID:
		str_addf(out, "%lld", (long long)v.number);
		break;
	case FIELD_CENTS:
		raw_cents(out, v.number);
		break;
	case FIELD_INSTANT:
		civil_format_instant(out, v.number);
		break;
	case FIELD_BOOL:
		str_add(out, v.number ? "true" : "false");
		break;
	case FIELD_LIST:
		add_list(out, v.text, NULL);
		break;
	}
}

/* --- order and search --- */

static bool is_words(enum field_kind kind)
{
	return kind == FIELD_TEXT || kind == FIELD_LIST;
}

static int compare_words(const struct field *f, const struct value *a, const struct value *b)
{
	/* Kept between calls: a sort makes many. */
	static struct str shown = STR_STATIC, first = STR_STATIC, second = STR_STATIC;
	int order;

	str_reset(&first);
	str_reset(&second);
	str_reset(&shown);
	show_value(&shown, f, a);
	fold_add(&first, shown.buf);
	str_reset(&shown);
	show_value(&shown, f, b);
	fold_add(&second, shown.buf);
	order = strcmp(first.buf, second.buf);
	return order ? order : strcmp(a->text, b->text);
}

int record_compare(const struct record_type *type, size_t field, const void *a, const void *b)
{
	const struct field *f = field_of(type, field);
	struct value va = type->get(a, field), vb = type->get(b, field);

	if (va.null || vb.null)
		return va.null - vb.null;
	if (is_words(va.kind))
		return compare_words(f, &va, &vb);
	if (va.kind == FIELD_DATE)
		return strcmp(va.text, vb.text);
	return va.number < vb.number ? -1 : va.number > vb.number;
}

/* Whether `text` begins with the `len` bytes of `word`, blanks within the field left out: "obrien"
 * and "lebihan" find O'Brien and Le Bihan. */
static bool begins_with(const char *text, const char *word, size_t len)
{
	size_t i = 0;

	for (; i < len && *text; text++) {
		if (*text == ' ')
			continue;
		if (*text != word[i++])
			return false;
	}
	return i == len;
}

/* Whether the `len` bytes of `word` begin a word of `folded`, in which a line ends a field. */
static bool begins_word(const char *folded, const char *word, size_t len)
{
	for (const char *p = folded; *p; p++) {
		if (begins_with(p, word, len))
			return true;
		p += strcspn(p, " \n");
		if (!*p)
			break;
	}
	return false;
}

bool record_matches(const struct record_type *type, const void *row, const char *folded_needle)
{
	/* All shown fields, folded, a line each. */
	static struct str shown = STR_STATIC, hay = STR_STATIC;

	str_reset(&hay);
	for (size_t i = 0; i < type->count; i++) {
		if (!type->fields[i].heading)
			continue;
		str_reset(&shown);
		record_show(&shown, type, row, i);
		if (hay.len > 0)
			str_addc(&hay, '\n');
		fold_add(&hay, shown.buf);
	}
	for (const char *p = folded_needle; *p;) {
		size_t len = strcspn(p, " ");
		if (len > 0 && !begins_word(hay.buf, p, len))
			return false;
		p += len + (p[len] == ' ');
	}
	return true;
}
