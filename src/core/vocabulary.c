#include "etape/vocabulary.h"

#include <stdlib.h>
#include <string.h>

#include "etape/civil.h"
#include "etape/err.h"
#include "etape/fold.h"
#include "etape/i18n.h"

#define WORD(stable, words)                                                                    \
	{                                                                                      \
		.name = stable, .label = words                                                 \
	}
#define VOCABULARY(words_of)                                                                   \
	{                                                                                      \
		.words = words_of, .count = sizeof words_of / sizeof *words_of                 \
	}

static const struct word structure_kind_words[] = {
	[STRUCTURE_COMMUNE] = WORD("commune", N_("town")),
	[STRUCTURE_EPCI] = WORD("epci", N_("inter-communal body")),
	[STRUCTURE_DEPARTEMENT] = WORD("departement", N_("département council")),
	[STRUCTURE_REGION] = WORD("region", N_("regional council")),
	[STRUCTURE_PREFECTURE] = WORD("prefecture", N_("prefecture")),
	[STRUCTURE_EDUCATION_NATIONALE] =
		WORD("education_nationale", N_("Éducation nationale")),
	[STRUCTURE_ETAT] = WORD("etat", N_("State service")),
	[STRUCTURE_CAF] = WORD("caf", N_("CAF")),
	[STRUCTURE_ASSOCIATION] = WORD("association", N_("association")),
	[STRUCTURE_CRPV] = WORD("crpv", N_("resource centre")),
	[STRUCTURE_ENTERPRISE] = WORD("enterprise", N_("company")),
	[STRUCTURE_OTHER] = WORD("other", N_("other structure")),
};
const struct vocabulary structure_kinds = VOCABULARY(structure_kind_words);

static const struct word payer_requires_words[] = {
	[REQUIRES_NONE] = WORD("none", N_("nothing more")),
	[REQUIRES_SERVICE] = WORD("service", N_("the service code")),
	[REQUIRES_ENGAGEMENT] = WORD("engagement", N_("an engagement number")),
	[REQUIRES_EITHER] = WORD("either", N_("one of the two")),
	[REQUIRES_BOTH] = WORD("both", N_("both of them")),
};
const struct vocabulary payer_requirements = VOCABULARY(payer_requires_words);

static const struct word mandate_role_words[] = {
	[MANDATE_COPILOTE_COLLECTIVITE] =
		WORD("copilote_collectivite", N_("copilote, local authority")),
	[MANDATE_COPILOTE_PREFECTURE] = WORD("copilote_prefecture", N_("copilote, prefecture")),
	[MANDATE_COPILOTE_ACADEMIE] = WORD("copilote_academie", N_("copilote, académie")),
	[MANDATE_COPILOTE_AUTRE] = WORD("copilote_autre", N_("fourth copilote")),
	[MANDATE_CPO] = WORD("cpo", N_("CPO")),
	[MANDATE_REFERENT] = WORD("referent", N_("referent")),
	[MANDATE_PRINCIPAL] = WORD("principal", N_("principal of the lead collège")),
	[MANDATE_ELU] = WORD("elu", N_("elected official")),
	[MANDATE_AUTRE] = WORD("autre", N_("other post")),
};
const struct vocabulary mandate_roles = VOCABULARY(mandate_role_words);

static const struct word label_status_words[] = {
	[LABEL_CANDIDATE] = WORD("candidate", N_("candidate")),
	[LABEL_LABELLED] = WORD("labelled", N_("labelled")),
	[LABEL_RENEWED] = WORD("renewed", N_("renewed")),
	[LABEL_ENDED] = WORD("ended", N_("ended")),
};
const struct vocabulary label_statuses = VOCABULARY(label_status_words);

static const struct word document_kind_words[] = {
	[DOCUMENT_MINUTES] = WORD("minutes", N_("minutes")),
	[DOCUMENT_SLIDES] = WORD("slides", N_("slides")),
	[DOCUMENT_PROGRAMME] = WORD("programme", N_("programme")),
	[DOCUMENT_SHEET] = WORD("sheet", N_("experience sheet")),
	[DOCUMENT_CONVENTION] = WORD("convention", N_("agreement")),
	[DOCUMENT_PHOTO] = WORD("photo", N_("photo")),
	[DOCUMENT_OTHER] = WORD("other", N_("other document")),
};
const struct vocabulary document_kinds = VOCABULARY(document_kind_words);

