/* Turnover as a list's model: four kinds of row, one after the other. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "etape/person.h"
#include "tui/screens/names.h"
#include "tui/screens/turnover.h"

#define BATCH	200	/* rows asked for at a time when all are wanted */
#define MANY	20000	/* people: too many to count some of them before the first frame */
#define SLOW_NS 5000000 /* a count that takes longer waits for a quiet moment */

enum { ROW_KIND, ROW_SUBJECT, ROW_DETAIL, ROW_SINCE, ROW_LAPSE, ROW_PHONE, ROW_EMAIL, ROW_POST,
	ROW_FIELDS };

/* --- a row in words --- */

/* Good until the next call. */
static char *row_text(void)
{
	static char text[512];

	return text;
}

static const char *row_kind(const char *raw)
{
	static const char *const words[TURNOVER_KINDS] = {
		[TURNOVER_VACANT] = N_("vacant"),
		[TURNOVER_ENDED] = N_("over"),
		[TURNOVER_UNCONFIRMED] = N_("to confirm"),
		[TURNOVER_DUE] = N_("silent"),
	};
	enum turnover_kind kind;

	return turnover_kind_parse(raw, &kind) ? _(words[kind]) : raw;
}

/* What is missing, who is expected where; of others where they are from. */
static const char *row_detail(const struct turnover_row *row)
{
	struct str text = STR_INIT;

	if (row->kind == TURNOVER_VACANT) {
		str_add(&text, mandate_role_short((enum mandate_role)row->role));
		if (row->until != CIVIL_NONE) {
			str_add(&text, _(", taken up on "));
			civil_format_short(&text, row->until, i18n_lang());
		}
	} else if (row->kind == TURNOVER_ENDED) {
		str_addf(&text, "%s, %s", row->event, turnover_expected_words(row->expected));
	} else {
		str_add(&text, *row->cite ? row->cite : row->structure);
	}
	snprintf(row_text(), 512, "%s", text.buf);
	str_release(&text);
	return row_text();
}

static struct value row_since(const struct turnover_row *row)
{
	struct str iso = STR_INIT;

	civil_format_iso(&iso, row->since);
	snprintf(row_text(), 512, "%s", iso.buf);
	str_release(&iso);
	return value_date(row_text());
}

static const char *row_lapse(const struct turnover_row *row)
{
	struct str text = STR_INIT;

	if (row->since != CIVIL_NONE)
		names_lapse(&text, row->since, civil_today(CIVIL_ZONE));
	snprintf(row_text(), 512, "%s", text.buf);
	str_release(&text);
	return row_text();
}

/* The mandate that is over. */
static const char *row_post(const struct turnover_row *row)
{
	if (row->kind != TURNOVER_ENDED)
		return "";
	snprintf(row_text(), 512, "%s %s %s", mandate_role_short((enum mandate_role)row->role),
		term_glyph(GLYPH_DOT), row->cite);
	return row_text();
}

static struct value row_value(const void *p, size_t i)
{
	const struct turnover_row *row = p;

	switch (i) {
	case ROW_KIND: return value_text(turnover_kind_name(row->kind));
	case ROW_SUBJECT: return value_text(row->kind == TURNOVER_VACANT ? row->cite : row->name);
	case ROW_DETAIL: return value_text(row_detail(row));
	case ROW_SINCE: return row_since(row);
	case ROW_LAPSE: return value_text(row_lapse(row));
	case ROW_PHONE: return value_text(names_phone(row->phone));
	case ROW_EMAIL: return value_text(row->email);
	default: return value_text(row_post(row));
	}
}

