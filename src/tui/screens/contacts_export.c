/* The directory as CSV files in the export folder. */
#include <stdlib.h>
#include <string.h>

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

static bool write_person(void *arg, const struct person_row *row)
{
	struct writing *w = arg;

	rows_add(w->rows, row);
	return !output_failed(w->out);
}

void contacts_export_people(struct people *p)
{
	struct str path = STR_INIT;
	struct err err = ERR_INIT;
	struct writing w = { .out = open_file(p->app, _("people.csv"), &path, &err) };
	bool good = w.out != NULL;

	if (good) {
		w.rows = rows_new(w.out, &person_csv_type, FORMAT_CSV);
		good = people_each(p, write_person, &w, &err);
		rows_end(&w.rows);
		say_written(p->app, w.out, &path);
	}
	if (!good)
		app_error(p->app, &err);
	str_release(&path);
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
