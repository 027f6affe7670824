/* The sign-in sheet: who is on it, and that it fits on the paper. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "etape/event.h"
#include "etape/i18n.h"
#include "etape/person.h"
#include "etape/registration.h"
#include "etape/signin_sheet.h"
#include "etape/text.h"

#define DAY "2026-11-19"

struct rencontre {
	struct db *db;
	int64_t event;
};

static struct err err;

#define must(call)                                                                             \
	do {                                                                                   \
		if (!(call))                                                                   \
			fail_msg("%s: %s", #call, err.message);                                \
	} while (0)

static int setup(void **state)
{
	struct db_options o = { .path = ":memory:", .author = "claire", .role = ROLE_ADMIN };
	struct rencontre *r = calloc(1, sizeof *r);
	struct event e;

	err = ERR_INIT;
	i18n_init("en", NULL);
	must(db_create(&r->db, &o, &err));
	event_init(&e);
	e.title = xstrdup("Rencontre with a title long enough to be folded on a second line of "
			  "the sheet's head");
	e.starts = xstrdup(DAY);
	e.place = xstrdup("Halle des Embruns");
	e.town = xstrdup("Boulogne-sur-Mer");
	must(event_save(r->db, &e, EVENT_SESSIONS_AUTO, &err));
	r->event = e.id;
	event_release(&e);
	*state = r;
	return 0;
}

static int teardown(void **state)
{
	struct rencontre *r = *state;

	db_close(&r->db);
	free(r);
	return 0;
}

static void register_one(
	struct rencontre *r, const char *family, const char *function, int session)
{
	struct registering what = { .event = r->event };
	struct person p;

	person_init(&p);
	p.family_name = xstrdup(family);
	p.given_name = xstrdup("Aline");
	p.function = xstrdup(function);
	must(person_save(r->db, &p, &err));
	what.person = p.id;
	what.sessions = session ? &session : NULL;
	what.session_count = session != 0;
	must(registration_add(r->db, &what, NULL, &err));
	person_release(&p);
}

/* Fails when a line is too wide or a page too long. */
static void assert_fits(const char *sheet)
{
	size_t lines = 0;

	while (*sheet) {
		const size_t n = strcspn(sheet, "\n");
		char *line = xstrndup(sheet, n);
		char *text = line;

		if (*text == '\f') {
			lines = 0;
			text++;
		}
		if (text_width(text) > SIGNIN_SHEET_COLUMNS || ++lines > SIGNIN_SHEET_LINES)
			fail_msg("line %zu does not fit: %s", lines, text);
		free(line);
		sheet += n + (sheet[n] == '\n');
	}
}

static void has_one_sheet_a_half_day(void **state)
{
	struct rencontre *r = *state;
	const struct signin_sheet morning = { .event = r->event, .session = 1 };
	const struct signin_sheet both = { .event = r->event, .organiser = "IREV" };
	struct str text = STR_INIT;

	register_one(r, "Always", "CPO", 0);
	register_one(r, "Later", "CPO", 2);
	must(signin_sheet_add(&text, r->db, &morning, &err));
	assert_non_null(strstr(text.buf, "ALWAYS Aline"));
	assert_null(strstr(text.buf, "LATER Aline"));
	assert_null(strchr(text.buf, '\f'));
	assert_non_null(strstr(text.buf, "Halle des Embruns, Boulogne-sur-Mer"));
	str_reset(&text);
	must(signin_sheet_add(&text, r->db, &both, &err));
	assert_non_null(strchr(text.buf, '\f'));
	assert_non_null(strstr(strchr(text.buf, '\f'), "LATER Aline"));
	assert_non_null(strstr(text.buf, "IREV"));
	assert_fits(text.buf);
	str_release(&text);
}

static void fits_on_pages_whatever_the_names(void **state)
{
	struct rencontre *r = *state;
	const struct signin_sheet sheet = { .event = r->event, .blank_rows = 5 };
	struct str text = STR_INIT;
	char family[] = "A Name";

	for (int i = 0; i < 26; i++) {
		family[0] = (char)('A' + i);
		register_one(r, family,
			i % 2 ? "Coordonnatrice départementale de la politique de la ville"
			      : "Donaudampfschifffahrtsgesellschaftskapitän",
			0);
	}
	must(signin_sheet_add(&text, r->db, &sheet, &err));
	assert_fits(text.buf);
	assert_non_null(strstr(text.buf, "page 1 of 3\n"));
	assert_non_null(strstr(text.buf, "page 3 of 3\n"));
	assert_null(strstr(text.buf, "page 4"));
	/* Nothing is cut: the end of the long function stands there. */
	assert_non_null(strstr(text.buf, "ville"));
	assert_non_null(strstr(text.buf, "kapitän"));
	assert_non_null(strstr(text.buf, "\n31\n"));
	assert_null(strstr(text.buf, "\n32\n"));
	str_release(&text);
}

static void refuses_a_session_that_is_not(void **state)
{
	struct rencontre *r = *state;
	const struct signin_sheet sheet = { .event = r->event, .session = 7 };
	struct str text = STR_INIT;

	assert_false(signin_sheet_add(&text, r->db, &sheet, &err));
	assert_int_equal(err.code, ERR_NOT_FOUND);
	str_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(has_one_sheet_a_half_day, setup, teardown),
		cmocka_unit_test_setup_teardown(
			fits_on_pages_whatever_the_names, setup, teardown),
		cmocka_unit_test_setup_teardown(refuses_a_session_that_is_not, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
