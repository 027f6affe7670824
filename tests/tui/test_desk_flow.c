/* The desk as it is used: a person stands there, and it takes four keys and Enter. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/check.h"
#include "support/desk.h"

static struct terminal *open_desk(struct sandbox *s)
{
	struct terminal *t;

	sandbox_demo(s);
	t = sandbox_open(s, NULL, NULL);
	assert_shows(t, "Amiens");
	terminal_type(t, "<F3>");
	assert_shows(t, "Boulogne-sur-Mer");
	assert_shows(t, "Présents");
	return t;
}

/* What a command prints; the caller frees. */
static char *said(const struct sandbox *s, const char *const args[])
{
	struct outcome o;
	char *out;

	sandbox_run(s, &o, args);
	if (o.status)
		fail_msg("etape %s: status %d: %s", args[0], o.status, o.err);
	out = strdup(o.out);
	outcome_release(&o);
	return out;
}

/* --- a day rehearsed ---------------------------------------------------------------------- */

/* Who comes, as a coordinator sees her name, and what else tells her from a namesake. */
struct arrival {
	const char *initials; /* family name, given name */
	const char *name;
	const char *detail; /* "" when nobody has the same name */
	int enters;	    /* 2: cancelled or waiting, what is proposed is accepted */
};

static const struct arrival arrivals[] = {
	{ "kt", "KACZMAREK Thomas", "", 1 },
	{ "be", "BACQUET Élodie", "", 1 },
	{ "ms", "MARTIN Sophie", "Liévin", 1 },
	{ "bn", "BENALI Nadia", "", 1 },
	{ "cj", "CRÉPIN Jean-Pierre", "", 1 },
	{ "hm", "D'HONDT Mathilde", "", 1 },
	{ "tb", "DE LA TOUR Béatrice", "", 1 },
	{ "dj", "DELATTRE Jean-Pierre", "", 1 },
	{ "lm", "LEGRAND Maëlle", "", 2 },
	{ "dc", "DUPONT Claire", "Amiens", 1 },
	{ "di", "DUPRÉ-LEROY Inès", "", 1 },
	{ "dm", "DUPUIS Marc", "", 1 },
	{ "fm", "FOURNIER Maxime", "", 1 },
	{ "gm", "GAILLARD Martine", "", 1 },
	{ "gl", "GOMEZ Lucie", "", 1 },
	{ "ms", "MARTIN Sophie", "Compiègne", 1 },
	{ "lj", "LEFÈVRE Juliette", "", 1 },
	{ "as", "EL AMRANI Soufiane", "", 2 },
	{ "ms", "MÜLLER Stéphane", "", 1 },
	{ "na", "N'DIAYE Aminata", "", 1 },
	{ "nt", "NGUYỄN Thị Minh", "", 1 },
	{ "pm", "PETIT Mégane", "", 1 },
	{ "la", "LEROY Anne", "", 2 },
	{ "tf", "TRAORÉ Fatoumata", "", 1 },
	{ "td", "TÉTART Dominique", "", 1 },
	{ "ms", "MARTIN Sophie", "Jaurès", 1 },
	{ "mj", "VAN DER MEERSCH Joris", "", 1 },
	{ "vp", "VERHAEGHE Pauline", "", 1 },
	{ "cd", "ÇELIK Deniz", "", 1 },
	{ "dc", "DUPONT Claire", "CAF", 1 },
};

#define FIRST_CANDIDATE 9 /* row of the list */

/* The row of a candidate, -1 when she is not in sight. */
static int row_of(struct terminal *t, const struct arrival *a)
{
	for (int row = FIRST_CANDIDATE; row < FIRST_CANDIDATE + 6; row++)
		if (strstr(terminal_row(t, row), a->name) && strstr(terminal_row(t, row), a->detail))
			return row;
	return -1;
}

/* One person: her initials, arrows when somebody else stands above, Enter. The keys it took. */
static int lets_in(struct terminal *t, const struct arrival *a)
{
	const char *const first = "▸";
	int keys = (int)strlen(a->initials) + a->enters, row;

	terminal_type(t, a->initials);
	assert_until(t, row_of(t, a) >= 0);
	terminal_wait_quiet(t, 100); /* a person looks: the first letter's list may stand there yet */
	row = row_of(t, a);
	for (int at = FIRST_CANDIDATE - !strstr(terminal_row(t, FIRST_CANDIDATE), first); at < row;
		at++, keys++)
		terminal_type(t, "<Down>");
	assert_row_shows(t, row, first);
	for (int i = 0; i < a->enters; i++) {
		terminal_type(t, "<Enter>");
		assert_until(t, strstr(terminal_row(t, 6), a->name));
	}
	assert_until(t, strstr(terminal_row(t, 6), "présent·e"));
	return keys;
}

/* Whom nobody announced: the name, then the form, with a structure that is known or not. */
static int walks_in(struct terminal *t, const char *typed, const char *structure, const char *name)
{
	terminal_type(t, typed);
	assert_shows(t, typed);
	terminal_type(t, "<Enter>");
	assert_shows(t, "aucun résultat");
	terminal_type(t, "<Enter>");
	assert_shows(t, "Prénom");
	terminal_type(t, "<Enter><Enter>");
	terminal_type(t, structure);
	assert_shows(t, structure);
	terminal_type(t, "<Enter><C-s>");
	assert_until(t, strstr(terminal_row(t, 6), name));
	return (int)(strlen(typed) + strlen(structure)) + 6;
}

/* Thirty of today's forty-two, three of one name, two cancelled, one waiting; four whom nobody
 * announced. The guide quotes what it takes. */
