/* ^E at the desk: the money of whom the desk has before it, in one letter. */
#include "tui/screens/desk.h"

#include <stdlib.h>
#include <string.h>

#include "etape/fees.h"
#include "tui/screens/collect_sheet.h"
#include "tui/screens/payment_form.h"

struct desk_payer desk_payer(const struct desk_state *d)
{
	const struct desk_row *row = desk_found_row(&d->found);

	if (row && row->registration)
		return (struct desk_payer){ row->registration, row->person, row->name };
	if (!row && d->notice.registration)
		return (struct desk_payer){ d->notice.registration, d->notice.person,
			d->notice.name.buf };
	return (struct desk_payer){ 0, 0, "" };
}

/* --- what is known of somebody's money --- */

struct money {
	struct str text;
	enum fee_state state;
	cents_t owed;
	bool known;    /* the fee could be computed */
	bool receipts; /* money has moved already */
};

static bool take_fee(void *arg, const struct fee_row *row)
{
	struct money *m = arg;

	m->known = true;
	m->state = row->state;
	m->owed = row->balance;
	if (row->state == FEE_UNDETERMINED) /* why: each line of it */
		str_addf(&m->text, "%s\n%s", fee_state_label(row->state), row->reasons);
	return false;
}

static bool take_receipt(void *arg, const struct payment *p)
{
	struct money *m = arg;

	m->receipts = true;
	str_addc(&m->text, '\n');
	payment_say(&m->text, p);
	return true;
}

static bool money_read(
	struct desk_state *d, const struct desk_payer *who, struct money *m, struct err *err)
{
	struct db *db = d->screen.app->db;
	const struct desk_fee *fee;

	*m = (struct money){ .text = STR_INIT };
	if (!fees_of_person(db, d->event.id, who->person, take_fee, m, err))
		return false;
	fee = desk_fee_of(d, who->person);
	if (fee && m->known && m->state != FEE_UNDETERMINED)
		desk_fee_words(&m->text, fee);
	return payment_list(db, d->event.id, who->registration, take_receipt, m, err);
}

/* --- taking it --- */

static unsigned other_amount(struct screen *s, const struct collect *c)
{
	const struct payment_asked asked = {
		.registration = c->registration,
		.name = c->name,
		.amount = c->owed,
	};

	return payment_form_open(s->app, &asked) ? SCREEN_REDRAW : SCREEN_HANDLED;
}

/* The receipt stays in sight as long as the answer does; where that is not said anew, in its
 * place, for what it said of money is no longer so. */
static void say_beside(struct desk_state *d, const char *receipt)
{
	struct desk_notice *n = &d->notice;
	const int64_t registration = n->registration, person = n->person;
	char *name;

	if (n->answer && n->outcome == OUTCOME_PRESENT) {
		str_reset(&n->receipt);
		str_add(&n->receipt, receipt);
		desk_tell_again(d);
		return;
	}
	name = xstrdup(n->name.buf);
	desk_tell_text(d, GLYPH_PRESENT, THEME_PRESENT, receipt);
	n->registration = registration;
	n->person = person;
	str_add(&n->name, name);
	free(name);
}

void desk_collected(struct desk_state *d, const struct payment *p)
{
	struct desk_notice *n = &d->notice;
	struct str said = STR_INIT;

	payment_say(&said, p);
	app_message(d->screen.app, THEME_MESSAGE, "%s", said.buf);
	if (n->registration == p->registration)
		say_beside(d, said.buf);
	str_release(&said);
}

struct receipt {
	struct desk_state *desk;
	int64_t id;
};

static bool say_payment(void *arg, const struct payment *p)
{
	const struct receipt *r = arg;

	if (p->id != r->id)
		return true;
	desk_collected(r->desk, p);
	return false;
}

void desk_collected_by_form(struct desk_state *d, int64_t payment)
{
	struct receipt r = { .desk = d, .id = payment };

	if (d->notice.registration)
		payment_list(d->screen.app->db, d->event.id, d->notice.registration,
			say_payment, &r, NULL);
}

static unsigned take(struct screen *s, const struct collect *c, enum payment_means means)
{
	struct desk_state *d = desk_of(s);
	const struct desk_payer who = { c->registration, c->person, c->name };
	struct payment p = {
		.registration = c->registration,
		.cents = c->owed,
		.means = means,
		.day = CIVIL_NONE,
	};
	struct err err = ERR_INIT;
	struct money now;
	bool ok;

	desk_fees_clear(&d->fees);
	ok = money_read(d, &who, &now, &err);
	if (ok && now.owed != c->owed)
		ok = err_set(&err, ERR_REFUSED,
			_("meanwhile money was taken elsewhere: look at what is owed, then take it"));
	ok = ok && payment_add(s->app->db, &p, &err);
	str_release(&now.text);
	if (!ok) {
		app_error(s->app, &err);
		return SCREEN_REDRAW;
	}
	desk_fees_clear(&d->fees);
	desk_collected(d, &p);
	d->owed_stale = true;
	return SCREEN_RELOAD;
}

static unsigned nothing_owed(struct desk_state *d, const char *name, const char *why)
{
	char *kept = xstrdup(name); /* the notice's own, perhaps */

	desk_tell_text(d, GLYPH_NONE, THEME_NORMAL, _("nothing to pay"));
	if (*why)
		str_addf(&d->notice.text, " (%s)", why);
	str_add(&d->notice.name, kept);
	free(kept);
	return SCREEN_REDRAW;
}

unsigned desk_collect(struct desk_state *d)
{
	const struct desk_payer who = desk_payer(d);
	struct err err = ERR_INIT;
	struct money m;
	unsigned then = SCREEN_HANDLED;
	const bool ok = money_read(d, &who, &m, &err);
	const struct collect c = {
		.registration = who.registration,
		.person = who.person,
		.name = who.name,
		.text = m.text.buf,
		.owed = m.owed,
		.taken = take,
		.other = other_amount,
	};

	if (!ok)
		app_error(d->screen.app, &err);
	else if (m.known && m.state == FEE_EXEMPT && !m.receipts)
		then = nothing_owed(d, who.name, m.text.buf);
	else if (collect_sheet_open(&d->screen, &c))
		then = SCREEN_REDRAW;
	str_release(&m.text);
	return then;
}
