/* Registering somebody on the spot: four fields, prefilled with what was typed. Whoever is
 * known already is recognised while typing, and the fee is said before saving. */
#include "tui/screens/desk.h"

#include <stdlib.h>
#include <string.h>

#include "etape/admission.h"
#include "etape/fees.h"
#include "etape/find.h"
#include "etape/fold.h"
#include "etape/person.h"
#include "etape/registration.h"
#include "etape/text.h"
#include "etape/valid.h"
#include "tui/widgets/form.h"

static struct desk_state *desk_of_form(const struct form *f)
{
	return form_ctx(f);
}

/* --- what was typed, as a name --- */

/* Words that belong to the family name that follows. */
static bool is_particle(const char *folded)
{
	static const char *const particles[] = { "de", "du", "des", "d", "la", "le", "van",
		"von", "der", "den", "el", "al", "ben", "da", "di", "dos" };

	for (size_t i = 0; i < sizeof particles / sizeof *particles; i++)
		if (!strcmp(folded, particles[i]))
			return true;
	return false;
}

/* Bytes of the family name at the beginning of "van der meersch joris". */
static size_t family_length(const char *typed)
{
	const char *at = typed;

	for (;;) {
		const size_t n = strcspn(at, " ");
		char *word = xstrndup(at, n), *folded = fold_dup(word);
		const bool particle = is_particle(folded);

		free(word);
		free(folded);
		at += n;
		if (!particle || !*at)
			return (size_t)(at - typed);
		at += strspn(at, " ");
	}
}

/* "d'hondt élise" to "D'Hondt Élise", "van der zoek" to "Van der Zoek": nobody types capitals
 * at a desk. */
static void add_capitalised(struct str *out, const char *text)
{
	for (size_t at = 0, next; text[at]; at = next) {
		const size_t word = strcspn(text + at, " -'");
		char *letter, *folded;

		next = at + word + (text[at + word] != '\0');
		letter = xstrndup(text + at, word ? text_next(text, at) - at : 0);
		folded = xstrndup(text + at, word);
		if (at && is_particle(folded)) {
			str_add(out, folded);
		} else {
			text_upper(out, letter);
			str_addn(out, text + at + strlen(letter), word - strlen(letter));
		}
		str_addn(out, text + at + word, next - at - word);
		free(letter);
		free(folded);
	}
}

/* --- the structure --- */

#define NEW_STRUCTURE INT64_C(-1) /* the proposal that adds what was typed */

struct proposals {
	form_candidate_fn add;
	void *arg;
	const char *typed;
	bool said_new; /* adding it was proposed, or is not needed */
};

static void propose_new(struct proposals *to)
{
	if (!to->said_new)
		to->add(to->arg, NEW_STRUCTURE, to->typed, _("new structure"));
	to->said_new = true;
}

/* Those found, then adding a new one, then similar spellings. */
static bool propose(void *arg, const struct find_row *row)
{
	struct proposals *to = arg;
	char *label = fold_dup(row->label), *typed = fold_dup(to->typed);

	if (row->approximate)
		propose_new(to);
	to->said_new = to->said_new || !strcmp(label, typed);
	to->add(to->arg, row->id, row->label, row->detail);
	free(label);
	free(typed);
	return true;
}

static void look_up_structure(
	struct form *f, const char *typed, form_candidate_fn add, void *arg)
{
	struct proposals to = { .add = add, .arg = arg, .typed = typed };

	if (!*typed)
		return;
	find(form_app(f)->db, typed, FIND_ONLY(FIND_STRUCTURE), 11, propose, &to, NULL);
	propose_new(&to);
}

/* --- the fields --- */

static const struct form_field fields[] = {
	{ .name = "family_name",
		.label = N_("Name"),
		.kind = FORM_TEXT,
		.required = true,
		.max = 80 },
	{ .name = "given_name", .label = N_("First name"), .kind = FORM_TEXT, .max = 80 },
	{
		.name = "structure",
		.label = N_("Structure"),
		.kind = FORM_LOOKUP,
		.lookup = look_up_structure,
		.max = 160,
	},
	{
		.name = "email",
		.label = N_("E-mail"),
		.kind = FORM_TEXT,
		.check = valid_email,
		.max = 120,
	},
};

/* Copies out of the form, to be released with person_release(). */
static void read_person(const struct form *f, struct person *p)
{
	person_init(p);
	p->family_name = xstrdup(form_get(f, "family_name"));
	p->given_name = xstrdup(form_get(f, "given_name"));
	p->email = xstrdup(form_get(f, "email"));
	p->structure = form_id(f, "structure") == NEW_STRUCTURE ? 0 : form_id(f, "structure");
}

