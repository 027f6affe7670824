/* Ten thousand rencontres made at random: what payers owe is what registrations cost is what is
 * exported, to the cent. */
#include "exchange/house.h"

#include "etape/fees.h"
#include "store/db_internal.h"
#include "store/idmap.h"

enum { EVENTS = 10000, FIRST = 1000000, SAMPLED = 200 };

static struct house h;

/* Tariffs of every unit, with percentages that leave half cents, caps, free places, half-days and
 * no-shows; a structure in three has another that pays for it. */
static const char network[] =
	"INSERT INTO tariff (id, code, name, valid_from, valid_to, half_day) VALUES (1, 'un', 'Un', NULL, '2024-12-31', 'half');"
	"INSERT INTO tariff (id, code, name, valid_from, counts, no_show) VALUES (2, 'deux', 'Deux', '2025-01-01', 'registered', 'due');"
	"INSERT INTO tariff (id, code, name, valid_from, inherits) VALUES (3, 'trois', 'Trois', '2030-01-01', 0);"
	"INSERT INTO fee_rule (id, tariff, rank, state, member, free_places, early_days, unit, cents, percent, cap_cents) VALUES"
	" (1, 1, 1, 1, NULL, NULL, NULL, 'day', 0, 10000, NULL), (2, 1, 2, NULL, 1, 1, NULL, 'day', 0, 10000, NULL),"
	" (3, 1, 3, NULL, 1, NULL, NULL, 'day', 15000, 3333, NULL), (4, 1, 4, NULL, NULL, NULL, 30, 'day', 9999, 7500, NULL),"
	" (5, 1, 5, NULL, NULL, NULL, NULL, 'day', 15000, 10000, 25000), (6, 2, 1, NULL, 0, NULL, NULL, 'half_day', 4501, 5000, NULL),"
	" (7, 2, 2, NULL, NULL, NULL, NULL, 'event', 3333, 10000, NULL), (8, 3, 1, NULL, 1, NULL, NULL, 'day', 1, 5000, NULL),"
	" (9, 3, 2, NULL, NULL, NULL, NULL, 'half_day', 7777, 10000, 10000);"
	"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5) INSERT INTO cite (id, code, name,"
	" fold, departement, region, region_name, academie, lat, lon) SELECT 100 + i, 'c' || i, 'Cité ' || i, 'cite ' || i, '59', '32',"
	" 'Hauts-de-France', 'Lille', 5000000, 300000 FROM n;"
	"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40) INSERT INTO structure (id, name,"
	" fold, kind, cite, parent, payer) SELECT 200 + i, 'Structure ' || i, 'structure ' || i,"
	" CASE some(i, 1, 4) WHEN 0 THEN 'commune' WHEN 1 THEN 'association' WHEN 2 THEN 'prefecture' ELSE 'epci' END,"
	" CASE WHEN some(i, 2, 4) THEN 101 + some(i, 3, 5) END,"
	" CASE WHEN i > 5 AND i % 2 THEN 201 + some(i, 4, 5) END, CASE WHEN i > 5 AND i % 3 = 0 THEN 201 + some(i, 5, 5) END FROM n;"
	/* Half of all people are of one association, which pays. */
	"UPDATE structure SET kind = 'association', cite = 103, parent = NULL WHERE id = 204;"
	"INSERT INTO membership (id, structure, valid_from, valid_to) SELECT id + 1000, id,"
	" '202' || some(id, 6, 6) || '-01-01', '2025-06-30' FROM structure WHERE some(id, 7, 2);"
	"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300) INSERT INTO person (id, family_name,"
	" given_name, fold, given_fold, squash, structure, cite) SELECT 3000 + i, 'N' || i, 'P', 'n' || i || ' p', 'p', 'n' || i || 'p',"
	" CASE WHEN i % 9 THEN CASE WHEN i % 2 THEN 204 ELSE 206 + some(i, 8, 9) END END, CASE WHEN i % 19 = 0 THEN 101 + some(i, 9, 5) END FROM n;"
	"INSERT INTO mandate (id, person, cite, role, structure) SELECT id + 5000, id, 101 + some(id, 10, 5), 'cpo',"
	" CASE WHEN id % 2 THEN 201 + some(id, 11, 40) END FROM person WHERE id % 5 = 0;";

