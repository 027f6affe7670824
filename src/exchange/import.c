/* The run of an import: the file, its headings, every row, one change. */
#include "etape/import.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "etape/i18n.h"
#include "exchange/importer.h"

#define TITLE_ROWS 10 /* rows in which headings are looked for */

static const struct import_ops *const kinds[] = {
	[IMPORT_CITES] = &import_cites,
	[IMPORT_STRUCTURES] = &import_structures,
	[IMPORT_PEOPLE] = &import_people,
	[IMPORT_MANDATES] = &import_mandates,
	[IMPORT_MEMBERSHIPS] = &import_memberships,
	[IMPORT_LABELS] = &import_labels,
	[IMPORT_EVENTS] = &import_events,
	[IMPORT_REGISTRATIONS] = &import_registrations,
};

bool import_kind_parse(const char *text, enum import_kind *kind)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		if (strcmp(text, kinds[i]->name) == 0) {
			*kind = (enum import_kind)i;
			return true;
		}
	}
	return false;
}

const char *import_kind_name(enum import_kind kind)
{
	return kinds[kind]->name;
}

static void count(struct import_summary *s, enum import_outcome outcome)
{
	switch (outcome) {
	case IMPORT_NOTE:
		break;
	case IMPORT_CREATED:
		s->created++;
		break;
	case IMPORT_MATCHED:
		s->matched++;
		break;
	case IMPORT_UPDATED:
		s->updated++;
		break;
	case IMPORT_DOUBTFUL:
		s->doubtful++;
		break;
	case IMPORT_REFUSED:
		s->refused++;
		break;
	}
}

void importer_say(struct importer *im, enum import_outcome outcome, const char *what,
	const char *fmt, ...)
{
	struct import_line line = { .outcome = outcome, .line = im->line, .what = what };
	char detail[1024];
	va_list ap;

	count(&im->summary, outcome);
	if (im->options->report == NULL)
		return;
	va_start(ap, fmt);
	vsnprintf(detail, sizeof(detail), fmt, ap);
	va_end(ap);
	line.detail = detail;
	im->options->report(im->options->report_arg, &line);
}

bool importer_is_refusal(const struct err *err)
{
	switch (err->code) {
	case ERR_USAGE:
	case ERR_INVALID:
	case ERR_NOT_FOUND:
	case ERR_AMBIGUOUS:
	case ERR_EXISTS:
	case ERR_REFUSED:
		return true;
	case ERR_NONE:
	case ERR_FORBIDDEN:
	case ERR_STALE:
	case ERR_CONFLICT:
	case ERR_BUSY:
	case ERR_READONLY:
	case ERR_FULL:
	case ERR_DAMAGED:
	case ERR_NEWER:
	case ERR_SYSTEM:
		break;
	}
	return false;
}

void importer_refuse(struct importer *im, const struct err *why)
{
	if (im->first_refusal.code == ERR_NONE) {
		im->first_refusal = *why;
		err_wrap(&im->first_refusal, _("line %zu"), im->line);
	}
	importer_say(im, IMPORT_REFUSED, "", "%s", why->message);
}

/* A row with more cells than headings: its cells would land in the wrong fields. */
static bool check_width(
	const struct csv_row *row, const struct csv_row *headings, struct err *err)
{
	for (size_t i = headings->count; i < row->count; i++) {
		if (row->cells[i][0] != '\0')
			return err_set(err, ERR_INVALID,
				_("%zu cells for %zu headings: a cell that holds the separator "
				  "needs quotation marks"),
				row->count, headings->count);
	}
	return true;
}

static bool run_rows(struct importer *im, const struct csv_table *table, struct err *err)
{
	for (const struct csv_row *row = im->headings + 1; row < table->rows + table->count; row++) {
		struct err why = ERR_INIT;

		im->line = row->line;
		im->summary.rows++;
		if (check_width(row, im->headings, &why) && importer_clean(im, row, &why) &&
			im->ops->row(im, &why))
			continue;
		if (!importer_is_refusal(&why)) {
			if (err != NULL)
				*err = why;
			return err_wrap(err, _("line %zu"), im->line);
		}
		importer_refuse(im, &why);
	}
	return im->ops->finish == NULL || im->ops->finish(im, err);
}

/* What was understood of the file, before its first row. */
static void say_file(struct importer *im, const struct csv_table *table)
{
	struct str text = STR_INIT;

	im->line = 0;
	if (table->nuls > 0)
		importer_say(im, IMPORT_NOTE, "",
			P_("%zu NUL character left out", "%zu NUL characters left out",
				table->nuls),
			table->nuls);
	if (im->headings > table->rows)
		importer_say(im, IMPORT_NOTE, "",
			P_("%zu line left out above the headings",
				"%zu lines left out above the headings",
				(size_t)(im->headings - table->rows)),
			(size_t)(im->headings - table->rows));
	for (size_t i = 0; i < im->columns.count; i++) {
		if (columns_has(&im->columns, i))
			str_addf(&text, "%s%s = %s", text.len > 0 ? ", " : "",
				im->ops->fields[i].key,
				csv_cell(im->headings, im->columns.at[i]));
	}
	importer_say(im, IMPORT_NOTE, "", _("columns: %s"), text.buf);
	str_reset(&text);
	columns_ignored(&im->columns, im->headings, &text);
	if (text.len > 0)
		importer_say(im, IMPORT_NOTE, "", _("columns ignored: %s"), text.buf);
	str_release(&text);
}

