/* A person's hands: keys by name, as a terminal of the given TERM sends them. */
#include "terminal_private.h"

#include <curses.h>
#include <string.h>
#include <term.h>

#include "check.h"

/* Keys that send a sequence: terminfo says which, xterm's where it doesn't. */
static const struct {
	const char *name;
	const char *capability; /* terminfo's name; NULL when bytes is all there is */
	const char *bytes;
} keys[] = {
	{ "Enter", NULL, "\r" },
	{ "CR", NULL, "\r" },
	{ "Esc", NULL, "\033" },
	{ "Tab", NULL, "\t" },
	{ "Space", NULL, " " },
	{ "lt", NULL, "<" },
	{ "BS", "kbs", "\177" },
	{ "S-Tab", "kcbt", "\033[Z" },
	{ "Del", "kdch1", "\033[3~" },
	{ "Ins", "kich1", "\033[2~" },
	{ "Up", "kcuu1", "\033OA" },
	{ "Down", "kcud1", "\033OB" },
	{ "Right", "kcuf1", "\033OC" },
	{ "Left", "kcub1", "\033OD" },
	{ "Home", "khome", "\033OH" },
	{ "End", "kend", "\033OF" },
	{ "PgUp", "kpp", "\033[5~" },
	{ "PgDn", "knp", "\033[6~" },
	{ "F1", "kf1", "\033OP" },
	{ "F2", "kf2", "\033OQ" },
	{ "F3", "kf3", "\033OR" },
	{ "F4", "kf4", "\033OS" },
	{ "F5", "kf5", "\033[15~" },
	{ "F6", "kf6", "\033[17~" },
	{ "F7", "kf7", "\033[18~" },
	{ "F8", "kf8", "\033[19~" },
	{ "F9", "kf9", "\033[20~" },
	{ "F10", "kf10", "\033[21~" },
	{ "F11", "kf11", "\033[23~" },
	{ "F12", "kf12", "\033[24~" },
};

/* Queues what the terminal sends for a key; false when its entry doesn't say. */
static bool terminfo_type(struct terminal *t, const char *capability)
{
	/* The test may be a curses program itself: its own terminal is put back. */
	TERMINAL *before = cur_term;
	TERMINAL *ours;
	const char *s;
	bool known;
	int err;

	/* Unknown to us as well: typed on an xterm. */
	if (setupterm(t->term, 2, &err) != OK && setupterm("xterm-256color", 2, &err) != OK)
		terminal_broken("no terminfo for xterm-256color");
	s = tigetstr(capability);
	known = s && s != (const char *)-1;
	if (known)
		terminal_queue(t, s, strlen(s));
	ours = set_curterm(before);
	del_curterm(ours);
	return known;
}

static void type_key(struct terminal *t, const char *name, size_t len)
{
	if (len == 3 && !memcmp(name, "C-", 2)) {
		char c = (char)(name[2] & 0x1f);

		terminal_queue(t, &c, 1);
		return;
	}
	if (len == 7 && !memcmp(name, "C-Space", 7)) {
		terminal_queue(t, "", 1);
		return;
	}
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		if (strlen(keys[i].name) != len || memcmp(keys[i].name, name, len))
			continue;
		if (!keys[i].capability || !terminfo_type(t, keys[i].capability))
			terminal_queue(t, keys[i].bytes, strlen(keys[i].bytes));
		return;
	}
	fail_msg("terminal_type: no key is called <%.*s>", (int)len, name);
}

void terminal_type(struct terminal *t, const char *text)
{
	const char *p = text;

	while (*p) {
		const char *end = *p == '<' ? strchr(p, '>') : NULL;

		if (*p == '<' && !end)
			fail_msg("terminal_type: \"%s\" has a < without >; <lt> types one",
				text);
		if (!end) {
			terminal_queue(t, p, 1);
			p++;
			continue;
		}
		if (!strncmp(p, "<Esc>", 5) && end[1])
			fail_msg("terminal_type: <Esc> must come last in \"%s\"", text);
		type_key(t, p + 1, (size_t)(end - p - 1));
		p = end + 1;
	}
	/* Takes in what is there already, and sends. */
	terminal_pump(t, 0);
}

void terminal_send(struct terminal *t, const char *bytes, size_t len)
{
	terminal_queue(t, bytes, len);
	terminal_pump(t, 0);
}

void terminal_paste(struct terminal *t, const char *text)
{
	vterm_keyboard_start_paste(t->vt);
	terminal_queue(t, text, strlen(text));
	vterm_keyboard_end_paste(t->vt);
	terminal_pump(t, 0);
}

void terminal_click(struct terminal *t, int row, int col, int button)
{
	vterm_mouse_move(t->vt, row, col, VTERM_MOD_NONE);
	vterm_mouse_button(t->vt, button, true, VTERM_MOD_NONE);
	vterm_mouse_button(t->vt, button, false, VTERM_MOD_NONE);
	terminal_pump(t, 0);
}
