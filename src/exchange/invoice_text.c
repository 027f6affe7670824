#include "etape/invoice_text.h"

#include <string.h>

#include "etape/i18n.h"
#include "etape/text.h"

enum {
	RIGHT = 40,	/* column of the buyer and of the sums */
	AMOUNT = 14,	/* columns of an amount, at the end of a line */
	INDENT = 4,	/* of what stands under a line */
};

static bool is_set(const char *text)
{
	return text && *text;
}

/* --- lines --- */

static void pad(struct str *out, size_t columns)
{
	while (columns-- > 0)
		str_addc(out, ' ');
}

/* A text folded between words, each line behind `indent` blanks; `first` stands at their end, on
 * the first one. */
void invoice_text_folded(struct str *out, size_t indent, const char *first, const char *text)
{
	struct str line = STR_INIT;
	size_t n, skip;

	while (*text) {
		const size_t whole = strcspn(text, "\n");

		str_reset(&line);
		str_addn(&line, text, whole);
		for (const char *at = line.buf;; at += n + skip) {
			const size_t width = text_width(first); /* "100. " has no room in the indent */

			n = text_fold(at, INVOICE_TEXT_COLUMNS - (width > indent ? width : indent), &skip);
			pad(out, width < indent ? indent - width : 0);
			str_add(out, first);
			str_addn(out, at, n);
			str_addc(out, '\n');
			first = "";
			if (!at[n])
				break;
		}
		text += whole + (text[whole] == '\n');
	}
	str_release(&line);
}

static void add_amount(struct str *out, cents_t cents)
{
	struct str amount = STR_INIT;
	size_t width;

	money_format(&amount, cents, i18n_lang());
	width = text_width(amount.buf);
	pad(out, width < AMOUNT ? AMOUNT - width : 0);
	str_add(out, amount.buf);
	str_addc(out, '\n');
	str_release(&amount);
}

/* Words from column `at`, and an amount at the end of the line. */
static void add_sum(struct str *out, size_t at, const char *words, cents_t cents)
{
	struct str fitted = STR_INIT;

	pad(out, at);
	text_fit(&fitted, words, INVOICE_TEXT_COLUMNS - AMOUNT - at);
	str_add(out, fitted.buf);
	add_amount(out, cents);
	str_release(&fitted);
}

/* --- parties and heading --- */

/* 12345678900012 as people read it: 123 456 789 00012. */
static void add_siret(struct str *out, const char *siret)
{
	for (size_t i = 0; siret[i]; i++) {
		if (i > 0 && i <= 9 && i % 3 == 0)
			str_add(out, "\u00A0");
		str_addc(out, siret[i]);
	}
}

/* FR7630006… as banks print it, in fours. */
static void add_iban(struct str *out, const char *iban)
{
	for (size_t i = 0; iban[i]; i++) {
		if (i > 0 && i % 4 == 0)
			str_addc(out, ' ');
		str_addc(out, iban[i]);
	}
}

static void add_field(struct str *out, size_t indent, const char *words, const char *text)
{
	struct str line = STR_INIT;

	if (!is_set(text))
		return;
	str_addf(&line, _("%s: %s"), words, text);
	invoice_text_folded(out, indent, "", line.buf);
	str_release(&line);
}

void invoice_text_party(struct str *out, size_t indent, const struct invoice_party *party)
{
	struct str line = STR_INIT;

	if (is_set(party->name))
		invoice_text_folded(out, indent, "", party->name);
	invoice_text_folded(out, indent, "", party->address ? party->address : "");
	if (is_set(party->postcode) || is_set(party->town)) {
		str_addf(&line, "%s %s", party->postcode ? party->postcode : "",
			party->town ? party->town : "");
		str_trim(&line);
		invoice_text_folded(out, indent, "", line.buf);
	}
	str_reset(&line);
	add_siret(&line, party->siret ? party->siret : "");
	add_field(out, indent, _("SIRET"), line.buf);
	add_field(out, indent, _("VAT number"), party->vat_number);
	str_release(&line);
}

