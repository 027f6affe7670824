/* The French words of lists and forms for the enumerations of the domain. */
#include <string.h>
#include <stdlib.h>

#include "etape/fold.h"
#include "exchange/importer.h"

struct synonyms {
	const struct vocabulary *vocabulary;
	int value;
	const char *words; /* folded, separated by | */
};

static const struct synonyms synonyms[] = {
	{ &structure_kinds, STRUCTURE_COMMUNE,
		"ville|mairie|municipalite|collectivite|commune|ville mairie|ccas" },
	{ &structure_kinds, STRUCTURE_EPCI,
		"intercommunalite|communaute d agglomeration|communaute de communes|"
		"communaute urbaine|metropole|agglomeration|epci" },
	{ &structure_kinds, STRUCTURE_DEPARTEMENT, "conseil departemental|departement" },
	{ &structure_kinds, STRUCTURE_REGION, "conseil regional|region" },
	{ &structure_kinds, STRUCTURE_PREFECTURE,
		"prefecture|sous prefecture|prefecture de region|services de la prefecture" },
	{ &structure_kinds, STRUCTURE_EDUCATION_NATIONALE,
		"education nationale|en|academie|rectorat|dsden|ecole|college|lycee|"
		"etablissement scolaire|inspection academique" },
	{ &structure_kinds, STRUCTURE_ETAT,
		"etat|service de l etat|services de l etat|autre service de l "
		"etat|dreets|ddets|"
		"drajes|sdjes|anct" },
	{ &structure_kinds, STRUCTURE_CAF, "caf|caisse d allocations familiales" },
	{ &structure_kinds, STRUCTURE_ASSOCIATION,
		"association|asso|associations|centre social|monde associatif" },
	{ &structure_kinds, STRUCTURE_CRPV,
		"crpv|centre de ressources|"
		"centre de ressources politique de la ville" },
	{ &structure_kinds, STRUCTURE_ENTERPRISE,
		"entreprise|societe|prive|secteur prive|bureau d etudes|cabinet" },
	{ &structure_kinds, STRUCTURE_OTHER, "autre|autres|other" },
	{ &mandate_roles, MANDATE_COPILOTE_COLLECTIVITE,
		"copilote collectivite|copilote ville|copilote commune|copilote mairie|"
		"collectivite" },
	{ &mandate_roles, MANDATE_COPILOTE_PREFECTURE,
		"copilote prefecture|copilote etat|prefecture" },
	{ &mandate_roles, MANDATE_COPILOTE_ACADEMIE,
		"copilote academie|copilote education nationale|academie|education nationale" },
	{ &mandate_roles, MANDATE_COPILOTE_AUTRE, "copilote autre|autre copilote|copilote" },
	{ &mandate_roles, MANDATE_CPO,
		"cpo|chef de projet operationnel|cheffe de projet operationnel|"
		"chef de projet operationnelle|chef fe de projet operationnel|chef de projet|"
		"cheffe de projet|coordonnateur|coordonnatrice|coordinateur|coordinatrice" },
	{ &mandate_roles, MANDATE_REFERENT, "referent|referente|referent e" },
	{ &mandate_roles, MANDATE_PRINCIPAL,
		"principal|principale|principal de college|principale de college" },
	{ &mandate_roles, MANDATE_ELU, "elu|elue|elu e|adjoint au maire|adjointe au maire" },
	{ &mandate_roles, MANDATE_AUTRE, "autre" },
	{ &label_statuses, LABEL_CANDIDATE, "candidat|candidature|candidate au label" },
	{ &label_statuses, LABEL_LABELLED,
		"labellise|labellisee|labelisee|labelise|label|labellisation|obtenu|labeled" },
	{ &label_statuses, LABEL_RENEWED, "renouvele|renouvelee|renouvellement|reconduite|reconduit|prolongee" },
	{ &label_statuses, LABEL_ENDED,
		"termine|terminee|fin|fin du label|sortie|sortie du label|retrait|retire|retiree|perdu|arret" },
	{ &event_kinds, EVENT_ETAPE, "etape|etape du tour|tour" },
	{ &event_kinds, EVENT_CPO, "cpo|reseau cpo|rencontre cpo|reunion cpo" },
	{ &event_kinds, EVENT_REGIONAL_DAY,
		"journee regionale|regionale|rencontre regionale|journee" },
	{ &event_kinds, EVENT_WORKSHOP, "atelier|ateliers" },
	{ &event_kinds, EVENT_COMMITTEE,
		"comite|comite technique|comite de pilotage|copil|cotech" },
	{ &event_kinds, EVENT_VISIT, "visite" },
	{ &event_kinds, EVENT_WEBINAR, "webinaire|visioconference|visio" },
	{ &event_kinds, EVENT_NATIONAL, "national|nationale|rencontre nationale" },
	{ &event_kinds, EVENT_OTHER, "autre|autre rencontre|divers" },
	{ &event_statuses, EVENT_DRAFT, "brouillon" },
	{ &event_statuses, EVENT_ANNOUNCED, "annonce|annoncee|prevu|prevue" },
	{ &event_statuses, EVENT_OPEN, "ouvert|ouverte|inscriptions ouvertes" },
	{ &event_statuses, EVENT_CLOSED, "ferme|fermee|inscriptions closes|complet|complete" },
	{ &event_statuses, EVENT_HELD, "tenu|tenue|passe|passee|realise|realisee|fait" },
	{ &event_statuses, EVENT_POSTPONED, "reporte|reportee" },
	{ &event_statuses, EVENT_CANCELLED, "annule|annulee|canceled" },
	{ &event_formats, FORMAT_ON_SITE, "presentiel|sur place|en presentiel|sur site" },
	{ &event_formats, FORMAT_ONLINE,
		"visio|visioconference|distanciel|en ligne|a distance|en visio" },
	{ &event_formats, FORMAT_HYBRID, "hybride|mixte" },
	{ &event_precisions, PRECISION_DAY, "jour" },
	{ &event_precisions, PRECISION_MONTH, "mois" },
	{ &event_precisions, PRECISION_PERIOD, "periode" },
	{ &event_precisions, PRECISION_YEAR, "annee|an" },
	{ &registration_statuses, REGISTRATION_REGISTERED,
		"inscrit|inscrite|inscrit "
		"e|inscription|oui|present|presente|confirme|confirmee|"
		"participe|valide|validee|yes" },
	{ &registration_statuses, REGISTRATION_WAITING,
		"liste d attente|en attente|attente|en liste d attente|waiting list" },
	{ &registration_statuses, REGISTRATION_CANCELLED,
		"annule|annulee|annule e|desiste|desistee|annulation|desistement|canceled" },
	{ &registration_statuses, REGISTRATION_INVITED, "invite|invitee|invite e" },
	{ &registration_statuses, REGISTRATION_DECLINED,
		"decline|declinee|refuse|refusee|excuse|excusee|excuse e|non|ne participe "
		"pas|no" },
};

static bool among(const char *folded, const char *words)
{
	size_t n = strlen(folded);

	for (const char *s = words; *s != '\0';) {
		size_t len = strcspn(s, "|");

		if (len == n && memcmp(s, folded, n) == 0)
			return true;
		s += len + (s[len] == '|');
	}
	return false;
}

bool words_parse(const struct vocabulary *v, const char *text, int *value)
{
	char *folded;
	bool found = false;

	if (*text == '\0')
		return false;
	if (vocabulary_parse(v, text, value))
		return true;
	folded = fold_dup(text);
	for (size_t i = 0; !found && i < sizeof(synonyms) / sizeof(synonyms[0]); i++) {
		found = synonyms[i].vocabulary == v && *folded != '\0' &&
			among(folded, synonyms[i].words);
		if (found)
			*value = synonyms[i].value;
	}
	free(folded);
	return found;
}
