/* People as a list's model: by name, windows from the store; in another order, the ids in memory and
 * each row by its id, so that a hundred thousand scroll as a hundred do. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tui/screens/contacts.h"
#include "tui/screens/names.h"
#include "tui/state_file.h"

#define SLOW_NS 3000000 /* a count that takes longer waits for a quiet moment */
#define MANY	20000
#define AT_ONCE 2000	/* so many are put in order at a keystroke */

const char *person_row_phone(const struct person_row *row)
{
	return row->mobile[0] != '\0' ? row->mobile : row->phone;
}

static struct value contact_value(const void *p, size_t i)
{
	const struct person_row *row = p;

	switch ((enum person_column)i) {
	case PERSON_BY_NAME: return value_text(row->name);
	case PERSON_BY_POST: return row->posts[0] != '\0' ? value_list(row->posts) : value_text(row->function);
	case PERSON_BY_STRUCTURE: return value_text(row->structure);
	case PERSON_BY_KIND: return value_text(vocabulary_label(&structure_kinds, row->structure_kind));
	case PERSON_BY_CITE: return value_text(row->cite);
	case PERSON_BY_DEPARTEMENT:
		return value_text(row->departement[0] == '\0' ? "" : departement_name(row->departement));
	case PERSON_BY_ACADEMIE: return value_text(row->academie);
	case PERSON_BY_PHONE: return value_text(names_phone(person_row_phone(row)));
	case PERSON_BY_EMAIL: return value_text(row->email);
	case PERSON_BY_UPDATED: return value_date(row->updated);
	case PERSON_BY_SEEN: return value_date(row->seen);
	case PERSON_COLUMN_COUNT: break;
	}
	return value_text(NULL);
}

#define COLUMN(k, h, kd, mn, w, p) \
	{ .key = (k), .heading = (h), .kind = (kd), .min = (mn), .weight = (w), .priority = (p) }
static const struct field contact_fields[PERSON_COLUMN_COUNT] = {
	[PERSON_BY_NAME] = COLUMN("name", N_("Name"), FIELD_TEXT, 20, 1, 0),
	[PERSON_BY_POST] = COLUMN("function", N_("Post or function"), FIELD_TEXT, 14, 5, 2),
	[PERSON_BY_STRUCTURE] = COLUMN("structure", N_("Structure"), FIELD_TEXT, 16, 3, 3),
	[PERSON_BY_KIND] = COLUMN("kind", N_("Type"), FIELD_TEXT, 12, 1, 6),
	[PERSON_BY_CITE] = COLUMN("cite", N_("Cité"), FIELD_TEXT, 12, 1, 5),
	[PERSON_BY_DEPARTEMENT] = COLUMN("departement", N_("Département"), FIELD_TEXT, 13, 1, 6),
	[PERSON_BY_ACADEMIE] = COLUMN("academie", N_("Académie"), FIELD_TEXT, 10, 1, 6),
	[PERSON_BY_PHONE] = COLUMN("phone", N_("Telephone"), FIELD_TEXT, 14, 0, 1),
	[PERSON_BY_EMAIL] = COLUMN("email", N_("E-mail"), FIELD_TEXT, 20, 2, 4),
	[PERSON_BY_UPDATED] = COLUMN("updated", N_("Updated"), FIELD_DATE, 13, 0, 7),
	[PERSON_BY_SEEN] = COLUMN("seen", N_("Seen on"), FIELD_DATE, 10, 0, 7),
};
const struct record_type contacts_type = { "contact", contact_fields, PERSON_COLUMN_COUNT, contact_value };

static const unsigned char usual[] = { PERSON_BY_NAME, PERSON_BY_POST, PERSON_BY_STRUCTURE,
	PERSON_BY_CITE, PERSON_BY_PHONE, PERSON_BY_EMAIL };

size_t people_columns(const struct people *p, unsigned char columns[PERSON_COLUMN_COUNT])
{
	size_t count = p->query.column_count > 0 ? p->query.column_count : sizeof usual;

	memcpy(columns, p->query.column_count > 0 ? p->query.columns : usual, count);
	return count;
}

static struct people *of(void *ctx)
{
	return ctx;
}

/* --- by name --- */

struct passing {
	list_row_fn add;
	void *arg;
};

static bool pass_on(void *arg, const struct person_row *row)
{
	struct passing *p = arg;

	p->add(p->arg, &(struct list_key){ .sort = row->key, .id = row->id }, row);
	return true;
}

