/* Two records of one person made one, and two again. */
#include "network_fixture.h"
#include "raw.h"

#include "etape/checkin.h"
#include "etape/desk.h"
#include "etape/duplicate.h"
#include "etape/journal.h"
#include "etape/merge.h"
#include "etape/payment.h"
#include "store/db_internal.h"

/* --- reading the file as it is -------------------------------------------------------- */

/* Every row of every table that the journal records, and what the finder holds. */
static char *everything(struct db *db)
{
	struct str out = STR_INIT;
	char sql[128];

	for (const char *const *t = db_journaled_tables; *t; t++) {
		char *rows;

		snprintf(sql, sizeof sql, "SELECT * FROM %s ORDER BY id", *t);
		if (!strcmp(*t, "commune"))
			continue;
		rows = ask(db, sql);
		str_addf(&out, "%s\n%s", *t, rows);
		free(rows);
	}
	{
		char *rows = ask(db, "SELECT rowid, label, words FROM search ORDER BY rowid");

		str_add(&out, rows);
		free(rows);
	}
	return str_take(&out);
}

static void say_fault(void *arg, const char *line)
{
	(void)arg;
	fail_msg("the file is not sound: %s", line);
}

/* --- merging -------------------------------------------------------------------------- */

static struct person read_person(struct fixture *f, int64_t id)
{
	struct person p;

	person_init(&p);
	OK(person_get(f->db, id, &p, &err));
	return p;
}

/* `from` into `into`, whose fields win. */
static struct merge_moves merge(struct fixture *f, int64_t from, int64_t into)
{
	struct person mine = read_person(f, into), theirs = read_person(f, from);
	struct merge_moves moves;

	merge_fill(&mine, &theirs);
	OK(person_merge(f->db, &mine, &theirs, &moves, &err));
	person_release(&mine);
	person_release(&theirs);
	return moves;
}

static void refused(struct fixture *f, int64_t from, int64_t into, enum err_code code, const char *text)
{
	struct person mine = read_person(f, into), theirs = read_person(f, from);
	char *before = everything(f->db), *after;

	REFUSED(person_merge(f->db, &mine, &theirs, NULL, &err), code, text);
	after = everything(f->db);
	assert_string_equal(after, before);
	free(before);
	free(after);
	person_release(&mine);
	person_release(&theirs);
}

/* Merges, looks whether the file is sound, takes it back: every row as before. */
static void there_and_back(struct fixture *f, int64_t from, int64_t into)
{
	char *before = everything(f->db), *after;

	merge(f, from, into);
	assert_true(db_check(f->db, say_fault, NULL, NULL));
	OK(journal_undo(f->db, 0, false, NULL, &err));
	after = everything(f->db);
	assert_string_equal(after, before);
	assert_true(db_check(f->db, say_fault, NULL, NULL));
	free(before);
	free(after);
}

static void check_in(struct fixture *f, int64_t event, int64_t registration, int session, bool out)
{
	struct checkin_query q = {
		.event = event, .registration = registration, .session = session, .via = VIA_DESK
	};
	struct checkin_answer a;

	checkin_answer_init(&a);
	if (out)
		OK(checkin_out(f->db, &q, &a, &err));
	else
		OK(checkin_do(f->db, &q, &a, &err));
	assert_int_equal(a.result, CHECKIN_OK);
	checkin_answer_release(&a);
}

static void take_back(struct fixture *f, int64_t event, int64_t registration, int session)
{
	struct checkin_query q = {
		.event = event, .registration = registration, .session = session, .via = VIA_DESK
	};
	struct checkin_answer a;

	checkin_answer_init(&a);
	OK(checkin_undo(f->db, &q, &a, &err));
	checkin_answer_release(&a);
}

/* Inès a second time, without a structure. */
static int64_t twin(struct fixture *f)
{
	return network_person(f->db, "Dupré", "Inès", "ines@example.org", 0, f->creil);
}

