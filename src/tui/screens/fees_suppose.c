/* "What if Creil joined on 1 May": the fees of the rencontre as they would be. Nothing is written. */
#include "tui/screens/fees.h"

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

struct comparing {
	const struct fees_state *f;
	size_t at;	  /* the line of the event that may come next */
	struct str text;  /* who changes, a line each */
	int changed;
	cents_t before;
	cents_t after;
};

static void add_fee(struct str *out, enum fee_state state, cents_t cents)
{
	if (state == FEE_UNDETERMINED || !cents)
		str_add(out, fee_state_label(cents ? FEE_DUE : state));
	else
		money_format(out, cents, i18n_lang());
}

static void add_cents(cents_t *sum, enum fee_state state, cents_t cents)
{
	if (state != FEE_UNDETERMINED && !money_add(*sum, cents, sum))
		bug("fees overflow");
}

static bool compare(void *arg, const struct fee_row *row)
{
	struct comparing *c = arg;
	const struct fees_state *f = c->f;
	const struct fee_row *was;

	while (c->at < f->count &&
		f->lines[c->at].row->registration_id != row->registration_id)
		c->at++;
	if (c->at == f->count)
		return true;
	was = f->lines[c->at++].row;
	add_cents(&c->before, was->state, was->due);
	add_cents(&c->after, row->state, row->due);
	if (was->due == row->due &&
		(was->state == FEE_UNDETERMINED) == (row->state == FEE_UNDETERMINED))
		return true;
	c->changed++;
	str_addf(&c->text, "%s\t", row->name);
	add_fee(&c->text, was->state, was->due);
	str_addf(&c->text, " %s ", term_glyph(GLYPH_ARROW));
	add_fee(&c->text, row->state, row->due);
	str_addc(&c->text, '\n');
	return true;
}

static void add_sum(struct str *out, const char *label, cents_t cents)
{
	str_addf(out, "%s\t", label);
	money_format(out, cents, i18n_lang());
	str_addc(out, '\n');
}

static void show(struct app *app, const struct comparing *c, const char *structure)
{
	struct str page = STR_INIT, title = STR_INIT;

	str_addf(&title, _("If %s were a member"), structure);
	str_addf(&page, "%s\n\n", _("Nothing of this is written."));
	add_sum(&page, _("Today"), c->before);
	add_sum(&page, _("Then"), c->after);
	if (c->changed) {
		str_addf(&page, "\n# ");
		str_addf(&page, P_("%d person pays another amount", "%d people pay another amount", c->changed),
			c->changed);
		str_addf(&page, "\n%s", c->text.buf);
	} else {
		str_addf(&page, "\n%s\n", _("Nobody would pay another amount."));
	}
	page_open(app, title.buf, page.buf);
	str_release(&page);
	str_release(&title);
}

/* The form stays below the answer: another day, another structure. */
static enum form_result suppose(struct form *form, int64_t *result, struct err *err)
{
	struct app *app = form_app(form);
	const struct fees_supposition what = { .structure = form_id(form, "structure"),
		.from = form_day(form, "from"),
		.to = form_day(form, "to") };
	struct comparing c = { .f = form_ctx(form), .text = STR_INIT };
	const struct fees_query query = { .event = c.f->event.id,
		.supposed = &what,
		.supposed_count = 1,
		.brief = true };
	bool ok;

	(void)result;
	if (what.from != CIVIL_NONE && what.to != CIVIL_NONE && what.from > what.to) {
		err_set(err, ERR_INVALID, _("the end of a membership comes after its beginning"));
		return FORM_REFUSED;
	}
	ok = fees_ask(app->db, &query, compare, &c, err);
	if (ok)
		show(app, &c, form_get(form, "structure"));
	str_release(&c.text);
	return ok ? FORM_ASKED : FORM_REFUSED;
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
