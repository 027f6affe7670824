/* The short record: what one looks up beside the map. */
#include <stdlib.h>
#include <string.h>

#include "etape/cite.h"
#include "etape/cite_label.h"
#include "etape/i18n.h"
#include "etape/text.h"
#include "tui/screens/cites.h"

enum {
	MORE_AT = 32,	/* always there, so that the next cité's stands in the same place */
	MORE_COLS = 14,	/* a telephone number: less is not worth showing */
};

static void add_line(struct brief *b, const char *label, enum theme style, struct str *text, struct str *more)
{
	b->lines = xrealloc(b->lines, (b->count + 1) * sizeof *b->lines);
	b->lines[b->count++] = (struct brief_line){
		.label = label,
		.text = str_take(text),
		.more = more ? str_take(more) : xstrdup(""),
		.style = style,
	};
}

/* --- posts --- */

struct posts {
	struct brief *brief;
	struct str emails;
	size_t cpo_at;		/* where the next CPO's line goes: above the troïka's */
	bool told[MANDATE_AUTRE + 1];
};

static bool add_post(void *arg, const struct post *post)
{
	struct posts *p = arg;
	struct brief *b = p->brief;
	struct str text = STR_INIT, more = STR_INIT;
	bool vacant = post->mandate == 0;

	if (vacant && post->since == CIVIL_NONE)
		str_add(&text, "—");
	else if (vacant) {
		str_add(&text, _("vacant"));
		str_add(&text, " (");
		cites_add_month(&text, post->since);
		str_addc(&text, ')');
	} else {
		str_add(&text, post->name);
		if (*post->phone)
			str_add(&more, post->phone);
		if (post->since != CIVIL_NONE) {
			str_addf(&more, "%s%s", more.len ? "  " : "", _("since "));
			cites_add_month(&more, post->since);
		}
		b->email_count += cites_add_address(&p->emails, post->name, post->email);
	}
	const char *label = p->told[post->role] ? "" : cites_post_label(post->role);
	p->told[post->role] = true;
	add_line(b, label, vacant ? THEME_WARNING : THEME_NORMAL, &text, &more);
	if (post->role == MANDATE_CPO) {
		/* The CPO is who one calls: first. */
		struct brief_line line = b->lines[b->count - 1];
		memmove(b->lines + p->cpo_at + 1, b->lines + p->cpo_at,
			(b->count - 1 - p->cpo_at) * sizeof *b->lines);
		b->lines[p->cpo_at++] = line;
	}
	return true;
}

/* --- the rest --- */

/* The year that people name, unless the label is no more, or is not there yet. */
static bool add_label(struct str *out, struct db *db, const struct cite_overview_row *row, day_t on,
	struct err *err)
{
	enum label_status status;
	day_t since;

	if (!cite_label_on(db, row->id, on, &status, &since, err))
		return false;
	if (since != CIVIL_NONE && since > on)
		str_add(out, _("label to come"));
	else if (status == LABEL_CANDIDATE)
		str_add(out, vocabulary_label(&label_statuses, (int)status));
	else if (status == LABEL_ENDED)
		str_add(out, _("label ended"));
	else if (row->wave)
		str_addf(out, _("label %d"), row->wave);
	else
		str_add(out, _("label not known"));
	return true;
}

static void add_head(struct brief *b, const struct cite_overview_row *row, const struct cite_summary *sum,
	const char *label)
{
	struct str text = STR_INIT, more = STR_INIT;

	char *name = cites_short_name(row->name);
	const char *departement = departement_name(row->departement);
	str_addf(&text, "%s · %s", row->name, departement);
	b->titles[0] = str_take(&text);
	str_addf(&text, "%s · %s", name, departement);
	b->titles[1] = str_take(&text);
	str_addf(&text, "%s · %s", name, row->departement);
	b->titles[2] = str_take(&text);
	free(name);
	str_addf(&text, "%s, %s", label, sum->member ? _("member") : _("not a member"));
	if (sum->member_via)
		str_addf(&more, _("through %s"), sum->member_via);
	add_line(b, NULL, sum->member ? THEME_NORMAL : THEME_DIM, &text, &more);
}

