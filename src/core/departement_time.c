/* What the calendar asks of a département: its clock, and its zone of school holidays. */
#include "etape/civil.h"
#include "etape/vocabulary.h"

#include <string.h>

const char *departement_clock(const char *code)
{
	static const struct {
		const char *code, *zone;
	} overseas[] = {
		{ "971", "America/Guadeloupe" },
		{ "972", "America/Martinique" },
		{ "973", "America/Cayenne" },
		{ "974", "Indian/Reunion" },
		{ "975", "America/Miquelon" },
		{ "976", "Indian/Mayotte" },
		{ "977", "America/St_Barthelemy" },
		{ "978", "America/Marigot" },
		{ "986", "Pacific/Wallis" },
		{ "987", "Pacific/Tahiti" },
		{ "988", "Pacific/Noumea" },
	};

	for (size_t i = 0; i < sizeof overseas / sizeof *overseas; i++)
		if (!strcmp(overseas[i].code, code))
			return overseas[i].zone;
	return CIVIL_ZONE;
}

/* Code de l'éducation, arrêté of 7 December 2022: by académie. Corsica and overseas set their own. */
char departement_holidays(const char *code)
{
	static const char *const zones[] = {
		"Besançon|Bordeaux|Clermont-Ferrand|Dijon|Grenoble|Limoges|Lyon|Poitiers|",
		"Aix-Marseille|Amiens|Lille|Nancy-Metz|Nantes|Nice|Normandie|Orléans-Tours|Reims|Rennes|Strasbourg|",
		"Créteil|Montpellier|Paris|Toulouse|Versailles|",
	};
	const char *academie = departement_academie(code);
	const size_t n = strlen(academie);

	for (size_t i = 0; n && i < sizeof zones / sizeof *zones; i++)
		for (const char *p = zones[i]; *p; p = strchr(p, '|') + 1)
			if (!strncmp(p, academie, n) && p[n] == '|')
				return (char)('A' + i);
	return '\0';
}
