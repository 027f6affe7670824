/* The form of a mood: how a cité feels, from storm to sunshine. */
#include <stdlib.h>

#include "etape/mood.h"
#include "tui/screens/ask_delete.h"
#include "tui/screens/cites.h"
#include "tui/screens/cites_form_told.h"
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
	TOLD_FORM_FIELDS,
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

/* `level` gets what stands in the field. */
static struct told_about about_of(const struct mood *m, char level[2])
{
	level[0] = m->id ? (char)('0' + (int)m->level) : '\0';
	level[1] = '\0';
	return (struct told_about){ .id = m->id, .cite = m->cite, .event = m->event, .day = m->day,
		.author = m->author, .field = "level", .value = level };
}

static bool mood_form_theirs(struct form *f, struct err *err)
{
	struct editing *e = form_ctx(f);
	struct mood m;
	char level[2];
	bool found;

	mood_init(&m);
	found = mood_get(form_app(f)->db, e->id, &m, err);
	if (found) {
		const struct told_about about = about_of(&m, level);

		e->rev = m.rev;
		told_form_theirs(f, &about);
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

void mood_form(struct app *app, int64_t id, int64_t cite)
{
	struct err err = ERR_INIT;
	struct mood m;
	char level[2];

	mood_init(&m);
	m.cite = cite;
	m.author = xstrdup(app->author);
	if (id != 0 && !mood_get(app->db, id, &m, &err)) {
		app_error(app, &err);
	} else {
		const struct told_about about = about_of(&m, level);
		struct editing *e = make_form(&m);

		told_form_open(app, &e->spec, _("Mood"), &about, e);
	}
	mood_release(&m);
}

void mood_ask_delete(struct screen *below, int64_t id)
{
	ask_delete(below, id, _("Delete this mood?"), mood_delete);
}
