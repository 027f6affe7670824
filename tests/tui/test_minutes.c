/* Mood and news of the cités of a rencontre, as they are typed; the minutes made of it. */
#include "support/check.h"

#include <stdlib.h>
#include <string.h>

struct round {
	struct sandbox s;
	struct terminal *t;
};

static void check_in(const struct sandbox *s, const char *who)
{
	struct outcome o;

	sandbox_etape(s, &o, "checkin", "tour-14", who);
	assert_int_equal(o.status, 0);
	outcome_release(&o);
}

static struct terminal *open_as(const struct sandbox *s, const char *author)
{
	struct terminal *t = sandbox_open(s, NULL, (const char *const[]){ "--as", author, NULL });

	assert_shows(t, "F3 Accueil");
	terminal_type(t, "<F3>");
	assert_row_shows(t, 1, "Boulogne");
	terminal_type(t, "<F7>");
	assert_row_shows(t, 1, "3 personnes de 4 cités");
	return t;
}

/* Three people of four cités are there: of Arras, Beauvais, Creil and Montataire. */
static void begin(struct round *r)
{
	sandbox_demo(&r->s);
	check_in(&r->s, "lefèvre");
	check_in(&r->s, "dupuis");
	check_in(&r->s, "dupré-leroy");
	r->t = open_as(&r->s, "anne");
}

static void end(struct round *r)
{
	terminal_type(r->t, "<C-q>");
	assert_leaves(r->t, 0);
	terminal_free(&r->t);
	sandbox_release(&r->s);
}

/* What the minutes say of it. */
static void assert_written(const struct sandbox *s, const char *words, bool is)
{
	struct outcome o;

	sandbox_etape(s, &o, "minutes", "tour-14");
	if ((strstr(o.out, words) != NULL) != is)
		fail_msg("\"%s\" is %s in:\n%s", words, is ? "not" : "", o.out);
	outcome_release(&o);
}

static void who_is_there_stands_by_cite_and_who_is_not_apart(void **state)
{
	struct round r;

	(void)state;
	begin(&r);
	assert_row_shows(r.t, 2, "Cités présentes  4 cités");
	assert_shows(r.t, "▸ · Arras");
	assert_shows(r.t, "CPO LEFÈVRE Juliette");
	/* Who holds posts in three cités speaks for each. */
	assert_shows(r.t, "· Montataire");
	terminal_type(r.t, "<End>");
	assert_shows(r.t, "Excusé·es  5 cités");
	assert_shows(r.t, "DELBECQUE Zoé");
	end(&r);
}

static void a_digit_sets_the_mood_at_once_with_shift_or_without(void **state)
{
	struct round r;

	(void)state;
	begin(&r);
	terminal_type(r.t, "1");
	assert_shows(r.t, "! Arras");
	assert_shows(r.t, "orage");
	assert_written(&r.s, "- **Arras** : orage", true);
	terminal_type(r.t, "(");
	assert_shows(r.t, "● Arras");
	assert_written(&r.s, "- **Arras** : soleil", true);
	terminal_type(r.t, "<Tab>é");
	assert_shows(r.t, "◆ Beauvais");
	terminal_type(r.t, "u");
	assert_shows(r.t, "· Beauvais");
	terminal_type(r.t, "<S-Tab>d");
	assert_shows(r.t, "Supprimer cette météo");
	terminal_type(r.t, "o");
	assert_shows(r.t, "· Arras");
	end(&r);
}

static void lines_are_written_as_they_are_left(void **state)
{
	struct round r;

	(void)state;
	begin(&r);
	terminal_type(r.t, "<Enter>");
	assert_shows(r.t, "Arras · actualité");
	terminal_type(r.t, "Une classe *ouverte*<Enter>");
	assert_shows(r.t, "anne  Une classe");
	assert_written(&r.s, "- Une classe \\*ouverte\\*\n", true);
	/* Digits are text here. */
	terminal_type(r.t, "Un conseil de 5 jeunes<Tab>");
	assert_shows(r.t, "Beauvais · actualité");
	assert_written(&r.s, "- Un conseil de 5 jeunes\n", true);
	terminal_type(r.t, "Deux lignes<C-n>en une<Down>");
	assert_shows(r.t, "Creil · actualité");
	assert_written(&r.s, "- Deux lignes\\\n  en une\n", true);
	terminal_type(r.t, "Par Échap<Esc>");
	assert_gone(r.t, "Creil · actualité");
	assert_written(&r.s, "- Par Échap\n", true);
	terminal_type(r.t, "<Enter>");
	assert_shows(r.t, "Creil · actualité");
	terminal_type(r.t, ", puis changée<Esc>");
	assert_gone(r.t, "Creil · actualité");
	assert_written(&r.s, "- Par Échap, puis changée\n", true);
	terminal_type(r.t, "DInviter la Caf<Enter>Revoir la charte");
	assert_shows(r.t, "Revoir la charte");
	terminal_type(r.t, "<F1>");
	assert_gone(r.t, "Revoir la charte");
	assert_written(&r.s, "## Décisions\n\n- Inviter la Caf\n- Revoir la charte\n", true);
	end(&r);
}

