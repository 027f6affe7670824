/* What has just happened, in words: who, what, and what can be done next. It stays under the
 * field until the next answer. */
#include "tui/screens/desk.h"

#include <stdlib.h>

void desk_notice_init(struct desk_notice *n)
{
	*n = (struct desk_notice){ .glyph = GLYPH_NONE };
	str_init(&n->name);
	str_init(&n->text);
	str_init(&n->next);
	str_init(&n->receipt);
	str_init(&n->typed);
	str_init(&n->author);
}

void desk_notice_release(struct desk_notice *n)
{
	str_release(&n->name);
	str_release(&n->text);
	str_release(&n->next);
	str_release(&n->receipt);
	str_release(&n->typed);
	str_release(&n->author);
}

void desk_notice_clear(struct desk_notice *n)
{
	desk_notice_release(n);
	desk_notice_init(n);
}

void desk_look(struct desk_notice *n, enum glyph glyph, enum theme style)
{
	n->glyph = glyph;
	n->style = style;
}

void desk_add_key(struct str *out, const struct desk_state *d, enum action a, const char *label)
{
	const unsigned key = keymap_key(&d->screen.app->keys, a);

	if (out->len)
		str_add(out, "   ");
	if (key != TERM_KEY_NONE) {
		key_add_label(out, key);
		str_addc(out, ' ');
	}
	str_add(out, label);
}

void desk_next(struct desk_state *d, enum action a, const char *label)
{
	struct desk_notice *n = &d->notice;

	desk_add_key(&n->next, d, a, label);
	if (n->key_count < NOTICE_KEYS_MAX)
		n->keys[n->key_count++] = a;
}

void desk_next_clear(struct desk_notice *n)
{
	str_reset(&n->next);
	n->key_count = 0;
}

bool desk_next_has(const struct desk_notice *n, enum action a)
{
	for (size_t i = 0; i < n->key_count; i++)
		if (n->keys[i] == a)
			return true;
	return false;
}

void desk_add_time(struct str *out, const struct desk_state *d, instant_t at)
{
	civil_format_time(out, desk_minutes(d, at), i18n_lang());
}

void desk_add_date(struct str *out, const struct desk_state *d, instant_t at)
{
	day_t day;
	struct civil on;

	if (!at || !civil_from_instant(at, d->event.zone, &day, NULL, NULL))
		return;
	on = civil_from_day(day);
	if (i18n_lang() == LANG_FR && on.year == civil_from_day(app_today(d->screen.app)).year)
		str_addf(out, "%02d/%02d", on.day, on.month);
	else
		civil_format_short(out, day, i18n_lang());
}

void desk_add_fee(struct str *out, struct desk_state *d, int64_t person)
{
	const struct desk_fee *fee = person ? desk_fee_of(d, person) : NULL;

	if (!fee)
		return;
	str_addf(out, " %s ", term_glyph(GLYPH_DOT));
	desk_fee_words(out, fee);
}

void desk_tell(struct desk_state *d, const struct checkin_answer *a, const char *typed)
{
	struct desk_notice *n = &d->notice;
	char *kept = xstrdup(typed); /* the notice's own, perhaps */

	desk_notice_clear(n);
	str_add(&n->typed, kept);
	free(kept);
	n->answer = true;
	n->outcome = checkin_outcome(a);
	n->person = a->person;
	n->registration = a->registration;
	n->session = a->session;
	str_add(&n->name, a->name ? a->name : "");
	desk_outcome_say(d, n->outcome, a);
	desk_ring(d, n->outcome);
}

void desk_tell_again(struct desk_state *d)
{
	struct desk_notice *n = &d->notice;
	const struct checkin_answer a = { .person = n->person, .session = n->session };

	if (!n->answer || n->outcome != OUTCOME_PRESENT || !n->registration)
		return;
	str_reset(&n->text);
	desk_next_clear(n);
	desk_outcome_say(d, OUTCOME_PRESENT, &a);
	if (n->receipt.len)
		str_addf(&n->text, " %s %s", term_glyph(GLYPH_DOT), n->receipt.buf);
}

void desk_tell_text(struct desk_state *d, enum glyph glyph, enum theme style, const char *text)
{
	desk_notice_clear(&d->notice);
	desk_look(&d->notice, glyph, style);
	str_add(&d->notice.text, text);
}
