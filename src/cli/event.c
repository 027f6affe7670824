#include "etape/event.h"
#include "etape/event_calendar.h"

#include <stdlib.h>
#include <string.h>

#include "cli/args.h"
#include "cli/commands.h"
#include "cli/event_capacity.h"
#include "cli/lines.h"
#include "cli/sheet.h"
#include "etape/counters.h"
#include "etape/i18n.h"
#include "etape/session.h"

static bool event_add(void *arg, const struct event_row *row)
{
	rows_add(arg, row);
	return true;
}

/* --- one event, for people --------------------------------------------------------------- */

static void event_sheet_place(struct sheet *sheet, const struct event_row *e)
{
	const char *const parts[] = { e->place, e->address, e->town };
	struct str text = STR_INIT;

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (*parts[i])
			str_addf(&text, "%s%s", text.len ? ", " : "", parts[i]);
	sheet_add(sheet, _("Place"), text.buf);
	sheet_add(sheet, _("Format"), vocabulary_label(&event_formats, e->format));
	str_release(&text);
}

static void event_sheet_counts(
	struct sheet *sheet, const struct event_row *e, const struct counters *c)
{
	struct str text = STR_INIT;

	str_addf(&text, "%lld", (long long)e->registered);
	if (e->capacity >= 0)
		str_addf(&text, P_(" of %lld place", " of %lld places", e->capacity),
			(long long)e->capacity);
	if (e->cite_capacity >= 0)
		str_addf(&text, _(", %lld by cité"), (long long)e->cite_capacity);
	sheet_add(sheet, _("Registered"), text.buf);
	if (c->waiting)
		sheet_add_number(sheet, _("Waiting list"), c->waiting);
	if (c->cancelled)
		sheet_add_number(sheet, _("Cancelled"), c->cancelled);
	if (c->walk_ins)
		sheet_add_number(sheet, _("Walk-ins"), c->walk_ins);
	sheet_add_number(sheet, _("Present"), e->present);
	str_release(&text);
}

/* Appends a moment there by the clock of Paris, its day too when it is another one. */
static void event_add_paris(struct str *out, const struct event *e, day_t there, int minutes, bool named)
{
	enum civil_gap gap;
	instant_t at;
	day_t day;
	int here;

	if (!civil_to_instant(there + minutes / 1440, minutes % 1440, e->zone, &at, &gap) ||
		!civil_from_instant(at, CIVIL_ZONE, &day, &here, NULL))
		return;
	if (named && day != there + minutes / 1440) {
		civil_format_day(out, day, i18n_lang());
		str_addc(out, ' ');
	}
	civil_format_time(out, here, i18n_lang());
}

/* Elsewhere than in Paris: whose clock it is, and what that of Paris shows then. */
static void event_sheet_clock(const struct cli *cli, struct sheet *sheet, int64_t id)
{
	struct str text = STR_INIT;
	struct event_span s;
	struct event e;

	event_init(&e);
	if (event_get(cli->db, id, &e, NULL) && strcmp(e.zone, CIVIL_ZONE) != 0 &&
		event_span(cli->db, &e, &s, NULL) && s.timed) {
		civil_format_time(&text, s.starts, i18n_lang());
		str_add(&text, "–");
		civil_format_time(&text, s.ends % 1440, i18n_lang());
		str_addf(&text, " (%s), ", e.zone);
		event_add_paris(&text, &e, s.first, s.starts, true);
		str_add(&text, "–");
		event_add_paris(&text, &e, s.last, s.ends, false);
		str_addf(&text, " %s", _("in Paris"));
		sheet_add(sheet, _("Hours"), text.buf);
	}
	event_release(&e);
	str_release(&text);
}

static void event_sheet(
	const struct cli *cli, const struct event_row *e, const struct counters *c)
{
	struct sheet sheet;
	struct str text = STR_INIT;

	sheet_init(&sheet);
	sheet_add(&sheet, _("Rencontre"), e->title);
	sheet_add(&sheet, _("Code"), e->code);
	sheet_add(&sheet, _("Kind"), vocabulary_label(&event_kinds, (int)e->kind));
	sheet_add(&sheet, _("Theme"), e->theme);
	civil_format_span(&text, e->start, e->end, e->precision, i18n_lang());
	sheet_add(&sheet, _("Date"), text.buf);
	event_sheet_clock(cli, &sheet, e->id);
	event_sheet_place(&sheet, e);
	sheet_add(&sheet, _("Host"), e->host_name);
	sheet_add(&sheet, _("Cycle"), e->cycle);
	sheet_add(&sheet, _("Status"), vocabulary_label(&event_statuses, (int)e->status));
	event_sheet_counts(&sheet, e, c);
	sheet_write(&sheet, cli->out);
	str_release(&text);
}

