#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "etape/cite.h"
#include "etape/fold.h"
#include "etape/geo.h"
#include "etape/i18n.h"
#include "etape/reference.h"
#include "etape/valid.h"
#include "exchange/digits.h"
#include "exchange/importer.h"

#define COMMUNES 64 /* the most communes of one cité */

enum {
	C_CODE,
	C_NAME,
	C_COMMUNES,
	C_INSEE,
	C_DEPARTEMENT,
	C_REGION,
	C_REGION_NAME,
	C_ACADEMIE,
	C_WAVE,
	C_LAT,
	C_LON,
	C_SOURCE,
	C_NOTE,
	C_COUNT,
};

static const struct column_field cite_fields[C_COUNT] = {
	[C_CODE] = { .key = "code", .aliases = "identifiant" },
	[C_NAME] = { .key = "name",
		.aliases = "nom|cite|cite educative|nom de la cite|nom de la cite educative|"
			   "territoire",
		.required = true },
	[C_COMMUNES] = { .key = "communes", .aliases = "commune|ville|villes|town|towns" },
	[C_INSEE] = { .key = "insee_codes",
		.aliases = "codes insee|code insee|insee|code commune|insee code" },
	[C_DEPARTEMENT] = { .key = "departement",
		.aliases = "code departement|dept|dep|departement code|num dep",
		.required = true },
	[C_REGION] = { .key = "region_code", .aliases = "code region|region insee" },
	[C_REGION_NAME] = { .key = "region_name", .aliases = "region|nom region" },
	[C_ACADEMIE] = { .key = "academie", .aliases = "rectorat" },
	[C_WAVE] = { .key = "wave",
		.aliases = "vague|annee|annee de labellisation|label|labellisation|year" },
	[C_LAT] = { .key = "lat", .aliases = "latitude" },
	[C_LON] = { .key = "lon", .aliases = "longitude|lng" },
	[C_SOURCE] = { .key = "source", .aliases = "provenance" },
	[C_NOTE] = { .key = "note", .aliases = "remarque|remarques|commentaire|commentaires" },
};

struct known_cite {
	int64_t id;
	char *code;
	char *fold;
	char *departement;
	char *region;
	char *region_name;
	char *academie;
};

struct known_commune {
	char insee[8];
	char *fold;
	char departement[8];
	int32_t lat;
	int32_t lon;
};

/* What the database knows of territories, read once. */
struct territories {
	struct known_cite *cites;
	size_t cite_count;
	struct known_commune *communes;
	size_t commune_count;
};

static bool keep_cite(void *arg, const struct cite_row *row)
{
	struct territories *t = arg;

	t->cites = xrealloc(t->cites, (t->cite_count + 1) * sizeof(*t->cites));
	t->cites[t->cite_count++] = (struct known_cite){
		.id = row->id,
		.code = xstrdup(row->code),
		.fold = fold_dup(row->name),
		.departement = xstrdup(row->departement),
		.region = xstrdup(row->region),
		.region_name = xstrdup(row->region_name),
		.academie = xstrdup(row->academie),
	};
	return true;
}

static bool keep_commune(void *arg, const struct commune *c)
{
	struct territories *t = arg;
	struct known_commune *k;

	t->communes = xrealloc(t->communes, (t->commune_count + 1) * sizeof(*t->communes));
	k = &t->communes[t->commune_count++];
	*k = (struct known_commune){ .fold = fold_dup(c->name), .lat = c->lat, .lon = c->lon };
	snprintf(k->insee, sizeof(k->insee), "%s", c->insee);
	snprintf(k->departement, sizeof(k->departement), "%s", c->departement);
	return true;
}

static bool load(struct importer *im, struct err *err)
{
	const struct cite_filter all = { .on = CIVIL_NONE };

	if (im->territories != NULL)
		return true;
	im->territories = xcalloc(1, sizeof(*im->territories));
	return cite_list(im->db, &all, keep_cite, im->territories, err) &&
	       reference_communes(im->db, NULL, keep_commune, im->territories, err);
}

