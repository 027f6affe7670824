#include "etape/i18n.h"
#include "etape/structure.h"
#include "store/noun.h"
#include "store/words.h"

#define STRUCTURE_WANTED                                                                       \
	" (:kind IS NULL OR s.kind = :kind)"                                                   \
	" AND (:kinds IS NULL OR instr(:kinds, ' ' || s.kind || ' ')) AND (:cite IS NULL OR s.cite = :cite)"             \
	" AND (:match IS NULL OR s.id IN (SELECT rowid FROM search WHERE search MATCH :match))"

#define STRUCTURE_SELECT                                                                               \
	"SELECT s.id, s.fold, s.name, s.kind, s.cite, c.code, c.name, s.parent, h.name, s.siret,"      \
	" s.address, s.postcode, s.town, s.email, s.phone, s.service_code, s.requires, s.vat_number, s.payer, y.name,"                                            \
	" (SELECT count(*) FROM person p WHERE p.structure = s.id)"                                    \
	" FROM structure s LEFT JOIN cite c ON c.id = s.cite LEFT JOIN structure h ON h.id = s.parent"\
	" LEFT JOIN structure y ON y.id = s.payer" \
	" WHERE" STRUCTURE_WANTED

static const char structure_forward[] =
	STRUCTURE_SELECT " AND (s.fold, s.id) >= (:key, :id) ORDER BY s.fold, s.id LIMIT :n";
static const char structure_backward[] = STRUCTURE_SELECT
	" AND (s.fold, s.id) <= (:key, :id) ORDER BY s.fold DESC, s.id DESC LIMIT :n";

static void structure_bind_filter(sqlite3_stmt *stmt, const struct structure_filter *filter)
{
	struct str match = STR_INIT, kinds = STR_INIT;
	struct words words;

	words_init_or_number(&words, filter->text);
	words_match_query(&words, &match);
	sql_bind_opt(stmt, ":match", match.buf);
	sql_bind_opt(stmt, ":kind", vocabulary_name(&structure_kinds, filter->kind));
	for (size_t i = 0; i < structure_kinds.count; i++)
		if (filter->kinds & 1u << i)
			str_addf(&kinds, " %s ", vocabulary_name(&structure_kinds, (int)i));
	sql_bind_opt(stmt, ":kinds", kinds.buf);
	str_release(&kinds);
	sql_bind_id(stmt, ":cite", filter->cite);
	words_release(&words);
	str_release(&match);
}