/* --- what is worth knowing before saving --- */

struct namesakes {
	struct desk_state *d;
	struct str *out;
	bool registered; /* one of them is registered: nothing more to say */
};

/* The first namesake who is registered, else the first known. */
static bool namesake(void *arg, const struct person_row *row)
{
	struct namesakes *n = arg;
	int64_t registration = 0;

	registration_find(n->d->screen.app->db, n->d->event.id, row->id, &registration, NULL);
	if (n->out->len && !registration)
		return true;
	str_reset(n->out);
	if (registration)
		str_addf(n->out, _("Registered already: %s, %s. Esc, then choose that line."),
			row->name, row->structure);
	else
		str_addf(n->out, _("Known already: %s, %s"), row->name, row->structure);
	n->registered = registration != 0;
	return !n->registered;
}

/* The amount, and the reason that is not how it was multiplied. */
static bool say_fee(void *arg, const struct fee_row *row)
{
	struct str *out = arg;
	const struct desk_fee fee = { .state = row->state, .balance = row->balance };
	const char *why = row->reasons;

	str_addf(out, "%s ", _("Fee:"));
	desk_fee_words(out, &fee);
	if (row->state == FEE_DUE && strchr(why, '\n'))
		why = strchr(why, '\n') + 1;
	if (row->state != FEE_EXEMPT && *why)
		str_addf(out, ", %.*s", (int)strcspn(why, "\n"), why);
	return false;
}

static void advise(struct form *f, struct str *out)
{
	struct desk_state *d = desk_of_form(f);
	struct namesakes n = { .d = d, .out = out };
	struct db *db = form_app(f)->db;
	struct person p;
	struct err err = ERR_INIT;
	int64_t known = 0;

	read_person(f, &p);
	if (!*p.family_name) {
		person_release(&p);
		return;
	}
	if (!admission_recognise(db, &p, &known, &err) && err.code == ERR_EXISTS)
		str_add(out, err.message);
	else
		person_candidates(db, p.family_name, p.given_name, 0, namesake, &n, NULL);
	if (!n.registered) {
		if (out->len)
			str_add(out, ". ");
		if (known)
			fees_of_person(db, d->event.id, known, say_fee, out, NULL);
		else
			fees_of_newcomer(db, d->event.id, p.structure, say_fee, out, NULL);
	}
	person_release(&p);
}

/* --- saving --- */

static enum form_result save(struct form *f, int64_t *result, struct err *err)
{
	struct desk_state *d = desk_of_form(f);
	struct checkin_answer a;
	struct person p;
	bool ok;

	checkin_answer_init(&a);
	read_person(f, &p);
	const struct newcomer newcomer = {
		.person = &p,
		.structure = form_get(f, "structure"),
		.event = d->event.id,
		.session = d->session,
		.via = VIA_DESK,
		.replaces = d->replaces,
	};
	ok = admission_newcomer(form_app(f)->db, &newcomer, &a, err);
	if (ok) {
		*result = a.person;
		input_set(&d->field, "");
		desk_scan_reset(d);
		desk_found_clear(&d->found);
		desk_fees_clear(&d->fees);
		desk_tell(d, &a, "");
		if (a.result == CHECKIN_OK)
			desk_note(d, &a);
	}
	person_release(&p);
	checkin_answer_release(&a);
	return ok ? FORM_SAVED : FORM_REFUSED;
}

bool desk_walkin_open(struct desk_state *d, const char *typed, int64_t replaces)
{
	static const struct form_spec spec = {
		.name = "walk-in",
		.title = N_("Register on the spot"),
		.fields = fields,
		.count = sizeof fields / sizeof *fields,
		.save = save,
		.advise = advise,
	};
	struct str family = STR_INIT, given = STR_INIT;
	const char *email = strchr(typed, '@') ? typed : "";
	const size_t n = *email ? 0 : family_length(typed);
	char *first = xstrndup(typed, n);
	bool ok;

	d->replaces = replaces;
	add_capitalised(&family, first);
	if (!*email)
		add_capitalised(&given, typed + n + strspn(typed + n, " "));
	const struct form_value values[] = {
		{ .name = "family_name", .text = family.buf },
		{ .name = "given_name", .text = given.buf },
		{ .name = "email", .text = email },
		{ .name = NULL },
	};
	ok = form_open(d->screen.app, &spec, "", NULL, values, d);
	free(first);
	str_release(&family);
	str_release(&given);
	return ok;
}
