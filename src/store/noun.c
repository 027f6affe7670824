#include "store/noun.h"

#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "etape/i18n.h"
#include "etape/id.h"

bool noun_end(struct db *db, bool ok, bool touched, struct err *err)
{
	if (ok)
		return change_commit(db, err);
	if (touched)
		change_rollback(db);
	else
		change_commit(db, NULL);
	return false;
}

char *noun_clean(const char *text, bool lines)
{
	struct str out = STR_INIT;

	for (const char *p = text ? text : ""; *p; p++) {
		unsigned char c = (unsigned char)*p;

		if (c == '\n' && lines)
			str_addc(&out, '\n');
		else if (c < 0x20 || c == 0x7f)
			str_addc(&out, ' ');
		else
			str_addc(&out, *p);
	}
	str_trim(&out);
	return str_take(&out);
}

/* Most are clean as they come. Blanks that are no ASCII are looked for by noun_clean(). */
static bool noun_is_clean(const char *text, bool lines)
{
	const unsigned char *p = (const unsigned char *)text;

	if (*p == '\0')
		return true;
	if (*p <= ' ' || *p > 0x7e)
		return false;
	while (p[1] != '\0' && (p[1] >= ' ' || (lines && p[1] == '\n')) && p[1] != 0x7f)
		p++;
	return p[1] == '\0' && *p > ' ' && *p <= 0x7e;
}

void noun_tidy(char **text, bool lines)
{
	char *clean;

	if (*text && noun_is_clean(*text, lines))
		return;
	clean = noun_clean(*text, lines);
	free(*text);
	*text = clean;
}

char *noun_email_key(const char *email)
{
	char *key = noun_clean(email, false);

	for (char *p = key; *p; p++)
		if (*p >= 'A' && *p <= 'Z')
			*p = (char)(*p - 'A' + 'a');
	return key;
}

struct noun_date noun_date(day_t day)
{
	struct noun_date date = { .iso = "" };

	if (day != CIVIL_NONE)
		civil_iso(date.iso, day);
	return date;
}

void noun_bind_date(sqlite3_stmt *stmt, const char *name, day_t day)
{
	struct noun_date date = noun_date(day);

	sql_bind_opt(stmt, name, date.iso);
}

day_t noun_day(sqlite3_stmt *stmt, int column)
{
	day_t day;

	return civil_parse_iso(sql_text(stmt, column), &day) ? day : CIVIL_NONE;
}

day_t noun_on(day_t day)
{
	return day == CIVIL_NONE ? civil_today(civil_home()) : day;
}

bool noun_ask(struct db *db, const char *sql, int64_t id, int64_t *answer, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, sql, err);
	enum sql_result result;

	*answer = 0;
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW)
		*answer = sql_int(stmt, 0);
	sql_done(stmt);
	return result != SQL_FAILED;
}

bool noun_uses(struct db *db, const char *sql, int64_t id,
	void (*add)(struct str *uses, int column, int64_t n), struct str *uses, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, sql, err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	result = sql_step(db, stmt, err);
	for (int i = 0; result == SQL_ROW && i < sqlite3_column_count(stmt); i++) {
		if (!sql_int(stmt, i))
			continue;
		if (uses->len)
			str_add(uses, ", ");
		add(uses, i, sql_int(stmt, i));
	}
	sql_done(stmt);
	return result == SQL_ROW;
}

bool noun_stale(
	struct db *db, const char *exists, int64_t id, const char *name, struct err *err)
{
	sqlite3_stmt *stmt;
	int64_t found;

