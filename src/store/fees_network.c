#include "store/fees_network.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "etape/i18n.h"
#include "etape/tariff.h"
#include "store/membership_cover.h"

enum { ABOVE_MOST = 16 }; /* bodies above each other; those that head each other in a circle are met once */

bool fees_network_load(struct fees_network *n, struct db *db,
	const struct fees_supposition *supposed, size_t count, struct err *err)
{
	*n = (struct fees_network){ .db = db, .supposed = supposed, .supposed_count = count };
	if (!tariff_load(db, &n->tariffs, &n->tariff_count, err))
		return false;
	for (size_t i = 0; i < n->tariff_count; i++) {
		for (size_t k = 0; k < n->tariffs[i].rule_count; k++) {
			const struct fee_rule *rule = &n->tariffs[i].rules[k];
			n->has_places = n->has_places || rule->free_places;
			n->has_early = n->has_early || rule->early_days;
		}
	}
	return true;
}

static void structure_free(struct fees_structure *s)
{
	free(s->name);
	free(s->own.at);
	free(s->all.at);
	free(s);
}

static void cite_free(struct fees_cite *c)
{
	free(c->name);
	free(c->departement);
	free(c->region);
	free(c->members.at);
	free(c);
}

void fees_network_release(struct fees_network *n)
{
	for (size_t i = 0; i < n->structures.room; i++)
		if (n->structures.slots[i].value)
			structure_free(n->structures.slots[i].value);
	for (size_t i = 0; i < n->cites.room; i++)
		if (n->cites.slots[i].value)
			cite_free(n->cites.slots[i].value);
	idmap_release(&n->structures);
	idmap_release(&n->cites);
	tariff_free(&n->tariffs);
}

const struct fee_tariff *fees_network_tariff(const struct fees_network *n, int64_t id)
{
	for (size_t i = 0; id && i < n->tariff_count; i++)
		if (n->tariffs[i].id == id)
			return &n->tariffs[i];
	return NULL;
}

/* --- structures ---------------------------------------------------------------------- */

/* "60" of "60100", "974" of "97400"; Corsica's two départements share their first digits. */
static void departement_of_postcode(char out[4], const char *postcode)
{
	out[0] = '\0';
	if (strlen(postcode) != 5 || strspn(postcode, "0123456789") != 5)
		return;
	if (!memcmp(postcode, "20", 2))
		snprintf(out, 4, "2%c", postcode[2] <= '1' ? 'A' : 'B');
	else
		snprintf(out, 4, "%.*s", memcmp(postcode, "97", 2) ? 2 : 3, postcode);
}

static void members_add(struct fees_members *m, struct fee_membership one)
{
	if (!(m->count & (m->count - 1)))
		m->at = xrealloc(m->at, (m->count ? m->count * 2 : 1) * sizeof *m->at);
	m->at[m->count++] = one;
}

