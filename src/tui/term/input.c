#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "tui/term/internal.h"

/* Codes for the sequences that we define ourselves: far above those that ncurses
 * hands out for extended capabilities. */
enum own_key {
	OWN_PASTE_BEGIN = 0x3000,
	OWN_PASTE_END,
	OWN_MOUSE,	/* "ESC [ <": button ; column ; row, then M (press) or m (release) */
	OWN_MODIFIED,	/* + index of modified_keys × 8 + modifier */
};

/* The keys that terminals send with modifiers: "ESC [ 1 ; 5 D", "ESC [ 5 ; 3 ~". */
static const struct modified_key {
	const char *before;
	const char *after;
	enum term_key key;
} modified_keys[] = {
	{ "\033[1;", "A", TERM_KEY_UP },    { "\033[1;", "B", TERM_KEY_DOWN },
	{ "\033[1;", "C", TERM_KEY_RIGHT }, { "\033[1;", "D", TERM_KEY_LEFT },
	{ "\033[1;", "H", TERM_KEY_HOME },  { "\033[1;", "F", TERM_KEY_END },
	{ "\033[5;", "~", TERM_KEY_PGUP },  { "\033[6;", "~", TERM_KEY_PGDN },
	{ "\033[3;", "~", TERM_KEY_DELETE },
};
#define MODIFIED_COUNT (int)(sizeof modified_keys / sizeof *modified_keys)

/* What terminals really send whatever $TERM says: the other cursor mode, VT and
 * PuTTY function keys, the console's. */
static const struct alias {
	const char *bytes;
	int code;
} aliases[] = {
	{ "\033[A", KEY_UP },     { "\033OA", KEY_UP },    { "\033[B", KEY_DOWN },
	{ "\033OB", KEY_DOWN },   { "\033[C", KEY_RIGHT }, { "\033OC", KEY_RIGHT },
	{ "\033[D", KEY_LEFT },   { "\033OD", KEY_LEFT },  { "\033[H", KEY_HOME },
	{ "\033OH", KEY_HOME },   { "\033[1~", KEY_HOME }, { "\033[7~", KEY_HOME },
	{ "\033[F", KEY_END },    { "\033OF", KEY_END },   { "\033[4~", KEY_END },
	{ "\033[8~", KEY_END },   { "\033[2~", KEY_IC },   { "\033[3~", KEY_DC },
	{ "\033[5~", KEY_PPAGE }, { "\033[6~", KEY_NPAGE }, { "\033[Z", KEY_BTAB },
	{ "\033OP", KEY_F(1) },   { "\033[11~", KEY_F(1) }, { "\033[[A", KEY_F(1) },
	{ "\033OQ", KEY_F(2) },   { "\033[12~", KEY_F(2) }, { "\033[[B", KEY_F(2) },
	{ "\033OR", KEY_F(3) },   { "\033[13~", KEY_F(3) }, { "\033[[C", KEY_F(3) },
	{ "\033OS", KEY_F(4) },   { "\033[14~", KEY_F(4) }, { "\033[[D", KEY_F(4) },
	{ "\033[15~", KEY_F(5) }, { "\033[[E", KEY_F(5) },  { "\033[17~", KEY_F(6) },
	{ "\033[18~", KEY_F(7) }, { "\033[19~", KEY_F(8) }, { "\033[20~", KEY_F(9) },
	{ "\033[21~", KEY_F(10) }, { "\033[23~", KEY_F(11) }, { "\033[24~", KEY_F(12) },
	{ "\033OM", KEY_ENTER },
	{ "\033[200~", OWN_PASTE_BEGIN }, { "\033[201~", OWN_PASTE_END },
	{ "\033[<", OWN_MOUSE },
};

#define PASTE_MAX (1024u * 1024u) /* bytes kept of one paste */
#define PASTE_SILENCE_MS 1000	  /* a paste whose end got lost is over after this */
#define DOUBLE_CLICK_MS 400
#define EMPTY_WAKINGS 4		  /* POLLIN without a byte: nobody is there any more */

static struct {
	bool pasting;
	struct str paste;
	int64_t last_byte_ms;
	bool mousing;		/* inside a mouse report */
	char report[24];	/* what came of it */
	size_t report_len;
	unsigned char utf8[4];	/* a character half read */
	int have;
	int need;
	int pushed;		/* a byte read ahead, -1 for none */
	int empty;		/* wakings in a row that brought nothing */
	bool hangup;
	int64_t click_ms;	/* last press */
	int click_row;
	int click_col;
	bool held;		/* not released since */
} in = { .paste = { .buf = str_empty }, .pushed = -1 };

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void term_reset_input(void)
{
	in.pasting = false;
	in.mousing = false;
	in.held = false;
	in.have = 0;
	in.pushed = -1;
	in.empty = 0;
	str_reset(&in.paste);
}

