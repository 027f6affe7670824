/* The desk's counters and search. */
#include "today.h"

#include "etape/counters.h"
#include "etape/desk.h"
#include "etape/text.h"

/* --- counters ------------------------------------------------------------------------- */

static bool see_cite(void *arg, const struct counters_cite *c)
{
	struct seen *seen = arg;

	str_addf(&seen->text, "%s%s %d/%d", seen->n++ ? "|" : "", c->name, (int)c->present,
		(int)c->expected);
	return true;
}

static void counters_count_people_and_sessions(void **state)
{
	struct fixture *f = *state;
	struct registering half = { .event = f->event,
		.person = f->marc,
		.sessions = (int[]){ 2 },
		.session_count = 1 };
	struct seen seen = { .text = STR_INIT };
	struct counters c;

	network_register(f->db, f->event, f->ines);
	OK(registration_add(f->db, &half, NULL, &err));
	network_register(f->db, f->event, f->claire);
	network_register(f->db, f->event, f->hondt);
	OK(registration_cancel(f->db, f->event, f->claire, "x", &err));
	expect_checkin(f, "ines", 1, "ok DUPRÉ-LEROY Inès 1");
	expect_checkin(f, "ines", 2, "ok DUPRÉ-LEROY Inès 2");
	expect_checkin(f, "marc", 2, "ok DUPUIS Marc 2");
	OK(counters_get(f->db, f->event, 1, &c, &err));
	assert_int_equal(c.expected, 1);
	assert_int_equal(c.present, 1);
	assert_int_equal(c.present_any, 2);
	assert_int_equal(c.cancelled, 1);
	assert_int_equal(c.waiting, 1);
	OK(counters_get(f->db, f->event, 2, &c, &err));
	assert_int_equal(c.expected, 2);
	assert_int_equal(c.present, 2);
	OK(counters_get(f->db, f->event, 0, &c, &err));
	assert_int_equal(c.expected, 2);
	assert_int_equal(c.present, 2);
	OK(counters_by_cite(f->db, f->event, 0, see_cite, &seen, &err));
	expect(&seen, "Creil 2/2|Denain 0/0| 0/0");
}

/* --- search --------------------------------------------------------------------------- */

static bool see_row(void *arg, const struct desk_row *row)
{
	static const char groups[] = {
		[DESK_REGISTERED] = 'r', [DESK_KNOWN] = 'k', [DESK_APPROXIMATE] = 'a'
	};
	struct seen *seen = arg;

	str_addf(&seen->text, "%s%c%s %s", seen->n++ ? "|" : "", groups[row->group],
		row->present ? "+" : row->left ? "-" : "", row->name);
	return true;
}

static void expect_search(struct fixture *f, const char *typed, const char *expected)
{
	struct seen seen = { .text = STR_INIT };

	OK(desk_search(f->db, f->event, 1, typed, 8, see_row, &seen, &err));
	expect(&seen, expected);
}

static void expect_first(struct fixture *f, const char *typed, const char *expected)
{
	struct seen seen = { .text = STR_INIT };

	OK(desk_search(f->db, f->event, 1, typed, 1, see_row, &seen, &err));
	if (strcmp(seen.text.buf, expected) != 0)
		fail_msg("%s shows %s, not %s", typed, seen.text.buf, expected);
	str_release(&seen.text);
}

static void the_registered_come_before_the_known(void **state)
{
	struct fixture *f = *state;

	network_register(f->db, f->event, f->marc);
	expect_search(f, "", "");
	expect_search(f, "   ", "");
	expect_search(f, "dup", "r DUPUIS Marc|k DUPONT Claire|k DUPRÉ-LEROY Inès");
	network_register(f->db, f->event, f->ines);
	network_register(f->db, f->event, f->claire);
	expect_search(f, "dup", "r DUPONT Claire|r DUPRÉ-LEROY Inès|r DUPUIS Marc");
	expect_checkin(f, "dupont", 1, "ok DUPONT Claire 1");
	expect_search(f, "dup", "r DUPRÉ-LEROY Inès|r DUPUIS Marc|r+ DUPONT Claire");
}

