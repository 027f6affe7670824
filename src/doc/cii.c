/* Invoices and credit notes as EN 16931 data: Cross Industry Invoice of UN/CEFACT, profile EN 16931,
 * which Factur-X embeds. BT and BG are the standard's numbers; French codes by RULES.md, "Invoice" and
 * "Public payers". */
#include <string.h>

#include "doc/cii_xml.h"
#include "doc/doc.h"
#include "etape/i18n.h"
#include "etape/invoice.h"

static const char *or_empty(const char *text)
{
	return text ? text : "";
}

/* --- taxes --- */

/* What the standard calls the four cases (BT-118, BT-121). */
static const struct {
	const char *category;
	const char *reason_code; /* NULL: none is needed */
	const char *reason;	 /* where the invoice says nothing itself */
} vats[] = {
	[VAT_OUTSIDE] = { "O", "VATEX-EU-O", N_("Not subject to VAT") },
	[VAT_EXEMPT] = { "E", "VATEX-FR-CGI261-7", "" },
	[VAT_FRANCHISE] = { "E", "VATEX-FR-FRANCHISE", "" },
	[VAT_RATE] = { "S", NULL, NULL },
};

/* Category and rate, as a line and the total both end their tax; what is outside has no rate. */
static void add_rate(struct cii_xml *xml, const struct invoice *invoice)
{
	if (invoice->vat != VAT_OUTSIDE)
		cii_hundredths(xml, "ram:RateApplicablePercent",
			invoice->vat == VAT_RATE ? invoice->vat_rate : 0);
}

static void add_line_tax(struct cii_xml *xml, const struct invoice *invoice)
{
	cii_open(xml, "ram:ApplicableTradeTax");
	cii_text(xml, "ram:TypeCode", "VAT");
	cii_text(xml, "ram:CategoryCode", vats[invoice->vat].category);
	add_rate(xml, invoice);
	cii_close(xml);
}

/* BG-23: one, for an invoice has one rate. */
static void add_tax(struct cii_xml *xml, const struct invoice *invoice)
{
	const char *mention = or_empty(invoice->terms.vat_mention);

	cii_open(xml, "ram:ApplicableTradeTax");
	cii_hundredths(xml, "ram:CalculatedAmount", invoice->vat_cents);
	cii_text(xml, "ram:TypeCode", "VAT");
	if (invoice->vat != VAT_RATE)
		cii_text(xml, "ram:ExemptionReason",
			*mention ? mention : _(vats[invoice->vat].reason));
	cii_hundredths(xml, "ram:BasisAmount", invoice->net);
	cii_text(xml, "ram:CategoryCode", vats[invoice->vat].category);
	cii_text(xml, "ram:ExemptionReasonCode", vats[invoice->vat].reason_code);
	add_rate(xml, invoice);
	cii_close(xml);
}

/* --- the document --- */

static void add_note(struct cii_xml *xml, const char *subject, const char *text)
{
	if (!*or_empty(text))
		return;
	cii_open(xml, "ram:IncludedNote");
	cii_text(xml, "ram:Content", text);
	cii_text(xml, "ram:SubjectCode", subject);
	cii_close(xml);
}

/* Somebody who pays out of her own pocket owes no penalties and has no such terms on her paper; the
 * data must say of each that it is not asked (BR-FR-05), and whose invoice it is (BR-FR-20). */
static void add_terms_of_trade(struct cii_xml *xml, const struct invoice *invoice)
{
	const struct invoice_terms *terms = &invoice->terms;

	if (invoice->payer_structure || *or_empty(invoice->buyer.siret)) {
		add_note(xml, "PMD", terms->penalties);
		add_note(xml, "PMT", terms->recovery);
		add_note(xml, "AAB", terms->discount);
		return;
	}
	add_note(xml, "PMD", _("No late penalties are asked of a private person."));
	add_note(xml, "PMT", _("No fee for the cost of recovery is asked of a private person."));
	add_note(xml, "AAB", _("No discount for early payment."));
	add_note(xml, "BAR", "B2C");
}

static void add_document(struct cii_xml *xml, const struct invoice *invoice)
{
	cii_open(xml, "rsm:ExchangedDocumentContext");
	cii_open(xml, "ram:BusinessProcessSpecifiedDocumentContextParameter");
	cii_text(xml, "ram:ID", "S1"); /* BT-23: a service is billed, and not paid yet */
	cii_close(xml);
	cii_open(xml, "ram:GuidelineSpecifiedDocumentContextParameter");
	cii_text(xml, "ram:ID", "urn:cen.eu:en16931:2017");
	cii_close(xml);
	cii_close(xml);

	cii_open(xml, "rsm:ExchangedDocument");
	cii_text(xml, "ram:ID", invoice->number);
	cii_text(xml, "ram:TypeCode", invoice->kind == INVOICE_CREDIT_NOTE ? "381" : "380");
	cii_date(xml, "ram:IssueDateTime", "udt:DateTimeString", invoice->day);
	add_terms_of_trade(xml, invoice);
	add_note(xml, "AAI", invoice->terms.note);
	add_note(xml, "AAI", invoice->reason);
	cii_close(xml);
}

