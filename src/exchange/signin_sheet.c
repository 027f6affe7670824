#include "etape/signin_sheet.h"

#include <stdlib.h>
#include <string.h>

#include "etape/civil.h"
#include "etape/event.h"
#include "etape/i18n.h"
#include "etape/reference.h"
#include "etape/registration.h"
#include "etape/session.h"
#include "etape/text.h"

enum {
	COLUMN_NUMBER,
	COLUMN_NAME,
	COLUMN_FUNCTION,
	COLUMN_STRUCTURE,
	COLUMN_SIGNATURE,
	COLUMNS
};

/* With two blanks between them they fill SIGNIN_SHEET_COLUMNS. */
static const size_t widths[COLUMNS] = {
	[COLUMN_NUMBER] = 3,
	[COLUMN_NAME] = 20,
	[COLUMN_FUNCTION] = 17,
	[COLUMN_STRUCTURE] = 17,
	[COLUMN_SIGNATURE] = 15,
};

struct sheet {
	struct str *out;
	const struct signin_sheet *options;
	const struct event *event;
	const struct session *session;
	size_t line; /* lines written on this page */
	int page;    /* from 1 */
	int pages;   /* of this half-day; 0 while they are counted */
	int number;  /* of the last row */
};

static void sheet_line(struct sheet *s, const char *text)
{
	str_add(s->out, text);
	while (s->out->len && s->out->buf[s->out->len - 1] == ' ')
		str_truncate(s->out, s->out->len - 1);
	str_addc(s->out, '\n');
	s->line++;
}

/* Cuts the first line of at most `width` columns off *text, at a blank if it can, and appends
 * it, padded. */
static void sheet_cut(struct str *out, const char **text, size_t width)
{
	const size_t from = out->len;
	size_t n, cut, used;

	while (**text == ' ')
		(*text)++;
	n = text_clip(*text, width, NULL);
	if ((*text)[n]) {
		for (cut = n; cut > 0 && (*text)[cut] != ' '; cut--)
			;
		if (cut > 0)
			n = cut;
		else if (n == 0)
			n = text_next(*text, 0); /* one character wider than the column */
	}
	str_addn(out, *text, n);
	*text += n;
	while (**text == ' ')
		(*text)++;
	for (used = text_width(out->buf + from); used < width; used++)
		str_addc(out, ' ');
}

/* How many lines a cell takes. */
static size_t sheet_height(const char *text, size_t width)
{
	struct str line = STR_INIT;
	size_t lines = 0;

	while (*text) {
		sheet_cut(&line, &text, width);
		lines++;
	}
	str_release(&line);
	return lines;
}

/* "Place         Halle des Embruns, 27 quai…", the text wrapped beside its label. */
static void sheet_fact(struct sheet *s, const char *label, const char *text)
{
	const size_t left = 14;
	struct str clean = STR_INIT, line = STR_INIT;
	const char *rest;

	text_clean(&clean, text, strlen(text), 0);
	rest = clean.buf;
	text_fit(&line, label, left);
	do {
		sheet_cut(&line, &rest, SIGNIN_SHEET_COLUMNS - left);
		sheet_line(s, line.buf);
		str_reset(&line);
		text_fit(&line, "", left);
	} while (*rest);
	str_release(&line);
	str_release(&clean);
}

static void sheet_rule(struct sheet *s)
{
	struct str line = STR_INIT;

	for (int c = 0; c < COLUMNS; c++) {
		for (size_t i = 0; i < widths[c]; i++)
			str_addc(&line, '-');
		str_add(&line, "  ");
	}
	sheet_line(s, line.buf);
	str_release(&line);
}

/* One row of the table, as many lines as its longest cell takes and `least` at least: there
 * must be room to sign. */
static void sheet_row(struct sheet *s, const char *const cells[COLUMNS], size_t least)
{
	const char *rest[COLUMNS];
	struct str clean[COLUMNS], line = STR_INIT;
	bool more = false;

	for (int c = 0; c < COLUMNS; c++) {
		str_init(&clean[c]);
		text_clean(&clean[c], cells[c], strlen(cells[c]), 0);
		rest[c] = clean[c].buf;
	}
	for (size_t i = 0; i < least || more; i++) {
		more = false;
		str_reset(&line);
		for (int c = 0; c < COLUMNS; c++) {
			sheet_cut(&line, &rest[c], widths[c]);
			str_add(&line, "  ");
			more = more || *rest[c];
		}
		sheet_line(s, line.buf);
	}
	for (int c = 0; c < COLUMNS; c++)
		str_release(&clean[c]);
	str_release(&line);
}

static void sheet_when(struct str *out, const struct session *session)
{
	const enum lang lang = i18n_lang();

	civil_format_long(out, session->day, lang);
	str_add(out, ", ");
	session_words(out, session, false);
	str_add(out, ", ");
	civil_format_time(out, session->starts % 1440, lang);
	str_add(out, " - ");
	civil_format_time(out, session->ends % 1440, lang);
}

static void sheet_where(struct str *out, const struct event *e)
{
	const char *const parts[] = { e->place, e->address, e->town };

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (!parts[i] || !*parts[i])
			continue;
		str_addf(out, "%s%s", out->len ? ", " : "", parts[i]);
	}
}

static const char *or_dots(const char *text)
{
	return text && *text ? text : "........................................";
}

/* What it is, and on the right which page of how many. */
static void sheet_title(struct sheet *s)
{
	struct str text = STR_INIT, page = STR_INIT, line = STR_INIT;
	size_t width;

	text_upper(&text, _("Sign-in sheet"));
	str_addf(&page, _("page %d of %d"), s->page, s->pages);
	width = text_width(page.buf);
	text_fit(&line, text.buf, SIGNIN_SHEET_COLUMNS - width);
	str_add(&line, page.buf);
	sheet_line(s, line.buf);
	str_release(&line);
	str_release(&page);
	str_release(&text);
}

