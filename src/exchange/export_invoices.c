#include "exchange/export_invoices.h"

#include <stdlib.h>

#include "etape/i18n.h"

/* A line and the paper it stands on; dates in ISO. */
struct export_line {
	const struct invoice *paper;
	const struct invoice_line *line;
	struct str day;
	struct str due;
	struct str first;
	struct str last;
};

enum {
	NUMBER,
	KIND,
	DAY,
	DUE,
	CORRECTS,
	PAYER,
	SIRET,
	SERVICE_CODE,
	ENGAGEMENT,
	EVENT,
	LINE,
	NAME,
	LABEL,
	FIRST,
	LAST,
	UNIT,
	QUANTITY,
	UNIT_PRICE,
	PERCENT,
	NET,
	VAT,
	TOTAL,
	VAT_CASE,
	REASONS,
};

static const struct field fields[] = {
	[NUMBER] = { .key = "number", .heading = N_("Number") },
	[KIND] = { .key = "kind" },
	[DAY] = { .key = "day", .heading = N_("Day"), .kind = FIELD_DATE },
	[DUE] = { .key = "due_day", .kind = FIELD_DATE },
	[CORRECTS] = { .key = "corrects" },
	[PAYER] = { .key = "payer", .heading = N_("Payer") },
	[SIRET] = { .key = "siret" },
	[SERVICE_CODE] = { .key = "service_code" },
	[ENGAGEMENT] = { .key = "engagement" },
	[EVENT] = { .key = "event", .heading = N_("Rencontre") },
	[LINE] = { .key = "line", .kind = FIELD_INT },
	[NAME] = { .key = "name", .heading = N_("Name") },
	[LABEL] = { .key = "label" },
	[FIRST] = { .key = "first_day", .kind = FIELD_DATE },
	[LAST] = { .key = "last_day", .kind = FIELD_DATE },
	[UNIT] = { .key = "unit" },
	[QUANTITY] = { .key = "quantity_hundredths", .kind = FIELD_INT },
	[UNIT_PRICE] = { .key = "unit_cents", .kind = FIELD_CENTS },
	[PERCENT] = { .key = "percent_hundredths", .kind = FIELD_INT },
	[NET] = { .key = "net_cents", .kind = FIELD_CENTS },
	[VAT] = { .key = "vat_cents", .kind = FIELD_CENTS },
	[TOTAL] = { .key = "total_cents", .heading = N_("Total"), .kind = FIELD_CENTS },
	[VAT_CASE] = { .key = "vat" },
	[REASONS] = { .key = "reasons", .kind = FIELD_LIST },
};

static cents_t signed_cents(const struct export_line *row, cents_t cents)
{
	return row->paper->kind == INVOICE_CREDIT_NOTE ? -cents : cents;
}

static struct value paper_value(const struct export_line *row, size_t i)
{
	const struct invoice *paper = row->paper;

	switch (i) {
	case NUMBER:
		return value_text(paper->number);
	case KIND:
		return value_text(vocabulary_name(&invoice_kinds, (int)paper->kind));
	case DAY:
		return value_date(row->day.buf);
	case DUE:
		return value_date(row->due.buf);
	case CORRECTS:
		return value_text(paper->corrects_number);
	case PAYER:
		return value_text(paper->buyer.name);
	case SIRET:
		return value_text(paper->buyer.siret);
	case SERVICE_CODE:
		return value_text(paper->service_code);
	case ENGAGEMENT:
		return value_text(paper->engagement);
	default:
		return value_text(vocabulary_name(&invoice_vats, (int)paper->vat));
	}
}

static struct value line_value(const void *p, size_t i)
{
	const struct export_line *row = p;
	const struct invoice_line *line = row->line;

	switch (i) {
	case EVENT:
		return value_text(line->event);
	case LINE:
		return value_int(line->no);
	case NAME:
		return value_text(line->name);
	case LABEL:
		return value_text(line->label);
	case FIRST:
		return value_date(row->first.buf);
	case LAST:
		return value_date(row->last.buf);
	case UNIT:
		return value_text(vocabulary_name(&fee_units, (int)line->unit));
	case QUANTITY:
		return value_int(line->quantity);
	case UNIT_PRICE:
		return value_cents(line->unit_cents);
	case PERCENT:
		return value_int(line->percent);
	case NET:
		return value_cents(signed_cents(row, line->net));
	case VAT:
		return value_cents(signed_cents(row, line->vat));
	case TOTAL:
		return value_cents(signed_cents(row, line->net + line->vat));
	case REASONS:
		return value_list(line->reasons);
	default:
		return paper_value(row, i);
	}
}

const struct record_type export_invoice_type = {
	.name = "invoice-lines",
	.fields = fields,
	.count = sizeof fields / sizeof *fields,
	.get = line_value,
};

static void add_lines(struct rows *rows, const struct invoice *paper)
{
	for (size_t i = 0; i < paper->line_count; i++) {
		struct export_line row = { .paper = paper, .line = &paper->lines[i] };

		civil_format_iso(&row.day, paper->day);
		civil_format_iso(&row.due, paper->due_day);
		civil_format_iso(&row.first, row.line->first);
		civil_format_iso(&row.last, row.line->last);
		rows_add(rows, &row);
		str_release(&row.day);
		str_release(&row.due);
		str_release(&row.first);
		str_release(&row.last);
	}
}

struct export_ids {
	int64_t *at; /* owned */
	size_t count;
};

static bool keep(void *arg, const struct invoice_row *row)
{
	struct export_ids *ids = arg;

	ids->at = xrealloc(ids->at, (ids->count + 1) * sizeof *ids->at);
	ids->at[ids->count++] = row->id;
	return true;
}

bool export_invoices_to(
	struct db *db, int64_t event, struct rows *rows, struct output *out, struct err *err)
{
	struct invoice_filter filter = INVOICE_FILTER_ALL;
	struct export_ids ids = { .at = NULL };
	struct invoice paper;
	bool ok;

	invoice_init(&paper);
	filter.event = event;
	ok = invoice_list(db, &filter, keep, &ids, err);
	for (size_t i = 0; ok && i < ids.count && !output_failed(out); i++) {
		ok = invoice_get(db, ids.at[i], &paper, err);
		if (ok)
			add_lines(rows, &paper);
	}
	invoice_release(&paper);
	free(ids.at);
	return ok;
}
