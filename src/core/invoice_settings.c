#include "etape/invoice_settings.h"

#include <stdlib.h>

#include "etape/i18n.h"

void invoice_settings_init(struct invoice_settings *s)
{
	*s = (struct invoice_settings){
		.vat = ANY,
		.due_days = -1,
		.reminders = { 15, 30, 45 },
		.reminder_count = 3,
	};
}

void invoice_settings_release(struct invoice_settings *s)
{
	char *const texts[] = { s->prefix, s->credit_prefix, s->name, s->address, s->postcode,
		s->town, s->siret, s->vat_number, s->penalties, s->recovery, s->discount, s->iban,
		s->bic, s->email, s->phone, s->note };

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		free(texts[i]);
	invoice_settings_init(s);
}

const char *invoice_settings_prefix(const struct invoice_settings *s)
{
	return s->prefix ? s->prefix : "FA";
}

const char *invoice_settings_credit_prefix(const struct invoice_settings *s)
{
	return s->credit_prefix ? s->credit_prefix : "AV";
}

int invoice_settings_due_days(const struct invoice_settings *s)
{
	enum { USUAL = 30 };

	return s->due_days < 0 ? USUAL : s->due_days;
}

const char *invoice_settings_penalties(const struct invoice_settings *s)
{
	return s->penalties ? s->penalties
			    : _("Late penalties: three times the legal interest rate, from the day after the due date.");
}

const char *invoice_settings_recovery(const struct invoice_settings *s)
{
	return s->recovery ? s->recovery
			   : _("Fixed fee for the cost of recovery in case of late payment: 40 €.");
}

const char *invoice_settings_discount(const struct invoice_settings *s)
{
	return s->discount ? s->discount : _("No discount for early payment.");
}

static void invoice_settings_want(struct str *missing, bool there, const char *what)
{
	if (there)
		return;
	if (missing->len)
		str_addc(missing, '\n');
	str_addf(missing, _("%s: say it in etape.ini, section [invoice]"), what);
}

static bool invoice_settings_told(const char *text)
{
	return text && *text;
}

void invoice_settings_missing(const struct invoice_settings *s, struct str *missing)
{
	invoice_settings_want(missing, invoice_settings_told(s->name), _("name of the issuer (name)"));
	invoice_settings_want(
		missing, invoice_settings_told(s->address), _("address of the issuer (address)"));
	invoice_settings_want(
		missing, invoice_settings_told(s->postcode), _("postcode of the issuer (postcode)"));
	invoice_settings_want(missing, invoice_settings_told(s->town), _("town of the issuer (town)"));
	invoice_settings_want(missing, invoice_settings_told(s->siret), _("SIRET of the issuer (siret)"));
	invoice_settings_want(missing, s->vat != ANY,
		_("VAT: outside, exempt, franchise or rate, as the accountant says (vat)"));
	invoice_settings_want(missing, s->vat != (int)VAT_RATE || s->vat_rate > 0,
		_("rate of the VAT (vat_rate)"));
	invoice_settings_want(missing, s->vat != (int)VAT_RATE || invoice_settings_told(s->vat_number),
		_("VAT number of the issuer (vat_number)"));
}
