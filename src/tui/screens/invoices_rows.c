/* The lists of the screen of invoices: their columns, and reading them when they are looked at. */
#include "tui/screens/invoices.h"

#include <stdlib.h>

enum column {
	NUMBER,
	DAY,
	PAYER,
	WHO,
	EVENT,
	TOTAL,
	CREDITED,
	PAID,
	FEE, /* of a proposal, where nothing due is what it is about */
	BALANCE,
	WORDS,
	DUE,
	LATE,
	LEVEL,
};

static struct value amount(cents_t cents)
{
	return cents ? value_cents(cents) : (struct value){ .kind = FIELD_CENTS, .null = true };
}

static struct value count(int n)
{
	return n ? value_int(n) : (struct value){ .kind = FIELD_INT, .null = true };
}

static struct value read_column(const struct invoices_row *row, enum column column)
{
	switch (column) {
	case NUMBER: return value_text(row->number);
	case DAY: return value_date(row->day);
	case PAYER: return value_text(row->payer);
	case WHO: return value_text(row->who);
	case EVENT: return value_text(row->event_code);
	case TOTAL: return amount(row->total);
	case CREDITED: return amount(row->credited);
	case PAID: return amount(row->paid);
	case FEE: return value_cents(row->paid);
	case BALANCE: return amount(row->balance);
	case WORDS: return value_text(row->words);
	case DUE: return value_date(row->due);
	case LATE: return count(row->late);
	case LEVEL: return count(row->level);
	}
	return value_text(NULL);
}

#define COLUMN(key_, heading_, kind_, min_, weight_, priority_)                                \
	{ .key = (key_), .heading = (heading_), .kind = (kind_), .min = (min_),                \
		.weight = (weight_), .priority = (priority_) }
#define MONEY(key_, heading_, priority_) COLUMN(key_, heading_, FIELD_CENTS, 10, 0, priority_)