static void add_seller_contact(struct str *out, const struct invoice_party *party)
{
	struct str line = STR_INIT;

	str_addf(&line, "%s%s%s", party->phone ? party->phone : "",
		is_set(party->phone) && is_set(party->email) ? " · " : "",
		party->email ? party->email : "");
	invoice_text_folded(out, 0, "", line.buf);
	str_release(&line);
}

static void add_title(struct str *out, const struct invoice *invoice)
{
	const bool credit = invoice->kind == INVOICE_CREDIT_NOTE;
	struct str title = STR_INIT, date = STR_INIT;

	if (is_set(invoice->number))
		str_addf(&title, credit ? _("CREDIT NOTE %s") : _("INVOICE %s"), invoice->number);
	else
		str_add(&title, credit ? _("CREDIT NOTE – DRAFT, NOT ISSUED")
				       : _("INVOICE – DRAFT, NOT ISSUED"));
	civil_format_date(&date, invoice->day, i18n_lang());
	text_fit(out, title.buf, INVOICE_TEXT_COLUMNS - text_width(date.buf) - 1);
	str_addf(out, " %s\n", date.buf);
	str_release(&title);
	str_release(&date);
}

static void add_dated(struct str *out, const char *words, day_t first, day_t last)
{
	struct str dates = STR_INIT;

	if (first == CIVIL_NONE)
		return;
	if (first == last)
		civil_format_date(&dates, first, i18n_lang());
	else
		civil_format_range(&dates, first, last, i18n_lang());
	add_field(out, 0, words, dates.buf);
	str_release(&dates);
}

static void add_corrected(struct str *out, const struct invoice *invoice)
{
	struct str line = STR_INIT, date = STR_INIT;

	if (invoice->kind != INVOICE_CREDIT_NOTE)
		return;
	civil_format_date(&date, invoice->corrects_day, i18n_lang());
	str_addf(&line, _("Corrects invoice %s of %s"),
		invoice->corrects_number ? invoice->corrects_number : "", date.buf);
	invoice_text_folded(out, 0, "", line.buf);
	add_field(out, 0, _("Reason"), invoice->reason);
	str_release(&line);
	str_release(&date);
}

/* --- what is billed --- */

/* "2,5" of 250 hundredths, "2" of 200. */
static void add_quantity(struct str *out, int hundredths)
{
	str_addf(out, "%d", hundredths / 100);
	if (hundredths % 100)
		str_addf(out, i18n_lang() == LANG_FR ? ",%02d" : ".%02d", hundredths % 100);
	if (hundredths % 100 && hundredths % 10 == 0)
		str_truncate(out, out->len - 1);
}

/* "33,33 %" of 3333 hundredths; English has no blank. */
static void add_percent(struct str *out, int hundredths)
{
	add_quantity(out, hundredths);
	str_add(out, i18n_lang() == LANG_FR ? "\u00A0%" : "%");
}

static const char *unit_words(enum fee_unit unit, int hundredths)
{
	const int n = hundredths > 100 ? (hundredths + 99) / 100 : 1;

	switch (unit) {
	case FEE_PER_DAY:
		return P_("full day", "full days", n);
	case FEE_PER_HALF_DAY:
		return P_("half day", "half days", n);
	case FEE_PER_EVENT:
		return P_("participation", "participations", n);
	}
	bug("fee unit %d", (int)unit);
}

/* "2 days x €150.00 x 90 %" */
static void add_product(struct str *out, const struct invoice_line *line)
{
	add_quantity(out, line->quantity);
	str_addf(out, " %s × ", unit_words(line->unit, line->quantity));
	money_format(out, line->unit_cents, i18n_lang());
	if (line->percent != FEE_WHOLE) {
		str_add(out, " × ");
		add_percent(out, line->percent);
	}
}

static void add_line(struct str *out, const struct invoice_line *line)
{
	struct str text = STR_INIT, no = STR_INIT;

	str_addf(&no, "%d. ", line->no);
	invoice_text_folded(out, INDENT, no.buf, *line->name ? line->name : line->label);
	str_addf(&text, "%s%s%s", line->event, *line->event ? " · " : "", line->label);
	invoice_text_folded(out, INDENT, "", text.buf);
	str_reset(&text);
	add_product(&text, line);
	add_sum(out, INDENT, text.buf, line->net);
	for (const char *at = line->reasons; *at;) {
		const size_t n = strcspn(at, "\n");

		str_reset(&text);
		str_addn(&text, at, n);
		invoice_text_folded(out, INDENT + 2, "- ", text.buf);
		at += n + (at[n] == '\n');
	}
	str_addc(out, '\n');
	str_release(&text);
	str_release(&no);
}

