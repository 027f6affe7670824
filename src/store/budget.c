/* The budgets of missions: their parts and milestones. */
#include "etape/budget.h"

#include <stdlib.h>
#include <string.h>

#include "etape/hundredths.h"
#include "etape/i18n.h"
#include "etape/id.h"
#include "store/noun.h"

void budget_init(struct budget *b)
{
	*b = (struct budget){ .cycle = 0 };
}

void budget_part_release(struct budget_part *p)
{
	free(p->title);
	*p = (struct budget_part){ .id = 0 };
}

void milestone_release(struct milestone *m)
{
	free(m->title);
	*m = (struct milestone){ .due = CIVIL_NONE, .done = CIVIL_NONE };
}

void budget_release(struct budget *b)
{
	for (size_t i = 0; i < b->part_count; i++)
		budget_part_release(&b->parts[i]);
	for (size_t i = 0; i < b->milestone_count; i++)
		milestone_release(&b->milestones[i]);
	free(b->parts);
	free(b->milestones);
	budget_init(b);
}

void budget_add_part(struct budget *b, const struct budget_part *p)
{
	b->parts = xrealloc(b->parts, (b->part_count + 1) * sizeof *b->parts);
	b->parts[b->part_count] = *p;
	b->parts[b->part_count++].title = xstrdup(p->title);
}

void budget_add_milestone(struct budget *b, const struct milestone *m)
{
	b->milestones = xrealloc(b->milestones, (b->milestone_count + 1) * sizeof *b->milestones);
	b->milestones[b->milestone_count] = *m;
	b->milestones[b->milestone_count++].title = xstrdup(m->title);
}

/* --- a part ------------------------------------------------------------------------------ */

static void part_read(sqlite3_stmt *stmt, void *noun)
{
	struct budget_part *p = noun;

	free(p->title);
	*p = (struct budget_part){
		.id = sql_int(stmt, 0),
		.rev = sql_int(stmt, 1),
		.cycle = sql_int(stmt, 2),
		.title = sql_dup(stmt, 3),
		.days = (int)sql_int(stmt, 4),
		.rate = sql_int(stmt, 5),
		.vat = (int)sql_int(stmt, 6),
	};
}

static void part_bind(sqlite3_stmt *stmt, const void *noun)
{
	const struct budget_part *p = noun;

	sql_bind_int(stmt, ":cycle", p->cycle);
	sql_bind_text(stmt, ":title", p->title);
	sql_bind_int(stmt, ":days", p->days);
	sql_bind_int(stmt, ":rate", p->rate);
	sql_bind_int(stmt, ":vat", p->vat);
}

/* The whole must be worth something that can be written. */
static bool budget_sound(struct db *db, int64_t cycle, struct err *err)
{
	struct str percent = STR_INIT;
	struct budget b;
	bool ok;

	budget_init(&b);
	ok = budget_load(db, cycle, &b, err);
	hundredths_format(&percent, b.percent, i18n_lang());
	if (ok && b.percent > BUDGET_WHOLE)
		ok = err_set(err, ERR_INVALID, _("the milestones would make %s%%: 100%% at most"), percent.buf);
	budget_release(&b);
	str_release(&percent);
	return ok;
}

static const struct noun_table part_table = {
	.select = "SELECT id, rev, cycle, title, days, rate_cents, vat_rate FROM mission_part WHERE id = :id",
	.insert = "INSERT INTO mission_part (id, cycle, rank, title, days, rate_cents, vat_rate) VALUES (:id, :cycle,"
		  " (SELECT coalesce(max(rank) + 1, 0) FROM mission_part WHERE cycle = :cycle), :title, :days, :rate, :vat)",
	.update = "UPDATE mission_part SET cycle = :cycle, title = :title, days = :days, rate_cents = :rate,"
		  " vat_rate = :vat, rev = :next WHERE id = :id AND rev = :rev",
	.remove = "DELETE FROM mission_part WHERE id = :id",
	.name = N_("part of the budget"),
	.gone = N_("this part of the budget is no longer known"),
	.read = part_read,
	.bind = part_bind,
};

