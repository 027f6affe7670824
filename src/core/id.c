#include "etape/id.h"

#include <stddef.h>
#include <string.h>
#include <time.h>

#include "core/random.h"
#include "etape/str.h"

#define EPOCH_2020_MS INT64_C(1577836800000)
#define RANDOM_BITS   22
#define RANDOM_MASK   ((UINT32_C(1) << RANDOM_BITS) - 1)
#define MS_MASK	      ((INT64_C(1) << 41) - 1)

static int64_t milliseconds_since_2020(void)
{
	struct timespec now;
	int64_t ms;

	clock_gettime(CLOCK_REALTIME, &now);
	ms = (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000 - EPOCH_2020_MS;
	return ms < 0 ? 0 : ms & MS_MASK;
}

int64_t id_new(void)
{
	static int64_t last;
	uint32_t random = random_bits() & RANDOM_MASK;
	int64_t id = milliseconds_since_2020() << RANDOM_BITS | (int64_t)random;

	/* A burst, or a clock set back: go on from the last one by a random
	 * step, so that two machines in the same millisecond still differ. The step
	 * lets 128 ids a millisecond keep up with the clock; more run ahead of it. */
	if (id <= last)
		id = last + 1 + (int64_t)(random & 0xFFFF);
	last = id;
	return id;
}

int64_t id_seconds(int64_t id)
{
	return (id >> RANDOM_BITS) / 1000;
}

int64_t id_from(int64_t seconds)
{
	return seconds < 0 ? 0 : seconds * 1000 << RANDOM_BITS;
}

static bool read_digits(const char *text, int64_t *id)
{
	int64_t n = 0;

	for (; *text; text++) {
		int64_t digit = *text - '0';
		if (digit < 0 || digit > 9 || n > (INT64_MAX - digit) / 10)
			return false;
		n = n * 10 + digit;
	}
	if (n == 0)
		return false;
	*id = n;
	return true;
}

bool id_parse(const char *text, int64_t *id)
{
	struct str s = STR_INIT;
	bool ok;

	if (!text)
		return false;
	str_add(&s, text);
	str_trim(&s);
	ok = s.len > 0 && read_digits(s.buf, id);
	str_release(&s);
	return ok;
}
