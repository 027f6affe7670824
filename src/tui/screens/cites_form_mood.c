/* The form of a mood: how a cité feels, from storm to sunshine. */
#include <stdlib.h>

#include "etape/mood.h"
#include "tui/screens/ask_delete.h"
#include "tui/screens/cites.h"
#include "tui/screens/lookup.h"
#include "tui/screens/names.h"

enum { LEVELS = 5 };

/* The fields are the form's own: choices have the terminal's glyphs. */
struct editing {
	struct form_spec spec;
	struct form_field fields[5];
	struct form_choice *choices; /* owned */
	int64_t id;	/* 0: a new one */
	int64_t rev;
};

static const struct form_field mood_fields[] = {
	{ .name = "level", .label = N_("Mood"), .kind = FORM_CHOICE, .required = true },
	{ .name = "cite", .label = N_("Cité"), .kind = FORM_LOOKUP, .required = true,
		.lookup = lookup_cite },
	{ .name = "event", .label = N_("Rencontre"), .kind = FORM_LOOKUP, .lookup = lookup_event,
		.hint = N_("Where it was told; empty: outside a rencontre") },
	{ .name = "day", .label = N_("Day"), .kind = FORM_DATE,
		.hint = N_("Empty: the rencontre's day, else today") },
	{ .name = "author", .label = N_("Author"), .required = true, .max = 60 },
};

void cites_add_mood(struct str *out, enum mood_level level)
{
	str_addf(out, "%s %s", term_glyph(cites_mood_class(level)->glyph), mood_level_label(level));
}

const struct layer_class *cites_mood_class(enum mood_level level)
{
	return &layer_info(LAYER_MOOD)->classes[MOOD_SUN - level];
}

/* By value "5" … "1": sunshine first, as on the map's legend; the word before the glyph, since its
 * first letter chooses it. */
static struct form_choice *mood_choices(void)
{
	struct form_choice *choices = xcalloc(LEVELS, sizeof *choices);

	for (int i = 0; i < LEVELS; i++) {
		struct str value = STR_INIT, label = STR_INIT;

		str_addf(&value, "%d", MOOD_SUN - i);
		str_addf(&label, "%s %s", mood_level_label((enum mood_level)(MOOD_SUN - i)),
			term_glyph(cites_mood_class((enum mood_level)(MOOD_SUN - i))->glyph));
		choices[i].value = str_take(&value);
		choices[i].label = str_take(&label);
	}
	return choices;
}

static enum form_result mood_form_save(struct form *f, int64_t *result, struct err *err)
{
	struct editing *e = form_ctx(f);
	struct mood m;
	bool saved;

	mood_init(&m);
	m.id = e->id;
	m.rev = e->rev;
	m.cite = form_id(f, "cite");
	m.event = form_id(f, "event");
	m.day = form_day(f, "day");
	m.level = (enum mood_level)(*form_get(f, "level") - '0');
	m.author = xstrdup(form_get(f, "author"));
	saved = mood_save(form_app(f)->db, &m, err);
	if (saved) {
		*result = m.id;
		app_message(form_app(f), THEME_MESSAGE, _("Mood saved: %s, %s"), form_get(f, "cite"),
			mood_level_label(m.level));
	}
	mood_release(&m);
	if (saved)
		return FORM_SAVED;
	return err->code == ERR_STALE ? FORM_STALE : FORM_REFUSED;
}

static bool mood_form_theirs(struct form *f, struct err *err)
{
	struct editing *e = form_ctx(f);
	struct mood m;
	bool found;

	mood_init(&m);
	found = mood_get(form_app(f)->db, e->id, &m, err);
	if (found) {
		char *cite = names_cite(form_app(f), m.cite);
		char *event = names_event(form_app(f), m.event);
		char *day = names_day(m.day);
		const char level[] = { (char)('0' + (int)m.level), '\0' };

		e->rev = m.rev;
		form_theirs(f, "level", level, 0);
		form_theirs(f, "cite", cite, m.cite);
		form_theirs(f, "event", event, m.event);
		form_theirs(f, "day", day, 0);
		form_theirs(f, "author", m.author, 0);
		free(cite);
		free(event);
		free(day);
	}
	mood_release(&m);
	return found;
}

static void mood_form_release(void *ctx)
{
	struct editing *e = ctx;

	names_free_choices(e->choices, LEVELS);
	free(e);
}

static struct editing *make_form(const struct mood *m)
{
	struct editing *e = xcalloc(1, sizeof *e);

	e->id = m->id;
	e->rev = m->rev;
	e->choices = mood_choices();
	for (size_t i = 0; i < sizeof mood_fields / sizeof *mood_fields; i++)
		e->fields[i] = mood_fields[i];
	e->fields[0].choices = e->choices;
	e->fields[0].choice_count = LEVELS;
	e->spec = (struct form_spec){
		.name = "mood",
		.title = N_("New mood"),
		.fields = e->fields,
		.count = sizeof e->fields / sizeof *e->fields,
		.save = mood_form_save,
		.theirs = mood_form_theirs,
		.release = mood_form_release,
	};
	return e;
}

static void open_form(struct app *app, const struct mood *m)
{
	struct editing *e = make_form(m);
	char *cite = names_cite(app, m->cite);
	char *event = names_event(app, m->event);
	char *day = names_day(m->day);
	const char level[] = { m->id ? (char)('0' + (int)m->level) : '\0', '\0' };
	struct str key = STR_INIT;
	const struct form_value values[] = {
		{ "level", level, 0 },
		{ "cite", cite, m->cite },
		{ "event", event, m->event },
		{ "day", day, 0 },
		{ "author", m->author, 0 },
		{ NULL, NULL, 0 },
	};

	str_addf(&key, m->id ? "%lld" : "of-%lld", (long long)(m->id ? m->id : m->cite));
	form_open(app, &e->spec, key.buf, m->id == 0 ? NULL : _("Mood"), values, e);
	str_release(&key);
	free(cite);
	free(event);
	free(day);
}

void mood_form(struct app *app, int64_t id, int64_t cite)
{
	struct err err = ERR_INIT;
	struct mood m;

	mood_init(&m);
	m.cite = cite;
	m.author = xstrdup(app->author);
	if (id != 0 && !mood_get(app->db, id, &m, &err))
		app_error(app, &err);
	else
		open_form(app, &m);
	mood_release(&m);
}

void mood_ask_delete(struct screen *below, int64_t id)
{
	ask_delete(below, id, _("Delete this mood?"), mood_delete);
}
