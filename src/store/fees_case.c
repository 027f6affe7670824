#include "store/fees_case.h"

#include <stdlib.h>
#include <string.h>

#include "store/membership_cover.h"

void fees_case_release(struct fees_person *p)
{
	free(p->days);
	free(p->hats);
	free(p->worn);
	free(p->roles);
	*p = (struct fees_person){ .registration = 0 };
}

/* --- days ---------------------------------------------------------------------------- */

static unsigned halves_of(enum session_part part)
{
	switch (part) {
	case PART_MORNING:
		return FEE_MORNING;
	case PART_AFTERNOON:
		return FEE_AFTERNOON;
	case PART_EVENING:
		return FEE_EVENING;
	case PART_DAY:
		break;
	}
	return FEE_DAY_LONG;
}

/* Which halves of a day a session of it adds. */
static bool look_at_session(struct fees_facts *f, struct fees_person *p, size_t i,
	struct fee_day *day, struct err *err)
{
	const unsigned halves = halves_of(f->sessions[i].part);
	bool wanted = !p->named_sessions, present = false;

	if (p->registration && !fees_facts_present(f, i, p->registration, &present, err))
		return false;
	if (p->named_sessions && !fees_facts_named(f, i, p->registration, &wanted, err))
		return false;
	if (wanted || (p->registration && f->sessions[i].no == f->with))
		day->registered |= halves;
	if (present)
		day->attended |= halves;
	return true;
}

static bool look_at_day(
	struct fees_facts *f, struct fees_person *p, struct fee_day *day, struct err *err)
{
	if (!f->session_count)
		day->registered = FEE_DAY_LONG;
	for (size_t i = 0; i < f->session_count; i++)
		if (f->sessions[i].day == day->day && !look_at_session(f, p, i, day, err))
			return false;
	return true;
}

/* Every day with what was registered and what was attended. */
static bool look_at_days(struct fees_facts *f, struct fees_person *p, struct err *err)
{
	p->days = xrealloc(p->days, (f->day_count + 1) * sizeof *p->days);
	for (size_t i = 0; i < f->day_count; i++) {
		p->days[i] = (struct fee_day){ .day = f->days[i].day, .over = f->days[i].over };
		if (!look_at_day(f, p, &p->days[i], err))
			return false;
		p->attended = p->attended || p->days[i].attended;
	}
	return true;
}

/* Keeps the days that are about her. Somebody who is not registered and did not come is asked about
 * as if she came to every day she might. */
static void keep_days(struct fees_facts *f, struct fees_person *p)
{
	const bool registered = p->status == REGISTRATION_REGISTERED;
	const bool simulated = !registered && !p->attended;

	for (size_t i = 0; i < f->day_count; i++) {
		struct fee_day day = p->days[i];

		if (simulated)
			day.over = false;
		else if (!registered)
			day.registered = 0;
		if (day.registered | day.attended)
			p->days[p->c.day_count++] = day;
	}
}

/* --- hats ---------------------------------------------------------------------------- */

static void make_room(struct fees_person *p)
{
	if (p->c.hat_count < p->hat_room)
		return;
	p->hat_room = p->hat_room ? p->hat_room * 2 : 4;
	p->hats = xrealloc(p->hats, p->hat_room * sizeof *p->hats);
	p->worn = xrealloc(p->worn, p->hat_room * sizeof *p->worn);
}

static day_t earlier(day_t a, day_t b)
{
	return a < b ? a : b; /* CIVIL_NONE, open, is below all */
}

static day_t later(day_t a, day_t b)
{
	if (a == CIVIL_NONE || b == CIVIL_NONE)
		return CIVIL_NONE;
	return a > b ? a : b;
}

