/* Who announced somebody: an address, a name or both in one cell. Whom nobody knows yet may
 * stand further down in the same list, so she is looked for once more after the last row. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "etape/i18n.h"
#include "etape/name_split.h"
#include "etape/person.h"
#include "etape/registration.h"
#include "exchange/importer.h"

#define NAME_WORDS 5 /* a longer text is a remark */

struct announcer_cell {
	struct str email;
	struct str family;
	struct str given;
};

static void announcer_release(struct announcer_cell *cell)
{
	str_release(&cell->email);
	str_release(&cell->family);
	str_release(&cell->given);
}

/* "Inès Dupré <ines@example.org>", "DUPRÉ Inès (ines@example.org)", either alone. */
static void announcer_split(const char *text, struct announcer_cell *cell)
{
	struct str name = STR_INIT;

	*cell = (struct announcer_cell){
		.email = STR_INIT, .family = STR_INIT, .given = STR_INIT };
	for (const char *s = text; *s != '\0';) {
		size_t n = strcspn(s, " <>(),;\t");

		if (n > 0 && memchr(s, '@', n) != NULL && cell->email.len == 0)
			str_addn(&cell->email, s, n);
		else if (n > 0) {
			str_add(&name, name.len > 0 ? " " : "");
			str_addn(&name, s, n);
		}
		s += n + (s[n] != '\0');
	}
	if (name.len > 0)
		name_split(name.buf, false, &cell->family, &cell->given);
	str_release(&name);
}

/* Two words at least, letters only: "voir avec la mairie le 12" is nobody. */
static bool announcer_is_name(const struct announcer_cell *cell)
{
	char *key = fold_person_key(cell->family.buf, cell->given.buf);
	size_t words = 0;
	bool letters = true;

	for (const char *s = key; *s != '\0'; s++) {
		letters = letters && !isdigit((unsigned char)*s);
		words += *s != ' ' && (s == key || s[-1] == ' ');
	}
	free(key);
	return letters && words >= 2 && words <= NAME_WORDS && cell->family.len > 0 &&
	       cell->given.len > 0;
}

struct announcer_search {
	struct importer *im;
	int64_t id;
	int64_t here; /* one who is registered for this rencontre herself */
	size_t count;
	size_t count_here;
};

static bool announcer_found(void *arg, const struct person_row *row)
{
	struct announcer_search *search = arg;
	int64_t registration = 0;

	search->count++;
	search->id = row->id;
	if (registration_find(
		    search->im->db, search->im->event, row->id, &registration, NULL) &&
		registration != 0) {
		search->count_here++;
		search->here = row->id;
	}
	return true;
}

/* *id is 0 when nobody is known by that, or several are (`*several`). */
static bool announcer_search(struct importer *im, const struct announcer_cell *cell, int64_t *id,
	bool *several, struct err *err)
{
	struct announcer_search search = { .im = im };

	*id = 0;
	*several = false;
	if (cell->email.len > 0 && !person_find_by_email(im->db, cell->email.buf, id, err))
		return false;
	if (*id != 0 || cell->family.len + cell->given.len == 0)
		return true;
	if (!person_candidates(im->db, cell->family.buf, cell->given.buf, 0, announcer_found,
		    &search, err))
		return false;
	if (search.count == 1)
		*id = search.id;
	else if (search.count_here == 1)
		*id = search.here;
	else
		*several = search.count > 1;
	return true;
}

bool importer_announcer(struct importer *im, const char *what, int64_t *id, struct err *err)
{
	const char *text = importer_cell(im, R_BY);
	struct announcer_cell cell;
	bool several = false;
	bool ok;

	*id = 0;
	if (*text == '\0')
		return true;
	announcer_split(text, &cell);
	ok = announcer_search(im, &cell, id, &several, err);
	announcer_release(&cell);
	if (several)
		importer_say(im, IMPORT_DOUBTFUL, what,
			_("registered by '%s': several people answer to this name; left empty"),
			text);
	else if (ok && *id == 0)
		*id = ANNOUNCER_LATER;
	return ok;
}

void importer_announcer_later(struct importer *im, int64_t person, const char *what)
{
	im->announced =
		xrealloc(im->announced, (im->announced_count + 1) * sizeof(*im->announced));
	im->announced[im->announced_count++] = (struct later_announcer){
		.line = im->line,
		.event = im->event,
		.person = person,
		.what = xstrdup(what),
		.text = xstrdup(importer_cell(im, R_BY)),
	};
}

static bool announcer_create(struct importer *im, const struct announcer_cell *cell, int64_t *id,
	struct err *err)
{
	struct person p;
	bool ok;

	person_init(&p);
	p.family_name = xstrdup(cell->family.buf);
	p.given_name = xstrdup(cell->given.buf);
	p.email = xstrdup(cell->email.buf);
	ok = person_save(im->db, &p, err);
	*id = p.id;
	person_release(&p);
	return ok;
}

bool importer_announce(struct importer *im, int64_t event, int64_t person, int64_t announcer,
	struct err *err)
{
	struct registering what = {
		.event = event, .person = person, .registered_by = announcer
	};
	struct registration r;
	int64_t id;
	bool ok;

	registration_init(&r);
	ok = registration_find(im->db, event, person, &id, err) && id != 0 &&
	     registration_get(im->db, id, &r, err);
	what.status = r.status;
	if (ok && r.registered_by == 0 && announcer != person)
		ok = registration_add(im->db, &what, NULL, err);
	registration_release(&r);
	return ok;
}

/* Finds or adds who announced, now that every row is there. */
static bool announcer_settle(
	struct importer *im, const struct later_announcer *later, struct err *err)
{
	struct announcer_cell cell;
	bool several, created = false;
	int64_t id;
	bool ok;

	im->line = later->line;
	im->event = later->event;
	announcer_split(later->text, &cell);
	ok = announcer_search(im, &cell, &id, &several, err);
	if (ok && id == 0 && !several && announcer_is_name(&cell)) {
		ok = announcer_create(im, &cell, &id, err);
		created = ok;
	}
	announcer_release(&cell);
	if (created) {
		im->summary.people++;
		importer_say(im, IMPORT_NOTE, later->what,
			_("registered by '%s': not known yet, added to the directory"),
			later->text);
	} else if (ok && id == 0) {
		importer_say(im, IMPORT_DOUBTFUL, later->what,
			_("registered by '%s': nobody is known by that; left empty"),
			later->text);
	}
	return ok && (id == 0 || importer_announce(im, later->event, later->person, id, err));
}

bool importer_announcers(struct importer *im, struct err *err)
{
	for (size_t i = 0; i < im->announced_count; i++) {
		struct err why = ERR_INIT;

		if (announcer_settle(im, &im->announced[i], &why))
			continue;
		if (!importer_is_refusal(&why)) {
			if (err != NULL)
				*err = why;
			return false;
		}
		importer_refuse(im, &why);
	}
	return true;
}
