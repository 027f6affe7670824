#include "etape/vocabulary.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"

/* INSEE codes, in order of the code as text. */
static const struct {
	const char *code;
	const char *name;
	const char *region;   /* INSEE code; of the collectivités that are in none, their own */
	const char *academie; /* NULL: a vice-rectorate */
} departements[] = {
	{ .code = "01", .name = "Ain", .region = "84", .academie = "Lyon" },
	{ .code = "02", .name = "Aisne", .region = "32", .academie = "Amiens" },
	{ .code = "03", .name = "Allier", .region = "84", .academie = "Clermont-Ferrand" },
	{ .code = "04", .name = "Alpes-de-Haute-Provence", .region = "93", .academie = "Aix-Marseille" },
	{ .code = "05", .name = "Hautes-Alpes", .region = "93", .academie = "Aix-Marseille" },
	{ .code = "06", .name = "Alpes-Maritimes", .region = "93", .academie = "Nice" },
	{ .code = "07", .name = "Ardèche", .region = "84", .academie = "Grenoble" },
	{ .code = "08", .name = "Ardennes", .region = "44", .academie = "Reims" },
	{ .code = "09", .name = "Ariège", .region = "76", .academie = "Toulouse" },
	{ .code = "10", .name = "Aube", .region = "44", .academie = "Reims" },
	{ .code = "11", .name = "Aude", .region = "76", .academie = "Montpellier" },
	{ .code = "12", .name = "Aveyron", .region = "76", .academie = "Toulouse" },
	{ .code = "13", .name = "Bouches-du-Rhône", .region = "93", .academie = "Aix-Marseille" },
	{ .code = "14", .name = "Calvados", .region = "28", .academie = "Normandie" },
	{ .code = "15", .name = "Cantal", .region = "84", .academie = "Clermont-Ferrand" },
	{ .code = "16", .name = "Charente", .region = "75", .academie = "Poitiers" },
	{ .code = "17", .name = "Charente-Maritime", .region = "75", .academie = "Poitiers" },
	{ .code = "18", .name = "Cher", .region = "24", .academie = "Orléans-Tours" },
	{ .code = "19", .name = "Corrèze", .region = "75", .academie = "Limoges" },
	{ .code = "21", .name = "Côte-d'Or", .region = "27", .academie = "Dijon" },
	{ .code = "22", .name = "Côtes-d'Armor", .region = "53", .academie = "Rennes" },
	{ .code = "23", .name = "Creuse", .region = "75", .academie = "Limoges" },
	{ .code = "24", .name = "Dordogne", .region = "75", .academie = "Bordeaux" },
	{ .code = "25", .name = "Doubs", .region = "27", .academie = "Besançon" },
	{ .code = "26", .name = "Drôme", .region = "84", .academie = "Grenoble" },
	{ .code = "27", .name = "Eure", .region = "28", .academie = "Normandie" },
	{ .code = "28", .name = "Eure-et-Loir", .region = "24", .academie = "Orléans-Tours" },
	{ .code = "29", .name = "Finistère", .region = "53", .academie = "Rennes" },
	{ .code = "2A", .name = "Corse-du-Sud", .region = "94", .academie = "Corse" },
	{ .code = "2B", .name = "Haute-Corse", .region = "94", .academie = "Corse" },
	{ .code = "30", .name = "Gard", .region = "76", .academie = "Montpellier" },
	{ .code = "31", .name = "Haute-Garonne", .region = "76", .academie = "Toulouse" },
	{ .code = "32", .name = "Gers", .region = "76", .academie = "Toulouse" },
	{ .code = "33", .name = "Gironde", .region = "75", .academie = "Bordeaux" },
	{ .code = "34", .name = "Hérault", .region = "76", .academie = "Montpellier" },
	{ .code = "35", .name = "Ille-et-Vilaine", .region = "53", .academie = "Rennes" },
	{ .code = "36", .name = "Indre", .region = "24", .academie = "Orléans-Tours" },
	{ .code = "37", .name = "Indre-et-Loire", .region = "24", .academie = "Orléans-Tours" },
	{ .code = "38", .name = "Isère", .region = "84", .academie = "Grenoble" },
	{ .code = "39", .name = "Jura", .region = "27", .academie = "Besançon" },
	{ .code = "40", .name = "Landes", .region = "75", .academie = "Bordeaux" },
	{ .code = "41", .name = "Loir-et-Cher", .region = "24", .academie = "Orléans-Tours" },
	{ .code = "42", .name = "Loire", .region = "84", .academie = "Lyon" },
	{ .code = "43", .name = "Haute-Loire", .region = "84", .academie = "Clermont-Ferrand" },
	{ .code = "44", .name = "Loire-Atlantique", .region = "52", .academie = "Nantes" },
	{ .code = "45", .name = "Loiret", .region = "24", .academie = "Orléans-Tours" },
	{ .code = "46", .name = "Lot", .region = "76", .academie = "Toulouse" },
	{ .code = "47", .name = "Lot-et-Garonne", .region = "75", .academie = "Bordeaux" },
	{ .code = "48", .name = "Lozère", .region = "76", .academie = "Montpellier" },
	{ .code = "49", .name = "Maine-et-Loire", .region = "52", .academie = "Nantes" },
	{ .code = "50", .name = "Manche", .region = "28", .academie = "Normandie" },
	{ .code = "51", .name = "Marne", .region = "44", .academie = "Reims" },
	{ .code = "52", .name = "Haute-Marne", .region = "44", .academie = "Reims" },
	{ .code = "53", .name = "Mayenne", .region = "52", .academie = "Nantes" },
	{ .code = "54", .name = "Meurthe-et-Moselle", .region = "44", .academie = "Nancy-Metz" },
	{ .code = "55", .name = "Meuse", .region = "44", .academie = "Nancy-Metz" },
	{ .code = "56", .name = "Morbihan", .region = "53", .academie = "Rennes" },
	{ .code = "57", .name = "Moselle", .region = "44", .academie = "Nancy-Metz" },
	{ .code = "58", .name = "Nièvre", .region = "27", .academie = "Dijon" },
	{ .code = "59", .name = "Nord", .region = "32", .academie = "Lille" },
	{ .code = "60", .name = "Oise", .region = "32", .academie = "Amiens" },
	{ .code = "61", .name = "Orne", .region = "28", .academie = "Normandie" },
	{ .code = "62", .name = "Pas-de-Calais", .region = "32", .academie = "Lille" },
	{ .code = "63", .name = "Puy-de-Dôme", .region = "84", .academie = "Clermont-Ferrand" },
	{ .code = "64", .name = "Pyrénées-Atlantiques", .region = "75", .academie = "Bordeaux" },
	{ .code = "65", .name = "Hautes-Pyrénées", .region = "76", .academie = "Toulouse" },
	{ .code = "66", .name = "Pyrénées-Orientales", .region = "76", .academie = "Montpellier" },
	{ .code = "67", .name = "Bas-Rhin", .region = "44", .academie = "Strasbourg" },
	{ .code = "68", .name = "Haut-Rhin", .region = "44", .academie = "Strasbourg" },
	{ .code = "69", .name = "Rhône", .region = "84", .academie = "Lyon" },
	{ .code = "70", .name = "Haute-Saône", .region = "27", .academie = "Besançon" },
	{ .code = "71", .name = "Saône-et-Loire", .region = "27", .academie = "Dijon" },
	{ .code = "72", .name = "Sarthe", .region = "52", .academie = "Nantes" },
	{ .code = "73", .name = "Savoie", .region = "84", .academie = "Grenoble" },
	{ .code = "74", .name = "Haute-Savoie", .region = "84", .academie = "Grenoble" },
	{ .code = "75", .name = "Paris", .region = "11", .academie = "Paris" },
	{ .code = "76", .name = "Seine-Maritime", .region = "28", .academie = "Normandie" },
	{ .code = "77", .name = "Seine-et-Marne", .region = "11", .academie = "Créteil" },
	{ .code = "78", .name = "Yvelines", .region = "11", .academie = "Versailles" },
	{ .code = "79", .name = "Deux-Sèvres", .region = "75", .academie = "Poitiers" },
	{ .code = "80", .name = "Somme", .region = "32", .academie = "Amiens" },
	{ .code = "81", .name = "Tarn", .region = "76", .academie = "Toulouse" },
	{ .code = "82", .name = "Tarn-et-Garonne", .region = "76", .academie = "Toulouse" },
	{ .code = "83", .name = "Var", .region = "93", .academie = "Nice" },
	{ .code = "84", .name = "Vaucluse", .region = "93", .academie = "Aix-Marseille" },
	{ .code = "85", .name = "Vendée", .region = "52", .academie = "Nantes" },
	{ .code = "86", .name = "Vienne", .region = "75", .academie = "Poitiers" },
	{ .code = "87", .name = "Haute-Vienne", .region = "75", .academie = "Limoges" },
	{ .code = "88", .name = "Vosges", .region = "44", .academie = "Nancy-Metz" },
	{ .code = "89", .name = "Yonne", .region = "27", .academie = "Dijon" },
	{ .code = "90", .name = "Territoire de Belfort", .region = "27", .academie = "Besançon" },
	{ .code = "91", .name = "Essonne", .region = "11", .academie = "Versailles" },
	{ .code = "92", .name = "Hauts-de-Seine", .region = "11", .academie = "Versailles" },
	{ .code = "93", .name = "Seine-Saint-Denis", .region = "11", .academie = "Créteil" },
	{ .code = "94", .name = "Val-de-Marne", .region = "11", .academie = "Créteil" },
	{ .code = "95", .name = "Val-d'Oise", .region = "11", .academie = "Versailles" },
	{ .code = "971", .name = "Guadeloupe", .region = "01", .academie = "Guadeloupe" },
	{ .code = "972", .name = "Martinique", .region = "02", .academie = "Martinique" },
	{ .code = "973", .name = "Guyane", .region = "03", .academie = "Guyane" },
	{ .code = "974", .name = "La Réunion", .region = "04", .academie = "La Réunion" },
	{ .code = "975", .name = "Saint-Pierre-et-Miquelon", .region = "975" },
	{ .code = "976", .name = "Mayotte", .region = "06", .academie = "Mayotte" },
	{ .code = "977", .name = "Saint-Barthélemy", .region = "977", .academie = "Guadeloupe" },
	{ .code = "978", .name = "Saint-Martin", .region = "978", .academie = "Guadeloupe" },
	{ .code = "986", .name = "Wallis-et-Futuna", .region = "986" },
	{ .code = "987", .name = "Polynésie française", .region = "987" },
	{ .code = "988", .name = "Nouvelle-Calédonie", .region = "988" },
};