/* One of the same structure and cité is worn on the days of both. */
static bool add_hat(struct fees_facts *f, struct fees_person *p, struct fees_worn ids, day_t from,
	day_t to, struct err *err)
{
	const struct fees_structure *s = NULL, *payer = NULL;
	const struct fees_cite *cite = NULL;
	struct fee_hat *hat;

	for (size_t i = 0; i < p->c.hat_count; i++) {
		if (p->worn[i].structure != ids.structure || p->worn[i].cite != ids.cite)
			continue;
		p->hats[i].from = earlier(p->hats[i].from, from);
		p->hats[i].to = later(p->hats[i].to, to);
		return true;
	}
	if (ids.structure && !(s = fees_network_structure(f->network, ids.structure, err)))
		return false;
	if (s && s->payer != s->id && !(payer = fees_network_structure(f->network, s->payer, err)))
		return false;
	if (ids.cite && !(cite = fees_network_cite(f->network, ids.cite, err)))
		return false;
	make_room(p);
	ids.payer = s ? s->payer : 0;
	p->worn[p->c.hat_count] = ids;
	hat = &p->hats[p->c.hat_count++];
	*hat = (struct fee_hat){
		.kind = ANY, .payer = s ? s->payer : p->person, .from = from, .to = to
	};
	if (s) {
		hat->payer_name = payer ? payer->name : NULL;
		hat->structure = s->name;
		hat->kind = s->kind;
		hat->own = s->all.at;
		hat->own_count = s->all.count;
		hat->own_territory = membership_is_territory(s->kind);
		hat->departement = s->departement;
		hat->region = s->region;
	}
	if (cite) {
		hat->territory = &cite->territory;
		hat->departement = cite->departement;
		hat->region = cite->region;
	}
	return true;
}

static void add_role(struct fees_person *p, enum mandate_role role, day_t from, day_t to)
{
	if (p->c.role_count == p->role_room) {
		p->role_room = p->role_room ? p->role_room * 2 : 4;
		p->roles = xrealloc(p->roles, p->role_room * sizeof *p->roles);
	}
	p->roles[p->c.role_count++] =
		(struct fee_role){ .role = 1u << role, .from = from, .to = to };
}

/* Of each mandate in force during the event: a role, and unless somebody chose, a hat. */
static bool add_mandates(struct fees_facts *f, struct fees_person *p, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(f->db,
		"SELECT cite, structure, role, valid_from, valid_to FROM mandate WHERE person = :person"
		" AND (valid_from IS NULL OR valid_from <= :last)"
		" AND (valid_to IS NULL OR valid_to >= :first) ORDER BY role, id",
		err);
	enum sql_result result;
	bool ok = true;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":person", p->person);
	noun_bind_date(stmt, ":first", f->event.first_day);
	noun_bind_date(stmt, ":last", f->event.last_day);
	while (ok && (result = sql_step(f->db, stmt, err)) == SQL_ROW) {
		const int64_t structure = sql_int(stmt, 1);
		const struct fees_worn ids = { .structure = structure ? structure : p->structure,
			.cite = sql_int(stmt, 0) };
		const day_t from = noun_day(stmt, 3), to = noun_day(stmt, 4);

		add_role(p, (enum mandate_role)noun_value(&mandate_roles, stmt, 2), from, to);
		ok = p->c.chosen || add_hat(f, p, ids, from, to, err);
	}
	sql_done(stmt);
	return ok && result != SQL_FAILED;
}

/* The cité of a structure that she comes for: hers, where it is her own. */
static bool home_of(struct fees_facts *f, struct fees_person *p, int64_t structure, int64_t hers,
	int64_t *cite, struct err *err)
{
	const struct fees_structure *s = NULL;

	if (structure && !(s = fees_network_structure(f->network, structure, err)))
		return false;
	*cite = hers && structure == p->structure ? hers : s ? s->cite : 0;
	return true;
}

/* Without a structure: what is left of one after an erasure, or the name of one that is not there
 * yet. */
static void name_hat(const struct fees_facts *f, struct fee_hat *hat, sqlite3_stmt *stmt)
{
	if (!sql_is_null(stmt, FEES_COLUMN_ERASED_KIND))
		hat->kind = noun_value(&structure_kinds, stmt, FEES_COLUMN_ERASED_KIND);
	if (!f->newcomer || !*f->newcomer)
		return;
	hat->structure = f->newcomer;
	hat->kind = (int)structure_kind_of_name(f->newcomer);
	hat->own_territory = membership_is_territory(hat->kind);
}

/* Her own structure first, then that structure's cité where it is another than hers, then the
 * structures and cités of her mandates; or what was chosen alone. */
static bool add_hats(
	struct fees_facts *f, struct fees_person *p, sqlite3_stmt *stmt, struct err *err)
{
	const int64_t hers = sql_int(stmt, FEES_COLUMN_CITE);
	struct fees_worn ids = { .structure = 0 };
	int64_t home;

