/* Fees in words. */
#include "tui/screens/fees.h"

#include <stdio.h>
#include <string.h>

#include "etape/payment.h"
#include "tui/screens/payment_form.h"

static void add_amount(struct str *out, cents_t cents)
{
	money_format(out, cents, i18n_lang());
}

/* One "label<tab>value" line of a page. */
static void add_fact(struct str *out, const char *label, cents_t cents)
{
	str_addf(out, "%s\t", label);
	add_amount(out, cents);
	str_addc(out, '\n');
}

void fees_say_fee(struct str *out, const struct fee_row *row, const struct fees_line *line)
{
	if (row->due) {
		add_amount(out, row->due);
		str_add(out, ", ");
	}
	str_add(out, line ? fees_is_words(line->is) : fee_state_label(row->state));
	if (line && *line->number)
		str_addf(out, ", %s", line->number);
}

void fees_say_person(struct str *out, const struct fee_row *row, const struct fees_line *line)
{
	const cents_t paid = line ? line->paid : row->paid, left = line ? line->left : row->balance;

	if (*row->structure)
		str_addf(out, "%s\n", row->structure);
	str_addf(out, "%s\t%s\n", _("State"),
		line ? fees_is_words(line->is) : fee_state_label(row->state));
	str_addf(out, "%s\t%d\n", _("Days"), row->days);
	if (row->due)
		add_fact(out, _("Amount"), row->due);
	if (paid)
		add_fact(out, _("Paid"), paid);
	if (left)
		add_fact(out, _("Left to pay"), left);
	str_addf(out, "\n# %s\n%s\n", _("Why"), row->reasons);
}

const char *fees_progress(const struct fees_state *f)
{
	static char words[64];

	words[0] = '\0';
	if (f->job)
		snprintf(words, sizeof words, _("calculating… %d %%"), fees_job_percent(f));
	else if (f->reading.db)
		snprintf(words, sizeof words, _("calculating… %d %%"),
			fees_reading_percent(&f->reading));
	return words;
}

struct payments {
	struct str *out;
	bool any;
};

static bool add_payment(void *arg, const struct payment *p)
{
	struct payments *to = arg;

	if (!to->any)
		str_addf(to->out, "\n# %s\n", _("Payments"));
	to->any = true;
	civil_format_short(to->out, p->day, i18n_lang());
	str_addc(to->out, '\t');
	payment_say(to->out, p);
	if (p->reference && *p->reference)
		str_addf(to->out, ", %s", p->reference);
	if (p->desk && *p->desk)
		str_addf(to->out, ", %s", p->desk);
	if (p->author && *p->author)
		str_addf(to->out, ", %s", p->author);
	str_addc(to->out, '\n');
	return true;
}

void fees_say_story(struct str *out, const struct fees_state *f, const struct fees_line *line)
{
	struct payments to = { .out = out };

	if (line->billed || *line->number) {
		str_addf(out, "\n# %s\n", _("Invoice"));
		str_addf(out, "%s\t", *line->number ? line->number : _("claimed"));
		add_amount(out, line->billed);
		str_addc(out, '\n');
	}
	payment_list(f->screen.app->db, f->event.id, line->row->registration_id, add_payment, &to,
		NULL);
}

static const char *event_name(const struct fees_state *f, int64_t event)
{
	for (size_t i = 0; i < f->group_count[FEES_YEAR_EVENTS]; i++)
		if (f->groups[FEES_YEAR_EVENTS][i].id == event)
			return f->groups[FEES_YEAR_EVENTS][i].name;
	return "";
}

void fees_say_year(struct str *out, const struct fees_state *f, const struct fees_group *g,
	const char *between)
{
	const struct fees_parts *parts = &f->year.parts;

	for (size_t i = 0; i < parts->count; i++) {
		const struct fees_part *p = &parts->at[i];

		if (p->payer != g->id || (f->only != ANY && f->only != (int)p->is))
			continue;
		str_addf(out, "%s%s", event_name(f, p->event), between);
		str_addf(out, P_("%d person", "%d people", p->sums.people), p->sums.people);
		str_addf(out, ", %s", fees_is_words(p->is));
		if (p->sums.fee) {
			str_add(out, ", ");
			add_amount(out, p->sums.fee);
		}
		str_addc(out, '\n');
	}
}

/* --- sums --- */

/* What a line of sums tells, and how. */
enum {
	SAY_DUE = 1u << 0,
	SAY_BILLED = 1u << 1,
	SAY_PAID = 1u << 2,
	SAY_LEFT = 1u << 3,
	SAY_FREE = 1u << 4,
	SAY_OPEN = 1u << 5,
	SAY_NOUGHT = 1u << 6, /* also what is nothing */
	SAY_SHORT = 1u << 7,  /* without colons, without ",00" */
	SAY_OVER = 1u << 8,   /* paid beyond what was owed */
};

/* "1 200 €" of whole euros. */
static void add_short(struct str *out, cents_t cents)
{
	const char *const nothing = i18n_lang() == LANG_FR ? ",00" : ".00";
	const size_t from = out->len;
	char *at;

	add_amount(out, cents);
	if (cents % 100 != 0 || (at = strstr(out->buf + from, nothing)) == NULL)
		return;
	memmove(at, at + 3, strlen(at + 3) + 1);
	out->len -= 3;
}

