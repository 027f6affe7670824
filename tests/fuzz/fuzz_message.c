/* Templates of messages, and what hostile names make of a mail: no header more, no line too long. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "etape/message.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void check_mail(const struct str *mail)
{
	const char *end = strstr(mail->buf, "\r\n\r\n");
	int headers = 0;

	must(strlen(mail->buf) == mail->len && end != NULL);
	for (const char *at = mail->buf; at < end; at = strstr(at, "\r\n") + 2)
		headers += *at != ' ';
	must(headers == 9);
	for (const char *at = mail->buf; *at;) {
		const size_t n = strcspn(at, "\r\n");

		must(at[n] == '\r' && at[n + 1] == '\n' && n < 998);
		at += n + 2;
	}
	for (size_t i = 0; i < mail->len; i++)
		must((unsigned char)mail->buf[i] < 0x7f);
}

/* What comes before the first NUL is the template, what comes after it every name and text. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *zero = size > 0 ? memchr(data, 0, size) : NULL;
	const size_t n = zero != NULL ? (size_t)(zero - (const char *)data) : size;
	char *name = zero != NULL ? xstrndup(zero + 1, size - n - 1) : xstrdup("Inès");
	struct str subject = STR_INIT, body = STR_INIT, mail = STR_INIT;
	const char *values[MESSAGE_FIELDS];
	struct message_template t;

	for (size_t i = 0; i < MESSAGE_FIELDS; i++)
		values[i] = i % 3 ? name : "";
	if (message_template_parse(&t, "x", n > 0 ? (const char *)data : "", n, NULL))
		message_fill(&t, values, &subject, &body);
	message_mime(&mail, &(struct message){
		.from_name = name, .from = "contact@example.org", .reply_to = "a@example.org", .to_name = name,
		.to = strlen(name) < 300 ? name : "", .subject = subject.buf, .body = body.buf, .calendar = name,
		.calendar_name = strlen(name) < 300 ? name : "", .id = 1, .zone = "Europe/Paris",
	});
	check_mail(&mail);
	message_template_release(&t);
	str_release(&subject);
	str_release(&body);
	str_release(&mail);
	free(name);
	return 0;
}
