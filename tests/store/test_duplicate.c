/* Probable duplicates: which pairs are found, why, and which are not. */
#include "network_fixture.h"

#include "etape/duplicate.h"
#include "etape/journal.h"
#include "etape/merge.h"

static bool see_pair(void *arg, const struct duplicate_row *row)
{
	struct seen *seen = arg;

	str_addf(&seen->text, "%s%s/%s ", seen->n++ ? "|" : "", row->name, row->other_name);
	for (const char *p = row->why; *p; p++)
		str_addc(&seen->text, *p == '\n' ? '+' : *p);
	return true;
}

static void pairs(struct fixture *f, const char *wanted)
{
	struct seen seen = { .text = STR_INIT };

	OK(duplicate_list(f->db, 0, see_pair, &seen, NULL, &err));
	expect(&seen, wanted);
}

static int64_t reachable(struct fixture *f, const char *family, const char *given,
	const char *email, const char *phone, int64_t structure)
{
	struct person p;
	int64_t id;

	person_init(&p);
	p.family_name = xstrdup(family);
	p.given_name = xstrdup(given);
	p.email = email ? xstrdup(email) : NULL;
	p.phone = phone ? xstrdup(phone) : NULL;
	p.structure = structure;
	OK(person_save(f->db, &p, &err));
	id = p.id;
	person_release(&p);
	return id;
}

static void the_same_name_counts_in_one_structure_or_none(void **state)
{
	struct fixture *f = *state;

	reachable(f, "DUPRE LEROY", "ines", NULL, NULL, f->college);
	pairs(f, "");
	reachable(f, "Dupré Leroy", "INÈS", NULL, NULL, f->ville);
	pairs(f, "DUPRÉ-LEROY Inès/DUPRÉ LEROY INÈS same_name+same_structure");
	reachable(f, "D Hondt", "Jean Pierre", NULL, NULL, 0);
	pairs(f, "DUPRÉ-LEROY Inès/DUPRÉ LEROY INÈS same_name+same_structure"
		 "|D’HONDT Jean-Pierre/D HONDT Jean Pierre same_name");
}

static void swapped_names_are_one(void **state)
{
	struct fixture *f = *state;

	reachable(f, "Inès", "Dupré-Leroy", NULL, NULL, 0);
	pairs(f, "DUPRÉ-LEROY Inès/INÈS Dupré-Leroy swapped_names");
}

static void an_address_or_a_number_in_common_tells(void **state)
{
	struct fixture *f = *state;

	reachable(f, "Martin", "Paul", "accueil@example.org", "03 20 00 00 01", f->ville);
	/* The same switchboard, another name: nothing. */
	reachable(f, "Petit", "Anne", NULL, "03 20 00 00 01", f->ville);
	pairs(f, "");
	/* Married since. */
	reachable(f, "Lefebvre", "Anne", NULL, "+33 3 20 00 00 01", f->college);
	pairs(f, "PETIT Anne/LEFEBVRE Anne same_phone+other_family_name");
	reachable(f, "Martin-Roux", "Paul", "ACCUEIL@example.org", NULL, 0);
	pairs(f, "MARTIN Paul/MARTIN-ROUX Paul same_email+compound_name"
		 "|PETIT Anne/LEFEBVRE Anne same_phone+other_family_name");
}

static void one_letter_counts_in_one_structure(void **state)
{
	struct fixture *f = *state;

	reachable(f, "Hannequin", "Marc", NULL, NULL, f->ville);
	reachable(f, "Hanequin", "Marc", NULL, NULL, f->college);
	pairs(f, "");
	reachable(f, "Henequin", "Marc", NULL, NULL, f->ville);
	pairs(f, "");
	reachable(f, "Hannequni", "Marc", NULL, NULL, f->ville);
	reachable(f, "Hannequin", "Marco", NULL, NULL, f->ville);
	pairs(f, "HANNEQUIN Marc/HANNEQUNI Marc one_letter+same_structure"
		 "|HANNEQUIN Marc/HANNEQUIN Marco one_letter+same_structure");
}

