/* The label of a cité: its history saved, listed, and what it says of a day. */
#include "network_fixture.h"

#include "etape/cite_label.h"
#include "etape/journal.h"

static int64_t say(struct fixture *f, int64_t cite, enum label_status status, const char *from,
	const char *to)
{
	struct cite_label l;
	int64_t id;

	cite_label_init(&l);
	l.cite = cite;
	l.status = status;
	l.from = from ? network_day(from) : CIVIL_NONE;
	l.to = to ? network_day(to) : CIVIL_NONE;
	OK(cite_label_save(f->db, &l, &err));
	id = l.id;
	cite_label_release(&l);
	return id;
}

static bool see(void *arg, const struct cite_label_row *row)
{
	struct seen *seen = arg;

	str_addf(&seen->text, "%s%s %s %s-%s%s", seen->n ? "|" : "", row->cite_code,
		vocabulary_name(&label_statuses, (int)row->status), row->from, row->to,
		row->in_force ? "!" : "");
	return ++seen->n != seen->most;
}

static void history_is(struct fixture *f, int64_t cite, const char *on, const char *text)
{
	struct seen seen = { .text = STR_INIT };

	OK(cite_label_list(f->db, cite, on ? network_day(on) : CIVIL_NONE, see, &seen, &err));
	expect(&seen, text);
}

/* "labelled 2019-09-01", "-" for a day that nobody knows. */
static void stands(struct fixture *f, int64_t cite, const char *on, const char *text)
{
	struct str said = STR_INIT;
	enum label_status status;
	day_t since;

	OK(cite_label_on(f->db, cite, on ? network_day(on) : CIVIL_NONE, &status, &since, &err));
	str_addf(&said, "%s ", vocabulary_name(&label_statuses, (int)status));
	if (since == CIVIL_NONE)
		str_add(&said, "-");
	civil_format_iso(&said, since);
	assert_string_equal(said.buf, text);
	str_release(&said);
}

static void set_wave(struct fixture *f, int64_t cite, int wave)
{
	struct cite c;

	cite_init(&c);
	OK(cite_get(f->db, cite, &c, &err));
	c.wave = wave;
	OK(cite_save(f->db, &c, NULL, 0, &err));
	cite_release(&c);
}

static void a_history_is_listed_oldest_first(void **state)
{
	struct fixture *f = *state;

	say(f, f->denain, LABEL_RENEWED, "2022-09-01", NULL);
	say(f, f->denain, LABEL_LABELLED, "2019-09-01", NULL);
	say(f, f->denain, LABEL_CANDIDATE, NULL, "2019-08-31");
	say(f, f->creil, LABEL_CANDIDATE, "2026-01-05", NULL);
	history_is(f, f->denain, NULL,
		"denain candidate -2019-08-31|denain labelled 2019-09-01-|denain renewed 2022-09-01-!");
	history_is(f, f->denain, "2019-08-31",
		"denain candidate -2019-08-31!|denain labelled 2019-09-01-|denain renewed 2022-09-01-");
	history_is(f, 0, "2021-03-01",
		"creil candidate 2026-01-05-|denain candidate -2019-08-31|"
		"denain labelled 2019-09-01-!|denain renewed 2022-09-01-");
}

static void without_a_history_the_wave_tells(void **state)
{
	struct fixture *f = *state;

	set_wave(f, f->denain, 0);
	stands(f, f->denain, NULL, "labelled -");
	set_wave(f, f->denain, 2022);
	stands(f, f->denain, NULL, "labelled 2022-01-01");
	stands(f, f->denain, "2021-03-01", "labelled 2022-01-01");
}

static void the_last_that_has_begun_counts(void **state)
{
	struct fixture *f = *state;

	say(f, f->denain, LABEL_CANDIDATE, "2021-10-01", NULL);
	say(f, f->denain, LABEL_LABELLED, "2022-02-03", NULL);
	say(f, f->denain, LABEL_RENEWED, "2025-02-03", "2025-12-31");
	stands(f, f->denain, "2021-03-01", "candidate 2021-10-01");
	stands(f, f->denain, "2022-02-02", "candidate 2021-10-01");
	stands(f, f->denain, "2022-02-03", "labelled 2022-02-03");
	stands(f, f->denain, "2025-12-31", "renewed 2025-02-03");
	/* Over, with nothing behind it: not labelled again for want of a last day in 2022. */
	stands(f, f->denain, NULL, "ended 2026-01-01");
}

