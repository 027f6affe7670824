/* What the people on the screen owe: asked for when a row is drawn, and remembered, so that
 * the next letter costs nothing. */
#include "tui/screens/desk.h"

#include "etape/fees.h"
#include "etape/person.h"

void desk_fees_clear(struct desk_fees *fees)
{
	*fees = (struct desk_fees){ .next = 0 };
}

static bool fee_take(void *arg, const struct fee_row *row)
{
	struct desk_fee *fee = arg;

	*fee = (struct desk_fee){
		.person = row->person_id,
		.state = row->state,
		.balance = row->balance,
	};
	return false;
}

static bool fee_take_state_agent(void *arg, const struct person_row *row)
{
	struct desk_fee *fee = arg;

	fee->state_agent = row->structure_kind != ANY &&
			   structure_kind_is_state((enum structure_kind)row->structure_kind);
	return false;
}

const struct desk_fee *desk_fee_of(struct desk_state *d, int64_t person)
{
	struct desk_fees *fees = &d->fees;
	struct desk_fee *slot, got = { .person = 0 };

	for (size_t i = 0; i < DESK_FEES_MAX; i++)
		if (fees->kept[i].person == person)
			return &fees->kept[i];
	if (!fees_of_person(d->screen.app->db, d->event.id, person, fee_take, &got, NULL) ||
		!got.person)
		return NULL;
	if (got.state == FEE_EXEMPT)
		person_row_get(d->screen.app->db, person, fee_take_state_agent, &got, NULL);
	slot = &fees->kept[fees->next];
	fees->next = (fees->next + 1) % DESK_FEES_MAX;
	*slot = got;
	return slot;
}

bool desk_owes(struct desk_state *d, int64_t person)
{
	const struct desk_fee *fee = person ? desk_fee_of(d, person) : NULL;

	return fee && fee->balance > 0;
}

void desk_fee_words(struct str *out, const struct desk_fee *fee)
{
	switch (fee->state) {
	case FEE_DUE:
		money_format(out, fee->balance, i18n_lang());
		str_addf(out, " %s", _("to pay"));
		break;
	case FEE_EXPECTED:
		money_format(out, fee->balance, i18n_lang());
		str_addf(out, " %s", fee_state_label(fee->state));
		break;
	case FEE_EXEMPT:
		str_add(out, fee_state_label(fee->state));
		if (fee->state_agent)
			str_addf(out, ", %s", _("State agent"));
		break;
	case FEE_UNDETERMINED:
	case FEE_PAID:
		str_add(out, fee_state_label(fee->state));
		break;
	}
}

enum theme desk_fee_style(const struct desk_fee *fee)
{
	switch (fee->state) {
	case FEE_DUE:
	case FEE_EXPECTED:
		return THEME_DUE;
	case FEE_UNDETERMINED:
		return THEME_WARNING;
	case FEE_EXEMPT:
	case FEE_PAID:
		break;
	}
	return THEME_NORMAL;
}
