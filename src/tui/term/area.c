#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "etape/text.h"
#include "tui/term/internal.h"

static struct str scratch = { .buf = str_empty };

struct area term_area(void)
{
	return (struct area){ .rows = term_rows(), .cols = term_cols() };
}

static void clip_span(int *at, int *len, int limit)
{
	if (*at < 0) {
		*len += *at;
		*at = 0;
	}
	if (*at > limit)
		*at = limit;
	if (*len > limit - *at)
		*len = limit - *at;
	if (*len < 0)
		*len = 0;
}

struct area area_sub(struct area a, int row, int col, int rows, int cols)
{
	clip_span(&row, &rows, a.rows);
	clip_span(&col, &cols, a.cols);
	return (struct area){ .row = a.row + row, .col = a.col + col, .rows = rows, .cols = cols };
}

struct area area_centre(struct area a, int rows, int cols)
{
	if (rows > a.rows)
		rows = a.rows;
	if (cols > a.cols)
		cols = a.cols;
	return area_sub(a, (a.rows - rows) / 2, (a.cols - cols) / 2, rows, cols);
}

bool area_holds(struct area a, int screen_row, int screen_col, int *row, int *col)
{
	*row = screen_row - a.row;
	*col = screen_col - a.col;
	return *row >= 0 && *row < a.rows && *col >= 0 && *col < a.cols;
}

static bool is_plain(const char *text)
{
	for (; *text != '\0'; text++)
		if (*text < ' ' || *text > '~')
			return false;
	return true;
}

/* The gate: whatever comes in, what comes out is harmless on this terminal.
 * Borrowed until the next call, or `text` itself. */
static const char *clean(const char *text)
{
	if (is_plain(text))
		return text;
	str_reset(&scratch);
	text_clean(&scratch, text, strlen(text), term.unicode ? TEXT_CELLS : TEXT_ASCII);
	return scratch.buf;
}

static void set_style(enum theme style)
{
	wattr_set(stdscr, term.attrs[style], term.pairs[style], NULL);
}

/* Puts clean text; columns before 0 and from .cols on are cut. */
static int put_clean(struct area a, int row, int col, enum theme style, const char *text)
{
	size_t used;

	if (row < 0 || row >= a.rows || col >= a.cols)
		return col + (int)text_width(text);
	if (col < 0) {
		size_t bytes = text_clip(text, (size_t)-col, &used);

		text += bytes;
		col += (int)used;
		if (*text == '\0')
			return col;
		if (col < 0) { /* a wide character astride the edge */
			text += text_next(text, 0);
			col = 0;
		}
	}
	size_t n = text_clip(text, (size_t)(a.cols - col), &used);
	set_style(style);
	mvwaddnstr(stdscr, a.row + row, a.col + col, text, (int)n);
	return col + (int)used;
}

int area_put(struct area a, int row, int col, enum theme style, const char *text)
{
	return put_clean(a, row, col, style, clean(text));
}

