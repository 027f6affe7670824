/* Structures as a list's model. */
#include <stdlib.h>

#include "etape/fold.h"
#include "tui/screens/contacts.h"

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

void structures_init(struct structures *s, struct app *app)
{
	*s = (struct structures){
		.app = app,
		.filter = STRUCTURE_FILTER_ALL,
		.total = SIZE_MAX,
		.model = {
			.type = &structure_type,
			.ctx = s,
			.fetch = structures_fetch,
			.locate = structures_locate,
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
