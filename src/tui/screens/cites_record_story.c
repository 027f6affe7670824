/* The record of a cité: notes, news, moods and documents, dated and signed. */
#include <string.h>

#include "etape/i18n.h"
#include "etape/mood.h"
#include "etape/news.h"
#include "etape/note.h"
#include "tui/screens/cites_record.h"
#include "tui/screens/document_form.h"

/* What was written after the day told of was not known then. */
static bool later(const struct record *r, const char *iso)
{
	day_t day;

	return civil_parse_iso(iso, &day) && day > record_day(r) && r->on != CIVIL_NONE;
}

static void add_text(struct record *r, const char *kind, int64_t id, const char *iso, const char *author,
	const char *text)
{
	struct str date = STR_INIT;

	cites_add_date(&date, iso);
	struct card_line *l = record_add(r, kind, id, CELLS(date.buf, author));
	l->main = 2;
	l->folded = xstrdup(text);
	l->copy = xstrdup(text);
	str_release(&date);
}

static bool add_note(void *arg, const struct note_row *row)
{
	struct record *r = arg;

	if (!later(r, row->day))
		add_text(r, "note", row->id, row->day, row->author, row->text);
	return true;
}

static bool add_news(void *arg, const struct told_row *row)
{
	struct record *r = arg;
	struct str text = STR_INIT;

	if (later(r, row->day))
		return true;
	str_add(&text, row->text);
	if (*row->title)
		str_addf(&text, " (%s)", row->title);
	add_text(r, "news", row->id, row->day, row->author, text.buf);
	str_release(&text);
	return true;
}

static bool add_mood(void *arg, const struct told_row *row)
{
	struct record *r = arg;
	struct str date = STR_INIT, words = STR_INIT;

	if (later(r, row->day))
		return true;
	cites_add_date(&date, row->day);
	cites_add_mood(&words, row->level);
	struct card_line *l = record_add(r, "mood", row->id,
		CELLS(date.buf, row->author, words.buf, row->title));
	l->main = 2;
	l->style = cites_mood_class(row->level)->style;
	str_release(&date);
	str_release(&words);
	return true;
}

bool record_story(struct record *r, struct err *err)
{
	struct db *db = r->s.app->db;

	record_section(r, _("Notes"));
	if (!note_list(db, r->id, add_note, r, err))
		return false;
	record_section(r, _("News"));
	if (!news_list(db, r->id, 0, add_news, r, err))
		return false;
	record_section(r, _("Mood"));
	return mood_list(db, r->id, 0, add_mood, r, err) &&
	       document_section(r->s.app, &r->card, r->id, r->on, err);
}
