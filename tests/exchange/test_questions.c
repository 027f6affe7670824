/* What people ask the finder, over the demo network: tests/store/questions.tsv. */
#include "exchange/house.h"

#include "etape/find.h"

static struct house h;

static int open_demo(void **state)
{
	char *share = paths_share();

	(void)state;
	house_open(&h, false);
	OK(init_reference(h.db, share, &err));
	OK(init_demo(h.db, share, &err));
	free(share);
	return 0;
}

static int close_house(void **state)
{
	(void)state;
	house_close(&h);
	return 0;
}

static bool hear_first(void *arg, const struct find_row *row)
{
	str_addf(arg, "%s\t%s", find_kind_name(row->kind), row->label);
	return false;
}

static bool hear_each(void *arg, const struct find_row *row)
{
	str_addf(arg, "%s; %s\n", row->label, row->detail);
	return true;
}

/* Whether the first answer is `expected`, "kind TAB beginning of the label"; "-" for none. */
static bool answers(const char *question, const char *expected)
{
	struct str got = STR_INIT;
	const char *label = strchr(expected, '\t');
	bool right;

	assert_non_null(label);
	OK(find(h.db, question, FIND_EVERYTHING, 20, hear_first, &got, &err));
	right = !strcmp(label, "\t-") ? !got.len
				      : !strncmp(got.buf, expected, strlen(expected));
	if (!right)
		print_message("'%s': expected %s, got %s\n", question, expected, got.buf);
	str_release(&got);
	return right;
}

static FILE *open_questions(void)
{
	const char *tests = getenv("ETAPE_TESTS");
	struct str path = STR_INIT;
	FILE *file;

	str_addf(&path, "%s/store/questions.tsv", tests ? tests : "tests");
	file = fopen(path.buf, "r");
	str_release(&path);
	assert_non_null(file);
	return file;
}

/* 48 of 50 at least. */
static void natural_questions_are_answered_first(void **state)
{
	FILE *file = open_questions();
	int asked = 0, missed = 0;
	char line[256];

	(void)state;
	while (fgets(line, sizeof line, file)) {
		char *tab = strchr(line, '\t');

		if (*line == '#' || !tab)
			continue;
		line[strcspn(line, "\n")] = '\0';
		*tab = '\0';
		asked++;
		missed += !answers(line, tab + 1);
	}
	fclose(file);
	assert_in_range(asked, 75, 1000);
	assert_true(missed * 50 <= asked * 2);
}

/* Those of its cités, before those of a cité that is called so elsewhere. */
static void a_departement_lists_its_people(void **state)
{
	struct str all = STR_INIT;
	const char *amiens, *lens;

	(void)state;
	OK(find(h.db, "copilotes nord", FIND_EVERYTHING, 100, hear_each, &all, &err));
	amiens = strstr(all.buf, "BELKACEM Yacine");
	lens = strstr(all.buf, "· Lens");
	assert_non_null(amiens);
	assert_null(lens);
	assert_true(strstr(all.buf, "BOUKHARI Leïla; copilote collectivité · Roubaix") < amiens);
	assert_true(strstr(all.buf, "TRAN Hugo") < amiens);
	assert_non_null(strstr(all.buf, "MEUNIER Delphine"));
	assert_non_null(strstr(all.buf, "GOSSET Frédéric"));
	str_release(&all);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(natural_questions_are_answered_first),
		cmocka_unit_test(a_departement_lists_its_people),
	};

	return cmocka_run_group_tests_name("questions", tests, open_demo, close_house);
}
