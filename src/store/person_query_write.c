/* A query of the directory as the line that reads back, and in words for people. */
#include <stdlib.h>
#include <string.h>

#include "etape/i18n.h"
#include "store/noun.h"
#include "store/person_query_names.h"

/* --- names of what has an id ------------------------------------------------------------- */

/* The first column of the only row; the id itself when nothing has it any more. Owned. */
static char *query_name(struct db *db, const char *sql, int64_t id, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db, sql, err);
	struct str name = STR_INIT;
	enum sql_result result;

	if (!stmt)
		return NULL;
	sql_bind_int(stmt, ":id", id);
	result = sql_step(db, stmt, err);
	if (result == SQL_ROW)
		str_add(&name, sql_text(stmt, 0));
	sql_done(stmt);
	if (!name.len)
		str_addf(&name, "%lld", (long long)id);
	if (result == SQL_FAILED) {
		str_release(&name);
		return NULL;
	}
	return str_take(&name);
}

static const char query_cite_code[] = "SELECT code FROM cite WHERE id = :id";
static const char query_cite_name[] = "SELECT name FROM cite WHERE id = :id";
static const char query_event_code[] = "SELECT code FROM event WHERE id = :id";
static const char query_event_title[] = "SELECT title FROM event WHERE id = :id";
static const char query_structure_name[] = "SELECT name FROM structure WHERE id = :id";
/* A name that others have, too, would not be found again. */
static const char query_structure_only[] =
	"SELECT name FROM structure s WHERE id = :id"
	" AND NOT EXISTS (SELECT 1 FROM structure o WHERE o.fold = s.fold AND o.id <> s.id)";

/* --- the line ---------------------------------------------------------------------------- */

static void query_quote(struct str *out, const char *value)
{
	str_addc(out, '"');
	for (const char *p = value; *p; p++) {
		if (*p == '"')
			str_addc(out, '"');
		str_addc(out, *p);
	}
	str_addc(out, '"');
}

static void query_add(struct str *out, enum query_key key, const char *value)
{
	str_addf(out, "%s%s:", out->len ? " " : "", query_key_name(key));
	if (value[strcspn(value, " \t\n\v\f\r\"")])
		query_quote(out, value);
	else
		str_add(out, value);
}

static void query_add_missing(struct str *out, enum query_key key, bool missing)
{
	if (missing)
		str_addf(out, "%s-%s", out->len ? " " : "", query_key_name(key));
}

static void query_add_set(
	struct str *out, enum query_key key, const struct vocabulary *v, unsigned set)
{
	struct str names = STR_INIT;

	for (size_t i = 0; i < v->count; i++)
		if (set & 1u << i)
			str_addf(&names, "%s%s", names.len ? "," : "",
				vocabulary_name(v, (int)i));
	if (names.len)
		query_add(out, key, names.buf);
	str_release(&names);
}

static void query_add_roles(struct str *out, unsigned roles)
{
	struct str names = STR_INIT;
	const bool all = (roles & QUERY_COPILOTES) == QUERY_COPILOTES;

	if (all)
		str_add(&names, "copilote");
	for (size_t i = 0; i < mandate_roles.count; i++)
		if ((all ? roles & ~QUERY_COPILOTES : roles) & 1u << i)
			str_addf(&names, "%s%s", names.len ? "," : "",
				vocabulary_name(&mandate_roles, (int)i));
	if (names.len)
		query_add(out, QUERY_ROLE, names.buf);
	str_release(&names);
}

static bool query_add_id(struct db *db, struct str *out, enum query_key key, const char *sql,
	int64_t id, struct err *err)
{
	char *name = id ? query_name(db, sql, id, err) : NULL;

	if (name)
		query_add(out, key, name);
	free(name);
	return !id || name;
}

static void query_add_day(struct str *out, enum query_key key, day_t day)
{
	if (day != CIVIL_NONE)
		query_add(out, key, noun_date(day).iso);
}

static void query_add_text(struct str *out, const char *text)
{
	if (str_eq(text, NULL))
		return;
	if (out->len)
		str_addc(out, ' ');
	if (text[strcspn(text, ":\"\t\n\v\f\r")] || *text == '-' || *text == ' ' ||
		strstr(text, "  ") || strstr(text, " -") || text[strlen(text) - 1] == ' ')
		query_quote(out, text);
	else
		str_add(out, text);
}

static void query_add_shown(struct str *out, const struct person_query *q)
{
	struct str names = STR_INIT;

	if (q->order != PERSON_BY_NAME || q->descending) {
		str_addf(&names, "%s%s", q->descending ? "-" : "", query_column_name(q->order));
		query_add(out, QUERY_ORDER, names.buf);
	}
	str_reset(&names);
	for (size_t i = 0; i < q->column_count; i++)
		str_addf(&names, "%s%s", i ? "," : "",
			query_column_name((enum person_column)q->columns[i]));
	if (names.len)
		query_add(out, QUERY_COLUMNS, names.buf);
	str_release(&names);
}

bool person_query_write(
	struct db *db, const struct person_query *q, struct str *out, struct err *err)
{
	static const enum query_key ats[] = {
		[PERSON_PRESENT] = QUERY_PRESENT,
		[PERSON_REGISTERED] = QUERY_REGISTERED,
		[PERSON_ABSENT] = QUERY_ABSENT,
		[PERSON_NOT_THERE] = QUERY_NOT,
	};
	const struct person_filter *f = &q->filter;
	struct str line = STR_INIT;
	bool ok;

