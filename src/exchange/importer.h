/* What the imports of all kinds share. Private to exchange. */
#ifndef EXCHANGE_IMPORTER_H
#define EXCHANGE_IMPORTER_H

#include <stdint.h>

#include "etape/civil.h"
#include "etape/columns.h"
#include "etape/import.h"
#include "etape/journal.h"
#include "etape/name_split.h"
#include "etape/session.h"
#include "etape/vocabulary.h"
#include "exchange/structure_index.h"

#define CELL_LIMIT 2000 /* bytes of the longest cell taken over */

struct importer;

/* How one kind is imported. A row function returns false with `err` to refuse the row
 * (or, when the error is not about the row, to stop the import). It reports its own
 * outcome with importer_say(), and writes only once nothing can be refused any more. */
struct import_ops {
	const char *name;
	enum change_kind change;
	const struct column_field *fields;
	size_t field_count;
	bool (*check)(struct importer *im, const struct csv_row *headings,
		struct err *err); /* may be NULL */
	bool (*row)(struct importer *im, struct err *err);
	bool (*finish)(
		struct importer *im, struct err *err); /* after the last row; may be NULL */
	void (*release)(struct importer *im);	       /* frees .territories; may be NULL */
};

/* A parent, or who pays, that a row names, looked up when every row is there. */
struct later_parent {
	size_t line;
	int64_t structure;
	char *name;   /* of the structure, owned */
	char *parent; /* owned */
	bool pays;    /* who pays for it, not its parent */
};

/* Who announced somebody, in words that nobody answered to yet. */
struct later_announcer {
	size_t line;
	int64_t event;
	int64_t person; /* who was announced */
	char *what;	/* that person in words, owned */
	char *text;	/* the cell, owned */
};

struct importer {
	struct db *db; /* borrowed */
	const struct import_ops *ops;
	const struct import_options *options;
	struct import_summary summary;
	struct columns columns;
	day_t today;
	bool tokens;			 /* dates may be the tokens of share/demo/README.md */
	const struct csv_row *headings;	 /* of the file, borrowed */
	size_t line;			 /* of the row at hand */
	struct str cells[COLUMN_FIELDS]; /* its cells, made clean */
	struct structure_index structures;
	int64_t event;		  /* of registrations: the last one met */
	char *event_text;	  /* how the file called it, owned */
	struct session *sessions; /* of that event, owned */
	size_t session_count;
	int64_t only_event; /* of registrations: the event of every row, 0 when there are
			       several, -1 before the first */
	struct later_parent *parents; /* owned */
	size_t parent_count;
	struct later_announcer *announced; /* owned */
	size_t announced_count;
	struct territories *territories; /* of cités: what the database knows, owned */
	struct err first_refusal;
};

extern const struct import_ops import_cites;
extern const struct import_ops import_structures;
extern const struct import_ops import_people;
extern const struct import_ops import_mandates;
extern const struct import_ops import_memberships;
extern const struct import_ops import_labels;
extern const struct import_ops import_events;
extern const struct import_ops import_registrations;

/* Imports the bytes of a file (csv_load()) inside the change that is open. `tokens`: see struct importer. False only
 * on an error of the file or the database; refused rows are counted, and `refusal` (may be
 * NULL) gets the first. */
bool importer_run(struct db *db, const struct import_options *options, const struct str *bytes, bool tokens,
	struct import_summary *summary, int64_t *event, struct err *refusal, struct err *err);

/* Whether the bytes are those of a calendar, or the name says so. */
bool import_ics_is(const char *path, const char *bytes, size_t n);
/* Imports the events of a calendar inside the change that is open. */
bool import_ics_run(struct importer *im, const char *bytes, size_t n, struct err *err);

/* Reports a line of the row at hand (or, with line 0, of the file) and counts it. */
void importer_say(struct importer *im, enum import_outcome outcome, const char *what,
	const char *fmt, ...) PRINTF_LIKE(4, 5);

