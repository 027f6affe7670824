/* The minutes of a rencontre: who stands where, what was told, and the paper made of it. */
#include "house.h"

#include "etape/checkin.h"
#include "etape/cite.h"
#include "etape/cycle.h"
#include "etape/erasure.h"
#include "etape/i18n.h"
#include "etape/journal.h"
#include "etape/mandate.h"
#include "etape/minutes.h"
#include "etape/news.h"
#include "etape/registration.h"
#include "exchange/markdown.h"

struct office {
	struct db *db;
	char dir[32]; /* an erasure wants a file */
	int64_t denain, creil, event;
};

static int64_t add_cite(struct db *db, const char *code, const char *name)
{
	struct cite c;
	int64_t id;

	cite_init(&c);
	c.code = xstrdup(code);
	c.name = xstrdup(name);
	c.departement = xstrdup("59");
	c.region = xstrdup("32");
	c.region_name = xstrdup("Hauts-de-France");
	c.academie = xstrdup("Lille");
	OK(cite_save(db, &c, NULL, 0, &err));
	id = c.id;
	cite_release(&c);
	return id;
}

static int64_t add_person(struct db *db, const char *family, const char *function, int64_t cite)
{
	struct person p;
	int64_t id;

	person_init(&p);
	p.family_name = xstrdup(family);
	p.given_name = xstrdup("Zoé");
	p.function = xstrdup(function);
	p.cite = cite;
	OK(person_save(db, &p, &err));
	id = p.id;
	person_release(&p);
	return id;
}

static void add_post(struct db *db, int64_t person, int64_t cite, enum mandate_role role)
{
	struct mandate m;

	mandate_init(&m);
	m.person = person;
	m.cite = cite;
	m.role = role;
	OK(mandate_save(db, &m, &err));
	mandate_release(&m);
}

static int64_t add_event(struct db *db, const char *code, const char *starts, const char *ends,
	enum event_status status)
{
	struct event e;
	int64_t id;

	event_init(&e);
	e.code = xstrdup(code);
	e.title = xstrdup(code);
	e.starts = xstrdup(starts);
	e.ends = ends ? xstrdup(ends) : NULL;
	e.status = status;
	OK(event_save(db, &e, EVENT_SESSIONS_AUTO, &err));
	id = e.id;
	event_release(&e);
	return id;
}

static void add_to(struct office *o, int64_t person, enum registration_status status, bool came)
{
	struct registering what = { .event = o->event, .person = person, .status = status };

	OK(registration_add(o->db, &what, NULL, &err));
	if (came) {
		struct checkin_query q = { .event = o->event, .person = person, .session = 1 };
		struct checkin_answer a;

		checkin_answer_init(&a);
		OK(checkin_do(o->db, &q, &a, &err));
		assert_int_equal(a.result, CHECKIN_OK);
		checkin_answer_release(&a);
	}
}

static void tell_mood(struct office *o, int64_t cite, enum mood_level level)
{
	struct mood m;

	mood_init(&m);
	m.cite = cite;
	m.event = o->event;
	m.level = level;
	OK(mood_save(o->db, &m, &err));
	mood_release(&m);
}

static void tell_news(struct office *o, int64_t cite, const char *text)
{
	struct news n;

	news_init(&n);
	n.cite = cite;
	n.event = o->event;
	n.text = xstrdup(text);
	OK(news_save(o->db, &n, &err));
	news_release(&n);
}

static int64_t note_point(struct office *o, enum minutes_point_kind kind, const char *text)
{
	struct minutes_point p;
	int64_t id;

	minutes_point_init(&p);
	p.event = o->event;
	p.kind = kind;
	p.text = xstrdup(text);
	OK(minutes_point_save(o->db, &p, &err));
	assert_string_equal(p.author, "claire");
	id = p.id;
	minutes_point_release(&p);
	return id;
}

static int setup(void **state)
{
	struct office *o = xcalloc(1, sizeof *o);
	struct str path = STR_INIT;

	strcpy(o->dir, "/tmp/etape-XXXXXX");
	assert_non_null(mkdtemp(o->dir));
	str_addf(&path, "%s/etape.db", o->dir);
	struct db_options options = { .path = path.buf, .author = "claire", .role = ROLE_ADMIN };
	setenv("ETAPE_NOW", "2026-03-10T09:05:00", 1);
	i18n_init("en", NULL);
	OK(db_create(&o->db, &options, &err));
	str_release(&path);
	o->denain = add_cite(o->db, "denain", "Denain");
	o->creil = add_cite(o->db, "creil", "Creil");
	o->event = add_event(o->db, "tour-1", "2026-03-10", NULL, EVENT_OPEN);
	*state = o;
	return 0;
}

