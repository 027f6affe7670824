/* The criteria that the directory offers: those that are on, then the saved filters, then the others,
 * by what is typed. */
#include <stdlib.h>
#include <string.h>

#include "etape/cite.h"
#include "etape/fold.h"
#include "etape/saved_filter.h"
#include "tui/screens/contacts_filter.h"
#include "tui/screens/names.h"

const char criterion_all[] = "all";
const char criterion_again[] = "again";
const char criterion_saved[] = "saved";
const char criterion_delete[] = "delete";
const char criterion_role[] = "role";
const char criterion_flag[] = "flag";
const char criterion_at[] = "at";
const char criterion_event[] = "event";
const char criterion_kind[] = "kind";
const char criterion_departement[] = "departement";
const char criterion_academie[] = "academie";
const char criterion_cite[] = "cite";
const char criterion_structure[] = "structure";
const char criterion_day[] = "day";

#define ALL_COPILOTES                                                                          \
	(1u << MANDATE_COPILOTE_COLLECTIVITE | 1u << MANDATE_COPILOTE_PREFECTURE |             \
		1u << MANDATE_COPILOTE_ACADEMIE | 1u << MANDATE_COPILOTE_AUTRE)
#define SEEN_MAX 192 /* a hundred départements, thirty académies, and those to come */

/* Which are offered in this round. */
enum round { ROUND_ON, ROUND_BEGINS, ROUND_HOLDS };

struct offering {
	const struct contacts_criteria *c;
	const char *folded; /* what was typed */
	enum round round;
	finder_add_fn add;
	void *arg;
	char *seen[SEEN_MAX]; /* départements and académies offered already in this round; owned */
	size_t seen_count;
};

static struct contacts_criteria *offered_for;

void contacts_offer_for(struct contacts_criteria *c)
{
	offered_for = c;
}

/* The finder keeps an id: a département's code goes in as its bytes. */
int64_t contacts_pack_code(const char *code)
{
	int64_t id = 0;

	for (; *code != '\0'; code++)
		id = id << 8 | (unsigned char)*code;
	return id;
}

void contacts_unpack_code(int64_t id, char code[9])
{
	size_t n = 0;

	for (int shift = 56; shift >= 0; shift -= 8)
		if ((id >> shift & 0xff) != 0)
			code[n++] = (char)(id >> shift & 0xff);
	code[n] = '\0';
}

static bool fits(const struct offering *o, const char *label)
{
	char *text = fold_dup(label);
	struct str further = STR_INIT;
	bool begins = strncmp(text, o->folded, strlen(o->folded)) == 0;
	bool holds;

	str_addf(&further, " %s", o->folded);
	holds = strstr(text, further.buf) != NULL;
	str_release(&further);
	free(text);
	if (o->round == ROUND_ON)
		return begins || holds;
	return o->round == ROUND_BEGINS ? begins : !begins && holds;
}

static void offer_row(struct offering *o, const char *kind, int64_t id, const char *label,
	const char *detail)
{
	bool on = o->round == ROUND_ON;

	if (fits(o, label))
		o->add(o->arg, &(struct finder_row){
			.glyph = on ? GLYPH_PRESENT : GLYPH_NONE,
			.style = THEME_PRESENT,
			.kind = kind,
			.id = id,
			.label = label,
			.detail = on ? _("on: Enter takes it off") : detail,
		});
}

static void offer(struct offering *o, const char *kind, int64_t id, const char *label,
	const char *detail)
{
	if (contacts_criterion_on(&o->c->query->filter, kind, id) == (o->round == ROUND_ON))
		offer_row(o, kind, id, label, detail);
}

/* --- kinds of criteria --- */

static void offer_roles(struct offering *o)
{
	if (o->round != ROUND_ON)
		offer(o, criterion_role, ALL_COPILOTES, _("Copilotes, all of them"), _("Post"));
	for (size_t i = 0; i < mandate_roles.count; i++)
		offer(o, criterion_role, 1u << i, vocabulary_label(&mandate_roles, (int)i), _("Post"));
}

static void offer_kinds(struct offering *o)
{
	for (size_t i = 0; i < structure_kinds.count; i++)
		offer(o, criterion_kind, 1u << i, vocabulary_label(&structure_kinds, (int)i),
			_("Kind of structure"));
}

static void offer_flags(struct offering *o)
{
	static const struct {
		enum contacts_flag flag;
		const char *label;
		const char *detail;
	} flags[] = {
		{ FLAG_MEMBER, N_("Member"), N_("Membership") },
		{ FLAG_NOT_MEMBER, N_("Not a member"), N_("Membership") },
		{ FLAG_NEVER_CAME, N_("Never came"), N_("Presence") },
		{ FLAG_NO_EMAIL, N_("Without an e-mail address"), N_("Record") },
		{ FLAG_NO_PHONE, N_("Without a telephone"), N_("Record") },
		{ FLAG_UNCONFIRMED, N_("Not confirmed for a year"), N_("Record") },
		{ FLAG_CHANGED, N_("Changed in the last 30 days"), N_("Record") },
	};

	for (size_t i = 0; i < sizeof flags / sizeof *flags; i++)
		offer(o, criterion_flag, flags[i].flag, _(flags[i].label), _(flags[i].detail));
}

