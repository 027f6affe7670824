/* The form of an item of a programme: when, what, who speaks. */
#include <stdlib.h>

#include "etape/event.h"
#include "etape/programme.h"
#include "tui/screens/agenda_event.h"
#include "tui/screens/ask_delete.h"
#include "tui/screens/hours.h"
#include "tui/screens/names.h"
#include "tui/widgets/form.h"

struct editing {
	struct programme_item item;
};

static void editing_free(void *ctx)
{
	struct editing *e = ctx;

	programme_item_release(&e->item);
	free(e);
}

static const struct form_field programme_fields[] = {
	{ .name = "title", .label = N_("Title"), .required = true, .max = 200 },
	{ .name = "day", .label = N_("Day"), .kind = FORM_DATE, .required = true },
	{ .name = "from", .label = N_("Begins"), .kind = FORM_TIME,
		.hint = N_("by the clock there; empty: not known yet") },
	{ .name = "until", .label = N_("Ends"), .kind = FORM_TIME,
		.hint = N_("earlier than the beginning: the next day") },
	{ .name = "speakers", .label = N_("Speakers"), .max = 400 },
	{ .name = "place", .label = N_("Room"), .max = 120 },
	{ .name = "note", .label = N_("Note"), .max = 2000, .rows = 4 },
};

static void put(char **member, const char *text)
{
	free(*member);
	*member = xstrdup(text);
}

static void collect(const struct form *f, struct programme_item *p)
{
	put(&p->title, form_get(f, "title"));
	put(&p->speakers, form_get(f, "speakers"));
	put(&p->place, form_get(f, "place"));
	put(&p->note, form_get(f, "note"));
	p->day = form_day(f, "day");
	p->starts = hours_of(f, "from");
	p->ends = hours_of(f, "until");
	if (p->starts >= 0 && p->ends >= 0 && p->ends < p->starts)
		p->ends += 1440;
}

static enum form_result programme_form_save(struct form *f, int64_t *result, struct err *err)
{
	struct editing *e = form_ctx(f);

	collect(f, &e->item);
	if (!programme_item_save(form_app(f)->db, &e->item, err))
		return err->code == ERR_STALE ? FORM_STALE : FORM_REFUSED;
	*result = 1;
	app_message(form_app(f), THEME_MESSAGE, _("Programme saved: %s"), e->item.title);
	return FORM_SAVED;
}

struct texts {
	struct str day, from, until;
};

static struct texts texts_of(const struct programme_item *p)
{
	struct texts t = { STR_INIT, STR_INIT, STR_INIT };

	civil_format_iso(&t.day, p->day);
	hours_add(&t.from, p->starts);
	hours_add(&t.until, p->ends);
	return t;
}

static void texts_release(struct texts *t)
{
	str_release(&t->day);
	str_release(&t->from);
	str_release(&t->until);
}

static bool programme_form_theirs(struct form *f, struct err *err)
{
	struct editing *e = form_ctx(f);
	struct programme_item p;
	bool found;

	programme_item_init(&p);
	found = programme_item_get(form_app(f)->db, e->item.id, &p, err);
	if (found) {
		struct texts t = texts_of(&p);

		e->item.rev = p.rev;
		form_theirs(f, "title", p.title, 0);
		form_theirs(f, "day", t.day.buf, 0);
		form_theirs(f, "from", t.from.buf, 0);
		form_theirs(f, "until", t.until.buf, 0);
		form_theirs(f, "speakers", p.speakers, 0);
		form_theirs(f, "place", p.place, 0);
		form_theirs(f, "note", p.note, 0);
		texts_release(&t);
	}
	programme_item_release(&p);
	return found;
}

/* The clock change is said before saving refuses it. */
static void programme_form_advise(struct form *f, struct str *out)
{
	const struct editing *e = form_ctx(f);
	struct event event;

	event_init(&event);
	if (event_get(form_app(f)->db, e->item.event, &event, NULL)) {
		agenda_advise_clock(form_day(f, "day"), hours_of(f, "from"), event.zone, out);
		agenda_advise_clock(form_day(f, "day"), hours_of(f, "until"), event.zone, out);
	}
	event_release(&event);
}

static const struct form_spec programme_spec = {
	.name = "programme",
	.title = N_("New item of the programme"),
	.fields = programme_fields,
	.count = sizeof programme_fields / sizeof *programme_fields,
	.save = programme_form_save,
	.advise = programme_form_advise,
	.theirs = programme_form_theirs,
	.release = editing_free,
};

static void open_form(struct app *app, struct editing *e)
{
	const struct programme_item *p = &e->item;
	struct texts t = texts_of(p);
	struct str key = STR_INIT;
	const struct form_value values[] = {
		{ "title", p->title, 0 },
		{ "day", t.day.buf, 0 },
		{ "from", t.from.buf, 0 },
		{ "until", t.until.buf, 0 },
		{ "speakers", p->speakers, 0 },
		{ "place", p->place, 0 },
		{ "note", p->note, 0 },
		{ NULL, NULL, 0 },
	};

	str_addf(&key, p->id ? "%lld" : "of-%lld", (long long)(p->id ? p->id : p->event));
	form_open(app, &programme_spec, key.buf, p->id ? _("Item of the programme") : NULL, values, e);
	str_release(&key);
	texts_release(&t);
}

struct last {
	day_t day;
	int ends;
};

static bool take_last(void *arg, const struct programme_row *row)
{
	struct last *last = arg;

	last->day = row->day;
	last->ends = row->ends >= 0 && row->ends < 1440 ? row->ends : -1;
	return true;
}

/* What comes next begins where the last item ends. */
static bool begin_after_last(struct app *app, struct programme_item *p, struct err *err)
{
	struct event event;
	struct last last;
	bool ok;

	event_init(&event);
	ok = event_get(app->db, p->event, &event, err);
	last = (struct last){ .day = event.first_day, .ends = -1 };
	ok = ok && programme_list(app->db, p->event, take_last, &last, err);
	p->day = last.day;
	p->starts = last.ends;
	event_release(&event);
	return ok;
}

void programme_form(struct app *app, int64_t id, int64_t event)
{
	struct editing *e = xcalloc(1, sizeof *e);
	struct err err = ERR_INIT;

	programme_item_init(&e->item);
	e->item.event = event;
	if (id != 0 ? programme_item_get(app->db, id, &e->item, &err)
		    : begin_after_last(app, &e->item, &err)) {
		open_form(app, e);
		return;
	}
	app_error(app, &err);
	editing_free(e);
}

void programme_ask_delete(struct screen *below, int64_t id)
{
	ask_delete(below, id, _("Delete this item of the programme?"), programme_item_delete);
}