static int teardown(void **state)
{
	struct office *o = *state;
	struct str command = STR_INIT;

	db_close(&o->db);
	str_addf(&command, "rm -rf '%s'", o->dir);
	assert_int_equal(system(command.buf), 0);
	str_release(&command);
	free(o);
	return 0;
}

/* The paper, to be freed. */
static char *paper(struct office *o, bool names)
{
	char path[] = "/tmp/etape-minutes-XXXXXX";
	const int fd = mkstemp(path);
	struct output *out;
	static char text[65536];
	ssize_t n;

	assert_true(fd >= 0);
	OK(output_open(&out, path, 0, &err));
	OK(minutes_write(o->db, o->event, &(struct minutes_options){ .names = names }, out, &err));
	OK(output_close(&out, &err));
	close(fd);
	FILE *f = fopen(path, "r");
	assert_non_null(f);
	n = (ssize_t)fread(text, 1, sizeof text - 1, f);
	fclose(f);
	unlink(path);
	return xstrndup(text, (size_t)n);
}

static void says(struct office *o, bool names, const char *words)
{
	char *text = paper(o, names);

	if (!strstr(text, words))
		fail_msg("no \"%s\" in:\n%s", words, text);
	free(text);
}

static void says_not(struct office *o, bool names, const char *words)
{
	char *text = paper(o, names);

	if (strstr(text, words))
		fail_msg("\"%s\" in:\n%s", words, text);
	free(text);
}

/* --- who --- */

static void a_cite_is_there_by_its_people(void **state)
{
	struct office *o = *state;
	const int64_t ines = add_person(o->db, "Dupré", "Chargée", o->denain);
	const int64_t anne = add_person(o->db, "Leroy", "Sous-préfète", 0);
	const int64_t jean = add_person(o->db, "Petit", "Consultant", 0);

	add_post(o->db, ines, o->denain, MANDATE_CPO);
	add_post(o->db, ines, o->denain, MANDATE_REFERENT);
	add_post(o->db, anne, o->denain, MANDATE_COPILOTE_PREFECTURE);
	add_post(o->db, anne, o->creil, MANDATE_COPILOTE_PREFECTURE);
	add_to(o, ines, REGISTRATION_REGISTERED, true);
	add_to(o, anne, REGISTRATION_REGISTERED, true);
	add_to(o, jean, REGISTRATION_REGISTERED, true);
	says(o, false, "3 people of 2 cités.\n\n- **Creil**: copilote, prefecture\n"
		       "- **Denain**: CPO, referent; copilote, prefecture\n- **Others**: Consultant\n");
	says(o, true, "- **Denain**: CPO, referent (DUPRÉ Zoé); copilote, prefecture (LEROY Zoé)\n");
	says_not(o, false, "DUPR");
}

static void a_post_that_ended_before_counts_no_more(void **state)
{
	struct office *o = *state;
	const int64_t anne = add_person(o->db, "Leroy", "", 0);
	struct mandate m;

	mandate_init(&m);
	m.person = anne;
	m.cite = o->creil;
	m.role = MANDATE_CPO;
	assert_true(civil_parse_iso("2026-03-09", &m.to));
	OK(mandate_save(o->db, &m, &err));
	mandate_release(&m);
	add_to(o, anne, REGISTRATION_REGISTERED, true);
	says(o, false, "1 person.\n\n- **Others**: function not known\n");
}

