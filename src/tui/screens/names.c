#include <stdlib.h>

#include "etape/cite.h"
#include "etape/fold.h"
#include "etape/person.h"
#include "etape/structure.h"
#include "etape/vocabulary.h"
#include "tui/screens/names.h"

static bool take_name(void *arg, const struct person_row *row)
{
	str_add(arg, row->name);
	return true;
}

char *names_person(struct app *app, int64_t id)
{
	struct str name = STR_INIT;

	if (id != 0)
		person_row_get(app->db, id, take_name, &name, NULL);
	return str_take(&name);
}

char *names_structure(struct app *app, int64_t id)
{
	struct structure s;
	char *name;

	structure_init(&s);
	if (id != 0)
		structure_get(app->db, id, &s, NULL);
	name = xstrdup(s.name == NULL ? "" : s.name);
	structure_release(&s);
	return name;
}

char *names_cite(struct app *app, int64_t id)
{
	struct cite c;
	char *name;

	cite_init(&c);
	if (id != 0)
		cite_get(app->db, id, &c, NULL);
	name = xstrdup(c.name == NULL ? "" : c.name);
	cite_release(&c);
	return name;
}

const char *names_phone(const char *typed)
{
	static char ring[4][16];
	static size_t next;
	struct str digits = STR_INIT;
	char *out;

	fold_phone_add(&digits, typed);
	if (digits.len != 10 || digits.buf[0] != '0') {
		str_release(&digits);
		return typed;
	}
	out = ring[next++ % 4];
	for (size_t i = 0; i < 10; i++)
		out[i + i / 2] = digits.buf[i];
	for (size_t i = 2; i < 14; i += 3)
		out[i] = ' ';
	out[14] = '\0';
	str_release(&digits);
	return out;
}

struct form_choice *names_choices(const struct vocabulary *v)
{
	struct form_choice *choices = xcalloc(v->count, sizeof *choices);

	for (size_t i = 0; i < v->count; i++)
		choices[i] = (struct form_choice){ .value = v->words[i].name, .label = v->words[i].label };
	return choices;
}