void term_define_keys(void)
{
	for (size_t i = 0; i < sizeof aliases / sizeof *aliases; i++)
		if (key_defined(aliases[i].bytes) == 0 || aliases[i].code >= OWN_PASTE_BEGIN)
			define_key(aliases[i].bytes, aliases[i].code);
	for (int i = 0; i < MODIFIED_COUNT; i++)
		for (int m = 2; m < 8; m++) {
			char bytes[16];

			snprintf(bytes, sizeof bytes, "%s%d%s", modified_keys[i].before, m,
				modified_keys[i].after);
			define_key(bytes, OWN_MODIFIED + i * 8 + m);
		}
}

int term_fd(void)
{
	return STDIN_FILENO;
}

void term_readable(void)
{
	if (++in.empty > EMPTY_WAKINGS)
		in.hangup = true;
}

bool term_key_is_text(unsigned key)
{
	return key >= ' ' && key < TERM_KEY_NONE && key != 0x7f;
}

/* --- keys --- */

static struct term_event key_event(unsigned key)
{
	return (struct term_event){ .type = EVENT_KEY, .key = key };
}

static unsigned function_key(int code)
{
	if (code >= OWN_MODIFIED && code < OWN_MODIFIED + MODIFIED_COUNT * 8) {
		unsigned m = (unsigned)(code - OWN_MODIFIED) % 8 - 1;
		unsigned key = modified_keys[(code - OWN_MODIFIED) / 8].key;

		return key | (m & 1 ? TERM_SHIFT : 0) | (m & 2 ? TERM_ALT : 0) |
			(m & 4 ? TERM_CTRL : 0);
	}
	if (code >= KEY_F(1) && code <= KEY_F(24))
		return TERM_KEY_F0 + (unsigned)(code - KEY_F(0));
	switch (code) {
	case KEY_UP: return TERM_KEY_UP;
	case KEY_DOWN: return TERM_KEY_DOWN;
	case KEY_LEFT: return TERM_KEY_LEFT;
	case KEY_RIGHT: return TERM_KEY_RIGHT;
	case KEY_PPAGE: return TERM_KEY_PGUP;
	case KEY_NPAGE: return TERM_KEY_PGDN;
	case KEY_HOME: return TERM_KEY_HOME;
	case KEY_END: return TERM_KEY_END;
	case KEY_ENTER: return TERM_KEY_ENTER;
	case KEY_BTAB: return TERM_KEY_BACKTAB;
	case KEY_BACKSPACE: return TERM_KEY_BACKSPACE;
	case KEY_DC: return TERM_KEY_DELETE;
	case KEY_IC: return TERM_KEY_INSERT;
	default: return TERM_KEY_NONE;
	}
}

static int next_code(void)
{
	int c = in.pushed;

	in.pushed = -1;
	if (c >= 0)
		return c;
	errno = 0;
	c = wgetch(term.keys);
	if (c == ERR) {
		if (errno == EIO || errno == EBADF || errno == EPIPE)
			in.hangup = true;
		return ERR;
	}
	in.empty = 0;
	return c;
}

static unsigned control_key(int c)
{
	switch (c) {
	case '\r':
	case '\n': return TERM_KEY_ENTER;
	case '\t': return TERM_KEY_TAB;
	case 0x08:
	case 0x7f: return TERM_KEY_BACKSPACE;
	case 0x1b: return TERM_KEY_ESC;
	case 0: return TERM_CTRL | ' ';
	default: return c <= 26 ? TERM_CTRL | (unsigned)('a' + c - 1) : TERM_KEY_NONE;
	}
}

/* Esc, or Alt and a key when such keys are bound: then the next byte, already there, decides. */
static unsigned escape_key(void)
{
	if (!term.alt)
		return TERM_KEY_ESC;
	int c = next_code();
	if (c > ' ' && c < 0x7f)
		return TERM_ALT | (unsigned)c;
	if (c != ERR)
		in.pushed = c;
	return TERM_KEY_ESC;
}

/* Adds a byte of UTF-8. True when `*key` is a whole character. A byte that is none
 * is taken as Latin-1, which is what a terminal that is not UTF-8 sends for é. */
static bool take_byte(unsigned char c, unsigned *key)
{
	if (in.have > 0 && (c & 0xc0) == 0x80) {
		in.utf8[in.have++] = c;
		if (in.have < in.need)
			return false;
		unsigned cp = in.utf8[0] & (0xffu >> (in.need + 1));

		for (int i = 1; i < in.need; i++)
			cp = cp << 6 | (in.utf8[i] & 0x3fu);
		in.have = 0;
		static const unsigned least[] = { 0, 0, 0x80, 0x800, 0x10000 };
		*key = cp;
		return cp >= least[in.need] && cp >= 0xa0 && cp <= 0x10ffff &&
			(cp < 0xd800 || cp > 0xdfff);
	}
	in.have = 0;
	if (c >= 0xc2 && c <= 0xf4) {
		in.need = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
		in.utf8[in.have++] = c;
		return false;
	}
	*key = c;
	return c >= 0xa0;
}

