/* The emulator: what stands in the cells, and what the program asked of its terminal. */
#include "terminal_private.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>

/* --- callbacks -------------------------------------------------------------- */

static int on_bell(void *user)
{
	struct terminal *t = user;

	t->bells++;
	return 1;
}

static int base64_digit(char c)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *p = c ? strchr(digits, c) : NULL;

	return p ? (int)(p - digits) : -1;
}

static char *base64_decode(const char *s, size_t len)
{
	char *out = calloc(1, len + 1);
	unsigned bits = 0;
	unsigned held = 0;
	size_t n = 0;

	if (!out)
		terminal_broken("calloc");
	for (size_t i = 0; i < len; i++) {
		int d = base64_digit(s[i]);

		if (d < 0)
			continue;
		bits = (bits << 6 | (unsigned)d) & 0xffffu;
		held += 6;
		if (held >= 8) {
			held -= 8;
			out[n++] = (char)(bits >> held & 0xffu);
		}
	}
	return out;
}

/* OSC 52 ; where ; base64: the program copies to the terminal's clipboard. Read from what was
 * received, for the emulator forgets the beginning of a sequence that comes in pieces. */
void terminal_take_clipboard(struct terminal *t)
{
	static const char opening[] = "\033]52;";
	const char *end = t->raw + t->raw_len;
	const char *at, *data, *last;

	while ((at = memmem(t->raw + t->copied_to, t->raw_len - t->copied_to, opening, strlen(opening)))) {
		data = memchr(at + strlen(opening), ';', (size_t)(end - at) - strlen(opening));
		last = data ? memchr(data, '\a', (size_t)(end - data)) : NULL;
		if (data && !last)
			last = memmem(data, (size_t)(end - data), "\033\\", 2);
		if (!last) {
			t->copied_to = (size_t)(at - t->raw);
			return;
		}
		free(t->clipboard);
		t->clipboard = base64_decode(data + 1, (size_t)(last - data) - 1);
		t->copied_to = (size_t)(last - t->raw);
	}
	/* An opening may have come in part. */
	if (t->raw_len >= strlen(opening) && t->copied_to < t->raw_len - strlen(opening))
		t->copied_to = t->raw_len - strlen(opening);
}

static void on_output(const char *bytes, size_t len, void *user)
{
	terminal_queue(user, bytes, len);
}

static const VTermScreenCallbacks screen_callbacks = { .bell = on_bell };

void terminal_screen_attach(struct terminal *t, bool utf8)
{
	t->vt = vterm_new(t->rows, t->cols);
	if (!t->vt)
		terminal_broken("vterm_new");
	vterm_set_utf8(t->vt, utf8);
	vterm_output_set_callback(t->vt, on_output, t);
	t->state = vterm_obtain_state(t->vt);
	t->screen = vterm_obtain_screen(t->vt);
	vterm_screen_set_callbacks(t->screen, &screen_callbacks, t);
	vterm_screen_enable_altscreen(t->screen, 1);
	vterm_screen_reset(t->screen, 1);
}

/* --- cells ------------------------------------------------------------------ */