int area_putf(struct area a, int row, int col, enum theme style, const char *fmt, ...)
{
	char line[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(line, sizeof line, fmt, ap);
	va_end(ap);
	return area_put(a, row, col, style, line);
}

int area_fit(struct area a, int row, int col, int width, enum theme style, const char *text)
{
	static struct str fitted = { .buf = str_empty };

	if (width <= 0)
		return col;
	str_reset(&fitted);
	text = clean(text);
	if (!term.unicode && text_width(text) > (size_t)width) {
		/* No ellipsis of one column in ASCII: a tilde says that there is more. */
		size_t used;
		size_t n = text_clip(text, (size_t)width - 1, &used);

		str_addn(&fitted, text, n);
		str_addf(&fitted, "%*s", width - (int)used, "~");
	} else {
		text_fit(&fitted, text, (size_t)width);
	}
	return put_clean(a, row, col, style, fitted.buf);
}

int area_width(const char *text)
{
	return (int)text_width(clean(text));
}

int area_right_at(struct area a, int row, int end, enum theme style, const char *text)
{
	text = clean(text);

	int col = end - (int)text_width(text);
	if (col < 0)
		area_fit(a, row, 0, end, style, text);
	else
		put_clean(a, row, col, style, text);
	return col;
}

int area_right(struct area a, int row, enum theme style, const char *text)
{
	return area_right_at(a, row, a.cols, style, text);
}

void area_cell(struct area a, int row, int col, enum theme style, unsigned int codepoint)
{
	cchar_t cell;
	wchar_t wide[2] = { (wchar_t)codepoint, L'\0' };

	if (row < 0 || row >= a.rows || col < 0 || col >= a.cols)
		return;
	if (codepoint < ' ' || (codepoint >= 0x7f && codepoint < 0xa0) ||
		(codepoint > '~' && !term.unicode))
		wide[0] = L'?';
	setcchar(&cell, wide, term.attrs[style], term.pairs[style], NULL);
	mvwadd_wch(stdscr, a.row + row, a.col + col, &cell);
}

void area_fill(struct area a, enum theme style)
{
	set_style(style);
	for (int r = 0; r < a.rows && a.cols > 0; r++)
		mvwhline(stdscr, a.row + r, a.col, (chtype)' ' | term.attrs[style], a.cols);
}

void area_rule(struct area a, int row, enum theme style)
{
	for (int c = 0; c < a.cols && !term.plain; c++)
		put_clean(a, row, c, style, term_glyph(GLYPH_RULE));
}

void area_vrule(struct area a, int col, enum theme style)
{
	for (int r = 0; r < a.rows && !term.plain; r++)
		put_clean(a, r, col, style, term_glyph(GLYPH_VRULE));
}

struct area area_box(struct area a, enum theme style, const char *title)
{
	static const char *const unicode[] = { "┌", "┐", "└", "┘" };
	bool fancy = term.unicode && !term.wide_ambiguous;

	if (term.plain) {
		area_put(a, 0, 1, style, title == NULL ? "" : title);
		return area_sub(a, 1, 1, a.rows - 2, a.cols - 2);
	}
	area_rule(a, 0, style);
	area_rule(a, a.rows - 1, style);
	area_vrule(a, 0, style);
	area_vrule(a, a.cols - 1, style);
	for (int i = 0; i < 4; i++)
		put_clean(a, i < 2 ? 0 : a.rows - 1, i % 2 == 0 ? 0 : a.cols - 1, style,
			fancy ? unicode[i] : "+");
	if (title != NULL && *title != '\0' && a.cols > 6) {
		struct area top = area_sub(a, 0, 2, 1, a.cols - 4);
		int end = area_put(top, 0, 1, THEME_TITLE, title);

		area_put(top, 0, 0, style, " ");
		area_put(top, 0, end, style, " ");
	}
	return area_sub(a, 1, 1, a.rows - 2, a.cols - 2);
}

int area_wrap(struct area a, int row, enum theme style, const char *text)
{
	struct str line = STR_INIT;

	if (a.cols <= 0)
		return row;
	for (bool more = true; more;) {
		const char *end = strchr(text, '\n');
		size_t len = end == NULL ? strlen(text) : (size_t)(end - text);

		more = end != NULL;
		str_reset(&line);
		text_clean(&line, text, len, term.unicode ? TEXT_CELLS : TEXT_ASCII);
		char *at = line.buf;
		do {
			size_t skip;
			size_t n = text_fold(at, (size_t)a.cols, &skip);
			char kept = at[n];

			if (n > 0 && row >= 0 && row < a.rows) {
				at[n] = '\0';
				put_clean(a, row, 0, style, at);
				at[n] = kept;
			}
			row++;
			at += n + skip;
		} while (*at != '\0');
		text += len + 1;
	}
	str_release(&line);
	return row;
}

void area_cursor(struct area a, int row, int col, bool visible)
{
	if (a.rows <= 0 || a.cols <= 0)
		return;
	if (row < 0 || row >= a.rows)
		row = row < 0 ? 0 : a.rows - 1;
	if (col < 0 || col >= a.cols)
		col = col < 0 ? 0 : a.cols - 1;
	term.cursor_row = a.row + row;
	term.cursor_col = a.col + col;
	term.cursor_on = visible;
}

/* --- glyphs --- */

struct glyph_forms {
	const char *unicode;
	const char *narrow;	/* for terminals that draw ambiguous widths in two columns */
	const char *ascii;
};

static const struct glyph_forms glyphs[GLYPH_COUNT] = {
	[GLYPH_MARKER] = { "▸", "›", ">" },
	[GLYPH_MARK] = { "∗", "*", "*" },
	[GLYPH_PRESENT] = { "✓", "✓", "x" },
	[GLYPH_ABSENT] = { "○", "⚬", "o" },
	[GLYPH_FULL] = { "●", "⦁", "*" },
	[GLYPH_HALF] = { "◐", "⚬", "+" },
	[GLYPH_DIAMOND] = { "◆", "⬩", "#" },
	[GLYPH_SQUARE] = { "■", "▪", "=" },
	[GLYPH_TRIANGLE] = { "▲", "▴", "^" },
	[GLYPH_ADD] = { "+", "+", "+" },
	[GLYPH_WARNING] = { "!", "!", "!" },
	[GLYPH_CROSS] = { "✗", "✗", "/" },
	[GLYPH_WAITING] = { "~", "~", "~" },
	[GLYPH_RULE] = { "─", "-", "-" },
	[GLYPH_VRULE] = { "│", "|", "|" },
	[GLYPH_DOT] = { "·", "-", "-" },
	[GLYPH_ELLIPSIS] = { "…", "...", "..." },
	[GLYPH_ARROW] = { "→", "->", "->" },
	[GLYPH_OUT] = { "←", "<", "<" },
	[GLYPH_UP] = { "↑", "^", "^" },
	[GLYPH_DOWN] = { "↓", "v", "v" },
	[GLYPH_BAR_FULL] = { "█", "#", "#" },
	[GLYPH_BAR_SOME] = { "▒", "=", "=" },
	[GLYPH_BAR_EMPTY] = { "░", ".", "." },
	[GLYPH_BAR_HALF] = { "▄", ".", "." },
	[GLYPH_NONE] = { "", "", "" },
};

const char *term_glyph(enum glyph g)
{
	if (!term.unicode)
		return glyphs[g].ascii;
	return term.wide_ambiguous ? glyphs[g].narrow : glyphs[g].unicode;
}
