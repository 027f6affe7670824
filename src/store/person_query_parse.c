/* A query of the directory, read from one line of words. */
#include <stdlib.h>
#include <string.h>

#include "etape/cite.h"
#include "etape/event.h"
#include "etape/fold.h"
#include "etape/i18n.h"
#include "etape/structure.h"
#include "store/noun.h"
#include "store/person_query_names.h"

struct parsing {
	struct db *db;
	struct person_query *q;
	struct str text; /* what is looked for by words */
	unsigned asked;	 /* 1u << enum query_key of what was read, query_slot() of it */
	struct err *err;
};

/* One word of the line: `role:cpo`, `-email`, `"two words"`. */
struct query_word_read {
	struct str text; /* its quotes taken away */
	size_t colon;	 /* where its value begins, 0 for none */
	bool quoted;	 /* begins with a quote: text, whatever is in it */
};

/* --- words of the line ------------------------------------------------------------------- */

static bool query_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Reads the next word and goes on after it; false at the end. A doubled quote within quotes stands
 * for one; a quote that nobody closed is closed by the end. */
static bool query_next(const char **line, struct query_word_read *word)
{
	const char *p = *line;
	bool inside = false;

	while (query_blank(*p))
		p++;
	str_reset(&word->text);
	word->colon = 0;
	word->quoted = *p == '"';
	if (!*p)
		return false;
	for (; *p && (inside || !query_blank(*p)); p++) {
		if (*p == '"' && inside && p[1] == '"') {
			str_addc(&word->text, *p++);
		} else if (*p == '"') {
			inside = !inside;
		} else {
			str_addc(&word->text, *p);
			if (*p == ':' && !inside && !word->colon && !word->quoted)
				word->colon = word->text.len;
		}
	}
	*line = p;
	return true;
}

/* --- values ------------------------------------------------------------------------------ */

static bool query_refuse(struct parsing *p, enum query_key key, const char *value,
	const char *there_are)
{
	return err_set(p->err, ERR_USAGE, _("'%s:%s' is not understood: there are %s"),
		query_key_name(key), value, there_are);
}

/* Calls `take` for each part of a set: "cpo,referent". */
static bool query_each(struct parsing *p, const char *value,
	bool (*take)(struct parsing *p, const char *part))
{
	const char *whole = value;
	bool ok = true, any = false;

	while (ok && *value) {
		const size_t n = strcspn(value, ",");
		char *part = xstrndup(value, n);

		noun_tidy(&part, false);
		any = any || *part;
		ok = !*part || take(p, part);
		free(part);
		value += n + (value[n] == ',');
	}
	if (ok && !any)
		ok = err_set(p->err, ERR_USAGE, _("'%s' is a set of nothing: write what it holds, as in role:cpo,referent"), whole);
	return ok;
}

static bool query_refuse_word(struct parsing *p, enum query_key key, const char *part,
	const struct vocabulary *v, const char *first)
{
	struct str names = STR_INIT;

	str_add(&names, first);
	for (size_t i = 0; i < v->count; i++)
		str_addf(&names, "%s%s", names.len ? ", " : "", v->words[i].name);
	query_refuse(p, key, part, names.buf);
	str_release(&names);
	return false;
}

static bool query_take_role(struct parsing *p, const char *part)
{
	char *fold = fold_dup(part);
	const bool all = !strcmp(fold, "copilote") || !strcmp(fold, "copilotes") ||
			 !strcmp(fold, "troika");
	int value;

	free(fold);
	if (all)
		p->q->filter.roles |= QUERY_COPILOTES;
	else if (vocabulary_parse(&mandate_roles, part, &value))
		p->q->filter.roles |= 1u << value;
	else
		return query_refuse_word(p, QUERY_ROLE, part, &mandate_roles, "copilote");
	return true;
}

static bool query_take_kind(struct parsing *p, const char *part)
{
	int value;

	if (!vocabulary_parse(&structure_kinds, part, &value))
		return query_refuse_word(p, QUERY_KIND, part, &structure_kinds, "");
	p->q->filter.kinds |= 1u << value;
	return true;
}

static bool query_refuse_column(struct parsing *p, enum query_key key, const char *part)
{
	struct str names = STR_INIT;

	query_add_columns(&names);
	query_refuse(p, key, part, names.buf);
	str_release(&names);
	return false;
}

static bool query_take_column(struct parsing *p, const char *part)
{
	struct person_query *q = p->q;
	enum person_column column;

	if (!query_column_parse(part, &column))
		return query_refuse_column(p, QUERY_COLUMNS, part);
	for (size_t i = 0; i < q->column_count; i++)
		if (q->columns[i] == column)
			return true;
	q->columns[q->column_count++] = (unsigned char)column;
	return true;
}

