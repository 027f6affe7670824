#include "cli/sheet.h"

#include <string.h>

#include "etape/text.h"

void sheet_init(struct sheet *sheet)
{
	*sheet = (struct sheet){ .text = STR_INIT };
}

void sheet_add(struct sheet *sheet, const char *heading, const char *value)
{
	size_t width = text_width(heading);

	if (!value || !*value)
		return;
	if (width > sheet->width)
		sheet->width = width;
	str_addn(&sheet->text, heading, strlen(heading) + 1);
	text_clean(&sheet->text, value, strlen(value), 0);
	str_addc(&sheet->text, '\0');
}

void sheet_add_number(struct sheet *sheet, const char *heading, int64_t number)
{
	struct str value = STR_INIT;

	str_addf(&value, "%lld", (long long)number);
	sheet_add(sheet, heading, value.buf);
	str_release(&value);
}

void sheet_write(struct sheet *sheet, struct output *out)
{
	const char *end = sheet->text.buf + sheet->text.len;
	struct str line = STR_INIT;

	for (const char *p = sheet->text.buf; p < end;) {
		str_reset(&line);
		text_fit(&line, p, sheet->width + 2);
		p += strlen(p) + 1;
		str_addf(&line, "%s\n", p);
		p += strlen(p) + 1;
		output_text(out, line.buf);
	}
	str_release(&line);
	str_release(&sheet->text);
}
