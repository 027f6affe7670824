#include "etape/event.h"

#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "etape/i18n.h"
#include "etape/id.h"
#include "store/noun.h"
#include "store/words.h"

/* Counts and sum of sessions are given in between, or zeros: they cost more than all the rest. */
#define EVENT_COLUMNS(counts, sessions)                                                               \
	"SELECT e.id, e.code, e.kind, e.stage_no, e.title, e.theme, e.starts, e.ends, e.precision,"   \
	" e.first_day, e.last_day, e.zone, e.place, e.address, e.town, e.cite, c.code, c.name,"       \
	" e.cycle, y.name, e.format, e.status, " counts ", e.capacity, " sessions                     \
	", e.cite_capacity, coalesce(c.departement, '')"                                              \
	" FROM event e LEFT JOIN cite c ON c.id = e.cite LEFT JOIN cycle y ON y.id = e.cycle"

#define EVENT_SELECT                                                                                  \
	EVENT_COLUMNS("(SELECT count(*) FROM registration r WHERE r.event = e.id"                     \
		      " AND r.status = 'registered'),"                                                \
		      " (SELECT count(*) FROM registration r WHERE r.event = e.id"                    \
		      " AND r.status = 'waiting'),"                                                   \
		      " coalesce(nullif((SELECT count(DISTINCT ci.registration) FROM session s"       \
		      " CROSS JOIN checkin ci ON ci.session = s.id WHERE s.event = e.id"              \
		      " AND ci.kind = 'in' AND NOT EXISTS"                                            \
		      " (SELECT 1 FROM checkin cu WHERE cu.undoes = ci.id)), 0), e.participants, 0)", \
		"(SELECT count(*) FROM session s WHERE s.event = e.id)")

#define EVENT_WANTED                                                                           \
	" WHERE (:id IS NULL OR e.id = :id) AND (:first IS NULL OR e.last_day >= :first)"      \
	" AND (:last IS NULL OR e.first_day <= :last) AND (:kind IS NULL OR e.kind = :kind)"   \
	" AND (:status IS NULL OR e.status = :status) AND (:cite IS NULL OR e.cite = :cite)"   \
	" AND (:cycle IS NULL OR e.cycle = :cycle)"

/* Events of a window among those of thirty years: those that began in it or up to 31 days before,
 * and the few that last longer. */
#define EVENT_WINDOW                                                                           \
	" AND e.id IN (SELECT id FROM event WHERE first_day BETWEEN date(:first, '-31 days')"  \
	" AND :last UNION ALL SELECT id FROM event INDEXED BY event_long WHERE first_day <= :last" \
	" AND last_day >= :first AND last_day <> first_day AND last_day > date(first_day, '+31 days'))"

static const char event_window[] =
	EVENT_SELECT EVENT_WANTED EVENT_WINDOW " ORDER BY e.first_day, e.starts, e.id";
static const char event_window_plain[] =
	EVENT_COLUMNS("0, 0, 0", "0") EVENT_WANTED EVENT_WINDOW " ORDER BY e.first_day, e.starts, e.id";
static const char event_of_cycle[] =
	EVENT_SELECT EVENT_WANTED " AND e.cycle = :cycle ORDER BY e.first_day, e.starts, e.id";
static const char event_oldest_first[] =
	EVENT_SELECT EVENT_WANTED " ORDER BY e.first_day, e.starts, e.id";
static const char event_newest_first[] =
	EVENT_SELECT EVENT_WANTED " ORDER BY e.first_day DESC, e.starts DESC, e.id DESC";

static bool event_wanted(const struct event_row *row, const struct words *words)
{
	struct str hay = STR_INIT;
	bool all;

	if (!words->count)
		return true;
	str_addf(&hay, "%s %s %s %s %s %s %s %s", row->title, row->code, row->theme, row->place,
		row->town, row->host_name, row->cycle,
		vocabulary_label(&event_kinds, (int)row->kind));
	all = words_all_of(words, hay.buf);
	str_release(&hay);
	return all;
}

static void event_bind_filter(sqlite3_stmt *stmt, const struct event_filter *filter)
{
	sql_bind_id(stmt, ":id", filter->id);
	noun_bind_date(stmt, ":first", filter->first);
	noun_bind_date(stmt, ":last", filter->last);
	sql_bind_opt(stmt, ":kind", vocabulary_name(&event_kinds, filter->kind));
	sql_bind_opt(stmt, ":status", vocabulary_name(&event_statuses, filter->status));
	sql_bind_id(stmt, ":cite", filter->cite);
	sql_bind_id(stmt, ":cycle", filter->cycle);
}

static void event_row_read(sqlite3_stmt *stmt, struct event_row *row)
{
	*row = (struct event_row){
		.id = sql_int(stmt, 0),
		.code = sql_text(stmt, 1),
		.kind = (enum event_kind)noun_value(&event_kinds, stmt, 2),
		.stage_no = (int)sql_int(stmt, 3),
		.title = sql_text(stmt, 4),
		.theme = sql_text(stmt, 5),
		.start = sql_text(stmt, 6),
		.end = sql_text(stmt, 7),
		.precision = (enum precision)noun_value(&event_precisions, stmt, 8),
		.first_day = noun_day(stmt, 9),
		.last_day = noun_day(stmt, 10),
		.zone = sql_text(stmt, 11),
		.place = sql_text(stmt, 12),
		.address = sql_text(stmt, 13),
		.town = sql_text(stmt, 14),
		.cite_id = sql_int(stmt, 15),
		.host = sql_text(stmt, 16),
		.host_name = sql_text(stmt, 17),
		.cycle_id = sql_int(stmt, 18),
		.cycle = sql_text(stmt, 19),
		.format = noun_value(&event_formats, stmt, 20),
		.status = (enum event_status)noun_value(&event_statuses, stmt, 21),
		.registered = sql_int(stmt, 22),
		.waiting = sql_int(stmt, 23),
		.present = sql_int(stmt, 24),
		.capacity = sql_is_null(stmt, 25) ? -1 : sql_int(stmt, 25),
		.sessions = sql_int(stmt, 26),
		.cite_capacity = sql_is_null(stmt, 27) ? -1 : sql_int(stmt, 27),
		.departement = sql_text(stmt, 28),
	};
}

