#include "etape/i18n.h"
#include "etape/text.h"
#include "etape/vocabulary.h"
#include "store/find_internal.h"
#include "store/noun.h"

static void find_join(struct str *out, const char *text)
{
	if (!*text)
		return;
	if (out->len)
		str_add(out, " · ");
	str_add(out, text);
}

void find_person_detail(struct str *out, const char *posts, const char *function,
	const char *structure, const char *cite)
{
	if (*posts) {
		noun_add_posts(out, posts, ", ");
		return;
	}
	find_join(out, function);
	find_join(out, *structure ? structure : cite);
}

static const char *const find_row_sql[] = {
	[FIND_PERSON] = "SELECT p.family_name, p.given_name, " NOUN_POSTS(
		"p.id") ", p.function, s.name, c.name, p.email, coalesce(p.mobile, p.phone)"
			" FROM person p LEFT JOIN structure s ON s.id = p.structure"
			" LEFT JOIN cite c ON c.id = coalesce(p.cite, s.cite) WHERE p.id = :id",
	[FIND_CITE] = "SELECT name, code, departement, wave FROM cite WHERE id = :id",
	[FIND_STRUCTURE] =
		"SELECT s.name, s.kind, coalesce(s.town, c.name, ''), s.email, s.phone"
		" FROM structure s LEFT JOIN cite c ON c.id = s.cite WHERE s.id = :id",
	[FIND_EVENT] =
		"SELECT e.title, e.code, e.starts, e.ends, e.precision, coalesce(e.town, e.place,"
		" c.name, '') FROM event e LEFT JOIN cite c ON c.id = e.cite"
		" WHERE e.id = :id",
	[FIND_DOCUMENT] = "SELECT d.title, d.kind, coalesce(e.title, c.name, ''), d.day FROM document d"
			  " LEFT JOIN event e ON e.id = d.subject LEFT JOIN cite c ON c.id = d.subject"
			  " WHERE d.id = :id",
};

static void find_read_person(
	sqlite3_stmt *stmt, struct find_row *row, struct str *label, struct str *detail)
{
	text_person(label, sql_text(stmt, 0), sql_text(stmt, 1));
	find_person_detail(detail, sql_text(stmt, 2), sql_text(stmt, 3), sql_text(stmt, 4),
		sql_text(stmt, 5));
	row->email = sql_text(stmt, 6);
	row->phone = sql_text(stmt, 7);
}

static void find_read_cite(
	sqlite3_stmt *stmt, struct find_row *row, struct str *label, struct str *detail)
{
	str_add(label, sql_text(stmt, 0));
	row->code = sql_text(stmt, 1);
	find_join(detail, departement_name(sql_text(stmt, 2)));
	find_join(detail, sql_text(stmt, 3));
}

static void find_read_structure(
	sqlite3_stmt *stmt, struct find_row *row, struct str *label, struct str *detail)
{
	str_add(label, sql_text(stmt, 0));
	find_join(detail, noun_label(&structure_kinds, sql_text(stmt, 1)));
	find_join(detail, sql_text(stmt, 2));
	row->email = sql_text(stmt, 3);
	row->phone = sql_text(stmt, 4);
}

static void find_read_event(
	sqlite3_stmt *stmt, struct find_row *row, struct str *label, struct str *detail)
{
	enum precision precision = (enum precision)noun_value(&event_precisions, stmt, 4);

	str_add(label, sql_text(stmt, 0));
	row->code = sql_text(stmt, 1);
	civil_format_span(detail, sql_text(stmt, 2), sql_text(stmt, 3), precision, i18n_lang());
	find_join(detail, sql_text(stmt, 5));
}

static void find_read_document(
	sqlite3_stmt *stmt, struct find_row *row, struct str *label, struct str *detail)
{
	struct str day = STR_INIT;

	(void)row;
	str_add(label, sql_text(stmt, 0));
	find_join(detail, noun_label(&document_kinds, sql_text(stmt, 1)));
	civil_format_short(&day, noun_day(stmt, 3), i18n_lang());
	find_join(detail, day.buf);
	find_join(detail, sql_text(stmt, 2));
	str_release(&day);
}

