/* Forms without a screen: values, reasons, proposals, drafts, two versions. */
#include "support/check.h"

#include <string.h>

#include "etape/i18n.h"
#include "etape/valid.h"
#include "tui/widgets/form_internal.h"

static void lookup(struct form *f, const char *typed, form_candidate_fn add, void *arg)
{
	(void)f;
	if (*typed == '\0' || *typed == 'm')
		add(arg, 11, "Mairie d’Amiens", "commune");
	if (*typed == '\0' || *typed == 'm' || *typed == 'p')
		add(arg, 12, "Métropole", "epci");
}

static const struct form_choice kinds[] = {
	{ "commune", N_("commune") },
	{ "epci", N_("inter-communal body") },
	{ "caf", N_("CAF") },
};

static const struct form_field fields[] = {
	{ .name = "name", .label = N_("Name"), .required = true },
	{ .name = "email", .label = N_("E-mail"), .check = valid_email },
	{ .name = "since", .label = N_("Since"), .kind = FORM_DATE },
	{ .name = "at", .label = N_("At"), .kind = FORM_TIME },
	{ .name = "seats", .label = N_("Seats"), .kind = FORM_NUMBER },
	{ .name = "paid", .label = N_("Paid"), .kind = FORM_MONEY },
	{ .name = "kind", .label = N_("Kind"), .kind = FORM_CHOICE, .choices = kinds, .choice_count = 3 },
	{ .name = "head", .label = N_("Head"), .kind = FORM_LOOKUP, .lookup = lookup },
	{ .name = "place", .label = N_("Place"), .kind = FORM_LOOKUP, .lookup = lookup, .free = true },
	{ .name = "member", .label = N_("Member"), .kind = FORM_BOOL },
};

static int released;

static void release(void *ctx)
{
	(void)ctx;
	released++;
}

static void advise(struct form *f, struct str *out)
{
	if (form_day(f, "since") != CIVIL_NONE && civil_weekday(form_day(f, "since")) == 7)
		str_add(out, "a Sunday");
}

static const struct form_spec spec = {
	.name = "trial",
	.title = N_("Trial"),
	.fields = fields,
	.count = sizeof fields / sizeof *fields,
	.advise = advise,
	.release = release,
};

static struct form *fresh(void)
{
	static const struct form_value values[] = {
		{ "name", "Amiens", 0 },
		{ "since", "2020-02-11", 0 },
		{ "kind", "commune", 0 },
		{ "head", "Métropole", 12 },
		{ NULL, NULL, 0 },
	};

	return form_new(NULL, &spec, "", NULL, values, NULL);
}

/* Opens a field and types over what is there. */
static void fill(struct form *f, const char *name, const char *text)
{
	form_go(f, form_index(f, name));
	input_set(&f->slots[f->at].input, text);
	form_edited(f);
}

static void test_values_are_kept_in_their_own_form(void **state)
{
	struct form *f = fresh();
	cents_t cents;

	(void)state;
	assert_false(form_dirty(f));
	assert_string_equal(form_get(f, "since"), "2020-02-11");
	fill(f, "since", "1/9/2019");
	assert_string_equal(form_get(f, "since"), "2019-09-01");
	assert_int_equal(form_day(f, "since"), civil_day(2019, 9, 1));
	assert_string_equal(f->advice.buf, "a Sunday");
	fill(f, "at", "9h05");
	assert_string_equal(form_get(f, "at"), "09:05");
	fill(f, "seats", " 42 ");
	assert_int_equal(form_number(f, "seats"), 42);
	fill(f, "paid", "150,50");
	assert_true(form_cents(f, "paid", &cents));
	assert_int_equal(cents, 15050);
	fill(f, "seats", "");
	assert_int_equal(form_number(f, "seats"), -1);
	assert_string_equal(form_get(f, "member"), "");
	assert_true(form_dirty(f));
	form_free(&f);
	assert_null(f);
}

static void test_what_is_wrong_says_why(void **state)
{
	struct form *f = fresh();

	(void)state;
	fill(f, "email", "nobody@");
	assert_non_null(form_reason(f, form_index(f, "email")));
	fill(f, "email", "");
	assert_null(form_reason(f, form_index(f, "email")));
	fill(f, "since", "32/13/2020");
	assert_non_null(form_reason(f, form_index(f, "since")));
	assert_int_equal(form_day(f, "since"), CIVIL_NONE);
	fill(f, "seats", "-3");
	assert_non_null(form_reason(f, form_index(f, "seats")));
	fill(f, "name", "  ");
	assert_non_null(form_reason(f, form_index(f, "name")));
	assert_int_equal(form_first_wrong(f), form_index(f, "name"));
	form_free(&f);
}

