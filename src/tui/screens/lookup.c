#include "tui/screens/lookup.h"

#include <stdlib.h>
#include <string.h>

#include "etape/cycle.h"
#include "etape/find.h"
#include "etape/fold.h"
#include "etape/tariff.h"
#include "tui/screens/choose.h"

enum { LOOKUP_MOST = 12 };

struct lookup {
	form_candidate_fn add;
	void *arg;
	char *folded;	/* what was typed, for cycles */
};

static bool lookup_pass(void *arg, const struct find_row *row)
{
	struct lookup *l = arg;

	l->add(l->arg, row->id, row->label, row->detail);
	return true;
}

static void lookup_find(struct form *f, const char *typed, enum find_kind kind, form_candidate_fn add,
	void *arg)
{
	struct lookup l = { .add = add, .arg = arg };

	/* A field that cannot be completed is still a field: it says nothing. */
	find(form_app(f)->db, typed, FIND_ONLY(kind), LOOKUP_MOST, lookup_pass, &l, NULL);
}

void lookup_cite(struct form *f, const char *typed, form_candidate_fn add, void *arg)
{
	lookup_find(f, typed, FIND_CITE, add, arg);
}

void lookup_structure(struct form *f, const char *typed, form_candidate_fn add, void *arg)
{
	lookup_find(f, typed, FIND_STRUCTURE, add, arg);
}

void lookup_person(struct form *f, const char *typed, form_candidate_fn add, void *arg)
{
	lookup_find(f, typed, FIND_PERSON, add, arg);
}

static void lookup_pass_event(void *arg, const struct finder_row *row)
{
	struct lookup *l = arg;

	l->add(l->arg, row->id, row->label, row->detail);
}

void lookup_event(struct form *f, const char *typed, form_candidate_fn add, void *arg)
{
	struct lookup l = { .add = add, .arg = arg };

	choose_find_event(form_app(f), typed, LOOKUP_MOST, lookup_pass_event, &l, NULL);
}

static bool lookup_pass_cycle(void *arg, const struct cycle *cycle)
{
	struct lookup *l = arg;
	char *name = fold_dup(cycle->name);

	if (strstr(name, l->folded))
		l->add(l->arg, cycle->id, cycle->name, cycle->code);
	free(name);
	return true;
}

void lookup_cycle(struct form *f, const char *typed, form_candidate_fn add, void *arg)
{
	struct lookup l = { .add = add, .arg = arg, .folded = fold_dup(typed) };

	cycle_list(form_app(f)->db, lookup_pass_cycle, &l, NULL);
	free(l.folded);
}

static bool lookup_pass_tariff(void *arg, const struct tariff_row *row)
{
	struct lookup *l = arg;
	char *name = fold_dup(row->name);

	if (strstr(name, l->folded))
		l->add(l->arg, row->id, row->name, row->code);
	free(name);
	return true;
}

void lookup_tariff(struct form *f, const char *typed, form_candidate_fn add, void *arg)
{
	struct lookup l = { .add = add, .arg = arg, .folded = fold_dup(typed) };

	tariff_list(form_app(f)->db, lookup_pass_tariff, &l, NULL);
	free(l.folded);
}
