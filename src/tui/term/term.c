#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <termios.h>
#include <unistd.h>

#include "etape/i18n.h"
#include "etape/text.h"
#include "tui/term/internal.h"

#include <term.h>

/* term.h of curses calls these by macros that clash with ordinary words. */
#undef lines
#undef columns

struct terminal term;

/* What a dying process sends: prepared while all is well. */
static char farewell[512];
static size_t farewell_len;
static struct termios shell_mode;
static bool shell_mode_known;

static const int fatal_signals[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };
#define FATAL_COUNT (sizeof fatal_signals / sizeof *fatal_signals)
static struct sigaction fatal_before[FATAL_COUNT];

#define PASTE_ON  "\033[?2004h"
#define PASTE_OFF "\033[?2004l"
#define MOUSE_ON  "\033[?1000h\033[?1006h"
#define MOUSE_OFF "\033[?1006l\033[?1000l"

void term_write(const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t done = write(STDOUT_FILENO, bytes, n);

		if (done < 0 && errno == EAGAIN) {
			struct pollfd p = { .fd = STDOUT_FILENO, .events = POLLOUT };

			if (poll(&p, 1, 1000) <= 0)
				return;
			continue;
		}
		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return;
		bytes += done;
		n -= (size_t)done;
	}
}

/* --- character set --- */

static bool says_utf8(const char *charset)
{
	return strncasecmp(charset, "utf-8", 5) == 0 || strncasecmp(charset, "utf8", 4) == 0;
}

/* Whether the kernel was told that this terminal speaks UTF-8. */
static bool tty_utf8(void)
{
#ifdef IUTF8
	struct termios t;

	return tcgetattr(STDIN_FILENO, &t) == 0 && (t.c_iflag & IUTF8) != 0;
#else
	return false;
#endif
}

bool term_wants_unicode(int configured)
{
	static const char *const names[] = { "LC_ALL", "LC_CTYPE", "LANG" };
	const char *name = NULL;

	if (configured >= 0)
		return configured != 0;
	for (size_t i = 0; i < 3 && (name == NULL || *name == '\0'); i++)
		name = getenv(names[i]);
	if (name == NULL || *name == '\0')
		return tty_utf8();
	if (strcmp(name, "C") == 0 || strcmp(name, "POSIX") == 0)
		return false;

	const char *dot = strchr(name, '.');
	if (dot != NULL)
		return says_utf8(dot + 1);
	if (strchr(name, '@') != NULL)
		return false; /* fr_FR@euro is ISO-8859-15 */

	/* A bare "fr_FR": what the system says it means, else what the terminal says. */
	locale_t loc = newlocale(LC_CTYPE_MASK, name, (locale_t)0);
	if (loc == (locale_t)0)
		return tty_utf8();
	bool utf8 = says_utf8(nl_langinfo_l(CODESET, loc));
	freelocale(loc);
	return utf8;
}

/* --- leaving cleanly --- */

static void farewell_add(const char *bytes)
{
	if (bytes == NULL || bytes == (char *)-1)
		return;
	/* Padding ("$<5>") is for paper terminals. */
	for (; *bytes != '\0' && farewell_len < sizeof farewell; bytes++) {
		if (bytes[0] == '$' && bytes[1] == '<') {
			bytes = strchr(bytes, '>');
			if (bytes == NULL)
				return;
			continue;
		}
		farewell[farewell_len++] = *bytes;
	}
}

static char *capability(const char *name)
{
	char *value = tigetstr(name);

	return value == (char *)-1 ? NULL : value;
}

/* A terminal without a second screen keeps what was drawn: leave it empty. */
static void clear_leftovers(void)
{
	if (capability("rmcup") != NULL)
		return;
	farewell_len = 0;
	farewell_add(capability("clear"));
	term_write(farewell, farewell_len);
}

static void prepare_farewell(void)
{
	farewell_len = 0;
	if (term.paste_mode)
		farewell_add(PASTE_OFF);
	if (capability("kmous") != NULL)
		farewell_add(MOUSE_OFF);
	farewell_add(capability("sgr0"));
	farewell_add(capability("cnorm"));
	farewell_add(capability("rmkx"));
	farewell_add(capability("rmcup"));
	farewell_add("\r\n");
}

/* Only write() and tcsetattr(): both may be called from a signal handler. */
static void on_fatal(int signo)
{
	if (term.open) {
		term.open = false;
		ssize_t ignored = write(STDOUT_FILENO, farewell, farewell_len);
		(void)ignored;
		if (shell_mode_known)
			tcsetattr(STDIN_FILENO, TCSANOW, &shell_mode);
	}
	for (size_t i = 0; i < FATAL_COUNT; i++)
		if (fatal_signals[i] == signo)
			sigaction(signo, &fatal_before[i], NULL);
	raise(signo);
}

