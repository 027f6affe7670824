/* What is known of a person beside her own rows: the journal's entries, texts about others, what was
 * signed with her name. */
#include "etape/known.h"

#include <stdlib.h>

#include "etape/i18n.h"
#include "store/erasure_internal.h"
#include "store/journal_internal.h"
#include "store/noun.h"

static struct value known_mention_value(const void *row, size_t i)
{
	const struct known_mention *mention = row;

	return value_text(i == 0 ? mention->where : mention->text);
}

static const struct field known_mention_fields[] = {
	NOUN_FIELD("where", N_("Where"), FIELD_TEXT, 8, 1, 0),
	NOUN_FIELD("text", N_("Text"), FIELD_TEXT, 8, 1, 0),
};

const struct record_type known_mention_type =
	NOUN_RECORD("mentions", known_mention_fields, known_mention_value);

static struct value known_signed_value(const void *row, size_t i)
{
	const struct known_signed *with = row;

	switch (i) {
	case 0:
		return value_text(with->author);
	case 1:
		return value_int(with->changes);
	case 2:
		return value_instant(with->first);
	default:
		return value_instant(with->last);
	}
}

static const struct field known_signed_fields[] = {
	NOUN_FIELD("author", N_("By"), FIELD_TEXT, 8, 1, 0),
	NOUN_FIELD("changes", N_("Changes"), FIELD_INT, 8, 1, 0),
	NOUN_FIELD("first", N_("First"), FIELD_INSTANT, 8, 1, 0),
	NOUN_FIELD("last", N_("Last"), FIELD_INSTANT, 8, 1, 0),
};

const struct record_type known_signed_type =
	NOUN_RECORD("signed", known_signed_fields, known_signed_value);

bool known_journal(struct db *db, int64_t person,
	bool (*each)(void *arg, const struct journal_entry *entry), void *arg, struct err *err)
{
	struct erasure_who who;
	int64_t *entries = NULL;
	size_t count = 0;
	bool more = true;
	bool ok = erasure_who_load(db, person, &who, err) &&
		  erasure_entries(db, &who, &entries, &count, err);

	for (size_t i = 0; ok && more && i < count; i++) {
		struct journal_entry entry;

		ok = journal_get(db, entries[i], &entry, err);
		if (!ok)
			break;
		more = each(arg, &entry);
		journal_entry_release(&entry);
	}
	free(entries);
	erasure_who_release(&who);
	return ok;
}

/* Her names of before as well, which only the journal tells. */
static bool known_names(struct db *db, int64_t person, struct erasure_who *who, struct err *err)
{
	int64_t *entries = NULL;
	size_t count = 0;
	bool ok = erasure_who_load(db, person, who, err) &&
		  erasure_entries(db, who, &entries, &count, err);

	free(entries);
	return ok;
}

struct known_telling {
	void (*each)(void *arg, const struct known_mention *mention);
	void *arg;
};

static void known_tell(void *arg, const char *where, const char *text)
{
	const struct known_telling *telling = arg;

	telling->each(telling->arg, &(struct known_mention){ .where = where, .text = text });
}

static bool known_authors(struct db *db, const struct erasure_who *who,
	void (*each)(void *arg, const struct known_signed *with), void *arg, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT author, count(*), min(at), max(at) FROM journal GROUP BY author", err);
	enum sql_result result = SQL_FAILED;

	while (stmt && (result = sql_step(db, stmt, err)) == SQL_ROW)
		if (erasure_mentions(who, sql_text(stmt, 0)))
			each(arg, &(struct known_signed){
					  .author = sql_text(stmt, 0),
					  .changes = sql_int(stmt, 1),
					  .first = sql_int(stmt, 2),
					  .last = sql_int(stmt, 3),
				  });
	if (stmt)
		sql_done(stmt);
	return result != SQL_FAILED;
}

bool known_mentions(struct db *db, int64_t person,
	void (*each)(void *arg, const struct known_mention *mention), void *arg, struct err *err)
{
	struct known_telling telling = { .each = each, .arg = arg };
	struct erasure_who who;
	bool ok = known_names(db, person, &who, err) &&
		  erasure_each_text(db, &who, known_tell, &telling, err);

	erasure_who_release(&who);
	return ok;
}

bool known_signatures(struct db *db, int64_t person,
	void (*each)(void *arg, const struct known_signed *with), void *arg, struct err *err)
{
	struct erasure_who who;
	bool ok = erasure_who_load(db, person, &who, err) && known_authors(db, &who, each, arg, err);

	erasure_who_release(&who);
	return ok;
}
