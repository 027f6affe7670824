/* Between the files of the record of a cité. Each of its sections fills the card. */
#ifndef ETAPE_TUI_CITES_RECORD_H
#define ETAPE_TUI_CITES_RECORD_H

#include "etape/cite.h"
#include "tui/app.h"
#include "tui/screens/cites.h"
#include "tui/widgets/card.h"
#include "tui/widgets/overlay.h"

struct record {
	struct screen s;
	int64_t id;
	day_t on;		/* of which all is told; CIVIL_NONE: today */
	struct cite cite;
	struct card card;
	struct str emails;	/* of the posts: "Name <address>; …" */
	int email_count;
	int64_t *holders;	/* who holds a post, owned */
	size_t holder_count;
	int64_t collectivite;	/* a structure that can be a member for it; 0 when none is known */
	struct finder_spec adding; /* what `n` asks */
	const char *head;	/* of a section that stands once it has a line; NULL: it does */
	struct err err;		/* of a callback: listings go on without */
};

/* The day of which all is told. */
day_t record_day(const struct record *r);
/* What a line is about. "vacancy" has the role as its id. */
bool record_line_is(const struct card_line *l, const char *kind);

/* The heading `text` stands before the first line that the next section adds. */
void record_section(struct record *r, const char *text);
/* The same as card_add(), after the section's heading. `kind` NULL: about nothing. */
struct card_line *record_add(struct record *r, const char *kind, int64_t id, size_t n,
	const char *const cells[]);
#define CELLS(...)                                                                             \
	(sizeof((const char *const[]){ __VA_ARGS__ }) / sizeof(const char *)),                 \
		(const char *const[]){ __VA_ARGS__ }

/* --- cites_record_head.c --- */
bool record_head(struct record *r, struct err *err);
bool record_labels(struct record *r, struct err *err);
bool record_memberships(struct record *r, struct err *err);
bool record_structures(struct record *r, struct err *err);
/* --- cites_record_posts.c --- */
bool record_posts(struct record *r, struct err *err);
bool record_people(struct record *r, struct err *err);
bool record_mandates(struct record *r, struct err *err);
/* --- cites_record_events.c --- */
bool record_events(struct record *r, struct err *err);
bool record_fees(struct record *r, struct err *err);
/* --- cites_record_story.c --- */
bool record_story(struct record *r, struct err *err);
/* --- cites_record_change.c: forms and questions; consequences --- */
unsigned record_new(struct record *r);
unsigned record_edit(struct record *r);
unsigned record_delete(struct record *r);
unsigned record_end(struct record *r);
unsigned record_new_mandate(struct record *r);
/* Why not, translated; NULL when it can be done to the selected line. */
const char *record_cannot(const struct record *r, enum action a);

#endif
