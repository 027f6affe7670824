#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "etape/event.h"
#include "etape/fold.h"
#include "etape/i18n.h"
#include "etape/valid.h"
#include "exchange/digits.h"
#include "exchange/importer.h"

enum {
	E_CODE,
	E_KIND,
	E_TITLE,
	E_THEME,
	E_START,
	E_END,
	E_PRECISION,
	E_PLACE,
	E_ADDRESS,
	E_TOWN,
	E_CITE,
	E_FORMAT,
	E_CAPACITY,
	E_CITE_CAPACITY,
	E_STATUS,
	E_COUNT,
};

static const struct column_field event_fields[E_COUNT] = {
	[E_CODE] = { .key = "code", .aliases = "identifiant|reference" },
	[E_KIND] = { .key = "kind",
		.aliases = "type|nature|genre|type de rencontre|categorie",
		.required = true },
	[E_TITLE] = { .key = "title",
		.aliases = "titre|intitule|nom|rencontre|evenement|libelle|objet|name",
		.required = true },
	[E_THEME] = { .key = "theme", .aliases = "thematique|sujet|themes|topic" },
	[E_START] = { .key = "start",
		.aliases = "debut|date|du|date de debut|date debut|jour|from",
		.required = true },
	[E_END] = { .key = "end", .aliases = "fin|au|date de fin|date fin|jusqu au|to" },
	[E_PRECISION] = { .key = "precision", .aliases = NULL },
	[E_PLACE] = { .key = "place", .aliases = "lieu|salle|site|venue" },
	[E_ADDRESS] = { .key = "address", .aliases = "adresse|adresse postale|rue" },
	[E_TOWN] = { .key = "town", .aliases = "ville|commune|localite|city" },
	[E_CITE] = { .key = "cite",
		.aliases = "cite educative|territoire|cite hote|hote|cite d accueil|host" },
	[E_FORMAT] = { .key = "format", .aliases = "modalite|modalites|presentiel visio" },
	[E_CAPACITY] = { .key = "capacity",
		.aliases = "capacite|jauge|places|nombre de places|nb places" },
	[E_CITE_CAPACITY] = { .key = "cite_capacity",
		.aliases = "capacite par cite|jauge par cite|places par cite|par cite"
			   "|nombre de places par cite" },
	[E_STATUS] = { .key = "status", .aliases = "statut|etat" },
};

/* "11/02/2020", "11/02/2020 9h30", an ISO text of any precision, a token of the demo network:
 * made ISO, in place. */
static bool take_moment(struct importer *im, size_t field, struct err *err)
{
	struct str *cell = &im->cells[field];
	day_t day, last;
	int minutes = -1;
	char *date, *time;
	size_t n = strcspn(cell->buf, " T");
	bool ok = true;

	if (cell->len == 0 || (civil_bounds(cell->buf, &day, &last) && n == cell->len))
		return true;
	if (im->tokens && demo_date(cell->buf, im->today, &day)) {
		str_reset(cell);
		civil_format_iso(cell, day);
		return true;
	}
	if (civil_parse_local(cell->buf, &day, &minutes))
		return true;
	date = xstrndup(cell->buf, n);
	time = xstrdup(cell->buf + n + (cell->buf[n] != '\0'));
	/* "11 février 2020": the blanks belong to the date. */
	if (n < cell->len && !isdigit((unsigned char)time[0])) {
		free(date);
		date = xstrdup(cell->buf);
		time[0] = '\0';
	}
	if (!isdigit((unsigned char)date[0]))
		ok = err_set(err, ERR_INVALID,
			_("'%s' is no date: write 2024-09-01 or 01/09/2024"), cell->buf);
	ok = ok && civil_parse(date, im->today, &day, err);
	if (ok && time[0] != '\0')
		ok = civil_parse_time(time, &minutes, err);
	if (ok) {
		str_reset(cell);
		civil_format_iso(cell, day);
		if (minutes > 0)
			str_addf(cell, "T%02d:%02d", minutes / 60, minutes % 60);
	}
	free(date);
	free(time);
	return ok || err_wrap(err, "%s", im->ops->fields[field].key);
}

