#include "exchange/message_facts.h"

#include <stdlib.h>
#include <string.h>

#include "etape/cite.h"
#include "etape/event_calendar.h"
#include "etape/event_move.h"
#include "etape/fee_rule.h"
#include "etape/i18n.h"
#include "etape/programme.h"
#include "etape/tariff.h"

static bool is_set(const char *text)
{
	return text != NULL && *text != '\0';
}

/* Takes the text over. */
static void set(char *values[MESSAGE_FIELDS], enum message_field field, struct str *text)
{
	free(values[field]);
	values[field] = str_take(text);
}

static void set_text(char *values[MESSAGE_FIELDS], enum message_field field, const char *text)
{
	free(values[field]);
	values[field] = xstrdup(text != NULL ? text : "");
}

/* --- when --- */

/* "9 h", "17 h 30" */
static void add_time(struct str *out, int minutes)
{
	minutes %= 1440;
	str_addf(out, "%d\xC2\xA0h", minutes / 60);
	if (minutes % 60)
		str_addf(out, "\xC2\xA0%02d", minutes % 60);
}

static bool add_hours(struct db *db, const struct event *e, const char *zone, struct str *out, struct err *err)
{
	struct event_span s;

	if (e->precision != PRECISION_DAY)
		return true;
	if (!event_span(db, e, &s, err))
		return false;
	if (!s.timed)
		return true;
	str_add(out, "de ");
	add_time(out, s.starts);
	str_add(out, " à ");
	add_time(out, s.ends);
	if (is_set(e->zone) && !str_eq(e->zone, zone))
		str_add(out, " (heure locale)");
	return true;
}

struct programme_lines {
	struct str text;
	bool several_days;
	day_t day; /* of the last line */
};

static void add_speakers(struct str *out, const char *first, const char *second)
{
	if (*first || *second)
		str_addf(out, " (%s%s%s)", first, *first && *second ? ", " : "", second);
}

static bool add_item(void *arg, const struct programme_row *row)
{
	struct programme_lines *p = arg;

	if (p->several_days && row->day != p->day) {
		civil_format_long(&p->text, row->day, LANG_FR);
		str_add(&p->text, "\xC2\xA0:\n");
	}
	p->day = row->day;
	str_add(&p->text, "- ");
	if (row->starts >= 0) {
		add_time(&p->text, row->starts);
		if (row->ends >= 0) {
			str_add(&p->text, " – ");
			add_time(&p->text, row->ends);
		}
		str_add(&p->text, "\xC2\xA0: ");
	}
	str_add(&p->text, row->title);
	add_speakers(&p->text, row->speakers, row->place);
	str_addc(&p->text, '\n');
	return true;
}

static bool add_programme(struct db *db, const struct event *e, struct str *out, struct err *err)
{
	struct programme_lines p = { .several_days = e->last_day > e->first_day, .day = CIVIL_NONE };
	bool ok;

	str_init(&p.text);
	ok = programme_list(db, e->id, add_item, &p, err);
	if (ok && p.text.len > 0)
		str_addf(out, "Au programme\xC2\xA0:\n%s", p.text.buf);
	str_release(&p.text);
	return ok;
}

/* --- tariff --- */

/* Whom it may concern who reads an invitation. */
static bool is_told(const struct fee_rule *rule, const struct event *e)
{
	if (rule->event_kinds && !(rule->event_kinds & 1u << e->kind))
		return false;
	if (rule->formats && e->format != ANY && !(rule->formats & 1u << e->format))
		return false;
	return rule->walk_in != FEE_YES;
}

static void add_rules(struct str *out, const struct fee_tariff *t, const struct event *e)
{
	for (size_t i = 0; i < t->rule_count; i++) {
		const struct fee_rule *rule = &t->rules[i];

		if (!is_told(rule, e))
			continue;
		if (out->len > 0)
			str_add(out, "\xC2\xA0; ");
		fee_rule_price(out, rule);
		if (t->rule_count == 1 && !is_set(rule->name))
			continue;
		str_add(out, " (");
		fee_rule_who(out, rule);
		str_addc(out, ')');
	}
}