static void who_left_stands_with_those_to_come(void **state)
{
	struct fixture *f = *state;
	struct checkin_query q = { .event = f->event, .session = 1, .text = "ines" };
	struct checkin_answer a;

	network_register(f->db, f->event, f->ines);
	expect_checkin(f, "ines", 1, "ok DUPRÉ-LEROY Inès 1");
	expect_search(f, "dupre", "r+ DUPRÉ-LEROY Inès");
	checkin_answer_init(&a);
	OK(checkin_out(f->db, &q, &a, &err));
	expect_search(f, "dupre", "r- DUPRÉ-LEROY Inès");
	OK(checkin_undo(f->db, &q, &a, &err));
	checkin_answer_release(&a);
	expect_search(f, "dupre", "r+ DUPRÉ-LEROY Inès");
}

static void everything_known_of_a_person_finds_her(void **state)
{
	struct fixture *f = *state;
	struct registration r;

	network_register(f->db, f->event, f->ines);
	network_register(f->db, f->event, f->hondt);
	expect_search(f, "leroy i", "r DUPRÉ-LEROY Inès");
	expect_search(f, "inès dup", "r DUPRÉ-LEROY Inès");
	expect_search(f, "cpo creil", "r DUPRÉ-LEROY Inès");
	expect_search(f, "ville de creil", "r DUPRÉ-LEROY Inès|k DUPUIS Marc");
	expect_search(f, "ines@ex", "r DUPRÉ-LEROY Inès");
	expect_search(f, "dhondt", "r D’HONDT Jean-Pierre");
	expect_search(f, "d hondt", "r D’HONDT Jean-Pierre");
	expect_search(f, "jean pierre", "r D’HONDT Jean-Pierre");
	r = registered(f, f->hondt);
	/* Its beginning, if that can't be taken for a name; the whole code else. */
	if (strcspn(r.code, "23456789") < 4)
		r.code[4] = '\0';
	expect_search(f, r.code, "r D’HONDT Jean-Pierre");
}

/* Every way in which somebody says a name across a table. */
static void a_name_is_found_however_it_is_typed(void **state)
{
	static const struct {
		const char *family;
		const char *given;
		const char *typed[12];
	} names[] = {
		{ "D’Hondt", "Jean-Pierre",
			{ "dhondt", "d hondt", "d'hondt", "D’HONDT", "hondt", "hondt jean",
				"jean pierre", "jeanpierre", "jean-pierre d", "pierre hondt",
				"jeanpierre dhondt" } },
		{ "Le Bihan", "Yann",
			{ "lebihan", "le bihan", "bihan", "le-bihan", "lebihan yann", "yann lebihan",
				"yann le bihan", "yann bihan", "LEBIHAN Y", "lebihanyann" } },
		{ "Van der Meersch", "Joris",
			{ "meersch", "vandermeersch", "van der meersch", "vandermeersch joris",
				"joris vandermeersch", "meersch joris", "joris meersch",
				"van meersch", "vander", "der meersch" } },
		{ "Lefèvre", "Juliette",
			{ "lefevre", "lefèvre", "LEFÈVRE", "lefe\u0300vre", "juliette lefevre",
				"lefevre j", "lj", "jl", "leju", "lefj" } },
		{ "Cœurjoly", "Élise",
			{ "cœur", "coeur", "COEUR", "CŒUR", "elise coeur", "e\u0301lise", "élise",
				"elise" } },
		{ "Nguyễn", "Thị Minh",
			{ "nguyen", "nguyễn", "thi minh", "minh nguyen", "nguyen minh", "thiminh",
				"ntm", "tmn" } },
		{ "Le Du", "Marie-Claude",
			{ "ledu", "le du", "ledu marie", "ldm", "ldmc", "mcld", "marie claude le du",
				"marieclaude ledu" } },
		{ "Saint-Étienne", "Zoé",
			{ "saint etienne", "saintetienne", "saint", "etienne zoe", "zoe etienne",
				"sez", "zse" } },
		{ "N'Diaye", "Aminata",
			{ "ndiaye", "n diaye", "n'diaye", "diaye", "aminata ndiaye", "na", "da" } },
		{ "Łukasiewicz", "Paweł",
			{ "lukasiewicz", "łuka", "pawel", "pawel luka", "lupa", "lp" } },
		{ "Strauß", "Bjørn", { "strauss", "strauß", "bjorn", "bjørn strau", "sb" } },
		{ "Peña y García", "María José",
			{ "pena", "peña", "pen\u0303a", "garcia", "maria jose", "mariajose pena",
				"garcia maria" } },
		{ "O’Brien", "Seán", { "obrien", "o brien", "o'brien", "brien", "sean obrien" } },
		{ "De la Tour", "Béatrice",
			{ "delatour", "de la tour", "la tour", "tour", "latour", "beatrice delatour",
				"tour beatrice", "bt", "tb", "dltb" } },
	};

	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const int64_t person =
			network_person(f->db, names[i].family, names[i].given, NULL, 0, 0);
		struct str expected = STR_INIT;

		network_register(f->db, f->event, person);
		str_add(&expected, "r ");
		text_person(&expected, names[i].family, names[i].given);
		for (size_t k = 0; k < 12 && names[i].typed[k]; k++)
			expect_first(f, names[i].typed[k], expected.buf);
		str_release(&expected);
		/* The next one alone, or others would answer as well. */
		OK(registration_cancel(f->db, f->event, person, "x", &err));
	}
}

