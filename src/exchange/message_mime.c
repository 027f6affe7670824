/* A message as a mail: RFC 5322 and 2045, headers per RFC 2047. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "etape/message.h"

enum {
	LINE_MOST = 76,	  /* bytes of a line of headers or of text, its end left out */
	HEAD_MOST = 10,	  /* of a header's name, colon and blank */
	PLAIN_MOST = 60,  /* bytes of a text that is written as it is in a header */
};

/* --- base64 and quoted-printable --- */

static void add_base64(struct str *out, const char *bytes, size_t n)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

	for (size_t i = 0; i < n; i += 3) {
		const unsigned a = (unsigned char)bytes[i], b = i + 1 < n ? (unsigned char)bytes[i + 1] : 0,
			       c = i + 2 < n ? (unsigned char)bytes[i + 2] : 0;

		str_addc(out, digits[a >> 2]);
		str_addc(out, digits[(a & 3) << 4 | b >> 4]);
		str_addc(out, i + 1 < n ? digits[(b & 15) << 2 | c >> 6] : '=');
		str_addc(out, i + 2 < n ? digits[c & 63] : '=');
	}
}

static void add_base64_lines(struct str *out, const char *bytes, size_t n)
{
	enum { LINE = LINE_MOST / 4 * 3 };

	for (size_t i = 0; i < n; i += LINE) {
		add_base64(out, bytes + i, n - i < LINE ? n - i : LINE);
		str_add(out, "\r\n");
	}
}

/* Whether a byte of a line stands for itself. A dot alone ends a mail on its way, "From " begins one in a
 * mailbox, and blanks at the end are lost by some. */
static bool is_plain(const char *line, size_t i, size_t n)
{
	const unsigned char c = (unsigned char)line[i];

	if (c == ' ')
		return i + 1 < n;
	if (i == 0 && (c == '.' || (c == 'F' && n >= 5 && memcmp(line, "From ", 5) == 0)))
		return false;
	return c > ' ' && c < 0x7f && c != '=';
}

static void add_quoted_line(struct str *out, const char *line, size_t n)
{
	size_t used = 0;

	for (size_t i = 0; i < n; i++) {
		const bool plain = is_plain(line, i, n);
		const size_t wants = plain ? 1 : 3;

		/* One column stays for the = of a line that goes on. */
		if (used + wants > LINE_MOST - 1) {
			str_add(out, "=\r\n");
			used = 0;
		}
		if (plain)
			str_addc(out, line[i]);
		else
			str_addf(out, "=%02X", (unsigned)(unsigned char)line[i]);
		used += wants;
	}
	str_add(out, "\r\n");
}

static void add_quoted_printable(struct str *out, const char *text)
{
	while (*text) {
		const size_t n = strcspn(text, "\n");

		add_quoted_line(out, text, n);
		text += n + (text[n] == '\n');
	}
}

/* --- headers --- */

/* What would end the line, or hide, becomes a blank. */
static void add_clean(struct str *out, const char *text)
{
	for (; *text; text++) {
		const unsigned char c = (unsigned char)*text;

		str_addc(out, c < ' ' || c == 0x7f ? ' ' : *text);
	}
}

static bool is_ascii(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text >= 0x80)
			return false;
	return true;
}

/* An encoded word says it is one by =? : what looks like it is encoded, too. */
static bool is_written(const char *text)
{
	return is_ascii(text) && strlen(text) <= PLAIN_MOST && strstr(text, "=?") == NULL;
}

/* Bytes of `text`, whole characters, that one encoded word holds. */
static size_t word_bytes(const char *text)
{
	enum { MOST = (LINE_MOST - HEAD_MOST - 12) / 4 * 3 }; /* beside =?UTF-8?B? and ?= */
	size_t n = strlen(text);

	if (n <= MOST)
		return n;
	n = MOST;
	while (n > 1 && ((unsigned char)text[n] & 0xC0) == 0x80)
		n--;
	return n;
}

/* Each on a line of its own; blanks between encoded words are no part of the text. */
static void add_words(struct str *out, const char *text)
{
	while (*text) {
		const size_t n = word_bytes(text);

		str_add(out, "=?UTF-8?B?");
		add_base64(out, text, n);
		str_add(out, "?=");
		text += n;
		if (*text)
			str_add(out, "\r\n ");
	}
}

void message_header(struct str *out, const char *name, const char *text)
{
	struct str clean = STR_INIT;

	add_clean(&clean, text);
	str_addf(out, "%s: ", name);
	if (is_written(clean.buf))
		str_add(out, clean.buf);
	else
		add_words(out, clean.buf);
	str_add(out, "\r\n");
	str_release(&clean);
}

