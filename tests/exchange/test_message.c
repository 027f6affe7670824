/* Messages: templates, what is filled into them, and mails that no name can break. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include "etape/event_move.h"
#include "etape/i18n.h"
#include "etape/message.h"
#include "etape/paths.h"
#include "etape/programme.h"
#include "etape/tariff.h"
#include "exchange/message_facts.h"

static struct err err;

/* --- templates --- */

static void expect_refused(const char *text, size_t n, const char *why)
{
	struct message_template t;

	err = ERR_INIT;
	if (message_template_parse(&t, "x.txt", text, n, &err))
		fail_msg("accepted: %s", text);
	if (err.code != ERR_INVALID || !strstr(err.message, why))
		fail_msg("'%s' is not '%s'", err.message, why);
	message_template_release(&t);
}
#define REFUSED(text, why) expect_refused(text, sizeof(text) - 1, why)

static void what_is_wrong_is_told_with_its_line(void **state)
{
	(void)state;
	REFUSED("", "line 1: the message is empty");
	REFUSED("# a\n\nBonjour\n", "line 3: a message begins with its subject");
	REFUSED("Objet :\n\nx\n", "line 1: a message begins");
	REFUSED("Objet : a\n\n\n", "line 4: the message is empty");
	REFUSED("Objet : {titre}\n\nx\n", "line 1: nothing is called {titre}");
	REFUSED("Objet : a\n\nx {nom\n{nom}", "line 3: { is not closed");
	REFUSED("Objet : a\n\nx {}\n", "line 3: { is not closed");
	REFUSED("Objet : a\n\nx }\n", "line 3: } closes nothing");
	REFUSED("Objet : a\n\n{{nom}\n", "line 3: } closes nothing");
	REFUSED("Objet : a\n\n{\x1b[2J}\n", "line 3: not plain UTF-8");
	REFUSED("Objet : a\n\nx\0y\n", "line 3: not plain UTF-8");
	REFUSED("Objet : a\n\ncaf\xe9\n", "line 3: not plain UTF-8");
	REFUSED("Objet : a\n\n\xe2\x80\xae\n", "line 3: not plain UTF-8");
}

/* What a template makes of some values. */
static void expect_filled(const char *text, const char *const values[MESSAGE_FIELDS], const char *expected)
{
	struct message_template t;
	struct str got = STR_INIT, body = STR_INIT;

	err = ERR_INIT;
	if (!message_template_parse(&t, "x.txt", text, strlen(text), &err))
		fail_msg("%s", err.message);
	message_fill(&t, values, &got, &body);
	str_addf(&got, "|%s", body.buf);
	assert_string_equal(got.buf, expected);
	message_template_release(&t);
	str_release(&got);
	str_release(&body);
}

static void lines_of_nothing_go(void **state)
{
	const char *values[MESSAGE_FIELDS] = {
		[FIELD_GIVEN_NAME] = "Inès", [FIELD_FAMILY_NAME] = "Dupré", [FIELD_PROGRAMME] = "un\ndeux\n",
		[FIELD_EVENT_TITLE] = "Titre\r\nBcc: x",
	};

	(void)state;
	expect_filled("\xEF\xBB\xBF# remarque\r\nOBJET: {Rencontre} {{}}\r\n\r\nA {prénom} {NOM},\r\n", values,
		"Titre  Bcc: x {}|A Inès Dupré,\n");
	expect_filled("Subject: s\nA\n\nThème : {thème}\nTarif {tarif}, {lien}\n\n{programme}\n\nB {nom} {thème}\nC", values,
		"s|A\n\nun\ndeux\n\nB Dupré\nC\n");
	values[FIELD_GIVEN_NAME] = "";
	expect_filled("Objet : s\nBonjour {prénom} {nom}, {prénom} {nom}\n{prenom} {nom} {thème}.", values,
		"s|Bonjour Dupré, Dupré\nDupré.\n");
	/* What comes out of the database is no template, and obeys nothing. */
	values[FIELD_FAMILY_NAME] = "{prénom}\x1b[2J";
	expect_filled("Objet : s\n{nom}", values, "s|{prénom} [2J\n");
}

