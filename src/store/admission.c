#include "store/admission_internal.h"

#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "etape/i18n.h"
#include "store/noun.h"

struct namesake {
	int64_t id;
	int count;
};

static bool take_namesake(void *arg, const struct person_row *row)
{
	struct namesake *n = arg;

	n->id = row->id;
	n->count++;
	return true;
}

static bool same_name(struct db *db, int64_t id, const struct person *p, struct err *err)
{
	struct person other;
	char *mine, *theirs;
	bool same;

	person_init(&other);
	if (!person_get(db, id, &other, err)) {
		person_release(&other);
		return false;
	}
	mine = fold_person_key(p->family_name, p->given_name);
	theirs = fold_person_key(other.family_name, other.given_name);
	same = !strcmp(mine, theirs);
	if (!same)
		err_set(err, ERR_EXISTS, _("the e-mail '%s' is that of %s %s"), p->email,
			other.given_name ? other.given_name : "",
			other.family_name ? other.family_name : "");
	free(mine);
	free(theirs);
	person_release(&other);
	return same;
}

bool admission_recognise(struct db *db, const struct person *p, int64_t *id, struct err *err)
{
	struct namesake same = { .id = 0 };

	*id = 0;
	if (p->email && *p->email) {
		if (!person_find_by_email(db, p->email, id, err))
			return false;
		if (*id)
			return same_name(db, *id, p, err);
	}
	if (!p->structure)
		return true;
	if (!person_candidates(
		    db, p->family_name, p->given_name, p->structure, take_namesake, &same, err))
		return false;
	*id = same.count == 1 ? same.id : 0;
	return true;
}

bool admission_newcomer(
	struct db *db, const struct newcomer *n, struct checkin_answer *a, struct err *err)
{
	return admission_let_in(db, n, ADMISSION_RECOGNISE, a, err);
}

static bool admission_of_person(struct db *db, int64_t person, struct newcomer *n, unsigned flags,
	struct checkin_answer *a, struct err *err)
{
	struct person p;
	bool ok;

	person_init(&p);
	n->person = &p;
	ok = person_get(db, person, &p, err) && admission_let_in(db, n, flags, a, err);
	person_release(&p);
	return ok;
}

bool admission_session(struct db *db, int64_t event, int64_t person, int session,
	enum checkin_via via, struct checkin_answer *a, struct err *err)
{
	struct newcomer n = { .event = event, .session = session, .via = via };

	return admission_of_person(db, person, &n, ADMISSION_SESSION_ONLY, a, err);
}

bool admission_substitute(struct db *db, int64_t registration, int64_t person, int session,
	enum checkin_via via, struct checkin_answer *a, struct err *err)
{
	struct newcomer n = { .session = session, .via = via, .replaces = registration };

	return noun_ask(db, "SELECT event FROM registration WHERE id = :id", registration, &n.event,
		       err) &&
	       admission_of_person(db, person, &n, 0, a, err);
}
