/* VAT out of prices that include it. What a whole invoice asks says what is excluding VAT; that is
 * shared out among its lines, for nets rounded one by one drift from it with their number: at 10 %,
 * 2,000 lines of 150 € by 7.27 € (EN 16931, BR-CO-10 and BR-CO-17). */
#include <stdlib.h>

#include "store/invoice_internal.h"

cents_t invoice_net(cents_t gross, enum invoice_vat vat, int rate)
{
	const cents_t by = FEE_WHOLE + rate;

	if (vat != VAT_RATE || !rate)
		return gross;
	/* Half up without the product, which might not fit. */
	return gross / by * FEE_WHOLE + (gross % by * FEE_WHOLE * 2 + by) / (by * 2);
}

struct vat_share {
	size_t line;
	cents_t lost; /* by rounding its net half up, in parts of a cent; below 0: won */
};

static int vat_most_lost(const void *pa, const void *pb)
{
	const struct vat_share *a = pa, *b = pb;

	if (a->lost != b->lost)
		return a->lost < b->lost ? 1 : -1;
	return a->line < b->line ? -1 : a->line > b->line;
}

/* Moves a cent between net and VAT of a line; false where there is none to move. */
static bool vat_move(struct invoice_line *line, int cent)
{
	if (cent > 0 ? line->vat <= 0 : line->net <= 0)
		return false;
	line->net += cent;
	line->vat -= cent;
	return true;
}

/* A cent a line, from those that lost most (or won most) by rounding. */
static void vat_spread(struct invoice *invoice, struct vat_share *shares, cents_t missing)
{
	const size_t count = invoice->line_count;
	const int cent = missing > 0 ? 1 : -1;
	bool moved = true;

	qsort(shares, count, sizeof *shares, vat_most_lost);
	while (missing && moved) {
		moved = false;
		for (size_t i = 0; i < count && missing; i++) {
			const size_t at = shares[cent > 0 ? i : count - 1 - i].line;

			if (!vat_move(&invoice->lines[at], cent))
				continue;
			missing -= cent;
			moved = true;
		}
	}
}

/* One whole unit costs what its line does, on paper as well. */
static void vat_price(struct invoice_line *line)
{
	if (line->quantity == 100 && line->percent == FEE_WHOLE)
		line->unit_cents = line->net;
}

void invoice_share_vat(struct invoice *invoice, cents_t net)
{
	const cents_t by = FEE_WHOLE + invoice->vat_rate;
	struct vat_share *shares;
	cents_t missing = net;

	if (invoice->vat != VAT_RATE || !invoice->line_count)
		return;
	shares = xcalloc(invoice->line_count, sizeof *shares);
	for (size_t i = 0; i < invoice->line_count; i++) {
		struct invoice_line *line = &invoice->lines[i];
		const cents_t gross = line->net + line->vat;

		line->net = invoice_net(gross, invoice->vat, invoice->vat_rate);
		line->vat = gross - line->net;
		shares[i].line = i;
		shares[i].lost = gross % by * FEE_WHOLE - (line->net - gross / by * FEE_WHOLE) * by;
		missing -= line->net;
	}
	vat_spread(invoice, shares, missing);
	free(shares);
	for (size_t i = 0; i < invoice->line_count; i++)
		vat_price(&invoice->lines[i]);
}