/* --- mails --- */

static const struct message plain = {
	.from_name = "IREV", .from = "contact@example.org", .reply_to = "", .to_name = "Inès", .to = "ines@example.org",
	.subject = "s", .body = "t\n", .calendar_name = "a.ics", .id = 7, .at = 0, .zone = "Europe/Paris",
};

/* The headers of a mail, as many as there are, no line too long, nothing but ASCII; then its text. */
static void expect_headers(const struct message *m, int headers, const char *with)
{
	struct str out = STR_INIT;
	const char *end;
	int count = 0;

	message_mime(&out, m);
	assert_int_equal(strlen(out.buf), out.len);
	end = strstr(out.buf, "\r\n\r\n");
	assert_non_null(end);
	for (const char *at = out.buf; at < end; at = strstr(at, "\r\n") + 2)
		count += *at != ' ';
	assert_int_equal(count, headers);
	for (const char *at = out.buf; *at;) {
		const size_t n = strcspn(at, "\r\n");

		assert_true(n <= 76 && at[n] == '\r' && at[n + 1] == '\n');
		assert_false(n > 0 && at[n - 1] == ' ');
		at += n + 2;
	}
	for (size_t i = 0; i < out.len; i++)
		assert_true((unsigned char)out.buf[i] < 0x7f);
	if (!strstr(out.buf, with))
		fail_msg("no '%s' in:\n%s", with, out.buf);
	str_release(&out);
}

static void no_name_adds_a_header(void **state)
{
	struct message m = plain;

	(void)state;
	expect_headers(&m, 9, "From: \"IREV\"\r\n <contact@example.org>\r\n");
	expect_headers(&m, 9, "Date: Thu, 1 Jan 1970 01:00:00 +0100\r\n");
	expect_headers(&m, 9, "Message-ID: <etape-7@example.org>\r\n");
	m.to_name = "A\r\nBcc: all@example.org\r\n\r\nbody";
	m.subject = "s\nX-Spam: no\r\r\n\r\n.";
	m.reply_to = "a@example.org\r\nBcc: b@example.org";
	m.to = "x@example.org>\r\nCc: <y@example.org";
	expect_headers(&m, 10, "Subject: s X-Spam: no     .\r\n");
	m = plain;
	m.to_name = "Anne \"la \\ Grande\" (CPO), <a@b.fr>";
	expect_headers(&m, 9, "To: \"Anne \\\"la \\\\ Grande\\\" (CPO), <a@b.fr>\"\r\n <ines@example.org>");
	m.to_name = "";
	m.subject = "=?UTF-8?Q?hors?=";
	expect_headers(&m, 9, "Subject: =?UTF-8?B?PT9VVEYtOD9RP2hvcnM/PQ==?=\r\n");
	expect_headers(&m, 9, "To: ines@example.org\r\n");
}

static void long_headers_are_cut_between_characters(void **state)
{
	struct message m = plain;

	(void)state;
	m.subject = "éééééééééééééééééééééééééééééé";
	/* 19 of two bytes fit in a word of 39, and the rest comes on the next line. */
	expect_headers(&m, 9, "w6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6nDqcOpw6k=?=\r\n =?UTF-8?B?");
	m.subject = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
	expect_headers(&m, 9, "Subject: =?UTF-8?B?YWFh");
}

static void texts_survive_their_way(void **state)
{
	struct message m = plain;

	(void)state;
	m.body = ".\nFrom here\nends with a blank \ntab\tend\t\na = b\r\n";
	expect_headers(&m, 9, "\r\n=2E\r\n=46rom here\r\nends with a blank=20\r\ntab=09end=09\r\na =3D b=0D\r\n");
	m.body = "éééééééééééééééééééééééééé\n";
	expect_headers(&m, 9, "=C3=\r\n=A9");
	m.body = "x\n";
	m.calendar = "BEGIN:VCALENDAR\r\n";
	m.calendar_name = "a\"\r\nb.ics";
	expect_headers(&m, 8, "Content-Disposition: attachment; filename=\"a---b.ics\"\r\n\r\nQkVHSU46VkNBTEVOREFSDQo=\r\n--=_etape_7--\r\n");
}

