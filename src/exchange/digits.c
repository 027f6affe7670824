#include "exchange/digits.h"

int64_t digits_value(const char *text)
{
	int64_t value = 0;
	int sign = *text == '-' ? -1 : 1;
	const char *s = text + (*text == '-');

	for (int i = 0; i < 18 && *s >= '0' && *s <= '9'; i++, s++)
		value = value * 10 + (*s - '0');
	return sign * value;
}
