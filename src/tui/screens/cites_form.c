/* The form of a cité: its name, its communes, where it stands, the year of its label. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "etape/cite.h"
#include "etape/fold.h"
#include "etape/geo.h"
#include "etape/valid.h"
#include "tui/screens/cites.h"
#include "tui/screens/cites_form_communes.h"
#include "tui/screens/lookup.h"
#include "tui/widgets/form.h"

struct editing {
	int64_t id;	/* 0: a new one */
	int64_t rev;
	struct communes communes;
	const struct known_commune *main_one; /* the first named, NULL for none */
	const char *departement;	/* code that followed from it or was chosen; "" for none */
};

static bool check_wave(const char *text, struct err *err)
{
	long wave = strtol(text, NULL, 10);

	return (wave >= 2018 && wave <= 2100) ||
		err_set(err, ERR_INVALID, _("a year of a label is expected, 2018 or later"));
}

static bool check_degrees(const char *text, struct err *err)
{
	int32_t e5;

	return geo_parse_degrees(text, &e5) ||
		err_set(err, ERR_INVALID, _("degrees are expected, such as 49.90041"));
}

static bool check_latitude(const char *text, struct err *err)
{
	int32_t e5;

	if (!check_degrees(text, err))
		return false;
	return (geo_parse_degrees(text, &e5) && e5 >= -9000000 && e5 <= 9000000) ||
		err_set(err, ERR_INVALID, _("a latitude lies between -90 and 90"));
}

static void lookup_communes(struct form *f, const char *typed, form_candidate_fn add, void *arg)
{
	const struct editing *e = form_ctx(f);

	communes_propose(&e->communes, typed, add, arg);
}

static const struct form_field cite_fields[] = {
	{ .name = "name", .label = N_("Name"), .required = true, .max = 200 },
	{ .name = "communes", .label = N_("Communes"), .kind = FORM_LOOKUP, .lookup = lookup_communes,
		.max = 2000, .hint = N_("The main one first; a comma, then the next one") },
	{ .name = "departement", .label = N_("Département"), .kind = FORM_LOOKUP, .required = true,
		.lookup = lookup_departement,
		.hint = N_("Follows from the main commune; its name or its number") },
	{ .name = "academie", .label = N_("Académie"), .required = true, .max = 60,
		.hint = N_("Follows from the département") },
	{ .name = "wave", .label = N_("Wave"), .kind = FORM_NUMBER, .check = check_wave,
		.hint = N_("Year of the label; its history (candidate, renewed, ended) is in the record") },
	{ .name = "code", .label = N_("Code"), .check = valid_slug, .max = 40,
		.hint = N_("For the command line and files; empty: made from the name") },
	{ .name = "lat", .label = N_("Latitude"), .check = check_latitude, .max = 14,
		.hint = N_("Degrees, such as 49.90041; empty: those of the main commune") },
	{ .name = "lon", .label = N_("Longitude"), .check = check_degrees, .max = 14,
		.hint = N_("Degrees, such as 2.28986; empty: those of the main commune") },
	{ .name = "source", .label = N_("Source"), .max = 200,
		.hint = N_("Where this is known from") },
	{ .name = "note", .label = N_("Note"), .max = 2000 },
};

/* --- what follows from the communes --- */

/* What the form has filled in itself gives way; what was typed stays. */
static void follow(struct form *f, const char *name, const char *before, const char *now, int64_t id)
{
	const char *have = form_get(f, name);

	if (*have == '\0' || strcmp(have, before) == 0)
		form_set(f, name, now, id);
}

static void follow_place(struct form *f, const struct known_commune *was, const struct known_commune *is)
{
	char before[16] = "", now[16] = "";

	if (was != NULL)
		geo_format_degrees(before, was->lat);
	if (is != NULL)
		geo_format_degrees(now, is->lat);
	follow(f, "lat", before, now, 0);
	if (was != NULL)
		geo_format_degrees(before, was->lon);
	if (is != NULL)
		geo_format_degrees(now, is->lon);
	follow(f, "lon", before, now, 0);
}

static const char *chosen_departement(const struct form *f)
{
	return lookup_departement_code(form_id(f, "departement"));
}

static void follow_departement(struct form *f, struct editing *e)
{
	const char *code = chosen_departement(f);

	follow(f, "academie", departement_academie(e->departement), departement_academie(code), 0);
	e->departement = code;
}