static const struct {
	const char *code;
	const char *name;
} regions[] = {
	{ "01", "Guadeloupe" },
	{ "02", "Martinique" },
	{ "03", "Guyane" },
	{ "04", "La Réunion" },
	{ "06", "Mayotte" },
	{ "11", "Île-de-France" },
	{ "24", "Centre-Val de Loire" },
	{ "27", "Bourgogne-Franche-Comté" },
	{ "28", "Normandie" },
	{ "32", "Hauts-de-France" },
	{ "44", "Grand Est" },
	{ "52", "Pays de la Loire" },
	{ "53", "Bretagne" },
	{ "75", "Nouvelle-Aquitaine" },
	{ "76", "Occitanie" },
	{ "84", "Auvergne-Rhône-Alpes" },
	{ "93", "Provence-Alpes-Côte d'Azur" },
	{ "94", "Corse" },
};

enum { DEPARTEMENT_COUNT = sizeof departements / sizeof *departements };

const char *departement_at(size_t i)
{
	return i < DEPARTEMENT_COUNT ? departements[i].code : NULL;
}

/* DEPARTEMENT_COUNT when not known. */
static size_t departement_index(const char *code)
{
	size_t i = 0;

	while (i < DEPARTEMENT_COUNT && strcmp(departements[i].code, code) != 0)
		i++;
	return i;
}