static const struct field row_fields[ROW_FIELDS] = {
	[ROW_KIND] = { .key = "kind", .heading = N_("To do"), .min = 11, .label = row_kind },
	[ROW_SUBJECT] = { .key = "subject", .heading = N_("Cité or person"), .min = 16, .weight = 2 },
	[ROW_DETAIL] = { .key = "detail", .heading = N_("What, where"), .min = 16, .weight = 3 },
	[ROW_SINCE] = { .key = "since", .heading = N_("Since"), .kind = FIELD_DATE, .min = 10, .priority = 1 },
	[ROW_LAPSE] = { .key = "lapse", .heading = N_("For"), .min = 8 },
	[ROW_PHONE] = { .key = "phone", .heading = N_("Telephone"), .min = 14, .priority = 2 },
	[ROW_EMAIL] = { .key = "email", .heading = N_("E-mail"), .min = 24, .weight = 2, .priority = 3 },
	[ROW_POST] = { .key = "post", .heading = N_("Last mandate"), .min = 20, .weight = 1, .priority = 4 },
};
static const struct record_type row_type = { "turnover", row_fields, ROW_FIELDS, row_value };

static struct list_sign row_sign(void *ctx, const void *p)
{
	static const struct list_sign signs[TURNOVER_KINDS] = {
		[TURNOVER_VACANT] = { GLYPH_ABSENT, THEME_WARNING, THEME_NORMAL },
		[TURNOVER_ENDED] = { GLYPH_WARNING, THEME_WARNING, THEME_NORMAL },
		[TURNOVER_UNCONFIRMED] = { GLYPH_WAITING, THEME_DIM, THEME_NORMAL },
		[TURNOVER_DUE] = { GLYPH_CROSS, THEME_DIM, THEME_NORMAL },
	};
	const struct turnover_row *row = p;

	(void)ctx;
	return signs[row->kind];
}

/* --- what is in memory --- */

static struct turnover_rows *of(void *ctx)
{
	return ctx;
}

static int64_t row_id(const void *p)
{
	const struct turnover_row *row = p;

	return row->id;
}

static int64_t due_id(const void *p)
{
	const struct retention_day *day = p;

	return -day->id;
}

static bool keep(void *arg, const struct turnover_row *row)
{
	struct turnover_rows *r = arg;

	if ((r->count & (r->count - 1)) == 0) {
		const size_t room = r->count == 0 ? 1 : r->count * 2;

		r->kept = xrealloc(r->kept, room * sizeof *r->kept);
		r->rows = xrealloc(r->rows, room * sizeof *r->rows);
	}
	r->kept[r->count] = turnover_row_dup(row);
	r->rows[r->count] = *r->kept[r->count];
	r->count++;
	return true;
}

static void forget(struct turnover_rows *r)
{
	list_array_set(&r->arrays[TURNOVER_VACANT], NULL, 0);
	list_array_set(&r->arrays[TURNOVER_ENDED], NULL, 0);
	while (r->count > 0)
		free(r->kept[--r->count]);
	free(r->kept);
	free(r->rows);
	r->kept = NULL;
	r->rows = NULL;
}

static bool read_posts(struct turnover_rows *r, struct err *err)
{
	const struct turnover_filter filter = {
		.kinds = TURNOVER_ONLY(TURNOVER_VACANT) | TURNOVER_ONLY(TURNOVER_ENDED),
		.unknown = r->unknown,
		.home = r->app->config->region,
		.on = CIVIL_NONE,
	};
	size_t vacant = 0;
	bool good;

	forget(r);
	good = turnover_list(r->app->db, &filter, keep, r, err);
	while (vacant < r->count && r->rows[vacant].kind == TURNOVER_VACANT)
		vacant++;
	list_array_set(&r->arrays[TURNOVER_VACANT], r->rows, vacant);
	list_array_set(&r->arrays[TURNOVER_ENDED], r->rows + vacant, r->count - vacant);
	return good;
}

static bool read_people(struct turnover_rows *r, struct err *err)
{
	const int years = r->app->config->retention_years;
	struct retention_day *due = NULL;
	size_t count = 0;
	int64_t n = 0;
	bool good = turnover_unconfirmed_count(r->app->db, r->typed, &n, err) &&
		    (years == 0 || retention_days(r->app->db, years, r->typed, &due, &count, err));

	r->unconfirmed = (size_t)n;
	list_array_set(&r->arrays[TURNOVER_DUE], due, count);
	free(r->due);
	r->due = due;
	return good;
}

