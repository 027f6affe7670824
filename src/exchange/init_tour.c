/* The documented rencontres of share/data/tour.csv, as they are known. */
#include <stdlib.h>
#include <string.h>

#include "etape/cite.h"
#include "etape/cycle.h"
#include "etape/event.h"
#include "etape/fold.h"
#include "etape/i18n.h"
#include "exchange/digits.h"
#include "exchange/init.h"

#define FILE_NAME "tour.csv"

enum {
	T_DATE,
	T_END,
	T_PRECISION,
	T_CYCLE,
	T_NUMBER,
	T_TITLE,
	T_THEME,
	T_PLACE,
	T_COMMUNE,
	T_FORMAT,
	T_PARTICIPANTS,
	T_STATUS,
	T_SPEAKERS,
	T_SOURCE,
	T_NOTE,
	T_COUNT,
};

static const struct column_field tour_fields[T_COUNT] = {
	[T_DATE] = { .key = "date", .required = true },
	[T_END] = { .key = "date_fin", .required = true },
	[T_PRECISION] = { .key = "precision", .required = true },
	[T_CYCLE] = { .key = "cycle", .required = true },
	[T_NUMBER] = { .key = "numero", .required = true },
	[T_TITLE] = { .key = "titre", .required = true },
	[T_THEME] = { .key = "theme", .required = true },
	[T_PLACE] = { .key = "lieu", .required = true },
	[T_COMMUNE] = { .key = "commune", .required = true },
	[T_FORMAT] = { .key = "format", .required = true },
	[T_PARTICIPANTS] = { .key = "participants", .required = true },
	[T_STATUS] = { .key = "statut", .required = true },
	[T_SPEAKERS] = { .key = "intervenants", .required = true },
	[T_SOURCE] = { .key = "source", .required = true },
	[T_NOTE] = { .key = "note", .required = true },
};

enum cycle_no { MISSION, PREFIGURATION, TOUR, REGIONAL, CPO, NATIONAL, LOCAL, CYCLES };

/* A cycle of the file: proper names, not translated. `code` prefixes those of its
 * numbered rencontres. */
static const struct {
	const char *key;
	const char *name;
	const char *code;
	bool hosted; /* by a cité, where one has the commune */
} cycles[CYCLES] = {
	[MISSION] = { "mission-2019", "Mission 2019 : groupe de travail régional", NULL,
		false },
	[PREFIGURATION] = { "prefiguration-2019", "Appui à la préfiguration 2019", NULL,
		false },
	[TOUR] = { "tour", "Tour des Cités éducatives", "tour", true },
	[REGIONAL] = { "regional-2021", "Rendez-vous régionaux 2021", NULL, false },
	[CPO] = { "cpo", "Réseau régional des CPO", "cpo", false },
	[NATIONAL] = { "national", "Rencontres nationales", NULL, false },
	[LOCAL] = { "local", "Rencontres locales", NULL, true },
};

struct host {
	int64_t id;
	char *fold;	/* of the name */
	char *communes; /* names, folded, separated by \n */
	int wave;
};

struct tour {
	struct db *db;
	struct sheet sheet;
	int64_t cycles[CYCLES];
	struct host *hosts; /* every cité, owned */
	size_t host_count;
};

static bool keep_host(void *arg, const struct cite_row *row)
{
	struct tour *t = arg;
	struct str communes = STR_INIT;

	for (const char *s = row->communes; *s != '\0';) {
		size_t n = strcspn(s, "\n");
		char *name = xstrndup(s, n);

		fold_add(&communes, name);
		str_addc(&communes, '\n');
		free(name);
		s += n + (s[n] != '\0');
	}
	t->hosts = xrealloc(t->hosts, (t->host_count + 1) * sizeof(*t->hosts));
	t->hosts[t->host_count++] = (struct host){
		.id = row->id,
		.fold = fold_dup(row->name),
		.communes = str_take(&communes),
		.wave = row->wave,
	};
	return true;
}

static bool has_commune(const struct host *h, const char *folded)
{
	size_t n = strlen(folded);

	for (const char *s = h->communes; *s != '\0';) {
		size_t len = strcspn(s, "\n");

		if (len == n && memcmp(s, folded, n) == 0)
			return true;
		s += len + 1;
	}
	return false;
}

