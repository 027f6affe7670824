/* What is copied must be understood by mail programs. */
#include "core_test.h"

#include "etape/mailbox.h"

static void expect(const char *name, const char *address, const char *wanted)
{
	struct str out = STR_INIT;

	mailbox_add(&out, name, address);
	assert_string_equal(out.buf, wanted);
	str_release(&out);
}

static void names_are_quoted_only_where_it_is_needed(void **state)
{
	(void)state;
	expect("DUPRÉ-LEROY Inès", "ines@example.org", "DUPRÉ-LEROY Inès <ines@example.org>");
	expect("O'BRIEN Eve", "eve@example.org", "O'BRIEN Eve <eve@example.org>");
	expect("MARTIN J.-P.", "jp@example.org", "\"MARTIN J.-P.\" <jp@example.org>");
	expect("Ville de Lens (CCAS), accueil", "ccas@example.org",
		"\"Ville de Lens (CCAS), accueil\" <ccas@example.org>");
	expect("LE \"GRAND\" \\", "l@example.org", "\"LE \\\"GRAND\\\" \\\\\" <l@example.org>");
	expect("A; B", "a@example.org", "\"A; B\" <a@example.org>");
}

static void no_line_is_broken_by_a_name(void **state)
{
	(void)state;
	expect("A\r\nBcc: x", "a@example.org", "\"A  Bcc: x\" <a@example.org>");
}

static void a_name_or_an_address_may_lack(void **state)
{
	(void)state;
	expect(NULL, "a@example.org", "a@example.org");
	expect("", "a@example.org", "a@example.org");
	expect("A", NULL, "");
	expect("A", "", "");
}

static void several_stand_side_by_side(void **state)
{
	struct str out = STR_INIT;

	(void)state;
	mailbox_add(&out, "A", "a@example.org");
	mailbox_add(&out, "B", "");
	mailbox_add(&out, "C", "c@example.org");
	assert_string_equal(out.buf, "A <a@example.org>; C <c@example.org>");
	str_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_quoted_only_where_it_is_needed),
		cmocka_unit_test(no_line_is_broken_by_a_name),
		cmocka_unit_test(a_name_or_an_address_may_lack),
		cmocka_unit_test(several_stand_side_by_side),
	};

	return cmocka_run_group_tests_name("mailbox", tests, NULL, NULL);
}
