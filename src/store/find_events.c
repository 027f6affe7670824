/* Events: by title, code, kind and day; the nearest to today first. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "etape/i18n.h"
#include "etape/vocabulary.h"
#include "store/find_internal.h"
#include "store/noun.h"

enum { GATHER_EVENTS = 300 }; /* looked at, newest first */

/* What each kind is called, folded; French as the rest of the index is. */
static const char *const event_kind_names[] = {
	[EVENT_ETAPE] = "etape tour",
	[EVENT_CPO] = "cpo reunion rencontre",
	[EVENT_REGIONAL_DAY] = "journee regionale",
	[EVENT_WORKSHOP] = "atelier",
	[EVENT_COMMITTEE] = "comite",
	[EVENT_VISIT] = "visite",
	[EVENT_WEBINAR] = "webinaire visioconference",
	[EVENT_NATIONAL] = "rencontre nationale",
	[EVENT_OTHER] = "autre",
};

static bool event_is_month(const char *word, size_t n, enum lang lang)
{
	bool is = false;

	for (int month = 1; !is && month <= 12; month++) {
		char *name = fold_dup(civil_month_name(month, lang));

		is = !strncmp(name, word, n);
		free(name);
	}
	return is;
}

/* Whether a word may be of a date: to write the day of every event in words is not for nothing. */
static bool event_day_is_asked(const struct find_query *q)
{
	enum { LETTERS = 3 };

	for (size_t i = 0; i < q->count; i++) {
		const char *word = q->words[i].spelling[0];
		const size_t n = strlen(word);

		if (isdigit((unsigned char)*word))
			return true;
		if (n >= LETTERS && (event_is_month(word, n, LANG_FR) || event_is_month(word, n, i18n_lang())))
			return true;
	}
	return false;
}

/* Days from today; of two as near the one to come. */
static int64_t event_order(const char *first_day)
{
	day_t day;
	int64_t far;

	if (!civil_parse_iso(first_day, &day))
		return INT64_MAX;
	far = (int64_t)day - civil_today(CIVIL_ZONE);
	return far >= 0 ? 2 * far : -2 * far + 1;
}

static void event_words(struct str *words, sqlite3_stmt *stmt, bool day)
{
	struct str span = STR_INIT;

	str_reset(words);
	fold_add(words, sql_text(stmt, 2));
	str_addc(words, ' ');
	str_add(words, event_kind_names[noun_value(&event_kinds, stmt, 3)]);
	if (!day)
		return;
	for (int lang = LANG_FR; lang <= LANG_EN; lang++) {
		civil_format_span(&span, sql_text(stmt, 4), sql_text(stmt, 5),
			(enum precision)noun_value(&event_precisions, stmt, 6), (enum lang)lang);
		str_addc(&span, ' ');
	}
	str_add(&span, sql_text(stmt, 4));
	str_addc(words, ' ');
	fold_add(words, span.buf);
	str_release(&span);
}

bool find_gather_events(
	struct db *db, const struct find_query *q, struct find_hits *hits, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(db,
		"SELECT id, title, code, kind, starts, ends, precision, first_day FROM event"
		" ORDER BY first_day DESC, id DESC LIMIT :n",
		err);
	const bool day = event_day_is_asked(q);
	struct str label = STR_INIT, words = STR_INIT;
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":n", GATHER_EVENTS);
	while ((result = sql_step(db, stmt, err)) == SQL_ROW) {
		str_reset(&label);
		fold_add(&label, sql_text(stmt, 1));
		event_words(&words, stmt, day);
		find_add_ordered(hits, FIND_EVENT, sql_int(stmt, 0), find_score(q, label.buf, "", words.buf),
			label.buf, event_order(sql_text(stmt, 7)));
	}
	sql_done(stmt);
	str_release(&label);
	str_release(&words);
	return result != SQL_FAILED;
}