/* The cité of that commune: the one the title names, else the only one labelled by then. */
static int64_t find_host(const struct tour *t, const char *commune, const char *title, int year)
{
	char *folded = fold_dup(commune), *title_fold = fold_dup(title);
	int64_t only = 0, named = 0;
	size_t n = 0;

	for (size_t i = 0; i < t->host_count && *folded != '\0'; i++) {
		const struct host *h = &t->hosts[i];

		if (!has_commune(h, folded) || h->wave > year)
			continue;
		n++;
		only = h->id;
		if (strstr(title_fold, h->fold) != NULL)
			named = h->id;
	}
	free(folded);
	free(title_fold);
	return named != 0 ? named : n == 1 ? only : 0;
}

static const char *cell(const struct tour *t, size_t row, size_t field)
{
	return sheet_cell(&t->sheet, row, field);
}

static enum event_kind kind_of(const struct tour *t, size_t row, enum cycle_no cycle)
{
	const char *title = cell(t, row, T_TITLE);

	switch (cycle) {
	case TOUR:
		return EVENT_ETAPE;
	case CPO:
		return EVENT_CPO;
	case NATIONAL:
		return EVENT_NATIONAL;
	case LOCAL:
		return EVENT_VISIT;
	case REGIONAL:
		return strcmp(cell(t, row, T_FORMAT), "visio") == 0 ? EVENT_WEBINAR
								    : EVENT_REGIONAL_DAY;
	case MISSION:
	case PREFIGURATION:
	case CYCLES:
		break;
	}
	if (strstr(title, "Journée régionale") != NULL)
		return EVENT_REGIONAL_DAY;
	return strstr(title, "Atelier") != NULL || cycle == PREFIGURATION ? EVENT_WORKSHOP
									  : EVENT_COMMITTEE;
}

/* The words of the file's own columns. */
static bool take_words(const struct tour *t, size_t row, struct event *e, struct err *err)
{
	static const char *const precisions[] = { "jour", "mois", "periode", "annee" };
	static const struct {
		const char *word;
		enum event_status status;
	} statuses[] = {
		{ "tenue", EVENT_HELD },
		{ "prevue", EVENT_ANNOUNCED }, /* announced, holding not confirmed */
		{ "reportee", EVENT_POSTPONED },
	};
	bool precise = false, known = false;

	for (size_t i = 0; i < 4; i++) {
		if (strcmp(cell(t, row, T_PRECISION), precisions[i]) == 0) {
			e->precision = (enum precision)i;
			precise = true;
		}
	}
	for (size_t i = 0; i < 3; i++) {
		if (strcmp(cell(t, row, T_STATUS), statuses[i].word) == 0) {
			e->status = statuses[i].status;
			known = true;
		}
	}
	e->format = ANY;
	if (strcmp(cell(t, row, T_FORMAT), "presentiel") == 0)
		e->format = FORMAT_ON_SITE;
	else if (strcmp(cell(t, row, T_FORMAT), "visio") == 0)
		e->format = FORMAT_ONLINE;
	if (!precise || !known)
		return err_set(err, ERR_INVALID, _("unknown precision '%s' or status '%s'"),
			cell(t, row, T_PRECISION), cell(t, row, T_STATUS));
	return true;
}

static void set(char **text, const char *value)
{
	free(*text);
	*text = xstrdup(value);
}

/* "Collège César Franck, 1 rue César Franck" is a place and its address. */
static void take_place(struct event *e, const char *place)
{
	const char *comma = strstr(place, ", ");

	set(&e->place, place);
	if (comma != NULL) {
		e->place[comma - place] = '\0';
		set(&e->address, comma + 2);
	}
}

static void take_number(const struct tour *t, size_t row, enum cycle_no cycle, struct event *e)
{
	int number = (int)digits_value(cell(t, row, T_NUMBER));
	struct str code = STR_INIT;

	if (number > 0 && cycles[cycle].code != NULL) {
		str_addf(&code, "%s-%02d", cycles[cycle].code, number);
		free(e->code);
		e->code = str_take(&code);
	}
	if (cycle == TOUR)
		e->stage_no = number;
}