bool budget_part_get(struct db *db, int64_t id, struct budget_part *p, struct err *err)
{
	return noun_get(db, &part_table, id, p, err);
}

static bool part_fits(const struct budget_part *p, struct err *err)
{
	if (!p->cycle)
		return err_set(err, ERR_INVALID, _("a budget needs a cycle"));
	if (!*p->title)
		return err_set(err, ERR_INVALID, _("a part of a budget needs a title"));
	if (p->days < 0 || p->days > BUDGET_DAYS_MOST || p->rate < 0 || p->vat < 0 || p->vat > BUDGET_WHOLE)
		return err_set(err, ERR_INVALID, _("days, rate and VAT are never below 0; 10000 days and 100 %% VAT at most"));
	return true;
}

/* Saves one row in a change that the whole budget must survive. */
static bool budget_save(struct db *db, const struct noun_table *t, const void *noun, int64_t cycle, int64_t *id,
	int64_t *rev, struct err *err)
{
	const struct change_label label = { .kind = CHANGE_BUDGET, .subject = cycle };
	const int64_t id_before = *id, rev_before = *rev;
	bool ok, touched;

	if (!change_begin(db, &label, err))
		return false;
	ok = touched = noun_save(db, t, &label, noun, id, rev, err);
	ok = ok && budget_sound(db, cycle, err);
	ok = noun_end(db, ok, touched, err);
	if (!ok) {
		*id = id_before;
		*rev = rev_before;
	}
	return ok;
}

bool budget_part_save(struct db *db, struct budget_part *p, struct err *err)
{
	noun_tidy(&p->title, false);
	return part_fits(p, err) && budget_save(db, &part_table, p, p->cycle, &p->id, &p->rev, err);
}

bool budget_part_delete(struct db *db, int64_t id, struct err *err)
{
	struct change_label label = { .kind = CHANGE_BUDGET };
	struct budget_part p = { .id = 0 };
	bool ok = budget_part_get(db, id, &p, err);

	label.subject = p.cycle;
	budget_part_release(&p);
	return ok && noun_delete(db, &part_table, &label, id, err);
}

/* --- a milestone ------------------------------------------------------------------------- */

static void milestone_read(sqlite3_stmt *stmt, void *noun)
{
	struct milestone *m = noun;

	free(m->title);
	*m = (struct milestone){
		.id = sql_int(stmt, 0),
		.rev = sql_int(stmt, 1),
		.cycle = sql_int(stmt, 2),
		.title = sql_dup(stmt, 3),
		.percent = (int)sql_int(stmt, 4),
		.due = noun_day(stmt, 5),
		.done = noun_day(stmt, 6),
	};
}

static void milestone_bind(sqlite3_stmt *stmt, const void *noun)
{
	const struct milestone *m = noun;

	sql_bind_int(stmt, ":cycle", m->cycle);
	sql_bind_text(stmt, ":title", m->title);
	sql_bind_int(stmt, ":percent", m->percent);
	noun_bind_date(stmt, ":due", m->due);
	noun_bind_date(stmt, ":done", m->done);
}

static const struct noun_table milestone_table = {
	.select = "SELECT id, rev, cycle, title, percent, due_day, done_day FROM milestone WHERE id = :id",
	.insert = "INSERT INTO milestone (id, cycle, rank, title, percent, due_day, done_day) VALUES (:id, :cycle,"
		  " (SELECT coalesce(max(rank) + 1, 0) FROM milestone WHERE cycle = :cycle), :title, :percent, :due, :done)",
	.update = "UPDATE milestone SET cycle = :cycle, title = :title, percent = :percent, due_day = :due,"
		  " done_day = :done, rev = :next WHERE id = :id AND rev = :rev",
	.remove = "DELETE FROM milestone WHERE id = :id",
	.name = N_("milestone"),
	.gone = N_("this milestone is no longer known"),
	.read = milestone_read,
	.bind = milestone_bind,
};