static void a_day_takes_about_three_keys_a_person(void **state)
{
	struct sandbox s;
	struct terminal *t = open_desk(&s);
	const size_t count = sizeof arrivals / sizeof *arrivals;
	int keys = 0, more = 0;

	(void)state;
	for (size_t i = 0; i < count; i++)
		keys += lets_in(t, &arrivals[i]);
	more += walks_in(t, "zwertz aline", "ville de cre", "ZWERTZ Aline");
	more += walks_in(t, "quatremain luc", "ville de len", "QUATREMAIN Luc");
	more += walks_in(t, "oxley brune", "Les Ateliers du canal", "OXLEY Brune");
	more += walks_in(t, "yvrard hugo", "", "YVRARD Hugo");
	print_message("%d keys for %zu announced people, %d for 4 others\n", keys, count, more);
	assert_in_range(keys, 1, count * 7 / 2);
	assert_int_equal(desk_count(&s, "in", NULL), count + 4);
	terminal_free(&t);
	desk_check(&s);
	sandbox_release(&s);
}

static void four_keys_and_enter(void **state)
{
	struct sandbox s;
	struct terminal *t = open_desk(&s);
	char *text;

	(void)state;
	terminal_type(t, "dupr");
	assert_shows(t, "DUPRÉ-LEROY Inès");
	terminal_type(t, "<Enter>");
	assert_shows(t, "✓ DUPRÉ-LEROY Inès");
	assert_until(t, desk_count(&s, "in", NULL) == 1);
	terminal_type(t, "<F1>");
	assert_shows(t, "Amiens");
	terminal_type(t, "q");
	assert_leaves(t, 0);
	terminal_free(&t);

	/* The command line knows: who, and that she is there. */
	text = said(&s, (const char *const[]){ "export", "registrations", "--event", TODAY,
				"--format", "csv", NULL });
	assert_non_null(strstr(text, "Dupré-Leroy,Inès"));
	free(text);
	text = said(&s, (const char *const[]){ "checkin", TODAY, SOMEBODY, "--session", "1",
				"--format", "json", NULL });
	assert_non_null(strstr(text, "already"));
	free(text);
	text = said(&s, (const char *const[]){ "log", NULL });
	assert_non_null(strstr(text, "DUPRÉ-LEROY"));
	free(text);
	assert_int_equal(desk_count(&s, "in", NULL), 1);
	sandbox_release(&s);
}

static void undo_at_the_desk(void **state)
{
	struct sandbox s;
	struct terminal *t = open_desk(&s);

	(void)state;
	terminal_type(t, "dupr");
	assert_shows(t, "DUPRÉ-LEROY Inès");
	terminal_type(t, "<Enter>");
	assert_until(t, desk_count(&s, "in", NULL) == 1);
	assert_shows(t, "✓ DUPRÉ-LEROY Inès");
	terminal_type(t, "<C-u>");
	assert_until(t, desk_count(&s, "undo", NULL) == 1);
	terminal_free(&t);
	desk_check(&s);
	sandbox_release(&s);
}

/* A scanner: all codes as one burst of keys, faster than anything is drawn. */
static void a_scanner_loses_nothing(void **state)
{
	struct desk_codes codes;
	struct sandbox s;
	struct terminal *t = open_desk(&s);
	char scan[DESK_CODE + 8];

	(void)state;
	desk_codes_read(&s, &codes);
	for (size_t i = 0; i < codes.n; i++) {
		snprintf(scan, sizeof(scan), "%s<Enter>", codes.code[i]);
		terminal_type(t, scan);
	}
	assert_until(t, desk_count(&s, "in", NULL) == codes.n);
	terminal_free(&t);
	desk_check(&s);
	sandbox_release(&s);
}

/* Another desk's check-in shows within two seconds, and my typing stays as it is. */
static void another_desk_shows_within_two_seconds(void **state)
{
	struct sandbox s;
	struct terminal *t = open_desk(&s);
	struct outcome o;
	int64_t began;
	int row[2];
	int col[2];

	(void)state;
	terminal_type(t, "dup");
	assert_shows(t, "DUPRÉ-LEROY");
	terminal_wait_quiet(t, 100);
	terminal_cursor(t, &row[0], &col[0]);
	assert_false(terminal_shows(t, "✓"));
	sandbox_etape(&s, &o, "checkin", TODAY, SOMEBODY, "--session", "1");
	assert_int_equal(o.status, 0);
	outcome_release(&o);
	began = terminal_clock();
	assert_shows(t, "✓");
	if (terminal_clock() - began > INT64_C(2000000000))
		fail_msg("it took %d ms", (int)((terminal_clock() - began) / 1000000));
	terminal_wait_quiet(t, 100);
	terminal_cursor(t, &row[1], &col[1]);
	assert_int_equal(row[0], row[1]);
	assert_int_equal(col[0], col[1]);
	assert_shows(t, "dup");
	terminal_free(&t);
	sandbox_release(&s);
}

/* ^K from anywhere; Enter opens. */
static void the_telephone_answer(void **state)
{
	struct sandbox s;
	struct terminal *t;

	(void)state;
	sandbox_demo(&s);
	t = sandbox_open(&s, NULL, NULL);
	assert_shows(t, "Amiens");
	terminal_type(t, "<F4>");
	assert_shows(t, "€");
	terminal_type(t, "<C-k>maub");
	assert_shows(t, "Maubeuge");
	terminal_type(t, "<Enter>");
	assert_shows(t, "VAN DER MEERSCH");
	terminal_free(&t);
	sandbox_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(four_keys_and_enter),
		cmocka_unit_test(a_day_takes_about_three_keys_a_person),
		cmocka_unit_test(undo_at_the_desk),
		cmocka_unit_test(a_scanner_loses_nothing),
		cmocka_unit_test(another_desk_shows_within_two_seconds),
		cmocka_unit_test(the_telephone_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
