/* The form of a credit note: of the whole invoice, or an amount of each line. */
#include "tui/screens/invoices.h"

#include <stdlib.h>

#include "etape/invoice_text.h"
#include "tui/widgets/form.h"

/* What the form is about: its own context, in which the fields are. */
struct crediting {
	struct invoice invoice;
	struct form_field *fields; /* owned: the reason, then one a line */
	char **labels;		   /* owned: of the lines, and their names */
	char **names;
	struct form_spec spec;
	bool sure; /* the question was answered */
};

static void crediting_free(void *ctx)
{
	struct crediting *c = ctx;

	for (size_t i = 0; i < c->invoice.line_count; i++) {
		free(c->labels[i]);
		free(c->names[i]);
	}
	free(c->labels);
	free(c->names);
	free(c->fields);
	invoice_release(&c->invoice);
	free(c);
}

static cents_t left_of(const struct invoice_line *line)
{
	return line->net + line->vat - line->credited;
}

/* The lines that have an amount; owned. */
static struct invoice_credit *read_lines(const struct form *f, size_t *count)
{
	const struct crediting *c = form_ctx(f);
	struct invoice_credit *lines = xcalloc(c->invoice.line_count + 1, sizeof *lines);
	cents_t cents;

	*count = 0;
	for (size_t i = 0; i < c->invoice.line_count; i++)
		if (form_cents(f, c->names[i], &cents) && cents)
			lines[(*count)++] = (struct invoice_credit){ c->invoice.lines[i].no, cents };
	return lines;
}

static bool any_line(size_t count, struct err *err)
{
	return count || err_set(err, ERR_INVALID, _("no line has an amount: what is to be given back?"));
}

static bool draft_note(const struct form *f, struct invoice *note, struct err *err)
{
	const struct crediting *c = form_ctx(f);
	const struct app *app = form_app(f);
	size_t count;
	struct invoice_credit *lines = read_lines(f, &count);
	const bool ok = any_line(count, err) &&
			invoice_credit_draft(app->db, &app->config->invoice, c->invoice.id, lines,
				count, form_get(f, "reason"), note, err);

	free(lines);
	return ok;
}

static bool issue_note(const struct form *f, struct invoice *note, struct err *err)
{
	const struct crediting *c = form_ctx(f);
	const struct app *app = form_app(f);
	size_t count;
	struct invoice_credit *lines = read_lines(f, &count);
	const bool ok = any_line(count, err) &&
			invoice_credit(app->db, &app->config->invoice, c->invoice.id, lines, count,
				form_get(f, "reason"), note, err);

	free(lines);
	return ok;
}

/* --- saving: asks, shows, issues --- */

static unsigned answered(struct screen *below, int answer, void *ctx)
{
	struct form *f = ctx;
	struct crediting *c = form_ctx(f);
	struct invoice note;
	struct err err = ERR_INIT;

	if (answer == 0) {
		c->sure = true;
		return form_save(below);
	}
	if (answer != 1)
		return SCREEN_REDRAW;
	invoice_init(&note);
	if (draft_note(f, &note, &err))
		invoices_show_paper(below->app, &note);
	else
		app_error(below->app, &err);
	invoice_release(&note);
	return SCREEN_REDRAW;
}

static bool ask(struct form *f, const struct invoice *note)
{
	struct app *app = form_app(f);
	struct str text = STR_INIT, amount = STR_INIT;
	bool ok;

	money_format(&amount, note->total, i18n_lang());
	str_addf(&text, _("Credit note of %s on %s, %s?\nOnce issued it does not change any more."),
		amount.buf, note->corrects_number, note->buyer.name);
	ok = question_ask(app_top(app), &(const struct question){
						.title = _("Credit note"),
						.text = text.buf,
						.answers = { _("Issue"), _("See it first"), _("Back"), NULL },
						.preset = 1,
						.answered = answered,
						.ctx = f,
					});
	str_release(&text);
	str_release(&amount);
	return ok;
}

static enum form_result save(struct form *f, int64_t *result, struct err *err)
{
	struct crediting *c = form_ctx(f);
	struct str amount = STR_INIT;
	struct invoice note;
	bool ok;

