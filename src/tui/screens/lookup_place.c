/* Completing départements, régions and time zones. */
#include <stdlib.h>
#include <string.h>

#include "etape/civil.h"
#include "etape/fold.h"
#include "etape/i18n.h"
#include "etape/vocabulary.h"
#include "tui/screens/lookup.h"

void lookup_add_departement(struct str *out, const char *code)
{
	str_addf(out, "%s (%s)", departement_name(code), code);
}

/* Whether a word of the label begins with what was typed. */
static bool begins_word(const char *label, const char *wanted)
{
	char *name = fold_dup(label);
	const char *at = strstr(name, wanted);
	const bool found = at != NULL && (at == name || at[-1] == ' ');

	free(name);
	return found;
}

void lookup_departement(struct form *f, const char *typed, form_candidate_fn add, void *arg)
{
	char *wanted = fold_dup(typed);

	(void)f;
	for (size_t i = 0; departement_at(i) != NULL && *wanted != '\0'; i++) {
		const char *code = departement_at(i);
		struct str label = STR_INIT;

		lookup_add_departement(&label, code);
		if (begins_word(label.buf, wanted))
			add(arg, (int64_t)i + 1, label.buf, region_name(departement_region(code)));
		str_release(&label);
	}
	free(wanted);
}

const char *lookup_departement_code(int64_t id)
{
	const char *code = id > 0 ? departement_at((size_t)id - 1) : NULL;

	return code == NULL ? "" : code;
}

int64_t lookup_departement_id(const char *code)
{
	size_t i = 0;

	while (departement_at(i) != NULL && strcmp(departement_at(i), code) != 0)
		i++;
	return departement_at(i) == NULL ? 0 : (int64_t)i + 1;
}

/* A région is known by its first département. */
static bool is_first_of_region(size_t i)
{
	const char *region = departement_region(departement_at(i));

	for (size_t k = 0; k < i; k++)
		if (strcmp(departement_region(departement_at(k)), region) == 0)
			return false;
	return *region != '\0';
}

void lookup_region(struct form *f, const char *typed, form_candidate_fn add, void *arg)
{
	char *wanted = fold_dup(typed);

	(void)f;
	for (size_t i = 0; departement_at(i) != NULL && *wanted != '\0'; i++) {
		const char *name = region_name(departement_region(departement_at(i)));

		if (is_first_of_region(i) && begins_word(name, wanted))
			add(arg, (int64_t)i + 1, name, "");
	}
	free(wanted);
}

const char *lookup_region_code(int64_t id)
{
	return id == 0 ? "" : departement_region(lookup_departement_code(id));
}

int64_t lookup_region_id(const char *code)
{
	for (size_t i = 0; departement_at(i) != NULL; i++)
		if (strcmp(departement_region(departement_at(i)), code) == 0)
			return (int64_t)i + 1;
	return 0;
}

/* Whether it is the first département with that clock. */
static bool is_first_of_clock(size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (strcmp(departement_clock(departement_at(k)), departement_clock(departement_at(i))) == 0)
			return false;
	return true;
}

void lookup_zone(struct form *f, const char *typed, form_candidate_fn add, void *arg)
{
	char *wanted = fold_dup(typed);

	(void)f;
	for (size_t i = 0; departement_at(i) != NULL; i++) {
		const char *zone = departement_clock(departement_at(i));
		const char *place = strcmp(zone, CIVIL_ZONE) == 0 ? _("mainland France") : departement_name(departement_at(i));
		char *folded = fold_dup(zone);

		if (is_first_of_clock(i) && (strstr(folded, wanted) != NULL || begins_word(place, wanted)))
			add(arg, (int64_t)i + 1, zone, place);
		free(folded);
	}
	free(wanted);
}
