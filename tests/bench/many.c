/*
 * A directory of any size, written straight into the demo network's database: a million people
 * through the library, a change and a journal entry each, would take a quarter of an hour. The
 * schema's own triggers make the search index, so that what is read is what people would have.
 */
#include "bench.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "support/check.h"
#include "support/sandbox.h"

static const char *const many_given[] = { "Inès", "Marc", "Claire", "Paul", "Élodie", "Zoé",
	"Karim", "Anne", "Sophie", "Léo", "Nadia", "Yann" };
static const char *const many_functions[] = { "Directrice d'école", "Chef de projet", "Animateur",
	"Conseillère pédagogique", "Enseignante", "Chargé de mission", "Médiatrice" };

#define OF(array) (sizeof(array) / sizeof(*(array)))

struct filling {
	sqlite3 *db;
	sqlite3_stmt *insert;
	int64_t structures[200]; /* of the demo network */
	size_t count;
};

static void must(const struct filling *f, int rc)
{
	if (rc != SQLITE_OK && rc != SQLITE_DONE)
		fail_msg("filling: %s", sqlite3_errmsg(f->db));
}

static void run(const struct filling *f, const char *sql)
{
	must(f, sqlite3_exec(f->db, sql, NULL, NULL, NULL));
}

static void structures_read(struct filling *f)
{
	sqlite3_stmt *s;

	must(f, sqlite3_prepare_v2(f->db, "SELECT id FROM structure ORDER BY id", -1, &s, NULL));
	while (sqlite3_step(s) == SQLITE_ROW && f->count < OF(f->structures))
		f->structures[f->count++] = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
}

static void bind(const struct filling *f, const char *name, const char *text)
{
	must(f, sqlite3_bind_text(f->insert, sqlite3_bind_parameter_index(f->insert, name), text,
			-1, SQLITE_TRANSIENT));
}

static void bind_int(const struct filling *f, const char *name, int64_t n)
{
	must(f, sqlite3_bind_int64(
			f->insert, sqlite3_bind_parameter_index(f->insert, name), n));
}

/* What the library writes of a name, in the columns that people are found by. */
static void bind_name(const struct filling *f, const char *family, const char *given)
{
	char *fold = fold_person_key(family, given);
	char *given_fold = fold_dup(given);
	struct str squash = STR_INIT;

	fold_squash_add(&squash, family);
	fold_squash_add(&squash, given);
	bind(f, ":family", family);
	bind(f, ":given", given);
	bind(f, ":fold", fold);
	bind(f, ":given_fold", given_fold);
	bind(f, ":squash", squash.buf);
	free(fold);
	free(given_fold);
	str_release(&squash);
}

/* One in three belongs to a structure, one in five has a telephone. */
static void add_person(const struct filling *f, unsigned i)
{
	struct str family = STR_INIT;
	char text[40];

	bench_family_name(&family, i);
	bind_int(f, ":id", INT64_C(8000000000000000) + (int64_t)i * 1000);
	/* Spread evenly over the family names. */
	bind_name(f, family.buf, many_given[(i * 2654435761u >> 16) % OF(many_given)]);
	snprintf(text, sizeof(text), "p%u@example.org", i);
	bind(f, ":email", text);
	snprintf(text, sizeof(text), "06%08u", i * 7919u % 100000000u);
	bind(f, ":digits", i % 5 ? "" : text);
	bind(f, ":mobile", i % 5 ? NULL : text);
	bind(f, ":function", many_functions[i % OF(many_functions)]);
	if (i % 3)
		must(f, sqlite3_bind_null(f->insert,
				sqlite3_bind_parameter_index(f->insert, ":structure")));
	else
		bind_int(f, ":structure", f->structures[i / 3 % f->count]);
	must(f, sqlite3_step(f->insert));
	must(f, sqlite3_reset(f->insert));
	str_release(&family);
}

void bench_many(const struct sandbox *s, unsigned people)
{
	struct filling f = { .db = NULL };

	must(&f, sqlite3_open(s->db, &f.db));
	/* A power cut here costs a bench. The index is put together from larger pieces than when
	 * people come one by one, for time's sake. */
	run(&f, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000;"
		"INSERT INTO search (search, rank) VALUES ('hashsize', 67108864); BEGIN");
	structures_read(&f);
	must(&f, sqlite3_prepare_v2(f.db,
			"INSERT INTO person (id, family_name, given_name, fold, given_fold, squash,"
			" email, email_fold, mobile, digits, function, structure) VALUES (:id, :family,"
			" :given, :fold, :given_fold, :squash, :email, :email, :mobile, :digits,"
			" :function, :structure)",
			-1, &f.insert, NULL));
	for (unsigned i = 0; i < people; i++)
		add_person(&f, i);
	sqlite3_finalize(f.insert);
	run(&f, "COMMIT; INSERT INTO search (search, rank) VALUES ('hashsize', 1048576);"
		"PRAGMA journal_mode = WAL");
	sqlite3_close(f.db);
}
