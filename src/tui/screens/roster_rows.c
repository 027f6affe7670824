/* Who is listed, and what each one is to the half-day. */
#include <stdlib.h>
#include <string.h>

#include "etape/checkin.h"
#include "tui/screens/roster.h"

/* --- the record --- */

enum {
	ROW_NAME,
	ROW_STATE,
	ROW_FUNCTION,
	ROW_STRUCTURE,
	ROW_CITE,
	ROW_SESSIONS,
	ROW_ANNOUNCER,
	ROW_CODE,
	ROW_ARRIVAL, /* to sort by: the words say the time already */
};

static const struct field fields[] = {
	[ROW_NAME] = { .key = "name", .heading = N_("Name"), .kind = FIELD_TEXT, .min = 17, .weight = 2 },
	[ROW_STATE] = { .key = "state", .heading = N_("State"), .kind = FIELD_TEXT, .min = 25,
		.weight = 4 },
	[ROW_FUNCTION] = { .key = "function", .heading = N_("Function"), .kind = FIELD_TEXT, .min = 10,
		.weight = 1, .priority = 4 },
	[ROW_STRUCTURE] = { .key = "structure", .heading = N_("Structure"), .kind = FIELD_TEXT,
		.min = 14, .weight = 2, .priority = 2 },
	[ROW_CITE] = { .key = "cite", .heading = N_("Cité"), .kind = FIELD_TEXT, .min = 9, .weight = 1,
		.priority = 1 },
	[ROW_SESSIONS] = { .key = "sessions", .heading = N_("Sessions"), .kind = FIELD_LIST, .min = 8,
		.priority = 6 },
	[ROW_ANNOUNCER] = { .key = "registered_by", .heading = N_("Announced by"), .kind = FIELD_TEXT,
		.min = 12, .weight = 1, .priority = 5 },
	[ROW_CODE] = { .key = "code", .heading = N_("Code"), .kind = FIELD_TEXT, .min = 6,
		.priority = 3 },
	[ROW_ARRIVAL] = { .key = "arrival", .kind = FIELD_INSTANT },
};

static const struct roster_row *row_of(const void *data)
{
	return *(const struct roster_row *const *)data;
}

static struct value get(const void *data, size_t i)
{
	const struct roster_row *row = row_of(data);

	switch (i) {
	case ROW_NAME: return value_text(row->reg->name);
	case ROW_STATE: return value_text(row->state);
	case ROW_FUNCTION: return value_text(row->reg->function);
	case ROW_STRUCTURE: return value_text(row->reg->structure);
	case ROW_CITE: return value_text(row->reg->cite);
	case ROW_SESSIONS: return value_list(row->reg->sessions);
	case ROW_ANNOUNCER: return value_text(row->reg->registered_by);
	case ROW_CODE: return value_text(row->reg->code);
	default: return value_instant(row->in_at);
	}
}

const struct record_type roster_type = {
	.name = "roster",
	.fields = fields,
	.count = sizeof fields / sizeof *fields,
	.get = get,
};

static int64_t id_of(const void *data)
{
	return row_of(data)->reg->id;
}

static struct list_sign sign(const void *data)
{
	switch (row_of(data)->is) {
	case ROSTER_PRESENT: return (struct list_sign){ GLYPH_PRESENT, THEME_PRESENT, THEME_NORMAL };
	case ROSTER_MISSING: return (struct list_sign){ GLYPH_ABSENT, THEME_ABSENT, THEME_NORMAL };
	case ROSTER_LEFT: return (struct list_sign){ GLYPH_HALF, THEME_PRESENT, THEME_NORMAL };
	case ROSTER_WAITING: return (struct list_sign){ GLYPH_WAITING, THEME_WARNING, THEME_NORMAL };
	case ROSTER_CANCELLED:
	case ROSTER_DECLINED: return (struct list_sign){ GLYPH_CROSS, THEME_DIM, THEME_DIM };
	case ROSTER_ELSEWHERE:
	case ROSTER_INVITED: return (struct list_sign){ GLYPH_DOT, THEME_DIM, THEME_DIM };
	}
	return (struct list_sign){ GLYPH_NONE, THEME_NORMAL, THEME_NORMAL };
}

/* --- in words --- */

