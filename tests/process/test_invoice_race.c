/*
 * Eight processes issue a thousand invoices while one after another is killed: numbers are 1 to
 * 1,000, no two alike. Then they credit one line at once: never more than is left of it.
 */
#include "store/raw.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "etape/invoice.h"
#include "etape/journal.h"
#include "etape/tariff.h"

enum { WORKERS = 8, EACH = 125, AT_ONCE = 5, KILLS = 8, KILL_EVERY = 15 };

struct office {
	char folder[64];
	char path[96];
	int64_t event[WORKERS];
	pid_t pid[WORKERS];
	int told[2]; /* a byte for each change that issued some */
	bool crediting;
};

static struct invoice_settings centre(void)
{
	struct invoice_settings s;

	invoice_settings_init(&s);
	s.name = xstrdup("Centre du Nord");
	s.address = xstrdup("1 rue des Tests");
	s.postcode = xstrdup("59000");
	s.town = xstrdup("Lille");
	s.siret = xstrdup("73282932000074");
	s.vat = VAT_OUTSIDE;
	return s;
}

static struct db_options options(const struct office *o)
{
	return (struct db_options){
		.path = o->path, .author = "claire", .role = ROLE_COORDINATION, .busy_timeout_ms = 60000
	};
}

/* A hundred and twenty-five towns of a worker's own, one of each at its event. */
static void fill(struct db *db, struct office *o, int i)
{
	char name[32];

	snprintf(name, sizeof name, "etape-%d", i);
	o->event[i] = network_event(db, name, "2026-03-09", NULL, -1);
	for (int n = 0; n < EACH; n++) {
		int64_t town;

		snprintf(name, sizeof name, "Ville %d-%d", i, n);
		town = network_structure(db, name, STRUCTURE_COMMUNE, 0, 0);
		network_register(db, o->event[i], network_person(db, name, "Ana", NULL, town, 0));
	}
}

static void begin(struct office *o)
{
	struct db_options wanted = options(o);
	struct db *db = NULL;

	snprintf(o->folder, sizeof o->folder, "/tmp/etape-invoice-XXXXXX");
	assert_non_null(mkdtemp(o->folder));
	snprintf(o->path, sizeof o->path, "%s/etape.db", o->folder);
	setenv("ETAPE_NOW", NETWORK_NOW, 1);
	wanted.role = ROLE_ADMIN;
	OK(db_create(&db, &wanted, &err));
	OK(change_begin(db, &(struct change_label){ .kind = CHANGE_DEMO }, &err));
	OK(tariff_install(db, &err));
	for (int i = 0; i < WORKERS; i++)
		fill(db, o, i);
	run(db, "UPDATE structure SET address = 'x', postcode = '59220', town = 'Denain', siret = '21590172900017'");
	OK(change_commit(db, &err));
	db_created(db);
	db_close(&db);
}

/* Issues the first few of what is left; false when nothing is. */
static bool issue_some(struct db *db, const struct invoice_settings *s, int64_t event, size_t few, int told)
{
	const struct invoice_scope scope = { .event = event };
	struct invoice_drafts drafts;
	bool chosen[EACH] = { false };
	bool some;

	OK(invoice_draft(db, s, &scope, &drafts, &err));
	some = drafts.count > 0;
	for (size_t i = 0; i < drafts.count && i < few; i++)
		chosen[i] = true;
	if (some) {
		OK(invoice_issue(db, s, &scope, &drafts, chosen, &err));
		assert_int_equal(write(told, "i", 1), 1);
	}
	invoice_drafts_release(&drafts);
	return some;
}

/* Gives one euro of the first invoice back; false when nothing is left of it. */
static bool credit_some(struct db *db, const struct invoice_settings *s, int told)
{
	const struct invoice_credit euro = { .no = 1, .cents = 100 };
	struct err why = ERR_INIT;
	struct invoice note;
	int64_t id;
	bool ok;

	invoice_init(&note);
	OK(invoice_resolve(db, "FA2026-0001", &id, &err));
	ok = invoice_credit(db, s, id, &euro, 1, "race", &note, &why);
	if (ok)
		assert_int_equal(write(told, "c", 1), 1);
	else
		assert_int_equal(why.code, ERR_REFUSED);
	invoice_release(&note);
	return ok;
}

static void start(struct office *o, int i)
{
	o->pid[i] = fork();
	assert_true(o->pid[i] >= 0);
	if (o->pid[i] == 0) {
		const struct db_options wanted = options(o);
		const struct invoice_settings s = centre();
		struct db *db = NULL;

		OK(db_open(&db, &wanted, &err));
		for (size_t n = 0; o->crediting ? credit_some(db, &s, o->told[1])
						: issue_some(db, &s, o->event[i], 1 + n % AT_ONCE, o->told[1]);
			n++)
			;
		db_close(&db);
		_exit(0);
	}
}

/* Kills one after another in the middle of its work, and has another go on with it. */
static void run_and_kill(struct office *o)
{
	int status;
	char byte;

	for (int issued = 1; issued <= KILLS * KILL_EVERY && read(o->told[0], &byte, 1) == 1; issued++) {
		const int victim = issued / KILL_EVERY % WORKERS;

		if (issued % KILL_EVERY)
			continue;
		kill(o->pid[victim], SIGKILL);
		assert_int_equal(waitpid(o->pid[victim], &status, 0), o->pid[victim]);
		start(o, victim);
	}
	for (int i = 0; i < WORKERS; i++) {
		assert_int_equal(waitpid(o->pid[i], &status, 0), o->pid[i]);
		assert_int_equal(status, 0);
	}
}

static void numbers_have_no_gap_whatever_is_killed(void **state)
{
	struct office o;
	struct db_options wanted;
	struct db *db = NULL;

	(void)state;
	begin(&o);
	assert_int_equal(pipe(o.told), 0);
	for (int i = 0; i < WORKERS; i++)
		start(&o, i);
	run_and_kill(&o);
	wanted = options(&o);
	OK(db_open(&db, &wanted, &err));
	ASK(db, "SELECT kind, count(*), min(seq), max(seq), count(DISTINCT seq), count(DISTINCT number) FROM invoice"
		" GROUP BY kind",
		"invoice 1000 1 1000 1000 1000\n");
	ASK(db, "SELECT number FROM invoice WHERE seq IN (1, 1000) ORDER BY seq", "FA2026-0001\nFA2026-1000\n");
	ASK(db, "SELECT count(*), count(DISTINCT registration) FROM invoice_line", "1000 1000\n");
	ASK(db, "SELECT count(*) FROM invoice i WHERE NOT EXISTS (SELECT 1 FROM invoice_line l WHERE l.invoice = i.id)",
		"0\n");
	db_close(&db);
	close(o.told[0]);
	close(o.told[1]);
	assert_int_equal(pipe(o.told), 0);
	o.crediting = true;
	for (int i = 0; i < WORKERS; i++)
		start(&o, i);
	run_and_kill(&o);
	OK(db_open(&db, &wanted, &err));
	ASK(db, "SELECT count(*), max(seq), sum(total_cents), count(DISTINCT number) FROM invoice"
		" WHERE kind = 'credit_note'",
		"150 150 15000 150\n");
	assert_true(db_check(db, NULL, NULL, NULL));
	db_close(&db);
	close(o.told[0]);
	close(o.told[1]);
	unlink(o.path);
	rmdir(o.folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_have_no_gap_whatever_is_killed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