static void free_territories(struct importer *im)
{
	struct territories *t = im->territories;

	for (size_t i = 0; t != NULL && i < t->cite_count; i++) {
		free(t->cites[i].code);
		free(t->cites[i].fold);
		free(t->cites[i].departement);
		free(t->cites[i].region);
		free(t->cites[i].region_name);
		free(t->cites[i].academie);
	}
	for (size_t i = 0; t != NULL && i < t->commune_count; i++)
		free(t->communes[i].fold);
	if (t != NULL) {
		free(t->cites);
		free(t->communes);
	}
	free(t);
	im->territories = NULL;
}

/* The cité of the row: by code, else by name within its département. */
static int64_t find_known(const struct importer *im)
{
	const struct territories *t = im->territories;
	const char *code = importer_cell(im, C_CODE);
	char *fold = fold_dup(importer_cell(im, C_NAME));
	int64_t found = 0;

	for (size_t i = 0; i < t->cite_count && found == 0; i++) {
		const struct known_cite *k = &t->cites[i];

		if (*code != '\0' ? strcmp(k->code, code) == 0
				  : strcmp(k->fold, fold) == 0 &&
					    strcmp(k->departement,
						    importer_cell(im, C_DEPARTEMENT)) == 0)
			found = k->id;
	}
	free(fold);
	return found;
}

/* A commune by INSEE code, or by name, those of the row's département first. */
static const struct known_commune *find_commune(const struct importer *im, const char *text)
{
	const struct territories *t = im->territories;
	const struct known_commune *found = NULL;
	char *fold = fold_dup(text);

	for (size_t i = 0; i < t->commune_count; i++) {
		const struct known_commune *k = &t->communes[i];
		bool near = strcmp(k->departement, importer_cell(im, C_DEPARTEMENT)) == 0;

		if (strcmp(k->insee, text) == 0 ||
			(strcmp(k->fold, fold) == 0 && (found == NULL || near)))
			found = k;
	}
	free(fold);
	return found;
}

/* The communes of the row, the main one first. */
static bool take_communes(struct importer *im, const struct known_commune **communes,
	size_t *count, struct err *err)
{
	size_t field = im->cells[C_INSEE].len > 0      ? C_INSEE
		       : im->cells[C_COMMUNES].len > 0 ? C_COMMUNES
						       : C_NAME;
	const char *s = importer_cell(im, field);

	*count = 0;
	while (*s != '\0' && *count < COMMUNES) {
		size_t n;
		char *text;
		const struct known_commune *k;

		s += strspn(s, " ");
		n = strcspn(s, ";|");
		text = xstrndup(s, n);
		k = find_commune(im, text);

		if (k == NULL && field != C_NAME) {
			err_set(err, ERR_NOT_FOUND, _("no commune is called '%s'"), text);
			free(text);
			return false;
		}
		if (k != NULL)
			communes[(*count)++] = k;
		free(text);
		s += n + (s[n] != '\0');
	}
	return true;
}

static bool take_place(struct importer *im, struct cite *c,
	const struct known_commune *main_one, struct err *err)
{
	const char *lat = importer_cell(im, C_LAT), *lon = importer_cell(im, C_LON);

	if (*lat == '\0' && *lon == '\0' && main_one != NULL) {
		c->lat = main_one->lat;
		c->lon = main_one->lon;
		return true;
	}
	if (*lat == '\0' && *lon == '\0')
		return err_set(
			err, ERR_INVALID, _("where is it? Give its communes, or lat and lon"));
	return (geo_parse_degrees(lat, &c->lat) && geo_parse_degrees(lon, &c->lon)) ||
	       err_set(err, ERR_INVALID, _("lat, lon: '%s', '%s' are no degrees"), lat, lon);
}

static void set_text(struct importer *im, size_t field, char **text)
{
	free(*text);
	*text = xstrdup(importer_cell(im, field));
}

/* What the row leaves out of région and académie follows from another cité of the département.
 */