bool milestone_get(struct db *db, int64_t id, struct milestone *m, struct err *err)
{
	return noun_get(db, &milestone_table, id, m, err);
}

static bool milestone_fits(const struct milestone *m, struct err *err)
{
	if (!m->cycle)
		return err_set(err, ERR_INVALID, _("a budget needs a cycle"));
	if (!*m->title)
		return err_set(err, ERR_INVALID, _("a milestone needs a title"));
	if (m->percent < 0 || m->percent > BUDGET_WHOLE)
		return err_set(err, ERR_INVALID, _("a percentage is between 0 and 100"));
	if (m->done != CIVIL_NONE && m->done > noun_on(CIVIL_NONE))
		return err_set(err, ERR_INVALID, _("'%s': what is reached was so today or before"), m->title);
	return true;
}

bool milestone_save(struct db *db, struct milestone *m, struct err *err)
{
	noun_tidy(&m->title, false);
	return milestone_fits(m, err) && budget_save(db, &milestone_table, m, m->cycle, &m->id, &m->rev, err);
}

bool milestone_delete(struct db *db, int64_t id, struct err *err)
{
	struct change_label label = { .kind = CHANGE_BUDGET };
	struct milestone m = { .id = 0 };
	bool ok = milestone_get(db, id, &m, err);

	label.subject = m.cycle;
	milestone_release(&m);
	return ok && noun_delete(db, &milestone_table, &label, id, err);
}

/* --- the whole --------------------------------------------------------------------------- */

static void take_part(struct budget *b, sqlite3_stmt *stmt)
{
	struct budget_part p = { .id = 0 };

	part_read(stmt, &p);
	budget_add_part(b, &p);
	budget_part_release(&p);
}

static void take_milestone(struct budget *b, sqlite3_stmt *stmt)
{
	struct milestone m = { .id = 0 };

	milestone_read(stmt, &m);
	budget_add_milestone(b, &m);
	milestone_release(&m);
}

/* The rows of a statement (a literal) about the cycle of a budget, in order. */
static bool load_rows(struct db *db, const char *sql, struct budget *b,
	void (*take)(struct budget *b, sqlite3_stmt *stmt), struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, sql, err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":cycle", b->cycle);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW)
		take(b, stmt);
	sql_done(stmt);
	return result != SQL_FAILED;
}

static const char parts_sql[] =
	"SELECT id, rev, cycle, title, days, rate_cents, vat_rate FROM mission_part WHERE cycle = :cycle"
	" ORDER BY rank, id";
static const char milestones_sql[] =
	"SELECT id, rev, cycle, title, percent, due_day, done_day FROM milestone WHERE cycle = :cycle"
	" ORDER BY rank, id";

bool budget_load(struct db *db, int64_t cycle, struct budget *b, struct err *err)
{
	budget_release(b);
	b->cycle = cycle;
	if (!load_rows(db, parts_sql, b, take_part, err) || !load_rows(db, milestones_sql, b, take_milestone, err))
		return false;
	return budget_sum(b) || err_set(err, ERR_INVALID, _("the amounts of this budget are too large"));
}

/* Rows of their own: what is written anew has no id yet. */
static bool put_all(struct db *db, const struct budget *b, struct err *err)
{
	bool ok = noun_step(db, "DELETE FROM mission_part WHERE cycle = :id", b->cycle, err) &&
		  noun_step(db, "DELETE FROM milestone WHERE cycle = :id", b->cycle, err);

	for (size_t i = 0; ok && i < b->part_count; i++) {
		struct budget_part p = b->parts[i];

		p.id = p.rev = 0;
		p.cycle = b->cycle;
		p.title = xstrdup(p.title);
		ok = budget_part_save(db, &p, err);
		free(p.title);
	}
	for (size_t i = 0; ok && i < b->milestone_count; i++) {
		struct milestone m = b->milestones[i];

		m.id = m.rev = 0;
		m.cycle = b->cycle;
		m.title = xstrdup(m.title);
		ok = milestone_save(db, &m, err);
		free(m.title);
	}
	return ok;
}