/* --- its sessions ----------------------------------------------------------------------------
 */

struct event_session {
	int no;
	struct str words;
	struct str hours;
	struct counters counts;
	int64_t capacity; /* -1: no limit */
};

static const struct field session_fields[] = {
	{ .key = "no", .heading = N_("No."), .kind = FIELD_INT },
	{ .key = "session", .heading = N_("Session"), .kind = FIELD_TEXT },
	{ .key = "hours", .heading = N_("Hours"), .kind = FIELD_TEXT },
	{ .key = "expected", .heading = N_("Expected"), .kind = FIELD_INT },
	{ .key = "present", .heading = N_("Present"), .kind = FIELD_INT },
	{ .key = "left", .heading = N_("Departures"), .kind = FIELD_INT },
	{ .key = "capacity", .heading = N_("Places"), .kind = FIELD_INT },
};

static struct value session_get_field(const void *row, size_t i)
{
	const struct event_session *s = row;

	switch (i) {
	case 0:
		return value_int(s->no);
	case 1:
		return value_text(s->words.buf);
	case 2:
		return value_text(s->hours.buf);
	case 3:
		return value_int(s->counts.expected);
	case 4:
		return value_int(s->counts.present);
	case 5:
		return value_int(s->counts.left);
	default:
		return value_places(s->capacity);
	}
}

/* The last column, of places, is left out where there is no limit. */
static struct record_type session_type(bool limited)
{
	return (struct record_type){
		.name = "session line",
		.fields = session_fields,
		.count = sizeof session_fields / sizeof *session_fields - !limited,
		.get = session_get_field,
	};
}

static bool event_add_session(
	const struct cli *cli, const struct session *s, struct rows *rows, struct err *err)
{
	struct event_session line = { .no = s->no,
		.words = STR_INIT,
		.hours = STR_INIT,
		.capacity = s->capacity };
	bool ok = counters_get(cli->db, s->event, s->no, &line.counts, err);

	session_words(&line.words, s, true);
	civil_format_time(&line.hours, s->starts, i18n_lang());
	str_add(&line.hours, "–");
	civil_format_time(&line.hours, s->ends % 1440, i18n_lang());
	if (ok)
		rows_add(rows, &line);
	str_release(&line.words);
	str_release(&line.hours);
	return ok;
}

static bool event_sessions(const struct cli *cli, int64_t id, struct err *err)
{
	struct record_type type;
	struct session *list;
	struct rows *rows;
	bool limited = false;
	size_t count;
	bool ok;

	if (!session_list(cli->db, id, &list, &count, err))
		return false;
	ok = true;
	for (size_t i = 0; i < count; i++)
		limited |= list[i].capacity >= 0;
	type = session_type(limited);
	rows = rows_new(cli->out, &type, FORMAT_TABLE);
	if (count)
		cli_heading(cli, _("Sessions"));
	for (size_t i = 0; ok && i < count; i++)
		ok = event_add_session(cli, &list[i], rows, err);
	rows_end(&rows);
	session_free_list(&list, count);
	return ok;
}

/* --- by cité
 * ----------------------------------------------------------------------------------- */

static const struct field cite_fields[] = {
	{ .key = "cite", .heading = N_("Cité"), .kind = FIELD_TEXT },
	{ .key = "registered", .heading = N_("Registered"), .kind = FIELD_INT },
	{ .key = "waiting", .heading = N_("Waiting"), .kind = FIELD_INT },
	{ .key = "present", .heading = N_("Present"), .kind = FIELD_INT },
	{ .key = "capacity", .heading = N_("Places"), .kind = FIELD_INT },
};

struct event_cite {
	struct counters_cite counts;
	int64_t capacity; /* -1: no limit */
};

static struct value cite_get_field(const void *row, size_t i)
{
	const struct event_cite *line = row;
	const struct counters_cite *c = &line->counts;