/* A list: its columns, and which of a row's each shows. */
#define LIST(name_)                                                                            \
	static struct value name_##_value(const void *row, size_t i)                           \
	{                                                                                      \
		return read_column(row, name_##_columns[i]);                                   \
	}

static const enum column issued_columns[] = { NUMBER, DAY, PAYER, TOTAL, CREDITED, PAID, BALANCE,
	WORDS, EVENT, DUE, LATE, LEVEL };
static const struct field issued_fields[] = {
	COLUMN("number", N_("Number"), FIELD_TEXT, 11, 0, 0),
	COLUMN("day", N_("Day"), FIELD_DATE, 10, 0, 3),
	COLUMN("payer", N_("Payer"), FIELD_TEXT, 18, 3, 0),
	MONEY("total", N_("Total"), 1),
	MONEY("credited", N_("Credited"), 6),
	MONEY("paid", N_("Paid"), 5),
	MONEY("balance", N_("Balance"), 0),
	COLUMN("state", N_("State"), FIELD_TEXT, 17, 0, 0),
	COLUMN("event", N_("Rencontre"), FIELD_TEXT, 9, 0, 9),
	COLUMN("due", N_("Due on"), FIELD_DATE, 10, 0, 8),
	COLUMN("late", N_("Days late"), FIELD_INT, 10, 0, 4),
	COLUMN("reminders", N_("Reminders"), FIELD_INT, 8, 0, 7),
};
LIST(issued)

static const enum column bill_columns[] = { PAYER, EVENT, TOTAL, PAID, BALANCE, WORDS };
static const struct field bill_fields[] = {
	COLUMN("payer", N_("Payer"), FIELD_TEXT, 18, 3, 0),
	COLUMN("event", N_("Rencontre"), FIELD_TEXT, 9, 0, 3),
	MONEY("total", N_("Total"), 0),
	MONEY("paid", N_("Paid"), 2),
	MONEY("balance", N_("Balance"), 4),
	COLUMN("state", N_("State"), FIELD_TEXT, 18, 0, 0),
};
LIST(bill)

static const enum column proposed_columns[] = { NUMBER, WHO, EVENT, TOTAL, FEE, BALANCE, WORDS };
static const struct field proposed_fields[] = {
	COLUMN("number", N_("Number"), FIELD_TEXT, 11, 0, 0),
	COLUMN("who", N_("Name"), FIELD_TEXT, 16, 3, 0),
	COLUMN("event", N_("Rencontre"), FIELD_TEXT, 9, 1, 4),
	MONEY("billed", N_("Billed"), 3),
	MONEY("fee", N_("Fee today"), 2),
	MONEY("credit", N_("Difference"), 0),
	COLUMN("what", N_("What"), FIELD_TEXT, 18, 0, 1),
};
LIST(proposed)

static const enum column reminder_columns[] = { NUMBER, PAYER, BALANCE, DUE, LATE, LEVEL, DAY };
static const struct field reminder_fields[] = {
	COLUMN("number", N_("Number"), FIELD_TEXT, 11, 0, 0),
	COLUMN("payer", N_("Payer"), FIELD_TEXT, 20, 3, 0),
	MONEY("balance", N_("Balance"), 0),
	COLUMN("due", N_("Due on"), FIELD_DATE, 10, 0, 3),
	COLUMN("late", N_("Days late"), FIELD_INT, 10, 0, 1),
	COLUMN("level", N_("Reminder no."), FIELD_INT, 10, 0, 0),
	COLUMN("last", N_("Last one"), FIELD_DATE, 10, 0, 4),
};
LIST(reminder)

static const enum column claim_columns[] = { PAYER, EVENT, TOTAL, PAID, BALANCE, WORDS, NUMBER, DAY, DUE };
static const struct field claim_fields[] = {
	COLUMN("payer", N_("Payer"), FIELD_TEXT, 20, 3, 0),
	COLUMN("event", N_("Rencontre"), FIELD_TEXT, 9, 0, 6),
	MONEY("amount", N_("Amount"), 0),
	MONEY("paid", N_("Paid"), 5),
	MONEY("left", N_("Balance"), 4),
	COLUMN("state", N_("State"), FIELD_TEXT, 17, 0, 0),
	COLUMN("title", N_("Title"), FIELD_TEXT, 10, 1, 1),
	COLUMN("title_day", N_("Day of the title"), FIELD_DATE, 13, 0, 3),
	COLUMN("paid_day", N_("Paid on"), FIELD_DATE, 10, 0, 2),
};
LIST(claim)

#define TYPE(name_, fields_, get_)                                                             \
	{ .name = (name_), .fields = (fields_), .count = sizeof(fields_) / sizeof *(fields_), .get = (get_) }

static const struct {
	struct record_type type;
	bool (*read)(struct invoices *v, struct err *err);
} views[INVOICES_VIEWS] = {
	[INVOICES_ISSUED] = { TYPE("invoices", issued_fields, issued_value), invoices_read_issued },
	[INVOICES_TO_BILL] = { TYPE("to-bill", bill_fields, bill_value), invoices_read_to_bill },
	[INVOICES_PROPOSED] = { TYPE("proposed", proposed_fields, proposed_value),
		invoices_read_proposed },
	[INVOICES_REMINDERS] = { TYPE("reminders", reminder_fields, reminder_value),
		invoices_read_reminders },
	[INVOICES_CLAIMS] = { TYPE("claims", claim_fields, claim_value), invoices_read_claims },
};

static int64_t row_id(const void *row)
{
	return ((const struct invoices_row *)row)->id;
}

static struct list_sign row_sign(const void *p)
{
	const struct invoices_row *row = p;

	if (row->warns)
		return (struct list_sign){ GLYPH_WARNING, THEME_WARNING, THEME_NORMAL };
	if (row->kind == INVOICE_CREDIT_NOTE)
		return (struct list_sign){ GLYPH_OUT, THEME_DIM, THEME_NORMAL };
	if (row->late)
		return (struct list_sign){ GLYPH_WARNING, THEME_WARNING, THEME_NORMAL };
	if (row->balance > 0)
		return (struct list_sign){ GLYPH_ABSENT, THEME_DUE, THEME_NORMAL };
	if (row->balance < 0)
		return (struct list_sign){ GLYPH_ADD, THEME_DUE, THEME_NORMAL };
	return (struct list_sign){ GLYPH_PRESENT, THEME_PRESENT, THEME_DIM };
}

/* --- reading --- */

void invoices_free_rows(struct invoices_row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct invoices_row *row = &rows[i];

		free(row->number);
		free(row->payer);
		free(row->who);
		free(row->event_code);
		free(row->day);
		free(row->due);
		free(row->words);
		free(row->detail);
		free(row->address);
		free(row->postcode);
		free(row->town);
		free(row->siret);
		free(row->service_code);
		free(row->why);
	}
}