static void each_field_is_chosen(void **state)
{
	struct fixture *f = *state;
	int64_t other = twin(f);
	struct person mine = read_person(f, f->ines), theirs = read_person(f, other);
	struct person now;

	assert_true(merge_differs(&mine, &theirs, MERGE_FAMILY_NAME));
	assert_false(merge_differs(&mine, &theirs, MERGE_GIVEN_NAME));
	merge_take(&mine, &theirs, MERGE_EMAIL);
	merge_take(&mine, &theirs, MERGE_CITE);
	free(mine.phone);
	mine.phone = xstrdup("03 20 00 00 01");
	OK(person_merge(f->db, &mine, &theirs, NULL, &err));
	now = read_person(f, f->ines);
	assert_string_equal(now.family_name, "Dupré-Leroy");
	assert_string_equal(now.email, "ines@example.org");
	assert_string_equal(now.phone, "03 20 00 00 01");
	assert_int_equal(now.structure, f->ville);
	assert_int_equal(now.cite, f->creil);
	assert_int_equal(now.rev, mine.rev);
	REFUSED(person_get(f->db, other, &theirs, &err), ERR_NOT_FOUND, "");
	person_release(&mine);
	person_release(&theirs);
	person_release(&now);
}

static void the_same_post_on_the_same_days_is_one(void **state)
{
	struct fixture *f = *state;
	int64_t other = twin(f);

	network_mandate(f->db, f->ines, f->denain, MANDATE_CPO, "2021-01-01", "2022-12-31");
	network_mandate(f->db, other, f->denain, MANDATE_CPO, "2022-01-01", NULL);
	network_mandate(f->db, other, f->denain, MANDATE_REFERENT, "2022-01-01", NULL);
	network_mandate(f->db, other, f->denain, MANDATE_CPO, "2019-01-01", "2019-12-31");
	there_and_back(f, other, f->ines);
	assert_int_equal(merge(f, other, f->ines).mandates, 3);
	ASK(f->db, "SELECT role, valid_from, valid_to FROM mandate ORDER BY role, valid_from",
		"cpo 2019-01-01 2019-12-31\ncpo 2021-01-01 -\nreferent 2022-01-01 -\n");
}

static void two_registrations_for_one_event_become_one(void **state)
{
	struct fixture *f = *state;
	int64_t other = twin(f);
	int64_t event = network_event(f->db, "tour-01", "2026-03-10", "2026-03-10", -1);
	struct registering first = { .event = event, .person = f->ines,
		.sessions = (int[]){ 1 }, .session_count = 1 };
	struct registering second = { .event = event, .person = other,
		.sessions = (int[]){ 2 }, .session_count = 1 };
	struct payment pay = { .cents = 15000, .means = MEANS_CHEQUE, .day = CIVIL_NONE };
	struct merge_moves moves;

	OK(registration_add(f->db, &first, NULL, &err));
	OK(registration_add(f->db, &second, NULL, &err));
	OK(registration_find(f->db, event, other, &pay.registration, &err));
	OK(payment_add(f->db, &pay, &err));
	/* What she paid before she cancelled under her other name. */
	pay = (struct payment){ .cents = 700, .means = MEANS_CARTE, .day = CIVIL_NONE };
	OK(registration_find(f->db, event, f->ines, &pay.registration, &err));
	OK(payment_add(f->db, &pay, &err));
	run(f->db, "INSERT INTO refusal (id, event, registration, outcome, at, desk, author, via)"
		   " VALUES (1001, %lld, %lld, 'already', 0, '', '', 'desk')",
		(long long)event, (long long)pay.registration);
	OK(registration_cancel(f->db, event, f->ines, "doublon", &err));
	there_and_back(f, other, f->ines);
	moves = merge(f, other, f->ines);
	assert_int_equal(moves.registrations, 1);
	assert_int_equal(moves.same_events, 1);
	assert_int_equal(moves.payments, 1);
	ASK(f->db, "SELECT status, reason, person = (SELECT id FROM person WHERE fold LIKE 'dupre%') FROM registration",
		"registered - 1\n");
	ASK(f->db, "SELECT s.no FROM registration_session x JOIN session s ON s.id = x.session", "2\n");
	ASK(f->db, "SELECT y.cents FROM payment y JOIN registration r ON r.id = y.registration", "15000\n700\n");
	ASK(f->db, "SELECT count(*) FROM refusal x JOIN registration r ON r.id = x.registration", "1\n");
}

static void see_checked_in(struct fixture *f, int64_t event, const char *code, enum checkin_result wanted)
{
	struct checkin_query q = { .event = event, .text = code, .via = VIA_SCAN };
	struct checkin_answer a;

	checkin_answer_init(&a);
	OK(checkin_do(f->db, &q, &a, &err));
	assert_int_equal(a.result, wanted);
	if (wanted == CHECKIN_OK)
		assert_string_equal(a.name, "DUPRÉ-LEROY Inès");
	checkin_answer_release(&a);
}

