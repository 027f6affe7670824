/* "What if Creil joined on 1 May": the fees of the rencontre, or of the year, as they would be. Nothing
 * is written. */
#include "tui/screens/fees.h"

#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "tui/screens/lookup.h"
#include "tui/screens/screens.h"
#include "tui/widgets/form.h"

static const struct form_field fields[] = {
	{ .name = "structure",
		.label = N_("Structure"),
		.kind = FORM_LOOKUP,
		.required = true,
		.lookup = lookup_structure,
		.hint = N_("who would be a member") },
	{ .name = "from",
		.label = N_("From"),
		.kind = FORM_DATE,
		.hint = N_("first day of that membership; empty: always") },
	{ .name = "to",
		.label = N_("Until"),
		.kind = FORM_DATE,
		.hint = N_("last day, empty: without an end; nothing of this is written") },
};

/* --- the difference --- */

/* What somebody, a payer or a rencontre pays, as the list on the screen has them. */
struct sum {
	cents_t cents;
	int open; /* to determine */
};

struct change {
	int64_t id;
	char *name; /* owned */
	char *key;  /* order: folded; owned */
	struct sum before;
	struct sum after;
};

/* The fee of somebody as it is. */
struct fee_now {
	int64_t registration;
	int64_t payer;
	struct sum sum;
};

struct comparing {
	struct fees_state *f;
	enum fees_view view;
	char *structure;     /* owned */
	char *where;	     /* the rencontre or the year; owned */
	struct fee_now *now; /* of the rencontre at hand, in the order of its rows; owned */
	size_t count;
	size_t room;
	size_t at; /* of them: may come next */
	bool supposed;
	int64_t event;
	struct change *changes; /* owned */
	size_t change_count;
	struct sum before;
	struct sum after;
};

static struct sum sum_of(const struct fee_row *row)
{
	const bool open = row->state == FEE_UNDETERMINED;

	return (struct sum){ .cents = open ? 0 : row->due, .open = open };
}

static void sum_add(struct sum *to, const struct sum *more)
{
	fees_add(&to->cents, more->cents);
	to->open += more->open;
}

static bool differ(const struct sum *a, const struct sum *b)
{
	return a->cents != b->cents || a->open != b->open;
}

static void on_event(void *ctx, int64_t event, bool supposed)
{
	struct comparing *c = ctx;

	c->event = event;
	c->supposed = supposed;
	c->at = 0;
	if (!supposed)
		c->count = 0;
}

static void keep(struct comparing *c, const struct fee_row *row)
{
	if (c->count == c->room) {
		c->room = c->room ? 2 * c->room : 64;
		c->now = xrealloc(c->now, c->room * sizeof *c->now);
	}
	c->now[c->count++] = (struct fee_now){ .registration = row->registration_id,
		.payer = row->payer_id ? row->payer_id : -row->person_id,
		.sum = sum_of(row) };
}

/* How the list has a payer or a rencontre; NULL: not there. */
static const struct fees_group *group_of(const struct comparing *c, int64_t id)
{
	const struct fees_state *f = c->f;

	for (size_t i = 0; c->view != FEES_PEOPLE && i < f->group_count[c->view]; i++)
		if (f->groups[c->view][i].id == id)
			return &f->groups[c->view][i];
	return NULL;
}

/* What the list calls it, also where a filter keeps it away. */
static char *name_of(const struct comparing *c, int64_t id, const struct fee_row *row)
{
	const struct fees_group *group = group_of(c, id);

	if (group)
		return xstrdup(group->name);
	if (c->view == FEES_YEAR_EVENTS)
		return xstrdup(row->event);
	if (c->view == FEES_PEOPLE || id < 0)
		return xstrdup(row->name);
	return fees_structure_name(c->f->screen.app->db, id);
}

static struct change *change_of(struct comparing *c, int64_t id, const struct fee_row *row)
{
	struct change *one;

	for (size_t i = 0; i < c->change_count; i++)
		if (c->changes[i].id == id)
			return &c->changes[i];
	c->changes = xrealloc(c->changes, (c->change_count + 1) * sizeof *c->changes);
	one = &c->changes[c->change_count++];
	*one = (struct change){ .id = id };
	one->name = name_of(c, id, row);
	/* Rencontres stay in the order of their days. */
	one->key = c->view == FEES_YEAR_EVENTS ? xstrdup("") : fold_dup(one->name);
	return one;
}

static bool on_row(void *ctx, const struct fee_row *row)
{
	struct comparing *c = ctx;
	const struct sum then = sum_of(row);
	const struct fee_now *now;
	struct change *one;

	if (!c->supposed) {
		keep(c, row);
		return true;
	}
	while (c->at < c->count && c->now[c->at].registration != row->registration_id)
		c->at++;
	if (c->at == c->count) {
		c->at = 0; /* she came meanwhile */
		return true;
	}
	now = &c->now[c->at++];
	sum_add(&c->before, &now->sum);
	sum_add(&c->after, &then);
	if (!differ(&now->sum, &then))
		return true;
	one = change_of(c, c->view == FEES_PEOPLE ? now->registration
			: c->view == FEES_YEAR_EVENTS ? c->event : now->payer, row);
	sum_add(&one->before, &now->sum);
	sum_add(&one->after, &then);
	return true;
}

/* --- in words --- */