static void initials_come_after_family_names_that_begin_so(void **state)
{
	struct fixture *f = *state;

	network_register(f->db, f->event, f->ines);
	network_register(f->db, f->event, network_person(f->db, "Dinant", "Omar", NULL, 0, 0));
	network_register(f->db, f->event, network_person(f->db, "Ozanne", "Dina", NULL, 0, 0));
	network_register(f->db, f->event, network_person(f->db, "Irma", "Denis", NULL, 0, 0));
	/* The family name, the initials, the given name; the initials turned. */
	expect_search(f, "di", "r DINANT Omar|r DUPRÉ-LEROY Inès|r OZANNE Dina|r IRMA Denis");
	expect_search(f, "li", "r DUPRÉ-LEROY Inès");
	expect_search(f, "dli", "r DUPRÉ-LEROY Inès");
	/* Before posts: nobody types two letters to see all the CPO. */
	network_register(f->db, f->event, network_person(f->db, "Carlier", "Paul", NULL, 0, 0));
	expect_search(f, "cp", "r CARLIER Paul|r DUPRÉ-LEROY Inès");
	/* Only the registered have initials. */
	expect_search(f, "dm", "");
}

static void the_announcer_finds_whom_she_announced(void **state)
{
	struct fixture *f = *state;
	struct registering what = { .event = f->event, .person = f->marc,
		.registered_by = network_person(f->db, "Quesnoy", "Anne", NULL, 0, 0) };

	OK(registration_add(f->db, &what, NULL, &err));
	network_register(f->db, f->event, f->claire);
	expect_search(f, "quesn", "r DUPUIS Marc|k QUESNOY Anne");
	expect_search(f, "anne quesnoy", "r DUPUIS Marc|k QUESNOY Anne");
	network_register(f->db, f->event, what.registered_by);
	expect_search(f, "quesn", "r QUESNOY Anne|r DUPUIS Marc");
}

static void a_known_name_is_found_in_either_order(void **state)
{
	struct fixture *f = *state;

	network_person(f->db, "Le Bihan", "Yann", NULL, 0, 0);
	expect_search(f, "lebihan yann", "k LE BIHAN Yann");
	expect_search(f, "yann lebihan", "k LE BIHAN Yann");
	expect_search(f, "dhondt jean pierre", "k D’HONDT Jean-Pierre");
	expect_search(f, "jean pierre dhondt", "k D’HONDT Jean-Pierre");
}