	if (!f->any_hat) {
		ids.structure = sql_int(stmt, FEES_COLUMN_HAT_STRUCTURE);
		ids.cite = sql_int(stmt, FEES_COLUMN_HAT_CITE);
	}
	p->c.chosen = ids.structure || ids.cite;
	ids.structure = ids.structure ? ids.structure : p->structure;
	if (!home_of(f, p, ids.structure, hers, &home, err))
		return false;
	ids.cite = ids.cite ? ids.cite : home;
	if (!add_hat(f, p, ids, CIVIL_NONE, CIVIL_NONE, err))
		return false;
	if (!ids.structure)
		name_hat(f, &p->hats[0], stmt);
	if (p->c.chosen)
		return true;
	if (!home_of(f, p, ids.structure, 0, &home, err))
		return false;
	ids.cite = home;
	return !home || add_hat(f, p, ids, CIVIL_NONE, CIVIL_NONE, err);
}

/* --- cases --------------------------------------------------------------------------- */

/* The day when she registered, on the clocks of the event. */
static int early_of(const struct fees_facts *f, sqlite3_stmt *stmt)
{
	const instant_t at =
		sql_is_null(stmt, FEES_COLUMN_CREATED) ? civil_now() : sql_int(stmt, FEES_COLUMN_CREATED);
	day_t day = CIVIL_NONE;
	int minutes;

	if (!f->network->has_early ||
		!civil_from_instant(at, f->event.zone, &day, &minutes, NULL))
		return 0;
	return (int)(f->event.first_day - day);
}

static void read_override(struct fees_facts *f, struct fees_person *p, sqlite3_stmt *stmt)
{
	int minutes;

	if (sql_is_null(stmt, FEES_COLUMN_OVERRIDE))
		return;
	p->override = (struct fee_override){
		.cents = sql_int(stmt, FEES_COLUMN_OVERRIDE),
		.reason = sql_text(stmt, FEES_COLUMN_OVERRIDE_REASON),
		.author = sql_text(stmt, FEES_COLUMN_OVERRIDE_AUTHOR),
		.day = f->event.first_day,
	};
	civil_from_instant(sql_int(stmt, FEES_COLUMN_OVERRIDE_AT), f->event.zone, &p->override.day,
		&minutes, NULL);
	p->c.override = &p->override;
}

static void begin(struct fees_facts *f, struct fees_person *p, sqlite3_stmt *stmt)
{
	p->registration = sql_int(stmt, FEES_COLUMN_REGISTRATION);
	p->person = sql_int(stmt, FEES_COLUMN_PERSON);
	p->status = noun_value(&registration_statuses, stmt, FEES_COLUMN_STATUS);
	p->structure = sql_int(stmt, FEES_COLUMN_STRUCTURE);
	p->named_sessions = sql_int(stmt, FEES_COLUMN_NAMED_SESSIONS) != 0;
	for (size_t i = 0; f->named && i < f->session_count && !p->named_sessions; i++)
		p->named_sessions = presence_holds(&f->named[i], p->registration);
	p->attended = false;
	p->c = (struct fee_case){
		.recorded = f->anybody,
		.to_come = f->to_come,
		.event_kind = (int)f->event.kind,
		.event_format = f->event.format,
		.walk_in = sql_int(stmt, FEES_COLUMN_WALK_IN) != 0,
		.early = early_of(f, stmt),
		.tariffs = f->network->tariffs,
		.tariff_count = f->network->tariff_count,
		.tariff = f->tariff,
		.paid = f->came ? fees_facts_paid(f, p->registration) : sql_int(stmt, FEES_COLUMN_PAID),
		.brief = f->brief,
	};
	read_override(f, p, stmt);
}

/* Of who isn't registered the facts know nothing, the row does. */
static bool has_mandates(const struct fees_facts *f, const struct fees_person *p, sqlite3_stmt *stmt)
{
	return sql_int(stmt, FEES_COLUMN_MANDATES) || presence_holds(&f->mandated, p->person);
}

bool fees_case_build(struct fees_facts *f, struct fees_person *p, sqlite3_stmt *stmt, bool everybody,
	bool *wanted, struct err *err)
{
	begin(f, p, stmt);
	if (!look_at_days(f, p, err))
		return false;
	*wanted = p->status == REGISTRATION_REGISTERED || p->attended || p->c.override || !everybody;
	if (!*wanted)
		return true;
	if (everybody && p->status != REGISTRATION_REGISTERED && !p->attended)
		p->c.day_count = 0; /* cancelled: nothing but what was set by hand */
	else
		keep_days(f, p);
	if (!add_hats(f, p, stmt, err) || (has_mandates(f, p, stmt) && !add_mandates(f, p, err)))
		return false;
	p->c.days = p->days;
	p->c.hats = p->hats;
	p->c.roles = p->roles;
	return true;
}
