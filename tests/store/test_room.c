/* How many may come: to the event, to a session, of one cité. */
#include "network_fixture.h"

#include "etape/journal.h"
#include "etape/room.h"
#include "store/db_internal.h"

/* The limit met by a person, in words; "" when there is room. */
static const char *room_of(struct fixture *f, int64_t event, int64_t person, int64_t cite,
	const int *sessions, size_t count)
{
	static char words[128];
	struct str out = STR_INIT;
	struct room room;

	OK(room_for(f->db, event, person, cite, sessions, count, &room, &err));
	room_say(&out, &room);
	assert_true(out.len < sizeof words);
	memcpy(words, out.buf, out.len + 1);
	str_release(&out);
	return words;
}

static void limit(struct fixture *f, int64_t event, int64_t all, int64_t cite, int64_t first,
	int64_t second)
{
	struct room_capacity before, c;

	OK(room_capacity_get(f->db, event, &before, &err));
	OK(room_capacity_get(f->db, event, &c, &err));
	assert_int_equal(c.session_count, 2);
	c.event = all;
	c.cite = cite;
	c.sessions[0] = first;
	c.sessions[1] = second;
	OK(room_capacity_set(f->db, event, &before, &c, &err));
	room_capacity_release(&before);
	room_capacity_release(&c);
}

static void register_for(struct fixture *f, int64_t event, int64_t person, int session)
{
	struct registering what = { .event = event, .person = person, .force = true };

	what.sessions = session ? &session : NULL;
	what.session_count = session ? 1 : 0;
	OK(registration_add(f->db, &what, NULL, &err));
}

static void an_event_without_limits_has_room(void **state)
{
	struct fixture *f = *state;
	int64_t event = network_event(f->db, "e", "2026-03-10", NULL, -1);

	register_for(f, event, f->ines, 0);
	assert_string_equal(room_of(f, event, f->jean, 0, NULL, 0), "");
	assert_string_equal(room_of(f, event, 0, f->denain, NULL, 0), "");
}

static void the_event_is_full_for_others_only(void **state)
{
	struct fixture *f = *state;
	int64_t event = network_event(f->db, "e", "2026-03-10", NULL, 1);

	assert_string_equal(room_of(f, event, f->jean, 0, NULL, 0), "");
	register_for(f, event, f->ines, 0);
	assert_string_equal(room_of(f, event, f->jean, 0, NULL, 0), "full: 1 of 1");
	assert_string_equal(room_of(f, event, 0, 0, NULL, 0), "full: 1 of 1");
	assert_string_equal(room_of(f, event, f->ines, 0, NULL, 0), "");
	OK(registration_cancel(f->db, event, f->ines, "ill", &err));
	assert_string_equal(room_of(f, event, f->jean, 0, NULL, 0), "");
}

static void no_place_at_all_is_a_limit(void **state)
{
	struct fixture *f = *state;
	int64_t event = network_event(f->db, "e", "2026-03-10", NULL, 0);

	assert_string_equal(room_of(f, event, f->jean, 0, NULL, 0), "full: 0 of 0");
}

static void a_session_counts_those_of_all_sessions(void **state)
{
	struct fixture *f = *state;
	int64_t event = network_event(f->db, "e", "2026-03-10", NULL, -1);
	int64_t third = network_person(f->db, "Quint", "Bruno", NULL, 0, 0);
	static const int first[] = { 1 }, second[] = { 2 }, both[] = { 2, 1 };

	limit(f, event, -1, -1, 1, 2);
	register_for(f, event, f->ines, 2);
	assert_string_equal(room_of(f, event, third, 0, NULL, 0), "");
	register_for(f, event, f->jean, 0);
	assert_string_equal(room_of(f, event, third, 0, NULL, 0), "session 1 is full: 1 of 1");
	assert_string_equal(room_of(f, event, third, 0, first, 1), "session 1 is full: 1 of 1");
	assert_string_equal(room_of(f, event, third, 0, second, 1), "session 2 is full: 2 of 2");
	assert_string_equal(room_of(f, event, third, 0, both, 2), "session 1 is full: 1 of 1");
	assert_string_equal(room_of(f, event, f->ines, 0, second, 1), "");
	assert_string_equal(room_of(f, event, f->ines, 0, both, 2), "session 1 is full: 1 of 1");
}

static void a_cite_sends_so_many(void **state)
{
	struct fixture *f = *state;
	int64_t event = network_event(f->db, "e", "2026-03-10", NULL, -1);
	int64_t hers = network_person(f->db, "Quint", "Aline", NULL, 0, f->denain);
	int64_t other = network_person(f->db, "Quint", "Bruno", NULL, f->ville, f->creil);
	int64_t none = network_person(f->db, "Quint", "Carole", NULL, 0, 0);

	limit(f, event, -1, 2, -1, -1);
	register_for(f, event, f->ines, 0); /* Denain by her structure */
	assert_string_equal(room_of(f, event, hers, 0, NULL, 0), "");
	register_for(f, event, f->jean, 0);
	assert_string_equal(room_of(f, event, hers, 0, NULL, 0), "Denain: 2 of 2");
	assert_string_equal(room_of(f, event, 0, f->denain, NULL, 0), "Denain: 2 of 2");
	/* Her own cité stands before that of her structure. */
	assert_string_equal(room_of(f, event, other, 0, NULL, 0), "");
	assert_string_equal(room_of(f, event, none, 0, NULL, 0), "");
	assert_string_equal(room_of(f, event, 0, 0, NULL, 0), "");
	assert_string_equal(room_of(f, event, f->jean, 0, NULL, 0), "");
}