static void add_tour(struct brief *b, const struct cite_summary *sum)
{
	struct str text = STR_INIT, date = STR_INIT;

	if (sum->tour_start)
		cites_add_date(&date, sum->tour_start);
	if (sum->tour == CITE_TOUR_NONE)
		str_add(&text, _("not yet"));
	else if (sum->tour == CITE_TOUR_HOSTED)
		str_addf(&text, _("held %s"), date.buf);
	else
		str_addf(&text, _("planned %s"), date.buf);
	add_line(b, _("Stage"), sum->tour == CITE_TOUR_NONE ? THEME_DIM : THEME_NORMAL, &text, NULL);
	str_release(&date);
}

/* A sentence across the whole width. */
static void add_seen(struct brief *b, const struct cite_summary *sum)
{
	struct str text = STR_INIT, day = STR_INIT;

	if (sum->seen_day == CIVIL_NONE) {
		str_add(&text, _("Never seen"));
	} else {
		civil_format_short(&day, sum->seen_day, i18n_lang());
		str_addf(&text, P_("Seen on %s (%d person)", "Seen on %s (%d people)", sum->seen_people),
			day.buf, sum->seen_people);
	}
	add_line(b, NULL, sum->seen_day == CIVIL_NONE ? THEME_DIM : THEME_NORMAL, &text, NULL);
	str_release(&day);
}

void brief_release(struct brief *b)
{
	for (size_t i = 0; i < b->count; i++) {
		free(b->lines[i].text);
		free(b->lines[i].more);
	}
	for (size_t i = 0; i < sizeof b->titles / sizeof *b->titles; i++)
		free(b->titles[i]);
	free(b->lines);
	free(b->emails);
	*b = (struct brief){ 0 };
}

bool brief_load(struct brief *b, struct db *db, const struct cite_overview *o, int64_t cite, struct err *err)
{
	struct str label = STR_INIT;
	const struct cite_overview_row *row = NULL;
	struct cite_summary sum;

	if (b->cite == cite)
		return true;
	brief_release(b);
	for (size_t i = 0; i < o->count; i++) {
		if (o->rows[i].id == cite)
			row = &o->rows[i];
	}
	if (!row)
		return true;
	if (!cite_summary(db, cite, o->on, &sum, err))
		return false;
	if (!add_label(&label, db, row, o->on, err)) {
		cite_summary_release(&sum);
		return false;
	}
	add_head(b, row, &sum, label.buf);
	str_release(&label);
	struct posts posts = { .brief = b, .emails = STR_INIT, .cpo_at = b->count };
	bool ok = mandate_posts(db, cite, o->on, false, add_post, &posts, err);
	if (posts.emails.len)
		b->emails = str_take(&posts.emails);
	str_release(&posts.emails);
	if (ok) {
		add_tour(b, &sum);
		add_seen(b, &sum);
		b->cite = cite;
	}
	cite_summary_release(&sum);
	return ok;
}

int brief_rows(const struct brief *b)
{
	return b->cite ? (int)b->count + 1 : 0;
}

void brief_draw(const struct brief *b, struct area a)
{
	bool more = a.cols >= MORE_AT + MORE_COLS;
	int title = 0;

	if (!b->cite)
		return;
	while (title < 2 && (int)text_width(b->titles[title]) > a.cols)
		title++;
	area_fit(a, 0, 0, a.cols, THEME_STRONG, b->titles[title]);
	for (size_t i = 0; i < b->count && (int)i + 1 < a.rows; i++) {
		const struct brief_line *l = &b->lines[i];
		int row = (int)i + 1, col = l->label ? BRIEF_LABEL_COLS : 0;
		int end = more && *l->more ? MORE_AT - 2 : a.cols;
		if (l->label)
			area_put(area_sub(a, row, 0, 1, BRIEF_LABEL_COLS), 0, 0, THEME_DIM, l->label);
		area_fit(a, row, col, end - col, l->style, l->text);
		if (more && *l->more)
			area_fit(a, row, MORE_AT, a.cols - MORE_AT, THEME_NORMAL, l->more);
	}
}
