/* The desk's answers in one sentence. */
#include "etape/checkin.h"
#include "etape/i18n.h"

static void checkin_time(struct str *out, instant_t at, const char *zone)
{
	day_t day;
	int minutes;

	if (civil_from_instant(at, zone, &day, &minutes, NULL))
		civil_format_time(out, minutes, i18n_lang());
}

static const char *checkin_half_day(const struct checkin_answer *a)
{
	return a->session_name ? a->session_name : "";
}

static void checkin_say_present(struct str *out, const struct checkin_answer *a, const char *zone)
{
	struct str when = STR_INIT;

	checkin_time(&when, a->at, zone);
	if (a->result == CHECKIN_ALREADY)
		str_addf(out, _("%s is present already (%s), since %s (%s, %s)"), a->name,
			checkin_half_day(a), when.buf, a->desk, a->author);
	else
		str_addf(out,
			a->kind == CHECKIN_OUT ? _("checked out: %s, %s, %s")
					       : _("checked in: %s, %s, %s"),
			a->name, checkin_half_day(a), when.buf);
	str_release(&when);
}

/* "(19/11/2026, claire: grippe)", as far as each is known. */
static void checkin_say_cancelled(
	struct str *out, const struct checkin_answer *a, const char *zone)
{
	const char *parts[3] = { NULL, a->author, a->reason };
	struct str when = STR_INIT;
	day_t day;
	int minutes, n = 0;

	str_addf(out, _("%s: registration cancelled"), a->name);
	if (a->at && civil_from_instant(a->at, zone, &day, &minutes, NULL))
		civil_format_short(&when, day, i18n_lang());
	parts[0] = when.buf;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (!parts[i] || !*parts[i])
			continue;
		str_addf(out, "%s%s", n++ ? ", " : " (", parts[i]);
	}
	if (n)
		str_addc(out, ')');
	if (a->replaced_by)
		str_addf(out, _("; %s comes instead"), a->replaced_by);
	str_release(&when);
}

static void checkin_say_absent(struct str *out, const struct checkin_answer *a)
{
	if (a->other_event)
		str_addf(out, _("%s: this code belongs to another event (%s)"), a->name,
			a->other_event);
	else if (a->name)
		str_addf(out, _("%s is known but not registered for this event"), a->name);
	else
		str_add(out, _("several people of that name are known, none is registered"));
}

static void checkin_say_ambiguous(struct str *out, const struct checkin_answer *a)
{
	str_add(out, _("several people answer to this: "));
	for (size_t i = 0; i < a->candidate_count; i++)
		str_addf(out, "%s%s %s", i ? ", " : "", a->candidates[i].name,
			a->candidates[i].code);
}

static void checkin_say_unknown(struct str *out, const struct checkin_answer *a)
{
	if (a->full && a->name)
		str_addf(out, _("%s cannot be let in"), a->name);
	else if (a->bad_code)
		str_add(out, _("no such code: one of its characters is wrong"));
	else
		str_add(out, _("nobody is known by this name or code"));
}

/* What is full, and who may pass over it. */
static void checkin_say_room(struct str *out, const struct checkin_answer *a)
{
	if (a->room.limit == ROOM_FREE)
		return;
	str_add(out, _("; "));
	room_say(out, &a->room);
	if (a->full)
		str_add(out, _(" (only the coordination may let more in)"));
}

void checkin_say(struct str *out, const struct checkin_answer *a, const char *zone)
{
	switch (a->result) {
	case CHECKIN_ALREADY:
		if (a->kind != CHECKIN_IN && !a->at) {
			str_addf(out, _("%s is not present (%s)"), a->name, checkin_half_day(a));
			break;
		}
		checkin_say_present(out, a, zone);
		break;
	case CHECKIN_OK:
		checkin_say_present(out, a, zone);
		break;
	case CHECKIN_UNDONE:
		str_addf(out, _("check-in taken back: %s, %s"), a->name, checkin_half_day(a));
		break;
	case CHECKIN_CANCELLED:
		checkin_say_cancelled(out, a, zone);
		break;
	case CHECKIN_WAITING:
		str_addf(out, _("%s is on the waiting list, number %d of %d"), a->name,
			a->waiting_rank, a->waiting_count);
		break;
	case CHECKIN_WRONG_SESSION:
		str_addf(out, _("%s is registered for session %d, not for session %d (%s)"), a->name,
			a->other_session, a->session, checkin_half_day(a));
		break;
	case CHECKIN_NOT_REGISTERED:
		checkin_say_absent(out, a);
		break;
	case CHECKIN_AMBIGUOUS:
		checkin_say_ambiguous(out, a);
		break;
	case CHECKIN_UNKNOWN:
		checkin_say_unknown(out, a);
		break;
	}
	checkin_say_room(out, a);
}