static void offer_ats(struct offering *o)
{
	static const char *const labels[] = {
		[PERSON_PRESENT] = N_("Present at a rencontre…"),
		[PERSON_REGISTERED] = N_("Registered for a rencontre…"),
		[PERSON_ABSENT] = N_("Absent from a rencontre…"),
		[PERSON_NOT_THERE] = N_("Neither registered nor present…"),
	};

	if (o->round == ROUND_ON)
		return;
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
		offer_row(o, criterion_at, (int64_t)i + 1, _(labels[i]), _("Presence"));
}

/* What the chooser has no row of its own for, in the words of the heading. */
static void offer_words(struct offering *o, const char *kind, int64_t id,
	const struct person_filter *only)
{
	struct person_query q;
	struct str words = STR_INIT;

	person_query_init(&q);
	q.filter = *only;
	person_query_words(o->c->app->db, &q, "", &words, NULL);
	offer_row(o, kind, id, words.buf, "");
	str_release(&words);
}

static void offer_others_on(struct offering *o)
{
	const struct person_filter *f = &o->c->query->filter;
	struct person_filter only = PERSON_FILTER_ALL;

	if (f->event != 0) {
		only.event = f->event;
		only.at = f->at;
		offer_words(o, criterion_event, f->event, &only);
	}
	only = PERSON_FILTER_ALL;
	if (f->academie != NULL) {
		only.academie = f->academie;
		offer_words(o, criterion_academie, 0, &only);
	}
	only = PERSON_FILTER_ALL;
	if (f->structure != 0) {
		only.structure = f->structure;
		offer_words(o, criterion_structure, f->structure, &only);
	}
	only = PERSON_FILTER_ALL;
	if (f->cite != 0) {
		only.cite = f->cite;
		offer_words(o, criterion_cite, f->cite, &only);
	}
	only = PERSON_FILTER_ALL;
	if (f->on != CIVIL_NONE) {
		only.on = f->on;
		offer_words(o, criterion_day, 1, &only);
	}
}

static bool is_new(struct offering *o, const char *what)
{
	for (size_t i = 0; i < o->seen_count; i++)
		if (strcmp(o->seen[i], what) == 0)
			return false;
	if (*what == '\0' || o->seen_count == SEEN_MAX)
		return false;
	o->seen[o->seen_count++] = xstrdup(what);
	return true;
}

static bool offer_place(void *arg, const struct cite_row *row)
{
	struct offering *o = arg;
	struct str label = STR_INIT;
	bool on = o->round == ROUND_ON;

	if (strlen(row->departement) <= 3 && is_new(o, row->departement)) {
		str_addf(&label, "%s (%s)", departement_name(row->departement), row->departement);
		offer(o, criterion_departement, contacts_pack_code(row->departement), label.buf,
			_("Département"));
	}
	if (!on && !str_eq(o->c->query->filter.academie, row->academie) && is_new(o, row->academie)) {
		str_reset(&label);
		str_add(&label, row->academie);
		offer_row(o, criterion_academie, row->id, label.buf, _("Académie"));
	}
	/* Too many to be shown before something is typed. */
	if (!on && *o->folded != '\0')
		offer(o, criterion_cite, row->id, row->name, _("Cité"));
	str_release(&label);
	return true;
}

/* --- saved filters --- */

static bool offer_saved(void *arg, const struct saved_filter_row *row)
{
	struct offering *o = arg;
	bool applied = o->c->saved_id == row->id;
	struct str label = STR_INIT;

	if (!applied)
		offer_row(o, criterion_saved, row->id, row->name, _("Saved filter"));
	str_addf(&label, _("Delete: %s"), row->name);
	if (o->c->app->may_write && (applied || *o->folded != '\0'))
		offer_row(o, criterion_delete, row->id, label.buf, _("Saved filter"));
	str_release(&label);
	return true;
}

/* --- all --- */

static void offer_whole(struct offering *o)
{
	struct str words = STR_INIT;

	if (contacts_criteria_on(o->c))
		offer_row(o, criterion_all, 1, o->c->people ? _("Everybody") : _("All structures"),
			_("takes all criteria off"));
	else if (o->c->people && contacts_query_asks(&o->c->before)) {
		person_query_words(o->c->app->db, &o->c->before, ", ", &words, NULL);
		offer_row(o, criterion_again, 1, words.buf, _("as before"));
	}
	str_release(&words);
}

static bool offer_round(struct offering *o, enum round round, struct err *err)
{
	const struct cite_filter all = { .on = CIVIL_NONE };
	struct app *app = o->c->app;
	bool ok = true;

	o->round = round;
	if (round != ROUND_ON)
		offer_whole(o);
	if (o->c->people && round != ROUND_ON)
		ok = saved_filter_list(app->db, "people", offer_saved, o, err);
	if (o->c->people) {
		offer_roles(o);
		offer_flags(o);
		offer_ats(o);
	}
	offer_kinds(o);
	if (o->c->people && round == ROUND_ON)
		offer_others_on(o);
	ok = ok && (!o->c->people || cite_list(app->db, &all, offer_place, o, err));
	while (o->seen_count > 0)
		free(o->seen[--o->seen_count]);
	return ok;
}

bool contacts_find_criteria(struct app *app, const char *typed, size_t limit, finder_add_fn add,
	void *arg, struct err *err)
{
	char *folded = fold_dup(typed);
	struct offering o = { .c = offered_for, .folded = folded, .add = add, .arg = arg };
	bool ok = offer_round(&o, ROUND_ON, err) && offer_round(&o, ROUND_BEGINS, err);

	(void)app;
	(void)limit;
	if (ok && *folded != '\0')
		ok = offer_round(&o, ROUND_HOLDS, err);
	free(folded);
	return ok;
}