static void add_time(struct str *out, const struct roster_state *r, instant_t at)
{
	const char *zone = r->event.zone && *r->event.zone ? r->event.zone : CIVIL_ZONE;
	day_t day;
	int minutes;

	if (civil_from_instant(at, zone, &day, &minutes, NULL))
		civil_format_time(out, minutes, i18n_lang());
}

static void say_present(struct str *out, const struct roster_state *r, const struct roster_row *row)
{
	struct str in = STR_INIT, left = STR_INIT;

	add_time(&in, r, row->in_at);
	add_time(&left, r, row->out_at);
	if (row->is == ROSTER_LEFT)
		str_addf(out, _("left %s, came %s"), left.buf, in.buf);
	else
		str_addf(out, _("present %s, %s"), in.buf, row->desk ? row->desk : "");
	str_release(&in);
	str_release(&left);
}

static void say_cancelled(struct str *out, const struct roster_state *r,
	const struct registration_row *reg)
{
	const char *zone = r->event.zone && *r->event.zone ? r->event.zone : CIVIL_ZONE;
	struct str when = STR_INIT;
	day_t day;
	int minutes;

	if (*reg->replaced_by) {
		str_addf(out, _("replaced by %s"), reg->replaced_by);
		return;
	}
	if (reg->cancelled_at && civil_from_instant(reg->cancelled_at, zone, &day, &minutes, NULL))
		civil_format_short(&when, day, i18n_lang());
	str_addf(out, when.len ? _("cancelled %s") : _("cancelled"), when.buf);
	if (*reg->cancelled_by)
		str_addf(out, _(" by %s"), reg->cancelled_by);
	if (*reg->reason)
		str_addf(out, _(": %s"), reg->reason);
	str_release(&when);
}

static void say_state(struct str *out, const struct roster_state *r, const struct roster_row *row)
{
	const struct registration_row *reg = row->reg;

	switch (row->is) {
	case ROSTER_PRESENT:
	case ROSTER_LEFT:
		say_present(out, r, row);
		/* Who came and is no longer registered is not expected: say so. */
		if (reg->status != REGISTRATION_REGISTERED)
			str_addf(out, ", %s",
				vocabulary_label(&registration_statuses, (int)reg->status));
		break;
	case ROSTER_MISSING: str_add(out, _("missing")); break;
	case ROSTER_ELSEWHERE: str_add(out, _("not this half-day")); break;
	case ROSTER_WAITING: str_addf(out, _("waiting, rank %d"), reg->waiting_rank); break;
	case ROSTER_CANCELLED: say_cancelled(out, r, reg); return;
	case ROSTER_INVITED:
	case ROSTER_DECLINED:
		str_add(out, vocabulary_label(&registration_statuses, (int)reg->status));
		break;
	}
	if (reg->walk_in)
		str_add(out, _(", walk-in"));
	if (*reg->replaces)
		str_addf(out, _(", replaces %s"), reg->replaces);
}

/* --- reading --- */

static bool numbered(const char *list, int no)
{
	for (const char *p = list; *p; p += strcspn(p, "\n"), p += *p == '\n')
		if (strtol(p, NULL, 10) == no)
			return true;
	return false;
}

static enum roster_is what_is(const struct roster_row *row, int session)
{
	const struct registration_row *reg = row->reg;

	if (row->in_at)
		return row->out_at ? ROSTER_LEFT : ROSTER_PRESENT;
	switch (reg->status) {
	case REGISTRATION_REGISTERED: break;
	case REGISTRATION_WAITING: return ROSTER_WAITING;
	case REGISTRATION_CANCELLED: return ROSTER_CANCELLED;
	case REGISTRATION_INVITED: return ROSTER_INVITED;
	case REGISTRATION_DECLINED: return ROSTER_DECLINED;
	}
	return !session || !*reg->sessions || numbered(reg->sessions, session) ? ROSTER_MISSING
									      : ROSTER_ELSEWHERE;
}

static void forget(struct roster_state *r)
{
	for (size_t i = 0; i < r->count; i++) {
		free(r->rows[i].reg);
		free(r->rows[i].desk);
		free(r->rows[i].state);
	}
	r->count = 0;
	r->missing = 0;
}

static bool take_row(void *arg, const struct registration_row *row)
{
	struct roster_state *r = arg;

	if (r->count == r->room) {
		r->room = r->room ? r->room * 2 : 64;
		r->rows = xrealloc(r->rows, r->room * sizeof *r->rows);
	}
	r->rows[r->count++] = (struct roster_row){ .reg = registration_row_dup(row) };
	return true;
}