static bool count_row(void *arg, const struct desk_row *row)
{
	(void)row;
	++*(int *)arg;
	return true;
}

/* Each of them had been printed and sent. */
static void every_badge_still_opens_the_door(void **state)
{
	struct fixture *f = *state;
	int64_t other = twin(f), third = twin(f), id;
	int64_t event = network_event(f->db, "tour-01", "2026-03-10", "2026-03-10", -1);
	int64_t regs[] = { network_register(f->db, event, f->ines), network_register(f->db, event, other),
		network_register(f->db, event, third) };
	char codes[3][CODE_LENGTH + 1];
	int found = 0;

	for (int i = 0; i < 3; i++) {
		struct registration r;

		registration_init(&r);
		OK(registration_get(f->db, regs[i], &r, &err));
		memcpy(codes[i], r.code, sizeof codes[i]);
		registration_release(&r);
	}
	merge(f, third, other);
	there_and_back(f, other, f->ines);
	merge(f, other, f->ines);
	assert_true(db_check(f->db, say_fault, NULL, NULL));
	for (int i = 0; i < 3; i++) {
		OK(registration_by_code(f->db, codes[i], &id, &err));
		ASK(f->db, "SELECT count(*) FROM registration", "1\n");
		assert_int_equal(id, regs[0]);
		OK(desk_search(f->db, event, 1, codes[i], 10, count_row, &found, &err));
		assert_int_equal(found, i + 1);
	}
	see_checked_in(f, event, codes[2], CHECKIN_OK);
	see_checked_in(f, event, codes[1], CHECKIN_ALREADY);
}

static void presence_stays_true(void **state)
{
	struct fixture *f = *state;
	int64_t other = twin(f);
	int64_t event = network_event(f->db, "tour-01", "2026-03-10", "2026-03-10", -1);
	int64_t mine = network_register(f->db, event, f->ines);
	int64_t theirs = network_register(f->db, event, other);

	/* Only the other one has facts: they stay where they are. */
	check_in(f, event, theirs, 1, false);
	there_and_back(f, other, f->ines);
	/* Both, in different sessions: those of one are stated again. */
	check_in(f, event, mine, 2, false);
	check_in(f, event, mine, 2, true);
	there_and_back(f, other, f->ines);
	there_and_back(f, f->ines, other);
	/* Both in the same: not ours to say, until one is taken back. */
	check_in(f, event, theirs, 2, false);
	refused(f, other, f->ines, ERR_REFUSED, "session 2 of 'tour-01'");
	take_back(f, event, theirs, 2);
	there_and_back(f, other, f->ines);
	merge(f, other, f->ines);
	ASK(f->db, "SELECT s.no FROM presence p JOIN session s ON s.id = p.session ORDER BY s.no", "1\n");
	ASK(f->db, "SELECT count(*) FROM registration", "1\n");
	ASK(f->db, "SELECT s.no, c.kind, count(*) FROM checkin c JOIN session s ON s.id = c.session"
		   " GROUP BY s.no, c.kind",
		"1 in 1\n2 in 2\n2 out 1\n2 undo 1\n");
}

/* Who came in the place of herself. */
static void a_chain_of_substitutions_holds(void **state)
{
	struct fixture *f = *state;
	int64_t other = twin(f);
	int64_t event = network_event(f->db, "tour-01", "2026-03-10", "2026-03-10", -1);
	int64_t absent = network_register(f->db, event, other);
	int64_t id;

	OK(registration_substitute(f->db, absent, f->ines, false, &id, &err));
	there_and_back(f, other, f->ines);
	there_and_back(f, f->ines, other);
	merge(f, other, f->ines);
	ASK(f->db, "SELECT status, replaces FROM registration", "registered -\n");
}

static void what_was_saved_meanwhile_is_not_lost(void **state)
{
	struct fixture *f = *state;
	int64_t other = twin(f);
	struct person mine = read_person(f, f->ines), theirs = read_person(f, other);
	struct person later = read_person(f, other);

	OK(person_save(f->db, &later, &err));
	REFUSED(person_merge(f->db, &mine, &theirs, NULL, &err), ERR_STALE, "DUPRÉ Inès");
	person_release(&later);
	later = read_person(f, f->ines);
	OK(person_save(f->db, &later, &err));
	person_release(&theirs);
	theirs = read_person(f, other);
	REFUSED(person_merge(f->db, &mine, &theirs, NULL, &err), ERR_STALE, "DUPRÉ-LEROY Inès");
	REFUSED(person_merge(f->db, &later, &later, NULL, &err), ERR_INVALID, "herself");
	ASK(f->db, "SELECT count(*) FROM person", "3\n");
	person_release(&mine);
	person_release(&theirs);
	person_release(&later);
}