/* A sequence begun and not followed: the byte was Latin-1 after all. */
static bool flush_byte(unsigned *key)
{
	bool latin = in.have == 1 && in.utf8[0] >= 0xa0;

	*key = in.utf8[0];
	in.have = 0;
	return latin;
}

/* --- paste and mouse --- */

static struct term_event end_paste(void)
{
	in.pasting = false;
	return (struct term_event){ .type = EVENT_PASTE, .text = in.paste.buf, .len = in.paste.len };
}

/* True when the paste is over. Key sequences inside a paste are nobody's keys. */
static bool take_pasted(int c)
{
	in.last_byte_ms = now_ms();
	if (c == OWN_PASTE_END)
		return true;
	if (c < 256 && in.paste.len < PASTE_MAX)
		str_addc(&in.paste, (char)c);
	return false;
}

static bool read_press(struct term_event *ev)
{
	int64_t now = now_ms();
	bool twice = now - in.click_ms < DOUBLE_CLICK_MS && ev->row == in.click_row &&
		ev->col == in.click_col;

	ev->mouse = twice ? MOUSE_DOUBLE : MOUSE_PRESS;
	in.click_ms = twice ? 0 : now;
	in.click_row = ev->row;
	in.click_col = ev->col;
	in.held = true;
	return true;
}

/* A release says nothing unless the mouse has moved meanwhile. */
static bool read_release(struct term_event *ev)
{
	bool moved = in.held && (ev->row != in.click_row || ev->col != in.click_col);

	in.held = false;
	ev->mouse = MOUSE_DRAG;
	ev->from_row = in.click_row;
	ev->from_col = in.click_col;
	return moved;
}

/* Buttons of a report: 0 left, 64 and 65 the wheel; modifiers add 4, 8, 16, motion 32. */
static bool read_report(char last, struct term_event *ev)
{
	int button;
	int col;
	int row;

	in.report[in.report_len] = '\0';
	if ((last != 'M' && last != 'm') || sscanf(in.report, "%4d;%4d;%4d", &button, &col, &row) != 3)
		return false;
	*ev = (struct term_event){ .type = EVENT_MOUSE, .row = row - 1, .col = col - 1 };
	button &= ~(4 | 8 | 16);
	if (last == 'M' && (button == 64 || button == 65)) {
		ev->mouse = button == 64 ? MOUSE_WHEEL_UP : MOUSE_WHEEL_DOWN;
		return true;
	}
	if (button != 0)
		return false;
	return last == 'm' ? read_release(ev) : read_press(ev);
}

/* One byte of a report; true when it made an event. */
static bool take_report(int c, struct term_event *ev)
{
	if (((c >= '0' && c <= '9') || c == ';') && in.report_len < sizeof in.report - 1) {
		in.report[in.report_len++] = (char)c;
		return false;
	}
	in.mousing = false;
	return c < 256 && read_report((char)c, ev);
}

/* One code of curses. True when `*ev` is an event. */
static bool take_code(int c, struct term_event *ev)
{
	unsigned key;

	if (c == KEY_RESIZE) {
		*ev = (struct term_event){ .type = EVENT_RESIZE };
		return true;
	}
	if (in.pasting) {
		if (take_pasted(c)) {
			*ev = end_paste();
			return true;
		}
		return false;
	}
	if (c == OWN_PASTE_BEGIN) {
		in.pasting = true;
		in.last_byte_ms = now_ms();
		str_reset(&in.paste);
		return false;
	}
	if (c == OWN_MOUSE) {
		in.mousing = true;
		in.report_len = 0;
		return false;
	}
	if (in.mousing)
		return take_report(c, ev);
	if (c >= 256)
		key = function_key(c);
	else if (c == 0x1b)
		key = escape_key();
	else if (c < ' ' || c == 0x7f)
		key = control_key(c);
	else if (c < 0x7f)
		key = (unsigned)c;
	else if (!take_byte((unsigned char)c, &key))
		return false;
	if (key == TERM_KEY_NONE)
		return false;
	*ev = key_event(key);
	return true;
}

struct term_event term_read(void)
{
	struct term_event ev;
	unsigned key;

	if (in.pasting && now_ms() - in.last_byte_ms > PASTE_SILENCE_MS)
		return end_paste();
	for (;;) {
		int c = next_code();

		if (in.hangup)
			return (struct term_event){ .type = EVENT_HANGUP };
		if (c == ERR)
			return (struct term_event){ .type = EVENT_NONE };
		/* Not a continuation: whatever was half read was Latin-1. */
		if (in.have > 0 && (c >= 256 || (c & 0xc0) != 0x80) && !in.pasting &&
			flush_byte(&key)) {
			in.pushed = c;
			return key_event(key);
		}
		if (take_code(c, &ev))
			return ev;
	}
}
