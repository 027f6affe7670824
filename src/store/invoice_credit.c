/* Credit notes: what is given back of an invoice, never more than is left of it. */
#include <stdlib.h>

#include "etape/i18n.h"
#include "store/invoice_internal.h"

static cents_t credit_left(const struct invoice_line *line)
{
	return line->net + line->vat - line->credited;
}

static bool credit_too_much(const struct invoice *invoice, const struct invoice_line *line,
	cents_t cents, struct err *err)
{
	struct str back = STR_INIT, left = STR_INIT;

	money_format(&back, cents, i18n_lang());
	money_format(&left, credit_left(line), i18n_lang());
	err_set(err, ERR_REFUSED,
		_("%s cannot be given back on line %d of %s: %s are left of it, credit notes taken off"),
		back.buf, line->no, invoice->number, left.buf);
	str_release(&back);
	str_release(&left);
	return false;
}

/* A part of a line, without its days: which of them are meant the reason says. */
static void credit_price(const struct invoice *invoice, const struct invoice_line *of, cents_t cents,
	struct invoice_line *line)
{
	line->net = invoice_net(cents, invoice->vat, invoice->vat_rate);
	line->vat = cents - line->net;
	if (cents == of->net + of->vat) {
		line->unit = of->unit;
		line->quantity = of->quantity;
		line->unit_cents = of->unit_cents;
		line->percent = of->percent;
		return;
	}
	line->unit = FEE_PER_EVENT;
	line->quantity = 100;
	line->unit_cents = line->net;
	line->percent = FEE_WHOLE;
}

/* What is no VAT of a note, `net` and `left` being what the notes before have left of the invoice's and
 * of its whole: its own, unless what is then left were a whole cent from that of what is left of the whole. */
static cents_t credit_net(const struct invoice *note, cents_t net, cents_t left)
{
	const cents_t by = FEE_WHOLE + note->vat_rate, rest = left - note->total;
	const cents_t own = invoice_net(note->total, note->vat, note->vat_rate);
	const cents_t off = (net - own) * by - rest * FEE_WHOLE;

	return off < by && off > -by ? own : net - invoice_net(rest, note->vat, note->vat_rate);
}

/* So invoice and notes come to nothing both without VAT and with it, and no note, the last of many least
 * of all, makes up for what rounding took from the others. */
static bool credit_share_vat(const struct invoice *invoice, struct invoice *note, struct err *err)
{
	cents_t net = invoice->net, left = invoice->total;

	if (!invoice_sum(note, err))
		return false;
	for (size_t i = 0; i < invoice->line_count; i++) {
		net -= invoice->lines[i].credited_net;
		left -= invoice->lines[i].credited;
	}
	invoice_share_vat(note, credit_net(note, net, left));
	return invoice_sum(note, err);
}

static bool credit_add_line(const struct invoice *invoice, const struct invoice_line *of,
	cents_t cents, struct invoice *note, struct err *err)
{
	struct invoice_line *line;

	if (cents < 0)
		return err_set(err, ERR_INVALID, _("an amount to give back is above zero"));
	if (!cents)
		cents = credit_left(of);
	if (cents > credit_left(of) || !cents)
		return credit_too_much(invoice, of, cents ? cents : of->net + of->vat, err);
	line = invoice_add_line(note);
	line->registration = of->registration;
	line->corrects = of->id;
	line->event = xstrdup(of->event);
	line->name = xstrdup(of->name);
	line->label = xstrdup(of->label);
	line->reasons = xstrdup(of->reasons);
	line->first = of->first;
	line->last = of->last;
	credit_price(invoice, of, cents, line);
	return true;
}

static bool credit_all_left(const struct invoice *invoice, struct invoice *note, struct err *err)
{
	for (size_t i = 0; i < invoice->line_count; i++)
		if (credit_left(&invoice->lines[i]) > 0 &&
			!credit_add_line(invoice, &invoice->lines[i], 0, note, err))
			return false;
	return note->line_count ||
	       err_set(err, ERR_REFUSED, _("%s is credited already: nothing is left of it"),
		       invoice->number);
}