static void the_finder_follows(void **state)
{
	struct fixture *f = *state;
	int64_t other = twin(f);

	network_mandate(f->db, other, f->creil, MANDATE_CPO, NULL, NULL);
	ASK(f->db, "SELECT count(*) FROM search WHERE search MATCH 'words:creil words:ines'", "1\n");
	merge(f, other, f->ines);
	ASK(f->db, "SELECT count(*) FROM search WHERE search MATCH 'words:creil words:ines'", "1\n");
	ASK(f->db, "SELECT count(*) FROM search WHERE kind = 'person'", "2\n");
}

static void what_came_after_holds_the_undo_back(void **state)
{
	struct fixture *f = *state;
	int64_t other = twin(f);
	struct person p;
	char *id;

	merge(f, other, f->ines);
	id = ask(f->db, "SELECT id FROM journal WHERE kind = 'merge'");
	p = read_person(f, f->ines);
	free(p.function);
	p.function = xstrdup("CPO");
	OK(person_save(f->db, &p, &err));
	person_release(&p);
	REFUSED(journal_undo(f->db, atoll(id), false, NULL, &err), ERR_CONFLICT, "claire");
	free(id);
}

/* Others are registered, come, move and are saved; her own presence goes on as well. */
static void what_came_elsewhere_does_not_hold_the_undo_back(void **state)
{
	struct fixture *f = *state;
	int64_t other = twin(f);
	int64_t event = network_event(f->db, "tour-01", "2026-03-10", "2026-03-10", -1);
	int64_t mine = network_register(f->db, event, f->ines);
	int64_t jean = network_register(f->db, event, f->jean);
	struct person p;
	char *id, *code;

	network_register(f->db, event, other);
	network_mandate(f->db, other, f->denain, MANDATE_CPO, "2022-01-01", NULL);
	network_mandate(f->db, f->ines, f->denain, MANDATE_CPO, "2021-01-01", "2022-12-31");
	code = ask(f->db, "SELECT r.code FROM registration r JOIN person p ON p.id = r.person"
			  " WHERE p.family_name = 'Dupré'");
	merge(f, other, f->ines);
	id = ask(f->db, "SELECT id FROM journal WHERE kind = 'merge'");
	p = read_person(f, f->jean);
	free(p.function);
	p.function = xstrdup("CPO");
	OK(person_save(f->db, &p, &err));
	person_release(&p);
	network_mandate(f->db, f->jean, f->creil, MANDATE_CPO, "2024-01-01", NULL);
	network_event(f->db, "tour-02", "2026-04-10", "2026-04-10", -1);
	check_in(f, event, jean, 1, false);
	check_in(f, event, mine, 1, false);
	OK(journal_undo(f->db, atoll(id), false, NULL, &err));
	assert_true(db_check(f->db, say_fault, NULL, NULL));
	ASK(f->db, "SELECT p.family_name, s.no FROM presence c JOIN session s ON s.id = c.session"
		   " JOIN registration r ON r.id = c.registration JOIN person p ON p.id = r.person"
		   " WHERE p.given_name = 'Inès'",
		"Dupré-Leroy 1\n");
	ASK(f->db, "SELECT p.family_name, m.valid_from FROM mandate m JOIN person p ON p.id = m.person"
		   " ORDER BY m.valid_from",
		"Dupré-Leroy 2021-01-01\nDupré 2022-01-01\nD’Hondt 2024-01-01\n");
	ASK(f->db, "SELECT r.code FROM registration r JOIN person p ON p.id = r.person"
		   " WHERE p.family_name = 'Dupré'", code);
	ASK(f->db, "SELECT count(*) FROM badge", "0\n");
	free(code);
	free(id);
}

/* What hangs on what the merge made would hang in the air. */
static void what_hangs_on_the_merge_holds_the_undo_back(void **state)
{
	struct fixture *f = *state;
	int64_t other = twin(f);
	int64_t event = network_event(f->db, "tour-01", "2026-03-10", "2026-03-10", -1);
	char *id;

	network_register(f->db, event, f->ines);
	network_register(f->db, event, other);
	merge(f, other, f->ines);
	id = ask(f->db, "SELECT id FROM journal WHERE kind = 'merge'");
	OK(registration_cancel(f->db, event, f->ines, "malade", &err));
	REFUSED(journal_undo(f->db, atoll(id), false, NULL, &err), ERR_CONFLICT, "claire");
	assert_true(db_check(f->db, say_fault, NULL, NULL));
	ASK(f->db, "SELECT count(*) FROM registration", "1\n");
	free(id);
}

