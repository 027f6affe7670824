/* People as a list's model: windows from the store in order of name, or, in another order,
 * rows in memory when they are few enough. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "tui/screens/contacts.h"
#include "tui/screens/names.h"

#define MEMORY_MAX 5000 /* rows sorted in memory at most */
#define BATCH	   200	/* rows asked for at a time when all are wanted */
#define SLOW_NS	   3000000 /* a count that takes longer waits for a quiet moment */

enum { CONTACT_NAME, CONTACT_WHAT, CONTACT_STRUCTURE, CONTACT_CITE, CONTACT_PHONE, CONTACT_EMAIL,
	CONTACT_FIELDS };

const char *person_row_phone(const struct person_row *row)
{
	return row->mobile[0] != '\0' ? row->mobile : row->phone;
}

static struct value contact_value(const void *p, size_t i)
{
	const struct person_row *row = p;

	switch (i) {
	case CONTACT_NAME: return value_text(row->name);
	case CONTACT_WHAT: return row->posts[0] != '\0' ? value_list(row->posts) : value_text(row->function);
	case CONTACT_STRUCTURE: return value_text(row->structure);
	case CONTACT_CITE: return value_text(row->cite);
	case CONTACT_PHONE: return value_text(names_phone(person_row_phone(row)));
	default: return value_text(row->email);
	}
}

static const struct field contact_fields[CONTACT_FIELDS] = {
	[CONTACT_NAME] = { .key = "name", .heading = N_("Name"), .min = 20, .weight = 3 },
	[CONTACT_WHAT] = { .key = "function", .heading = N_("Post or function"), .min = 14, .weight = 3, .priority = 2 },
	[CONTACT_STRUCTURE] = { .key = "structure", .heading = N_("Structure"), .min = 16, .weight = 3, .priority = 3 },
	[CONTACT_CITE] = { .key = "cite", .heading = N_("Cité"), .min = 12, .weight = 1, .priority = 5 },
	[CONTACT_PHONE] = { .key = "phone", .heading = N_("Telephone"), .min = 14, .priority = 1 },
	[CONTACT_EMAIL] = { .key = "email", .heading = N_("E-mail"), .min = 20, .weight = 2, .priority = 4 },
};
const struct record_type contacts_type = { "contact", contact_fields, CONTACT_FIELDS, contact_value };

static struct people *of(void *ctx)
{
	return ctx;
}

/* --- windows from the store --- */

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

static bool people_fetch(void *ctx, const struct list_key *from, int direction, size_t n,
	bool inclusive, list_row_fn add, void *arg, struct err *err)
{
	struct people *p = of(ctx);
	struct passing passing = { .add = add, .arg = arg };
	struct page page = { .backward = direction < 0, .inclusive = inclusive, .n = n };

	if (p->order != 0)
		return p->array.model.fetch(&p->array, from, direction, n, inclusive, add, arg, err);
	if (from != NULL) {
		page.key = from->sort;
		page.id = from->id;
	}
	return person_page(p->app->db, &p->filter, &page, pass_on, &passing, err);
}

static bool take_key(void *arg, const struct person_row *row)
{
	str_add(arg, row->key);
	return true;
}

static bool people_locate(void *ctx, int64_t id, struct str *sort)
{
	struct people *p = of(ctx);

	if (p->order != 0)
		return p->array.model.locate(&p->array, id, sort);
	return person_row_get(p->app->db, id, take_key, sort, NULL);
}

void people_count_now(struct people *p)
{
	struct timespec before;
	struct timespec after;
	int64_t n = 0;

	clock_gettime(CLOCK_MONOTONIC, &before);
	if (person_count(p->app->db, &p->filter, &n, NULL))
		p->total = (size_t)n;
	clock_gettime(CLOCK_MONOTONIC, &after);
	p->slow = (after.tv_sec - before.tv_sec) * 1000000000L + after.tv_nsec - before.tv_nsec > SLOW_NS;
}

/* A keystroke must not wait for a count of a hundred thousand. */
static size_t people_count(void *ctx)
{
	struct people *p = of(ctx);

	if (p->total == SIZE_MAX && !p->slow)
		people_count_now(p);
	return p->total;
}