static void who_said_why_is_excused_and_the_reason_is_not_published(void **state)
{
	struct office *o = *state;
	const int64_t ines = add_person(o->db, "Dupré", "", o->denain);
	const int64_t anne = add_person(o->db, "Leroy", "Élue", o->creil);
	struct event_row *row = NULL;
	struct minutes m;

	add_to(o, ines, REGISTRATION_REGISTERED, false);
	add_to(o, anne, REGISTRATION_REGISTERED, false);
	says(o, false, "Nobody was checked in.");
	says_not(o, false, "## Excused");
	OK(registration_cancel(o->db, o->event, anne, "opération", &err));
	says(o, false, "## Excused\n\n- **Creil**: Élue\n");
	says_not(o, true, "opération");
	row = xcalloc(1, sizeof *row);
	row->id = o->event;
	assert_true(civil_parse_iso("2026-03-10", &row->first_day));
	OK(minutes_read(o->db, row, &m, &err));
	assert_int_equal(m.count, 2);
	assert_int_equal(m.cites[0].standing, MINUTES_EXCUSED);
	assert_string_equal(m.cites[0].people[0].reason, "opération");
	assert_int_equal(m.cites[1].standing, MINUTES_EXPECTED);
	minutes_release(&m);
	tell_mood(o, o->denain, MOOD_RAIN);
	OK(minutes_read(o->db, row, &m, &err));
	assert_int_equal(m.cites[1].standing, MINUTES_HEARD);
	assert_int_equal(m.cites[1].level, MOOD_RAIN);
	minutes_release(&m);
	free(row);
}

static void who_was_erased_has_no_name(void **state)
{
	struct office *o = *state;
	const int64_t ines = add_person(o->db, "Dupré", "", o->denain);
	struct erasure done;

	add_to(o, ines, REGISTRATION_REGISTERED, true);
	says(o, true, "DUPRÉ");
	erasure_init(&done);
	OK(person_erase(o->db, ines, &done, &err));
	erasure_release(&done);
	says_not(o, true, "DUPR");
	says(o, true, "- **Denain**: (erased)\n");
}

/* --- what was told --- */

static void what_was_told_stands_by_cite_as_it_was_typed(void **state)
{
	struct office *o = *state;

	tell_mood(o, o->denain, MOOD_SUN);
	tell_news(o, o->denain, "# Une *classe* ouverte\nvoir https://example.org/a_b.");
	tell_news(o, o->denain, "2. et [puis]");
	note_point(o, MINUTES_DECISION, "Inviter la Caf");
	note_point(o, MINUTES_DATE, "en juin, à Creil");
	says(o, false, "## Mood of the day\n\n- **Denain**: sunshine\n");
	says(o, false, "### Denain\n\n- \\# Une \\*classe\\* ouverte\\\n  voir <https://example.org/a_b>.\n"
		       "- 2\\. et \\[puis\\]\n");
	says(o, false, "## Decisions\n\n- Inviter la Caf\n");
	says(o, false, "## Next dates\n\n- en juin, à Creil\n");
}

static void points_have_revisions_and_go_with_their_rencontre(void **state)
{
	struct office *o = *state;
	struct minutes_point p, q;
	const int64_t id = note_point(o, MINUTES_DECISION, "Inviter");
	struct err why = ERR_INIT;

	minutes_point_init(&p);
	minutes_point_init(&q);
	OK(minutes_point_get(o->db, id, &p, &err));
	OK(minutes_point_get(o->db, id, &q, &err));
	free(p.text);
	p.text = xstrdup("Inviter la Caf");
	OK(minutes_point_save(o->db, &p, &err));
	assert_false(minutes_point_save(o->db, &q, &why));
	assert_int_equal(why.code, ERR_STALE);
	free(p.text);
	p.text = xstrdup(" ");
	why = ERR_INIT;
	assert_false(minutes_point_save(o->db, &p, &why));
	assert_int_equal(why.code, ERR_INVALID);
	OK(event_delete(o->db, o->event, &err));
	assert_false(minutes_point_get(o->db, id, &p, &why));
	OK(journal_undo(o->db, 0, false, NULL, &err));
	OK(minutes_point_get(o->db, id, &p, &err));
	assert_string_equal(p.text, "Inviter la Caf");
	OK(minutes_point_delete(o->db, id, &err));
	minutes_point_release(&p);
	minutes_point_release(&q);
}

/* --- what comes --- */

static void next_dates_are_those_that_will_be(void **state)
{
	struct office *o = *state;

	add_event(o->db, "before", "2026-03-01", NULL, EVENT_OPEN);
	add_event(o->db, "same-day", "2026-03-10", NULL, EVENT_OPEN);
	add_event(o->db, "draft", "2026-04-01", NULL, EVENT_DRAFT);
	add_event(o->db, "off", "2026-04-01", NULL, EVENT_CANCELLED);
	add_event(o->db, "later", "2026-04-01", NULL, EVENT_ANNOUNCED);
	says(o, false, "## Next dates\n\n- mercredi 1er avril 2026: later\n");
	says_not(o, false, "before");
	says_not(o, false, "same-day");
	says_not(o, false, "draft");
	says_not(o, false, "off");
}

