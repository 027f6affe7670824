/* The other versions of a form: what somebody else saved meanwhile, what a lost connection
 * left. */
#include <stdlib.h>
#include <string.h>

#include "tui/widgets/form_internal.h"

/* --- the other version --- */

void form_theirs(struct form *f, const char *name, const char *text, int64_t id)
{
	size_t i = form_index(f, name);
	struct slot *slot = &f->slots[i];

	if (text == NULL)
		text = "";
	free(slot->their_text);
	slot->their_text = NULL;
	slot->their_id = id;
	if (strcmp(form_state_text(f, i), text) != 0 || slot->id != id)
		slot->their_text = xstrdup(text);
}

void form_take_theirs(struct form *f)
{
	for (size_t i = 0; i < f->spec->count; i++) {
		struct slot *slot = &f->slots[i];

		if (slot->their_text != NULL)
			form_show(f, i, slot->their_text, slot->their_id);
		free(slot->their_text);
		slot->their_text = NULL;
	}
	form_settle(f);
	form_advise(f);
}

static void add_shown(const struct form *f, size_t i, const char *kept, struct str *out)
{
	const struct form_field *field = &f->spec->fields[i];
	day_t day;

	if (form_has_choices(field))
		str_add(out, form_choice_label(field, form_choice_of(field, kept)));
	else if (field->kind == FORM_DATE && civil_parse_iso(kept, &day))
		civil_format_short(out, day, form_lang(f));
	else
		str_add(out, *kept == '\0' ? _("(empty)") : kept);
}

void form_add_differences(const struct form *f, struct str *out)
{
	for (size_t i = 0; i < f->spec->count; i++) {
		if (f->slots[i].their_text == NULL)
			continue;
		str_addf(out, "%s\n", _(f->spec->fields[i].label));
		str_add(out, _("  mine: "));
		add_shown(f, i, form_state_text(f, i), out);
		str_add(out, _("\n  theirs: "));
		add_shown(f, i, f->slots[i].their_text, out);
		str_add(out, "\n");
	}
}

/* --- drafts --- */

static void add_escaped(struct str *out, const char *text)
{
	for (; *text != '\0'; text++)
		if (*text == '\\' || *text == '\n')
			str_add(out, *text == '\\' ? "\\\\" : "\\n");
		else
			str_addc(out, *text);
}

void form_export(const struct form *f, struct str *out)
{
	for (size_t i = 0; i < f->spec->count; i++) {
		if (!form_slot_dirty(f, i))
			continue;
		str_addf(out, "%s=%lld=", f->spec->fields[i].name, (long long)f->slots[i].id);
		add_escaped(out, form_state_text(f, i));
		str_addc(out, '\n');
	}
}

/* One line of a draft, `name=id=text`, its end already cut. */
static bool import_line(struct form *f, char *line)
{
	char *id = strchr(line, '=');
	char *text = id == NULL ? NULL : strchr(id + 1, '=');
	struct str plain = STR_INIT;
	bool taken = false;

	if (text == NULL)
		return false;
	*id++ = '\0';
	*text++ = '\0';
	for (; *text != '\0'; text++) {
		if (*text == '\\' && text[1] != '\0') {
			text++;
			str_addc(&plain, *text == 'n' ? '\n' : *text);
		} else {
			str_addc(&plain, *text);
		}
	}
	for (size_t i = 0; i < f->spec->count; i++)
		if (strcmp(f->spec->fields[i].name, line) == 0 && !f->spec->fields[i].fixed) {
			form_show(f, i, plain.buf, strtoll(id, NULL, 10));
			f->slots[i].touched = true;
			taken = true;
		}
	str_release(&plain);
	return taken;
}

size_t form_import(struct form *f, const char *text)
{
	size_t taken = 0;

	while (*text != '\0') {
		size_t len = strcspn(text, "\n");
		char *line = xstrndup(text, len);

		taken += import_line(f, line) ? 1 : 0;
		free(line);
		text += len + (text[len] == '\n');
	}
	form_advise(f);
	return taken;
}
