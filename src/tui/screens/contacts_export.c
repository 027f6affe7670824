/* The directory in files of the export folder. */
#include <stdlib.h>
#include <string.h>

#include "etape/export.h"
#include "etape/export_file.h"
#include "etape/output.h"
#include "tui/screens/contacts.h"

static struct output *open_file(struct app *app, const char *name, struct str *path, struct err *err)
{
	struct output *out;

	return export_file_open(&out, app->db, app->config->export_dir, name, path, err) ? out : NULL;
}

static void say_written(struct app *app, struct output *out, const struct str *path)
{
	struct err err = ERR_INIT;

	if (output_close(&out, &err))
		app_message(app, THEME_MESSAGE, _("Written: %s"), path->buf);
	else
		app_error(app, &err);
}

/* What the question is about; one at a time: it is modal. */
static struct {
	int64_t *ids;
	size_t count;
} asked;

enum { ANSWER_CSV, ANSWER_VCARD, ANSWER_ADDRESSES };

static void write_people(struct app *app, bool cards)
{
	struct str path = STR_INIT;
	struct err err = ERR_INIT;
	struct output *out = open_file(app, cards ? _("people.vcf") : _("people.csv"), &path, &err);

	if (out != NULL && export_people(app->db, asked.ids, asked.count,
				   cards ? FORMAT_VCARD : FORMAT_CSV, out, &err)) {
		say_written(app, out, &path);
	} else {
		if (out != NULL)
			output_abort(&out);
		app_error(app, &err);
	}
	str_release(&path);
}

static void write_addresses(struct app *app)
{
	struct str all = STR_INIT;
	struct str path = STR_INIT;
	struct err err = ERR_INIT;
	size_t with;

	if (!contacts_addresses(app, asked.ids, asked.count, false, &all, &with)) {
		str_release(&all);
		return;
	}
	if (with == 0)
		app_message(app, THEME_WARNING, _("No e-mail is known here"));
	else if (app_write_text(app, _("addresses.txt"), all.buf, &path, &err))
		app_message(app, THEME_MESSAGE, _("Written: %s"), path.buf);
	else
		app_error(app, &err);
	str_release(&path);
	str_release(&all);
}

static unsigned answered(struct screen *below, int answer, void *ctx)
{
	(void)ctx;
	if (answer == ANSWER_CSV || answer == ANSWER_VCARD)
		write_people(below->app, answer == ANSWER_VCARD);
	else if (answer == ANSWER_ADDRESSES)
		write_addresses(below->app);
	free(asked.ids);
	asked.ids = NULL;
	return SCREEN_REDRAW;
}

void contacts_export_people(struct screen *below, int64_t *ids, size_t count)
{
	struct str text = STR_INIT;

	free(asked.ids);
	asked.ids = ids;
	asked.count = count;
	str_addf(&text, P_("%zu person, in which form?", "%zu people, in which form?", count), count);
	question_ask(below, &(struct question){
		.title = _("Export"),
		.text = text.buf,
		.answers = { _("CSV"), _("vCard"), _("Addresses") },
		.answered = answered,
	});
	str_release(&text);
}

struct writing {
	struct rows *rows;
	struct output *out;
	const int64_t *ids; /* sorted when they are marks; those to be written */
	size_t count;
};

static int by_id(const void *a, const void *b)
{
	const int64_t *x = a;
	const int64_t *y = b;

	return *x < *y ? -1 : *x > *y;
}

static bool write_structure(void *arg, const struct structure_row *row)
{
	struct writing *w = arg;

	if (w->count > 0 && bsearch(&row->id, w->ids, w->count, sizeof *w->ids, by_id) != NULL)
		rows_add(w->rows, row);
	return !output_failed(w->out);
}

void contacts_export_structures(struct structures *s, int64_t *ids, size_t count)
{
	const struct structure_filter all = STRUCTURE_FILTER_ALL;
	const struct page page = { .n = INT32_MAX };
	struct str path = STR_INIT;
	struct err err = ERR_INIT;
	struct writing w = { .out = open_file(s->app, _("structures.csv"), &path, &err), .ids = ids,
		.count = count };
	bool good = w.out != NULL;

	if (good) {
		if (count > 0)
			qsort(ids, count, sizeof *ids, by_id);
		w.rows = rows_new(w.out, &structure_csv_type, FORMAT_CSV);
		good = structure_page(s->app->db, &all, &page, write_structure, &w, &err);
		rows_end(&w.rows);
		if (good)
			say_written(s->app, w.out, &path);
		else
			output_abort(&w.out);
	}
	if (!good)
		app_error(s->app, &err);
	str_release(&path);
}