static void add_sum(struct str *out, const struct sum *s)
{
	if (s->cents || !s->open)
		money_format(out, s->cents, i18n_lang());
	if (s->cents && s->open)
		str_add(out, " + ");
	if (s->open)
		fees_say_count(out, FEES_OPEN, s->open);
}

/* Of somebody in her own words. */
static void add_amount(struct str *out, enum fees_view view, const struct sum *s)
{
	if (view != FEES_PEOPLE || s->cents)
		add_sum(out, s);
	else
		str_add(out, fee_state_label(s->open ? FEE_UNDETERMINED : FEE_EXEMPT));
}

static void add_line(struct str *out, const char *label, const struct sum *s)
{
	str_addf(out, "%s\t", label);
	add_sum(out, s);
	str_addc(out, '\n');
}

static int compare_changes(const void *a, const void *b)
{
	const struct change *left = a, *right = b;
	const int by_name = strcmp(left->key, right->key);

	return by_name ? by_name : (left->id > right->id) - (left->id < right->id);
}

static void add_count(struct str *out, enum fees_view view, int n)
{
	if (view == FEES_PEOPLE)
		str_addf(out, P_("%d person pays another amount", "%d people pay another amount", n), n);
	else if (view == FEES_YEAR_EVENTS)
		str_addf(out, P_("%d rencontre comes to another amount", "%d rencontres come to another amount", n), n);
	else
		str_addf(out, P_("%d payer pays another amount", "%d payers pay another amount", n), n);
}

static void done(struct fees_state *f, void *ctx)
{
	struct comparing *c = ctx;
	struct str page = STR_INIT, title = STR_INIT;

	if (c->change_count && c->view != FEES_YEAR_EVENTS)
		qsort(c->changes, c->change_count, sizeof *c->changes, compare_changes);
	str_addf(&title, _("If %s were a member"), c->structure);
	str_addf(&page, "%s\n%s\n\n", c->where, _("Nothing of this is written."));
	add_line(&page, _("Today"), &c->before);
	add_line(&page, _("Then"), &c->after);
	if (c->change_count) {
		str_add(&page, "\n# ");
		add_count(&page, c->view, (int)c->change_count);
		str_addc(&page, '\n');
	} else {
		str_addf(&page, "\n%s\n", _("Nobody would pay another amount."));
	}
	for (size_t i = 0; i < c->change_count; i++) {
		add_amount(&page, c->view, &c->changes[i].before);
		str_addf(&page, " %s ", term_glyph(GLYPH_ARROW));
		add_amount(&page, c->view, &c->changes[i].after);
		str_addf(&page, "\t%s\n", c->changes[i].name);
	}
	page_open(f->screen.app, title.buf, page.buf);
	str_release(&page);
	str_release(&title);
}

static void release(void *ctx)
{
	struct comparing *c = ctx;

	for (size_t i = 0; i < c->change_count; i++) {
		free(c->changes[i].name);
		free(c->changes[i].key);
	}
	free(c->changes);
	free(c->now);
	free(c->structure);
	free(c->where);
	free(c);
}

/* --- the form --- */

static bool choose_events(struct fees_state *f, int64_t **events, size_t *count, struct err *err)
{
	if (fees_of_year(f))
		return fees_events(f->screen.app->db, civil_day(f->year.year, 1, 1),
			civil_day(f->year.year, 12, 31), events, count, err);
	*events = xmalloc(sizeof **events);
	**events = f->event.id;
	*count = 1;
	return true;
}

static struct comparing *comparing_new(struct fees_state *f, const char *structure)
{
	struct comparing *c = xcalloc(1, sizeof *c);
	struct str where = STR_INIT;

	fees_say_where(&where, f);
	c->f = f;
	c->view = f->view;
	c->structure = xstrdup(structure);
	c->where = str_take(&where);
	return c;
}

/* The form stays below an answer that comes at once: another day, another structure. */
static enum form_result suppose(struct form *form, int64_t *result, struct err *err)
{
	static const struct fees_job_ops ops = {
		.event = on_event, .row = on_row, .done = done, .release = release
	};
	struct fees_state *f = form_ctx(form);
	const struct fees_supposition what = { .structure = form_id(form, "structure"),
		.from = form_day(form, "from"),
		.to = form_day(form, "to") };
	int64_t *events = NULL;
	size_t count = 0;
	bool at_once;

	*result = 1;
	if (what.from != CIVIL_NONE && what.to != CIVIL_NONE && what.from > what.to) {
		err_set(err, ERR_INVALID, _("the end of a membership comes after its beginning"));
		return FORM_REFUSED;
	}
	if (!choose_events(f, &events, &count, err))
		return FORM_REFUSED;
	at_once = fees_job_begin(
		f, &ops, comparing_new(f, form_get(form, "structure")), events, count, &what);
	free(events);
	return at_once ? FORM_ASKED : FORM_SAVED;
}

unsigned fees_suppose(struct fees_state *f)
{
	static const struct form_spec spec = { .name = "supposition",
		.title = N_("What if … joined?"),
		.fields = fields,
		.count = sizeof fields / sizeof *fields,
		.save = suppose,
		.passing = true };
	static const struct form_value none[] = { { .name = NULL } };

	return form_open(f->screen.app, &spec, "", NULL, none, f) ? SCREEN_REDRAW
								   : SCREEN_HANDLED;
}