static void add_dot(struct str *out)
{
	if (out->len)
		str_add(out, " · ");
}

/* "left: 75,00 €", or "left 75 €". */
static void add_label(struct str *out, const char *label, cents_t cents, bool brief)
{
	size_t len = strlen(label);

	while (brief && len > 0 && (label[len - 1] == ':' || label[len - 1] == ' '))
		len--;
	if (brief && len > 2 && memcmp(label + len - 2, "\u00a0", 2) == 0)
		len -= 2;
	str_addn(out, label, len);
	str_addc(out, ' ');
	if (brief)
		add_short(out, cents);
	else
		add_amount(out, cents);
}

static void add_counts(struct str *out, const struct fees_sums *s, unsigned what)
{
	if (s->of[FEES_FREE] && (what & SAY_FREE)) {
		add_dot(out);
		fees_say_count(out, FEES_FREE, s->of[FEES_FREE]);
	}
	if (s->of[FEES_OPEN] && (what & SAY_OPEN)) {
		add_dot(out);
		fees_say_count(out, FEES_OPEN, s->of[FEES_OPEN]);
	}
}

static void add_sums(struct str *out, const struct fees_sums *s, unsigned what)
{
	const struct {
		unsigned bit;
		const char *label;
		cents_t cents;
	} sums[] = {
		{ SAY_DUE, _("due:"), s->fee },
		{ SAY_BILLED, _("invoiced:"), s->billed },
		{ SAY_PAID, _("paid:"), s->paid },
		{ SAY_LEFT, _("left:"), s->left },
	};

	for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
		if (!(what & sums[i].bit) || (sums[i].bit == SAY_PAID && !s->paid && !(what & SAY_NOUGHT)))
			continue;
		add_dot(out);
		add_label(out, sums[i].label, sums[i].cents, what & SAY_SHORT);
	}
	if (s->paid > s->settled && (what & SAY_OVER)) {
		add_dot(out);
		add_label(out, _("too much:"), s->paid - s->settled, what & SAY_SHORT);
	}
	add_counts(out, s, what);
}

/* The first of the forms that fits, else the last. */
static void add_fitting(struct str *out, const struct fees_sums *s, const unsigned *forms,
	size_t count, int cols)
{
	for (size_t i = 0; i < count; i++) {
		str_reset(out);
		add_sums(out, s, forms[i]);
		if (area_width(out->buf) <= cols)
			return;
	}
}

void fees_say_amounts(struct str *out, const struct fees_sums *s)
{
	if (s->fee || s->paid || s->left)
		add_sums(out, s, SAY_DUE | SAY_PAID | SAY_LEFT);
}

void fees_say_sums(struct str *out, const struct fees_sums *s, int cols)
{
	static const unsigned must = SAY_DUE | SAY_LEFT | SAY_OVER;
	static const unsigned forms[] = { must | SAY_FREE | SAY_OPEN, must | SAY_OPEN,
		must | SAY_OPEN | SAY_SHORT, must | SAY_SHORT };

	add_fitting(out, s, forms, sizeof forms / sizeof *forms, cols);
}

void fees_say_sums_apart(struct str *out, const struct fees_sums *s)
{
	struct str counts = STR_INIT;

	add_sums(out, s, SAY_DUE | SAY_LEFT | SAY_OVER);
	add_counts(&counts, s, SAY_FREE | SAY_OPEN);
	if (counts.len)
		str_addf(out, "\n%s", counts.buf);
	str_release(&counts);
}

/* Both lines in one form, so that the amounts are written alike. */
void fees_say_halves(struct str lines[2], const struct fees_sums *s, int cols)
{
	static const unsigned halves[2] = { SAY_NOUGHT | SAY_DUE | SAY_BILLED,
		SAY_NOUGHT | SAY_PAID | SAY_LEFT };
	static const unsigned forms[] = { SAY_OPEN, SAY_OPEN | SAY_SHORT, 0, SAY_SHORT };

	for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
		for (size_t k = 0; k < 2; k++) {
			str_reset(&lines[k]);
			add_sums(&lines[k], s, halves[k] | (k ? forms[i] : forms[i] & SAY_SHORT));
		}
		if (area_width(lines[0].buf) <= cols && area_width(lines[1].buf) <= cols)
			return;
	}
}

void fees_say_bar(struct str *out, const struct fees_sums *s, enum fees_bar how)
{
	const struct {
		enum glyph glyph;
		const char *label;
		cents_t cents;
	} parts[] = {
		{ GLYPH_BAR_FULL, _("paid:"), s->settled },
		{ GLYPH_BAR_SOME, _("invoiced:"), s->billed },
		{ GLYPH_BAR_EMPTY, _("not invoiced:"), s->left - s->billed },
	};
	const char *const between = how == FEES_BAR_LINES ? "\n" : "   ";

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (!parts[i].cents)
			continue;
		str_addf(out, "%s%s ", out->len ? between : "", term_glyph(parts[i].glyph));
		add_label(out, parts[i].label, parts[i].cents, how == FEES_BAR_SHORT);
	}
}
