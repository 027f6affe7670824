#include "store/desk_cache.h"

#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "store/desk_initials.h"
#include "store/noun.h"

void desk_cache_free(struct desk_cache **cache)
{
	struct desk_cache *c = *cache;

	if (!c)
		return;
	for (size_t i = 0; i < c->count; i++)
		free(c->at[i].fold);
	free(c->at);
	idmap_release(&c->people);
	free(c);
	*cache = NULL;
}

enum desk_text {
	DESK_FOLD,
	DESK_SQUASH,
	DESK_TURNED,
	DESK_INITIALS,
	DESK_CODE,
	DESK_EMAIL,
	DESK_POSTS,
	DESK_WORDS,
	DESK_ANNOUNCER,
	DESK_TEXTS
};

/* Texts of an entry, one after the other in one block. */
struct desk_texts {
	struct str block;
	size_t at[DESK_TEXTS];
};

static void desk_texts_next(struct desk_texts *t, enum desk_text text)
{
	if (text > 0)
		str_addc(&t->block, '\0');
	t->at[text] = t->block.len;
}

/* The names in the ways in which they are written. */
static size_t desk_cache_names(struct desk_texts *t, sqlite3_stmt *stmt)
{
	const char *fold = sql_text(stmt, 2), *squash = sql_text(stmt, 3);
	const char *given = sql_text(stmt, 12);
	const size_t length = strlen(fold), given_length = strlen(given);
	const bool both = given_length > 0 && length > given_length;
	char *family = xstrndup(fold, both ? length - given_length - 1 : length);
	size_t family_squash = 0;

	for (const char *c = family; *c; c++)
		family_squash += *c != ' ';
	desk_texts_next(t, DESK_FOLD);
	str_add(&t->block, fold);
	desk_texts_next(t, DESK_SQUASH);
	str_add(&t->block, squash);
	desk_texts_next(t, DESK_TURNED);
	str_add(&t->block, squash + family_squash);
	str_addf(&t->block, "%.*s", (int)family_squash, squash);
	desk_texts_next(t, DESK_INITIALS);
	desk_initials_add(&t->block, family, given);
	free(family);
	return family_squash;
}

static void desk_cache_add(struct desk_cache *c, sqlite3_stmt *stmt)
{
	struct desk_texts t = { .block = STR_INIT };
	struct desk_entry *e = &c->at[c->count++];
	const size_t family = desk_cache_names(&t, stmt);

	desk_texts_next(&t, DESK_CODE);
	fold_add(&t.block, sql_text(stmt, 4));
	desk_texts_next(&t, DESK_EMAIL);
	str_add(&t.block, sql_text(stmt, 5));
	desk_texts_next(&t, DESK_POSTS);
	fold_add(&t.block, sql_text(stmt, 6));
	desk_texts_next(&t, DESK_WORDS);
	for (int column = 7; column <= 10; column++) {
		fold_add(&t.block, sql_text(stmt, column));
		str_addc(&t.block, ' ');
	}
	str_add(&t.block, sql_text(stmt, 11));
	desk_texts_next(&t, DESK_ANNOUNCER);
	str_add(&t.block, sql_text(stmt, 13));
	*e = (struct desk_entry){
		.registration = sql_int(stmt, 0),
		.person = sql_int(stmt, 1),
		.family = family,
		.fold = str_take(&t.block),
	};
	e->squash = e->fold + t.at[DESK_SQUASH];
	e->turned = e->fold + t.at[DESK_TURNED];
	e->initials = e->fold + t.at[DESK_INITIALS];
	e->code = e->fold + t.at[DESK_CODE];
	e->email = e->fold + t.at[DESK_EMAIL];
	e->posts = e->fold + t.at[DESK_POSTS];
	e->words = e->fold + t.at[DESK_WORDS];
	e->announcer = e->fold + t.at[DESK_ANNOUNCER];
}

static bool desk_cache_read(struct db *db, struct desk_cache *c, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT r.id, r.person, p.fold, p.squash, r.code || coalesce((SELECT' ' || group_concat(x.code, ' ') FROM badge x"
		" WHERE x.registration = r.id), ''), p.email_fold, " NOUN_POSTS(
			"p.id") ", p.function, s.name, c.name, p.email, p.digits,"
				" p.given_fold, coalesce(b.fold, '')"
				" FROM registration r JOIN person p ON p.id = r.person"
				" LEFT JOIN person b ON b.id = r.registered_by"
				" LEFT JOIN structure s ON s.id = p.structure"
				" LEFT JOIN cite c ON c.id = coalesce(p.cite, s.cite) WHERE r.event = :event"
				" AND p.erased_at IS NULL ORDER BY p.fold, r.id",
		err);
	enum sql_result result;
	size_t room = 0;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":event", c->event);
	noun_bind_date(stmt, ":on", noun_on(CIVIL_NONE));
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		if (c->count == room) {
			room = room ? room * 2 : 64;
			c->at = xrealloc(c->at, room * sizeof *c->at);
		}
		desk_cache_add(c, stmt);
	}
	sql_done(stmt);
	for (size_t i = 0; i < c->count; i++)
		*idmap_at(&c->people, c->at[i].person) = &c->at[i];
	return result != SQL_FAILED;
}

/* The last change, and whether one since `seen` may have touched what is kept. */
static bool desk_cache_news(
	struct db *db, int64_t seen, int64_t *last, bool *matters, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT id, kind IN ('checkin', 'checkout', 'checkin_undo', 'checkin_many',"
		" 'checkout_many', 'undo_many', 'refusal', 'payment') FROM journal"
		" WHERE id > :seen",
		err);
	enum sql_result result;

	*last = seen;
	*matters = false;
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":seen", seen);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		*last = sql_int(stmt, 0);
		*matters = *matters || !sql_int(stmt, 1);
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

const struct desk_cache *desk_cache_get(struct db *db, int64_t event, struct err *err)
{
	struct desk_cache *c = db->desk_cache;
	bool matters;

	if (c && c->event == event) {
		if (!desk_cache_news(db, c->seen, &c->seen, &matters, err))
			return NULL;
		if (!matters)
			return c;
	}
	desk_cache_free(&db->desk_cache);
	c = xcalloc(1, sizeof *c);
	c->event = event;
	if (!noun_ask(db, "SELECT max(id) FROM journal WHERE id > :id", 0, &c->seen, err) ||
		!desk_cache_read(db, c, err)) {
		desk_cache_free(&c);
		return NULL;
	}
	db->desk_cache = c;
	return c;
}