/* Columns say nothing without the name of whom they are about: it comes first where nobody asked for it. */
static bool query_take_columns(struct parsing *p, const char *value)
{
	struct person_query *q = p->q;

	q->column_count = 0;
	if (!query_each(p, value, query_take_column))
		return false;
	if (memchr(q->columns, PERSON_BY_NAME, q->column_count))
		return true;
	memmove(q->columns + 1, q->columns, q->column_count++);
	q->columns[0] = PERSON_BY_NAME;
	return true;
}

static bool query_take_order(struct parsing *p, const char *value)
{
	const bool descending = *value == '-';

	if (!query_column_parse(value, &p->q->order))
		return query_refuse_column(p, QUERY_ORDER, value);
	p->q->descending = descending;
	return true;
}

/* --- places and events ------------------------------------------------------------------- */

static bool query_take_departement(struct parsing *p, const char *value)
{
	char *fold = fold_dup(value);
	const char *name = "", *code = departement_within(fold, &name);
	const char *whole = strncmp(fold, "la ", 3) ? fold : fold + 3;
	const bool known = code && !strcmp(name, whole);

	if (known)
		person_query_set(&p->q->filter.departement, code);
	else
		err_set(p->err, ERR_USAGE,
			_("no département '%s' is known: write its number or its name, as in departement:59"),
			value);
	free(fold);
	return known;
}

/* Those that cités have, and the one that is meant as it is written. */
static bool query_take_academie(struct parsing *p, const char *value)
{
	sqlite3_stmt *stmt = sql_prepare(
		p->db, "SELECT DISTINCT academie FROM cite WHERE academie <> '' ORDER BY academie", p->err);
	struct str names = STR_INIT;
	char *wanted = fold_dup(value);
	bool found = false;

	while (stmt && !found && sql_step(p->db, stmt, p->err) == SQL_ROW) {
		const char *name = sql_text(stmt, 0);
		char *fold = fold_dup(name);

		found = !strcmp(fold, wanted);
		if (found)
			person_query_set(&p->q->filter.academie, name);
		str_addf(&names, "%s%s", names.len ? ", " : "", name);
		free(fold);
	}
	if (stmt)
		sql_done(stmt);
	if (stmt && !found)
		query_refuse(p, QUERY_ACADEMIE, value, names.buf);
	free(wanted);
	str_release(&names);
	return found;
}

static bool query_take_event(struct parsing *p, enum person_at at, const char *value)
{
	p->q->filter.at = at;
	return event_resolve(p->db, value, &p->q->filter.event, p->err);
}

static bool query_take_day(struct parsing *p, enum query_key key, const char *value, day_t *day)
{
	return civil_parse(value, civil_today(CIVIL_ZONE), day, p->err) ||
	       err_wrap(p->err, "%s:%s", query_key_name(key), value);
}

/* --- yes and no -------------------------------------------------------------------------- */

static bool query_says(const char *value, bool *yes)
{
	static const char *const words[] = { "no", "non", "yes", "oui" };
	char *fold = fold_dup(value);
	bool found = false;

	for (size_t i = 0; !found && i < sizeof words / sizeof *words; i++) {
		found = !strcmp(words[i], fold);
		*yes = i >= 2;
	}
	free(fold);
	return found;
}

/* Some can only be asked for as missing: who has an address is nearly everybody. */
static bool query_take_flag(struct parsing *p, enum query_key key, bool yes)
{
	struct person_filter *f = &p->q->filter;
	bool *missing = NULL;

	switch ((int)key) {
	case QUERY_MEMBER:
		f->member = yes;
		return true;
	case QUERY_NEVER:
	case QUERY_UNCONFIRMED:
		yes = !yes;
		missing = key == QUERY_NEVER ? &f->never_came : &f->unconfirmed;
		break;
	case QUERY_CAME:
		missing = &f->never_came;
		break;
	case QUERY_EMAIL:
		missing = &f->no_email;
		break;
	case QUERY_PHONE:
		missing = &f->no_phone;
		break;
	default:
		missing = &f->unconfirmed;
		break;
	}
	*missing = !yes;
	return true;
}

static bool query_take_yes(struct parsing *p, enum query_key key, const char *value)
{
	bool yes;

	if (!query_says(value, &yes))
		return query_refuse(p, key, value, "yes, no");
	return query_take_flag(p, key, yes);
}

/* --- keys -------------------------------------------------------------------------------- */

