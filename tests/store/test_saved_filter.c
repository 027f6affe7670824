/* Filters with a name. */
#include "network.h"

#include "etape/journal.h"
#include "etape/saved_filter.h"

static int setup(void **state)
{
	*state = network_empty();
	return 0;
}

static int teardown(void **state)
{
	struct db *db = *state;

	db_close(&db);
	return 0;
}

static struct saved_filter filter(const char *name, const char *query)
{
	return (struct saved_filter){ .name = xstrdup(name), .query = xstrdup(query) };
}

static int64_t save(struct db *db, const char *name, const char *query)
{
	struct saved_filter f = filter(name, query);
	int64_t id;

	OK(saved_filter_save(db, &f, &err));
	id = f.id;
	saved_filter_release(&f);
	return id;
}

static bool see(void *arg, const struct saved_filter_row *row)
{
	str_addf(arg, "%s=%s %s %s\n", row->name, row->query, row->kind, row->author);
	return true;
}

static void expect(struct db *db, const char *text)
{
	struct str seen = STR_INIT;

	OK(saved_filter_list(db, "people", see, &seen, &err));
	assert_string_equal(seen.buf, text);
	str_release(&seen);
}

static void filters_are_listed_by_name_and_found_by_it(void **state)
{
	struct db *db = *state;
	struct saved_filter f;

	saved_filter_init(&f);
	REFUSED(saved_filter_find(db, "people", "nord", &f, &err), ERR_NOT_FOUND, "none is saved");
	save(db, "Élu·es du Nord", "role:elu departement:59");
	save(db, "Sans adresse", "-email");
	save(db, "copilotes", "role:copilote");
	expect(db,
		"copilotes=role:copilote people claire\n"
		"Élu·es du Nord=role:elu departement:59 people claire\n"
		"Sans adresse=-email people claire\n");
	OK(saved_filter_find(db, "people", "ELU ES DU NORD", &f, &err));
	assert_string_equal(f.query, "role:elu departement:59");
	REFUSED(saved_filter_find(db, "people", "nord", &f, &err), ERR_NOT_FOUND, "copilotes");
	saved_filter_release(&f);
}

static void a_name_is_given_once_whatever_its_case_and_accents(void **state)
{
	struct db *db = *state;
	struct saved_filter f = filter("ELUES", "-email");
	int64_t id = save(db, "Élues", "role:elu");

	REFUSED(saved_filter_save(db, &f, &err), ERR_EXISTS, "ELUES");
	assert_int_equal(f.id, 0);
	OK(saved_filter_get(db, id, &f, &err));
	free(f.name);
	f.name = xstrdup("élues");
	OK(saved_filter_save(db, &f, &err));
	saved_filter_release(&f);
	f = filter(" ·  ", "-email");
	REFUSED(saved_filter_save(db, &f, &err), ERR_INVALID, "name");
	saved_filter_release(&f);
	expect(db, "élues=role:elu people claire\n");
}

static void a_stale_save_is_refused(void **state)
{
	struct db *db = *state;
	struct saved_filter mine, other;
	int64_t id = save(db, "Élues", "role:elu");

	saved_filter_init(&mine);
	saved_filter_init(&other);
	OK(saved_filter_get(db, id, &mine, &err));
	OK(saved_filter_get(db, id, &other, &err));
	OK(saved_filter_save(db, &other, &err));
	REFUSED(saved_filter_save(db, &mine, &err), ERR_STALE, "claire");
	saved_filter_release(&mine);
	saved_filter_release(&other);
}

static void a_filter_deleted_comes_back_by_undo(void **state)
{
	struct db *db = *state;
	int64_t id = save(db, "Élues", "role:elu");

	OK(saved_filter_delete(db, id, &err));
	expect(db, "");
	REFUSED(saved_filter_delete(db, id, &err), ERR_NOT_FOUND, "filter");
	OK(journal_undo(db, 0, false, NULL, &err));
	expect(db, "Élues=role:elu people claire\n");
	OK(journal_undo(db, 0, false, NULL, &err));
	expect(db, "");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(filters_are_listed_by_name_and_found_by_it),
		TEST(a_name_is_given_once_whatever_its_case_and_accents),
		TEST(a_stale_save_is_refused),
		TEST(a_filter_deleted_comes_back_by_undo),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
