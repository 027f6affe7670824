#include "etape/i18n.h"
#include "etape/mandate.h"
#include "etape/text.h"
#include "store/noun.h"

/* As people read a cité: the troïka, the CPOs, the others. */
#define MANDATE_RANK                                                                           \
	"CASE m.role WHEN 'copilote_collectivite' THEN 0 WHEN 'copilote_prefecture' THEN 1"    \
	" WHEN 'copilote_academie' THEN 2 WHEN 'copilote_autre' THEN 3 WHEN 'cpo' THEN 4"      \
	" WHEN 'referent' THEN 5 WHEN 'principal' THEN 6 WHEN 'elu' THEN 7 ELSE 8 END"

#define MANDATE_SELECT                                                                               \
	"SELECT m.id, m.person, p.family_name, p.given_name, p.email, coalesce(p.mobile, p.phone),"  \
	" m.cite, c.code, c.name, m.role, m.structure, s.name, m.valid_from, m.valid_to,"            \
	" " NOUN_IN_FORCE(                                                                           \
		"m") " FROM mandate m JOIN person p ON p.id = m.person JOIN cite c ON c.id = m.cite" \
		     " LEFT JOIN structure s ON s.id = m.structure"

#define MANDATE_WANTED                                                                         \
	" AND (:role IS NULL OR m.role = :role) AND (NOT :in_force OR " NOUN_IN_FORCE(         \
		"m") ")"                                                                       \
		     " ORDER BY c.fold, c.id, " MANDATE_RANK                                   \
		     ", m.valid_from DESC, p.fold, m.id"

static const char mandates_of_person[] = MANDATE_SELECT
	" WHERE m.person = :person AND (:cite IS NULL OR m.cite = :cite)" MANDATE_WANTED;
static const char mandates_of_cite[] = MANDATE_SELECT " WHERE m.cite = :cite" MANDATE_WANTED;
static const char mandates_of_all[] = MANDATE_SELECT " WHERE 1" MANDATE_WANTED;

bool mandate_list(struct db *db, const struct mandate_filter *filter, mandate_row_fn each,
	void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		filter->person ? mandates_of_person
		: filter->cite ? mandates_of_cite
			       : mandates_of_all,
		err);
	struct str name = STR_INIT;
	enum sql_result result;

	if (!stmt)
		return false;
	if (filter->person)
		sql_bind_id(stmt, ":person", filter->person);
	if (filter->person || filter->cite)
		sql_bind_id(stmt, ":cite", filter->cite);
	sql_bind_opt(stmt, ":role", vocabulary_name(&mandate_roles, filter->role));
	sql_bind_int(stmt, ":in_force", filter->on != CIVIL_NONE);
	noun_bind_date(stmt, ":on", noun_on(filter->on));
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		struct mandate_row row = {
			.id = sql_int(stmt, 0),
			.person_id = sql_int(stmt, 1),
			.email = sql_text(stmt, 4),
			.phone = sql_text(stmt, 5),
			.cite_id = sql_int(stmt, 6),
			.cite_code = sql_text(stmt, 7),
			.cite = sql_text(stmt, 8),
			.role = (enum mandate_role)noun_value(&mandate_roles, stmt, 9),
			.structure_id = sql_int(stmt, 10),
			.structure = sql_text(stmt, 11),
			.from = sql_text(stmt, 12),
			.to = sql_text(stmt, 13),
			.in_force = sql_int(stmt, 14) != 0,
		};
		str_reset(&name);
		text_person(&name, sql_text(stmt, 2), sql_text(stmt, 3));
		row.name = name.buf;
		if (!each(arg, &row))
			break;
	}
	sql_done(stmt);
	str_release(&name);
	return result != SQL_FAILED;
}

struct mandate_row *mandate_row_dup(const struct mandate_row *row)
{
	static const size_t texts[] = {
		offsetof(struct mandate_row, name),
		offsetof(struct mandate_row, email),
		offsetof(struct mandate_row, phone),
		offsetof(struct mandate_row, cite_code),
		offsetof(struct mandate_row, cite),
		offsetof(struct mandate_row, structure),
		offsetof(struct mandate_row, from),
		offsetof(struct mandate_row, to),
	};

