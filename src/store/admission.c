#include "etape/admission.h"

#include <stdlib.h>
#include <string.h>

#include "etape/fold.h"
#include "etape/i18n.h"
#include "etape/journal.h"
#include "etape/registration.h"
#include "etape/structure.h"

/* "1\n3" as numbers, with room for one more. */
static int *session_numbers(const char *list, size_t *count)
{
	int *numbers = xcalloc(strlen(list) / 2 + 2, sizeof *numbers);

	*count = 0;
	while (*list) {
		char *end;

		numbers[(*count)++] = (int)strtol(list, &end, 10);
		list = *end ? end + 1 : end;
	}
	return numbers;
}

struct sessions {
	int *numbers; /* owned; NULL: no registration was found */
	size_t count; /* 0: all of them */
};

static bool take_sessions(void *arg, const struct registration_row *row)
{
	struct sessions *s = arg;

	s->numbers = session_numbers(row->sessions, &s->count);
	return false;
}

static bool add_session(
	struct db *db, int64_t event, int64_t person, int session, struct err *err)
{
	struct registration_filter filter = REGISTRATION_FILTER_ALL;
	struct registering what = {
		.event = event,
		.person = person,
		.status = REGISTRATION_REGISTERED,
		.force = true,
	};
	struct sessions s = { .numbers = NULL };
	bool ok;

	filter.event = event;
	filter.person = person;
	ok = registration_list(db, &filter, take_sessions, &s, err);
	if (ok && s.count) {
		s.numbers[s.count++] = session;
		what.sessions = s.numbers;
		what.session_count = s.count;
		ok = registration_add(db, &what, NULL, err);
	}
	free(s.numbers);
	return ok;
}

static bool finish(struct db *db, bool ok, struct err *err)
{
	if (ok)
		return change_commit(db, err);
	change_rollback(db);
	return false;
}

bool admission_session(struct db *db, int64_t event, int64_t person, int session,
	enum checkin_via via, struct checkin_answer *a, struct err *err)
{
	struct change_label label = { .kind = CHANGE_CHECKIN, .object = event };
	struct checkin_query q = { .event = event, .session = session, .via = via };

	if (!registration_find(db, event, person, &q.registration, err))
		return false;
	label.subject = q.registration;
	return change_begin(db, &label, err) &&
	       finish(db,
		       add_session(db, event, person, session, err) &&
			       checkin_do(db, &q, a, err),
		       err);
}

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

/* The structure of a name, added when there is none. */
static bool resolve_structure(struct db *db, const char *name, int64_t *id, struct err *err)
{
	struct structure s;
	bool ok;

	if (!structure_find(db, name, 0, id, err))
		return false;
	if (*id)
		return true;
	structure_init(&s);
	s.name = xstrdup(name);
	s.kind = STRUCTURE_OTHER;
	ok = structure_save(db, &s, err);
	*id = s.id;
	structure_release(&s);
	return ok;
}

static bool take_as_known(struct db *db, struct person *p, struct err *err)
{
	int64_t id;

	if (!admission_recognise(db, p, &id, err))
		return false;
	if (!id)
		return true;
	person_release(p);
	person_init(p);
	return person_get(db, id, p, err);
}

bool admission_newcomer(
	struct db *db, const struct newcomer *n, struct checkin_answer *a, struct err *err)
{
	struct person *p = n->person;
	const struct change_label label = {
		.kind = CHANGE_WALK_IN,
		.subject = p->id,
		.object = n->event,
	};
	bool ok;

	if (!change_begin(db, &label, err))
		return false;
	ok = p->structure || !n->structure || !*n->structure ||
	     resolve_structure(db, n->structure, &p->structure, err);
	ok = ok && (p->id || take_as_known(db, p, err)) &&
	     checkin_walk_in(db, p, n->event, n->session, n->via, a, err);
	if (ok)
		change_relabel(db, &(struct change_label){
					   .kind = CHANGE_WALK_IN,
					   .subject = a->person,
					   .object = n->event,
				   });
	return finish(db, ok, err);
}