/* Five of its cycle however late they are, and the next five others, in one order. */
static void next_dates_of_the_cycle_come_among_the_others(void **state)
{
	struct office *o = *state;
	struct cycle c;
	struct event e;
	char *text;

	cycle_init(&c);
	c.name = xstrdup("Le Tour");
	OK(cycle_save(o->db, &c, &err));
	for (int i = 0; i < 8; i++) {
		char code[32], day[32];

		snprintf(code, sizeof code, "other-%d", i);
		snprintf(day, sizeof day, "2026-0%d-01", i < 5 ? 4 + i : 9);
		add_event(o->db, code, day, NULL, EVENT_OPEN);
	}
	event_init(&e);
	OK(event_get(o->db, o->event, &e, &err));
	e.cycle = c.id;
	OK(event_save(o->db, &e, EVENT_SESSIONS_NONE, &err));
	event_release(&e);
	event_init(&e);
	OK(event_get(o->db, add_event(o->db, "tour-2", "2026-04-15", NULL, EVENT_OPEN), &e, &err));
	e.cycle = c.id;
	OK(event_save(o->db, &e, EVENT_SESSIONS_NONE, &err));
	event_release(&e);
	cycle_release(&c);
	text = paper(o, false);
	assert_non_null(strstr(text, "1er avril 2026: other-0\n- mercredi 15 avril 2026: tour-2\n- vendredi 1er mai 2026: other-1\n"));
	assert_non_null(strstr(text, "other-4"));
	assert_null(strstr(text, "other-5"));
	free(text);
}

static void what_is_still_to_come_and_several_days_are_said(void **state)
{
	struct office *o = *state;
	char *text;

	says_not(o, false, "not been held");
	o->event = add_event(o->db, "two-days", "2026-03-17", "2026-03-18", EVENT_ANNOUNCED);
	text = paper(o, false);
	assert_non_null(strstr(text, "# Minutes: two-days\n\n- **Date:** du mardi 17 au mercredi 18 mars 2026\n"));
	assert_non_null(strstr(text, "- **Sessions:**\n  - "));
	assert_non_null(strstr(text, "\n*This rencontre has not been held yet.*\n"));
	assert_non_null(strstr(text, "Nobody was checked in."));
	free(text);
	assert_int_equal(i18n_lang(), LANG_EN);
}

/* --- Markdown --- */

static void marks_are_escaped_where_they_are_marks(void **state)
{
	static const struct {
		const char *typed, *written;
	} cases[] = {
		{ "Une classe", "Une classe" },
		{ "a*b_c`d", "a\\*b\\_c\\`d" },
		{ "<b> & R&D &amp;", "\\<b\\> & R&D \\&amp;" },
		{ "- item", "\\- item" },
		{ "+1", "\\+1" },
		{ "12) a", "12\\) a" },
		{ "2026", "2026" },
		{ "> cité\n\n\n# titre", "\\> cité\n\n  \\# titre" },
		{ "    quatre blancs", "quatre blancs" },
		{ "(http://example.org/x_y)", "(<http://example.org/x_y>)" },
		{ "https://", "https://" },
		{ "---", "\\---" },
		{ "\n\nfin\n\n", "fin" },
		{ "", "" },
	};
	struct str out = STR_INIT;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		str_reset(&out);
		markdown_add(&out, cases[i].typed, "  ");
		assert_string_equal(out.buf, cases[i].written);
	}
	str_release(&out);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_cite_is_there_by_its_people),
		TEST(a_post_that_ended_before_counts_no_more),
		TEST(who_said_why_is_excused_and_the_reason_is_not_published),
		TEST(who_was_erased_has_no_name),
		TEST(what_was_told_stands_by_cite_as_it_was_typed),
		TEST(points_have_revisions_and_go_with_their_rencontre),
		TEST(next_dates_are_those_that_will_be),
		TEST(next_dates_of_the_cycle_come_among_the_others),
		TEST(what_is_still_to_come_and_several_days_are_said),
		cmocka_unit_test(marks_are_escaped_where_they_are_marks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