bool turnover_rows_count_now(struct turnover_rows *r, struct err *err)
{
	struct timespec before;
	struct timespec after;
	bool good;

	clock_gettime(CLOCK_MONOTONIC, &before);
	good = read_people(r, err);
	clock_gettime(CLOCK_MONOTONIC, &after);
	r->waits = false;
	r->slow = (after.tv_sec - before.tv_sec) * 1000000000L + after.tv_nsec - before.tv_nsec > SLOW_NS;
	return good;
}

bool turnover_rows_refresh(struct turnover_rows *r, struct err *err)
{
	r->waits = true;
	return read_posts(r, err) && (r->slow || turnover_rows_count_now(r, err));
}

size_t turnover_rows_count(const struct turnover_rows *r, enum turnover_kind kind)
{
	return kind == TURNOVER_UNCONFIRMED ? r->unconfirmed : r->arrays[kind].shown;
}

/* --- windows --- */

/* A row's place: its kind, then the sort text within the kind. */
struct passing {
	struct turnover_rows *rows;
	enum turnover_kind kind;
	const char *place;	/* within the kind */
	list_row_fn add;
	void *arg;
	size_t count;
};

static bool pass_row(void *arg, const struct turnover_row *row)
{
	struct passing *p = arg;
	struct str sort = STR_INIT;

	str_addf(&sort, "%d%s", (int)p->kind, p->place != NULL ? p->place : row->key);
	p->add(p->arg, &(struct list_key){ .sort = sort.buf, .id = row->id }, row);
	p->count++;
	str_release(&sort);
	return true;
}

static void pass_array(void *arg, const struct list_key *key, const void *row)
{
	struct passing *p = arg;
	const struct retention_day *day = row;

	p->place = key->sort;
	if (p->kind == TURNOVER_DUE)
		turnover_person(p->rows->app->db, p->kind, day->id, day->last, pass_row, p, NULL);
	else
		pass_row(p, row);
}

static bool fetch_kind(struct passing *p, const struct list_key *from, int direction, size_t n,
	bool inclusive, struct err *err)
{
	struct turnover_rows *r = p->rows;
	struct page page = { .backward = direction < 0, .inclusive = inclusive, .n = n };

	if (p->kind != TURNOVER_UNCONFIRMED) {
		struct list_array *a = &r->arrays[p->kind];

		return a->model.fetch(a, from, direction, n, inclusive, pass_array, p, err);
	}
	if (r->unconfirmed == 0 && !r->waits)
		return true;
	if (from != NULL) {
		page.key = from->sort;
		page.id = from->id;
	}
	return turnover_unconfirmed(r->app->db, r->typed, &page, pass_row, p, err);
}

static bool rows_fetch(void *ctx, const struct list_key *from, int direction, size_t n,
	bool inclusive, list_row_fn add, void *arg, struct err *err)
{
	struct turnover_rows *r = of(ctx);
	const int first = direction > 0 ? 0 : TURNOVER_KINDS - 1;

	for (int kind = from != NULL ? from->sort[0] - '0' : first;
		n > 0 && kind >= 0 && kind < TURNOVER_KINDS; kind += direction) {
		const bool begins = from != NULL && from->sort[0] - '0' == kind;
		const struct list_key within = { .sort = begins ? from->sort + 1 : "",
			.id = begins ? from->id : 0 };
		struct passing p = { .rows = r, .kind = (enum turnover_kind)kind, .add = add, .arg = arg };

		if (r->only != ANY && r->only != kind)
			continue;
		if (!fetch_kind(&p, begins ? &within : NULL, direction, n, begins && inclusive, err))
			return false;
		n -= p.count < n ? p.count : n;
	}
	return true;
}

static bool take_key(void *arg, const struct person_row *row)
{
	str_addf(arg, "%d%s", (int)TURNOVER_UNCONFIRMED, row->key);
	return true;
}