/* Each event has its ids from 1,000 times its own. */
static const char events[] =
	"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 9999),"
	" d(i, day, long) AS (SELECT i, date('2024-01-01', '+' || (some(i, 20, 900)) || ' days'), some(i, 21, 3) FROM n)"
	" INSERT INTO event (id, code, kind, title, starts, ends, precision, first_day, last_day, status, tariff)"
	" SELECT 1000000 + i, 'e' || i, 'etape', 'E', day, date(day, '+' || long || ' days'), 'day', day,"
	" date(day, '+' || long || ' days'), 'closed', CASE WHEN i % 10 = 0 THEN 3 END FROM d;"
	"INSERT INTO session (id, event, no, day, part, starts, ends)"
	" SELECT e.id * 1000 + d * 2 + p, e.id, d * 2 + p + 1, date(e.first_day, '+' || d || ' days'),"
	" CASE p WHEN 0 THEN 'morning' ELSE 'afternoon' END, 500 + p * 300, 700 + p * 300 FROM event e,"
	" (SELECT 0 AS d UNION ALL SELECT 1 UNION ALL SELECT 2), (SELECT 0 AS p UNION ALL SELECT 1)"
	" WHERE date(e.first_day, '+' || d || ' days') <= e.last_day;"
	"INSERT INTO registration (id, code, event, person, status, walk_in, created_at)"
	" SELECT e.id * 1000 + 100 + k, 'R' || e.id || '-' || k, e.id, 3001 + (some(e.id, 30, 300) + k * 8) % 300,"
	" CASE WHEN some(e.id, 31 + k, 6) THEN 'registered' ELSE 'cancelled' END, k = 3,"
	" 1000 * (unixepoch(e.first_day) - 86400 * (some(e.id, 40 + k, 60))) FROM event e,"
	" (SELECT 0 AS k UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL"
	" SELECT 4 UNION ALL SELECT 5) WHERE k <= some(e.id, 50, 6);"
	"INSERT INTO registration_session (id, registration, session) SELECT r.id + 200, r.id, r.event * 1000"
	" FROM registration r WHERE some(r.id, 60, 4) = 0;"
	"INSERT INTO checkin (id, registration, session, kind, at, desk, author) SELECT s.id * 10 + r.id % 10 + 9000000000000, r.id, s.id, 'in', 1, 'a', 'b'"
	" FROM registration r JOIN session s ON s.event = r.event WHERE r.event % 8 AND some(r.id, s.id, 3);"
	"INSERT INTO payment (id, registration, cents, means, day, at, desk, author) SELECT id, id, 5000, 'cheque', '2026-01-01', 1, 'a', 'b'"
	" FROM registration WHERE some(id, 70, 5) = 0;"
	"INSERT INTO fee_override (id, registration, cents, reason, at, author) SELECT id, id, some(id, 71, 9000), 'x', 1, 'b'"
	" FROM registration WHERE some(id, 72, 11) = 0;"
	"UPDATE registration SET hat_structure = 201 + some(id, 73, 40) WHERE some(id, 74, 13) = 0;";

struct sums {
	cents_t registrations[EVENTS];
	cents_t payers[EVENTS];
	cents_t exported[EVENTS];
	struct idmap debts; /* of the event at hand: payer to its place in .cents, from 1 */
	cents_t cents[8];
	size_t count;
	int64_t event;
	int64_t rows, undetermined, free, lines;
};

static void close_event(struct sums *s)
{
	for (size_t i = 0; i < s->count; i++)
		s->payers[s->event - FIRST] += s->cents[i];
	idmap_release(&s->debts);
	s->count = 0;
}

/* What a row's lines add to the debt of whoever pays. */
static void owe(struct sums *s, const struct fee_row *row)
{
	void **place = idmap_at(&s->debts, row->payer_id ? row->payer_id : row->person_id);

	if (!*place) {
		assert_true(s->count < 8);
		s->cents[s->count++] = 0;
		*place = (void *)(uintptr_t)s->count;
	}
	for (size_t i = 0; i < row->line_count; i++)
		s->cents[(uintptr_t)*place - 1] += row->lines[i].cents;
	s->lines += (int64_t)row->line_count;
}

static bool add(void *arg, const struct fee_row *row)
{
	struct sums *s = arg;

	if (s->event && s->event != row->event_id)
		close_event(s);
	s->event = row->event_id;
	s->registrations[s->event - FIRST] += row->due;
	s->rows++;
	s->undetermined += row->state == FEE_UNDETERMINED;
	s->free += row->state == FEE_EXEMPT;
	owe(s, row);
	return true;
}

