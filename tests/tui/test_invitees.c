/* The invitees of a rencontre as a coordinator meets them: who they are, what they answered on the telephone, the
 * message that they would read, and what was sent to whom. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/check.h"

#include "etape/str.h"

#define EVENT "atelier-evaluation"

/* Takes every mail but those to whom "refused" holds; keeps what it took in "mails". */
static const char sendmail[] = "#!/bin/sh\n"
			       "case \"$3\" in \"$(cat refused 2>/dev/null)\") echo 'user unknown'; exit 67 ;; esac\n"
			       "echo \"$3\" >>mails\n"
			       "cat >>mails\n";

/* The list of the workshop, to which the copilotes of the prefecture in the Pas-de-Calais are invited. */
static struct terminal *open_invitees(struct sandbox *s, const char *role, int rows, int cols)
{
	const char *const args[] = { "--config", "mail.ini", role != NULL ? "--role" : NULL, role, NULL };
	struct str ini = STR_INIT;
	struct terminal *t;

	sandbox_demo(s);
	str_addf(&ini, "[messages]\nfrom = Réseau <contact@example.org>\nsendmail = %s/sendmail\nfolder = %s/texts\n", s->dir,
		s->dir);
	sandbox_write(s, "mail.ini", ini.buf, ini.len);
	sandbox_write(s, "sendmail", sendmail, sizeof sendmail - 1);
	str_release(&ini);
	sandbox_must(s, "chmod +x sendmail");
	sandbox_must(s, "etape invite " EVENT " --post copilote_prefecture --departement 62");
	t = sandbox_open(s, &(struct terminal_options){ .rows = rows, .cols = cols }, args);
	assert_shows(t, "F5 Contacts");
	terminal_type(t, "<C-k>atelier-ev");
	assert_shows(t, "Atelier régional");
	terminal_type(t, "<Enter>");
	assert_row_shows(t, 1, "Atelier régional");
	terminal_type(t, "i");
	assert_row_shows(t, 1, "19 personnes");
	return t;
}

static void answers_come_by_telephone(void **state)
{
	struct sandbox s;
	struct terminal *t = open_invitees(&s, NULL, 24, 120);

	(void)state;
	assert_row_shows(t, 1, "invité·e 5 · inscrit·e 12 · liste d'attente 1 · annulé·e 1");
	terminal_type(t, "<Tab>");
	assert_row_shows(t, 1, "19 personnes · invité·e 5");
	assert_row_shows(t, 4, "▸○ LEROY Anne");
	terminal_type(t, "d");
	assert_row_shows(t, -1, "LEROY Anne : a décliné ; u pour annuler");
	assert_row_shows(t, 1, "invité·e 4");
	assert_row_shows(t, 4, "DUBREUIL Agathe");
	terminal_type(t, "r");
	assert_row_shows(t, -1, "DUBREUIL Agathe : inscrit·e ; u pour annuler");
	terminal_type(t, "u");
	assert_row_shows(t, 1, "invité·e 4");
	terminal_type(t, "u");
	assert_row_shows(t, 1, "invité·e 5");
	assert_shows(t, "LEROY Anne");
	terminal_type(t, "Y");
	assert_until(t, terminal_clipboard(t) != NULL);
	assert_non_null(strstr(terminal_clipboard(t), "LEROY Anne <anne.leroy@example.org>; DUBREUIL Agathe"));
	assert_null(strstr(terminal_clipboard(t), "dupre-leroy"));
	terminal_type(t, "x");
	assert_shows(t, "5 personnes : sous quelle forme");
	terminal_type(t, "c");
	assert_row_shows(t, -1, "invites.csv");
	sandbox_must(&s, "grep -q '^[0-9]*,Leroy,Anne,copilote_prefecture,avion,anne.leroy@example.org,' export/invites.csv");
	sandbox_must(&s, "test \"$(wc -l <export/invites.csv)\" = 6 && test \"$(stat -c %a export/invites.csv)\" = 600");
	sandbox_close(&s, &t);
}

