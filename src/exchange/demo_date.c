/* Dates of the demo network, relative to the clock (share/demo/README.md). */
#include <stdlib.h>
#include <string.h>

#include "exchange/digits.h"
#include "exchange/importer.h"

/* Reads a number with its sign, at most five digits. */
static bool read_number(const char **s, int *n)
{
	char *end;
	long value;

	if ((**s != '+' && **s != '-') || (*s)[1] < '0' || (*s)[1] > '9')
		return false;
	value = strtol(*s, &end, 10);
	if (value < -99999 || value > 99999)
		return false;
	*s = end;
	*n = (int)value;
	return true;
}

/* Moves on to a weekday: "w" to the next Monday from a Saturday or a Sunday, "w4" to the next
 * Thursday. */
static bool move_on(const char *s, day_t *day)
{
	int weekday = civil_weekday(*day);

	if (*s == '\0')
		return true;
	if (strcmp(s, "w") == 0) {
		*day += weekday >= 6 ? 8 - weekday : 0;
		return true;
	}
	if (s[0] != 'w' || s[1] < '1' || s[1] > '7' || s[2] != '\0')
		return false;
	*day += (s[1] - '0' - weekday + 7) % 7;
	return true;
}

bool demo_date(const char *token, day_t today, day_t *day)
{
	const char *s = token + 1;
	int n = 0;

	if (*token == 'T') {
		if (*s != '\0' && *s != 'w' && !read_number(&s, &n))
			return false;
		*day = today + n;
		return move_on(s, day);
	}
	if (*token != 'Y' || !read_number(&s, &n) || strlen(s) != 6 || s[0] != '-' ||
		s[3] != '-')
		return false;
	*day = civil_day(civil_from_day(today).year + n, (int)digits_value(s + 1),
		(int)digits_value(s + 4));
	return *day != CIVIL_NONE;
}
