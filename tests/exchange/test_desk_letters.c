/* How few letters the desk needs: over the demo network's rencontre of today, and among 2,000. */
#include "house.h"

#include "etape/desk.h"
#include "etape/fold.h"
#include "etape/registration.h"

#define TODAY	    "tour-14"
#define REGISTERED  2000
#define PEOPLE_MOST 2100

struct one {
	int64_t person;
	char *family; /* folded, owned */
	char *given;
	int status;
};

static struct house h;
static struct one people[PEOPLE_MOST];
static size_t people_count;

static bool take(void *arg, const struct registration_row *row)
{
	struct one *p = &people[people_count++];

	(void)arg;
	assert_true(people_count < PEOPLE_MOST);
	p->person = row->person_id;
	p->family = fold_dup(row->family_name);
	p->given = fold_dup(row->given_name);
	p->status = (int)row->status;
	return true;
}

static void read_people(int64_t event)
{
	struct registration_filter filter = REGISTRATION_FILTER_ALL;

	filter.event = event;
	OK(registration_list(h.db, &filter, take, NULL, &err));
}

static int open_demo(void **state)
{
	char *share = paths_share();

	(void)state;
	house_open(&h, true);
	OK(init_demo(h.db, share, &err));
	free(share);
	return 0;
}

static int close_it(void **state)
{
	(void)state;
	while (people_count > 0) {
		free(people[--people_count].family);
		free(people[people_count].given);
	}
	house_close(&h);
	return 0;
}

static int64_t today(void)
{
	int64_t id = 0;

	OK(event_resolve(h.db, TODAY, &id, &err));
	return id;
}

static void import_all(enum import_kind kind, const char *csv)
{
	if (!house_import(&h, kind, csv))
		fail_msg("%s\n%s", h.err.message, h.report.buf);
}

/* --- asking ------------------------------------------------------------------------------- */

struct first {
	int64_t person;
	char *name; /* folded, owned */
	enum desk_group group;
};

static bool see_first(void *arg, const struct desk_row *row)
{
	struct first *f = arg;

	f->person = row->person;
	f->name = fold_dup(row->name);
	f->group = row->group;
	return false;
}

/* Whether what is typed shows a person first, among the registered; a homonym is as good: then
 * structures tell them apart. */
static bool shows(int64_t event, const struct one *p, const char *typed)
{
	struct first f = { .name = NULL };
	char *name = NULL;
	bool right;

	OK(desk_search(h.db, event, 1, typed, 8, see_first, &f, &err));
	if (asprintf(&name, "%s %s", p->family, p->given) < 0)
		abort();
	right = f.person == p->person || (f.name && !strcmp(f.name, name));
	right = right && f.group == DESK_REGISTERED;
	free(name);
	free(f.name);
	return right;
}

/* Appends the first letters of a name, blanks left out. */
static void add_letters(char *typed, const char *name, size_t n)
{
	size_t at = strlen(typed);

	for (; *name && n > 0; name++)
		if (*name != ' ') {
			typed[at++] = *name;
			n--;
		}
	typed[at] = '\0';
}

/* Tries `n` letters in the ways that a person would: the family name's, then fewer and fewer of
 * them and the given name's; the given name's first. True when one shows her first; `typed` is it.
 */
static bool found_as(int64_t event, const struct one *p, const char *family, size_t n,
	char typed[16])
{
	for (size_t letters = n; letters > 0; letters--) {
		*typed = '\0';
		add_letters(typed, family, letters);
		add_letters(typed, p->given, n - letters);
		if (shows(event, p, typed))
			return true;
	}
	*typed = '\0';
	add_letters(typed, p->given, 1);
	add_letters(typed, family, n - 1);
	return shows(event, p, typed);
}

/* Then with the last word of the family name, as people are called: "La Tour", "Meersch". */
static bool found(int64_t event, const struct one *p, size_t n, char typed[16])
{
	const char *last = strrchr(p->family, ' ');

	return found_as(event, p, p->family, n, typed) ||
	       (last && found_as(event, p, last + 1, n, typed));
}

/* --- the demo network --------------------------------------------------------------------- */

static void two_letters_show_everybody_of_today(void **state)
{
	const int64_t event = today();
	struct str missed = STR_INIT;

	(void)state;
	read_people(event);
	assert_int_equal(people_count, 42);
	for (size_t i = 0; i < people_count; i++) {
		char typed[16];

		if (!found(event, &people[i], 2, typed))
			str_addf(&missed, "%s %s, ", people[i].family, people[i].given);
	}
	assert_string_equal(missed.buf, "");
	str_release(&missed);
}

