#include "etape/fees.h"

#include <stdlib.h>

#include "etape/i18n.h"
#include "etape/text.h"
#include "store/fees_internal.h"
#include "store/noun.h"

enum {
	FEES_DAYS_MOST = 64,
	FEES_TERRITORIES_MOST = 8, /* two are too many already */
};

/* One person's case, built in place. */
struct fees_person {
	int64_t registration; /* 0: a simulation */
	int status;
	bool named_sessions; /* registered for some sessions only */
	struct fee_day days[FEES_DAYS_MOST];
	struct fee_territory territories[FEES_TERRITORIES_MOST];
	int64_t cites[FEES_TERRITORIES_MOST];
	bool attended; /* on any day */
	struct fee_case c;
};

#define FEES_COLUMNS                                                                               \
	"SELECT r.id, r.code, r.status, p.id, p.fold, p.family_name, p.given_name, p.structure,"   \
	" s.name, coalesce(s.kind, p.erased_kind), s.cite, p.cite, (SELECT group_concat(DISTINCT m.cite) FROM mandate m"    \
	" WHERE m.person = p.id AND " NOUN_IN_FORCE(                                               \
		"m") "),"                                                                          \
		     " EXISTS (SELECT 1 FROM registration_session x WHERE x.registration = r.id)," \
		     " (SELECT sum(y.cents) FROM payment y WHERE y.registration = r.id)"

static const char fees_of_everybody[] = FEES_COLUMNS
	" FROM registration r JOIN person p ON p.id = r.person"
	" LEFT JOIN structure s ON s.id = p.structure WHERE r.event = :event ORDER BY p.fold, r.id";
static const char fees_of_one[] = FEES_COLUMNS
	" FROM person p LEFT JOIN registration r ON r.event = :event AND r.person = p.id"
	" LEFT JOIN structure s ON s.id = p.structure WHERE p.id = :person";
/* The columns of somebody of whom nothing but the structure is known. */
static const char fees_of_nobody[] =
	"SELECT NULL, NULL, NULL, NULL, NULL, NULL, NULL, s.id, coalesce(s.name, :named),"
	" coalesce(s.kind, :kind), s.cite, NULL, NULL, 0, NULL"
	" FROM (SELECT 1) LEFT JOIN structure s ON s.id = :structure";

/* --- territories --------------------------------------------------------------------- */

static bool fees_add_territory(
	struct fees_facts *f, struct fees_person *p, int64_t cite, struct err *err)
{
	const struct fees_members *m;

	if (!cite || p->c.territory_count == FEES_TERRITORIES_MOST)
		return true;
	for (size_t i = 0; i < p->c.territory_count; i++)
		if (p->cites[i] == cite)
			return true;
	m = fees_facts_cite(f, cite, err);
	if (!m)
		return false;
	p->cites[p->c.territory_count] = cite;
	p->territories[p->c.territory_count++] = (struct fee_territory){
		.name = m->name,
		.members = m->at,
		.member_count = m->count,
	};
	return true;
}

/* Cités that the person may stand for: the structure's, hers, those of her posts. */
static bool fees_add_territories(
	struct fees_facts *f, struct fees_person *p, sqlite3_stmt *stmt, struct err *err)
{
	const int kind = noun_value(&structure_kinds, stmt, 9);
	char *posts = sql_dup(stmt, 12);
	bool ok = fees_add_territory(f, p, sql_int(stmt, 10), err) &&
		  fees_add_territory(f, p, sql_int(stmt, 11), err);

	for (char *at = posts; ok && *at;) {
		ok = fees_add_territory(f, p, strtoll(at, &at, 10), err);
		at += *at == ',';
	}
	free(posts);
	p->c.own_territory = !p->c.territory_count &&
			     (kind == STRUCTURE_COMMUNE || kind == STRUCTURE_EPCI ||
				     kind == STRUCTURE_DEPARTEMENT || kind == STRUCTURE_REGION);
	return ok;
}

/* --- days ---------------------------------------------------------------------------- */

