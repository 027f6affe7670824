/* The record of a cité: where it is, its label and membership through time, its structures. */
#include <stdlib.h>
#include <string.h>

#include "etape/cite_label.h"
#include "etape/i18n.h"
#include "etape/membership.h"
#include "etape/structure.h"
#include "tui/screens/cites_record.h"
#include "tui/screens/names.h"

static bool add_communes(void *arg, const struct cite_row *row)
{
	struct str *out = arg;

	for (const char *p = row->communes; *p; p++) {
		if (*p == '\n')
			str_add(out, ", ");
		else
			str_addc(out, *p);
	}
	return false;
}

static void add_since(struct str *out, day_t since, bool to_come)
{
	struct str month = STR_INIT;

	cites_add_month(&month, since);
	str_addc(out, ' ');
	str_addf(out, to_come ? C_("label", "from %s on") : C_("label", "since %s"), month.buf);
	str_release(&month);
}

/* "renewed since 01/01/2025 (wave 2019), member through …". */
static bool label_words(struct record *r, struct str *out, struct err *err)
{
	enum label_status status;
	day_t since;

	if (!cite_label_on(r->s.app->db, r->id, r->on, &status, &since, err))
		return false;
	str_add(out, _("label:"));
	str_addf(out, " %s", vocabulary_label(&label_statuses, (int)status));
	if (since != CIVIL_NONE)
		add_since(out, since, since > record_day(r));
	if (r->cite.wave && (since == CIVIL_NONE || civil_from_day(since).year != r->cite.wave))
		str_addf(out, _(" (wave %d)"), r->cite.wave);
	return true;
}

static bool member_words(struct record *r, struct str *out, struct err *err)
{
	struct cite_summary sum;

	if (!cite_summary(r->s.app->db, r->id, r->on, &sum, err))
		return false;
	str_add(out, sum.member ? _("member") : _("not a member"));
	if (sum.member_via) {
		str_add(out, " ");
		str_addf(out, _("through %s"), sum.member_via);
	}
	cite_summary_release(&sum);
	return true;
}

bool record_head(struct record *r, struct err *err)
{
	struct cite_filter filter = { .id = r->id, .on = r->on };
	struct str communes = STR_INIT, status = STR_INIT, where = STR_INIT;
	bool ok = cite_list(r->s.app->db, &filter, add_communes, &communes, err) &&
		label_words(r, &status, err);

	if (ok)
		str_add(&status, " · ");
	ok = ok && member_words(r, &status, err);
	if (ok) {
		str_addf(&where, _("%s · %s · académie: %s"), departement_name(r->cite.departement),
			r->cite.region_name, r->cite.academie);
		struct card_line *l = card_add_text(&r->card, 0, NULL, communes.buf);
		l->kind = "cite";
		l->id = r->id;
		card_add_text(&r->card, 0, NULL, where.buf);
		card_add_text(&r->card, 0, NULL, status.buf);
		if (r->cite.note && *r->cite.note)
			card_add_text(&r->card, 0, NULL, r->cite.note);
	}
	str_release(&communes);
	str_release(&status);
	str_release(&where);
	return ok;
}

/* "01/01/2020 → 31/12/2022", open ends left blank. */
static void add_span(struct str *out, const char *from, const char *to)
{
	cites_add_date(out, from);
	str_addf(out, "%s%s", out->len ? " " : "", term_glyph(GLYPH_ARROW));
	if (*to)
		str_addc(out, ' ');
	cites_add_date(out, to);
}

static bool add_label(void *arg, const struct cite_label_row *row)
{
	struct record *r = arg;
	struct str dates = STR_INIT;

	add_span(&dates, row->from, row->to);
	struct card_line *l = record_add(r, "cite_label", row->id,
		CELLS(vocabulary_label(&label_statuses, (int)row->status), dates.buf, row->note));
	l->style = row->in_force ? THEME_NORMAL : THEME_DIM;
	str_release(&dates);
	return true;
}

bool record_labels(struct record *r, struct err *err)
{
	record_section(r, _("Label through time"));
	return cite_label_list(r->s.app->db, r->id, r->on, add_label, r, err);
}

static bool add_membership(void *arg, const struct membership_row *row)
{
	struct record *r = arg;
	struct str dates = STR_INIT;

	add_span(&dates, row->from, row->to);
	struct card_line *l = record_add(r, "membership", row->id, CELLS(row->structure, dates.buf));
	l->style = row->in_force ? THEME_NORMAL : THEME_DIM;
	l->opens = "structure";
	l->opens_id = row->structure_id;
	str_release(&dates);
	return true;
}

bool record_memberships(struct record *r, struct err *err)
{
	record_section(r, _("Memberships"));
	return membership_list_of_cite(r->s.app->db, r->id, r->on, add_membership, r, err);
}

static bool add_structure(void *arg, const struct structure_row *row)
{
	struct record *r = arg;
	bool member = false;
	char *via = NULL;
	struct str words = STR_INIT;

	if (!membership_on(r->s.app->db, row->id, record_day(r), &member, &via, &r->err))
		return false;
	if (member && via && strcmp(via, row->name) != 0)
		str_addf(&words, _("member through %s"), via);
	else if (member)
		str_add(&words, _("member"));
	if (!r->collectivite && (row->kind == STRUCTURE_COMMUNE || row->kind == STRUCTURE_EPCI))
		r->collectivite = row->id;
	struct card_line *l = record_add(r, "structure", row->id,
		CELLS(row->name, vocabulary_label(&structure_kinds, (int)row->kind), names_phone(row->phone),
			row->email, words.buf));
	l->opens = "structure";
	l->opens_id = row->id;
	l->copy = *row->email ? xstrdup(row->email) : NULL;
	free(via);
	str_release(&words);
	return true;
}

bool record_structures(struct record *r, struct err *err)
{
	struct structure_filter filter = STRUCTURE_FILTER_ALL;
	const struct page page = { .n = INT32_MAX };

	filter.cite = r->id;
	r->err = ERR_INIT;
	r->collectivite = 0;
	record_section(r, _("Structures"));
	if (!structure_page(r->s.app->db, &filter, &page, add_structure, r, err))
		return false;
	if (r->err.code == ERR_NONE)
		return true;
	if (err)
		*err = r->err;
	return false;
}
