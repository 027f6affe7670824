/* The keys of section [invoice] of etape.ini: what each may hold. */
#include "core/setting_invoice.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "etape/i18n.h"
#include "etape/str.h"
#include "etape/valid.h"

enum { TEXT_MOST = 500, PREFIX_MOST = 8, DAYS_MOST = 366, RATE_MOST = 10000 };

static bool take(char **slot, const char *value, size_t most)
{
	if (!*value || strlen(value) > most)
		return false;
	free(*slot);
	*slot = xstrdup(value);
	return true;
}

/* What people group with blanks, kept without them. */
static bool take_packed(char **slot, const char *value, bool (*valid)(const char *, struct err *))
{
	struct str packed = STR_INIT;
	bool ok = *value && valid(value, NULL);

	for (const char *p = value; ok && *p; p++) {
		if (!strncmp(p, "\xC2\xA0", 2))
			p++;
		else if (*p >= 'a' && *p <= 'z')
			str_addc(&packed, (char)(*p - 'a' + 'A'));
		else if (*p != ' ')
			str_addc(&packed, *p);
	}
	if (ok) {
		free(*slot);
		*slot = str_take(&packed);
	}
	str_release(&packed);
	return ok;
}

/* Letters and a few signs: the year and the number follow it. */
static bool take_prefix(char **slot, const char *value)
{
	size_t len = strspn(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZ-_/");

	return !value[len] && take(slot, value, PREFIX_MOST);
}

static bool set_mode(struct invoice_settings *s, const char *value)
{
	s->titles = !strcmp(value, "title");
	return s->titles || !strcmp(value, "invoice");
}

static bool set_prefix(struct invoice_settings *s, const char *value)
{
	return take_prefix(&s->prefix, value) &&
	       strcmp(value, invoice_settings_credit_prefix(s)) != 0;
}

static bool set_credit_prefix(struct invoice_settings *s, const char *value)
{
	return take_prefix(&s->credit_prefix, value) && strcmp(value, invoice_settings_prefix(s)) != 0;
}

#define SET_TEXT(field)                                                                        \
	static bool set_##field(struct invoice_settings *s, const char *value)                 \
	{                                                                                      \
		return take(&s->field, value, TEXT_MOST);                                      \
	}
SET_TEXT(name)
SET_TEXT(address)
SET_TEXT(town)
SET_TEXT(penalties)
SET_TEXT(recovery)
SET_TEXT(discount)
SET_TEXT(note)

static bool set_postcode(struct invoice_settings *s, const char *value)
{
	return take(&s->postcode, value, 10);
}

static bool set_siret(struct invoice_settings *s, const char *value)
{
	return take_packed(&s->siret, value, valid_siret);
}

static bool is_vat_number(const char *text, struct err *err)
{
	(void)err;
	return strlen(text) >= 4 && strlen(text) <= 20;
}

static bool set_vat_number(struct invoice_settings *s, const char *value)
{
	return take_packed(&s->vat_number, value, is_vat_number);
}

static bool set_vat(struct invoice_settings *s, const char *value)
{
	for (size_t i = 0; i < invoice_vats.count; i++) {
		if (!strcmp(value, invoice_vats.words[i].name)) {
			s->vat = (int)i;
			return true;
		}
	}
	return false;
}

/* "20", "5,5", "2.1": at most two decimals, in hundredths. */
static bool set_vat_rate(struct invoice_settings *s, const char *value)
{
	size_t whole = strspn(value, "0123456789");
	size_t part = value[whole] ? strspn(value + whole + 1, "0123456789") : 0;
	int rate = 0;

	if (whole == 0 || whole > 2 || part > 2)
		return false;
	if (value[whole] && (!strchr(",.", value[whole]) || part == 0 || value[whole + 1 + part]))
		return false;
	for (size_t i = 0; i < whole; i++)
		rate = rate * 10 + (value[i] - '0');
	for (size_t i = 0; i < 2; i++)
		rate = rate * 10 + (i < part ? value[whole + 1 + i] - '0' : 0);
	s->vat_rate = rate;
	return rate > 0 && rate <= RATE_MOST;
}

static bool read_days(const char *value, const char **end, int *days)
{
	char *rest;
	long n;

	if (*value < '0' || *value > '9')
		return false;
	errno = 0;
	n = strtol(value, &rest, 10);
	*end = rest;
	*days = (int)n;
	return !errno && n <= DAYS_MOST;
}

static bool set_due_days(struct invoice_settings *s, const char *value)
{
	return read_days(value, &value, &s->due_days) && !*value;
}

static bool set_reminders(struct invoice_settings *s, const char *value)
{
	int last = 0, days;

	s->reminder_count = 0;
	while (s->reminder_count < INVOICE_REMINDERS_MOST) {
		if (!read_days(value, &value, &days) || days <= last)
			return false;
		last = s->reminders[s->reminder_count++] = days;
		value += strspn(value, " ");
		if (!*value)
			return true;
		if (*value++ != ',')
			return false;
		value += strspn(value, " ");
	}
	return false;
}

static bool set_iban(struct invoice_settings *s, const char *value)
{
	return take_packed(&s->iban, value, valid_iban);
}

static bool set_bic(struct invoice_settings *s, const char *value)
{
	return take_packed(&s->bic, value, valid_bic);
}

static bool set_email(struct invoice_settings *s, const char *value)
{
	return valid_email(value, NULL) && take(&s->email, value, TEXT_MOST);
}

static bool set_phone(struct invoice_settings *s, const char *value)
{
	return valid_phone(value, NULL) && take(&s->phone, value, TEXT_MOST);
}

#define A_TEXT N_("a text of 1 to 500 bytes")

const struct setting_invoice setting_invoices[] = {
	{ "invoice.mode", set_mode, N_("invoice or title") },
	{ "invoice.prefix", set_prefix, N_("1 to 8 capital letters, not those of credit notes") },
	{ "invoice.credit_prefix", set_credit_prefix,
		N_("1 to 8 capital letters, not those of invoices") },
	{ "invoice.name", set_name, A_TEXT },
	{ "invoice.address", set_address, A_TEXT },
	{ "invoice.postcode", set_postcode, N_("a postcode") },
	{ "invoice.town", set_town, A_TEXT },
	{ "invoice.siret", set_siret, N_("a SIRET: 14 digits, of which the last is a check digit") },
	{ "invoice.vat", set_vat, N_("outside, exempt, franchise or rate") },
	{ "invoice.vat_rate", set_vat_rate, N_("a percentage such as 20 or 5.5") },
	{ "invoice.vat_number", set_vat_number, N_("a VAT number such as FR12345678901") },
	{ "invoice.due_days", set_due_days, N_("days, from 0 to 366") },
	{ "invoice.penalties", set_penalties, A_TEXT },
	{ "invoice.recovery", set_recovery, A_TEXT },
	{ "invoice.discount", set_discount, A_TEXT },
	{ "invoice.iban", set_iban, N_("an IBAN: its check digits are wrong, or its length") },
	{ "invoice.bic", set_bic, N_("a BIC of 8 or 11 characters") },
	{ "invoice.email", set_email, N_("an e-mail address") },
	{ "invoice.phone", set_phone, N_("a telephone number") },
	{ "invoice.note", set_note, A_TEXT },
	{ "invoice.reminders", set_reminders,
		N_("days late of each reminder, growing, such as 15, 30, 45") },
};
const size_t setting_invoice_count = sizeof setting_invoices / sizeof *setting_invoices;