bool structure_page(struct db *db, const struct structure_filter *filter,
	const struct page *page, structure_row_fn each, void *arg, struct err *err)
{
	sqlite3_stmt *stmt =
		sql_prepare(db, page->backward ? structure_backward : structure_forward, err);
	enum sql_result result;

	if (!stmt)
		return false;
	noun_bind_page(stmt, page);
	structure_bind_filter(stmt, filter);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		struct structure_row row = {
			.id = sql_int(stmt, 0),
			.key = sql_text(stmt, 1),
			.name = sql_text(stmt, 2),
			.kind = (enum structure_kind)noun_value(&structure_kinds, stmt, 3),
			.cite_id = sql_int(stmt, 4),
			.cite_code = sql_text(stmt, 5),
			.cite = sql_text(stmt, 6),
			.parent_id = sql_int(stmt, 7),
			.parent = sql_text(stmt, 8),
			.siret = sql_text(stmt, 9),
			.address = sql_text(stmt, 10),
			.postcode = sql_text(stmt, 11),
			.town = sql_text(stmt, 12),
			.email = sql_text(stmt, 13),
			.phone = sql_text(stmt, 14),
			.service_code = sql_text(stmt, 15),
			.requires = sql_is_null(stmt, 16) ? ANY
							  : noun_value(&payer_requirements, stmt, 16),
			.vat_number = sql_text(stmt, 17),
			.payer_id = sql_int(stmt, 18),
			.payer = sql_text(stmt, 19),
			.people = sql_int(stmt, 20),
		};
		if (!each(arg, &row))
			break;
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool structure_count(
	struct db *db, const struct structure_filter *filter, int64_t *count, struct err *err)
{
	sqlite3_stmt *stmt =
		sql_prepare(db, "SELECT count(*) FROM structure s WHERE" STRUCTURE_WANTED, err);
	enum sql_result result;

	if (!stmt)
		return false;
	structure_bind_filter(stmt, filter);
	result = sql_step(db, stmt, err);
	*count = result == SQL_ROW ? sql_int(stmt, 0) : 0;
	sql_done(stmt);
	return result != SQL_FAILED;
}

struct structure_row *structure_row_dup(const struct structure_row *row)
{
	static const size_t texts[] = {
		offsetof(struct structure_row, key),
		offsetof(struct structure_row, name),
		offsetof(struct structure_row, cite_code),
		offsetof(struct structure_row, cite),
		offsetof(struct structure_row, parent),
		offsetof(struct structure_row, siret),
		offsetof(struct structure_row, address),
		offsetof(struct structure_row, postcode),
		offsetof(struct structure_row, town),
		offsetof(struct structure_row, email),
		offsetof(struct structure_row, phone),
		offsetof(struct structure_row, service_code),
		offsetof(struct structure_row, vat_number),
		offsetof(struct structure_row, payer),
	};

	return NOUN_ROW_DUP(row, texts);
}

static const char *structure_kind_words(const char *raw)
{
	return noun_label(&structure_kinds, raw);
}

enum {
	STRUCTURE_NAME,
	STRUCTURE_KIND,
	STRUCTURE_CITE,
	STRUCTURE_PARENT,
	STRUCTURE_SIRET,
	STRUCTURE_ADDRESS,
	STRUCTURE_POSTCODE,
	STRUCTURE_TOWN,
	STRUCTURE_EMAIL,
	STRUCTURE_PHONE,
	STRUCTURE_SERVICE,
	STRUCTURE_REQUIRES,
	STRUCTURE_VAT,
	STRUCTURE_PAYER,
	STRUCTURE_CSV, /* how many fields the canonical file has */
	STRUCTURE_PEOPLE = STRUCTURE_CSV,
	STRUCTURE_ID,
};

static struct value structure_csv_value(const void *p, size_t i)
{
	const struct structure_row *row = p;

	switch (i) {
	case STRUCTURE_NAME:
		return value_text(row->name);
	case STRUCTURE_KIND:
		return value_text(vocabulary_name(&structure_kinds, (int)row->kind));
	case STRUCTURE_CITE:
		return value_text(row->cite_code);
	case STRUCTURE_PARENT:
		return value_text(row->parent);
	case STRUCTURE_SIRET:
		return value_text(row->siret);
	case STRUCTURE_ADDRESS:
		return value_text(row->address);
	case STRUCTURE_POSTCODE:
		return value_text(row->postcode);
	case STRUCTURE_TOWN:
		return value_text(row->town);
	case STRUCTURE_EMAIL:
		return value_text(row->email);
	case STRUCTURE_PHONE:
		return value_text(row->phone);
	case STRUCTURE_SERVICE:
		return value_text(row->service_code);
	case STRUCTURE_REQUIRES:
		return value_text(vocabulary_name(&payer_requirements, row->requires));
	case STRUCTURE_VAT:
		return value_text(row->vat_number);
	default:
		return value_text(row->payer);
	}
}

static struct value structure_value(const void *p, size_t i)
{
	const struct structure_row *row = p;

	switch (i) {
	case STRUCTURE_CITE:
		return value_text(row->cite);
	case STRUCTURE_PEOPLE:
		return value_int(row->people);
	case STRUCTURE_ID:
		return value_id(row->id);
	default:
		return structure_csv_value(p, i);
	}
}

#define STRUCTURE_FIELDS                                                                       \
	[STRUCTURE_NAME] = NOUN_FIELD("name", N_("Structure"), FIELD_TEXT, 16, 4, 0),          \
	[STRUCTURE_KIND] =                                                                     \
		NOUN_FIELD_WORDS("kind", N_("Kind"), 10, 1, 2, structure_kind_words),          \
	[STRUCTURE_CITE] = NOUN_FIELD("cite", N_("Cité"), FIELD_TEXT, 8, 2, 4),                \
	[STRUCTURE_PARENT] = NOUN_FIELD("parent", N_("Head"), FIELD_TEXT, 8, 2, 6),            \
	[STRUCTURE_SIRET] = NOUN_FIELD("siret", N_("SIRET"), FIELD_TEXT, 14, 0, 9),            \
	[STRUCTURE_ADDRESS] = NOUN_FIELD("address", N_("Address"), FIELD_TEXT, 10, 2, 8),      \
	[STRUCTURE_POSTCODE] = NOUN_FIELD("postcode", N_("Postcode"), FIELD_TEXT, 5, 0, 7),    \
	[STRUCTURE_TOWN] = NOUN_FIELD("town", N_("Town"), FIELD_TEXT, 8, 1, 3),                \
	[STRUCTURE_EMAIL] = NOUN_FIELD("email", N_("E-mail"), FIELD_TEXT, 12, 2, 5),           \
	[STRUCTURE_PHONE] = NOUN_FIELD("phone", N_("Telephone"), FIELD_TEXT, 14, 0, 5),    \
	[STRUCTURE_SERVICE] = NOUN_FIELD("service_code", NULL, FIELD_TEXT, 8, 1, 9),           \
	[STRUCTURE_REQUIRES] = NOUN_FIELD("requires", NULL, FIELD_TEXT, 8, 0, 9),              \
	[STRUCTURE_VAT] = NOUN_FIELD("vat_number", NULL, FIELD_TEXT, 13, 0, 9),                \
	[STRUCTURE_PAYER] = NOUN_FIELD("payer", NULL, FIELD_TEXT, 12, 2, 9)

static const struct field structure_csv_fields[] = { STRUCTURE_FIELDS };
static const struct field structure_fields[] = {
	STRUCTURE_FIELDS,
	[STRUCTURE_PEOPLE] = NOUN_FIELD("people", N_("People"), FIELD_INT, 4, 0, 4),
	[STRUCTURE_ID] = NOUN_FIELD("id", NULL, FIELD_ID, 0, 0, 0),
};

const struct record_type structure_type =
	NOUN_RECORD("structure", structure_fields, structure_value);
const struct record_type structure_csv_type =
	NOUN_RECORD("structures", structure_csv_fields, structure_csv_value);