static void two_who_are_two_are_left_out(void **state)
{
	struct fixture *f = *state;
	int64_t other = reachable(f, "Dupré-Leroy", "Inès", NULL, NULL, 0);
	static const char pair[] = "DUPRÉ-LEROY Inès/DUPRÉ-LEROY Inès same_name";

	pairs(f, pair);
	OK(duplicate_distinct(f->db, other, f->ines, &err));
	OK(duplicate_distinct(f->db, f->ines, other, &err));
	pairs(f, "");
	OK(journal_undo(f->db, 0, false, NULL, &err));
	pairs(f, pair);
	REFUSED(duplicate_distinct(f->db, other, other, &err), ERR_INVALID, "");
	REFUSED(duplicate_distinct(f->db, other, 12, &err), ERR_NOT_FOUND, "");
}

/* What many share tells nothing: a mailbox, a switchboard, a frequent name. */
static void what_many_share_is_no_reason(void **state)
{
	static const char *const family[] = { "Adam", "Brun", "Colin", "Denis", "Evrard" };
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof family / sizeof *family; i++) {
		reachable(f, family[i], "Anne", "contact@example.org", "03 20 00 00 01", f->ville);
		network_person(f->db, "Martin", "Sophie", NULL, 0, 0);
	}
	pairs(f, "");
	reachable(f, "Evrard-Petit", "Anne", "CONTACT@example.org", NULL, f->college);
	pairs(f, "EVRARD Anne/EVRARD-PETIT Anne same_email+compound_name");
}

static void a_given_name_may_be_cut_short(void **state)
{
	struct fixture *f = *state;

	reachable(f, "D'Hondt", "Jean", NULL, NULL, f->college);
	reachable(f, "D'Hondt", "Jeanne", NULL, NULL, f->college);
	pairs(f, "D’HONDT Jean-Pierre/D'HONDT Jean compound_name+same_structure");
}

/* Two mailboxes in one house are two people's, rather; a name alone is the least of all. */
static void the_surest_come_first(void **state)
{
	struct fixture *f = *state;

	network_person(f->db, "Dupré-Leroy", "Inès", NULL, 0, 0);
	reachable(f, "Petit", "Anne", "anne.petit@ville.example.org", NULL, f->ville);
	reachable(f, "Petit", "Anne", "anne.petit2@ville.example.org", NULL, f->ville);
	reachable(f, "Colin", "Luc", "luc.colin@ville.example.org", NULL, f->ville);
	reachable(f, "Colin", "Luc", "luc@home.example.org", NULL, f->ville);
	reachable(f, "Brun", "Zoé", "zoe@home.example.org", NULL, f->ville);
	reachable(f, "Brun", "Zoé", "zoe@home.example.org", NULL, f->college);
	pairs(f, "BRUN Zoé/BRUN Zoé same_name+same_email"
		 "|COLIN Luc/COLIN Luc same_name+same_structure"
		 "|PETIT Anne/PETIT Anne same_name+same_structure"
		 "|DUPRÉ-LEROY Inès/DUPRÉ-LEROY Inès same_name");
}

/* A shared mailbox and a frequent name give no more pairs than there are people, times some. */
static void many_of_one_key_stay_few(void **state)
{
	enum { MANY = 600 };
	struct fixture *f = *state;
	struct seen seen = { .text = STR_INIT };
	size_t total;

	OK(change_begin(f->db, &(struct change_label){ .kind = CHANGE_IMPORT_PEOPLE }, &err));
	for (int i = 0; i < MANY; i++)
		reachable(f, "Martin", "Marie", "contact@example.org", "03 20 00 00 01", f->ville);
	OK(change_commit(f->db, &err));
	OK(duplicate_list(f->db, 2, see_pair, &seen, &total, &err));
	assert_int_equal(seen.n, 2);
	str_release(&seen.text);
	assert_true(total >= MANY - 1 && total < MANY * 30);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_same_name_counts_in_one_structure_or_none),
		TEST(swapped_names_are_one),
		TEST(an_address_or_a_number_in_common_tells),
		TEST(one_letter_counts_in_one_structure),
		TEST(two_who_are_two_are_left_out),
		TEST(what_many_share_is_no_reason),
		TEST(a_given_name_may_be_cut_short),
		TEST(the_surest_come_first),
		TEST(many_of_one_key_stay_few),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