/* Field 5 is the amount; the event stands before the last comma. No name here has a comma. */
static void read_export(struct sums *s, char *text)
{
	char *line = strchr(text, '\n');

	while (line && *++line) {
		char *end = strchr(line, '\n'), *at = line, *code = end;

		for (int i = 0; i < 4; i++)
			at = strchr(at, ',') + 1;
		for (int commas = 0; commas < 2; commas += *--code == ',')
			;
		assert_int_equal(code[1], 'e');
		s->exported[atoi(code + 2)] += strtoll(at, NULL, 10);
		line = end;
	}
}

static bool keep_due(void *arg, const struct fee_row *row)
{
	str_addf(arg, "%s %s %lld\n", row->registration, fee_state_name(row->state),
		(long long)row->due);
	return true;
}

/* One asked about alone is told what the list says. */
static void expect_alone(int64_t event)
{
	struct str list = STR_INIT, alone = STR_INIT;
	sqlite3_stmt *stmt;

	OK(fees_list(h.db, event, keep_due, &list, &err));
	assert_int_equal(sqlite3_prepare_v2(h.db->handle,
				 "SELECT r.person FROM registration r JOIN person p ON p.id = r.person"
				 " WHERE r.event = ?1 ORDER BY p.fold, r.id",
				 -1, &stmt, NULL),
		SQLITE_OK);
	sqlite3_bind_int64(stmt, 1, event);
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		str_reset(&alone);
		OK(fees_of_person(h.db, event, sqlite3_column_int64(stmt, 0), keep_due, &alone, &err));
		/* Who cancelled and did not come is told what it would cost, and is on no list. */
		if (!strstr(list.buf, alone.buf) && strstr(list.buf, strtok(alone.buf, " ")))
			fail_msg("'%s' is not in '%s'", alone.buf, list.buf);
	}
	sqlite3_finalize(stmt);
	str_release(&list);
	str_release(&alone);
}

/* some(a, b, n): a number below n that a and b tell, the same at each run. */
static void some(sqlite3_context *context, int count, sqlite3_value **values)
{
	uint64_t x = (uint64_t)sqlite3_value_int64(values[0]) * UINT64_C(0x9E3779B97F4A7C15) +
		     (uint64_t)sqlite3_value_int64(values[1]) * UINT64_C(0xD1B54A32D192ED03);

	(void)count;
	x = (x ^ (x >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
	x = (x ^ (x >> 27)) * UINT64_C(0x94D049BB133111EB);
	x ^= x >> 31;
	sqlite3_result_int64(context,
		(int64_t)(x >> 1) % sqlite3_value_int64(values[2]));
}

static void payers_registrations_and_the_export_agree(void **state)
{
	struct sums *s = xcalloc(1, sizeof *s);
	char *text, *why = NULL;

	(void)state;
	sqlite3_create_function(h.db->handle, "some", 3, SQLITE_UTF8, NULL, some, NULL, NULL);
	if (sqlite3_exec(h.db->handle, network, NULL, NULL, &why) != SQLITE_OK ||
		sqlite3_exec(h.db->handle, events, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s", why);
	OK(fees_of_period(h.db, CIVIL_NONE, CIVIL_NONE, false, add, s, &err));
	close_event(s);
	text = house_export(&h, EXPORT_FEES, NULL, FORMAT_CSV);
	read_export(s, text);
	free(text);
	for (int i = 0; i < EVENTS; i++) {
		assert_int_equal(s->payers[i], s->registrations[i]);
		assert_int_equal(s->exported[i], s->registrations[i]);
	}
	/* The network is one where all of it happens. */
	assert_true(s->rows > 15000 && s->undetermined > 500 && s->free > 500 && s->lines > 8000);
	for (int i = 0; i < EVENTS; i += EVENTS / SAMPLED)
		expect_alone(FIRST + i);
	/* Without them, people who are alike are decided once. */
	assert_int_equal(sqlite3_exec(h.db->handle,
				 "UPDATE fee_rule SET free_places = NULL, early_days = NULL", NULL, NULL,
				 NULL),
		SQLITE_OK);
	for (int i = 1; i < EVENTS; i += EVENTS / SAMPLED)
		expect_alone(FIRST + i);
	free(s);
}

static int open_house(void **state)
{
	(void)state;
	house_open(&h, false);
	return 0;
}

static int close_house(void **state)
{
	(void)state;
	house_close(&h);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			payers_registrations_and_the_export_agree, open_house, close_house),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