	return NOUN_ROW_DUP(row, texts);
}

/* --- posts ------------------------------------------------------------------- */

/* Since when nobody holds a role: the day after the last who did. */
static bool mandate_vacant_since(struct db *db, int64_t cite, enum mandate_role role, day_t on,
	day_t *since, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT max(valid_to) FROM mandate"
		" WHERE cite = :cite AND role = :role AND valid_to < :on",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":cite", cite);
	sql_bind_text(stmt, ":role", vocabulary_name(&mandate_roles, (int)role));
	noun_bind_date(stmt, ":on", on);
	result = sql_step(db, stmt, err);
	*since = result == SQL_ROW ? noun_day(stmt, 0) : CIVIL_NONE;
	if (*since != CIVIL_NONE)
		++*since;
	sql_done(stmt);
	return result != SQL_FAILED;
}

struct mandate_posts {
	bool (*each)(void *arg, const struct post *post);
	void *arg;
	int held;    /* of the role asked for */
	bool enough; /* `each` returned false */
};

static bool mandate_as_post(void *arg, const struct mandate_row *row)
{
	struct mandate_posts *posts = arg;
	struct post post = {
		.role = row->role,
		.mandate = row->id,
		.person = row->person_id,
		.name = row->name,
		.email = row->email,
		.phone = row->phone,
		.structure = row->structure,
	};

	if (!civil_parse_iso(row->from, &post.since))
		post.since = CIVIL_NONE;
	posts->held++;
	posts->enough = !posts->each(posts->arg, &post);
	return !posts->enough;
}

bool mandate_posts(struct db *db, int64_t cite, day_t on, bool others,
	bool (*each)(void *arg, const struct post *post), void *arg, struct err *err)
{
	static const struct {
		enum mandate_role role;
		bool expected; /* shown as vacant when nobody holds it */
		bool other;
	} roles[] = {
		{ .role = MANDATE_COPILOTE_COLLECTIVITE, .expected = true },
		{ .role = MANDATE_COPILOTE_PREFECTURE, .expected = true },
		{ .role = MANDATE_COPILOTE_ACADEMIE, .expected = true },
		{ .role = MANDATE_COPILOTE_AUTRE },
		{ .role = MANDATE_CPO, .expected = true },
		{ .role = MANDATE_REFERENT, .other = true },
		{ .role = MANDATE_PRINCIPAL, .other = true },
		{ .role = MANDATE_ELU, .other = true },
		{ .role = MANDATE_AUTRE, .other = true },
	};
	struct mandate_posts posts = { .each = each, .arg = arg };
	struct mandate_filter filter = { .cite = cite, .on = noun_on(on) };

	for (size_t i = 0; i < sizeof roles / sizeof *roles && !posts.enough; i++) {
		struct post vacant = { .role = roles[i].role,
			.name = "",
			.email = "",
			.phone = "",
			.structure = "" };

		if (roles[i].other && !others)
			continue;
		filter.role = (int)roles[i].role;
		posts.held = 0;
		if (!mandate_list(db, &filter, mandate_as_post, &posts, err))
			return false;
		if (posts.held || !roles[i].expected)
			continue;
		if (!mandate_vacant_since(
			    db, cite, roles[i].role, filter.on, &vacant.since, err))
			return false;
		posts.enough = !each(arg, &vacant);
	}
	return true;
}

/* --- records ----------------------------------------------------------------- */

static const char *mandate_role_words(const char *raw)
{
	return noun_label(&mandate_roles, raw);
}

enum {
	CSV_EMAIL,
	CSV_CITE,
	CSV_ROLE,
	CSV_STRUCTURE,
	CSV_FROM,
	CSV_TO,
};