/* Facts name a registration by its code. */
struct by_code {
	const struct roster_state *r;
	struct roster_row **rows; /* in order of code */
};

static int compare_codes(const void *a, const void *b)
{
	const struct roster_row *const *left = a, *const *right = b;

	return strcmp((*left)->reg->code, (*right)->reg->code);
}

static struct roster_row *find_code(const struct by_code *by, const char *code)
{
	size_t low = 0, high = by->r->count;

	while (low < high) {
		const size_t mid = low + (high - low) / 2;
		const int order = strcmp(by->rows[mid]->reg->code, code);

		if (!order)
			return by->rows[mid];
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

static bool take_fact(void *arg, const struct checkin_row *fact)
{
	const struct by_code *by = arg;
	struct roster_row *row;

	if (fact->session != by->r->session || fact->undone || fact->kind == CHECKIN_UNDO)
		return true;
	row = find_code(by, fact->registration);
	if (!row)
		return true;
	if (fact->kind == CHECKIN_OUT) {
		row->out_at = fact->at;
		return true;
	}
	row->in_at = fact->at;
	row->out_at = 0;
	free(row->desk);
	row->desk = xstrdup(fact->desk);
	return true;
}

static bool read_facts(struct roster_state *r, struct err *err)
{
	struct by_code by = { .r = r, .rows = xcalloc(r->count + 1, sizeof *by.rows) };
	bool ok;

	for (size_t i = 0; i < r->count; i++)
		by.rows[i] = &r->rows[i];
	qsort(by.rows, r->count, sizeof *by.rows, compare_codes);
	ok = checkin_list(r->screen.app->db, r->event.id, take_fact, &by, err);
	free(by.rows);
	return ok;
}

bool roster_rows_read(struct roster_state *r, struct err *err)
{
	struct registration_filter of = REGISTRATION_FILTER_ALL;
	struct db *db = r->screen.app->db;
	bool ok;

	forget(r);
	of.event = r->event.id;
	of.no_presence = true; /* the facts say it, with the desk */
	ok = !r->event.id ||
	     (registration_list(db, &of, take_row, r, err) && read_facts(r, err) &&
		     counters_get(db, r->event.id, r->session, &r->counters, err));
	for (size_t i = 0; i < r->count; i++) {
		struct str words = STR_INIT;

		r->rows[i].is = what_is(&r->rows[i], r->session);
		r->missing += r->rows[i].is == ROSTER_MISSING;
		say_state(&words, r, &r->rows[i]);
		r->rows[i].state = str_take(&words);
	}
	roster_rows_show(r);
	return ok;
}

/* --- what is shown --- */

void roster_rows_show(struct roster_state *r)
{
	size_t n = 0;

	free(r->shown);
	r->shown = xcalloc(r->count + 1, sizeof *r->shown);
	for (size_t i = 0; i < r->count; i++)
		if (roster_filter_passes(&r->filter, &r->rows[i]))
			r->shown[n++] = &r->rows[i];
	list_array_set(&r->array, r->shown, n);
	list_reload(&r->list);
}

/* Name, arrival, cité: what a desk asks for; not every column there is. */
static const char *next_order(void *ctx)
{
	struct list_array *a = ctx;

	if (a->sort_field == a->type->count) {
		list_array_sort(a, ROW_ARRIVAL);
		return _("arrival");
	}
	if (a->sort_field == ROW_ARRIVAL) {
		list_array_sort(a, ROW_CITE);
		return _("cité");
	}
	list_array_sort(a, a->type->count);
	return _("name");
}

void roster_rows_init(struct roster_state *r)
{
	list_array_init(&r->array, &roster_type, sizeof *r->shown, id_of, sign);
	r->model = r->array.model;
	r->model.sort = next_order;
	list_init(&r->list, &r->model);
}

void roster_rows_release(struct roster_state *r)
{
	list_release(&r->list);
	list_array_release(&r->array);
	forget(r);
	free(r->rows);
	free(r->shown);
	roster_filter_release(&r->filter);
}

const struct roster_row *roster_row(const struct roster_state *r, int64_t registration)
{
	for (size_t i = 0; i < r->count; i++)
		if (r->rows[i].reg->id == registration)
			return &r->rows[i];
	return NULL;
}

const struct roster_row *roster_selected(struct roster_state *r)
{
	return roster_row(r, list_selected(&r->list));
}
