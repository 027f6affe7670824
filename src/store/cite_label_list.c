#include "etape/cite_label.h"

#include "store/cite_label.h"
#include "store/noun.h"

/* The same order decides which is the last. */
#define CITE_LABEL_IN_FORCE                                                                    \
	"(coalesce(l.valid_from, '') <= :on AND (l.valid_to IS NULL OR l.valid_to >= :on)"     \
	" AND NOT EXISTS (SELECT 1 FROM cite_label n WHERE n.cite = l.cite"                    \
	" AND n.valid_from <= :on AND n.valid_from > coalesce(l.valid_from, '')))"

bool cite_label_list(struct db *db, int64_t cite, day_t on, cite_label_row_fn each, void *arg,
	struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT l.id, l.cite, c.code, c.name, l.status, l.valid_from, l.valid_to, l.note, "
		CITE_LABEL_IN_FORCE " FROM cite_label l JOIN cite c ON c.id = l.cite"
				    " WHERE :cite IS NULL OR l.cite = :cite"
				    " ORDER BY c.fold, c.id, coalesce(l.valid_from, ''), l.id",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_id(stmt, ":cite", cite);
	noun_bind_date(stmt, ":on", noun_on(on));
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		struct cite_label_row row = {
			.id = sql_int(stmt, 0),
			.cite_id = sql_int(stmt, 1),
			.cite_code = sql_text(stmt, 2),
			.cite = sql_text(stmt, 3),
			.status = (enum label_status)noun_value(&label_statuses, stmt, 4),
			.from = sql_text(stmt, 5),
			.to = sql_text(stmt, 6),
			.note = sql_text(stmt, 7),
			.in_force = sql_int(stmt, 8) != 0,
		};
		if (!each(arg, &row))
			break;
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

/* --- where a cité stands ------------------------------------------------------------- */

void cite_label_take(struct cite_label_state *state, sqlite3_stmt *stmt, day_t on)
{
	enum label_status status = (enum label_status)noun_value(&label_statuses, stmt, 1);
	day_t from = noun_day(stmt, 2), to = noun_day(stmt, 3);
	bool begun = from == CIVIL_NONE || from <= on;

	if (!begun && state->known)
		return;
	*state = (struct cite_label_state){
		.status = status,
		.since = from,
		.known = true,
	};
	if (begun && to != CIVIL_NONE && to < on) {
		state->status = LABEL_ENDED;
		state->since = to + 1;
	}
}

bool cite_label_on(struct db *db, int64_t cite, day_t on, enum label_status *status, day_t *since,
	struct err *err)
{
	struct cite_label_state state = CITE_LABEL_STATE_INIT;
	sqlite3_stmt *stmt = sql_prepare(db, CITE_LABEL_STEPS, err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":cite", cite);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW)
		cite_label_take(&state, stmt, noun_on(on));
	sql_done(stmt);
	*status = state.status;
	*since = state.since;
	return result != SQL_FAILED;
}

/* --- as a record --------------------------------------------------------------------- */

enum {
	LABEL_CITE,
	LABEL_STATUS,
	LABEL_FROM,
	LABEL_TO,
	LABEL_NOTE,
};

static const char *status_words(const char *raw)
{
	return noun_label(&label_statuses, raw);
}

static struct value cite_label_value(const void *p, size_t i)
{
	const struct cite_label_row *row = p;

	switch (i) {
	case LABEL_CITE:
		return value_text(row->cite_code);
	case LABEL_STATUS:
		return value_text(vocabulary_name(&label_statuses, (int)row->status));
	case LABEL_FROM:
		return value_date(row->from);
	case LABEL_TO:
		return value_date(row->to);
	default:
		return value_text(row->note);
	}
}

static const struct field cite_label_fields[] = {
	[LABEL_CITE] = NOUN_FIELD("cite", N_("Cité"), FIELD_TEXT, 10, 1, 0),
	[LABEL_STATUS] = NOUN_FIELD_WORDS("status", N_("Status"), 10, 1, 0, status_words),
	[LABEL_FROM] = NOUN_FIELD("valid_from", N_("From"), FIELD_DATE, 10, 0, 1),
	[LABEL_TO] = NOUN_FIELD("valid_to", N_("To"), FIELD_DATE, 10, 0, 1),
	[LABEL_NOTE] = NOUN_FIELD("note", N_("Note"), FIELD_TEXT, 8, 2, 2),
};

const struct record_type cite_label_type =
	NOUN_RECORD("labels", cite_label_fields, cite_label_value);