bool budget_replace(struct db *db, const struct budget *b, struct err *err)
{
	const struct change_label label = { .kind = CHANGE_BUDGET, .subject = b->cycle };

	if (!change_begin(db, &label, err))
		return false;
	return noun_end(db, put_all(db, b, err), true, err);
}

/* The ranks of two neighbours are exchanged; ranks may be equal or have gaps. */
static bool swap(struct db *db, int64_t id, bool up, bool *touched, struct err *err)
{
	static const char above[] =
		"SELECT n.id, n.rank, t.rank, t.kind FROM (SELECT id, cycle, rank, 0 AS kind FROM mission_part UNION ALL"
		" SELECT id, cycle, rank, 1 FROM milestone) t JOIN (SELECT id, cycle, rank, 0 AS kind FROM mission_part"
		" UNION ALL SELECT id, cycle, rank, 1 FROM milestone) n ON n.cycle = t.cycle AND n.kind = t.kind"
		" AND (n.rank, n.id) < (t.rank, t.id) WHERE t.id = :id ORDER BY n.rank DESC, n.id DESC LIMIT 1";
	static const char below[] =
		"SELECT n.id, n.rank, t.rank, t.kind FROM (SELECT id, cycle, rank, 0 AS kind FROM mission_part UNION ALL"
		" SELECT id, cycle, rank, 1 FROM milestone) t JOIN (SELECT id, cycle, rank, 0 AS kind FROM mission_part"
		" UNION ALL SELECT id, cycle, rank, 1 FROM milestone) n ON n.cycle = t.cycle AND n.kind = t.kind"
		" AND (n.rank, n.id) > (t.rank, t.id) WHERE t.id = :id ORDER BY n.rank, n.id LIMIT 1";
	static const char part[] = "UPDATE mission_part SET rank = CASE id WHEN :id THEN :rank ELSE :own END"
				   " WHERE id IN (:id, :other)";
	static const char milestone[] = "UPDATE milestone SET rank = CASE id WHEN :id THEN :rank ELSE :own END"
					" WHERE id IN (:id, :other)";
	sqlite3_stmt *stmt = sql_prepare(db, up ? above : below, err);
	int64_t other, rank, own;
	enum sql_result result;
	bool is_milestone;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	result = sql_step(db, stmt, err);
	other = result == SQL_ROW ? sql_int(stmt, 0) : 0;
	rank = sql_int(stmt, 1);
	own = sql_int(stmt, 2);
	is_milestone = sql_int(stmt, 3) != 0;
	sql_done(stmt);
	if (!other)
		return result != SQL_FAILED;
	stmt = sql_prepare(db, is_milestone ? milestone : part, err);
	if (!stmt)
		return false;
	*touched = true;
	sql_bind_int(stmt, ":id", id);
	sql_bind_int(stmt, ":other", other);
	sql_bind_int(stmt, ":rank", rank);
	sql_bind_int(stmt, ":own", own);
	return sql_run(db, stmt, err);
}

bool budget_move(struct db *db, int64_t id, bool up, struct err *err)
{
	struct change_label label = { .kind = CHANGE_BUDGET };
	bool ok, touched = false;

	if (!change_begin(db, &label, err))
		return false;
	ok = noun_ask(db,
		     "SELECT cycle FROM mission_part WHERE id = :id UNION ALL SELECT cycle FROM milestone WHERE id = :id",
		     id, &label.subject, err) &&
	     swap(db, id, up, &touched, err);
	change_relabel(db, &label);
	return noun_end(db, ok, touched, err);
}