/* --- many --------------------------------------------------------------------------------- */

static unsigned seed = 1;

static unsigned some(unsigned n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % n;
}

/* As in the country: a fifth bears one of the frequent names, the others one of very many. */
static const char *const frequent[] = { "Martin", "Bernard", "Thomas", "Petit", "Robert",
	"Richard", "Durand", "Dubois", "Moreau", "Laurent", "Simon", "Michel", "Lefebvre",
	"Leroy", "Roux", "David", "Bertrand", "Morel", "Fournier", "Girard", "Bonnet", "Dupont",
	"Lambert", "Fontaine", "Rousseau", "Vincent", "Muller", "Lefèvre", "Faure", "André",
	"Mercier", "Blanc", "Guérin", "Boyer", "Garnier", "Chevalier", "François", "Legrand",
	"Gauthier", "Garcia", "Perrin", "Robin", "Clément", "Morin", "Nicolas", "Henry", "Roussel",
	"Mathieu", "Gautier", "Masson", "Marchand", "Duval", "Denis", "Dumont", "Marie", "Lemaire",
	"Noël", "Meyer", "Dufour", "Meunier", "Brun", "Blanchard", "Giraud", "Joly", "Rivière",
	"Lucas", "Brunet", "Gaillard", "Barbier", "Arnaud", "Martinez", "Gérard", "Roche", "Renard",
	"Schmitt", "Roy", "Leroux", "Colin", "Vidal", "Caron", "Picard", "Roger", "Fabre", "Aubert",
	"Lemoine", "Renaud", "Dumas", "Lacroix", "Olivier", "Philippe", "Bourgeois", "Pierre",
	"Benoît", "Rey", "Leclerc", "Payet", "Rolland", "Leclercq", "Guillaume", "Lecomte",
	"Lopez", "Jean", "Dupuy", "Guillot", "Hubert", "Berger", "Carpentier", "Sanchez", "Dupuis",
	"Moulin", "Louis", "Deschamps", "Huet", "Vasseur", "Perez", "Boucher", "Fleury", "Royer",
	"Klein", "Jacquet", "Adam", "Paris", "Poirier", "Marty", "Aubry", "Guyot", "Carré",
	"Charles", "Renault", "Charpentier", "Ménard", "Maillard", "Baron", "Bertin", "Bailly",
	"Hervé", "Schneider", "Fernandez", "Le Gall", "Collet", "Léger", "Bouvier", "Julien",
	"Prévost", "Millet", "Perrot", "Daniel", "Le Roux", "Cousin", "Germain", "Breton", "Besson",
	"Langlois", "Rémy", "Le Goff", "Pelletier", "Lévêque", "Perrier", "Leblanc", "Barre",
	"Lebrun", "Marchal", "Weber", "Mallet", "Hamon", "Boulanger", "Jacob", "Monnier",
	"Michaud", "Rodriguez", "Guichard", "Gillet", "Étienne", "Grondin", "Poulain", "Tessier",
	"Chevallier", "Collin", "Chauvin", "Da Silva", "Bouchet", "Gay", "Lemaître", "Bénard",
	"Diallo", "Traoré", "Benali", "Haddad", "Nguyen", "Kaczmarek", "Nowak", "Delattre" };
static const char *const heads[] = { "Ab", "Al", "Am", "An", "Ar", "As", "Au", "Ba", "Be", "Bi",
	"Bla", "Bo", "Bou", "Bra", "Bri", "Bu", "Ca", "Cha", "Che", "Cla", "Co", "Cor", "Cou",
	"Cre", "Cui", "Da", "De", "Des", "Del", "Di", "Do", "Dro", "Du", "Ed", "El", "Es", "Fa",
	"Fe", "Fla", "Fo", "Fre", "Ga", "Ge", "Gi", "Go", "Gra", "Gri", "Gui", "Ha", "He", "Ho",
	"Hu", "Is", "Ja", "Jo", "Ju", "Ka", "Ko", "Kra", "La", "Lau", "Le", "Li", "Lo", "Lu", "Ma",
	"Mau", "Me", "Mi", "Mo", "Mou", "Na", "Ne", "No", "Ol", "Or", "Pa", "Pe", "Phi", "Pi",
	"Po", "Pou", "Pra", "Qué", "Ra", "Re", "Ri", "Ro", "Rou", "Sa", "Sau", "Se", "Si", "Sou",
	"Sta", "Ta", "Te", "Ti", "To", "Tri", "Va", "Ve", "Vi", "Wa", "We", "Ya", "Za", "Zie" };
