/* Choosing one of a few kinds of thing to add. */
#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "etape/i18n.h"
#include "tui/screens/choose.h"

/* What is chosen from; one at a time: a finder is modal. */
static struct {
	const struct choose_kind *kinds;
	size_t count;
	size_t first;
} among;

static void add_choice(size_t i, const char *typed, finder_add_fn to, void *arg)
{
	const struct choose_kind *k = &among.kinds[i];
	char *label = fold_dup(_(k->label));

	if (strncmp(label, typed, strlen(typed)) == 0)
		to(arg, &(struct finder_row){
				.glyph = GLYPH_ADD,
				.kind = k->kind,
				.id = (int64_t)i,
				.label = _(k->label),
				.detail = _(k->detail),
			});
	free(label);
}

static bool find_choices(struct app *app, const char *typed, size_t limit, finder_add_fn to, void *arg,
	struct err *err)
{
	char *folded = fold_dup(typed);

	(void)app;
	(void)limit;
	(void)err;
	add_choice(among.first, folded, to, arg);
	for (size_t i = 0; i < among.count; i++)
		if (i != among.first)
			add_choice(i, folded, to, arg);
	free(folded);
	return true;
}

bool choose_kind(struct app *app, struct finder_spec *spec, const struct choose_kind *kinds, size_t count,
	const char *like, void (*chosen)(struct app *app, const char *kind, int64_t id, void *ctx), void *ctx)
{
	among.kinds = kinds;
	among.count = count;
	among.first = 0;
	for (size_t i = 0; like && i < count; i++)
		if (strcmp(kinds[i].kind, like) == 0)
			among.first = i;
	*spec = (struct finder_spec){
		.title = N_("What to add?"),
		.hint = N_("the first letters, or the arrows"),
		.find = find_choices,
		.at_once = true,
		.chosen = chosen,
		.ctx = ctx,
	};
	return finder_open(app, spec, NULL);
}
