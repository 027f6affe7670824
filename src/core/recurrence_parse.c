/* What people write for a series of days. */
#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "etape/i18n.h"
#include "etape/recurrence.h"

enum { MOST = 10000 };

/* What has been understood so far. */
struct reading {
	struct recurrence r;
	day_t first;
	int number;    /* read and not used yet; 0: none */
	int day;       /* of the month: "le 15"; 0: not said */
	bool the;      /* "le" was the word before */
	bool every;    /* "tous les" was said: a number is how many months, not a day */
	bool months;   /* "mois" */
	bool weeks;    /* "semaine" */
	bool interval; /* was said */
};

enum meaning {
	MEANS_NOTHING, /* "du", "de" */
	MEANS_THE,
	MEANS_EVERY,
	MEANS_NTH,
	MEANS_WEEKS,
	MEANS_MONTHS,
	MEANS_TIMES,
};

static const struct {
	const char *word; /* folded */
	enum meaning meaning;
	int value;
} known[] = {
	{ "le", MEANS_THE, 0 }, { "la", MEANS_NOTHING, 0 }, { "les", MEANS_EVERY, 0 },
	{ "tous", MEANS_EVERY, 0 }, { "toutes", MEANS_EVERY, 0 }, { "tout", MEANS_EVERY, 0 },
	{ "chaque", MEANS_NOTHING, 0 }, { "du", MEANS_NOTHING, 0 }, { "de", MEANS_NOTHING, 0 },
	{ "par", MEANS_NOTHING, 0 }, { "et", MEANS_NOTHING, 0 }, { "pendant", MEANS_NOTHING, 0 },
	{ "every", MEANS_EVERY, 0 }, { "each", MEANS_NOTHING, 0 }, { "the", MEANS_THE, 0 },
	{ "of", MEANS_NOTHING, 0 }, { "on", MEANS_NOTHING, 0 }, { "a", MEANS_NOTHING, 0 },
	{ "and", MEANS_NOTHING, 0 }, { "day", MEANS_NOTHING, 0 },
	{ "premier", MEANS_NTH, 1 }, { "premiers", MEANS_NTH, 1 }, { "1er", MEANS_NTH, 1 },
	{ "1ers", MEANS_NTH, 1 }, { "first", MEANS_NTH, 1 }, { "1st", MEANS_NTH, 1 },
	{ "deuxieme", MEANS_NTH, 2 }, { "deuxiemes", MEANS_NTH, 2 }, { "second", MEANS_NTH, 2 },
	{ "2e", MEANS_NTH, 2 }, { "2eme", MEANS_NTH, 2 }, { "2nd", MEANS_NTH, 2 },
	{ "troisieme", MEANS_NTH, 3 }, { "troisiemes", MEANS_NTH, 3 }, { "third", MEANS_NTH, 3 },
	{ "3e", MEANS_NTH, 3 }, { "3eme", MEANS_NTH, 3 }, { "3rd", MEANS_NTH, 3 },
	{ "quatrieme", MEANS_NTH, 4 }, { "quatriemes", MEANS_NTH, 4 }, { "fourth", MEANS_NTH, 4 },
	{ "4e", MEANS_NTH, 4 }, { "4eme", MEANS_NTH, 4 }, { "4th", MEANS_NTH, 4 },
	{ "cinquieme", MEANS_NTH, 5 }, { "5e", MEANS_NTH, 5 }, { "fifth", MEANS_NTH, 5 },
	{ "dernier", MEANS_NTH, -1 }, { "derniers", MEANS_NTH, -1 }, { "last", MEANS_NTH, -1 },
	{ "semaine", MEANS_WEEKS, 1 }, { "semaines", MEANS_WEEKS, 1 }, { "week", MEANS_WEEKS, 1 },
	{ "weeks", MEANS_WEEKS, 1 }, { "quinzaine", MEANS_WEEKS, 2 }, { "quinzaines", MEANS_WEEKS, 2 },
	{ "fortnight", MEANS_WEEKS, 2 }, { "weekly", MEANS_WEEKS, 1 }, { "hebdomadaire", MEANS_WEEKS, 1 },
	{ "mois", MEANS_MONTHS, 1 }, { "month", MEANS_MONTHS, 1 }, { "months", MEANS_MONTHS, 1 },
	{ "mensuel", MEANS_MONTHS, 1 }, { "monthly", MEANS_MONTHS, 1 },
	{ "trimestre", MEANS_MONTHS, 3 }, { "trimestres", MEANS_MONTHS, 3 }, { "quarter", MEANS_MONTHS, 3 },
	{ "an", MEANS_MONTHS, 12 }, { "ans", MEANS_MONTHS, 12 }, { "annee", MEANS_MONTHS, 12 },
	{ "year", MEANS_MONTHS, 12 }, { "years", MEANS_MONTHS, 12 },
	{ "fois", MEANS_TIMES, 0 }, { "time", MEANS_TIMES, 0 }, { "times", MEANS_TIMES, 0 },
	{ "seances", MEANS_TIMES, 0 }, { "rencontres", MEANS_TIMES, 0 },
};