static void a_message_is_shown_then_written_to_files(void **state)
{
	struct sandbox s;
	struct terminal *t = open_invitees(&s, NULL, 24, 120);

	(void)state;
	/* For the marked ones alone, the selected one's first. */
	terminal_type(t, "<Tab> <Down> m");
	assert_shows(t, "Aux 2 personnes marquées, quel message ?");
	terminal_type(t, "i");
	assert_row_shows(t, 1, "invitation · 2 messages");
	assert_shows(t, "De : Réseau <contact@example.org>");
	assert_shows(t, "À : Anne Leroy <anne.leroy@example.org>");
	assert_shows(t, "Bonjour Anne Leroy,");
	terminal_type(t, "n");
	assert_shows(t, "Bonjour Cyril Marchand,");
	assert_row_shows(t, 1, "2 / 2");
	terminal_type(t, "w");
	assert_row_shows(t, -1, "2 messages écrits dans");
	sandbox_must(&s, "test \"$(stat -c %a export/messages/" EVENT "-invitation/*.eml | tr '\\n' ' ')\" = '600 600 '");
	sandbox_must(&s, "grep -q 'To: \"Cyril Marchand\"' export/messages/" EVENT "-invitation/marchand-cyril-*.eml");
	/* Nothing was sent. */
	terminal_type(t, "<Esc>");
	assert_row_shows(t, 1, "invité·e 5");
	sandbox_close(&s, &t);
}

static void messages_are_sent_once_by_their_number(void **state)
{
	struct sandbox s;
	struct terminal *t = open_invitees(&s, NULL, 24, 120);
	static const char refused[] = "anne.leroy@example.org";

	(void)state;
	sandbox_write(&s, "refused", refused, sizeof refused - 1);
	terminal_type(t, "m");
	assert_shows(t, "Quel message ?");
	terminal_type(t, "i");
	assert_row_shows(t, 1, "invitation · 5 messages");
	terminal_type(t, "e");
	assert_shows(t, "Envoyer 5 messages ?");
	/* "No" stands first. */
	terminal_type(t, "<Enter>");
	assert_gone(t, "Envoyer 5 messages ?");
	sandbox_must(&s, "test ! -e mails");
	terminal_type(t, "e");
	assert_shows(t, "Envoyer 5 messages ?");
	terminal_type(t, "e");
	assert_row_shows(t, -1, "Messages envoyés : 4 sur 5 ; la prochaine fois, les autres");
	assert_shows(t, "non envoyé : LEROY Anne");
	assert_shows(t, "ne l'a pas pris : user");
	assert_shows(t, "envoyé : MARCHAND Cyril <cyril.marchand@example.org>");
	sandbox_must(&s, "test \"$(grep -c '^Subject: ' mails)\" = 4");
	/* The same key again writes to her alone. */
	assert_row_shows(t, 1, "1 message · 4 déjà envoyés");
	sandbox_must(&s, "rm refused");
	terminal_type(t, "e");
	assert_shows(t, "Envoyer 1 message ?");
	terminal_type(t, "e");
	assert_row_shows(t, -1, "1 message envoyé");
	sandbox_must(&s, "test \"$(grep -c '^Subject: ' mails)\" = 5 && test \"$(grep -c '^anne' mails)\" = 1");
	terminal_type(t, "<Esc>");
	assert_row_shows(t, 1, "sans réponse 5");
	/* What was sent is no change to be taken back: the one before is. */
	terminal_type(t, "u");
	assert_shows(t, "Annul");
	sandbox_must(&s, "test \"$(etape log --format csv | grep -c 'message envoyé')\" = 5");
	sandbox_close(&s, &t);
}

static void a_wrong_template_is_told_before_anything(void **state)
{
	static const char wrong[] = "Objet : {rencontre}\n\nBonjour {prenom},\n{surnom}\n";
	struct sandbox s;
	struct terminal *t = open_invitees(&s, NULL, 24, 120);

	(void)state;
	sandbox_must(&s, "mkdir texts");
	sandbox_write(&s, "texts/rappel.txt", wrong, sizeof wrong - 1);
	terminal_type(t, "m");
	assert_shows(t, "Quel message ?");
	terminal_type(t, "r");
	assert_row_shows(t, -1, "ligne 4 : rien ne s'appelle {surnom}");
	assert_row_shows(t, 1, "19 personnes");
	sandbox_close(&s, &t);
}

static void who_may_not_write_may_look(void **state)
{
	struct sandbox s;
	struct terminal *t = open_invitees(&s, "lecture", 16, 60);

	(void)state;
	terminal_type(t, "d");
	assert_row_shows(t, -1, "Votre rôle permet de lire");
	terminal_type(t, "m");
	assert_row_shows(t, -1, "Votre rôle permet de lire");
	terminal_type(t, "<Tab>");
	assert_row_shows(t, 1, "invité·e 5");
	sandbox_close(&s, &t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers_come_by_telephone),
		cmocka_unit_test(a_message_is_shown_then_written_to_files),
		cmocka_unit_test(messages_are_sent_once_by_their_number),
		cmocka_unit_test(a_wrong_template_is_told_before_anything),
		cmocka_unit_test(who_may_not_write_may_look),
	};

	return cmocka_run_group_tests_name("invitees", tests, NULL, NULL);
}