/* --- lines --- */

/* A day has a code of its own (UN/ECE Recommendation 20); half a day and an event are counted. */
static const char *unit_code(enum fee_unit unit)
{
	return unit == FEE_PER_DAY ? "DAY" : "C62";
}

/* Prices are rounded to the cent: of n units up to half a cent each, and of the line another one. */
static const char *difference_reason(const struct invoice_line *line, cents_t difference)
{
	const cents_t size = difference < 0 ? -difference : difference;

	if (line->percent == FEE_WHOLE && size <= 1 + line->quantity / 200)
		return _("Rounding");
	return difference < 0 ? _("Supplement") : _("Reduction");
}

/* BG-27, BG-28: what lies between price times quantity and what is asked: a percentage, a cap, a
 * credit of a part. */
static void add_difference(struct cii_xml *xml, const struct invoice_line *line)
{
	cents_t whole, difference;

	if (!money_mul(line->unit_cents, line->quantity, &whole))
		return;
	whole = (whole + 50) / 100;
	difference = whole - line->net;
	if (difference == 0)
		return;
	cii_open(xml, "ram:SpecifiedTradeAllowanceCharge");
	cii_open(xml, "ram:ChargeIndicator");
	cii_text(xml, "udt:Indicator", difference < 0 ? "true" : "false");
	cii_close(xml);
	cii_hundredths(xml, "ram:ActualAmount", difference < 0 ? -difference : difference);
	cii_text(xml, "ram:Reason", difference_reason(line, difference));
	cii_close(xml);
}

static void add_period(struct cii_xml *xml, day_t from, day_t to)
{
	cii_open(xml, "ram:BillingSpecifiedPeriod");
	cii_date(xml, "ram:StartDateTime", "udt:DateTimeString", from);
	cii_date(xml, "ram:EndDateTime", "udt:DateTimeString", to);
	cii_close(xml);
}

/* Who came, then the reasons: what an accountant asks about is with the line (BT-127). */
static void add_product(struct cii_xml *xml, const struct invoice_line *line)
{
	struct str name = STR_INIT, no = STR_INIT;

	str_addf(&no, "%d", line->no);
	str_addf(&name, "%s · %s", line->event, line->label);
	cii_open(xml, "ram:AssociatedDocumentLineDocument");
	cii_text(xml, "ram:LineID", no.buf);
	if (*line->reasons) {
		cii_open(xml, "ram:IncludedNote");
		cii_text(xml, "ram:Content", line->reasons);
		cii_close(xml);
	}
	cii_close(xml);
	cii_open(xml, "ram:SpecifiedTradeProduct");
	cii_text(xml, "ram:Name", name.buf);
	cii_text(xml, "ram:Description", line->name);
	cii_close(xml);
	str_release(&name);
	str_release(&no);
}

static void add_line(
	struct cii_xml *xml, const struct invoice *invoice, const struct invoice_line *line)
{
	cii_open(xml, "ram:IncludedSupplyChainTradeLineItem");
	add_product(xml, line);
	cii_open(xml, "ram:SpecifiedLineTradeAgreement");
	cii_open(xml, "ram:NetPriceProductTradePrice");
	cii_hundredths(xml, "ram:ChargeAmount", line->unit_cents);
	cii_close(xml);
	cii_close(xml);
	cii_open(xml, "ram:SpecifiedLineTradeDelivery");
	cii_hundredths_coded(xml, "ram:BilledQuantity", "unitCode", unit_code(line->unit),
		line->quantity);
	cii_close(xml);
	cii_open(xml, "ram:SpecifiedLineTradeSettlement");
	add_line_tax(xml, invoice);
	add_period(xml, line->first, line->last);
	add_difference(xml, line);
	cii_open(xml, "ram:SpecifiedTradeSettlementLineMonetarySummation");
	cii_hundredths(xml, "ram:LineTotalAmount", line->net);
	cii_close(xml);
	cii_close(xml);
	cii_close(xml);
}

/* --- parties --- */

/* The first nine of a SIRET's fourteen digits name the body itself. */
static void add_siren(struct cii_xml *xml, const char *siret)
{
	struct str siren = STR_INIT;

	if (strlen(siret) < 9)
		return;
	str_addn(&siren, siret, 9);
	cii_open(xml, "ram:SpecifiedLegalOrganization");
	cii_coded(xml, "ram:ID", "schemeID", "0002", siren.buf);
	cii_close(xml);
	str_release(&siren);
}