/* Reports and counts the refusal of the row at hand. */
void importer_refuse(struct importer *im, const struct err *why);

/* The clean cell of a field; "" when there is none. */
const char *importer_cell(const struct importer *im, size_t field);

/* Makes the cells of a row clean (import_cell.c). Refuses characters that could not be read. */
bool importer_clean(struct importer *im, const struct csv_row *row, struct err *err);

/* Cells of several kinds of value. Each leaves its default for an empty cell, and refuses with
 * the field's name in front. */
bool importer_email(struct importer *im, size_t field, struct err *err);
bool importer_phone(struct importer *im, size_t field, struct err *err);
bool importer_postcode(struct importer *im, size_t field, struct err *err);
bool importer_date(struct importer *im, size_t field, bool last, day_t *day, struct err *err);
bool importer_word(struct importer *im, size_t field, const struct vocabulary *v, int *value,
	struct err *err);
/* A cité by code, name or commune; "aucune" and the like is none. */
bool importer_cite(struct importer *im, size_t field, int64_t *cite, struct err *err);
/* A structure by name; *id is 0 when the cell is empty or names an unknown one. */
bool importer_structure(struct importer *im, size_t field, const char *town, int64_t cite,
	int64_t *id, struct err *err);

/* Completes an empty text of a record from a cell: true when it did. A different text is
 * kept, and said with the name of the row. */
bool importer_fill(struct importer *im, const char *what, size_t field, char **have);
bool importer_fill_id(
	struct importer *im, const char *what, size_t field, int64_t *have, int64_t id);

/* Whether an error is about a row's content rather than about the database or the disk. */
bool importer_is_refusal(const struct err *err);

/* --- people, shared by the imports of people and of registrations --- */

enum person_field {
	P_FAMILY,
	P_GIVEN,
	P_FULL,
	P_EMAIL,
	P_PHONE,
	P_MOBILE,
	P_STRUCTURE,
	P_FUNCTION,
	P_CITE,
	P_TOWN,
	P_COUNT,
	R_EVENT = P_COUNT,
	R_SESSIONS,
	R_STATUS,
	R_PERSON_ID,
	R_BY,
	R_COUNT,
};

extern const struct column_field person_fields[R_COUNT];

struct importer_person {
	int64_t id;
	bool created;
	bool updated;
	struct str what; /* "DUPRÉ Inès" */
};

/* Finds or makes the person of the row (import_person.c). Reports doubtful pairs and
 * values kept, not the outcome. `p.what` must be initialised. */
bool importer_person(struct importer *im, struct importer_person *p, struct err *err);

/* --- who announced, of registrations (import_announcer.c) --- */

#define ANNOUNCER_LATER (-1) /* not known yet: importer_announcer_later() */

/* Whom the row's cell names; 0 for nobody (said when the cell names several). */
bool importer_announcer(struct importer *im, const char *what, int64_t *id, struct err *err);
/* Remembers the row's cell for importer_announcers(). */
void importer_announcer_later(struct importer *im, int64_t person, const char *what);
/* Says of a registration who announced it, when nobody did yet. */
bool importer_announce(struct importer *im, int64_t event, int64_t person, int64_t announcer,
	struct err *err);
/* Looks again for those remembered, adds the names that are new, says what is nobody. */
bool importer_announcers(struct importer *im, struct err *err);

/* Whether two people of one e-mail address may well be the same: they share a name, or are
 * spelled nearly alike. */
bool names_alike(
	const char *family_a, const char *given_a, const char *family_b, const char *given_b);

/* --- words.c --- */

/* vocabulary_parse(), and the French words of lists and forms besides. */
bool words_parse(const struct vocabulary *v, const char *text, int *value);

/* --- demo_date.c --- */

/* Resolves "T+21w", "Y-1-12-31" (share/demo/README.md). False when it is no token. */
bool demo_date(const char *token, day_t today, day_t *day);

#endif