/* --- what is said of a rencontre --- */

#define must(call)                                                                             \
	do {                                                                                   \
		if (!(call))                                                                   \
			fail_msg("%s: %s", #call, err.message);                                \
	} while (0)

static void expect_facts(struct db *db, const struct event *e, const char *const wanted[MESSAGE_FIELDS], bool other_day)
{
	char *values[MESSAGE_FIELDS] = { NULL };
	struct message_move move;

	must(message_facts(db, e, "Europe/Paris", values, &move, &err));
	assert_int_equal(move.other_day, other_day);
	for (int i = 0; i < MESSAGE_FIELDS; i++) {
		if (wanted[i] != NULL && !str_eq(wanted[i], values[i]))
			fail_msg("field %d: '%s', not '%s'", i, values[i], wanted[i]);
		free(values[i]);
	}
}

static void add_item(struct db *db, int64_t event, const char *title, int starts, int ends, day_t day)
{
	struct programme_item p;

	programme_item_init(&p);
	p.event = event;
	p.title = xstrdup(title);
	p.speakers = xstrdup("Odile");
	p.starts = starts;
	p.ends = ends;
	p.day = day;
	must(programme_item_save(db, &p, &err));
	programme_item_release(&p);
}

/* One for those only that name it, though it began last; and then it is named. */
static void expect_named_tariff(struct db *db, struct event *e)
{
	static const struct fee_rule rule = { .cents = 4000, .unit = FEE_PER_EVENT, .cap = 9000 };
	struct tariff t;

	tariff_init(&t);
	t.name = xstrdup("Séminaire");
	t.from = e->first_day;
	t.only_named = true;
	tariff_rule_insert(&t, 0, &rule);
	must(tariff_save(db, &t, &err));
	expect_facts(db, e,
		(const char *const[MESSAGE_FIELDS]){
			[FIELD_TARIFF] = "gratuit (Agents de l'État)\u00a0; gratuit (Adhérents)\u00a0;"
					 " 150,00\u00a0€ par jour (Autres)" },
		false);
	must(tariff_name_event(db, e->id, t.id, false, &err));
	expect_facts(db, e,
		(const char *const[MESSAGE_FIELDS]){ [FIELD_TARIFF] = "40,00\u00a0€ par rencontre, 90,00\u00a0€ au plus" }, false);
	must(event_get(db, e->id, e, &err));
	tariff_release(&t);
}

static void a_rencontre_is_said_in_french(void **state)
{
	const struct db_options o = { .path = ":memory:", .author = "claire", .role = ROLE_ADMIN };
	struct db *db = NULL;
	struct event e;

	(void)state;
	err = ERR_INIT;
	must(db_create(&db, &o, &err));
	must(tariff_install(db, &err));
	event_init(&e);
	e.title = xstrdup("Étape");
	e.starts = xstrdup("2027-03-09T09:00");
	e.ends = xstrdup("2027-03-10T16:30");
	e.zone = xstrdup("America/Cayenne");
	e.address = xstrdup("1 rue du Port");
	e.town = xstrdup("Cayenne");
	e.status = EVENT_OPEN;
	e.stage_no = 4;
	must(event_save(db, &e, EVENT_SESSIONS_AUTO, &err));
	add_item(db, e.id, "Accueil", 540, 570, e.first_day);
	add_item(db, e.id, "Bilan", -1, -1, e.last_day);
	expect_facts(db, &e,
		(const char *const[MESSAGE_FIELDS]){
			[FIELD_WHEN] = "du mardi 9 au mercredi 10 mars 2027",
			[FIELD_HOURS] = "de 9\u00a0h à 16\u00a0h\u00a030 (heure locale)",
			[FIELD_ADDRESS] = "1 rue du Port, Cayenne",
			[FIELD_STAGE] = "4",
			[FIELD_THEME] = "",
			[FIELD_PROGRAMME] = "Au programme\u00a0:\nmardi 9 mars 2027\u00a0:\n- 9\u00a0h – 9\u00a0h\u00a030\u00a0: Accueil (Odile)\n"
					    "mercredi 10 mars 2027\u00a0:\n- Bilan (Odile)\n",
			[FIELD_TARIFF] = "gratuit (Agents de l'État)\u00a0; gratuit (Adhérents)\u00a0;"
					 " 150,00\u00a0€ par jour (Autres)",
			[FIELD_NEW_WHEN] = "",
		},
		false);
	expect_named_tariff(db, &e);
	/* Another day: what it was, what it is. */
	free(e.starts);
	free(e.ends);
	e.starts = xstrdup("2027-05-11");
	e.ends = NULL;
	must(event_move(db, &e, MOVE_KEEP, "grève", &err));
	expect_facts(db, &e,
		(const char *const[MESSAGE_FIELDS]){
			[FIELD_OLD_WHEN] = "du mardi 9 au mercredi 10 mars 2027",
			[FIELD_NEW_WHEN] = "mardi 11 mai 2027",
			[FIELD_REASON] = "grève",
			[FIELD_HOURS] = "",
		},
		true);
	/* Called off: the day that it had is what it was planned for, and no other comes. */
	e.status = EVENT_CANCELLED;
	must(event_move(db, &e, MOVE_KEEP, "", &err));
	expect_facts(db, &e,
		(const char *const[MESSAGE_FIELDS]){
			[FIELD_OLD_WHEN] = "mardi 11 mai 2027", [FIELD_NEW_WHEN] = "", [FIELD_REASON] = "" },
		false);
	event_release(&e);
	db_close(&db);
}

/* --- sendmail --- */

static void a_program_that_is_not_there_is_told(void **state)
{
	(void)state;
	err = ERR_INIT;
	assert_false(sendmail_hand("/nowhere/sendmail", "a@example.org", "x", 1, SENDMAIL_PATIENCE_MS, &err));
	assert_int_equal(err.code, ERR_SYSTEM);
	assert_false(sendmail_hand("/bin/false", "a@example.org", "x", 1, SENDMAIL_PATIENCE_MS, &err));
	assert_int_equal(err.code, ERR_REFUSED);
	assert_true(sendmail_hand("/bin/true", "a@example.org", "x", 1, SENDMAIL_PATIENCE_MS, &err));
}

static void wake(int signal)
{
	(void)signal;
}

/* Signals come meanwhile: they neither end the waiting nor make it endless. */
static void a_program_that_never_ends_is_ended(void **state)
{
	struct sigaction woken = { .sa_handler = wake }, before;
	const struct itimerval often = { .it_interval.tv_usec = 20000, .it_value.tv_usec = 20000 }, never = { 0 };
	char path[] = "/tmp/etape-sendmail-XXXXXX";
	const int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(write(fd, "#!/bin/sh\nexec sleep 1000\n", 26), 26);
	assert_int_equal(fchmod(fd, 0700), 0);
	close(fd);
	sigemptyset(&woken.sa_mask);
	sigaction(SIGALRM, &woken, &before);
	setitimer(ITIMER_REAL, &often, NULL);
	err = ERR_INIT;
	assert_false(sendmail_hand(path, "a@example.org", "x", 1, 300, &err));
	setitimer(ITIMER_REAL, &never, NULL);
	sigaction(SIGALRM, &before, NULL);
	unlink(path);
	assert_int_equal(err.code, ERR_REFUSED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_wrong_is_told_with_its_line),
		cmocka_unit_test(lines_of_nothing_go),
		cmocka_unit_test(no_name_adds_a_header),
		cmocka_unit_test(long_headers_are_cut_between_characters),
		cmocka_unit_test(texts_survive_their_way),
		cmocka_unit_test(a_rencontre_is_said_in_french),
		cmocka_unit_test(a_program_that_is_not_there_is_told),
		cmocka_unit_test(a_program_that_never_ends_is_ended),
	};

	char *locale = paths_locale();

	i18n_init("en", locale);
	free(locale);
	return cmocka_run_group_tests_name("messages", tests, NULL, NULL);
}