static void catch_fatal(void)
{
	static char stack[16384];
	const stack_t alt = { .ss_sp = stack, .ss_size = sizeof stack };
	struct sigaction act = { .sa_handler = on_fatal, .sa_flags = SA_ONSTACK };

	sigaltstack(&alt, NULL);
	sigemptyset(&act.sa_mask);
	for (size_t i = 0; i < FATAL_COUNT; i++)
		sigaction(fatal_signals[i], &act, &fatal_before[i]);
}

static void release_fatal(void)
{
	for (size_t i = 0; i < FATAL_COUNT; i++)
		sigaction(fatal_signals[i], &fatal_before[i], NULL);
}

/* --- opening --- */

static void write_mode(bool wanted, const char *bytes)
{
	if (wanted)
		term_write(bytes, strlen(bytes));
}

static void modes_on(void)
{
	write_mode(term.paste_mode, PASTE_ON);
	write_mode(term.mouse, MOUSE_ON);
}

static void modes_off(void)
{
	write_mode(term.mouse, MOUSE_OFF);
	write_mode(term.paste_mode, PASTE_OFF);
}

static bool try_terminal(const char *name)
{
	term.screen = newterm(name, stdout, stdin);
	if (term.screen == NULL)
		return false;
	if (capability("cup") != NULL)
		return true;
	/* "dumb" and its like: known, but nothing can be drawn on them. */
	endwin();
	delscreen(term.screen);
	term.screen = NULL;
	return false;
}

static bool open_screen(struct err *err)
{
	static const char *const fallbacks[] = { "xterm-256color", "xterm", "vt100" };
	const char *wanted = getenv("TERM");

	use_env(TRUE);
	use_tioctl(TRUE);
	if (getenv("ESCDELAY") == NULL)
		set_escdelay(25);
	if (wanted != NULL && *wanted != '\0' && try_terminal(wanted))
		return true;
	if (wanted != NULL && strcmp(wanted, "dumb") == 0)
		return err_set(err, ERR_REFUSED,
			_("the terminal type \"dumb\" cannot show screens; set TERM, or use the commands (etape --help)"));
	for (size_t i = 0; i < sizeof fallbacks / sizeof *fallbacks; i++) {
		if (!try_terminal(fallbacks[i]))
			continue;
		snprintf(term.notice, sizeof term.notice,
			_("Terminal type \"%.40s\" is not known here: using %s"),
			wanted == NULL ? "" : wanted, fallbacks[i]);
		return true;
	}
	return err_set(err, ERR_REFUSED,
		_("no description of this terminal was found; install ncurses-base, or set TERM=xterm"));
}

static attr_t look_attrs(unsigned flags)
{
	attr_t a = A_NORMAL;

	if (flags & THEME_BOLD)
		a |= A_BOLD;
	if (flags & THEME_FAINT)
		a |= A_DIM;
	if (flags & THEME_UNDERLINE)
		a |= A_UNDERLINE;
	if (flags & THEME_REVERSE)
		a |= A_REVERSE;
	return a;
}

/* One pair for each foreground in use, the terminal's own among them (without colours, none): far
 * below the 255 that eight bits hold. Back from a colour to a pair, ncurses resets the colour alone;
 * to no pair, the attributes too, six bytes more at each end of something coloured. */
static short pair_of(short fg, short used[], short *count)
{
	if (!term.colors)
		return 0;
	for (short i = 0; i < *count; i++)
		if (used[i] == fg)
			return (short)(i + 1);
	if (init_pair((short)(*count + 1), fg, -1) == ERR)
		return 0;
	used[*count] = fg;
	return ++*count;
}

static void open_colors(enum theme_ground ground)
{
	const char *no_color = getenv("NO_COLOR");
	short used[THEME_COUNT];
	short count = 0;
	cchar_t blank;

	term.colors = 0;
	if ((no_color == NULL || *no_color == '\0') && ground != THEME_GROUND_MONO &&
		has_colors() && start_color() == OK && use_default_colors() == OK)
		term.colors = COLORS;
	for (int i = 0; i < THEME_COUNT; i++) {
		struct theme_look look = theme_look((enum theme)i, ground, term.colors);

		term.attrs[i] = look_attrs(look.flags);
		term.pairs[i] = pair_of(look.fg, used, &count);
	}
	/* What is blank must not need another switch. */
	setcchar(&blank, L" ", A_NORMAL, term.pairs[THEME_NORMAL], NULL);
	bkgrndset(&blank);
}

/* wcwidth() and curses need a UTF-8 LC_CTYPE even when nothing but ASCII is sent. */
static void need_locale(void)
{
	if (MB_CUR_MAX == 1 && setlocale(LC_CTYPE, "C.UTF-8") == NULL)
		setlocale(LC_CTYPE, "");
}