/* The structure of the record that went was deleted since: nobody was in it any more. */
static void what_the_record_belonged_to_has_gone(void **state)
{
	struct fixture *f = *state;
	int64_t gone = network_structure(f->db, "Association passée", STRUCTURE_ASSOCIATION, 0, 0);
	int64_t other = network_person(f->db, "Dupré", "Inès", NULL, gone, 0);
	char *id;

	merge(f, other, f->ines);
	id = ask(f->db, "SELECT id FROM journal WHERE kind = 'merge'");
	OK(structure_delete(f->db, gone, &err));
	REFUSED(journal_undo(f->db, atoll(id), false, NULL, &err), ERR_CONFLICT, "claire");
	assert_true(db_check(f->db, say_fault, NULL, NULL));
	OK(journal_undo(f->db, 0, false, NULL, &err));
	OK(journal_undo(f->db, atoll(id), false, NULL, &err));
	ASK(f->db, "SELECT count(*) FROM person WHERE given_name = 'Inès'", "2\n");
	free(id);
}

/* --- everything that points to a person ------------------------------------------------ */

/* Every column that refers to a person, as the schema says, holds `from` when a row of it is
 * made here. A new one fails below until it is made here, and merged. */
/* An invoice and a sum to collect, of her registration. */
static void invoice_to(struct db *db, int64_t event, int64_t person)
{
	int64_t registration = 0;

	OK(registration_find(db, event, person, &registration, &err));
	run(db, "INSERT INTO invoice_line (id, invoice, no, registration, event, name, label, first_day, last_day,"
		" unit, quantity, unit_cents, percent, net_cents, reasons) VALUES (2001, 2000, 1, %lld, 'e', 'n', 'l',"
		" '2026-03-10', '2026-03-10', 'day', 100, 15000, 10000, 15000, '')",
		(long long)registration);
	run(db, "INSERT INTO invoice (id, kind, year, seq, number, day, at, author, desk, service_from, service_to,"
		" payer_person, seller, buyer, vat, vat_rate, net_cents, vat_cents, total_cents, terms, lang)"
		" VALUES (2000, 'invoice', 2026, 1, 'FA2026-0001', '2026-03-10', 0, '', '', '2026-03-10', '2026-03-10',"
		" %lld, '{}', '{}', 'outside', 0, 15000, 0, 15000, '{}', 'fr')",
		(long long)person);
	run(db, "INSERT INTO claim (id, payer_person, event, cents, at, author) VALUES (2002, %lld, %lld, 100, 0, '')",
		(long long)person, (long long)event);
	run(db, "INSERT INTO claim_line (id, claim, registration, cents, label, reasons)"
		" VALUES (2003, 2002, %lld, 100, '', '')",
		(long long)registration);
}

static void point_from_everywhere(struct fixture *f, int64_t from, int64_t third)
{
	struct db *db = f->db;
	int64_t event = network_event(db, "tour-01", "2026-03-10", "2026-03-10", -1);
	struct registering by = { .event = event, .person = third, .registered_by = from };

	network_mandate(db, from, f->denain, MANDATE_CPO, NULL, NULL);
	network_register(db, event, from);
	OK(registration_add(db, &by, NULL, &err));
	OK(change_begin(db, &(struct change_label){ .kind = CHANGE_NOTE }, &err));
	run(db, "INSERT INTO refusal (id, event, person, outcome, at, desk, author, via)"
		" VALUES (1001, %lld, %lld, 'already', 0, '', '', 'desk')",
		(long long)event, (long long)from);
	run(db, "INSERT INTO message_sent (id, event, person, kind, at, author)"
		" VALUES (1003, %lld, %lld, 'invitation', 0, '')",
		(long long)event, (long long)from);
	run(db, "INSERT INTO note (id, subject, day, author, text) VALUES (1002, %lld, '2026-03-10', 'c', 'x')",
		(long long)from);
	invoice_to(db, event, from);
	OK(change_commit(db, &err));
	OK(duplicate_distinct(db, from, third, &err));
	OK(duplicate_distinct(db, f->jean, from, &err));
}

