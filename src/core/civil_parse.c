/* Dates and times as people type them. */
#include "etape/civil.h"

#include <string.h>

#include "core/iso.h"
#include "core/zone.h"
#include "etape/fold.h"

/* Exactly `count` digits. */
static bool fixed_number(const char *text, size_t count, int *value)
{
	*value = 0;
	for (size_t i = 0; i < count; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
		*value = *value * 10 + (text[i] - '0');
	}
	return true;
}

bool civil_parse_iso(const char *text, day_t *day)
{
	day_t found;

	if (!text || !iso_date(text, &found) || text[10] != '\0')
		return false;
	*day = found;
	return true;
}

bool civil_bounds(const char *iso, day_t *first, day_t *last)
{
	size_t len = iso ? strlen(iso) : 0;
	int year, month;

	if (len == 10) {
		if (!civil_parse_iso(iso, first))
			return false;
		*last = *first;
		return true;
	}
	if ((len != 4 && len != 7) || !fixed_number(iso, 4, &year) || year < 1)
		return false;
	if (len == 4) {
		*first = civil_day(year, 1, 1);
		*last = civil_day(year, 12, 31);
		return true;
	}
	if (iso[4] != '-' || !fixed_number(iso + 5, 2, &month) || month < 1 || month > 12)
		return false;
	*first = civil_day(year, month, 1);
	*last = civil_day(year, month, civil_month_length(year, month));
	return true;
}

/* --- what people type --- */

/* A date in pieces: numbers and words, without what stands between them. */
struct token {
	bool word;
	size_t digits;	/* of a number */
	int number;	/* of a number */
	const char *at; /* of a word: folded, not terminated */
	size_t len;	/* of a word */
};

struct tokens {
	struct token token[4];
	size_t count;
};

/* Splits folded text ("mardi 11 fevrier 2020", "11 02 2020"). Numbers and letters
 * that touch are two pieces: "1er", "11fevrier2020". */
static bool split(const char *folded, struct tokens *out)
{
	*out = (struct tokens){ .count = 0 };
	while (*folded) {
		struct token t = { .at = folded };
		if (*folded == ' ') {
			folded++;
			continue;
		}
		while (*folded >= '0' && *folded <= '9') {
			if (++t.digits > 4)
				return false;
			t.number = t.number * 10 + (*folded++ - '0');
		}
		if (t.digits == 0) {
			t.word = true;
			while (*folded && *folded != ' ' && !(*folded >= '0' && *folded <= '9'))
				folded++;
			t.len = (size_t)(folded - t.at);
		} else if (t.number == 1 && strncmp(folded, "er", 2) == 0 &&
			   (folded[2] == ' ' || folded[2] == '\0')) {
			folded += 2; /* 1er */
		}
		if (out->count == sizeof out->token / sizeof *out->token)
			return false;
		out->token[out->count++] = t;
	}
	return true;
}

/* Whether a folded word begins `name`, with at least three letters. */
static bool begins(const struct token *word, const char *name)
{
	struct str folded = STR_INIT;
	bool yes;

	fold_add(&folded, name);
	yes = word->len >= 3 && word->len <= folded.len &&
	      memcmp(folded.buf, word->at, word->len) == 0;
	str_release(&folded);
	return yes;
}

/* The month (1..12) or weekday (1..7) that a word begins, in French or English; 0 for
 * none, or when it could be two ("jui" is juin or juillet). */
static int named(const struct token *word, int count, const char *(*name)(int, enum lang))
{
	int found = 0;

	for (int i = 1; i <= count; i++) {
		if (!begins(word, name(i, LANG_FR)) && !begins(word, name(i, LANG_EN)))
			continue;
		if (found)
			return 0;
		found = i;
	}
	return found;
}

static bool relative_word(const char *folded, int *days)
{
	static const struct {
		const char *word; /* folded */
		int days;	  /* from today */
	} words[] = {
		{ .word = "hier", .days = -1 },
		{ .word = "yesterday", .days = -1 },
		{ .word = "aujourd hui", .days = 0 },
		{ .word = "aujourdhui", .days = 0 },
		{ .word = "today", .days = 0 },
		{ .word = "demain", .days = 1 },
		{ .word = "tomorrow", .days = 1 },
		{ .word = "avant hier", .days = -2 },
		{ .word = "apres demain", .days = 2 },
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (str_eq(folded, words[i].word)) {
			*days = words[i].days;
			return true;
		}
	}
	return false;
}

/* "+15", "-3": at most four digits. */
static bool relative_number(const char *text, int *days)
{
	size_t len = strlen(text);

	if ((text[0] != '+' && text[0] != '-') || len < 2 || len > 5 ||
		!fixed_number(text + 1, len - 1, days))
		return false;
	if (text[0] == '-')
		*days = -*days;
	return true;
}

static bool year_of(const struct token *t, int *year)
{
	if (t->word || (t->digits != 2 && t->digits != 4))
		return false;
	*year = t->digits == 2 ? 2000 + t->number : t->number;
	return true;
}

static bool small(const struct token *t)
{
	return !t->word && t->digits <= 2;
}