/* "She comes in my place" takes no other place, except of another cité. */
static void a_substitute_of_another_cite_needs_room_there(void **state)
{
	struct fixture *f = *state;
	int64_t event = network_event(f->db, "e", "2026-03-10", NULL, -1);
	int64_t bruno = network_person(f->db, "Quint", "Bruno", NULL, 0, f->creil);
	int64_t hers = network_person(f->db, "Quint", "Aline", NULL, 0, f->denain);
	int64_t ines, creil, id;

	limit(f, event, -1, 1, -1, -1);
	register_for(f, event, f->ines, 0); /* Denain */
	register_for(f, event, bruno, 0);
	OK(registration_find(f->db, event, f->ines, &ines, &err));
	OK(registration_find(f->db, event, bruno, &creil, &err));
	REFUSED(registration_substitute(f->db, creil, hers, false, &id, &err), ERR_REFUSED,
		"Denain: 1 of 1");
	f->db->role = ROLE_ACCUEIL;
	REFUSED(registration_substitute(f->db, creil, hers, true, &id, &err), ERR_FORBIDDEN,
		"Denain: 1 of 1");
	f->db->role = ROLE_COORDINATION;
	OK(registration_substitute(f->db, ines, f->jean, false, &id, &err));
	OK(registration_substitute(f->db, creil, hers, true, &id, &err));
}

static void a_long_name_is_cut_at_a_character(void **state)
{
	struct fixture *f = *state;
	int64_t event = network_event(f->db, "e", "2026-03-10", NULL, -1);
	int64_t cite = network_cite(f->db, "long",
		"Éééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé", "59207");
	struct room room;

	limit(f, event, -1, 0, -1, -1);
	OK(room_for(f->db, event, 0, cite, NULL, 0, &room, &err));
	assert_int_equal(room.limit, ROOM_CITE);
	assert_int_equal(strlen(room.cite_name), 94);
}

static void capacities_are_read_written_and_taken_back(void **state)
{
	struct fixture *f = *state;
	int64_t event = network_event(f->db, "e", "2026-03-10", NULL, 45);
	struct room_capacity c;
	struct event e;
	struct session s;

	limit(f, event, 40, 4, 20, -1);
	OK(room_capacity_get(f->db, event, &c, &err));
	assert_int_equal(c.event, 40);
	assert_int_equal(c.cite, 4);
	assert_int_equal(c.sessions[0], 20);
	assert_int_equal(c.sessions[1], -1);
	room_capacity_release(&c);
	event_init(&e);
	OK(event_get(f->db, event, &e, &err));
	assert_int_equal(e.cite_capacity, 4);
	/* Saved from a form, they stay. */
	OK(event_save(f->db, &e, EVENT_SESSIONS_AUTO, &err));
	OK(event_get(f->db, event, &e, &err));
	assert_int_equal(e.cite_capacity, 4);
	event_release(&e);
	session_init(&s);
	OK(session_get(f->db, event, 1, &s, &err));
	assert_int_equal(s.capacity, 20);
	session_release(&s);
	OK(journal_undo(f->db, 0, false, NULL, &err));
	OK(journal_undo(f->db, 0, false, NULL, &err));
	OK(room_capacity_get(f->db, event, &c, &err));
	assert_int_equal(c.event, 45);
	assert_int_equal(c.cite, -1);
	assert_int_equal(c.sessions[0], -1);
	room_capacity_release(&c);
}

static void capacities_read_before_another_wrote_are_refused(void **state)
{
	struct fixture *f = *state;
	int64_t event = network_event(f->db, "e", "2026-03-10", NULL, 45);
	struct room_capacity before;

	OK(room_capacity_get(f->db, event, &before, &err));
	limit(f, event, 45, -1, -1, 30);
	REFUSED(room_capacity_set(f->db, event, &before, &before, &err), ERR_STALE, "claire");
	room_capacity_release(&before);
	OK(room_capacity_get(f->db, event, &before, &err));
	assert_int_equal(before.sessions[1], 30);
	room_capacity_release(&before);
	REFUSED(room_capacity_get(f->db, 1, &before, &err), ERR_NOT_FOUND, "event");
}

static void a_moved_event_keeps_the_capacities_of_its_sessions(void **state)
{
	struct fixture *f = *state;
	int64_t event = network_event(f->db, "e", "2026-03-10", NULL, 45);
	struct room_capacity c;
	struct event e;

	limit(f, event, 45, -1, 12, 13);
	event_init(&e);
	OK(event_get(f->db, event, &e, &err));
	free(e.starts);
	e.starts = xstrdup("2026-04-02T10:00");
	free(e.ends);
	e.ends = xstrdup("2026-04-02T16:00");
	OK(event_save(f->db, &e, EVENT_SESSIONS_AUTO, &err));
	event_release(&e);
	OK(room_capacity_get(f->db, event, &c, &err));
	assert_int_equal(c.sessions[0], 12);
	assert_int_equal(c.sessions[1], 13);
	room_capacity_release(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_event_without_limits_has_room),
		TEST(the_event_is_full_for_others_only),
		TEST(no_place_at_all_is_a_limit),
		TEST(a_session_counts_those_of_all_sessions),
		TEST(a_cite_sends_so_many),
		TEST(a_long_name_is_cut_at_a_character),
		TEST(a_substitute_of_another_cite_needs_room_there),
		TEST(capacities_are_read_written_and_taken_back),
		TEST(capacities_read_before_another_wrote_are_refused),
		TEST(a_moved_event_keeps_the_capacities_of_its_sessions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
