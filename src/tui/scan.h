/* A scanner is a fast typist: six characters of a registration's code, then Enter, within
 * milliseconds. What tells it from a person is time alone, and the time that counts is the one
 * that the program waited for keys: whatever piled up while it was busy came at once.
 *
 * On the desk's own field nothing may wait: characters are shown as they come, and Enter finds
 * out (struct scan_run). Anywhere else they would be obeyed as keys, so that what may begin a code
 * is held back for an instant (struct scan_hold). */
#ifndef ETAPE_TUI_SCAN_H
#define ETAPE_TUI_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/code.h"

/* Between two characters, on average over a code: scanners send one every 1 to 16 ms, and a slow
 * line brings them in clumps; nobody types six characters and Enter at 35 ms each (the
 * fastest typists need 60 to 80 in words they know). */
#define SCAN_GAP_MS 35
/* How long a first character is held back, too short to be seen; and how long when a second has come
 * as fast, which only a scanner does: a line may then stumble between two of them. */
#define SCAN_HOLD_MS	  20
#define SCAN_HOLD_MORE_MS 100

/* What six keys say, in either case: a code, or, when they are none, one that a scanner set for a
 * US keyboard sent to a French one (é for 2, Q for A…). The latter only with the right check
 * character: that makes it sure. On CODE_NONE `code` is empty. */
enum code_check scan_read(const unsigned key[CODE_LENGTH], char code[CODE_LENGTH + 1]);

/* --- told afterwards --- */

struct scan_run {
	unsigned key[CODE_LENGTH]; /* the last ones, oldest first */
	int64_t at[CODE_LENGTH];
	size_t count;	  /* of them */
	size_t length;	  /* typed without a pause, these and those before */
};

/* A character was put into the field at a time. */
void scan_run_key(struct scan_run *r, unsigned key, int64_t at);
/* Something else was done in the field: what was typed before is no scan. */
void scan_run_reset(struct scan_run *r);
/* Enter at a time: whether the last six came as a scanner's do, and what they say. */
enum code_check scan_run_code(
	const struct scan_run *r, int64_t at, char code[CODE_LENGTH + 1]);
/* Enter at a time: how many characters came before it without a pause. */
size_t scan_run_length(const struct scan_run *r, int64_t at);

/* --- held back --- */

struct scan_hold {
	unsigned key[CODE_LENGTH]; /* oldest first */
	size_t count;
	int64_t until;	/* then they are ordinary keys */
	int64_t ended;	/* when a code was whole; 0: none, or other keys came since */
};

/* A key that doesn't go to the desk's field. `commands`: letters are keys here, not text, so that
 * small ones are held as well: with caps lock on a scanner sends them, and one of them may take
 * money. Gives how many keys are now to be obeyed, in order, in
 * `out`; or, with the Enter of a code, 0 and the code in `code` (else empty): well formed, its
 * check character may be wrong in capitals, never in small letters. */
size_t scan_hold_key(struct scan_hold *h, unsigned key, bool commands, int64_t at,
	unsigned out[CODE_LENGTH + 1], char code[CODE_LENGTH + 1]);
/* Gives back what is held, in `out`: the time is up, or something else came. */
size_t scan_hold_flush(struct scan_hold *h, unsigned out[CODE_LENGTH + 1]);
/* Whether an Enter comes so soon after a code that it belongs to it: scanners may send CR and LF.
 */
bool scan_ended(int64_t ended, int64_t at);

#endif
