/* The enumerations of the domain: stable names (database, CSV, JSON) and words for people. */
#ifndef ETAPE_VOCABULARY_H
#define ETAPE_VOCABULARY_H

#include <stdbool.h>
#include <stddef.h>

enum structure_kind {
	STRUCTURE_COMMUNE,
	STRUCTURE_EPCI, /* inter-communal body */
	STRUCTURE_DEPARTEMENT,
	STRUCTURE_REGION,
	STRUCTURE_PREFECTURE,	       /* the State */
	STRUCTURE_EDUCATION_NATIONALE, /* the State */
	STRUCTURE_ETAT,		       /* the State */
	STRUCTURE_CAF,
	STRUCTURE_ASSOCIATION,
	STRUCTURE_CRPV,
	STRUCTURE_ENTERPRISE,
	STRUCTURE_OTHER,
};

/* What a public payer asks for on an invoice (D. 2192-2). */
enum payer_requires {
	REQUIRES_NONE,
	REQUIRES_SERVICE,    /* its service code */
	REQUIRES_ENGAGEMENT, /* an engagement number */
	REQUIRES_EITHER,
	REQUIRES_BOTH,
};

enum mandate_role {
	MANDATE_COPILOTE_COLLECTIVITE,
	MANDATE_COPILOTE_PREFECTURE,
	MANDATE_COPILOTE_ACADEMIE,
	MANDATE_COPILOTE_AUTRE,
	MANDATE_CPO,
	MANDATE_REFERENT,
	MANDATE_PRINCIPAL,
	MANDATE_ELU,
	MANDATE_AUTRE,
};

/* Of a cité's label. */
enum label_status {
	LABEL_CANDIDATE,
	LABEL_LABELLED,
	LABEL_RENEWED,
	LABEL_ENDED,
};

enum event_kind {
	EVENT_ETAPE,
	EVENT_CPO,
	EVENT_REGIONAL_DAY,
	EVENT_WORKSHOP,
	EVENT_COMMITTEE,
	EVENT_VISIT,
	EVENT_WEBINAR,
	EVENT_NATIONAL,
	EVENT_OTHER, /* none of ours: what came in somebody else's calendar */
};

enum event_status {
	EVENT_DRAFT,
	EVENT_ANNOUNCED,
	EVENT_OPEN, /* for registration */
	EVENT_CLOSED,
	EVENT_HELD,
	EVENT_POSTPONED,
	EVENT_CANCELLED,
};

enum event_format {
	FORMAT_ON_SITE,
	FORMAT_ONLINE,
	FORMAT_HYBRID,
};

enum session_part {
	PART_MORNING,
	PART_AFTERNOON,
	PART_EVENING,
	PART_DAY,
};

enum registration_status {
	REGISTRATION_REGISTERED,
	REGISTRATION_WAITING,
	REGISTRATION_CANCELLED,
	REGISTRATION_INVITED,
	REGISTRATION_DECLINED,
};

enum checkin_kind {
	CHECKIN_IN,
	CHECKIN_OUT,
	CHECKIN_UNDO,
};

enum checkin_via {
	VIA_DESK,
	VIA_SCAN,
	VIA_COMMAND,
	VIA_PAPER,
	VIA_IMPORT,
};

/* Answers of the desk. The first three are successes (exit status 0). */
enum checkin_result {
	CHECKIN_OK,
	CHECKIN_ALREADY,
	CHECKIN_UNDONE,
	CHECKIN_CANCELLED,
	CHECKIN_WAITING,
	CHECKIN_WRONG_SESSION,
	CHECKIN_NOT_REGISTERED,
	CHECKIN_AMBIGUOUS,
	CHECKIN_UNKNOWN,
};

/* What the desk says: the answers above, told apart further. Words, glyph, colour, bell and the
 * next step hang on it. */