	query_add_text(&line, f->text);
	query_add_roles(&line, f->roles);
	ok = query_add_id(db, &line, QUERY_CITE, query_cite_code, f->cite, err);
	if (!str_eq(f->departement, NULL))
		query_add(&line, QUERY_DEPARTEMENT, f->departement);
	if (!str_eq(f->academie, NULL))
		query_add(&line, QUERY_ACADEMIE, f->academie);
	ok = ok && query_add_id(db, &line, QUERY_STRUCTURE, query_structure_only, f->structure, err);
	query_add_set(&line, QUERY_KIND, &structure_kinds, f->kinds);
	if (f->member == 1)
		query_add(&line, QUERY_MEMBER, "yes");
	query_add_missing(&line, QUERY_MEMBER, f->member == 0);
	ok = ok && query_add_id(db, &line, ats[f->at], query_event_code, f->event, err);
	query_add_missing(&line, QUERY_CAME, f->never_came);
	query_add_missing(&line, QUERY_EMAIL, f->no_email);
	query_add_missing(&line, QUERY_PHONE, f->no_phone);
	query_add_missing(&line, QUERY_CONFIRMED, f->unconfirmed);
	query_add_day(&line, QUERY_CHANGED, f->changed_since);
	query_add_day(&line, QUERY_ON, f->on);
	query_add_shown(&line, q);
	if (ok)
		str_add(out, line.buf);
	str_release(&line);
	return ok;
}

/* --- words ------------------------------------------------------------------------------- */

struct wording {
	struct db *db;
	struct str *out;
	const char *separator;
	bool any;
	struct err *err;
};

static void query_say(struct wording *w, const char *words)
{
	str_addf(w->out, "%s%s", w->any ? w->separator : "", words);
	w->any = true;
}

static void query_say_if(struct wording *w, bool asked, const char *words)
{
	if (asked)
		query_say(w, words);
}

static void query_or(struct str *words, const char *word)
{
	str_addf(words, "%s%s", words->len ? _(" or ") : "", word);
}

static void query_say_roles(struct wording *w, unsigned roles)
{
	struct str words = STR_INIT;
	const bool all = (roles & QUERY_COPILOTES) == QUERY_COPILOTES;

	if (all)
		query_or(&words, _("copilote"));
	for (size_t i = 0; i < mandate_roles.count; i++)
		if ((all ? roles & ~QUERY_COPILOTES : roles) & 1u << i)
			query_or(&words, vocabulary_label(&mandate_roles, (int)i));
	query_say_if(w, words.len, words.buf);
	str_release(&words);
}

static void query_say_kinds(struct wording *w, unsigned kinds)
{
	struct str words = STR_INIT;

	for (size_t i = 0; i < structure_kinds.count; i++)
		if (kinds & 1u << i)
			query_or(&words, vocabulary_label(&structure_kinds, (int)i));
	query_say_if(w, words.len, words.buf);
	str_release(&words);
}

static bool query_say_id(struct wording *w, const char *format, const char *sql, int64_t id)
{
	char *name = id ? query_name(w->db, sql, id, w->err) : NULL;
	const char *at = format ? strstr(format, "%s") : NULL;
	struct str words = STR_INIT;

	if (name && at)
		str_addf(&words, "%.*s%s%s", (int)(at - format), format, name, at + 2);
	else if (name)
		str_add(&words, name);
	query_say_if(w, words.len, words.buf);
	str_release(&words);
	free(name);
	return !id || name;
}

/* "académie de Lille", "académie d’Amiens". */
static void query_say_academie(struct wording *w, const char *academie)
{
	struct str words = STR_INIT;

	if (str_eq(academie, NULL))
		return;
	if (strchr("AEIOUY", *academie))
		str_addf(&words, C_("before a vowel", "académie of %s"), academie);
	else
		str_addf(&words, _("académie of %s"), academie);
	query_say(w, words.buf);
	str_release(&words);
}

static void query_say_day(struct wording *w, const char *format, day_t day)
{
	const char *at = strstr(format, "%s");
	struct str words = STR_INIT;

	if (day == CIVIL_NONE)
		return;
	str_addf(&words, "%.*s", (int)(at - format), format);
	civil_format_short(&words, day, i18n_lang());
	str_add(&words, at + 2);
	query_say(w, words.buf);
	str_release(&words);
}

static const char *query_at_words(enum person_at at)
{
	static const char *const words[] = {
		[PERSON_PRESENT] = N_("present at %s"),
		[PERSON_REGISTERED] = N_("registered for %s"),
		[PERSON_ABSENT] = N_("absent from %s"),
		[PERSON_NOT_THERE] = N_("neither registered for %s nor present"),
	};

	return gettext(words[at]);
}

bool person_query_words(struct db *db, const struct person_query *q, const char *separator,
	struct str *out, struct err *err)
{
	const struct person_filter *f = &q->filter;
	struct wording w = { .db = db, .out = out, .separator = separator, .err = err };
	bool ok;

	query_say_roles(&w, f->roles);
	ok = query_say_id(&w, NULL, query_cite_name, f->cite);
	query_say_if(&w, !str_eq(f->departement, NULL),
		f->departement ? departement_name(f->departement) : "");
	query_say_academie(&w, f->academie);
	ok = ok && query_say_id(&w, NULL, query_structure_name, f->structure);
	query_say_kinds(&w, f->kinds);
	query_say_if(&w, f->member == 1, _("member"));
	query_say_if(&w, f->member == 0, _("not a member"));
	ok = ok && query_say_id(&w, query_at_words(f->at), query_event_title, f->event);
	query_say_if(&w, f->never_came, _("never came"));
	query_say_if(&w, f->no_email, _("without an address"));
	query_say_if(&w, f->no_phone, _("without a telephone"));
	query_say_if(&w, f->unconfirmed, _("not confirmed for a year"));
	query_say_day(&w, _("changed since %s"), f->changed_since);
	query_say_day(&w, _("as of %s"), f->on);
	return ok;
}