	switch (i) {
	case 0:
		return value_text(*c->name ? c->name : _("(no cité known)"));
	case 1:
		return value_int(c->expected);
	case 2:
		return value_int(c->waiting);
	case 3:
		return value_int(c->present);
	default:
		return value_places(line->capacity);
	}
}

static struct record_type cite_type(bool limited)
{
	return (struct record_type){
		.name = "cite line",
		.fields = cite_fields,
		.count = sizeof cite_fields / sizeof *cite_fields - !limited,
		.get = cite_get_field,
	};
}

struct event_cites {
	struct rows *rows;
	size_t count;
	int64_t capacity; /* of one cité, -1 */
};

static bool event_add_cite(void *arg, const struct counters_cite *c)
{
	struct event_cites *cites = arg;

	if (!c->expected && !c->waiting && !c->present)
		return true; /* only cancelled or invited ones */
	/* Those of no cité have no such limit. */
	rows_add(cites->rows,
		&(struct event_cite){
			.counts = *c, .capacity = c->cite ? cites->capacity : -1 });
	cites->count++;
	return true;
}

static bool event_cites(const struct cli *cli, const struct event_row *e, struct err *err)
{
	const struct record_type type = cite_type(e->cite_capacity >= 0);
	struct event_cites cites = { .rows = rows_new(cli->out, &type, FORMAT_TABLE),
		.capacity = e->cite_capacity };
	bool ok = counters_by_cite(cli->db, e->id, 0, event_add_cite, &cites, err);

	if (cites.count)
		cli_heading(cli, _("By cité"));
	rows_end(&cites.rows);
	return ok;
}

static bool event_keep(void *arg, const struct event_row *row)
{
	struct event_row **kept = arg;

	*kept = event_row_dup(row);
	return false;
}

static bool event_show(
	const struct cli *cli, const struct event_filter *filter, struct err *err)
{
	struct event_row *row = NULL;
	struct counters counts;
	bool ok;

	if (!event_list(cli->db, filter, event_keep, &row, err))
		return false;
	ok = row != NULL && counters_get(cli->db, row->id, 0, &counts, err);
	if (ok) {
		event_sheet(cli, row, &counts);
		ok = event_sessions(cli, row->id, err) && event_cites(cli, row, err);
	}
	free(row);
	return ok;
}

/* --- the command
 * --------------------------------------------------------------------------------- */

static bool event_run(struct cli *cli, struct err *err)
{
	struct event_filter filter = EVENT_FILTER_ALL;
	bool table = cli->format == FORMAT_TABLE;
	struct rows *rows;
	char *name;
	bool ok;

	if (!cli_open(cli, err))
		return false;
	if (args_word(cli->args, 0)) {
		name = args_join(cli->args, 0);
		ok = event_resolve(cli->db, name, &filter.id, err);
		free(name);
		if (!ok)
			return false;
		if (!filter.id)
			return err_set(err, ERR_NOT_FOUND, _("there is no event yet"));
		if (event_capacity_asked(cli) && !event_capacity_set(cli, filter.id, err))
			return false;
		if (table)
			return event_show(cli, &filter, err);
	} else if (event_capacity_asked(cli)) {
		return err_set(err, ERR_USAGE,
			_("which event? Give its code: 'etape event' lists them"));
	}
	rows = rows_new(cli->out, table ? &line_event_type : &event_type, cli->format);
	ok = event_list(cli->db, &filter, event_add, rows, err);
	rows_end(&rows);
	return ok;
}

static const struct option event_options[] = {
	{ .name = "capacity",
		.value = "N",
		.help = N_("set how many may come; none: no limit") },
	{ .name = "cite-capacity", .value = "N", .help = N_("how many of one cité") },
	{ .name = "session-capacity",
		.many = true,
		.value = "S=N",
		.help = N_("how many to session S") },
	{ .name = NULL },
};

const struct command event_command = {
	.name = "event",
	.words = N_("[EVENT]"),
	.help = N_("List the rencontres, or show one: place, sessions, counts."),
	.more = N_("A rencontre is named by its code (tour-01) or its title."),
	.also = "rencontre|evenement|etape|agenda|events|calendrier|jauge|capacite",
	.options = event_options,
	.max_words = 1,
	.role = ROLE_LECTURE,
	.flags = COMMAND_JOINS_WORDS,
	.formats = COMMAND_LISTING,
	.format = FORMAT_TABLE,
	.run = event_run,
};