static size_t utf8_put(char *to, uint32_t c)
{
	if (c < 0x80) {
		to[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		to[0] = (char)(0xc0 | c >> 6);
		to[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		to[0] = (char)(0xe0 | c >> 12);
		to[1] = (char)(0x80 | (c >> 6 & 0x3f));
		to[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	to[0] = (char)(0xf0 | (c >> 18 & 7));
	to[1] = (char)(0x80 | (c >> 12 & 0x3f));
	to[2] = (char)(0x80 | (c >> 6 & 0x3f));
	to[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

static int palette(const VTermColor *c)
{
	if (VTERM_COLOR_IS_DEFAULT_FG(c) || VTERM_COLOR_IS_DEFAULT_BG(c))
		return TERMINAL_DEFAULT;
	return VTERM_COLOR_IS_INDEXED(c) ? c->indexed.idx : TERMINAL_RGB;
}

void terminal_cell(struct terminal *t, int row, int col, struct terminal_cell *cell)
{
	VTermScreenCell c = { 0 };
	size_t n = 0;

	memset(cell, 0, sizeof(*cell));
	if (!vterm_screen_get_cell(t->screen, (VTermPos){ .row = row, .col = col }, &c))
		return;
	/* libvterm marks the right half of a wide character by an impossible one. */
	if (c.chars[0] != UINT32_MAX) {
		for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && c.chars[i]; i++)
			n += utf8_put(cell->text + n, c.chars[i]);
		if (!n)
			cell->text[n++] = ' ';
	}
	cell->width = c.width;
	cell->bold = c.attrs.bold;
	cell->underline = c.attrs.underline;
	cell->blink = c.attrs.blink;
	cell->reverse = c.attrs.reverse;
	cell->fg = palette(&c.fg);
	cell->bg = palette(&c.bg);
}

/* Writes the row into buf, blanks and all; cols[i] is the column of byte i (may be NULL). */
static size_t row_text(struct terminal *t, int row, char *buf, int *cols)
{
	size_t n = 0;

	for (int col = 0; col < t->cols && n + 32 < ROW_BYTES; col++) {
		struct terminal_cell cell;

		terminal_cell(t, row, col, &cell);
		for (const char *p = cell.text; *p; p++) {
			if (cols)
				cols[n] = col;
			buf[n++] = *p;
		}
	}
	buf[n] = '\0';
	return n;
}

const char *terminal_row(struct terminal *t, int row)
{
	char *buf = t->row[t->row_next++ % ROW_RING];
	size_t n = row_text(t, row, buf, NULL);

	while (n && buf[n - 1] == ' ')
		n--;
	buf[n] = '\0';
	return buf;
}

bool terminal_find(struct terminal *t, const char *text, int *row, int *col)
{
	char buf[ROW_BYTES];
	int cols[ROW_BYTES];

	for (int r = 0; r < t->rows; r++) {
		const char *at;

		row_text(t, r, buf, cols);
		at = strstr(buf, text);
		if (!at)
			continue;
		if (row)
			*row = r;
		if (col)
			*col = cols[at - buf];
		return true;
	}
	return false;
}

bool terminal_shows(struct terminal *t, const char *text)
{
	return terminal_find(t, text, NULL, NULL);
}

void terminal_cursor(struct terminal *t, int *row, int *col)
{
	VTermPos pos;

	vterm_state_get_cursorpos(t->state, &pos);
	*row = pos.row;
	*col = pos.col;
}

int terminal_rows(const struct terminal *t)
{
	return t->rows;
}

int terminal_cols(const struct terminal *t)
{
	return t->cols;
}

unsigned terminal_bells(const struct terminal *t)
{
	return t->bells;
}

const char *terminal_clipboard(const struct terminal *t)
{
	return t->clipboard;
}

/* --- modes ------------------------------------------------------------------ */

bool terminal_mode(const struct terminal *t, int mode)
{
	/* What a terminal starts with: a cursor. */
	bool on = mode == 25;
	const char *p = t->raw;
	const char *end = p ? p + t->raw_len : NULL;

	/* CSI ? a ; b ; c h (on) or l (off), in the order they came. */
	while (p && (p = memmem(p, (size_t)(end - p), "\033[?", 3)) != NULL) {
		const char *q = p + 3;
		bool named = false;

		p = q;
		while (*q >= '0' && *q <= '9') {
			char *after;

			named |= strtol(q, &after, 10) == mode;
			q = after;
			if (*q == ';')
				q++;
		}
		if (named && (*q == 'h' || *q == 'l'))
			on = *q == 'h';
	}
	return on;
}

const char *terminal_unclean(struct terminal *t)
{
	static const int off[] = { 1, 9, 1000, 1002, 1003, 1004, 1005, 1006, 1015, 1049, 2004 };
	static char why[64];
	struct termios tio;
	VTermValue pen;

	for (size_t i = 0; i < sizeof(off) / sizeof(off[0]); i++) {
		if (!terminal_mode(t, off[i]))
			continue;
		snprintf(why, sizeof(why), "mode %d was left on", off[i]);
		return why;
	}
	if (!terminal_mode(t, 25))
		return "the cursor was left invisible";
	if (t->fd >= 0 && tcgetattr(t->fd, &tio) == 0) {
		if ((tio.c_lflag & (ICANON | ECHO | ISIG)) != (ICANON | ECHO | ISIG))
			return "line editing, echo or signals were left off";
		if (!(tio.c_iflag & ICRNL) || !(tio.c_oflag & OPOST) || !(tio.c_oflag & ONLCR))
			return "line ends were left raw";
	}
	if (vterm_state_get_penattr(t->state, VTERM_ATTR_BOLD, &pen) && pen.boolean)
		return "bold was left on";
	if (vterm_state_get_penattr(t->state, VTERM_ATTR_REVERSE, &pen) && pen.boolean)
		return "reverse was left on";
	if (vterm_state_get_penattr(t->state, VTERM_ATTR_FOREGROUND, &pen) &&
		!VTERM_COLOR_IS_DEFAULT_FG(&pen.color))
		return "a colour was left on";
	return NULL;
}

void terminal_dump(struct terminal *t)
{
	int row;
	int col;

	terminal_cursor(t, &row, &col);
	fprintf(stderr, "   +--- %dx%d, TERM=%s, cursor %d,%d", t->cols, t->rows, t->term, row,
		col);
	if (t->gone)
		fprintf(stderr, ", exited with %d", t->status);
	else if (t->eof)
		fprintf(stderr, ", has left");
	fprintf(stderr, ", %zu bytes\n", t->raw_len);
	for (row = 0; row < t->rows; row++)
		fprintf(stderr, "%3d|%s\n", row, terminal_row(t, row));
	fprintf(stderr, "   +---\n");
}