static void a_history_without_the_labelling_is_completed_by_the_wave(void **state)
{
	struct fixture *f = *state;

	set_wave(f, f->denain, 2019);
	say(f, f->denain, LABEL_RENEWED, "2022-09-01", NULL);
	stands(f, f->denain, "2021-03-01", "labelled 2019-01-01");
	stands(f, f->denain, NULL, "renewed 2022-09-01");
	say(f, f->denain, LABEL_LABELLED, "2019-09-05", NULL);
	stands(f, f->denain, "2019-03-01", "labelled 2019-09-05");
}

static void what_makes_no_sense_is_refused(void **state)
{
	struct fixture *f = *state;
	struct cite_label l;

	cite_label_init(&l);
	REFUSED(cite_label_save(f->db, &l, &err), ERR_INVALID, "needs a cité");
	l.cite = f->denain;
	l.from = network_day("2022-09-01");
	l.to = network_day("2022-08-31");
	REFUSED(cite_label_save(f->db, &l, &err), ERR_INVALID, "before it begins");
	say(f, f->denain, LABEL_CANDIDATE, "2022-09-01", NULL);
	l.to = CIVIL_NONE;
	REFUSED(cite_label_save(f->db, &l, &err), ERR_EXISTS, "'Denain': 'candidate' begins");
	l.from = CIVIL_NONE;
	OK(cite_label_save(f->db, &l, &err));
	l.id = 0;
	REFUSED(cite_label_save(f->db, &l, &err), ERR_EXISTS, "no first day already");
	assert_int_equal(l.id, 0);
	l.cite = f->creil;
	OK(cite_label_save(f->db, &l, &err));
	cite_label_release(&l);
}

static void a_stale_one_is_refused_and_all_can_be_undone(void **state)
{
	struct fixture *f = *state;
	struct cite_label mine, theirs;
	int64_t id = say(f, f->denain, LABEL_LABELLED, "2019-09-01", NULL);

	cite_label_init(&mine);
	cite_label_init(&theirs);
	OK(cite_label_get(f->db, id, &mine, &err));
	OK(cite_label_get(f->db, id, &theirs, &err));
	theirs.to = network_day("2025-08-31");
	free(theirs.note);
	theirs.note = xstrdup("  not renewed\t");
	OK(cite_label_save(f->db, &theirs, &err));
	assert_string_equal(theirs.note, "not renewed");
	REFUSED(cite_label_save(f->db, &mine, &err), ERR_STALE, "meanwhile");
	assert_int_equal(mine.rev, 1);
	OK(cite_label_delete(f->db, id, &err));
	REFUSED(cite_label_save(f->db, &theirs, &err), ERR_NOT_FOUND, "deleted");
	REFUSED(cite_label_get(f->db, id, &mine, &err), ERR_NOT_FOUND, "no longer known");
	OK(journal_undo(f->db, 0, false, NULL, &err));
	history_is(f, f->denain, NULL, "denain labelled 2019-09-01-2025-08-31");
	OK(journal_undo(f->db, 0, false, NULL, &err));
	history_is(f, f->denain, NULL, "denain labelled 2019-09-01-!");
	OK(journal_undo(f->db, 0, false, NULL, &err));
	history_is(f, f->denain, NULL, "");
	cite_label_release(&mine);
	cite_label_release(&theirs);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_history_is_listed_oldest_first),
		TEST(without_a_history_the_wave_tells),
		TEST(the_last_that_has_begun_counts),
		TEST(a_history_without_the_labelling_is_completed_by_the_wave),
		TEST(what_makes_no_sense_is_refused),
		TEST(a_stale_one_is_refused_and_all_can_be_undone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