static bool fees_named(struct fees_facts *f, int64_t registration, size_t session, bool *named,
	struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(f->db,
		"SELECT 1 FROM registration_session WHERE registration = :registration"
		" AND session = :session",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":registration", registration);
	sql_bind_int(stmt, ":session", f->sessions[session].id);
	result = sql_step(f->db, stmt, err);
	*named = result == SQL_ROW;
	sql_done(stmt);
	return result != SQL_FAILED;
}

/* Whether the person was present on a day, and whether she is registered for it. */
static bool fees_look_at_day(struct fees_facts *f, struct fees_person *p, day_t day,
	bool *present, bool *wanted, struct err *err)
{
	bool one;

	*present = false;
	*wanted = !p->named_sessions;
	for (size_t i = 0; p->registration && i < f->session_count; i++) {
		if (f->sessions[i].day != day)
			continue;
		if (!fees_facts_present(f, i, p->registration, &one, err))
			return false;
		*present = *present || one;
		*wanted = *wanted || f->sessions[i].no == f->with;
		if (!p->named_sessions)
			continue;
		if (!fees_named(f, p->registration, i, &one, err))
			return false;
		*wanted = *wanted || one;
	}
	return true;
}

static void fees_add_day(struct fees_person *p, day_t day, enum fee_day_basis basis)
{
	if (p->c.day_count < FEES_DAYS_MOST)
		p->days[p->c.day_count++] = (struct fee_day){ .day = day, .basis = basis };
}

static bool fees_add_days(struct fees_facts *f, struct fees_person *p, struct err *err)
{
	bool registered = p->status == REGISTRATION_REGISTERED;

	for (size_t i = 0; i < f->day_count; i++) {
		const struct fees_day *d = &f->days[i];
		bool present, wanted;

		if (!fees_look_at_day(f, p, d->day, &present, &wanted, err))
			return false;
		p->attended = p->attended || present;
		if (present)
			fees_add_day(p, d->day, FEE_DAY_ATTENDED);
		else if (!registered || !wanted)
			continue;
		else if (!d->over)
			fees_add_day(p, d->day, FEE_DAY_EXPECTED);
		else
			fees_add_day(
				p, d->day, f->anybody ? FEE_DAY_ABSENT : FEE_DAY_UNRECORDED);
	}
	return true;
}

/* What it would cost if she came, on each day she might. */
static bool fees_simulate(struct fees_facts *f, struct fees_person *p, struct err *err)
{
	for (size_t i = 0; i < f->day_count; i++) {
		bool present, wanted;

		if (!fees_look_at_day(f, p, f->days[i].day, &present, &wanted, err))
			return false;
		if (wanted)
			fees_add_day(p, f->days[i].day, FEE_DAY_EXPECTED);
	}
	return true;
}

/* --- cases --------------------------------------------------------------------------- */

/* Builds the case of the row at hand; *wanted is false when it needs no fee. */
static bool fees_build(struct fees_facts *f, struct fees_person *p, sqlite3_stmt *stmt,
	bool everybody, bool *wanted, struct err *err)
{
	const int kind = noun_value(&structure_kinds, stmt, 9);
	const struct fees_members *own;

	*p = (struct fees_person){
		.registration = sql_int(stmt, 0),
		.status = noun_value(&registration_statuses, stmt, 2),
		.named_sessions = sql_int(stmt, 13) != 0,
		.c = {
			.structure = sql_is_null(stmt, 8) ? NULL : sql_text(stmt, 8),
			.is_state = kind != ANY &&
				structure_kind_is_state((enum structure_kind)kind),
			.tariffs = f->tariffs,
			.tariff_count = f->tariff_count,
			.paid = sql_int(stmt, 14),
		},
	};
	if (!fees_add_days(f, p, err))
		return false;
	*wanted = p->status == REGISTRATION_REGISTERED || p->attended || !everybody;
	if (!*wanted)
		return true;
	if (p->status != REGISTRATION_REGISTERED && !p->attended && !fees_simulate(f, p, err))
		return false;
	if (sql_int(stmt, 7)) {
		own = fees_facts_structure(f, sql_int(stmt, 7), err);
		if (!own)
			return false;
		p->c.own = own->at;
		p->c.own_count = own->count;
	}
	p->c.days = p->days;
	p->c.territories = p->territories;
	return fees_add_territories(f, p, stmt, err);
}