	if (!noun_ask(db, exists, id, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_NOT_FOUND, _("'%s' was deleted meanwhile"), name);
	stmt = sql_prepare(db,
		"SELECT author FROM journal WHERE subject = :id ORDER BY id DESC LIMIT 1", err);
	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", id);
	if (sql_step(db, stmt, NULL) == SQL_ROW)
		err_set(err, ERR_STALE,
			_("'%s' was saved by %s meanwhile: look at both versions, then save again"),
			name, sql_text(stmt, 0));
	else
		err_set(err, ERR_STALE,
			_("'%s' was saved by somebody else meanwhile: look at both versions, then save again"),
			name);
	sql_done(stmt);
	return false;
}

void *noun_row_dup(const void *row, size_t size, const size_t *texts, size_t count)
{
	size_t total = size;
	char *block, *at;

	for (size_t i = 0; i < count; i++) {
		const char *text;

		memcpy(&text, (const char *)row + texts[i], sizeof text);
		total += strlen(text) + 1;
	}
	block = xmalloc(total);
	memcpy(block, row, size);
	at = block + size;
	for (size_t i = 0; i < count; i++) {
		const char *text;
		size_t n;

		memcpy(&text, (const char *)row + texts[i], sizeof text);
		n = strlen(text) + 1;
		memcpy(at, text, n);
		text = at;
		memcpy(block + texts[i], &text, sizeof text);
		at += n;
	}
	return block;
}

void noun_bind_page(sqlite3_stmt *stmt, const struct page *page)
{
	/* The highest code point sorts after every key. */
	static const char after_all[] = "\xf4\x8f\xbf\xbf";
	int64_t id = page->id;

	if (!page->key) {
		sql_bind_text(stmt, ":key", page->backward ? after_all : "");
		sql_bind_int(stmt, ":id", page->backward ? INT64_MAX : 0);
	} else {
		sql_bind_text(stmt, ":key", page->key);
		if (!page->inclusive)
			id += page->backward ? -1 : 1;
		sql_bind_int(stmt, ":id", id);
	}
	if (sqlite3_bind_parameter_index(stmt, ":n"))
		sql_bind_int(stmt, ":n", (int64_t)page->n);
}

const char *noun_label(const struct vocabulary *v, const char *name)
{
	for (size_t i = 0; i < v->count; i++)
		if (!strcmp(v->words[i].name, name))
			return gettext(v->words[i].label);
	return name;
}

int noun_value(const struct vocabulary *v, sqlite3_stmt *stmt, int column)
{
	return noun_named(v, (const char *)sqlite3_column_text(stmt, column));
}

int noun_named(const struct vocabulary *v, const char *name)
{
	if (!name)
		return ANY;
	for (size_t i = 0; i < v->count; i++)
		if (*v->words[i].name == *name && !strcmp(v->words[i].name, name))
			return (int)i;
	bug("'%s' in the database is not in the vocabulary of '%s'", name, v->words[0].name);
}

void noun_add_posts(struct str *out, const char *raw, const char *separator)
{
	bool first = true;

	while (*raw) {
		size_t post = strcspn(raw, "\036");
		size_t role = strcspn(raw, "\037");
		int value = ANY;

		if (!first)
			str_add(out, separator);
		first = false;
		if (role < post) {
			char *name = xstrndup(raw, role);

			if (vocabulary_parse(&mandate_roles, name, &value))
				str_add(out, mandate_role_short((enum mandate_role)value));
			free(name);
			str_add(out, " · ");
			str_addn(out, raw + role + 1, post - role - 1);
		}
		raw += post + (raw[post] ? 1 : 0);
	}
}

static bool noun_code_taken(struct db *db, const char *code, const char *taken, int64_t self,
	bool *is, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, taken, err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_text(stmt, ":code", code);
	result = sql_step(db, stmt, err);
	*is = result == SQL_ROW && sql_int(stmt, 0) != self;
	sql_done(stmt);
	return result != SQL_FAILED;
}

void noun_slug(struct str *slug, const char *text)
{
	enum { SLUG_LONGEST = 36 }; /* of 40, to leave room for "-99" */

	fold_add(slug, text);
	for (size_t i = 0; i < slug->len; i++) {
		char c = slug->buf[i];

		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')))
			slug->buf[i] = '-';
	}
	if (slug->len > SLUG_LONGEST)
		str_truncate(slug, SLUG_LONGEST);
	while (slug->len && slug->buf[slug->len - 1] == '-')
		str_truncate(slug, slug->len - 1);
	if (!slug->len)
		str_add(slug, "x");
}

/* A guessed number has seven digits, and a code 40 characters. */
enum { TRIED_IN_TURN = 50, GUESSED_AMONG = 1000003, SLUG_GUESSED = 32 };

bool noun_code(struct db *db, char **code, const char *text, const char *taken, int64_t self,
	struct err *err)
{
	struct str slug = STR_INIT;
	bool is = false;
	size_t base;

	if (*code && **code) {
		if (!noun_code_taken(db, *code, taken, self, &is, err))
			return false;
		return !is ||
		       err_set(err, ERR_EXISTS, _("the code '%s' is taken already"), *code);
	}
	noun_slug(&slug, text);
	base = slug.len;
	for (int n = 2;; n++) {
		if (!noun_code_taken(db, slug.buf, taken, self, &is, err)) {
			str_release(&slug);
			return false;
		}
		if (!is)
			break;
		/* Thousands may share a title: not every number is tried for each of them. */
		if (n > TRIED_IN_TURN) {
			n = TRIED_IN_TURN + (int)(id_new() % GUESSED_AMONG);
			base = base < SLUG_GUESSED ? base : SLUG_GUESSED;
		}
		str_truncate(&slug, base);
		str_addf(&slug, "-%d", n);
	}
	free(*code);
	*code = str_take(&slug);
	return true;
}