static void nothing_still_points_to_who_is_gone(void **state)
{
	struct fixture *f = *state;
	int64_t before = network_person(f->db, "Avant", "Anne", NULL, 0, 0);
	int64_t other = twin(f);
	int64_t after = network_person(f->db, "Zola", "Zoé", NULL, 0, 0);
	char *columns, *line, *next;
	int found = 0;

	point_from_everywhere(f, other, after);
	OK(duplicate_distinct(f->db, before, other, &err));
	columns = ask(f->db, "SELECT m.name, k.\"from\" FROM sqlite_master m, pragma_foreign_key_list(m.name) k"
			     " WHERE m.type = 'table' AND k.\"table\" = 'person' ORDER BY 1, 2");
	for (line = columns; *line; line = next + 1, found++) {
		char table[64], column[64], sql[256];
		char *rows;

		next = strchr(line, '\n');
		assert_int_equal(sscanf(line, "%63s %63s", table, column), 2);
		snprintf(sql, sizeof sql, "SELECT count(*) FROM %s WHERE %s = %lld", table, column,
			(long long)other);
		rows = ask(f->db, sql);
		if (!strcmp(rows, "0\n"))
			fail_msg("%s.%s refers to a person: point it to one in this test, and have the merge move it",
				table, column);
		free(rows);
	}
	assert_true(found >= 6);
	there_and_back(f, other, f->ines);
	merge(f, other, f->ines);
	for (line = columns; *line; line = next + 1) {
		char table[64], column[64], sql[256];

		next = strchr(line, '\n');
		assert_int_equal(sscanf(line, "%63s %63s", table, column), 2);
		snprintf(sql, sizeof sql, "SELECT count(*) FROM %s WHERE %s = %lld", table, column,
			(long long)other);
		ASK(f->db, sql, "0\n");
	}
	free(columns);
	ASK(f->db, "SELECT count(*) FROM note n JOIN person p ON p.id = n.subject", "1\n");
	ASK(f->db, "SELECT count(*) FROM refusal r JOIN person p ON p.id = r.person", "1\n");
	ASK(f->db, "SELECT count(*) FROM distinct_pair", "3\n");
}

/* The paper says what it said; which registration it is of follows the one that is left. */
static void what_was_invoiced_follows_the_registration_that_stays(void **state)
{
	struct fixture *f = *state;
	int64_t other = twin(f);
	int64_t event = network_event(f->db, "tour-01", "2026-03-10", "2026-03-10", -1);

	network_register(f->db, event, f->ines);
	network_register(f->db, event, other);
	OK(change_begin(f->db, &(struct change_label){ .kind = CHANGE_NOTE }, &err));
	invoice_to(f->db, event, other);
	OK(change_commit(f->db, &err));
	there_and_back(f, other, f->ines);
	merge(f, other, f->ines);
	ASK(f->db, "SELECT l.registration = r.id, i.payer_person = r.person, c.registration = r.id FROM registration r,"
		   " invoice i, invoice_line l, claim_line c", "1 1 1\n");
}

static void to_the_pair_itself_nothing_is_left(void **state)
{
	struct fixture *f = *state;
	int64_t other = twin(f);

	OK(duplicate_distinct(f->db, other, f->ines, &err));
	OK(duplicate_distinct(f->db, f->jean, f->ines, &err));
	OK(duplicate_distinct(f->db, f->jean, other, &err));
	there_and_back(f, other, f->ines);
	merge(f, other, f->ines);
	ASK(f->db, "SELECT count(*) FROM distinct_pair", "1\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(each_field_is_chosen),
		TEST(the_same_post_on_the_same_days_is_one),
		TEST(two_registrations_for_one_event_become_one),
		TEST(every_badge_still_opens_the_door),
		TEST(presence_stays_true),
		TEST(a_chain_of_substitutions_holds),
		TEST(what_was_saved_meanwhile_is_not_lost),
		TEST(the_finder_follows),
		TEST(what_came_after_holds_the_undo_back),
		TEST(what_came_elsewhere_does_not_hold_the_undo_back),
		TEST(what_hangs_on_the_merge_holds_the_undo_back),
		TEST(what_the_record_belonged_to_has_gone),
		TEST(nothing_still_points_to_who_is_gone),
		TEST(what_was_invoiced_follows_the_registration_that_stays),
		TEST(to_the_pair_itself_nothing_is_left),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
