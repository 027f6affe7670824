/* Invoices (B of the fees), between their files: one state, five lists, their words, what is done. */
#ifndef ETAPE_TUI_SCREENS_INVOICES_H
#define ETAPE_TUI_SCREENS_INVOICES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "etape/event.h"
#include "etape/invoice.h"
#include "tui/app.h"
#include "tui/screen.h"
#include "tui/widgets/list.h"
#include "tui/widgets/overlay.h"

/* The lists, in the order of `v`. */
enum invoices_view {
	INVOICES_ISSUED,
	INVOICES_TO_BILL,   /* drafts, and who is not billed and might have to be */
	INVOICES_PROPOSED,  /* credit notes to consider */
	INVOICES_REMINDERS, /* that are due */
	INVOICES_CLAIMS,    /* sums to collect */
	INVOICES_VIEWS,
};

/* Which of those issued are shown, in the order of `f`. */
enum invoices_show {
	INVOICES_ALL,
	INVOICES_DUE,
	INVOICES_LATE,
	INVOICES_PAID,
	INVOICES_CREDIT_NOTES,
	INVOICES_SHOWS,
};

/* A row of any of the lists. Texts are owned, never NULL. */
struct invoices_row {
	int64_t id;	 /* in its list: never 0 */
	int64_t invoice; /* 0: none yet */
	int64_t claim;	 /* 0: none */
	int64_t structure; /* who pays; one of the two is 0 */
	int64_t person;
	int64_t event;
	size_t draft;	 /* index of it, of those to bill; SIZE_MAX: somebody who is not billed */
	int64_t registration; /* of a proposal */
	enum invoice_kind kind;
	enum invoice_state state;
	bool warns;	 /* something is missing, or is to be decided */
	char *number;	 /* or the number of the titre */
	char *payer;
	char *who;
	char *event_code;
	char *day;	 /* ISO */
	char *due;	 /* ISO; of a claim: the day it was paid */
	char *words;	 /* its state */
	char *detail;	 /* lines, "" when they are the invoice's own */
	char *address;	 /* of who owes a sum to collect, as the ones below */
	char *postcode;
	char *town;
	char *siret;
	char *service_code;
	char *why;	 /* of a proposal: what happened since it was billed */
	cents_t total;
	cents_t credited;
	cents_t paid;
	cents_t balance;
	int late;
	int level;
};

struct invoices {
	struct screen screen;
	struct event event;  /* of the fees; .id 0: there is none */
	bool of_event;	     /* only what concerns it */
	int year;	     /* 0: all */
	enum invoices_show show;
	enum invoices_view view;
	bool read[INVOICES_VIEWS]; /* the list is as the database is */
	/* Owned; the last ones are those that come next, while they are read. */
	struct invoices_row *rows[INVOICES_VIEWS + 1];
	size_t count[INVOICES_VIEWS + 1];
	struct list_array arrays[INVOICES_VIEWS];
	struct list lists[INVOICES_VIEWS];
	struct invoices_row *coming; /* those issued, as far as they are read anew; owned */
	size_t coming_count;
	size_t seen;  /* of all invoices there are */
	bool reading; /* they are */
	int64_t issued; /* the first of those just issued, selected once it is read; 0: none */
	struct invoice_drafts drafts;
	struct invoice_drafting *drafting; /* those that come next, being worked out; NULL: none */
	int64_t *proposing; /* whose credit notes to consider are still to be read; NULL: none; owned */
	size_t proposing_count;
	size_t proposing_at;
	int64_t *registrations; /* only these are to be billed, in order of id; NULL: all; owned */
	size_t registration_count;
	int64_t *payers; /* to be marked once their drafts are there; owned */
	size_t payer_count;
	int64_t withdrawn; /* the claim that is asked about */
	uint64_t asked; /* tells what the question before issuing is about from what came since */
	bool every; /* all that are shown are to be */
	bool marks; /* there is something to be marked then */
	struct invoice_scope scope; /* of the drafts */
	struct invoice shown;	    /* the selected one, with its lines; .id 0: none read */
	struct finder_spec choice;  /* ^O's, and of what a credit pays */
};

/* Opens the screen; `event` (0: none) is the rencontre of the fees. */
void invoices_open(struct app *app, int64_t event);
/* What is to be invoiced. */
struct invoices_to_bill {
	int64_t event; /* 0: of all */
	int year;      /* 0: all */
	const int64_t *payers; /* whose drafts are marked: a structure, or less the id of a person; none: all that can be issued */
	size_t payer_count;
	const int64_t *registrations; /* only these; none: all */
	size_t registration_count;
};
/* Opens it on that. */
void invoices_open_to_bill(struct app *app, const struct invoices_to_bill *what);

/* --- invoices_rows.c: the lists --- */