/* Day, month and year out of three pieces. */
static bool arrange(const struct token t[3], int *year, int *month, int *day)
{
	if (!t[0].word && t[0].digits == 4 && small(&t[1]) && small(&t[2])) {
		*year = t[0].number; /* 2020/2/11 */
		*month = t[1].number;
		*day = t[2].number;
		return true;
	}
	if (!year_of(&t[2], year))
		return false;
	if (t[0].word && small(&t[1])) { /* February 11, 2020 */
		*month = named(&t[0], 12, civil_month_name);
		*day = t[1].number;
		return *month != 0;
	}
	if (!small(&t[0]))
		return false;
	*day = t[0].number;
	*month = t[1].word ? named(&t[1], 12, civil_month_name) : t[1].number;
	return *month != 0 && (t[1].word || small(&t[1]));
}

/* Behind numbers people write one and the same of / . - (a dot behind a word is its
 * abbreviation's); "11:02:20" is no date. */
static bool separators_agree(const char *text)
{
	char seen = '\0', before = '\0';

	for (const char *p = text; *p; p++) {
		if (strchr(":;+*'\"()", *p))
			return false;
		if (strchr("/.-", *p) && before >= '0' && before <= '9') {
			if (seen && *p != seen)
				return false;
			seen = *p;
		}
		if (*p != ' ')
			before = *p;
	}
	return true;
}

static bool not_a_date(const char *text, struct err *err)
{
	return err_set(err, ERR_INVALID,
		_("'%s' is not a date: expected something like 11/02/2020 or 11 February 2020"),
		text);
}

static bool read_date(const char *typed, const char *folded, day_t *day, struct err *err)
{
	struct tokens all;
	const struct token *t = all.token;
	int year, month, date, weekday = 0;
	day_t found;

	if (!separators_agree(typed) || !split(folded, &all))
		return not_a_date(typed, err);
	if (all.count == 4) {
		weekday = t->word ? named(t, 7, civil_weekday_name) : 0;
		if (weekday == 0)
			return not_a_date(typed, err);
		t++;
		all.count--;
	}
	if (all.count != 3 || !arrange(t, &year, &month, &date))
		return not_a_date(typed, err);
	found = civil_day(year, month, date);
	if (found == CIVIL_NONE)
		return err_set(
			err, ERR_INVALID, _("'%s' does not exist in the calendar"), typed);
	if (weekday && weekday != civil_weekday(found))
		return err_set(err, ERR_INVALID, _("'%s': that day is a %s"), typed,
			civil_weekday_name(civil_weekday(found), i18n_lang()));
	*day = found;
	return true;
}

bool civil_parse(const char *text, day_t today, day_t *day, struct err *err)
{
	struct str typed = STR_INIT, folded = STR_INIT;
	int days;
	bool ok;

	str_add(&typed, text ? text : "");
	str_trim(&typed);
	fold_add(&folded, typed.buf);
	if (civil_parse_iso(typed.buf, day)) {
		ok = true;
	} else if (relative_number(typed.buf, &days) || relative_word(folded.buf, &days)) {
		ok = today + days >= CIVIL_FIRST && today + days <= CIVIL_LAST;
		if (ok)
			*day = today + days;
		else
			not_a_date(typed.buf, err);
	} else {
		ok = read_date(typed.buf, folded.buf, day, err);
	}
	str_release(&typed);
	str_release(&folded);
	return ok;
}

/* Hours and minutes out of "9h30", "09:30", "9h", "930", blanks already dropped. */
static bool read_clock(const char *s, int *hours, int *minutes)
{
	size_t len = strlen(s), before = strspn(s, "0123456789"), after;

	*minutes = 0;
	if (before == len) /* 0930, 930: not "9", which could be anything */
		return (len == 3 || len == 4) && fixed_number(s, len - 2, hours) &&
		       fixed_number(s + len - 2, 2, minutes);
	if (before < 1 || before > 2 || !fixed_number(s, before, hours))
		return false;
	after = len - before - 1;
	if (s[before] == 'h' || s[before] == 'H')
		return after == 0 || (after == 2 && fixed_number(s + before + 1, 2, minutes));
	return s[before] == ':' && after == 2 && fixed_number(s + before + 1, 2, minutes);
}

bool civil_parse_time(const char *text, int *minutes, struct err *err)
{
	struct str typed = STR_INIT, tight = STR_INIT;
	int h, m;
	bool ok;

	str_add(&typed, text ? text : "");
	str_trim(&typed);
	for (const char *p = typed.buf; *p; p++) {
		if (strncmp(p, "\xC2\xA0", 2) == 0)
			p++;
		else if (strncmp(p, "\xE2\x80\xAF", 3) == 0)
			p += 2;
		else if (*p != ' ')
			str_addc(&tight, *p);
	}
	ok = read_clock(tight.buf, &h, &m) && h < 24 && m < 60;
	if (ok)
		*minutes = h * 60 + m;
	else
		err_set(err, ERR_INVALID,
			_("'%s' is not a time of day: expected something like 9h30 or 09:30"),
			typed.buf);
	str_release(&typed);
	str_release(&tight);
	return ok;
}