enum desk_outcome {
	OUTCOME_PRESENT,	/* checked in now */
	OUTCOME_ALREADY,
	OUTCOME_LEFT,		/* checked out now */
	OUTCOME_UNDONE,
	OUTCOME_OTHER_SESSION,
	OUTCOME_WAITING,
	OUTCOME_CANCELLED,
	OUTCOME_NOT_REGISTERED, /* known; invited or declined, too */
	OUTCOME_AMBIGUOUS,
	OUTCOME_UNKNOWN,
	OUTCOME_OTHER_EVENT,
	OUTCOME_WRONG_CODE,
	OUTCOME_FULL, /* and the role may not exceed the capacity */
};
#define OUTCOME_COUNT (OUTCOME_FULL + 1)

enum payment_means {
	MEANS_ESPECES,
	MEANS_CHEQUE,
	MEANS_CARTE,
	MEANS_VIREMENT,
	MEANS_MANDAT,
};

enum document_kind {
	DOCUMENT_MINUTES,
	DOCUMENT_SLIDES,
	DOCUMENT_PROGRAMME,
	DOCUMENT_SHEET, /* fiche d'expérience */
	DOCUMENT_CONVENTION,
	DOCUMENT_PHOTO,
	DOCUMENT_OTHER,
};

/* "No value" of an enumeration, in filters and where a field is optional. */
#define ANY (-1)

struct word {
	const char *name;  /* stable: database, CSV, JSON */
	const char *label; /* N_(): for people */
};

struct vocabulary {
	const struct word *words; /* in the order of the enumeration */
	size_t count;
};

extern const struct vocabulary structure_kinds;
extern const struct vocabulary payer_requirements;
extern const struct vocabulary mandate_roles;
extern const struct vocabulary label_statuses;
extern const struct vocabulary event_kinds;
extern const struct vocabulary event_statuses;
extern const struct vocabulary event_formats;
extern const struct vocabulary document_kinds;
extern const struct vocabulary event_precisions; /* enum precision of civil.h */
extern const struct vocabulary session_parts;
extern const struct vocabulary registration_statuses;
extern const struct vocabulary checkin_kinds;
extern const struct vocabulary checkin_vias;
extern const struct vocabulary checkin_results;
extern const struct vocabulary desk_outcomes;
extern const struct vocabulary payment_means;

/* Stable name of a value; "" for ANY. */
const char *vocabulary_name(const struct vocabulary *v, int value);
/* Words in the current language; "" for ANY. */
const char *vocabulary_label(const struct vocabulary *v, int value);
/* Reads a stable name, or a label in English or the current language whatever its
 * case and accents, into `value`. False when it is neither. */
bool vocabulary_parse(const struct vocabulary *v, const char *text, int *value);

/* The short word of a role that stands before a cité in "CPO · Creil", translated. */
const char *mandate_role_short(enum mandate_role role);

/* Whether the structure belongs to the State (free of charge everywhere). */
bool structure_kind_is_state(enum structure_kind kind);

/* The kind that a name tells beyond doubt ("Ville de Creil", "DSDEN de l'Oise", "Préfecture du
 * Nord"); STRUCTURE_OTHER when it does not. */
enum structure_kind structure_kind_of_name(const char *name);

/* "Nord" of "59": names of the départements, those overseas included; the code itself when not
 * known. */
const char *departement_name(const char *code);
/* INSEE codes of the départements, in order; NULL behind the last. */
const char *departement_at(size_t i);
/* INSEE code of the région of a département, and the name of its académie; "" when not known. */
const char *departement_region(const char *code);
const char *departement_academie(const char *code);
/* The IANA zone of the clocks of a département: "America/Cayenne" of "973"; Europe/Paris where not
 * overseas, and when not known. */
const char *departement_clock(const char *code);
/* Its zone of school holidays, 'A', 'B' or 'C'; 0 when it has none of them (Corsica, overseas). */
char departement_holidays(const char *code);
/* "Hauts-de-France" of "32"; the code itself when not known. */
const char *region_name(const char *code);
/* The code of the département whose name (the longest, when several) or code is among the words
 * of a folded text; *name is what stands there. NULL when there is none. */
const char *departement_within(const char *folded, const char **name);

#endif
