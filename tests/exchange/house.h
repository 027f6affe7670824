/* A database in memory with the reference data, and imports into it, for the tests of exchange.
 */
#ifndef TESTS_EXCHANGE_HOUSE_H
#define TESTS_EXCHANGE_HOUSE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/check.h"

#include "etape/demo.h"
#include "etape/event.h"
#include "etape/export.h"
#include "etape/import.h"
#include "etape/paths.h"
#include "etape/person.h"
#include "etape/structure.h"

#define STATIC_UNUSED __attribute__((unused)) static

#define OK(call)                                                                               \
	do {                                                                                   \
		struct err err = ERR_INIT;                                                     \
		if (!(call))                                                                   \
			fail_msg("%s:%d: %s", __FILE__, __LINE__, err.message);                \
	} while (0)

struct house {
	struct db *db;
	char *dir;		 /* for files, removed at the end */
	struct str report;	 /* of the last import: "LINE OUTCOME WHAT: DETAIL\n" */
	struct import_summary s; /* of the last import */
	struct err err;		 /* of the last import */
	const char *event;	 /* of registrations; NULL: a column */
	const char *map;	 /* one --map, NULL */
	bool dry_run;
	bool skip_errors;
};

STATIC_UNUSED void house_open(struct house *h, bool reference)
{
	const struct db_options o = {
		.path = ":memory:", .author = "claire", .role = ROLE_ADMIN
	};
	char *share = paths_share();

	*h = (struct house){ .report = STR_INIT };
	setenv("ETAPE_NOW", "2026-11-19T09:00:00+01:00", 1);
	h->dir = sandbox_mkdtemp();
	OK(db_create(&h->db, &o, &err));
	assert_non_null(share);
	if (reference)
		OK(init_reference(h->db, share, &err));
	db_created(h->db);
	free(share);
}

STATIC_UNUSED void house_close(struct house *h)
{
	db_close(&h->db);
	sandbox_remove(h->dir);
	free(h->dir);
	str_release(&h->report);
}

STATIC_UNUSED char *house_path(const struct house *h, const char *name)
{
	struct str path = STR_INIT;

	str_addf(&path, "%s/%s", h->dir, name);
	return str_take(&path);
}

STATIC_UNUSED void house_write(
	const struct house *h, const char *name, const char *bytes, size_t n)
{
	char *path = house_path(h, name);
	FILE *f = fopen(path, "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
	free(path);
}

STATIC_UNUSED void house_hear(void *arg, const struct import_line *line)
{
	static const char *const words[] = {
		[IMPORT_NOTE] = "note",
		[IMPORT_CREATED] = "created",
		[IMPORT_MATCHED] = "matched",
		[IMPORT_UPDATED] = "updated",
		[IMPORT_DOUBTFUL] = "doubtful",
		[IMPORT_REFUSED] = "refused",
	};
	struct house *h = arg;

	str_addf(&h->report, "%zu %s %s: %s\n", line->line, words[line->outcome], line->what,
		line->detail);
}

/* Imports a text; the report, the summary and the error are in `h`. */
STATIC_UNUSED bool house_import(struct house *h, enum import_kind kind, const char *text)
{
	char *path = house_path(h, "liste.csv");
	const struct import_options o = {
		.kind = kind,
		.path = path,
		.event = h->event,
		.maps = &h->map,
		.map_count = h->map != NULL,
		.dry_run = h->dry_run,
		.skip_errors = h->skip_errors,
		.report = house_hear,
		.report_arg = h,
	};
	bool ok;

	house_write(h, "liste.csv", text, strlen(text));
	str_reset(&h->report);
	h->err = ERR_INIT;
	ok = import_run(h->db, &o, &h->s, &h->err);
	free(path);
	return ok;
}

/* The import succeeds, with these counts. */
#define assert_import(h, kind, text, created_, matched_, updated_, doubtful_, refused_)        \
	do {                                                                                   \
		if (!house_import((h), (kind), (text)))                                        \
			fail_msg("%s\n%s", (h)->err.message, (h)->report.buf);                 \
		if ((h)->s.created != (created_) || (h)->s.matched != (matched_) ||            \
			(h)->s.updated != (updated_) || (h)->s.doubtful != (doubtful_) ||      \
			(h)->s.refused != (refused_))                                          \
			fail_msg("%zu created, %zu matched, %zu updated, %zu doubtful, %zu "   \
				 "refused\n%s",                                                \
				(h)->s.created, (h)->s.matched, (h)->s.updated,                \
				(h)->s.doubtful, (h)->s.refused, (h)->report.buf);             \
	} while (0)

/* The report holds a text. */
#define assert_reports(h, text)                                                                \
	do {                                                                                   \
		if (strstr((h)->report.buf, (text)) == NULL)                                   \
			fail_msg("'%s' is not in:\n%s", (text), (h)->report.buf);              \
	} while (0)

/* Writes an export as text, owned. */
STATIC_UNUSED char *house_export(
	struct house *h, enum export_kind kind, const char *event, enum format format)
{
	char *path = house_path(h, "export");
	struct str text = STR_INIT;
	struct output *out;
	FILE *f;
	int c;

	OK(output_open(&out, path, 0, &err));
	OK(export_rows(h->db, kind, event, format, out, &err));
	OK(output_close(&out, &err));
	f = fopen(path, "rb");
	assert_non_null(f);
	while ((c = fgetc(f)) != EOF)
		str_addc(&text, (char)c);
	fclose(f);
	free(path);
	return str_take(&text);
}

STATIC_UNUSED int64_t house_people(struct house *h)
{
	const struct person_filter all = PERSON_FILTER_ALL;
	int64_t n = 0;

	OK(person_count(h->db, &all, &n, &err));
	return n;
}

STATIC_UNUSED int64_t house_structures(struct house *h)
{
	const struct structure_filter all = STRUCTURE_FILTER_ALL;
	int64_t n = 0;

	OK(structure_count(h->db, &all, &n, &err));
	return n;
}

#endif
