/* The paper itself: on the screen, and in the export folder. */
#include "tui/screens/invoices.h"

#include "etape/doc.h"
#include "etape/invoice_text.h"

static const char *title_of(const struct invoice *invoice)
{
	if (!invoice->id)
		return _("Draft, not issued");
	return invoice->number;
}

void invoices_show_paper(struct app *app, const struct invoice *invoice)
{
	struct str text = STR_INIT;

	invoice_text(invoice, &text);
	if (term_cols() > INVOICE_TEXT_COLUMNS + 2)
		page_open_plain(app, title_of(invoice), text.buf);
	else /* folded rather than cut */
		page_open(app, title_of(invoice), text.buf);
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

static void add_claim(struct str *out, const struct invoices_row *row)
{
	str_addf(out, "%s — ", row->payer);
	money_format(out, row->total, i18n_lang());
	if (*row->number)
		str_addf(out, " — %s %s", _("Title"), row->number);
	str_addf(out, "\n%s\n", row->detail);
}

static bool write_claims(struct invoices *v, struct str *path, struct err *err)
{
	struct str text = STR_INIT;
	bool ok;

	str_addf(&text, "%s\n\n", _("STATEMENT OF THE SUMS TO COLLECT"));
	for (size_t i = 0; i < v->count[INVOICES_CLAIMS]; i++)
		add_claim(&text, &v->rows[INVOICES_CLAIMS][i]);
	invoices_say_sums(&text, v);
	ok = app_write_text(v->screen.app, _("sums-to-collect.txt"), text.buf, path, err);
	str_release(&text);
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
		ok = write_claims(v, &path, &err);
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
