/* What decides a fee, and can be chosen or written down from its line: whom somebody represents, the
 * amount itself, or the record in which something is missing. */
#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "etape/registration.h"
#include "tui/screens/contacts.h"
#include "tui/screens/fees.h"
#include "tui/screens/screens.h"
#include "tui/widgets/form.h"

/* What stands in the finder's .kind. */
static const char kind_hat[] = "hat";
static const char kind_no_hat[] = "no-hat";
static const char kind_person[] = "person";
static const char kind_structure[] = "structure";
static const char kind_membership[] = "membership";

/* --- choices --- */

struct offering {
	const struct fees_state *f;
	const char *folded; /* what was typed */
	finder_add_fn add;
	void *arg;
	int64_t hats;
};

static void offer(const struct offering *o, const char *kind, int64_t id, const char *label,
	const char *detail)
{
	char *text = fold_dup(label);

	if (strstr(text, o->folded))
		o->add(o->arg, &(struct finder_row){
					.glyph = kind == kind_hat ? GLYPH_DIAMOND : GLYPH_ARROW,
					.style = THEME_DIM,
					.kind = kind,
					.id = id,
					.label = label,
					.detail = detail,
				});
	free(text);
}

static bool offer_hat(void *arg, const struct fees_hat *hat)
{
	struct offering *o = arg;
	struct str detail = STR_INIT;

	o->hats++;
	if (*hat->name && *hat->cite_name)
		str_addf(&detail, "%s %s ", hat->cite_name, term_glyph(GLYPH_DOT));
	if (hat->known)
		money_format(&detail, hat->cents, i18n_lang());
	else
		str_add(&detail, fee_state_label(FEE_UNDETERMINED));
	if (hat->chosen)
		str_addf(&detail, " %s %s", term_glyph(GLYPH_DOT), _("chosen"));
	offer(o, kind_hat, o->hats, *hat->name ? hat->name : hat->cite_name, detail.buf);
	str_release(&detail);
	return true;
}

static void offer_records(const struct offering *o, const struct fee_row *row)
{
	if (row->hat_chosen)
		offer(o, kind_no_hat, 1, _("Take the choice back"), "");
	offer(o, kind_person, row->person_id, _("The person's record"), row->name);
	if (!row->structure_id)
		return;
	offer(o, kind_structure, row->structure_id, _("The structure's record"), row->structure);
	offer(o, kind_membership, row->structure_id, _("A membership"), row->structure);
}

/* The screen of fees below the finder, which while it opens is not there yet. */
static const struct fees_state *fees_below(const struct app *app)
{
	struct screen *s = app_top(app);

	while (s->ops != &fees_screen)
		s = app_below(s);
	return (const struct fees_state *)s;
}

static bool find_choice(struct app *app, const char *typed, size_t limit, finder_add_fn to, void *arg,
	struct err *err)
{
	const struct fees_state *f = fees_below(app);
	char *folded = fold_dup(typed);
	struct offering o = { .f = f, .folded = folded, .add = to, .arg = arg };
	bool ok = true;

	(void)limit;
	if (f->filling) {
		ok = fees_hats(app->db, f->event.id, f->filling->person_id, offer_hat, &o, err);
		offer_records(&o, f->filling);
	}
	free(folded);
	return ok;
}

/* --- what was chosen --- */

struct picking {
	int64_t nth;
	int64_t structure;
	int64_t cite;
};

static bool pick_hat(void *arg, const struct fees_hat *hat)
{
	struct picking *p = arg;

	p->structure = hat->structure;
	p->cite = hat->cite;
	return --p->nth > 0;
}

static void choose_hat(struct fees_state *f, int64_t nth)
{
	struct db *db = f->screen.app->db;
	const struct fee_row *row = f->filling;
	struct picking p = { .nth = nth };
	struct err err = ERR_INIT;
	bool ok = !nth || fees_hats(db, f->event.id, row->person_id, pick_hat, &p, &err);

	ok = ok && registration_choose_hat(db, row->registration_id, p.structure, p.cite, &err);
	if (!ok) {
		app_error(f->screen.app, &err);
		return;
	}
	app_message(f->screen.app, THEME_MESSAGE,
		nth ? _("Noted whom %s represents at this rencontre")
		    : _("Nobody is chosen any more for %s to represent"),
		row->name);
	app_obey(&f->screen, SCREEN_RELOAD);
}