/* The row of headings: the first unless one a little below, under the title that people
 * write above a list, names two fields that the program knows. */
static const struct csv_row *find_headings(const struct importer *im, const struct csv_table *table)
{
	for (size_t i = 0; i < table->count && i < TITLE_ROWS; i++) {
		struct columns c;
		size_t named = 0;

		columns_find(&c, im->ops->fields, im->ops->field_count, &table->rows[i], NULL, 0, NULL);
		for (size_t f = 0; f < c.count; f++)
			named += columns_has(&c, f);
		if (named >= 2)
			return &table->rows[i];
	}
	return &table->rows[0];
}

static bool run_table(struct importer *im, const struct csv_table *table, struct err *err)
{
	const struct import_options *o = im->options;
	const struct csv_row *headings = find_headings(im, table);

	im->headings = headings;
	im->summary.encoding = table->encoding;
	im->summary.separator = table->separator;
	if (!columns_find(&im->columns, im->ops->fields, im->ops->field_count, headings,
		    o->maps, o->map_count, err))
		return false;
	if (!columns_require(&im->columns, headings, err))
		return err_wrap(err, "%s", o->path);
	if (im->ops->check != NULL && !im->ops->check(im, headings, err))
		return false;
	if (!structure_index_load(&im->structures, im->db, err))
		return false;
	say_file(im, table);
	return run_rows(im, table, err);
}

static void importer_release(struct importer *im)
{
	if (im->ops->release != NULL)
		im->ops->release(im);
	for (size_t i = 0; i < COLUMN_FIELDS; i++)
		str_release(&im->cells[i]);
	for (size_t i = 0; i < im->parent_count; i++) {
		free(im->parents[i].name);
		free(im->parents[i].parent);
	}
	free(im->parents);
	for (size_t i = 0; i < im->announced_count; i++) {
		free(im->announced[i].what);
		free(im->announced[i].text);
	}
	free(im->announced);
	free(im->event_text);
	session_free_list(&im->sessions, im->session_count);
	structure_index_release(&im->structures);
}

bool importer_run(struct db *db, const struct import_options *options, const struct str *bytes, bool tokens,
	struct import_summary *summary, int64_t *event, struct err *refusal, struct err *err)
{
	struct importer im = {
		.db = db,
		.ops = kinds[options->kind],
		.options = options,
		.today = civil_today(CIVIL_ZONE),
		.tokens = tokens,
		.only_event = -1,
	};
	struct csv_table table = { .count = 0 };
	bool ok;

	for (size_t i = 0; i < COLUMN_FIELDS; i++)
		str_init(&im.cells[i]);
	if (options->kind == IMPORT_EVENTS && import_ics_is(options->path, bytes->buf, bytes->len)) {
		ok = import_ics_run(&im, bytes->buf, bytes->len, err);
	} else {
		ok = csv_read_bytes(&table, bytes->buf, bytes->len,
			strcmp(options->path, "-") == 0 ? _("standard input") : options->path, err);
		ok = ok && run_table(&im, &table, err);
		csv_release(&table);
	}
	*summary = im.summary;
	if (event != NULL)
		*event = im.only_event > 0 ? im.only_event : 0;
	if (refusal != NULL)
		*refusal = im.first_refusal;
	importer_release(&im);
	return ok;
}

static bool run_change(struct db *db, const struct import_options *options, const struct str *bytes,
	struct import_summary *summary, struct err *err)
{
	struct change_label label = { .kind = kinds[options->kind]->change };
	struct import_summary s = { .rows = 0 };
	int64_t event = 0;
	bool ok = change_begin(db, &label, err);

	if (ok && !importer_run(db, options, bytes, false, &s, &event, NULL, err)) {
		change_rollback(db);
		ok = false;
	} else if (ok && options->dry_run) {
		change_rollback(db);
	} else if (ok && s.refused > 0 && !options->skip_errors) {
		change_rollback(db);
		ok = err_set(err, ERR_REFUSED,
			P_("%zu line refused: nothing was imported; mend it, or take the "
			   "others with --skip-errors",
				"%zu lines refused: nothing was imported; mend them, or take "
				"the others with --skip-errors",
				s.refused),
			s.refused);
	} else if (ok) {
		label.object = event;
		label.n = (int64_t)(s.created + s.updated);
		change_relabel(db, &label);
		ok = change_commit(db, err);
	}
	if (summary != NULL)
		*summary = s;
	return ok;
}

bool import_run(struct db *db, const struct import_options *options,
	struct import_summary *summary, struct err *err)
{
	struct db *trial = NULL;
	struct str bytes = STR_INIT;
	bool ok;

	if (summary != NULL)
		*summary = (struct import_summary){ .rows = 0 };
	/* Before the change begins: a pipe may take its time, and no desk waits for it. */
	ok = csv_load(options->path, &bytes, err) && (!options->dry_run || db_scratch(&trial, db, err)) &&
	     run_change(trial != NULL ? trial : db, options, &bytes, summary, err);
	db_close(&trial);
	str_release(&bytes);
	return ok;
}