static const char *event_statement(const struct event_filter *filter)
{
	if (filter->newest_first)
		return event_newest_first;
	if (filter->cycle)
		return event_of_cycle;
	if (filter->first == CIVIL_NONE || filter->last == CIVIL_NONE)
		return event_oldest_first;
	return filter->plain ? event_window_plain : event_window;
}

bool event_list(struct db *db, const struct event_filter *filter, event_row_fn each, void *arg,
	struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, event_statement(filter), err);
	enum sql_result result;
	struct event_row row;
	struct words words;
	size_t handed = 0;

	if (!stmt)
		return false;
	event_bind_filter(stmt, filter);
	words_init(&words, filter->text);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		event_row_read(stmt, &row);
		if (!event_wanted(&row, &words))
			continue;
		if (!each(arg, &row) || ++handed == filter->limit)
			break;
	}
	words_release(&words);
	sql_done(stmt);
	return result != SQL_FAILED;
}

static bool event_count_one(void *arg, const struct event_row *row)
{
	(void)row;
	++*(int64_t *)arg;
	return true;
}

bool event_count(
	struct db *db, const struct event_filter *filter, int64_t *count, struct err *err)
{
	sqlite3_stmt *stmt;
	enum sql_result result;

	*count = 0;
	if (filter->text && *filter->text)
		return event_list(db, filter, event_count_one, count, err);
	stmt = sql_prepare(db, "SELECT count(*) FROM event e" EVENT_WANTED, err);
	if (!stmt)
		return false;
	event_bind_filter(stmt, filter);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW)
		*count = sql_int(stmt, 0);
	sql_done(stmt);
	return result != SQL_FAILED;
}

struct event_row *event_row_dup(const struct event_row *row)
{
	static const size_t texts[] = {
		offsetof(struct event_row, code),
		offsetof(struct event_row, title),
		offsetof(struct event_row, theme),
		offsetof(struct event_row, start),
		offsetof(struct event_row, end),
		offsetof(struct event_row, zone),
		offsetof(struct event_row, place),
		offsetof(struct event_row, address),
		offsetof(struct event_row, town),
		offsetof(struct event_row, host),
		offsetof(struct event_row, host_name),
		offsetof(struct event_row, cycle),
		offsetof(struct event_row, departement),
	};

	return NOUN_ROW_DUP(row, texts);
}

struct event_answers {
	const char *fold; /* of what was asked for */
	int64_t id;
	int64_t exact; /* the one whose title is just that */
	int count;
	struct str names;
};

static bool event_answer(void *arg, const struct event_row *row)
{
	struct event_answers *a = arg;
	char *fold = fold_dup(row->title);

	if (str_eq(fold, a->fold))
		a->exact = row->id;
	free(fold);
	a->id = row->id;
	if (a->count < 8)
		str_addf(&a->names, "%s%s", a->count ? ", " : "", row->code);
	a->count++;
	return true;
}

static bool event_by_words(struct db *db, const char *text, int64_t *id, struct err *err)
{
	struct event_filter filter = EVENT_FILTER_ALL;
	struct event_answers a = { .names = STR_INIT };
	char *fold = fold_dup(text);
	bool ok = true;

	filter.text = text;
	a.fold = fold;
	if (*fold)
		ok = event_list(db, &filter, event_answer, &a, err);
	*id = a.exact ? a.exact : a.id;
	if (ok && !a.count)
		ok = err_set(err, ERR_NOT_FOUND, _("no event '%s' is known: try 'etape event'"),
			text);
	else if (ok && a.count > 1 && !a.exact)
		ok = err_set(err, ERR_AMBIGUOUS, _("'%s' may be several events: %s"), text,
			a.names.buf);
	str_release(&a.names);
	free(fold);
	return ok;
}

bool event_by_code(struct db *db, const char *code, int64_t *id, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, "SELECT id FROM event WHERE code = :code", err);
	enum sql_result result;

	*id = 0;
	if (!stmt)
		return false;
	sql_bind_text(stmt, ":code", code);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW)
		*id = sql_int(stmt, 0);
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool event_resolve(struct db *db, const char *text, int64_t *id, struct err *err)
{
	int64_t found = 0;

	if (!text || !*text) {
		if (!event_current(db, id, err))
			return false;
		return *id || err_set(err, ERR_NOT_FOUND,
				      _("no event is known yet: name one, or add it first"));
	}
	if (!event_by_code(db, text, id, err))
		return false;
	if (*id)
		return true;
	if (id_parse(text, id)) {
		if (!noun_ask(db, "SELECT id FROM event WHERE id = :id", *id, &found, err))
			return false;
		if (found)
			return true;
	}
	return event_by_words(db, text, id, err);
}

void event_row_place(struct str *out, const struct event_row *row)
{
	const char *const parts[] = { row->place, row->address, row->town };
	const size_t from = out->len;

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		/* The address of a real place often ends with its town. */
		if (!*parts[i] || (i == 2 && strstr(out->buf + from, parts[i])))
			continue;
		str_addf(out, out->len > from ? ", %s" : "%s", parts[i]);
	}
}