static bool fetch_by_name(struct people *p, const struct list_key *from, int direction, size_t n,
	bool inclusive, list_row_fn add, void *arg, struct err *err)
{
	struct passing passing = { .add = add, .arg = arg };
	/* From Z to A, the page before is the one after. */
	bool turned = p->query.order == PERSON_BY_NAME && p->query.descending;
	struct page page = { .backward = (direction < 0) != turned, .inclusive = inclusive, .n = n };

	if (from != NULL) {
		page.key = from->sort;
		page.id = from->id;
	}
	return person_page(p->app->db, &p->query.filter, &page, pass_on, &passing, err);
}

static bool take_key(void *arg, const struct person_row *row)
{
	str_add(arg, row->key);
	return true;
}

/* --- in another order --- */

/* Where an id stands; id_count when it is not there. `hint` is where it was. */
static size_t place_of(const struct people *p, int64_t id, size_t hint)
{
	if (hint < p->id_count && p->ids[hint] == id)
		return hint;
	for (size_t i = 0; i < p->id_count; i++)
		if (p->ids[i] == id)
			return i;
	return p->id_count;
}

struct placing {
	struct passing to;
	char place[24]; /* sort text of the row */
};

static bool pass_placed(void *arg, const struct person_row *row)
{
	struct placing *p = arg;

	p->to.add(p->to.arg, &(struct list_key){ .sort = p->place, .id = row->id }, row);
	return true;
}

/* Somebody who is gone since the order was read is passed over. */
static bool give_row(struct people *p, struct placing *to, size_t i, size_t *left, struct err *err)
{
	struct err why = ERR_INIT;

	snprintf(to->place, sizeof to->place, "%zu", i);
	if (person_row_get(p->app->db, p->ids[i], pass_placed, to, &why)) {
		(*left)--;
		return true;
	}
	if (why.code == ERR_NOT_FOUND)
		return true;
	*err = why;
	return false;
}

static bool fetch_in_order(struct people *p, const struct list_key *from, int direction, size_t n,
	bool inclusive, list_row_fn add, void *arg, struct err *err)
{
	struct placing to = { .to = { .add = add, .arg = arg } };
	size_t at = direction > 0 ? 0 : p->id_count;
	bool ok = true;

	if (from != NULL) {
		size_t hint = (size_t)strtoul(from->sort, NULL, 10);
		bool gone;

		at = place_of(p, from->id, hint);
		gone = at == p->id_count;
		if (gone && hint < p->id_count)
			at = hint;
		if (direction > 0)
			at += gone || inclusive ? 0 : 1;
		else
			at += !gone && inclusive ? 1 : 0;
	}
	while (ok && n > 0 && (direction > 0 ? at < p->id_count : at > 0))
		ok = give_row(p, &to, direction > 0 ? at++ : --at, &n, err);
	return ok;
}

static bool people_fetch(void *ctx, const struct list_key *from, int direction, size_t n,
	bool inclusive, list_row_fn add, void *arg, struct err *err)
{
	struct people *p = of(ctx);

	if (p->sorted)
		return fetch_in_order(p, from, direction, n, inclusive, add, arg, err);
	return fetch_by_name(p, from, direction, n, inclusive, add, arg, err);
}

static bool people_locate(void *ctx, int64_t id, struct str *sort)
{
	struct people *p = of(ctx);
	size_t at;

	if (!p->sorted)
		return person_row_get(p->app->db, id, take_key, sort, NULL);
	at = place_of(p, id, p->id_count);
	if (at == p->id_count)
		return false;
	str_addf(sort, "%zu", at);
	return true;
}

static bool people_known(void *ctx, int64_t id)
{
	bool exists;

	return !person_exists(of(ctx)->app->db, id, &exists, NULL) || exists;
}

static void drop_order(struct people *p)
{
	free(p->ids);
	p->ids = NULL;
	p->id_count = 0;
	p->sorted = false;
	p->late = false;
}

static void read_order(struct people *p)
{
	struct err err = ERR_INIT;

	drop_order(p);
	if (!person_ids(p->app->db, &p->query, &p->ids, &p->id_count, &err)) {
		app_error(p->app, &err);
		p->query.order = PERSON_BY_NAME;
		return;
	}
	p->sorted = true;
	p->total = p->id_count;
}

/* --- how many --- */

static void count_now(struct people *p)
{
	struct timespec before;
	struct timespec after;
	int64_t n = 0;

	clock_gettime(CLOCK_MONOTONIC, &before);
	if (person_count(p->app->db, &p->query.filter, &n, NULL))
		p->total = (size_t)n;
	clock_gettime(CLOCK_MONOTONIC, &after);
	p->slow = (after.tv_sec - before.tv_sec) * 1000000000L + after.tv_nsec - before.tv_nsec > SLOW_NS;
}

/* A keystroke must not wait for a count of a hundred thousand. */
static size_t people_count(void *ctx)
{
	struct people *p = of(ctx);

	if (p->total == SIZE_MAX && !p->slow)
		count_now(p);
	return p->total;
}