static void two_desks_see_what_the_other_writes(void **state)
{
	struct round r;
	struct terminal *other;

	(void)state;
	begin(&r);
	other = open_as(&r.s, "bruno");
	terminal_type(r.t, "<Enter>De la première");
	assert_shows(r.t, "De la première");
	terminal_type(other, "4<Enter>De la seconde<Esc>");
	assert_shows(other, "◐ Arras");
	/* What is typed here stays, what is written there comes. */
	assert_shows(r.t, "bruno");
	assert_shows(r.t, "De la seconde");
	assert_shows(r.t, "◐ Arras");
	assert_shows(r.t, "De la première");
	terminal_type(r.t, "<Esc>");
	assert_shows(other, "De la première");
	/* Both change one line: both stay. The selection is on it in both. */
	terminal_type(other, "<Enter>");
	assert_shows(other, "Arras · actualité");
	terminal_type(r.t, "<Up><Enter>");
	assert_shows(r.t, "Arras · actualité");
	terminal_type(other, ", changée là<Esc>");
	assert_shows(r.t, "De la seconde, changée là");
	terminal_type(r.t, ", changée ici<Esc>");
	assert_row_shows(r.t, -1, "a changé ailleurs");
	assert_written(&r.s, "- De la seconde, changée là\n", true);
	assert_written(&r.s, "- De la seconde, changée ici\n", true);
	terminal_type(other, "<C-q>");
	assert_leaves(other, 0);
	terminal_free(&other);
	end(&r);
}

static void a_dropped_line_keeps_what_was_typed(void **state)
{
	struct round r;

	(void)state;
	begin(&r);
	terminal_type(r.t, "<Tab><Enter>Presque fini");
	assert_shows(r.t, "Presque fini");
	terminal_hangup(r.t);
	assert_true(terminal_wait_exit(r.t));
	terminal_free(&r.t);
	r.t = open_as(&r.s, "anne");
	assert_shows(r.t, "Beauvais · actualité");
	assert_shows(r.t, "Presque fini");
	assert_written(&r.s, "Presque", false);
	terminal_type(r.t, "<Enter>");
	assert_shows(r.t, "anne  Presque fini");
	assert_written(&r.s, "- Presque fini\n", true);
	end(&r);
}

static void a_cite_that_nobody_expected_can_speak(void **state)
{
	struct round r;

	(void)state;
	begin(&r);
	terminal_type(r.t, "n<Enter>");
	assert_shows(r.t, "Quelle cité");
	terminal_type(r.t, "soissons");
	assert_shows(r.t, "Soissons");
	terminal_type(r.t, "<Enter>");
	assert_gone(r.t, "Quelle cité");
	terminal_type(r.t, "Au téléphone<Esc>");
	assert_shows(r.t, "Au téléphone");
	assert_written(&r.s, "### Soissons\n\n- Au téléphone\n", true);
	end(&r);
}

static void x_writes_the_minutes_with_names_or_without(void **state)
{
	struct round r;
	char *text;
	size_t len;

	(void)state;
	begin(&r);
	terminal_type(r.t, "x");
	assert_shows(r.t, "avec leurs noms");
	terminal_type(r.t, "<Enter>");
	assert_row_shows(r.t, -1, "compte-rendu-tour-14.md");
	text = sandbox_read(&r.s, "export/compte-rendu-tour-14.md", &len);
	assert_non_null(strstr(text, "- **Arras** : CPO\n"));
	free(text);
	terminal_type(r.t, "x");
	assert_shows(r.t, "avec leurs noms");
	terminal_type(r.t, "n");
	assert_shows(r.t, "le remplacer");
	terminal_type(r.t, "r");
	assert_gone(r.t, "le remplacer");
	text = sandbox_read(&r.s, "export/compte-rendu-tour-14.md", &len);
	assert_non_null(strstr(text, "- **Arras** : CPO (LEFÈVRE Juliette)\n"));
	free(text);
	end(&r);
}

static void what_was_written_by_hand_stays(void **state)
{
	static const char path[] = "export/compte-rendu-tour-14.md", second[] = "export/compte-rendu-tour-14-2.md";
	struct round r;
	struct outcome o;
	char *text;
	size_t len;

	(void)state;
	begin(&r);
	terminal_type(r.t, "x<Enter>");
	assert_row_shows(r.t, -1, path);
	sandbox_shell(&r.s, &o, "echo 'Relu par Juliette.' >>export/compte-rendu-tour-14.md");
	outcome_release(&o);
	terminal_type(r.t, "x<Enter>");
	assert_shows(r.t, "Nouveau fichier");
	terminal_type(r.t, "<Esc>");
	assert_gone(r.t, "Nouveau fichier");
	terminal_type(r.t, "x<Enter>");
	assert_shows(r.t, "Nouveau fichier");
	terminal_type(r.t, "<Enter>");
	assert_row_shows(r.t, -1, second);
	text = sandbox_read(&r.s, path, &len);
	assert_non_null(strstr(text, "Relu par Juliette."));
	free(text);
	text = sandbox_read(&r.s, second, &len);
	assert_non_null(strstr(text, "- **Arras** : CPO\n"));
	free(text);
	end(&r);
}