static bool read_memberships(struct fees_network *n, struct fees_structure *s, struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(n->db,
		"SELECT valid_from, valid_to FROM membership WHERE structure = :id ORDER BY valid_from",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", s->id);
	while ((result = sql_step(n->db, stmt, err)) == SQL_ROW)
		members_add(&s->own,
			(struct fee_membership){
				.structure = s->name,
				.member = s->id,
				.from = noun_day(stmt, 0),
				.to = noun_day(stmt, 1),
			});
	sql_done(stmt);
	for (size_t i = 0; i < n->supposed_count; i++)
		if (n->supposed[i].structure == s->id)
			members_add(&s->own,
				(struct fee_membership){
					.structure = s->name,
					.member = s->id,
					.from = n->supposed[i].from,
					.to = n->supposed[i].to,
					.supposed = true,
				});
	return result != SQL_FAILED;
}

static struct fees_structure *read_structure(struct fees_network *n, int64_t id, struct err *err)
{
	struct fees_structure *s = idmap_get(&n->structures, id);
	enum sql_result result;
	sqlite3_stmt *stmt;

	if (s)
		return s;
	stmt = sql_prepare(n->db,
		"SELECT name, kind, cite, parent, coalesce(payer, id), postcode FROM structure WHERE id = :id",
		err);
	if (!stmt)
		return NULL;
	sql_bind_int(stmt, ":id", id);
	result = sql_step(n->db, stmt, err);
	if (result != SQL_ROW) {
		sql_done(stmt);
		if (result == SQL_DONE)
			err_set(err, ERR_NOT_FOUND, _("this structure is no longer known"));
		return NULL;
	}
	s = xcalloc(1, sizeof *s);
	s->id = id;
	s->name = sql_dup(stmt, 0);
	s->kind = noun_value(&structure_kinds, stmt, 1);
	s->cite = sql_int(stmt, 2);
	s->parent = sql_int(stmt, 3);
	s->payer = sql_int(stmt, 4);
	departement_of_postcode(s->departement, sql_text(stmt, 5));
	s->region = departement_region(s->departement);
	sql_done(stmt);
	*idmap_at(&n->structures, id) = s;
	return read_memberships(n, s, err) ? s : NULL;
}

/* Appends the memberships of a structure and of the bodies above it. A commune's are covered by its
 * inter-communal body only where the tariff says so; an association's are its head's own. With `above`, the
 * structure itself is such a body. */
static bool gather(struct fees_network *n, const struct fees_structure *s, bool above,
	struct fees_members *out, struct err *err)
{
	int64_t met[ABOVE_MOST];
	size_t count = 0;

	while (s) {
		const struct fees_structure *head;

		for (size_t i = 0; i < count; i++)
			if (met[i] == s->id)
				return true;
		if (count == ABOVE_MOST)
			return true;
		met[count++] = s->id;
		for (size_t i = 0; i < s->own.count; i++) {
			struct fee_membership one = s->own.at[i];
			one.above = above;
			members_add(out, one);
		}
		if (!s->parent)
			return true;
		head = read_structure(n, s->parent, err);
		above = above || (head && membership_is_above(s->kind, head->kind));
		s = head;
	}
	return false;
}

const struct fees_structure *fees_network_structure(
	struct fees_network *n, int64_t id, struct err *err)
{
	struct fees_structure *s = read_structure(n, id, err);

	if (!s || s->gathered)
		return s;
	s->gathered = true;
	return gather(n, s, false, &s->all, err) ? s : NULL;
}

/* --- cités --------------------------------------------------------------------------- */

static bool read_bodies(struct fees_network *n, int64_t cite, int64_t **bodies, size_t *count,
	struct err *err)
{
	sqlite3_stmt *stmt = sql_prepare(n->db,
		"SELECT id FROM structure WHERE cite = :id AND kind IN ('commune', 'epci') ORDER BY id",
		err);
	enum sql_result result;

	if (!stmt)
		return false;
	sql_bind_int(stmt, ":id", cite);
	while ((result = sql_step(n->db, stmt, err)) == SQL_ROW) {
		if (!(*count & (*count - 1)))
			*bodies = xrealloc(*bodies, (*count ? *count * 2 : 1) * sizeof **bodies);
		(*bodies)[(*count)++] = sql_int(stmt, 0);
	}
	sql_done(stmt);
	return result != SQL_FAILED;
}

/* The memberships of a cité's collectivités and of the bodies above them. An inter-communal body stands
 * above the communes that are there, with or without being written as their head. */
static bool gather_cite(struct fees_network *n, struct fees_cite *c, struct err *err)
{
	int64_t *bodies = NULL;
	size_t count = 0;
	bool communes = false, ok = read_bodies(n, c->id, &bodies, &count, err);
	const struct fees_structure *s;

	for (size_t i = 0; ok && i < count; i++) {
		ok = (s = read_structure(n, bodies[i], err)) != NULL;
		communes = communes || (ok && s->kind == STRUCTURE_COMMUNE);
	}
	for (size_t i = 0; ok && i < count; i++) {
		s = read_structure(n, bodies[i], err);
		ok = s && gather(n, s, communes && s->kind == STRUCTURE_EPCI, &c->members, err);
	}
	free(bodies);
	c->territory = (struct fee_territory){
		.name = c->name,
		.members = c->members.at,
		.member_count = c->members.count,
	};
	return ok;
}

const struct fees_cite *fees_network_cite(struct fees_network *n, int64_t id, struct err *err)
{
	struct fees_cite *c = idmap_get(&n->cites, id);
	enum sql_result result;
	sqlite3_stmt *stmt;

	if (c)
		return c;
	stmt = sql_prepare(
		n->db, "SELECT name, departement, region FROM cite WHERE id = :id", err);
	if (!stmt)
		return NULL;
	sql_bind_int(stmt, ":id", id);
	result = sql_step(n->db, stmt, err);
	if (result != SQL_ROW) {
		sql_done(stmt);
		if (result == SQL_DONE)
			err_set(err, ERR_NOT_FOUND, _("this cité is no longer known"));
		return NULL;
	}
	c = xcalloc(1, sizeof *c);
	c->id = id;
	c->name = sql_dup(stmt, 0);
	c->departement = sql_dup(stmt, 1);
	c->region = sql_dup(stmt, 2);
	sql_done(stmt);
	*idmap_at(&n->cites, id) = c;
	return gather_cite(n, c, err) ? c : NULL;
}