bool find_hand_over(struct db *db, const struct find_hit *hit, bool approximate,
	find_row_fn each, void *arg, bool *more, struct err *err)
{
	static void (*const read[])(
		sqlite3_stmt *, struct find_row *, struct str *, struct str *) = {
		[FIND_PERSON] = find_read_person,
		[FIND_CITE] = find_read_cite,
		[FIND_STRUCTURE] = find_read_structure,
		[FIND_EVENT] = find_read_event,
		[FIND_DOCUMENT] = find_read_document,
	};
	struct find_row row = { .kind = hit->kind,
		.id = hit->id,
		.code = "",
		.email = "",
		.phone = "",
		.approximate = approximate };
	struct str label = STR_INIT, detail = STR_INIT;
	sqlite3_stmt *stmt = sql_prepare(db, find_row_sql[hit->kind], err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", hit->id);
	if (hit->kind == FIND_PERSON)
		noun_bind_date(stmt, ":on", noun_on(CIVIL_NONE));
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW) {
		read[hit->kind](stmt, &row, &label, &detail);
		row.label = label.buf;
		row.detail = detail.buf;
		*more = each(arg, &row);
	}
	sql_done(stmt);
	str_release(&label);
	str_release(&detail);
	return result != SQL_FAILED;
}

struct find_row *find_row_dup(const struct find_row *row)
{
	static const size_t texts[] = {
		offsetof(struct find_row, code),
		offsetof(struct find_row, label),
		offsetof(struct find_row, detail),
		offsetof(struct find_row, email),
		offsetof(struct find_row, phone),
	};

	return NOUN_ROW_DUP(row, texts);
}

/* --- the record ---------------------------------------------------------------------- */

static const char *find_kind_words(const char *raw)
{
	static const struct {
		const char *name;
		const char *label;
	} kinds[] = {
		{ .name = "person", .label = N_("person") },
		{ .name = "cite", .label = N_("cité éducative") },
		{ .name = "structure", .label = N_("structure") },
		{ .name = "event", .label = N_("event") },
		{ .name = "document", .label = N_("document") },
	};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (str_eq(kinds[i].name, raw))
			return gettext(kinds[i].label);
	return raw;
}

enum {
	FIND_FIELD_KIND,
	FIND_FIELD_ID,
	FIND_FIELD_CODE,
	FIND_FIELD_LABEL,
	FIND_FIELD_DETAIL,
	FIND_FIELD_EMAIL,
	FIND_FIELD_PHONE,
};

static struct value find_value(const void *p, size_t i)
{
	const struct find_row *row = p;

	switch (i) {
	case FIND_FIELD_KIND:
		return value_text(find_kind_name(row->kind));
	case FIND_FIELD_ID:
		return value_id(row->id);
	case FIND_FIELD_CODE:
		return value_text(row->code);
	case FIND_FIELD_LABEL:
		return value_text(row->label);
	case FIND_FIELD_DETAIL:
		return value_text(row->detail);
	case FIND_FIELD_EMAIL:
		return value_text(row->email);
	default:
		return value_text(row->phone);
	}
}

static const struct field find_fields[] = {
	[FIND_FIELD_KIND] = NOUN_FIELD_WORDS("kind", N_("Kind"), 9, 0, 4, find_kind_words),
	[FIND_FIELD_ID] = NOUN_FIELD("id", NULL, FIELD_ID, 0, 0, 0),
	[FIND_FIELD_CODE] = NOUN_FIELD("code", N_("Code"), FIELD_TEXT, 8, 1, 5),
	[FIND_FIELD_LABEL] = NOUN_FIELD("label", N_("Name"), FIELD_TEXT, 18, 3, 0),
	[FIND_FIELD_DETAIL] = NOUN_FIELD("detail", N_("What"), FIELD_TEXT, 14, 3, 1),
	[FIND_FIELD_EMAIL] = NOUN_FIELD("email", N_("E-mail"), FIELD_TEXT, 16, 2, 3),
	[FIND_FIELD_PHONE] = NOUN_FIELD("phone", N_("Telephone"), FIELD_TEXT, 14, 0, 2),
};

const struct record_type find_type = NOUN_RECORD("find", find_fields, find_value);