void invoices_drop_rows(struct invoices *v, enum invoices_view view)
{
	if (view < INVOICES_VIEWS)
		list_array_set(&v->arrays[view], NULL, 0);
	invoices_free_rows(v->rows[view], v->count[view]);
	v->count[view] = 0;
}

/* What was invoiced meanwhile, by somebody else too, is not marked any more. */
static bool is_there(void *ctx, int64_t id)
{
	return list_array_row(ctx, id) != NULL;
}

void invoices_rows_init(struct invoices *v)
{
	for (size_t i = 0; i < INVOICES_VIEWS; i++) {
		list_array_init(&v->arrays[i], &views[i].type, sizeof(struct invoices_row), row_id,
			row_sign);
		list_array_turns(&v->arrays[i]);
		v->arrays[i].model.known = is_there;
		list_init(&v->lists[i], &v->arrays[i].model);
	}
	invoice_init(&v->shown);
}

void invoices_rows_release(struct invoices *v)
{
	for (size_t i = 0; i < INVOICES_VIEWS; i++) {
		invoices_drop_rows(v, (enum invoices_view)i);
		free(v->rows[i]);
		list_release(&v->lists[i]);
		list_array_release(&v->arrays[i]);
	}
	invoices_free_rows(v->coming, v->coming_count);
	free(v->coming);
	invoices_stop_proposing(v);
	free(v->rows[INVOICES_VIEWS]);
	invoice_drafting_end(&v->drafting, NULL);
	invoice_drafts_release(&v->drafts);
	free(v->registrations);
	free(v->payers);
	invoice_release(&v->shown);
}

void invoices_forget(struct invoices *v)
{
	for (size_t i = 0; i < INVOICES_VIEWS; i++)
		v->read[i] = false;
	invoice_release(&v->shown);
}

bool invoices_read(struct invoices *v, struct err *err)
{
	const enum invoices_view view = v->view;
	bool ok;

	if (v->read[view])
		return true;
	v->read[view] = true; /* a failure is said once, not at every frame */
	if (view == INVOICES_TO_BILL || view == INVOICES_ISSUED || view == INVOICES_PROPOSED)
		return views[view].read(v, err);
	invoices_drop_rows(v, view);
	ok = views[view].read(v, err);
	invoices_show_rows(v, view);
	return ok;
}

void invoices_show_rows(struct invoices *v, enum invoices_view view)
{
	list_array_set(&v->arrays[view], v->rows[view], v->count[view]);
	list_reload(&v->lists[view]);
}

struct list *invoices_list_now(struct invoices *v)
{
	return &v->lists[v->view];
}

const struct invoices_row *invoices_selected(struct invoices *v)
{
	const int64_t id = list_selected(&v->lists[v->view]);

	return id ? list_array_row(&v->arrays[v->view], id) : NULL;
}

const struct invoices_row *invoices_seen(const struct invoices *v)
{
	const int64_t id = list_seen(&v->lists[v->view]);

	return id ? list_array_row(&v->arrays[v->view], id) : NULL;
}

const struct invoice *invoices_paper_of(struct invoices *v, const struct invoices_row *row)
{
	struct err err = ERR_INIT;

	if (v->view == INVOICES_TO_BILL)
		return row->draft < v->drafts.count ? &v->drafts.at[row->draft] : NULL;
	if (!row->invoice)
		return NULL;
	if (v->shown.id != row->invoice &&
		!invoice_get(v->screen.app->db, row->invoice, &v->shown, &err)) {
		app_error(v->screen.app, &err);
		return NULL;
	}
	return &v->shown;
}