/* The question has its place on a small window, too; what replaces is what étape would write. */
static void what_is_there_is_replaced_when_asked_to(void **state)
{
	static const char path[] = "export/compte-rendu-tour-14.md";
	struct round r;
	struct outcome o;
	char *text;
	size_t len;

	(void)state;
	begin(&r);
	terminal_resize(r.t, 16, 60);
	assert_row_shows(r.t, -1, "x compte rendu  1 orage");
	terminal_type(r.t, "x<Enter>");
	assert_shows(r.t, "Compte rendu écrit");
	/* The same again asks nothing. */
	terminal_type(r.t, "x");
	assert_shows(r.t, "Noms aussi");
	assert_row_shows(r.t, -1, "réponse suivante");
	terminal_type(r.t, "<Enter>");
	assert_shows(r.t, "Compte rendu écrit");
	sandbox_shell(&r.s, &o, "echo 'Relu par Juliette.' >>export/compte-rendu-tour-14.md");
	outcome_release(&o);
	terminal_type(r.t, "x<Enter>");
	assert_shows(r.t, "Nouveau fichier");
	assert_shows(r.t, "Remplacer");
	assert_shows(r.t, "compte-rendu-tour-14.md");
	terminal_type(r.t, "<Right>");
	assert_shows(r.t, "▸ Remplacer");
	assert_row_shows(r.t, -1, "réponse suivante");
	terminal_type(r.t, "<Enter>");
	assert_shows(r.t, "Compte rendu écrit");
	text = sandbox_read(&r.s, path, &len);
	assert_null(strstr(text, "Relu par Juliette."));
	free(text);
	sandbox_shell(&r.s, &o, "ls export");
	assert_null(strstr(o.out, "-2.md"));
	outcome_release(&o);
	end(&r);
}

static void the_record_says_what_was_told_and_leads_there(void **state)
{
	struct round r;

	(void)state;
	begin(&r);
	terminal_type(r.t, "5<Tab>1<Tab><Enter>Un conseil<Esc>");
	assert_shows(r.t, "anne    Un conseil");
	assert_gone(r.t, "Creil · actualité");
	terminal_type(r.t, "<F2>");
	assert_shows(r.t, "09:00–17:00");
	terminal_type(r.t, "<Enter>");
	assert_row_shows(r.t, 1, "14ème étape");
	terminal_type(r.t, "<Tab>");
	assert_shows(r.t, "2 météos, 1 actualité");
	terminal_type(r.t, "<Down><Down><Down>"); /* past the two half-days */
	assert_shows(r.t, "▸ Compte rendu");
	terminal_type(r.t, "<Enter>");
	assert_row_shows(r.t, 2, "Cités présentes");
	end(&r);
}

static void who_only_reads_changes_nothing(void **state)
{
	static const char *const roles[] = { "lecture", "accueil" };
	struct sandbox s;

	(void)state;
	sandbox_demo(&s);
	for (size_t i = 0; i < 2; i++) {
		struct terminal *t = sandbox_open(&s, &(struct terminal_options){ .rows = 16, .cols = 60 },
			(const char *const[]){ "--role", roles[i], NULL });

		assert_shows(t, "Amiens");
		terminal_type(t, "<F3>");
		assert_row_shows(t, 1, "Boulogne");
		terminal_type(t, "<F7>");
		assert_shows(t, "Attendues, pas encore là");
		assert_lacks(t, "noter une décision");
		terminal_type(t, "5");
		assert_shows(t, i ? "tient l'accueil" : "permet de lire");
		terminal_type(t, "<C-q>");
		assert_leaves(t, 0);
		terminal_free(&t);
	}
	sandbox_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(who_is_there_stands_by_cite_and_who_is_not_apart),
		cmocka_unit_test(a_digit_sets_the_mood_at_once_with_shift_or_without),
		cmocka_unit_test(lines_are_written_as_they_are_left),
		cmocka_unit_test(two_desks_see_what_the_other_writes),
		cmocka_unit_test(a_dropped_line_keeps_what_was_typed),
		cmocka_unit_test(a_cite_that_nobody_expected_can_speak),
		cmocka_unit_test(x_writes_the_minutes_with_names_or_without),
		cmocka_unit_test(what_was_written_by_hand_stays),
		cmocka_unit_test(what_is_there_is_replaced_when_asked_to),
		cmocka_unit_test(the_record_says_what_was_told_and_leads_there),
		cmocka_unit_test(who_only_reads_changes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
