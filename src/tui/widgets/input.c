#include <string.h>

#include "etape/text.h"
#include "tui/widgets/input.h"

#define INPUT_MAX 4000

void input_init(struct input *in)
{
	*in = (struct input){ .text = STR_INIT };
}

void input_release(struct input *in)
{
	str_release(&in->text);
	in->cursor = 0;
	in->first = 0;
}

const char *input_get(const struct input *in)
{
	return in->text.buf;
}

void input_set(struct input *in, const char *text)
{
	struct str clean = STR_INIT;

	/* `text` may be our own. */
	if (text != NULL)
		text_clean(&clean, text, strlen(text), in->lines ? TEXT_LINES : 0);
	str_release(&in->text);
	in->text = clean;
	in->cursor = in->text.len;
	in->first = 0;
}

static void insert(struct input *in, const char *bytes, size_t n)
{
	size_t max = in->max == 0 ? INPUT_MAX : in->max;
	size_t after = in->text.len - in->cursor;

	if (in->text.len >= max)
		return;
	if (n > max - in->text.len) {
		n = max - in->text.len;
		while (n > 0 && ((unsigned char)bytes[n] & 0xc0) == 0x80)
			n--;
	}
	str_grow(&in->text, n);
	memmove(in->text.buf + in->cursor + n, in->text.buf + in->cursor, after + 1);
	memcpy(in->text.buf + in->cursor, bytes, n);
	in->text.len += n;
	in->cursor += n;
}

static void cut(struct input *in, size_t from, size_t to)
{
	memmove(in->text.buf + from, in->text.buf + to, in->text.len - to + 1);
	in->text.len -= to - from;
	in->cursor = from;
	if (in->first > from)
		in->first = from;
}

/* CR, LF and CR LF are one line end. */
static void add_line_end(struct str *out, char c, char before)
{
	if (c != '\n' || before != '\r')
		str_addc(out, '\n');
}

/* A paste is data: its line ends and tabs become one blank, the ends are trimmed. */
static void paste(struct input *in, const char *bytes, size_t n)
{
	struct str line = STR_INIT;
	struct str clean = STR_INIT;

	for (size_t i = 0; i < n; i++) {
		bool end = bytes[i] == '\r' || bytes[i] == '\n';

		if (end && in->lines)
			add_line_end(&line, bytes[i], i > 0 ? bytes[i - 1] : '\0');
		else if (!end && bytes[i] != '\t')
			str_addc(&line, bytes[i]);
		else if (line.len > 0 && line.buf[line.len - 1] != ' ')
			str_addc(&line, ' ');
	}
	str_trim(&line);
	text_clean(&clean, line.buf, line.len, in->lines ? TEXT_LINES : 0);
	insert(in, clean.buf, clean.len);
	str_release(&clean);
	str_release(&line);
}

/* Where the character begins that the cursor stands after and a mark would sit on. A joiner shows as its number
 * until the other half of its pictogram is typed, too: then it is `*joined`. */
static size_t character_before(const struct input *in, bool *joined)
{
	static const char joiner[] = "<U+200D>";
	const size_t n = sizeof joiner - 1;

	*joined = in->cursor > n && memcmp(in->text.buf + in->cursor - n, joiner, n) == 0;
	return text_prev(in->text.buf, in->cursor - (*joined ? n : 0));
}

/* Marks and joiners come one by one, and are harmful or not by what stands before them. */
static void type_character(struct input *in, unsigned cp)
{
	struct str alone = STR_INIT, together = STR_INIT, clean = STR_INIT;
	bool joined = false;
	const size_t from = cp < 0x80 ? in->cursor : character_before(in, &joined);

	str_addn(&together, in->text.buf + from, in->cursor - from);
	if (joined) {
		str_truncate(&together, together.len - strlen("<U+200D>"));
		str_addcp(&together, 0x200D);
	}
	str_addcp(&together, cp);
	text_clean(&clean, together.buf, together.len, 0);
	if (from < in->cursor && strcmp(clean.buf, together.buf) == 0 &&
		in->text.len + 4 <= (in->max == 0 ? INPUT_MAX : in->max)) {
		cut(in, from, in->cursor);
		insert(in, clean.buf, clean.len);
	} else {
		str_reset(&clean);
		str_addcp(&alone, cp);
		text_clean(&clean, alone.buf, alone.len, 0);
		insert(in, clean.buf, clean.len);
	}
	str_release(&alone);
	str_release(&together);
	str_release(&clean);
}

bool input_type(struct input *in, const struct term_event *ev)
{
	const size_t before = in->text.len;

	if (ev->type == EVENT_PASTE) {
		paste(in, ev->text, ev->len);
	} else if (ev->type == EVENT_KEY && term_key_is_text(ev->key)) {
		type_character(in, ev->key);
	}
	return in->text.len != before;
}

static bool blank(char c)
{
	return c == ' ' || c == '\n';
}

static size_t word_before(const struct input *in)
{
	size_t at = in->cursor;

	while (at > 0 && blank(in->text.buf[at - 1]))
		at--;
	while (at > 0 && !blank(in->text.buf[at - 1]))
		at--;
	return at;
}

