/* Scans at the desk: whatever is in the field, and wherever the cursor is. */
#include "tui/screens/desk.h"

#include <stdlib.h>
#include <string.h>

#include "etape/registration.h"
#include "etape/text.h"

void desk_scan_typed(struct desk_state *d, const struct term_event *ev)
{
	if (ev->type != EVENT_KEY) {
		desk_scan_reset(d);
		return;
	}
	if (d->found.chosen)
		d->kept = (struct desk_kept){
			.chosen = true,
			.length = d->field.text.len,
			.row = desk_found_chosen(&d->found),
		};
	scan_run_key(&d->run, ev->key, app_waited(d->screen.app));
}

void desk_scan_reset(struct desk_state *d)
{
	scan_run_reset(&d->run);
	d->kept.chosen = false;
}

/* --- what a burst of keys was ------------------------------------------------------------- */

/* Whether the code is that of a registration, of whatever event. */
static bool is_known(const struct desk_state *d, const char *code)
{
	int64_t id;

	return registration_by_code(d->screen.app->db, code, &id, NULL) && id != 0;
}

/* Where the last `n` characters before the cursor begin. */
static size_t begin_of(const struct desk_state *d, size_t n)
{
	size_t at = d->field.cursor;

	while (n-- > 0 && at > 0)
		at = text_prev(d->field.text.buf, at);
	return at;
}

static size_t capitals_before(const struct desk_state *d, size_t most)
{
	const char *text = d->field.text.buf;
	size_t n = 0;

	while (n < most && n < d->field.cursor) {
		const char c = text[d->field.cursor - n - 1];

		if (!(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9'))
			break;
		n++;
	}
	return n;
}

/* How many characters before the cursor a scanner typed; 0: a person did. `code` is what they
 * say, or the characters themselves when they are no code; the caller frees. */
static size_t scanned(const struct desk_state *d, char **said)
{
	const int64_t now = app_waited(d->screen.app);
	const size_t length = scan_run_length(&d->run, now);
	size_t capitals, begin;
	char code[CODE_LENGTH + 1];
	enum code_check check = scan_run_code(&d->run, now, code);

	*said = xstrdup(code);
	if (check == CODE_OK && is_known(d, code))
		return CODE_LENGTH;
	/* A pasted name, perhaps: it finds somebody. */
	if (length < CODE_LENGTH || desk_found_sure(&d->found) > 0)
		return 0;
	capitals = capitals_before(d, length);
	if (capitals == CODE_LENGTH && check != CODE_NONE)
		return CODE_LENGTH;
	if (length == CODE_LENGTH && check == CODE_OK)
		return CODE_LENGTH;
	/* Some other bar code: no name holds such characters. */
	begin = begin_of(d, length);
	free(*said);
	*said = xstrndup(d->field.text.buf + begin, d->field.cursor - begin);
	return (*said)[strcspn(*said, "0123456789/:;=#%_")] ? length : 0;
}

/* --- doing it ----------------------------------------------------------------------------- */

/* The field as it was before its last `n` characters came. */
static void put_back(struct desk_state *d, size_t n)
{
	const struct desk_kept kept = d->kept;

	while (n-- > 0)
		input_action(&d->field, ACTION_EDIT_ERASE, NULL);
	desk_found_search(d, false);
	desk_scan_reset(d);
	if (kept.chosen && kept.length == d->field.text.len)
		desk_found_choose(&d->found, &kept.row);
}

/* Said in the bottom line when the desk's own words cannot be seen. */
static void say_above(const struct desk_state *d)
{
	const struct desk_notice *n = &d->notice;

	if (app_top(d->screen.app) == &d->screen)
		return;
	app_message(d->screen.app, n->style, "%s %s%s%s", term_glyph(n->glyph), n->name.buf,
		n->name.len ? "  " : "", n->text.buf);
}

unsigned desk_scan(struct screen *s, const char *code)
{
	struct desk_state *d = desk_of(s);
	const char *why = app_refusal(s, ACTION_DESK_CHECKIN);
	unsigned then;

	d->scanned_at = app_waited(s->app);
	if (why) {
		app_message(s->app, THEME_WARNING, "%s", why);
		return SCREEN_REDRAW;
	}
	then = desk_check_in_scanned(d, code);
	say_above(d);
	return then;
}

unsigned desk_scan_enter(struct desk_state *d)
{
	char *said;
	unsigned then = 0;
	const size_t n = scanned(d, &said);

	if (n > 0) {
		put_back(d, n);
		then = desk_scan(&d->screen, said);
	} else if (d->run.count == 0 && scan_ended(d->scanned_at, app_waited(d->screen.app))) {
		then = SCREEN_HANDLED;
	}
	free(said);
	return then;
}