static bool credit_some(const struct invoice *invoice, const struct invoice_credit *lines,
	size_t count, struct invoice *note, struct err *err)
{
	for (size_t i = 0; i < count; i++) {
		const int no = lines[i].no;

		for (size_t j = 0; j < i; j++)
			if (lines[j].no == no)
				return err_set(err, ERR_INVALID, _("line %d is named twice"), no);
		if (no < 1 || (size_t)no > invoice->line_count)
			return err_set(err, ERR_NOT_FOUND, _("%s has no line %d"), invoice->number,
				no);
		if (!credit_add_line(invoice, &invoice->lines[no - 1], lines[i].cents, note, err))
			return false;
	}
	return true;
}

static void credit_copy_party(struct invoice_party *to, const struct invoice_party *from)
{
	invoice_set(&to->name, from->name);
	invoice_set(&to->address, from->address);
	invoice_set(&to->postcode, from->postcode);
	invoice_set(&to->town, from->town);
	invoice_set(&to->siret, from->siret);
	invoice_set(&to->vat_number, from->vat_number);
	invoice_set(&to->email, from->email);
	invoice_set(&to->phone, from->phone);
}

/* Who, what for and in which language are the invoice's. Nothing is paid by it; yet the data of a
 * credit note must repeat the three terms of its invoice (EN 16931 as France applies it, BR-FR-05). */
static void credit_copy(const struct invoice *from, const char *reason, struct invoice *note)
{
	note->kind = INVOICE_CREDIT_NOTE;
	note->day = noun_on(CIVIL_NONE);
	note->year = civil_from_day(note->day).year;
	note->corrects = from->id;
	invoice_set(&note->corrects_number, from->number);
	note->corrects_day = from->day;
	note->reason = noun_clean(reason, false);
	note->event = from->event;
	invoice_set(&note->event_code, from->event_code);
	note->payer_structure = from->payer_structure;
	note->payer_person = from->payer_person;
	credit_copy_party(&note->seller, &from->seller);
	credit_copy_party(&note->buyer, &from->buyer);
	invoice_set(&note->service_code, from->service_code);
	invoice_set(&note->engagement, from->engagement);
	note->vat = from->vat;
	note->vat_rate = from->vat_rate;
	note->lang = from->lang;
	invoice_set(&note->terms.vat_mention, from->terms.vat_mention);
	invoice_set(&note->terms.penalties, from->terms.penalties);
	invoice_set(&note->terms.recovery, from->terms.recovery);
	invoice_set(&note->terms.discount, from->terms.discount);
	invoice_set(&note->terms.iban, "");
	invoice_set(&note->terms.bic, "");
	invoice_set(&note->terms.note, "");
	invoice_set(&note->missing, "");
}

bool invoice_credit_draft(struct db *db, const struct invoice_settings *settings, int64_t invoice,
	const struct invoice_credit *lines, size_t count, const char *reason, struct invoice *note,
	struct err *err)
{
	struct invoice of;
	bool ok;

	(void)settings;
	invoice_init(&of);
	invoice_release(note);
	ok = invoice_get(db, invoice, &of, err);
	if (ok && of.kind == INVOICE_CREDIT_NOTE)
		ok = err_set(err, ERR_REFUSED,
			_("%s is a credit note: a credit note corrects an invoice"), of.number);
	if (ok)
		credit_copy(&of, reason, note);
	if (ok && !*note->reason)
		ok = err_set(err, ERR_INVALID, _("a credit note needs a reason"));
	ok = ok && (count ? credit_some(&of, lines, count, note, err)
			  : credit_all_left(&of, note, err)) &&
	     credit_share_vat(&of, note, err);
	invoice_release(&of);
	return ok;
}

bool invoice_credit(struct db *db, const struct invoice_settings *settings, int64_t invoice,
	const struct invoice_credit *lines, size_t count, const char *reason, struct invoice *note,
	struct err *err)
{
	struct change_label label = { .kind = CHANGE_CREDIT_NOTE, .object = invoice };
	bool ok, touched;

	if (!change_begin(db, &label, err))
		return false;
	ok = invoice_credit_draft(db, settings, invoice, lines, count, reason, note, err);
	touched = ok;
	ok = ok && invoice_write(db, settings, note, err);
	label.subject = note->id;
	change_relabel(db, &label);
	ok = noun_end(db, ok, touched, err);
	return ok && invoice_get(db, note->id, note, err);
}
