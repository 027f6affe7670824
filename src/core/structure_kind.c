/* What a structure's name tells of its kind. */
#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "etape/vocabulary.h"

/* Folded beginnings of names, whole words; those that begin alike stand with the longer first.
 * Only what is beyond doubt: a collège may be private, a "maison des associations" a town's. */
static const struct {
	const char *words;
	enum structure_kind kind;
} structure_kinds_by_name[] = {
	{ "ville de", STRUCTURE_COMMUNE },
	{ "ville d", STRUCTURE_COMMUNE },
	{ "ville du", STRUCTURE_COMMUNE },
	{ "ville des", STRUCTURE_COMMUNE },
	{ "mairie", STRUCTURE_COMMUNE },
	{ "commune de", STRUCTURE_COMMUNE },
	{ "commune d", STRUCTURE_COMMUNE },
	{ "commune du", STRUCTURE_COMMUNE },
	{ "commune des", STRUCTURE_COMMUNE },
	{ "communaute de communes", STRUCTURE_EPCI },
	{ "communaute d agglomeration", STRUCTURE_EPCI },
	{ "communaute urbaine", STRUCTURE_EPCI },
	{ "metropole", STRUCTURE_EPCI },
	{ "conseil departemental", STRUCTURE_DEPARTEMENT },
	{ "conseil general", STRUCTURE_DEPARTEMENT },
	{ "departement de", STRUCTURE_DEPARTEMENT },
	{ "departement d", STRUCTURE_DEPARTEMENT },
	{ "departement du", STRUCTURE_DEPARTEMENT },
	{ "departement des", STRUCTURE_DEPARTEMENT },
	{ "conseil regional", STRUCTURE_REGION },
	{ "region", STRUCTURE_REGION },
	{ "prefecture", STRUCTURE_PREFECTURE },
	{ "sous prefecture", STRUCTURE_PREFECTURE },
	{ "dsden", STRUCTURE_EDUCATION_NATIONALE },
	{ "direction des services departementaux de l education nationale",
		STRUCTURE_EDUCATION_NATIONALE },
	{ "rectorat", STRUCTURE_EDUCATION_NATIONALE },
	{ "inspection academique", STRUCTURE_EDUCATION_NATIONALE },
	{ "inspection de l education nationale", STRUCTURE_EDUCATION_NATIONALE },
	{ "education nationale", STRUCTURE_EDUCATION_NATIONALE },
	{ "dreets", STRUCTURE_ETAT },
	{ "deets", STRUCTURE_ETAT },
	{ "ddets", STRUCTURE_ETAT },
	{ "ddetspp", STRUCTURE_ETAT },
	{ "drieets", STRUCTURE_ETAT },
	{ "drajes", STRUCTURE_ETAT },
	{ "sdjes", STRUCTURE_ETAT },
	{ "ddcs", STRUCTURE_ETAT },
	{ "drac", STRUCTURE_ETAT },
	{ "anct", STRUCTURE_ETAT },
	{ "caf", STRUCTURE_CAF },
	{ "caisse d allocations familiales", STRUCTURE_CAF },
	{ "association", STRUCTURE_ASSOCIATION },
	{ "asso", STRUCTURE_ASSOCIATION },
	{ "centre de ressources politique de la ville", STRUCTURE_CRPV },
	{ "crpv", STRUCTURE_CRPV },
};

/* The académies of the State, for others teach music or football. */
static const char *const structure_academies[] = { "aix", "amiens", "besancon", "bordeaux", "caen",
	"clermont", "corse", "creteil", "dijon", "grenoble", "guadeloupe", "guyane", "lille",
	"limoges", "lyon", "martinique", "mayotte", "montpellier", "nancy", "nantes", "nice",
	"normandie", "orleans", "paris", "poitiers", "reims", "rennes", "reunion", "rouen",
	"strasbourg", "toulouse", "versailles" };

static bool structure_begins(const char *folded, const char *words)
{
	const size_t n = strlen(words);

	return !strncmp(folded, words, n) && (folded[n] == ' ' || folded[n] == '\0');
}

static bool structure_is_academie(const char *folded)
{
	static const char *const before[] = { "academie de la ", "academie de ", "academie d " };
	const char *place = NULL;

	for (size_t i = 0; !place && i < sizeof before / sizeof *before; i++)
		if (!strncmp(folded, before[i], strlen(before[i])))
			place = folded + strlen(before[i]);
	for (size_t i = 0; place && i < sizeof structure_academies / sizeof *structure_academies; i++)
		if (structure_begins(place, structure_academies[i]))
			return true;
	return false;
}

enum structure_kind structure_kind_of_name(const char *name)
{
	char *folded = fold_dup(name);
	const char *begin = folded;
	enum structure_kind kind = STRUCTURE_OTHER;

	if (structure_begins(begin, "la") || structure_begins(begin, "le"))
		begin += 2 + (begin[2] == ' ');
	else if (structure_begins(begin, "l"))
		begin += 1 + (begin[1] == ' ');
	for (size_t i = 0; i < sizeof structure_kinds_by_name / sizeof *structure_kinds_by_name;
		i++) {
		if (structure_begins(begin, structure_kinds_by_name[i].words)) {
			kind = structure_kinds_by_name[i].kind;
			break;
		}
	}
	if (structure_is_academie(begin))
		kind = STRUCTURE_EDUCATION_NATIONALE;
	free(folded);
	return kind;
}