static bool query_take(struct parsing *p, enum query_key key, const char *value)
{
	struct person_filter *f = &p->q->filter;

	switch ((int)key) {
	case QUERY_ROLE:
		return query_each(p, value, query_take_role);
	case QUERY_KIND:
		return query_each(p, value, query_take_kind);
	case QUERY_COLUMNS:
		return query_take_columns(p, value);
	case QUERY_ORDER:
		return query_take_order(p, value);
	case QUERY_CITE:
		return cite_resolve(p->db, value, &f->cite, p->err);
	case QUERY_STRUCTURE:
		return structure_resolve(p->db, value, &f->structure, p->err);
	case QUERY_DEPARTEMENT:
		return query_take_departement(p, value);
	case QUERY_ACADEMIE:
		return query_take_academie(p, value);
	case QUERY_PRESENT:
		return query_take_event(p, PERSON_PRESENT, value);
	case QUERY_REGISTERED:
		return query_take_event(p, PERSON_REGISTERED, value);
	case QUERY_ABSENT:
		return query_take_event(p, PERSON_ABSENT, value);
	case QUERY_NOT:
		return query_take_event(p, PERSON_NOT_THERE, value);
	case QUERY_CHANGED:
		return query_take_day(p, key, value, &f->changed_since);
	case QUERY_ON:
		return query_take_day(p, key, value, &f->on);
	default:
		return query_take_yes(p, key, value);
	}
}

/* The criterion that a key sets: an event has one way in which people stand to it. */
static enum query_key query_slot(enum query_key key)
{
	switch ((int)key) {
	case QUERY_REGISTERED:
	case QUERY_ABSENT:
	case QUERY_NOT:
		return QUERY_PRESENT;
	case QUERY_NEVER:
		return QUERY_CAME;
	case QUERY_UNCONFIRMED:
		return QUERY_CONFIRMED;
	default:
		return key;
	}
}

/* What is asked for again must ask for the same: the last word would widen or replace what a saved
 * filter asks for, and people be written to who were not meant. */
static bool query_take_once(struct parsing *p, enum query_key key, const char *value)
{
	const unsigned slot = 1u << query_slot(key);
	const bool again = p->asked & slot && key != QUERY_ORDER && key != QUERY_COLUMNS;
	struct str before = STR_INIT, after = STR_INIT;
	bool ok;

	p->asked |= slot;
	if (!again)
		return query_take(p, key, value);
	ok = person_query_write(p->db, p->q, &before, p->err) && query_take(p, key, value) &&
	     person_query_write(p->db, p->q, &after, p->err);
	if (ok && strcmp(before.buf, after.buf) != 0)
		ok = err_set(p->err, ERR_USAGE,
			_("'%s' is asked for a second time, and otherwise: write it once, as in role:cpo,referent"),
			query_key_name(query_slot(key)));
	str_release(&before);
	str_release(&after);
	return ok;
}

/* "-email" */
static bool query_take_minus(struct parsing *p, const char *word)
{
	enum query_key key;
	const bool known = query_key_parse(word + 1, strlen(word + 1), &key);

	if (known && (key == QUERY_MEMBER || (key >= QUERY_CAME && key <= QUERY_CONFIRMED)))
		return query_take_once(p, key, "no");
	return err_set(p->err, ERR_USAGE,
		_("'%s' is not understood: there are -email, -phone, -member, -came, -confirmed"),
		word);
}

static bool query_take_word(struct parsing *p, const struct query_word_read *word)
{
	const char *text = word->text.buf;
	struct str keys = STR_INIT;
	enum query_key key;

	if (!word->quoted && text[0] == '-' && text[1] && !word->colon)
		return query_take_minus(p, text);
	if (!word->colon) {
		str_addf(&p->text, "%s%s", p->text.len ? " " : "", text);
		return true;
	}
	if (!query_key_parse(text, word->colon - 1, &key)) {
		query_add_keys(&keys);
		err_set(p->err, ERR_USAGE, _("'%s' is not understood: there are %s"), text,
			keys.buf);
		str_release(&keys);
		return false;
	}
	if (!text[word->colon])
		return err_set(p->err, ERR_USAGE, _("'%s' says nothing after the colon"), text);
	return query_take_once(p, key, text + word->colon);
}

bool person_query_parse(struct db *db, const char *line, struct person_query *q, struct err *err)
{
	struct person_query fresh;
	struct query_word_read word = { .text = STR_INIT };
	struct parsing p = { .db = db, .q = &fresh, .text = STR_INIT, .err = err };
	bool ok = true;

	person_query_init(&fresh);
	while (ok && query_next(&line, &word))
		ok = query_take_word(&p, &word);
	person_query_set(&fresh.filter.text, p.text.buf);
	if (ok)
		person_query_copy(q, &fresh);
	person_query_release(&fresh);
	str_release(&word.text);
	str_release(&p.text);
	return ok;
}
