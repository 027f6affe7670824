/* Queries of the directory as lines and as words. */
#include "network.h"

#include "etape/journal.h"
#include "etape/person_query.h"

static int setup(void **state)
{
	struct db *db = network_empty();
	int64_t ville;

	network_commune(db, "59172", "Denain");
	network_cite(db, "denain", "Denain", "59172");
	ville = network_structure(db, "Ville de Denain", STRUCTURE_COMMUNE, 0, 0);
	network_structure(db, "Collège \"Bayard\"", STRUCTURE_OTHER, 0, ville);
	network_event(db, "tour-14", "2026-03-10", NULL, -1);
	*state = db;
	return 0;
}

static int teardown(void **state)
{
	struct db *db = *state;

	db_close(&db);
	return 0;
}

static void written(struct db *db, const char *line, struct str *out)
{
	struct person_query q;

	person_query_init(&q);
	OK(person_query_parse(db, line, &q, &err));
	OK(person_query_write(db, &q, out, &err));
	person_query_release(&q);
}

/* Reads as typed, is written as `expected`, and that reads back as itself. */
static void expect(struct db *db, const char *line, const char *expected)
{
	struct str once = STR_INIT, twice = STR_INIT;

	written(db, line, &once);
	assert_string_equal(once.buf, expected);
	written(db, once.buf, &twice);
	assert_string_equal(twice.buf, expected);
	str_release(&once);
	str_release(&twice);
}

static void a_line_reads_back_as_it_is_written(void **state)
{
	struct db *db = *state;

	expect(db, "", "");
	expect(db, "   ", "");
	expect(db, "  dupré   inès ", "dupré inès");
	expect(db, "role:cpo,referent departement:59 -email", "role:cpo,referent departement:59 -email");
	expect(db, "-email role:referent,cpo", "role:cpo,referent -email");
	expect(db, "role:copilote", "role:copilote");
	expect(db, "role:troïka,cpo", "role:copilote,cpo");
	expect(db, "role:copilote_prefecture", "role:copilote_prefecture");
	expect(db, "poste:CPO dép:Nord académie:LILLE type:epci",
		"role:cpo departement:59 academie:Lille kind:epci");
	expect(db, "departement:\"la réunion\"", "departement:974");
	expect(db, "cité:59172", "cite:denain");
	expect(db, "structure:\"ville de denain\"", "structure:\"Ville de Denain\"");
	expect(db, "structure:\"collège \"\"bayard\"\"\"", "structure:\"Collège \"\"Bayard\"\"\"");
	expect(db, "member:oui", "member:yes");
	expect(db, "adherent:non", "-member");
	expect(db, "-adherente", "-member");
	expect(db, "inscrit:tour-14", "registered:tour-14");
	expect(db, "cité:59172 cite:denain -tel tel:non", "cite:denain -phone"); /* twice the same */
	expect(db, "order:cite columns:email order:-name columns:phone,name", "order:-name columns:phone,name");
	expect(db, "columns:email", "columns:name,email");
	expect(db, "pas:tour-14", "not:tour-14");
	expect(db, "jamais:oui -tel unconfirmed:yes", "-came -phone -confirmed");
	expect(db, "never:no email:oui", "");
	expect(db, "changed:01/02/2026 le:2021-03-01", "changed:2026-02-01 on:2021-03-01");
	expect(db, "changed:hier", "changed:2026-03-09");
	expect(db, "tri:-vu colonnes:nom,courriel,nom", "order:-seen columns:name,email");
	expect(db, "order:-name", "order:-name");
	expect(db, "order:name", "");
}

static void text_stays_text_whatever_is_in_it(void **state)
{
	struct db *db = *state;

	expect(db, "\"role:cpo\"", "\"role:cpo\"");
	expect(db, "\"-email\"", "\"-email\"");
	expect(db, "\"dupré -tel\"", "\"dupré -tel\"");
	expect(db, "\"dit \"\"la belle\"\"\" role:cpo", "\"dit \"\"la belle\"\"\" role:cpo");
	expect(db, "saint-pol -", "\"saint-pol -\"");
	expect(db, "\"deux  blancs\"", "\"deux  blancs\"");
	expect(db, "\"jamais fermé", "jamais fermé");
	expect(db, "\"\"", "");
}

