/* Which of them are shown: by state, by cité, by who announced them. */
#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "tui/screens/roster.h"

/* What stands in the finder's .kind. */
static const char kind_all[] = "all";
static const char kind_state[] = "state";
static const char kind_walk_in[] = "walk_in";
static const char kind_cite[] = "cite";
static const char kind_announcer[] = "announcer";

static const char *const state_words[] = {
	[ROSTER_MISSING] = N_("the missing"),
	[ROSTER_PRESENT] = N_("the present"),
	[ROSTER_LEFT] = N_("those who have left"),
	[ROSTER_ELSEWHERE] = N_("not this half-day"),
	[ROSTER_WAITING] = N_("the waiting list"),
	[ROSTER_CANCELLED] = N_("the cancelled"),
	[ROSTER_INVITED] = N_("the invited"),
	[ROSTER_DECLINED] = N_("the declined"),
};
#define STATES (sizeof state_words / sizeof *state_words)

/* In the order in which a desk asks. */
static const enum roster_is order[] = { ROSTER_PRESENT, ROSTER_MISSING, ROSTER_WAITING,
	ROSTER_CANCELLED, ROSTER_LEFT, ROSTER_ELSEWHERE, ROSTER_INVITED, ROSTER_DECLINED };

void roster_filter_release(struct roster_filter *f)
{
	free(f->cite);
	free(f->announcer_name);
	*f = (struct roster_filter){ .is = ANY };
}

bool roster_filter_passes(const struct roster_filter *f, const struct roster_row *row)
{
	return (f->is == ANY || f->is == (int)row->is) && (!f->walk_in || row->reg->walk_in) &&
	       (!f->cite || !strcmp(f->cite, row->reg->cite)) &&
	       (!f->announcer || f->announcer == row->reg->registered_by_id);
}

void roster_filter_words(const struct roster_filter *f, struct str *out)
{
	if (f->is != ANY)
		str_addf(out, " · %s", _(state_words[f->is]));
	if (f->walk_in)
		str_addf(out, " · %s", _("walk-ins"));
	if (f->cite)
		str_addf(out, " · %s", *f->cite ? f->cite : _("no cité"));
	if (f->announcer)
		str_addf(out, _(" · announced by %s"), f->announcer_name);
}

/* --- the choice --- */

struct offering {
	const struct roster_state *r;
	const char *folded; /* what was typed */
	finder_add_fn add;
	void *arg;
};

static void offer(const struct offering *o, const char *kind, int64_t id, const char *label,
	const char *detail)
{
	char *text = fold_dup(label);
	struct str further = STR_INIT;

	str_addf(&further, " %s", o->folded);
	if (!strncmp(text, o->folded, strlen(o->folded)) || strstr(text, further.buf))
		o->add(o->arg, &(struct finder_row){
					.glyph = GLYPH_NONE,
					.kind = kind,
					.id = id,
					.label = label,
					.detail = detail,
				});
	str_release(&further);
	free(text);
}

static void offer_states(const struct offering *o)
{
	int64_t counts[STATES] = { 0 }, walk_ins = 0;
	struct str detail = STR_INIT;

	for (size_t i = 0; i < o->r->count; i++) {
		counts[o->r->rows[i].is]++;
		walk_ins += o->r->rows[i].reg->walk_in;
	}
	for (size_t i = 0; i < STATES; i++) {
		/* The first four are what a desk looks for: an answer of 0 is one, too. */
		if (!counts[order[i]] && i > 3)
			continue;
		str_reset(&detail);
		str_addf(&detail, "%lld", (long long)counts[order[i]]);
		offer(o, kind_state, (int64_t)order[i] + 1, _(state_words[order[i]]), detail.buf);
	}
	str_reset(&detail);
	str_addf(&detail, "%lld", (long long)walk_ins);
	if (walk_ins)
		offer(o, kind_walk_in, 1, _("walk-ins"), detail.buf);
	str_release(&detail);
}


static int compare_cites(const void *a, const void *b)
{
	const struct roster_row *const *left = a, *const *right = b;

	return strcmp((*left)->reg->cite, (*right)->reg->cite);
}

