/* The paper itself: on the screen, and in the export folder. */
#include "tui/screens/invoices.h"

#include <string.h>

#include "etape/claim.h"
#include "etape/doc.h"
#include "etape/export_file.h"
#include "etape/invoice_text.h"

#define SHEET_COLS 8 /* border and margins of page_open() */

static const char *title_of(const struct invoice *invoice)
{
	if (!invoice->id)
		return _("Draft, not issued");
	return invoice->number;
}

/* What a line has in the middle of it moves to the left by `n`: addresses and amounts stay aligned. */
static void add_drawn_in(struct str *out, const char *line, size_t len, size_t n)
{
	size_t at = 0, blanks = 0;

	while (at < len && (blanks = strspn(line + at, " ")) <= n)
		at += blanks ? blanks : 1;
	if (at >= len)
		at = n = 0; /* nothing stands apart in it */
	str_addn(out, line, at);
	str_addn(out, line + at + n, len - at - n);
	str_addc(out, '\n');
}

/* In a window narrower than the paper. */
static void show_narrow(struct app *app, const struct invoice *invoice, const char *paper)
{
	const int cols = term_cols() - SHEET_COLS;
	const int excess = INVOICE_TEXT_COLUMNS - cols;
	struct str text = STR_INIT;

	for (const char *at = paper; *at;) {
		const size_t n = strcspn(at, "\n");

		add_drawn_in(&text, at, n, excess > 0 ? (size_t)excess : 0);
		at += n + (at[n] == '\n');
	}
	page_open(app, title_of(invoice), text.buf);
	str_release(&text);
}

void invoices_show_paper(struct app *app, const struct invoice *invoice)
{
	struct str text = STR_INIT;

	invoice_text(invoice, &text);
	if (term_cols() > INVOICE_TEXT_COLUMNS + 2)
		page_open_plain(app, title_of(invoice), text.buf);
	else
		show_narrow(app, invoice, text.buf);
	str_release(&text);
}

/* --- files --- */

static bool write_text(struct app *app, const struct invoice *invoice, struct str *path, struct err *err)
{
	struct str text = STR_INIT, name = STR_INIT;
	bool ok;

	invoice_text(invoice, &text);
	str_addf(&name, "%s.txt", invoice->number);
	ok = app_write_text(app, name.buf, text.buf, path, err);
	str_release(&text);
	str_release(&name);
	return ok;
}

static bool write_data(struct app *app, const struct invoice *invoice, struct err *err)
{
	const struct doc_choice choice = { .invoice = invoice->number };
	struct str xml = STR_INIT, name = STR_INIT, path = STR_INIT;
	bool ok;

	str_addf(&name, "%s.xml", invoice->number);
	ok = doc_make(app->db, "cii", &choice, invoice->lang == LANG_FR ? "fr" : "en", &xml, err) &&
	     app_write_text(app, name.buf, xml.buf, &path, err);
	str_release(&xml);
	str_release(&name);
	str_release(&path);
	return ok;
}

/* --- the sums to collect --- */

static void add_day(struct str *out, const char *label, const char *iso)
{
	day_t day;

	if (!civil_parse_iso(iso, &day))
		return;
	str_addf(out, "%s ", label);
	civil_format_date(out, day, i18n_lang());
}

static void add_debtor(struct str *out, const struct invoices_row *row)
{
	const struct invoice_party debtor = { .name = row->payer, .address = row->address,
		.postcode = row->postcode, .town = row->town, .siret = row->siret };

	invoice_text_party(out, 0, &debtor);
	if (!*row->service_code)
		return;
	str_addf(out, _("%s: %s"), _("Service code"), row->service_code);
	str_addc(out, '\n');
}

static void add_claim(struct str *out, const struct invoices_row *row)
{
	add_debtor(out, row);
	money_format(out, row->total, i18n_lang());
	if (row->balance != row->total) {
		str_addf(out, ", %s ", _("to collect:"));
		money_format(out, row->balance, i18n_lang());
	}
	str_addf(out, " (%s)\n", row->words);
	if (*row->number) {
		str_addf(out, "%s %s", _("Title"), row->number);
		add_day(out, _(" of"), row->day);
		add_day(out, _(", paid on"), row->due);
		str_addc(out, '\n');
	}
	str_add(out, row->detail);
}