static void letters_are_a_name_before_they_are_a_code(void **state)
{
	struct fixture *f = *state;
	struct registration r;
	char begin[4];
	int64_t person;
	int tries = 0;

	/* Until a code begins with three letters, as a name does. */
	do {
		person = network_person(f->db, "Zwertz", "Otto", NULL, 0, 0);
		network_register(f->db, f->event, person);
		r = registered(f, person);
		snprintf(begin, sizeof begin, "%.3s", r.code);
	} while (begin[strcspn(begin, "23456789")] && ++tries < 200);
	assert_in_range(tries, 0, 199);
	expect_search(f, begin, "");
	r.code[6] = '\0';
	expect_first(f, r.code, "r ZWERTZ Otto");
}

static void a_telephone_is_digits_however_typed(void **state)
{
	static const char *const typed[] = { "0612345678", "06 12 34 56 78", "06.12.34", "+33 6 12 34",
		"+33612345678", "0033 6 12", "06-12-34" };
	struct fixture *f = *state;
	struct person p;

	person_init(&p);
	OK(person_get(f->db, f->ines, &p, &err));
	free(p.mobile);
	p.mobile = xstrdup("+33 6 12 34 56 78");
	OK(person_save(f->db, &p, &err));
	person_release(&p);
	network_register(f->db, f->event, f->ines);
	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
		expect_search(f, typed[i], "r DUPRÉ-LEROY Inès");
}

static void similar_spellings_stand_apart(void **state)
{
	struct fixture *f = *state;

	network_register(f->db, f->event, f->ines);
	expect_search(f, "dupray", "a DUPRÉ-LEROY Inès");
	expect_search(f, "duppont", "a DUPONT Claire");
	expect_search(f, "zzzzzz", "");
}

/* People write either for the other, in names and in towns. */
static void st_is_saint_and_ste_is_sainte(void **state)
{
	struct fixture *f = *state;
	const int64_t aubin =
		network_person(f->db, "Saint-Aubin", "Zoé", "zoe@example.org", 0, 0);
	const int64_t croix = network_person(f->db, "Ste Croix", "Guy", "guy@example.org", 0, 0);
	const int64_t stephane =
		network_person(f->db, "Stévenin", "Luc", "luc@example.org", 0, 0);

	expect_first(f, "st aubin", "k SAINT-AUBIN Zoé");
	network_register(f->db, f->event, aubin);
	network_register(f->db, f->event, croix);
	network_register(f->db, f->event, stephane);
	expect_first(f, "st aubin", "r SAINT-AUBIN Zoé");
	expect_search(f, "zoe st", "r SAINT-AUBIN Zoé");
	expect_search(f, "sainte croix", "r STE CROIX Guy");
	expect_search(f, "saint", "r SAINT-AUBIN Zoé");
}

static void the_desk_sees_what_has_changed(void **state)
{
	struct fixture *f = *state;
	struct person p;

	network_register(f->db, f->event, f->ines);
	expect_search(f, "dupr", "r DUPRÉ-LEROY Inès");
	expect_search(f, "petit", "");
	person_init(&p);
	OK(person_get(f->db, f->ines, &p, &err));
	free(p.family_name);
	p.family_name = xstrdup("Petit");
	OK(person_save(f->db, &p, &err));
	person_release(&p);
	expect_search(f, "petit", "r PETIT Inès");
	network_register(
		f->db, f->event, network_person(f->db, "Petitjean", "Zoé", NULL, 0, 0));
	expect_search(f, "petit", "r PETIT Inès|r PETITJEAN Zoé");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(counters_count_people_and_sessions),
		TEST(the_registered_come_before_the_known),
		TEST(who_left_stands_with_those_to_come),
		TEST(everything_known_of_a_person_finds_her),
		TEST(a_name_is_found_however_it_is_typed),
		TEST(initials_come_after_family_names_that_begin_so),
		TEST(the_announcer_finds_whom_she_announced),
		TEST(a_known_name_is_found_in_either_order),
		TEST(letters_are_a_name_before_they_are_a_code),
		TEST(a_telephone_is_digits_however_typed),
		TEST(similar_spellings_stand_apart),
		TEST(the_desk_sees_what_has_changed),
		TEST(st_is_saint_and_ste_is_sainte),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