static void add_phrase(struct str *out, const char *person)
{
	if (!is_written(person)) {
		add_words(out, person);
		return;
	}
	str_addc(out, '"');
	for (; *person; person++) {
		if (*person == '"' || *person == '\\')
			str_addc(out, '\\');
		str_addc(out, *person);
	}
	str_addc(out, '"');
}

/* An address has neither blanks nor brackets, and is ASCII: whatever it was let in by. */
static void add_address(struct str *out, const char *address)
{
	for (; *address; address++)
		if ((unsigned char)*address > ' ' && (unsigned char)*address < 0x7f && strchr("<>()[],;:\"\\", *address) == NULL)
			str_addc(out, *address);
}

void message_mailbox_header(struct str *out, const char *name, const char *person, const char *address)
{
	struct str clean = STR_INIT;

	add_clean(&clean, person);
	str_trim(&clean);
	str_addf(out, "%s: ", name);
	if (clean.len > 0) {
		add_phrase(out, clean.buf);
		str_add(out, "\r\n <");
		add_address(out, address);
		str_addc(out, '>');
	} else {
		add_address(out, address);
	}
	str_add(out, "\r\n");
	str_release(&clean);
}

/* "Thu, 19 Nov 2026 09:00:00 +0100" */
static void add_date(struct str *out, instant_t at, const char *zone)
{
	day_t day, utc_day;
	int minutes, seconds, utc_minutes, offset;
	struct civil c;

	civil_from_instant(at, "UTC", &utc_day, &utc_minutes, NULL);
	if (!civil_from_instant(at, zone, &day, &minutes, &seconds))
		civil_from_instant(at, CIVIL_ZONE, &day, &minutes, &seconds);
	offset = (day - utc_day) * 1440 + minutes - utc_minutes;
	c = civil_from_day(day);
	str_addf(out, "Date: %s, %d %s %04d %02d:%02d:%02d %c%02d%02d\r\n",
		civil_weekday_short(civil_weekday(day), LANG_EN), c.day, civil_month_short(c.month, LANG_EN),
		c.year, minutes / 60, minutes % 60, seconds, offset < 0 ? '-' : '+',
		(offset < 0 ? -offset : offset) / 60, (offset < 0 ? -offset : offset) % 60);
}

static void add_head(struct str *out, const struct message *m)
{
	const char *at = strrchr(m->from, '@');

	add_date(out, m->at, m->zone);
	message_mailbox_header(out, "From", m->from_name, m->from);
	if (*m->reply_to)
		message_mailbox_header(out, "Reply-To", "", m->reply_to);
	message_mailbox_header(out, "To", m->to_name, m->to);
	message_header(out, "Subject", m->subject);
	str_addf(out, "Message-ID: <etape-%" PRId64 "@", m->id);
	add_address(out, at != NULL ? at + 1 : "localhost");
	str_add(out, ">\r\nMIME-Version: 1.0\r\nContent-Language: fr\r\n");
}

static void add_text(struct str *out, const struct message *m)
{
	str_add(out, "Content-Type: text/plain; charset=UTF-8\r\n"
		     "Content-Transfer-Encoding: quoted-printable\r\n\r\n");
	add_quoted_printable(out, m->body);
}

/* PUBLISH: étape reads no answers, so it asks for none; the mail program offers to add it to the calendar. */
static void add_calendar(struct str *out, const struct message *m)
{
	struct str name = STR_INIT;

	/* Letters, digits, hyphen and dot: nothing to quote. */
	for (const char *c = m->calendar_name; *c; c++)
		str_addc(&name, strchr("\"\\/", *c) == NULL && (unsigned char)*c > ' ' && (unsigned char)*c < 0x7f ? *c : '-');
	str_addf(out,
		"Content-Type: text/calendar; charset=UTF-8; method=PUBLISH;\r\n name=\"%s\"\r\n"
		"Content-Transfer-Encoding: base64\r\n"
		"Content-Disposition: attachment; filename=\"%s\"\r\n\r\n",
		name.buf, name.buf);
	add_base64_lines(out, m->calendar, strlen(m->calendar));
	str_release(&name);
}

void message_mime(struct str *out, const struct message *m)
{
	char boundary[40];

	add_head(out, m);
	if (m->calendar == NULL) {
		add_text(out, m);
		return;
	}
	/* Neither base64 nor quoted-printable can write "=_". */
	snprintf(boundary, sizeof boundary, "=_etape_%" PRId64, m->id);
	str_addf(out, "Content-Type: multipart/mixed; boundary=\"%s\"\r\n\r\n--%s\r\n", boundary, boundary);
	add_text(out, m);
	str_addf(out, "\r\n--%s\r\n", boundary);
	add_calendar(out, m);
	str_addf(out, "--%s--\r\n", boundary);
}