static int weekday_of(const char *word)
{
	struct str name = STR_INIT;
	int found = 0;

	for (int i = 1; i <= 7 && !found; i++) {
		for (int l = LANG_FR; l <= LANG_EN; l++) {
			str_reset(&name);
			fold_add(&name, civil_weekday_name(i, (enum lang)l));
			if (!strncmp(word, name.buf, name.len) &&
				(word[name.len] == '\0' || str_eq(word + name.len, "s")))
				found = i;
		}
	}
	str_release(&name);
	return found;
}

static int number_of(const char *word)
{
	static const char *const words[][2] = { { "deux", "two" }, { "trois", "three" }, { "quatre", "four" },
		{ "cinq", "five" }, { "six", "six" }, { "sept", "seven" }, { "huit", "eight" }, { "neuf", "nine" },
		{ "dix", "ten" } };
	int n = 0;

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_eq(word, words[i][0]) || str_eq(word, words[i][1]))
			return (int)i + 2;
	for (; *word; word++) {
		if (*word < '0' || *word > '9' || n > MOST)
			return 0;
		n = n * 10 + (*word - '0');
	}
	return n;
}

static bool obey(struct reading *at, enum meaning meaning, int value)
{
	const int number = at->number;

	switch (meaning) {
	case MEANS_NOTHING:
		return true;
	case MEANS_THE:
		at->the = true;
		return true;
	case MEANS_EVERY:
		at->every |= !number;
		return true;
	case MEANS_NTH:
		/* "2e et 4e jeudis" is two series. */
		if (at->r.kind == RECUR_MONTH_NTH)
			return false;
		at->r.kind = RECUR_MONTH_NTH;
		at->r.nth = value;
		return true;
	case MEANS_TIMES:
		at->r.count = (size_t)number;
		at->number = 0;
		return number > 0;
	case MEANS_WEEKS:
	case MEANS_MONTHS:
		break;
	}
	/* "15 du mois": the number is a day. */
	if (meaning == MEANS_MONTHS && number && number == civil_from_day(at->first).day &&
		at->r.kind == RECUR_MONTH_DAY && !at->interval && !at->every) {
		at->r.interval = value;
	} else {
		at->r.interval = (number ? number : 1) * value;
		at->interval = number > 0;
	}
	at->number = 0;
	at->weeks |= meaning == MEANS_WEEKS;
	at->months |= meaning == MEANS_MONTHS;
	return at->r.interval <= MOST;
}

/* One word; false when it is not understood. */
static bool read_word(struct reading *at, const char *word)
{
	const int weekday = weekday_of(word);
	const bool the = at->the;

	at->the = false;
	if (weekday) {
		const bool other = at->r.weekday && at->r.weekday != weekday;

		at->r.weekday = weekday;
		return !other;
	}
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (str_eq(word, known[i].word))
			return obey(at, known[i].meaning, known[i].value);
	if (at->number)
		return false;
	at->number = number_of(word);
	if (the && at->number > 0) {
		at->day = at->number;
		at->number = 0;
		return true;
	}
	return at->number > 0;
}

/* Where the date after "jusqu'au", "until" begins; NULL when `text` has none. `*end`: where the
 * words before it stop. */
static const char *find_until(const char *text, size_t *end)
{
	static const char *const openings[] = { "jusqu", "until", "till" };
	static const char *const little[] = { "’", "'", "au ", "a ", "à ", "en ", "la ", "fin ", "de ", " " };
	const char *at = NULL;
	bool skipped = true;

	*end = strlen(text);
	for (size_t i = 0; i < sizeof openings / sizeof *openings && !at; i++) {
		at = strstr(text, openings[i]);
		if (at) {
			*end = (size_t)(at - text);
			at += strlen(openings[i]);
		}
	}
	while (at && skipped) {
		skipped = false;
		for (size_t i = 0; i < sizeof little / sizeof *little; i++) {
			if (!strncmp(at, little[i], strlen(little[i]))) {
				at += strlen(little[i]);
				skipped = true;
			}
		}
	}
	return at;
}

