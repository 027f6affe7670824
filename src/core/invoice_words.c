#include "etape/invoice_words.h"

#include "etape/fee.h"
#include "etape/i18n.h"

#define WORD(stable, words)                                                                    \
	{                                                                                      \
		.name = stable, .label = words                                                 \
	}
#define VOCABULARY(words_of)                                                                   \
	{                                                                                      \
		.words = words_of, .count = sizeof words_of / sizeof *words_of                 \
	}

static const struct word invoice_vat_words[] = {
	[VAT_OUTSIDE] = WORD("outside", N_("outside the scope of VAT")),
	[VAT_EXEMPT] = WORD("exempt", N_("exempt from VAT")),
	[VAT_FRANCHISE] = WORD("franchise", N_("VAT not applicable")),
	[VAT_RATE] = WORD("rate", N_("VAT at a rate")),
};
const struct vocabulary invoice_vats = VOCABULARY(invoice_vat_words);

static const struct word invoice_kind_words[] = {
	[INVOICE_INVOICE] = WORD("invoice", N_("invoice")),
	[INVOICE_CREDIT_NOTE] = WORD("credit_note", N_("credit note")),
};
const struct vocabulary invoice_kinds = VOCABULARY(invoice_kind_words);

static const struct word invoice_state_words[] = {
	[INVOICE_DRAFT] = WORD("draft", N_("to be issued")),
	[INVOICE_ISSUED] = WORD("issued", N_("issued")),
	[INVOICE_PARTLY_PAID] = WORD("partly_paid", N_("partly paid")),
	[INVOICE_PAID] = WORD("paid", N_("invoice paid")),
	[INVOICE_OVERPAID] = WORD("overpaid", N_("overpaid")),
	[INVOICE_LATE] = WORD("late", N_("late")),
	[INVOICE_CREDITED] = WORD("credited", N_("credited")),
};
const struct vocabulary invoice_states = VOCABULARY(invoice_state_words);

static const struct word fee_unit_words[] = {
	[FEE_PER_DAY] = WORD("day", N_("day")),
	[FEE_PER_HALF_DAY] = WORD("half_day", N_("half-day")),
	[FEE_PER_EVENT] = WORD("event", N_("flat rate")),
};
const struct vocabulary fee_units = VOCABULARY(fee_unit_words);

const char *invoice_vat_mention(enum invoice_vat vat)
{
	switch (vat) {
	case VAT_EXEMPT:
		return _("Exempt from VAT, article 261-7-1° of the French general tax code (CGI)");
	case VAT_FRANCHISE:
		return _("VAT not applicable, article 293 B of the French general tax code (CGI)");
	case VAT_OUTSIDE:
	case VAT_RATE:
		break;
	}
	return "";
}
