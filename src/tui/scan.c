#include "tui/scan.h"

#include <string.h>

#include "tui/term/term.h"

/* --- what six keys say --- */

/* What a US keyboard has where a French one has this key. */
static unsigned scan_us_key(unsigned key)
{
	static const struct {
		unsigned french;
		char us;
	} keys[] = {
		{ 'a', 'Q' }, { 'q', 'A' }, { 'z', 'W' }, { 'w', 'Z' }, { 'm', ';' },
		{ 'A', 'Q' }, { 'Q', 'A' }, { 'Z', 'W' }, { 'W', 'Z' }, { 'M', ';' },
		{ ',', 'M' }, { '?', 'M' }, { 0xe9, '2' }, { 0xc9, '2' }, { '"', '3' },
		{ '\'', '4' }, { '(', '5' }, { '-', '6' }, { 0xe8, '7' }, { 0xc8, '7' },
		{ '_', '8' }, { 0xe7, '9' }, { 0xc7, '9' },
	};

	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (keys[i].french == key)
			return (unsigned char)keys[i].us;
	return key;
}

static bool scan_in_alphabet(unsigned key)
{
	return key > 0 && key < 0x80 && strchr(CODE_ALPHABET, (int)key);
}

static enum code_check scan_read_as(
	const unsigned key[CODE_LENGTH], unsigned (*as)(unsigned), char code[CODE_LENGTH + 1])
{
	char typed[CODE_LENGTH + 1];

	code[0] = '\0';
	for (size_t i = 0; i < CODE_LENGTH; i++) {
		unsigned k = as ? as(key[i]) : key[i];

		if (k >= 'a' && k <= 'z')
			k -= 'a' - 'A';
		/* Here a blank or a dash is a key, not something to read over. */
		if (!scan_in_alphabet(k))
			return CODE_NONE;
		typed[i] = (char)k;
	}
	typed[CODE_LENGTH] = '\0';
	return code_read(typed, code);
}

/* A French keyboard gives no digits where a US one does. */
static bool scan_has_digit(const unsigned key[CODE_LENGTH])
{
	for (size_t i = 0; i < CODE_LENGTH; i++)
		if (key[i] >= '0' && key[i] <= '9')
			return true;
	return false;
}

enum code_check scan_read(const unsigned key[CODE_LENGTH], char code[CODE_LENGTH + 1])
{
	char french[CODE_LENGTH + 1];
	const enum code_check check = scan_read_as(key, NULL, code);

	if (check == CODE_OK || scan_has_digit(key) ||
		scan_read_as(key, scan_us_key, french) != CODE_OK)
		return check;
	memcpy(code, french, sizeof french);
	return CODE_OK;
}

/* --- told afterwards --- */

void scan_run_reset(struct scan_run *r)
{
	r->count = 0;
	r->length = 0;
}

void scan_run_key(struct scan_run *r, unsigned key, int64_t at)
{
	if (r->count > 0 && at - r->at[r->count - 1] > SCAN_GAP_MS)
		r->length = 0;
	if (r->count == CODE_LENGTH) {
		r->count--;
		memmove(r->key, r->key + 1, r->count * sizeof *r->key);
		memmove(r->at, r->at + 1, r->count * sizeof *r->at);
	}
	r->key[r->count] = key;
	r->at[r->count++] = at;
	r->length++;
}

enum code_check scan_run_code(
	const struct scan_run *r, int64_t at, char code[CODE_LENGTH + 1])
{
	code[0] = '\0';
	if (r->count < CODE_LENGTH || at - r->at[0] > (int64_t)CODE_LENGTH * SCAN_GAP_MS)
		return CODE_NONE;
	return scan_read(r->key, code);
}

size_t scan_run_length(const struct scan_run *r, int64_t at)
{
	return r->count > 0 && at - r->at[r->count - 1] <= SCAN_GAP_MS ? r->length : 0;
}

/* --- held back --- */

static bool scan_is_small(unsigned key)
{
	return key >= 'a' && key <= 'z';
}

/* Small letters pass in a field: there is no waiting while somebody writes. */
static bool scan_may_hold(unsigned key, bool commands)
{
	if (scan_is_small(key))
		return commands;
	return scan_in_alphabet(key) || scan_in_alphabet(scan_us_key(key));
}

bool scan_ended(int64_t ended, int64_t at)
{
	return ended > 0 && at - ended <= SCAN_GAP_MS;
}

size_t scan_hold_flush(struct scan_hold *h, unsigned out[CODE_LENGTH + 1])
{
	const size_t n = h->count;

	memcpy(out, h->key, n * sizeof *out);
	h->count = 0;
	return n;
}

static size_t scan_hold_more(struct scan_hold *h, unsigned key, int64_t at, unsigned *out)
{
	size_t n = 0;

	if (h->count == CODE_LENGTH) {
		out[n++] = h->key[0];
		memmove(h->key, h->key + 1, --h->count * sizeof *h->key);
	}
	h->key[h->count++] = key;
	h->until = at + (h->count > 1 ? SCAN_HOLD_MORE_MS : SCAN_HOLD_MS);
	return n;
}

/* Whether what is held is a code. Six small letters may be six commands: then the check
 * character decides. */
static bool scan_hold_is_code(const struct scan_hold *h, char code[CODE_LENGTH + 1])
{
	bool small = false;

	code[0] = '\0';
	if (h->count != CODE_LENGTH)
		return false;
	for (size_t i = 0; i < CODE_LENGTH; i++)
		small = small || scan_is_small(h->key[i]);
	switch (scan_read(h->key, code)) {
	case CODE_OK:
		return true;
	case CODE_WRONG:
		return !small;
	case CODE_NONE:
		break;
	}
	return false;
}

size_t scan_hold_key(struct scan_hold *h, unsigned key, bool commands, int64_t at,
	unsigned out[CODE_LENGTH + 1], char code[CODE_LENGTH + 1])
{
	size_t n;

	code[0] = '\0';
	if (key == TERM_KEY_ENTER && scan_ended(h->ended, at))
		return 0;
	h->ended = 0;
	if (scan_may_hold(key, commands))
		return scan_hold_more(h, key, at, out);
	if (key == TERM_KEY_ENTER && scan_hold_is_code(h, code)) {
		h->count = 0;
		h->ended = at;
		return 0;
	}
	code[0] = '\0';
	n = scan_hold_flush(h, out);
	out[n++] = key;
	return n;
}