/* The words of `text`'s first `len` bytes, one by one. */
static bool read_words(struct reading *at, const char *text, size_t len, struct err *err)
{
	struct str part = STR_INIT;
	char *folded, *word, *next;
	bool ok = true;

	str_addn(&part, text, len);
	folded = fold_dup(part.buf);
	for (word = strtok_r(folded, " ", &next); word && ok; word = strtok_r(NULL, " ", &next))
		if (!read_word(at, word))
			ok = err_set(err, ERR_INVALID, _("\"%s\" is not understood here: write as in "
				"\"first Thursday of the month until June 2027\" or \"every 2 weeks, 6 times\""), word);
	free(folded);
	str_release(&part);
	return ok;
}

/* "30 juin 2027", "juin 2027" and "fin juin 2027" (to its last day); words may follow. */
static bool read_until(struct reading *at, const char *text, struct err *err)
{
	const size_t len = strcspn(text, ",;");
	struct str date = STR_INIT, whole = STR_INIT;
	day_t day = CIVIL_NONE;
	bool ok = true;

	str_addn(&date, text, len);
	str_addf(&whole, "1 %s", date.buf);
	if (civil_parse(date.buf, at->first, &day, NULL)) {
		at->r.until = day;
	} else if (civil_parse(whole.buf, at->first, &day, NULL)) {
		const struct civil c = civil_from_day(day);

		at->r.until = civil_day(c.year, c.month, civil_month_length(c.year, c.month));
	} else {
		ok = civil_parse(date.buf, at->first, &day, err);
	}
	str_release(&date);
	str_release(&whole);
	ok = ok && read_words(at, text + len, strlen(text + len), err);
	if (ok && at->r.until < at->first)
		ok = err_set(err, ERR_INVALID, _("the series ends before its first day"));
	return ok;
}

/* The day of the month that was said must be the first one's; "le 1er du mois" says one, too. */
static bool settle_day(struct reading *at, struct err *err)
{
	const int first = civil_from_day(at->first).day;

	if (at->r.kind == RECUR_MONTH_NTH && !at->r.weekday) {
		if (at->r.nth != 1)
			return err_set(err, ERR_INVALID, _("which day: the second Thursday, the last Friday…?"));
		at->r.kind = RECUR_MONTH_DAY;
		at->day = 1;
	}
	return !at->day || at->day == first ||
	       err_set(err, ERR_INVALID, _("the series begins on day %d of a month, not on day %d"), first, at->day);
}

static bool settle(struct reading *at, struct err *err)
{
	if (!settle_day(at, err))
		return false;
	if (at->number && at->r.kind == RECUR_MONTH_DAY && !at->weeks &&
		at->number == civil_from_day(at->first).day)
		at->number = 0;
	if (at->number)
		return err_set(err, ERR_INVALID, _("of what are there %d?"), at->number);
	if (at->r.kind != RECUR_MONTH_NTH && (at->weeks || (at->r.weekday && !at->months)))
		at->r.kind = RECUR_WEEKS;
	else if (at->r.kind != RECUR_MONTH_NTH && !at->months)
		return err_set(err, ERR_INVALID,
			_("how often? \"first Thursday of the month\", \"every 2 weeks\"…"));
	if (at->r.kind == RECUR_MONTH_DAY && at->r.weekday)
		return err_set(err, ERR_INVALID,
			_("which one of the month: the first, the last…?"));
	if (at->r.until == CIVIL_NONE && !at->r.count)
		return err_set(err, ERR_INVALID,
			_("until when? \"…, until June 2027\" or \"…, 6 times\""));
	return true;
}

bool recurrence_parse(const char *text, day_t first, struct recurrence *r, struct err *err)
{
	struct reading at = {
		.r = { .kind = RECUR_MONTH_DAY, .interval = 1, .until = CIVIL_NONE },
		.first = first,
	};
	size_t end;
	const char *until = find_until(text, &end);

	if (!read_words(&at, text, end, err) || (until && !read_until(&at, until, err)) ||
		!settle(&at, err))
		return false;
	*r = at.r;
	return true;
}
