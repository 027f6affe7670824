/* Structures as a list's model. */
#include <stdlib.h>

#include "etape/fold.h"
#include "tui/screens/contacts.h"
#include "tui/screens/names.h"

enum { COLUMN_NAME, COLUMN_KIND, COLUMN_WHERE, COLUMN_PHONE, COLUMN_PEOPLE, COLUMNS };

static struct value structure_value(const void *p, size_t i)
{
	const struct structure_row *row = p;

	switch (i) {
	case COLUMN_NAME: return value_text(row->name);
	case COLUMN_KIND: return value_text(vocabulary_label(&structure_kinds, (int)row->kind));
	case COLUMN_WHERE: return value_text(row->cite[0] != '\0' ? row->cite : row->town);
	case COLUMN_PHONE: return value_text(names_phone(row->phone));
	default: return value_int(row->people);
	}
}

static const struct field columns[COLUMNS] = {
	[COLUMN_NAME] = { .key = "name", .heading = N_("Structure"), .min = 24, .weight = 4 },
	[COLUMN_KIND] = { .key = "kind", .heading = N_("Kind"), .min = 12, .weight = 1, .priority = 3 },
	[COLUMN_WHERE] = { .key = "where", .heading = N_("Cité or town"), .min = 12, .weight = 1, .priority = 2 },
	[COLUMN_PHONE] = { .key = "phone", .heading = N_("Telephone"), .min = 14, .priority = 1 },
	[COLUMN_PEOPLE] = { .key = "people", .heading = N_("People"), .min = 9, .priority = 4 },
};
static const struct record_type columns_type = { "structure", columns, COLUMNS, structure_value };

static struct structures *of(void *ctx)
{
	return ctx;
}

struct passing {
	list_row_fn add;
	void *arg;
};

static bool pass_on(void *arg, const struct structure_row *row)
{
	struct passing *p = arg;

	p->add(p->arg, &(struct list_key){ .sort = row->key, .id = row->id }, row);
	return true;
}

static bool structures_fetch(void *ctx, const struct list_key *from, int direction, size_t n,
	bool inclusive, list_row_fn add, void *arg, struct err *err)
{
	struct passing passing = { .add = add, .arg = arg };
	struct page page = { .backward = direction < 0, .inclusive = inclusive, .n = n };

	if (from != NULL) {
		page.key = from->sort;
		page.id = from->id;
	}
	return structure_page(of(ctx)->app->db, &of(ctx)->filter, &page, pass_on, &passing, err);
}

static bool structures_locate(void *ctx, int64_t id, struct str *sort)
{
	struct structure s;
	bool found;

	structure_init(&s);
	found = structure_get(of(ctx)->app->db, id, &s, NULL);
	if (found)
		fold_add(sort, s.name);
	structure_release(&s);
	return found;
}

static bool structures_known(void *ctx, int64_t id)
{
	struct str sort = STR_INIT;
	const bool known = structures_locate(ctx, id, &sort);

	str_release(&sort);
	return known;
}

static size_t structures_count(void *ctx)
{
	struct structures *s = of(ctx);
	int64_t n = 0;

	if (s->total == SIZE_MAX && structure_count(s->app->db, &s->filter, &n, NULL))
		s->total = (size_t)n;
	return s->total;
}

static void structures_filter(void *ctx, const char *typed)
{
	struct structures *s = of(ctx);

	free(s->typed);
	s->typed = typed[0] == '\0' ? NULL : xstrdup(typed);
	s->filter.text = s->typed;
	structures_refresh(s);
}

void structures_refresh(struct structures *s)
{
	s->total = SIZE_MAX;
}

struct gathering {
	int64_t *ids;
	size_t count;
	size_t room;
};

static bool gather(void *arg, const struct structure_row *row)
{
	struct gathering *g = arg;

	if (g->count == g->room) {
		g->room = g->room == 0 ? 200 : g->room * 2;
		g->ids = xrealloc(g->ids, g->room * sizeof *g->ids);
	}
	g->ids[g->count++] = row->id;
	return true;
}

bool structures_all(struct structures *s, int64_t **ids, size_t *count, struct err *err)
{
	const struct page page = { .n = INT32_MAX };
	struct gathering g = { .ids = NULL };
	bool ok = structure_page(s->app->db, &s->filter, &page, gather, &g, err);

	*ids = g.ids;
	*count = g.count;
	return ok;
}

void structures_init(struct structures *s, struct app *app)
{
	*s = (struct structures){
		.app = app,
		.filter = STRUCTURE_FILTER_ALL,
		.total = SIZE_MAX,
		.model = {
			.type = &columns_type,
			.ctx = s,
			.fetch = structures_fetch,
			.locate = structures_locate,
			.known = structures_known,
			.count = structures_count,
			.filter = structures_filter,
		},
	};
}

void structures_release(struct structures *s)
{
	free(s->typed);
	s->typed = NULL;
}
