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
		cmocka_unit_test(undo_at_the_desk),
		cmocka_unit_test(a_scanner_loses_nothing),
		cmocka_unit_test(another_desk_shows_within_two_seconds),
		cmocka_unit_test(the_telephone_answer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