static void people_filter(void *ctx, const char *typed)
{
	struct people *p = of(ctx);

	free(p->typed);
	p->typed = typed[0] == '\0' ? NULL : xstrdup(typed);
	p->filter.text = p->typed;
	people_refresh(p);
}

/* --- another order, in memory --- */

static int64_t kept_id(const void *row)
{
	const struct person_row *r = row;

	return r->id;
}

static void drop_kept(struct people *p)
{
	list_array_set(&p->array, NULL, 0);
	for (size_t i = 0; i < p->count; i++)
		free(p->kept[i]);
	free(p->kept);
	free(p->rows);
	p->kept = NULL;
	p->rows = NULL;
	p->count = 0;
}

static bool keep_row(void *arg, const struct person_row *row)
{
	struct people *p = arg;

	if (p->count == MEMORY_MAX)
		return false;
	p->kept = xrealloc(p->kept, (p->count + 1) * sizeof *p->kept);
	p->rows = xrealloc(p->rows, (p->count + 1) * sizeof *p->rows);
	p->kept[p->count] = person_row_dup(row);
	p->rows[p->count] = *p->kept[p->count];
	p->count++;
	return true;
}

static void keep_all(struct people *p)
{
	struct err err = ERR_INIT;

	drop_kept(p);
	if (!people_each(p, keep_row, p, &err))
		app_error(p->app, &err);
	list_array_set(&p->array, p->rows, p->count);
	list_array_sort(&p->array, p->order);
}

void people_refresh(struct people *p)
{
	p->total = SIZE_MAX;
	if (p->order != 0 && people_count(p) > MEMORY_MAX)
		p->order = 0;
	if (p->order != 0)
		keep_all(p);
	else if (p->count > 0)
		drop_kept(p);
}

static const char *people_sort(void *ctx)
{
	struct people *p = of(ctx);

	if (p->total == SIZE_MAX)
		people_count_now(p);
	if (p->order == 0 && p->total > MEMORY_MAX) {
		app_message(p->app, THEME_WARNING,
			_("Too many rows for another order: filter them first"));
		return _(contact_fields[CONTACT_NAME].heading);
	}
	p->order = (p->order + 1) % CONTACT_FIELDS;
	people_refresh(p);
	return _(contact_fields[p->order].heading);
}

/* --- all of them --- */

struct walking {
	person_row_fn each;
	void *arg;
	struct str key;
	int64_t id;
	size_t seen;
	bool stopped;
};

static bool walk_row(void *arg, const struct person_row *row)
{
	struct walking *w = arg;

	str_reset(&w->key);
	str_add(&w->key, row->key);
	w->id = row->id;
	w->seen++;
	w->stopped = !w->each(w->arg, row);
	return !w->stopped;
}

bool people_each(struct people *p, person_row_fn each, void *arg, struct err *err)
{
	struct walking w = { .each = each, .arg = arg, .key = STR_INIT };
	bool good;

	do {
		struct str from = w.key;
		struct page page = { .key = w.id == 0 ? NULL : from.buf, .id = w.id, .n = BATCH };

		w.key = STR_INIT;
		w.seen = 0;
		good = person_page(p->app->db, &p->filter, &page, walk_row, &w, err);
		str_release(&from);
	} while (good && !w.stopped && w.seen == BATCH);
	str_release(&w.key);
	return good;
}

void people_init(struct people *p, struct app *app)
{
	*p = (struct people){
		.app = app,
		.filter = PERSON_FILTER_ALL,
		.total = SIZE_MAX,
		.model = {
			.type = &contacts_type,
			.ctx = p,
			.fetch = people_fetch,
			.locate = people_locate,
			.count = people_count,
			.filter = people_filter,
			.sort = people_sort,
		},
	};
	list_array_init(&p->array, &contacts_type, sizeof *p->rows, kept_id, NULL);
}

void people_release(struct people *p)
{
	if (p->app == NULL)
		return;
	drop_kept(p);
	list_array_release(&p->array);
	free(p->typed);
}