static const char *total_words(const struct invoice *invoice)
{
	if (invoice->vat == VAT_RATE)
		return _("Total incl. VAT");
	return invoice->kind == INVOICE_CREDIT_NOTE ? _("Total of the credit note") : _("Total");
}

/* A net that is not that of its line alone wants a word: an accountant does the sum again. */
static bool is_shared_out(const struct invoice *invoice)
{
	for (size_t i = 0; i < invoice->line_count; i++) {
		const struct invoice_line *line = &invoice->lines[i];
		const cents_t by = FEE_WHOLE + invoice->vat_rate;
		const cents_t wrong = 2 * (line->net * by - (line->net + line->vat) * FEE_WHOLE);

		if (wrong > by || wrong <= -by)
			return true;
	}
	return false;
}

static void add_sums(struct str *out, const struct invoice *invoice)
{
	struct str words = STR_INIT;
	const cents_t paid = invoice->kind == INVOICE_INVOICE ? invoice->paid_before : 0;

	if (invoice->vat == VAT_RATE) {
		add_sum(out, RIGHT, _("Total excl. VAT"), invoice->net);
		str_add(&words, _("VAT "));
		add_percent(&words, invoice->vat_rate);
		add_sum(out, RIGHT, words.buf, invoice->vat_cents);
	}
	add_sum(out, RIGHT, total_words(invoice), invoice->total);
	if (paid > 0) {
		add_sum(out, RIGHT, _("Paid at the desk"), -paid);
		add_sum(out, RIGHT, _("Left to pay"), invoice->total - paid);
	}
	str_addc(out, '\n');
	if (invoice->vat == VAT_RATE && is_shared_out(invoice))
		invoice_text_folded(out, 0, "",
			_("Prices include VAT: the amount excluding VAT is that of the total, shared out among the lines to the cent."));
	str_release(&words);
}

static void add_terms(struct str *out, const struct invoice *invoice)
{
	const struct invoice_terms *terms = &invoice->terms;
	struct str iban = STR_INIT;

	add_iban(&iban, terms->iban ? terms->iban : "");
	invoice_text_folded(out, 0, "", terms->vat_mention ? terms->vat_mention : "");
	if (invoice->kind == INVOICE_INVOICE) {
		add_dated(out, _("To be paid by"), invoice->due_day, invoice->due_day);
		add_field(out, 0, _("By transfer, IBAN"), iban.buf);
		add_field(out, 0, _("BIC"), terms->bic);
		invoice_text_folded(out, 0, "", terms->discount ? terms->discount : "");
		invoice_text_folded(out, 0, "", terms->penalties ? terms->penalties : "");
		invoice_text_folded(out, 0, "", terms->recovery ? terms->recovery : "");
	}
	invoice_text_folded(out, 0, "", terms->note ? terms->note : "");
	str_release(&iban);
}

static void add_all(struct str *out, const struct invoice *invoice)
{
	invoice_text_party(out, 0, &invoice->seller);
	add_seller_contact(out, &invoice->seller);
	str_addc(out, '\n');
	invoice_text_party(out, RIGHT, &invoice->buyer);
	str_addc(out, '\n');
	add_title(out, invoice);
	add_corrected(out, invoice);
	add_dated(out, _("Date of the service"), invoice->service_from, invoice->service_to);
	add_field(out, 0, _("Service code"), invoice->service_code);
	add_field(out, 0, _("Engagement number"), invoice->engagement);
	str_addc(out, '\n');
	for (size_t i = 0; i < invoice->line_count; i++)
		add_line(out, &invoice->lines[i]);
	add_sums(out, invoice);
	add_terms(out, invoice);
}

void invoice_text(const struct invoice *invoice, struct str *out)
{
	const enum lang before = i18n_speak(invoice->lang);

	add_all(out, invoice);
	i18n_speak(before);
}
