#include "exchange/ics_text.h"

#include <string.h>

#include "etape/event_calendar.h"
#include "etape/i18n.h"
#include "etape/programme.h"
#include "exchange/ics_line.h"

static bool is_set(const char *text)
{
	return text != NULL && *text != '\0';
}

bool ics_is_foreign(const struct event *e)
{
	return is_set(e->uid) && !event_uid_is_ours(e->uid);
}

/* "Title"; "[février 2020] Title" when the day is not known; "[postponed] Title". */
void ics_summary(struct str *out, const struct event *e)
{
	if (e->precision != PRECISION_DAY) {
		str_addc(out, '[');
		civil_format_span(out, e->starts, e->ends, e->precision, i18n_lang());
		str_addf(out, "%s] ", _(", day not known"));
	}
	if (e->status == EVENT_POSTPONED || e->status == EVENT_DRAFT ||
		(e->status == EVENT_CANCELLED && !ics_is_foreign(e)))
		str_addf(out, "[%s] ", vocabulary_label(&event_statuses, (int)e->status));
	str_add(out, e->title);
}

static void add_part(struct str *out, const char *separator, const char *text)
{
	if (!is_set(text))
		return;
	if (out->len > 0)
		str_add(out, separator);
	str_add(out, text);
}

void ics_location(struct str *out, const struct event *e)
{
	add_part(out, ", ", e->place);
	add_part(out, ", ", e->address);
	add_part(out, ", ", e->town);
}

void ics_categories(struct str *out, const struct event *e)
{
	if (!ics_is_foreign(e))
		str_add(out, vocabulary_label(&event_kinds, (int)e->kind));
}

/* The lines of a programme. */
struct programme_text {
	struct str text;
	bool days; /* it has several */
};

static bool add_item(void *arg, const struct programme_row *row)
{
	struct programme_text *p = arg;

	str_addc(&p->text, '\n');
	if (p->days) {
		civil_format_day(&p->text, row->day, i18n_lang());
		str_addc(&p->text, ' ');
	}
	if (row->starts >= 0)
		civil_format_time(&p->text, row->starts, i18n_lang());
	if (row->starts >= 0 && row->ends >= 0) {
		str_add(&p->text, "–");
		civil_format_time(&p->text, row->ends % 1440, i18n_lang());
	}
	str_addf(&p->text, "%s%s", row->starts >= 0 ? " " : "", row->title);
	if (is_set(row->speakers))
		str_addf(&p->text, " (%s)", row->speakers);
	if (is_set(row->place))
		str_addf(&p->text, ", %s", row->place);
	return true;
}

/* What its own calendar says of it, unescaped. */
static void add_foreign_description(struct str *out, const struct event *e)
{
	size_t n;
	const char *line = ics_foreign(e->foreign_lines, "DESCRIPTION", &n);
	const char *value = line != NULL ? ics_value(line) : NULL;

	if (value != NULL)
		ics_unescape(out, value, (size_t)(line + n - value));
}

bool ics_description(struct db *db, struct str *out, const struct event *e, struct err *err)
{
	struct programme_text programme = { .text = STR_INIT, .days = e->last_day > e->first_day };
	bool ok = db == NULL || e->id == 0 || programme_list(db, e->id, add_item, &programme, err);

	add_foreign_description(out, e);
	if (out->len == 0) {
		add_part(out, "\n", e->theme);
		add_part(out, "\n", e->speakers);
		if (!ics_is_foreign(e))
			add_part(out, "\n", vocabulary_label(&event_statuses, (int)e->status));
	}
	/* A copy of ours may tell the programme already. */
	if (ok && programme.text.len > 0 && strstr(out->buf, programme.text.buf) == NULL)
		str_addf(out, "%s%s%s", out->len > 0 ? "\n\n" : "", _("Programme:"),
			programme.text.buf);
	str_release(&programme.text);
	return ok;
}

const char *ics_status(const struct event *e)
{
	if (e->status == EVENT_CANCELLED || e->status == EVENT_POSTPONED)
		return "CANCELLED";
	if (e->status == EVENT_DRAFT || e->precision != PRECISION_DAY)
		return "TENTATIVE";
	/* Announced and past, without a word that it was held. */
	if (e->status == EVENT_ANNOUNCED && !ics_is_foreign(e) && e->last_day < civil_today(e->zone))
		return "TENTATIVE";
	return "CONFIRMED";
}

bool ics_transparent(const struct event *e)
{
	return e->precision != PRECISION_DAY || e->status == EVENT_CANCELLED || e->status == EVENT_POSTPONED;
}

void ics_when(struct str *out, const struct event *e)
{
	if (e->precision == PRECISION_DAY)
		return;
	str_addf(out, "%s %s", vocabulary_name(&event_precisions, (int)e->precision), e->starts);
	if (is_set(e->ends))
		str_addf(out, " %s", e->ends);
}