static const struct word event_kind_words[] = {
	[EVENT_ETAPE] = WORD("etape", N_("étape of the Tour")),
	[EVENT_CPO] = WORD("cpo", N_("CPO meeting")),
	[EVENT_REGIONAL_DAY] = WORD("regional_day", N_("regional day")),
	[EVENT_WORKSHOP] = WORD("workshop", N_("workshop")),
	[EVENT_COMMITTEE] = WORD("committee", N_("committee")),
	[EVENT_VISIT] = WORD("visit", N_("visit")),
	[EVENT_WEBINAR] = WORD("webinar", N_("webinar")),
	[EVENT_NATIONAL] = WORD("national", N_("national meeting")),
	[EVENT_OTHER] = WORD("other", N_("other meeting")),
};
const struct vocabulary event_kinds = VOCABULARY(event_kind_words);

static const struct word event_status_words[] = {
	[EVENT_DRAFT] = WORD("draft", N_("draft")),
	[EVENT_ANNOUNCED] = WORD("announced", N_("announced")),
	[EVENT_OPEN] = WORD("open", N_("open for registration")),
	[EVENT_CLOSED] = WORD("closed", N_("registration closed")),
	[EVENT_HELD] = WORD("held", N_("held")),
	[EVENT_POSTPONED] = WORD("postponed", N_("postponed")),
	[EVENT_CANCELLED] = WORD("cancelled", N_("called off")),
};
const struct vocabulary event_statuses = VOCABULARY(event_status_words);

static const struct word event_format_words[] = {
	[FORMAT_ON_SITE] = WORD("on_site", N_("on site")),
	[FORMAT_ONLINE] = WORD("online", N_("by video")),
	[FORMAT_HYBRID] = WORD("hybrid", N_("on site and by video")),
};
const struct vocabulary event_formats = VOCABULARY(event_format_words);

static const struct word event_precision_words[] = {
	[PRECISION_DAY] = WORD("day", N_("to the day")),
	[PRECISION_MONTH] = WORD("month", N_("to the month")),
	[PRECISION_PERIOD] = WORD("period", N_("a period")),
	[PRECISION_YEAR] = WORD("year", N_("to the year")),
};
const struct vocabulary event_precisions = VOCABULARY(event_precision_words);

static const struct word session_part_words[] = {
	[PART_MORNING] = WORD("morning", N_("morning")),
	[PART_AFTERNOON] = WORD("afternoon", N_("afternoon")),
	[PART_EVENING] = WORD("evening", N_("evening")),
	[PART_DAY] = WORD("day", N_("whole day")),
};
const struct vocabulary session_parts = VOCABULARY(session_part_words);

static const struct word registration_status_words[] = {
	[REGISTRATION_REGISTERED] = WORD("registered", N_("registered")),
	[REGISTRATION_WAITING] = WORD("waiting", N_("on the waiting list")),
	[REGISTRATION_CANCELLED] = WORD("cancelled", N_("cancelled")),
	[REGISTRATION_INVITED] = WORD("invited", N_("invited")),
	[REGISTRATION_DECLINED] = WORD("declined", N_("declined")),
};
const struct vocabulary registration_statuses = VOCABULARY(registration_status_words);

static const struct word checkin_kind_words[] = {
	[CHECKIN_IN] = WORD("in", N_("check-in")),
	[CHECKIN_OUT] = WORD("out", N_("departure")),
	[CHECKIN_UNDO] = WORD("undo", N_("taken back")),
};
const struct vocabulary checkin_kinds = VOCABULARY(checkin_kind_words);

static const struct word checkin_via_words[] = {
	[VIA_DESK] = WORD("desk", N_("desk")),
	[VIA_SCAN] = WORD("scan", N_("scanner")),
	[VIA_COMMAND] = WORD("command", N_("command line")),
	[VIA_PAPER] = WORD("paper", N_("paper")),
	[VIA_IMPORT] = WORD("import", N_("import")),
};
const struct vocabulary checkin_vias = VOCABULARY(checkin_via_words);

static const struct word checkin_result_words[] = {
	[CHECKIN_OK] = WORD("ok", N_("present")),
	[CHECKIN_ALREADY] = WORD("already", N_("already present")),
	[CHECKIN_UNDONE] = WORD("undone", N_("check-in taken back")),
	[CHECKIN_CANCELLED] = WORD("cancelled", N_("registration cancelled")),
	[CHECKIN_WAITING] = WORD("waiting", N_("on the waiting list")),
	[CHECKIN_WRONG_SESSION] = WORD("wrong_session", N_("registered for another session")),
	[CHECKIN_NOT_REGISTERED] = WORD("not_registered", N_("not registered")),
	[CHECKIN_AMBIGUOUS] = WORD("ambiguous", N_("several people answer to this")),
	[CHECKIN_UNKNOWN] = WORD("unknown", N_("unknown")),
};
const struct vocabulary checkin_results = VOCABULARY(checkin_result_words);

