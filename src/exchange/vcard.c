#include "etape/vcard.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "etape/civil.h"

#define LINE 75 /* bytes of a line, its end not counted (RFC 6350, 3.2) */

/* Escapes what a value may not hold as it is (RFC 6350, 3.4). Other controls are dropped. */
static void add_escaped(struct str *out, const char *text)
{
	for (const char *s = text; s != NULL && *s != '\0'; s++) {
		if (*s == '\\' || *s == ',' || *s == ';') {
			str_addc(out, '\\');
			str_addc(out, *s);
		} else if (*s == '\n') {
			str_add(out, "\\n");
		} else if ((unsigned char)*s >= 0x20 && *s != 0x7f) {
			str_addc(out, *s);
		}
	}
}

/* Appends a logical line, folded so that no character is cut in two. */
static void add_folded(struct str *out, const char *line)
{
	size_t n = strlen(line), room = LINE;

	while (n > room) {
		size_t cut = room;

		while (cut > 1 && ((unsigned char)line[cut] & 0xc0) == 0x80)
			cut--;
		str_addn(out, line, cut);
		str_add(out, "\r\n ");
		line += cut;
		n -= cut;
		room = LINE - 1; /* the blank in front counts */
	}
	str_add(out, line);
	str_add(out, "\r\n");
}

static bool is_set(const char *text)
{
	return text != NULL && *text != '\0';
}

static void add_line(struct str *out, const char *property, const char *text)
{
	struct str line = STR_INIT;

	if (is_set(text)) {
		str_addf(&line, "%s:", property);
		add_escaped(&line, text);
		add_folded(out, line.buf);
	}
	str_release(&line);
}

static void add_names(struct str *out, const struct vcard *card)
{
	struct str line = STR_INIT, full = STR_INIT;

	str_add(&line, "N:");
	add_escaped(&line, card->family_name);
	str_addc(&line, ';');
	add_escaped(&line, card->given_name);
	str_add(&line, ";;;");
	add_folded(out, line.buf);
	if (is_set(card->given_name))
		str_add(&full, card->given_name);
	if (is_set(card->given_name) && is_set(card->family_name))
		str_addc(&full, ' ');
	if (is_set(card->family_name))
		str_add(&full, card->family_name);
	add_line(out, "FN", full.buf);
	str_release(&line);
	str_release(&full);
}

/* One property a post: "CPO · Creil". */
static void add_posts(struct str *out, const char *posts)
{
	for (const char *s = posts; s != NULL && *s != '\0';) {
		size_t n = strcspn(s, "\n");
		char *post = xstrndup(s, n);

		add_line(out, "ROLE", post);
		free(post);
		s += n + (s[n] == '\n');
	}
}

/* When the record was last saved, so that an address book knows which of two cards is newer. */
static void add_revision(struct str *out, int64_t written)
{
	const instant_t epoch = INT64_C(1577836800000); /* 2020-01-01 */
	struct civil date;
	int minutes, seconds;
	day_t day;

	if (written <= 0 ||
		!civil_from_instant(epoch + written * 1000, "UTC", &day, &minutes, &seconds))
		return;
	date = civil_from_day(day);
	str_addf(out, "REV:%04d%02d%02dT%02d%02d%02dZ\r\n", date.year, date.month, date.day,
		minutes / 60, minutes % 60, seconds);
}

void vcard_add(struct str *out, const struct vcard *card)
{
	struct str text = STR_INIT;

	str_add(out, "BEGIN:VCARD\r\nVERSION:4.0\r\n");
	str_addf(out, "UID;VALUE=text:etape-person-%" PRId64 "\r\n", card->id);
	add_names(out, card);
	add_line(out, "ORG", card->structure);
	add_line(out, "TITLE", card->function);
	add_posts(out, card->posts);
	add_line(out, "EMAIL;TYPE=work", card->email);
	add_line(out, "TEL;TYPE=work,voice", card->phone);
	add_line(out, "TEL;TYPE=work,cell", card->mobile);
	add_line(out, "CATEGORIES", card->cite);
	if (is_set(card->cite)) {
		str_addf(&text, "Cité éducative : %s", card->cite);
		add_line(out, "NOTE", text.buf);
	}
	add_revision(out, card->written);
	str_add(out, "END:VCARD\r\n");
	str_release(&text);
}