static bool take_region(struct importer *im, struct cite *c, struct err *err)
{
	const struct territories *t = im->territories;

	set_text(im, C_DEPARTEMENT, &c->departement);
	set_text(im, C_REGION, &c->region);
	set_text(im, C_REGION_NAME, &c->region_name);
	set_text(im, C_ACADEMIE, &c->academie);
	for (size_t i = 0; i < t->cite_count; i++) {
		const struct known_cite *k = &t->cites[i];
		const char *const have[] = { k->region, k->region_name, k->academie };
		char **const wanted[] = { &c->region, &c->region_name, &c->academie };

		for (size_t f = 0; f < 3 && strcmp(k->departement, c->departement) == 0; f++) {
			if ((*wanted[f])[0] == '\0') {
				free(*wanted[f]);
				*wanted[f] = xstrdup(have[f]);
			}
		}
	}
	if (c->departement[0] == '\0')
		return err_set(err, ERR_INVALID, _("there is no département"));
	return c->region[0] != '\0' ||
	       err_set(err, ERR_INVALID, _("region_code: which région is it in? (INSEE code)"));
}

static bool take_wave(struct importer *im, int *wave, struct err *err)
{
	const char *cell = importer_cell(im, C_WAVE);

	if (*cell == '\0')
		return true;
	*wave = (int)digits_value(cell);
	return (strlen(cell) == 4 && *wave >= 2018 && *wave <= 2100) ||
	       err_set(err, ERR_INVALID, _("wave: '%s' is no year of a label"), cell);
}

static bool add(struct importer *im, int wave, struct err *err)
{
	const struct known_commune *communes[COMMUNES];
	const char *insee[COMMUNES];
	size_t count = 0;
	struct cite c;
	bool ok;

	cite_init(&c);
	set_text(im, C_CODE, &c.code);
	set_text(im, C_NAME, &c.name);
	set_text(im, C_SOURCE, &c.source);
	set_text(im, C_NOTE, &c.note);
	c.wave = wave;
	ok = take_communes(im, communes, &count, err) &&
	     take_place(im, &c, count > 0 ? communes[0] : NULL, err) &&
	     take_region(im, &c, err);
	for (size_t i = 0; i < count; i++)
		insee[i] = communes[i]->insee;
	ok = ok && cite_save(im->db, &c, insee, count, err);
	if (ok) {
		const struct cite_row row = { .id = c.id,
			.code = c.code,
			.name = c.name,
			.departement = c.departement,
			.region = c.region,
			.region_name = c.region_name,
			.academie = c.academie };

		keep_cite(im->territories, &row);
		importer_say(im, IMPORT_CREATED, c.code, "%s", c.name);
	}
	cite_release(&c);
	return ok;
}

static bool complete(struct importer *im, int64_t id, int wave, struct err *err)
{
	struct cite c;
	bool ok, changed = false;

	cite_init(&c);
	ok = cite_get(im->db, id, &c, err);
	if (ok) {
		changed = importer_fill(im, c.code, C_SOURCE, &c.source);
		changed |= importer_fill(im, c.code, C_NOTE, &c.note);
		changed |= importer_fill(im, c.code, C_ACADEMIE, &c.academie);
		if (c.wave == 0 && wave != 0) {
			c.wave = wave;
			changed = true;
		}
		/* Only to say that it is another name: a name is never empty. */
		(void)importer_fill(im, c.code, C_NAME, &c.name);
		ok = !changed || cite_save(im->db, &c, NULL, 0, err);
	}
	if (ok)
		importer_say(
			im, changed ? IMPORT_UPDATED : IMPORT_MATCHED, c.code, "%s", c.name);
	cite_release(&c);
	return ok;
}

static bool cites_row(struct importer *im, struct err *err)
{
	int64_t known;
	int wave = 0;

	if (!load(im, err))
		return false;
	if (im->cells[C_NAME].len == 0)
		return err_set(err, ERR_INVALID, _("there is no name"));
	if (!valid_slug(importer_cell(im, C_CODE), err))
		return err_wrap(err, "code");
	if (!take_wave(im, &wave, err))
		return false;
	known = find_known(im);
	return known != 0 ? complete(im, known, wave, err) : add(im, wave, err);
}

const struct import_ops import_cites = {
	.name = "cites",
	.change = CHANGE_IMPORT_CITES,
	.fields = cite_fields,
	.field_count = C_COUNT,
	.row = cites_row,
	.release = free_territories,
};
