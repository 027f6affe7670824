/* The hats of one person, said: which one she wears, and what others would cost. */
#include "core/fee_words.h"

static const char *structure_of(const struct fee_hat *hat)
{
	return hat->structure ? hat->structure : C_("fee", "no structure");
}

static bool of_one_structure(const struct fee_alternative *hats, size_t count)
{
	for (size_t i = 1; i < count; i++)
		if (!str_eq(hats[i].hat->structure, hats[0].hat->structure))
			return false;
	return true;
}

/* Whether a structure stands there twice, for two cités. */
static bool is_twice(const struct fee_alternative *hats, size_t count, size_t i)
{
	for (size_t k = 0; k < count; k++)
		if (k != i && str_eq(hats[k].hat->structure, hats[i].hat->structure))
			return true;
	return false;
}

static void add_hat(struct str *out, const struct fee_alternative *hats, size_t count, size_t i,
	bool territories)
{
	const struct fee_hat *hat = hats[i].hat;

	if (territories) {
		str_add(out, hat->territory ? hat->territory->name : structure_of(hat));
		return;
	}
	str_add(out, structure_of(hat));
	if (hat->territory && is_twice(hats, count, i))
		str_addf(out, " (%s)", hat->territory->name);
}

static void add_cost(struct str *out, const struct fee_alternative *a)
{
	const char *payer = a->hat->payer_name;

	if (!a->known)
		str_add(out, fee_state_label(FEE_UNDETERMINED));
	else if (a->cents == 0)
		str_add(out, fee_state_label(FEE_EXEMPT));
	else
		money_format(out, a->cents, i18n_lang());
	if (a->known && a->cents && payer && !str_eq(payer, a->hat->structure))
		str_addf(out, _(" paid by %s"), payer);
}

/* Of hats that cost the same, the payer is what has to be chosen. */
static bool cost_the_same(const struct fee_alternative *hats, size_t count)
{
	for (size_t i = 1; i < count; i++)
		if (!hats[i].known || !hats[0].known || hats[i].cents != hats[0].cents)
			return false;
	return true;
}

static const char *territories_words(struct str *out, size_t count)
{
	if (count == 2)
		return _("two possible territories");
	str_addf(out, _("%zu possible territories"), count);
	return out->buf;
}

static const char *hats_words(struct str *out, size_t count)
{
	if (count == 2)
		return _("two hats");
	str_addf(out, _("%zu hats"), count);
	return out->buf;
}

void fee_explain_hats(
	struct str *reasons, const struct fee_alternative *hats, size_t count, bool same)
{
	const bool territories = of_one_structure(hats, count);
	struct str names = STR_INIT, how_many = STR_INIT, line = STR_INIT;

	if (same && territories)
		return; /* no rule asked */
	for (size_t i = 0; i < count; i++) {
		str_add(&names, i ? C_("fee", "; ") : "");
		add_hat(&names, hats, count, i, territories);
		if (same)
			continue;
		str_add(&names, ", ");
		add_cost(&names, &hats[i]);
	}
	if (same)
		str_addf(&line, _("the same for each that may be represented: %s"), names.buf);
	else if (territories)
		str_addf(&line, _("%s: %s: choose the one represented here"), territories_words(&how_many, count),
			names.buf);
	else if (cost_the_same(hats, count))
		str_addf(&line, _("%s: %s: the payer is not the same, choose the one worn here"),
			hats_words(&how_many, count), names.buf);
	else
		str_addf(&line, _("%s: %s: choose the one worn here"), hats_words(&how_many, count), names.buf);
	str_release(&how_many);
	fee_explain(reasons, line.buf);
	str_release(&names);
	str_release(&line);
}

void fee_explain_chosen(struct str *reasons, const struct fee_case *c)
{
	const struct fee_hat *hat = c->hats;
	struct str line = STR_INIT;

	if (!c->chosen)
		return;
	if (hat->territory)
		str_addf(&line, _("represents here, as was chosen: %s (%s)"), structure_of(hat),
			hat->territory->name);
	else
		str_addf(&line, _("represents here, as was chosen: %s"), structure_of(hat));
	fee_explain(reasons, line.buf);
	str_release(&line);
}