static void test_choices_step_and_follow_letters(void **state)
{
	struct form *f = fresh();

	(void)state;
	form_go(f, form_index(f, "kind"));
	form_step_choice(f, 1);
	assert_string_equal(form_get(f, "kind"), "epci");
	form_letter_choice(f, 'c');
	assert_string_equal(form_get(f, "kind"), "caf");
	form_letter_choice(f, 'C');
	assert_string_equal(form_get(f, "kind"), "commune");
	form_step_choice(f, -1); /* not required: none is one of the stops */
	assert_string_equal(form_get(f, "kind"), "");
	form_step_choice(f, -1);
	assert_string_equal(form_get(f, "kind"), "caf");
	form_go(f, form_index(f, "member"));
	form_step_choice(f, 1);
	assert_string_equal(form_get(f, "member"), "1");
	form_step_choice(f, 1);
	assert_string_equal(form_get(f, "member"), "");
	form_free(&f);
}

static void test_proposals_are_taken_or_typed_in_full(void **state)
{
	struct form *f = fresh();

	(void)state;
	assert_int_equal(form_id(f, "head"), 12);
	fill(f, "head", "m");
	assert_true(f->proposing);
	assert_int_equal(form_id(f, "head"), 0);
	assert_non_null(form_reason(f, form_index(f, "head")));
	form_take_candidate(f);
	assert_int_equal(form_id(f, "head"), 11);
	assert_null(form_reason(f, form_index(f, "head")));
	fill(f, "head", "metropole");
	form_go(f, 0); /* the name in full needs no choosing, accents or not */
	assert_int_equal(form_id(f, "head"), 12);
	assert_string_equal(form_get(f, "head"), "Métropole");
	/* Where any text goes, a proposal is not forced on it. */
	fill(f, "place", "m");
	form_take_candidate(f);
	assert_string_equal(form_get(f, "place"), "m");
	assert_int_equal(form_id(f, "place"), 0);
	form_free(&f);
}

static void test_a_draft_comes_back_whole(void **state)
{
	struct form *f = fresh();
	struct form *g = fresh();
	struct str draft = STR_INIT;

	(void)state;
	fill(f, "name", "a=b\\c");
	fill(f, "email", "not an address");
	fill(f, "since", "garbage");
	fill(f, "head", "m");
	form_take_candidate(f);
	form_go(f, form_index(f, "member"));
	form_step_choice(f, 1);
	form_export(f, &draft);
	str_add(&draft, "unknown=0=field\nnonsense\n");
	assert_int_equal(form_import(g, draft.buf), 5);
	assert_string_equal(form_get(g, "name"), "a=b\\c");
	assert_string_equal(input_get(&g->slots[form_index(g, "email")].input), "not an address");
	assert_string_equal(input_get(&g->slots[form_index(g, "since")].input), "garbage");
	assert_int_equal(form_id(g, "head"), 11);
	assert_string_equal(form_get(g, "member"), "1");
	assert_true(form_dirty(g));
	str_release(&draft);
	form_free(&f);
	form_free(&g);
}

static void test_two_versions(void **state)
{
	struct form *f = fresh();
	struct str text = STR_INIT;

	(void)state;
	fill(f, "name", "Amiens Nord");
	form_theirs(f, "name", "Amiens Sud", 0);
	form_theirs(f, "since", "2020-02-11", 0); /* the same as mine */
	form_theirs(f, "kind", "epci", 0);
	form_add_differences(f, &text);
	assert_non_null(strstr(text.buf, "Amiens Nord"));
	assert_non_null(strstr(text.buf, "Amiens Sud"));
	assert_non_null(strstr(text.buf, "inter-communal body"));
	assert_null(strstr(text.buf, "2020"));
	form_take_theirs(f);
	assert_string_equal(form_get(f, "name"), "Amiens Sud");
	assert_string_equal(form_get(f, "kind"), "epci");
	assert_false(form_dirty(f));
	str_release(&text);
	form_free(&f);
}

static void test_its_context_goes_with_it(void **state)
{
	struct form *f = fresh();
	int before = released;

	(void)state;
	form_free(&f);
	assert_int_equal(released, before + 1);
	form_free(&f);
	assert_int_equal(released, before + 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values_are_kept_in_their_own_form),
		cmocka_unit_test(test_what_is_wrong_says_why),
		cmocka_unit_test(test_choices_step_and_follow_letters),
		cmocka_unit_test(test_proposals_are_taken_or_typed_in_full),
		cmocka_unit_test(test_a_draft_comes_back_whole),
		cmocka_unit_test(test_two_versions),
		cmocka_unit_test(test_its_context_goes_with_it),
	};

	i18n_init("en", NULL);
	return cmocka_run_group_tests_name("form", tests, NULL, NULL);
}