static void follow_communes(struct form *f, struct editing *e)
{
	const struct known_commune *found[COMMUNES_MOST], *was = e->main_one;
	struct str before = STR_INIT, now = STR_INIT;

	/* While a name is being typed nothing follows yet. */
	if (form_id(f, "communes") == 0 && *form_get(f, "communes") != '\0')
		return;
	e->main_one = communes_read(&e->communes, form_get(f, "communes"), found, NULL) > 0 ? found[0] : NULL;
	if (e->main_one == was)
		return;
	if (was != NULL)
		lookup_add_departement(&before, was->departement);
	if (e->main_one != NULL) {
		lookup_add_departement(&now, e->main_one->departement);
		follow(f, "departement", before.buf, now.buf, lookup_departement_id(e->main_one->departement));
		follow_departement(f, e);
	}
	follow_place(f, was, e->main_one);
	str_release(&before);
	str_release(&now);
}

static void cite_form_changed(struct form *f, size_t field)
{
	struct editing *e = form_ctx(f);

	if (field == form_index(f, "communes"))
		follow_communes(f, e);
	else if (field == form_index(f, "departement") && *chosen_departement(f) != '\0')
		follow_departement(f, e);
}

/* --- saving --- */

static char *taken(const struct form *f, const char *name)
{
	return xstrdup(form_get(f, name));
}

/* Where it stands: as typed, else where its main commune does. */
static bool take_place(const struct form *f, const struct known_commune *main_one, struct cite *c,
	struct err *err)
{
	const char *lat = form_get(f, "lat"), *lon = form_get(f, "lon");

	if (main_one == NULL && (*lat == '\0' || *lon == '\0'))
		return err_set(err, ERR_INVALID,
			_("where is it? Give its communes, or its latitude and longitude"));
	if (*lat == '\0')
		c->lat = main_one->lat;
	else
		geo_parse_degrees(lat, &c->lat);
	if (*lon == '\0')
		c->lon = main_one->lon;
	else
		geo_parse_degrees(lon, &c->lon);
	return true;
}

static bool take(const struct form *f, struct cite *c, const struct known_commune *main_one,
	struct err *err)
{
	const struct editing *e = form_ctx(f);
	const char *departement = chosen_departement(f);
	int64_t wave = form_number(f, "wave");

	*c = (struct cite){
		.id = e->id,
		.rev = e->rev,
		.code = taken(f, "code"),
		.name = taken(f, "name"),
		.departement = xstrdup(departement),
		.region = xstrdup(departement_region(departement)),
		.region_name = xstrdup(region_name(departement_region(departement))),
		.academie = taken(f, "academie"),
		.wave = wave < 0 ? 0 : (int)wave,
		.source = taken(f, "source"),
		.note = taken(f, "note"),
	};
	return take_place(f, main_one, c, err);
}

static enum form_result cite_form_save(struct form *f, int64_t *result, struct err *err)
{
	struct editing *e = form_ctx(f);
	const struct known_commune *found[COMMUNES_MOST];
	const char *insee[COMMUNES_MOST];
	size_t count = communes_read(&e->communes, form_get(f, "communes"), found, NULL);
	struct cite c;
	bool saved;

	for (size_t i = 0; i < count; i++)
		insee[i] = found[i]->insee;
	saved = take(f, &c, count > 0 ? found[0] : NULL, err) &&
		cite_save(form_app(f)->db, &c, insee, count, err);
	if (saved) {
		*result = c.id;
		app_message(form_app(f), THEME_MESSAGE, _("Saved: %s"), c.name);
	}
	cite_release(&c);
	if (saved)
		return FORM_SAVED;
	return err->code == ERR_STALE ? FORM_STALE : FORM_REFUSED;
}

/* --- what it begins with, and theirs --- */

enum { VALUES = sizeof cite_fields / sizeof *cite_fields };

/* A cité as the form shows it. */
struct shown {
	struct str communes, departement;
	char wave[16], lat[16], lon[16];
	struct form_value values[VALUES + 1];
};