bool input_action(struct input *in, enum action a, bool *changed)
{
	size_t before = in->text.len;

	switch ((int)a) {
	case ACTION_EDIT_LINE:
		if (in->lines)
			insert(in, "\n", 1);
		break;
	case ACTION_EDIT_LEFT:
		if (in->cursor > 0)
			in->cursor = text_prev(in->text.buf, in->cursor);
		break;
	case ACTION_EDIT_RIGHT:
		if (in->cursor < in->text.len)
			in->cursor = text_next(in->text.buf, in->cursor);
		break;
	case ACTION_EDIT_HOME:
		in->cursor = 0;
		break;
	case ACTION_EDIT_END:
		in->cursor = in->text.len;
		break;
	case ACTION_EDIT_ERASE:
		if (in->cursor > 0)
			cut(in, text_prev(in->text.buf, in->cursor), in->cursor);
		break;
	case ACTION_EDIT_DELETE:
		if (in->cursor < in->text.len)
			cut(in, in->cursor, text_next(in->text.buf, in->cursor));
		break;
	case ACTION_EDIT_WORD:
		cut(in, word_before(in), in->cursor);
		break;
	case ACTION_EDIT_KILL:
		cut(in, 0, in->cursor);
		break;
	default:
		return false;
	}
	if (changed != NULL)
		*changed = in->text.len != before;
	return true;
}

/* Columns between two offsets. */
static int columns_between(const struct input *in, size_t from, size_t to)
{
	char kept = in->text.buf[to];
	int width;

	if (to <= from)
		return 0;
	in->text.buf[to] = '\0';
	width = (int)text_width(in->text.buf + from);
	in->text.buf[to] = kept;
	return width;
}

/* Shifts the window so that the cursor (one column for it) is inside. */
static void follow_cursor(struct input *in, int width)
{
	if (in->first > in->cursor)
		in->first = in->cursor;
	while (in->first < in->cursor && columns_between(in, in->first, in->cursor) >= width)
		in->first = text_next(in->text.buf, in->first);
	/* Room to the right while text is hidden on the left: come back. */
	while (in->first > 0) {
		size_t back = text_prev(in->text.buf, in->first);

		if (columns_between(in, back, in->text.len) >= width)
			break;
		in->first = back;
	}
}

void input_draw(struct input *in, struct area a, int row, int col, int width, bool focused)
{
	enum theme style = focused ? THEME_FIELD_ON : THEME_FIELD;

	if (width <= 0)
		return;
	follow_cursor(in, width);
	struct area field = area_sub(a, row, col, 1, width);
	if (focused) {
		int end = area_put(field, 0, 0, style, in->text.buf + in->first);

		area_fill(area_sub(field, 0, end, 1, width - end), style);
		area_cursor(field, 0, columns_between(in, in->first, in->cursor), true);
	} else {
		in->first = 0;
		area_fit(field, 0, 0, field.cols, style, in->text.buf);
	}
}

/* Bytes of the row that begins at `at`, and of what is left out after it. */
static size_t row_at(const struct input *in, size_t at, int cols, size_t *skip)
{
	struct str line = STR_INIT;
	size_t len = strcspn(in->text.buf + at, "\n"), n;

	str_addn(&line, in->text.buf + at, len);
	n = text_fold(line.buf, (size_t)cols, skip);
	if (n == len && in->text.buf[at + n] == '\n')
		*skip = 1;
	str_release(&line);
	return n;
}

/* Whether the cursor is on the row of `n` bytes from `at`; what is left out after a row is still of it. */
static bool cursor_on_row(const struct input *in, size_t at, size_t n, size_t skip)
{
	return in->cursor >= at && (in->cursor < at + n + skip || in->cursor == at + n);
}

static int row_of_cursor(const struct input *in, int cols)
{
	size_t at = 0, skip = 0, n;
	int row = 0;

	for (;; row++) {
		n = row_at(in, at, cols, &skip);
		if (cursor_on_row(in, at, n, skip) || n + skip == 0)
			return row;
		at += n + skip;
	}
}

void input_draw_folded(struct input *in, struct area a, bool focused)
{
	const enum theme style = focused ? THEME_FIELD_ON : THEME_FIELD;
	size_t at = 0, skip = 0, n;
	int first;

	if (a.rows <= 0 || a.cols <= 1)
		return;
	/* A column is left for the cursor behind the last letter. */
	const int cols = a.cols - 1;
	first = focused ? row_of_cursor(in, cols) - a.rows + 1 : 0;
	first = first > 0 ? first : 0;
	area_fill(a, style);
	for (int row = -first; row < a.rows; row++, at += n + skip) {
		struct str line = STR_INIT;

		n = row_at(in, at, cols, &skip);
		str_addn(&line, in->text.buf + at, n);
		if (row >= 0)
			area_put(a, row, 0, style, line.buf);
		str_release(&line);
		if (focused && cursor_on_row(in, at, n, skip))
			area_cursor(a, row, columns_between(in, at, in->cursor), true);
		if (n + skip == 0 || in->text.buf[at + n] == '\0')
			break;
	}
}

void input_click(struct input *in, int x)
{
	if (x < 0)
		x = 0;
	in->cursor = in->first + text_clip(in->text.buf + in->first, (size_t)x, NULL);
}