static bool fees_hand_over(sqlite3_stmt *stmt, const struct fees_person *p,
	const struct fee_result *result, struct str *name, fee_row_fn each, void *arg)
{
	const cents_t due = result->state == FEE_UNDETERMINED ? 0 : result->cents;
	const cents_t owed = result->state == FEE_DUE ? due - p->c.paid : 0;
	struct fee_row row = {
		.registration_id = p->registration,
		.key = sql_text(stmt, 4),
		.registration = sql_text(stmt, 1),
		.person_id = sql_int(stmt, 3),
		.structure_id = sql_int(stmt, 7),
		.structure = sql_text(stmt, 8),
		.status = p->status,
		.days = result->days,
		.due = due,
		.paid = p->c.paid,
		.balance = owed > 0 ? owed : 0,
		.state = result->state,
		.reasons = result->reasons.buf,
		.lines = result->lines,
		.line_count = result->line_count,
	};

	str_reset(name);
	text_person(name, sql_text(stmt, 5), sql_text(stmt, 6));
	row.name = name->buf;
	return each(arg, &row);
}

static bool fees_each(struct fees_facts *f, sqlite3_stmt *stmt, bool everybody, fee_row_fn each,
	void *arg, struct err *err)
{
	struct fee_result result;
	struct fees_person p;
	struct str name = STR_INIT;
	enum sql_result step;
	bool ok = true, wanted;

	fee_result_init(&result);
	while ((step = sql_step(f->db, stmt, err)) == SQL_ROW) {
		ok = fees_build(f, &p, stmt, everybody, &wanted, err);
		if (!ok)
			break;
		if (!wanted)
			continue;
		fee_decide(&p.c, &result);
		if (!fees_hand_over(stmt, &p, &result, &name, each, arg))
			break;
	}
	sql_done(stmt);
	fee_result_release(&result);
	str_release(&name);
	return ok && step != SQL_FAILED;
}

bool fees_list(struct db *db, int64_t event, fee_row_fn each, void *arg, struct err *err)
{
	struct fees_facts f;
	sqlite3_stmt *stmt = NULL;
	bool ok = fees_facts_load(&f, db, event, true, err);

	if (ok)
		stmt = sql_prepare(db, fees_of_everybody, err);
	if (stmt) {
		sql_bind_int(stmt, ":event", event);
		noun_bind_date(stmt, ":on", f.event.first_day);
		ok = fees_each(&f, stmt, true, each, arg, err);
	}
	fees_facts_release(&f);
	return ok && stmt;
}

bool fees_listed(
	struct fees_facts *f, int64_t person, fee_row_fn each, void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(f->db, fees_of_one, err);

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":person", person);
	sql_bind_int(stmt, ":event", f->event.id);
	noun_bind_date(stmt, ":on", f->event.first_day);
	return fees_each(f, stmt, true, each, arg, err);
}

/* Whose fee is asked for. */
struct fees_question {
	int64_t person; /* 0: somebody who is not in the directory */
	int with;	/* number of a session counted as hers, 0: none */
	int64_t structure;
	const char *named; /* a structure that is not there yet; NULL or "": none */
};

static void fees_bind_nobody(sqlite3_stmt *stmt, const struct fees_question *q)
{
	sql_bind_int(stmt, ":structure", q->structure);
	if (!q->named || !*q->named)
		return;
	sql_bind_text(stmt, ":named", q->named);
	sql_bind_text(stmt, ":kind",
		vocabulary_name(&structure_kinds, (int)structure_kind_of_name(q->named)));
}