/* --- changes --- */

void people_refresh(struct people *p)
{
	p->total = SIZE_MAX;
	p->late = p->query.order != PERSON_BY_NAME;
}

void people_changed(struct people *p, bool typing)
{
	/* A letter typed into a great directory waits for no count. */
	if (p->total != SIZE_MAX && p->total > MANY)
		p->great = true;
	if (typing && p->great)
		p->slow = true;
	p->total = SIZE_MAX;
	drop_order(p);
	if (p->query.order == PERSON_BY_NAME)
		return;
	if (typing && people_count(p) > AT_ONCE)
		p->late = true;
	else
		read_order(p);
}

bool people_settle(struct people *p)
{
	if (p->late)
		read_order(p);
	else if (p->total == SIZE_MAX && p->slow)
		count_now(p);
	else
		return false;
	return true;
}

bool people_prepare(struct people *p)
{
	bool more;

	/* What fails here fails again, and is told, when the list is read. */
	return person_prepare(p->app->db, &p->query.filter, &more, NULL) && more;
}

static void people_filter(void *ctx, const char *typed)
{
	struct people *p = of(ctx);

	person_query_set(&p->query.filter.text, typed);
	people_changed(p, true);
}

static const char *order_by(struct people *p, enum person_column order, bool descending)
{
	p->query.order = order;
	p->query.descending = descending;
	people_changed(p, false);
	p->unsaid = true;
	return _(contact_fields[p->query.order].heading);
}

/* The days begin with the last ones: what is new is what one looks for. */
static bool begins_with_last(enum person_column c)
{
	return c == PERSON_BY_UPDATED || c == PERSON_BY_SEEN;
}

/* The next of the columns that are shown. */
static const char *people_sort(void *ctx)
{
	struct people *p = of(ctx);
	unsigned char columns[PERSON_COLUMN_COUNT];
	size_t count = people_columns(p, columns);
	size_t at = 0;

	while (at < count && columns[at] != p->query.order)
		at++;
	at = at >= count ? 0 : (at + 1) % count;
	return order_by(p, columns[at], begins_with_last(columns[at]));
}

static const char *people_sort_by(void *ctx, size_t field)
{
	struct people *p = of(ctx);
	enum person_column c = (enum person_column)field;

	return order_by(p, c, c == p->query.order ? !p->query.descending : begins_with_last(c));
}

static size_t people_order(void *ctx, bool *descending)
{
	*descending = of(ctx)->query.descending;
	return of(ctx)->query.order;
}

/* --- all of them --- */

bool people_all(struct people *p, int64_t **ids, size_t *count, struct err *err)
{
	return person_ids(p->app->db, &p->query, ids, count, err);
}

/* --- from one session to the next --- */

static char *memory(const struct people *p)
{
	return state_file_path(p->app, "directory", NULL, NULL);
}

static void people_recall(struct people *p)
{
	struct str line = STR_INIT;
	struct person_query q;

	person_query_init(&q);
	if (state_file_read(memory(p), &line)) {
		str_trim(&line);
		if (person_query_parse(p->app->db, line.buf, &q, NULL)) {
			p->query.order = q.order;
			p->query.descending = q.descending;
			p->query.column_count = q.column_count;
			memcpy(p->query.columns, q.columns, sizeof q.columns);
		}
	}
	person_query_release(&q);
	str_release(&line);
}

void people_remember(struct people *p)
{
	struct str line = STR_INIT;
	struct person_query q;

	if (!p->unsaid)
		return;
	p->unsaid = false;
	person_query_init(&q);
	q.order = p->query.order;
	q.descending = p->query.descending;
	q.column_count = p->query.column_count;
	memcpy(q.columns, p->query.columns, sizeof q.columns);
	if (person_query_write(p->app->db, &q, &line, NULL))
		state_file_keep(memory(p), line.buf);
	person_query_release(&q);
	str_release(&line);
}

void people_init(struct people *p, struct app *app)
{
	*p = (struct people){
		.app = app,
		.total = SIZE_MAX,
		.model = {
			.type = &contacts_type,
			.ctx = p,
			.fetch = people_fetch,
			.locate = people_locate,
			.known = people_known,
			.count = people_count,
			.filter = people_filter,
			.sort = people_sort,
			.sort_by = people_sort_by,
			.order = people_order,
		},
	};
	person_query_init(&p->query);
	people_recall(p);
	if (p->query.order != PERSON_BY_NAME)
		people_changed(p, true);
}

void people_release(struct people *p)
{
	if (p->app == NULL)
		return;
	people_remember(p);
	drop_order(p);
	person_query_release(&p->query);
	p->app = NULL;
}
