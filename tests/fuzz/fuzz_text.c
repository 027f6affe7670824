/* The text gate, folding and codes: what stands between people's bytes and a terminal. */
#include <locale.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "etape/code.h"
#include "etape/fold.h"
#include "etape/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

/* Nothing in clean text makes a terminal do anything. */
static void check_harmless(const struct str *s, unsigned flags)
{
	must(strlen(s->buf) == s->len);
	must(mbstowcs(NULL, s->buf, 0) != (size_t)-1); /* valid, by the C library's judgement */
	for (size_t i = 0; i < s->len; i++) {
		unsigned char c = (unsigned char)s->buf[i];

		must(c >= 0x20 || (c == '\n' && (flags & TEXT_LINES)));
		must(c != 0x7f);
		must(c < 0x80 || !(flags & TEXT_ASCII));
		/* C1 controls are C2 80…9F in UTF-8. */
		must(c != 0xc2 || (unsigned char)s->buf[i + 1] >= 0xa0);
	}
}

static void fuzz_gate(const char *bytes, size_t n)
{
	static const unsigned flags[] = { 0, TEXT_ASCII, TEXT_LINES, TEXT_ASCII | TEXT_LINES };

	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
		struct str out = STR_INIT;
		struct str fit = STR_INIT;
		size_t used;

		text_clean(&out, bytes, n, flags[i]);
		check_harmless(&out, flags[i]);
		text_clean(&fit, out.buf, out.len, flags[i]);
		must(!strcmp(fit.buf, out.buf)); /* clean text is left alone */
		for (size_t columns = 0; columns < 12; columns++) {
			must(text_clip(out.buf, columns, &used) <= out.len && used <= columns);
			if (flags[i] & TEXT_LINES)
				continue;
			str_reset(&fit);
			text_fit(&fit, out.buf, columns);
			must(text_width(fit.buf) == columns);
		}
		for (size_t at = 0; at < out.len;) {
			size_t next = text_next(out.buf, at);

			must(next > at && next <= out.len && text_prev(out.buf, next) == at);
			at = next;
		}
		str_release(&out);
		str_release(&fit);
	}
}

static void fuzz_fold(const char *text)
{
	struct str once = STR_INIT;
	struct str twice = STR_INIT;
	char code[CODE_LENGTH + 1];

	fold_add(&once, text);
	fold_add(&twice, once.buf);
	must(!strcmp(once.buf, twice.buf));
	must(!once.len || (once.buf[0] != ' ' && once.buf[once.len - 1] != ' '));
	must(!strstr(once.buf, "  "));
	str_reset(&twice);
	fold_squash_add(&twice, text);
	must(!strchr(twice.buf, ' '));
	must(fold_distance(once.buf, once.buf, 3) == 0);
	must(fold_distance(once.buf, twice.buf, 3) <= 4);
	str_reset(&twice);
	fold_phone_add(&twice, text);
	must(strspn(twice.buf, "0123456789") == twice.len);
	if (code_read(text, code) == CODE_OK) {
		char again[CODE_LENGTH + 1];

		must(strspn(code, CODE_ALPHABET) == CODE_LENGTH);
		must(code_read(code, again) == CODE_OK && !strcmp(code, again));
	}
	str_release(&once);
	str_release(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);

	must(text != NULL);
	/* Widths are the C library's. */
	setlocale(LC_CTYPE, "C.UTF-8");
	memcpy(text, data, size);
	text[size] = '\0';
	fuzz_gate(text, size);
	fuzz_fold(text);
	free(text);
	return 0;
}