/* BT-35, BT-36, BT-162: three lines at most; what is more joins the last. */
static void add_address_lines(struct cii_xml *xml, const char *address)
{
	static const char *const names[] = { "ram:LineOne", "ram:LineTwo", "ram:LineThree" };
	struct str line = STR_INIT;

	for (size_t i = 0; i < 3 && *address; i++) {
		const size_t n = i < 2 ? strcspn(address, "\n") : strlen(address);

		str_reset(&line);
		for (size_t at = 0; at < n; at++)
			str_addc(&line, address[at] == '\n' ? ' ' : address[at]);
		cii_text(xml, names[i], line.buf);
		address += n + (address[n] == '\n');
	}
	str_release(&line);
}

static void add_address(struct cii_xml *xml, const struct invoice_party *party)
{
	cii_open(xml, "ram:PostalTradeAddress");
	cii_text(xml, "ram:PostcodeCode", party->postcode);
	add_address_lines(xml, or_empty(party->address));
	cii_text(xml, "ram:CityName", party->town);
	cii_text(xml, "ram:CountryID", "FR");
	cii_close(xml);
}

static void add_contact(struct cii_xml *xml, const struct invoice_party *party)
{
	if (!*or_empty(party->phone) && !*or_empty(party->email))
		return;
	cii_open(xml, "ram:DefinedTradeContact");
	cii_text(xml, "ram:PersonName", party->name);
	if (*or_empty(party->phone)) {
		cii_open(xml, "ram:TelephoneUniversalCommunication");
		cii_text(xml, "ram:CompleteNumber", party->phone);
		cii_close(xml);
	}
	if (*or_empty(party->email)) {
		cii_open(xml, "ram:EmailURIUniversalCommunication");
		cii_text(xml, "ram:URIID", party->email);
		cii_close(xml);
	}
	cii_close(xml);
}

/* BT-31, BT-48. What is outside the scope of VAT may name no number of it (BR-O-02); a seller that
 * is exempt and has none gives its SIREN as its tax registration (BT-32). */
static void add_tax_number(
	struct cii_xml *xml, const struct invoice *invoice, const struct invoice_party *party)
{
	const bool seller = party == &invoice->seller;
	const char *siret = or_empty(party->siret);
	struct str siren = STR_INIT;

	if (invoice->vat == VAT_OUTSIDE)
		return;
	str_addn(&siren, siret, strlen(siret) < 9 ? 0 : 9);
	if (*or_empty(party->vat_number) || (seller && siren.len)) {
		cii_open(xml, "ram:SpecifiedTaxRegistration");
		if (*or_empty(party->vat_number))
			cii_coded(xml, "ram:ID", "schemeID", "VA", party->vat_number);
		else
			cii_coded(xml, "ram:ID", "schemeID", "FC", siren.buf);
		cii_close(xml);
	}
	str_release(&siren);
}

/* BT-34, BT-49: where a paper reaches a party, its mailbox or else its SIRET. */
static void add_endpoint(struct cii_xml *xml, const struct invoice_party *party)
{
	const bool mailbox = *or_empty(party->email) != '\0';

	if (!mailbox && !*or_empty(party->siret))
		return;
	cii_open(xml, "ram:URIUniversalCommunication");
	cii_coded(xml, "ram:URIID", "schemeID", mailbox ? "EM" : "0009",
		mailbox ? party->email : party->siret);
	cii_close(xml);
}

static void add_party(struct cii_xml *xml, const char *name, const struct invoice *invoice,
	const struct invoice_party *party)
{
	cii_open(xml, name);
	cii_coded(xml, "ram:GlobalID", "schemeID", "0009", party->siret);
	cii_text(xml, "ram:Name", party->name);
	add_siren(xml, or_empty(party->siret));
	add_contact(xml, party);
	add_address(xml, party);
	add_endpoint(xml, party);
	add_tax_number(xml, invoice, party);
	cii_close(xml);
}

static void add_agreement(struct cii_xml *xml, const struct invoice *invoice)
{
	cii_open(xml, "ram:ApplicableHeaderTradeAgreement");
	cii_text(xml, "ram:BuyerReference", invoice->service_code); /* BT-10: Chorus Pro's service */
	add_party(xml, "ram:SellerTradeParty", invoice, &invoice->seller);
	add_party(xml, "ram:BuyerTradeParty", invoice, &invoice->buyer);
	if (*or_empty(invoice->engagement)) {
		cii_open(xml, "ram:BuyerOrderReferencedDocument"); /* BT-13 */
		cii_text(xml, "ram:IssuerAssignedID", invoice->engagement);
		cii_close(xml);
	}
	cii_close(xml);
}

/* --- settlement --- */

