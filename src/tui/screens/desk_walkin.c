/* Registering somebody on the spot: four fields, prefilled with what was typed. Whoever is
 * known already is recognised while typing, and the fee is said before saving and can be taken
 * in the same change. */
#include "tui/screens/desk_walkin.h"

#include <stdlib.h>
#include <string.h>

#include "etape/admission.h"
#include "etape/find.h"
#include "etape/fold.h"
#include "etape/registration.h"
#include "etape/room.h"
#include "etape/text.h"
#include "etape/valid.h"
#include "tui/screens/collect_sheet.h"
#include "tui/screens/payment_form.h"

static void walkin_release(void *ctx)
{
	struct walkin *w = ctx;

	str_release(&w->fee_words);
	free(w->reference);
	free(w);
}

/* --- the structure --- */

struct proposals {
	form_candidate_fn add;
	void *arg;
	const char *typed;
	bool said_new; /* adding it was proposed, or is not needed */
};

static void propose_new(struct proposals *to)
{
	struct str said = STR_INIT;

	desk_walkin_new_structure(&said, to->typed);
	if (!to->said_new)
		to->add(to->arg, NEW_STRUCTURE, to->typed, said.buf);
	to->said_new = true;
	str_release(&said);
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

void desk_walkin_person(const struct form *f, struct person *p)
{
	person_init(p);
	p->family_name = xstrdup(form_get(f, "family_name"));
	p->given_name = xstrdup(form_get(f, "given_name"));
	p->email = xstrdup(form_get(f, "email"));
	p->structure = form_id(f, "structure") == NEW_STRUCTURE ? 0 : form_id(f, "structure");
}

/* --- saving --- */

/* The desk goes on with the answer. */
static void conclude(struct walkin *w, const struct checkin_answer *a)
{
	struct desk_state *d = w->desk;

	input_set(&d->field, "");
	desk_scan_reset(d);
	desk_found_clear(&d->found);
	desk_fees_clear(&d->fees);
	desk_tell(d, a, "");
	if (a->result == CHECKIN_OK)
		desk_note(d, a, 0);
	d->owed_stale = true;
}

static bool full(const struct checkin_answer *a, struct err *err)
{
	struct str why = STR_INIT;

	room_say(&why, &a->room);
	err_set(err, ERR_REFUSED, "%s%s%s", why.buf, _("; "),
		_("only the coordination can go beyond the capacity"));
	str_release(&why);
	return false;
}

static bool admit(struct walkin *w, const struct form *f, struct checkin_answer *a,
	struct payment *payment, struct err *err)
{
	struct person p;
	bool ok;

	desk_walkin_person(f, &p);
	const struct newcomer newcomer = {
		.person = &p,
		.structure = form_get(f, "structure"),
		.event = w->desk->event.id,
		.session = w->desk->session,
		.via = VIA_DESK,
		.replaces = w->replaces,
		.payment = payment->cents ? payment : NULL,
	};
	ok = admission_newcomer(form_app(f)->db, &newcomer, a, err);
	person_release(&p);
	return ok && (!a->full || full(a, err));
}

static enum form_result save(struct form *f, int64_t *result, struct err *err)
{
	struct walkin *w = form_ctx(f);
	struct payment payment = w->payment;
	struct checkin_answer a;
	bool ok;

	checkin_answer_init(&a);
	payment.reference = w->reference;
	ok = admit(w, f, &a, &payment, err);
	if (ok) {
		*result = a.person;
		conclude(w, &a);
		if (*payment.receipt)
			desk_collected(w->desk, &payment);
	} else if (w->in_one_key) {
		w->payment.cents = 0;
	}
	checkin_answer_release(&a);
	return ok ? FORM_SAVED : FORM_REFUSED;
}

/* --- the money, in the same change --- */

static unsigned take(struct screen *s, const struct collect *c, enum payment_means means)
{
	struct walkin *w = c->ctx;

	w->payment =
		(struct payment){ .cents = c->owed, .means = means, .day = CIVIL_NONE };
	w->in_one_key = true;
	return form_save(s);
}

static void keep_payment(void *ctx, const struct payment *p)
{
	struct walkin *w = ctx;

	free(w->reference);
	w->reference = p->reference && *p->reference ? xstrdup(p->reference) : NULL;
	w->payment = *p;
	w->payment.reference = NULL;
	w->in_one_key = false;
}

static unsigned other_amount(struct screen *s, const struct collect *c)
{
	const struct payment_asked asked = {
		.name = c->name,
		.amount = c->owed,
		.keep = keep_payment,
		.ctx = c->ctx,
	};

	return payment_form_open(s->app, &asked) ? SCREEN_REDRAW : SCREEN_HANDLED;
}

static unsigned collect(struct form *f, struct screen *s)
{
	struct walkin *w = form_ctx(f);
	struct str name = STR_INIT;
	unsigned then = SCREEN_REDRAW;

	if (!form_ready(f))
		return then;
	text_person(&name, form_get(f, "family_name"), form_get(f, "given_name"));
	const struct collect c = {
		.name = name.buf,
		.text = w->fee_words.buf,
		.owed = w->owed,
		.taken = take,
		.other = other_amount,
		.ctx = w,
	};
	if (!collect_sheet_open(s, &c))
		then = SCREEN_HANDLED;
	str_release(&name);
	return then;
}

/* --- somebody who is known --- */

/* Whoever is registered gets the desk's own answer: a cancellation or a waiting list is said
 * first. Else she is registered as she stands in the directory. */
static bool admit_known(struct walkin *w, struct checkin_answer *a, struct err *err)
{
	struct desk_state *d = w->desk;
	struct db *db = d->screen.app->db;
	struct person p;
	bool ok;

	if (w->same_registration) {
		const struct checkin_query q = {
			.event = d->event.id,
			.registration = w->same_registration,
			.session = d->session,
			.via = VIA_DESK,
		};

		return checkin_do(db, &q, a, err);
	}
	person_init(&p);
	const struct newcomer newcomer = {
		.person = &p,
		.event = d->event.id,
		.session = d->session,
		.via = VIA_DESK,
		.replaces = w->replaces,
	};
	ok = person_get(db, w->same, &p, err) && admission_newcomer(db, &newcomer, a, err);
	person_release(&p);
	return ok;
}

static unsigned same_person(struct form *f)
{
	struct walkin *w = form_ctx(f);
	struct app *app = form_app(f);
	struct checkin_answer a;
	struct err err = ERR_INIT;
	unsigned then = SCREEN_REDRAW;

	checkin_answer_init(&a);
	if (admit_known(w, &a, &err)) {
		conclude(w, &a);
		then = app_leave(app, a.person) | SCREEN_RELOAD;
	} else {
		app_error(app, &err);
	}
	checkin_answer_release(&a);
	return then;
}

static unsigned walkin_action(struct form *f, struct screen *s, enum action a)
{
	if (a == ACTION_WALKIN_COLLECT)
		return collect(f, s);
	return a == ACTION_WALKIN_SAME ? same_person(f) : 0;
}

static const char *walkin_disabled(const struct form *f, enum action a)
{
	const struct walkin *w = form_ctx(f);

	if (a == ACTION_WALKIN_SAME)
		return w->same ? NULL : "";
	if (a == ACTION_WALKIN_COLLECT && w->fee_known && w->fee == FEE_EXEMPT)
		return _("Nothing to pay: save only");
	return NULL;
}

static bool say_replaced(void *arg, const struct registration_row *row)
{
	str_addf(arg, _("In place of %s"), row->name);
	return false;
}

static void add_replaced(const struct desk_state *d, int64_t registration, struct str *title)
{
	struct registration_filter filter = REGISTRATION_FILTER_ALL;

	filter.id = registration;
	registration_list(d->screen.app->db, &filter, say_replaced, title, NULL);
}

bool desk_walkin_open(struct desk_state *d, const char *typed, int64_t replaces)
{
	static const struct form_spec spec = {
		.name = "walk-in",
		.title = N_("Register on the spot"),
		.fields = fields,
		.count = sizeof fields / sizeof *fields,
		.save = save,
		.advise = desk_walkin_advise,
		.release = walkin_release,
		.contexts = CONTEXT_WALKIN,
		.action = walkin_action,
		.disabled = walkin_disabled,
	};
	struct walkin *w = xmalloc(sizeof *w);
	struct str family = STR_INIT, given = STR_INIT, title = STR_INIT, key = STR_INIT;
	const char *email = strchr(typed, '@') ? typed : "";
	bool ok;

	*w = (struct walkin){ .desk = d, .replaces = replaces, .fee_words = STR_INIT };
	if (!*email)
		desk_walkin_name(d->screen.app->db, typed, &family, &given);
	const struct form_value values[] = {
		{ .name = "family_name", .text = family.buf },
		{ .name = "given_name", .text = given.buf },
		{ .name = "email", .text = email },
		{ .name = NULL },
	};
	if (replaces) {
		add_replaced(d, replaces, &title);
		str_addf(&key, "%lld", (long long)replaces);
	}
	ok = form_open(d->screen.app, &spec, key.buf, title.len ? title.buf : NULL, values, w);
	str_release(&title);
	str_release(&key);
	str_release(&family);
	str_release(&given);
	return ok;
}