static void choice_made(struct app *app, const char *kind, int64_t id, void *ctx)
{
	struct fees_state *f = ctx;

	if (kind == kind_hat)
		choose_hat(f, id);
	else if (kind == kind_no_hat)
		choose_hat(f, 0);
	else if (kind == kind_person)
		person_form(app, id, 0);
	else if (kind == kind_structure)
		structure_form(app, id);
	else
		membership_form(app, 0, id);
}

unsigned fees_fill(struct fees_state *f, const struct fees_line *line)
{
	free(f->filling);
	f->filling = fee_row_dup(line->row);
	f->choice = (struct finder_spec){
		.title = N_("What decides this fee"),
		.hint = N_("whom this person represents, or what to complete"),
		.find = find_choice,
		.at_once = true,
		.chosen = choice_made,
		.ctx = f,
	};
	return finder_open(f->screen.app, &f->choice, NULL) ? SCREEN_REDRAW : SCREEN_HANDLED;
}

/* --- an amount by hand --- */

static const struct form_field amount_fields[] = {
	{ .name = "amount",
		.label = N_("Amount"),
		.kind = FORM_MONEY,
		.hint = N_("150, 150,5 or 1 200,00 €; empty: what the tariff says holds again") },
	{ .name = "reason",
		.label = N_("Reason"),
		.kind = FORM_TEXT,
		.hint = N_("why it is another than the tariff's; it stands on the invoice"),
		.max = 200 },
};

static void free_row(void *ctx)
{
	free(ctx);
}

static enum form_result save_amount(struct form *form, int64_t *result, struct err *err)
{
	const struct fee_row *row = form_ctx(form);
	struct app *app = form_app(form);
	struct str said = STR_INIT;
	cents_t cents;

	(void)result;
	if (!form_cents(form, "amount", &cents)) {
		if (row->overridden && !fees_override_remove(app->db, row->registration_id, err))
			return FORM_REFUSED;
		app_message(app, THEME_MESSAGE, _("%s: what the tariff says holds"), row->name);
		return FORM_SAVED;
	}
	if (!fees_override(app->db, row->registration_id, cents, form_get(form, "reason"), err))
		return FORM_REFUSED;
	money_format(&said, cents, i18n_lang());
	app_message(app, THEME_MESSAGE, _("%s: %s, set by hand"), row->name, said.buf);
	str_release(&said);
	return FORM_SAVED;
}

static void advise_amount(struct form *form, struct str *out)
{
	const struct fee_row *row = form_ctx(form);

	if (!row->computed_known) {
		str_add(out, _("The tariff does not decide it: something is missing."));
		return;
	}
	str_add(out, _("The tariff says: "));
	money_format(out, row->computed, i18n_lang());
}

unsigned fees_set_amount(struct fees_state *f, const struct fees_line *line)
{
	static const struct form_spec spec = {
		.name = "fee",
		.title = N_("Amount by hand"),
		.fields = amount_fields,
		.count = sizeof amount_fields / sizeof *amount_fields,
		.save = save_amount,
		.advise = advise_amount,
		.release = free_row,
	};
	struct str amount = STR_INIT, title = STR_INIT, key = STR_INIT;
	bool ok;

	if (line->row->overridden)
		money_format(&amount, line->row->due, i18n_lang());
	str_addf(&title, _("Amount by hand: %s"), line->row->name);
	str_addf(&key, "%lld", (long long)line->row->registration_id);
	const struct form_value values[] = {
		{ .name = "amount", .text = amount.buf },
		{ .name = "reason", .text = line->row->override_reason },
		{ .name = NULL },
	};
	ok = form_open(
		f->screen.app, &spec, key.buf, title.buf, values, fee_row_dup(line->row));
	str_release(&amount);
	str_release(&title);
	str_release(&key);
	return ok ? SCREEN_REDRAW : SCREEN_HANDLED;
}