static bool show(struct shown *s, const struct cite *c, const struct communes *communes, struct db *db,
	struct err *err)
{
	*s = (struct shown){ .communes = STR_INIT, .departement = STR_INIT };
	if (c->id != 0 && !communes_of_cite(communes, db, c->id, &s->communes, err))
		return false;
	if (c->departement != NULL)
		lookup_add_departement(&s->departement, c->departement);
	if (c->wave > 0)
		snprintf(s->wave, sizeof s->wave, "%d", c->wave);
	if (c->id != 0) {
		geo_format_degrees(s->lat, c->lat);
		geo_format_degrees(s->lon, c->lon);
	}
	const struct form_value values[VALUES + 1] = {
		{ "name", c->name, 0 },
		{ "communes", s->communes.buf, s->communes.len > 0 ? 1 : 0 },
		{ "departement", s->departement.buf,
			c->departement == NULL ? 0 : lookup_departement_id(c->departement) },
		{ "academie", c->academie, 0 },
		{ "wave", s->wave, 0 },
		{ "code", c->code, 0 },
		{ "lat", s->lat, 0 },
		{ "lon", s->lon, 0 },
		{ "source", c->source, 0 },
		{ "note", c->note, 0 },
		{ NULL, NULL, 0 },
	};
	memcpy(s->values, values, sizeof values);
	return true;
}

static void shown_release(struct shown *s)
{
	str_release(&s->communes);
	str_release(&s->departement);
}

static bool cite_form_theirs(struct form *f, struct err *err)
{
	struct editing *e = form_ctx(f);
	struct shown s;
	struct cite c;
	bool found;

	cite_init(&c);
	found = cite_get(form_app(f)->db, e->id, &c, err);
	if (found) {
		e->rev = c.rev;
		found = show(&s, &c, &e->communes, form_app(f)->db, err);
		for (size_t i = 0; found && s.values[i].name != NULL; i++)
			form_theirs(f, s.values[i].name, s.values[i].text, s.values[i].id);
		shown_release(&s);
	}
	cite_release(&c);
	return found;
}

static bool other_of_name(void *arg, const struct cite_row *row)
{
	*(int64_t *)arg = row->id;
	return false;
}

static void cite_form_advise(struct form *f, struct str *out)
{
	const struct editing *e = form_ctx(f);
	const struct known_commune *found[COMMUNES_MOST];
	struct str unknown = STR_INIT;
	struct cite_filter filter = { .on = CIVIL_NONE };
	int64_t same = 0;

	communes_read(&e->communes, form_get(f, "communes"), found, &unknown);
	if (unknown.len > 0 && form_id(f, "communes") != 0)
		str_addf(out, _("no commune is called '%s'"), unknown.buf);
	str_release(&unknown);
	if (e->id != 0 || *form_get(f, "name") == '\0')
		return;
	if (cite_resolve(form_app(f)->db, form_get(f, "name"), &filter.id, NULL) &&
		cite_list(form_app(f)->db, &filter, other_of_name, &same, NULL) && same != 0)
		str_addf(out, "%s%s", out->len > 0 ? "\n" : "",
			_("A cité answers to this name already"));
}

static void editing_release(void *ctx)
{
	struct editing *e = ctx;

	communes_release(&e->communes);
	free(e);
}

static const struct form_spec cite_spec = {
	.name = "cite",
	.title = N_("New cité"),
	.fields = cite_fields,
	.count = VALUES,
	.save = cite_form_save,
	.advise = cite_form_advise,
	.changed = cite_form_changed,
	.theirs = cite_form_theirs,
	.release = editing_release,
};

static void open_form(struct app *app, const struct cite *c, struct editing *e, const struct shown *s)
{
	const struct known_commune *found[COMMUNES_MOST];
	struct str title = STR_INIT, key = STR_INIT;

	if (communes_read(&e->communes, s->communes.buf, found, NULL) > 0)
		e->main_one = found[0];
	e->departement = lookup_departement_code(c->id == 0 ? 0 : lookup_departement_id(c->departement));
	if (c->id != 0)
		str_addf(&key, "%lld", (long long)c->id);
	str_addf(&title, _("Change: %s"), c->name == NULL ? "" : c->name);
	form_open(app, &cite_spec, key.buf, c->id == 0 ? NULL : title.buf, s->values, e);
	str_release(&title);
	str_release(&key);
}

void cite_form(struct app *app, int64_t id)
{
	struct editing *e = xcalloc(1, sizeof *e);
	struct shown s = { .communes = STR_INIT, .departement = STR_INIT };
	struct err err = ERR_INIT;
	struct cite c;

	cite_init(&c);
	if (communes_load(&e->communes, app->db, &err) && (id == 0 || cite_get(app->db, id, &c, &err)) &&
		show(&s, &c, &e->communes, app->db, &err)) {
		e->id = c.id;
		e->rev = c.rev;
		open_form(app, &c, e, &s);
	} else {
		app_error(app, &err);
		editing_release(e);
	}
	shown_release(&s);
	cite_release(&c);
}