static bool take_capacity(
	struct importer *im, size_t field, int64_t *capacity, struct err *err)
{
	const char *cell = importer_cell(im, field);
	size_t n = strlen(cell);

	if (n == 0)
		return true;
	if (n > 6 || strspn(cell, "0123456789") != n)
		return err_set(err, ERR_INVALID, _("%s: '%s' is no number of places"),
			im->ops->fields[field].key, cell);
	*capacity = digits_value(cell);
	return true;
}

/* A year or a month says how precise it is by its length. */
static int precision_of(const char *start)
{
	size_t n = strlen(start);

	return n == 4 ? PRECISION_YEAR : n == 7 ? PRECISION_MONTH : PRECISION_DAY;
}

/* "tour-14" is the fourteenth étape. */
static int stage_of(const char *code)
{
	const char *dash = strrchr(code, '-');
	size_t n = dash != NULL ? strlen(dash + 1) : 0;

	return n > 0 && n <= 3 && strspn(dash + 1, "0123456789") == n
		       ? (int)digits_value(dash + 1)
		       : 0;
}

static void set_text(struct importer *im, size_t field, char **text)
{
	free(*text);
	*text = xstrdup(importer_cell(im, field));
}

/* Reads the row into a new event. */
static bool take(struct importer *im, struct event *e, struct err *err)
{
	int kind = ANY, status = EVENT_ANNOUNCED, precision = ANY;

	if (im->cells[E_TITLE].len == 0 || im->cells[E_START].len == 0)
		return err_set(err, ERR_INVALID,
			im->cells[E_TITLE].len == 0 ? _("there is no title")
						    : _("there is no date"));
	if (!valid_slug(importer_cell(im, E_CODE), err))
		return err_wrap(err, "code");
	if (!importer_word(im, E_KIND, &event_kinds, &kind, err) ||
		!take_moment(im, E_START, err) || !take_moment(im, E_END, err) ||
		!importer_word(im, E_PRECISION, &event_precisions, &precision, err) ||
		!importer_cite(im, E_CITE, &e->cite, err) ||
		!importer_word(im, E_FORMAT, &event_formats, &e->format, err) ||
		!take_capacity(im, E_CAPACITY, &e->capacity, err) ||
		!take_capacity(im, E_CITE_CAPACITY, &e->cite_capacity, err) ||
		!importer_word(im, E_STATUS, &event_statuses, &status, err))
		return false;
	if (kind == ANY)
		return err_set(err, ERR_INVALID, _("there is no kind of rencontre"));
	if (precision == ANY)
		precision = precision_of(importer_cell(im, E_START));
	e->kind = (enum event_kind)kind;
	e->stage_no = kind == EVENT_ETAPE ? stage_of(importer_cell(im, E_CODE)) : 0;
	e->status = (enum event_status)status;
	e->precision = (enum precision)precision;
	set_text(im, E_CODE, &e->code);
	set_text(im, E_TITLE, &e->title);
	set_text(im, E_THEME, &e->theme);
	set_text(im, E_START, &e->starts);
	set_text(im, E_END, &e->ends);
	set_text(im, E_PLACE, &e->place);
	set_text(im, E_ADDRESS, &e->address);
	set_text(im, E_TOWN, &e->town);
	return true;
}

/* An event of the same title on the same day. */
struct twin {
	const char *title;
	const char *start;
	int64_t id;
};

static bool is_twin(void *arg, const struct event_row *row)
{
	struct twin *t = arg;
	char *a = fold_dup(t->title), *b = fold_dup(row->title);

	if (strcmp(a, b) == 0 && strcmp(row->start, t->start) == 0)
		t->id = row->id;
	free(a);
	free(b);
	return t->id == 0;
}