/* Begins a page: what the sheet is about, and the headings of the table. */
static void sheet_head(struct sheet *s)
{
	const struct event *e = s->event;
	const char *const headings[COLUMNS] = {
		[COLUMN_NUMBER] = _("No."),
		[COLUMN_NAME] = _("Name"),
		[COLUMN_FUNCTION] = _("Function"),
		[COLUMN_STRUCTURE] = _("Structure"),
		[COLUMN_SIGNATURE] = _("Signature"),
	};
	struct str text = STR_INIT;

	if (s->out->len)
		str_addc(s->out, '\f');
	s->line = 0;
	s->page++;
	sheet_title(s);
	sheet_line(s, "");
	sheet_fact(s, _("Rencontre"), e->title ? e->title : "");
	if (e->theme && *e->theme)
		sheet_fact(s, _("Theme"), e->theme);
	str_reset(&text);
	sheet_when(&text, s->session);
	sheet_fact(s, _("Date"), text.buf);
	str_reset(&text);
	sheet_where(&text, e);
	sheet_fact(s, _("Place"), or_dots(text.buf));
	sheet_fact(s, _("Organiser"), or_dots(s->options->organiser));
	if (e->speakers && *e->speakers)
		sheet_fact(s, _("Speakers"), e->speakers);
	sheet_line(s, "");
	sheet_row(s, headings, 1);
	sheet_rule(s);
	str_release(&text);
}

static void sheet_person(
	struct sheet *s, const char *name, const char *function, const char *structure)
{
	const size_t least = 2;
	struct str number = STR_INIT;
	const char *cells[COLUMNS] = { "", name, function, structure, "" };
	size_t height = least;

	str_addf(&number, "%d", ++s->number);
	cells[COLUMN_NUMBER] = number.buf;
	for (int c = 0; c < COLUMNS; c++) {
		const size_t lines = sheet_height(cells[c], widths[c]);

		height = lines > height ? lines : height;
	}
	if (s->line + height + 1 > SIGNIN_SHEET_LINES)
		sheet_head(s);
	sheet_row(s, cells, least);
	sheet_rule(s);
	str_release(&number);
}

/* Who answers for the sheet signs it, too. */
static void sheet_foot(struct sheet *s)
{
	const size_t lines = 6;

	if (s->line + lines > SIGNIN_SHEET_LINES)
		sheet_head(s);
	sheet_line(s, "");
	sheet_line(s, _("For the organiser (name and signature):"));
	sheet_line(s, "");
	sheet_line(s, "");
	sheet_line(s, _("Speakers (name and signature):"));
	sheet_line(s, "");
}

/* Whether "1\n3" holds a number; an empty list holds them all. */
static bool sessions_hold(const char *list, int no)
{
	if (!*list)
		return true;
	while (*list) {
		char *end;

		if (strtol(list, &end, 10) == no)
			return true;
		list = *end ? end + 1 : end;
	}
	return false;
}

static bool sheet_registered(void *arg, const struct registration_row *row)
{
	struct sheet *s = arg;

	if (sessions_hold(row->sessions, s->session->no))
		sheet_person(s, row->name, row->function, row->structure);
	return true;
}

static bool sheet_write(struct sheet *s, struct db *db, struct err *err)
{
	struct registration_filter filter = REGISTRATION_FILTER_ALL;

	s->page = 0;
	s->number = 0;
	sheet_head(s);
	filter.event = s->event->id;
	filter.status = REGISTRATION_REGISTERED;
	if (!registration_list(db, &filter, sheet_registered, s, err))
		return false;
	for (int i = 0; i < s->options->blank_rows; i++)
		sheet_person(s, "", "", "");
	sheet_foot(s);
	return true;
}

/* A half-day is written twice: how many pages there are is known after the first time. */
static bool sheet_session(struct sheet *s, struct db *db, struct err *err)
{
	const size_t from = s->out->len;

	s->pages = 0;
	if (!sheet_write(s, db, err))
		return false;
	s->pages = s->page;
	str_truncate(s->out, from);
	return sheet_write(s, db, err);
}

bool signin_sheet_add(
	struct str *out, struct db *db, const struct signin_sheet *sheet, struct err *err)
{
	struct sheet s = { .out = out, .options = sheet };
	struct session *sessions = NULL;
	struct event event;
	size_t count = 0, done = 0;
	bool ok;

	event_init(&event);
	s.event = &event;
	ok = event_get(db, sheet->event, &event, err) &&
	     session_list(db, sheet->event, &sessions, &count, err);
	for (size_t i = 0; ok && i < count; i++) {
		if (sheet->session && sessions[i].no != sheet->session)
			continue;
		s.session = &sessions[i];
		ok = sheet_session(&s, db, err);
		done++;
	}
	if (ok && !done)
		ok = err_set(err, ERR_NOT_FOUND, _("'%s' has no half-day to sign in for"),
			event.title);
	session_free_list(&sessions, count);
	event_release(&event);
	return ok;
}

struct organiser {
	struct str *out;
	const char *region;
};

static bool organiser_of(void *arg, const struct crpv *c)
{
	struct organiser *o = arg;
	const size_t len = strlen(o->region);

	for (const char *at = c->regions; *at;) {
		const size_t n = strcspn(at, ";");

		if (n == len && !strncmp(at, o->region, n)) {
			str_add(o->out, c->name);
			return false;
		}
		at += n + (at[n] == ';');
	}
	return true;
}

bool signin_sheet_organiser(struct str *out, struct db *db, const char *region, struct err *err)
{
	struct organiser o = { .out = out, .region = region };

	return reference_crpvs(db, organiser_of, &o, err);
}
