/* The answers of the desk in words: who, what, and what can be done next. It stays under the
 * field until the next answer. */
#include "tui/screens/desk.h"

#include "etape/registration.h"
#include "etape/text.h"

void desk_notice_init(struct desk_notice *n)
{
	*n = (struct desk_notice){ .glyph = GLYPH_NONE };
	str_init(&n->name);
	str_init(&n->text);
	str_init(&n->next);
	str_init(&n->receipt);
	str_init(&n->typed);
}

void desk_notice_release(struct desk_notice *n)
{
	str_release(&n->name);
	str_release(&n->text);
	str_release(&n->next);
	str_release(&n->receipt);
	str_release(&n->typed);
}

void desk_notice_clear(struct desk_notice *n)
{
	desk_notice_release(n);
	desk_notice_init(n);
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

static void add_time(struct str *out, const struct desk_state *d, instant_t at)
{
	civil_format_time(out, desk_minutes(d, at), i18n_lang());
}

static void add_date(struct str *out, const struct desk_state *d, instant_t at)
{
	day_t day;

	if (civil_from_instant(at, d->event.zone, &day, NULL, NULL))
		civil_format_short(out, day, i18n_lang());
}

/* Appends what the person owes, after a dot. */
static void add_fee(struct str *out, struct desk_state *d, int64_t person)
{
	const struct desk_fee *fee = person ? desk_fee_of(d, person) : NULL;

	if (!fee)
		return;
	str_addf(out, " %s ", term_glyph(GLYPH_DOT));
	desk_fee_words(out, fee);
}

static bool owes(struct desk_state *d, int64_t person)
{
	const struct desk_fee *fee = person ? desk_fee_of(d, person) : NULL;

	return fee && fee->state == FEE_DUE && fee->balance > 0;
}

struct waiting {
	struct registration self;
	int rank;
	int count;
};

static bool waiting_row(void *arg, const struct registration_row *row)
{
	struct waiting *w = arg;
	const struct registration *self = &w->self;

	w->count++;
	if (row->created_at < self->created_at ||
		(row->created_at == self->created_at && row->id <= self->id))
		w->rank++;
	return true;
}

/* Who waits longest comes first. */
static void add_rank(struct str *out, const struct desk_state *d, int64_t registration)
{
	struct waiting w = { .rank = 0 };
	struct registration_filter filter = REGISTRATION_FILTER_ALL;
	struct db *db = d->screen.app->db;

	registration_init(&w.self);
	filter.event = d->event.id;
	filter.status = REGISTRATION_WAITING;
	if (registration_get(db, registration, &w.self, NULL) &&
		registration_list(db, &filter, waiting_row, &w, NULL))
		str_addf(out, _(", rank %d of %d"), w.rank, w.count);
	registration_release(&w.self);
}

static bool event_full(const struct desk_state *d)
{
	struct counters all;

	return d->event.capacity >= 0 &&
	       counters_get(d->screen.app->db, d->event.id, 0, &all, NULL) &&
	       all.expected >= d->event.capacity;
}

static void offer(struct desk_state *d, enum desk_offer what, const char *label)
{
	d->notice.offer = what;
	desk_add_key(&d->notice.next, d, ACTION_DESK_CHECKIN, label);
}

static void look(struct desk_notice *n, enum glyph glyph, enum theme style)
{
	n->glyph = glyph;
	n->style = style;
}

static void tell_present(struct desk_state *d, const struct checkin_answer *a)
{
	struct desk_notice *n = &d->notice;

	look(n, GLYPH_PRESENT, THEME_PRESENT);
	str_addf(&n->text, "%s, ", C_("desk", "present"));
	desk_session_words(&n->text, d, a->session);
	add_fee(&n->text, d, a->person);
	if (owes(d, a->person))
		desk_add_key(&n->next, d, ACTION_DESK_COLLECT, _("collect"));
	desk_add_key(&n->next, d, ACTION_DESK_UNDO, _("undo"));
}

static void tell_already(struct desk_state *d, const struct checkin_answer *a)
{
	struct desk_notice *n = &d->notice;
	struct str at = STR_INIT;

	look(n, GLYPH_PRESENT, THEME_WARNING);
	add_time(&at, d, a->at);
	str_addf(&n->text, _("already present since %s, %s"), at.buf, a->desk ? a->desk : "");
	if (a->author && *a->author)
		str_addf(&n->text, _(", by %s"), a->author);
	if (owes(d, a->person)) {
		add_fee(&n->text, d, a->person);
		desk_add_key(&n->next, d, ACTION_DESK_COLLECT, _("collect"));
	}
	desk_add_key(&n->next, d, ACTION_DESK_UNDO, _("undo this check-in"));
	str_release(&at);
}

static void tell_cancelled(struct desk_state *d, const struct checkin_answer *a)
{
	struct desk_notice *n = &d->notice;
	struct str on = STR_INIT;
	const bool full = event_full(d);

	look(n, GLYPH_CROSS, THEME_ERROR);
	add_date(&on, d, a->at);
	str_addf(&n->text, _("registration cancelled on %s"), on.buf);
	if (a->reason && *a->reason)
		str_addf(&n->text, " (%s)", a->reason);
	if (full)
		str_addf(&n->text, ", %s", _("and the rencontre is full"));
	if (full && !d->screen.app->may_write)
		str_add(&n->next, _("only the coordination can go beyond the capacity"));
	else
		offer(d, OFFER_LET_IN, _("reactivate and check in"));
	str_release(&on);
}

static void tell_waiting(struct desk_state *d, const struct checkin_answer *a)
{
	struct desk_notice *n = &d->notice;

	look(n, GLYPH_WAITING, THEME_WARNING);
	str_add(&n->text, _("on the waiting list"));
	add_rank(&n->text, d, a->registration);
	if (d->screen.app->may_write)
		offer(d, OFFER_LET_IN, _("admit and check in"));
	else
		str_add(&n->next, _("only the coordination can admit from the waiting list"));
}

static void tell_session(struct desk_state *d, const struct checkin_answer *a)
{
	struct desk_notice *n = &d->notice;
	struct str other = STR_INIT, label = STR_INIT;

	look(n, GLYPH_WARNING, THEME_WARNING);
	desk_session_words(&other, d, a->other_session);
	str_addf(&n->text, _("registered for another session: %s"), other.buf);
	str_reset(&other);
	desk_session_words(&other, d, a->session);
	str_addf(&label, _("add this one (%s) and check in"), other.buf);
	offer(d, OFFER_SESSION, label.buf);
	str_release(&label);
	str_release(&other);
}

static void tell_not_registered(struct desk_state *d, const struct checkin_answer *a)
{
	struct desk_notice *n = &d->notice;

	look(n, GLYPH_ADD, THEME_WARNING);
	if (a->other_event && *a->other_event)
		str_addf(&n->text, _("code of another rencontre: %s"), a->other_event);
	else
		str_add(&n->text, _("known, not registered"));
	if (!a->person)
		return;
	add_fee(&n->text, d, a->person);
	offer(d, OFFER_LET_IN, _("register and check in"));
}

static void tell_unknown(
	struct desk_state *d, const struct checkin_answer *a, const char *typed)
{
	struct desk_notice *n = &d->notice;

	look(n, GLYPH_CROSS, THEME_ERROR);
	if (a->bad_code) {
		str_addf(&n->text, _("code \"%s\": wrong check character"), typed);
		str_add(&n->next, _("type or scan it again, or search by name"));
		return;
	}
	if (a->other_event && *a->other_event) {
		str_addf(&n->text, _("code of another rencontre: %s"), a->other_event);
		return;
	}
	str_addf(&n->text, _("nobody found for \"%s\""), typed);
	str_add(&n->typed, typed);
	offer(d, OFFER_WALK_IN, _("register on the spot"));
}

static void tell(struct desk_state *d, const struct checkin_answer *a, const char *typed)
{
	switch (a->result) {
	case CHECKIN_OK:
		tell_present(d, a);
		break;
	case CHECKIN_ALREADY:
		tell_already(d, a);
		break;
	case CHECKIN_UNDONE:
		look(&d->notice, GLYPH_ABSENT, THEME_MESSAGE);
		str_addf(&d->notice.text, "%s, ", _("check-in undone"));
		desk_session_words(&d->notice.text, d, a->session);
		break;
	case CHECKIN_CANCELLED:
		tell_cancelled(d, a);
		break;
	case CHECKIN_WAITING:
		tell_waiting(d, a);
		break;
	case CHECKIN_WRONG_SESSION:
		tell_session(d, a);
		break;
	case CHECKIN_NOT_REGISTERED:
		tell_not_registered(d, a);
		break;
	case CHECKIN_AMBIGUOUS:
		look(&d->notice, GLYPH_WARNING, THEME_WARNING);
		str_add(&d->notice.text, _("several people: choose one"));
		break;
	case CHECKIN_UNKNOWN:
		tell_unknown(d, a, typed);
		break;
	}
}

void desk_tell(struct desk_state *d, const struct checkin_answer *a, const char *typed)
{
	desk_notice_clear(&d->notice);
	d->notice.result = a->result;
	d->notice.person = a->person;
	d->notice.registration = a->registration;
	d->notice.session = a->session;
	str_add(&d->notice.name, a->name ? a->name : "");
	tell(d, a, typed);
	if (a->result != CHECKIN_OK && a->result != CHECKIN_UNDONE && !d->silent)
		app_bell(d->screen.app);
}

void desk_tell_again(struct desk_state *d)
{
	struct desk_notice *n = &d->notice;
	const struct checkin_answer a = { .person = n->person, .session = n->session };

	if (n->result != CHECKIN_OK || !n->registration)
		return;
	str_reset(&n->text);
	str_reset(&n->next);
	tell_present(d, &a);
	if (n->receipt.len)
		str_addf(&n->text, " %s %s", term_glyph(GLYPH_DOT), n->receipt.buf);
}

void desk_tell_text(struct desk_state *d, enum glyph glyph, enum theme style, const char *text)
{
	desk_notice_clear(&d->notice);
	look(&d->notice, glyph, style);
	str_add(&d->notice.text, text);
}
