#include <stdlib.h>

#include "etape/cite.h"
#include "etape/event.h"
#include "etape/fold.h"
#include "etape/person.h"
#include "etape/session.h"
#include "etape/structure.h"
#include "etape/vocabulary.h"
#include "tui/screens/choose.h"
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

char *names_event(struct app *app, int64_t id)
{
	struct str name = STR_INIT;
	struct event e;

	event_init(&e);
	if (id != 0 && event_get(app->db, id, &e, NULL))
		add_event_words(&name, &e);
	event_release(&e);
	return str_take(&name);
}

char *names_day(day_t day)
{
	struct str out = STR_INIT;

	if (day != CIVIL_NONE)
		civil_format_iso(&out, day);
	return str_take(&out);
}

void names_lapse(struct str *out, day_t since, day_t on)
{
	const int days = (int)(on - since);
	int months = 0, years;

	while (civil_add_months(since, months + 1) <= on)
		months++;
	years = months / 12;
	if (months == 0)
		str_addf(out, P_("%d day", "%d days", days), days);
	else if (years < 2)
		str_addf(out, P_("%d month", "%d months", months), months);
	else
		str_addf(out, P_("%d year", "%d years", years), years);
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

struct form_choice *names_session_choices(const struct session *sessions, size_t count)
{
	struct form_choice *choices = xcalloc(count + 1, sizeof *choices);

	for (size_t i = 0; i < count; i++) {
		struct str value = STR_INIT, label = STR_INIT;

		str_addf(&value, "%d", sessions[i].no);
		session_words(&label, &sessions[i], true);
		choices[i].value = str_take(&value);
		choices[i].label = str_take(&label);
	}
	return choices;
}

void names_free_choices(struct form_choice *choices, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		xfree(choices[i].value);
		xfree(choices[i].label);
	}
	free(choices);
}