static bool rows_locate(void *ctx, int64_t id, struct str *sort)
{
	struct turnover_rows *r = of(ctx);
	struct str place = STR_INIT;
	bool found = false;

	for (int kind = 0; !found && kind < TURNOVER_KINDS; kind++) {
		struct list_array *a = &r->arrays[kind];

		found = kind != TURNOVER_UNCONFIRMED && a->model.locate(a, id, &place);
		if (found)
			str_addf(sort, "%d%s", kind, place.buf);
	}
	str_release(&place);
	return found || (id > 0 && person_row_get(r->app->db, id, take_key, sort, NULL));
}

static void rows_filter(void *ctx, const char *typed)
{
	struct turnover_rows *r = of(ctx);
	struct err err = ERR_INIT;

	free(r->typed);
	r->typed = typed[0] == '\0' ? NULL : xstrdup(typed);
	for (int kind = TURNOVER_VACANT; kind <= TURNOVER_ENDED; kind++)
		r->arrays[kind].model.filter(&r->arrays[kind], typed);
	r->waits = true;
	r->unconfirmed = SIZE_MAX;
	if (!r->slow && !turnover_rows_count_now(r, &err))
		app_error(r->app, &err);
}

/* --- all of them, one of them --- */

struct walking {
	turnover_row_fn each;
	void *arg;
	struct str sort;
	int64_t id;
	size_t seen;
	bool stopped;
};

static void walk_row(void *arg, const struct list_key *key, const void *row)
{
	struct walking *w = arg;

	str_reset(&w->sort);
	str_add(&w->sort, key->sort);
	w->id = key->id;
	w->seen++;
	w->stopped = w->stopped || !w->each(w->arg, row);
}

bool turnover_rows_each(struct turnover_rows *r, turnover_row_fn each, void *arg, struct err *err)
{
	struct walking w = { .each = each, .arg = arg, .sort = STR_INIT };
	bool good;

	do {
		struct str from = w.sort;
		const struct list_key key = { .sort = from.buf, .id = w.id };

		w.sort = STR_INIT;
		w.seen = 0;
		good = rows_fetch(r, w.id == 0 ? NULL : &key, 1, BATCH, false, walk_row, &w, err);
		str_release(&from);
	} while (good && !w.stopped && w.seen > 0);
	str_release(&w.sort);
	return good;
}

bool turnover_rows_get(
	const struct turnover_rows *r, int64_t id, turnover_row_fn each, void *arg)
{
	const struct retention_day *day = list_array_row(&r->arrays[TURNOVER_DUE], id);

	for (size_t i = 0; i < r->count; i++)
		if (r->rows[i].id == id)
			return each(arg, &r->rows[i]);
	if (id < 0 && day == NULL)
		return false;
	return turnover_person(r->app->db, id < 0 ? TURNOVER_DUE : TURNOVER_UNCONFIRMED,
		id < 0 ? -id : id, id < 0 ? day->last : CIVIL_NONE, each, arg, NULL);
}

bool turnover_rows_init(struct turnover_rows *r, struct app *app, struct err *err)
{
	const struct person_filter everybody = PERSON_FILTER_ALL;
	int64_t people;

	*r = (struct turnover_rows){
		.app = app,
		.only = ANY,
		.unconfirmed = SIZE_MAX,
		.model = {
			.type = &row_type,
			.ctx = r,
			.fetch = rows_fetch,
			.locate = rows_locate,
			.sign = row_sign,
			.filter = rows_filter,
		},
	};
	for (int kind = 0; kind < TURNOVER_KINDS; kind++)
		list_array_init(&r->arrays[kind], &row_type,
			kind == TURNOVER_DUE ? sizeof *r->due : sizeof *r->rows,
			kind == TURNOVER_DUE ? due_id : row_id, NULL);
	if (!person_count(app->db, &everybody, &people, err))
		return false;
	r->slow = people > MANY;
	return turnover_rows_refresh(r, err);
}

void turnover_rows_release(struct turnover_rows *r)
{
	if (r->app == NULL)
		return;
	forget(r);
	for (int kind = 0; kind < TURNOVER_KINDS; kind++)
		list_array_release(&r->arrays[kind]);
	free(r->due);
	free(r->typed);
}
