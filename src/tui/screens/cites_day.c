/* The day of which the map tells: today, or any day before. */
#include "etape/i18n.h"
#include "tui/screens/cites.h"
#include "tui/widgets/form.h"

/* Nothing was labelled before; and days have an end. */
static day_t earliest(void)
{
	return civil_day(2000, 1, 1);
}

bool cites_in_past(const struct cites *c)
{
	return c->on != CIVIL_NONE;
}

/* The selection, the layer, the zoom stay: what changes is what they tell. */
static unsigned set_day(struct cites *c, day_t day)
{
	c->on = day != CIVIL_NONE && day < app_today(c->s.app) ? day : CIVIL_NONE;
	return cites_again(c);
}

unsigned cites_step_day(struct cites *c, int months)
{
	if (months > 0 && !cites_in_past(c)) {
		app_message(c->s.app, THEME_WARNING, _("This is today: the map tells of the past only"));
		return SCREEN_HANDLED;
	}
	if (months < 0 && civil_add_months(c->overview.on, months) < earliest()) {
		app_message(c->s.app, THEME_WARNING, _("The map goes back to 2000, no further"));
		return SCREEN_HANDLED;
	}
	return set_day(c, civil_add_months(c->overview.on, months));
}

unsigned cites_back_to_today(struct cites *c)
{
	return cites_in_past(c) ? set_day(c, CIVIL_NONE) : SCREEN_HANDLED;
}

/* --- the form --- */

static const struct form_field day_fields[] = {
	{ .name = "day", .label = N_("On"), .kind = FORM_DATE,
		.hint = N_("01/03/2021, 1 March 2021, yesterday, -90…; empty: today") },
};

static enum form_result take_day(struct form *f, int64_t *result, struct err *err)
{
	struct cites *c = form_ctx(f);
	day_t day = form_day(f, "day");

	if (day != CIVIL_NONE && day > app_today(form_app(f))) {
		err_set(err, ERR_INVALID, _("that day is still to come: give one of the past, or none for today"));
		return FORM_REFUSED;
	}
	if (day != CIVIL_NONE && day < earliest()) {
		err_set(err, ERR_INVALID, _("the map goes back to 2000, no further"));
		return FORM_REFUSED;
	}
	c->on = day == app_today(form_app(f)) ? CIVIL_NONE : day;
	*result = 1;
	return FORM_SAVED;
}

unsigned cites_ask_day(struct cites *c)
{
	static const struct form_spec spec = {
		.name = "map-day",
		.title = N_("The map as it was"),
		.fields = day_fields,
		.count = sizeof day_fields / sizeof *day_fields,
		.save = take_day,
	};
	struct str iso = STR_INIT;

	civil_format_iso(&iso, c->on);
	struct form_value values[] = { { "day", iso.buf, 0 }, { NULL, NULL, 0 } };
	form_open(c->s.app, &spec, "", NULL, values, c);
	str_release(&iso);
	return SCREEN_HANDLED;
}
