#include "etape/hundredths.h"

#include <stdlib.h>
#include <string.h>

#include "etape/money.h"

static void hundredths_add(struct str *out, int64_t n, char separator)
{
	const int rest = (int)(n % 100);

	str_addf(out, "%lld", (long long)(n / 100));
	if (rest % 10)
		str_addf(out, "%c%02d", separator, rest);
	else if (rest)
		str_addf(out, "%c%d", separator, rest / 10);
}

void hundredths_format(struct str *out, int64_t n, enum lang lang)
{
	hundredths_add(out, n, lang == LANG_FR ? ',' : '.');
}

void hundredths_raw(struct str *out, int64_t n)
{
	hundredths_add(out, n, '.');
}

int hundredths_many(int64_t n)
{
	return (int)(i18n_lang() == LANG_EN ? (n + 99) / 100 : n / 100);
}

bool hundredths_parse(const char *text, int64_t max, int64_t *n, struct err *err)
{
	struct str number = STR_INIT, most = STR_INIT;
	cents_t read = 0;
	bool ok;

	str_add(&number, text);
	str_trim(&number);
	if (number.len && number.buf[number.len - 1] == '%') {
		str_truncate(&number, number.len - 1);
		str_trim(&number);
	}
	/* Amounts are read as strictly; but a number of days bears no currency. */
	ok = !strstr(number.buf, "€") && money_parse(number.buf, &read, NULL);
	hundredths_format(&most, max, i18n_lang());
	if (!ok)
		err_set(err, ERR_INVALID, _("'%s' is no number: write it as 30, 2,5 or 33.33"), text);
	else if (read > max)
		ok = err_set(err, ERR_INVALID, _("'%s' is too much: %s at most"), text, most.buf);
	if (ok)
		*n = read;
	str_release(&number);
	str_release(&most);
	return ok;
}