/* The tariff that it names, else that of its first day. */
static bool add_tariff(struct db *db, const struct event *e, struct str *out, struct err *err)
{
	const enum lang before = i18n_speak(LANG_FR);
	struct fee_tariff *tariffs = NULL;
	const struct fee_tariff *its = NULL;
	int64_t named = 0;
	size_t count = 0;
	const bool ok = tariff_load(db, &tariffs, &count, err) && tariff_of_event(db, e->id, &named, err);

	for (size_t i = 0; ok && i < count; i++)
		if (named && tariffs[i].id == named)
			its = &tariffs[i];
	if (ok && !named)
		its = fee_tariff_on(tariffs, count, e->first_day);
	if (its != NULL)
		add_rules(out, its, e);
	tariff_free(&tariffs);
	i18n_speak(before);
	return ok;
}

/* --- where --- */

static bool add_host(struct db *db, const struct event *e, struct str *out, struct err *err)
{
	struct cite c;
	bool ok;

	if (e->cite == 0)
		return true;
	cite_init(&c);
	ok = cite_get(db, e->cite, &c, err);
	if (ok)
		str_add(out, c.name);
	cite_release(&c);
	return ok;
}

/* --- moves --- */

struct last_move {
	const struct event *e;
	struct message_move *move;
	struct str before;
	struct str reason;
};

static bool take_move(void *arg, const struct event_move_row *row)
{
	struct last_move *last = arg;

	last->move->at = row->at;
	last->move->other_day = !str_eq(row->starts, last->e->starts) || !str_eq(row->ends, last->e->ends);
	str_reset(&last->before);
	civil_format_span(&last->before, row->starts, row->ends, event_move_precision(row), LANG_FR);
	str_reset(&last->reason);
	str_add(&last->reason, row->reason);
	return true;
}

/* Of one that is postponed or called off, its day is what it was planned for. */
static bool add_moves(struct db *db, const struct event *e, char *values[MESSAGE_FIELDS], struct message_move *move,
	struct err *err)
{
	struct last_move last = { .e = e, .move = move, .before = STR_INIT, .reason = STR_INIT };
	const bool void_day = e->status == EVENT_POSTPONED || e->status == EVENT_CANCELLED;
	const bool ok = event_move_list(db, e->id, take_move, &last, err);

	set_text(values, FIELD_OLD_WHEN, void_day || !move->other_day ? values[FIELD_WHEN] : last.before.buf);
	set_text(values, FIELD_NEW_WHEN, void_day || !move->other_day ? "" : values[FIELD_WHEN]);
	set_text(values, FIELD_REASON, last.reason.buf);
	str_release(&last.before);
	str_release(&last.reason);
	return ok;
}

bool message_facts(struct db *db, const struct event *e, const char *zone, char *values[MESSAGE_FIELDS],
	struct message_move *move, struct err *err)
{
	struct str text = STR_INIT;
	bool ok;

	*move = (struct message_move){ .at = 0 };
	set_text(values, FIELD_EVENT_TITLE, e->title);
	set_text(values, FIELD_THEME, e->theme);
	set_text(values, FIELD_PLACE, e->place);
	set_text(values, FIELD_LINK, e->url);
	if (e->stage_no > 0)
		str_addf(&text, "%d", e->stage_no);
	set(values, FIELD_STAGE, &text);
	civil_format_span(&text, e->starts, e->ends, e->precision, LANG_FR);
	set(values, FIELD_WHEN, &text);
	str_addf(&text, "%s%s%s", is_set(e->address) ? e->address : "",
		is_set(e->address) && is_set(e->town) ? ", " : "", is_set(e->town) ? e->town : "");
	set(values, FIELD_ADDRESS, &text);
	ok = add_hours(db, e, zone, &text, err);
	set(values, FIELD_HOURS, &text);
	ok = ok && add_programme(db, e, &text, err);
	set(values, FIELD_PROGRAMME, &text);
	ok = ok && add_host(db, e, &text, err);
	set(values, FIELD_HOST, &text);
	ok = ok && add_tariff(db, e, &text, err);
	set(values, FIELD_TARIFF, &text);
	return ok && add_moves(db, e, values, move, err);
}