static bool add_event(const struct tour *t, size_t row, struct err *err)
{
	struct event e;
	size_t cycle = 0;
	bool ok;

	while (cycle < CYCLES && strcmp(cycles[cycle].key, cell(t, row, T_CYCLE)) != 0)
		cycle++;
	if (cycle == CYCLES)
		return err_set(
			err, ERR_INVALID, _("unknown cycle '%s'"), cell(t, row, T_CYCLE));
	event_init(&e);
	e.cycle = t->cycles[cycle];
	e.kind = kind_of(t, row, (enum cycle_no)cycle);
	take_number(t, row, (enum cycle_no)cycle, &e);
	set(&e.title, cell(t, row, T_TITLE));
	set(&e.theme, cell(t, row, T_THEME));
	set(&e.starts, cell(t, row, T_DATE));
	set(&e.ends, cell(t, row, T_END));
	take_place(&e, cell(t, row, T_PLACE));
	set(&e.town, cell(t, row, T_COMMUNE));
	set(&e.speakers, cell(t, row, T_SPEAKERS));
	set(&e.source, cell(t, row, T_SOURCE));
	set(&e.note, cell(t, row, T_NOTE));
	if (*cell(t, row, T_PARTICIPANTS) != '\0')
		e.participants = digits_value(cell(t, row, T_PARTICIPANTS));
	if (cycles[cycle].hosted)
		e.cite = find_host(t, e.town, e.title, (int)digits_value(e.starts));
	ok = take_words(t, row, &e, err) && event_save(t->db, &e, EVENT_SESSIONS_AUTO, err);
	event_release(&e);
	return ok;
}

static bool add_cycles(struct tour *t, struct err *err)
{
	bool ok = true;

	for (size_t i = 0; i < CYCLES && ok; i++) {
		struct cycle c;

		cycle_init(&c);
		set(&c.code, cycles[i].key);
		set(&c.name, cycles[i].name);
		ok = cycle_save(t->db, &c, err);
		t->cycles[i] = c.id;
		cycle_release(&c);
	}
	return ok;
}

bool init_tour(struct db *db, const char *folder, struct err *err)
{
	const struct cite_filter all = { .on = CIVIL_NONE };
	struct tour t = { .db = db };
	bool ok = sheet_open(&t.sheet, folder, FILE_NAME, tour_fields, T_COUNT, err);

	if (!ok)
		return false;
	ok = add_cycles(&t, err) && cite_list(db, &all, keep_host, &t, err);
	for (size_t i = 1; i < t.sheet.table.count && ok; i++)
		ok = add_event(&t, i, err) || sheet_wrap(&t.sheet, i, FILE_NAME, err);
	for (size_t i = 0; i < t.host_count; i++) {
		free(t.hosts[i].fold);
		free(t.hosts[i].communes);
	}
	free(t.hosts);
	sheet_close(&t.sheet);
	return ok;
}

/* --- the invented rencontres, in the cycles of the real ones --- */

struct joining {
	int64_t *ids; /* events without a cycle, owned */
	size_t count;
};

static bool without_cycle(void *arg, const struct event_row *row)
{
	struct joining *j = arg;

	if (row->cycle_id == 0 && (row->kind == EVENT_ETAPE || row->kind == EVENT_CPO)) {
		j->ids = xrealloc(j->ids, (j->count + 1) * sizeof(*j->ids));
		j->ids[j->count++] = row->id;
	}
	return true;
}

static bool join_cycle(struct db *db, int64_t id, const int64_t *of, struct err *err)
{
	struct event e;
	bool ok;

	event_init(&e);
	ok = event_get(db, id, &e, err);
	if (ok) {
		e.cycle = of[e.kind == EVENT_ETAPE ? 0 : 1];
		ok = event_save(db, &e, EVENT_SESSIONS_NONE, err);
	}
	event_release(&e);
	return ok;
}

bool init_cycles(struct db *db, struct err *err)
{
	const struct event_filter all = EVENT_FILTER_ALL;
	struct joining j = { .count = 0 };
	int64_t of[2];
	bool ok = cycle_resolve(db, cycles[TOUR].key, &of[0], err) &&
		  cycle_resolve(db, cycles[CPO].key, &of[1], err) &&
		  event_list(db, &all, without_cycle, &j, err);

	for (size_t i = 0; i < j.count && ok; i++)
		ok = join_cycle(db, j.ids[i], of, err);
	free(j.ids);
	return ok;
}