bool term_open(const struct term_options *options, struct err *err)
{
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return err_set(err, ERR_REFUSED,
			_("the screens need a terminal; in a script use the commands (etape --help)"));
	shell_mode_known = tcgetattr(STDIN_FILENO, &shell_mode) == 0;
	need_locale();
	memset(&term, 0, sizeof term);
	term.cursor_shown = -1;
	term.unicode = term_wants_unicode(options->unicode);
	term.plain = options->plain;
	term.alt = options->alt;
	term.wide_ambiguous = options->wide_ambiguous;
	if (!open_screen(err)) {
		if (shell_mode_known)
			tcsetattr(STDIN_FILENO, TCSANOW, &shell_mode);
		return false;
	}
	const char *name = termname();
	term.braille = term.unicode && name != NULL && strncmp(name, "linux", 5) != 0;
	term.paste_mode = capability("BE") != NULL || capability("kmous") != NULL;
	prepare_farewell();
	catch_fatal();
	bug_set_hook(term_close);
	term.open = true;

	raw();
	noecho();
	nonl();
	intrflush(stdscr, FALSE);
	typeahead(-1);
	term.keys = newpad(1, 1);
	keypad(term.keys, TRUE);
	nodelay(term.keys, TRUE);
	open_colors(options->ground);
	term_reset_input();
	term_define_keys();
	term.mouse = options->mouse && capability("kmous") != NULL;
	modes_on();
	return true;
}

void term_close(void)
{
	if (!term.open)
		return;
	term.open = false;
	modes_off();
	curs_set(1);
	endwin();
	clear_leftovers();
	release_fatal();
	bug_set_hook(NULL);
	if (shell_mode_known)
		tcsetattr(STDIN_FILENO, TCSANOW, &shell_mode);
}

const char *term_notice(void)
{
	return term.notice[0] == '\0' ? NULL : term.notice;
}

void term_complain(const char *line)
{
	struct str clean = STR_INIT;

	text_clean(&clean, line, strlen(line), 0);
	fprintf(stderr, "etape: %s\n", clean.buf);
	str_release(&clean);
}

void term_repaint(void)
{
	clearok(curscr, TRUE);
	term.cursor_shown = -1;
}

void term_resume(void)
{
	if (!isendwin())
		endwin();
	reset_prog_mode();
	modes_on();
	term_reset_input();
	term_repaint();
}

void term_suspend(void)
{
	struct sigaction act = { .sa_handler = SIG_DFL };
	struct sigaction before;

	modes_off();
	curs_set(1);
	endwin();
	/* The default action, so that a session without a shell above it (a forced command) is not
	 * stopped for ever: the kernel drops this signal for orphans. */
	sigemptyset(&act.sa_mask);
	sigaction(SIGTSTP, &act, &before);
	raise(SIGTSTP);
	sigaction(SIGTSTP, &before, NULL);
	term_resume();
}

int term_rows(void)
{
	return getmaxy(stdscr);
}

int term_cols(void)
{
	return getmaxx(stdscr);
}

bool term_unicode(void)
{
	return term.unicode;
}

bool term_plain(void)
{
	return term.plain;
}

bool term_braille(void)
{
	return term.braille;
}

void term_begin(void)
{
	werase(stdscr);
	term.cursor_row = 0;
	term.cursor_col = 0;
	term.cursor_on = false;
}

void term_flush(void)
{
	int visible = term.cursor_on ? 1 : 0;

	if (!term.open)
		return;
	if (visible != term.cursor_shown) {
		curs_set(visible);
		term.cursor_shown = visible;
	}
	wmove(stdscr, term.cursor_row, term.cursor_col);
	wnoutrefresh(stdscr);
	doupdate();
}

void term_bell(void)
{
	beep();
}

/* Reports are read by input.c: curses would melt two quick presses into one. */
bool term_mouse(bool on)
{
	modes_off();
	term.mouse = on && capability("kmous") != NULL;
	modes_on();
	return term.mouse;
}

bool term_mouse_is_on(void)
{
	return term.mouse;
}

/* --- clipboard --- */

static void add_base64(struct str *out, const char *text, size_t len)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const unsigned char *p = (const unsigned char *)text;

	for (size_t i = 0; i < len; i += 3) {
		unsigned n = (unsigned)p[i] << 16;

		if (i + 1 < len)
			n |= (unsigned)p[i + 1] << 8;
		if (i + 2 < len)
			n |= p[i + 2];
		str_addc(out, digits[n >> 18]);
		str_addc(out, digits[n >> 12 & 63]);
		str_addc(out, i + 1 < len ? digits[n >> 6 & 63] : '=');
		str_addc(out, i + 2 < len ? digits[n & 63] : '=');
	}
}

bool term_copy(const char *text, size_t len)
{
	struct str out = STR_INIT;

	if ((len + 2) / 3 * 4 > TERM_COPY_MAX)
		return false;
	str_add(&out, "\033]52;c;");
	add_base64(&out, text, len);
	str_add(&out, "\a");
	term_write(out.buf, out.len);
	str_release(&out);
	return true;
}