static const char *const middles[] = { "ba", "be", "bi", "ca", "che", "chi", "da", "de", "do",
	"du", "fe", "ga", "gne", "go", "la", "le", "li", "lo", "ma", "me", "mi", "mou", "na", "ne",
	"ni", "pa", "pi", "ra", "re", "ri", "ro", "sa", "se", "sse", "ta", "te", "ti", "to", "va",
	"vi" };
static const char *const tails[] = { "rd", "nd", "t", "ux", "y", "lle", "n", "r", "x", "rt",
	"ult", "in", "on", "ot", "et", "er", "and", "eau", "ier", "ez" };
static const char *const given_names[] = { "Marie", "Nathalie", "Sophie", "Isabelle", "Sylvie",
	"Catherine", "Christine", "Sandrine", "Céline", "Stéphanie", "Julie", "Aurélie", "Émilie",
	"Camille", "Laura", "Claire", "Anne", "Valérie", "Véronique", "Karine", "Caroline",
	"Delphine", "Virginie", "Hélène", "Élodie", "Audrey", "Lucie", "Pauline", "Mathilde",
	"Manon", "Léa", "Chloé", "Sarah", "Fatima", "Nadia", "Samira", "Amélie", "Charlotte",
	"Béatrice", "Florence", "Laëtitia", "Noémie", "Agnès", "Patricia", "Corinne", "Jean",
	"Philippe", "Nicolas", "Thomas", "Laurent", "Christophe", "Frédéric", "Sébastien", "David",
	"Pierre", "Julien", "Éric", "Pascal", "Thierry", "Olivier", "Stéphane", "Guillaume",
	"Alexandre", "Vincent", "Maxime", "Antoine", "Jérôme", "Mathieu", "Karim", "Mohamed",
	"Romain", "Benoît", "François", "Bruno", "Didier", "Franck", "Kévin", "Hugo", "Paul",
	"Yann", "Ludovic", "Arnaud", "Fabrice", "Cédric", "Damien", "Rachid", "Jean-Pierre",
	"Jean-Marc", "Marie-Claude", "Anne-Sophie", "Inès", "Zoé", "Ibrahim", "Aminata",
	"Dominique", "Xavier", "Gaël", "Walid", "Oumar", "Ursula" };

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static int open_many(void **state)
{
	struct str csv = STR_INIT;

	(void)state;
	house_open(&h, true);
	import_all(IMPORT_EVENTS,
		"code,kind,title,start,end,precision\n" TODAY ",etape,Foule,2026-11-19,,day\n");
	str_add(&csv, "family_name,given_name,email\n");
	for (unsigned i = 0; i < REGISTERED; i++) {
		if (some(5) == 0)
			str_addf(&csv, "%s", frequent[some(COUNT(frequent))]);
		else
			str_addf(&csv, "%s%s%s", heads[some(COUNT(heads))],
				middles[some(COUNT(middles))], tails[some(COUNT(tails))]);
		str_addf(&csv, ",%s,p%u@example.org\n", given_names[some(COUNT(given_names))], i);
	}
	h.event = TODAY;
	import_all(IMPORT_REGISTRATIONS, csv.buf);
	str_release(&csv);
	return 0;
}

/* The family name and four letters of the given name: for whoever shares four letters with
 * somebody before her. */
static bool found_by_both(int64_t event, const struct one *p)
{
	char typed[64];

	snprintf(typed, sizeof typed, "%s %.4s", p->family, p->given);
	return shows(event, p, typed);
}

static void four_letters_show_nearly_everybody_of_two_thousand(void **state)
{
	const int64_t event = today();
	size_t by_four = 0, by_both = 0;

	(void)state;
	read_people(event);
	assert_int_equal(people_count, REGISTERED);
	for (size_t i = 0; i < people_count; i++) {
		char typed[16];

		if (found(event, &people[i], 4, typed))
			by_four++;
		else if (found_by_both(event, &people[i]))
			by_both++;
	}
	if (by_four * 100 < people_count * 95)
		fail_msg("four letters show only %zu of %zu first", by_four, people_count);
	if ((by_four + by_both) * 1000 < people_count * 998)
		fail_msg("%zu are hard to find", people_count - by_four - by_both);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			two_letters_show_everybody_of_today, open_demo, close_it),
		cmocka_unit_test_setup_teardown(
			four_letters_show_nearly_everybody_of_two_thousand, open_many, close_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