void invoices_show_claim(struct app *app, const struct invoices_row *row)
{
	struct str text = STR_INIT;

	add_claim(&text, row);
	page_open(app, _("Sum to collect"), text.buf);
	str_release(&text);
}

/* As one is printed: folded behind its place in the statement. */
static void print_claim(struct str *out, size_t no, const struct invoices_row *row)
{
	struct str text = STR_INIT, place = STR_INIT;

	str_addf(&place, "%zu. ", no);
	add_claim(&text, row);
	str_addc(out, '\n');
	invoice_text_folded(out, 3, place.buf, text.buf);
	str_release(&text);
	str_release(&place);
}

static bool write_claims_text(struct invoices *v, struct str *path, struct err *err)
{
	const struct list_array *a = &v->arrays[INVOICES_CLAIMS];
	struct app *app = v->screen.app;
	struct str text = STR_INIT, sums = STR_INIT;
	bool ok;

	str_addf(&text, "%s\n", _("STATEMENT OF THE SUMS TO COLLECT"));
	if (app->config->invoice.name)
		str_addf(&text, "%s\n", app->config->invoice.name);
	civil_format_date(&text, app_today(app), i18n_lang());
	str_addc(&text, '\n');
	for (size_t i = 0; i < a->shown; i++)
		print_claim(&text, i + 1, &v->rows[INVOICES_CLAIMS][a->order[i]]);
	invoices_say_sums(&sums, v);
	str_addf(&text, "\n%s\n", sums.buf);
	ok = app_write_text(app, _("sums-to-collect.txt"), text.buf, path, err);
	str_release(&text);
	str_release(&sums);
	return ok;
}

struct listing {
	const struct list_array *shown;
	struct rows *rows;
};

static bool add_shown(void *arg, const struct claim_row *row)
{
	const struct listing *l = arg;
	const struct invoices_row *all = l->shown->rows;

	for (size_t i = 0; i < l->shown->shown; i++) {
		if (all[l->shown->order[i]].id != row->id)
			continue;
		rows_add(l->rows, row);
		break;
	}
	return true;
}

static bool write_claims_csv(struct invoices *v, struct err *err)
{
	const struct claim_filter filter = { .event = v->of_event ? v->event.id : 0 };
	struct app *app = v->screen.app;
	struct listing listing = { .shown = &v->arrays[INVOICES_CLAIMS] };
	struct output *out = NULL;
	struct str path = STR_INIT;
	bool ok = export_file_open(
		&out, app->db, app->config->export_dir, _("sums-to-collect.csv"), &path, err);

	if (ok) {
		listing.rows = rows_new(out, &claim_type, FORMAT_CSV);
		ok = claim_list(app->db, &filter, add_shown, &listing, err);
		rows_end(&listing.rows);
		ok = output_close(&out, err) && ok;
	}
	str_release(&path);
	return ok;
}

void invoices_write(struct invoices *v)
{
	const struct invoices_row *row = invoices_selected(v);
	struct app *app = v->screen.app;
	struct str path = STR_INIT;
	struct err err = ERR_INIT;
	const struct invoice *paper = row ? invoices_paper_of(v, row) : NULL;
	bool ok;

	if (v->view == INVOICES_CLAIMS)
		ok = write_claims_csv(v, &err) && write_claims_text(v, &path, &err);
	else if (paper && paper->id)
		ok = write_text(app, paper, &path, &err) && write_data(app, paper, &err);
	else
		return;
	if (!ok)
		app_error(app, &err);
	else if (v->view == INVOICES_CLAIMS)
		app_message(app, THEME_MESSAGE, _("Sums to collect written: %s"), path.buf);
	else
		app_message(app, THEME_MESSAGE, _("%s written as text and as XML: %s"), paper->number, path.buf);
	str_release(&path);
}