static void add_means(struct cii_xml *xml, const struct invoice *invoice)
{
	if (!*or_empty(invoice->terms.iban) || invoice->kind == INVOICE_CREDIT_NOTE)
		return;
	cii_open(xml, "ram:SpecifiedTradeSettlementPaymentMeans");
	cii_text(xml, "ram:TypeCode", "58"); /* a SEPA transfer */
	cii_open(xml, "ram:PayeePartyCreditorFinancialAccount");
	cii_text(xml, "ram:IBANID", invoice->terms.iban);
	cii_close(xml);
	if (*or_empty(invoice->terms.bic)) {
		cii_open(xml, "ram:PayeeSpecifiedCreditorFinancialInstitution");
		cii_text(xml, "ram:BICID", invoice->terms.bic);
		cii_close(xml);
	}
	cii_close(xml);
}

static void add_terms(struct cii_xml *xml, const struct invoice *invoice)
{
	struct str words = STR_INIT;

	cii_open(xml, "ram:SpecifiedTradePaymentTerms");
	if (invoice->kind == INVOICE_CREDIT_NOTE)
		str_addf(&words, _("Credit note of invoice %s"), or_empty(invoice->corrects_number));
	cii_text(xml, "ram:Description", words.buf);
	cii_date(xml, "ram:DueDateDateTime", "udt:DateTimeString", invoice->due_day);
	cii_close(xml);
	str_release(&words);
}

static void add_sums(struct cii_xml *xml, const struct invoice *invoice)
{
	cii_open(xml, "ram:SpecifiedTradeSettlementHeaderMonetarySummation");
	cii_hundredths(xml, "ram:LineTotalAmount", invoice->net);
	cii_hundredths(xml, "ram:TaxBasisTotalAmount", invoice->net);
	cii_hundredths_coded(
		xml, "ram:TaxTotalAmount", "currencyID", "EUR", invoice->vat_cents);
	cii_hundredths(xml, "ram:GrandTotalAmount", invoice->total);
	if (invoice->paid_before) /* BT-113 */
		cii_hundredths(xml, "ram:TotalPrepaidAmount", invoice->paid_before);
	cii_hundredths(xml, "ram:DuePayableAmount", invoice->total - invoice->paid_before);
	cii_close(xml);
}

static void add_settlement(struct cii_xml *xml, const struct invoice *invoice)
{
	cii_open(xml, "ram:ApplicableHeaderTradeDelivery");
	cii_open(xml, "ram:ActualDeliverySupplyChainEvent");
	cii_date(xml, "ram:OccurrenceDateTime", "udt:DateTimeString", invoice->service_to);
	cii_close(xml);
	cii_close(xml);

	cii_open(xml, "ram:ApplicableHeaderTradeSettlement");
	cii_text(xml, "ram:PaymentReference", invoice->number);
	cii_text(xml, "ram:InvoiceCurrencyCode", "EUR");
	add_means(xml, invoice);
	add_tax(xml, invoice);
	add_period(xml, invoice->service_from, invoice->service_to);
	add_terms(xml, invoice);
	add_sums(xml, invoice);
	if (invoice->corrects) {
		cii_open(xml, "ram:InvoiceReferencedDocument");
		cii_text(xml, "ram:IssuerAssignedID", invoice->corrects_number);
		cii_date(xml, "ram:FormattedIssueDateTime", "qdt:DateTimeString",
			invoice->corrects_day);
		cii_close(xml);
	}
	cii_close(xml);
}

static bool write_invoice(const struct invoice *invoice, struct output *out, struct err *err)
{
	struct cii_xml *xml = cii_xml_begin();

	add_document(xml, invoice);
	cii_open(xml, "rsm:SupplyChainTradeTransaction");
	for (size_t i = 0; i < invoice->line_count; i++)
		add_line(xml, invoice, &invoice->lines[i]);
	add_agreement(xml, invoice);
	add_settlement(xml, invoice);
	cii_close(xml);
	return cii_xml_end(&xml, out, err);
}

static bool write(struct db *db, const struct doc_choice *choice, struct output *out, struct err *err)
{
	struct invoice invoice;
	enum lang before;
	int64_t id;
	bool ok;

	if (!choice->invoice)
		return err_set(err, ERR_USAGE, _("name the invoice: --invoice NUMBER"));
	if (!invoice_resolve(db, choice->invoice, &id, err))
		return false;
	invoice_init(&invoice);
	ok = invoice_get(db, id, &invoice, err);
	before = i18n_speak(invoice.lang);
	ok = ok && write_invoice(&invoice, out, err);
	i18n_speak(before);
	invoice_release(&invoice);
	return ok;
}

const struct document document_cii = {
	.name = "cii",
	.help = N_("an invoice or credit note as EN 16931 data (Cross Industry Invoice)"),
	.write = write,
};