static struct value mandate_csv_value(const void *p, size_t i)
{
	const struct mandate_row *row = p;

	switch (i) {
	case CSV_EMAIL:
		return value_text(row->email);
	case CSV_CITE:
		return value_text(row->cite_code);
	case CSV_ROLE:
		return value_text(vocabulary_name(&mandate_roles, (int)row->role));
	case CSV_STRUCTURE:
		return value_text(row->structure);
	case CSV_FROM:
		return value_date(row->from);
	default:
		return value_date(row->to);
	}
}

static const struct field mandate_csv_fields[] = {
	[CSV_EMAIL] = NOUN_FIELD("person_email", N_("E-mail"), FIELD_TEXT, 16, 2, 0),
	[CSV_CITE] = NOUN_FIELD("cite", N_("Cité"), FIELD_TEXT, 10, 1, 0),
	[CSV_ROLE] = NOUN_FIELD_WORDS("role", N_("Post"), 10, 1, 0, mandate_role_words),
	[CSV_STRUCTURE] = NOUN_FIELD("structure", N_("Structure"), FIELD_TEXT, 12, 2, 2),
	[CSV_FROM] = NOUN_FIELD("valid_from", N_("From"), FIELD_DATE, 10, 0, 1),
	[CSV_TO] = NOUN_FIELD("valid_to", N_("To"), FIELD_DATE, 10, 0, 1),
};

const struct record_type mandate_csv_type =
	NOUN_RECORD("mandates", mandate_csv_fields, mandate_csv_value);

enum {
	LIST_ROLE,
	LIST_CITE,
	LIST_NAME,
	LIST_STRUCTURE,
	LIST_FROM,
	LIST_TO,
	LIST_PHONE,
	LIST_EMAIL,
	LIST_IN_FORCE,
	LIST_ID,
};

static struct value mandate_value(const void *p, size_t i)
{
	const struct mandate_row *row = p;

	switch (i) {
	case LIST_ROLE:
		return value_text(vocabulary_name(&mandate_roles, (int)row->role));
	case LIST_CITE:
		return value_text(row->cite);
	case LIST_NAME:
		return value_text(row->name);
	case LIST_STRUCTURE:
		return value_text(row->structure);
	case LIST_FROM:
		return value_date(row->from);
	case LIST_TO:
		return value_date(row->to);
	case LIST_PHONE:
		return value_text(row->phone);
	case LIST_EMAIL:
		return value_text(row->email);
	case LIST_IN_FORCE:
		return value_bool(row->in_force);
	default:
		return value_id(row->id);
	}
}

static const struct field mandate_fields[] = {
	[LIST_ROLE] = NOUN_FIELD_WORDS("role", N_("Post"), 10, 1, 0, mandate_role_words),
	[LIST_CITE] = NOUN_FIELD("cite", N_("Cité"), FIELD_TEXT, 8, 1, 3),
	[LIST_NAME] = NOUN_FIELD("name", N_("Name"), FIELD_TEXT, 16, 3, 0),
	[LIST_STRUCTURE] = NOUN_FIELD("structure", N_("Structure"), FIELD_TEXT, 10, 2, 5),
	[LIST_FROM] = NOUN_FIELD("from", N_("From"), FIELD_DATE, 10, 0, 1),
	[LIST_TO] = NOUN_FIELD("to", N_("To"), FIELD_DATE, 10, 0, 1),
	[LIST_PHONE] = NOUN_FIELD("phone", N_("Telephone"), FIELD_TEXT, 14, 0, 4),
	[LIST_EMAIL] = NOUN_FIELD("email", N_("E-mail"), FIELD_TEXT, 16, 1, 6),
	[LIST_IN_FORCE] = NOUN_FIELD("in_force", N_("In force"), FIELD_BOOL, 4, 0, 7),
	[LIST_ID] = NOUN_FIELD("id", NULL, FIELD_ID, 0, 0, 0),
};

const struct record_type mandate_type = NOUN_RECORD("mandate", mandate_fields, mandate_value);
