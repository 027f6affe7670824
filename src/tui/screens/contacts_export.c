/* The directory in files of the export folder. */
#include <stdlib.h>
#include <string.h>

#include "etape/export.h"
#include "etape/export_file.h"
#include "etape/output.h"
#include "tui/screens/contacts.h"

#define BATCH 200

struct writing {
	struct rows *rows;
	struct output *out;
	struct str key;
	int64_t id;
	size_t seen;
};

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
	size_t with = contacts_addresses(app, asked.ids, asked.count, false, &all);

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

static bool write_structure(void *arg, const struct structure_row *row)
{
	struct writing *w = arg;

	rows_add(w->rows, row);
	str_reset(&w->key);
	str_add(&w->key, row->key);
	w->id = row->id;
	w->seen++;
	return !output_failed(w->out);
}

void contacts_export_structures(struct structures *s)
{
	struct str path = STR_INIT;
	struct err err = ERR_INIT;
	struct writing w = { .out = open_file(s->app, _("structures.csv"), &path, &err), .key = STR_INIT };
	bool good = w.out != NULL;

	if (good) {
		w.rows = rows_new(w.out, &structure_csv_type, FORMAT_CSV);
		do {
			struct str from = w.key;
			struct page page = { .key = w.id == 0 ? NULL : from.buf, .id = w.id, .n = BATCH };

			w.key = STR_INIT;
			w.seen = 0;
			good = structure_page(s->app->db, &s->filter, &page, write_structure, &w, &err);
			str_release(&from);
		} while (good && w.seen == BATCH && !output_failed(w.out));
		rows_end(&w.rows);
		say_written(s->app, w.out, &path);
	}
	if (!good)
		app_error(s->app, &err);
	str_release(&w.key);
	str_release(&path);
}
