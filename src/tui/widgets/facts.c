#include <stdlib.h>
#include <string.h>

#include "etape/i18n.h"
#include "etape/text.h"
#include "tui/widgets/facts.h"

#define LONG_TEXT 60 /* columns after which a text goes on below */

enum { FACTS_LABEL, FACTS_TEXT, FACTS_DETAIL };

static struct value facts_value(const void *row, size_t i)
{
	const struct facts_line *line = row;

	switch (i) {
	case FACTS_LABEL: return value_text(line->label);
	case FACTS_TEXT: return value_text(line->text);
	default: return value_text(line->detail);
	}
}

/* The headings are never drawn: a field without one would not be shown. */
static const struct field facts_fields[] = {
	[FACTS_LABEL] = { .key = "label", .heading = N_("Label"), .min = 18 },
	[FACTS_TEXT] = { .key = "text", .heading = N_("Text"), .min = 24, .weight = 3 },
	[FACTS_DETAIL] = { .key = "detail", .heading = N_("Detail"), .min = 12, .weight = 2, .priority = 1 },
};
static const struct record_type facts_type = { "line", facts_fields, 3, facts_value };

/* Lines have no id of their own: their place, or what they open. */
static int64_t line_id(const void *row)
{
	const struct facts_line *line = row;

	return line->id;
}

static struct list_sign line_sign(const void *row)
{
	const struct facts_line *line = row;

	return (struct list_sign){ .glyph = GLYPH_NONE, .row_style = line->style };
}

void facts_init(struct facts *s)
{
	*s = (struct facts){ .count = 0 };
	list_array_init(&s->array, &facts_type, sizeof *s->lines, line_id, line_sign);
	list_init(&s->list, &s->array.model);
	s->list.headings = false;
}

static void drop_lines(struct facts *s)
{
	for (size_t i = 0; i < s->count; i++) {
		xfree(s->lines[i].label);
		xfree(s->lines[i].text);
		xfree(s->lines[i].detail);
		xfree(s->lines[i].copy);
	}
	s->count = 0;
}

void facts_release(struct facts *s)
{
	list_release(&s->list);
	list_array_release(&s->array);
	drop_lines(s);
	free(s->lines);
	s->lines = NULL;
}

void facts_clear(struct facts *s)
{
	drop_lines(s);
}

static char *dup_text(const char *text)
{
	return xstrdup(text == NULL ? "" : text);
}

static void add_one(struct facts *s, const struct facts_line *line)
{
	if (s->count == s->cap) {
		s->cap = s->cap == 0 ? 32 : s->cap * 2;
		s->lines = xrealloc(s->lines, s->cap * sizeof *s->lines);
	}
	s->lines[s->count] = (struct facts_line){
		.label = dup_text(line->label),
		.text = dup_text(line->text),
		.detail = dup_text(line->detail),
		.copy = line->copy == NULL ? NULL : xstrdup(line->copy),
		.kind = line->kind,
		.id = line->id != 0 ? line->id : -(int64_t)(s->count + 1),
		.style = line->style,
	};
	s->count++;
}

/* Bytes of the text's first line: to a line end, or to the last blank that fits. */
static size_t first_part(const char *text)
{
	size_t line = strcspn(text, "\n");
	char *part = xstrndup(text, line);
	size_t n = text_clip(part, LONG_TEXT, NULL);

	free(part);
	if (n == line)
		return n;
	for (size_t i = n; i > 0; i--)
		if (text[i] == ' ')
			return i;
	return n == 0 ? line : n;
}

void facts_add(struct facts *s, const struct facts_line *line)
{
	struct facts_line one = *line;
	const char *text = line->text == NULL ? "" : line->text;

	if (*text == '\0' && line->kind == NULL)
		return;
	do {
		/* What can be opened stays one line: its own record says the rest. */
		size_t n = line->kind != NULL ? strlen(text) : first_part(text);
		char *part = xstrndup(text, n);

		one.text = part;
		add_one(s, &one);
		free(part);
		text += n;
		text += *text == ' ' || *text == '\n';
		/* What goes on below has the same target, but no id twice. */
		one.label = "";
		one.detail = "";
		one.id = 0;
		one.kind = NULL;
	} while (*text != '\0');
}

void facts_section(struct facts *s, const char *title)
{
	if (s->count > 0)
		add_one(s, &(struct facts_line){ .style = THEME_NORMAL });
	add_one(s, &(struct facts_line){ .label = title, .style = THEME_TITLE });
}

void facts_ready(struct facts *s)
{
	list_array_set(&s->array, s->lines, s->count);
	list_reload(&s->list);
}

const struct facts_line *facts_selected(struct facts *s)
{
	int64_t id = list_selected(&s->list);

	return id == 0 ? NULL : list_array_row(&s->array, id);
}

void facts_draw(struct facts *s, struct area area)
{
	list_draw(&s->list, area, true, "");
}