static bool find_known(struct importer *im, const struct event *e, int64_t *id, struct err *err)
{
	struct event_filter filter = EVENT_FILTER_ALL;
	struct twin twin = { .title = e->title, .start = e->starts };

	*id = 0;
	if (e->code[0] != '\0')
		return event_by_code(im->db, e->code, id, err);
	if (!civil_bounds(e->starts, &filter.first, &filter.last))
		return true;
	if (!event_list(im->db, &filter, is_twin, &twin, err))
		return false;
	*id = twin.id;
	return true;
}

static void say_if_kept(struct importer *im, size_t field, const char *have, const char *wanted)
{
	const char *cell = importer_cell(im, field);

	if (*cell != '\0' && !str_eq(have, wanted))
		importer_say(im, IMPORT_NOTE, importer_cell(im, E_TITLE),
			_("%s kept: '%s', not '%s'"), im->ops->fields[field].key,
			have != NULL ? have : "", wanted);
}

static void say_if_other(struct importer *im, size_t field, int64_t have, int64_t wanted)
{
	if (have != wanted && wanted >= 0)
		importer_say(im, IMPORT_NOTE, importer_cell(im, E_TITLE),
			_("%s kept as it is, not '%s'"), im->ops->fields[field].key,
			importer_cell(im, field));
}

/* Fills what was empty; dates, status and the like are only compared. */
static bool complete(struct importer *im, int64_t id, const struct event *row, struct err *err)
{
	struct event e;
	const char *title = importer_cell(im, E_TITLE);
	bool ok, changed;

	event_init(&e);
	ok = event_get(im->db, id, &e, err);
	if (ok) {
		changed = importer_fill(im, title, E_THEME, &e.theme);
		changed |= importer_fill(im, title, E_PLACE, &e.place);
		changed |= importer_fill(im, title, E_ADDRESS, &e.address);
		changed |= importer_fill(im, title, E_TOWN, &e.town);
		changed |= importer_fill_id(im, title, E_CITE, &e.cite, row->cite);
		if (e.format == ANY && row->format != ANY) {
			e.format = row->format;
			changed = true;
		}
		say_if_kept(im, E_TITLE, e.title, row->title);
		say_if_kept(im, E_START, e.starts, row->starts);
		say_if_kept(im, E_END, e.ends, row->ends);
		say_if_kept(im, E_KIND, vocabulary_name(&event_kinds, (int)e.kind),
			vocabulary_name(&event_kinds, (int)row->kind));
		say_if_kept(im, E_STATUS, vocabulary_name(&event_statuses, (int)e.status),
			vocabulary_name(&event_statuses, (int)row->status));
		say_if_other(im, E_CAPACITY, e.capacity, row->capacity);
		say_if_other(im, E_CITE_CAPACITY, e.cite_capacity, row->cite_capacity);
		ok = !changed || event_save(im->db, &e, EVENT_SESSIONS_NONE, err);
		if (ok)
			importer_say(im, changed ? IMPORT_UPDATED : IMPORT_MATCHED, e.code,
				"%s", e.title);
	}
	event_release(&e);
	return ok;
}

static bool events_row(struct importer *im, struct err *err)
{
	struct event e;
	int64_t known = 0;
	bool ok;

	event_init(&e);
	e.format = ANY;
	ok = take(im, &e, err) && find_known(im, &e, &known, err);
	if (ok && known != 0) {
		ok = complete(im, known, &e, err);
	} else if (ok) {
		ok = event_save(im->db, &e, EVENT_SESSIONS_AUTO, err);
		if (ok)
			importer_say(im, IMPORT_CREATED, e.code, "%s", e.title);
	}
	event_release(&e);
	return ok;
}

const struct import_ops import_events = {
	.name = "events",
	.change = CHANGE_IMPORT_EVENTS,
	.fields = event_fields,
	.field_count = E_COUNT,
	.row = events_row,
};
