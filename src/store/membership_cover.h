/* Which bodies a membership covers: the one place that says it, in SQL for whoever asks about many (map,
 * listings, directory) and in C for the fee engine, which keeps why. With inheritance a membership
 * covers all below the member; without, it covers no commune or other collectivité below a body of another
 * kind. Which of the two holds on a day is said by the tariff of that day, as fee_tariff_on() finds it; a
 * rencontre that names its own tariff is judged by that one, by the engine alone. */
#ifndef STORE_MEMBERSHIP_COVER_H
#define STORE_MEMBERSHIP_COVER_H

#include <stdbool.h>

#include "store/noun.h"

/* Whether a head of that kind stands above a structure of this one: of the same kind, it is the town of
 * a service of its own, and what is no collectivité is its head's own. As COVER_STEP. */
bool membership_is_above(int kind, int head_kind);
/* A collectivité is its own territory. */
bool membership_is_territory(int kind);

/* Whether the tariff of :on inherits, as the one row of `inherits (yes)`; yes without a tariff. */
#define COVER_INHERITS                                                                         \
	"inherits (yes) AS MATERIALIZED (SELECT coalesce((SELECT t.inherits FROM tariff t"     \
	" WHERE t.scope = 'all' AND " NOUN_IN_FORCE("t")                                       \
	" ORDER BY coalesce(t.valid_from, '') DESC, t.id LIMIT 1), 1))"

/* Whether what covers the head `h` covers the structure `s` below it; `inherits` is at hand. */
#define COVER_STEP(s, h)                                                                       \
	"(inherits.yes OR " s ".kind NOT IN ('commune', 'epci', 'departement', 'region') OR "  \
	s ".kind = " h ".kind)"

/* Whether what covers the structure `s` covers its cité: it is a collectivité there; an inter-communal body
 * stands above the communes that are there, with or without being written as their head. */
#define COVER_OF_CITE(s)                                                                       \
	"(" s ".cite IS NOT NULL AND (" s ".kind = 'commune' OR (" s ".kind = 'epci' AND"      \
	" (inherits.yes OR NOT EXISTS (SELECT 1 FROM structure town WHERE town.cite = " s      \
	".cite AND town.kind = 'commune')))))"

/* Downwards from all who are members on :on: `covered (id, via)`, structures and the member above
 * them, and `territory (id, via)`, cités. */
#define COVER_WITH                                                                             \
	"WITH RECURSIVE " COVER_INHERITS ", covered (id, via) AS (SELECT b.structure, b.structure" \
	" FROM membership b WHERE " NOUN_IN_FORCE("b")                                         \
	" UNION SELECT o.id, c.via FROM covered c CROSS JOIN structure o ON o.parent = c.id"   \
	" CROSS JOIN structure h ON h.id = c.id CROSS JOIN inherits WHERE " COVER_STEP("o", "h") \
	"), territory (id, via) AS MATERIALIZED (SELECT DISTINCT o.cite, c.via FROM covered c" \
	" CROSS JOIN structure o ON o.id = c.id CROSS JOIN inherits WHERE " COVER_OF_CITE("o") ")"

/* Upwards: the rest of a recursive `up (id)` of the structures whose memberships cover those it begins
 * with, nearest first; UNION forgets what was met already, so that a circle ends. */
#define COVER_UP                                                                               \
	" UNION SELECT h.id FROM up CROSS JOIN structure s ON s.id = up.id"                    \
	" CROSS JOIN structure h ON h.id = s.parent CROSS JOIN inherits WHERE " COVER_STEP("s", "h") \
	")"
#define COVER_UP_FROM_STRUCTURE                                                                \
	"WITH RECURSIVE " COVER_INHERITS ", up (id) AS (SELECT :id" COVER_UP
#define COVER_UP_FROM_CITE                                                                     \
	"WITH RECURSIVE " COVER_INHERITS ", up (id) AS (SELECT s.id FROM structure s"          \
	" CROSS JOIN inherits WHERE s.cite = :id AND " COVER_OF_CITE("s") COVER_UP

#endif