void invoices_rows_init(struct invoices *v);
void invoices_rows_release(struct invoices *v);
/* Everything has changed: each list is read when it is next on the screen. */
void invoices_forget(struct invoices *v);
/* Reads the list on the screen when it must be. */
bool invoices_read(struct invoices *v, struct err *err);
/* The list on the screen, and its selected row (NULL: none), as read or as last drawn. */
struct list *invoices_list_now(struct invoices *v);
const struct invoices_row *invoices_selected(struct invoices *v);
const struct invoices_row *invoices_seen(const struct invoices *v);
/* The invoice or draft of a row, with its lines; NULL for others, or when it cannot be read. */
const struct invoice *invoices_paper_of(struct invoices *v, const struct invoices_row *row);

/* --- invoices_read.c: rows of the lists from the stores --- */

/* Whether nothing can be issued yet because etape.ini does not say who issues. */
bool invoices_seller_lacks(const struct invoices *v);
/* Begins to read them, for a few milliseconds. */
bool invoices_read_issued(struct invoices *v, struct err *err);
/* Goes on with it; false when nothing is left to do. */
bool invoices_issued_step(struct invoices *v);
/* Frees the texts of rows. */
void invoices_free_rows(struct invoices_row *rows, size_t count);
/* Begins to work out the drafts, for a few milliseconds. */
bool invoices_read_to_bill(struct invoices *v, struct err *err);
/* Goes on with it, and with the credit notes to consider; false when nothing is left to do. */
bool invoices_step(struct invoices *v);
/* Takes off what was read of them meanwhile. */
void invoices_stop_proposing(struct invoices *v);
/* Shows the rows that were read. */
void invoices_show_rows(struct invoices *v, enum invoices_view view);
/* Takes the rows off. */
void invoices_drop_rows(struct invoices *v, enum invoices_view view);
bool invoices_read_proposed(struct invoices *v, struct err *err);
bool invoices_read_reminders(struct invoices *v, struct err *err);
bool invoices_read_claims(struct invoices *v, struct err *err);

/* --- invoices_words.c --- */

/* "Issued", "To bill"… translated. */
const char *invoices_view_words(enum invoices_view view);
const char *invoices_show_words(enum invoices_show show);
/* Appends the sums of what the list on the screen shows. */
void invoices_say_sums(struct str *out, const struct invoices *v);
/* What the marked ones come to. */
cents_t invoices_marked(const struct invoices *v);
/* Appends the selected row: its lines with the reasoning, or what there is to decide. */
void invoices_say_row(struct str *out, struct invoices *v, const struct invoices_row *row);

/* --- invoices_draw.c --- */

void invoices_draw(struct screen *s, struct area area);

/* --- invoices_paper.c --- */

/* Shows the paper as it is printed. */
void invoices_show_paper(struct app *app, const struct invoice *invoice);
/* Shows a sum to collect as the statement of them says it. */
void invoices_show_claim(struct app *app, const struct invoices_row *row);
/* Writes it to the export folder, as text and as EN 16931 data; claims: those shown, as text and CSV. */
void invoices_write(struct invoices *v);

/* --- invoices_pay.c --- */

/* The form of a payment, or of a refund. */
void invoices_pay(struct invoices *v, const struct invoices_row *row, bool refund);
/* Chooses which invoice of the payer's takes, or gives, what was too much. */
void invoices_use_credit(struct invoices *v, const struct invoices_row *row);

/* --- invoices_credit.c --- */

/* The form of a credit note; `cents` of the lines of a registration begin it (0: all that is left of all),
 * `reason` too ("": none). */
void invoices_credit(
	struct app *app, int64_t invoice, int64_t registration, cents_t cents, const char *reason);

/* --- invoices_issue.c --- */

/* Tells what is missing, or asks, then issues the marked drafts, or the selected one; where titres are issued, draws up the
 * sums to collect. */
void invoices_issue(struct invoices *v);
/* The form that asks for the address of a person who pays herself, and issues her invoice. */
void invoices_address(struct invoices *v, const struct invoices_row *row);
/* Name of the field, in the form of a structure, where what a draft lacks begins; NULL: nothing there. */
const char *invoices_lacking_field(const struct invoice *draft);
/* Whether all that a draft lacks is the number that its payer wants to read on it. */
bool invoices_lacks_engagement(const struct invoice *draft);
/* The form of that number, for the rencontre of a draft or for all. */
void invoices_engagement(struct invoices *v, const struct invoices_row *row);

/* --- invoices_do.c --- */

/* The form that notes a reminder of this level. */
void invoices_remind(struct app *app, const struct invoices_row *row, int level);
/* Asks, then takes the sum to collect of a row out. */
void invoices_withdraw(struct invoices *v, const struct invoices_row *row);
/* The form of a titre: its number typed back, its day, the day it was paid. */
void invoices_title(struct app *app, const struct invoices_row *row);

#endif