const char *departement_region(const char *code)
{
	size_t i = departement_index(code);

	return i < DEPARTEMENT_COUNT ? departements[i].region : "";
}

const char *departement_academie(const char *code)
{
	size_t i = departement_index(code);

	return i < DEPARTEMENT_COUNT && departements[i].academie ? departements[i].academie : "";
}

const char *region_name(const char *code)
{
	for (size_t i = 0; i < sizeof regions / sizeof *regions; i++)
		if (!strcmp(regions[i].code, code))
			return regions[i].name;
	return departement_name(code);
}

const char *departement_name(const char *code)
{
	size_t i = departement_index(code);

	return i < DEPARTEMENT_COUNT ? departements[i].name : code;
}

enum { DEPARTEMENT_LONGEST = 40 }; /* bytes of a folded name, and its end */

/* How departements[] are typed: "val d oise"; "reunion" without its article. */
static char departement_folds[DEPARTEMENT_COUNT][DEPARTEMENT_LONGEST];

static const char *departement_fold(size_t i)
{
	char *fold;

	if (*departement_folds[i])
		return departement_folds[i];
	fold = fold_dup(departements[i].name);
	snprintf(departement_folds[i], DEPARTEMENT_LONGEST, "%s",
		fold + (strncmp(fold, "la ", 3) ? 0 : 3));
	free(fold);
	return departement_folds[i];
}

/* Whether a text stands there as whole words. */
static bool departement_stands(const char *folded, const char *name)
{
	const size_t n = strlen(name);

	for (const char *p = folded; (p = strstr(p, name)); p++)
		if ((p == folded || p[-1] == ' ') && (p[n] == ' ' || p[n] == '\0'))
			return true;
	return false;
}

static const char *departement_code_fold(size_t i)
{
	static const char *const corsica[] = { "2a", "2b" };
	const char *code = departements[i].code;

	return code[1] == 'A' ? corsica[0] : code[1] == 'B' ? corsica[1] : code;
}

const char *departement_within(const char *folded, const char **name)
{
	const char *code = NULL;
	size_t longest = 0;

	for (size_t i = 0; i < DEPARTEMENT_COUNT; i++) {
		const char *const names[] = { departement_fold(i), departement_code_fold(i) };

		for (size_t j = 0; j < 2; j++) {
			size_t n = strlen(names[j]);

			if (n <= longest || !departement_stands(folded, names[j]))
				continue;
			longest = n;
			code = departements[i].code;
			*name = names[j];
		}
	}
	return code;
}