static const struct word desk_outcome_words[] = {
	[OUTCOME_PRESENT] = WORD("present", N_("present")),
	[OUTCOME_ALREADY] = WORD("already", N_("already present")),
	[OUTCOME_LEFT] = WORD("left", N_("has left")),
	[OUTCOME_UNDONE] = WORD("undone", N_("check-in undone")),
	[OUTCOME_OTHER_SESSION] = WORD("other_session", N_("registered for another session")),
	[OUTCOME_WAITING] = WORD("waiting", N_("on the waiting list")),
	[OUTCOME_CANCELLED] = WORD("cancelled", N_("registration cancelled")),
	[OUTCOME_NOT_REGISTERED] = WORD("not_registered", N_("not registered")),
	[OUTCOME_AMBIGUOUS] = WORD("ambiguous", N_("several people")),
	[OUTCOME_UNKNOWN] = WORD("unknown", N_("unknown")),
	[OUTCOME_OTHER_EVENT] = WORD("other_event", N_("code of another rencontre")),
	[OUTCOME_WRONG_CODE] = WORD("wrong_code", N_("wrong check character")),
	[OUTCOME_FULL] = WORD("full", N_("full")),
};
const struct vocabulary desk_outcomes = VOCABULARY(desk_outcome_words);

static const struct word payment_means_words[] = {
	[MEANS_ESPECES] = WORD("especes", N_("cash")),
	[MEANS_CHEQUE] = WORD("cheque", N_("cheque")),
	[MEANS_CARTE] = WORD("carte", N_("card")),
	[MEANS_VIREMENT] = WORD("virement", N_("bank transfer")),
	[MEANS_MANDAT] = WORD("mandat", N_("administrative payment order")),
};
const struct vocabulary payment_means = VOCABULARY(payment_means_words);

const char *vocabulary_name(const struct vocabulary *v, int value)
{
	if (value == ANY)
		return "";
	if (value < 0 || (size_t)value >= v->count)
		bug("no value %d in the vocabulary of '%s'", value, v->words[0].name);
	return v->words[value].name;
}

const char *vocabulary_label(const struct vocabulary *v, int value)
{
	if (value == ANY)
		return "";
	if (value < 0 || (size_t)value >= v->count)
		bug("no value %d in the vocabulary of '%s'", value, v->words[0].name);
	return gettext(v->words[value].label);
}

static bool vocabulary_same(const char *folded, const char *label)
{
	char *other = fold_dup(label);
	bool same = !strcmp(folded, other);

	free(other);
	return same;
}

bool vocabulary_parse(const struct vocabulary *v, const char *text, int *value)
{
	char *folded;
	bool found = false;

	if (!text || !*text)
		return false;
	for (size_t i = 0; i < v->count; i++) {
		if (!strcmp(v->words[i].name, text)) {
			*value = (int)i;
			return true;
		}
	}
	folded = fold_dup(text);
	for (size_t i = 0; !found && *folded && i < v->count; i++) {
		found = vocabulary_same(folded, v->words[i].name) ||
			vocabulary_same(folded, v->words[i].label) ||
			vocabulary_same(folded, gettext(v->words[i].label));
		if (found)
			*value = (int)i;
	}
	free(folded);
	return found;
}

const char *mandate_role_short(enum mandate_role role)
{
	static const char *const shorts[] = {
		[MANDATE_COPILOTE_COLLECTIVITE] = N_("copilote, local authority"),
		[MANDATE_COPILOTE_PREFECTURE] = N_("copilote, prefecture"),
		[MANDATE_COPILOTE_ACADEMIE] = N_("copilote, académie"),
		[MANDATE_COPILOTE_AUTRE] = N_("copilote"),
		[MANDATE_CPO] = N_("CPO"),
		[MANDATE_REFERENT] = N_("referent"),
		[MANDATE_PRINCIPAL] = N_("principal"),
		[MANDATE_ELU] = N_("elected official"),
		[MANDATE_AUTRE] = N_("other post"),
	};

	return gettext(shorts[role]);
}

bool structure_kind_is_state(enum structure_kind kind)
{
	return kind == STRUCTURE_PREFECTURE || kind == STRUCTURE_EDUCATION_NATIONALE ||
	       kind == STRUCTURE_ETAT;
}