static int compare_announcers(const void *a, const void *b)
{
	const struct roster_row *const *left = a, *const *right = b;
	const int by_name = strcmp((*left)->reg->registered_by, (*right)->reg->registered_by);

	if (by_name)
		return by_name;
	return ((*left)->reg->registered_by_id > (*right)->reg->registered_by_id) -
	       ((*left)->reg->registered_by_id < (*right)->reg->registered_by_id);
}

static void offer_group(const struct offering *o, const char *kind, const struct roster_row *of,
	int64_t people, int64_t missing)
{
	struct str label = STR_INIT, detail = STR_INIT;

	if (kind == kind_cite)
		str_add(&label, *of->reg->cite ? of->reg->cite : _("no cité"));
	else
		str_addf(&label, _("announced by %s"), of->reg->registered_by);
	str_addf(&detail, P_("%lld person", "%lld people", people), (long long)people);
	if (missing)
		str_addf(&detail, P_(", %lld missing", ", %lld missing", missing),
			(long long)missing);
	/* The id says which row, so that the name needs no room. */
	offer(o, kind, of->reg->id, label.buf, detail.buf);
	str_release(&label);
	str_release(&detail);
}

static void offer_groups(const struct offering *o, const char *kind,
	int (*compare)(const void *, const void *))
{
	const struct roster_row **rows = xcalloc(o->r->count + 1, sizeof *rows);
	int64_t people = 0, missing = 0;

	for (size_t i = 0; i < o->r->count; i++)
		rows[i] = &o->r->rows[i];
	qsort(rows, o->r->count, sizeof *rows, compare);
	for (size_t i = 0; i < o->r->count; i++) {
		people++;
		missing += rows[i]->is == ROSTER_MISSING;
		if (i + 1 < o->r->count && !compare(&rows[i], &rows[i + 1]))
			continue;
		if (kind == kind_cite || rows[i]->reg->registered_by_id)
			offer_group(o, kind, rows[i], people, missing);
		people = missing = 0;
	}
	free(rows);
}

/* The list below the finder, which while it opens is not there yet. */
static const struct roster_state *list_below(const struct app *app)
{
	struct screen *s = app_top(app);

	while (s->ops != &roster_screen)
		s = app_below(s);
	return (const struct roster_state *)s;
}

static bool find_criterion(struct app *app, const char *typed, size_t limit, finder_add_fn add,
	void *arg, struct err *err)
{
	char *folded = fold_dup(typed);
	const struct offering o = {
		.r = list_below(app), .folded = folded, .add = add, .arg = arg
	};

	(void)limit;
	(void)err;
	offer(&o, kind_all, 1, _("everybody"), "");
	offer_states(&o);
	offer_groups(&o, kind_cite, compare_cites);
	offer_groups(&o, kind_announcer, compare_announcers);
	free(folded);
	return true;
}

static void criterion_chosen(struct app *app, const char *kind, int64_t id, void *ctx)
{
	struct roster_state *r = ctx;
	struct roster_filter *f = &r->filter;
	const struct roster_row *row = roster_row(r, id);

	if (kind == kind_all) {
		roster_filter_release(f);
	} else if (kind == kind_state) {
		f->is = (int)(id - 1);
	} else if (kind == kind_walk_in) {
		f->walk_in = true;
	} else if (row && kind == kind_cite) {
		free(f->cite);
		f->cite = xstrdup(row->reg->cite);
	} else if (row) {
		f->announcer = row->reg->registered_by_id;
		free(f->announcer_name);
		f->announcer_name = xstrdup(row->reg->registered_by);
	}
	roster_rows_show(r);
	list_restart(&r->list);
	app_redraw(app);
}

unsigned roster_choose_filter(struct roster_state *r)
{
	r->choice = (struct finder_spec){
		.title = N_("Show only"),
		.hint = N_("a state, a cité, who announced them"),
		.find = find_criterion,
		.at_once = true,
		.chosen = criterion_chosen,
		.ctx = r,
	};
	return finder_open(r->screen.app, &r->choice, NULL) ? SCREEN_REDRAW : SCREEN_HANDLED;
}
