/* The kind of a structure, told by its name, or not at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "etape/vocabulary.h"

static const struct {
	const char *name;
	enum structure_kind kind;
} cases[] = {
	{ "Ville de Creil", STRUCTURE_COMMUNE },
	{ "ville d'Amiens", STRUCTURE_COMMUNE },
	{ "VILLE D’AMIENS", STRUCTURE_COMMUNE },
	{ "Mairie de Maubeuge", STRUCTURE_COMMUNE },
	{ "La mairie d'Hirson", STRUCTURE_COMMUNE },
	{ "Commune de Denain", STRUCTURE_COMMUNE },
	{ "Commune libre des inventeurs", STRUCTURE_OTHER },
	{ "Villeneuve sports", STRUCTURE_OTHER },
	{ "Communauté d'agglomération Maubeuge Val de Sambre", STRUCTURE_EPCI },
	{ "communaute de communes du Pays de Mormal", STRUCTURE_EPCI },
	{ "Communauté urbaine de Dunkerque", STRUCTURE_EPCI },
	{ "Métropole européenne de Lille", STRUCTURE_EPCI },
	{ "Communauté éducative du Nord", STRUCTURE_OTHER },
	{ "Conseil départemental de l'Oise", STRUCTURE_DEPARTEMENT },
	{ "Département du Nord", STRUCTURE_DEPARTEMENT },
	{ "Conseil régional des Hauts-de-France", STRUCTURE_REGION },
	{ "Région Hauts-de-France", STRUCTURE_REGION },
	{ "Préfecture du Nord", STRUCTURE_PREFECTURE },
	{ "PREFECTURE DE L'OISE", STRUCTURE_PREFECTURE },
	{ "Sous-préfecture de Valenciennes", STRUCTURE_PREFECTURE },
	{ "DSDEN de l'Oise", STRUCTURE_EDUCATION_NATIONALE },
	{ "DSDEN 59", STRUCTURE_EDUCATION_NATIONALE },
	{ "Rectorat de Lille", STRUCTURE_EDUCATION_NATIONALE },
	{ "Académie d'Amiens", STRUCTURE_EDUCATION_NATIONALE },
	{ "Académie de La Réunion", STRUCTURE_EDUCATION_NATIONALE },
	{ "Académie de danse de Lille", STRUCTURE_OTHER },
	{ "Inspection académique du Nord", STRUCTURE_EDUCATION_NATIONALE },
	/* Private ones exist. */
	{ "Collège César Franck", STRUCTURE_OTHER },
	{ "École Jules Ferry", STRUCTURE_OTHER },
	{ "Lycée Baggio", STRUCTURE_OTHER },
	{ "DREETS Hauts-de-France", STRUCTURE_ETAT },
	{ "DDETS du Nord", STRUCTURE_ETAT },
	{ "DRAJES", STRUCTURE_ETAT },
	{ "CAF du Nord", STRUCTURE_CAF },
	{ "Caf de la Somme", STRUCTURE_CAF },
	{ "Café des parents", STRUCTURE_OTHER },
	{ "Caisse d'allocations familiales de l'Aisne", STRUCTURE_CAF },
	{ "Association Les Inventeurs", STRUCTURE_ASSOCIATION },
	{ "L'association des parents", STRUCTURE_ASSOCIATION },
	{ "Associations réunies", STRUCTURE_OTHER },
	{ "Maison des inventeurs", STRUCTURE_OTHER },
	{ "CRPV d'ailleurs", STRUCTURE_CRPV },
	{ "L", STRUCTURE_OTHER },
	{ "la", STRUCTURE_OTHER },
	{ "", STRUCTURE_OTHER },
	{ NULL, STRUCTURE_OTHER },
};

static void a_name_tells_its_kind(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const enum structure_kind kind = structure_kind_of_name(cases[i].name);

		if (kind != cases[i].kind)
			fail_msg("'%s' is %s, not %s", cases[i].name ? cases[i].name : "NULL",
				vocabulary_name(&structure_kinds, (int)kind),
				vocabulary_name(&structure_kinds, (int)cases[i].kind));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(a_name_tells_its_kind) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
