#include "etape/mailbox.h"

#include <ctype.h>
#include <string.h>

/* RFC 5322, 3.2.3: atext, and blanks between atoms; RFC 6532 adds all that is not ASCII. */
static bool is_phrase(const char *name)
{
	for (; *name != '\0'; name++) {
		unsigned char c = (unsigned char)*name;

		if (c < 0x80 && !isalnum(c) && strchr("!#$%&'*+-/=?^_`{|}~ ", c) == NULL)
			return false;
	}
	return true;
}

static void add_quoted(struct str *out, const char *name)
{
	str_addc(out, '"');
	for (; *name != '\0'; name++) {
		unsigned char c = (unsigned char)*name;

		if (c == '"' || c == '\\')
			str_addc(out, '\\');
		str_addc(out, c < ' ' || c == 0x7f ? ' ' : *name);
	}
	str_addc(out, '"');
}

void mailbox_add(struct str *out, const char *name, const char *address)
{
	if (address == NULL || *address == '\0')
		return;
	if (out->len > 0)
		str_add(out, "; ");
	if (name == NULL || *name == '\0') {
		str_add(out, address);
		return;
	}
	if (is_phrase(name))
		str_add(out, name);
	else
		add_quoted(out, name);
	str_addf(out, " <%s>", address);
}