/* The fee of the one row of a question, `with` a session more unless that is 0. */
static bool fees_of_row(struct db *db, int64_t event, const struct fees_question *q,
	fee_row_fn each, void *arg, struct err *err)
{
	struct fees_facts f;
	sqlite3_stmt *stmt = NULL;
	bool ok = fees_facts_load(&f, db, event, false, err);

	f.with = q->with;
	if (ok)
		stmt = sql_prepare(db, q->person ? fees_of_one : fees_of_nobody, err);
	if (stmt && q->person) {
		sql_bind_int(stmt, ":person", q->person);
		sql_bind_int(stmt, ":event", event);
		noun_bind_date(stmt, ":on", f.event.first_day);
	} else if (stmt) {
		fees_bind_nobody(stmt, q);
	}
	if (stmt)
		ok = fees_each(&f, stmt, false, each, arg, err);
	fees_facts_release(&f);
	return ok && stmt;
}

bool fees_of_person(struct db *db, int64_t event, int64_t person, fee_row_fn each, void *arg,
	struct err *err)
{
	const struct fees_question q = { .person = person };

	return fees_of_row(db, event, &q, each, arg, err);
}

bool fees_with_session(struct db *db, int64_t event, int64_t person, int session, fee_row_fn each,
	void *arg, struct err *err)
{
	const struct fees_question q = { .person = person, .with = session };

	return fees_of_row(db, event, &q, each, arg, err);
}

bool fees_of_newcomer(struct db *db, int64_t event, int64_t structure, const char *named,
	fee_row_fn each, void *arg, struct err *err)
{
	const struct fees_question q = { .structure = structure, .named = named };

	return fees_of_row(db, event, &q, each, arg, err);
}

struct fee_row *fee_row_dup(const struct fee_row *row)
{
	static const size_t texts[] = {
		offsetof(struct fee_row, key),
		offsetof(struct fee_row, registration),
		offsetof(struct fee_row, name),
		offsetof(struct fee_row, structure),
		offsetof(struct fee_row, reasons),
	};

	struct fee_row *copy = NOUN_ROW_DUP(row, texts);

	copy->lines = NULL;
	copy->line_count = 0;
	return copy;
}

/* --- the record ---------------------------------------------------------------------- */

enum {
	FEES_REGISTRATION,
	FEES_NAME,
	FEES_STRUCTURE,
	FEES_DAYS,
	FEES_DUE,
	FEES_STATE,
	FEES_REASONS,
};

static struct value fees_value(const void *p, size_t i)
{
	const struct fee_row *row = p;
	struct value due = value_cents(row->due);

	switch (i) {
	case FEES_REGISTRATION:
		return value_text(row->registration);
	case FEES_NAME:
		return value_text(row->name);
	case FEES_STRUCTURE:
		return value_text(row->structure);
	case FEES_DAYS:
		return value_int(row->days);
	case FEES_DUE:
		due.null = row->state == FEE_UNDETERMINED; /* never 0 */
		return due;
	case FEES_STATE:
		return value_text(fee_state_name(row->state));
	default:
		return value_list(row->reasons);
	}
}

static const char *fees_state_words(const char *raw)
{
	for (int state = FEE_DUE; state <= FEE_PAID; state++)
		if (str_eq(raw, fee_state_name((enum fee_state)state)))
			return fee_state_label((enum fee_state)state);
	return raw;
}

static const struct field fees_fields[] = {
	[FEES_REGISTRATION] = NOUN_FIELD("registration", N_("Code"), FIELD_TEXT, 6, 0, 3),
	[FEES_NAME] = NOUN_FIELD("name", N_("Name"), FIELD_TEXT, 18, 3, 0),
	[FEES_STRUCTURE] = NOUN_FIELD("structure", N_("Structure"), FIELD_TEXT, 14, 3, 2),
	[FEES_DAYS] = NOUN_FIELD("days", N_("Days"), FIELD_INT, 4, 0, 1),
	[FEES_DUE] = NOUN_FIELD("due_cents", N_("Fee"), FIELD_CENTS, 10, 0, 0),
	[FEES_STATE] = NOUN_FIELD_WORDS("state", N_("State"), 10, 0, 0, fees_state_words),
	[FEES_REASONS] = NOUN_FIELD("reasons", N_("Reasons"), FIELD_LIST, 12, 4, 4),
};

const struct record_type fee_type = NOUN_RECORD("fees", fees_fields, fees_value);
