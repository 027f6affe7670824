/* The record of a cité: who holds its posts and since when, other people, mandates through time. */
#include <stdlib.h>

#include "etape/i18n.h"
#include "etape/person.h"
#include "tui/screens/cites_record.h"
#include "tui/screens/names.h"

static void hold(struct record *r, int64_t person)
{
	if ((r->holder_count & (r->holder_count - 1)) == 0)
		r->holders = xrealloc(r->holders,
			(r->holder_count ? r->holder_count * 2 : 1) * sizeof *r->holders);
	r->holders[r->holder_count++] = person;
}

static bool holds(const struct record *r, int64_t person)
{
	for (size_t i = 0; i < r->holder_count; i++)
		if (r->holders[i] == person)
			return true;
	return false;
}

static void vacancy(struct record *r, const struct post *post)
{
	struct str words = STR_INIT, since = STR_INIT;

	str_add(&words, _("vacant"));
	if (post->since != CIVIL_NONE) {
		cites_add_month(&since, post->since);
		str_reset(&words);
		str_addf(&words, _("vacant since %s"), since.buf);
	}
	struct card_line *l = record_add(r, "vacancy", (int64_t)post->role,
		CELLS(cites_post_label(post->role), words.buf));
	l->main = 1;
	l->style = THEME_WARNING;
	str_release(&words);
	str_release(&since);
}

static bool add_post(void *arg, const struct post *post)
{
	struct record *r = arg;
	struct str since = STR_INIT, copy = STR_INIT;

	if (!post->mandate) {
		vacancy(r, post);
		return true;
	}
	if (post->since != CIVIL_NONE)
		cites_add_month(&since, post->since);
	struct card_line *l = record_add(r, "mandate", post->mandate,
		CELLS(cites_post_label(post->role), post->name, since.buf, names_phone(post->phone),
			post->email, post->structure));
	l->main = 1;
	l->opens = "person";
	l->opens_id = post->person;
	if (cites_add_address(&copy, post->name, post->email))
		l->copy = str_take(&copy);
	/* Who holds two posts gets one letter. */
	if (!holds(r, post->person))
		r->email_count += cites_add_address(&r->emails, post->name, post->email);
	hold(r, post->person);
	str_release(&since);
	str_release(&copy);
	return true;
}

bool record_posts(struct record *r, struct err *err)
{
	str_reset(&r->emails);
	r->email_count = 0;
	r->holder_count = 0;
	card_heading(&r->card, _("Posts"), _("who, since when, telephone, e-mail"));
	r->head = NULL;
	return mandate_posts(r->s.app->db, r->id, r->on, true, add_post, r, err);
}

/* --- who holds none --- */

static bool add_person(void *arg, const struct person_row *row)
{
	struct record *r = arg;
	struct str copy = STR_INIT;

	if (holds(r, row->id))
		return true;
	struct card_line *l = record_add(r, "person", row->id,
		CELLS(row->name, names_phone(*row->mobile ? row->mobile : row->phone), row->email,
			*row->function ? row->function : row->structure));
	l->opens = "person";
	l->opens_id = row->id;
	if (cites_add_address(&copy, row->name, row->email))
		l->copy = str_take(&copy);
	str_release(&copy);
	return true;
}

bool record_people(struct record *r, struct err *err)
{
	struct person_filter filter = PERSON_FILTER_ALL;
	const struct page page = { .n = INT32_MAX };

	/* Who held a post that day is told above; that the others were already there nobody wrote. */
	if (r->on != CIVIL_NONE)
		return true;
	filter.cite = r->id;
	record_section(r, _("Other people"));
	return person_page(r->s.app->db, &filter, &page, add_person, r, err);
}

/* --- mandates over the years --- */

/* From the first of January before the first mandate to the day told of. */
struct timeline {
	struct record *r;
	day_t from, to;
	size_t count;
	bool measuring;
	int role;		/* of the line above, ANY for none */
};

static int thousandth(const struct timeline *t, day_t day)
{
	int64_t span = t->to > t->from ? t->to - t->from : 1;
	int64_t at = (day - t->from) * (int64_t)1000 / span;

	return at < 0 ? 0 : at > 1000 ? 1000 : (int)at;
}

static void add_bar(struct timeline *t, const struct mandate_row *row, day_t from, day_t to)
{
	struct str dates = STR_INIT;
	const day_t on = record_day(t->r);
	const bool held = (from == CIVIL_NONE || from <= on) && (to == CIVIL_NONE || to >= on);

	if (from != CIVIL_NONE)
		cites_add_month(&dates, from);
	str_addf(&dates, "%s%s", dates.len ? " " : "", term_glyph(GLYPH_ARROW));
	if (to != CIVIL_NONE) {
		str_addc(&dates, ' ');
		cites_add_month(&dates, to);
	}
	struct card_line *l = record_add(t->r, "mandate", row->id,
		CELLS((int)row->role == t->role ? "" : cites_post_label(row->role), row->name, dates.buf));
	t->role = (int)row->role;
	l->main = 1;
	l->style = held ? THEME_NORMAL : THEME_DIM;
	l->opens = "person";
	l->opens_id = row->person_id;
	l->from = from == CIVIL_NONE ? 0 : thousandth(t, from);
	l->to = to == CIVIL_NONE ? 1000 : thousandth(t, to);
	l->to = l->to < 1 ? 1 : l->to;
	str_release(&dates);
}

static bool take_mandate(void *arg, const struct mandate_row *row)
{
	struct timeline *t = arg;
	day_t from, to;

	if (!civil_parse_iso(row->from, &from))
		from = CIVIL_NONE;
	if (!civil_parse_iso(row->to, &to))
		to = CIVIL_NONE;
	/* On the day told of nobody knew of it. */
	if (t->r->on != CIVIL_NONE && from != CIVIL_NONE && from > t->r->on)
		return true;
	t->count++;
	if (!t->measuring)
		add_bar(t, row, from, to);
	else if (from != CIVIL_NONE && from < t->from)
		t->from = from;
	return true;
}

static void add_years(struct timeline *t)
{
	struct card_mark marks[CARD_MARKS];
	const int last = civil_from_day(t->to).year;
	int first = civil_from_day(t->from).year;
	size_t n = 0;

	first = last - first >= CARD_MARKS ? last - CARD_MARKS + 1 : first;
	for (int year = first; year <= last; year++, n++) {
		struct str text = STR_INIT;

		marks[n].at = thousandth(t, civil_day(year, 1, 1));
		str_addf(&text, "%d", year);
		for (size_t i = 0; i <= text.len && i < sizeof marks[n].text; i++)
			marks[n].text[i] = text.buf[i];
		str_release(&text);
	}
	card_axis(&t->r->card, marks, n);
}

bool record_mandates(struct record *r, struct err *err)
{
	struct mandate_filter filter = MANDATE_FILTER_ALL;
	const day_t on = record_day(r);
	struct timeline t = { .r = r, .from = on, .to = on, .measuring = true, .role = ANY };

	filter.cite = r->id;
	if (!mandate_list(r->s.app->db, &filter, take_mandate, &t, err))
		return false;
	if (!t.count)
		return true;
	if (t.from == on)
		t.from = civil_add_months(on, -12);
	t.from = civil_day(civil_from_day(t.from).year, 1, 1);
	t.measuring = false;
	card_heading(&r->card, _("Mandates through time"), NULL);
	r->head = NULL;
	add_years(&t);
	return mandate_list(r->s.app->db, &filter, take_mandate, &t, err);
}