	invoice_init(&note);
	if (!c->sure) {
		ok = draft_note(f, &note, err) && ask(f, &note);
		invoice_release(&note);
		return ok ? FORM_ASKED : FORM_REFUSED;
	}
	c->sure = false;
	ok = issue_note(f, &note, err);
	if (ok) {
		*result = note.id;
		money_format(&amount, note.total, i18n_lang());
		app_message(form_app(f), THEME_MESSAGE, _("Credit note %s issued: %s"), note.number,
			amount.buf);
	}
	str_release(&amount);
	invoice_release(&note);
	return ok ? FORM_SAVED : FORM_REFUSED;
}

/* --- opening --- */

/* One person may have a line a rencontre: the day tells them apart. */
static void say_line(struct str *out, const struct invoice_line *line)
{
	str_addf(out, "%d. ", line->no);
	civil_format_short(out, line->first, i18n_lang());
	str_addf(out, " %s", *line->name ? line->name : line->label);
}

static void make_fields(struct crediting *c)
{
	const size_t n = c->invoice.line_count;

	c->fields = xcalloc(n + 1, sizeof *c->fields);
	c->labels = xcalloc(n + 1, sizeof *c->labels);
	c->names = xcalloc(n + 1, sizeof *c->names);
	c->fields[0] = (struct form_field){
		.name = "reason",
		.label = N_("Reason"),
		.required = true,
		.hint = N_("as the credit note says it"),
		.max = 300,
	};
	for (size_t i = 0; i < n; i++) {
		const struct invoice_line *line = &c->invoice.lines[i];
		struct str label = STR_INIT, name = STR_INIT;

		say_line(&label, line);
		str_addf(&name, "line%d", line->no);
		c->labels[i] = str_take(&label);
		c->names[i] = str_take(&name);
		c->fields[i + 1] = (struct form_field){
			.name = c->names[i],
			.label = c->labels[i],
			.kind = FORM_MONEY,
			.hint = N_("what is given back of this line, VAT included; empty: nothing"),
		};
	}
}

/* What begins the field of a line: of one registration's lines, the last ones first, so much; else all. */
static cents_t propose(const struct invoice_line *line, int64_t registration, cents_t *cents)
{
	const cents_t left = left_of(line), share = left < *cents ? left : *cents;

	if (!registration)
		return left;
	if (line->registration != registration || share <= 0)
		return 0;
	*cents -= share;
	return share;
}

static void begin(
	struct app *app, struct crediting *c, int64_t registration, cents_t cents, const char *reason)
{
	const size_t n = c->invoice.line_count;
	struct form_value *values = xcalloc(n + 2, sizeof *values);
	char **amounts = xcalloc(n + 1, sizeof *amounts);
	struct str title = STR_INIT, key = STR_INIT;

	values[0] = (struct form_value){ "reason", reason, 0 };
	for (size_t i = n; i-- > 0;) {
		const cents_t proposed = propose(&c->invoice.lines[i], registration, &cents);
		struct str amount = STR_INIT;

		if (proposed > 0)
			money_format(&amount, proposed, i18n_lang());
		amounts[i] = str_take(&amount);
		values[i + 1] = (struct form_value){ c->names[i], amounts[i], 0 };
	}
	str_addf(&title, _("Credit note on %s, %s"), c->invoice.number, c->invoice.buyer.name);
	str_addf(&key, "%lld-%lld", (long long)c->invoice.id, (long long)registration);
	form_open(app, &c->spec, key.buf, title.buf, values, c);
	for (size_t i = 0; i < n; i++)
		free(amounts[i]);
	free(amounts);
	free(values);
	str_release(&title);
	str_release(&key);
}

void invoices_credit(
	struct app *app, int64_t invoice, int64_t registration, cents_t cents, const char *reason)
{
	struct crediting *c = xcalloc(1, sizeof *c);
	struct err err = ERR_INIT;

	invoice_init(&c->invoice);
	if (!invoice_get(app->db, invoice, &c->invoice, &err)) {
		app_error(app, &err);
		crediting_free(c);
		return;
	}
	make_fields(c);
	c->spec = (struct form_spec){
		.name = "credit-note",
		.title = N_("Credit note"),
		.fields = c->fields,
		.count = c->invoice.line_count + 1,
		.save = save,
		.release = crediting_free,
	};
	begin(app, c, registration, cents, reason);
}