static void what_is_not_understood_is_said_and_changes_nothing(void **state)
{
	static const struct {
		const char *line;
		enum err_code code;
		const char *says;
	} wrong[] = {
		{ "rol:cpo", ERR_USAGE, "'rol:cpo' is not understood: there are role, cite" },
		{ "role:chief", ERR_USAGE, "copilote, copilote_collectivite" },
		{ "role:", ERR_USAGE, "nothing after the colon" },
		{ "role:,", ERR_USAGE, "set of nothing" },
		{ "kind:ville,zoo", ERR_USAGE, "'kind:ville'" },
		{ "-mail -emial", ERR_USAGE, "-email, -phone" },
		{ "-role", ERR_USAGE, "-email, -phone" },
		{ "departement:Narnia", ERR_USAGE, "Narnia" },
		{ "departement:\"Nord et Somme\"", ERR_USAGE, "Somme" },
		{ "academie:Poudlard", ERR_USAGE, "there are Lille" },
		{ "cite:nulle-part", ERR_NOT_FOUND, "nulle-part" },
		{ "structure:rien", ERR_NOT_FOUND, "rien" },
		{ "present:tour-99", ERR_NOT_FOUND, "tour-99" },
		{ "member:perhaps", ERR_USAGE, "yes, no" },
		{ "order:size", ERR_USAGE, "name, post" },
		{ "columns:name,size", ERR_USAGE, "'columns:size'" },
		{ "on:someday", ERR_INVALID, "on:someday" },
		/* Somebody who meets all criteria would be meant, and another be found. */
		{ "role:cpo role:referent", ERR_USAGE, "'role' is asked for a second time" },
		{ "present:tour-14 absent:tour-14", ERR_USAGE, "'present'" },
		{ "dep:59 departement:62", ERR_USAGE, "'departement'" },
		{ "-member member:yes", ERR_USAGE, "'member'" },
		{ "never:yes came:yes", ERR_USAGE, "'came'" },
	};
	struct person_query q;

	person_query_init(&q);
	OK(person_query_parse(*state, "role:cpo du", &q, &err));
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		REFUSED(person_query_parse(*state, wrong[i].line, &q, &err), wrong[i].code,
			wrong[i].says);
	assert_int_equal(q.filter.roles, 1u << MANDATE_CPO);
	assert_string_equal(q.filter.text, "du");
	person_query_release(&q);
}

static void expect_words(struct db *db, const char *line, const char *expected)
{
	struct str words = STR_INIT;
	struct person_query q;

	person_query_init(&q);
	OK(person_query_parse(db, line, &q, &err));
	OK(person_query_words(db, &q, " / ", &words, &err));
	assert_string_equal(words.buf, expected);
	assert_int_equal(person_query_restricts(&q), *expected && !strstr(expected, "as of"));
	person_query_release(&q);
	str_release(&words);
}

static void a_query_is_said_in_words(void **state)
{
	struct db *db = *state;

	expect_words(db, "dupré order:-seen", "");
	expect_words(db, "role:cpo,referent dep:59 -member -came -email",
		"CPO or referent / Nord / not a member / never came / without an address");
	expect_words(db, "role:copilote,elu cite:denain", "copilote or elected official / Denain");
	expect_words(db, "acad:lille kind:commune structure:\"Ville de Denain\"",
		"académie of Lille / Ville de Denain / town");
	expect_words(db, "absent:tour-14 -tel -confirmed",
		"absent from tour-14 / without a telephone / not confirmed for a year");
	expect_words(db, "changed:2026-02-01", "changed since 2026-02-01");
	expect_words(db, "on:2021-03-01", "as of 2021-03-01");
}

/* What is gone is named by its number, which is refused when read: nothing is asked silently. */
static void a_query_of_what_is_gone_is_refused(void **state)
{
	struct db *db = *state;
	struct str line = STR_INIT;
	struct person_query q;
	int64_t id;

	person_query_init(&q);
	OK(person_query_parse(db, "structure:\"collège \"\"bayard\"\"\"", &q, &err));
	id = q.filter.structure;
	OK(structure_delete(db, id, &err));
	OK(person_query_write(db, &q, &line, &err));
	REFUSED(person_query_parse(db, line.buf, &q, &err), ERR_NOT_FOUND, "");
	assert_true(q.filter.structure == id);
	person_query_release(&q);
	str_release(&line);
}

static void junk_is_read_or_refused_and_never_harms(void **state)
{
	static const char bits[] = "role:cpo,, \"\"-email\\:::é\xff\x01\t\ncite order:- columns:,name -\"on:+99999 kind";
	unsigned seed = 5;

	for (int i = 0; i < 4000; i++) {
		struct person_query q, other;
		struct str once = STR_INIT, twice = STR_INIT;
		char line[24];

		for (size_t k = 0; k < sizeof line - 1; k++) {
			seed = seed * 1664525u + 1013904223u;
			line[k] = bits[(seed >> 8) % (sizeof bits - 1)];
		}
		line[sizeof line - 1] = '\0';
		person_query_init(&q);
		person_query_init(&other);
		if (person_query_parse(*state, line, &q, NULL)) {
			OK(person_query_write(*state, &q, &once, &err));
			OK(person_query_parse(*state, once.buf, &other, &err));
			OK(person_query_write(*state, &other, &twice, &err));
			assert_string_equal(once.buf, twice.buf);
			assert_true(str_eq(q.filter.text, other.filter.text));
		}
		person_query_release(&q);
		person_query_release(&other);
		str_release(&once);
		str_release(&twice);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_line_reads_back_as_it_is_written),
		TEST(text_stays_text_whatever_is_in_it),
		TEST(what_is_not_understood_is_said_and_changes_nothing),
		TEST(a_query_is_said_in_words),
		TEST(a_query_of_what_is_gone_is_refused),
		TEST(junk_is_read_or_refused_and_never_harms),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
