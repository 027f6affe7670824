/* What the fees show, as a file. */
#include <stdlib.h>

#include "etape/export_file.h"
#include "tui/screens/fees.h"

struct matching {
	struct fees_line *lines; /* in order of name, as the fees come */
	size_t count;
	size_t at;
};

static bool take_reasons(void *arg, const struct fee_row *row)
{
	struct matching *m = arg;
	size_t i = m->at;

	while (i < m->count && m->lines[i].row->registration_id != row->registration_id)
		i++;
	if (i == m->count)
		return true;
	free(m->lines[i].reasons);
	m->lines[i].reasons = xstrdup(row->reasons);
	m->at = i + 1;
	return true;
}

static void add_name(struct str *name, const struct fees_state *f)
{
	if (fees_of_year(f))
		str_addf(name, "frais-%d", f->year.year);
	else
		str_addf(name, "frais-%s", f->event.code);
	if (f->view == FEES_PAYERS || f->view == FEES_YEAR_PAYERS)
		str_add(name, "-payeurs");
	str_add(name, ".csv");
}

static void write_rows(const struct fees_state *f, struct output *out)
{
	const struct list_array *a = &f->arrays[f->view];
	struct rows *rows = rows_new(out, a->type, FORMAT_CSV);

	for (size_t i = 0; i < a->shown; i++)
		rows_add(rows, (const char *)a->rows + a->order[i] * a->stride);
	rows_end(&rows);
}

void fees_export(struct fees_state *f)
{
	struct app *app = f->screen.app;
	struct matching m = { .lines = f->lines, .count = f->count };
	struct str name = STR_INIT, path = STR_INIT;
	struct err err = ERR_INIT;
	struct output *out = NULL;
	bool ok = f->view != FEES_PEOPLE ||
		  fees_list(app->db, f->event.id, take_reasons, &m, &err);

	add_name(&name, f);
	ok = ok && export_file_open(
			   &out, app->db, app->config->export_dir, name.buf, &path, &err);
	if (ok) {
		write_rows(f, out);
		ok = output_close(&out, &err);
	}
	if (ok)
		app_message(app, THEME_MESSAGE, _("Fees written: %s"), path.buf);
	else
		app_error(app, &err);
	str_release(&name);
	str_release(&path);
}
